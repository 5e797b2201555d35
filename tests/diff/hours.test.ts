// How many hours come and go, and in which weeks. 2026-12-28 is the Monday of week 53 of 2026 (its Thursday is the last day of the year), 2027-01-04 that of week 1.
import { expect, test } from 'vitest';
import { bookedText, hoursText } from '../../src/diff/hours.ts';
import type { Booking, Capacity } from '../../src/model/capacity.ts';
import { parseDay, type Day } from '../../src/model/day.ts';

const day = (text: string): Day => parseDay(text) as Day;
const range = (first: string, last = first) => ({ first: day(first), last: day(last) });

/** Two designers and a press; Monday to Friday, 8h. */
function capacity(off: ReturnType<typeof range>[] = [], down: ReturnType<typeof range>[] = []): Capacity {
  const role = { levels: [], rate: null, reserve: null, usual_load: null };
  return {
    as_of: day('2026-11-16'),
    calendar: { week: { 0: 480, 1: 480, 2: 480, 3: 480, 4: 480 }, holidays: [], closed: [], day_starts: 480 },
    grain: 60,
    reserve: 0,
    roles: { design: role, press: role },
    people: ['ana', 'ben'].map((id) => ({ id, role: 'design', off: id === 'ana' ? off : [], skills: [] })),
    equipment: [{ id: 'press-1', role: 'press', count: 1, down }],
    bookings: [],
    materials: null,
    groups: [],
    services: [],
    weather: {},
    buffers: [],
  };
}

const window = { from: day('2026-11-16'), to: day('2027-01-22'), roles: new Set(['design', 'press']) };

test.each<[off: ReturnType<typeof range>[], down: ReturnType<typeof range>[], says: string]>([
  [[], [], ''],
  [[range('2026-12-01')], [], 'capacity fell 8h (design, week 49)'],
  // Thursday and Friday, and Monday: three days of 8h; Saturday and Sunday are none.
  [[range('2026-12-31', '2027-01-04')], [], 'capacity fell 24h (design, weeks 53 to 1)'],
  [[range('2026-12-01'), range('2026-12-15')], [], 'capacity fell 16h (design, weeks 49 and 51)'],
  [
    [range('2026-12-01'), range('2026-12-15'), range('2027-01-12')],
    [range('2026-12-02')],
    'capacity fell 24h (design, 3 weeks from 49 to 2); capacity fell 8h (press, week 49)',
  ],
  // After the last day that is looked at.
  [[range('2027-01-25')], [], ''],
])('off %j, down %j: %s', (off, down, says) => {
  expect(hoursText(capacity(), capacity(off, down), window)).toBe(says);
  expect(hoursText(capacity(off, down), capacity(), window)).toBe(says.replaceAll('fell', 'rose'));
});

test('only of the roles that are looked at', () => {
  expect(hoursText(capacity(), capacity([range('2026-12-01')]), { ...window, roles: new Set(['press']) })).toBe('');
});

test('a booking asks for hours on business days', () => {
  const booking: Booking = {
    id: 'harbor-12',
    paid: true,
    state: 'hard',
    deliverables: [],
    // Friday, Monday and Tuesday: two people for 4h, and the whole press.
    work: [
      {
        needs: [
          { role: 'design', level: null, units: 2 },
          { role: 'press', level: null, units: 1 },
        ],
        from: day('2026-12-04'),
        to: day('2026-12-08'),
        per_day: 240,
      },
    ],
  };
  expect(bookedText(booking, capacity(), window)).toBe('24h of design in weeks 49 to 50, 12h of press in weeks 49 to 50');
  expect(bookedText({ ...booking, work: [{ ...booking.work[0], per_day: null }] }, capacity(), window)).toBe(
    '48h of design in weeks 49 to 50, 24h of press in weeks 49 to 50',
  );
});
