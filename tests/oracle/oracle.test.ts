import { describe, expect, it } from 'vitest';
import { generate, narrow } from './generate.ts';
import { solve, type Solution } from './oracle.ts';

// 2026-11-16 is a Monday. Unless said: 8 h on weekdays, slots of 1 h, one sewer, no reserve, today Monday, signature Tuesday 17.

interface Given {
  today?: string;
  policy?: string;
  week?: string;
  calendar?: string;
  reserve?: string;
  people?: string;
  more?: string; // more of capacity.yaml
  roles?: string;
  library?: string; // more of the deliverable
  steps: string;
  others?: string; // more deliverables
  deal?: string;
  items?: string;
  quantity?: number;
}

const NO_EVERYDAY = 'handoff: 1\nrules: {two-failures: {everyday: []}}';

function work(given: Given): Solution {
  return solve(
    {
      policy: given.policy ?? NO_EVERYDAY,
      capacity: `
handoff: 1
calendar: {week: ${given.week ?? '{mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}'}${given.calendar === undefined ? '' : `, ${given.calendar}`}}
reserve: ${given.reserve ?? '0%'}
roles: ${given.roles ?? '{sewer: {}, press: {}}'}
people: ${given.people ?? '[{id: ana, role: sewer}]'}
${given.more ?? ''}`,
      deliverables: `
handoff: 1
deliverables:
  bag: {${given.library === undefined ? '' : `${given.library}, `}steps: [${given.steps}]}
  ${given.others ?? ''}`,
      deal: `
handoff: 1
deal: acme
items: ${given.items ?? `[bag:${given.quantity ?? 1}]`}
${given.deal ?? ''}`,
    },
    given.today ?? '2026-11-16',
    { horizon: 120 },
  );
}

const freeOn = (solution: Solution, role: string, date: string, level?: string): string =>
  solution
    .capacity(role, level)
    .find((day) => day.date === date)!
    .free.join('');
const finishes = (solution: Solution): string =>
  solution.steps.map((step) => `${step.step} ${step.finish.slice(5)}/${step.finishSlots}`).join(', ');

describe('calendar and waits', () => {
  const chain = (window: string): string =>
    `{id: print, needs: {sewer: 1}, duration: 10h}, {id: cure, after: [print], window: ${window}}, {id: sew, needs: {sewer: 1}, duration: 4h, after: [cure]}`;

  it('carries a calendar wait over a weekend to the start of Monday', () => {
    // print: Tue 8, Wed 2 → (18, 2). 18 + 3d is Saturday → (23, 0). sew: slots 0–3 of Monday 23.
    const solution = work({ steps: chain('3d') });
    expect(finishes(solution)).toBe('print 11-18/2, cure 11-23/0, sew 11-23/4');
    expect([solution.begin, solution.nominal, solution.unlimited, solution.two_failures]).toEqual([
      '2026-11-17',
      '2026-11-23',
      '2026-11-23',
      '2026-11-23',
    ]);
  });

  it('keeps the hour where the day is long enough, and goes on to the next day where it is not', () => {
    // 18 + 2d is Friday: (20, 2), so sew takes slots 2–5 of Friday. A Friday of one hour is shorter than 2 → (23, 0).
    expect(finishes(work({ steps: chain('2d') }))).toBe('print 11-18/2, cure 11-20/2, sew 11-20/6');
    const short = work({ steps: chain('2d'), week: '{mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 1h}' });
    expect(finishes(short)).toBe('print 11-18/2, cure 11-23/0, sew 11-23/4');
  });

  it('counts bd over holidays and h in slots', () => {
    // 2 bd after Wed 18 with Thursday 19 off: Fri 20, Mon 23 → (23, 2). 7 h after (18, 2): 6 slots left on the 18th, 1 on the 20th.
    const calendar = 'holidays: [{on: 2026-11-19, name: X}]';
    expect(finishes(work({ steps: chain('2bd'), calendar }))).toBe('print 11-18/2, cure 11-23/2, sew 11-23/6');
    expect(finishes(work({ steps: chain('7h'), calendar }))).toBe('print 11-18/2, cure 11-20/1, sew 11-20/5');
    // exactly the 6 slots left: the wait ends with Wednesday, the work begins on Friday
    expect(finishes(work({ steps: chain('6h'), calendar }))).toBe('print 11-18/2, cure 11-18/8, sew 11-20/4');
  });

  it('completes on the day a last window ends', () => {
    // 8 h: (17, 8). 17 + 4d = Saturday → Monday 23, 0 slots in.
    expect(work({ steps: '{id: sew, needs: {sewer: 1}, duration: 8h, window: 4d}' }).nominal).toBe('2026-11-23');
    expect(work({ steps: '{id: sew, needs: {sewer: 1}, duration: 8h, window: 2d}' }).nominal).toBe('2026-11-19');
  });

  it('rounds work up to the grain once, after quantity and units', () => {
    // effort 1 h + 100 × 6 m = 11 h for two people: 5.5 → 6 slots. per 12: 9 batches of 1 h + 2 h = 11 slots.
    const people = '[{id: ana, role: sewer}, {id: bo, role: sewer}]';
    const steps =
      '{id: a, needs: {sewer: 2}, effort: {setup: 1h, each: 6m}}, {id: b, needs: {sewer: 1}, duration: {setup: 2h, each: 1h, per: 12}}, {id: c, needs: {sewer: 1}, duration: 2bd}';
    expect(work({ steps, people, quantity: 100 }).steps.map((step) => step.work)).toEqual([6, 11, 16]);
  });
});

