/**
 * Bounds and trail of the exact solver. Every bound that is raised is written down with its reason, so that a contradiction can be walked back and a guess
 * undone. A statement is a pair (bound, value) and is never made ahead of its use.
 */
import { insert } from './guesses.ts';
import { add, type Statements } from './statements.ts';
import { APART_BACKWARD, APART_FORWARD, ARENA, CLAUSE, EDGE_BACKWARD, EDGE_FORWARD, HEAD, KINDS, UNDONE, type State } from './state.ts';

/** Raises a bound and returns true; false when that contradicts the opposite bound, and then `clash` says why. */
export function raise(state: State, bound: number, to: number, reason: number): boolean {
  const { value, entryOf } = state;
  const old = value[bound];
  if (old >= to) return true;
  if (to + value[bound ^ 1] > 0) {
    const { clash } = state;
    clash.length = 0;
    explain(state, bound, to, reason, clash);
    add(clash, bound ^ 1, 1 - to);
    return false;
  }
  const { trail } = state;
  if (trail === state.trailBound.length) grow(state);
  state.trailBound[trail] = bound;
  state.trailOld[trail] = old;
  state.trailPrevious[trail] = entryOf[bound];
  state.trailReason[trail] = reason;
  state.trailLevel[trail] = state.level;
  entryOf[bound] = trail;
  value[bound] = to;
  state.trail = trail + 1;
  return true;
}

function grow(state: State): void {
  state.trailBound = doubled(state.trailBound);
  state.trailOld = doubled(state.trailOld);
  state.trailPrevious = doubled(state.trailPrevious);
  state.trailReason = doubled(state.trailReason);
  state.trailLevel = doubled(state.trailLevel);
  state.wanted = doubled(state.wanted);
  state.failed = doubled(state.failed);
  state.failedIn = doubled(state.failedIn);
  const marks = new Uint8Array(2 * state.seen.length);
  marks.set(state.seen);
  state.seen = marks;
}

/** Returns a copy of an array with twice the room. */
export function doubled(array: Int32Array): Int32Array {
  const next = new Int32Array(2 * array.length);
  next.set(array);
  return next;
}

/** Adds to `into` the statements from which "`bound` is at least `to`" followed. */
export function explain(state: State, bound: number, to: number, reason: number, into: Statements): void {
  const which = reason >> KINDS;
  switch (reason & ((1 << KINDS) - 1)) {
    case EDGE_FORWARD: {
      // The first rank of the step before from which the one after cannot begin at to - 1.
      const { starts, edgeBefore, edgeAfter, edgeLatest } = state;
      add(into, 2 * edgeBefore[which], edgeLatest[which][starts[edgeAfter[which]][to - 1]] + 1);
      return;
    }
    case EDGE_BACKWARD: {
      const j = state.edgeAfter[which];
      add(into, 2 * j + 1, 1 - state.from[j][state.edgeSlots[which][1 - to]]);
      return;
    }
    case APART_FORWARD: {
      // `which` is the choice, raised, by which another step comes first: from this rank on that one is over too late to begin at to - 1.
      const { firsts, seconds, sink, running, starts } = state;
      const pair = (which >> 1) - sink - 1;
      const i = (which & 1) === 0 ? firsts[pair] : seconds[pair];
      add(into, which, 1 - (which & 1));
      add(into, 2 * i, running[i][starts[bound >> 1][to - 1]]);
      return;
    }
    case APART_BACKWARD: {
      const { firsts, seconds, sink, from, ends } = state;
      const pair = (which >> 1) - sink - 1;
      const j = (which & 1) === 0 ? seconds[pair] : firsts[pair];
      add(into, which, 1 - (which & 1));
      add(into, 2 * j + 1, 1 - from[j][ends[bound >> 1][1 - to]]);
      return;
    }
    case CLAUSE: {
      const { clauses } = state;
      const end = which + HEAD + 2 * clauses[which];
      for (let at = which + HEAD; at < end; at += 2) if (clauses[at] !== bound) add(into, clauses[at] ^ 1, 1 - clauses[at + 1]);
      return;
    }
    case ARENA: {
      const { arena } = state;
      const end = which + 1 + arena[which];
      for (let at = which + 1; at < end; at += 2) add(into, arena[at], arena[at + 1]);
    }
  }
}

/** Writes statements down, (bound, value) pairs, and returns the reason that says where. */
export function reasonOf(state: State, { items, length }: Statements): number {
  const at = startReason(state, length);
  const { arena } = state;
  for (let k = 0; k < length; k++) arena[at + 1 + k] = items[k];
  return (at << KINDS) | ARENA;
}

/** Writes two statements down and returns the reason: the most common one, made without a list. */
export function reasonOf2(state: State, bound: number, v: number, bound2: number, v2: number): number {
  const at = startReason(state, 4);
  const { arena } = state;
  arena[at + 1] = bound;
  arena[at + 2] = v;
  arena[at + 3] = bound2;
  arena[at + 4] = v2;
  return (at << KINDS) | ARENA;
}

/** Writes three statements down and returns the reason. */
export function reasonOf3(state: State, bound: number, v: number, bound2: number, v2: number, bound3: number, v3: number): number {
  const at = startReason(state, 6);
  const { arena } = state;
  arena[at + 1] = bound;
  arena[at + 2] = v;
  arena[at + 3] = bound2;
  arena[at + 4] = v2;
  arena[at + 5] = bound3;
  arena[at + 6] = v3;
  return (at << KINDS) | ARENA;
}

/** Makes room for a reason of so many numbers and returns where it begins. */
function startReason(state: State, length: number): number {
  const at = state.arenaTop;
  while (at + length + 1 > state.arena.length) state.arena = doubled(state.arena);
  state.arena[at] = length;
  state.arenaTop = at + 1 + length;
  return at;
}

/** Marks a step whose bounds have moved, for the timetable. */
export function touch(state: State, step: number, how: number): void {
  if (step >= state.sink) return;
  if (state.isTouched[step] === 0) state.touched[state.touchedCount++] = step;
  state.isTouched[step] |= how;
}

/** Opens a new level and guesses that a bound is at least `v`. */
export function guess(state: State, bound: number, v: number): void {
  state.level++;
  state.levelStart.push(state.trail);
  state.arenaStart.push(state.arenaTop);
  raise(state, bound, v, 0);
}

/** Undoes all that was guessed above a level, and all that followed from it. */
export function backTo(state: State, to: number): void {
  if (state.level <= to) return;
  const { value, entryOf, trailBound, trailOld, trailPrevious, levelStart, arenaStart, passed, passedLevel } = state;
  const begin = levelStart[to + 1];
  for (let e = state.trail - 1; e >= begin; e--) {
    const bound = trailBound[e];
    value[bound] = trailOld[e];
    entryOf[bound] = trailPrevious[e];
    touch(state, bound >> 1, UNDONE);
  }
  state.trail = state.head = begin;
  state.arenaTop = arenaStart[to + 1];
  state.level = to;
  levelStart.length = arenaStart.length = to + 1;
  while (passedLevel.length > 0 && passedLevel[passedLevel.length - 1] > to) {
    passedLevel.pop();
    insert(state, passed.pop()!);
  }
}

/** Makes what holds at the root part of the root. */
export function absorb(state: State): void {
  const { entryOf, trailBound } = state;
  for (let e = 0; e < state.trail; e++) entryOf[trailBound[e]] = -1;
  state.rootValue.set(state.value);
  state.trail = state.head = 0;
  state.arenaTop = 0;
}
