// Texts of two sides, mixed: each file is taken from the side that is picked for its input, and from no other.
import { expect, test } from 'vitest';
import { mixed } from '../../src/diff/mix.ts';
import type { Side } from '../../src/diff/side.ts';
import { INPUTS, type Input } from '../../src/report/diff.ts';

/** A side of which each part says whose it is. */
const side = (name: string): Side => {
  const one = (what: string) => `${name} ${what}`;
  const text = {
    source: one('deal'),
    documents: [one('documents')],
    signoffs: [one('signed')],
    signatures: [one('keys')],
    confirmed: one('confirmed'),
  };
  const texts = {
    policy: one('policy'),
    signers: one('signers'),
    revoked: one('revoked'),
    capacity: one('capacity'),
    holds: [one('holds')],
    bookings: [one('bookings')],
    deliverables: [one('library')],
    history: one('history'),
    baseline: one('baseline'),
    standing: { signoffs: [one('standing')], signatures: [] },
  };
  const deals = new Map([['acme', { text, companions: [one('companion')] }]]);
  return { texts, deals, today: one('today'), world: one('world') } as unknown as Side;
};
const [before, after] = [side('before'), side('after')];
/** What is the newer side's where one input is. */
const newerOf = (changed: Input): string[] => {
  const { texts, today, world } = mixed('acme', (input) => (input === changed ? after : before));
  const all = [...JSON.stringify([texts, today, world]).matchAll(/"(before|after) (\w+)"/g)].map(([, whose, what]) => [whose, what]);
  expect(all).toHaveLength(18);
  return all.flatMap(([whose, what]) => (whose === 'after' ? [what] : [])).toSorted();
};

test.each<[Input, string[]]>([
  ['deal', ['deal', 'documents']],
  ['sign-offs', ['confirmed', 'keys', 'signed', 'standing', 'world']],
  ['capacity', ['bookings', 'capacity', 'holds']],
  ['library', ['library']],
  ['policy', ['policy', 'revoked', 'signers']],
  ['history', ['history']],
  ['baseline', ['baseline']],
  ['others', ['companion']],
  ['today', ['today']],
])('%s alone brings %j', (input, expected) => {
  expect(newerOf(input)).toEqual(expected);
});

test('no input is forgotten', () => {
  expect(INPUTS.flatMap(newerOf)).toHaveLength(18);
});
