/** `handoff restate`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { CheckOptions } from '../asked.ts';
import { withNamed, runOf, signatureOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError, readCount } from '../options.ts';
import { readOneDeal, readItem } from '../target.ts';

/** The flags of `restate`. */
interface RestateFlags extends RunFlags {
  readonly as?: string;
  readonly promise?: string;
  readonly again?: true;
  /** True: to standard output. */
  readonly form?: string | true;
  readonly answers?: string;
  readonly library?: string;
  readonly quantity?: number;
}

/** Adds `handoff restate` to the program. */
export function addRestate(program: Command, { ask, world }: Asking): void {
  withNamed(program.command('restate'))
    .summary('say what is promised in the words of who will deliver it')
    .description(
      'Asks whoever will deliver a promise what it means, without showing the numbers and dates that they must know; shows both versions beside each other, and ' +
        'keeps theirs once they confirm it. Without a terminal: write the questions into a form (--form), and take it back (--answers).',
    )
    .argument('[deal]', 'a deal file')
    .option('--as <person>', 'who says it, by id or e-mail address; without it, who git says you are')
    .option('--promise <id>', 'only this promise; without it, all that they will deliver')
    .option('--again', 'ask anew what is restated already and has not changed')
    .option('--form [file]', 'write the questions into a form to fill in; to standard output where no file is named')
    .option('--answers <file>', 'take a form back')
    .option('--library <id>', 'restate a deliverable of the library: its standard deals rest on that')
    .option('--quantity <n>', 'with --library: for how many; it holds for all quantities with the same standard lead time', readCount)
    .addHelpText('after', AFTER)
    .action((deal: string | undefined, flags: RestateFlags) => ask(readRestate(deal, flags, world)));
}

/** Returns what a `restate` command line asks for. */
function readRestate(deal: string | undefined, flags: RestateFlags, world: Here): CheckOptions {
  const { promise, again = false, form, answers, library, quantity } = flags;
  const { as } = signatureOf(flags);
  if (form !== undefined && answers !== undefined) throw new UsageError('--form asks, and --answers answers: leave one out');
  if (library === undefined && deal === undefined) {
    // `--form deal.yaml` takes the deal for the form.
    const example =
      typeof form === 'string' ? `: handoff restate ${form} --form FILE` : ', or --library ID for what all deals of it rest on';
    throw new UsageError(`restate takes a deal${example}`);
  }
  if (typeof form === 'string' && world.kind(form) !== null)
    throw new UsageError(`${form} is there already, and somebody may have filled it in: name another file, or remove it`);
  const shared = {
    command: 'restate',
    as,
    again,
    form: form === undefined ? null : { to: form === true ? null : form },
    answers: answers ?? null,
  } as const;
  if (library === undefined) {
    if (quantity !== undefined) throw new UsageError('--quantity is for --library: a deal says its own');
    const question = { ...shared, promise: promise ?? null, library: null } as const;
    return { question, target: readOneDeal('restate', deal!, world), ...runOf(flags, world) };
  }
  if (deal !== undefined) throw new UsageError(`--library speaks of all deals, and '${deal}' is one: leave one out`);
  if (promise !== undefined) throw new UsageError('--promise is of a deal, and --library of all of them: leave one out');
  if (quantity === undefined)
    throw new UsageError(
      `say for how many: handoff restate --library ${library} --quantity 300 (what holds for ten is not said of a thousand)`,
    );
  const item = readItem(`${library}:${quantity}`);
  return {
    question: { ...shared, promise: null, library: item },
    target: { kind: 'inline', deal: { items: [item], by: null, start: null, signature: null, customer: null } },
    ...runOf(flags, world),
  };
}

const AFTER = `
Examples:
  handoff restate deals/acme-041.yaml
  handoff restate deals/acme-041.yaml --as ana --form ana.yaml
  handoff restate deals/acme-041.yaml --as ana --answers ana.yaml
  handoff restate --library branded-bag --quantity 300

Who is interrupted begins again with the promise that they were at; what they confirmed before is kept.
Exit codes: 0 restated; 1 left without confirming; 2 refused, or the command or a file is wrong; 3 it could not be kept; 130 interrupted
`;
