/**
 * Three copies of the deal, back to back: can operations keep this lead when the next order comes, and the one after (planning.md §3, "three-runs")?
 *
 * All copies may begin when the plan does. Each is planned as early as it can be in what the queue, the roles' usual load and the copies before it leave;
 * the reserve is kept. Copy k has k leads of time. What the first copy takes from stock or from what is secured, the later ones must order.
 *
 * How long the copies take does not depend on the lead that is promised, so the least lead at which all hold is the largest C_k / k, rounded up: a
 * longer lead never fails where a shorter one holds.
 */
import { addBusinessDays, addDuration, businessDaysBetween, inclusiveBusinessDays } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { WHOLE } from '../model/units.ts';
import { BEYOND, completionDay } from './axis.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { problemOf } from './build.ts';
import { usualLoads, type CapacityProfile } from './capacity.ts';
import { completionOf, decode, decoderOf, type Placement } from './decode.ts';
import type { Draft } from './drafts.ts';
import { bestPlan } from './best.ts';
import { bottleneckOf, chainOf } from './explain.ts';
import { materialNeeds } from './materials.ts';
import type { Problem } from './problem.ts';
import { presenceOf, profileOf, type CapacityReading } from './queue.ts';
import type { Dated, Run, ThreeRuns } from './schedule.ts';

/** How many copies: the first is luck, the second may be, the third is a process. */
const COPIES = 3;
/** Placements that looking for a better order of one copy may cost; the order of the deal itself is tried first and mostly does. */
const BUDGET = 3000;
/** Steps of all copies together up to which a bound of the floor is worth its time. */
const BOUND_UP_TO = 240;
/** Business days of the first look besides three times the deal's own, and the strides in which an axis is lengthened. */
const FIRST_LOOK = 10;
const STRIDE = 20;
/** Business days that the copies may take: three times what the deal itself may. */
const HORIZON = 3 * 1305;

/** The deal's own plan, which the copies begin with. */
interface Planned {
  readonly profile: CapacityProfile;
  readonly reading: CapacityReading;
  readonly nominal: Dated;
  readonly placement: Placement;
}

/** Returns how three copies of the deal go, and the shortest lead at which all of them hold. */
export function threeRuns(facts: Facts, drafts: readonly Draft[], plan: Planned): ThreeRuns {
  const { materials } = facts.capacity;
  const ordered = orderDays(facts);
  const missing = materials?.flatMap(({ id }, index) => (ordered.get(id) === null ? [index] : [])) ?? [];
  if (missing.length > 0) return { status: 'no-lead-time', materials: missing };
  const later = drafts.map((draft) => ({
    ...draft,
    releases: draft.releases.map((release) => (release.kind === 'material' ? { ...release, day: ordered.get(release.on)! } : release)),
  }));

  const before = businessDaysBetween(facts.calendar, facts.today, facts.deal.begin);
  const limit = before + HORIZON;
  // An axis that is too short costs all that was planned over it: where one role holds the deal up, three copies take three times as long.
  const likely = before + COPIES * inclusiveBusinessDays(facts.calendar, facts.deal.begin, plan.nominal.date) + FIRST_LOOK;
  let profile: CapacityProfile | null = plan.profile;
  let days = profile.axis.days.length;
  if (days < likely) {
    days = Math.min(limit, STRIDE * Math.ceil(likely / STRIDE));
    profile = profileOf(facts, presenceOf(facts, days), plan.reading, days >= limit);
  }
  for (;;) {
    const found = profile === null ? 1 : runsOver(facts, drafts, later, profile, plan);
    if (typeof found !== 'number') return found;
    if (days >= limit) return { status: 'never-ends', run: found, loaded: loadedRoles(facts, drafts) };
    days = Math.min(limit, 2 * days);
    profile = profileOf(facts, presenceOf(facts, days), plan.reading, days >= limit);
  }
}

/** By material that the deal needs: the day on which it is there when it is ordered with the signature; null where nobody has said how long that takes. */
function orderDays(facts: Facts): Map<string, Day | null> {
  const { calendar, capacity, deal, today } = facts;
  const days = new Map<string, Day | null>();
  for (const { material, quantity } of materialNeeds(facts)) {
    if (quantity === 0) continue;
    const lead = capacity.materials?.find(({ id }) => id === material)?.lead_time;
    days.set(material, lead === undefined ? null : addDuration(calendar, Math.max(deal.signature, today), lead));
  }
  return days;
}

/** Returns the roles of the deal that have a usual load: those that it leaves nothing of, the reserve kept, where there are such. */
function loadedRoles({ capacity }: Facts, drafts: readonly Draft[]): string[] {
  const roles = new Set(drafts.flatMap((draft) => draft.needs.map(({ role }) => role)));
  const loaded = [...roles].filter((role) => capacity.roles[role].usual_load !== null);
  const full = loaded.filter((role) => {
    const { usual_load: usual, reserve } = capacity.roles[role];
    return usual! + (reserve ?? capacity.reserve) >= WHOLE;
  });
  return full.length > 0 ? full : loaded;
}

