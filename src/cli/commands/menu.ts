/** `handoff menu`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { runOf, withFiles, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { isItem, readItem } from '../target.ts';

/** The flags of `menu`. */
interface MenuFlags extends RunFlags {
  readonly html?: true;
  readonly markdown?: true;
}

/** Adds `handoff menu` to the program. */
export function addMenu(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('menu'))
    .summary('list what may be sold today, with prices and dates')
    .description(
      'Lists what may be sold today: options, price, standard lead time, the next start and the safe date of its usual quantity, each from the whole ' +
        'check; and what is not sold, with what to sell instead.',
    )
    .argument('[items...]', 'only these, with these quantities, as branded-bag:300')
    .option('--markdown', 'as Markdown')
    .option('--html', 'as one page of HTML that loads nothing')
    .addHelpText('after', AFTER)
    .action((words: string[], flags: MenuFlags) => ask(readMenu(words, flags, world)));
}

function readMenu(words: readonly string[], flags: MenuFlags, world: Here): CheckOptions {
  const { html, markdown } = flags;
  if (html && markdown) throw new UsageError('--html and --markdown are two forms of the same: leave one out');
  const other = words.find((word) => !isItem(word, world));
  if (other !== undefined) throw new UsageError(`'${other}' is no item: write it with its quantity, as branded-bag:300`);
  const run = runOf(flags, world);
  if ((html || markdown) && !run.outputs.some(({ format }) => format === 'text'))
    throw new UsageError('--html and --markdown are other forms of --format text, and --format json has none: leave out one of them');
  const as = html ? 'html' : markdown ? 'markdown' : 'text';
  return { question: { command: 'menu', as, items: words.map(readItem) }, target: { kind: 'library' }, ...run };
}

const AFTER = `
Examples:
  handoff menu
  handoff menu branded-bag:500
  handoff menu --html --format text=menu.html

Exit codes: 0 something can be sold with a date; 1 nothing can; 2 and 3 as for check
`;
