/**
 * The same problem on an axis that ends sooner. A deal is laid out over as many days as its work would take one after another, so that hardly any plan is too
 * long for it; but a good plan ends long before that, and all that is as long as the axis (where each step can begin and end, slot by slot) costs in vain.
 */
import { BEYOND, completionIndex, upTo, type MomentCode } from './axis.ts';
import { criticalPath, type CriticalPath } from './bounds.ts';
import { decode, decoderOf } from './decode.ts';
import type { Problem, Runs } from './problem.ts';

/** How many times as many days as a simple plan takes: a search looks at worse plans too. */
const TIMES = 2;

/** A problem is asked about several times: what is known of its steps over the shorter axis is kept with it. */
const shorter = new WeakMap<Problem, Problem>();

/**
 * Returns the problem over twice the days that its steps take in the order of the critical path, or the problem itself where it hardly ends later. A plan
 * that is complete by then is the same in both; one that is not does not exist in the shorter one.
 */
export function shortened(problem: Problem, path: CriticalPath = criticalPath(problem)): Problem {
  let found = shorter.get(problem);
  if (found === undefined) shorter.set(problem, (found = upToDay(problem, TIMES * daysOfSimple(problem, path))));
  return found;
}

/** Whether a completion lies on the axis of a problem, with the days after it that a wait may look at. */
export function holds({ axis }: Problem, completion: MomentCode): boolean {
  return completion < BEYOND && completionIndex(axis, completion) + 1 < axis.days.length;
}

/** Returns how many business days the steps take if they are worked as early as the critical path would have them; a huge number past the axis. */
function daysOfSimple(problem: Problem, { start }: CriticalPath): number {
  // Tasks stand in an order that respects `after`, and no step can begin before one that it follows: a stable sort keeps that.
  const order = problem.tasks.map(({ index }) => index).sort((a, b) => start[a] - start[b]);
  const { completion } = decode(decoderOf(problem), order);
  return completion >= BEYOND ? BEYOND : completionIndex(problem.axis, completion) + 1;
}

function upToDay(problem: Problem, days: number): Problem {
  if (days >= problem.axis.days.length) return problem;
  const axis = upTo(problem.axis, days);
  const known = new Map<Runs, Runs>();
  const cut = (runs: Runs): Runs => {
    let short = known.get(runs);
    if (short === undefined) known.set(runs, (short = cutRuns(runs, axis.size)));
    return short;
  };
  return {
    ...problem,
    axis,
    tasks: problem.tasks.map((task) => ({ ...task, runs: cut(task.runs) })),
    free: problem.free.map((units) => units.subarray(0, axis.size)),
  };
}

/** Returns the runs before a slot. What begins there and ends later does not exist in them. */
function cutRuns({ open, rank, nextBlocked, progress }: Runs, size: number): Runs {
  const count = rank[size];
  return {
    open: open.subarray(0, count),
    rank: rank.subarray(0, size + 1),
    nextBlocked: nextBlocked && nextBlocked.subarray(0, size + 1),
    progress: progress && progress.subarray(0, count + 1),
  };
}
