/** `handoff options`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { HandChange } from '../../model/by-hand.ts';
import { parseDay, type Day } from '../../model/day.ts';
import type { CheckOptions } from '../asked.ts';
import { aboutDeals, runOf, type Asking, type Here } from '../flags.ts';
import { readCount, readDate, UsageError } from '../options.ts';
import { readTarget, type DealFlags } from '../target.ts';

/** The flags of `options`. */
interface OptionsFlags extends DealFlags {
  readonly date?: Day;
  readonly drop?: readonly HandChange[];
  readonly phase?: readonly HandChange[];
  readonly person?: readonly HandChange[];
  readonly material?: readonly HandChange[];
  readonly input?: readonly HandChange[];
  readonly price?: HandChange;
  readonly take?: number | true;
  readonly frontier?: true;
}

/** Adds `handoff options` to the program. */
export function addOptions(program: Command, { ask, world }: Asking): void {
  aboutDeals(program.command('options'))
    .summary('find the nearest ways to say yes to a deal, try one, take one')
    .description(
      'Finds the nearest ways to say yes to one deal, each judged by the whole check; tries changes by hand; writes the chosen one into the deal.',
    )
    .option('--take [n]', 'write this way into the deal; without a number, pick it in the terminal', readTake)
    .option('--frontier', 'also how many of each item are safe by which day')
    .option('--date <date>', 'try: all of it by this day', readDate('--date'))
    .option('--drop <item[:n]>', 'try: without an item, or so many pieces fewer; repeatable', several(readDrop))
    .option('--phase <item=n>', 'try: an item in this phase; repeatable', several(readPhase))
    .option('--person <role[.level][:date]>', 'try: one more of a role, from this day on; repeatable', several(readPerson))
    .option('--material <id[:date]>', 'try: all that is needed of a material, locked, by this day; repeatable', several(readMaterial))
    .option('--input <id:date>', "try: an input of the customer's due on this day; repeatable", several(readInput))
    .option('--price <total>', 'try: for so much', readPrice)
    .addHelpText('after', AFTER)
    .action((words: string[], flags: OptionsFlags) => ask(readOptions(words, flags, world)));
}

/** Returns what an `options` command line asks for; throws a UsageError where its words do not fit each other. */
function readOptions(words: readonly string[], flags: OptionsFlags, world: Here): CheckOptions {
  const { date, drop = [], phase = [], person = [], material = [], input = [], price, take } = flags;
  const tries: HandChange[] = [
    ...(date === undefined ? [] : [{ kind: 'date', day: date } as const]),
    ...drop,
    ...phase,
    ...person,
    ...material,
    ...input,
    ...(price === undefined ? [] : [price]),
  ];
  if (take !== undefined && tries.length > 0)
    throw new UsageError(
      '--take writes a way that was found, and a change that is tried by hand is none: type it into the deal, or leave out --take',
    );
  if (take !== undefined && flags.frontier) throw new UsageError('--frontier is a table to read, and --take writes: one at a time');
  const question = {
    command: 'options',
    tries,
    take: take === undefined ? null : take === true ? 'ask' : take,
    frontier: flags.frontier ?? false,
  } as const;
  return { question, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

function readTake(text: string): number {
  if (!/^\d+$/.test(text))
    throw new UsageError(`--take '${text}' is no number of a way: write the deal before it, as handoff options ${text} --take`);
  return readCount(text);
}

/** Gathers what a flag that may be repeated says. */
function several(read: (text: string) => HandChange): (text: string, before: readonly HandChange[] | undefined) => readonly HandChange[] {
  return (text, before) => [...(before ?? []), read(text)];
}

function readDrop(text: string): HandChange {
  const [, item, pieces] = /^([^:]+)(?::(.*))?$/.exec(text) ?? [];
  if (item === undefined || (pieces !== undefined && !/^[1-9]\d{0,8}$/.test(pieces)))
    throw new UsageError(`--drop '${text}': write an item, or how many pieces fewer, as --drop bags:120`);
  return { kind: 'drop', item, pieces: pieces === undefined ? null : Number(pieces) };
}

function readPhase(text: string): HandChange {
  const [, item, phase] = /^([^=]+)=([1-9]\d{0,3})$/.exec(text) ?? [];
  if (item === undefined) throw new UsageError(`--phase '${text}': write an item and its phase, as --phase caps=2`);
  return { kind: 'phase', item, phase: Number(phase) };
}

function readPerson(text: string): HandChange {
  const [, role, level, from] = /^([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*))?(?::(.*))?$/.exec(text) ?? [];
  if (role === undefined)
    throw new UsageError(`--person '${text}': write a role, with its level and from when, as --person sewer:2026-12-01`);
  return { kind: 'person', role, level: level ?? null, from: from === undefined ? null : dayOf('--person', from) };
}

function readMaterial(text: string): HandChange {
  const [, material, by] = /^([^:]+)(?::(.*))?$/.exec(text) ?? [];
  if (material === undefined) throw new UsageError(`--material '${text}': write a material, and by when, as --material canvas:2026-12-04`);
  return { kind: 'material', material, by: by === undefined ? null : dayOf('--material', by) };
}

function readInput(text: string): HandChange {
  const [, input, by] = /^([^:]+):(.*)$/.exec(text) ?? [];
  if (input === undefined) throw new UsageError(`--input '${text}': write an input and its day, as --input artwork:2026-11-25`);
  return { kind: 'input', input, by: dayOf('--input', by) };
}

function readPrice(text: string): HandChange {
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(text)) throw new UsageError(`--price '${text}' is no amount: write it as 15000 or 15000.50`);
  return { kind: 'price', total: Math.round(Number(text) * 100) };
}

function dayOf(flag: string, text: string): Day {
  const day = parseDay(text);
  if (typeof day === 'string') throw new UsageError(`${flag}: '${text}' ${day}`);
  return day;
}

const AFTER = `
Examples:
  handoff options deals/acme-041.yaml
  handoff options deals/acme-041.yaml --take 1
  handoff options deals/acme-041.yaml --drop bags:120 --date 2026-12-22
  handoff options branded-bag:300 --by 2026-12-18 --frontier

--take keeps every comment of the file; what others have to do (operations, an approver) is refused, and says who.
Exit codes: 0 there is a way, or the deal passes (tried by hand: it would, or only an approval is missing); 1 there is none;
2 refused, or the command or a file is wrong; 3 it could not be written; 130 interrupted
`;
