/**
 * The exact solver: proves that no plan is complete sooner, or finds one that is.
 *
 * How it works. Each step has one unknown, its start, kept as two bounds: "begins at rank v or later" and "at rank v or earlier" (a rank is a number among
 * its possible starts, `tables.ts`). The deal's completion is one more unknown, counted in business days. All of that is one object (`state.ts`).
 *
 * 1. *Bounds and trail* (`trail.ts`). Every bound that is raised is written down with its reason. A statement about a start is never made ahead of its use: the pair
 *    (bound, value) is the statement, and "at least v" for bound 2i, "at most" for 2i+1 (kept negated, so that both only grow).
 * 2. *Propagation* (`propagate.ts`, `timetable.ts`). From bounds follow bounds: along edges, between steps that can never work at the same time, and where the steps that certainly
 *    work in a slot leave too little for another one (the timetable). What follows carries the reason from which it follows.
 * 3. *Learning* (`learn.ts`, `clauses.ts`). Where bounds contradict, the reasons are walked back to one statement of the current guess from which, with older ones, the
 *    contradiction follows. The clause that says so, less all that its other statements imply, is kept, so that no guess runs into the same wall twice.
 * 4. *Search* (here, `guesses.ts`). Guesses go where clauses were learned lately. After a while the guesses start anew, in turns with "it is complete on the earliest day not yet
 *    ruled out" (to refute it raises the lower bound) and without (to find a better plan). Once, another search is asked for a better plan (`Helper`).
 *
 * Which of two steps that can never work at once comes first is one more kind of unknown (`apart.ts`), so that clauses can speak of orders as well as of dates.
 * Where several variants of a deal stand side by side (`together.ts`), which of two steps that share a role comes first is an unknown, the same for all
 * variants: begins one surely sooner in some variant, it comes first; what comes first begins no later in any of them.
 *
 * Pauses need no care of their own: `ends` says when a step that began at a rank is over, and `running` from which rank on it still runs in a slot.
 *
 * Sources: O. Ohrimenko, P. Stuckey and M. Codish, "Propagation via lazy clause generation" (2009); A. Schutt, T. Feydy, P. Stuckey and M. Wallace,
 * "Explaining the cumulative propagator" (2011); first unique implication points: J. Marques-Silva and K. Sakallah, "GRASP" (1999); activities and
 * clause quality as in N. Eén and N. Sörensson, "MiniSat" (2003), and G. Audemard and L. Simon, "Glucose" (2009).
 */
import { settleChoices } from './apart.ts';
import { forget } from './clauses.ts';
import { lacksEnergy } from './energy.ts';
import { takeTop } from './guesses.ts';
import { leads, learn } from './learn.ts';
import { propagate } from './propagate.ts';
import { GUESS, stateOf, type State } from './state.ts';
import type { Tables } from './tables.ts';
import { absorb, backTo, guess, raise } from './trail.ts';

/** What the solver found out. Days are numbers of business days on the axis. */
export interface Solved {
  /** No plan is complete before this day; when it equals `upper`, that is proven. */
  readonly lower: number;
  /** The day of the best plan known. */
  readonly upper: number;
  /** Its ranks by step; null when nothing better was found than what was given. */
  readonly ranks: Int32Array | null;
  /** Contradictions met. */
  readonly conflicts: number;
  /** What it cost: slots, clauses and statements looked at. */
  readonly effort: number;
}

/** What the solver may cost: it stops at whichever is spent first. */
export interface Effort {
  readonly conflicts: number;
  readonly effort: number;
}

/** Another search, which is asked once for a better plan. */
export interface Helper {
  /** What the solver looks at before it asks. */
  readonly after: number;
  /** Returns the ranks of a better plan and its day, if it finds one; `lower` is a day before which there is none, `ranks` the best plan so far. */
  readonly better: (lower: number, ranks: Int32Array | null) => { readonly ranks: Int32Array; readonly day: number } | null;
}

/** Contradictions of the shortest stretch between two restarts: of 50 to 500, this proved most of the hard instances of PSPLIB within a second. */
const STRIDE = 250;
/** Clauses that are kept at first, and how many more each time that some were forgotten. */
const CLAUSES = 2000;
const MORE_CLAUSES = 500;

/**
 * Returns how early a plan can be complete. `known` are the ranks of a plan that is complete on day `upper` (it guides the guesses), `lower` a day
 * before which no plan is; `helper` is asked once for a better plan; with `debug`, the ranks of a plan, every clause is checked against it and a wrong one throws.
 */
