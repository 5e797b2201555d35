/**
 * Dates as people write them in running text, where they stand. Formats: 2026-12-18, 2026/12/18, 18 December 2026, 18th of December, December 18,
 * 2026, Dec 18, 18-Dec-2026, 14–18 December, 18.12.2026, 12/18/2026. What is only like one (a version 1.12.3, a phone number, an address with an
 * impossible month) is none.
 */
import { daysInMonth } from '../../model/day.ts';
import { once } from './once.ts';

/** Which of the first two numbers of 03/12/2026 is the month; `either` where nobody can tell. */
export type SlashOrder = 'month-first' | 'day-first' | 'either';

/** A date in a text. */
export interface WrittenDate {
  readonly start: number;
  readonly end: number;
  /** As it stands there. */
  readonly text: string;
  /** What it may mean, in the order of likelihood; the year is null where none is written. */
  readonly readings: readonly { readonly year: number | null; readonly month: number; readonly day: number }[];
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = '(\\d{1,2}(?:st|nd|rd|th)?)';
/** Four digits, or two after an apostrophe; not the first digits of a larger number. */
const YEAR = "(\\d{4}|['’]\\d{2})(?![\\d.,]*\\d)";
const GAP = '[\\s\\u00A0]+';
const UNTIL = '(?:[\\s\\u00A0]*[-–—][\\s\\u00A0]*|[\\s\\u00A0]+(?:to|until|and|or|through)[\\s\\u00A0]+)';
const BEFORE = '(?<![\\p{L}\\p{N}/])(?<!\\d[.,:])';
/** A hyphen makes it a part of another word, unless it stands between two dates: "30 Nov-4 Dec", "Nov 30-Dec 4". */
const BEFORE_DAY = `${BEFORE}(?<!(?<!${MONTH}\\.?)-)`;
const BEFORE_MONTH = `${BEFORE}(?<!(?<!\\d)-)`;
const AFTER = '(?![\\p{L}\\p{N}])';

const ISO = once(() => new RegExp(`(?<![\\p{L}\\p{N}.,/-])(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\p{N}/-]|\\.\\d)`, 'gu'));
/** Of "Nov 30-Dec 4" the middle is no date. */
const DAY_MONTH = once(
  () =>
    new RegExp(
      `${BEFORE_DAY}(?:${DAY}${UNTIL})?${DAY}(?:${GAP}(?:of${GAP})?|-(?!${MONTH}\\.?${GAP}\\d{1,2}(?!\\d)))(${MONTH})(?:\\.?(?:,?${GAP}|-)${YEAR})?${AFTER}`,
      'dgiu',
    ),
);
const MONTH_DAY = once(
  () => new RegExp(`${BEFORE_MONTH}(${MONTH})\\.?${GAP}${DAY}(?:${UNTIL}${DAY})?(?:,?${GAP}${YEAR})?${AFTER}(?!:\\d|%|\\.\\d)`, 'dgiu'),
);
const NUMERIC = once(() => /(?<![\p{L}\p{N}.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}/]|[.,-]\p{N})/gu);

