/**
 * How much of a deal fits by a day: fewer pieces of one item, an item left out, or two items together where one is not enough (planning.md §5,
 * "scope"). A first look only, cheap enough for many quantities: it asks what the plan and its failures allow, and no other rule. Whoever suggests a
 * cut has it judged by the whole check (`options/`).
 */
import type { Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import { draftsOf, isPlannable } from './drafts.ts';
import { capacityUntil, survives, survivesAtBest } from './look.ts';
import type { Budget } from './order.ts';
import type { PlanSettings } from './settings.ts';

/** Placements that all looks of a search may cost. */
const BUDGET = 400_000;
/** Of the pairs of items without which the rest fits, so many are looked at more closely, the smallest first. */
const PAIRS = 3;

/** So many pieces of an item instead of so many; none when it goes. */
export interface Cut {
  readonly item: string;
  readonly from: number;
  readonly to: number;
}

/** What the search found. */
export interface SmallestCut {
  /** The cuts that together leave out the least work, and are enough at a first look; empty when none is. */
  readonly cuts: readonly Cut[];
  /** Whether the budget ran out before everything was looked at. */
  readonly spent: boolean;
}

/**
 * Returns the cut that leaves out the least work, of those after which the rest survives its failures by `by`: of one item where any one is enough,
 * else of two, else of as many as it takes.
 */
export function smallestCut(facts: Facts, settings: PlanSettings, by: Day): SmallestCut {
  const budget: Budget = { left: BUDGET };
  const profile = capacityUntil(facts, settings, by);
  const { items } = facts.deal;
  const works = new Map(items.map((item) => [item, workOf([item], facts)]));
  const byWork = items.toSorted((a, b) => works.get(b)! - works.get(a)!);
  const fits = (cuts: readonly Cut[]): boolean => {
    const left = leftOf(items, cuts);
    return left.length > 0 && budget.left > 0 && survives(withItems(left, facts), settings, profile, by, budget);
  };

  /** Returns cuts that are enough: of each item that went, the largest first, as many pieces come back as fit. */
  const refined = (gone: readonly ItemFact[]): readonly Cut[] => {
    let cuts = gone.map((item) => cutOf(item, 0));
    for (const item of byWork) {
      if (!gone.includes(item)) continue;
      const others = cuts.filter((cut) => cut.item !== item.id);
      // More pieces never take less time, so the most that fits is found by halving.
      let low = 0;
      let high = item.quantity;
      while (high - low > 1 && budget.left > 0) {
        const middle = (low + high) >> 1;
        if (fits([...others, cutOf(item, middle)])) low = middle;
        else high = middle;
      }
      cuts = [...others, cutOf(item, low)];
    }
    return cuts;
  };
  const dropped = (cuts: readonly Cut[]): number => workOf(items, facts) - workOf(leftOf(items, cuts), facts);
  const smallest = (sets: readonly (readonly ItemFact[])[]): SmallestCut => {
    const found = sets.map(refined).filter((cuts) => leftOf(items, cuts).length > 0);
    const [best = []] = found.toSorted((a, b) => dropped(a) - dropped(b));
    return { cuts: best, spent: budget.left <= 0 };
  };

  if (items.length === 1) return smallest([items]);
  // What does not fit without an item does not fit with less of it.
  const fitsWithout = (gone: readonly ItemFact[]): boolean => fits(gone.map((item) => cutOf(item, 0)));
  const singles = items.filter((item) => fitsWithout([item]));
  if (singles.length > 0) return smallest(singles.map((item) => [item]));
  if (items.length === 2) return smallest([items]);
  const pairs = byWork.flatMap((one, i) => byWork.slice(i + 1).map((other) => [other, one])).toReversed();
  const enough = pairs.filter(fitsWithout);
  if (enough.length > 0) return smallest(enough.slice(0, PAIRS));
  const kept = byWork.reduce<readonly ItemFact[]>((sofar, item) => {
    const more = [...sofar, item];
    return fitsWithout(items.filter((other) => !more.includes(other))) ? more : sofar;
  }, []);
  return kept.length === 0 ? { cuts: [], spent: budget.left <= 0 } : smallest([items.filter((item) => !kept.includes(item))]);
}

/**
 * Returns cuts with more pieces of their last item, as far as thorough looks tell that they fit; `looks` counts them. What fits under the best order of
 * all may be more than what fits under the quickest to find.
 */
export function enlargedCut(facts: Facts, settings: PlanSettings, by: Day, cuts: readonly Cut[], looks: number): readonly Cut[] {
  const profile = capacityUntil(facts, settings, by);
  const last = cuts.at(-1)!;
  const withMore = (to: number): readonly Cut[] => [...cuts.slice(0, -1), { ...last, to }];
  let low = last.to;
  let high = last.from;
  let next = low + 1;
  for (let left = looks; left > 0 && high - low > 1; left--) {
    const remains = withItems(leftOf(facts.deal.items, withMore(next)), facts);
    if (survivesAtBest(remains, settings, profile, by)) low = next;
    else high = next;
    next = (low + high) >> 1;
  }
  return withMore(low);
}

function cutOf({ id, quantity }: ItemFact, to: number): Cut {
  return { item: id, from: quantity, to };
}

/** What is left of the items after some cuts. */
function leftOf(items: readonly ItemFact[], cuts: readonly Cut[]): readonly ItemFact[] {
  return items.flatMap((item) => {
    const to = cuts.find((cut) => cut.item === item.id)?.to ?? item.quantity;
    return to === 0 ? [] : [{ ...item, quantity: to }];
  });
}

function withItems(items: readonly ItemFact[], facts: Facts): Facts {
  return { ...facts, deal: { ...facts.deal, items } };
}

/** Minutes of work in all steps of some items. */
function workOf(items: readonly ItemFact[], facts: Facts): number {
  const drafts = draftsOf(withItems(items, facts));
  return isPlannable(drafts) ? drafts.reduce((sum, { minutes }) => sum + (minutes?.likely ?? 0), 0) : 0;
}
