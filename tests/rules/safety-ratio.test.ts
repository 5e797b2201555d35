import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge.ts';
import { PROFILES } from '../../src/model/policy.ts';
import { stretchesOf, stretchText } from '../../src/rules/people/on-shift.ts';
import { weekdayOf, type Weekday } from '../../src/model/day.ts';
import { resolveSettings } from '../../src/rules/settings.ts';
import { othersOf } from '../../src/schedule/rivals.ts';
import { judgeBase, type Judged } from './workspace.ts';

const ALL = '[mon, tue, wed, thu, fri, sat, sun]';
/** 15 for each on shift; by day (06:00 to 22:00) ana and dora, at night ana alone; 14 are there at any hour. */
const shifts = `[{days: ${ALL}, from: "06:00", to: "22:00", staff: [ana, dora]}, {days: ${ALL}, from: "22:00", to: "06:00", staff: [ana]}]`;
const full = `[{days: ${ALL}, from: "00:00", to: "24:00", weight: 14}]`;
const group = ({ shifts: on = shifts, load = full, more = '', per = 15 } = {}): string =>
  `  - {id: cottage-b, per_staff: ${per}, shifts: ${on}, load: ${load}${more}}\n`;
const judged = (groups: string, lines: readonly string[], more: Parameters<typeof judgeBase>[0] = {}): Judged =>
  judgeBase({
    capacity: (text) => `${text}groups:\n${groups}`,
    deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\nrequirements:\n  groups:${lines.length === 0 ? ' []' : ''}\n${lines.map((line) => `    - {group: cottage-b, ${line}}\n`).join('')}`,
    ...more,
  });
const check = (...of: Parameters<typeof judged>) => judged(...of).of('safety-ratio');
const night = (weight: number | string) => [`weight: ${weight}, from: 2026-12-05T20:00, to: 2026-12-06T08:00`];

/** The library says in which groups a bag is cared for. */
const sold = (groups: string) => ({ deliverables: (text: string) => text.replace('  bag:\n', `  bag:\n    groups: ${groups}\n`) });

describe('what is sold and cared for', () => {
  const standard = 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [bag:10]\n';
  const owed = (lines: readonly string[], groups: string) => check(group({ per: 99 }), lines, sold(groups));

  test('owes its hours: the deal that leaves them out is not judged safe', () => {
    expect(judged(group(), [], { ...sold('[cottage-b]'), deal: standard }).of('safety-ratio')).toMatchObject({
      verdict: 'unknown',
      reason: 'safety-ratio/no-hours',
      blocking: true,
      summary: "cannot be judged without the hours of bag:10 in 'cottage-b' (deal → requirements → groups)",
    });
  });

  test('of every piece: ten weigh ten, and by the map of the library five', () => {
    expect(owed(night(10), '[cottage-b]').verdict).toBe('pass');
    expect(owed(night(9.9), '[cottage-b]')).toMatchObject({
      verdict: 'unknown',
      summary:
        "cannot be judged without the hours of all of bag:10 in 'cottage-b': they weigh 10, and the deal says hours for 9.9 (deal → requirements → groups)",
    });
    expect(owed([...night(4), 'weight: 6, from: 2026-12-08, to: 2026-12-09'], '[cottage-b]').verdict).toBe('pass');
    // A line of no length is no hour.
    expect(owed([...night(4), 'weight: 6, from: 2026-12-08T06:00, to: 2026-12-08T06:00'], '[cottage-b]').verdict).toBe('unknown');
    expect(owed(night(5), '{cottage-b: 0.5}').verdict).toBe('pass');
    expect(owed(night(4.9), '{cottage-b: 0.5}').verdict).toBe('unknown');
    // Of a weight of nothing the hours alone are asked for.
    expect(owed(night(0.1), '{cottage-b: 0}').verdict).toBe('pass');
    expect(owed([], '{cottage-b: 0}').verdict).toBe('unknown');
  });

  test('in one group or another, as the library lets it', () => {
    const two = group({ per: 99 }) + group({ per: 99 }).replace('cottage-b', 'cottage-a');
    const both = (lines: readonly string[], groups: string) => check(two, lines, sold(groups)).verdict;
    const inA = night(6).map((line) => `${line}}\n    - {group: cottage-a, weight: 4, from: 2026-12-08, to: 2026-12-08`);
    expect(both(inA, '[cottage-a, cottage-b]')).toBe('pass');
    expect(both(inA, '[cottage-b]')).toBe('unknown');
    expect(both(night(6), '[cottage-a, cottage-b]')).toBe('unknown');
  });

  test('what is too much at the hours that are known fails, whatever is owed', () => {
    expect(check(group(), night(2), sold('[cottage-b]')).verdict).toBe('fail');
  });

  test('a library that does not say is asked, aloud', () => {
    expect(judged(group(), [], { deal: standard }).of('safety-ratio')).toMatchObject({
      verdict: 'unknown',
      reason: 'safety-ratio/not-said',
      blocking: false,
      summary:
        "operations owes: whether 'bag' adds to one of the groups (cottage-b); [] where it adds to none (deliverables.yaml → deliverables → bag → groups)",
    });
    expect(judged(group(), [], { ...sold('[]'), deal: standard }).of('safety-ratio').verdict).toBe('not-applicable');
  });

  test('a group of the library that capacity has not is a slip', () => {
    expect(() => check(group(), night(1), sold('[cottage-c]'))).toThrow("unknown group 'cottage-c'");
    expect(() => check(group(), night(1), sold('{cottage-c: 2}'))).toThrow("unknown group 'cottage-c'");
  });
});

describe('the ratio, hour by hour', () => {
  test('at the ratio holds; anything more does not, at the line that adds it', () => {
    expect(check(group(), night(1))).toMatchObject({
      verdict: 'pass',
      summary: "the ratio holds at all hours in 'cottage-b'",
      notes: ["'cottage-b' is fullest Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00: 15 of 15; no accreditation is recorded"],
    });
    const { of, at } = judged(group(), night(1.5));
    expect(of('safety-ratio')).toMatchObject({ verdict: 'fail', reason: 'safety-ratio/over-ratio', blocking: true, approver: null });
    const [{ message, help, at: place, data, related }] = of('safety-ratio').findings;
    expect(message).toBe(
      "'cottage-b' would have 15.5 (14 there, 1.5 of this deal) Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00, and 1 on shift (ana) may care for 15",
    );
    expect(help).toBe('roster 1 more at these hours, or add at most 1');
    expect(at(place)).toMatchObject({ file: 'deal.yaml', line: 7 });
    expect(at(related![0].at)).toMatchObject({ file: 'capacity.yaml' });
    expect(data).toEqual({
      group: 'cottage-b',
      first: 'Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00',
      weight: 15.5,
      limit: 15,
      on_shift: ['ana'],
      away: [],
      times: 1,
    });
  });

  test('by the minute: an addition that ends where the night begins is by day only', () => {
    const by = (from: string, to: string) => check(group(), [`weight: 16, from: ${from}, to: ${to}`]).verdict;
    expect(by('2026-12-05T06:00', '2026-12-05T22:00')).toBe('pass');
    expect(by('2026-12-05T06:00', '2026-12-05T22:01')).toBe('fail');
    expect(by('2026-12-05T05:59', '2026-12-05T22:00')).toBe('fail');
    // 14 + 17 = 31 is more than two may care for.
    expect(check(group(), ['weight: 17, from: 2026-12-05T06:00, to: 2026-12-05T22:00']).verdict).toBe('fail');
  });

  test('a bare date is the whole day, from 00:00 to 24:00', () => {
    expect(check(group(), ['weight: 2, from: 2026-12-05, to: 2026-12-05']).findings[0].message).toContain(
      'Sat 2026-12-05 00:00 to 06:00, and 1 on shift (ana) may care for 15; again Sat 2026-12-05 22:00 to 24:00',
    );
  });

  test('counts every time that it does not hold, and asks for what would do for all of them', () => {
    // Fri night and Sat night; ana may care for 15, so 14 + 20 needs two more.
    const [{ message, help, data }] = check(group(), ['weight: 20, from: 2026-12-04T22:00, to: 2026-12-06T06:00']).findings;
    // 34 for 15 at night, for 30 by day: night, day, night.
    expect(message).toContain('Fri 2026-12-04 22:00 to Sat 2026-12-05 06:00');
    expect(message).toContain('; again 2 times, last Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00');
    expect(help).toBe('roster 2 more at these hours, or add at most 1');
    expect(data).toMatchObject({ times: 3 });
  });

  test('where there is no room at all it does not offer less', () => {
    const load = `[{days: ${ALL}, from: "00:00", to: "24:00", weight: 15}]`;
    expect(check(group({ load }), night(1)).findings[0].help).toBe(
      'roster 1 more at these hours, or offer other hours: there is no room at these',
    );
  });

  test('lines of the deal add up; the one that overfills it is marked', () => {
    const { of, at } = judged(group(), [...night(0.5), ...night(0.6)]);
    const [{ at: place, help }] = of('safety-ratio').findings;
    expect(of('safety-ratio').findings.length).toBe(1);
    expect(at(place)).toMatchObject({ file: 'deal.yaml', line: 8 });
    expect(help).toBe('roster 1 more at these hours, or add at most 0.5');
    expect(check(group(), [...night(0.1), ...night(0.2), ...night(0.7)]).verdict).toBe('pass');
    // Two hours that do not meet do not add up.
    const apart = ['weight: 1, from: 2026-12-05T22:00, to: 2026-12-06T02:00', 'weight: 1, from: 2026-12-06T02:00, to: 2026-12-06T06:00'];
    expect(check(group(), apart).verdict).toBe('pass');
  });

  test('two loads that overlap add up; one of another day does not count', () => {
    const load = (days: string) =>
      `[{days: ${ALL}, from: "00:00", to: "24:00", weight: 7}, {days: [${days}], from: "23:00", to: "01:00", weight: 8}]`;
    expect(check(group({ load: load('fri') }), night(1)).verdict).toBe('pass');
    // From Saturday 23:00 to Sunday 01:00 there are 15.
    expect(check(group({ load: load('sat') }), night(1)).findings[0].message).toContain(
      "'cottage-b' would have 16 (15 there, 1 of this deal) Sat 2026-12-05 23:00 to Sun 2026-12-06 01:00",
    );
    expect(check(group({ load: load('sat') }), ['weight: 1, from: 2026-12-06T01:00, to: 2026-12-06T06:00']).verdict).toBe('pass');
  });

  test('in the night in which clocks are turned a shift is as long as on the wall', () => {
    // America/Chicago turns them back on Sunday 2026-11-01 and forward on 2027-03-14: local minutes do not care.
    for (const times of ['from: 2026-10-31T22:00, to: 2026-11-01T06:00', 'from: 2027-03-13T22:00, to: 2027-03-14T06:00']) {
      expect(check(group(), [`weight: 1, ${times}`]).verdict).toBe('pass');
      expect(check(group(), [`weight: 1.1, ${times}`]).findings[0].data).toMatchObject({ times: 1 });
    }
  });

  test('what lasts no time adds nothing', () => {
    expect(check(group(), ['weight: 99, from: 2026-12-05T22:00, to: 2026-12-05T22:00'], sold('[]'))).toMatchObject({
      verdict: 'not-applicable',
      summary: 'the deal adds to no group with a safety ratio',
    });
  });
});

describe('who is on shift', () => {
  const off = (id: string, more: string) => ({
    capacity: (text: string) => `${text.replace(new RegExp(`(id: ${id},.*role: lead)}`), `$1, ${more}}`)}groups:\n${group()}`,
  });
  const saturday = ['weight: 1, from: 2026-12-05, to: 2026-12-05'];

  test('less their time off, on the day itself', () => {
    // Without dora on Saturday one is on shift by day: 15 are at the ratio, 15.5 are not.
    expect(check('', saturday, off('dora', 'off: [2026-12-05]')).verdict).toBe('pass');
    const more = ['weight: 1.5, from: 2026-12-05T06:00, to: 2026-12-05T22:00'];
    expect(check(group(), more).verdict).toBe('pass');
    expect(check('', more, off('dora', 'off: [2026-12-05]')).findings[0].message).toContain(
      'Sat 2026-12-05 06:00 to 22:00, and 1 on shift (ana; dora is away) may care for 15',
    );
    expect(check('', more, off('dora', 'off: [2026-12-06]')).verdict).toBe('pass');
  });

  test('away on the day on which a night begins is away until morning; away on the next day from midnight on', () => {
    const nightly = (date: string) => check('', night(1), off('ana', `off: [${date}]`)).findings.map(({ message }) => message);
    expect(nightly('2026-12-05')[0]).toContain(
      'Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00, and nobody on shift (ana is away) may care for 0',
    );
    expect(nightly('2026-12-06')[0]).toContain('Sun 2026-12-06 00:00 to 06:00, and nobody on shift (ana is away) may care for 0');
    expect(nightly('2026-12-04')).toEqual([]);
  });

  test('nor before they join or after they leave', () => {
    const verdict = (more: string) => check('', night(1), off('ana', more)).verdict;
    expect(verdict('from: 2026-12-05')).toBe('pass');
    expect(verdict('from: 2026-12-06')).toBe('fail');
    expect(verdict('until: 2026-12-06')).toBe('pass');
    expect(verdict('until: 2026-12-05')).toBe('fail');
  });

  test('somebody on two shifts is one person', () => {
    const twice = `[{days: ${ALL}, from: "00:00", to: "24:00", staff: [ana]}, {days: ${ALL}, from: "20:00", to: "08:00", staff: [ana]}]`;
    expect(check(group({ shifts: twice }), night(1)).verdict).toBe('pass');
    expect(check(group({ shifts: twice }), night(2)).findings[0].message).toContain('1 on shift (ana)');
    const both = `[{days: ${ALL}, from: "00:00", to: "24:00", staff: [ana]}, {days: ${ALL}, from: "00:00", to: "24:00", staff: [dora]}]`;
    expect(check(group({ shifts: both }), night(16)).verdict).toBe('pass');
  });

  test('a shift that begins and ends at the same time is the whole day round', () => {
    const round = `[{days: [sat], from: "20:00", to: "20:00", staff: [ana]}]`;
    expect(check(group({ shifts: round }), night(1)).verdict).toBe('pass');
  });
});

describe('nobody is rostered', () => {
  test('is unknown and names the hours that operations owe', () => {
    const days = `[{days: ${ALL}, from: "06:00", to: "22:00", staff: [ana, dora]}, {days: [sat], from: "22:00", to: "06:00", staff: []}]`;
    expect(check(group({ shifts: days }), night(1))).toMatchObject({
      verdict: 'unknown',
      reason: 'safety-ratio/not-rostered',
      blocking: true,
      summary:
        "operations owes: who is on shift in 'cottage-b' Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00 (capacity.yaml → groups → cottage-b → shifts)",
    });
    // What is known to be too much is a failure, whatever else is not known.
    expect(check(group({ shifts: days }), night(17)).verdict).toBe('fail');
    expect(check(group({ shifts: days }), ['weight: 1, from: 2026-12-05T06:00, to: 2026-12-05T22:00']).verdict).toBe('pass');
  });
});

test('a group that nobody has', () => {
  expect(check(group().replace('cottage-b', 'cottage-a'), night(1))).toMatchObject({
    verdict: 'fail',
    reason: 'safety-ratio/no-such-group',
    findings: [{ message: "'cottage-b' is no group of capacity, so its safety ratio cannot be held", help: "did you mean 'cottage-a'?" }],
  });
});

test('where capacity has no groups, a deal adds to none', () => {
  expect(judgeBase().of('safety-ratio')).toMatchObject({
    verdict: 'not-applicable',
    summary: 'the deal adds to no group with a safety ratio',
  });
});

describe('the accreditation', () => {
  test('that nobody has recorded is owed where the house asks for one', () => {
    const care = { policy: (text: string) => text.replace('profile: make-to-order', 'profile: regulated-care # as it is') };
    const licensed = group({ more: ', accreditation: {id: CARF-22, until: 2027-12-31}' });
    expect(judged(group(), night(1), care).of('safety-ratio')).toMatchObject({
      verdict: 'unknown',
      reason: 'safety-ratio/not-accredited',
      blocking: true,
      summary: "operations owes: the accreditation of 'cottage-b' (capacity.yaml → groups → cottage-b → accreditation)",
    });
    expect(judged(licensed, night(1), care).of('safety-ratio').verdict).toBe('pass');
    expect(check(group(), night(1)).verdict).toBe('pass');
  });

  // The deal is to be complete on 2026-12-18, its last night ends on 2026-12-06. Today is 2026-11-16.
  const until = (date: string, renewal = '') =>
    check(group({ more: `, accreditation: {id: CARF-22, until: ${date}${renewal === '' ? '' : `, renewal: {${renewal}}`}}` }), night(1));

  test('outlasts the deal: its completion and its last hour', () => {
    expect(until('2026-12-18')).toMatchObject({ verdict: 'pass', notes: [expect.not.stringContaining('accreditation')] });
    expect(until('2026-12-17')).toMatchObject({
      verdict: 'fail',
      reason: 'safety-ratio/accreditation',
      summary: "the accreditation CARF-22 of 'cottage-b' ends on 2026-12-17, and the deal runs to 2026-12-18; no renewal is applied for",
      findings: [{ help: 'have the renewal decided before it ends, or end by 2026-12-17' }],
    });
    const longer = (to: string) =>
      check(group({ more: ', accreditation: {id: CARF-22, until: 2026-12-31}' }), [`weight: 1, from: 2026-12-30, to: ${to}`]).verdict;
    expect(longer('2026-12-31')).toBe('pass');
    expect(longer('2027-01-01T00:00')).toBe('pass');
    expect(longer('2027-01-01T00:01')).toBe('fail');
  });

  test('may be counted on where its renewal is applied for and due before it ends: leadership says so', () => {
    const ends = '2026-12-10';
    expect(until(ends, 'applied: 2026-11-16, decision_due: 2026-12-10')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'leadership',
      reason: 'safety-ratio/renewal',
      summary:
        "the accreditation CARF-22 of 'cottage-b' ends on 2026-12-10, and the deal runs to 2026-12-18; its renewal, applied for on 2026-11-16, is to be decided by 2026-12-10",
      findings: [{ help: 'leadership may count on the renewal, or end by 2026-12-10' }],
    });
    expect(until(ends, 'applied: 2026-11-17, decision_due: 2026-12-10')).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('not applied for before 2026-11-17') as string,
    });
    expect(until(ends, 'applied: 2026-11-16, decision_due: 2026-12-11')).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('decided on 2026-12-11, after it ends') as string,
    });
    expect(until(ends, 'applied: 2026-11-01, decision_due: 2026-11-16').verdict).toBe('needs-approval');
    expect(until(ends, 'applied: 2026-11-01, decision_due: 2026-11-15')).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('was to be decided by 2026-11-15, and nobody has written down how') as string,
    });
  });

  test('a renewal does not excuse a ratio', () => {
    const more = ', accreditation: {id: CARF-22, until: 2026-12-10, renewal: {applied: 2026-11-01, decision_due: 2026-12-01}}';
    expect(check(group({ more }), night(2))).toMatchObject({ verdict: 'fail', approver: null, reason: 'safety-ratio/over-ratio' });
    expect(check(group({ more }), night(2)).findings.length).toBe(2);
  });

  test('is told at the line that lasts longest', () => {
    const more = ', accreditation: {id: CARF-22, until: 2026-12-10}';
    const { of, at } = judged(group({ more }), [
      'weight: 0.5, from: 2026-12-05, to: 2026-12-07',
      'weight: 0.5, from: 2026-12-05, to: 2026-12-06',
    ]);
    expect(at(of('safety-ratio').findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 7 });
  });
});

test.each(PROFILES)('%s: a ratio that is broken at night blocks', (profile) => {
  const policy = (text: string) => text.replace('profile: make-to-order', `profile: ${profile} # as it is`);
  const { of, judgement } = judged(group(), night(2), { policy });
  expect(of('safety-ratio')).toMatchObject({ verdict: 'fail', blocking: true });
  expect(judgement.verdict).toBe('fail');
});

