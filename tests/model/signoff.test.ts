// What a sign-off speaks of, whose word counts, and what is told when the deal has changed since.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { approvalOf, changesBetween, type Approvable, type Meaning } from '../../src/model/signoff.ts';
import { approvalText, approveHelp, changesText } from '../../src/rules/approvals.ts';
import { judgeBase, signOff } from '../rules/workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const sold = { deal: (text: string) => text.replace('customer:', 'seller: {name: Sam Reed, email: sam@larkfield.example}\ncustomer:') };
const { facts } = judgeBase(sold);

const meaning = { what: 'Free set-up', amount: '350' };
const exception: Approvable = { subject: 'exception/set-up', what: 'the exception', meaning, who: 'leadership' };
const of = (given: readonly Parameters<typeof signOff>[0][], asked: Partial<Approvable> = {}, of = facts) =>
  approvalOf({ ...of, signoffs: given.map(signOff) }, { ...exception, ...asked });
const byDora = { subject: 'exception/set-up', meaning, by: 'dora' };

describe('an approval', () => {
  test('counts by id and by e-mail', () => {
    expect(of([byDora])).toMatchObject({ state: 'approved', by: 'dora', at: day('2026-11-16') });
    expect(of([{ ...byDora, by: 'Dora@Larkfield.example' }]).state).toBe('approved');
    expect(of([{ ...byDora, by: 'cleo' }], { who: { person: 'cleo@larkfield.example' } }).state).toBe('approved');
  });

  test('is none where nobody gave it, or gave it to something else', () => {
    expect(of([])).toEqual({ state: 'none', unsuitable: null });
    expect(of([{ ...byDora, subject: 'exception/other' }])).toEqual({ state: 'none', unsuitable: null });
    expect(of([{ ...byDora, type: 'handoff/waiver@1' }])).toEqual({ state: 'none', unsuitable: null });
  });

  test.each([
    ['the wrong person', { by: 'ben' }, 'ben is not one of leadership'],
    ['a principal of another kind', { by: 'ana' }, 'ana is not one of leadership'],
    ['a day that is over', { until: day('2026-11-15') }, 'the approval of dora expired on 2026-11-15'],
  ])('of %s does not count, and says why', (_, said, unsuitable) => {
    expect(of([{ ...byDora, ...said }])).toEqual({ state: 'none', unsuitable });
  });

  test('holds on its last day', () => {
    expect(of([{ ...byDora, until: day('2026-11-16') }]).state).toBe('approved');
  });

  test('of another person than the one named does not count', () => {
    expect(of([byDora], { who: { person: 'cleo' } })).toEqual({ state: 'none', unsuitable: 'dora is not cleo' });
  });

  test.each(['{name: Dora Lane}', '{email: DORA@larkfield.example}', '{name: Somebody, email: dora@larkfield.example}', '{name: dora}'])(
    'of who sells the deal does not count: %s',
    (seller) => {
      const own = judgeBase({ deal: (text) => text.replace('customer:', `seller: ${seller}\ncustomer:`) }).facts;
      expect(of([byDora], {}, own)).toEqual({ state: 'none', unsuitable: 'dora sells this deal' });
    },
  );

  test('counts only where the deal says who sells it', () => {
    expect(of([byDora], {}, judgeBase().facts)).toMatchObject({ state: 'none', unsuitable: expect.stringContaining('seller') as string });
  });

  test('must be signed as strongly as policy wants', () => {
    const strict = { ...facts, policy: { ...facts.policy, signatures: { minimum: 'commit' as const } } };
    const unsuitable = 'the approval of dora is only typed, and policy wants commit';
    expect(of([byDora], {}, strict)).toEqual({ state: 'none', unsuitable, unsigned: expect.objectContaining(byDora) as object });
    // To sign it would not help: it speaks of another amount.
    expect(of([{ ...byDora, meaning: { ...meaning, amount: '300' } }], {}, strict)).toEqual({ state: 'none', unsuitable });
    expect(of([{ ...byDora, level: 'commit' }], {}, strict).state).toBe('approved');
    expect(of([{ ...byDora, level: 'ssh' }], {}, strict).state).toBe('approved');
  });

  test('is stale when its meaning is not the one of now, and says what changed', () => {
    expect(of([{ ...byDora, meaning: { ...meaning, amount: '300' } }])).toEqual({
      state: 'stale',
      by: 'dora',
      at: day('2026-11-16'),
      changed: [{ path: 'amount', from: '300', to: '350' }],
    });
  });

  test('a newer one takes its place, also when it says less', () => {
    const other = { ...byDora, meaning: { ...meaning, amount: '300' } };
    expect(of([{ ...other, at: day('2026-11-13') }, byDora]).state).toBe('approved');
    expect(of([{ ...byDora, at: day('2026-11-13') }, other]).state).toBe('stale');
    // Of the same day it has to name the one whose place it takes; two that do not know each other come from two branches, and both stand.
    const first = signOff(byDora).id;
    expect(of([byDora, { ...other, id: 'second', supersedes: [first] }]).state).toBe('stale');
    expect(of([byDora, { ...other, id: 'second' }]).state).toBe('approved');
  });

  test('of somebody who may not give it takes nobody’s place', () => {
    const ben = { ...byDora, by: 'ben', id: 'ben', supersedes: [signOff(byDora).id], at: day('2026-11-17') };
    expect(of([byDora, ben]).state).toBe('approved');
  });
});

