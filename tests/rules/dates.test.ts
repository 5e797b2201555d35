// Both sides of each date rule's boundary, and what it says. The base workspace: nominal 2026-11-23, two failures 2026-11-25 (fixtures/rules/_base).
import type { Planned } from '../../src/schedule/schedule.ts';
import { describe, expect, test } from 'vitest';
import { formatDay, parseDay } from '../../src/model/day.ts';
import { PROFILES } from '../../src/model/policy.ts';
import { twoFailures } from '../../src/rules/two-failures.ts';
import { judgeBase } from './workspace.ts';

type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;
const deal = (...lines: string[]) => ({ deal: `handoff: 1\ncustomer: Acme Outdoor\n${lines.join('\n')}\n` });
const wanted = (day: string, changes: Changes = {}) => judgeBase({ ...deal(`wanted: ${day}`, 'items: [bag:10]'), ...changes });
const verdict = (rule: string, day: string, changes: Changes = {}) => wanted(day, changes).of(rule).verdict;

test.each([
  ['fits-headroom', '2026-11-23', '2026-11-20'],
  ['quality-windows', '2026-11-23', '2026-11-20'],
  ['two-failures', '2026-11-25', '2026-11-24'],
  ['operations-date', '2026-11-25', '2026-11-24'],
])('%s passes on its floor %s and not on %s', (rule, floor, before) => {
  expect(verdict(rule, floor)).toBe('pass');
  expect(verdict(rule, before)).toBe('fail');
});

test('a date on a weekend is judged as it stands: after Friday, before Monday', () => {
  expect(verdict('fits-headroom', '2026-11-22')).toBe('fail');
  expect(verdict('two-failures', '2026-11-28')).toBe('pass');
  expect(wanted('2026-11-22').of('fits-headroom').summary).toContain('1bd before the plan is done');
});

describe('fits-headroom', () => {
  test('names the level that is waited for, and until when, where its hours are not used up but come too late', () => {
    // Both seniors belong to Norwell until Friday 27 November: nine days of 16h from Tuesday 17 on. On Monday 30 both are free, and one is needed: 8 of
    // 16 hours say nothing. That a junior is there all the time helps nobody.
    const { judgement, schedule } = judgeBase({
      capacity: (text) =>
        text
          .replace('cutter: {rate: 40}', 'cutter: {levels: [junior, senior], rate: {junior: 40, senior: 60}}')
          .replace('role: cutter}', 'role: cutter, level: senior}')
          .replace('people:\n', 'people:\n  - {id: bo, role: cutter, level: senior}\n  - {id: jo, role: cutter, level: junior}\n')
          .concat(
            'bookings:\n  - {id: so-7, customer: Norwell, promised: 2026-11-27, work: [{needs: {cutter.senior: 2}, from: 2026-11-16, to: 2026-11-27}]}\n',
          ),
      deliverables: (text) => text.replace('needs: {cutter: 1}', 'needs: {cutter.senior: 1}'),
    });
    const floor = judgement.floors.find(({ rule }) => rule === 'fits-headroom')!;
    expect(floor.because).toBe('bag.cut waits for cutter.senior from 2026-11-17 to 2026-11-30; Norwell (so-7) holds 144h');
    // The plan's own row says the same.
    expect(schedule).toMatchObject({ bottleneck: { role: 'cutter.senior', used: 8, free: 16 } });
    expect(schedule.status === 'planned' && schedule.rows[0]).toMatchObject({ step: 'cut', waits: 'role', on: 'cutter.senior' });
  });

  const busy = (needs: string, to: string) => ({
    capacity: (text: string) =>
      `${text}bookings: [{id: so-7, customer: Norwell, paid: true, state: hard, work: [{needs: {${needs}: 1}, from: 2026-11-16, to: ${to}}]}]\n`,
  });

  test('names the role, the interval and who holds it', () => {
    const { summary, because } = wanted('2026-11-25', busy('sewer', '2026-11-27')).of('fits-headroom');
    expect(because).toMatch(/^sewer: 8 of 8 free hours used 2026-11-\d\d to 2026-11-30; Norwell \(so-7\) holds \d+h$/);
    expect(summary).toContain('wanted 2026-11-25 is 4bd before the plan is done, 2026-12-01: sewer');
  });

  test('blames nobody where nobody is waited for', () => {
    expect(wanted('2026-12-18').of('fits-headroom').because).toBe(
      'nobody waits for a role: the steps, windows and inputs alone take as long',
    );
  });

  test('wants a delivery lead for work after what operations confirmed', () => {
    const until = (day: string) => ({ capacity: (text: string) => text.replace('calendar:', `confirmed_until: ${day}\ncalendar:`) });
    expect(verdict('fits-headroom', '2026-12-18', until('2026-11-23'))).toBe('pass');
    const { of, at } = wanted('2026-12-18', until('2026-11-20'));
    expect(of('fits-headroom')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      reason: 'fits-headroom/after-confirmed',
    });
    expect(of('fits-headroom').findings[0].message).toContain('planned after 2026-11-20');
    expect(at(of('fits-headroom').findings[0].at)).toMatchObject({ file: 'capacity.yaml', line: 3 });
  });

  test('wants a delivery lead for verified reserve, and nobody may waive what does not fit even so', () => {
    // Half of the sewer's time is reserve: Friday 20 has 4h, so sewing ends on Monday and checking on Tuesday 24. With 4h released, on Monday.
    const reserve = {
      capacity: (text: string) =>
        `${text.replace('sewer: {rate: 40}', 'sewer: {rate: 40, reserve: 50%}')}buffers: [{role: sewer, from: 2026-11-16, to: 2026-11-20, hours: 20h, materials: [], verified_by: ana, verified_on: 2026-11-16}]\n`,
    };
    const { judgement, of } = wanted('2026-11-23', reserve);
    expect(formatDay(judgement.floors.find(({ rule }) => rule === 'fits-headroom')!.date)).toBe('2026-11-24');
    expect(of('fits-headroom')).toMatchObject({ verdict: 'needs-approval', reason: 'fits-headroom/verified-reserve' });
    expect(verdict('fits-headroom', '2026-11-20', reserve)).toBe('fail');
  });
});

