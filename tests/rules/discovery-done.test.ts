import { expect, test } from 'vitest';
import { judgeBase } from './workspace.ts';

const ASKS = '    questions:\n      - {id: door, ask: Which door and which hours?}\n';

/** Judges a deal of ten bags, of which the library asks `door`, with some lines of its own. */
function judged(lines: string, questions = ASKS, items = 'items: [bag:10]') {
  return judgeBase({
    policy: (text) => `${text}  discovery-done: error\n`,
    deliverables: (text) => text.replace('    options:', `${questions}    options:`),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\n${items}\n${lines}\n`,
  });
}
const of = (...args: Parameters<typeof judged>) => judged(...args).of('discovery-done');
const line = (words: string) => `discovery:\n  - {${words}}`;

test.each([
  ['by its id', 'question: door, answer: Door 4 before noon'],
  ['by item and id', 'question: bag.door, answer: Door 4'],
  ['in the library’s words', 'question: "Which door and  which hours?", answer: Door 4'],
  ['with a number alone', 'question: door, answer: "4"'],
  ['with none', 'question: door, answer: none'],
  ['on a day that is over', 'question: door, answer: Door 4, closed: 2026-11-16'],
])('a question is answered %s', (_, words) => {
  expect(of(line(words))).toMatchObject({ verdict: 'pass', summary: 'the question is answered' });
});

test.each([
  ['', 'unanswered', "'door' is not answered: Which door and which hours?"],
  ['question: door', 'unanswered', "'door' (Which door and which hours?) has no answer"],
  [
    'question: door, closed: 2026-11-13',
    'unanswered',
    "'door' (Which door and which hours?) has no answer, although it is marked as closed on 2026-11-13",
  ],
  ['question: door, answer: TBD', 'placeholder', "'door' (Which door and which hours?) is answered with 'TBD'"],
  ['question: door, answer: "Door 4, hours tbc"', 'placeholder', "'door' (Which door and which hours?) is answered with 'tbc'"],
  ['question: door, answer: "…"', 'placeholder', "'door' (Which door and which hours?) is answered with '…'"],
  ['question: door, answer: "Door 4?"', 'asks-back', "'door' (Which door and which hours?) is answered with a question: 'Door 4?'"],
  ['question: door, answer: "Yes."', 'no-answer', "'door' (Which door and which hours?) is answered with 'Yes.', which does not say which"],
  ['question: How many pallets?, answer: ok', 'unanswered', "'door' is not answered: Which door and which hours?"],
  [
    'question: door, answer: see mail of 2 Dec',
    'elsewhere',
    "'door' (Which door and which hours?) is answered with 'see mail of 2 Dec', where delivery may not look",
  ],
  [
    'question: door, answer: as per the call',
    'elsewhere',
    "'door' (Which door and which hours?) is answered with 'as per the call', where delivery may not look",
  ],
  [
    'question: door, answer: Door 4, closed: 2026-11-17',
    'to-come',
    "'door' (Which door and which hours?) is marked as closed on 2026-11-17, which is still to come",
  ],
])('a question with {%s} is open', (words, reason, summary) => {
  expect(of(words === '' ? '' : line(words))).toMatchObject({
    verdict: 'needs-approval',
    approver: 'delivery-lead',
    reason: `discovery-done/${reason}`,
    summary,
  });
});

test('a question that asks whether is answered by yes or no; and what the mail says, by saying it', () => {
  const whether = '    questions:\n      - {id: door, ask: Is the door heated?}\n';
  expect(of(line('question: door, answer: "no"'), whether).verdict).toBe('pass');
  expect(of(line('question: door, answer: "See mail of 2 Dec: door 4 before noon"')).verdict).toBe('pass');
  expect(of(line('question: door, answer: "No door, over the fence"')).verdict).toBe('pass');
  const own = `${line('question: door, answer: Door 4')}\n  - {question: How many pallets?, answer: "ok"}`;
  expect(of(own).summary).toBe("'How many pallets?' is answered with 'ok', which does not say how many");
});

test('what to do: ask the customer, or who finds out', () => {
  expect(of('').findings[0].help).toBe('ask Acme Outdoor, and add discovery: [{question: door, answer: …}]');
  expect(of(line('question: door')).findings[0].help).toBe('ask Acme Outdoor, and write the answer');
  expect(of(line('question: door, owner: ana')).findings[0].help).toBe('ana finds out, and write the answer');
});

test('a question that is not in the file is told at its head, a mistyped one where it stands', () => {
  const missing = judged('');
  expect(missing.at(missing.of('discovery-done').findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 1 });
  const { of, at } = judged(line('question: dor, answer: Door 4'));
  expect(of('discovery-done').findings).toMatchObject([{ help: "'dor' is no question of the library: write question: door" }]);
  expect(at(of('discovery-done').findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 6, column: 16 });
  expect(at(of('discovery-done').findings[0].related![0].at)).toMatchObject({ file: 'deliverables.yaml' });
});

test('a question of the deal’s own is judged like the library’s, and every open one is told', () => {
  const own =
    'discovery:\n  - {question: door, answer: Door 4}\n  - {question: May we photograph it?}\n  - {question: Who signs?, answer: n/a}';
  expect(of(own).findings.map(({ message }) => message)).toEqual([
    "'May we photograph it?' has no answer",
    "'Who signs?' is answered with 'n/a'",
  ]);
  expect(of(own.replace(/\n.*May we.*\n.*/, '\n  - {question: May we?, answer: Yes}'))).toMatchObject({
    verdict: 'pass',
    summary: 'each of 2 questions is answered',
  });
});

test('where two deliverables ask different things by one id, each is answered by item', () => {
  const two = (text: string, ask: string) => {
    const entry = /^ {2}bag:[\s\S]*/m.exec(text)![0];
    return (
      text.replace('    options:', `${ASKS}    options:`) + entry.replace('  bag:', '  box:').replace('    options:', `${ask}    options:`)
    );
  };
  const both = (ask: string, lines: string) =>
    judgeBase({
      policy: (text) => `${text}  discovery-done: error\n`,
      deliverables: (text) => two(text, ask),
      deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10, box:10]\n${lines}\n`,
    }).of('discovery-done');
  const other = ASKS.replace('Which door and which hours?', 'Wood or steel?');
  expect(both(ASKS, line('question: door, answer: Door 4')).verdict).toBe('pass');
  expect(both(other, line('question: door, answer: Door 4')).findings.map(({ message }) => message)).toEqual([
    "'bag.door' is not answered: Which door and which hours?",
    "'box.door' is not answered: Wood or steel?",
  ]);
  expect(both(other, `${line('question: bag.door, answer: Door 4')}\n  - {question: box.door, answer: Steel}`).verdict).toBe('pass');
});

test('nothing asked is nothing to judge, and what is not in the library asks what nobody knows', () => {
  expect(of('', '    services: []\n')).toMatchObject({
    verdict: 'not-applicable',
    summary: 'neither the library nor the deal asks anything',
  });
  expect(of(line('question: door, answer: Door 4'), ASKS, 'items: [bag:10, bagg:1]')).toMatchObject({
    verdict: 'unknown',
    reason: 'discovery-done/unlisted',
    toldBy: 'in-library',
  });
});

test('a standard deal is not asked: its library answers it', () => {
  expect(judgeBase({ deliverables: (text) => text.replace('    options:', `${ASKS}    options:`) }).of('discovery-done')).toMatchObject({
    verdict: 'not-applicable',
    reason: 'discovery-done/standard-deal',
  });
});
