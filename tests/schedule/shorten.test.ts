// A problem on a shorter axis is the same problem for every plan that ends on it, and has no other plans.
import { expect, test } from 'vitest';
import { problemFrom } from '../../bench/psplib/problem.ts';
import type { Instance } from '../../bench/psplib/instance.ts';
import { BEYOND, completionIndex } from '../../src/schedule/axis.ts';
import { bestPlan } from '../../src/schedule/best.ts';
import { energyBound } from '../../src/schedule/bounds.ts';
import { problemOf } from '../../src/schedule/build.ts';
import { decode, decoderOf, type Placement } from '../../src/schedule/decode.ts';
import { draftsOf, isPlannable } from '../../src/schedule/drafts.ts';
import { NOMINAL_BUDGET, optimum } from '../../src/schedule/optimum.ts';
import type { Problem } from '../../src/schedule/problem.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import { holds, shortened } from '../../src/schedule/shorten.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';

/** Real problems with everything in them: leave, bookings, windows, inputs, outdoor and uninterrupted steps; laid out over far more days than they take. */
const problems = Array.from({ length: 40 }, (_, seed): Problem[] => {
  const { texts, today } = generate(90_000 + seed);
  const { facts } = factsFrom(texts, today);
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) return [];
  const profile = profileOf(facts, presenceOf(facts, 160), { soft: 'ignore', buffers: [] }, true)!;
  return [problemOf(facts, drafts, profile, 'headroom')];
}).flat();

/** The plan in the order of the files, when one step takes some slots longer. */
function asListed(problem: Problem, longer: number): Placement {
  const decoder = decoderOf(problem);
  decoder.disturbance.work[problem.tasks.findIndex(({ work }) => work > 0)] = longer;
  return decode(
    decoder,
    problem.tasks.map(({ index }) => index),
  );
}

test('lasts twice as long as the steps take in the order of the critical path', () => {
  // Four steps, two people, one slot a day. Each pair of 3 days side by side: 6 days in all, so 12 are looked at, of the 13 that they are laid out over.
  const step = { duration: 3, demand: [1], successors: [] };
  const problem = problemFrom({ activities: [step, step, step, step], capacity: [2] } as unknown as Instance);
  expect([problem.axis.days.length, shortened(problem).axis.days.length]).toEqual([13, 12]);
  // One person alone takes all 12 days: what is laid out over them stays as it is.
  const alone = problemFrom({ activities: [step, step, step, step], capacity: [1] } as unknown as Instance);
  expect(shortened(alone)).toBe(alone);
});

test('gives each order the plan that it had, where that ends on the shorter axis, and no plan where it does not', () => {
  let [same, longer] = [0, 0];
  for (const problem of problems) {
    const short = shortened(problem);
    if (short === problem) continue;
    problem.tasks.forEach(({ runs }, i) => {
      expect([...short.tasks[i].runs.open]).toEqual([...runs.open].filter((slot) => slot < short.axis.size));
    });
    for (const more of [0, 40, 160]) {
      const whole = asListed(problem, more);
      const cut = asListed(short, more);
      const day = completionIndex(problem.axis, whole.completion);
      if (day < short.axis.days.length) expect(cut).toEqual(whole);
      else expect(cut.completion).toBe(BEYOND);
      expect(holds(short, whole.completion)).toBe(day + 1 < short.axis.days.length);
      if (day < short.axis.days.length) same++;
      else longer++;
    }
  }
  expect(same).toBeGreaterThan(50);
  expect(longer).toBeGreaterThan(20);
});

test('changes neither a date nor its proof', () => {
  for (const problem of problems) {
    const bound = energyBound(problem);
    const best = optimum(problem, true);
    if (bound >= BEYOND || best === null) continue;
    const { placement, lowerBound } = bestPlan(decoderOf(problem), bound, NOMINAL_BUDGET, true);
    expect(best.placement.completion).toBe(placement.completion);
    expect(best.nominal.lowerBound).toBe(lowerBound);
  }
});
