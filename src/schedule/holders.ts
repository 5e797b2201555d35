/** Who holds the roles of a deal, day by day: the queue booking by booking, for a reader who wants to see it. */
import { businessDaysBetween } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { queueOver, type Queue } from './held.ts';
import { HORIZON } from './queue.ts';

/** One booking, and the days on which it holds any of the roles. */
export interface Holder {
  readonly booking: string;
  readonly customer: string | null;
  /** In the order of the capacity file. */
  readonly roles: readonly string[];
  /** Earliest first. */
  readonly days: readonly Day[];
}

/** Business days that the queue is looked at beyond the last day that is asked for, before that is doubled for bookings that are planned. */
const BEYOND = 40;

/** Returns the bookings that hold some of these roles between two days, in the order of the capacity file; the queue is as its file has it, nobody moved. */
export function holdersOf(facts: Facts, roles: ReadonlySet<string>, first: Day, last: Day): Holder[] {
  const { profile, placed } = queueUntil(facts, last);
  const { axis, resources } = profile;
  return placed.flatMap((each, index): Holder[] => {
    const { id, customer } = facts.capacity.bookings[index];
    const held = new Set<string>();
    const days = new Set<Day>();
    const uses = each?.uses ?? [];
    for (let u = 0; u < uses.length; u += 3) {
      const { role } = resources[uses[u]];
      const day = axis.days[axis.dayOfSlot[uses[u + 1]]];
      if (!roles.has(role) || day < first || day > last) continue;
      held.add(role);
      days.add(day);
    }
    const names = Object.keys(facts.capacity.roles).filter((role) => held.has(role));
    return days.size === 0 ? [] : [{ booking: id, customer: customer ?? null, roles: names, days: [...days].sort((a, b) => a - b) }];
  });
}

function queueUntil(facts: Facts, last: Day): Queue {
  const { calendar, today, policy } = facts;
  const look = businessDaysBetween(calendar, today - 1, Math.max(last, today)) + BEYOND;
  for (let days = Math.min(HORIZON, look); ; days = Math.min(HORIZON, 2 * days)) {
    const queue = queueOver(facts, { soft: policy.soft, buffers: [] }, days, days === HORIZON);
    if (queue !== null) return queue;
  }
}
