/** The dates that an offer names: those that were judged, and in a draft instead of a date that does not hold the one that does. */
import { dayOfCompletion } from '../../model/asked.ts';
import { addDuration, onOrAfter } from '../../model/calendar.ts';
import type { Day } from '../../model/day.ts';
import type { Completion } from '../../model/deal.ts';
import { lastPhase, phaseOf } from '../../model/phases.ts';
import { offerEdits } from '../../options/edit.ts';
import type { JudgedDeal } from '../build.ts';

/** The dates of an offer. */
export interface OfferDates {
  /** The last day on which it can be signed for these dates. */
  readonly signature: Day;
  /** Null: there is no plan, or it counts from an input that is not here. */
  readonly start: Day | null;
  /** Of each phase but the last; null where no date can be given. */
  readonly phases: readonly { readonly phase: number; readonly complete: Day | null }[];
  /** Of the whole; null where no date can be given. */
  readonly complete: Completion | null;
}

/** Returns the dates of an offer: never one that is before the safe date, whoever asked for it. */
export function datesOf({ facts, schedule, judgement }: Pick<JudgedDeal, 'facts' | 'schedule' | 'judgement'>): OfferDates {
  const { deal, calendar } = facts;
  const first = schedule.status === 'planned' ? schedule.start.day : null;
  const asked = deal.judgedStart?.day ?? null;
  const last = lastPhase(deal.items);
  return {
    signature: deal.begin,
    start: deal.relative !== null && asked === null ? null : asked !== null && first !== null && asked >= first ? asked : first,
    phases: judgement.phases.flatMap(({ phase, judged, safe }) =>
      phase === last
        ? []
        : [{ phase, complete: judged !== null && safe !== null && judged.day >= safe ? judged.day : bufferedDay(safe, facts) }],
    ),
    complete: completionOf({ facts, judgement }, (said) => {
      const day = dayOfCompletion(said, deal.relative, calendar);
      return day !== null && judgement.safe !== null && day >= judgement.safe;
    }),
  };
}

/** The completion that the deal itself says where it holds, else the one that operations would offer. */
function completionOf(
  { facts, judgement: { safe, offer } }: Pick<JudgedDeal, 'facts' | 'judgement'>,
  holds: (said: Completion) => boolean,
): Completion | null {
  const { dates } = facts.deal.file;
  const said = dates.offered?.complete ?? dates.wanted?.complete;
  if (said !== undefined && holds(said)) return said;
  // Only its promises say a day.
  const judged = facts.deal.judgedCompletion;
  if (said === undefined && judged !== null && safe !== null && judged.day >= safe)
    return { kind: 'on', on: judged.day, event: 'accepted' };
  return offer === null ? null : commitment(facts, offer);
}

/** Returns a day as the deal would offer it: with its event, or counted from the input that it is relative to. */
export function commitment(facts: JudgedDeal['facts'], day: Day): Completion {
  const [edit] = offerEdits(facts, { start: null, complete: day });
  const value = edit?.value as Completion | { readonly complete: Completion } | undefined;
  if (value === undefined) return { kind: 'on', on: day, event: 'accepted' };
  return 'kind' in value ? value : value.complete;
}

/** Returns a safe date with the buffer of sales on it: what may be said to a customer before it is in the deal. */
export function bufferedDay(safe: Day | null, { calendar, policy }: Pick<JudgedDeal['facts'], 'calendar' | 'policy'>): Day | null {
  const day = safe === null ? null : addDuration(calendar, safe, policy.buffers.sales);
  return day === null ? null : onOrAfter(calendar, day);
}

/** Returns the day of a promise that may be told: its own, where that holds for its phase; null where it has none, or one that does not. */
export function dueThatHolds({ due, items }: { readonly due?: Day; readonly items: readonly string[] }, judged: JudgedDeal): Day | null {
  const { facts, judgement } = judged;
  const phase = phaseOf({ items }, facts.deal.items);
  const safe =
    phase === lastPhase(facts.deal.items)
      ? judgement.safe
      : (judgement.phases.find((each) => each.phase === phase)?.safe ?? judgement.safe);
  return due === undefined || safe === null || due < safe ? null : due;
}
