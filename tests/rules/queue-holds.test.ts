import { describe, expect, test } from 'vitest';
import { queueTroubles } from '../../src/schedule/overbooked.ts';
import { queueHolds } from '../../src/rules/queue-holds.ts';
import { judgeBase } from './workspace.ts';

// Today is Monday 2026-11-16; two leads (ana, dora), one cutter, one sewer, one inspector, 8h a day.
const queue = (...bookings: string[]) => ({
  capacity: (text: string) => `${text}bookings:\n${bookings.map((each) => `  - {${each}}\n`).join('')}`,
});
const load = (needs: string, from: string, to = from, more = '') => `work: [{needs: {${needs}}, from: ${from}, to: ${to}${more}}]`;
const check = (...bookings: string[]) => judgeBase(queue(...bookings)).of('queue-holds');
const told = (...bookings: string[]) => check(...bookings).findings.map(({ message }) => message);
/** Levels for the leads: dora is the only senior. */
const leveled = (text: string) =>
  text
    .replace('lead: {rate: 60}', 'lead: {rate: 60, levels: [junior, senior]}')
    .replace('dora@larkfield.example, role: lead', 'dora@larkfield.example, role: lead, level: senior')
    .replace('ana@larkfield.example, role: lead', 'ana@larkfield.example, role: lead, level: junior');

