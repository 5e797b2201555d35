// The ways to say yes, worked by hand. One press (8h a day, nothing kept back, nobody booked), so hours add up; today is Monday 2026-11-16 and the work
// begins on Tuesday: day 1 = Tue 17, 2 = Wed 18, 3 = Thu 19, 4 = Fri 20, 5 = Mon 23, 6 = Tue 24, 7 = Wed 25, 8 = Thu 26, 9 = Fri 27, 10 = Mon 30. Policy asks
// the date to survive no failure; three runs must hold. What is promised for two days is promised to the next two customers for four days and six.
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
roles: {lead: {rate: 1}, press: {rate: 1}}
people:
  - {id: ana, name: Ana Ruiz, email: ana@larkfield.example, role: lead}
  - {id: dora, name: Dora Lane, email: dora@larkfield.example, role: lead}
equipment:
  - {id: press-1, role: press, count: 1}
`;

const printed = (title: string, each: string, inputs = ''): string => `
    title: ${title}
    status: offered
    price: {setup: 0, each: 10}
    owner: ana
    doer: ana
    escalation: [dora]
    complete_when: {observable: "{quantity} accepted at the door", measure: pieces accepted, threshold: "{quantity}", evidence: signed delivery note}
    ${inputs}
    steps:
      - {id: print, title: Print, needs: {press: 1}, duration: {each: ${each}}}`;

const deliverables = `handoff: 1
deliverables:
  card:${printed('Card', '1h')}
  sign:${printed('Sign', '20h')}
  flyer:${printed('Flyer', '1h', 'inputs: [{id: artwork, blocks: [print]}]')}
