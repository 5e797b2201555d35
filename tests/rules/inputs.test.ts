// Which inputs are too late for the judged date: both sides of each boundary, and where the finding stands.
import { describe, expect, test } from 'vitest';
import { lateInputs } from '../../src/rules/dates/inputs.ts';
import { judgeBase } from './workspace.ts';

/** The late inputs of ten bags that need artwork to be cut; with artwork on a day: cut then, glue two days, sew, check. Today is Monday 2026-11-16. */
function late(wanted: string, lines: string, library = 'blocks: [cut]') {
  const { facts, schedule } = judgeBase({
    deliverables: (text) => text.replace('    steps:', `    inputs: [{id: artwork, ${library}}]\n    steps:`),
    deal: `handoff: 1\ncustomer: Acme Outdoor\n${wanted}\nitems: [bag:10]\n${lines}\n`,
  });
  return lateInputs({ ...facts, schedule, others: [] });
}

describe('due after the judged date', () => {
  test('by a day; on that day it is the plan that is held up', () => {
    expect(late('wanted: 2026-12-18', 'inputs: [{id: artwork, due: 2026-12-19}]')).toEqual([
      {
        message: "'artwork' is due on 2026-12-19, and the work needs it by 2026-12-18",
        at: { file: 'deal', path: ['inputs', 0, 'due'], on: 'value' },
        help: 'agree on 2026-12-18 or earlier, or move the date',
        data: { input: 'artwork', due: '2026-12-19', needed: '2026-12-18' },
      },
    ]);
    // Due on Friday 18 December: cut then, glue until Sunday, sew on Monday, check on Tuesday 22, 2bd late: it is needed on Wednesday 16.
    const [held] = late('wanted: 2026-12-18', 'inputs: [{id: artwork, due: 2026-12-18}]');
    expect(held).toMatchObject({
      message: "'artwork' is due on 2026-12-18, and the plan that waits for it is done on 2026-12-22, 2bd after wanted 2026-12-18",
      at: { file: 'deal', path: ['inputs', 0, 'due'] },
      data: { input: 'artwork', due: '2026-12-18', needed: '2026-12-16' },
    });
  });

  test('today may still be moved to, yesterday may not', () => {
    expect(late('wanted: 2026-11-16', 'inputs: [{id: artwork, due: 2026-11-17}]')[0].help).toBe(
      'agree on 2026-11-16 or earlier, or move the date',
    );
    expect(late('wanted: 2026-11-15', 'inputs: [{id: artwork, due: 2026-11-17}]')[0].help).toBe('move the date, which is over');
  });

  test('a day that the library gives is blamed where the input is named', () => {
    // Usually two business days from Tuesday 17: Thursday 19.
    const [found] = late('wanted: 2026-11-18', '', 'blocks: [cut], takes: 2bd');
    expect(found).toMatchObject({ data: { input: 'artwork', due: '2026-11-19', needed: '2026-11-18' } });
    expect(found.at.path).not.toContain('due');
  });
});

test('no input is late that is here, that the offer waits for, or where no date is judged', () => {
  expect(late('wanted: 2026-11-18', 'inputs: [{id: artwork, due: 2026-12-21, received: 2026-11-16T09:00}]')).toEqual([]);
  const relative = 'dates: {wanted: 2026-11-18, offered: {complete: {after: artwork, within: 8bd}}}';
  expect(late(relative, 'inputs: [{id: artwork, due: 2026-12-21}]')).toEqual([]);
});

test('an input of two items is told once', () => {
  const { facts, schedule } = judgeBase({
    deliverables: (text) => text.replace('    steps:', '    inputs: [{id: artwork, blocks: [cut]}]\n    steps:'),
    deal: 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [{id: a, deliverable: bag, quantity: 10}, {id: b, deliverable: bag, quantity: 10}]\ninputs: [{id: artwork, due: 2026-12-21}]\n',
  });
  expect(lateInputs({ ...facts, schedule, others: [] })).toHaveLength(1);
});

test('holding up: the day that would do is the first on which it can still come', () => {
  // Due on Friday 20 November, done on Thursday 26 (cut Fri, glue until Sun 22 in the evening, sew Mon, check Tue 24).
  const due = (wanted: string) => late(`wanted: ${wanted}`, 'inputs: [{id: artwork, due: 2026-11-20}]').map(({ data }) => data);
  expect(due('2026-11-24')).toEqual([]);
  // 1bd too late: needed on Thursday 19.
  expect(due('2026-11-23')).toEqual([{ input: 'artwork', due: '2026-11-20', needed: '2026-11-19' }]);
});

describe('holding up', () => {
  const days = (wanted: string, due: string, library?: string) =>
    late(`wanted: ${wanted}`, `inputs: [{id: artwork, due: ${due}}]`, library).map(({ data }) => data?.needed);

  test('an input may be asked for as early as the work begins, and no earlier', () => {
    // Due on Wednesday 18: cut then, glue until Friday, sew on Monday 23, check on Tuesday 24; a day late, so on Tuesday 17, when the work begins.
    expect(days('2026-11-23', '2026-11-18')).toEqual(['2026-11-17']);
    expect(days('2026-11-20', '2026-11-18')).toEqual([]);
  });

  test('nor earlier than it usually takes', () => {
    // Due on Friday 20, done on Tuesday 24: a day late, so on Thursday 19, two business days from Tuesday 17. With three it cannot come before Friday.
    expect(days('2026-11-23', '2026-11-20', 'blocks: [cut], takes: 2bd')).toEqual(['2026-11-19']);
    expect(days('2026-11-23', '2026-11-20', 'blocks: [cut], takes: 3bd')).toEqual([]);
    // Of what nobody has agreed on there is no line to change: it comes on Thursday 19, and is cut then.
    expect(late('wanted: 2026-11-20', '', 'blocks: [cut], takes: 2bd')).toEqual([]);
  });

  const two = (deal: string) =>
    judgeBase({
      deliverables: (text) =>
        text.replace('    steps:', '    inputs: [{id: logo, blocks: [check]}, {id: artwork, blocks: [cut]}]\n    steps:'),
      deal: `handoff: 1\ncustomer: Acme Outdoor\n${deal}\n`,
    });
  const inputs = 'inputs: [{id: logo, due: 2026-11-18}, {id: artwork, due: 2026-11-20}]';

  test('of two inputs the one is told that the plan waits for, and only as an input', () => {
    const { facts, schedule } = two(`wanted: 2026-11-23\nitems: [bag:10]\n${inputs}`);
    const told = (plan: typeof schedule) => lateInputs({ ...facts, schedule: plan, others: [] }).map(({ data }) => data?.input);
    expect(told(schedule)).toEqual(['artwork']);
    if (schedule.status !== 'planned') throw new Error('it can be planned');
    const chain = schedule.chain.map((row) => ({ ...row, waits: 'role' as const }));
    expect(told({ ...schedule, chain })).toEqual([]);
  });

  test('nothing is held up without a plan, or without a date', () => {
    const none = (deal: string) => {
      const { facts, schedule } = two(deal);
      return lateInputs({ ...facts, schedule, others: [] });
    };
    expect(none(`wanted: 2026-11-23\nitems: [bag:10, bagg:1]\n${inputs}`)).toEqual([]);
    expect(none(`dates: {signature: 2026-11-16}\nitems: [bag:10]\n${inputs}`)).toEqual([]);
  });
});
