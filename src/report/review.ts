/** What a reviewer sees of a report, finding by finding: the same list under every format that is read beside a pull request. */
import type { Range } from '../model/place.ts';
import { hashOf } from '../signoff/digest.ts';
import type { Report, ReportCheck, ReportDeal, ReportFinding } from './report.ts';

/** How much it matters: `error` keeps the deal from passing, `warning` does not, `note` is told. */
export type Level = 'error' | 'warning' | 'note';

/** A finding at its place, with all that belongs to it. */
export interface Notice {
  readonly deal: ReportDeal;
  readonly check: ReportCheck;
  readonly finding: ReportFinding;
  readonly level: Level;
  /** Why it does not count although it is there: a waiver, or operations knew of it before. */
  readonly suppressed: 'waiver' | 'baseline' | null;
  /** The same finding has the same one after other lines have moved; 64 hexadecimal digits, unique in the report. */
  readonly fingerprint: string;
}

/** Returns the findings of a report in its order. What another rule tells is told once, by that. */
export function noticesOf({ deals }: Pick<Report, 'deals'>): Notice[] {
  const printed = fingerprints();
  return deals.flatMap((deal) =>
    deal.checks.flatMap((check) => {
      const level = levelOf(check);
      if (level === null || check.told_by !== null) return [];
      const suppressed = check.verdict === 'waived' ? 'waiver' : check.known_since !== null ? 'baseline' : null;
      return findingsOf(deal, check).map((finding): Notice => {
        // Neither line nor number: a date that is asked for again a week later is the same finding.
        const key = [deal.deal, check.rule, check.reason, finding.at.file, finding.message.replace(/\d+/g, '#')];
        return { deal, check, finding, level, suppressed, fingerprint: printed(key) };
      });
    }),
  );
}

/** Returns what makes fingerprints: the same of the same words in each run, and of words that come again another one each time. */
export function fingerprints(): (words: readonly (string | number | null)[]) => string {
  const seen = new Map<string, number>();
  return (words) => {
    const key = JSON.stringify(words);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return hashOf(nth === 0 ? key : `${key}${nth}`);
  };
}

/** Returns how much a check matters; null where it says nothing that a reviewer has to see. */
function levelOf({ verdict, blocking }: ReportCheck): Level | null {
  switch (verdict) {
    case 'pass':
    case 'not-applicable':
    case 'off':
      return null;
    case 'waived':
      return 'note';
    case 'unknown':
      return blocking ? 'error' : 'note';
    case 'fail':
    case 'needs-approval':
      return blocking ? 'error' : 'warning';
  }
}

/** A check that found something and names no place is about the deal as a whole. */
function findingsOf({ file }: ReportDeal, { findings, summary }: ReportCheck): readonly ReportFinding[] {
  if (findings.length > 0) return findings;
  const at: Range = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return [{ message: summary, at, related: [], data: {}, help: '' }];
}

/** Returns a finding in one sentence with what to do: `offered 2026-12-18 is 8bd before the safe date; offer 2027-01-08 or later`. */
export function sentenceOf({ finding: { message, help } }: Notice): string {
  return help === '' ? message : `${message} → ${help}`;
}
