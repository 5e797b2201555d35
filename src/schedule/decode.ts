/**
 * The work-order policy without overtaking (planning.md §2): a step starts as early as it can, but within a role never before a step that stands
 * earlier in the order has started. Lengthen any step or delay any release under one order, and nothing starts or finishes earlier; plain list
 * scheduling lacks that (R. L. Graham, "Bounds on multiprocessing timing anomalies", 1969), and a date that must survive failures needs it.
 */
import { afterWait, BEYOND, completionDay, momentAfter, slotOf, type MomentCode } from './axis.ts';
import type { Day } from '../model/day.ts';
import type { Duration } from '../model/units.ts';
import { finishFrom, firstStart, releaseOf, type Problem } from './problem.ts';

/** What went wrong, as changes to tasks; all empty when nothing did. */
export interface Disturbance {
  /** Slots of work added, by task. */
  readonly work: Int32Array;
  /** A moment before which the task may not begin, by task; 0 when it is not delayed. */
  readonly release: Int32Array;
  /** Waits chained after the task's own, by task. */
  readonly waits: (readonly Duration[])[];
}

/** Returns a disturbance in which nothing goes wrong. */
export function undisturbed(problem: Problem): Disturbance {
  const n = problem.tasks.length;
  return { work: new Int32Array(n), release: new Int32Array(n), waits: Array.from({ length: n }, () => []) };
}

/** A plan under construction: tasks are placed and taken back in stack order. */
export interface Decoder {
  readonly problem: Problem;
  /** First worked slot, by task; -1 for a pure wait. */
  readonly start: Int32Array;
  /** Slot after the last worked one, by task; -1 for a pure wait. */
  readonly end: Int32Array;
  /** Moment at which a task may begin as far as releases and predecessors go. */
  readonly ready: Int32Array;
  /** Moment at which a task and its waits are over; `BEYOND` when the horizon is too short. */
  readonly done: Int32Array;
  /** What goes wrong: set before placing. */
  readonly disturbance: Disturbance;
  /** Places a task, after all that it follows; false when the horizon is too short. */
  place(task: number): boolean;
  /** Takes back the task that was placed last. */
  takeBack(task: number): void;
  /** Takes back everything at once, which is faster than one by one. */
  clear(): void;
}