/** Returns the dates of a text, in their order. `order` says how 03/12/2026 is read; with dots the day comes first. */
export function datesIn(text: string, order: SlashOrder): WrittenDate[] {
  const found: WrittenDate[] = [];
  const add = (start: number, end: number, readings: WrittenDate['readings']): void => {
    const real = readings.filter(exists);
    if (real.length === 0 || found.some((other) => start < other.end && other.start < end)) return;
    found.push({ start, end, text: text.slice(start, end), readings: real });
  };
  for (const match of text.matchAll(ISO())) {
    const [whole, year, , month, day] = match;
    add(match.index, match.index + whole.length, [{ year: Number(year), month: Number(month), day: Number(day) }]);
  }
  for (const match of text.matchAll(DAY_MONTH())) {
    const [whole, first, last, name, year] = match;
    // "may 10 may be late": the name of the month is a word, and only a capital tells.
    if (name === 'may') continue;
    const reading = readingOf(name, year);
    // Of "14–18 December" the first is "14".
    if (first !== undefined) add(...placeOf(match, 1), [reading(first)]);
    add(placeOf(match, 2)[0], match.index + whole.length, [reading(last)]);
  }
  for (const match of text.matchAll(MONTH_DAY())) {
    const [whole, name, first, last, year] = match;
    if (name === 'may' || name === 'march') continue;
    const reading = readingOf(name, year);
    const end = match.index + whole.length;
    // Of "December 14–18" the last is "18".
    add(match.index, last === undefined ? end : placeOf(match, 2)[1], [reading(first)]);
    if (last !== undefined) add(placeOf(match, 3)[0], end, [reading(last)]);
  }
  for (const match of text.matchAll(NUMERIC())) {
    const [whole, one, mark, two, year] = match;
    const short = year.length === 2;
    // 1.12.26 may be a version, and 12-18-26 a number of an order; 01.12.26 and 1/12/26 are dates.
    if (short && (mark === '-' || (mark === '.' && one.length < 2))) continue;
    const written = yearOf(year);
    const dayFirst = { year: written, month: Number(two), day: Number(one) };
    const monthFirst = { year: written, month: Number(one), day: Number(two) };
    const slashes = order === 'month-first' ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
    const readings = mark === '.' ? [dayFirst] : order === 'either' || one === two ? slashes : slashes.filter(exists).slice(0, 1);
    add(match.index, match.index + whole.length, one === two ? readings.slice(0, 1) : readings);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Returns where a group of a match stands. */
function placeOf({ indices }: RegExpExecArray, group: number): [number, number] {
  return indices![group]!;
}

/** Returns what a day as it is written ("18th") means beside a month and a year. */
function readingOf(month: string, year: string | undefined): (day: string) => WrittenDate['readings'][number] {
  return (day) => ({ year: yearOf(year), month: monthOf(month), day: Number.parseInt(day, 10) });
}

/** A month in a text: `end of February 2027`, `mid-March`, `May`. */
export interface WrittenMonth {
  readonly start: number;
  readonly end: number;
  /** Which part of it is said; null for the month as a whole. */
  readonly part: 'early' | 'mid' | 'end' | null;
  readonly year: number | null;
  readonly month: number;
}

const PARTS = { early: 'early|beginning|start', mid: 'mid|middle', end: 'end|late' } as const;
const IN_MONTH = once(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}/-])(?:(?:the${GAP})?(?:(${PARTS.early})|(${PARTS.mid})|(${PARTS.end}))(?:${GAP}of(?:${GAP}the${GAP}month${GAP}of)?${GAP}|${GAP}|-))?(${MONTH})(?:\\.?,?${GAP}${YEAR})?${AFTER}(?!${GAP}\\d)`,
      'giu',
    ),
);

/** Returns the months of a text that are no part of one of its dates. A month is written with a capital. */
export function monthsIn(text: string, dates: readonly WrittenDate[]): WrittenMonth[] {
  return [...text.matchAll(IN_MONTH())].flatMap((match): WrittenMonth[] => {
    const [whole, early, mid, late, name, year] = match;
    const [start, end] = [match.index, match.index + whole.length];
    if (!/^\p{Lu}/u.test(name) || dates.some((date) => start < date.end && date.start < end)) return [];
    const part = early !== undefined ? 'early' : mid !== undefined ? 'mid' : late !== undefined ? 'end' : null;
    return [{ start, end, part, year: yearOf(year), month: monthOf(name) }];
  });
}

function monthOf(name: string): number {
  return 1 + MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase()));
}

function yearOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const digits = text.replace(/\D/gu, '');
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

/** Whether a day is in the calendar; of one without a year, in a leap year. */
function exists({ year, month, day }: WrittenDate['readings'][number]): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (year !== null && (year < 1900 || year > 2199)) return false;
  return day <= daysInMonth(year ?? 2028, month);
}
