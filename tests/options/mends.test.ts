// Ways to say yes to what is no date, worked by hand. Ten bags cost 2500 + 10 × 20 = 2700 by the library. Their work is cut 8h × 40 + sew 8h × 40 + check 4h × 50
// + wrap 1h × 50 = 890, and a blunt blade (8h × 40 = 320) is the one failure that is work. Today is Monday 2026-11-16 and the work begins on Tuesday: nominal
// 2026-11-23, safe 2026-11-25, as fixtures/rules/_base says.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { composed, edited, goneEdit, plainEdit, type Edit } from '../../src/options/edit.ts';
import { formatDay } from '../../src/model/day.ts';
import { pathText } from '../../src/model/place.ts';
import type { Way } from '../../src/options/way.ts';
import { judgeBase, RULES_FOLDER, textsOf, type Texts } from '../rules/workspace.ts';
import { waysOf } from './again.ts';
import { mendWrongs } from './mended.ts';

type Plain = Record<string, unknown>;

interface Change {
  readonly item?: Plain;
  readonly deal?: Plain;
  readonly rules?: Plain;
  readonly bag?: Plain;
  readonly more?: Record<string, Plain>;
  readonly capacity?: Plain;
  readonly history?: string;
}

/** The base workspace with ten bags for 2026-12-18, and what a test changes of it. What is not its matter is off. */
function textsWith({ item, deal, rules, bag, more, capacity, history }: Change): Texts {
  const base = textsOf(join(RULES_FOLDER, '_base'));
  const policy = parse(base.policy) as Plain & { rules: Plain };
  const library = parse(base.deliverables) as { deliverables: Record<string, Plain> };
  Object.assign(library.deliverables['bag'], { lead_time: '5bd' }, bag);
  Object.assign(library.deliverables, more);
  const off = { 'scoping-template': 'off', 'owner-inputs-escalation': 'off', 'observable-outcome': 'off' };
  return {
    ...base,
    policy: stringify({ ...policy, rules: { ...policy.rules, ...off, ...rules } }),
    capacity: stringify({ ...(parse(base.capacity) as Plain), ...capacity }),
    deliverables: stringify(library, { aliasDuplicateObjects: false }),
    deal: stringify(
      {
        handoff: 1,
        customer: 'Acme Outdoor',
        wanted: '2026-12-18',
        items: [{ deliverable: 'bag', quantity: 10, ...item }],
        ...deal,
      },
      { aliasDuplicateObjects: false },
    ),
    history: history ?? null,
  };
}

/** The ways of a deal, each held against its texts. */
function waysWith(change: Change): readonly Way[] {
  const texts = textsWith(change);
  const { ways, spent, fault } = waysOf(texts);
  expect({ spent, fault }).toEqual({ spent: false, fault: null });
  for (const way of ways) expect({ tight: way.tight, wrong: mendWrongs(texts, way) }).toEqual({ tight: true, wrong: [] });
  return ways;
}

const wordsWith = (change: Change): string[] => waysWith(change).map(({ words }) => words);

const editsOf = (way: Way | undefined): unknown =>
  Object.fromEntries(way?.edits.map(({ path, written }) => [pathText(path), written]) ?? []);

const liner = { id: 'liner', what: 'Recycled liner', effort: { sewer: '4h' }, change: 'permanent', choice: 'build' };
const late = { 'custom-lead-time': 'off', reversible: 'off' };