/** Returns an empty plan of a problem. */
export function decoderOf(problem: Problem): Decoder {
  const { axis, tasks, free } = problem;
  const n = tasks.length;
  const start = new Int32Array(n).fill(-1);
  const end = new Int32Array(n).fill(-1);
  const ready = new Int32Array(n);
  const done = new Int32Array(n);
  const usage = free.map((units) => new Int16Array(units.length));
  const release = Int32Array.from(tasks, (task) => releaseOf(task, axis));
  const latest = new Int32Array(problem.profile.roles.length);
  // What `latest` was for each of a task's roles before it was placed.
  const before = tasks.map((task) => new Int32Array(task.roles.length));
  /** By resource: the slot from which on nothing of the plan uses it, and what that was before each task was placed, by its demands. */
  const until = new Int32Array(free.length);
  const untilBefore = tasks.map((task) => new Int32Array(task.demands.length));
  // Waits through the calendar are the slow part of a placement, and depend on the end slot alone.
  const doneAfter: (Int32Array | null)[] = tasks.map(() => null);
  const disturbance = undisturbed(problem);

  // Placements are what everything costs, and most runs are over before they are compiled: indexed loops over typed arrays, no iterators.
  const after = tasks.map((task) => Int32Array.from(task.after));
  const roles = tasks.map((task) => Int32Array.from(task.roles));
  const resources = tasks.map((task) => Int32Array.from(task.demands, ({ resource }) => resource));
  const units = tasks.map((task) => Int32Array.from(task.demands, (demand) => demand.units));

  const chain = (moment: MomentCode, waits: readonly Duration[]): MomentCode => {
    let at = moment;
    for (let w = 0; w < waits.length; w++) at = afterWait(axis, at, waits[w]);
    return at;
  };
  const doneFor = (task: number, endSlot: number): MomentCode => {
    const { waits } = tasks[task];
    if (waits.length === 0) return momentAfter(axis, endSlot);
    const memo = (doneAfter[task] ??= new Int32Array(axis.size + 1).fill(-1));
    if (memo[endSlot] < 0) memo[endSlot] = chain(momentAfter(axis, endSlot), waits);
    return memo[endSlot];
  };
  /** Returns the first slot of a run from `s` to `f` in which the deal itself already uses what the task needs, or -1. */
  const conflict = (i: number, s: number, f: number): number => {
    const { open, rank } = tasks[i].runs;
    for (let d = 0; d < resources[i].length; d++) {
      const resource = resources[i][d];
      const last = rank[f < until[resource] ? f : until[resource]];
      const used = usage[resource];
      const limit = free[resource];
      const wanted = units[i][d];
      for (let r = rank[s]; r < last; r++) if (used[open[r]] + wanted > limit[open[r]]) return open[r];
    }
    return -1;
  };
  const use = (i: number, sign: 1 | -1): void => {
    const { open, rank } = tasks[i].runs;
    const last = rank[end[i]];
    for (let d = 0; d < resources[i].length; d++) {
      const used = usage[resources[i][d]];
      const amount = sign * units[i][d];
      for (let r = rank[start[i]]; r < last; r++) used[open[r]] += amount;
    }
  };

  const place = (i: number): boolean => {
    const task = tasks[i];
    let from = Math.max(release[i], disturbance.release[i]);
    for (let p = 0; p < after[i].length; p++) if (done[after[i][p]] > from) from = done[after[i][p]];
    ready[i] = from;
    const extraWaits = disturbance.waits[i];
    const work = task.work + disturbance.work[i];
    const { runs } = task;
    let slot = slotOf(axis, from);
    for (let k = 0; k < roles[i].length; k++) {
      const role = roles[i][k];
      before[i][k] = latest[role];
      if (latest[role] > slot) slot = latest[role];
    }
    start[i] = end[i] = -1;
    if (task.work === 0) {
      // What a failure adds to a pure wait is time that holds nobody.
      const begun = work === 0 ? from : afterWait(axis, from, { unit: 'min', n: work * axis.grain });
      done[i] = chain(chain(begun, task.waits), extraWaits);
      return done[i] < BEYOND;
    }
    let s = firstStart(runs, slot, work);
    let f = s < 0 ? -1 : finishFrom(runs, s, work);
    for (let t = f < 0 ? -1 : conflict(i, s, f); t >= 0; t = f < 0 ? -1 : conflict(i, s, f)) {
      s = firstStart(runs, t + 1, work);
      f = s < 0 ? -1 : finishFrom(runs, s, work);
    }
    if (f < 0) {
      done[i] = BEYOND;
      return false;
    }
    start[i] = s;
    end[i] = f;
    use(i, 1);
    for (let d = 0; d < resources[i].length; d++) {
      const resource = resources[i][d];
      untilBefore[i][d] = until[resource];
      if (f > until[resource]) until[resource] = f;
    }
    for (let k = 0; k < roles[i].length; k++) latest[roles[i][k]] = s;
    done[i] = extraWaits.length === 0 ? doneFor(i, f) : chain(doneFor(i, f), extraWaits);
    return done[i] < BEYOND;
  };

  const takeBack = (i: number): void => {
    if (start[i] >= 0) {
      use(i, -1);
      for (let d = 0; d < resources[i].length; d++) until[resources[i][d]] = untilBefore[i][d];
    }
    for (let k = 0; k < roles[i].length; k++) latest[roles[i][k]] = before[i][k];
    start[i] = end[i] = -1;
  };

  const clear = (): void => {
    for (let r = 0; r < usage.length; r++) usage[r].fill(0);
    latest.fill(0);
    until.fill(0);
    start.fill(-1);
    end.fill(-1);
  };

  return { problem, start, end, ready, done, disturbance, place, takeBack, clear };
}

/** A finished plan: one entry a task. */
export interface Placement {
  readonly order: readonly number[];
  /** First worked slot; -1 for a pure wait. */
  readonly start: Int32Array;
  /** Slot after the last worked one; -1 for a pure wait. */
  readonly end: Int32Array;
  readonly ready: Int32Array;
  readonly done: Int32Array;
  /** The moment the last obligation ends. */
  readonly completion: MomentCode;
}

/** Returns the plan that an order gives; its completion is `BEYOND` when the horizon is too short. The decoder is empty before and after. */
export function decode(decoder: Decoder, order: readonly number[]): Placement {
  let completion = 0;
  for (const task of order) {
    decoder.place(task);
    if (decoder.done[task] > completion) completion = decoder.done[task];
  }
  const { start, end, ready, done } = decoder;
  const placement = { order, start: start.slice(), end: end.slice(), ready: ready.slice(), done: done.slice(), completion };
  decoder.clear();
  return placement;
}

/** Returns the day on which a plan is complete: the latest day any of its tasks is. */
export function completionOf(problem: Problem, placement: Placement): Day {
  return completionDay(problem.axis, placement.completion);
}
