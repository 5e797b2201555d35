import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { judgeBase } from './workspace.ts';

/** Judges ten bags whose library says a flow and a review; the option's default is five minutes. */
function judged(lines: string, { items = 'items: [bag:10]', options = '', capacity = (text: string) => text } = {}) {
  return judgeBase({
    policy: (text) => `${text}  whiteboard: {severity: error${options}}\n`,
    ...(lines === '' ? {} : { deliverables: (text: string) => text.replace('    options:', `${lines}\n    options:`) }),
    ...(capacity('x') === 'x' ? {} : { capacity }),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\n${items}\n`,
  });
}
const of = (...args: Parameters<typeof judged>) => judged(...args).of('whiteboard');
const flow = (words: string) => `    flow: {${words}}`;
const LONG = flow('steps: 8, decisions: 4, exceptions: 1');
const review = (words: string) => `${LONG}\n    review: {${words}}`;
const custom = (words: string) =>
  `items:\n  - {deliverable: bag, quantity: 10, custom: [{id: lining, what: A lining, effort: {cutter: 1h}, price: 100, ${words}}]}`;

// A step takes 15s, a decision 40s, an exception 60s.
test.each([
  ['steps: 20', 'pass', '5m'], // 300s
  ['steps: 21', 'needs-approval', '5.3m'], // 315s
  ['steps: 4, decisions: 6', 'pass', '5m'], // 60 + 240
  ['steps: 1, decisions: 1, exceptions: 4', 'pass', '4.9m'], // 15 + 40 + 240
  ['steps: 1, decisions: 2, exceptions: 4', 'needs-approval', '5.6m'], // 15 + 80 + 240
  ['minutes: 5', 'pass', '5m'],
  ['minutes: 5.1', 'needs-approval', '5.1m'],
  ['minutes: 4, steps: 100', 'pass', '4m'],
  ['steps: 0', 'pass', '0m'],
])('a flow of {%s}: %s', (words, verdict, minutes) => {
  const check = of(flow(words));
  expect(check.verdict).toBe(verdict);
  expect(check.summary).toContain(verdict === 'pass' ? `each flow is drawn in ${minutes} or less` : `takes ${minutes} to draw`);
});

test('what is said, where, who may let it pass, and what to leave out', () => {
  const { of, at } = judged(LONG);
  const check = of('whiteboard');
  // 340s are 40s too long: one decision, or three steps.
  expect(check).toMatchObject({
    verdict: 'needs-approval',
    approver: 'delivery-lead',
    reason: 'whiteboard/too-long',
    blocking: true,
    findings: [
      {
        message: "the flow of 'bag' takes 5.7m to draw (8 steps, 4 decisions and 1 exception), and 5m are allowed",
        help: 'leave out 1 decision or 3 steps, or operations put a review by a person into it: review: {by: …, hours: 1h, per: week}',
        data: { item: 'bag', seconds: 340, allowed: 300 },
      },
    ],
  });
  expect(at(check.findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 4 });
  expect(at(check.findings[0].related![0].at)).toMatchObject({ file: 'deliverables.yaml' });
});

describe('a customization', () => {
  const SHORT = flow('steps: 16'); // 240s
  test.each([
    ['flow: {steps: 4}', 'pass'], // 300s
    ['flow: {steps: 5}', 'needs-approval'], // 315s
  ])('that adds {%s}: %s', (words, verdict) => {
    expect(of(SHORT, { items: custom(words) }).verdict).toBe(verdict);
  });

  test('is the place where it makes the flow too long, and not where the flow was too long before', () => {
    const place = (lines: string) => {
      const { of, at } = judged(lines, { items: custom('flow: {steps: 5}') });
      const { line, column } = at(of('whiteboard').findings[0].at);
      return `${line}:${column}`;
    };
    expect(place(SHORT)).toBe('5:116');
    expect(place(LONG)).toBe('5:19');
    expect(of(flow('minutes: 4.5'), { items: custom('flow: {decisions: 1}') }).summary).toContain(
      '5.2m to draw (4.5m as timed and 1 decision)',
    );
  });

  test('without a flow of its own cannot be judged', () => {
    expect(of(SHORT, { items: custom('change: reversible, undo: cut out') })).toMatchObject({
      verdict: 'unknown',
      blocking: true,
      reason: 'whiteboard/no-flow',
      missing: [{ fact: "what 'lining' adds to the flow", owedBy: 'deal', key: 'items.0.custom.0.flow' }],
    });
    expect(of(SHORT, { items: custom('flow: {}') }).verdict).toBe('unknown');
  });
});

test('a flow that nobody has written is owed by operations', () => {
  const owed = { verdict: 'unknown', blocking: false, missing: [{ fact: "the flow of 'bag'", owedBy: 'operations', key: 'bag.flow' }] };
  expect(of('')).toMatchObject(owed);
  expect(of(flow(''))).toMatchObject(owed);
  expect(of(LONG, { items: 'items: [bagg:10]' })).toMatchObject({
    verdict: 'unknown',
    reason: 'whiteboard/unlisted',
    toldBy: 'in-library',
  });
});

test('minutes and seconds are policy’s', () => {
  expect(of(LONG, { options: ', minutes: 6' }).verdict).toBe('pass');
  expect(of(LONG, { options: ', minutes: 5.6' }).verdict).toBe('needs-approval');
  expect(of(LONG, { options: ', seconds: {decision: 30}' }).verdict).toBe('pass'); // 120 + 120 + 60 = 300
  expect(of(LONG, { options: ', seconds: {decision: 30, exception: 61}' }).verdict).toBe('needs-approval');
  expect(of(LONG, { options: ', seconds: {step: 10}' }).verdict).toBe('pass'); // 80 + 160 + 60 = 300
  // What takes no time to draw is no way to make it shorter.
  expect(of(flow('exceptions: 6'), { options: ', seconds: {step: 0, decision: 0}' }).findings[0].help).toMatch(
    /^make it shorter, or operations/,
  );
});

describe('a review by a person', () => {
  test('cuts the flow in two, and half of it has to be short enough', () => {
    expect(of(review('by: inspector, hours: 1h, per: week'))).toMatchObject({
      verdict: 'pass',
      summary: "each flow is drawn in 5.7m or less, cut by a review of 'bag'",
    });
    const halves = (minutes: number) => of(`${flow(`minutes: ${minutes}`)}\n    review: {by: ines, hours: 1h, per: week}`);
    expect(halves(10).verdict).toBe('pass');
    expect(halves(10.1)).toMatchObject({ verdict: 'needs-approval', reason: 'whiteboard/review-too-little' });
    expect(halves(10.1).summary).toContain('half of it is still too long');
  });

  test('has to be done by people', () => {
    const press = (text: string) =>
      `${text.replace('  inspector:', '  press: {}\n  inspector:')}equipment: [{id: press-1, role: press, count: 1}]\n`;
    const check = of(review('by: press, hours: 1h, per: week'), { capacity: press });
    expect(check).toMatchObject({ verdict: 'needs-approval', reason: 'whiteboard/review-by-nobody' });
    expect(check.summary).toContain("no person reviews it: 'press' has no people");
  });

  test.each([
    ['2026-12-17', 'needs-approval'],
    ['2026-12-18', 'pass'],
  ])('has to go on until the work is complete: until %s', (until, verdict) => {
    const check = of(review(`by: inspector, hours: 1h, per: week, until: ${until}`));
    expect(check.verdict).toBe(verdict);
    if (verdict !== 'pass') expect(check.summary).toContain('its review ends on 2026-12-17, before the work is complete on 2026-12-18');
  });

  test('has to have its hours: of a week, a day or a month', () => {
    // A week of one inspector has 40h, a day 8h. The work begins on Tuesday 2026-11-17, so that its first week has 32h, and November from then on 80h.
    for (const [words, hours, lacks] of [
      ['per: week', 32, 33],
      ['per: day', 8, 9],
      ['per: month', 80, 81],
    ] as const) {
      expect(of(review(`by: inspector, hours: ${hours}h, ${words}`)).reason, words).not.toBe('whiteboard/review-without-hours');
      const check = of(review(`by: inspector, hours: ${lacks}h, ${words}`));
      expect(check).toMatchObject({ verdict: words === 'per: day' ? 'unknown' : 'needs-approval' });
    }
    // Of two inspectors one looks all day, and the other works; both at once do not look.
    const two = (text: string) => `${text}  - {id: ivo, name: Ivo Stan, role: inspector}\n`;
    expect(of(review('by: inspector, hours: 8h, per: day'), { capacity: two }).verdict).toBe('pass');
    expect(of(review('by: inspector, hours: 9h, per: day'), { capacity: two }).summary).toContain('lacks 1h in the day of 2026-11-17');
    expect(of(review('by: sewer, hours: 33h, per: week'))).toMatchObject({ reason: 'whiteboard/review-without-hours' });
    expect(of(review('by: sewer, hours: 33h, per: week')).summary).toContain('its review by sewer lacks 1h in the week of 2026-11-17');
  });
});

describe('the hours of a review are load of the plan', () => {
  const nominal = (words: string, deliverables = flow('steps: 1')) =>
    (judged(words === '' ? deliverables : `${deliverables}\n    review: {${words}}`).schedule as { nominal: { date: Day } }).nominal.date;
  // cut Tue 17, glue until Thu 19, sew Fri 20 (8h), check Mon 23.
  test.each([
    ['', '2026-11-23'],
    // Four hours of each day are left for sewing: Fri 20 and Mon 23, so check on Tue 24.
    ['by: sewer, hours: 4h, per: day', '2026-11-24'],
    ['by: cleo, hours: 4h, per: day', '2026-11-24'],
    // Of a week the first hours are taken, which are on Tuesday, when nobody sews.
    ['by: sewer, hours: 4h, per: week', '2026-11-23'],
    // 25h of the first week: Tue to Thu and one hour of Friday, so an hour of sewing is left behind the next week's 25h, on Thu 26, and so is the check.
    ['by: sewer, hours: 25h, per: week', '2026-11-26'],
    // The month's hours are gone by Friday.
    ['by: sewer, hours: 24h, per: month', '2026-11-23'],
    // Over before the sewing.
    ['by: sewer, hours: 4h, per: day, until: 2026-11-19', '2026-11-23'],
    // Rounded up to the grain of an hour.
    ['by: sewer, hours: 200m, per: day', '2026-11-24'],
  ])('%s: done on %s', (words, day) => {
    expect(nominal(words)).toBe(parseDay(day));
  });

  test('they are the deal’s own: what is promised of people is held against what the queue alone leaves', () => {
    const { of } = judged(`${flow('steps: 1')}\n    review: {by: sewer, hours: 4h, per: day}`, {
      items: 'items: [bag:10]\nstaffing: [{needs: {cutter: 1, sewer: 1, inspector: 1}, from: 2026-11-17, to: 2026-12-18}]',
    });
    expect(of('staffing-pattern')).toMatchObject({ verdict: 'pass', findings: [] });
  });

  test('two items of one deliverable are reviewed once, and what is not free is told by the plan', () => {
    // Of eight hours five are looked through; twice five would not be there.
    const lines = `${flow('steps: 1')}\n    review: {by: ines, hours: 5h, per: day}`;
    const { schedule } = judged(lines, { items: 'items: [bag:10, {id: more, deliverable: bag, quantity: 5}]' });
    expect(schedule.status === 'planned' ? schedule.reviewsShort : null).toEqual([]);
  });
});
