// The rules about people, scope, promises and the signature: both sides of what each asks for, and what it says.
import { describe, expect, test } from 'vitest';
import { approved, judgeBase, signOff } from './workspace.ts';

type Changes = NonNullable<Parameters<typeof judgeBase>[0]>;
const deal = (...lines: string[]) => ({
  deal: `handoff: 1\ncustomer: Acme Outdoor\nseller: {name: Sam Reed}\nwanted: 2026-12-18\n${lines.join('\n')}\n`,
});
const judged = (changes: Changes, ...lines: string[]) => judgeBase({ ...deal('items: [bag:10]', ...lines), ...changes });
const library = (from: string | RegExp, to: string): Changes => ({ deliverables: (text) => text.replace(from, to) });

describe('owner-inputs-escalation', () => {
  const of = (changes: Changes, ...lines: string[]) => judged(changes, ...lines).of('owner-inputs-escalation');
  const owner = (id: string) => `delivery: {owner: ${id}}`;
  const away = (range: string): Changes => ({ capacity: (text) => text.replace('role: lead}', `role: lead, off: [${range}]}`) });

  test.each([
    ['is the library’s', 'ana', 'pass', null],
    ['is nobody of capacity', 'zoe', 'needs-approval', 'not-a-person'],
    ['is not the library’s', 'ben', 'needs-approval', 'not-the-library-s'],
  ])('an owner who %s', (_, id, verdict, reason) => {
    expect(of({}, owner(id))).toMatchObject({ verdict, reason: reason && `owner-inputs-escalation/${reason}` });
  });

  test('no owner at all, but not where the item that would name one is unknown', () => {
    const { of, at } = judged(library(/ {4}owner: .*\n/, ''));
    expect(of('owner-inputs-escalation')).toMatchObject({
      verdict: 'needs-approval',
      approver: 'delivery-lead',
      reason: 'owner-inputs-escalation/no-owner',
    });
    expect(at(of('owner-inputs-escalation').findings[0].at).file).toBe('deal.yaml');
    const unlisted = { verdict: 'unknown', reason: 'owner-inputs-escalation/unlisted', toldBy: 'in-library' };
    expect(judgeBase(deal('items: [bagg:10]')).of('owner-inputs-escalation')).toMatchObject(unlisted);
    // Nor do we know its inputs when the deal says who owns it.
    expect(judgeBase(deal('items: [bag:10, bagg:10]', owner('ana'))).of('owner-inputs-escalation')).toMatchObject(unlisted);
    const services: Changes = { policy: (text) => text.replace('make-to-order', 'services') };
    expect(judgeBase({ ...deal('items: [bagg:10]'), ...services }).of('owner-inputs-escalation')).toMatchObject(unlisted);
  });

  test.each([
    ['the start', '2026-11-17', 'needs-approval'],
    ['the day after the start', '2026-11-18', 'pass'],
    ['the day before completion', '2026-12-17', 'pass'],
    ['completion', '2026-12-18', 'needs-approval'],
  ])('an owner away on %s', (_, day, verdict) => {
    expect(of(away(day)).verdict).toBe(verdict);
  });

  test('every absence is told', () => {
    const { findings } = of(away('2026-11-17..2026-12-18'), 'context: {first_milestone: {what: Sample, on: 2026-12-01}}');
    expect(findings.map(({ message }) => message)).toEqual([
      'ana owns it and is away on 2026-11-17, the start',
      'ana owns it and is away on 2026-12-01, the first milestone',
      'ana owns it and is away on 2026-12-18, completion',
    ]);
  });

  test('an owner away at the first milestone', () => {
    expect(of(away('2026-12-01'), 'context: {first_milestone: {what: Sample, on: 2026-12-01}}').summary).toContain(
      'away on 2026-12-01, the first milestone',
    );
  });

  test('as many different people to escalate to as asked for, the owner not among them', () => {
    const levels = (count: number): Changes => ({ policy: (text) => `${text}  owner-inputs-escalation: {levels: ${count}}\n` });
    expect(of(levels(0), 'delivery: {escalation: []}').verdict).toBe('pass');
    expect(of(levels(1), 'delivery: {escalation: [ana]}').summary).toBe(
      'there is nobody to escalate to beside the owner, and 1 different person is needed',
    );
    expect(of(levels(2), 'delivery: {escalation: [dora, ben]}').verdict).toBe('pass');
    expect(of(levels(2), 'delivery: {escalation: [dora, dora]}').summary).toContain('only dora');
    expect(of(levels(1), 'delivery: {escalation: [zoe]}').reason).toBe('owner-inputs-escalation/not-a-person');
  });

  test('all of them different', () => {
    const { of, at } = judged({}, 'delivery: {escalation: [dora, dora]}');
    expect(of('owner-inputs-escalation')).toMatchObject({
      verdict: 'needs-approval',
      reason: 'owner-inputs-escalation/escalation',
      summary: "'dora' is named twice to escalate to, and each level is another person",
    });
    expect(at(of('owner-inputs-escalation').findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 6, column: 31 });
  });

  test.each([
    ['delivery: {owner: anna}', "the owner 'anna' is not among the people of capacity", "did you mean 'ana'?", '6:19'],
    [
      'delivery: {escalation: [dor]}',
      "'dor', to escalate to, is not among the people of capacity nor a principal of policy",
      "did you mean 'dora'?",
      '6:25',
    ],
    [
      'promises: [{id: on-site, text: T, doer: bem}]',
      "'bem', who is to do 'on-site', is not among the people of capacity",
      "did you mean 'ben'?",
      '6:41',
    ],
    [
      'staffing: [{person: nobody}]',
      "'nobody', who is to staff it, is not among the people of capacity",
      'people: ana, dora, ben, cleo, ines',
      '6:21',
    ],
    [
      'delivery: {project_manager: ines2}',
      "the project manager 'ines2' is not among the people of capacity",
      "did you mean 'ines'?",
      '6:29',
    ],
    [
      'soft_promises: [{said: Weekly photos, resolution: owned, owner: zoe@larkfield.example}]',
      "'zoe@larkfield.example', who owns 'Weekly photos', is not among the people of capacity",
      'people: ana, dora, ben, cleo, ines',
      '6:65',
    ],
  ])('nobody is passed over: %s', (line, message, help, place) => {
    const { of, at } = judged({}, line);
    const check = of('owner-inputs-escalation');
    expect(check).toMatchObject({
      verdict: 'needs-approval',
      reason: 'owner-inputs-escalation/not-a-person',
      findings: [{ message, help }],
    });
    const range = at(check.findings[0].at);
    expect(`${range.file}:${range.line}:${range.column}`).toBe(`deal.yaml:${place}`);
  });

  test('an input that nothing needs is told, with the one that was meant', () => {
    const input = library('    steps:', '    inputs: [{id: artwork, takes: 2bd}]\n    steps:');
    const { of, at } = judged(input, 'inputs: [{id: artwrok, received: 2026-11-13}]');
    expect(of('owner-inputs-escalation')).toMatchObject({
      verdict: 'needs-approval',
      reason: 'owner-inputs-escalation/no-such-input',
      findings: [
        {
          message: "'artwrok' is no input of what is sold, so nothing waits for it",
          help: "did you mean 'artwork'? Else leave the line out",
        },
      ],
    });
    expect(at(of('owner-inputs-escalation').findings[0].at)).toMatchObject({ line: 6, column: 15 });
    expect(judged({}, 'inputs: [{id: logo, due: 2026-11-20}]').of('owner-inputs-escalation').findings[0].help).toBe(
      'there are no inputs: leave the line out',
    );
  });

  test('inputs have a giver and a day; one that is due after the judged date is a finding', () => {
    const input = library('    steps:', '    inputs: [{id: artwork, blocks: [cut], takes: 2bd}]\n    steps:');
    expect(of(input)).toMatchObject({ verdict: 'pass', notes: ['artwork from Acme Outdoor by 2026-11-19'] });
    expect(of(input, 'inputs: [{id: artwork, from: Lee, due: 2026-12-11}]').notes).toEqual(['artwork from Lee by 2026-12-11']);
    expect(of(input, 'inputs: [{id: artwork, due: 2026-12-21}]')).toMatchObject({
      reason: 'owner-inputs-escalation/input',
      summary: "'artwork' is due on 2026-12-21, and the work needs it by 2026-12-18",
    });
    // Nobody can agree on a day that is over: today is 2026-11-16.
    const past = { deal: (text: string) => text.replace('2026-12-18', '2026-10-01') };
    const over = judgeBase({ ...input, ...past }).of('owner-inputs-escalation');
    expect(over.findings.map(({ help }) => help)).toEqual(['move the date, which is over']);
  });
});

