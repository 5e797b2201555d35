// What the rule says of a plan: of one that is only told to it, so that each part of the sentence is seen alone. Its boundary is in dates.test.ts.
import { describe, expect, test } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { at } from '../../src/model/place.ts';
import { fitsHeadroom } from '../../src/rules/fits-headroom.ts';
import type { DateOutcome, Outcome } from '../../src/rules/rule.ts';
import type { Planned, Unplannable } from '../../src/schedule/schedule.ts';
import { judgeBase } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const deal = (wanted: string) => `handoff: 1\ncustomer: Acme Outdoor\nwanted: ${wanted}\nitems: [bag:10]\n`;
const bottleneck: NonNullable<Planned['bottleneck']> = {
  role: 'sewer',
  from: day('2026-11-17'),
  to: day('2026-11-23'),
  used: 8,
  free: 10,
  heldBy: [],
  waits: { step: 'bag.sew', from: day('2026-11-18'), until: day('2026-11-20'), heldBy: [] },
};

/** What the rule says of the base deal, of which the plan is finished on 2026-11-23, with some of the plan said otherwise. */
function said(plan: Partial<Planned>, wanted = '2026-12-18'): DateOutcome {
  const { facts, schedule } = judgeBase({ deal: deal(wanted) });
  if (schedule.status !== 'planned') throw new Error('the base deal can be planned');
  return fitsHeadroom.check({ ...facts, others: [], schedule: { ...schedule, ...plan } }, {}) as DateOutcome;
}

function failureOf(outcome: Outcome): Extract<Outcome, { kind: 'fail' }> {
  if (outcome.kind !== 'fail') throw new Error(`it is ${outcome.kind}`);
  return outcome;
}

/** With unlimited people it would be sooner, so a role is waited for. */
const sooner = (plan: Partial<Planned>): Partial<Planned> => {
  const date = day('2026-11-20');
  return { unlimited: { date } as Planned['unlimited'], ...plan };
};
const because = (plan: Partial<Planned>) => said(sooner(plan)).because;

describe('why the floor is where it is', () => {
  test('nobody is blamed where unlimited people would be no sooner, or nobody knows who holds it up', () => {
    const nobody = 'nobody waits for a role: the steps, windows and inputs alone take as long';
    expect(said({ bottleneck }).because).toBe(nobody);
    expect(because({ bottleneck: null })).toBe(nobody);
  });

  test('the hours, where most of the free ones are used: 8 of 10 are, 8 of 10.1 are not', () => {
    expect(because({ bottleneck })).toBe('sewer: 8 of 10 free hours used 2026-11-17 to 2026-11-23');
    expect(because({ bottleneck: { ...bottleneck, free: 10.1 } })).toBe('bag.sew waits for sewer from 2026-11-18 to 2026-11-20');
    expect(because({ bottleneck: { ...bottleneck, free: 10.1, waits: null } })).toBe(
      'sewer: 8 of 10.1 free hours used 2026-11-17 to 2026-11-23',
    );
  });

  test('and who holds them, by customer where there is one', () => {
    const heldBy = [
      { booking: 'so-7', customer: 'Norwell', hours: 16, until: null },
      { booking: 'service', customer: null, hours: 4, until: null },
    ];
    expect(because({ bottleneck: { ...bottleneck, heldBy } })).toBe(
      'sewer: 8 of 10 free hours used 2026-11-17 to 2026-11-23; Norwell (so-7) holds 16h and service holds 4h',
    );
  });

  test('and what of the queue could not be planned', () => {
    const unplaced = ['so-8', 'so-9'].map((booking, nth) => ({ booking, at: at('capacity', 'bookings', nth) }));
    expect(because({ bottleneck, unplaced: unplaced.slice(0, 1) })).toMatch(
      /2026-11-23; of the queue 'so-8' does not end within five years, and only what fits of it is counted$/,
    );
    expect(because({ bottleneck, unplaced })).toMatch(
      /; of the queue 'so-8' and 'so-9' do not end within five years, and only what fits of them is counted$/,
    );
    // Both are shown with the finding.
    const { findings } = failureOf(said(sooner({ bottleneck, unplaced }), '2026-11-20'));
    expect(findings[0].related).toEqual([
      { message: "'so-8' does not end within five years", at: at('capacity', 'bookings', 0) },
      { message: "'so-9' does not end within five years", at: at('capacity', 'bookings', 1) },
    ]);
  });
});

