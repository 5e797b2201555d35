/** A report as one page that loads and runs nothing: for each deal the answer first, what is behind it after that, each picture with its words. */
import type { BookRole } from '../../book/book.ts';
import type { DealPicture } from '../../picture.ts';
import type { Report, ReportDeal } from '../../report.ts';
import { verdictOf } from '../../verdict.ts';
import { askedSentences, rulesWords } from '../../asked.ts';
import { baseLines } from '../base.ts';
import { markup, pageText, type Html, type HtmlPart } from '../html-text.ts';
import { paintFor } from '../paint.ts';
import { sinceLines } from '../since.ts';
import { faultLines, listedLines } from '../text.ts';
import { bookSection, togetherSection } from './book.ts';
import { checksSection, unjudgedSection, waysSection } from './checks.ts';
import { floorsSection } from './floors.ts';
import { planSection } from './gantt.ts';
import { loadSection } from './load.ts';
import { counted, heading, said, section, table, under, type Spot } from './parts.ts';
import { spreadSection } from './spread.ts';
import { STYLE } from './style.ts';

/** Returns the page; `pictures` has an entry a deal, null for one that has no plan. */
export async function renderHtml(
  report: Report,
  pictures: readonly (DealPicture | null)[] | null,
  weeks: readonly BookRole[] = [],
): Promise<string> {
  const { deals, diagnostics } = report;
  const title = titleOf(report);
  const plain = await paintFor(false);
  // One line each: the page breaks them.
  const told = [
    ...faultLines(report, plain, Infinity),
    ...listedLines(report, Infinity),
    ...(report.since === undefined ? [] : sinceLines(report, report.since, plain, Infinity)),
    ...askedSentences(report),
    ...(report.base === undefined ? [] : baseLines(report, report.base, plain, Infinity)),
  ];
  const foot = [
    `as of ${report.today}`,
    ...(report.as_of === null ? [] : [`capacity of ${report.as_of}`]),
    `${report.tool.name} ${report.tool.version}`,
  ].join(' · ');
  const shown = shownOf(deals);
  const left = deals.length - shown.size;
  const body = markup`${PATTERN}<main>
${deals.length === 1 ? null : markup`<h1>${title}</h1>\n`}${diagnostics.length === 0 ? null : diagnosticsHtml(report)}${told.length === 0 ? null : markup`<ul class="told">${told.map((line) => markup`<li>${said(line)}</li>\n`)}</ul>\n`}${bookHtml(report, weeks)}${deals.length < 2 ? null : indexOf(deals, shown)}${left === 0 ? null : markup`<p class="quiet">${counted(left, 'deal')} more in the table only, those that pass last: handoff check FILE --format html shows one.</p>\n`}${deals.map((deal, index) => (shown.has(index) ? dealHtml(deal, pictures === null ? 'unknown' : pictures[index], { id: `d${index + 1}`, level: deals.length === 1 ? 1 : 2 }) : null))}</main>
<footer>${foot}</footer>`;
  return pageText({ title, style: STYLE, body });
}

function titleOf({ deals, diagnostics, exit, since }: Report): string {
  if (diagnostics.length > 0) return `✗ ${counted(diagnostics.length, 'mistake')} in the files: nothing was judged`;
  if (deals.length === 0) return since === undefined || exit !== 0 ? '✗ No deal was judged' : '✓ No open deal has changed';
  if (deals.length === 1) return `${verdictOf(deals[0])} · ${deals[0].title}`;
  const by = deals[0].part === undefined ? '' : ` by ${rulesWords(deals[0].part)}`;
  return `${deals.filter(({ verdict }) => verdict === 'pass').length} of ${deals.length} deals pass${by}`;
}

/** The hatching of windows, for all pictures of the page. */
const PATTERN = markup`<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="3" height="6"/></pattern></defs></svg>
`;

function diagnosticsHtml({ diagnostics }: Report): Html {
  return markup`<ul class="checks">
${diagnostics.map(({ file, line, column, message, help }) => markup`<li><code>${file}:${line}:${column}</code> ${said(message)}${help === null ? null : markup`<br>→ ${said(help)}`}</li>\n`)}</ul>
`;
}

/** A page of hundreds of plans is read by nobody, and opened by hardly a browser. */
const SHOWN = 40;

/** The places of the deals that are shown whole: of very many those that do not pass come first. */
function shownOf(deals: readonly ReportDeal[]): ReadonlySet<number> {
  const places = deals.map((_, index) => index);
  places.sort((a, b) => Number(deals[a].verdict === 'pass') - Number(deals[b].verdict === 'pass') || a - b);
  return new Set(places.slice(0, SHOWN));
}