`;

const policy = `handoff: 1
profile: make-to-order
timezone: America/Chicago
principals: {delivery-lead: [ana], leadership: [dora]}
rules: {two-failures: {failures: 0, everyday: []}}
`;

type Deal = Record<string, unknown>;

const textsOf = (deal: Deal, changes: Partial<Texts> = {}): Texts => ({
  policy,
  capacity,
  deliverables,
  today: '2026-11-16',
  deal: stringify({ handoff: 1, customer: 'Acme Outdoor', ...deal }, { aliasDuplicateObjects: false }),
  ...changes,
});

/** The ways of a deal, each held against its text. */
function ways(deal: Deal, changes: Partial<Texts> = {}): Way[] {
  const texts = textsOf(deal, changes);
  const found = waysOf(texts);
  expect(found.spent).toBe(false);
  for (const way of found.ways) {
    expect(way.tight).toBe(true);
    expect(wrongsOf(texts, way)).toEqual([]);
  }
  return [...found.ways];
}

const words = (deal: Deal, changes: Partial<Texts> = {}): string[] => ways(deal, changes).map((way) => way.words);

const editsOf = (way: Way | undefined): unknown =>
  Object.fromEntries(way?.edits.map(({ path, written }) => [pathText(path), written]) ?? []);

const kind = (found: readonly Way[], name: Way['kind']): Way | undefined => found.find((way) => way.kind === name);

// 24h of printing are three days, and two are wanted: 16 cards fit. Three times 16 by days 2, 4 and 6 leave nothing: the other 8 are printed on day 7.
const cards: Deal = { wanted: '2026-11-18', items: ['card:24'] };

describe('one item', () => {
  test('a part by the day, less of it, a later day', () => {
    const found = ways(cards);
    expect(found.map((way) => way.words)).toEqual([
      '2026-11-18 with 16 × Card; the other 8 on 2026-11-25',
      '2026-11-18 with 16 × Card instead of 24',
      '2026-11-19 with all 24 × Card',
    ]);
    expect(found.map(({ result }) => result.complete && formatDay(result.complete))).toEqual(['2026-11-25', '2026-11-18', '2026-11-19']);
    expect(editsOf(found[0])).toEqual({
      'items[0].quantity': 16,
      'items[1]': { id: 'card-rest', deliverable: 'card', quantity: 8, phase: 2 },
      'dates.phases': [{ phase: 1, complete: '2026-11-18' }],
      'dates.offered': { complete: '2026-11-25' },
    });
    expect(editsOf(found[1])).toEqual({ 'items[0].quantity': 16 });
    expect(editsOf(found[2])).toEqual({ 'dates.offered': { complete: '2026-11-19' } });
  });

  test('takes no more than nine whole checks, and plans four other quantities', () => {
    // 16 and 17 by the day, each alone and with the rest behind it; the deal itself is the fifth.
    const { checks, searches } = waysOf(textsOf(cards));
    expect({ checks: checks <= 9, searches }).toEqual({ checks: true, searches: 5 });
  });

  test('one piece cannot be divided', () => {
    expect(words({ wanted: '2026-11-18', items: ['sign:1'] })).toEqual(['2026-11-19 with everything']);
  });

  test('counts in the unit of the library where it has one', () => {
    const metres = { deliverables: deliverables.replace('title: Card\n', 'title: Card\n    unit: m2\n') };
    expect(words(cards, metres)).toEqual([
      '2026-11-18 with 16 m2 of Card; the other 8 m2 on 2026-11-25',
      '2026-11-18 with 16 m2 of Card instead of 24',
      '2026-11-19 with all 24 m2 of Card',
    ]);
  });

  test('what is called by a name of the deal is called so', () => {
    const [first] = words({ ...cards, items: [{ id: 'cards', deliverable: 'card', quantity: 24 }] });
    expect(first).toBe('2026-11-18 with 16 cards; the other 8 on 2026-11-25');
  });
});

test('an item that is called by a word of the sentence is quoted', () => {
  // 12h + 12h, and two days are wanted: 12 and 4 fit: of equal items the first gives.
  const [phase] = words({ wanted: '2026-11-18', items: ['card:12', { id: 'more', deliverable: 'card', quantity: 12 }] });
  expect(phase).toBe("2026-11-18 with 4 × Card and 'more'; the other 8 × Card on 2026-11-25");
  const [other] = words({ wanted: '2026-11-18', items: [{ id: 'more', deliverable: 'card', quantity: 12 }, 'card:12'] });
  expect(other).toBe("2026-11-18 with 4 'more' and Card; the other 8 'more' on 2026-11-25");
});

describe('two lots by the same day', () => {
  // One failure: any step of people takes half as long again. 43 banners of half an hour are 21.5h and may become 32.5h (half-hours are whole), more than
  // four days. In two lots only one of them takes longer: 42 are 21h and may become 31.5h, and the other one fills the 32h of the four days.
  const everyday = [
    { id: 'overrun', what: 'A step takes half as long again', hits: 'any', repeats: '50%' },
    { id: 'pause', what: 'The room is needed', hits: 'any', costs: '1h' },
  ];
  const byHand = `  banner:${printed('Banner', '30m').replace('{press: 1}', '{lead: 2}')}\n`;
  const texts = {
    policy: policy.replace('failures: 0, everyday: []', `failures: 1, everyday: ${JSON.stringify(everyday)}`),
    deliverables: deliverables + byHand,
  };
  const banners = (firm: string[]): string[] =>
    words({ wanted: { complete: '2026-11-20', firm }, items: ['banner:43'] }, { ...texts, capacity: `${capacity}grain: 30m\n` });

  test('leave nothing out, so less of it is not offered beside them', () => {
    expect(banners([])).toEqual(['2026-11-20 with everything: 42 × Banner first, then the other 1', '2026-11-23 with all 43 × Banner']);
  });

  test('but it is where nothing may come in lots', () => {
    expect(banners(['phase'])).toEqual(['2026-11-20 with 42 × Banner instead of 43', '2026-11-23 with all 43 × Banner']);
  });
});

describe('several items', () => {
  test('the smaller cut: 4 cards of an hour instead of a sign of twenty', () => {
    // 12h + 20h are four days, and three are wanted: 24h. Three times that take days 1 to 9, and the other 8 cards day 10. With another press from day 2 on
    // the sign has days 1 to 3 of the first one and the cards 16h of the second; from day 3 on only 8h.
    expect(words({ wanted: '2026-11-19', items: ['card:12', 'sign:1'] })).toEqual([
      '2026-11-19 with 4 × Card and Sign; the other 8 × Card on 2026-11-30',
      '2026-11-19 with 4 × Card instead of 12',
      '2026-11-19 if one more press works from 2026-11-18',
      '2026-11-20 with everything',
    ]);
  });

  test('an item that must go as a whole', () => {
    // 8h + 20h by the second day: the cards alone take one, the sign alone two and a half. The second run's cards are due on
    // day 4 and come first: the sign is done after 8h + 8h + 20h, on day 5.
    expect(words({ wanted: '2026-11-18', items: ['card:8', 'sign:1'] })).toEqual([
      '2026-11-18 with Card; Sign on 2026-11-23',
      '2026-11-18 without Sign',
      '2026-11-20 with everything',
    ]);
  });

  test('two items, where one is not enough', () => {
    // 8h + 20h + 20h are six days; with either sign three and a half, with both signs alone five. The cards of all three runs are due by day 6: the
    // signs are done after 24h + 40h, on day 8.
    const sign = (id: string) => ({ id, deliverable: 'sign', quantity: 1 });
    expect(words({ wanted: '2026-11-18', items: ['card:8', sign('east'), sign('west')] })).toEqual([
      '2026-11-18 with Card; east and west on 2026-11-26',
      '2026-11-18 without east and west',
      '2026-11-24 with everything',
    ]);
  });

  test('as many as it takes', () => {
    const sign = (id: string) => ({ id, deliverable: 'sign', quantity: 1 });
    const items = ['card:8', sign('east'), sign('west'), sign('north')];
    // 8h + 60h are eight and a half days. Behind the cards of three runs: 24h + 60h, day 11, Tue 1 December.
    expect(words({ wanted: '2026-11-18', items })).toEqual([
      '2026-11-18 with Card; east, west and north on 2026-12-01',
      '2026-11-18 without east, west and north',
      '2026-11-27 with everything',
    ]);
  });

  test('an input that only the item which goes was waiting for goes with it', () => {
    const deal = { wanted: '2026-11-18', items: ['flyer:1', 'sign:1'], inputs: [{ id: 'artwork', due: '2026-11-20' }] };
    expect(editsOf(kind(ways({ ...deal, wanted: '2026-11-19' }), 'scope'))).toEqual({ 'items[0]': null, 'inputs[0]': null });
  });
});

describe('materials', () => {
  // A card takes 1.5 sheets, and each order 2 more for setting up; 4 ml of ink; a sign takes 5 of foil.
  const stocked = {
    capacity: `${capacity}materials:
  - {id: sheets, on_hand: 500}
  - {id: ink, unit: ml, on_hand: 500}
  - {id: foil, on_hand: 500}
  - {id: tape, on_hand: 500}
