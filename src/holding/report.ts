/** `handoff/hold@1`, `handoff/release@1` and `handoff/confirm@1`: what was done to a deal's place in the queue, or why nothing was. */
import type { Load } from '../model/capacity.ts';
import { calendarOf, minutesOn } from '../model/calendar.ts';
import type { CalendarFile } from '../model/capacity.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { sellerText, type HoldFile } from '../model/held.ts';
import type { Judgement } from '../judge.ts';
import type { IsoDate, Report } from '../report/report.ts';
import type { FileWrite } from '../report/answer.ts';

/** The commands that change a deal's place in the queue. */
export type HoldingCommand = 'hold' | 'release' | 'confirm';

/** How such a command ended. */
export const HOLDING_RESULTS = [
  'held',
  'not-held',
  'released',
  'nothing-held',
  'confirmed',
  'confirmed-before',
  'not-confirmed',
  'not-judged',
] as const;

/** The hours of a role. */
export interface RoleHours {
  readonly role: string;
  readonly hours: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** What a command about a deal's place in the queue says. */
export interface HoldingReport<Command extends HoldingCommand = HoldingCommand> extends Pick<
  Report,
  'tool' | 'today' | 'diagnostics' | 'faults' | 'exit'
> {
  readonly schema: `handoff/${Command}@1`;
  /** Null where the input is wrong. */
  readonly deal: string | null;
  readonly title: string | null;
  readonly file: string | null;
  readonly result: (typeof HOLDING_RESULTS)[number];
  /** The hold as it stands after this run, or as it was let go; null where there is and was none. */
  readonly hold: {
    readonly seller: string;
    readonly first: IsoDate;
    readonly until: IsoDate;
    /** The last day on which the deal may be held at all. */
    readonly longest: IsoDate | null;
    readonly released: IsoDate | null;
  } | null;
  /** The day of the signature; null where it is not signed. */
  readonly signed: IsoDate | null;
  /** The hours that are held, booked or free again, by role. */
  readonly hours: readonly RoleHours[];
  /** What the deal lacks to be held or confirmed. */
  readonly missing: readonly { readonly rule: string; readonly verdict: string; readonly says: string }[];
  /** Whose holds are in its way, and until when. */
  readonly in_the_way: readonly { readonly booking: string; readonly customer: string | null; readonly until: IsoDate }[];
  /** Whether the deal would pass without them. */
  readonly would_pass: boolean;
  /** What was confirmed although nobody could tell, or somebody let it stand: what may come back later. */
  readonly ambiguities: readonly Ambiguity[];
  /** What else a reader has to know. */
  readonly notes: readonly string[];
  /** The files that were written, as printed. */
  readonly wrote: readonly string[];
}

/** Something that was signed without being sure. */
export interface Ambiguity {
  readonly kind: 'waived' | 'unknown' | 'soft-promise';
  /** The rule; of a soft promise what was said. */
  readonly of: string;
  readonly says: string;
}

/** What a run does: its report, and the files that are written with it, in this order. */
export interface Holding {
  readonly report: HoldingReport;
  readonly turn: readonly FileWrite[];
}

/** Returns a report in which nothing was done yet. */
export function blank(
  command: HoldingCommand,
  report: Pick<Report, 'tool' | 'today' | 'diagnostics' | 'faults'>,
  facts: Facts | null,
): HoldingReport {
  const { tool, today, diagnostics, faults } = report;
  return {
    schema: `handoff/${command}@1`,
    tool,
    today,
    deal: facts?.deal.id ?? null,
    title: facts?.deal.title ?? null,
    file: facts?.deal.path ?? null,
    result: 'not-judged',
    hold: null,
    signed: null,
    hours: [],
    missing: [],
    in_the_way: [],
    would_pass: false,
    ambiguities: [],
    notes: [],
    wrote: [],
    diagnostics,
    faults,
    exit: 2,
  };
}

/** Returns the hours of loads by role, in the order in which they come up. */
export function hoursOf(loads: readonly Load[], calendar: CalendarFile): RoleHours[] {
  const found = new Map<string, { minutes: number; from: Day; to: Day }>();
  const open = calendarOf(calendar);
  for (const { needs, from, to, per_day } of loads) {
    let minutes = 0;
    for (let day = from; day <= to; day++) {
      const there = minutesOn(open, day);
      minutes += there === 0 ? 0 : (per_day ?? there);
    }
    for (const { role, level, units } of needs) {
      const name = level === null ? role : `${role}.${level}`;
      const before = found.get(name) ?? { minutes: 0, from, to };
      found.set(name, { minutes: before.minutes + units * minutes, from: Math.min(before.from, from), to: Math.max(before.to, to) });
    }
  }
  return [...found].map(([role, { minutes, from, to }]) => ({ role, hours: minutes / 60, from: formatDay(from), to: formatDay(to) }));
}

/** Returns what keeps a deal from passing, one cause once. */
export function missingIn({ checks }: Judgement): HoldingReport['missing'] {
  const blocking = checks.filter((check) => check.blocking);
  const told = blocking.filter(({ toldBy }) => toldBy === null || !blocking.some(({ rule }) => rule === toldBy));
  return told.map(({ rule, verdict, findings, summary }) => ({ rule, verdict, says: findings[0]?.message ?? summary }));
}

/** Returns a hold as a report tells it. */
export function holdText(hold: HoldFile, longest: Day | null): NonNullable<HoldingReport['hold']> {
  const { seller, first, expires, released } = hold;
  return {
    seller: sellerText(seller),
    first: formatDay(first),
    until: formatDay(expires),
    longest: longest === null ? null : formatDay(longest),
    released: released === undefined ? null : formatDay(released),
  };
}