export function solve(
  tables: Tables,
  lower: number,
  upper: number,
  known: Int32Array | null,
  limit: Effort,
  helper: Helper | null = null,
  debug: Int32Array | null = null,
): Solved {
  const none: Solved = { lower: upper, upper, ranks: null, conflicts: 0, effort: 0 };
  if (lower >= upper) return none;
  const state = stateOf(tables, lower, upper - 1, known, debug);
  if (state === null) return none;
  const { sink, value } = state;
  let best: Int32Array | null = null;
  let bestDay = upper;
  const result = (lowest: number): Solved => ({
    lower: lowest,
    upper: bestDay,
    ranks: best,
    conflicts: state.conflicts,
    effort: state.effort,
  });
  if (!settleChoices(state) || !propagate(state)) return result(upper);
  absorb(state);
  const soonest = firstNotRefuted(state, upper, limit);
  if (soonest >= upper || !raise(state, 2 * sink, soonest, GUESS)) return result(upper);

  /** At the root: takes a better plan, so that only plans complete on an earlier day count from now on; false when that leaves none. */
  const adopt = (ranks: Int32Array, day: number): boolean => {
    best = ranks;
    bestDay = day;
    state.guide = ranks;
    return day > value[2 * sink] && raise(state, 2 * sink + 1, 1 - day, GUESS);
  };
  let mayHelp = helper;
  let most = CLAUSES;
  for (let restart = 1; ; restart++) {
    const limitHere = state.conflicts + STRIDE * luby(restart);
    let assume = restart % 2 === 1;
    for (;;) {
      if (!propagate(state)) {
        state.conflicts++;
        if (state.level === 0 || !learn(state)) return result(bestDay);
        state.increase /= 0.95;
        continue;
      }
      if (state.level === 0) {
        absorb(state);
        if (state.conflicts >= limit.conflicts || state.effort >= limit.effort) return result(value[2 * sink]);
        if (state.learned.length > most) {
          forget(state);
          most += MORE_CLAUSES;
        }
        if (mayHelp !== null && state.effort >= mayHelp.after) {
          const found = mayHelp.better(value[2 * sink], state.guide);
          mayHelp = null;
          if (found !== null && found.day < bestDay) {
            // A plan below the bound is a fault that is not hidden: whoever dates the plan sees both.
            if (!adopt(found.ranks, found.day)) return result(value[2 * sink]);
            continue;
          }
        }
        if (assume && value[2 * sink] < -value[2 * sink + 1]) {
          guess(state, 2 * sink + 1, -value[2 * sink]);
          continue;
        }
      } else if (state.conflicts >= limitHere || state.effort >= limit.effort) {
        backTo(state, 0);
        if (state.conflicts >= limitHere) break;
        continue;
      }
      assume = assume && state.level > 0;
      if (decide(state)) continue;
      const ranks = ranksOf(state);
      const day = value[2 * sink];
      backTo(state, 0);
      if (!adopt(ranks, day)) return result(bestDay);
      break;
    }
  }
}

/** Returns the first ranks that are still possible, by step. */
function ranksOf({ n, value }: State): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => value[2 * i]);
}

/** Returns the first day on which a completion cannot be ruled out without a guess: first in strides, then by halving, since what rules out a day rules out all before it. */
function firstNotRefuted(state: State, upper: number, limit: Effort): number {
  let refuted = state.value[2 * state.sink] - 1;
  let possible = upper;
  for (let stride = 1; refuted + 1 < possible; stride *= 2) {
    const day = Math.min(refuted + stride, possible - 1);
    if (!isRefuted(state, day, limit)) {
      possible = day;
      break;
    }
    refuted = day;
  }
  while (refuted + 1 < possible) {
    const day = (refuted + possible) >> 1;
    if (isRefuted(state, day, limit)) refuted = day;
    else possible = day;
  }
  return refuted + 1;
}

/** Whether a completion by `day` can be ruled out without a guess: by what follows from it, or by the hours that it leaves. */
function isRefuted(state: State, day: number, limit: Effort): boolean {
  const { tables, sink } = state;
  guess(state, 2 * sink + 1, -day);
  let holds = propagate(state);
  // Every interval of every pool is looked at with every step, most of them not to the end: of hundreds of steps that is more than it is worth.
  const intervals = tables.pools.reduce((sum, { steps }) => sum + steps.length ** 3, 0) / 8;
  if (holds && tables.sameOrder === null && state.effort + intervals <= limit.effort / 2) {
    holds = !lacksEnergy(state);
  }
  backTo(state, 0);
  return !holds;
}

/** Guesses next; false when nothing is open any more, which is a plan. */
function decide(state: State): boolean {
  const { n, sink, value, starts, base, lowest, owner, guide, passed, passedLevel } = state;
  while (state.heapSize > 0) {
    const atom = takeTop(state);
    const i = owner[atom];
    const v = lowest[i] + atom - base[i];
    if (value[2 * i] >= v || -value[2 * i + 1] < v) {
      if (state.level > 0) {
        passed.push(atom);
        passedLevel.push(state.level);
      }
      continue;
    }
    // The guess itself is undone one level up.
    passed.push(atom);
    passedLevel.push(state.level + 1);
    const as = i === sink || guide === null ? 0 : i > sink ? leads(state, i - sink - 1, guide) : guide[i];
    if (as >= v) guess(state, 2 * i, v);
    else guess(state, 2 * i + 1, 1 - v);
    return true;
  }
  let pick = -1;
  let soonest = 0;
  for (let i = 0; i < n; i++) {
    const first = value[2 * i];
    if (first === -value[2 * i + 1]) continue;
    const slot = starts[i][first];
    if (pick < 0 || slot < soonest || (slot === soonest && value[2 * i + 1] > value[2 * pick + 1])) {
      pick = i;
      soonest = slot;
    }
  }
  if (pick < 0) return false;
  guess(state, 2 * pick + 1, -value[2 * pick]);
  return true;
}

/** Returns the k-th term (from 1) of the sequence 1 1 2 1 1 2 4 … that restarts follow (M. Luby, A. Sinclair and D. Zuckerman, 1993). */
function luby(k: number): number {
  let size = 1;
  let power = 1;
  for (; 2 * size + 1 <= k; size = 2 * size + 1) power *= 2;
  return k === size ? power : luby(k - size);
}
