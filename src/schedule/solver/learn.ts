/**
 * Learning from contradictions. The reasons are walked back to one statement of the current guess from which, with older ones, the contradiction follows (the
 * first unique implication point, J. Marques-Silva and K. Sakallah, "GRASP", 1999). The clause that says so is kept.
 */
import { addClause } from './clauses.ts';
import { bump } from './guesses.ts';
import { noStatements } from './statements.ts';
import { CLAUSE, GUESS, KINDS, type State } from './state.ts';
import { backTo, explain, raise } from './trail.ts';

/** Statements behind one another that are followed to see whether a statement is implied. */
const DEPTH = 50;

/** Learns from the contradiction in `clash`, and goes back to where the new clause says something; false when there is no plan at all. */
export function learn(state: State): boolean {
  const { others, scratch, strongest, levelSeen, clash } = state;
  const at = levelOfClash(state);
  if (at === 0) return false;
  backTo(state, at);
  others.length = 0;
  state.pending = 0;
  for (let k = 0; k < clash.length; k += 2) need(state, clash.items[k], clash.items[k + 1], at);
  const { trailBound, trailReason, trailLevel, wanted, seen } = state;
  let e = state.trail - 1;
  for (; ; e--) {
    if (seen[e] === 0) continue;
    if (state.pending === 1) break;
    seen[e] = 0;
    state.pending--;
    bump(state, trailBound[e], wanted[e]);
    scratch.length = 0;
    explain(state, trailBound[e], wanted[e], trailReason[e], scratch);
    state.effort += scratch.length;
    for (let k = 0; k < scratch.length; k += 2) need(state, scratch.items[k], scratch.items[k + 1], at);
  }
  seen[e] = 0;
  state.round++;
  for (const entry of others) state.neededIn[trailLevel[entry]] = state.round;
  const needed = others.filter((entry) => !isImplied(state, entry, wanted[entry], 0));
  // Of two about the same bound the stronger one says it all; it is never one that was dropped because of the weaker one.
  for (const entry of needed) if (entry > strongest[trailBound[entry]]) strongest[trailBound[entry]] = entry;
  const keep = needed.filter((entry) => entry === strongest[trailBound[entry]] && trailBound[entry] !== trailBound[e]);
  for (const entry of needed) strongest[trailBound[entry]] = -1;
  const clause: number[] = [trailBound[e] ^ 1, 1 - wanted[e]];
  bump(state, trailBound[e], wanted[e]);
  // The statement of the latest level besides the first one is watched too: it is the first to be undone.
  let second = -1;
  for (const entry of keep) if (second < 0 || trailLevel[entry] > trailLevel[second]) second = entry;
  if (second >= 0) clause.push(trailBound[second] ^ 1, 1 - wanted[second]);
  const stamp = ++state.stamp;
  let quality = 1;
  for (const entry of keep) {
    if (entry !== second) clause.push(trailBound[entry] ^ 1, 1 - wanted[entry]);
    bump(state, trailBound[entry], wanted[entry]);
    const l = trailLevel[entry];
    if (levelSeen[l] === stamp) continue;
    levelSeen[l] = stamp;
    quality++;
  }
  for (const entry of others) seen[entry] = 0;
  if (state.debug !== null) checkClause(state, clause, state.debug);
  const to = second < 0 ? 0 : trailLevel[second];
  backTo(state, to);
  const reason = clause.length === 2 ? GUESS : (addClause(state, clause, quality) << KINDS) | CLAUSE;
  raise(state, clause[0], clause[1], reason);
  return true;
}

/** The level of the latest statement of a contradiction. */
function levelOfClash({ clash, entryOf, trailOld, trailPrevious, trailLevel }: State): number {
  let latest = 0;
  for (let k = 0; k < clash.length; k += 2) {
    let e = entryOf[clash.items[k]];
    while (e >= 0 && trailOld[e] >= clash.items[k + 1]) e = trailPrevious[e];
    if (e >= 0 && trailLevel[e] > latest) latest = trailLevel[e];
  }
  return latest;
}

