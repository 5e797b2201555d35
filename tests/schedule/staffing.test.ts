// Posts are filled as brute force would fill them: every choice of people, and of hours for each.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../src/model/calendar.ts';
import type { Booking, Capacity, Person } from '../../src/model/capacity.ts';
import { parseDay } from '../../src/model/day.ts';
import type { CapacityProfile } from '../../src/schedule/capacity.ts';
import type { QueueFacts } from '../../src/schedule/queue.ts';
import { fillInOrder, headroomOf, hoursOfPost, type Post } from '../../src/schedule/staffing.ts';
import { tries } from '../tries.ts';

const MONDAY = parseDay('2026-11-16') as number;
const LEVELS = ['junior', 'senior'];

/** One day of four hours a week: few enough to try everything. */
const week = (people: readonly Partial<Person>[], bookings: readonly Booking['work'][], reserve = 0): QueueFacts => {
  const capacity: Capacity = {
    as_of: MONDAY,
    calendar: { week: { 0: 240 }, holidays: [], closed: [], day_starts: 540 },
    grain: 60,
    reserve,
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
  // Of a deal that asks for nothing but the posts.
  return { today: MONDAY, capacity, calendar: calendarOf(capacity.calendar), library: {}, deal: { items: [] } } as unknown as QueueFacts;
};
const post = (more: Partial<Post> = {}): Post => ({
  role: 'dev',
  level: null,
  person: null,
  skills: [],
  share: 1_000_000,
  from: MONDAY,
  to: MONDAY,
  ...more,
});
const booked = (level: string | null, units: number, hours: number): Booking['work'] => [
  { needs: [{ role: 'dev', level, units }], from: MONDAY, to: MONDAY, per_day: hours * 60 },
];

/** Whether some people, one for each post, find their hours: by trying all people and all hours. */
function canByForce(posts: readonly Post[], { capacity }: QueueFacts, { present, kept, booked: taken }: CapacityProfile): boolean {
  const top = ({ level }: { readonly level?: string | null }): number =>
    level === undefined || level === null ? 0 : LEVELS.indexOf(level) + 1;
  const hoursOf = ({ week: own }: Person): number => Math.min(4, (own?.[0] ?? 240) / 60);
  const wanted = posts.map(({ share }) => Math.ceil((share * 4) / 1_000_000));
  const free = (level: number, t: number): number => Math.max(0, present[level][t] - kept[level][t] - taken[level][t]);
  const used = [0, 1, 2].map(() => [0, 0, 0, 0]);
  const place = (p: number, taken: readonly Person[]): boolean => {
    if (p === posts.length) return true;
    const { level, person, skills } = posts[p];
    return capacity.people.some((who) => {
      if (taken.includes(who) || (person !== null && person !== who.id)) return false;
      if (top(who) < top({ level }) || !skills.every((skill) => who.skills.includes(skill))) return false;
      for (let hours = 0; hours < 16; hours++) {
        const own = [0, 1, 2, 3].filter((t) => ((hours >> t) & 1) === 1);
        if (own.length !== wanted[p] || own.some((t) => t >= hoursOf(who))) continue;
        const levels = [0, 1, 2].filter((level) => level <= top(who));
        for (const level of levels) for (const t of own) used[level][t]++;
        const fits = levels.every((level) => own.every((t) => used[level][t] <= free(level, t)));
        const done = fits && place(p + 1, [...taken, who]);
        for (const level of levels) for (const t of own) used[level][t]--;
        if (done) return true;
      }
      return false;
    });
  };
  return place(0, []);
}

const person = fc.record({
  level: fc.constantFrom(undefined, 'junior', 'senior'),
  skills: fc.constantFrom([], ['pci']),
});
const partTime = fc.record({
  level: fc.constantFrom(undefined, 'junior', 'senior'),
  skills: fc.constantFrom([], ['pci']),
  week: fc.constantFrom(undefined, { 0: 120 }, { 0: 180 }),
});
const load = fc.tuple(fc.constantFrom(null, 'junior', 'senior'), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 4 }));
const unit = fc.record({
  level: fc.constantFrom(null, 'junior', 'senior'),
  skills: fc.constantFrom([], ['pci']),
  person: fc.constantFrom(null, null, null, 'p0'),
});
const units = fc.array(unit, { minLength: 1, maxLength: 3 });
const loads = fc.array(load, { maxLength: 3 });

