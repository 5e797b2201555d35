/**
 * The problem as tables, for everything that has to look at a plan ten thousand times: the search for an order, the bounds, the exact solver.
 *
 * - A step's start is a *rank*: its number among the slots in which that step can begin. Ranks have no holes, so "the next possible start" is +1,
 *   and nights, leave and other people's bookings, over which a step pauses, cost nothing. Every question about a step is then one look into a table:
 *   `ends` (slot after the last worked one), `running` (first rank that still runs in a slot) and `from` (first rank at or after a slot). All are monotone.
 * - Steps that only wait have no rank. What comes after them is certain once their predecessors are placed, so they become part of the edges:
 *   an edge says for each rank of one step from which slot on the other may begin.
 * - A step's `over` says for each rank when it, and all waits behind it, are over. The deal is complete on the business day of the latest.
 */
import { afterWait, completionIndex, momentAfter, slotOf, type Axis, type MomentCode } from '../axis.ts';
import type { Duration } from '../../model/units.ts';
import type { Disturbance } from '../decode.ts';
import { finishFrom, firstStart, releaseOf, type Problem, type Runs, type Task } from '../problem.ts';

/** When steps of one kind (the same people, the same work) can begin and end. */
interface Kind {
  /** By rank: the first worked slot. */
  readonly starts: Int32Array;
  /** By rank: the slot after the last worked one. */
  readonly ends: Int32Array;
  /** By slot: the first rank that starts at or after it; the number of ranks where there is none. */
  readonly from: Int32Array;
  /** By slot: the first rank that ends after it. */
  readonly running: Int32Array;
  /** Slots in which it can work, and how many of them lie before each slot. */
  readonly runs: Runs;
  /** What follows a step of this kind, by the waits in between; and by rank when those waits are over. */
  readonly lags: Map<string, Lag>;
  readonly overs: Map<string, Int32Array>;
}

/** When a follower may begin. */
interface Lag {
  /** By rank: the first slot in which the follower may begin. */
  readonly slots: Int32Array;
  /** By slot: the last rank that lets the follower begin there; -1 where there is none. */
  readonly latest: Int32Array;
}

/** One step waits for another. */
interface Edge extends Lag {
  readonly before: number;
  readonly after: number;
}

/** Who needs how much of a resource; `free` by slot is what there is before the deal is planned. */
interface Pool {
  readonly resource: number;
  readonly free: Int16Array;
  readonly steps: readonly number[];
  readonly units: readonly number[];
}

/** Ties several variants of one problem together: steps `v * steps + i` are step i in variant v. */
export interface SameOrder {
  readonly steps: number;
  readonly variants: number;
  /** Steps that share a role, neither of which is bound to follow the other: which of the two comes first is the same in all variants. */
  readonly pairs: readonly (readonly [number, number])[];
  /** By step: its pairs. */
  readonly pairsOf: readonly (readonly number[])[];
}

/** A problem as tables; its steps are the tasks that work, in the order of the tasks. */
export interface Tables {
  readonly size: number;
  /** Slots of the axis that the deal was laid out over, this one or a longer one: what is drawn by chance does not depend on where it was cut off. */
  readonly seed: number;
  /** By step: the index of its task. */
  readonly tasks: Int32Array;
  readonly kinds: readonly Kind[];
  /** Slots of work, the disturbance included. */
  readonly work: Int32Array;
  /** First rank that its releases allow. */
  readonly first: Int32Array;
  readonly edgesFrom: readonly (readonly Edge[])[];
  readonly edgesTo: readonly (readonly Edge[])[];
  /** By step, then by rank: the moment at which it and the waits behind it are over; null where its followers say more. */
  readonly over: readonly (Int32Array | null)[];
  /** No plan is complete before this moment, by what only waits. */
  readonly atLeast: MomentCode;
  readonly pools: readonly Pool[];
  /** By step: the pools that it uses and its units there. */
  readonly uses: readonly { readonly pool: Int32Array; readonly units: Int32Array }[];
  /** Returns the business day, as its number on the axis, of a completion; `never` past the axis. */
  readonly dayOf: (moment: MomentCode) => number;
  readonly never: number;
  /** Set when these are the tables of several variants side by side. */
  readonly sameOrder: SameOrder | null;
}

