import { describe, expect, it } from 'vitest';
import { judge } from '../../src/judge.ts';
import { formatDay } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { Project } from '../../src/model/history.ts';
import { resolveSettings } from '../../src/rules/settings.ts';
import { chanceBy, dayBy } from '../../src/schedule/confidence.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Confidence, Planned } from '../../src/schedule/schedule.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from './against-oracle.ts';
import { seedsOr } from '../tries.ts';

// One sewer, 8 h a day, no reserve. Today is Monday 2026-11-16, the work begins on Tuesday 17: the nth day of work is 17, 18, 19, 20, 23, 24.
function planOf(steps: string, history: readonly Project[] = [], deal = 'items: [bag:1]'): Planned {
  const { facts, settings } = factsFrom(
    {
      policy: 'handoff: 1\nrules: {two-failures: {everyday: []}}\n',
      capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
grain: 1h
reserve: 0%
roles: {sewer: {rate: 40}}
people: [{id: ana, name: Ana, role: sewer}]
`,
      deliverables: `handoff: 1
deliverables:
  bag: {title: Bag, version: 2, status: offered, steps: [${steps}]}
`,
      deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-11-20\n${deal}\n`,
    },
    '2026-11-16',
  );
  const plan = planDeal({ ...facts, history }, settings);
  if (plan.status !== 'planned') throw new Error(plan.because[0].message);
  return plan;
}

function sampled(plan: Planned): Confidence {
  if ('because' in plan.confidence) throw new Error(plan.confidence.because);
  return plan.confidence;
}

const daysOf = (plan: Planned): [string, number][] => sampled(plan).completions.map(({ day, runs }) => [formatDay(day).slice(5), runs]);

const finished = (ratio: number, more: Partial<Project> = {}): Project => ({
  id: `p-${ratio}`,
  deliverable: 'bag',
  version: 2,
  outcome: 'delivered',
  sold_hours: 10,
  actual_hours: 10 * ratio,
  tags: [],
  named: [],
  staffed: [],
  doers: [],
  ...more,
});

const sew = (work: string, more = ''): string => `{id: sew, needs: {sewer: 1}, duration: ${work}${more}}`;

describe('a three-point estimate', () => {
  // 1bd, 2bd, 5bd are 8, 16 and 40 slots. Below the likely F(x) = (x - 8)² / (32 × 8), above it F(x) = 1 - (40 - x)² / (32 × 24):
  // F(16) = 64/256 = 0.25, F(24) = 1 - 256/768 = 0.667, F(32) = 1 - 64/768 = 0.917, F(40) = 1.
  const plan = planOf(sew('{best: 1bd, likely: 2bd, worst: 5bd}'));

  it('is drawn from its triangle, and one step alone meets it to the run', () => {
    expect(daysOf(plan)).toEqual([
      ['11-18', 250],
      ['11-19', 417],
      ['11-20', 250],
      ['11-23', 83],
    ]);
    expect(sampled(plan)).toMatchObject({ runs: 1000, estimates: 1, records: [], order: 'nominal' });
  });

  it('gives the chance to hold a date, and the dates by share of runs', () => {
    const confidence = sampled(plan);
    const [second, third, fourth, fifth] = confidence.completions.map(({ day }) => day);
    expect([second - 1, second, third, third + 0.5, fourth, fifth, fifth + 100].map((day) => chanceBy(confidence, day))).toEqual([
      0, 0.25, 0.667, 0.667, 0.917, 1, 1,
    ]);
    expect([0.25, 0.5, 0.667, 0.8, 0.95, 1].map((share) => dayBy(confidence, share))).toEqual([second, third, third, fourth, fifth, fifth]);
  });

  it('leaves the nominal date to the likely durations', () => {
    expect(formatDay(plan.nominal.date)).toBe('2026-11-18');
  });

  it('takes no less than one slot, and does not touch a pure wait', () => {
    // 1 to 3 slots of work and 2d: always Tuesday 17 + 2d.
    const short = planOf(`${sew('{best: 0h, likely: 1h, worst: 3h}')}, {id: dry, after: [sew], window: 2d}`);
    expect(daysOf(short)).toEqual([['11-19', 1000]]);
  });

  it('is scaled with the quantity', () => {
    // 8 pieces of 1h, 2h or 5h each: the same triangle over 8, 16 and 40 slots.
    expect(daysOf(planOf(sew('{each: {best: 1h, likely: 2h, worst: 5h}}'), [], 'items: [bag:8]'))).toEqual(daysOf(plan));
  });
});

