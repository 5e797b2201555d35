/**
 * The search for a good order of work: priority rules, each improved by pushing the plan to the right and to the left again, then a short genetic search
 * over lists of steps. It stops at the lower bound. Budgets are counted in steps placed, never timed: the same problem gives the same plan everywhere.
 *
 * Sources: R. Kolisch and S. Hartmann, "Experimental investigation of heuristics for resource-constrained project scheduling: an update" (2006), for
 * the rules; V. Valls, F. Ballestín and S. Quintanilla, "A hybrid genetic algorithm for the RCPSP" (2008), for justifying every child; J. Alcaraz and
 * C. Maroto, "A robust genetic algorithm for resource allocation in project scheduling" (2001), for the crossover of lists.
 */
import type { MomentCode } from '../axis.ts';
import { randomFrom } from '../random.ts';
import { serialOf, type Serial } from './serial.ts';
import type { Tables } from './tables.ts';

/** Counts down steps placed; shared by everything that searches for one date. */
export interface Placements {
  left: number;
}

/** A plan as a list of steps by their starts. */
export interface Listed {
  readonly list: Int32Array;
  readonly ranks: Int32Array;
  readonly completion: MomentCode;
}

/** Plans that breed with each other. */
const POPULATION = 40;
/** Generations without a better plan after which most of the population is made anew. */
const PATIENCE = 12;

/**
 * Returns the best plan found, null when none of them ends within the axis. It is complete no later than on day `bound` only where that day is reached;
 * `seeds` are lists to begin with.
 */
export function searchLists(tables: Tables, bound: number, budget: Placements, seeds: readonly Int32Array[] = []): Listed | null {
  const n = tables.tasks.length;
  const serial = serialOf(tables);
  const random = randomFrom(n * 7919 + tables.seed);
  let best: Listed | null = null;
  const met = (): boolean => best !== null && tables.dayOf(best.completion) <= bound;
  const spent = (): boolean => budget.left <= 0;

  /** Places a list, and justifies it as long as that helps; returns what became of it. */
  const plan = (list: Int32Array, rounds: number): Listed | null => {
    let made = forward(list);
    for (let round = 0; made !== null && round < rounds && !met(); round++) {
      const next = justify(made);
      if (next === null) break;
      const better = next.completion < made.completion;
      if (next.completion <= made.completion) made = next;
      if (!better) break;
    }
    return made;
  };
  const forward = (list: Int32Array): Listed | null => {
    budget.left -= n;
    const completion = serial.forward(list);
    if (completion < 0) return null;
    const made = listed(tables, serial, completion);
    if (best === null || completion < best.completion) best = made;
    return made;
  };
  const justify = (made: Listed): Listed | null => {
    budget.left -= n;
    if (!serial.backward(byEnd(tables, made.ranks), made.completion)) return null;
    return forward(byStart(tables, serial.rank));
  };

  for (const seed of seeds) if (!met()) plan(seed, 4);
  const tails = latestStarts(tables);
  const rules = priorities(tables, tails);
  const population: Listed[] = [];
  for (const rule of rules) {
    if (met() || (spent() && best !== null)) return best;
    const made = plan(listBy(tables, rule), 4);
    if (made !== null) population.push(made);
  }
  // A longer axis is cheaper than a search for the plan that just fits this one.
  if (best === null || n < 3) return best;

  /** A list drawn with a preference for what is urgent: the regret of waiting is its chance. */
  const draw = (): Int32Array => listBy(tables, tails, random);
  const known = new Set<number>(population.map(({ ranks }) => hash(ranks)));
  const admit = (made: Listed | null): void => {
    if (made === null) return;
    const key = hash(made.ranks);
    if (known.has(key)) return;
    known.add(key);
    population.push(made);
  };
  const fill = (): void => {
    for (let tries = 0; population.length < POPULATION && tries < 2 * POPULATION && !met() && !spent(); tries++) admit(plan(draw(), 1));
  };
  fill();

  let stalled = 0;
  while (!met() && !spent() && population.length > 1) {
    const before: MomentCode = (best as Listed).completion;
    for (let child = 0; child < POPULATION && !met() && !spent(); child++) {
      const mother = tournament(population, random);
      const father = tournament(population, random);
      if (mother === father) continue;
      admit(plan(mutated(tables, crossed(mother.list, father.list, random), random), 1));
    }
    population.sort((a, b) => a.completion - b.completion);
    if (population.length > POPULATION) population.length = POPULATION;
    stalled = (best as Listed).completion < before ? 0 : stalled + 1;
    if (stalled < PATIENCE) continue;
    stalled = 0;
    population.length = Math.min(population.length, POPULATION >> 3);
    known.clear();
    for (const { ranks } of population) known.add(hash(ranks));
    fill();
  }
  return best;
}

