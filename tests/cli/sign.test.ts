// `handoff approve` and `handoff date` as their users meet them: what is kept, what is refused, and what every later check says of it.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { hashOf } from '../../src/signoff/digest.ts';
import { exampleShop, folderFrom, handoff, inProcess, ROOT, shell } from './run.ts';

// The example's shop: ana leads deliveries, priya the company, sam sells. Ten bags cost 350 + 42 × 10 = 770, and 500 makes a deal significant here.
const DEAL = `handoff: 1
deal: river-7
customer: River Club
seller: {name: Sam Reed, email: sam@larkfield.example}
dates: {signature: 2026-11-23, wanted: 2027-01-29}
items: [branded-bag:10]
`;
const example = exampleShop();
let place: { path: string; remove: () => void };
let shop: string;

beforeEach(() => {
  place = folderFrom(example.place.path);
  shop = join(place.path, 'shop');
  change('handoff.yaml', (text) => text.replace('amount: 50000', 'amount: 500'));
  writeFileSync(join(shop, 'deals', 'river-7.yaml'), DEAL);
});
afterEach(() => {
  place.remove();
});

const change = (file: string, how: (text: string) => string): void => {
  const path = join(shop, file);
  const before = readFileSync(path, 'utf8');
  expect(how(before)).not.toBe(before);
  writeFileSync(path, how(before));
};
const on = async (day: string, ...args: string[]) => inProcess([...args, '--today', day], { cwd: shop });
const run = async (...args: string[]) => on('2026-11-16', ...args);
/** The same by the built program. */
const runBuilt = (...args: string[]) => handoff([...args, '--today', '2026-11-16'], { cwd: shop });
const reportOn = async (day: string): Promise<Report> =>
  JSON.parse((await on(day, 'check', 'deals/river-7.yaml', '--format', 'json')).out) as Report;
const dealOn = async (day = '2026-11-16') => (await reportOn(day)).deals[0];
const checkOn = async (rule: string, day?: string) => (await dealOn(day)).checks.find((check) => check.rule === rule)!;
const kept = (): string[] => (existsSync(join(shop, 'signoffs')) ? readdirSync(join(shop, 'signoffs', 'river-7')) : []);
const approve = async (...args: string[]) => run('approve', 'deals/river-7.yaml', ...args);

test('the examples of --help work in the example', async () => {
  const examples = (await run('approve', '--help')).out.split('\n').filter((line) => line.startsWith('  handoff approve'));
  expect(examples).toHaveLength(2);
  handoff(['init', 'services', '--profile', 'services', '--today', '2026-11-16'], { cwd: place.path });
  for (const example of examples) {
    const [, ...args] = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
    const cwd = args[1].includes('harbor') ? join(place.path, 'services') : shop;
    expect(handoff([...args, '--today', '2026-11-16'], { cwd })).toMatchObject({ code: 0, err: '' });
  }
});

