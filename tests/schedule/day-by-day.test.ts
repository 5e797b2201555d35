// The plan day by day: what the chart shows of a plan, worked by hand, and held against random workspaces.
import { describe, expect, it } from 'vitest';
import { addBusinessDays, minutesOn } from '../../src/model/calendar.ts';
import { formatDay } from '../../src/model/day.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { FullPlan, Planned } from '../../src/schedule/schedule.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { seedsOr } from '../tries.ts';

const SEEDS = seedsOr(20);

const sum = (hours: readonly number[]): number => hours.reduce((total, each) => total + each, 0);

describe('worked by hand', () => {
  // One junior and one senior sewer, 8h a day; a quarter of it is kept back: 2h a day of each. A booking takes 3h a day of a senior.
  // Today is Mon 16 Nov 2026, the deal is signed on Wed 18, and Thu 19 is closed. Sew needs 5h of the senior, who has 8 - 2 - 3 = 3h free a day:
  // 3h on Wed 18 and 2h on Fri 20. Then it cures for 3d: from the evening of Fri 20 to Mon 23.
  const { facts, settings } = factsFrom(
    {
      policy:
        'handoff: 1\nrules: {two-failures: {everyday: [{id: sick, what: Sick, hits: any, costs: 2h}, {id: slow, what: Slow, hits: any, costs: 1h}]}}\n',
      capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}, closed: [2026-11-19]}
reserve: 25%
roles: {sewer: {levels: [junior, senior]}, lead: {}}
people: [{id: ana, role: sewer, level: senior}, {id: bo, role: sewer, level: junior}, {id: cy, role: lead}]
bookings: [{id: po, paid: true, state: hard, work: [{needs: {sewer.senior: 1}, from: 2026-11-16, to: 2026-11-27, per_day: 3h}]}]
`,
      deliverables: `handoff: 1
deliverables:
  bag: {steps: [{id: sew, needs: {sewer.senior: 1}, duration: 5h, window: 3d}, {id: check, needs: {lead: 1}, duration: 1h, after: [sew]}]}
`,
      deal: 'handoff: 1\ncustomer: X\ndates: {signature: 2026-11-18}\nitems: [bag:1]\n',
    },
    '2026-11-16',
  );
  const plan = planDeal(facts, settings, 'full') as Planned;

  it('says of each day what is worked, held, kept back and left', () => {
    const { days, steps, roles } = plan.full!.nominal.dayByDay;
    // From the day the plan begins to the day it ends: check works the hour after the window, on Mon 23.
    expect(days.map(({ day, hours, usual }) => [formatDay(day), hours, usual])).toEqual([
      ['2026-11-18', 8, 8],
      ['2026-11-19', 0, 8],
      ['2026-11-20', 8, 8],
      ['2026-11-21', 0, 0],
      ['2026-11-22', 0, 0],
      ['2026-11-23', 8, 8],
    ]);
    expect(steps).toEqual([
      { item: 'bag', step: 'sew', hours: [3, 0, 2, 0, 0, 0] },
      { item: 'bag', step: 'check', hours: [0, 0, 0, 0, 0, 1] },
    ]);
    // The senior alone: the junior does not count for what needs a senior.
    expect(roles).toEqual([
      { role: 'sewer.senior', deal: [3, 0, 2, 0, 0, 0], booked: [3, 0, 3, 0, 0, 3], reserve: [2, 0, 2, 0, 0, 2], free: [0, 0, 1, 0, 0, 3] },
      { role: 'lead', deal: [0, 0, 0, 0, 0, 1], booked: [0, 0, 0, 0, 0, 0], reserve: [2, 0, 2, 0, 0, 2], free: [6, 0, 6, 0, 0, 5] },
    ]);
  });

  it('has the plan under the worst failures too', () => {
    // Both hit sew: 8h at 3h a day are Wed 18, Fri 20 and 2h of Mon 23; it cures to Thu 26, and check works then.
    const worst = plan.full!.worst!;
    expect(formatDay(plan.twoFailures!.finish.date)).toBe('2026-11-26');
    expect(worst.dayByDay.steps.map(({ step, hours }) => [step, hours])).toEqual([
      ['sew', [3, 0, 3, 0, 0, 2, 0, 0, 0]],
      ['check', [0, 0, 0, 0, 0, 0, 0, 0, 1]],
    ]);
    expect(worst.rows.map(({ step, start, finish, done }) => [step, ...[start, finish, done].map(formatDay)])).toEqual([
      ['sew', '2026-11-18', '2026-11-23', '2026-11-26'],
      ['check', '2026-11-26', '2026-11-26', '2026-11-26'],
    ]);
  });

  it('costs nothing where nobody asks for it', () => {
    expect((planDeal(facts, settings) as Planned).full).toBeNull();
  });
});

describe('in random workspaces', () => {
  const plans = Array.from({ length: SEEDS }, (_, k) => {
    const { texts, today } = generate(80_000 + k);
    const { facts, settings } = factsFrom(texts, today);
    const plan = planDeal(facts, settings, 'full');
    return { seed: 80_000 + k, facts, plan };
  }).flatMap(({ plan, ...rest }) => (plan.status === 'planned' ? [{ ...rest, plan }] : []));
  const each = (look: (full: FullPlan, plan: Planned, which: (typeof plans)[number]) => void): void => {
    for (const found of plans)
      for (const full of [found.plan.full!.nominal, found.plan.full!.worst]) if (full) look(full, found.plan, found);
  };

  it('there are plans to look at', () => {
    expect(plans.length).toBeGreaterThan(SEEDS / 2);
  });

  it('adds up: a step’s hours are its work, a role’s four parts are whoever is there, and none is below nothing', () => {
    each(({ dayByDay: { days, steps, roles }, rows }, plan, { seed, facts }) => {
      for (const row of plan.full!.nominal.rows.filter(({ minutes }) => minutes > 0)) {
        const nominal = plan.full!.nominal.dayByDay.steps.find(({ item, step }) => item === row.item && step === row.step)!;
        const outdoors = row.needs.some(({ role }) => facts.capacity.weather[role] !== undefined);
        // Outdoors a slot does less than a slot's work, so there are more of them.
        if (!outdoors) expect(sum(nominal.hours) * 60, `${seed} ${row.step}`).toBe(row.minutes);
      }
      for (const { role, deal, booked, reserve, free } of roles) {
        const used = rows.reduce((total, row) => {
          const units = row.needs.reduce((count, need) => (`${need.role}.${need.level}`.startsWith(role) ? count + need.units : count), 0);
          const own = steps.find(({ item, step }) => item === row.item && step === row.step);
          return total + (own === undefined ? 0 : units * sum(own.hours));
        }, 0);
        // Higher levels count for lower ones too, so what names this role is the least that it does.
        expect(sum(deal), `${seed} ${role}`).toBeGreaterThanOrEqual(used);
        days.forEach(({ day, hours }, at) => {
          const parts = [deal[at], booked[at], reserve[at], free[at]];
          expect(Math.min(...parts), `${seed} ${role} ${formatDay(day)}`).toBeGreaterThanOrEqual(0);
          if (hours === 0) expect(sum(parts)).toBe(0);
          const [name] = role.split('.');
          const people = facts.capacity.people.filter((person) => person.role === name).length;
          const units = facts.capacity.equipment.filter((unit) => unit.role === name).reduce((count, unit) => count + unit.count, 0);
          expect(sum(parts)).toBeLessThanOrEqual((people + units) * hours);
        });
      }
    });
  });

  it('begins with the plan and ends with it, every day of the calendar once', () => {
    each(({ dayByDay: { days }, rows }, plan, { facts }) => {
      expect(days.map(({ day }) => day)).toEqual(days.map((_, n) => days[0].day + n));
      expect(days[0].day).toBe(Math.min(plan.begin, ...rows.map(({ start }) => start)));
      for (const { day, hours } of days) expect(hours * 60).toBe(minutesOn(facts.calendar, day));
      const last = Math.max(...rows.map(({ done }) => done));
      expect(days.at(-1)!.day).toBeGreaterThanOrEqual(last);
      expect(addBusinessDays(facts.calendar, days.at(-1)!.day, 0)).toBe(addBusinessDays(facts.calendar, last, 0));
    });
  });
});
