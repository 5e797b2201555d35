// Runs the built program as its user does.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
export const PROGRAM = join(ROOT, 'bin', 'handoff.js');

/** Nothing of the machine that a test runs on: no colours, no git identity, no locale. */
export const ENV = { PATH: process.env.PATH, HOME: '/nonexistent', TZ: 'UTC' };

/** What a run said, and its exit code. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `handoff` in a folder. */
export function handoff(
  args: readonly string[],
  { cwd = ROOT, input = '', env = {} }: { cwd?: string; input?: string; env?: Record<string, string> } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...ENV, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Runs a line of shell in a folder; `handoff` is the program. */
export function shell(line: string, cwd = ROOT): Ran {
  const script = `handoff() { "${process.execPath}" "${PROGRAM}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8', env: ENV });
  return { code: status, out: stdout, err: stderr };
}

/** Returns a new folder, with a copy of another in it; away from any repository, so that no git identity is found. */
export function folderFrom(source?: string): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'handoff-'));
  if (source !== undefined) cpSync(source, path, { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
