/** What is promised and what is assumed: the deal's own words, and the library's where the deal has none. */
import type { DealFile } from '../../model/deal.ts';
import type { Deal, ItemFact, PromiseFact } from '../../model/facts.ts';
import type { Assumption, CompleteWhen } from '../../model/library.ts';
import { at } from '../../model/place.ts';
import { fold, quantityText } from '../../model/words.ts';
import type { Note } from './shared.ts';

/** Returns the deal's promises; when it has none, one for each item, in the library's words. */
export function promisesOf(file: DealFile, items: readonly ItemFact[], note: Note): PromiseFact[] {
  if (file.promises !== undefined && file.promises.length > 0) {
    return file.promises.map((promise, index) => {
      const item = items.find(({ id }) => promise.items.includes(id)) ?? items[0];
      const doer = promise.doer ?? item?.entry?.doer;
      if (promise.doer === undefined && doer !== undefined) {
        note(`promises[${index}].doer`, doer, `deliverables.yaml → ${item.deliverable} → doer`);
      }
      return {
        ...promise,
        complete_when: promise.complete_when,
        ...(doer === undefined ? {} : { doer }),
        written: true,
        at: at('deal', 'promises', index),
      };
    });
  }
  return items.flatMap((item, index): PromiseFact[] => {
    const { entry } = item;
    if (entry === null) return [];
    const complete_when = entry.complete_when && substituted(entry.complete_when, item.quantity);
    const text = complete_when?.observable ?? quantityText(item.quantity, entry.title ?? entry.id, entry.unit);
    note(`promises[${index}].text`, text, `deliverables.yaml → ${entry.id} → ${complete_when?.observable ? 'complete_when' : 'title'}`);
    if (entry.doer !== undefined) note(`promises[${index}].doer`, entry.doer, `deliverables.yaml → ${entry.id} → doer`);
    return [
      {
        id: item.id,
        text,
        complete_when,
        items: [item.id],
        quantity: item.quantity,
        excludes: entry.exclusions,
        ...(entry.doer === undefined ? {} : { doer: entry.doer }),
        written: false,
        at: at('deliverables', 'deliverables', entry.id, 'complete_when'),
      },
    ];
  });
}

function substituted(when: CompleteWhen, quantity: number): CompleteWhen {
  return Object.fromEntries(Object.entries(when).map(([key, text]) => [key, text?.replaceAll('{quantity}', String(quantity))]));
}

/**
 * Returns the library's assumptions and then the deal's own. The library's always count: a seller can neither drop one by leaving it out nor
 * soften it by writing it again. One text with one effect is one assumption, wherever in the deal it strikes (`item` null).
 */
export function assumptionsOf(file: DealFile, items: readonly ItemFact[]): Deal['assumptions'] {
  type Fact = Deal['assumptions'][number];
  const found = new Map<string, Fact>();
  const byLibrary = new Set<string>();
  for (const { entry, id } of items) {
    entry?.assumptions.forEach((assumption, index) => {
      byLibrary.add(fold(assumption.text));
      const key = keyOf(assumption);
      const known = found.get(key);
      const place = at('deliverables', 'deliverables', entry.id, 'assumptions', index);
      found.set(key, known ? { ...known, item: null } : { ...assumption, at: place, item: id });
    });
  }
  file.assumptions?.forEach((assumption, index) => {
    const key = keyOf(assumption);
    if (byLibrary.has(fold(assumption.text)) || found.has(key)) return;
    found.set(key, { ...assumption, at: at('deal', 'assumptions', index), item: null });
  });
  return [...found.values()];
}

function keyOf({ text, if_false }: Assumption): string {
  return JSON.stringify([fold(text), if_false?.hits, if_false?.costs, if_false?.delays, if_false?.repeats]);
}
