/** What somebody has to scope before it can be sold: ready to be handed over, so that a "no" is the beginning of a "yes". */
import type { Custom, Item } from '../../model/deal.ts';
import type { Deliverable } from '../../model/library.ts';
import { minutesOf } from '../../model/size.ts';
import { formatMoney, type Cents, type Need } from '../../model/units.ts';
import { isRole, rateOf } from './rates.ts';
import type { Finding, RuleFacts } from '../rule.ts';

/** Work that somebody has estimated. */
type Work = Pick<Custom, 'effort'>;

/** What somebody has to scope, as a sentence and as data. */
export interface Ticket {
  readonly text: string;
  readonly data: NonNullable<Finding['data']>;
}

/** What custom work is worth at cost: its hours by the library of rates. */
export interface CustomCost {
  readonly minutes: number;
  /** Null when a role has no rate. */
  readonly cents: Cents | null;
  /** Roles, or levels of roles, of its effort that capacity does not know. */
  readonly unknownRoles: readonly Need[];
  /** Roles, or levels of roles, without a rate. */
  readonly unrated: readonly Need[];
}

/** Returns the hours and the cost of a customization of an item. */
export function costOf({ effort }: Work, item: Item, { capacity, calendar }: RuleFacts): CustomCost {
  let minutes = 0;
  let cents = 0;
  const unknownRoles: Need[] = [];
  const unrated: Need[] = [];
  for (const { need, work } of effort ?? []) {
    const each = minutesOf(work, item.quantity, calendar.longest);
    minutes += each;
    if (!isRole(capacity, need)) {
      unknownRoles.push(need);
      continue;
    }
    const rate = rateOf(capacity, need);
    if (rate === null) unrated.push(need);
    else cents += (each * rate) / 60;
  }
  return { minutes, cents: unrated.length + unknownRoles.length === 0 ? Math.round(cents) : null, unknownRoles, unrated };
}

/** Returns the work of a deliverable of the library: `effort` is shared by its units, `duration` is worked by each of them. */
export function libraryWork({ steps }: Pick<Deliverable, 'steps'>): Work {
  return {
    effort: steps.flatMap(({ needs, effort, duration }) => {
      if (effort !== undefined) return needs.slice(0, 1).map((need) => ({ need, work: effort }));
      if (duration === undefined) return [];
      return needs.flatMap((need) => Array.from({ length: need.units }, () => ({ need, work: duration })));
    }),
  };
}

/** Returns the ticket as a sentence and as data: what, who asks, and the hours and money that nobody has priced. */
export function scopingTicket(what: string, item: Item, customs: readonly Work[], facts: RuleFacts): Ticket {
  const { deal, policy } = facts;
  const costs = customs.map((custom) => costOf(custom, item, facts));
  const minutes = costs.reduce((sum, cost) => sum + cost.minutes, 0);
  const cents = costs.some((cost) => cost.cents === null) ? null : costs.reduce((sum, cost) => sum + cost.cents!, 0);
  const hours = minutes === 0 ? null : Math.round(minutes / 6) / 10;
  const through = deal.seller.name ?? deal.seller.email ?? null;
  const work =
    hours === null
      ? 'hours not estimated yet'
      : `${hours} unpriced hours${cents === null ? '' : `, ${formatMoney(cents, policy.currency)}`}`;
  return {
    text: `${what}, asked by ${deal.customer.name}${through === null ? '' : ` through ${through}`}: ${work}`,
    data: { what, asked_by: deal.customer.name, through, hours, amount: hours === null || cents === null ? null : formatMoney(cents) },
  };
}
