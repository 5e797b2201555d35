/** Why the date is where it is: the plan as dates, the chain that binds, the role that holds it up and whose bookings hold the role (planning.md §5). */
import type { Capacity } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import { BEYOND, completionDay, dayOfMoment, momentAfter, slotOf, type Axis } from './axis.ts';
import { businessDaysIn } from './capacity.ts';
import type { Placement } from './decode.ts';
import { firstStart, type Problem, type Task } from './problem.ts';
import type { Bottleneck, ChainLink, PlanRow, Stall, WaitKind } from './schedule.ts';

/** Returns the plan as rows of dates, in the order in which the steps begin. */
export function rowsOf(problem: Problem, placement: Placement): PlanRow[] {
  const { axis, tasks } = problem;
  // A pure window begins when it may.
  const begins = ({ index }: Task): number => (placement.start[index] >= 0 ? placement.start[index] : slotOf(axis, placement.ready[index]));
  return tasks
    .map((task) => ({ task, row: rowOf(axis, task, placement, causeOf(problem, placement, task)) }))
    .sort((a, b) => a.row.start - b.row.start || begins(a.task) - begins(b.task) || a.task.index - b.task.index)
    .map(({ row }) => row);
}

function rowOf(axis: Axis, task: Task, placement: Placement, { waits, on }: Cause): PlanRow {
  const { index, item, step, title, phase, needs, reason, at } = task;
  const worked = placement.start[index] >= 0;
  const done = completionDay(axis, placement.done[index]);
  const start = worked ? dayOfSlot(axis, placement.start[index]) : completionDay(axis, placement.ready[index]);
  const finish = worked ? dayOfSlot(axis, placement.end[index] - 1) : done;
  return { item, step, title, phase, start, finish, done, needs, minutes: task.work * axis.grain, reason, waits, on, at };
}

/** Returns the day of a slot. */
export function dayOfSlot(axis: Axis, slot: number): Day {
  return axis.days[axis.dayOfSlot[slot]];
}

/** Returns the binding chain: from the last finish back, each step with what it waited for; first step first. */
export function chainOf(problem: Problem, placement: Placement, capacity: Capacity): ChainLink[] {
  const { axis, tasks } = problem;
  const links: ChainLink[] = [];
  const seen = new Set<number>();
  let task: Task | undefined = tasks.reduce(
    (last: Task | undefined, other) => (last === undefined || placement.done[other.index] > placement.done[last.index] ? other : last),
    undefined,
  );
  while (task !== undefined && !seen.has(task.index)) {
    seen.add(task.index);
    const cause = causeOf(problem, placement, task);
    const { item, step, start, done, waits, on, at } = rowOf(axis, task, placement, cause);
    links.unshift({ item, step, start, finish: done, waits, on, busy: busyOf(problem, cause, capacity), at });
    task = cause.before;
  }
  return links;
}

/** What a step waited for, and the step of the deal that this leads back to. */
interface Cause {
  readonly waits: WaitKind;
  readonly on: string;
  readonly before: Task | undefined;
  /** Of a role: the slots in which it was not free; a resource where the queue or time off has it, none where a step of the deal does. */
  readonly busy?: { readonly resource: number | null; readonly from: number; readonly to: number };
}

/** Who had the role that a step waited for. */
function busyOf(problem: Problem, { busy, before }: Cause, capacity: Capacity): ChainLink['busy'] {
  if (busy === undefined) return null;
  if (busy.resource === null) return { step: before === undefined ? null : `${before.item}.${before.step}`, heldBy: [] };
  return { step: null, heldBy: loadOf(problem, null, busy.resource, busy.from, busy.to, capacity).heldBy };
}

