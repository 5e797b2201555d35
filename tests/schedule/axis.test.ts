import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/model/calendar.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import type { Duration } from '../../src/model/units.ts';
import {
  afterWait,
  axisFrom,
  BEYOND,
  completionDay,
  dayOfMoment,
  momentAfter,
  slotOf,
  startOfDay,
  type MomentCode,
} from '../../src/schedule/axis.ts';

const day = (text: string): number => parseDay(text) as number;

// Mon–Thu 8 slots, Fri 4; Thu 26 Nov closed. From Mon 16 Nov: slots 0–7, 8–15, 16–23, 24–31, Fri 32–35, Mon 23 is 36–43, …
const calendar = calendarOf({
  week: { 0: 480, 1: 480, 2: 480, 3: 480, 4: 240 },
  holidays: [{ on: day('2026-11-26') }],
  closed: [],
  day_starts: 540,
});
const axis = axisFrom(calendar, 60, day('2026-11-16'), 30);

/** `(2026-11-17, 8)` for the moment at the end of Tuesday. */
const words = (moment: MomentCode): string => `(${formatDay(dayOfMoment(axis, moment))}, ${moment % 256})`;
const at = (date: string, k: number): MomentCode => startOfDay(axis, day(date)) + k;

describe('the axis', () => {
  it('holds the slots of the business days and nothing else', () => {
    expect(axis.longest).toBe(8);
    expect([0, 31, 32, 35, 36].map((slot) => formatDay(axis.days[axis.dayOfSlot[slot]]))).toEqual([
      '2026-11-16',
      '2026-11-19',
      '2026-11-20',
      '2026-11-20',
      '2026-11-23',
    ]);
    // Week of the holiday: Mon–Wed 24 slots, Fri 4, so Mon 30 begins at 36 + 24 + 4.
    expect(slotOf(axis, startOfDay(axis, day('2026-11-30')))).toBe(64);
  });

  it('ends work with its last slot, in the evening and not the next morning', () => {
    expect(words(momentAfter(axis, 8))).toBe('(2026-11-16, 8)');
    expect(words(momentAfter(axis, 9))).toBe('(2026-11-17, 1)');
    expect(momentAfter(axis, axis.size + 1)).toBe(BEYOND);
  });

  it('lets the next step begin in the slot after a moment', () => {
    expect(slotOf(axis, at('2026-11-16', 8))).toBe(8);
    expect(slotOf(axis, at('2026-11-17', 0))).toBe(8);
    expect(slotOf(axis, at('2026-11-21', 0))).toBe(36); // Saturday
    expect(slotOf(axis, at('2026-11-26', 0))).toBe(60); // the holiday: Fri 27
    expect(slotOf(axis, BEYOND)).toBe(axis.size);
  });

  it('is complete on the next business day when its end is on a closed one', () => {
    expect(formatDay(completionDay(axis, at('2026-11-21', 0)))).toBe('2026-11-23');
    expect(formatDay(completionDay(axis, at('2026-11-20', 4)))).toBe('2026-11-20');
    expect(completionDay(axis, BEYOND)).toBe(BEYOND);
  });
});

describe('waits (planning.md §7)', () => {
  const cases: [string, MomentCode, Duration, string][] = [
    ['a calendar wait keeps the time of day', at('2026-11-16', 5), { unit: 'd', n: 2 }, '(2026-11-18, 5)'],
    ['… and ends as the next business day begins when that day is closed', at('2026-11-18', 5), { unit: 'd', n: 3 }, '(2026-11-23, 0)'],
    // Thu 19, 5 slots in + 1d is Fri 20, which has only 4: Mon 23, 0.
    ['… or is shorter than that', at('2026-11-19', 5), { unit: 'd', n: 1 }, '(2026-11-23, 0)'],
    // Exactly as long: Fri 20 has 4 slots, so 4 slots in is its end.
    ['… but not when it is just as long', at('2026-11-19', 4), { unit: 'd', n: 1 }, '(2026-11-20, 4)'],
    // 2 bd after Wed 25: Fri 27 (Thu closed), Mon 30.
    ['business days are counted the same way', at('2026-11-25', 3), { unit: 'bd', n: 2 }, '(2026-11-30, 3)'],
    ['… and a short day cuts them the same way', at('2026-11-25', 5), { unit: 'bd', n: 1 }, '(2026-11-30, 0)'],
    ['… from a closed day, after the next open day', at('2026-11-21', 0), { unit: 'bd', n: 1 }, '(2026-11-24, 0)'],
    ['hours pass slots', at('2026-11-16', 6), { unit: 'min', n: 240 }, '(2026-11-17, 2)'],
    ['… and end in the evening', at('2026-11-16', 4), { unit: 'min', n: 240 }, '(2026-11-16, 8)'],
    ['… rounded up to the grain', at('2026-11-16', 4), { unit: 'min', n: 61 }, '(2026-11-16, 6)'],
    ['nothing changes nothing', at('2026-11-16', 8), { unit: 'd', n: 0 }, '(2026-11-16, 8)'],
  ];
  it.each(cases)('%s', (_, from, wait, expected) => {
    expect(words(afterWait(axis, from, wait))).toBe(expected);
  });

  it('ends beyond the horizon where the axis ends', () => {
    for (const wait of [{ unit: 'd', n: 90 } as const, { unit: 'bd', n: 40 } as const, { unit: 'min', n: 60_000 } as const]) {
      expect(afterWait(axis, at('2026-11-16', 4), wait)).toBe(BEYOND);
    }
  });

  it('never turns a later moment into an earlier one', () => {
    const moments: MomentCode[] = [];
    for (let offset = 0; offset < 25; offset++) {
      moments.push(at('2026-11-16', 0) + offset * 256);
      const b = axis.onOrAfter[offset];
      if (axis.days[b] !== axis.firstDay + offset) continue;
      for (let k = 1; k <= axis.firstSlot[b + 1] - axis.firstSlot[b]; k++) moments.push(offset * 256 + k);
    }
    for (const wait of [1, 2, 3, 5].flatMap((n) => [
      { unit: 'd', n } as const,
      { unit: 'bd', n } as const,
      { unit: 'min', n: n * 60 } as const,
    ])) {
      const after = moments.map((moment) => afterWait(axis, moment, wait));
      expect([...after].sort((a, b) => a - b)).toEqual(after);
    }
  });
});
