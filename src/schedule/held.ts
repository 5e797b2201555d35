/** The queue, booking by booking: what each holds, what it would take to plan it anew, and the day that it is held to (planning.md §5). */
import type { Booking, Placed } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import type { Axis } from './axis.ts';
import { businessDaysIn, demandOf, slotsOn, weightOf, type CapacityProfile, type Demand, type Recorder } from './capacity.ts';
import type { Draft } from './drafts.ts';
import { draftsOfBooking, presenceOf, profileOf, type CapacityReading } from './queue.ts';

/** Units that somebody holds, three numbers each: resource, slot, units. */
export type Uses = readonly number[];

/** Work of a booking that was given as a load: its hours in one, from its first day on. */
interface LoadStep {
  readonly from: number;
  readonly slots: number;
  readonly demands: readonly Demand[];
}

/** One booking in the queue. */
export interface Held {
  readonly booking: Booking;
  /** Its index in `capacity.bookings`. */
  readonly index: number;
  readonly uses: Uses;
  readonly loads: readonly LoadStep[];
  readonly drafts: readonly Draft[];
  /** All resources that it holds or asks for. */
  readonly resources: ReadonlySet<number>;
  /** Business days of the axis until it is done as things stand, and until the day that it is held to: the later of that and what was promised. */
  readonly done: number;
  readonly due: number;
}

/** The queue over an axis. */
export interface Queue {
  readonly facts: Facts;
  readonly profile: CapacityProfile;
  /** What may be planned anew, in the order in which it is due: of equals the paid first, then as the file has them. */
  readonly movable: readonly Held[];
  /** By booking: the hours that it holds; null where it holds none. */
  readonly placed: readonly (Placed | null)[];
}

/** Returns the queue over so many business days, or null when that is too short for a booking that is planned. What reaches past the end stays where it is. */
export function queueOver(facts: Facts, reading: CapacityReading, businessDays: number, last: boolean): Queue | null {
  const { capacity, today } = facts;
  const uses = capacity.bookings.map((): number[] => []);
  const record: Recorder = {
    uses: (booking, resource, slot, units) => void uses[booking].push(resource, slot, units),
  };
  const profile = profileOf(facts, presenceOf(facts, businessDays), reading, last, record);
  if (profile === null) return null;
  const { axis } = profile;
  const end = axis.days.at(-1) ?? today;
  const movable = capacity.bookings.flatMap((booking, index): Held[] => {
    const weight = weightOf(booking, today, reading.soft);
    if (booking.companion === true) return [];
    if (uses[index].length === 0 || booking.work.some(({ to }) => to > end)) return [];
    const planned = profile.done.get(index);
    if (booking.deliverables.length > 0 && planned === undefined) return [];
    const drafts = booking.deliverables.length === 0 ? [] : draftsOfBooking(facts, booking, weight);
    if (drafts === null) return [];
    const loads = booking.work.flatMap((load): LoadStep[] => {
      const days = businessDaysIn(axis, { first: load.from, last: load.to });
      const slots = days.reduce((sum, b) => sum + slotsOn(axis, load, weight, b), 0);
      return slots === 0 ? [] : [{ from: axis.firstSlot[days[0]], slots, demands: demandOf(profile, load.needs) }];
    });
    const resources = new Set(loads.flatMap(({ demands }) => demands.map(({ resource }) => resource)));
    let latest = 0;
    for (let u = 0; u < uses[index].length; u += 3) {
      resources.add(uses[index][u]);
      if (uses[index][u + 1] > latest) latest = uses[index][u + 1];
    }
    const done = Math.max(axis.dayOfSlot[latest] + 1, planned === undefined ? 0 : daysUntil(axis, planned));
    const due = Math.max(done, booking.promised === undefined ? 0 : daysUntil(axis, booking.promised));
    return [{ booking, index, uses: uses[index], loads, drafts, resources, done, due }];
  });
  movable.sort((a, b) => a.due - b.due || Number(b.booking.paid) - Number(a.booking.paid) || a.index - b.index);
  // What reaches past the end of the axis is not all known: it stays as the file has it.
  const placed = capacity.bookings.map(({ work }, index) =>
    uses[index].length === 0 || work.some(({ to }) => to > end) ? null : { uses: uses[index], done: profile.done.get(index) ?? null },
  );
  return { facts, profile, movable, placed };
}

/** Returns how many business days of the axis lie on or before a day; one more than it has for a day after its end. */
export function daysUntil(axis: Axis, day: Day): number {
  if (day < axis.firstDay) return 0;
  const b = axis.onOrAfter[day - axis.firstDay];
  if (b === undefined) return axis.days.length + 1;
  return axis.days[b] === day ? b + 1 : b;
}
