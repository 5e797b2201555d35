/**
 * A displacement that was approved: what the approval speaks of, and the queue with those moves in it, on which every date is then computed
 * (planning.md §3). Every other booking stays in the very hours it has, so that nobody is moved who was not named.
 */
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { approvalOf, type Approvable, type Approval } from '../model/signoff.ts';
import type { Displacement, Schedule } from './schedule.ts';

/** What approving a displacement is called. */
const SUBJECT = 'displacement';

type Found = Extract<Displacement, { status: 'found' }>;

/** Whether anybody ever approved a displacement of the deal: else nothing of this is looked at. */
export function mayBeGranted({ signoffs }: Facts): boolean {
  return signoffs.some(({ type, subject }) => type === 'handoff/approval@1' && subject === SUBJECT);
}

/** Returns what an approval of a displacement speaks of: each booking, and its new day. Null where nobody moves, or where it may not be approved. */
export function displacementApproval({ moved }: Found, asked: Day): Approvable | null {
  if (moved.length === 0 || moved.some(({ paid, late, done }) => done === null || (paid && late > 0))) return null;
  const moves = moved.map(({ booking, customer, promised, now, done }) => [
    booking,
    {
      customer: customer ?? '',
      promised: promised === null ? 'nothing' : formatDay(promised),
      from: formatDay(now),
      to: formatDay(done!),
    },
  ]);
  return {
    subject: SUBJECT,
    what: `that completion on ${formatDay(asked)} moves ${moved.map(({ booking, now, done }) => `${booking} from ${formatDay(now)} to ${formatDay(done!)}`).join(', ')}`,
    meaning: { asked: formatDay(asked), moves: Object.fromEntries(moves) as Record<string, Record<string, string>> },
    who: 'leadership',
  };
}

/** Returns how it stands with the approval of what would have to move; null where nothing would, or nobody may approve it. */
export function grantOf(facts: Facts, schedule: Schedule): Approval | null {
  const asked = facts.deal.judgedCompletion;
  if (schedule.status !== 'planned' || schedule.displacement?.status !== 'found' || asked === null) return null;
  const approvable = displacementApproval(schedule.displacement, asked.day);
  return approvable && approvalOf(facts, approvable);
}

/** Returns the facts with the queue as a displacement leaves it. */
export function withMoves(facts: Facts, { placed }: Found): Facts {
  const bookings = facts.capacity.bookings.map((booking, index) => {
    const place = placed[index];
    return place === null ? booking : { ...booking, placed: place };
  });
  return { ...facts, capacity: { ...facts.capacity, bookings } };
}
