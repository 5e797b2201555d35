/** The plan as a Gantt chart: what is waited for, each step with its window, the same under the worst failures, and the bookings beside it. */
import type { Day } from '../../../model/day.ts';
import { listed } from '../../../model/words.ts';
import type { DealPicture } from '../../picture.ts';
import { waitWords } from '../../reasons.ts';
import type { ReportDeal, ReportStep } from '../../report.ts';
import { markup, type Html, type HtmlPart } from '../html-text.ts';
import { namer, needsWords } from '../why.ts';
import { at, axisOf, bar, closedDays, dayOf, HEAD, head, MARK, markLines, marksOf, percent, runsOf, type Axis } from './axis.ts';
import { counted, details, legend, picture, said, section, table, type Spot } from './parts.ts';

/** Pixels of a row. */
const ROW = 24;

/** A row of the chart. */
interface Row {
  readonly name: string;
  readonly more: string;
  /** Drawn with its top at `y`. */
  readonly draw: (y: number) => HtmlPart;
}

/** Returns the section of the plan. */
export function planSection(spot: Spot, deal: ReportDeal, shown: DealPicture): Html {
  const axis = axisOf(shown.days);
  const name = namer(deal.plan.map(({ item }) => item));
  const marks = marksOf(deal.dates);
  const bookings = longest(shown.bookings);
  const more = shown.bookings.length - bookings.length;
  const binding = new Set(deal.why?.chain.map(({ item, step }) => `${item}.${step}`));
  const rows: Row[] = [
    ...shown.inputs.map(({ input, date, state }) =>
      waitRow(axis, input, state === 'here' ? 'input, here' : `input, ${state}`, dayOf(date)),
    ),
    ...materialsOf(deal).map(([material, date]) => waitRow(axis, material, 'material', dayOf(date))),
    ...deal.plan.map((step) =>
      stepRow(axis, step, shown, deal, { name: name(step.item, step.step), isBinding: binding.has(`${step.item}.${step.step}`) }),
    ),
    ...bookings.map(({ booking, customer, roles, dates }): Row => ({
      name: customer ?? booking,
      more: `${customer === null ? '' : `${booking}, `}${roles.join(', ')}`,
      draw: (y) => runsOf(dates.map(dayOf)).map((run) => bar(axis, run, y + 8, 9, 'held')),
    })),
  ];
  const top = HEAD + marks.length * MARK + 4;
  const height = top + rows.length * ROW + 4;
  const lines = rows.map(({ draw }, n) => {
    const y = top + n * ROW;
    return markup`<line class="row" x1="0" x2="100%" y1="${y}" y2="${y}"/>${draw(y)}\n`;
  });
  const body: HtmlPart = [
    picture({
      id: `${spot.id}-g`,
      title: `The plan of ${deal.deal} as a Gantt chart`,
      description: describe(deal),
      height,
      shapes: [closedDays(axis, shown.days, HEAD, height - HEAD), head(axis), lines, markLines(axis, marks, HEAD, height)],
      rows: { top, each: ROW, names: rows },
    }),
    legend([
      { kind: 'work binding', words: 'work that decides the end' },
      { kind: 'work', words: 'other work' },
      { kind: 'window', words: 'window' },
      ...(shown.worst.length === 0 ? [] : [{ kind: 'worst', words: 'if the worst failures happen' }]),
      ...(shown.bookings.length === 0
        ? []
        : [{ kind: 'held', words: `promised to others${shown.isMoved ? ', before the approved move' : ''}` }]),
      { kind: 'closed', words: 'closed' },
    ]),
    more === 0
      ? null
      : markup`<p class="quiet">${counted(more, 'booking')} more that ${more === 1 ? 'holds' : 'hold'} these roles for fewer days ${more === 1 ? 'is' : 'are'} in the table.</p>\n`,
    worstWords(deal),
    details('The plan as a table', [
      table(
        `The plan of ${deal.deal}`,
        ['step', 'needs', 'start', 'finish', 'why not sooner', 'if it goes wrong'],
        deal.plan.map((step) => [
          said(name(step.item, step.step)),
          said(needsWords(step.needs, 'a window')),
          step.start,
          step.until === null || step.until === step.finish ? step.finish : `${step.finish}, then a window until ${step.until}`,
          said(waitWords(step.waits, step.on)),
          worstOf(step, shown),
        ]),
      ),
      shown.bookings.length === 0
        ? null
        : table(
            `Bookings beside the plan of ${deal.deal}`,
            ['booking', 'customer', 'roles', 'days'],
            shown.bookings.map(({ booking, customer, roles, dates }) => [
              said(booking),
              said(customer ?? '–'),
              said(roles.join(', ')),
              `${dates[0]} to ${dates.at(-1)!}, ${counted(dates.length, 'day')}`,
            ]),
          ),
    ]),
  ];
  return section(spot, 'The plan', body);
}

