/**
 * A trial in place of something for good, or of something that nobody has proven: bounded in its length, its customers and its work as policy's pilots are.
 * What it cannot hold is not sold: of one item so many pieces as the work of a pilot makes.
 */
import type { DealPromise } from '../model/deal.ts';
import type { ItemFact, PromiseFact } from '../model/facts.ts';
import { pathText } from '../model/place.ts';
import { effortByRole, minutesOfDuration } from '../model/size.ts';
import { formatDuration, type Duration } from '../model/units.ts';
import type { RuleId } from '../rules/profiles.ts';
import { composed, goneEdit, type Edit } from './edit.ts';
import { blockedFor, blockingCheck, proven, settingsOf, type Bench, type Family, type Mend } from './mend.ts';
import { writtenPromise } from './promises.ts';
import { cutEdits } from './scope.ts';
import type { Checked } from './way.ts';
import { piecesText, toRewrite } from './words.ts';

type Pilot = Required<NonNullable<DealPromise['pilot']>>;

/** Offers a pilot. */
export const pilot: Family = {
  about: (base) => [
    // A customization that stays for good stays in a pilot too; it can only be left out.
    ...blockedFor(base, [
      'reversible/no-choice',
      'reversible/unapproved',
      'reversible/no-undo',
      'reversible/cannot-be-undone',
      'reversible/too-large-for-a-pilot',
    ]).filter((rule) => blockingCheck(base, rule)!.findings.every(({ at: { file, path } }) => file === 'deal' && path[0] === 'promises')),
    ...blockedFor(base, ['proven-output/too-few-runs', 'proven-output/too-few-doers']),
  ],
  mends: (bench, rule) => {
    const mend = pilotMend(bench, rule);
    return mend === null ? [] : [mend];
  },
};

function pilotMend(bench: Bench, rule: RuleId): Mend | null {
  const { base } = bench;
  const { facts } = base;
  const { findings } = blockingCheck(base, rule)!;
  const { promises, items } = facts.deal;
  // Promises that nobody wrote are the library's, one an item: with one of them in the deal all of them are.
  const indexes =
    rule === 'reversible'
      ? promises.flatMap((_, p) => (findings.some(({ at: { path } }) => path[1] === p) ? [p] : []))
      : firstAbout(
          promises,
          items.filter(({ deliverable }) =>
            findings.some(({ at: { path } }) => path[0] === 'items' && items[path[1] as number].deliverable === deliverable),
          ),
        );
  if (indexes === null || indexes.length === 0) return null;
  const limits = limitsOf(base);
  const cut = cutTo(
    base,
    indexes.flatMap((p) => itemsOf(promises[p], items)),
    limits,
  );
  if (cut === null) return null;
  const { edits: cutting, numbers } = cut.to === null ? { edits: [], numbers: [] } : cutEdits(facts, [cut.to]);
  const made = indexes.map((p) => smaller(promises[p], limits, cut.minutes));
  const of = (pilots: readonly Pilot[]): Edit[] => composed(cutting, promiseEdits(base, indexes, pilots));
  const longer = made.map((each): Pilot => ({ ...each, length: { ...limits.length, n: limits.length.n + 1 } }));
  const wider = made.map((each): Pilot => ({ ...each, customers: limits.customers + 1 }));
  const more =
    cut.to === null ? [] : [composed(cutEdits(facts, [{ ...cut.to, to: cut.to.to + 1 }]).edits, promiseEdits(base, indexes, made))];
  return proven(bench, {
    kind: 'pilot',
    rules: [rule],
    words: ({ deal }) => {
      const item = cut.to && deal.items.find(({ id }) => id === cut.to!.item);
      const less = item ? `, with ${piecesText(item, item.quantity)} instead of ${cut.to!.from}` : '';
      return `as a pilot of ${formatDuration(made[0].length)} for ${customersText(made[0])}${less}`;
    },
    edits: of(made),
    notches: [of(longer), of(wider), ...more],
    rewrite: [
      ...new Set([
        ...indexes.flatMap((p) => (promises[p].written ? [pathText(['promises', p, 'text'])] : [])),
        ...toRewrite(facts.deal.file, numbers.map(String)),
      ]),
    ],
  });
}

function customersText({ customers }: Pilot): string {
  return customers === 1 ? 'one customer' : `${customers} customers`;
}

