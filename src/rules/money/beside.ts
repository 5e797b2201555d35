/** Work of a deal beside its steps that somebody is paid for: the reviews while it lasts, and the support that was promised. */
import { isOpen } from '../../model/calendar.ts';
import { civilOf, mondayOf, type Day } from '../../model/day.ts';
import { at } from '../../model/place.ts';
import type { Need } from '../../model/units.ts';
import { reviewsOf } from '../../schedule/reviews.ts';
import type { MissingFact, RuleFacts } from '../rule.ts';
import { rateOf } from './rates.ts';

/** Hours beside the steps, and what they are for. */
export interface Beside {
  readonly what: string;
  readonly need: Need;
  readonly minutes: number;
}

/**
 * Returns the reviews of what is sold: each day, week or month with a business day in it, until the work is done or the library's day, if that is sooner.
 * What is looked at after that is paid by who runs it, not by the price of its delivery.
 */
export function reviewWork(facts: RuleFacts): Beside[] {
  const { calendar, deal, schedule } = facts;
  const done = deal.judgedCompletion?.day ?? (schedule.status === 'planned' ? schedule.nominal.date : deal.begin);
  return reviewsOf(facts).map(({ deliverable, need, minutes, per, first, last }) => {
    const periodOf = (day: Day): number =>
      per === 'day' ? day : per === 'week' ? mondayOf(day) : civilOf(day).year * 12 + civilOf(day).month;
    const periods = new Set<number>();
    for (let day = first; day <= Math.min(last, done); day++) {
      if (isOpen(calendar, day)) periods.add(periodOf(day));
    }
    return { what: `review of '${deliverable}'`, need, minutes: minutes * periods.size };
  });
}

/** Returns the support that was promised: of those who do the work, at the lowest rate of them; nothing where none was, with who is missing. */
export function supportWork({ deal, capacity }: RuleFacts): { readonly work: readonly Beside[]; readonly missing: readonly MissingFact[] } {
  const { support } = deal.file;
  if (support === undefined || support === 'none' || support.hours.n === 0) return { work: [], missing: [] };
  const doers = [...deal.promises.map(({ doer }) => doer), ...deal.items.map(({ entry }) => entry?.doer)];
  const needs = capacity.people
    .filter(({ id }) => doers.includes(id))
    .map(({ role, level }): Need => ({ role, level: level ?? null, units: 1 }));
  const rate = (need: Need): number => rateOf(capacity, need) ?? Infinity;
  const [cheapest] = needs.sort((a, b) => rate(a) - rate(b));
  if (cheapest !== undefined) return { work: [{ what: 'support', need: cheapest, minutes: support.hours.n }], missing: [] };
  const fact = 'who does the support: a doer who is in capacity';
  return { work: [], missing: [{ fact, file: 'deal', key: 'support', owedBy: 'operations', at: at('deal', 'support') }] };
}
