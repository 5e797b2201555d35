/**
 * A price that holds: what was sold for nothing is priced at cost, what was given away and nobody approved is taken back, and the total is the nearest that
 * the library, the custom work and the margin let stand. Every sum is whole cents, and one cent less fails (one more, where too much was asked).
 */
import { approvalOf } from '../model/signoff.ts';
import { pathText } from '../model/place.ts';
import { formatMoney, WHOLE, type Cents } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { leastPrice } from '../rules/money/least-price.ts';
import { exceptionFor, exceptionsOf, priceOf, priceParts, type ExceptionFact } from '../rules/money/price.ts';
import { costOf } from '../rules/money/scoping-ticket.ts';
import type { RuleFacts } from '../rules/rule.ts';
import type { RuleId } from '../rules/profiles.ts';
import { composed, goneEdit, type Edit } from './edit.ts';
import { blockedFor, blockingCheck, proven, ruleFactsOf, settingsOf, type Bench, type Family, type Mend } from './mend.ts';
import { toRewrite } from './words.ts';

const RULES: readonly RuleId[] = ['configured-or-priced', 'pricing-exceptions', 'margin-floor'];

/** Prices what a seller may price: custom work, what was given away, and the total. The library's own prices are operations'. */
export const price: Family = {
  about: (base) =>
    blockedFor(base, [
      'configured-or-priced/unpriced',
      'configured-or-priced/underpriced',
      'configured-or-priced/exception-unapproved',
      'pricing-exceptions/unapproved',
      'pricing-exceptions/no-amount',
      'pricing-exceptions/unexplained-discount',
      'pricing-exceptions/unexplained-surcharge',
      'margin-floor/toxic-yes',
      'margin-floor/below-floor',
    ]),
  mends: (bench) => {
    const mend = pricedMend(bench);
    return mend === null ? [] : [mend];
  },
};

/** One thing that gets a price, or is taken back. */
interface Part {
  readonly edit: Edit;
  /** One cent less of it; `undone`: it is as it was; null: it follows from another part. */
  readonly less: Edit | 'undone' | null;
  /** `'sso' for 4800`; null where the total tells it. */
  readonly words: (facts: RuleFacts) => string | null;
}

function pricedMend(bench: Bench): Mend | null {
  const { base } = bench;
  const parts = partsOf(ruleFactsOf(base));
  if (parts === null) return null;
  const priced = parts.map(({ edit }) => edit);
  const tried = priced.length === 0 ? base : bench.tryOut(priced);
  const rest = tried && totalOf(ruleFactsOf(tried));
  if (rest === null) return null;

  const edits = composed(
    priced,
    rest.map(({ edit }) => edit),
  );
  // What the total asks for has the last word on a part that was priced at cost.
  const all = [...parts.filter(({ edit }) => !rest.some((other) => isSame(edit, other.edit))), ...rest];
  const notches = all.flatMap(({ edit, less }): Edit[][] => {
    if (less === null) return [];
    const others = edits.filter((other) => !isSame(other, edit));
    return [less === 'undone' ? others : [...others, less]];
  });
  const { file } = base.facts.deal;
  const total = file.pricing?.total;
  const isMoved = rest.some(({ edit }) => edit.path[0] === 'pricing');
  return proven(bench, {
    kind: 'price',
    rules: RULES.filter((rule) => blockingCheck(base, rule) !== null),
    words: (facts) => wordsOf(all, ruleFactsOf({ ...base, facts })),
    edits,
    notches,
    rewrite: toRewrite(file, isMoved && total !== undefined ? [formatMoney(total)] : []),
  });
}

function isSame(one: Edit, other: Edit): boolean {
  return pathText(one.path) === pathText(other.path);
}

/** `at 16800 USD, with 'sso' for 4800, without 'Free set-up'`. */
function wordsOf(parts: readonly Part[], facts: RuleFacts): string {
  const total = priceOf(facts);
  const of = (gives: boolean): string[] =>
    parts.filter(({ less }) => (less === 'undone') !== gives).flatMap(({ words }) => words(facts) ?? []);
  const [priced, back] = [of(true), of(false)];
  return [
    ...(total === null ? [] : [`at ${formatMoney(total, facts.policy.currency)}`]),
    ...(priced.length === 0 ? [] : [`with ${listed(priced)}`]),
    ...(back.length === 0 ? [] : [`without ${listed(back)}`]),
  ].join(', ');
}

/** What each customization and each exception needs; null where somebody has to say first what it takes. */
function partsOf(facts: RuleFacts): Part[] | null {
  const exceptions = exceptionsOf(facts);
  const takenBack = exceptions.filter(({ amount, approvable }) => amount === null || approvalOf(facts, approvable).state !== 'approved');
  const parts: Part[] = [];
  for (const item of facts.deal.items) {
    for (const [c, custom] of item.custom.entries()) {
      const exception = exceptionFor(custom, facts);
      if (exception >= 0 && !takenBack.some(({ index }) => index === exception)) continue;
      // As `configured-or-priced` counts it: its effort, else what is paid for the part.
      const { minutes, cents } = costOf(custom, item, facts);
      const bought = custom.choice === 'buy' || custom.choice === 'partner' ? (custom.cost ?? null) : null;
      const least = minutes === 0 ? bought : cents;
      if (least === null) return null;
      if (custom.price === undefined || custom.price < least) parts.push(customAt(item.id, item.index, c, least, true));
    }
  }
  return [...parts, ...takenBack.map(takeBack)];
}

