import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import { isCustomized, leadEnd, leadTimeOf } from '../model/lead.ts';
import { at } from '../model/place.ts';
import { formatDuration, formatShare } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { budgetLeft, isKept, keptFrom, type Budget, type Service } from './dates/budget.ts';
import { leadBegin } from './dates/clock.ts';
import { missingText, unknownFor } from './missing.ts';
import { option, share } from './texts/notation.ts';
import type { MissingFact, NonEmpty, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  floor: option(share, '0%', 'What must be left of an error budget, and more, at the judged date.'),
  change_failure_rate: z
    .optional(share)
    .check(z.describe('The largest share of changes that may fail. Without it the rate is only held against the one before.')),
});

type Options = z.output<typeof options>;

/** What a budget is made of. */
const PARTS = ['window', 'spent', 'daily_burn'] as const;

type Reason = 'budget-spent' | 'changes-fail' | 'changes-fail-more' | 'plain-only' | 'no-budget';

/** What breaks already takes no change that nobody has made before. */
export const errorBudget: Rule<Options, never, Reason> = {
  id: 'error-budget',
  family: 'dates',
  title: 'Something new is promised of a service whose error budget is spent.',
  why: 'The budget says how much may go wrong before customers notice. A service that has spent it needs repair, not a customization, a roadmap item or a rush: each is a change, and changes are what fail.',
  source: 'Site reliability engineering: an error budget policy; change failure rate as DORA measures it.',
  waivable: 'leadership',
  date: false,
  options,
  reasons: {
    'budget-spent': 'On the judged date the service has no more of its error budget left than the floor.',
    'changes-fail': 'More of the changes to the service fail than policy allows.',
    'changes-fail-more': 'More of the changes to the service fail than before.',
    'plain-only': 'A budget is spent, and only plain items draw on it: they change nothing, so it is only told.',
    'no-budget': 'Operations record no error budget of a service, or not all of it.',
  },
  needs: [],
  check(facts, policy) {
    const { deal } = facts;
    const drawn = [...new Set(deal.items.flatMap(({ entry }) => entry?.services ?? []))];
    if (drawn.length === 0) return { kind: 'not-applicable', because: 'nothing that is sold draws on a service' };
    const asked = deal.judgedCompletion;
    if (asked === null) return unknownFor('completion', facts);
    const day = Math.max(asked.day, facts.today);
    const owed: MissingFact[] = [];
    const wrong: Wrong<Reason>[] = [];
    const warnings: string[] = [];
    const left: string[] = [];
    for (const id of drawn) {
      const users = deal.items.filter(({ entry }) => entry?.services.includes(id));
      const changed = users.map((item) => ({ item, what: whatIsNew(item, facts) })).find(({ what }) => what !== null);
      const index = facts.capacity.services.findIndex((service) => service.id === id);
      // What the library draws on is in capacity, or the files are refused.
      const service = facts.capacity.services[index];
      const budget = budgetOf(service);
      owed.push(...lackingOf(service, index, policy));
      const found = [...(budget === null ? [] : overspent(service, budget, day, policy, facts)), ...failing(service, policy)];
      if (budget !== null) left.push(`'${id}' has ${formatShare(budgetLeft(budget, day - facts.today))} left on ${formatDay(day)}`);
      for (const { reason, fact, help, data } of found) {
        if (changed === undefined) warnings.push(fact);
        else {
          const related = [{ message: `the service '${id}'`, at: at('capacity', 'services', index) }];
          const message = `'${changed.item.id}' is ${changed.what}, and ${fact}`;
          wrong.push({
            reason,
            finding: { message, at: changed.item.at, help, related, data: { service: id, item: changed.item.id, ...data } },
          });
        }
      }
    }
    const failure = failureOf(wrong);
    if (failure !== null) return failure;
    const [first, ...rest] = owed;
    if (first !== undefined) {
      const missing: NonEmpty<MissingFact> = [first, ...rest];
      return { kind: 'unknown', reason: 'no-budget', summary: missing.map(missingText).join('; '), missing };
    }
    const [warning, ...others] = warnings;
    if (warning !== undefined) {
      return { kind: 'pass', reason: 'plain-only', note: `${warning}; nothing new is sold of it`, notes: others };
    }
    return { kind: 'pass', note: listed(left) };
  },
};

