/**
 * Who is there in each slot: people and equipment by role and level, less what they keep back, less what is already promised to others
 * (planning.md §1 and §7). Levels are nested, so a role with levels is one cumulative resource a threshold: "mid or above" counts the seniors too.
 */
import type { Booking, Capacity, Load, Person, Placed } from '../model/capacity.ts';
import { mondayOf, weekdayOf, type Day } from '../model/day.ts';
import { isIn, minutesOn } from '../model/calendar.ts';
import type { SoftReading } from '../model/policy.ts';
import { WHOLE, type DayRange, type Need, type Ppm } from '../model/units.ts';
import type { Axis } from './axis.ts';
import type { ReviewShort } from './reviews.ts';

/** One role at one level threshold. */
interface Resource {
  readonly role: string;
  /** Null: anyone of the role. A person without a level counts for nothing above that. */
  readonly level: string | null;
  /** Index of the role in `Profile.roles`; steps overtake within a role, at whatever level. */
  readonly roleIndex: number;
}

/** Units of one resource that a step or a booking holds. */
export interface Demand {
  readonly resource: number;
  readonly units: number;
}

/** What one booking took of one resource on one business day, in unit-slots. */
interface Taken {
  readonly booking: number;
  readonly resource: number;
  readonly dayIndex: number;
  readonly slots: number;
}

/** Who is there over an axis, whatever the queue; all arrays are by resource, then by slot. */
export interface Presence {
  readonly axis: Axis;
  readonly roles: readonly string[];
  readonly resources: readonly Resource[];
  /** By role: the index of its first resource, anyone of the role; its levels follow, lowest first. */
  readonly firstOf: ReadonlyMap<string, number>;
  /** Whether a role has people (an absence can hit it), by role. */
  readonly hasPeople: readonly boolean[];
  /** People and equipment there. */
  readonly present: readonly Int16Array[];
  /** Units that keep back their reserve. */
  readonly kept: readonly Int16Array[];
}

/** The capacity with the queue in it. */
export interface CapacityProfile extends Presence {
  /** Units that bookings hold. */
  readonly booked: readonly Int16Array[];
  readonly taken: Taken[];
  /** Booked beyond what is there, in unit-slots: what `queue-holds` reports. */
  readonly short: Taken[];
  /** Bookings given as deliverables that do not end on the axis, by index: what fits of them is booked, the rest left out. */
  readonly unplaced: number[];
  /** Bookings given as deliverables, by index: the day on which each is done. */
  readonly done: Map<number, Day>;
  /** By person, slot by slot: the index of the booking that they are put on by name, and one more; 0 where they are on none. */
  readonly named: Map<string, Int32Array>;
  /** Hours of the deal's own reviews that could not be had. */
  readonly reviewsShort: ReviewShort[];
  /** Told of every slot that a booking takes; null where nobody asks. */
  readonly record: Recorder | null;
}

/** Takes down which booking holds what: to move one, one must know where it was. */
export interface Recorder {
  uses(booking: number, resource: number, slot: number, units: number): void;
  /** A slot in which a fixed load holds anybody. */
  slot?(booking: number, load: Load, slot: number): void;
}

/** Returns the thresholds that one need counts on, lowest first: anyone of the role, then each level up to the one asked for. */
function thresholdsOf({ resources, firstOf }: Presence, need: Need): number[] {
  const first = firstOf.get(need.role);
  if (first === undefined) throw new Error(`'${need.role}' is no role of capacity`);
  const thresholds = [first];
  for (let r = first + 1; resources[r - 1].level !== need.level; r++) {
    // Names are resolved before anything is planned; going on into the next role would plan with the wrong people.
    if (resources[r]?.role !== need.role) throw new Error(`'${need.role}' has no level '${need.level}'`);
    thresholds.push(r);
  }
  return thresholds;
}

/** Returns the demand on resources that `needs` mean; their roles and levels exist (names are resolved on load). */
export function demandOf(profile: Presence, needs: readonly Need[]): Demand[] {
  const units = new Map<number, number>();
  for (const need of needs) {
    for (const resource of thresholdsOf(profile, need)) units.set(resource, (units.get(resource) ?? 0) + need.units);
  }
  return [...units].map(([resource, count]) => ({ resource, units: count }));
}