describe('capacity', () => {
  const steps = '{id: sew, needs: {sewer: 1}, duration: 1h}';

  it('rounds the reserve over the ISO week', () => {
    // 15 % of 8, 16, 24, 32, 40 = 1.2, 2.4, 3.6, 4.8, 6 → 1, 2, 4, 5, 6: kept 1, 1, 2, 1, 1, from the end of the day.
    const week = work({ steps, reserve: '15%' });
    const days = ['16', '17', '18', '19', '20'].map((day) => freeOn(week, 'sewer', `2026-11-${day}`));
    expect(days).toEqual(['11111110', '11111110', '11111100', '11111110', '11111110']);
    // Away on Wednesday: 8, 16, 16, 24, 32 → 1, 2, 2, 4, 5: kept 1, 1, –, 2, 1.
    const away = work({ steps, reserve: '15%', people: '[{id: ana, role: sewer, off: [2026-11-18]}]' });
    expect(['17', '18', '19', '20'].map((day) => freeOn(away, 'sewer', `2026-11-${day}`))).toEqual([
      '11111110',
      '00000000',
      '11111100',
      '11111110',
    ]);
  });

  it('rounds half up, keeps back from the part-timer’s own last slots, and begins the week on Monday though today is Wednesday', () => {
    // 30 % of 5 = 1.5 → 2 on Tuesday; with 3 h more on Wednesday 2.4 → 2: nothing more is kept. ISO week from Monday.
    const part = work({ steps, reserve: '30%', people: '[{id: ana, role: sewer, week: {tue: 5h, wed: 3h}}]', today: '2026-11-18' });
    expect(freeOn(part, 'sewer', '2026-11-18')).toBe('11100000');
    expect(freeOn(part, 'sewer', '2026-11-24')).toBe('11100000');
  });

  it('lets a booking take first whole slots, then what is left, and says what is short', () => {
    // Two sewers, one of them 3 h. 2 sewers for 5 h: slots 0–2 whole, slots 3 and 4 by one; 2 unit-slots are missing.
    const solution = work({
      steps,
      people: '[{id: ana, role: sewer}, {id: bo, role: sewer, week: {tue: 3h}}]',
      more: 'bookings: [{id: po, state: hard, work: [{needs: {sewer: 2}, from: 2026-11-17, to: 2026-11-17, per_day: 5h}]}]',
    });
    expect(freeOn(solution, 'sewer', '2026-11-17')).toBe('00000111');
    expect(solution.shortages).toEqual([{ booking: 'po', date: '2026-11-17', missing: 2 }]);
  });

  it('counts a hold until it expires, a soft booking not at all, and books the press with the sewer', () => {
    const booking = (state: string): string =>
      `equipment: [{id: p, role: press, count: 2}]\nbookings: [{id: po, ${state}, work: [{needs: {press: 1, sewer: 1}, from: 2026-11-17, to: 2026-11-18, per_day: 6h}]}]`;
    const free = (state: string): string[] => {
      const solution = work({ steps, more: booking(state) });
      return ['sewer', 'press'].map((role) => freeOn(solution, role, '2026-11-17'));
    };
    expect(free('state: hold, expires: 2026-11-16')).toEqual(['00000011', '11111122']);
    expect(free('state: hold, expires: 2026-11-15')).toEqual(['11111111', '22222222']);
    expect(free('state: soft, probability: 60%')).toEqual(['11111111', '22222222']);
  });

  it('counts a senior at every threshold', () => {
    const solution = work({
      steps:
        '{id: a, needs: {engineer.senior: 1}, duration: 8h}, {id: b, needs: {engineer: 1}, duration: 8h}, {id: c, needs: {engineer: 1}, duration: 8h}',
      roles: '{engineer: {levels: [junior, senior]}}',
      people: '[{id: ana, role: engineer, level: senior}, {id: bo, role: engineer, level: junior}]',
      more: 'bookings: [{id: po, state: hard, work: [{needs: {engineer.senior: 1}, from: 2026-11-17, to: 2026-11-17, per_day: 8h}]}]',
    });
    // Tuesday: the senior is booked, b with the junior. Wednesday: a and c.
    expect(freeOn(solution, 'engineer', '2026-11-17')).toBe('11111111');
    expect(freeOn(solution, 'engineer', '2026-11-17', 'senior')).toBe('00000000');
    expect(solution.nominal).toBe('2026-11-18');
  });

  it('plans bookings given as deliverables before the deal, in order of promised, and they may use the reserve', () => {
    // Reserve 25 %: two slots a day. The booking: 20 h × 50 % = 10 slots from Monday: 8 (reserve used), Tuesday 2.
    // The deal's 10 h: Tuesday slots 2–5, Wednesday 6. Had the booking kept off the reserve, it would be Thursday.
    const solution = work({
      steps: '{id: sew, needs: {sewer: 1}, duration: 10h}',
      reserve: '25%',
      others: 'hat: {steps: [{id: hat, needs: {sewer: 1}, duration: 20h}]}',
      more: 'bookings: [{id: po, state: hard, promised: 2026-11-20, deliverables: [{deliverable: hat, quantity: 1, remaining: 50%}]}]',
    });
    expect(freeOn(solution, 'sewer', '2026-11-17')).toBe('00111100');
    expect(solution.nominal).toBe('2026-11-18');
  });
});

