/** The planner's problem in integers: what has to be done, after what, with what, and when each may run. */
import type { Place } from '../model/place.ts';
import type { Duration, Estimate, Need } from '../model/units.ts';
import { startOfDay, type Axis, type MomentCode } from './axis.ts';
import { isClosed, type CapacityProfile, type Demand } from './capacity.ts';

/** Why a step may not begin before its release. */
export interface Release {
  readonly kind: 'signature' | 'today' | 'input' | 'material' | 'roadmap';
  /** The input, material or roadmap reference; empty for the beginning of the plan. */
  readonly on: string;
  readonly moment: MomentCode;
}

/** One step to place. Without work it is a pure wait: it takes elapsed time and no people. */
export interface Task {
  readonly index: number;
  readonly item: string;
  readonly step: string;
  readonly title: string;
  readonly phase: number;
  /** Slots of work. */
  readonly work: number;
  /** The three points of its estimate in slots, before they are rounded up; null for a pure wait. */
  readonly estimate: Readonly<Record<keyof Estimate, number>> | null;
  /** Slots that the worst estimate adds. */
  readonly worstExtra: number;
  readonly needs: readonly Need[];
  readonly demands: readonly Demand[];
  /** Indexes of the roles it uses: nothing overtakes it there. */
  readonly roles: readonly number[];
  /** Whether one of its roles has people, so that `hits: any` can hit it. */
  readonly hasPeople: boolean;
  readonly uninterrupted: boolean;
  readonly outdoors: boolean;
  readonly mandatory: boolean;
  /** Elapsed time after the work, one wait after another. */
  readonly waits: readonly Duration[];
  readonly reason: string | null;
  readonly after: readonly number[];
  /** All that it waits for from outside, the beginning of the plan included. */
  readonly releases: readonly Release[];
  /** Which slots it can work in; shared by all tasks with the same demands. */
  readonly runs: Runs;
  readonly at: Place;
}

/** The whole problem. Tasks stand in an order that respects `after`. */
export interface Problem {
  readonly axis: Axis;
  readonly profile: CapacityProfile;
  readonly tasks: readonly Task[];
  /** Tasks that come directly after each task. */
  readonly followers: readonly (readonly number[])[];
  /** Free units by resource and slot, fixed before the deal is planned; empty for a resource that no task uses. */
  readonly free: readonly Int16Array[];
}

/**
 * Where a step with certain demands can work. A slot is open when the capacity that is fixed before the deal is planned covers its needs; the step
 * works in open slots and pauses over the others. An uninterrupted one may pause only over closed time, never over a booking.
 */
export interface Runs {
  /** The open slots in order. */
  readonly open: Int32Array;
  /** By slot (one more at the end): how many open slots lie before it. */
  readonly rank: Int32Array;
  /** By slot: the first slot from it on that is neither open nor closed: somebody else's booking. Only for uninterrupted steps. */
  readonly nextBlocked: Int32Array | null;
  /** Cumulative workable shares of the open slots, for outdoor steps. */
  readonly progress: Float64Array | null;
}

/** Returns the runs of a step: its open slots under the profile, or all slots when `unlimited`. */
export function runsOf(
  profile: CapacityProfile,
  free: readonly Int16Array[],
  demands: readonly Demand[],
  uninterrupted: boolean,
  workable: ((dayIndex: number) => number) | null,
  unlimited: boolean,
): Runs {
  const { axis } = profile;
  const rank = new Int32Array(axis.size + 1);
  const slots = new Int32Array(axis.size);
  // One pass a demand: a queue of thousands of bookings asks this for each of its steps.
  const shut = new Uint8Array(axis.size);
  if (!unlimited) {
    for (const { resource, units } of demands) {
      const there = free[resource];
      for (let t = 0; t < shut.length; t++) if (there[t] < units) shut[t] = 1;
    }
  }
  let count = 0;
  for (let t = 0; t < shut.length; t++) {
    rank[t] = count;
    if (shut[t] === 0) slots[count++] = t;
  }
  rank[axis.size] = count;
  const open = slots.subarray(0, count);
  let nextBlocked: Int32Array | null = null;
  if (uninterrupted && !unlimited) {
    nextBlocked = new Int32Array(axis.size + 1);
    nextBlocked[axis.size] = axis.size;
    for (let t = axis.size - 1; t >= 0; t--) {
      const isOpen = rank[t + 1] > rank[t];
      nextBlocked[t] = !isOpen && !isClosed(profile, demands, t) ? t : nextBlocked[t + 1];
    }
  }
  let progress: Float64Array | null = null;
  if (workable !== null) {
    // Shares are millionths, so the sums are whole numbers far below 2^53.
    progress = new Float64Array(open.length + 1);
    for (let i = 0; i < open.length; i++) progress[i + 1] = progress[i] + workable(axis.dayOfSlot[open[i]]);
  }
  return { open, rank, nextBlocked, progress };
}

/** Returns the first slot at or after `slot` in which a step can begin, or -1 beyond the horizon. */
function firstOpen(runs: Runs, slot: number): number {
  if (slot >= runs.rank.length) return -1;
  const r = runs.rank[slot];
  return r < runs.open.length ? runs.open[r] : -1;
}

/** Returns the slot after the last worked one for a step that begins in the open slot `start`, or -1 beyond the horizon. */
export function finishFrom(runs: Runs, start: number, work: number): number {
  const r = runs.rank[start];
  if (runs.progress === null) {
    const last = r + work - 1;
    return last < runs.open.length ? runs.open[last] + 1 : -1;
  }
  // Outdoors a slot does only its month's workable share of a slot's work.
  const wanted = runs.progress[r] + work * 1_000_000;
  let low = r + 1;
  let high = runs.open.length;
  if (runs.progress[high] < wanted) return -1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs.progress[middle] >= wanted) high = middle;
    else low = middle + 1;
  }
  return runs.open[low - 1] + 1;
}

/** Returns the first slot from `slot` on in which the step can begin and run to its end as it must; -1 beyond the horizon. */
export function firstStart(runs: Runs, slot: number, work: number): number {
  let start = firstOpen(runs, slot);
  while (start >= 0 && runs.nextBlocked !== null) {
    const blocked = runs.nextBlocked[start];
    const finish = finishFrom(runs, start, work);
    if (finish < 0) return -1;
    if (blocked >= finish) break;
    start = firstOpen(runs, blocked);
  }
  return start;
}

/**
 * Returns the free units by slot of the resources that are asked for, empty for the others: calendar − reserve − bookings. A booking that is planned
 * takes from the whole calendar (`withReserve`), as one that is given as a load does: what is promised already may use the reserve.
 */
export function freeUnits(profile: CapacityProfile, wanted: ReadonlySet<number>, withReserve: boolean): Int16Array[] {
  const { present, kept, booked, axis } = profile;
  const none = new Int16Array(0);
  return profile.resources.map((_, resource) => {
    if (!wanted.has(resource)) return none;
    const free = new Int16Array(axis.size);
    const [there, back, held] = [present[resource], kept[resource], booked[resource]];
    for (let t = 0; t < free.length; t++) {
      const left = there[t] - held[t] - (withReserve ? 0 : back[t]);
      free[t] = left > 0 ? left : 0;
    }
    return free;
  });
}

/** Returns the moment before which a task may not begin, whatever precedes it. */
export function releaseOf(task: Task, axis: Axis): MomentCode {
  let latest = startOfDay(axis, axis.firstDay);
  for (const { moment } of task.releases) if (moment > latest) latest = moment;
  return latest;
}