describe('an approval', () => {
  test('is kept as one file, named by its content, that every later check reads', async () => {
    expect(await checkOn('delivery-signoff')).toMatchObject({ verdict: 'needs-approval', approver: 'leadership' });
    const { code, out, err } = runBuilt('approve', 'deals/river-7.yaml', 'delivery-signoff', '--as', 'ana');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [name, ...others] = kept();
    expect(others).toEqual([]);
    expect(out).toBe(
      `✓ ana approves the scope (items, options, customizations, staffing, prices)\n  It holds until any of that changes.\n` +
        `  signoffs/river-7/${name}\n  Commit it with the deal, then: handoff check deals/river-7.yaml\n`,
    );
    const text = readFileSync(join(shop, 'signoffs', 'river-7', name), 'utf8');
    expect(name).toBe(`${hashOf(text)}.json`);
    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toMatchObject({
      type: 'handoff/approval@1',
      deal: 'river-7',
      subject: 'scope',
      by: 'ana',
      at: '2026-11-16',
      level: 'typed',
    });

    expect(await checkOn('delivery-signoff')).toMatchObject({ verdict: 'pass', summary: 'the scope is approved by ana on 2026-11-16' });
    expect((await reportOn('2026-11-16')).files).toContainEqual({ kind: 'signoff', path: `signoffs/river-7/${name}`, source: 'worktree' });
  });

  test('survives a reformat, and dies with the first number that changes, saying which', async () => {
    await approve('delivery-signoff', '--as', 'ana');
    change('deals/river-7.yaml', (text) => text.replaceAll('\n', '\r\n').replace('[branded-bag:10]', '["branded-bag:10"] # as agreed'));
    expect((await checkOn('delivery-signoff')).verdict).toBe('pass');
    change('deals/river-7.yaml', (text) => text.replace('bag:10', 'bag:11'));
    expect((await checkOn('delivery-signoff')).findings).toMatchObject([
      {
        message: expect.stringContaining(
          'approved by ana on 2026-11-16, and since then items.branded-bag.quantity became 11 (was 10)',
        ) as string,
        at: { file: 'deals/river-7.yaml', line: 6 },
      },
    ]);
    // A newer one takes its place; both files stay.
    expect((await on('2026-11-17', 'approve', 'deals/river-7.yaml', 'delivery-signoff', '--as', 'ana')).code).toBe(0);
    expect(kept()).toHaveLength(2);
    expect((await checkOn('delivery-signoff', '2026-11-17')).verdict).toBe('pass');
    change('deals/river-7.yaml', (text) => text.replace('bag:11', 'bag:10'));
    expect((await checkOn('delivery-signoff', '2026-11-17')).verdict).toBe('needs-approval');
  });

  test('by who git says is working here', async () => {
    mkdirSync(join(shop, '.git'));
    expect(shell('git init -q . && git config user.email Ana@Larkfield.example', shop).code).toBe(0);
    expect(await approve('delivery-signoff')).toMatchObject({ code: 0, out: expect.stringMatching(/^✓ ana approves/) as string });
  });

  test('until a day, and then it is over', async () => {
    expect((await approve('delivery-signoff', '--as', 'ana', '--until', '2026-11-20')).out).toContain(
      'It holds until 2026-11-20, and until any',
    );
    expect((await checkOn('delivery-signoff', '2026-11-20')).verdict).toBe('pass');
    expect((await checkOn('delivery-signoff', '2026-11-21')).summary).toContain('not approved: the approval of ana expired on 2026-11-20');
  });

  test.each([
    [['--as', 'sam@larkfield.example'], 'sam@larkfield.example sells this deal; ana (delivery lead) may sign it (--as PERSON)'],
    [['--as', 'marta'], 'marta is not one of the delivery leads; ana (delivery lead) may sign it (--as PERSON)'],
    [['--as', 'priya'], 'priya is not one of the delivery leads; ana (delivery lead) may sign it (--as PERSON)'],
    [[], 'git does not say who you are: sign with --as PERSON, an id or e-mail address of handoff.yaml → principals'],
    [['--as', 'ana', '--until', '2026-11-15'], '--until 2026-11-15 is over: today is 2026-11-16'],
    [['--as', 'ana', '--subject', 'scop'], "'scop' is nothing that delivery-signoff asks to approve (scope)"],
    [
      ['--as', 'ana', '--subject', 'scope', '--waive'],
      '--waive lets the whole check stand, and --subject approves a part of it: leave one out',
    ],
    [['--as', ' '], '--as is empty: write something, or leave it out'],
  ])('is refused: %j', async (args, because) => {
    expect(await approve('delivery-signoff', ...args)).toEqual({ code: 2, out: '', err: `handoff: ${because}\n` });
    expect(kept()).toEqual([]);
  });

  test('is refused where it is there already, and where nobody can tell who sells', async () => {
    await approve('delivery-signoff', '--as', 'ana');
    expect((await approve('delivery-signoff', '--as', 'ana')).err).toContain('nothing is left to approve: the scope');
    change('deals/river-7.yaml', (text) => text.replace(/^seller.*\n/m, ''));
    expect((await approve('delivery-signoff', '--as', 'ana')).err).toContain('the deal does not say who sells it (seller)');
    expect((await checkOn('delivery-signoff')).verdict).toBe('needs-approval');
  });

  test.each([
    [['approve', 'deals/river-7.yaml', 'delivery-signof', '--as', 'ana'], "rule 'delivery-signof' is none of"],
    [
      ['approve', 'branded-bag:10', 'delivery-signoff', '--as', 'ana'],
      "'branded-bag:10' is no file: handoff approve signs a deal that others can read",
    ],
    [['approve', 'deals', 'delivery-signoff', '--as', 'ana'], 'deals is a folder: handoff approve signs one deal, by its file'],
    [['date', 'deals/river-7.yaml', '2026-02-30', '--as', 'ana'], 'date 2026-02-30 does not exist: that month has 28 days'],
  ])('needs a deal and a rule: %j', async (args, because) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(because);
  });
});

