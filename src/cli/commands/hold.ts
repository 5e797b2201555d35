/** `handoff hold`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { runOf, signatureOf, withFiles, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readDate } from '../options.ts';
import { readOneDeal } from '../target.ts';

/** The flags of `hold`. */
interface HoldFlags extends RunFlags {
  readonly until?: Day;
  readonly as?: string;
}

/** Adds `handoff hold` to the program. */
export function addHold(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('hold'))
    .summary('hold the hours of an open deal for a while')
    .description(
      'Holds what the plan of a deal uses, so that nobody else is promised the same hours while the customer decides. Only a deal that passes is held. It ends by ' +
        'itself; holding it again renews it, within the longest time that policy allows from the first day on.',
    )
    .argument('<deal>', 'a deal file')
    .option('--until <date>', 'the last day; without it, as long as policy allows (10bd)', readDate('--until'))
    .option('--as <seller>', 'who holds it, where the deal names no seller; without it, who git says you are')
    .addHelpText('after', AFTER)
    .action((deal: string, flags: HoldFlags) => ask(readHold(deal, flags, world)));
}

/** Returns what a `hold` command line asks for. */
function readHold(deal: string, flags: HoldFlags, world: Here): CheckOptions {
  const { as } = signatureOf(flags);
  const question = { command: 'hold', until: flags.until ?? null, as } as const;
  return { question, target: readOneDeal('hold', deal, world, 'holds'), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff hold deals/norwell-042.yaml
  handoff hold deals/norwell-042.yaml --until 2026-11-27

Exit codes: 0 held; 1 the deal does not pass, or somebody else was first; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;
