/**
 * The timetable of the exact solver: the steps that certainly work in a slot, and the other ones, which are pushed out of slots in which those leave too
 * little. A step certainly runs from its last possible start to its first possible end. Source: A. Schutt, T. Feydy, P. Stuckey and M. Wallace, "Explaining
 * the cumulative propagator" (2011): each push is explained slot by slot, by no more steps than it takes.
 *
 * A step is looked at again only where its own bound moved, or where a load grew so far that not every step has room any more: most loads leave room enough.
 */
import { add, type Statements } from './statements.ts';
import { raise, reasonOf } from './trail.ts';
import { LATEST, SOONEST, UNDONE, type State } from './state.ts';

/** Brings the loads up to date, and pushes steps out of slots in which others certainly work; false on a contradiction, and then `clash` says why. */
export function timetable(state: State): boolean {
  const { touched, moved, seenTo, seenFrom, changedFrom, changedTo, changedLeft, most, spans } = state;
  const { pools, uses, size } = state.tables;
  const grew = takeIn(state);
  // A pass that ended in a contradiction left the loads as they were then. The same bounds may come back before they are looked at again, so what it
  // did not get round to is looked at now.
  let fine = !(grew || state.unfinished) || !isOverloaded(state);
  const many = state.touchedCount;
  for (let k = 0; k < many && fine; k++) {
    const i = touched[k];
    const how = moved[i];
    if ((how & (SOONEST | LATEST)) === 0 || spans[4 * i] === spans[4 * i + 2]) continue;
    const { pool, units } = uses[i];
    for (let u = 0; u < pool.length && fine; u++) {
      const p = pool[u];
      if ((how & SOONEST) !== 0) fine = pushLater(state, p, i, units[u], pools[p].free, seenTo[i], size);
      if (fine && (how & LATEST) !== 0) fine = pushEarlier(state, p, i, units[u], pools[p].free, 0, seenFrom[i]);
    }
  }
  for (let p = 0; p < pools.length && fine; p++) {
    const low = changedFrom[p];
    const high = changedTo[p];
    if (low >= high) continue;
    const { steps, units, free } = pools[p];
    const left = changedLeft[p];
    for (let k = 0; k < steps.length && fine; k++) {
      if (units[k] <= left) continue;
      const at = 4 * steps[k];
      if (spans[at] === spans[at + 2]) continue;
      if (spans[at] < high && spans[at + 1] > low) fine = pushLater(state, p, steps[k], units[k], free, low, high);
      if (fine && spans[at + 2] < high && spans[at + 3] > low) fine = pushEarlier(state, p, steps[k], units[k], free, low, high);
    }
    if (!fine) break;
    changedFrom[p] = size;
    changedTo[p] = 0;
    changedLeft[p] = most[p];
  }
  state.touchedCount = 0;
  state.unfinished = !fine;
  return fine;
}

