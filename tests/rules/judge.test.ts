// The runner and the floors: verdicts, severities, what blocks, what is missing, and a rule that throws.
import { describe, expect, test } from 'vitest';
import { judge, type Judgement } from '../../src/judge.ts';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { NO_WAYS } from '../../src/options/way.ts';
import { buildReport } from '../../src/report/build.ts';
import { renderText } from '../../src/report/render/text.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Outcome, Rule } from '../../src/rules/rule.ts';
import { resolveSettings, type RuleSettings } from '../../src/rules/settings.ts';
import { approved, judgeBase, signOff } from './workspace.ts';

const rules = (...lines: string[]) => ({ policy: (text: string) => text + lines.map((line) => `  ${line}\n`).join('') });
const deal = (...lines: string[]) => ({ deal: `handoff: 1\ncustomer: Acme Outdoor\n${lines.join('\n')}\n` });
const late = deal('wanted: 2026-12-18', 'items: [bag:10]');
const early = deal('wanted: 2026-11-24', 'items: [bag:10]');

const sold = { deal: (text: string) => text.replace('customer:', 'seller: {name: Sam Reed}\ncustomer:') };

/** Judges the base deal by one rule that answers as told. */
function judgedBy(
  outcome: Outcome | (() => Outcome),
  setting: Partial<RuleSettings> = {},
  waivable: Rule['waivable'] = null,
  signoffs: readonly SignOff[] = [],
) {
  const { facts, schedule } = judgeBase(sold, signoffs);
  const check = typeof outcome === 'function' ? outcome : () => outcome;
  const rule: Rule = { ...RULES.find(({ id }) => id === 'in-library')!, waivable, check };
  const settings = {
    rules: [{ rule, severity: 'error' as const, only: null, always: [], options: {}, ...setting }],
    soft: 'ignore' as const,
  };
  return {
    ...judge(facts, schedule, settings),
    strict: judge({ ...facts, policy: { ...facts.policy, strict: true } }, schedule, settings),
  };
}

const at = { file: 'deal', path: ['items'], on: 'value' } as const;
const fail: Outcome = { kind: 'fail', reason: 'why', summary: 'it is wrong', findings: [{ message: 'it is wrong', at, help: 'right it' }] };
const unknown = (owedBy: 'deal' | 'capacity' | 'library-step' | 'operations'): Outcome => ({
  kind: 'unknown',
  reason: 'why',
  summary: 'who knows',
  missing: [{ fact: 'it', file: 'deal', key: 'it', owedBy, at }],
});

describe('a failure', () => {
  test('blocks at severity error and not at warn', () => {
    expect(judgedBy(fail)).toMatchObject({ verdict: 'fail', checks: [{ verdict: 'fail', blocking: true, reason: 'in-library/why' }] });
    expect(judgedBy(fail, { severity: 'warn' })).toMatchObject({ verdict: 'pass', checks: [{ verdict: 'fail', blocking: false }] });
  });

  test('waits for approval where somebody may waive it, unless it is final', () => {
    expect(judgedBy(fail, {}, 'leadership').checks[0]).toMatchObject({ verdict: 'needs-approval', approver: 'leadership', blocking: true });
    expect(judgedBy({ ...fail, final: true }, {}, 'leadership').checks[0]).toMatchObject({ verdict: 'fail', approver: null });
  });
});

