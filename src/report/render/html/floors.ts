/** Where the safe date comes from: from the date that was asked for, floor by floor, to the one to offer. */
import type { ReportDates } from '../../report.ts';
import { markup, type Html } from '../html-text.ts';
import { safeProof } from '../proof.ts';
import { at, dayOf, percent, type Axis } from './axis.ts';
import { said, section, type Spot } from './parts.ts';

/** One row: what moves the date, to where, and the days by which it does. */
interface Row {
  readonly what: string;
  readonly date: string;
  readonly because: string;
  readonly kind: 'asked' | 'floor' | 'told' | 'safe' | 'offer';
  /** From the end of one day to that of another; null where it moves nothing. */
  readonly moves: readonly [from: string, to: string] | null;
}

/** Returns the floors, earliest first: each begins where those before it end. */
export function floorsSection(spot: Spot, dates: ReportDates): Html {
  const title = dates.safe === null ? 'Why there is no safe date' : `Why ${dates.safe}`;
  const rows = rowsOf(dates);
  const because = dates.safe === null ? (dates.because ?? 'it cannot be computed') : safeProof(dates);
  const unjudged = dates.unjudged.map(({ rule, because: why }) => markup`<li><code>${rule}</code> gives no date: ${said(why)}</li>\n`);
  const soft =
    dates.with_soft === null
      ? null
      : markup`<p class="quiet">${dates.with_soft} is the safe date by the other reading of soft bookings.</p>\n`;
  const phases = dates.phases.map(
    ({ phase, judged, safe }) =>
      markup`<li>phase ${phase}: ${judged === null ? 'no date asked for' : `asked for ${judged}`}, ${safe === null ? 'no safe date' : `safe ${safe}`}</li>\n`,
  );
  const body = markup`<p class="quiet">${said(because)}</p>
${rows.length === 0 ? null : waterfall(title, rows)}${unjudged.length === 0 ? null : markup`<ul>${unjudged}</ul>\n`}${phases.length === 0 ? null : markup`<ul>${phases}</ul>\n`}${soft}`;
  return section(spot, title, body);
}

function rowsOf(dates: ReportDates): Row[] {
  const asked = dates.judged === null ? null : dates[dates.judged].complete;
  let reached = asked;
  const rows: Row[] =
    asked === null ? [] : [{ what: dates.judged!, date: asked, because: 'what the deal asks for', kind: 'asked', moves: null }];
  // ISO dates sort as text; of equals the report's order is turned round with the rest.
  for (const { rule, date, binding, because } of dates.floors
    .toReversed()
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    const moves: Row['moves'] = binding && reached !== null && date > reached ? [reached, date] : null;
    if (binding && (reached === null || date > reached)) reached = date;
    rows.push({ what: rule, date, because: binding ? because : `${because} (told, not binding)`, kind: binding ? 'floor' : 'told', moves });
  }
  if (dates.safe === null) return rows;
  // Closed days: a floor on one moves to the next business day.
  const toOpen: Row['moves'] = reached !== null && dates.safe > reached ? [reached, dates.safe] : null;
  rows.push({ what: 'safe', date: dates.safe, because: 'the first day on which every date rule passes', kind: 'safe', moves: toOpen });
  if (dates.offer !== null && dates.offer !== dates.safe) {
    rows.push({
      what: 'offer',
      date: dates.offer,
      because: `${dates.sales_buffer} of sales buffer`,
      kind: 'offer',
      moves: [dates.safe, dates.offer],
    });
  }
  return rows;
}

/** A table whose last column is the picture: what is drawn is told in its row. */
function waterfall(title: string, rows: readonly Row[]): Html {
  const days = rows.map(({ date }) => dayOf(date));
  const first = Math.min(...days);
  const axis: Axis = { first: first - 1, count: Math.max(...days) - first + 3 };
  const asked = rows.find(({ kind }) => kind === 'asked');
  const safe = rows.find(({ kind }) => kind === 'safe');
  return markup`<table class="waterfall" role="table" aria-label="${title}">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">what</th><th role="columnheader" scope="col">not before</th><td role="cell"></td></tr></thead>
<tbody role="rowgroup">
${rows.map(
  (
    row,
  ) => markup`<tr role="row" class="${row.kind}"><th role="rowheader" scope="row">${row.what} <small>${said(row.because)}</small></th><td role="cell" class="date">${row.date}</td><td role="cell" class="track">${trackOf(row, axis, asked, safe)}</td></tr>
`,
)}</tbody>
</table>
`;
}

function trackOf({ date, kind, moves }: Row, axis: Axis, asked: Row | undefined, safe: Row | undefined): Html {
  const end = (day: string): number => at(axis, dayOf(day) + 1);
  const line = (row: Row | undefined): Html | null => {
    if (row === undefined) return null;
    const x = percent(end(row.date));
    return markup`<line class="mark ${row.kind}" x1="${x}" x2="${x}" y1="0" y2="100%"/>`;
  };
  const drawn =
    moves === null
      ? markup`<svg x="${percent(end(date))}" y="50%" overflow="visible"><circle class="dot ${kind}" r="5"/></svg>`
      : markup`<rect class="step ${kind}" x="${percent(end(moves[0]))}" y="25%" width="${percent(end(moves[1]) - end(moves[0]))}" height="50%"/>`;
  return markup`<svg aria-hidden="true" focusable="false" width="100%" height="100%">${line(asked)}${line(safe)}${drawn}</svg>`;
}