/** What a step waited for last: its people, a step of the deal that had them, or what sets the moment from which it could begin. */
function causeOf(problem: Problem, placement: Placement, task: Task): Cause {
  const { axis, tasks, free, profile } = problem;
  const { index } = task;
  if (task.work > 0) {
    const ready = slotOf(axis, placement.ready[index]);
    const start = placement.start[index];
    const alone = firstStart(task.runs, ready, task.work);
    if (alone < start) {
      // Others of the deal are in the way: whoever holds a role of this step in the slot before it begins, else whom it may not overtake.
      const lastEnd = lastEndBefore(problem, placement, task);
      const rival = tasks.find(
        (other) =>
          other.index !== index &&
          other.roles.some((role) => task.roles.includes(role)) &&
          placement.start[other.index] >= 0 &&
          placement.start[other.index] < start &&
          placement.end[other.index] > alone &&
          placement.end[other.index] <= start &&
          placement.end[other.index] === lastEnd,
      );
      const busy = { resource: null, from: alone, to: start };
      if (rival !== undefined) return { waits: 'role', on: sharedRole(problem, task, rival), before: rival, busy };
      // Within a role what started earlier stands earlier in the order: the last of those that began meanwhile is whom it could not overtake.
      const ahead = tasks
        .filter(
          (other) =>
            other.index !== index &&
            placement.start[other.index] > alone &&
            placement.start[other.index] <= start &&
            other.roles.some((role) => task.roles.includes(role)),
        )
        .reduce(
          (last: Task | undefined, other) =>
            last === undefined || placement.start[other.index] > placement.start[last.index] ? other : last,
          undefined,
        );
      if (ahead !== undefined) return { waits: 'order', on: `${ahead.item}.${ahead.step}`, before: ahead };
      // One that is under way has the role then, and pauses where this step could begin.
      const underWay = tasks.find(
        (other) =>
          other.index !== index &&
          placement.start[other.index] >= 0 &&
          placement.start[other.index] <= alone &&
          placement.end[other.index] > alone &&
          other.roles.some((role) => task.roles.includes(role)),
      );
      if (underWay !== undefined) return { waits: 'role', on: sharedRole(problem, task, underWay), before: underWay, busy };
    }
    if (alone > ready && dayOfSlot(axis, alone) > dayOfSlot(axis, ready)) {
      // Levels are nested: who waits for a senior waits for that level, however many of the others are there.
      const short = task.demands.findLast(({ resource, units }) => free[resource][alone - 1] < units) ?? task.demands[0];
      // The queue has the role; what the step followed still says since when it waits.
      if (short !== undefined) {
        const busy = { resource: short.resource, from: ready, to: alone };
        return { ...readiedBy(problem, placement, task), waits: 'role', on: nameOf(profile, short.resource), busy };
      }
    }
  }
  return readiedBy(problem, placement, task);
}

/** What sets the moment from which a step could begin: its last release or predecessor. */
function readiedBy({ tasks }: Problem, placement: Placement, task: Task): Cause {
  let last: Cause & { moment: number } = { waits: 'today', on: '', before: undefined, moment: -1 };
  for (const { kind, on, moment } of task.releases) if (moment > last.moment) last = { waits: kind, on, before: undefined, moment };
  for (const p of task.after) {
    if (placement.done[p] < last.moment) continue;
    const waits = tasks[p].waits.length > 0 ? 'window' : 'predecessor';
    last = { waits, on: `${tasks[p].item}.${tasks[p].step}`, before: tasks[p], moment: placement.done[p] };
  }
  return last;
}

function lastEndBefore(problem: Problem, placement: Placement, task: Task): number {
  let latest = -1;
  for (const other of problem.tasks) {
    const end = placement.end[other.index];
    if (other.index === task.index || !other.roles.some((role) => task.roles.includes(role))) continue;
    if (end <= placement.start[task.index] && end > latest) latest = end;
  }
  return latest;
}

function sharedRole({ profile }: Problem, a: Task, b: Task): string {
  return profile.roles[a.roles.find((role) => b.roles.includes(role))!];
}

/**
 * Returns the role that holds the plan up: of the roles on the binding chain, the one for want of which its steps lose most time between the moment they
 * could begin and their end. Its interval is that of those steps, without the stretches in which none of them waits or works: of several the one in
 * which most is lost. Null when nobody is needed, or everybody is there at once.
 */
