/** `handoff say`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readFileOf } from '../target.ts';

/** Adds `handoff say` to the program. */
export function addSay(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('say'))
    .summary('say yes, or no and the nearest yes, in words for the customer')
    .description(
      'Says what a seller can tell the customer: yes and what it rests on, or why not, and the nearest yes. Nothing of it is internal: no other customer, no ' +
        'booking, nobody of the team.',
    )
    .argument('<deal>', "a deal file, or '-' for standard input")
    .addHelpText('after', AFTER)
    .action((deal: string, flags: RunFlags) => ask(readSay(deal, flags, world)));
}

/** Returns what a `say` command line asks for: one deal, by its file or as it comes. */
function readSay(deal: string, flags: RunFlags, world: Here): CheckOptions {
  // Nothing is signed or written: what somebody has not saved yet can be said, too.
  const piped = { kind: 'paths', paths: ['-'], stdinFilename: 'stdin.yaml' } as const;
  return { question: { command: 'say' }, target: deal === '-' ? piped : readFileOf('say', deal, world), ...runOf(flags, world) };
}

const AFTER = `
Example:
  handoff say deals/acme-041.yaml

Exit codes: 0 a yes; 1 not yet, and the nearest yes where there is one; 2 and 3 as for check
`;
