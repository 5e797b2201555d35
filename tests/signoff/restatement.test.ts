// A restatement is read again as it was said, in the notations of the files.
import { expect, test } from 'vitest';
import { loadSignOff } from '../../src/load/signoffs.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Restatement } from '../../src/model/restatement.ts';
import { seal } from '../../src/signoff/seal.ts';

const on = (text: string) => parseDay(text) as Day;

const FULL: Restatement = {
  words: 'Three hundred bags lie counted in the shop of Acme',
  due: on('2026-12-18'),
  quantity: 300,
  evidence: ['signed delivery note'],
  excludes: ['gift wrapping'],
  delivers: 'later',
  later: on('2026-12-21'),
  can_hold_standard: 'hesitate',
  commitment: 'reversible',
  undo: 'the label is replaced',
  failures: [
    { id: 'thread', what: 'Thread is out of stock', hits: ['sew'], delays: { unit: 'bd', n: 2 } },
    { id: 'sick', what: 'Somebody is ill', hits: 'any', costs: { unit: 'min', n: 960 } },
    { id: 'reprint', what: 'The print fails', hits: ['print'], repeats: 125_000 },
  ],
  efforts: [{ custom: 'bags.liner', work: [{ role: 'engineer.senior', time: { unit: 'min', n: 2400 } }] }],
  drawn: 4,
};

const BARE: Restatement = {
  words: 'The hall is painted and dry',
  due: null,
  quantity: null,
  evidence: [],
  excludes: [],
  delivers: 'unsure',
  can_hold_standard: 'no',
  commitment: 'permanent',
  failures: [],
  efforts: [],
};

test.each([
  ['all that can be said', FULL],
  ['no more than has to be', BARE],
])('%s is read as it was said', (_, restatement) => {
  const type = 'handoff/restatement@1';
  const said = { type, deal: 'acme-041', subject: 'promise/bags', meaning: { text: 'bags' }, by: 'ana', at: on('2026-11-20') } as const;
  const { name, text } = seal({ ...said, level: 'typed', restatement, supersedes: [] });
  const { signoff, diagnostics } = loadSignOff(
    { kind: 'signoff', path: `signoffs/acme-041/${name}`, bytes: Buffer.from(text) },
    'acme-041',
  );
  expect(diagnostics).toEqual([]);
  expect(signoff?.restatement).toEqual(restatement);
});