describe('a price', () => {
  test('of work that was sold for nothing is its cost; or it is left out', () => {
    // 4h × 40 = 160, and 2700 + 160 = 2860.
    const ways = waysWith({ item: { custom: [liner] }, rules: late });
    expect(ways.map(({ kind, words }) => [kind, words])).toEqual([
      ['price', "2026-12-18 at 2860 USD, with 'liner' for 160"],
      ['configure', "2026-12-18 as the library has it: without 'liner'"],
    ]);
    expect(ways.map(editsOf)).toEqual([{ 'items[0].custom[0].price': 160 }, { 'items[0].custom[0]': null }]);
    expect(ways[0].result).toEqual({ start: ways[1].result.start, complete: ways[1].result.complete });
  });

  test('takes the total with it, as near as policy tolerates', () => {
    // 2860 less 1 % are 2831.40.
    const [way] = waysWith({ item: { custom: [{ ...liner, price: 100 }] }, deal: { pricing: { total: 2700 } }, rules: late });
    expect(way.words).toBe("2026-12-18 at 2831.40 USD, with 'liner' for 160");
    expect(editsOf(way)).toEqual({ 'items[0].custom[0].price': 160, 'pricing.total': 2831.4 });
  });

  test('leaves a total that stands as it is', () => {
    expect(wordsWith({ item: { custom: [liner] }, deal: { pricing: { total: 2860 } }, rules: late })[0]).toBe(
      "2026-12-18 at 2860 USD, with 'liner' for 160",
    );
  });

  test('that nothing explains goes to the nearer edge of what is tolerated', () => {
    // 2700 ± 27.
    expect(wordsWith({ deal: { pricing: { total: 2500 } } })).toEqual(['2026-12-18 at 2673 USD']);
    expect(wordsWith({ deal: { pricing: { total: 3000 } } })).toEqual(['2026-12-18 at 2727 USD']);
  });

  test('above its parts is explained by custom work, where there is any', () => {
    // 3200 ÷ 1.01 = 3168.32 (rounded up), and 2700 of it are the library's.
    const [way] = waysWith({ item: { custom: [{ ...liner, price: 400 }] }, deal: { pricing: { total: 3200 } }, rules: late });
    expect(way.words).toBe("2026-12-18 at 3200 USD, with 'liner' for 468.32");
    expect(editsOf(way)).toEqual({ 'items[0].custom[0].price': 468.32 });
  });

  test('takes back what nobody approved', () => {
    const [way] = waysWith({ deal: { pricing: { exceptions: [{ what: 'Free set-up', amount: 200 }] } } });
    expect(way.words).toBe("2026-12-18 at 2700 USD, without 'Free set-up'");
    expect(editsOf(way)).toEqual({ 'pricing.exceptions[0]': null });
  });

  test('leaves the floor, out of custom work', () => {
    // 890 + 160 + 320 = 1370 of which 60 % must be left beside: 1370 ÷ 40 % = 3425. The library brings 2700, so the liner 725.
    const rules = { ...late, 'margin-floor': { floor: '60%' } };
    expect(wordsWith({ item: { custom: [{ ...liner, price: 400 }] }, rules })).toContain("2026-12-18 at 3425 USD, with 'liner' for 725");
    // With a total of its own, that is what is counted to the cent.
    const [way] = waysWith({ item: { custom: [{ ...liner, price: 400 }] }, deal: { pricing: { total: 3100 } }, rules });
    expect(editsOf(way)).toEqual({ 'items[0].custom[0].price': 725, 'pricing.total': 3425 });
  });

  test('leaves the floor, out of what was given away, or of what policy tolerates', () => {
    // 1210 ÷ 45 % = 2688.89, rounded up: under 2700 by less than 1 %.
    const rules = { 'margin-floor': { floor: '55%' } };
    expect(wordsWith({ deal: { pricing: { total: 2680 } }, rules })).toEqual(['2026-12-18 at 2688.89 USD']);
  });

  test("of the library's own is operations' to change", () => {
    expect(wordsWith({ rules: { 'margin-floor': { floor: '60%' } } })).toEqual([]);
  });

  test('is not moved where the customer calls it firm', () => {
    const deal = { pricing: { total: 2500 }, wanted: { complete: '2026-12-18', firm: ['price'] } };
    expect(wordsWith({ deal })).toEqual([]);
  });

  test('comes after what the customer called negotiable', () => {
    const deal = { wanted: { complete: '2026-12-18', negotiable: ['scope'] } };
    expect(waysWith({ item: { custom: [liner] }, deal, rules: late }).map(({ kind }) => kind)).toEqual(['configure', 'price']);
  });

  test('and a date that is too early are mended together', () => {
    const ways = waysWith({ deal: { pricing: { total: 2500 }, wanted: '2026-11-24' } });
    expect(ways.map(({ kind, words, remain }) => [kind, words, remain])).toEqual([
      ['date', '2026-11-25 with all 10 × Bag, at 2673 USD', []],
    ]);
    expect(editsOf(ways[0])).toEqual({ 'pricing.total': 2673, 'dates.offered': { complete: '2026-11-25' } });
  });

  test('is mended also where the date is firm, and says what it leaves', () => {
    const [way] = waysWith({ deal: { pricing: { total: 2500 }, wanted: { complete: '2026-11-24', firm: ['complete', 'scope'] } } });
    expect(way.words).toBe('2026-11-24 at 2673 USD');
    expect(way.remain).toContain('operations-date');
  });
});

