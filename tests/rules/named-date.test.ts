// The date that a delivery lead named: whose counts, until when, and what is told of it.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { scopeMeaning } from '../../src/model/scope.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { namedDate } from '../../src/rules/dates/named-date.ts';
import { judgeBase, signOff } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const { facts } = judgeBase({ deal: (text) => text.replace('customer:', 'seller: {name: Sam Reed}\ncustomer:') });
const scope = { scope: scopeMeaning(facts.deal) };
const date = (on: string, said: Partial<SignOff> = {}): SignOff =>
  signOff({ type: 'handoff/date@1', subject: 'completion', meaning: scope, by: 'ana', date: day(on), ...said });
const named = (...signoffs: SignOff[]) => namedDate({ ...facts, signoffs });
const strictly = (...signoffs: SignOff[]) =>
  namedDate({ ...facts, signoffs, policy: { ...facts.policy, signatures: { minimum: 'ssh' as const } } });

test('binds with its reason; where nobody named one there is none', () => {
  expect(named()).toBe(null);
  expect(named(date('2027-01-08'))).toEqual({ date: day('2027-01-08'), because: 'ana named it on 2026-11-16' });
  expect(named(date('2027-01-08', { reason: 'the press moves' }))?.because).toBe('ana named it on 2026-11-16: the press moves');
});

describe('does not count', () => {
  test.each([
    ['of who is no delivery lead', { by: 'ben' }],
    ['of leadership', { by: 'dora' }],
    ['of tomorrow', { at: day('2026-11-17') }],
    ['of something else', { subject: 'start' }],
    ['of another kind', { type: 'handoff/approval@1' as const }],
  ])('%s', (_, said) => {
    expect(named(date('2027-01-08', said))).toBe(null);
  });
});

test('a later word takes the place of an earlier one, also with an earlier date; of two of one day the later date counts', () => {
  const old = date('2027-01-08', { at: day('2026-11-13'), id: 'old' });
  expect(named(old, date('2027-01-04'))?.date).toBe(day('2027-01-04'));
  expect(named(date('2027-01-04'), old)?.date).toBe(day('2027-01-04'));
  expect(named(date('2027-01-04', { id: 'a' }), date('2027-01-08', { id: 'b' }))?.date).toBe(day('2027-01-08'));
  expect(named(date('2027-01-08', { id: 'b' }), date('2027-01-04', { id: 'a' }))?.date).toBe(day('2027-01-08'));
  expect(named(date('2027-01-08', { id: 'b' }), date('2027-01-04', { id: 'a', supersedes: ['b'] }))?.date).toBe(day('2027-01-04'));
});

test('also when the scope has changed since, which is told', () => {
  const before = { scope: { ...scope.scope, promises: 'others' } };
  expect(named(date('2027-01-08', { meaning: before }))?.because).toMatch(
    /^ana named it on 2026-11-16; since then scope\.promises\b.*, so ask for the date again$/,
  );
});

test('one that is signed too weakly binds where it is later, until one that counts takes its place', () => {
  const weak = date('2027-01-08', { id: 'weak' });
  const sure = (on: string, said: Partial<SignOff> = {}) => date(on, { id: 'sure', level: 'ssh', ...said });
  expect(strictly(weak)).toEqual({
    date: day('2027-01-08'),
    because: 'ana named it on 2026-11-16; the date of ana is only typed, and policy wants ssh: sign it, or have it removed',
  });
  // Of the same day: the later of the two.
  expect(strictly(weak, sure('2027-01-04'))?.date).toBe(day('2027-01-08'));
  expect(strictly(weak, sure('2027-01-11'))).toEqual({ date: day('2027-01-11'), because: 'ana named it on 2026-11-16' });
  // It is replaced by one of a later day, and by one that names it.
  const older = { ...weak, at: day('2026-11-13') };
  expect(strictly(older, sure('2027-01-04'))?.date).toBe(day('2027-01-04'));
  expect(strictly(weak, sure('2027-01-04', { supersedes: ['weak'] }))?.date).toBe(day('2027-01-04'));
  // But not by another weak one.
  expect(strictly(older, date('2027-01-04', { id: 'other' }))?.date).toBe(day('2027-01-08'));
});