describe('an input that is due too late for the judged date', () => {
  // Due on Monday 30 November: cut that day, glue until Wednesday, sew Thursday, check Friday 4 December.
  const of = (wanted: string, due: string, input = 'blocks: [cut]') => {
    const library = (text: string) => text.replace('    steps:', `    inputs: [{id: artwork, ${input}}]\n    steps:`);
    const lines = `wanted: ${wanted}\nitems: [bag:10]\n${due === '' ? '' : `inputs: [{id: artwork, due: ${due}}]\n`}`;
    return judgeBase({ deliverables: library, deal: `handoff: 1\ncustomer: Acme Outdoor\n${lines}` }).of('owner-inputs-escalation');
  };

  test.each(['blocks: [cut]', 'blocks: []', 'takes: 0bd'])('%s', (input) => {
    expect(of('2026-12-04', '2026-11-30', input).verdict).toBe('pass');
    expect(of('2026-12-03', '2026-11-30', input)).toMatchObject({
      verdict: 'needs-approval',
      reason: 'owner-inputs-escalation/input',
      findings: [
        {
          message: "'artwork' is due on 2026-11-30, and the plan that waits for it is done on 2026-12-04, 1bd after wanted 2026-12-03",
          help: 'agree on 2026-11-27 or earlier, or move the date',
        },
      ],
    });
    // The day that it says holds.
    expect(of('2026-12-03', '2026-11-27', input).verdict).toBe('pass');
  });

  test('is not blamed where an earlier one would not help', () => {
    // Not even artwork at the beginning, Tuesday 17 November, would do.
    expect(of('2026-11-19', '2026-11-18').verdict).toBe('pass');
    // It usually takes until the 24th, whatever was agreed.
    expect(of('2026-11-25', '2026-11-20', 'takes: 5bd').verdict).toBe('pass');
    expect(of('2026-12-03', '2026-11-30', 'takes: 5bd').verdict).toBe('needs-approval');
    // Nobody agreed on a day: the date is too early, and the date rules say so.
    expect(of('2026-11-25', '', 'takes: 5bd').verdict).toBe('pass');
    // Only the check waits for it, and that is not what takes so long.
    expect(of('2026-11-20', '2026-11-18', 'blocks: [check]').verdict).toBe('pass');
  });
});

