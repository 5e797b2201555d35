/**
 * `handoff check --watch`: judges, waits until something that was looked at has changed, and judges again. It looks at the files a few times a second instead of being
 * told: that works on every file system, for files that are replaced by renaming, and for files that are not there yet.
 *
 * While a run goes on, Ctrl-C ends it at once, as without `--watch`; while it waits, it ends with the last verdict.
 */
import { lstatSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { CheckOptions } from './cli/asked.ts';
import { visible } from './report/render/width.ts';
import type { World } from './world.ts';

/** How often is looked, in milliseconds. What has changed must look the same twice: who writes a file in several steps has then finished. */
const EVERY = 200;

/** What watching needs of the system. */
export interface Eyes {
  /** Returns what is seen of a file without reading it, another text after every change; empty where it is not there. */
  stamp(path: string): string;
  /** Looks again and again until `look` finds something, and returns that; null when somebody ends it. */
  until<Found>(look: () => Found | null): Promise<Found | null>;
}

/** Judges until somebody ends it; returns the exit code of the last run. */
export async function watch(
  options: CheckOptions,
  world: World,
  judge: (options: CheckOptions, world: World) => Promise<number>,
  eyes: Eyes = realEyes,
): Promise<number> {
  // Where a person reads the reports: what stands between them must not get into what a program reads.
  const isRead = options.outputs.some(({ format, file }) => format === 'text' && file === null);
  const clears = isRead && world.isTTY('out') && world.env('TERM') !== 'dumb';
  for (;;) {
    const seen = seeing(world, eyes);
    const code = await judge(options, seen.world);
    const count = seen.files();
    // Whoever reads that Ctrl-C ends it may press it at once.
    const waiting = eyes.until(twice(() => seen.changes()));
    world.err(`watching ${count} ${count === 1 ? 'file' : 'files'} (Ctrl-C ends)\n`);
    const changed = await waiting;
    if (changed === null) return code;
    const names = changed.map((path) => visible(relative(world.cwd, path)));
    const line = `── ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} changed ──`;
    world[isRead ? 'out' : 'err'](clears ? `\u001B[2J\u001B[H${line}\n\n` : `\n${line}\n\n`);
  }
}

/** Returns a look that finds changes once they have been the same twice. */
function twice(changes: () => ReadonlyMap<string, string>): () => readonly string[] | null {
  let before = '';
  return () => {
    const now = changes();
    if (now.size === 0) return null;
    const said = JSON.stringify([...now]);
    if (said === before) return [...now.keys()];
    before = said;
    return null;
  };
}

/** What a run has looked at. */
interface Seen {
  readonly world: World;
  /** How many files it has read. */
  files(): number;
  /** What is not as it was, by path, with what is seen there now. */
  changes(): ReadonlyMap<string, string>;
}

/** Returns a world that remembers what is looked at in it. What is written in it is no change: a page that is written anew would never let it rest. */
function seeing(world: World, eyes: Eyes): Seen {
  const files = new Map<string, string>();
  const kinds = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const written = new Set<string>();
  const at = (path: string): string => resolve(world.cwd, path);
  // Before it is read: what is written meanwhile is a change.
  const note = (path: string): void => void (files.has(path) || files.set(path, eyes.stamp(path)));
  return {
    world: {
      ...world,
      read: (path, limit, inside) => {
        note(at(path));
        return world.read(path, limit, inside);
      },
      kind: (path) => {
        const kind = world.kind(path);
        kinds.set(at(path), kind ?? '');
        // Which commits there are decides what a sign-off is worth, and git alone reads them.
        if (basename(path) === '.git') note(join(at(path), 'logs', 'HEAD'));
        return kind;
      },
      list: (folder) => {
        const names = world.list(folder);
        lists.set(at(folder), names);
        return names;
      },
      write: (path, text) => {
        written.add(at(path));
        world.write(path, text);
      },
    },
    files: () => [...files.values()].filter((stamp) => stamp !== '').length,
    changes: () => {
      const found = new Map<string, string>();
      for (const [folder, names] of lists) {
        const now = world.list(folder);
        const other = [...now.filter((name) => !names.includes(name)), ...names.filter((name) => !now.includes(name))];
        for (const name of other) found.set(join(folder, name), eyes.stamp(join(folder, name)));
      }
      for (const [path, kind] of kinds) if ((world.kind(path) ?? '') !== kind) found.set(path, eyes.stamp(path));
      for (const [path, stamp] of files) if (eyes.stamp(path) !== stamp) found.set(path, eyes.stamp(path));
      for (const path of found.keys()) if (written.has(path) || isUnfinished(path, written)) found.delete(path);
      return found;
    },
  };
}

/** Whether a path is that of an output which is being written (world.ts names it so). */
function isUnfinished(path: string, written: ReadonlySet<string>): boolean {
  return [...written].some((output) => dirname(path) === dirname(output) && basename(path).startsWith(`.${basename(output)}.`));
}

const realEyes: Eyes = {
  stamp: (path) => {
    try {
      const { ino, mode, size, mtimeNs } = lstatSync(path, { bigint: true });
      return [ino, mode, size, mtimeNs].join(' ');
    } catch {
      // It is not there, or in a folder that nobody may look into.
      return '';
    }
  },
  until: (look) =>
    new Promise((found) => {
      const end = (what: ReturnType<typeof look>): void => {
        clearInterval(timer);
        process.off('SIGINT', interrupted);
        found(what);
      };
      const interrupted = (): void => end(null);
      const timer = setInterval(() => {
        const what = look();
        if (what !== null) end(what);
      }, EVERY);
      process.on('SIGINT', interrupted);
    }),
};
