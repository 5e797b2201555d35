import { describe, expect, test } from 'vitest';
import type { SignOff } from '../../src/model/signoff.ts';
import { judgeBase, signOff } from './workspace.ts';

const RULE = 'reversible';
type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;
const deal = (...lines: string[]): Changes => ({
  deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed, email: sam@larkfield.example}\nwanted: 2026-12-18\n${lines.join('\n')}\n`,
});
const custom = (more: string) =>
  deal(`items: [{deliverable: bag, quantity: 10, custom: [{id: dye, what: Dyed felt, effort: {cutter: 4h}, price: 400${more}}]}]`);
const promise = (more: string, items = 'items: [bag:10]') =>
  deal(
    items,
    `promises: [{id: bags, text: Ten bags, complete_when: {observable: Ten bags, measure: bags, threshold: '10', evidence: note}${more}}]`,
  );
const of = (changes: Changes, signoffs: readonly SignOff[] = []) => judgeBase(changes, signoffs).of(RULE);

/** What an approver of the dyed felt looks at. */
const dye = (more: Record<string, string | null>) => ({
  what: 'Dyed felt',
  choice: null,
  effort: { cutter: '4h' },
  price: '400 USD',
  undo: null,
  ...more,
});

describe('what is permanent', () => {
  test('says whether it is built, done with a partner, or bought', () => {
    expect(of(custom(', change: permanent'))).toMatchObject({
      verdict: 'needs-approval',
      approver: 'leadership',
      reason: `${RULE}/no-choice`,
      findings: [
        {
          message: "'dye' stays for good, and nobody has said whether it is built, done with a partner, or bought",
          at: { path: ['items', 0, 'custom', 0, 'change'] },
          help: 'add choice: build, partner or buy; or make it a pilot that can be undone',
        },
      ],
    });
    expect(of(promise(', commitment: permanent'))).toMatchObject({
      reason: `${RULE}/no-choice`,
      findings: [{ at: { path: ['promises', 0, 'commitment'] } }],
    });
  });

  test('is approved by leadership, and again when it changes', () => {
    const built = custom(', change: permanent, choice: build, approved_by: dora');
    const signed = (by: string, more = {}) =>
      signOff({ subject: 'permanent/custom/bag.dye', by, meaning: dye({ choice: 'build', ...more }) });
    expect(of(built)).toMatchObject({
      reason: `${RULE}/unapproved`,
      findings: [
        {
          message: "'dye' stays for good (build), and that is not approved",
          help: `ask dora (leadership): handoff approve deal.yaml ${RULE} --subject permanent/custom/bag.dye; or make it a pilot that can be undone`,
        },
      ],
    });
    expect(of(built, [signed('dora')])).toMatchObject({ verdict: 'pass', summary: "'dye' is approved by dora on 2026-11-16" });
    expect(of(built, [signed('ana')]).summary).toBe("'dye' stays for good (build), and that is not approved: ana is not one of leadership");
    expect(of(built, [signed('dora', { price: '500 USD' })]).summary).toContain('price became 400 USD (was 500 USD)');
    expect(of(built, [signed('dora', { effort: { cutter: '3h' } })]).summary).toContain('effort.cutter became 4h (was 3h)');
  });

  test('is approved of a promise too', () => {
    const built = promise(', commitment: permanent, choice: buy');
    const meaning = { text: 'Ten bags', choice: 'buy', undo: null };
    expect(of(built).reason).toBe(`${RULE}/unapproved`);
    expect(of(built, [signOff({ subject: 'permanent/promise/bags', by: 'dora', meaning })]).verdict).toBe('pass');
    expect(of(built, [signOff({ subject: 'permanent/promise/bags', by: 'dora', meaning: { ...meaning, text: 'Bags' } })]).reason).toBe(
      `${RULE}/unapproved`,
    );
  });
});

describe('what is reversible', () => {
  const undone = custom(', change: reversible, undo: plain felt is used again');

  test('says how it is undone', () => {
    expect(of(custom(', change: reversible'))).toMatchObject({
      verdict: 'needs-approval',
      reason: `${RULE}/no-undo`,
      findings: [
        {
          message: "'dye' is said to be reversible, and nobody has said how it is undone",
          at: { path: ['items', 0, 'custom', 0, 'change'] },
          help: 'ask its doer, and add undo: …',
        },
      ],
    });
  });

  test('is not passed on the word of the deal alone: its doer says that it can be undone so', () => {
    const check = of(undone);
    expect(check).toMatchObject({ verdict: 'unknown', blocking: false, reason: `${RULE}/not-agreed`, missing: [{ owedBy: 'operations' }] });
    expect(check.summary).toBe(
      `operations owes: the word of ben that 'dye' can be undone ('plain felt is used again'): ask ben: handoff approve deal.yaml ${RULE} --subject undo/custom/bag.dye (deal → items → custom → undo)`,
    );
    const signed = (by: string, undo = 'plain felt is used again') =>
      signOff({ subject: 'undo/custom/bag.dye', by, meaning: dye({ undo }) });
    expect(of(undone, [signed('ben')])).toMatchObject({ verdict: 'pass', summary: "'dye' is approved by ben on 2026-11-16" });
    expect(of(undone, [signed('ana')]).reason).toBe(`${RULE}/not-agreed`);
    expect(of(undone, [signed('ben', 'the dye is washed out')]).reason).toBe(`${RULE}/not-agreed`);
  });

  test('a promise, by its doer; a delivery lead where nobody is named', () => {
    const said = promise(', commitment: reversible, undo: they are sent back, doer: cleo');
    const meaning = { text: 'Ten bags', choice: null, undo: 'they are sent back' };
    const signed = (by: string) => signOff({ subject: 'undo/promise/bags', by, meaning });
    expect(of(said, [signed('cleo')]).verdict).toBe('pass');
    expect(of(said, [signed('ben')]).verdict).toBe('unknown');
    const nobody: Changes = { ...undone, deliverables: (text) => text.replace('    doer: ben\n', '') };
    expect(of(nobody).summary).toContain("the word of a delivery lead that 'dye' can be undone");
    expect(
      of(nobody, [signOff({ subject: 'undo/custom/bag.dye', by: 'ana', meaning: dye({ undo: 'plain felt is used again' }) })]).verdict,
    ).toBe('pass');
  });
});

test('a customization that says neither is asked for', () => {
  expect(of(custom(''))).toMatchObject({
    verdict: 'unknown',
    blocking: true,
    reason: `${RULE}/unmarked`,
    summary: "cannot be judged without whether 'dye' can be undone (reversible or permanent) (deal → items → custom → change)",
  });
  const two = deal(
    'items: [{deliverable: bag, quantity: 10}, {id: dyed, deliverable: bag, quantity: 1, custom: [{id: dye, what: Dyed, effort: {cutter: 1h}, price: 90}]}]',
  );
  expect(of(two).summary).toContain("whether 'dye' of dyed can be undone");
});

describe('a pilot', () => {
  // Ten bags are 21h of work, one step of a working day each: cut 8h, sew 8h, check 4h, wrap 1h.
  test.each([
    ['length: 14d, customers: 1', 'pass'],
    ['length: 15d, customers: 1', 'needs-approval'],
    ['length: 10bd, customers: 1', 'pass'],
    ['length: 11bd, customers: 1', 'needs-approval'],
    ['length: 14d, customers: 2', 'needs-approval'],
    ['length: 14d, customers: 1, effort: 40h', 'pass'],
    ['length: 14d, customers: 1, effort: 41h', 'needs-approval'],
    ['length: 2w, customers: 1, effort: 2401m', 'needs-approval'],
  ])('of %s', (pilot, verdict) => {
    expect(of(promise(`, pilot: {${pilot}}`)).verdict).toBe(verdict);
  });

  test('says what it is and what a pilot is', () => {
    expect(of(promise(', pilot: {length: 14d, customers: 1}')).summary).toBe("'bags' is a pilot: 14d, 1 customer and 21h of work");
    expect(of(promise(', pilot: {length: 3w, customers: 2, effort: 10h}'))).toMatchObject({
      reason: `${RULE}/too-large-for-a-pilot`,
      findings: [
        {
          message: "'bags' is called a pilot, with 21d, 2 customers and 21h of work; a pilot is at most 14d, 1 customer and 40h of work",
          at: { path: ['promises', 0, 'pilot'] },
          help: 'make it that small, or sell it as what it is: leave pilot out',
          data: { promise: 'bags', length: '21d', customers: 2, effort: '21h' },
        },
      ],
    });
  });

  test('is as much work as its items are, whatever the deal says', () => {
    const limit = (effort: string): Changes => ({ policy: (text) => `${text}  ${RULE}: {effort: ${effort}}\n` });
    const said = promise(', pilot: {length: 14d, customers: 1, effort: 1h}');
    expect(of({ ...said, ...limit('21h') }).verdict).toBe('pass');
    expect(of({ ...said, ...limit('20h') }).verdict).toBe('needs-approval');
    // Only its own items count, where it names some.
    const items = 'items: [{deliverable: bag, quantity: 10}, {id: more, deliverable: bag, quantity: 10, skip: [wrap]}]';
    expect(of({ ...promise(', items: [more], pilot: {length: 14d, customers: 1}', items), ...limit('20h') }).verdict).toBe('pass');
    expect(of({ ...promise(', pilot: {length: 14d, customers: 1}', items), ...limit('40h') }).verdict).toBe('needs-approval');
    // A machine has no hours of work.
    const machine: Changes = {
      capacity: (text) => `${text.replace('role: cutter}', 'role: lead}')}equipment: [{id: m, role: cutter}]
`,
    };
    expect(of({ ...said, ...machine, ...limit('13h') }).verdict).toBe('pass');
    expect(of({ ...said, ...machine, ...limit('12h') }).verdict).toBe('needs-approval');
  });

  test('its limits are options', () => {
    const limits = (written: string): Changes => ({ policy: (text) => `${text}  ${RULE}: {${written}}\n` });
    const longer = promise(', pilot: {length: 15d, customers: 2}');
    expect(of({ ...longer, ...limits('length: 15d, customers: 2') }).verdict).toBe('pass');
    expect(of({ ...longer, ...limits('length: 15d') }).verdict).toBe('needs-approval');
  });
});

test('nothing to judge: a standard deal, and one that is none for another reason', () => {
  expect(of({})).toMatchObject({ verdict: 'not-applicable', reason: `${RULE}/standard-deal` });
  expect(of(deal('items: [bag:10]', 'pricing: {total: 2690}'))).toMatchObject({
    verdict: 'not-applicable',
    summary: 'nothing is changed beyond the library',
  });
});