describe('a waiver', () => {
  const waive = async (...args: string[]) => approve('delivery-signoff', '--waive', ...args);
  const reason = ['--reason', 'the same as last year'];

  test('lets a failure stand, visible in every format, and warns before it ends', async () => {
    const { code, out } = await waive('--as', 'priya', ...reason, '--until', '2026-12-18');
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('✓ priya lets delivery-signoff stand until 2026-12-18: the same as last year') as string,
    });
    expect(await checkOn('delivery-signoff')).toMatchObject({
      verdict: 'waived',
      blocking: false,
      waiver: { by: 'priya', at: '2026-11-16', reason: 'the same as last year', until: '2026-12-18', ends_soon: false },
      waiver_lapsed: null,
    });
    const said = async (day: string, ...args: string[]) => (await on(day, 'check', 'deals/river-7.yaml', ...args)).out;
    expect(await said('2026-11-16')).toMatch(
      /~ delivery-signoff {2}deals\/river-7\.yaml:6:8 {2}waived by priya until 2026-12-18: the same as last year\n/,
    );
    expect(await said('2026-11-16', '--quiet')).toContain('· waived: delivery-signoff\n');
    // 14d before its end: 4 December.
    expect(await said('2026-12-03')).not.toContain('ends soon');
    expect(await said('2026-12-04')).toContain('waived by priya until 2026-12-18 (ends soon): the same');
    expect((await checkOn('delivery-signoff', '2026-12-04')).waiver).toMatchObject({ ends_soon: true });
    expect(await checkOn('delivery-signoff', '2026-12-19')).toMatchObject({
      verdict: 'needs-approval',
      waiver: null,
      waiver_lapsed: 'the waiver of priya expired on 2026-12-18',
      summary: expect.stringContaining('; the waiver of priya expired on 2026-12-18') as string,
    });
  });

  test('lasts as long as policy allows, where nothing else is said', async () => {
    expect((await waive('--as', 'priya', ...reason)).out).toContain('stand until 2027-02-14:');
  });

  test('that is not used any more is listed', async () => {
    await waive('--as', 'priya', ...reason);
    await approve('delivery-signoff', '--as', 'ana');
    expect((await dealOn()).unused_waivers).toEqual([
      { rule: 'delivery-signoff', by: 'priya', at: '2026-11-16', until: '2027-02-14', because: 'the check passes' },
    ]);
    expect((await run('check', 'deals/river-7.yaml')).out).toMatch(
      /! the waiver of delivery-signoff by priya until 2027-02-14 is not used: the\s+check passes\n/,
    );
  });

  test.each([
    [['--as', 'ana', ...reason], 'ana is not one of leadership; priya (leadership) may sign it (--as PERSON)'],
    [['--as', 'priya'], 'a waiver says why: add --reason'],
    [
      ['--as', 'priya', ...reason, '--until', '2027-02-15'],
      'a waiver that lasts until 2027-02-15, and policy allows 90d: until 2027-02-14 at most',
    ],
  ])('is refused: %j', async (args, because) => {
    expect(await waive(...args)).toEqual({ code: 2, out: '', err: `handoff: ${because}\n` });
  });

  test.each([
    ['a rule that nobody may waive', 'operations-date', /^handoff: nobody may waive operations-date \(wanted 2026-11-30 is/],
    ['a check that passes', 'in-library', /^handoff: there is nothing to waive: in-library passes \(every item is in the library\)/],
    ['a check that does not apply', 'safety-ratio', /^handoff: there is nothing to waive: safety-ratio does not apply \(/],
  ])('of %s is refused', async (_, rule, because) => {
    change('deals/river-7.yaml', (text) => text.replace('2027-01-29', '2026-11-30'));
    const { code, err } = await approve(rule, '--as', 'ana', ...reason);
    expect(code).toBe(2);
    expect(err).toMatch(because);
  });

  test('of a failure that is final is refused, with who may waive others of the rule', async () => {
    change('deals/river-7.yaml', (text) => text.replace('2027-01-29', '2026-11-25'));
    expect((await approve('fits-headroom', '--as', 'ana', ...reason)).err).toMatch(
      /^handoff: nobody may waive this failure of fits-headroom \(wanted .*\); delivery-lead may waive others of it: handoff explain fits-headroom\n$/s,
    );
  });

  test('of what nobody could judge is refused', async () => {
    change('deals/river-7.yaml', (text) => text.replace(', wanted: 2027-01-29', ''));
    expect((await approve('existing-customers', '--as', 'ana', ...reason)).err).toMatch(
      /^handoff: existing-customers could not be judged, and what nobody knows is never waived \(cannot be judged without a completion date/,
    );
  });

  test('is never written into the deal itself', async () => {
    for (const line of ['waivers: [delivery-signoff]', 'x-waive: delivery-signoff', 'rules: {delivery-signoff: off}', 'approved_by: ana']) {
      writeFileSync(join(shop, 'deals', 'river-7.yaml'), `${DEAL}${line} # handoff-disable delivery-signoff\n`);
      const { code, out, err } = await run('check', 'deals/river-7.yaml');
      // Either nobody reads it, or nothing is judged.
      if (line.startsWith('x-'))
        expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('✗ delivery-signoff') as string });
      else expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('unknown key') as string });
    }
  });
});

