/** At which hours people are put on the bookings of signed deals by name (`handoff gate --people`), as a clock on the wall shows them. */
import type { Day } from '../../model/day.ts';
import { wholeQueue, type QueueFacts } from '../../schedule/queue.ts';
import type { Elsewhere, Minute } from './on-shift.ts';

const DAY = 24 * 60;

/**
 * Returns by person the times up to a day in which they are on a booking by name, in order. The slots of a working day follow each other from `day_starts` on: the
 * calendar knows no breaks.
 */
export function elsewhereOf({ capacity, ...facts }: QueueFacts, until: Day): Elsewhere {
  const found = new Map<string, { from: Minute; to: Minute }[]>();
  if (!capacity.bookings.some(({ work }) => work.some(({ people }) => people !== undefined))) return found;
  const { axis, named } = wholeQueue({ capacity, ...facts }, facts.policy.soft, until);
  for (const [id, slots] of named) {
    const times: { from: Minute; to: Minute }[] = [];
    for (let t = 0; t < axis.size; t++) {
      if (slots[t] === 0) continue;
      const b = axis.dayOfSlot[t];
      const from = axis.days[b] * DAY + capacity.calendar.day_starts + (t - axis.firstSlot[b]) * axis.grain;
      if (times.at(-1)?.to === from) times.at(-1)!.to = from + axis.grain;
      else times.push({ from, to: from + axis.grain });
    }
    found.set(id, times);
  }
  return found;
}