function customAt(item: string, index: number, c: number, cents: Cents, isLeast: boolean): Part {
  const path = ['items', index, 'custom', c, 'price'];
  return {
    edit: moneyEdit(path, cents),
    less: isLeast ? moneyEdit(path, cents - 1) : null,
    words: ({ deal }) => {
      const custom = deal.items.find(({ id }) => id === item)?.custom[c];
      return custom?.price === undefined ? null : `'${custom.id}' for ${formatMoney(custom.price)}`;
    },
  };
}

function takeBack({ index, what }: ExceptionFact): Part {
  return { edit: goneEdit(['pricing', 'exceptions', index]), less: 'undone', words: () => `'${what}'` };
}

function moneyEdit(path: Edit['path'], cents: Cents): Edit {
  return { path, value: cents, written: cents / 100 };
}

/**
 * What becomes of the total once its parts are priced: as it was where it may stand, else as near to it as policy tolerates; and no lower than the margin
 * asks for, out of custom work or of what was given away. Null where only operations' own prices could bring that much.
 */
function totalOf(facts: RuleFacts): Part[] | null {
  const { deal, schedule } = facts;
  const parts = priceParts(facts);
  if (parts === null) return null;
  const said = deal.file.pricing?.total;
  const margin = settingsOf(facts, 'margin-floor');
  const known = schedule.status === 'planned' ? schedule.knownFailures : [];
  const least = leastPrice(facts, known, margin.options as { failures: number }, margin.isError);
  if (least === null) return null;
  const sum = parts.library + parts.customs - parts.exceptions;
  const { low, high } = tolerated(sum, facts);
  const dearest = dearestCustom(facts);
  // Custom work explains what a total is above its parts: by so much of it as policy does not tolerate.
  if (said !== undefined && said > high && said >= least && dearest !== null) {
    const raise = leastExplained(said, sum, facts) - sum;
    return [customAt(dearest.item, dearest.index, dearest.c, dearest.price + raise, true)];
  }
  const now = Math.min(Math.max(said ?? sum, low), high);
  if (now >= least) return now === (said ?? sum) ? [] : [totalAt(deal.file, now, now < (said ?? sum) ? 1 : -1)];
  if (least <= high) return [totalAt(deal.file, least, -1)];

  if (dearest !== null) {
    const raised = customAt(dearest.item, dearest.index, dearest.c, dearest.price + least - sum, said === undefined);
    return said === undefined ? [raised] : [raised, totalAt(deal.file, least, -1)];
  }
  // The least that is enough is taken back, the largest first.
  const back: ExceptionFact[] = [];
  let left = sum;
  for (const exception of exceptionsOf(facts).sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0))) {
    if (tolerated(left, facts).high >= least) break;
    back.push(exception);
    left += exception.amount ?? 0;
  }
  const then = tolerated(left, facts);
  if (then.high < least) return null;
  const total = Math.max(least, then.low);
  return [...back.map(takeBack), ...(said === undefined && left >= least ? [] : [totalAt(deal.file, total, -1)])];
}

/** The least that the parts of a total must add up to, so that it is not above what they may be. */
function leastExplained(total: Cents, from: Cents, facts: RuleFacts): Cents {
  const { tolerance } = settingsOf(facts, 'pricing-exceptions').options as { tolerance: number };
  const sum = Math.max(from, Math.floor((total * WHOLE) / (WHOLE + tolerance)) - 1);
  return [sum, sum + 1, sum + 2].find((each) => tolerated(each, facts).high >= total) ?? total;
}

/** How far a total may be from what its parts add up to. */
function tolerated(sum: Cents, facts: RuleFacts): { low: Cents; high: Cents } {
  const { tolerance } = settingsOf(facts, 'pricing-exceptions').options as { tolerance: number };
  const slack = Math.floor((Math.abs(sum) * tolerance) / WHOLE);
  return { low: sum - slack, high: sum + slack };
}

function totalAt({ pricing }: RuleFacts['deal']['file'], cents: Cents, notch: 1 | -1): Part {
  const edit = (total: Cents): Edit =>
    pricing === undefined
      ? { path: ['pricing'], value: { total, exceptions: [] }, written: { total: total / 100 } }
      : moneyEdit(['pricing', 'total'], total);
  return { edit: edit(cents), less: edit(cents + notch), words: () => null };
}

/** The custom work with the highest price, unless an exception speaks of it; null where there is none. */
function dearestCustom(facts: RuleFacts): { item: string; index: number; c: number; price: Cents } | null {
  const own = facts.deal.items.flatMap(({ id, index, custom }) =>
    custom.flatMap((each, c) =>
      each.price === undefined || exceptionFor(each, facts) >= 0 ? [] : [{ item: id, index, c, price: each.price }],
    ),
  );
  return own.sort((a, b) => b.price - a.price)[0] ?? null;
}
