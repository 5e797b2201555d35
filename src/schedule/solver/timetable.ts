/**
 * The timetable of the exact solver: the steps that certainly work in a slot, and the other ones, which are pushed out of slots in which those leave too
 * little. A step certainly runs from its last possible start to its first possible end. Source: A. Schutt, T. Feydy, P. Stuckey and M. Wallace, "Explaining
 * the cumulative propagator" (2011): each push is explained slot by slot, by no more steps than it takes.
 */
import { raise, reasonOf } from './trail.ts';
import type { State } from './state.ts';

/** Brings the loads up to date, and pushes steps out of slots in which others certainly work; false on a contradiction, and then `clash` says why. */
export function timetable(state: State): boolean {
  const { tables, value, starts, ends, sureFrom, sureTo, touched, isTouched, movedIn, changedFrom, changedTo, isConcerned } = state;
  const { pools, uses } = tables;
  // A pass that ended in a contradiction left the loads as they were then. The same bounds may come back before they are looked at again, so what it
  // did not get round to is looked at now.
  if (!state.unfinished) {
    changedFrom.fill(tables.size);
    changedTo.fill(0);
  }
  let over = state.unfinished;
  const pass = ++state.pass;
  const many = state.touchedCount;
  for (let k = 0; k < many; k++) {
    const i = touched[k];
    isTouched[i] = 0;
    movedIn[i] = pass;
    const its = uses[i].pool;
    for (let u = 0; u < its.length; u++) isConcerned[its[u]] = 1;
    let a = starts[i][-value[2 * i + 1]];
    let b = ends[i][value[2 * i]];
    if (a >= b) a = b = 0;
    const oldA = sureFrom[i];
    const oldB = sureTo[i];
    if (a === oldA && b === oldB) continue;
    sureFrom[i] = a;
    sureTo[i] = b;
    if (oldA >= oldB) over = addLoad(state, i, a, b) || over;
    else if (a >= b || a >= oldB || b <= oldA) {
      takeLoad(state, i, oldA, oldB);
      over = addLoad(state, i, a, b) || over;
    } else {
      if (a < oldA) over = addLoad(state, i, a, oldA) || over;
      else if (a > oldA) takeLoad(state, i, oldA, a);
      if (b > oldB) over = addLoad(state, i, oldB, b) || over;
      else if (b < oldB) takeLoad(state, i, b, oldB);
    }
  }
  state.touchedCount = 0;
  let fine = !over || !isOverloaded(state);
  for (let p = 0; p < pools.length && fine; p++) {
    if (isConcerned[p] === 0) continue;
    isConcerned[p] = 0;
    const { steps, units, free } = pools[p];
    const low = changedFrom[p];
    const high = changedTo[p];
    for (let k = 0; k < steps.length && fine; k++) {
      const j = steps[k];
      const first = value[2 * j];
      const last = -value[2 * j + 1];
      if (first === last) continue;
      if (movedIn[j] !== pass && (starts[j][first] >= high || ends[j][last] <= low)) continue;
      fine = pushLater(state, p, j, units[k], free) && pushEarlier(state, p, j, units[k], free);
    }
    if (!fine) isConcerned[p] = 1;
  }
  state.unfinished = !fine;
  return fine;
}

/** Adds a step's work in a range of slots to the load; returns whether some pool is now overloaded. */
function addLoad(state: State, i: number, a: number, b: number): boolean {
  const { load, changedFrom, changedTo } = state;
  const { pools, uses } = state.tables;
  const { pool, units } = uses[i];
  const slots = state.open[i];
  const low = state.before[i][a];
  const high = state.before[i][b];
  let over = false;
  state.effort += (high - low) * pool.length;
  for (let u = 0; u < pool.length; u++) {
    const p = pool[u];
    const amount = units[u];
    const loads = load[p];
    const { free } = pools[p];
    for (let r = low; r < high; r++) {
      const t = slots[r];
      loads[t] += amount;
      if (loads[t] > free[t]) over = true;
    }
    if (a < changedFrom[p]) changedFrom[p] = a;
    if (b > changedTo[p]) changedTo[p] = b;
  }
  return over;
}

