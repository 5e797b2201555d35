import { describe, expect, test } from 'vitest';
import { PROFILES, type Policy, type Profile, type RuleSetting } from '../../src/model/policy.ts';
import { RULES } from '../../src/rules/index.ts';
import { cellOf, familyOf, RULE_IDS } from '../../src/rules/profiles.ts';
import { catalogue, plannerSettings, resolveSettings, ruleOf } from '../../src/rules/settings.ts';
import { judgeBase } from './workspace.ts';

const { policy: base } = judgeBase().facts;
const policy = (rules: Record<string, Partial<RuleSetting>> = {}): Policy => ({
  ...base,
  rules: Object.fromEntries(Object.entries(rules).map(([id, setting]) => [id, { options: {}, ...setting }])),
});
const setting = (id: string, profile: Profile, rules: Record<string, Partial<RuleSetting>> = {}) =>
  resolveSettings(policy(rules), profile).rules.find(({ rule }) => rule.id === id)!;

test('what is kept of a policy is kept by profile: one run may judge deals of several', () => {
  // The same policy as an object, and as a new one each time: what was read before says nothing of another profile.
  const one = policy();
  const severities = (of: Policy, profile: Profile) => resolveSettings(of, profile).rules.map(({ rule, severity }) => [rule.id, severity]);
  const kept = PROFILES.map((profile) => severities(one, profile));
  expect(kept).toEqual(PROFILES.map((profile) => severities(policy(), profile)));
  expect(new Set(kept.map((each) => JSON.stringify(each))).size).toBeGreaterThan(1);
  expect(resolveSettings(one, 'saas')).toBe(resolveSettings(one, 'saas'));
});

