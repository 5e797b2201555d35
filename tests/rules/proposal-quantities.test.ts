// Which numbers of a text are of what is sold, and not the deal's; of facts made for it, without a deal. Whole documents are in proposal-matches.test.ts.
import { describe, expect, test } from 'vitest';
import type { RuleFacts } from '../../src/rules/rule.ts';
import { moreThanSold, wrongQuantities } from '../../src/rules/texts/proposal-quantities.ts';

interface Line {
  readonly id?: string;
  readonly deliverable?: string;
  readonly title?: string | null;
  readonly quantity: number;
  readonly phase?: number;
  readonly options?: object;
}

function factsOf(lines: readonly Line[], promises?: readonly object[]): RuleFacts {
  const items = lines.map(({ deliverable = 'bag', id = deliverable, title = 'Tote bag', quantity, phase = 1, options = {} }) => ({
    id,
    deliverable,
    quantity,
    phase,
    options,
    entry: title === null ? null : { title },
  }));
  return { deal: { items, file: { promises: promises?.map((promise) => ({ items: [], text: '', ...promise })) } } } as unknown as RuleFacts;
}

const BAGS = [{ quantity: 300, options: { colour: 'black', width: 40 } }];

/** The words that are told of a text. */
function told(text: string, lines: readonly Line[] = BAGS, promises?: readonly object[]): string[] {
  return wrongQuantities(text, factsOf(lines, promises)).map(({ start, end }) => text.slice(start, end));
}

test('is told with the deal’s quantities, in one line, and what to do', () => {
  const lines = [
    { id: 'first', quantity: 300 },
    { id: 'rest', quantity: 20 },
  ];
  expect(wrongQuantities('We sew 350 tote\n  bags.', factsOf(lines))).toEqual([
    {
      start: 7,
      end: 22,
      message: "'350 tote bags' is not the deal's quantity, 300 × first and 20 × rest",
      help: "write the deal's quantity, or change the deal, and check it again",
    },
  ]);
});

describe('which numbers are the deal’s', () => {
  const lines = [
    { id: 'a', quantity: 100 },
    { id: 'b', quantity: 50 },
    { id: 'c', quantity: 30, phase: 2 },
  ];
  test.each([
    // Of one line, of the first phase (150), of the second (30), and of all (180).
    [100, true],
    [50, true],
    [30, true],
    [150, true],
    [180, true],
    // Of two lines of two phases.
    [130, false],
    [80, false],
    [181, false],
  ])('%i bags: %s', (number, is) => {
    expect(told(`${number} bags`, lines)).toEqual(is ? [] : [`${number} bags`]);
  });

  test.each<[object, number, boolean]>([
    [{ quantity: 7 }, 7, true],
    [{ quantity: 7, items: ['a'] }, 7, true],
    [{ quantity: 7, items: ['z', 'c'] }, 7, true],
    // Of something else.
    [{ quantity: 7, items: ['z'] }, 7, false],
    [{ text: 'First 12 bags, then 14' }, 14, true],
    [{ text: 'First 12 bags, then 14' }, 1, false],
    [{ complete_when: { observable: '9 bags hang' } }, 9, true],
    [{ complete_when: { threshold: '8 bags' } }, 8, true],
    [{ complete_when: { threshold: '8 bags' } }, 0, false],
    [{ complete_when: { evidence: '8 photos' } }, 8, false],
  ])('promised as %j: %i bags, %s', (promise, number, is) => {
    expect(told(`${number} bags`, lines, [promise])).toEqual(is ? [] : [`${number} bags`]);
  });
});

