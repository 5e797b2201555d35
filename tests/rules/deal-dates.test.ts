// Every date that a deal says, with its name: what its proposal may say too.
import { expect, test } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { datesOfDeal, nearestDate, type DealDate } from '../../src/rules/dates/deal-dates.ts';
import { judgeBase } from './workspace.ts';

/** The dates of ten bags with some lines, one a line: what is only wanted in brackets, what is closed with a cross. */
function dates(lines: string, capacity = 'holidays: []', library = '    steps:') {
  const { facts, schedule } = judgeBase({
    capacity: (text) => text.replace('  week:', `  ${capacity}\n  week:`),
    deliverables: (text) => text.replace('version: 2', 'version: 3').replace('    steps:', library),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nitems: [bag:10]\n${lines}\n`,
  });
  return datesOfDeal({ ...facts, schedule, others: [] }).map(({ day, name, onlyWanted, closed }) => {
    const text = `${name} ${formatDay(day)}${closed ? ' x' : ''}`;
    return onlyWanted ? `(${text})` : text;
  });
}

const ARTWORK = '    inputs: [{id: artwork, blocks: [cut]}]\n    steps:';

test('what is wanted counts where nothing else was offered', () => {
  expect(dates('wanted: 2026-12-18').slice(0, 2)).toEqual(['the signature 2026-11-17', 'wanted.complete 2026-12-18']);
  const both = (offered: string) =>
    dates(`dates: {wanted: {start: 2026-11-18, complete: 2026-12-18}, offered: ${offered}}`).filter((text) => text.includes('wanted'));
  expect(both('{start: 2026-11-19, complete: 2026-12-21}')).toEqual(['(wanted.start 2026-11-18)', '(wanted.complete 2026-12-18)']);
  expect(both('{start: 2026-11-18, complete: 2026-12-21}')).toEqual(['wanted.start 2026-11-18', '(wanted.complete 2026-12-18)']);
  expect(both('{complete: 2026-12-21}')).toEqual(['wanted.start 2026-11-18', '(wanted.complete 2026-12-18)']);
  expect(dates('dates: {offered: {start: 2026-11-19, complete: 2026-12-21}}').slice(0, 2)).toEqual([
    'offered.start 2026-11-19',
    'offered.complete 2026-12-21',
  ]);
});

test('each line that has a date', () => {
  const lines = `
dates: {wanted: 2026-12-18, valid_until: 2026-11-20}
inputs: [{id: artwork, due: 2026-11-18, received: 2026-11-16T09:00, approved: 2026-11-16T10:00}]
materials: [{material: felt, quantity: 2, state: confirmed, eta: 2026-11-23, evidence: a call}]
staffing: [{needs: {sewer: 1}, from: 2026-11-24, to: 2026-11-25, share: 50%}]
soft_promises: [{said: Photos, by: Sam Reed, resolution: owned, ref: ana, due: 2026-11-26, told_customer: 2026-11-27}]
soft_promises_asked: {by: ana, on: 2026-11-13}
support: {hours: 4h, until: 2027-01-31}
requirements: {groups: [{group: ward, weight: 1, from: 2026-12-05T22:00, to: 2026-12-06T06:00}]}
context: {first_milestone: {what: A sample, on: 2026-12-09}, stakeholders: [{name: Lee Ortiz, role: buyer, asked: 2026-11-12}]}
discovery: [{question: dock, answer: Dock 4, closed: 2026-11-11}]`;
  expect(dates(lines, undefined, ARTWORK).filter((text) => !text.startsWith('wanted') && !text.startsWith('the signature'))).toEqual([
    'valid_until 2026-11-20',
    "the due of 'artwork' 2026-11-18",
    "'artwork' received 2026-11-16",
    "'artwork' approved 2026-11-16",
    "the due of 'artwork' 2026-11-18",
    'felt there 2026-11-23',
    'staffing from 2026-11-24',
    'staffing to 2026-11-25',
    'a soft promise 2026-11-26',
    'told to the customer 2026-11-27',
    'soft promises asked 2026-11-13',
    'the end of support 2027-01-31',
    'ward from 2026-12-05',
    'ward to 2026-12-06',
    'the first milestone 2026-12-09',
    'Lee Ortiz asked 2026-11-12',
    "'dock' closed 2026-11-11",
  ]);
  expect(dates('wanted: 2026-12-18\nsupport: none')).toEqual(dates('wanted: 2026-12-18'));
});

test('an offer that is relative to an input has the days that it was told by', () => {
  const found = dates('dates: {offered: {complete: {after: artwork, within: 8bd}}}', undefined, ARTWORK);
  // Artwork on Tuesday 17 November: cut then, glue until Thursday, sew on Friday, check on Monday 23. `within` from the usual day gives Friday 27.
  expect(found.slice(0, 5)).toEqual([
    'the completion 2026-11-27',
    'the signature 2026-11-17',
    "the due of 'artwork' 2026-11-17",
    "'artwork' here 2026-11-17",
    'complete then 2026-11-23',
  ]);
});

test('phases and promises', () => {
  const lines = `dates: {wanted: 2026-12-18, phases: [{phase: 1, complete: 2026-12-11}]}
promises: [{id: on-site, text: Ten bags, complete_when: {observable: ten bags, measure: bags, threshold: "10", evidence: note}, items: [bag], quantity: 10, due: 2026-12-17}]`;
  expect(dates(lines).slice(0, 2)).toEqual(["the due of 'on-site' 2026-12-17", 'phase 1 2026-12-11']);
});

test('days on which nobody works are told as such', () => {
  const calendar = 'holidays: [{on: 2026-11-26, name: Thanksgiving}, 2026-12-25]\n  closed: [2026-12-28..2026-12-30]';
  expect(dates('wanted: 2026-12-18', calendar).slice(2)).toEqual([
    'Thanksgiving 2026-11-26 x',
    'a holiday 2026-12-25 x',
    'closed from 2026-12-28 x',
    'closed to 2026-12-30 x',
  ]);
});

test('the nearest of some dates; of two, the first', () => {
  const day = (text: string): Day => parseDay(text) as Day;
  const date = (text: string): DealDate => ({ day: day(text), name: text, onlyWanted: false, closed: false });
  const some = [date('2026-12-10'), date('2026-12-14'), date('2026-12-20')];
  expect(nearestDate(some, day('2026-12-12'))?.name).toBe('2026-12-10');
  expect(nearestDate(some, day('2026-12-13'))?.name).toBe('2026-12-14');
  expect(nearestDate(some, day('2026-12-31'))?.name).toBe('2026-12-20');
  expect(nearestDate([], day('2026-12-12'))).toBe(null);
});
