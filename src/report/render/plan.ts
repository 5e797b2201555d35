/** The plans of a run for a person in a terminal: the steps as a table, the chart where it was asked for, and why the plan ends when it does. */
import type { PlannedDeal, PlanReport } from '../plan.ts';
import { waitName } from '../reasons.ts';
import type { ReportStep } from '../report.ts';
import { chartLines } from './chart.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor, type Paint } from './paint.ts';
import { tableLines } from './table.ts';
import { faultLines, listedLines } from './text.ts';
import type { View } from './view.ts';
import { boundLine, chainLines, namer, needsWords } from './why.ts';
import { cut, flow, hang, visible, widthOf } from './width.ts';

/** The formats of plans. */
export const PLAN_FORMATS: Readonly<Record<FormatName, (plans: PlanReport, view: View) => string | Promise<string>>> = {
  text: renderPlans,
  json: renderJson,
};

/** Returns the plans as text; as wide as the terminal, and 80 columns where there is none. */
async function renderPlans(plans: PlanReport, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  if (plans.diagnostics.length > 0) return renderDiagnostics(plans.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 200);
  const parts: string[][] = [];
  for (const deal of plans.deals) parts.push(await dealLines(deal, paint, width));
  const end = [...faultLines(plans, paint, width), ...listedLines(plans, width)];
  if (plans.deals.length === 0) end.push(paint.bad('✗ nothing was planned'));
  return [...parts, ...(end.length > 0 ? [end] : [])].map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}

async function dealLines(deal: PlannedDeal, paint: Paint, width: number): Promise<string[]> {
  const head = hang(deal.finish === null ? '✗ NO PLAN  ' : '', `${visible(deal.file)} · ${visible(deal.title)}`, width);
  if (deal.finish === null) return [...head.map(paint.bad), ...reasonLines(deal, paint, width)];
  const narrow = Math.min(width, 120);
  const blocks = [
    [...head.map(paint.strong), ...flow('  ', datesOf(deal), narrow), ...failureLines(deal, narrow)],
    await tableOf(deal, paint, narrow),
    deal.chart === null ? [] : chartLines(deal, deal.chart, paint, width),
    whyLines(deal, paint, narrow),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function datesOf({ case: which, finish, asked, safe }: PlannedDeal): string[] {
  return [
    `done ${finish} ${which === 'nominal' ? 'if nothing goes wrong' : 'under the worst failures'}`,
    ...(asked === null ? [] : [`${asked.said} ${asked.complete}`]),
    safe === null ? 'no safe date' : `safe ${safe}`,
  ];
}

function failureLines({ failures }: PlannedDeal, width: number): string[] {
  return failures.flatMap(({ what, hits }) => hang('  · ', `${visible(what)} (${visible(hits)})`, width));
}

/** Why there is no plan, each reason with its place and what to do. */
function reasonLines({ no_date, because }: PlannedDeal, paint: Paint, width: number): string[] {
  return [
    ...(because === null ? [] : hang('  ', visible(because), width)),
    ...no_date.flatMap(({ reason, rule, message, at, help }) => [
      `  ${paint.strong(rule)}  ${visible(at.file)}:${at.line}:${at.column}  ${paint.quiet(reason)}`,
      ...hang('    ', visible(message), width),
      ...(help === '' ? [] : hang('    → ', visible(help), width)),
    ]),
  ];
}

/** Returns the steps as a table: dates keep their columns, names break after their item, and needs and reasons wrap where it is narrow. */
async function tableOf({ plan }: PlannedDeal, paint: Paint, width: number): Promise<string[]> {
  const name = namer(plan.map(({ item }) => item));
  const rows = plan.map((step) => ({
    step: name(step.item, step.step),
    needs: [needsWords(step.needs, ''), ...(step.until === null ? [] : [windowWords(step)])].filter((part) => part !== '').join(', '),
    waits: waitName(step.waits, name(...split(step.on))),
    start: step.start,
    finish: step.finish,
  }));
  // Two for the indent, 24 for the dates with their gaps, two gaps more. What is left is first the name's, then what is needed, then the reason's.
  const left = width - 2 - 24 - 4;
  if (left < 3 * LEAST) return rows.flatMap((row) => stackedLines(row, width));
  const widest = (column: readonly string[]): number => Math.max(0, ...column.map((text) => widthOf(visible(text))));
  const step = Math.min(widest(rows.map((row) => row.step)), left - 2 * LEAST);
  const needs = Math.min(widest(rows.map((row) => row.needs)), left - step - LEAST);
  const waits = left - step - needs;
  const cells = rows.map((row) => [fit(row.step, step), fit(row.needs, needs), row.start, row.finish, fit(row.waits, waits)]);
  return tableLines([['step', 'needs', 'start', 'finish', 'waits for'], ...cells], 2, [step, needs, null, null, waits], paint.quiet);
}

/** A step where there is no room for a table: its name and days, and under them the rest. */
function stackedLines(
  row: { readonly step: string; readonly needs: string; readonly start: string; readonly finish: string; readonly waits: string },
  width: number,
): string[] {
  const rest = [row.needs, `waits for ${row.waits}`].filter((part) => part !== '').join('; ');
  return [...hang('  ', `${visible(row.step)} ${row.start} to ${row.finish}`, width), ...hang('      ', visible(rest), width)];
}

/** A column of words narrower than this cannot be read. */
const LEAST = 16;

/** A pure window lasts from the start to the finish that stand beside it; that of a step that works, or a delay of it, ends later. */
function windowWords({ until, finish }: ReportStep): string {
  return until === finish ? 'a window' : `then waits to ${until}`;
}

/** Makes room for the words that are wider than their column: a name breaks after its item, and what is still too wide is cut. */
function fit(text: string, width: number): string {
  const words = visible(text).split(' ');
  return words
    .flatMap((word) => (widthOf(word) > width ? word.replace('.', '. ').split(' ') : [word]))
    .map((word) => cut(word, width))
    .join(' ');
}

/** `item.step` in its two parts; a name without a dot is no step's. */
function split(name: string): [item: string, step: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

function whyLines({ finish, why, proof }: PlannedDeal, paint: Paint, width: number): string[] {
  if (why === null || why.chain.length === 0) return [];
  return [paint.strong(`  Why ${finish}`), ...chainLines(why, width), ...(proof === null ? [] : boundLine(proof, why.bound, width))];
}
