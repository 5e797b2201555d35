// What a waiver is bound to, and which waivers let nothing stand. How a failure is waived is told in judge.test.ts.
import { describe, expect, test } from 'vitest';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { PathPart, Place } from '../../src/model/place.ts';
import type { Approvable, SignOff } from '../../src/model/signoff.ts';
import { RULES } from '../../src/rules/index.ts';
import type { Finding, Outcome, Rule } from '../../src/rules/rule.ts';
import { unusedWaivers, waivableOf, waivableText, waiverOf, whyTooLong } from '../../src/rules/waivers.ts';
import { judgeBase, signOff } from './workspace.ts';

const day = (text: string): Day => parseDay(text) as Day;
const judged = judgeBase({
  deal: 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [{id: bags, deliverable: bag, quantity: 10}]\nexclusions: [Wrap]\n',
});
const facts = { ...judged.facts, schedule: judged.schedule, others: [] };
const rule = (more: Partial<Rule> = {}): Rule => ({ ...RULES.find(({ id }) => id === 'in-library')!, waivable: 'leadership', ...more });
const place = (file: Place['file'], ...path: PathPart[]): Place => ({ file, path, on: 'value' });
const failure = (...findings: [Finding, ...Finding[]]): Extract<Outcome, { kind: 'fail' }> => ({
  kind: 'fail',
  reason: 'why',
  summary: 'it is wrong',
  findings,
});
const finding = (at: Place, more: Partial<Finding> = {}): Finding => ({ message: 'it is wrong', at, help: 'right it', ...more });
const items = finding(place('deal', 'items'));

describe('who may waive a rule, in a word', () => {
  test.each<[Pick<Rule, 'waivable' | 'final'>, string]>([
    [{ waivable: null }, 'nobody'],
    [{ waivable: null, final: ['why'] }, 'nobody'],
    [{ waivable: 'leadership' }, 'leadership'],
    [{ waivable: 'leadership', final: [] }, 'leadership'],
    [{ waivable: 'delivery-lead', final: ['why'] }, 'delivery-lead*'],
  ])('%j', (asked, text) => {
    expect(waivableText(asked)).toBe(text);
  });
});

describe('what may be waived', () => {
  test('a failure of a rule that somebody may waive, by the outcome’s approver or the rule’s', () => {
    const meaning = { reason: 'why', findings: { 'deal: items': { message: 'it is wrong' } } };
    const whole = { subject: 'in-library', what: 'the failure of in-library', meaning, who: 'leadership' };
    expect(waivableOf(rule(), failure(items), [], facts)).toEqual(whole);
    expect(waivableOf(rule(), { ...failure(items), approver: 'delivery-lead' }, [], facts)).toEqual({ ...whole, who: 'delivery-lead' });
    expect(waivableOf(rule({ waivable: null }), failure(items), [], facts)).toBe(null);
    expect(waivableOf(rule(), { ...failure(items), final: true }, [], facts)).toBe(null);
    expect(waivableOf(rule(), { kind: 'pass', note: 'fine' }, [], facts)).toBe(null);
    expect(waiverOf(rule(), null, facts)).toEqual({ waiver: null, lapsed: null, unsigned: null });
  });

  test('each finding by its place and its numbers, or by what it says is waived', () => {
    const outcome = failure(
      items,
      finding(items.at, { data: { hours: 3 } }),
      finding(items.at),
      finding(place('deal'), { waives: { is: 'so' } }),
    );
    expect(waivableOf(rule(), outcome, [], facts)?.meaning).toEqual({
      reason: 'why',
      findings: {
        'deal: items': { message: 'it is wrong' },
        'deal: items (2)': { message: 'it is wrong', hours: 3 },
        'deal: items (3)': { message: 'it is wrong' },
        'deal: ': { is: 'so' },
      },
    });
  });

  test('of a date rule the day that is asked for; of a rule that wants approvals, what they speak of', () => {
    const late = { reason: 'why', findings: { 'deal: items': { message: 'it is wrong' } }, asked: '2026-12-18' };
    expect(waivableOf(rule({ date: true }), failure(items), [], facts)?.meaning).toEqual(late);
    const undated = { ...facts, deal: { ...facts.deal, judgedCompletion: null } };
    expect(waivableOf(rule({ date: true }), failure(items), [], undated)?.meaning).not.toHaveProperty('asked');
    const scope: Approvable = { subject: 'scope', what: 'the scope', meaning: { bags: '10' }, who: 'leadership' };
    expect(waivableOf(rule(), failure(items), [scope], facts)?.meaning).toMatchObject({ asks: { scope: { bags: '10' } } });
    expect(waivableOf(rule(), failure(items), [], facts)?.meaning).not.toHaveProperty('asks');
  });

  test.each<[Place, string]>([
    [place('deal', 'items', 0, 'quantity'), 'deal: items.bags.quantity'],
    [place('deal', 'items', 4, 'quantity'), 'deal: items[4].quantity'],
    [place('deal', 'exclusions', 0), 'deal: exclusions[0]'],
    [place('capacity', 'people', 2), 'capacity: people.ben'],
    [place('deliverables', 'deliverables', 'bag', 'steps', 1), 'deliverables: deliverables.bag.steps.glue'],
    [place('policy', 'principals'), 'policy: principals'],
    [place('history', 3), 'history: [3]'],
    // What has an id itself is not in a list: its own name stays.
    [place('deal', 'customer', 'name'), 'deal: customer.name'],
    [place('deal', 'wanted', 'start', 0), 'deal: wanted.start[0]'],
  ])('a place by ids: %j', (at, text) => {
    const meaning = waivableOf(rule(), failure(finding(at)), [], facts)?.meaning as { findings: object };
    expect(Object.keys(meaning.findings)).toEqual([text]);
  });
});

