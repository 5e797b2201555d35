/** Dates of a document that are none of the deal's. */
import { civilOf, dayOf, daysInMonth, formatDay, weekdayOf, type Day } from '../../model/day.ts';
import { nearestDate, type DealDate } from '../dates/deal-dates.ts';
import type { RuleFacts } from '../rule.ts';
import { datesIn, monthsIn, type SlashOrder, type WrittenDate, type WrittenMonth } from './written-dates.ts';
import { once } from './once.ts';

/** Something wrong in a document, where it stands. */
export interface Mismatch {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help: string;
}

/** Where 12/18 is the eighteenth of December. */
const MONTH_FIRST = once(
  () =>
    /^(?:US\/|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Boise|Detroit|Juneau|Sitka|Nome|Adak|Metlakatla|Yakutat|Menominee|Indiana\/|Kentucky\/|North_Dakota\/|Puerto_Rico)|Pacific\/(?:Honolulu|Guam|Pago_Pago|Saipan)|Asia\/Manila)/u,
);
/** A zone that belongs to no country says nothing of its customs; in Canada both are written. */
const NOWHERE = once(
  () => /^(?:UTC|GMT|Etc\/|Z$|Canada\/|America\/(?:Toronto|Vancouver|Halifax|Winnipeg|Edmonton|Regina|St_Johns|Moncton))/u,
);

/** Returns how 03/12/2026 is read where a workspace is. */
function slashOrderOf(timezone: string): SlashOrder {
  return NOWHERE().test(timezone) ? 'either' : MONTH_FIRST().test(timezone) ? 'month-first' : 'day-first';
}

