// One rule that answers as told, and the whole check that becomes of it. What a report makes of checks is told in judge.test.ts.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Approvable } from '../../src/model/signoff.ts';
import { RULES } from '../../src/rules/index.ts';
import type { DateOutcome, Finding, Outcome, Rule } from '../../src/rules/rule.ts';
import { endsWith, knownOf, runRule, type Check } from '../../src/rules/run.ts';
import { catalogue, resolveSettings, type RuleSettings } from '../../src/rules/settings.ts';
import { judgeBase, signOff } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const sold = 'handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: 2026-12-18\n';
const standard = judgeBase({ deal: `${sold}items: [bag:10]\n` });
const at = { file: 'deal', path: ['items'], on: 'value' } as const;
const finding: Finding = { message: 'it is wrong', at, help: 'right it' };
const fail: Outcome = { kind: 'fail', reason: 'why', summary: 'it is wrong', findings: [finding] };
const approvable: Approvable = { subject: 'scope', what: 'the scope', meaning: { items: 1 }, who: 'leadership' };

/** The check of a rule made of one of the catalogue, of a standard deal of the base workspace where no other is said. */
function checkOf(
  outcome: Outcome | DateOutcome | Rule['check'],
  {
    judged = standard,
    signoffs = [] as readonly ReturnType<typeof signOff>[],
    ssh = false,
    ...setting
  }: {
    judged?: typeof standard;
    signoffs?: readonly ReturnType<typeof signOff>[];
    ssh?: boolean;
  } & Partial<RuleSettings> = {},
  more: Partial<Rule> = {},
): Check {
  const rule: Rule = {
    ...RULES.find(({ id }) => id === 'in-library')!,
    needs: [],
    ...more,
    check: typeof outcome === 'function' ? outcome : () => outcome,
  };
  const { policy } = judged.facts;
  const facts = {
    ...judged.facts,
    signoffs,
    policy: ssh ? { ...policy, signatures: { ...policy.signatures, minimum: 'ssh' as const } } : policy,
    schedule: judged.schedule,
    others: [],
  };
  return runRule({ rule, severity: 'error', only: null, always: [], options: {}, ...setting }, knownOf(facts, judged.facts.history, null));
}

/** A check that says nothing at all. */
const plain: Check = {
  rule: 'in-library',
  family: 'scope',
  severity: 'error',
  raised: false,
  verdict: 'pass',
  title: RULES.find(({ id }) => id === 'in-library')!.title,
  summary: 'fine',
  earliest: null,
  lowerBound: null,
  because: null,
  phases: [],
  unwaivable: null,
  dateless: false,
  blocking: false,
  findings: [],
  missing: [],
  notes: [],
  reason: null,
  approver: null,
  waiver: null,
  lapsed: null,
  waivable: null,
  approvals: [],
  fault: null,
  knownSince: null,
  toldBy: null,
};

describe('what a rule answers is told whole', () => {
  test('a pass, with its notes', () => {
    expect(checkOf({ kind: 'pass', note: 'fine' })).toEqual(plain);
    expect(checkOf({ kind: 'pass', note: 'fine', reason: 'good', notes: ['and so on'] })).toEqual({
      ...plain,
      notes: ['and so on'],
      reason: 'in-library/good',
    });
  });

  test('a failure, which nobody may waive', () => {
    expect(checkOf(fail)).toEqual({
      ...plain,
      verdict: 'fail',
      summary: 'it is wrong',
      blocking: true,
      findings: [finding],
      reason: 'in-library/why',
    });
  });

  test('what does not apply', () => {
    expect(checkOf({ kind: 'not-applicable', because: 'it is none' })).toEqual({
      ...plain,
      verdict: 'not-applicable',
      summary: 'it is none',
      because: 'it is none',
    });
  });

  test('a floor, with all that is said of it', () => {
    const [floor, bound, phase] = [day('2026-11-25'), day('2026-11-24'), { phase: 1, earliest: day('2026-11-20') }];
    const outcome = { kind: 'pass', note: 'fine', earliest: floor } as const;
    expect(checkOf(outcome)).toEqual({ ...plain, earliest: floor, lowerBound: floor });
    expect(checkOf({ ...outcome, lowerBound: bound, because: 'it takes so long', phases: [phase], dateless: true })).toEqual({
      ...plain,
      earliest: floor,
      lowerBound: bound,
      because: 'it takes so long',
      phases: [phase],
      dateless: true,
    });
    expect(checkOf({ ...outcome, earliest: null })).toEqual(plain);
  });

  test('an unknown blocks where somebody owes it who is there to be asked, or one of several is', () => {
    const owed = (owedBy: 'deal' | 'operations') => ({ fact: 'it', file: 'deal', key: 'it', owedBy, at }) as const;
    const unknown = (...missing: [ReturnType<typeof owed>, ...ReturnType<typeof owed>[]]): Outcome => ({
      kind: 'unknown',
      reason: 'why',
      summary: 'who knows',
      missing,
    });
    expect(checkOf(unknown(owed('deal')))).toEqual({
      ...plain,
      verdict: 'unknown',
      summary: 'who knows',
      blocking: true,
      missing: [owed('deal')],
      reason: 'in-library/why',
    });
    expect(checkOf(unknown(owed('operations'), owed('deal'))).blocking).toBe(true);
    expect(checkOf(unknown(owed('operations'), owed('operations'))).blocking).toBe(false);
  });

  test('a rule that throws', () => {
    const fault = 'a fault of handoff, please report it: it broke';
    const broken = {
      ...plain,
      verdict: 'unknown',
      summary: fault,
      blocking: true,
      missing: [{ fact: 'an answer of this rule', file: 'deal', key: '', owedBy: 'deal', at: { file: 'deal', path: [], on: 'key' } }],
      reason: 'in-library/fault',
      fault: 'it broke',
    };
    const throwing = (): never => {
      throw new Error('it broke');
    };
    expect(checkOf(throwing)).toEqual(broken);
    expect(checkOf(throwing, { severity: 'warn' })).toEqual({ ...broken, severity: 'warn' });
    // One that would be off, but for what it finds, is a fault all the same; what is thrown need be no error.
    expect(checkOf(throwing, { severity: 'off', always: ['why'] })).toEqual({ ...broken, severity: 'off' });
    const text = (): never => {
      throw 'it broke' as unknown as Error;
    };
    expect(checkOf(text)).toEqual(broken);
  });
});

