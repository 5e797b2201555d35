/**
 * What follows from bounds: along the edges, between steps that can never work at the same time, between variants that share an order of work, from clauses,
 * and by the timetable (`timetable.ts`). What follows carries the reason from which it follows.
 */
import { choose, keepApart } from './apart.ts';
import { visitClauses } from './clauses.ts';
import { EDGE_BACKWARD, EDGE_FORWARD, KINDS, LATEST, SOONEST, type State } from './state.ts';
import type { SameOrder } from './tables.ts';
import { timetable } from './timetable.ts';
import { raise, reasonOf2, reasonOf3, touch } from './trail.ts';

/** Draws all conclusions, cheap ones first; false when the bounds contradict each other, and then `clash` says why. */
export function propagate(state: State): boolean {
  const { n, sink, value, starts, from, edgeBefore, edgeAfter, edgeSlots, edgeLatest, outgoing, incoming } = state;
  const { sameOrder } = state.tables;
  for (;;) {
    while (state.head < state.trail) {
      const bound = state.trailBound[state.head];
      const old = state.trailOld[state.head];
      state.head++;
      const step = bound >> 1;
      touch(state, step, (bound & 1) === 0 ? SOONEST : LATEST);
      if (!visitClauses(state, bound, old)) return false;
      if (step > sink) {
        if (sameOrder === null ? !keepApart(state, bound) : !keepChoice(state, sameOrder, bound)) return false;
        continue;
      }
      if ((bound & 1) === 0) {
        const list = outgoing[step];
        for (let k = 0; k < list.length; k++) {
          const e = list[k];
          const j = edgeAfter[e];
          const soonest = from[j][edgeSlots[e][value[bound]]];
          if (value[2 * j] < soonest && !raise(state, 2 * j, soonest, (e << KINDS) | EDGE_FORWARD)) return false;
        }
      } else {
        const list = incoming[step];
        const slot = starts[step][-value[bound]];
        for (let k = 0; k < list.length; k++) {
          const e = list[k];
          const bound2 = 2 * edgeBefore[e] + 1;
          const latest = -edgeLatest[e][slot];
          if (value[bound2] < latest && !raise(state, bound2, latest, (e << KINDS) | EDGE_BACKWARD)) return false;
        }
      }
      if (step < n && (sameOrder === null ? !choose(state, bound) : !separate(state, step))) return false;
      if (step < n && sameOrder !== null && !keepOrder(state, sameOrder, bound)) return false;
    }
    if (state.touchedCount === 0) return true;
    if (!timetable(state)) return false;
  }
}

/** Steps of variants side by side that can never work at once: where one cannot come first, the other does. Alone, a problem has choices for that (`apart.ts`). */
function separate(state: State, i: number): boolean {
  const { value, starts, ends } = state;
  const list = state.apart[i];
  state.effort += list.length;
  for (let k = 0; k < list.length; k++) {
    const j = list[k];
    const mayLead = ends[i][value[2 * i]] <= starts[j][-value[2 * j + 1]];
    const mayFollow = ends[j][value[2 * j]] <= starts[i][-value[2 * i + 1]];
    if (mayLead && mayFollow) continue;
    if (!mayLead && !follow(state, i, j)) return false;
    if (!mayFollow && !follow(state, j, i)) return false;
  }
  return true;
}

/** Step i cannot come before step j, so it follows. */
function follow(state: State, i: number, j: number): boolean {
  const { value, starts, ends, from, running } = state;
  // Why i cannot come first: it would end after the last start of j.
  const lastJ = -value[2 * j + 1];
  const p = running[i][starts[j][lastJ]];
  const q = from[j][ends[i][p]] - 1;
  const soonest = from[i][ends[j][value[2 * j]]];
  if (value[2 * i] < soonest) {
    const u = running[j][starts[i][soonest - 1]];
    if (!raise(state, 2 * i, soonest, reasonOf3(state, 2 * i, p, 2 * j + 1, -q, 2 * j, u))) return false;
  }
  const latest = running[j][starts[i][-value[2 * i + 1]]] - 1;
  if (-value[2 * j + 1] > latest) {
    const w = from[i][ends[j][latest + 1]] - 1;
    if (!raise(state, 2 * j + 1, -latest, reasonOf3(state, 2 * i, p, 2 * j + 1, -q, 2 * i + 1, -w))) return false;
  }
  return true;
}