/** Returns the copies within a horizon, or the first (from 1) that does not end there. */
function runsOver(
  facts: Facts,
  drafts: readonly Draft[],
  later: readonly Draft[],
  profile: CapacityProfile,
  { nominal, placement: planned }: Planned,
): ThreeRuns | number {
  const { calendar, capacity, deal } = facts;
  const bdUntil = (day: Day): number => inclusiveBusinessDays(calendar, deal.begin, day);
  const endOf = (lead: number): Day => addBusinessDays(calendar, deal.begin, lead - 1) ?? BEYOND;
  const roles = new Set(drafts.flatMap((draft) => draft.needs.map(({ role }) => role)));
  const loadUnknown = [...roles].filter((role) => capacity.roles[role].usual_load === null);
  // Without a usual load the first copy is the deal itself.
  const same = loadUnknown.length === roles.size;
  const before = same ? profile : withUsualLoad(facts, profile);

  const runs: Run[] = [];
  let left = before;
  let lead = 0;
  let decisive = 0;
  let atLeast = 0;
  for (let k = 1; k <= COPIES; k++) {
    const own = k === 1 ? drafts : later;
    const problem = problemOf(facts, own, left, 'headroom');
    // The deal's own order mostly does; a better one is looked for only where this copy would ask for a longer lead than those before it.
    const enough = endOf(k * lead);
    const found = k === 1 && same ? { placement: planned, lowerBound: nominal.lowerBound } : soonest(problem, planned.order, enough);
    const { placement } = found;
    if (placement.completion >= BEYOND) return k;
    if (k === 1) atLeast = bdUntil(found.lowerBound);
    const finish = completionOf(problem, placement);
    const businessDays = Math.max(bdUntil(finish), runs.at(-1)?.businessDays ?? 0);
    const asks = Math.ceil(businessDays / k);
    // Whatever lead is judged, the first copy to break it asks for more than all before it: only of such a one need be known what it waits for.
    const why = asks > lead ? whyThen(facts, own, problem, placement) : { bottleneck: null, awaits: null };
    if (asks > lead) [lead, decisive] = [asks, k];
    runs.push({ finish, businessDays, ...why });
    left = withoutUsed(left, problem, placement);
  }

  if (atLeast < lead && decisive * drafts.length <= BOUND_UP_TO) {
    // However the first copies are planned: all of them together need their hours of each role.
    const all = [...drafts, ...Array.from({ length: decisive - 1 }, (_, k) => shifted(later, (k + 1) * drafts.length)).flat()];
    const bound = energyBound(problemOf(facts, all, before, 'headroom'));
    if (bound < BEYOND) atLeast = Math.max(atLeast, Math.ceil(bdUntil(bound) / decisive));
  }
  const date = endOf(lead);
  return { status: 'planned', runs, lead, date, lowerBound: Math.min(date, endOf(atLeast)), loadUnknown };
}

/** Returns the plan in the deal's own order where it is done by `enough` or nothing can be better, else the best of a short search; and a bound. */
function soonest(problem: Problem, order: readonly number[], enough: Day): { placement: Placement; lowerBound: Day } {
  const decoder = decoderOf(problem);
  const hinted = decode(decoder, order);
  if (completionOf(problem, hinted) <= enough) return { placement: hinted, lowerBound: 0 };
  const bound = completionDay(problem.axis, criticalPath(problem).completion);
  if (completionOf(problem, hinted) <= bound) return { placement: hinted, lowerBound: bound };
  const { placement, lowerBound } = bestPlan(decoder, bound, BUDGET, false);
  return { placement: hinted.completion <= placement.completion ? hinted : placement, lowerBound };
}

/** What a copy waits for: a role, unless unlimited people would be no sooner; else the input or material that its first step needs. */
function whyThen(facts: Facts, drafts: readonly Draft[], problem: Problem, placement: Placement): Pick<Run, 'bottleneck' | 'awaits'> {
  const chain = chainOf(problem, placement, facts.capacity);
  const free = problemOf(facts, drafts, problem.profile, 'unlimited');
  const order = free.tasks.map(({ index }) => index);
  const unlimited = completionOf(free, decode(decoderOf(free), order));
  const waits = completionOf(problem, placement) > unlimited;
  const first = chain.at(0);
  return {
    bottleneck: waits ? bottleneckOf(problem, placement, chain, facts.capacity) : null,
    awaits: first?.waits === 'input' || first?.waits === 'material' ? first.on : null,
  };
}

/** Returns the profile in which each slot holds the larger of what is booked and what is usually booked. */
function withUsualLoad({ capacity }: Facts, profile: CapacityProfile): CapacityProfile {
  const usual = usualLoads(capacity, profile);
  const booked = profile.booked.map((units, r) => units.map((held, t) => Math.max(held, usual[r][t])));
  return { ...profile, booked };
}

/** Returns the profile with what a plan uses booked too; `taken` keeps to the bookings of others. */
function withoutUsed(profile: CapacityProfile, { tasks }: Problem, placement: Placement): CapacityProfile {
  const booked = profile.booked.map((units) => units.slice());
  for (const { index, runs, demands } of tasks) {
    if (placement.start[index] < 0) continue;
    const last = runs.rank[placement.end[index]];
    for (let r = runs.rank[placement.start[index]]; r < last; r++) {
      for (const { resource, units } of demands) booked[resource][runs.open[r]] += units;
    }
  }
  return { ...profile, booked };
}

/** Returns one more copy of the drafts, behind `by` others. */
function shifted(drafts: readonly Draft[], by: number): Draft[] {
  return drafts.map((draft) => ({ ...draft, after: draft.after.map((index) => index + by) }));
}
