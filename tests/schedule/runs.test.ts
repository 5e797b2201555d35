import { describe, expect, it } from 'vitest';
import { judge } from '../../src/judge.ts';
import { addBusinessDays, inclusiveBusinessDays } from '../../src/model/calendar.ts';
import { formatDay } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import { resolveSettings } from '../../src/rules/settings.ts';
import { presenceOf } from '../../src/schedule/queue.ts';
import { usualLoads } from '../../src/schedule/capacity.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Planned, ThreeRuns } from '../../src/schedule/schedule.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { seedsOr } from '../tries.ts';

/** Mon–Fri 8h; today is Mon 16 Nov 2026 and the plan begins then. */
function planned(parts: { roles: string; queue?: string; materials?: string; library: string; deal: string; people?: string }): Planned {
  const { roles, queue = '[]', materials = '[]', library, deal, people } = parts;
  const { facts, settings } = factsFrom(
    {
      policy: 'handoff: 1\nprofile: make-to-order\nrules: {two-failures: {failures: 0}}\n',
      capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: ${roles}
people: ${people ?? '[{id: ana, role: sewer}, {id: bo, role: packer}]'}
bookings: ${queue}
materials: ${materials}
`,
      deliverables: `handoff: 1\ndeliverables:\n  bag: ${library}\n`,
      deal: `handoff: 1\ncustomer: X\ndates: {signature: 2026-11-16${deal.startsWith('phases') ? ', ' : '}\n'}${deal}\n`,
    },
    '2026-11-16',
  );
  const schedule = planDeal(facts, settings);
  if (schedule.status !== 'planned') throw new Error(schedule.because[0].message);
  return schedule;
}

function runs(found: ThreeRuns): [number[], number, string] {
  if (found.status !== 'planned') throw new Error(found.status);
  return [found.runs.map(({ businessDays }) => businessDays), found.lead, formatDay(found.date)];
}

const chain = '{steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: pack, needs: {packer: 1}, duration: 8h, after: [sew]}]}';
const items = 'items: [bag:1]';

describe('three runs', () => {
  it('overlap as far as the people allow', () => {
    // Sewn on 1, 2, 3 and packed a day later: 2, 3 and 4bd, which a lead of max(2, 2, 2) holds.
    expect(runs(planned({ roles: '{sewer: {}, packer: {}}', library: chain, deal: items }).threeRuns)).toEqual([
      [2, 3, 4],
      2,
      '2026-11-17',
    ]);
  });

  it('count a usual load that nobody has booked yet', () => {
    // Half of the sewer's day is free: each bag takes two days to sew. 3, 5 and 7bd; max(3, 3, 3).
    const found = planned({ roles: '{sewer: {usual_load: 50%}, packer: {}}', library: chain, deal: items });
    expect(runs(found.threeRuns)).toEqual([[3, 5, 7], 3, '2026-11-18']);
    expect(formatDay(found.nominal.date)).toBe('2026-11-17');
    expect(found.threeRuns).toMatchObject({
      loadUnknown: ['packer'],
      lowerBound: found.threeRuns.status === 'planned' && found.threeRuns.date,
    });
  });

  it('count a booking as part of the usual load, and what exceeds it on top', () => {
    const booked = (hours: string): string =>
      `[{id: po, state: hard, paid: true, promised: 2026-12-31, work: [{needs: {sewer: 1}, from: 2026-11-16, to: 2026-12-31, per_day: ${hours}}]}]`;
    const roles = '{sewer: {usual_load: 50%}, packer: {}}';
    expect(runs(planned({ roles, queue: booked('3h'), library: chain, deal: items }).threeRuns)[0]).toEqual([3, 5, 7]);
    // 6h of each day are booked: 2h are free, so four days a bag.
    expect(runs(planned({ roles, queue: booked('6h'), library: chain, deal: items }).threeRuns)[0]).toEqual([5, 9, 13]);
  });

  it('keep the reserve too', () => {
    // 25 % of 8h is kept at the end of the day, 50 % usually booked at its beginning: 2h a day are left, so four days a bag.
    const roles = '{sewer: {usual_load: 50%, reserve: 25%}, packer: {reserve: 0%}}';
    expect(runs(planned({ roles, library: chain, deal: items }).threeRuns)[0]).toEqual([5, 9, 13]);
  });

  it('order what the first takes from stock', () => {
    const library = chain.replace('{steps', '{materials: [{material: cloth, each: 1}], steps');
    const cloth = (rest: string): string => `[{id: cloth, on_hand: 1${rest}}]`;
    // Ordered on the 16th, cloth is there on Fri 20 (4bd later): sewn on the 5th and the 6th day, packed a day later.
    const found = planned({ roles: '{sewer: {}, packer: {}}', materials: cloth(', lead_time: 4bd'), library, deal: items }).threeRuns;
    expect(runs(found)).toEqual([[2, 6, 7], 3, '2026-11-18']);
    expect(found.status === 'planned' && found.runs[1].awaits).toBe('cloth');
    const unknown = planned({ roles: '{sewer: {}, packer: {}}', materials: cloth(''), library, deal: items }).threeRuns;
    expect(unknown).toEqual({ status: 'no-lead-time', materials: [0] });
  });

  it('look further ahead than the deal does', () => {
    // Each bag takes 100 days; the deal's own plan looks about 140 ahead.
    const library = '{steps: [{id: sew, needs: {sewer: 1}, duration: 100bd}]}';
    expect(runs(planned({ roles: '{sewer: {}, packer: {}}', library, deal: items }).threeRuns)[0]).toEqual([100, 200, 300]);
  });

  it('do not all end when somebody leaves', () => {
    const people = '[{id: ana, role: sewer, until: 2026-11-17}, {id: bo, role: packer}]';
    const found = planned({ roles: '{sewer: {}, packer: {}}', people, library: chain, deal: items });
    expect(found.threeRuns).toEqual({ status: 'never-ends', run: 3, loaded: [] });
  });

  it('name the role that holds up the run that decides', () => {
    const found = planned({ roles: '{sewer: {usual_load: 75%}, packer: {}}', library: chain, deal: items }).threeRuns;
    // 2h a day: sewn by the 4th, 8th and 12th day. max(5, 5, 5): the first decides, and only of it need be known why.
    expect(runs(found)[0]).toEqual([5, 9, 13]);
    expect(found.status === 'planned' && found.runs.map(({ bottleneck }) => bottleneck)).toEqual([
      expect.objectContaining({ role: 'sewer', used: 8, free: 8, from: found.status === 'planned' && found.date - 4 }),
      null,
      null,
    ]);
  });
});

describe('three runs of a deal in phases', () => {
  // A bag is sewn in a day and packed on the next; a rug is sewn in five.
  const bagAndRug = (phase: string): Planned =>
    planned({
      roles: '{sewer: {}, packer: {}}',
      library: `${chain}\n  rug: {steps: [{id: weave, needs: {sewer: 1}, duration: 5bd}]}`,
      deal: `phases: [{phase: 1, complete: ${phase}}]}\nitems: [bag:1, {deliverable: rug, quantity: 1, phase: 2}]`,
    });
  const phases = ({ threeRuns: found }: Planned): [number, number[], number, string][] =>
    found.status === 'planned'
      ? found.phases.map(({ phase, runs: copies, lead, date }) => [phase, copies.map((run) => run.businessDays), lead, formatDay(date)])
      : [];

  it('ask of a phase what it would ask if nothing else were sold, and of the whole what is left', () => {
    // Bags sewn on days 1, 2, 3 and packed a day later: 2, 3, 4bd, a lead of 2. Rugs behind them: 4–8, 9–13, 14–18, a lead of max(8, 7, 6).
    const tight = bagAndRug('2026-11-17');
    expect(phases(tight)).toEqual([
      [1, [2, 3, 4], 2, '2026-11-17'],
      [2, [8, 13, 18], 8, '2026-11-25'],
    ]);
    expect(runs(tight.threeRuns)).toEqual([[8, 13, 18], 8, '2026-11-25']);
  });

  it('keep the order that is best for the whole where the phase has time', () => {
    // One order after another: bags packed on days 2, 8 and 14, a lead of max(2, 4, 5); rugs done on days 6, 12 and 18, a lead of 6.
    expect(phases(bagAndRug('2026-11-20'))).toEqual([
      [1, [2, 3, 4], 2, '2026-11-17'],
      [2, [6, 12, 18], 6, '2026-11-23'],
    ]);
  });

  it('do first what is due first where the phase has some time', () => {
    // A lead of 4 for bags: due on days 4, 8, 12; with 6 for the whole: on days 6, 12, 18. So bag 1, rug 2–6, bag 7 (packed on 8), bag 8, rugs 9–13, 14–18.
    expect(runs(bagAndRug('2026-11-19').threeRuns)).toEqual([[6, 13, 18], 7, '2026-11-24']);
  });

  it('hold each phase against those before it', () => {
    // Phase 2 is a hat, sewn in a day; alone with the bags, one order after another: hats on days 2, 4 and 6, a lead of 2. But bags by day 1, 2 and 3 come
    // first: hats by days 4, 5 and 6, a lead of 4. With that hats have until 4, 8 and 12: the third lets the first rug (6–10) pass and is sewn on day 11,
    // rugs are then done on days 16 and 21. A rug on day 9 would leave no day for the second hat.
    const three = (phase: string): Planned =>
      planned({
        roles: '{sewer: {}, packer: {}}',
        library: `{steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}
  hat: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}
  rug: {steps: [{id: weave, needs: {sewer: 1}, duration: 5bd}]}`,
        deal: `phases: [{phase: 1, complete: ${phase}}, {phase: 2, complete: 2026-11-19}]}
items: [bag:1, {deliverable: hat, quantity: 1, phase: 2}, {deliverable: rug, quantity: 1, phase: 3}]`,
      });
    expect(phases(three('2026-11-16'))).toEqual([
      [1, [1, 2, 3], 1, '2026-11-16'],
      [2, [4, 5, 6], 4, '2026-11-19'],
      [3, [10, 16, 21], 10, '2026-11-27'],
    ]);
    // Bags on days 1, 3 and 5 hold a lead of 2, and so do the hats between them.
    expect(phases(three('2026-11-17')).slice(0, 2)).toEqual([
      [1, [1, 2, 3], 1, '2026-11-16'],
      [2, [2, 4, 6], 2, '2026-11-17'],
    ]);
  });
});

describe('the usual load', () => {
  it('is counted through the week from the first slots of the day', () => {
    const { facts } = factsFrom(
      {
        capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {sewer: {levels: [junior, senior], usual_load: 30%}, press: {}}
people: [{id: ana, role: sewer, level: senior}, {id: bo, role: sewer, level: junior, week: {mon: 8h}}]
equipment: [{id: press-1, role: press, count: 2}]
`,
        deliverables: 'handoff: 1\ndeliverables: {bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}]}}\n',
        deal: 'handoff: 1\ncustomer: X\nwanted: 2026-12-18\nitems: [bag:1]\n',
      },
      '2026-11-16',
    );
    const there = presenceOf(facts, 5);
    const [all, junior, senior, press] = usualLoads(facts.capacity, there);
    const perDay = (units: Int16Array): number[] =>
      [0, 1, 2, 3, 4].map((b) => units.slice(8 * b, 8 * b + 8).reduce((sum, n) => sum + n, 0));
    // 30 % of 8, 16, 24, 32 and 40h: 2.4, 4.8, 7.2, 9.6 and 12, rounded to 2, 5, 7, 10 and 12: so 2, 3, 2, 3 and 2h. Bo works on Mondays only.
    expect(perDay(senior)).toEqual([2, 3, 2, 3, 2]);
    expect(perDay(junior)).toEqual([4, 3, 2, 3, 2]);
    expect(perDay(all)).toEqual([4, 3, 2, 3, 2]);
    expect(Array.from(senior.subarray(0, 8))).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
    expect(perDay(press)).toEqual([0, 0, 0, 0, 0]);
  });
});

