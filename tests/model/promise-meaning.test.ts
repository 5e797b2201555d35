// What a restatement speaks of: which bands the library's quantities fall into, and which changes of deal and library it survives.
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { bandOf, dueOf, exclusionsOf, promiseMeaning, standingMeaning, standingSubject } from '../../src/model/promise-meaning.ts';
import { changesBetween } from '../../src/model/signoff.ts';
import { changesText } from '../../src/rules/approvals.ts';
import { judgeBase } from '../rules/workspace.ts';

describe('the band of a quantity', () => {
  const lead_time = { unit: 'bd', n: 12 } as const;
  const bands = (...ends: (number | null)[]) => ({ lead_time: { standard: ends.map((up_to) => ({ up_to, lead_time })) } });

  test.each([
    [bands(200, 1000), 1, 1, 200],
    [bands(200, 1000), 200, 1, 200],
    [bands(200, 1000), 201, 201, 1000],
    // Beyond the last end, and where there is none: up to the next power of ten.
    [bands(200, 1000), 1001, 1001, 10_000],
    [bands(200, null), 201, 201, 1000],
    [bands(200, null), 1000, 201, 1000],
    [bands(200, null), 1001, 1001, 10_000],
    [bands(null), 1, 1, 10],
    [bands(), 10, 1, 10],
    [bands(), 11, 11, 100],
    [bands(), 1_000_000_000, 100_000_001, 1_000_000_000],
  ])('%j: %i lies in %i to %i', (entry, quantity, from, to) => {
    expect(bandOf(entry, quantity)).toEqual({ from, to });
  });

  test('is part of the subject, with the version', () => {
    expect(standingSubject({ id: 'branded-bag', version: 3 }, { from: 1, to: 200 })).toBe('deliverable/branded-bag@3/1-200');
  });
});

const PROMISES = `promises:
  - id: on-site
    text: Ten bags at the door
    complete_when: {observable: ten bags are at the door, measure: bags, threshold: "10", evidence: signed note}
    items: [bag]
    quantity: 10
    due: 2026-12-18
    excludes: [gift wrapping, engraving]
`;
const DEAL = `handoff: 1
customer: Acme Outdoor
wanted: 2026-12-18
exclusions: [Storage]
items:
  - {id: bag, deliverable: bag, quantity: 10, custom: [{id: liner, what: A liner, effort: {sewer: 8h}, price: 900, change: reversible, undo: cut it out}]}
${PROMISES}`;
const meant = ({ facts }: { facts: Facts }) => promiseMeaning(facts, facts.deal.promises[0]);
const before = meant(judgeBase({ deal: DEAL }));
const changes = (from: string | RegExp, to: string) =>
  changesText(changesBetween(before, meant(judgeBase({ deal: DEAL.replace(from, to) }))));

describe('a promise means the same', () => {
  test.each([
    ['in other quotes', 'Ten bags at the door', "'Ten bags at the door'"],
    ['folded over lines', 'Ten bags at the door', '>-\n      Ten bags\n      at the door'],
    ['with its exclusions in another order', '[gift wrapping, engraving]', '[engraving, gift wrapping]'],
    ['whoever the customer is', 'Acme Outdoor', 'Norwell'],
    ['whatever else the deal leaves out', '[Storage]', '[Insurance]'],
    ['when the deal wants another day', 'wanted: 2026-12-18', 'wanted: 2026-12-21'],
  ])('%s', (_, from, to) => {
    expect(DEAL).toContain(from);
    expect(changes(from, to)).toBe('');
  });
});

