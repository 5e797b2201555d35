/** Which phase of a deal an item or a promise belongs to. */
import type { DealPromise, Item } from './deal.ts';

/** Returns the last phase of some items; of none, the first there is. */
export function lastPhase(items: readonly Pick<Item, 'phase'>[]): number {
  return Math.max(1, ...items.map(({ phase }) => phase));
}

/** Returns the phase that a promise is kept in: the last one of its items. A promise that names none is about the whole deal. */
export function phaseOf(promise: Pick<DealPromise, 'items'>, items: readonly Pick<Item, 'id' | 'phase'>[]): number {
  const own = items.filter(({ id }) => promise.items.includes(id));
  return lastPhase(own.length > 0 ? own : items);
}
