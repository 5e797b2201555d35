/** Texts → sources → facts → schedule → verdicts → ways → report: what every command that judges deals does, whatever it answers with it. */
import { version } from '../package.json';
import { dealsAround } from './around.ts';
import type { Base } from './base.ts';
import type { CheckOptions } from './cli/asked.ts';
import { judge } from './judge.ts';
import { takesTurns } from './holding/questions.ts';
import { factsOf } from './load/facts.ts';
import { locate } from './load/locate.ts';
import { loadSources } from './load/sources.ts';
import type { Capacity } from './model/capacity.ts';
import type { DealFile } from './model/deal.ts';
import type { Facts } from './model/facts.ts';
import type { Library } from './model/library.ts';
import type { Place } from './model/place.ts';
import { NO_WAYS, type Check, type Checked, type Otherwise, type Ways } from './options/way.ts';
import { buildReport, type JudgedDeal } from './report/build.ts';
import type { Report } from './report/report.ts';
import { catalogue, plannerSettings, resolveSettings, type Settings } from './rules/settings.ts';
import { comingBefore, leftBy, type Companion } from './schedule/companions.ts';
import { planDeal, type Searches } from './schedule/plan.ts';
import { rivalOf, type OpenDeal } from './schedule/rivals.ts';
import type { PlanDepth } from './schedule/settings.ts';
import { withLevels } from './signoff/proven.ts';
import { adoptedBy, changedIn, clockOf, sourcesOf, sellerOf, type Texts } from './texts.ts';
import type { World } from './world.ts';

/** What the texts of a run say, each sign-off with the level that it has reached. */
export type Sources = Awaited<ReturnType<typeof sourcesOfRun>>;

/** Returns what the texts of a run say, each sign-off with the level that it has reached. */
export async function sourcesOfRun(texts: Texts, options: CheckOptions, world: World) {
  const { command } = options.question;
  // What a signed deal waits for is its transfer meeting.
  const sources = loadSources(texts, catalogue, clockOf(options, world), command === 'waiting');
  return withLevels(sources, world, command === 'verify');
}

/** Finds the ways to say yes of a deal, or shows none. */
export type WaysOf = (before: Checked, check: Check) => Ways;

/** Returns the judged deals of a run, and their report. */
export function reportOn(
  texts: Texts,
  sources: Sources,
  options: CheckOptions,
  world: World,
  waysOf: WaysOf,
  tick?: () => void,
): { judged: JudgedDeal[]; report: Report; open: PlannedAll['open'] } {
  const { open, judge } = planAll(texts, sources, options, world, waysOf, { tick });
  const judged = judge((index) => open.filter((each, other) => other !== index && each !== null) as OpenDeal[]);
  const report = buildReport({ ...sources, version, judged, files: sourcesOf(texts) });
  return { judged, report, open };
}

/** What a run is about besides its own deals. */
interface Beside {
  /** Open deals that are planned somewhere else meanwhile, without their days. */
  readonly elsewhere?: readonly OpenDeal[];
  /** Hears of each deal that is planned. */
  readonly tick?: () => void;
}

/** The deals of a run, planned. */
export interface PlannedAll {
  /** What each wants of the queue, as the others see it; null for one that takes nothing from anybody. */
  readonly open: readonly (OpenDeal | null)[];
  /** Judges each beside the other open deals of the run. */
  readonly judge: (others: (index: number) => readonly OpenDeal[]) => JudgedDeal[];
}

/**
 * Plans the deals of a run. Where they are all there is, what needs only the plan of one deal is done at once, and only its answer is kept: of a thousand deals
 * what was searched is more than a machine has room for.
 */
