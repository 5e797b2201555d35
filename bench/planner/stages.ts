/** The planner's own steps one by one, so that each can be timed: what `planDeal` does for its dates, without what it tells about them. */
import type { Facts } from '../../src/model/facts.ts';
import type { Day } from '../../src/model/day.ts';
import { BEYOND } from '../../src/schedule/axis.ts';
import { problemOf } from '../../src/schedule/build.ts';
import { criticalPath } from '../../src/schedule/bounds.ts';
import { completionOf, decode, decoderOf, type Placement } from '../../src/schedule/decode.ts';
import { draftsOf, isPlannable } from '../../src/schedule/drafts.ts';
import { failuresOf } from '../../src/schedule/failures.ts';
import { optimum } from '../../src/schedule/optimum.ts';
import type { Problem } from '../../src/schedule/problem.ts';
import { looksOf } from '../../src/schedule/plan.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import type { Dated } from '../../src/schedule/schedule.ts';
import type { PlanSettings } from '../../src/schedule/settings.ts';
import { survive } from '../../src/schedule/survive.ts';
import { timed, type Spent } from '../measure.ts';

/** The nominal plan alone. */
export interface Nominal {
  readonly problem: Problem;
  readonly placement: Placement;
  readonly nominal: Dated;
  /** Laying out the calendar, the people, the queue and the steps; then searching and proving. */
  readonly layout: Spent;
  readonly search: Spent;
}

/** Returns the nominal plan of a deal and what it cost, from the facts on. */
export function planNominal(facts: Facts): Nominal {
  let layout: Spent = { wall: 0, cpu: 0 };
  let search: Spent = { wall: 0, cpu: 0 };
  const add = (sum: Spent, { wall, cpu }: Spent): Spent => ({ wall: sum.wall + wall, cpu: sum.cpu + cpu });
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) throw new Error(drafts[0].message);
  for (let days = looksOf(facts, drafts).first; ; days *= 2) {
    const laid = timed(() => {
      const profile = profileOf(facts, presenceOf(facts, days), { soft: 'ignore', buffers: [] }, false);
      return profile === null ? null : problemOf(facts, drafts, profile, 'headroom');
    });
    layout = add(layout, laid.spent);
    const problem = laid.result;
    if (problem === null) continue;
    const found = timed(() => optimum(problem, false));
    search = add(search, found.spent);
    if (found.result !== null) return { problem, ...found.result, layout, search };
  }
}

/** The date that survives two failures. */
export interface Survived {
  readonly date: Day;
  readonly lowerBound: Day;
  readonly known: number;
  /** Places that a failure may hit, over all failures. */
  readonly places: number;
  readonly spent: Spent;
}

/** Returns the two-failure date over the nominal plan and what it cost; null when a pair never ends within the plan's axis. */
export function planSurvival(facts: Facts, settings: PlanSettings, { problem, placement }: Nominal): Survived | null {
  const { known, hits } = failuresOf(facts, problem, settings);
  const { result, spent } = timed(() => survive(problem, placement.order, hits, settings.failures, []));
  if (result.date >= BEYOND) return null;
  return { date: result.date, lowerBound: result.lowerBound, known: known.length, places: hits.length, spent };
}

/** Returns when the deal would be complete with nobody in anybody's way, and when its steps are worked in the order of the files: how much order matters. */
export function withoutOrder({ problem }: Nominal): { path: Day; asListed: Day } {
  const listed = decode(
    decoderOf(problem),
    problem.tasks.map(({ index }) => index),
  );
  const path = criticalPath(problem).completion;
  return {
    path: problem.axis.firstDay + Math.floor(path / 256),
    asListed: listed.completion >= BEYOND ? BEYOND : completionOf(problem, listed),
  };
}

/** Returns the largest share of a resource's free slots, from the plan's first worked slot to its last, that the plan uses. */
export function utilisationOf({ problem, placement }: Nominal): number {
  const { tasks, free } = problem;
  const to = Math.max(...placement.end);
  const from = Math.min(...placement.start.filter((slot) => slot >= 0));
  const used = free.map(() => 0);
  for (const { demands, work } of tasks) for (const { resource, units } of demands) used[resource] += units * work;
  return Math.max(
    ...free.map((units, resource) => (used[resource] === 0 ? 0 : used[resource] / units.subarray(from, to).reduce((a, b) => a + b, 0))),
  );
}
