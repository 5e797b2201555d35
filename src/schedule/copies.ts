/**
 * Copies of the deal, planned one after another: each as early as it can be in what the queue and the copies before it leave. A copy may be planned at
 * once, or in parts, of which other copies' may come between.
 */
import { addBusinessDays, inclusiveBusinessDays } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { BEYOND, completionDay } from './axis.ts';
import { bestPlan } from './best.ts';
import { criticalPath } from './bounds.ts';
import { problemOf, type Over } from './build.ts';
import type { CapacityProfile } from './capacity.ts';
import { completionOf, decode, decoderOf, type Placement } from './decode.ts';
import type { Draft } from './drafts.ts';
import { bottleneckOf, chainOf } from './explain.ts';
import { partOf, type Part } from './phases.ts';
import type { Problem, Task } from './problem.ts';
import type { Run } from './schedule.ts';

/** How many copies: the first is luck, the second may be, the third is a process. */
export const COPIES = 3;
/** Placements that looking for a better order of one copy may cost; the order of the deal itself is tried first and mostly does. */
const BUDGET = 3000;

/** One way of planning the copies. */
export interface Way {
  /** The parts of a copy, each the tasks of all before it too; the last is everything. */
  readonly parts: readonly ReadonlySet<number>[];
  /** Which part of which copy (from 1) is planned after which: of each part copy by copy, of each copy part by part. */
  readonly pieces: readonly Piece[];
  readonly order: readonly number[];
  /** The first copy, where it is planned already. */
  readonly first: Placement | null;
}

/** One part of one copy. */
export interface Piece {
  readonly copy: number;
  readonly part: number;
}

/** The copies as one way plans them. */
export interface Copies {
  /** By part: each copy until that part of it and all before are done, the lead that this asks for, and the copy (from 1) that asks for it. */
  readonly parts: readonly { readonly runs: readonly Run[]; readonly lead: number; readonly decisive: number }[];
  /** By phase of the deal: the lead at which it and all earlier ones hold. */
  readonly leadOf: (phase: number) => number;
  /** A day before which no first copy is done, where the way plans a copy at once. */
  readonly lowerBound: Day;
}

/** Returns the copies as one way plans them, or the first (from 1) that does not end within the horizon. */
export function copiesIn(
  way: Way,
  facts: Facts,
  drafts: readonly Draft[],
  later: readonly Draft[],
  profile: CapacityProfile,
): Copies | number {
  const { calendar, deal } = facts;
  const { axis } = profile;
  const bdUntil = (day: Day): number => inclusiveBusinessDays(calendar, deal.begin, day);
  const endOf = (lead: number): Day => addBusinessDays(calendar, deal.begin, lead - 1) ?? BEYOND;
  /** By copy and task, the moment at which it is done; -1 before it is planned. */
  const done = Array.from({ length: COPIES }, () => new Int32Array(drafts.length).fill(-1));
  const parts = way.parts.map((tasks) => ({ tasks, runs: [] as Run[], lead: 0, decisive: 0 }));
  let left = profile;
  let lowerBound: Day = 0;
  for (const { copy: k, part: p } of way.pieces) {
    const state = parts[p];
    const copy = k === 1 ? drafts : later;
    const partOver = (over: Over): Part => restOf(problemOf(facts, copy, left, over), state.tasks, done[k - 1]);
    const part = partOver('headroom');
    const order = way.order.flatMap((index) => part.position.get(index) ?? []);
    // The deal's own order mostly does; a better one is looked for only where this copy would ask for a longer lead than those before it.
    const enough = endOf(k * state.lead);
    const found = k === 1 && way.first !== null ? { placement: way.first, lowerBound: 0 } : soonest(part.problem, order, enough);
    const { placement } = found;
    if (placement.completion >= BEYOND) return k;
    if (k === 1) lowerBound = found.lowerBound;
    // An earlier part may be what a copy is done with last.
    const before = p === 0 ? undefined : parts[p - 1].runs[k - 1];
    const own = completionOf(part.problem, placement);
    const finish = Math.max(own, before?.finish ?? 0);
    const businessDays = Math.max(bdUntil(finish), state.runs.at(-1)?.businessDays ?? 0);
    const asks = Math.ceil(businessDays / k);
    let why: Pick<Run, 'bottleneck' | 'awaits'> = { bottleneck: null, awaits: null };
    if (asks > state.lead) {
      // Whatever lead is judged, the first copy to break it asks for more than all before it: only of such a one need be known what it waits for.
      why = before !== undefined && before.finish >= own ? before : whyThen(facts, part.problem, placement, partOver('unlimited').problem);
      [state.lead, state.decisive] = [asks, k];
    }
    state.runs.push({ ...why, finish, businessDays });
    part.original.forEach((index, i) => (done[k - 1][index] = placement.done[i]));
    left = withoutUsed(left, part.problem, placement);
  }
  const leadOf = (phase: number): number => {
    const ends = done.map((moments) => Math.max(0, ...drafts.flatMap((draft, index) => (draft.phase <= phase ? [moments[index]] : []))));
    const days = ends.map((moment) => bdUntil(completionDay(axis, moment)));
    return Math.max(...days.map((businessDays, k) => Math.ceil(businessDays / (k + 1))));
  };
  return { parts, leadOf, lowerBound };
}

/** Returns those tasks of a copy that are not planned yet; what is, they wait for as for a day. */
function restOf(problem: Problem, tasks: ReadonlySet<number>, done: Int32Array): Part {
  const part = partOf(problem, new Set([...tasks].filter((index) => done[index] < 0)));
  const waiting = part.problem.tasks.map((task, p): Task => {
    const planned = problem.tasks[part.original[p]].after.filter((before) => done[before] >= 0);
    const releases = planned.map((before) => ({ kind: 'today' as const, on: '', moment: done[before] }));
    return releases.length === 0 ? task : { ...task, releases: [...task.releases, ...releases] };
  });
  return { ...part, problem: { ...part.problem, tasks: waiting } };
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
function whyThen(facts: Facts, problem: Problem, placement: Placement, free: Problem): Pick<Run, 'bottleneck' | 'awaits'> {
  const chain = chainOf(problem, placement, facts.capacity);
  const order = free.tasks.map(({ index }) => index);
  const unlimited = completionOf(free, decode(decoderOf(free), order));
  const waits = completionOf(problem, placement) > unlimited;
  const first = chain.at(0);
  return {
    bottleneck: waits ? bottleneckOf(problem, placement, chain, facts.capacity) : null,
    awaits: first?.waits === 'input' || first?.waits === 'material' ? first.on : null,
  };
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