export function bottleneckOf(problem: Problem, placement: Placement, chain: readonly ChainLink[], capacity: Capacity): Bottleneck | null {
  const { axis, tasks } = problem;
  const onChain = tasks.filter((task) => task.work > 0 && chain.some(({ item, step }) => task.item === item && task.step === step));
  const left = leftBeside(problem, placement);
  let best: { resource: number; lost: number; short: number; stretch: Stretch } | null = null;
  for (const resource of new Set(onChain.flatMap((task) => task.demands.map((demand) => demand.resource)))) {
    const stretches: Stretch[] = [];
    const users = onChain.filter(({ demands }) => demands.some((demand) => demand.resource === resource));
    let short = 0;
    for (const task of users.sort((a, b) => placement.ready[a.index] - placement.ready[b.index])) {
      const { index, demands } = task;
      const { units } = demands.find((demand) => demand.resource === resource)!;
      const [from, start, to] = [slotOf(axis, placement.ready[index]), placement.start[index], placement.end[index]];
      let lost = 0;
      for (let t = from; t < to; t++) {
        const isShort = left(resource, t, task) < units;
        if (isShort) short++;
        // While it waits it wants whom there is too little of; where there is enough of everybody, it waits for a long enough stretch of all of them.
        if (isShort || (t < start && demands.every((demand) => left(demand.resource, t, task) >= demand.units))) lost++;
      }
      const waits = dayOfSlot(axis, start) > dayOfSlot(axis, from) ? { task, from, until: start, lost } : null;
      const before = stretches.at(-1);
      if (before === undefined || from > before.to) stretches.push({ from, to, lost, waits });
      else {
        before.to = Math.max(before.to, to);
        before.lost += lost;
        if (waits !== null && lost > (before.waits?.lost ?? 0)) before.waits = waits;
      }
    }
    const lost = stretches.reduce((sum, stretch) => sum + stretch.lost, 0);
    const [stretch] = stretches.sort((a, b) => b.lost - a.lost);
    // Of a role's levels the one that is short; of those a narrower one says more than the whole role, so a later threshold wins a tie.
    const more = best === null || lost > best.lost || (lost === best.lost && short >= best.short);
    if (lost > 0 && more) best = { resource, lost, short, stretch };
  }
  if (best === null) return null;
  const { from, to, lost, waits } = best.stretch;
  const load = loadOf(problem, placement, best.resource, from, to, capacity);
  // What pauses while it works loses more than one wait would tell.
  if (waits === null || 2 * waits.lost < lost) return load;
  const { item, step } = waits.task;
  return {
    ...load,
    waits: {
      step: `${item}.${step}`,
      from: dayOfSlot(axis, waits.from),
      until: dayOfSlot(axis, waits.until),
      heldBy: loadOf(problem, null, best.resource, waits.from, Math.max(waits.from + 1, waits.until), capacity).heldBy,
    },
  };
}

/** A stretch in which steps of the chain wait for a role or work with it. */
interface Stretch {
  readonly from: number;
  to: number;
  lost: number;
  /** The step that waits longest in it for a later day. */
  waits: { readonly task: Task; readonly from: number; readonly until: number; readonly lost: number } | null;
}

/** Returns what is left of a resource in a slot for one step, when the queue and all other steps of the deal have theirs. */
function leftBeside({ axis, tasks, free }: Problem, placement: Placement): (resource: number, slot: number, task: Task) => number {
  const uses = new Map<number, Int32Array>();
  for (const { index, runs, demands } of tasks) {
    if (placement.start[index] < 0) continue;
    for (const { resource, units } of demands) {
      const used = uses.get(resource) ?? new Int32Array(axis.size);
      for (let r = runs.rank[placement.start[index]]; r < runs.rank[placement.end[index]]; r++) used[runs.open[r]] += units;
      uses.set(resource, used);
    }
  }
  return (resource, slot, { index, runs, demands }) => {
    const works = slot >= placement.start[index] && slot < placement.end[index] && runs.rank[slot + 1] > runs.rank[slot];
    const own = works ? demands.find((demand) => demand.resource === resource)!.units : 0;
    return free[resource][slot] - (uses.get(resource)?.[slot] ?? 0) + own;
  };
}

/** A role by its level, as `needs` name it; the lowest level is anyone of the role. */
function nameOf({ resources, firstOf }: Problem['profile'], resource: number): string {
  const { role, level } = resources[resource];
  return level === null || resource <= firstOf.get(role)! + 1 ? role : `${role}.${level}`;
}

