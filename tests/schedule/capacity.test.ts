import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/model/calendar.ts';
import type { Booking, Capacity } from '../../src/model/capacity.ts';
import { parseDay } from '../../src/model/day.ts';
import { axisFrom } from '../../src/schedule/axis.ts';
import { bookLoads, demandOf, presence, unbooked, weightOf, type CapacityProfile } from '../../src/schedule/capacity.ts';

const day = (text: string): number => parseDay(text) as number;

/** A week of Mon–Fri 8h, one role, nobody; each test adds what it is about. */
const base: Capacity = {
  as_of: day('2026-11-16'),
  calendar: { week: { 0: 480, 1: 480, 2: 480, 3: 480, 4: 480 }, holidays: [], closed: [], day_starts: 540 },
  grain: 60,
  reserve: 0,
  roles: { sewer: { levels: [], rate: null, reserve: null, usual_load: null } },
  people: [],
  equipment: [],
  bookings: [],
  materials: null,
  groups: [],
  services: [],
  weather: {},
  buffers: [],
};
const person = (id: string, more: object = {}): Capacity['people'][number] => ({ id, role: 'sewer', off: [], skills: [], ...more });
const booking = (id: string, more: object): Booking => ({ id, paid: true, state: 'hard', work: [], deliverables: [], ...more });

function profile(capacity: Capacity, today = '2026-11-16', days = 10): CapacityProfile {
  return unbooked(presence(capacity, axisFrom(calendarOf(capacity.calendar), capacity.grain, day(today), days)));
}
/** Units of a resource on the n-th business day, a digit a slot. */
const digits = (array: Int16Array, n = 0): string => Array.from(array.slice(n * 8, n * 8 + 8)).join('');

describe('who is there', () => {
  it('gives a part-timer the first hours of the day', () => {
    const { present } = profile({ ...base, people: [person('ana'), person('bo', { week: { 0: 240, 1: 120 } })] });
    expect(digits(present[0], 0)).toBe('22221111'); // Monday: both until noon
    expect(digits(present[0], 1)).toBe('22111111'); // Tuesday: Bo for two hours
    expect(digits(present[0], 2)).toBe('11111111'); // Wednesday: Bo does not work
  });

  it('leaves out time off, and days before joining and after leaving', () => {
    const off = [{ first: day('2026-11-17'), last: day('2026-11-18') }];
    const { present } = profile({ ...base, people: [person('ana', { off, from: day('2026-11-17'), until: day('2026-11-19') })] });
    expect([0, 1, 2, 3, 4].map((n) => digits(present[0], n)[0]).join('')).toBe('00010');
  });

  it('counts equipment the whole day, less the days it is down', () => {
    const roles = { press: { levels: [], rate: null, reserve: null, usual_load: null } };
    const equipment = [{ id: 'press', role: 'press', count: 3, down: [{ first: day('2026-11-17'), last: day('2026-11-17') }] }];
    const { present, hasPeople } = profile({ ...base, roles, equipment });
    expect([digits(present[0], 0), digits(present[0], 1)]).toEqual(['33333333', '00000000']);
    expect(hasPeople).toEqual([false]);
  });

  it('nests levels: a senior counts for everything below, somebody without a level only for the role', () => {
    const roles = { dev: { levels: ['junior', 'senior'], rate: null, reserve: null, usual_load: null } };
    const people = [
      person('a', { role: 'dev', level: 'senior' }),
      person('b', { role: 'dev', level: 'junior' }),
      person('c', { role: 'dev' }),
    ];
    const made = profile({ ...base, roles, people });
    expect(made.resources.map(({ level }) => level)).toEqual([null, 'junior', 'senior']);
    expect(made.present.map((units) => units[0])).toEqual([3, 2, 1]);
    // A senior and anyone: two of the role, one of each threshold up to senior.
    const needs = [
      { role: 'dev', level: 'senior', units: 1 },
      { role: 'dev', level: null, units: 1 },
    ];
    expect(demandOf(made, needs)).toEqual([
      { resource: 0, units: 2 },
      { resource: 1, units: 1 },
      { resource: 2, units: 1 },
    ]);
  });
});

