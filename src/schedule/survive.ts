/**
 * The two-failure date: over all orders of work, the smallest worst completion over the sets of at most Γ failures. One order must serve every set,
 * since nobody knows on Monday what will go wrong on Thursday (planning.md §3, §4.4).
 *
 * From below: known in advance, a set can be planned for, so no order that must serve every set completes before the best plan for any one of them. Which
 * set has the latest best plan is not known either; but no set has a later one than the soonest of the orders found so far makes of it. So the sets
 * are proven in that order, latest first, and the next one need not be looked at once that promise is no later than what is proven.
 *
 * From above: each of those plans is an order that may serve all sets; the best of them is improved step by step, tried first against the sets that refuted
 * the orders before it.
 */
import { BEYOND, completionDay, slotOf, type MomentCode } from './axis.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { bestPlan, ordersByRule } from './best.ts';
import { completionOf, decode, decoderOf, type Decoder } from './decode.ts';
import { completionUnder, decoderUnder, disturbedBy, worstOf, worstUpTo, whileIn, type Hit, type Worst } from './failures.ts';
import type { Day } from '../model/day.ts';
import { moved, type Budget } from './order.ts';
import { firstStart, type Problem } from './problem.ts';
import { randomFrom } from './random.ts';
import { latestRanks } from './solver/genetic.ts';
import { tablesOf } from './solver/tables.ts';

/** The best order found for the worst case. */
export interface Survival {
  readonly order: readonly number[];
  readonly worst: Worst;
  readonly date: Day;
  /** No order survives its failures before this day. */
  readonly lowerBound: Day;
}

/** Placements that improving the order may cost. */
const SEARCH_BUDGET = 120_000;
/** Placements that proving one set may cost, and how many sets are tried. */
const PROOF_BUDGET = 20_000;
const PROOFS = 12;
/** Steps of all sets together: of a deal of hundreds of steps a proof is long, and far from enough. */
const PROOF_STEPS = 1200;
/** Placements that looking over the sets may cost, before any is proven. */
const SURVEY_BUDGET = 50_000;
/** Steps up to which every order may be tried, and the placements that this may cost. */
const ENUMERATION_UP_TO = 12;
const ENUMERATION_BUDGET = 250_000;
/** Placements that the pairs of the first order may cost: they are the answer, not a search, so they are never cut short in earnest. */
const UNLIMITED = 2_000_000_000;
/** Sets that are remembered because they refuted an order. */
const REFUTERS = 12;

/**
 * Returns the best order found for the worst set of at most `count` failures, `BEYOND` when some set never ends before the horizon. `effort` multiplies
 * what searching and proving may cost.
 */