describe('quality-windows', () => {
  test('says what the date would leave of a window, and what it is that takes so long', () => {
    // Glue until Thursday 19, sew on Friday, check on Monday 23. For Friday 20 the glue would have to be set on Wednesday 18.
    const glue = "'glue' (Let the glue set) takes 2d";
    expect(wanted('2026-11-20').of('quality-windows')).toMatchObject({
      reason: 'quality-windows/window-compressed',
      findings: [
        {
          message: `wanted 2026-11-20: even with unlimited people the work is done on 2026-11-23; ${glue} (Seams open if they are sewn sooner) and would have 1d`,
          help: 'offer 2026-11-23 or later: nothing compresses it',
          related: [{ message: "the window of 'glue' (Let the glue set)" }],
          data: { step: 'bag.glue', window: '2d', left: '1d', earliest: '2026-11-23' },
        },
      ],
    });
    expect(wanted('2026-12-18').of('quality-windows').summary).toBe(`every window is kept: ${glue}: Seams open if they are sewn sooner`);
  });

  test('without a window it is the work alone, or what it waits for', () => {
    const alone = {
      deliverables: (text: string) =>
        text.replace('window: 2d, reason: Seams open if they are sewn sooner', 'needs: {sewer: 1}, duration: 8h'),
    };
    const early = wanted('2026-11-18', alone).of('quality-windows');
    expect(early).toMatchObject({
      reason: 'quality-windows/work-alone',
      because: 'the steps one after the other take as long, even with unlimited people',
      findings: [{ help: 'offer 2026-11-20 or later: more people do not help', data: { earliest: '2026-11-20' } }],
    });
    expect(wanted('2026-12-18', alone).of('quality-windows').summary).toBe('no window is cut short');
    const waiting = {
      deliverables: (text: string) =>
        alone.deliverables(text).replace('    steps:', '    inputs: [{id: artwork, blocks: [cut], takes: 5bd}]\n    steps:'),
    };
    expect(wanted('2026-12-18', waiting).of('quality-windows').because).toBe(
      'the work waits for artwork, and then takes its time even with unlimited people',
    );
  });

  test('says which window, why, and what the date would leave of it', () => {
    const { findings } = wanted('2026-11-20').of('quality-windows');
    // Glued on Tuesday evening, sewn on Thursday: one day less than the two it takes.
    expect(findings[0].message).toContain("'glue' (Let the glue set) takes 2d (Seams open if they are sewn sooner) and would have 1d");
    expect(findings[0].data).toMatchObject({ window: '2d', left: '1d', earliest: '2026-11-23' });
    // A library that gives no reason is not said twice.
    const silent = { deliverables: (text: string) => text.replace(', reason: Seams open if they are sewn sooner', '') };
    expect(wanted('2026-11-20', silent).of('quality-windows').because).toBe(
      "'glue' (Let the glue set) takes 2d: nobody can make it shorter",
    );
  });

  test('may not be waived by anybody', () => {
    expect(wanted('2026-11-20').of('quality-windows')).toMatchObject({ verdict: 'fail', approver: null });
  });
});

