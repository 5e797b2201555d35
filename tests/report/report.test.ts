// The report as data: what other programs read.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import type { Report } from '../../src/report/report.ts';
import { reportOf } from './sample.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'schemas', 'report.schema.json'), 'utf8')) as object;
const valid = new Ajv2020({ strict: true }).compile(schema);
const errorsOf = (report: Report) => (valid(report) ? [] : valid.errors);
const acme = EXAMPLE['deals/acme-041.yaml'];

describe('keeps to its schema', () => {
  test.each([
    ['two deals', EXAMPLE, ['deals']],
    ['bad input', { ...EXAMPLE, 'deals/bad.yaml': 'handoff: 2\n' }, ['deals']],
    ['a deal without a plan', { ...EXAMPLE, 'deals/x.yaml': 'handoff: 1\ncustomer: X\nitems: [nothing:1]\n' }, ['deals/x.yaml']],
    ['a deal without dates', { ...EXAMPLE, 'deals/x.yaml': 'handoff: 1\ncustomer: X\nitems: [branded-bag:1]\n' }, ['deals/x.yaml']],
    ['no file at all', EXAMPLE, ['branded-bag:300', '--by', '2026-12-18']],
    ['only closed deals', { ...EXAMPLE, 'old/a.yaml': `${acme}state: lost\n` }, ['old']],
    ['nothing there', EXAMPLE, ['nowhere.yaml']],
  ])('%s', async (_, files, args) => {
    const report = await reportOf(files, args);
    expect(errorsOf(report)).toEqual([]);
  });

  test('and the schema is no yes-man', async () => {
    const report = await reportOf();
    expect(errorsOf({ ...report, exit: 4 as 3 })).not.toEqual([]);
    expect(errorsOf({ ...report, extra: 1 } as Report)).not.toEqual([]);
  });
});

describe.each(['plan', 'when'] as const)('handoff/%s@1 keeps to its schema', (name) => {
  const answers = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'schemas', `${name}.schema.json`), 'utf8')) as object;
  const holds = new Ajv2020({ strict: true }).compile(answers);
  const answerOf = async (files: Record<string, string>, args: readonly string[]): Promise<object> => {
    const world = memoryWorld(files, '2026-11-16');
    await main([name, ...args, '--format', 'json'], world);
    return JSON.parse(world.said.out) as object;
  };

  test.each<[string, Record<string, string>, string[]]>([
    ['an answer', EXAMPLE, name === 'plan' ? ['deals', '--chart'] : ['branded-bag:300']],
    ['another', EXAMPLE, name === 'plan' ? ['deals', '--worst'] : ['branded-bag:300', '--start', '2026-11-20']],
    ['none', EXAMPLE, name === 'plan' ? ['museum:1'] : ['museum:1', 'branded-bag:3']],
    ['bad input', { ...EXAMPLE, 'capacity.yaml': 'handoff: 2\n' }, ['branded-bag:300']],
  ])('%s', async (_, files, args) => {
    const answer = await answerOf(files, args);
    expect(holds(answer) ? [] : holds.errors).toEqual([]);
    // And the schema is no yes-man.
    expect(holds({ ...answer, extra: 1 })).toBe(false);
  });
});

test('exit: 2 with bad input, 1 with a no, 0 with only yes, 1 with nothing judged', async () => {
  expect((await reportOf(EXAMPLE, ['deals/norwell-042.yaml'])).exit).toBe(0);
  expect((await reportOf(EXAMPLE, ['deals'])).exit).toBe(1);
  expect((await reportOf(EXAMPLE, ['nowhere.yaml'])).exit).toBe(2);
  expect((await reportOf({ ...EXAMPLE, 'old/a.yaml': `${acme}state: lost\n` }, ['old'])).exit).toBe(1);
});

test('one date told once: the other date rules say who tells them', async () => {
  const { checks, dates } = (await reportOf(EXAMPLE, ['deals/acme-041.yaml'])).deals[0];
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ rule, told_by }) => [rule, told_by])).toEqual([
    ['fits-headroom', 'operations-date'],
    ['two-failures', 'operations-date'],
    ['operations-date', null],
  ]);
  // The safe date is the latest floor that binds, and the floors stand latest first.
  expect(dates.safe).toBe(dates.floors.find(({ binding }) => binding)?.date);
  expect(dates.floors.map(({ date }) => date)).toEqual(
    dates.floors
      .map(({ date }) => date)
      .toSorted()
      .reverse(),
  );
});

test('each date is what its own line says, and none where that cannot be said', async () => {
  const datesOf = async (wanted: string, offered: string) => {
    const deal = `handoff: 1\ncustomer: X\ndates:\n  wanted: {complete: ${wanted}}\n  offered: {complete: ${offered}}\nitems: [branded-bag:300]\n`;
    const report = await reportOf({ ...EXAMPLE, 'deals/x.yaml': deal }, ['deals/x.yaml']);
    const [{ dates, checks }] = report.deals;
    const { wanted: said } = checks.find(({ rule }) => rule === 'operations-date')!.findings[0].data;
    return [dates.wanted.complete, dates.offered.complete, said];
  };
  expect(await datesOf('{after: artwork, within: 5bd}', '2026-12-18')).toEqual([null, '2026-12-18', null]);
  expect(await datesOf('{after: artwork, within: 5bd}', '{after: artwork, within: 7bd}')).toEqual([
    '2026-11-24',
    '2026-11-26',
    '2026-11-24',
  ]);
  expect(await datesOf('2026-11-20', '{after: artwork, within: 7bd}')).toEqual(['2026-11-20', '2026-11-26', '2026-11-20']);
});

test('one missing thing told once: nothing can be planned without the library', async () => {
  const files = { ...EXAMPLE, 'deals/x.yaml': 'handoff: 1\ncustomer: X\nwanted: 2027-01-15\nitems: [nothing:1]\n' };
  const { checks, dates } = (await reportOf(files, ['deals/x.yaml'])).deals[0];
  expect(dates.safe).toBeNull();
  const unplanned = checks.filter(({ reason }) => reason?.endsWith('/no-plan') || reason?.endsWith('/no-date'));
  expect(unplanned.length).toBeGreaterThan(2);
  expect(new Set(unplanned.map(({ told_by }) => told_by))).toEqual(new Set(['in-library']));
});

test('places are paths from where the command ran, with forward slashes', async () => {
  const report = await reportOf();
  const places = report.deals.flatMap(({ checks }) => checks.flatMap(({ findings }) => findings.map(({ at }) => at.file)));
  expect(new Set([...places, ...report.files.map(({ path }) => path)])).toEqual(
    new Set(['handoff.yaml', 'capacity.yaml', 'deliverables.yaml', 'history.csv', 'deals/acme-041.yaml', 'deals/norwell-042.yaml']),
  );
});
