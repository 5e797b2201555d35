/**
 * Three copies of the deal, back to back: can operations keep this lead when the next order comes, and the one after (planning.md §3, "three-runs")?
 *
 * All copies may begin when the plan does. Each is planned as early as it can be in what the queue, the roles' usual load and the copies before it leave;
 * the reserve is kept. Copy k has k leads of time. What the first copy takes from stock or from what is secured, the later ones must order.
 *
 * How long the copies take does not depend on the lead that is promised, so the least lead at which all hold is the largest C_k / k, rounded up: a
 * longer lead never fails where a shorter one holds.
 *
 * A phase with a date of its own promises a lead of its own, and copy k has k of them for its items. Each phase is dated as if nothing later were sold:
 * no later item can delay it, and none can hide it. What is promised of the phases before it must hold beside it: where one copy after another does not
 * keep that, what is due first is done first.
 */
import { addBusinessDays, addDuration, businessDaysBetween, inclusiveBusinessDays } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { WHOLE } from '../model/units.ts';
import { BEYOND } from './axis.ts';
import { energyBound } from './bounds.ts';
import { problemOf } from './build.ts';
import { usualLoads, type CapacityProfile } from './capacity.ts';
import { COPIES, copiesIn, type Copies, type Piece, type Way } from './copies.ts';
import type { Placement } from './decode.ts';
import type { Draft } from './drafts.ts';
import { materialNeeds } from './materials.ts';
import { withAncestors, type InPhases } from './phases.ts';
import { presenceOf, profileOf, type CapacityReading } from './queue.ts';
import type { Dated, PhaseRuns, ThreeRuns } from './schedule.ts';

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
  /** Null for a deal in one phase. */
  readonly inPhases: InPhases | null;
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
  { nominal, placement: planned, inPhases }: Planned,
): ThreeRuns | number {
  const { calendar, capacity, deal } = facts;
  const bdUntil = (day: Day): number => inclusiveBusinessDays(calendar, deal.begin, day);
  const endOf = (lead: number): Day => addBusinessDays(calendar, deal.begin, lead - 1) ?? BEYOND;
  const roles = new Set(drafts.flatMap((draft) => draft.needs.map(({ role }) => role)));
  const loadUnknown = [...roles].filter((role) => capacity.roles[role].usual_load === null);
  // Without a usual load the first copy is the deal itself.
  const same = loadUnknown.length === roles.size;
  const before = same ? profile : withUsualLoad(facts, profile);
  const copies = (way: Way): Copies | number => copiesIn(way, facts, drafts, later, before);

  const problem = problemOf(facts, drafts, before, 'headroom');
  const earlier = inPhases?.numbers.slice(0, -1) ?? [];
  const levels = [...earlier.map((phase) => withAncestors(problem, phase)), new Set(drafts.keys())];
  const promised: Promised[] = [];
  const phases: PhaseRuns[] = [];
  let found: Found | null = null;
  let atLeast = 0;
  // Each phase as if nothing later were sold, and the whole last.
  for (const [level, tasks] of levels.entries()) {
    const isWhole = level === earlier.length;
    const order = isWhole ? planned.order : inPhases!.order;
    const alone: Way = { parts: [tasks], pieces: apart(1), order, first: isWhole && same ? planned : null };
    const planOf = copies(alone);
    if (typeof planOf === 'number') return planOf;
    if (isWhole) atLeast = bdUntil(same ? nominal.lowerBound : planOf.lowerBound);
    const beside: Found | number =
      found === null ? { way: alone, copies: planOf } : besides(promised, { way: alone, copies: planOf }, found.way, copies);
    if (typeof beside === 'number') return beside;
    found = beside;
    if (inPhases === null) continue;
    const phase = inPhases.numbers[level];
    const { runs, lead } = beside.copies.parts.at(-1)!;
    phases.push({ phase, runs, lead, date: endOf(lead) });
    if (inPhases.asked.has(phase)) promised.push({ phase, tasks, lead: bdUntil(inPhases.asked.get(phase)!) });
  }

  const { runs, lead, decisive } = found!.copies.parts.at(-1)!;
  const date = endOf(lead);
  if (atLeast < lead && decisive * drafts.length <= BOUND_UP_TO) {
    // However the first copies are planned: all of them together need their hours of each role.
    const all = [...drafts, ...Array.from({ length: decisive - 1 }, (_, k) => shifted(later, (k + 1) * drafts.length)).flat()];
    const bound = energyBound(problemOf(facts, all, before, 'headroom'));
    if (bound < BEYOND) atLeast = Math.max(atLeast, Math.ceil(bdUntil(bound) / decisive));
  }
  return { status: 'planned', runs, lead, date, lowerBound: Math.min(date, endOf(atLeast)), loadUnknown, phases };
}