describe('steps', () => {
  const booked = 'bookings: [{id: po, state: hard, work: [{needs: {sewer: 1}, from: 2026-11-18, to: 2026-11-18, per_day: 2h}]}]';

  it('pauses over a booking, unless it is uninterrupted', () => {
    // 12 h from Tuesday: Tue 8, Wed slots 2–5. Uninterrupted: not before (Wed, 2): Wed 6, Thu 6.
    expect(work({ steps: '{id: sew, needs: {sewer: 1}, duration: 12h}', more: booked }).nominal).toBe('2026-11-18');
    const whole = work({ steps: '{id: sew, needs: {sewer: 1}, duration: 12h, uninterrupted: true}', more: booked });
    expect(whole.steps[0]).toMatchObject({ start: '2026-11-18', startSlot: 2, worked: '2026-11-18:6 2026-11-19:6' });
  });

  it('lets an uninterrupted step pause over the reserve', () => {
    // 25 %: six slots a day: Tue 6, Wed 6.
    expect(work({ steps: '{id: sew, needs: {sewer: 1}, duration: 12h, uninterrupted: true}', reserve: '25%' }).nominal).toBe('2026-11-18');
  });

  it('searches the work orders', () => {
    // a first: Tue; b Wed, Thu; a's window (17, 8) + 5d = Sunday → (23, 0); d Monday 23. b first would end on Wednesday 25.
    const steps =
      '{id: b, needs: {sewer: 1}, duration: 16h}, {id: a, needs: {sewer: 1}, duration: 8h, window: 5d}, {id: d, needs: {sewer: 1}, duration: 8h, after: [a]}';
    const solution = work({ steps });
    expect(solution.nominal).toBe('2026-11-23');
    expect(solution.order).toEqual(['bag.a', 'bag.b', 'bag.d']);
    expect(solution.orders).toBe(3); // a and d in this order, b anywhere
    // unlimited: b Tue–Wed; a, window, d as above
    expect(solution.unlimited).toBe('2026-11-23');
  });

  it('never lets a later-listed step of a role start before an earlier-listed one', () => {
    // Two sewers; x (2 sewers, 8 h) waits for an input on Wednesday 18; y (1 sewer, 12 h). y first: Tue 8, Wed 4, so x has two sewers from
    // (18, 4): Wed 4, Thu 4. x first: x Wed, y from Thursday to Friday. Best: Thursday 19.
    const solution = work({
      steps: '{id: x, needs: {sewer: 2}, duration: 8h}, {id: y, needs: {sewer: 1}, duration: 12h}',
      people: '[{id: ana, role: sewer}, {id: bo, role: sewer}]',
      library: 'inputs: [{id: art, blocks: [x], takes: 1bd}]',
    });
    expect([solution.nominal, solution.order[0]]).toEqual(['2026-11-19', 'bag.y']);
  });

  it('skips an optional step and keeps what lay behind it in order', () => {
    const solution = work({
      steps:
        '{id: a, needs: {sewer: 1}, duration: 8h}, {id: o, needs: {sewer: 1}, duration: 8h, optional: true, after: [a]}, {id: c, needs: {sewer: 1}, duration: 8h, after: [o]}',
      items: '[{deliverable: bag, skip: [o]}]',
    });
    expect(finishes(solution)).toBe('a 11-17/8, c 11-18/8');
  });

  it('stretches outdoor work by the month’s share', () => {
    // 8 h at 50 % are 16 slots: Tuesday and Wednesday.
    const solution = work({ steps: '{id: sew, needs: {sewer: 1}, duration: 8h, weather: true}', more: 'weather: {sewer: {nov: 50%}}' });
    expect(solution.nominal).toBe('2026-11-18');
  });
});

