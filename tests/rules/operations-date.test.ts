// The base workspace (fixtures/rules/_base): safe Wednesday 2026-11-25, the day that two failures survive. With 2bd of sales buffer the offer is Friday the
// 27th: Thursday is the first business day after it, Friday the second.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Asked, Deal } from '../../src/model/facts.ts';
import { at } from '../../src/model/place.ts';
import { operationsDate } from '../../src/rules/operations-date.ts';
import type { Finding, Floors } from '../../src/rules/rule.ts';
import { judgeBase } from './workspace.ts';

const buffered = { policy: (text: string) => text.replace(/^buffers: .*$/m, '').concat('buffers: {sales: 2bd}\n') };
const check = (dates: string, policy: object = buffered) =>
  judgeBase({ ...policy, deal: `handoff: 1\ncustomer: Acme Outdoor\n${dates}\nitems: [bag:10]\n` }).of('operations-date');

test('before the safe date: the three columns, and which floors hold it', () => {
  const late = check('dates: {wanted: {complete: 2026-11-20}, offered: {complete: 2026-11-24}}');
  expect(late).toMatchObject({ verdict: 'fail', reason: 'operations-date/before-safe' });
  expect(late.findings[0].help).toBe('offer 2026-11-27 (safe 2026-11-25 and the sales buffer)');
  expect(late.findings[0].data).toEqual({
    wanted: '2026-11-20',
    achievable: '2026-11-25',
    commit: '2026-11-27',
    because: ["two-failures: if 'The blade is blunt and the cut is repeated' and 'Thread is out of stock' both happen"],
  });
  // Nobody wanted another date than the one that is offered.
  expect(check('offered: 2026-11-24').findings[0].data).toMatchObject({ wanted: '2026-11-24' });
});

test('on it, between it and the offer, and on the offer', () => {
  const on = (day: string) => {
    const { verdict, reason, summary } = check(`wanted: ${day}`);
    return [verdict, reason, summary];
  };
  expect(on('2026-11-25')).toEqual([
    'pass',
    'operations-date/inside-buffer',
    'wanted 2026-11-25 stands on the safe date, inside the sales buffer (offer 2026-11-27)',
  ]);
  expect(on('2026-11-26')).toEqual([
    'pass',
    'operations-date/inside-buffer',
    'wanted 2026-11-26 is 1bd after the safe date, 2026-11-25, inside the sales buffer (offer 2026-11-27)',
  ]);
  expect(on('2026-11-27')).toEqual(['pass', null, 'wanted 2026-11-27 holds; safe from 2026-11-25']);
});

test('without a buffer the offer is the safe date, and is called that alone', () => {
  expect(check('wanted: 2026-11-24', { policy: (text: string) => text.replace(/^buffers: .*$/m, '') }).findings[0].help).toBe(
    'offer 2026-11-25',
  );
});

