/** `handoff diff`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { runOf, withFiles, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readDate, UsageError } from '../options.ts';

/** The flags of `diff`. */
interface DiffFlags extends RunFlags {
  readonly mergeBase?: true;
  readonly then?: Day;
}

/** Adds `handoff diff` to the program. */
export function addDiff(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('diff'), ['markdown'])
    .summary('say what changed of each open deal between two commits, and why')
    .description(
      'Says what changed of each open deal between two commits, or a commit and the work tree: verdict, safe date, price, rules and findings; and why: ' +
        'the older side is judged again with one change at a time. Both are judged as of one day, so that passing time alone is no change.',
    )
    .argument('<ref>', 'the older side: a branch, a tag or a commit')
    .argument('[other]', 'the newer side; without it, the work tree')
    .option('--merge-base', 'from the commit at which the newer side began, instead of REF itself')
    .option('--then <date>', 'judge the older side as of this day: the days between are a change too', readDate('--then'))
    .addHelpText('after', AFTER)
    .action((from: string, to: string | undefined, flags: DiffFlags) => ask(readDiff(from, to, flags, world)));
}

/** Returns what a `diff` command line asks for. */
function readDiff(from: string, to: string | undefined, flags: DiffFlags, world: Here): CheckOptions {
  for (const ref of [from, to]) if (ref?.trim() === '') throw new UsageError('a commit is named by no empty word: handoff diff main');
  const question = { command: 'diff', from, to: to ?? null, mergeBase: flags.mergeBase ?? false, was: flags.then ?? null } as const;
  return { question, target: { kind: 'workspace' }, ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff diff main
  handoff diff v1.4 main
  handoff diff origin/main HEAD --merge-base --format markdown
  handoff diff HEAD --today 2026-12-01 --then 2026-11-24

Exit codes: 0 both sides could be judged, whatever they say; 2 no such commit, no repository, or files of a side are wrong; 3 as for check
`;