describe('the reserve', () => {
  it('is kept from the last slots: 15 % of 40h is 6h a week', () => {
    const { kept } = profile({ ...base, reserve: 150_000, people: [person('ana')] });
    // round(0.15 × 8, 16, 24, 32, 40) = round(1.2, 2.4, 3.6, 4.8, 6) = 1, 2, 4, 5, 6: kept 1, 1, 2, 1, 1.
    expect([0, 1, 2, 3, 4].map((n) => digits(kept[0], n))).toEqual(['00000001', '00000001', '00000011', '00000001', '00000001']);
    expect(digits(kept[0], 5)).toBe('00000001'); // the next week begins anew
  });

  it('rounds half up, and knows the days of the week before today', () => {
    // 25 % of 8h is 2 a day. 20 % is 1.6, 3.2, 4.8, 6.4, 8: round 2, 3, 5, 6, 8: kept 2, 1, 2, 1, 2. From Wednesday on: 2, 1, 2.
    const { kept } = profile({ ...base, reserve: 200_000, people: [person('ana')] }, '2026-11-18');
    expect([0, 1, 2].map((n) => digits(kept[0], n))).toEqual(['00000011', '00000001', '00000011']);
    // Half of 1h is 0.5: rounded up, the hour is kept; the next day's total is 1, kept already.
    const short = profile({ ...base, reserve: 500_000, people: [person('bo', { week: { 0: 60, 1: 60 } })] });
    expect([0, 1].map((n) => digits(short.kept[0], n))).toEqual(['10000000', '00000000']);
  });

  it("is a part-timer's own last slots, and a role may have its own", () => {
    const people = [person('ana'), person('bo', { week: { 0: 240 } })];
    // 25 %: Ana keeps 2 of 8, Bo 1 of 4.
    expect(digits(profile({ ...base, reserve: 250_000, people }).kept[0])).toBe('00010011');
    const roles = { sewer: { ...base.roles.sewer, reserve: 0 } };
    expect(digits(profile({ ...base, reserve: 250_000, people, roles }).kept[0])).toBe('00000000');
  });

  it('never exceeds what is there, to the last permille', () => {
    // 7 % of 50h = 3.5 in real numbers and 3.5000000000000004 in floating point; 14.5 % of 100 slots is 14.5 and 14.499999999999998.
    const grain30 = { ...base, grain: 30, reserve: 145_000, people: [person('ana')] };
    const { kept, axis } = profile(grain30);
    // 16 slots a day: 2.32, 4.64, 6.96, 9.28, 11.6 → 2, 5, 7, 9, 12.
    const perDay = [0, 1, 2, 3, 4].map((b) =>
      kept[0].slice(axis.firstSlot[b], axis.firstSlot[b + 1]).reduce((sum, units) => sum + units, 0),
    );
    expect(perDay).toEqual([2, 3, 2, 2, 3]);
  });
});

describe('bookings', () => {
  const two = { ...base, people: [person('ana'), person('bo', { week: { 0: 240, 1: 480 } })] };
  const load = (needs: object[], more: object = {}): object => ({
    needs: needs.map((need) => ({ role: 'sewer', level: null, ...need })),
    from: day('2026-11-16'),
    to: day('2026-11-16'),
    per_day: null,
    ...more,
  });

  it('takes the first slots of the day that have all its units', () => {
    const made = profile(two);
    bookLoads(made, [booking('a', { work: [load([{ units: 1 }], { per_day: 180 })] })], day('2026-11-16'), 'ignore');
    expect(digits(made.booked[0])).toBe('11100000');
    expect(made.short).toEqual([]);
  });

  it('fills up with whatever is left, and reports what could not be had', () => {
    const made = profile(two);
    // Two units for 6h on Monday: there are two until noon (4 slots), then one: two more slots of one. Short: 2 × 6 − (2 × 4 + 2) = 2.
    bookLoads(made, [booking('a', { work: [load([{ units: 2 }], { per_day: 360 })] })], day('2026-11-16'), 'ignore');
    expect(digits(made.booked[0])).toBe('22221100');
    expect(made.short).toEqual([{ booking: 0, resource: 0, dayIndex: 0, slots: 2 }]);
  });

  it('serves the earlier line of the file first', () => {
    const made = profile({ ...base, people: [person('ana')] });
    const line = load([{ units: 1 }], { per_day: 300 });
    bookLoads(made, [booking('a', { work: [line] }), booking('b', { work: [line] })], day('2026-11-16'), 'ignore');
    expect(digits(made.booked[0])).toBe('11111111');
    expect(made.taken.map(({ booking: index, slots }) => [index, slots])).toEqual([
      [0, 5],
      [1, 3],
    ]);
    expect(made.short).toEqual([{ booking: 1, resource: 0, dayIndex: 0, slots: 2 }]);
  });

  it('may use the reserve', () => {
    const made = profile({ ...base, reserve: 250_000, people: [person('ana')] });
    bookLoads(made, [booking('a', { work: [load([{ units: 1 }])] })], day('2026-11-16'), 'ignore');
    expect(digits(made.booked[0])).toBe('11111111');
  });

  it('counts a hold until it expires, and a soft one as policy reads it', () => {
    const today = day('2026-11-16');
    expect(weightOf(booking('h', { state: 'hold', expires: today }), today, 'ignore')).toBe(1_000_000);
    expect(weightOf(booking('h', { state: 'hold', expires: today - 1 }), today, 'ignore')).toBe(0);
    const soft = booking('s', { state: 'soft', probability: 400_000, work: [load([{ units: 1 }], { per_day: 300 })] });
    expect(weightOf(soft, today, 'ignore')).toBe(0);
    expect(weightOf(soft, today, 'whole')).toBe(1_000_000);
    // 40 % of 5h is 2h.
    const made = profile({ ...base, people: [person('ana')] });
    bookLoads(made, [soft], today, 'probability');
    expect(digits(made.booked[0])).toBe('11000000');
  });
});
