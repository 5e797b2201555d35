/** A completion as somebody wrote it → the day that it is. */
import { addDuration, type Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import type { Completion } from './deal.ts';
import type { Deal } from './facts.ts';

/** Returns the day of a completion; null when it counts from an input that the judged offer does not count from. */
export function dayOfCompletion(completion: Completion | undefined, relative: Deal['relative'], calendar: Calendar): Day | null {
  if (completion === undefined) return null;
  if (completion.kind === 'on') return completion.on;
  return relative === null || relative.input !== completion.after ? null : addDuration(calendar, relative.from, completion.within);
}
