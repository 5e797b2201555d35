// Dates that a text counts from something: which are one, and what each is a day of.
import { describe, expect, test } from 'vitest';
import { relativeDatesIn } from '../../src/rules/texts/relative-dates.ts';
import { judgeBase, withDocuments } from './workspace.ts';

const wordsOf = (text: string): string[] => relativeDatesIn(text).map(({ start, end }) => text.slice(start, end));

describe('what is one', () => {
  test.each<[string, ...string[]]>([
    ['Delivery is two weeks after approval of the artwork.', 'two weeks after approval of the artwork'],
    ['We deliver within 10 working days.', 'within 10 working days'],
    ['Once you approve the artwork, we ship within 2-3 weeks.', 'within 2-3 weeks'],
    ['Lead time: 15 business days from receipt of order.', 'Lead time: 15 business days from receipt of order'],
    ['All of it is ready by the end of the month.', 'by the end of the month'],
    ['It is finished by next Friday.', 'by next Friday'],
    ['Shipped next week.', 'next week'],
    ['The bags are ready in a fortnight.', 'in a fortnight'],
    ['Delivered within a month of signature.', 'within a month of signature'],
  ])('%s', (text, ...expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test.each([
    'The rest is paid within 30 days of delivery.',
    'We deliver two weeks of training.',
    'The warranty is 24 months after delivery.',
    'You deliver the artwork within 5 working days.',
    'The customer will approve the proof within two days, and delivery stays as it is.',
    'Ink dries for 3 days after printing, then it is finished.',
    'The dock is booked 5 working days before delivery.',
    'Delivered by Friday 18 December.',
    'We finished this a week ago.',
    'We answer within 2 business days.',
    'Ready for the week of the fair.',
  ])('and what is none: %s', (text) => {
    expect(wordsOf(text)).toEqual([]);
  });

  test('what it counts from stands behind it, or before the comma', () => {
    const from = (text: string): unknown => relativeDatesIn(text).map(({ counts }) => (counts.kind === 'after' ? counts.from : null));
    expect(from('We ship two weeks after you sign, at the latest.')).toEqual(['you sign']);
    expect(from('As soon as the board agrees, we deliver within ten days.')).toEqual(['the board agrees']);
    expect(from('We deliver within ten days.')).toEqual([null]);
  });
});

// Monday 2026-11-16; signed on the 18th (a Wednesday), done on Friday 2026-12-18. Artwork is due on 2026-12-02, a Wednesday.
const DEAL = `handoff: 1
customer: {name: Acme Outdoor, existing: true}
seller: {name: Sam Reed, email: sam@larkfield.example}
dates: {signature: 2026-11-18, offered: {complete: 2026-12-18}}
items: [bag:300]
inputs: [{id: artwork, due: 2026-12-02}]
documents: [proposal.md]
`;
const base = judgeBase({
  deliverables: (text) => text.replace('    steps:', '    inputs: [{id: artwork, approval: true}]\n    steps:'),
  deal: DEAL,
  documents: { 'proposal.md': 'An offer.' },
});

const told = (document: string): string[] =>
  withDocuments(base, { 'proposal.md': document }, 'proposal-matches').check.findings.map(({ message }) => message);

describe('what it is a day of', () => {
  test.each<[string, string]>([
    // 2 Dec + 14d = 16 Dec.
    ['We deliver two weeks after approval.', "'two weeks after approval' is 2026-12-16, counted from 'artwork' on 2026-12-02"],
    // 2 Dec + 11bd: 17 Dec; 12bd would be the 18th.
    [
      'Delivery within 11 working days of the artwork.',
      "'within 11 working days of the artwork' is 2026-12-17, counted from 'artwork' on 2026-12-02",
    ],
    // 18 Nov + 4 weeks = 16 Dec.
    [
      'We deliver within four weeks of your order.',
      "'within four weeks of your order' is 2026-12-16, counted from the signature on 2026-11-18",
    ],
    ['We deliver in four weeks.', "'in four weeks' is 2026-12-16, counted from the signature on 2026-11-18"],
    // From today, the 16th: November ends on the 30th, the week on Friday the 20th, the next one on the 27th.
    ['It is ready by the end of the month.', "'by the end of the month' is 2026-11-30"],
    ['It is ready this week.', "'this week' is 2026-11-20"],
    ['Shipped next week.', "'next week' is 2026-11-27"],
    ['It is ready by Friday.', "'by Friday' is 2026-11-20"],
    // 16 Nov is a Monday itself: the next one is the 23rd.
    ['It is ready by next Monday.', "'by next Monday' is 2026-11-23"],
  ])('%s', (document, begins) => {
    expect(told(document)).toEqual([`${begins}, and the deal is done on 2026-12-18`]);
  });

  test.each([
    'We deliver within 12 working days of the artwork.',
    'We deliver within a month of signature.',
    'Delivery is five weeks after the order.',
    'It is ready by the end of next month.',
    'It is ready by the end of the year.',
    'It is ready by the end of the quarter.',
  ])('is no sooner than the deal: %s', (document) => {
    expect(told(document)).toEqual([]);
  });

  test('what counts from all inputs counts from the last of them', () => {
    // The logo comes two days after the artwork: 4 Dec + 13d = 17 Dec, and + 14d = 18 Dec, when the deal is done.
    const two = judgeBase({
      deliverables: (text) => text.replace('    steps:', '    inputs: [{id: artwork, approval: true}, {id: logo}]\n    steps:'),
      deal: DEAL.replace('{id: artwork, due: 2026-12-02}', '{id: logo, due: 2026-12-04}, {id: artwork, due: 2026-12-02}'),
      documents: { 'proposal.md': 'An offer.' },
    });
    const says = (document: string) =>
      withDocuments(two, { 'proposal.md': document }, 'proposal-matches').check.findings.map(({ message }) => message);
    expect(says('We deliver 13 days after receipt of your files.')).toEqual([
      "'13 days after receipt of your files' is 2026-12-17, counted from 'logo' on 2026-12-04, and the deal is done on 2026-12-18",
    ]);
    expect(says('We deliver 14 days after receipt of your files.')).toEqual([]);
  });

  test('what counts from something that the deal has no day for is told, and not passed', () => {
    expect(told('We deliver six weeks after the board has met.')).toEqual([
      "'six weeks after the board has met' counts from 'the board has met', and the deal has no day for that",
    ]);
  });

  test('a promise says so, too, at its place', () => {
    const check = judgeBase({
      deal: `${DEAL.replace('documents: [proposal.md]\n', '').replace('inputs: [{id: artwork, due: 2026-12-02}]\n', '')}promises:
  - {id: bags, text: 300 bags delivered within two weeks of signature, items: [bag], quantity: 300, due: 2026-12-18, doer: ana}
`,
    }).of('proposal-matches');
    // 18 Nov + 14d = 2 Dec.
    expect(check.findings.map(({ message, at }) => [message, at.path])).toEqual([
      [
        "'within two weeks of signature' is 2026-12-02, counted from the signature on 2026-11-18, and the deal is done on 2026-12-18",
        ['promises', 0, 'text'],
      ],
    ]);
  });
});
