/**
 * The two-failure date: over all orders of work, the smallest worst completion over the sets of at most Γ failures. One order must serve every set,
 * since nobody knows on Monday what will go wrong on Thursday (planning.md §3, §4.4).
 *
 * There are hundreds of sets, but a handful decides. So the best order is looked for that serves a few sets (`bestTogether`), at first only the one that is
 * worst for the nominal plan. It bounds the date from below: who has to serve all sets cannot do better than who has to serve a few. Then the order is held
 * against all of them. If it holds, its date is the best there is, proven. If some set refutes it, that one joins the few, and so on.
 *
 * Where the budget ends before that, the best order so far is improved step by step, tried first against the sets that refuted the orders before it.
 *
 * Source of the exchange between few and all: B. Zeng and L. Zhao, "Solving two-stage robust optimization problems using a column-and-constraint generation
 * method" (2013); here the first stage is the order of work, the second what it gives when the set is known.
 */
import { BEYOND, completionDay, slotOf, type MomentCode } from './axis.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { bestPlan, bestTogether, ordersByRule } from './best.ts';
import { completionOf, decode, decoderOf, type Decoder } from './decode.ts';
import { completionUnder, decoderUnder, disturbedBy, whileIn, type Hit } from './failures.ts';
import type { Day } from '../model/day.ts';
import { moved, type Budget } from './order.ts';
import { firstStart, type Problem } from './problem.ts';
import { randomFrom } from './random.ts';
import { holds, shortened } from './shorten.ts';
import { latestRanks } from './solver/genetic.ts';
import { tablesOf } from './solver/tables.ts';
import { worstOf, worstUpTo, type Worst } from './worst.ts';

/** The best order found for the worst case. */
export interface Survival {
  readonly order: readonly number[];
  readonly worst: Worst;
  readonly date: Day;
  /** No order survives its failures before this day. */
  readonly lowerBound: Day;
}

/** Placements that improving the order, and holding orders against all sets, may cost. */
const SEARCH_BUDGET = 120_000;
/** Placements that the best plan for the first set may cost. */
const FIRST_BUDGET = 20_000;
/** Placements that the best orders for more and more sets may cost, a step; of large deals more would be far from enough. */
const PROOF_BUDGET = 1500;
const PROOF_BUDGETS = { least: 60_000, most: 180_000 };
/** Steps of all sets together: of a deal of hundreds of steps a proof is long, and far from enough. */
const PROOF_STEPS = 1200;
/** Placements that the pairs of the first order may cost: they are the answer, not a search, so they are never cut short in earnest. */
const UNLIMITED = 2_000_000_000;
/** Sets that are remembered because they refuted an order. */
const REFUTERS = 12;

/**
 * Returns the best order found for the worst set of at most `count` failures, `BEYOND` when some set never ends before the horizon. `effort` multiplies
 * what searching and proving may cost.
 */
