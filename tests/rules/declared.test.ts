// What the design says of each rule beside its judgement: who may waive a failure of it, and whether it gives a floor under the safe date.
import { expect, test } from 'vitest';
import { RULES } from '../../src/rules/index.ts';

const DECLARED = `
start-from-capacity: leadership
fits-headroom: delivery-lead, date
quality-windows: nobody, date
mandatory-steps: nobody
custom-lead-time: delivery-lead, date
two-failures: nobody, date
three-runs: delivery-lead, date
comparable-work: leadership, date
operations-date: nobody, date
upstream-reset: delivery-lead, date
expedite-materials: nobody, date
existing-customers: leadership
error-budget: leadership
capacity-fresh: delivery-lead
queue-holds: delivery-lead
safety-ratio: leadership
staffing-pattern: delivery-lead
owner-inputs-escalation: delivery-lead
in-library: nobody
configured-or-priced: leadership
on-roadmap: nobody, date
proven-output: leadership, date
whiteboard: delivery-lead
reversible: leadership
open-wording: delivery-lead
discovery-done: delivery-lead
proposal-matches: nobody
observable-outcome: delivery-lead
doer-restated: nobody, date
soft-promises: delivery-lead
delivery-signoff: leadership
margin-floor: leadership
pricing-exceptions: leadership
fit: leadership
before-signature: nobody
scoping-template: delivery-lead
handoff-context: delivery-lead
`;

test('who may waive a rule, and whether it is about the date', () => {
  const declared = RULES.map(({ id, waivable, date }) => `${id}: ${waivable ?? 'nobody'}${date ? ', date' : ''}`);
  expect(declared).toEqual(DECLARED.trim().split('\n'));
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s has a reason to fail, and asks for facts that there are', (_, rule) => {
  expect(Object.keys(rule.reasons)).not.toEqual([]);
  expect(['plan', 'completion', 'history', 'record', 'floors']).toEqual(expect.arrayContaining([...rule.needs]));
});
