// The ways that ask somebody else first, worked by hand: operations for a material or a person, the customer for an input, leadership for another order of
// the queue. One press (8h a day, nothing kept back), so hours add up; today is Monday 2026-11-16 and the work begins on Tuesday: day 1 = Tue 17, 2 = Wed 18,
// 3 = Thu 19, 4 = Fri 20, 5 = Mon 23, 6 = Tue 24, 7 = Wed 25, 8 = Thu 26, 9 = Fri 27, 10 = Mon 30. The date survives no failure, and three runs are only told.
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { formatDay } from '../../src/model/day.ts';
import { pathText } from '../../src/model/place.ts';
import type { Way } from '../../src/options/way.ts';
import type { Texts } from '../rules/workspace.ts';
import { waysOf, wrongsOf } from './again.ts';

const capacity = `handoff: 1
as_of: 2026-11-16
calendar:
  week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}
reserve: 0%
roles: {lead: {rate: 1}, press: {rate: 1}, sewer: {rate: 1, levels: [junior, senior]}}
people:
  - {id: ana, name: Ana Ruiz, email: ana@larkfield.example, role: lead}
  - {id: dora, name: Dora Lane, email: dora@larkfield.example, role: lead}
  - {id: eva, name: Eva Moor, email: eva@larkfield.example, role: sewer, level: senior}
  - {id: finn, name: Finn Hart, email: finn@larkfield.example, role: sewer, level: junior}
equipment:
  - {id: press-1, role: press, count: 1}
materials:
  - {id: foil, unit: m, on_hand: 1000}
  - {id: glue, unit: l, on_hand: 1000}
`;

const made = (title: string, step: string, more = ''): string => `
    title: ${title}
    status: offered
    price: {setup: 0, each: 10}
    owner: ana
    doer: ana
    escalation: [dora]
    complete_when: {observable: "{quantity} accepted at the door", measure: pieces accepted, threshold: "{quantity}", evidence: signed delivery note}
    ${more}
    steps:
      - {id: make, title: Make, ${step}}`;

const print = 'needs: {press: 1}, duration: {each: 1h}';

const deliverables = `handoff: 1
deliverables:
  card:${made('Card', print)}
  sign:${made('Sign', print)}
  tag:${made('Tag', print, 'materials: [{material: foil, each: 0.5}]')}
  box:${made('Box', print, 'materials: [{material: foil, each: 0.5}, {material: glue, each: 0.1}]')}
  flyer:${made('Flyer', print, 'inputs: [{id: artwork}]')}
  flag:${made('Flag', 'needs: {sewer.senior: 1}, duration: {each: 1h}')}
  banner:${made('Banner', 'needs: {sewer.senior: 1}, duration: {each: 1h}')}
`;

const policy = `handoff: 1
profile: make-to-order
timezone: America/Chicago
principals: {delivery-lead: [ana], leadership: [dora]}
rules: {two-failures: {failures: 0, everyday: []}, three-runs: warn, expedite-materials: off}
`;

type Deal = Record<string, unknown>;

function ways(deal: Deal, changes: Partial<Texts> = {}): Way[] {
  const texts: Texts = {
    policy,
    capacity,
    deliverables,
    today: '2026-11-16',
    deal: stringify({ handoff: 1, deal: 'acme', customer: 'Acme Outdoor', seller: { name: 'Sam Reed' }, ...deal }),
    ...changes,
  };
  const found = waysOf(texts);
  expect(found).toMatchObject({ spent: false, fault: null });
  for (const way of found.ways) expect(wrongsOf(texts, way)).toEqual([]);
  return [...found.ways];
}

const firm = (complete: string, ...more: string[]) => ({ complete, firm: ['complete', 'quantity', ...more] });
const written = (edits: Way['edits']): unknown => Object.fromEntries(edits.map(({ path, written: value }) => [pathText(path), value]));
const told = (found: readonly Way[]) => found.map(({ words }) => words);

