/**
 * A plan as a chart in a terminal: a bar a step, and under them the load of each role. A column is a business day (or a few columns are), a week where
 * the days do not fit, or several weeks. Meaning is in the glyphs; colour only repeats it.
 */
import { civilOf, mondayOf, parseDay, type Day } from '../../model/day.ts';
import type { PlanChart, PlannedDeal } from '../plan.ts';
import type { Paint } from './paint.ts';
import { namer } from './why.ts';
import { cut, hang, padTo, visible, widthOf } from './width.ts';

/** What one cell of the chart says. */
const GLYPHS = { work: '█', window: '░', paused: '·', closed: '×', nothing: ' ', asked: '▼' } as const;
type Cell = keyof typeof GLYPHS;

/** Eighths of what is there, lowest first; none at all is a dot, so that a row can be followed with the eye. */
const BARS = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** One column of the chart, `wide` characters: the days it stands for, by their index in the chart. */
interface Column {
  readonly days: readonly number[];
  /** Whether a gap of one character stands before it: another week begins. */
  readonly gap: boolean;
}

/** The columns, and how wide each is. */
interface Grid {
  readonly columns: readonly Column[];
  readonly wide: number;
  /** Weeks a column; 0 where a column is a day. */
  readonly weeks: number;
  /** Characters that the columns may take. */
  readonly room: number;
}

/** A calendar as the chart needs it: its days as numbers. */
interface Days {
  readonly chart: PlanChart;
  readonly day: readonly Day[];
}

/** Returns the chart of a plan; no line is wider than `width`. */
export function chartLines(deal: PlannedDeal, chart: PlanChart, paint: Paint, width: number): string[] {
  const days: Days = { chart, day: chart.days.map(({ date }) => parseDay(date) as Day) };
  const name = namer(deal.plan.map(({ item }) => item));
  const roleWidth = Math.min(Math.max(0, ...chart.roles.map(({ role }) => widthOf(role))), Math.max(10, Math.floor(width / 4)));
  const names = deal.plan.map(({ item, step }) => visible(name(item, step)));
  const label = Math.max(
    chart.roles.length === 0 ? 0 : roleWidth + 2 + PART_WIDTH,
    Math.min(Math.max(0, ...names.map(widthOf)), Math.max(20, Math.floor(width / 3))),
  );
  const room = Math.max(10, width - 2 - label - 2);
  const totals = 2 + Math.max(0, ...chart.roles.flatMap((role) => partsOf(role).map(({ hours }) => totalWords(hours, role).length)));
  // Where it is narrow the columns say more than the totals.
  const hasTotals = chart.roles.length > 0 && room - totals >= NARROW;
  const grid = gridOf(days, hasTotals ? room - totals : room);
  const row = (title: string, cells: string): string => `  ${padTo(cut(title, label), label)}  ${cells}`.trimEnd();

  const binding = new Set(deal.why?.chain.map(({ item, step }) => `${item}.${step}`));
  const steps = deal.plan.map((step, index) => {
    const cells = draw(cellsOf(step, days, grid), grid, paint, binding.has(`${step.item}.${step.step}`));
    return row(names[index], cells);
  });
  const asked = deal.asked === null ? null : askedCells(deal.asked.complete, days, grid);
  return [
    ...headLines(days, grid).map((line) => paint.quiet(row('', line))),
    ...(asked === null ? [] : [row(deal.asked!.said, draw(asked, grid, paint, true))]),
    ...steps,
    ...legendLines(days, grid, width).map(paint.quiet),
    ...chart.roles.flatMap((role) => ['', ...roleLines(role, days, grid, { label, roleWidth, hasTotals }, paint)]),
    ...(chart.roles.length === 0 ? [] : ['', ...hang('  ', ROLE_LEGEND, Math.min(width, 120)).map(paint.quiet)]),
  ];
}

/** Fewer columns than this make no chart. */
const NARROW = 20;

const PARTS = [
  ['this deal', 'deal_hours'],
  ['bookings', 'booked_hours'],
  ['reserve', 'reserve_hours'],
  ['free', 'free_hours'],
] as const;
const PART_WIDTH = 'this deal'.length;

const ROLE_LEGEND = '▁ to █ eighths of the hours that a role is there, · none, - nobody there';

