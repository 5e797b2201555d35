/** `handoff gate`: its flags, and what they ask for. */
import { Option, type Command } from 'commander';
import { HIDDEN } from '../../load/hidden.ts';
import type { CheckOptions } from '../asked.ts';
import { withFiles, runOf, signatureOf, type Asking, type Here, type RunFlags } from '../flags.ts';
import { UsageError } from '../options.ts';
import { readOneDeal } from '../target.ts';

/** The flags of `gate`. */
interface GateFlags extends RunFlags {
  readonly as?: string;
  readonly record?: true;
  readonly form?: string | true;
  readonly answers?: string;
  readonly people?: readonly string[];
}

/** Adds `handoff gate` to the program. */
export function addGate(program: Command, { ask, world }: Asking): void {
  withFiles(program.command('gate'))
    .summary('say whether a signed project may start: the transfer meeting')
    .description(
      'Says whether a signed project may start: the transfer meeting is on record, with who sold it, who manages it and who leads the work, and it answered why they ' +
        'buy, who is for it and against it, and every soft promise. Records it by prompts (--record), or by a form (--form, --answers). Once it is open, puts ' +
        'people on what is booked (--people).',
    )
    .argument('<deal>', 'a deal file')
    .option('--record', 'record the meeting: asks in this terminal')
    .option('--as <person>', 'who records it, by id or e-mail address; without it, who git says you are')
    .option('--form [file]', 'write the questions into a form to fill in; to standard output where no file is named')
    .option('--answers <file>', 'take a form back')
    .addOption(
      new Option(
        '--people [role=person]',
        'once the gate is open, put people on the booking by name; who is not named is found; repeatable',
      )
        .preset('')
        .argParser((typed: string, before: readonly string[] | undefined) => [...(before ?? []), typed]),
    )
    .addHelpText('after', AFTER)
    .action((deal: string, flags: GateFlags) => ask(readGate(deal, flags, world)));
}

/** Returns what a `gate` command line asks for. */
function readGate(deal: string, flags: GateFlags, world: Here): CheckOptions {
  const { record = false, form, answers } = flags;
  const { as } = signatureOf(flags);
  if (form !== undefined && answers !== undefined) throw new UsageError('--form asks, and --answers answers: leave one out');
  if (record && (form !== undefined || answers !== undefined))
    throw new UsageError('--record asks in this terminal, and --form and --answers are for whoever has none: leave one out');
  if (as !== null && !record && form === undefined && answers === undefined)
    throw new UsageError('--as says who records the meeting: add --record, --form or --answers');
  if (flags.people !== undefined && (record || as !== null || form !== undefined || answers !== undefined))
    throw new UsageError('--people puts people on the booking once the meeting is on record: run it by itself');
  if (typeof form === 'string' && world.kind(form) !== null)
    throw new UsageError(`${form} is there already, and somebody may have filled it in: name another file, or remove it`);
  const question = {
    command: 'gate',
    as,
    record,
    form: form === undefined ? null : { to: form === true ? null : form },
    answers: answers ?? null,
    people: flags.people === undefined ? null : flags.people.filter((typed) => typed !== '').map(readWish),
  } as const;
  return { question, target: readOneDeal('gate', deal, world), ...runOf(flags, world) };
}

/** `sewer=ana`, `engineer.senior=bo@larkfield.example`. */
function readWish(typed: string): { role: string; level: string | null; person: string } {
  const [, role, level = null, person] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?=(\S+)$/.exec(typed) ?? [];
  if (role === undefined || person === undefined || HIDDEN.test(person))
    throw new UsageError(`--people takes ROLE=PERSON, as sewer=ana, or nothing where anybody may do it; '${typed}' is neither`);
  return { role, level, person };
}

const AFTER = `
Examples:
  handoff gate deals/acme-041.yaml
  handoff gate deals/acme-041.yaml --record --as ines
  handoff gate deals/acme-041.yaml --as ines --form meeting.yaml
  handoff gate deals/acme-041.yaml --as ines --answers meeting.yaml
  handoff gate deals/acme-041.yaml --people
  handoff gate deals/acme-041.yaml --people sewer=marta --people inspector=ana

The record counts when the project manager wrote it, or a delivery lead, and they do not sell the deal.
Exit codes: 0 the project may start, or a form was written; 1 something is missing; 2 refused, or the command or a file is wrong; 3 it could not be kept; 130 interrupted
`;