/** Returns the calendar and the people over the axis, and what each keeps back. */
export function presence(capacity: Capacity, axis: Axis): Presence {
  const roles = Object.keys(capacity.roles);
  const resources: Resource[] = [];
  const firstOf = new Map<string, number>();
  roles.forEach((role, roleIndex) => {
    firstOf.set(role, resources.length);
    const { levels } = capacity.roles[role];
    for (const level of [null, ...levels]) resources.push({ role, level, roleIndex });
  });
  const zeros = () => resources.map(() => new Int16Array(axis.size));
  const present = zeros();
  const kept = zeros();
  const hasPeople = roles.map(() => false);
  for (const { role } of capacity.people) hasPeople[resources[firstOf.get(role)!].roleIndex] = true;

  for (const unit of unitsOf(capacity)) {
    const { slots, part } = daysOf(axis, unit.minutes, capacity.roles[unit.role].reserve ?? capacity.reserve);
    const from = firstOf.get(unit.role)!;
    for (let b = 0; b < axis.days.length; b++) {
      const start = axis.firstSlot[b];
      for (let r = from; r <= from + unit.top; r++) {
        for (let k = 0; k < slots[b]; k++) present[r][start + k] += unit.count;
        for (let k = slots[b] - part[b]; k < slots[b]; k++) kept[r][start + k] += unit.count;
      }
    }
  }
  return { axis, roles, resources, firstOf, hasPeople, present, kept };
}

/**
 * Returns what each role is usually booked to, by resource and slot: for each person or machine the same share of its ISO week as the reserve is taken,
 * but from the first slots of the day, where bookings are, so that a booking is part of the usual load and does not come on top of it.
 */
export function usualLoads(capacity: Capacity, { axis, resources, firstOf }: Presence): Int16Array[] {
  const loads = resources.map(() => new Int16Array(axis.size));
  for (const unit of unitsOf(capacity)) {
    const share = capacity.roles[unit.role].usual_load;
    if (share === null) continue;
    const { part } = daysOf(axis, unit.minutes, share);
    const from = firstOf.get(unit.role)!;
    for (let b = 0; b < axis.days.length; b++) {
      const start = axis.firstSlot[b];
      for (let r = from; r <= from + unit.top; r++) for (let k = 0; k < part[b]; k++) loads[r][start + k] += unit.count;
    }
  }
  return loads;
}

/** One person, or `count` like machines. */
interface Unit {
  /** Null: machines. */
  readonly person: Person | null;
  readonly role: string;
  /** How many levels of the role they count for. */
  readonly top: number;
  readonly count: number;
  /** Working minutes on a day; more than the day has means all of it. */
  readonly minutes: (day: Day) => number;
}

function unitsOf({ people, equipment, roles }: Capacity): Unit[] {
  return [
    ...people.map((person): Unit => {
      const { role, level, from, until, off, week } = person;
      const minutes = (day: Day): number => {
        if (from !== undefined && day < from) return 0;
        if (until !== undefined && day > until) return 0;
        if (isIn(off, day)) return 0;
        return week === undefined ? Infinity : (week[weekdayOf(day)] ?? 0);
      };
      return { role, top: level === undefined ? 0 : roles[role].levels.indexOf(level) + 1, count: 1, minutes, person };
    }),
    ...equipment.map(({ role, count, down }): Unit => ({
      person: null,
      role,
      top: 0,
      count,
      minutes: (day) => (isIn(down, day) ? 0 : Infinity),
    })),
  ];
}

/** One person or machine over an axis: by business day the slots that it is there, and how many of them it keeps back, from the day's last ones. */
export interface Worker {
  /** Null: a machine. */
  readonly person: Person | null;
  readonly role: string;
  /** How many levels of the role it counts for. */
  readonly top: number;
  readonly slots: Int32Array;
  readonly kept: Int32Array;
}

/** Returns everybody of a role one by one, in the order of the file: where `presence` counts heads, who they are. */
export function workersOf(capacity: Capacity, axis: Axis, role: string): Worker[] {
  return unitsOf(capacity)
    .filter((unit) => unit.role === role)
    .flatMap(({ person, top, count, minutes }) => {
      const { slots, part } = daysOf(axis, minutes, capacity.roles[role].reserve ?? capacity.reserve);
      return Array.from({ length: count }, (): Worker => ({ person, role, top, slots, kept: part }));
    });
}

/** Returns, by business day, the slots that somebody sells who is there all day and every day: the day's, less the role's reserve. */
export function wholeTime(capacity: Capacity, axis: Axis, role: string): Int32Array {
  const { slots, part } = daysOf(axis, () => Infinity, capacity.roles[role].reserve ?? capacity.reserve);
  return slots.map((there, b) => there - part[b]);
}

