// What is too much, or can never be: the planner answers in words, with the place, and comes to an end. (How long it takes is measured, not tested.)
import { describe, expect, it } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import { businessDaysBetween } from '../../src/model/calendar.ts';
import { formatDay } from '../../src/model/day.ts';
import type { Report, ReportDeal } from '../../src/report/report.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import { factsFrom } from './against-oracle.ts';

const TODAY = '2026-11-16';

/** Five roles of four people each, every weekday of 8 h; what a test is about goes on at the ends. */
const capacityOf = (more = ''): string => `handoff: 1
as_of: ${TODAY}
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {r0: {rate: 40}, r1: {rate: 40}, r2: {rate: 40}, r3: {rate: 40}, r4: {rate: 40}, nobody: {rate: 40}, gone: {rate: 40}, never: {rate: 40}}
people:
${Array.from({ length: 20 }, (_, n) => `  - {id: p${n}, name: Person ${n}, role: r${n % 5}}`).join('\n')}
  - {id: left, name: Left Already, role: gone, until: 2026-11-13}
  - {id: zero, name: Zero Hours, role: never, week: {}}
${more}`;
const libraryOf = (steps: readonly string[], more = ''): string => `handoff: 1
deliverables:
  bag:
    title: Bag
    version: 1
    status: offered
    owner: p0
    doer: p1
    escalation: [p2]
    complete_when: {observable: "{quantity} bags at the dock", measure: bags accepted, threshold: "{quantity}", evidence: delivery note}
    steps:
${steps.map((step) => `      - {${step}}`).join('\n')}
${more}`;

const filesOf = (steps: readonly string[], capacity = '', library = ''): Record<string, string> => ({
  'handoff.yaml': 'handoff: 1\nprofile: make-to-order\nfiles: {capacity: capacity.yaml, deliverables: deliverables.yaml}\n',
  'capacity.yaml': capacityOf(capacity),
  'deliverables.yaml': libraryOf(steps, library),
  'deal.yaml': 'handoff: 1\ncustomer: Acme\nwanted: 2027-01-29\nitems: [bag:1]\n',
});