/** Takes in where the steps that moved may run now, and where they certainly do; returns whether some pool is now overloaded. */
function takeIn(state: State): boolean {
  const { value, starts, ends, sureFrom, sureTo, touched, touchedCount, isTouched, moved, seenTo, seenFrom, spans } = state;
  const { size } = state.tables;
  let over = false;
  for (let k = 0; k < touchedCount; k++) {
    const i = touched[k];
    moved[i] = isTouched[i];
    isTouched[i] = 0;
    const first = value[2 * i];
    const last = -value[2 * i + 1];
    let a = starts[i][last];
    let b = ends[i][first];
    // Where it might run the last time, it was looked at; unless that was undone.
    const isUndone = (moved[i] & UNDONE) !== 0;
    seenTo[i] = isUndone ? 0 : spans[4 * i + 1];
    seenFrom[i] = isUndone ? size : spans[4 * i + 2];
    spans[4 * i] = starts[i][first];
    spans[4 * i + 1] = b;
    spans[4 * i + 2] = a;
    spans[4 * i + 3] = ends[i][last];
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
  return over;
}

/** Adds a step's work in a range of slots to the load; returns whether some pool is now overloaded. */
function addLoad(state: State, i: number, a: number, b: number): boolean {
  const { load, most, changedFrom, changedTo, changedLeft } = state;
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
    const wants = most[p];
    // Slots that still have room for any step push nobody.
    let from = -1;
    let to = -1;
    let least = changedLeft[p];
    for (let r = low; r < high; r++) {
      const t = slots[r];
      const left = free[t] - (loads[t] += amount);
      if (left >= wants) continue;
      if (left < least) least = left;
      if (from < 0) from = t;
      to = t;
    }
    if (from < 0) continue;
    changedLeft[p] = least;
    if (least < 0) over = true;
    if (from < changedFrom[p]) changedFrom[p] = from;
    if (to >= changedTo[p]) changedTo[p] = to + 1;
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
function cover(state: State, p: number, t: number, besides: number, least: number, into: Statements): void {
  const { sureFrom, sureTo, before, running, from, rootValue } = state;
  const { steps, units } = state.tables.pools[p];
  let spare = state.load[p][t] - least - 1;
  // Most of them only turn out to work elsewhere, which costs little.
  state.effort += steps.length / 4;
  for (let k = 0; k < steps.length; k++) {
    const i = steps[k];
    if (i === besides || t < sureFrom[i] || t >= sureTo[i] || before[i][t + 1] === before[i][t]) continue;
    const soonest = running[i][t];
    const latest = 1 - from[i][t + 1];
    // What holds at the root needs no mention.
    const isSoonest = rootValue[2 * i] >= soonest;
    const isLatest = rootValue[2 * i + 1] >= latest;
    if (isSoonest && isLatest) continue;
    // Who is not needed for the contradiction stays out of the clause: it is then true more often.
    if (units[k] <= spare) {
      spare -= units[k];
      continue;
    }
    if (!isSoonest) add(into, 2 * i, soonest);
    if (!isLatest) add(into, 2 * i + 1, latest);
  }
}

/** Moves the first start of a step behind slots in which others leave it too little. */
function pushLater(state: State, p: number, j: number, wants: number, free: Int16Array, begin: number, end: number): boolean {
  const { value, statements } = state;
  const starts = state.starts[j];
  const ends = state.ends[j];
  const before = state.before[j];
  const loads = state.load[p];
  const slots = state.open[j];
  const ownFrom = state.sureFrom[j];
  const ownTo = state.sureTo[j];
  let [a, b] = [begin, end];
  for (;;) {
    const first = value[2 * j];
    let at = -1;
    const low = before[starts[first] > a ? starts[first] : a];
    let r = before[ends[first] < b ? ends[first] : b] - 1;
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
    add(statements, 2 * j, state.running[j][at]);
    cover(state, p, at, j, free[at] - wants, statements);
    a = ends[first];
    b = state.tables.size;
    if (!raise(state, 2 * j, state.from[j][at + 1], reasonOf(state, statements))) return false;
  }
}

/** Moves the last start of a step before slots in which others leave it too little. */
function pushEarlier(state: State, p: number, j: number, wants: number, free: Int16Array, begin: number, end: number): boolean {
  const { value, statements } = state;
  const starts = state.starts[j];
  const ends = state.ends[j];
  const before = state.before[j];
  const loads = state.load[p];
  const slots = state.open[j];
  const ownFrom = state.sureFrom[j];
  const ownTo = state.sureTo[j];
  let [a, b] = [begin, end];
  for (;;) {
    const last = -value[2 * j + 1];
    let at = -1;
    const high = before[ends[last] < b ? ends[last] : b];
    let r = before[starts[last] > a ? starts[last] : a];
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
    add(statements, 2 * j + 1, 1 - state.from[j][at + 1]);
    cover(state, p, at, j, free[at] - wants, statements);
    a = 0;
    b = starts[last];
    if (!raise(state, 2 * j + 1, 1 - state.running[j][at], reasonOf(state, statements))) return false;
  }
}
