import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge.ts';
import { parseDay } from '../../src/model/day.ts';
import { existingCustomers } from '../../src/rules/existing-customers.ts';
import { plannerSettings, resolveSettings } from '../../src/rules/settings.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import { othersOf } from '../../src/schedule/rivals.ts';
import type { Displaced, Planned } from '../../src/schedule/schedule.ts';
import { approved, judgeBase } from './workspace.ts';

const wanted = (day: string) => ({ deal: (text: string) => text.replace('2026-12-18', day) });
/** The cutter belongs to others until Friday 27 November: the base deal is cut on Monday 30 and done on Friday 4 December. */
const queue = (...bookings: string[]) => ({
  capacity: (text: string) =>
    `${text}bookings:\n${bookings.map((each) => `  - {${each}, work: [{needs: {cutter: 1}, ${work}}]}\n`).join('')}`,
});
const work = 'from: 2026-11-16, to: 2026-11-27';

describe('existing-customers', () => {
  test('moves nobody where the date has room', () => {
    expect(judgeBase().of('existing-customers')).toMatchObject({ verdict: 'pass', summary: 'wanted 2026-12-18 needs no booking moved' });
  });

  test('fails for good where one who has paid would be late, and says who, how late, and what moves nobody', () => {
    const { of, at } = judgeBase({
      ...wanted('2026-11-27'),
      ...queue('id: so-7, customer: Norwell, paid: true, state: hard, promised: 2026-11-27'),
    });
    const check = of('existing-customers');
    // Cut by Monday 23, 8h before: Norwell's last 8h go to Monday 30.
    expect(check).toMatchObject({ verdict: 'fail', reason: 'existing-customers/paid-late', approver: null, toldBy: null, blocking: true });
    const [{ message, help, data, related }] = check.findings;
    expect(message).toBe('wanted 2026-11-27 makes 1 booking late: Norwell (so-7, paid) promised 2026-11-27, done 2026-11-30, 1bd late');
    expect(help).toBe('offer 2026-12-04 or later, which moves nobody');
    expect(data).toMatchObject({ late: ['so-7'], paid: ['so-7'], late_bd: [1], moves_nobody: '2026-12-04', least: 'proven' });
    expect(at(related![0].at)).toMatchObject({ file: 'capacity.yaml', line: 18 });
  });

  test('needs leadership where nobody late has paid', () => {
    const { of } = judgeBase({
      ...wanted('2026-11-27'),
      ...queue('id: so-7, customer: Norwell, paid: false, state: hard, promised: 2026-11-27'),
    });
    expect(of('existing-customers')).toMatchObject({
      verdict: 'needs-approval',
      reason: 'existing-customers/late',
      approver: 'leadership',
    });
  });

  describe('an approved displacement', () => {
    const late = 'id: so-7, customer: Norwell, paid: false, state: hard, promised: 2026-11-27';
    const asked = (day: string, ...bookings: string[]) => ({
      deal: (text: string) => text.replace('2026-12-18', day).replace('customer:', 'seller: {name: Sam Reed}\ncustomer:'),
      ...queue(...bookings),
    });
    const before = judgeBase(asked('2026-11-27', late));
    const granted = approved(before, 'existing-customers', 'dora');

    test('is asked for by name and day', () => {
      expect(before.of('existing-customers')).toMatchObject({
        findings: [
          { help: 'offer 2026-12-04 or later, which moves nobody; or ask dora (leadership): handoff approve deal.yaml existing-customers' },
        ],
        approvals: [
          {
            subject: 'displacement',
            what: 'that completion on 2026-11-27 moves Norwell (so-7) from 2026-11-27 to 2026-11-30',
            meaning: {
              asked: '2026-11-27',
              moves: { 'so-7': { customer: 'Norwell', promised: '2026-11-27', from: '2026-11-27', to: '2026-11-30' } },
            },
          },
        ],
      });
    });

    test('is planned: every date is computed on the queue with those moves', () => {
      const { of, judgement, schedule } = judgeBase(asked('2026-11-27', late), granted);
      expect(of('existing-customers')).toMatchObject({
        verdict: 'pass',
        reason: 'existing-customers/granted',
        summary: 'wanted 2026-11-27 is granted by dora on 2026-11-16: Norwell (so-7): 2026-11-27 becomes 2026-11-30',
      });
      // Cut on Tuesday 17 in Norwell's hours, glued until Thursday, sewn on Friday, checked on Monday 23: as if nobody were in the queue.
      expect(of('fits-headroom').verdict).toBe('pass');
      expect(judgement.floors.find(({ rule }) => rule === 'fits-headroom')!.date).toBe(parseDay('2026-11-23'));
      // Norwell has the cutter on all other days until Monday 30: what has to be cut again waits for Tuesday 1 December, and the check for Tuesday 8.
      expect(judgement.floors.find(({ rule }) => rule === 'two-failures')!.date).toBe(parseDay('2026-12-08'));
      expect(schedule).toMatchObject({ granted: { by: 'dora' }, displacement: null });
    });

    test.each([
      ['another day is asked for', asked('2026-11-26', late), 'asked became 2026-11-26 (was 2026-11-27)'],
      [
        'the booking is promised for another day',
        asked('2026-11-27', late.replace('2026-11-27', '2026-11-26')),
        'moves.so-7.promised became 2026-11-26 (was 2026-11-27)',
      ],
      ['the plan names another booking', asked('2026-11-27', late.replace('so-7', 'so-8')), 'moves.so-7 was removed'],
    ])('is stale when %s', (_, changes, words) => {
      const { of, schedule } = judgeBase(changes, granted);
      expect(of('existing-customers')).toMatchObject({ verdict: 'needs-approval' });
      expect(of('existing-customers').findings[0].message).toContain(`; approved by dora on 2026-11-16, and since then ${words}`);
      expect(schedule).toMatchObject({ granted: null });
    });

    test('counts by leadership only', () => {
      const { of } = judgeBase(asked('2026-11-27', late), approved(before, 'existing-customers', 'ana'));
      expect(of('existing-customers').findings[0].message).toContain('; not approved: ana is not one of leadership');
    });

    test('of a customer who has paid is nothing to approve', () => {
      const paid = judgeBase(asked('2026-11-27', late.replace('paid: false', 'paid: true')), granted);
      expect(paid.of('existing-customers')).toMatchObject({ verdict: 'fail', approvals: [] });
      expect(paid.schedule).toMatchObject({ granted: null });
    });

    test('is not needed for a date that has room', () => {
      expect(judgeBase(asked('2026-12-18', late), granted).of('existing-customers')).toMatchObject({
        verdict: 'pass',
        summary: 'wanted 2026-12-18 needs no booking moved',
      });
    });

    test('also of bookings that stay in time has to be said before the date holds', () => {
      const inTime = asked('2026-11-27', late.replace('promised: 2026-11-27', 'promised: 2026-12-11'));
      const open = judgeBase(inTime);
      expect(open.of('existing-customers').verdict).toBe('pass');
      expect(open.of('fits-headroom').verdict).toBe('fail');
      const then = judgeBase(inTime, approved(open, 'existing-customers', 'dora'));
      expect(then.of('existing-customers').reason).toBe('existing-customers/granted');
      expect(then.of('fits-headroom').verdict).toBe('pass');
    });
  });

  test('does not say that a day becomes itself where a booking moves by hours', () => {
    // Norwell has the cutter for 4h on Tuesday 17 and on Wednesday 18. Wanted on Monday 23, the cut takes all of Tuesday: Norwell's 8h are then Wednesday's.
    const booking = 'id: so-7, customer: Norwell, paid: true, state: hard, promised: 2026-12-01';
    const half = `bookings: [{${booking}, work: [{needs: {cutter: 1}, from: 2026-11-17, to: 2026-11-18, per_day: 4h}]}]\n`;
    const { notes, approvals } = judgeBase({ ...wanted('2026-11-23'), capacity: (text) => `${text}${half}` }).of('existing-customers');
    expect(notes).toEqual([
      'Norwell (so-7): still done on 2026-11-18, promised 2026-12-01; gives up 4h of cutter 2026-11-17 (2026-11-18 instead)',
    ]);
    // Nor does whoever approves it read so: they read whose hours go, and sign those.
    expect(approvals).toMatchObject([
      {
        what: 'that completion on 2026-11-23 takes from Norwell (so-7) 4h of cutter 2026-11-17 (2026-11-18 instead), and it is still done on 2026-11-18',
        meaning: { moves: { 'so-7': { from: '2026-11-18', to: '2026-11-18', gives: '4h of cutter 2026-11-17 (2026-11-18 instead)' } } },
      },
    ]);
  });

  test('passes with a warning where somebody is left to scramble, by policy’s own line', () => {
    // Norwell's work ends on Monday 30, promised for Tuesday 1 December: 1bd of slack is left of 2.
    const so7 = queue('id: so-7, customer: Norwell, paid: true, state: hard, promised: 2026-12-01');
    expect(judgeBase({ ...wanted('2026-11-27'), ...so7 }).of('existing-customers')).toMatchObject({
      verdict: 'pass',
      reason: null,
      summary: 'wanted 2026-11-27 would hold, if nothing goes wrong, with 1 booking moved and none late; all keep their slack',
      notes: ['Norwell (so-7): 2026-11-27 becomes 2026-11-30, promised 2026-12-01; gives up 8h of cutter 2026-11-17 (2026-11-30 instead)'],
    });
    const policy = (text: string) => text.replace('rules:', 'rules:\n  existing-customers: {scramble: 2bd}');
    expect(judgeBase({ ...wanted('2026-11-27'), ...so7, policy }).of('existing-customers')).toMatchObject({
      verdict: 'pass',
      reason: 'existing-customers/scramble',
      summary:
        'wanted 2026-11-27 would hold, if nothing goes wrong, with 1 booking moved and none late, 1 left with less than 2bd of slack: Norwell (so-7)',
    });
  });

  test('has nothing to say of a date that is too early even for an empty shop', () => {
    const { of } = judgeBase({ ...wanted('2026-11-20'), ...queue('id: so-7, paid: true, state: hard, promised: 2026-11-27') });
    expect(of('existing-customers')).toMatchObject({
      verdict: 'not-applicable',
      reason: 'existing-customers/queue-not-in-the-way',
      summary: 'no booking that could be moved would grant wanted 2026-11-20: the work is not done by then without the queue either',
    });
  });

  test('says that it is the least found where hours do not show that there is no less; and counts whom it does not name', () => {
    const { facts, schedule } = judgeBase(wanted('2026-11-27'));
    if (schedule.status !== 'planned') throw new Error('no plan');
    const moved = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((booking, index): Displaced => {
      const [promised, done] = [schedule.begin, schedule.begin + 1 + index];
      return {
        index,
        booking,
        customer: null,
        paid: index === 0,
        promised: index === 1 ? null : promised,
        now: promised,
        done,
        late: 1 + index,
        shifts: [],
      };
    });
    const plan: Planned = { ...schedule, displacement: { status: 'found', moved, scrambled: [], placed: [], least: 'found' } };
    const outcome = existingCustomers.check(
      { ...facts, others: [], schedule: plan, plan, completion: facts.deal.judgedCompletion! },
      { scramble: 1 },
    );
    expect(outcome).toMatchObject({ kind: 'fail', reason: 'paid-late' });
    expect(outcome.kind === 'fail' && outcome.summary).toBe(
      'wanted 2026-11-27 makes 7 bookings late (the least found): a (paid) promised 2026-11-17, done 2026-11-18, 1bd late; ' +
        'b no day promised, so held to 2026-11-17, done 2026-11-19, 2bd late; c promised 2026-11-17, done 2026-11-20, 3bd late; ' +
        'd promised 2026-11-17, done 2026-11-21, 4bd late; e promised 2026-11-17, done 2026-11-22, 5bd late; and 2 more',
    );
  });

  test('a split names the two days, and one that is done in time the one day that counts', () => {
    const { facts, schedule } = judgeBase(wanted('2026-11-27'));
    if (schedule.status !== 'planned') throw new Error('no plan');
    const day = schedule.begin;
    const moved: Displaced[] = [
      { index: 0, booking: 'a', customer: null, paid: true, promised: day, now: day, done: day + 1, late: 1, shifts: [] },
    ];
    const help = (rest: string, now: number): string | undefined => {
      const split = { items: [{ item: 'bag', now, later: 10 - now }], rest: Number(parseDay(rest)) };
      const plan: Planned = { ...schedule, displacement: { status: 'found', moved, scrambled: [], placed: [], least: 'proven' }, split };
      const outcome = existingCustomers.check(
        { ...facts, others: [], schedule: plan, plan, completion: facts.deal.judgedCompletion! },
        { scramble: 1 },
      );
      return outcome.kind === 'fail' ? outcome.findings[0].help?.replace(/^offer .*nobody; /, '') : undefined;
    };
    const sure = 'if nothing goes wrong (the ways to say yes also survive two failures)';
    expect(help('2026-11-30', 8)).toBe(`in two phases nobody moves: 8 of 10 by 2026-11-27 and the other 2 by 2026-11-30, ${sure}`);
    expect(help('2026-11-30', 0)).toBe(`in two phases nobody moves: 'bag' by 2026-11-30 and all else by 2026-11-27, ${sure}`);
    const batches = 'in two batches nobody moves and all is done by 2026-11-27';
    expect(help('2026-11-27', 8)).toBe(`${batches}: 8 of 10 and the other 2, ${sure}`);
    expect(help('2026-11-20', 8)).toBe(`${batches}: 8 of 10 and the other 2, ${sure}`);
    expect(help('2026-11-20', 0)).toBe(`${batches}: 'bag' and all else, ${sure}`);
  });

  test('names the other open deals of the run that want the same hours', () => {
    const { facts } = judgeBase();
    const settings = resolveSettings(facts.policy, facts.profile);
    const schedule = planDeal(facts, plannerSettings(settings, 1), 'full');
    const deal = (id: string, state: 'proposed' | 'signed' = 'proposed') => ({
      facts: { ...facts, deal: { ...facts.deal, id, state } },
      schedule,
    });
    const said = (...all: ReturnType<typeof deal>[]) => {
      const { checks } = judge(facts, schedule, settings, othersOf(all[0], all));
      return checks.find(({ rule }) => rule === 'existing-customers');
    };
    // Both would be cut on Tuesday 17 (8h of 8h each), sewn on Friday 20 (the same), and checked on Monday 23 (5h of 8h each).
    expect(said(deal('one'), deal('two'))).toMatchObject({
      verdict: 'pass',
      reason: 'existing-customers/wanted-twice',
      summary: 'wanted 2026-12-18 needs no booking moved; two (Acme Outdoor) wants cutter on 2026-11-17 too, 8h more than there are',
    });
    // What is signed stands in the queue, or nowhere.
    expect(said(deal('one'), deal('two', 'signed'))).toMatchObject({ verdict: 'pass', reason: null });
  });

  test('cannot be judged without a date', () => {
    const { of } = judgeBase({ deal: 'handoff: 1\ncustomer: X\ndates: {signature: 2026-11-17}\nitems: [bag:10]\n' });
    expect(of('existing-customers')).toMatchObject({ verdict: 'unknown', reason: 'existing-customers/no-completion' });
  });
});