export function planAll(
  texts: Texts,
  sources: Sources,
  options: CheckOptions,
  world: World,
  waysOf: WaysOf,
  { elsewhere = [], tick = () => {} }: Beside = {},
): PlannedAll {
  const { command } = options.question;
  // Open deals may want the same hours, which only their plans day by day tell; a page shows them.
  const isSeen = command === 'plan' || takesTurns(options.question) || options.outputs.some(({ format }) => format === 'html');
  const isAlone = sources.deals.length === 1 && elsewhere.length === 0;
  const depth = isSeen || !isAlone || texts.around.deals.length > 0 ? 'full' : 'dates';
  const all = factsOfAll(sources, world);
  const atOnce = !isAlone && texts.around.deals.length === 0 ? withoutDays(all) : null;
  const planned = inTurn(all, command === 'check', (factsIn, before, index) => {
    const { workspace } = factsIn.deal;
    const left = leftBy(workspace.capacity, before);
    // What was searched before one capacity file, and the reviews of one library, says nothing before another.
    let searches = new WeakMap<Library, WeakMap<Capacity, Searches>>();
    const plan = (file: DealFile, told: PlanDepth, { capacity = left, library = workspace.library, signoffs = [] }: Otherwise = {}) => {
      const facts = factsIn.of(file, { ...workspace, capacity, library }, signoffs);
      const settings = resolveSettings(facts.policy, facts.profile);
      const byCapacity = searches.get(library) ?? new WeakMap<Capacity, Searches>();
      searches.set(library, byCapacity);
      const known: Searches = byCapacity.get(capacity) ?? new Map();
      byCapacity.set(capacity, known);
      return { facts, settings, schedule: planDeal(facts, plannerSettings(settings, options.effort), told, known) };
    };
    const unheld = (bookings: ReadonlySet<string>) => plan(factsIn.deal.deal, 'rules', { capacity: withoutBookings(left, bookings) });
    const { at, source } = factsIn.deal.text;
    const file = at === null ? null : { path: at, was: source.bytes };
    const { hasRecord } = factsIn.deal;
    const own = plan(factsIn.deal.deal, depth);
    const waysBeside = (others: readonly OpenDeal[], notes: readonly string[]): Ways => {
      const judged = judgedBeside(others, notes);
      return waysOf(judged(own), (changed, otherwise) => judged(plan(changed, 'rules', otherwise)));
    };
    // Who else wants the same hours is told, and decides nothing: what a deal adds to a group of customers does, and is known without its plan.
    const ways =
      atOnce === null
        ? null
        : waysBeside([...atOnce.filter((each, other) => each !== null && other !== index), ...elsewhere] as OpenDeal[], []);
    if (ways !== null) searches = new WeakMap();
    tick();
    return { ...own, ways, waysBeside, plan, unheld, file, hasRecord, locate: (place: Place) => locate(factsIn.deal, place) };
  });

  const around = dealsAround(texts.around, sources, planned);
  const judge: PlannedAll['judge'] = (othersOf) =>
    planned.map((each, index) => {
      const others = [...othersOf(index), ...around.open];
      const judged = judgedBeside(others, around.notes);
      const recheck: Check = (file, otherwise) => judged(each.plan(file, 'rules', otherwise));
      const without = (bookings: ReadonlySet<string>) => judged(each.unheld(bookings)).judgement;
      const { file, hasRecord } = each;
      const ways = each.ways ?? each.waysBeside(others, around.notes);
      return { ...judged(each), ways, recheck, without, locate: each.locate, file, hasRecord };
    });
  return { open: planned.map((each) => rivalOf(each.facts, each.schedule)), judge };
}

/** Returns what judges a plan beside other open deals. */
function judgedBeside(others: readonly OpenDeal[], notes: readonly string[]) {
  return ({ facts, schedule, settings }: Companion & { readonly settings: Settings }): Checked => ({
    facts,
    schedule,
    judgement: judge(facts, schedule, settings, others, notes),
  });
}

/** Returns the open deals of a book that add to groups of customers, at some of its places. */
export function groupsOf({ deals, ...sources }: Sources, world: World, isAsked: (place: number) => boolean): OpenDeal[] {
  const some = deals.filter(({ deal }, place) => isAsked(place) && (deal.requirements?.groups ?? []).length > 0);
  return withoutDays(factsOfAll({ deals: some, ...sources }, world)).filter((each) => each !== null);
}

/** Returns the deals as others see them before anything is planned. */
function withoutDays(all: readonly { readonly alone: () => Facts }[]): (OpenDeal | null)[] {
  return all.map(({ alone }) => rivalOf(alone(), null));
}

/** Sources → what makes the facts of each deal: of its file as it is, or changed, in a workspace. */
function factsOfAll(sources: Sources, world: World) {
  return sources.deals.map((deal) => {
    const seller = sellerOf(deal, world);
    const of = (file: DealFile, workspace: typeof deal.workspace, more: Otherwise['signoffs'] = []) => {
      const signoffs = [...deal.signoffs, ...more];
      return factsOf({ ...deal.text, ...deal, deal: file, workspace, signoffs, today: sources.today, seller });
    };
    let known: Facts | undefined;
    return { deal, of, alone: () => (known ??= of(deal.deal, deal.workspace)) };
  });
}

/** Plans all, each after the proposals of the same customer that come before it; returns them in the order in which they were given. */
function inTurn<In extends { readonly alone: () => Facts }, Out extends Companion>(
  all: readonly In[],
  together: boolean,
  planIn: (one: In, before: readonly Companion[], index: number) => Out,
): Out[] {
  const before = all.length === 1 || !together ? all.map(() => []) : comingBefore(all.map(({ alone }) => alone()));
  const done = new Map<number, Out>();
  const planned = (index: number): Out => {
    const known = done.get(index) ?? planIn(all[index], before[index].map(planned), index);
    done.set(index, known);
    return known;
  };
  return all.map((_, index) => planned(index));
}

/** A queue in which some bookings hold nothing; each keeps its place in the list. */
function withoutBookings(capacity: Capacity, bookings: ReadonlySet<string>): Capacity {
  const left = capacity.bookings.map((each) => (bookings.has(each.id) ? { ...each, work: [], deliverables: [] } : each));
  return { ...capacity, bookings: left };
}

/** Returns a report with the same deals by what else there is of operations' files: those of the base's newest commit, and those of this branch. */
export async function besideOthers(report: Report, texts: Texts, base: Base, options: CheckOptions, world: World): Promise<Report> {
  const by = async (shelf: Base['newest'] | null) => {
    const other = texts.by(shelf);
    const files = changedIn(texts, other);
    if (files.length === 0) return null;
    return { files, report: reportOn(other, await sourcesOfRun(other, options, world), options, world, () => NO_WAYS).report };
  };
  const { ref, commit, tip } = base;
  const newest = base.newest === base.files ? null : await by(base.newest);
  const { withBase } = await import('./report/base.ts');
  return withBase(report, { ref, commit, tip, adopted: adoptedBy(texts), told: texts.told, newest, branch: await by(null) });
}
