import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge.ts';
import { addBusinessDays, calendarOf } from '../../src/model/calendar.ts';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { besides, comparablesOf, percentilesText, shortestAsk, withinAsk } from '../../src/rules/dates/comparables.ts';
import { resolveSettings } from '../../src/rules/settings.ts';
import { judgeBase, signOff, type Judged } from './workspace.ts';

const WEEK = calendarOf({ week: { 0: 480, 1: 480, 2: 480, 3: 480, 4: 480 }, holidays: [], closed: [], day_starts: 540 });
const day = (text: string): Day => parseDay(text) as Day;
/** The day on which work of so many business days ends that began on Monday 2026-03-02. */
const ended = (took: number): string => formatDay(addBusinessDays(WEEK, day('2026-03-02'), took - 1)!);
/** A row of history: what it took, and what else is to be said of it. */
const row = (id: string, took: number, more: Record<string, string | number> = {}): Record<string, string | number> => ({
  id,
  deliverable: 'bag',
  version: 2,
  started: '2026-03-02',
  completed: ended(took),
  outcome: 'delivered',
  ...more,
});
const COLUMNS = ['id', 'customer', 'deliverable', 'version', 'quantity', 'started', 'completed', 'outcome', 'pilot'];
const csv = (rows: readonly Record<string, string | number>[]): string =>
  [COLUMNS.join(','), ...rows.map((each) => COLUMNS.map((column) => each[column] ?? '').join(','))].join('\n') + '\n';
const tookAll = (...days: number[]) => days.map((took, i) => row(`po-${i + 1}`, took));
/** Open work that began so many business days ago, today included. */
const open = (id: string, elapsed: number) => {
  const started = formatDay(addBusinessDays(WEEK, day('2026-11-16'), 1 - elapsed)!);
  return row(id, 1, { outcome: 'open', started, completed: '' });
};

/** Ten bags; the work begins on Tuesday 2026-11-17, so 7bd end on Wednesday 25, 9bd on Friday 27, 10bd on Monday 30. */
const bags = (rows: readonly Record<string, string | number>[], wanted: string, more: { deal?: string; policy?: string } = {}): Judged =>
  judgeBase({
    history: csv(rows),
    deal: more.deal ?? `handoff: 1\ncustomer: Acme Outdoor\nwanted: ${wanted}\nitems: [bag:10]\n`,
    ...(more.policy === undefined ? {} : { policy: (text: string) => `${text}  comparable-work: ${more.policy}\n` }),
  });
const TEN = tookAll(12, 9, 14, 8, 11, 10, 13, 9, 12, 15);

