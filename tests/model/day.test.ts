import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  civilOf,
  dayOf,
  daysInMonth,
  FIRST_DAY,
  formatDay,
  LAST_DAY,
  mondayOf,
  monthIndexOf,
  parseDay,
  weekdayOf,
} from '../../src/model/day.ts';

describe('civil days against Temporal', () => {
  it('agrees for every day from 1990 to 2100', () => {
    const epoch = Temporal.PlainDate.from('1970-01-01');
    const last = Temporal.PlainDate.from('2100-12-31');
    let date = Temporal.PlainDate.from('1990-01-01');
    let day = dayOf(1990, 1, 1);
    expect(day).toBe(epoch.until(date).days);
    const wrong: string[] = [];
    // 111 years: 40 542 days, of which 27 leap years give one each (1992 … 2096; 2100 is none): 111 × 365 + 27.
    let count = 0;
    for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 }), day++, count++) {
      const { year, month, dayOfMonth } = civilOf(day);
      const same =
        dayOf(date.year, date.month, date.day) === day &&
        year === date.year &&
        month === date.month &&
        dayOfMonth === date.day &&
        weekdayOf(day) === date.dayOfWeek - 1 &&
        mondayOf(day) === day - (date.dayOfWeek - 1) &&
        monthIndexOf(day) === date.month - 1 &&
        daysInMonth(year, month) === date.daysInMonth &&
        formatDay(day) === date.toString();
      if (!same) wrong.push(date.toString());
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(111 * 365 + 27);
  });
});

describe('parseDay', () => {
  it('reads what formatDay writes, at both ends', () => {
    for (const text of ['2000-01-01', '2026-11-16', '2024-02-29', '2100-12-31']) expect(formatDay(parseDay(text) as number)).toBe(text);
  });

  it.each([
    ['2026-02-30', 'does not exist: that month has 28 days'],
    ['2100-02-29', 'does not exist: that month has 28 days'],
    ['2026-13-01', 'has no such month: 13'],
    ['2026-00-10', 'has no such month: 00'],
    ['2026-01-00', 'does not exist: that month has 31 days'],
    ['1999-12-31', 'is outside 2000-01-01 to 2100-12-31'],
    ['2101-01-01', 'is outside 2000-01-01 to 2100-12-31'],
    ['7 Dec 2026', 'is not a date: write it as 2026-12-07'],
    ['2026-12-07 ', 'is not a date: write it as 2026-12-07'],
  ])('refuses %s: it %s', (text, why) => {
    expect(parseDay(text)).toBe(why);
  });

  it('knows the ends of what a file may name', () => {
    expect(formatDay(FIRST_DAY)).toBe('2000-01-01');
    expect(formatDay(LAST_DAY)).toBe('2100-12-31');
  });
});
