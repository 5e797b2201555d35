/**
 * Civil days as integers: day 0 is 1970-01-01, in the proleptic Gregorian calendar, without zone or clock.
 * The core knows no other notion of a date, so two machines in two zones cannot disagree about one.
 *
 * Method: the era arithmetic of H. Hinnant, "chrono-compatible low-level date algorithms" (400-year eras that begin on 1 March).
 */

/** A civil day: whole days since 1970-01-01. */
export type Day = number;

/** Monday is 0, as in ISO 8601. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** The names of the weekdays as the files write them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The names of the months as the files write them. */
export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** Returns the day of a civil date; month and day of month count from 1 and must exist. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Returns the civil date of a day, month and day of month counted from 1. */
export function civilOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** Returns the number of days in a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Returns the weekday of a day, Monday 0. */
export function weekdayOf(day: Day): Weekday {
  return ((((day + 3) % 7) + 7) % 7) as Weekday;
}

/** Returns the Monday of the ISO 8601 week that a day lies in. */
export function mondayOf(day: Day): Day {
  return day - weekdayOf(day);
}

/** Returns the month of a day, January 0. */
export function monthIndexOf(day: Day): number {
  return civilOf(day).month - 1;
}

/** Returns the day as `2026-12-07`. */
export function formatDay(day: Day): string {
  const { year, month, dayOfMonth } = civilOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

/** Returns the day that an ISO date names, or a sentence that says why it names none. */
export function parseDay(text: string): Day | string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'is not a date: write it as 2026-12-07';
  // A queue holds a thousand dates, and taking a text apart by groups costs more than all the arithmetic.
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const dayOfMonth = Number(text.slice(8));
  if (month < 1 || month > 12) return `has no such month: ${text.slice(5, 7)}`;
  const last = daysInMonth(year, month);
  if (dayOfMonth < 1 || dayOfMonth > last) return `does not exist: that month has ${last} days`;
  const day = dayOf(year, month, dayOfMonth);
  if (day < FIRST_DAY || day > LAST_DAY) return 'is outside 2000-01-01 to 2100-12-31';
  return day;
}

/** The first day that a file may name. */
export const FIRST_DAY: Day = dayOf(2000, 1, 1);
/** The last day that a file may name. */
export const LAST_DAY: Day = dayOf(2100, 12, 31);
