import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_TODAY } from '../../src/example/index.ts';
import { edited, plainEdit, goneEdit } from '../../src/options/edit.ts';
import { deskOf } from '../../src/options/recheck.ts';
import { waysToYes } from '../../src/options/index.ts';
import type { Checked } from '../../src/options/way.ts';
import { ROOT } from '../cli/run.ts';
import { judgeBase } from '../rules/workspace.ts';
import { waysOf } from './again.ts';

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

describe('a change that the plan alone refuses', () => {
  // Each check of again.ts holds what is refused soon against the whole judgement.
  it('is not judged as a whole, and its judgement is there for whoever asks', () => {
    const read = (file: string) => readFileSync(join(ROOT, 'src', 'example', file), 'utf8');
    const [policy, capacity, deliverables, deal] = ['handoff.yaml', 'capacity.yaml', 'deliverables.yaml', 'deals/acme-041.yaml'].map(read);
    const found = waysOf({ policy, capacity, deliverables, deal, history: read('history.csv'), today: EXAMPLE_TODAY });
    // Of what was tried and fails: one business day sooner, one piece more at once, and one business day sooner for the rest.
    expect(found.refused).toBeGreaterThanOrEqual(3);
    expect(found.refused).toBeLessThan(found.checks);
  });

  it('counts as refused, with nobody to approve it', () => {
    const before: Checked = judgeBase();
    let judged = 0;
    const desk = deskOf(
      before,
      () => ({
        ...before,
        get judgement() {
          judged++;
          return before.judgement;
        },
        isRefusedSoon: () => true,
      }),
      1,
      1,
    );
    expect(desk.tryOut([])).toMatchObject({ passes: false, approvers: [], remain: [] });
    expect(judged).toBe(0);
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