/** What the code and brute force say of posts, each beside those before it that could be filled. */
function both(facts: QueueFacts, posts: readonly Post[]): { ours: boolean[]; force: boolean[] } {
  const headroom = headroomOf(facts, 'whole', MONDAY);
  const ours = fillInOrder(headroom, posts).map((why) => why === null);
  const filled: Post[] = [];
  const force = posts.map((each, p) => {
    const can = canByForce([...filled, each], facts, headroom.profile);
    if (ours[p]) filled.push(each);
    return can;
  });
  return { ours, force };
}

describe('filling posts', () => {
  test('of one share by people who are there all day: exactly as brute force', () => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 1, maxLength: 4 }),
        loads,
        units,
        fc.integer({ min: 0, max: 4 }),
        (people, bookings, asked, quarters) => {
          const facts = week(
            people,
            bookings.map((each) => booked(...each)),
          );
          const { ours, force } = both(
            facts,
            asked.map((each) => post({ ...each, share: quarters * 250_000 })),
          );
          expect(ours).toEqual(force);
        },
      ),
      tries(200),
    );
  });

  test('of any share by people with any hours: what is filled can be filled', () => {
    fc.assert(
      fc.property(
        fc.array(partTime, { minLength: 1, maxLength: 4 }),
        loads,
        fc.array(fc.record({ level: fc.constantFrom(null, 'senior'), share: fc.constantFrom(250_000, 500_000, 1_000_000) }), {
          minLength: 1,
          maxLength: 3,
        }),
        (people, bookings, asked) => {
          const { ours, force } = both(
            week(
              people,
              bookings.map((each) => booked(...each)),
            ),
            asked.map((each) => post(each)),
          );
          ours.forEach((filled, p) => expect(filled && !force[p]).toBe(false));
        },
      ),
      tries(200),
    );
  });

  test('says who could, and why not', () => {
    const facts = week([{ level: 'senior' }, { level: 'junior' }], [booked('senior', 1, 4)]);
    const headroom = headroomOf(facts, 'whole', MONDAY);
    expect(fillInOrder(headroom, [post({ level: 'senior' }), post({ level: 'junior' }), post({ level: 'junior' })])).toEqual([
      {
        from: MONDAY,
        to: MONDAY,
        needed: 4,
        because: 'taken',
        able: ['p0'],
        most: 4,
        load: { role: 'dev', level: 'senior', asked: 4, there: 4, kept: 0, heldBy: [{ index: 0, hours: 4 }] },
        free: 0,
        freeForOne: 0,
        unnamed: 4,
        onBookings: [],
      },
      null,
      expect.objectContaining({ because: 'taken', able: ['p0', 'p1'], free: 4, freeForOne: 4 }),
    ]);
    const none = fillInOrder(headroom, [post({ skills: ['pci'] })])[0];
    expect(none).toMatchObject({ because: 'nobody', able: [], most: 0 });
    const short = fillInOrder(headroomOf(week([{ week: { 0: 120 } }], []), 'whole', MONDAY), [
      post({ share: 750_000 }),
      post({ share: 500_000 }),
    ]);
    expect(short).toEqual([expect.objectContaining({ because: 'away', most: 2, needed: 3 }), null]);
  });

  test('counts the hours of a post by what is sold', () => {
    // 25 % of each day of 4h is kept: 3h a week are sold, in three weeks 9h, of which half is 4.5h, a week 1.5h and so 2h.
    const headroom = headroomOf(week([{}], [], 250_000), 'whole', MONDAY + 14);
    expect(hoursOfPost(headroom, post({ to: MONDAY + 14 }))).toBe(9);
    expect(hoursOfPost(headroom, post({ to: MONDAY + 14, share: 500_000 }))).toBe(6);
    expect(hoursOfPost(headroom, post({ from: MONDAY + 1, to: MONDAY + 6 }))).toBe(0);
  });
});
