/** `handoff check --base REF`: each deal's verdict and safe date against those that it had in the base, by the base's own deal file and operations' files. */
import { relative, resolve, sep } from 'node:path';
import type { Base } from '../base.ts';
import type { CheckOptions } from '../cli/asked.ts';
import { reportOn, sourcesOfRun, type Sources } from '../judging.ts';
import { SIZE_CAPS, type Source } from '../load/source.ts';
import { calendarOf, type Calendar } from '../model/calendar.ts';
import { NO_WAYS } from '../options/way.ts';
import { businessDaysApart } from '../report/base.ts';
import type { Report, ReportChange, ReportDeal } from '../report/report.ts';
import { verdictOf } from '../report/verdict.ts';
import { dealPathsIn } from '../texts/deals.ts';
import type { DealText, Texts } from '../texts.ts';
import type { World } from '../world.ts';
import { changedInputs } from './mix.ts';
import { saysOf } from './says.ts';
import { idOfText, saidIn, textsOf, worldAt, type SideTexts } from './side.ts';

/** A run with a base, judged. */
interface Run {
  readonly report: Report;
  readonly texts: Texts;
  readonly sources: Sources;
}

/** Returns the report of a run with what became of each deal since the base. A base that cannot be judged says so, and fails nothing. */
export async function withChanges({ report, texts, sources }: Run, base: Base, options: CheckOptions, world: World): Promise<Report> {
  if (report.deals.length === 0) return report;
  const after = saidIn(texts, sources);
  const then = await inBase(after, base, { ...options, base: null, today: sources.today }, world);
  const deals = report.deals.map((deal, index): ReportDeal => {
    const { calendar } = sources.deals[index].workspace.capacity;
    if (after.deals.get(deal.deal)?.text.inline !== false) return deal;
    return { ...deal, change: changeOf(deal, after, then, calendarOf(calendar)) };
  });
  return { ...report, deals };
}

/** What the base says of the deals of a run. */
interface Then {
  /** Why nothing can be told; null where it can. */
  readonly because: string | null;
  /** The deals that it has. */
  readonly has: ReadonlySet<string>;
  readonly said: SideTexts;
  /** Of the deals that are not the same there, what it says of them. */
  readonly deals: ReadonlyMap<string, ReportDeal>;
}

async function inBase(after: SideTexts, base: Base, options: CheckOptions, world: World): Promise<Then> {
  const there = worldAt(base, world);
  const paths = pathsIn(base, after.texts, world);
  const target = { kind: 'paths', paths: [...paths.values()], stdinFilename: 'stdin.yaml' } as const;
  const asked = { ...options, target };
  const texts = sharing(textsOf(asked, there), after.texts);
  const sources = await sourcesOfRun(texts, asked, there);
  const said = saidIn(texts, sources);
  const nothing = { has: new Set(paths.keys()), said, deals: new Map<string, ReportDeal>() };
  const [wrong] = paths.size === 0 ? [] : sources.diagnostics;
  if (wrong !== undefined) return { ...nothing, because: `${wrong.file}:${wrong.line}:${wrong.column} ${wrong.message}` };

  // Only what is not the same is judged again, with what is planned beside it.
  const changed = [...said.deals.keys()].filter((id) => after.deals.has(id) && changedInputs(id, said, after).length > 0);
  const beside = new Set(changed.flatMap((id) => [said.deals.get(id)!.text, ...said.deals.get(id)!.companions]));
  if (beside.size === 0) return { ...nothing, because: null };
  const some = { ...sources, deals: sources.deals.filter(({ text }) => beside.has(text)) };
  const { report } = reportOn({ ...texts, around: { deals: [], left: 0 } }, some, asked, there, () => NO_WAYS);
  if (report.faults.length > 0) return { ...nothing, because: 'a fault of handoff' };
  return { ...nothing, because: null, deals: new Map(report.deals.map((deal) => [deal.deal, deal])) };
}

/** The files of operations are those that the run itself was judged by: what was understood of them once need not be again. */
function sharing(texts: Texts, run: Texts): Texts {
  const known = (source: Source | null, other: Source | null): Source | null =>
    source !== null && other !== null && source.path === other.path && Buffer.compare(source.bytes, other.bytes) === 0 ? other : source;
  return {
    ...texts,
    policy: known(texts.policy, run.policy),
    capacity: known(texts.capacity, run.capacity),
    deliverables: texts.deliverables.map((source, index) => known(source, run.deliverables[index] ?? null)!),
    history: known(texts.history, run.history),
    baseline: known(texts.baseline, run.baseline),
  };
}

/** Where the base has each deal of a run, by id: at the same place, at the one that it is judged by, or anywhere among the deals. */
function pathsIn(base: Base, { deals, dealsAt }: Texts, { cwd }: World): Map<string, string> {
  const { files } = base;
  const idAt = (path: string): string | null => {
    const read = files.read(path, SIZE_CAPS.deal);
    return read.ok ? idOfText({ source: { kind: 'deal', path: relative(cwd, path).split(sep).join('/'), bytes: read.bytes } }) : null;
  };
  let all: Map<string, string> | null = null;
  const anywhere = (id: string): string | undefined => {
    all ??= new Map((dealsAt === null ? [] : dealPathsIn(files, dealsAt)).map((path) => [idAt(path) ?? '', path]));
    return all.get(id);
  };
  const found = new Map<string, string>();
  for (const text of deals) {
    const id = text.inline ? null : idOfText(text);
    if (id === null) continue;
    const path = placesOf(text, dealsAt).find((each) => idAt(each) === id) ?? anywhere(id);
    if (path !== undefined) found.set(id, path);
  }
  return found;
}

function placesOf({ at, pathFromPolicy }: DealText, dealsAt: string | null): string[] {
  return [...(at === null ? [] : [at]), ...(dealsAt === null ? [] : [resolve(dealsAt, '..', pathFromPolicy)])];
}

function changeOf(deal: ReportDeal, after: SideTexts, then: Then, calendar: Calendar): ReportChange {
  const unknown = { before: null, safe_bd: null, inputs: [] };
  if (!then.has.has(deal.deal)) return { kind: 'new', because: null, ...unknown };
  if (then.because !== null || !then.said.deals.has(deal.deal))
    return { kind: 'unknown', because: then.because ?? 'the base does not judge it', ...unknown };
  const was = then.deals.get(deal.deal) ?? deal;
  const before = { verdict: was.verdict, says: verdictOf(was), safe: was.dates.safe };
  const inputs = changedInputs(deal.deal, then.said, after).map((input) => ({ input, says: saysOf(input, deal.deal, then.said, after) }));
  const same = before.says === verdictOf(deal) && before.safe === deal.dates.safe;
  return {
    kind: same ? 'same' : 'changed',
    because: null,
    before,
    safe_bd: businessDaysApart(calendar, before.safe, deal.dates.safe),
    inputs,
  };
}
