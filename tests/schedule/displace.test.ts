import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Displacement, Planned } from '../../src/schedule/schedule.ts';
import { problemOf } from '../../src/schedule/build.ts';
import { leastOver } from '../../src/schedule/displace.ts';
import { draftsOf, isPlannable } from '../../src/schedule/drafts.ts';
import { displacementApproval } from '../../src/schedule/granted.ts';
import { queueOver, type Uses } from '../../src/schedule/held.ts';
import { add, copyOf, isLate } from '../../src/schedule/requeue.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { seedsOr, tries } from '../tries.ts';

/** Mon–Fri 8h, one press; today is Mon 16 Nov 2026 and the plan begins then. The deal prints for 8h. */
function planned(parts: {
  queue: string;
  wanted: string;
  week?: string;
  library?: string;
  roles?: string;
  items?: string;
  reserve?: string;
  presses?: number;
}): Planned {
  const {
    queue,
    wanted,
    week = '8h',
    library = '',
    roles = 'press: {}, sewer: {}',
    items = '[poster:1]',
    reserve = '0%',
    presses = 1,
  } = parts;
  const days = ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => `${day}: ${week}`).join(', ');
  const { facts, settings } = factsFrom(
    {
      policy: 'handoff: 1\nprofile: make-to-order\nrules: {two-failures: {failures: 0}}\n',
      capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {${days}}}
reserve: ${reserve}
roles: {${roles}}
people: [{id: ana, role: sewer}]
equipment: [{id: press-1, role: press, count: ${presses}}]
bookings:
${queue}
`,
      deliverables: `handoff: 1\ndeliverables:\n  poster: {steps: [{id: print, needs: {press: 1}, duration: {each: 8h}}]}\n${library}`,
      deal: `handoff: 1\ncustomer: X\ndates: {signature: 2026-11-16, wanted: {complete: ${wanted}}}\nitems: ${items}\n`,
    },
    '2026-11-16',
  );
  const schedule = planDeal(facts, settings);
  if (schedule.status !== 'planned') throw new Error(schedule.because[0].message);
  return schedule;
}

/** One booking of the press. */
function booking(id: string, from: string, to: string, promised: string, more = ''): string {
  return `  - {id: ${id}, customer: C ${id}, paid: ${more.includes('paid') ? 'true' : 'false'}, state: hard, ${promised === '' ? '' : `promised: ${promised}, `}work: [{needs: {press: 1}, from: ${from}, to: ${to}${more.includes('half') ? ', per_day: 4h' : ''}}]}`;
}

/** Who moves: `id: now → then`, and by how many business days late. */
function told(found: Displacement | null): (string | number)[][] {
  if (found === null || found.status !== 'found') throw new Error(found?.status ?? 'none');
  return found.moved.map(({ booking: id, now, done, late }) => [id, formatDay(now), done === null ? 'never' : formatDay(done), late]);
}

describe('the least displacement', () => {
  it('moves whoever has the time, and nobody else', () => {
    // Mon 16 belongs to a (promised that day), Tue 17 to b (promised Fri 20). The deal wants Tuesday: b goes to the free Wednesday 18.
    const queue = [
      booking('a', '2026-11-16', '2026-11-16', '2026-11-16', 'paid'),
      booking('b', '2026-11-17', '2026-11-17', '2026-11-20', 'paid'),
    ];
    const { displacement, nominal } = planned({ queue: queue.join('\n'), wanted: '2026-11-17' });
    expect(formatDay(nominal.date)).toBe('2026-11-18');
    expect(told(displacement)).toEqual([['b', '2026-11-17', '2026-11-18', 0]]);
    expect(displacement).toMatchObject({ least: 'proven', scrambled: [] });
  });

  it('lets one take the place of another that is due later', () => {
    // The press is full until Thu 19: a, b, c, d a day each, promised a day later than booked, d on Mon 23. The deal wants Monday 16: each moves a day.
    const queue = [
      booking('a', '2026-11-16', '2026-11-16', '2026-11-17'),
      booking('b', '2026-11-17', '2026-11-17', '2026-11-18'),
      booking('c', '2026-11-18', '2026-11-18', '2026-11-19'),
      booking('d', '2026-11-19', '2026-11-19', '2026-11-23'),
    ];
    const { displacement } = planned({ queue: queue.join('\n'), wanted: '2026-11-16' });
    expect(told(displacement)).toEqual([
      ['a', '2026-11-16', '2026-11-17', 0],
      ['b', '2026-11-17', '2026-11-18', 0],
      ['c', '2026-11-18', '2026-11-19', 0],
      ['d', '2026-11-19', '2026-11-20', 0],
    ]);
    // d keeps a business day until Monday; the others had one and have none.
    expect(displacement?.status === 'found' && displacement.scrambled.map(({ booking: id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('is late for one that has not paid rather than for one that has', () => {
    // Both have the press until the day that they were promised; whichever gives way is done on Wednesday.
    const queue = (paid: string): string =>
      [
        booking('a', '2026-11-16', '2026-11-16', '2026-11-16', paid === 'a' ? 'paid' : ''),
        booking('b', '2026-11-17', '2026-11-17', '2026-11-17', paid === 'b' ? 'paid' : ''),
      ].join('\n');
    expect(told(planned({ queue: queue('a'), wanted: '2026-11-17' }).displacement)).toEqual([['b', '2026-11-17', '2026-11-18', 1]]);
    // a is late by two days or pushes nobody: paid b stays.
    expect(told(planned({ queue: queue('b'), wanted: '2026-11-17' }).displacement)).toEqual([['a', '2026-11-16', '2026-11-18', 2]]);
  });

  it('is proven where the hours of those who are due leave no room', () => {
    const queue = [
      booking('a', '2026-11-16', '2026-11-17', '2026-11-17', 'paid'),
      booking('b', '2026-11-18', '2026-11-18', '2026-11-18', 'paid'),
    ];
    // By Tuesday 16h are there: 16h of a's and 8h of the deal's are too much, so at least one is late.
    expect(planned({ queue: queue.join('\n'), wanted: '2026-11-16' }).displacement).toMatchObject({ least: 'proven' });
  });

  it('lets one large booking be late instead of several small ones', () => {
    // Eight bookings of the week, all promised as booked; the deal of 8h takes Monday. In the order of what is due every one would slip; if big waits, only big.
    const small = ['17', '18', '19', '20'].flatMap((day) => [
      booking(`s${day}a`, `2026-11-${day}`, `2026-11-${day}`, `2026-11-${day}`, 'half'),
      booking(`s${day}b`, `2026-11-${day}`, `2026-11-${day}`, `2026-11-${day}`, 'half'),
    ]);
    const queue = [booking('big', '2026-11-16', '2026-11-16', '2026-11-16'), ...small].join('\n');
    expect(told(planned({ queue, wanted: '2026-11-16' }).displacement)).toEqual([['big', '2026-11-16', '2026-11-23', 5]]);
  });

  it('holds a booking without a promise to the day on which it is done now', () => {
    const found = planned({ queue: booking('a', '2026-11-16', '2026-11-16', ''), wanted: '2026-11-16' }).displacement;
    expect(told(found)).toEqual([['a', '2026-11-16', '2026-11-17', 1]]);
    expect(found).toMatchObject({ moved: [{ promised: null }] });
  });

  it('makes nobody a victim who is late already, unless it makes them later', () => {
    // a was promised for last Friday. It goes on until Tuesday 17 as booked, with 8h in two halves, and can do all of it on Tuesday.
    const late = booking('a', '2026-11-16', '2026-11-17', '2026-11-13', 'half');
    expect(told(planned({ queue: late, wanted: '2026-11-16' }).displacement)).toEqual([['a', '2026-11-17', '2026-11-17', 0]]);
  });

  it('plans a booking of deliverables anew as it was planned', () => {
    const library =
      '  shirt: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: press, needs: {press: 1}, duration: 8h, after: [sew]}]}\n';
    const queue =
      '  - {id: p, customer: P, paid: false, state: hard, promised: 2026-11-18, deliverables: [{deliverable: shirt, quantity: 1}]}';
    // Sewn on Monday, pressed on Tuesday. The deal of 16h takes Monday and Tuesday: pressed on Wednesday.
    const { displacement, nominal } = planned({ queue, library, wanted: '2026-11-17', items: '[poster:2]' });
    expect(formatDay(nominal.date)).toBe('2026-11-18');
    expect(told(displacement)).toEqual([['p', '2026-11-17', '2026-11-18', 0]]);
  });

  it('leaves the reserve to those who were promised, and keeps it from the deal', () => {
    // A quarter of the day is kept: the deal's 8h take 6h of Monday and 2h of Tuesday. a may use all of it: Tuesday has 6h left, so it is done then.
    const queue = booking('a', '2026-11-16', '2026-11-16', '2026-11-16', 'half');
    const { displacement } = planned({ queue, wanted: '2026-11-17', reserve: '25%' });
    expect(displacement).toBeNull();
    const full = planned({ queue: booking('a', '2026-11-16', '2026-11-16', '2026-11-17'), wanted: '2026-11-17', reserve: '25%' });
    // a has all of Monday. Its 8h fit into the 2h that are kept on Monday and the 6h that are left on Tuesday.
    expect(told(full.displacement)).toEqual([['a', '2026-11-16', '2026-11-17', 0]]);
  });

  it('is not looked for where the date needs nobody moved, and cannot be where even an empty shop is too slow', () => {
    const queue = booking('a', '2026-11-16', '2026-11-16', '2026-11-16');
    expect(planned({ queue, wanted: '2026-11-17' }).displacement).toBeNull();
    expect(planned({ queue, wanted: '2026-11-16', items: '[poster:2]' }).displacement).toEqual({ status: 'impossible' });
  });

  it('sees that a booking of two loads needs both of its places', () => {
    // Two presses, and both loads of `two` on Monday 16. The deal takes one of them: the other load goes to Tuesday.
    const load = '{needs: {press: 1}, from: 2026-11-16, to: 2026-11-16}';
    const queue = `  - {id: two, paid: true, state: hard, promised: 2026-11-18, work: [${load}, ${load}]}`;
    expect(told(planned({ queue, wanted: '2026-11-16', presses: 2 }).displacement)).toEqual([['two', '2026-11-16', '2026-11-17', 0]]);
  });

  it('does not count a hold that has expired', () => {
    const queue = booking('a', '2026-11-16', '2026-11-16', '2026-11-16').replace('state: hard', 'state: hold, expires: 2026-11-13');
    expect(planned({ queue, wanted: '2026-11-16' }).displacement).toBeNull();
  });
});

describe('the split that moves nobody', () => {
  it('has as many pieces as headroom allows by the date', () => {
    // Half of each day is booked: 4h free, 8h a piece. By Tuesday one of three; the other two take 16h more, until Monday 23.
    const queue = booking('a', '2026-11-16', '2026-11-30', '2026-11-30', 'half');
    const { split, nominal } = planned({ queue, wanted: '2026-11-17', items: '[poster:3]' });
    expect(formatDay(nominal.date)).toBe('2026-11-23');
    expect(split).toMatchObject({ items: [{ item: 'poster', now: 1, later: 2 }] });
    expect(formatDay(split!.rest)).toBe('2026-11-23');
  });

  it('puts off a whole item where no number of pieces will do', () => {
    const library = '  cap: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}\n';
    const queue = booking('a', '2026-11-16', '2026-11-17', '2026-11-17');
    const { split } = planned({ queue, library, wanted: '2026-11-16', items: '[poster:1, cap:1]' });
    expect(split).toMatchObject({ items: [{ item: 'poster', now: 0, later: 1 }] });
    expect(formatDay(split!.rest)).toBe('2026-11-18');
  });

  it('is not there where nothing can be done by the date', () => {
    const queue = booking('a', '2026-11-16', '2026-11-17', '2026-11-17');
    expect(planned({ queue, wanted: '2026-11-16', items: '[poster:3]' }).split).toBeNull();
  });
});

/** A press of 2h a day and bookings of some hours each, in days from Monday 16 November; no hour is booked twice. */
const shop = fc.record({
  bookings: fc.array(fc.record({ from: fc.nat(6), hours: fc.integer({ min: 1, max: 4 }), slack: fc.nat(3), paid: fc.boolean() }), {
    minLength: 1,
    maxLength: 7,
  }),
  hours: fc.integer({ min: 1, max: 5 }),
  sooner: fc.integer({ min: 1, max: 4 }),
});

const businessDay = (n: number): string => formatDay(20_773 + n + 2 * Math.floor(n / 5));

/** Bookings as the file would have them, day by day as far as there is room; the days of each, and the day that it was promised. */
function laid(bookings: readonly { from: number; hours: number; slack: number; paid: boolean }[]) {
  const free = Array.from({ length: 60 }, () => 2);
  return bookings.map(({ from, hours, slack, paid }, index) => {
    const work: { day: number; hours: number }[] = [];
    for (let day = from, left = hours; left > 0; day++) {
      const part = Math.min(left, free[day]);
      if (part === 0) continue;
      free[day] -= part;
      left -= part;
      work.push({ day, hours: part });
    }
    return { id: `b${index}`, from: work[0].day, hours, due: work.at(-1)!.day + slack, paid, work };
  });
}

/**
 * The fewest paid bookings late and then the fewest bookings late, over all ways to share out the hours: earliest due date first, with preemption, keeps
 * every due date that any schedule of one machine keeps (W. Horn, 1974); a load may begin on its own day only.
 */
function fewestLate(queue: ReturnType<typeof laid>, deal: { hours: number; due: number }): [number, number] {
  let best: [number, number] = [Infinity, Infinity];
  for (let choice = 0; choice < 2 ** queue.length; choice++) {
    const late = queue.filter((_, i) => (choice & (2 ** i)) !== 0);
    const score: [number, number] = [late.filter(({ paid }) => paid).length, late.length];
    if (score[0] > best[0] || (score[0] === best[0] && score[1] >= best[1])) continue;
    const jobs = [
      ...queue.filter((each) => !late.includes(each)).map(({ work, hours, due }) => ({ work, left: hours, due })),
      { work: [], left: deal.hours, due: deal.due },
    ];
    let fits = true;
    for (let day = 0; day < 60 && fits; day++) {
      for (let hour = 0; hour < 2; hour++) {
        const ready = jobs.filter(({ left, work }) => left > 0 && (work.length === 0 || work.some((part) => part.day <= day)));
        const next = ready.sort((a, b) => a.due - b.due)[0];
        if (next !== undefined && next.due >= day) next.left--;
      }
      fits = jobs.every(({ left, due }) => left === 0 || due > day);
    }
    if (fits) best = score;
  }
  return best;
}

describe('against every way to share out the hours of one machine', () => {
  it('never claims less, is never better than the best, and mostly is the best', () => {
    let found = 0;
    let best = 0;
    let proven = 0;
    fc.assert(
      fc.property(shop, ({ bookings, hours, sooner }) => {
        const queue = laid(bookings);
        const text = queue
          .map(({ id, paid, due, work }) => {
            const loads = work.map(
              ({ day, hours: h }) => `{needs: {press: 1}, from: ${businessDay(day)}, to: ${businessDay(day)}, per_day: ${h}h}`,
            );
            return `  - {id: ${id}, paid: ${paid}, state: hard, promised: ${businessDay(due)}, work: [${loads.join(', ')}]}`;
          })
          .join('\n');
        const library = '  print: {steps: [{id: print, needs: {press: 1}, duration: {each: 1h}}]}\n';
        const at = (wanted: string): Planned => planned({ queue: text, wanted, week: '2h', library, items: `[print:${hours}]` });
        const nominal = at(businessDay(50)).nominal.date;
        const day = Array.from({ length: 50 }, (_, n) => n).find((n) => businessDay(n) === formatDay(nominal))! - sooner;
        if (day < 0) return;
        const { displacement } = at(businessDay(day));
        if (displacement === null || displacement.status === 'impossible') {
          // The press alone has 2h a day, so the deal fits exactly when its hours do.
          expect(hours > 2 * (day + 1)).toBe(displacement !== null);
          return;
        }
        const late = displacement.moved.filter((each) => each.late > 0);
        const score = [late.filter(({ paid }) => paid).length, late.length];
        const least = fewestLate(queue, { hours, due: day });
        expect(score[0]).toBeGreaterThanOrEqual(least[0]);
        if (score[0] === least[0]) expect(score[1]).toBeGreaterThanOrEqual(least[1]);
        const isBest = score[0] === least[0] && score[1] === least[1];
        if (displacement.least === 'proven') expect(score).toEqual(least);
        found++;
        if (isBest) best++;
        if (displacement.least === 'proven') proven++;
      }),
      tries(120),
    );
    expect(found).toBeGreaterThan(40);
    // Measured on 1,668 of them: 98 in 100 are the best there is, and nearly all of these are proven to be.
    expect(best).toBeGreaterThan(0.9 * found);
    expect(proven).toBeGreaterThan(0.8 * found);
  });
});

const SEEDS = seedsOr(24);

describe('whatever is found on random workspaces', () => {
  it(
    'has room for everybody: the deal in time and out of the reserve, each booking with all its work and not before its day',
    { timeout: SEEDS * 12_000 },
    () => {
      let found = 0;
      let moved = 0;
      for (let seed = 90_000; seed < 90_000 + SEEDS; seed++) {
        const { texts, today } = generate(seed);
        const { facts, settings } = factsFrom(texts, today);
        const schedule = planDeal(facts, settings);
        const drafts = draftsOf(facts);
        if (schedule.status !== 'planned' || facts.capacity.bookings.length === 0 || !isPlannable(drafts)) continue;
        const queue = queueOver(facts, { soft: settings.soft, buffers: [] }, 400, true)!;
        const { axis, present, kept, booked } = queue.profile;
        for (let day = schedule.nominal.date - 1; day >= schedule.unlimited.date && day > schedule.nominal.date - 9; day--) {
          const least = leastOver(
            queue,
            drafts,
            drafts.map((_, index) => index),
            day,
            1,
          );
          if (least === null) continue;
          found++;
          moved += least.best.moved.length;
          const stayed = copyOf(booked);
          for (const { held } of least.best.moved) add(stayed, held.uses, -1);
          const all = copyOf(stayed);
          add(all, least.deal, 1);
          for (const each of least.best.moved) add(all, each.uses, 1);
          const over = all.flatMap((units, r) =>
            Array.from(units).flatMap((n, t) => (n > Math.max(present[r][t], booked[r][t]) ? [[r, t]] : [])),
          );
          expect({ seed, day, over }).toEqual({ seed, day, over: [] });

          const alone = copyOf(stayed.map((units) => new Int16Array(units.length)));
          add(alone, least.deal, 1);
          let units = 0;
          alone.forEach((own, r) =>
            own.forEach((n, t) => {
              units += n;
              if (n > 0) expect({ seed, day, left: present[r][t] - kept[r][t] - stayed[r][t] >= n }).toEqual({ seed, day, left: true });
              if (n > 0) expect(axis.days[axis.dayOfSlot[t]]).toBeLessThanOrEqual(day);
            }),
          );
          const problem = problemOf(facts, drafts, queue.profile, 'headroom');
          const asked = problem.tasks.reduce(
            (sum, { work, demands }) => sum + work * demands.reduce((n, demand) => n + demand.units, 0),
            0,
          );
          // Outdoors a slot may do less than a slot's work.
          if (problem.tasks.every(({ outdoors }) => !outdoors)) expect({ seed, units }).toEqual({ seed, units: asked });

          for (const { held, uses, done } of least.best.moved) {
            const worked = (some: Uses): number => some.reduce((sum, n, i) => sum + (i % 3 === 2 ? n : 0), 0);
            if (done <= axis.days.length) expect({ seed, enough: worked(uses) >= worked(held.uses) }).toEqual({ seed, enough: true });
            const first = Math.min(...uses.filter((_, i) => i % 3 === 1));
            if (held.drafts.length === 0) expect(first).toBeGreaterThanOrEqual(Math.min(...held.loads.map(({ from }) => from)));
            expect(isLate({ held, uses, done })).toBe(done > held.due);
          }
        }
      }
      expect(found).toBeGreaterThan(SEEDS / 6);
      expect(moved).toBeGreaterThan(found);
    },
  );
});

describe('an approved displacement', () => {
  it('is planned in time, moves nobody but those it names, and books nobody twice', { timeout: SEEDS * 12_000 }, () => {
    let granted = 0;
    for (let seed = 90_000; seed < 90_000 + SEEDS; seed++) {
      const { texts, today } = generate(seed);
      const { facts: read, settings } = factsFrom(texts, today);
      const signed = { ...read, policy: { ...read.policy, principals: { leadership: ['pat'] } } };
      const asked = planDeal(signed, settings, 'rules');
      if (asked.status !== 'planned' || read.deal.judgedCompletion === null) continue;
      const day = asked.nominal.date - 1;
      const judgedCompletion = { ...read.deal.judgedCompletion, day };
      const facts = { ...signed, deal: { ...read.deal, judgedCompletion, file: { ...read.deal.file, seller: { name: 'Sam' } } } };
      const before = planDeal(facts, settings, 'rules');
      const approvable =
        before.status === 'planned' && before.displacement?.status === 'found' ? displacementApproval(before.displacement, day) : null;
      if (approvable === null || before.status !== 'planned') continue;
      const common = {
        id: '',
        type: 'handoff/approval@1',
        deal: facts.deal.id,
        digest: '',
        at: facts.today,
        level: 'typed',
        supersedes: [],
      } as const;
      const signoffs = [{ ...common, subject: approvable.subject, meaning: approvable.meaning, by: 'pat' }];
      const after = planDeal({ ...facts, signoffs }, settings, 'rules');
      expect({ seed, status: after.status }).toEqual({ seed, status: 'planned' });
      if (after.status !== 'planned') continue;
      expect({ seed, granted: after.granted?.by }).toEqual({ seed, granted: 'pat' });
      expect({ seed, inTime: after.nominal.date <= day, displacement: after.displacement }).toEqual({
        seed,
        inTime: true,
        displacement: null,
      });
      granted++;
    }
    expect(granted).toBeGreaterThan(SEEDS / 20);
  });
});
