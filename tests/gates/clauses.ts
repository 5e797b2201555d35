/**
 * What the exact solver learns against a plan that exists: no clause may exclude it. A proof that is wrong on one problem in a thousand looks right
 * everywhere else, so these problems are large and tight: thousands of clauses each.
 */
import { problemFrom } from '../../bench/psplib/problem.ts';
import { undisturbed } from '../../src/schedule/decode.ts';
import { randomFrom } from '../../src/schedule/random.ts';
import { searchLists } from '../../src/schedule/solver/genetic.ts';
import { solve } from '../../src/schedule/solver/solver.ts';
import { tablesOf } from '../../src/schedule/solver/tables.ts';
import type { Gate, Tried } from './gate.ts';

/** Draws a project: four scarce resources, each step needs most of them, few steps wait for others. */
function instance(seed: number): Parameters<typeof problemFrom>[0] {
  const random = randomFrom(seed * 7 + 1);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const n = 26;
  const after = Array.from({ length: n }, (_, index) => new Set(index === 0 ? [] : [upTo(index - 1), upTo(index - 1)].slice(0, upTo(2))));
  const activities = after.map((_, index) => ({
    duration: 1 + upTo(8),
    demand: Array.from({ length: 4 }, () => (random() < 0.75 ? upTo(9) : 0)),
    successors: after.flatMap((before, next) => (before.has(index) ? [next] : [])),
  }));
  return { name: `random ${seed}`, activities, capacity: [13, 12, 14, 12] };
}

function tryOne(n: number): Tried {
  const problem = problemFrom(instance(n));
  const tables = tablesOf(problem, undisturbed(problem))!;
  const found = searchLists(tables, 0, { left: 20_000 })!;
  const day = tables.dayOf(found.completion);
  // As much as fits a second or two: the plan that was found need not be the best one.
  const limit = { conflicts: 1500, effort: 3e7 };
  const { upper, ranks, conflicts: first } = solve(tables, 0, day, found.ranks, limit);
  const plan = ranks ?? found.ranks;
  const wrong: string[] = [];
  let conflicts = first;
  for (let more = 1; more <= 4; more++) {
    try {
      conflicts += solve(tables, 0, upper + more, null, limit, plan).conflicts;
    } catch (error) {
      wrong.push(`project ${n}, ${more} days more: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { compared: conflicts, wrong, files: {}, today: '' };
}

/** No clause that the solver learns excludes a plan that exists. */
export const clauses: Gate = {
  name: 'clauses',
  claim: 'no clause that the solver learns excludes a plan that exists',
  unit: 'clauses',
  few: 6,
  all: 400,
  atLeast: 100_000,
  try: tryOne,
};
