/** The ways to say yes for a person on a call: each with its number, what changes in the file, and what it still needs. */
import type { NumberedOption, OptionsReport, ReportFrontier, ReportTried, Standing } from '../options.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor, type Paint } from './paint.ts';
import { tableLines } from './table.ts';
import { answerOf, changeOf, faultLines } from './text.ts';
import type { View } from './view.ts';
import { flow, hang, visible } from './width.ts';

/** The formats of the answer. */
export const OPTIONS_FORMATS: Readonly<Record<FormatName, (options: OptionsReport, view: View) => string | Promise<string>>> = {
  text: renderOptions,
  json: renderJson,
};

/** Returns the ways as text; as wide as the terminal, and 80 columns where there is none. */
export async function renderOptions(report: OptionsReport, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  if (report.diagnostics.length > 0) return renderDiagnostics(report.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const { deal, tried, frontier } = report;
  const blocks = [
    headLines(report, paint, width),
    tried === null ? (deal === null ? [] : wayLines(report, paint, width)) : triedLines(tried, paint, width),
    frontier === null ? [] : await frontierLines(frontier, paint, width),
    faultLines(report, paint, width),
  ].filter((block) => block.length > 0);
  return blocks
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]))
    .map((line) => `${line}\n`)
    .join('');
}

function headLines({ deal }: OptionsReport, paint: Paint, width: number): string[] {
  if (deal === null) return [];
  const passes = deal.verdict === 'pass';
  const offer = deal.offer === null || deal.offer === deal.safe ? [] : [`offer ${deal.offer}`];
  const dates = [
    deal.complete === null || deal.judged === null ? 'no date offered or wanted' : `${deal.judged} ${deal.complete}`,
    deal.safe === null ? 'no safe date' : `safe ${deal.safe}`,
    ...offer,
  ];
  const [first, ...rest] = hang(`${deal.says}  `, `${visible(deal.file)} · ${visible(deal.title)}`, width);
  return [passes ? paint.good(first) : paint.bad(first), ...rest, ...flow('  ', dates, width)];
}

function wayLines({ deal, options, options_budget_spent, taken }: OptionsReport, paint: Paint, width: number): string[] {
  if (deal!.verdict === 'pass') return ['  it passes as it is: nothing has to change'];
  const more = options_budget_spent ? hang('  ', 'the search stopped at its budget: there may be nearer ways', width).map(paint.quiet) : [];
  if (options.length === 0) {
    const why =
      deal!.state === 'draft' || deal!.state === 'proposed'
        ? 'no way to say yes was found: nothing that handoff can change by itself lets it pass'
        : `it is ${deal!.state}: what was agreed is not changed any more`;
    return [...hang('  ', `${why}; handoff check ${visible(deal!.file)} says what blocks`, width), ...more];
  }
  return [
    paint.strong('  Ways to say yes'),
    ...options.flatMap((option) => optionLines(option, deal!, paint, width)),
    ...more,
    ...(deal!.takeable && taken === null && options.some(({ edits, asks }) => edits.length > 0 && asks?.capacity.length !== 0)
      ? ['', ...hang('  ', `handoff options ${visible(deal!.file)} --take N writes one into the deal`, width).map(paint.quiet)]
      : []),
  ];
}

function optionLines(option: NumberedOption, deal: NonNullable<OptionsReport['deal']>, paint: Paint, width: number): string[] {
  const line = (text: string): string[] => hang('     ', visible(text), width, 7);
  const { n, typed, asks, result, rewrite, victims, asked_again } = option;
  const remain = option.remain.filter((rule) => !asked_again || rule !== 'doer-restated');
  const start = result.start === null ? '' : `starts ${result.start}, `;
  return [
    ...hang(`  ${n}  `, changeOf(option, deal), width).map((text, index) => (index === 0 ? paint.strong(text) : text)),
    ...hang(
      '     ',
      `${start}${result.complete === null ? '' : `complete ${result.complete}: `}${answerOf(option, deal, asked_again)}`,
      width,
      7,
    ),
    ...victims.flatMap(({ booking, customer, paid, days_late }) =>
      line(`moves ${booking}${customer === null ? '' : ` of ${customer}`} (${paid ? 'paid' : 'unpaid'}): ${days_late}bd late`),
    ),
    ...(remain.length === 0 ? [] : line(`then still: ${remain.join(', ')}`)),
    ...(asks?.capacity ?? []).flatMap(({ path, value }) => line(`capacity.yaml  ${path}: ${JSON.stringify(value)}`).map(paint.quiet)),
    ...typed.flatMap((text) => line(text).map(paint.quiet)),
    ...(rewrite.length === 0 ? [] : line(`then reword ${rewrite.join(', ')}`).map(paint.quiet)),
  ];
}

