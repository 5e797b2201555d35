/** `handoff sign`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withNamed, runOf, signatureOf, type Asking, type Here, type SignFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readOneDeal } from '../target.ts';

/** The flags of `sign`. */
interface KeyFlags extends SignFlags {
  readonly key?: string;
  readonly all?: true;
}

/** Adds `handoff sign` to the program. */
export function addSign(program: Command, { ask, world }: Asking): void {
  withNamed(program.command('sign'))
    .summary('sign what you approved, waived or named, with your SSH key')
    .description(
      'Signs sign-offs of a deal with the SSH key of who gave them, so that nobody else can have written them. The signature is a file beside the sign-off; ' +
        'operations say whose keys count (handoff.yaml → signatures), and whether a sign-off counts without.',
    )
    .argument('<deal>', 'a deal file')
    .argument('[sign-offs...]', 'how their names begin; without any, the one of yours that is not signed')
    .option('--as <person>', 'who signs, by id or e-mail address; without it, who git says you are')
    .option('--key <file>', 'the key, or its public half where an agent holds it; without it, the one that git signs with')
    .option('--all', 'all of yours that are not signed')
    .addHelpText('after', AFTER)
    .action((deal: string, ids: string[], flags: KeyFlags) => ask(readSign(deal, ids, flags, world)));
}

/** Returns what a `sign` command line asks for. */
function readSign(deal: string, ids: readonly string[], flags: KeyFlags, world: Here): CheckOptions {
  const { key, all = false } = flags;
  if (all && ids.length > 0) throw new UsageError(`--all signs every one of yours, and '${ids[0]}' names one: leave one out`);
  const wrong = ids.find((id) => !/^[0-9a-f]{4,64}$/.test(id));
  if (wrong !== undefined)
    throw new UsageError(`'${wrong}' is no name of a sign-off: 4 digits or more of it, as handoff verify ${deal} prints them`);
  const { as } = signatureOf(flags);
  return {
    question: { command: 'sign', as, key: key ?? null, ids, all },
    target: readOneDeal('sign', deal, world),
    ...runOf(flags, world),
  };
}

const AFTER = `
Examples:
  handoff sign deals/acme-041.yaml 1a2b3c4d --key ~/.ssh/id_ed25519
  handoff sign deals/acme-041.yaml --all --as ana

Exit codes: 0 signed; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;
