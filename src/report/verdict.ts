/** A deal's verdict in the words that every format begins with. */
import type { ReportDeal } from './report.ts';

/** What a verdict is told from. */
type Judged = Pick<ReportDeal, 'state' | 'verdict' | 'checks' | 'part'>;

/** Returns the verdict with its mark: `✗ NOT YET`. A yes of only some rules is none of the deal, and says so; their no is one, whatever the others say. */
export function verdictOf(deal: Judged): string {
  const { part, verdict, checks } = deal;
  if (part === undefined) return wholeVerdict(deal);
  if (verdict === 'pass') return `${wholeVerdict(deal)} by ${part.rules} of ${part.of} rules`;
  return checks.some(({ blocking }) => blocking) ? wholeVerdict(deal) : '✗ NOTHING JUDGED';
}

function wholeVerdict(deal: Judged): string {
  if (deal.state === 'draft') return deal.verdict === 'pass' ? '✓ draft: would pass' : '✗ draft: would not pass';
  // What is wrong since before is no yes; it only keeps nobody from going on.
  if (isOldNews(deal)) return '~ NOTHING NEW';
  return deal.verdict === 'pass' ? '✓ YES' : '✗ NOT YET';
}

/** Returns whether a deal passes only because all that is wrong with it was known before. */
export function isOldNews({ verdict, checks }: Pick<ReportDeal, 'verdict' | 'checks'>): boolean {
  return verdict === 'pass' && checks.some(({ known_since }) => known_since !== null);
}
