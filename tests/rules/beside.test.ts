// Paid work beside the steps: how often a review is done, and who does the support that was promised.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { reviewWork, supportWork } from '../../src/rules/money/beside.ts';
import type { RuleFacts } from '../../src/rules/rule.ts';
import { judgeBase } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;

describe('a review', () => {
  /** How often half an hour is spent; the work begins on Tuesday 2026-11-17, and the plan is done on Monday 2026-11-23. */
  const times = (per: string, judged: string | null, more: Partial<RuleFacts> = {}, until = '') => {
    const { facts, schedule } = judgeBase({
      deliverables: (text) => text.replace('    options:', `    review: {by: inspector, hours: 30m, per: ${per}${until}}\n    options:`),
    });
    const asked = facts.deal.judgedCompletion;
    const deal = { ...facts.deal, judgedCompletion: judged === null || asked === null ? null : { ...asked, day: day(judged) } };
    const [work, ...others] = reviewWork({ ...facts, deal, schedule, others: [], ...more });
    expect([work.what, others]).toEqual(["review of 'bag'", []]);
    return work.minutes / 30;
  };

  test.each([
    // Tuesday to Friday; nobody works at the weekend.
    ['day', '2026-11-20', 4],
    ['day', '2026-11-22', 4],
    ['day', '2026-11-23', 5],
    ['week', '2026-11-20', 1],
    // A week that has only its weekend in it is none.
    ['week', '2026-11-22', 1],
    ['week', '2026-11-23', 2],
    ['week', '2026-11-30', 3],
    ['month', '2026-11-30', 1],
    ['month', '2026-12-01', 2],
    ['month', '2027-01-04', 3],
  ])('each %s, to %s: %i times', (per, judged, count) => {
    expect(times(per, judged)).toBe(count);
  });

  test('to the library’s day, where that is sooner', () => {
    expect(times('day', '2026-11-23', {}, ', until: 2026-11-19')).toBe(3);
    expect(times('day', '2026-11-19', {}, ', until: 2026-11-23')).toBe(3);
  });

  test('to the planned end where no date is judged; on the first day where there is no plan either', () => {
    expect(times('day', null)).toBe(5);
    const unplannable = { status: 'unplannable' } as RuleFacts['schedule'];
    expect(times('day', null, { schedule: unplannable })).toBe(1);
  });
});

describe('support', () => {
  const PROMISE =
    'promises: [{id: p, text: Ten bags, complete_when: {observable: ten bags, measure: bags, threshold: "10", evidence: note}, doer: ana}]\n';
  const support = (lines: string, capacity = (text: string) => text, doer = 'doer: ben') => {
    const { facts, schedule } = judgeBase({
      capacity: (text) => `${capacity(text)}# told\n`,
      deliverables: (text) => `${text.replace('doer: ben', doer)}# told\n`,
      deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10, purse:1]\n${lines}`,
    });
    return supportWork({ ...facts, schedule, others: [] });
  };
  const FOUR = 'support: {hours: 4h, until: 2027-01-31}\n';
  const by = (role: string) => ({ work: [{ what: 'support', need: { role, level: null, units: 1 }, minutes: 240 }], missing: [] });

  test('is nothing where none was promised', () => {
    expect(support('')).toEqual({ work: [], missing: [] });
    expect(support('support: none\n')).toEqual({ work: [], missing: [] });
  });

  test('is done by the cheapest of those who do the work: of the promises and of the library', () => {
    expect(support(FOUR)).toEqual(by('cutter'));
    // Ana, a lead, costs 60 and Ben 40.
    expect(support(FOUR + PROMISE)).toEqual(by('cutter'));
    expect(support(FOUR + PROMISE, (text) => text.replace('cutter: {rate: 40}', 'cutter: {rate: 61}'))).toEqual(by('lead'));
    // Who has no rate is not the cheapest.
    expect(support(FOUR + PROMISE, (text) => text.replace('cutter: {rate: 40}', 'cutter: {}'))).toEqual(by('lead'));
    expect(support(FOUR + PROMISE, undefined, 'doer: ines')).toEqual(by('inspector'));
  });

  test('by nobody who is known: operations owe it', () => {
    expect(support(FOUR, undefined, 'x-doer: ben')).toMatchObject({
      work: [],
      missing: [{ owedBy: 'operations', at: { path: ['support'] } }],
    });
  });
});
