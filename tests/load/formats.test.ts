// The documents that the specification of the files shows: they load, and what they say arrives in the model's units.
import { expect, test } from 'vitest';
import { loadDeal } from '../../src/load/workspace.ts';
import { parseDay } from '../../src/model/day.ts';
import { file, formats, source } from './read.ts';

const day = (text: string) => parseDay(text) as number;

test('the four documents load', () => {
  const { workspace, diagnostics } = formats();
  expect(diagnostics).toEqual([]);
  expect(workspace?.policy.waivers.longest).toEqual({ unit: 'd', n: 90 });
  expect(workspace?.capacity.calendar.closed).toEqual([{ first: day('2026-12-24'), last: day('2027-01-01') }]);
  expect(workspace?.capacity.services[0].spent).toBe(1_120_000);
  expect(workspace?.library['branded-bag'].price).toEqual({ setup: 35_000, each: 4200 });
  const deal = loadDeal(file('deal', 'fixtures/formats/acme-041.yaml'));
  expect(deal.diagnostics).toEqual([]);
  expect(deal.deal?.items[0].custom[0].effort?.[0].need).toEqual({ role: 'sewer', level: null, units: 1 });
});

test('the shortest deal is the same as its long form', () => {
  const short = loadDeal(source('deal', 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [branded-bag:300]\n'));
  const long = loadDeal(
    source(
      'deal',
      'handoff: 1\ncustomer: {name: Acme}\ndates: {wanted: {complete: {on: 2026-12-18, event: accepted}}}\n' +
        'items:\n  - {deliverable: branded-bag, quantity: 300}\n',
    ),
  );
  expect(short.diagnostics).toEqual([]);
  expect(short.deal).toEqual(long.deal);
});
