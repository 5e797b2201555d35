/** What is wrong with the queue before any deal is added to it: roles that are booked past what is there, and bookings that are done too late. */
import type { Booking, Capacity } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { SoftReading } from '../model/policy.ts';
import { businessDaysIn, weightOf, type CapacityProfile } from './capacity.ts';
import { queueOf, wholeQueue, type QueueFacts } from './queue.ts';

/** A booking by its index in `capacity.bookings`, and its hours. */
export interface HoursOf {
  readonly index: number;
  readonly hours: number;
}

/** Consecutive business days on which a role is booked past what is there. */
export interface Overbooked {
  readonly role: string;
  /** From this level up; null: the whole role. */
  readonly level: string | null;
  readonly from: Day;
  readonly to: Day;
  /** Hours that bookings ask for, hours that are there, and hours that are there for nobody: more than the difference where they are not at the same time. */
  readonly asked: number;
  readonly there: number;
  readonly short: number;
  /** Who goes short, in file order, and all who have something of it, most hours first. */
  readonly overfilledBy: readonly HoursOf[];
  readonly heldBy: readonly HoursOf[];
}

/** A booking that is done after the day that was promised. */
export interface LateBooking {
  readonly index: number;
  readonly promised: Day | null;
  /** Null: not within five years. */
  readonly done: Day | null;
  /** Whether its work is planned by handoff, or booked on days of its own. */
  readonly from: 'planned' | 'booked';
}

/** What is wrong with a queue. */
export interface QueueTroubles {
  /** By role, then by day. */
  readonly overbooked: readonly Overbooked[];
  /** In file order. */
  readonly late: readonly LateBooking[];
}

/** Nothing of a deal is in it: one queue is looked through once, however many deals and changes of deals are judged. */
const known = new WeakMap<Capacity, Map<string, QueueTroubles>>();

/** Returns what is wrong with the queue, from today to its end (at most five years). */
export function queueTroubles(facts: QueueFacts, soft: SoftReading): QueueTroubles {
  const queue = queueOf(facts.capacity);
  const of = known.get(queue) ?? new Map<string, QueueTroubles>();
  known.set(queue, of);
  const key = `${facts.today} ${soft}`;
  const troubles = of.get(key) ?? troublesOf(facts, soft);
  of.set(key, troubles);
  return troubles;
}

function troublesOf(facts: QueueFacts, soft: SoftReading): QueueTroubles {
  const profile = wholeQueue(facts, soft, facts.today);
  const { bookings } = facts.capacity;
  return {
    overbooked: overbookedIn(profile),
    late: bookings.flatMap((booking, index) =>
      weightOf(booking, facts.today, soft) === 0 ? [] : (lateBooking(booking, index, profile) ?? []),
    ),
  };
}

/** What one resource is asked for on one day, in unit-slots. */
interface Ask {
  readonly resource: number;
  readonly dayIndex: number;
  readonly by: Map<number, number>;
  readonly short: Map<number, number>;
}

function overbookedIn(profile: CapacityProfile): Overbooked[] {
  const asks = asksOf(profile);
  // Of the levels of a role the one that is booked fullest is told: seniors at 130 % where the role as a whole has room. A narrower one wins a tie.
  const worst = new Map<string, Ask>();
  for (const ask of asks) {
    const key = `${profile.resources[ask.resource].roleIndex}:${ask.dayIndex}`;
    const other = worst.get(key);
    if (other === undefined || fullerThan(profile, ask, other)) worst.set(key, ask);
  }
  const stretches: Ask[][] = [];
  for (const ask of [...worst.values()].sort((a, b) => a.resource - b.resource || a.dayIndex - b.dayIndex)) {
    const before = stretches.at(-1)?.at(-1);
    if (before?.resource === ask.resource && before.dayIndex + 1 === ask.dayIndex) stretches.at(-1)!.push(ask);
    else stretches.push([ask]);
  }
  return stretches.map((stretch) => stretchOf(profile, stretch));
}

/** Returns, for each resource and day on which somebody goes short, all that is asked for. */
function asksOf({ short, taken }: CapacityProfile): Ask[] {
  const asks = new Map<string, Ask>();
  const add = (map: Map<number, number>, booking: number, slots: number) => map.set(booking, (map.get(booking) ?? 0) + slots);
  for (const { booking, resource, dayIndex, slots } of short) {
    const key = `${resource}:${dayIndex}`;
    const ask = asks.get(key) ?? { resource, dayIndex, by: new Map<number, number>(), short: new Map<number, number>() };
    asks.set(key, ask);
    add(ask.by, booking, slots);
    add(ask.short, booking, slots);
  }
  for (const { booking, resource, dayIndex, slots } of taken) {
    const ask = asks.get(`${resource}:${dayIndex}`);
    if (ask !== undefined) add(ask.by, booking, slots);
  }
  return [...asks.values()];
}

