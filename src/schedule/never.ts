/** Why a plan never ends: what a role lacks, told instead of a date. */
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { at, pathText } from '../model/place.ts';
import { formatShare } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { problemOf } from './build.ts';
import type { CapacityProfile, Demand } from './capacity.ts';
import { decoderOf } from './decode.ts';
import type { Draft } from './drafts.ts';
import type { Problem, Task } from './problem.ts';
import { presenceOf, profileOf, type CapacityReading } from './queue.ts';
import type { Unplannable } from './schedule.ts';

/** Returns why a plan does not end within the horizon: the roles that are missing, those that are never enough, or simply too much work. */
export function whyNever(facts: Facts, drafts: readonly Draft[], reading: CapacityReading, days: number): [Unplannable, ...Unplannable[]] {
  const profile = profileOf(facts, presenceOf(facts, days), reading, true)!;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const reserved = problem.tasks.filter((task) => task.demands.some((demand) => isReserved(demand, profile)));
  const reasons = problem.tasks.flatMap((task): Unplannable[] => {
    if (task.work === 0 || task.runs.open.length >= task.work || reserved.includes(task)) return [];
    const needs = task.needs
      .map((need) => `${need.units} × ${need.level === null ? need.role : `${need.role}.${need.level}`}`)
      .join(' and ');
    // Five years of quarter hours are more than a call takes as arguments.
    const most = task.demands.map(({ resource }) => profile.present[resource].reduce((high, units) => Math.max(high, units), 0));
    const lacking = task.demands.find((demand, i) => most[i] < demand.units);
    const common = { rule: 'fits-headroom', at: task.at };
    if (lacking !== undefined) {
      const { role } = profile.resources[lacking.resource];
      const there = most[task.demands.indexOf(lacking)];
      const name = nameOf(profile.resources[lacking.resource]);
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
        message: `'${task.step}' needs ${needs} for ${(task.work * problem.axis.grain) / 60}h; in five years only ${(task.runs.open.length * problem.axis.grain) / 60}h are free at once${leaversText(leavers(task.demands, profile))}`,
        help: isTooMuch(task, profile)
          ? `sell less, or operations: add people or equipment for what '${task.step}' needs`
          : 'operations: the queue, time off or the reserve leave no room; look at the bookings of these roles',
      },
    ];
  });
  const [first, ...rest] = [...allReserved(facts, reserved, profile), ...reasons];
  if (first !== undefined) return [first, ...rest];
  const gone = leavers(firstUnplaced(problem)?.demands ?? [], profile);
  const names = listed([...new Set(gone.map(({ name }) => `'${name}'`))]);
  return [
    {
      reason: 'beyond-horizon',
      rule: 'fits-headroom',
      message: `the work does not end within five years of ${formatDay(facts.deal.begin)}${leaversText(gone)}`,
      help:
        gone.length === 0
          ? 'sell less, or ask operations whether the capacity is entered right'
          : `operations: say who does the work of ${names} from then on, or sell what is done by then`,
      at: facts.deal.items[0]?.at ?? at('deal', 'items'),
    },
  ];
}

/** A role or a level of one, of which from some day on there are fewer than a step needs. */
interface Leaver {
  readonly name: string;
  readonly last: Day;
  readonly needed: number;
  /** The most that are there at a time afterwards. */
  readonly left: number;
}

/** So long before the end, in days, people must be gone to be told as gone: the last weeks may be a holiday. */
const GONE = 60;

/** Returns which of some demands are met for a while, and then never again. */
function leavers(demands: readonly Demand[], { axis, present, resources }: CapacityProfile): Leaver[] {
  return demands.flatMap(({ resource, units }): Leaver[] => {
    const there = present[resource];
    const slot = there.findLastIndex((count) => count >= units);
    if (slot < 0) return [];
    const last = axis.days[axis.dayOfSlot[slot]];
    if (axis.days[axis.days.length - 1] - last < GONE) return [];
    const left = there.subarray(slot + 1).reduce((high, count) => Math.max(high, count), 0);
    return [{ name: nameOf(resources[resource]), last, needed: units, left }];
  });
}

function leaversText(gone: readonly Leaver[]): string {
  const words = gone.map(({ name, last, needed, left }) =>
    left === 0
      ? `'${name}' has nobody after ${formatDay(last)}`
      : `'${name}' has at most ${left} at a time after ${formatDay(last)}, and ${needed} are needed`,
  );
  return words.length === 0 ? '' : `: ${listed(words)}`;
}

/** Returns the first step, in the order of the library, that finds no place although all that comes before it does. */
function firstUnplaced(problem: Problem): Task | undefined {
  const decoder = decoderOf(problem);
  return problem.tasks.find(({ index }) => !decoder.place(index));
}

/** Whether of a role enough people are there, and the reserve never leaves any of them. */
function isReserved({ resource, units }: Demand, { present, kept }: CapacityProfile): boolean {
  let isThere = false;
  for (let slot = 0; slot < present[resource].length; slot++) {
    if (present[resource][slot] > kept[resource][slot]) return false;
    isThere ||= present[resource][slot] >= units;
  }
  return isThere;
}

/** Returns the reserves that leave nothing, each with the roles that it is of: steps and bookings have no part in it. */
function allReserved({ capacity }: Facts, tasks: readonly Task[], profile: CapacityProfile): Unplannable[] {
  const reserves = new Map<string, Unplannable>();
  const demands = tasks.flatMap((task) => task.demands.filter((demand) => isReserved(demand, profile)));
  const roles = [...new Set(demands.map(({ resource }) => profile.resources[resource].role))];
  for (const role of roles) {
    const own = capacity.roles[role].reserve;
    const place = own === null ? at('capacity', 'reserve') : at('capacity', 'roles', role, 'reserve');
    const same = roles.filter((other) => (own === null ? capacity.roles[other].reserve === null : other === role));
    reserves.set(pathText(place.path), {
      rule: 'fits-headroom',
      reason: 'no-capacity',
      message: `the reserve of ${formatShare(own ?? capacity.reserve)} leaves nothing of ${listed(same.map((each) => `'${each}'`))} to sell`,
      help: 'operations: keep less in reserve',
      at: place,
    });
  }
  return [...reserves.values()];
}

function nameOf({ role, level }: CapacityProfile['resources'][number]): string {
  return level === null ? role : `${role}.${level}`;
}

/** Whether a step is longer than all the time in which its people are there together, whoever has booked them. */
function isTooMuch({ work, demands }: Problem['tasks'][number], { axis, present }: CapacityProfile): boolean {
  let there = 0;
  for (let slot = 0; slot < axis.size; slot++) if (demands.every(({ resource, units }) => present[resource][slot] >= units)) there++;
  return there < work;
}
