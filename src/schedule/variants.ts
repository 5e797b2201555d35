/** The plan with one thing changed: what a rule says of "and without it", "and if it came in time", "and the other reading". */
import { addBusinessDays } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { ordersOf } from '../model/lot.ts';
import { SOFT_READINGS, type SoftReading } from '../model/policy.ts';
import { BEYOND } from './axis.ts';
import { problemOf } from './build.ts';
import type { CapacityProfile, Presence } from './capacity.ts';
import { draftsOf, isPlannable, type Draft } from './drafts.ts';
import { failuresOf } from './failures.ts';
import { materialNeeds } from './materials.ts';
import { optimum, tooFew } from './optimum.ts';
import { profileOf, type CapacityReading } from './queue.ts';
import { threeRuns } from './runs.ts';
import type { Planned } from './schedule.ts';
import type { PlanSettings } from './settings.ts';
import { survive } from './survive.ts';

/** Returns only the nominal finish, for the plan with one thing changed; null when it lies beyond the horizon. */
export function finishOf(facts: Facts, drafts: readonly Draft[], profile: CapacityProfile | null, last: boolean): Day | null {
  return profile === null ? null : (optimum(problemOf(facts, drafts, profile, 'headroom'), last)?.nominal.date ?? null);
}

/** Returns the nominal finish of the plan with other drafts or another reading of capacity. */
export type Again = (change: { drafts?: readonly Draft[]; reading?: CapacityReading }) => Day | null;

/**
 * Returns the finish with the reserve that operations verified for use: verified at most seven days ago, and every material of the deal named and there
 * when the interval begins. Null when no buffer counts or none helps.
 */
export function withBuffers(facts: Facts, again: Again): Planned['withBuffers'] {
  const needs = materialNeeds(facts);
  const buffers = facts.capacity.buffers.flatMap((buffer, index) => {
    const fresh = buffer.verified_on <= facts.today && buffer.verified_on >= facts.today - 7;
    const covered = needs.every((need) => buffer.materials.includes(need.material) && need.day !== null && need.day <= buffer.from);
    return fresh && covered ? [index] : [];
  });
  if (buffers.length === 0) return null;
  const date = again({ reading: { soft: facts.policy.soft, buffers } });
  return date === null ? null : { date, buffers };
}

/** Returns the dates under the other reading of soft bookings: whole where policy ignores them or weighs them, ignored where it counts them. */
export function otherSoft(
  facts: Facts,
  drafts: readonly Draft[],
  settings: PlanSettings,
  there: Presence,
  last: boolean,
): Planned['otherSoft'] {
  if (!facts.capacity.bookings.some(({ state }) => state === 'soft')) return null;
  const [ignore, , whole] = SOFT_READINGS;
  const reading: SoftReading = settings.soft === 'whole' ? ignore : whole;
  const other: CapacityReading = { soft: reading, buffers: [] };
  const profile = profileOf(facts, there, other, last);
  if (profile === null) return { reading, nominal: null, twoFailures: null, threeRuns: null };
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const best = optimum(problem, last);
  if (best === null) return { reading, nominal: null, twoFailures: null, threeRuns: null };
  const { known, hits } = failuresOf(facts, problem, settings);
  const survival = tooFew(known.length, settings) ? null : survive(problem, best.placement.order, hits, settings.failures, []);
  const runs = threeRuns(facts, drafts, { profile, reading: other, ...best, inPhases: null });
  return {
    reading,
    nominal: best.nominal.date,
    twoFailures: survival !== null && survival.date < BEYOND ? survival.date : null,
    threeRuns: runs.status === 'planned' ? runs.date : null,
  };
}

/** Returns what the plan would be without each step that must not be left out: what a wanted date silently drops. */
export function withoutSteps(facts: Facts, drafts: readonly Draft[], again: Again): Planned['withoutStep'] {
  const orders = ordersOf(facts.deal.items);
  const skips = (draft: Draft): boolean =>
    facts.deal.items.some(({ id, skip }) => orders.get(id) === draft.item && skip.includes(draft.step));
  return drafts.flatMap((draft, index) => {
    if (!draft.mandatory && !skips(draft)) return [];
    const kept = drafts.filter((_, i) => i !== index);
    const position = new Map(kept.map((other, i) => [drafts.indexOf(other), i]));
    const rest = kept.map((other) => ({
      ...other,
      releases: other.after.includes(index) ? [...other.releases, ...draft.releases] : other.releases,
      after: [...new Set(other.after.flatMap((before) => (before === index ? draft.after : [before])))].map((before) =>
        position.get(before)!,
      ),
    }));
    const date = again({ drafts: rest });
    const minutes = draft.minutes?.likely ?? 0;
    return date === null ? [] : [{ item: draft.item, step: draft.step, minutes, date }];
  });
}

/** Returns the finish if every input that came late had come on its due day; null when none did. */
export function ifInputsOnTime(facts: Facts, again: Again): Day | null {
  let late = false;
  const inputs = facts.deal.inputs.map((input) => {
    if (input.came === null || input.due === null || input.day <= input.due) return input;
    late = true;
    return { ...input, day: input.due };
  });
  return late ? withInputs(facts, inputs, again) : null;
}

/** Returns, for an offer that is relative to an input, the completion by the day on which that input is approved: the next ten business days. */
export function byApproval(facts: Facts, again: Again): Planned['byApproval'] {
  const { relative } = facts.deal;
  if (relative === null) return [];
  const table: { approved: Day; complete: Day }[] = [];
  for (let n = 1; n <= 10; n++) {
    const approved = addBusinessDays(facts.calendar, facts.today, n);
    if (approved === null) break;
    const inputs = facts.deal.inputs.map((input) => (input.id === relative.input ? { ...input, day: approved } : input));
    const complete = withInputs(facts, inputs, again);
    if (complete !== null) table.push({ approved, complete });
  }
  return table;
}

function withInputs(facts: Facts, inputs: Facts['deal']['inputs'], again: Again): Day | null {
  const drafts = draftsOf({ ...facts, deal: { ...facts.deal, inputs } });
  return isPlannable(drafts) ? again({ drafts }) : null;
}
