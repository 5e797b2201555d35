/** `handoff approve`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import { RULE_IDS } from '../../rules/profiles.ts';
import type { CheckOptions } from '../asked.ts';
import { aboutSigning, runOf, signatureOf, type Asking, type Here, type SignFlags } from '../flags.ts';
import { UsageError, readDate, readOneOf } from '../options.ts';
import { readOneDeal } from '../target.ts';

/** The flags of `approve`. */
interface ApproveFlags extends SignFlags {
  readonly subject?: string;
  readonly until?: Day;
  readonly waive?: true;
}

/** Adds `handoff approve` to the program. */
export function addApprove(program: Command, { ask, world }: Asking): void {
  aboutSigning(program.command('approve'))
    .summary('approve what a rule asks for, or waive its failure')
    .description(
      'Approves what a rule asks of somebody (a scope, an exception, a booking that moves), or lets its failure stand for a while: a waiver. It is kept as ' +
        'a file of its own that every later check reads.',
    )
    .argument('<deal>', 'a deal file')
    .argument('<rule>', 'the rule, as a report names it', readOneOf('rule', RULE_IDS))
    .option('--subject <name>', 'only this of what the rule asks for')
    .option('--waive', 'let the whole check stand, where the rule asks for approvals')
    .option(
      '--until <date>',
      'the last day on which it holds; a waiver: as long as policy allows (90d), when left out',
      readDate('--until'),
    )
    .addHelpText('after', AFTER)
    .action((deal: string, rule: string, flags: ApproveFlags) => ask(readApprove(deal, rule, flags, world)));
}

/** Returns what an `approve` command line asks for. */
function readApprove(deal: string, rule: string, flags: ApproveFlags, world: Here): CheckOptions {
  const { subject, until, waive } = flags;
  if (waive && subject !== undefined)
    throw new UsageError('--waive lets the whole check stand, and --subject approves a part of it: leave one out');
  const question = {
    command: 'approve',
    rule,
    subject: subject ?? null,
    until: until ?? null,
    waive: waive ?? false,
    ...signatureOf(flags),
  } as const;
  return { question, target: readOneDeal('approve', deal, world), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff approve deals/acme-041.yaml existing-customers --as priya
  handoff approve deals/harbor-041.yaml staffing-pattern --as nora --reason "Fenwick gives a week back" --until 2026-12-18

They are of the examples that handoff init writes, and handoff init --profile services.

Nobody approves a deal that they sell, and what a rule calls final is waived by nobody.
Exit codes: 0 signed; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;
