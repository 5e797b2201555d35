/** `handoff new`: its flags, and what they ask for. */
import type { Command } from 'commander';
import { HIDDEN } from '../../load/hidden.ts';
import { formatDay, type Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { runOf, withNamed, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readDate, UsageError } from '../options.ts';
import { readItem } from '../target.ts';

/** The flags of `new`. */
interface NewFlags extends RunFlags {
  readonly customer?: string;
  readonly by?: Day;
  readonly start?: Day;
}

/** Adds `handoff new` to the program. */
export function addNew(program: Command, { ask, world }: Asking): void {
  withNamed(program.command('new'))
    .summary('write the smallest deal file for some items')
    .description(
      "Writes the smallest deal file for some items into the workspace's folder of deals, and says what a check says of it. What is not given is asked in a terminal.",
    )
    .argument('[name]', "the deal's id; its file is named by it")
    .argument('[items...]', 'what is sold, as branded-bag:300')
    .option('--customer <name>', 'who it is for')
    .option('--by <date>', 'when they want it', readDate('--by'))
    .option('--start <date>', 'when they want the work to begin', readDate('--start'))
    .addHelpText('after', AFTER)
    .action((name: string | undefined, words: string[], flags: NewFlags) => ask(readNew(name, words, flags, world)));
}

function readNew(word: string | undefined, words: readonly string[], flags: NewFlags, world: Here): CheckOptions {
  const { customer: said, by = null, start = null } = flags;
  if (said?.trim() === '') throw new UsageError('--customer is empty: write a name, or leave it out');
  if (said?.match(HIDDEN)) throw new UsageError('--customer has a character that hides what it says: leave it out');
  if (start !== null && by !== null && start > by)
    throw new UsageError(`--start ${formatDay(start)} is after --by ${formatDay(by)}: the work would begin after its end`);
  if (word?.includes(':')) throw new UsageError(`'${word}' is an item, and the first word is the deal's id: handoff new acme-042 ${word}`);
  // `deals/acme-042.yaml` means the same.
  const name = word === undefined ? null : word.replace(/^(?:\.\/)?deals\//, '').replace(/\.ya?ml$/i, '');
  const customer = said?.trim() ?? null;
  const items = words.map(readItem);
  if ((name === null || customer === null || items.length === 0) && !(world.isTTY('in') && world.isTTY('err'))) {
    const lacks = [
      ...(name === null ? ['a name'] : []),
      ...(items.length === 0 ? ['items'] : []),
      ...(customer === null ? ['--customer'] : []),
    ];
    const example = `handoff new ${name ?? 'acme-042'} ${words[0] ?? 'branded-bag:300'} --customer "Acme Outdoor" --by 2026-12-18`;
    throw new UsageError(
      `${lacks.join(' and ')} ${lacks.length === 1 ? 'is' : 'are'} missing, and here is no terminal to ask in: ${example}`,
    );
  }
  return { question: { command: 'new', name, items, customer, by, start }, target: { kind: 'library' }, ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff new acme-042 branded-bag:300 --customer "Acme Outdoor" --by 2026-12-18
  handoff new

Exit codes: 0 written, whatever a check says of it; 1 left without confirming; 2 refused, or the command or a file is wrong; 3 it could not be written; 130 interrupted
`;
