/** `handoff verify`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withNamed, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readTarget, isItem } from '../target.ts';

/** Adds `handoff verify` to the program. */
export function addVerify(program: Command, { ask, world }: Asking): void {
  withNamed(program.command('verify'))
    .summary('say of each sign-off how sure it is who gave it')
    .description(
      'Says of each sign-off of deals how sure it is who gave it (typed, commit or ssh), why it is no more, and whether policy counts it. Without a deal it looks at ' +
        'all open ones of the workspace.',
    )
    .argument('[deals...]', 'deal files, or folders of them')
    .addHelpText('after', AFTER)
    .action((words: string[], flags: RunFlags) => ask(readVerify(words, flags, world)));
}

/** Returns what a `verify` command line asks for. */
function readVerify(words: readonly string[], flags: RunFlags, world: Here): CheckOptions {
  const item = words.find((word) => isItem(word, world) || word === '-');
  if (item !== undefined) throw new UsageError(`'${item}' is no file: what is signed is a deal that others can read`);
  return { question: { command: 'verify' }, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff verify deals/acme-041.yaml
  handoff verify

Exit codes: 0 every sign-off has the level that policy wants; 1 some have not; 2 a file is wrong, or ssh-keygen is not here
`;
