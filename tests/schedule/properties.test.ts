import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { WHOLE } from '../../src/model/units.ts';
import { BEYOND } from '../../src/schedule/axis.ts';
import { problemOf } from '../../src/schedule/build.ts';
import { draftsOf, type Draft } from '../../src/schedule/drafts.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import { decode, decoderOf } from '../../src/schedule/decode.ts';
import { decoderUnder, failuresOf, type Hit } from '../../src/schedule/failures.ts';
import { latestPlan } from '../../src/schedule/late.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Problem } from '../../src/schedule/problem.ts';
import type { PlanSettings } from '../../src/schedule/settings.ts';
import { verify } from '../../src/schedule/verify.ts';
import { worstOf } from '../../src/schedule/worst.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom, type Texts } from './against-oracle.ts';
import { seedsOr } from '../tries.ts';

const SEEDS = seedsOr(20);
const seeds = Array.from({ length: SEEDS }, (_, k) => 50_000 + k);

interface Random {
  readonly texts: Texts;
  readonly today: string;
  readonly facts: Facts;
  readonly settings: PlanSettings;
}

function random(seed: number): Random {
  const { texts, today } = generate(seed);
  return { texts, today, ...factsFrom(texts, today) };
}

/** The problem of a random workspace over a year, or null when the workspace cannot be planned. */
function problemFrom({ facts, settings }: Random): Problem | null {
  const drafts = draftsOf(facts);
  const profile = profileOf(facts, presenceOf(facts, 260), { soft: settings.soft, buffers: [] }, true);
  if (profile === null || drafts.some((draft) => !('step' in draft))) return null;
  return problemOf(facts, drafts as Draft[], profile, 'headroom');
}

const weather =
  (facts: Facts) =>
  (role: string, month: number): number =>
    facts.capacity.weather[role]?.[month] ?? WHOLE;

describe('the worst set of failures', () => {
  /** Every set of at most two distinct failures, decoded from the beginning. */
  function naive(problem: Problem, order: readonly number[], hits: readonly Hit[]): number {
    let worst = decode(decoderOf(problem), order).completion;
    for (const a of hits) {
      worst = Math.max(worst, decode(decoderUnder(problem, [a]), order).completion);
      for (const b of hits) {
        if (b.failure > a.failure) worst = Math.max(worst, decode(decoderUnder(problem, [a, b]), order).completion);
      }
    }
    return worst;
  }

  it('is the same whether or not the latest plan cuts the search short', { timeout: SEEDS * 12_000 }, () => {
    let cut = 0;
    for (const seed of seeds) {
      const made = random(seed);
      const problem = problemFrom(made);
      if (problem === null) continue;
      const order = problem.tasks.map((task) => task.index);
      const { hits } = failuresOf(made.facts, problem, made.settings);
      const expected = naive(problem, order, hits);
      const found = worstOf(decoderOf(problem), order, hits, 2, { left: 1e9 }, [])!;
      expect({ seed, worst: found.completion }).toEqual({ seed, worst: expected });
      expect(decode(decoderUnder(problem, found.set), order).completion).toBe(expected);
      if (latestPlan(problem, order, expected) !== null) cut++;
      // From the struck plan there is always one, and the plan in which nothing goes wrong is never behind it.
      const struck = decode(decoderUnder(problem, found.set), order);
      const latest = expected >= BEYOND ? null : latestPlan(problem, order, expected, struck)!;
      const { done } = decode(decoderOf(problem), order);
      if (latest !== null) expect(done.filter((moment, task) => moment > latest.done[task])).toEqual(new Int32Array(0));
    }
    expect(cut).toBeGreaterThan(SEEDS / 2);
  });
});

describe('the independent checker', () => {
  it('passes what the decoder makes, and sees each way in which a plan can be wrong', () => {
    const seen = new Set<string>();
    for (const seed of seeds) {
      const made = random(seed);
      const problem = problemFrom(made);
      if (problem === null) continue;
      const placement = decode(
        decoderOf(problem),
        problem.tasks.map((task) => task.index),
      );
      const plan = planDeal(made.facts, made.settings);
      // The file order may need people who have left by then, where a better one does not.
      if (plan.status !== 'planned' || placement.completion >= BEYOND) continue;
      const completion = plan.rows.reduce((last, row) => Math.max(last, row.done), 0);
      const wrong = (start: Int32Array, end: Int32Array, day: number): string[] =>
        verify(problem, { start, end, completion: placement.completion }, day, weather(made.facts));
      const date = wrong(placement.start, placement.end, completion).filter((sentence) => sentence.startsWith('the plan is complete'));
      // The file order need not be the best one, so only the day may differ.
      expect(wrong(placement.start, placement.end, completion)).toEqual(date);
      for (const { index } of problem.tasks) {
        if (placement.start[index] < 1) continue;
        const earlier = placement.start.map((slot, i) => (i === index ? slot - 1 : slot));
        const shorter = placement.end.map((slot, i) => (i === index ? slot - 1 : slot));
        for (const sentence of wrong(
          earlier,
          placement.end.map((slot, i) => (i === index ? slot - 1 : slot)),
          completion,
        )) {
          seen.add(
            sentence
              .replace(/^\S+ /, '')
              .replace(/[\d.]+/g, 'N')
              .split(' ')
              .slice(0, 2)
              .join(' '),
          );
        }
        // One slot less of work is always wrong.
        expect({ seed, index, wrong: wrong(placement.start, shorter, completion).length > 0 }).toEqual({ seed, index, wrong: true });
      }
      expect(wrong(placement.start, placement.end, completion - 1)).not.toEqual([]);
    }
    for (const kind of ['begins before', 'works N', 'is used']) expect([...seen]).toContain(kind);
  });
});
