// When single changes explain the whole, and when they do it only together. Days are plain numbers here: a business day is a day.
import { describe, expect, test } from 'vitest';
import { addsUp, together, turning, turnsVerdict, type Outcome, type Tried } from '../../src/diff/causes.ts';
import { changesOf } from '../../src/diff/values.ts';

const apart = (from: number, to: number): number => to - from;
const at = (safe: number | null, verdict: Outcome['verdict'] = 'pass', rules: Record<string, string> = {}): Outcome => ({
  verdict,
  safe,
  rules: new Map(Object.entries(rules)),
});
const alone = (...safes: (number | null)[]): Tried<string>[] =>
  safes.map((safe, nth) => ({ name: String(nth), trial: { outcome: at(safe) } }));

describe('single changes', () => {
  test.each<[adds: boolean, before: number | null, after: number | null, alone: (number | null)[]]>([
    [true, 10, 13, [11, 12]],
    [true, 10, 13, [13, 10]],
    [true, 10, 10, [12, 8]],
    [true, 10, 10, [10, 10]],
    [true, 10, 10, []],
    // +1 and +2 are no +2, and nothing is no +1.
    [false, 10, 12, [11, 12]],
    [false, 10, 11, [10, 10]],
    [false, 10, 10, [11, 10]],
    // Without a date there is nothing to add up: one change alone has to do it.
    [true, 10, null, [null, 10]],
    [true, null, 12, [12]],
    [false, 10, null, [null, null]],
    [false, 10, null, [11, 12]],
    [false, null, 12, [11, 12]],
    [false, 10, 12, [12, null]],
  ])('adds up: %s, from %s to %s by %j', (adds, before, after, safes) => {
    expect(addsUp(alone(...safes), { before: at(before), after: at(after), apart })).toBe(adds);
  });

  test('that could not be judged explain nothing', () => {
    const tried: Tried<string>[] = [{ name: 'a', trial: { because: 'it does not fit' } }, ...alone(10)];
    expect(addsUp(tried, { before: at(10), after: at(11), apart })).toBe(false);
    expect(addsUp(tried, { before: at(10), after: at(10), apart })).toBe(true);
    expect(turnsVerdict(tried, { before: at(10), after: at(10, 'fail'), apart })).toBe(false);
  });

  test('turn a rule only to what it is afterwards', () => {
    const after = at(10, 'fail', { fit: 'fail' });
    const tried: Tried<string>[] = ['fail', 'unknown', 'fail'].map((to, nth) => ({
      name: String(nth),
      trial: { outcome: at(10, 'pass', { fit: to }) },
    }));
    expect(turning('fit', tried, after)).toEqual(['0', '2']);
  });

  test('belong together without which the newer side is another', () => {
    const after = at(13, 'fail');
    expect(
      together(
        [
          { name: 'deal', trial: { outcome: at(11, 'fail') } },
          { name: 'history', trial: { outcome: at(13, 'fail') } },
          { name: 'policy', trial: { outcome: at(13, 'pass') } },
          { name: 'library', trial: { because: 'it does not fit' } },
        ],
        after,
      ),
    ).toEqual(['deal', 'policy', 'library']);
  });
});

describe('what a file says else', () => {
  test.each<[before: unknown, after: unknown, says: string[]]>([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1, b: 'x' }, { a: 2 }, ['a 1 → 2', 'b x removed']],
    [{ items: ['bag:3'] }, { items: ['bag:4', 'box:1'] }, ['items[0] bag:3 → bag:4', 'items[1] box:1 added']],
    // By their ids, so that one that moves is no change.
    [
      {
        steps: [
          { id: 'cut', h: 8 },
          { id: 'sew', h: 4 },
        ],
      },
      {
        steps: [
          { id: 'sew', h: 6 },
          { id: 'cut', h: 8 },
        ],
      },
      ['steps[sew].h 4 → 6'],
    ],
    [{ customer: 'Acme' }, { customer: { name: 'Acme' } }, ['customer Acme → {"name":"Acme"}']],
    [undefined, { a: 1 }, ['{"a":1} added']],
    [{}, { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, ['a 1 added', 'b 2 added', 'c 3 added', 'd 4 added', 'and 2 more']],
    [{ note: '' }, { note: 'x'.repeat(60) }, [`note  → ${'x'.repeat(47)}…`]],
  ])('%j → %j', (before, after, says) => {
    expect(changesOf(before, after)).toEqual(says);
  });
});
