/**
 * Everything impure, behind one small interface: files, streams, clock, environment, git and ssh-keygen. All else is a function of what it is given, so a
 * test needs only another `World`.
 *
 * Reads and writes are synchronous: a check does a handful of them, and the event loop would cost more than they do. It also leaves SIGINT
 * and SIGTERM to the system, which ends the process at once (130 and 143 in a shell) even in the middle of a proof.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import { dayOf, type Day } from './model/day.ts';
import type { Terminal } from './signoff/ask.ts';

/** Why a file could not be read. */
export type ReadProblem = 'missing' | 'folder' | 'symlink' | 'outside' | 'not-regular' | 'too-large' | 'denied' | 'unreadable';

/** The bytes of a file, or why there are none. */
type ReadResult = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly problem: ReadProblem };

/** What a path leads to; a symbolic link is told, not followed. */
export type Kind = 'file' | 'folder' | 'symlink' | 'other';

/** The programs that are run. There is no shell: an argument is an argument, whatever is in it. */
type Program = 'git' | 'ssh-keygen';

/** How a program is run. */
export interface Running {
  /** The folder that it runs in; or files by name, and it runs in a new folder that holds only them and is removed afterwards. */
  readonly cwd: string | Readonly<Record<string, Uint8Array>>;
  /** Its standard input; empty when left out. */
  readonly input?: Uint8Array;
  /** The most that it may print, in bytes. */
  readonly limit: number;
  /** Whether it may ask somebody for a passphrase, or to touch a key: they read what it says, and have two minutes. */
  readonly asks?: boolean;
}

/** Why a program did not run to its end. */
type RunProblem = 'missing' | 'too-slow' | 'too-large' | 'failed';

/** What a program did. */
export interface Ran {
  /** Whether it ran to its end and says that all is well. */
  readonly ok: boolean;
  /** Its exit code; null when it did not run to its end, and `problem` says why. */
  readonly status: number | null;
  readonly problem: RunProblem | null;
  readonly stdout: Uint8Array;
  /** In UTF-8; empty where somebody was asked, who has read it. */
  readonly stderr: string;
}

/** A thread that runs this same program. What it is told and tells is plain data. */
export interface Hand {
  readonly tell: (message: unknown) => void;
  /** Ends it, whatever it is doing, and waits for its end. */
  readonly dismiss: () => Promise<void>;
}

/** Starts a thread: `hear` gets what it tells, `failed` what broke it, or that it ended by itself. */
export type Hire = (hear: (message: unknown) => void, failed: (error: Error) => void) => Promise<Hand>;

/** Everything impure. Paths are absolute, or relative to `cwd`. */
export interface World {
  readonly cwd: string;
  /** Reads a regular file of at most `limit` bytes. With `inside`, only when its real folder lies in that folder. */
  read(path: string, limit: number, inside?: string): ReadResult;
  /** Reads standard input to its end. */
  stdin(limit: number): ReadResult;
  /** Returns what a path leads to, or null when nothing is there. */
  kind(path: string): Kind | null;
  /** Returns the names in a folder, sorted; empty when it cannot be read. */
  list(folder: string): readonly string[];
  /** Writes a file as a whole: afterwards it holds the old text or the new one, never a part. Makes its folder. */
  write(path: string, text: string): void;
  /**
   * Writes a file as `write` does, if it still holds what was read of it (null: if it is not there). What somebody else has put there in between is
   * left, and told by an OutputError.
   */
  replace(path: string, was: Uint8Array | null, text: string): void;
  /**
   * Writes a file that is never written again, in one step: whoever looks sees nothing or all of it. Makes its folder, whose real path must lie in
   * `inside`. A file that is there already stays, and must hold the same.
   */
  create(path: string, text: string, inside: string): void;
  /**
   * Writes a file as `create` does, if nothing is there under its name; returns false where something is. Of many that claim one name at once, on one machine or on
   * several, one has it.
   */
  claim(path: string, text: string, inside: string): boolean;
  /** Writes to standard output; silent once its reader has gone. */
  out(text: string): void;
  /** Writes to standard error; never fails. */
  err(text: string): void;
  /** Returns the civil day of now in a time zone; throws a RangeError when there is no such zone. */
  today(timezone: string): Day;
  env(name: string): string | undefined;
  isTTY(stream: 'in' | 'out' | 'err'): boolean;
  /** Returns somebody to ask. Both standard input and standard error must be terminals. */
  openTerminal(color: boolean): Promise<Terminal>;
  /** Columns of the terminal; null when standard output is none. */
  columns(): number | null;
  /** Returns who git says is working in a folder, null when it says nothing. */
  gitUser(folder: string): { readonly name?: string; readonly email?: string } | null;
  /** Threads that can work at the same time. */
  cores(): number;
  /** Starts a thread; null where the program is not built, and only one can work. */
  readonly hire: Hire | null;
  /** Runs a program with nothing of the caller's environment that could speak of another repository, and ends it when it takes too long. */
  run(program: Program, args: readonly string[], how: Running): Ran;
}

