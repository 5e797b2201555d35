/** Whether something can be done by a day: planned over an axis that ends with it, where all that is late lies beyond. */
import type { Day } from '../model/day.ts';
import { BEYOND, upTo } from './axis.ts';
import { energyBound } from './bounds.ts';
import type { CapacityProfile } from './capacity.ts';
import { completionOf, decode, decoderOf, type Placement } from './decode.ts';
import { searchOrder } from './order.ts';
import type { Problem } from './problem.ts';

/** Returns the capacity up to a day, that day included; slots keep their numbers. */
export function untilDay(profile: CapacityProfile, day: Day): CapacityProfile {
  return { ...profile, axis: upTo(profile.axis, profile.axis.days.filter((each) => each <= day).length) };
}

/** Returns a plan that ends within the axis, the hinted order's where that does; null when none was found, within so many placements. */
export function planInTime(problem: Problem, hint: readonly number[] | null, budget: number): Placement | null {
  const bound = energyBound(problem);
  if (bound >= BEYOND) return null;
  const decoder = decoderOf(problem);
  const hinted = hint === null ? null : decode(decoder, hint);
  if (hinted !== null && completionOf(problem, hinted) < BEYOND) return hinted;
  // Any plan within the axis will do, so its last day is as good as proven.
  const found = searchOrder(decoder, problem.axis.days.at(-1)!, { left: budget }, true);
  return completionOf(problem, found) < BEYOND ? found : null;
}