describe('what the deal counts on and capacity does not have', () => {
  const cloth: Changes = {
    capacity: (text) => `${text}materials: [{id: canvas, unit: m, on_hand: 10}]\ngroups: [{id: cottage, per_staff: 5}]\n`,
  };
  const group = (id: string) => `requirements: {groups: [{group: ${id}, weight: 1, from: 2026-12-05T22:00, to: 2026-12-06T06:00}]}`;

  test.each([
    [
      'materials: [{material: canvass, quantity: 1, state: locked}]',
      "'canvass' is no material of capacity, so no plan counts on it",
      "did you mean 'canvas'?",
      24,
    ],
    ['staffing: [{needs: {cuter: 1}}]', "'cuter' is no role of capacity, so nobody can staff it", "did you mean 'cutter'?", 21],
    [
      'staffing: [{needs: {cutter.senior: 1}}]',
      "'senior' is no level of cutter, so nobody can staff it",
      'there are no levels of cutter',
      21,
    ],
  ])('%s', (line, message, help, column) => {
    const { judgement, of, at } = judged(cloth, line);
    expect(of('fits-headroom')).toMatchObject({ verdict: 'fail', reason: 'fits-headroom/no-such-name', findings: [{ message, help }] });
    expect(at(of('fits-headroom').findings[0].at)).toMatchObject({ file: 'deal.yaml', line: 6 });
    expect(at(of('fits-headroom').findings[0].at).column).toBe(column);
    expect(judgement).toMatchObject({ safe: null, cause: 'fits-headroom', because: `fits-headroom: ${message}` });
  });

  test('is told beside what else does not fit, and nothing of it where all is known', () => {
    const nobody: Changes = { capacity: (text) => `${text.replace(/.*ines@.*\n/, '')}groups: [{id: cottage, per_staff: 5}]\n` };
    expect(judged(nobody, 'staffing: [{needs: {cuter: 1}}]').of('fits-headroom').findings.length).toBeGreaterThan(1);
    expect(judged(cloth, 'materials: [{material: canvas, quantity: 1, state: locked}]', group('cottage')).of('fits-headroom').verdict).toBe(
      'pass',
    );
    expect(judged(cloth, 'staffing: [{needs: {cutter: 1}}, {person: ana}]').of('fits-headroom').verdict).toBe('pass');
  });
});

