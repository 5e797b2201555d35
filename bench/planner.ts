// How fast and how sure the planner is on deals: npm run bench:planner -- [--size N]… [--cases N] [--seed N] [--cpu] [--list]
//
// Deals are generated (planner/workspace.ts) and read by the product's own loader. Each size is measured in a process of its own; memory, and what a
// person waits for, in a process for each of a few cases. `--seed 7 --cases 1 --list` replays one case.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { fixed, mean, percentile, printTable, type Spent } from './measure.ts';
import { measureAlone, measureCase, measureShares, type Case, type Alone, type Shares } from './planner/measure-case.ts';
import { SIZES } from './planner/workspace.ts';

/** Cases of each size, unless told otherwise: the large ones take seconds each. */
const casesOf = (size: number): number => (size <= 120 ? 60 : size <= 500 ? 12 : 6);
/** Cases whose memory and whole run are measured, each in a process of its own. */
const ALONE = 5;
/** Milliseconds within which five in six two-failure dates of 40 steps have to be proven. */
const PROVEN_WITHIN = 100;
/** Cases that the profiler looks at. */
const PROFILED = 6;

const { values } = parseArgs({
  options: {
    size: { type: 'string', multiple: true },
    cases: { type: 'string' },
    seed: { type: 'string', default: '1' },
    cpu: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    /** What a process of ours measures and writes down as JSON. */
    measure: { type: 'string' },
  },
});
const wrong = [...(values.size ?? []), values.cases ?? '1', values.seed].find((value) => !/^[1-9]\d{0,6}$/.test(value));
const sizes = values.size?.map(Number) ?? SIZES;
const clock: keyof Spent = values.cpu ? 'cpu' : 'wall';
const first = Number(values.seed);

if (wrong !== undefined || sizes.some((size) => !SIZES.includes(size))) {
  console.error(wrong === undefined ? `sizes are ${SIZES.join(', ')}` : `'${wrong}' is no number from 1`);
  process.exitCode = 2;
} else if (values.measure === undefined) {
  report();
} else {
  const seeds = Array.from({ length: Number(values.cases) }, (_, n) => first + n);
  const found =
    values.measure === 'alone'
      ? measureAlone(first, sizes[0])
      : values.measure === 'shares'
        ? await measureShares(seeds, sizes[0])
        : seeds.map((seed) => measureCase(seed, sizes[0]));
  process.stdout.write(JSON.stringify(found));
}