/** The output could not be written: a full disk, a missing folder. Exit code 3, and never half an answer taken for a whole one. */
export class OutputError extends Error {}

/** The world of a real process; `program` is the file that a thread is started with. */
export function realWorld(program: string | null = null): World {
  let readerGone = false;
  return {
    cwd: process.cwd(),
    read: readRegular,
    stdin: (limit) => readAll(0, limit),
    kind: kindOf,
    list: (folder) => {
      try {
        return readdirSync(folder).sort();
      } catch {
        return [];
      }
    },
    write: writeWhole,
    replace: replaceWhole,
    create: (path, text, inside) => createWhole(path, inside, text, (unfinished) => linkOrRename(unfinished, path, text)),
    claim: claimWhole,
    out: (text) => {
      if (readerGone) return;
      try {
        writeAll(1, text);
      } catch (error) {
        // `| head -1` has read what it wanted. That is no fault, and the verdict stands.
        if (codeOf(error) !== 'EPIPE') throw new OutputError(`standard output could not be written: ${inWords(error)}`);
        readerGone = true;
      }
    },
    err: (text) => {
      try {
        writeAll(2, text);
      } catch {
        // There is nobody left to tell; the exit code says it.
      }
    },
    today,
    env: (name) => process.env[name],
    isTTY: (stream) => isTerminal({ in: 0, out: 1, err: 2 }[stream]),
    // Only who is asked pays for the prompts.
    openTerminal: async (color) => (await import('./signoff/ask.ts')).openTerminal(color),
    columns: () => (isTerminal(1) ? (process.stdout.columns ?? null) : null),
    gitUser,
    cores: availableParallelism,
    hire: program === null ? null : (hear, failed) => hire(program, hear, failed),
    run,
  };
}

/** The word by which the program knows that it is a thread; typed by a person it is no command. */
export const HAND = 'hand';

/** Threads are loaded where there are some: a check of one deal does not pay for them. */
async function hire(program: string, hear: (message: unknown) => void, failed: (error: Error) => void): Promise<Hand> {
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(program, { argv: [HAND], resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  let dismissed = false;
  worker.on('message', hear);
  worker.on('error', failed);
  worker.on('exit', () => {
    if (!dismissed) failed(new Error('a thread ended before its work was done'));
  });
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    tell: (message) => worker.postMessage(message),
    dismiss: async () => {
      dismissed = true;
      await worker.terminate();
    },
  };
}

/** Megabytes of new objects that a thread holds before it looks which are still needed: more is hardly faster, and each thread has its own. */
const YOUNG = 12;

function readRegular(path: string, limit: number, inside?: string): ReadResult {
  let file: number | undefined;
  try {
    // A link to a folder on the way could lead out just as well as a link at the end.
    if (inside !== undefined && !isWithin(realpathSync(inside), realpathSync(dirname(path)))) return { ok: false, problem: 'outside' };
    // NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    if (stat.isDirectory()) return { ok: false, problem: 'folder' };
    if (!stat.isFile()) return { ok: false, problem: 'not-regular' };
    if (stat.size > limit) return { ok: false, problem: 'too-large' };
    return readAll(file, limit);
  } catch (error) {
    return { ok: false, problem: READ_PROBLEMS[codeOf(error)] ?? 'unreadable' };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const READ_PROBLEMS: Readonly<Record<string, ReadProblem>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  // A name with a NUL in it can be no file.
  ERR_INVALID_ARG_VALUE: 'missing',
  ENAMETOOLONG: 'missing',
  ELOOP: 'symlink',
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
  // A socket, or a device without a driver.
  ENXIO: 'not-regular',
};

/** Reads to the end of an open file, or until there is more than `limit`: what fstat said of the size need not be true any longer. */
function readAll(file: number, limit: number): ReadResult {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    let read: number;
    try {
      read = readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') {
        waitABit();
        continue;
      }
      return codeOf(error) === 'EOF' ? { ok: true, bytes: Buffer.concat(chunks) } : { ok: false, problem: 'unreadable' };
    }
    if (read === 0) return { ok: true, bytes: Buffer.concat(chunks) };
    length += read;
    if (length > limit) return { ok: false, problem: 'too-large' };
    chunks.push(chunk.subarray(0, read));
  }
}