describe('what changed', () => {
  test.each<[string, Meaning, Meaning, string]>([
    [
      'a number',
      { items: { bags: { quantity: 300 } } },
      { items: { bags: { quantity: 500 } } },
      'items.bags.quantity became 500 (was 300)',
    ],
    ['a line that came', { custom: {} }, { custom: { liner: 'Recycled' } }, 'custom.liner was added (Recycled)'],
    ['a line that went', ['a', 'b'], ['a'], '[1] was removed (was b)'],
    ['another kind', { cost: 'none' }, { cost: { eur: 3 } }, 'cost became {"eur":3} (was none)'],
    ['a list for a map', { a: [] }, { a: {} }, 'a became {} (was [])'],
    ['two', { a: 1, b: 1 }, { a: 2, b: 2 }, 'a became 2 (was 1) and b became 2 (was 1)'],
    ['many', [1, 1, 1, 1, 1], [2, 2, 2, 2, 2], '[0] became 2 (was 1), [1] became 2 (was 1), [2] became 2 (was 1) and 2 more'],
    ['what only objects have', {}, { constructor: 1 }, 'constructor was added (1)'],
  ])('%s', (_, before, now, text) => {
    expect(changesText(changesBetween(before, now))).toBe(text);
  });

  test('is nothing where only the writing differs', () => {
    expect(changesBetween({ a: 'Café  au\n lait ', b: 1 }, { b: 1, a: 'Cafe\u0301 au lait' })).toEqual([]);
  });

  test('is nothing exactly where two meanings are one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, other] = [a, b] as Meaning[];
        expect(changesBetween(one, one)).toEqual([]);
        expect(changesBetween(one, other).map(({ path }) => path)).toEqual(changesBetween(other, one).map(({ path }) => path));
      }),
    );
  });
});

describe('in words', () => {
  test('how it stands', () => {
    expect(approvalText(of([byDora]))).toBe('approved by dora on 2026-11-16');
    expect(approvalText(of([]))).toBe('not approved');
    expect(approvalText(of([{ ...byDora, by: 'ana' }]))).toBe('not approved: ana is not one of leadership');
    expect(approvalText(of([{ ...byDora, meaning: { ...meaning, what: 'Set-up' } }]))).toBe(
      'approved by dora on 2026-11-16, and since then what became Free set-up (was Set-up)',
    );
  });

  test('who can give it, and how', () => {
    const { schedule } = judgeBase(sold);
    const ruleFacts = { ...facts, schedule, others: [] };
    expect(approveHelp(ruleFacts, 'pricing-exceptions', exception)).toBe(
      'ask dora (leadership): handoff approve deal.yaml pricing-exceptions --subject exception/set-up',
    );
    expect(approveHelp(ruleFacts, 'delivery-signoff', { ...exception, who: { person: 'cleo' } }, true)).toBe(
      'ask cleo: handoff approve deal.yaml delivery-signoff',
    );
    const nobody = { ...ruleFacts, policy: { ...facts.policy, principals: {} } };
    expect(approveHelp(nobody, 'pricing-exceptions', exception, true)).toBe(
      'ask leadership (handoff.yaml → principals names nobody yet): handoff approve deal.yaml pricing-exceptions',
    );
    const typed = { ...ruleFacts, deal: { ...facts.deal, path: '(command line)' } };
    expect(approveHelp(typed, 'pricing-exceptions', exception)).toBe('write the deal to a file, for dora (leadership) to approve');
  });
});
