/** What a page shows of a deal and the report leaves out: hours day by day, the queue, the record, the runs. Plain data, made only where a page is asked for. */
import { isOpen } from '../model/calendar.ts';
import { formatDay, parseDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import type { Ppm } from '../model/units.ts';
import { recordOf } from '../rules/comparable-work.ts';
import { nameOf } from '../rules/dates/comparables.ts';
import { resolveSettings } from '../rules/settings.ts';
import { holdersOf } from '../schedule/holders.ts';
import type { Planned } from '../schedule/schedule.ts';
import { stepsOf, type JudgedDeal } from './build.ts';
import { chartOf, type PlanChart } from './plan.ts';
import type { IsoDate, Report, ReportDeal, ReportStep } from './report.ts';

/** A deal whose plan can be shown. */
export interface DealPicture {
  /** Every calendar day that is shown: the plan with and without the failures, and the dates that were asked for and are told, where they are near. */
  readonly days: readonly { readonly date: IsoDate; readonly isOpen: boolean }[];
  /** If nothing goes wrong. */
  readonly chart: PlanChart;
  /** The steps if the worst failures happen together; empty where those are not known. */
  readonly worst: readonly ReportStep[];
  /** What the customer gives, and the first day on which its steps may begin. */
  readonly inputs: readonly {
    readonly input: string;
    readonly item: string;
    readonly date: IsoDate;
    readonly state: 'here' | 'expected' | 'overdue';
  }[];
  /** Who holds the roles of the deal while it is worked if nothing goes wrong, and on which days. */
  readonly bookings: readonly {
    readonly booking: string;
    readonly customer: string | null;
    readonly roles: readonly string[];
    readonly dates: readonly IsoDate[];
  }[];
  /** Whether an approved displacement moves some of them. */
  readonly isMoved: boolean;
  /** Finished work like what is sold; empty where no history is read, or the rule that asks for it is off. */
  readonly record: readonly ClassPicture[];
  /** On which days the runs complete, earliest first; empty where nobody can say. */
  readonly completions: readonly { readonly date: IsoDate; readonly runs: number }[];
}

/** The reference class of one deliverable. */
export interface ClassPicture {
  readonly deliverable: string;
  readonly quantity: number;
  /** Business days asked for; null when nothing was. */
  readonly ask: number | null;
  /** Fastest first, in business days. */
  readonly finished: readonly { readonly name: string; readonly took: number }[];
  /** Business days that open work has taken so far. */
  readonly open: readonly number[];
}

/** Returns the picture of each deal of a report, null where a deal has no plan. */
export function picturesOf({ deals }: Report, judged: readonly JudgedDeal[]): (DealPicture | null)[] {
  return deals.map((deal, index) => pictureOf(deal, judged[index]));
}

/** Returns the picture of a deal; null where it has no plan. */
export function pictureOf(deal: ReportDeal, { facts, schedule }: Pick<JudgedDeal, 'facts' | 'schedule'>): DealPicture | null {
  return schedule.status === 'planned' && schedule.full !== null ? drawn(deal, facts, schedule, schedule.full) : null;
}

function drawn(deal: ReportDeal, facts: Facts, plan: Planned, full: NonNullable<Planned['full']>): DealPicture {
  const chart = chartOf(full.nominal);
  const worst = stepsOf(full.worst?.rows ?? []);
  const [first, last] = spanOf(deal, chart, worst);
  const end = parseDay(chart.days.at(-1)!.date) as Day;
  const roles = new Set(full.nominal.rows.flatMap(({ needs }) => needs.map(({ role }) => role)));
  return {
    days: Array.from({ length: last - first + 1 }, (_, n) => ({ date: formatDay(first + n), isOpen: isOpen(facts.calendar, first + n) })),
    chart,
    worst,
    inputs: facts.deal.inputs.map(({ id, item, day, state }) => ({ input: id, item, date: formatDay(day), state })),
    bookings: holdersOf(facts, roles, first, end).map(({ days, ...each }) => ({ ...each, dates: days.map(formatDay) })),
    isMoved: plan.granted !== null,
    record: recordsOf(facts, plan),
    completions: 'because' in plan.confidence ? [] : plan.confidence.completions.map(({ day, runs }) => ({ date: formatDay(day), runs })),
  };
}

/** A date that lies further off than the plan is long would leave no room for the plan: it is told in words only. */
function spanOf({ dates }: ReportDeal, chart: PlanChart, worst: readonly ReportStep[]): [first: Day, last: Day] {
  const dayOf = (date: IsoDate): Day => parseDay(date) as Day;
  const own = [...chart.days.map(({ date }) => date), ...worst.flatMap(({ start, finish, until }) => [start, until ?? finish])].map(dayOf);
  const [first, last] = [Math.min(...own), Math.max(...own)];
  const asked = dates.judged === null ? null : dates[dates.judged].complete;
  const near = [asked, dates.safe, dates.offer]
    .flatMap((date) => (date === null ? [] : [dayOf(date)]))
    .filter((day) => day >= first && day <= last + (last - first) + 14);
  return [first, Math.max(last, ...near)];
}

function recordsOf(facts: Facts, plan: Planned): ClassPicture[] {
  const setting = resolveSettings(facts.policy, facts.profile).rules.find(({ rule }) => rule.id === 'comparable-work');
  if (facts.history === null || setting === undefined || setting.severity === 'off') return [];
  const { ask, classes } = recordOf({ ...facts, history: facts.history, plan }, setting.options.similar as Ppm);
  return classes.map(({ sold, among }) => ({
    deliverable: sold.deliverable,
    quantity: sold.quantity,
    ask,
    finished: among.finished.map((each) => ({ name: nameOf(each), took: each.took })),
    open: among.open,
  }));
}
