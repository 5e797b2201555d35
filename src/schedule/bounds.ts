/** Lower bounds: days before which no plan can be complete, whatever the order of work (planning.md §4.2). */
import { afterWait, BEYOND, completionDay, momentAfter, slotOf, type MomentCode } from './axis.ts';
import { decoderOf, undisturbed, type Disturbance } from './decode.ts';
import type { Day } from '../model/day.ts';
import type { Problem } from './problem.ts';

/** The critical path: every step as early as its own people, releases and predecessors allow, nobody else of the deal in the way. */
export interface CriticalPath {
  /** Earliest slot of each task; for a pure wait, the slot of its beginning. */
  readonly start: Int32Array;
  /** Earliest moment at which each task and its waits are over. */
  readonly done: Int32Array;
  /** `BEYOND` when the horizon is too short. */
  readonly completion: MomentCode;
  /** Returns the earliest completion if a task's work ends no earlier than before slot `end`. */
  completionIf(task: number, end: number): MomentCode;
}

/** Returns the critical path of a problem. */
export function criticalPath(problem: Problem, disturbance: Disturbance = undisturbed(problem)): CriticalPath {
  const { axis, tasks, followers } = problem;
  const decoder = decoderOf({ ...problem, tasks: tasks.map((task) => ({ ...task, roles: [], demands: [] })) });
  decoder.disturbance.work.set(disturbance.work);
  decoder.disturbance.release.set(disturbance.release);
  disturbance.waits.forEach((waits, i) => (decoder.disturbance.waits[i] = waits));
  const start = new Int32Array(tasks.length);
  let completion = 0;
  for (const { index } of tasks) {
    decoder.place(index);
    start[index] = decoder.start[index] >= 0 ? decoder.start[index] : slotOf(axis, decoder.ready[index]);
    completion = Math.max(completion, decoder.done[index]);
  }
  const done = decoder.done.slice();
  /** By task: whether something that it follows has moved; all 0 between two questions. */
  const isBehind = new Uint8Array(tasks.length);

  const completionIf = (task: number, end: number): MomentCode => {
    let moment = momentAfter(axis, end);
    for (const wait of tasks[task].waits) moment = afterWait(axis, moment, wait);
    for (const wait of disturbance.waits[task]) moment = afterWait(axis, moment, wait);
    if (moment <= done[task]) return completion;
    let latest = Math.max(completion, moment);
    const moved = [task];
    decoder.done[task] = moment;
    for (const next of followers[task]) isBehind[next] = 1;
    for (let j = task + 1; j < tasks.length; j++) {
      if (isBehind[j] === 0) continue;
      isBehind[j] = 0;
      decoder.place(j);
      if (decoder.done[j] <= done[j]) continue;
      moved.push(j);
      for (const next of followers[j]) isBehind[next] = 1;
      if (decoder.done[j] > latest) latest = decoder.done[j];
    }
    for (const j of moved) decoder.done[j] = done[j];
    return latest;
  };
  return { start, done, completion, completionIf };
}

/**
 * Returns the head/tail energy bound, a day: for each role (at each level) and each earliest start e, the work of the steps that cannot begin before e
 * needs that many free hours from e on; the last of them then still has its tail to go. Never earlier than the critical path; `BEYOND` past the horizon.
 *
 * Source: heads and tails of J. Carlier and E. Pinson; energy of cumulative resources as in P. Baptiste, C. Le Pape and W. Nuijten,
 * "Constraint-Based Scheduling" (2001), with free hours counted slot by slot.
 */
export function energyBound(
  problem: Problem,
  disturbance: Disturbance = undisturbed(problem),
  path = criticalPath(problem, disturbance),
): Day {
  return energyOf(problem, disturbance, path).day;
}

/** A role that is short: the deal needs more of it between two slots than is free. In unit-slots. */
export interface Shortage {
  readonly resource: number;
  readonly from: number;
  readonly before: number;
  readonly needed: number;
  readonly free: number;
}

