// What a doer restated counts beside the promise itself, and only for the worse: failures, effort, three runs in a row, undoing, drawing. Today is Monday
// 2026-11-16. The base workspace: cut Tue 17, glue until Thu 19, sew Fri 20, check Mon 23; with both failures of the library Wed 25.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import type { RestatedFailure, Restatement } from '../../src/model/restatement.ts';
import { judgeBase, restated, restatedLibrary, type Judged } from './workspace.ts';

const on = (text: string) => parseDay(text) as Day;
const SOLD = `handoff: 1
customer: Acme Outdoor
seller: {name: Sam Reed, email: sam@larkfield.example}
wanted: 2026-12-18
`;
const plain = `${SOLD}items: [bag:10]\n`;
const custom = `${SOLD}items:
  - {id: bag, deliverable: bag, quantity: 10, custom: [{id: liner, what: A liner, effort: {sewer: 8h}, price: 900, change: reversible, undo: cut it out}]}
`;
/** The deal as its doer's word has it. */
const told = (deal: string, said: Partial<Restatement>, changes: Parameters<typeof judgeBase>[0] = {}): Judged =>
  judgeBase({ ...changes, deal }, restated(judgeBase({ ...changes, deal }), said));
const failuresIn = ({ schedule }: Judged) => (schedule.status === 'planned' ? schedule.knownFailures : []);
const worst = ({ schedule }: Judged) => (schedule.status === 'planned' ? formatDay(schedule.twoFailures!.finish.date) : '');

const BLUNT = { id: 'blunt', what: 'The blade is blunt and the cut is repeated', hits: ['cut'], costs: { unit: 'min', n: 480 } } as const;

describe('what normally goes wrong', () => {
  test('is a failure of this deal', () => {
    const rain: RestatedFailure = { id: 'rain', what: 'It rains in', hits: ['glue'], delays: { unit: 'bd', n: 4 } };
    const judged = told(plain, { failures: [rain] });
    expect(failuresIn(judged).map(({ id, origin, effect }) => [id, origin, effect])).toEqual([
      ['blunt', 'library', 'costs 8h'],
      ['thread', 'library', 'delays 1bd'],
      ['rain', 'restated', 'delays 4bd'],
    ]);
    // Rain 4bd and the blade 1d: Mon 23 becomes Mon 30. Without it the worst are 2bd: Wed 25.
    expect([worst(judgeBase({ deal: plain })), worst(judged)]).toEqual(['2026-11-25', '2026-11-30']);
  });

  test('picked from the library it is that failure, and happens once', () => {
    const judged = told(plain, { failures: [BLUNT] });
    expect(failuresIn(judged)).toHaveLength(2);
    expect(worst(judged)).toBe('2026-11-25');
  });

  test('said worse of a failure of the library it is the worse of the two', () => {
    const judged = told(plain, { failures: [{ ...BLUNT, costs: { unit: 'min', n: 1920 } }] });
    expect(failuresIn(judged).map(({ id, effect }) => [id, effect])).toEqual([
      ['blunt', 'costs 8h, or costs 32h'],
      ['thread', 'delays 1bd'],
    ]);
    // Five days of cutting until Mon 23, glue until Wed 25, sew Thu 26, 1bd of waiting, check Mon 30.
    expect(worst(judged)).toBe('2026-11-30');
  });

  test.each([
    ['said milder', { ...BLUNT, costs: { unit: 'min', n: 60 } }],
    ['of the same id and something else', { ...BLUNT, what: 'Nothing much', costs: { unit: 'min', n: 60 } }],
    ['of a step that nobody knows', { ...BLUNT, hits: ['polish'], costs: { unit: 'min', n: 60 } }],
  ] as const)('%s it weakens nothing', (_, failure) => {
    expect(worst(told(plain, { failures: [failure] })) >= '2026-11-25').toBe(true);
  });

  test('with the id of one that any job has it replaces nothing', () => {
    const everyday = { policy: (text: string) => text.replace('{everyday: []}', '{}') };
    const sick: RestatedFailure = { id: 'sick', what: 'Somebody sneezes', hits: 'any', costs: { unit: 'min', n: 30 } };
    const [before, after] = [judgeBase({ ...everyday, deal: plain }), told(plain, { failures: [sick] }, everyday)];
    expect(failuresIn(after).map(({ id }) => id)).toEqual([...failuresIn(before).map(({ id }) => id), 'bag-sick']);
    expect(worst(after) >= worst(before)).toBe(true);
  });

  test('never makes a date sooner, whatever it is called and whatever it hits', () => {
    const base = judgeBase({ deal: plain });
    const [before, signed] = [worst(base), restated(base)];
    const effect = fc.oneof(
      fc.record({ costs: fc.record({ unit: fc.constant('min' as const), n: fc.integer({ min: 1, max: 900 }) }) }),
      fc.record({ delays: fc.record({ unit: fc.constantFrom('bd' as const, 'd' as const), n: fc.integer({ min: 1, max: 5 }) }) }),
      fc.record({ repeats: fc.integer({ min: 1, max: 1_000_000 }) }),
    );
    const failure = fc
      .tuple(
        fc.record({
          id: fc.constantFrom('blunt', 'thread', 'sick', 'rain'),
          what: fc.constantFrom(BLUNT.what, 'Thread is out of stock', 'Something else'),
          hits: fc.constantFrom<RestatedFailure['hits']>('any', ['cut'], ['sew', 'bag.check'], ['nowhere']),
        }),
        effect,
      )
      .map(([named, does]): RestatedFailure => ({ ...named, ...does }));
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 4 }), (failures) => {
        const [word] = signed;
        const after = judgeBase({ deal: plain }, [{ ...word, restatement: { ...word.restatement!, failures } }]);
        expect(worst(after) >= before).toBe(true);
        expect(failuresIn(after).length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 40 },
    );
  });
});

