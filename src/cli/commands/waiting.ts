/** `handoff waiting`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, signatureOf, type Asking, type Here, type RunFlags, type SignFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readTarget, isItem } from '../target.ts';

/** Adds `handoff waiting` to the program. */
export function addWaiting(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('waiting'))
    .summary('list what waits on whom, and since when')
    .description(
      'Lists what open deals wait for, by person: restatements, approvals, what customers owe, sign-offs that do not count any more, holds that end ' +
        'within 3bd, and the transfer meetings of signed deals. Without a deal it looks at all open and signed ones of the workspace.',
    )
    .argument('[deals...]', 'deal files, or folders of them')
    .option('--as <person>', 'only what waits on this person, by id, name or e-mail address')
    .addHelpText('after', AFTER)
    .action((words: string[], flags: SignFlags) => ask(readWaiting(words, flags, world)));
}

/** Returns what a `waiting` command line asks for. */
function readWaiting(words: readonly string[], flags: RunFlags & { readonly as?: string }, world: Here): CheckOptions {
  const item = words.find((word) => isItem(word, world));
  if (item !== undefined || words.includes('-'))
    throw new UsageError(`'${item ?? '-'}' is no file: what others wait for is in deals that they can read`);
  const { as: person } = signatureOf(flags);
  return { question: { command: 'waiting', person }, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff waiting
  handoff waiting --as ana deals/acme-041.yaml

Exit codes: 0 however much there is to do; 2 the command or a file is wrong; 3 a fault of handoff
`;