describe('in-library', () => {
  const of = (items: string, changes: Changes = {}) => judgeBase({ ...deal(items), ...changes }).of('in-library');
  const help = (...args: Parameters<typeof of>) => of(...args).findings[0].help;

  test('an unlisted item gets a suggestion when one is near, and always a scoping ticket', () => {
    expect(help('items: [bagg:10]')).toBe(
      "did you mean 'bag'? Else have it scoped: 10 × bagg, asked by Acme Outdoor through Sam Reed: hours not estimated yet",
    );
    expect(help('items: [sms-alerts:1]')).not.toContain('did you mean');
    const custom =
      'items: [{deliverable: sms, quantity: 1, custom: [{id: gate, what: A text-message gateway, effort: {cutter: 10h, sewer: 90m}}]}]';
    expect(of(custom).findings[0].data).toMatchObject({
      what: 'A text-message gateway',
      asked_by: 'Acme Outdoor',
      through: 'Sam Reed',
      hours: 11.5,
      amount: '460',
    });
    expect(of('items: [bagg:10]')).toMatchObject({ verdict: 'fail', approver: null });
  });

  test.each([
    ['2', 'pass'],
    ['1', 'fail'],
    ['3', 'fail'],
  ])('version %s of what is at version 2', (version, verdict) => {
    expect(of(`items: [{deliverable: bag, quantity: 1, version: ${version}}]`).verdict).toBe(verdict);
  });

  test('what is declined says what to say and what to sell instead', () => {
    const declined = library('status: offered', 'status: declined\n    say: We do not sew by hand\n    instead: [bag]');
    expect(of('items: [bag:1]', declined)).toMatchObject({ verdict: 'fail', reason: 'in-library/declined' });
    expect(help('items: [bag:1]', declined)).toBe(
      'say: "We do not sew by hand", and sell bag instead; or have it scoped: 1 × bag, asked by Acme Outdoor through Sam Reed: 21 unpriced hours, 890 USD',
    );
    expect(of('items: [bag:1]', declined).findings[0]).toMatchObject({
      data: { say: 'We do not sew by hand', instead: ['bag'] },
      related: [{ message: "'bag' in the library", at: { file: 'deliverables', path: ['deliverables', 'bag'] } }],
    });
  });

  test('what it cannot go without is in the deal', () => {
    const strap: Changes = {
      deliverables: (text) =>
        `${text.replace('status: offered', 'status: offered\n    requires: [strap]')}  strap:\n    title: Strap\n    steps: [{id: cut-strap, needs: {cutter: 1}, duration: 1h}]\n`,
    };
    expect(of('items: [bag:10]', strap)).toMatchObject({ verdict: 'fail', reason: 'in-library/requires' });
    expect(of('items: [bag:10, strap:10]', strap).verdict).toBe('pass');
  });

  test('every failure carries its scoping ticket', () => {
    const two = (text: string) =>
      `${text.replace('status: offered', 'status: declined\n    requires: [strap]')}  strap:\n    steps: [{id: cut-strap, needs: {cutter: 2}, duration: {each: 30m}}]\n`;
    const { findings } = of('items: [{deliverable: bag, quantity: 10, version: 1}]', { deliverables: two });
    expect(findings.map(({ data }) => [data?.what, data?.asked_by, data?.through, data?.hours, data?.amount])).toEqual([
      // 8h cutter and 8h sewer at 40, 5h inspector at 50.
      ['10 × bag', 'Acme Outdoor', 'Sam Reed', 21, '890'],
      ['10 × bag, version 1', 'Acme Outdoor', 'Sam Reed', null, null],
      // Half an hour each for two cutters.
      ['10 × strap', 'Acme Outdoor', 'Sam Reed', 10, '400'],
    ]);
    expect(findings.map(({ help }) => help.split('; or have it scoped: ')[0])).toEqual([
      'take it out of the deal',
      'write version: 2, or leave it out',
      'add strap:10 to the items',
    ]);
    expect(findings.map(({ data }) => [data?.say, data?.instead, data?.requires])).toEqual([
      [null, [], undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, 'strap'],
    ]);
  });

  test('tells every item that is wrong', () => {
    expect(of('items: [bagg:10, strap:1]').findings).toHaveLength(2);
  });
});

