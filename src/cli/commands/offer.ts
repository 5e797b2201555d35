/** `handoff offer`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readFileOf } from '../target.ts';

/** The flags of `offer`. */
interface OfferFlags extends RunFlags {
  readonly html?: true;
  readonly draft?: true;
}

/** Adds `handoff offer` to the program. */
export function addOffer(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('offer'))
    .summary('write what the customer reads: dates, scope, price, what they give')
    .description(
      'Writes the section of the proposal that the customer reads: dates by their events, scope, price, what is not included, assumptions, what they have to ' +
        'give and what lateness does, what counts as complete. Nothing of it is internal. A deal that does not pass has none.',
    )
    .argument('<deal>', 'a deal file')
    .option('--html', 'one page of HTML that loads nothing, instead of Markdown')
    .option('--draft', 'also of a deal that does not pass: with a mark, and with dates that hold')
    .addHelpText('after', AFTER)
    .action((deal: string, flags: OfferFlags) => ask(readOffer(deal, flags, world)));
}

/** Returns what an `offer` command line asks for: the document of one deal, as Markdown or as a page. */
function readOffer(deal: string, flags: OfferFlags, world: Here): CheckOptions {
  const target = readFileOf('offer', deal, world);
  const run = runOf(flags, world);
  if (flags.html && !run.outputs.some(({ format }) => format === 'text'))
    throw new UsageError('--html is another form of --format text, and --format json has none: leave out one of them');
  return { question: { command: 'offer', html: flags.html ?? false, draft: flags.draft ?? false }, target, ...run };
}

const AFTER = `
Examples:
  handoff offer deals/acme-041.yaml > offer.md
  handoff offer deals/acme-041.yaml --html --format text=offer.html

Exit codes: 0 it passes, and this is its offer; 1 it does not: refused, or a draft; 2 and 3 as for check
`;
