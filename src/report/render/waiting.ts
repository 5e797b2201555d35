/** What open deals wait for, for the person who chases it: a block a person, the oldest first. */
import type { WaitingReport } from '../waiting.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor, type Paint } from './paint.ts';
import { faultLines } from './text.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** The formats of the answer. */
export const WAITING_FORMATS: Readonly<Record<FormatName, (waiting: WaitingReport, view: View) => string | Promise<string>>> = {
  text: renderWaiting,
  json: renderJson,
};

/** Returns the answer as text. */
async function renderWaiting(report: WaitingReport, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  if (report.diagnostics.length > 0) return renderDiagnostics(report.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const lines = [...blocks(report, paint, width), ...faultLines(report, paint, width)];
  return lines.map((line) => `${line}\n`).join('');
}

function blocks({ waiting, deals, person, today }: WaitingReport, paint: Paint, width: number): string[] {
  const looked = deals.length === 1 ? visible(deals[0].deal) : `${deals.length} deals`;
  if (waiting.length === 0) {
    const wait = deals.length === 1 ? 'waits' : 'wait';
    return [person === null ? `${looked} ${wait} on nobody.` : `Nothing of ${looked} waits on ${visible(person)}.`];
  }
  const people = [...new Set(waiting.map(whoText))];
  // Where nothing is known to have waited for long, there is no column for since when.
  const indent = waiting.some(({ since }) => since !== null) ? 18 : 0;
  return people.flatMap((who, index) => [
    ...(index === 0 ? [] : ['']),
    ...hang('', visible(who), width).map(paint.strong),
    ...waiting
      .filter((row) => whoText(row) === who)
      .flatMap(({ since, deal, customer, what, help }) => [
        ...hang(
          `  ${(since === null ? '' : `since ${since}`).padEnd(indent)}`,
          `${visible(deal)} (${visible(customer)}): ${visible(what)}`,
          width,
        ).map((line) => (since !== null && since < today ? paint.bad(line) : line)),
        ...hang(`${' '.repeat(indent + 2)}→ `, visible(help), width).map(paint.quiet),
      ]),
  ]);
}

function whoText({ on, role }: WaitingReport['waiting'][number]): string {
  if (on.length === 0) return `nobody${role === null ? '' : ` (${role}: handoff.yaml → principals names nobody)`}`;
  return `${on.join(' or ')}${role === null ? '' : ` (${role})`}`;
}
