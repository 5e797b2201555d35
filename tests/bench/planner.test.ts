import { describe, expect, it } from 'vitest';
import { planNominal, planSurvival, utilisationOf, withoutOrder } from '../../bench/planner/stages.ts';
import { FAILURES, generateWorkspace } from '../../bench/planner/workspace.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import { factsFrom } from '../schedule/against-oracle.ts';

describe('the deals that the planner is measured on', () => {
  it('come out the same for the same seed', () => {
    expect(generateWorkspace(3, 40)).toEqual(generateWorkspace(3, 40));
    expect(generateWorkspace(3, 40)).not.toEqual(generateWorkspace(4, 40));
  });

  it.each([12, 40, 120])('of %d steps load, and know thirty failures', (size) => {
    const { texts, today } = generateWorkspace(1, size);
    const { facts, settings } = factsFrom(texts, today);
    const plan = planNominal(facts);
    expect(plan.problem.tasks).toHaveLength(size);
    expect(planSurvival(facts, { ...settings, everyday: [], failures: 1 }, plan)?.known).toBe(FAILURES);
  });

  it('are such that the order of work decides the date', () => {
    // Were nobody in anybody's way, any order would do, and the planner would be measured on nothing.
    let later = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { texts, today } = generateWorkspace(seed, 40);
      const plan = planNominal(factsFrom(texts, today).facts);
      const { path, asListed } = withoutOrder(plan);
      expect(path).toBeLessThanOrEqual(plan.nominal.date);
      expect(asListed).toBeGreaterThanOrEqual(plan.nominal.date);
      if (asListed > plan.nominal.date && utilisationOf(plan) > 0.4) later++;
    }
    expect(later).toBeGreaterThanOrEqual(8);
  });

  it('get the same nominal date alone as in the whole plan', () => {
    const { texts, today } = generateWorkspace(2, 12);
    const { facts, settings } = factsFrom(texts, today);
    const whole = planDeal(facts, settings);
    expect(whole.status === 'planned' && whole.nominal).toEqual(planNominal(facts).nominal);
  });
});
