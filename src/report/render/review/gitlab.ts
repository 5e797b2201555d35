/** A code quality report as GitLab reads it: a list of issues, each at a line. */
import { askedSentences } from '../../asked.ts';
import type { Report } from '../../report.ts';
import { fingerprints, noticesOf, sentenceOf, type Level } from '../../review.ts';
import { visible } from '../width.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'critical', warning: 'minor', note: 'info' };

/** Returns the report. What is waived or was known before is told as `info`. */
export function renderGitlab(report: Report): string {
  const notices = noticesOf(report).map((notice) => ({
    description: visible(sentenceOf(notice)),
    check_name: notice.check.rule,
    fingerprint: notice.fingerprint,
    severity: SEVERITIES[notice.suppressed === null ? notice.level : 'note'],
    location: locationOf(notice.finding.at),
  }));
  const printed = fingerprints();
  const wrong = report.diagnostics.map((each) => ({
    description: visible(each.help === null ? each.message : `${each.message} → ${each.help}`),
    check_name: each.code,
    fingerprint: printed([each.file, each.code, each.message]),
    severity: 'blocker',
    location: locationOf(each),
  }));
  const faults = report.faults.map(({ deal, rule, message }) => ({
    description: visible(`a fault of handoff in ${rule} of ${deal}: ${message}`),
    check_name: rule,
    fingerprint: printed(['fault', deal, rule]),
    severity: 'blocker',
    location: { path: report.deals.find((each) => each.deal === deal)?.file ?? deal, lines: { begin: 1 } },
  }));
  // The list has no place for what is about all of it: it stands at the beginning of the first deal.
  const asked = askedSentences(report).map((sentence) => ({
    description: sentence,
    check_name: 'handoff',
    fingerprint: printed(['asked', sentence]),
    severity: 'info',
    location: { path: report.deals[0].file, lines: { begin: 1 } },
  }));
  return `${JSON.stringify([...wrong, ...faults, ...asked, ...notices], null, 2)}\n`;
}

function locationOf({ file, line, endLine }: { file: string; line: number; endLine: number }) {
  return { path: file, lines: { begin: line, end: endLine } };
}