const SEEDS = seedsOr(18);
const seeds = Array.from({ length: SEEDS }, (_, k) => 70_000 + k);

/** The facts of a random workspace in which every other role is usually booked to some share. */
function random(seed: number, phases = false): { facts: Facts; settings: ReturnType<typeof factsFrom>['settings'] } {
  const { texts, today } = generate(seed, { phases });
  const { facts, settings } = factsFrom(texts, today);
  const roles = Object.entries(facts.capacity.roles).map(([id, role], index) => [
    id,
    (seed + index) % 2 === 0 ? role : { ...role, usual_load: ((seed % 7) + 1) * 100_000 },
  ]);
  return { facts: { ...facts, capacity: { ...facts.capacity, roles: Object.fromEntries(roles) as never } }, settings };
}

describe('the floor of an earlier phase', () => {
  it('does not depend on how much more is sold later', { timeout: SEEDS * 12_000 }, () => {
    let compared = 0;
    for (const seed of seeds) {
      const { facts, settings } = random(seed, true);
      const [first] = facts.deal.items.map(({ phase }) => phase).sort((a, b) => a - b);
      const alone = facts.deal.items.filter(({ phase }) => phase === first);
      if (alone.length === facts.deal.items.length) continue;
      const both = planDeal(facts, settings);
      const part = planDeal({ ...facts, deal: { ...facts.deal, items: alone, phases: [] } }, settings);
      if (both.status !== 'planned' || part.status !== 'planned') continue;
      if (both.threeRuns.status !== 'planned' || part.threeRuns.status !== 'planned') continue;
      expect({ seed, lead: both.threeRuns.phases[0].lead }).toEqual({ seed, lead: part.threeRuns.lead });
      compared++;
    }
    expect(compared).toBeGreaterThan(SEEDS / 6);
  });
});

