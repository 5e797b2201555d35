/** One run, from top to bottom: argv → options → five texts → sources → facts → schedule → verdicts → report → answer → text → exit code. */
import { version } from '../package.json';
import { writeAnswer } from './cli/output.ts';
import { parseArguments } from './cli/program.ts';
import { judge } from './judge.ts';
import { factsOf } from './load/facts.ts';
import { locate } from './load/locate.ts';
import { loadSources } from './load/sources.ts';
import { filesNamedBy } from './load/workspace.ts';
import type { Place } from './model/place.ts';
import { answerTo } from './report/answer.ts';
import { buildReport } from './report/build.ts';
import { catalogue, plannerSettings, resolveSettings } from './rules/settings.ts';
import { planDeal } from './schedule/plan.ts';
import { othersOf } from './schedule/rivals.ts';
import { clockOf, sourcesOf, readTexts, sellerOf } from './texts.ts';
import type { World } from './world.ts';

/** Runs one command and returns the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const options = parseArguments(argv, version, world);
  if (options.question === null) return options.run(world);

  const texts = readTexts(options, world, filesNamedBy);
  const sources = loadSources(texts, catalogue, clockOf(options, world));

  // Deals of one run may want the same hours, which only their plans day by day tell.
  const depth = options.question.command === 'plan' || sources.deals.length > 1 ? 'full' : 'dates';
  const planned = sources.deals.map((deal) => {
    const facts = factsOf({ ...deal.text, ...deal, today: sources.today, seller: sellerOf(deal, world) });
    const settings = resolveSettings(facts.policy, facts.profile);
    const schedule = planDeal(facts, plannerSettings(settings, options.effort), depth);
    return { facts, settings, schedule, locate: (place: Place) => locate(deal, place) };
  });

  const judged = planned.map((each) => ({
    ...each,
    judgement: judge(each.facts, each.schedule, each.settings, [], othersOf(each, planned)),
  }));

  const report = buildReport({ ...sources, version, judged, files: sourcesOf(texts) });
  const answer = await answerTo(options.question, report, judged);
  await writeAnswer(answer, report.diagnostics, sourcesOf(texts), options, world);
  return answer.exit;
}