/** Returns the columns of a chart in so much room: days as wide as they fit, else weeks, else as few weeks a column as fit. */
function gridOf({ chart, day }: Days, room: number): Grid {
  const columns = chart.days.flatMap(({ usual_hours, hours }, at): Column[] =>
    usual_hours > 0 || hours > 0 ? [{ days: [at], gap: false }] : [],
  );
  const weekOf = ({ days }: Column): Day => mondayOf(day[days[0]]);
  const daily = columns.map((column, c) => ({ ...column, gap: c > 0 && weekOf(column) !== weekOf(columns[c - 1]) }));
  const gaps = daily.filter(({ gap }) => gap).length;
  for (const wide of [3, 2, 1]) if (daily.length * wide + gaps <= room) return { columns: daily, wide, weeks: 0, room };
  const first = mondayOf(day[0]);
  const weeksInAll = Math.floor((mondayOf(day.at(-1)!) - first) / 7) + 1;
  const weeks = Math.ceil(weeksInAll / room);
  const grouped = Array.from({ length: Math.ceil(weeksInAll / weeks) }, (): number[] => []);
  day.forEach((each, at) => grouped[Math.floor((each - first) / 7 / weeks)].push(at));
  const wide = weeks > 1 ? 1 : Math.max(1, Math.min(3, Math.floor(room / weeksInAll)));
  return { columns: grouped.map((days) => ({ days, gap: false })), wide, weeks, room };
}

/** What each column says of a step: its work before its window, and a pause between two of its days of work. */
function cellsOf(step: PlannedDeal['plan'][number], { chart }: Days, { columns, weeks }: Grid): Cell[] {
  const hours = chart.steps.find((each) => each.item === step.item && each.step === step.step)?.hours;
  // A pure window lasts from its first day; that of a step that works, from the day after its last work.
  const isWindow = (date: string): boolean =>
    step.until !== null && date <= step.until && (hours === undefined ? date >= step.start : date > step.finish);
  return columns.map(({ days }): Cell => {
    if (days.some((at) => (hours?.[at] ?? 0) > 0)) return 'work';
    if (days.some((at) => isWindow(chart.days[at].date))) return 'window';
    if (weeks === 0 && chart.days[days[0]].hours === 0) return 'closed';
    if (days.some((at) => step.start < chart.days[at].date && chart.days[at].date < step.finish)) return 'paused';
    return days.every((at) => chart.days[at].hours === 0) ? 'closed' : 'nothing';
  });
}

/** The completion that is asked for, as a mark in its column; null when it lies outside the chart. */
function askedCells(date: string, { chart }: Days, { columns }: Grid): Cell[] | null {
  const at = columns.findIndex(({ days }) => date <= chart.days[days.at(-1)!].date);
  return at < 0 || date < chart.days[0].date ? null : columns.map((_, c) => (c === at ? 'asked' : 'nothing'));
}

/** Draws cells: one paint a run of the same meaning, and windows go on over a weekend. */
function draw(cells: readonly Cell[], { columns, wide }: Grid, paint: Paint, isBinding: boolean): string {
  const colors: Readonly<Record<Cell, (text: string) => string>> = {
    work: isBinding ? paint.strong : (text) => text,
    window: paint.doubtful,
    paused: paint.quiet,
    closed: paint.quiet,
    nothing: (text) => text,
    asked: paint.strong,
  };
  let drawn = '';
  cells.forEach((cell, c) => {
    const across = cell === 'window' && cells[c - 1] === 'window' ? 'window' : 'nothing';
    if (columns[c].gap) drawn += colors[across](GLYPHS[across]);
    drawn += colors[cell](cell === 'asked' ? padTo(GLYPHS.asked, wide) : GLYPHS[cell].repeat(wide));
  });
  return drawn;
}

/** The months and the days on which the weeks begin; where a column is a week or more, the years and the months. */
function headLines({ day }: Days, { columns, wide, weeks, room }: Grid): string[] {
  const months: [at: number, label: string][] = [];
  const numbers: [at: number, label: string][] = [];
  let at = 0;
  let before: { year: number; month: number } | null = null;
  columns.forEach(({ days, gap }, c) => {
    if (gap) at++;
    const { year, month, dayOfMonth } = civilOf(day[days[0]]);
    const isNewMonth = before?.month !== month || before.year !== year;
    if (weeks === 0) {
      if (c === 0 || gap) {
        numbers.push([at, String(dayOfMonth).padStart(2, '0')]);
        if (isNewMonth) {
          months.push([at, before?.year === year ? MONTHS[month - 1] : `${MONTHS[month - 1]} ${year}`]);
          before = { year, month };
        }
      }
    } else if (isNewMonth) {
      if (before?.year !== year) months.push([at, String(year)]);
      numbers.push([at, MONTHS[month - 1]]);
      before = { year, month };
    }
    at += wide;
  });
  return [placed(months, room), placed(numbers, room)];
}