`,
    deliverables: deliverables
      .replace('title: Card\n', 'title: Card\n    materials: [{material: sheets, setup: 2, each: 1.5}, {material: ink, each: 4.02}]\n')
      .replace('title: Sign\n', 'title: Sign\n    materials: [{material: foil, each: 5}]\n'),
  };
  const line = (material: string, quantity: number): Deal => ({ material, quantity, state: 'planned' });

  test('less of it takes less of each: what was needed becomes what is needed, more keeps its proportion', () => {
    // 24 cards need 2 + 1.5 × 24 = 38 sheets, and 16 of them 26. Of 100 sheets 26/38 are 68.4: 69. Of 200 ml of ink 16/24 are 133.333: to hundredths, up, since
    // a card takes no whole ml: 133.34. Nobody's library asks for tape.
    const deal = { wanted: '2026-11-18', items: ['card:24'] };
    expect(editsOf(kind(ways({ ...deal, materials: [line('sheets', 38), line('ink', 200), line('tape', 3)] }, stocked), 'scope'))).toEqual({
      'items[0].quantity': 16,
      'materials[0].quantity': 26,
      'materials[1].quantity': 133.34,
    });
    expect(editsOf(kind(ways({ ...deal, materials: [line('sheets', 100)] }, stocked), 'scope'))).toMatchObject({
      'materials[0].quantity': 69,
    });
  });

  test('and goes with the last item that needed it', () => {
    const deal = { wanted: '2026-11-18', items: ['card:8', 'sign:1'], materials: [line('foil', 5), line('sheets', 14)] };
    expect(editsOf(kind(ways(deal, stocked), 'scope'))).toEqual({ 'items[1]': null, 'materials[0]': null });
  });
});

describe('promises', () => {
  const when = {
    observable: '24 cards accepted at the door',
    measure: 'cards accepted',
    threshold: '24 of 24',
    evidence: 'signed delivery note',
  };
  const promise = {
    id: 'at-the-door',
    text: '24 cards at the door for the event',
    complete_when: when,
    items: ['card'],
    quantity: 24,
    due: '2026-11-18',
  };
  const deal = {
    title: '24 cards for Acme',
    dates: { wanted: { complete: '2026-11-25' } },
    items: ['card:24'],
    promises: [promise],
    pricing: { total: 240 },
    documents: ['proposal.md'],
  };

  test('less is promised in number and threshold and price; the words are for their author', () => {
    const scope = kind(ways(deal), 'scope');
    expect(editsOf(scope)).toEqual({
      'items[0].quantity': 16,
      'promises[0].quantity': 16,
      'promises[0].complete_when.threshold': '16 of 24',
      'pricing.total': 160,
    });
    expect(scope?.rewrite).toEqual(['title', 'promises[0].text', 'promises[0].complete_when.observable', 'documents[0]']);
  });

  test('a due that is too early moves; the date of the deal, which is late enough, stays', () => {
    expect(editsOf(kind(ways(deal), 'date'))).toEqual({ 'promises[0].due': '2026-11-19' });
  });

  test('a promise about a divided item becomes two, each with its day', () => {
    const phase = kind(ways(deal), 'phase');
    expect(editsOf(phase)).toMatchObject({
      'items[0].quantity': 16,
      'promises[0].quantity': 16,
      'promises[1]': { id: 'at-the-door-rest', items: ['card-rest'], quantity: 8, due: '2026-11-25' },
    });
    expect(phase?.rewrite).toContain('promises[0].text');
  });

  test('a promise about all of it waits for the last of it', () => {
    const { items: _, ...whole } = promise;
    expect(editsOf(kind(ways({ ...deal, promises: [whole] }), 'phase'))).toMatchObject({ 'promises[0].due': '2026-11-25' });
  });

  test('a promise about what goes goes too', () => {
    const other = { ...promise, id: 'sign-up', items: ['sign'], quantity: 1, text: 'A sign' };
    const items = ['card:8', 'sign:1'];
    const both = { ...deal, items, promises: [{ ...promise, quantity: 8 }, other], pricing: { total: 90 } };
    expect(editsOf(kind(ways(both), 'scope'))).toEqual({ 'items[1]': null, 'promises[1]': null, 'pricing.total': 80 });
  });
});

describe('what the customer said', () => {
  const said = (firm: string[], negotiable: string[]): Deal => ({ ...cards, wanted: { complete: '2026-11-18', firm, negotiable } });

  test('what is firm is not offered', () => {
    expect(ways(said(['complete'], [])).map((way) => way.kind)).toEqual(['phase', 'scope']);
    expect(ways(said(['quantity'], [])).map((way) => way.kind)).toEqual(['phase', 'date']);
    expect(ways(said(['phase'], [])).map((way) => way.kind)).toEqual(['scope', 'date']);
  });

  test('everything by that day: then there is no way', () => {
    expect(ways(said(['complete', 'quantity'], []))).toEqual([]);
  });

  test('what is negotiable comes first', () => {
    expect(ways(said([], ['complete', 'quantity'])).map((way) => way.kind)).toEqual(['date', 'scope', 'phase']);
    expect(ways(said(['complete'], ['quantity', 'phase'])).map((way) => way.kind)).toEqual(['scope', 'phase']);
  });
});

describe('other dates', () => {
  test('an offer that counts from an input gets a longer time, and is not divided', () => {
    // Artwork on Tue 17: 24h take it and the two days after, where one was offered.
    const deal = {
      dates: { wanted: { complete: { after: 'artwork', within: '1bd' } } },
      items: ['flyer:24'],
      inputs: [{ id: 'artwork', due: '2026-11-17' }],
    };
    const found = ways(deal);
    expect(found.map((way) => way.words)).toEqual([
      'within 1bd after artwork with 16 × Flyer instead of 24',
      'within 2bd after artwork with all 24 × Flyer',
    ]);
    expect(editsOf(found[1])).toEqual({ 'dates.offered': { complete: { after: 'artwork', within: '2bd' } } });
  });

  test('a deal in phases moves both dates to where one order of work keeps them', () => {
    // 16 cards take days 1 and 2. The banner is printed in a day and dries for 20d. What is best for the whole prints the banner first: Tue 17 and 20d, Mon
    // 7 December. The cards come first to be there by Wed 18, their soonest; three runs of them take days 1 to 6, and the banner is then printed on Wed 25 and dry on Tue 15 December.
    const banner = printed('Banner', '8h').concat('\n      - {id: dry, after: [print], window: 20d}');
    const items = [
      { deliverable: 'card', quantity: 16, phase: 1 },
      { deliverable: 'banner', quantity: 1, phase: 2 },
    ];
    const deal = { dates: { wanted: { complete: '2026-11-25' }, phases: [{ phase: 1, complete: '2026-11-17' }] }, items };
    expect(words(deal, { deliverables: `${deliverables}  banner:${banner}\n` })).toEqual([
      'phase 1 on 2026-11-18 and the whole on 2026-12-15',
    ]);
  });

  test('a deal in phases of its own moves the phases that are too early', () => {
    // 12 cards take until Wed 18, and then the sign until Fri 20: 32h. Three runs of 12 cards are due by days 2, 4 and 6, so the first sign is done after
    // 36h + 20h, on day 7: the cards by Wed 18 need the whole by Wed 25, and where that is asked for the phase alone moves.
    const items = [
      { deliverable: 'card', quantity: 12 },
      { deliverable: 'sign', quantity: 1, phase: 2 },
    ];
    const deal = { dates: { wanted: { complete: '2026-11-25' }, phases: [{ phase: 1, complete: '2026-11-17' }] }, items };
    const found = ways(deal);
    expect(found.map((way) => way.words)).toEqual(['phase 1 on 2026-11-18']);
    expect(editsOf(found[0])).toEqual({ 'dates.phases[0].complete': '2026-11-18' });

    const both = ways({ ...deal, dates: { ...deal.dates, wanted: { complete: '2026-11-19' } } });
    expect(both.map((way) => way.words)).toEqual(['phase 1 on 2026-11-18 and the whole on 2026-11-25']);
  });

  test('the date of the only phase moves with the whole, which has time', () => {
    // 16 cards take days 1 and 2.
    const deal = {
      dates: { wanted: { complete: '2026-12-18' }, phases: [{ phase: 1, complete: '2026-11-17' }] },
      items: [{ deliverable: 'card', quantity: 16 }],
    };
    const later = ways(deal).find(({ kind }) => kind === 'date')!;
    expect(later.words).toBe('2026-11-18 with all 16 × Card');
    expect(editsOf(later)).toEqual({ 'dates.phases[0].complete': '2026-11-18' });
  });

  test('a start before the work can begin moves with the rest', () => {
    // The press is taken until Wed 18, so 24h take Thu 19, Fri 20 and Mon 23. With another one from Tue 17 on they take Tue 17, Wed 18 and Thu 19; from Wed 18 on
    // they would begin on Wed 18.
    const bookings = `bookings:
  - {id: po-1, customer: Baxter, paid: true, state: hard, promised: 2026-11-18, work: [{needs: {press: 1}, from: 2026-11-16, to: 2026-11-18, per_day: 8h}]}
