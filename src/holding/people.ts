/** `handoff gate --people`: once its gate is open, the booking of a signed deal takes its people; their hours are then nobody else's. */
import type { Facts } from '../model/facts.ts';
import { peopleMeaning, type BookingFile, type PassedGate } from '../model/held.ts';
import { personId } from '../model/people.ts';
import { suggestion } from '../model/suggest.ts';
import type { FileWrite } from '../report/answer.ts';
import { putPeople, type OpenPost, type Wish } from '../schedule/naming.ts';
import { digestOf } from '../signoff/digest.ts';
import type { Filing } from './filing.ts';
import { bookingYaml } from './written.ts';

/** Who is put on a booking. */
export interface PutOn {
  readonly booking: BookingFile;
  /** Hours that nobody can do by name. */
  readonly open: readonly OpenPost[];
  /** What is written, and where as printed; nothing where the same stands there. */
  readonly turn: readonly FileWrite[];
  readonly wrote: string | null;
}

/** Returns who is put on the booking of a deal whose gate is open; `meeting` is the record of its transfer meeting, null where none is asked of it. */
export function puttingOn(
  facts: Facts,
  typed: readonly Wish[],
  meeting: string | null,
  filing: Filing,
): PutOn | { readonly refused: string } {
  const { deal, own, queue, today, policy } = facts;
  if (own.booking === null)
    return { refused: `${deal.id} is not booked, so there is nothing to put people on: handoff confirm ${deal.path}` };
  const index = queue.bookings.findIndex(({ id, from }) => from === 'booking' && id === deal.id);
  if (queue.bookings.some(({ id, from }) => from === undefined && id === deal.id))
    return { refused: `operations book ${deal.id} themselves (capacity.yaml → bookings), and their line counts: it holds roles` };
  const wishes: Wish[] = [];
  for (const wish of typed) {
    const known = wishOf(wish, facts);
    if ('refused' in known) return known;
    wishes.push(known);
  }
  const named = putPeople({ ...facts, capacity: queue }, index, own.booking.work, wishes, policy.soft);
  if ('refused' in named) return { refused: `nobody was put on ${deal.id}: ${named.refused}` };
  const passed: Omit<PassedGate, 'digest'> = { on: today, ...(meeting !== null && { meeting }) };
  const anybody = named.work.some(({ people }) => people !== undefined);
  const { gate: _, ...roles } = own.booking;
  const before = own.booking.gate;
  // The same people on the same hours after the same meeting: another day alone is no change.
  const same = before?.meeting === passed.meeting && before?.digest === (before && digestOf(peopleMeaning(deal.id, before, named.work)));
  const gate = same && before !== undefined ? before : { ...passed, digest: digestOf(peopleMeaning(deal.id, passed, named.work)) };
  const booking: BookingFile = { ...roles, ...(anybody && { gate }), work: named.work };
  const { path, printed, was } = filing.booking(deal.id);
  const text = bookingYaml(booking);
  const turn = text === bookingYaml(own.booking) ? [] : [{ path, was, text }];
  return { booking, open: named.open, turn, wrote: turn.length === 0 ? null : printed };
}

function wishOf({ role, level, person }: Wish, { capacity }: Facts): Wish | { readonly refused: string } {
  const name = level === null ? role : `${role}.${level}`;
  if (!Object.hasOwn(capacity.roles, role))
    return { refused: `capacity has no role '${role}': ${suggestion(role, Object.keys(capacity.roles), 'roles')}` };
  const { levels } = capacity.roles[role];
  if (level !== null && !levels.includes(level))
    return { refused: `'${role}' has no level '${level}': ${suggestion(level, levels, 'levels')}` };
  const id = personId(capacity, person);
  const found = capacity.people.find((each) => each.id === id);
  const people = capacity.people.map((each) => each.id);
  if (found === undefined) return { refused: `capacity has nobody called '${person}': ${suggestion(person, people, 'people')}` };
  if (found.role !== role) return { refused: `${id} is ${found.role}, and not ${name}` };
  return { role, level, person: id };
}
