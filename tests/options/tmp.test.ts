import { test } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES_FOLDER, textsOf } from '../rules/workspace.ts';
import { waysOf } from './again.ts';
import { formatDay } from '../../src/model/day.ts';
test('x', () => {
  for (const rule of ['proven-output','upstream-reset','reversible','whiteboard','configured-or-priced','margin-floor','pricing-exceptions','on-roadmap','in-library','mandatory-steps','custom-lead-time','staffing-pattern','error-budget'])
    for (const kind of readdirSync(join(RULES_FOLDER, rule)).filter((k) => k.startsWith('fail'))) {
      const t = textsOf(join(RULES_FOLDER, rule, kind));
      const w = waysOf(t);
      console.log(`=== ${rule}/${kind} checks ${w.checks} spent ${w.spent} fault ${w.fault}\n${t.deal}\n` + w.ways.map((x) => `-> ${x.kind}: ${x.words} | needs ${x.approvers} remain ${x.remain} tight ${x.tight} | rewrite ${x.rewrite} | ${JSON.stringify(x.edits.map(({path,written})=>[path.join('.'),written]))} | ${x.result.complete && formatDay(x.result.complete)}`).join('\n'));
    }
});