describe('booked past what is there', () => {
  test('at capacity holds, an hour more does not; who asked for it last is where it is marked', () => {
    const full = `id: so-7, customer: Norwell, ${load('cutter: 1', '2026-12-01', '2026-12-02')}`;
    expect(check(full)).toMatchObject({ verdict: 'pass', summary: 'the one booking is within capacity and in time', severity: 'warn' });
    const { of, at } = judgeBase(queue(full, `id: so-8, ${load('cutter: 1', '2026-12-02', '2026-12-02', ', per_day: 1h')}`));
    // On Wednesday 2 December 8h + 1h for 8h: 112.5 %.
    expect(of('queue-holds')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      blocking: false,
      reason: 'queue-holds/overbooked',
      summary: 'cutters are 113% booked on 2026-12-02: 9h for 8h, Norwell (so-7) 8h and so-8 1h',
    });
    const [{ at: place, help, data, related }] = of('queue-holds').findings;
    expect(at(place)).toMatchObject({ file: 'capacity.yaml', line: 19 });
    expect(help).toBe("move 1h of 'so-8' to other days, or add 1h of cutters");
    expect(related!.map((each) => each.message)).toEqual(["the booking 'so-7'"]);
    expect(data).toEqual({
      role: 'cutter',
      from: '2026-12-02',
      to: '2026-12-02',
      asked_hours: 9,
      there_hours: 8,
      short_hours: 1,
      bookings: ['so-7', 'so-8'],
    });
  });

  test('days in a row are one stretch across the weekend; a day between makes two', () => {
    const one = `id: a, ${load('cutter: 1', '2026-12-03', '2026-12-09')}`;
    // Thu 3, Fri 4, Mon 7: 24h + 12h for 24h, 150 %.
    expect(told(one, `id: b, ${load('cutter: 1', '2026-12-03', '2026-12-07', ', per_day: 4h')}`)).toEqual([
      'cutters are 150% booked 2026-12-03 to 2026-12-07: 36h for 24h, a 24h and b 12h',
    ]);
    const two = `id: b, work: [{needs: {cutter: 1}, from: 2026-12-03, to: 2026-12-03}, {needs: {cutter: 1}, from: 2026-12-07, to: 2026-12-07}]`;
    expect(told(one, two)).toEqual([
      'cutters are 200% booked on 2026-12-03: 16h for 8h, a 8h and b 8h',
      'cutters are 200% booked on 2026-12-07: 16h for 8h, a 8h and b 8h',
    ]);
  });

  test('says the level that is too full where the role as a whole has room', () => {
    const two = `id: a, ${load('lead.senior: 1', '2026-12-01')}`;
    const { of } = judgeBase({ capacity: (text) => leveled(queue(two, two.replace('id: a', 'id: b, customer: Baxter')).capacity(text)) });
    // 16h of seniors for dora's 8h: 200 %; of all leads they are 16h for 16h, 100 %.
    expect(of('queue-holds').findings[0]).toMatchObject({
      message: 'senior leads are 200% booked on 2026-12-01: 16h for 8h, a 8h and Baxter (b) 8h',
      help: "move 8h of 'b' to other days, or add 8h of senior leads",
      data: { role: 'lead.senior' },
    });
  });

  test('says the whole role where its lowest level is what is full', () => {
    const juniors = `id: a, ${load('lead.junior: 3', '2026-12-01')}`;
    const { of } = judgeBase({ capacity: (text) => leveled(queue(juniors).capacity(text)) });
    expect(of('queue-holds').summary).toBe('leads are 150% booked on 2026-12-01: 24h for 16h, a 24h');
  });

  test('says so where nobody is there at all', () => {
    const off = judgeBase({
      capacity: (text) =>
        queue(`id: a, ${load('cutter: 1', '2026-12-01')}`)
          .capacity(text)
          .replace('role: cutter}', 'role: cutter, off: [2026-12-01]}'),
    });
    expect(off.of('queue-holds').summary).toBe('cutters are booked and not there on 2026-12-01: 8h for 0h, a 8h');
  });

  test('says so where the hours are there at another time of the day', () => {
    // Cleo sews in the morning, and the cutter is taken by Norwell in the morning: sewing and cutting together finds nobody.
    const capacity = (text: string) =>
      queue(
        `id: a, ${load('cutter: 1', '2026-12-01', '2026-12-01', ', per_day: 4h')}`,
        `id: b, ${load('cutter: 1, sewer: 1', '2026-12-01', '2026-12-01', ', per_day: 4h')}`,
      )
        .capacity(text)
        .replace('role: sewer}', 'role: sewer, week: {tue: 4h}}');
    const { of } = judgeBase({ capacity });
    // The morning has the sewer without the cutter: so b takes 4h of her and none of him.
    expect(of('queue-holds').findings.map(({ message }) => message)).toEqual([
      'cutters are 100% booked on 2026-12-01: 8h for 8h, 4h of them not at the same time, a 4h and b 4h',
    ]);
  });

  test('counts what handoff plans, and marks the booking itself where it has no lines', () => {
    const so7 = 'id: so-7, customer: Norwell, promised: 2026-12-18, deliverables: [{deliverable: bag, quantity: 1}]';
    expect(check(so7).verdict).toBe('pass');
  });

  test('leaves out what does not count: a hold that is over, a soft booking where policy ignores those', () => {
    const full = `id: a, ${load('cutter: 1', '2026-12-01')}`;
    const hold = (expires: string) => `id: b, state: hold, expires: ${expires}, ${load('cutter: 1', '2026-12-01')}`;
    expect(check(full, hold('2026-11-15')).verdict).toBe('pass');
    expect(check(full, hold('2026-11-16')).verdict).toBe('needs-approval');
    const soft = queue(full, `id: b, state: soft, probability: 50%, ${load('cutter: 1', '2026-12-01')}`);
    const read = (reading: string) => judgeBase({ ...soft, policy: (text) => text.replace('rules:', `soft: ${reading}\nrules:`) });
    expect(read('ignore').of('queue-holds').verdict).toBe('pass');
    expect(read('whole').of('queue-holds').summary).toContain('200% booked');
    expect(read('probability').of('queue-holds').summary).toContain('150% booked');
  });

  test('says nothing of days that are over', () => {
    const past = load('cutter: 1', '2026-11-09', '2026-11-13');
    expect(check(`id: a, ${past}`, `id: b, ${past}`).verdict).toBe('pass');
  });

  test('looks as far as the queue goes', () => {
    const far = load('cutter: 1', '2028-03-01');
    expect(told(`id: a, ${far}`, `id: b, ${far}`)).toEqual(['cutters are 200% booked on 2028-03-01: 16h for 8h, a 8h and b 8h']);
  });
});