/** Returns the lists that the priority rules make. */
export function listsByRule(tables: Tables): Int32Array[] {
  return priorities(tables, latestStarts(tables)).map((rule) => listBy(tables, rule));
}

function listed(tables: Tables, { rank }: Serial, completion: MomentCode): Listed {
  const ranks = rank.slice();
  return { ranks, completion, list: byStart(tables, ranks) };
}

/** Returns the steps by the slots in which they start; whoever must come first comes first. */
function byStart({ kinds }: Tables, ranks: Int32Array): Int32Array {
  const keys = new Float64Array(ranks.length);
  for (let step = 0; step < keys.length; step++) keys[step] = kinds[step].starts[ranks[step]] * STEPS + step;
  return sorted(keys);
}

/** Returns the steps by the slots after which they end, last ones first. */
function byEnd({ kinds, size }: Tables, ranks: Int32Array): Int32Array {
  const keys = new Float64Array(ranks.length);
  for (let step = 0; step < keys.length; step++) keys[step] = (size - kinds[step].ends[ranks[step]]) * STEPS + STEPS - 1 - step;
  const list = sorted(keys);
  for (let p = 0; p < list.length; p++) list[p] = STEPS - 1 - list[p];
  return list;
}

/** More steps than there will ever be: a slot and a step make one number, and numbers sort fastest. */
const STEPS = 2 ** 20;

function sorted(keys: Float64Array): Int32Array {
  keys.sort();
  const list = new Int32Array(keys.length);
  for (let p = 0; p < keys.length; p++) list[p] = keys[p] % STEPS;
  return list;
}

/** Returns a number that two different plans hardly ever share. */
function hash(ranks: Int32Array): number {
  let h = 17;
  for (let k = 0; k < ranks.length; k++) h = (Math.imul(h, 16_777_619) ^ ranks[k]) | 0;
  return h;
}

function tournament(population: readonly Listed[], random: () => number): Listed {
  const one = population[Math.floor(random() * population.length)];
  const other = population[Math.floor(random() * population.length)];
  return one.completion <= other.completion ? one : other;
}

/** Returns the mother's list with what lies between two points in the father's order. */
function crossed(mother: Int32Array, father: Int32Array, random: () => number): Int32Array {
  const n = mother.length;
  const one = Math.floor(random() * n);
  const other = Math.floor(random() * n);
  const [from, to] = one < other ? [one, other] : [other, one];
  const child = new Int32Array(n);
  const taken = new Uint8Array(n);
  let filled = 0;
  const take = (list: Int32Array, upTo: number): void => {
    for (let p = 0; filled < upTo; p++) {
      if (taken[list[p]] === 1) continue;
      taken[list[p]] = 1;
      child[filled++] = list[p];
    }
  };
  take(mother, from);
  take(father, to);
  take(mother, n);
  return child;
}

/** Swaps neighbours here and there, where neither waits for the other. */
function mutated({ edgesFrom }: Tables, list: Int32Array, random: () => number): Int32Array {
  for (let p = 0; p + 1 < list.length; p++) {
    if (random() >= 0.05) continue;
    const [one, other] = [list[p], list[p + 1]];
    if (edgesFrom[one].some(({ after }) => after === other)) continue;
    list[p] = other;
    list[p + 1] = one;
  }
  return list;
}

