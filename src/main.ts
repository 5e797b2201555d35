/** One run, from top to bottom: argv → options → five texts → sources → facts → schedule → verdicts → ways → report → answer → sign-offs → text → exit code. */
import { version } from '../package.json';
import { writeAnswer } from './cli/output.ts';
import { dealsAround } from './around.ts';
import type { Base } from './base.ts';
import type { CheckOptions } from './cli/asked.ts';
import { parseArguments } from './cli/program.ts';
import { judge } from './judge.ts';
import { factsOf } from './load/facts.ts';
import { locate } from './load/locate.ts';
import { loadSources } from './load/sources.ts';
import { dealNamedBy, documentsNamedBy, filesNamedBy, changeOf } from './load/workspace.ts';
import { takesTurns } from './holding/questions.ts';
import type { Capacity } from './model/capacity.ts';
import type { DealFile } from './model/deal.ts';
import type { Place } from './model/place.ts';
import { waysToYes } from './options/index.ts';
import { NO_WAYS } from './options/way.ts';
import { answerTo } from './report/answer.ts';
import { buildReport, type JudgedDeal } from './report/build.ts';
import type { Report } from './report/report.ts';
import { catalogue, plannerSettings, resolveSettings } from './rules/settings.ts';
import { planDeal, type Searches } from './schedule/plan.ts';
import { othersOf } from './schedule/rivals.ts';
import type { PlanDepth } from './schedule/settings.ts';
import { withLevels } from './signoff/proven.ts';
import { keepSignOffs } from './signoff/store.ts';
import { adoptedBy, baselineOf, changedIn, clockOf, filingOf, sourcesOf, readTexts, sellerOf, signerOf, type Texts } from './texts.ts';
import { needsNoPlan, unplanned } from './unplanned.ts';
import type { World } from './world.ts';

/** Runs one command and returns the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const options = parseArguments(argv, version, world);
  if (options.question === null) return options.run(world);

  const { question } = options;
  const opened = options.base === null ? null : (await import('./base.ts')).openBase(options.base.ref, world);
  const named = { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf };
  let texts = readTexts(options, world, named, opened);
  const turns = takesTurns(question) && texts.kept !== null ? await import('./turns.ts') : null;
  const last = turns?.settled(texts.kept!, world) ?? 0;
  // What a turn before this one wrote, or has just been finished.
  if (turns !== null) texts = readTexts(options, world, named, opened);
  const sources = await sourcesOfRun(texts, options, world);
  if (needsNoPlan(question)) {
    const { answer, diagnostics } = await unplanned(question, options, texts, sources, world);
    if (answer.turn?.length && !turns!.takeTurn(texts.kept!, last, answer.turn, world)) return main(argv, world);
    await writeAnswer(answer, diagnostics, sourcesOf(texts), options, world);
    return answer.exit;
  }

  const { judged, report: own } = reportOn(texts, sources, options, world, question.command === 'check' ? waysToYes : () => NO_WAYS);
  const report = opened === null || 'problem' in opened ? own : await besideOthers(own, texts, opened.base, options, world);

  const signer = signerOf(options, texts, world);
  const keeping = takesTurns(question) ? { filing: filingOf(texts, world), signer, ...(await import('./load/rewrite.ts')) } : null;
  const answer = await answerTo(question, report, judged, { signer, baseline: baselineOf(texts), keeping });
  // Somebody else was first: what they wrote is read, and all is judged again.
  if (answer.turn?.length && !turns!.takeTurn(texts.kept!, last, answer.turn, world)) return main(argv, world);
  keepSignOffs(answer.keep, texts.ledger, world);
  for (const { path, was, text } of answer.writes) world.replace(path, was, text);
  await writeAnswer(answer, report.diagnostics, sourcesOf(texts), options, world);
  return answer.exit;
}

type Sources = Awaited<ReturnType<typeof sourcesOfRun>>;

/** Texts → sources, each sign-off with the level that it has reached. */
async function sourcesOfRun(texts: Texts, options: CheckOptions, world: World) {
  const { command } = options.question;
  // What a signed deal waits for is its transfer meeting.
  const sources = loadSources(texts, catalogue, clockOf(options, world), command === 'waiting');
  return withLevels(sources, world, command === 'verify');
}

/** Sources → facts → schedule → verdicts → ways → report. */
function reportOn(
  texts: Texts,
  sources: Sources,
  options: CheckOptions,
  world: World,
  waysOf: typeof waysToYes,
): { judged: JudgedDeal[]; report: Report } {
  const { command } = options.question;
  // Open deals may want the same hours, which only their plans day by day tell.
  const depth =
    command === 'plan' || takesTurns(options.question) || sources.deals.length > 1 || texts.around.deals.length > 0 ? 'full' : 'dates';
  const planned = sources.deals.map((deal) => {
    const seller = sellerOf(deal, world);
    const searches: Searches = new Map();
    const plan = (file: DealFile, told: PlanDepth, workspace = deal.workspace) => {
      const facts = factsOf({ ...deal.text, ...deal, workspace, deal: file, today: sources.today, seller });
      const settings = resolveSettings(facts.policy, facts.profile);
      return {
        facts,
        settings,
        schedule: planDeal(facts, plannerSettings(settings, options.effort), told, workspace === deal.workspace ? searches : new Map()),
      };
    };
    const file = deal.text.at === null ? null : { path: deal.text.at, was: deal.text.source.bytes };
    const unheld = (bookings: ReadonlySet<string>) => plan(deal.deal, 'rules', withoutBookings(deal.workspace, bookings));
    return { ...plan(deal.deal, depth), plan, unheld, file, locate: (place: Place) => locate(deal, place) };
  });

  const around = dealsAround(texts.around, sources, planned);
  const judged = planned.map((each) => {
    const others = [...othersOf(each, planned), ...around.open];
    const judgedOf = ({ facts, schedule, settings }: Pick<typeof each, 'facts' | 'schedule' | 'settings'>) => ({
      facts,
      schedule,
      judgement: judge(facts, schedule, settings, others, around.notes),
    });
    const checked = judgedOf(each);
    const ways = waysOf(checked, (file) => judgedOf(each.plan(file, 'rules')));
    const without = (bookings: ReadonlySet<string>) => judgedOf(each.unheld(bookings)).judgement;
    return { ...checked, ways, locate: each.locate, file: each.file, without };
  });

  const report = buildReport({ ...sources, version, judged, files: sourcesOf(texts) });
  return { judged, report };
}

/** A workspace in whose queue some bookings hold nothing; each keeps its place in the list. */
function withoutBookings<W extends { readonly capacity: Capacity }>(workspace: W, bookings: ReadonlySet<string>): W {
  const left = workspace.capacity.bookings.map((each) => (bookings.has(each.id) ? { ...each, work: [], deliverables: [] } : each));
  return { ...workspace, capacity: { ...workspace.capacity, bookings: left } };
}

/** The same deals by what else there is of operations' files: those of the base's newest commit, and those of this branch. */
async function besideOthers(report: Report, texts: Texts, base: Base, options: CheckOptions, world: World): Promise<Report> {
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
