/** The latest day on which help is still in time: what somebody else does first is asked for as late as it can be. */
import { addBusinessDays, onOrAfter, type Calendar } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import { nearest } from './nearest.ts';
import type { Tried } from './recheck.ts';

/** The latest day that was seen to be enough. */
export interface Latest {
  readonly day: Day;
  readonly tried: Tried;
  /** Whether the business day after it was seen not to be. */
  readonly tight: boolean;
}

/** Closer looks that may be taken: as many as halve ten weeks to a day, and one. */
const CLOSER = 7;

/** Returns the business days from one day on, until another or so many; the first open day on or after `from` is the first. */
export function businessDaysFrom(calendar: Calendar, from: Day, until: Day, most: number): Day[] {
  const days: Day[] = [];
  for (let day = onOrAfter(calendar, from); day !== null && day <= until && days.length < most; day = addBusinessDays(calendar, day, 1)) {
    days.push(day);
  }
  return days;
}

/**
 * Returns the latest of some days, in order, on which help is enough; `days` reach so far that on the last one it is not. A first look, which may be wrong,
 * says where to begin; where it says that not even the first day is enough, nothing is tried. `closer` looks again, as thoroughly as a plan, whether later days
 * are enough all the same. `tryOn` answers 'nothing' where there is nothing to do on that day beyond what was done before, which is known not to be
 * enough, and null when no more may be asked.
 */
export function latestDay(
  days: readonly Day[],
  look: (day: Day) => boolean,
  tryOn: (day: Day) => Tried | 'nothing' | null,
  closer: (day: Day) => boolean = () => false,
): Latest | null {
  if (days.length === 0 || !look(days[0])) return null;
  // The most that pass the look, by halving: it is cheap, and mostly right.
  let [low, high] = [1, days.length + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (look(days[middle - 1])) low = middle;
    else high = middle;
  }
  // Mostly the day after is none; where it is, a few closer looks are cheaper than to be told by whole checks how far it goes.
  high = days.length + 1;
  for (let next = low + 1, left = CLOSER; high - low > 1 && left > 0; left--) {
    if (closer(days[next - 1])) low = next;
    else high = next;
    next = (low + high) >> 1;
  }
  const known = new Map<number, Tried | 'nothing' | null>();
  const triedOn = (nth: number): Tried | 'nothing' | null => {
    let tried = known.get(nth);
    if (tried === undefined) known.set(nth, (tried = tryOn(days[nth - 1])));
    return tried;
  };
  const latestThat = (enough: (tried: Tried) => boolean): Latest | null => {
    const { most, tight } = nearest(low, days.length + 1, (nth) => {
      const tried = triedOn(nth);
      return tried === null ? null : tried !== 'nothing' && enough(tried);
    });
    const tried = most === 0 ? null : triedOn(most);
    // Of the day after the last one nobody knows anything.
    return tried === null || tried === 'nothing' ? null : { day: days[most - 1], tried, tight: tight && most < days.length };
  };
  // A few days more are not worth somebody's approval; where it takes one on any day, it is told.
  return latestThat(({ passes, approvers }) => passes && approvers.length === 0) ?? latestThat(({ passes }) => passes);
}
