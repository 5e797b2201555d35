/** Relative dates of a document, held against the deal: what each would be a day of, and whether the deal is done by then. */
import { addDuration } from '../../model/calendar.ts';
import { civilOf, dayOf, daysInMonth, formatDay, weekdayOf, type Day } from '../../model/day.ts';
import { listed } from '../../model/words.ts';
import type { RuleFacts } from '../rule.ts';
import type { Mismatch } from './proposal-dates.ts';
import { relativeDatesIn, type RelativeDate } from './relative-dates.ts';
import { once } from './once.ts';

/** A day that a text counts from, and how it is told. */
interface Anchor {
  readonly day: Day;
  readonly says: string;
}

/**
 * Returns the relative dates of a text that promise the deal sooner than it is offered, and those that count from nothing that the deal has a day for. What is promised
 * later than it is offered is no haste.
 */
export function wrongRelatives(prose: string, facts: RuleFacts): Mismatch[] {
  const { deal } = facts;
  const judged = deal.judgedCompletion;
  return relativeDatesIn(prose).flatMap((relative): Mismatch[] => {
    const { start, end } = relative;
    const shown = prose.slice(start, end).replace(/\s+/gu, ' ').trim();
    const anchor = anchorOf(relative, facts);
    if (anchor === null) {
      const from = relative.counts.kind === 'after' ? relative.counts.from : null;
      return [
        {
          start,
          end,
          message: `'${shown}' counts from '${(from ?? '').replace(/\s+/gu, ' ')}', and the deal has no day for that`,
          help: `write a date of the deal, or count from ${listed(['the signature', ...deal.inputs.map(({ id }) => `'${id}'`)], 'or')}`,
        },
      ];
    }
    const day = dayOfRelative(relative.counts, anchor.day, facts);
    // Without a day of its own nothing is promised sooner than it; the rules that need one say so.
    if (day === null || judged === null || day >= judged.day) return [];
    const is = `${formatDay(day)}${anchor.says === '' ? '' : `, counted from ${anchor.says}`}`;
    const offered =
      deal.relative === null
        ? formatDay(judged.day)
        : `${formatDay(judged.day)} (${deal.relative.input} on ${formatDay(deal.relative.from)})`;
    return [
      {
        start,
        end,
        message: `'${shown}' is ${is}, and the deal is done on ${offered}`,
        help: `write ${formatDay(judged.day)}, or change the deal, and check it again`,
      },
    ];
  });
}

const SIGNED = once(
  () =>
    /(?<!\p{L})(?:sign\p{L}*|signature|orders?|ordering|ordered|contract|agreement|confirm\p{L}*|purchase|PO|go[- ]ahead|accept(?:ance|ing|s)? (?:of )?(?:this|the|our) (?:offer|proposal|quote)|award)(?!\p{L})/iu,
);
const NOW = once(() => /(?<!\p{L})(?:today|now|(?:the )?date of this (?:offer|proposal|quote|letter)|this date)(?!\p{L})/iu);
const BEGUN = once(() => /(?<!\p{L})(?:kick[- ]?off|(?:the )?(?:project )?(?:start|beginning)|work (?:begins|starts))(?!\p{L})/iu);
const APPROVED = once(() => /(?<!\p{L})(?:approv\p{L}*|sign[- ]?off|proofs?)(?!\p{L})/iu);
const RECEIVED = once(() => /(?<!\p{L})(?:receipt|receiv\p{L}*|arriv\p{L}*|(?:your )?(?:files?|data|materials?|inputs?))(?!\p{L})/iu);

/** The day that a relative date counts from; null where the deal has none for it. */
function anchorOf({ counts }: RelativeDate, { deal, today, schedule }: RuleFacts): Anchor | null {
  if (counts.kind !== 'after') return { day: today, says: '' };
  const { from } = counts;
  const signature: Anchor = { day: deal.begin, says: `the signature on ${formatDay(deal.begin)}` };
  // What counts from nothing counts from when it is agreed.
  if (from === null) return signature;
  const words = new Set(from.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const named = deal.inputs.filter(({ id }) => id.split('-').every((word) => words.has(word)));
  const meant = named.length > 0 ? named : inputsBy(from, deal.inputs);
  if (meant.length > 0) {
    const last = meant.reduce((one, other) => (other.day > one.day ? other : one));
    return { day: last.day, says: `'${last.id}' on ${formatDay(last.day)}` };
  }
  if (SIGNED().test(from)) return signature;
  if (NOW().test(from)) return { day: today, says: 'today' };
  const start = deal.judgedStart?.day ?? (schedule.status === 'planned' ? schedule.start.day : null);
  return BEGUN().test(from) && start !== null ? { day: start, says: `the start on ${formatDay(start)}` } : null;
}

/** The inputs that words mean which name none: an approval is of what has to be approved. */
function inputsBy(from: string, inputs: RuleFacts['deal']['inputs']): RuleFacts['deal']['inputs'] {
  if (APPROVED().test(from)) return inputs.filter(({ library }) => library.approval);
  return RECEIVED().test(from) ? inputs : [];
}

/** The last day that a relative date allows; null where it is none on the calendar. */
function dayOfRelative(counts: RelativeDate['counts'], from: Day, { calendar }: RuleFacts): Day | null {
  const { year, month, dayOfMonth } = civilOf(from);
  switch (counts.kind) {
    case 'after': {
      const { length } = counts;
      return length.unit === 'month' ? inMonth(year, month + length.n, dayOfMonth) : addDuration(calendar, from, length);
    }
    case 'weekday': {
      const ahead = (counts.weekday - weekdayOf(from) + 7) % 7;
      return from + ahead + (counts.next === 1 && ahead === 0 ? 7 : 0);
    }
    case 'end':
      switch (counts.of) {
        // The week is over on Friday.
        case 'week':
          return from - weekdayOf(from) + 4 + 7 * counts.next;
        case 'month':
          return inMonth(year, month + counts.next, 31);
        case 'quarter':
          return inMonth(year, 3 * (Math.ceil(month / 3) + counts.next), 31);
        case 'year':
          return dayOf(year + counts.next, 12, 31);
      }
  }
}

/** A day of a month that may lie in a later year, at most its last one. */
function inMonth(year: number, month: number, day: number): Day {
  const [y, m] = [year + Math.floor((month - 1) / 12), ((month - 1) % 12) + 1];
  return dayOf(y, m, Math.min(day, daysInMonth(y, m)));
}
