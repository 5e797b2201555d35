/** Whose holds keep a deal from passing: the same deal is judged once more as if they were not there. */
import type { Booking } from '../model/capacity.ts';
import type { Judgement } from '../judge.ts';
import { formatDay } from '../model/day.ts';
import type { JudgedDeal } from '../report/build.ts';
import type { HoldingReport } from './report.ts';

/** So many are tried one by one; of more, all are named that are in the way together. */
const TRIED = 6;

/** Returns the holds of others without which the deal would pass, or could be promised sooner; the few that are enough where there are some. */
export function inTheWayOf({ facts, judgement, without }: JudgedDeal): { holds: HoldingReport['in_the_way']; wouldPass: boolean } {
  const nothing = { holds: [], wouldPass: false };
  const held = facts.capacity.bookings.filter(
    ({ state, expires, work, deliverables }) =>
      state === 'hold' && expires !== undefined && expires >= facts.today && work.length + deliverables.length > 0,
  );
  if (held.length === 0) return nothing;
  const free = without(new Set(held.map(({ id }) => id)));
  if (!isBetter(free, judgement)) return nothing;
  const asGood = (each: Judgement): boolean =>
    free.verdict === 'pass' ? each.verdict === 'pass' : (each.safe ?? Infinity) <= (free.safe ?? Infinity);
  const alone = held.length > TRIED ? [] : held.filter(({ id }) => asGood(without(new Set([id]))));
  return { holds: (alone.length > 0 ? alone : held).map(told), wouldPass: free.verdict === 'pass' };
}

function isBetter(free: Judgement, now: Judgement): boolean {
  return (free.verdict === 'pass' && now.verdict === 'fail') || (free.safe ?? Infinity) < (now.safe ?? Infinity);
}

function told({ id, customer, expires }: Booking): HoldingReport['in_the_way'][number] {
  return { booking: id, customer: customer ?? null, until: formatDay(expires!) };
}
