import { describe, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import { judgeBase, type Texts } from '../rules/workspace.ts';

const factsOf = (changes: Parameters<typeof judgeBase>[0] = {}): Facts => judgeBase(changes).facts;
const deal = (...lines: string[]): Pick<Texts, 'deal'> => ({ deal: `handoff: 1\ncustomer: Acme Outdoor\n${lines.join('\n')}\n` });
const derived = ({ derived: all }: Facts): Record<string, string> =>
  Object.fromEntries(all.map(({ path, value, from }) => [path, `${value} ← ${from}`]));
/** The base library, where a bag needs artwork. */
const withInput = (input: string) => (text: string) => text.replace('    steps:', `    inputs: [${input}]\n    steps:`);

test('the smallest deal is complete, and says where everything comes from', () => {
  const facts = factsOf();
  expect(facts.notStandard).toEqual([]);
  expect(derived(facts)).toMatchObject({
    deal: 'deal ← the name of its file',
    title: '10 × Bag for Acme Outdoor ← items and customer',
    state: 'proposed ← the default',
    'dates.signature': '2026-11-17 ← the next business day after today, 2026-11-16',
    'delivery.owner': 'ana ← deliverables.yaml → bag → owner',
    'delivery.escalation': 'dora ← deliverables.yaml → bag → escalation',
    'promises[0].text': "10 bags accepted at the customer's door ← deliverables.yaml → bag → complete_when",
    'promises[0].doer': 'ben ← deliverables.yaml → bag → doer',
    'pricing.total': "2700 USD ← the library's prices and those of the custom work",
    roles: 'cutter, sewer, inspector ← deliverables.yaml → bag → steps',
    staffing: 'cutter 8h, sewer 8h, inspector 5h ← deliverables.yaml → bag → steps',
  });
  expect(facts.deal.promises[0].complete_when).toMatchObject({ threshold: '10', measure: 'bags accepted' });
});

test('the library’s questions, assumptions and inputs are told where the deal does not say them', () => {
  const deliverables = (text: string) =>
    text.replace(
      '    steps:',
      `    assumptions: [{text: The cloth is here}, {text: A dock is free}]
    questions: [{id: dock, ask: Which dock?}, {id: colour, ask: Which thread?}]
    inputs: [{id: artwork, takes: 2bd}, {id: logo}]
    steps:`,
    );
  const own = [
    'assumptions: [{text: a DOCK is free}]',
    'discovery: [{question: dock, answer: Dock 4}]',
    'inputs: [{id: logo, from: Lee, due: 2026-11-20}]',
  ];
  expect(derived(factsOf({ deliverables, ...deal('wanted: 2026-12-18', 'items: [bag:10]', ...own) }))).toMatchObject({
    assumptions: 'The cloth is here ← deliverables.yaml → bag → assumptions',
    'discovery.colour': 'Which thread? ← deliverables.yaml → bag → questions',
    'inputs.artwork.from': 'Acme Outdoor ← customer',
    'inputs.artwork.due': '2026-11-19 ← the beginning, 2026-11-17 + 2bd (deliverables.yaml → bag)',
  });
  const all = derived(factsOf({ deliverables, ...deal('wanted: 2026-12-18', 'items: [bag:10]', ...own) }));
  expect(Object.keys(all).filter((path) => /^(inputs\.logo|discovery\.dock)/.test(path))).toEqual([]);
  const bare = derived(factsOf({ deliverables }));
  expect(bare).toMatchObject({
    assumptions: 'The cloth is here; A dock is free ← deliverables.yaml → bag → assumptions',
    'discovery.dock': 'Which dock? ← deliverables.yaml → bag → questions',
  });
});

describe('the beginning', () => {
  test.each([
    ['the next business day, over a weekend', '2026-11-20', 'wanted: 2026-12-18', '2026-11-23', '2026-11-23'],
    ['from a day that is closed itself', '2026-11-21', 'wanted: 2026-12-18', '2026-11-23', '2026-11-23'],
    ['the signature', '2026-11-16', 'dates: {signature: 2026-11-25}', '2026-11-25', '2026-11-25'],
    ['the last day of the offer', '2026-11-16', 'dates: {signature: 2026-11-25, valid_until: 2026-12-04}', '2026-11-25', '2026-12-04'],
    ['not before today', '2026-11-16', 'dates: {signature: 2026-11-02}', '2026-11-02', '2026-11-16'],
  ])('%s', (_, today, dates, signature, begin) => {
    const { deal: made } = factsOf({ today, ...deal(dates, 'items: [bag:10]') });
    expect([made.signature, made.begin].map(formatDay)).toEqual([signature, begin]);
  });
});

describe('what is judged', () => {
  const judged = (...lines: string[]): unknown[] => {
    const { deal: made } = factsOf(deal(...lines));
    const { judged, judgedCompletion } = made;
    return [judged, judgedCompletion && formatDay(judgedCompletion.day), judgedCompletion?.from];
  };
  const promise = (due: string, items = '[bag]'): string => `promises: [{id: early, text: Bags, items: ${items}, due: ${due}}]`;

  test('the offer before the wish, and no later than a promise', () => {
    expect(judged('wanted: 2026-12-18', 'items: [bag:10]')).toEqual(['wanted', '2026-12-18', 'wanted.complete']);
    const dates = 'dates: {wanted: {complete: 2026-12-11}, offered: {complete: 2026-12-18}}';
    expect(judged(dates, 'items: [bag:10]')).toEqual(['offered', '2026-12-18', 'offered.complete']);
    expect(judged(dates, 'items: [bag:10]', promise('2026-12-16'))).toEqual(['offered', '2026-12-16', 'promise early']);
    expect(judged(dates, 'items: [bag:10]', promise('2026-12-18'))).toEqual(['offered', '2026-12-18', 'offered.complete']);
    expect(judged('dates: {signature: 2026-11-20}', 'items: [bag:10]')).toEqual([null, null, undefined]);
  });

  test('a promise about the items of an earlier phase is about that phase', () => {
    const { deal: made } = factsOf(
      deal(
        'dates: {wanted: {complete: 2026-12-18}, phases: [{phase: 1, complete: 2026-12-11}]}',
        'items: [{deliverable: bag, quantity: 5}, {id: more, deliverable: bag, quantity: 5, phase: 2}]',
        promise('2026-12-09'),
      ),
    );
    expect(formatDay(made.judgedCompletion!.day)).toBe('2026-12-18');
    expect(made.phases.map(({ phase, complete }) => [phase, formatDay(complete.day), complete.from])).toEqual([
      [1, '2026-12-09', 'promise early'],
    ]);
  });

  test('the date of the last phase, or of the only one, is the date of the whole', () => {
    const made = (phases: string, ...items: string[]) =>
      factsOf(deal(`dates: {wanted: {complete: 2026-12-18}, phases: [${phases}]}`, `items: [${items.join(', ')}]`)).deal;
    const only = made('{phase: 1, complete: 2026-12-11}', 'bag:10');
    expect(only.judgedCompletion).toMatchObject({ from: 'phase 1', at: { path: ['dates', 'phases', 0, 'complete'] } });
    expect(formatDay(only.judgedCompletion!.day)).toBe('2026-12-11');
    expect(only.phases).toEqual([]);
    const [first, second] = ['{deliverable: bag, quantity: 5}', '{id: more, deliverable: bag, quantity: 5, phase: 2}'];
    const two = made('{phase: 1, complete: 2026-12-04}, {phase: 2, complete: 2026-12-11}', first, second);
    expect(two.judgedCompletion!.from).toBe('phase 2');
    expect(two.phases.map(({ phase }) => phase)).toEqual([1]);
  });

  test('a relative offer is planned as if its input came on its due day', () => {
    const relative = 'dates: {wanted: {complete: {after: artwork, within: 8bd}}}';
    const library = { deliverables: withInput('{id: artwork, takes: 5bd}') };
    const made = factsOf({ ...library, ...deal(relative, 'items: [bag:10]', 'inputs: [{id: artwork, due: 2026-11-20}]') }).deal;
    expect([made.inputs[0].day, made.judgedCompletion!.day].map(formatDay)).toEqual(['2026-11-20', '2026-12-02']);
    // Nobody said when: the beginning, without the usual time.
    const open = factsOf({ ...library, ...deal(relative, 'items: [bag:10]') }).deal;
    expect([open.inputs[0].day, open.judgedCompletion!.day].map(formatDay)).toEqual(['2026-11-17', '2026-11-27']);
  });
});

describe('the day of an input', () => {
  const input = (library: string, line: string, today = '2026-11-16') => {
    const facts = factsOf({
      today,
      deliverables: withInput(`{id: artwork, ${library}}`),
      ...deal(
        'dates: {signature: 2026-11-18, wanted: {complete: 2026-12-18}}',
        'items: [bag:10]',
        line === '' ? '' : `inputs: [{id: artwork, ${line}}]`,
      ),
    });
    const { day, due, dueFrom, state, afterCutoff } = facts.deal.inputs[0];
    return [formatDay(day), due === null ? null : formatDay(due), dueFrom, state, afterCutoff];
  };

  test.each<[string, string, string, unknown[]]>([
    ['received in time', 'cutoff: "14:00"', 'received: 2026-11-13T14:00', ['2026-11-13', '2026-11-18', 'derived', 'here', false]],
    [
      'a minute after the cut-off, on a Friday',
      'cutoff: "14:00"',
      'received: 2026-11-13T14:01',
      ['2026-11-16', '2026-11-18', 'derived', 'here', true],
    ],
    ['a bare date is in time', 'cutoff: "14:00"', 'received: 2026-11-13', ['2026-11-13', '2026-11-18', 'derived', 'here', false]],
    ['not approved', 'approval: true', 'received: 2026-11-13', ['2026-11-18', '2026-11-18', 'derived', 'expected', false]],
    ['approved', 'approval: true', 'received: 2026-11-12, approved: 2026-11-13', ['2026-11-13', '2026-11-18', 'derived', 'here', false]],
    ['recorded for a day to come', 'takes: 2bd', 'received: 2026-11-17', ['2026-11-20', '2026-11-20', 'derived', 'expected', false]],
    ['not said: the usual time', 'takes: 2bd', '', ['2026-11-20', '2026-11-20', 'derived', 'expected', false]],
    ['due before the usual time', 'takes: 2bd', 'due: 2026-11-19', ['2026-11-20', '2026-11-19', 'deal', 'expected', false]],
    ['due after the usual time', 'takes: 2bd', 'due: 2026-11-23', ['2026-11-23', '2026-11-23', 'deal', 'expected', false]],
    ['due today', 'takes: 0bd', 'due: 2026-11-16', ['2026-11-18', '2026-11-16', 'deal', 'expected', false]],
    ['due yesterday', 'takes: 0bd', 'due: 2026-11-15', ['2026-11-18', '2026-11-15', 'deal', 'overdue', false]],
  ])('%s', (_, library, line, expected) => {
    expect(input(library, line)).toEqual(expected);
  });

  test('what is open is not there before the next business day after today', () => {
    expect(input('takes: 0bd', '', '2026-11-20')[0]).toBe('2026-11-23');
  });
});

describe('owner and escalation', () => {
  test('of the deal, of the library, of policy, of its principals', () => {
    const silent = (text: string): string => text.replace(/ {4}(owner|escalation): .*\n/g, '');
    expect(factsOf(deal('wanted: 2026-12-18', 'items: [bag:10]', 'delivery: {owner: dora, escalation: [ben]}')).deal).toMatchObject({
      owner: { id: 'dora', from: 'deal' },
      escalation: [{ id: 'ben', from: 'deal' }],
    });
    expect(factsOf({ deliverables: silent }).deal).toMatchObject({
      owner: null,
      escalation: [{ id: 'dora', from: 'policy' }, { id: 'ana' }],
    });
    expect(factsOf({ deliverables: silent, policy: (text) => `${text}escalation: [cleo]\n` }).deal.escalation).toMatchObject([
      { id: 'cleo' },
    ]);
  });

  test('whoever owns it is not who it escalates to', () => {
    const facts = factsOf({ deliverables: (text) => text.replace(/ {4}escalation: .*\n/, '') });
    expect(facts.deal.escalation.map(({ id }) => id)).toEqual(['dora']);
  });
});

describe('assumptions', () => {
  const assume = (text: string) =>
    text.replace('    steps:', '    assumptions: [{text: The cloth is here, if_false: {hits: cut, delays: 3bd}}]\n    steps:');

  test("the library's stay, whatever the deal writes; its own are added, each once", () => {
    const own =
      "assumptions: [{text: ' the  CLOTH is here', if_false: {hits: cut, delays: 1bd}}, {text: A dock is free}, {text: a dock is free}]";
    const { assumptions } = factsOf({ deliverables: assume, ...deal('wanted: 2026-12-18', 'items: [bag:10]', own) }).deal;
    expect(assumptions.map(({ text, item, if_false }) => [text, item, if_false?.delays?.n])).toEqual([
      ['The cloth is here', 'bag', 3],
      ['A dock is free', null, undefined],
    ]);
  });

  test('of two items it is one, wherever it strikes', () => {
    const two = 'items: [{deliverable: bag, quantity: 5}, {id: more, deliverable: bag, quantity: 5}]';
    const { assumptions } = factsOf({ deliverables: assume, ...deal('wanted: 2026-12-18', two) }).deal;
    expect(assumptions.map(({ text, item }) => [text, item])).toEqual([['The cloth is here', null]]);
  });
});

describe('the standard deal', () => {
  const why = (lines: readonly string[], changes: Parameters<typeof judgeBase>[0] = {}) =>
    factsOf({ ...changes, ...deal('wanted: 2026-12-18', ...lines) }).notStandard;
  const lead = (standard: string) => ({
    deliverables: (text: string) => text.replace('status: offered', `status: offered\n    lead_time: ${standard}`),
  });

  test.each<[string, string[], string]>([
    ['an item that is not listed', ['items: [bagg:10]'], "'bagg' is not in the library"],
    [
      'an option outside its bounds',
      ['items: [{deliverable: bag, quantity: 1, options: {colour: purple}}]'],
      "colour: purple of 'bag' is outside the library's options",
    ],
    [
      'no such option',
      ['items: [{deliverable: bag, quantity: 1, options: {zip: true}}]'],
      "zip: true of 'bag' is no option of the library",
    ],
    ['customization', ['items: [{deliverable: bag, quantity: 1, custom: [{id: zip, what: A zip, price: 5}]}]'], "'zip' is customization"],
    ['a name', ['items: [bag:10]', 'staffing: [{person: ana}]'], 'ana is named'],
    ['a pilot', ['items: [bag:10]', 'promises: [{id: try, text: Ten bags, pilot: {length: 14d, customers: 1}}]'], "'try' is a pilot"],
    [
      'a promise for good',
      ['items: [bag:10]', 'promises: [{id: for-good, text: Ten bags, commitment: permanent}]'],
      "'for-good' is promised as permanent",
    ],
    ['a soft promise', ['items: [bag:10]', 'soft_promises: [{said: Photo updates}]'], "'Photo updates' was said besides"],
    ['another price', ['items: [bag:10]', 'pricing: {total: 2699}'], "the price is 2699 USD and the library's is 2700"],
    [
      'a pricing exception',
      ['items: [bag:10]', 'pricing: {total: 2700, exceptions: [{what: Free set-up}]}'],
      "'Free set-up' is a pricing exception",
    ],
  ])('%s', (_, lines, reason) => {
    expect(why(lines)).toEqual([reason]);
  });

  test('at the price of the library it is', () => {
    expect(why(['items: [bag:10]', 'pricing: {total: 2700}'])).toEqual([]);
  });

  test('at or above the standard lead time it is, below it is not', () => {
    // From Tuesday 17 November to Friday 18 December: 24 business days, both counted.
    expect(why(['items: [bag:10]'], lead('24bd'))).toEqual([]);
    expect(why(['items: [bag:10]'], lead('25bd'))).toEqual(["the lead of 24bd is below the standard 25bd of 'bag'"]);
    expect(why(['items: [bag:10]'], lead('31d'))).toEqual([]);
    expect(why(['items: [bag:10]'], lead('32d'))).toEqual(["2026-12-18 is sooner than the standard 32d of 'bag'"]);
    expect(why(['items: [bag:10]'], lead('[{up_to: 9, lead_time: 50bd}, {up_to: 20, lead_time: 24bd}]'))).toEqual([]);
    expect(why(['items: [bag:21]'], lead('[{up_to: 20, lead_time: 24bd}]'))).toEqual([
      "21 × 'bag' are more than any standard lead time covers",
    ]);
  });

  test('a significant deal is not', () => {
    const significant = (limits: string) => ({ policy: (text: string) => `${text}significant: {${limits}}\n` });
    expect(why(['items: [bag:10]'], significant('amount: 2701'))).toEqual([]);
    expect(why(['items: [bag:10]'], significant('amount: 2700'))).toEqual(['it is significant: price 2700 is at or above 2700 USD']);
    // 8h to cut, 8h to sew, 4h to check, 1h to wrap.
    expect(why(['items: [bag:10]'], significant('effort: 22h'))).toEqual([]);
    expect(why(['items: [bag:10]'], significant('effort: 21h'))).toEqual(['it is significant: 21h of work are at or above 21h']);
  });
});

test('a deliverable called like a method of every object is not in the library', () => {
  expect(factsOf(deal('wanted: 2026-12-18', 'items: [constructor:1]')).deal.items[0].entry).toBeNull();
});
