/** What the customer pays, and what that is made of: the library's prices, the customs', and what was given away. */
import type { Custom } from '../../model/deal.ts';
import { at } from '../../model/place.ts';
import type { Approvable } from '../../model/signoff.ts';
import { formatMoney, type Cents } from '../../model/units.ts';
import { fold } from '../../model/words.ts';
import type { MissingFact, RuleFacts } from '../rule.ts';
import { costOf } from './scoping-ticket.ts';

/** The parts of a price, in cents. */
export interface PriceParts {
  readonly library: Cents;
  readonly customs: Cents;
  /** What the listed exceptions give away; 0 for one that says no amount. */
  readonly exceptions: Cents;
}

/** Returns the index of the pricing exception that names a customization, by its id or in its words; -1 when none does. */
export function exceptionFor(custom: Custom, { deal }: RuleFacts): number {
  const { exceptions = [] } = deal.file.pricing ?? {};
  return exceptions.findIndex(({ what }) => [custom.id, custom.what].some((name) => fold(what).includes(fold(name))));
}

/**
 * Returns what the deal's price is made of; null where the library does not price an item. A customization without a price brings nothing, unless an
 * exception names it: then it is worth its effort at cost, which is what the exception gives away.
 */
export function priceParts(facts: RuleFacts): PriceParts | null {
  const { items, file } = facts.deal;
  let library = 0;
  let customs = 0;
  for (const item of items) {
    if (item.entry?.price === undefined) return null;
    library += item.entry.price.setup + item.entry.price.each * item.quantity;
    for (const custom of item.custom) {
      const price = custom.price ?? 0;
      const exception = exceptionFor(custom, facts);
      const given = exception < 0 ? 0 : (file.pricing!.exceptions[exception].amount ?? 0);
      // Where a role has no rate, nobody can say more than the exception does.
      customs += exception < 0 ? price : Math.max(price, costOf(custom, item, facts).cents ?? price + given);
    }
  }
  const exceptions = (file.pricing?.exceptions ?? []).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  return { library, customs, exceptions };
}

/** Returns what the customer pays, in cents: the deal's total, else what its parts add up to; null where the library does not price an item. */
export function priceOf(facts: RuleFacts): Cents | null {
  const { total } = facts.deal.file.pricing ?? {};
  if (total !== undefined) return total;
  const parts = priceParts(facts);
  return parts && parts.library + parts.customs - parts.exceptions;
}

/** Returns the prices that operations owe: one for each deliverable of the library that has none. */
export function missingPrices({ deal }: RuleFacts): MissingFact[] {
  const unpriced = deal.items.flatMap(({ entry }) => (entry !== null && entry.price === undefined ? [entry.id] : []));
  return [...new Set(unpriced)].map((id) => ({
    fact: `the price of '${id}'`,
    file: 'deliverables',
    key: `deliverables.${id}.price`,
    owedBy: 'operations',
    at: at('deliverables', 'deliverables', id, 'price'),
  }));
}

/** A pricing exception of the deal. */
export interface ExceptionFact {
  readonly index: number;
  readonly what: string;
  /** Null where the deal does not say by how much. */
  readonly amount: Cents | null;
  /** Whom the deal itself names; that only asks. */
  readonly named: string | null;
  /** What leadership looks at: what is given away, how much, and of what price. */
  readonly approvable: Approvable;
}

/** Returns the pricing exceptions of a deal with what may be approved of each; two of the same words are told apart by a number. */
export function exceptionsOf(facts: RuleFacts): ExceptionFact[] {
  const parts = priceParts(facts);
  const { currency } = facts.policy;
  const taken = new Set<string>();
  return (facts.deal.file.pricing?.exceptions ?? []).map(({ what, amount = null, approved_by }, index) => {
    const name = slugOf(what);
    let subject = `pricing-exception/${name}`;
    for (let n = 2; taken.has(subject); n++) subject = `pricing-exception/${name}-${n}`;
    taken.add(subject);
    const money = amount === null ? null : formatMoney(amount, currency);
    const meaning = { what, amount: money, of: parts && formatMoney(parts.library + parts.customs, currency) };
    const words = `the exception '${what}'${money === null ? '' : ` of ${money}`}`;
    return { index, what, amount, named: approved_by ?? null, approvable: { subject, what: words, meaning, who: 'leadership' } };
  });
}

/** A text as a name: `Free set-up` is `free-set-up`. */
function slugOf(text: string): string {
  const slug = fold(text).replace(/[^\p{L}\p{N}]+/gu, '-');
  return slug.replace(/^-|-$/g, '').slice(0, 40) || 'unnamed';
}