describe('a rule that is off', () => {
  const off = { ...plain, severity: 'off', verdict: 'off', summary: 'off by policy or profile', reason: 'in-library/switched-off' };

  test('is not asked', () => {
    const never = (): never => expect.unreachable();
    expect(checkOf(never, { severity: 'off' })).toEqual(off);
  });

  test('is told where it finds what is an error whatever the severity, and only then', () => {
    const always = { severity: 'off', always: ['why'] } as const;
    const told = checkOf(fail, always);
    expect(told).toMatchObject({ severity: 'error', raised: true, verdict: 'fail', blocking: true });
    expect(checkOf({ ...fail, reason: 'else' }, always)).toEqual(off);
    expect(checkOf({ kind: 'pass', note: 'fine', reason: 'why' }, always)).toEqual(off);
    expect(checkOf(fail, { severity: 'warn', always: ['why'] })).toMatchObject({ severity: 'error', raised: true });
    expect(checkOf(fail, { severity: 'error', always: ['why'] })).toMatchObject({ severity: 'error', raised: false });
    expect(checkOf(fail, { severity: 'warn' })).toMatchObject({ severity: 'warn', raised: false, blocking: false });
  });
});

describe('who may waive a failure', () => {
  test('is named, and for a final reason nobody is', () => {
    expect(checkOf(fail, {}, { waivable: 'leadership' })).toMatchObject({ verdict: 'needs-approval', approver: 'leadership' });
    expect(checkOf({ ...fail, approver: 'delivery-lead' }, {}, { waivable: 'leadership' })).toMatchObject({ approver: 'delivery-lead' });
    expect(checkOf(fail, {}, { waivable: 'leadership', final: ['why'] })).toMatchObject({ verdict: 'fail', approver: null });
    expect(checkOf(fail, {}, { waivable: 'leadership', final: ['else'] })).toMatchObject({ verdict: 'needs-approval' });
    expect(checkOf({ ...fail, reason: 'else' }, {}, { waivable: 'leadership', final: ['why'] })).toMatchObject({
      verdict: 'needs-approval',
    });
  });

  test('a waiver that lacks only a signature says at the first finding how it gets one', () => {
    const more = { waivable: 'leadership' } as const;
    const asked = checkOf(fail, {}, more).waivable!;
    const given = signOff({
      id: '0123456789abcdef',
      type: 'handoff/waiver@1',
      subject: asked.subject,
      meaning: asked.meaning,
      by: 'dora',
      reason: 'a new plant',
      until: day('2026-12-31'),
    });
    expect(checkOf(fail, { signoffs: [given] }, more)).toMatchObject({ verdict: 'waived', unwaivable: null, approver: null });
    const { summary, findings, waiver } = checkOf(fail, { signoffs: [given], ssh: true }, more);
    expect(waiver).toBeNull();
    expect(summary).toMatch(/^it is wrong; .*dora/);
    expect(findings[0].help).toMatch(/^right it; .*: ask dora to sign it: handoff sign deal\.yaml 0123456789ab$/);
    // A floor that no waiver reaches is told of one that is waived.
    const floor: DateOutcome = { ...fail, earliest: day('2026-11-25'), unwaivable: day('2026-11-20') };
    expect(checkOf(floor, { signoffs: [given] }, more)).toMatchObject({ verdict: 'waived', unwaivable: day('2026-11-20') });
    expect(checkOf(floor, {}, more)).toMatchObject({ verdict: 'needs-approval', unwaivable: null });
  });
});