describe('as the library has it', () => {
  const options = { colours: { min: 1, max: 6 }, finish: { one_of: ['matte', 'gloss'] } };

  test('goes to the nearest value inside the bounds, and leaves out what is none of its options', () => {
    const [way] = waysWith({ bag: { options }, item: { options: { colours: 9, finish: 'satin', engraving: 'ACME' } } });
    expect(way.words).toBe(
      "2026-12-18 as the library has it: colours 6 instead of 9, finish matte instead of satin (matte or gloss), without 'engraving'",
    );
    expect(editsOf(way)).toEqual({ 'items[0].options.colours': 6, 'items[0].options.finish': 'matte', 'items[0].options.engraving': null });
  });

  test('leaves out no more than it must, with all that speaks of it alone', () => {
    const customs = [
      { ...liner, price: 400, change: 'reversible', undo: 'It is taken out' },
      { ...liner, id: 'badge', what: 'A badge', price: 400, after: ['bag.liner'] },
    ];
    const deal = {
      title: 'Bags with a badge',
      assumptions: [{ text: 'The badge is ours', if_false: { hits: 'badge', costs: '1h' } }],
      pricing: { total: 3500 },
    };
    // That the liner can be undone is for its doer to say; the badge stays for good and nobody has approved it.
    const [way] = waysWith({ item: { custom: customs }, deal, rules: { ...late, reversible: 'error' } });
    expect(editsOf(way)).toEqual({ 'items[0].custom[1]': null, 'assumptions[0]': null, 'pricing.total': 3100 });
    expect(way.rewrite).toContain('title');
    // Operations owe the doer's word on the liner, which is told and blocks nothing.
    expect(way.remain).toEqual([]);
  });

  test('is not offered where the scope is firm', () => {
    const deal = { wanted: { complete: '2026-12-18', firm: ['scope'] } };
    expect(wordsWith({ bag: { options }, item: { options: { colours: 9 } }, deal })).toEqual([]);
  });

  test('holds the date of what is plain beside the later one of what is customized', () => {
    // Ten business days after Tuesday 17 November are Tuesday 1 December; the plain bag is safe on the 25th.
    const ways = waysWith({
      bag: { lead_time: '10bd' },
      item: { custom: [{ ...liner, price: 400 }] },
      deal: { wanted: '2026-11-27' },
      rules: { reversible: 'off' },
    });
    expect(ways.map(({ words }) => words)).toEqual(['2026-12-01 with all 10 × Bag', "2026-11-27 as the library has it: without 'liner'"]);
  });

  test('sells what the library delivers', () => {
    const tote = {
      title: 'Tote',
      version: 1,
      status: 'offered',
      price: { setup: 0, each: 300 },
      owner: 'ana',
      doer: 'ben',
      steps: [{ id: 'sew', needs: { sewer: 1 }, duration: '8h' }],
    };
    expect(wordsWith({ item: { version: 1 } })).toEqual(["2026-12-18 with 'bag' in version 2, as it is delivered now"]);
    expect(wordsWith({ bag: { status: 'declined', instead: ['tote'] }, more: { tote } })).toEqual([
      "2026-12-18 with 'tote' instead of 'bag'",
    ]);
    const added = waysWith({ bag: { requires: ['tote'] }, more: { tote } });
    expect(added.map(({ words }) => words)).toEqual(["2026-12-18 with 'tote' too"]);
    expect(editsOf(added[0])).toEqual({ 'items[1]': { id: 'tote', deliverable: 'tote', quantity: 10 } });
    expect(wordsWith({ item: { skip: ['check'] } })).toEqual(["2026-12-18 with 'check' left in"]);
    const two = {
      deal: {
        items: [
          { deliverable: 'zeppelin', quantity: 1 },
          { deliverable: 'bag', quantity: 10 },
        ],
      },
    };
    expect(wordsWith(two)).toEqual(["2026-12-18 without 'zeppelin'"]);
    // All of it cannot be left out.
    expect(wordsWith({ deal: { items: [{ deliverable: 'zeppelin', quantity: 1 }] } })).toEqual([]);
  });
});

