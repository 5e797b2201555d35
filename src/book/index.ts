/** `handoff check` of several deals: by as many threads as they are worth, with a line that says how far it is. */
import type { CheckOptions } from '../cli/asked.ts';
import { reportOn, type Sources, type WaysOf } from '../judging.ts';
import type { BookQuestion } from '../report/book/question.ts';
import type { JudgedDeal } from '../report/build.ts';
import type { DealPicture } from '../report/picture.ts';
import type { Report } from '../report/report.ts';
import type { Texts } from '../texts.ts';
import type { World } from '../world.ts';
import { progressOf } from './progress.ts';

/** A judged book. */
export interface JudgedBook {
  /** Empty where threads have judged them. */
  readonly judged: readonly JudgedDeal[];
  readonly report: Report;
  /** Null where `judged` says it. */
  readonly pictures: readonly (DealPicture | null)[] | null;
}

/** Fewer deals are judged before a thread has read operations' files. */
const ENOUGH = 40;
/** More threads are started only where they are asked for: each has its own memory. */
const USUAL = 8;

/** Returns the judged deals of a book; the answer is the same whoever judged them. */
export async function judgeBook(
  question: BookQuestion,
  texts: Texts,
  sources: Sources,
  options: CheckOptions,
  world: World,
  waysOf: WaysOf,
): Promise<JudgedBook> {
  // Deals beside those of the run are compared with all of them at once.
  if (sources.deals.length < 2 || texts.around.deals.length > 0)
    return { ...reportOn(texts, sources, options, world, waysOf), pictures: null };
  const { judgeTogether } = await import('./crew.ts');
  const progress = progressOf(sources.deals.length, world);
  const usual = sources.deals.length < ENOUGH ? 1 : Math.min(world.cores(), USUAL);
  try {
    const { report, pictures } = await judgeTogether(texts, sources, options, world, { jobs: question.jobs ?? usual, progress });
    return { judged: [], report, pictures };
  } finally {
    progress.end();
  }
}
