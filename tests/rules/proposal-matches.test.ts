// Three proposals as people write them, each true to its deal; then one thing wrong at a time, told at its own line and column.
import { describe, expect, test } from 'vitest';
import { judgeBase, withDocuments, type Judged } from './workspace.ts';

interface Case {
  readonly deal: string;
  readonly document: string;
  readonly timezone: string;
  readonly library: (text: string) => string;
}

/** What was judged of a deal: only the documents differ from test to test. */
const bases = new Map<string, Judged>();

function baseOf({ deal, timezone, library }: Case): Judged {
  const key = JSON.stringify([deal, timezone, library.toString()]);
  const base =
    bases.get(key) ??
    judgeBase({
      policy: (text) => text.replace('America/Chicago', timezone),
      capacity: (text) => text.replace('calendar:', 'calendar:\n  closed: [2026-12-24..2027-01-01]'),
      deliverables: library,
      deal,
      documents: { 'proposal.md': 'An offer.' },
    });
  bases.set(key, base);
  return base;
}

function judged(each: Case, from: string | RegExp = '', to = ''): ReturnType<typeof withDocuments> {
  const changed = each.document.replace(from, to);
  if (from !== '' && changed === each.document) throw new Error('the test changes nothing');
  return withDocuments(baseOf(each), { 'proposal.md': changed }, 'proposal-matches');
}

/** `line:column words: message` of each finding. */
function told(...args: Parameters<typeof judged>): string[] {
  const { check, at } = judged(...args);
  const lines = args[0].document.replace(args[1] ?? '', args[2] ?? '').split('\n');
  return check.findings.map((finding) => {
    const { file, line, column, endLine, endColumn } = at(finding.at);
    expect(file).toBe('proposal.md');
    const text = line === endLine ? lines[line - 1].slice(column - 1, endColumn - 1) : `${lines[line - 1].slice(column - 1)}…`;
    return `${line} [${text}] ${finding.message}`;
  });
}

const BAGS: Case = {
  timezone: 'America/New_York',
  library: (text) => text.replace('title: Bag', 'title: Custom branded bag'),
  deal: `handoff: 1
customer: {name: Acme Outdoor, existing: true}
seller: {name: Sam Reed, email: sam@larkfield.example}
dates:
  signature: 2026-11-18
  valid_until: 2026-11-20
  wanted: {complete: 2026-12-14, because: winter fair}
  offered: {complete: 2026-12-18}
items:
  - {deliverable: bag, quantity: 300, options: {colour: black}}
documents: [proposal.md]
`,
  document: `---
date: 2026-11-30
template: 12/31/2027
---
# 300 custom branded bags for Acme Outdoor

Larkfield Bags, 12 Dock Street, Unit 300, Chicago, IL 60601 · +1 (312) 555-0187 · ISO 9001:2015 · quote 2026-118, version 1.12.3
Prepared by Sam Reed, November 16, 2026. This quote is valid until Friday, November 20, 2026.

Dear Lee, you asked for December 14 for the winter fair. We deliver on December 18th, 2026 (12/18/26).

| Item               | Quantity | Each   | Total     |
|--------------------|---------:|-------:|----------:|
| Custom branded bag |      300 | $42.00 | $12,600.00 |
| Set-up             |        1 | $350   | $350      |

## What you get

* 300 black bags, 14 oz canvas, 38 x 42 cm, printed in 2 colours; we pack 25 bags per box, 12 boxes.
* We check every 10 bags, and a sample of 5 bags is yours to keep.
* Orders of more than 500 bags get 5% off. We have made 40,000 tote bags since 1998.
* Our shop is closed from December 24 to January 1.

Payment: 50% on signature, the rest within 30 days. See [terms](https://larkfield.example/terms/2027-01-01) <!-- 3 bags on 2027-03-03 -->
Ana Ruiz owns your delivery; write to ana@larkfield.example.
`,
};

