/** What `hold`, `release` and `confirm` did to a deal's place in the queue, for a person and as JSON. */
import type { HoldingReport } from '../../holding/report.ts';
import { listed } from '../../model/words.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor, type Paint } from './paint.ts';
import { faultLines } from './text.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** The formats of the answer. */
export const HOLDING_FORMATS: Readonly<Record<FormatName, (report: HoldingReport, view: View) => string | Promise<string>>> = {
  text: renderHolding,
  json: renderJson,
};

const VERDICTS: Readonly<Record<HoldingReport['result'], string>> = {
  held: '✓ HELD',
  'not-held': '✗ NOT HELD',
  released: '✓ LET GO',
  'nothing-held': '✓ NOTHING HELD',
  confirmed: '✓ CONFIRMED',
  'confirmed-before': '✓ CONFIRMED BEFORE',
  'not-confirmed': '✗ NOT CONFIRMED',
  'not-judged': '✗ NOT JUDGED',
};

async function renderHolding(report: HoldingReport, view: View): Promise<string> {
  // What is wrong with the input is told by itself.
  if (report.deal === null) return '';
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const lines = [
    ...headLines(report, paint, width),
    ...reasonLines(report, paint, width),
    ...hourLines(report, width),
    ...ambiguityLines(report, paint, width),
    ...report.notes.flatMap((note) => hang('  ! ', visible(note), width)),
    ...nextLines(report, paint, width),
    ...faultLines(report, paint, width),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function headLines({ result, file, title, hold, signed }: HoldingReport, paint: Paint, width: number): string[] {
  const verdict = VERDICTS[result];
  const [first, ...rest] = hang(`${verdict}  `, `${visible(file!)} · ${visible(title!)}`, width);
  const color = verdict.startsWith('✓') ? paint.good : paint.bad;
  const says = (text: string): string[] => hang('  ', visible(text), width);
  const head = [color(paint.strong(first.slice(0, verdict.length))) + first.slice(verdict.length), ...rest];
  switch (result) {
    case 'held': {
      const most = hold!.longest === null || hold!.longest === hold!.until ? 'and no longer' : `and no longer than ${hold!.longest}`;
      return [...head, ...says(`until ${hold!.until} for ${hold!.seller}; first held on ${hold!.first}, ${most}`)];
    }
    case 'not-held':
      return hold === null ? head : [...head, ...says(`what was held before stays held until ${hold.until}`)];
    case 'released':
      return [...head, ...says(`it was held for ${hold!.seller} until ${hold!.until}; these hours are free for others again`)];
    case 'confirmed':
    case 'confirmed-before':
      return [...head, ...says(`signed on ${signed}`)];
    case 'nothing-held':
    case 'not-confirmed':
    case 'not-judged':
      return head;
  }
}

/** Whose holds are in the way, and what is missing. */
function reasonLines({ in_the_way, would_pass, missing, file }: HoldingReport, paint: Paint, width: number): string[] {
  const whose = in_the_way.map(({ booking, customer, until }) =>
    customer === null ? `${booking} until ${until}` : `${customer} until ${until} (${booking})`,
  );
  const without = would_pass ? 'without that it would pass' : 'without that it could be promised sooner';
  return [
    ...(whose.length === 0 ? [] : hang('  ✗ ', visible(`its hours are held for ${listed(whose)}; ${without}`), width).map(paint.bad)),
    ...missing.flatMap(({ rule, verdict, says }) => hang(`  ${verdict === 'unknown' ? '?' : '✗'} `, `${rule}: ${visible(says)}`, width)),
    ...(missing.length === 0 ? [] : hang('  → ', `handoff check ${visible(file!)} says what would do`, width)),
  ];
}

function hourLines({ hours }: HoldingReport, width: number): string[] {
  const most = Math.max(0, ...hours.map(({ role }) => role.length));
  return hours.flatMap(({ role, hours: worked, from, to }) =>
    hang(`  ${visible(role.padEnd(most))}  `, `${worked}h  ${from === to ? from : `${from} to ${to}`}`, width),
  );
}

function ambiguityLines({ ambiguities }: HoldingReport, paint: Paint, width: number): string[] {
  if (ambiguities.length === 0) return [];
  const mark = { waived: '~', unknown: '?', 'soft-promise': '·' } as const;
  return [
    '  signed without being sure:',
    ...ambiguities.flatMap(({ kind, of, says }) => hang(`    ${mark[kind]} `, `${visible(of)}: ${visible(says)}`, width).map(paint.quiet)),
  ];
}

/** The files to commit, and what comes next. */
function nextLines({ result, wrote, file }: HoldingReport, paint: Paint, width: number): string[] {
  const named = wrote.map((path) => paint.quiet(`  ${visible(path)}`));
  const commit = wrote.length === 0 ? [] : [...hang('  ', `Commit ${wrote.length === 1 ? 'it' : 'them'} with the deal:`, width), ...named];
  if (result === 'held')
    return [
      ...hang(
        '  ',
        'These hours count as booked for every other deal; what is free for the case that something goes wrong is not held.',
        width,
      ),
      ...commit,
      ...hang('  → ', `signed: handoff confirm ${visible(file!)} · not signed: handoff release ${visible(file!)}`, width),
    ];
  return commit;
}
