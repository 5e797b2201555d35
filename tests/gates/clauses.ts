/**
 * What the exact solver learns against a plan that exists: no clause may exclude it. A proof that is wrong on one problem in a thousand looks right
 * everywhere else, so these problems are large and tight: thousands of clauses each.
 */
import { problemFrom } from '../../bench/psplib/problem.ts';
import { decode, decoderOf, undisturbed, type Disturbance } from '../../src/schedule/decode.ts';
import type { Problem } from '../../src/schedule/problem.ts';
import { randomFrom } from '../../src/schedule/random.ts';
import { listsByRule, searchLists } from '../../src/schedule/solver/genetic.ts';
import { solve } from '../../src/schedule/solver/solver.ts';
import { tablesOf } from '../../src/schedule/solver/tables.ts';
import { orderTogether, sideBySide } from '../../src/schedule/solver/together.ts';
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
      conflicts += solve(tables, 0, upper + more, null, limit, null, plan).conflicts;
    } catch (error) {
      wrong.push(`project ${n}, ${more} days more: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const tied = tryTogether(n, problem);
  return { compared: conflicts + tied.conflicts, wrong: [...wrong, ...tied.wrong], files: {}, today: '' };
}

/** The same of three variants of the project that one order has to serve: as planned, and twice with some steps taking longer. */
function tryTogether(n: number, problem: Problem): { conflicts: number; wrong: string[] } {
  const random = randomFrom(n * 11 + 5);
  const variants = [0, 1, 2].map((variant): Disturbance => {
    const disturbance = undisturbed(problem);
    for (let k = 0; k < 2 * variant; k++) disturbance.work[Math.floor(random() * problem.tasks.length)] += 1 + Math.floor(random() * 6);
    return disturbance;
  });
  const tables = variants.map((disturbance) => tablesOf(problem, disturbance)!);
  const order = listsByRule(tables[0])[n % 4];
  const decoder = decoderOf(problem);
  const plan = variants.flatMap(({ work }, v) => {
    decoder.disturbance.work.set(work);
    const { start } = decode(decoder, [...order]);
    return Array.from(tables[v].tasks, (task, step) => tables[v].kinds[step].from[start[task]]);
  });
  const joint = sideBySide(problem, tables);
  const steps = problem.tasks.length;
  const day = Math.max(...plan.map((rank, step) => (joint.over[step] === null ? 0 : joint.dayOf(joint.over[step][rank]))));
  const wrong: string[] = [];
  let conflicts = 0;
  for (const more of [1, 3]) {
    try {
      const solved = solve(joint, 0, day + more, null, { conflicts: 1000, effort: 3e7 }, null, Int32Array.from(plan));
      conflicts += solved.conflicts;
      if (solved.ranks === null) continue;
      // What the solver found has to be an order: each variant is over by its day when it is worked in it.
      const found = [...orderTogether(joint, solved.ranks)];
      for (const [v, { work }] of variants.entries()) {
        decoder.disturbance.work.set(work);
        const { completion } = decode(decoder, found);
        if (found.length !== steps || tables[v].dayOf(completion) > solved.upper)
          wrong.push(`project ${n}: variant ${v} is late in the order found`);
      }
    } catch (error) {
      wrong.push(`project ${n} in three variants, ${more} days more: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { conflicts, wrong };
}

/** No clause that the solver learns excludes a plan that exists. */
export const clauses: Gate = {
  name: 'clauses',
  claim: 'no clause that the solver learns excludes a plan that exists',
  unit: 'clauses',
  few: 3,
  all: 400,
  atLeast: 100_000,
  try: tryOne,
};