describe('a waiver', () => {
  // Today is Monday 2026-11-16.
  const day = (text: string): Day => parseDay(text) as Day;
  const waiver = (until: string, more: Partial<SignOff> = {}): SignOff => {
    const meaning = { reason: 'why', findings: { 'deal: items': { message: 'it is wrong' } } };
    const said = {
      type: 'handoff/waiver@1',
      subject: 'in-library',
      meaning,
      by: 'dora',
      reason: 'a new plant',
      until: day(until),
    } as const;
    return signOff({ id: `until ${until}`, ...said, ...more });
  };
  const waivedBy = (...waivers: SignOff[]) => judgedBy(fail, {}, 'leadership', waivers);

  test('lets a failure stand: visible, counted, not blocking', () => {
    const judged = waivedBy(waiver('2026-11-16'));
    expect(judged).toMatchObject({
      verdict: 'pass',
      counts: { waived: 1, 'needs-approval': 0, fail: 0 },
      checks: [
        {
          verdict: 'waived',
          blocking: false,
          approver: null,
          summary: 'it is wrong',
          findings: [{ message: 'it is wrong', help: 'right it' }],
          waiver: { rule: 'in-library', by: 'dora', reason: 'a new plant', until: day('2026-11-16'), at: day('2026-11-16') },
        },
      ],
    });
  });

  test('counts as absent when it is past, and that is said', () => {
    const judged = waivedBy(waiver('2026-11-15'));
    expect(judged).toMatchObject({ verdict: 'fail', counts: { waived: 0, 'needs-approval': 1 } });
    const expired = '; the waiver of dora expired on 2026-11-15';
    expect(judged.checks[0]).toMatchObject({
      verdict: 'needs-approval',
      blocking: true,
      approver: 'leadership',
      waiver: null,
      summary: `it is wrong${expired}`,
      findings: [{ help: `right it${expired}` }],
    });
    // Of several the longest counts.
    expect(waivedBy(waiver('2026-11-15'), waiver('2026-11-17')).checks[0].verdict).toBe('waived');
  });

  test.each<[string, Partial<SignOff>, string]>([
    [
      'another finding',
      { meaning: { reason: 'why', findings: { 'deal: items': { message: 'it is worse' } } } },
      "the waiver of dora no longer counts: it let stand 'it is worse'",
    ],
    [
      'a further finding',
      { meaning: { reason: 'why', findings: {} } },
      'the waiver of dora no longer counts: findings.deal: items was added ({"message":"it is wrong"})',
    ],
    ['who may not give it', { by: 'ana' }, 'a waiver does not count: ana is not one of leadership'],
    [
      'longer than policy allows',
      { until: parseDay('2027-02-15') as Day },
      'the waiver of dora lasts until 2027-02-15, and policy allows 90d: until 2027-02-14 at most',
    ],
  ])('of %s counts as absent, and that is said', (_, more, words) => {
    const [check] = waivedBy(waiver('2026-12-31', more)).checks;
    expect(check).toMatchObject({ verdict: 'needs-approval', waiver: null, lapsed: words, summary: `it is wrong; ${words}` });
    expect(check.findings[0].help).toBe(`right it; ${words}`);
  });

  test('holds for as long as policy allows, and is bound to words, numbers and places', () => {
    expect(waivedBy(waiver('2027-02-14')).checks[0].verdict).toBe('waived');
    const outcome = (message: string, data: Record<string, number>, index: number): Outcome => ({
      ...fail,
      findings: [{ message, at: { file: 'deal', path: ['items', index, 'quantity'], on: 'value' }, help: '', data }],
    });
    const [{ waivable }] = judgedBy(outcome('late by 4', { late: 4 }, 0), {}, 'leadership').checks;
    expect(waivable?.meaning).toEqual({ reason: 'why', findings: { 'deal: items.bag.quantity': { message: 'late by 4', late: 4 } } });
    const again = waiver('2026-12-31', { meaning: waivable!.meaning });
    expect(judgedBy(outcome('late by 4', { late: 4 }, 0), {}, 'leadership', [again]).checks[0].verdict).toBe('waived');
    expect(judgedBy(outcome('late by 4', { late: 5 }, 0), {}, 'leadership', [again]).checks[0].verdict).toBe('needs-approval');
    expect(judgedBy(outcome('late by 4', { late: 4 }, 1), {}, 'leadership', [again]).checks[0].verdict).toBe('needs-approval');
  });

  test('that lets nothing stand is listed, unless it is over or its failure tells why', () => {
    const listed = (outcome: Outcome, ...waivers: SignOff[]) =>
      judgedBy(outcome, {}, 'leadership', waivers).unusedWaivers.map(({ signoff, because }) => [signoff.subject, because]);
    const pass: Outcome = { kind: 'pass', note: 'fine' };
    expect(listed(fail, waiver('2026-12-31'))).toEqual([]);
    expect(listed(fail, waiver('2026-12-31', { by: 'ana' }))).toEqual([]);
    expect(listed(pass, waiver('2026-11-15'))).toEqual([]);
    expect(listed(pass, waiver('2026-12-31'))).toEqual([['in-library', 'the check passes']]);
    expect(listed({ ...fail, final: true }, waiver('2026-12-31'))).toEqual([['in-library', 'this failure may not be waived']]);
    expect(listed(unknown('deal'), waiver('2026-12-31'))).toEqual([
      ['in-library', 'the check could not be judged, and that is never waived'],
    ]);
    expect(listed(fail, waiver('2026-12-31', { subject: 'bygone' }))).toEqual([['bygone', 'no rule of this name is judged']]);
    // Of those that one took the place of nothing is said.
    const newer = waiver('2026-12-30', { supersedes: ['until 2026-12-31'] });
    expect(listed(pass, waiver('2026-12-31'), newer)).toHaveLength(1);
  });

  test.each<[string, Outcome, Rule['waivable'], string]>([
    ['another rule', fail, 'leadership', 'two-failures'],
    ['a rule that nobody may waive', fail, null, 'in-library'],
    ['a failure that is final', { ...fail, final: true }, 'leadership', 'in-library'],
    ['an unknown', unknown('deal'), 'leadership', 'in-library'],
    ['a pass', { kind: 'pass', note: 'fine' }, 'leadership', 'in-library'],
  ])('does not cover %s', (_, outcome, waivable, rule) => {
    const [plain] = judgedBy(outcome, {}, waivable).checks;
    expect(judgedBy(outcome, {}, waivable, [waiver('2026-12-31', { subject: rule })]).checks[0]).toEqual(plain);
  });

  test('of a date rule takes its floor out of the safe date, and the report says who and why', async () => {
    const until = (text: string) => text.replace('calendar:', 'confirmed_until: 2026-11-20\ncalendar:');
    const changes = {
      deal: (text: string) => text.replace('customer:', 'seller: {name: Sam Reed}\ncustomer:'),
      capacity: until,
      policy: (text: string) => text.replace('{everyday', '{severity: off, everyday'),
    };
    const before = judgeBase(changes);
    const { facts, schedule, at: locate } = before;
    const signoffs = approved(before, 'fits-headroom', 'ana', { until: day('2026-12-31'), reason: 'a new plant' });
    const settings = resolveSettings(facts.policy, facts.profile);
    // The windows alone take until the same day, and so does one run: so that one sees what the floor of fits-headroom does, both are left out.
    const rules = settings.rules.filter(({ rule }) => rule.id !== 'quality-windows' && rule.id !== 'three-runs');
    const judgedWith = (...given: SignOff[]) => judge({ ...facts, signoffs: given }, schedule, { ...settings, rules });
    const floors = (judged: ReturnType<typeof judge>) => judged.floors.map(({ rule, binding }) => [rule, binding]);
    const open = judgedWith();
    expect([open.verdict, open.safe !== null && formatDay(open.safe)]).toEqual(['fail', '2026-11-23']);
    expect(floors(open)).toEqual([['fits-headroom', true]]);

    const waived = judgedWith(...signoffs);
    expect(floors(waived)).toEqual([['fits-headroom', false]]);
    expect(waived).toMatchObject({ safe: null, because: 'no date rule of severity error could be judged' });

    const judged = judge({ ...facts, signoffs }, schedule, settings);
    expect(judged).toMatchObject({ verdict: 'pass', counts: { waived: 1 } });
    const parts = { version: '0', today: facts.today, files: [], listed: [], diagnostics: [] };
    const one = { facts, schedule, judgement: judged, ways: NO_WAYS, locate, file: null, hasRecord: false };
    const again = { recheck: () => ({ facts, schedule, judgement: judged }), without: () => judged };
    const report = buildReport({ ...parts, judged: [{ ...one, ...again }] });
    const check = report.deals[0].checks.find(({ rule }) => rule === 'fits-headroom');
    expect(check).toMatchObject({ verdict: 'waived', waiver: { by: 'ana', reason: 'a new plant', until: '2026-12-31' } });
    const text = await renderText(report, { detail: 'normal', color: false, columns: 100 });
    expect(text).toMatch(/~ fits-headroom {2}capacity\.yaml:3:\d+ {2}waived by ana until 2026-12-31: a new plant\n/);
    expect(text).toMatch(/fits-headroom +2026-11-23 [^~]*\(told, not binding\)/);
  });
});

