/** How sure the dates are: how long work like it took, and on which days a thousand runs of the plan complete, with what was asked for marked. */
import type { ClassPicture, DealPicture } from '../../picture.ts';
import type { ReportDates, ReportDeal } from '../../report.ts';
import { markup, type Html, type HtmlPart } from '../html-text.ts';
import { percentOf } from '../text.ts';
import { bar, dayOf, head, HEAD, MARK, markLines, marksOf, percent, type Axis } from './axis.ts';
import { details, heading, legend, picture, said, section, table, under, type Spot } from './parts.ts';

/** Pixels of the tallest column. */
const TALL = 72;

/** Returns the section; it says so where nobody can say how sure the dates are. */
export function spreadSection(spot: Spot, deal: ReportDeal, shown: DealPicture): Html {
  const assumes = deal.dates.confidence?.assumes;
  return section(spot, 'How sure', [
    markup`<div class="beside">\n`,
    runsOf(under(spot, 'runs'), deal, shown),
    shown.record.map((each, index) => recordOf(under(spot, `record${index + 1}`), each)),
    markup`</div>\n`,
    assumes === undefined ? null : markup`<p class="quiet">None of the normal failures happens in a run; ${said(assumes)}.</p>\n`,
  ]);
}

function runsOf(spot: Spot, deal: ReportDeal, { completions, days }: DealPicture): Html {
  const { dates } = deal;
  const { confidence } = dates;
  const title = 'Runs of the plan with other durations';
  if (confidence === null || completions.length === 0) {
    const because = dates.confidence_because ?? 'no run ends within the horizon';
    return markup`<div>${heading(spot, title)}<p class="quiet">Nobody can say: ${said(because)}.</p></div>\n`;
  }
  const axis = spanOf(days, completions);
  const marks = marksOf(dates);
  const most = Math.max(...completions.map(({ runs }) => runs));
  const top = HEAD + marks.length * MARK + 4;
  const columns = completions.map(({ date, runs }) => {
    const height = Math.max(1, Math.round((TALL * runs) / most));
    return bar(axis, [dayOf(date), dayOf(date)], top + TALL - height, height, 'run');
  });
  const sure = sureWords(dates);
  return markup`<div>${heading(spot, title)}${picture({
    id: `${spot.id}-g`,
    title: `On which days ${confidence.runs} runs of ${deal.deal} complete`,
    description: `${sure}. The table below has every day.`,
    height: top + TALL + 2,
    shapes: [
      head(axis),
      columns,
      markup`<line class="base" x1="0" x2="100%" y1="${top + TALL}" y2="${top + TALL}"/>`,
      markLines(axis, marks, HEAD, top + TALL),
    ],
    rows: null,
  })}<p>${sure}.</p>
${details(
  'The runs as a table',
  table(`Runs of ${deal.deal} by day`, ['complete on', 'runs', 'by then'], cumulated(completions, confidence.runs)),
)}</div>
`;
}

/** From two weeks before the first run completes to the last day that is shown or on which one does. */
function spanOf(days: DealPicture['days'], completions: DealPicture['completions']): Axis {
  const ends = completions.map(({ date }) => dayOf(date));
  const shown = days.map(({ date }) => dayOf(date));
  const first = Math.max(Math.min(ends[0], shown[0]), ends[0] - 14);
  return { first, count: Math.max(ends.at(-1)!, shown.at(-1)!) - first + 1 };
}

function sureWords({ confidence, judged, safe }: ReportDates): string {
  if (confidence === null) return '';
  const asked =
    confidence.judged === null ? [] : [`${judged} ${confidence.judged.date} holds in ${percentOf(confidence.judged.chance)} of the runs`];
  const own =
    confidence.safe === null || confidence.judged?.date === safe
      ? []
      : [`safe ${confidence.safe.date} in ${percentOf(confidence.safe.chance)}`];
  const done = (['p50', 'p80', 'p95'] as const).map((key) => `${key.toUpperCase()} ${confidence[key] ?? 'never'}`);
  return [...asked, ...own, ...done].join(', ');
}

