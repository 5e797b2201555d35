// Ten bags are 2500 + 10 × 20 = 2700 by the library.
import { describe, expect, test } from 'vitest';
import type { SignOff } from '../../src/model/signoff.ts';
import { judgeBase, signOff } from './workspace.ts';

const RULE = 'pricing-exceptions';
const deal = (pricing: string, items = 'items: [bag:10]') => ({
  deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed, email: sam@larkfield.example}\nwanted: 2026-12-18\n${items}\n${pricing}\n`,
});
const of = (pricing: string, signoffs: readonly SignOff[] = [], items?: string) => judgeBase(deal(pricing, items), signoffs).of(RULE);
const custom = (more: string) => `items: [{deliverable: bag, quantity: 10, custom: [{id: zip, what: A zip, effort: {sewer: 10h}${more}}]}]`;
const exceptions = (...lines: string[]) => `exceptions: [${lines.map((line) => `{${line}}`).join(', ')}]`;
const approved = (what: string, amount: string, total: string, more: Partial<SignOff> = {}) =>
  signOff({
    subject: `pricing-exception/${what.toLowerCase().replaceAll(' ', '-')}`,
    by: 'dora',
    meaning: { what, amount: `${amount} USD`, of: `${total} USD` },
    ...more,
  });

describe('the total', () => {
  test.each([
    ['2700', 'pass', null],
    // A hundredth of 2700 is 27.
    ['2673', 'pass', null],
    ['2672.99', 'needs-approval', 'unexplained-discount'],
    ['2727', 'pass', null],
    ['2727.01', 'needs-approval', 'unexplained-surcharge'],
  ])('of %s', (total, verdict, reason) => {
    expect(of(`pricing: {total: ${total}}`)).toMatchObject({ verdict, reason: reason && `${RULE}/${reason}` });
  });

  test('tolerance is an option', () => {
    const strict = (share: string) =>
      judgeBase({ ...deal('pricing: {total: 2699}'), policy: (text) => `${text}  ${RULE}: {tolerance: ${share}}\n` }).of(RULE).verdict;
    // 1 of 2700 is 0.0370…%.
    expect(strict('0%')).toBe('needs-approval');
    expect(strict('0.037%')).toBe('needs-approval');
    expect(strict('0.0371%')).toBe('pass');
  });

  test('says the sum, at the total, and what would explain the rest', () => {
    expect(of('pricing: {total: 2500}')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'leadership',
      findings: [
        {
          at: { path: ['pricing', 'total'] },
          message: 'the total of 2500 USD is 200 below 2700: library 2700',
          help: 'total: 2700, or list what is given away: exceptions: [{what: …, amount: 200}]',
          data: { total: '2500', sum: '2700', library: '2700', customs: '0', exceptions: '0' },
        },
      ],
    });
    expect(of('pricing: {total: 4000}', [], custom(', price: 500')).findings[0]).toMatchObject({
      message: 'the total of 4000 USD is 800 above 3200: library 2700 + custom work 500',
      help: 'total: 3200, or add what the 800 are paid for, as an item or as custom work with its price',
    });
  });

  test('is what its parts add up to where the deal does not say it', () => {
    expect(of('').summary).toBe('2700 USD: library 2700');
    expect(of('', [], custom(', price: 500')).summary).toBe('3200 USD: library 2700 + custom work 500');
    const free = of(`pricing: {${exceptions('what: Free set-up, amount: 200')}}`, [approved('Free set-up', '200', '2700')]);
    expect(free).toMatchObject({
      verdict: 'pass',
      summary: '2500 USD: library 2700 − exceptions 200',
      notes: ["'Free set-up' is approved by dora on 2026-11-16"],
    });
  });
});

describe('an exception', () => {
  const free = (amount = '200', more = '') => `pricing: {total: 2500, ${exceptions(`what: Free set-up, amount: ${amount}${more}`)}}`;

  test('counts once leadership has approved it, and what the deal says of that does not', () => {
    expect(of(free())).toMatchObject({
      verdict: 'needs-approval',
      reason: `${RULE}/unapproved`,
      findings: [
        {
          message: "the exception 'Free set-up' of 200 USD is not approved",
          at: { path: ['pricing', 'exceptions', 0] },
          help: `ask dora (leadership): handoff approve deal.yaml ${RULE} --subject pricing-exception/free-set-up`,
          data: { exception: 'Free set-up', amount: '200' },
        },
      ],
    });
    expect(of(free('200', ', approved_by: dora')).summary).toBe(
      "the exception 'Free set-up' of 200 USD is not approved: approved_by: dora only asks",
    );
    expect(of(free(), [approved('Free set-up', '200', '2700')]).verdict).toBe('pass');
  });

  test('is approved for what it is: another amount, or another deal around it, is another exception', () => {
    const signed = [approved('Free set-up', '200', '2700')];
    expect(of(free('220'), signed)).toMatchObject({
      verdict: 'needs-approval',
      summary:
        "the exception 'Free set-up' of 220 USD is approved by dora on 2026-11-16, and since then amount became 220 USD (was 200 USD)",
    });
    expect(of(`pricing: {${exceptions('what: Free set-up, amount: 200')}}`, signed, 'items: [bag:20]').summary).toContain(
      'of became 2900 USD (was 2700 USD)',
    );
    // Who is said to have approved it is told only where nobody signed anything.
    expect(of(free('220', ', approved_by: dora'), signed).summary).not.toContain('only asks');
  });

  test('is not approved by whoever is no leadership', () => {
    expect(of(free(), [approved('Free set-up', '200', '2700', { by: 'ana' })]).summary).toBe(
      "the exception 'Free set-up' of 200 USD is not approved: ana is not one of leadership",
    );
    expect(of(free('200', ', approved_by: dora'), [approved('Free set-up', '200', '2700', { by: 'ana' })]).summary).not.toContain(
      'only asks',
    );
  });

  test('each of them, and the sum too, is judged by itself', () => {
    const two = `pricing: {total: 2000, ${exceptions('what: Gift, amount: 100', 'what: Gift, amount: 50')}}`;
    const first = approved('Gift', '100', '2700');
    const second = signOff({
      subject: 'pricing-exception/gift-2',
      by: 'dora',
      meaning: { what: 'Gift', amount: '50 USD', of: '2700 USD' },
    });
    expect(of(two).findings.map(({ message }) => message)).toEqual([
      "the exception 'Gift' of 100 USD is not approved",
      "the exception 'Gift' of 50 USD is not approved",
      'the total of 2000 USD is 550 below 2550: library 2700 − exceptions 150',
    ]);
    expect(of(two, [first, second])).toMatchObject({ reason: `${RULE}/unexplained-discount`, findings: [{ data: { exceptions: '150' } }] });
  });

  test('says by how much; without that no sum can be told', () => {
    const check = of(`pricing: {total: 2000, ${exceptions('what: Gift')}}`);
    expect(check).toMatchObject({ reason: `${RULE}/no-amount`, summary: "the exception 'Gift' does not say how much it gives away" });
    expect(check.findings).toHaveLength(1);
    expect(check.findings[0].data).toEqual({ exception: 'Gift', amount: null });
    expect(of(`pricing: {${exceptions("what: '!?', amount: 3")}}`).findings[0].help).toContain('--subject pricing-exception/unnamed');
  });

  test('of custom work gives away what the work costs beyond its price', () => {
    // The zip is 10h × 40 = 400.
    const zip = (amount: string, more: string, total: string) => {
      const pricing = `pricing: {total: ${total}, ${exceptions(`what: The zip for less, amount: ${amount}`)}}`;
      return of(pricing, [approved('The zip for less', amount, '3100')], custom(more)).reason;
    };
    expect(zip('400', '', '2700')).toBeNull();
    expect(zip('100', ', price: 300', '3000')).toBeNull();
    expect(zip('300', '', '2700')).toBe(`${RULE}/unexplained-discount`);
    expect(zip('400', ', price: 400', '2700')).toBeNull();
    // Without the exception it brings nothing, which is another rule's to tell.
    expect(of('pricing: {total: 2700}', [], custom('')).verdict).toBe('pass');
  });
});

describe('what is not known', () => {
  test('a price that the library lacks is owed by operations', () => {
    const noPrice = { deliverables: (text: string) => text.replace(/ {4}price: .*\n/, '') };
    expect(judgeBase({ ...deal('pricing: {total: 2000}'), ...noPrice }).of(RULE)).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: `${RULE}/no-price`,
      summary: "operations owes: the price of 'bag' (deliverables.yaml → deliverables → bag → price)",
    });
  });

  test('an item that is not in the library is told there', () => {
    expect(of('pricing: {total: 2000}', [], 'items: [bagg:10]')).toMatchObject({ verdict: 'unknown', toldBy: 'in-library' });
  });

  test('a role without a rate leaves the worth of given-away work to the exception', () => {
    const noRate = { capacity: (text: string) => text.replace('sewer: {rate: 40}', 'sewer: {}') };
    const changes = { ...deal(`pricing: {total: 2700, ${exceptions('what: A zip, amount: 400')}}`, custom('')), ...noRate };
    expect(judgeBase(changes, [approved('A zip', '400', '3100')]).of(RULE).verdict).toBe('pass');
  });
});
