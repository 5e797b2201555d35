/** `handoff date`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { aboutSigning, runOf, signatureOf, type Asking, type Here, type SignFlags } from '../flags.ts';
import { readDate } from '../options.ts';
import { readOneDeal } from '../target.ts';

/** Adds `handoff date` to the program. */
export function addDate(program: Command, { ask, world }: Asking): void {
  aboutSigning(program.command('date'))
    .summary('name a later date than the one that was computed')
    .description('Names the earliest completion that a delivery lead stands behind; from then on no earlier date of the deal is safe.')
    .argument('<deal>', 'a deal file')
    .argument('<date>', 'the completion, on the computed date or later', readDate('date'))
    .addHelpText('after', AFTER)
    .action((deal: string, date: number, flags: SignFlags) => ask(readNamedDate(deal, date, flags, world)));
}

/** Returns what a `date` command line asks for. */
function readNamedDate(deal: string, date: Day, flags: SignFlags, world: Here): CheckOptions {
  const question = { command: 'date', date, ...signatureOf(flags) } as const;
  return { question, target: readOneDeal('date', deal, world), ...runOf(flags, world) };
}

const AFTER = `
Example:
  handoff date deals/acme-041.yaml 2027-01-15 --as ana --reason "the press is being moved"

Exit codes: 0 signed; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;