/** Takes a step's work in a range of slots from the load. */
function takeLoad(state: State, i: number, a: number, b: number): void {
  const { pool, units } = state.tables.uses[i];
  const slots = state.open[i];
  const low = state.before[i][a];
  const high = state.before[i][b];
  state.effort += (high - low) * pool.length;
  for (let u = 0; u < pool.length; u++) {
    const loads = state.load[pool[u]];
    const amount = units[u];
    for (let r = low; r < high; r++) loads[slots[r]] -= amount;
  }
}

/** Whether a slot is overloaded, once all loads are up to date; then `clash` says why. */
function isOverloaded(state: State): boolean {
  const { load, changedFrom, changedTo, clash } = state;
  const { pools } = state.tables;
  for (let p = 0; p < pools.length; p++) {
    const { free } = pools[p];
    const loads = load[p];
    for (let t = changedFrom[p]; t < changedTo[p]; t++) {
      if (loads[t] <= free[t]) continue;
      clash.length = 0;
      cover(state, p, t, -1, free[t], clash);
      return true;
    }
  }
  return false;
}

/** Adds the statements by which the steps other than `besides` need more than `least` units of a pool in a slot. */
function cover(state: State, p: number, t: number, besides: number, least: number, into: number[]): void {
  const { sureFrom, sureTo, before, running, from, rootValue } = state;
  const { steps, units } = state.tables.pools[p];
  let spare = state.load[p][t] - least - 1;
  state.effort += steps.length;
  for (let k = 0; k < steps.length; k++) {
    const i = steps[k];
    if (i === besides || t < sureFrom[i] || t >= sureTo[i] || before[i][t + 1] === before[i][t]) continue;
    const p1 = running[i][t];
    const p2 = 1 - from[i][t + 1];
    const free = rootValue[2 * i] >= p1 && rootValue[2 * i + 1] >= p2;
    // Who is not needed for the contradiction stays out of the clause: it is then true more often.
    if (!free && units[k] <= spare) {
      spare -= units[k];
      continue;
    }
    if (free) continue;
    into.push(2 * i, p1, 2 * i + 1, p2);
  }
}

/** Moves the first start of a step behind slots in which others leave it too little. */
function pushLater(state: State, p: number, j: number, wants: number, free: Int16Array): boolean {
  const { value, statements } = state;
  const starts = state.starts[j];
  const ends = state.ends[j];
  const before = state.before[j];
  const loads = state.load[p];
  const slots = state.open[j];
  const ownFrom = state.sureFrom[j];
  const ownTo = state.sureTo[j];
  for (;;) {
    const first = value[2 * j];
    let at = -1;
    const low = before[starts[first]];
    let r = before[ends[first]] - 1;
    state.effort += r - low + 1;
    for (; r >= low; r--) {
      const t = slots[r];
      if (loads[t] + wants > free[t] && (t < ownFrom || t >= ownTo)) {
        at = t;
        break;
      }
    }
    if (at < 0) return true;
    statements.length = 0;
    statements.push(2 * j, state.running[j][at]);
    cover(state, p, at, j, free[at] - wants, statements);
    if (!raise(state, 2 * j, state.from[j][at + 1], reasonOf(state, statements))) return false;
  }
}

/** Moves the last start of a step before slots in which others leave it too little. */
function pushEarlier(state: State, p: number, j: number, wants: number, free: Int16Array): boolean {
  const { value, statements } = state;
  const starts = state.starts[j];
  const ends = state.ends[j];
  const before = state.before[j];
  const loads = state.load[p];
  const slots = state.open[j];
  const ownFrom = state.sureFrom[j];
  const ownTo = state.sureTo[j];
  for (;;) {
    const last = -value[2 * j + 1];
    let at = -1;
    const high = before[ends[last]];
    let r = before[starts[last]];
    state.effort += high - r;
    for (; r < high; r++) {
      const t = slots[r];
      if (loads[t] + wants > free[t] && (t < ownFrom || t >= ownTo)) {
        at = t;
        break;
      }
    }
    if (at < 0) return true;
    statements.length = 0;
    statements.push(2 * j + 1, 1 - state.from[j][at + 1]);
    cover(state, p, at, j, free[at] - wants, statements);
    if (!raise(state, 2 * j + 1, 1 - state.running[j][at], reasonOf(state, statements))) return false;
  }
}
