/** `handoff/plan@1`: the plans of a run in full, as plain data. What a report says of a deal's dates is taken from the report; nothing is decided here. */
import { formatDay } from '../model/day.ts';
import type { FullPlan } from '../schedule/schedule.ts';
import { stepsOf, whyOf, type JudgedDeal } from './build.ts';
import type { IsoDate, Report, ReportBound, ReportDeal, ReportNoDate, ReportProof, ReportStep, ReportWhy } from './report.ts';

/** Which plan of a deal is shown: if nothing goes wrong, or if the failures do that together cost the most. */
type PlanCase = 'nominal' | 'worst';

/** A plan day by day. All lists of hours have an entry a day of `days`. */
export interface PlanChart {
  /** Every calendar day of the plan; `hours` is 0 on a closed one, `usual_hours` says how long its weekday usually is. */
  readonly days: readonly { readonly date: IsoDate; readonly hours: number; readonly usual_hours: number }[];
  readonly steps: readonly { readonly item: string; readonly step: string; readonly hours: readonly number[] }[];
  /** The four parts add up to the people and equipment that are there. */
  readonly roles: readonly {
    readonly role: string;
    readonly deal_hours: readonly number[];
    readonly booked_hours: readonly number[];
    readonly reserve_hours: readonly number[];
    readonly free_hours: readonly number[];
  }[];
}

/** One deal's plan. */
export interface PlannedDeal extends Pick<ReportDeal, 'deal' | 'title' | 'customer' | 'file'> {
  readonly case: PlanCase;
  /** The day the plan begins on. */
  readonly begin: IsoDate;
  /** Null when there is no plan. */
  readonly finish: IsoDate | null;
  readonly proof: ReportProof | null;
  /** What goes wrong in this plan; nothing in the nominal one. */
  readonly failures: NonNullable<ReportDeal['worst']>['failures'];
  /** The completion that is judged; null when none was asked for. */
  readonly asked: { readonly said: 'offered' | 'wanted'; readonly complete: IsoDate } | null;
  readonly safe: IsoDate | null;
  readonly plan: readonly ReportStep[];
  readonly why: (Omit<ReportWhy, 'bound'> & { readonly bound: ReportBound | null }) | null;
  /** Why nothing can be planned; empty when it can. */
  readonly no_date: readonly ReportNoDate[];
  /** Why this plan is not known although the deal can be planned; null when it is. */
  readonly because: string | null;
  /** Only where it was asked for. */
  readonly chart: PlanChart | null;
}

/** The plans of a run. */
export interface PlanReport extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'listed' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/plan@1';
  readonly deals: readonly PlannedDeal[];
}

/** What was asked of `handoff plan`. */
export interface PlanQuestion {
  readonly case: PlanCase;
  readonly chart: boolean;
}

/** Returns the plans of a run. Exit 0 when each deal has the plan that was asked for, whatever the verdict; bad input and faults as in the report. */
export function planReport(report: Report, judged: readonly JudgedDeal[], question: PlanQuestion): PlanReport {
  const { tool, today, as_of, files, listed, diagnostics, faults } = report;
  const deals = report.deals.map((deal, index) => plannedDeal(deal, judged[index], question));
  const planned = deals.length > 0 && deals.every(({ finish }) => finish !== null);
  const exit = report.exit === 2 || report.exit === 3 ? report.exit : planned ? 0 : 1;
  return { schema: 'handoff/plan@1', tool, today, as_of, files, deals, listed, diagnostics, faults, exit };
}

function plannedDeal(report: ReportDeal, { schedule }: JudgedDeal, question: PlanQuestion): PlannedDeal {
  const { deal, title, customer, file, dates, worst, no_date } = report;
  const asked = dates.judged === null ? null : dates[dates.judged].complete;
  const common = {
    deal,
    title,
    customer,
    file,
    case: question.case,
    begin: formatDay(schedule.begin),
    asked: dates.judged === null || asked === null ? null : { said: dates.judged, complete: asked },
    safe: dates.safe,
    no_date,
  };
  const none = { finish: null, proof: null, failures: [], plan: [], why: null, because: null, chart: null };
  if (schedule.status === 'unplannable') return { ...common, ...none };
  const full = schedule.full![question.case];
  if (full === null) return { ...common, ...none, because: whyNotKnown(report) };
  return {
    ...common,
    finish: question.case === 'nominal' ? dates.nominal : worst!.finish,
    proof: question.case === 'nominal' ? dates.proof.nominal : dates.proof.two_failures,
    failures: question.case === 'nominal' ? [] : worst!.failures,
    plan: stepsOf(full.rows),
    why: { ...whyOf(full), bound: question.case === 'nominal' ? report.why!.bound : null },
    because: null,
    chart: question.chart ? chartOf(full) : null,
  };
}

/** Why there is no plan under the worst failures: the rule that looks for them says it. */
function whyNotKnown({ checks }: ReportDeal): string {
  const rule = checks.find((check) => check.rule === 'two-failures');
  // A rule that is off, or asked to survive nothing, passes without having looked.
  return rule === undefined ? 'the worst failures are not known' : `${rule.rule}: ${rule.summary}`;
}

/** Returns a plan day by day as dates. */
export function chartOf({ dayByDay: { days, steps, roles } }: FullPlan): PlanChart {
  return {
    days: days.map(({ day, hours, usual }) => ({ date: formatDay(day), hours, usual_hours: usual })),
    steps,
    roles: roles.map(({ role, deal, booked, reserve, free }) => ({
      role,
      deal_hours: deal,
      booked_hours: booked,
      reserve_hours: reserve,
      free_hours: free,
    })),
  };
}
