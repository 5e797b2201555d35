// What a doer does not see of a promise: its numbers and dates.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { masked } from '../../../src/signoff/interview/mask.ts';
import { offered, USUAL_EVIDENCE } from '../../../src/signoff/interview/offered.ts';

test.each([
  ["300 branded bags at Acme's dock by 18 December 2026", "___ branded bags at Acme's dock by ___"],
  ['Twenty-five slate roofs, 1,500.50 m² by end of March', '___ slate roofs, ___ by ___'],
  ['Go live on Dec 18, or next week', 'Go live on ___, or ___'],
  ['14–18 December; on Monday, at 9:30', '___; on ___, at ___'],
  ['€400 off within 10bd of Q3, 50% of it', '___ off within ___, ___ of it'],
  ['one hundred and twenty bags, half a dozen spare', '___ bags, ___ spare'],
  ['may the sun be seen in May', 'may the sun be seen in ___'],
  ['১২ bags, ⅔ of Ⅻ', '___ bags, ___'],
  ['due 03/12/2026 or by the end of the month', 'due ___ or by ___'],
  ['Bags in black\nand sand', 'Bags in black and sand'],
])('%j is shown as %j', (text, shown) => {
  expect(masked(text)).toBe(shown);
});

test('no digit of any text is shown, wherever it stands, and what is masked stays as it is', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('300', 'x2', '-7', '1.5', '१', 'of', 'and', ' ', '___'),
    fc.nat().map(String),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const shown = masked(words.join(''));
      expect(shown).not.toMatch(/\p{N}/u);
      expect(masked(shown)).toBe(shown);
    }),
  );
});

describe('a list to pick from', () => {
  const right = ['signed delivery note of all 300', 'photo of 12 crates'];
  const wrong = [
    { from: ['weighbridge ticket', 'delivery note with a stamp'], taking: 2 },
    { from: USUAL_EVIDENCE, taking: 8 },
  ];
  const list = offered(right, wrong, 'seed');

  test('holds all right answers and four wrong ones, and shows no number of them', () => {
    expect(list).toHaveLength(6);
    expect(list.map(({ value }) => value)).toEqual(expect.arrayContaining([...right, 'weighbridge ticket']));
    expect(list.map(({ label }) => label)).toContain('signed delivery note of all ___');
    expect(list.map(({ label }) => label).join()).not.toMatch(/\d/);
  });

  test('offers nothing as wrong that says the same as a right one', () => {
    expect(list.map(({ value }) => value)).not.toContain('delivery note with a stamp');
  });

  test('is the same whenever it is asked for, and another one for another promise', () => {
    expect(offered(right, wrong, 'seed')).toEqual(list);
    const orders = new Set(
      Array.from({ length: 50 }, (_, n) =>
        offered(right, wrong, `seed ${n}`)
          .map(({ value }) => value)
          .indexOf(right[0]),
      ),
    );
    // The right one stands anywhere.
    expect([...orders].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('two right ones that look alike once they are masked can both be picked, and one that is there twice is one', () => {
    const both = offered(['300 bags', '200 bags', '300  Bags'], [], 'seed');
    expect(both).toHaveLength(2);
    expect(both).toEqual(
      expect.arrayContaining([
        { value: '300  Bags', label: '___ Bags' },
        { value: '200 bags', label: '___ bags (another one)' },
      ]),
    );
  });
});