/** More bookings than this would hide the plan. */
const BOOKINGS = 12;

/** Returns the bookings that hold the roles for most days, in their own order. */
function longest(bookings: DealPicture['bookings']): DealPicture['bookings'] {
  const kept = new Set(bookings.toSorted((a, b) => b.dates.length - a.dates.length).slice(0, BOOKINGS));
  return bookings.filter((each) => kept.has(each));
}

/** Materials that steps wait for last, with the first such step's day. */
function materialsOf({ plan }: ReportDeal): [material: string, date: string][] {
  const found = new Map<string, string>();
  for (const { waits, on, start } of plan) if (waits === 'material' && (found.get(on) ?? start) >= start) found.set(on, start);
  return [...found];
}

function waitRow(axis: Axis, name: string, more: string, day: Day): Row {
  return {
    name,
    more,
    draw: (y) =>
      markup`<svg x="${percent(at(axis, day))}" y="${y + 12}" overflow="visible"><path class="input" d="M0 -6 L6 0 L0 6 L-6 0 Z"/></svg>`,
  };
}

function stepRow(
  axis: Axis,
  step: ReportStep,
  shown: DealPicture,
  { worst }: ReportDeal,
  { name, isBinding }: { readonly name: string; readonly isBinding: boolean },
): Row {
  const isSame = (other: { readonly item: string; readonly step: string }): boolean => other.item === step.item && other.step === step.step;
  const hours = shown.chart.steps.find(isSame)?.hours;
  const worked = (hours ?? []).flatMap((each, at) => (each > 0 ? [dayOf(shown.chart.days[at].date)] : []));
  // A pure window lasts from its first day; that of a step that works, from the day after its last work.
  const from = dayOf(hours === undefined ? step.start : step.finish) + (hours === undefined ? 0 : 1);
  const until = step.until === null ? null : dayOf(step.until);
  const late = shown.worst.find(isSame);
  const hits = (worst?.failures ?? []).flatMap(({ hits }, index) => (hits === `${step.item}.${step.step}` ? [index + 1] : []));
  const end = late === undefined ? null : dayOf(late.until ?? late.finish);
  return {
    name,
    more: needsWords(step.needs, 'window'),
    draw: (y) => [
      runsOf(worked).length < 2 ? null : bar(axis, [worked[0], worked.at(-1)!], y + 8, 2, 'pause'),
      runsOf(worked).map((run) => bar(axis, run, y + 4, 10, isBinding ? 'work binding' : 'work')),
      until === null || until < from ? null : bar(axis, [from, until], y + 4, 10, 'window'),
      late === undefined ? null : bar(axis, [dayOf(late.start), end!], y + 16, 4, 'worst'),
      end === null ? null : hits.map((number, n) => hitMark(at(axis, end + 1), y + 17, number, n)),
    ],
  };
}

/** A failure's number at the end of what it makes longer. */
function hitMark(x: number, y: number, number: number, nth: number): Html {
  const dx = x > 85 ? -9 - nth * 16 : 9 + nth * 16;
  return markup`<svg x="${percent(x)}" y="${y}" overflow="visible"><circle class="hit" cx="${dx}" r="7"/><text class="hit" x="${dx}" y="3.5" text-anchor="middle">${number}</text></svg>`;
}

function worstWords({ worst }: ReportDeal): Html | null {
  if (worst === null) return null;
  const items = worst.failures.map(({ what, hits }) => markup`<li>${said(what)} <small>hits ${said(hits)}</small></li>`);
  const counts = worst.by_count.map((date, failures) =>
    failures === 0 ? `done ${date} if nothing goes wrong` : `${date} with ${failures}`,
  );
  return markup`<p>The failures that cost the most together: ${listed(counts)}.</p>
<ol class="hits">${items}</ol>
`;
}

function worstOf({ item, step }: ReportStep, { worst }: DealPicture): HtmlPart {
  const late = worst.find((other) => other.item === item && other.step === step);
  return late === undefined ? '–' : `${late.start} to ${late.until ?? late.finish}`;
}

function describe({ plan, dates, worst }: ReportDeal): string {
  const [first] = plan.map(({ start }) => start).sort();
  const end = worst === null ? '' : `, and on ${worst.finish} if the worst failures happen together`;
  return `${counted(plan.length, 'step')} from ${first} on, done on ${dates.nominal} if nothing goes wrong${end}. The table below has every step.`;
}
