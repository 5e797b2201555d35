/** How many hours of which roles come or go between two capacities, by the ISO week: what a reader understands of an entry that was changed. */
import { calendarOf, minutesOn } from '../model/calendar.ts';
import type { Booking, Capacity } from '../model/capacity.ts';
import { civilOf, dayOf, mondayOf, type Day } from '../model/day.ts';
import { axisFrom } from '../schedule/axis.ts';
import { presence } from '../schedule/capacity.ts';

/** The days that are looked at, and the roles. */
export interface Window {
  readonly from: Day;
  /** The last day. */
  readonly to: Day;
  readonly roles: ReadonlySet<string>;
}

/** Minutes by role, then by the Monday of a week. */
type ByWeek = ReadonlyMap<string, ReadonlyMap<Day, number>>;

/** Returns in words how many hours of the roles are there more or less in a window: `capacity fell 12h (design, week 49)`; empty where none are. */
export function hoursText(before: Capacity, after: Capacity, window: Window): string {
  const difference = less(there(after, window), there(before, window));
  return changesOf(difference)
    .map(({ role, minutes, weeks }) => `capacity ${minutes < 0 ? 'fell' : 'rose'} ${hours(minutes)} (${role}, ${weeks})`)
    .join('; ');
}

/** Returns in words the hours that the fixed loads of a booking ask of the roles in a window: `12h of design in week 49`; empty where none are. */
export function bookedText(booking: Booking, capacity: Capacity, window: Window): string {
  const calendar = calendarOf(capacity.calendar);
  const found = new Map<string, Map<Day, number>>();
  for (const { needs, from, to, per_day } of booking.work) {
    for (let day = Math.max(from, window.from); day <= Math.min(to, window.to); day++) {
      const open = minutesOn(calendar, day);
      if (open === 0) continue;
      for (const { role, units } of needs) if (window.roles.has(role)) add(found, role, day, units * Math.min(open, per_day ?? open));
    }
  }
  return changesOf(found)
    .map(({ role, minutes, weeks }) => `${hours(minutes)} of ${role} in ${weeks}`)
    .join(', ');
}

/** Who is there, whatever is booked: people and machines, with the reserve that they keep. */
function there(capacity: Capacity, { from, to, roles }: Window): ByWeek {
  const axis = axisFrom(calendarOf(capacity.calendar), capacity.grain, from, Math.max(0, to - from + 1));
  const { resources, present } = presence(capacity, axis);
  const found = new Map<string, Map<Day, number>>();
  resources.forEach(({ role, level }, resource) => {
    // The levels of a role are counted in the role itself.
    if (level !== null || !roles.has(role)) return;
    for (let slot = 0; slot < axis.size; slot++) {
      const day = axis.days[axis.dayOfSlot[slot]];
      if (day > to) break;
      add(found, role, day, present[resource][slot] * axis.grain);
    }
  });
  return found;
}

function add(to: Map<string, Map<Day, number>>, role: string, day: Day, minutes: number): void {
  if (minutes === 0) return;
  const weeks = to.get(role) ?? new Map<Day, number>();
  to.set(role, weeks);
  weeks.set(mondayOf(day), (weeks.get(mondayOf(day)) ?? 0) + minutes);
}

function less(one: ByWeek, other: ByWeek): ByWeek {
  return new Map(
    [...new Set([...one.keys(), ...other.keys()])].map((role) => {
      const [a, b] = [one.get(role), other.get(role)];
      const weeks = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])];
      return [role, new Map(weeks.map((week) => [week, (a?.get(week) ?? 0) - (b?.get(week) ?? 0)]))];
    }),
  );
}

/** By role: what falls and what rises, each with its weeks. */
function changesOf(byWeek: ByWeek): { role: string; minutes: number; weeks: string }[] {
  return [...byWeek].flatMap(([role, weeks]) =>
    [-1, 1].flatMap((sign) => {
      const own = [...weeks].filter(([, minutes]) => Math.sign(minutes) === sign).sort(([a], [b]) => a - b);
      if (own.length === 0) return [];
      return [{ role, minutes: own.reduce((sum, [, minutes]) => sum + minutes, 0), weeks: weeksText(own.map(([week]) => week)) }];
    }),
  );
}

function hours(minutes: number): string {
  return `${Math.round((Math.abs(minutes) * 10) / 60) / 10}h`;
}

/** `week 49`, `weeks 49 and 51`, `weeks 49 to 2`. */
function weeksText(mondays: readonly Day[]): string {
  const numbers = mondays.map(isoWeek);
  if (numbers.length === 1) return `week ${numbers[0]}`;
  const whole = mondays.every((monday, index) => index === 0 || monday - mondays[index - 1] === 7);
  if (whole) return `weeks ${numbers[0]} to ${numbers.at(-1)}`;
  return numbers.length === 2 ? `weeks ${numbers.join(' and ')}` : `${numbers.length} weeks from ${numbers[0]} to ${numbers.at(-1)}`;
}

/** Returns the number of the ISO 8601 week that begins on a Monday: that of the year in which its Thursday lies. */
function isoWeek(monday: Day): number {
  const thursday = monday + 3;
  return Math.floor((thursday - dayOf(civilOf(thursday).year, 1, 1)) / 7) + 1;
}