describe('releases', () => {
  const steps = '{id: sew, needs: {sewer: 1}, duration: 8h}';
  const input = (library: string, deal: string): string | null =>
    work({ steps, library: `inputs: [{id: art, blocks: [sew], ${library}}]`, deal: `dates: {signature: 2026-11-16}\n${deal}` }).nominal;

  it('begins on valid_until, else the signature, else the next business day, and never before today', () => {
    expect(work({ steps }).begin).toBe('2026-11-17');
    expect(work({ steps, today: '2026-11-20' }).begin).toBe('2026-11-23');
    expect(work({ steps, deal: 'dates: {signature: 2026-11-16, valid_until: 2026-11-19}' }).begin).toBe('2026-11-19');
    expect(work({ steps, deal: 'dates: {signature: 2026-11-10}' }).begin).toBe('2026-11-16');
  });

  it('takes an input from its day, or the next business day after its cut-off', () => {
    expect(input('cutoff: "14:00"', 'inputs: [{id: art, received: 2026-11-16T14:00}]')).toBe('2026-11-16');
    expect(input('cutoff: "14:00"', 'inputs: [{id: art, received: 2026-11-16T14:01}]')).toBe('2026-11-17');
    // approval counts where it is needed: not approved → not before the next business day
    expect(input('approval: true', 'inputs: [{id: art, received: 2026-11-13T10:00}]')).toBe('2026-11-17');
    expect(input('approval: true', 'inputs: [{id: art, received: 2026-11-12T10:00, approved: 2026-11-13T10:00}]')).toBe('2026-11-16');
  });

  it('plans with the later of due and usual time', () => {
    expect(input('takes: 3bd', 'inputs: [{id: art, due: 2026-11-18}]')).toBe('2026-11-19');
    expect(input('takes: 1bd', 'inputs: [{id: art, due: 2026-11-18}]')).toBe('2026-11-18');
    expect(input('takes: 6d', '')).toBe('2026-11-23'); // 16 + 6d is Sunday 22
  });

  it('takes material from stock, then incoming, then an order', () => {
    // 36 needed; 20 free; 10 on Friday 20 + 1bd = Monday 23; 6 ordered: Tue 17 + 3bd = Friday 20. All there on Monday 23.
    const material = (n: number, lead: string): Solution =>
      work({
        steps,
        library: 'materials: [{material: canvas, each: 1.2}]',
        quantity: n,
        more: `bookings: [{id: po, state: hard}]\nmaterials: [{id: canvas, on_hand: 30, ${lead}receiving: 1bd, allocated: [{to: po, quantity: 10}], incoming: [{quantity: 10, eta: 2026-11-20}, {quantity: 50, eta: 2026-11-17, for: po}]}]`,
      });
    expect(material(30, 'lead_time: 3bd, ').nominal).toBe('2026-11-23');
    expect(material(16, 'lead_time: 3bd, ').nominal).toBe('2026-11-17'); // 19.2 from stock
    expect(material(30, '')).toMatchObject({ nominal: null, unlimited: null, because: 'material canvas never comes' });
  });
});