describe('a date that a delivery lead names', () => {
  const name = async (date: string, ...args: string[]) => run('date', 'deals/river-7.yaml', date, '--as', 'ana', ...args);

  test('is a floor from then on', async () => {
    const safe = (await dealOn()).dates.safe!;
    const named = runBuilt('date', 'deals/river-7.yaml', '2027-01-25', '--as', 'ana', '--reason', 'the press moves');
    expect(named).toMatchObject({ code: 0, err: '' });
    const { dates } = await dealOn();
    expect(dates.safe).toBe('2027-01-25');
    expect(dates.floors[0]).toEqual({
      rule: 'operations-date',
      date: '2027-01-25',
      binding: true,
      because: 'ana named it on 2026-11-16: the press moves',
    });
    expect(dates.proof.safe).toMatchObject({ status: 'proven', lower_bound: '2027-01-25' });
    expect((await checkOn('operations-date')).verdict).toBe('pass');
    change('deals/river-7.yaml', (text) => text.replace('2027-01-29', '2027-01-22'));
    expect(await checkOn('operations-date')).toMatchObject({ verdict: 'fail', summary: 'wanted 2027-01-22 is 1bd before the safe date' });

    // A newer one takes its place, and may go back as far as what can be computed.
    expect((await on('2026-11-16', 'date', 'deals/river-7.yaml', safe, '--as', 'ana')).code).toBe(0);
    expect((await dealOn()).dates.safe).toBe(safe);
    expect(kept()).toHaveLength(2);
  });

  test('binds also when the scope has changed, which is told', async () => {
    await name('2027-01-25');
    change('deals/river-7.yaml', (text) => text.replace('bag:10', 'bag:9').replace('name: Sam Reed', 'name: Ana Ruiz'));
    expect((await dealOn()).dates.floors[0].because).toBe(
      'ana named it on 2026-11-16; since then scope.items.branded-bag.quantity became 9 (was 10), so ask for the date again',
    );
    expect((await dealOn()).dates.safe).toBe('2027-01-25');
  });

  test('of two branches both stand, and merging them is no conflict', async () => {
    await name('2027-01-25');
    renameSync(join(shop, 'signoffs'), join(shop, 'other'));
    await name('2027-01-26');
    const theirs = join(shop, 'other', 'river-7');
    for (const file of readdirSync(theirs)) renameSync(join(theirs, file), join(shop, 'signoffs', 'river-7', file));
    expect(kept()).toHaveLength(2);
    expect((await dealOn()).dates.safe).toBe('2027-01-26');
  });

  test('is never earlier than what can be computed, nor on a closed day, nor by somebody else', async () => {
    const safe = (await dealOn()).dates.safe!;
    expect((await name('2026-12-01')).err).toMatch(
      new RegExp(`^handoff: 2026-12-01 is before ${safe}, the earliest that can be computed \\(two-failures: `),
    );
    expect((await name('2027-01-30')).err).toBe('handoff: 2027-01-30 is no business day: the next is 2027-02-01\n');
    expect((await run('date', 'deals/river-7.yaml', '2027-01-25', '--as', 'priya')).err).toBe(
      'handoff: priya may not name a date: ana (delivery lead) may (--as PERSON)\n',
    );
    change('deals/river-7.yaml', (text) => text.replace('branded-bag:10', 'branded-beg:10'));
    expect((await name('2027-01-25')).err).toContain('no date can be computed, so none can be named: in-library');
    expect(kept()).toEqual([]);
  });
});