describe('three times in a row', () => {
  const unusual = plain.replace('[bag:10]', '[bag:10]\nsoft_promises: [{said: Photos}]');
  const strict = (severity: string) => ({ policy: (text: string) => `${text}  three-runs: ${severity}\n` });

  test.each([
    ['no', "ben would not do it three times in a row and hold everything else ('bag', 2026-11-16)"],
    ['hesitate', "ben hesitates to do it three times in a row and hold everything else ('bag', 2026-11-16)"],
  ] as const)('%s fails it, and leaves its floor where it is', (can_hold_standard, message) => {
    const [before, judged] = [judgeBase({ deal: unusual }), told(unusual, { can_hold_standard })];
    expect(judged.of('three-runs')).toMatchObject({
      verdict: 'needs-approval',
      blocking: true,
      reason: 'three-runs/not-held',
      summary: message,
      earliest: before.of('three-runs').earliest,
    });
    expect(judged.judgement.safe).toBe(before.judgement.safe);
  });

  test('yes leaves the computed part alone', () => {
    expect(told(unusual, {}).of('three-runs')).toEqual(judgeBase({ deal: unusual }).of('three-runs'));
  });

  test('counts in a standard deal where its doer was asked of that deal, and not where they said it of the library', () => {
    expect(told(plain, { can_hold_standard: 'no' }).of('three-runs').verdict).toBe('needs-approval');
    const standing = restatedLibrary(judgeBase({ deal: plain }), { can_hold_standard: 'no' });
    expect(judgeBase({ deal: plain }, [], standing).of('three-runs').verdict).toBe('pass');
  });

  test('stops in a profile that only warns of the rule, and puts no floor under its date', () => {
    const saas = { policy: (text: string) => text.replace('make-to-order', 'saas') };
    const [before, judged] = [judgeBase({ ...saas, deal: unusual }), told(unusual, { can_hold_standard: 'no' }, saas)];
    expect(before.of('three-runs')).toMatchObject({ severity: 'warn' });
    expect(judged.of('three-runs')).toMatchObject({ severity: 'error', blocking: true });
    const floors = (each: Judged) => each.judgement.floors.map(({ rule, binding }) => [rule, binding]);
    expect(floors(judged)).toContainEqual(['three-runs', false]);
    expect(judged.judgement.safe).toBe(before.judgement.safe);
  });

  test('only warns where policy itself says so', () => {
    expect(told(unusual, { can_hold_standard: 'no' }, strict('warn')).of('three-runs')).toMatchObject({
      severity: 'warn',
      blocking: false,
    });
  });
});