/** Returns the capacity before anything is booked. */
export function unbooked(there: Presence, record: Recorder | null = null): CapacityProfile {
  const booked = there.resources.map(() => new Int16Array(there.axis.size));
  return { ...there, booked, taken: [], short: [], unplaced: [], reviewsShort: [], done: new Map(), named: new Map(), record };
}

/**
 * Returns, by business day, the slots that somebody is there (the first ones of the day, at most the day's), and how many of them are a share of the ISO
 * week: it grows through the week as round(share × slots so far), so that 15 % of 40h is 6h a week and not 1h or 2h a day by luck.
 */
function daysOf(axis: Axis, minutes: (day: Day) => number, share: Ppm): { readonly slots: Int32Array; readonly part: Int32Array } {
  const slots = new Int32Array(axis.days.length);
  const part = new Int32Array(axis.days.length);
  if (axis.days.length === 0) return { slots, part };
  let monday = mondayOf(axis.days[0]);
  let soFar = 0;
  let partSoFar = 0;
  let there = 0;
  let own = 0;
  const onDay = (day: Day, most: number): void => {
    if (day > monday + 6) {
      monday = mondayOf(day);
      soFar = 0;
      partSoFar = 0;
    }
    there = Math.min(most, Math.floor(minutes(day) / axis.grain));
    soFar += there;
    // round half up, in integers: floor((2 × share × n + 1) / 2)
    own = Math.min(there, Math.max(0, Math.floor((2 * share * soFar + WHOLE) / (2 * WHOLE)) - partSoFar));
    partSoFar += own;
  };
  // The week of the first day began before the axis did: its earlier days count for the share.
  for (let day = monday; day < axis.days[0]; day++) onDay(day, Math.floor(minutesOn(axis.calendar, day) / axis.grain));
  for (let b = 0; b < axis.days.length; b++) {
    onDay(axis.days[b], axis.firstSlot[b + 1] - axis.firstSlot[b]);
    slots[b] = there;
    part[b] = own;
  }
  return { slots, part };
}

/** Returns how much of a booking counts today: a hold until it expires, a soft one as policy reads it; 0 when not at all. */
export function weightOf(booking: Booking, today: Day, soft: SoftReading): Ppm {
  switch (booking.state) {
    case 'hard':
      return WHOLE;
    case 'hold':
      return booking.expires !== undefined && booking.expires < today ? 0 : WHOLE;
    case 'soft':
      return soft === 'ignore' ? 0 : soft === 'whole' ? WHOLE : (booking.probability ?? WHOLE);
  }
}

/**
 * Takes the fixed loads of the bookings out of the profile, in file order, from the whole calendar: a promise that is made may use the reserve. On
 * each day: first the first slots (from the one it begins in, where it says so) that have all the units, then, if that falls short, whatever is left in the first
 * slots that have any.
 */
export function bookLoads(profile: CapacityProfile, bookings: readonly Booking[], today: Day, soft: SoftReading): void {
  const { axis } = profile;
  bookings.forEach((booking, index) => {
    const weight = weightOf(booking, today, soft);
    if (weight === 0) return;
    if (booking.placed !== undefined) return takePlaced(profile, index, booking.placed);
    for (const load of booking.work) {
      const wants = wantsOf(profile, load.needs);
      const tell = teller(profile, index, load);
      for (const b of businessDaysIn(axis, { first: load.from, last: load.to })) {
        takeDay(profile, index, wants, b, slotsOn(axis, load, weight, b), Math.floor((load.begins ?? 0) / axis.grain), tell);
      }
    }
  });
}

/** What has to know of the slots of a load: the people who are put on it by name, and whoever records; null where nobody has to. */
function teller({ axis, named, record }: CapacityProfile, booking: number, load: Load): ((slot: number) => void) | null {
  const { people = [] } = load;
  if (people.length === 0 && record?.slot === undefined) return null;
  const on = people.map((id) => {
    const slots = named.get(id) ?? new Int32Array(axis.size);
    named.set(id, slots);
    return slots;
  });
  return (slot) => {
    for (const slots of on) slots[slot] = booking + 1;
    record?.slot?.(booking, load, slot);
  };
}