/** Runs this program anew to measure one thing, so that neither its memory nor its compiled code is what another case left behind. */
function inProcess(measure: 'cases' | 'alone' | 'shares', size: number, seed: number, cases: number): unknown {
  const args = [fileURLToPath(import.meta.url), '--measure', measure, '--size', `${size}`, '--seed', `${seed}`, '--cases', `${cases}`];
  const run = spawnSync(process.execPath, [...process.execArgv, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`measuring ${measure} of ${size} steps from seed ${seed} exited ${run.status}`);
  return JSON.parse(run.stdout) as unknown;
}

function report(): void {
  const dates: string[][] = [];
  const survivals: string[][] = [];
  const whole: string[][] = [];
  const tables: string[][][] = [[], []];
  let parts: string[][] = [[], []];
  const percent = ({ share }: { share: number }): string => `${fixed(100 * share)} %`;
  for (const size of sizes) {
    const count = values.cases === undefined ? casesOf(size) : Number(values.cases);
    const cases = inProcess('cases', size, first, count) as Case[];
    if (values.list) for (const each of cases) console.log(lineOf(each));
    dates.push(datesRow(size, cases));
    survivals.push(survivalRow(size, cases, 'named'), survivalRow(size, cases, 'everyday'));
    const alone = Array.from({ length: Math.min(ALONE, count) }, (_, n) => inProcess('alone', size, first + n, 1) as Alone);
    whole.push(wholeRow(size, cases, alone));
    const share = inProcess('shares', size, first, Math.min(PROFILED, count)) as Shares;
    tables[0].push([String(size), ...share.byDate.map(percent)]);
    tables[1].push([String(size), ...share.byMethod.map(percent)]);
    parts = [share.byDate, share.byMethod].map((shares) => shares.map(({ part }) => part));
  }
  const ms = clock === 'cpu' ? 'cpu ms' : 'ms';
  console.log(
    '\nThe nominal date, from the facts on. Order matters: how much longer than the best plan the critical path and the order of the files are.\n',
  );
  printTable(
    ['steps', 'cases', 'path', 'as listed', 'utilisation', 'proven', 'goal', `p50 ${ms}`, `p95 ${ms}`, `max ${ms}`, 'goal', 'layout'],
    dates,
  );
  console.log('\nThe date that survives two failures: of 30 named ones; of these and the two everyday ones, which may hit any step.\n');
  printTable(
    [
      'steps',
      'failures',
      'places',
      'proven',
      `proven < ${PROVEN_WITHIN} ${ms}`,
      'goal',
      'mean gap bd',
      `p50 ${ms}`,
      `p95 ${ms}`,
      `max ${ms}`,
      'goal',
    ],
    survivals,
  );
  console.log(
    '\nEverything a check asks of the planner: warm, and in a process of its own with the loader (without the start of the program).\n',
  );
  printTable(['steps', `p50 ${ms}`, `p95 ${ms}`, `cold load ${ms}`, `cold plan ${ms}`, 'peak MB', 'goal'], whole);
  console.log('\nWhere the time of all this goes, by profile: by the date that is asked for, then by the method that finds it.\n');
  printTable(['steps', ...parts[0]], tables[0]);
  console.log();
  printTable(['steps', ...parts[1]], tables[1]);
}

function datesRow(size: number, cases: readonly Case[]): string[] {
  const times = cases.map(({ layout, search }) => layout[clock] + search[clock]);
  const proven = cases.filter(({ nominal }) => nominal.proven).length;
  const over = (of: (one: Case) => number | null): string => {
    const found = cases.flatMap((one) => of(one) ?? []);
    return found.length === 0 ? '–' : fixed(mean(found), 2);
  };
  const goal = size <= 40 ? 50 : size === 500 ? 500 : null;
  const p95 = percentile(times, 0.95);
  return [
    String(size),
    String(cases.length),
    over(({ path, nominal }) => path / nominal.date),
    over(({ listed, nominal }) => (listed === null ? null : listed / nominal.date)),
    over(({ utilisation }) => utilisation),
    String(proven),
    size > 40 ? '' : proven === cases.length ? 'all: ok' : 'all: MISSED',
    fixed(percentile(times, 0.5)),
    fixed(p95),
    fixed(Math.max(...times)),
    goal === null ? '' : `p95 < ${goal}: ${p95 < goal ? 'ok' : 'MISSED'}`,
    fixed(
      percentile(
        cases.map(({ layout }) => layout[clock]),
        0.5,
      ),
    ),
  ];
}

function survivalRow(size: number, cases: readonly Case[], failures: 'named' | 'everyday'): string[] {
  const found = cases.flatMap((one) => one[failures] ?? []);
  const times = found.map(({ spent }) => spent[clock]);
  const proven = found.filter(({ gap }) => gap === 0).length;
  // What is asked is both at once: proven, and soon.
  const inTime = found.filter(({ gap, spent }) => gap === 0 && spent[clock] < PROVEN_WITHIN).length;
  const held = failures === 'named' && size === 40;
  return [
    String(size),
    failures === 'named' ? '30 named' : '30 + any',
    found.length === 0 ? '–' : fixed(mean(found.map(({ places }) => places))),
    `${proven} of ${found.length}`,
    String(inTime),
    held ? `5 in 6: ${inTime >= (5 / 6) * found.length ? 'ok' : 'MISSED'}` : '',
    found.length === 0 ? '–' : fixed(mean(found.map(({ gap }) => gap)), 1),
    fixed(percentile(times, 0.5)),
    fixed(percentile(times, 0.95)),
    fixed(Math.max(...times)),
    held ? `p95 < ${PROVEN_WITHIN}: ${percentile(times, 0.95) < PROVEN_WITHIN ? 'ok' : 'MISSED'}` : '',
  ];
}

function wholeRow(size: number, cases: readonly Case[], alone: readonly Alone[]): string[] {
  const times = cases.map(({ whole }) => whole[clock]);
  const middle = (of: (one: Alone) => number): string => fixed(percentile(alone.map(of), 0.5));
  const peak = Math.max(...alone.map(({ megabytes }) => megabytes));
  return [
    String(size),
    fixed(percentile(times, 0.5)),
    fixed(percentile(times, 0.95)),
    middle(({ load }) => load[clock]),
    middle(({ plan }) => plan[clock]),
    fixed(peak),
    size > 500 ? '' : `< 120: ${peak < 120 ? 'ok' : 'MISSED'}`,
  ];
}

/** Everything about one case in one line; dates in business days from the first. */
function lineOf({ seed, size, path, listed, nominal, layout, search, named, everyday, whole }: Case): string {
  const two = (found: Case['named']): string =>
    found === null ? 'none' : `${found.date}${found.gap === 0 ? '' : ` (bound ${found.date - found.gap})`} in ${fixed(found.spent[clock])}`;
  return [
    `${size} steps, seed ${seed}: path ${path}, nominal ${nominal.date}${nominal.proven ? '' : ' (not proven)'}, as listed ${listed ?? 'never'}`,
    `layout ${fixed(layout[clock])}, nominal in ${fixed(search[clock])}`,
    `two failures ${two(named)}, with everyday ${two(everyday)}`,
    `whole plan in ${fixed(whole[clock])} ms`,
  ].join('; ');
}
