/** When some items could start and be finished, for a person on a call: four dates under each other, each with the reason beside it. */
import type { WhenAnswer, WhenReport } from '../when.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor, type Paint } from './paint.ts';
import { safeProof } from './proof.ts';
import { tableLines } from './table.ts';
import { faultLines } from './text.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** The formats of the answer. */
export const WHEN_FORMATS: Readonly<Record<FormatName, (dates: WhenReport, view: View) => string | Promise<string>>> = {
  text: renderWhen,
  json: renderJson,
};

/** Returns the answer as text. */
async function renderWhen(dates: WhenReport, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  if (dates.diagnostics.length > 0) return renderDiagnostics(dates.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const lines = [
    ...(dates.answer === null ? [] : await answerLines(dates.answer, dates.today, paint, width)),
    ...faultLines(dates, paint, width),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

async function answerLines(answer: WhenAnswer, today: string, paint: Paint, width: number): Promise<string[]> {
  const { items, signature, inputs, start, later_because, asked_start, nominal, safe, offer, relative } = answer;
  const none = safe === null && relative === null;
  const titles = items.map(({ title, quantity }) => (quantity === 1 ? visible(title) : `${quantity} × ${visible(title)}`));
  const needs = inputs.map(({ input, by }) => `${visible(input)} here by ${by}`);
  // ISO dates sort as text. A signature that is over is taken as asked, since it may have been so; nothing is planned before today for it.
  const over = signature < today ? `, which is before today (${today})` : '';
  const head = hang(
    none ? '✗ NO DATE  ' : '',
    // What the dates count from has no day.
    [titles.join(', '), `signed on ${signature}${over}`, ...(relative === null ? new Set(needs) : [])].join(' · '),
    width,
  );
  const row = (name: string, date: string | null, words: string): string[] =>
    hang(`  ${name.padEnd(8)}${(date ?? 'no date').padEnd(12)}`, visible(words), width);
  const asked = asked_start === null ? '' : 'as asked; ';
  const began = later_because ?? `${asked}the team can begin and keep going${stallWords(answer)}`;
  return [
    ...head.map(none ? paint.bad : paint.strong),
    ...(relative === null ? [] : relativeLines(relative, answer, row, paint)),
    ...(start === null || relative !== null ? [] : row('start', start, began)),
    ...(nominal === null || relative !== null ? [] : row('finish', nominal, `if nothing goes wrong${nominalProof(answer)}`)),
    ...(none ? row('safe', null, answer.because ?? 'it cannot be computed').map(paint.bad) : []),
    ...(safe === null ? [] : row('safe', safe, floorWords(answer))),
    ...(offer === null ? [] : row('offer', offer, offerWords(answer)).map(paint.strong)),
    ...(safe === null ? [] : hang('  ', safeProof(answer), width).map(paint.quiet)),
    ...noDateLines(answer, paint, width),
    ...answer.also.flatMap(({ rule, summary }) => hang('  ✗ ', `${rule}: ${visible(summary)}`, width).map(paint.bad)),
    ...(items.length > 1 && nominal !== null && relative === null ? ['', ...(await itemLines(answer, paint))] : []),
  ];
}

/** The dates that count from an input, and one day as an example. */
function relativeLines(
  { input, safe, offer, planned, if_planned, but }: NonNullable<WhenAnswer['relative']>,
  answer: WhenAnswer,
  row: (name: string, date: string | null, words: string) => string[],
  paint: Paint,
): string[] {
  return [
    ...row('safe', safe, `after '${input}' comes; ${if_planned} if it comes on ${planned}`),
    ...row('offer', offer, `after '${input}' comes: ${offerWords(answer)}`).map(paint.strong),
    ...(but === null ? [] : row('but', '', but)),
  ];
}

/** An earlier start would be a token one: some work, and then nothing for a while. */
function stallWords({ stalls, first_work, start }: WhenAnswer): string {
  if (stalls.length === 0 || first_work === start) return '';
  const words = stalls.map(({ from, to, bd }) => `${bd}bd from ${from} to ${to}`);
  return `; work could begin on ${first_work}, and would stall for ${words.join(', and for ')}`;
}

function nominalProof({ proof: { nominal } }: WhenAnswer): string {
  if (nominal === null || nominal.status === 'proven') return '';
  return `; not proven to be the earliest: none is before ${nominal.lower_bound}, ${nominal.open_bd}bd sooner`;
}

function floorWords({ floor }: WhenAnswer): string {
  return floor === null ? '' : `${floor.rule}: ${floor.because}`;
}

function offerWords({ sales_buffer }: WhenAnswer): string {
  return sales_buffer.startsWith('0') ? 'the safe date' : `the safe date and ${sales_buffer} of sales buffer`;
}

/** Why nothing can be planned: the first reason stands beside the missing date already. */
function noDateLines({ no_date }: WhenAnswer, paint: Paint, width: number): string[] {
  return no_date.flatMap(({ reason, message, help }, index) => [
    ...(index === 0 ? [] : hang('  ✗ ', visible(message), width).map(paint.bad)),
    ...(help === '' ? [] : hang('    → ', visible(help), width)),
    ...hang('    ', `handoff explain ${reason}`, width).map(paint.quiet),
  ]);
}

/** Each item's own days in the plan of all of them together. */
async function itemLines({ items }: WhenAnswer, paint: Paint): Promise<string[]> {
  const rows = items.map(({ item, quantity, start, finish }) => [item, String(quantity), start ?? 'none', finish ?? 'none']);
  return tableLines([['item', 'quantity', 'start', 'finish if nothing goes wrong'], ...rows], 2, [], paint.quiet);
}
