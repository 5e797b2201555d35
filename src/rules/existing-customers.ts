import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import type { Asked } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { formatShare } from '../model/units.ts';
import { approvalOf, type Approvable } from '../model/signoff.ts';
import { listed } from '../model/words.ts';
import { displacementApproval, hoursText } from '../schedule/granted.ts';
import { rivalsOf, type Rival } from '../schedule/rivals.ts';
import type { Displaced, Displacement, Planned } from '../schedule/schedule.ts';
import { approvalText, approveHelp } from './approvals.ts';
import { askedText } from './floor.ts';
import { businessDays, option } from './texts/notation.ts';
import type { Finding, Outcome, Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  scramble: option(businessDays, '1bd', 'Business days of slack below which a booking that was moved is in the scramble zone.'),
});

/** What policy may set. */
export type ExistingCustomersOptions = z.output<typeof options>;

type Reason = 'together' | 'paid-late' | 'late' | 'scramble' | 'wanted-twice' | 'queue-not-in-the-way' | 'granted';

/** So many are named in a sentence; the data has them all. */
const NAMED = 5;

/**
 * Nobody who was there first pays for the new customer's date. No date rule: it gives no floor, since a date may be granted before the nominal finish
 * by moving bookings that nobody will miss; the floor from which nobody has to move is that of `fits-headroom`.
 */
export const existingCustomers: Rule<ExistingCustomersOptions, 'plan' | 'completion', Reason> = {
  id: 'existing-customers',
  family: 'dates',
  title: 'The judged date would make somebody late who was there first.',
  why: 'A date that the queue has no room for is taken from somebody: from a customer who was promised, and perhaps has paid. Whoever grants it should know their names, and by how much each would be late.',
  source: 'Order promising: a new order takes what is available to promise; what is allocated is moved by name or not at all.',
  waivable: 'leadership',
  date: false,
  options,
  final: ['paid-late', 'together'],
  reasons: {
    'paid-late': 'Granting it makes a customer late who has paid. Nobody may approve that.',
    late: 'Granting it makes bookings late, none of them paid.',
    together: 'It does not hold together with another proposal of the same customer, which is promised no later and comes first.',
    scramble: 'It would hold with nobody late, but leaves bookings with less slack than they should have.',
    'wanted-twice': 'It needs no booking moved, and another open deal wants the same hours: only one of them can have them.',
    granted: 'Leadership approved that these bookings move, each to its new day; all dates are computed on the queue with those moves.',
    'queue-not-in-the-way': 'Not even without the queue would the work be done by then, so moving bookings would not help.',
  },
  needs: ['plan', 'completion'],
  // What a delivery lead reads as "would hold with nobody late" has to be approved as well before the queue is planned so.
  approvals: ({ plan, completion }) => [approvableOf(plan, completion)].filter((each) => each !== null),
  check({ plan, completion, ...facts }, { scramble }) {
    const { displacement: found, granted } = plan;
    if (found === null && granted !== null) {
      const note = `${askedText(completion)} is granted by ${granted.by} on ${formatDay(granted.at)}: ${named(granted.moved, (each) => `${whose(each)}: ${movedText(each)}`)}`;
      return {
        kind: 'pass',
        reason: 'granted',
        note,
        notes: granted.moved.map(noteText),
      };
    }
    if (found === null) {
      const first = companionsText(facts);
      const note = `${askedText(completion)} needs no booking moved${first === '' ? '' : `; it is planned after ${first}`}`;
      const rivals = rivalsText(plan, facts);
      const { unseen: notes = [] } = facts;
      return rivals === '' ? { kind: 'pass', note, notes } : { kind: 'pass', reason: 'wanted-twice', note: `${note}; ${rivals}`, notes };
    }
    switch (found.status) {
      case 'impossible': {
        const together = togetherFinding(plan, completion, facts);
        if (together !== null) return { kind: 'fail', reason: 'together', summary: together.message, findings: [together] };
        return {
          kind: 'not-applicable',
          because: `no booking that could be moved would grant ${askedText(completion)}: the work is not done by then without the queue either`,
          reason: 'queue-not-in-the-way',
        };
      }
      case 'found':
        return judge(found, plan, completion, scramble, facts);
    }
  },
};

