/** The flags of `check` that are for many deals at once. */
import type { Command } from 'commander';
import type { BookQuestion, Shard } from '../report/book/question.ts';
import type { Target } from './asked.ts';
import { UsageError } from './options.ts';

/** The flags, each already read by itself. */
export interface BookFlags {
  readonly jobs?: number;
  readonly jointly?: true;
  readonly shard?: Shard;
}

/** The most threads that may be asked for: beyond the cores of a machine more are only slower, and each takes memory. */
const MOST_JOBS = 64;
/** The most parts of a book. */
const MOST_SHARDS = 999;

/** Adds the flags to `check`. */
export function aboutBooks(command: Command): Command {
  return command
    .option('--jointly', 'whether the open deals fit together, too: who takes whose hours, and which of them can all be signed')
    .option('--jobs <n>', 'threads that judge many deals at once; without it as many as there are cores', readJobs)
    .option('--shard <i/n>', 'only the i-th of n parts of the deals, for one of n machines: handoff merge-reports joins them', readShard);
}

/** Returns what the flags ask; throws a UsageError where they do not fit each other, or the deals. */
export function readBook(flags: BookFlags, target: Target): Omit<BookQuestion, 'command'> {
  const jobs = flags.jobs ?? null;
  const jointly = flags.jointly ?? false;
  const shard = flags.shard ?? null;
  if (jointly && shard !== null)
    throw new UsageError(
      '--jointly looks at all open deals, and --shard at some of them: leave one out (handoff merge-reports tells what parts want together)',
    );
  const alone = target.kind === 'example' || target.kind === 'inline';
  if (alone && (jointly || shard !== null))
    throw new UsageError(
      `--${jointly ? 'jointly' : 'shard'} is for several deals: handoff check deals --${jointly ? 'jointly' : 'shard 1/4'}`,
    );
  return { jobs, jointly, shard };
}

/** Returns a number of threads, or says what is wrong with it. */
function readJobs(text: string): number {
  const jobs = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : NaN;
  if (!(jobs <= MOST_JOBS)) throw new UsageError(`--jobs '${text}' is not a whole number from 1 to ${MOST_JOBS}`);
  return jobs;
}

/** Returns a part of a book, or says what is wrong with it. */
function readShard(text: string): Shard {
  const [, index, of] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (index === undefined) throw new UsageError(`--shard '${text}' is not i/n, as 1/4: the first of four parts`);
  if (of < 1 || of > MOST_SHARDS) throw new UsageError(`--shard ${text}: there can be 1 to ${MOST_SHARDS} parts`);
  if (index < 1 || index > of) throw new UsageError(`--shard ${text}: of ${of} parts the first is 1 and the last ${of}`);
  return { index, of };
}
