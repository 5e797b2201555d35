/**
 * The search for a good order of work: a few priority rules, each improved by pushing the plan to the right and to the left again
 * (forward–backward improvement), then a short local search over the order. It stops at the lower bound. Budgets are counted in placements, never
 * timed: the same problem gives the same plan on every machine.
 *
 * Sources: R. Kolisch and S. Hartmann, "Experimental investigation of heuristics for resource-constrained project scheduling: an update" (2006),
 * for the rules; V. Valls, F. Ballestín and S. Quintanilla, "Justification and RCPSP" (2005), for the forward–backward step.
 */
import { afterWait, BEYOND, momentAfter, slotOf, startOfDay, type MomentCode } from './axis.ts';
import { completionOf, decode, type Decoder, type Placement } from './decode.ts';
import type { Day } from '../model/day.ts';
import { finishFrom, firstStart, type Problem } from './problem.ts';
import { randomFrom } from './random.ts';

/** Counts down placements; shared by everything that searches for one date. */
export interface Budget {
  left: number;
}

/**
 * Returns the best plan found. Where none of the rules ends before the horizon, it is returned as it is (`BEYOND`) unless `patient`: a longer horizon is
 * cheaper than a search for the order that just fits.
 */
export function searchOrder(decoder: Decoder, lowerBound: Day, budget: Budget, patient: boolean): Placement {
  const { problem } = decoder;
  const n = problem.tasks.length;
  let best: Placement | null = null;
  const proven = (): boolean => best !== null && completionOf(problem, best) <= lowerBound;
  const consider = (order: readonly number[]): Placement => {
    budget.left -= n;
    const placement = decode(decoder, order);
    if (best === null || placement.completion < best.completion) best = placement;
    return placement;
  };
  const rules = priorities(problem);
  let found = consider(listBy(problem, rules[0]));
  for (let r = 0; r < rules.length && !proven(); r++) {
    let placement = r === 0 ? found : consider(listBy(problem, rules[r]));
    // A justification costs about as much as two placements of everything.
    for (let round = 0; round < 4 && placement.completion < BEYOND && !proven() && budget.left > 0; round++) {
      budget.left -= 2 * n;
      const next = consider(justified(problem, placement));
      if (next.completion >= placement.completion) break;
      placement = next;
    }
  }
  found = best ?? found;
  if (n < 2 || (found.completion >= BEYOND && !patient)) return found;

  const random = randomFrom(n);
  while (!proven() && budget.left > 0) {
    const placement = consider(moved(problem, found.order, random));
    // Plateaus are walked: an order that is as good may lie nearer to a better one.
    if (placement.completion <= found.completion) found = placement;
  }
  return found;
}

/** Returns the order with one step moved to another place that still respects `after`. */
export function moved(problem: Problem, order: readonly number[], random: () => number): number[] {
  const { tasks, followers } = problem;
  const from = Math.floor(random() * order.length);
  const task = order[from];
  let low = from;
  while (low > 0 && !tasks[task].after.includes(order[low - 1])) low--;
  let high = from;
  while (high < order.length - 1 && !followers[task].includes(order[high + 1])) high++;
  const to = low + Math.floor(random() * (high - low + 1));
  const next = [...order];
  next.splice(from, 1);
  next.splice(to, 0, task);
  return next;
}

/** Returns the steps in an order that respects `after`, smallest priority first, ties as the files have them. */
function listBy(problem: Problem, priority: (task: number) => number): number[] {
  const { tasks, followers } = problem;
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  const ready = tasks.filter((task) => task.after.length === 0).map(({ index }) => index);
  const order: number[] = [];
  while (ready.length > 0) {
    let pick = 0;
    for (let i = 1; i < ready.length; i++) {
      const difference = priority(ready[i]) - priority(ready[pick]);
      if (difference < 0 || (difference === 0 && ready[i] < ready[pick])) pick = i;
    }
    const [task] = ready.splice(pick, 1);
    order.push(task);
    for (const next of followers[task]) if (--waiting[next] === 0) ready.push(next);
  }
  return order;
}

