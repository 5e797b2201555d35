import * as z from 'zod/mini';
import { addBusinessDays } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import { at } from '../model/place.ts';
import { formatDuration } from '../model/units.ts';
import { gapText } from './floor.ts';
import { elapsed, option } from './texts/notation.ts';
import type { Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  max_age: option(elapsed, '7d', 'How old the capacity file may be: the time from its `as_of` to today, in d or bd.'),
});

type CapacityFreshOptions = z.output<typeof options>;

/** Dates are only as good as the day on which somebody last looked at the people and the queue. */
export const capacityFresh: Rule<CapacityFreshOptions, never, 'stale' | 'to-come'> = {
  id: 'capacity-fresh',
  family: 'capacity',
  title: 'Nobody has looked at the capacity file for too long.',
  why: 'Every date is computed from the people, the queue and the materials as operations last knew them. After some days of sales, sickness and rework that is another company.',
  source: 'Available-to-promise: a promise out of a stale schedule is a guess.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    stale: 'The capacity file’s `as_of` is longer ago than policy allows.',
    'to-come': 'The capacity file’s `as_of` is a day to come, and nobody can stand behind it today.',
  },
  needs: [],
  check(facts, { max_age }) {
    const { today, capacity } = facts;
    const { as_of } = capacity;
    const told = (reason: 'stale' | 'to-come', message: string) => ({
      kind: 'fail' as const,
      reason,
      summary: message,
      findings: [
        {
          message,
          at: at('capacity', 'as_of'),
          help: `operations look through people, bookings and materials, and then write as_of: ${formatDay(today)}`,
          data: { as_of: formatDay(as_of), max_age: formatDuration(max_age) },
          // Its sentence ages with every day, and what somebody lets stand does not.
          waives: { as_of: formatDay(as_of) },
        },
      ] as const,
    });
    // Where operations sit further east, it is tomorrow already.
    if (as_of > today + 1) return told('to-come', `operations stood behind capacity on ${formatDay(as_of)}, which is still to come`);
    const oldest = oldestOf(facts, max_age);
    const age = `${max_age.unit === 'bd' ? gapText(facts, as_of, today) : `${today - as_of}d`} ago`;
    if (as_of < oldest) {
      const message = `operations last stood behind capacity on ${formatDay(as_of)}, ${age}; at most ${formatDuration(max_age)} are allowed`;
      return told('stale', message);
    }
    const when = as_of >= today ? 'today' : `${age}, on ${formatDay(as_of)}`;
    return { kind: 'pass', note: `operations stood behind capacity ${when}` };
  },
};

/** The earliest day that is recent enough. */
function oldestOf({ today, calendar }: RuleFacts, { unit, n }: CapacityFreshOptions['max_age']): Day {
  return unit === 'bd' ? (addBusinessDays(calendar, today, -n) ?? today - n) : today - n;
}