describe('what is sold is known by the noun of its title, or of its id', () => {
  test.each<[string | null, string, string, string[]]>([
    ['Tote bag', 'sku', '2 bags, 2 totes', ['2 bags']],
    ['Bags', 'sku', '2 bags, 2 bag', ['2 bags', '2 bag']],
    ['Tote bag, printed', 'sku', '2 bags, 2 printed', ['2 bags']],
    ['Bag (small one)', 'sku', '2 bags, 2 small ones', ['2 bags']],
    ['Bag: the small one', 'sku', '2 bags, 2 small ones', ['2 bags']],
    ['Bag – small one', 'sku', '2 bags, 2 small ones', ['2 bags']],
    ['Bag - small one', 'sku', '2 bags, 2 small ones', ['2 bags']],
    ['Bag/small one', 'sku', '2 bags, 2 small ones', ['2 bags']],
    ['Bag for a fair', 'sku', '2 bags, 2 fairs', ['2 bags']],
    ['Bag OF canvas', 'sku', '2 bags, 2 canvases', ['2 bags']],
    ['T-shirt', 'sku', '2 shirts', ['2 shirts']],
    // Its last word of letters alone; one letter is none.
    ['Bag 2026', 'sku', '2 bags', ['2 bags']],
    ['Bag A', 'sku', '2 bags', ['2 bags']],
    ['Bag XL2', 'sku', '2 bags', ['2 bags']],
    ['42', 'part', 'we sew 2 bags and 2 parts', ['2 parts']],
    [null, 'roof-window', '2 windows, 2 roofs', ['2 windows']],
    ['Velux', 'roof-window', '2 windows, 2 veluxes', ['2 windows', '2 veluxes']],
    // Letters of more than one sign, and other plurals.
    ['Cafe\u0301', 'sku', '2 cafés', ['2 cafés']],
    ['Story', 'sku', '2 stories', ['2 stories']],
    ['Box', 'sku', '2 boxes', ['2 boxes']],
    ['Bench', 'sku', '2 benches', ['2 benches']],
    ['Brush', 'sku', '2 brushes', ['2 brushes']],
    ['Glass', 'sku', '2 glasses', ['2 glasses']],
    ['Lens', 'sku', '2 len', ['2 len']],
    ['Table', 'sku', '2 tables', ['2 tables']],
    ['Bus', 'sku', '2 bu', []],
    ['Press', 'sku', '2 press', ['2 press']],
    ['Movie', 'sku', '2 movies', []],
    ['Key', 'sku', '2 keys', ['2 keys']],
  ])('%s (%s): %s', (title, deliverable, text, words) => {
    expect(told(text, [{ title, deliverable, quantity: 300 }])).toEqual(words);
  });

  test('two of one noun are told together, two nouns each by itself', () => {
    const lines = [
      { id: 'a', deliverable: 'tote-bag', title: 'Tote bag', quantity: 10 },
      { id: 'b', deliverable: 'gym-bag', title: 'Gym bag', quantity: 20 },
      { id: 'c', deliverable: 'cap', title: 'Cap', quantity: 5 },
    ];
    expect(told('10 bags, 20 bags, 30 bags, 5 caps, 5 bags, 10 caps', lines)).toEqual(['5 bags', '10 caps']);
  });
});

describe('how a number is written', () => {
  test.each<[string, ...string[]]>([
    ['2 bags', '2 bags'],
    ['3,000 bags', '3,000 bags'],
    ['3.000 bags', '3.000 bags'],
    ['3 000 bags', '3 000 bags'],
    ['3\u00A0000 bags', '3\u00A0000 bags'],
    ['1,000,000 bags', '1,000,000 bags'],
    ['300 bags, 0300 bags'],
    ['Fifty bags and a DOZEN bags', 'Fifty bags', 'DOZEN bags'],
    ['seventeen bags, sixties bags'],
    // No number, or not of things: a part of another one, money, shares, names of places.
    ['A2 bags, €2 bags, $2 bags, #2 bags, +2 bags, -2 bags, 1/2 bags, 1.2 bags'],
    ['the 2nd bag, 1ST bag, 3rd bags, 10th bags, 2% bags, 2° bags, 2.5 bags, 2/3 bags, 2-3 bags, 2,5 bags'],
    ['2x bags', '2x bags'],
    ['2 USD bags, 2USD bags, 2 € bags, EUR 2 bags, gbp2 bags, CHF 2 bags'],
    ['No. 2 bags', 'nothing'],
    ['nos 2 bags, nr. 2 bags, version 2 bags, Section 2 bags, phase 2 bags, item 2 bags, page 2 bags, lot 2 bags, part 2 bags'],
    // A line's end is none of a number.
    ['in 2 bags.', '2 bags'],
  ])('%j', (text, ...words) => {
    expect(told(text)).toEqual(words[0] === 'nothing' ? [] : words);
  });

  test('by its value', () => {
    const of = (quantity: number) => [{ quantity }];
    expect(told('twelve bags, dozen bags, 12 bags', of(12))).toEqual([]);
    expect(told('Couple of bags', of(2))).toEqual([]);
    expect(told('two bags, TWENTY bags', of(20))).toEqual(['two bags']);
    expect(told('3,000 bags, 3.000 bags, 3 000 bags, 3000 bags, 300 bags', of(3000))).toEqual(['300 bags']);
    expect(told('two (2) bags, two (3) bags', of(2))).toEqual([]);
    const words =
      'two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 fifteen 15 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100';
    for (const [, word, number] of words.matchAll(/(\w+) (\d+)/g))
      expect(told(`${word} bags, 1 bag`, of(Number(number)))).toEqual(['1 bag']);
  });
});

