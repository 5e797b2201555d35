/** A PSPLIB instance as the planner's problem: one time unit is one slot, and the only one of its day, so that dates are proven to the time unit. */
import type { Calendar } from '../../src/model/calendar.ts';
import { dayOf } from '../../src/model/day.ts';
import { at } from '../../src/model/place.ts';
import { axisFrom } from '../../src/schedule/axis.ts';
import { unbooked } from '../../src/schedule/capacity.ts';
import { runsOf, type Problem, type Runs, type Task } from '../../src/schedule/problem.ts';
import type { Instance } from './instance.ts';

/** A calendar that is never closed, with an hour of work a day. */
const ALWAYS: Calendar = { week: [60, 60, 60, 60, 60, 60, 60], longest: 60, closed: [] };

/** Returns the problem; the axis is long enough for all activities one after another. */
export function problemFrom({ activities, capacity }: Instance): Problem {
  const length = activities.reduce((sum, { duration }) => sum + duration, 1);
  const axis = axisFrom(ALWAYS, 60, dayOf(2000, 1, 1), length);
  const roles = capacity.map((_, index) => `R${index + 1}`);
  const profile = unbooked({
    axis,
    roles,
    resources: roles.map((role, roleIndex) => ({ role, level: null, roleIndex })),
    firstOf: new Map(roles.map((role, index) => [role, index])),
    hasPeople: capacity.map(() => false),
    present: capacity.map((units) => new Int16Array(axis.size).fill(units)),
    kept: capacity.map(() => new Int16Array(axis.size)),
  });
  const free = profile.present;
  const shared = new Map<string, Runs>();
  const tasks = activities.map(({ duration, demand }, index): Task => {
    // An activity that takes no time holds nobody; to the planner it is a wait of no length.
    const demands = demand.flatMap((units, resource) => (units > 0 && duration > 0 ? [{ resource, units }] : []));
    const key = demands.map(({ resource, units }) => `${resource}x${units}`).join();
    const runs = shared.get(key) ?? runsOf(profile, free, demands, false, null, false);
    shared.set(key, runs);
    return {
      index,
      item: 'project',
      step: String(index + 1),
      title: `Activity ${index + 1}`,
      phase: 1,
      work: duration,
      estimate: null,
      worstExtra: 0,
      needs: demands.map(({ resource, units }) => ({ role: roles[resource], level: null, units })),
      demands,
      roles: demands.map(({ resource }) => resource),
      hasPeople: false,
      uninterrupted: false,
      outdoors: false,
      mandatory: false,
      waits: [],
      reason: null,
      after: activities.flatMap(({ successors }, before) => (successors.includes(index) ? [before] : [])),
      releases: [],
      runs,
      at: at('deal', 'items'),
    };
  });
  return { axis, profile, tasks, followers: activities.map(({ successors }) => successors), free };
}