describe('two-failures', () => {
  const failures = (count: number) => ({ policy: (text: string) => text.replace('{everyday: []}', `{failures: ${count}, everyday: []}`) });

  test('names the worst pair and the finish under none, one and two', () => {
    const { because, findings } = wanted('2026-11-24').of('two-failures');
    expect(because).toBe("if 'The blade is blunt and the cut is repeated' and 'Thread is out of stock' both happen");
    expect(findings[0].data).toMatchObject({ worst: ['blunt', 'thread'], by_count: ['2026-11-23', '2026-11-24', '2026-11-25'] });
  });

  test('counts as many failures as policy says', () => {
    expect(formatDay(wanted('2026-12-18', failures(1)).of('two-failures').earliest!)).toBe('2026-11-24');
    expect(wanted('2026-12-18', failures(0)).of('two-failures')).toMatchObject({
      verdict: 'not-applicable',
      reason: 'two-failures/not-asked',
    });
  });

  test('is unknown where nobody said what goes wrong; operations owe it, and it is told beside the date', () => {
    const none = { deliverables: (text: string) => text.slice(0, text.indexOf('    failures:')) };
    const { judgement, of } = wanted('2026-12-18', none);
    expect(of('two-failures')).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'two-failures/too-few-known',
      missing: [{ owedBy: 'operations' }],
    });
    expect(of('two-failures').summary).toMatch(/^operations owes: what normally goes wrong \(0 failures known, at least 2 needed/);
    expect(judgement.unjudged.map(({ rule }) => rule)).toContain('two-failures');
    expect(of('operations-date').notes[0]).toMatch(/two-failures.* could not be judged and may put it later/);
    expect(judgement.verdict).toBe('pass');
    expect(wanted('2026-12-18', { ...none, policy: (text: string) => `${text}strict: true\n` }).judgement.verdict).toBe('fail');
  });

  test('at least two are known of any job, however many its date must survive', () => {
    const one = { deliverables: (text: string) => text.replace(/ {6}- \{id: thread.*\n/, '') };
    for (const count of [1, 2, 3]) {
      expect(wanted('2026-12-18', { ...one, ...failures(count) }).of('two-failures')).toMatchObject({
        verdict: 'unknown',
        reason: 'two-failures/too-few-known',
        summary: expect.stringContaining('(1 failure known, at least 2 needed;') as string,
      });
    }
    expect(wanted('2026-12-18', failures(3)).of('two-failures')).toMatchObject({ verdict: 'pass', earliest: parseDay('2026-11-25') });
  });

  test('says in words what happens, and when the work is done under each number of failures', () => {
    const BLUNT = "'The blade is blunt and the cut is repeated'";
    const told = wanted('2026-11-24').of('two-failures');
    expect(told.findings[0]).toMatchObject({
      message: `wanted 2026-11-24 does not hold if ${BLUNT} and 'Thread is out of stock' both happen: the work is then done on 2026-11-25 (no failure: 2026-11-23, one: 2026-11-24, two: 2026-11-25)`,
      help: 'offer 2026-11-25 or later',
    });
    expect(wanted('2026-12-18').of('two-failures')).toMatchObject({
      notes: ['no failure: 2026-11-23, one: 2026-11-24, two: 2026-11-25'],
    });
    expect(wanted('2026-12-18', failures(1)).of('two-failures').because).toMatch(/^if '[^']+' happens$/);
    // A third, of the last step: a day more, Thursday 26.
    const third = (text: string) => `${text}      - {id: ill, what: The inspector is ill, hits: wrap, delays: 1bd}\n`;
    const three = wanted('2026-12-18', { deliverables: third, ...failures(3) }).of('two-failures');
    expect(three.because).toBe(`if ${BLUNT}, 'Thread is out of stock' and 'The inspector is ill' all happen`);
    expect(three.notes).toEqual(['no failure: 2026-11-23, one: 2026-11-24, two: 2026-11-25, 3: 2026-11-26']);
  });

  test('says where, when a failure may strike in several places or another has its name', () => {
    const several = (text: string) => text.replace('hits: cut, costs: 8h', 'hits: [cut, check], costs: 8h');
    expect(wanted('2026-12-18', { deliverables: several }).of('two-failures').because).toMatch(
      /^if 'The blade is blunt and the cut is repeated' \(at [^)]+\) and 'Thread is out of stock' both happen$/,
    );
    const named = (text: string) => text.replace('The blade is blunt and the cut is repeated', 'Thread is out of stock');
    expect(wanted('2026-12-18', { deliverables: named }).of('two-failures').because).toMatch(
      /^if 'Thread is out of stock' \(at [^)]+\) and 'Thread is out of stock' \(at [^)]+\) both happen$/,
    );
  });

  test('work that never ends has no floor, and fails wherever a date is asked for', () => {
    const { facts, schedule } = wanted('2026-12-18');
    if (schedule.status !== 'planned') throw new Error('there is no plan');
    const plan: Planned = { ...schedule, neverEnds: schedule.twoFailures!.worst };
    const judge = (changes: object, changedPlan = plan) =>
      twoFailures.check({ ...facts, ...changes, schedule, others: [], plan: changedPlan }, { failures: 2 } as never);
    const because =
      "if 'The blade is blunt and the cut is repeated' and 'Thread is out of stock' both happen, the work does not end within five years: the people it then needs are gone";
    expect(judge({})).toMatchObject({
      kind: 'fail',
      reason: 'never-ends',
      summary: because,
      because,
      earliest: null,
      findings: [{ message: because, at: facts.deal.judgedCompletion!.at, data: { worst: ['blunt', 'thread'] } }],
    });
    const undated = judge({ deal: { ...facts.deal, judgedCompletion: null } });
    expect(undated).toMatchObject({ kind: 'fail', findings: [{ at: facts.deal.items[0].at }] });
    // With one failure known nobody can say that.
    expect(judge({}, { ...plan, knownFailures: plan.knownFailures.slice(0, 1) })).toMatchObject({
      kind: 'unknown',
      reason: 'too-few-known',
      missing: [{ at: { path: ['deliverables', 'bag', 'failures'] } }],
    });
    expect(judge({}, { ...plan, neverEnds: null, twoFailures: null })).toMatchObject({ kind: 'unknown' });
  });

  test('does not blame failures that fall into slack', () => {
    // Both lengthen the wrapping by an hour or less, on an afternoon that has three.
    const slack = (text: string) =>
      text.replace('hits: cut, costs: 8h', 'hits: wrap, costs: 1h').replace('hits: sew, delays: 1bd', 'hits: wrap, repeats: 50%');
    const { because, earliest } = wanted('2026-12-18', { deliverables: slack }).of('two-failures');
    expect([because, formatDay(earliest!)]).toEqual(['whichever 2 of the known failures happen', '2026-11-23']);
  });
});