/** What leads to a task: working steps, each through a chain of waits, and a moment before which it cannot begin anyway. */
interface Sources {
  readonly chains: readonly { readonly step: number; readonly waits: readonly Duration[] }[];
  readonly moment: MomentCode;
}

/** Returns the tables of a problem in which some things went wrong; null when a step cannot be done at all within the horizon. */
export function tablesOf(problem: Problem, disturbance: Disturbance): Tables | null {
  const { axis, tasks, followers } = problem;
  const size = axis.size;
  const { working, stepOf, indexes, pools, uses } = workingOf(problem);
  const n = working.length;
  const work = new Int32Array(n);
  for (let step = 0; step < n; step++) work[step] = working[step].work + disturbance.work[indexes[step]];
  const kinds = working.map((task, step) => kindOf(task.runs, work[step], size));
  if (kinds.some(({ starts }) => starts.length === 0)) return null;

  const lagOf = (kind: Kind, waits: readonly Duration[]): Lag => {
    const key = keyOf(waits);
    let lag = kind.lags.get(key);
    if (lag === undefined) {
      // Without waits the next slot is free to use: an evening is followed by the next morning.
      const slots = waits.length === 0 ? kind.ends : pick(arrivalsOf(axis, waits, key).slots, kind.ends);
      lag = { slots, latest: lastUpTo(slots, size) };
      kind.lags.set(key, lag);
    }
    return lag;
  };

  // Tasks stand in an order that respects `after`, so what leads to each is known when it is its turn.
  const sources: Sources[] = [];
  const first = new Int32Array(n);
  const edgesFrom: Edge[][] = working.map(() => []);
  const edgesTo: Edge[][] = working.map(() => []);
  const over: (Int32Array | null)[] = working.map(() => null);
  let atLeast = 0;
  const never = axis.days.length;
  const dayOf = (moment: MomentCode): number => completionIndex(axis, moment);
  const waitsOf = (index: number): readonly Duration[] => {
    const own = [...tasks[index].waits, ...disturbance.waits[index]];
    const idle = tasks[index].work === 0 ? disturbance.work[index] : 0;
    return idle === 0 ? own : [{ unit: 'min', n: idle * axis.grain }, ...own];
  };
  for (const task of tasks) {
    const { index } = task;
    const step = stepOf[index];
    const lead = task.after.map((before) => sources[before]);
    const moment = lead.reduce(
      (latest, source) => Math.max(latest, source.moment),
      Math.max(releaseOf(task, axis), disturbance.release[index]),
    );
    // Mostly there is one.
    const chains = lead.length === 1 ? lead[0].chains : lead.flatMap((source) => source.chains);
    const waits = waitsOf(index);
    const isLast = followers[index].length === 0;
    if (step < 0) {
      const passed = {
        chains: chains.map((chain) => ({ ...chain, waits: [...chain.waits, ...waits] })),
        moment: arrive(axis, moment, waits),
      };
      sources.push(passed);
      if (!isLast) continue;
      atLeast = Math.max(atLeast, passed.moment);
      for (const chain of passed.chains) addLast(chain.step, chain.waits);
      continue;
    }
    const slot = slotOf(axis, moment);
    first[step] = slot >= size ? kinds[step].starts.length : kinds[step].from[slot];
    if (first[step] >= kinds[step].starts.length) return null;
    for (const chain of chains) {
      const edge = { before: chain.step, after: step, ...lagOf(kinds[chain.step], chain.waits) };
      edgesFrom[chain.step].push(edge);
      edgesTo[step].push(edge);
    }
    sources.push({ chains: [{ step, waits }], moment: 0 });
    if (isLast) addLast(step, waits);
  }
  function addLast(step: number, waits: readonly Duration[]): void {
    const kind = kinds[step];
    const key = keyOf(waits);
    let moments = kind.overs.get(key);
    if (moments === undefined) {
      moments = pick(arrivalsOf(axis, waits, key).moments, kind.ends);
      kind.overs.set(key, moments);
    }
    const known = over[step];
    over[step] = known === null ? moments : known.map((moment, rank) => Math.max(moment, moments[rank]));
  }

  const seed = problem.profile.axis.size;
  return { size, seed, tasks: indexes, kinds, work, first, edgesFrom, edgesTo, over, atLeast, pools, uses, dayOf, never, sameOrder: null };
}

