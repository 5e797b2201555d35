/**
 * How sure a date is: the deal is planned a thousand times, each time with other durations, under the one order of work that the safe date rests on.
 *
 * A step with a three-point estimate takes a draw from the triangle over best, likely and worst. PERT's beta (D. G. Malcolm et al., "Application of a
 * technique for research and development program evaluation", 1959) weighs the likely four times, which is too sure of itself where estimates are;
 * the triangle is its usual stand-in (D. Johnson, "The triangular distribution as a proxy for the beta distribution in risk analysis", 1997; D. Vose,
 * "Risk Analysis"), leans further towards the worst, and needs no more than a square root, which every machine rounds alike.
 *
 * An item whose deliverable has a record takes all its work times actual ÷ sold hours of one finished project, drawn once an item and run: what made
 * that project longer made all of it longer (B. Flyvbjerg, "From Nobel Prize to project management: getting risks right", 2006). Beyond that, steps are
 * drawn each on its own. What hits all of them at once is in no run, so late dates are likelier than told; and failures are not drawn, since nobody
 * says how often they happen.
 *
 * The draws are spread evenly: over a thousand runs each thousandth of a distribution comes once, in shuffled order (M. D. McKay et al., "A comparison
 * of three methods for selecting values of input variables", 1979). One step alone then meets its distribution exactly.
 */