/** Writes all of a text, however little the system takes at a time. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(file, bytes, done);
    } catch (error) {
      // Somebody else made our pipe non-blocking, and it is full.
      if (codeOf(error) !== 'EAGAIN') throw error;
      waitABit();
    }
  }
}

function waitABit(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function writeWhole(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new OutputError(`${path} could not be written: it is a folder`);
    if (existing !== undefined && !existing.isFile()) {
      // A pipe or a device (`--format json=/dev/stderr`) cannot be replaced, only written to.
      withFile(path, constants.O_WRONLY, 0, (file) => writeAll(file, text));
      return;
    }
    // Through a link to what it names: renaming onto the link would replace the link.
    const target = existing === undefined ? path : realpathSync(path);
    const unfinished = unfinishedOf(target);
    try {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
      withFile(unfinished, flags, existing === undefined ? 0o666 : existing.mode & 0o777, (file) => {
        writeAll(file, text);
        fsyncSync(file);
      });
      renameSync(unfinished, target);
    } catch (error) {
      try {
        unlinkSync(unfinished);
      } catch {
        // It was never made.
      }
      throw error;
    }
    syncFolder(dirname(target));
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(`${path} could not be written: ${inWords(error)}`);
  }
}

function replaceWhole(path: string, was: Uint8Array | null, text: string): void {
  if (was === null) return createWhole(path, dirname(path), text, (unfinished) => linkOrRename(unfinished, path, text));
  const now = readRegular(path, was.length);
  if (!now.ok || Buffer.compare(now.bytes, was) !== 0)
    throw new OutputError(`${path} could not be written: it is no longer what was read of it; run the same command again`);
  writeWhole(path, text);
}

/** A name beside a file for what is not whole yet. In a container every run has the same number, and one that was ended may have left its own behind. */
function unfinishedOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${Math.random().toString(36).slice(2, 10)}.tmp`);
}

function syncFolder(path: string): void {
  withFile(path, constants.O_RDONLY, 0, (folder) => {
    try {
      fsyncSync(folder);
    } catch {
      // Some file systems cannot sync a folder; the file itself is safe.
    }
  });
}

function claimWhole(path: string, text: string, inside: string): boolean {
  let mine = true;
  createWhole(path, inside, text, (unfinished) => {
    try {
      linkSync(unfinished, path);
    } catch (error) {
      if (NO_LINKS.includes(codeOf(error)))
        throw new OutputError(
          `${path} could not be written: this file system has no hard links, and without them two people could hold the same hours`,
        );
      if (codeOf(error) !== 'EEXIST') throw error;
      // The answer of a network file system may be lost, and the link be made all the same.
      mine = statSync(unfinished).nlink > 1;
    }
  });
  return mine;
}

/** What a file system says that cannot give a file a second name. */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Writes a new file under another name, whole and safe, and then has it given its own. */
function createWhole(path: string, inside: string, text: string, name: (unfinished: string) => void): void {
  try {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true });
    if (!isWithin(realpathSync(inside), realpathSync(folder)))
      throw new OutputError(`${path} could not be written: its folder leads out of ${inside}`);
    const unfinished = unfinishedOf(path);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    try {
      withFile(unfinished, flags, 0o666, (file) => {
        writeAll(file, text);
        fsyncSync(file);
      });
      name(unfinished);
    } finally {
      try {
        unlinkSync(unfinished);
      } catch {
        // It was never made, or has the name that it was made for.
      }
    }
    syncFolder(folder);
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(`${path} could not be written: ${inWords(error)}`);
  }
}

/** Gives a finished file its name. A link cannot replace what is there; where a file system has none, a name that is free is taken by renaming. */
function linkOrRename(finished: string, path: string, text: string): void {
  try {
    linkSync(finished, path);
  } catch (error) {
    const there = statSync(path, { throwIfNoEntry: false }) !== undefined;
    if (!there && NO_LINKS.includes(codeOf(error))) return renameSync(finished, path);
    if (codeOf(error) !== 'EEXIST') throw error;
    const other = readRegular(path, Buffer.byteLength(text));
    if (!other.ok || Buffer.compare(other.bytes, Buffer.from(text)) !== 0)
      throw new OutputError(`${path} could not be written: something else is there under that name`);
  }
}

function withFile(path: string, flags: number, mode: number, use: (file: number) => void): void {
  const file = openSync(path, flags, mode);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}

function kindOf(path: string): Kind | null {
  try {
    const stat = lstatSync(path);
    return stat.isSymbolicLink() ? 'symlink' : stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
  } catch {
    return null;
  }
}

function isTerminal(file: number): boolean {
  try {
    // Loading node:tty takes milliseconds, and neither a pipe nor the null device is a terminal.
    const stream = fstatSync(file);
    if (!stream.isCharacterDevice()) return false;
    if (process.platform !== 'win32' && stream.rdev === statSync('/dev/null').rdev) return false;
    return process.getBuiltinModule('node:tty').isatty(file);
  } catch {
    return false;
  }
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function today(timezone: string): Day {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: timezone,
    calendar: 'gregory',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
    .formatToParts(new Date())
    .map(({ type, value }): [string, number] => [type, Number(value)]);
  const { year, month, day } = Object.fromEntries(parts);
  return dayOf(year, month, day);
}

/**
 * Asks git itself, because `include`, `includeIf` and the system's own file decide too. Lazy: it costs some milliseconds, so it is asked only
 * where a deal names no seller.
 */
function gitUser(folder: string): { name?: string; email?: string } | null {
  const asked = run('git', ['config', '--null', '--get-regexp', '^user\\.(name|email)$'], { cwd: folder, limit: 64 * 1024 });
  if (!asked.ok) return null;
  const found: { name?: string; email?: string } = {};
  for (const entry of Buffer.from(asked.stdout).toString().split('\0')) {
    const [key, value = ''] = entry.split('\n');
    // The last one wins, as in git.
    if (key === 'user.name' && value.trim() !== '') found.name = value.trim();
    if (key === 'user.email' && value.trim() !== '') found.email = value.trim();
  }
  return found.name === undefined && found.email === undefined ? null : found;
}

/** What a program keeps of the caller's environment: where it finds itself and its user, and no word of a repository, a key or a pager. */
const KEPT = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'SystemRoot', 'USERPROFILE'];

/** What it also keeps where it asks: the agent that holds the key, and the window that asks for a passphrase. */
const KEPT_TO_ASK = ['SSH_AUTH_SOCK', 'SSH_ASKPASS', 'DISPLAY', 'WAYLAND_DISPLAY', 'SSH_SK_PROVIDER', 'TERM'];

/**
 * A folder of a repository can be laid out as a bare repository with a configuration of its own, which names programs to run; replacements and
 * a lazy fetch would answer with other objects than those that were asked for.
 */
const SAFE: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  // A git that does not know the line above yet: nothing that it could fetch by is allowed.
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'safe.bareRepository',
  GIT_CONFIG_VALUE_0: 'explicit',
  GIT_CONFIG_KEY_1: 'core.fsmonitor',
  GIT_CONFIG_VALUE_1: 'false',
};

function run(program: Program, args: readonly string[], { cwd, input, limit, asks = false }: Running): Ran {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const kept = [...KEPT, ...(asks ? KEPT_TO_ASK : [])];
  const env = Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return withFolder(cwd, (folder) => {
    const ran = spawnSync(program, args, {
      cwd: folder,
      env: { ...env, ...SAFE },
      input: input ?? new Uint8Array(),
      timeout: asks ? 120_000 : 10_000,
      killSignal: 'SIGKILL',
      maxBuffer: limit,
      windowsHide: true,
      stdio: ['pipe', 'pipe', asks ? 'inherit' : 'pipe'],
    });
    const why = ran.error === undefined ? undefined : RUN_PROBLEMS[codeOf(ran.error)];
    // One that ends before it has read all its input (EPIPE) has still said what it says; one that a signal ended has not.
    const problem = why ?? (ran.status === null ? 'failed' : null);
    const status = problem === null ? ran.status : null;
    return { ok: status === 0, status, problem, stdout: ran.stdout ?? new Uint8Array(), stderr: ran.stderr?.toString() ?? '' };
  });
}

const RUN_PROBLEMS: Readonly<Partial<Record<string, RunProblem>>> = { ENOENT: 'missing', ETIMEDOUT: 'too-slow', ENOBUFS: 'too-large' };

/** Gives a folder to a function: the one named, or a new one with some files, which nobody else may read and which is gone afterwards. */
function withFolder<T>(named: Running['cwd'], use: (folder: string) => T): T {
  if (typeof named === 'string') return use(named);
  const folder = mkdtempSync(join(process.getBuiltinModule('node:os').tmpdir(), 'handoff-'));
  try {
    for (const [name, bytes] of Object.entries(named)) writeFileSync(join(folder, name), bytes, { flag: 'wx', mode: 0o600 });
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the device failed',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a part of the path is not a folder',
  EBADF: 'it is closed',
};

function inWords(error: unknown): string {
  return WORDS[codeOf(error)] ?? (codeOf(error) || String(error));
}