describe('and something else', () => {
  test.each([
    ['Ten bags at', 'Ten sacks at', 'text became Ten sacks at the door (was Ten bags at the door)'],
    ['threshold: "10"', 'threshold: "12"', 'complete_when.threshold became 12 (was 10)'],
    ['    quantity: 10', '    quantity: 9', 'quantity became 9 (was 10)'],
    ['due: 2026-12-18', 'due: 2026-12-17', 'due became 2026-12-17 (was 2026-12-18)'],
    [', engraving', '', 'excludes.engraving was removed (was excluded)'],
    ['quantity: 10, custom', 'quantity: 12, custom', 'items.bag.quantity became 12 (was 10)'],
    ['sewer: 8h', 'sewer: 9h', 'items.bag.custom.liner.effort[0] became sewer: 9h (was sewer: 8h)'],
    ['price: 900', 'price: 901', 'items.bag.custom.liner.price became 901 (was 900)'],
    ['cut it out', 'leave it', 'items.bag.custom.liner.undo became leave it (was cut it out)'],
  ])('with %s → %s', (from, to, told) => {
    expect(DEAL).toContain(from);
    expect(changes(from, to)).toBe(told);
  });

  test('with another version of the library', () => {
    const { facts } = judgeBase({ deal: DEAL, deliverables: (text) => text.replace('version: 2', 'version: 3') });
    expect(changesText(changesBetween(before, meant({ facts })))).toBe('items.bag.version became 3 (was 2)');
  });
});

test('what a promise leaves out is its own; the deal’s and the library’s may be known besides', () => {
  const { facts } = judgeBase({
    deal: DEAL,
    deliverables: (text) => text.replace('    options:', '    exclusions: [Gift  Wrapping, Repairs]\n    options:'),
  });
  expect(exclusionsOf(facts, facts.deal.promises[0])).toEqual({ own: ['gift wrapping', 'engraving'], others: ['Storage', 'Repairs'] });
});

test('a promise without a day of its own is due when its phase is, else when the deal is', () => {
  const due = (deal: string) => {
    const { facts } = judgeBase({ deal });
    return dueOf(facts, facts.deal.promises[0])! - facts.today;
  };
  const bare = DEAL.replace('    due: 2026-12-18\n', '');
  // From 2026-11-16: 2026-12-18 is 32d later, 2026-12-11 25d, 2026-12-04 18d.
  expect(due(bare)).toBe(32);
  expect(due(DEAL.replace('due: 2026-12-18', 'due: 2026-12-11'))).toBe(25);
  const phased = bare
    .replace('wanted: 2026-12-18', 'dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: 2026-12-04}]}')
    .replace(/items:\n.*\n/, 'items: [{id: bag, deliverable: bag, quantity: 10}, {id: rest, deliverable: bag, quantity: 10, phase: 2}]\n');
  expect(due(phased)).toBe(18);
});

describe('a standing restatement', () => {
  const entryOf = (from = '', to = '') =>
    judgeBase(from === '' ? {} : { deliverables: (text) => text.replace(from, to) }).facts.library['bag'];
  const band = { from: 1, to: 10 };
  const was = standingMeaning(entryOf(), band);

  test.each([
    ['duration: 8h, after: [glue]', 'duration: 4h, after: [glue]', 'steps.sew.duration became 4h (was 8h)'],
    ['window: 2d', 'window: 3d', 'steps.glue.window became 3d (was 2d)'],
    ['evidence: signed delivery note', 'evidence: photo', 'complete_when.evidence became photo (was signed delivery note)'],
    ['[black, sand]', '[black, sand, red]', 'options.colour.one_of[1] became red (was sand) and options.colour.one_of[2] was added (sand)'],
    ['    options:', '    exclusions: [Repairs]\n    options:', 'excludes.Repairs was added (excluded)'],
    ['    options:', '    lead_time: 5bd\n    options:', 'lead_time was added (5bd)'],
    ['version: 2', 'version: 3', 'version became 3 (was 2)'],
    ['    options:', '    assumptions: [The door is open]\n    options:', 'assumptions.The door is open was added (assumed)'],
  ])('is one of the process: not with %s → %s', (from, to, told) => {
    expect(changesText(changesBetween(was, standingMeaning(entryOf(from, to), band)))).toBe(told);
  });

  test.each([
    ['price: {setup: 2500, each: 20}', 'price: {setup: 2600, each: 20}'],
    ['owner: ana', 'owner: ben'],
    ['costs: 8h}', 'costs: 9h}'],
  ])('also with %s → %s', (from, to) => {
    expect(changesBetween(was, standingMeaning(entryOf(from, to), band))).toEqual([]);
  });
});
