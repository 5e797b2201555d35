/**
 * Annotations as the runner of GitHub Actions reads them from a job's output: `::error file=…,line=…::message`. A command is a line that begins with `::`, and an
 * older form is found anywhere in a line (`##[`): so no line begins with what somebody else wrote, and none holds that.
 */
import type { Diagnostic } from '../../../model/place.ts';
import type { Report } from '../../report.ts';
import { askedSentences } from '../../asked.ts';
import { noticesOf, sentenceOf, type Level } from '../../review.ts';
import { verdictOf } from '../../verdict.ts';
import { visible } from '../width.ts';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Returns the annotations, worst first (the page of a job shows ten of a kind), and a line that says how many deals pass. */
export function renderGithub(report: Report): string {
  const notices = noticesOf(report).map((notice) => {
    const { check, finding, level, suppressed, deal } = notice;
    const why = suppressed === null ? '' : suppressed === 'waiver' ? ' (waived)' : ' (known before)';
    return {
      level: suppressed === null ? level : 'note',
      at: finding.at,
      title: `${check.rule} · ${deal.deal}${why}`,
      text: sentenceOf(notice),
    } as const;
  });
  const wrong = report.diagnostics.map((each: Diagnostic) => ({
    level: 'error' as const,
    at: each,
    title: each.code,
    text: each.help === null ? each.message : `${each.message} → ${each.help}`,
  }));
  const faults = report.faults.map(({ rule, deal, message }) => ({
    level: 'error' as const,
    at: null,
    title: `${rule} · ${deal}`,
    text: `a fault of handoff: ${message}`,
  }));
  const order: readonly Level[] = ['error', 'warning', 'note'];
  const lines = [...wrong, ...faults, ...notices]
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map(({ level, at, title, text }) => {
      const place = at === null ? [] : placeOf(at);
      const properties = [...place, `title=${property(title)}`].join(',');
      return `::${COMMANDS[level]} ${properties}::${data(text)}`;
    });
  return [...lines, summary(report), ''].join('\n');
}

/** Columns are read only where both ends are in one line, and both are inside. */
function placeOf({
  file,
  line,
  column,
  endLine,
  endColumn,
}: {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}): string[] {
  const columns = line === endLine ? [`col=${column}`, `endColumn=${Math.max(column, endColumn - 1)}`] : [];
  return [`file=${property(file)}`, `line=${line}`, `endLine=${endLine}`, ...columns];
}

/** Nothing of it was written by somebody else. */
function summary(report: Report): string {
  const { deals, diagnostics, exit, since } = report;
  if (diagnostics.length > 0) return `handoff: ${diagnostics.length} wrong in the files, and nothing was judged (exit ${exit})`;
  const verdicts = new Map<string, number>();
  for (const deal of deals) verdicts.set(verdictOf(deal), (verdicts.get(verdictOf(deal)) ?? 0) + 1);
  const said = [...verdicts].map(([verdict, count]) => `${count} × ${verdict}`);
  const left = since === undefined || since.unchanged.length === 0 ? '' : `, ${since.unchanged.length} not judged: unchanged`;
  const verdict = `handoff: ${said.length === 0 ? 'no deal was judged' : said.join(', ')}${left} (exit ${exit})`;
  return [verdict, ...askedSentences(report).map((sentence) => `handoff: ${sentence}`)].join('\n');
}

/** What is hidden in a text is shown; a line break would end the command. */
function data(text: string): string {
  return visible(text.replace(/\s+/gu, ' ')).replace(/##\[/g, '## [').replace(/%/g, '%25');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
