/** Plans one instance with the planner, and has two checkers look at the plan: the product's, and one that knows the instance only. */
import { completionDay, slotOf } from '../../src/schedule/axis.ts';
import { bestPlan } from '../../src/schedule/best.ts';
import { criticalPath, energyBound } from '../../src/schedule/bounds.ts';
import { decoderOf, type Placement } from '../../src/schedule/decode.ts';
import type { Problem } from '../../src/schedule/problem.ts';
import { verify } from '../../src/schedule/verify.ts';
import { timed, type Spent } from '../measure.ts';
import { wrongsOf } from './check.ts';
import type { Instance } from './instance.ts';
import { problemFrom } from './problem.ts';

/** A plan and what is known about shorter ones, in time units. */
interface PlannedInstance {
  readonly lower: number;
  readonly upper: number;
  /** By activity. */
  readonly starts: readonly number[];
  /** Making the problem; searching and proving. */
  readonly prepare: Spent;
  readonly solve: Spent;
  /** What the checkers say; empty when the plan holds. */
  readonly wrong: readonly string[];
}

/** Returns the best plan that a budget of steps placed finds. */
export function planInstance(instance: Instance, budget: number): PlannedInstance {
  const { result: problem, spent: prepare } = timed(() => problemFrom(instance));
  const { result, spent: solve } = timed(() => {
    const bound = energyBound(problem, undefined, criticalPath(problem));
    return bestPlan(decoderOf(problem), bound, budget, true);
  });
  const { axis } = problem;
  const completion = completionDay(axis, result.placement.completion);
  // A plan that ends in slot t takes t + 1 time units, and a slot is a day.
  const upper = completion - axis.firstDay + 1;
  const lower = Math.min(upper, result.lowerBound - axis.firstDay + 1);
  const starts = startsOf(problem, result.placement);
  const wrong = [...verify(problem, result.placement, completion, () => 1_000_000), ...wrongsOf(instance, starts, upper)];
  return { lower, upper, starts, prepare, solve, wrong };
}

/** Returns the time unit in which each activity begins; one that takes no time begins when it may. */
function startsOf({ axis, tasks }: Problem, { start, ready }: Placement): number[] {
  return tasks.map(({ index }) => (start[index] >= 0 ? start[index] : slotOf(axis, ready[index])));
}