export function survive(
  whole: Problem,
  nominalOrder: readonly number[],
  hits: readonly Hit[],
  count: number,
  phases: readonly number[],
  effort = 1,
): Survival {
  let order = nominalOrder;
  // Without a limit and within its budget it always ends with an answer.
  let worst = worstOf(decoderOf(whole), order, hits, count, { left: UNLIMITED }, phases)!;
  // Only what is complete sooner is of interest from now on.
  const short = shortened(whole);
  const problem = holds(short, worst.completion) ? short : whole;
  const { axis } = problem;
  const decoder = decoderOf(problem);
  const refuters: (readonly Hit[])[] = [worst.set];
  let lowerBound = 0;
  const date = (): Day => completionDay(axis, worst.completion);
  const met = (): boolean => date() <= lowerBound;

  const budget: Budget = { left: SEARCH_BUDGET * effort };
  /** Takes an order that is better under every set; returns the set that refutes it where it is not, and null where the budget does not tell. */
  const adopt = (candidate: readonly number[]): readonly Hit[] | null => {
    const next = worstUpTo(decoder, candidate, hits, count, budget, worst.completion, phases);
    if ('refutedBy' in next) {
      if (next.refutedBy !== null) remember(refuters, next.refutedBy);
      return next.refutedBy;
    }
    order = candidate;
    worst = next;
    remember(refuters, worst.set);
    return null;
  };

  const sets = [worst.set];
  const first = knownOptimum(problem, worst.set, order, FIRST_BUDGET * effort);
  lowerBound = first.lowerBound;
  let next = adopt(first.order) ?? worst.set;
  for (const candidate of met() ? [] : ordersByRule(problem)) {
    if (beatsKnown(decoder, refuters, candidate, worst.completion)) adopt(candidate);
  }

  let left = Math.min(PROOF_BUDGETS.most, Math.max(PROOF_BUDGETS.least, PROOF_BUDGET * problem.tasks.length)) * effort;
  let like = first.order;
  while (!met() && left > 0 && addSet(sets, next) && sets.length * problem.tasks.length <= PROOF_STEPS) {
    const found = bestTogether(decoder, sets, { lowerBound, before: date(), like }, left);
    left -= found.spent;
    lowerBound = Math.max(lowerBound, found.lowerBound);
    if (found.order === null) break;
    like = found.order;
    next = adopt(like) ?? worst.set;
  }

  if (!met()) {
    improve(decoder, order, refuters, budget, worst.completion, (candidate) => {
      adopt(candidate);
      return met() ? null : worst.completion;
    });
  }
  return { order, worst, date: date(), lowerBound };
}

/** Adds a set to others; false when it is one of them. */
function addSet(sets: (readonly Hit[])[], set: readonly Hit[]): boolean {
  if (sets.some((other) => other.length === set.length && other.every((hit) => set.includes(hit)))) return false;
  sets.push(set);
  return true;
}

/** Keeps a few sets that refuted orders: most candidates fall to one of them before all pairs are tried. */
function remember(refuters: (readonly Hit[])[], refuter: readonly Hit[]): void {
  refuters.unshift(refuter);
  if (refuters.length > REFUTERS) refuters.pop();
}

/** Whether an order completes on an earlier day than `limit` under each of the known sets; the one that refuted it comes first next time. */
function beatsKnown(decoder: Decoder, refuters: (readonly Hit[])[], order: readonly number[], limit: MomentCode): boolean {
  const { axis } = decoder.problem;
  const day = completionDay(axis, limit);
  for (let r = 0; r < refuters.length; r++) {
    if (completionDay(axis, completionUnder(decoder, order, refuters[r])) < day) continue;
    refuters.unshift(...refuters.splice(r, 1));
    return false;
  }
  return true;
}

/**
 * Walks from an order to ever better ones for the sets that refuted others: a step moves to another place, at times one that has to wait for others of
 * the deal, to a place before them. An order that completes before the day of `limit` under all of these sets is offered; `offer` returns the new limit,
 * or null when there is no need to go on. Orders that are as good are walked through: a better one may lie behind them.
 */