const READ: Readonly<Record<SlashOrder, (timezone: string) => string>> = {
  'month-first': (timezone) => `, read month first as in ${timezone}`,
  'day-first': (timezone) => `, read day first as in ${timezone}`,
  either: () => ', read either way',
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WEEKDAY = once(() => /(?<![\p{L}])(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day|\.)?,?\s+(?:the\s+)?$/iu);
/** What is said before a day by which something is to be there; of a past day too that is no memory. */
const DUE = once(
  () =>
    /(?<![\p{L}])(?:by|until|till|before|no later than|not later than|on or before|due(?: on)?|deadline:?|(?:deliver|ship|complet|finish|hand)\w*(?:\s+(?:is|date|on|by))*:?|ready(?: on| by)?)\s+(?:\p{L}+\s+)?$/iu,
);
/** What is said beside the day that the customer asked for. */
const ASKED = once(
  () =>
    /(?<![\p{L}])(?:ask(?:ed)?|requests?|requested|want(?:ed|s)?|wish(?:ed|es)?|hoped?|hoping|prefer(?:red|s)?|needs?|needed|originally|instead of|rather than)(?![\p{L}])/iu,
);

/** Returns the dates of a text, wherever they stand, as a workspace reads them. */
export function writtenDates(prose: string, { policy }: RuleFacts): WrittenDate[] {
  return datesIn(prose, slashOrderOf(policy.timezone));
}

/** Returns those that the deal does not know. A past day is free, unless something is due on it, or the deal has the same day of another year. */
export function wrongDates(prose: string, written: readonly WrittenDate[], dates: readonly DealDate[], facts: RuleFacts): Mismatch[] {
  const { today, policy, deal } = facts;
  const reasons = eventWords(deal.file.dates.wanted?.because);
  return written.flatMap((date): Mismatch[] => {
    const { start, end, text } = date;
    const before = lineBefore(prose, start);
    const sentence = sentenceAround(prose, start, end);
    const allowed = dates.filter(
      ({ onlyWanted }) => !onlyWanted || ASKED().test(sentence) || reasons.some((word) => sentence.toLowerCase().includes(word)),
    );
    const shown = prose.slice(start, end).replace(/\s+/gu, ' ');
    const known = date.readings.flatMap((reading) => allowed.filter(({ day }) => isThat(day, reading)))[0];
    if (known !== undefined) return wrongWeekday(date, prose, known.day, shown);
    const day = dayMeant(date.readings[0], today);
    const wanted = dates.find((each) => each.onlyWanted && date.readings.some((reading) => isThat(each.day, reading)));
    if (wanted !== undefined) {
      const offered = dates.find(({ name }) => name === wanted.name.replace('wanted', 'offered'));
      const instead = offered === undefined ? '' : `, and the deal offers ${formatDay(offered.day)}`;
      return [
        {
          start,
          end,
          message: `'${shown}' is only what the customer asked for (${wanted.name})${instead}`,
          help: helpFor(offered ?? null),
        },
      ];
    }
    const twin = dates.some((each) => sameDayOfYear(each.day, day));
    const isDue = DUE().test(before);
    if (day <= today && !twin && !isDue) return [];
    const order = slashOrderOf(policy.timezone);
    const read = /^\d{1,2}[-./]/u.test(text) && !/\p{L}/u.test(text) ? READ[order](policy.timezone) : '';
    const as = text === formatDay(day) ? '' : ` (${formatDay(day)}${read})`;
    const near = nearestDate(
      dates.filter(({ onlyWanted, closed }) => !onlyWanted && !(isDue && closed)),
      day,
    );
    const half = near === null ? 'the deal has no date' : `the nearest is ${formatDay(near.day)} (${near.name})`;
    return [{ start, end, message: `'${shown}'${as} is no date of the deal; ${half}`, help: helpFor(near) }];
  });
}

/** Returns the dates of a text that are sooner than a day and not where something ends ("repairs until 29 January" limits a promise). */
export function soonerDates(prose: string, written: readonly WrittenDate[], day: Day | undefined, { today }: RuleFacts): WrittenDate[] {
  return written.filter(
    ({ start, readings: [first] }) =>
      (day === undefined || dayMeant(first, today) < day) && !/(?<!\p{L})(?:until|till|through)\s+$/iu.test(prose.slice(0, start)),
  );
}

/** Returns the months by which something is due, or the parts of months to come, in which the deal has no date: "by the end of February", "mid-March". */
export function wrongMonths(prose: string, written: readonly WrittenDate[], dates: readonly DealDate[], { today }: RuleFacts): Mismatch[] {
  const offered = dates.filter(({ onlyWanted, closed }) => !onlyWanted && !closed);
  return monthsIn(prose, written).flatMap((month): Mismatch[] => {
    const { start, end, part } = month;
    const isDue = DUE().test(lineBefore(prose, start));
    const last = dayMeant({ ...month, day: part === 'early' ? 10 : part === 'mid' ? 15 : 31 }, today);
    if (!isDue && (part === null || last <= today)) return [];
    if (offered.some(({ day }) => isIn(day, month)) || ASKED().test(sentenceAround(prose, start, end))) return [];
    const near = nearestDate(offered, last);
    const half = near === null ? 'the deal has no date' : `the nearest is ${formatDay(near.day)} (${near.name})`;
    const shown = prose.slice(start, end).replace(/\s+/gu, ' ');
    return [{ start, end, message: `'${shown}' is when nothing of the deal is; ${half}`, help: helpFor(near) }];
  });
}

/** The days of a month that its beginning and its middle are. */
const DAYS = { early: [1, 10], mid: [8, 22], end: [1, 31] } as const;

function isIn(day: Day, { year, month, part }: WrittenMonth): boolean {
  const civil = civilOf(day);
  const [first, last] = DAYS[part ?? 'end'];
  return civil.month === month && (year === null || civil.year === year) && civil.dayOfMonth >= first && civil.dayOfMonth <= last;
}

function helpFor(date: DealDate | null): string {
  return date === null ? 'write the date into the deal' : `write ${formatDay(date.day)}, or change the deal, and check it again`;
}

function isThat(day: Day, { year, month, day: dayOfMonth }: WrittenDate['readings'][number]): boolean {
  const civil = civilOf(day);
  return civil.month === month && civil.dayOfMonth === dayOfMonth && (year === null || civil.year === year);
}

function sameDayOfYear(one: Day, other: Day): boolean {
  const [a, b] = [civilOf(one), civilOf(other)];
  return a.month === b.month && a.dayOfMonth === b.dayOfMonth;
}

/** Which day is meant where no year is written: one of the last two months, else the next one. */
function dayMeant({ year, month, day }: WrittenDate['readings'][number], today: Day): Day {
  const at = (each: number): Day => dayOf(each, month, Math.min(day, daysInMonth(each, month)));
  if (year !== null) return at(year);
  const first = civilOf(today - 60).year;
  return at(first) >= today - 60 ? at(first) : at(first + 1);
}

function wrongWeekday({ start, end }: WrittenDate, prose: string, day: Day, shown: string): Mismatch[] {
  // The dot of "Fri." ends no sentence.
  const match = WEEKDAY().exec(prose.slice(Math.max(0, start - 30), start));
  if (match === null) return [];
  const is = WEEKDAYS[weekdayOf(day)];
  if (is.toLowerCase().startsWith(match[1].toLowerCase())) return [];
  return [
    {
      start: start - match[0].length,
      end,
      message: `'${match[0]}${shown}' is a ${is}`,
      help: `write ${is}, if ${formatDay(day)} is meant`,
    },
  ];
}

/** All up to where a sentence begins: behind the end of another one, an empty line, or at a list entry, a row or a heading. */
const UP_TO_SENTENCE = once(() => /^[\s\S]*(?:[.;!?]\s|\n\s*\n|\n\s*(?=[-*|#]))/u);
const END_OF_SENTENCE = once(() => /[.;!?](?=\s|$)|\n\s*\n|\n\s*[-*|#]/u);

/** The words before a place, back to the beginning of its sentence, at most so many characters. */
function lineBefore(prose: string, start: number, most = 80): string {
  return prose.slice(Math.max(0, start - most), start).replace(UP_TO_SENTENCE(), '');
}

/** Returns the words around a place, from the beginning of its sentence to the end, at most 200 characters each way. */
export function sentenceAround(prose: string, start: number, end: number): string {
  const [rest] = prose.slice(end, end + 200).split(END_OF_SENTENCE(), 1);
  return lineBefore(prose, start, 200) + rest;
}

/** The words by which the customer calls what the wanted day is for. */
function eventWords(because: string | undefined): string[] {
  return (because ?? '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);
}
