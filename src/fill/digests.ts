/** The facts of operations' that filled values rest on, as digests: the same facts have the same digest on every machine. */
import type { Facts } from '../model/facts.ts';
import { canonical, hashOf } from '../signoff/digest.ts';
import type { Basis } from './record.ts';

/** Returns the digest of each kind of facts of a deal; a line of capacity that only says when operations last looked at it is no fact of the work. */
export function digestsOf({ deal, policy, profile, capacity, library, history }: Facts): Readonly<Record<Basis, string>> {
  const entries = [...new Set(deal.items.map(({ deliverable }) => deliverable))]
    .sort()
    .map((id) => (Object.hasOwn(library, id) ? library[id] : null));
  const { as_of: _, ...work } = capacity;
  return {
    plan: digestOf({ policy, profile, capacity: work, library, history }),
    price: digestOf({ currency: policy.currency, prices: entries.map((entry) => [entry?.id, entry?.price]) }),
    words: digestOf(entries.map((entry) => [entry?.id, entry?.title, entry?.unit, entry?.complete_when, entry?.exclusions])),
    inputs: digestOf({ calendar: capacity.calendar, inputs: entries.map((entry) => [entry?.id, entry?.inputs]) }),
  };
}

/** Returns the digest of any plain data; what is undefined in it is not there. */
export function digestOf(data: unknown): string {
  return hashOf(canonical(JSON.parse(JSON.stringify(data))));
}
