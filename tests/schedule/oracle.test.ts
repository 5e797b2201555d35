import { describe, expect, it } from 'vitest';
import { compare } from '../gates/oracle.ts';

/** Workspaces that once came out different: two delays after one step, custom work before what waits for a material, a window from a Saturday on. */
const REMEMBERED: readonly (readonly [number, object])[] = [
  [215, {}],
  [277, {}],
  [40_128, { customBeforeAfter: true }],
  [40_207, { customBeforeAfter: true }],
  [50_823, { twoAssumptions: true, softWhole: true }],
];

// Random ones are a gate: tests/gates/oracle.ts.
describe('the planner against an exhaustive second reading of the definitions', () => {
  it.each(REMEMBERED)('gives the same dates in workspace %i', (seed, knobs) => {
    expect(compare(seed, knobs).wrong).toEqual([]);
  });
});
