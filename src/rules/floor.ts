/**
 * How a date rule holds the judged completion against its floor. The floor is given whatever the verdict, and also when no date was asked for:
 * "when could we finish" needs no date (planning.md §3).
 */
import { businessDaysBetween, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Asked } from '../model/facts.ts';
import type { Dated } from '../schedule/schedule.ts';
import { noCompletion } from './missing.ts';
import type { DateOutcome, Outcome, RuleFacts } from './rule.ts';

/** A floor as a rule finds it; moved to a business day here, so that all rules do it alike. */
export interface FloorFound {
  readonly earliest: Day;
  readonly lowerBound?: Day;
  readonly because: string;
}

/** Returns a floor from a date of the plan. */
export function floorAt({ date, lowerBound }: Pick<Dated, 'date' | 'lowerBound'>, because: string): FloorFound {
  return { earliest: date, lowerBound, because };
}

/** Returns the outcome of a date rule: `reached` when the judged completion is at the floor or later, `missed` when it is before it. */
export function againstFloor<Reason extends string>(
  { deal, calendar }: RuleFacts,
  found: FloorFound,
  reached: (asked: Asked, floor: Day) => Outcome<Reason>,
  missed: (asked: Asked, floor: Day) => Outcome<Reason>,
): DateOutcome<Reason> {
  const earliest = onOrAfter(calendar, found.earliest) ?? found.earliest;
  const lowerBound = Math.min(earliest, onOrAfter(calendar, found.lowerBound ?? earliest) ?? earliest);
  const floor = { earliest, lowerBound, because: found.because };
  const asked = deal.judgedCompletion;
  if (asked === null) {
    const missing = noCompletion({ deal });
    const summary = `no completion date was asked for (${missing.typed ?? `deal → ${missing.key}`}); the earliest is ${formatDay(earliest)}`;
    return { kind: 'unknown', reason: 'no-completion', summary, missing: [missing], ...floor };
  }
  return { ...(asked.day >= earliest ? reached(asked, earliest) : missed(asked, earliest)), ...floor };
}

/** Returns a judged date as its author knows it: `offered 2026-12-18`, `promise bags-on-site due 2026-12-18`. */
export function askedText({ day, from }: Asked): string {
  const said = from.startsWith('promise ') ? `${from} due` : from.replace(/\..*$/, '');
  return `${said} ${formatDay(day)}`;
}

/** Returns how far a date is before another: `8bd`, or `2d` where no business day lies between them. */
export function gapText({ calendar }: RuleFacts, from: Day, to: Day): string {
  const businessDays = businessDaysBetween(calendar, from, to);
  return businessDays > 0 ? `${businessDays}bd` : `${to - from}d`;
}
