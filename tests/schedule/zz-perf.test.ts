import { it } from 'vitest';
import { readFileSync } from 'node:fs';
import { factsFrom } from './against-oracle.ts';
import { planDeal } from '../../src/schedule/plan.ts';
it('perf', () => {
  const r = (f: string) => readFileSync('/tmp/benchws/' + f, 'utf8');
  const t = { policy: r('handoff.yaml'), capacity: r('capacity.yaml'), deliverables: r('deliverables.yaml'), deal: r(process.env.DEAL!) };
  let x = performance.now();
  const { facts, settings } = factsFrom(t, '2026-11-16');
  console.log('load', performance.now() - x);
  for (let i = 0; i < 4; i++) {
    x = performance.now();
    const p: any = planDeal(facts, settings);
    console.log('plan', performance.now() - x, p.status, p.nominal, p.twoFailures?.finish, p.because, p.knownFailures?.length);
  }
});
