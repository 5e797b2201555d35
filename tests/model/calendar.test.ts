import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  addDuration,
  businessDaysBetween,
  calendarOf,
  inclusiveBusinessDays,
  isOpen,
  minutesOn,
  onOrAfter,
} from '../../src/model/calendar.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import { tries } from '../tries.ts';

const day = (text: string): number => parseDay(text) as number;

// Mon–Thu 8h, Fri 4h; Thanksgiving 2026-11-26 and a closure over the turn of the year.
const calendar = calendarOf({
  week: { 0: 480, 1: 480, 2: 480, 3: 480, 4: 240 },
  holidays: [{ on: day('2026-11-26') }],
  closed: [{ first: day('2026-12-24'), last: day('2027-01-01') }],
  day_starts: 540,
});

describe('business days', () => {
  it('works the hours of the week, less holidays and closures', () => {
    expect(minutesOn(calendar, day('2026-11-25'))).toBe(480);
    expect(minutesOn(calendar, day('2026-11-26'))).toBe(0);
    expect(minutesOn(calendar, day('2026-11-27'))).toBe(240);
    expect(minutesOn(calendar, day('2026-11-28'))).toBe(0);
    expect(minutesOn(calendar, day('2026-12-31'))).toBe(0);
    expect(calendar.longest).toBe(480);
  });

  it('counts D + n bd as the n-th business day after D', () => {
    // Wed 25 Nov + 1 is Fri 27 (Thu is a holiday), + 2 is Mon 30.
    expect(formatDay(addBusinessDays(calendar, day('2026-11-25'), 1)!)).toBe('2026-11-27');
    expect(formatDay(addBusinessDays(calendar, day('2026-11-25'), 2)!)).toBe('2026-11-30');
    // From a closed day one counts from the next open one: Sat 28 is Mon 30, + 1 is Tue 1 Dec.
    expect(formatDay(addBusinessDays(calendar, day('2026-11-28'), 1)!)).toBe('2026-12-01');
    // 23 Dec + 1 jumps the closure: 24 Dec – 1 Jan, then a weekend: Mon 4 Jan.
    expect(formatDay(addBusinessDays(calendar, day('2026-12-23'), 1)!)).toBe('2027-01-04');
    // Backwards: Mon 30 − 1 is Fri 27, − 2 is Wed 25.
    expect(formatDay(addBusinessDays(calendar, day('2026-11-30'), -2)!)).toBe('2026-11-25');
  });

  it('adds calendar days through closed days, and working time by whole days', () => {
    expect(formatDay(addDuration(calendar, day('2026-11-25'), { unit: 'd', n: 3 })!)).toBe('2026-11-28');
    expect(formatDay(addDuration(calendar, day('2026-11-25'), { unit: 'bd', n: 2 })!)).toBe('2026-11-30');
    // 9h is more than one longest day of 8h: two business days.
    expect(formatDay(addDuration(calendar, day('2026-11-25'), { unit: 'min', n: 540 })!)).toBe('2026-11-30');
  });

  it('merges closures that overlap or follow each other, a short one inside a long one too', () => {
    const range = (first: string, last: string) => ({ first: day(first), last: day(last) });
    const { closed } = calendarOf({
      week: { 0: 480 },
      holidays: [{ on: day('2026-12-26') }, { on: day('2026-12-31') }],
      closed: [range('2026-12-20', '2026-12-30'), range('2026-12-01', '2026-12-03'), range('2026-12-05', '2026-12-06')],
      day_starts: 0,
    });
    // The 4th is open: it parts the first two.
    expect(closed).toEqual([range('2026-12-01', '2026-12-03'), range('2026-12-05', '2026-12-06'), range('2026-12-20', '2026-12-31')]);
  });

  it('finds the business day behind a closure of years, and none behind ten', () => {
    const until = (last: string) =>
      calendarOf({ week: { 0: 480, 1: 480 }, holidays: [], closed: [{ first: day('2026-11-16'), last: day(last) }], day_starts: 0 });
    // 1 January 2030 is a Tuesday.
    expect(formatDay(onOrAfter(until('2029-12-31'), day('2026-11-16'))!)).toBe('2030-01-01');
    expect(onOrAfter(until('2036-12-31'), day('2026-11-16'))).toBeNull();
  });

  it('has no business day in a calendar that never works', () => {
    const never = calendarOf({ week: {}, holidays: [], closed: [], day_starts: 0 });
    expect(onOrAfter(never, day('2026-11-25'))).toBeNull();
    expect(addBusinessDays(never, day('2026-11-25'), 1)).toBeNull();
  });

  it('counts a plan from its first to its last day, both included', () => {
    // Mon 23 – Fri 27 with Thursday off: 4.
    expect(inclusiveBusinessDays(calendar, day('2026-11-23'), day('2026-11-27'))).toBe(4);
    expect(businessDaysBetween(calendar, day('2026-11-23'), day('2026-11-27'))).toBe(3);
    expect(businessDaysBetween(calendar, day('2026-11-27'), day('2026-11-23'))).toBe(0);
  });

  it('agrees with counting day by day in Temporal, whatever the calendar', () => {
    const calendars = fc.record({
      week: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      closed: fc.array(fc.tuple(fc.integer({ min: -5, max: 120 }), fc.integer({ min: 0, max: 20 })), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 90 }), ({ week, closed }, from, length) => {
        const base = day('2026-11-16');
        const made = calendarOf({
          week: Object.fromEntries(week.map((weekday) => [weekday, 480])),
          holidays: [],
          closed: closed.map(([first, days]) => ({ first: base + first, last: base + first + days })),
          day_starts: 0,
        });
        const open = (d: number): boolean => {
          const date = Temporal.PlainDate.from('1970-01-01').add({ days: d });
          return week.includes(date.dayOfWeek - 1) && !closed.some(([first, days]) => base + first <= d && d <= base + first + days);
        };
        let counted = 0;
        for (let d = base + from + 1; d <= base + from + length; d++) {
          expect(isOpen(made, d)).toBe(open(d));
          if (open(d)) counted++;
        }
        expect(businessDaysBetween(made, base + from, base + from + length)).toBe(counted);
        // The n-th business day after an open day is the one that n business days lie up to.
        const start = onOrAfter(made, base + from);
        if (start !== null) {
          const nth = addBusinessDays(made, start, 7);
          if (nth !== null) expect(businessDaysBetween(made, start, nth)).toBe(7);
        }
      }),
      tries(150),
    );
  });
});
