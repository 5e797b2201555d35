import { describe, expect, test } from 'vitest';
import { budgetLeft, isKept, keptFrom } from '../../src/rules/dates/budget.ts';
import { judgeBase, type Judged } from './workspace.ts';

const LINER = '[{deliverable: bag, quantity: 10, custom: [{id: liner, what: Liner, effort: {sewer: 4h}, price: 400}]}]';
/** Bags that draw on a shop; the date is so many days after Monday 2026-11-16. */
function shop(service: string, wanted: string, more: { items?: string; policy?: string; library?: string; entry?: string } = {}): Judged {
  return judgeBase({
    policy: (text) => `${text}  error-budget: ${more.policy ?? 'error'}\n`,
    deliverables: (text) => `${text.replace('    options:', `    services: [shop]\n${more.entry ?? ''}    options:`)}${more.library ?? ''}`,
    capacity: (text) => `${text}services:\n  - {id: shop, ${service}}\n`,
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: ${wanted}\nitems: ${more.items ?? LINER}\n`,
  });
}
const check = (...given: Parameters<typeof shop>) => shop(...given).of('error-budget');
const SPENT = 'window: 28d, spent: 112%, daily_burn: 2%';

describe('the budget over time', () => {
  const budget = { spent: 1_120_000, burn: 20_000, days: 28 };
  test('what was spent leaves the window day by day, and what is burnt comes in', () => {
    // After 7 of 28 days three quarters of 112% are left, 84%, and 7 × 2% came in: 98%.
    expect(budgetLeft(budget, 7)).toBe(20_000);
    expect(budgetLeft(budget, 0)).toBe(-120_000);
    // From the window's end on only the burn counts: 28 × 2% = 56%.
    expect(budgetLeft(budget, 28)).toBe(440_000);
    expect(budgetLeft(budget, 100)).toBe(440_000);
    // After 6 days 88% + 12% = 100%: nothing left, which is not more than nothing.
    expect([5, 6, 7].map((t) => isKept(budget, t, 0))).toEqual([false, false, true]);
    expect([6, 7, 8].map((t) => isKept(budget, t, 20_000))).toEqual([false, false, true]);
  });
  test('the first day it is kept again, or never', () => {
    expect(keptFrom(budget, 0, 0)).toBe(7);
    expect(keptFrom(budget, 10, 0)).toBe(10);
    expect(keptFrom(budget, 30, 0)).toBe(30);
    expect(keptFrom(budget, 0, 430_000)).toBe(28);
    expect(keptFrom(budget, 0, 440_000)).toBeNull();
    // A burn of 4% a day is 112% in the window: more than there is.
    expect(keptFrom({ ...budget, burn: 40_000 }, 0, 0)).toBeNull();
    // Rounded down: 99.99% spent is nothing left, and still kept.
    expect(budgetLeft({ ...budget, spent: 999_900 }, 0)).toBe(0);
  });
});

describe('error-budget', () => {
  test('six days on nothing is left, a day later there is', () => {
    const day6 = check(SPENT, '2026-11-22');
    expect(day6).toMatchObject({ verdict: 'needs-approval', approver: 'leadership', reason: 'error-budget/budget-spent', earliest: null });
    expect(day6.findings).toMatchObject([
      {
        message:
          "'bag' is customized, and 'shop' has 0% of its error budget left on 2026-11-22 (112% spent in 28d, 2% a day), and more than 0% is asked for",
        help: 'deliver it on 2026-11-23 or later, the first day it is above 0% again; or sell what the library has',
        at: { path: ['items', 0, 'deliverable'] },
        related: [{ at: { file: 'capacity', path: ['services', 0] } }],
        data: { service: 'shop', item: 'bag', left: '0%', again: '2026-11-23' },
      },
    ]);
    expect(check(SPENT, '2026-11-23')).toMatchObject({ verdict: 'pass', summary: "'shop' has 2% left on 2026-11-23" });
    expect(check(SPENT, '2026-11-16').findings[0].data).toMatchObject({ left: '-12%' });
    // A date that is over is judged as today.
    expect(check(SPENT, '2026-11-02').findings[0].data).toMatchObject({ left: '-12%' });
  });

  test('says where the burn alone is too much', () => {
    const burnt = check('window: 28d, spent: 90%, daily_burn: 4%', '2026-12-18');
    expect(burnt.findings[0]).toMatchObject({
      help: 'at this burn it is never above 0% again: operations repair it first, or sell what the library has',
      data: { again: null },
    });
    // Today 10% are left.
    expect(check('window: 28d, spent: 90%, daily_burn: 4%', '2026-11-16').verdict).toBe('pass');
  });

  test('the floor is an option', () => {
    expect(check(SPENT, '2026-11-23', { policy: '{severity: error, floor: 2%}' }).verdict).toBe('needs-approval');
    expect(check(SPENT, '2026-11-23', { policy: '{severity: error, floor: 1.9%}' }).verdict).toBe('pass');
  });

  test('the change failure rate against policy, and against the one before', () => {
    const rate = (now: string, before: string, policy = 'error') =>
      check(
        `window: 28d, spent: 10%, daily_burn: 1%${now && `, change_failure_rate: ${now}`}${before && `, change_failure_rate_before: ${before}`}`,
        '2026-12-18',
        { policy },
      );
    expect(rate('9%', '6%')).toMatchObject({
      verdict: 'needs-approval',
      reason: 'error-budget/changes-fail-more',
      summary: "'bag' is customized, and 9% of the changes to 'shop' fail, 6% did before",
    });
    expect(rate('6%', '6%').verdict).toBe('pass');
    expect(rate('9%', '').verdict).toBe('pass');
    expect(rate('', '6%').verdict).toBe('pass');
    const policy = '{severity: error, change_failure_rate: 8%}';
    expect(rate('9%', '10%', policy)).toMatchObject({
      reason: 'error-budget/changes-fail',
      summary: "'bag' is customized, and 9% of the changes to 'shop' fail, and 8% may",
    });
    expect(rate('8%', '10%', policy).verdict).toBe('pass');
    expect(rate('8%', '7%', policy)).toMatchObject({ reason: 'error-budget/changes-fail-more' });
    expect(rate('', '', policy)).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      summary: "operations owes: the change failure rate of the service 'shop' (capacity.yaml → services → shop → change_failure_rate)",
    });
  });

  test('what is not recorded is owed by operations', () => {
    expect(check('objective: 99.9%', '2026-12-18')).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'error-budget/no-budget',
      summary: "operations owes: the error budget of the service 'shop' (capacity.yaml → services → shop)",
    });
    expect(check('spent: 10%', '2026-12-18').missing.map(({ key }) => key)).toEqual(['services.shop.window', 'services.shop.daily_burn']);
    expect(check('window: 28d, daily_burn: 1%', '2026-12-18').missing.map(({ key }) => key)).toEqual(['services.shop.spent']);
    // What is known to be wrong is told first.
    expect(check('change_failure_rate: 9%, change_failure_rate_before: 6%', '2026-12-18').verdict).toBe('needs-approval');
  });

  test('only warns of plain items', () => {
    const plain = check(SPENT, '2026-11-22', { items: '[bag:10]' });
    expect(plain).toMatchObject({ verdict: 'pass', blocking: false, reason: 'error-budget/plain-only', findings: [] });
    expect(plain.summary).toMatch(/^'shop' has 0% of its error budget left on 2026-11-22 .*; nothing new is sold of it$/);
  });

  test.each([
    ['customized by an option', '[{deliverable: bag, quantity: 10, options: {colour: red}}]', '', 'customized'],
    ['to be built', '[{deliverable: bag, quantity: 10, offer: build}]', '', 'to be built'],
    ['expedited', '[bag:10]', '    lead_time: 5bd\n', 'expedited (standard: 5bd)'],
    ['on the roadmap', '[bag:10]', '    roadmap: {ref: RM-1, state: committed, ready: 2026-11-17}\n', 'on the roadmap'],
  ])('%s is new', (_, items, entry, what) => {
    const found = judgeBase({
      policy: (text) => `${text}  error-budget: error\n`,
      deliverables: (text) =>
        text
          .replace('    options:', `    services: [shop]\n${entry}    options:`)
          .replace('status: offered', what === 'on the roadmap' ? 'status: roadmap' : 'status: offered'),
      capacity: (text) => `${text}services:\n  - {id: shop, ${SPENT}}\n`,
      deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-11-20\nitems: ${items}\n`,
    }).of('error-budget');
    expect(found.summary).toContain(`'bag' is ${what}, and 'shop' has`);
  });

  test('what holds the standard lead, or is shipped, is plain', () => {
    // 5bd from Tuesday 17 are until Monday 23, when the budget is kept; 4bd until Friday 20.
    expect(check(SPENT, '2026-11-20', { items: '[bag:10]', entry: '    lead_time: 4bd\n' }).reason).toBe('error-budget/plain-only');
    const shipped = judgeBase({
      policy: (text) => `${text}  error-budget: error\n`,
      deliverables: (text) =>
        text
          .replace('    options:', '    services: [shop]\n    roadmap: {ref: RM-1, state: shipped}\n    options:')
          .replace('status: offered', 'status: roadmap'),
      capacity: (text) => `${text}services:\n  - {id: shop, ${SPENT}}\n`,
      deal: 'handoff: 1\ncustomer: Acme\nwanted: 2026-11-20\nitems: [bag:10]\n',
    });
    expect(shipped.of('error-budget').reason).toBe('error-budget/plain-only');
  });

  test('does not apply without a service, and needs a date with one', () => {
    expect(judgeBase({ policy: (text) => `${text}  error-budget: error\n` }).of('error-budget')).toMatchObject({
      verdict: 'not-applicable',
      summary: 'nothing that is sold draws on a service',
    });
    const undated = judgeBase({
      policy: (text) => `${text}  error-budget: error\n`,
      deliverables: (text) => text.replace('    options:', '    services: [shop]\n    options:'),
      capacity: (text) => `${text}services:\n  - {id: shop, ${SPENT}}\n`,
      deal: `handoff: 1\ncustomer: Acme\ndates: {signature: 2026-11-17}\nitems: ${LINER}\n`,
    });
    expect(undated.of('error-budget')).toMatchObject({ verdict: 'unknown', reason: 'error-budget/no-completion' });
  });
});
