// Who owns a delivery and is called when it goes wrong: both sides of each day, and what is told. Inputs are in inputs.test.ts.
import { describe, expect, test } from 'vitest';
import { at } from '../../src/model/place.ts';
import type { Deal } from '../../src/model/facts.ts';
import { ownerInputsEscalation } from '../../src/rules/owner-inputs-escalation.ts';
import { judgeBase } from './workspace.ts';

type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;

/** What the rule says of the base deal, owned by ana and escalated to dora by the library, with some of it said otherwise. */
function said({
  lines = '',
  items = '[bag:10]',
  wanted = 'wanted: 2026-12-18',
  levels = 1,
  deal = {},
  ...changes
}: {
  lines?: string;
  items?: string;
  wanted?: string;
  levels?: 0 | 1 | 2 | 3;
  deal?: Partial<Deal>;
  capacity?: Changes['capacity'];
  deliverables?: Changes['deliverables'];
}) {
  const { facts, schedule } = judgeBase({ ...changes, deal: `handoff: 1\ncustomer: Acme Outdoor\n${wanted}\nitems: ${items}\n${lines}\n` });
  return ownerInputsEscalation.check({ ...facts, schedule, others: [], deal: { ...facts.deal, ...deal } }, { levels });
}

const ana = (more: string) => ({
  capacity: (text: string) => text.replace('email: ana@larkfield.example', `email: ana@larkfield.example, ${more}`),
});

test('says who owns it, who is called, and what is here', () => {
  expect(said({})).toEqual({ kind: 'pass', note: 'ana owns it, then dora', notes: [] });
  expect(said({ levels: 0, deal: { escalation: [] } })).toMatchObject({ note: 'ana owns it' });
  const deliverables = (text: string) => text.replace('    steps:', '    inputs: [{id: artwork, blocks: [cut]}]\n    steps:');
  expect(said({ deliverables, lines: 'inputs: [{id: artwork, received: 2026-11-12}]' })).toMatchObject({
    notes: ['artwork from Acme Outdoor, here'],
  });
});

describe('nobody owns it', () => {
  test('is told with who could', () => {
    expect(said({ deal: { owner: null } })).toMatchObject({
      kind: 'fail',
      reason: 'no-owner',
      findings: [
        {
          at: at('deal', 'delivery', 'owner'),
          help: 'add delivery: {owner: …} (ana, dora, ben, cleo, ines), or operations name one in the library',
        },
      ],
    });
  });

  test('is no news of an item that the library does not have', () => {
    expect(said({ items: '[bag:10, bagg:1]', deal: { owner: null } })).toMatchObject({
      kind: 'unknown',
      summary: "cannot be judged without the owner and the inputs of 'bagg', which is not in the library (deal → items)",
    });
    expect(said({ items: '[bag:10, bagg:1]' })).toMatchObject({
      kind: 'unknown',
      summary: "cannot be judged without the inputs of 'bagg', which is not in the library (deal → items)",
    });
  });
});

describe('the owner is away', () => {
  const away = (what: string, on: string) => ({
    kind: 'fail',
    reason: 'away',
    findings: [
      {
        message: `ana owns it and is away on ${on}, ${what}`,
        help: `name another owner, or move ${what}`,
        data: { owner: 'ana', away: on },
      },
    ],
  });

  test.each([
    // The plan begins on Tuesday 17 November, and the deal is wanted for Friday 18 December.
    ['from: 2026-11-17', null],
    ['from: 2026-11-18', away('the start', '2026-11-17')],
    ['until: 2026-12-18', null],
    ['until: 2026-12-17', away('completion', '2026-12-18')],
    ['off: [2026-11-17]', away('the start', '2026-11-17')],
    ['off: [2026-11-20]', null],
  ])('%s', (more, wanted) => {
    expect(said(ana(more))).toMatchObject(wanted ?? { kind: 'pass' });
  });

  test('at the first milestone', () => {
    const context = (on: string) => ({ ...ana('off: [2026-11-20]'), lines: `context: {first_milestone: {what: Drafts, on: ${on}}}` });
    expect(said(context('2026-11-20'))).toMatchObject(away('the first milestone', '2026-11-20'));
    expect(said(context('2026-11-19')).kind).toBe('pass');
    expect(said({ lines: 'context: {stakeholders: []}' }).kind).toBe('pass');
  });

  test('on the day that the plan begins, where none was asked for, though the deal could begin sooner', () => {
    // The cutter is away on Tuesday 17, so the plan begins on Wednesday 18.
    const capacity = (off: string) => (text: string) =>
      text
        .replace('email: ana@larkfield.example', `email: ana@larkfield.example, off: [${off}]`)
        .replace('email: ben@larkfield.example', 'email: ben@larkfield.example, off: [2026-11-17]');
    expect(said({ capacity: capacity('2026-11-17') }).kind).toBe('pass');
    expect(said({ capacity: capacity('2026-11-18') })).toMatchObject(away('the start', '2026-11-18'));
    // Without a date only the start is known.
    expect(said({ ...ana('until: 2026-11-17'), wanted: 'dates: {signature: 2026-11-16}' }).kind).toBe('pass');
  });
});

