/**
 * The clauses that the exact solver has learned. One of the statements of each holds in every plan. A clause is watched at its first two statements: a watch
 * hangs where the opposite bound passes the value that makes its statement false, so a bound that rises meets only the clauses that it concerns.
 */
import { doubled, raise } from './trail.ts';
import { CLAUSE, HEAD, KINDS, type State } from './state.ts';

/** Adds a clause of at least two statements, the first two of which are not false yet or are undone first; returns where it is. */
export function addClause(state: State, statements: readonly number[], quality: number): number {
  const size = statements.length + HEAD;
  while (state.clausesTop + size > state.clauses.length) state.clauses = doubled(state.clauses);
  const { clauses } = state;
  const at = state.clausesTop;
  clauses[at] = statements.length >> 1;
  clauses[at + 1] = quality;
  for (let k = 0; k < statements.length; k++) clauses[at + HEAD + k] = statements[k];
  state.clausesTop += size;
  state.learned.push(at);
  if (2 * state.watches + 2 > state.nextWatch.length) {
    state.nextWatch = doubled(state.nextWatch);
    state.watchClause = doubled(state.watchClause);
  }
  const watch = state.watches++;
  state.watchClause[watch] = at;
  hang(state, 2 * watch, statements[0], statements[1]);
  hang(state, 2 * watch + 1, statements[2], statements[3]);
  return at;
}

/** Hangs a watch where (bound, v) becomes false: where the opposite bound reaches 1 - v. */
function hang(state: State, watch: number, bound: number, v: number): void {
  const list = state.hung[(bound ^ 1) & 1];
  const at = place(state, bound ^ 1, 1 - v);
  state.nextWatch[watch] = list[at];
  list[at] = watch;
}

function place({ base, lowest }: State, bound: number, v: number): number {
  const i = bound >> 1;
  return base[i] + 1 + ((bound & 1) === 0 ? v : -v) - lowest[i];
}

/** Looks at the clauses that lost a watch when a bound rose from `old`; false on a contradiction, and then `clash` says why. */
export function visitClauses(state: State, bound: number, old: number): boolean {
  const { value, clauses, watchClause, nextWatch } = state;
  const list = state.hung[bound & 1];
  const now = value[bound];
  const step = (bound & 1) === 0 ? 1 : -1;
  let at = place(state, bound, old) + step;
  for (let v = old + 1; v <= now; v++, at += step) {
    let previous = -1;
    let watch = list[at];
    while (watch >= 0) {
      state.effort++;
      const next = nextWatch[watch];
      const clause = watchClause[watch >> 1];
      const mine = clause + HEAD + 2 * (watch & 1);
      const other = clause + HEAD + 2 - 2 * (watch & 1);
      const bound2 = clauses[other];
      const v2 = clauses[other + 1];
      if (value[bound2] < v2) {
        const end = clause + HEAD + 2 * clauses[clause];
        let found = clause + HEAD + 4;
        while (found < end && value[clauses[found] ^ 1] >= 1 - clauses[found + 1]) found += 2;
        if (found < end) {
          const b = clauses[mine];
          const w = clauses[mine + 1];
          clauses[mine] = clauses[found];
          clauses[mine + 1] = clauses[found + 1];
          clauses[found] = b;
          clauses[found + 1] = w;
          if (previous < 0) list[at] = next;
          else nextWatch[previous] = next;
          hang(state, watch, clauses[mine], clauses[mine + 1]);
          watch = next;
          continue;
        }
        if (!raise(state, bound2, v2, (clause << KINDS) | CLAUSE)) return false;
      }
      previous = watch;
      watch = next;
    }
  }
  return true;
}

/** Throws away the worse half of the clauses, at the root, where none of them is a reason. */
export function forget(state: State): void {
  const { value, clauses: old, learned } = state;
  const sorted = learned.toSorted((a, b) => old[a + 1] - old[b + 1] || old[a] - old[b] || b - a);
  const kept = sorted.filter((clause, k) => old[clause + 1] <= 2 || k < sorted.length / 2).sort((a, b) => a - b);
  state.clauses = new Int32Array(old.length);
  state.clausesTop = 0;
  state.learned = [];
  state.watches = 0;
  state.hung[0].fill(-1);
  state.hung[1].fill(-1);
  for (const clause of kept) {
    const statements: number[] = [];
    let holds = false;
    for (let k = 0; k < old[clause]; k++) {
      const [b, v] = [old[clause + HEAD + 2 * k], old[clause + HEAD + 1 + 2 * k]];
      if (value[b] >= v) holds = true;
      // What is false at the root is false for good.
      if (value[b ^ 1] < 1 - v) statements.push(b, v);
    }
    // At the root everything has been propagated: what does not hold has two statements that still may.
    if (!holds) addClause(state, statements, old[clause + 1]);
  }
}
