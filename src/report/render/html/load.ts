/** The load of each role as a heat map: the fuller a day, the darker; and the interval in which a role holds the plan up, framed. */
import { mondayOf } from '../../../model/day.ts';
import type { PlanChart } from '../../plan.ts';
import type { DealPicture } from '../../picture.ts';
import type { ReportDeal } from '../../report.ts';
import { markup, type Html, type HtmlPart } from '../html-text.ts';
import { at, axisOf, closedDays, dayOf, HEAD, head, percent, type Axis } from './axis.ts';
import { details, legend, picture, said, section, table, type Spot } from './parts.ts';

/** Pixels of a row. */
const ROW = 24;

/** More days than this are told week by week. */
const DAILY = 120;

type Role = PlanChart['roles'][number];

/** Hours of a role in a day or a week. */
interface Hours {
  readonly date: string;
  /** Calendar days that it stands for. */
  readonly days: number;
  readonly deal: number;
  readonly booked: number;
  readonly reserve: number;
  readonly free: number;
}

/** Returns the section of the load; empty for a deal that needs nobody. */
export function loadSection(spot: Spot, deal: ReportDeal, { chart }: DealPicture): Html | null {
  if (chart.roles.length === 0) return null;
  const shown = chart.days.map(({ date, hours }) => ({ date, isOpen: hours > 0 }));
  const axis = axisOf(shown);
  const roles = chart.roles.map((role) => ({ role: role.role, cells: hoursOf(role, chart, axis.count > DAILY) }));
  const bottleneck = deal.why?.bottleneck ?? null;
  const height = HEAD + roles.length * ROW + 6;
  const shapes: HtmlPart = [
    closedDays(axis, shown, HEAD, height - HEAD),
    head(axis),
    roles.map(({ role, cells }, n) => [
      cells.map((cell) => cellOf(axis, cell, HEAD + n * ROW)),
      bottleneck?.role === role ? frame(axis, bottleneck, HEAD + n * ROW) : null,
      markup`\n`,
    ]),
  ];
  const binds =
    bottleneck === null
      ? null
      : `${bottleneck.role} holds the plan up: ${bottleneck.used_hours} of ${bottleneck.free_hours} free hours used ${bottleneck.from} to ${bottleneck.to}`;
  const body: HtmlPart = [
    picture({
      id: `${spot.id}-h`,
      title: `The load of each role in ${deal.deal} as a heat map`,
      description: `${chart.roles.map(totalWords).join('; ')}.${binds === null ? '' : ` ${binds}.`} The table below has every week.`,
      height,
      shapes,
      rows: { top: HEAD, each: ROW, names: roles.map(({ role }) => ({ name: role, more: '' })) },
    }),
    legend([
      { kind: 'heat h0', words: 'free' },
      { kind: 'heat h1', words: 'to 25%' },
      { kind: 'heat h2', words: 'to 50%' },
      { kind: 'heat h3', words: 'to 75%' },
      { kind: 'heat h4', words: 'under 100%' },
      { kind: 'heat h5', words: 'no hour left' },
      { kind: 'work', words: 'this deal works (line under the day)' },
      ...(bottleneck === null ? [] : [{ kind: 'frame', words: 'holds the plan up' }]),
    ]),
    binds === null ? null : markup`<p>${said(binds)}.</p>\n`,
    details('The hours as a table', tableOf(deal, chart)),
  ];
  return section(spot, 'Load, as a share of the hours that may be sold', body);
}

function hoursOf(role: Role, chart: PlanChart, weekly: boolean): Hours[] {
  const days = chart.days.map(({ date }, index): Hours => ({
    date,
    days: 1,
    deal: role.deal_hours[index],
    booked: role.booked_hours[index],
    reserve: role.reserve_hours[index],
    free: role.free_hours[index],
  }));
  return weekly ? weeksOf(days) : days;
}

function weeksOf(days: readonly Hours[]): Hours[] {
  const weeks: Hours[] = [];
  for (const day of days) {
    const last = weeks.at(-1);
    if (last === undefined || mondayOf(dayOf(last.date)) !== mondayOf(dayOf(day.date))) weeks.push(day);
    else
      weeks[weeks.length - 1] = {
        date: last.date,
        days: last.days + 1,
        deal: last.deal + day.deal,
        booked: last.booked + day.booked,
        reserve: last.reserve + day.reserve,
        free: last.free + day.free,
      };
  }
  return weeks;
}

function cellOf(axis: Axis, { date, days, deal, booked, reserve, free }: Hours, y: number): Html | null {
  if (deal + booked + reserve + free <= 0) return null;
  const x = at(axis, dayOf(date));
  const wide = at(axis, dayOf(date) + days) - x;
  const place = markup`x="${percent(x + wide * 0.04)}" width="${percent(wide * 0.92)}"`;
  return markup`<rect class="heat h${heatOf(deal + booked, free)}" ${place} y="${y + 3}" height="14"/>${deal > 0 ? markup`<rect class="work" ${place} y="${y + 19}" height="3"/>` : null}`;
}

/** How full the hours are that may be sold, in quarters; five where none is left. */
function heatOf(taken: number, free: number): number {
  if (free <= 0) return 5;
  return taken <= 0 ? 0 : Math.min(4, Math.ceil((4 * taken) / (taken + free)));
}

function frame(axis: Axis, { from, to }: { readonly from: string; readonly to: string }, y: number): Html {
  const x = at(axis, dayOf(from));
  return markup`<rect class="frame" x="${percent(x)}" y="${y + 1}" width="${percent(at(axis, dayOf(to) + 1) - x)}" height="${ROW - 2}"/>`;
}

function tableOf({ deal }: ReportDeal, chart: PlanChart): Html {
  const rows = chart.roles.flatMap((role) =>
    weeksOf(hoursOf(role, chart, false)).map((week) => [
      said(role.role),
      week.date,
      ...[week.deal, week.booked, week.reserve, week.free].map((hours) => `${Math.round(hours * 100) / 100}h`),
    ]),
  );
  return table(`The load of each role in ${deal}`, ['role', 'from', 'this deal', 'bookings', 'reserve', 'free'], rows);
}

function totalWords(role: Role): string {
  const sum = (hours: readonly number[]): number => Math.round(hours.reduce((total, each) => total + each, 0) * 100) / 100;
  return `${role.role}: ${sum(role.deal_hours)}h for this deal, ${sum(role.booked_hours)}h booked, ${sum(role.free_hours)}h free`;
}