/** What of a problem's tables nothing that goes wrong can change. */
interface Working extends Pick<Tables, 'pools' | 'uses'> {
  /** The tasks that work, their indexes, and by task the number of its step; -1 where it only waits. */
  readonly working: readonly Task[];
  readonly indexes: Int32Array;
  readonly stepOf: Int32Array;
}

const workingIn = new WeakMap<Problem, Working>();

function workingOf(problem: Problem): Working {
  const known = workingIn.get(problem);
  if (known !== undefined) return known;
  const { tasks, free } = problem;
  const working = tasks.filter(({ work }) => work > 0);
  const indexes = Int32Array.from(working, ({ index }) => index);
  const stepOf = new Int32Array(tasks.length).fill(-1);
  working.forEach(({ index }, step) => (stepOf[index] = step));
  const pools: { resource: number; free: Int16Array; steps: number[]; units: number[] }[] = [];
  const uses = working.map((task, step) => {
    const pool = task.demands.map(({ resource, units }) => {
      let at = pools.findIndex((other) => other.resource === resource);
      if (at < 0) at = pools.push({ resource, free: free[resource], steps: [], units: [] }) - 1;
      pools[at].steps.push(step);
      pools[at].units.push(units);
      return at;
    });
    return { pool: Int32Array.from(pool), units: Int32Array.from(task.demands, ({ units }) => units) };
  });
  const found = { working, indexes, stepOf, pools, uses };
  workingIn.set(problem, found);
  return found;
}

/** Returns when waits are over, one after another. */
function arrive(axis: Axis, moment: MomentCode, waits: readonly Duration[]): MomentCode {
  let at = moment;
  for (let w = 0; w < waits.length; w++) at = afterWait(axis, at, waits[w]);
  return at;
}

/** By the slot after a step's last worked one: when the waits behind it are over, and the first slot that is free to use then. */
interface Arrivals {
  readonly moments: Int32Array;
  readonly slots: Int32Array;
}

/** Arrivals by their axis and the waits: steps of all kinds end in the same slots, and a wait through the calendar is the slow part of a table. */
const arrivalsOver = new WeakMap<Axis, Map<string, Arrivals>>();

function arrivalsOf(axis: Axis, waits: readonly Duration[], key: string): Arrivals {
  let byWaits = arrivalsOver.get(axis);
  if (byWaits === undefined) arrivalsOver.set(axis, (byWaits = new Map<string, Arrivals>()));
  let found = byWaits.get(key);
  if (found !== undefined) return found;
  const { size } = axis;
  found = { moments: new Int32Array(size + 1), slots: new Int32Array(size + 1) };
  for (let end = 1; end <= size; end++) {
    const moment = arrive(axis, momentAfter(axis, end), waits);
    const slot = slotOf(axis, moment);
    found.moments[end] = moment;
    found.slots[end] = slot < size ? slot : size;
  }
  byWaits.set(key, found);
  return found;
}

/** Returns what a table has at each of some places. */
function pick(table: Int32Array, at: Int32Array): Int32Array {
  const found = new Int32Array(at.length);
  for (let k = 0; k < at.length; k++) found[k] = table[at[k]];
  return found;
}

