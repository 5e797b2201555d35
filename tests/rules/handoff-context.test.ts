import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeTexts, RULES_FOLDER, textsOf } from './workspace.ts';

const PASS = join(RULES_FOLDER, 'handoff-context', 'pass');
const DEAL = readFileSync(join(PASS, 'deal.yaml'), 'utf8');

/** Judges the passing deal with some of its text replaced. */
function judged(from: string | RegExp = '', to = '', changes: { policy?: string; deliverables?: (text: string) => string } = {}) {
  const texts = textsOf(PASS);
  const deal = DEAL.replace(from, to);
  if (from !== '' && deal === DEAL) throw new Error('the test changes nothing');
  return judgeTexts({
    ...texts,
    deal,
    policy:
      changes.policy === undefined ? texts.policy : texts.policy.replace('handoff-context: error', `handoff-context: ${changes.policy}`),
    deliverables: changes.deliverables?.(texts.deliverables) ?? texts.deliverables,
  });
}
const of = (...args: Parameters<typeof judged>) => judged(...args).of('handoff-context');

test('the nine are written', () => {
  expect(of()).toMatchObject({ verdict: 'pass', summary: 'the nine things that delivery must know are written' });
});

describe('what is missing', () => {
  test.each([
    ['the business problem', / {2}business_problem: .*\n/, '', 'the business problem is not written'],
    ['one thing of the buyer', / {4}objections: .*\n/, '', 'the buyer context does not say objections (what spoke against it)'],
    [
      'the buyer altogether',
      / {2}buyer:[^]*politics: .*\n/,
      '',
      'the buyer context does not say why_now (why they buy now), why_not_nothing (what happens if they do nothing), objections (what spoke against it), ' +
        'executive_concern (what the executive worries about), deciding_tradeoff (what they gave up to get it) and politics (who gains and who loses)',
    ],
    ['the limits of the scope', 'exclusions: [Gift wrapping]\n', '', 'the scope has no boundary: nothing is excluded'],
    ['limits that say nothing', 'Gift wrapping', 'TBD', 'the scope has no boundary: nothing is excluded'],
    ['risks', / {2}risks: .*\n/, '', 'no risk is written'],
    ['people', / {2}stakeholders:\n.*\n.*\n/, '', 'nobody of Acme Outdoor is written down'],
    ['what somebody does', ', role: buyer', '', 'what Kim Vogel does is not written'],
    ['where somebody stands', ', stance: sceptic', '', 'where Kim Vogel stands is not written'],
    ['the milestone', / {2}first_milestone: .*\n/, '', 'the first milestone is not written'],
    ['its day', ', on: 2026-11-23', '', 'the first milestone has no day'],
    ['what can be seen then', 'what: The first bag on the table, ', '', 'what can be seen at the first milestone is not written'],
  ])('%s', (_, from, to, message) => {
    const check = of(from, to);
    expect(check).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      reason: 'handoff-context/missing',
      blocking: true,
    });
    expect(check.findings.map((finding) => finding.message)).toEqual([message]);
  });

  test('all of it at once, each with what to add', () => {
    const { findings } = of(/context:[^]*/, '');
    expect(findings.map(({ help }) => help)).toEqual([
      'write context: {business_problem: …}: what hurts, and how much',
      'ask once, and add buyer: {why_now: …, why_not_nothing: …, objections: …, executive_concern: …, deciding_tradeoff: …, politics: …}',
      'add risks: [{text: …, becomes: blunt}]: what went wrong the last time',
      'add stakeholders: [{name: …, role: decision-maker, stance: champion}]',
      'add first_milestone: {what: …, on: DATE}',
    ]);
  });
});

describe('what says nothing', () => {
  test.each([
    [/business_problem: .*/, 'business_problem: TBD', "'TBD' does not say the business problem", '7:21'],
    [/objections: .*/, 'objections: n/a', "'n/a' does not say what spoke against it", '11:17'],
    ['name: Kim Vogel', 'name: tbc', "'tbc' does not say who it is", '17:14'],
    ['role: buyer', 'role: unknown', "'unknown' does not say what Kim Vogel does", '17:31'],
    ['The thread of last year is sold out', '…', "'…' does not say the risk", '18:18'],
    ["The fair's new logo", 'xxx', "'xxx' does not say the dependency", '19:25'],
    ['The first bag on the table', 'to be defined', "'to be defined' does not say what can be seen at the first milestone", '20:27'],
    ['[bag:10]', '[bag:10]\npricing: {exceptions: [{what: tba}]}', "'tba' does not say the pricing exception", '5:31'],
    ['[bag:10]', '[bag:10]\npromises: [{id: p, text: TODO}]', "'TODO' does not say the promised outcome", '5:12'],
  ])('%s as %j', (from, to, message, place) => {
    const { of, at } = judged(from, to);
    const found = of('handoff-context').findings.map((finding) => `${at(finding.at).line}:${at(finding.at).column} ${finding.message}`);
    expect(found).toEqual([`${place} ${message}`]);
    expect(of('handoff-context').reason).toBe('handoff-context/placeholder');
  });
});