/** Returns by step the slot in which it would start latest, if nobody were in the way and the plan ended where the critical path does. */
function latestStarts(tables: Tables): Float64Array {
  const { kinds, first, edgesTo, over, atLeast } = tables;
  const n = first.length;
  const early = first.slice();
  let completion = atLeast;
  for (let step = 0; step < n; step++) {
    for (const { before, slots } of edgesTo[step]) early[step] = Math.max(early[step], kinds[step].from[slots[early[before]]]);
    if (early[step] >= kinds[step].starts.length) early[step] = kinds[step].starts.length - 1;
    const moments = over[step];
    if (moments !== null) completion = Math.max(completion, moments[early[step]]);
  }
  return Float64Array.from(latestRanks(tables, completion), (rank, step) => kinds[step].starts[Math.max(rank, early[step])]);
}

/** Returns by step the last rank from which all that follows is over by a completion if nobody is in the way; -1 where none is. */
export function latestRanks({ kinds, edgesFrom, over }: Tables, completion: MomentCode): Int32Array {
  const late = new Int32Array(kinds.length);
  for (let step = kinds.length - 1; step >= 0; step--) {
    let rank = kinds[step].starts.length - 1;
    const moments = over[step];
    if (moments !== null) while (rank >= 0 && moments[rank] > completion) rank--;
    const edges = edgesFrom[step];
    for (let e = 0; e < edges.length; e++) {
      const { after, latest } = edges[e];
      rank = Math.min(rank, late[after] < 0 ? -1 : latest[kinds[after].starts[late[after]]]);
    }
    late[step] = rank;
  }
  return late;
}

/** The priority rules, best single one first: latest start, latest finish, most work behind it, most work in and right behind it, as the files have it. */
function priorities({ kinds, work, edgesFrom }: Tables, late: Float64Array): Float64Array[] {
  const n = work.length;
  const behind = new Float64Array(n);
  for (let step = n - 1; step >= 0; step--) for (const { after } of edgesFrom[step]) behind[step] += work[after] + behind[after];
  const rule = (priority: (step: number) => number): Float64Array => Float64Array.from({ length: n }, (_, step) => priority(step));
  return [
    late,
    rule((step) => late[step] + kinds[step].ends[0] - kinds[step].starts[0]),
    rule((step) => -behind[step]),
    rule((step) => edgesFrom[step].reduce((sum, { after }) => sum - work[after], -work[step])),
    rule((step) => step),
  ];
}

/** Returns the steps in an order in which nobody comes before what it waits for, smallest priority first; by chance, if `random` is given. */
function listBy({ edgesFrom, edgesTo }: Tables, priority: Float64Array, random: (() => number) | null = null): Int32Array {
  const n = priority.length;
  const waiting = Int32Array.from(edgesTo, (edges) => edges.length);
  const ready: number[] = [];
  for (let step = 0; step < n; step++) if (waiting[step] === 0) ready.push(step);
  const list = new Int32Array(n);
  for (let p = 0; p < n; p++) {
    let pick = 0;
    if (random === null) {
      for (let k = 1; k < ready.length; k++) {
        const difference = priority[ready[k]] - priority[ready[pick]];
        if (difference < 0 || (difference === 0 && ready[k] < ready[pick])) pick = k;
      }
    } else {
      let worst = -Infinity;
      for (const step of ready) if (priority[step] > worst) worst = priority[step];
      let sum = 0;
      for (const step of ready) sum += worst - priority[step] + 1;
      let left = random() * sum;
      while (pick + 1 < ready.length && (left -= worst - priority[ready[pick]] + 1) > 0) pick++;
    }
    const step = ready[pick];
    ready[pick] = ready[ready.length - 1];
    ready.pop();
    list[p] = step;
    for (const { after } of edgesFrom[step]) if (--waiting[after] === 0) ready.push(after);
  }
  return list;
}
