/**
 * What a restatement speaks of (formats.md, "signoffs/DEAL/*.json"): a promise of a deal with the items that it is about, or a version of the library and a
 * band of quantities, on which the promises of standard items rest. A reformatted file means the same; any other word, number or date does not.
 */
import { formatDay, type Day } from './day.ts';
import type { Facts, ItemFact, PromiseFact } from './facts.ts';
import type { Deliverable, OptionDomain, Step } from './library.ts';
import { phaseOf } from './phases.ts';
import { itemMeaning, said, scaledText } from './scope.ts';
import type { Meaning } from './signoff.ts';
import { formatDuration, formatMicro, formatNeed } from './units.ts';
import { fold } from './words.ts';

/** The folder of signoffs/ that standing restatements are in, and the deal that they name: no deal's id has a `_`. */
export const LIBRARY_DEAL = '_library';

/** Returns the subject of the restatement of a promise. */
export function promiseSubject({ id }: Pick<PromiseFact, 'id'>): string {
  return `promise/${id}`;
}

/** Returns the items that a promise is about: those that it names, and all of the deal where it names none. */
export function itemsOfPromise({ deal }: Pick<Facts, 'deal'>, promise: Pick<PromiseFact, 'items'>): readonly ItemFact[] {
  return deal.items.filter(({ id }) => promise.items.length === 0 || promise.items.includes(id));
}

/** Returns what a promise means: its words and numbers, and what is delivered, by the ids of the items. */
export function promiseMeaning(facts: Pick<Facts, 'deal'>, promise: PromiseFact): Meaning {
  const { text, complete_when, quantity, due, excludes, commitment, choice, undo, pilot } = promise;
  return said({
    text,
    complete_when: complete_when && said({ ...complete_when }),
    quantity,
    due: due === undefined ? undefined : formatDay(due),
    excludes: eachAs('excluded', excludes),
    commitment,
    choice,
    undo,
    pilot:
      pilot &&
      said({
        length: formatDuration(pilot.length),
        customers: pilot.customers,
        effort: pilot.effort && formatDuration(pilot.effort),
      }),
    items: Object.fromEntries(itemsOfPromise(facts, promise).map((item) => [item.id, itemMeaning(item)])),
  });
}

/** Returns what a promise says to the reader, in its own texts: what somebody else's words are held against. */
export function textsOfPromise({ text, complete_when }: Pick<PromiseFact, 'text' | 'complete_when'>): string[] {
  const { observable, measure, threshold, evidence } = complete_when ?? {};
  return [text, observable, measure, threshold, evidence].filter((each) => each !== undefined);
}

/** Returns names and titles, for which nobody has words of their own: the customer's and people's, whole and in parts, and those of the library. */
export function namesBeside({ deal, capacity, library }: Pick<Facts, 'deal' | 'capacity' | 'library'>): string[] {
  const people = [deal.customer.name, deal.seller.name, ...capacity.people.map(({ name }) => name)].filter((name) => name !== undefined);
  const titles = Object.values(library).flatMap(({ title }) => title ?? []);
  return [...people, ...people.flatMap((name) => name.split(/\s+/).filter((part) => part.length > 2)), ...titles];
}

/**
 * Returns what a promise excludes: what its doer has to know, and what they may know besides: what the deal and the library leave out for its items is not
 * included either. Each once, as written.
 */
export function exclusionsOf(
  facts: Pick<Facts, 'deal'>,
  promise: PromiseFact,
): { readonly own: readonly string[]; readonly others: readonly string[] } {
  const own = uniqueTexts(promise.excludes);
  const known = new Set(own.map(fold));
  const others = [...(facts.deal.file.exclusions ?? []), ...itemsOfPromise(facts, promise).flatMap(({ entry }) => entry?.exclusions ?? [])];
  return { own, others: uniqueTexts(others).filter((text) => !known.has(fold(text))) };
}

function uniqueTexts(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [fold(text), text])).values()];
}

