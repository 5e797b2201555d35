import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { judgeBase, type Judged } from './workspace.ts';

const LINER = '{id: liner, what: Recycled liner, effort: {sewer: 4h}, price: 400}';
/** Ten bags with a liner, at a lead time, with what else the deal and the library say. */
function bags(lead: string, day: string, more: { deal?: string; library?: string; items?: string } = {}): Judged {
  const items = more.items ?? `[{deliverable: bag, quantity: 10, custom: [${LINER}]}]`;
  return judgeBase({
    deliverables: (text) => text.replace('    options:', `    lead_time: ${lead}\n${more.library ?? ''}    options:`),
    deal: `handoff: 1\ncustomer: Acme Outdoor\ndates: {wanted: {complete: ${day}}}\nitems: ${items}\n${more.deal ?? ''}`,
  });
}
const floorOf = ({ of }: Judged): string => formatDay(of('custom-lead-time').earliest!);

describe('custom-lead-time', () => {
  test('counts the lead from the signature: ten business days after Tuesday 2026-11-17 is Tuesday 2026-12-01', () => {
    const late = bags('10bd', '2026-11-30');
    expect(late.of('custom-lead-time')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      reason: 'custom-lead-time/before-custom-lead',
      summary: "wanted 2026-11-30: 'bag' is customized (liner) and takes 10bd from the signature on 2026-11-17, which is 2026-12-01",
    });
    expect(late.of('custom-lead-time').findings[0]).toMatchObject({
      help: "offer 2026-12-01 or later, or sell 'bag' as the library has it",
      data: { item: 'bag', lead_time: '10bd', clock_start: '2026-11-17', from: 'the signature', earliest: '2026-12-01' },
      related: [{ at: { path: ['items', 0, 'custom'] } }],
    });
    expect(late.judgement.floors.find(({ rule }) => rule === 'custom-lead-time')).toMatchObject({ binding: true });
    expect(formatDay(late.judgement.safe!)).toBe('2026-12-01');
    const held = bags('10bd', '2026-12-01');
    expect(held.of('custom-lead-time')).toMatchObject({
      verdict: 'pass',
      summary: "'bag' is customized (liner) and takes 10bd from the signature on 2026-11-17: 2026-12-01",
    });
    expect(floorOf(held)).toBe('2026-12-01');
  });

  test('counts calendar days as such, and moves to a business day', () => {
    // 18d after 17 November is Saturday 5 December.
    expect(floorOf(bags('18d', '2026-12-18'))).toBe('2026-12-07');
  });

  test('takes the lead time for custom work where the library has one, and the band of the quantity where not', () => {
    expect(floorOf(bags('{standard: 10bd, custom: 12bd}', '2026-12-18'))).toBe('2026-12-03');
    expect(floorOf(bags('[{up_to: 10, lead_time: 10bd}, {lead_time: 14bd}]', '2026-12-18'))).toBe('2026-12-01');
    expect(floorOf(bags('[{up_to: 9, lead_time: 10bd}, {lead_time: 14bd}]', '2026-12-18'))).toBe('2026-12-07');
  });

  test('the clock starts with the last input, where that comes after the signature', () => {
    const library = '    inputs: [{id: artwork}, {id: purchase-order}]\n';
    const deal = 'inputs: [{id: artwork, due: 2026-11-20}, {id: purchase-order, due: 2026-11-19}]\n';
    const { of } = bags('10bd', '2026-11-30', { library, deal });
    // Ten business days after Friday 20 November is Friday 4 December.
    expect(of('custom-lead-time').because).toBe("'bag' is customized (liner) and takes 10bd from 2026-11-20, when 'artwork' is here");
    expect(formatDay(of('custom-lead-time').earliest!)).toBe('2026-12-04');
    const here = 'inputs: [{id: artwork, received: 2026-11-12}, {id: purchase-order, received: 2026-11-13}]\n';
    expect(floorOf(bags('10bd', '2026-11-30', { library, deal: here }))).toBe('2026-12-01');
  });

  test('the clock of what is signed started then, and of an offer on its last day', () => {
    const item = `[{deliverable: bag, quantity: 10, custom: [${LINER}]}]`;
    const at = (head: string) =>
      judgeBase({
        deliverables: (text) => text.replace('    options:', '    lead_time: 10bd\n    options:'),
        deal: `handoff: 1\ncustomer: Acme Outdoor\n${head}\nitems: ${item}\n`,
      });
    // Ten business days after Tuesday 10 November.
    expect(floorOf(at('state: signed\ndates: {signed: 2026-11-10, wanted: {complete: 2026-12-18}}'))).toBe('2026-11-24');
    // A signature that is over counts from today, Monday 16; an offer that holds until Friday 20 from then.
    expect(floorOf(at('dates: {signature: 2026-11-10, wanted: {complete: 2026-12-18}}'))).toBe('2026-11-30');
    expect(floorOf(at('dates: {valid_until: 2026-11-20, wanted: {complete: 2026-12-18}}'))).toBe('2026-12-04');
  });

  test('the longest of the customized items counts, and no other', () => {
    const two = `[{deliverable: bag, quantity: 3, custom: [${LINER}]}, {id: many, deliverable: bag, quantity: 9, custom: [${LINER}]}]`;
    const bands = '[{up_to: 5, lead_time: 10bd}, {lead_time: 14bd}]';
    expect(floorOf(bags(bands, '2026-12-18', { items: two }))).toBe('2026-12-07');
    const reversed = `[{id: many, deliverable: bag, quantity: 9, custom: [${LINER}]}, {deliverable: bag, quantity: 3, custom: [${LINER}]}]`;
    expect(floorOf(bags(bands, '2026-12-18', { items: reversed }))).toBe('2026-12-07');
    // Of two that take as long the first is told.
    const same = `[{deliverable: bag, quantity: 3, custom: [${LINER}]}, {id: more, deliverable: bag, quantity: 4, custom: [${LINER}]}]`;
    expect(bags(bands, '2026-12-18', { items: same }).of('custom-lead-time').summary).toMatch(/^'bag' is customized/);
    const plain = `[{deliverable: bag, quantity: 3, custom: [${LINER}]}, {id: many, deliverable: bag, quantity: 9}]`;
    expect(floorOf(bags(bands, '2026-12-18', { items: plain }))).toBe('2026-12-01');
  });

  test('an option outside the library is customization, a configured one is not', () => {
    const option = (colour: string) =>
      bags('10bd', '2026-11-30', { items: `[{deliverable: bag, quantity: 10, options: {colour: ${colour}}}]` });
    expect(option('red').of('custom-lead-time').summary).toContain("'bag' is customized (an option outside the library's)");
    expect(option('red').of('custom-lead-time').findings[0].related![0].at.path).toEqual(['items', 0, 'options']);
    expect(option('sand').of('custom-lead-time')).toMatchObject({
      verdict: 'not-applicable',
      summary: 'nothing is customized',
      earliest: null,
    });
  });

  test('is unknown where no lead time is set, and says who owes it', () => {
    const none = judgeBase({
      deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-11-30\nitems: [{deliverable: bag, quantity: 10, custom: [${LINER}]}]\n`,
    });
    expect(none.of('custom-lead-time')).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'custom-lead-time/no-lead-time',
      summary: "operations owes: the standard lead time of 'bag' (deliverables.yaml → bag → lead_time)",
      earliest: null,
    });
    const many = bags('[{up_to: 9, lead_time: 10bd}]', '2026-11-30');
    expect(many.of('custom-lead-time').summary).toBe(
      "operations owes: the standard lead time of 10 × 'bag' (deliverables.yaml → bag → lead_time)",
    );
  });

  test('what is known of one item stands while another is unknown', () => {
    const two = `[{deliverable: bag, quantity: 3, custom: [${LINER}]}, {id: many, deliverable: bag, quantity: 9, custom: [${LINER}]}]`;
    const bands = '[{up_to: 5, lead_time: 10bd}]';
    expect(bags(bands, '2026-11-30', { items: two }).of('custom-lead-time')).toMatchObject({ verdict: 'needs-approval' });
    expect(bags(bands, '2026-12-01', { items: two }).of('custom-lead-time')).toMatchObject({
      verdict: 'unknown',
      earliest: expect.any(Number),
    });
  });

  test('is unknown of what is not in the library', () => {
    const { of } = bags('10bd', '2026-11-30', { items: `[{deliverable: sack, quantity: 10, custom: [${LINER}]}]` });
    expect(of('custom-lead-time')).toMatchObject({ verdict: 'unknown', reason: 'custom-lead-time/unlisted', earliest: null });
  });

  test('holds the date of an earlier phase against what is customized in it', () => {
    const deal = (phase: number, day: string) =>
      judgeBase({
        deliverables: (text) => text.replace('    options:', '    lead_time: 10bd\n    options:'),
        deal: `handoff: 1
customer: Acme Outdoor
dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: ${day}}]}
items:
  - {deliverable: bag, quantity: 10, phase: ${phase}, custom: [${LINER}]}
  - {id: more, deliverable: bag, quantity: 1, phase: ${3 - phase}}
`,
      });
    const early = deal(1, '2026-11-30');
    expect(early.of('custom-lead-time')).toMatchObject({
      verdict: 'needs-approval',
      summary: 'phase 1, 2026-11-30, is before 2026-12-01, the lead time of what is customized in it',
    });
    expect(early.judgement.phases.map(({ safe }) => formatDay(safe!))).toEqual(['2026-12-01', '2026-12-01']);
    expect(deal(1, '2026-12-01').of('custom-lead-time').verdict).toBe('pass');
    expect(deal(2, '2026-11-30').of('custom-lead-time').verdict).toBe('pass');
  });
});
