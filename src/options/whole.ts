/** A way by which all of a deal is done, in one delivery: nothing is left out, only something else changes, or somebody else does something first. */
import type { Facts } from '../model/facts.ts';
import type { Tried } from './recheck.ts';
import { startOf } from './scope.ts';
import type { Way } from './way.ts';
import { amountOf, NOTHING } from './worth.ts';

/** Returns such a way from what the check says of it; `facts` are those of the deal before, and what is not said asks nobody and moves nobody. */
export function wholeWay(
  facts: Facts,
  tried: Tried,
  said: Pick<Way, 'kind' | 'words' | 'edits' | 'tight'> & Partial<Pick<Way, 'asks' | 'victims' | 'approvers'>>,
): Way {
  return {
    asks: null,
    victims: [],
    rewrite: [],
    result: { start: startOf(tried), complete: tried.after.facts.deal.judgedCompletion?.day ?? null },
    approvers: tried.approvers,
    remain: tried.remain,
    worth: { dropped: NOTHING, inTime: amountOf(facts, facts.deal.items), deliveries: 1 },
    ...said,
  };
}
