import { describe, expect, it } from 'vitest';
import { edited, plainEdit, goneEdit } from '../../src/options/edit.ts';
import { deskOf } from '../../src/options/recheck.ts';
import { waysToYes } from '../../src/options/index.ts';
import type { Checked } from '../../src/options/way.ts';
import { judgeBase } from '../rules/workspace.ts';

describe('the desk', () => {
  const before: Checked = judgeBase();
  const quantity = (pieces: number) => [plainEdit(['items', 0, 'quantity'], pieces)];

  it('counts checks, and other work than the deal itself', () => {
    const desk = deskOf(before, () => before, 3, 1);
    expect(desk.tryOut([])).not.toBeNull();
    expect(desk.tryOut(quantity(5))).not.toBeNull();
    // A second quantity is not planned any more, the first may be judged again.
    expect(desk.tryOut(quantity(6))).toBeNull();
    expect(desk.isSpent()).toBe(true);
    expect(desk.tryOut(quantity(5))).not.toBeNull();
    expect(desk.tryOut([])).toBeNull();
  });

  it('judges the file with the change in it, and leaves the deal as it was', () => {
    const { file } = before.facts.deal;
    const seen: number[] = [];
    const desk = deskOf(before, (changed) => (seen.push(changed.items[0].quantity), before), 1, 1);
    desk.tryOut(quantity(5));
    expect(seen).toEqual([5]);
    expect(file.items[0].quantity).toBe(10);
  });
});

describe('a check that breaks while ways are looked for', () => {
  it('takes the ways away, and nothing else', () => {
    const failing = judgeBase({ deal: (text) => text.replace('2026-12-18', '2026-11-18') });
    expect(failing.judgement.verdict).toBe('fail');
    const broken = () => {
      throw new Error('out of paper');
    };
    expect(waysToYes(failing, broken)).toEqual({ ways: [], spent: false, fault: 'out of paper' });
  });
});

describe('changes', () => {
  it('are made first and taken out last, from the end', () => {
    const { file } = judgeBase().facts.deal;
    const [item] = file.items;
    const three = { ...file, items: [item, { ...item, id: 'b' }, { ...item, id: 'c' }] };
    const changed = edited(three, [goneEdit(['items', 0]), plainEdit(['items', 2, 'quantity'], 7), goneEdit(['items', 1])]);
    expect(changed.items).toEqual([{ ...item, id: 'c', quantity: 7 }]);
  });
});