/**
 * Labels on one line, each at its column and none past the end. Of two that would touch the earlier one stays; but the year that the plan begins in
 * gives way to the next, since the years after it are counted from there.
 */
function placed(labels: readonly (readonly [at: number, label: string])[], room: number): string {
  const kept: (readonly [at: number, label: string])[] = [];
  for (const [at, label] of labels) {
    const last = kept.at(-1);
    const touches = last !== undefined && at <= last[0] + last[1].length;
    if (at + label.length > room || (touches && !(kept.length === 1 && /^\d{4}$/.test(label)))) continue;
    if (touches) kept.pop();
    kept.push([at, label]);
  }
  return kept.reduce((line, [at, label]) => line.padEnd(at) + label, '');
}

function legendLines({ chart }: Days, { wide, weeks }: Grid, width: number): string[] {
  const scale =
    weeks > 1 ? `a column is ${weeks} weeks` : weeks === 1 ? `${columnWords(wide)} a week` : `${columnWords(wide)} a business day`;
  const closed = ranges(
    chart.days.filter(({ hours, usual_hours }) => hours === 0 && usual_hours > 0).map(({ date }) => date),
    chart,
  );
  const marks = `${GLYPHS.work} work, ${GLYPHS.window} window, ${GLYPHS.paused} paused, ${GLYPHS.closed} closed`;
  return [
    ...hang('  ', `${marks} (${scale})`, Math.min(width, 120)),
    ...(closed.length === 0 ? [] : hang('  ', `closed: ${closed.join(', ')}`, Math.min(width, 120))),
  ];
}

function columnWords(wide: number): string {
  return wide === 1 ? 'a column' : `${wide} columns`;
}

/** Closed dates in a few words; days that are never worked join two ranges. */
function ranges(dates: readonly string[], chart: PlanChart): string[] {
  const usual = chart.days.filter(({ usual_hours }) => usual_hours > 0).map(({ date }) => date);
  const found: [first: string, last: string][] = [];
  for (const date of dates) {
    const last = found.at(-1);
    if (last !== undefined && usual.indexOf(date) === usual.indexOf(last[1]) + 1) last[1] = date;
    else found.push([date, date]);
  }
  return found.map(([first, last]) => (first === last ? first : `${first} to ${last}`));
}

type RoleOfChart = PlanChart['roles'][number];

function partsOf(role: RoleOfChart): { title: string; hours: readonly number[] }[] {
  return PARTS.map(([title, key]) => ({ title, hours: role[key] }));
}

function sum(hours: readonly number[]): number {
  return hours.reduce((total, each) => total + each, 0);
}

function totalWords(hours: readonly number[], role: RoleOfChart): string {
  const all = partsOf(role).reduce((total, part) => total + sum(part.hours), 0);
  return `${sum(hours)}h${all === 0 ? '' : ` ${Math.round((100 * sum(hours)) / all)}%`}`;
}

/** The load of one role: what the deal uses, what bookings hold, what is kept back, what is left. What is nothing anywhere has no row, but the deal's. */
function roleLines(
  role: RoleOfChart,
  { chart }: Days,
  { columns, wide }: Grid,
  { label, roleWidth, hasTotals }: { readonly label: number; readonly roleWidth: number; readonly hasTotals: boolean },
  paint: Paint,
): string[] {
  const parts = partsOf(role);
  const of = (hours: readonly number[], { days }: Column): number => days.reduce((total, at) => total + hours[at], 0);
  const shown = parts.filter(({ title, hours }) => title === 'this deal' || title === 'free' || sum(hours) > 0);
  return shown.map(({ title, hours }, index) => {
    const cells = columns.map((column) => {
      const there = parts.reduce((total, part) => total + of(part.hours, column), 0);
      const isClosed = column.days.every((at) => chart.days[at].hours === 0);
      const glyph = there > 0 ? barOf(of(hours, column) / there) : isClosed ? GLYPHS.closed : '-';
      return `${column.gap ? ' ' : ''}${glyph.repeat(wide)}`;
    });
    const first = padTo(cut(index === 0 ? visible(role.role) : '', roleWidth), roleWidth);
    const line = cells.join('');
    const color = title === 'this deal' ? paint.strong : title === 'free' ? paint.good : (text: string) => text;
    return `  ${padTo(cut(`${first}  ${title}`, label), label)}  ${color(line)}${hasTotals ? `  ${totalWords(hours, role)}` : ''}`;
  });
}

/** A share of what is there as an eighth; anything at all is at least one. */
function barOf(share: number): string {
  return BARS[share <= 0 ? 0 : Math.max(1, Math.min(8, Math.round(share * 8)))];
}