describe('people', () => {
  // The one sewer is booked 2h of 8h each day until 27 November.
  const booked = {
    bookings: [
      {
        id: 'po-1',
        customer: 'Norwell',
        paid: true,
        promised: '2026-11-27',
        work: [{ needs: { sewer: 1 }, from: '2026-11-17', to: '2026-11-27', per_day: '2h' }],
      },
    ],
  };
  const rules = { 'staffing-pattern': 'error' };
  // A price that pays for people who are there all day.
  const dear = { price: { setup: 90_000, each: 20 } };

  test('whose name is in a text become the pattern of the steps', () => {
    const ways = waysWith({ bag: dear, capacity: booked, deal: { title: 'Ten bags, sewn by Cleo Marsh' }, rules });
    // 75 % of her weeks until the 27th are free: 30h of 40h. Sewing takes 6h of Fri 20 and 2h of Mon 23 then, and the work is safe a day later, on the 26th.
    expect(ways.map(({ words }) => words)).toEqual([
      '2026-12-18 with one cutter, one sewer, one inspector at 75% of their time from 2026-11-17 to 2026-11-26, in place of Cleo Marsh',
    ]);
    expect(editsOf(ways[0])).toEqual({
      'staffing[0]': { needs: { cutter: 1, sewer: 1, inspector: 1 }, from: '2026-11-17', to: '2026-11-26', share: '75%' },
      title: 'Ten bags, sewn by a sewer',
    });
    expect(ways[0].rewrite).toEqual(['title']);
  });

  test('who are promised for more than is free are promised for what is', () => {
    const ways = waysWith({
      bag: dear,
      capacity: booked,
      deal: { staffing: [{ needs: { sewer: 1 }, from: '2026-11-17', to: '2026-12-18' }] },
      rules,
    });
    expect(ways.map(({ words }) => words)).toEqual(['2026-12-18 with one sewer at 75% of their time instead of 100%']);
  });

  test('promised in words get a pattern behind them', () => {
    const [way] = waysWith({ bag: dear, deal: { title: 'Ten bags by our best people' }, rules });
    expect(way.words).toBe('2026-12-18 with one cutter, one sewer, one inspector');
    expect(editsOf(way)).toEqual({ 'staffing[0]': { needs: { cutter: 1, sewer: 1, inspector: 1 } } });
  });

  test('are promised for no more of their time than the price pays for', () => {
    // Of 2700 the floor leaves 2430, less 320 for the blade 2110. Seven days from the 17th to the 25th are 56h, at 40 + 40 + 50 an hour 7280: 28 % are 2038.40.
    expect(wordsWith({ deal: { title: 'Ten bags by our best people' }, rules })).toEqual([
      '2026-12-18 with one cutter, one sewer, one inspector at 28% of their time from 2026-11-17 to 2026-11-25',
    ]);
  });
});