export function survive(
  problem: Problem,
  nominalOrder: readonly number[],
  hits: readonly Hit[],
  count: number,
  phases: readonly number[],
  effort = 1,
): Survival {
  const { axis } = problem;
  const decoder = decoderOf(problem);
  let order = nominalOrder;
  // Without a limit and within its budget it always ends with an answer.
  let worst = worstOf(decoder, order, hits, count, { left: UNLIMITED }, phases)!;
  const refuters: (readonly Hit[])[] = [worst.set];
  const orders: (readonly number[])[] = [order];
  let lowerBound = 0;
  const date = (): Day => completionDay(axis, worst.completion);
  const met = (): boolean => date() <= lowerBound;
  const answer = (): Survival => ({ order, worst, date: date(), lowerBound });

  const budget: Budget = { left: SEARCH_BUDGET * effort };
  /** Takes an order that is better under every set; remembers the set that refutes it where it is not. */
  const adopt = (candidate: readonly number[], spending: Budget): void => {
    const next = worstUpTo(decoder, candidate, hits, count, spending, worst.completion, phases);
    if ('refutedBy' in next) {
      if (next.refutedBy !== null) remember(refuters, next.refutedBy);
      return;
    }
    order = candidate;
    worst = next;
    remember(refuters, worst.set);
  };

  const prove = (set: readonly Hit[]): void => {
    const { order: own, lowerBound: bound } = knownOptimum(problem, set, order, PROOF_BUDGET * effort);
    lowerBound = Math.max(lowerBound, bound);
    orders.push(own);
    remember(refuters, set);
    if (beatsKnown(decoder, refuters, own, worst.completion)) adopt(own, budget);
  };

  prove(worst.set);
  if (met()) return answer();
  for (const candidate of ordersByRule(problem)) {
    orders.push(candidate);
    if (beatsKnown(decoder, refuters, candidate, worst.completion)) adopt(candidate, budget);
  }
  // The order that is best for the worst set may have another worst set, and so on.
  for (let round = 0; round < 3 && !met() && (round === 0 || orders.at(-1) === order); round++) prove(worst.set);
  if (met()) return answer();

  const every =
    problem.tasks.length <= ENUMERATION_UP_TO &&
    tryEveryOrder(
      problem,
      (candidate) => void (beatsKnown(decoder, refuters, candidate, worst.completion) && adopt(candidate, { left: UNLIMITED })),
      ENUMERATION_BUDGET / (problem.tasks.length * (1 + REFUTERS)),
    );
  if (every) return { ...answer(), lowerBound: date() };

  const sets = survey(decoder, order, hits, count, SURVEY_BUDGET * effort);
  const most = Math.min(PROOFS, Math.max(2, Math.floor(PROOF_STEPS / problem.tasks.length))) * effort;
  for (let proofs = 0; proofs < most && !met(); proofs++) {
    const next = latestPromise(decoder, sets, orders, lowerBound);
    if (next === null) break;
    prove(next);
  }

  if (met()) return answer();
  improve(decoder, order, refuters, budget, worst.completion, (candidate) => {
    adopt(candidate, budget);
    return met() ? null : worst.completion;
  });
  return answer();
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

/** A set of failures, and the soonest that any order tried so far makes of it. */
interface Candidate {
  readonly set: readonly Hit[];
  soonest: MomentCode;
  /** How many of the orders it has been tried with. */
  tried: number;
}

/**
 * Returns pairs of hits (single ones where only one failure counts) with what an order makes of them, latest first. Where there are too many, only pairs of
 * those that hurt most by themselves.
 */
function survey(decoder: Decoder, order: readonly number[], hits: readonly Hit[], count: number, budget: number): Candidate[] {
  const under = (set: readonly Hit[]): Candidate => ({ set, soonest: completionUnder(decoder, order, set), tried: 1 });
  const latestFirst = (a: Candidate, b: Candidate): number => b.soonest - a.soonest;
  const singles = hits.map((hit) => under([hit])).sort(latestFirst);
  if (count < 2) return count === 0 ? [] : singles;
  const most = Math.max(4, Math.floor(Math.sqrt((2 * budget) / order.length)));
  const worst = singles.slice(0, most).map(({ set }) => set[0]);
  const pairs: Candidate[] = [];
  for (let a = 0; a < worst.length; a++) {
    for (let b = a + 1; b < worst.length; b++) {
      if (worst[a].failure === worst[b].failure) continue;
      // Two waits after one step are chained in the order of the failures.
      const [one, other] = hits.indexOf(worst[a]) < hits.indexOf(worst[b]) ? [worst[a], worst[b]] : [worst[b], worst[a]];
      pairs.push(under([one, other]));
    }
  }
  return pairs.sort(latestFirst);
}

/** Returns the set whose soonest completion, by the orders found so far, is the latest; null when none can complete after `proven`. */
function latestPromise(decoder: Decoder, sets: Candidate[], orders: readonly (readonly number[])[], proven: Day): readonly Hit[] | null {
  for (;;) {
    let top: Candidate | null = null;
    for (const set of sets) if (top === null || set.soonest > top.soonest) top = set;
    if (top === null || completionDay(decoder.problem.axis, top.soonest) <= proven) return null;
    if (top.tried === orders.length) {
      sets.splice(sets.indexOf(top), 1);
      return top.set;
    }
    // What later orders make of it is found out only for those that stand first.
    while (top.tried < orders.length) top.soonest = Math.min(top.soonest, completionUnder(decoder, orders[top.tried++], top.set));
  }
}

/**
 * Tries every order that the policy can tell apart; false, and nothing tried, when there are more than `most`. Two neighbours that share no role and do not
 * follow each other may swap without changing the plan, so of such pairs only the ascending one is tried.
 */
function tryEveryOrder(problem: Problem, consider: (order: readonly number[]) => void, most: number): boolean {
  const { tasks, followers } = problem;
  const waiting = Int32Array.from(tasks, (task) => task.after.length);
  const order: number[] = [];
  const independent = (a: number, b: number): boolean =>
    !followers[a].includes(b) && !tasks[a].roles.some((role) => tasks[b].roles.includes(role));
  const descend = (visit: () => boolean): boolean => {
    if (order.length === tasks.length) return visit();
    const last = order.at(-1);
    for (let index = 0; index < tasks.length; index++) {
      if (waiting[index] !== 0) continue;
      if (last !== undefined && index < last && independent(last, index)) continue;
      waiting[index] = -1;
      order.push(index);
      for (const next of followers[index]) waiting[next]--;
      const going = descend(visit);
      for (const next of followers[index]) waiting[next]++;
      order.pop();
      waiting[index] = 0;
      if (!going) return false;
    }
    return true;
  };
  let left = most;
  if (!descend(() => left-- > 0)) return false;
  return descend(() => {
    consider([...order]);
    return true;
  });
}
