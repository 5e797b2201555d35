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
  // The same of two seniors: who changes places is not counted twice.
  const seniors = week([senior, { ...senior, week: { 0: 120 } }], [[load(null, 1, 2), load(null, 1, 4)]]);
  expect(namesOf(put(seniors))).toEqual(['p1', 'p0']);
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
  // Nobody does two things at a time, whoever wishes for it.
  const both = week([senior, junior], [[load('senior', 1), load('junior', 1)]]);
  const wishes = ['senior', 'junior'].map((level) => ({ role: 'dev', level, person: 'p0' }));
  expect(namesOf(put(both, wishes))).toBe('p0 is on other hours of this deal whenever dev.junior is asked for');
});

test('hours that the queue has no room for are nobody’s', () => {
  // Four hours are booked of somebody who is there for two.
  const named = put(week([{ week: { 0: 120 } }], [[load(null, 1, 4)]]));
  expect(named).toMatchObject({ open: [{ role: 'dev', level: null }] });
  expect(namesOf(named)).toEqual(['']);
});

test('a senior who was wished for is one less for what comes after', () => {
  // Two seniors, one of them booked by role elsewhere. p0 is wished for and has the first two hours; of the four beside them p2 is on another booking by name for the
  // last two, and p1 is the one who is booked elsewhere.
  const last: Load = { ...load(null, 1, 2, ['p2']), begins: 120 };
  const facts = week([senior, senior, junior], [[load(null, 1, 2), load(null, 1, 4)], [load('senior', 1)], [last]]);
  const named = put(facts, [{ role: 'dev', level: null, person: 'p0' }]);
  expect(namesOf(named)).toEqual(['p0', '']);
  expect(named).toMatchObject({ open: [{ role: 'dev', level: null }] });
});

test('who is wished for does nothing else beside it, also where others change places', () => {
  // p2 has the senior's hours. One after another p0 would take the two hours and p3 four, and of the last four p1, who is there for two, could do none: p1 has the
  // two, p0 and p3 four each, whichever.
  const work = [load('senior', 1), load(null, 1, 2), load(null, 1), load(null, 1)];
  const facts = week([{}, { week: { 0: 120 } }, senior, senior], [work]);
  const [first, two, ...four] = namesOf(put(facts, [{ role: 'dev', level: 'senior', person: 'p2' }])) as string[];
  expect([first, two, four.sort()]).toEqual(['p2', 'p1', ['p0', 'p3']]);
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