function fullerThan(profile: CapacityProfile, one: Ask, other: Ask): boolean {
  const [full, otherFull] = [one, other].map((ask) => sumOf(ask.by) / thereOn(profile, ask)) as [number, number];
  return full > otherFull || (full === otherFull && one.resource > other.resource);
}

function stretchOf(profile: CapacityProfile, stretch: readonly Ask[]): Overbooked {
  const { axis, resources } = profile;
  const hours = (slots: number): number => (slots * axis.grain) / 60;
  const inAll = (of: 'by' | 'short'): HoursOf[] => {
    const all = new Map<number, number>();
    for (const ask of stretch) for (const [index, slots] of ask[of]) all.set(index, (all.get(index) ?? 0) + slots);
    return [...all].map(([index, slots]) => ({ index, hours: hours(slots) }));
  };
  const { role, level } = resources[stretch[0].resource];
  const [by, short] = [inAll('by'), inAll('short')];
  return {
    role,
    level,
    from: axis.days[stretch[0].dayIndex],
    to: axis.days[stretch.at(-1)!.dayIndex],
    asked: by.reduce((sum, each) => sum + each.hours, 0),
    there: hours(stretch.reduce((sum, ask) => sum + thereOn(profile, ask), 0)),
    short: short.reduce((sum, each) => sum + each.hours, 0),
    overfilledBy: short.sort((a, b) => a.index - b.index),
    heldBy: by.sort((a, b) => b.hours - a.hours || a.index - b.index),
  };
}

/** How a role is booked for some time, from a level up. */
export interface RoleLoad extends Pick<Overbooked, 'role' | 'level' | 'asked' | 'there' | 'heldBy'> {
  /** Hours of what is there that nobody has and that are kept in reserve. */
  readonly kept: number;
}

/** Returns what is asked for of one resource on the business days from one to before another, what is there, and whose it is. */
export function loadOn(profile: CapacityProfile, resource: number, first: number, end: number): RoleLoad {
  const by = new Map<number, number>();
  for (const each of [...profile.taken, ...profile.short]) {
    if (each.resource !== resource || each.dayIndex < first || each.dayIndex >= end) continue;
    by.set(each.booking, (by.get(each.booking) ?? 0) + each.slots);
  }
  const hours = (slots: number): number => (slots * profile.axis.grain) / 60;
  const { axis, present, kept: keeps, booked } = profile;
  let there = 0;
  let kept = 0;
  for (let t = axis.firstSlot[first]; t < axis.firstSlot[end]; t++) {
    there += present[resource][t];
    kept += Math.max(0, Math.min(keeps[resource][t], present[resource][t] - booked[resource][t]));
  }
  const { role, level } = profile.resources[resource];
  return {
    role,
    level,
    asked: hours(sumOf(by)),
    there: hours(there),
    kept: hours(kept),
    heldBy: [...by].map(([index, slots]) => ({ index, hours: hours(slots) })).sort((a, b) => b.hours - a.hours || a.index - b.index),
  };
}

function sumOf(map: ReadonlyMap<number, number>): number {
  return [...map.values()].reduce((sum, slots) => sum + slots, 0);
}

function thereOn({ axis, present }: CapacityProfile, { resource, dayIndex }: Pick<Ask, 'resource' | 'dayIndex'>): number {
  let slots = 0;
  for (let t = axis.firstSlot[dayIndex]; t < axis.firstSlot[dayIndex + 1]; t++) slots += present[resource][t];
  return slots;
}

function lateBooking(booking: Booking, index: number, profile: CapacityProfile): LateBooking | null {
  const promised = booking.promised ?? null;
  if (profile.unplaced.includes(index)) return { index, promised, done: null, from: 'planned' };
  if (promised === null) return null;
  const planned = profile.done.get(index) ?? -Infinity;
  // The last business day of a load: one that runs to a Sunday is done on Friday.
  const booked = Math.max(-Infinity, ...booking.work.map(({ from, to }) => lastDayIn(profile, from, to)));
  const done = Math.max(planned, booked);
  return done <= promised ? null : { index, promised, done, from: planned >= booked ? 'planned' : 'booked' };
}

/** Returns the last business day of a range, of what lies from today on; -Infinity when there is none. */
function lastDayIn({ axis }: CapacityProfile, first: Day, last: Day): Day {
  const index = businessDaysIn(axis, { first, last }).at(-1);
  return index === undefined ? -Infinity : axis.days[index];
}
