/** How far a safe date is proven: the word "proven" stands only where it is. */
import type { ReportDates } from '../report.ts';

/** Returns what is proven of the safe date, for brackets or a line of its own; a deal without one has no proof. */
export function safeProof({ proof: { safe }, unjudged }: Pick<ReportDates, 'proof' | 'unjudged'>): string {
  const bound = safe === null || safe.status === 'proven' ? null : `no order is safe before ${safe.lower_bound}, ${safe.open_bd}bd sooner`;
  // Nothing is proven of a date that another rule may still put later.
  if (unjudged.length > 0) {
    const judged = `as far as judged: ${unjudged.map(({ rule }) => rule).join(', ')} could not be`;
    return bound === null ? judged : `${judged}; ${bound}`;
  }
  return bound === null ? 'proven: no order of work is safe sooner' : `not proven to be the earliest: ${bound}`;
}
