// What a signed deal is told, beside the report that was frozen for it: both sides of each day. How a report comes to be frozen is in tests/cli/hold.test.ts.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import { soldMeaning, type Confirmed } from '../../src/model/held.ts';
import { at } from '../../src/model/place.ts';
import { beforeSignature } from '../../src/rules/before-signature.ts';
import { judgeBase } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;

function said(lines: string, confirmed: Partial<Confirmed> | null = null, quantity = 10) {
  const { facts, schedule } = judgeBase({
    deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\n${lines}\nitems: [bag:${quantity}]\n`,
  });
  const frozen = judgeBase({ deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\n${lines}\nitems: [bag:10]\n` }).facts
    .deal;
  const own: Confirmed | null = confirmed && {
    signed: day('2026-11-13'),
    confirmed: day('2026-11-13'),
    held_since: null,
    by: null,
    meaning: soldMeaning(frozen),
    ...confirmed,
  };
  return beforeSignature.check({ ...facts, schedule, others: [], own: { ...facts.own, confirmed: own } }, {});
}

const fails = (reason: string, message: string, place: ReturnType<typeof at>, help: string) => ({
  kind: 'fail',
  reason,
  summary: message,
  findings: [{ message, at: place, help }],
});
const AUTOPSY = 'read what fails as what to renegotiate now; check the next deal while it is proposed';
const HOLD = 'confirm the next deal on the day it is signed, or hold it before (handoff hold)';

describe('nothing is signed', () => {
  test.each([
    ['state: proposed\nwanted: 2026-12-18', 'proposed: nothing is signed'],
    ['state: draft\nwanted: 2026-12-18', 'draft: nothing is signed'],
    // Today is 2026-11-16: a signature of today is not past.
    ['dates: {signature: 2026-11-16, wanted: 2026-12-18}', 'proposed: nothing is signed'],
    [
      'dates: {signature: 2026-11-13, wanted: 2026-12-18}',
      'proposed: nothing is signed; its signature, 2026-11-13, is past, so the plan begins today',
    ],
  ])('%s', (lines, note) => {
    expect(said(lines)).toEqual({ kind: 'pass', note });
  });

  test('nor ever will be, where it is lost', () => {
    expect(said('state: lost\nwanted: 2026-12-18')).toEqual({
      kind: 'not-applicable',
      because: 'the deal is lost: nothing will be signed',
    });
  });
});

test.each([
  ['state: done\nwanted: 2026-12-18', '', at('deal', 'state')],
  ['dates: {signed: 2026-11-13, wanted: 2026-12-18}', ' on 2026-11-13', at('deal', 'dates', 'signed')],
  ['state: signed\ndates: {signed: 2026-11-13, wanted: 2026-12-18}', ' on 2026-11-13', at('deal', 'dates', 'signed')],
])('signed with no report: %s', (lines, when, place) => {
  expect(said(lines)).toEqual(
    fails('autopsy', `signed${when} without a passing report confirmed before: this is an autopsy`, place, AUTOPSY),
  );
});

describe('beside the report that was confirmed', () => {
  const SIGNED = 'state: signed\ndates: {signed: 2026-11-13, wanted: 2026-12-18}';
  const late = (passed: string) =>
    fails(
      'late',
      `signed on 2026-11-13, and the first report that passes is of ${passed}: this is an autopsy`,
      at('deal', 'dates', 'signed'),
      HOLD,
    );

  test.each<[string, string | null, object]>([
    ['2026-11-12', null, { kind: 'pass', note: 'a passing report was confirmed on 2026-11-12; signed on 2026-11-13' }],
    ['2026-11-13', null, { kind: 'pass', note: 'a passing report was confirmed on 2026-11-13; signed on 2026-11-13' }],
    ['2026-11-14', null, late('2026-11-14')],
    // What was held passed when it was first held.
    ['2026-11-16', '2026-11-13', { kind: 'pass', note: 'a passing report was confirmed on 2026-11-16, held since 2026-11-13; signed on 2026-11-13' }],
    ['2026-11-16', '2026-11-14', late('2026-11-14')],
    ['2026-11-13', '2026-11-13', { kind: 'pass', note: 'a passing report was confirmed on 2026-11-13; signed on 2026-11-13' }],
    ['2026-11-13', '2026-11-16', { kind: 'pass', note: 'a passing report was confirmed on 2026-11-13; signed on 2026-11-13' }],
  ])('confirmed %s, held since %s', (confirmed, held, outcome) => {
    expect(said(SIGNED, { confirmed: day(confirmed), held_since: held === null ? null : day(held) })).toEqual(outcome);
  }); // prettier-ignore

  test('the deal says when it was signed, else the report does', () => {
    const report = { confirmed: day('2026-11-13'), signed: day('2026-11-12') };
    expect(said('state: done\nwanted: 2026-12-18', report)).toEqual(
      fails(
        'late',
        'signed on 2026-11-12, and the first report that passes is of 2026-11-13: this is an autopsy',
        at('deal', 'state'),
        HOLD,
      ),
    );
    expect(said(SIGNED, report).kind).toBe('pass');
  });

  test('what changed since is told, from what to what', () => {
    expect(said(SIGNED, {}, 11)).toEqual(
      fails(
        'changed',
        'confirmed on 2026-11-13, and since then items.bag.quantity became 11 (was 10)',
        at('deal', 'dates', 'signed'),
        'put back what was signed; what the customer has changed since is a change order, a deal of its own',
      ),
    );
  });
});
