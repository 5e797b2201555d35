// What existing-customers says of a plan that is made for it: proposals of the same customer, rivals, and every half sentence on both sides. Plans as they are
// made are in existing-customers.test.ts. Nothing of the base workspace is booked; it is wanted for Friday 2026-12-18.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Booking } from '../../src/model/capacity.ts';
import { at } from '../../src/model/place.ts';
import { existingCustomers } from '../../src/rules/existing-customers.ts';
import type { RuleFacts } from '../../src/rules/rule.ts';
import type { OpenDeal } from '../../src/schedule/rivals.ts';
import type { DayByDay, Displaced, Displacement, Planned } from '../../src/schedule/schedule.ts';
import { judgeBase } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const { facts, schedule } = judgeBase();
if (schedule.status !== 'planned') throw new Error('no plan');
const base: Planned = schedule;
const completion = facts.deal.judgedCompletion!;

/** What the rule of `existing-customers` says. */
function said(changes: Partial<Planned>, more: { bookings?: object[]; others?: OpenDeal[]; unseen?: string[]; seller?: boolean } = {}) {
  const { bookings = [], others = [], unseen } = more;
  const plan: Planned = { ...base, displacement: null, granted: null, split: null, ...changes };
  const known = {
    ...facts,
    ...(unseen && { unseen }),
    capacity: { ...facts.capacity, bookings: bookings as Booking[] },
    others,
    schedule: plan,
  } as RuleFacts;
  return existingCustomers.check({ ...known, plan, completion }, { scramble: 2 });
}

const moved = (more: Partial<Displaced> = {}): Displaced => ({
  index: 0,
  booking: 'so-7',
  customer: 'Norwell',
  paid: false,
  promised: day('2026-12-01'),
  now: day('2026-11-27'),
  done: day('2026-11-30'),
  late: 0,
  shifts: [{ role: 'cutter', hours: 8, from: [day('2026-11-17'), day('2026-11-17')], to: [day('2026-11-30'), day('2026-11-30')] }],
  ...more,
});
const found = (all: Displaced[], more: Partial<Extract<Displacement, { status: 'found' }>> = {}): Partial<Planned> => ({
  displacement: { status: 'found', moved: all, scrambled: [], placed: [], least: 'proven', ...more },
});

describe('proposals of the same customer that come first', () => {
  const first = { id: 'acme-041', companion: true, promised: day('2026-12-10') };
  const open = { id: 'acme-042', companion: true };
  const other = { id: 'so-7' };

  test.each<[object[], string]>([
    [[other], ''],
    [[other, first], "; it is planned after 'acme-041' of the same customer (proposed for 2026-12-10)"],
    [
      [first, open],
      "; it is planned after 'acme-041' of the same customer (proposed for 2026-12-10) and 'acme-042' of the same customer (proposed for no day)",
    ],
  ])('are named where it holds after them: %j', (bookings, text) => {
    expect(said({}, { bookings })).toEqual({ kind: 'pass', note: `wanted 2026-12-18 needs no booking moved${text}`, notes: [] });
  });

  test('are told as one where it does not hold together with them', () => {
    // The plan of the base is done on Monday 23 November.
    const message =
      "wanted 2026-12-18 does not hold together with 'acme-041' of the same customer (proposed for 2026-12-10), whose work comes first: it is done on 2026-11-23 if nothing goes wrong";
    expect(said({ displacement: { status: 'impossible' } }, { bookings: [other, first] })).toEqual({
      kind: 'fail',
      reason: 'together',
      summary: message,
      findings: [
        {
          message,
          at: completion.at,
          help: 'offer 2026-11-23 or later; or make them one deal; or put one of them aside (state: draft, or lost)',
          data: { asked: '2026-12-18', done: '2026-11-23', before: ['acme-041'] },
        },
      ],
    });
    expect(existingCustomers.final).toContain('together');
    expect(said({ displacement: { status: 'impossible' } }, { bookings: [other] })).toEqual({
      kind: 'not-applicable',
      because: 'no booking that could be moved would grant wanted 2026-12-18: the work is not done by then without the queue either',
      reason: 'queue-not-in-the-way',
    });
  });
});

test('what nobody could see is a note', () => {
  expect(said({}, { unseen: ['acme-043 has no plan'] })).toMatchObject({ notes: ['acme-043 has no plan'] });
});

test('what is granted is told with each booking that moves', () => {
  const outcome = said({
    granted: { by: 'dora', at: day('2026-11-13'), moved: [moved(), moved({ booking: 'so-8', customer: null, done: day('2026-11-27') })] },
  });
  expect(outcome).toMatchObject({
    kind: 'pass',
    reason: 'granted',
    note: 'wanted 2026-12-18 is granted by dora on 2026-11-13: Norwell (so-7): 2026-11-27 becomes 2026-11-30; so-8: still done on 2026-11-27',
  });
  expect((outcome as unknown as { notes: string[] }).notes).toEqual([
    'Norwell (so-7): 2026-11-27 becomes 2026-11-30, promised 2026-12-01; gives up 8h of cutter 2026-11-17 (2026-11-30 instead)',
    'so-8: still done on 2026-11-27, promised 2026-12-01; gives up 8h of cutter 2026-11-17 (2026-11-30 instead)',
  ]);
});

