/** The best order when nothing goes wrong, and how far it is proven. */
import { BEYOND } from './axis.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { completionOf, decoderOf, type Placement } from './decode.ts';
import { bestPlan } from './best.ts';
import type { Day } from '../model/day.ts';
import type { Problem } from './problem.ts';
import type { Dated } from './schedule.ts';
import type { PlanSettings } from './settings.ts';
import { shortened } from './shorten.ts';

/** Placements that the search for the nominal order, and trying to prove it, may cost. */
export const NOMINAL_BUDGET = 300_000;

/** Whether too few failures are known to speak of two: nobody has said what goes wrong here. */
export function tooFew(known: number, { failures }: PlanSettings): boolean {
  return failures > 0 && known < 2;
}

/** Returns a date with the bound below it; proven when they meet. Throws when a plan is earlier than its bound: one of them is wrong, and so is any proof. */
export function dated(date: Day, lowerBound: Day): Dated {
  if (lowerBound > date) throw new Error(`a plan is complete ${lowerBound - date} days before the day that was ruled out`);
  return { date, lowerBound, status: lowerBound === date ? 'proven' : 'bounded' };
}

/** Returns the best nominal plan and how far it is proven; null when the horizon is too short. `effort` multiplies what that may cost. */
export function optimum(problem: Problem, last: boolean, effort = 1): { placement: Placement; nominal: Dated } | null {
  const path = criticalPath(problem);
  const bound = energyBound(problem, undefined, path);
  if (bound >= BEYOND) return null;
  const budget = NOMINAL_BUDGET * effort;
  const short = shortened(problem, path);
  const soon = short === problem ? null : bestPlan(decoderOf(short), bound, budget, false);
  const { placement, lowerBound } =
    soon !== null && soon.placement.completion < BEYOND ? soon : bestPlan(decoderOf(problem), bound, budget, last);
  return placement.completion >= BEYOND ? null : { placement, nominal: dated(completionOf(problem, placement), lowerBound) };
}