describe('the effort of custom work', () => {
  const effort = (hours: number, role = 'sewer', name = 'bag.liner') => ({
    efforts: [{ custom: name, work: [{ role, time: { unit: 'min' as const, n: hours * 60 } }] }],
  });
  const rule = 'configured-or-priced';

  test.each([
    [7, 'pass'],
    [8, 'pass'],
    [9, 'needs-approval'],
  ])('restated as %ih where the deal says 8h: %s', (hours, verdict) => {
    expect(told(custom, effort(hours)).of(rule).verdict).toBe(verdict);
  });

  test('says both numbers, and what to write', () => {
    expect(told(custom, effort(16)).of(rule)).toMatchObject({
      reason: `${rule}/effort-restated`,
      findings: [
        {
          message: "ben restated 16h of sewer for 'liner'; the deal says 8h",
          at: { path: ['items', 0, 'custom', 0, 'effort'] },
          help: 'write effort: {sewer: 16h} and price it, or find out with ben what is left out',
        },
      ],
    });
    expect(told(custom, effort(2, 'cutter')).of(rule).summary).toBe("ben restated 2h of cutter for 'liner'; the deal says none");
  });

  test('is what the plan takes, where it is more', () => {
    const finish = (judged: Judged) => (judged.schedule.status === 'planned' ? formatDay(judged.schedule.nominal.date) : '');
    // 8h of sewing after the check of Mon 23: Tue 24. 16h: Wed 25. Less than the deal says is not planned.
    expect(finish(judgeBase({ deal: custom }))).toBe('2026-11-24');
    expect(finish(told(custom, effort(16)))).toBe('2026-11-25');
    expect(finish(told(custom, effort(1)))).toBe('2026-11-24');
  });

  test('of something that is not in the deal says nothing', () => {
    expect(told(custom, effort(99, 'sewer', 'bag.other')).of(rule).verdict).toBe('pass');
    expect(told(custom, effort(99, 'sewer', 'other.liner')).of(rule).verdict).toBe('pass');
  });

  test('dates a build that the roadmap has no day for', () => {
    const build = custom.replace('quantity: 10,', 'quantity: 10, offer: build,');
    const lead = {
      deliverables: (text: string) => text.replace('    options:', '    lead_time: 5bd\n    options:'),
      policy: (text: string) => `${text}  proven-output: error\n`,
    };
    const id = 'proven-output';
    expect(judgeBase({ ...lead, deal: build }).of(id).reason).toBe(`${id}/build-undated`);
    // The liner is sewn by Tue 24; 5bd after that is Tuesday 2026-12-01.
    const check = told(build, effort(8), lead).of(id);
    expect(check).toMatchObject({ verdict: 'pass', earliest: on('2026-12-01') });
    expect(check.summary).toBe("'bag' is built by 2026-11-24, by the effort that ben restated, and takes 5bd from then");
    expect(told(build, effort(8, 'cutter'), lead).of(id).reason).toBe(`${id}/build-undated`);
  });

  test('dates a build that several roles do by the last of them, and only by all of them', () => {
    const policy = (text: string) => `${text}  proven-output: error\n`;
    const id = 'proven-output';
    const two = custom.replace('quantity: 10,', 'quantity: 10, offer: build,').replace('{sewer: 8h}', '{sewer: 8h, cutter: 16h}');
    const work = (...roles: readonly [string, number][]) => ({
      efforts: [{ custom: 'bag.liner', work: roles.map(([role, hours]) => ({ role, time: { unit: 'min' as const, n: hours * 60 } })) }],
    });
    const of = (deal: string, said: Partial<Restatement>) => told(deal, said, { policy }).of(id);
    // After the check of Mon 23 one role after the other, or both at once: the two days of the cutter end on Wed 25 at the earliest.
    const both = of(two, work(['sewer', 8], ['cutter', 16]));
    expect(both.summary).toBe("'bag' is built by 2026-11-25, by the effort that ben restated");
    expect(both.earliest).toBe(on('2026-11-25'));
    expect(of(two, work(['sewer', 8])).reason).toBe(`${id}/build-undated`);
    expect(of(two, work(['cutter', 16])).reason).toBe(`${id}/build-undated`);
    // Nothing that is to be built: its steps alone do not say when it is there.
    const none = two.replace(/, custom: \[.*\]\}/, '}');
    expect(of(none, work(['sewer', 8], ['cutter', 16])).reason).toBe(`${id}/build-undated`);
  });
});

describe('undoing', () => {
  const id = 'reversible';
  const verdict = (said: Partial<Restatement>) => told(custom, said).of(id);

  test('is agreed where its doer restated how', () => {
    expect(judgeBase({ deal: custom }).of(id).reason).toBe(`${id}/not-agreed`);
    expect(verdict({})).toMatchObject({ verdict: 'pass', summary: "'liner' can be undone, as ben restated on 2026-11-16" });
  });

  test('is not agreed where nobody said how, or the deal has another way since', () => {
    expect(told(custom, { undo: undefined }).of(id).reason).toBe(`${id}/not-agreed`);
    const signed = restated(judgeBase({ deal: custom }));
    expect(judgeBase({ deal: custom.replace('cut it out', 'leave it in') }, signed).of(id).reason).toBe(`${id}/not-agreed`);
  });

  test('fails where its doer restated that it is permanent', () => {
    expect(verdict({ commitment: 'permanent' })).toMatchObject({
      reason: `${id}/cannot-be-undone`,
      summary: "'liner' is said to be reversible, and ben restated that it is permanent",
    });
  });
});

describe('drawing', () => {
  const id = 'whiteboard';
  const flow = (text: string) => ({
    policy: (policy: string) => `${policy}  ${id}: error\n`,
    ...(text === '' ? {} : { deliverables: (library: string) => library.replace('    options:', `    flow: ${text}\n    options:`) }),
  });
  const drawn = (minutes: number, text = '') => told(plain, { drawn: minutes }, flow(text)).of(id);

  test('counts as it was timed, in place of what is counted', () => {
    expect(judgeBase({ ...flow(''), deal: plain }).of(id).reason).toBe(`${id}/no-flow`);
    expect(drawn(5)).toMatchObject({ verdict: 'pass', summary: 'each flow is drawn in 5m or less' });
    expect(drawn(6)).toMatchObject({
      verdict: 'needs-approval',
      summary: expect.stringContaining('takes 6m to draw (as ben drew it)') as string,
    });
    // 30 steps of 15 s are 7.5m.
    expect(judgeBase({ ...flow('{steps: 30}'), deal: plain }).of(id).reason).toBe(`${id}/too-long`);
    expect(drawn(4, '{steps: 30}').verdict).toBe('pass');
  });

  test('is no sooner than operations timed it', () => {
    expect(drawn(2, '{minutes: 6}').reason).toBe(`${id}/too-long`);
    expect(drawn(6, '{minutes: 2}').reason).toBe(`${id}/too-long`);
  });
});
