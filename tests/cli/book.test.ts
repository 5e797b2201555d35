// Many deals at once. One press prints one poster a day (posters.ts): whoever wants a poster by Tuesday the 17th wants the one slot there is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { poster, posters, TODAY } from './posters.ts';
import { handoff, inProcess } from './run.ts';

const opened: ReturnType<typeof posters>[] = [];
const open = (deals: Readonly<Record<string, string>>): ReturnType<typeof posters> => {
  const shop = posters(deals);
  opened.push(shop);
  return shop;
};
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));

const check = (cwd: string, ...args: string[]) => inProcess(['check', ...args, '--today', TODAY], { cwd });
const reportOf = async (cwd: string, ...args: string[]): Promise<Report> =>
  JSON.parse((await check(cwd, ...args, '--format', 'json')).out) as Report;
const likely = (customer: string, share: string, wanted?: string): string =>
  `${poster(customer, wanted)}ratings: {probability: ${share}}\n`;

describe('--jointly', () => {
  test('names who loses to whom, and proves how many can be signed', async () => {
    // Tuesday is Baxter's, who is likelier; Acme is printed on Wednesday, a business day after both its date alone and the one asked for. Corvid has until Thursday.
    const { cwd } = open({ acme: likely('Acme', '40%'), baxter: likely('Baxter', '60%'), corvid: poster('Corvid', '2026-11-19') });
    const alone = await check(cwd, '--quiet');
    expect(alone).toMatchObject({ code: 0 });
    const report = await reportOf(cwd, '--jointly');
    expect(report.exit).toBe(1);
    const { together } = report.book!;
    expect(together).toMatchObject({ order: 'probability', combination: ['baxter', 'corvid'], largest: 'proven' });
    expect(
      together!.deals.map(({ deal, fits, safe_alone, safe, later_bd, late_bd }) => [deal, fits, safe_alone, safe, later_bd, late_bd]),
    ).toEqual([
      ['baxter', true, '2026-11-17', '2026-11-17', 0, 0],
      ['acme', false, '2026-11-17', '2026-11-18', 1, 1],
      ['corvid', true, '2026-11-17', '2026-11-18', 1, 0],
    ]);
    expect(together!.deals[1].loses_to).toEqual([
      { deal: 'baxter', customer: 'Baxter', role: 'press', from: '2026-11-17', to: '2026-11-17', hours: 8 },
    ]);
    // Alone each wants Tuesday: three times 8h of the 8h that are free.
    expect(report.book!.roles).toEqual([
      {
        role: 'press',
        weeks: [{ from: '2026-11-16', wanted_hours: 24, free_hours: 8, over_hours: 16, deals: ['acme', 'baxter', 'corvid'] }],
      },
    ]);
  });

  test('finds more than its order does, and says how many plans it took', async () => {
    // Two posters for Baxter take Tuesday and Wednesday. Acme wants Tuesday, Corvid Wednesday: after Baxter neither fits, without it both do.
    const { cwd } = open({
      acme: likely('Acme', '50%'),
      baxter: likely('Baxter', '90%', '2026-11-18').replace('poster:1', 'poster:2'),
      corvid: likely('Corvid', '40%', '2026-11-18'),
    });
    const { together } = (await reportOf(cwd, '--jointly')).book!;
    expect(together).toMatchObject({ combination: ['acme', 'corvid'], largest: 'proven' });
    // Each is told as it stands then: Acme on Tuesday, Corvid on Wednesday instead of Tuesday, Baxter after both on Thursday and Friday, two business days late.
    expect(
      together!.deals.map(({ deal, fits, safe_alone, safe, later_bd, late_bd }) => [deal, fits, safe_alone, safe, later_bd, late_bd]),
    ).toEqual([
      ['baxter', false, '2026-11-18', '2026-11-20', 2, 2],
      ['acme', true, '2026-11-17', '2026-11-17', 0, 0],
      ['corvid', true, '2026-11-17', '2026-11-18', 1, 0],
    ]);
    expect(together!.deals.map(({ loses_to }) => loses_to.map(({ deal, from, hours }) => [deal, from, hours]))).toEqual([
      [
        ['acme', '2026-11-17', 8],
        ['corvid', '2026-11-18', 8],
      ],
      [],
      [],
    ]);
    expect(together!.tried).toBeGreaterThan(0);
  });

  test('says aloud where the largest is not proven', async () => {
    // Eight want the same day: the orders of eight deals, two of them signed, are more than are tried; yet none fits after the first, so that all pairs are.
    const same = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`d-${n}`, poster(`Customer ${n}`)]));
    const one = open(same);
    expect((await reportOf(one.cwd, '--jointly')).book!.together).toMatchObject({ combination: ['d-0'], largest: 'proven', tried: 64 });
    // Two days for seven of them: after two of eight nobody fits, and to see it for all pairs of eight takes 8 + 8·7 + 8·7·6 plans.
    const later = Object.fromEntries(Object.entries(same).map(([id, text], n) => [id, n === 0 ? text : text.replace('11-17', '11-18')]));
    const other = open(later);
    const { together } = (await reportOf(other.cwd, '--jointly')).book!;
    expect(together).toMatchObject({ combination: ['d-0', 'd-1'], largest: 'found', tried: 100 });
    const { out } = await check(other.cwd, '--jointly', '--quiet');
    expect(out).toContain('2 of 8 can all be signed as asked (found in this order, and not proven');
  });

  test('plans by signature where nobody says how likely a deal is, and drafts last', async () => {
    const { cwd } = open({
      acme: `${poster('Acme')}state: draft\n`,
      baxter: poster('Baxter'),
      lost: `${poster('L')}state: lost\n`,
    });
    const { together } = (await reportOf(cwd, '--jointly')).book!;
    expect(together).toMatchObject({ order: 'signature', combination: ['baxter'] });
    expect(together!.deals.map(({ deal, fits, safe }) => [deal, fits, safe])).toEqual([
      ['baxter', true, '2026-11-17'],
      ['acme', false, '2026-11-18'],
    ]);
  });

  test('a deal that does not pass alone takes nothing from anybody', async () => {
    const { cwd } = open({ acme: likely('Acme', '90%', '2026-11-16'), baxter: poster('Baxter') });
    const { together } = (await reportOf(cwd, '--jointly')).book!;
    expect(together!.deals.map(({ deal, fits }) => [deal, fits])).toEqual([
      ['acme', null],
      ['baxter', true],
    ]);
    expect((await check(cwd, '--jointly')).out.replace(/\s+/g, ' ')).toContain(
      'All of it can be signed as asked; 1 deal does not pass alone and takes nothing',
    );
  });

  test('is told in text, markdown and a page', async () => {
    const { cwd } = open({ acme: poster('Acme'), baxter: poster('<b>Baxter</b> `|`') });
    const files = ['markdown=m.md', 'html=p.html'].flatMap((format) => ['--format', format]);
    const { out, code } = await check(cwd, '--jointly', '--format', 'text', ...files);
    expect(code).toBe(1);
    expect(out).toContain('press, week of 2026-11-16: 16h wanted, 8h too much (acme and baxter)');
    expect(out).toContain('✗ baxter loses to acme (Acme, press 2026-11-17, 8h): safe 2026-11-18, 1bd');
    const markdown = readFileSync(join(cwd, 'm.md'), 'utf8');
    expect(markdown).toContain('1 of 2 can all be signed as asked');
    expect(markdown).toContain('`` Poster for <b>Baxter</b> `\\|` ``');
    const page = readFileSync(join(cwd, 'p.html'), 'utf8');
    expect(page).toContain('Which can all be signed');
    expect(page).toContain('class="frame"');
    expect(page).not.toContain('<b>');
  });
});