/**
 * Returns the shortage because of which no plan is complete before `day`, where the head/tail energy bound says so: the hours of a role that are needed before
 * it is too late for what follows, and those that are free until then. Null where that bound lies before `day`.
 */
export function shortageBefore(problem: Problem, day: Day): Shortage | null {
  const { axis, free } = problem;
  const path = criticalPath(problem);
  const { day: found, binding } = energyOf(problem, undisturbed(problem), path);
  if (found < day || binding === null) return null;
  const { resource, from, needed, tasks, until } = binding;
  const isInTime = (slot: number): boolean => tasks.some((task) => completionDay(axis, path.completionIf(task, slot)) < day);
  // The last slot by which the work would have to be over.
  let low = from;
  let high = until;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isInTime(middle)) low = middle;
    else high = middle - 1;
  }
  // People think in days: the beginning of that day, unless all of it lies on the first one.
  const morning = low < axis.size ? axis.firstSlot[axis.dayOfSlot[low]] : low;
  const before = morning > from ? morning : low;
  const freeIn = (first: number, end: number): number => free[resource].subarray(first, end).reduce((sum, units) => sum + units, 0);
  // What is free between that morning and the last slot may do some of the work, so that much less is needed before.
  return { resource, from, before, needed: needed - freeIn(before, low), free: freeIn(from, before) };
}

/** What the energy bound rests on: these tasks need so many unit-slots of a resource from a slot on, which it has no sooner than before `until`. */
interface Binding {
  readonly resource: number;
  readonly from: number;
  readonly until: number;
  readonly needed: number;
  readonly tasks: readonly number[];
}

function energyOf(problem: Problem, disturbance: Disturbance, path: CriticalPath): { day: Day; binding: Binding | null } {
  const { axis, tasks, free } = problem;
  let bound = path.completion;
  let binding: Binding | null = null;
  if (bound >= BEYOND) return { day: BEYOND, binding };
  const users = new Map<number, { task: number; units: number }[]>();
  for (const task of tasks) {
    if (task.work + disturbance.work[task.index] === 0) continue;
    for (const { resource, units } of task.demands) {
      const list = users.get(resource) ?? [];
      list.push({ task: task.index, units });
      users.set(resource, list);
    }
  }
  for (const [resource, list] of users) {
    const byStart = list.sort((a, b) => path.start[b.task] - path.start[a.task]);
    let energy = 0;
    // Who may be the last with the least behind it: it mostly is so for more work, too, and then nobody else need be looked at.
    let shortest = byStart[0].task;
    // The latest slot by which the work was seen to be over in time: so it is with any slot before, and with more steps to choose the last one from.
    let inTime = -1;
    for (let i = 0; i < byStart.length; i++) {
      const { task, units } = byStart[i];
      // Outdoors a slot does only part of a slot's work: counting it as a whole one weakens the bound and keeps it true.
      energy += units * (tasks[task].work + disturbance.work[task]);
      const from = path.start[task];
      if (i + 1 < byStart.length && path.start[byStart[i + 1].task] === from) continue;
      let left = energy;
      let slot = from;
      while (slot < axis.size && left > 0) left -= free[resource][slot++];
      if (left > 0) return { day: BEYOND, binding };
      if (slot <= inTime) continue;
      let soonest = path.completionIf(shortest, slot);
      for (let k = 0; k <= i && soonest > bound; k++) {
        const completion = path.completionIf(byStart[k].task, slot);
        if (completion >= soonest) continue;
        soonest = completion;
        shortest = byStart[k].task;
      }
      if (soonest <= bound) {
        inTime = slot;
        continue;
      }
      bound = soonest;
      binding = { resource, from, until: slot, needed: energy, tasks: byStart.slice(0, i + 1).map((user) => user.task) };
    }
  }
  return { day: completionDay(axis, bound), binding };
}
