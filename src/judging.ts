/** Texts → sources → facts → schedule → verdicts → ways → report: what every command that judges deals does, whatever it answers with it. */
import { version } from '../package.json';
import { dealsAround } from './around.ts';
import type { Base } from './base.ts';
import { placesOf } from './book/shard.ts';
import type { CheckOptions } from './cli/asked.ts';
import { isRefusedSoon, judge } from './judge.ts';
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
import { othersOf, type OpenDeal } from './schedule/rivals.ts';
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
  return ofShard(await withLevels(sources, world, command === 'verify'), options);
}

/** Of a book that several machines judge only the deals of one; the others are `outside`, and each has its place in the whole. */
function ofShard<Read extends { readonly deals: readonly { readonly deal: DealFile }[] }>(
  sources: Read,
  { question }: CheckOptions,
): Read & { readonly outside: Read['deals']; readonly places: readonly number[] } {
  const { deals } = sources;
  if (question.command !== 'check' || question.shard === null) return { ...sources, outside: [], places: deals.map((_, place) => place) };
  const places = placesOf(deals, question.shard);
  const own = new Set(places);
  return { ...sources, deals: deals.filter((_, place) => own.has(place)), outside: deals.filter((_, place) => !own.has(place)), places };
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
): { judged: JudgedDeal[]; report: Report } {
  const { command } = options.question;
  const isAlone = sources.deals.length === 1 && texts.around.deals.length === 0;
  const depth = isSeen(options) || !isAlone ? 'full' : 'dates';
  const planned = inTurn(factsOfAll(sources, world), command === 'check', (bench, before) => {
    const { plan, ...rest } = planningOf(bench, before, options);
    return { ...plan(bench.deal.deal, depth), ...rest, plan };
  });

  const around = dealsAround(texts.around, sources, planned);
  const judged = planned.map((each) => {
    const judgedOf = judgedBeside([...othersOf(each, planned), ...around.open], around.notes);
    const checked = judgedOf(each);
    const recheck = recheckOf(each.plan, judgedOf);
    const without = (bookings: ReadonlySet<string>) => judgedOf(each.unheld(bookings)).judgement;
    const { file, hasRecord, locate } = each;
    return { ...checked, ways: waysOf(checked, recheck), recheck, without, locate, file, hasRecord };
  });

  const report = buildReport({ ...sources, version, judged, files: sourcesOf(texts), since: texts.since });
  return { judged, report };
}

/** Whether somebody sees the plans day by day. Open deals may want the same hours, which only such plans tell; a page shows them. */
export function isSeen({ question, outputs }: CheckOptions): boolean {
  return question.command === 'plan' || takesTurns(question) || outputs.some(({ format }) => format === 'html');
}

/** Returns what plans a deal, as it is or changed, in what those before it leave. */
export function planningOf({ deal: loaded, of }: Bench, before: readonly Companion[], { effort }: Pick<CheckOptions, 'effort'>) {
  const { workspace, text, deal, hasRecord } = loaded;
  const left = leftBy(workspace.capacity, before);
  // What was searched before one capacity file, and the reviews of one library, says nothing before another.
  const searches = new WeakMap<Library, WeakMap<Capacity, Searches>>();
  const plan = (file: DealFile, told: PlanDepth, { capacity = left, library = workspace.library, signoffs = [] }: Otherwise = {}) => {
    const facts = of(file, { ...workspace, capacity, library }, signoffs);
    const settings = resolveSettings(facts.policy, facts.profile);
    const byCapacity = searches.get(library) ?? new WeakMap<Capacity, Searches>();
    searches.set(library, byCapacity);
    const known: Searches = byCapacity.get(capacity) ?? new Map();
    byCapacity.set(capacity, known);
    return { facts, settings, schedule: planDeal(facts, plannerSettings(settings, effort), told, known) };
  };
  const unheld = (bookings: ReadonlySet<string>) => plan(deal, 'rules', { capacity: withoutBookings(left, bookings) });
  const file = text.at === null ? null : { path: text.at, was: text.source.bytes };
  return { plan, unheld, left, file, hasRecord, locate: (place: Place) => locate(loaded, place) };
}

/** Returns what judges a plan beside other open deals. */
export function judgedBeside(others: readonly OpenDeal[], notes: readonly string[]) {
  return ({ facts, schedule, settings }: Companion & { readonly settings: Settings }): Checked => ({
    facts,
    schedule,
    judgement: judge(facts, schedule, settings, others, notes),
  });
}

/** Returns what plans a changed deal, and judges it where its judgement is read. */
export function recheckOf(plan: ReturnType<typeof planningOf>['plan'], judgedOf: ReturnType<typeof judgedBeside>): Check {
  return (file, otherwise) => {
    const { facts, schedule, settings } = plan(file, 'rules', otherwise);
    let whole: Checked | null = null;
    return {
      facts,
      schedule,
      get judgement() {
        return (whole ??= judgedOf({ facts, schedule, settings })).judgement;
      },
      isRefusedSoon: (refuses) => isRefusedSoon(facts, schedule, settings, refuses),
    };
  };
}

/** Sources → what makes the facts of each deal: of its file as it is, or changed, in a workspace. */
export function factsOfAll(sources: Sources, world: World) {
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

/** What makes the facts of a deal. */
export type Bench = ReturnType<typeof factsOfAll>[number];

/** Plans all, each after the proposals of the same customer that come before it; returns them in the order in which they were given. */
function inTurn<In extends { readonly alone: () => Facts }, Out extends Companion>(
  all: readonly In[],
  together: boolean,
  planIn: (one: In, before: readonly Companion[], index: number) => Out,
): Out[] {
  const planned = turnsOf(all, together, planIn);
  return all.map((_, index) => planned(index));
}

/** Returns what plans one of them, by its place, and before it those that come before it; whoever has time for all at once takes `inTurn`. */
export function turnsOf<In extends { readonly alone: () => Facts }, Out extends Companion>(
  all: readonly In[],
  together: boolean,
  planIn: (one: In, before: readonly Companion[], index: number) => Out,
): (index: number) => Out {
  const before = all.length === 1 || !together ? all.map(() => []) : comingBefore(all.map(({ alone }) => alone()));
  const done = new Map<number, Out>();
  const planned = (index: number): Out => {
    const known = done.get(index) ?? planIn(all[index], before[index].map(planned), index);
    done.set(index, known);
    return known;
  };
  return planned;
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
    return { files, ...reportOn(other, await sourcesOfRun(other, options, world), options, world, () => NO_WAYS) };
  };
  const { ref, commit, tip } = base;
  const newest = base.newest === base.files ? null : await by(base.newest);
  const { withBase } = await import('./report/base.ts');
  return withBase(report, { ref, commit, tip, adopted: adoptedBy(texts), told: texts.told, newest, branch: await by(null) });
}
