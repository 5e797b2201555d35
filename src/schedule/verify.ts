/**
 * The independent checker: looks at a finished plan and at the capacity it was made from, and says what is wrong with it. It shares no code with the
 * search: neither its tables of open slots nor its waits nor its notion of an order. A plan that is printed has passed it (planning.md §4.5).
 */
import { addBusinessDays, isOpen, minutesOn, onOrAfter } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import { monthIndexOf } from '../model/day.ts';
import { WHOLE, type Duration, type Ppm } from '../model/units.ts';
import type { Placement } from './decode.ts';
import type { Problem, Task } from './problem.ts';

/** A day and how many slots of it have passed. */
interface Clock {
  readonly day: Day;
  readonly k: number;
}

/** Returns what is wrong with a plan, in sentences; empty when it holds. `weather` gives a role's workable share of a month, January 0. */
export function verify(
  problem: Problem,
  placement: Pick<Placement, 'start' | 'end' | 'completion'>,
  completion: Day,
  weather: (role: string, month: number) => Ppm,
): string[] {
  const wrong: string[] = [];
  const { axis, profile, tasks } = problem;
  const { calendar, grain } = axis;
  const used = profile.resources.map(() => new Map<number, number>());
  const ends: Clock[] = [];
  let last: Day = axis.firstDay;

  const slotsOn = (day: Day): number => Math.floor(minutesOn(calendar, day) / grain);
  // Counted day by day from the first: owes nothing to the axis but where slot 0 is.
  const clocks: Clock[] = [];
  const clockOfSlot = (slot: number): Clock => {
    let day = clocks.length === 0 ? axis.firstDay : clocks[clocks.length - 1].day + 1;
    for (; clocks.length <= slot; day++) for (let k = 0; k < slotsOn(day); k++) clocks.push({ day, k });
    return clocks[slot];
  };
  const waited = ({ day, k }: Clock, wait: Duration): Clock => {
    if (wait.n === 0) return { day, k };
    if (wait.unit === 'min') {
      let at = { day, k };
      for (let left = Math.ceil(wait.n / grain); left > 0; left--) {
        if (at.k >= slotsOn(at.day)) at = { day: onOrAfter(calendar, at.day + 1)!, k: 0 };
        at = { day: at.day, k: at.k + 1 };
      }
      return at;
    }
    const to = wait.unit === 'd' ? day + wait.n : addBusinessDays(calendar, day, wait.n)!;
    if (!isOpen(calendar, to)) return { day: onOrAfter(calendar, to)!, k: 0 };
    return k <= slotsOn(to) ? { day: to, k } : { day: onOrAfter(calendar, to + 1)!, k: 0 };
  };
  const isBefore = (a: Clock, b: Clock): boolean => a.day < b.day || (a.day === b.day && a.k < b.k);
  const progress = (task: Task, slot: number): Ppm => {
    if (!task.outdoors) return WHOLE;
    const month = monthIndexOf(clockOfSlot(slot).day);
    return task.needs.reduce((least, { role }) => Math.min(least, weather(role, month)), WHOLE);
  };

  for (const task of tasks) {
    const name = `${task.item}.${task.step}`;
    let ready: Clock = { day: axis.firstDay, k: 0 };
    for (const { moment, kind, on } of task.releases) {
      const release = { day: axis.firstDay + Math.floor(moment / 256), k: moment % 256 };
      if (isBefore(ready, release)) ready = release;
      if (task.work > 0 && isBefore(clockOfSlot(placement.start[task.index]), release))
        wrong.push(`${name} begins before its ${kind} ${on}`);
    }
    for (const before of task.after) {
      if (isBefore(ready, ends[before])) ready = ends[before];
      // (Monday, 8 of 8 slots) is followed by Tuesday's first slot, so slots are compared by what has passed.
      if (task.work > 0 && isBefore(clockOfSlot(placement.start[task.index]), nextSlot(ends[before], slotsOn, calendar))) {
        wrong.push(`${name} begins before ${tasks[before].item}.${tasks[before].step} is done`);
      }
    }
    let end = ready;
    if (task.work > 0) {
      let done = 0;
      let lastWorked = -1;
      for (let slot = placement.start[task.index]; slot < placement.end[task.index]; slot++) {
        const free = ({ resource, units }: (typeof task.demands)[number]): boolean =>
          Math.max(0, profile.present[resource][slot] - profile.kept[resource][slot] - profile.booked[resource][slot]) >= units;
        if (task.demands.every(free)) {
          done += progress(task, slot);
          lastWorked = slot;
          for (const { resource, units } of task.demands) used[resource].set(slot, (used[resource].get(slot) ?? 0) + units);
        } else if (task.uninterrupted) {
          const closed = task.demands.some(({ resource, units }) => profile.present[resource][slot] - profile.kept[resource][slot] < units);
          if (!closed) wrong.push(`${name} pauses for a booking on ${clockOfSlot(slot).day} although it is uninterrupted`);
        }
      }
      if (done < task.work * WHOLE) wrong.push(`${name} works ${done / WHOLE} of its ${task.work} slots`);
      if (lastWorked !== placement.end[task.index] - 1) wrong.push(`${name} ends in a slot it does not work in`);
      const clock = clockOfSlot(Math.max(0, lastWorked));
      end = { day: clock.day, k: clock.k + 1 };
    }
    for (const wait of task.waits) end = waited(end, wait);
    ends.push(end);
    const complete = onOrAfter(calendar, end.day)!;
    if (complete > last) last = complete;
  }
  used.forEach((slots, resource) => {
    for (const [slot, units] of slots) {
      const free = profile.present[resource][slot] - profile.kept[resource][slot] - profile.booked[resource][slot];
      if (units > free) wrong.push(`${profile.resources[resource].role} is used ${units} times in slot ${slot}, where ${free} are free`);
    }
  });
  if (last !== completion) wrong.push(`the plan is complete on day ${last}, not ${completion}`);
  return wrong;
}

/** Returns the first slot at or after a clock, as a clock. */
function nextSlot(clock: Clock, slotsOn: (day: Day) => number, calendar: Problem['axis']['calendar']): Clock {
  return clock.k < slotsOn(clock.day) ? clock : { day: onOrAfter(calendar, clock.day + 1)!, k: 0 };
}
