/**
 * Whether a terminal opens links, and where the pages of the rules are. A link that leads nowhere is worse than none: it is only written where the terminal is known to
 * open it, and only to pages that lie beside the program, on the machine that the terminal runs on.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../world.ts';

/** Returns the address of the folder of the rules' pages, with a slash at its end; null where no link is to be written. */
export function docsFor(world: Pick<World, 'env' | 'isTTY'>, folder: string = PAGES): string | null {
  if (!opensLinks(world) || !existsSync(folder)) return null;
  return process.getBuiltinModule('node:url').pathToFileURL(join(folder, '/')).href;
}

// Beside the built program, in a checkout as in the installed package.
const PAGES = join(__dirname, '..', 'docs', 'rules');

/** Returns whether links are to be written to standard output: FORCE_HYPERLINK, else NO_COLOR, else a terminal of which it is known. */
export function opensLinks(world: Pick<World, 'env' | 'isTTY'>): boolean {
  const env = (name: string): string => world.env(name) ?? '';
  const force = env('FORCE_HYPERLINK');
  if (force !== '') return force !== '0' && force !== 'false';
  if (env('NO_COLOR') !== '' || !world.isTTY('out') || env('TERM') === 'dumb') return false;
  // Elsewhere than the files: another machine, a log; or between us and the terminal something that may not let them through.
  if (['CI', 'SSH_CONNECTION', 'SSH_TTY', 'WSL_DISTRO_NAME', 'TMUX', 'STY'].some((name) => env(name) !== '')) return false;
  if (['xterm-kitty', 'xterm-ghostty', 'alacritty', 'foot'].includes(env('TERM'))) return true;
  const [least] = PROGRAMS.flatMap(([name, version]) => (env('TERM_PROGRAM') === name ? [version] : []));
  if (least !== undefined) return isFrom(env('TERM_PROGRAM_VERSION'), least);
  // Terminals of GNOME and its kin, from 0.50.1 on: 0.50.0 ended with the first link.
  return /^\d{4,6}$/.test(env('VTE_VERSION')) && Number(env('VTE_VERSION')) > 5000;
}

/** Terminals that say who they are, and the version from which on they open links. */
const PROGRAMS: readonly (readonly [name: string, version: string])[] = [
  ['iTerm.app', '3.1'],
  ['WezTerm', '20200620'],
  ['vscode', '1.72'],
  ['ghostty', '0'],
];

function isFrom(version: string, least: string): boolean {
  const numbers = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
  const [own, other] = [numbers(version), numbers(least)];
  const differs = other.findIndex((number, nth) => (own[nth] ?? 0) !== number);
  return own.length > 0 && (differs === -1 || (own[differs] ?? 0) > other[differs]);
}
