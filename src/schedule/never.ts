/** Why a plan never ends: what a role lacks, told instead of a date. */
import { formatDay } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { problemOf } from './build.ts';
import type { CapacityProfile } from './capacity.ts';
import type { Draft } from './drafts.ts';
import type { Problem } from './problem.ts';
import { presenceOf, profileOf, type CapacityReading } from './queue.ts';
import type { Unplannable } from './schedule.ts';

/** Returns why a plan does not end within the horizon: the roles that are missing, those that are never enough, or simply too much work. */
export function whyNever(facts: Facts, drafts: readonly Draft[], reading: CapacityReading, days: number): [Unplannable, ...Unplannable[]] {
  const profile = profileOf(facts, presenceOf(facts, days), reading, true)!;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const reasons = problem.tasks.flatMap((task): Unplannable[] => {
    if (task.work === 0 || task.runs.open.length >= task.work) return [];
    const needs = task.needs
      .map((need) => `${need.units} × ${need.level === null ? need.role : `${need.role}.${need.level}`}`)
      .join(' and ');
    // Five years of quarter hours are more than a call takes as arguments.
    const most = task.demands.map(({ resource }) => profile.present[resource].reduce((high, units) => Math.max(high, units), 0));
    const lacking = task.demands.find((demand, i) => most[i] < demand.units);
    const common = { rule: 'fits-headroom', at: task.at };
    if (lacking !== undefined) {
      const { role, level } = profile.resources[lacking.resource];
      const there = most[task.demands.indexOf(lacking)];
      const name = level === null ? role : `${role}.${level}`;
      return [
        {
          ...common,
          reason: there === 0 ? 'no-people' : 'no-capacity',
          message: `'${task.step}' needs ${needs}; capacity has ${there === 0 ? `nobody for '${name}'` : `at most ${there} of '${name}' at a time`}`,
          help: `operations: add people or equipment for '${name}' to capacity, or change what '${task.step}' needs`,
          at: there === 0 ? at('capacity', 'roles', role) : task.at,
        },
      ];
    }
    return [
      {
        ...common,
        reason: 'no-capacity',
        message: `'${task.step}' needs ${needs} for ${(task.work * problem.axis.grain) / 60}h; in five years only ${(task.runs.open.length * problem.axis.grain) / 60}h are free at once`,
        help: isTooMuch(task, profile)
          ? `sell less, or operations: add people or equipment for what '${task.step}' needs`
          : 'operations: the queue, time off or the reserve leave no room; look at the bookings of these roles',
      },
    ];
  });
  const [first, ...rest] = reasons;
  if (first !== undefined) return [first, ...rest];
  return [
    {
      reason: 'beyond-horizon',
      rule: 'fits-headroom',
      message: `the work does not end within five years of ${formatDay(facts.deal.begin)}`,
      help: 'sell less, or ask operations whether the capacity is entered right',
      at: facts.deal.items[0]?.at ?? at('deal', 'items'),
    },
  ];
}

/** Whether a step is longer than all the time in which its people are there together, whoever has booked them. */
function isTooMuch({ work, demands }: Problem['tasks'][number], { axis, present }: CapacityProfile): boolean {
  let there = 0;
  for (let slot = 0; slot < axis.size; slot++) if (demands.every(({ resource, units }) => present[resource][slot] >= units)) there++;
  return there < work;
}
