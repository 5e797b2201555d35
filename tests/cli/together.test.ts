// One deal cut into several files of the same customer, each of which would pass alone. The base workspace (fixtures/rules/_base): one cutter, one sewer, one
// inspector, each for a day of every order of bags. Alone: cut Tue 17, glue until Thu 19, sew Fri 20, check Mon 23; with both failures Wed 25 November 2026.
// One after another, by the day of the first step: a cuts on Tue 17, b on Wed 18, c on Thu 19, d on Fri 20; sewn on Fri 20, Mon 23, Tue 24 and Wed 25; so they
// are checked on Mon 23, Tue 24, Wed 25 and Thu 26. With both failures c cuts on Thu and Fri, glues until Sun 22, sews on Tue 24 (b has Monday), waits for thread
// on Wed 25 and is checked on Thu 26; d cuts on Fri 20 and Mon 23, glues until Wed 25, sews on Thu 26, waits on Fri 27 and is checked on Mon 30.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { writeAll } from './repository.ts';
import { folderFrom, inProcess, ROOT } from './run.ts';

const base = (name: string): string => readFileSync(join(ROOT, 'fixtures', 'rules', '_base', name), 'utf8');
const DEAL = 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-11-25\nitems: [bag:10]\n';

let place: { path: string; remove: () => void };
beforeEach(() => {
  place = folderFrom();
  writeAll(place.path, Object.fromEntries(['handoff.yaml', 'capacity.yaml', 'deliverables.yaml'].map((name) => [name, base(name)])));
});
afterEach(() => {
  place.remove();
});

async function judged(deals: Readonly<Record<string, string>>, ...args: string[]): Promise<Record<string, Report['deals'][number]>> {
  writeAll(place.path, Object.fromEntries(Object.entries(deals).map(([id, text]) => [`deals/${id}.yaml`, text])));
  const { out, err } = await inProcess(['check', ...args, '--format', 'json', '--today', '2026-11-16'], { cwd: place.path });
  expect(err).toBe('');
  return Object.fromEntries((JSON.parse(out) as Report).deals.map((deal) => [deal.deal, deal]));
}
const told = (deals: Awaited<ReturnType<typeof judged>>) =>
  Object.fromEntries(Object.entries(deals).map(([id, { verdict, dates }]) => [id, [verdict, dates.nominal, dates.safe]]));
const customers = (deal: Report['deals'][number]) => deal.checks.find(({ rule }) => rule === 'existing-customers')!;

describe('proposals of one customer', () => {
  test('are planned one after another, and pass as far as they fit together', async () => {
    expect(told(await judged({ a: DEAL, b: DEAL, c: DEAL, d: DEAL }, 'deals/d.yaml'))).toEqual({ d: ['pass', '2026-11-23', '2026-11-25'] });
    const all = await judged({});
    expect(told(all)).toEqual({
      a: ['pass', '2026-11-23', '2026-11-25'],
      b: ['pass', '2026-11-24', '2026-11-25'],
      c: ['fail', '2026-11-25', '2026-11-26'],
      d: ['fail', '2026-11-26', '2026-11-30'],
    });
    expect(customers(all['b'])).toMatchObject({
      verdict: 'pass',
      summary: "wanted 2026-11-25 needs no booking moved; it is planned after 'a' of the same customer (proposed for 2026-11-25)",
    });
    expect(customers(all['d'])).toMatchObject({ verdict: 'fail', reason: 'existing-customers/together', blocking: true });
    expect(customers(all['d']).findings[0]).toMatchObject({
      message:
        "wanted 2026-11-25 does not hold together with 'a' of the same customer (proposed for 2026-11-25), 'b' of the same customer (proposed for 2026-11-25) and 'c' of the same customer (proposed for 2026-11-25), whose work comes first: it is done on 2026-11-26 if nothing goes wrong",
      data: { done: '2026-11-26', before: ['a', 'b', 'c'] },
    });
    // Nobody waives it away.
    const waived = await inProcess(
      ['approve', 'deals/d.yaml', 'existing-customers', '--as', 'dora', '--reason', 'x', '--today', '2026-11-16'],
      {
        cwd: place.path,
      },
    );
    expect(waived.code).not.toBe(0);
  });

  test('come in the order in which they are promised, whatever they are called', async () => {
    const later = DEAL.replace('2026-11-25', '2026-11-26');
    expect(told(await judged({ a: later, b: DEAL, c: DEAL, d: DEAL.replace('2026-11-25', '2026-11-30') }))).toEqual({
      b: ['pass', '2026-11-23', '2026-11-25'],
      c: ['pass', '2026-11-24', '2026-11-25'],
      a: ['pass', '2026-11-25', '2026-11-26'],
      d: ['pass', '2026-11-26', '2026-11-30'],
    });
  });

  test('are those of one customer, however it is written; drafts and what is over take nothing', async () => {
    const other = (customer: string) => DEAL.replace('Acme Outdoor', customer);
    const alone = ['pass', '2026-11-23', '2026-11-25'];
    expect(told(await judged({ a: DEAL, b: other('Norwell'), c: `${DEAL}state: draft\n`, d: `${DEAL}state: lost\n` }))).toMatchObject({
      a: alone,
      b: alone,
    });
    expect(
      told(await judged({ a: `${DEAL}state: lost\n`, b: other('ACME  Outdoor'), c: DEAL, d: other('"Acme Outdoor "') })),
    ).toMatchObject({
      c: ['pass', '2026-11-24', '2026-11-25'],
      d: ['fail', '2026-11-25', '2026-11-26'],
    });
  });

  test('take from one stock', async () => {
    // 15 m are there, and an order takes until Monday 30: ten bags take ten. The second ten wait: cut Mon 30, glue until Wed 2, sew Thu 3, check Fri 4 December.
    const stock = 'materials: [{id: felt, unit: m, on_hand: 15, lead_time: 9bd}]\n';
    const need = base('deliverables.yaml').replace('    steps:', '    materials: [{material: felt, each: 1, blocks: [cut]}]\n    steps:');
    writeAll(place.path, { 'capacity.yaml': base('capacity.yaml') + stock, 'deliverables.yaml': need });
    expect(told(await judged({ a: DEAL, b: DEAL }))).toMatchObject({
      a: ['pass', '2026-11-23', '2026-11-25'],
      b: ['fail', '2026-12-04', '2026-12-08'],
    });
  });
});
