/** Drafts over a capacity → the problem in slots. */
import { civilOf, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { WHOLE, type Estimate, type Need, type Ppm } from '../model/units.ts';
import { BEYOND, completionDay, startOfDay, type Axis, type MomentCode } from './axis.ts';
import { demandOf, type CapacityProfile } from './capacity.ts';
import type { Draft } from './drafts.ts';
import { freeUnits, runsOf, type Problem, type Runs, type Task } from './problem.ts';

/**
 * What a problem is drawn over: `headroom` for the deal; the whole calendar for a `booking` that is planned before it; `unlimited` people for the
 * date that only windows, releases and the calendar set (`quality-windows`).
 */
export type Over = 'headroom' | 'booking' | 'unlimited';

/** Open slots by what is needed: over a profile that is whole they do not change. A booking is planned over one that is still being filled. */
const runsOver = {
  headroom: new WeakMap<CapacityProfile, Map<string, Runs>>(),
  unlimited: new WeakMap<CapacityProfile, Map<string, Runs>>(),
};

function runsFor(profile: CapacityProfile, over: Exclude<Over, 'booking'>): Map<string, Runs> {
  const known = runsOver[over].get(profile) ?? new Map<string, Runs>();
  runsOver[over].set(profile, known);
  return known;
}

/** Returns the problem of the drafts over a profile. */
export function problemOf(facts: Facts, drafts: readonly Draft[], profile: CapacityProfile, over: Over): Problem {
  const unlimited = over === 'unlimited';
  const { axis } = profile;
  const demandsOf = drafts.map((draft) => (unlimited ? [] : demandOf(profile, draft.needs)));
  const used = new Set(demandsOf.flatMap((demands) => demands.map(({ resource }) => resource)));
  const free = freeUnits(profile, used, over === 'booking');
  const cache = over === 'booking' ? new Map<string, Runs>() : runsFor(profile, over);
  const tasks = drafts.map((draft, index): Task => {
    const demands = demandsOf[index];
    const { minutes } = draft;
    const slots = (point: keyof Estimate): number => (minutes === null ? 0 : minutes[point] / (minutes.units * axis.grain));
    const estimate = minutes && { best: slots('best'), likely: slots('likely'), worst: slots('worst') };
    const work = Math.ceil(slots('likely'));
    const workable = draft.outdoors ? workableShare(facts, axis, draft.needs) : null;
    // With unlimited people every slot is open, whoever is needed.
    const who = unlimited ? '' : `${demands.map(({ resource, units }) => `${resource}x${units}`).join()}|${draft.uninterrupted}`;
    const key = `${who}|${workable ? draft.needs.map(({ role }) => role).join() : ''}`;
    let runs = cache.get(key);
    if (runs === undefined) cache.set(key, (runs = runsOf(profile, free, demands, draft.uninterrupted, workable, unlimited)));
    const roles = [...new Set(demands.map(({ resource }) => profile.resources[resource].roleIndex))];
    return {
      index,
      item: draft.item,
      step: draft.step,
      title: draft.title,
      phase: draft.phase,
      work,
      estimate,
      worstExtra: Math.ceil(slots('worst')) - work,
      needs: draft.needs,
      demands,
      roles,
      hasPeople: demands.some(({ resource }) => profile.hasPeople[profile.resources[resource].roleIndex]),
      uninterrupted: draft.uninterrupted,
      outdoors: draft.outdoors,
      mandatory: draft.mandatory,
      waits: draft.waits,
      reason: draft.reason,
      after: draft.after,
      releases: draft.releases.map(({ kind, on, day }) => ({ kind, on, moment: opening(axis, day) })),
      runs,
      at: draft.at,
    };
  });
  const followers: number[][] = tasks.map(() => []);
  for (const { index, after } of tasks) for (const before of after) followers[before].push(index);
  return { axis, profile, tasks, followers, free };
}

/** Returns the moment at which the first business day on or after a day begins: what comes on a Sunday is found on Monday, and cures from then on. */
function opening(axis: Axis, day: Day): MomentCode {
  const open = completionDay(axis, startOfDay(axis, day));
  return startOfDay(axis, open < BEYOND ? open : day);
}

/** Returns the share of a slot's work that gets done outdoors, by business day: the worst of the roles that the step needs. */
function workableShare(facts: Facts, axis: Axis, needs: readonly Need[]): (dayIndex: number) => Ppm {
  return (dayIndex) => {
    const month = civilOf(axis.days[dayIndex]).month - 1;
    return needs.reduce((least, { role }) => Math.min(least, facts.capacity.weather[role]?.[month] ?? WHOLE), WHOLE);
  };
}
