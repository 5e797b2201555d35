/** The least price that a deal may have for its costs: none lower passes `margin-floor`. */
import { WHOLE, type Cents } from '../../model/units.ts';
import type { FailureFact } from '../../schedule/schedule.ts';
import type { RuleFacts } from '../rule.ts';
import type { ShareOrAmount } from '../texts/notation.ts';
import { costOfDeal, costOfWork, dearestFailures } from './cost.ts';

/** Returns the least price that leaves the floor once so much is spent, or null where none does: a floor of the whole price. */
export function priceFor(spent: Cents, floor: ShareOrAmount | undefined): Cents | null {
  if (floor === undefined) return spent;
  if (floor.kind === 'amount') return spent + floor.cents;
  return floor.share >= WHOLE ? null : Math.ceil((spent * WHOLE) / (WHOLE - floor.share));
}

/**
 * Returns the least price at which a deal is no toxic yes and, where the floor is judged, leaves it after so many of the dearest failures. Null where no
 * price does.
 */
export function leastPrice(
  facts: RuleFacts,
  known: readonly FailureFact[],
  { floor, failures }: { readonly floor?: ShareOrAmount | undefined; readonly failures: number },
  isFloorJudged: boolean,
): Cents | null {
  const work = costOfWork(facts).total;
  if (!isFloorJudged || floor === undefined) return work;
  const wrong = dearestFailures(known, failures, facts).reduce((sum, { cents }) => sum + cents, 0);
  const least = priceFor(costOfDeal(facts).total + wrong, floor);
  return least === null ? null : Math.max(work, least);
}