/** What the deals want together, where there are several. */
function bookHtml({ book }: Report, weeks: readonly BookRole[]): HtmlPart {
  const together = book?.together ?? null;
  return [
    bookSection({ id: 'book', level: 2 }, book?.roles ?? weeks),
    together === null ? null : togetherSection({ id: 'together', level: 2 }, together),
  ];
}

/** All deals in a line each, with the way to what is said of them. */
function indexOf(deals: readonly ReportDeal[], shown: ReadonlySet<number>): Html {
  return table(
    'The deals',
    ['deal', 'verdict', 'asked', 'safe', 'offer'],
    deals.map((deal, index) => [
      markup`${shown.has(index) ? markup`<a href="#d${index + 1}">${said(deal.title)}</a>` : said(deal.title)} <small>${said(deal.file)}</small>`,
      markup`<span class="${toneOf(deal)}">${verdictOf(deal)}</span>`,
      askedOf(deal)?.date ?? '–',
      deal.dates.safe ?? 'none',
      deal.dates.offer ?? 'none',
    ]),
  );
}

function toneOf({ verdict }: ReportDeal): 'good' | 'bad' {
  return verdict === 'pass' ? 'good' : 'bad';
}

function askedOf({ dates }: ReportDeal): { said: string; date: string } | null {
  const date = dates.judged === null ? null : dates[dates.judged].complete;
  return dates.judged === null || date === null ? null : { said: dates.judged, date };
}

function dealHtml(deal: ReportDeal, shown: DealPicture | 'unknown' | null, spot: Spot): Html {
  return markup`<article class="deal" id="${spot.id}">
${headHtml(deal, { ...spot, id: `${spot.id}-verdict` })}${floorsSection(under(spot, 'why'), deal.dates)}${checksSection(under(spot, 'checks'), deal)}${waysSection(under(spot, 'ways'), deal)}${unjudgedSection(under(spot, 'open'), deal)}${shown === 'unknown' ? null : shown === null ? noPlan(under(spot, 'plan'), deal) : [planSection(under(spot, 'plan'), deal, shown), loadSection(under(spot, 'load'), deal, shown), spreadSection(under(spot, 'sure'), deal, shown)]}</article>
`;
}

/** The answer: all that a seller needs on a call. */
function headHtml(deal: ReportDeal, spot: Spot): Html {
  const { dates, standard, title, customer, file } = deal;
  const asked = askedOf(deal);
  const tile = (label: string, date: string | null, note: string, kind: string): Html =>
    markup`<div class="${kind}"><dt>${label}</dt><dd>${date ?? 'none'}${note === '' ? null : markup` <small>${said(note)}</small>`}</dd></div>\n`;
  const isOther = dates.judged === 'offered' && dates.wanted.complete !== null && dates.wanted.complete !== dates.offered.complete;
  const relative = dates.relative === null ? '' : `${dates.relative.within} after ${dates.relative.after}`;
  const buffer = dates.sales_buffer.startsWith('0') ? '' : `${dates.sales_buffer} of sales buffer`;
  const verdict = markup`<span class="verdict ${toneOf(deal)}">${verdictOf(deal)}</span> ${said(title)}`;
  return markup`<header class="${toneOf(deal)}">
${heading(spot, verdict)}<p class="quiet">${said(customer)} · <code>${file}</code> · ${standard === true ? 'standard deal' : markup`not standard: ${said(standard.join('; '))}`}</p>
<dl class="dates">
${isOther ? tile('wanted', dates.wanted.complete, '', 'wanted') : null}${asked === null ? tile('offered or wanted', null, relative, 'asked') : tile(asked.said, asked.date, relative, 'asked')}${dates.start === null ? null : tile('can start', dates.start, '', 'start')}${tile('safe', dates.safe, dates.unjudged.length > 0 ? 'as far as judged' : '', 'safe')}${tile('offer', dates.offer, buffer, 'offer')}</dl>
</header>
`;
}

function noPlan(spot: Spot, { no_date }: ReportDeal): Html {
  const why = no_date.map(({ message, help }) => markup`<li>${said(message)}${help === '' ? null : markup`<br>→ ${said(help)}`}</li>\n`);
  return section(spot, 'There is no plan', markup`<ul class="checks">\n${why}</ul>\n`);
}
