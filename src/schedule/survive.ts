/**
 * The two-failure date: over all orders of work, the smallest worst completion over the sets of at most Γ failures. One order must serve every set,
 * since nobody knows on Monday what will go wrong on Thursday (planning.md §3, §4.4).
 */
import { completionDay, type MomentCode } from './axis.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { completionOf, decode, decoderOf, type Decoder } from './decode.ts';
import { bestPlan } from './best.ts';
import { decoderUnder, disturbedBy, worstOf, type Hit, type Worst } from './failures.ts';
import type { Day } from '../model/day.ts';
import { moved, type Budget } from './order.ts';
import type { Problem } from './problem.ts';
import { randomFrom } from './random.ts';

/** The best order found for the worst case. */
export interface Survival {
  readonly order: readonly number[];
  readonly worst: Worst;
  readonly date: Day;
  /** No order survives its failures before this day. */
  readonly lowerBound: Day;
}

/** Placements that one date may cost; about 60 ms on a laptop when nothing can be proven. */
const SEARCH_BUDGET = 150_000;
/** Placements that trying every order may cost. */
const ENUMERATION_BUDGET = 250_000;
/** Placements that the pairs of the first order may cost: they are the answer, not a search, so they are never cut short in earnest. */
const UNLIMITED = 2_000_000_000;

/** Returns the best order found for the worst set of at most `count` failures, `BEYOND` when some set never ends before the horizon. */
export function survive(
  problem: Problem,
  nominalOrder: readonly number[],
  hits: readonly Hit[],
  count: number,
  phases: readonly number[],
): Survival {
  const decoder = decoderOf(problem);
  // Without a limit and within its budget it always ends with an answer.
  const first = worstOf(decoder, nominalOrder, hits, count, { left: UNLIMITED }, null, phases)!;
  let order = nominalOrder;
  let worst = first;
  const date = (): Day => completionDay(problem.axis, worst.completion);

  // Known in advance, a set can be planned for: no order that must serve every set does better than the best plan for one of them.
  const refuters: Decoder[] = [decoderUnder(problem, worst.set)];
  let lowerBound = knownOptimum(problem, worst.set, order).lowerBound;
  const met = (): boolean => date() <= lowerBound;
  if (met()) return { order, worst, date: date(), lowerBound };

  const adopt = (candidate: readonly number[], budget: Budget): boolean => {
    if (!beatsKnown(refuters, candidate, worst.completion)) return false;
    const next = worstOf(decoder, candidate, hits, count, budget, worst.completion, phases);
    if (next === null) return false;
    order = candidate;
    worst = next;
    remember(refuters, decoderUnder(problem, worst.set));
    return true;
  };

  const budget: Budget = { left: SEARCH_BUDGET };
  // The order that is best for the worst set is the natural next try; its own worst set the one after.
  for (let round = 0; round < 4 && !met() && budget.left > 0; round++) {
    const known = knownOptimum(problem, worst.set, order);
    lowerBound = Math.max(lowerBound, known.lowerBound);
    if (!adopt(known.order, budget)) break;
  }
  const every = met()
    ? false
    : tryEveryOrder(
        problem,
        (candidate) => void adopt(candidate, { left: UNLIMITED }),
        () => worst.completion,
        refuters,
      );
  if (every) return { order, worst, date: date(), lowerBound: date() };

  const random = randomFrom(problem.tasks.length + hits.length);
  while (!met() && budget.left > 0) {
    budget.left -= problem.tasks.length;
    adopt(moved(problem, order, random), budget);
  }
  return { order, worst, date: date(), lowerBound };
}

/** Keeps a few sets that refuted orders: most candidates fall to one of them before all pairs are tried. */
function remember(refuters: Decoder[], refuter: Decoder): void {
  refuters.unshift(refuter);
  if (refuters.length > 6) refuters.pop();
}

/** Whether an order completes on an earlier day than `limit` under each of the known sets. */
function beatsKnown(refuters: readonly Decoder[], order: readonly number[], limit: MomentCode): boolean {
  return refuters.every((decoder) => {
    const { axis } = decoder.problem;
    const placement = decode(decoder, order);
    return completionDay(axis, placement.completion) < completionDay(axis, limit);
  });
}

/** Returns the best plan for a set that is known in advance, and a bound below which even that cannot go. */
function knownOptimum(problem: Problem, set: readonly Hit[], hint: readonly number[]): { order: readonly number[]; lowerBound: Day } {
  const disturbance = disturbedBy(problem, set);
  const bound = energyBound(problem, disturbance, criticalPath(problem, disturbance));
  const decoder = decoderUnder(problem, set);
  const hinted = decode(decoder, hint);
  if (completionOf(problem, hinted) <= bound) return { order: hint, lowerBound: bound };
  const { placement, lowerBound } = bestPlan(decoder, bound, SEARCH_BUDGET / 3, false);
  return { order: hinted.completion <= placement.completion ? hint : placement.order, lowerBound };
}

/**
 * Tries every order that the policy can tell apart; false when there are too many. Two neighbours that share no role and do not follow each other may
 * swap without changing the plan, so of such pairs only the ascending one is tried.
 */
function tryEveryOrder(
  problem: Problem,
  consider: (order: readonly number[]) => void,
  limit: () => MomentCode,
  refuters: readonly Decoder[],
): boolean {
  const { tasks, followers } = problem;
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  const order: number[] = [];
  let left = ENUMERATION_BUDGET;
  const independent = (a: number, b: number): boolean =>
    !followers[a].includes(b) && !tasks[a].roles.some((role) => tasks[b].roles.includes(role));
  const descend = (): boolean => {
    if (order.length === tasks.length) {
      left -= tasks.length * (1 + refuters.length);
      if (beatsKnown(refuters, order, limit())) consider([...order]);
      return left > 0;
    }
    const last = order.at(-1);
    for (let index = 0; index < tasks.length; index++) {
      if (waiting[index] !== 0) continue;
      if (last !== undefined && index < last && independent(last, index)) continue;
      waiting[index] = -1;
      order.push(index);
      for (const next of followers[index]) waiting[next]--;
      const going = descend();
      for (const next of followers[index]) waiting[next]++;
      order.pop();
      waiting[index] = 0;
      if (!going) return false;
    }
    return true;
  };
  return descend();
}
