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
  const pools = variants.flatMap((variant, v) => variant.pools.map((pool) => ({ ...pool, steps: pool.steps.map((step) => v * n + step) })));
  const poolsBefore = variants.map((_, v) => variants.slice(0, v).reduce((sum, variant) => sum + variant.pools.length, 0));
  const shifted = (edges: Tables['edgesFrom'], v: number): Tables['edgesFrom'] =>
    edges.map((list) => list.map((edge) => ({ ...edge, before: v * n + edge.before, after: v * n + edge.after })));
  return {
    ...variants[0],
    tasks: Int32Array.from(variants.flatMap(({ tasks }) => [...tasks])),
    kinds: variants.flatMap(({ kinds }) => kinds),
    work: Int32Array.from(variants.flatMap(({ work }) => [...work])),
    first: Int32Array.from(variants.flatMap(({ first }) => [...first])),
    edgesFrom: variants.flatMap(({ edgesFrom }, v) => shifted(edgesFrom, v)),
    edgesTo: variants.flatMap(({ edgesTo }, v) => shifted(edgesTo, v)),
    over: variants.flatMap(({ over }) => over),
    atLeast: Math.max(...variants.map(({ atLeast }) => atLeast)),
    pools,
    uses: variants.flatMap(({ uses }, v) => uses.map(({ pool, units }) => ({ pool: pool.map((p) => p + poolsBefore[v]), units }))),
    sameOrder: sameOrder(problem, variants[0], variants.length),
  };
}

function sameOrder({ tasks, followers }: Problem, { tasks: working }: Tables, variants: number): SameOrder {
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
  return { steps: working.length, variants, pairs, pairsOf };
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
