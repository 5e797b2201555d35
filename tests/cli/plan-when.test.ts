// `handoff plan` and `handoff when` as their user meets them: every way to ask, every exit code, and silence on both streams unless told otherwise.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import type { PlanReport } from '../../src/report/plan.ts';
import { widthOf } from '../../src/report/render/width.ts';
import type { Report } from '../../src/report/report.ts';
import type { WhenReport } from '../../src/report/when.ts';
import { exampleShop, handoff, inProcess, shell } from './run.ts';
import { hasTmux, screenOf } from './terminal.ts';

const TODAY = ['--today', '2026-11-16'];
const { shop } = exampleShop();

const run = async (...args: string[]) => inProcess([...args, ...TODAY], { cwd: shop });
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await run(...args, '--format', 'json')).out);
const reportOf = async (...args: string[]) => (await json('check', ...args)) as Report;
const planOf = async (...args: string[]) => (await json('plan', ...args)) as PlanReport;
const whenOf = async (...args: string[]) => (await json('when', ...args)) as WhenReport;
const write = (name: string, text: string): string => {
  mkdirSync(join(shop, 'other'), { recursive: true });
  writeFileSync(join(shop, 'other', name), text);
  return `other/${name}`;
};

describe('the command is wrong', () => {
  test.each([
    [['when'], "handoff: missing required argument 'items'\nhandoff when --help says what there is\n"],
    [['when', 'duck'], "handoff: 'duck': a quantity is a whole number, 1 or more, as duck:300\n"],
    [['when', 'duck:0'], "handoff: 'duck:0': a quantity is a whole number, 1 or more, as duck:300\n"],
    [['when', 'Duck:3'], "handoff: 'Duck:3': an item's id is written in lower-case letters, digits and '-', as branded-bag:300\n"],
    [
      ['when', 'deals/acme-041.yaml'],
      "handoff: 'deals/acme-041.yaml' is no item: handoff when branded-bag:300 asks for items, handoff check deals/acme-041.yaml for a deal\n",
    ],
    [['when', 'branded-bag:3', '--by', '2026-12-18'], "handoff: unknown option '--by'\nhandoff when --help says what there is\n"],
    [['when', 'branded-bag:3', '--start', '2026-02-30'], 'handoff: --start 2026-02-30 does not exist: that month has 28 days\n'],
    [['plan', '--format', 'yaml'], "handoff: --format 'yaml' is none of text, json\n"],
    [['plan', '--by', '2026-12-18'], 'handoff: --by is for a deal without a file: handoff check branded-bag:300 --by 2026-12-18\n'],
    [['paln'], "handoff: 'paln' is no command: did you mean plan?\n"],
  ])('%j', async (args, err) => {
    expect(await inProcess(args, { cwd: shop })).toEqual({ code: 2, out: '', err });
  });

  test.each(['plan', 'when'])('%s --help says how it is asked and how it ends', async (command) => {
    const { code, out, err } = await inProcess([command, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Usage: handoff ${command} `);
    expect(out).toContain('Exit codes: 0 ');
    expect(out.split('\n').filter((line) => line.length > 140)).toEqual([]);
  });
});

describe('a file is wrong', () => {
  test('plan tells every mistake as check does, and plans nothing', async () => {
    const path = write('wrong.yaml', 'handoff: 1\ncustomer: X\nwanted: 2026-02-30\nitms: [branded-bag:1]\n');
    expect(await run('plan', path)).toEqual(await run('check', path));
    expect(await run('plan', path)).toMatchObject({ code: 2, out: '' });
    const answer = JSON.parse((await run('plan', path, '--format', 'json')).out) as PlanReport;
    expect(answer).toMatchObject({ schema: 'handoff/plan@1', deals: [], exit: 2, diagnostics: [{}, { file: path, line: 3 }, {}] });
  });

  test('when has no deal file, and still needs those of operations', async () => {
    const { code, out, err } = await run('when', 'branded-bag:300', '--capacity', 'nowhere.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('nowhere.yaml does not exist');
    const answer = JSON.parse((await run('when', 'branded-bag:300', '--capacity', 'nowhere.yaml', '--format', 'json')).out) as WhenReport;
    expect(answer).toMatchObject({ schema: 'handoff/when@1', answer: null, exit: 2 });
  });
});

describe('plan', () => {
  test('0: it was shown, whether the deal passes or not', async () => {
    expect((await run('check', 'deals/acme-041.yaml')).code).toBe(1);
    for (const args of [['deals/acme-041.yaml'], ['deals/norwell-042.yaml'], ['deals'], [], ['branded-bag:300'], ['--example']]) {
      expect(await run('plan', ...args)).toMatchObject({ code: 0, err: '' });
    }
  });

  test('1: one of several deals has none', async () => {
    const path = write('never.yaml', 'handoff: 1\ncustomer: X\nwanted: 2027-01-15\nitems: [museum:1]\n');
    const { code, out, err } = await run('plan', 'deals/norwell-042.yaml', path);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^deals\/norwell-042\.yaml · /);
    expect(out).toContain(`\n✗ NO PLAN  ${path} · `);
    expect(out).toContain('no-date/not-in-library');
  });

  test('1: nothing was asked for that is still open', async () => {
    const old = join('other', 'old');
    mkdirSync(join(shop, old), { recursive: true });
    writeFileSync(join(shop, old, 'lost.yaml'), 'handoff: 1\ncustomer: X\nstate: lost\nitems: [branded-bag:1]\n');
    expect(await run('plan', old)).toEqual({
      code: 1,
      out: '· other/old/lost.yaml is lost: not judged unless it is named\n✗ nothing was planned\n',
      err: '',
    });
  });

  test('tells the report’s own dates, steps and reasons', async () => {
    const [deal] = (await reportOf('deals/acme-041.yaml')).deals;
    const [nominal] = (await planOf('deals/acme-041.yaml')).deals;
    const [worst] = (await planOf('deals/acme-041.yaml', '--worst')).deals;
    expect(nominal).toMatchObject({ finish: deal.dates.nominal, proof: deal.dates.proof.nominal, plan: deal.plan, why: deal.why });
    expect(nominal).toMatchObject({ failures: [], safe: deal.dates.safe, chart: null });
    expect(worst).toMatchObject({ finish: deal.worst!.finish, proof: deal.dates.proof.two_failures, failures: deal.worst!.failures });
    // What the worst failures do is in the plan: it ends when they let it.
    const last = worst.plan
      .map(({ finish, until }) => until ?? finish)
      .sort()
      .at(-1);
    expect(last).toBe(worst.finish);
    expect(
      nominal.plan
        .map(({ finish, until }) => until ?? finish)
        .sort()
        .at(-1),
    ).toBe(nominal.finish);
  });

  test('1: the worst failures are not known, and who owes them', async () => {
    const policy = readFileSync(join(shop, 'handoff.yaml'), 'utf8').replace(/everyday: \[.*\]/, 'everyday: []');
    const library = readFileSync(join(shop, 'deliverables.yaml'), 'utf8')
      .replace(/ {4}failures:[^]*$/, '')
      .replace(', late: 3bd', '');
    const args = [
      'branded-bag:300',
      '--config',
      write('policy.yaml', policy.replace('files: {', 'x-files: {')),
      '--capacity',
      'capacity.yaml',
    ];
    const { code, out } = await run('plan', '--worst', ...args, '--deliverables', write('library.yaml', library));
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ NO PLAN {2}\(command line\)[^]*\n {2}two-failures: /);
  });

  test('reads standard input, and writes files', () => {
    const text = readFileSync(join(shop, 'deals', 'norwell-042.yaml'), 'utf8');
    const args = ['plan', '-', '--stdin-filename', 'deals/new.yaml', '--format', 'text=plan.txt', '--format', 'json', ...TODAY];
    const { code, out, err } = handoff(args, { cwd: shop, input: text });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((JSON.parse(out) as PlanReport).deals[0].file).toBe('deals/new.yaml');
    expect(readFileSync(join(shop, 'plan.txt'), 'utf8')).toMatch(/^deals\/new\.yaml · /);
  });
});

describe('when', () => {
  test('says of a day that is over that it is', async () => {
    const { out, code } = await run('when', 'branded-bag:300', '--start', '2026-11-13');
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('signed on 2026-11-13, which is before today (2026-11-16)');
    // Today is not over, and a day that nobody asked for is never before it.
    for (const args of [['--start', '2026-11-16'], []])
      expect((await run('when', 'branded-bag:300', ...args)).out).not.toContain('before today');
  });

  test('says what check says of the same items', async () => {
    const [{ dates }] = (await reportOf('branded-bag:300')).deals;
    const { answer } = await whenOf('branded-bag:300');
    for (const key of ['start', 'nominal', 'safe', 'offer', 'proof', 'unjudged'] as const) expect(answer![key]).toEqual(dates[key]);
    expect(answer!.floor).toEqual({ rule: dates.floors[0].rule, because: dates.floors[0].because });
  });

  test('0: with a date to give, and the last line of several items is the date', async () => {
    const answer = (await whenOf('branded-bag:300', 'branded-bag:20')).answer!;
    expect(answer.items.map(({ item, quantity }) => [item, quantity])).toEqual([
      ['branded-bag', 300],
      ['branded-bag-2', 20],
    ]);
    expect(
      answer.items
        .map(({ finish }) => finish!)
        .sort()
        .at(-1),
    ).toBe(answer.nominal);
    expect(await run('when', 'branded-bag:300', 'branded-bag:20')).toMatchObject({ code: 0, err: '' });
  });

  test('nothing of it begins before the day that is asked for', async () => {
    const answer = (await whenOf('branded-bag:300', '--start', '2027-03-01')).answer!;
    expect(answer).toMatchObject({ signature: '2027-03-01', asked_start: '2027-03-01' });
    expect(answer.start! >= '2027-03-01').toBe(true);
    expect(answer.items[0].start! >= '2027-03-01').toBe(true);
    // A day that is over: nothing begins before today.
    expect((await whenOf('branded-bag:300', '--start', '2026-11-02')).answer!.items[0].start! >= '2026-11-16').toBe(true);
  });

  test('1: no date can be given, and why', async () => {
    const { code, out, err } = handoff(['when', 'museum:1', ...TODAY], { cwd: shop });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^✗ NO DATE {2}museum /);
    expect(out).toContain('handoff explain no-date/not-in-library');
    expect(await whenOf('museum:1')).toMatchObject({ exit: 1, answer: { safe: null, no_date: [{ rule: 'in-library' }] } });
  });

  test('says aloud what else is in the way, and which rule could not be judged', async () => {
    const library = readFileSync(join(shop, 'deliverables.yaml'), 'utf8').replace(
      'status: offered',
      'status: declined\n    say: We stopped making it',
    );
    const declined = await run('when', 'branded-bag:300', '--deliverables', write('declined.yaml', library));
    expect(declined.code).toBe(0);
    expect(declined.out).toMatch(/\n {2}✗ in-library: /);
    const policy = readFileSync(join(shop, 'handoff.yaml'), 'utf8')
      .replace(/everyday: \[.*\]/, 'everyday: []')
      .replace('files: {', 'x-files: {');
    const bare = readFileSync(join(shop, 'deliverables.yaml'), 'utf8')
      .replace(/ {4}failures:[^]*$/, '')
      .replace(', late: 3bd', '');
    const args = ['--config', write('bare-policy.yaml', policy), '--capacity', 'capacity.yaml', '--deliverables', write('bare.yaml', bare)];
    expect((await run('when', 'branded-bag:300', ...args)).out).toContain('\n  as far as judged: two-failures could not be');
  });

  test('3: the disk is full', () => {
    expect(shell(`handoff when branded-bag:300 ${TODAY.join(' ')} > /dev/full`, shop).code).toBe(3);
  });
});

describe.skipIf(!hasTmux)('on a real terminal', () => {
  test.each([60, 80, 120])('a chart of %i columns is seen as it was drawn, in colour', async (columns) => {
    const world = { ...memoryWorld({}, '2026-11-16'), columns: () => columns };
    await main(['plan', '--example', '--chart'], world);
    const drawn = world.said.out.split('\n');
    expect(drawn.filter((line) => widthOf(line) > columns)).toEqual([]);
    const { plain, raw, code } = screenOf(['plan', '--example', '--chart'], columns);
    expect(code).toBe(0);
    // Line by line: one that were too wide would go on in the next.
    expect(plain.split('\n')).toEqual(drawn);
    expect(raw).toContain('\u001B[1m');
  });

  test('when fits into one look', async () => {
    const { plain, code } = screenOf(['when', 'branded-bag:300', ...TODAY], 80, shop);
    expect(code).toBe(0);
    expect(plain).toBe((await run('when', 'branded-bag:300')).out);
    expect(plain.split('\n').length).toBeLessThan(12);
  });
});
