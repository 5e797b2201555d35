/** Which deals a run is about: files, the files of folders, standard input, or items of the command line. */
import { dirname, join, resolve } from 'node:path';
import type { CheckOptions, InlineDeal, NamedFiles } from '../cli/asked.ts';
import { EXAMPLE_DEAL, EXAMPLE_FOLDER } from '../example/index.ts';
import { newDealText } from '../load/new-deal.ts';
import { SIZE_CAPS } from '../load/source.ts';
import { COMMAND_LINE } from '../model/place.ts';
import type { World } from '../world.ts';
import type { FoundDeal } from './before.ts';
import { filesFor, printed, problemAt, read, unreadable, type Desk } from './desk.ts';
import { homeOf, NAMES } from './home.ts';
import type { Kind } from '../world.ts';

/** Returns the deals of a run; what is wrong with their files is put with the problems of the desk. */
export function dealsOf(target: CheckOptions['target'], named: NamedFiles, desk: Desk): FoundDeal[] {
  const { world } = desk;
  switch (target.kind) {
    case 'example':
      return readDeal(desk, join(world.cwd, EXAMPLE_FOLDER, EXAMPLE_DEAL), true);
    case 'inline':
      return [
        {
          path: join(world.cwd, 'deal'),
          folder: world.cwd,
          source: { kind: 'deal', path: COMMAND_LINE, bytes: Buffer.from(inlineText(target.deal)) },
          named: true,
          inline: true,
        },
      ];
    case 'library':
      return [];
    case 'workspace': {
      const { folder, root } = dealsFolder(named, desk);
      if (world.kind(folder) === 'folder') return dealsIn(desk, folder, root);
      // Git keeps no empty folder: the branch has taken the last deal away, which is told.
      if (world.kind(folder) === null && desk.base?.files.kind(folder) === 'folder') return [];
      const help = 'name a deal (handoff check FILE), or some items (handoff check branded-bag:300), or see one: handoff check --example';
      desk.problems.push(
        problemAt(desk, folder, 'file/missing', `there is no folder ${printed(desk, folder)} whose deals could be judged`, help),
      );
      return [];
    }
    case 'paths': {
      const seen = new Set<string>();
      return target.paths
        .flatMap((path) => (path === '-' ? readStdin(desk, target.stdinFilename) : readTarget(desk, resolve(world.cwd, path))))
        .filter(({ path }) => !seen.has(path) && seen.add(path));
    }
  }
}

/** Returns the folder of a workspace's deals, and the root that it must stay under. */
export function dealsFolder(named: NamedFiles, desk: Desk): { readonly folder: string; readonly root?: string } {
  const { cwd } = desk.world;
  const { policy, root } = named.config === null ? homeOf(desk, cwd) : { policy: { path: resolve(cwd, named.config) } };
  return { folder: join(policy === null ? cwd : dirname(policy.path), 'deals'), root };
}

function readTarget(desk: Desk, path: string): FoundDeal[] {
  if (desk.world.kind(path) !== 'folder') return readDeal(desk, path, true);
  // The workspace's own folder: what lies in it is operations', and its deals lie one deeper.
  const ofWorkspace = (['policy', 'capacity'] as const).some((kind) =>
    NAMES[kind].some((name) => filesFor(desk, kind).kind(join(path, name)) !== null),
  );
  return dealsIn(desk, ofWorkspace ? join(path, 'deals') : path);
}

/**
 * Returns the files of a folder, and of the folders in it, that may be deals, by path. Links are left out: what they lead to has a path of its own. `passedOver` hears
 * what else is left out, and why.
 */
export function dealPathsIn(
  world: Pick<World, 'list' | 'kind'>,
  folder: string,
  passedOver: (path: string, why: string) => void = () => {},
): string[] {
  const paths: string[] = [];
  const collect = (at: string, depth: number): void => {
    for (const name of world.list(at)) {
      const path = join(at, name);
      const kind = world.kind(path);
      const why = whyPassedOver(name, kind, depth);
      if (why !== null) passedOver(path, why);
      else if (kind === 'folder') collect(path, depth + 1);
      else if (kind === 'file' && IS_YAML.test(name)) paths.push(path);
    }
  };
  collect(folder, 0);
  return paths;
}

function dealsIn(desk: Desk, folder: string, inside?: string): FoundDeal[] {
  const paths = dealPathsIn(desk.world, folder, (path, why) => passOver(desk, path, why));
  if (paths.length === 0) {
    const help = 'put a deal there as a .yaml file, or see one: handoff check --example';
    desk.problems.push(problemAt(desk, folder, 'file/no-deals', `${printed(desk, folder)} holds no deal, and nothing was judged`, help));
  }
  return paths.flatMap((path) => readDeal(desk, path, false, inside));
}

const IS_YAML = /\.ya?ml$/i;
/** Folders in folders that are looked into. */
const DEEPEST = 8;

/** Why something in a folder of deals is not looked at, as the end of a sentence; null where it is, or where it is no deal by its name. */
function whyPassedOver(name: string, kind: Kind | null, depth: number): string | null {
  if (name.startsWith('.')) return 'is hidden (its name begins with a dot)';
  if (name === 'node_modules') return 'lies in node_modules';
  if (kind === 'symlink') return 'is a symbolic link, and links are not followed';
  return kind === 'folder' && depth >= DEEPEST ? `lies more than ${DEEPEST} folders deep` : null;
}

/** Notes what could be a deal in what is passed over: the file itself, or all YAML files of a folder. Only under a base: there a branch is held to it. */
function passOver(desk: Desk, path: string, why: string, depth = 0): void {
  if (desk.base === null) return;
  const kind = desk.world.kind(path);
  if (kind === 'symlink' || (kind === 'file' && IS_YAML.test(path))) desk.passedOver.push({ path, why });
  // Whatever is laid out deeper than this was laid out to be lost in.
  if (kind === 'folder' && depth < 4 * DEEPEST) for (const name of desk.world.list(path)) passOver(desk, join(path, name), why, depth + 1);
}

function readDeal(desk: Desk, path: string, named: boolean, inside?: string): FoundDeal[] {
  const source = read(desk, 'deal', { path, inside });
  return source === null ? [] : [{ path, folder: dirname(path), source, named, inline: false }];
}

function readStdin(desk: Desk, filename: string): FoundDeal[] {
  const path = resolve(desk.world.cwd, filename);
  const result = desk.world.stdin(SIZE_CAPS.deal);
  if (result.ok) {
    const source = { kind: 'deal', path: printed(desk, path), bytes: result.bytes } as const;
    return [{ path, folder: dirname(path), source, named: true, inline: false, piped: true }];
  }
  desk.problems.push(unreadable(desk, 'deal', { path }, result.problem));
  return [];
}

/** The deal file that somebody would have written for `branded-bag:300 --by 2026-12-18`. */
function inlineText(deal: InlineDeal): string {
  return newDealText({ ...deal, deal: 'command-line', customer: deal.customer ?? 'a customer' });
}
