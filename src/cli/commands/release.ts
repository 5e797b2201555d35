/** `handoff release`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { runOf, withFiles, type Asking, type Here, type RunFlags } from '../flags.ts';
import { readOneDeal } from '../target.ts';

/** Adds `handoff release` to the program. */
export function addRelease(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('release'))
    .summary('let the held hours of a deal go')
    .description('Lets go of what is held for a deal: its hours are free for others again. It does nothing where nothing is held.')
    .argument('<deal>', 'a deal file')
    .addHelpText('after', AFTER)
    .action((deal: string, flags: RunFlags) => ask(readRelease(deal, flags, world)));
}

/** Returns what a `release` command line asks for. */
function readRelease(deal: string, flags: RunFlags, world: Here): CheckOptions {
  return { question: { command: 'release' }, target: readOneDeal('release', deal, world, 'lets go of'), ...runOf(flags, world) };
}

const AFTER = `
Examples:
  handoff release deals/norwell-042.yaml

Exit codes: 0 nothing is held any more; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;