describe('an unknown', () => {
  // What operations owe beside capacity and steps blocks only where policy is strict. One pass beside it, so that something was judged.
  test.each([
    ['deal', true, true],
    ['capacity', true, true],
    ['library-step', true, true],
    ['operations', false, true],
  ] as const)('for want of a fact of %s', (owedBy, blocking, strict) => {
    const judged = judgedBy(unknown(owedBy));
    expect(judged.checks[0]).toMatchObject({ verdict: 'unknown', blocking });
    expect(judged.strict.checks[0]).toMatchObject({ blocking: strict });
    expect(judgedBy(unknown(owedBy), { severity: 'warn' }).strict.checks[0]).toMatchObject({ blocking: false });
  });

  test('is never a pass: a report in which nothing was judged fails', () => {
    expect(judgedBy(unknown('operations')).verdict).toBe('fail');
    expect(judgedBy({ kind: 'not-applicable', because: 'it is not' }).verdict).toBe('fail');
    expect(judgedBy(fail, { severity: 'off' })).toMatchObject({ verdict: 'fail', checks: [{ verdict: 'off', severity: 'off' }] });
  });
});

describe('a rule that throws', () => {
  const { facts, schedule } = judgeBase(late);
  const settings = resolveSettings(facts.policy, facts.profile);
  const broken = settings.rules.map((setting) =>
    setting.rule.id === 'in-library'
      ? { ...setting, rule: { ...setting.rule, check: (): Outcome => JSON.parse('{') as Outcome } }
      : setting,
  );
  const judged = judge(facts, schedule, { ...settings, rules: broken });

  test('is a fault of ours, told, and blocks whatever its severity', () => {
    expect(judged.faults).toMatchObject([{ rule: 'in-library', message: expect.stringContaining('JSON') as string }]);
    expect(judged.checks.find(({ rule }) => rule === 'in-library')).toMatchObject({
      verdict: 'unknown',
      blocking: true,
      reason: 'in-library/fault',
    });
    expect(judged.verdict).toBe('fail');
  });

  test('takes no other rule down with it', () => {
    expect(judged.checks).toHaveLength(RULES.length);
    expect(judged.checks.filter(({ fault }) => fault !== null)).toHaveLength(1);
    expect(formatDay(judged.safe!)).toBe('2026-11-25');
  });
});

