// A digest speaks of the meaning: what a formatter may do to a deal file keeps it, and any word, number or date kills it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../src/model/day.ts';
import { priceMeaning, scopeMeaning } from '../../src/model/scope.ts';
import { changesBetween, type Meaning } from '../../src/model/signoff.ts';
import { loadSignOff } from '../../src/load/signoffs.ts';
import { canonical, digestOf, hashOf } from '../../src/signoff/digest.ts';
import { seal } from '../../src/signoff/seal.ts';
import { judgeBase } from '../rules/workspace.ts';

const DEAL = `handoff: 1
customer: Acme Outdoor
wanted: 2026-12-18
items:
  - id: bags
    deliverable: bag
    quantity: 10
    options: {colour: black}
    custom:
      - {id: liner, what: "Café liner, recycled cotton", effort: {sewer: 4h}, price: 240, change: reversible, undo: "unpicked"}
staffing:
  - {needs: {sewer: 1}, from: 2026-11-17, to: 2026-12-18, share: 50%}
pricing: {total: 600, exceptions: [{what: Free set-up, amount: 100}]}
`;

const meaningOf = (deal: string): Meaning => {
  const { facts } = judgeBase({ deal });
  return { ...scopeMeaning(facts.deal), prices: priceMeaning(facts.deal) };
};
const before = digestOf(meaningOf(DEAL));

describe('keeps the digest', () => {
  test.each<[string, (deal: string) => string]>([
    [
      'requoting',
      (deal) =>
        deal
          .replace('"unpicked"', 'unpicked')
          .replace('black', "'black'")
          .replace('customer: Acme', 'customer: "Acme')
          .replace('Outdoor\n', 'Outdoor"\n'),
    ],
    [
      'folding a text over lines',
      (deal) => deal.replace('what: "Café liner, recycled cotton"', 'what: "Café liner,\n         recycled   cotton"'),
    ],
    [
      'the order of keys',
      (deal) =>
        deal
          .replace('id: liner, what: "Café liner, recycled cotton"', 'what: "Café liner, recycled cotton", id: liner')
          .replace('    quantity: 10\n', '')
          .replace('  - id: bags\n', '  - id: bags\n    quantity: 10\n'),
    ],
    ['block style for flow style', (deal) => deal.replace('options: {colour: black}', 'options:\n      colour: black')],
    ['CRLF', (deal) => deal.replaceAll('\n', '\r\n')],
    ['decomposed characters', (deal) => deal.replace('é', 'e\u0301')],
    ['a comment', (deal) => deal.replace('quantity: 10', 'quantity: 10 # as they said')],
    ['what is no part of the scope', (deal) => deal.replace('Acme Outdoor', 'Acme').replace('wanted: 2026-12-18', 'wanted: 2027-01-15')],
    ['a number written otherwise', (deal) => deal.replace('total: 600', 'total: 600.00').replace('4h', '240m')],
  ])('%s', (_, change) => {
    expect(change(DEAL)).not.toBe(DEAL);
    expect(digestOf(meaningOf(change(DEAL)))).toBe(before);
  });
});

describe('kills the digest, and says what it was', () => {
  test.each([
    ['quantity: 10', 'quantity: 11', 'items.bags.quantity', '10', '11'],
    ['colour: black', 'colour: sand', 'items.bags.options.colour', 'black', 'sand'],
    ['recycled cotton', 'recycled wool', 'items.bags.custom.liner.what', 'Café liner, recycled cotton', 'Café liner, recycled wool'],
    ['price: 240', 'price: 240.50', 'items.bags.custom.liner.price', '240', '240.50'],
    ['sewer: 4h', 'sewer: 5h', 'items.bags.custom.liner.effort[0]', 'sewer: 4h', 'sewer: 5h'],
    ['change: reversible', 'change: permanent', 'items.bags.custom.liner.change', 'reversible', 'permanent'],
    ['to: 2026-12-18', 'to: 2026-12-21', 'staffing[0].to', '2026-12-18', '2026-12-21'],
    ['50%', '55%', 'staffing[0].share', '50%', '55%'],
    ['total: 600', 'total: 610', 'prices.total', '600', '610'],
    ['amount: 100', 'amount: 90', 'prices.exceptions[0].amount', '100', '90'],
  ])('%s → %s', (was, is, path, from, to) => {
    const now = meaningOf(DEAL.replace(was, is));
    expect(digestOf(now)).not.toBe(before);
    expect(changesBetween(meaningOf(DEAL), now)).toEqual([{ path, from, to }]);
  });

  test('a new version of the process behind an item', () => {
    const { facts } = judgeBase({ deal: DEAL, deliverables: (text) => text.replace('version: 2', 'version: 3') });
    expect(changesBetween(meaningOf(DEAL), { ...scopeMeaning(facts.deal), prices: priceMeaning(facts.deal) })).toEqual([
      { path: 'items.bags.version', from: '2', to: '3' },
    ]);
  });
});

const text = fc.string({ unit: 'grapheme' });
const plain = fc.letrec<{ meaning: Meaning; leaf: Meaning }>((tie) => ({
  leaf: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
  meaning: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(tie('meaning'), { maxLength: 4 }),
    fc.dictionary(text, tie('meaning'), { maxKeys: 4 }),
  ),
})).meaning;

describe('for any meaning', () => {
  test('digests are the same exactly where nothing changed', () => {
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        expect(digestOf(one) === digestOf(other)).toBe(changesBetween(one, other).length === 0);
      }),
    );
  });

  test('what is sealed is read again, and says the same', () => {
    fc.assert(
      fc.property(plain, text, (meaning, reason) => {
        const at = parseDay('2026-11-16') as number;
        const said = {
          type: 'handoff/approval@1',
          deal: 'd',
          subject: 's',
          meaning,
          by: 'ana',
          at,
          level: 'typed',
          supersedes: [],
        } as const;
        const { name, text, signoff } = seal({ ...said, ...(reason.trim() !== '' && { reason }) });
        const read = loadSignOff({ kind: 'signoff', path: `signoffs/d/${name}`, bytes: new TextEncoder().encode(text) }, 'd');
        expect(read).toEqual({ signoff, diagnostics: [] });
      }),
    );
  });
});

test('SHA-256 is the one of FIPS 180-4, in UTF-8', () => {
  expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashOf(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

// The vectors of RFC 8785's author; kept beside the repository and not in it.
const vectors = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'corpora', 'jcs', 'testdata');
describe.skipIf(!existsSync(vectors))('canonical JSON', () => {
  test.each(existsSync(vectors) ? readdirSync(join(vectors, 'input')).filter((name) => name.endsWith('.json')) : [])('%s', (name) => {
    const read = (side: string) => readFileSync(join(vectors, side, name), 'utf8');
    expect(canonical(JSON.parse(read('input')))).toBe(read('output'));
  });
});
