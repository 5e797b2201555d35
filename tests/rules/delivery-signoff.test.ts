// Ten bags cost 2500 + 10 × 20 = 2700, and take a cutter 8h, a sewer 8h and an inspector 5h: 21h.
import { expect, test, describe } from 'vitest';
import { approved, judgeBase } from './workspace.ts';

const ID = 'delivery-signoff';
const sized = (significant: string) => ({
  policy: (text: string) => `${text}significant: ${significant}\n`,
});
const deal = (items = 'bag:10', seller = 'seller: {name: Sam Reed}', more = '') => ({
  deal: `handoff: 1\ncustomer: Acme Outdoor\n${seller}\nwanted: 2026-12-18\nitems: [${items}]\n${more}`,
});
const before = judgeBase({ ...deal(), ...sized('{amount: 2700}') });
const signed = approved(before, ID, 'ana');

describe('is asked of a significant deal only', () => {
  test.each([
    ['{amount: 2700}', 'needs-approval'],
    ['{amount: 2700.01}', 'not-applicable'],
    ['{effort: 21h}', 'needs-approval'],
    ['{effort: 22h}', 'not-applicable'],
  ])('%s: %s', (significant, verdict) => {
    expect(judgeBase({ ...deal(), ...sized(significant) }).of(ID).verdict).toBe(verdict);
  });

  test('or of every deal, where policy says so', () => {
    const { of } = judgeBase({ ...deal(), policy: (text) => `${text}  ${ID}: error\n` });
    expect(of(ID)).toMatchObject({ verdict: 'needs-approval', summary: 'the scope is not approved' });
  });
});

test('nobody has approved it yet', () => {
  expect(before.of(ID)).toMatchObject({
    reason: `${ID}/not-approved`,
    approver: 'leadership',
    summary: 'the scope is not approved (price 2700 is at or above 2700 USD)',
    findings: [{ help: `ask ana (delivery lead): handoff approve deal.yaml ${ID}`, at: { path: ['items'] } }],
  });
});

test('a delivery lead has', () => {
  expect(judgeBase({ ...deal(), ...sized('{amount: 2700}') }, signed).of(ID)).toMatchObject({
    verdict: 'pass',
    summary: 'the scope is approved by ana on 2026-11-16',
  });
});

describe('an approval that does not count', () => {
  test.each([
    ['leadership leads no delivery', deal(), 'dora', 'dora is not one of the delivery leads'],
    ['the lead sells it', deal('bag:10', 'seller: {name: Ana Ruiz}'), 'ana', 'ana sells this deal'],
    [
      'nobody says who sells it',
      deal('bag:10', ''),
      'ana',
      'the deal does not say who sells it (seller), and nobody may approve their own',
    ],
  ])('%s', (_, texts, by, because) => {
    const { of } = judgeBase({ ...texts, ...sized('{amount: 2700}') }, approved(before, ID, by));
    expect(of(ID)).toMatchObject({
      reason: `${ID}/not-by-a-lead`,
      summary: `the scope is not approved: ${because} (price 2700 is at or above 2700 USD)`,
    });
  });
});

describe('what changed since is told at its line', () => {
  const items = '{id: bag, deliverable: bag, quantity: 10}';
  test.each([
    [
      'the quantity',
      deal('{id: bag, deliverable: bag, quantity: 12}'),
      'items.bag.quantity became 12 (was 10), prices.total became 2740 (was 2700)',
      ['items', 0, 'quantity'],
    ],
    [
      'an option',
      deal('{id: bag, deliverable: bag, quantity: 10, options: {colour: sand}}'),
      'items.bag.options.colour was added (sand)',
      ['items', 0, 'options', 'colour'],
    ],
    ['a further item', deal(`${items}, {id: more, deliverable: bag, quantity: 1}`), 'items.more was added', ['items', 1]],
    ['the staffing', deal(items, undefined, 'staffing: [{person: ana}]\n'), 'staffing[0] was added', ['staffing']],
    ['the price', deal(items, undefined, 'pricing: {total: 2710}\n'), 'prices.total became 2710 (was 2700)', ['items']],
  ])('%s', (_, texts, words, path) => {
    const check = judgeBase({ ...texts, ...sized('{amount: 2700}') }, signed).of(ID);
    expect(check.reason).toBe(`${ID}/changed-since`);
    expect(check.summary).toContain(`the scope is approved by ana on 2026-11-16, and since then ${words.split(',')[0]}`);
    expect(check.findings[0].at.path).toEqual(path);
  });

  test('and what is no part of the scope changes nothing', () => {
    const texts = { ...deal(items), ...sized('{amount: 2700}') };
    const later = { ...texts, deal: texts.deal.replace('2026-12-18', '2027-01-29').replace('Acme Outdoor', 'Acme') };
    expect(judgeBase(later, signed).of(ID).verdict).toBe('pass');
  });
});

test('leadership may waive it, and the waiver is bound to how it stands', () => {
  const waiver = approved(before, ID, 'dora', { type: 'handoff/waiver@1', subject: ID, until: before.facts.today });
  expect(judgeBase({ ...deal(), ...sized('{amount: 2700}') }, waiver).of(ID).verdict).toBe('waived');
});