describe('a date that is too early', () => {
  test('is told with the day that would do, and the role', () => {
    const message = 'wanted 2026-11-20 is 1bd before the plan is done, 2026-11-23: sewer: 8 of 10 free hours used 2026-11-17 to 2026-11-23';
    expect(said(sooner({ bottleneck }), '2026-11-20')).toMatchObject({
      kind: 'fail',
      reason: 'no-headroom',
      summary: message,
      earliest: day('2026-11-23'),
      findings: [
        {
          message,
          help: 'offer 2026-11-23 or later',
          related: [],
          data: { asked: '2026-11-20', nominal: '2026-11-23', role: 'sewer', used_hours: 8, free_hours: 10 },
        },
      ],
    });
    expect(failureOf(said({ bottleneck: null }, '2026-11-20')).findings[0].data).toMatchObject({
      role: null,
      used_hours: null,
      free_hours: null,
    });
  });

  test('may hold with the verified reserve, up to the day on which that is done', () => {
    const withBuffers = (on: string) => ({ withBuffers: { date: day(on), buffers: [1] } });
    const held = failureOf(said(withBuffers('2026-11-20'), '2026-11-20'));
    expect(held.reason).toBe('verified-reserve');
    expect(held.summary).toBe('wanted 2026-11-20 holds only with the verified reserve; without it the plan is done on 2026-11-23');
    expect(held.findings[0]).toMatchObject({
      message: expect.stringMatching(/^wanted 2026-11-20 is 1bd before .*; with the verified reserve it is done on 2026-11-20$/) as string,
      help: 'a delivery lead may release the reserve',
      related: [{ message: 'the verified reserve', at: at('capacity', 'buffers', 1) }],
    });
    const late = failureOf(said(withBuffers('2026-11-21'), '2026-11-20'));
    expect(late.reason).toBe('no-headroom');
    expect(late.summary).toBe(late.findings[0].message);
    expect(late.findings[0]).toMatchObject({ help: 'offer 2026-11-23 or later', related: [] });
  });
});

test('work after what operations confirmed is named step by step', () => {
  const { facts, schedule } = judgeBase({
    deal: deal('2026-12-18'),
    capacity: (text) => text.replace('calendar:', 'confirmed_until: 2026-11-20\ncalendar:'),
  });
  const [first, second] = (schedule as Planned).rows;
  const after = (...afterConfirmed: Planned['rows']) =>
    failureOf(fitsHeadroom.check({ ...facts, others: [], schedule: { ...(schedule as Planned), afterConfirmed } }, {})).findings[0];
  expect(after(first)).toMatchObject({
    message: 'bag.cut is planned after 2026-11-20, up to which operations confirmed the schedule',
    data: { steps: ['bag.cut'], confirmed_until: '2026-11-20' },
  });
  expect(after(first, second).message).toMatch(/^bag\.cut and bag\.glue are planned after /);
});

describe('what cannot be planned', () => {
  const { facts } = judgeBase({ deal: deal('2026-12-18') });
  const because = (more: Partial<Unplannable>): Unplannable => ({
    rule: 'fits-headroom',
    reason: 'no-people',
    message: 'nobody sews',
    help: 'hire somebody',
    at: at('capacity', 'roles'),
    ...more,
  });
  const of = (...all: [Unplannable, ...Unplannable[]]) =>
    fitsHeadroom.check({ ...facts, others: [], schedule: { status: 'unplannable', begin: facts.today, because: all } }, {});

  test('for want of room fails, each with its reason, for the first', () => {
    expect(of(because({}), because({ reason: 'no-capacity', message: 'never so many', at: at('capacity', 'people') }))).toEqual({
      kind: 'fail',
      reason: 'no-people',
      summary: 'nobody sews',
      findings: [
        { message: 'nobody sews', at: at('capacity', 'roles'), help: 'hire somebody', data: { reason: 'no-people' } },
        { message: 'never so many', at: at('capacity', 'people'), help: 'hire somebody', data: { reason: 'no-capacity' } },
      ],
      earliest: null,
    });
  });

  test('for want of steps, or of what another rule tells, is not known', () => {
    expect(of(because({ reason: 'no-steps' }))).toMatchObject({ kind: 'unknown', reason: 'no-plan' });
    expect(of(because({ rule: 'in-library', reason: 'not-in-library' }))).toMatchObject({ kind: 'unknown', reason: 'no-plan' });
  });
});

test('a name that capacity does not have comes first, and what does not fit is told with it', () => {
  const text = `${deal('2026-11-20')}materials: [{material: felt, quantity: 3, eta: 2026-11-17}, {material: silk, quantity: 3, eta: 2026-11-17}]\n`;
  const outcome = (wanted: string) => {
    const { facts, schedule } = judgeBase({ deal: text.replace('2026-11-20', wanted) });
    return failureOf(fitsHeadroom.check({ ...facts, others: [], schedule }, {}));
  };
  const early = outcome('2026-11-20');
  expect(early).toMatchObject({ reason: 'no-such-name', earliest: null });
  expect(early.summary).toBe(early.findings[0].message);
  expect(early.findings.map(({ message }) => message.split(' ')[0])).toEqual(["'felt'", "'silk'", 'wanted']);
  expect(outcome('2026-12-18').findings).toHaveLength(2);
  expect(formatDay(said({}).earliest!)).toBe('2026-11-23');
});