describe('comparable-work', () => {
  test('faster than all is refused, faster than nine in ten needs approval, and the second fastest of ten passes', () => {
    // 8bd are until Thursday 26: one of ten, which is no more than 10%. 7bd nobody ever held, and 9bd three of ten.
    const all = bags(TEN, '2026-11-25').of('comparable-work');
    expect(all).toMatchObject({ verdict: 'fail', approver: null, reason: 'comparable-work/faster-than-all', blocking: true });
    expect(all.summary).toBe(
      "wanted 2026-11-25 leaves 7bd from 2026-11-17, and the fastest of 10 comparable 'bag' was po-4 (8bd); P10 8bd, P50 12bd, P85 15bd, P90 15bd",
    );
    const most = bags(TEN, '2026-11-26').of('comparable-work');
    expect(most).toMatchObject({ verdict: 'needs-approval', approver: 'leadership', reason: 'comparable-work/faster-than-most' });
    expect(most.summary).toContain("leaves 8bd from 2026-11-17, and 1 of 10 comparable 'bag' took no longer; P10");
    expect(most.findings[0]).toMatchObject({
      help: 'offer 2026-11-27 or later (9bd), which 3 of 10 held',
      related: [
        { message: 'po-4 (8bd)', at: { path: ['projects', 3] } },
        { message: 'po-2 (9bd)', at: { path: ['projects', 1] } },
        { message: 'po-8 (9bd)', at: { path: ['projects', 7] } },
      ],
      data: { ask: '8bd', finished: 10, open: 0, within: 1, within_at_most: 1, shortest: '9bd' },
    });
    const held = bags(TEN, '2026-11-27');
    expect(held.of('comparable-work')).toMatchObject({
      verdict: 'pass',
      summary: "9bd from 2026-11-17: 3 of 10 comparable 'bag' took no longer",
      notes: ["10 finished and 0 open 'bag': P10 8bd, P50 12bd, P85 15bd, P90 15bd"],
    });
    expect(held.of('comparable-work').because).toBe("3 of 10 comparable 'bag' took 9bd or less: counted from 2026-11-17");
    for (const judged of [bags(TEN, '2026-11-25'), bags(TEN, '2026-11-26'), held])
      expect(formatDay(judged.of('comparable-work').earliest!)).toBe('2026-11-27');
  });

  test('who approves the fastest does not approve faster than all: the floor then stands at the fastest', () => {
    // 8bd is until Thursday 26; the plan alone would be safe on Wednesday 25.
    const waived = (wanted: string) => {
      // Nobody may approve their own deal, so it says whose it is.
      const deal = `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: ${wanted}\nitems: [bag:10]\n`;
      const { facts, schedule } = bags(TEN, wanted, { deal });
      const settings = resolveSettings(facts.policy, facts.profile);
      const { waivable } = judge(facts, schedule, settings).checks.find(({ rule }) => rule === 'comparable-work')!;
      if (waivable === null) return judge(facts, schedule, settings);
      const { subject, meaning } = waivable;
      const waiver = signOff({
        type: 'handoff/waiver@1',
        deal: facts.deal.id,
        subject,
        meaning,
        by: 'dora',
        at: facts.today,
        reason: 'two teams',
        until: day('2026-12-31'),
      });
      return judge({ ...facts, signoffs: [waiver] }, schedule, settings);
    };
    const judged = waived('2026-11-26');
    expect(judged.checks.find(({ rule }) => rule === 'comparable-work')).toMatchObject({ verdict: 'waived' });
    expect(formatDay(judged.safe!)).toBe('2026-11-26');
    expect(judged.floors[0]).toMatchObject({ rule: 'comparable-work', date: day('2026-11-26'), binding: true });
    expect(waived('2026-11-25').checks.find(({ rule }) => rule === 'comparable-work')).toMatchObject({ verdict: 'fail' });
  });

  test('of nine the fastest passes: one of nine is more than a tenth', () => {
    const nine = tookAll(8, 9, 10, 11, 12, 13, 14, 15, 16);
    expect(bags(nine, '2026-11-26').of('comparable-work')).toMatchObject({ verdict: 'pass' });
    expect(bags(nine, '2026-11-25').of('comparable-work')).toMatchObject({ verdict: 'fail' });
    expect(bags(nine, '2026-11-26').of('comparable-work').notes[0]).toContain('P10 8bd, P50 12bd, P85 16bd, P90 16bd');
  });

  test('eight say nothing, and operations owe the rest', () => {
    const eight = bags(
      [...tookAll(8, 9, 10, 11, 12, 13, 14, 15), open('po-9', 3), row('po-10', 9, { outcome: 'cancelled' })],
      '2026-11-26',
    );
    expect(eight.of('comparable-work')).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'comparable-work/too-few',
      earliest: null,
    });
    expect(eight.of('comparable-work').summary).toBe(
      "operations owes: 9 finished projects like 10 × 'bag' of version 2: 8 are recorded, and left out are 1 open and 1 cancelled (history.csv)",
    );
    expect(bags(tookAll(8), '2026-11-26', { policy: '{at_least: 1}' }).of('comparable-work').verdict).toBe('pass');
  });

  test('without a history it is unknown', () => {
    expect(judgeBase().of('comparable-work')).toMatchObject({ verdict: 'unknown', blocking: false, reason: 'comparable-work/no-history' });
  });

  test('open work is neither fast nor forgotten', () => {
    // Nine finished and one open: at 8bd one of ten held, or two, if the open one ended now. It passes only if it does whatever becomes of that.
    const nine = tookAll(8, 9, 10, 11, 12, 13, 14, 15, 16);
    const young = bags([...nine, open('po-10', 3)], '2026-11-26').of('comparable-work');
    expect(young.verdict).toBe('needs-approval');
    expect(young.summary).toContain(
      "1 to 2 of 10 comparable 'bag' (1 open) took no longer; P10 3 to 8bd, P50 12 to 13bd, P85 16bd or more, P90 16bd or more",
    );
    expect(young.findings[0].data).toMatchObject({ within: 1, within_at_most: 2, open: 1 });
    // What is open for longer than that took longer.
    expect(bags([...nine, open('po-10', 8)], '2026-11-26').of('comparable-work').summary).toContain('1 to 2 of 10');
    expect(bags([...nine, open('po-10', 9)], '2026-11-26').of('comparable-work').summary).toContain('and 1 of 10');
    expect(bags([...nine, open('po-10', 3)], '2026-11-27').of('comparable-work')).toMatchObject({
      verdict: 'pass',
      summary: "9bd from 2026-11-17: 2 to 3 of 10 comparable 'bag' (1 open) took no longer",
    });
  });

  test('counts aloud what was left out', () => {
    const { summary } = bags([...TEN, row('po-11', 3, { outcome: 'cancelled' }), row('po-12', 2, { version: 1 })], '2026-11-26').of(
      'comparable-work',
    );
    expect(summary).toMatch(/P90 15bd; left out: 1 cancelled and 1 of another version$/);
  });

  test('where nearly all of it is open, nobody can tell', () => {
    // Of 90, nine are 10%: no ask is held by more for certain.
    const nine = tookAll(8, 9, 10, 11, 12, 13, 14, 15, 16);
    const opens = (n: number) => Array.from({ length: n }, (_, i) => open(`open-${i}`, 3));
    expect(bags([...nine, ...opens(81)], '2026-12-18').of('comparable-work')).toMatchObject({
      verdict: 'unknown',
      reason: 'comparable-work/too-much-open',
      summary:
        "operations owes: the end of what is open like 10 × 'bag' of version 2: 9 are finished, and left out are 81 open (history.csv)",
    });
    expect(bags([...nine, ...opens(80)], '2026-12-18').of('comparable-work')).toMatchObject({ verdict: 'pass' });
  });

  test('the class: this deliverable, this version, no pilot, a like quantity, ended by today; what is not recorded excludes nothing', () => {
    const sold = { deliverable: 'bag', version: 2, quantity: 10 };
    const project = (id: string, more: object = {}) => ({
      id,
      deliverable: 'bag',
      version: 2,
      started: day('2026-03-02'),
      completed: day('2026-03-06'),
      outcome: 'delivered' as const,
      tags: [],
      named: [],
      staffed: [],
      doers: [],
      ...more,
    });
    const among = comparablesOf(
      [
        project('plain'),
        project('no-version', { version: undefined }),
        project('no-outcome', { outcome: undefined }),
        project('half', { quantity: 5 }),
        project('more', { quantity: 15 }),
        project('one-day', { started: day('2026-03-07'), completed: day('2026-03-08') }),
        project('ended-today', { completed: day('2026-11-16') }),
        project('less', { quantity: 4 }),
        project('much-more', { quantity: 16 }),
        project('another', { deliverable: 'hat' }),
        project('old', { version: 1 }),
        project('pilot', { pilot: true }),
        project('cancelled', { outcome: 'cancelled' }),
        project('no-start', { started: undefined }),
        project('no-end', { completed: undefined }),
        project('planned', { started: day('2026-11-17'), completed: undefined, outcome: 'open' }),
        project('ends-tomorrow', { started: day('2026-11-12'), completed: day('2026-11-17') }),
        project('began-today', { started: day('2026-11-16'), completed: undefined, outcome: undefined }),
      ],
      sold,
      500_000,
      { calendar: WEEK, today: day('2026-11-16') },
    );
    expect(among.finished.map(({ project: { id }, took }) => `${id} ${took}`)).toEqual([
      'one-day 1',
      'plain 5',
      'no-version 5',
      'no-outcome 5',
      'half 5',
      'more 5',
      'ended-today 186',
    ]);
    expect(among.open).toEqual([3, 1]);
    expect(among.leftOut).toEqual({ cancelled: 1, pilot: 1, version: 1, quantity: 2, unstarted: 2, unfinished: 1 });
    expect(besides(among)).toBe(
      '2 open, 1 cancelled, 1 as a pilot, 1 of another version, 2 of another size, 2 without `started` so far and 1 without `completed`',
    );
  });

  test('percentiles by rank say nothing that the record does not hold', () => {
    const of = (took: readonly number[], elapsed: readonly number[] = []) => ({
      finished: took.map((each, index) => ({ project: { id: `p${index}` } as never, index, took: each })),
      open: elapsed,
      leftOut: { cancelled: 0, pilot: 0, version: 0, quantity: 0, unstarted: 0, unfinished: 0 },
    });
    expect(percentilesText(of([1, 2, 3, 4, 5, 6, 7, 8]))).toBe('P50 5bd, P85 8bd');
    expect(percentilesText(of([1, 2, 3, 4, 5]))).toBe('P50 3bd');
    expect(percentilesText(of([1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBe('P10 1bd, P50 5bd, P85 9bd, P90 9bd');
    expect(percentilesText(of(Array.from({ length: 19 }, (_, i) => i + 1)))).toBe('P10 2bd, P50 10bd, P85 17bd, P90 18bd');
    expect(withinAsk(of([3, 5], [4, 5, 6]), 5)).toEqual({ least: 2, most: 4 });
    expect(shortestAsk(of([1, 2, 3], []), 50)).toBe(2);
    expect(shortestAsk(of([1, 2], []), 50)).toBe(2);
    expect(shortestAsk(of([1], [2]), 50)).toBeNull();
  });

  test('the ask counts from the later of the start that was asked for and the one that can be', () => {
    const from = (start: string, complete: string) =>
      bags(TEN, '', { deal: `handoff: 1\ncustomer: Acme\ndates: {wanted: {start: ${start}, complete: ${complete}}}\nitems: [bag:10]\n` });
    // From Saturday 21, so from Monday 23: 9bd are until Thursday 3 December.
    expect(formatDay(from('2026-11-21', '2026-12-02').of('comparable-work').earliest!)).toBe('2026-12-03');
    expect(from('2026-11-21', '2026-12-02').of('comparable-work')).toMatchObject({ verdict: 'needs-approval' });
    expect(from('2026-11-21', '2026-12-03').of('comparable-work')).toMatchObject({ verdict: 'pass' });
    expect(formatDay(from('2026-11-16', '2026-12-02').of('comparable-work').earliest!)).toBe('2026-11-27');
  });

  test('each option: the share, who approves, how far quantities may differ', () => {
    // Three of ten held 9bd.
    expect(bags(TEN, '2026-11-27', { policy: '{percentile: 30, approver: delivery-lead}' }).of('comparable-work')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
    });
    expect(bags(TEN, '2026-11-27', { policy: '{percentile: 29}' }).of('comparable-work').verdict).toBe('pass');
    const larger = TEN.map((each) => ({ ...each, quantity: 12 }));
    expect(bags(larger, '2026-11-27', { policy: '{similar: 20%}' }).of('comparable-work').verdict).toBe('pass');
    expect(bags(larger, '2026-11-27', { policy: '{similar: 19%}' }).of('comparable-work')).toMatchObject({
      verdict: 'unknown',
      summary: expect.stringContaining('left out are 10 of another size'),
    });
  });

  describe('two deliverables', () => {
    const hats = (...days: number[]) => days.map((took, i) => row(`hat-${i + 1}`, took, { deliverable: 'hat' }));
    const both = (rows: readonly Record<string, string | number>[], wanted: string): Judged =>
      judgeBase({
        history: csv(rows),
        deliverables: (text) =>
          `${text}  hat: {version: 2, owner: ana, doer: ben, price: 20, steps: [{id: press, needs: {lead: 1}, duration: 2h}], failures: [{id: steam, what: No steam, hits: press, delays: 1bd}]}\n`,
        deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: ${wanted}\nitems: [bag:10, hat:4]\n`,
      });
    const slow = hats(10, 10, 12, 12, 12, 12, 12, 12, 12);

    test('the strictest counts', () => {
      expect(formatDay(both([...TEN, ...slow], '2026-12-18').of('comparable-work').earliest!)).toBe('2026-11-30');
      const early = both([...TEN, ...slow], '2026-11-26').of('comparable-work');
      expect(early).toMatchObject({ verdict: 'fail', reason: 'comparable-work/faster-than-all' });
      expect(early.findings.map(({ data }) => data!['deliverable'])).toEqual(['bag', 'hat']);
      // 9bd are enough for the bags.
      expect(
        both([...TEN, ...slow], '2026-11-27')
          .of('comparable-work')
          .findings.map(({ data }) => data!['deliverable']),
      ).toEqual(['hat']);
    });

    test('what one class says stands while another is too small', () => {
      expect(both([...TEN, ...hats(3)], '2026-11-26').of('comparable-work')).toMatchObject({ verdict: 'needs-approval' });
      const held = both([...TEN, ...hats(3)], '2026-11-27').of('comparable-work');
      expect(held).toMatchObject({ verdict: 'unknown', summary: expect.stringContaining("like 4 × 'hat'") });
      expect(formatDay(held.earliest!)).toBe('2026-11-27');
    });
  });

  test('two items of one deliverable are one quantity, and each phase has its own', () => {
    const rows = TEN.map((each) => ({ ...each, quantity: 30 }));
    const deal = (first: string) => `handoff: 1
customer: Acme Outdoor
dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: ${first}}]}
items: [{deliverable: bag, quantity: 18, phase: 1}, {id: more, deliverable: bag, quantity: 12, phase: 2}]
`;
    // 30 differ from the 18 of phase 1 by two thirds, so that phase has no class; 20 are like 18 as well as like 30.
    expect(bags(rows, '', { deal: deal('2026-11-26') }).of('comparable-work').verdict).toBe('pass');
    const twenty = TEN.map((each) => ({ ...each, quantity: 20 }));
    expect(bags(twenty, '', { deal: deal('2026-11-26') }).of('comparable-work')).toMatchObject({
      verdict: 'needs-approval',
      summary: 'phase 1, 2026-11-26, is before 2026-11-27, which comparable work of its size allows',
    });
    expect(bags(twenty, '', { deal: deal('2026-11-27') }).of('comparable-work').verdict).toBe('pass');
  });

  test('what is yet to be built has nothing like it', () => {
    const { of } = bags(TEN, '', {
      deal: 'handoff: 1\ncustomer: Acme\nwanted: 2026-11-26\nitems: [{deliverable: bag, quantity: 10, offer: build}]\n',
    });
    expect(of('comparable-work')).toMatchObject({ verdict: 'not-applicable', earliest: null });
  });
});
