/**
 * A scope cut that survives: fewer pieces of one item, or the item left out (planning.md §5, "scope"). Each is tried under the order that is best when
 * nothing goes wrong: one piece more did not survive under its order, which is why it is called the smallest.
 */
import { BEYOND, completionDay } from './axis.ts';
import { problemOf } from './build.ts';
import { draftsOf, type Draft } from './drafts.ts';
import { criticalPath } from './bounds.ts';
import type { CapacityProfile } from './capacity.ts';
import { decoderOf } from './decode.ts';
import { failuresOf, worstOf } from './failures.ts';
import type { Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import { searchOrder, type Budget } from './order.ts';
import type { Planned } from './schedule.ts';
import type { PlanSettings } from './settings.ts';

/** Placements that the whole search may cost. */
const BUDGET = 400_000;

/** Returns the cut that drops the least work, of those after which the deal survives its failures by `by`; null when there is none to be found. */
export function smallestCut(facts: Facts, settings: PlanSettings, profile: CapacityProfile, by: Day): Planned['scopeCut'] {
  const budget: Budget = { left: BUDGET };
  const { items } = facts.deal;
  const whole = workOf(draftsOf(facts));
  let best: { cut: NonNullable<Planned['scopeCut']>; dropped: number } | null = null;

  const tryQuantity = (item: ItemFact, quantity: number): number | null => {
    const others = items.filter((other) => other !== item || quantity > 0).map((other) => (other === item ? { ...item, quantity } : other));
    const changed = { ...facts, deal: { ...facts.deal, items: others } };
    const drafts = draftsOf(changed);
    return survives(changed, settings, profile, drafts, by, budget) ? whole - workOf(drafts) : null;
  };
  const consider = (item: ItemFact, to: number, dropped: number): void => {
    if (best === null || dropped < best.dropped) best = { cut: { item: item.id, from: item.quantity, to }, dropped };
  };

  for (const item of items) {
    // More pieces never take less time, so the most that survives is found by halving.
    let low = 0;
    let high = item.quantity;
    let dropped: number | null = null;
    while (high - low > 1 && budget.left > 0) {
      const middle = (low + high) >> 1;
      const found = tryQuantity(item, middle);
      if (found === null) high = middle;
      else {
        low = middle;
        dropped = found;
      }
    }
    if (budget.left <= 0) return null;
    if (dropped !== null) consider(item, low, dropped);
    else if (items.length > 1) {
      const found = tryQuantity(item, 0);
      if (found !== null) consider(item, 0, found);
    }
  }
  return (best as { cut: NonNullable<Planned['scopeCut']> } | null)?.cut ?? null;
}

function workOf(drafts: ReturnType<typeof draftsOf>): number {
  return drafts.reduce((sum, draft) => sum + ('minutes' in draft && draft.minutes !== null ? draft.minutes.likely : 0), 0);
}

/** Whether the deal, as changed, survives its failures by a day under the order that is best when nothing goes wrong. */
function survives(
  facts: Facts,
  settings: PlanSettings,
  profile: CapacityProfile,
  drafts: ReturnType<typeof draftsOf>,
  by: Day,
  budget: Budget,
): boolean {
  const [first] = drafts;
  if (first === undefined || !('minutes' in first)) return false;
  const problem = problemOf(facts, drafts as readonly Draft[], profile, 'headroom');
  const bound = completionDay(problem.axis, criticalPath(problem).completion);
  if (bound > by) return false;
  const search: Budget = { left: Math.min(20_000, budget.left) };
  const before = search.left;
  const placement = searchOrder(decoderOf(problem), bound, search, false);
  budget.left -= before - search.left;
  if (placement.completion >= BEYOND || completionDay(problem.axis, placement.completion) > by) return false;
  const { hits } = failuresOf(facts, problem, settings);
  const worst = worstOf(decoderOf(problem), placement.order, hits, settings.failures, budget, []);
  return worst !== null && completionDay(problem.axis, worst.completion) <= by;
}