describe('configured-or-priced', () => {
  const item = (fields: string, changes: Changes = {}, ...lines: string[]) =>
    judgeBase({ ...deal(`items: [{deliverable: bag, quantity: 10, ${fields}}]`, ...lines), ...changes }).of('configured-or-priced');
  const custom = (fields: string, changes: Changes = {}, ...lines: string[]) =>
    item(`custom: [{id: zip, what: A zip, ${fields}}]`, changes, ...lines);
  const domain = (text: string) => library('colour: {one_of: [black, sand]}', text);

  test.each([
    ['one of the list', 'colour: {one_of: [black, sand]}', 'colour: sand', 'pass'],
    ['none of the list', 'colour: {one_of: [black, sand]}', 'colour: red', 'needs-approval'],
    ['the least', 'pockets: {min: 1, max: 3}', 'pockets: 1', 'pass'],
    ['below the least', 'pockets: {min: 1, max: 3}', 'pockets: 0', 'needs-approval'],
    ['the most', 'pockets: {min: 1, max: 3}', 'pockets: 3', 'pass'],
    ['above the most', 'pockets: {min: 1, max: 3}', 'pockets: 4', 'needs-approval'],
    ['text for a number', 'pockets: {min: 1, max: 3}', "pockets: '2'", 'needs-approval'],
    ['any text', 'logo: {any: text}', 'logo: A fox', 'pass'],
    ['no such option', 'logo: {any: text}', 'lining: silk', 'needs-approval'],
  ])('%s', (_, offered, said, verdict) => {
    const changes = offered.startsWith('colour') ? {} : domain(offered);
    expect(item(`options: {${said}}`, changes).verdict).toBe(verdict);
  });

  test('an option beyond the library is told with what the library has', () => {
    const scoped = 'asked by Acme Outdoor through Sam Reed: hours not estimated yet';
    expect(item('options: {colour: red}').findings[0]).toMatchObject({
      message: 'colour: red: the library offers black or sand',
      help: `configure black or sand, or add custom: {id: colour} with effort and price; to be scoped: colour: red, ${scoped}`,
      data: { option: 'colour', what: 'colour: red', hours: null },
    });
    expect(item('options: {lining: silk}').findings[0]).toMatchObject({
      message: "lining: silk: 'bag' has no such option (it has colour)",
      help: `remove it, or add custom: {id: lining} with effort and price; to be scoped: lining: silk, ${scoped}`,
    });
    const none = library(/ {4}options:\n.*\n/, '');
    expect(item('options: {lining: silk}', none).summary).toBe("lining: silk: 'bag' has no such option (it has none)");
  });

  test('a pass counts the customizations', () => {
    const zip = (id: string) => `{id: ${id}, what: A zip, effort: {sewer: 1h}, price: 40}`;
    expect(item('options: {colour: sand}').summary).toBe('every option is configuration');
    expect(item(`custom: [${zip('zip')}]`).summary).toBe('1 customization, priced at or above cost');
    expect(item(`custom: [${zip('zip')}, ${zip('zip-2')}]`).summary).toBe('2 customizations, priced at or above cost');
  });

  test('an option beyond the library needs a customization of its id', () => {
    const zip = (id: string) => item(`options: {zip: true}, custom: [{id: ${id}, what: A zip, effort: {sewer: 1h}, price: 40}]`);
    expect(zip('zip').verdict).toBe('pass');
    expect(zip('zipper')).toMatchObject({ verdict: 'needs-approval', reason: 'configured-or-priced/not-configurable' });
  });

  test.each([
    ['400', 'pass', null],
    ['399.99', 'needs-approval', 'underpriced'],
  ])('ten hours at 40, priced %s', (price, verdict, reason) => {
    expect(custom(`effort: {sewer: 10h}, price: ${price}`)).toMatchObject({ verdict, reason: reason && `configured-or-priced/${reason}` });
  });

  test('what is short is told in money', () => {
    // Ten hours at 40 are 400: 399.99 is a cent short.
    expect(custom('effort: {sewer: 10h}, price: 399.99').findings[0]).toMatchObject({
      message: "'zip' is priced 399.99, and 10h cost 400 USD: 0.01 short",
      help: 'price: 400 or more, or list a pricing exception of 0.01',
      data: { custom: 'zip', short: '0.01' },
    });
    expect(custom('effort: {sewer: 10h}').findings[0].help).toBe(
      'price: 400 or more, or list a pricing exception; to be scoped: A zip, asked by Acme Outdoor through Sam Reed: 10 unpriced hours, 400 USD',
    );
  });

  test('work without a price carries its scoping ticket', () => {
    const check = custom('effort: {sewer: 10h}');
    expect(check).toMatchObject({ verdict: 'needs-approval', approver: 'leadership', reason: 'configured-or-priced/unpriced' });
    expect(check.summary).toBe("'zip' (A zip) is 10h of work (400 USD at cost) without a price");
    expect(check.findings[0].data).toMatchObject({ what: 'A zip', asked_by: 'Acme Outdoor', hours: 10, amount: '400' });
  });

  test('effort grows with the quantity, and costs what its level costs', () => {
    const levels: Changes = {
      capacity: (text) =>
        text
          .replace('sewer: {rate: 40}', 'sewer: {levels: [junior, senior], rate: {junior: 30, senior: 60}}')
          .replace('role: sewer}', 'role: sewer, level: senior}'),
    };
    // Half an hour a bag, ten bags: 5h; 60 an hour for a senior, 30 for anybody.
    expect(custom('effort: {sewer.senior: {each: 30m}}, price: 300', levels).verdict).toBe('pass');
    expect(custom('effort: {sewer.senior: {each: 30m}}, price: 299', levels).verdict).toBe('needs-approval');
    expect(custom('effort: {sewer: {each: 30m}}, price: 150', levels).verdict).toBe('pass');
    expect(custom('effort: {sewer: {each: 30m}}, price: 149', levels).verdict).toBe('needs-approval');
  });

  test('without effort nobody knows what it takes, unless it is bought', () => {
    expect(custom('price: 400').reason).toBe('configured-or-priced/no-effort');
    expect(custom('price: 400, choice: buy, cost: 400').verdict).toBe('pass');
    expect(custom('price: 399, choice: buy, cost: 400').reason).toBe('configured-or-priced/underpriced');
    expect(custom('price: 400, choice: partner, cost: 400').verdict).toBe('pass');
    expect(custom('price: 399, choice: partner, cost: 400').reason).toBe('configured-or-priced/underpriced');
    // What the house builds takes somebody's hours, whatever it costs besides; and what is bought for nobody knows how much is not known either.
    expect(custom('price: 400, choice: build, cost: 400').reason).toBe('configured-or-priced/no-effort');
    expect(custom('price: 400, choice: buy').reason).toBe('configured-or-priced/no-effort');
  });

  test('a role without a rate leaves the price unknown; operations owe it, and it blocks', () => {
    const unrated: Changes = { capacity: (text) => text.replace('sewer: {rate: 40}', 'sewer: {}') };
    expect(custom('effort: {sewer: 10h}, price: 1', unrated)).toMatchObject({
      verdict: 'unknown',
      blocking: true,
      summary: 'operations owes: the rate of sewer (capacity.yaml → roles)',
    });
    expect(custom('effort: {sewer: 10h}', unrated)).toMatchObject({
      reason: 'configured-or-priced/unpriced',
      summary: "'zip' (A zip) is 10h of work without a price",
      findings: [{ help: 'to be scoped: A zip, asked by Acme Outdoor through Sam Reed: 10 unpriced hours' }],
    });
    // Nothing is held against the rate of what is given away with leadership's signature.
    const free = {
      ...deal(
        'items: [{deliverable: bag, quantity: 10, custom: [{id: zip, what: A zip, effort: {sewer: 10h}}]}]',
        'pricing: {exceptions: [{what: Zip for free, amount: 400}]}',
      ),
      ...unrated,
    };
    expect(judgeBase(free).of('configured-or-priced').reason).toBe('configured-or-priced/exception-unapproved');
    const signed = approved(judgeBase(free), 'pricing-exceptions', 'dora');
    expect(judgeBase(free, signed).of('configured-or-priced').verdict).toBe('pass');
    expect(custom('effort: {tailor: 10h}, price: 900').reason).toBe('configured-or-priced/no-such-role');
    expect(custom('effort: {sewer.senior: 10h}, price: 900')).toMatchObject({
      reason: 'configured-or-priced/no-such-role',
      summary: "'zip' needs sewer.senior, and capacity has no such role",
    });
  });

  test('cannot be judged for options of an item that the library does not have', () => {
    const of = (...items: string[]) => judgeBase(deal(`items: [${items.join(', ')}]`)).of('configured-or-priced');
    const unlisted = (fields: string) => `{deliverable: bagg, quantity: 10, ${fields}}`;
    expect(of('bag:10', unlisted('options: {colour: sand}'))).toMatchObject({
      verdict: 'unknown',
      blocking: true,
      reason: 'configured-or-priced/unlisted',
      toldBy: 'in-library',
      summary: "cannot be judged without the options of 'bagg', which is not in the library (deal → items)",
    });
    expect(of('bag:10', 'bagg:10').verdict).toBe('pass');
    expect(of('bagg:10')).toMatchObject({
      verdict: 'not-applicable',
      summary: 'no item is in the library, so nothing of it is configuration',
    });
    // Custom work has its effort and its price of its own.
    expect(of(unlisted('custom: [{id: zip, what: A zip, effort: {sewer: 10h}, price: 400}]')).verdict).toBe('pass');
    expect(of(unlisted('custom: [{id: zip, what: A zip, effort: {sewer: 10h}, price: 399}]')).verdict).toBe('needs-approval');
  });

  test('a pricing exception covers it once leadership has signed, and a name in the deal is no signature', () => {
    const changes = {
      ...deal(
        'items: [{deliverable: bag, quantity: 10, custom: [{id: zip, what: A zip, effort: {sewer: 10h}}]}]',
        'pricing: {exceptions: [{what: Zip for free, amount: 400, approved_by: dora}]}',
      ),
    };
    const { of } = judgeBase(changes);
    // It is told once, where the exception is judged.
    expect(of('configured-or-priced')).toMatchObject({
      verdict: 'needs-approval',
      reason: 'configured-or-priced/exception-unapproved',
      summary: "'zip' is covered by the exception 'Zip for free' of 400 USD, which is not approved",
      toldBy: 'pricing-exceptions',
    });
    expect(of('pricing-exceptions').reason).toBe('pricing-exceptions/unapproved');
    // 2500 + 10 × 20, and the zip is worth its 10h × 40.
    const meaning = { what: 'Zip for free', amount: '400 USD', of: '3100 USD' };
    const signed = signOff({ subject: 'pricing-exception/zip-for-free', by: 'dora', meaning });
    expect(judgeBase(changes, [signed]).of('configured-or-priced').verdict).toBe('pass');
    expect(judgeBase(changes, [signed]).of('pricing-exceptions').verdict).toBe('pass');
  });
});