describe('rules for some deals only', () => {
  test('not for a standard one', () => {
    expect(judgedBy(fail, { only: 'not-standard' }).checks[0]).toMatchObject({
      verdict: 'not-applicable',
      summary: expect.stringContaining('standard deal') as string,
    });
  });

  test('only for a significant one', () => {
    expect(judgedBy(fail, { only: 'significant' }).checks[0]).toMatchObject({
      verdict: 'not-applicable',
      reason: 'in-library/not-significant',
    });
  });
});

describe('the floors', () => {
  const floorsOf = (changes: Parameters<typeof judgeBase>[0]) => {
    const { judgement } = judgeBase(changes);
    return judgement.floors.map(({ rule, date, binding }) => [rule, formatDay(date), binding]);
  };

  test('latest first; the safe date is the latest that binds, the offer stands a sales buffer after it', () => {
    expect(floorsOf(late)).toEqual([
      ['two-failures', '2026-11-25', true],
      ['fits-headroom', '2026-11-23', true],
      ['quality-windows', '2026-11-23', true],
      ['three-runs', '2026-11-23', true],
    ]);
    const { safe, offer, proof } = judgeBase(late).judgement;
    expect([safe, offer].map((day) => formatDay(day!))).toEqual(['2026-11-25', '2026-11-26']);
    expect(proof).toEqual({ status: 'proven', lowerBound: safe });
  });

  test('a rule that only warns is printed and does not bind; one that is off gives none', () => {
    const base = (severity: string) => ({
      policy: (text: string) => text.replace('{everyday: []}', `{severity: ${severity}, everyday: []}`),
    });
    const warned = judgeBase({ ...early, ...base('warn') });
    expect(floorsOf({ ...early, ...base('warn') })[0]).toEqual(['two-failures', '2026-11-25', false]);
    expect(formatDay(warned.judgement.safe!)).toBe('2026-11-23');
    expect(warned.of('two-failures')).toMatchObject({ verdict: 'fail', blocking: false });
    expect(warned.of('operations-date').verdict).toBe('pass');
    expect(warned.judgement.verdict).toBe('pass');
    expect(floorsOf({ ...early, ...base('off') }).map(([rule]) => rule)).toEqual(['fits-headroom', 'quality-windows', 'three-runs']);
  });

  test('are there without any date asked for, and then nothing passes', () => {
    const { judgement, of } = judgeBase(deal('dates: {signature: 2026-11-17}', 'items: [bag:10]'));
    expect(formatDay(judgement.safe!)).toBe('2026-11-25');
    expect(judgement.floors).toHaveLength(4);
    expect(of('two-failures')).toMatchObject({ verdict: 'unknown', reason: 'two-failures/no-completion', blocking: true });
    expect(of('operations-date').summary).toBe('cannot be judged without a completion date (deal → dates → wanted → complete)');
    expect(judgement.verdict).toBe('fail');
  });

  test('cannot be given without a plan, and the rule that knows why is named', () => {
    const { judgement, of } = judgeBase(deal('wanted: 2026-12-18', 'items: [bag:10, bagg:1]'));
    expect(judgement).toMatchObject({
      safe: null,
      offer: null,
      proof: null,
      floors: [],
      verdict: 'fail',
      because: expect.stringMatching(/^in-library: 'bagg'/) as string,
    });
    expect(of('fits-headroom')).toMatchObject({ verdict: 'unknown', reason: 'fits-headroom/no-plan', blocking: true });
    // What needs no plan is judged all the same.
    expect(of('start-from-capacity').verdict).toBe('not-applicable');
    expect(of('before-signature').verdict).toBe('pass');
  });

  test('judged at the safe date every date rule passes, a business day earlier one fails', () => {
    const at = (day: string) => judgeBase(deal(`wanted: ${day}`, 'items: [bag:10]')).judgement;
    expect(at('2026-11-25').verdict).toBe('pass');
    expect(at('2026-11-24').verdict).toBe('fail');
  });
});

