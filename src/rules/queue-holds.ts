import * as z from 'zod/mini';
import { businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import { bookingText } from '../model/held.ts';
import { at, type Place } from '../model/place.ts';
import { listedFew } from '../model/words.ts';
import { queueTroubles, type HoursOf, type LateBooking, type Overbooked } from '../schedule/overbooked.ts';
import { count, option } from './texts/notation.ts';
import { rolePlural } from './texts/roles-in-words.ts';
import type { Rule, RuleFacts } from './rule.ts';
import type { Wrong } from './wrong.ts';

const options = z.strictObject({
  told: option(count, 12, 'How many findings are told one by one; the others are counted.'),
});

type QueueHoldsOptions = z.output<typeof options>;

type Reason = 'overbooked' | 'late' | 'never-ends';

/** What is promised already can be kept, before anything is added. */
export const queueHolds: Rule<QueueHoldsOptions, never, Reason> = {
  id: 'queue-holds',
  family: 'capacity',
  title: 'The queue promises more than the team can do, even without this deal.',
  why: 'A team that is booked to 130 % has broken a promise already; nobody has been told yet. Every date that is sold on top of it is sold on the hope that somebody else will wait.',
  source: 'Finite loading: the load of each role is held against its capacity day by day before an order is added.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    overbooked: 'Bookings ask for more hours of a role than are there on some days.',
    late: 'A booking is done after the day that was promised, as things stand.',
    'never-ends': 'A booking that handoff plans is not done within five years.',
  },
  needs: [],
  check(all, { told }) {
    // With what is held for this deal: that somebody else holds the same hours is wrong with the queue.
    const facts = withoutProposals({ ...all, capacity: all.queue });
    const bookings = facts.capacity.bookings.filter(({ work, deliverables }) => work.length + deliverables.length > 0);
    if (bookings.length === 0) return { kind: 'not-applicable', because: 'nothing is booked' };
    const { overbooked, late } = queueTroubles(facts, facts.policy.soft);
    const wrong = [...overbooked.map((each) => tooMuch(each, facts)), ...late.map((each) => tooLate(each, facts))];
    const [first, ...rest] = wrong;
    if (first === undefined) {
      const every = bookings.length === 1 ? 'the one booking is' : `all ${bookings.length} bookings are`;
      return { kind: 'pass', note: `${every} within capacity and in time` };
    }
    const more = wrong.length > told ? `; ${told} of ${wrong.length} such things are told here` : '';
    return {
      kind: 'fail',
      reason: first.reason,
      summary: first.finding.message + more,
      findings: [first.finding, ...rest.slice(0, told - 1).map(({ finding }) => finding)],
    };
  },
};

/** What is only proposed is no queue yet. */
function withoutProposals(facts: RuleFacts): RuleFacts {
  const bookings = facts.capacity.bookings.filter(({ companion }) => companion !== true);
  return bookings.length === facts.capacity.bookings.length ? facts : { ...facts, capacity: { ...facts.capacity, bookings } };
}

/** `senior engineers are 130% booked 2026-12-01 to 2026-12-11: 104h for 80h, Fenwick Rail (so-310) 80h and Baxter (po-118) 24h`. */
function tooMuch(stretch: Overbooked, facts: RuleFacts): Wrong<Reason> {
  const { capacity } = facts;
  const { role, level, from, to, asked, there, short, overfilledBy, heldBy } = stretch;
  const who = rolePlural(capacity, role, level);
  const when = spanText(from, to);
  const whose = listedFew(heldBy.map((each) => `${bookingText(capacity.bookings[each.index])} ${each.hours}h`));
  const load = there === 0 ? 'are booked and not there' : `are ${percent(asked, there)}% booked`;
  // Hours may be there at another time of the day than the bookings want them.
  const apart = asked <= there ? `, ${short}h of them not at the same time` : '';
  const [last] = overfilledBy.slice(-1);
  const held = heldBy.filter(({ index }) => capacity.bookings[index].from === 'hold').length;
  const place = (each: HoursOf): Place => placeOf(each, stretch, facts);
  return {
    reason: 'overbooked',
    finding: {
      message: `${who} ${load} ${when}: ${asked}h for ${there}h${apart}, ${whose}`,
      at: place(overfilledBy[0]),
      help:
        held > 1
          ? `only one can have them: let the other go (handoff release), or add ${short}h of ${who}`
          : `move ${last.hours}h of '${capacity.bookings[last.index].id}' to other days, or add ${short}h of ${who}`,
      related: heldBy
        .filter(({ index }) => index !== overfilledBy[0].index)
        .slice(0, 4)
        .map((each) => ({ message: `the booking '${capacity.bookings[each.index].id}'`, at: place(each) })),
      data: {
        role: level === null ? role : `${role}.${level}`,
        from: formatDay(from),
        to: formatDay(to),
        asked_hours: asked,
        there_hours: there,
        short_hours: short,
        bookings: heldBy.map(({ index }) => capacity.bookings[index].id),
      },
    },
  };
}

function tooLate({ index, promised, done, from }: LateBooking, { capacity, calendar }: RuleFacts): Wrong<Reason> {
  const booking = capacity.bookings[index];
  const place = promised === null ? at('capacity', 'bookings', index) : at('capacity', 'bookings', index, 'promised');
  const data = {
    booking: booking.id,
    promised: promised === null ? null : formatDay(promised),
    done: done === null ? null : formatDay(done),
  };
  const was = promised === null ? '' : ` is promised for ${formatDay(promised)} and`;
  if (done === null) {
    const message = `${bookingText(booking)}${was} is not done within five years, whatever else is sold`;
    return {
      reason: 'never-ends',
      finding: { message, at: place, help: 'look at the roles that it needs and at what is left of it', data },
    };
  }
  const late = `${businessDaysBetween(calendar, promised!, done)}bd late`;
  const how = from === 'planned' ? 'is planned to be done on' : 'is booked until';
  return {
    reason: 'late',
    finding: {
      message: `${bookingText(booking)}${was} ${how} ${formatDay(done)}, ${late}`,
      at: place,
      help: `agree on ${formatDay(done)} or later with ${booking.customer ?? 'its customer'}, or make room for it sooner`,
      data,
    },
  };
}

/** The line of a booking that takes the role on these days; the booking itself where handoff plans its work. */
function placeOf({ index }: HoursOf, { role, from, to }: Overbooked, { capacity }: RuleFacts): Place {
  const line = capacity.bookings[index].work.findIndex(
    (load) => load.from <= to && load.to >= from && load.needs.some((need) => need.role === role),
  );
  return line === -1 ? at('capacity', 'bookings', index) : at('capacity', 'bookings', index, 'work', line);
}

function percent(asked: number, there: number): number {
  return Math.round((100 * asked) / there);
}

function spanText(from: Day, to: Day): string {
  return from === to ? `on ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(to)}`;
}
