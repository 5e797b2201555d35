/**
 * The exact end of the search for small problems: every order of work, cut where it cannot be better. Enough for the deals that most firms sell;
 * larger ones are the business of `solver/`.
 *
 * Any optimal plan, sorted by start, is an order that the policy turns into a plan at least as good; so only orders whose starts never fall need be
 * tried (the sequencing branch-and-bound of J. P. Stinson, E. W. Davis and B. M. Khumawala, 1978, carried over to the policy of `decode.ts`).
 */
import { completionDay } from './axis.ts';
import { criticalPath } from './bounds.ts';
import type { Decoder, Placement } from './decode.ts';
import { decode } from './decode.ts';
import type { Budget } from './order.ts';

/** Returns the best plan and whether every order was covered; the budget counts placements. */
export function enumerateOrders(decoder: Decoder, incumbent: Placement, budget: Budget): { best: Placement; complete: boolean } {
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