describe('done after the promised day', () => {
  test('of a load: the last business day that it is booked on', () => {
    // Booked to Sunday 6 December, so done on Friday 4.
    expect(check(`id: a, promised: 2026-12-04, ${load('cutter: 1', '2026-12-01', '2026-12-06')}`).verdict).toBe('pass');
    const { of, at } = judgeBase(queue(`id: a, customer: Norwell, promised: 2026-12-03, ${load('cutter: 1', '2026-12-01', '2026-12-07')}`));
    expect(of('queue-holds')).toMatchObject({
      reason: 'queue-holds/late',
      summary: 'Norwell (a) is promised for 2026-12-03 and is booked until 2026-12-07, 2bd late',
    });
    const [{ at: place, help, data }] = of('queue-holds').findings;
    expect(at(place)).toMatchObject({ file: 'capacity.yaml', line: 18 });
    expect(help).toBe('agree on 2026-12-07 or later with Norwell, or make room for it sooner');
    expect(data).toEqual({ booking: 'a', promised: '2026-12-03', done: '2026-12-07' });
  });

  test('of what handoff plans: the day on which its last step is done', () => {
    // Cut Mon 16, glue until Wed 18, sew Thu 19, check and wrap 5h on Fri 20.
    const bag = (promised: string) => `id: a, promised: ${promised}, deliverables: [{deliverable: bag, quantity: 1}]`;
    expect(check(bag('2026-11-20')).verdict).toBe('pass');
    expect(check(bag('2026-11-19'))).toMatchObject({
      reason: 'queue-holds/late',
      summary: 'a is promised for 2026-11-19 and is planned to be done on 2026-11-20, 1bd late',
    });
    expect(check(bag('2026-11-19')).findings[0].help).toContain('with its customer');
    // Its own line that runs longer is what keeps it.
    const both = `${bag('2026-11-19')}, ${load('lead: 1', '2026-11-23')}`;
    expect(check(both).summary).toBe('a is promised for 2026-11-19 and is booked until 2026-11-23, 2bd late');
  });

  test('nothing promised is never late; what does not end is told even then', () => {
    expect(check('id: a, deliverables: [{deliverable: bag, quantity: 1}]').verdict).toBe('pass');
    // The cutter is taken for more than five years.
    const all = `id: x, ${load('cutter: 1', '2026-11-16', '2033-01-01')}`;
    const never = check(all, 'id: a, customer: Norwell, deliverables: [{deliverable: bag, quantity: 1}]');
    expect(never).toMatchObject({
      reason: 'queue-holds/never-ends',
      summary: 'Norwell (a) is not done within five years, whatever else is sold',
    });
    expect(never.findings[0].data).toEqual({ booking: 'a', promised: null, done: null });
    expect(check(all, 'id: a, promised: 2026-12-01, deliverables: [{deliverable: bag, quantity: 1}]').summary).toBe(
      'a is promised for 2026-12-01 and is not done within five years, whatever else is sold',
    );
  });
});

test('nothing is booked', () => {
  expect(judgeBase().of('queue-holds')).toMatchObject({ verdict: 'not-applicable', summary: 'nothing is booked' });
});

test('tells so many, and counts the others', () => {
  const late = (n: number) => `id: a${n}, promised: 2026-11-20, ${load('lead: 1', `2026-12-0${n}`)}`;
  const three = {
    ...queue(late(1), late(2), late(3)),
    policy: (text: string) => text.replace('rules:', 'rules:\n  queue-holds: {told: 2}'),
  };
  const { summary, findings } = judgeBase(three).of('queue-holds');
  expect(findings.length).toBe(2);
  expect(summary).toBe('a1 is promised for 2026-11-20 and is booked until 2026-12-01, 7bd late; 2 of 3 such things are told here');
  expect(check(late(1), late(2)).summary).not.toContain('told here');
});

test('the deal that is judged is not in the queue', () => {
  const { facts, of } = judgeBase({
    ...queue(`id: a, ${load('cutter: 1', '2026-11-17', '2026-12-17')}`),
    deal: (text) => text.replace('bag:10', 'bag:99'),
  });
  expect(queueTroubles(facts, 'whole')).toEqual({ overbooked: [], late: [] });
  expect(of('queue-holds').verdict).toBe('pass');
  expect(check(`id: a, ${load('cutter: 1', '2026-12-01')}`, `id: b, ${load('cutter: 1', '2026-12-02')}`).summary).toBe(
    'all 2 bookings are within capacity and in time',
  );
});