`;
    const deal = { dates: { wanted: { start: '2026-11-17', complete: '2026-11-20' } }, items: ['card:24'] };
    expect(words(deal, { capacity: capacity + bookings })).toEqual([
      '2026-11-20 with 16 × Card; the other 8 on 2026-11-23, starting 2026-11-19',
      '2026-11-20 with 16 × Card instead of 24, starting 2026-11-19',
      'start 2026-11-17, complete 2026-11-20 if one more press works from 2026-11-17',
      '2026-11-23 with all 24 × Card, starting 2026-11-19',
    ]);
    const later = { ...deal, dates: { wanted: { start: '2026-11-17', complete: '2026-11-23' } } };
    expect(words(later, { capacity: capacity + bookings })).toEqual([
      'start 2026-11-17, complete 2026-11-23 if one more press works from 2026-11-17',
      'start 2026-11-19, complete 2026-11-23',
    ]);
    const firm = { ...deal, dates: { wanted: { start: '2026-11-17', complete: '2026-11-20', firm: ['start'] } } };
    expect(words(firm, { capacity: capacity + bookings })).toEqual([
      'start 2026-11-17, complete 2026-11-20 if one more press works from 2026-11-17',
    ]);
  });

  test('a deal that names no day is given one', () => {
    const { wanted: _, ...open } = cards;
    expect(words(open)).toEqual(['2026-11-19 with all 24 × Card']);
  });

  test('work after what operations confirmed needs their approval', () => {
    const confirmed = capacity.replace('calendar:', 'confirmed_until: 2026-11-18\ncalendar:');
    const found = ways(cards, { capacity: confirmed });
    expect(found.map((way) => [way.kind, ...way.approvers])).toEqual([['phase', 'delivery-lead'], ['scope'], ['date', 'delivery-lead']]);
  });

  test('what blocks and has nothing to do with dates goes on blocking, and is told', () => {
    const vague = { id: 'p', text: 'better cards', items: ['card'] };
    const found = ways({ ...cards, promises: [vague] });
    expect(found.map((way) => way.remain)).toEqual([['observable-outcome'], ['observable-outcome'], ['observable-outcome']]);
  });
});

describe('no ways', () => {
  test.each<[string, Deal]>([
    ['for a deal that passes', { ...cards, wanted: '2026-11-19' }],
    ['for an autopsy', { ...cards, state: 'signed', dates: { signed: '2026-11-16' } }],
    ['where all that is sold is not in the library', { ...cards, items: ['poster:1'] }],
    [
      'where dates are not what is wrong',
      { ...cards, wanted: '2026-11-25', promises: [{ id: 'p', text: 'better cards', items: ['card'] }] },
    ],
  ])('%s', (_, deal) => {
    expect(waysOf(textsOf(deal))).toMatchObject({ ways: [], spent: false, checks: 0 });
  });
});
