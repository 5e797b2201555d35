/**
 * Several sets of failures, planned by one order of work. What the seller promises has to hold whichever of them happens, and nobody knows on Monday which it
 * will be; so the plans may differ in their dates, but where two steps share a role, the one that begins sooner in one plan may not begin later in another
 * (planning.md §2). The plans side by side are one problem with that many times the steps: their edges and pools do not touch, and the order is the only
 * thing that ties them together. No order that has to serve more sets can be complete sooner.
 */
import type { Problem } from '../problem.ts';
import type { SameOrder, Tables } from './tables.ts';

/** Returns the tables of several variants of one problem side by side, tied together by the order of the steps that share a role. */
export function sideBySide(problem: Problem, variants: readonly Tables[]): Tables {
  const n = variants[0].tasks.length;
  const pools: Tables['pools'][number][] = [];
  const uses: Tables['uses'][number][] = [];
  const edgesFrom: Edge[][] = [];
  const edgesTo: Edge[][] = [];
  variants.forEach((variant, v) => {
    const base = v * n;
    const poolsBefore = pools.length;
    for (const pool of variant.pools) pools.push({ ...pool, steps: pool.steps.map((step) => base + step) });
    for (const { pool, units } of variant.uses) uses.push({ pool: pool.map((p) => p + poolsBefore), units });
    for (let step = 0; step < n; step++) {
      edgesFrom.push([]);
      edgesTo.push([]);
    }
    for (const list of variant.edgesFrom) {
      for (const { before, after, slots, latest } of list) {
        const edge = { before: base + before, after: base + after, slots, latest };
        edgesFrom[edge.before].push(edge);
        edgesTo[edge.after].push(edge);
      }
    }
  });
  return {
    ...variants[0],
    tasks: joined(variants.map(({ tasks }) => tasks)),
    kinds: variants.flatMap(({ kinds }) => kinds),
    work: joined(variants.map(({ work }) => work)),
    first: joined(variants.map(({ first }) => first)),
    edgesFrom,
    edgesTo,
    over: variants.flatMap(({ over }) => over),
    atLeast: Math.max(...variants.map(({ atLeast }) => atLeast)),
    pools,
    uses,
    sameOrder: { ...tiedIn(problem, variants[0]), steps: n, variants: variants.length },
  };
}

/** Returns arrays of one length, one behind another. */
function joined(arrays: readonly Int32Array[]): Int32Array {
  const [{ length }] = arrays;
  const all = new Int32Array(arrays.length * length);
  arrays.forEach((array, v) => all.set(array, v * length));
  return all;
}

type Edge = Tables['edgesFrom'][number][number];
type Pairs = Pick<SameOrder, 'pairs' | 'pairsOf'>;

/** Which steps' order has to be the same is asked once for each further set, and is the same each time. */
const pairsIn = new WeakMap<Problem, Pairs>();

function tiedIn(problem: Problem, { tasks: working }: Tables): Pairs {
  const known = pairsIn.get(problem);
  if (known !== undefined) return known;
  const { tasks, followers } = problem;
  const later = tasks.map(() => new Set<number>());
  for (let index = tasks.length - 1; index >= 0; index--) {
    for (const next of followers[index]) {
      later[index].add(next);
      for (const after of later[next]) later[index].add(after);
    }
  }
  const pairs: [number, number][] = [];
  const pairsOf: number[][] = Array.from(working, () => []);
  for (let i = 0; i < working.length; i++) {
    for (let j = i + 1; j < working.length; j++) {
      const [a, b] = [tasks[working[i]], tasks[working[j]]];
      if (later[a.index].has(b.index) || later[b.index].has(a.index) || !a.roles.some((role) => b.roles.includes(role))) continue;
      pairsOf[i].push(pairs.length);
      pairsOf[j].push(pairs.length);
      pairs.push([i, j]);
    }
  }
  const found = { pairs, pairsOf };
  pairsIn.set(problem, found);
  return found;
}

/** Returns an order of the steps that agrees with all plans of a solution: no step stands behind one that begins after it in any of them. */
export function orderTogether({ kinds, sameOrder: tie, edgesTo }: Tables, ranks: Int32Array): Int32Array {
  const { steps, variants, pairs, pairsOf } = tie!;
  const startOf = (step: number, v: number): number => kinds[v * steps + step].starts[ranks[v * steps + step]];
  const sooner = (a: number, b: number): boolean => {
    for (let v = 0; v < variants; v++) if (startOf(a, v) < startOf(b, v)) return true;
    return false;
  };
  const before = Array.from({ length: steps }, (_, step) => [
    ...pairsOf[step].map((pair) => (pairs[pair][0] === step ? pairs[pair][1] : pairs[pair][0])).filter((other) => sooner(other, step)),
    ...edgesTo[step].map((edge) => edge.before),
  ]);
  const list = new Int32Array(steps);
  const placed = new Uint8Array(steps);
  for (let p = 0; p < steps; p++) {
    let pick = -1;
    for (let step = 0; step < steps; step++) {
      if (placed[step] === 1 || before[step].some((other) => placed[other] === 0)) continue;
      if (pick < 0 || startOf(step, 0) < startOf(pick, 0)) pick = step;
    }
    // The plans agree, so there is always a next one.
    list[p] = pick;
    placed[pick] = 1;
  }
  return list;
}
