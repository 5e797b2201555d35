/** The text of a deal that has only what nothing else says: for `handoff new`, and for items of a command line. */
import { stringify } from 'yaml';
import { formatDay, type Day } from '../model/day.ts';

/** What nothing but a seller knows. */
export interface NewDeal {
  /** Left out where the file's name says it. */
  readonly deal?: string;
  readonly customer: string;
  readonly items: readonly { readonly id: string; readonly quantity: number }[];
  readonly by: Day | null;
  readonly start: Day | null;
  /** When it is signed; null: on the next business day. */
  readonly signature: Day | null;
}

/** Returns the smallest deal file that says it. */
export function newDealText({ deal, customer, items, by, start, signature }: NewDeal): string {
  const wanted =
    start === null
      ? by === null
        ? []
        : [`wanted: ${formatDay(by)}`]
      : [`wanted: {start: ${formatDay(start)}${by === null ? '' : `, complete: ${formatDay(by)}`}}`];
  return [
    'handoff: 1',
    ...(deal === undefined ? [] : [`deal: ${deal}`]),
    `customer: ${scalar(customer)}`,
    ...wanted,
    ...(signature === null ? [] : [`dates: {signature: ${formatDay(signature)}}`]),
    'items:',
    ...withIds(items).map(({ id, deliverable, quantity }) =>
      id === deliverable ? `  - ${id}:${quantity}` : `  - {id: ${id}, deliverable: ${deliverable}, quantity: ${quantity}}`,
    ),
    '',
  ].join('\n');
}

/** A text in one line, quoted where YAML would take it for something else. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();
}

/** Gives each item an id of its own: the second `branded-bag` of a command line is `branded-bag-2`. */
function withIds(items: NewDeal['items']): { id: string; deliverable: string; quantity: number }[] {
  const taken = new Set(items.map(({ id }) => id));
  const seen = new Set<string>();
  return items.map(({ id: deliverable, quantity }) => {
    let id = deliverable;
    for (let nth = 2; seen.has(deliverable) && taken.has(id); nth++) id = `${deliverable}-${nth}`;
    seen.add(deliverable);
    taken.add(id);
    return { id, deliverable, quantity };
  });
}
