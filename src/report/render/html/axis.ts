/**
 * Days from left to right in a picture. Positions are shares of its width, so that a picture is as wide as its place and its words keep their size, on paper as on
 * a phone.
 */
import { civilOf, mondayOf, parseDay, type Day } from '../../../model/day.ts';
import { markup, type Html } from '../html-text.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The days that a picture shows. */
export interface Axis {
  readonly first: Day;
  readonly count: number;
}

/** Returns an axis over days, in order and without a gap. */
export function axisOf(days: readonly { readonly date: string }[]): Axis {
  return { first: dayOf(days[0].date), count: days.length };
}

/** Returns a date of the report as a number. */
export function dayOf(date: string): Day {
  return parseDay(date) as Day;
}

/** Returns where a day begins, as a share of the width in percent. */
export function at({ first, count }: Axis, day: Day): number {
  return (100 * (day - first)) / count;
}

/** Returns a share for an attribute: `12.5%`. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 1000}%`;
}

/** Returns runs of days without a gap, as their first and last. */
export function runsOf(days: readonly Day[]): [first: Day, last: Day][] {
  const runs: [Day, Day][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && day === last[1] + 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** Returns a bar over some days. */
export function bar(axis: Axis, [first, last]: readonly [Day, Day], y: number, height: number, kind: string): Html {
  const x = at(axis, first);
  return markup`<rect class="${kind}" x="${percent(x)}" y="${y}" width="${percent(at(axis, last + 1) - x)}" height="${height}"/>`;
}

/** Of a long plan only whole weeks without work are shaded: weekends would be a fence. */
const WEEKENDS = 200;

/** Returns the days on which nobody works, shaded. */
export function closedDays(
  axis: Axis,
  days: readonly { readonly date: string; readonly isOpen: boolean }[],
  y: number,
  height: number,
): Html[] {
  const closed = runsOf(days.flatMap(({ date, isOpen }) => (isOpen ? [] : [dayOf(date)])));
  return closed.filter(([first, last]) => axis.count <= WEEKENDS || last - first >= 4).map((run) => bar(axis, run, y, height, 'closed'));
}

/** Pixels that the months and days of the head take. */
export const HEAD = 30;

/** More labels than this would touch each other on a phone. */
const LABELS = 8;

/** Returns the months and the first days of weeks over a picture. */
export function head(axis: Axis): Html[] {
  const days = Array.from({ length: axis.count }, (_, n) => axis.first + n);
  const weeks = days.filter((day) => day === mondayOf(day));
  const months = days.filter((day) => day === axis.first || civilOf(day).dayOfMonth === 1);
  // A first month of a few days has no room for its name beside the next; one of some more has none for its year.
  const room = months.length < 2 ? 100 : at(axis, months[1]);
  const named = thinned(months.filter((_, n) => n > 0 || room > 9));
  const isShort = (day: Day): boolean => day === axis.first && room <= 24;
  const label = (day: Day, y: number, words: string): Html => {
    const x = at(axis, day);
    return markup`<text x="${percent(x)}" dx="2" y="${y}">${words}</text>`;
  };
  const monthOf = (day: Day, n: number): string => {
    const { year, month } = civilOf(day);
    const isTold = n > 0 && civilOf(named[n - 1]).year === year && !(n === 1 && isShort(named[0]));
    return isTold || isShort(day) ? MONTHS[month - 1] : `${MONTHS[month - 1]} ${year}`;
  };
  return [
    ...named.filter((day) => at(axis, day) < 88).map((day, n) => label(day, 10, monthOf(day, n))),
    ...(axis.count > 250
      ? []
      : thinned(weeks.filter((day) => at(axis, day) < 96)).map((day) => label(day, 24, String(civilOf(day).dayOfMonth)))),
  ];
}

/** Returns some of many, evenly. */
function thinned(days: readonly Day[]): Day[] {
  const every = Math.ceil(days.length / LABELS);
  return days.filter((_, n) => n % every === 0);
}

/** A date that a line through the picture shows. */
export interface Mark {
  readonly words: string;
  readonly date: string;
  readonly kind: 'asked' | 'safe' | 'offer';
}

/** Returns the dates of a deal that lines show, earliest first: what was asked, what is safe, what to offer. */
export function marksOf(dates: {
  readonly judged: 'offered' | 'wanted' | null;
  readonly offered: { readonly complete: string | null };
  readonly wanted: { readonly complete: string | null };
  readonly safe: string | null;
  readonly offer: string | null;
}): Mark[] {
  const asked = dates.judged === null ? null : dates[dates.judged].complete;
  const mark = (words: string, date: string | null, kind: Mark['kind']): Mark[] =>
    date === null ? [] : [{ words: `${words} ${date}`, date, kind }];
  return [
    ...mark(dates.judged ?? '', asked, 'asked'),
    ...mark('safe', dates.safe, 'safe'),
    ...mark('offer', dates.offer === dates.safe ? null : dates.offer, 'offer'),
  ];
}

/** Pixels that the words of a mark take. */
export const MARK = 15;

/** Returns a line at the end of each marked day, from its words down; what lies outside has none. */
export function markLines(axis: Axis, marks: readonly Mark[], y: number, bottom: number): Html[] {
  const inside = marks.filter(({ date }) => dayOf(date) >= axis.first && dayOf(date) < axis.first + axis.count);
  return inside.map(({ words, date, kind }, n) => {
    const x = percent(at(axis, dayOf(date) + 1));
    const isLeft = at(axis, dayOf(date) + 1) > 50;
    const top = y + n * MARK;
    return markup`<line class="mark ${kind}" x1="${x}" x2="${x}" y1="${top + 2}" y2="${bottom}"/><text class="mark ${kind}" x="${x}" dx="${isLeft ? -4 : 4}" y="${top + 11}" text-anchor="${isLeft ? 'end' : 'start'}">${words}</text>\n`;
  });
}
