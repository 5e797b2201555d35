/**
 * Who is on shift in a group, and how much weight is there, stretch by stretch: between two moments at which nothing changes. A day's average hides
 * the one night on which it does not hold.
 *
 * Moments are local minutes since 1970-01-01T00:00 as a clock on the wall shows them: a shift from 22:00 to 06:00 is eight hours in every night of the
 * year. Somebody is away on a whole civil day, and whoever is away on the day on which a shift begins is not there for the rest of it either.
 */
import { isIn } from '../../model/calendar.ts';
import type { Capacity } from '../../model/capacity.ts';
import { formatDay, WEEKDAYS, weekdayOf, type Day } from '../../model/day.ts';
import type { Moment } from '../../model/units.ts';

type Group = Capacity['groups'][number];
type Interval = Group['shifts'][number] | Group['load'][number];

/** A local minute since 1970-01-01T00:00. */
export type Minute = number;
const DAY = 24 * 60;

/** Weight that somebody adds to a group for a time. */
export interface Added {
  readonly weight: number;
  readonly from: Moment;
  readonly to: Moment;
}

/** A time in which nothing changes and somebody adds something. */
export interface Stretch {
  readonly from: Minute;
  readonly to: Minute;
  /** Who is on shift, and who is rostered and away, in the order of the roster. */
  readonly staff: readonly string[];
  readonly away: readonly string[];
  /** Who is rostered and there, and put on the booking of another deal by name. */
  readonly elsewhere: readonly string[];
  /** The weight that is there already, and what is added, by the index of who adds it. */
  readonly there: number;
  readonly added: number;
  readonly by: readonly number[];
}

/** By person: the times in which they are on the bookings of other deals by name, in order. */
export type Elsewhere = ReadonlyMap<string, readonly { readonly from: Minute; readonly to: Minute }[]>;

/** Returns the minute at which an addition begins; a bare date begins with its day. */
export function beginOf({ from }: Added): Minute {
  return from.day * DAY + (from.minute ?? 0);
}

/** Returns the minute at which an addition ends; a bare date ends with its day. */
export function endOf({ to }: Added): Minute {
  return to.day * DAY + (to.minute ?? DAY);
}

/** Returns the day that a minute lies in. */
export function dayOfMinute(minute: Minute): Day {
  return Math.floor(minute / DAY);
}

/** Returns a minute as people say it: `Sat 2026-12-05 06:00`; as the end of a stretch midnight is 24:00 of the day before. */
function momentText(minute: Minute, as: 'from' | 'to'): string {
  const day = as === 'to' ? dayOfMinute(minute - 1) : dayOfMinute(minute);
  return `${weekdayText(day)} ${formatDay(day)} ${clockText(minute - day * DAY)}`;
}

/** Returns a stretch as people say it: `Sat 2026-12-05 00:00 to 06:00`. */
export function stretchText({ from, to }: Pick<Stretch, 'from' | 'to'>): string {
  const sameDay = dayOfMinute(from) === dayOfMinute(to - 1);
  return `${momentText(from, 'from')} to ${sameDay ? clockText(to - dayOfMinute(from) * DAY) : momentText(to, 'to')}`;
}

function weekdayText(day: Day): string {
  const name = WEEKDAYS[weekdayOf(day)];
  return name[0].toUpperCase() + name.slice(1);
}

/** Returns a minute of the day as a clock shows it: `06:00`. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Returns the stretches in which something is added to a group, in order; neighbours that differ in nothing are one. */
export function stretchesOf(
  group: Group,
  added: readonly Added[],
  { people }: Pick<Capacity, 'people'>,
  elsewhere: Elsewhere = new Map(),
): Stretch[] {
  const spans = added.map((each) => ({ from: beginOf(each), to: endOf(each) }));
  const stretches: Stretch[] = [];
  const cuts = cutsOf(group, spans, elsewhere);
  for (let c = 0; c + 1 < cuts.length; c++) {
    const [from, to] = [cuts[c], cuts[c + 1]];
    const by = spans.flatMap((span, index) => (span.from <= from && to <= span.to ? [index] : []));
    if (by.length === 0) continue;
    const rostered = group.shifts.flatMap((shift) => begunOn(shift, from).flatMap((day) => shift.staff.map((id) => ({ id, day }))));
    const isThere = ({ id, day }: { id: string; day: Day }): boolean => {
      const person = people.find((each) => each.id === id);
      return [day, dayOfMinute(from)].every(
        (each) =>
          person !== undefined && !isIn(person.off, each) && each >= (person.from ?? -Infinity) && each <= (person.until ?? Infinity),
      );
    };
    const present = [...new Set(rostered.filter(isThere).map(({ id }) => id))];
    const isElsewhere = (id: string): boolean => elsewhere.get(id)?.some((time) => time.from <= from && to <= time.to) ?? false;
    const staff = present.filter((id) => !isElsewhere(id));
    const stretch = {
      from,
      to,
      staff,
      away: [...new Set(rostered.map(({ id }) => id))].filter((id) => !present.includes(id)),
      elsewhere: present.filter(isElsewhere),
      there: sum(group.load.flatMap((load) => begunOn(load, from).map(() => load.weight))),
      added: sum(by.map((index) => added[index].weight)),
      by,
    };
    const before = stretches.at(-1);
    if (before?.to === from && alike(before, stretch)) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push(stretch);
  }
  return stretches;
}

/** Returns the indexes of a group's shifts that are running at a minute. */
export function shiftsAt({ shifts }: Group, minute: Minute): number[] {
  return shifts.flatMap((shift, index) => (begunOn(shift, minute).length > 0 ? [index] : []));
}

/** Returns all minutes at which something may change, in order. */
function cutsOf({ shifts, load }: Group, spans: readonly { readonly from: Minute; readonly to: Minute }[], elsewhere: Elsewhere): Minute[] {
  const first = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  const cuts = new Set(spans.flatMap(({ from, to }) => [from, to]));
  for (let day = dayOfMinute(first) - 1; day <= dayOfMinute(last); day++) {
    const ofDay = [...shifts, ...load].filter(({ days }) => days.includes(weekdayOf(day)));
    for (const each of ofDay) cuts.add(day * DAY + each.from).add(day * DAY + lastMinuteOf(each));
    cuts.add(day * DAY);
  }
  const staff = new Set(shifts.flatMap((shift) => shift.staff));
  for (const [id, times] of elsewhere) {
    if (staff.has(id)) for (const { from, to } of times) for (const at of [from, to]) if (at > first && at < last) cuts.add(at);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** An interval whose end is not later than its beginning ends on the next day. */
function lastMinuteOf({ from, to }: Interval): number {
  return to > from ? to : to + DAY;
}

/** Returns the days on which the intervals begin that are running at a minute: that day, the day before, or both. */
function begunOn(interval: Interval, minute: Minute): Day[] {
  const today = dayOfMinute(minute);
  return [today - 1, today].filter(
    (day) => interval.days.includes(weekdayOf(day)) && day * DAY + interval.from <= minute && minute < day * DAY + lastMinuteOf(interval),
  );
}

function alike(one: Stretch, other: Stretch): boolean {
  const same = (key: 'staff' | 'away' | 'elsewhere' | 'by'): boolean => one[key].join() === other[key].join();
  return one.there === other.there && same('staff') && same('away') && same('elsewhere') && same('by');
}

/** Adds weights without the errors of binary fractions: 0.1 and 0.2 are 0.3. */
function sum(weights: readonly number[]): number {
  return Math.round(weights.reduce((total, weight) => total + weight, 0) * 1e6) / 1e6;
}
