/**
 * Dates as people write them in running text, where they stand. Formats: 2026-12-18, 2026/12/18, 18 December 2026, 18th of December, December 18,
 * 2026, Dec 18, 18-Dec-2026, 14–18 December, 18.12.2026, 12/18/2026. What is only like one (a version 1.12.3, a phone number, an address with an
 * impossible month) is none.
 */
import { daysInMonth } from '../../model/day.ts';

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
  /** Whether two readings exist, so that it must be said which one is taken. */
  readonly ambiguous: boolean;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
/** Four digits, or two after an apostrophe; not the first digits of a larger number. */
const YEAR = "(\\d{4}|['’]\\d{2})(?![\\d.,]*\\d)";
const GAP = '[\\s\\u00A0]+';
const UNTIL = '(?:[\\s\\u00A0]*[-–—][\\s\\u00A0]*|[\\s\\u00A0]+(?:to|until|and|or|through)[\\s\\u00A0]+)';
const BEFORE = '(?<![\\p{L}\\p{N}/-])(?<!\\d[.,:])';
const AFTER = '(?![\\p{L}\\p{N}])';

const ISO = new RegExp(`(?<![\\p{L}\\p{N}.,/-])(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\p{N}/-]|\\.\\d)`, 'gu');
const DAY_MONTH = new RegExp(
  `${BEFORE}(?:${DAY}${UNTIL})?${DAY}(?:${GAP}(?:of${GAP})?|-)(${MONTH})\\.?(?:(?:[,]?${GAP}|-)${YEAR})?${AFTER}`,
  'giu',
);
const MONTH_DAY = new RegExp(`${BEFORE}(${MONTH})\\.?${GAP}${DAY}(?:${UNTIL}${DAY})?(?:,?${GAP}${YEAR})?${AFTER}(?!:\\d|%|\\.\\d)`, 'giu');
const NUMERIC = /(?<![\p{L}\p{N}.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\p{L}\p{N}/]|[.,-]\p{N})/gu;

/** Returns the dates of a text, in their order. `order` says how 03/12/2026 is read; with dots the day comes first. */
export function datesIn(text: string, order: SlashOrder): WrittenDate[] {
  const found: WrittenDate[] = [];
  const add = (start: number, end: number, readings: WrittenDate['readings']): void => {
    const real = readings.filter(exists);
    if (real.length === 0 || found.some((other) => start < other.end && other.start < end)) return;
    found.push({ start, end, text: text.slice(start, end), readings: real, ambiguous: readings.length > 1 && real.length > 1 });
  };
  for (const match of text.matchAll(ISO)) {
    const [whole, year, , month, day] = match;
    add(match.index, match.index + whole.length, [{ year: Number(year), month: Number(month), day: Number(day) }]);
  }
  for (const match of text.matchAll(DAY_MONTH)) {
    const [whole, first, day, name, year] = match;
    // "may 10 may be late": the name of the month is a word, and only a capital tells.
    if (name === 'may') continue;
    addBoth(match.index, whole, first, day, name, year);
  }
  for (const match of text.matchAll(MONTH_DAY)) {
    const [whole, name, first, last, year] = match;
    if (name === 'may' || name === 'march') continue;
    // Of "December 14–18" the text of each is the whole: its month stands only once.
    const reading = (day: string) => ({ year: yearOf(year), month: monthOf(name), day: Number(day) });
    const to = match.index + whole.length;
    if (last === undefined) add(match.index, to, [reading(first)]);
    else {
      const split = match.index + whole.search(/(?<=\d)(?:st|nd|rd|th)?[\s\u00A0]*(?:[-–—]|to|until|and|or|through)/iu);
      add(match.index, split, [reading(first)]);
      add(split, to, [reading(last)]);
    }
  }
  for (const match of text.matchAll(NUMERIC)) {
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

  function addBoth(at: number, whole: string, first: string | undefined, day: string, name: string, year: string | undefined): void {
    const reading = (n: string) => ({ year: yearOf(year), month: monthOf(name), day: Number(n) });
    if (first === undefined) return add(at, at + whole.length, [reading(day)]);
    const split = /^\d{1,2}(?:st|nd|rd|th)?/iu.exec(whole)![0].length;
    add(at, at + split, [reading(first)]);
    add(at + split + /^\D*/u.exec(whole.slice(split))![0].length, at + whole.length, [reading(day)]);
  }
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
const IN_MONTH = new RegExp(
  `(?<![\\p{L}\\p{N}/-])(?:(?:the${GAP})?(?:(${PARTS.early})|(${PARTS.mid})|(${PARTS.end}))(?:${GAP}of(?:${GAP}the${GAP}month${GAP}of)?${GAP}|${GAP}|-))?(${MONTH})\\.?(?:,?${GAP}${YEAR})?${AFTER}(?!${GAP}\\d)`,
  'giu',
);

/** Returns the months of a text that are no part of one of its dates. A month is written with a capital. */
export function monthsIn(text: string, dates: readonly WrittenDate[]): WrittenMonth[] {
  return [...text.matchAll(IN_MONTH)].flatMap((match): WrittenMonth[] => {
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