/** Takes the very hours of a booking, as far as the axis goes. */
function takePlaced(profile: CapacityProfile, booking: number, { uses, done }: Placed): void {
  const { axis, booked, taken, record } = profile;
  const perDay = new Map<string, { resource: number; dayIndex: number; slots: number }>();
  for (let u = 0; u < uses.length; u += 3) {
    const [resource, slot, units] = [uses[u], uses[u + 1], uses[u + 2]];
    if (slot >= axis.size) continue;
    booked[resource][slot] += units;
    record?.uses(booking, resource, slot, units);
    const dayIndex = axis.dayOfSlot[slot];
    const entry = perDay.get(`${resource}:${dayIndex}`) ?? { resource, dayIndex, slots: 0 };
    perDay.set(`${resource}:${dayIndex}`, { ...entry, slots: entry.slots + units });
  }
  if (done !== null) profile.done.set(booking, done);
  for (const entry of perDay.values()) taken.push({ booking, ...entry });
}

/** Returns how many slots a load asks for on one business day. */
export function slotsOn(axis: Axis, { per_day }: Load, weight: Ppm, b: number): number {
  const whole = per_day === null ? axis.firstSlot[b + 1] - axis.firstSlot[b] : Math.ceil(per_day / axis.grain);
  return Math.ceil((whole * weight) / WHOLE);
}

/** What a load asks for in each slot: together, and need by need with the thresholds it counts on. */
interface Wants {
  readonly demands: readonly Demand[];
  readonly needs: readonly { readonly units: number; readonly thresholds: readonly number[] }[];
}

function wantsOf(profile: CapacityProfile, needs: readonly Need[]): Wants {
  return {
    demands: demandOf(profile, needs),
    needs: needs.map((need) => ({ units: need.units, thresholds: thresholdsOf(profile, need) })),
  };
}

/** Takes `wanted` slots of a load on one business day, from the one in which it begins on, and notes what could not be had. */
function takeDay(
  profile: CapacityProfile,
  booking: number,
  { demands, needs }: Wants,
  b: number,
  wanted: number,
  begins: number,
  tell: ((slot: number) => void) | null,
): void {
  const { axis, present, booked, record } = profile;
  const start = axis.firstSlot[b];
  const end = axis.firstSlot[b + 1];
  const left = (resource: number, t: number): number => Math.max(0, present[resource][t] - booked[resource][t]);
  const got = demands.map(() => 0);
  const whole = new Uint8Array(end - start);
  let missing = wanted;
  for (let n = 0; n < end - start && missing > 0; n++) {
    const t = start + ((begins + n) % (end - start));
    let all = true;
    for (let d = 0; d < demands.length && all; d++) all = left(demands[d].resource, t) >= demands[d].units;
    if (!all) continue;
    for (let d = 0; d < demands.length; d++) {
      booked[demands[d].resource][t] += demands[d].units;
      got[d] += demands[d].units;
      record?.uses(booking, demands[d].resource, t, demands[d].units);
    }
    whole[t - start] = 1;
    tell?.(t);
    missing--;
  }
  for (let t = start; t < end && missing > 0; t++) {
    if (whole[t - start] > 0) continue;
    let any = false;
    for (const need of needs) {
      // Someone counts for a level only where each threshold below has room for them too.
      const units = need.thresholds.reduce((least, resource) => Math.min(least, left(resource, t)), need.units);
      if (units === 0) continue;
      for (const resource of need.thresholds) {
        booked[resource][t] += units;
        record?.uses(booking, resource, t, units);
        got[demands.findIndex((demand) => demand.resource === resource)] += units;
      }
      any = true;
    }
    if (!any) continue;
    tell?.(t);
    missing--;
  }
  demands.forEach(({ resource, units }, d) => {
    if (got[d] > 0) profile.taken.push({ booking, resource, dayIndex: b, slots: got[d] });
    if (got[d] < units * wanted) profile.short.push({ booking, resource, dayIndex: b, slots: units * wanted - got[d] });
  });
}

/** Returns the indexes of the business days of the axis that lie in a range. */
export function businessDaysIn(axis: Axis, { first, last }: DayRange): number[] {
  const indexes: number[] = [];
  const from = axis.onOrAfter[Math.max(0, first - axis.firstDay)] ?? axis.days.length;
  for (let b = from; b < axis.days.length && axis.days[b] <= last; b++) indexes.push(b);
  return indexes;
}

/** Whether the calendar alone, less the reserve, keeps a step with these demands from working in a slot: closed time, not a booking. */
export function isClosed(profile: Presence, demands: readonly Demand[], slot: number): boolean {
  return demands.some(({ resource, units }) => profile.present[resource][slot] - profile.kept[resource][slot] < units);
}
