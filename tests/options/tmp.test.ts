import { test } from 'vitest';
import { faulty } from '../gates/faulty.ts';
import { judgeTexts } from '../rules/workspace.ts';
import { waysOf } from './again.ts';
test('x', () => {
  for (const n of [2, 14, 27]) {
      const t = faulty(310_000 + n);
      const w = waysOf(t);
      const j = judgeTexts(t).judgement;
      console.log(`=== ${n} fault ${w.fault}\n${t.deal}\n` + j.checks.filter((c) => c.blocking).map((c) => c.reason + ': ' + c.summary).join('\n'));
      if (n===27) console.log(t.deliverables, t.capacity);
    }
});