const SITE: Case = {
  timezone: 'Europe/Berlin',
  library: (text) => {
    const entry = /^ {2}bag:[\s\S]*/m.exec(text)![0];
    const training = entry.replace('  bag:', '  training-day:').replace('title: Bag', 'title: Training day');
    return text.replace('title: Bag', 'title: Website redesign').replace('  bag:', '  website:') + training;
  },
  deal: `handoff: 1
customer: Nordlicht
seller: {name: Ines Roth}
dates:
  signature: 2026-11-18
  wanted: 2027-01-15
  phases: [{phase: 1, complete: 2026-12-18}]
items:
  - {id: site, deliverable: website, quantity: 1}
  - {id: training, deliverable: training-day, quantity: 3, phase: 2}
staffing: [{person: ben}]
support: {hours: 8h, until: 2027-02-26}
context: {first_milestone: {what: Drafts, on: 2026-12-04}, stakeholders: [{name: Dora Winter, role: editor, stance: champion}]}
documents: [proposal.md]
`,
  document: `Proposal for Nordlicht
======================

1. Scope
--------

We redesign your website (12 pages, 4 languages, 2 rounds of changes) and hold three training days
for your editors. Each training day has 6 hours. Ben Cole leads the design, Dora reviews the texts.

2. Dates
--------

- Signature by 18.11.2026
- First drafts on Friday 4 December
- Website live on 18.12.2026, training until
  15 January 2027
- 8 hours of support until 26 Feb 2027

Between 14 and 18 December we freeze nothing. Our framework agreement of 3 May 2024 applies.
We answer within 2 business days, ten days at most in January. Version 10.1.12, phone 030 18122026.
`.replace('Between 14 and 18 December we freeze nothing. ', ''),
};

const ROOF: Case = {
  timezone: 'UTC',
  library: (text) => text.replace('title: Bag', 'title: Roof window (Velux)').replaceAll('  bag:', '  roof-window:'),
  deal: `handoff: 1
customer: Harker
seller: {email: ines@larkfield.example}
wanted: 2026-12-18
items: [roof-window:6]
promises:
  - {id: windows, text: Six roof windows tight in the rain, quantity: 6, due: 2026-12-18}
  - {id: first, text: The first 2 windows, due: 2026-12-11}
documents: [proposal.md]
`,
  document: `Harker, 6 Elm Road, DE 20359
Quote 12-10-2026-6 of 16/11/2026

We fit six new roof windows, 78 x 118 cm, 3 mm glass, 10 years guarantee.
Windows: 6
Price: 1,200 a window, 7,200 in all, 19% tax, 2% if paid in 10 days.
2 windows by 11/12/2026, everything by 18/12/2026.
2 people work 3 days; window cleaning costs 40 EUR.
Call Ines.
`,
};

describe.each([
  ['a quote for bags', BAGS],
  ['a proposal of an agency', SITE],
  ['a letter of a roofer', ROOF],
])('%s', (_, each) => {
  test('says what the deal says', () => {
    expect(told(each)).toEqual([]);
    expect(judged(each).check).toMatchObject({
      verdict: 'pass',
      summary: "proposal.md: every date, quantity and name is the deal's",
    });
  });
});

describe('a date of the quote that is none of the deal’s', () => {
  test.each([
    [
      'December 18th, 2026',
      'December 8th, 2026',
      'December 8th, 2026',
      "'December 8th, 2026' (2026-12-08) is no date of the deal; the nearest is 2026-12-18 (offered.complete)",
    ],
    [
      '12/18/26',
      '12/08/26',
      '12/08/26',
      "'12/08/26' (2026-12-08, read month first as in America/New_York) is no date of the deal; the nearest is 2026-12-18 (offered.complete)",
    ],
    [
      'December 18th, 2026',
      '18-Dec-2025',
      '18-Dec-2025',
      "'18-Dec-2025' (2025-12-18) is no date of the deal; the nearest is 2026-11-18 (the signature)",
    ],
    [
      'December 18th, 2026',
      '2026-12-17',
      '2026-12-17',
      "'2026-12-17' is no date of the deal; the nearest is 2026-12-18 (offered.complete)",
    ],
    [
      'deliver on December 18th, 2026',
      'deliver by November 2',
      'November 2',
      "'November 2' (2026-11-02) is no date of the deal; the nearest is 2026-11-18 (the signature)",
    ],
    [
      'until Friday, November 20',
      'until Thursday, November 20',
      'Thursday, November 20, 2026',
      "'Thursday, November 20, 2026' is a Friday",
    ],
    [
      'We deliver on December 18th',
      'We deliver on December 14',
      'December 14, 2026',
      "'December 14, 2026' is only what the customer asked for (wanted.complete), and the deal offers 2026-12-18",
    ],
    [
      'December 24 to',
      'December 23 to',
      'December 23',
      "'December 23' (2026-12-23) is no date of the deal; the nearest is 2026-12-24 (closed from)",
    ],
  ])('%s → %s', (from, to, words, message) => {
    const found = told(BAGS, from, to);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^\d+ /);
    expect(found[0].replace(/^\d+ /, '')).toBe(`[${words}] ${message}`);
  });
});

