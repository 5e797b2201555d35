/** How a deal stands on one side, and what is not the same on the other: dates, rules, findings. Nothing is judged here. */
import { businessDaysBetween, type Calendar } from '../model/calendar.ts';
import { formatDay, parseDay, type Day } from '../model/day.ts';
import { formatMoney } from '../model/units.ts';
import type { DiffDate, DiffFinding, DiffStand } from '../report/diff.ts';
import type { IsoDate } from '../report/report.ts';
import { noticesOf } from '../report/review.ts';
import { verdictOf } from '../report/verdict.ts';
import { priceOf } from '../rules/money/price.ts';
import type { Outcome } from './causes.ts';
import type { SideDeal } from './side.ts';

/** Returns how a deal stands. */
export function standOf({ report, judged: { facts, schedule } }: SideDeal): DiffStand {
  const { dates, verdict, checks } = report;
  const price = priceOf({ ...facts, schedule, others: [], unseen: [] });
  const margin = checks.find(
    ({ rule, verdict: its }) => rule === 'margin-floor' && ['pass', 'fail', 'needs-approval', 'waived'].includes(its),
  );
  return {
    verdict,
    says: verdictOf(report),
    judged: dates.judged,
    asked: dates.judged === null ? null : dates[dates.judged].complete,
    nominal: dates.nominal,
    safe: dates.safe,
    because: dates.because,
    offer: dates.offer,
    price: price === null ? null : formatMoney(price, facts.policy.currency),
    // The sentence goes on with what the cost is made of.
    margin: margin?.summary.split(' after cost ')[0] ?? null,
  };
}

/** Returns what the causes are looked for in. */
export function outcomeOf({ verdict, dates, checks }: SideDeal['report']): Outcome {
  return { verdict, safe: dayOf(dates.safe), rules: new Map(checks.map((check) => [check.rule, check.verdict])) };
}

/** Returns the dates that are not the same, counted on the newer side's calendar. */
export function datesBetween(before: DiffStand, after: DiffStand, calendar: Calendar): DiffDate[] {
  return (['asked', 'nominal', 'safe', 'offer'] as const).flatMap((date): DiffDate[] => {
    const [was, is] = [dayOf(before[date]), dayOf(after[date])];
    if (was === is) return [];
    return [{ date, before: before[date], after: after[date], bd: was === null || is === null ? null : apartOn(calendar)(was, is) }];
  });
}

/** Returns how many business days of a calendar a date is after another; negative: before it. */
export function apartOn(calendar: Calendar): (from: Day, to: Day) => number {
  return (from, to) => (to >= from ? businessDaysBetween(calendar, from, to) : -businessDaysBetween(calendar, to, from));
}

/** Returns the findings of a deal by fingerprint, as a reviewer sees them; what is waived or known before is among them. */
export function findingsOf({ report }: SideDeal): Map<string, DiffFinding> {
  return new Map(
    noticesOf({ deals: [report] }).map(({ fingerprint, check, finding, level }) => {
      const { file, line, column } = finding.at;
      return [fingerprint, { fingerprint, rule: check.rule, level, at: { file, line, column }, message: finding.message }];
    }),
  );
}

/** Returns a day of the report. */
function dayOf(date: IsoDate | null): Day | null {
  return date === null ? null : (parseDay(date) as Day);
}

/** Returns a day as the report writes it. */
export function isoOf(day: Day | null): IsoDate | null {
  return day === null ? null : formatDay(day);
}