function improve(
  decoder: Decoder,
  from: readonly number[],
  refuters: (readonly Hit[])[],
  budget: Budget,
  limit: MomentCode,
  offer: (order: readonly number[]) => MomentCode | null,
): void {
  const { problem } = decoder;
  const { axis } = problem;
  const random = randomFrom(problem.tasks.length + refuters.length);
  const tables = tablesOf(problem, decoder.disturbance);
  /** Returns the latest completion under the sets; as soon as it is past `most`, any such. */
  const latest = (order: readonly number[], most: MomentCode, late: Int32Array | null): MomentCode => {
    let completion = 0;
    for (let r = 0; r < refuters.length && completion <= most; r++) {
      const under = completionUnder(decoder, order, refuters[r], late);
      // Most of those that cannot do it are given up half-way.
      budget.left -= under >= BEYOND ? order.length >> 1 : order.length;
      if (under <= completion) continue;
      completion = under;
      if (completion > most && r > 0) refuters.unshift(...refuters.splice(r, 1));
    }
    return completion;
  };
  /** By task, the last slot in which it may start if all that follows is to be over by a completion, even if nobody were in the way. */
  const lateFor = (completion: MomentCode): Int32Array | null => {
    if (tables === null || completion >= BEYOND) return null;
    const late = new Int32Array(problem.tasks.length).fill(axis.size);
    latestRanks(tables, completion).forEach((rank, step) => (late[tables.tasks[step]] = rank < 0 ? -1 : tables.kinds[step].starts[rank]));
    return late;
  };
  let beat: MomentCode | null = limit;
  let order = from;
  let value = latest(order, BEYOND, null);
  let blocked = blockedUnder(decoder, order, refuters[0]);
  let late = lateFor(value);
  while (beat !== null && budget.left > 0) {
    let candidate = blocked.length > 0 && random() < 0.5 ? movedAhead(problem, order, blocked, random) : moved(problem, order, random);
    const more = random();
    if (more < 0.3) candidate = shifted(problem, candidate, random);
    else if (more < 0.5) candidate = moved(problem, candidate, random);
    const completion = latest(candidate, value, late);
    if (completion > value) continue;
    order = candidate;
    value = completion;
    if (completionDay(axis, value) < completionDay(axis, beat)) {
      beat = offer(order);
      // A set that refuted it counts from now on.
      value = latest(order, BEYOND, null);
    }
    late = lateFor(value);
    blocked = blockedUnder(decoder, order, refuters[0]);
  }
}

/** Returns the steps that a set of failures lets begin later than they could if they were alone. */
function blockedUnder(decoder: Decoder, order: readonly number[], set: readonly Hit[]): number[] {
  const { problem, start, ready } = decoder;
  const { axis, tasks } = problem;
  return whileIn(decoder, set, () =>
    order.filter((task) => {
      decoder.place(task);
      return start[task] >= 0 && start[task] > firstStart(tasks[task].runs, slotOf(axis, ready[task]), tasks[task].work);
    }),
  );
}

/** Returns the order with all steps of one item some places ahead or back. */
function shifted({ tasks, followers }: Problem, order: readonly number[], random: () => number): number[] {
  const { item } = tasks[order[Math.floor(random() * order.length)]];
  const by = (random() - 0.5) * order.length;
  const key = new Float64Array(tasks.length);
  order.forEach((task, p) => (key[task] = p + (tasks[task].item === item ? by : 0)));
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  const ready = order.filter((task) => waiting[task] === 0);
  const next: number[] = [];
  while (ready.length > 0) {
    let pick = 0;
    for (let k = 1; k < ready.length; k++) if (key[ready[k]] < key[ready[pick]]) pick = k;
    const [task] = ready.splice(pick, 1);
    next.push(task);
    for (const follower of followers[task]) if (--waiting[follower] === 0) ready.push(follower);
  }
  return next;
}

/** Returns the order with one of some steps moved ahead, as far as what it follows allows. */
function movedAhead({ tasks }: Problem, order: readonly number[], some: readonly number[], random: () => number): number[] {
  const task = some[Math.floor(random() * some.length)];
  const from = order.indexOf(task);
  let low = from;
  while (low > 0 && !tasks[task].after.includes(order[low - 1])) low--;
  const next = [...order];
  next.splice(from, 1);
  next.splice(low + Math.floor(random() * (from - low)), 0, task);
  return next;
}

/** Returns the best plan for a set that is known in advance, and a bound below which even that cannot go. */
function knownOptimum(
  problem: Problem,
  set: readonly Hit[],
  hint: readonly number[],
  budget: number,
): { order: readonly number[]; lowerBound: Day } {
  const disturbance = disturbedBy(problem, set);
  const bound = energyBound(problem, disturbance, criticalPath(problem, disturbance));
  const decoder = decoderUnder(problem, set);
  const hinted = decode(decoder, hint);
  if (completionOf(problem, hinted) <= bound) return { order: hint, lowerBound: bound };
  const { placement, lowerBound } = bestPlan(decoder, bound, budget, false, hint);
  return { order: hinted.completion <= placement.completion ? hint : placement.order, lowerBound };
}
