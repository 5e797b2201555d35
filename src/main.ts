/** One run, from top to bottom: argv → options → five texts → sources → facts → schedule → verdicts → ways → report → answer → sign-offs → text → exit code. */
import { version } from '../package.json';
import { writeAnswer } from './cli/output.ts';
import type { openBase } from './base.ts';
import type { CheckOptions } from './cli/asked.ts';
import { parseArguments } from './cli/program.ts';
import { besideOthers, reportOn, sourcesOfRun, type Sources, type WaysOf } from './judging.ts';
import { dealNamedBy, documentsNamedBy, filesNamedBy, changeOf } from './load/workspace.ts';
import { takesTurns } from './holding/questions.ts';
import { waysToYes } from './options/index.ts';
import { NO_WAYS } from './options/way.ts';
import { answerTo, needsWays, type JudgedQuestion, type Question } from './report/answer.ts';
import { buildReport } from './report/build.ts';
import { isOfLibrary, type ShopQuestion } from './shop/question.ts';
import { keepSignOffs } from './signoff/store.ts';
import { baselineOf, filingOf, sourcesOf, readTexts, signerOf, textWithoutFile, type Texts } from './texts.ts';
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
  const { answer, diagnostics } = needsNoPlan(question)
    ? await unplanned(question, options, texts, sources, world)
    : isOfLibrary(question)
      ? await ofLibrary(question, texts, sources, options, world)
      : await judgedAnswer(question, texts, sources, options, world, opened);
  // Somebody else was first: what they wrote is read, and all is judged again.
  if (answer.turn?.length && !turns!.takeTurn(texts.kept!, last, answer.turn, world)) return main(argv, world);
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
  // One deal is judged as fast as can be; of many, several at once.
  const isBook = question.command === 'check' && (sources.deals.length > 1 || question.shard !== null || question.jointly);
  const {
    judged,
    report: own,
    seen,
  } = isBook
    ? await (await import('./book/index.ts')).judgeBook(question, texts, sources, options, world, waysFor(question))
    : { ...reportOn(texts, sources, options, world, waysFor(question)), seen: null };
  const report = opened === null || 'problem' in opened ? own : await besideOthers(own, texts, opened.base, options, world);
  if (question.command === 'options') {
    const answer = await (await import('./ways.ts')).waysAnswer({ question, report, judged, color: options.color.err }, world);
    return { answer, diagnostics: report.diagnostics };
  }
  const signer = signerOf(options, texts, world);
  const keeping = takesTurns(question) ? { filing: filingOf(texts, world), signer, ...(await import('./load/rewrite.ts')) } : null;
  const answer = await answerTo(question, report, judged, { signer, baseline: baselineOf(texts), keeping, seen });
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

/** Who asks for ways has time for more of them than who checks; all else shows none. */
function waysFor(question: Question): WaysOf {
  if (needsWays(question)) return waysToYes;
  return question.command === 'options' && question.tries.length === 0 ? (before, check) => waysToYes(before, check, 2) : () => NO_WAYS;
}
