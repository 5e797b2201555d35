/**
 * Lines of one deliverable are one order, in however many lines they are written: they go through the shop together, step by step, so that cutting a line in
 * two makes no date sooner, and what goes wrong with the order goes wrong with all of it. What is customized or built is worked by itself, and so is what is
 * delivered in another phase.
 */
import type { ItemFact } from './facts.ts';

type Line = Pick<ItemFact, 'id' | 'deliverable' | 'phase' | 'custom' | 'offer'>;

/** Returns by item the one under whose name it is planned: the first line of its order, itself where it has no other. */
export function ordersOf(items: readonly Line[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  return new Map(
    items.map((item) => {
      const key = `${item.deliverable} ${item.phase}`;
      if (item.custom.length > 0 || item.offer === 'build') return [item.id, item.id];
      if (!first.has(key)) first.set(key, item.id);
      return [item.id, first.get(key)!];
    }),
  );
}
