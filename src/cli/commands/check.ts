/** `handoff check`: its flags, and what they ask for. */
import type { Command } from 'commander';
import { REVIEW_FORMATS, type ReviewFormat } from '../../report/render/index.ts';
import type { CheckOptions, NamedFiles, AskedBase } from '../asked.ts';
import { aboutBooks, readBook, type BookFlags } from '../book.ts';
import { aboutDeals, runOf, type Asking, type Here } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readStrictness, withStrictness, type StrictnessFlags } from '../strictness.ts';
import { readTarget, type DealFlags } from '../target.ts';

/** The flags of `check`. */
interface CheckFlags extends DealFlags, StrictnessFlags, BookFlags {
  readonly quiet?: true;
  readonly verbose?: true;
  readonly base?: string;
  readonly bootstrap?: true;
  readonly changedSince?: string;
  readonly watch?: true;
}

/** Adds `handoff check` to the program. */
export function addCheck(program: Command, { ask, world }: Asking): void {
  const command = aboutBooks(aboutDeals(program.command('check'), Object.keys(REVIEW_FORMATS) as ReviewFormat[]));
  command
    .summary('judge deals: yes or not yet, the safe date, and why')
    .description('Judges deals: yes or not yet, the safe date, and why. Without a deal it judges all open ones of the workspace.')
    .option('-q, --quiet', 'one line a deal')
    .option('-v, --verbose', 'every check, every derived value, the plan')
    .option('-w, --watch', 'judge again whenever a file that was read changes, or a deal is added')
    .option('--base <ref>', "operations' files from the merge base with this branch, as origin/main: for CI")
    .option('--bootstrap', 'with --base: from the work tree where the base has no workspace yet, for the first adoption')
    .option(
      '--changed-since <ref>',
      "only the deals that changed since the merge base with this branch; all on a change of operations' files",
    );
  withStrictness(command)
    .addHelpText('after', AFTER)
    .action((words: string[], flags: CheckFlags) => ask(readCheck(words, flags, world)));
}

/** Returns what a `check` command line asks for; throws a UsageError where its parts do not fit each other. */
function readCheck(words: readonly string[], flags: CheckFlags, world: Here): CheckOptions {
  if (flags.quiet && flags.verbose) throw new UsageError('--quiet and --verbose say the opposite: leave one out');
  const detail = flags.quiet ? 'quiet' : flags.verbose ? 'verbose' : 'normal';
  const target = readTarget(words, flags, world);
  const question = { command: 'check', ...readStrictness(flags, flags.base), ...readBook(flags, target) } as const;
  const run = { question, target, ...runOf(flags, world), detail } as const;
  refuseOfBooks(flags);
  return { ...run, base: readBase(flags, run.named), since: readSince(flags, target), watch: readWatch(words, flags) };
}

/** A book, and a part of one that is joined with the others, is judged by all rules, and all of it. */
function refuseOfBooks({ jointly, shard, only, skip, changedSince, failOn, maxWarnings }: CheckFlags): void {
  if (!jointly && shard === undefined) return;
  const narrowing = { '--only': only, '--skip': skip, '--changed-since': changedSince };
  const counting = shard === undefined ? {} : { '--fail-on': failOn, '--max-warnings': maxWarnings };
  const [other] = Object.entries({ ...narrowing, ...counting }).find(([, value]) => value !== undefined) ?? [];
  const own = jointly ? '--jointly' : '--shard';
  if (other !== undefined) throw new UsageError(`${own} is about all deals and all rules, and ${other} is not: leave one out`);
}

/** What does not change, or cannot be read twice, is not watched; and a base is for a run that ends. */
function readWatch(words: readonly string[], { watch, example, base }: CheckFlags): boolean {
  if (watch !== true) return false;
  const other = words.includes('-') ? "'-'" : example ? '--example' : base !== undefined ? '--base' : null;
  if (other !== null) throw new UsageError(`--watch is for files of the work tree, which change: leave it out, or leave out ${other}`);
  return true;
}

/** What has no file in the repository has not changed in it. */
function readSince({ changedSince: ref }: CheckFlags, target: CheckOptions['target']): string | null {
  if (ref === undefined) return null;
  if (ref.trim() === '') throw new UsageError('--changed-since is empty: name a branch, as --changed-since origin/main');
  const other =
    target.kind === 'paths'
      ? target.paths.includes('-')
        ? 'standard input'
        : null
      : target.kind === 'workspace'
        ? null
        : SAID[target.kind];
  if (other !== null)
    throw new UsageError(`--changed-since asks what changed in a repository, and ${other} is no file there: leave out one of them`);
  return ref;
}

/** What is checked without a file. */
const SAID = { example: 'the example', inline: 'a deal on the command line', library: 'the library' } as const;

/** `--today` is no file and stands in the report; what names operations' files would take them from the branch that is judged. */
function readBase({ base, bootstrap, example }: CheckFlags, named: NamedFiles): AskedBase | null {
  if (base === undefined) {
    if (bootstrap) throw new UsageError('--bootstrap is for --base: it reads the files of the work tree where the base has none yet');
    return null;
  }
  if (base.trim() === '') throw new UsageError('--base is empty: name the branch that this one will be merged into, as --base origin/main');
  if (example) throw new UsageError('--example brings its own files: leave out --base, or leave out --example');
  const [other] = Object.entries(named).flatMap(([flag, file]) => (file === null ? [] : [`--${flag} ${file}`]));
  if (other !== undefined)
    throw new UsageError(`--base reads operations' files from the base, and ${other} names one: leave out one of them`);
  return { ref: base, bootstrap: bootstrap ?? false };
}

const AFTER = `
Examples:
  handoff check deals/acme-041.yaml
  handoff check branded-bag:300 --by 2026-12-18
  handoff check --format text --format json=report.json deals
  handoff check --base origin/main
  handoff check --base origin/main --changed-since origin/main

Exit codes, whatever the format:
  0  every deal passes, or with --changed-since none has changed
  1  some deal does not, too many warnings, or all that were found are signed, lost or done
  2  the command or a file is wrong
  3  a fault of handoff, or the output could not be written
`;
