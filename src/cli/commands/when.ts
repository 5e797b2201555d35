/** `handoff when`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError, readDate } from '../options.ts';
import { isItem, readItem } from '../target.ts';

/** The flags of `when`. */
interface WhenFlags extends RunFlags {
  readonly start?: Day;
}

/** Adds `handoff when` to the program. */
export function addWhen(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('when'))
    .summary('say when items could start and be finished')
    .description('Says when some items could start and be finished: with no date asked for and no deal file.')
    .argument('<items...>', 'what is wanted, as branded-bag:300')
    .option('--start <date>', 'the customer signs, and wants the work to begin, on this day', readDate('--start'))
    .addHelpText('after', AFTER)
    .action((words: string[], flags: WhenFlags) => ask(readWhen(words, flags, world)));
}

/** Returns what a `when` command line asks for: items, and nothing else. */
function readWhen(words: readonly string[], flags: WhenFlags, world: Here): CheckOptions {
  const file = words.find((word) => !isItem(word, world));
  if (file !== undefined && world.kind(file) === null) readItem(file);
  if (file !== undefined)
    throw new UsageError(`'${file}' is no item: handoff when branded-bag:300 asks for items, handoff check ${file} for a deal`);
  const start = flags.start ?? null;
  const deal = { items: words.map(readItem), by: null, start, signature: start, customer: null };
  return { question: { command: 'when' }, target: { kind: 'inline', deal }, ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff when branded-bag:300
  handoff when branded-bag:300 --start 2026-12-01

Exit codes: 0 a safe date can be given, on a day or so long after an input; 1 none can, and why; 2 and 3 as for check
`;