describe('nobody is late', () => {
  const would = 'wanted 2026-12-18 would hold, if nothing goes wrong, with';

  test('and nothing moves', () => {
    expect(said(found([]))).toEqual({
      kind: 'pass',
      note: 'wanted 2026-12-18 needs no booking moved: another order of the work is done by then',
    });
  });

  test('and all keep their slack, one or more', () => {
    expect(said(found([moved()]))).toMatchObject({ note: `${would} 1 booking moved and none late; all keep their slack` });
    expect(said(found([moved(), moved()]))).toMatchObject({ note: `${would} 2 bookings moved and none late; all keep their slack` });
  });

  test('and some are left to scramble', () => {
    const two = [moved(), moved({ booking: 'so-8', customer: 'Bax' })];
    expect(said(found(two, { scrambled: two }))).toMatchObject({
      reason: 'scramble',
      note: `${would} 2 bookings moved and none late, 2 left with less than 2bd of slack: Norwell (so-7) and Bax (so-8)`,
    });
    // Six are named one by one; of seven five are, and two are counted.
    const many = (n: number) => Array.from({ length: n }, (_, i) => moved({ booking: `b${i + 1}`, customer: null }));
    expect((said(found(many(6), { scrambled: many(6) })) as unknown as { note: string }).note).toContain(
      'slack: b1, b2, b3, b4, b5 and b6',
    );
    expect((said(found(many(7), { scrambled: many(7) })) as unknown as { note: string }).note).toContain(
      'slack: b1; b2; b3; b4; b5; and 2 more',
    );
  });
});

describe('somebody is late', () => {
  const late = (more: Partial<Displaced> = {}) => moved({ late: 1, promised: day('2026-11-27'), ...more });

  test('is told whole', () => {
    const message =
      'wanted 2026-12-18 makes 2 bookings late: Norwell (so-7, paid) promised 2026-11-27, done 2026-11-30, 1bd late; so-8 no day promised, so held to 2026-11-27, done in more than five years, 9bd late';
    const outcome = said(
      found([late({ paid: true }), late({ index: 3, booking: 'so-8', customer: null, promised: null, done: null, late: 9 })]),
    );
    expect(outcome).toMatchObject({ kind: 'fail', reason: 'paid-late', summary: message });
    expect((outcome as unknown as { findings: object[] }).findings).toEqual([
      {
        message,
        at: completion.at,
        help: 'offer 2026-11-23 or later, which moves nobody',
        related: [
          { message: "the booking 'so-7'", at: at('capacity', 'bookings', 0) },
          { message: "the booking 'so-8'", at: at('capacity', 'bookings', 3) },
        ],
        data: {
          asked: '2026-12-18',
          moves_nobody: '2026-11-23',
          late: ['so-7', 'so-8'],
          customers: ['Norwell', ''],
          paid: ['so-7'],
          promised: ['2026-11-27', ''],
          done: ['2026-11-30', ''],
          late_bd: [1, 9],
          scrambled: [],
          moved: ['so-7', 'so-8'],
          least: 'proven',
        },
      },
    ]);
  });

  test.each<[string, Partial<Planned>, string | null]>([
    ['all that move are late', found([late()]), null],
    ['one moves in time', found([late(), moved()]), '; 2 bookings move, 0 of them into less than 2bd of slack'],
    ['one scrambles', found([late()], { scrambled: [late()] }), '; 1 booking move, 1 of them into less than 2bd of slack'],
  ])('%s', (_, plan, text) => {
    const { summary, findings } = said(plan) as unknown as { summary: string; findings: { message: string }[] };
    expect(findings[0].message).toBe(`${summary}${text ?? ''}`);
  });
});

describe('rivals', () => {
  // Ours takes the cutter on Tuesday 17 and leaves nothing; what they want is too much by what they want.
  const days = (hours: Record<string, number>): DayByDay =>
    ({
      days: Object.keys(hours).map((text) => ({ day: day(text) })),
      roles: [{ role: 'cutter', deal: Object.values(hours), free: Object.values(hours).map(() => 0) }],
    }) as unknown as DayByDay;
  const mine = { full: { nominal: { dayByDay: days({ '2026-11-17': 8, '2026-11-18': 8 }) } } } as unknown as Partial<Planned>;
  const rival = (deal: string, more: Partial<OpenDeal> = {}): OpenDeal => ({
    deal,
    customer: 'Norwell',
    days: days({ '2026-11-17': 3 }),
    signature: facts.deal.signature,
    probability: null,
    groups: [],
    ...more,
  });
  const note = (others: OpenDeal[], bookings: object[] = []) => {
    const outcome = said(mine, { others, bookings });
    const { note: text } = outcome as unknown as { note: string };
    expect(outcome.reason).toBe(text.includes('wants') ? 'wanted-twice' : undefined);
    return text.replace('wanted 2026-12-18 needs no booking moved', '');
  };

  test('are named with how likely they are, when they sign, and what they want', () => {
    expect(note([])).toBe('');
    expect(note([rival('a')])).toBe('; a (Norwell) wants cutter on 2026-11-17 too, 3h more than there are');
    expect(
      note([rival('a', { probability: 600_000, signature: facts.deal.signature - 1, days: days({ '2026-11-17': 3, '2026-11-18': 2 }) })]),
    ).toBe(
      '; a (Norwell, 60% likely, signs on 2026-11-16, before this one) wants cutter 2026-11-17 to 2026-11-18 too, 5h more than there are',
    );
    expect(note([rival('a'), rival('b')])).toBe(
      '; a (Norwell) wants cutter on 2026-11-17 too, 3h more than there are; b (Norwell) wants cutter on 2026-11-17 too, 3h more than there are',
    );
  });

  test('are none that are booked already, as proposals of the same customer are', () => {
    expect(note([rival('a')], [{ id: 'a', companion: true }])).toBe("; it is planned after 'a' of the same customer (proposed for no day)");
    expect(note([rival('a')], [{ id: 'a' }])).toContain('a (Norwell) wants');
  });

  test('are counted after five', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => rival(`d${i + 1}`));
    expect(note(many(5))).not.toContain('more deals do');
    expect(note(many(7))).toMatch(/; d5 [^;]*; and 2 more deals do$/);
  });
});
