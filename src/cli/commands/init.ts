/** `handoff init`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { PROFILES } from '../../model/policy.ts';
import { todayOption, profileOption, type Asking } from '../flags.ts';

/** Adds `handoff init` to the program. */
export function addInit(program: Command, { run }: Asking): void {
  program
    .command('init')
    .summary('write a small working workspace')
    .description(
      'Writes a small working workspace of the trade that --profile names: policy, capacity, library and two deals, one that passes and one that does not yet.',
    )
    .argument('[folder]', 'where; the current folder when it is left out', '.')
    .addOption(profileOption().default('make-to-order'))
    .addOption(todayOption())
    .action((folder: string, flags: { profile: (typeof PROFILES)[number]; today?: number }) => {
      run(async (to) => (await import('../init.ts')).init(folder, flags.profile, flags.today ?? null, to));
    });
}
