/** `handoff confirm`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { runOf, signatureOf, withFiles, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readDate } from '../options.ts';
import { readOneDeal } from '../target.ts';

/** The flags of `confirm`. */
interface ConfirmFlags extends RunFlags {
  readonly signed?: Day;
  readonly as?: string;
}

/** Adds `handoff confirm` to the program. */
export function addConfirm(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('confirm'))
    .summary('book a deal when it is signed')
    .description(
      'Makes the plan of a deal that passes a booking of roles, freezes the report with all that nobody was sure of, and marks the deal as signed: all of it or ' +
        'nothing. What one run has left undone, the next one finishes.',
    )
    .argument('<deal>', 'a deal file')
    .option('--signed <date>', 'the day of the signature; without it, today', readDate('--signed'))
    .option('--as <person>', 'who confirms it, by id or e-mail address; without it, who git says you are')
    .addHelpText('after', AFTER)
    .action((deal: string, flags: ConfirmFlags) => ask(readConfirm(deal, flags, world)));
}

/** Returns what a `confirm` command line asks for. */
function readConfirm(deal: string, flags: ConfirmFlags, world: Here): CheckOptions {
  const { as } = signatureOf(flags);
  const question = { command: 'confirm', signed: flags.signed ?? null, as } as const;
  return { question, target: readOneDeal('confirm', deal, world, 'confirms'), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff confirm deals/norwell-042.yaml
  handoff confirm deals/norwell-042.yaml --signed 2026-11-20

Then: handoff gate, and handoff brief.
Exit codes: 0 confirmed; 1 the deal does not pass; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;
