// The base workspace (fixtures/rules/_base): safe Wednesday 2026-11-25, the day that two failures survive. With 2bd of sales buffer the offer is Friday the
// 27th: Thursday is the first business day after it, Friday the second.
import { expect, test } from 'vitest';
import { judgeBase } from './workspace.ts';

const buffered = { policy: (text: string) => text.replace(/^buffers: .*$/m, '').concat('buffers: {sales: 2bd}\n') };
const check = (dates: string, policy: object = buffered) =>
  judgeBase({ ...policy, deal: `handoff: 1\ncustomer: Acme Outdoor\n${dates}\nitems: [bag:10]\n` }).of('operations-date');

test('before the safe date: the three columns, and which floors hold it', () => {
  const late = check('dates: {wanted: {complete: 2026-11-20}, offered: {complete: 2026-11-24}}');
  expect(late).toMatchObject({ verdict: 'fail', reason: 'operations-date/before-safe' });
  expect(late.findings[0].help).toBe('offer 2026-11-27 (safe 2026-11-25 and the sales buffer)');
  expect(late.findings[0].data).toEqual({
    wanted: '2026-11-20',
    achievable: '2026-11-25',
    commit: '2026-11-27',
    because: ["two-failures: if 'The blade is blunt and the cut is repeated' and 'Thread is out of stock' both happen"],
  });
  // Nobody wanted another date than the one that is offered.
  expect(check('offered: 2026-11-24').findings[0].data).toMatchObject({ wanted: '2026-11-24' });
});

test('on it, between it and the offer, and on the offer', () => {
  const at = (day: string) => {
    const { verdict, reason, summary } = check(`wanted: ${day}`);
    return [verdict, reason, summary];
  };
  expect(at('2026-11-25')).toEqual([
    'pass',
    'operations-date/inside-buffer',
    'wanted 2026-11-25 stands on the safe date, inside the sales buffer (offer 2026-11-27)',
  ]);
  expect(at('2026-11-26')).toEqual([
    'pass',
    'operations-date/inside-buffer',
    'wanted 2026-11-26 is 1bd after the safe date, 2026-11-25, inside the sales buffer (offer 2026-11-27)',
  ]);
  expect(at('2026-11-27')).toEqual(['pass', null, 'wanted 2026-11-27 holds; safe from 2026-11-25']);
});

test('without a buffer the offer is the safe date, and is called that alone', () => {
  expect(check('wanted: 2026-11-24', { policy: (text: string) => text.replace(/^buffers: .*$/m, '') }).findings[0].help).toBe(
    'offer 2026-11-25',
  );
});
