// What every rule that asks for approvals owes: `handoff approve` can write them, and what is written is what the rule asks for.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSignOff } from '../../src/load/signoffs.ts';
import { approvalOf, type SignOff } from '../../src/model/signoff.ts';
import { PRINCIPALS } from '../../src/model/policy.ts';
import { RULES } from '../../src/rules/index.ts';
import { changesText } from '../../src/rules/approvals.ts';
import { seal } from '../../src/signoff/seal.ts';
import { judgeTexts, RULES_FOLDER, signOffsOf, textsOf, type Judged } from './workspace.ts';

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
});
