// What a baseline keeps of a finding, and which checks no longer block by it.
import { describe, expect, test } from 'vitest';
import type { RecordedFinding } from '../../src/model/baseline.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { Place } from '../../src/model/place.ts';
import { againstBaseline, blockingFindings } from '../../src/rules/known.ts';
import type { Check } from '../../src/rules/run.ts';
import { judgeBase } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const LINES = `
dates: {wanted: {complete: {on: 2026-12-18, event: shipped}}, valid_until: 2026-11-20}
delivery: {owner: ana}
items:
  - {id: bags, deliverable: bag, quantity: 10, options: {colour: sand}, skip: [wrap], custom: [{id: liner, what: Liner, effort: {sewer: 8h}, price: 100, change: reversible, undo: cut out}]}
  - {deliverable: bag, id: more, quantity: 5}
materials: [{material: felt, quantity: 2, state: confirmed, eta: 2026-11-23, evidence: a call}]
inputs: []
discovery: [{question: dock, answer: Dock 4}]`;
const { facts, judgement } = judgeBase({ deal: `handoff: 1\ncustomer: {name: Acme Outdoor, existing: true}\n${LINES}\n` });
const passing = judgement.checks.find(({ rule }) => rule === 'in-library')!;

const place = (...path: Place['path']): Place => ({ file: 'deal', path, on: 'value' });
/** A check that fails with these findings. */
const failing = (places: readonly Place[], more: Partial<Check> = {}): Check => ({
  ...passing,
  verdict: 'fail',
  blocking: true,
  reason: 'in-library/not-offered',
  findings: places.map((at) => ({ at, message: 'it is not offered', help: 'offer it' })),
  ...more,
});
const known = (findings: readonly RecordedFinding[]): Facts => ({ ...facts, baseline: { recorded: day('2026-11-02'), findings } });

describe('a finding is known again by', () => {
  test('the deal, what it sells, the rule and the reason', () => {
    expect(blockingFindings([failing([place('items', 0)])], facts)).toEqual([
      {
        deal: 'deal',
        of: 'bag:10 colour=sand +liner -wrap, bag:5',
        rule: 'in-library',
        reason: 'not-offered',
        at: 'items[bags]',
        says: 'it is not offered',
      },
    ]);
    expect(blockingFindings([failing([place('items')], { reason: null })], facts)[0].reason).toBe('');
  });

  test.each<[Place, string, string | undefined]>([
    // Numbers as they are, dates as dates, and nothing of what is too much for a line.
    [place('items', 1, 'quantity'), 'items[more].quantity', '5'],
    [place('dates', 'valid_until'), 'dates.valid_until', '2026-11-20'],
    [place('dates', 'wanted', 'complete'), 'dates.wanted.complete', '2026-12-18'],
    [place('materials', 0, 'eta'), 'materials[felt].eta', '2026-11-23'],
    [place('materials', 0), 'materials[felt]', undefined],
    [place('customer', 'name'), 'customer.name', 'Acme Outdoor'],
    [place('customer', 'existing'), 'customer.existing', 'true'],
    [place('discovery', 0, 'answer'), 'discovery[dock].answer', 'Dock 4'],
    [place('items', 0, 'skip', 0), 'items[bags].skip[0]', 'wrap'],
    // What is not there: the place alone.
    [place('support'), 'support', undefined],
    [place('items', 7, 'quantity'), 'items[7].quantity', undefined],
    [place('items', 'constructor'), 'items.constructor', undefined],
    // In operations' files only where.
    [
      { file: 'deliverables', path: ['deliverables', 'bag', 'steps', 0, 'duration'], on: 'value' },
      'deliverables: deliverables.bag.steps[cut].duration',
      undefined,
    ],
    [{ file: 'capacity', path: ['people', 2, 'role'], on: 'value' }, 'capacity: people[ben].role', undefined],
    [{ file: 'policy', path: ['rules', 'fit'], on: 'value' }, 'policy: rules.fit', undefined],
  ])('its place: %j', (at, where, is) => {
    const [found] = blockingFindings([failing([at])], facts);
    expect([found.at, found.is]).toEqual([where, is]);
  });
});

test('what keeps the deal from passing is recorded, each once: what is blocking, or was known; not a fault of ours', () => {
  const at = place('items');
  const says = (check: Check) => blockingFindings([check], facts).map((finding) => finding.says);
  expect(says(failing([at]))).toEqual(['it is not offered']);
  expect(says(failing([at, at]))).toEqual(['it is not offered']);
  expect(says(failing([at], { blocking: false }))).toEqual([]);
  expect(says(failing([at], { blocking: false, knownSince: day('2026-11-02') }))).toEqual(['it is not offered']);
  expect(says(failing([at], { fault: 'it threw' }))).toEqual([]);
  const missing = [{ fact: 'a price', file: 'deal', key: 'pricing', owedBy: 'deal', at }] as const;
  expect(says(failing([], { missing }))).toHaveLength(1);
});

describe('against the baseline', () => {
  const one = failing([place('items', 0)]);
  const two = failing([place('items', 0), place('items', 1)]);
  const recordedOf = (...checks: Check[]) => blockingFindings(checks, facts);

  test('there is none: all is as it was', () => {
    expect(againstBaseline([one], facts)).toEqual({ checks: [one], stands: null });
  });

  test('a check of which all is known does not block; one finding that is new, and it does', () => {
    const { checks, stands } = againstBaseline([one], known(recordedOf(one)));
    expect(checks).toEqual([{ ...one, blocking: false, knownSince: day('2026-11-02') }]);
    expect(stands).toEqual({ recorded: day('2026-11-02'), still: 1, gone: 0 });
    expect(againstBaseline([two], known(recordedOf(one)))).toEqual({
      checks: [two],
      stands: { recorded: day('2026-11-02'), still: 1, gone: 0 },
    });
  });

  test('what is gone is counted', () => {
    expect(againstBaseline([one], known(recordedOf(two))).stands).toEqual({ recorded: day('2026-11-02'), still: 1, gone: 1 });
    expect(againstBaseline([passing], known(recordedOf(two))).stands).toEqual({ recorded: day('2026-11-02'), still: 0, gone: 2 });
  });

  test('another deal’s findings are nothing to this one', () => {
    const others = recordedOf(one).map((finding) => ({ ...finding, deal: 'other' }));
    expect(againstBaseline([one], known(others))).toEqual({
      checks: [one],
      stands: { recorded: day('2026-11-02'), still: 0, gone: 0 },
    });
  });

  test('a check that does not block, has no finding, or threw stays as it is', () => {
    for (const check of [
      failing([place('items', 0)], { blocking: false }),
      failing([]),
      failing([place('items', 0)], { fault: 'it threw' }),
    ]) {
      expect(againstBaseline([check], known(recordedOf(one))).checks).toEqual([check]);
    }
  });
});