test('the other open deals of the run that want the same places are named; they do not make it fail', () => {
  const one = judged(group(), night(1));
  const deal = (id: string, state: 'proposed' | 'signed', weight: number, lines = night(weight)) => {
    const { facts, schedule } = judged(group(), lines);
    return { facts: { ...facts, deal: { ...facts.deal, id, state } }, schedule };
  };
  const self = { facts: one.facts, schedule: one.schedule };
  // The fourth is too much by itself, in another night than ours.
  const other = ['weight: 9, from: 2026-12-08T22:00, to: 2026-12-09T06:00'];
  const all = [self, deal('two', 'proposed', 0.5), deal('three', 'signed', 0.5), deal('four', 'proposed', 9, other)];
  const settings = resolveSettings(one.facts.policy, one.facts.profile);
  const { checks } = judge(one.facts, one.schedule, settings, othersOf(self, all));
  expect(checks.find(({ rule }) => rule === 'safety-ratio')).toMatchObject({
    verdict: 'pass',
    reason: 'safety-ratio/wanted-twice',
    summary:
      "the ratio holds at all hours in 'cottage-b'; two (Acme) wants places in 'cottage-b' Sat 2026-12-05 22:00 to Sun 2026-12-06 06:00 too, and both do not fit",
  });
});

describe('stretches', () => {
  test('neighbours that differ in nothing are one, across midnight and over weeks', () => {
    const { facts } = judged(group({ shifts: `[{days: ${ALL}, from: "00:00", to: "24:00", staff: [ana]}]` }), night(1));
    const [line] = facts.deal.file.requirements!.groups;
    const long = { ...line, to: { day: line.to.day + 21, minute: 480 } };
    expect(stretchesOf(facts.capacity.groups[0], [long], facts.capacity).map(stretchText)).toEqual([
      'Sat 2026-12-05 20:00 to Sun 2026-12-27 08:00',
    ]);
  });

  test('end at 24:00 of the last day where they end at midnight', () => {
    const text = (from: number, to: number) => stretchText({ from, to });
    // Day 20000 is Friday 2024-10-04.
    const day = (n: number) => n * 1440;
    expect(text(day(20_000), day(20_001))).toBe('Fri 2024-10-04 00:00 to 24:00');
    expect(text(day(20_000), day(20_002))).toBe('Fri 2024-10-04 00:00 to Sat 2024-10-05 24:00');
    expect(text(day(20_000) + 60, day(20_001) + 1)).toBe('Fri 2024-10-04 01:00 to Sat 2024-10-05 00:01');
  });

  test('of no length there are none', () => {
    const { facts } = judged(group(), ['weight: 99, from: 2026-12-05T20:00, to: 2026-12-05T20:00']);
    expect(stretchesOf(facts.capacity.groups[0], facts.deal.file.requirements!.groups, facts.capacity)).toEqual([]);
  });

  test('say of each quarter of an hour what counting says of it', () => {
    const DAY = 24 * 60;
    const quarter = fc.integer({ min: 0, max: 95 }).map((n) => n * 15);
    const interval = {
      days: fc.uniqueArray(
        fc.integer({ min: 0, max: 6 }).map((n) => n as Weekday),
        { minLength: 1 },
      ),
      from: quarter,
      to: quarter,
    };
    const shift = fc.record({ ...interval, staff: fc.uniqueArray(fc.constantFrom('ana', 'dora'), { minLength: 1 }) });
    const load = fc.record({ ...interval, weight: fc.integer({ min: 1, max: 9 }) });
    const added = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      first: fc.integer({ min: 20_000, max: 20_006 }),
      from: quarter,
      days: fc.integer({ min: 0, max: 3 }),
      to: quarter,
    });
    const off = fc.uniqueArray(fc.integer({ min: 19_999, max: 20_010 }), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(shift, { maxLength: 3 }),
        fc.array(load, { maxLength: 3 }),
        fc.array(added, { minLength: 1, maxLength: 2 }),
        off,
        (shifts, loads, lines, away) => {
          const of = { id: 'g', per_staff: 1, shifts, load: loads };
          const people = [
            { id: 'ana', role: 'lead', off: away.map((day) => ({ first: day, last: day })), skills: [] },
            { id: 'dora', role: 'lead', off: [], skills: [] },
          ];
          const asked = lines.map(({ weight, first, from, days, to }) => ({
            weight,
            from: { day: first, minute: from },
            to: { day: first + days, minute: to },
          }));
          const stretches = stretchesOf(of, asked, { people });
          for (let minute = 19_999 * DAY; minute < 20_011 * DAY; minute += 15) {
            const by = asked.flatMap(({ from, to }, index) =>
              from.day * DAY + from.minute <= minute && minute < to.day * DAY + to.minute ? [index] : [],
            );
            const found = stretches.filter(({ from, to }) => from <= minute && minute < to);
            expect(found.length).toBe(by.length === 0 ? 0 : 1);
            if (by.length === 0) continue;
            // The day on which what runs at this minute began: today, or yesterday where it goes on over midnight.
            const begun = ({ days, from, to }: { days: readonly Weekday[]; from: number; to: number }): number[] =>
              [0, 1].flatMap((back) => {
                const day = Math.floor(minute / DAY) - back;
                const since = minute - day * DAY;
                const long = to > from ? to - from : to + DAY - from;
                return days.includes(weekdayOf(day)) && since >= from && since < from + long ? [day] : [];
              });
            const there = loads.reduce((sum, each) => sum + each.weight * begun(each).length, 0);
            const staff = ['ana', 'dora'].filter((id) =>
              shifts.some(
                (each) =>
                  each.staff.includes(id as 'ana') &&
                  begun(each).some((day) => id === 'dora' || (!away.includes(day) && !away.includes(Math.floor(minute / DAY)))),
              ),
            );
            expect({ ...found[0], staff: [...found[0].staff].sort() }).toMatchObject({
              by,
              there,
              staff,
              added: by.reduce((sum, index) => sum + asked[index].weight, 0),
            });
          }
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});