test('each risk becomes a failure of this deal', () => {
  const risk = (words: string) => of('becomes: thread', words);
  expect(of(', becomes: thread', '')).toMatchObject({
    reason: 'handoff-context/no-failure',
    findings: [
      {
        message: "'The thread of last year is sold out' does not say which normal failure it becomes, so no plan survives it",
        help: 'add becomes: …; failures: blunt, thread, late-artwork',
      },
    ],
  });
  expect(risk('becomes: threat').findings).toMatchObject([
    {
      message: "'The thread of last year is sold out' becomes 'threat', which is no normal failure of this deal",
      help: "did you mean 'thread'?",
    },
  ]);
  expect(risk('becomes: late-artwork').verdict).toBe('pass');
});

test('each dependency is an input of this deal, and without any the inputs are all there is', () => {
  expect(of(', input: artwork', '')).toMatchObject({
    reason: 'handoff-context/no-input',
    findings: [
      { message: "'The fair's new logo' does not say which input it is, so nothing waits for it", help: 'add input: …; inputs: artwork' },
    ],
  });
  expect(of('input: artwork', 'input: art').findings).toMatchObject([
    { message: "'The fair's new logo' is 'art', which is no input of what is sold", help: 'inputs: artwork' },
  ]);
  expect(of(/ {2}dependencies: .*\n/, '').verdict).toBe('pass');
});

// The work begins on Tuesday 2026-11-17 and is wanted for 2026-12-18.
test.each([
  ['2026-11-16', 'needs-approval'],
  ['2026-11-17', 'needs-approval'],
  ['2026-11-18', 'pass'],
  ['2026-12-18', 'pass'],
  ['2026-12-19', 'needs-approval'],
])('the first milestone on %s', (day, verdict) => {
  // Artwork comes a business day after the signature, and the first step waits for it.
  const check = of('on: 2026-11-23', `on: ${day}`);
  expect(check.verdict).toBe(verdict);
  if (verdict === 'pass') return;
  const side = day < '2026-12' ? 'work begins on 2026-11-18' : 'the work ends on 2026-12-18';
  expect(check).toMatchObject({
    reason: 'handoff-context/milestone',
    findings: [{ message: `the first milestone is on ${day}, and ${side}`, help: 'name a day from 2026-11-18 to 2026-12-18' }],
  });
});

test('the plan ends later than the date that was asked', () => {
  // Wanted on 2026-11-20, done at the earliest on the 24th: the milestone of the 23rd is inside the plan.
  expect(of('wanted: 2026-12-18', 'wanted: 2026-11-20').verdict).toBe('pass');
  expect(of(/wanted: 2026-12-18([^]*)on: 2026-11-23/, 'wanted: 2026-11-20$1on: 2026-11-25').findings).toMatchObject([
    { help: 'name a day from 2026-11-18 to 2026-11-24' },
  ]);
});

test('how much of the buyer has to be known is policy’s', () => {
  const policy = '{severity: error, buyer: [why_now]}';
  expect(of(/ {4}why_not_nothing[^]*politics: .*\n/, '', { policy }).verdict).toBe('pass');
  expect(of(/ {4}why_now.*\n/, '', { policy }).summary).toBe('the buyer context does not say why_now (why they buy now)');
  expect(of(/ {2}buyer:[^]*politics: .*\n/, '', { policy: '{severity: error, buyer: []}' }).verdict).toBe('pass');
});

test('without a plan nobody knows whether the milestone lies in it', () => {
  const never = { deliverables: (text: string) => text.replace('needs: {sewer: 1}', 'needs: {sewer: 2}') };
  expect(of('', '', never)).toMatchObject({ verdict: 'unknown', reason: 'handoff-context/no-plan' });
  // Everyday failures are known by the plan, so an id that the library has not is not told as wrong either.
  expect(of('becomes: thread', 'becomes: sick', never).verdict).toBe('unknown');
});

test('what is not in the library is told elsewhere', () => {
  const { of } = judged('[bag:10]', '[bagg:10]');
  expect(of('handoff-context').verdict).toBe('unknown');
  expect(judged('exclusions: [Gift wrapping]\n', '').of('handoff-context').verdict).toBe('needs-approval');
});

test('only a significant deal is asked, unless policy says otherwise', () => {
  const policy = (amount: string) => {
    const texts = textsOf(PASS);
    const without = texts.policy.replace('  handoff-context: error\n', '');
    return judgeTexts({ ...texts, deal: DEAL.replace(/context:[^]*/, ''), policy: `${without}significant: {amount: ${amount}}\n` });
  };
  // 2500 and ten bags at 20 are 2700.
  expect(policy('2701').of('handoff-context')).toMatchObject({ verdict: 'not-applicable', reason: 'handoff-context/not-significant' });
  expect(policy('2700').of('handoff-context').verdict).toBe('needs-approval');
});