describe('an owner whom the library does not name', () => {
  test('must sign', () => {
    expect(said({ lines: 'delivery: {owner: ben}' })).toMatchObject({
      reason: 'not-the-library-s',
      findings: [
        {
          message: 'ben is named as the owner, and the library names ana',
          help: 'ben must sign to own it, or leave the owner to the library',
          data: { owner: 'ben', library: ['ana'] },
        },
      ],
    });
    const nobody = { deliverables: (text: string) => text.replace('    owner: ana\n', '') };
    expect(said({ ...nobody, lines: 'delivery: {owner: ben}' })).toMatchObject({
      findings: [{ message: 'ben is named as the owner, and the library names nobody', data: { library: [] } }],
    });
  });

  test('is none whom it names, or named by itself', () => {
    expect(said({ lines: 'delivery: {owner: ana}' }).kind).toBe('pass');
    expect(said({ deal: { owner: { id: 'ben', from: 'library', at: at('deal') } } }).kind).toBe('pass');
  });
});

describe('to escalate to', () => {
  const place = at('deal', 'delivery', 'escalation', 0);
  const named = (id: string, from: 'deal' | 'library' | 'policy' = 'deal') => ({ id, from, at: place });

  test('there are as many different people as asked for, beside the owner', () => {
    expect(said({ levels: 2 })).toMatchObject({
      reason: 'escalation',
      findings: [
        {
          message: 'there is only dora to escalate to beside the owner, and 2 different people are needed',
          help: 'add delivery: {escalation: […]}, or operations add escalation to the library or to policy',
          data: { levels: 2, named: ['dora'] },
        },
      ],
    });
    expect(said({ deal: { escalation: [] } })).toMatchObject({
      findings: [
        {
          message: 'there is nobody to escalate to beside the owner, and 1 different person is needed',
          at: at('deal', 'delivery', 'escalation'),
        },
      ],
    });
    expect(said({ deal: { escalation: [named('ana')] } })).toMatchObject({ reason: 'escalation', findings: [{ at: place }] });
    expect(said({ deal: { escalation: [named('ben'), named('dora')] }, levels: 2 }).kind).toBe('pass');
  });

  test('a principal of policy may stand above those who are planned, somebody else may not', () => {
    expect(said({ deal: { escalation: [named('ceo', 'policy')] } }).kind).toBe('pass');
    expect(said({ deal: { escalation: [named('ceo')] } })).toMatchObject({
      reason: 'not-a-person',
      findings: [{ message: "'ceo', to escalate to, is not among the people of capacity nor a principal of policy" }],
    });
  });

  test('nobody is named twice', () => {
    expect(said({ deal: { escalation: [named('dora'), named('ben'), named('dora')] } })).toMatchObject({
      findings: [
        {
          message: "'dora' is named twice to escalate to, and each level is another person",
          help: "name somebody else, or remove 'dora'",
          data: { named: 'dora' },
        },
      ],
    });
  });

  test('the library might name somebody of an item that it does not have; what the deal says itself it might not', () => {
    const of = (lines: string) => said({ items: '[bag:10, bagg:1]', deal: { escalation: [] }, lines });
    expect(of('').kind).toBe('unknown');
    expect(of('delivery: {escalation: [ana]}')).toMatchObject({ reason: 'escalation' });
  });
});