async function reportOf(files: Record<string, string>): Promise<{ deal: ReportDeal; report: Report }> {
  const world = memoryWorld(files, TODAY);
  await main(['check', 'deal.yaml', '--format', 'json'], world);
  const report = JSON.parse(world.said.out) as Report;
  expect(report.diagnostics).toEqual([]);
  expect(report.faults).toEqual([]);
  return { deal: report.deals[0], report };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('a deal that can never be planned is a finding with its reason and place', () => {
  const sew = 'id: sew, needs: {r0: 1}, duration: 8h';
  it.each<[string, readonly string[], string, string, string]>([
    ['a role that nobody has', [sew, 'id: x, needs: {nobody: 1}, duration: 1h'], '', '', 'no-people'],
    ['a role whose people have left', ['id: x, needs: {gone: 1}, duration: 1h'], '', '', 'no-people'],
    ['a role whose people have no hours', ['id: x, needs: {never: 1}, duration: 1h'], '', '', 'no-people'],
    ['more people at once than there are', ['id: x, needs: {r0: 5}, duration: 1h'], '', '', 'no-capacity'],
    ['a step that may not pause and is longer than any day off allows', [`${sew}, uninterrupted: true`], blocked(), '', 'beyond-horizon'],
    ['more work than five years hold', ['id: x, needs: {r0: 1}, duration: 1400bd'], '', '', 'no-capacity'],
    [
      'steps that are more than five years together',
      ['id: x, needs: {r0: 1}, duration: 800bd', 'id: y, needs: {r0: 1}, duration: 800bd, after: [x]'],
      '',
      '',
      'beyond-horizon',
    ],
    // 16 h on Monday and Tuesday are there, and as many are needed; but the work begins on Tuesday.
    [
      'people who leave too soon',
      ['id: x, needs: {gone: 1}, duration: 16h'],
      '  - {id: soon, name: Soon Gone, role: gone, until: 2026-11-17}\n',
      '',
      'beyond-horizon',
    ],
    [
      'a queue that leaves nothing',
      [sew],
      'bookings: [{id: b, work: [{needs: {r0: 4}, from: 2026-11-16, to: 2036-11-16}]}]\n',
      '',
      'no-capacity',
    ],
    [
      'a material that never comes',
      [sew],
      'materials: [{id: canvas, on_hand: 1}]\n',
      '    materials: [{material: canvas, each: 2}]\n',
      'material-never-comes',
    ],
  ])('%s', async (_, steps, capacity, library, reason) => {
    const { deal, report } = await reportOf(filesOf(steps, capacity, library));
    expect(report.exit).toBe(1);
    expect(deal.verdict).toBe('fail');
    expect([deal.dates.nominal, deal.dates.safe, deal.plan]).toEqual([null, null, []]);
    const check = deal.checks.find(({ rule }) => rule === 'fits-headroom')!;
    expect(check).toMatchObject({ verdict: 'fail', reason: `fits-headroom/${reason}`, blocking: true });
    for (const { message, help, at } of check.findings) {
      expect(message).not.toBe('');
      expect(help).not.toBe('');
      expect(at.line).toBeGreaterThan(0);
    }
    expect(deal.dates.because).toContain(check.findings[0].message);
  });

  /** Every day somebody else has the sewers for an hour in the middle of the work. */
  function blocked(): string {
    return 'bookings: [{id: b, work: [{needs: {r0: 4}, from: 2026-11-16, to: 2036-11-16, per_day: 1h}]}]\n';
  }

  it('says so also where a day has so many slots that five years of them are no arguments of one call', () => {
    const { texts } = asTexts(filesOf(['id: x, needs: {nobody: 1}, duration: 1h']));
    const capacity = texts.capacity.replace(
      /week: \{mon: 8h.*?\}/,
      'week: {mon: 24h, tue: 24h, wed: 24h, thu: 24h, fri: 24h, sat: 24h, sun: 24h}',
    );
    const { facts, settings } = factsFrom({ ...texts, capacity: `${capacity}grain: 15m\n` }, TODAY);
    expect(planDeal(facts, settings)).toMatchObject({ status: 'unplannable', because: [{ reason: 'no-people' }] });
  });
});

describe('much is planned all the same', () => {
  it('a deal of 500 steps, and says how much of the proof is open', async () => {
    // 20 strands of 25 steps of 3h: 1,500 hours for 20 people of 8 h a day are 10 days at the least, 16 Nov + 1 to 30 Nov.
    const steps = numbers(500).map(
      (n) => `id: s${n}, needs: {r${(n + Math.floor(n / 20)) % 5}: 1}, duration: 3h, after: [${n < 20 ? '' : `s${n - 20}`}]`,
    );
    const { deal } = await reportOf(filesOf(steps));
    expect(deal.plan).toHaveLength(500);
    const { nominal, safe } = deal.dates.proof;
    expect(deal.dates.nominal! >= '2026-11-30').toBe(true);
    expect(nominal!.lower_bound <= deal.dates.nominal!).toBe(true);
    expect(nominal!.open_bd > 0).toBe(nominal!.status === 'bounded');
    expect(safe!.open_bd > 0).toBe(safe!.status === 'bounded');
  }, 60_000);

  it('a queue of 10,000 bookings as loads, in a file of less than 1 MiB', async () => {
    const { facts } = factsFrom(asTexts(filesOf(['id: sew, needs: {r0: 1}, duration: 8h'])).texts, TODAY);
    // 2,000 bookings of r0, one after another: four people are taken 8 h a day for the first 500 business days, so sewing begins on the 501st.
    const days = numbers(2000).map((n) => formatDay(nth(Math.floor(n / 4))));
    const loads = numbers(10_000).map(
      (n) => `  - {id: b${n}, work: [{needs: {r${n % 5}: 1}, from: ${days[Math.floor(n / 5)]}, to: ${days[Math.floor(n / 5)]}}]}`,
    );
    const files = filesOf(['id: sew, needs: {r0: 1}, duration: 8h'], `bookings:\n${loads.join('\n')}\n`);
    expect(files['capacity.yaml'].length).toBeLessThan(1024 * 1024);
    const { deal } = await reportOf(files);
    expect(deal.dates.nominal).toBe(formatDay(nth(500)));

    /** The nth business day from today on, today being the 0th. */
    function nth(n: number): number {
      const day = facts.today + 7 * Math.floor(n / 5) + (n % 5);
      expect(businessDaysBetween(facts.calendar, facts.today, day)).toBe(n);
      return day;
    }
  }, 60_000);

  it('a queue of 500 bookings as deliverables', async () => {
    // Each needs r0 for 8 h: four a day, so they take 125 business days, and sewing begins on the 126th, 16 Nov + 25 weeks.
    const bookings = numbers(500).map((n) => `  - {id: b${n}, deliverables: [{deliverable: bag, quantity: 1}]}`);
    const { deal } = await reportOf(filesOf(['id: sew, needs: {r0: 1}, duration: 8h'], `bookings:\n${bookings.join('\n')}\n`));
    expect(deal.dates.nominal).toBe('2027-05-10');
    // The deal waits from Tuesday on: the four of Monday do not hold it up, 496 do, and three of them are told by name.
    const floor = deal.dates.floors.find(({ rule }) => rule === 'fits-headroom')!;
    expect(floor.because.split('; ')[1]).toBe('b4 holds 8h, b5 holds 8h, b6 holds 8h and 493 more');
  }, 60_000);
});

describe('work that five years do not hold', () => {
  it.each([
    [
      'is too much where the people are there for less',
      '1400bd',
      '',
      "sell less, or operations: add people or equipment for what 'x' needs",
    ],
    [
      'is for operations to look at where others have booked the people',
      '8h',
      'bookings: [{id: b, work: [{needs: {r0: 4}, from: 2026-11-16, to: 2036-11-16}]}]\n',
      'operations: the queue, time off or the reserve leave no room; look at the bookings of these roles',
    ],
  ])('%s', async (_, duration, bookings, help) => {
    const { deal } = await reportOf(filesOf([`id: x, needs: {r0: 1}, duration: ${duration}`], bookings, ''));
    expect(deal.checks.find(({ rule }) => rule === 'fits-headroom')!.findings[0].help).toBe(help);
  });
});

describe('people who leave', () => {
  const soon = '  - {id: soon, name: Soon Gone, role: gone, until: 2026-12-04}\n';
  const found = async (steps: readonly string[], capacity: string) => {
    const { deal } = await reportOf(filesOf(steps, capacity));
    const [finding, ...more] = deal.checks.find(({ rule }) => rule === 'fits-headroom')!.findings;
    expect(more).toEqual([]);
    return { message: finding.message, help: finding.help };
  };

  it('are named with the last day on which they are there', async () => {
    // From Tuesday 17 November to Friday 4 December there are 14 days of 8h, less a reserve: enough for the step, had it not to wait for another one.
    expect(await found(['id: x, needs: {r0: 1}, duration: 20bd', 'id: y, needs: {gone: 1}, duration: 8h, after: [x]'], soon)).toEqual({
      message: "the work does not end within five years of 2026-11-17: 'gone' has nobody after 2026-12-04",
      help: "operations: say who does the work of 'gone' from then on, or sell what is done by then",
    });
  });

  it('are not blamed for what others never do', async () => {
    const steps = [
      'id: early, needs: {gone: 1}, duration: 8h',
      'id: x, needs: {r0: 1}, duration: 800bd, after: [early]',
      'id: y, needs: {r0: 1}, duration: 800bd, after: [x]',
    ];
    expect((await found(steps, soon)).message).toBe('the work does not end within five years of 2026-11-17');
  });

  it('are named where they are not there for long enough', async () => {
    const { message } = await found(['id: x, needs: {gone: 1}, duration: 400h'], soon);
    expect(message).toMatch(/^'x' needs 1 × gone for 400h; in five years only \d+h are free at once: 'gone' has nobody after 2026-12-04$/);
  });

  it('and who is left is counted', async () => {
    // Of the four sewers and one who leaves, five are needed.
    const leaves = '  - {id: soon, name: Soon Gone, role: r0, until: 2026-11-27}\n';
    const { message } = await found(['id: x, needs: {r0: 1}, duration: 30bd', 'id: y, needs: {r0: 5}, duration: 8h, after: [x]'], leaves);
    expect(message).toContain("'r0' has at most 4 at a time after 2026-11-27, and 5 are needed");
  });
});

describe('a reserve that keeps back everything', () => {
  const filesWith = (reserve: string, role = '') => {
    const files = filesOf([
      'id: x, needs: {r0: 1}, duration: 8h',
      'id: y, needs: {r0: 2}, duration: 8h',
      'id: z, needs: {r1: 1}, duration: 8h',
    ]);
    const capacity = files['capacity.yaml']
      .replace('roles:', `reserve: ${reserve}\nroles:`)
      .replace(/\br0: \{/, (text) => `${text}${role}`);
    return { ...files, 'capacity.yaml': capacity };
  };
  const told = async (files: Record<string, string>) => {
    const { deal } = await reportOf(files);
    return deal.checks.find(({ rule }) => rule === 'fits-headroom')!.findings.map(({ message, at }) => [message, at.file]);
  };

  it('is told once, with the roles that it is of', async () => {
    expect(await told(filesWith('100%'))).toEqual([["the reserve of 100% leaves nothing of 'r0' and 'r1' to sell", 'capacity.yaml']]);
  });

  it('is told of a role that has its own', async () => {
    expect(await told(filesWith('0%', 'reserve: 100%, '))).toEqual([
      ["the reserve of 100% leaves nothing of 'r0' to sell", 'capacity.yaml'],
    ]);
  });
});

describe('a booking that never ends', () => {
  const cap = `  cap:
    title: Cap
    version: 1
    status: offered
    steps:
      - {id: cut, needs: {r0: 4}, duration: 8h}
      - {id: sew, needs: {r0: 5}, duration: 8h, after: [cut]}
`;
  const queue =
    'bookings: [{id: odd, deliverables: [{deliverable: cap, quantity: 1}]}, {id: next, deliverables: [{deliverable: bag, quantity: 1}]}]\n';

  it('is told, counted as far as it goes, and keeps neither the queue nor the deal from being planned', async () => {
    // 'odd' cuts on Monday 16 with all four; its sewing needs five of four. 'next' sews on Tuesday beside the deal, which may begin then.
    const { deal } = await reportOf(filesOf(['id: sew, needs: {r0: 1}, duration: 8h'], queue, cap));
    expect(deal.dates.nominal).toBe('2026-11-17');
    const floor = deal.dates.floors.find(({ rule }) => rule === 'fits-headroom')!;
    expect(floor.because).toContain("of the queue 'odd' does not end within five years, and only what fits of it is counted");
  });

  it('is pointed at where the date fails', async () => {
    const files = filesOf(['id: sew, needs: {r0: 1}, duration: 1000h'], queue, cap);
    const { deal } = await reportOf(files);
    const [finding] = deal.checks.find(({ rule }) => rule === 'fits-headroom')!.findings;
    const line = files['capacity.yaml'].split('\n').findIndex((text) => text.startsWith('bookings')) + 1;
    expect(finding.related).toMatchObject([{ message: "'odd' does not end within five years", at: { file: 'capacity.yaml', line } }]);
  });
});

function asTexts(files: Record<string, string>): { texts: { policy: string; capacity: string; deliverables: string; deal: string } } {
  const of = (name: string): string => files[name];
  return {
    texts: { policy: of('handoff.yaml'), capacity: of('capacity.yaml'), deliverables: of('deliverables.yaml'), deal: of('deal.yaml') },
  };
}
