import * as z from 'zod/mini';
import { isOpen } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import { holderText } from '../model/held.ts';
import { listed, listedFew } from '../model/words.ts';
import type { Planned } from '../schedule/schedule.ts';
import { askedText, gapText } from './floor.ts';
import { unknownFor } from './missing.ts';
import { businessDays, option } from './texts/notation.ts';
import type { Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  stall: option(
    businessDays,
    '5bd',
    'Business days with nothing worked, in a window or awaited after which a start was only a token kick-off.',
  ),
});

/** What policy may set. */
export type StartFromCapacityOptions = z.output<typeof options>;

/** The start comes from the next free capacity, not from the calendar of the call. */
export const startFromCapacity: Rule<StartFromCapacityOptions, never, 'too-early' | 'no-start-asked'> = {
  id: 'start-from-capacity',
  family: 'dates',
  title: 'The promised start is before the team can begin and keep going.',
  why: 'A kick-off that is followed by weeks of silence costs the trust it was meant to earn. A start counts from the day on which the team can begin and then keeps going.',
  source: 'Capacity-based scheduling: the next start is the next free slot of the role that is fullest.',
  waivable: 'leadership',
  date: false,
  options,
  reasons: {
    'too-early': 'The work would not begin on that day, or would begin and then stall for longer than the option allows.',
    'no-start-asked': 'The deal asks for no start, so there is none to judge.',
  },
  needs: [],
  check(facts, { stall }) {
    const { deal, schedule: plan } = facts;
    const asked = deal.judgedStart;
    if (asked === null) {
      const next = plan.status === 'planned' ? `; the next one is ${formatDay(plan.start.day)}` : '';
      return { kind: 'not-applicable', because: `no start was asked for${next}`, reason: 'no-start-asked' };
    }
    if (plan.status === 'unplannable') return unknownFor('plan', facts);
    const { day, phased } = plan.start;
    if (asked.day >= day) return { kind: 'pass', note: `the team can begin on ${formatDay(day)} and keep going` };

    const why =
      holding(plan) ??
      (plan.start.stalls[0] ? `nothing could be worked for ${plan.start.stalls[0].businessDays}bd` : firstWaits(plan, asked.day, facts));
    const first = phased.map(({ step, title }) => (title === step ? step : `${step} (${title})`));
    const part = first.length === 0 ? '' : `; ${listed(first)} alone could begin on ${formatDay(asked.day)}, as a phase of its own`;
    return {
      kind: 'fail',
      reason: 'too-early',
      summary: `${askedText(asked)} is ${gapText(facts, asked.day, day)} before the team can begin, ${formatDay(day)}`,
      findings: [
        {
          message: `${askedText(asked)}: the team can begin and keep going from ${formatDay(day)}, because ${why}`,
          at: asked.at,
          help: `offer the start ${formatDay(day)}${part}`,
          data: {
            asked: formatDay(asked.day),
            start: formatDay(day),
            stall: `${stall}bd`,
            busy: plan.start.busy?.role ?? null,
            phased: phased.map(({ item, step }) => `${item}.${step}`),
          },
        },
      ],
    };
  },
};

/** What the first step waits for: `its first step, 'digitize', waits for artwork`; else the signature, or a day on which nobody works. */
function firstWaits({ begin, rows, start }: Planned, asked: Day, { calendar }: RuleFacts): string {
  const first = rows.find((row) => row.start === start.firstWork);
  if (first !== undefined && first.waits !== 'signature' && first.waits !== 'today')
    return `its first step, '${first.step}', waits for ${first.on}`;
  return begin <= asked && !isOpen(calendar, asked) ? `${formatDay(asked)} is no working day` : `the plan begins on ${formatDay(begin)}`;
}

/** Who holds the role that the work waits for: `engineer is booked for Fenwick Rail (so-310) until 2027-02-19`. */
function holding({ start }: Planned): string | null {
  if (start.busy === null) return null;
  const { role, heldBy, to } = start.busy;
  const holders = heldBy.map(({ booking, customer, until }) => holderText(booking, customer, until === null ? null : formatDay(until)));
  return `${role} is ${holders.length > 0 ? `booked for ${listedFew(holders)}` : 'not there'} until ${formatDay(to)}`;
}
