/** The workspace's business days: what every `bd` in a file is counted on (planning.md §7). */
import { mondayOf, weekdayOf, type Day } from './day.ts';
import type { CalendarFile } from './capacity.ts';
import type { DayRange, Duration } from './units.ts';

/** Which days are worked, and for how long. */
export interface Calendar {
  /** Working minutes a weekday, Monday first. */
  readonly week: readonly number[];
  /** Working minutes of the longest weekday: one `bd` of work. */
  readonly longest: number;
  /** Holidays and closures, sorted by first day, merged. */
  readonly closed: readonly DayRange[];
}

/** Returns the calendar that a capacity file describes. */
export function calendarOf(file: CalendarFile): Calendar {
  const week = [0, 1, 2, 3, 4, 5, 6].map((weekday) => file.week[weekday as 0] ?? 0);
  const closed = [...file.closed, ...file.holidays.map(({ on }) => ({ first: on, last: on }))].sort((a, b) => a.first - b.first);
  const merged: DayRange[] = [];
  for (const range of closed) {
    const previous = merged.at(-1);
    if (previous && range.first <= previous.last + 1) {
      merged[merged.length - 1] = { first: previous.first, last: Math.max(previous.last, range.last) };
    } else {
      merged.push(range);
    }
  }
  return { week, longest: Math.max(...week), closed: merged };
}

/** Returns the working minutes of a day, 0 when it is closed. */
export function minutesOn(calendar: Calendar, day: Day): number {
  const minutes = calendar.week[weekdayOf(day)];
  return minutes > 0 && !isIn(calendar.closed, day) ? minutes : 0;
}

/** Whether a day is a business day. */
export function isOpen(calendar: Calendar, day: Day): boolean {
  return minutesOn(calendar, day) > 0;
}

/** How far a search for a business day goes: a calendar closed for this long has none. */
const NEVER = 366 * 10;

/** Returns the first business day on or after a day, or null when there is none within ten years. */
export function onOrAfter(calendar: Calendar, day: Day): Day | null {
  for (let next = day; next < day + NEVER; next++) if (isOpen(calendar, next)) return next;
  return null;
}

/** Returns the last business day on or before a day, or null when there is none within ten years. */
function onOrBefore(calendar: Calendar, day: Day): Day | null {
  for (let next = day; next > day - NEVER; next--) if (isOpen(calendar, next)) return next;
  return null;
}

/**
 * Returns `day + n bd`: the n-th business day after it (n negative: before it); from a closed day one counts from the next open one (planning.md §7:
 * "D closed: after the next open day"). `day + 0bd` is the day itself, or the next business day when it is closed.
 */
export function addBusinessDays(calendar: Calendar, day: Day, n: number): Day | null {
  let at = onOrAfter(calendar, day);
  for (let left = Math.abs(n); left > 0 && at !== null; left--) {
    at = n > 0 ? onOrAfter(calendar, at + 1) : onOrBefore(calendar, at - 1);
  }
  return at;
}

/** Returns the day a duration after a day; working minutes count as business days of the longest working day, rounded up. */
export function addDuration(calendar: Calendar, day: Day, duration: Duration): Day | null {
  switch (duration.unit) {
    case 'd':
      return day + duration.n;
    case 'bd':
      return addBusinessDays(calendar, day, duration.n);
    case 'min':
      return addBusinessDays(calendar, day, calendar.longest === 0 ? 0 : Math.ceil(duration.n / calendar.longest));
  }
}

/** Returns how many business days lie in (from, to]: 0 when to ≤ from. */
export function businessDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  let count = 0;
  // Whole weeks without a closure are counted at once: reports compare dates that may lie years apart.
  const perWeek = calendar.week.filter((minutes) => minutes > 0).length;
  let day = from + 1;
  while (day <= to) {
    if (day === mondayOf(day) && day + 6 <= to && !calendar.closed.some(({ first, last }) => first <= day + 6 && last >= day)) {
      count += perWeek;
      day += 7;
    } else {
      if (isOpen(calendar, day)) count++;
      day++;
    }
  }
  return count;
}

/** Returns how many business days a plan takes that works on both days: its first and last day counted (planning.md §7). */
export function inclusiveBusinessDays(calendar: Calendar, first: Day, last: Day): number {
  return businessDaysBetween(calendar, first - 1, last);
}

/** Whether a day lies in one of the ranges. */
export function isIn(ranges: readonly DayRange[], day: Day): boolean {
  return ranges.some(({ first, last }) => first <= day && day <= last);
}
