import { describe, expect, test } from 'vitest';
import { judgeBase } from './workspace.ts';

const INPUTS = '    inputs: [{id: artwork, blocks: [cut], takes: 1bd, late: 1bd}]\n';
const ASSUMED = 'assumptions: [{text: Acme sends vectors, if_false: {hits: cut, costs: 4h}}]\n';
const OUT = 'exclusions: [Gift wrapping]\n';
const SUPPORT = 'support: none\n';

function judged(lines: string, library = INPUTS, items = 'items: [bag:10]') {
  return judgeBase({
    policy: (text) => `${text}  scoping-template: error\n`,
    deliverables: (text) => text.replace('    options:', `${library}    options:`),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\n${items}\n${lines}`,
  });
}
const of = (...args: Parameters<typeof judged>) => judged(...args).of('scoping-template');
const messages = (...args: Parameters<typeof judged>) => of(...args).findings.map(({ message }) => message);

test('all parts are there', () => {
  expect(of(ASSUMED + OUT + SUPPORT)).toMatchObject({
    verdict: 'pass',
    summary: 'assumptions, customer inputs, roles, exclusions and support are written, and what they cost when they fail',
  });
});

describe('a part that is not there', () => {
  test.each([
    ['assumptions', OUT + SUPPORT, INPUTS, 'nothing is written of what is assumed'],
    ['an assumption of nothing', `assumptions: [None]\n${OUT}${SUPPORT}`, INPUTS, 'nothing is written of what is assumed'],
    [
      'inputs',
      ASSUMED + OUT + SUPPORT,
      '    services: []\n',
      'nothing is written of what the customer gives, and the library asks for nothing',
    ],
    ['roles', `${ASSUMED}${OUT}${SUPPORT}roles: []\n`, INPUTS, 'nothing is written of the roles that the scope needs'],
    ['exclusions', ASSUMED + SUPPORT, INPUTS, 'nothing is written of what is not part of it'],
    ['an exclusion of nothing', `${ASSUMED}${SUPPORT}exclusions: [none]\n`, INPUTS, 'nothing is written of what is not part of it'],
    ['support', ASSUMED + OUT, INPUTS, 'the deal does not say how much support is part of it, and until when'],
  ])('%s', (_, lines, library, message) => {
    const check = of(lines, library);
    expect(check).toMatchObject({ verdict: 'needs-approval', approver: 'delivery-lead', blocking: true });
    expect(check.findings[0].message).toBe(message);
  });

  test('with what would flip it, and every part at once', () => {
    expect(of('', '    services: []\n').findings.map(({ help }) => help)).toEqual([
      'add assumptions: [{text: …, if_false: {hits: cut, costs: 1bd}}]',
      'if nothing is needed, write inputs: []',
      'add exclusions: […]: what this customer may think is included, and is not',
      'add support: none, or support: {hours: 4h, until: DATE}',
    ]);
    expect(of('', '    services: []\n').reason).toBe('scoping-template/part-missing');
  });
});

test('what the library or a promise says need not be said again', () => {
  const library = `${INPUTS}    exclusions: [Gift wrapping]\n    assumptions: [{text: Vectors, if_false: {hits: cut, costs: 4h}}]\n`;
  expect(of(SUPPORT, library).verdict).toBe('pass');
  expect(of(`${ASSUMED}${SUPPORT}promises: [{id: p, text: Ten bags, excludes: [Gift wrapping]}]\n`).verdict).toBe('pass');
  expect(of(`${ASSUMED}${OUT}${SUPPORT}inputs: []\n`, '    services: []\n').verdict).toBe('pass');
});

test('a placeholder is no text, and is told where it stands', () => {
  const lines = `${SUPPORT}assumptions: [TBD]\nexclusions: [to be confirmed]\nroles: [n/a]\n`;
  const { of, at } = judged(lines);
  expect(of('scoping-template').reason).toBe('scoping-template/placeholder');
  expect(of('scoping-template').findings.map(({ message, at: place }) => `${at(place).line}:${at(place).column} ${message}`)).toEqual([
    "6:15 'TBD' is no text of an assumption",
    "8:9 'n/a' is no text of a role",
    "7:14 'to be confirmed' is no text of an exclusion",
  ]);
  expect(messages(`${ASSUMED}${OUT}${SUPPORT}promises: [{id: p, text: Ten bags, excludes: ['…']}]\n`)).toEqual([
    "'…' is no text of an exclusion",
  ]);
});

test('each assumption of the deal says what it costs; the library’s are owed by operations', () => {
  const bare = 'assumptions:\n  - {text: Acme sends vectors, if_false: {hits: cut, costs: 4h}}\n  - The door is wide\n';
  expect(of(bare + OUT + SUPPORT)).toMatchObject({
    reason: 'scoping-template/no-cost',
    findings: [
      {
        message: "'The door is wide' is assumed, and does not say what it costs when it is false",
        help: 'add if_false: {hits: cut, costs: 1bd}, or delays, with what it really costs',
      },
    ],
  });
  const library = '    assumptions: [The door is wide]\n    inputs: [{id: artwork, blocks: [cut], takes: 1bd}]\n';
  expect(of(ASSUMED + OUT + SUPPORT, library)).toMatchObject({
    verdict: 'unknown',
    blocking: false,
    reason: 'scoping-template/library-silent',
    summary: "operations owes: what it costs when 'The door is wide' is false and what it costs when 'artwork' is late",
    missing: [
      { owedBy: 'operations', file: 'deliverables', key: 'bag.assumptions.0' },
      { owedBy: 'operations', file: 'deliverables', key: 'bag.inputs.artwork.late' },
    ],
  });
  // Two items of one deliverable owe it once.
  const two = 'items: [bag:10, {id: more, deliverable: bag, quantity: 5}]';
  expect(of(ASSUMED + OUT + SUPPORT, library, two).missing).toHaveLength(2);
});

test.each([
  ['2026-12-19', 'pass'],
  ['2026-12-18', 'needs-approval'],
])('support until %s, the work complete on 2026-12-18: %s', (until, verdict) => {
  const { of, at } = judged(`${ASSUMED}${OUT}support: {hours: 4h, until: ${until}}\n`);
  expect(of('scoping-template').verdict).toBe(verdict);
  if (verdict === 'pass') return;
  expect(of('scoping-template')).toMatchObject({
    reason: 'scoping-template/support',
    summary: 'support ends on 2026-12-18, and the work is complete on 2026-12-18',
  });
  expect(at(of('scoping-template').findings[0].at)).toMatchObject({ line: 7, column: 29 });
});

test('what is not in the library says nothing of its scope', () => {
  expect(of('', INPUTS, 'items: [bag:10, bagg:10]').verdict).toBe('unknown');
  expect(of('support: {hours: 1h, until: 2026-12-01}\n', INPUTS, 'items: [bagg:10]').verdict).toBe('needs-approval');
  expect(of(SUPPORT, INPUTS, 'items: [bagg:10]')).toMatchObject({
    verdict: 'unknown',
    reason: 'scoping-template/unlisted',
    toldBy: 'in-library',
  });
});

test('a standard deal is not asked', () => {
  expect(judgeBase().of('scoping-template')).toMatchObject({ verdict: 'not-applicable', reason: 'scoping-template/standard-deal' });
});
