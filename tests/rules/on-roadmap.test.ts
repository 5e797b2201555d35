import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { judgeBase, type Judged } from './workspace.ts';

const CONFIRMED = 'state: committed, ready: 2026-11-30, confirmed_by: ben, confirmed_at: 2026-11-02';
const hat = (roadmap: string, more = 'status: roadmap, lead_time: 5bd, ') =>
  `  hat: {${more}roadmap: {ref: RM-7, ${roadmap}}, owner: ana, doer: ben, price: 20, steps: [{id: press, needs: {cutter: 1}, duration: 4h}], failures: [{id: steam, what: No steam, hits: press, delays: 1bd}]}\n`;
const deal = (wanted: string, items: string) => `handoff: 1\ncustomer: Acme Outdoor\nwanted: ${wanted}\nitems: ${items}\n`;
const hats = (roadmap: string, wanted = '2026-12-18', more?: string): Judged =>
  judgeBase({ deliverables: (text) => text + hat(roadmap, more), deal: deal(wanted, '[hat:10]') });
const of = (judged: Judged) => judged.of('on-roadmap');

describe('on-roadmap', () => {
  test('the day it is ready and its lead time: five business days after Monday 30 November are Monday 7 December', () => {
    const early = hats(CONFIRMED, '2026-12-04');
    expect(of(early)).toMatchObject({
      verdict: 'fail',
      approver: null,
      reason: 'on-roadmap/before-ready',
      summary:
        "wanted 2026-12-04: 'hat' (RM-7) is ready on 2026-11-30, confirmed by ben, and takes 5bd from then, so it can be delivered on 2026-12-07",
    });
    expect(of(early).findings[0]).toMatchObject({
      help: "offer 2026-12-07 or later; the date is ben's, and not for sales to move",
      data: { deliverable: 'hat', ref: 'RM-7', ready: '2026-11-30', earliest: '2026-12-07' },
    });
    expect(formatDay(early.judgement.safe!)).toBe('2026-12-07');
    expect(of(hats(CONFIRMED, '2026-12-07'))).toMatchObject({
      verdict: 'pass',
      summary: "'hat' (RM-7) is ready on 2026-11-30, confirmed by ben, and takes 5bd from then",
    });
    // Without a lead time it is the day it is ready.
    expect(formatDay(of(hats(CONFIRMED, '2026-12-18', 'status: roadmap, ')).earliest!)).toBe('2026-11-30');
    expect(of(hats(CONFIRMED, '2026-12-18', 'status: roadmap, ')).because).toBe("'hat' (RM-7) is ready on 2026-11-30, confirmed by ben");
  });

  test('no work on it begins before it is ready', () => {
    const { schedule } = hats(CONFIRMED);
    expect(schedule.status === 'planned' && schedule.rows.map(({ start, waits, on }) => [formatDay(start), waits, on])).toEqual([
      ['2026-11-30', 'roadmap', 'RM-7'],
    ]);
  });

  test.each([
    ['state: idea, ready: 2026-11-30', 'not-committed', "'hat' (RM-7) is an idea: nobody has committed to it"],
    ['state: planned, ready: 2026-11-30', 'not-committed', "'hat' (RM-7) is only planned: nobody has committed to it"],
    ['state: committed, ready: 2026-11-30', 'unconfirmed', "'hat' (RM-7) is committed, and nobody of the owning team has confirmed it"],
    [
      'state: in-progress, ready: 2026-11-30, confirmed_by: ben',
      'unconfirmed',
      "'hat' (RM-7) is in-progress, and ben confirmed it on no day that is known",
    ],
    [
      'state: committed, ready: 2026-11-30, confirmed_by: ben, confirmed_at: 2026-11-17',
      'unconfirmed',
      "'hat' (RM-7) is committed, and it is to be confirmed on 2026-11-17, which is still to come",
    ],
    [`${CONFIRMED}, expires: 2026-11-15`, 'expired', "'hat' (RM-7) was confirmed by ben until 2026-11-15, which is over"],
    ['state: committed, confirmed_by: ben, confirmed_at: 2026-11-02', 'no-ready-date', "'hat' (RM-7) has no day on which it is ready"],
  ])('%s: no date can be given', (roadmap, reason, summary) => {
    const judged = hats(roadmap);
    expect(of(judged)).toMatchObject({ verdict: 'fail', blocking: true, reason: `on-roadmap/${reason}`, summary, earliest: null });
    expect(of(judged).findings[0]).toMatchObject({
      at: { path: ['items', 0, 'deliverable'] },
      related: [{ at: { file: 'deliverables' } }],
    });
    expect(judged.judgement.safe).toBeNull();
  });

  test('confirmed today, expiring today, in progress: it counts; what is shipped waits for nothing', () => {
    expect(
      of(hats('state: in-progress, ready: 2026-11-30, confirmed_by: ben, confirmed_at: 2026-11-16, expires: 2026-11-16')).verdict,
    ).toBe('pass');
    expect(of(hats('state: shipped'))).toMatchObject({ verdict: 'not-applicable', earliest: null });
    expect(of(judgeBase())).toMatchObject({ verdict: 'not-applicable', summary: 'nothing that is sold is on the roadmap' });
  });

  describe('customizations', () => {
    const liner = (more: string, policy = '', wanted = '2026-12-18') =>
      judgeBase({
        deliverables: (text) => text + hat(CONFIRMED),
        ...(policy === '' ? {} : { policy: (text: string) => `${text}  on-roadmap: ${policy}\n` }),
        deal: deal(
          wanted,
          `[{deliverable: bag, quantity: 10, custom: [{id: liner, what: Liner, effort: {sewer: 4h}, price: 400${more}}]}]`,
        ),
      });

    test('what is named waits for it: the floor, and the work', () => {
      const judged = liner(', roadmap: hat', '', '2026-12-04');
      expect(of(judged)).toMatchObject({ verdict: 'fail', reason: 'on-roadmap/before-ready' });
      expect(of(judged).findings[0].related![0].at.path).toEqual(['items', 0, 'custom', 0, 'roadmap']);
      expect(formatDay(of(judged).earliest!)).toBe('2026-12-07');
      const row = judged.schedule.status === 'planned' ? judged.schedule.rows.find(({ step }) => step === 'liner')! : null;
      expect([formatDay(row!.start), row!.waits, row!.on]).toEqual(['2026-11-30', 'roadmap', 'RM-7']);
      expect(of(liner(', roadmap: hat', '', '2026-12-07')).verdict).toBe('pass');
    });

    test('the name must be of the library', () => {
      expect(of(liner(', roadmap: hatt'))).toMatchObject({
        verdict: 'fail',
        reason: 'on-roadmap/no-such-item',
        summary: "'liner' waits for 'hatt', which is not in the library",
      });
      expect(of(liner(', roadmap: hatt')).findings[0].help).toBe(
        "did you mean 'hat'? Else operations: add it to the library with status: roadmap",
      );
      // What it names is there already.
      expect(of(liner(', roadmap: bag')).verdict).toBe('not-applicable');
    });

    test('with `customs` what is built must name one, what is bought need not', () => {
      expect(of(liner(''))).toMatchObject({ verdict: 'not-applicable' });
      const built = of(liner('', '{customs: true}'));
      expect(built).toMatchObject({ verdict: 'fail', reason: 'on-roadmap/unnamed', earliest: null });
      expect(built.findings[0]).toMatchObject({
        at: { path: ['items', 0, 'custom', 0] },
        message: "'liner' is built for this deal, and is on nobody's roadmap",
      });
      expect(of(liner(', choice: build', '{customs: true}')).verdict).toBe('fail');
      expect(of(liner(', choice: partner', '{customs: true}'))).toMatchObject({
        verdict: 'not-applicable',
        summary: 'nothing that is sold is yet to be built',
      });
      expect(of(liner(', roadmap: hat', '{customs: true}')).verdict).toBe('pass');
    });
  });

  test('the last of several counts, and each earlier phase has its own', () => {
    const two = (first: string, wanted = '2026-12-18') =>
      judgeBase({
        deliverables: (text) =>
          text +
          hat(CONFIRMED) +
          hat('state: committed, ready: 2026-12-07, confirmed_by: ben, confirmed_at: 2026-11-02').replace('hat:', 'cap:'),
        deal: `handoff: 1
customer: Acme Outdoor
dates: {wanted: {complete: ${wanted}}, phases: [{phase: 1, complete: ${first}}]}
items: [{deliverable: hat, quantity: 1, phase: 1}, {deliverable: cap, quantity: 1, phase: 2}]
`,
      });
    // 2026-12-07 and five business days are Monday 14.
    expect(formatDay(of(two('2026-12-07')).earliest!)).toBe('2026-12-14');
    expect(of(two('2026-12-07')).verdict).toBe('pass');
    expect(of(two('2026-12-04'))).toMatchObject({
      verdict: 'fail',
      summary: 'phase 1, 2026-12-04, is before 2026-12-07, when what is on the roadmap can be delivered',
    });
  });
});