/** Returns what the deal uses of a resource between two slots, what is free there, and who holds the rest. */
export function loadOf(
  problem: Problem,
  placement: Placement | null,
  resource: number,
  from: number,
  to: number,
  capacity: Capacity,
): Bottleneck {
  const { axis, profile, free, tasks } = problem;
  const hours = (slots: number): number => (slots * axis.grain) / 60;
  let freeSlots = 0;
  for (let t = from; t < to; t++) freeSlots += free[resource][t];
  let used = 0;
  for (const task of placement === null ? [] : tasks) {
    const demand = task.demands.find((d) => d.resource === resource);
    if (demand === undefined || placement!.start[task.index] < 0) continue;
    const { runs } = task;
    const first = runs.rank[Math.max(from, placement!.start[task.index])];
    const last = runs.rank[Math.min(to, placement!.end[task.index])];
    used += Math.max(0, last - first) * demand.units;
  }
  const days = { first: dayOfSlot(axis, from), last: dayOfSlot(axis, Math.max(from, to - 1)) };
  const within = new Set(businessDaysIn(axis, days));
  const held = new Map<number, number>();
  for (const taken of profile.taken) {
    if (taken.resource === resource && within.has(taken.dayIndex)) held.set(taken.booking, (held.get(taken.booking) ?? 0) + taken.slots);
  }
  return {
    role: nameOf(profile, resource),
    from: days.first,
    to: days.last,
    used: hours(used),
    free: hours(freeSlots),
    waits: null,
    heldBy: [...held]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([index, slots]) => ({
        booking: capacity.bookings[index].id,
        customer: capacity.bookings[index].customer ?? null,
        hours: hours(slots),
        until: capacity.bookings[index].state === 'hold' ? (capacity.bookings[index].expires ?? null) : null,
      })),
  };
}

/**
 * Returns the first day from which the plan never stalls: no stretch of more than `stall` business days without work of the deal, a window that runs,
 * or an input or material that is awaited. What lies before is a token kick-off.
 */
export function startOf(problem: Problem, placement: Placement, stall: number): { day: Day; firstWork: Day; stalls: Stall[] } {
  const { axis, tasks } = problem;
  const busy = new Uint8Array(axis.days.length);
  const worked = new Uint8Array(axis.days.length);
  const mark = (array: Uint8Array, first: Day, last: Day): void => {
    for (const b of businessDaysIn(axis, { first, last })) array[b] = 1;
  };
  for (const task of tasks) {
    const { index, runs } = task;
    if (placement.start[index] >= 0) {
      for (let r = runs.rank[placement.start[index]]; r < runs.rank[placement.end[index]]; r++) worked[axis.dayOfSlot[runs.open[r]]] = 1;
    }
    const from = placement.end[index] >= 0 ? momentAfter(axis, placement.end[index]) : placement.ready[index];
    if (task.waits.length > 0 && placement.done[index] < BEYOND)
      mark(busy, dayOfMoment(axis, from), dayOfMoment(axis, placement.done[index]));
    // Awaited: everything that comes before is done, and only the input or the material is missing.
    const before = task.after.reduce((latest, p) => Math.max(latest, placement.done[p]), 0);
    const begun = task.releases.reduce(
      (latest, { kind, moment }) => (kind === 'signature' || kind === 'today' ? Math.max(latest, moment) : latest),
      before,
    );
    for (const { kind, moment } of task.releases) {
      if ((kind === 'input' || kind === 'material') && moment > begun) mark(busy, dayOfMoment(axis, begun), dayOfMoment(axis, moment) - 1);
    }
  }
  const firstWorked = worked.indexOf(1);
  if (firstWorked < 0) {
    const day = completionDay(axis, placement.ready[0] ?? 0);
    return { day, firstWork: day, stalls: [] };
  }
  const end = businessDaysIn(axis, { first: axis.firstDay, last: completionDay(axis, placement.completion) }).length;
  const stalls: Stall[] = [];
  let start = firstWorked;
  let idleFrom = -1;
  for (let b = firstWorked; b < end; b++) {
    if (worked[b] === 0 && busy[b] === 0) {
      if (idleFrom < 0) idleFrom = b;
      continue;
    }
    if (idleFrom >= 0 && b - idleFrom > stall) {
      stalls.push({ from: axis.days[idleFrom], to: axis.days[b - 1], businessDays: b - idleFrom });
      start = worked.indexOf(1, b);
    }
    idleFrom = -1;
  }
  return { day: axis.days[start < 0 ? firstWorked : start], firstWork: axis.days[firstWorked], stalls };
}
