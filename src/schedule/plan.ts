/** The planner's front door: facts → every date with its proof, the plan behind it, and why (planning.md §3). Pure and deterministic. */
import { businessDaysBetween } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { WHOLE, type Duration } from '../model/units.ts';
import { BEYOND, completionDay, slotOf } from './axis.ts';
import { criticalPath, shortageBefore } from './bounds.ts';
import { confidenceOf } from './confidence.ts';
import { problemOf } from './build.ts';
import { grantOf, mayBeGranted, withMoves } from './granted.ts';
import { draftsOf, isPlannable, type Draft } from './drafts.ts';
import { whyNever } from './never.ts';
import { dated, optimum, tooFew } from './optimum.ts';
import { byApproval, finishOf, ifInputsOnTime, otherSoft, withBuffers, withoutSteps } from './variants.ts';
import { planPhases, type InPhases } from './phases.ts';
import { HORIZON, presenceOf, profileOf, type CapacityReading } from './queue.ts';
import { completionOf, decode, decoderOf, type Placement } from './decode.ts';
import { dayByDay } from './day-by-day.ts';
import { bottleneckOf, chainOf, dayOfSlot, loadOf, rowsOf, startOf } from './explain.ts';
import { displace } from './displace.ts';
import { decoderUnder, failuresOf, type Hit } from './failures.ts';
import type { Problem, Task } from './problem.ts';
import { loadsOf } from './reserve.ts';
import { threeRuns } from './runs.ts';
import type { BoundWhy, Bottleneck, Dated, FailureFact, FullPlan, Planned, Schedule, ThreeRuns, Unplannable } from './schedule.ts';
import type { PlanDepth, PlanSettings } from './settings.ts';
import { phasedSplit } from './split.ts';
import { survive, type Survival } from './survive.ts';
import { verify } from './verify.ts';

/** Business days of the first look, besides those that the work itself takes; where that is too short, the look is doubled. */
const FIRST_LOOK = 40;
const STRIDE = 20;

/** What the search for a plan finds; null: the horizon is too short. */
type Searched = {
  readonly placement: Placement;
  readonly nominal: Dated;
  readonly survival: Survival | null;
  readonly phases: Planned['phases'];
  readonly inPhases: InPhases | null;
  readonly threeRuns: () => ThreeRuns;
} | null;

/**
 * Searches by all that they depend on beside operations' files and the day: a deal that is planned again with nothing but other dates asked of it is
 * not searched again. Only for deals before the same files.
 */
export type Searches = Map<string, Searched>;

/**
 * Returns the plan of a deal with all its dates, or why no date can be given; in full with every day of it, for a reader of the plan itself. Never
 * throws: a plan that fails its own verification is a fault of ours that takes this deal's dates away and nothing else.
 */
export function planDeal(facts: Facts, settings: PlanSettings, depth: PlanDepth = 'dates', searches: Searches = new Map()): Schedule {
  try {
    return mayBeGranted(facts) ? planGranted(facts, settings, depth, searches) : planOrWhyNot(facts, settings, depth, searches);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    const because: Unplannable = {
      reason: 'planner-fault',
      rule: 'fits-headroom',
      message: 'the planner failed, so no date can be trusted',
      help: 'this is a fault of handoff and not of the deal: please report it with the files',
      at: facts.deal.items[0]?.at ?? at('deal', 'items'),
    };
    return { status: 'unplannable', begin: facts.deal.begin, because: [because], fault };
  }
}

/** Plans on the queue as it is; where what would have to move is approved, again on the queue with those moves. */
function planGranted(facts: Facts, settings: PlanSettings, depth: PlanDepth, searches: Searches): Schedule {
  const asIs = planOrWhyNot(facts, settings, depth, searches);
  const approval = grantOf(facts, asIs);
  if (approval?.state !== 'approved' || asIs.status !== 'planned' || asIs.displacement?.status !== 'found') return asIs;
  const { by, at: day } = approval;
  // Another queue: nothing that was searched before it counts.
  const then = planOrWhyNot(withMoves(facts, asIs.displacement), settings, depth, new Map());
  return then.status === 'planned' ? { ...then, granted: { by, at: day, moved: asIs.displacement.moved } } : then;
}

