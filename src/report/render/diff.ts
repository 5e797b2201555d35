/** What changed of each open deal, and why: as text, as JSON, and as Markdown for a comment. */
import {
  INPUT_WORDS,
  type DiffCause,
  type DiffDeal,
  type DiffEffect,
  type DiffFinding,
  type DiffReport,
  type DiffSide,
  type DiffStand,
  type Input,
} from '../diff.ts';
import { apart, type Say } from './change.ts';
import { listed, listedFew } from '../../model/words.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { cell, code, plain } from './markdown-text.ts';
import { paintFor, type Paint } from './paint.ts';
import { faultLines } from './text.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** The formats of the answer. */
export const DIFF_FORMATS: Readonly<Record<FormatName, (diff: DiffReport, view: View) => string | Promise<string>>> = {
  text: renderDiff,
  json: renderJson,
};

/** So many findings are told of a deal; the rest is counted, and is in the JSON. */
const FINDINGS = 6;

async function renderDiff(diff: DiffReport, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  if (diff.diagnostics.length > 0) return renderDiagnostics(diff.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const told = diff.deals.filter(({ change }) => change !== 'same');
  const blocks = told.map((deal) => dealLines(deal, paint, width));
  const rest = restText(diff, visible);
  const lines = [
    ...hang('', headText(diff, visible), width).map(paint.quiet),
    ...blocks.flatMap((lines) => ['', ...lines]),
    '',
    ...(rest === '' ? [] : hang('', rest, width).map(paint.quiet)),
    ...faultLines(diff, paint, width),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** `main (3f2a9c1) → work tree · both judged as of 2026-11-16`. */
function headText({ before, after }: DiffReport, say: (text: string) => string): string {
  const name = ({ ref, commit }: DiffSide): string => (ref === null ? 'work tree' : `${say(ref)} (${say(commit!.slice(0, 7))})`);
  const days =
    before.today === after.today
      ? `both judged as of ${after.today}, so that passing time is no change`
      : `judged as of ${before.today} and of ${after.today}`;
  return `${name(before)} → ${name(after)} · ${days}`;
}

function restText({ deals, files }: DiffReport, say: (text: string) => string): string {
  const same = deals.filter(({ change }) => change === 'same').length;
  const count = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;
  const all = same === deals.length && same > 0;
  const none = files.length === 0 ? 'no open deal changed' : 'no open deal is judged otherwise';
  const of = all ? none : same === 0 ? '' : `${count(same, 'deal is', 'deals are')} as before`;
  const edited =
    files.length === 0
      ? 'no file of the deals or of operations is other than before'
      : all
        ? `changed: ${listedFew(files.map(({ path }) => say(path)))}`
        : '';
  return [deals.length === 0 ? 'no deal is open on either side' : of, edited].filter((part) => part !== '').join('; ');
}

function dealLines(deal: DiffDeal, paint: Paint, width: number): string[] {
  const { before, after, change } = deal;
  const head = hang('', `${visible(deal.file)} · ${visible(deal.title)}`, width, 2).map(paint.strong);
  const mark = after === null ? paint.quiet : after.verdict === 'pass' ? paint.good : paint.bad;
  const stands = hang('  ', standWords(deal), width, 4).map(mark);
  if (change !== 'changed') return [...head, ...stands];
  const block = (name: string, words: readonly string[]): string[] => words.flatMap((line) => hang(`  ${name.padEnd(6)}`, line, width, 8));
  return [
    ...head,
    ...stands,
    ...hangAll('    ', otherDates(before!, after!, deal), width),
    ...block('why', whyWords(deal, visible)),
    ...shownRules(deal).flatMap((rule) => hang('  rule  ', `${rule.rule}: ${rule.before} → ${rule.after}${byWords(rule.by)}`, width, 8)),
    ...findingLines('new', deal.new, width),
    ...findingLines('gone', deal.gone, width),
  ];
}

function hangAll(first: string, texts: readonly string[], width: number): string[] {
  return texts.flatMap((text) => hang(first, text, width));
}

/** That a rule has something to judge now, or has it no longer, is for other programs. */
function shownRules({ rules }: DiffDeal): DiffDeal['rules'] {
  const quiet = ['pass', 'not-applicable', 'off'];
  return rules.filter(({ before, after }) => !quiet.includes(before) || !quiet.includes(after));
}

function byWords(by: readonly Input[]): string {
  return by.length === 0 ? '' : ` (by ${by.map((input) => INPUT_WORDS[input]).join(', or by ')})`;
}

function findingLines(name: string, findings: readonly DiffFinding[], width: number): string[] {
  const shown = findings.slice(0, FINDINGS);
  const lines = shown.flatMap(({ rule, at, message }) =>
    hang(`  ${name.padEnd(6)}`, `${rule} ${visible(at.file)}:${at.line}:${at.column} ${visible(message)}`, width, 8),
  );
  return findings.length > shown.length ? [...lines, `        and ${findings.length - shown.length} more`] : lines;
}

/** The verdict and the safe date on both sides, in one line. */
function standWords({ before, after, change, state, dates }: DiffDeal): string {
  const alone = ({ says, safe }: DiffStand): string => `${says} · ${safe === null ? 'no safe date' : `safe ${safe}`}`;
  switch (change) {
    case 'added':
      return `new: ${alone(after!)}`;
    case 'reopened':
      return `open again (was ${state.before}): ${alone(after!)}`;
    case 'removed':
      return `taken away; was ${alone(before!)}`;
    case 'signed':
      return `signed; was ${alone(before!)}`;
    case 'closed':
      return `${state.after}; was ${alone(before!)}`;
    case 'changed':
    case 'same': {
      const said = before!.says === after!.says ? after!.says : `${before!.says} → ${after!.says}`;
      return `${said} · ${safeWords(before!, after!, dates)}`;
    }
  }
}

function safeWords(before: DiffStand, after: DiffStand, dates: DiffDeal['dates']): string {
  if (before.safe === after.safe) return after.safe === null ? 'no safe date, as before' : `safe ${after.safe}, as before`;
  const bd = dates.find(({ date }) => date === 'safe')!.bd;
  return `safe ${before.safe ?? 'none'} → ${after.safe ?? 'none'}${bd === null ? '' : ` (${apart(bd)})`}`;
}

/** What else is not the same: what is asked, what is paid. */
function otherDates(before: DiffStand, after: DiffStand, { dates }: DiffDeal): string[] {
  const asked = dates.find(({ date }) => date === 'asked');
  const name = after.judged ?? before.judged;
  return [
    ...(asked === undefined
      ? []
      : [`${name} ${asked.before ?? 'nothing'} → ${asked.after ?? 'nothing'}${asked.bd === null ? '' : ` (${apart(asked.bd)})`}`]),
    ...(before.price === after.price ? [] : [`price ${before.price ?? 'none'} → ${after.price ?? 'none'}`]),
    ...(before.margin === after.margin ? [] : [`margin now: ${visible(after.margin ?? 'not known')}`]),
  ];
}

/** Each cause in a sentence, entries before what they add up to; and what only happens together. */
function whyWords(deal: DiffDeal, say: Say): string[] {
  const { causes, together } = deal;
  // What does something comes first.
  const first = (cause: DiffCause): number =>
    Number(cause.because === null && cause.safe === deal.before!.safe && cause.turns.length === 0);
  const lines = causes.toSorted((a, b) => first(a) - first(b)).flatMap((cause) => causeWords(cause, deal, say));
  if (together.length < 2) {
    const one = together.length === 1 ? [`${INPUT_WORDS[together[0]]}: not explained by its single changes`] : [];
    return [...lines, ...one, ...budgetWords(deal)];
  }
  const names = listed(together.map((input) => INPUT_WORDS[input]));
  return [...lines, `${names} together: ${totalWords(deal)}; the single changes do not add up to it`, ...budgetWords(deal)];
}

function budgetWords({ budget_spent }: DiffDeal): string[] {
  return budget_spent ? ['not all changes were tried: the budget for judging again was spent'] : [];
}

function totalWords({ before, after, dates }: DiffDeal): string {
  const safe = dates.find(({ date }) => date === 'safe');
  const date =
    safe === undefined ? 'safe date as before' : safe.bd === null ? `safe date ${safe.after ?? 'none'}` : `safe date ${apart(safe.bd)}`;
  return before!.verdict === after!.verdict ? date : `${date}, ${after!.says}`;
}

function causeWords(cause: DiffCause, deal: DiffDeal, say: Say): string[] {
  const name = INPUT_WORDS[cause.input];
  const said = cause.says.map(say).join('; ');
  const does = effectWords(cause, deal, say);
  const whole = `${name}${said === '' ? '' : `: ${said}`}: ${does}`;
  if (cause.entries.length === 0) return [whole];
  const entries = cause.entries.map(({ entry, change, says, ...effect }) => {
    const words = [`${entryWords(entry, say)} ${change}`, ...says.map(say)].join(', ');
    return `${words}: ${effectWords(effect, deal, say)}`;
  });
  const left = cause.entries_untried === 0 ? [] : [`${cause.entries_untried} more entries of ${name} were not tried one by one`];
  const sum = cause.entries_together ? [`${name}: these together ${does}; one by one they do not add up to it`] : [];
  // What adds up is not told again as a sum.
  return [...entries, ...left, ...(sum.length > 0 ? sum : left.length > 0 ? [whole] : [])];
}

/** `bookings.harbor-12` as people say it. */
function entryWords(entry: string, say: Say): string {
  const [kind, ...rest] = entry.split('.');
  const one: Readonly<Record<string, string>> = {
    bookings: 'booking',
    people: 'person',
    roles: 'role',
    materials: 'material',
    groups: 'group',
    services: 'service',
  };
  return rest.length === 0 ? kind : `${one[kind] ?? kind} ${say(rest.join('.'))}`;
}

function effectWords({ because, verdict, safe, bd, turns }: DiffEffect, deal: DiffDeal, say: Say): string {
  if (because !== null) return say(because);
  const before = deal.before!;
  const passes = verdict === before.verdict ? '' : verdict === 'pass' ? ', and it passes' : ', and it does not pass';
  const told = shownRules(deal).flatMap(({ rule }) => (turns.includes(rule) ? [rule] : []));
  const turned = told.length === 0 ? passes : `${passes} (turns ${told.join(', ')})`;
  if (safe === before.safe) return `safe date as before${turned}`;
  if (safe === null) return `no safe date any more${turned}`;
  return `safe date ${bd === null ? safe : apart(bd)}${turned}`;
}

/** The most characters that GitHub takes in one comment. */
const LONGEST = 65_536;

/** Returns the comparison as Markdown: a line a deal, and what is behind it where it can be opened. What does not fit is left out from its end, and it says so. */
export function renderDiffMarkdown(diff: DiffReport): string {
  const told = diff.deals.filter(({ change }) => change !== 'same');
  const mistakes = diff.diagnostics.map(
    ({ file, line, column, message, help }) =>
      `- ${code(`${file}:${line}:${column}`)} ${plain(message)}${help === null ? '' : `  \n  → ${plain(help)}`}`,
  );
  if (mistakes.length > 0) return joined(['## ✗ The two sides cannot be compared'], mistakes, '\n');
  const head = [
    `## ${told.length === 0 ? 'No open deal changed' : `${told.length} of ${diff.deals.length} deals changed`}`,
    headText(diff, code),
  ];
  const faults = diff.faults.map(
    ({ deal, rule, message }) => `- **a fault of handoff** in ${code(rule)} of ${code(deal)}: ${plain(message)}`,
  );
  const table = told.length < 2 ? [] : [tableOf(told)];
  return joined([...head, ...faults, ...table], told.map(dealMarkdown), '\n\n');
}

/** A list of hundreds leaves room for what is behind it. */
function tableOf(deals: readonly DiffDeal[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const head = ['', 'deal', 'was', 'is', 'safe'];
  const rows = deals.map((deal) => {
    const { file, title, before, after, change, dates, state } = deal;
    const safe = before === null ? (after!.safe ?? 'none') : after === null ? '–' : safeWords(before, after, dates).replace(/^safe /, '');
    return [change, `${code(file)} ${plain(title)}`, before?.says ?? state.before ?? '–', after?.says ?? state.after ?? '–', safe];
  });
  const lines = [line(head), line(head.map(() => '---')), ...rows.map(line)];
  let length = 0;
  const kept = lines.filter((each) => (length += each.length + 1) < LONGEST / 2);
  return `${kept.join('\n')}${kept.length < lines.length ? `\n\n… and ${lines.length - kept.length} more deals.` : ''}`;
}

function dealMarkdown(deal: DiffDeal): string {
  const words = (texts: readonly string[]): string[] => texts.map((text) => `- ${plain(text)}`);
  const findings = (name: string, all: readonly DiffFinding[]): string[] =>
    all.slice(0, FINDINGS).map(({ rule, at, message }) => `- ${name} ${code(rule)} ${code(`${at.file}:${at.line}`)} ${plain(message)}`);
  const head = `**${code(deal.file)}** ${cell(plain(deal.title))}: ${plain(standWords(deal))}`;
  if (deal.change !== 'changed') return head;
  const lines = [
    ...words(otherDates(deal.before!, deal.after!, deal)),
    ...whyWords(deal, plain).map((line) => `- ${line}`),
    ...shownRules(deal).map(({ rule, before, after, by }) => `- ${code(rule)} ${before} → ${after}${byWords(by)}`),
    ...findings('new:', deal.new),
    ...findings('gone:', deal.gone),
  ];
  return [head, ...(lines.length === 0 ? [] : [lines.join('\n')])].join('\n\n');
}

/** As many blocks as fit whole. */
function joined(head: readonly string[], blocks: readonly string[], between: string): string {
  const left = (count: number): string => `… and ${count} more that a comment has no room for: \`handoff diff\` prints all.`;
  let length = head.join('\n\n').length + left(blocks.length).length + 8;
  const kept = blocks.filter((block) => (length += block.length + between.length) < LONGEST);
  const parts = [
    ...head,
    ...(kept.length === 0 ? [] : [kept.join(between)]),
    ...(kept.length < blocks.length ? [left(blocks.length - kept.length)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}
