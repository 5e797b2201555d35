/**
 * A displacement that was approved: what the approval speaks of, and the queue with those moves in it, on which every date is then computed
 * (planning.md §3). Every other booking stays in the very hours it has, so that nobody is moved who was not named.
 */
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { approvalOf, type Approvable, type Approval } from '../model/signoff.ts';
import { listed } from '../model/words.ts';
import type { Displaced, Displacement, Schedule } from './schedule.ts';

/** What approving a displacement is called. */
const SUBJECT = 'displacement';

type Found = Extract<Displacement, { status: 'found' }>;

/** Whether anybody ever approved a displacement of the deal: else nothing of this is looked at. */
export function mayBeGranted({ signoffs }: Facts): boolean {
  return signoffs.some(({ type, subject }) => type === 'handoff/approval@1' && subject === SUBJECT);
}

/**
 * Returns what an approval of a displacement speaks of: each booking and its new day, or the hours that it gives up where its day stays. Null where
 * nobody moves, or where it may not be approved.
 */
export function displacementApproval({ moved }: Found, asked: Day): Approvable | null {
  if (moved.length === 0 || moved.some(({ paid, late, done }) => done === null || (paid && late > 0))) return null;
  const moves = moved.map((each) => [
    each.booking,
    {
      customer: each.customer ?? '',
      promised: each.promised === null ? 'nothing' : formatDay(each.promised),
      from: formatDay(each.now),
      to: formatDay(each.done!),
      ...(each.done === each.now && { gives: hoursText(each) }),
    },
  ]);
  return {
    subject: SUBJECT,
    what: `that completion on ${formatDay(asked)} ${moved.map(moveText).join('; ')}`,
    meaning: { asked: formatDay(asked), moves: Object.fromEntries(moves) as Record<string, Record<string, string>> },
    who: 'leadership',
  };
}

/** `moves so-7 from 2026-11-27 to 2026-11-30`; where its day stays, `takes 13h of operator 2026-12-07 from po-121, which …`. */
function moveText(each: Displaced): string {
  const whose = each.customer === null ? each.booking : `${each.customer} (${each.booking})`;
  if (each.done !== each.now) return `moves ${whose} from ${formatDay(each.now)} to ${formatDay(each.done!)}`;
  return `takes from ${whose} ${hoursText(each)}, and it is still done on ${formatDay(each.now)}`;
}

/** Returns the hours that a booking gives up, and what it has instead: `13h of operator 2026-12-07 to 2026-12-08 (2026-12-09 instead)`. */
export function hoursText({ shifts }: Displaced): string {
  const between = ([first, last]: readonly [Day, Day]): string =>
    first === last ? formatDay(first) : `${formatDay(first)} to ${formatDay(last)}`;
  return listed(
    shifts.map(({ role, hours, from, to }) => `${hours}h of ${role} ${between(from)} (${to === null ? 'with none' : between(to)} instead)`),
  );
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
