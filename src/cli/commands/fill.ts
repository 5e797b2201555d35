/** `handoff fill`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readFileOf } from '../target.ts';

/** The flags of `fill`. */
interface FillFlags extends RunFlags {
  readonly overwrite?: true;
  readonly dryRun?: true;
}

/** Adds `handoff fill` to the program. */
export function addFill(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('fill'))
    .summary('write the computed dates, price, people and promises into a deal')
    .description(
      "Writes what operations' files give a deal into its file: the dates to offer, the price, the staffing pattern, the promises, by when inputs are needed; each with where " +
        'it comes from. Comments and layout stay. What somebody typed stays, too, and is shown where it differs.',
    )
    .argument('<deal>', 'a deal file')
    .option('--overwrite', 'also write over dates, price and quantities that somebody typed')
    .option('--dry-run', 'print what would change, and write nothing')
    .addHelpText('after', AFTER)
    .action((deal: string, flags: FillFlags) => ask(readFill(deal, flags, world)));
}

/** Returns what a `fill` command line asks for: one deal, by its file. */
function readFill(deal: string, flags: FillFlags, world: Here): CheckOptions {
  const target = readFileOf('fill', deal, world);
  return {
    question: { command: 'fill', overwrite: flags.overwrite ?? false, dryRun: flags.dryRun ?? false },
    target,
    ...runOf(flags, world),
  };
}

const AFTER = `
Examples:
  handoff fill deals/acme-041.yaml --dry-run
  handoff fill deals/acme-041.yaml

What was filled in is recorded under x-handoff: run it again when operations' files change, and it writes its own values anew.
Exit codes: 0 filled, and it passes; 1 filled, and a check still blocks; 2 refused, or the command or a file is wrong; 3 it could not be written
`;
