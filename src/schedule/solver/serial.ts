/**
 * Plans from lists, fast: each step in turn at the first rank that fits what the earlier ones of the list left (serial schedule generation, J. E. Kelley
 * 1963), and its mirror image from the end (justification, V. Valls, F. Ballestín and S. Quintanilla 2005). These plans let a step overtake, which the
 * policy does not; sorted by their starts they are orders of work, and the policy turns such an order into a plan that is no later (`decode.ts`).
 */
import type { MomentCode } from '../axis.ts';
import type { Tables } from './tables.ts';

/** A plan under construction: one rank a step. */
export interface Serial {
  /** By step: its rank in the plan that was made last. */
  readonly rank: Int32Array;
  /** Places all steps of a list as early as they fit; returns the completion, or -1 when the axis is too short. */
  forward(list: ArrayLike<number>): MomentCode;
  /** Places all steps of a list, last ones first, as late as they fit by a completion; false when that is not possible. */
  backward(list: ArrayLike<number>, completion: MomentCode): boolean;
  /** How many steps it has placed: what it cost. */
  placed: number;
}

/** Returns an empty plan over tables. */
export function serialOf(tables: Tables): Serial {
  const { kinds, first, edgesFrom, edgesTo, over, pools, uses } = tables;
  const n = tables.tasks.length;
  const rank = new Int32Array(n);
  const used = pools.map(({ free }) => new Int16Array(free.length));
  const runs = kinds.map((kind) => kind.runs);

  /** Returns the first slot of a run in which the plan leaves too little, seen from the front or from the back; -1 when it fits. */
  const clash = (step: number, at: number, fromBack: boolean): number => {
    const { starts, ends } = kinds[step];
    const { open, rank: before } = runs[step];
    const { pool, units } = uses[step];
    const low = before[starts[at]];
    const high = before[ends[at]];
    for (let u = 0; u < pool.length; u++) {
      const taken = used[pool[u]];
      const { free } = pools[pool[u]];
      const wanted = units[u];
      // Seen from behind what stands in the way last lets us jump furthest, and the other way round.
      if (fromBack) {
        for (let r = low; r < high; r++) if (taken[open[r]] + wanted > free[open[r]]) return open[r];
      } else {
        for (let r = high - 1; r >= low; r--) if (taken[open[r]] + wanted > free[open[r]]) return open[r];
      }
    }
    return -1;
  };
  const take = (step: number): void => {
    const { starts, ends } = kinds[step];
    const { open, rank: before } = runs[step];
    const { pool, units } = uses[step];
    const low = before[starts[rank[step]]];
    const high = before[ends[rank[step]]];
    for (let u = 0; u < pool.length; u++) {
      const taken = used[pool[u]];
      for (let r = low; r < high; r++) taken[open[r]] += units[u];
    }
  };
  const clear = (): void => {
    for (let p = 0; p < used.length; p++) used[p].fill(0);
  };

  const serial: Serial = {
    rank,
    placed: 0,
    forward(list) {
      clear();
      serial.placed += n;
      let completion = tables.atLeast;
      for (let p = 0; p < n; p++) {
        const step = list[p];
        const kind = kinds[step];
        let at = first[step];
        const edges = edgesTo[step];
        for (let e = 0; e < edges.length; e++) {
          const slot = edges[e].slots[rank[edges[e].before]];
          const earliest = kind.from[slot];
          if (earliest > at) at = earliest;
        }
        const { length } = kind.starts;
        for (let slot = at < length ? clash(step, at, false) : -1; slot >= 0; slot = at < length ? clash(step, at, false) : -1) {
          at = kind.from[slot + 1];
        }
        if (at >= length) return -1;
        rank[step] = at;
        take(step);
        const moments = over[step];
        if (moments !== null && moments[at] > completion) completion = moments[at];
      }
      return completion;
    },
    backward(list, completion) {
      clear();
      serial.placed += n;
      for (let p = 0; p < n; p++) {
        const step = list[p];
        const kind = kinds[step];
        let at = kind.starts.length - 1;
        const moments = over[step];
        if (moments !== null) {
          // The last rank that is over by then.
          let low = -1;
          while (low < at) {
            const middle = (low + at + 1) >> 1;
            if (moments[middle] <= completion) low = middle;
            else at = middle - 1;
          }
        }
        const edges = edgesFrom[step];
        for (let e = 0; e < edges.length; e++) {
          const follower = edges[e].after;
          const latest = edges[e].latest[kinds[follower].starts[rank[follower]]];
          if (latest < at) at = latest;
        }
        for (let slot = at < first[step] ? -1 : clash(step, at, true); slot >= 0; slot = at < first[step] ? -1 : clash(step, at, true)) {
          at = kind.running[slot] - 1;
        }
        if (at < first[step]) return false;
        rank[step] = at;
        take(step);
      }
      return true;
    },
  };
  return serial;
}