describe('mandatory-steps', () => {
  const skip = (step: string, day = '2026-12-18') =>
    judgeBase(deal(`wanted: ${day}`, `items: [{deliverable: bag, quantity: 10, skip: [${step}]}]`)).of('mandatory-steps');

  test.each([
    ['wrap', 'pass', 'no step is left out that must be done'],
    [
      'check',
      'fail',
      "'check' is mandatory in 'bag'; leaving it out would save 4h; with it the work is done on 2026-11-23 at the earliest",
    ],
    [
      'glue',
      'fail',
      "'glue' is not optional in 'bag'; leaving it out would save 2d; with it the work is done on 2026-11-23 at the earliest",
    ],
    ['chek', 'fail', "'chek' is no step of 'bag'; only wrap may be left out"],
  ])('skip: [%s]', (step, verdict, summary) => {
    expect(skip(step)).toMatchObject({ verdict, summary });
  });

  test('what must be done and is left out is the reason, also beside what is no step at all', () => {
    expect(skip('check')).toMatchObject({
      reason: 'mandatory-steps/skips-a-step',
      findings: [{ data: { step: 'check', mandatory: true, saves: '4h' }, related: [{ message: "the step 'check'" }] }],
    });
    const chek = { data: { step: 'chek', mandatory: false } };
    expect(skip('chek')).toMatchObject({ reason: 'mandatory-steps/skips-nothing', findings: [chek] });
    expect(skip('chek, check')).toMatchObject({ reason: 'mandatory-steps/skips-a-step', findings: [chek, {}] });
    expect(skip('cut').findings[0].message).toMatch(/^'cut' is not optional in 'bag'; leaving it out would save 8h;/);
    const none = judgeBase({
      deliverables: (text: string) => text.replace(', optional: true', ''),
      deal: 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [{deliverable: bag, quantity: 10, skip: [chek]}]\n',
    });
    expect(none.of('mandatory-steps').summary).toBe("'chek' is no step of 'bag'; nothing of it is optional");
  });

  test('cannot be judged for an item that the library does not have', () => {
    const of = (...items: string[]) => judgeBase(deal('wanted: 2026-12-18', `items: [${items.join(', ')}]`)).of('mandatory-steps');
    const unlisted = (fields: string) => `{deliverable: bagg, quantity: 10, ${fields}}`;
    expect(of('bag:10', unlisted('skip: [check]'))).toMatchObject({
      verdict: 'unknown',
      blocking: true,
      reason: 'mandatory-steps/unlisted',
      toldBy: 'in-library',
      summary: "cannot be judged without the steps of 'bagg', which is not in the library (deal → items)",
      missing: [{ owedBy: 'deal', at: { path: ['items', 1, 'deliverable'] } }],
    });
    // What is known to be wrong is said all the same.
    expect(of('{id: b, deliverable: bag, quantity: 10, skip: [check]}', unlisted('skip: [check]')).verdict).toBe('fail');
    expect(of('bag:10', 'bagg:10').verdict).toBe('pass');
    expect(of('bagg:10')).toMatchObject({
      verdict: 'not-applicable',
      summary: 'no item is in the library, so no step of it can be left out',
    });
  });

  test('says when a date would fit only without one', () => {
    const late = (text: string) => text.replace('duration: 4h', 'duration: 10h');
    expect(wanted('2026-11-23', { deliverables: late }).of('mandatory-steps')).toMatchObject({
      verdict: 'pass',
      summary: 'wanted 2026-11-23 would fit only without bag.check, which stays in',
    });
    // On the day before not even without it: sewn is on Friday 20, and wrapped on the next business day.
    expect(wanted('2026-11-19', { deliverables: late }).of('mandatory-steps')).toMatchObject({
      verdict: 'pass',
      summary: 'no step is left out that must be done',
    });
  });
});

