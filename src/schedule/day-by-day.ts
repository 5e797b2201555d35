/** A plan day by day: what each step works, and of each role what the deal uses, what bookings hold, what is kept back and what is left. */
import { minutesOn } from '../model/calendar.ts';
import { weekdayOf, type Day } from '../model/day.ts';
import type { Need } from '../model/units.ts';
import { dayOfMoment } from './axis.ts';
import { demandOf } from './capacity.ts';
import type { Placement } from './decode.ts';
import type { Problem } from './problem.ts';
import type { DayByDay, PlanRow } from './schedule.ts';

/** Returns the days of a plan from the one it begins on to its end; `rows` are the plan's own. */
export function dayByDay(problem: Problem, placement: Placement, rows: readonly PlanRow[], begin: Day): DayByDay {
  const { axis, tasks } = problem;
  const first = Math.min(begin, ...rows.map(({ start }) => start));
  const last = Math.max(begin, dayOfMoment(axis, placement.completion), ...rows.map(({ done }) => done));
  const days = Array.from({ length: last - first + 1 }, (_, n) => {
    const day = first + n;
    return { day, hours: minutesOn(axis.calendar, day) / 60, usual: axis.calendar.week[weekdayOf(day)] / 60 };
  });
  const zeros = (): number[] => days.map(() => 0);
  const hour = axis.grain / 60;
  /** Adds the slots of a task's run to the hours of their days. */
  const addRun = (hours: number[], index: number, units: number): void => {
    const { open, rank } = tasks[index].runs;
    if (placement.start[index] < 0) return;
    for (let r = rank[placement.start[index]]; r < rank[placement.end[index]]; r++) {
      hours[axis.days[axis.dayOfSlot[open[r]]] - first] += units * hour;
    }
  };

  const steps = rows.flatMap(({ item, step }) => {
    const task = tasks.find((each) => each.item === item && each.step === step)!;
    if (placement.start[task.index] < 0) return [];
    const hours = zeros();
    addRun(hours, task.index, 1);
    return [{ item, step, hours }];
  });

  const roles = resourcesAsked(problem, rows).map(({ role, resource }) => {
    const { present, booked } = problem.profile;
    const deal = zeros();
    for (const { index, demands } of tasks) addRun(deal, index, demands.find((demand) => demand.resource === resource)?.units ?? 0);
    const hold = zeros();
    const reserve = zeros();
    const free = zeros();
    for (let slot = 0; slot < axis.size; slot++) {
      const at = axis.days[axis.dayOfSlot[slot]] - first;
      if (at < 0 || at >= days.length) continue;
      hold[at] += booked[resource][slot] * hour;
      // Before the deal: what neither a booking has nor the reserve keeps. A booking may use the reserve, so the reserve is what is left of the rest.
      free[at] += problem.free[resource][slot] * hour;
      reserve[at] += (present[resource][slot] - booked[resource][slot] - problem.free[resource][slot]) * hour;
    }
    return { role, deal, booked: hold, reserve, free: free.map((hours, at) => hours - deal[at]) };
  });
  return { days, steps, roles };
}

/** Returns the resources that the steps name, each once, in the order in which they come up: `engineer.senior` is the one of its own level. */
function resourcesAsked({ profile }: Problem, rows: readonly PlanRow[]): { role: string; resource: number }[] {
  const found = new Map<string, number>();
  const nameOf = ({ role, level }: Need): string => (level === null ? role : `${role}.${level}`);
  for (const need of rows.flatMap(({ needs }) => needs)) {
    // Of the thresholds that a need counts on the last is its own.
    if (!found.has(nameOf(need))) found.set(nameOf(need), demandOf(profile, [need]).at(-1)!.resource);
  }
  return [...found].map(([role, resource]) => ({ role, resource }));
}
