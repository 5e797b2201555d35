/** Which statement the exact solver guesses next: the one that was part of contradictions lately, kept in a heap by activity (as in MiniSat). */
import type { State } from './state.ts';

/** Makes the statement "unknown i is at least v" (or its opposite, which is the same question) more attractive. */
export function bump(state: State, bound: number, v: number): void {
  const { base, lowest, activity, heapAt } = state;
  const i = bound >> 1;
  const rank = (bound & 1) === 0 ? v : 1 - v;
  const atom = base[i] + rank - lowest[i];
  activity[atom] += state.increase;
  if (activity[atom] > 1e100) {
    for (let k = 0; k < activity.length; k++) activity[k] *= 1e-100;
    state.increase *= 1e-100;
  }
  if (heapAt[atom] >= 0) siftUp(state, heapAt[atom]);
  else insert(state, atom);
}

/** Puts a statement into the heap. */
export function insert(state: State, atom: number): void {
  if (state.heapAt[atom] >= 0) return;
  const at = state.heapSize++;
  state.heapAt[atom] = at;
  state.heap[at] = atom;
  siftUp(state, at);
}

function siftUp({ heap, heapAt, activity }: State, from: number): void {
  let at = from;
  const atom = heap[at];
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (activity[heap[parent]] >= activity[atom]) break;
    heap[at] = heap[parent];
    heapAt[heap[at]] = at;
    at = parent;
  }
  heap[at] = atom;
  heapAt[atom] = at;
}

/** Takes the most active statement out of the heap and returns its number. */
export function takeTop(state: State): number {
  const { heap, heapAt, activity } = state;
  const top = heap[0];
  heapAt[top] = -1;
  const size = --state.heapSize;
  if (size === 0) return top;
  const atom = heap[size];
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && activity[heap[child + 1]] > activity[heap[child]]) child++;
    if (activity[heap[child]] <= activity[atom]) break;
    heap[at] = heap[child];
    heapAt[heap[at]] = at;
    at = child;
  }
  heap[at] = atom;
  heapAt[atom] = at;
  return top;
}
