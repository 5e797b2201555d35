// Runs the program as its user does: as a process (`handoff`, `shell`), or, since a start costs ten times what most answers do, inside the test's own
// (`inProcess`). Of each command a few runs are processes: that the build can do it, and what only a process shows (streams, locale, exit codes of faults).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { main } from '../../src/main.ts';
import { realWorld } from '../../src/world.ts';

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

/** Where a run begins. */
interface Start {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `handoff` in a folder, inside this process: on the disk as it is, with a process's folder and environment. What it throws fails the test. */
export async function inProcess(args: readonly string[], { cwd = ROOT, input = '', env = {} }: Start = {}): Promise<Ran> {
  const before = { cwd: process.cwd(), env: process.env };
  const said = { out: '', err: '' };
  // A child that is started meanwhile (git) gets them, too.
  process.chdir(cwd);
  process.env = { ...ENV, ...env };
  try {
    const code = await main(args, {
      ...realWorld(),
      stdin: () => ({ ok: true, bytes: Buffer.from(input) }),
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
      isTTY: () => false,
      columns: () => null,
    });
    return { code, ...said };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
  }
}

/** Runs the built program in a folder. */
export function handoff(args: readonly string[], { cwd = ROOT, input = '', env = {} }: Start = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...ENV, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Runs a line of shell in a folder; `handoff` is the built program. */
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

/** Returns a new folder and `shop` in it, where `handoff init` writes the example before the tests of a file; it is removed after them. */
export function exampleShop(): { place: ReturnType<typeof folderFrom>; shop: string } {
  const place = folderFrom();
  beforeAll(async () => {
    expect(await inProcess(['init', 'shop', '--today', '2026-11-16'], { cwd: place.path })).toMatchObject({ code: 0, err: '' });
  });
  afterAll(place.remove);
  return { place, shop: join(place.path, 'shop') };
}
