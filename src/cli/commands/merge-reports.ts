/** `handoff merge-reports`: its flags, and what they ask for. */
import type { Command } from 'commander';
import { REVIEW_FORMATS, FORMATS, type ReviewFormat } from '../../report/render/index.ts';
import { colorOption, noColorOption, type Asking } from '../flags.ts';
import { readFormat, UsageError, wantsColor, type Output } from '../options.ts';

/** The flags of `merge-reports`. */
interface MergeFlags {
  readonly format?: readonly Output[];
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color?: boolean;
}

/** Adds `handoff merge-reports` to the program. */
export function addMergeReports(program: Command, { run }: Asking): void {
  const review = Object.keys(REVIEW_FORMATS) as ReviewFormat[];
  program
    .command('merge-reports')
    .summary('join the reports of all parts of a book: of check --shard i/n --format json')
    .description(
      'Joins the JSON reports of all parts (handoff check --shard i/n --format json=FILE) into the report of the whole book, in any format and with its exit code, ' +
        'and tells what all open deals want together. Parts of different runs are refused.',
    )
    .argument('<files...>', 'the JSON reports, one a part')
    .option(
      '--format <name[=file]>',
      `${[...Object.keys(FORMATS), ...review].join(' | ')}, to a file when one is named; repeatable`,
      readFormat(review),
    )
    .option('-q, --quiet', 'one line a deal')
    .option('-v, --verbose', 'every check, every derived value, the plan')
    .addOption(colorOption())
    .addOption(noColorOption())
    .addHelpText('after', AFTER)
    .action((files: string[], flags: MergeFlags) => {
      if (flags.quiet && flags.verbose) throw new UsageError('--quiet and --verbose say the opposite: leave one out');
      run(async (world) => {
        const { mergeReports } = await import('../merge.ts');
        return mergeReports(
          files,
          {
            outputs: flags.format ?? [{ format: 'text', file: null }],
            detail: flags.quiet ? 'quiet' : flags.verbose ? 'verbose' : 'normal',
            color: { out: wantsColor(flags.color, world, 'out'), err: wantsColor(flags.color, world, 'err') },
          },
          world,
        );
      });
    });
}

const AFTER = `
Examples:
  handoff check --shard 1/2 --format json=part-1.json
  handoff merge-reports part-*.json --format markdown

Exit codes: as of one check of all deals; 2 also where a file is no report, or the parts are not of one run
`;
