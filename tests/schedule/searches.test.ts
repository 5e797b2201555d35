// A plan that was searched before is the plan that would be found again.
import { describe, expect, it } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { planDeal, type Searches } from '../../src/schedule/plan.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { seedsOr } from '../tries.ts';

const SEEDS = seedsOr(15);

describe('searches that are kept', () => {
  it('change no plan, and spare a search wherever only the dates asked for are others', { timeout: SEEDS * 12_000 }, () => {
    let spared = 0;
    for (let seed = 70_000; seed < 70_000 + SEEDS; seed++) {
      const { texts, today } = generate(seed);
      const searches: Searches = new Map();
      const plan = (deal: string) => {
        const { facts, settings } = factsFrom({ ...texts, deal }, today);
        const kept = planDeal(facts, settings, 'rules', searches);
        expect({ seed, plan: kept }).toEqual({ seed, plan: planDeal(facts, settings, 'rules') });
        return kept;
      };
      const first = plan(texts.deal);
      if (first.status !== 'planned') continue;
      const before = searches.size;
      for (const days of [-2, 1])
        plan(texts.deal.replace(/complete: \d{4}-\d\d-\d\d/, `complete: ${formatDay(first.nominal.date + days)}`));
      if (searches.size === before) spared++;
      // Another quantity is other work.
      plan(texts.deal.replace(/quantity: (\d+)/, (_, quantity: string) => `quantity: ${Number(quantity) + 40}`));
    }
    expect(spared).toBeGreaterThan(SEEDS / 2);
  });
});