/** Marks a statement that the contradiction needs; what holds at the root needs no mention. */
function need(state: State, bound: number, v: number, at: number): void {
  const { trailOld, trailPrevious, trailLevel, seen, wanted } = state;
  let e = state.entryOf[bound];
  while (e >= 0 && trailOld[e] >= v) e = trailPrevious[e];
  if (e < 0 || trailLevel[e] === 0) return;
  if (seen[e] === 1) {
    if (v > wanted[e]) wanted[e] = v;
    return;
  }
  seen[e] = 1;
  wanted[e] = v;
  if (trailLevel[e] === at) state.pending++;
  else state.others.push(e);
}

/**
 * Whether "the bound of an entry is at least `v`" follows from others that the contradiction needs anyway, directly or through what they imply (N. Sörensson and
 * A. Biere, "Minimizing learned clauses", 2009). Only such count as stand earlier on the trail: two that follow from each other would both be dropped.
 * A level on which nothing is needed has made a guess that nothing needed implies, so the walk ends there.
 */
function isImplied(state: State, entry: number, v: number, depth: number): boolean {
  const { trailBound, trailOld, trailPrevious, trailReason, trailLevel, wanted, seen, entryOf, failed, failedIn, neededIn, round } = state;
  const reason = trailReason[entry];
  if (reason === GUESS) return false;
  if (failedIn[entry] === round && v >= failed[entry]) return false;
  const list = (state.walked[depth] ??= noStatements());
  list.length = 0;
  explain(state, trailBound[entry], v, reason, list);
  state.effort += list.length;
  let fine = true;
  for (let k = 0; k < list.length && fine; k += 2) {
    const b = list.items[k];
    const w = list.items[k + 1];
    let e = entryOf[b];
    while (e >= entry) e = trailPrevious[e];
    let found = false;
    for (; e >= 0; e = trailPrevious[e]) {
      if (seen[e] === 1 && wanted[e] >= w) {
        found = true;
        break;
      }
      if (trailOld[e] < w) break;
    }
    if (e < 0 || found || trailLevel[e] === 0) continue;
    fine = depth < DEPTH && neededIn[trailLevel[e]] === round && isImplied(state, e, w, depth + 1);
  }
  if (!fine && (failedIn[entry] !== round || v < failed[entry])) {
    failed[entry] = v;
    failedIn[entry] = round;
  }
  return fine;
}

/** Throws where a clause excludes a plan that exists: for tests. */
function checkClause(state: State, clause: readonly number[], plan: Int32Array): void {
  const { tables, sink, rootValue } = state;
  const { over, dayOf } = tables;
  const day = over.reduce((latest, moments, i) => (moments === null ? latest : Math.max(latest, dayOf(moments[plan[i]]))), 0);
  if (day > -rootValue[2 * sink + 1]) return;
  for (let k = 0; k < clause.length; k += 2) {
    const i = clause[k] >> 1;
    const rank = i === sink ? day : i > sink ? leads(state, i - sink - 1, plan) : plan[i];
    if (((clause[k] & 1) === 0 ? rank : -rank) >= clause[k + 1]) return;
  }
  throw new Error(`the clause ${clause.join(' ')} excludes a plan that exists`);
}

/** Returns whether in some plan the first step of a pair comes first: 1 or 0. */
export function leads({ tables, starts, firsts, seconds }: State, pair: number, ranks: Int32Array): 0 | 1 {
  if (tables.sameOrder === null) {
    const [i, j] = [firsts[pair], seconds[pair]];
    return starts[i][ranks[i]] <= starts[j][ranks[j]] ? 1 : 0;
  }
  const { steps, variants } = tables.sameOrder;
  for (let v = 0; v < variants; v++) {
    const i = v * steps + firsts[pair];
    const j = v * steps + seconds[pair];
    const difference = starts[i][ranks[i]] - starts[j][ranks[j]];
    if (difference !== 0) return difference < 0 ? 1 : 0;
  }
  return 1;
}
