/** A date that counts from an input which nobody can date: within the fewest business days after it comes that the whole check lets stand. */
import { addDuration, businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { AskedDates, Completion } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import { formatDuration } from '../model/units.ts';
import { goneEdit, type Edit } from './edit.ts';
import { blockedFor, blockingCheck, proven, type Bench, type Family, type Mend } from './mend.ts';
import { toRewrite } from './words.ts';

/** Offers a date relative to an open input. */
export const relative: Family = {
  about: (base) => blockedFor(base, ['upstream-reset/open', 'upstream-reset/overdue']),
  mends: (bench) => {
    const mend = relativeMend(bench);
    return mend === null ? [] : [mend];
  },
};

function relativeMend(bench: Bench): Mend | null {
  const { base } = bench;
  const { facts } = base;
  const { deal, calendar } = facts;
  const [finding] = blockingCheck(base, 'upstream-reset')!.findings;
  const input = finding?.data?.['input'];
  // Earlier deliveries of a deal in phases have dates of their own, which count from nothing.
  if (typeof input !== 'string' || deal.file.dates.phases.length > 0) return null;
  const within = (n: number): Edit[] => relativeEdits(facts, input, n);
  // What is needed is known once the plan counts from the input.
  const first = bench.tryOut(within(1));
  const from = first?.facts.deal.relative?.from;
  const safe = first?.judgement.safe ?? null;
  if (from === undefined || safe === null) return null;
  const n = daysAfter(facts, from, safe);
  return proven(bench, {
    kind: 'relative',
    // Whatever else is about the day is told by the rule that sums up the dates.
    rules: ['upstream-reset', 'operations-date'],
    words: () => `(${formatDay(addDuration(calendar, from, { unit: 'bd', n }) ?? safe)} if it comes on ${formatDay(from)})`,
    edits: within(n),
    notches: n === 1 ? [] : [within(n - 1)],
    rewrite: toRewrite(deal.file, datesOf(facts)),
  });
}

/** The business days after a day, by which another is reached. */
function daysAfter({ calendar }: Facts, from: Day, to: Day): number {
  const n = Math.max(1, businessDaysBetween(calendar, from, to));
  // From a closed day one counts from the next open one.
  return n > 1 && (addDuration(calendar, from, { unit: 'bd', n: n - 1 }) ?? from) >= to ? n - 1 : n;
}

/** The changes that offer it so many business days after an input: the offer, and no promise that is due before it. */
function relativeEdits({ deal }: Facts, after: string, n: number): Edit[] {
  const complete: Completion = { kind: 'after', after, within: { unit: 'bd', n } };
  const written = { after, within: formatDuration(complete.within) };
  const { offered } = deal.file.dates;
  const value: AskedDates = { complete, firm: [], negotiable: [] };
  return [
    offered === undefined
      ? { path: ['dates', 'offered'], value, written: { complete: written } }
      : { path: ['dates', 'offered', 'complete'], value: complete, written },
    // A day of its own would count from nothing either.
    ...(deal.file.promises ?? []).flatMap(({ due }, p) => (due === undefined ? [] : [goneEdit(['promises', p, 'due'])])),
  ];
}

/** The days that texts may still name. */
function datesOf({ deal }: Facts): string[] {
  const days = [deal.judgedCompletion?.day, ...(deal.file.promises ?? []).map(({ due }) => due)];
  return [...new Set(days.flatMap((day) => (day === undefined ? [] : [formatDay(day)])))];
}
