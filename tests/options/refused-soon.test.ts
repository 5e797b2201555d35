// What is refused soon is refused by the whole judgement, too: two rules asked alone say what they say among all, whatever policy or a baseline makes of them.
import { describe, expect, test } from 'vitest';
import { isRefusedSoon, judge } from '../../src/judge.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import { blockingFindings } from '../../src/rules/known.ts';
import { resolveSettings } from '../../src/rules/settings.ts';
import { judgeBase } from '../rules/workspace.ts';

const SOONEST = ['two-failures', 'fits-headroom'];
/** Ten bags two days from now: too soon by every rule of dates. */
const late = (rules: string) =>
  judgeBase({
    deal: (text) => text.replace('2026-12-18', '2026-11-18'),
    ...(rules !== '' && { policy: (text) => text.replace(/^ {2}two-failures:.*$/m, `  ${rules.replaceAll(', ', '\n  ')}`) }),
  });
const soon = (facts: Facts, { schedule }: ReturnType<typeof late>) =>
  isRefusedSoon(facts, schedule, resolveSettings(facts.policy, facts.profile), ({ blocking }) => blocking);
const blockingOf = (checks: ReturnType<typeof late>['judgement']['checks']) =>
  checks.filter(({ rule, blocking }) => blocking && SOONEST.includes(rule)).map(({ rule }) => rule);

describe('of a deal that is asked for too soon', () => {
  test.each([
    ['', ['fits-headroom', 'two-failures']],
    ['two-failures: off', ['fits-headroom']],
    ['fits-headroom: warn', ['two-failures']],
    ['two-failures: warn, fits-headroom: warn', []],
    ['two-failures: off, fits-headroom: off', []],
  ])('under policy {%s} what blocks is %j, and so is refused soon', (rules, expected) => {
    const judged = late(rules);
    expect(blockingOf(judged.judgement.checks).toSorted()).toEqual(expected);
    expect(soon(judged.facts, judged)).toBe(expected.length > 0);
  });

  test('what operations knew when they began is not refused', () => {
    const judged = late('');
    const findings = blockingFindings(judged.judgement.checks, judged.facts);
    const facts: Facts = { ...judged.facts, baseline: { recorded: parseDay('2026-11-02') as Day, findings } };
    const { checks } = judge(facts, judged.schedule, resolveSettings(facts.policy, facts.profile));
    expect(blockingOf(checks)).toEqual([]);
    expect(soon(facts, judged)).toBe(false);
  });
});
