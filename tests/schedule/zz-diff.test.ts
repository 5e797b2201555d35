import { it } from 'vitest';
import { solve } from '/work/main/tests/oracle/oracle.ts';
import { generate } from '/work/main/tests/oracle/generate.ts';
import { plannerDates } from '/work/main/tests/schedule/against-oracle.ts';
it('diff', () => {
  const from = Number(process.env.FROM ?? 1),
    n = Number(process.env.N ?? 200);
  let same = 0,
    ms = 0;
  const kinds: Record<string, number> = {};
  let shown = 0;
  for (let seed = from; seed < from + n; seed++) {
    const g = generate(seed, process.env.KNOBS ? JSON.parse(process.env.KNOBS) : {});
    const o = solve(g.texts, g.today, { horizon: 500 });
    let p: any;
    const t0 = performance.now();
    try {
      p = plannerDates(g.texts, g.today);
    } catch (e) {
      p = { error: String((e as Error).stack).slice(0, 600) };
    }
    ms += performance.now() - t0;
    const diffs: string[] = [];
    if (p.error) diffs.push('error');
    else
      for (const k of ['nominal', 'unlimited', 'two_failures'] as const) {
        if (k === 'two_failures' && (o as any).failures_known < 2) continue;
        if (k === 'unlimited' && o.nominal === null) continue;
        if (o[k] !== p[k]) diffs.push(k);
      }
    if (diffs.length === 0) {
      same++;
      continue;
    }
    kinds[diffs.join()] = (kinds[diffs.join()] ?? 0) + 1;
    if (shown++ < Number(process.env.SHOW ?? 8))
      console.log(
        seed,
        diffs.join(),
        p.error ?? '',
        'oracle',
        o.nominal,
        o.unlimited,
        o.two_failures,
        'ours',
        p.nominal,
        p.unlimited,
        p.two_failures,
        p.schedule?.status === 'unplannable' ? JSON.stringify(p.schedule.because) : '',
      );
  }
  console.log({ same, n, ms: ms / n, kinds });
}, 600000);
