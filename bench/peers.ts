// The planner beside solvers that can be had for JavaScript: npm run bench:peers -- FOLDER… [--sample N] [--cpu]
//
// Everybody gets the same instances and plans them one after another in a process of its own, on one thread. A solver is loaded and tried on the first
// instance before anything counts, so that what counts is solving; loading it, and turning an instance into its own form, are told apart. The peers are
// installed into bench/peers/node_modules at the first run and are part of nothing else. Exit code: 0, 1 where two solvers prove different lengths or a
// plan does not hold, 2 where the input or the command is wrong.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NOMINAL_BUDGET } from '../src/schedule/optimum.ts';
import { fixed, mean, peakMegabytes, printTable, type Spent } from './measure.ts';
import { wrongsOf } from './psplib/check.ts';
import { BadInput, type Instance } from './psplib/instance.ts';
import { planInstance } from './psplib/plan.ts';
import { readSet } from './psplib/set.ts';

/** Milliseconds of solving within which a proof counts, and the steps placed that the planner may spend in about that time. */
const LIMITS = [
  { ms: 200, budget: NOMINAL_BUDGET },
  { ms: 1000, budget: 5 * NOMINAL_BUDGET },
];
/** By the clock of a busy machine a solver would be stopped long before it had its share of the processor. */
const PATIENCE = 10;

const OURS = 'handoff';
const PEERS = [
  { name: 'CP-SAT (or-tools-wasm)', script: 'cp-sat.mjs' },
  { name: 'Chuffed (minizinc)', script: 'chuffed.mjs' },
];
const peers = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'bench', 'peers');

/** What a solver made of an instance. */
interface Outcome {
  readonly name: string;
  readonly lower: number;
  readonly upper: number | null;
  readonly starts: readonly number[] | null;
  readonly proven: boolean;
  readonly prepare: Spent;
  readonly solve: Spent;
}

/** What a solver's process says of itself. */
interface Answer {
  /** From the start of the process until the solver is ready. */
  readonly load: Spent;
  readonly outcomes: readonly Outcome[];
  readonly megabytes: number;
}

/** A solver's answers, one a limit. */
interface Run {
  readonly solver: string;
  readonly answers: readonly Answer[];
}

const usage = 'usage: npm run bench:peers -- FOLDER… [--sample N] [--cpu]';
try {
  const { values, positionals } = options();
  if (values.ours !== undefined) {
    process.stdout.write(JSON.stringify(ourAnswer(Number(values.ours))));
  } else {
    const clock: keyof Spent = values.cpu ? 'cpu' : 'wall';
    const sets = positionals.map((folder) => ({ set: basename(folder), ...readSet(folder, Number(values.sample)) }));
    install();
    const rows: string[][] = [];
    for (const { set, instances } of sets) {
      const runs = runAll(instances, clock);
      rows.push(...runs.map((run) => rowOf(set, run, runs[0], clock)));
      for (const message of wrongsIn(instances, runs)) {
        console.error(`${set}: ${message}`);
        process.exitCode = 1;
      }
    }
    const ms = clock === 'cpu' ? 'cpu ms' : 'ms';
    const proven = LIMITS.flatMap((limit) => [`proven in ${limit.ms} ${ms}`, 'ratio']);
    printTable(
      ['set', 'solver', 'instances', ...proven, `load ${ms}`, `prepare ${ms}`, `median ${ms} to a proof`, 'peak MB', 'ratio'],
      rows,
    );
  }
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function options() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        sample: { type: 'string', default: '16' },
        cpu: { type: 'boolean', default: false },
        /** What a process of ours does: plan the instances on stdin with so much budget. */
        ours: { type: 'string' },
      },
    });
    if (parsed.positionals.length === 0 && parsed.values.ours === undefined) throw new Error('which folder?');
    if (!/^[1-9]\d{0,3}$/.test(parsed.values.sample)) throw new Error(`--sample takes a number from 1, not '${parsed.values.sample}'`);
    return parsed;
  } catch (error) {
    throw new BadInput(`${(error as Error).message}\n${usage}`);
  }
}

/** Installs the peers in exactly the versions that are locked, where they are not there yet. */
function install(): void {
  if (PEERS.length === 0 || existsSync(join(peers, 'node_modules', '.package-lock.json'))) return;
  console.error('installing the peers into bench/peers/node_modules …');
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: peers,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`npm ci in bench/peers exited ${run.status}`);
}