function judge(
  { moved, scrambled, least }: Extract<Displacement, { status: 'found' }>,
  plan: Planned,
  asked: Asked,
  scramble: number,
  facts: Omit<RuleFacts, 'schedule'>,
): Outcome<Reason> {
  const victims = moved.filter(({ late }) => late > 0);
  const paid = victims.filter((victim) => victim.paid);
  const split = splitText(plan, asked, facts);
  const few = least === 'proven' ? '' : ' (the least found)';
  if (victims.length === 0) {
    if (moved.length === 0)
      return { kind: 'pass', note: `${askedText(asked)} needs no booking moved: another order of the work is done by then` };
    const would = `${askedText(asked)} would hold, if nothing goes wrong, with ${count(moved.length)} moved and none late`;
    const notes = moved.map(noteText);
    if (scrambled.length === 0) return { kind: 'pass', note: `${would}; all keep their slack${split}`, notes };
    const zone = `${scrambled.length} left with less than ${scramble}bd of slack: ${named(scrambled, whose)}`;
    return { kind: 'pass', reason: 'scramble', note: `${would}, ${zone}${split}`, notes };
  }
  const message = `${askedText(asked)} makes ${count(victims.length)} late${few}: ${named(victims, victimText)}`;
  const others =
    victims.length < moved.length || scrambled.length > 0
      ? `; ${count(moved.length)} move, ${scrambled.length} of them into less than ${scramble}bd of slack`
      : '';
  const nominal = formatDay(plan.nominal.date);
  const approvable = approvableOf(plan, asked);
  const approval = approvable && approvalOf(facts, approvable);
  // Only what was there and does not count is told: that it is not approved, the verdict says.
  const lapsed = approval === null || (approval.state === 'none' && approval.unsuitable === null) ? '' : `; ${approvalText(approval)}`;
  const ask = approvable === null ? '' : `; or ${approveHelp(facts, 'existing-customers', approvable, true)}`;
  return {
    kind: 'fail',
    reason: paid.length > 0 ? 'paid-late' : 'late',
    summary: message,
    findings: [
      {
        message: [`${message}${others}${lapsed}`, rivalsText(plan, facts)].filter((part) => part !== '').join('; '),
        at: asked.at,
        help: `offer ${nominal} or later, which moves nobody${split}${ask}`,
        related: victims
          .slice(0, NAMED)
          .map(({ index, booking }) => ({ message: `the booking '${booking}'`, at: at('capacity', 'bookings', index) })),
        data: {
          asked: formatDay(asked.day),
          moves_nobody: nominal,
          late: victims.map(({ booking }) => booking),
          customers: victims.map(({ customer }) => customer ?? ''),
          paid: paid.map(({ booking }) => booking),
          promised: victims.map(({ promised }) => (promised === null ? '' : formatDay(promised))),
          done: victims.map(({ done }) => (done === null ? '' : formatDay(done))),
          late_bd: victims.map(({ late }) => late),
          scrambled: scrambled.map(({ booking }) => booking),
          moved: moved.map(({ booking }) => booking),
          least,
        },
      },
    ],
  };
}

/** The other proposals of the same customer whose work comes first: `'acme-041' of the same customer (proposed for 2026-12-18)`. */
function companionsText({ capacity }: Pick<RuleFacts, 'capacity'>): string {
  const first = capacity.bookings.filter(({ companion }) => companion === true);
  const text = ({ id, promised }: (typeof first)[number]): string =>
    `'${id}' of the same customer (proposed for ${promised === undefined ? 'no day' : formatDay(promised)})`;
  return listed(first.map(text));
}

/** What was cut into several deals is told as one; null where this deal comes first, or stands alone. */
function togetherFinding({ nominal }: Planned, asked: Asked, facts: Pick<RuleFacts, 'capacity'>): Finding | null {
  const first = companionsText(facts);
  if (first === '') return null;
  const done = formatDay(nominal.date);
  return {
    message: `${askedText(asked)} does not hold together with ${first}, whose work comes first: it is done on ${done} if nothing goes wrong`,
    at: asked.at,
    help: `offer ${done} or later; or make them one deal; or put one of them aside (state: draft, or lost)`,
    data: { asked: formatDay(asked.day), done, before: facts.capacity.bookings.flatMap(({ id, companion }) => (companion ? [id] : [])) },
  };
}

/** What would have to be approved for the queue to be planned so; null where nobody may, or it is. */
function approvableOf({ displacement }: Planned, asked: Asked): Approvable | null {
  return displacement?.status === 'found' ? displacementApproval(displacement, asked.day) : null;
}

function count(bookings: number): string {
  return `${bookings} ${bookings === 1 ? 'booking' : 'bookings'}`;
}

