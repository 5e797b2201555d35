/**
 * The exact end of the search for small problems: every order of work, cut where it cannot be better. Enough for the deals that most firms sell;
 * larger ones are the business of `solver/`.
 *
 * Any optimal plan, sorted by start, is an order that the policy turns into a plan at least as good; so only orders whose starts never fall need be
 * tried (the sequencing branch-and-bound of J. P. Stinson, E. W. Davis and B. M. Khumawala, 1978, carried over to the policy of `decode.ts`).
 */
import { BEYOND, completionDay } from './axis.ts';
import { criticalPath } from './bounds.ts';
import { completionOf, decode, type Decoder, type Placement } from './decode.ts';
import type { Day } from '../model/day.ts';
import { searchOrder, type Budget } from './order.ts';

/** Placements that the priority rules and a first look around may cost. */
const FIRST_LOOK = 3000;

/**
 * Returns the best plan found and a day before which there is none: priority rules first, then every order where there are few, else a longer search.
 * `budget` counts placements; half of it may go into trying every order. `patient` as in `searchOrder`.
 */
export function bestPlan(decoder: Decoder, bound: Day, budget: number, patient: boolean): { placement: Placement; lowerBound: Day } {
  const { problem } = decoder;
  const first = searchOrder(decoder, bound, { left: Math.min(FIRST_LOOK, budget) }, false);
  if (completionOf(problem, first) <= bound || (first.completion >= BEYOND && !patient)) return { placement: first, lowerBound: bound };
  const { best, complete } = enumerateOrders(decoder, first, { left: budget / 2 });
  if (complete) return { placement: best, lowerBound: completionOf(problem, best) };
  const searched = searchOrder(decoder, bound, { left: budget / 2 }, patient);
  return { placement: searched.completion < best.completion ? searched : best, lowerBound: bound };
}

/** Returns the best plan and whether every order was covered; the budget counts placements. */
function enumerateOrders(decoder: Decoder, incumbent: Placement, budget: Budget): { best: Placement; complete: boolean } {
  const { problem, start, done } = decoder;
  const { axis, tasks, followers } = problem;
  const path = criticalPath(problem, decoder.disturbance);
  let best = incumbent;
  let bestDay = completionDay(axis, best.completion);
  const order: number[] = [];
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  let complete = true;

  /** Places the pure waits that have become possible: where they stand in the order means nothing. */
  const settle = (from: number): void => {
    for (let index = from; index < tasks.length; index++) {
      if (waiting[index] !== 0 || tasks[index].work !== 0) continue;
      if (order.includes(index)) continue;
      push(index);
    }
  };
  const push = (index: number): void => {
    budget.left--;
    decoder.place(index);
    order.push(index);
    for (const next of followers[index]) waiting[next]--;
  };
  const popTo = (length: number): void => {
    while (order.length > length) {
      const index = order.pop()!;
      decoder.takeBack(index);
      for (const next of followers[index]) waiting[next]++;
    }
  };

  const descend = (after: number, completion: number, lastTask: number): void => {
    if (order.length === tasks.length) {
      const day = completionDay(axis, completion);
      if (day < bestDay) {
        bestDay = day;
        popForDecode();
      }
      return;
    }
    for (const task of tasks) {
      const { index } = task;
      if (waiting[index] !== 0 || task.work === 0 || order.includes(index)) continue;
      if (budget.left <= 0) {
        complete = false;
        return;
      }
      const length = order.length;
      push(index);
      const sorted = start[index] > after || (start[index] === after && index > lastTask);
      if (start[index] >= 0 && sorted) {
        // Nothing that is left can begin before this step; its own tail is certain.
        const end = decoder.end[index];
        if (completionDay(axis, path.completionIf(index, end)) < bestDay) {
          settle(0);
          let latest = completion;
          for (let k = length; k < order.length; k++) latest = Math.max(latest, done[order[k]]);
          descend(start[index], latest, index);
        }
      }
      popTo(length);
    }
  };
  const popForDecode = (): void => {
    const found = [...order];
    popTo(0);
    best = decode(decoder, found);
    for (const index of found) push(index);
  };

  settle(0);
  let completion = 0;
  for (const index of order) completion = Math.max(completion, done[index]);
  descend(-1, completion, -1);
  popTo(0);
  return { best, complete };
}
