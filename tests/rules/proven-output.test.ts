import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { isWithinLimits } from '../../src/rules/dates/pilot.ts';
import { judgeBase, type Judged } from './workspace.ts';

type Row = Record<string, string | number>;
const COLUMNS = ['id', 'deliverable', 'version', 'completed', 'promised', 'outcome', 'doers', 'on_spec', 'pilot', 'hero'];
const csv = (rows: readonly Row[]): string =>
  [COLUMNS.join(','), ...rows.map((each) => COLUMNS.map((column) => each[column] ?? '').join(','))].join('\n') + '\n';
const run = (id: string, more: Row = {}): Row => ({
  id,
  deliverable: 'bag',
  version: 2,
  completed: '2026-09-10',
  promised: '2026-09-10',
  outcome: 'delivered',
  doers: 'ben',
  on_spec: 'true',
  ...more,
});
const THREE = [run('a'), run('b'), run('c')];

function bags(
  rows: readonly Row[] | null,
  more: {
    items?: string;
    deal?: string;
    wanted?: string;
    policy?: string;
    library?: (text: string) => string;
    capacity?: (text: string) => string;
  } = {},
): Judged {
  return judgeBase({
    ...(rows === null ? {} : { history: csv(rows) }),
    policy: (text) => `${text}  proven-output: ${more.policy ?? 'error'}\n`,
    ...(more.library === undefined ? {} : { deliverables: more.library }),
    ...(more.capacity === undefined ? {} : { capacity: more.capacity }),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: ${more.wanted ?? '2026-12-18'}\nitems: ${more.items ?? '[bag:10]'}\n${more.deal ?? ''}`,
  });
}
const check = (...given: Parameters<typeof bags>) => bags(...given).of('proven-output');

describe('proven-output', () => {
  test('three finished runs prove it, two do not; leadership may approve it, and no later date would', () => {
    expect(check(THREE)).toMatchObject({ verdict: 'pass', summary: "'bag' is proven by finished runs", earliest: null });
    const two = bags([run('a'), run('b')]);
    expect(two.of('proven-output')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'leadership',
      reason: 'proven-output/too-few-runs',
      summary: "'bag' of version 2: 2 of 3 finished runs on time and on spec",
    });
    expect(two.of('proven-output').findings[0]).toMatchObject({
      help: 'sell it as a pilot, or as a build (offer: build) with a date of its own',
      data: { proven: 2, failed: 0, runs: 3, doers: ['ben'] },
    });
    // The dates stand as they are.
    expect(formatDay(two.judgement.safe!)).toBe('2026-11-25');
    expect(two.judgement.unjudged.map(({ rule }) => rule)).not.toContain('proven-output');
  });

  test.each<[string, Row, string]>([
    ['late', { promised: '2026-09-09' }, '; 1 more was late, off spec or saved by a hero'],
    ['off spec', { on_spec: 'false' }, '; 1 more was late, off spec or saved by a hero'],
    ['a hero', { hero: 'true' }, '; 1 more was late, off spec or saved by a hero'],
    ['a pilot', { pilot: 'true' }, ''],
    ['another version', { version: 1 }, ''],
    ['another deliverable', { deliverable: 'hat' }, ''],
    ['cancelled', { outcome: 'cancelled' }, ''],
    ['open', { outcome: 'open' }, ''],
    ['not finished', { completed: '' }, ''],
    ['finished tomorrow', { completed: '2026-11-17', promised: '2026-11-18' }, ''],
  ])('%s does not count', (_, change, words) => {
    expect(check([run('a'), run('b'), run('c', change)])).toMatchObject({
      verdict: 'needs-approval',
      summary: `'bag' of version 2: 2 of 3 finished runs on time and on spec${words}`,
    });
  });

  test('finished today counts, and no outcome is as good as delivered', () => {
    expect(check([run('a'), run('b'), run('c', { completed: '2026-11-16', promised: '2026-11-16', outcome: '' })]).verdict).toBe('pass');
  });

  test('what is not recorded is no proof and no fault: operations owe it', () => {
    const open = (more: Row) => check([run('a'), run('b'), run('c', more)]);
    expect(open({ on_spec: '' })).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'proven-output/not-recorded',
      summary:
        "operations owes: on_spec of the finished runs of 'bag' of version 2: 2 of 3 are proven, and 1 is not wholly recorded (history.csv)",
    });
    expect(open({ promised: '' }).summary).toContain('operations owes: promised of the finished runs');
    expect(open({ version: '', promised: '' }).summary).toContain('operations owes: version and promised of the finished runs');
    // With one recorded as late it does not help.
    expect(open({ on_spec: '', promised: '2026-09-09' })).toMatchObject({ verdict: 'needs-approval' });
    expect(open({ version: '', promised: '2026-09-09' }).summary).toBe("'bag' of version 2: 2 of 3 finished runs on time and on spec");
    expect(check([run('a'), run('b', { on_spec: '' })]).verdict).toBe('needs-approval');
    // Of a first version every run is of it.
    const first = { library: (text: string) => text.replace('version: 2', 'version: 1') };
    expect(
      check(
        THREE.map((each) => ({ ...each, version: '' })),
        first,
      ).verdict,
    ).toBe('pass');
  });

  test('without a history it is unknown, and says nothing of dates', () => {
    const none = bags(null);
    expect(none.of('proven-output')).toMatchObject({ verdict: 'unknown', blocking: false, reason: 'proven-output/no-history' });
    expect(none.judgement.unjudged.map(({ rule }) => rule)).not.toContain('proven-output');
  });

  describe('by two people, or all where the role has fewer', () => {
    const two = {
      capacity: (text: string) =>
        text.replace('people:', 'people:\n  - {id: bo, name: Bo Lund, email: bo@larkfield.example, role: cutter}'),
    };
    test('of a role of two, both; of a role of one, that one', () => {
      expect(check(THREE)).toMatchObject({ verdict: 'pass' });
      expect(check(THREE, two)).toMatchObject({
        verdict: 'needs-approval',
        reason: 'proven-output/too-few-doers',
        summary: "'bag' of version 2: all 3 proven runs were done by ben, and 2 people are asked for",
      });
      expect(check([run('a'), run('b'), run('c', { doers: 'ben;bo' })], two).verdict).toBe('pass');
      expect(check([run('a'), run('b'), run('c', { doers: 'ben@larkfield.example' })], two).verdict).toBe('needs-approval');
      expect(check([run('a'), run('b'), run('c', { doers: '' })], two)).toMatchObject({
        verdict: 'unknown',
        summary: expect.stringContaining(
          "operations owes: doers of the finished runs of 'bag' of version 2: 3 of 3 are proven, and 1 is not wholly recorded",
        ),
      });
      const gone = {
        capacity: (text: string) => two.capacity(text).replace('bo@larkfield.example,', 'bo@larkfield.example, until: 2026-11-15,'),
      };
      expect(check(THREE, gone).verdict).toBe('pass');
    });
    test('without a doer, the role of its steps that has most', () => {
      const nobody = { ...two, library: (text: string) => text.replace('    doer: ben\n', '') };
      expect(check(THREE, nobody).verdict).toBe('needs-approval');
      const stranger = { ...two, library: (text: string) => text.replace('    doer: ben\n', '    doer: ana\n') };
      // Of leads there are two, though neither cuts.
      expect(check(THREE, stranger).verdict).toBe('needs-approval');
      expect(check(THREE, { library: (text: string) => text.replace('    doer: ben\n', '') }).verdict).toBe('pass');
    });
  });

  test('each option', () => {
    expect(check(THREE, { policy: '{severity: error, runs: 4}' }).verdict).toBe('needs-approval');
    expect(check([run('a')], { policy: '{severity: error, runs: 1}' }).verdict).toBe('pass');
    const two = { capacity: (text: string) => text.replace('people:', 'people:\n  - {id: bo, role: cutter}') };
    expect(check(THREE, { ...two, policy: '{severity: error, doers: 1}' }).verdict).toBe('pass');
  });

  test('one finding a deliverable', () => {
    expect(check([], { items: '[{deliverable: bag, quantity: 1}, {id: more, deliverable: bag, quantity: 2}]' }).findings).toHaveLength(1);
    expect(check(THREE, { items: '[bag:1, sack:1]' })).toMatchObject({ verdict: 'unknown', reason: 'proven-output/unlisted' });
  });

  describe('a pilot', () => {
    const pilot = (limits: string, items = '[bag]', policy = 'error') =>
      check([], {
        policy,
        deal: `promises:\n  - {id: trial, text: Ten bags to try, items: ${items}, doer: ben, pilot: {${limits}}, complete_when: {observable: 10 bags accepted, measure: bags accepted, threshold: "10", evidence: signed note}}\n`,
      });
    test('within the limits needs no record', () => {
      expect(pilot('length: 14d, customers: 1, effort: 40h')).toMatchObject({ verdict: 'not-applicable', summary: 'it is a pilot' });
      expect(pilot('length: 14d, customers: 1, effort: 40h', '[]').verdict).toBe('not-applicable');
      expect(pilot('length: 15d, customers: 1, effort: 40h').verdict).toBe('needs-approval');
      expect(pilot('length: 14d, customers: 2, effort: 40h').verdict).toBe('needs-approval');
      expect(pilot('length: 14d, customers: 1, effort: 41h').verdict).toBe('needs-approval');
      expect(pilot('length: 14d, customers: 1').verdict).toBe('needs-approval');
      const wide = '{severity: error, length: 30d, customers: 2, effort: 10bd}';
      expect(pilot('length: 30d, customers: 2, effort: 80h', '[bag]', wide).verdict).toBe('not-applicable');
    });
    test('limits are compared across units', () => {
      const limit = { length: { unit: 'd', n: 14 }, customers: 1, effort: { unit: 'min', n: 2400 } } as const;
      const within = (unit: 'bd' | 'd' | 'min', n: number, effort = 5) =>
        isWithinLimits({ length: { unit, n }, customers: 1, effort: { unit: 'bd', n: effort } }, limit, 480);
      expect([within('bd', 10), within('bd', 11), within('d', 14), within('d', 15)]).toEqual([true, false, true, false]);
      expect([within('min', 4800), within('min', 4801), within('bd', 10, 6)]).toEqual([true, false, false]);
    });
  });

  describe('a build', () => {
    const built = (roadmap: string, more: { wanted?: string; lead?: string; deal?: string; items?: string } = {}) =>
      bags(null, {
        library: (text) =>
          text.replace(
            '    options:',
            `    roadmap: {ref: RM-2, state: in-progress${roadmap}}\n${more.lead ?? '    lead_time: 5bd\n'}    options:`,
          ),
        items: more.items ?? '[{deliverable: bag, quantity: 10, offer: build}]',
        ...(more.wanted === undefined ? {} : { wanted: more.wanted }),
      });
    test('is delivered when it is ready and its standard lead time has passed', () => {
      // Ready on Monday 30 November: five business days after it are Monday 7 December.
      const early = built(', ready: 2026-11-30', { wanted: '2026-12-04' });
      expect(early.of('proven-output')).toMatchObject({
        verdict: 'needs-approval',
        reason: 'proven-output/build-too-early',
        summary: "wanted 2026-12-04: 'bag' is built by 2026-11-30, and takes 5bd from then, so it can be delivered on 2026-12-07",
      });
      expect(formatDay(early.of('proven-output').earliest!)).toBe('2026-12-07');
      expect(early.judgement.floors.find(({ rule }) => rule === 'proven-output')).toMatchObject({ binding: true });
      expect(built(', ready: 2026-11-30', { wanted: '2026-12-07' }).of('proven-output')).toMatchObject({
        verdict: 'pass',
        summary: "'bag' is built by 2026-11-30, and takes 5bd from then",
      });
      const bare = built(', ready: 2026-11-30', { lead: '' }).of('proven-output');
      expect([formatDay(bare.earliest!), bare.because]).toEqual(['2026-11-30', "'bag' is built by 2026-11-30"]);
    });
    test('without a day it cannot be judged, and blocks', () => {
      const open = check(null, { items: '[{deliverable: bag, quantity: 10, offer: build}]' });
      expect(open).toMatchObject({ verdict: 'unknown', blocking: true, reason: 'proven-output/build-undated', earliest: null });
      expect(open.summary).toBe(
        "cannot be judged without the day on which 'bag' is built: by the roadmap of 'bag' in the library, or by the effort that its doer restated (deal → items → offer)",
      );
    });
    test('the last of several counts; beside what is delivered the record counts first', () => {
      const both = '[{deliverable: bag, quantity: 10, offer: build}, {id: more, deliverable: bag, quantity: 1}]';
      expect(built(', ready: 2026-11-30', { items: both }).of('proven-output')).toMatchObject({
        verdict: 'unknown',
        reason: 'proven-output/no-history',
        earliest: null,
      });
    });
    test('an earlier phase has its own', () => {
      const phased = (day: string, wanted: string) =>
        judgeBase({
          policy: (text) => `${text}  proven-output: error\n`,
          deliverables: (text) =>
            text.replace(
              '    options:',
              '    roadmap: {ref: RM-2, state: in-progress, ready: 2026-11-30}\n    lead_time: 5bd\n    options:',
            ),
          deal: `handoff: 1
customer: Acme Outdoor
dates: {wanted: {complete: ${wanted}}, phases: [{phase: 1, complete: ${day}}]}
items: [{deliverable: bag, quantity: 1, offer: build, phase: 1}, {id: more, deliverable: bag, quantity: 1, offer: build, phase: 2}]
`,
        }).of('proven-output');
      expect(phased('2026-12-04', '2026-12-18')).toMatchObject({
        verdict: 'needs-approval',
        summary: 'phase 1, 2026-12-04, is before 2026-12-07, when what is to be built can be delivered',
      });
      expect(phased('2026-12-07', '2026-12-18').verdict).toBe('pass');
    });
  });
});
