// The exact solver by itself, on problems of one slot a day: against every order of a few steps, and every clause against a plan that exists.
// With calendars, pauses, windows and releases it is held against the oracle (oracle.test.ts, npm run gates).
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemFrom } from '../../bench/psplib/problem.ts';
import type { Instance } from '../../bench/psplib/instance.ts';
import { undisturbed } from '../../src/schedule/decode.ts';
import { finishFrom, firstStart } from '../../src/schedule/problem.ts';
import { serialOf } from '../../src/schedule/solver/serial.ts';
import { solve } from '../../src/schedule/solver/solver.ts';
import { tablesOf, type Tables } from '../../src/schedule/solver/tables.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { draftsOf, isPlannable } from '../../src/schedule/drafts.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import { problemOf } from '../../src/schedule/build.ts';
import { tries } from '../tries.ts';

const ENOUGH = { conflicts: 20_000, effort: 1e9 };

/** Steps with their durations, their units of each resource, and what each follows; nobody follows a later one. */
interface Small {
  readonly capacity: readonly number[];
  readonly steps: readonly { readonly takes: number; readonly units: readonly number[]; readonly after: readonly number[] }[];
}

function tablesFrom({ capacity, steps }: Small): Tables {
  const activities = steps.map(({ takes, units }, index) => ({
    duration: takes,
    demand: [...units],
    successors: steps.flatMap(({ after }, next) => (after.includes(index) ? [next] : [])),
  }));
  const problem = problemFrom({ activities, capacity } as unknown as Instance);
  return tablesOf(problem, undisturbed(problem))!;
}

/** The shortest time of all orders, each step as early as it fits: one of these plans is the best of all. Shares nothing with the planner. */
function shortest({ capacity, steps }: Small): number {
  let best = Infinity;
  const place = (placed: readonly { start: number; end: number; index: number }[]): void => {
    if (placed.length === steps.length) best = Math.min(best, Math.max(...placed.map(({ end }) => end)));
    steps.forEach(({ takes, units, after }, index) => {
      if (placed.some((other) => other.index === index) || !after.every((before) => placed.some((other) => other.index === before))) return;
      const fits = (start: number): boolean =>
        Array.from({ length: takes }, (_, t) => start + t).every((time) =>
          capacity.every((most, r) => {
            const used = placed.filter((other) => other.start <= time && time < other.end);
            return used.reduce((sum, other) => sum + steps[other.index].units[r], units[r]) <= most;
          }),
        );
      let start = Math.max(0, ...placed.filter((other) => after.includes(other.index)).map(({ end }) => end));
      while (!fits(start)) start++;
      place([...placed, { start, end: start + takes, index }]);
    });
  };
  place([]);
  return best;
}

/** Problems of so many steps over two resources, tight enough that the order matters. */
const problems = (least: number, most: number): fc.Arbitrary<Small> =>
  fc
    .array(
      fc.record({
        takes: fc.integer({ min: 1, max: 5 }),
        units: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
        after: fc.array(fc.nat(100), { maxLength: 2 }),
      }),
      { minLength: least, maxLength: most },
    )
    .map((steps) => ({
      capacity: [4, 3],
      steps: steps.map((step, index) => ({ ...step, after: index === 0 ? [] : [...new Set(step.after.map((n) => n % index))] })),
    }));

const total = ({ steps }: Small): number => steps.reduce((sum, { takes }) => sum + takes, 0);