/** Of some items, for each the first promise about it; null where one has none. */
function firstAbout(promises: readonly PromiseFact[], items: readonly ItemFact[]): number[] | null {
  const found = items.map(({ id }) => promises.findIndex((promise) => promise.items.length === 0 || promise.items.includes(id)));
  return found.includes(-1) ? null : [...new Set(found)];
}

function itemsOf({ items: named }: PromiseFact, items: readonly ItemFact[]): ItemFact[] {
  return items.filter(({ id }) => named.length === 0 || named.includes(id));
}

/** The most that a pilot may be for every rule that goes by it. */
function limitsOf({ facts }: Checked): Pilot {
  const both = (['reversible', 'proven-output'] as const).map((rule) => settingsOf(facts, rule).options as unknown as Pilot);
  const { longest } = facts.calendar;
  const least = (key: 'length' | 'effort'): Duration =>
    both.map((limit) => limit[key]).sort((a, b) => minutesOfDuration(a, longest) - minutesOfDuration(b, longest))[0];
  return { length: least('length'), customers: Math.min(...both.map(({ customers }) => customers)), effort: least('effort') };
}

/**
 * The minutes of people's work in some items, and where that is more than a pilot's, of the one item that has pieces the most that are not. Null where even
 * one is too much, or the customer will have all of them.
 */
function cutTo(
  { facts }: Checked,
  items: readonly ItemFact[],
  { effort }: Pilot,
): { to: Parameters<typeof cutEdits>[1][number] | null; minutes: number } | null {
  const { capacity, calendar, deal } = facts;
  const people = new Set(capacity.people.map(({ role }) => role));
  const work = (some: readonly ItemFact[]): number =>
    [...effortByRole(some, calendar)].reduce((sum, [role, minutes]) => sum + (people.has(role) ? minutes : 0), 0);
  const all = work(items);
  const most = minutesOfDuration(effort, calendar.longest);
  if (all <= most) return { to: null, minutes: all };
  const [item, ...others] = items;
  if (others.length > 0 || deal.file.dates.wanted?.firm.some((word) => word === 'quantity')) return null;
  let low = 0;
  let high = item.quantity;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (work([{ ...item, quantity: middle }]) <= most) low = middle;
    else high = middle;
  }
  return low === 0 ? null : { to: { item: item.id, from: item.quantity, to: low }, minutes: work([{ ...item, quantity: low }]) };
}

/** A promise's pilot within the limits: what it already says, where that is less. */
function smaller({ pilot: said }: PromiseFact, limits: Pilot, minutes: number): Pilot {
  return {
    length: said !== undefined && said.length.unit === limits.length.unit && said.length.n < limits.length.n ? said.length : limits.length,
    customers: Math.min(said?.customers ?? limits.customers, limits.customers),
    effort: { unit: 'min', n: Math.max(1, Math.ceil(minutes)) },
  };
}

/** The changes that make some promises pilots. What is not written yet is written with them, in the library's words. */
function promiseEdits({ facts }: Checked, indexes: readonly number[], pilots: readonly Pilot[]): Edit[] {
  const { promises } = facts.deal;
  const written = (each: Pilot): unknown => ({ ...each, length: formatDuration(each.length), effort: formatDuration(each.effort) });
  if (promises.every((promise) => promise.written)) {
    return indexes.flatMap((p, n): Edit[] => [
      ...(['commitment', 'choice', 'undo', 'approved_by'] as const).flatMap((key) =>
        promises[p][key] === undefined ? [] : [goneEdit(['promises', p, key])],
      ),
      { path: ['promises', p, 'pilot'], value: pilots[n], written: written(pilots[n]) },
    ]);
  }
  const all = promises.map((promise, p): DealPromise => {
    const { id, text, complete_when, items, quantity, excludes, doer } = promise;
    const n = indexes.indexOf(p);
    return {
      id,
      text,
      items,
      excludes,
      ...(complete_when === undefined ? {} : { complete_when }),
      ...(quantity === undefined ? {} : { quantity }),
      ...(doer === undefined ? {} : { doer }),
      ...(n < 0 ? {} : { pilot: pilots[n] }),
    };
  });
  return [{ path: ['promises'], value: all, written: all.map(writtenPromise) }];
}
