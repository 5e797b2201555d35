// What a rule lacks, as it is told: the fact, the file and the key that it belongs under, and who owes it.
import { describe, expect, test } from 'vitest';
import { at, COMMAND_LINE } from '../../src/model/place.ts';
import { missingText, noCompletion, unknownFor, unknownForUnlisted, unknownWithout } from '../../src/rules/missing.ts';
import type { MissingFact, NonEmpty, RuleFacts } from '../../src/rules/rule.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';
import { judgeBase } from './workspace.ts';

const judged = judgeBase({ deal: 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10, bagg:2, bg:1]\n' });
const facts: RuleFacts = { ...judged.facts, schedule: judged.schedule, others: [] };
type Because = Extract<Schedule, { status: 'unplannable' }>['because'];

/** Who owes what of a deal that cannot be planned, and the summary. */
function withoutPlan(...because: Because) {
  const { missing, ...outcome } = unknownFor('plan', { ...facts, schedule: { status: 'unplannable', begin: facts.today, because } }) as {
    summary: string;
    reason: string;
    missing: NonEmpty<MissingFact>;
  };
  expect(outcome.reason).toBe('no-plan');
  return missing.map(({ fact, file, key, owedBy, at: place }) => ({ fact, file, key, owedBy, path: place.path }));
}

describe('a plan', () => {
  const because = (file: 'deal' | 'capacity' | 'deliverables', message: string): Because[0] => ({
    reason: 'not-in-library',
    rule: 'in-library',
    help: 'right it',
    message,
    at: at(file, 'items', 1),
  });

  test('is owed by whose file keeps the deal from being planned', () => {
    expect(withoutPlan(because('deal', 'no such thing'))).toEqual([
      { fact: 'a plan (in-library: no such thing)', file: 'deal', key: 'items.1', owedBy: 'deal', path: ['items', 1] },
    ]);
    expect(withoutPlan(because('capacity', 'nobody is there'))).toMatchObject([{ file: 'capacity', owedBy: 'capacity' }]);
    expect(withoutPlan(because('deliverables', 'it never ends'))).toMatchObject([{ file: 'deliverables', owedBy: 'library-step' }]);
  });

  test('names the first of each who owes something, and how many more there are', () => {
    // Two of the deal, three of capacity.
    const all = withoutPlan(
      because('deal', 'one'),
      because('capacity', 'two'),
      because('deal', 'three'),
      because('capacity', 'four'),
      because('capacity', 'five'),
    );
    expect(all.map(({ fact }) => fact)).toEqual(['a plan (in-library: one; and 1 more)', 'a plan (in-library: two; and 2 more)']);
    expect(all.map(({ owedBy }) => owedBy)).toEqual(['deal', 'capacity']);
  });
});

describe('the other facts', () => {
  const asked = {
    fact: 'a completion date',
    file: 'deal',
    key: 'dates.wanted.complete',
    owedBy: 'deal',
    at: at('deal', 'dates', 'wanted', 'complete'),
  };

  test('a completion date is written into the deal, or typed', () => {
    expect(noCompletion(facts)).toEqual(asked);
    expect(noCompletion({ deal: { ...facts.deal, path: COMMAND_LINE } })).toEqual({ ...asked, typed: 'add --by DATE' });
    expect(unknownFor('completion', facts)).toEqual({
      kind: 'unknown',
      reason: 'no-completion',
      missing: [asked],
      summary: 'cannot be judged without a completion date (deal → dates → wanted → complete)',
    });
    expect(unknownFor('completion', { ...facts, deal: { ...facts.deal, path: COMMAND_LINE } })).toMatchObject({
      summary: 'cannot be judged without a completion date: add --by DATE',
    });
  });

  test.each(['history', 'record'] as const)('%s is owed by operations', (fact) => {
    expect(unknownFor(fact, facts)).toEqual({
      kind: 'unknown',
      reason: 'no-history',
      missing: [
        {
          fact: 'a history of finished work',
          file: 'policy',
          key: 'files.history',
          owedBy: 'operations',
          at: { file: 'policy', path: ['files', 'history'], on: 'key' },
        },
      ],
      summary: 'operations owes: a history of finished work (handoff.yaml → files → history)',
    });
  });

  test('a safe date', () => {
    expect(unknownFor('floors', facts)).toEqual({
      kind: 'unknown',
      reason: 'no-safe-date',
      missing: [{ ...asked, fact: 'a safe date' }],
      summary: 'cannot be judged without a safe date (deal → dates → wanted → complete)',
    });
  });
});

test('what the library would say of items is told of each of them', () => {
  const [, bagg, bg] = facts.deal.items;
  const outcome = unknownForUnlisted('the steps', [bagg, bg]);
  expect(outcome).toMatchObject({
    reason: 'unlisted',
    missing: [
      { file: 'deal', key: 'items', owedBy: 'deal', at: bagg.at },
      { file: 'deal', key: 'items', owedBy: 'deal', at: bg.at },
    ],
    summary:
      "cannot be judged without the steps of 'bagg', which is not in the library (deal → items); " +
      "cannot be judged without the steps of 'bg', which is not in the library (deal → items)",
  });
});

test('what is known is told before what is missing', () => {
  const fact: MissingFact = {
    fact: 'the staff on shift',
    file: 'capacity',
    key: 'roster.12.staff.2nd',
    owedBy: 'operations',
    at: at('capacity'),
  };
  // Which entry of the list it is, the fact says; a key that only begins or ends with a digit is one.
  const text = 'operations owes: the staff on shift (capacity.yaml → roster → staff → 2nd)';
  expect(missingText(fact)).toBe(text);
  expect(missingText({ ...fact, key: '' })).toBe('operations owes: the staff on shift (capacity.yaml)');
  expect(missingText({ ...fact, key: 'roster.b2' })).toContain('(capacity.yaml → roster → b2)');
  expect(missingText({ ...fact, owedBy: 'deal', typed: 'add --by DATE' })).toBe(
    'cannot be judged without the staff on shift: add --by DATE',
  );
  expect(unknownWithout('no-roster', [fact, { ...fact, key: '' }], '3 of 4 nights hold')).toEqual({
    kind: 'unknown',
    reason: 'no-roster',
    missing: [fact, { ...fact, key: '' }],
    summary: `3 of 4 nights hold; ${text}; operations owes: the staff on shift (capacity.yaml)`,
  });
  expect(unknownWithout('no-roster', [fact])).toMatchObject({ missing: [fact], summary: text });
});