describe('the catalogue', () => {
  test('holds every rule that is judged, in one order, under one family', () => {
    expect(RULES.map(({ id }) => id)).toEqual(RULE_IDS.filter((id) => ruleOf(id) !== null));
    for (const { id, family } of RULES) expect(family, id).toBe(familyOf(id as (typeof RULE_IDS)[number]));
    expect(RULE_IDS).toHaveLength(37);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))('%s has words for everything it may say', (_, rule) => {
    for (const text of [rule.title, rule.why, rule.source, ...Object.values(rule.reasons)]) expect(text).toMatch(/^["A-Z].{10,}[.:]?/s);
    for (const option of Object.values(rule.options.shape)) expect((option as { _zod: { def: unknown } })._zod.def).toBeDefined();
    expect(JSON.stringify(rule)).not.toContain('TODO');
  });

  test('reads options as policy writes them, and says what is wrong with one', () => {
    const of = (id: string) => catalogue.find((entry) => entry.id === id)!;
    expect(of('two-failures').optionKeys).toEqual(['failures', 'everyday', 'worst']);
    expect(of('two-failures').parse({ failures: 3 })).toEqual([]);
    expect(of('two-failures').parse({ failures: 4 })).toMatchObject([{ path: ['failures'], message: 'is not one of 0, 1, 2, 3' }]);
    expect(of('start-from-capacity').parse({ stall: '5d' })).toMatchObject([
      { path: ['stall'], message: 'is not in business days: write it as 5bd' },
    ]);
    expect(of('two-failures').parse({ everyday: [{ id: 'sick', what: 'Sick', hits: 'any', delays: '2h' }] })).toMatchObject([
      { path: ['everyday', 0, 'delays'], message: 'is not elapsed time: write it in bd or d' },
    ]);
    expect(of('two-failures').parse({ everyday: [{ id: 'sick', what: 'Sick', hits: 'any' }] })).toMatchObject([
      { path: ['everyday', 0], message: 'needs exactly one of costs, delays and repeats' },
    ]);
    const sick = { id: 'sick', what: 'Sick', hits: 'any', costs: '2bd' };
    expect(of('two-failures').parse({ everyday: [sick, { ...sick, id: 'worse' }, sick] })).toMatchObject([
      { path: ['everyday', 2, 'id'], message: 'is the id of two entries of this list' },
    ]);
  });

  test('knows the options of each rule', () => {
    const of = (id: string) => catalogue.find((entry) => entry.id === id)!;
    expect(RULE_IDS.filter((id) => ruleOf(id) === null)).toEqual([]);
    expect(of('comparable-work').optionKeys).toEqual(['percentile', 'at_least', 'approver', 'similar']);
    expect(of('comparable-work').parse({ percentile: 10, at_least: 9, approver: 'leadership', similar: '50%' })).toEqual([]);
    expect(of('comparable-work').parse({ percentile: 'x', at_least: 0, approver: 'boss', similar: 50 })).toMatchObject([
      { path: ['percentile'], message: 'is not a number' },
      { path: ['at_least'], message: 'is not a whole number from 1' },
      { path: ['approver'], message: 'is not one of delivery-lead, leadership' },
      { path: ['similar'], message: 'is not text' },
    ]);
    expect(of('margin-floor').parse({ floor: '20%' })).toEqual([]);
    expect(of('margin-floor').parse({ floor: 2000 })).toEqual([]);
    expect(of('reversible').parse({ length: '14d', customers: 1, effort: '40h' })).toEqual([]);
    expect(of('existing-customers').parse({ scramble: '1d' })).toMatchObject([{ path: ['scramble'] }]);
  });
});

describe('severity', () => {
  test('comes from the profile, else from policy, which counts for every deal', () => {
    expect(setting('in-library', 'print').severity).toBe('error');
    expect(setting('in-library', 'print', { 'in-library': { severity: 'warn' } })).toMatchObject({ severity: 'warn', only: null });
    expect(setting('in-library', 'print', { 'in-library': { options: {} } }).severity).toBe('error');
  });

  test('what every profile agrees on', () => {
    const everywhere = RULE_IDS.filter((id) => PROFILES.every((profile) => cellOf(id, profile) === 'E'));
    expect(everywhere.join(' ')).toBe(
      'start-from-capacity fits-headroom quality-windows mandatory-steps two-failures operations-date upstream-reset existing-customers ' +
        'capacity-fresh safety-ratio owner-inputs-escalation in-library configured-or-priced on-roadmap proposal-matches observable-outcome ' +
        'pricing-exceptions before-signature',
    );
  });

  test.each<[string, string]>([
    ['expedite-materials', '– E – E E –'],
    ['comparable-work', 'E E E w w –'],
    ['proven-output', 'E w E w w E'],
    ['error-budget', 'w – E – – –'],
    ['doer-restated', 'N N N N N E'],
    ['soft-promises', 'N N N S N N'],
    ['fit', 'S w S – – –'],
    ['margin-floor', 'E E w E E –'],
    ['reversible', 'N N N – – N'],
  ])('%s by profile', (id, cells) => {
    expect(PROFILES.map((profile) => cellOf(id as (typeof RULE_IDS)[number], profile)).join(' ')).toBe(cells);
  });
});

describe('options', () => {
  test('of a profile lie between the rule’s own and policy’s', () => {
    expect(setting('upstream-reset', 'print').options).toEqual({ open_inputs: 'relative' });
    expect(setting('upstream-reset', 'trades').options).toEqual({ open_inputs: 'due' });
    expect(setting('upstream-reset', 'print', { 'upstream-reset': { options: { open_inputs: 'due' } } }).options).toEqual({
      open_inputs: 'due',
    });
    const levels = PROFILES.map((profile) => setting('owner-inputs-escalation', profile).options.levels);
    expect(levels).toEqual([2, 1, 1, 1, 1, 2]);
  });

  test('of planning reach the planner, whatever the severity of their rule', () => {
    const settings = plannerSettings(resolveSettings(policy({ 'two-failures': { severity: 'off' } }), 'saas'), 1);
    expect(settings).toEqual({
      failures: 2,
      everyday: [
        { id: 'sick', what: 'An engineer is off sick or called to an incident', hits: 'any', costs: { unit: 'bd', n: 2 } },
        { id: 'overrun', what: 'A review sends half of a step back', hits: 'any', repeats: 500_000 },
      ],
      worst: false,
      stall: 5,
      scramble: 1,
      soft: 'ignore',
      runs: 1000,
      effort: 1,
    });
    const unasked = resolveSettings(policy({ 'existing-customers': { severity: 'off' } }), 'saas');
    expect(plannerSettings(unasked, 1).scramble).toBeNull();
    const changed = policy({
      'two-failures': { options: { failures: 1, everyday: [], worst: true } },
      'start-from-capacity': { options: { stall: '3bd' } },
    });
    expect(plannerSettings(resolveSettings(changed, 'saas'), 1)).toMatchObject({ failures: 1, everyday: [], worst: true, stall: 3 });
  });

  test('a failure may hit one step or several', () => {
    const everyday = [
      { id: 'a', what: 'A', hits: 'sew', delays: '1d' },
      { id: 'b', what: 'B', hits: ['cut', 'sew'], costs: '90m' },
    ];
    const settings = plannerSettings(resolveSettings(policy({ 'two-failures': { options: { everyday } } }), 'saas'), 1);
    expect(settings.everyday.map(({ hits }) => hits)).toEqual([['sew'], ['cut', 'sew']]);
  });
});
