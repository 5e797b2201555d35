/** Hours: whether a pool has enough of them for what must be worked in an interval, whatever the order of work. */
import type { State } from './state.ts';

/**
 * Whether some pool lacks the hours for what must be worked in an interval, wherever its steps are put (energetic reasoning, P. Lopez, J. Erschler and
 * P. Esquirol, 1992). A step's least work in an interval is at its first or at its last possible start: in between it only moves through it.
 * What it looks at is counted as effort.
 */
export function lacksEnergy(state: Pick<State, 'tables' | 'value' | 'effort'>): boolean {
  const { value } = state;
  const { kinds, pools, work } = state.tables;
  for (const { steps, units, free } of pools) {
    const before = new Int32Array(free.length + 1);
    for (let t = 0; t < free.length; t++) before[t + 1] = before[t] + free[t];
    const m = steps.length;
    // In open slots of each step: where it begins and ends at its first and at its last start.
    const begins = new Int32Array(m);
    const ends = new Int32Array(m);
    for (let k = 0; k < m; k++) {
      const kind = kinds[steps[k]];
      begins[k] = kind.starts[value[2 * steps[k]]];
      ends[k] = kind.ends[-value[2 * steps[k] + 1]];
    }
    const from = begins.slice().sort();
    const to = ends.slice().sort();
    const byBegin = byKey(begins);
    for (let f = 0; f < m; f++) {
      const a = from[f];
      if (f > 0 && a === from[f - 1]) continue;
      // All work of those that begin before the end of the interval and end after it began: no more than that can be needed.
      let most = 0;
      let next = 0;
      for (let e = 0; e < m; e++) {
        const b = to[e];
        if (b <= a || (e > 0 && b === to[e - 1])) continue;
        for (; next < m && begins[byBegin[next]] < b; next++) {
          const k = byBegin[next];
          if (ends[k] > a) most += units[k] * work[steps[k]];
        }
        const there = before[b] - before[a];
        if (most <= there) continue;
        let needed = 0;
        let k = 0;
        for (; k < m && needed <= there; k++) {
          if (begins[k] >= b || ends[k] <= a) continue;
          const i = steps[k];
          if (begins[k] >= a && ends[k] <= b) {
            needed += units[k] * work[i];
            continue;
          }
          const { runs, starts } = kinds[i];
          // Outdoors its slots count differently by month, so only steps that lie within count.
          if (runs.progress !== null) continue;
          const low = runs.rank[a];
          const high = runs.rank[b];
          const early = runs.rank[begins[k]];
          const late = runs.rank[starts[-value[2 * i + 1]]];
          const first = Math.min(early + work[i], high) - Math.max(early, low);
          const last = Math.min(late + work[i], high) - Math.max(late, low);
          const least = first < last ? first : last;
          if (least > 0) needed += units[k] * least;
        }
        // Most of them only turn out to lie elsewhere, which costs little.
        state.effort += k / 4;
        if (needed > there) return true;
      }
    }
  }
  return false;
}

/** Returns the indexes by their keys. */
function byKey(keys: Int32Array): Int32Array {
  return Int32Array.from(keys.keys()).sort((one, other) => keys[one] - keys[other]);
}
