// One order is one order in however many lines: two items of 150 take the standard lead time of 300.
import { expect, test } from 'vitest';
import { standardLead } from '../../src/model/lead.ts';
import { judgeBase } from '../rules/workspace.ts';

const bands = {
  deliverables: (text: string) =>
    text.replace('    options:', '    lead_time: [{up_to: 200, lead_time: 4bd}, {up_to: 1000, lead_time: 30bd}]\n    options:'),
};
const leads = (items: string) =>
  judgeBase({ ...bands, deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: ${items}\n` }).facts.deal.items.map(
    (item) => standardLead(item)?.n,
  );

test('the lines of one deliverable count together', () => {
  expect(leads('[bag:200]')).toEqual([4]);
  expect(leads('[bag:300]')).toEqual([30]);
  expect(leads('[{id: a, deliverable: bag, quantity: 150}, {id: b, deliverable: bag, quantity: 150}]')).toEqual([30, 30]);
});

test('a part that is due before counts without what comes after it', () => {
  expect(leads('[{id: a, deliverable: bag, quantity: 150}, {id: b, deliverable: bag, quantity: 150, phase: 2}]')).toEqual([4, 30]);
});

test('a deal in two lines is not standard where one would not be', () => {
  const standard = (items: string) =>
    judgeBase({ ...bands, deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: ${items}\n` }).facts.notStandard;
  expect(standard('[bag:200]')).toEqual([]);
  expect(standard('[{id: a, deliverable: bag, quantity: 150}, {id: b, deliverable: bag, quantity: 150}]')[0]).toContain(
    'is below the standard 30bd',
  );
});
