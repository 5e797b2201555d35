/** A deal's verdict in the words that every format begins with. */
import type { ReportDeal } from './report.ts';

/** Returns the verdict with its mark: `✗ NOT YET`. */
export function verdictOf(deal: Pick<ReportDeal, 'state' | 'verdict' | 'checks'>): string {
  if (deal.state === 'draft') return deal.verdict === 'pass' ? '✓ draft: would pass' : '✗ draft: would not pass';
  // What is wrong since before is no yes; it only keeps nobody from going on.
  if (isOldNews(deal)) return '~ NOTHING NEW';
  return deal.verdict === 'pass' ? '✓ YES' : '✗ NOT YET';
}

/** Returns whether a deal passes only because all that is wrong with it was known before. */
export function isOldNews({ verdict, checks }: Pick<ReportDeal, 'verdict' | 'checks'>): boolean {
  return verdict === 'pass' && checks.some(({ known_since }) => known_since !== null);
}