/** Names the first few, and counts the others. */
function named(some: readonly Displaced[], text: (each: Displaced) => string): string {
  const rest = some.length - NAMED;
  const parts = rest <= 1 ? some.map(text) : [...some.slice(0, NAMED).map(text), `and ${rest} more`];
  // What has commas of its own is told apart by more than a comma.
  return rest <= 1 && text === whose ? listed(parts) : parts.join('; ');
}

function whose({ booking, customer }: Displaced): string {
  return customer === null ? booking : `${customer} (${booking})`;
}

/** `Baxter (po-118, paid): promised 2026-12-16, done 2026-12-18, 2bd late`. */
function victimText(victim: Displaced): string {
  const { booking, customer, paid, late } = victim;
  const name = customer === null ? `${booking}${paid ? ' (paid)' : ''}` : `${customer} (${booking}${paid ? ', paid' : ''})`;
  return `${name} ${promisedText(victim)}, done ${dayText(victim)}, ${late}bd late`;
}

function promisedText({ promised, now }: Displaced): string {
  return promised === null ? `no day promised, so held to ${formatDay(now)}` : `promised ${formatDay(promised)}`;
}

/** A booking may move by hours alone, and still be done on its day. */
function movedText(each: Displaced): string {
  return each.done === each.now ? `still done on ${formatDay(each.now)}` : `${formatDay(each.now)} becomes ${dayText(each)}`;
}

/** `Hollis (po-121): still done on 2026-12-11, promised 2026-12-18; gives up 8h of operator 2026-12-08 (2026-12-09 instead)`. */
function noteText(each: Displaced): string {
  return `${whose(each)}: ${movedText(each)}, ${promisedText(each)}; gives up ${hoursText(each)}`;
}

function dayText({ done }: Displaced): string {
  return done === null ? 'in more than five years' : formatDay(done);
}

/** Who else wants the same hours: `norwell-042 (Norwell, 60% likely, signs on 2026-11-20, before this one) wants press 2026-12-01 to 2026-12-04 too, 12h more than there are`. */
function rivalsText(
  plan: Planned,
  { others, capacity, deal: { signature: own } }: Pick<RuleFacts, 'others' | 'capacity' | 'deal'>,
): string {
  // Whose work comes first is booked already.
  const booked = new Set(capacity.bookings.flatMap(({ id, companion }) => (companion === true ? [id] : [])));
  const rivals = rivalsOf(
    plan,
    others.filter(({ deal }) => !booked.has(deal)),
  );
  const text = ({ deal, customer, role, from, to, over, signature, probability }: Rival): string => {
    const when = from === to ? `on ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(to)}`;
    const first = signature < own ? `signs on ${formatDay(signature)}, before this one` : null;
    const who = [customer, probability && `${formatShare(probability)} likely`, first]
      .filter((part) => typeof part === 'string')
      .join(', ');
    return `${deal} (${who}) wants ${role} ${when} too, ${over}h more than there are`;
  };
  return [...rivals.slice(0, NAMED).map(text), ...(rivals.length > NAMED ? [`and ${rivals.length - NAMED} more deals do`] : [])].join('; ');
}

/** Told of a part of the deal: the ways to say yes name a smaller one, since they are held against two failures. */
const IF_ALL_GOES_WELL = 'if nothing goes wrong (the ways to say yes also survive two failures)';

/** The other half of "offer … or later": what could be done by the judged date all the same. */
function splitText({ split }: Planned, asked: Asked, { deal }: Omit<RuleFacts, 'schedule'>): string {
  if (split === null) return '';
  const inTime = split.rest <= asked.day;
  const by = (day: Day): string => (inTime ? '' : ` by ${formatDay(day)}`);
  const parts = split.items.map(({ item, now, later }) => {
    if (now === 0) return `'${item}'${by(split.rest)} and all else${by(asked.day)}`;
    return `${now} of ${now + later}${deal.items.length > 1 ? ` of '${item}'` : ''}${by(asked.day)} and the other ${later}${by(split.rest)}`;
  });
  // Two smaller batches can be done sooner than one: the second need not wait until the first is through.
  return inTime
    ? `; in two batches nobody moves and all is done by ${formatDay(asked.day)}: ${listed(parts)}, ${IF_ALL_GOES_WELL}`
    : `; in two phases nobody moves: ${listed(parts)}, ${IF_ALL_GOES_WELL}`;
}
