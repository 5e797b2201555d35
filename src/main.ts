/** One run, from top to bottom: argv → options → five texts → sources → facts → schedule → verdicts → ways → report → answer → sign-offs → text → exit code. */
import { version } from '../package.json';
import { writeAnswer } from './cli/output.ts';
import type { Base, openBase } from './base.ts';
import type { CheckOptions } from './cli/asked.ts';
import { parseArguments } from './cli/program.ts';
import { judge } from './judge.ts';
import { factsOf } from './load/facts.ts';
import { locate } from './load/locate.ts';
import { loadSources } from './load/sources.ts';
import { dealNamedBy, documentsNamedBy, filesNamedBy, changeOf } from './load/workspace.ts';
import type { DealFile } from './model/deal.ts';
import type { Place } from './model/place.ts';
import { waysToYes } from './options/index.ts';
import { NO_WAYS } from './options/way.ts';
import { answerTo, type JudgedQuestion } from './report/answer.ts';
import { buildReport, type JudgedDeal } from './report/build.ts';
import type { Report } from './report/report.ts';
import { catalogue, plannerSettings, resolveSettings } from './rules/settings.ts';
import { planDeal, type Searches } from './schedule/plan.ts';
import { othersOf } from './schedule/rivals.ts';
import type { PlanDepth } from './schedule/settings.ts';
import { isOfLibrary, type ShopQuestion } from './shop/question.ts';
import { withLevels } from './signoff/proven.ts';
import { keepSignOffs } from './signoff/store.ts';
import {
  adoptedBy,
  baselineOf,
  changedIn,
  clockOf,
  sourcesOf,
  readTexts,
  sellerOf,
  signerOf,
  textWithoutFile,
  type Texts,
} from './texts.ts';
import { needsNoPlan, unplanned } from './unplanned.ts';
import type { World } from './world.ts';

/** Runs one command and returns the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const options = parseArguments(argv, version, world);
  if (options.question === null) return options.run(world);

  const { question } = options;
  const opened = options.base === null ? null : (await import('./base.ts')).openBase(options.base.ref, world);
  const texts = readTexts(options, world, { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf }, opened);
  const sources = await sourcesOfRun(texts, options, world);
  const { answer, diagnostics } = needsNoPlan(question)
    ? await unplanned(question, options, texts, sources, world)
    : isOfLibrary(question)
      ? await ofLibrary(question, texts, sources, options, world)
      : await judgedAnswer(question, texts, sources, options, world, opened);
  keepSignOffs(answer.keep, texts.ledger, world);
  for (const { path, was, text } of answer.writes) world.replace(path, was, text);
  await writeAnswer(answer, diagnostics, sourcesOf(texts), options, world);
  return answer.exit;
}

/** The answer to a question about deals that are judged. */
async function judgedAnswer(
  question: JudgedQuestion,
  texts: Texts,
  sources: Sources,
  options: CheckOptions,
  world: World,
  opened: ReturnType<typeof openBase> | null,
) {
  const { judged, report: own } = reportOn(texts, sources, options, world, question.command === 'check' ? waysToYes : () => NO_WAYS);
  const report = opened === null || 'problem' in opened ? own : await besideOthers(own, texts, opened.base, options, world);
  const answer = await answerTo(question, report, judged, { signer: signerOf(options, texts, world), baseline: baselineOf(texts) });
  return { answer, diagnostics: report.diagnostics };
}

/** The answer to a question about the library, which judges deals that nobody has written yet. */
async function ofLibrary(question: ShopQuestion, texts: Texts, sources: Sources, options: CheckOptions, world: World) {
  const { shopAnswer } = await import('./shop/index.ts');
  return shopAnswer(question, {
    workspace: sources.workspace,
    dealsAt: texts.dealsAt ?? world.cwd,
    judge: async (text) => {
      const alone = { ...texts, deals: [textWithoutFile(text)] };
      return reportOn(alone, await sourcesOfRun(alone, options, world), options, world, () => NO_WAYS);
    },
    nothing: buildReport({ ...sources, version, judged: [], files: sourcesOf(texts) }),
    color: options.color.err,
    world,
  });
}

type Sources = Awaited<ReturnType<typeof sourcesOfRun>>;

/** Texts → sources, each sign-off with the level that it has reached. */
async function sourcesOfRun(texts: Texts, options: CheckOptions, world: World) {
  return withLevels(loadSources(texts, catalogue, clockOf(options, world)), world, options.question.command === 'verify');
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
  // Deals of one run may want the same hours, which only their plans day by day tell; a page shows them.
  const isSeen = command === 'plan' || options.outputs.some(({ format }) => format === 'html');
  const depth = isSeen || sources.deals.length > 1 ? 'full' : 'dates';
  const planned = sources.deals.map((deal) => {
    const seller = sellerOf(deal, world);
    const searches: Searches = new Map();
    const plan = (file: DealFile, told: PlanDepth) => {
      const facts = factsOf({ ...deal.text, ...deal, deal: file, today: sources.today, seller });
      const settings = resolveSettings(facts.policy, facts.profile);
      return { facts, settings, schedule: planDeal(facts, plannerSettings(settings, options.effort), told, searches) };
    };
    const file = deal.text.at === null ? null : { path: deal.text.at, was: deal.text.source.bytes };
    return { ...plan(deal.deal, depth), plan, file, locate: (place: Place) => locate(deal, place) };
  });

  const judged = planned.map((each) => {
    const others = othersOf(each, planned);
    const judgedOf = ({ facts, schedule, settings }: Pick<typeof each, 'facts' | 'schedule' | 'settings'>) => ({
      facts,
      schedule,
      judgement: judge(facts, schedule, settings, others),
    });
    const checked = judgedOf(each);
    const ways = waysOf(checked, (file) => judgedOf(each.plan(file, 'rules')));
    return { ...checked, ways, locate: each.locate, file: each.file };
  });

  const report = buildReport({ ...sources, version, judged, files: sourcesOf(texts) });
  return { judged, report };
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