test('a waiver may last as long as policy allows, and no day longer', () => {
  const ninety = { ...facts, policy: { ...facts.policy, waivers: { longest: { n: 90, unit: 'd' as const } } } };
  // 90d after 2026-11-16: 14 in November, 31 in December, 31 in January, 14 in February.
  expect(whyTooLong(ninety, day('2026-11-16'), day('2027-02-14'), 'it')).toBe(null);
  expect(whyTooLong(ninety, day('2026-11-16'), day('2027-02-15'), 'it')).toBe(
    'it lasts until 2027-02-15, and policy allows 90d: until 2027-02-14 at most',
  );
});

describe('a waiver that lets nothing stand', () => {
  const waiver = (subject: string, id: string, more: Partial<SignOff> = {}): SignOff =>
    signOff({ type: 'handoff/waiver@1', subject, meaning: {}, by: 'dora', until: day('2026-11-16'), id, ...more });
  const check = (of: string, verdict: string) => ({ rule: of, verdict, waiver: null, lapsed: null });
  const unused = (signoffs: SignOff[], checks: Parameters<typeof unusedWaivers>[1] = []) =>
    unusedWaivers({ signoffs, today: facts.today }, checks).map(({ signoff: { id }, because }) => `${id}: ${because}`);

  test.each([
    ['pass', 'the check passes'],
    ['unknown', 'the check could not be judged, and that is never waived'],
    ['not-applicable', 'the check does not apply'],
    ['off', 'the rule is off'],
    ['fail', 'this failure may not be waived'],
    ['needs-approval', 'it may not be waived'],
  ])('of a check that is %s', (verdict, because) => {
    expect(unused([waiver('fit', 'a')], [check('in-library', 'off'), check('fit', verdict)])).toEqual([`a: ${because}`]);
  });

  test('of no rule; not one that is told with its check', () => {
    expect(unused([waiver('fat', 'a')], [check('fit', 'pass')])).toEqual(['a: no rule of this name is judged']);
    expect(unused([waiver('fit', 'a')], [{ ...check('fit', 'needs-approval'), lapsed: 'it expired' }])).toEqual([]);
    const given = { id: 'a', rule: 'fit', by: 'dora', at: facts.today, reason: 'so', until: facts.today, level: 'typed' } as const;
    expect(unused([waiver('fit', 'a')], [{ ...check('fit', 'waived'), waiver: given }])).toEqual([]);
  });

  test('lives on its last day, and until another takes its place; what is no waiver is none', () => {
    expect(unused([waiver('fit', 'a', { until: day('2026-11-15') })])).toEqual([]);
    expect(unused([waiver('fit', 'a'), waiver('fit', 'b', { supersedes: ['a'] })])).toEqual(['b: no rule of this name is judged']);
    expect(unused([waiver('fit', 'a', { type: 'handoff/approval@1' })])).toEqual([]);
  });

  test('by rule, and the older first', () => {
    const older = { at: day('2026-11-13') };
    const ids = (...signoffs: SignOff[]) => unused(signoffs).map((text) => text[0]);
    expect(ids(waiver('fit', 'b'), waiver('fit', 'a', older), waiver('error-budget', 'c'), waiver('reversible', 'd'))).toEqual([
      'c',
      'a',
      'b',
      'd',
    ]);
    expect(ids(waiver('reversible', 'd'), waiver('error-budget', 'c'), waiver('fit', 'a', older), waiver('fit', 'b'))).toEqual([
      'c',
      'a',
      'b',
      'd',
    ]);
  });
});