describe('phases', () => {
  // Two bags in a chain of one cutter: the second is cut on Wednesday 18 November, so it is done a day later.
  const items = 'items: [{deliverable: bag, quantity: 5}, {id: more, deliverable: bag, quantity: 5, phase: 2}]';
  const phased = (first: string, changes: Parameters<typeof judgeBase>[0] = {}) =>
    judgeBase({ ...deal(`dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: ${first}}]}`, items), ...changes });

  test('each has a safe date of its own', () => {
    const { phases, safe } = phased('2026-12-11').judgement;
    expect(phases.map(({ phase, judged }) => [phase, formatDay(judged!.day)])).toEqual([
      [1, '2026-12-11'],
      [2, '2026-12-18'],
    ]);
    expect(phases[1].safe).toBe(safe);
    expect(phases[0].safe).toBeLessThanOrEqual(safe!);
  });

  test('a phase on its safe date passes, a day before it fails at its own line', () => {
    const day = phased('2026-12-11').judgement.phases[0].safe!;
    expect(phased(formatDay(day)).judgement.verdict).toBe('pass');
    const { judgement, of, at } = phased(formatDay(day - 1));
    expect(judgement.verdict).toBe('fail');
    expect(of('operations-date')).toMatchObject({ verdict: 'fail', reason: 'operations-date/phase-before-safe' });
    expect(at(of('operations-date').findings[0].at).line).toBe(3);
    expect(judgement.safe).not.toBeNull();
  });

  test('one that is too early by several rules is told once', () => {
    const toldIn = ({ judgement }: { judgement: Judgement }) =>
      judgement.checks.filter(({ verdict }) => verdict === 'fail').map(({ rule, toldBy, findings }) => [rule, toldBy, findings.length]);
    // Nobody makes five bags in a day, failures or not.
    expect(toldIn(phased('2026-11-17'))).toEqual([
      ['fits-headroom', 'operations-date', 1],
      ['two-failures', 'operations-date', 1],
      ['operations-date', null, 1],
    ]);
    // Where nothing sums them up, each tells it.
    expect(toldIn(phased('2026-11-17', rules('operations-date: off')))).toEqual([
      ['fits-headroom', null, 1],
      ['two-failures', null, 1],
    ]);
  });
});

describe('an item that is not in the library', () => {
  const asked = (item: string) =>
    judgeBase({
      ...deal('wanted: 2027-01-15', `items: [${item}]`),
      policy: (text) => text.replace(/  soft-promises: off.*\n/, ''),
    });

  test('as a slip of the pen asks nothing of the seller that a standard deal would not be asked; and fails for good', () => {
    const { of, judgement } = asked('bagg:10');
    expect(of('soft-promises')).toMatchObject({
      verdict: 'not-applicable',
      reason: 'soft-promises/unlisted',
      summary: "'bagg' is not in the library: probably a slip, so the deal may be standard",
    });
    expect(of('in-library')).toMatchObject({ verdict: 'fail', approver: null, blocking: true });
    expect(judgement.verdict).toBe('fail');
    // What is new, or not standard for another reason, is asked.
    expect(asked('tarpaulin:10').of('soft-promises').verdict).toBe('needs-approval');
    expect(asked('bagg:10, {deliverable: bag, quantity: 10, options: {colour: pink}}').of('soft-promises').verdict).toBe('needs-approval');
  });

  test('several are one fact for whoever lacks the plan', () => {
    const { summary } = asked('bagg:10, tarpaulin:10').of('custom-lead-time');
    expect(asked('bagg:10, tarpaulin:10').of('two-failures').summary).toBe(
      "cannot be judged without a plan (in-library: 'bagg' is not in the library, so its work is not known; and 1 more) (deal → items → deliverable)",
    );
    expect(summary).not.toMatch(/→ \d/);
  });
});
