/** Measures one deal: each date alone, the whole plan, the memory of a process that plans nothing else, and where the time goes. */
import { readFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { businessDaysBetween } from '../../src/model/calendar.ts';
import type { Day } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import { BEYOND } from '../../src/schedule/axis.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { PlanSettings } from '../../src/schedule/settings.ts';
import { factsFrom } from '../../tests/schedule/against-oracle.ts';
import { peakMegabytes, timed, type Spent } from '../measure.ts';
import { planNominal, planSurvival, utilisationOf, withoutOrder, type Nominal } from './stages.ts';
import { generateWorkspace } from './workspace.ts';

/** One deal. Dates are the number of their business day, counted from the first one of the plan. */
export interface Case {
  readonly seed: number;
  readonly size: number;
  readonly nominal: { readonly date: number; readonly proven: boolean };
  /** The critical path: nobody in anybody's way. */
  readonly path: number;
  /** Worked in the order of the files; null when that does not end within the axis of the best plan. */
  readonly listed: number | null;
  /** The largest share of a role's free hours that the plan uses, from the beginning to the end. */
  readonly utilisation: number;
  readonly layout: Spent;
  readonly search: Spent;
  /** The date that survives two of the named failures; of these and the everyday ones. */
  readonly named: Two | null;
  readonly everyday: Two | null;
  readonly whole: Spent;
}

interface Two {
  readonly date: number;
  /** Business days between the bound and the date. */
  readonly gap: number;
  readonly places: number;
  readonly spent: Spent;
}

/** Above this size the two-failure date is part of the whole plan only. */
const TWO_APART = 1000;

const read = (seed: number, size: number): { facts: Facts; settings: PlanSettings } => {
  const { texts, today } = generateWorkspace(seed, size);
  return factsFrom(texts, today);
};

/** Measures every date of a deal alone, then the whole plan. */
export function measureCase(seed: number, size: number): Case {
  const { facts, settings } = read(seed, size);
  const plan = planNominal(facts);
  const number = (day: Day): number => businessDaysBetween(facts.calendar, facts.deal.begin, day) + 1;
  const { path, asListed } = withoutOrder(plan);
  const two = (everyday: PlanSettings['everyday']): Two | null => twoOf(facts, { ...settings, everyday }, plan, number);
  const named = size > TWO_APART ? null : two([]);
  const everyday = size > TWO_APART ? null : two(settings.everyday);
  const { result, spent } = timed(() => planDeal(facts, settings));
  if (result.status !== 'planned') throw new Error(`seed ${seed} of ${size}: ${result.because[0].message}`);
  if (result.nominal.date !== plan.nominal.date) throw new Error(`seed ${seed} of ${size}: the whole plan has another nominal date`);
  return {
    seed,
    size,
    nominal: { date: number(plan.nominal.date), proven: plan.nominal.status === 'proven' },
    path: number(path),
    listed: asListed >= BEYOND ? null : number(asListed),
    utilisation: utilisationOf(plan),
    layout: plan.layout,
    search: plan.search,
    named,
    everyday,
    whole: spent,
  };
}

function twoOf(facts: Facts, settings: PlanSettings, plan: Nominal, number: (day: Day) => number): Two | null {
  const found = planSurvival(facts, settings, plan);
  if (found === null) return null;
  const { date, lowerBound, places, spent } = found;
  return { date: number(date), gap: number(date) - number(Math.min(date, lowerBound)), places, spent };
}

/** A process that reads one workspace and plans its deal, and nothing else. */
export interface Alone {
  readonly load: Spent;
  readonly plan: Spent;
  readonly megabytes: number;
}

/** Measures what a person waits for, but for the start of the program. To be called in a fresh process. */
export function measureAlone(seed: number, size: number): Alone {
  const { texts, today } = generateWorkspace(seed, size);
  const loaded = timed(() => factsFrom(texts, today));
  const { facts, settings } = loaded.result;
  const { spent } = timed(() => planDeal(facts, settings));
  return { load: loaded.spent, plan: spent, megabytes: peakMegabytes() };
}

/** A part of the planner and its share of the time. */
interface Share {
  readonly part: string;
  readonly share: number;
}

/** Where the time goes, divided up in two ways. */
export interface Shares {
  readonly byDate: readonly Share[];
  readonly byMethod: readonly Share[];
}

/** What is asked of the planner, by the functions that answer it; a sample belongs to the outermost one that it is in. */
const DATES: Record<string, readonly string[]> = {
  layout: ['draftsOf', 'presenceOf', 'profileOf', 'problemOf'],
  nominal: ['optimum'],
  'two failures': ['survive'],
  'three runs': ['threeRuns'],
  'how sure': ['confidenceOf'],
  verify: ['verify'],
};

/** The methods by the functions that they begin with; a sample belongs to the innermost one that it is in. */
const METHODS: Record<string, readonly string[]> = {
  layout: ['draftsOf', 'presenceOf', 'profileOf', 'problemOf'],
  bounds: ['criticalPath', 'energyBound'],
  tables: ['tablesOf'],
  search: ['searchLists'],
  solver: ['solve'],
  'side by side': ['sideBySide', 'orderTogether'],
  pairs: ['worstOf', 'worstUpTo', 'beatsKnown', 'completionUnder'],
  improve: ['improve'],
  'how sure': ['confidenceOf'],
  verify: ['verify'],
};
const COLLECTION = 'gc';
const OTHER = 'other';

/** Profiles whole plans and returns where the time goes. */
export async function measureShares(seeds: readonly number[], size: number): Promise<Shares> {
  // A function that was renamed would silently count for nothing.
  const program = readFileSync(fileURLToPath(import.meta.url), 'utf8');
  const gone = [DATES, METHODS].flatMap((parts) => Object.values(parts).flat()).filter((name) => !program.includes(`function ${name}(`));
  if (gone.length > 0) throw new Error(`the planner has no function ${gone.join(', ')} any more: say here what took its place`);

  const cases = seeds.map((seed) => read(seed, size));
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  for (const { facts, settings } of cases) planDeal(facts, settings);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { byDate: sharesOf(profile, DATES, 'outermost'), byMethod: sharesOf(profile, METHODS, 'innermost') };
}

function sharesOf({ nodes, samples, timeDeltas }: Profiler.Profile, parts: typeof DATES, which: 'outermost' | 'innermost'): Share[] {
  const partOf = new Map(Object.entries(parts).flatMap(([part, names]) => names.map((name) => [name, part] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Map<number, string>();
  const visit = (id: number, above: string): void => {
    const { callFrame, children } = byId.get(id)!;
    const own = callFrame.functionName === '(garbage collector)' ? COLLECTION : partOf.get(callFrame.functionName);
    const part = own === undefined || (which === 'outermost' && above !== OTHER) ? above : own;
    found.set(id, part);
    for (const child of children ?? []) visit(child, part);
  };
  visit(nodes[0].id, OTHER);
  const spent = new Map<string, number>();
  let sum = 0;
  samples?.forEach((id, index) => {
    const { functionName } = byId.get(id)!.callFrame;
    if (functionName === '(idle)' || functionName === '(program)') return;
    const delta = timeDeltas![index];
    sum += delta;
    spent.set(found.get(id)!, (spent.get(found.get(id)!) ?? 0) + delta);
  });
  return [...Object.keys(parts), COLLECTION, OTHER].map((part) => ({ part, share: (spent.get(part) ?? 0) / sum }));
}
