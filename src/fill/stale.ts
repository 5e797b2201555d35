/** Whether what was filled into a deal is still what its facts say. */
import { changesOf, computedOf, deskOf, type ToFill } from './compute.ts';
import { digestsOf } from './digests.ts';
import { readDeal } from './read.ts';
import type { Basis } from './record.ts';

/** What became of the values that were filled into a deal. */
export interface Stale {
  /** Those that would be others now; `now` null: none can be given any more. */
  readonly differs: readonly { readonly key: string; readonly was: string; readonly now: string | null; readonly from: string }[];
  /** Which of operations' facts have changed since, whether or not that changes a value. */
  readonly facts: readonly Basis[];
  /** What of the record cannot be read; null where all of it can. */
  readonly problem: string | null;
}

/** Returns what became of the values that were filled into the text of a deal; null where none were, or the text is no deal. */
export function staleOf(deal: ToFill, text: string): Stale | null {
  const read = readDeal(text);
  if (read === null) return null;
  const desk = deskOf(deal, read, false);
  const { record, own } = desk;
  if (record.problem === null && record.filled.size === 0) return null;
  const { changes } = changesOf(desk, computedOf(desk, desk.bare), new Set());
  const digests = digestsOf(deal.facts);
  return {
    differs: changes.flatMap(({ key, was, now, from }) => (was === null || !own.has(key) ? [] : [{ key, was, now, from }])),
    facts: (Object.keys(record.facts) as Basis[]).filter((basis) => record.facts[basis] !== digests[basis]),
    problem: record.problem,
  };
}
