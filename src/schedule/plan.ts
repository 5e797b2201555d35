/** The planner's front door: facts → every date with its proof, the plan behind it, and why (planning.md §3). Pure and deterministic. */
import { addBusinessDays, businessDaysBetween } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { SOFT_READINGS, type SoftReading } from '../model/policy.ts';
import { formatDay } from '../model/day.ts';
import { WHOLE, type Duration } from '../model/units.ts';
import { BEYOND, completionDay, slotOf } from './axis.ts';
import type { CapacityProfile, Presence } from './capacity.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { problemOf } from './build.ts';
import { draftsOf, type Draft } from './drafts.ts';
import { planPhases } from './phases.ts';
import { presenceOf, profileOf, type CapacityReading } from './queue.ts';
import { completionOf, decode, decoderOf, type Placement } from './decode.ts';
import { bestPlan } from './enumerate.ts';
import { bottleneckOf, chainOf, dayOfSlot, loadOf, rowsOf, startOf } from './explain.ts';
import { smallestCut } from './cut.ts';
import { decoderUnder, failuresOf, type Hit } from './failures.ts';
import { materialNeeds } from './materials.ts';
import type { Problem, Task } from './problem.ts';
import type { Bottleneck, Dated, Planned, Schedule, Unplannable } from './schedule.ts';
import type { PlanSettings } from './settings.ts';
import { survive } from './survive.ts';
import { verify } from './verify.ts';

/** Placements that the search for the nominal order, and trying to prove it, may cost. */
const NOMINAL_BUDGET = 300_000;
/** Business days of the first look, besides those that the work itself takes; where that is too short, the look is doubled. */
const FIRST_LOOK = 40;
/** Five years of business days: what cannot be done by then is not planned. */
const HORIZON = 1305;

/**
 * Returns the plan of a deal with all its dates, or why no date can be given. Never throws: a plan that fails its own verification is a fault of ours
 * that takes this deal's dates away and nothing else.
 */