describe('the record', () => {
  const folder = () => join(shop, 'signoffs', 'river-7');
  const only = () => join(folder(), kept()[0]);
  const diagnosed = async () => {
    const { code, err, out } = await run('check', 'deals/river-7.yaml', '--format', 'json');
    const { diagnostics, deals } = JSON.parse(out) as Report;
    expect({ code, deals }).toEqual({ code: 2, deals: [] });
    expect(err).toContain(diagnostics[0].message);
    return diagnostics.map(({ code, file }) => [code, file.split('/').slice(0, 2).join('/')]);
  };

  test('is not edited', async () => {
    await approve('delivery-signoff', '--as', 'ana');
    const text = readFileSync(only(), 'utf8');
    writeFileSync(only(), text.replace('"ana"', '"dev"'));
    expect(await diagnosed()).toEqual([['signoff/changed', 'signoffs/river-7']]);
    writeFileSync(only(), `${text}\n`);
    expect(await diagnosed()).toEqual([['signoff/changed', 'signoffs/river-7']]);
    writeFileSync(only(), text);
    expect((await checkOn('delivery-signoff')).verdict).toBe('pass');
  });

  /** Puts a file there whose name is its content's. */
  const put = (data: unknown, to = folder()): void => {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, `${hashOf(text)}.json`), text);
  };
  const signed = async (): Promise<Record<string, unknown>> => {
    await approve('delivery-signoff', '--as', 'ana');
    const data = JSON.parse(readFileSync(only(), 'utf8')) as Record<string, unknown>;
    renameSync(folder(), join(shop, 'away'));
    return data;
  };

  test.each<[string, (data: Record<string, unknown>) => unknown, string]>([
    ['another deal', (data) => ({ ...data, deal: 'acme-041' }), 'signoff/other-deal'],
    ['another meaning than its digest', (data) => ({ ...data, meaning: {} }), 'signoff/digest'],
    ['a key that nobody knows', (data) => ({ ...data, zzz: 1 }), 'schema/unknown-key'],
    ['a kind of a later version', (data) => ({ ...data, type: 'handoff/approval@2' }), 'signoff/unknown-type'],
    ['a day that does not exist', (data) => ({ ...data, at: '2026-02-30' }), 'schema/value'],
    ['no JSON', () => '{"at":', 'signoff/unreadable'],
    ['a key twice', (data) => `{"at":"2026-01-01",${JSON.stringify(data).slice(1)}`, 'signoff/unreadable'],
    ['spaces', (data) => JSON.stringify(data, null, 1), 'signoff/unreadable'],
    ['a pit of brackets', () => '['.repeat(100_000) + ']'.repeat(100_000), 'signoff/unreadable'],
    ['nothing', () => '', 'signoff/unreadable'],
  ])('is not made up: %s', async (_, make, code) => {
    put(make(await signed()));
    expect(await diagnosed()).toEqual([[code, 'signoffs/river-7']]);
  });

  test('holds regular files only, and of what is not ours nothing is said', async () => {
    await approve('delivery-signoff', '--as', 'ana');
    writeFileSync(join(folder(), 'README.md'), 'who signed what');
    writeFileSync(join(folder(), '.unfinished.json'), '{');
    expect((await checkOn('delivery-signoff')).verdict).toBe('pass');
    symlinkSync(only(), join(folder(), 'link.json'));
    expect(await diagnosed()).toEqual([['file/symlink', 'signoffs/river-7']]);
  });

  test('is not written through a folder that leads elsewhere', () => {
    mkdirSync(join(place.path, 'elsewhere'));
    mkdirSync(join(shop, 'signoffs'));
    symlinkSync(join(place.path, 'elsewhere'), folder());
    const { code, err } = runBuilt('approve', 'deals/river-7.yaml', 'delivery-signoff', '--as', 'ana');
    expect(code).toBe(3);
    expect(err).toContain('its folder leads out of');
    expect(readdirSync(join(place.path, 'elsewhere'))).toEqual([]);
  });

  test('lies where policy says', async () => {
    change('handoff.yaml', (text) => text.replace('history: history.csv', 'history: history.csv, signoffs: ops/signed'));
    expect((await approve('delivery-signoff', '--as', 'ana')).out).toContain('\n  ops/signed/river-7/');
    expect(readdirSync(join(shop, 'ops', 'signed', 'river-7'))).toHaveLength(1);
    expect((await checkOn('delivery-signoff')).verdict).toBe('pass');
  });
});

