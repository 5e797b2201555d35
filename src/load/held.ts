/**
 * The files of holds/ and confirmed/ → bookings of the queue, after those of capacity.yaml. A file that books nothing today (let go, run out, done) keeps its
 * place in the list and has no work, so that the n-th booking is always the n-th file's.
 */
import * as z from 'zod/mini';
import type { Booking, Capacity, Load } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import { peopleMeaning, type BookingFile, type Confirmed, type HoldFile } from '../model/held.ts';
import type { Diagnostic, FileKind } from '../model/place.ts';
import { plainMeaning, type Meaning } from '../model/signoff.ts';
import { staffedNeeds } from '../model/staffed.ts';
import { nearest } from '../model/suggest.ts';
import { formatNeed } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { digestOf } from '../signoff/digest.ts';
import { decode } from './decode.ts';
import { at } from './diagnose.ts';
import { bookingSchema, holdSchema } from './schema/hold.ts';
import { day } from './schema/units.ts';
import type { ParsedSource, Source } from './source.ts';
import { readFile } from './workspace.ts';

/** What the queue holds for deals, as read. */
export interface Ledgered {
  readonly holds: readonly HoldFile[];
  readonly bookings: readonly BookingFile[];
  /** The capacity with all of it in its queue. */
  readonly capacity: Capacity;
  readonly sources: readonly ParsedSource[];
}

/** Returns the queue with what is held and booked for deals on a day, and what is wrong with those files. */
export function withHeld(
  capacity: Capacity,
  files: { readonly holds: readonly Source[]; readonly bookings: readonly Source[] },
  today: Day,
): { held: Ledgered; diagnostics: Diagnostic[] } {
  const bookings = files.bookings.map((source) => readFile(source, bookingSchema));
  const holds = files.holds.map((source) => readFile(source, holdSchema));
  const diagnostics = [...bookings, ...holds].flatMap((file) => file.diagnostics);
  // Where operations have entered it themselves, their line counts; and what is signed is held no longer.
  const theirs = new Set(capacity.bookings.map(({ id }) => id));
  const signed = new Set(bookings.flatMap(({ value }) => value?.booking ?? []));
  const added: Booking[] = [];
  const add = (
    source: ParsedSource,
    id: string,
    kind: 'booking' | 'hold',
    counts: boolean,
    rest: Partial<Booking>,
    work: readonly Load[],
  ) => {
    if (id !== nameOf(source.path)) diagnostics.push(otherName(source, kind, id));
    const live = !counts || theirs.has(id) ? [] : work.filter(({ to }) => to >= today);
    const wrong = live.length === 0 ? [] : [...unknownRoles(source, kind, work, live, capacity)];
    if (wrong.length === 0) wrong.push(...wrongPeople(source, id, work, live, capacity));
    diagnostics.push(...wrong);
    const held =
      wrong.length > 0 ? live : live.map((load) => (load.people ? { ...load, needs: staffedNeeds(load, capacity).needs } : load));
    added.push({ id, paid: false, state: 'hard', deliverables: [], ...rest, work: held, from: kind });
  };
  for (const { parsed, value } of bookings) {
    if (value === null) continue;
    diagnostics.push(...beforeTheGate(parsed, value));
    add(parsed, value.booking, 'booking', true, { customer: value.customer, paid: value.paid, ...promisedOf(value) }, value.work);
  }
  for (const { parsed, value } of holds) {
    if (value === null) continue;
    const { hold: id, customer, expires } = value;
    add(
      parsed,
      id,
      'hold',
      isLive(value, today) && !signed.has(id),
      { customer, state: 'hold', expires, ...promisedOf(value) },
      value.work,
    );
  }
  const all = <T>(read: readonly { readonly value: T | null }[]): T[] => read.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    held: {
      holds: all(holds),
      bookings: all(bookings),
      capacity: added.length === 0 ? capacity : { ...capacity, bookings: [...capacity.bookings, ...added] },
      sources: [...bookings, ...holds].map(({ parsed }) => parsed),
    },
    diagnostics,
  };
}

/** Whether a hold counts on a day: until the last one of it, unless it was let go. */
export function isLive({ expires, released }: Pick<HoldFile, 'expires' | 'released'>, today: Day): boolean {
  return released === undefined && expires >= today;
}

function promisedOf({ promised }: { readonly promised?: Day }): Pick<Booking, 'promised'> {
  return promised === undefined ? {} : { promised };
}

function nameOf(path: string): string {
  return path
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.(ya?ml|json)$/i, '');
}

function otherName(source: ParsedSource, key: 'booking' | 'hold', id: string): Diagnostic {
  const { start = 0, end = 0 } = source.root?.entries?.get(key)?.node ?? {};
  return at(
    source,
    { start, end },
    'held/other-name',
    `this is of the deal '${id}', and the file is called after another`,
    `call it ${id}.yaml, or remove it`,
  );
}