function runAll(instances: readonly Instance[], clock: keyof Spent): Run[] {
  const asked = instances.map((instance) => ({
    ...instance,
    horizon: instance.activities.reduce((sum, { duration }) => sum + duration, 0),
  }));
  const ask = (args: readonly string[], limit: number): Answer => {
    const input = JSON.stringify({ limit: clock === 'cpu' ? PATIENCE * limit : limit, instances: asked });
    const run = spawnSync(process.execPath, args, { cwd: peers, input, encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (run.status !== 0) throw new Error(`${args.join(' ')} exited ${run.status}:\n${run.stderr.slice(-2000)}`);
    return JSON.parse(run.stdout) as Answer;
  };
  const ours = LIMITS.map(({ ms, budget }) => ask([fileURLToPath(import.meta.url), '--ours', String(budget)], ms));
  const theirs = PEERS.map(({ name, script }) => ({ solver: name, answers: LIMITS.map(({ ms }) => ask([join(peers, script)], ms)) }));
  return [{ solver: OURS, answers: ours }, ...theirs];
}

/** What `peer.mjs` does for the others. */
function ourAnswer(budget: number): Answer {
  const { instances } = JSON.parse(readFileSync(0, 'utf8')) as { instances: readonly Instance[] };
  const { user, system } = process.cpuUsage();
  const load = { wall: performance.now(), cpu: (user + system) / 1000 };
  planInstance(instances[0], budget);
  const outcomes = instances.map((instance): Outcome => {
    const { lower, upper, starts, prepare, solve, wrong } = planInstance(instance, budget);
    if (wrong.length > 0) throw new Error(`${instance.name}: ${wrong.join('; ')}`);
    return { name: instance.name, lower, upper, starts, proven: lower === upper, prepare, solve };
  });
  return { load, outcomes, megabytes: peakMegabytes() };
}

/** Returns the outcomes that are proven within a limit. */
function provenIn({ answers }: Run, limit: number, clock: keyof Spent): Outcome[] {
  return answers[limit].outcomes.filter(({ proven, solve }) => proven && solve[clock] <= LIMITS[limit].ms);
}

function rowOf(set: string, run: Run, ours: Run, clock: keyof Spent): string[] {
  const last = LIMITS.length - 1;
  // The soonest of its proofs: ours searches longer before it proves where it may take longer.
  const times = run.answers[last].outcomes
    .flatMap((_, index) => {
      const proofs = run.answers.flatMap(({ outcomes }, limit) =>
        outcomes[index].proven && outcomes[index].solve[clock] <= LIMITS[limit].ms ? [outcomes[index].solve[clock]] : [],
      );
      return proofs.length === 0 ? [] : [Math.min(...proofs)];
    })
    .sort((a, b) => a - b);
  const { load, outcomes, megabytes } = run.answers[last];
  const share = (value: number, to: number): string => (run === ours ? '' : `${fixed(value / to, 2)}×`);
  return [
    set,
    run.solver,
    String(outcomes.length),
    ...LIMITS.flatMap((_, limit) => {
      const proven = provenIn(run, limit, clock).length;
      return [String(proven), share(proven, provenIn(ours, limit, clock).length)];
    }),
    fixed(load[clock]),
    fixed(mean(outcomes.map(({ prepare }) => prepare[clock])), 1),
    times.length === 0 ? '–' : fixed(times[times.length >> 1], 1),
    fixed(megabytes),
    share(megabytes, ours.answers[last].megabytes),
  ];
}

/** Returns where solvers contradict each other, and plans that do not hold: a model that is not the instance would be no peer. */
function wrongsIn(instances: readonly Instance[], runs: readonly Run[]): string[] {
  const wrong: string[] = [];
  instances.forEach((instance, index) => {
    const lengths = new Map<number, string>();
    for (const { solver, answers } of runs) {
      for (const { outcomes } of answers) {
        const { name, upper, starts, proven } = outcomes[index];
        if (starts !== null) wrong.push(...wrongsOf(instance, starts, upper!).map((message) => `${name} by ${solver}: ${message}`));
        if (proven) lengths.set(upper!, solver);
      }
    }
    if (lengths.size > 1)
      wrong.push(`${instance.name}: ${[...lengths].map(([length, solver]) => `${solver} proves ${length}`).join(', ')}`);
  });
  return wrong;
}
