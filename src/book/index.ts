/** `handoff check` of several deals: by as many threads as they are worth, with a line that says how far it is. */
import type { CheckOptions } from '../cli/asked.ts';
import { reportOn, type Sources, type WaysOf } from '../judging.ts';
import { rolesOf, wantsOf, type ReportWant } from '../report/book/book.ts';
import type { BookQuestion, Shard } from '../report/book/question.ts';
import type { ReportTogether } from '../report/book/together.ts';
import type { JudgedDeal } from '../report/build.ts';
import { pictureOf } from '../report/picture.ts';
import type { Seen } from '../report/render/index.ts';
import type { Report, ReportShard } from '../report/report.ts';
import { canonical, hashOf } from '../signoff/digest.ts';
import { sourcesOf, type Texts } from '../texts.ts';
import { rivalOf } from '../schedule/rivals.ts';
import type { World } from '../world.ts';
import type { Book } from './crew.ts';
import { progressOf } from './progress.ts';

/** A judged book. */
export interface JudgedBook {
  /** Empty where threads have judged them. */
  readonly judged: readonly JudgedDeal[];
  readonly report: Report;
  /** For a page; null where `judged` says it. */
  readonly seen: Seen | null;
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
  const { jointly, shard } = question;
  if (sources.diagnostics.length > 0) {
    const { report } = reportOn(texts, sources, options, world, waysOf);
    return {
      judged: [],
      report: shard === null ? report : { ...report, shard: shardOf(shard, texts, sources, options, []) },
      seen: { deals: [], weeks: [] },
    };
  }
  // Deals beside those of the run are compared with all of them at once.
  const isBeside = sources.deals.length < 2 || texts.around.deals.length > 0;
  if (isBeside && shard === null && !jointly) return { ...reportOn(texts, sources, options, world, waysOf), seen: null };
  const { judgeTogether } = await import('./crew.ts');
  const progress = progressOf(sources.deals.length, world);
  const usual = sources.deals.length < ENOUGH ? 1 : Math.min(world.cores(), USUAL);
  try {
    const { report, pictures, open } =
      isBeside && shard === null
        ? beside(reportOn(texts, sources, options, world, waysOf))
        : await judgeTogether(texts, sources, options, world, { jobs: question.jobs ?? usual, progress });
    const wants = wantsOf(open);
    const weeks = rolesOf(wants);
    const all = jointly ? (await import('./jointly.ts')).together(report, open, sources, options, world) : null;
    const told: Report = {
      ...report,
      ...(jointly && { book: { roles: weeks, together: all } }),
      ...(shard !== null && { shard: shardOf(shard, texts, sources, options, wants) }),
      exit: exitOf(report, all, shard !== null && sources.outside.length > 0),
    };
    return { judged: [], report: told, seen: { deals: pictures, weeks } };
  } finally {
    progress.end();
  }
}

/** Of deals that were judged beside others of the workspace, what a book says of its own. */
function beside({ judged, report }: ReturnType<typeof reportOn>): Book {
  const open = judged.map(({ facts, schedule }) => rivalOf(facts, schedule));
  return { report, open, pictures: judged.map((one, index) => pictureOf(report.deals[index], one)) };
}

/** Deals that do not fit together are no yes. A part without a deal is no no: another part has them. */
function exitOf({ exit, deals }: Report, together: ReportTogether | null, isPart: boolean): Report['exit'] {
  if (exit === 1 && deals.length === 0 && isPart) return 0;
  return exit === 0 && together?.deals.some(({ fits }) => fits === false) ? 1 : exit;
}

function shardOf(
  shard: Shard,
  texts: Texts,
  { places, outside }: Sources,
  { effort, base, named }: CheckOptions,
  wants: readonly ReportWant[],
): ReportShard {
  return {
    ...shard,
    deals: places.length + outside.length,
    places,
    digests: sourcesOf(texts).map(({ path, bytes }) => ({ path, sha256: hashOf(bytes) })),
    asked: canonical({ effort, base, named }),
    wants,
  };
}