describe('what stands between a number and what it counts', () => {
  test.each<[string, ...string[]]>([
    ['2 custom branded printed new bags', '2 custom branded printed new bags'],
    ['2 pcs of our bags, 2 x bags', '2 pcs of our bags', '2 x bags'],
    ['2 more such bags', '2 more such bags'],
    // Words of the thing itself, as many as there are; two that nobody knows, and no third.
    ['2 black tote tote tote bags', '2 black tote tote tote bags'],
    ['2 sturdy nice bags, 2 really sturdy nice bags', '2 sturdy nice bags'],
    ['2 half-page bags', '2 half-page bags'],
    // Something else is counted.
    ['2 crates bags', 'none'],
    ['2 for bags, 2 per bag, 2 Days bag, 2 month bags, 2 with bags, 2 kg bags, 2 KG bags', 'none'],
    ['2 a3 bags', 'none'],
    // A comma ends what a number without a word yet could count.
    ['In 2026, bags are sewn; 2 (2), bags', 'none'],
    ['2 sturdy, nice bags', '2 sturdy, nice bags'],
    ['2. bags, 2; bags, 2: bags, 2! bags, 2? bags, 2 | bags, 2 ( bags, 2 ) bags', 'none'],
    // The next line is the same sentence, the one after a gap or a sign of a list is not, nor a second one.
    ['2 tote\nbags', '2 tote\nbags'],
    ['2\n\nbags', 'none'],
    ['2 tote\n* bags', 'none'],
    ['2 tote\n  - bags', 'none'],
    ['2 tote\n| bags', 'none'],
    ['2 tote\n# bags', 'none'],
    ['2 tote\nblack\nbags', 'none'],
    // How something is done with each.
    ['2 bags per box, 2 bags each, 2 bags every day, 2 bags a day, 2 bags an hour, 2 bags apiece, 2 bags/box, 2 bags  / box', 'none'],
    ['2 bags anywhere, 2 bags along', '2 bags', '2 bags'],
    // Compared, packed, or a sample.
    ['more than 2 bags, over 2 bags, Fewer than 2 bags, minimum 2 bags, minimum order of 2 bags, every 2 bags, one in 2 bags', 'none'],
    ['out of 2 bags, box of 2 bags, packs of 2 bags, a batch of 2 bags, sets of 2 bags, sample size of 2 bags, samples 2 bags', 'none'],
    ['moreover 2 bags, stopover 2 bags', '2 bags', '2 bags'],
    // Only just before it: more than forty signs between are another matter.
    ['over the road and into the yard we carry 2 bags', '2 bags'],
    // What was done before.
    ['Since 2019 we sewed 2 bags. We sew 3 bags.', '3 bags'],
    ['Since May 2019 2 bags; so far 2 bags; last year 2 bags; we have sewn 2 bags; they had already made 2 bags', 'none'],
    ['since yesterday 2 bags, we have 2 bags', '2 bags', '2 bags'],
  ])('%j', (text, ...words) => {
    expect(told(text)).toEqual(words[0] === 'none' ? [] : words);
  });

  test('a common word is what is sold only beside another word of it', () => {
    const days = [{ deliverable: 'training-day', title: 'Training day', quantity: 3 }];
    expect(told('4 training days, 30 days, 4 long days', days)).toEqual(['4 training days']);
    expect(told('Days: 4', days)).toEqual([]);
    expect(told('| What | Qty |\n|---|---|\n| Training day | 4 |\n| Day | 5 |', days)).toEqual(['4']);
  });
});

describe('a number after what it counts', () => {
  test.each<[string, ...string[]]>([
    ['Bags: 2', '2'],
    ['bags = 2, bags ×2; Bag – 2', '2', '2', '2'],
    ['bags - 2, bags x 2; bags x2', '2', '2', '2'],
    ['Bags (2), bags: x2.', '2', '2'],
    ['Bags: 2 pcs; bags: 2 pieces; bags: 2 units', '2', '2', '2'],
    ['Bags: 3,000', '3,000'],
    ['Bags: 2|', '2'],
    ['Bags: 2\nand more', '2'],
    ['Quantity: 2, QTY: 3, pieces: 4, pcs: 5, amount: 6, count: 7, Menge: 8', '2', '3', '4', '5', '6', '7', '8'],
    // The deal's own, something else, and what goes on.
    ['Bags: 300, quantity: 300'],
    ['Boxes: 2, Equantity: 2'],
    ['Bags: 2 cm, bags 2, Bags: 2.5, Bags: 2-3'],
  ])('%j', (text, ...words) => {
    expect(told(text)).toEqual(words);
  });

  test('of several things a label alone speaks of any', () => {
    const lines = [
      { id: 'a', deliverable: 'bag', title: 'Bag', quantity: 10 },
      { id: 'b', deliverable: 'cap', title: 'Cap', quantity: 20 },
    ];
    expect(told('Qty: 10, qty: 20, qty: 30, bags: 20', lines)).toEqual(['30', '20']);
    expect(wrongQuantities('qty: 30', factsOf(lines))[0].message).toBe("'30' is not the deal's quantity, 10 × a");
    expect(told('Qty: 10', [])).toEqual([]);
  });
});