describe('start-from-capacity', () => {
  const start = (day: string) =>
    judgeBase(deal(`dates: {wanted: {start: ${day}, complete: 2026-12-18}}`, 'items: [bag:10]')).of('start-from-capacity');

  test('passes on the first day of work and not before', () => {
    expect(start('2026-11-17').verdict).toBe('pass');
    expect(start('2026-11-16')).toMatchObject({ verdict: 'needs-approval', approver: 'leadership' });
    expect(start('2026-11-16').findings[0].data).toMatchObject({ asked: '2026-11-16', start: '2026-11-17' });
    expect(start('2026-11-16').findings[0].message).toContain('because the plan begins on 2026-11-17');
  });

  test('says who holds the role that it stalls for, and what could begin alone', () => {
    // Sewing is booked from the 17th to Friday 4 December.
    const of = (booking: string) =>
      judgeBase({
        ...deal('dates: {wanted: {start: 2026-11-17, complete: 2026-12-18}}', 'items: [bag:10]'),
        capacity: (text) =>
          `${text}bookings:\n  - {${booking}, state: hard, promised: 2026-12-04, work: [{needs: {sewer: 1}, from: 2026-11-17, to: 2026-12-04, per_day: 8h}]}\n`,
      }).of('start-from-capacity');
    const [finding] = of('id: po-7, customer: Norwell').findings;
    expect(finding.message).toMatch(/, because sewer is booked for Norwell \(po-7\) until 2026-12-04$/);
    expect(finding.help).toMatch(/; cut \(Cut\) alone could begin on 2026-11-17, as a phase of its own$/);
    expect(finding.data).toMatchObject({ busy: 'sewer', phased: ['bag.cut'] });
    expect(of('id: po-7').findings[0].message).toMatch(/, because sewer is booked for po-7 until 2026-12-04$/);
  });

  test('says that a weekend is no working day', () => {
    // Signed for Saturday 21 November: nobody works before Monday 23.
    const found = judgeBase(deal('dates: {signature: 2026-11-21, wanted: {start: 2026-11-21, complete: 2026-12-18}}', 'items: [bag:10]'));
    expect(found.of('start-from-capacity').findings[0].message).toBe(
      'wanted 2026-11-21: the team can begin and keep going from 2026-11-23, because 2026-11-21 is no working day',
    );
  });

  test('says what the first step waits for', () => {
    // Signed on the 16th, the plan begins on Tuesday 17; the pattern that is cut by comes on Thursday 19.
    const found = judgeBase({
      ...deal(
        'dates: {wanted: {start: 2026-11-18, complete: 2026-12-18}}',
        'items: [bag:10]',
        'inputs: [{id: pattern, from: Acme, due: 2026-11-19}]',
      ),
      deliverables: (text) => text.replace('    steps:', '    inputs: [{id: pattern, blocks: [cut]}]\n    steps:'),
    }).of('start-from-capacity');
    expect(found.findings[0].message).toBe(
      "wanted 2026-11-18: the team can begin and keep going from 2026-11-19, because its first step, 'cut', waits for pattern",
    );
  });
});

describe('operations-date', () => {
  test('a date before today is in the past; today is not', () => {
    // Today is Monday 2026-11-16, safe is Wednesday 25: seven business days later, and eight from the Friday before.
    expect(wanted('2026-11-13').of('operations-date').summary).toBe('wanted 2026-11-13 is in the past, 8bd before the safe date');
    expect(wanted('2026-11-16').of('operations-date').summary).toBe('wanted 2026-11-16 is 7bd before the safe date');
  });

  test('tells wanted, achievable and commit', () => {
    const { findings, summary } = wanted('2026-11-18').of('operations-date');
    expect(summary).toBe('wanted 2026-11-18 is 5bd before the safe date');
    expect(findings[0].data).toMatchObject({ wanted: '2026-11-18', achievable: '2026-11-25', commit: '2026-11-26' });
  });

  test('says when the sales buffer is used', () => {
    expect(wanted('2026-11-25').of('operations-date')).toMatchObject({ verdict: 'pass', reason: 'operations-date/inside-buffer' });
    expect(wanted('2026-11-26').of('operations-date')).toMatchObject({ verdict: 'pass', reason: null });
  });
});

