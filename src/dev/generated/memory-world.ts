/** A world without a disk: what a run reads, wrote and said, all in memory. For generated files and for tests. */
import { basename, dirname, resolve } from 'node:path';
import { parseDay, type Day } from '../../model/day.ts';
import type { World } from '../../world.ts';

/** What a run in memory did. */
export interface MemoryWorld extends World {
  /** All files by absolute path, with those that were written. */
  readonly files: Map<string, string>;
  readonly said: { out: string; err: string };
}

/** Returns a world with these files (paths from `/w`, its folder) on a day. */
export function memoryWorld(files: Readonly<Record<string, string>>, today: string): MemoryWorld {
  const cwd = '/w';
  const all = new Map(Object.entries(files).map(([path, text]) => [resolve(cwd, path), text]));
  const said = { out: '', err: '' };
  const isFolder = (path: string) => path === cwd || [...all.keys()].some((file) => file.startsWith(`${path}/`));
  const kind = (path: string) => (all.has(resolve(cwd, path)) ? 'file' : isFolder(resolve(cwd, path)) ? 'folder' : null);
  return {
    files: all,
    said,
    cwd,
    read: (path) => {
      const text = all.get(resolve(cwd, path));
      if (text !== undefined) return { ok: true, bytes: new TextEncoder().encode(text) };
      return { ok: false, problem: kind(path) === 'folder' ? 'folder' : 'missing' };
    },
    stdin: () => ({ ok: true, bytes: new Uint8Array() }),
    kind,
    list: (folder) => {
      const at = resolve(cwd, folder);
      const below = [...all.keys()].filter((file) => file.startsWith(`${at}/`)).map((file) => file.slice(at.length + 1).split('/')[0]);
      return [...new Set(below)].sort();
    },
    write: (path, text) => void all.set(resolve(cwd, dirname(path), basename(path)), text),
    replace: (path, _, text) => void all.set(resolve(cwd, path), text),
    create: (path, text) => void all.set(resolve(cwd, path), text),
    claim: (path, text) => {
      const free = !all.has(resolve(cwd, path));
      if (free) all.set(resolve(cwd, path), text);
      return free;
    },
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    today: () => parseDay(today) as Day,
    env: () => undefined,
    isTTY: () => false,
    openTerminal: () => Promise.reject(new Error('nobody is here to be asked')),
    columns: () => null,
    gitUser: () => null,
    cores: () => 1,
    hire: null,
    run: () => ({ ok: false, status: null, problem: 'missing', stdout: new Uint8Array(), stderr: '' }),
  };
}