describe('a date of the other two', () => {
  test.each<[Case, string, string, string, string]>([
    [
      SITE,
      '18.12.2026',
      '12.12.2026',
      '[12.12.2026]',
      "'12.12.2026' (2026-12-12, read day first as in Europe/Berlin) is no date of the deal; the nearest is 2026-12-18",
    ],
    [SITE, '18.12.2026', '12/18/2026', '[]', ''],
    [SITE, 'Friday 4 December', 'Thursday 4 December', '[Thursday 4 December]', "'Thursday 4 December' is a Friday"],
    [
      SITE,
      '26 Feb 2027',
      '28 Feb 2027',
      '[28 Feb 2027]',
      "'28 Feb 2027' (2027-02-28) is no date of the deal; the nearest is 2027-02-26 (the end of support)",
    ],
    [
      SITE,
      'until\n  15 January 2027',
      'until\n  22 January 2027',
      '[22 January 2027]',
      "'22 January 2027' (2027-01-22) is no date of the deal; the nearest is 2027-01-15 (wanted.complete)",
    ],
    [SITE, '3 May 2024', '4–18 December', '[]', ''],
    [SITE, '3 May 2024', '4–17 December', '[17 December]', "'17 December' (2026-12-17) is no date of the deal; the nearest is 2026-12-18"],
    [
      SITE,
      '3 May 2024',
      'December 5–18',
      '[December 5]',
      "'December 5' (2026-12-05) is no date of the deal; the nearest is 2026-12-04 (the first milestone)",
    ],
    [ROOF, '18/12/2026', '12/18/2026', '[]', ''],
    [ROOF, '11/12/2026', '12/11/2026', '[]', ''],
    [
      ROOF,
      '11/12/2026',
      '09/12/2026',
      '[09/12/2026]',
      "'09/12/2026' (2026-12-09, read either way) is no date of the deal; the nearest is 2026-12-11 (the due of 'first')",
    ],
  ])('%#', (each, from, to, words, message) => {
    const found = told(each, from, to);
    if (message === '') return expect(found).toEqual([]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${words} ${message}`);
  });
});

describe('a quantity that is not the deal’s', () => {
  test.each<[Case, string, string, string]>([
    [BAGS, '# 300 custom branded bags', '# 350 custom branded bags', "'350 custom branded bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', '3,000 black bags', "'3,000 black bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', '250 sturdy tote bags', "'250 sturdy tote bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', 'fifty bags', "'fifty bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', '12 spare bags', "'12 spare bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '|      300 |', '|      30 |', "'30' is not the deal's quantity, 300 × bag"],
    [BAGS, '* 300 black bags,', '* Bags: 320,', "'320' is not the deal's quantity, 300 × bag"],
    [BAGS, '* 300 black bags,', '* Quantity: 320,', "'320' is not the deal's quantity, 300 × bag"],
    [BAGS, '* 300 black bags,', '* Bags (320),', "'320' is not the deal's quantity, 300 × bag"],
    [BAGS, '* 300 black bags,', '* 320 black\n  bags,', "'320 black bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '* 300 black bags,', '* Bags (x320),', "'320' is not the deal's quantity, 300 × bag"],
    [BAGS, '* 300 black bags,', '* Bags x320,', "'320' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', 'fifty (50) bags', "'fifty (50) bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', 'a couple of bags', "'couple of bags' is not the deal's quantity, 300 × bag"],
    [BAGS, '300 black bags', '20 two-week bags', "'20 two-week bags' is not the deal's quantity, 300 × bag"],
    [SITE, 'three training days', 'four training days', "'four training days' is not the deal's quantity, 3 × training"],
    [SITE, 'your website', 'your 2 websites', "'2 websites' is not the deal's quantity, 1 × site"],
    [ROOF, 'six new roof windows', '7 roof windows', "'7 roof windows' is not the deal's quantity, 6 × roof-window"],
    [ROOF, 'Windows: 6', 'Windows: 8', "'8' is not the deal's quantity, 6 × roof-window"],
    [ROOF, '2 windows by', '3 windows by', "'3 windows' is not the deal's quantity, 6 × roof-window"],
  ])('%#', (each, from, to, message) => {
    const found = told(each, from, to);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
    expect(judged(each, from, to).check).toMatchObject({
      verdict: 'fail',
      reason: 'proposal-matches/quantity',
      blocking: true,
    });
  });

  test.each([
    '200 bags per box', '200 bags each', '200 bags/box', 'every 20 bags', 'less than 20 bags', 'boxes of 20 bags', 'a sample of 5 bags', '1 sample bag', '2 prototype bags',
    '2 inspectors check bags', '2 weeks of bag storage', 'a 5 kg bag', '4-colour bags', '20% of the bags', '$20 a bag', '20 USD a bag', 'USD 20 bags', 'step 2 bags are cut',
    'one bag', 'Bags: 42 cm', 'Bags: 4 colours', 'A bag holds 12 litres', '20 of them. Bags are black', 'We have made 20 bags', '20.5 bags', '12/20 bags', '600 handles, 300 bags',
    'Quantity: 300', 'Qty 12',
  ])('but not %j', (words) => {
    expect(told(BAGS, '* 300 black bags,', `* ${words},`)).toEqual([]);
  }); // prettier-ignore

  test('items of one kind may be told one by one, by phase and altogether', () => {
    const each = {
      ...BAGS,
      deal: BAGS.deal.replace(
        /items:\n.*\n/,
        'items:\n  - {id: first, deliverable: bag, quantity: 100}\n  - {id: rest, deliverable: bag, quantity: 200, phase: 2}\n',
      ),
    };
    expect(told(each, '* 300 black bags,', '* 100 bags first, then 200 bags,')).toEqual([]);
    expect(told(each, '* 300 black bags,', '* 150 bags first,')).toEqual([
      "19 [150 bags] '150 bags' is not the deal's quantity, 100 × first and 200 × rest",
    ]);
  });
});

describe('a person whom the deal does not name', () => {
  const NOBODY = ', and the deal names ana, dora';
  test.each<[string, string, string]>([
    ['Ana Ruiz owns', 'Cleo Marsh sews', `[Cleo Marsh] 'Cleo Marsh' is cleo of capacity${NOBODY}`],
    ['Ana Ruiz owns', 'CLEO MARSH sews', `[CLEO MARSH] 'CLEO MARSH' is cleo of capacity${NOBODY}`],
    ['Ana Ruiz owns', 'Ms Marsh sews', `[Ms Marsh] 'Ms Marsh' is cleo of capacity${NOBODY}`],
    ['Ana Ruiz owns', 'C. Marsh sews', `[C. Marsh] 'C. Marsh' is cleo of capacity${NOBODY}`],
    ['Ana Ruiz owns', 'Cléo Marsh sews', `[Cléo Marsh] 'Cléo Marsh' is cleo of capacity${NOBODY}`],
    ['Ana Ruiz owns', 'Cleo sews', `[Cleo] 'Cleo' is cleo of capacity${NOBODY}`],
    ['ana@larkfield.example', 'ines@larkfield.example', `[ines@larkfield.example] 'ines@larkfield.example' is ines of capacity${NOBODY}`],
  ])('%s → %s', (from, to, message) => {
    const { check } = judged(BAGS, from, to);
    expect(told(BAGS, from, to)).toHaveLength(1);
    expect(told(BAGS, from, to)[0]).toContain(message);
    expect(check.reason).toBe('proposal-matches/name');
    expect(check.findings[0].help).toMatch(
      /^write the role \((sewer|inspector)\) in place of the name, or name (cleo|ines) in the deal's staffing/,
    );
  });

  test.each(['Cleo Lopez of Acme', 'D. Marsh', 'Lane C Marsh', 'Cleo & Sons', 'cleo', 'San Cleo', 'Dora Lane', 'Cleopatra'])(
    'but not %j',
    (words) => {
      expect(told(BAGS, 'Ana Ruiz owns', `${words} has`)).toEqual([]);
    },
  );

  test('a first name that two have, or that is the customer’s, is nobody’s', () => {
    const stakeholder = { ...BAGS, deal: `${BAGS.deal}context: {stakeholders: [{name: Cleo Vance}]}\n` };
    expect(told(stakeholder, 'Ana Ruiz owns', 'Cleo sews')).toEqual([]);
    expect(told(stakeholder, 'Ana Ruiz owns', 'Cleo Marsh sews')).toHaveLength(1);
  });

  test('staffing, promises and soft promises name people', () => {
    for (const lines of [
      'staffing: [{person: cleo}]',
      'promises: [{id: p, text: T, doer: cleo}]',
      'soft_promises: [{said: S, owner: cleo@larkfield.example}]',
    ]) {
      expect(told({ ...BAGS, deal: `${BAGS.deal}${lines}\n` }, 'Ana Ruiz owns', 'Cleo Marsh sews'), lines).toEqual([]);
    }
    // The library's doer of the bags is ben: nobody has told a customer so.
    expect(told(BAGS, 'Ana Ruiz owns', 'Ben Cole cuts')).toHaveLength(1);
  });
});

test('everything wrong is told, in the order of the text, for the first reason', () => {
  const wrong = { ...BAGS, document: 'Cleo Marsh makes 200 bags by 2026-12-12.\n' };
  expect(told(wrong).map((each) => each.split(' is ')[0])).toEqual([
    "1 [Cleo Marsh] 'Cleo Marsh'",
    "1 [200 bags] '200 bags'",
    "1 [2026-12-12] '2026-12-12'",
  ]);
  expect(judged(wrong).check).toMatchObject({ verdict: 'fail', approver: null, reason: 'proposal-matches/name' });
});

test('the offer counts, not what was asked; without an offer what was asked does', () => {
  const asked = { ...BAGS, document: 'Ready on 14 December 2026.\n' };
  expect(told(asked)[0]).toContain('is only what the customer asked for');
  expect(told({ ...asked, deal: asked.deal.replace(/ {2}offered:.*\n/, '') })).toEqual([]);
  for (const words of [
    'You asked for 14 December.',
    'Not in time for the winter fair of 14 December.',
    'Instead of 14 December: 18 December.',
  ]) {
    expect(told({ ...asked, document: `${words}\n` }), words).toEqual([]);
  }
});

test('a document that is not there, is empty or is no text is told at its line of the deal', () => {
  const named = (document: string, documents: Record<string, string>) => {
    const { of, at } = judgeBase({
      deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\ndocuments: [a.md, ${document}]\n`,
      documents,
    });
    const check = of('proposal-matches');
    return {
      verdict: check.verdict,
      reason: check.reason,
      told: check.findings.map((each) => `${at(each.at).line}:${at(each.at).column} ${each.message}`),
    };
  };
  const wrong = (...told: string[]) => ({ verdict: 'fail', reason: 'proposal-matches/unreadable', told });
  expect(named('b.md', { 'a.md': '10 bags' })).toEqual(wrong('5:19 b.md does not exist'));
  expect(named('b.md', { 'a.md': '10 bags', 'b.md': ' \n' })).toEqual(wrong('5:19 b.md is empty'));
  expect(named('b.pdf', { 'a.md': '10 bags', 'b.pdf': '%PDF' })).toEqual(wrong('5:19 b.pdf is no text'));
  expect(named('b.md', { 'a.md': '10 bags', 'b.md': '10 bags\0' })).toEqual(wrong('5:19 b.md is no text'));
  expect(named('b.md', { 'a.md': '10 bags', 'b.md': '10 bags' })).toEqual({ verdict: 'pass', reason: null, told: [] });
});

