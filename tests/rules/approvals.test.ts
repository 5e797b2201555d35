// What every rule that asks for approvals owes: `handoff approve` can write them, and what is written is what the rule asks for.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSignOff } from '../../src/load/signoffs.ts';
import { COMMAND_LINE } from '../../src/model/place.ts';
import { approvalOf, type Approvable, type SignOff } from '../../src/model/signoff.ts';
import { PRINCIPALS } from '../../src/model/policy.ts';
import { RULES } from '../../src/rules/index.ts';
import { approveHelp, changesText } from '../../src/rules/approvals.ts';
import { seal } from '../../src/signoff/seal.ts';
import { judgeBase, judgeTexts, RULES_FOLDER, signOff, signOffsOf, textsOf, type Judged } from './workspace.ts';

const asking = RULES.filter((rule) => 'approvals' in rule);

/** The rule's fixtures, judged. */
function fixturesOf(id: string): Judged[] {
  const folders = existsSync(join(RULES_FOLDER, id)) ? readdirSync(join(RULES_FOLDER, id)).map((name) => join(RULES_FOLDER, id, name)) : [];
  return folders.map((folder) => judgeTexts(textsOf(folder), signOffsOf(folder)));
}

describe.each(asking.map(({ id }) => id))('%s', (id) => {
  const fixtures = fixturesOf(id);

  test('asks for each thing by one name, of somebody there is', () => {
    for (const { judgement } of fixtures) {
      const all = judgement.checks.flatMap(({ approvals }) => approvals);
      expect(new Set(all.map(({ subject }) => subject)).size).toBe(all.length);
      for (const { who, what, subject } of all) {
        expect(typeof who === 'object' || PRINCIPALS.includes(who)).toBe(true);
        expect(`${what}${subject}`).not.toMatch(/undefined|\[object|\n/);
      }
    }
  });

  test('takes what is written for it as an approval, once it is read again', () => {
    for (const { facts, of } of fixtures) {
      for (const approvable of of(id).approvals) {
        const by = typeof approvable.who === 'object' && 'person' in approvable.who ? approvable.who.person : 'pat';
        const { subject, meaning } = approvable;
        const said = {
          type: 'handoff/approval@1',
          deal: facts.deal.id,
          subject,
          meaning,
          by,
          at: facts.today,
          level: 'typed',
          supersedes: [],
        } as const;
        const { name, text } = seal(said);
        const { signoff } = loadSignOff({ kind: 'signoff', path: name, bytes: new TextEncoder().encode(text) }, facts.deal.id);
        const sold = { ...facts.deal, seller: { name: 'Nobody here' }, file: { ...facts.deal.file, seller: { name: 'Nobody here' } } };
        const policy = { ...facts.policy, principals: { 'delivery-lead': ['pat'], leadership: ['pat'] } };
        const known = { ...facts, policy, deal: sold, signoffs: [signoff as SignOff] };
        expect(approvalOf(known, approvable)).toMatchObject({ state: 'approved', by });
      }
    }
  });
});

test('some rules ask for approvals', () => {
  expect(asking.map(({ id }) => id)).toEqual(expect.arrayContaining(['delivery-signoff', 'existing-customers']));
});

describe('what changed is told once', () => {
  const change = (path: string, from: string | null, to: string | null) => ({ path, from, to });

  test('by its smallest part, and not by the texts that have the same number', () => {
    // One quantity, told in five places of a meaning: the item's is what was sold.
    const five = [
      change('complete_when.observable', '300 bags accepted', '400 bags accepted'),
      change('complete_when.threshold', '300', '400'),
      change('items.bags.quantity', '300', '400'),
      change('quantity', '300', '400'),
      change('text', '300 bags at the dock', '400 bags at the dock'),
    ];
    expect(changesText(five)).toBe('items.bags.quantity became 400 (was 300)');
  });

  test('but what else a text says, another number of it, and each item are', () => {
    expect(changesText([change('text', '300 bags by 2026-12-18', '400 bags by 2026-12-17'), change('quantity', '300', '400')])).toBe(
      'quantity became 400 (was 300) and text became 400 bags by 2026-12-17 (was 300 bags by 2026-12-18)',
    );
    expect(changesText([change('text', '300 bags', '400 boxes'), change('quantity', '300', '400')])).toContain('400 boxes');
    expect(changesText([change('items.a.quantity', '1', '2'), change('items.b.quantity', '1', '2')])).toBe(
      'items.a.quantity became 2 (was 1) and items.b.quantity became 2 (was 1)',
    );
    expect(changesText([change('excludes.Photos', null, 'excluded')])).toBe('excludes.Photos was added (excluded)');
  });

  test('three of them, the smallest first, and how many more there are', () => {
    const words = (n: number) => change(`w${n}`, 'a'.repeat(n), Array.from({ length: n }, () => 'b').join('  '));
    expect(changesText([words(3), words(1), words(2)])).toBe(
      'w1 became b (was a), w2 became b  b (was aa) and w3 became b  b  b (was aaa)',
    );
    expect(changesText([words(4), words(3), words(1), words(2)])).toMatch(/^w1 .*, w2 .*, w3 .* and 1 more$/);
    expect(changesText([change('undo', 'we fetch them', null)])).toBe('undo was removed (was we fetch them)');
    // Two blanks make no third word: the text of two words comes before that of three.
    expect(changesText([change('three', 'x', 'b b b'), change('two', 'x', 'b   b')])).toMatch(/^two /);
  });

  test('a number is told whole, with its decimals and the parts of a date', () => {
    // The price is told; the text says no more than it, in all its digits.
    const told = (from: string, to: string) =>
      changesText([change('price', from, to), change('text', `all for ${from} EUR`, `all for ${to} EUR`)]);
    for (const [from, to] of [
      ['1200', '1300'],
      ['1,200.50', '1,300.50'],
      ['2026-12-18', '2026-12-21'],
    ])
      expect(told(from, to)).toBe(`price became ${to} (was ${from})`);
    // Of 10 and 12 pieces, of which only the first are more, the second say nothing.
    expect(changesText([change('quantity', '10', '11'), change('text', '10 bags in 12 boxes', '11 bags in 12 boxes')])).toBe(
      'quantity became 11 (was 10)',
    );
    // A decimal is no number of its own, and nothing that was told.
    expect(changesText([change('quantity', '5', '6'), change('text', '1.5 h each day', '1.6 h each day')])).toContain('1.6 h each day');
    // A text whose numbers are the same is another text all the same.
    expect(changesText([change('text', 'red bags', 'blue bags')])).toBe('text became blue bags (was red bags)');
  });
});

describe('what to do about it', () => {
  const judged = judgeBase({
    deal: 'handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: 2026-12-18\nitems: [bag:10]\n',
  });
  const of = (signoffs: readonly SignOff[], path = 'deal.yaml') => ({
    ...judged.facts,
    signoffs,
    deal: { ...judged.facts.deal, path },
    schedule: judged.schedule,
    others: [],
  });
  const asked: Approvable = { subject: 'scope', what: 'the scope', meaning: { items: 1 }, who: { person: 'ana' } };

  test('asks who can, by the command; a deal that was typed is written to a file first', () => {
    expect(approveHelp(of([]), 'delivery-signoff', asked)).toBe('ask ana: handoff approve deal.yaml delivery-signoff --subject scope');
    expect(approveHelp(of([]), 'delivery-signoff', asked, true)).toBe('ask ana: handoff approve deal.yaml delivery-signoff');
    expect(approveHelp(of([], COMMAND_LINE), 'delivery-signoff', asked)).toBe('write the deal to a file, for ana to approve');
  });

  test('asks who has approved for the signature that is wanted', () => {
    const typed = signOff({ subject: 'scope', meaning: { items: 1 }, by: 'ana' });
    const facts = of([typed]);
    const strict = { ...facts, policy: { ...facts.policy, signatures: { ...facts.policy.signatures, minimum: 'ssh' as const } } };
    expect(approveHelp(facts, 'delivery-signoff', asked)).toMatch(/^ask ana: handoff approve /);
    expect(approveHelp(strict, 'delivery-signoff', asked)).toMatch(/^ask ana to sign it: handoff sign deal\.yaml /);
  });
});
