// Who does the hours of a booking, by name: worked by hand, and against every choice of people.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarOf } from '../../src/model/calendar.ts';
import type { Booking, Capacity, Load, Person } from '../../src/model/capacity.ts';
import { parseDay } from '../../src/model/day.ts';
import { putPeople, type Named, type Wish } from '../../src/schedule/naming.ts';
import type { QueueFacts } from '../../src/schedule/queue.ts';
import { tries } from '../tries.ts';

const MONDAY = parseDay('2026-11-16') as number;
const LEVELS = ['junior', 'senior'];

/** One day of four hours a week; the first booking is the one that takes its people. */
const week = (people: readonly Partial<Person>[], bookings: readonly Booking['work'][]): QueueFacts => {
  const capacity: Capacity = {
    as_of: MONDAY,
    calendar: { week: { 0: 240 }, holidays: [], closed: [], day_starts: 540 },
    grain: 60,
    reserve: 0,
    roles: { dev: { levels: LEVELS, rate: null, reserve: null, usual_load: null } },
    people: people.map((more, index) => ({ id: `p${index}`, role: 'dev', off: [], skills: [], ...more })),
    equipment: [],
    bookings: bookings.map((work, index) => ({ id: `b${index}`, paid: true, state: 'hard', work, deliverables: [] })),
    materials: null,
    groups: [],
    services: [],
    weather: {},
    buffers: [],
  };
  return { today: MONDAY, capacity, calendar: calendarOf(capacity.calendar), library: {}, deal: { items: [] } } as unknown as QueueFacts;
};
const load = (level: string | null, units: number, hours = 4, people?: readonly string[]): Load => ({
  needs: [{ role: 'dev', level, units }],
  from: MONDAY,
  to: MONDAY,
  per_day: hours * 60,
  ...(people && { people }),
});
const put = (facts: QueueFacts, wishes: readonly Wish[] = []): Named | { readonly refused: string } =>
  putPeople(facts, 0, facts.capacity.bookings[0].work, wishes, 'whole');
const namesOf = (named: Named | { readonly refused: string }): unknown =>
  'refused' in named ? named.refused : named.work.map(({ people = [] }) => people.join());
const senior = { level: 'senior' };
const junior = { level: 'junior' };

test('where one after another leaves hours empty, each gets somebody of their own', () => {
  // p1 is there for two hours. Two hours and four are booked, side by side: p0, who would take the two by coming first, has to do the four.
  const facts = week([{}, { week: { 0: 120 } }], [[load(null, 1, 2), load(null, 1, 4)]]);
  expect(namesOf(put(facts))).toEqual(['p1', 'p0']);
});

test('the lowest level that can do it does it, and the highest post is filled first', () => {
  expect(namesOf(put(week([senior, junior], [[load(null, 1), load('senior', 1)]])))).toEqual(['p1', 'p0']);
  // Of equals whoever is on the deal already: two loads of two hours, one after the other, are p0's.
  const after: Load = { ...load(null, 1, 2), begins: 120 };
  expect(namesOf(put(week([{}, {}], [[load(null, 1, 2), after]])))).toEqual(['p0', 'p0']);
});

test('a senior whom others have booked is not taken for what anyone could do', () => {
  // One senior is booked by role elsewhere, p1 by name: p2 is left. Without p2 nobody is, though p0 stands there.
  const others = [[load('senior', 1)], [load(null, 1, 4, ['p1'])]];
  expect(namesOf(put(week([senior, junior, junior], [[load(null, 1)], ...others])))).toEqual(['p2']);
  const wish = [{ role: 'dev', level: null, person: 'p0' }];
  expect(namesOf(put(week([senior, junior, junior], [[load(null, 1)], ...others]), wish))).toBe(
    'p0 cannot be dev on 2026-11-16: on 2026-11-16 all of their level are booked for others',
  );
  expect(put(week([senior, junior], [[load(null, 1)], [load('senior', 1)]]))).toMatchObject({ work: [{ people: ['p1'] }], open: [] });
});

test('who is wished for does each of the loads, and others what is left', () => {
  const facts = week([{}, {}, {}], [[load(null, 2)]]);
  expect(namesOf(put(facts, [{ role: 'dev', level: null, person: 'p2' }]))).toEqual(['p2,p0']);
});

test('as every choice of people would have it', () => {
  const person = fc.record({ level: fc.constantFrom('junior', 'senior', undefined), hours: fc.constantFrom(4, 4, 2) });
  const posts = fc.array(fc.constantFrom<string | null>(null, null, 'junior', 'senior'), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(person, { minLength: 1, maxLength: 4 }), posts, fc.constantFrom(0, 1), (people, levels, booked) => {
      const facts = week(
        people.map(({ level, hours }) => ({ ...(level && { level }), week: { 0: hours * 60 } })),
        [levels.map((level) => load(level, 1)), ...(booked === 0 ? [] : [[load('senior', 1)]])],
      );
      const named = put(facts) as Named;
      const rank = (level: string | null | undefined): number => (level ? LEVELS.indexOf(level) + 1 : 0);
      const whole = people.flatMap(({ level, hours }, index) => (hours === 4 ? [{ index, rank: rank(level) }] : []));
      const seniors = people.filter(({ level }) => level === 'senior');
      const bySlot = (left: readonly string[], free: typeof whole): boolean => {
        if (left.length === 0) return free.length >= 0;
        return free.some(
          (each) =>
            each.rank >= rank(left[0] === '' ? null : left[0]) &&
            bySlot(
              left.slice(1),
              free.filter((other) => other !== each),
            ),
        );
      };
      const taken = named.work.map(({ people: [id] = [] }) => id);
      // Whoever is named is named once, is there all day and has the level.
      const all = taken.filter((id) => id !== undefined);
      expect(new Set(all).size).toBe(all.length);
      taken.forEach((id, l) => {
        if (id === undefined) return;
        const who = whole.find(({ index }) => `p${index}` === id)!;
        expect(who.rank).toBeGreaterThanOrEqual(rank(levels[l]));
      });
      // Where nothing else is booked and all of it has room, it is done by name exactly where some choice of people does it.
      const room = levels.length <= whole.length;
      if (booked === 0 && room)
        expect(named.open.length === 0).toBe(
          bySlot(
            levels.map((level) => level ?? ''),
            whole,
          ),
        );
      // A senior who is booked elsewhere is left to them, where there are people enough for both.
      if (booked === 1 && levels.length < whole.length && seniors.length === 1 && !levels.includes('senior'))
        expect(all).not.toContain(`p${people.indexOf(seniors[0])}`);
    }),
    tries(150),
  );
});
