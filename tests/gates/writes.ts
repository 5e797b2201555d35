/**
 * What is written is the old file or the new one, never a part of it: when the program is ended at any moment, when the system refuses any single call,
 * and when eight write into one folder at once.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutputError, realWorld } from '../../src/world.ts';
import type { Gate, Tried } from './gate.ts';

const WRITER = join('dist', 'dev', 'writer.cjs');

/** As the writer writes it. */
const isWhole = (text: string): boolean => {
  const [nth] = text.split(' ', 1);
  return text === `${`${nth} `.repeat(30_000)}end of ${nth}`;
};

const triedOf = (compared: number, wrong: readonly string[], seen: Record<string, number> = {}): Tried => ({
  compared,
  wrong,
  seen,
  files: {},
  today: 'any day',
});

/** Gives a new folder to a function, and removes it. */
async function inFolder(use: (folder: string) => Promise<Tried> | Tried): Promise<Tried> {
  const folder = fs.mkdtempSync(join(tmpdir(), 'gate-'));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** All finished files of a folder that are not whole, by name. */
function torn(folder: string): { names: string[]; wrong: string[] } {
  const names = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.split('/').at(-1)!.startsWith('.') && fs.statSync(join(folder, name)).isFile());
  return { names, wrong: names.filter((name) => !isWhole(fs.readFileSync(join(folder, name), 'utf8'))).map((name) => `${name} is torn`) };
}

/** Ends a writer some time after its first file; the times are spread over what a file takes. */
function endWriter(n: number): Promise<Tried> {
  return inFolder(
    (folder) =>
      new Promise((done, failed) => {
        const child = spawn(process.execPath, [WRITER, 'turn', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
        // A part of a thousandth, up to 40 of them: golden steps leave no gap.
        child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ((n * 0.618_034) % 1) * 40));
        child.on('error', failed);
        child.on('close', (code, signal) => {
          if (signal !== 'SIGKILL') return failed(new Error(`the writer ended by itself: ${code} (npm run build?)`));
          const { names, wrong } = torn(folder);
          const unfinished = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).length - names.length - 1;
          done(triedOf(names.length, wrong, { 'in the middle of a file': unfinished > 0 ? 1 : 0 }));
        });
      }),
  );
}

/** The calls of the file system by which a file is written. */
const CALLS = [
  'mkdirSync',
  'realpathSync',
  'statSync',
  'openSync',
  'fstatSync',
  'writeSync',
  'fsyncSync',
  'closeSync',
  'linkSync',
  'renameSync',
  'unlinkSync',
  'readSync',
] as const;
const CODES = ['EIO', 'ENOSPC', 'EACCES', 'EROFS'] as const;

type AnyCall = (...args: unknown[]) => unknown;

/** Calls a function with the `nth` call of the file system refused; returns whether it came to that. A write that fails has written half. */
function withFailure(nth: number, code: string, use: () => void): boolean {
  const all = fs as unknown as Record<string, AnyCall>;
  const real = new Map(CALLS.map((name) => [name, all[name]]));
  let count = 0;
  const refuse = (name: string): never => {
    throw Object.assign(new Error(`${code}: refused, ${name}`), { code });
  };
  try {
    for (const [name, call] of real) {
      all[name] = (...args) => {
        if (count++ !== nth) return call(...args);
        if (name === 'writeSync') call(args[0], (args[1] as Uint8Array).subarray(0, 7));
        // Closed, and then told that it could not be written: so the file is no longer open.
        if (name === 'closeSync') call(...args);
        return refuse(name);
      };
    }
    syncBuiltinESMExports();
    use();
  } finally {
    for (const [name, call] of real) all[name] = call;
    syncBuiltinESMExports();
  }
  return count > nth;
}

/** What is written where, and what may be there afterwards. */
const WRITES: readonly {
  readonly name: string;
  readonly before: string | null;
  readonly how: 'write' | 'create';
  readonly text: string;
}[] = [
  { name: 'a new file', before: null, how: 'write', text: 'new and whole' },
  { name: 'an old file anew', before: 'old and whole', how: 'write', text: 'new and whole' },
  { name: 'a sign-off', before: null, how: 'create', text: 'new and whole' },
  { name: 'a sign-off that is there', before: 'new and whole', how: 'create', text: 'new and whole' },
];

/** Lets each call of each way to write fail in turn, in one of the ways in which it can. */
function failCalls(n: number): Promise<Tried> {
  const code = CODES[n % CODES.length];
  return inFolder((folder) => {
    const world = realWorld();
    const wrong: string[] = [];
    let compared = 0;
    for (const { name, before, how, text } of WRITES) {
      for (let nth = 0, met = true; met; nth++) {
        const own = join(folder, `${how}-${compared}`);
        const path = join(own, 'file');
        if (before !== null) {
          fs.mkdirSync(own);
          fs.writeFileSync(path, before);
        }
        let said: Error | null = null;
        met = withFailure(nth, code, () => {
          try {
            if (how === 'write') world.write(path, text);
            else world.create(path, text, folder);
          } catch (error) {
            said = error as Error;
          }
        });
        if (said !== null && !((said as Error) instanceof OutputError))
          wrong.push(`${name}, call ${nth}, ${code}: ${(said as Error).message}`);
        const after = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : null;
        if (after !== before && after !== text) wrong.push(`${name}, call ${nth}, ${code}: there is '${after}'`);
        if (said === null && after !== text) wrong.push(`${name}, call ${nth}, ${code}: nothing was said, and it was not written`);
        compared++;
      }
    }
    return triedOf(compared, wrong);
  });
}

/** Eight writers in one folder. */
function together(n: number): Promise<Tried> {
  const [writers, count] = [8, n === 0 ? 20 : 200];
  return inFolder(async (folder) => {
    const codes = await Promise.all(
      Array.from(
        { length: writers },
        (_, each) =>
          new Promise<number | null>((done, failed) => {
            const child = spawn(process.execPath, [WRITER, 'together', folder, String(count), `writer-${each}`], {
              stdio: ['ignore', 'ignore', 'inherit'],
            });
            child.on('error', failed);
            child.on('close', done);
          }),
      ),
    );
    const { names, wrong } = torn(folder);
    // Half of them are the same for all: 100 of 200 once, and 100 for each of eight.
    const expected = count / 2 + (count / 2) * writers;
    const left = fs.readdirSync(join(folder, 'deal')).length - names.length;
    return triedOf(names.length, [
      ...wrong,
      ...codes.flatMap((code, each) => (code === 0 ? [] : [`writer ${each} ended with ${code}`])),
      ...(names.length === expected ? [] : [`${names.length} files, and not ${expected}`]),
      ...(left === 0 ? [] : [`${left} unfinished files were left`]),
    ]);
  });
}

export const WRITE_GATES: readonly Gate[] = [
  {
    name: 'ended-writes',
    claim: 'a program that is ended while it writes leaves whole files only',
    unit: 'files',
    few: 8,
    all: 500,
    atLeast: 1000,
    try: endWriter,
  },
  {
    name: 'refused-calls',
    claim: 'a call of the file system that fails leaves the old file or the new one, and is told',
    unit: 'calls',
    few: 4,
    all: 4,
    atLeast: 160,
    try: failCalls,
  },
  {
    name: 'written-together',
    claim: 'eight processes that write into one folder lose nothing and tear nothing',
    unit: 'files',
    few: 1,
    all: 6,
    atLeast: 1000,
    try: together,
  },
];
