/** An error budget over time (planning.md §7): what was spent leaves the window day by day, and what is burnt comes in. */
import type { Capacity } from '../../model/capacity.ts';
import { WHOLE, type Ppm } from '../../model/units.ts';

/** A service of capacity. */
export type Service = Capacity['services'][number];

/** An error budget as it stands today. */
export interface Budget {
  readonly spent: Ppm;
  /** A calendar day. */
  readonly burn: Ppm;
  /** Calendar days over which it is counted. */
  readonly days: number;
}

/** Returns the share of the budget that is used so many calendar days from today: spent × (1 − t ÷ window) + burn × t, within the window. Exact as a fraction of `days`. */
function usedTimesDays({ spent, burn, days }: Budget, t: number): number {
  const inside = Math.min(t, days);
  return spent * (days - inside) + burn * inside * days;
}

/** Returns what is left of the budget so many calendar days from today, negative where it is overspent; rounded down to a tenth of a percent. */
export function budgetLeft(budget: Budget, t: number): Ppm {
  return Math.floor((WHOLE - usedTimesDays(budget, t) / budget.days) / 1000) * 1000;
}

/** Whether more than `floor` of the budget is left so many calendar days from today. */
export function isKept(budget: Budget, t: number, floor: Ppm): boolean {
  return usedTimesDays(budget, t) < (WHOLE - floor) * budget.days;
}

/** Returns the first day from `t` on, in calendar days from today, on which more than `floor` is left; null where there is none: after a window it no longer changes. */
export function keptFrom(budget: Budget, t: number, floor: Ppm): number | null {
  for (let day = t; day <= Math.max(t, budget.days); day++) if (isKept(budget, day, floor)) return day;
  return null;
}