describe('observable-outcome', () => {
  const when = {
    observable: "Ten bags accepted at Acme's door",
    measure: 'bags accepted',
    threshold: "'10'",
    evidence: 'signed delivery note',
  };
  const promise = (changes: Partial<typeof when> = {}, text = 'Ten bags') => {
    const parts = Object.entries({ ...when, ...changes }).flatMap(([key, value]) => (value === '' ? [] : [`${key}: ${value}`]));
    return judged({}, `promises: [{id: bags, text: ${text}, complete_when: {${parts.join(', ')}}}]`).of('observable-outcome');
  };
  const reason = (why: string): string => `observable-outcome/${why}`;

  test('all four parts', () => {
    expect(promise().verdict).toBe('pass');
    for (const part of Object.keys(when)) {
      expect(promise({ [part]: '' })).toMatchObject({
        verdict: 'needs-approval',
        reason: reason('incomplete'),
        summary: expect.stringContaining(part) as string,
      });
    }
    expect(judged({}, 'promises: [{id: bags, text: Ten bags}]').of('observable-outcome').reason).toBe(reason('incomplete'));
  });

  test.each(['TBD', 'tba', "'?'", '"..."', 'N/A', 'x', 'to be agreed'])(
    "'%s' is what people write where they have nothing to write yet",
    (text) => {
      for (const part of ['observable', 'measure', 'evidence'] as const)
        expect(promise({ [part]: text }).reason).toBe(reason('incomplete'));
    },
  );

  test('a word that only looks like one says something', () => {
    expect(promise({ evidence: 'x-ray report' }).verdict).toBe('pass');
    expect(promise({ evidence: 'todo list signed by Acme' }).verdict).toBe('pass');
  });

  test.each([
    ["'10'", 'pass'],
    ['all of them', 'pass'],
    ['as many as possible', 'needs-approval'],
  ])('a threshold of %s', (threshold, verdict) => {
    expect(promise({ threshold }).verdict).toBe(verdict);
  });

  test.each([
    ['photographs of the door', 'pass'],
    ['our own judgement', 'needs-approval'],
    ['internal sign-off', 'needs-approval'],
    ['the international standard', 'pass'],
    ['our own list', 'needs-approval'],
    ['our notes of the day', 'needs-approval'],
    ['our delivery note signed by Acme', 'pass'],
  ])('evidence: %s', (evidence, verdict) => {
    expect(promise({ evidence }).verdict).toBe(verdict);
  });

  test('vague words are free where a number measures them, and never in the measure', () => {
    expect(promise({}, 'A better bag').verdict).toBe('pass');
    expect(promise({ threshold: 'all of them' }, 'A better bag')).toMatchObject({
      reason: reason('vague'),
      summary: expect.stringContaining("'better'") as string,
    });
    expect(promise({ measure: 'improved satisfaction' }).reason).toBe(reason('vague'));
    // Half a word is no word.
    expect(promise({ threshold: 'all of them' }, 'Modernist bags by Betterton').verdict).toBe('pass');
    // That it happened once says nothing of how much better it is.
    for (const [threshold, verdict] of [
      ["'1'", 'needs-approval'],
      ['at least 1', 'needs-approval'],
      ["'11'", 'pass'],
      ['at least 1.5', 'pass'],
      ["'1 of 10'", 'pass'],
    ] as const)
      expect(promise({ threshold, observable: 'A better bag' }).verdict, threshold).toBe(verdict);
  });

  test('no promise counts more than the deal sells of its items', () => {
    const items = 'items: [{id: a, deliverable: bag, quantity: 10}, {id: b, deliverable: bag, quantity: 5}]';
    const counted = (quantity: number, of = '') =>
      judgeBase({
        deal: `handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\n${items}\npromises: [{id: p, text: Bags, ${of}quantity: ${quantity}, complete_when: {observable: Bags accepted, measure: bags, threshold: all, evidence: note}}]\n`,
      }).of('observable-outcome');
    // A promise that names no items is of the whole deal, 10 + 5 = 15; some of it may be a promise of its own.
    expect(counted(15).verdict).toBe('pass');
    expect(counted(4).verdict).toBe('pass');
    expect(counted(16)).toMatchObject({
      verdict: 'needs-approval',
      reason: reason('not-sold'),
      findings: [
        {
          message: "'p' promises 16, and the deal sells 10 × a and 5 × b",
          at: { path: ['promises', 0, 'quantity'] },
          help: 'write quantity: 15, or sell as many as are promised',
        },
      ],
    });
    expect(counted(10, 'items: [a], ').verdict).toBe('pass');
    expect(counted(11, 'items: [a], ').summary).toBe("'p' promises 11, and the deal sells 10 × a");
  });

  test('its words are for their author where the number is given', () => {
    const line =
      'promises: [{id: p, text: 500 bags, quantity: 10, complete_when: {observable: Bags, measure: bags, threshold: all, evidence: note}}]';
    expect(judged({}, line).of('observable-outcome').verdict).toBe('pass');
  });

  test.each([
    ['Ten bags', 'Ten bags accepted', null],
    ['6 bags of 10', '10 bags accepted', null],
    ['500 bags at the door', '10 bags accepted', ["'500 bags'", 'text']],
    ['Bags at the door', '500 felt bags accepted', ["'500 felt bags'", 'complete_when', 'observable']],
    ['500 bags at the door', '500 bags accepted', ["'500 bags'", 'text']],
    ['Bags for 500 guests', 'Bags in 500 hours', null],
  ])('nor do the words of one without a quantity: %s, %s', (text, observable, found) => {
    const check = promise({ observable }, text);
    if (found === null) expect(check.verdict).toBe('pass');
    else {
      expect(check).toMatchObject({ verdict: 'needs-approval', reason: reason('not-sold') });
      expect(check.findings).toMatchObject([
        {
          message: `'bags' promises ${found[0]}, and the deal sells 10 × bag`,
          at: { path: ['promises', 0, ...found.slice(1)] },
          help: "write the deal's quantity, or sell as many as are promised",
        },
      ]);
    }
  });

  test('the words are policy’s to choose', () => {
    const policy = (text: string) => `${text}  observable-outcome: {vague: [splendid*]}\n`;
    const line =
      'promises: [{id: bags, text: A splendidly better bag, complete_when: {observable: Bags, measure: bags, threshold: all, evidence: note}}]';
    expect(judged({ policy }, line).of('observable-outcome').summary).toContain("'splendidly'");
  });

  test('a library that does not say how a promise is kept leaves it unknown, and blocks only a strict shop', () => {
    const silent = library(/ {4}complete_when: .*\n/, '');
    expect(judged(silent).of('observable-outcome')).toMatchObject({ verdict: 'unknown', blocking: false });
    expect(judged(silent).of('observable-outcome').summary).toMatch(/^operations owes: how 'bag' is seen to be complete/);
    expect(judged({ ...silent, policy: (text) => `${text}strict: true\n` }).judgement.verdict).toBe('fail');
  });
});

