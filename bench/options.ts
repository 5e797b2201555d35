// What the ways to say yes cost: npm run bench:options -- [--rounds N] [--items N]
//
// A deal of 40 steps before 300 bookings (workspace.mjs), wanted so many business days before its safe date. First what a person waits for: processor time of
// the whole command, `handoff options`, from nothing to its last line (npm run build first). Then of `waysToYes` alone, with the effort of a check, in a process that
// has judged the deal once, as the program has by then. Each in a process of its own, and the median of some rounds.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

/** The whole command is to take less, in milliseconds of processor time. */
const MOST = 1000;

interface Measured {
  readonly whole: number;
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
    const files = workspaceFiles(items, complete, values.waits) as Record<string, string>;
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
    whole: wholeCommand(workspaceFiles(items, wanted, values.waits) as Record<string, string>),
    judged: judged.cpu,
    ways: spent.cpu,
    checks,
    plans: searches,
    found: ways.ways.map(({ kind, tight }) => (tight ? kind : `${kind}?`)),
  };
}

/** Milliseconds of processor time of `handoff options` over some files. */
function wholeCommand(files: Readonly<Record<string, string>>): number {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-bench-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    // Bundled into dist/bench/.
    const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
    const args = ['-r', join(root, 'bench', 'peak.cjs'), join(root, 'bin', 'handoff.js'), 'options', 'deals/large.yaml', '--today', TODAY];
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    if (run.status !== 0 && run.status !== 1) throw new Error(`handoff options exited ${run.status}:\n${run.stdout}`);
    return Number(run.output[3]!.split(' ')[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
    const whole = percentile(
      rounds.map((each) => each.whole),
      0.5,
    );
    return [
      `${early}bd early, waits for ${waits}`,
      `${fixed(whole)} ${whole < MOST ? 'ok' : 'OVER'}`,
      middle(({ judged }) => judged),
      middle(({ ways }) => ways),
      `${checks}`,
      `${plans}`,
      found.join(' '),
    ];
  });
  printTable(['wanted', 'all, cpu ms', 'judged, cpu ms', 'ways, cpu ms', 'checks', 'plans', 'found'], rows);
}