describe('upstream-reset', () => {
  const input = (library: string) => ({
    deliverables: (text: string) => text.replace('    steps:', `    inputs: [{id: artwork, blocks: [cut], ${library}}]\n    steps:`),
  });
  const print = { policy: (text: string) => text.replace('make-to-order', 'print') };
  const reset = (line: string, changes: Changes = {}, dates = 'wanted: 2026-12-18') =>
    judgeBase({
      ...input('takes: 2bd'),
      ...deal(dates, 'items: [bag:10]', ...(line === '' ? [] : [`inputs: [{id: artwork, ${line}}]`])),
      ...changes,
    });

  test('what is here passes on any day and puts no floor', () => {
    expect(reset('received: 2026-11-13').of('upstream-reset')).toMatchObject({
      verdict: 'pass',
      earliest: null,
      summary: 'every input is here',
    });
    expect(reset('received: 2026-11-13', {}, 'wanted: 2026-11-17').of('upstream-reset').verdict).toBe('pass');
  });

  test('what came late says by how much, and what became of the date', () => {
    const late = { ...input('cutoff: "14:00"'), today: '2026-11-16' };
    const dates = 'dates: {signature: 2026-11-16, wanted: {complete: 2026-12-18}}';
    // An hour past the cut-off is a day: cut Tue 17 and not Mon 16, check Mon 23 and not Fri 20.
    expect(reset('due: 2026-11-16, received: 2026-11-16T15:00', late, dates).of('upstream-reset')).toMatchObject({
      verdict: 'pass',
      summary: "'artwork' came after its cut-off and counts from 2026-11-17; nothing is compressed",
      notes: ["'artwork' came 1bd late: 2026-11-20 becomes 2026-11-23"],
    });
    expect(reset('due: 2026-11-16, received: 2026-11-16T14:00', late, dates).of('upstream-reset').summary).toBe('every input is here');
    // Where today is later than both, nothing became of it.
    expect(reset('due: 2026-11-10, received: 2026-11-13', {}, dates).of('upstream-reset').summary).toBe("'artwork' came 3bd late");
  });

  test.each([
    ['due today', 'due: 2026-11-16', 'pass'],
    ['due yesterday', 'due: 2026-11-15', 'needs-approval'],
  ])('%s and not here', (_, line, verdict) => {
    expect(reset(line).of('upstream-reset').verdict).toBe(verdict);
  });

  test('overdue, no date can be given', () => {
    const { judgement, of, at } = reset('due: 2026-11-12');
    expect(judgement).toMatchObject({
      safe: null,
      because: expect.stringMatching(/^upstream-reset: 'artwork' is not here and was due on 2026-11-12/) as string,
    });
    expect(of('operations-date')).toMatchObject({ verdict: 'unknown', reason: 'operations-date/no-date', blocking: true });
    expect(at(of('upstream-reset').findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 5 });
  });

  test('in print nothing open may be given a date, and nobody may waive that', () => {
    const { of } = reset('due: 2026-11-20', print);
    expect(of('upstream-reset')).toMatchObject({ verdict: 'fail', approver: null, reason: 'upstream-reset/open' });
    // With both failures: cut Fri 20 and Mon 23, glue until Wed 25, sew Thu 26, wait Fri 27, check Mon 30: six business days after the artwork.
    expect(of('upstream-reset').findings[0].help).toBe(
      'get it, or offer it relative: complete: {after: artwork, within: 7bd} (safe 6bd and the sales buffer)',
    );
    expect(reset('received: 2026-11-13', print).of('upstream-reset').verdict).toBe('pass');
  });

  test.each([
    ['6bd', 'pass', 'pass'],
    ['5bd', 'pass', 'fail'],
    ['2bd', 'pass', 'fail'],
    ['1bd', 'fail', 'fail'],
  ])('relative, within %s', (within, verdict, dates) => {
    const { of } = reset('due: 2026-11-20', print, `wanted: {complete: {after: artwork, within: ${within}}}`);
    expect([of('upstream-reset').verdict, of('operations-date').verdict]).toEqual([verdict, dates]);
    expect(of('upstream-reset').earliest).not.toBeNull();
  });

  test('a relative offer that is too short is told what holds, not what fails next', () => {
    const relative = (within: string) => reset('due: 2026-11-20', print, `wanted: {complete: {after: artwork, within: ${within}}}`);
    const { findings } = relative('1bd').of('upstream-reset');
    expect(findings[0].help).toBe('offer within: 6bd or more');
    expect(findings[0].data).toMatchObject({ needed: '2bd', holds: '6bd' });
    expect(relative('6bd').judgement.verdict).toBe('pass');
    expect(relative('5bd').judgement.verdict).toBe('fail');
  });

  test('a relative offer says on which days of its input it would not be kept', () => {
    // The cutter, who needs a day of 8h, belongs to others from Tuesday 24 November to Friday 4 December: cut on Monday 7. 6bd after the 24th is Wednesday 2 December.
    const { of } = judgeBase({
      ...input('takes: 2bd'),
      ...print,
      ...deal('wanted: {complete: {after: artwork, within: 6bd}}', 'items: [bag:10]', 'inputs: [{id: artwork, due: 2026-11-20}]'),
      capacity: (text) =>
        `${text}bookings:\n  - {id: so-7, customer: Norwell, paid: true, state: hard, promised: 2026-12-04, work: [{needs: {cutter: 1}, from: 2026-11-24, to: 2026-12-04}]}\n`,
    });
    const check = of('upstream-reset');
    expect(check).toMatchObject({ verdict: 'pass', reason: 'upstream-reset/not-on-every-day' });
    expect(check.summary).toBe(
      "within 6bd after 'artwork': the plan needs 2bd from 2026-11-20, and more if it comes on 2026-11-24: say until when it has to come",
    );
    expect(check.notes).toContain('artwork on 2026-11-23: complete on 2026-11-27');
    expect(check.notes).toContain('artwork on 2026-11-24: complete on 2026-12-11, later than offered');
    // With nobody in the way each day is like the first.
    const free = reset('due: 2026-11-20', print, 'wanted: {complete: {after: artwork, within: 6bd}}').of('upstream-reset');
    expect(free).toMatchObject({ verdict: 'pass', reason: null });
  });

  test('a relative offer before the safe date is mended in days after the input, not with a day', () => {
    const relative = (within: string, ...more: string[]) =>
      judgeBase({
        ...input('takes: 2bd'),
        ...print,
        ...deal(
          `wanted: {complete: {after: artwork, within: ${within}}}`,
          'items: [bag:10]',
          'inputs: [{id: artwork, due: 2026-11-20}]',
          ...more,
        ),
      });
    // 6bd after Friday 2026-11-20 is Monday 30, the safe date (26 is no holiday here), and the base adds 1bd of sales buffer.
    expect(relative('5bd').of('operations-date').findings[0].help).toBe('offer within: 7bd after artwork (safe 6bd and the sales buffer)');
    expect(relative('7bd').of('operations-date')).toMatchObject({ verdict: 'pass', reason: null });
    // What is too early is a promise with a day of its own: that one is mended with a day.
    const due =
      'promises: [{id: bags, text: Ten bags, due: 2026-11-25, complete_when: {observable: Ten bags, measure: bags, threshold: all, evidence: note}}]';
    expect(relative('7bd', due).of('operations-date').findings[0].help).toMatch(/^offer 20/);
  });

  test('says how it is not here: not yet, without its approval, or on a day to come', () => {
    const approval = { ...input('takes: 2bd, approval: true'), ...print };
    const told = (line: string, changes: Changes = print) => reset(line, changes).of('upstream-reset').summary;
    expect(told('due: 2026-11-20')).toBe("'artwork' is not here: a date can only be given relative to it");
    expect(told('due: 2026-11-20', approval)).toBe("'artwork' is not here: a date can only be given relative to it");
    expect(told('due: 2026-11-20, received: 2026-11-13', approval)).toBe(
      "'artwork' is here but not approved: a date can only be given relative to it",
    );
    expect(told('due: 2026-11-20, received: 2026-11-17')).toBe(
      "'artwork' is recorded as received on 2026-11-17, which is still to come: a date can only be given relative to it",
    );
    expect(told('due: 2026-11-20, received: 2026-11-13, approved: 2026-11-18', approval)).toBe(
      "'artwork' is recorded as approved on 2026-11-18, which is still to come: a date can only be given relative to it",
    );
    // From Thursday 12 to Monday 16 November lie two business days.
    expect(told('due: 2026-11-12')).toBe("'artwork' is not here and was due on 2026-11-12, 2bd ago: no date can be given");
  });

  test('what is open points at its line, what is overdue at its day, and each says what is known of it', () => {
    const open = reset('due: 2026-11-20', print).of('upstream-reset').findings[0];
    expect(open).toMatchObject({
      at: { path: ['inputs', 0] },
      data: { input: 'artwork', due: '2026-11-20', state: 'expected', within: '7bd' },
    });
    const overdue = reset('due: 2026-11-12').of('upstream-reset').findings[0];
    expect(overdue).toMatchObject({ at: { path: ['inputs', 0, 'due'] }, data: { due: '2026-11-12', state: 'overdue' } });
    // Nobody agreed on a day: it usually takes two business days from the signature on Tuesday 17, or the library says of no time at all.
    expect(reset('', print).of('upstream-reset').findings[0].data).toMatchObject({ due: '2026-11-19', state: 'expected' });
    const silent = { ...input('cutoff: "14:00"'), ...print };
    expect(reset('', silent).of('upstream-reset').findings[0].data).toMatchObject({ due: '2026-11-17', state: 'expected' });
  });

  test('an overdue input may be waived where dates are planned with the due day, and nowhere else', () => {
    expect(reset('due: 2026-11-12').of('upstream-reset')).toMatchObject({ verdict: 'needs-approval', approver: 'delivery-lead' });
    expect(reset('due: 2026-11-12', print).of('upstream-reset')).toMatchObject({ verdict: 'fail', approver: null });
  });

  test('one input of two items is told once, and of several all that are overdue, else all that are open', () => {
    const artwork = (line: string) => ({
      deliverables: (text: string) => text.replace('    steps:', '    inputs: [{id: artwork}, {id: logo}]\n    steps:'),
      ...deal('wanted: 2026-12-18', 'items: [bag:10, {id: more, deliverable: bag, quantity: 1}]', `inputs: [${line}]`),
      ...print,
    });
    const inputs = (line: string) =>
      judgeBase(artwork(line))
        .of('upstream-reset')
        .findings.map(({ data }) => data?.input);
    expect(inputs('{id: artwork, due: 2026-11-20}, {id: logo, due: 2026-11-20}')).toEqual(['artwork', 'logo']);
    expect(inputs('{id: artwork, due: 2026-11-20}, {id: logo, due: 2026-11-12}')).toEqual(['logo']);
    expect(inputs('{id: artwork, due: 2026-11-20}, {id: logo, received: 2026-11-12}')).toEqual(['artwork']);
    expect(inputs('{id: artwork, received: 2026-11-12}, {id: logo, received: 2026-11-12}')).toEqual([]);
    // An offer that is relative to one of them leaves the other to be asked for.
    const { deal: text } = artwork('{id: artwork, due: 2026-11-20}, {id: logo, received: 2026-11-12}');
    const relative = text.replace('wanted: 2026-12-18', 'wanted: {complete: {after: artwork, within: 9bd}}');
    expect(judgeBase({ ...artwork(''), deal: relative }).of('upstream-reset').verdict).toBe('pass');
    const neither = relative.replace('received: 2026-11-12', 'due: 2026-11-20');
    expect(
      judgeBase({ ...artwork(''), deal: neither })
        .of('upstream-reset')
        .findings.map(({ data }) => data?.input),
    ).toEqual(['logo']);
  });

  test('nothing is asked where nothing is needed from the customer', () => {
    expect(judgeBase().of('upstream-reset')).toMatchObject({
      verdict: 'not-applicable',
      summary: 'nothing is needed from the customer',
      earliest: null,
    });
    expect(judgeBase(deal('wanted: {complete: {after: logo, within: 9bd}}', 'items: [bag:10]')).of('upstream-reset').summary).toBe(
      "'logo' is no input of what is sold (inputs: none)",
    );
  });

  test('what is open is planned for its due day, and said so', () => {
    expect(reset('due: 2026-11-20').of('upstream-reset')).toMatchObject({
      verdict: 'pass',
      summary: "'artwork' is planned for 2026-11-20",
      notes: [],
    });
  });

  test('what came on its day is not late', () => {
    expect(reset('due: 2026-11-13, received: 2026-11-13').of('upstream-reset').summary).toBe('every input is here');
    expect(reset('due: 2026-11-12, received: 2026-11-13').of('upstream-reset').summary).toMatch(/^'artwork' came 1bd late/);
  });

  test('relative to what nothing needs', () => {
    const { of } = reset('due: 2026-11-20', print, 'wanted: {complete: {after: logo, within: 9bd}}');
    expect(of('upstream-reset')).toMatchObject({
      verdict: 'fail',
      reason: 'upstream-reset/no-such-input',
      summary: "'logo' is no input of what is sold (inputs: artwork)",
      findings: [{ help: 'name an input of the items, or give a date', at: { path: ['dates', 'wanted', 'complete'] } }],
    });
  });

  test('is told even where the deal cannot be planned', () => {
    const { of } = reset(
      'due: 2026-11-12',
      deal('wanted: 2026-12-18', 'items: [bag:10, bagg:1]', 'inputs: [{id: artwork, due: 2026-11-12}]'),
    );
    expect(of('upstream-reset').reason).toBe('upstream-reset/overdue');
    expect(of('upstream-reset').findings[0].help).toBe('get it, or offer it relative: complete: {after: artwork, within: …}');
    const here = deal('wanted: 2026-12-18', 'items: [bag:10, bagg:1]', 'inputs: [{id: artwork, received: 2026-11-12}]');
    expect(reset('', here).of('upstream-reset')).toMatchObject({ verdict: 'unknown', earliest: null });
  });

  test('without known failures the suggested offer is the plan itself', () => {
    // Cut Fri 20, glue over the weekend, sew Mon 23, check Tue 24: two business days after the artwork.
    const calm = { ...input('takes: 2bd'), ...print };
    const library = (text: string) => calm.deliverables(text).replace(/ {4}failures:[^]*$/, '');
    expect(reset('due: 2026-11-20', { ...calm, deliverables: library }).of('upstream-reset').findings[0].data).toMatchObject({
      within: '3bd',
    });
  });

  test('asks for open inputs in one of two ways', () => {
    const policy = (text: string) => `${text}  upstream-reset: {open_inputs: soon}\n`;
    expect(() => judgeBase({ policy })).toThrow("is neither 'due' nor 'relative'");
  });

  test('a relative offer says of each day of approval when it is complete', () => {
    const { notes, summary } = reset('due: 2026-11-20', print, 'wanted: {complete: {after: artwork, within: 6bd}}').of('upstream-reset');
    expect(summary).toBe("within 6bd after 'artwork': the plan needs 2bd");
    expect(notes).toHaveLength(10);
    // On Tuesday 17: cut that day, glue until Thursday, sew Fri 20, check Mon 23. A day later the glue sets over the weekend: sew Mon 23, check Tue 24.
    expect(notes.slice(0, 2)).toEqual(['artwork on 2026-11-17: complete on 2026-11-23', 'artwork on 2026-11-18: complete on 2026-11-24']);
  });
});

test.each(PROFILES)('the smallest standard deal passes under %s without a sign-off', (profile) => {
  const changes = {
    policy: (text: string) =>
      text
        .replace('make-to-order', `${profile} `)
        .replace("  two-failures: {everyday: []} # only the library's two failures\n", '  in-library: error\n'),
    deliverables: (text: string) => text.replace('[dora]', '[dora, ines]'),
  };
  const { judgement, facts } = judgeBase({ ...deal('wanted: 2026-12-18', 'items: [bag:10]'), ...changes });
  expect(facts.notStandard).toEqual([]);
  expect(judgement.checks.filter(({ blocking }) => blocking)).toEqual([]);
  expect(judgement.verdict).toBe('pass');
});