/** The priority rules, best single one first: latest start, latest finish, rank positional weight, most work after it, as the files have it. */
function priorities(problem: Problem): ((task: number) => number)[] {
  const { tasks, followers } = problem;
  const n = tasks.length;
  const tail = new Float64Array(n);
  const below = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const wait = tasks[i].waits.reduce((sum, duration) => sum + roughSlots(problem, duration), 0);
    for (const next of followers[i]) {
      tail[i] = Math.max(tail[i], tail[next]);
      below[i] += tasks[next].work;
    }
    tail[i] += tasks[i].work + wait;
  }
  return [
    (task) => -tail[task],
    (task) => -(tail[task] - tasks[task].work),
    (task) => -(tasks[task].work + below[task]),
    (task) => -below[task],
    (task) => task,
  ];
}

/** Returns about how many slots a wait takes; only for priorities. */
function roughSlots({ axis }: Problem, wait: { unit: 'min' | 'bd' | 'd'; n: number }): number {
  if (wait.unit === 'min') return wait.n / axis.grain;
  return wait.n * axis.longest * (wait.unit === 'bd' ? 1 : 5 / 7);
}

/**
 * Returns an order from pushing a plan to the right: last end first, each step as late as its followers and the people allow; then by those starts.
 * Steps that could wait come later, which is what the forward pass needs to know.
 */
function justified(problem: Problem, placement: Placement): number[] {
  const { axis, tasks, followers, free } = problem;
  const usage = free.map((units) => new Int16Array(units.length));
  const latest = new Int32Array(tasks.length);
  const limit = slotOf(axis, placement.completion);
  const byEnd = tasks.map(({ index }) => index).sort((a, b) => placement.done[b] - placement.done[a] || b - a);
  for (const i of byEnd) {
    const task = tasks[i];
    const bound = followers[i].reduce((least, next) => Math.min(least, latest[next]), limit);
    const earliest = placement.start[i] >= 0 ? placement.start[i] : slotOf(axis, placement.ready[i]);
    let low = earliest;
    let high = Math.max(earliest, bound);
    // The latest slot from which the step and its waits are over by the bound.
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (slotAfter(problem, i, middle) <= bound) low = middle;
      else high = middle - 1;
    }
    let start = low;
    if (task.work > 0) {
      const fits = (slot: number): boolean => {
        const s = firstStart(task.runs, slot, task.work);
        const f = s < 0 ? -1 : finishFrom(task.runs, s, task.work);
        if (f < 0) return false;
        for (let r = task.runs.rank[s]; r < task.runs.rank[f]; r++) {
          const t = task.runs.open[r];
          if (task.demands.some(({ resource, units }) => usage[resource][t] + units > free[resource][t])) return false;
        }
        return true;
      };
      while (start > earliest && !fits(start)) start--;
      const s = firstStart(task.runs, start, task.work);
      const f = s < 0 ? -1 : finishFrom(task.runs, s, task.work);
      if (f >= 0) {
        for (let r = task.runs.rank[s]; r < task.runs.rank[f]; r++) {
          for (const { resource, units } of task.demands) usage[resource][task.runs.open[r]] += units;
        }
      }
    }
    latest[i] = start;
  }
  return listBy(problem, (task) => latest[task]);
}

/** Returns the slot where followers may begin when a task begins in or after a slot. */
function slotAfter(problem: Problem, index: number, slot: number): number {
  const { axis, tasks } = problem;
  const task = tasks[index];
  let moment: MomentCode;
  if (task.work > 0) {
    const s = firstStart(task.runs, slot, task.work);
    const f = s < 0 ? -1 : finishFrom(task.runs, s, task.work);
    if (f < 0) return axis.size + 1;
    moment = momentAfter(axis, f);
  } else {
    if (slot >= axis.size) return axis.size + 1;
    const b = axis.dayOfSlot[slot];
    moment = startOfDay(axis, axis.days[b]) + (slot - axis.firstSlot[b]);
  }
  for (const wait of task.waits) moment = afterWait(axis, moment, wait);
  return moment >= BEYOND ? axis.size + 1 : slotOf(axis, moment);
}