/** Returns the day on which a promise is due: its own, else that of its phase, else the judged completion; null where nobody asked for a day. */
export function dueOf(facts: Pick<Facts, 'deal'>, promise: PromiseFact): Day | null {
  const { items, phases, judgedCompletion } = facts.deal;
  const own = phaseOf(promise, items);
  return promise.due ?? phases.find(({ phase }) => phase === own)?.complete.day ?? judgedCompletion?.day ?? null;
}

/** Quantities that are delivered in the same way, as whoever delivers them speaks of them; both ends included. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the band of quantities that a quantity belongs to: that of the library's standard lead times. Beyond the last that has an end, and where none is
 * set, bands end with the powers of ten (1–10, 11–100, …): whoever has delivered ten has not said anything of a thousand.
 */
export function bandOf({ lead_time }: Pick<Deliverable, 'lead_time'>, quantity: number): Band {
  let from = 1;
  for (const { up_to } of lead_time.standard) {
    if (up_to === null) break;
    if (quantity <= up_to) return { from, to: up_to };
    from = up_to + 1;
  }
  let to = 10;
  while (to < from || to < quantity) {
    if (to >= from) from = to + 1;
    to *= 10;
  }
  return { from, to };
}

/** Returns the subject of a standing restatement: `deliverable/branded-bag@3/1-200`. */
export function standingSubject({ id, version }: Pick<Deliverable, 'id' | 'version'>, { from, to }: Band): string {
  return `deliverable/${id}@${version}/${from}-${to}`;
}

/**
 * Returns what of the library a standing restatement speaks of: what is delivered and how it is seen, what is in it and what is not, and the work that it
 * takes. All of that changes what its doer said, also where nobody raised the `version`. What it is sold for, who owns it and what usually goes wrong
 * with it do not.
 */
export function standingMeaning(entry: Deliverable, { from, to }: Band): Meaning {
  const { id, version, title, complete_when, exclusions, assumptions, options, requires, inputs, materials, steps, lead_time } = entry;
  const standard = lead_time.standard.find(({ up_to }) => up_to === null || from <= up_to)?.lead_time;
  return said({
    deliverable: id,
    version,
    title,
    quantity: `${from} to ${to}`,
    complete_when: complete_when && said({ ...complete_when }),
    excludes: eachAs('excluded', exclusions),
    assumptions: eachAs(
      'assumed',
      assumptions.map(({ text }) => text),
    ),
    options: Object.fromEntries(Object.entries(options).map(([name, domain]) => [name, domainMeaning(domain)])),
    requires: [...requires].sort(),
    inputs: Object.fromEntries(
      inputs.map((input) => [input.id, said({ blocks: [...input.blocks].sort(), cutoff: input.cutoff, approval: input.approval })]),
    ),
    materials: eachAs(
      'used',
      materials.map(({ material, setup = 0, each = 0, blocks }) =>
        [`${material}: ${formatMicro(setup)} and ${formatMicro(each)} each`, ...[...blocks].sort()].join(', '),
      ),
    ),
    steps: Object.fromEntries(steps.map((step) => [step.id, stepMeaning(step)])),
    lead_time: standard && formatDuration(standard),
  });
}

function stepMeaning({ title, needs, duration, effort, after, window, mandatory, uninterrupted, optional, weather }: Step): Meaning {
  return said({
    title,
    needs: needs.map(formatNeed).sort(),
    duration: duration && scaledText(duration),
    effort: effort && scaledText(effort),
    after: [...after].sort(),
    window: window && formatDuration(window),
    mandatory,
    uninterrupted,
    optional,
    weather,
  });
}

function domainMeaning(domain: OptionDomain): Meaning {
  switch (domain.kind) {
    case 'range':
      return { min: domain.min, max: domain.max };
    case 'one_of':
      return { one_of: [...domain.one_of].sort((a, b) => (String(a) < String(b) ? -1 : 1)) };
    case 'any':
      return { any: domain.any };
  }
}

/** Texts of which the order means nothing, each by itself: a change then tells which one came or went. */
function eachAs(what: string, texts: readonly string[]): Meaning {
  return Object.fromEntries(texts.map((text) => [text, what]));
}
