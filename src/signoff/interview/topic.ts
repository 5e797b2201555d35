/** What is restated: a promise of a deal, or a version of the library for a band of quantities. */
import type { Day } from '../../model/day.ts';
import type { Custom } from '../../model/deal.ts';
import type { Facts, PromiseFact } from '../../model/facts.ts';
import type { Deliverable, Library } from '../../model/library.ts';
import {
  bandOf,
  dueOf,
  exclusionsOf,
  itemsOfPromise,
  LIBRARY_DEAL,
  promiseMeaning,
  promiseSubject,
  standingMeaning,
  standingSubject,
  textsOfPromise,
} from '../../model/promise-meaning.ts';
import type { Meaning } from '../../model/signoff.ts';

/** An item as far as its doer is asked about it. */
export interface TopicItem {
  readonly id: string;
  /** Null where the library has no such deliverable. */
  readonly entry: Deliverable | null;
  readonly quantity: number;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly custom: readonly Custom[];
}

/** What somebody is asked to restate, with all that they will be compared with. */
export interface Topic {
  /** The deal that the sign-off is kept with. */
  readonly deal: string;
  readonly subject: string;
  readonly meaning: Meaning;
  /** What it is called: the id of the promise, or `branded-bag version 3, 1 to 200`. */
  readonly name: string;
  readonly doer: string | null;
  /** As the customer was told. */
  readonly text: string;
  /** All that one's own words are held against. */
  readonly texts: readonly string[];
  /** Who promises it to whom; null of the library, which promises nothing to anybody in particular. */
  readonly asker: { readonly seller: string | null; readonly customer: string } | null;
  /** Whether it speaks of every deal: then no day is promised, and no single quantity. */
  readonly standing: boolean;
  readonly due: Day | null;
  readonly quantity: number | null;
  /** What the promise says it counts. */
  readonly measure: string | null;
  readonly evidence: readonly string[];
  readonly excludes: readonly string[];
  /** What the deal and the library leave out besides: not asked for, and never offered as wrong. */
  readonly excludedBesides: readonly string[];
  readonly commitment: 'reversible' | 'permanent' | null;
  readonly items: readonly TopicItem[];
}

/** Returns what the doer of a promise is asked about. */
export function topicOfPromise(facts: Pick<Facts, 'deal'>, promise: PromiseFact): Topic {
  const { deal } = facts;
  const { evidence } = promise.complete_when ?? {};
  const { own, others } = exclusionsOf(facts, promise);
  return {
    deal: deal.id,
    subject: promiseSubject(promise),
    meaning: promiseMeaning(facts, promise),
    name: promise.id,
    doer: promise.doer ?? null,
    text: promise.text,
    texts: textsOfPromise(promise),
    asker: { seller: deal.seller.name ?? deal.seller.email ?? null, customer: deal.customer.name },
    standing: false,
    due: dueOf(facts, promise),
    quantity: promise.quantity ?? null,
    measure: promise.complete_when?.measure ?? null,
    evidence: evidence === undefined ? [] : [evidence],
    excludes: own,
    excludedBesides: others,
    commitment: promise.commitment ?? null,
    items: itemsOfPromise(facts, promise),
  };
}

/** Returns what the doer of a deliverable is asked about, for the band of quantities that one belongs to. */
export function topicOfLibrary(entry: Deliverable, quantity: number): Topic {
  const band = bandOf(entry, quantity);
  const { complete_when, title, id, version } = entry;
  const text = (complete_when?.observable ?? title ?? id).replaceAll('{quantity}', String(quantity));
  return {
    deal: LIBRARY_DEAL,
    subject: standingSubject(entry, band),
    meaning: standingMeaning(entry, band),
    name: `${id} version ${version}, ${band.from} to ${band.to}`,
    doer: entry.doer ?? null,
    text,
    texts: textsOfPromise({ text, complete_when }),
    asker: null,
    standing: true,
    due: null,
    quantity: null,
    measure: null,
    evidence: complete_when?.evidence === undefined ? [] : [complete_when.evidence],
    excludes: entry.exclusions,
    excludedBesides: [],
    commitment: null,
    items: [{ id, entry, quantity, options: {}, custom: [] }],
  };
}

/** Returns what other deliverables say about evidence and about what is not included: the best wrong answers, because somebody else is right with them. */
export function saidOfOthers({ items }: Pick<Topic, 'items'>, library: Library): { evidence: string[]; excludes: string[] } {
  const own = new Set(items.map(({ entry }) => entry?.id));
  const others = Object.values(library).filter(({ id }) => !own.has(id));
  return {
    evidence: [...new Set(others.flatMap(({ complete_when }) => complete_when?.evidence ?? []))],
    excludes: [...new Set(others.flatMap(({ exclusions }) => exclusions))],
  };
}