/** Roles come and go; hours of one that is there no more can be held for nobody. */
function unknownRoles(
  source: ParsedSource,
  kind: FileKind,
  all: readonly Load[],
  live: readonly Load[],
  { roles }: Capacity,
): Diagnostic[] {
  return live.flatMap((load) =>
    load.needs.flatMap(({ role, level }) => {
      const known = Object.hasOwn(roles, role) && (level === null || roles[role].levels.includes(level));
      if (known) return [];
      const node = source.root?.entries?.get('work')?.node.items?.[all.indexOf(load)] ?? source.root!;
      const name = level === null ? role : `${role}.${level}`;
      const near = nearest(role, Object.keys(roles));
      const again = kind === 'hold' ? 'remove the file, and hold the deal again' : 'write what it is called now';
      return [at(source, node, 'names/unknown', `unknown role '${name}'`, `${near === null ? '' : `did you mean ${near}? Else `}${again}`)];
    }),
  );
}

/** People who were put on a booking in another way than by a gate that was open: nobody can tell whether it was, and other deals would be refused for it. */
function beforeTheGate(source: ParsedSource, { booking, gate, work }: BookingFile): Diagnostic[] {
  const index = work.findIndex(({ people }) => people !== undefined);
  if (index < 0) return [];
  const names = `${listed(work[index].people!)} ${work[index].people!.length === 1 ? 'is' : 'are'}`;
  if (gate !== undefined && gate.digest === digestOf(peopleMeaning(booking, gate, work))) return [];
  const how = gate === undefined ? 'and not by a gate that was open' : 'and not as the gate has put them there';
  const message = `${names} put on '${booking}' by name by hand, ${how}: it takes its people after its transfer meeting`;
  const help = `take \`people\` and \`gate\` out of this file; once the meeting is complete: handoff gate DEAL --people`;
  const load = source.root?.entries?.get('work')?.node.items?.[index];
  const { start, end } = load?.entries?.get('people')?.node ?? load ?? source.root!;
  return [at(source, { start, end }, 'held/by-hand', message, help)];
}

/** People come and go, too: who is there no more, or does another work now, does none of these hours. */
function wrongPeople(source: ParsedSource, id: string, all: readonly Load[], live: readonly Load[], capacity: Capacity): Diagnostic[] {
  return live.flatMap((load) => {
    const { wrong } = staffedNeeds(load, capacity);
    if (wrong === null) return [];
    const name = load.people![wrong];
    const there = capacity.people.some((person) => person.id === name);
    const node = source.root?.entries?.get('work')?.node.items?.[all.indexOf(load)]?.entries?.get('people')?.node ?? source.root!;
    const message = there ? `'${name}' can do none of these hours of '${id}': ${needsText(load)}` : `unknown person '${name}'`;
    const help = 'take `people` and `gate` out of this file, and have others put on it: handoff gate DEAL --people';
    return [at(source, node.items?.[wrong] ?? node, 'names/unknown', message, help)];
  });
}

function needsText({ needs }: Load): string {
  return needs.map(formatNeed).join(', ');
}

/** What is asked of a report that was frozen; the rest of it is for readers. */
const confirmedSchema = z.looseObject({
  schema: z.literal('handoff/confirmed@1'),
  deal: z.string(),
  signed: day,
  confirmed: day,
  held_since: z.nullable(day),
  by: z.nullable(z.string()),
  digest: z.string(),
  verdict: z.literal('pass'),
  meaning: z.custom<Meaning>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
});

/** Returns the report that was frozen for a deal, and what is wrong with it: handoff wrote it, and nobody else may have. */
export function loadConfirmed(source: Source, deal: string): { confirmed: Confirmed | null; diagnostics: Diagnostic[] } {
  const wrong = (message: string): ReturnType<typeof loadConfirmed> => ({
    confirmed: null,
    diagnostics: [
      {
        file: source.path,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
        code: 'held/confirmed',
        message,
        help: 'it is never edited: restore it as it was written, or remove it and confirm the deal again',
      },
    ],
  });
  const { text, problems } = decode(source);
  if (problems.length > 0) return wrong(problems[0].message);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return wrong('this is no JSON, and no report as handoff freezes it');
  }
  const read = z.safeParse(confirmedSchema, data);
  if (!read.success) return wrong('this is no report as handoff freezes it (handoff/confirmed@1)');
  const { signed, confirmed, held_since, by, digest, meaning } = read.data;
  if (read.data.deal !== deal) return wrong(`this is the report of the deal '${read.data.deal}', and is called '${deal}'`);
  if (digestOf(plainMeaning(meaning)) !== digest) return wrong('the digest of this report is not that of what it speaks of');
  return { confirmed: { signed, confirmed, held_since, by, meaning }, diagnostics: [] };
}