describe('the exact solver', () => {
  test('proves that a pair which cannot overlap is one after the other', () => {
    // Two units are there. a takes 3 and needs 2, b takes 2 and needs 2, c takes 4 and needs 0: a and b one after the other take 5, longer than c.
    // On days that count from 0 the plan is complete on day 4.
    const tables = tablesFrom({
      capacity: [2],
      steps: [
        { takes: 3, units: [2], after: [] },
        { takes: 2, units: [2], after: [] },
        { takes: 4, units: [0], after: [] },
      ],
    });
    const { lower, upper, ranks } = solve(tables, 0, 9, null, ENOUGH);
    expect([lower, upper]).toEqual([4, 4]);
    expect([...ranks!].slice(0, 2).sort((a, b) => a - b)).toEqual([0, expect.toSatisfy((second: number) => second === 2 || second === 3)]);
  });

  test('knows what it cannot improve', () => {
    // 3 steps of 2 days for the one unit: 6 days, complete on day 5. That is given, so nothing better is found and the bound comes to meet it.
    const one = { takes: 2, units: [1], after: [] };
    const tables = tablesFrom({ capacity: [1], steps: [one, one, one] });
    expect(solve(tables, 0, 5, null, ENOUGH)).toMatchObject({ lower: 5, upper: 5, ranks: null });
  });

  test('finds the shortest of all orders, and calls nothing shorter possible', () => {
    fc.assert(
      fc.property(problems(2, 6), (small) => {
        const { lower, upper } = solve(tablesFrom(small), 0, total(small), null, ENOUGH);
        expect([lower, upper]).toEqual([shortest(small) - 1, shortest(small) - 1]);
      }),
      tries(150),
    );
  });

  test('learns no clause that a plan contradicts', () => {
    let conflicts = 0;
    fc.assert(
      fc.property(problems(10, 12), (small) => {
        const tables = tablesFrom(small);
        const best = solve(tables, 0, total(small), null, ENOUGH);
        if (best.ranks === null) return;
        // Days on which that plan is still allowed: all that is learned meanwhile has to agree with it.
        for (let more = 1; more <= 4; more++) conflicts += solve(tables, 0, best.upper + more, null, ENOUGH, null, best.ranks).conflicts;
      }),
      tries(30),
    );
    expect(conflicts).toBeGreaterThan(500);
  });

  test('says how far it came when its budget is spent', () => {
    fc.assert(
      fc.property(problems(10, 14), (small) => {
        const tables = tablesFrom(small);
        const whole = solve(tables, 0, total(small), null, ENOUGH);
        const part = solve(tables, 0, total(small), null, { conflicts: 3, effort: 1e9 });
        expect(part.lower).toBeLessThanOrEqual(whole.upper);
        expect(part.upper).toBeGreaterThanOrEqual(whole.upper);
      }),
      tries(40),
    );
  });
});

describe('the tables', () => {
  const real = Array.from({ length: 30 }, (_, seed): Tables[] => {
    const { texts, today } = generate(80_000 + seed);
    const { facts } = factsFrom(texts, today);
    const drafts = draftsOf(facts);
    if (!isPlannable(drafts)) return [];
    const profile = profileOf(facts, presenceOf(facts, 60), { soft: 'ignore', buffers: [] }, true)!;
    const problem = problemOf(facts, drafts, profile, 'headroom');
    const tables = tablesOf(problem, undisturbed(problem));
    return tables === null ? [] : [tables];
  }).flat();

  test('number the possible starts, and answer each question as a walk through the slots does', () => {
    expect(real.length).toBeGreaterThan(20);
    for (const { kinds, work, size } of real) {
      kinds.forEach(({ starts, ends, from, running, runs }, step) => {
        const possible = Array.from({ length: size }, (_, slot) => slot).filter(
          (slot) => firstStart(runs, slot, work[step]) === slot && finishFrom(runs, slot, work[step]) > 0,
        );
        expect([...starts]).toEqual(possible);
        expect([...ends]).toEqual(possible.map((slot) => finishFrom(runs, slot, work[step])));
        const slots = Array.from({ length: size + 1 }, (_, slot) => slot);
        expect([...from]).toEqual(slots.map((slot) => possible.filter((start) => start < slot).length));
        expect([...running]).toEqual(slots.map((slot) => ends.filter((end) => end <= slot).length));
      });
    }
  });

  test('never let a later start end sooner, or a follower begin sooner', () => {
    const rises = (values: Int32Array): boolean => values.every((value, k) => k === 0 || value >= values[k - 1]);
    for (const { kinds, edgesFrom, over, size } of real) {
      for (const { ends } of kinds) expect(rises(ends)).toBe(true);
      for (const moments of over) expect(moments === null || rises(moments)).toBe(true);
      for (const { slots, latest } of edgesFrom.flat()) {
        expect(rises(slots)).toBe(true);
        for (let slot = 0; slot <= size; slot++) expect(latest[slot]).toBe(slots.filter((begin) => begin <= slot).length - 1);
      }
    }
  });

  test('give a plan that the mirror image from its end does not make longer', () => {
    for (const tables of real) {
      const serial = serialOf(tables);
      const list = Int32Array.from(tables.tasks.keys());
      const completion = serial.forward(list);
      if (completion < 0) continue;
      const early = serial.rank.slice();
      // From the end every step finds its place no sooner than before: its own old place is still free.
      const ends = [...list].sort((a, b) => tables.kinds[b].ends[early[b]] - tables.kinds[a].ends[early[a]] || b - a);
      expect(serial.backward(ends, completion)).toBe(true);
      serial.rank.forEach((rank, step) => expect(rank).toBeGreaterThanOrEqual(early[step]));
    }
  });
});