describe('the record of finished projects', () => {
  // Two days of work (16 slots) times 1, 1, 1.5, 2 and 3: 2, 2, 3, 4 and 6 days, each in a fifth of the runs.
  const record = [1, 1, 1.5, 2, 3].map((ratio) => finished(ratio));
  const two = sew('2bd');

  it('multiplies the work of an item by what one of them took', () => {
    const plan = planOf(two, record);
    expect(daysOf(plan)).toEqual([
      ['11-18', 400],
      ['11-19', 200],
      ['11-20', 200],
      ['11-24', 200],
    ]);
    expect(sampled(plan)).toMatchObject({ estimates: 0, records: [{ item: 'bag', deliverable: 'bag', projects: 5 }] });
  });

  it('is one draw for all steps of the item: what made one step longer made the other longer too', () => {
    // Two steps of a day, times 1 or 2: two days or four, never three.
    const plan = planOf(
      `${sew('1bd')}, {id: qc, needs: {sewer: 1}, duration: 1bd, after: [sew]}`,
      [1, 1, 2, 2, 2].map((ratio) => finished(ratio)),
    );
    expect(daysOf(plan)).toEqual([
      ['11-18', 400],
      ['11-20', 600],
    ]);
  });

  it('can be shorter than what was sold', () => {
    expect(
      daysOf(
        planOf(
          two,
          [0.5, 0.5, 0.5, 0.5, 0.5].map((ratio) => finished(ratio)),
        ),
      ),
    ).toEqual([['11-17', 1000]]);
  });

  it('does not add a slot where a product comes out a hair above itself', () => {
    // 80 × 1.1 is 88.00000000000001: 11 days, 17 November to 1 December, not 12.
    const plan = planOf(
      sew('10bd'),
      [1.1, 1.1, 1.1, 1.1, 1.1].map((ratio) => finished(ratio)),
    );
    expect(daysOf(plan)).toEqual([['12-01', 1000]]);
  });

  it.each([
    ['four of them', record.slice(1)],
    ['another deliverable', [...record.slice(1), finished(1, { deliverable: 'cap' })]],
    ['an earlier version', [...record.slice(1), finished(1, { version: 1 })]],
    ['a pilot', [...record.slice(1), finished(1, { pilot: true })]],
    ['one that is not delivered', [...record.slice(1), finished(1, { outcome: 'open' })]],
    ['one without sold hours', [...record.slice(1), finished(1, { sold_hours: undefined })]],
    ['one that took no time', [...record.slice(1), finished(0)]],
    ['one that ends tomorrow', [...record.slice(1), finished(1, { completed: planOf(two).begin })]],
  ])('is none with %s', (_, history) => {
    expect(planOf(two, history).confidence).toEqual({
      because: "no step has a three-point estimate, and a record needs 5 finished projects with sold and actual hours: 'bag' has 4",
    });
  });

  it('counts a project whose version or day nobody recorded', () => {
    expect(sampled(planOf(two, [...record.slice(1), finished(1, { version: undefined })])).records[0].projects).toBe(5);
  });
});

describe('the runs', () => {
  it('go on past the days that the plan itself needed', () => {
    // 5 days of work times 40: 200 days, of which the plan's own look sees 46.
    const plan = planOf(
      sew('5bd'),
      [1, 1, 1, 1, 40].map((ratio) => finished(ratio)),
    );
    expect(sampled(plan).completions.map(({ runs }) => runs)).toEqual([800, 200]);
  });

  it('that never end are in no day', () => {
    // 5 days times 400 are eight years.
    const confidence = sampled(
      planOf(
        sew('5bd'),
        [1, 1, 1, 1, 400].map((ratio) => finished(ratio)),
      ),
    );
    expect(confidence.completions.map(({ runs }) => runs)).toEqual([800]);
    expect([dayBy(confidence, 0.8), dayBy(confidence, 0.95)]).toEqual([confidence.completions[0].day, null]);
  });

  it('are not made when nobody asks', () => {
    const { texts, today } = generate(1);
    const { facts, settings } = factsFrom(texts, today);
    expect(planDeal(facts, { ...settings, runs: 0 })).toMatchObject({ confidence: { because: 'nobody asked for it' } });
  });
});

