import { expect, it } from 'vitest';
import { judge } from '../src/judge.ts';
import { formatDay } from '../src/model/day.ts';
import { resolveSettings } from '../src/rules/settings.ts';
import { planDeal } from '../src/schedule/plan.ts';
import { generate } from './oracle/generate.ts';
import { factsFrom } from './schedule/against-oracle.ts';

it('reports a planner that fails as a fault of ours, gives no date, and judges the rest', () => {
  const { texts, today } = generate(1);
  const { facts, settings } = factsFrom(texts, today);
  // Settings that no file can hold: the planner meets something it does not know.
  const schedule = planDeal(facts, { ...settings, everyday: null as never });
  expect(schedule).toMatchObject({ status: 'unplannable', because: [{ reason: 'planner-fault' }] });
  const judgement = judge(facts, schedule, resolveSettings(facts.policy, facts.profile));
  expect(judgement).toMatchObject({ verdict: 'fail', safe: null });
  expect(judgement.faults).toEqual([{ rule: 'fits-headroom', message: 'settings.everyday is not iterable' }]);
  expect(judgement.checks.find(({ rule }) => rule === 'in-library')?.verdict).toBe('pass');
});

it('counts soft bookings the other way in every floor that the queue is part of, three runs included', () => {
  // A day to sew and a day to pack. Ignored, the quote is not there: three runs hold from a lead of 2bd, the 17th. Counted whole, the sewer is
  // gone from the second day to the seventh: the deal itself is done on the 17th all the same, the second copy on the ninth day, the third on the
  // tenth. max(2 ÷ 1, 9 ÷ 2, 10 ÷ 3), rounded up, is 5bd: Friday the 20th.
  const { facts, settings } = factsFrom(
    {
      policy: 'handoff: 1\nprofile: make-to-order\nrules: {two-failures: {failures: 0}}\n',
      capacity: `handoff: 1
as_of: 2026-11-16
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {sewer: {reserve: 0%}, packer: {reserve: 0%}}
people: [{id: ana, role: sewer}, {id: bo, role: packer}]
bookings: [{id: quote, state: soft, probability: 60%, work: [{needs: {sewer: 1}, from: 2026-11-17, to: 2026-11-24, per_day: 8h}]}]
`,
      deliverables: `handoff: 1
deliverables:
  bag: {steps: [{id: sew, needs: {sewer: 1}, duration: 8h}, {id: pack, needs: {packer: 1}, duration: 8h, after: [sew]}]}
`,
      deal: 'handoff: 1\ncustomer: X\ndates: {signature: 2026-11-16}\nitems: [bag:1]\n',
    },
    '2026-11-16',
  );
  const judgement = judge(facts, planDeal(facts, settings), resolveSettings(facts.policy, facts.profile));
  expect([judgement.safe, judgement.withSoft].map((day) => formatDay(day!))).toEqual(['2026-11-17', '2026-11-20']);
});
