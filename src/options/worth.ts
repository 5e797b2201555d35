/** What a way costs and gives, so that ways can be compared. */
import type { Facts, ItemFact } from '../model/facts.ts';
import { effortByRole } from '../model/size.ts';
import type { Way } from './way.ts';

/** So much of a deal. Pieces count too: the last of a batch is no work. */
export interface Amount {
  readonly minutes: number;
  readonly pieces: number;
}

/** Nothing of it. */
export const NOTHING: Amount = { minutes: 0, pieces: 0 };

/** Returns how much some items are. */
export function amountOf({ calendar }: Facts, items: readonly ItemFact[]): Amount {
  return {
    minutes: [...effortByRole(items, calendar).values()].reduce((sum, minutes) => sum + minutes, 0),
    pieces: items.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

/**
 * Whether a way is at least as good in everything, and better in something: no later, no less, no more deliveries or approvals. Two lots that are all
 * there by the same day are no worse than less of it: nobody gives pieces away to save a delivery.
 */
export function dominates(one: Way, other: Way): boolean {
  const isMore = one.worth.dropped.pieces === 0 && other.worth.dropped.pieces > 0;
  // What somebody else has to do first is a price of its own: nobody here can say how high.
  if ((one.asks !== null && one.asks.who !== other.asks?.who) || one.victims.length > other.victims.length) return false;
  const costs = ({ result, worth: { dropped, inTime, deliveries }, approvers }: Way): number[] => [
    result.complete ?? 0,
    dropped.minutes,
    dropped.pieces,
    -inTime.minutes,
    -inTime.pieces,
    isMore ? 0 : deliveries,
    approvers.length,
  ];
  const mine = costs(one);
  const theirs = costs(other);
  return mine.every((cost, index) => cost <= theirs[index]) && mine.some((cost, index) => cost < theirs[index]);
}
