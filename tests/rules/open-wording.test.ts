import { describe, expect, test } from 'vitest';
import type { Range } from '../../src/model/place.ts';
import { judgeBase } from './workspace.ts';

const judged = (lines: string, policy = '  open-wording: error\n', changes: Parameters<typeof judgeBase>[0] = {}) =>
  judgeBase({
    policy: (text) => text + policy,
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\n${lines}\n`,
    ...changes,
  });
const textAt = (lines: string, { line, column, endColumn }: Range) =>
  `${line}: ${lines.split('\n')[line - 4].slice(column - 1, endColumn - 1)}`;
const BAG = 'items: [bag:10]\n';
const item = (rest: string) => `items:\n  - {deliverable: bag, quantity: 10, ${rest}}\n`;

test('a waiver of it speaks of the whole text: another text round the same word is another finding', () => {
  const waivesOf = (text: string) => judged(`${BAG}promises:\n  - {id: p, text: ${text}}`).of('open-wording').findings[0].waives;
  expect(waivesOf('Ten bags and any label')).toEqual({
    message: "'any' has no limit beside it in the promise 'p'",
    text: 'Ten bags and any label',
  });
  expect(waivesOf('Ten bags and any replacement for free')).not.toEqual(waivesOf('Ten bags and any label'));
});

describe('reads every text that says what is sold', () => {
  test.each([
    ['a promise', `${BAG}promises:\n  - {id: p, text: Ten bags fast}`, 'fast', "the promise 'p'", 6],
    [
      'what is observed of it',
      `${BAG}promises:\n  - id: p\n    text: Ten bags\n    complete_when: {observable: bags and so on}`,
      'and so on',
      "observable of the promise 'p'",
      8,
    ],
    ['how it is undone', `${BAG}promises: [{id: p, text: Ten bags, undo: as needed}]`, 'as needed', "how the promise 'p' is undone", 5],
    ['a customization', item('custom: [{id: c, what: A lining of any cloth}]'), 'any', "the customization 'c'", 5],
    ['how that is undone', item('custom: [{id: c, what: A lining, undo: taken out quickly}]'), 'quickly', "how 'c' is undone", 5],
    ['an option that is a text', item('options: {strap: as long as it takes}'), 'as long as it takes', "strap of 'bag'", 5],
    ['a soft promise', `${BAG}soft_promises: [{said: '"Unlimited straps"'}]`, 'Unlimited', 'a soft promise', 5],
    ['an assumption', `${BAG}assumptions: [{text: Acme answers promptly}]`, 'promptly', 'an assumption', 5],
    ['an assumption in short', `${BAG}assumptions: [Acme answers promptly]`, 'promptly', 'an assumption', 5],
    ['the roles', `${BAG}roles: [sewer, whatever helps]`, 'whatever', 'the roles', 5],
  ])('%s', (_, lines, word, of, line) => {
    const check = judged(lines).of('open-wording');
    expect(check).toMatchObject({ verdict: 'needs-approval', approver: 'delivery-lead', reason: 'open-wording/open', blocking: true });
    expect(check.findings).toMatchObject([{ message: `'${word}' has no limit beside it in ${of}`, data: { word } }]);
    expect(textAt(lines, judged(lines).at(check.findings[0].at))).toBe(`${line}: ${word}`);
  });

  test('a wrapped text: the word on its own line', () => {
    const { of, at } = judged(`${BAG}promises:\n  - id: p\n    text: >-\n      Ten bags, and repairs as\n      needed by Acme`);
    expect(of('open-wording').findings).toHaveLength(1);
    expect(at(of('open-wording').findings[0].at)).toMatchObject({ line: 8, column: 29, endLine: 9, endColumn: 13 });
  });

  test('the second of two equal words at its own place, and a word in escapes at its text', () => {
    const { of, at } = judged(`${BAG}promises:\n  - {id: p, text: Any 2 straps and any buckle}\n  - {id: q, text: "Straps\\x20f\\x61st"}`);
    const columns = of('open-wording').findings.map((finding) => at(finding.at).column);
    expect(columns).toEqual([36, 19]);
  });
});

describe('leaves alone', () => {
  test.each([
    ['exclusions', `${BAG}exclusions: [Repairs as needed]`],
    ['what a promise excludes', `${BAG}promises: [{id: p, text: Ten bags, excludes: [any repair]}]`],
    ['titles', `title: Quick bags, any colour\n${BAG}`],
    ['a soft promise that became an exclusion', `${BAG}soft_promises: [{said: Straps as needed, resolution: excluded}]`],
    ['a quotation', `${BAG}promises: [{id: p, text: 'Ten bags that say "any time"'}]`],
    ['what the customer said in discovery', `${BAG}discovery: [{question: When?, answer: As soon as possible}]`],
    ['a text with its limit', `${BAG}promises: [{id: p, text: Ten bags fast, within 2bd}]`.replace('fast, within', 'fast within')],
  ])('%s', (_, lines) => {
    expect(judged(lines).of('open-wording')).toMatchObject({ verdict: 'pass', findings: [] });
  });

  test('an option that operations list, but not one that they do not', () => {
    const any = { deliverables: (text: string) => text.replace('[black, sand]', '[black, any]') };
    expect(judged(item('options: {colour: any}'), undefined, any).of('open-wording').verdict).toBe('pass');
    expect(judged(item('options: {strap: any}'), undefined, any).of('open-wording').verdict).toBe('needs-approval');
  });
});

test('what the library promises is judged where the library says it', () => {
  const { of, at } = judged(BAG, undefined, { deliverables: (text) => text.replace('bags accepted at', 'bags accepted quickly at') });
  expect(of('open-wording').findings).toMatchObject([{ message: "'quickly' has no limit beside it in observable of the promise 'bag'" }]);
  expect(at(of('open-wording').findings[0].at)).toMatchObject({ file: 'deliverables.yaml', line: 13 });
});

test('the title of what is sold is free, and an item that is not in the library has none', () => {
  const quick = { deliverables: (text: string) => text.replace('title: Bag', 'title: Quick Bag') };
  const lines = `${BAG}promises: [{id: p, text: Ten quick bags}]`;
  expect(judged(lines, undefined, quick).of('open-wording').verdict).toBe('pass');
  expect(judged(lines).of('open-wording').verdict).toBe('needs-approval');
});

test('the list is the rule’s, the option’s, or policy’s', () => {
  const lines = `${BAG}promises: [{id: p, text: Ten bags fast and gladly}]`;
  const words = (policy: string) =>
    judged(lines, policy)
      .of('open-wording')
      .findings.map(({ data }) => data?.word);
  expect(words('  open-wording: error\n')).toEqual(['fast']);
  expect(words('  open-wording: {severity: error, words: [gladly]}\n')).toEqual(['gladly']);
  expect(words('  open-wording: {severity: error, words: [gladly]}\nopen_words: [ten]\n')).toEqual(['Ten']);
  expect(words('  open-wording: error\nopen_words: []\n')).toEqual([]);
});

test('nothing said is nothing to judge', () => {
  expect(judged('items: [bagg:10]').of('open-wording')).toMatchObject({
    verdict: 'not-applicable',
    summary: 'nothing is said of what is sold but its quantity',
  });
});

describe('reads the documents that the customer reads', () => {
  const PROPOSAL = `# Any bag, fast

Ten bags for the fair. Repairs as
needed, and straps etc.

> Lee: unlimited straps

- Support on request: up to 4h
- Setup asap

| What | When |
|---|---|
| Care | whenever |

Not included
------------
Any other repair, as needed

## Dates
Delivered quickly <!-- unlimited -->
`;
  const of = (text: string, lines = BAG) => judged(`${lines}documents: [p.md]`, undefined, { documents: { 'p.md': text } });

  test('at each word, but for headings, quotations, exclusions and comments', () => {
    const { of: check, at } = of(PROPOSAL);
    const found = check('open-wording').findings.map((finding) => {
      const { file, line, column, endLine, endColumn } = at(finding.at);
      return `${file}:${line}:${column}-${endLine}:${endColumn} ${finding.message}`;
    });
    expect(found).toEqual([
      "p.md:3:32-4:7 'as needed' has no limit beside it in p.md",
      "p.md:4:20-4:23 'etc' has no limit beside it in p.md",
      "p.md:9:9-9:13 'asap' has no limit beside it in p.md",
      "p.md:13:10-13:18 'whenever' has no limit beside it in p.md",
      "p.md:20:11-20:18 'quickly' has no limit beside it in p.md",
    ]);
    expect(check('open-wording')).toMatchObject({ verdict: 'needs-approval', approver: 'delivery-lead' });
  });

  test('after what the deal itself says', () => {
    const both = of('Straps as needed', `${BAG}promises: [{id: p, text: Ten bags fast}]\n`);
    expect(both.of('open-wording').findings.map(({ data }) => data?.word)).toEqual(['fast', 'as needed']);
  });

  test('one that is not there is the matter of another rule', () => {
    expect(judged(`${BAG}documents: [q.md]`).of('open-wording').verdict).toBe('pass');
    expect(of('Ten bags').of('open-wording').verdict).toBe('pass');
  });
});
