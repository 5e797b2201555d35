// What operations hold of a material for a deal, part by part.
import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { needsMaterial, unlockedOf } from '../../src/rules/dates/locks.ts';
import type { Planned } from '../../src/schedule/schedule.ts';
import { judgeBase } from './workspace.ts';

const FELT = 'materials: [{material: felt, each: 1.2, blocks: [cut]}]';

/**
 * What is not locked of ten bags that take 12 m of felt to cut; `materials` are capacity's. Today is Monday 2026-11-16, and the cut is on Tuesday 17; without
 * felt, which takes 2bd to come, on Thursday 19.
 */
function unlocked(materials: readonly string[], more: { library?: string; deal?: string; items?: string } = {}) {
  const { facts, schedule } = judgeBase({
    deliverables: (text) => text.replace('    options:', `    ${more.library ?? FELT}\n    options:`),
    capacity: (text) => `${text}${['materials:', ...materials.map((line) => `  - {${line}}`)].join('\n')}\n`,
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: ${more.items ?? '[bag:10]'}\n${more.deal ?? ''}`,
  });
  return unlockedOf({ ...facts, schedule, others: [], plan: schedule as Planned }).map(
    ({ item, material, index, needed, held, by, there, alsoTo }) =>
      [
        `${item ?? 'the deal'}: ${held / 1e6} of ${needed / 1e6} ${material}${index === null ? '' : ` (${index})`}`,
        `by ${formatDay(by)}`,
        there === null ? 'missing' : `there ${formatDay(there)}`,
        ...alsoTo,
      ].join(', '),
  );
}
const felt = (rest: string) => `id: felt, unit: m, lead_time: 2bd, ${rest}`;

describe('stock', () => {
  test('is held as far as nobody else was promised it', () => {
    expect(unlocked([felt('on_hand: 12')])).toEqual([]);
    expect(unlocked([felt('on_hand: 11')])).toEqual(['bag: 11 of 12 felt (0), by 2026-11-19, missing']);
    expect(unlocked([felt('on_hand: 20, allocated: [{to: po-7, quantity: 8}]')])).toEqual([]);
    expect(unlocked([felt('on_hand: 20, allocated: [{to: po-7, quantity: 9}]')])).toEqual([
      'bag: 11 of 12 felt (0), by 2026-11-19, missing',
    ]);
    expect(unlocked([felt('on_hand: 5, allocated: [{to: po-7, quantity: 9}]')])).toEqual(['bag: 0 of 12 felt (0), by 2026-11-19, missing']);
  });

  test('that is allocated to this deal and to others beyond what there is names the others, each once', () => {
    const both = (onHand: number, mine: number) =>
      unlocked([
        felt(
          `on_hand: ${onHand}, allocated: [{to: deal, quantity: ${mine}}, {to: po-7, quantity: 6}, {to: po-7, quantity: 2}, {to: po-9, quantity: 1}]`,
        ),
      ]);
    expect(both(20, 12)).toEqual(['bag: 11 of 12 felt (0), by 2026-11-19, missing, po-7, po-9']);
    // 11 and 9 are 20: that is all there is, and nothing is promised twice.
    expect(both(20, 11)).toEqual(['bag: 11 of 12 felt (0), by 2026-11-19, missing']);
    expect(both(21, 12)).toEqual([]);
  });

  test('that others have more of than there is, is not promised twice while none is allocated to this deal', () => {
    expect(unlocked([felt('on_hand: 8, allocated: [{to: po-7, quantity: 9}]')])).toEqual(['bag: 0 of 12 felt (0), by 2026-11-19, missing']);
  });

  test('is found by the material’s name', () => {
    expect(unlocked(['id: thread, lead_time: 2bd, on_hand: 90', felt('on_hand: 3')])).toEqual([
      'bag: 3 of 12 felt (1), by 2026-11-19, missing',
    ]);
  });
});

describe('what comes in', () => {
  const line = (eta: string, quantity = 12, rest = 'for: deal, locked: true') => `{eta: ${eta}, quantity: ${quantity}, ${rest}}`;
  const incoming = (...lines: string[]) => unlocked([felt(`on_hand: 0, incoming: [${lines.join(', ')}]`)]);

  test('is held when it is for this deal and locked', () => {
    expect(incoming(line('2026-11-17'))).toEqual([]);
    expect(incoming(line('2026-11-17', 12, 'for: deal'))).toEqual(['bag: 0 of 12 felt (0), by 2026-11-17, missing']);
    expect(incoming(line('2026-11-17', 12, 'for: po-7, locked: true'))).toEqual(['bag: 0 of 12 felt (0), by 2026-11-19, missing']);
  });

  test('and late when it is there after the step begins: the earlier lines are taken first', () => {
    const late = (...lines: string[]) => incoming(...lines).map((text) => text.replace(/, by .*?,/, ','));
    expect(late(line('2026-11-27', 6), line('2026-11-17', 6))).toEqual([]);
    expect(late(line('2026-11-27', 6), line('2026-11-17', 12))).toEqual([]);
  });
});

test('each item takes what the earlier ones left', () => {
  const items = '[{id: a, deliverable: bag, quantity: 10}, {id: b, deliverable: bag, quantity: 5}]';
  expect(unlocked([felt('on_hand: 18')], { items })).toEqual([]);
  const [short] = unlocked([felt('on_hand: 15')], { items });
  expect(short).toMatch(/^b: 3 of 6 felt \(0\), /);
  expect(unlocked([felt('on_hand: 15')], { items })).toHaveLength(1);
});

describe('when it is needed', () => {
  // Felt to cut is there on Thursday 19; felt to sew too, and sewn is on Friday 20.
  test.each([
    ['blocks: [sew]', '2026-11-20'],
    ['blocks: [check, sew]', '2026-11-20'],
    ['blocks: []', '2026-11-19'],
  ])('%s', (blocks, by) => {
    expect(unlocked([felt('on_hand: 0')], { library: `materials: [{material: felt, each: 1.2, ${blocks}}]` })).toEqual([
      `bag: 0 of 12 felt (0), by ${by}, missing`,
    ]);
  });

  test('by the item’s own step, and by the first of all where only the deal asks for it', () => {
    const items = '[{id: a, deliverable: bag, quantity: 10}, {id: b, deliverable: bag, quantity: 10, phase: 2}]';
    // One cutter cuts one item on Thursday 19 and the other on Friday 20.
    const bys = unlocked([felt('on_hand: 0')], { items }).map((text) => text.slice(text.indexOf('by'), text.indexOf(', missing')));
    expect(bys.toSorted()).toEqual(['by 2026-11-19', 'by 2026-11-20']);
    const deal = 'materials: [{material: glitter, quantity: 2, state: confirmed}]\n';
    expect(unlocked([felt('on_hand: 90')], { items, deal })).toEqual(['the deal: 0 of 2 glitter, by 2026-11-17, missing']);
  });
});

describe('what the deal’s own lines ask for', () => {
  const asks = (...quantities: number[]) => ({
    deal: `materials: [${quantities.map((n) => `{material: felt, quantity: ${n}, state: confirmed}`).join(', ')}]\n`,
  });

  test('is needed beyond what the library needs', () => {
    expect(unlocked([felt('on_hand: 12')], asks(12))).toEqual([]);
    expect(unlocked([felt('on_hand: 12')], asks(13))).toEqual(['the deal: 0 of 1 felt (0), by 2026-11-17, missing']);
    expect(unlocked([felt('on_hand: 12')], asks(6, 7))).toEqual(['the deal: 0 of 1 felt (0), by 2026-11-17, missing']);
    expect(unlocked([felt('on_hand: 13')], asks(6, 7))).toEqual([]);
  });
});

test('whether anything that is sold needs material', () => {
  const needs = (library: string, deal = '', items = '[bag:10]') => {
    const { facts, schedule } = judgeBase({
      deliverables: (text) => text.replace('    options:', `${library}    options:`).replace('version: 2', 'version: 3'),
      capacity: (text) => `${text}materials: [{${felt('on_hand: 0')}}]\n`,
      deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: ${items}\n${deal}`,
    });
    return needsMaterial({ ...facts, schedule, others: [] });
  };
  expect(needs('')).toBe(false);
  expect(needs('    materials: []\n')).toBe(false);
  expect(needs('', '', '[purse:10]')).toBe(false);
  expect(needs(`    ${FELT}\n`, '', '[bag:10, purse:10]')).toBe(true);
  expect(needs('', 'materials: [{material: felt, quantity: 2, state: confirmed}]\n')).toBe(true);
});