import { BEYOND, completionDay } from './axis.ts';
import { decoderOf } from './decode.ts';
import type { Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import type { Problem, Task } from './problem.ts';
import { randomFrom } from './random.ts';
import type { Confidence } from './schedule.ts';

/** Finished projects below which a record says more about its projects than about the work. */
const AT_LEAST = 5;
/** Placements that the runs may cost: a deal of more than 300 steps gets fewer runs. */
const PLACEMENTS = 300_000;
/** Runs below which a P95 would rest on a handful. */
const FEWEST = 200;

/** A record of how long the work took that was sold: actual ÷ sold hours of each project. */
interface Track {
  readonly item: ItemFact;
  readonly ratios: readonly number[];
}

/**
 * Returns on which days the runs complete, or why there are none. `over` gives the problem over a longer horizon, null where there is none longer: runs
 * may need more days than the plan.
 */
export function confidenceOf(
  facts: Facts,
  problem: Problem,
  order: { readonly tasks: readonly number[]; readonly from: Confidence['order'] },
  asked: number,
  longer: (problem: Problem) => Problem | null,
): Confidence | { readonly because: string } {
  if (asked === 0) return { because: 'nobody asked for it' };
  const tracks = facts.deal.items.map((item): Track => ({ item, ratios: ratiosOf(facts, item) }));
  const told = tracks.filter(({ ratios }) => ratios.length >= AT_LEAST);
  const estimated = problem.tasks.filter(isEstimated);
  const scaled = problem.tasks.filter((task) => task.work > 0 && told.some(({ item }) => item.id === task.item));
  if (estimated.length === 0 && scaled.length === 0) return { because: nothingToDraw(tracks) };

  const runs = Math.min(asked, Math.max(FEWEST, Math.floor(PLACEMENTS / problem.tasks.length)));
  const drawn = drawnWork(problem, told, runs);
  let over = problem;
  let ends = endsOf(over, order.tasks, drawn, runs);
  for (let next = longer(over); ends.has(BEYOND) && next !== null; next = longer(over)) {
    over = next;
    ends = endsOf(over, order.tasks, drawn, runs);
  }
  ends.delete(BEYOND);
  return {
    runs,
    completions: [...ends].sort(([a], [b]) => a - b).map(([day, count]) => ({ day, runs: count })),
    estimates: estimated.length,
    records: told.map(({ item, ratios }) => ({ item: item.id, deliverable: item.deliverable, projects: ratios.length })),
    order: order.from,
  };
}

/** Returns the share of runs that are complete by a day. */
export function chanceBy({ runs, completions }: Confidence, day: Day): number {
  return completions.reduce((sum, each) => sum + (each.day <= day ? each.runs : 0), 0) / runs;
}

/** Returns the first day by which a share of the runs is complete; null when it lies beyond the horizon. */
export function dayBy({ runs, completions }: Confidence, share: number): Day | null {
  let sum = 0;
  return completions.find((each) => (sum += each.runs) >= share * runs)?.day ?? null;
}

/** Whether there is anything to draw for a step: a pure wait is as long as it is. */
function isEstimated({ work, estimate }: Task): boolean {
  return work > 0 && estimate !== null && estimate.worst > estimate.best;
}

/**
 * Returns actual ÷ sold hours of each finished project of an item's deliverable, in the order of the file. As everywhere, a new version starts the record
 * again and a pilot is not the work itself; and nothing counts that was not finished by today.
 */
function ratiosOf({ history, today }: Facts, { deliverable, entry }: ItemFact): number[] {
  return (history ?? []).flatMap((project) => {
    const { sold_hours: sold = 0, actual_hours: actual = 0, version, completed } = project;
    const isSame = project.deliverable === deliverable && (version === undefined || version === entry?.version);
    const isFinished = project.outcome === 'delivered' && project.pilot !== true && (completed === undefined || completed <= today);
    return isSame && isFinished && sold > 0 && actual > 0 ? [actual / sold] : [];
  });
}

function nothingToDraw(tracks: readonly Track[]): string {
  const counts = new Map(tracks.map(({ item, ratios }) => [item.deliverable, ratios.length]));
  const records = [...counts].map(([deliverable, count]) => `'${deliverable}' has ${count}`).join(', ');
  return `no step has a three-point estimate, and a record needs ${AT_LEAST} finished projects with sold and actual hours: ${records}`;
}

/** Returns how many slots each task takes longer than its likely ones, run by run; null for a task that is as it is in all of them. */
function drawnWork({ tasks }: Problem, told: readonly Track[], runs: number): (Int32Array | null)[] {
  const random = randomFrom(runs);
  const factors = new Map(
    told.map(({ item, ratios }) => [item.id, strata(runs, random).map((u) => ratios[Math.floor(u * ratios.length)])] as const),
  );
  return tasks.map((task) => {
    const factor = factors.get(task.item);
    const { estimate, work } = task;
    if (estimate === null || work === 0 || (factor === undefined && !isEstimated(task))) return null;
    const at = isEstimated(task) ? strata(runs, random) : null;
    const extra = new Int32Array(runs);
    for (let r = 0; r < runs; r++) {
      const slots = (at === null ? estimate.likely : triangular(estimate, at[r])) * (factor?.[r] ?? 1);
      // A whole number of slots may come out a hair above itself; work that was there does not vanish.
      extra[r] = Math.max(1, Math.ceil(slots - 1e-9)) - work;
    }
    return extra;
  });
}

/** Returns one number in (0, 1) a run: the middle of each run's own share, shuffled. */
function strata(runs: number, random: () => number): Float64Array {
  const values = Float64Array.from({ length: runs }, (_, r) => (r + 0.5) / runs);
  for (let r = runs - 1; r > 0; r--) {
    const other = Math.floor(random() * (r + 1));
    [values[r], values[other]] = [values[other], values[r]];
  }
  return values;
}

/** Returns the value below which a share `u` of the triangle over best, likely and worst lies. */
function triangular({ best, likely, worst }: NonNullable<Task['estimate']>, u: number): number {
  const span = worst - best;
  return u * span < likely - best ? best + Math.sqrt(u * span * (likely - best)) : worst - Math.sqrt((1 - u) * span * (worst - likely));
}

/** Returns how many runs complete on each day under an order; those that do not end within the horizon on `BEYOND`. */
function endsOf(problem: Problem, order: readonly number[], drawn: readonly (Int32Array | null)[], runs: number): Map<Day, number> {
  const decoder = decoderOf(problem);
  const { disturbance, done } = decoder;
  const ends = new Map<Day, number>();
  const dayOf: Day[] = [];
  const same = firstAlike(drawn, runs);
  for (let r = 0; r < runs; r++) {
    if (same[r] < r) {
      const known = dayOf[same[r]];
      ends.set(known, ends.get(known)! + 1);
      dayOf.push(known);
      continue;
    }
    for (let i = 0; i < drawn.length; i++) {
      const extra = drawn[i];
      if (extra !== null) disturbance.work[i] = extra[r];
    }
    let completion = 0;
    for (let p = 0; p < order.length && completion < BEYOND; p++) {
      decoder.place(order[p]);
      if (done[order[p]] > completion) completion = done[order[p]];
    }
    decoder.clear();
    const day = completionDay(problem.axis, completion);
    ends.set(day, (ends.get(day) ?? 0) + 1);
    dayOf.push(day);
  }
  return ends;
}

/** Returns for each run the first one that draws the same of every task: of a deal of few steps one in ten differs, and only those have to be planned. */
function firstAlike(drawn: readonly (Int32Array | null)[], runs: number): Float64Array {
  const first = new Float64Array(runs);
  for (const extra of drawn) {
    if (extra === null) continue;
    const seen = new Map<number, number>();
    for (let r = 0; r < runs; r++) {
      // Runs that were alike so far stay so if they draw alike here: an Int32 fits beside the run's number.
      const key = first[r] * 2 ** 32 + extra[r];
      const known = seen.get(key);
      if (known === undefined) seen.set(key, r);
      first[r] = known ?? r;
    }
    // Hardly any two are alike: to look further costs more than it saves.
    if (seen.size > runs / 2) return Float64Array.from(first, (_, r) => r);
  }
  return first;
}
