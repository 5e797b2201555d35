/** The reports of all parts of a book → the report of the whole. Parts that were not judged by the same files on the same day are no whole. */
import type { Report, ReportBase, ReportDeal, ReportOther, ReportShard } from '../report.ts';
import { rolesOf, type ReportWant } from './book.ts';

/** A report, and the file that it was read from. */
export interface NamedReport {
  readonly file: string;
  readonly report: Report;
}

/** A report of a part. */
interface Part {
  readonly file: string;
  readonly report: Report & { readonly shard: ReportShard };
}

/** Returns the report of the whole book, or why the parts do not belong together. */
export function mergedOf(all: readonly NamedReport[]): { readonly report: Report } | { readonly refused: string } {
  const whole = all.find(({ report }) => report.shard === undefined);
  if (whole !== undefined)
    return { refused: `${whole.file} is the report of no part: handoff check --shard 1/${Math.max(2, all.length)} makes one` };
  const parts = (all as readonly Part[]).toSorted((a, b) => a.report.shard.index - b.report.shard.index);
  const wrong = parts.map((part) => whyNot(parts[0], part)).find((why) => why !== null) ?? whyNotWhole(parts);
  if (wrong !== null) return { refused: wrong };
  const [{ report: first }] = parts;
  const reports = parts.map(({ report }) => report);
  const deals = inPlace(reports);
  const wants = inBook(deals, reports);
  const { shard: _, ...rest } = first;
  const report: Report = {
    ...rest,
    as_of: reports.find(({ as_of }) => as_of !== null)?.as_of ?? null,
    ...(first.base !== undefined && { base: baseOf(reports, first.base) }),
    deals,
    faults: deals.flatMap(({ deal }) => reports.flatMap(({ faults }) => faults.filter((fault) => fault.deal === deal))),
    book: { roles: rolesOf(wants), together: null },
    exit: exitOf(reports, deals),
  };
  return { report };
}

/** Why a part is not of the same run as another; null where it is. */
function whyNot(one: Part, other: Part): string | null {
  const differ = (what: string, a: string, b: string): string =>
    `${one.file} and ${other.file} are not parts of one run: ${what} ${a} and ${b}; judge all parts again`;
  const [a, b] = [one.report, other.report];
  if (a.tool.version !== b.tool.version) return differ('by handoff', a.tool.version, b.tool.version);
  if (a.today !== b.today) return differ('judged on', a.today, b.today);
  if (a.shard.of !== b.shard.of) return differ('of', `${a.shard.of} parts`, `${b.shard.of}`);
  if (a.shard.asked !== b.shard.asked) return differ('asked for with', a.shard.asked, b.shard.asked);
  if (a.base?.commit !== b.base?.commit)
    return differ("by operations' files of", a.base?.commit ?? 'the work tree', b.base?.commit ?? 'the work tree');
  // The same ones, and beside them the newest of the branch: those may have moved on.
  if (a.base?.tip !== b.base?.tip) return differ('beside the newest files of', a.base!.tip, b.base!.tip);
  const theirs = new Map(b.shard.digests.map(({ path, sha256 }) => [path, sha256]));
  const file =
    a.shard.digests.find(({ path, sha256 }) => theirs.get(path) !== sha256)?.path ??
    b.shard.digests.find(({ path }) => !a.shard.digests.some((each) => each.path === path))?.path;
  return file === undefined
    ? null
    : `${one.file} and ${other.file} are not parts of one run: ${file} was not the same; judge all parts again`;
}

/** Why some parts are not the whole; null where they are. */
function whyNotWhole(parts: readonly Part[]): string | null {
  const [{ report }] = parts;
  const { of, deals } = report.shard;
  for (const [n, part] of parts.entries()) {
    const twin = parts.find((each, other) => other < n && each.report.shard.index === part.report.shard.index);
    if (twin !== undefined) return `${twin.file} and ${part.file} are both part ${part.report.shard.index} of ${of}: leave one out`;
  }
  const has = new Set(parts.map((part) => part.report.shard.index));
  const missing = Array.from({ length: of }, (_, n) => n + 1).filter((n) => !has.has(n));
  if (missing.length > 0)
    return `of ${of} parts ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''} ${missing.length === 1 ? 'is' : 'are'} missing: handoff check --shard ${missing[0]}/${of} --format json=FILE`;
  if (report.diagnostics.length > 0) return null;
  const places = parts.flatMap((part) => part.report.shard.places);
  const sound =
    parts.every((part) => part.report.shard.places.length === part.report.deals.length) &&
    places.length === deals &&
    new Set(places).size === deals &&
    places.every((place) => place < deals);
  return sound ? null : 'the parts do not make up the book: one of them was changed after it was written';
}

/** The deals in the order of the book. */
function inPlace(reports: readonly Part['report'][]): ReportDeal[] {
  const deals: ReportDeal[] = [];
  for (const { shard, deals: own } of reports) own.forEach((deal, n) => (deals[shard.places[n]] = deal));
  return deals;
}

/** What is wanted, in the order of the book. */
function inBook(deals: readonly ReportDeal[], reports: readonly Part['report'][]): ReportWant[] {
  const by = new Map<string, ReportWant[]>();
  for (const { shard } of reports) {
    for (const want of shard.wants) by.set(want.deal, [...(by.get(want.deal) ?? []), want]);
  }
  return deals.flatMap(({ deal }) => by.get(deal) ?? []);
}

function baseOf(reports: readonly Report[], first: ReportBase): ReportBase {
  const joined = (of: (base: ReportBase) => ReportOther | null): ReportOther | null => {
    const others = reports.flatMap(({ base }) => (base === undefined ? [] : (of(base) ?? [])));
    return others.length === 0 ? null : { ...others[0], deals: others.flatMap(({ deals }) => deals) };
  };
  return { ...first, newest: joined(({ newest }) => newest), branch: joined(({ branch }) => branch) };
}

/** As of one run: what is wrong with the input before a fault, a fault before a no; and never a yes to nothing. */
function exitOf(reports: readonly Report[], deals: readonly ReportDeal[]): Report['exit'] {
  for (const exit of [2, 3, 1] as const) if (reports.some((report) => report.exit === exit)) return exit;
  return deals.length === 0 ? 1 : 0;
}