/**
 * Kinds by their runs and their work. The same problem is asked about again and again, each time with something else gone wrong: most of its tables
 * are the same each time. They live as long as the runs that they belong to.
 */
const kindsOf = new WeakMap<Runs, Map<number, Kind>>();

function kindOf(runs: Runs, work: number, size: number): Kind {
  let byWork = kindsOf.get(runs);
  if (byWork === undefined) kindsOf.set(runs, (byWork = new Map<number, Kind>()));
  let kind = byWork.get(work);
  if (kind === undefined) byWork.set(work, (kind = makeKind(runs, work, size)));
  return kind;
}

function makeKind(runs: Runs, work: number, size: number): Kind {
  const { open, rank, nextBlocked, progress } = runs;
  const isPlain = nextBlocked === null && progress === null;
  const { starts, ends } = isPlain ? plainSpans(open, work) : spansOf(runs, work, size);
  const from = new Int32Array(size + 1);
  const running = new Int32Array(size + 1);
  const last = starts.length;
  if (isPlain) {
    // Every open slot is a start until too few are left, and it is over with the slot that is so many open ones further on.
    for (let slot = 0; slot <= size; slot++) {
      const r = rank[slot];
      from[slot] = r < last ? r : last;
      running[slot] = r < work ? 0 : r - work + 1 < last ? r - work + 1 : last;
    }
  } else {
    for (let slot = 0, next = 0, ended = 0; slot <= size; slot++) {
      while (next < last && starts[next] < slot) next++;
      while (ended < last && ends[ended] <= slot) ended++;
      from[slot] = next;
      running[slot] = ended;
    }
  }
  return { starts, ends, from, running, runs, lags: new Map(), overs: new Map() };
}

/** Starts and ends of a step that may pause over whatever is in its way. */
function plainSpans(open: Int32Array, work: number): Pick<Kind, 'starts' | 'ends'> {
  const many = Math.max(0, open.length - work + 1);
  const ends = new Int32Array(many);
  for (let k = 0; k < many; k++) ends[k] = open[k + work - 1] + 1;
  return { starts: open.subarray(0, many), ends };
}

function spansOf(runs: Runs, work: number, size: number): Pick<Kind, 'starts' | 'ends'> {
  const starts = new Int32Array(runs.open.length);
  const ends = new Int32Array(runs.open.length);
  let many = 0;
  for (let slot = 0; slot < size; many++) {
    const start = firstStart(runs, slot, work);
    const end = start < 0 ? -1 : finishFrom(runs, start, work);
    if (end < 0) break;
    starts[many] = start;
    ends[many] = end;
    slot = start + 1;
  }
  return { starts: starts.slice(0, many), ends: ends.slice(0, many) };
}

/** By the moments of a step (`over`), what they say in business days; as long-lived as the kinds that they belong to. */
const completionsOf = new WeakMap<Int32Array, Lag>();

/** Returns by rank the business day of a step's moments, and by day the last rank that is over by then: the edge to the completion of the deal. */
export function daysOf(moments: Int32Array, { dayOf, never }: Pick<Tables, 'dayOf' | 'never'>): Lag {
  let days = completionsOf.get(moments);
  if (days === undefined) {
    const slots = moments.map(dayOf);
    days = { slots, latest: lastUpTo(slots, never + 1) };
    completionsOf.set(moments, days);
  }
  return days;
}

function keyOf(waits: readonly Duration[]): string {
  return waits.map(({ n, unit }) => `${n}${unit}`).join();
}

/** Returns by slot the last index whose value is no later than the slot; -1 where there is none. Values never fall. */
function lastUpTo(values: Int32Array, size: number): Int32Array {
  const latest = new Int32Array(size + 1);
  for (let slot = 0, next = 0; slot <= size; slot++) {
    while (next < values.length && values[next] <= slot) next++;
    latest[slot] = next - 1;
  }
  return latest;
}
