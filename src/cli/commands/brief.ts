/** `handoff brief`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readFileOf } from '../target.ts';

/** The flags of `brief`. */
interface BriefFlags extends RunFlags {
  readonly html?: true;
}

/** Adds `handoff brief` to the program. */
export function addBrief(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('brief'))
    .summary('write the handoff document of a deal')
    .description(
      'Writes the handoff document of a deal for whoever delivers it, out of what the deal, its sign-offs and its plan already say: why they buy, who is who, ' +
        "each promise beside its doer's words, scope, risks, the plan, what is open. What nobody has said is told as such.",
    )
    .argument('<deal>', 'a deal file')
    .option('--html', 'one page of HTML that loads nothing, instead of Markdown')
    .addHelpText('after', AFTER)
    .action((deal: string, flags: BriefFlags) => ask(readBrief(deal, flags, world)));
}

/** Returns what a `brief` command line asks for: the document of one deal, as Markdown or as a page. */
function readBrief(deal: string, flags: BriefFlags, world: Here): CheckOptions {
  const target = readFileOf('brief', deal, world);
  const run = runOf(flags, world);
  if (flags.html && !run.outputs.some(({ format }) => format === 'text'))
    throw new UsageError('--html is another form of --format text, and --format json has none: leave out one of them');
  return { question: { command: 'brief', html: flags.html ?? false }, target, ...run };
}

const AFTER = `
Examples:
  handoff brief deals/acme-041.yaml > acme-041.md
  handoff brief deals/acme-041.yaml --html --format text=acme-041.html

Exit codes: 0 written, whatever the verdict, which it begins with; 2 and 3 as for check
`;