export function planDeal(facts: Facts, settings: PlanSettings): Schedule {
  try {
    return planOrWhyNot(facts, settings);
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

function planOrWhyNot(facts: Facts, settings: PlanSettings): Schedule {
  const { begin } = facts.deal;
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) return { status: 'unplannable', begin, because: drafts };
  const reading: CapacityReading = { soft: settings.soft, buffers: [] };
  const latest = drafts.reduce((day, draft) => draft.releases.reduce((d, release) => Math.max(d, release.day), day), begin);
  const before = businessDaysBetween(facts.calendar, facts.today, latest);
  const work = drafts.reduce((minutes, draft) => minutes + (draft.minutes === null ? 0 : draft.minutes.likely / draft.minutes.units), 0);
  const look = FIRST_LOOK + Math.ceil(work / Math.max(1, facts.calendar.longest));
  for (let days = before + look; ; days *= 2) {
    const last = days >= before + HORIZON;
    const planned = planOver(facts, drafts, settings, reading, last ? before + HORIZON : days, last);
    if (planned !== null) return planned;
    if (last) return { status: 'unplannable', begin, because: whyNever(facts, drafts, reading, before + HORIZON) };
  }
}

function isPlannable(drafts: ReturnType<typeof draftsOf>): drafts is Draft[] {
  return drafts.length === 0 || !('reason' in drafts[0] && 'rule' in drafts[0]);
}

/** Returns the plan within a horizon, or null when it is too short for the plan or for one of its failures. */
function planOver(
  facts: Facts,
  drafts: readonly Draft[],
  settings: PlanSettings,
  reading: CapacityReading,
  days: number,
  last: boolean,
): Planned | null {
  const there = presenceOf(facts, days);
  const profile = profileOf(facts, there, reading, last);
  if (profile === null) return null;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const best = optimum(problem, last);
  if (best === null) return null;

  const free = problemOf(facts, drafts, profile, 'unlimited');
  const unlimited = decode(
    decoderOf(free),
    free.tasks.map(({ index }) => index),
  );
  if (unlimited.completion >= BEYOND) return null;

  const { known, hits } = failuresOf(facts, problem, settings);
  const phaseNumbers = phasesOf(facts);
  const alone = tooFew(known.length, settings) ? null : survive(problem, best.placement.order, hits, settings.failures, phaseNumbers);
  const asked = new Map(facts.deal.phases.map(({ phase, complete }) => [phase, complete.day]));
  const { placement, survival, phases } =
    phaseNumbers.length > 0
      ? planPhases(problem, best.placement, alone, hits, settings.failures, phaseNumbers, asked)
      : { placement: best.placement, survival: alone, phases: [] };
  const nominal = dated(completionOf(problem, placement), best.nominal.lowerBound);
  check(facts, problem, placement, nominal.date);
  const ends = survival !== null && survival.date < BEYOND;
  if (survival !== null && !ends && !last) return null;
  const worst = survival?.worst.set.map(({ failure, where }) => ({ failure: known[failure], hits: where })) ?? [];
  // The plan under its worst set is what the safe date rests on, so it is verified like the nominal one.
  if (ends)
    check(facts, disturbed(problem, survival.worst.set), decode(decoderUnder(problem, survival.worst.set), survival.order), survival.date);

  const chain = chainOf(problem, placement);
  const rows = rowsOf(problem, placement);
  const { confirmed_until } = facts.capacity;
  const judged = facts.deal.judgedCompletion;
  const again = (change: { drafts?: readonly Draft[]; reading?: CapacityReading }): Day | null =>
    finishOf(facts, change.drafts ?? drafts, change.reading === undefined ? profile : profileOf(facts, there, change.reading, last), last);
  return {
    status: 'planned',
    begin: facts.deal.begin,
    nominal,
    rows,
    unlimited: { date: completionOf(free, unlimited), chain: chainOf(free, unlimited), rows: rowsOf(free, unlimited) },
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
    scopeCut:
      ends && phases.length === 0 && judged !== null && judged.day < survival.date
        ? smallestCut(facts, settings, profile, judged.day)
        : null,
    phases,
    afterConfirmed: confirmed_until === undefined ? [] : rows.filter((row) => row.minutes > 0 && row.finish > confirmed_until),
    withBuffers: judged !== null && judged.day < nominal.date ? withBuffers(facts, again) : null,
    otherSoft: otherSoft(facts, drafts, settings, there, last),
    withoutStep: judged !== null && judged.day < nominal.date ? withoutSteps(facts, drafts, again) : [],
    ifInputsOnTime: ifInputsOnTime(facts, again),
    byApproval: byApproval(facts, again),
    budgetSpent: nominal.status === 'bounded' || (survival !== null && survival.date > survival.lowerBound),
  };
}

/** Whether too few failures are known to speak of two: nobody has said what goes wrong here. */
function tooFew(known: number, { failures }: PlanSettings): boolean {
  return failures > 0 && known < 2;
}

function dated(date: Day, lowerBound: Day): Dated {
  return { date, lowerBound: Math.min(lowerBound, date), status: lowerBound >= date ? 'proven' : 'bounded' };
}

/** Returns the best nominal plan and how far it is proven; null when the horizon is too short. */
function optimum(problem: Problem, last: boolean): { placement: Placement; nominal: Dated } | null {
  const path = criticalPath(problem);
  const bound = energyBound(problem, undefined, path);
  if (bound >= BEYOND) return null;
  const { placement, lowerBound } = bestPlan(decoderOf(problem), bound, NOMINAL_BUDGET, last);
  return placement.completion >= BEYOND ? null : { placement, nominal: dated(completionOf(problem, placement), lowerBound) };
}

/** Returns only the nominal finish, for the plan with one thing changed; null when it lies beyond the horizon. */
function finishOf(facts: Facts, drafts: readonly Draft[], profile: CapacityProfile | null, last: boolean): Day | null {
  return profile === null ? null : (optimum(problemOf(facts, drafts, profile, 'headroom'), last)?.nominal.date ?? null);
}

function check(facts: Facts, problem: Problem, placement: Placement, completion: Day): void {
  const wrong = verify(problem, placement, completion, (role, month) => facts.capacity.weather[role]?.[month] ?? WHOLE);
  if (wrong.length > 0) throw new Error(`the plan of '${facts.deal.id}' does not hold: ${wrong.join('; ')}`);
}

/** Returns the problem in which a set of failures is part of the tasks, so that the checker sees it. */
function disturbed(problem: Problem, set: readonly Hit[]): Problem {
  const tasks = problem.tasks.map((task): Task => {
    const changes = set.flatMap((hit) => hit.changes.filter((change) => change.task === task.index));
    const work = changes.reduce((sum, change) => sum + change.work, 0);
    const idle: Duration[] = task.work === 0 ? [{ unit: 'min', n: work * problem.axis.grain }] : [];
    return {
      ...task,
      work: task.work === 0 ? 0 : task.work + work,
      waits: [...idle, ...task.waits, ...changes.flatMap(({ wait }) => wait ?? [])],
      releases: [...task.releases, ...changes.map(({ release }) => ({ kind: 'input' as const, on: '', moment: release }))],
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

type Again = (change: { drafts?: readonly Draft[]; reading?: CapacityReading }) => Day | null;

/**
 * Returns the finish with the reserve that operations verified for use: verified at most seven days ago, and every material of the deal named and there
 * when the interval begins. Null when no buffer counts or none helps.
 */
function withBuffers(facts: Facts, again: Again): Planned['withBuffers'] {
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
function otherSoft(facts: Facts, drafts: readonly Draft[], settings: PlanSettings, there: Presence, last: boolean): Planned['otherSoft'] {
  if (!facts.capacity.bookings.some(({ state }) => state === 'soft')) return null;
  const [ignore, , whole] = SOFT_READINGS;
  const reading: SoftReading = settings.soft === 'whole' ? ignore : whole;
  const profile = profileOf(facts, there, { soft: reading, buffers: [] }, last);
  const problem = profile === null ? null : problemOf(facts, drafts, profile, 'headroom');
  const best = problem === null ? null : optimum(problem, last);
  if (problem === null || best === null) return { reading, nominal: null, twoFailures: null };
  const { known, hits } = failuresOf(facts, problem, settings);
  const survival = tooFew(known.length, settings) ? null : survive(problem, best.placement.order, hits, settings.failures, []);
  return { reading, nominal: best.nominal.date, twoFailures: survival !== null && survival.date < BEYOND ? survival.date : null };
}

/** Returns what the plan would be without each step that must not be left out: what a wanted date silently drops. */
function withoutSteps(facts: Facts, drafts: readonly Draft[], again: Again): Planned['withoutStep'] {
  const skips = new Map(facts.deal.items.map((item) => [item.id, item.skip]));
  return drafts.flatMap((draft, index) => {
    if (!draft.mandatory && !skips.get(draft.item)?.includes(draft.step)) return [];
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
function ifInputsOnTime(facts: Facts, again: Again): Day | null {
  let late = false;
  const inputs = facts.deal.inputs.map((input) => {
    if (input.came === null || input.due === null || input.day <= input.due) return input;
    late = true;
    return { ...input, day: input.due };
  });
  return late ? withInputs(facts, inputs, again) : null;
}

/** Returns, for an offer that is relative to an input, the completion by the day on which that input is approved: the next ten business days. */
function byApproval(facts: Facts, again: Again): Planned['byApproval'] {
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

/** Returns why a plan does not end within the horizon: the roles that are missing, those that are never enough, or simply too much work. */
function whyNever(facts: Facts, drafts: readonly Draft[], reading: CapacityReading, days: number): [Unplannable, ...Unplannable[]] {
  const profile = profileOf(facts, presenceOf(facts, days), reading, true)!;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const reasons = problem.tasks.flatMap((task): Unplannable[] => {
    if (task.work === 0 || task.runs.open.length >= task.work) return [];
    const needs = task.needs
      .map((need) => `${need.units} × ${need.level === null ? need.role : `${need.role}.${need.level}`}`)
      .join(' and ');
    const most = task.demands.map(({ resource }) => Math.max(0, ...profile.present[resource]));
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
        help: 'operations: the queue, time off or the reserve leave no room; look at the bookings of these roles',
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
