import { it } from 'vitest';
import { solve } from '../oracle/oracle.ts';
import { generate, narrow } from '../oracle/generate.ts';
import { plannerDates, factsFrom } from './against-oracle.ts';
it('one', () => {
  const seed = Number(process.env.SEED);
  const kind = (process.env.KIND ?? 'nominal') as 'nominal';
  const differs = (g: any) => {
    try {
      const o = solve(g.texts, g.today, { horizon: 500 });
      const p = plannerDates(g.texts, g.today);
      return o[kind] !== p[kind];
    } catch {
      return false;
    }
  };
  const knobs = narrow(seed, differs, process.env.KNOBS ? JSON.parse(process.env.KNOBS) : {});
  const g = generate(seed, knobs);
  const on = Object.entries(knobs)
    .filter(([, v]) => v !== false)
    .map(([k, v]) => `${k}=${v}`);
  console.log('on:', on.join(' '));
  console.log(g.today);
  for (const t of Object.values(g.texts)) console.log(t);
  const o = solve(g.texts, g.today, { horizon: 500 });
  const p = plannerDates(g.texts, g.today);
  console.log(JSON.stringify({ n: o.nominal, u: o.unlimited, t: o.two_failures, begin: o.begin, steps: o.steps, worst: o.worst }, null, 1));
  console.log(
    p.nominal,
    p.unlimited,
    p.two_failures,
    JSON.stringify((p.schedule as any).rows?.map((r: any) => [r.step, r.start, r.finish, r.minutes])),
    factsFrom(g.texts, g.today).facts.deal.begin,
    JSON.stringify(factsFrom(g.texts, g.today).facts.deal.inputs),
  );
}, 100000);
