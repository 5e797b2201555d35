// What the ways to say yes cost: npm run bench:options -- [--rounds N] [--items N]
//
// A deal of 40 steps before 300 bookings (workspace.mjs), wanted so many business days before its safe date. Processor time of `waysToYes` alone, of a process
// that has judged the deal once, as the program has by then; each in a process of its own, and the median of some rounds.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { addBusinessDays } from '../src/model/calendar.ts';
import { formatDay } from '../src/model/day.ts';
import { waysToYes } from '../src/options/index.ts';
import { checkOf } from '../tests/options/again.ts';
import { fixed, percentile, printTable, timed } from './measure.ts';
// @ts-expect-error: plain JavaScript, which npm run bench writes to disk before anything is bundled.
import { workspaceFiles } from './workspace.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    items: { type: 'string', default: '4' },
    early: { type: 'string' },
    waits: { type: 'string', default: 'nothing' },
  },
});
const EARLY = [1, 5, 10];
const WAITS = ['nothing', 'material', 'input'];
const TODAY = '2026-11-16';

interface Measured {
  readonly judged: number;
  readonly ways: number;
  readonly checks: number;
  readonly plans: number;
  readonly found: readonly string[];
}

if (values.early === undefined) report();
else process.stdout.write(JSON.stringify(measure(Number(values.items), Number(values.early))));

function measure(items: number, early: number): Measured {
  const texts = (complete: string) => {
    const files = workspaceFiles(items, complete, values.waits);
    return {
      policy: files['handoff.yaml'],
      capacity: files['capacity.yaml'],
      deliverables: files['deliverables.yaml'],
      deal: files['deals/large.yaml'],
      today: TODAY,
    };
  };
  const { facts, judgement } = checkOf(texts('2027-12-31')).before;
  const wanted = formatDay(addBusinessDays(facts.calendar, judgement.safe!, -early)!);
  const { result, spent: judged } = timed(() => checkOf(texts(wanted)));
  const { result: ways, spent } = timed(() => waysToYes(result.before, result.check));
  const { checks, searches } = result.cost();
  return {
    judged: judged.cpu,
    ways: spent.cpu,
    checks,
    plans: searches,
    found: ways.ways.map(({ kind, tight }) => (tight ? kind : `${kind}?`)),
  };
}

/** Runs this program anew for each deal, so that no compiled code is what another one left behind. */
function report(): void {
  const cases = WAITS.flatMap((waits) => EARLY.map((early) => ({ waits, early })));
  const rows = cases.map(({ waits, early }) => {
    const rounds = Array.from({ length: Number(values.rounds) }, () => {
      const args = [fileURLToPath(import.meta.url), '--items', values.items, '--early', `${early}`, '--waits', waits];
      const run = spawnSync(process.execPath, [...process.execArgv, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
      if (run.status !== 0) throw new Error(`measuring ${early}bd exited ${run.status}`);
      return JSON.parse(run.stdout) as Measured;
    });
    const [{ checks, plans, found }] = rounds;
    const middle = (of: (measured: Measured) => number): string => fixed(percentile(rounds.map(of), 0.5));
    return [
      `${early}bd early, waits for ${waits}`,
      middle(({ judged }) => judged),
      middle(({ ways }) => ways),
      `${checks}`,
      `${plans}`,
      found.join(' '),
    ];
  });
  printTable(['wanted', 'judged, cpu ms', 'ways, cpu ms', 'checks', 'plans', 'found'], rows);
}