describe('bookings that move', () => {
  // As in tests/rules/existing-customers.test.ts: the cutter belongs to Norwell from Monday 16 to Friday 27 November.
  test('are approved by name, and then every date is computed on the queue with those moves', async () => {
    const { path, remove } = folderFrom(join(ROOT, 'fixtures', 'rules', '_base'));
    const work = 'work: [{needs: {cutter: 1}, from: 2026-11-16, to: 2026-11-27}]';
    const booking = `bookings:\n  - {id: so-7, customer: Norwell, paid: false, state: hard, promised: 2026-11-27, ${work}}\n`;
    writeFileSync(join(path, 'capacity.yaml'), readFileSync(join(path, 'capacity.yaml'), 'utf8') + booking);
    writeFileSync(join(path, 'acme.yaml'), 'handoff: 1\ncustomer: Acme\nseller: {name: Sam Reed}\nwanted: 2026-12-08\nitems: [bag:10]\n');
    const here = async (...args: string[]) => inProcess([...args, '--today', '2026-11-16'], { cwd: path });
    const dates = async () => (JSON.parse((await here('check', 'acme.yaml', '--format', 'json')).out) as Report).deals[0].dates;
    expect(await dates()).toMatchObject({ nominal: '2026-12-04', safe: '2026-12-08' });

    writeFileSync(join(path, 'acme.yaml'), readFileSync(join(path, 'acme.yaml'), 'utf8').replace('2026-12-08', '2026-11-27'));
    expect((await here('check', 'acme.yaml')).out).toContain('handoff approve acme.yaml existing-customers');
    const signed = await here('approve', 'acme.yaml', 'existing-customers', '--as', 'dora', '--reason', 'Norwell agreed on the phone');
    expect(signed).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(
        /^✓ dora approves that completion on 2026-11-27 moves Norwell \(so-7\) from\n  2026-11-27 to 2026-11-30\n/,
      ) as string,
    });
    expect(await dates()).toMatchObject({ nominal: '2026-11-23', safe: '2026-12-08' });
    const { out } = await here('check', 'acme.yaml');
    expect(out).toMatch(
      /✓ existing-customers {2}wanted 2026-11-27 is granted by dora on 2026-11-16:\s+Norwell \(so-7\): 2026-11-27 becomes 2026-11-30\n/,
    );
    // Two failures are another matter, and no booking mends them.
    expect(out).toMatch(/✗ operations-date/);
    remove();
  });
});

test('explain says who may approve or waive, and how', async () => {
  expect((await inProcess(['explain', 'delivery-signoff'])).out).toMatch(
    /Who may waive a failure\n {4}leadership: handoff approve DEAL delivery-signoff --waive --reason …\n\n {2}What may be approved\n/,
  );
  expect((await inProcess(['explain', 'three-runs'])).out).toMatch(
    /Who may waive a failure\n {4}delivery-lead: handoff approve DEAL three-runs --reason …\n\n {2}Reasons/,
  );
  expect((await inProcess(['explain', 'two-failures'])).out).toMatch(/Who may waive a failure\n {4}nobody\n/);
});
