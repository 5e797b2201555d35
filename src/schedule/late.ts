/**
 * The latest plan that an order of work allows by a deadline: every step as late as its followers, its people and the order permit. A plan under
 * failures that has fallen no further behind than this one, at some step of the order, still ends by the deadline whatever the rest looks like; so the
 * search for the worst failures need not go on from there (`worst.ts`).
 *
 * Why that is so: put the steps placed so far where they are, and all later ones where the latest plan has them. Nobody overtakes, every wait is
 * kept, and in any slot where a later step works, an earlier one of the same role works only if the latest plan has it work there too. So this is a
 * plan, and the policy never gives a later one than any plan that keeps the order (`decode.ts`).
 *
 * It is made from the end, as if nobody else were there yet, which leaves every step the most room; where some early step then no longer fits, from a plan that
 * ends by the deadline, in which every step is moved as late as the others let it.
 */
import { afterWait, BEYOND, momentAfter, momentOfSlot, slotOf, type MomentCode } from './axis.ts';
import type { Placement } from './decode.ts';
import { finishFrom, firstStart, releaseOf, type Problem } from './problem.ts';

/** Starts, ends and the moments at which steps and their waits are over; by task. */
export interface LatestPlan {
  /** First worked slot; the largest number for a pure wait, which may begin at any time. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly done: Int32Array;
}

const ANY = 2 ** 30;

/** A plan that keeps the order and ends by the deadline even though some steps take longer in it. */
export type Known = Pick<Placement, 'start' | 'ready'>;

/**
 * Returns the latest plan by a deadline, or null where this simple backward pass finds none (there may be one all the same). With a plan that is `known` to end by
 * then it always finds one.
 */
export function latestPlan(
  problem: Problem,
  order: readonly number[],
  deadline: MomentCode,
  known: Known | null = null,
): LatestPlan | null {
  return backwards(problem, order, deadline, null) ?? (known === null ? null : backwards(problem, order, deadline, known));
}

function backwards(problem: Problem, order: readonly number[], deadline: MomentCode, known: Known | null): LatestPlan | null {
  const { axis, tasks, followers, free } = problem;
  const n = tasks.length;
  const start = new Int32Array(n).fill(ANY);
  const end = new Int32Array(n).fill(ANY);
  const done = new Int32Array(n);
  /** The latest moment at which what precedes a task may be over. */
  const ready = new Int32Array(n);
  const usage = free.map((units) => new Int16Array(units.length));
  /** The earliest start of the later-listed steps of each role: nothing may start after them. */
  const roleLimit = new Int32Array(problem.profile.roles.length).fill(axis.size - 1);

  const use = (i: number, s: number, f: number, sign: 1 | -1): void => {
    const { runs, demands } = tasks[i];
    for (let r = runs.rank[s]; r < runs.rank[f]; r++)
      for (const { resource, units } of demands) usage[resource][runs.open[r]] += sign * units;
  };
  const over = (i: number, moment: MomentCode): MomentCode => {
    let at = moment;
    for (const wait of tasks[i].waits) at = afterWait(axis, at, wait);
    return at;
  };

  if (known !== null) {
    for (const { index, work, runs } of tasks) {
      if (work > 0) use(index, known.start[index], finishFrom(runs, known.start[index], work), 1);
    }
  }
  for (let p = order.length - 1; p >= 0; p--) {
    const i = order[p];
    const { work, runs, roles, demands } = tasks[i];
    let limit = deadline;
    for (const follower of followers[i]) if (ready[follower] < limit) limit = ready[follower];
    if (work === 0) {
      let low = 0;
      let high = axis.size;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (over(i, momentAfter(axis, middle)) <= limit) low = middle;
        else high = middle - 1;
      }
      if (low === 0 && known === null) return null;
      ready[i] = low === 0 ? 0 : momentAfter(axis, low);
      if (known !== null && ready[i] < known.ready[i]) ready[i] = known.ready[i];
      done[i] = over(i, ready[i]);
      if (ready[i] < releaseOf(tasks[i], axis)) return null;
      continue;
    }
    if (known !== null) use(i, known.start[i], finishFrom(runs, known.start[i], work), -1);
    let low = -1;
    let high = roles.reduce((least, role) => Math.min(least, roleLimit[role]), axis.size - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const s = firstStart(runs, middle, work);
      const f = s < 0 ? -1 : finishFrom(runs, s, work);
      if (f > 0 && over(i, momentAfter(axis, f)) <= limit) low = middle;
      else high = middle - 1;
    }
    const earliest = known === null ? slotOf(axis, releaseOf(tasks[i], axis)) : known.start[i];
    let s = low;
    let f = -1;
    for (; s >= earliest; s--) {
      if (firstStart(runs, s, work) !== s) continue;
      f = finishFrom(runs, s, work);
      let fits = true;
      for (let r = runs.rank[s]; r < runs.rank[f] && fits; r++) {
        for (const { resource, units } of demands) if (usage[resource][runs.open[r]] + units > free[resource][runs.open[r]]) fits = false;
      }
      if (fits) break;
    }
    if (s < earliest) return null;
    use(i, s, f, 1);
    for (const role of roles) roleLimit[role] = s;
    start[i] = s;
    end[i] = f;
    ready[i] = momentOfSlot(axis, s);
    done[i] = over(i, momentAfter(axis, f));
    if (done[i] >= BEYOND) return null;
  }
  return { start, end, done };
}
