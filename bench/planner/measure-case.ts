/** Measures one deal: each date alone, the whole plan, the memory of a process that plans nothing else, and where the time goes. */
import { Session } from 'node:inspector/promises';
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
export interface Share {
  readonly stage: string;
  readonly share: number;
}

/** The parts by the functions that they begin with; a sample belongs to the innermost one that it is in. */
const STAGES: Record<string, readonly string[]> = {
  layout: ['draftsOf', 'presenceOf', 'profileOf', 'problemOf'],
  bounds: ['criticalPath', 'energyBound'],
  tables: ['tablesOf'],
  search: ['searchLists'],
  solver: ['solve'],
  'worst pairs': ['worstOf', 'beatsKnown'],
  'all orders': ['tryEveryOrder'],
  confidence: ['confidenceOf'],
  verify: ['verify'],
};
const OTHER = 'other';
const COLLECTION = 'gc';

/** Profiles whole plans and returns the share of each part. */
export async function measureShares(seeds: readonly number[], size: number): Promise<Share[]> {
  const cases = seeds.map((seed) => read(seed, size));
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  for (const { facts, settings } of cases) planDeal(facts, settings);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();

  const stageOf = new Map(Object.entries(STAGES).flatMap(([stage, names]) => names.map((name) => [name, stage] as const)));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const stage = new Map<number, string>();
  const visit = (id: number, outer: string): void => {
    const { callFrame, children } = nodes.get(id)!;
    const own = callFrame.functionName === '(garbage collector)' ? COLLECTION : (stageOf.get(callFrame.functionName) ?? outer);
    stage.set(id, own);
    for (const child of children ?? []) visit(child, own);
  };
  visit(profile.nodes[0].id, OTHER);
  const spent = new Map<string, number>();
  let sum = 0;
  profile.samples?.forEach((id, index) => {
    const { functionName } = nodes.get(id)!.callFrame;
    if (functionName === '(idle)' || functionName === '(program)') return;
    const delta = profile.timeDeltas![index];
    sum += delta;
    spent.set(stage.get(id)!, (spent.get(stage.get(id)!) ?? 0) + delta);
  });
  return [...Object.keys(STAGES), COLLECTION, OTHER].map((name) => ({ stage: name, share: (spent.get(name) ?? 0) / sum }));
}