/** What begins sooner in one variant comes first, and what comes first begins no later in any of them. */
function keepOrder(state: State, { steps, pairsOf }: SameOrder, bound: number): boolean {
  const { sink, value, starts, from, firsts, seconds } = state;
  const i = bound >> 1;
  const own = i % steps;
  const first = i - own;
  const list = pairsOf[own];
  state.effort += 2 * list.length;
  const isLater = (bound & 1) === 0;
  const mine = starts[i][isLater ? value[bound] : -value[bound]];
  for (let k = 0; k < list.length; k++) {
    const pair = list[k];
    const isFirst = firsts[pair] === own;
    const j = first + (isFirst ? seconds[pair] : firsts[pair]);
    // The choice as a bound that is raised when this step, or the other one, comes first.
    const lead = 2 * (sink + 1 + pair) + (isFirst ? 0 : 1);
    const isLead = value[lead] === 1 - (lead & 1);
    const isLed = value[lead ^ 1] === (lead & 1);
    if (isLater) {
      if (isLead) {
        if (!beginLater(state, i, j, lead)) return false;
      } else if (!isLed && starts[j][-value[2 * j + 1]] < mine) {
        const reason = reasonOf2(state, 2 * j + 1, 1 - from[j][mine], bound, value[bound]);
        if (!raise(state, lead ^ 1, lead & 1, reason)) return false;
      }
    } else if (isLed) {
      if (!beginSooner(state, j, i, lead ^ 1)) return false;
    } else if (!isLead && mine < starts[j][value[2 * j]]) {
      const q = value[2 * j];
      if (!raise(state, lead, 1 - (lead & 1), reasonOf2(state, bound, 1 - from[i][starts[j][q]], 2 * j, q))) return false;
    }
  }
  return true;
}

/** It is settled which of two steps comes first: it does so in every variant. */
function keepChoice(state: State, { steps, variants }: SameOrder, bound: number): boolean {
  const pair = (bound >> 1) - state.sink - 1;
  const isFirst = (bound & 1) === 0;
  const i = isFirst ? state.firsts[pair] : state.seconds[pair];
  const j = isFirst ? state.seconds[pair] : state.firsts[pair];
  state.effort += 4 * variants;
  for (let base = 0; base < variants * steps; base += steps) {
    if (!beginLater(state, base + i, base + j, bound) || !beginSooner(state, base + i, base + j, bound)) return false;
  }
  return true;
}

/** Step i comes first by a choice: j begins no sooner than i. */
function beginLater(state: State, i: number, j: number, choice: number): boolean {
  const { value, starts, from } = state;
  const soonest = from[j][starts[i][value[2 * i]]];
  if (value[2 * j] >= soonest) return true;
  const reason = reasonOf2(state, choice, 1 - (choice & 1), 2 * i, from[i][starts[j][soonest - 1] + 1]);
  return raise(state, 2 * j, soonest, reason);
}

/** Step i comes first by a choice: it begins no later than j. */
function beginSooner(state: State, i: number, j: number, choice: number): boolean {
  const { value, starts, from } = state;
  const latest = from[i][starts[j][-value[2 * j + 1]] + 1] - 1;
  if (-value[2 * i + 1] <= latest) return true;
  const reason = reasonOf2(state, choice, 1 - (choice & 1), 2 * j + 1, 1 - from[j][starts[i][latest + 1]]);
  return raise(state, 2 * i + 1, -latest, reason);
}