function planOrWhyNot(facts: Facts, settings: PlanSettings, depth: PlanDepth, searches: Searches): Schedule {
  const { begin } = facts.deal;
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) return { status: 'unplannable', begin, because: drafts };
  const reading: CapacityReading = { soft: settings.soft, buffers: [] };
  const { first, horizon } = looksOf(facts, drafts);
  for (let days = first; ; days *= 2) {
    const planned = planOver(facts, drafts, settings, reading, Math.min(days, horizon), horizon, depth, searches);
    if (planned !== null) return planned;
    if (days >= horizon) return { status: 'unplannable', begin, because: whyNever(facts, drafts, reading, horizon) };
  }
}

/** Returns over how many business days the plan is looked for at first, and at most. */
export function looksOf(facts: Facts, drafts: readonly Draft[]): { first: number; horizon: number } {
  const latest = drafts.reduce((day, draft) => draft.releases.reduce((d, release) => Math.max(d, release.day), day), facts.deal.begin);
  const before = businessDaysBetween(facts.calendar, facts.today, latest);
  const work = drafts.reduce((minutes, draft) => minutes + (draft.minutes === null ? 0 : draft.minutes.likely / draft.minutes.units), 0);
  // In strides, so that the same deal with a little more or less in it is planned over the same days.
  const look = STRIDE * Math.ceil((FIRST_LOOK + work / Math.max(1, facts.calendar.longest)) / STRIDE);
  return { first: before + look, horizon: before + HORIZON };
}

/** Returns the plan within a horizon, or null when it is too short for the plan or for one of its failures. */
function planOver(
  facts: Facts,
  drafts: readonly Draft[],
  settings: PlanSettings,
  reading: CapacityReading,
  days: number,
  horizon: number,
  depth: PlanDepth,
  searches: Searches,
): Planned | null {
  const last = days === horizon;
  const there = presenceOf(facts, days);
  const profile = profileOf(facts, there, reading, last);
  if (profile === null) return null;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const { known, hits } = failuresOf(facts, problem, settings);
  const phaseNumbers = phasesOf(facts);
  const asked = new Map(facts.deal.phases.map(({ phase, complete }) => [phase, complete.day]));
  const { begin, signature } = facts.deal;
  const key = JSON.stringify([drafts, begin, signature, hits, known.length, phaseNumbers, [...asked], settings, days, last]);
  let searched = searches.get(key);
  if (searched === undefined) {
    const found = search(problem, hits, settings, tooFew(known.length, settings), phaseNumbers, asked, last);
    searched = found && { ...found, threeRuns: once(() => threeRuns(facts, drafts, { profile, reading, ...found })) };
    searches.set(key, searched);
  }
  if (searched === null) return null;
  const { placement, nominal, survival, phases, threeRuns: runs } = searched;

  const free = problemOf(facts, drafts, profile, 'unlimited');
  const unlimited = decode(
    decoderOf(free),
    free.tasks.map(({ index }) => index),
  );
  if (unlimited.completion >= BEYOND) return null;
  check(facts, problem, placement, nominal.date);
  const ends = survival !== null && survival.date < BEYOND;
  if (survival !== null && !ends && !last) return null;
  const worst = survival?.worst.set.map(({ failure, where }) => ({ failure: known[failure], hits: where })) ?? [];
  // The plan under its worst set is what the safe date rests on, so it is verified like the nominal one.
  const struck = ends ? struckPlan(problem, survival, known) : null;
  if (struck !== null) check(facts, struck.problem, struck.placement, survival!.date);

  const chain = chainOf(problem, placement, facts.capacity);
  const rows = rowsOf(problem, placement);
  const { confirmed_until } = facts.capacity;
  const judged = facts.deal.judgedCompletion;
  const early = judged !== null && judged.day < nominal.date;
  const again = (change: { drafts?: readonly Draft[]; reading?: CapacityReading }): Day | null =>
    finishOf(facts, change.drafts ?? drafts, change.reading === undefined ? profile : profileOf(facts, there, change.reading, last), last);
  const { scramble } = settings;
  // A change that fails under its failures is not asked for the rest: what costs most is found out when it is looked at.
  const moved = once(() => (early && scramble !== null ? displace(facts, drafts, placement.order, reading, judged.day, scramble) : null));
  const without = once(() => (early ? withoutSteps(facts, drafts, again) : []));
  return {
    status: 'planned',
    begin: facts.deal.begin,
    nominal,
    bound: boundWhy(problem, nominal, facts.capacity),
    rows,
    unlimited: { date: completionOf(free, unlimited), chain: chainOf(free, unlimited, facts.capacity), rows: rowsOf(free, unlimited) },
    chain,
    bottleneck: bottleneckOf(problem, placement, chain, facts.capacity),
    start: startFacts(facts, problem, placement, settings.stall),
    twoFailures: ends
      ? {
          finish: dated(survival.date, survival.lowerBound),
          byCount: survival.worst.byCount.map((moment) => completionDay(problem.axis, moment)),
          worst,
          known,
          failures: settings.failures,
        }
      : null,
    neverEnds: survival !== null && !ends ? worst : null,
    knownFailures: known,
    get displacement() {
      return moved();
    },
    granted: null,
    // Only words for a reader.
    split: early && depth !== 'rules' && scramble !== null ? phasedSplit(facts, namesOf(problem, placement), profile, judged.day) : null,
    get threeRuns() {
      return runs();
    },
    phases,
    afterConfirmed: confirmed_until === undefined ? [] : rows.filter((row) => row.minutes > 0 && row.finish > confirmed_until),
    withBuffers: early ? withBuffers(facts, again) : null,
    otherSoft: depth === 'rules' ? null : otherSoft(facts, drafts, settings, there, last),
    get withoutStep() {
      return without();
    },
    ifInputsOnTime: ifInputsOnTime(facts, again),
    byApproval: byApproval(facts, again),
    unplaced: profile.unplaced.map((index) => ({ booking: facts.capacity.bookings[index].id, at: at('capacity', 'bookings', index) })),
    reviewsShort: profile.reviewsShort,
    confidence: confidenceOf(
      facts,
      problem,
      ends ? { tasks: survival.order, from: 'two-failures' } : { tasks: placement.order, from: 'nominal' },
      depth === 'rules' ? 0 : settings.runs,
      (over) => problemOverMore(facts, drafts, reading, over, horizon),
    ),
    full:
      depth !== 'full'
        ? null
        : {
            nominal: fullPlan(facts, problem, placement),
            worst: struck && fullPlan(facts, struck.problem, struck.placement),
            loads: loadsOf(facts, problem, placement),
          },
  };
}

