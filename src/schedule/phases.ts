/**
 * Deals in phases: an earlier phase has a date of its own, and the order of work that is soonest for the whole need not be soonest for it. Each
 * phase is dated under the order that does all earlier phases first, which no later step can delay, since nothing overtakes in its role (or under the best
 * order of the whole, where that is sooner). The deal as a whole keeps its best order where that keeps the phases' dates, and follows the phases where it does not.
 */
import { BEYOND, completionDay } from './axis.ts';
import { criticalPath, energyBound } from './bounds.ts';
import { decode, decoderOf, type Placement } from './decode.ts';
import { bestPlan } from './best.ts';
import type { Hit } from './failures.ts';
import type { Day } from '../model/day.ts';
import type { Problem } from './problem.ts';
import type { Survival } from './survive.ts';
import { worstOf } from './worst.ts';

/** Placements that finding the best order of one phase may cost. */
const BUDGET = 60_000;

/** What of a deal in phases does not depend on which plan is kept. */
export interface InPhases {
  /** The phases, earlier ones first. */
  readonly numbers: readonly number[];
  /** The order that does each phase before any work of a later one. */
  readonly order: readonly number[];
  /** The dates of their own. */
  readonly asked: ReadonlyMap<number, Day>;
}

/** The plan of a deal in phases. */
export interface Phased {
  /** The plan of the whole deal, and its worst case; `survival` is null where it was. */
  readonly placement: Placement;
  readonly survival: Survival | null;
  /** The earliest dates of each phase: if nothing goes wrong, and in the worst case (null when not known). */
  readonly phases: readonly { readonly phase: number; readonly nominal: Day; readonly twoFailures: Day | null }[];
  readonly inPhases: InPhases;
}

/** Returns the dates of the phases, and the plan that keeps those that are `asked` where one does. */
export function planPhases(
  problem: Problem,
  best: Placement,
  survival: Survival | null,
  hits: readonly Hit[],
  count: number,
  phases: readonly number[],
  asked: ReadonlyMap<number, Day>,
): Phased {
  const { axis, tasks } = problem;
  const decoder = decoderOf(problem);
  const underOrder = (order: readonly number[]) => {
    const placement = decode(decoder, order);
    const worst = survival === null ? null : worstOf(decoder, order, hits, count, { left: Infinity }, phases);
    const nominal = phases.map((phase) =>
      completionDay(axis, Math.max(0, ...tasks.filter((task) => task.phase === phase).map(({ index }) => placement.done[index]))),
    );
    // What decides, most first: the worst cases from the first phase on, then the plan.
    return {
      order,
      placement,
      worst,
      nominal,
      dates: [...(worst?.byPhase ?? []).map((moment) => completionDay(axis, moment)), ...nominal],
    };
  };
  // The order that survives best as a whole was looked for longer: at times it is better for the phases, too.
  const first = underOrder(phasesFirst(problem, best.order, phases));
  const whole = survival === null ? null : underOrder(survival.order);
  const { order, placement, worst, nominal } = whole !== null && isSooner(whole.dates, first.dates) ? whole : first;
  const inPhases: InPhases = { numbers: phases, order, asked };
  const dates = phases.map((phase, p) => {
    const late = worst === null ? null : completionDay(axis, worst.byPhase[p]);
    return { phase, nominal: nominal[p], twoFailures: late !== null && late < BEYOND ? late : null };
  });

  const keeps = (plan: Placement, byPhase: readonly number[] | null): boolean =>
    phases.every((phase, p) => {
      const day = asked.get(phase);
      if (day === undefined) return true;
      const done = tasks.filter((task) => task.phase === phase).every(({ index }) => completionDay(axis, plan.done[index]) <= day);
      return done && (byPhase === null || completionDay(axis, byPhase[p]) <= day);
    });
  const follows = !keeps(best, survival?.worst.byPhase ?? null) && keeps(placement, worst?.byPhase ?? null);
  if (!follows || placement.completion >= BEYOND) return { placement: best, survival, phases: dates, inPhases };
  return {
    placement,
    survival: survival === null || worst === null ? null : { ...survival, order, worst, date: completionDay(axis, worst.completion) },
    phases: dates,
    inPhases,
  };
}

/** Whether of two lists of days the first that differs is sooner. */
function isSooner(days: readonly Day[], than: readonly Day[]): boolean {
  const p = days.findIndex((day, index) => day !== than[index]);
  return p >= 0 && days[p] < than[p];
}

/** Returns the order that does each phase as early as it can be done before any work of a later one. */
function phasesFirst(problem: Problem, whole: readonly number[], phases: readonly number[]): number[] {
  const order: number[] = [];
  for (const phase of phases.slice(0, -1)) {
    const kept = withAncestors(problem, phase);
    const part = partOf(problem, kept);
    const decoder = decoderOf(part.problem);
    const bound = energyBound(part.problem, undefined, criticalPath(part.problem));
    const { placement } = bestPlan(decoder, bound, BUDGET, true);
    for (const index of placement.order) if (!order.includes(part.original[index])) order.push(part.original[index]);
  }
  return [...order, ...whole.filter((index) => !order.includes(index))];
}

/** Returns the tasks up to a phase, and whatever of a later one they wait for. */
export function withAncestors({ tasks }: Problem, phase: number): Set<number> {
  const kept = new Set(tasks.filter((task) => task.phase <= phase).map(({ index }) => index));
  for (let index = tasks.length - 1; index >= 0; index--) if (kept.has(index)) for (const before of tasks[index].after) kept.add(before);
  return kept;
}

/** A problem with only some of the tasks of another. */
export interface Part {
  readonly problem: Problem;
  /** What each task was called before, and the other way. */
  readonly original: readonly number[];
  readonly position: ReadonlyMap<number, number>;
}

/** Returns the problem with only some of its tasks; none waits for one that is left out. */
export function partOf(problem: Problem, kept: ReadonlySet<number>): Part {
  const original = problem.tasks.filter(({ index }) => kept.has(index)).map(({ index }) => index);
  const position = new Map(original.map((index, p) => [index, p]));
  const renamed = (indexes: readonly number[]): number[] => indexes.flatMap((index) => position.get(index) ?? []);
  const tasks = original.map((index, p) => ({ ...problem.tasks[index], index: p, after: renamed(problem.tasks[index].after) }));
  return { problem: { ...problem, tasks, followers: original.map((index) => renamed(problem.followers[index])) }, original, position };
}