// The bags are offered for 2026-12-18 (asked for the 14th), signed on 2026-11-18, valid until the 20th; closed from 24 December to 1 January.
test.each([
  ['Delivered by the end of January', '[the end of January]'],
  ['Delivered in February 2027', '[February 2027]'],
  ['Ready by October 2027', '[October 2027]'],
  ['Mid-March 2027 is when we ship', '[Mid-March 2027]'],
  ['Delivered by early December', '[early December]'],
])('a month in which the deal has no date: %s', (words, shown) => {
  const found = told(BAGS, 'Ana Ruiz owns your delivery', words);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${shown} '${shown.slice(1, -1)}' is when nothing of the deal is; the nearest is`);
});

test.each([
  'Delivered by mid-December', 'Delivered by the end of December', 'Ready in December 2026', 'Founded in March 1998', 'At the end of October we met',
  'You asked for mid-February', 'It may be late', 'We march in March', 'Delivered by 18 December', 'A fair in March 2027',
])('but not %s', (words) => {
  expect(told(BAGS, 'Ana Ruiz owns your delivery', words)).toEqual([]);
}); // prettier-ignore

test('the nearest date is none on which nobody works', () => {
  // Closed from 2026-12-24, a day later: the offer is the nearest that could be meant.
  expect(told(BAGS, 'Ana Ruiz owns your delivery', 'Delivered by 2026-12-23')[0]).toContain('the nearest is 2026-12-18 (offered.complete)');
});

test('a date that is promised in words is the deal’s too', () => {
  const of = (lines: string) => judgeBase({ deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\n${lines}\n` });
  const said = (lines: string) => {
    const { of: check, at } = of(lines);
    return check('proposal-matches').findings.map((each) => `${at(each.at).line}:${at(each.at).column} ${each.message}`);
  };
  const message = (shown: string) => `'${shown}' (2026-12-11) is no date of the deal; the nearest is 2026-12-18 (wanted.complete)`;
  expect(said('promises: [{id: p, text: Ten bags by 11 December, items: [bag]}]')).toEqual([`5:38 ${message('11 December')}`]);
  expect(said('promises: [{id: p, text: Bags, complete_when: {observable: bags there on Dec 11}, items: [bag]}]')).toEqual([
    `5:74 ${message('Dec 11')}`,
  ]);
  expect(said('soft_promises: [{said: Photos by 11 December}]')).toEqual([`5:34 ${message('11 December')}`]);
  expect(said('soft_promises: [{said: Photos by 11 December, resolution: excluded}]')).toEqual([]);
  expect(said('promises: [{id: p, text: Ten bags by 18 December, items: [bag]}]')).toEqual([]);
  expect(said('promises: [{id: p, text: Ten bags and repairs until 11 December, items: [bag]}]')).toEqual([]);
  expect(said('promises: [{id: p, text: Ten bags by 17 December, items: [bag]}]')).toHaveLength(1);
  expect(said('promises: [{id: p, text: Ten bags and a photo by 19 December, items: [bag]}]')).toEqual([]);
});

test('no document is nothing to compare', () => {
  expect(judgeBase().of('proposal-matches')).toMatchObject({ verdict: 'not-applicable', summary: 'the deal names no document' });
});

test('of a document that is all wrong the first fifty are told', () => {
  expect(told({ ...BAGS, document: '20 bags.\n'.repeat(60) })).toHaveLength(50);
});

test('wide digits are digits', () => {
  const wide = judgeBase({
    deal: 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\ndocuments: [a.md]\n',
    documents: { 'a.md': '５００ bags on ２０２６-１２-０１\n' },
  }).of('proposal-matches');
  expect(wide).toMatchObject({ verdict: 'fail', blocking: true });
  expect(wide.findings).toHaveLength(2);
});