describe('parts of a book', () => {
  const DEALS = {
    'a-1': poster('Acme', '2026-11-19'),
    'a-2': poster('ACME', '2026-11-18'),
    b: poster('Baxter', '2026-11-20'),
    c: poster('Corvid', '2026-11-16'),
    d: `${poster('Dunn')}state: lost\n`,
  };
  const parts = async (cwd: string, of: number, ...args: string[]): Promise<string[]> => {
    const files: string[] = [];
    for (let n = 1; n <= of; n++) {
      const file = `part-${n}.json`;
      const { err } = await check(cwd, '--shard', `${n}/${of}`, '--format', `json=${file}`, ...args);
      expect(err).toBe('');
      files.push(file);
    }
    return files;
  };
  const merge = (cwd: string, ...args: string[]) => inProcess(['merge-reports', ...args], { cwd });

  test('make up the whole again, in its order and with its verdicts', async () => {
    const { cwd } = open(DEALS);
    const whole = await reportOf(cwd);
    // More parts than customers: some have no deal, and that is no failure of theirs.
    const files = await parts(cwd, 4);
    expect((await check(cwd, '--shard', '4/4')).code).toBe(0);
    const { code, out } = await merge(cwd, ...files.toReversed(), '--format', 'json');
    const merged = JSON.parse(out) as Report;
    expect(code).toBe(1);
    expect(merged.exit).toBe(whole.exit);
    const told = ({ deals, listed, files: read }: Report) => ({
      deals: deals.map(({ deal, verdict, dates }) => [deal, verdict, dates]),
      listed,
      read,
    });
    expect(told(merged)).toEqual(told(whole));
    expect(merged.shard).toBeUndefined();
    // Deals of one customer are planned one after another, so they are in one part; b is compared with them only when the parts are joined.
    expect(merged.book!.roles[0].weeks[0]).toMatchObject({ over_hours: 16, deals: ['a-2', 'b', 'c'] });
    const customers = merged.deals[2].checks.find(({ rule }) => rule === 'existing-customers')!;
    expect(customers.notes.join()).toContain('not compared with the 3 deals of other parts');
    for (const format of ['text', 'markdown', 'html', 'junit', 'sarif'])
      expect((await merge(cwd, ...files, '--format', format)).out).toContain('c.yaml');
  });

  test('that do not belong together are refused', async () => {
    const { cwd, write } = open(DEALS);
    const [one, two] = await parts(cwd, 2);
    const refused = async (...files: string[]): Promise<string> => {
      const { code, out, err } = await merge(cwd, ...files);
      expect([code, out]).toEqual([2, '']);
      return err;
    };
    expect(await refused(one)).toBe('handoff: of 2 parts 2 is missing: handoff check --shard 2/2 --format json=FILE\n');
    expect(await refused(one, two, one)).toBe('handoff: part-1.json and part-1.json are both part 1 of 2: leave one out\n');
    expect(await refused(one, 'nowhere.json')).toBe('handoff: nowhere.json is not there\n');
    expect(await refused(one, 'handoff.yaml')).toContain('handoff.yaml is no JSON');
    write('other.json', '{"schema": "handoff/plan@1"}');
    expect(await refused(one, 'other.json')).toContain('other.json is no report of handoff check');
    const text = readFileSync(join(cwd, two), 'utf8');
    write('old.json', text.replace(/"version": "[^"]*"/, '"version": "0.0.9"'));
    expect(await refused(one, 'old.json')).toContain('old.json is of handoff 0.0.9, and this is ');
    write('cut.json', text.replace('"verdict": "pass"', '"verdict": "yes"'));
    expect(await refused(one, 'cut.json')).toMatch(/cut\.json is no whole report: deals\./);
    write('day.json', text.replace(`"today": "${TODAY}"`, '"today": "2026-11-17"'));
    expect(await refused(one, 'day.json')).toContain(`judged on ${TODAY} and 2026-11-17; judge all parts again`);
    await check(cwd, '--format', 'json=all.json');
    expect(await refused('all.json')).toContain('all.json is the report of no part');
    // Operations' files change between two parts.
    write('capacity.yaml', readFileSync(join(cwd, 'capacity.yaml'), 'utf8').replace('rate: 10', 'rate: 11'));
    await check(cwd, '--shard', '2/2', '--format', 'json=new.json');
    expect(await refused(one, 'new.json')).toBe(
      'handoff: part-1.json and new.json are not parts of one run: capacity.yaml was not the same; judge all parts again\n',
    );
  });

  test('of files that are wrong say so once', async () => {
    const { cwd, write } = open(DEALS);
    write('deals/c.yaml', 'handoff: 1\ncustomer: C\n');
    for (const n of [1, 2]) expect((await check(cwd, '--shard', `${n}/2`, '--format', `json=part-${n}.json`)).code).toBe(2);
    const { code, err } = await merge(cwd, 'part-1.json', 'part-2.json');
    expect(code).toBe(2);
    expect(err.match(/deals\/c\.yaml:1:1/g)).toHaveLength(1);
  });

  test.each([
    ['0/3', 'of 3 parts the first is 1 and the last 3'],
    ['4/3', 'of 3 parts the first is 1 and the last 3'],
    ['1/0', 'there can be 1 to 999 parts'],
    ['a/3', 'is not i/n, as 1/4'],
    ['1', 'is not i/n, as 1/4'],
  ])('--shard %s is refused', async (shard, why) => {
    const { code, err } = await inProcess(['check', '--shard', shard]);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });

  test('are not planned together', async () => {
    expect(await inProcess(['check', '--shard', '1/2', '--jointly'])).toMatchObject({ code: 2 });
    expect((await inProcess(['check', '--example', '--jointly'])).err).toContain('--jointly is for several deals');
    for (const [flag, word] of [
      ['--only', 'fit'],
      ['--skip', 'fit'],
      ['--changed-since', 'main'],
    ]) {
      expect((await inProcess(['check', '--jointly', flag, word])).err).toContain(
        `--jointly is about all deals and all rules, and ${flag}`,
      );
      expect((await inProcess(['check', '--shard', '1/2', flag, word])).err).toContain(
        `--shard is about all deals and all rules, and ${flag}`,
      );
    }
    expect((await inProcess(['check', '--shard', '1/2', '--max-warnings', '3'])).err).toContain('and --max-warnings is not');
    expect((await inProcess(['check', '--jobs', '0'])).err).toContain("--jobs '0' is not a whole number from 1 to 64");
  });
});

describe('threads', () => {
  test('print the same bytes as one, however many there are', async () => {
    const wanted = (n: number): string => `2026-11-${17 + (n % 10)}`;
    const deals = Object.fromEntries(
      // Every third is of one customer, and every fifth cannot be.
      Array.from({ length: 12 }, (_, n) => [
        `d-${n}`,
        poster(n % 3 === 0 ? 'Acme' : `Customer ${n}`, n % 5 === 0 ? '2026-11-16' : wanted(n)),
      ]),
    );
    const { cwd } = open(deals);
    // One thread needs no process of its own.
    const run = async (jobs: number) => {
      const formats = ['json', 'html=page.html', 'sarif=s.json'].flatMap((format) => ['--format', format]);
      const args = ['check', '--today', TODAY, '--jobs', String(jobs), ...formats];
      const { code, out, err } = jobs === 1 ? await inProcess(args, { cwd }) : handoff(args, { cwd });
      return { code, out, err, page: readFileSync(join(cwd, 'page.html'), 'utf8'), sarif: readFileSync(join(cwd, 's.json'), 'utf8') };
    };
    const one = await run(1);
    expect([one.code, one.err]).toEqual([1, '']);
    expect(one.page).toContain('Which weeks are sold twice');
    expect(await run(2)).toEqual(one);
    expect(await run(3)).toEqual(one);
  });
});