describe('in random workspaces', () => {
  const seeds = Array.from({ length: seedsOr(20) }, (_, k) => 70_000 + k);
  const record = [0.8, 1, 1.1, 1.3, 1.6, 2.2].flatMap((ratio) =>
    ['bag', 'cap'].map((deliverable) => finished(ratio, { deliverable, version: 1 })),
  );
  const plans = seeds.flatMap((seed): { seed: number; facts: Facts; plan: Planned; again: Planned; longer: Planned }[] => {
    const { texts, today } = generate(seed);
    const { facts, settings } = factsFrom(texts, today);
    const withRecord = (history: readonly Project[]): ReturnType<typeof planDeal> => planDeal({ ...facts, history }, settings);
    const [plan, again, longer] = [record, record, record.map((project) => ({ ...project, actual_hours: project.actual_hours! + 2 }))].map(
      withRecord,
    );
    if (plan.status !== 'planned' || again.status !== 'planned' || longer.status !== 'planned') return [];
    return [{ seed, facts, plan, again, longer }];
  });

  it('there is something to look at', () => {
    expect(plans.length).toBeGreaterThan(seeds.length / 2);
  });

  it('the same files give the same chances', () => {
    for (const { seed, plan, again } of plans)
      expect({ seed, confidence: again.confidence }).toEqual({ seed, confidence: plan.confidence });
  });

  it('a later date is no less likely to hold, and the date of a share holds in at least that share', () => {
    for (const { seed, plan } of plans) {
      const confidence = sampled(plan);
      const chances = confidence.completions.map(({ day }) => chanceBy(confidence, day));
      expect({ seed, chances }).toEqual({ seed, chances: [...chances].sort((a, b) => a - b) });
      for (const share of [0.5, 0.8, 0.95]) {
        const day = dayBy(confidence, share);
        if (day === null) continue;
        expect({ seed, share, holds: chanceBy(confidence, day) >= share }).toEqual({ seed, share, holds: true });
        expect({ seed, share, sooner: chanceBy(confidence, day - 1) >= share }).toEqual({ seed, share, sooner: false });
      }
    }
  });

  it('a record of longer projects makes no date likelier', () => {
    for (const { seed, plan, longer } of plans) {
      const [a, b] = [sampled(plan), sampled(longer)];
      for (const { day } of a.completions)
        expect({ seed, day, less: chanceBy(b, day) <= chanceBy(a, day) }).toEqual({ seed, day, less: true });
    }
  });

  it('when every project took what was sold, every run is the plan under its order', () => {
    const asSold = [1, 1, 1, 1, 1].flatMap((ratio) => ['bag', 'cap'].map((deliverable) => finished(ratio, { deliverable, version: 1 })));
    const orders = new Set<string>();
    for (const seed of seeds) {
      const { texts, today } = generate(seed, { estimates: false });
      const { facts, settings } = factsFrom(texts, today);
      const plan = planDeal({ ...facts, history: asSold }, settings);
      if (plan.status !== 'planned') continue;
      const confidence = sampled(plan);
      orders.add(confidence.order);
      const expected = confidence.order === 'nominal' ? plan.nominal.date : plan.twoFailures!.byCount[0];
      expect({ seed, completions: confidence.completions }).toEqual({ seed, completions: [{ day: expected, runs: 1000 }] });
    }
    expect(orders.size).toBe(2);
  });

  it('the judgement tells the chance of the judged and of the safe date', () => {
    let told = 0;
    for (const { seed, facts, plan } of plans) {
      const judgement = judge(facts, plan, resolveSettings(facts.policy, facts.profile));
      const { confidence, safe } = judgement;
      if (confidence === null) throw new Error(`seed ${seed}: no confidence`);
      expect({ seed, safe: confidence.safe }).toEqual({
        seed,
        safe: safe === null ? null : { date: safe, chance: chanceBy(sampled(plan), safe) },
      });
      const asked = facts.deal.judgedCompletion;
      expect(confidence.judged?.date ?? null).toBe(asked?.day ?? null);
      if (safe !== null) told++;
    }
    expect(told).toBeGreaterThan(seeds.length / 4);
  });
});