/** Returns a function that makes something when it is first called, and gives the same from then on. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Returns the problem over twice the business days, null when that is past the horizon. */
function problemOverMore(
  facts: Facts,
  drafts: readonly Draft[],
  reading: CapacityReading,
  { axis }: Problem,
  horizon: number,
): Problem | null {
  if (axis.days.length >= horizon) return null;
  const days = Math.min(2 * axis.days.length, horizon);
  // Bookings that reach past its end are left out, as they are of the last look: the deal's own work is what the runs are about.
  return problemOf(facts, drafts, profileOf(facts, presenceOf(facts, days), reading, true)!, 'headroom');
}

/** Returns a plan with all that its reader may ask. */
function fullPlan(facts: Facts, problem: Problem, placement: Placement): FullPlan {
  const chain = chainOf(problem, placement, facts.capacity);
  const rows = rowsOf(problem, placement);
  const bottleneck = bottleneckOf(problem, placement, chain, facts.capacity);
  return { rows, chain, bottleneck, dayByDay: dayByDay(problem, placement, rows, facts.deal.begin) };
}

/** Returns the plan under the worst set of failures, over the problem in which they happen. */
function struckPlan(
  problem: Problem,
  { worst, order }: Survival,
  known: readonly FailureFact[],
): { problem: Problem; placement: Placement } {
  return { problem: disturbed(problem, worst.set, known), placement: decode(decoderUnder(problem, worst.set), order) };
}

/** Returns what the bound under the nominal date rests on: the simplest reason that is enough. */
function boundWhy(problem: Problem, { lowerBound }: Dated, capacity: Facts['capacity']): BoundWhy {
  const { axis, profile } = problem;
  if (completionDay(axis, criticalPath(problem).completion) >= lowerBound) return { kind: 'path' };
  const short = shortageBefore(problem, lowerBound);
  if (short === null) return { kind: 'search' };
  const hours = (slots: number): number => (slots * axis.grain) / 60;
  const { role, level } = profile.resources[short.resource];
  return {
    kind: 'energy',
    role: level === null || level === capacity.roles[role].levels[0] ? role : `${role}.${level}`,
    from: dayOfSlot(axis, short.from),
    before: short.before < axis.size ? dayOfSlot(axis, short.before) : dayOfSlot(axis, axis.size - 1) + 1,
    needed: hours(short.needed),
    free: hours(short.free),
  };
}