describe('two failures', () => {
  const steps = '{id: sew, needs: {sewer: 1}, duration: 5bd}';
  const three =
    'failures: [{id: a, what: A, hits: sew, costs: 3bd}, {id: b, what: B, hits: sew, costs: 2bd}, {id: c, what: C, hits: sew, delays: 2bd}]';

  it('tells story 1: a plan of 5bd with +3bd, +2bd, +2bd needs 10bd', () => {
    // Monday 16 to Friday 20 are 5bd; the worst pair adds 3 + 2: the tenth business day is Friday 27.
    const solution = work({ steps, library: three, today: '2026-11-13' });
    expect([solution.begin, solution.nominal, solution.two_failures, solution.failures_known]).toEqual([
      '2026-11-16',
      '2026-11-20',
      '2026-11-27',
      3,
    ]);
  });

  it('counts one failure where policy says one', () => {
    const policy = 'handoff: 1\nrules: {two-failures: {failures: 1, everyday: []}}';
    expect(work({ steps, library: three, policy, today: '2026-11-13' }).two_failures).toBe('2026-11-25'); // 8bd
  });

  it('puts the everyday failures at their worst places', () => {
    // a 8 h, window 1d, b 8 h. Nominal: a Tue, window to (Wed, 8), b Thu 19.
    // sick (16 h) on a: Tue–Thu, (Fri, 8), b from Mon; overrun on b 12 h: to Tue 24. Any other pair of places: Mon 23 or Tue 24.
    const solution = work({
      policy: 'handoff: 1',
      steps: '{id: a, needs: {sewer: 1}, duration: 8h, window: 1d}, {id: b, needs: {sewer: 1}, duration: 8h, after: [a]}',
    });
    expect([solution.nominal, solution.two_failures, solution.failures_known]).toEqual(['2026-11-19', '2026-11-24', 2]);
  });

  it('counts a late input while it is not here, and lets a library failure replace an everyday one', () => {
    // art: begin 17 + 1bd = 18, late 2bd → 20. Nominal: Wed 18 (8 h). The library's sick costs 4 h instead of 2bd: late: Fri 20, with sick: Mon 23.
    const one = work({
      policy: 'handoff: 1\nrules: {two-failures: {everyday: [{id: sick, what: S, hits: any, costs: 2bd}]}}',
      steps: '{id: sew, needs: {sewer: 1}, duration: 8h}',
      library: 'inputs: [{id: art, blocks: [sew], takes: 1bd, late: 2bd}], failures: [{id: sick, what: S, hits: sew, costs: 4h}]',
    });
    expect([one.nominal, one.two_failures, one.failures_known]).toEqual(['2026-11-18', '2026-11-23', 2]);
  });

  it('uses one order for every set', () => {
    // One sewer; a 8 h then window 2bd; b 8 h. a first: a Tue, b Wed, window to (Thu, 8). b first: b Tue, a Wed, window to (Fri, 8).
    // Failures: b +3bd, a +1bd. a first: (a) Wed, b then Thu–Mon 23 (32 h from Thu: 19, 20, 23, 24) → Tue 24. b first: b 17–20, a 23–24, +2bd → Thu 26.
    const solution = work({
      steps: '{id: a, needs: {sewer: 1}, duration: 8h, window: 2bd}, {id: b, needs: {sewer: 1}, duration: 8h}',
      library: 'failures: [{id: f, what: F, hits: b, costs: 3bd}, {id: g, what: G, hits: a, costs: 1bd}]',
    });
    expect([solution.nominal, solution.two_failures]).toEqual(['2026-11-19', '2026-11-24']);
    expect(solution.worst!.order).toEqual(['bag.a', 'bag.b']);
  });
});

describe('random workspaces', () => {
  it('come out the same for the same seed, and only the feature switched off goes away', () => {
    expect(generate(7)).toEqual(generate(7));
    expect(generate(7, { loads: false }).texts.deliverables).toBe(generate(7).texts.deliverables);
    expect(generate(7).texts.capacity).not.toBe(generate(8).texts.capacity);
  });

  it('are solved, and the three dates stand in their order', () => {
    let dated = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { texts, today } = generate(seed);
      const { nominal, unlimited, two_failures: safe, begin } = solve(texts, today);
      expect(unlimited !== null && unlimited >= begin, `seed ${seed}`).toBe(true);
      if (nominal === null) continue;
      dated++;
      expect(nominal >= unlimited! && (safe === null || safe >= nominal), `seed ${seed}`).toBe(true);
    }
    expect(dated).toBeGreaterThan(35);
  });

  it('can be narrowed to the features a difference needs', () => {
    // as if a planner forgot bookings: it differs while something is booked
    const booked = ({ texts }: { texts: { capacity: string } }): boolean => texts.capacity.includes('bookings:');
    const seed = [1, 2, 3, 4, 5].find((candidate) => booked(generate(candidate)))!;
    const knobs = narrow(seed, booked);
    expect(booked(generate(seed, knobs))).toBe(true);
    expect(knobs).toMatchObject({ windows: false, failures: false, inputs: false, materials: false, maxSteps: 2 });
  });
});