describe('the floor of three runs', () => {
  it('passes when it is judged, and one business day earlier it fails, with the first run that breaks', { timeout: SEEDS * 12_000 }, () => {
    let judgedDeals = 0;
    const breaks = new Set<number>();
    for (const seed of seeds) {
      const { facts, settings } = random(seed);
      const schedule = planDeal(facts, settings);
      if (schedule.status !== 'planned' || schedule.threeRuns.status !== 'planned') continue;
      const { date, lead, lowerBound } = schedule.threeRuns;
      const rules = resolveSettings({ ...facts.policy, rules: { 'three-runs': { severity: 'error', options: {} } } }, facts.profile);
      const verdictAt = (day: number) => {
        const judgedCompletion = { day, at: facts.deal.items[0].at, from: 'wanted.complete' };
        return judge({ ...facts, deal: { ...facts.deal, judgedCompletion } }, schedule, rules).checks.find(
          ({ rule }) => rule === 'three-runs',
        )!;
      };
      expect({ seed, verdict: verdictAt(date).verdict }).toEqual({ seed, verdict: 'pass' });
      const before = addBusinessDays(facts.calendar, date, -1)!;
      const failed = verdictAt(before);
      expect({ seed, verdict: failed.verdict, earliest: failed.earliest }).toEqual({ seed, verdict: 'needs-approval', earliest: date });
      // A closed day after it promises no business day more.
      expect(verdictAt(date - 1).verdict).toBe('needs-approval');
      breaks.add(failed.findings[0].data!['breaks'] as number);
      expect(inclusiveBusinessDays(facts.calendar, facts.deal.begin, date)).toBe(lead);
      expect(lowerBound).toBeLessThanOrEqual(date);
      judgedDeals++;
    }
    expect(judgedDeals).toBeGreaterThan(SEEDS / 2);
    expect(breaks.size).toBeGreaterThan(1);
  });

  it('does not depend on the date that is asked for', { timeout: SEEDS * 12_000 }, () => {
    for (const seed of seeds.slice(0, 8)) {
      const { facts, settings } = random(seed);
      const asked = (day: number): Facts => ({
        ...facts,
        deal: { ...facts.deal, judgedCompletion: { day, at: facts.deal.items[0].at, from: 'wanted.complete' } },
      });
      const [soon, late] = [asked(facts.deal.begin + 1), asked(facts.deal.begin + 900)].map((each) => planDeal(each, settings));
      if (soon.status !== 'planned' || late.status !== 'planned') continue;
      expect({ seed, runs: soon.threeRuns }).toEqual({ seed, runs: late.threeRuns });
    }
  });
});
