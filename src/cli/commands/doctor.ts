/** `handoff doctor`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Day } from '../../model/day.ts';
import { colorOption, noColorOption, todayOption, type Asking } from '../flags.ts';
import { readOneOf, wantsColor } from '../options.ts';

/** Adds `handoff doctor` to the program. */
export function addDoctor(program: Command, { run }: Asking): void {
  program
    .command('doctor')
    .summary('say what is wrong with this set-up')
    .description(
      'Says what is wrong with this set-up: the machine, the files of the workspace, who may change them, and the pipeline. What it could not look at, it says.',
    )
    .option('--format <name>', 'text | json', readOneOf('--format', ['text', 'json'] as const), 'text')
    .addOption(todayOption())
    .addOption(colorOption())
    .addOption(noColorOption())
    .addHelpText('after', AFTER)
    .action((flags: { format: 'text' | 'json'; today?: Day; color?: boolean }) => {
      run(async (to) => (await import('../doctor.ts')).doctor(flags.format, flags.today ?? null, wantsColor(flags.color, to), to));
    });
}

const AFTER = `
Exit codes:
  0  nothing is wrong, as far as it was looked at
  1  something is
`;
