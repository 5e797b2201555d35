/**
 * A first look at a deal with something changed: whether it survives its failures by a day, cheap enough to be asked many times. It asks what the plan and
 * its failures allow, and no other rule; whoever suggests a change has it judged by the whole check (`options/`).
 */
import { businessDaysBetween } from '../model/calendar.ts';
import type { Capacity } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { BEYOND, completionDay } from './axis.ts';
import { criticalPath } from './bounds.ts';
import { problemOf } from './build.ts';
import { presence, type CapacityProfile } from './capacity.ts';
import { decoderOf } from './decode.ts';
import { draftsOf, isPlannable } from './drafts.ts';
import { failuresOf } from './failures.ts';
import { optimum } from './optimum.ts';
import { searchOrder, type Budget } from './order.ts';
import type { Problem } from './problem.ts';
import { HORIZON, presenceOf, profileOf } from './queue.ts';
import type { PlanSettings } from './settings.ts';
import { survive } from './survive.ts';
import { worstOf } from './worst.ts';

/** Placements that finding one order may cost. */
const ONE_ORDER = 20_000;
/** Business days of queue that are looked at beyond the day in question; more where a planned booking reaches further. */
const BEYOND_THE_DAY = 20;

/** Returns the free capacity up to a day and a little further. */
export function capacityUntil(facts: Facts, { soft }: PlanSettings, by: Day): CapacityProfile {
  for (let days = businessDaysBetween(facts.calendar, facts.today, by) + BEYOND_THE_DAY; ; days *= 2) {
    const last = days >= HORIZON;
    const profile = profileOf(facts, presenceOf(facts, Math.min(days, HORIZON)), { soft, buffers: [] }, last);
    if (profile !== null) return profile;
  }
}

/** Returns the free capacity with more people or machines there, those of another capacity file. Bookings that are short now have them first. */
export function withMore(profile: CapacityProfile, more: Capacity): CapacityProfile {
  const { axis, short } = profile;
  const extra = presence(more, axis);
  const sums = (units: readonly Int16Array[], others: readonly Int16Array[]): Int16Array[] =>
    units.map((there, r) => (others[r].some((count) => count > 0) ? there.map((count, t) => count + others[r][t]) : there));
  const present = sums(profile.present, extra.present);
  const booked = profile.booked.map((units, r) => (present[r] === profile.present[r] ? units : units.slice()));
  for (const { resource, dayIndex, slots } of short) {
    if (booked[resource] === profile.booked[resource]) continue;
    let left = slots;
    for (let t = axis.firstSlot[dayIndex]; t < axis.firstSlot[dayIndex + 1] && left > 0; t++) {
      const taken = Math.min(left, Math.max(0, present[resource][t] - booked[resource][t]));
      booked[resource][t] += taken;
      left -= taken;
    }
  }
  return { ...profile, present, booked, kept: sums(profile.kept, extra.kept) };
}

/** Whether a deal survives its failures by a day under the order that is best when nothing goes wrong: a quick look. */
export function survives(facts: Facts, settings: PlanSettings, profile: CapacityProfile, by: Day, budget: Budget): boolean {
  const problem = problemBy(facts, profile, by);
  if (problem === null) return false;
  const bound = completionDay(problem.axis, criticalPath(problem).completion);
  const search: Budget = { left: Math.min(ONE_ORDER, budget.left) };
  const before = search.left;
  const placement = searchOrder(decoderOf(problem), bound, search, false);
  budget.left -= before - search.left;
  if (placement.completion >= BEYOND || completionDay(problem.axis, placement.completion) > by) return false;
  const { hits } = failuresOf(facts, problem, settings);
  const worst = worstOf(decoderOf(problem), placement.order, hits, settings.failures, budget, []);
  return worst !== null && completionDay(problem.axis, worst.completion) <= by;
}

/** Whether a deal survives its failures by a day under the best order that the planner finds: a look about as dear as a plan. */
export function survivesAtBest(facts: Facts, settings: PlanSettings, profile: CapacityProfile, by: Day): boolean {
  const problem = problemBy(facts, profile, by);
  const best = problem === null ? null : optimum(problem, false, settings.effort);
  if (problem === null || best === null || best.nominal.date > by) return false;
  const { hits } = failuresOf(facts, problem, settings);
  return survive(problem, best.placement.order, hits, settings.failures, [], settings.effort).date <= by;
}

/** The problem of a deal; null where it cannot be planned, or not by the day even with unlimited people. */
function problemBy(facts: Facts, profile: CapacityProfile, by: Day): Problem | null {
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts) || drafts.length === 0) return null;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  return completionDay(problem.axis, criticalPath(problem).completion) > by ? null : problem;
}