describe('what is held for deals, and what is only proposed', () => {
  const full = (id: string, more = load('cutter: 1', '2026-12-01')) => `id: ${id}, ${more}`;
  /** What the rule finds where some of the bookings are holds, and some are proposals of the same customer. */
  const found = (lines: string[], holds: string[], proposed: string[] = []) => {
    const { facts, schedule } = judgeBase(queue(...lines));
    const bookings = facts.queue.bookings.map((each) => ({
      ...each,
      ...(holds.includes(each.id) && { from: 'hold' as const }),
      ...(proposed.includes(each.id) && { companion: true as const }),
    }));
    return queueHolds.check({ ...facts, schedule, others: [], queue: { ...facts.queue, bookings } }, { told: 12 });
  };
  const helpOf = (...args: Parameters<typeof found>) => (found(...args) as unknown as { findings: { help: string }[] }).findings[0].help;

  test('of two holds one can be let go; of one hold and a booking hours are moved, of whoever came last', () => {
    expect(helpOf([full('a'), full('b')], ['a', 'b'])).toBe(
      'only one can have them: let the other go (handoff release), or add 8h of cutters',
    );
    expect(helpOf([full('a'), full('b')], ['a'])).toBe("move 8h of 'b' to other days, or add 8h of cutters");
    expect(helpOf([full('a'), full('b')], [])).toBe("move 8h of 'b' to other days, or add 8h of cutters");
    expect(helpOf([full('a'), full('b'), full('c')], [])).toBe("move 8h of 'c' to other days, or add 16h of cutters");
  });

  test('a proposal of the same customer is no queue yet', () => {
    expect(found([full('a'), full('b')], [], ['b'])).toEqual({ kind: 'pass', note: 'the one booking is within capacity and in time' });
    expect(found([full('a')], [], ['a'])).toEqual({ kind: 'not-applicable', because: 'nothing is booked' });
  });
});

describe('where it is marked', () => {
  const places = (...bookings: string[]) => {
    const [{ at, related }] = check(...bookings).findings;
    return [at.path, ...related!.map((each) => each.at.path)];
  };
  const line = (role: string, from: string, to = from) => `{needs: {${role}: 1}, from: ${from}, to: ${to}}`;

  test('the line that takes the role on these days, of the one that overfills it and of the others', () => {
    const one = `id: a, ${load('cutter: 1', '2026-12-01')}`;
    // Another role, over the day before, from the day after; then the one.
    const lines = [line('sewer', '2026-12-01'), line('cutter', '2026-11-30'), line('cutter', '2026-12-02'), line('cutter', '2026-12-01')];
    expect(places(one, `id: b, work: [${lines.join(', ')}]`)).toEqual([
      ['bookings', 1, 'work', 3],
      ['bookings', 0, 'work', 0],
    ]);
    expect(places(`id: b, work: [${lines.join(', ')}]`, one)).toEqual([
      ['bookings', 1, 'work', 0],
      ['bookings', 0, 'work', 3],
    ]);
    // One that ends on the day, and one that begins on it, take it; so does one role of two.
    expect(places(one, `id: b, work: [${line('cutter', '2026-11-30', '2026-12-01')}]`)[0]).toEqual(['bookings', 1, 'work', 0]);
    expect(places(one, `id: b, work: [{needs: {sewer: 1, cutter: 1}, from: 2026-12-01, to: 2026-12-02}]`)[0]).toEqual([
      'bookings',
      1,
      'work',
      0,
    ]);
  });

  test('four of the others at most', () => {
    const same = (id: string) => `id: ${id}, ${load('cutter: 1', '2026-12-01')}`;
    expect(places(...['a', 'b', 'c', 'd', 'e', 'f'].map(same))).toHaveLength(5);
  });

  test('the booking itself where handoff plans its work; its promise where it is late', () => {
    const bag = 'id: a, promised: 2026-11-19, deliverables: [{deliverable: bag, quantity: 1}]';
    expect(check(bag).findings[0].at.path).toEqual(['bookings', 0, 'promised']);
    const all = `id: x, ${load('cutter: 1', '2026-11-16', '2033-01-01')}`;
    const never = check(all, 'id: a, deliverables: [{deliverable: bag, quantity: 1}]').findings[0];
    expect(never).toMatchObject({ at: { path: ['bookings', 1] }, help: 'look at the roles that it needs and at what is left of it' });
    expect(check(all, bag).findings[0].at.path).toEqual(['bookings', 1, 'promised']);
  });
});