function triedLines(
  { changes, typed, capacity, before, after, holds, needs_approval }: ReportTried,
  paint: Paint,
  width: number,
): string[] {
  const gone = before.blocking.filter(({ rule }) => !after.blocking.some((other) => other.rule === rule));
  const verdict =
    after.verdict === 'pass'
      ? paint.good('✓ it passes')
      : holds && needs_approval !== null
        ? `needs ${needs_approval}`
        : paint.bad('✗ not yet');
  return [
    ...hang('  Tried: ', visible(changes.join(', ')), width).map(paint.strong),
    ...[...typed, ...capacity.map((text) => `capacity.yaml  ${text}`)].flatMap((text) =>
      hang('     ', visible(text), width, 7).map(paint.quiet),
    ),
    `  ${verdict}`,
    ...hang('  before  ', standingWords(before), width),
    ...hang('  after   ', standingWords(after), width),
    ...after.blocking.flatMap(({ rule, summary }) => hang('  ✗ ', `${rule}: ${visible(summary)}`, width).map(paint.bad)),
    ...gone.flatMap(({ rule }) => hang('  ✓ ', `${rule} holds now`, width).map(paint.good)),
  ];
}

function standingWords({ verdict, complete, safe, offer }: Standing): string {
  const parts = [
    verdict === 'pass' ? 'passes' : 'does not pass',
    complete === null ? 'no date asked for' : `complete ${complete}`,
    safe === null ? 'no safe date' : `safe ${safe}`,
    ...(offer === null ? [] : [`offer ${offer}`]),
  ];
  return parts.join(' · ');
}

async function frontierLines(
  { items, rows, between, budget_spent, because }: ReportFrontier,
  paint: Paint,
  width: number,
): Promise<string[]> {
  const title = paint.strong('  How many are safe by when');
  if (because !== null) return [title, ...hang('  ', visible(because), width)];
  const alone = items.length === 1;
  const cells = rows.map(({ date, most }) => [date, ...most.map((cell, column) => cellText(cell, items[column].of))]);
  // A row that says what the one above it says says nothing.
  const shown = cells.filter(
    ([, ...row], index) => index === 0 || index === cells.length - 1 || row.join('|') !== cells[index - 1].slice(1).join('|'),
  );
  const column = Math.max(8, Math.floor((width - 12) / items.length) - 2);
  const notes = [
    ...(alone ? [] : ['each column with all of the others; – not even without it']),
    ...(between + cells.length - shown.length > 0 ? ['on a day that is not shown at least as many as on the one before it'] : []),
    ...(!budget_spent && shown.some((row) => row.includes('?'))
      ? ['? the day is safe, and something else is in the way: handoff check']
      : []),
    ...(budget_spent ? ['the search stopped at its budget: + perhaps more, ? not looked at'] : []),
  ];
  return [
    title,
    ...(await tableLines(
      [['by', ...items.map(({ item, of }) => `${item} (of ${of})`)], ...shown],
      2,
      [null, ...items.map(() => column)],
      paint.quiet,
    )),
    ...notes.flatMap((note) => hang('  ', note, width).map(paint.quiet)),
  ];
}

function cellText({ pieces, tight }: ReportFrontier['rows'][number]['most'][number], of: number): string {
  if (pieces === null && !tight) return '?';
  return `${pieces === null ? '–' : pieces === 0 ? 'none' : pieces === of ? `all ${pieces}` : String(pieces)}${tight ? '' : '+'}`;
}
