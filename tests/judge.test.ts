import { expect, it } from 'vitest';
import { judge } from '../src/judge.ts';
import { resolveSettings } from '../src/rules/settings.ts';
import { planDeal } from '../src/schedule/plan.ts';
import { generate } from './oracle/generate.ts';
import { factsFrom } from './schedule/against-oracle.ts';

it('reports a planner that fails as a fault of ours, gives no date, and judges the rest', () => {
  const { texts, today } = generate(1);
  const { facts, settings } = factsFrom(texts, today);
  // Settings that no file can hold: the planner meets something it does not know.
  const schedule = planDeal(facts, { ...settings, everyday: null as never });
  expect(schedule).toMatchObject({ status: 'unplannable', because: [{ reason: 'planner-fault' }] });
  const judgement = judge(facts, schedule, resolveSettings(facts.policy, facts.profile));
  expect(judgement).toMatchObject({ verdict: 'fail', safe: null });
  expect(judgement.faults).toEqual([{ rule: 'fits-headroom', message: 'settings.everyday is not iterable' }]);
  expect(judgement.checks.find(({ rule }) => rule === 'in-library')?.verdict).toBe('pass');
});
