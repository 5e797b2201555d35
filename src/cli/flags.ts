/** The flags that several commands share, and what each of them means to a run. */
import { Option, type Command } from 'commander';
import { EXAMPLE_TODAY } from '../example/index.ts';
import { HIDDEN } from '../load/hidden.ts';
import { parseDay, type Day } from '../model/day.ts';
import { PROFILES } from '../model/policy.ts';
import { FORMATS, type ReviewFormat } from '../report/render/index.ts';
import type { World } from '../world.ts';
import type { CheckOptions, NamedFiles } from './asked.ts';
import { readDate, readFormat, readProfile, UsageError, wantsColor, type Output } from './options.ts';

/** What a command line may be read by. */
export type Here = Pick<World, 'env' | 'isTTY' | 'kind'>;

/** What a command does with what its line asks for. */
export interface Asking {
  readonly world: Here;
  /** Asks for a run over deals. */
  readonly ask: (options: CheckOptions) => void;
  /** Asks for something that looks at no deal, and returns the exit code. */
  readonly run: (does: (world: World) => Promise<number>) => void;
}

/** The flags that name files and forms, as commander hands them over, each already read by itself. */
export interface RunFlags {
  readonly config?: string;
  readonly capacity?: string;
  readonly deliverables?: string;
  readonly history?: string;
  readonly today?: Day;
  readonly format?: readonly Output[];
  readonly prove?: true;
  readonly color?: boolean;
}

/** The flags of `approve` and `date`. */
export interface SignFlags extends RunFlags {
  readonly as?: string;
  readonly reason?: string;
}

/** What `--prove` may cost, as many times what a check may: seconds where a check takes tenths. */
const PROVE = 50;

/** Adds the argument and the flags by which a command names deals; `more` are formats that it has besides the usual ones. */
export function aboutDeals(command: Command, more: readonly ReviewFormat[] = []): Command {
  const named = command
    .argument('[deals...]', "deal files, folders of them, '-' for standard input, or items as branded-bag:300")
    .option('--example', 'the example that comes with handoff; needs no file')
    .option('--by <date>', 'for items: when the customer wants them', readDate('--by'))
    .option('--start <date>', 'for items: when the customer wants the work to begin', readDate('--start'))
    .option('--customer <name>', 'for items: who wants them')
    .option('--stdin-filename <path>', "the path that '-' stands for");
  return withFiles(named, more);
}

/** Adds the flags of a command that signs. */
export function aboutSigning(command: Command): Command {
  return withNamed(
    command
      .option('--as <person>', 'who signs, by id or e-mail address; without it, who git says you are')
      .option('--reason <text>', 'why, for whoever reads it later'),
  );
}

/** Adds the flags of a command that prints answers of deals in several formats. */
export function withFiles(command: Command, more: readonly ReviewFormat[] = []): Command {
  const formats = `${[...Object.keys(FORMATS), ...more].join(' | ')}, to a file when one is named; repeatable`;
  return withNamed(command.option('--format <name[=file]>', formats, readFormat(more)));
}

/** Adds the flags that name operations' files, and those of every command that judges. */
export function withNamed(command: Command): Command {
  return command
    .addOption(todayOption())
    .option('--config <file>', 'handoff.yaml, instead of looking for it upwards from the deal')
    .option('--capacity <file>', 'capacity.yaml')
    .option('--deliverables <path>', 'deliverables.yaml, or a folder of such files')
    .option('--history <file>', 'history.yaml or history.csv')
    .option('--prove', 'look much longer for an earlier date, or the proof that there is none')
    .addOption(colorOption())
    .addOption(noColorOption());
}

/** Returns the flag `--today`. */
export function todayOption(): Option {
  return new Option('--today <date>', "judge as of this day instead of today in the workspace's time zone").argParser(readDate('--today'));
}

/** Returns the flag `--profile`. */
export function profileOption(): Option {
  return new Option('--profile <name>', PROFILES.join(' | ')).argParser(readProfile);
}

/** Returns the flag `--color`. */
export function colorOption(): Option {
  return new Option('--color', 'colour, even where the output is no terminal');
}

/** Returns the flag `--no-color`. */
export function noColorOption(): Option {
  return new Option('--no-color', 'no colour (as with NO_COLOR=1)');
}

/** Returns what the flags of a run mean, all but its question and its deals. */
export function runOf(flags: RunFlags & { readonly example?: true }, world: Here): Omit<CheckOptions, 'question' | 'target'> {
  return {
    named: namedBy(flags),
    base: null,
    since: null,
    today: flags.today ?? (flags.example ? (parseDay(EXAMPLE_TODAY) as Day) : null),
    outputs: flags.format ?? [{ format: 'text', file: null }],
    detail: 'normal',
    effort: flags.prove ? PROVE : 1,
    color: { out: wantsColor(flags.color, world, 'out'), err: wantsColor(flags.color, world, 'err') },
  };
}

/** Returns the files of operations' that flags name. */
export function namedBy({ config, capacity, deliverables, history }: RunFlags): NamedFiles {
  return { config: config ?? null, capacity: capacity ?? null, deliverables: deliverables ?? null, history: history ?? null };
}

/** Returns who signs and why, as their flags say; throws a UsageError where one is empty or hides what it says. */
export function signatureOf({ as, reason }: Pick<SignFlags, 'as' | 'reason'>): { as: string | null; reason: string | null } {
  for (const [flag, said] of Object.entries({ as, reason })) {
    if (said?.trim() === '') throw new UsageError(`--${flag} is empty: write something, or leave it out`);
    if (said?.match(HIDDEN)) throw new UsageError(`--${flag} has a character that hides what it says: leave it out`);
  }
  return { as: as?.trim() ?? null, reason: reason?.trim() ?? null };
}