describe('a table', () => {
  const table = (header: string, ...rows: string[]) => [header, header.replace(/[^|]+/g, '---'), ...rows].join('\n');

  test.each<[string, string, ...string[]]>([
    ['the quantity column', table('| Item | Qty |', '| Tote bag | 2 |', '| Set-up | 3 |'), '2'],
    ['without an edge', table('Item | Quantity', 'Bag | 300', 'Tote bag | 2'), '2'],
    ['the number first', table('| No. of pieces | Item |', '| 2 pcs | Bag |'), '2'],
    ['in another column', table('| Item | Width |', '| Tote bag | 2 |')],
    ['under no line', '| Item | Qty |\n| Tote bag | 2 |'],
    ['with words beside it', table('| Item | Qty |', '| Tote bag | 2 rolls |', '| Tote bag | about 2 |')],
    ['short of a cell', table('| Item | Note | Qty |', '| Tote bag |')],
    ['of each row', table('| Item | Qty |', '| Bag | 2 |', '| Bag | 3,000 |', '| Bag | 4 x |'), '2', '3,000', '4'],
    ['ends with the table', `${table('| Item | Qty |', '| Bag | 300 |')}\n\n| Bag | 2 |`],
    ['next after another', `${table('| Item | Qty |', '| Bag | 2 |')}\n\n${table('| Item | Width |', '| Bag | 3 |')}`, '2'],
    ['with colons', '| Item | # of bags |\n|:--|--:|\n| Bag | 2 |', '2'],
  ])('%s', (_, text, ...words) => {
    expect(told(text)).toEqual(words);
  });

  test.each<[string, string, ...string[]]>([
    [
      'a word',
      table('| Item | Qty |', '| Tote bag | as agreed |'),
      "the table says 'as agreed' where it says how many, and the deal says 300 × bag",
    ],
    ['nothing', table('| Item | Qty |', '| Tote bag | |'), 'the table says nothing where it says how many, and the deal says 300 × bag'],
    ['a dash', table('| Item | Qty |', '| Tote bag | – |'), 'the table says nothing where it says how many, and the deal says 300 × bag'],
    ['another number in words', table('| Item | Qty |', '| Tote bag | twenty |'), "'twenty' is not the deal's quantity, 300 × bag"],
    ['a number with a remark is not looked into', table('| Item | Qty |', '| Tote bag | 300 or so |')],
    ['nor is what is done with it', table('| Item | Qty |', '| Packing of bags | included |')],
    ['nor what may be money', table('| Item | Amount |', '| Tote bag | included |')],
  ])('without a figure: %s', (_, text, ...messages) => {
    expect(wrongQuantities(text, factsOf(BAGS)).map(({ message }) => message)).toEqual(messages);
  });

  test('and in words it is right, too', () => {
    expect(told(table('| Item | Qty |', '| Tote bag | twenty |'), [{ quantity: 20 }])).toEqual([]);
    // A promise is asked only whether it is more than is sold.
    expect(moreThanSold(table('| Item | Qty |', '| Tote bag | as agreed |'), factsOf(BAGS))).toEqual([]);
  });

  test('every name of the column', () => {
    for (const name of [
      'Qty',
      'Qty.',
      'QUANTITY',
      'quantities',
      'Pieces',
      'pcs',
      'Pcs.',
      'Units',
      'Count',
      'Amount',
      'Number',
      'No. of bags',
      '# of bags',
    ])
      expect(told(table(`| Item | ${name} |`, '| Bag | 2 |')), name).toEqual(['2']);
    for (const name of ['Qty left', 'Discount', 'Unit', 'Each']) expect(told(table(`| Item | ${name} |`, '| Bag | 2 |')), name).toEqual([]);
  });

  test('at its place, after other lines', () => {
    const text = `Hello.\n${table('| Item 2 | Qty |', '| Bag | 300 |', '|  Bag 2 |  2 |')}`;
    // The last "2" of the text: " |" follows it.
    expect(wrongQuantities(text, factsOf(BAGS)).map(({ start }) => start)).toEqual([text.length - 3]);
  });
});

test('one number is told once', () => {
  expect(told('Bags: 2 bags')).toEqual(['2 bags']);
  expect(told('| Bags | Qty |\n|---|---|\n| Bag | 2 |\n| Bags: | 3 |')).toEqual(['2', '3']);
});

describe('a promise may say less than is sold, and no more', () => {
  const lines = [{ quantity: 200 }, { quantity: 100, phase: 2 }];
  test.each<[string, ...string[]]>([['300 bags'], ['20 bags'], ['301 tote\n bags and 400 bags', '301 tote bags', '400 bags']])(
    '%j',
    (text, ...words) => {
      expect(moreThanSold(text, factsOf(lines))).toEqual(words);
    },
  );
});
