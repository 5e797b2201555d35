// What every rule that asks for approvals owes: `handoff approve` can write them, and what is written is what the rule asks for.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSignOff } from '../../src/load/signoffs.ts';
import { approvalOf, type SignOff } from '../../src/model/signoff.ts';
import { PRINCIPALS } from '../../src/model/policy.ts';
import { RULES } from '../../src/rules/index.ts';
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
        const by = typeof approvable.who === 'object' ? approvable.who.person : 'pat';
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
