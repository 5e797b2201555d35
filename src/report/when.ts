/** `handoff/when@1`: when some items could start and be finished, with no date asked for and no deal file; as plain data, taken from the report. */
import { formatDay } from '../model/day.ts';
import { ordersOf } from '../model/lot.ts';
import type { JudgedDeal } from './build.ts';
import { relativeDates, type RelativeDates } from './relative.ts';
import type { IsoDate, Report, ReportDates, ReportNoDate, ReportWhy, ReportCheck } from './report.ts';

/** The dates of some items. */
export interface WhenReport extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/when@1';
  /** Null when the input is wrong. */
  readonly answer: WhenAnswer | null;
}

/** What may be said of the items together. */
export interface WhenAnswer {
  readonly items: readonly {
    readonly item: string;
    readonly deliverable: string;
    /** In words; the id of what the library does not know. */
    readonly title: string;
    readonly quantity: number;
    /** Its own first and last day if nothing goes wrong; null when nothing can be planned. */
    readonly start: IsoDate | null;
    readonly finish: IsoDate | null;
  }[];
  /** The day the customer signs on: as asked, else the next business day. */
  readonly signature: IsoDate;
  readonly asked_start: IsoDate | null;
  /** What the customer must give, and by which day the dates count on it. */
  readonly inputs: readonly { readonly input: string; readonly item: string; readonly by: IsoDate }[];
  /** The first day on which the team can begin and keep going. */
  readonly start: IsoDate | null;
  /** What lies before it, where work could begin sooner and would then stall. */
  readonly stalls: readonly { readonly from: IsoDate; readonly to: IsoDate; readonly bd: number }[];
  /** The first day with any work, stalled or not. */
  readonly first_work: IsoDate | null;
  /** Why it is not the day that was asked for; null when it is, and when none was. */
  readonly later_because: string | null;
  /** The earliest finish if nothing goes wrong. */
  readonly nominal: IsoDate | null;
  readonly safe: IsoDate | null;
  /** The floor that the safe date stands on; null without one. */
  readonly floor: { readonly rule: string; readonly because: string } | null;
  /** Why there is no safe date; null when there is one. */
  readonly because: string | null;
  readonly offer: IsoDate | null;
  /** Where an input that is not here is all that keeps it from having a date: the dates counted from it; else null. */
  readonly relative: RelativeDates | null;
  readonly sales_buffer: string;
  readonly unjudged: ReportDates['unjudged'];
  readonly proof: ReportDates['proof'];
  readonly why: ReportWhy | null;
  /** Why nothing can be planned; empty when it can. */
  readonly no_date: readonly ReportNoDate[];
  /** What else keeps these items from being sold as they stand. */
  readonly also: readonly { readonly rule: string; readonly reason: string | null; readonly summary: string }[];
}

/** Returns the answer of a run over one deal that has no file. Exit 0 when a safe date could be given, on a day or after an input; bad input and faults as in the report. */
export function whenReport(report: Report, judged: readonly JudgedDeal[]): WhenReport {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const answer = report.deals.length === 0 ? null : answerOf(report.deals[0], judged[0]);
  const exit = report.exit === 2 || report.exit === 3 ? report.exit : answer !== null && (answer.safe ?? answer.relative) !== null ? 0 : 1;
  return { schema: 'handoff/when@1', tool, today, as_of, files, answer, diagnostics, faults, exit };
}

function answerOf({ dates, plan, why, no_date, checks }: Report['deals'][number], judged: JudgedDeal): WhenAnswer {
  const { facts, schedule } = judged;
  const relative = relativeDates(judged);
  const { deal } = facts;
  const orders = ordersOf(deal.items);
  const began = schedule.status === 'planned' ? schedule.start : null;
  const early = checks.find(({ rule, verdict }) => rule === 'start-from-capacity' && (verdict === 'fail' || verdict === 'needs-approval'));
  const floor = dates.floors.find(({ binding }) => binding);
  return {
    items: deal.items.map(({ id, deliverable, quantity, entry }) => {
      const steps = plan.filter(({ item }) => item === orders.get(id));
      return {
        item: id,
        deliverable,
        title: entry?.title ?? deliverable,
        quantity,
        // ISO dates sort as text.
        start: steps.map(({ start }) => start).sort()[0] ?? null,
        finish:
          steps
            .map(({ finish, until }) => until ?? finish)
            .sort()
            .at(-1) ?? null,
      };
    }),
    signature: formatDay(deal.signature),
    asked_start: deal.judgedStart === null ? null : formatDay(deal.judgedStart.day),
    inputs: deal.inputs.map(({ id, item, day }) => ({ input: id, item, by: formatDay(day) })),
    start: dates.start,
    stalls: (began?.stalls ?? []).map(({ from, to, businessDays }) => ({ from: formatDay(from), to: formatDay(to), bd: businessDays })),
    first_work: began === null ? null : formatDay(began.firstWork),
    later_because: early?.findings[0]?.message ?? null,
    nominal: dates.nominal,
    safe: dates.safe,
    floor: dates.safe === null || floor === undefined ? null : { rule: floor.rule, because: floor.because },
    because: dates.because,
    offer: dates.offer,
    relative,
    sales_buffer: dates.sales_buffer,
    unjudged: dates.unjudged,
    proof: dates.proof,
    why,
    no_date: relative === null ? no_date : [],
    also: checks
      // No date was asked for, so nothing is amiss where none can be judged; and what is told elsewhere is told once.
      .filter(
        (check) =>
          check.blocking && check !== early && check.told_by === null && !isAboutDates(check.reason) && !ONLY_OF_A_DEAL.has(check.family),
      )
      .filter(({ rule }) => !no_date.some((reason) => reason.rule === rule) && (relative === null || rule !== 'upstream-reset'))
      .map(({ rule, reason, summary }) => ({ rule, reason, summary })),
  };
}

/** Whether a check says only that there is no date to hold against its own, or no plan to take one from. */
function isAboutDates(reason: string | null): boolean {
  return ['no-completion', 'no-plan', 'no-date'].includes(reason?.split('/')[1] ?? '');
}

/** What is said, signed and priced in a deal: a question that has none lacks nothing there. */
const ONLY_OF_A_DEAL: ReadonlySet<ReportCheck['family']> = new Set(['promises', 'money', 'handoff']);