function cumulated(completions: DealPicture['completions'], all: number): string[][] {
  let sum = 0;
  return completions.map(({ date, runs }) => {
    sum += runs;
    return [date, String(runs), percentOf(sum / all)];
  });
}

/** Each finished project as a box over the business days that it took. */
function recordOf(spot: Spot, { deliverable, quantity, ask, finished, open }: ClassPicture): Html {
  const title = markup`Finished work like ${quantity} × ${said(deliverable)}`;
  if (finished.length === 0) return markup`<div>${heading(spot, title)}<p class="quiet">None is recorded.</p></div>\n`;
  const all = [...finished.map(({ took }) => took), ...open, ...(ask === null ? [] : [ask])];
  const least = Math.max(0, Math.min(...all) - 1);
  const count = Math.max(...all) - least + 2;
  const x = (days: number): number => (100 * (days - least)) / count;
  const stacks = new Map<number, { done: number; open: number }>();
  const stackOf = (days: number) => stacks.get(days) ?? stacks.set(days, { done: 0, open: 0 }).get(days)!;
  for (const { took } of finished) stackOf(took).done++;
  for (const days of open) stackOf(days).open++;
  const most = Math.max(...[...stacks.values()].map((stack) => stack.done + stack.open));
  const unit = Math.min(16, TALL / most);
  const top = MARK + 4;
  const boxes = [...stacks].map(([days, { done, open: still }]) =>
    // Many boxes are a column.
    Array.from({ length: unit < 4 ? 1 : done + still }, (_, n) => {
      const height = unit < 4 ? unit * (done + still) : unit - 2;
      const y = unit < 4 ? top + TALL - height : top + TALL - (n + 1) * unit + 1;
      return markup`<rect class="${n < done ? 'done' : 'open'}" x="${percent(x(days) + 6 / count)}" y="${Math.round(y * 100) / 100}" width="${percent(88 / count)}" height="${Math.round(height * 100) / 100}"/>`;
    }),
  );
  const every = Math.ceil(count / 10);
  const ticks = Array.from({ length: count }, (_, n) => least + n).filter((days) => days > 0 && days % every === 0);
  const held =
    ask === null
      ? ''
      : `${finished.filter(({ took }) => took <= ask).length} of ${finished.length + open.length} took no longer than the ${ask}bd asked for`;
  const range = `${finished.length} finished in ${finished[0].took}bd to ${finished.at(-1)!.took}bd${open.length === 0 ? '' : `, ${open.length} still open`}`;
  const isLeft = ask !== null && x(ask + 1) > 50;
  const asked: HtmlPart =
    ask === null
      ? null
      : markup`<line class="mark asked" x1="${percent(x(ask + 1))}" x2="${percent(x(ask + 1))}" y1="2" y2="${top + TALL}"/><text class="mark asked" x="${percent(x(ask + 1))}" dx="${isLeft ? -4 : 4}" y="11" text-anchor="${isLeft ? 'end' : 'start'}">asked: ${ask}bd</text>`;
  return markup`<div>${heading(spot, title)}${picture({
    id: `${spot.id}-g`,
    title: `How long finished work like ${quantity} × ${deliverable} took, in business days`,
    description: `${range}${held === '' ? '' : `; ${held}`}. The table below has every project.`,
    height: top + TALL + 18,
    shapes: [
      boxes,
      markup`<line class="base" x1="0" x2="100%" y1="${top + TALL}" y2="${top + TALL}"/>`,
      ticks.map((days) => markup`<text x="${percent(x(days) + 50 / count)}" y="${top + TALL + 13}" text-anchor="middle">${days}</text>`),
      asked,
    ],
    rows: null,
  })}<p>${[range, held].filter((part) => part !== '').join('; ')}.</p>
${
  open.length === 0
    ? null
    : legend([
        { kind: 'done', words: 'finished' },
        { kind: 'open', words: 'open, so long already' },
      ])
}${details(
    'The projects as a table',
    table(
      `Finished work like ${deliverable}`,
      ['project', 'business days'],
      finished.map(({ name, took }) => [said(name), String(took)]),
    ),
  )}</div>
`;
}
