/** `handoff plan`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { aboutDeals, runOf, type Asking, type Here } from '../flags.ts';
import { readTarget, type DealFlags } from '../target.ts';

/** The flags of `plan`. */
interface PlanFlags extends DealFlags {
  readonly chart?: true;
  readonly worst?: true;
}

/** Adds `handoff plan` to the program. */
export function addPlan(program: Command, { ask, world }: Asking): void {
  aboutDeals(program.command('plan'))
    .summary('show the plan of a deal, and why it ends when it does')
    .description('Shows the plan of deals step by step, what each step waits for, and why the plan ends when it does.')
    .option('--chart', 'also a chart of the plan, with the load of each role under it')
    .option('--worst', 'the plan if those failures happen that together cost the most')
    .addHelpText('after', AFTER)
    .action((words: string[], flags: PlanFlags) => ask(readPlan(words, flags, world)));
}

/** Returns what a `plan` command line asks for; throws a UsageError as `readCheck` does. */
function readPlan(words: readonly string[], flags: PlanFlags, world: Here): CheckOptions {
  const question = { command: 'plan', case: flags.worst ? 'worst' : 'nominal', chart: flags.chart ?? false } as const;
  return { question, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff plan deals/acme-041.yaml --chart
  handoff plan branded-bag:300

Exit codes: 0 every deal has a plan, whatever the verdict; 1 some deal has none, and why; 2 and 3 as for check
`;
