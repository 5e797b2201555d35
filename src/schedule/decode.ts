/**
 * The work-order policy without overtaking (planning.md §2): a step starts as early as it can, but within a role never before a step that stands
 * earlier in the order has started. Lengthen any step or delay any release under one order, and nothing starts or finishes earlier; plain list
 * scheduling lacks that (R. L. Graham, "Bounds on multiprocessing timing anomalies", 1969), and a date that must survive failures needs it.
 */
import { afterWait, BEYOND, completionDay, momentAfter, slotOf, type Axis, type MomentCode } from './axis.ts';
import type { Day } from '../model/day.ts';
import type { Duration } from '../model/units.ts';
import { finishFrom, firstStart, releaseOf, type Problem, type Runs } from './problem.ts';

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
  return new Placing(problem);
}

/**
 * The plan under construction. A class, because functions that are made anew for each plan lose their compiled code with the next garbage collection; and
 * indexed loops over typed arrays, because placements are what everything costs.
 */
class Placing implements Decoder {
  readonly problem: Problem;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly ready: Int32Array;
  readonly done: Int32Array;
  readonly disturbance: Disturbance;
  private readonly usage: readonly Int16Array[];
  private readonly release: Int32Array;
  /** By role: the latest start so far; and what that was for each of a task's roles before it was placed. */
  private readonly latest: Int32Array;
  private readonly latestBefore: readonly Int32Array[];
  /** By resource: the slot from which on nothing of the plan uses it, and what that was before each task was placed, by its demands. */
  private readonly until: Int32Array;
  private readonly untilBefore: readonly Int32Array[];
  /** Waits through the calendar are the slow part of a placement, and depend on the end slot alone: by task, by end slot. */
  private readonly doneAfter: (Int32Array | null)[];
  // The problem once more, by task: problems and tasks are made in several places and differ in their layout, which every look at them would have to find out.
  private readonly axis: Axis;
  private readonly free: readonly Int16Array[];
  private readonly work: Int32Array;
  private readonly runs: readonly Runs[];
  private readonly after: readonly Int32Array[];
  private readonly roles: readonly Int32Array[];
  private readonly resources: readonly Int32Array[];
  private readonly units: readonly Int32Array[];

  constructor(problem: Problem) {
    const { axis, tasks, free } = problem;
    const n = tasks.length;
    this.problem = problem;
    this.start = new Int32Array(n).fill(-1);
    this.end = new Int32Array(n).fill(-1);
    this.ready = new Int32Array(n);
    this.done = new Int32Array(n);
    this.disturbance = undisturbed(problem);
    this.usage = free.map((units) => new Int16Array(units.length));
    this.release = Int32Array.from(tasks, (task) => releaseOf(task, axis));
    this.latest = new Int32Array(problem.profile.roles.length);
    this.latestBefore = tasks.map((task) => new Int32Array(task.roles.length));
    this.until = new Int32Array(free.length);
    this.untilBefore = tasks.map((task) => new Int32Array(task.demands.length));
    this.doneAfter = tasks.map(() => null);
    this.axis = axis;
    this.free = free;
    this.work = Int32Array.from(tasks, (task) => task.work);
    this.runs = tasks.map((task) => task.runs);
    this.after = tasks.map((task) => Int32Array.from(task.after));
    this.roles = tasks.map((task) => Int32Array.from(task.roles));
    this.resources = tasks.map((task) => Int32Array.from(task.demands, ({ resource }) => resource));
    this.units = tasks.map((task) => Int32Array.from(task.demands, (demand) => demand.units));
  }

