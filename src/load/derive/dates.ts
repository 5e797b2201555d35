/** When the work may begin and which completion is judged (planning.md §7). */
import { dayOfCompletion } from '../../model/asked.ts';
import { onOrAfter, type Calendar } from '../../model/calendar.ts';
import { formatDay, type Day } from '../../model/day.ts';
import { cameOf, claimOf, isBelieved, type ClaimFacts } from '../../model/arrival.ts';
import type { AskedDates, DealFile, DealInput } from '../../model/deal.ts';
import type { Asked, Deal, ItemFact, PromiseFact } from '../../model/facts.ts';
import type { LibraryInput } from '../../model/library.ts';
import { lastPhase, phaseOf } from '../../model/phases.ts';
import { at } from '../../model/place.ts';
import type { Clock, Note } from './shared.ts';

/** Returns the day of signature: as said, else the day it was signed, else the next business day after today. */
export function signatureOf({ dates }: DealFile, calendar: Calendar, today: Day, note: Note): Day {
  if (dates.signature !== undefined) return dates.signature;
  if (dates.signed !== undefined) {
    note('dates.signature', formatDay(dates.signed), 'the day it was signed');
    return dates.signed;
  }
  const signature = onOrAfter(calendar, today + 1) ?? today + 1;
  note('dates.signature', formatDay(signature), `the next business day after today, ${formatDay(today)}`);
  return signature;
}

/** Returns the day the plan begins on: an offer must hold for whoever signs it on its last day, and nothing begins before today. */
export function beginOf({ dates }: DealFile, signature: Day, today: Day): Day {
  return Math.max(today, dates.valid_until ?? signature);
}

/** Returns the first value that somebody gave, with its place. */
function first<K extends 'start' | 'complete'>(
  dates: DealFile['dates'],
  key: K,
): { said: 'offered' | 'wanted'; value: AskedDates[K] } | null {
  for (const said of ['offered', 'wanted'] as const) {
    const value = dates[said]?.[key];
    if (value !== undefined) return { said, value };
  }
  return null;
}

/**
 * Returns the relative offer, when the judged completion is one. `from` is the day its input is planned with: its due day when the deal
 * says one, else the beginning; the day it came when it is here; and a day to come while it is not.
 */
export function relativeOf(
  file: DealFile,
  items: readonly ItemFact[],
  { calendar, today, begin }: Clock,
  claims: ClaimFacts,
): Deal['relative'] {
  const judged = first(file.dates, 'complete');
  if (judged?.value?.kind !== 'after') return null;
  const { after, within } = judged.value;
  const line = file.inputs?.find(({ id }) => id === after);
  const asked = items.flatMap(({ entry }) => entry?.inputs.filter(({ id }) => id === after) ?? []);
  const input = asked.find(({ approval }) => approval) ?? asked[0];
  const came = line === undefined ? undefined : input === undefined ? line.received?.day : dayCame(line, input, claims);
  const from = came !== undefined && came <= today ? came : Math.max(line?.due ?? begin, onOrAfter(calendar, today + 1) ?? today + 1);
  return { input: after, within, from, at: at('deal', 'dates', judged.said, 'complete') };
}

/** The day that an input came, as far as the deal is believed. */
function dayCame(line: DealInput, input: LibraryInput, claims: ClaimFacts): Day | undefined {
  return isBelieved(claimOf(line, input, claims)) ? cameOf(line, input)?.day : undefined;
}

/** Returns the dates that are judged: those offered, else those wanted, and no completion later than any promise's due or the last phase's own date. */
export function askedDates(
  { dates }: DealFile,
  items: readonly ItemFact[],
  promises: readonly PromiseFact[],
  relative: Deal['relative'],
  calendar: Calendar,
): Pick<Deal, 'judged' | 'judgedStart' | 'judgedCompletion'> {
  const start = first(dates, 'start');
  const complete = first(dates, 'complete');
  const asked: Asked[] = [];
  if (complete !== null) {
    const day = dayOfCompletion(complete.value, relative, calendar);
    if (day !== null) asked.push({ day, at: at('deal', 'dates', complete.said, 'complete'), from: `${complete.said}.complete` });
  }
  const last = lastPhase(items);
  asked.push(...ownDates(dates).flatMap(({ phase, own }) => (phase === last ? [own] : [])));
  for (const due of duesOf(promises)) if (phaseOf(due.promise, items) === last) asked.push(due.asked);
  return {
    judged: complete?.said ?? start?.said ?? null,
    judgedStart: start === null ? null : { day: start.value!, at: at('deal', 'dates', start.said, 'start'), from: `${start.said}.start` },
    judgedCompletion: earliest(asked),
  };
}

/** Returns the dates of earlier phases: their own, and the due of a promise whose items are all in them. */
export function phaseDates(file: DealFile, items: readonly ItemFact[], promises: readonly PromiseFact[]): Deal['phases'] {
  const last = lastPhase(items);
  const asked = new Map<number, Asked[]>();
  for (const { phase, own } of ownDates(file.dates)) if (phase !== last) asked.set(phase, [own]);
  for (const due of duesOf(promises)) {
    const phase = phaseOf(due.promise, items);
    if (phase !== last) asked.set(phase, [...(asked.get(phase) ?? []), due.asked]);
  }
  return [...asked].sort(([a], [b]) => a - b).map(([phase, dates]) => ({ phase, complete: earliest(dates)! }));
}

/** The dates that the deal gives its phases. That of the last one, which all others lead to, is a date of the whole. */
function ownDates({ phases }: DealFile['dates']): { phase: number; own: Asked }[] {
  return phases.map(({ phase, complete }, index) => ({
    phase,
    own: { day: complete, at: at('deal', 'dates', 'phases', index, 'complete'), from: `phase ${phase}` },
  }));
}

function duesOf(promises: readonly PromiseFact[]): { promise: PromiseFact; asked: Asked }[] {
  return promises.flatMap((promise) =>
    promise.due === undefined
      ? []
      : [{ promise, asked: { day: promise.due, at: { ...promise.at, path: [...promise.at.path, 'due'] }, from: `promise ${promise.id}` } }],
  );
}

/** Returns the earliest; of equals the first. */
function earliest(asked: readonly Asked[]): Asked | null {
  return asked.reduce<Asked | null>((best, next) => (best === null || next.day < best.day ? next : best), null);
}
