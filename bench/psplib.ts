// How the planner does on instances whose best plans are known: npm run bench:psplib -- FOLDER… [--sample N] [--budget quick|prove] [--cpu] [--list]
//
// Each instance goes the way of a deal: problem, bounds, search, solver, the plan by the policy; then two checkers look at the plan, the product's and
// one that knows the instance only. Published bounds (a CSV file beside the folder, of the same name) must be met by every instance.
// Exit code: 0, 1 where a plan or a bound is wrong, 2 where the input or the command is.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { NOMINAL_BUDGET } from '../src/schedule/optimum.ts';
import { fixed, mean, peakMegabytes, percentile, printTable, type Spent } from './measure.ts';
import { BadInput, type Instance } from './psplib/instance.ts';
import type { Known } from './psplib/known.ts';
import { planInstance } from './psplib/plan.ts';
import { readSet } from './psplib/set.ts';

/** Steps placed that a plan may cost: what a check spends on its nominal date, about 200 ms where nothing is proven; and fifty times that, as `--prove` does. */
const BUDGETS = { quick: NOMINAL_BUDGET, prove: 50 * NOMINAL_BUDGET } as const;

/** Processor or wall-clock time within which a proof counts. */
const WITHIN = [200, 1000, 10_000];

/** What became of one instance; plans are measured in time units. */
interface Outcome {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly known: Known | null;
  readonly spent: Spent;
  readonly wrong: readonly string[];
}

interface Question {
  readonly folders: readonly string[];
  readonly sample: number;
  readonly budget: keyof typeof BUDGETS;
  readonly clock: keyof Spent;
  readonly list: boolean;
}

try {
  const question = questionOf(process.argv.slice(2));
  const sets = question.folders.map((folder) => ({ folder, ...readSet(folder, question.sample) }));
  const rows: string[][] = [];
  for (const { folder, instances, known } of sets) {
    const outcomes = instances.map((instance) => plan(instance, known?.get(instance.name) ?? null, BUDGETS[question.budget]));
    rows.push(rowOf(basename(folder), outcomes, question));
    for (const { name, wrong } of outcomes) for (const message of wrong) console.error(`${name}: ${message}`);
    if (question.list) for (const outcome of outcomes) if (outcome.lower < outcome.upper) console.log(lineOf(outcome, question));
    if (outcomes.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;
  }
  const clock = question.clock === 'cpu' ? 'cpu ms' : 'ms';
  const header = [
    'set',
    'budget',
    'instances',
    ...WITHIN.map((ms) => `proven ≤ ${ms} ${clock}`),
    'proven',
    'best known',
    'over best known',
  ];
  printTable([...header, `mean ${clock}`, `p95 ${clock}`, `max ${clock}`, 'peak MB', 'wrong'], rows);
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

function questionOf(args: string[]): Question {
  const usage = 'usage: npm run bench:psplib -- FOLDER… [--sample N] [--budget quick|prove] [--cpu] [--list]';
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        sample: { type: 'string', default: '1' },
        budget: { type: 'string', default: 'quick' },
        cpu: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) throw new BadInput('which folder?');
    if (!/^[1-9]\d{0,3}$/.test(values.sample)) throw new BadInput(`--sample takes a number from 1, not '${values.sample}'`);
    const budget = values.budget;
    if (budget !== 'quick' && budget !== 'prove') throw new BadInput(`--budget is quick or prove, not '${budget}'`);
    return { folders: positionals, sample: Number(values.sample), budget, clock: values.cpu ? 'cpu' : 'wall', list: values.list };
  } catch (error) {
    throw new BadInput(`${(error as Error).message}\n${usage}`);
  }
}

function plan(instance: Instance, known: Known | null, budget: number): Outcome {
  const { lower, upper, solve: spent, wrong: found } = planInstance(instance, budget);
  const wrong = [...found];
  if (known !== null && lower > known.upper) wrong.push(`no plan is said to be shorter than ${lower}, but one of ${known.upper} is known`);
  if (known !== null && upper < known.lower) wrong.push(`the plan takes ${upper}, but none is shorter than ${known.lower}`);
  return { name: instance.name, lower, upper, known, spent, wrong };
}

function rowOf(set: string, outcomes: readonly Outcome[], { budget, clock }: Question): string[] {
  const proven = outcomes.filter(({ lower, upper }) => lower === upper);
  const times = outcomes.map(({ spent }) => spent[clock]);
  const published = outcomes.filter(({ known }) => known !== null);
  const over = mean(published.map(({ upper, known }) => (100 * (upper - known!.upper)) / known!.upper));
  return [
    set,
    budget,
    String(outcomes.length),
    ...WITHIN.map((ms) => String(proven.filter(({ spent }) => spent[clock] <= ms).length)),
    String(proven.length),
    published.length === 0 ? '–' : String(published.filter(({ upper, known }) => upper <= known!.upper).length),
    published.length === 0 ? '–' : `${fixed(over, 3)} %`,
    fixed(mean(times)),
    fixed(percentile(times, 0.95)),
    fixed(Math.max(...times)),
    fixed(peakMegabytes()),
    String(outcomes.filter(({ wrong }) => wrong.length > 0).length),
  ];
}

function lineOf({ name, lower, upper, known, spent }: Outcome, { clock }: Question): string {
  const published = known === null ? '' : `, published ${known.lower}–${known.upper}`;
  return `${name}: ${lower}–${upper}${published}, ${fixed(spent[clock])} ms`;
}