describe('a pilot, a build', () => {
  const promise = { id: 'all', text: 'Ten bags are at the door', items: ['bag'], doer: 'ben' };

  test('in place of something for good, bounded', () => {
    const [way] = waysWith({ deal: { promises: [{ ...promise, commitment: 'permanent' }] }, rules: { reversible: 'error' } });
    expect(way.words).toBe('2026-12-18 as a pilot of 14d for one customer');
    // 8h + 8h + 4h + 1h of work.
    expect(editsOf(way)).toEqual({
      'promises[0].commitment': null,
      'promises[0].pilot': { length: '14d', customers: 1, effort: '21h' },
    });
    expect(way.rewrite).toEqual(['promises[0].text']);
  });

  test('of so many pieces as the work of a pilot makes', () => {
    // cut 8h + sew 8h + n × 30m + check 4h + wrap 1h ≤ 40h: n ≤ 38, of 60. What goes takes its 22 × 20 of the price along.
    const steps = (parse(textsOf(join(RULES_FOLDER, '_base')).deliverables) as { deliverables: { bag: { steps: Plain[] } } }).deliverables
      .bag.steps;
    const sewn = steps.map((step) => (step['id'] === 'sew' ? { ...step, duration: { setup: '8h', each: '30m' } } : step));
    const deal = { promises: [{ ...promise, quantity: 60, pilot: { length: '3w', customers: 2 } }], pricing: { total: 3700 } };
    const [way] = waysWith({ bag: { steps: sewn }, item: { quantity: 60 }, deal, rules: { reversible: 'error' } });
    expect(way.words).toBe('2026-12-18 as a pilot of 14d for one customer, with 38 × Bag instead of 60');
    expect(editsOf(way)).toEqual({
      'items[0].quantity': 38,
      'promises[0].quantity': 38,
      'pricing.total': 3260,
      'promises[0].pilot': { length: '14d', customers: 1, effort: '40h' },
    });
    // Fewer are no way for a customer whose quantity is firm.
    const firm = { ...deal, wanted: { complete: '2026-12-18', firm: ['quantity'] } };
    expect(wordsWith({ bag: { steps: sewn }, item: { quantity: 60 }, deal: firm, rules: { reversible: 'error' } })).toEqual([]);
  });

  test('of what nobody has proven; or it is built first, by the roadmap', () => {
    // Ready on Monday 2027-01-04, and from then it is worked: cut on Mon 4 and (the blade is blunt) Tue 5, glue until Thu 7, sew Fri 8, no thread on Mon 11,
    // check on Tue 12. Five business days after it was ready would be Mon 11.
    const roadmap = { ref: 'RM-1', state: 'in-progress', ready: '2027-01-04', confirmed_by: 'ana', confirmed_at: '2026-11-10' };
    const history = 'id,customer,deliverable,version,quantity,started,completed,promised,outcome,doers,on_spec\n';
    const ways = waysWith({ bag: { roadmap }, rules: { 'proven-output': 'error', reversible: 'off', 'comparable-work': 'off' }, history });
    expect(ways.map(({ kind, words, result }) => [kind, words, result.complete && formatDay(result.complete)])).toEqual([
      ['pilot', '2026-12-18 as a pilot of 14d for one customer', '2026-12-18'],
      ['date', '2027-01-12 with all 10 × Bag, Bag built first', '2027-01-12'],
    ]);
    expect(editsOf(ways[1])).toEqual({ 'items[0].offer': 'build', 'dates.offered': { complete: '2027-01-12' } });
    // A date that cannot move leaves no time to build.
    const deal = { wanted: { complete: '2026-12-18', firm: ['complete'] } };
    expect(
      wordsWith({ bag: { roadmap }, deal, rules: { 'proven-output': 'error', reversible: 'off', 'comparable-work': 'off' }, history }),
    ).toEqual(['2026-12-18 as a pilot of 14d for one customer']);
  });
});