describe('a rule that is not for every deal', () => {
  test('is told of a standard one what policy does not ask, unless it has something to judge of it', () => {
    const skipped = {
      ...plain,
      verdict: 'not-applicable',
      summary: 'standard deal: the library already answers it',
      because: 'standard deal: the library already answers it',
      reason: 'in-library/standard-deal',
    };
    const only = { only: 'not-standard' } as const;
    const approvals = () => [approvable];
    expect(checkOf(fail, only, { approvals })).toEqual(skipped);
    expect(checkOf(fail, only, { evenOfStandard: () => null })).toEqual(skipped);
    // It sees of the deal what it said; what may be approved is that of the whole.
    const part = { ...standard.facts, schedule: standard.schedule, others: [], today: day('2026-11-20') };
    const seen = checkOf(({ today }) => ({ kind: 'pass', note: today === part.today ? 'the part' : 'the whole' }), only, {
      evenOfStandard: () => part,
      approvals: ({ today }) => (today === part.today ? [] : [approvable]),
    });
    expect(seen).toEqual({ ...plain, summary: 'the part', approvals: [approvable] });
    // Where every deal is asked, the deal is seen whole.
    expect(checkOf(() => ({ kind: 'pass', note: 'fine' }), {}, { evenOfStandard: () => expect.unreachable() })).toEqual(plain);
    const small = checkOf(fail, { only: 'significant' }, { evenOfStandard: () => part });
    expect(small).toMatchObject({
      verdict: 'not-applicable',
      summary: 'the deal is not significant',
      reason: 'in-library/not-significant',
    });
  });

  test('is no slip of the pen where one of two words is like none', () => {
    const of = (items: string) =>
      checkOf(fail, { only: 'not-standard', judged: judgeBase({ deal: `${sold}items: [${items}]\n` }) }).summary;
    expect(of('bagg:10, bga:1')).toBe("'bagg' is not in the library: probably a slip, so the deal may be standard");
    expect(of('bagg:10, tarpaulin:1')).toBe('it is wrong');
  });

  test('a missing fact asks for no approval', () => {
    const more = { needs: ['history'] as const, approvals: () => [approvable] };
    const judged = judgeBase({ deal: `${sold}items: [bag:10]\n` });
    expect(checkOf(fail, { judged: { ...judged, facts: { ...judged.facts, history: null } } }, more)).toMatchObject({
      verdict: 'unknown',
      reason: 'in-library/no-history',
      approvals: [],
    });
    expect(checkOf(fail, {}, { approvals: () => [approvable] }).approvals).toEqual([approvable]);
  });
});

test('a check ends with one of the common reasons, or with its own', () => {
  const check = checkOf({
    kind: 'unknown',
    reason: 'no-plan',
    summary: 'who knows',
    missing: [{ fact: 'it', file: 'deal', key: '', owedBy: 'deal', at }],
  });
  expect(endsWith(check, 'no-plan')).toBe(true);
  expect(endsWith(check, 'no-history')).toBe(false);
  expect(endsWith(plain, 'no-plan')).toBe(false);
});

test('a reason that is always an error is one only where policy has not named a severity', () => {
  const { facts } = standard;
  const settingOf = (rules: typeof facts.policy.rules) =>
    resolveSettings({ ...facts.policy, rules }, 'services').rules.find(({ rule }) => rule.id === 'three-runs')!;
  expect(settingOf({})).toMatchObject({ severity: 'warn', always: ['not-held'] });
  expect(settingOf({ 'three-runs': { severity: 'warn', options: {} } })).toMatchObject({ severity: 'warn', always: [] });
  const plainRule = resolveSettings({ ...facts.policy, rules: {} }, 'services').rules.find(({ rule }) => rule.id === 'in-library')!;
  expect(plainRule).toMatchObject({ severity: 'error', only: null, always: [] });
});

test('what is wrong with options is told in the words of whoever asks', () => {
  const entry = catalogue.find(({ id }) => id === 'three-runs')!;
  expect(entry.parse({})).toEqual([]);
  expect(entry.parse({ speed: 1 }, () => 'is not known here')).toMatchObject([{ message: 'is not known here' }]);
  expect(entry.parse({ speed: 1 })[0].message).not.toBe('is not known here');
});
