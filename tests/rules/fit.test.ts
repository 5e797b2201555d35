// The deal of most of these: ten bags at 2700, of which cutting 8h, sewing 8h, checking 4h and wrapping 1h cost 890, a blunt blade 320 more; and 4h of dyeing
// at 400, which cost 160. Of 3100 less 890 less 160 less 320, 1730 is left: 55.8 %. 4h of 25h are customized: 16 %.
import { describe, expect, test } from 'vitest';
import { judgeBase } from './workspace.ts';

const RULE = 'fit';
type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;
const RATED = 'revenue: 3, urgency: 4, logo: 3, probability: 60%';
const dye = (effort = '4h', price = '400', what = 'Dyed felt') =>
  `items: [{deliverable: bag, quantity: 10, custom: [{id: dye, what: ${what}, effort: {cutter: ${effort}}, price: ${price}, change: reversible, undo: Plain felt}]}]`;
const deal = (ratings: string, items = dye(), ...lines: string[]) => ({
  deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\n${items}\n${ratings === '' ? '' : `ratings: {${ratings}}\n`}${lines.join('\n')}\n`,
});
const judged = (changes: Changes, options = '') =>
  judgeBase({ policy: (text) => `${text}  fit: {severity: error${options}}\n`, ...changes }).of(RULE);
const rated = (key: string, value: string) => deal(RATED.replace(new RegExp(`${key}: [^,]+`), `${key}: ${value}`));
/** The score of a rating, as the table prints it. */
const score = (name: string, changes: Changes) => {
  const { summary } = judged(changes, ', least: 1');
  return Number(new RegExp(`${name} (\\d)`).exec(summary)?.[1]);
};

test('prints both sides of the table, and the limits', () => {
  const check = judged(deal(RATED));
  expect(check).toMatchObject({
    verdict: 'pass',
    summary:
      'sales: revenue 3, urgency 4, logo 3, probability 4 · delivery: clarity 5, scope control 3, customer readiness 5, margin quality 5',
  });
  expect(check.notes).toHaveLength(8);
  expect(check.notes).toContain(
    'clarity 5: no open words (5: no open words, 4: at most 1 open word, 3: at most 2 open words, 2: at most 4 open words; each word without a limit comes back as a change that nobody pays)',
  );
  expect(check.notes).toContain(
    'scope control 3: 16% of the hours are customized (5: nothing customized, 4: at most 10% of the hours customized, 3: at most 25% of the hours customized, 2: at most 50% of the hours customized; what is customized is done for the first time; above half of it nothing that was learned before holds)',
  );
  expect(check.notes[7]).toMatch(/^margin quality 5: 56% of the price is left after two failures \(5: 40% left/);
  expect(check.notes[6]).toMatch(
    /^customer readiness 5: nothing is needed from the customer \(5: every input here, 4: 75% of the inputs here, none overdue, /,
  );
});

describe('none is below the least', () => {
  test('whichever side it is on, and no side makes up for the other', () => {
    expect(judged(rated('logo', '1'))).toMatchObject({
      verdict: 'needs-approval',
      approver: 'leadership',
      reason: `${RULE}/sales-too-low`,
      findings: [
        {
          message:
            'logo is 1 of 5 (rated 1), and no side makes up for the other: sales: revenue 3, urgency 4, logo 1, probability 4 · delivery: clarity 5, scope control 3, customer readiness 5, margin quality 5',
          at: { path: ['ratings', 'logo'] },
          help: 'for a 2: rated 2 (as sales rate it)',
          data: { side: 'sales', rating: 'logo', score: 1, least: 2 },
        },
      ],
    });
    expect(judged(rated('logo', '2')).verdict).toBe('pass');
    expect(judged(deal(RATED, dye('22h', '4000')))).toMatchObject({
      reason: `${RULE}/delivery-too-low`,
      findings: [{ at: { path: ['items', 0, 'custom'] }, data: { rating: 'scope control', score: 1 } }],
    });
  });

  test('least is an option', () => {
    expect(judged(deal(RATED), ', least: 3').verdict).toBe('pass');
    const four = judged(deal(RATED), ', least: 4');
    expect(four.findings.map(({ data }) => data!.rating)).toEqual(['revenue', 'logo', 'scope control']);
    expect(four.findings[2].help).toContain('for a 4: at most 10% of the hours customized (');
  });

  test('what is known to be too low fails although something else is missing', () => {
    expect(judged(deal('logo: 1')).verdict).toBe('needs-approval');
  });
});

describe('what sales rate', () => {
  test.each([
    ['80%', 5],
    ['79.9999%', 4],
    ['60%', 4],
    ['59%', 3],
    ['40%', 3],
    ['20%', 2],
    ['19%', 1],
  ])('a probability of %s', (share, expected) => {
    expect(score('probability', rated('probability', share))).toBe(expected);
  });

  test.each([1, 2, 3, 4, 5])('urgency, the name, and revenue where nobody has said what is significant: %i', (rating) => {
    expect(score('urgency', rated('urgency', String(rating)))).toBe(rating);
    expect(score('logo', rated('logo', String(rating)))).toBe(rating);
    expect(score('revenue', rated('revenue', String(rating)))).toBe(rating);
  });

  test.each([
    // The price is 3100.
    ['1550', 5],
    ['1550.01', 4],
    ['3100', 4],
    ['3100.01', 3],
    ['6200', 3],
    ['6200.01', 2],
    ['31000', 2],
    ['31000.01', 1],
  ])('revenue of a deal where %s is significant', (amount, expected) => {
    const significant: Changes = {
      ...deal(RATED),
      policy: (text) => `${text}  fit: {severity: error, least: 1}\nsignificant: {amount: ${amount}}\n`,
    };
    expect(Number(/revenue (\d)/.exec(judgeBase(significant).of(RULE).summary)?.[1])).toBe(expected);
  });

  test('is asked of the deal where it is not said', () => {
    expect(judged(deal(''))).toMatchObject({ verdict: 'unknown', blocking: true, reason: `${RULE}/not-rated` });
    expect(judged(deal('')).summary).toBe(
      'cannot be judged without how sales rate its revenue, urgency, logo and probability (deal → ratings)',
    );
    expect(judged(deal('revenue: 3, urgency: 4, logo: 3')).summary).toBe(
      'cannot be judged without how sales rate its probability (deal → ratings)',
    );
  });
});

describe('what delivery rates is computed', () => {
  test.each([
    ['1h', 4],
    // 2h of 23h are 8.7 %, 3h of 24h 12.5 %.
    ['2h', 4],
    ['3h', 3],
    // 7h of 28h are 25 %.
    ['7h', 3],
    ['8h', 2],
    ['21h', 2],
    ['1261m', 1],
  ])('scope control with %s customized', (effort, expected) => {
    expect(score('scope control', deal(RATED, dye(effort, '4000')))).toBe(expected);
  });

  test('nothing customized is under control, and what nobody has estimated is not', () => {
    expect(score('scope control', deal(RATED, 'items: [bag:10]', 'pricing: {total: 2690}'))).toBe(5);
    const unknown = 'items: [{deliverable: bag, quantity: 10, custom: [{id: dye, what: Dyed felt, price: 9}]}]';
    const check = judged(deal(RATED, unknown));
    expect(check.findings.map(({ message }) => message.split(',')[0])).toEqual([
      'scope control is 1 of 5 (custom work without an estimate)',
    ]);
    const bought = 'items: [{deliverable: bag, quantity: 10, custom: [{id: dye, what: Dyed felt, price: 99, choice: buy, cost: 9}]}]';
    expect(score('scope control', deal(RATED, bought))).toBe(5);
  });

  test.each([
    ['Dyed felt', 5],
    ['Dyed felt etc.', 4],
    ['Dyed felt etc. and quick', 3],
    ['Dyed felt etc. and quick and unlimited', 2],
    ['Dyed felt etc. and quick and unlimited and reasonable', 2],
    ['Dyed felt etc. and quick and unlimited and reasonable and as needed', 1],
  ])('clarity of "%s"', (what, expected) => {
    expect(score('clarity', deal(RATED, dye('4h', '400', what)))).toBe(expected);
  });

  test('clarity goes by the open words of policy', () => {
    const own = (rule: string): Changes => ({
      ...deal(RATED),
      policy: (text) => `${text}  fit: {severity: error, least: 1}\n  open-wording: ${rule}\n`,
    });
    expect(Number(/clarity (\d)/.exec(judgeBase(own('{words: [felt]}')).of(RULE).summary)?.[1])).toBeLessThan(5);
    expect(Number(/clarity (\d)/.exec(judgeBase(own('off')).of(RULE).summary)?.[1])).toBe(5);
  });

  test('readiness is what of the customer is here', () => {
    const inputs = (...states: readonly string[]): Changes => ({
      ...deal(RATED, dye(), `inputs: [${states.map((state, i) => `{id: in-${i}, ${state}}`).join(', ')}]`),
      deliverables: (text) =>
        text.replace(
          '    steps:',
          `    inputs: [${states.map((_, i) => `{id: in-${i}, blocks: [wrap], takes: 1d}`).join(', ')}]\n    steps:`,
        ),
    });
    const here = 'received: 2026-11-13';
    const open = 'due: 2026-11-20';
    expect(score('customer readiness', inputs(here, here, here, here))).toBe(5);
    expect(score('customer readiness', inputs(here, here, here, open))).toBe(4);
    expect(score('customer readiness', inputs(here, here, open))).toBe(3);
    expect(score('customer readiness', inputs(here, open))).toBe(3);
    expect(score('customer readiness', inputs(here, open, open))).toBe(2);
    expect(score('customer readiness', inputs(open))).toBe(2);
    const overdue = judged(inputs(here, here, here, 'due: 2026-11-13'));
    expect(overdue.findings).toMatchObject([{ at: { path: ['inputs', 3] }, data: { rating: 'customer readiness', score: 1 } }]);
    expect(overdue.summary).toContain("(3 of 4 inputs here, 'in-3' overdue)");
  });

  test.each([
    // 1370 is spent; of a price P, P - 1370 is left.
    ['2283.34', 5],
    ['2283.33', 4],
    ['1826.67', 4],
    ['1826.66', 3],
    ['1611.77', 3],
    ['1611.76', 2],
    ['1442.11', 2],
    ['1442.10', 1],
  ])('margin quality at a price of %s', (total, expected) => {
    expect(score('margin quality', deal(RATED, dye(), `pricing: {total: ${total}}`))).toBe(expected);
  });

  test('a rate that nobody has said is owed by operations', () => {
    const noRate: Changes = { ...deal(RATED), capacity: (text) => text.replace('sewer: {rate: 40}', 'sewer: {}') };
    expect(judged(noRate)).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      summary: 'operations owes: the rate of sewer (capacity.yaml → roles → sewer → rate)',
    });
    const noPrice: Changes = { ...deal(RATED), deliverables: (text) => text.replace(/ {4}price: .*\n/, '') };
    expect(judged(noPrice).summary).toContain("operations owes: the price of 'bag'");
  });
});

test('nobody has to weigh a standard deal; and what is not in the library cannot be weighed', () => {
  expect(judged({})).toMatchObject({ verdict: 'not-applicable', summary: 'standard deal: nobody has to weigh it' });
  expect(judged(deal(RATED, 'items: [bagg:10]'))).toMatchObject({ verdict: 'unknown', toldBy: 'in-library' });
});
