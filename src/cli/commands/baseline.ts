/** `handoff baseline`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withNamed, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readTarget, isItem } from '../target.ts';

/** Adds `handoff baseline` to the program. */
export function addBaseline(program: Command, { ask, world }: Asking): void {
  withNamed(program.command('baseline'))
    .summary('record what is wrong today, so that only new findings block')
    .description(
      'Records what keeps deals from passing today, for adopting handoff on a live book of deals: from then on only new findings block, and the others ' +
        'count down. Without a deal it looks at all open ones of the workspace. Later it drops what is gone.',
    )
    .argument('[deals...]', 'deal files, or folders of them')
    .option('--add', 'take in what came since, too')
    .addHelpText('after', AFTER)
    .action((words: string[], flags: { add?: true }) => ask(readBaseline(words, flags, world)));
}

/** Returns what a `baseline` command line asks for. */
function readBaseline(words: readonly string[], flags: RunFlags & { readonly add?: true }, world: Here): CheckOptions {
  const item = words.find((word) => isItem(word, world));
  if (item !== undefined || words.includes('-'))
    throw new UsageError(`'${item ?? '-'}' is no file: a baseline is of deals that others can read`);
  return { question: { command: 'baseline', add: flags.add ?? false }, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff baseline              record what is wrong with all open deals, or drop what is gone
  handoff baseline --add        take in what came since: operations say that it may stand

The file is baseline.yaml beside capacity.yaml, or files.baseline of handoff.yaml. It belongs to operations.
Exit codes: 0 recorded; 2 the command or a file is wrong; 3 it could not be written
`;