describe('before-signature', () => {
  test.each([
    ['state: draft', 'pass'],
    ['state: proposed', 'pass'],
    ['state: lost', 'not-applicable'],
    ['state: done', 'fail'],
  ])('%s', (line, verdict) => {
    expect(judged({}, line).of('before-signature').verdict).toBe(verdict);
  });

  test('what is signed is told with its day, where the deal says so', () => {
    const AUTOPSY = 'without a passing report confirmed before: this is an autopsy';
    const of = (lines: string) => judgeBase({ deal: `handoff: 1\ncustomer: Acme\n${lines}\nitems: [bag:10]\n` }).of('before-signature');
    const dated = of('state: signed\ndates: {signed: 2026-11-13, wanted: {complete: 2026-12-18}}');
    expect(dated).toMatchObject({ summary: `signed on 2026-11-13 ${AUTOPSY}`, findings: [{ at: { path: ['dates', 'signed'] } }] });
    const undated = of('state: done\nwanted: 2026-12-18');
    expect(undated).toMatchObject({ summary: `signed ${AUTOPSY}`, findings: [{ at: { path: ['state'] } }] });
    // A date of the signature is enough, whatever the state says.
    expect(of('state: proposed\ndates: {signed: 2026-11-13, wanted: {complete: 2026-12-18}}').verdict).toBe('fail');
  });

  test('a signature that was planned for a day that is past is told; today is not past', () => {
    const of = (signature: string) =>
      judgeBase({ deal: (text) => text.replace('wanted: 2026-12-18', `dates: {signature: ${signature}, wanted: 2026-12-18}`) }).of(
        'before-signature',
      ).summary;
    expect(of('2026-11-16')).toBe('proposed: nothing is signed');
    expect(of('2026-11-13')).toBe('proposed: nothing is signed; its signature, 2026-11-13, is past, so the plan begins today');
  });

  test('a signed deal is an autopsy, whatever else it is', () => {
    const { judgement, of } = judgeBase({
      deal: 'handoff: 1\ncustomer: Acme\nstate: signed\ndates: {signed: 2026-11-13, wanted: {complete: 2026-12-18}}\nitems: [bag:10]\n',
    });
    expect(of('before-signature')).toMatchObject({
      verdict: 'fail',
      approver: null,
      summary: expect.stringContaining('autopsy') as string,
    });
    expect(judgement.verdict).toBe('fail');
  });
});

describe('something that operations decline', () => {
  const declined = (text: string): string => text.replace('status: offered', 'status: declined\n    say: We do not sew any more');

  test('is told once: what is asked only of a deal that is not standard refers to it', () => {
    const { judgement } = judgeBase({ deliverables: declined });
    const blocking = judgement.checks.filter((check) => check.blocking);
    expect(blocking.find(({ rule }) => rule === 'in-library')).toMatchObject({ reason: 'in-library/declined', toldBy: null });
    const others = blocking.filter(({ rule }) => rule !== 'in-library');
    expect(others.length).toBeGreaterThan(0);
    expect(others.map(({ rule, toldBy }) => [rule, toldBy])).toEqual(others.map(({ rule }) => [rule, 'in-library']));
  });

  test('and what else is wrong is told beside it', () => {
    const { judgement } = judgeBase({ deliverables: declined, deal: (text) => `${text}soft_promises: [{said: A photo for free}]\n` });
    const beside = judgement.checks.filter(({ blocking, toldBy }) => blocking && toldBy === null).map(({ rule }) => rule);
    expect(beside).toContain('in-library');
    expect(beside.length).toBeGreaterThan(1);
  });
});
