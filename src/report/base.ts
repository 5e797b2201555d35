/** What a report says of its base (`handoff check --base`): which commit judged, what of operations' files is elsewhere, and what those would say. */
import { businessDaysBetween, type Calendar } from '../model/calendar.ts';
import { parseDay, type Day } from '../model/day.ts';
import type { JudgedDeal } from './build.ts';
import type { IsoDate, Report, ReportBase, ReportOther } from './report.ts';

/** The same deals, judged by other files of operations. */
interface JudgedByOther {
  readonly files: ReportOther['files'];
  readonly report: Report;
  readonly judged: readonly JudgedDeal[];
}

/** What a report rests on, and what else there was. */
export interface BaseParts {
  readonly ref: string;
  readonly commit: string;
  readonly tip: string;
  readonly adopted: ReportBase['adopted'];
  readonly told: ReportBase['told'];
  /** By the newest files of the reference; null where they are the base's. */
  readonly newest: JudgedByOther | null;
  /** By the files of the branch itself; null where they are the base's. */
  readonly branch: JudgedByOther | null;
}

/**
 * Returns a report with what it says of its base. The base decides the exit code, and never the branch; but an author chooses the commit that a branch
 * begins at, so no deal passes that the newest files of the reference would not let pass.
 */
export function withBase(report: Report, { newest, branch, ...base }: BaseParts): Report {
  // A part of a book may have no deal: then no files are against one.
  const hasNone = report.deals.length === 0 && newest?.report.deals.length === 0;
  const outdated = newest !== null && newest.report.exit !== 0 && !(hasNone && newest.report.exit === 1);
  return {
    ...report,
    base: { ...base, newest: newest && otherOf(newest, report), branch: branch && otherOf(branch, report) },
    exit: report.exit === 0 && outdated ? 1 : report.exit,
  };
}

function otherOf({ files, report: { deals, diagnostics, exit }, judged }: JudgedByOther, own: Report): ReportOther {
  const [wrong] = diagnostics;
  return {
    files,
    deals: deals.map(({ deal, file, verdict, dates: { safe } }, index) => {
      const decides = own.deals.find((each) => each.deal === deal)?.dates.safe ?? null;
      return { deal, file, verdict, safe, safe_bd: businessDaysApart(judged[index].facts.calendar, decides, safe) };
    }),
    because:
      wrong !== undefined ? `${wrong.file}:${wrong.line}:${wrong.column} ${wrong.message}` : exit === 3 ? 'a fault of handoff' : null,
  };
}

/** Returns how many business days of a calendar a date is after another, negative where it is before it; null where either is missing. */
export function businessDaysApart(calendar: Calendar, from: IsoDate | null, to: IsoDate | null): number | null {
  if (from === null || to === null) return null;
  const [one, other] = [from, to].map((date) => parseDay(date) as Day);
  return other >= one ? businessDaysBetween(calendar, one, other) : -businessDaysBetween(calendar, other, one);
}
