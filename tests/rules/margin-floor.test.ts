// The base deal: ten bags at 2500 + 10 × 20 = 2700. Cut 8h × 40 = 320, sew 8h × 40 = 320, check 4h and wrap 1h × 50 = 250: cost 890. Of its two failures
// `blunt` is work, 8h × 40 = 320, and `thread` only waits. 2700 - 890 - 320 = 1490 is left.
import { describe, expect, test } from 'vitest';
import { judgeBase } from './workspace.ts';

type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;
const RULE = 'margin-floor';
const floor = (written: string): Changes => ({
  policy: (text) => text.replace('margin-floor: {floor: 10%}', `margin-floor: {${written}}`),
});
const deal = (...lines: string[]): Changes => ({
  deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\n${lines.join('\n')}\n`,
});
const library = (from: string, to: string): Changes => ({ deliverables: (text) => text.replace(from, to) });
const price = (written: string): Changes => library('{setup: 2500, each: 20}', written);
const of = (...changes: Changes[]) => judgeBase(Object.assign({}, ...changes) as Changes).of(RULE);

describe('the floor', () => {
  test.each([
    ['1490', 'pass'],
    ['1490.01', 'needs-approval'],
    ['0', 'pass'],
    // 1490 / 2700 is 55.1851…%: 55.1851% of 2700 is 1489.9977, 55.1852% is 1490.0004.
    ['55.1851%', 'pass'],
    ['55.1852%', 'needs-approval'],
    ['100%', 'needs-approval'],
  ])('is reached or not: %s', (written, verdict) => {
    expect(of(floor(`floor: ${written}`)).verdict).toBe(verdict);
  });

  test('says what is left, of what, after what, and from which price on it holds', () => {
    const check = of(floor('floor: 60%'));
    // 1210 is spent; 1210 / 40 % = 3025.
    expect(check).toMatchObject({
      verdict: 'needs-approval',
      approver: 'leadership',
      reason: 'margin-floor/below-floor',
      severity: 'error',
    });
    expect(check.findings).toMatchObject([
      {
        message:
          "of 2700 USD, 1490 (55.2%) is left after cost 890 USD (cutter 8h × 40 = 320, sewer 8h × 40 = 320 and inspector 5h × 50 = 250) and 320 for what goes wrong ('The blade is blunt and the cut is repeated' at bag.cut = 320), and the floor is 1620 (60%)",
        help: 'it holds from a price of 3025, 325 more: operations price it anew, or sell something else',
        data: {
          price: '2700',
          cost: '890',
          failures: '320',
          left: '1490',
          holds_from: '3025',
          lines: ['cutter 8h × 40 = 320', 'sewer 8h × 40 = 320', 'inspector 5h × 50 = 250'],
        },
      },
    ]);
    expect(of(floor('floor: 60%'), price('{setup: 2825, each: 20}')).verdict).toBe('pass');
    expect(of(floor('floor: 60%'), price('{setup: 2824.99, each: 20}')).verdict).toBe('needs-approval');
    expect(of().summary).toMatch(/^of 2700 USD, 1490 \(55.2%\) is left .*; the floor is 270 \(10%\)$/);
  });

  test('is missed by what is missing', () => {
    // 900 less 890 less 320.
    expect(of(price('{setup: 700, each: 20}')).summary).toMatch(
      /^of 900 USD, 310 is missing after cost 890 USD .*, and the floor is 90 \(10%\)$/,
    );
    expect(of(floor('floor: 100%')).findings[0].help).toBe('no price leaves a floor of the whole price: operations set it lower');
  });

  test('a floor that nobody has named is owed by operations, and only a toxic yes is judged', () => {
    const check = of(floor('failures: 2'));
    expect(check).toMatchObject({ verdict: 'unknown', blocking: false, reason: 'margin-floor/no-floor' });
    expect(check.summary).toBe(
      'cost 890 USD is within the price of 2700; operations owes: a margin floor (handoff.yaml → rules → margin-floor → floor)',
    );
    expect(of(floor('failures: 2'), price('{setup: 690, each: 20}')).verdict).toBe('unknown');
    expect(of(floor('failures: 2'), price('{setup: 689.99, each: 20}'))).toMatchObject({
      verdict: 'fail',
      reason: 'margin-floor/toxic-yes',
    });
  });
});

describe('a toxic yes', () => {
  const toxic = price('{setup: 689.99, each: 20}');

  test('is told with what is lost, and nobody may waive it', () => {
    const check = of(toxic);
    expect(check).toMatchObject({ verdict: 'fail', approver: null, reason: 'margin-floor/toxic-yes' });
    expect(check.findings[0].message).toBe(
      'cost 890 USD (cutter 8h × 40 = 320, sewer 8h × 40 = 320 and inspector 5h × 50 = 250) is above the price of 889.99: 0.01 lost before anything goes wrong',
    );
    // With the floor of a tenth: 890 / 90 % = 988.888…
    expect(check.findings[0].help).toContain('it holds from a price of 988.89, 98.90 more');
    expect(check.findings[0].data).toMatchObject({ failures: '0', left: '-0.01', holds_from: '988.89' });
    expect(of(toxic, floor('failures: 2')).findings[0].data).toMatchObject({ holds_from: '890' });
    expect(of(price('{setup: 690, each: 20}'), floor('floor: 0, failures: 0')).verdict).toBe('pass');
  });

  test('is an error in every profile, also where the floor is only warned of or not judged', () => {
    const profile = (name: string, rule = 'margin-floor: {floor: 10%}'): Changes => ({
      policy: (text) => text.replace('make-to-order', name).replace('margin-floor: {floor: 10%}', rule),
    });
    for (const name of ['services', 'saas', 'print', 'trades', 'regulated-care']) {
      expect(of(toxic, profile(name)), name).toMatchObject({ verdict: 'fail', severity: 'error', blocking: true });
    }
    const missed = 'margin-floor: {floor: 60%}';
    expect(of(profile('saas', missed))).toMatchObject({ verdict: 'needs-approval', severity: 'warn', blocking: false });
    expect(of(profile('regulated-care', missed))).toMatchObject({ verdict: 'off', severity: 'off', findings: [] });
    // Policy's own word counts.
    expect(of(toxic, profile('services', 'margin-floor: off'))).toMatchObject({ verdict: 'off' });
    expect(of(toxic, profile('services', 'margin-floor: {severity: warn, floor: 10%}'))).toMatchObject({
      verdict: 'fail',
      blocking: false,
    });
  });

  test('is told although something of the cost is missing: that can only make it dearer', () => {
    const noRate: Changes = { capacity: (text) => text.replace('inspector: {rate: 50}', 'inspector: {}') };
    expect(of(noRate, price('{setup: 439.99, each: 20}')).reason).toBe('margin-floor/toxic-yes');
    expect(of(noRate, price('{setup: 440, each: 20}')).reason).toBe('margin-floor/no-cost');
  });
});

describe('what goes wrong', () => {
  const failures = (...lines: string[]): Changes => ({
    deliverables: (text) => text.replace(/failures:\n(.*\n)*/, `failures:\n${lines.map((line) => `      - {${line}}\n`).join('')}`),
  });
  const lost = (changes: Changes[], words = 'floor: 90%') => of(floor(words), ...changes).findings[0].data!.failures;

  test('is the two dearest that are work, each in its dearest place', () => {
    const three = failures(
      'id: a, what: A, hits: cut, costs: 1h',
      'id: b, what: B, hits: [cut, check], costs: 2h',
      'id: c, what: C, hits: sew, repeats: 50%',
      'id: d, what: D, hits: cut, delays: 9bd',
    );
    // a 40, b at the check 2h × 50 = 100, c half of 8h × 40 = 160, d holds nobody.
    expect(lost([three])).toBe('260');
    expect(lost([three], 'floor: 90%, failures: 0')).toBe('0');
    expect(lost([three], 'floor: 90%, failures: 1')).toBe('160');
    expect(lost([three], 'floor: 90%, failures: 3')).toBe('300');
    expect(of(floor('floor: 90%'), three).summary).toContain("260 for what goes wrong ('C' at bag.sew = 160 and 'B' at bag.check = 100)");
    expect(of(floor('floor: 90%, failures: 0'), three).summary).toContain('inspector 5h × 50 = 250), and the floor');
  });

  test('holds everybody that the step needs', () => {
    const two = failures('id: a, what: A, hits: sew, costs: 1bd', 'id: d, what: D, hits: cut, delays: 1bd');
    const pair: Changes = {
      deliverables: (text) =>
        two.deliverables && typeof two.deliverables === 'function' ? two.deliverables(text).replace('{sewer: 1}', '{sewer: 2}') : text,
    };
    const more: Changes = { capacity: (text) => `${text}  - {id: dan, role: sewer}\n` };
    expect(lost([two])).toBe('320');
    expect(lost([pair, more])).toBe('640');
  });
});

describe('the cost', () => {
  const lines = (...changes: Changes[]) => of(floor('floor: 90%'), ...changes).findings[0].data!.lines;

  test('counts steps with their quantity, effort once for all its units, and no step that is skipped', () => {
    expect(lines(library('duration: 8h, after: [glue]', 'duration: {setup: 1h, each: 6m}, after: [glue]'))).toContain('sewer 2h × 40 = 80');
    const effort: Changes = {
      ...library('needs: {sewer: 1}, duration: 8h', 'needs: {sewer: 2}, effort: 8h'),
      capacity: (text) => `${text}  - {id: dan, role: sewer}\n`,
    };
    expect(lines(effort)).toContain('sewer 8h × 40 = 320');
    expect(lines({ ...effort, ...library('needs: {sewer: 1}', 'needs: {sewer: 2}') })).toContain('sewer 16h × 40 = 640');
    expect(lines(deal('items: [{deliverable: bag, quantity: 10, skip: [wrap]}]'))).toContain('inspector 4h × 50 = 200');
  });

  test('takes the rate of the level, and the lowest where none is named', () => {
    const levels = (needs: string): Changes => ({
      capacity: (text) =>
        text
          .replace('sewer: {rate: 40}', 'sewer: {levels: [junior, senior], rate: {junior: 30, senior: 61.25}}')
          .replace('role: sewer}', 'role: sewer, level: senior}'),
      ...library('needs: {sewer: 1}', `needs: {${needs}}`),
    });
    expect(lines(levels('sewer.senior: 1'))).toContain('sewer.senior 8h × 61.25 = 490');
    expect(lines(levels('sewer.junior: 1'))).toContain('sewer.junior 8h × 30 = 240');
    expect(lines({ capacity: levels('sewer.junior: 1').capacity })).toContain('sewer 8h × 30 = 240');
  });

  test('rounds each line to the nearest cent', () => {
    // 5 minutes of 40.50 an hour are 3.375; a cent more or less is told as it is.
    const rate = (cents: string): Changes => ({
      capacity: (text) => text.replace('sewer: {rate: 40}', `sewer: {rate: ${cents}}`).replace('calendar:', 'grain: 15m\ncalendar:'),
      ...library('duration: 8h, after: [glue]', 'duration: 5m, after: [glue]'),
    });
    expect(lines(rate('40.50'))).toContain('sewer 0.1h × 40.50 = 3.38');
    expect(lines(rate('40.40'))).toContain('sewer 0.1h × 40.40 = 3.37');
  });

  test('has the customs, those that are bought too', () => {
    const customs = deal(
      'items:',
      '  - deliverable: bag',
      '    quantity: 10',
      '    custom:',
      '      - {id: liner, what: Recycled liner, effort: {sewer: 4h}, price: 400, change: reversible, undo: the liner is cut out}',
      '      - {id: tags, what: Woven tags, choice: buy, cost: 120.50, price: 200, change: reversible, undo: the tags are cut off}',
      '      - {id: dye, what: Dyed felt, choice: partner, cost: 80, price: 100, change: reversible, undo: other felt is used}',
    );
    // 2700 + 400 + 200 + 100.
    const check = of(floor('floor: 90%'), customs);
    expect(check.findings[0].data).toMatchObject({
      price: '3400',
      cost: '1250.50',
      lines: [
        'sewer 12h × 40 = 480',
        'cutter 8h × 40 = 320',
        'inspector 5h × 50 = 250',
        "'tags' bought = 120.50",
        "'dye' by a partner = 80",
      ],
    });
    expect(check.findings[0].help).toMatch(/: price the custom work higher, or sell less of it$/);
    expect(check.summary).toContain("'tags' bought = 120.50 and 1 more = 80)");
  });

  const felt = (cost: string, more = ''): Changes => ({
    deliverables: (text) => text.replace('    steps:', '    materials: [{material: felt, setup: 2, each: 1.5, blocks: [cut]}]\n    steps:'),
    capacity: (text) => `${text}materials:\n  - {id: felt, unit: m, on_hand: 99${cost}}\n${more}`,
  });
  const secured = (quantity: number, material = 'felt') =>
    deal('items: [bag:10]', `materials: [{material: ${material}, quantity: ${quantity}, state: confirmed, eta: 2026-11-17}]`);

  test('has the materials that the library says, or what the deal secures where that is more', () => {
    // 2 + 10 × 1.5 = 17 m.
    expect(lines(felt(', cost: 4.20'))).toContain('felt 17 m × 4.20 = 71.40');
    expect(lines(felt(', cost: 4.20'), secured(16))).toContain('felt 17 m × 4.20 = 71.40');
    expect(lines(felt(', cost: 4.20'), secured(20))).toContain('felt 20 m × 4.20 = 84');
    // A slip is not a material.
    expect(lines(felt(', cost: 4.20'), secured(20, 'felz'))).toContain('felt 17 m × 4.20 = 71.40');
    const thread = '  - {id: thread, on_hand: 9, cost: 3}\n';
    expect(lines(felt(', cost: 4.20', thread), secured(2, 'thread'))).toContain('thread 2 × 3 = 6');
  });

  test('has the hours of the staffing pattern where a role costs more by it than by its steps', () => {
    const staffing = (line: string) => deal('items: [bag:10]', `staffing: [${line}]`);
    // 17 to 20 November are four days of 8h.
    expect(lines(staffing('{needs: {sewer: 1}, from: 2026-11-17, to: 2026-11-20}'))).toContain('sewer 32h × 40, staffed = 1280');
    expect(lines(staffing('{needs: {sewer: 1}, from: 2026-11-17, to: 2026-11-20, share: 50%}'))).toContain('sewer 16h × 40, staffed = 640');
    // A Saturday and a Sunday are no work; one day is no more than the step.
    expect(lines(staffing('{needs: {sewer: 2}, from: 2026-11-20, to: 2026-11-23}'))).toContain('sewer 32h × 40, staffed = 1280');
    expect(lines(staffing('{needs: {sewer: 1}, from: 2026-11-20, to: 2026-11-20}'))).toContain('sewer 8h × 40 = 320');
    expect(lines(staffing('{needs: {lead: 1}, from: 2026-11-20, to: 2026-11-20}'))).toContain('lead 8h × 60, staffed = 480');
    // From the beginning, Tuesday 17 November, to Friday 18 December there are 24 days.
    expect(lines(staffing('{needs: {lead: 1}, share: 10%}'))).toContain('lead 19.2h × 60, staffed = 1152');
    expect(lines(staffing('{person: dora, from: 2026-11-20, to: 2026-11-23, share: 50%}'))).toContain('lead 8h × 60, staffed = 480');
    // In her own week Dora works four hours on Mondays and none on Fridays.
    const week: Changes = { capacity: (text) => text.replace('role: lead}\n  - {id: ben', 'role: lead, week: {mon: 4h}}\n  - {id: ben') };
    expect(lines(week, staffing('{person: dora, from: 2026-11-20, to: 2026-11-23}'))).toContain('lead 4h × 60, staffed = 240');
  });

  test('of people who are promised beyond the work makes no toxic yes, only a thin margin', () => {
    const held = (to: string) => of(deal('items: [bag:10]', `staffing: [{needs: {lead: 2}, from: 2026-11-17, to: ${to}}]`));
    // Two days of two leads are 32h × 60 = 1920: of 2700 less 890 less 1920, 110 is missing before anything goes wrong.
    expect(held('2026-11-18')).toMatchObject({ verdict: 'needs-approval', reason: 'margin-floor/below-floor' });
    expect(held('2026-11-18').summary).toContain('of 2700 USD, 430 is missing after cost 2810 USD (lead 32h × 60, staffed = 1920');
    // Without them 2700 - 890 - 320 = 1490 is left: where that is the floor, the price is not what is wrong.
    const help = (least: string) =>
      of(floor(`floor: ${least}`), deal('items: [bag:10]', 'staffing: [{needs: {lead: 2}, from: 2026-11-17, to: 2026-11-18}]')).findings[0]
        .help;
    expect(help('1490')).toBe('promise less in staffing (a smaller share, fewer days): for the steps alone the price is enough');
    // 1491 + 2810 + 320 = 4621.
    expect(help('1491')).toBe('it holds from a price of 4621, 1921 more: operations price it anew, or sell something else');
  });

  test('names what nobody has recorded', () => {
    const noRate: Changes = { capacity: (text) => text.replace('sewer: {rate: 40}', 'sewer: {}') };
    expect(of(noRate)).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'margin-floor/no-cost',
      summary: 'operations owes: the rate of sewer (capacity.yaml → roles → sewer → rate)',
    });
    expect(of(felt('')).summary).toBe("operations owes: the cost of 'felt' (capacity.yaml → materials → felt → cost)");
    const noPrice = library('    price: {setup: 2500, each: 20}\n', '');
    expect(of(noPrice)).toMatchObject({
      verdict: 'unknown',
      blocking: false,
      reason: 'margin-floor/no-price',
      summary: "operations owes: the price of 'bag' (deliverables.yaml → deliverables → bag → price)",
    });
    // The deal's own total is a price.
    const total = of(noPrice, deal('items: [bag:10]', 'pricing: {total: 1000}'));
    expect(total.findings[0]).toMatchObject({
      at: { path: ['pricing', 'total'] },
      // 1210 / 90 % = 1344.444…
      help: 'it holds from a price of 1344.45, 344.45 more: total: 1344.45, or sell less work',
    });
    const bought =
      '      - {id: tags, what: Woven tags, choice: buy, effort: {sewer: 1h}, price: 200, change: reversible, undo: they are cut off}';
    const check = of(deal('items:', '  - deliverable: bag', '    quantity: 10', '    custom:', bought));
    expect(check).toMatchObject({ verdict: 'unknown', blocking: true, reason: 'margin-floor/no-cost' });
    expect(check.summary).toBe("cannot be judged without what 'tags' costs to buy (deal → items → custom → cost)");
    expect(of(deal('items: [bagg:10]'))).toMatchObject({ verdict: 'unknown', reason: 'margin-floor/unlisted', toldBy: 'in-library' });
  });
});

describe('work beside the steps', () => {
  const lines = (check: ReturnType<typeof of>) => check.findings[0].data!['lines'];

  test('support is paid at the rate of who does the work', () => {
    // Ben does it: 4h × 40 = 160, so that 2700 - 890 - 160 - 320 = 1330 is left.
    const support = deal('items: [bag:10]', 'support: {hours: 4h, until: 2027-01-29}');
    expect(of(support, floor('floor: 1330')).verdict).toBe('pass');
    const check = of(support, floor('floor: 1330.01'));
    expect(check.verdict).toBe('needs-approval');
    expect(lines(check)).toContain('support: cutter 4h × 40 = 160');
    expect(of(deal('items: [bag:10]', 'support: none'), floor('floor: 1490')).verdict).toBe('pass');
    // Whoever is not in capacity has no rate.
    const nobody = library('    doer: ben\n', '');
    expect(of(support, nobody, floor('floor: 0'))).toMatchObject({
      verdict: 'unknown',
      summary: 'operations owes: who does the support: a doer who is in capacity (deal → support)',
    });
  });

  test('a review is paid as often as it is done, to the end of the work, or the sooner one that the library gives it', () => {
    // From Tuesday 2026-11-17 to Friday 2026-12-18 there are five weeks: 5 × 30m × 50 = 125; to Friday 2026-11-27 two: 50.
    const review = (more: string) => library('    options:', `    review: {by: inspector, hours: 30m, per: week${more}}\n    options:`);
    expect(lines(of(review(', until: 2026-11-27'), floor('floor: 100%')))).toContain("review of 'bag': inspector 1h × 50 = 50");
    expect(lines(of(review(', until: 2027-03-31'), floor('floor: 100%')))).toContain("review of 'bag': inspector 2.5h × 50 = 125");
    expect(lines(of(review(''), floor('floor: 100%')))).toContain("review of 'bag': inspector 2.5h × 50 = 125");
    expect(of(review(''), floor('floor: 1365')).verdict).toBe('pass');
    expect(of(review(''), floor('floor: 1365.01')).verdict).toBe('needs-approval');
  });
});
