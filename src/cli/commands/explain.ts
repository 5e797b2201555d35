/** `handoff explain`: its flags, and what they ask for. */
import type { Command } from 'commander';
import { colorOption, noColorOption, type Asking } from '../flags.ts';
import { UsageError, wantsColor } from '../options.ts';

/** Adds `handoff explain` to the program. */
export function addExplain(program: Command, { run }: Asking): void {
  program
    .command('explain')
    .summary('say what a rule asks and why, with a failing and a passing example')
    .description('Says what a rule asks and why, with a failing and a passing example; or what a reason means that a report prints.')
    .argument('[word]', 'a rule, or a reason as a report prints it: upstream-reset/overdue, waits/role, no-date/no-people')
    .option('--list', 'all words that it explains')
    .addOption(colorOption())
    .addOption(noColorOption())
    .action((word: string | undefined, flags: { list?: true; color?: boolean }) => {
      if ((word === undefined) !== (flags.list === true)) throw new UsageError('explain takes one word, or --list for all that there are');
      run(async (to) => {
        const { explain, explainList } = await import('../explain.ts');
        const color = wantsColor(flags.color, to);
        return word === undefined ? explainList(color, to) : explain(word, color, to);
      });
    });
}