/** A way of planning the copies, and how they then go. */
interface Found {
  readonly way: Way;
  readonly copies: Copies;
}

/** A phase with a date of its own: its tasks and those of all before it, and the lead that the date promises. */
interface Promised {
  readonly phase: number;
  readonly tasks: ReadonlySet<number>;
  readonly lead: number;
}

/**
 * Returns the copies of a phase that keep what is promised of those before it: one copy after another where that keeps it, else what is due first, else
 * all copies of the phases before (`last`) and then of this one. Where a promise does not hold anyway, it delays nobody. A copy that does not end within
 * the horizon is returned by its number.
 */
function besides(promised: readonly Promised[], alone: Found, last: Way, copies: (way: Way) => Copies | number): Found | number {
  const keeps = (some: Copies): boolean => promised.every(({ phase, lead }) => some.leadOf(phase) <= lead);
  if (keeps(alone.copies)) return alone;
  const [tasks] = alone.way.parts;
  const behind: Way = { ...last, parts: [...last.parts, tasks], pieces: [...last.pieces, ...apart(1, last.parts.length)], first: null };
  const kept = copies(behind);
  if (typeof kept === 'number') return kept;
  if (!keeps(kept)) return alone;
  const longest = kept.parts.at(-1)!.lead;
  const tried = new Set<string>();
  for (let lead = alone.copies.parts[0].lead; lead < longest; lead++) {
    const pieces = byDue([...promised.map((phase) => phase.lead), lead]);
    const key = pieces.map(({ copy, part }) => `${copy}.${part}`).join();
    if (tried.has(key)) continue;
    tried.add(key);
    const way: Way = { parts: [...promised.map((phase) => phase.tasks), tasks], pieces, order: last.order, first: null };
    const sooner = copies(way);
    if (typeof sooner !== 'number' && keeps(sooner) && sooner.parts.at(-1)!.lead < longest) return { way, copies: sooner };
  }
  return { way: behind, copies: kept };
}

/** Returns the profile in which each slot holds the larger of what is booked and what is usually booked. */
function withUsualLoad({ capacity }: Facts, profile: CapacityProfile): CapacityProfile {
  const usual = usualLoads(capacity, profile);
  const booked = profile.booked.map((units, r) => units.map((held, t) => Math.max(held, usual[r][t])));
  return { ...profile, booked };
}

/** Returns the pieces in which each part of all copies comes before the next part of any, for so many parts from `first` on. */
function apart(parts: number, first = 0): Piece[] {
  return Array.from({ length: parts * COPIES }, (_, i) => ({ part: first + Math.floor(i / COPIES), copy: (i % COPIES) + 1 }));
}

/** Returns the pieces by the days on which they are due when each part has its lead: part p of copy k after k leads, and never before an earlier part. */
function byDue(leads: readonly number[]): Piece[] {
  const due = ({ copy, part }: Piece): number => copy * Math.max(...leads.slice(0, part + 1));
  return apart(leads.length).sort((a, b) => due(a) - due(b) || a.part - b.part || a.copy - b.copy);
}

/** Returns one more copy of the drafts, behind `by` others. */
function shifted(drafts: readonly Draft[], by: number): Draft[] {
  return drafts.map((draft) => ({ ...draft, after: draft.after.map((index) => index + by) }));
}
