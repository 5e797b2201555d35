/** `handoff rules`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { PROFILES } from '../../model/policy.ts';
import { profileOption, colorOption, noColorOption, type Asking } from '../flags.ts';
import { wantsColor } from '../options.ts';

/** Adds `handoff rules` to the program. */
export function addRules(program: Command, { run }: Asking): void {
  program
    .command('rules')
    .summary('list the rules, and what they do in a profile')
    .description('Lists the rules, and what each of them does in a profile.')
    .addOption(profileOption().default('make-to-order'))
    .addOption(colorOption())
    .addOption(noColorOption())
    .action((flags: { profile: (typeof PROFILES)[number]; color?: boolean }) => {
      run(async (to) => (await import('../rules.ts')).printRules(flags.profile, wantsColor(flags.color, to), to));
    });
}