/** Returns the best plan found, and what it survives, which is not looked at where too few failures are known. */
function search(
  problem: Problem,
  hits: readonly Hit[],
  { failures, effort }: PlanSettings,
  few: boolean,
  phaseNumbers: readonly number[],
  asked: ReadonlyMap<number, Day>,
  last: boolean,
): Omit<NonNullable<Searched>, 'threeRuns'> | null {
  const best = optimum(problem, last, effort);
  if (best === null) return null;
  const alone = few ? null : survive(problem, best.placement.order, hits, failures, phaseNumbers, effort);
  if (phaseNumbers.length === 0) return { ...best, survival: alone, phases: [], inPhases: null };
  const phased = planPhases(problem, best.placement, alone, hits, failures, phaseNumbers, asked);
  return { ...phased, nominal: dated(completionOf(problem, phased.placement), best.nominal.lowerBound) };
}

function check(facts: Facts, problem: Problem, placement: Placement, completion: Day): void {
  const wrong = verify(problem, placement, completion, (role, month) => facts.capacity.weather[role]?.[month] ?? WHOLE);
  if (wrong.length > 0) throw new Error(`the plan of '${facts.deal.id}' does not hold: ${wrong.join('; ')}`);
}

function namesOf({ tasks }: Problem, { order }: Placement): string[] {
  return order.map((index) => `${tasks[index].item}.${tasks[index].step}`);
}

/** Returns the problem in which a set of failures is part of the tasks, so that the checker sees it. */
function disturbed(problem: Problem, set: readonly Hit[], known: readonly FailureFact[]): Problem {
  const tasks = problem.tasks.map((task): Task => {
    const struck = set.flatMap(({ failure, changes }) => changes.map((change) => ({ ...change, on: known[failure].id })));
    const changes = struck.filter((change) => change.task === task.index);
    const work = changes.reduce((sum, change) => sum + change.work, 0);
    const idle: Duration[] = task.work === 0 ? [{ unit: 'min', n: work * problem.axis.grain }] : [];
    return {
      ...task,
      work: task.work === 0 ? 0 : task.work + work,
      waits: [...idle, ...task.waits, ...changes.flatMap(({ wait }) => wait ?? [])],
      releases: [...task.releases, ...changes.map(({ on, release }) => ({ kind: 'input' as const, on, moment: release }))],
    };
  });
  return { ...problem, tasks };
}

/** Returns the phases that are judged apart: all when the items stand in more than one, or when one has a date of its own. */
function phasesOf(facts: Facts): number[] {
  const phases = [...new Set(facts.deal.items.map(({ phase }) => phase))].sort((a, b) => a - b);
  return phases.length > 1 || facts.deal.phases.length > 0 ? phases : [];
}

function startFacts(facts: Facts, problem: Problem, placement: Placement, stall: number): Planned['start'] {
  const start = startOf(problem, placement, stall);
  const { axis, tasks } = problem;
  const wanted = facts.deal.judgedStart?.day;
  const begins = (task: Task): boolean => placement.start[task.index] >= 0 && dayOfSlot(axis, placement.start[task.index]) === start.day;
  let busy: Bottleneck | null = null;
  for (const task of tasks.filter(begins)) {
    const from = slotOf(axis, placement.ready[task.index]);
    const to = placement.start[task.index];
    if (to <= from) continue;
    for (const { resource } of task.demands) {
      const load = loadOf(problem, placement, resource, from, to, facts.capacity);
      if (busy === null || load.free < busy.free) busy = load;
    }
  }
  const path = criticalPath(problem);
  const phased =
    wanted === undefined || wanted >= start.day
      ? []
      : tasks
          .filter((task) => task.work > 0 && path.start[task.index] < axis.size && dayOfSlot(axis, path.start[task.index]) <= wanted)
          .map(({ item, step, title }) => ({ item, step, title }));
  return { ...start, busy, phased };
}
