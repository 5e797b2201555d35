// Where one business day more or less makes the difference: the last day that counts, and the first that does not.
import { describe, expect, it } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import { presenceOf, profileOf } from '../../src/schedule/queue.ts';
import type { Planned } from '../../src/schedule/schedule.ts';
import { factsFrom } from './against-oracle.ts';

// Weekdays of 8 h, one sewer and one inspector. Today, Monday 2026-11-16, the work begins.
function workspace(steps: string, capacity = '', wanted = '2026-11-30', more = ''): ReturnType<typeof factsFrom> {
  return factsFrom(
    {
      policy: 'handoff: 1\nrules: {two-failures: {failures: 0}}\n',
      capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {sewer: {rate: 40, reserve: 50%}, inspector: {rate: 40}}
people: [{id: ana, role: sewer}, {id: bo, role: inspector}]
${capacity}`,
      deliverables: `handoff: 1\ndeliverables:\n  bag: {steps: [${steps}]}\n${more}`,
      deal: `handoff: 1\ncustomer: Acme\ndates: {signature: 2026-11-16, wanted: {complete: ${wanted}}}\nitems: [bag:1]\n`,
    },
    '2026-11-16',
  );
}

function planOf(...args: Parameters<typeof workspace>): Planned {
  const { facts, settings } = workspace(...args);
  const plan = planDeal(facts, settings);
  if (plan.status !== 'planned') throw new Error(plan.because[0].message);
  return plan;
}

describe('verified reserve', () => {
  // Half of the sewer's day is kept: 12 h are done on Wednesday 18. With the 4 h of Monday released, 8 h on Monday and 4 h on Tuesday 17.
  const sew = '{id: sew, needs: {sewer: 1}, duration: 12h}';
  const withReserve = (verified: string, from = '2026-11-16', to = '2026-11-16'): string | null => {
    const buffers = `buffers: [{role: sewer, from: ${from}, to: ${to}, hours: 4h, verified_by: ana, verified_on: ${verified}}]\n`;
    const plan = planOf(sew, buffers, '2026-11-17');
    expect(formatDay(plan.nominal.date)).toBe('2026-11-18');
    return plan.withBuffers === null ? null : formatDay(plan.withBuffers.date);
  };

  it.each([
    ['today', '2026-11-16', '2026-11-17'],
    ['seven days ago', '2026-11-09', '2026-11-17'],
    ['eight days ago', '2026-11-08', null],
    ['tomorrow', '2026-11-17', null],
  ])('counts when it was verified %s: %s gives %s', (_, verified, date) => {
    expect(withReserve(verified)).toBe(date);
  });

  it('is given back from its first to its last day, both included', () => {
    expect(withReserve('2026-11-16', '2026-11-13', '2026-11-16')).toBe('2026-11-17');
    expect(withReserve('2026-11-16', '2026-11-16', '2026-11-20')).toBe('2026-11-17');
    // On Wednesday alone it comes too late to help.
    expect(withReserve('2026-11-16', '2026-11-18', '2026-11-18')).toBe('2026-11-18');
  });
});

describe('a stall', () => {
  // Sewing takes Monday's 4 free hours; then the inspector is booked away.
  const steps = '{id: sew, needs: {sewer: 1}, duration: 4h}, {id: check, needs: {inspector: 1}, duration: 2h, after: [sew]}';
  const booked = (to: string): string => `bookings: [{id: so-1, work: [{needs: {inspector: 1}, from: 2026-11-17, to: ${to}}]}]\n`;
  const monday = 'bookings: [{id: so-1, work: [{needs: {inspector: 1}, from: 2026-11-16, to: 2026-11-23}]}]\n';

  it('is more than five business days of nothing: with five the work began on Monday', () => {
    // Tuesday 17 to Monday 23 are five; Monday's afternoon was there for no one but the booking.
    const plan = planOf(steps, monday);
    expect(formatDay(plan.nominal.date)).toBe('2026-11-24');
    expect([formatDay(plan.start.day), plan.start.stalls]).toEqual(['2026-11-16', []]);
  });

  it('with six the work really begins after them', () => {
    const plan = planOf(steps.replace('duration: 4h}', 'duration: 4h, window: 1d}'), booked('2026-11-25'));
    // The window runs until Tuesday 17; Wednesday 18 to Wednesday 25 are six.
    expect(formatDay(plan.start.day)).toBe('2026-11-26');
    expect(plan.start.stalls.map(({ from, to, businessDays }) => [formatDay(from), formatDay(to), businessDays])).toEqual([
      ['2026-11-18', '2026-11-25', 6],
    ]);
  });
});

describe('the queue', () => {
  const cap = '  cap: {steps: [{id: sew, needs: {inspector: 1}, duration: 2bd}]}\n';
  const booking = (id: string, promised: string): string => `{id: ${id}, ${promised}deliverables: [{deliverable: cap, quantity: 1}]}`;

  it('is planned in the order of what was promised, what was promised for no day last', () => {
    const queue = `bookings: [${[booking('none', ''), booking('late', 'promised: 2026-12-18, '), booking('soon', 'promised: 2026-11-20, ')].join(', ')}]\n`;
    // Two days of the inspector each: 16–17, 18–19 and 20–23; the deal's check on Tuesday 24.
    const args = ['{id: check, needs: {inspector: 1}, duration: 2h}', queue, '2026-11-30', cap] as const;
    expect(formatDay(planOf(...args).nominal.date)).toBe('2026-11-24');
    const { facts } = workspace(...args);
    const { taken, axis } = profileOf(facts, presenceOf(facts, 20), { soft: 'ignore', buffers: [] }, true)!;
    const days: Record<string, string[]> = {};
    for (const { booking: index, dayIndex } of taken)
      (days[facts.capacity.bookings[index].id] ??= []).push(formatDay(axis.days[dayIndex]).slice(8));
    expect(days).toEqual({ soon: ['16', '17'], late: ['18', '19'], none: ['20', '23'] });
  });
});
