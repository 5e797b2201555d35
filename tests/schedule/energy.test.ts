// Whether the hours of an interval are enough, against the least work of each step, counted slot by slot at every start that it may have.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemOf } from '../../src/schedule/build.ts';
import { undisturbed } from '../../src/schedule/decode.ts';
import { draftsOf, isPlannable } from '../../src/schedule/drafts.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import { lacksEnergy } from '../../src/schedule/solver/energy.ts';
import { tablesOf, type Tables } from '../../src/schedule/solver/tables.ts';
import { generate } from '../oracle/generate.ts';
import { tries } from '../tries.ts';
import { factsFrom } from './against-oracle.ts';

const real = Array.from({ length: 40 }, (_, seed): Tables[] => {
  const { texts, today } = generate(70_000 + seed);
  const { facts } = factsFrom(texts, today);
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) return [];
  const profile = profileOf(facts, presenceOf(facts, 30), { soft: 'ignore', buffers: [] }, true)!;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const tables = tablesOf(problem, undisturbed(problem));
  return tables === null || tables.pools.length === 0 ? [] : [tables];
}).flat();

/** The same question, answered without a shortcut. Shares nothing with the planner but the tables. */
function lacks({ kinds, pools, work }: Tables, first: readonly number[], last: readonly number[]): boolean {
  const workIn = (step: number, rank: number, a: number, b: number): number => {
    const { starts, ends, runs } = kinds[step];
    return [...runs.open].filter((slot) => slot >= starts[rank] && slot < ends[rank] && slot >= a && slot < b).length;
  };
  return pools.some(({ steps, units, free }) =>
    steps.some((one) =>
      steps.some((other) => {
        const a = kinds[one].starts[first[one]];
        const b = kinds[other].ends[last[other]];
        const needed = steps.reduce((sum, step, k) => {
          const { starts, ends, runs } = kinds[step];
          const isInside = starts[first[step]] >= a && ends[last[step]] <= b;
          // Outdoors a slot does less than a slot's work, and only what lies inside as a whole is counted: as its work.
          if (runs.progress !== null || isInside) return sum + (isInside ? units[k] * work[step] : 0);
          const ranks = Array.from({ length: last[step] - first[step] + 1 }, (_, n) => first[step] + n);
          return sum + units[k] * Math.min(...ranks.map((rank) => workIn(step, rank, a, b)));
        }, 0);
        return b > a && needed > free.subarray(a, b).reduce((sum, there) => sum + there, 0);
      }),
    ),
  );
}

test('an interval is called too short exactly where it is', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(fc.nat(real.length - 1), fc.nat(30), fc.array(fc.nat(12), { minLength: 20, maxLength: 20 }), (which, from, widths) => {
      const tables = real[which];
      const first = Array.from(tables.kinds, ({ starts }, step) => Math.min(starts.length - 1, from + (widths[step % 20] % 4)));
      const last = first.map((rank, step) => Math.min(tables.kinds[step].starts.length - 1, rank + widths[(step + 7) % 20]));
      const value = Int32Array.from(first.flatMap((rank, step) => [rank, -last[step]]));
      const expected = lacks(tables, first, last);
      seen[`${expected}`]++;
      expect(lacksEnergy({ tables, value, effort: 0 })).toBe(expected);
    }),
    tries(150),
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(20);
});
