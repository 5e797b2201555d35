/**
 * The best order of work for one date, and how early it can be at all: priority rules and a short genetic search, which stop at the lower bound, then the
 * exact solver (planning.md §4). Everything that asks for a date asks here.
 */
import { BEYOND, completionIndex, startOfDay } from './axis.ts';
import { decode, undisturbed, type Decoder, type Placement } from './decode.ts';
import { disturbedBy, whileIn, type Hit } from './failures.ts';
import type { Day } from '../model/day.ts';
import type { Problem } from './problem.ts';
import { listsByRule, searchLists } from './solver/genetic.ts';
import { solve, type Helper } from './solver/solver.ts';
import { tablesOf, type Tables } from './solver/tables.ts';
import { orderTogether, sideBySide } from './solver/together.ts';

/** The best plan found, and what is known about better ones. */
export interface Best {
  readonly placement: Placement;
  /** No order of work completes before this day. */
  readonly lowerBound: Day;
  /** Whether the bound is the solver's; else it is the one that was given. */
  readonly searched: boolean;
}

/** What the solver looks at in the time of one step placed, as measured: budgets are given in steps placed, whoever spends them. */
const LOOKS = 28;
/** The same for several sets side by side: more of it is clauses and choices, and less the timetable, which costs more a look. */
const LOOKS_TOGETHER = 38;
/** Orders of all steps that are placed before the solver is asked: mostly it needs no better plan to begin with, and finds better ones itself. */
const FIRST_SEARCH = 100;
/** Steps placed after which a longer search finds little more: what is left of a larger budget goes into the proof. */
const SEARCH_UP_TO = 75_000;
/** The share of its effort after which the solver has the longer search look for a better plan, and goes on with all that it has learned. */
const HELP_AFTER = 0.1;
/** Contradictions that the solver may meet for each thousand steps placed that its budget is worth. */
const CONFLICTS = 52;

/**
 * Returns the best plan found for what the decoder's disturbance says. `bound` is a day before which no plan is complete. `budget` counts steps placed: a
 * quarter at most goes into the search (a short one first, the rest where the solver does not soon come to an end), and what is left into the proof. Where no rule ends within the axis, the plan is given back unfinished (completion `BEYOND`)
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
  const search = Math.min(budget / 4, SEARCH_UP_TO);
  const first = Math.min(search, Math.max(budget / 60, FIRST_SEARCH * tables.tasks.length));
  const found = searchLists(tables, lowest, { left: first }, seeds);
  if (found === null && !patient) return { placement: decode(decoder, asListed), lowerBound: bound, searched: false };

  let ranks = found?.ranks ?? null;
  let lower = lowest;
  let upper = found === null ? tables.never : tables.dayOf(found.completion);
  if (upper > lowest) {
    const limit = { conflicts: (CONFLICTS * budget) / 1000, effort: (budget - search) * LOOKS };
    const after = limit.effort * HELP_AFTER;
    const better: Helper['better'] = (lower, known) => {
      const more = searchLists(tables, lower, { left: search - first }, known === null ? seeds : [byStart(tables, known)]);
      return more === null ? null : { ranks: more.ranks, day: tables.dayOf(more.completion) };
    };
    const solved = solve(tables, lowest, upper, ranks, limit, search > first ? { after, better } : null);
    ranks = solved.ranks ?? ranks;
    ({ lower, upper } = solved);
  }
  const placement = decode(decoder, ranks === null ? asListed : orderOf(problem, tables, ranks));
  const lowerBound = lower >= tables.never ? BEYOND : axis.days[lower];
  return { placement, lowerBound: Math.max(bound, lowerBound), searched: lowerBound > bound };
}

/**
 * Returns the best order found that is complete before a day whichever of some sets of failures happens, and what is known about better ones. `like` is an
 * order that may be nearly as good. `budget` counts steps placed, `spent` what it cost of them.
 */
export function bestTogether(
  decoder: Decoder,
  sets: readonly (readonly Hit[])[],
  { lowerBound, before, like }: { readonly lowerBound: Day; readonly before: Day; readonly like: readonly number[] },
  budget: number,
): { readonly order: readonly number[] | null; readonly lowerBound: Day; readonly spent: number } {
  const { problem } = decoder;
  const { axis } = problem;
  const variants = sets.map((set) => tablesUnder(problem, set)).filter((tables) => tables !== null);
  if (variants.length < sets.length) return { order: null, lowerBound, spent: 0 };
  const tables = sideBySide(problem, variants);
  const starts = sets.map((set) => whileIn(decoder, set, () => decode(decoder, like).start));
  const guide = new Int32Array(tables.tasks.length);
  for (let v = 0, at = 0; v < variants.length; v++) {
    const { kinds, tasks } = variants[v];
    for (let step = 0; step < tasks.length; step++) guide[at++] = kinds[step].from[starts[v][tasks[step]]];
  }
  const [lowest, upper] = [lowerBound, before].map((day) => completionIndex(axis, startOfDay(axis, day)));
  const solved = solve(tables, lowest, upper, guide, {
    conflicts: (CONFLICTS * budget) / 1000,
    effort: budget * LOOKS_TOGETHER,
  });
  return {
    order: solved.ranks === null ? null : withWaits(problem, variants[0], orderTogether(tables, solved.ranks)),
    lowerBound: Math.max(lowerBound, solved.lower >= tables.never ? BEYOND : axis.days[solved.lower]),
    spent: solved.effort / LOOKS_TOGETHER,
  };
}

/** Tables by the set of failures that happens: the same few sets are asked about together, each time with one more. */
const tablesIn = new WeakMap<Problem, WeakMap<readonly Hit[], Tables | null>>();

function tablesUnder(problem: Problem, set: readonly Hit[]): Tables | null {
  let bySet = tablesIn.get(problem);
  if (bySet === undefined) tablesIn.set(problem, (bySet = new WeakMap()));
  let tables = bySet.get(set);
  if (tables === undefined) bySet.set(set, (tables = tablesOf(problem, disturbedBy(problem, set))));
  return tables;
}

/** Returns the orders that the priority rules make: whatever goes wrong, they are seldom very bad. */
export function ordersByRule(problem: Problem): number[][] {
  const tables = tablesOf(problem, undisturbed(problem));
  return tables === null ? [] : listsByRule(tables).map((list) => withWaits(problem, tables, list));
}

/** Returns all tasks by the starts of a plan. */
function orderOf(problem: Problem, tables: Tables, ranks: Int32Array): number[] {
  return withWaits(problem, tables, byStart(tables, ranks));
}

/** Returns the steps by the starts of a plan. */
function byStart({ kinds }: Tables, ranks: Int32Array): Int32Array {
  const slots = ranks.map((rank, step) => kinds[step].starts[rank]);
  return Int32Array.from(ranks.keys()).sort((a, b) => slots[a] - slots[b] || a - b);
}

/** Returns all tasks in the order of a list of those that work; those that only wait stand where they become possible. */
function withWaits({ tasks, followers }: Problem, { tasks: working }: Tables, list: Int32Array): number[] {
  const works = new Uint8Array(tasks.length);
  for (const task of working) works[task] = 1;
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  const order: number[] = [];
  const append = (index: number): void => {
    order.push(index);
    for (const next of followers[index]) if (--waiting[next] === 0 && works[next] === 0) append(next);
  };
  for (const { index, after } of tasks) if (after.length === 0 && works[index] === 0) append(index);
  for (const step of list) append(working[step]);
  return order;
}
