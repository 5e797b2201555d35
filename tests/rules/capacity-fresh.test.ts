import { expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { approved, judgeBase } from './workspace.ts';

// Today is Monday 2026-11-16.
const asOf = (day: string, options = '') =>
  judgeBase({
    capacity: (text) => text.replace(/as_of: .*/, `as_of: ${day} # when`),
    policy: (text) => `${text}  capacity-fresh: {${options}}\n`,
  });

test.each([
  ['2026-11-16', 'pass', 'operations stood behind capacity today'],
  ['2026-11-15', 'pass', 'operations stood behind capacity 1d ago, on 2026-11-15'],
  ['2026-11-09', 'pass', 'operations stood behind capacity 7d ago, on 2026-11-09'],
  ['2026-11-08', 'needs-approval', 'operations last stood behind capacity on 2026-11-08, 8d ago; at most 7d are allowed'],
])('as of %s: %s', (day, verdict, summary) => {
  expect(asOf(day).of('capacity-fresh')).toMatchObject({ verdict, summary, blocking: verdict !== 'pass' });
});

test('who may let it pass, where it stands, and what to do', () => {
  const { of, at } = asOf('2026-11-01');
  const check = of('capacity-fresh');
  expect(check).toMatchObject({ approver: 'delivery-lead', reason: 'capacity-fresh/stale' });
  expect(check.findings[0].help).toBe('operations look through people, bookings and materials, and then write as_of: 2026-11-16');
  expect(check.findings[0].data).toEqual({ as_of: '2026-11-01', max_age: '7d' });
  expect(at(check.findings[0].at)).toMatchObject({ file: 'capacity.yaml', line: 2, column: 8 });
});

test('of a day to come: tomorrow it may be where operations sit, the day after nowhere', () => {
  expect(asOf('2026-11-17').of('capacity-fresh')).toMatchObject({ verdict: 'pass', summary: 'operations stood behind capacity today' });
  expect(asOf('2026-11-18').of('capacity-fresh')).toMatchObject({
    verdict: 'needs-approval',
    reason: 'capacity-fresh/to-come',
    summary: 'operations stood behind capacity on 2026-11-18, which is still to come',
  });
});

test('the age is policy’s, also in business days', () => {
  // Two business days before Monday the 16th is Thursday the 12th.
  expect(asOf('2026-11-12', 'max_age: 2bd').of('capacity-fresh')).toMatchObject({
    verdict: 'pass',
    summary: 'operations stood behind capacity 2bd ago, on 2026-11-12',
  });
  expect(asOf('2026-11-11', 'max_age: 2bd').of('capacity-fresh').summary).toBe(
    'operations last stood behind capacity on 2026-11-11, 3bd ago; at most 2bd are allowed',
  );
  expect(asOf('2026-11-14', 'max_age: 2d').of('capacity-fresh').verdict).toBe('pass');
  expect(asOf('2026-11-13', 'max_age: 2d').of('capacity-fresh').verdict).toBe('needs-approval');
});

test('a waiver outlives the days that pass, and dies when operations write another day', () => {
  const old = (day: string) => ({
    capacity: (text: string) => text.replace(/as_of: .*/, `as_of: ${day}`),
    deal: 'handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: 2026-12-18\nitems: [bag:10]\n',
  });
  const waiver = approved(judgeBase(old('2026-11-01')), 'capacity-fresh', 'ana', { until: parseDay('2026-12-31') as Day });
  expect(judgeBase(old('2026-11-01'), waiver).of('capacity-fresh').verdict).toBe('waived');
  expect(judgeBase({ ...old('2026-11-01'), today: '2026-11-18' }, waiver).of('capacity-fresh').verdict).toBe('waived');
  expect(judgeBase(old('2026-11-02'), waiver).of('capacity-fresh').verdict).toBe('needs-approval');
});