/** Why an item is a change: customized, on the roadmap, to be built, or expedited; null for a plain one. */
function whatIsNew(item: ItemFact, facts: RuleFacts): string | null {
  if (isCustomized(item)) return 'customized';
  if (item.entry?.status === 'roadmap' && item.entry.roadmap?.state !== 'shipped') return 'on the roadmap';
  if (item.offer === 'build') return 'to be built';
  const lead = leadTimeOf(item);
  const end = lead && leadEnd(facts.calendar, leadBegin(facts), lead);
  return end !== null && facts.deal.judgedCompletion!.day < end ? `expedited (standard: ${formatDuration(lead!)})` : null;
}

/** A service's budget; null while a part of it is not recorded. */
function budgetOf({ spent, daily_burn, window }: Service): Budget | null {
  if (spent === undefined || daily_burn === undefined || window === undefined) return null;
  return { spent, burn: daily_burn, days: Math.max(1, window.n) };
}

interface Found {
  readonly reason: Reason;
  readonly fact: string;
  readonly help: string;
  readonly data: Readonly<Record<string, string | null>>;
}

function overspent({ id }: Service, budget: Budget, day: Day, { floor }: Options, { today }: RuleFacts): Found[] {
  if (isKept(budget, day - today, floor)) return [];
  const left = formatShare(budgetLeft(budget, day - today));
  const again = keptFrom(budget, day - today, floor);
  const when = again === null ? null : formatDay(today + again);
  return [
    {
      reason: 'budget-spent',
      fact: `'${id}' has ${left} of its error budget left on ${formatDay(day)} (${formatShare(budget.spent)} spent in ${budget.days}d, ${formatShare(budget.burn)} a day), and more than ${formatShare(floor)} is asked for`,
      help:
        when === null
          ? `at this burn it is never above ${formatShare(floor)} again: operations repair it first, or sell what the library has`
          : `deliver it on ${when} or later, the first day it is above ${formatShare(floor)} again; or sell what the library has`,
      data: { left, again: when },
    },
  ];
}

function failing(
  { id, change_failure_rate: rate, change_failure_rate_before: before }: Service,
  { change_failure_rate: most }: Options,
): Found[] {
  if (rate === undefined) return [];
  const found = (reason: Reason, than: string): Found[] => [
    {
      reason,
      fact: `${formatShare(rate)} of the changes to '${id}' fail, ${than}`,
      help: 'change it when fewer changes fail, or sell what the library has',
      data: { change_failure_rate: formatShare(rate) },
    },
  ];
  if (most !== undefined && rate > most) return found('changes-fail', `and ${formatShare(most)} may`);
  return before !== undefined && rate > before ? found('changes-fail-more', `${formatShare(before)} did before`) : [];
}

/** What operations owe of a service. */
function lackingOf(service: Service, index: number, { change_failure_rate }: Options): MissingFact[] {
  const { id } = service;
  const owe = (fact: string, ...key: string[]): MissingFact => ({
    fact: `${fact} of the service '${id}'`,
    file: 'capacity',
    key: ['services', id, ...key].join('.'),
    owedBy: 'operations',
    at: at('capacity', 'services', index, ...key),
  });
  const keys = PARTS.filter((key) => service[key] === undefined);
  return [
    ...(keys.length === PARTS.length ? [owe('the error budget')] : keys.map((key) => owe(`\`${key}\``, key))),
    ...(change_failure_rate !== undefined && service.change_failure_rate === undefined
      ? [owe('the change failure rate', 'change_failure_rate')]
      : []),
  ];
}
