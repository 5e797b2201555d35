/**
 * The best order of work for one date, and how early it can be at all: priority rules and a short genetic search, which stop at the lower bound, then the
 * exact solver (planning.md §4). Everything that asks for a date asks here.
 */
import { BEYOND, completionIndex, startOfDay } from './axis.ts';
import { decode, type Decoder, type Placement } from './decode.ts';
import type { Day } from '../model/day.ts';
import type { Problem } from './problem.ts';
import { searchLists } from './solver/genetic.ts';
import { solve } from './solver/solver.ts';
import { tablesOf, type Tables } from './solver/tables.ts';

/** The best plan found, and what is known about better ones. */
export interface Best {
  readonly placement: Placement;
  /** No order of work completes before this day. */
  readonly lowerBound: Day;
  /** Whether the bound is the solver's; else it is the one that was given. */
  readonly searched: boolean;
}

/** What the solver looks at in the time of one step placed, as measured: budgets are given in steps placed, whoever spends them. */
const LOOKS = 25;
/** Contradictions that the solver may meet for each thousand steps placed that its budget is worth. */
const CONFLICTS = 40;

/**
 * Returns the best plan found for what the decoder's disturbance says. `bound` is a day before which no plan is complete. `budget` counts steps placed: a
 * quarter goes into the search, the rest into the proof. Where no rule ends within the axis, the plan is given back unfinished (completion `BEYOND`)
 * unless `patient`: a longer axis is cheaper than a search for the plan that just fits. `hint` is an order that may be good already.
 */
export function bestPlan(decoder: Decoder, bound: Day, budget: number, patient: boolean, hint: readonly number[] | null = null): Best {
  const { problem, disturbance } = decoder;
  const { axis } = problem;
  const asListed = problem.tasks.map(({ index }) => index);
  const tables = tablesOf(problem, disturbance);
  if (tables === null) return { placement: decode(decoder, asListed), lowerBound: bound, searched: false };

  const lowest = completionIndex(axis, startOfDay(axis, bound));
  const stepOf = new Map(Array.from(tables.tasks, (task, step) => [task, step]));
  const seeds = hint === null ? [] : [Int32Array.from(hint.flatMap((task) => stepOf.get(task) ?? []))];
  const found = searchLists(tables, lowest, { left: budget / 4 }, seeds);
  if (found === null && !patient) return { placement: decode(decoder, asListed), lowerBound: bound, searched: false };

  let ranks = found?.ranks ?? null;
  let lower = lowest;
  const upper = found === null ? tables.never : tables.dayOf(found.completion);
  if (upper > lowest) {
    const limit = { conflicts: (CONFLICTS * budget) / 1000, effort: (budget * LOOKS * 3) / 4 };
    const solved = solve(tables, lowest, upper, ranks, limit);
    ranks = solved.ranks ?? ranks;
    lower = solved.lower;
  }
  const placement = decode(decoder, ranks === null ? asListed : orderOf(problem, tables, ranks));
  const lowerBound = lower >= tables.never ? BEYOND : axis.days[lower];
  return { placement, lowerBound: Math.max(bound, lowerBound), searched: lowerBound > bound };
}

/** Returns all tasks by the starts of a plan; those that only wait stand where they become possible. */
function orderOf({ tasks, followers }: Problem, { tasks: working, kinds }: Tables, ranks: Int32Array): number[] {
  const slot = new Int32Array(tasks.length).fill(-1);
  working.forEach((task, step) => (slot[task] = kinds[step].starts[ranks[step]]));
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  const order: number[] = [];
  const append = (index: number): void => {
    order.push(index);
    for (const next of followers[index]) if (--waiting[next] === 0 && slot[next] < 0) append(next);
  };
  for (const { index } of tasks) if (waiting[index] === 0 && slot[index] < 0 && tasks[index].after.length === 0) append(index);
  for (const index of [...working].sort((a, b) => slot[a] - slot[b] || a - b)) append(index);
  return order;
}