  place(i: number): boolean {
    const { axis, disturbance, start, end, ready, done, latest, until } = this;
    const after = this.after[i];
    const roles = this.roles[i];
    let from = this.release[i];
    if (disturbance.release[i] > from) from = disturbance.release[i];
    for (let p = 0; p < after.length; p++) if (done[after[p]] > from) from = done[after[p]];
    ready[i] = from;
    const extraWaits = disturbance.waits[i];
    const own = this.work[i];
    const work = own + disturbance.work[i];
    const runs = this.runs[i];
    let slot = slotOf(axis, from);
    const latestBefore = this.latestBefore[i];
    for (let k = 0; k < roles.length; k++) {
      const before = latest[roles[k]];
      latestBefore[k] = before;
      if (before > slot) slot = before;
    }
    start[i] = end[i] = -1;
    if (own === 0) {
      // What a failure adds to a pure wait is time that holds nobody.
      const begun = work === 0 ? from : afterWait(axis, from, { unit: 'min', n: work * axis.grain });
      done[i] = chain(axis, chain(axis, begun, this.problem.tasks[i].waits), extraWaits);
      return done[i] < BEYOND;
    }
    let s = firstStart(runs, slot, work);
    let f = s < 0 ? -1 : finishFrom(runs, s, work);
    for (let t = f < 0 ? -1 : this.conflict(i, s, f); t >= 0; t = f < 0 ? -1 : this.conflict(i, s, f)) {
      s = firstStart(runs, t + 1, work);
      f = s < 0 ? -1 : finishFrom(runs, s, work);
    }
    if (f < 0) {
      done[i] = BEYOND;
      return false;
    }
    start[i] = s;
    end[i] = f;
    this.use(i, 1);
    const resources = this.resources[i];
    const untilBefore = this.untilBefore[i];
    for (let d = 0; d < resources.length; d++) {
      const resource = resources[d];
      untilBefore[d] = until[resource];
      if (f > until[resource]) until[resource] = f;
    }
    for (let k = 0; k < roles.length; k++) latest[roles[k]] = s;
    const over = this.doneFor(i, f);
    done[i] = extraWaits.length === 0 ? over : chain(axis, over, extraWaits);
    return done[i] < BEYOND;
  }

  takeBack(i: number): void {
    const { latest, until } = this;
    if (this.start[i] >= 0) {
      this.use(i, -1);
      const resources = this.resources[i];
      const untilBefore = this.untilBefore[i];
      for (let d = 0; d < resources.length; d++) until[resources[d]] = untilBefore[d];
    }
    const roles = this.roles[i];
    const latestBefore = this.latestBefore[i];
    for (let k = 0; k < roles.length; k++) latest[roles[k]] = latestBefore[k];
    this.start[i] = this.end[i] = -1;
  }

  clear(): void {
    for (let r = 0; r < this.usage.length; r++) this.usage[r].fill(0);
    this.latest.fill(0);
    this.until.fill(0);
    this.start.fill(-1);
    this.end.fill(-1);
  }

  private doneFor(task: number, endSlot: number): MomentCode {
    const memo = this.doneAfter[task];
    if (memo !== null && memo[endSlot] >= 0) return memo[endSlot];
    const { axis } = this;
    const { waits } = this.problem.tasks[task];
    const over = chain(axis, momentAfter(axis, endSlot), waits);
    if (waits.length > 0) (this.doneAfter[task] ??= new Int32Array(axis.size + 1).fill(-1))[endSlot] = over;
    return over;
  }

  /** Returns the first slot of a run from `s` to `f` in which the deal itself already uses what the task needs, or -1. */
  private conflict(i: number, s: number, f: number): number {
    const { free, usage, until } = this;
    const { open, rank } = this.runs[i];
    const resources = this.resources[i];
    const units = this.units[i];
    for (let d = 0; d < resources.length; d++) {
      const resource = resources[d];
      const last = rank[f < until[resource] ? f : until[resource]];
      const used = usage[resource];
      const limit = free[resource];
      const wanted = units[d];
      for (let r = rank[s]; r < last; r++) if (used[open[r]] + wanted > limit[open[r]]) return open[r];
    }
    return -1;
  }

  private use(i: number, sign: 1 | -1): void {
    const { open, rank } = this.runs[i];
    const resources = this.resources[i];
    const units = this.units[i];
    const first = rank[this.start[i]];
    const last = rank[this.end[i]];
    for (let d = 0; d < resources.length; d++) {
      const used = this.usage[resources[d]];
      const amount = sign * units[d];
      for (let r = first; r < last; r++) used[open[r]] += amount;
    }
  }
}

/** Returns when waits are over, one after another. */
function chain(axis: Axis, moment: MomentCode, waits: readonly Duration[]): MomentCode {
  let at = moment;
  for (let w = 0; w < waits.length; w++) at = afterWait(axis, at, waits[w]);
  return at;
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
