/** One run, from top to bottom: argv → options → five texts → sources → facts → schedule → verdicts → ways → report → answer → sign-offs → text → exit code. */
import { version } from '../package.json';
import { writeAnswer } from './cli/output.ts';
import type { Base, openBase } from './base.ts';
import type { CheckOptions } from './cli/asked.ts';
import { parseArguments } from './cli/program.ts';
import type { withChanges } from './diff/against-base.ts';
import type { DiffQuestion } from './diff/question.ts';
import { besideOthers, reportOn, sourcesOfRun, type Sources, type WaysOf } from './judging.ts';
import { dealNamedBy, documentsNamedBy, filesNamedBy, changeOf } from './load/workspace.ts';
import { takesTurns } from './holding/questions.ts';
import { waysToYes } from './options/index.ts';
import { NO_WAYS } from './options/way.ts';
import { answerTo, needsWays, type JudgedQuestion } from './report/answer.ts';
import { buildReport } from './report/build.ts';
import { isOfLibrary, type ShopQuestion } from './shop/question.ts';
import type { Report } from './report/report.ts';
import { keepSignOffs } from './signoff/store.ts';
import { baselineOf, filingOf, sourcesOf, readTexts, signerOf, textWithoutFile, type Texts } from './texts.ts';
import { needsNoPlan, unplanned } from './unplanned.ts';
import type { World } from './world.ts';

/** Runs one command and returns the exit code. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const options = parseArguments(argv, version, world);
  if (options.question === null) return options.run(world);
  return options.watch === true ? (await import('./watch.ts')).watch(options, world, answered) : answered(options, world);
}

/** Answers the question of a run, and returns the exit code. */
async function answered(options: CheckOptions, world: World): Promise<number> {
  const { question } = options;
  if (question.command === 'diff') return comparing(question, options, world);
  const opened = options.base === null ? null : (await import('./base.ts')).openBase(options.base.ref, world);
  const since = await sinceOf(options, opened, world);
  const named = { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf };
  const read = async (): Promise<Texts> => {
    const all = readTexts(options, world, named, since !== null && 'problem' in since ? since : opened);
    const narrow = since !== null && 'base' in since && all.problems.length === 0;
    return narrow ? (await import('./texts/since.ts')).onlyChanged(all, since.base, world, named) : all;
  };
  let texts = await read();
  const turns = takesTurns(question) && texts.kept !== null ? await import('./turns.ts') : null;
  const last = turns?.settled(texts.kept!, world) ?? 0;
  // What a turn before this one wrote, or has just been finished.
  if (turns !== null) texts = await read();
  const sources = await sourcesOfRun(texts, options, world);
  const { answer, diagnostics } = needsNoPlan(question)
    ? await unplanned(question, options, texts, sources, world)
    : isOfLibrary(question)
      ? await ofLibrary(question, texts, sources, options, world)
      : await judgedAnswer(question, texts, sources, options, world, opened);
  // Somebody else was first: what they wrote is read, and all is judged again.
  if (answer.turn?.length && !turns!.takeTurn(texts.kept!, last, answer.turn, world)) return answered(options, world);
  keepSignOffs(answer.keep, texts.ledger, world);
  for (const { path, was, text } of answer.writes) world.replace(path, was, text);
  await writeAnswer(answer, diagnostics, sourcesOf(texts), options, world);
  return answer.exit;
}

/** What `--changed-since` names; most name the branch that `--base` does. */
async function sinceOf({ since, base }: CheckOptions, opened: ReturnType<typeof openBase> | null, world: World): Promise<typeof opened> {
  if (since === null) return null;
  return since === base?.ref && opened !== null ? opened : (await import('./base.ts')).openBase(since, world, '--changed-since');
}

/** Judges deals twice, on two sides, and tells what is not the same. */
async function comparing(question: DiffQuestion, options: CheckOptions, world: World): Promise<number> {
  const { answer, diagnostics, sources } = await (await import('./diff/index.ts')).compared(question, options, world);
  await writeAnswer(answer, diagnostics, sources, options, world);
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
    ? await (await import('./book/index.ts')).judgeBook(question, texts, sources, options, world, waysFor(options))
    : { ...reportOn(texts, sources, options, world, waysFor(options)), seen: null };
  const report =
    opened === null || 'problem' in opened ? own : await besideBase({ report: own, texts, sources }, opened.base, options, world);
  if (question.command === 'options') {
    const answer = await (await import('./ways.ts')).waysAnswer({ question, report, judged, color: options.color.err }, world);
    return { answer, diagnostics: report.diagnostics };
  }
  const signer = signerOf(options, texts, world);
  const keeping = takesTurns(question) ? { filing: filingOf(texts, world), signer, ...(await import('./load/rewrite.ts')) } : null;
  const answer = await answerTo(question, report, judged, { signer, baseline: baselineOf(texts), keeping, seen });
  return { answer, diagnostics: report.diagnostics };
}

/** A report with what other files of operations would say, and what became of its deals since the base. */
async function besideBase(run: Parameters<typeof withChanges>[0], base: Base, options: CheckOptions, world: World): Promise<Report> {
  const report = await besideOthers(run.report, run.texts, base, options, world);
  return (await import('./diff/against-base.ts')).withChanges({ ...run, report }, base, options, world);
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

/** Who asks for ways has time for more of them than who checks; all else shows none, and neither does one line a deal. */
function waysFor(options: CheckOptions): WaysOf {
  const { question } = options;
  if (needsWays(options)) return waysToYes;
  return question.command === 'options' && question.tries.length === 0 ? (before, check) => waysToYes(before, check, 2) : () => NO_WAYS;
}