describe('a flow', () => {
  // 5 min are 300s.
  test('is cut by fewer decisions in what is customized', () => {
    // 2 × 15 + 1 × 40 = 70s by the library, 6 × 40 = 240s more: 10s are too many, one decision of 40s.
    const custom = [{ ...liner, price: 400, flow: { decisions: 6 } }];
    const ways = waysWith({ bag: { flow: { steps: 2, decisions: 1 } }, item: { custom }, rules: { ...late, whiteboard: 'error' } });
    expect(ways.map(({ words }) => words)).toEqual([
      "2026-12-18 as the library has it: without 'liner'",
      "2026-12-18 with 5 decisions instead of 6 in 'liner'",
      '2026-12-18 with a review by one inspector, 1h a week',
    ]);
  });

  test('is looked at by somebody of its last step, when operations say so', () => {
    // 8 × 40 = 320s.
    const [way] = waysWith({ bag: { flow: { decisions: 8 } }, rules: { whiteboard: 'error' } });
    expect(way.words).toBe('2026-12-18 with a review by one inspector, 1h a week');
    expect(way.edits).toEqual([]);
    expect(way.asks?.library?.map(({ path, written }) => [pathText(path), written])).toEqual([
      ['deliverables.bag.review', { by: 'inspector', hours: '1h', per: 'week' }],
    ]);
  });
});

describe('an input that is not here', () => {
  const inputs = [{ id: 'artwork', blocks: ['cut'] }];
  const rules = { 'upstream-reset': { severity: 'error', open_inputs: 'relative' } };

  test('gives a date that counts from it', () => {
    // From Tuesday 17 November: safe on the 25th, six business days after it.
    const deal = { inputs: [{ id: 'artwork', from: 'Acme Outdoor' }] };
    const [way] = waysWith({ bag: { inputs }, deal, rules });
    expect(way.words).toBe('within 6bd after artwork (2026-11-25 if it comes on 2026-11-17)');
    expect(editsOf(way)).toEqual({ 'dates.offered': { complete: { after: 'artwork', within: '6bd' } } });
    expect(wordsWith({ bag: { inputs }, deal: { ...deal, wanted: { complete: '2026-12-18', firm: ['complete'] } }, rules })).toEqual([]);
  });

  test('takes the due of a promise with it', () => {
    const promises = [{ id: 'all', text: 'Ten bags by 2026-12-18', items: ['bag'], due: '2026-12-18' }];
    const [way] = waysWith({ bag: { inputs }, deal: { promises, offered: { complete: '2026-12-18' } }, rules });
    expect(editsOf(way)).toEqual({ 'dates.offered.complete': { after: 'artwork', within: '6bd' }, 'promises[0].due': null });
    expect(way.rewrite).toEqual(['promises[0].text']);
  });
});

describe('two sets of changes as one', () => {
  const { file } = judgeBase().facts.deal;
  const [item] = file.items;
  const four = { ...file, items: ['a', 'b', 'c', 'd'].map((id) => ({ ...item, id, quantity: 1 })) };
  const both = (first: Edit[], second: Edit[]) => {
    const then = edited(edited(four, first), second);
    expect(edited(four, composed(first, second))).toEqual(then);
    return then.items.map(({ id, quantity }) => `${id}${quantity}`);
  };

  test('count again what the first took out, added and changed', () => {
    const added = { path: ['items', 4], value: { ...item, id: 'e', quantity: 1 }, written: {} };
    // a and c go; of b, d and e the second is d, the third e.
    const gone = [goneEdit(['items', 0]), goneEdit(['items', 2]), added];
    expect(both(gone, [plainEdit(['items', 1, 'quantity'], 7)])).toEqual(['b1', 'd7', 'e1']);
    expect(both(gone, [plainEdit(['items', 2, 'quantity'], 7)])).toEqual(['b1', 'd1', 'e7']);
    expect(both(gone, [goneEdit(['items', 1])])).toEqual(['b1', 'e1']);
    expect(both([plainEdit(['items', 0, 'quantity'], 5)], [plainEdit(['items', 0, 'quantity'], 6)])).toEqual(['a6', 'b1', 'c1', 'd1']);
  });

  test('say each value once', () => {
    const offer: Edit = { path: ['dates', 'offered'], value: { complete: 1 }, written: { complete: 'one' } };
    expect(composed([offer], [plainEdit(['dates', 'offered', 'complete'], 2)])).toEqual([
      { path: ['dates', 'offered'], value: { complete: 2 }, written: { complete: 2 } },
    ]);
    expect(composed([plainEdit(['dates', 'offered', 'complete'], 2)], [offer])).toEqual([offer]);
  });
});