describe('one more of a role', () => {
  // 24h of cards and signs by Wed 18, day 2: of one press 16h.
  const late: Deal = { wanted: firm('2026-11-18'), items: ['card:12', 'sign:12'] };

  test('a machine, from the latest day on which it is enough', () => {
    // 12h and 12h side by side are done on day 2 at the middle; beginning on day 2 the second one has 8h.
    const [way, ...others] = ways(late);
    expect(others).toEqual([]);
    expect(way).toMatchObject({ kind: 'person', words: '2026-11-18 if one more press works from 2026-11-17', tight: true, edits: [] });
    expect(way.asks).toMatchObject({ who: 'operations', act: 'find one' });
    expect(written(way.asks!.capacity)).toEqual({
      'equipment[1]': { id: 'one-more-press', role: 'press', count: 1, down: '2026-11-16..2026-11-16' },
    });
    expect(formatDay(way.result.complete!)).toBe('2026-11-18');
  });

  test('somebody of the level that is short', () => {
    // Flags and banners of 12h each by day 2: Eva alone has 16h, and Finn is no senior.
    const [way] = ways({ wanted: firm('2026-11-18'), items: ['flag:12', 'banner:12'] });
    expect(way.words).toBe('2026-11-18 if one more senior sewer works from 2026-11-17');
    expect(written(way.asks!.capacity)).toEqual({
      'people[4]': { id: 'one-more-sewer', role: 'sewer', level: 'senior', from: '2026-11-17' },
    });
  });

  test('nobody where the work takes longer however many there are', () => {
    expect(ways({ wanted: firm('2026-11-18'), items: ['card:24'] })).toEqual([]);
  });

  test('a role that nobody fills has no date without somebody', () => {
    const alone = capacity.replace(/ {2}- \{id: eva.*\n/, '');
    const [way] = ways({ wanted: '2026-11-20', items: ['flag:16'] }, { capacity: alone.replace(/ {2}- \{id: finn.*\n/, '') });
    // 16h are two days, Thu 19 and Fri 20.
    expect(way).toMatchObject({ kind: 'person', words: '2026-11-20 if one more senior sewer works from 2026-11-19', tight: true });
  });
});

describe('a material', () => {
  const foil = (more: string): { capacity: string } => ({
    capacity: capacity.replace('foil, unit: m, on_hand: 1000', `foil, unit: m, ${more}`),
  });

  test('the rest of it, locked for this deal, by the latest day', () => {
    // 16 tags take 8 m and two days. 3 m are free, 5 m are ordered on Tue 17 and come on Tue 24: done on Wed 25. By Fri 20 they have to begin on Thu 19.
    const [way, ...others] = ways(
      { wanted: firm('2026-11-20'), items: ['tag:16'] },
      foil('on_hand: 5, lead_time: 5bd, allocated: [{to: po-7, quantity: 2}]'),
    );
    expect(others).toEqual([]);
    expect(way).toMatchObject({ kind: 'material', words: '2026-11-20 if 5 m of foil are here by 2026-11-19', tight: true, edits: [] });
    expect(way.asks).toMatchObject({ who: 'operations', act: 'lock it' });
    expect(written(way.asks!.capacity)).toEqual({
      'materials[0].incoming[0]': { quantity: 5, eta: '2026-11-19', locked: true, for: 'acme' },
    });
  });

  test('what has to be received first comes in so much sooner', () => {
    const [way] = ways({ wanted: firm('2026-11-20'), items: ['tag:16'] }, foil('on_hand: 3, lead_time: 5bd, receiving: 1bd'));
    expect(way.words).toBe('2026-11-20 if 5 m of foil come in by 2026-11-18');
  });

  test("the deal's own line follows", () => {
    const materials = [{ material: 'foil', quantity: 8, state: 'planned', eta: '2026-11-24' }];
    const [way] = ways({ wanted: firm('2026-11-20'), items: ['tag:16'], materials }, foil('on_hand: 0, lead_time: 9bd'));
    expect(way.words).toBe('2026-11-20 if 8 m of foil are here by 2026-11-19');
    expect(written(way.edits)).toEqual({ 'materials[0].eta': '2026-11-19' });
  });

  test('there is enough, and only the deal counts on a later day', () => {
    // Found by the gate: 29 m come in on Wed 18 for anyone, and the deal counts on lines of its own on Tue 24.
    const materials = [{ material: 'foil', quantity: 8, state: 'planned', eta: '2026-11-24' }];
    const [way] = ways(
      { wanted: firm('2026-11-20'), items: ['tag:16'], materials },
      foil('on_hand: 0, incoming: [{quantity: 29, eta: 2026-11-18}], lead_time: 9bd'),
    );
    expect(way).toMatchObject({ words: '2026-11-20 if 8 m of foil are here by 2026-11-19', tight: true });
    expect(way.asks).toEqual({ who: 'operations', act: 'confirm it', capacity: [] });
    expect(written(way.edits)).toEqual({ 'materials[0].eta': '2026-11-19' });
  });

  test('a material that never comes has no date without it', () => {
    const [way] = ways({ wanted: '2026-11-20', items: ['tag:16'] }, foil('on_hand: 3'));
    expect(way).toMatchObject({ kind: 'material', words: '2026-11-20 if 5 m of foil are here by 2026-11-19', tight: true });
  });

  test('two of them where both are short, and only those', () => {
    // Glue for 16 boxes, 1.6, comes on Mon 23, foil on Tue 24: either alone is too late.
    const both = capacity.replace('m, on_hand: 1000', 'm, lead_time: 5bd').replace('l, on_hand: 1000', 'l, lead_time: 4bd');
    const [way] = ways({ wanted: firm('2026-11-20'), items: ['box:16'] }, { capacity: both });
    expect(way).toMatchObject({ words: '2026-11-20 if 8 m of foil and 1.6 l of glue are here by 2026-11-19', tight: true });
    expect(way.asks!.act).toBe('lock them');
    // By Mon 23 the glue is there on its own: done on Tue 24.
    const [one] = ways({ wanted: firm('2026-11-24'), items: ['box:16'] }, { capacity: both });
    expect(one.words).toBe('2026-11-24 if 8 m of foil are here by 2026-11-23');
  });

  test('what is expedited has to be locked, even where it would be there', () => {
    // Standard are 10bd, until Mon 30. What is only expected on Wed 18 makes two days until Thu 19, and nobody holds it.
    const rush = {
      policy: policy.replace(', expedite-materials: off', ''),
      deliverables: deliverables.replaceAll('status: offered', 'status: offered\n    lead_time: 10bd'),
      ...foil('on_hand: 2, incoming: [{quantity: 20, eta: 2026-11-18}], lead_time: 5bd'),
    };
    const [way] = ways({ wanted: firm('2026-11-24'), items: ['tag:16'] }, rush);
    // It is locked by when the plan begins with it, on Wed 18; a day later it would not be there for the step that the plan has begun.
    expect(way).toMatchObject({ words: '2026-11-24 if 6 m of foil are here by 2026-11-18', tight: true });
  });
});

describe('an input', () => {
  const flyers = (due: string, complete = '2026-11-24', more: Deal = {}): Deal => ({
    wanted: firm(complete),
    items: ['flyer:16'],
    inputs: [{ id: 'artwork', due, ...more }],
  });

  test('sooner, by the latest day', () => {
    // 16h from Mon 23 are done on Tue 24; asked for Fri 20 it has to be here on Thu 19.
    const [way, ...others] = ways(flyers('2026-11-23', '2026-11-20'));
    expect(others).toEqual([]);
    expect(way).toMatchObject({ kind: 'input', words: '2026-11-20 if artwork is here by 2026-11-19', tight: true });
    expect(way.asks).toEqual({ who: 'Acme Outdoor', act: 'agree', capacity: [] });
    expect(written(way.edits)).toEqual({ 'inputs[0].due': '2026-11-19' });
  });

  test('overdue: by another day', () => {
    const [way] = ways(flyers('2026-11-12'));
    expect(way).toMatchObject({ kind: 'input', words: '2026-11-24 if artwork is here by 2026-11-23', tight: true });
  });

  test('not where it is here, nor where no day of it was agreed', () => {
    expect(told(ways(flyers('2026-11-16', '2026-11-17', { received: '2026-11-16T09:00' })))).toEqual([]);
    expect(told(ways({ wanted: firm('2026-11-17'), items: ['flyer:16'], inputs: [{ id: 'artwork' }] }))).toEqual([]);
  });
});

describe('another order of the queue', () => {
  const queue = (paid: boolean, promised: string): { capacity: string } => ({
    capacity: `${capacity}bookings:
  - {id: so-7, customer: Norwell, paid: ${paid}, state: hard, promised: ${promised}, work: [{needs: {press: 1}, from: 2026-11-17, to: 2026-11-18, per_day: 8h}]}
`,
  });
  // 16h by Wed 18, and Norwell has the press until then.
  const deal: Deal = { wanted: firm('2026-11-18'), items: ['card:16'] };
  const order = (found: readonly Way[]): Way | undefined => found.find(({ kind }) => kind === 'order');

  test('names who is late, and who must approve', () => {
    // Norwell then has Thu 19 and Fri 20: two business days after Wed 18.
    const way = order(ways(deal, queue(false, '2026-11-18')))!;
    expect(way).toMatchObject({
      words: '2026-11-18 ahead of Norwell (so-7, unpaid, due 2026-11-18): 2bd late',
      approvers: ['leadership'],
      tight: true,
    });
    expect(way.victims).toEqual([{ booking: 'so-7', customer: 'Norwell', paid: false, daysLate: 2 }]);
    expect(way).toMatchObject({ edits: [], asks: null });
  });

  test('who is in time all the same is named, too', () => {
    const way = order(ways(deal, queue(true, '2026-11-27')))!;
    expect(way.words).toBe('2026-11-18 ahead of Norwell (so-7, paid, due 2026-11-27): still in time');
    expect(way.victims).toEqual([{ booking: 'so-7', customer: 'Norwell', paid: true, daysLate: 0 }]);
  });

  test('nobody who has paid is made late', () => {
    expect(order(ways(deal, queue(true, '2026-11-18')))).toBeUndefined();
  });

  test('not where nobody may approve it: leadership does not approve its own sale', () => {
    expect(order(ways({ ...deal, seller: { email: 'dora@larkfield.example' } }, queue(false, '2026-11-18')))).toBeUndefined();
    expect(order(ways({ ...deal, seller: undefined }, queue(false, '2026-11-18')))).toBeUndefined();
  });

  test('not where the date must survive what the freed hours do not cover', () => {
    const two = policy.replace(
      '{failures: 0, everyday: []}',
      '{failures: 1, everyday: [{id: jam, what: The press jams, hits: make, costs: 4h}]}',
    );
    expect(order(ways(deal, { ...queue(false, '2026-11-18'), policy: two }))).toBeUndefined();
  });
});

test('what asks nobody is not left out for what does', () => {
  const found = ways({ wanted: '2026-11-18', items: ['card:12', 'sign:12'] });
  expect(found.map(({ kind }) => kind)).toEqual(['phase', 'scope', 'person', 'date']);
});