describe('of floors as the other date rules gave them', () => {
  const day = (text: string) => parseDay(text) as Day;
  const judged = judgeBase({ deal: 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10]\n' });
  const asked = (text: string, from = 'wanted.complete', path: string[] = ['dates']): Asked => ({
    day: day(text),
    from,
    at: at('deal', ...path),
  });
  const floor = (rule: string, text: string, binding = true) => ({ rule, date: day(text), because: `so says ${rule}`, binding });
  const completion = asked('2026-12-18');

  /** What the rule says, with these floors. Nothing is asked for but what is judged. */
  function said(floors: Partial<Floors>, { deal = {}, judges = completion }: { deal?: Partial<Deal>; judges?: Asked } = {}) {
    const { dates } = judged.facts.deal.file;
    const file = { ...judged.facts.deal.file, dates: { ...dates, wanted: undefined } };
    return operationsDate.check(
      {
        ...judged.facts,
        schedule: judged.schedule,
        others: [],
        completion: judges,
        deal: { ...judged.facts.deal, file, judgedCompletion: judges, ...deal },
        floors: { floors: [], unjudged: [], safe: null, because: null, cause: null, offer: null, phases: [], ...floors },
      },
      {},
    );
  }

  test('none at all is told with its cause', () => {
    expect(said({ because: 'the saw is sold' })).toEqual({
      kind: 'unknown',
      reason: 'no-date',
      summary: 'no date can be given: the saw is sold',
      missing: [{ fact: 'a safe date', file: 'deal', key: 'dates', owedBy: 'deal', at: completion.at }],
    });
  });

  test('what could not be judged is a note, also inside the buffer', () => {
    const unjudged = [
      { rule: 'fit', because: 'x' },
      { rule: 'whiteboard', because: 'y' },
    ];
    const safe = day('2026-12-18');
    const notes = ['fit and whiteboard could not be judged and may put it later'];
    expect(said({ safe, unjudged })).toEqual({
      kind: 'pass',
      note: 'wanted 2026-12-18 holds; safe from 2026-12-18',
      notes,
      earliest: safe,
    });
    expect(said({ safe, unjudged, offer: day('2026-12-21') })).toMatchObject({ reason: 'inside-buffer', notes });
    expect(said({ safe })).toMatchObject({ notes: [] });
  });

  test('only the floors that bind, and are the safe date, are why', () => {
    const safe = day('2026-12-22');
    const floors = [floor('a', '2026-12-22'), floor('b', '2026-12-22', false), floor('c', '2026-12-21'), floor('d', '2026-12-22')] as never;
    expect(said({ safe, floors })).toEqual({
      kind: 'fail',
      reason: 'before-safe',
      summary: 'wanted 2026-12-18 is 2bd before the safe date',
      findings: [
        {
          message: 'wanted 2026-12-18 is 2bd before the safe date',
          at: completion.at,
          help: 'offer 2026-12-22',
          data: { wanted: '2026-12-18', achievable: '2026-12-22', commit: '2026-12-22', because: ['a: so says a', 'd: so says d'] },
        },
      ],
      earliest: safe,
    });
  });

  test('a day that is over is called so, today is not', () => {
    const safe = day('2026-11-25');
    // From Friday 13 to Wednesday 25 are eight business days, from Monday 16 seven.
    expect(said({ safe }, { judges: asked('2026-11-13') })).toMatchObject({
      summary: 'wanted 2026-11-13 is in the past, 8bd before the safe date',
    });
    expect(said({ safe }, { judges: asked('2026-11-16') })).toMatchObject({ summary: 'wanted 2026-11-16 is 7bd before the safe date' });
  });

  test('nobody wanted a day: there is none in its column', () => {
    const outcome = said({ safe: day('2026-12-22') }, { deal: { judgedCompletion: null } });
    expect(outcome).toMatchObject({ findings: [{ data: { wanted: null } }] });
  });

  test('an offer that counts from an input is mended in its own way', () => {
    // From Friday 18 December Tuesday 22 is 2bd away, Thursday 24 4bd.
    const relative = { input: 'artwork', from: day('2026-12-18'), within: { n: 1, unit: 'bd' }, at: at('deal') };
    const counted = { deal: { relative } as never, judges: asked('2026-12-21', 'offered.complete') };
    const help = (floors: Partial<Floors>, more: object = counted) =>
      (said(floors, more) as unknown as { findings: Finding[] }).findings[0].help;
    const safe = day('2026-12-22');
    expect(help({ safe })).toBe('offer within: 2bd after artwork');
    expect(help({ safe, offer: day('2026-12-24') })).toBe('offer within: 4bd after artwork (safe 2bd and the sales buffer)');
    // A promise has a day of its own; so has a deal that counts from nothing.
    const promised = { ...counted, judges: asked('2026-12-21', 'promise on-site') };
    expect(help({ safe, offer: day('2026-12-24') }, promised)).toBe('offer 2026-12-24 (safe 2026-12-22 and the sales buffer)');
    expect(help({ safe }, { judges: asked('2026-12-21', 'offered.complete') })).toBe('offer 2026-12-22');
  });

  describe('in phases', () => {
    const safe = day('2026-12-18');
    const phase = (nth: number, text: string | null, needs: string | null) => ({
      phase: nth,
      judged: text === null ? null : asked(text, 'phase', ['phases']),
      safe: needs === null ? null : day(needs),
    });
    const early = {
      message: 'phase 1, 2026-12-01, is 1bd before it is safe, 2026-12-02',
      at: at('deal', 'phases'),
      help: 'give phase 1 the date 2026-12-02, or move items to a later phase',
      data: { phase: 1, asked: '2026-12-01', achievable: '2026-12-02' },
    };

    test('each is held against its own', () => {
      expect(said({ safe, phases: [phase(1, '2026-12-01', '2026-12-02')] })).toEqual({
        kind: 'fail',
        reason: 'phase-before-safe',
        summary: early.message,
        findings: [early],
        earliest: safe,
      });
      const two = said({ safe, phases: [phase(1, '2026-12-01', '2026-12-02'), phase(2, '2026-11-13', '2026-12-02')] });
      // From Friday 13 November to Wednesday 2 December are 13 business days.
      expect(two).toMatchObject({
        findings: [early, { message: 'phase 2, 2026-11-13, is in the past, 13bd before it is safe, 2026-12-02' }],
      });
    });

    test.each([
      ['on its day', phase(1, '2026-12-02', '2026-12-02')],
      ['after it', phase(1, '2026-12-03', '2026-12-02')],
      ['of no day', phase(1, null, '2026-12-02')],
      ['of no floor', phase(1, '2026-12-01', null)],
      ['that is the whole', { phase: 2, judged: completion, safe: day('2026-12-22') }],
    ])('%s it holds', (_, each) => {
      expect(said({ safe, phases: [each] })).toMatchObject({ kind: 'pass', note: 'wanted 2026-12-18 holds; safe from 2026-12-18' });
    });

    test('an early one is told after the whole', () => {
      const outcome = said({ safe: day('2026-12-21'), phases: [phase(1, '2026-12-01', '2026-12-02')] });
      expect(outcome).toMatchObject({ reason: 'before-safe', findings: [{ at: completion.at }, early] });
    });
  });
});
