// `handoff check --changed-since REF`: what is not judged again has to be as it was in all that its verdict rests on. The workspace is that of `together.test.ts`
// (fixtures/rules/_base): a deal of ten bags for 2026-11-25 passes alone and after one more of its customer (safe 2026-11-25 both), and fails after two
// (safe 2026-11-26).
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Report } from '../../src/report/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { commitAll, git, hasGit, makeRepository, writeAll } from './repository.ts';
import { folderFrom, inProcess, ROOT } from './run.ts';

const file = (name: string): string => readFileSync(join(ROOT, 'fixtures', 'rules', '_base', name), 'utf8');
const deal = (customer: string, wanted = '2026-11-25'): string =>
  `handoff: 1\ncustomer: ${customer}\nseller: {name: Sam, email: sam@x.example}\nwanted: ${wanted}\nitems: [bag:10]\n`;
const WORKSPACE = Object.fromEntries(['handoff.yaml', 'capacity.yaml', 'deliverables.yaml'].map((name) => [name, file(name)]));
const DEALS = {
  'deals/acme.yaml': deal('Acme'),
  'deals/birch.yaml': `${deal('Birch')}documents: [birch.md]\n`,
  'deals/birch.md': 'Ten bags for Birch.\n',
  // Fails wherever it is judged: nobody can make bags in a day.
  'deals/cedar.yaml': deal('Cedar', '2026-11-17'),
  'deals/done.yaml': `${deal('Dorn')}state: lost\n`,
};

let place: ReturnType<typeof folderFrom>;
let cwd: string;
let start: string;
beforeAll(() => {
  place = folderFrom();
  cwd = place.path;
  writeAll(cwd, { ...WORKSPACE, ...DEALS });
  if (hasGit) start = makeRepository(cwd);
});
afterAll(() => place.remove());
afterEach(() => {
  if (!hasGit) return;
  git(cwd, 'checkout', '-q', '-f', '-B', 'main', start);
  git(cwd, 'checkout', '-q', '-B', 'offer');
  git(cwd, 'clean', '-ffdxq');
});

const run = (...args: string[]) => inProcess(['check', '--today', '2026-11-16', ...args], { cwd });
const judged = async (...args: string[]): Promise<Report> => {
  const { out, err, code } = await run('--changed-since', 'main', '--format', 'json', ...args);
  expect(err).toBe('');
  const report = z.parse(reportSchema, JSON.parse(out)) as Report;
  expect(report.exit).toBe(code);
  return report;
};
const told = ({ deals, since, exit }: Report) => ({
  judged: deals.map((each) => each.deal),
  unchanged: since!.unchanged.map((each) => each.deal),
  all: since!.all,
  exit,
});

describe.skipIf(!hasGit)('--changed-since', () => {
  test('judges nothing where nothing has changed, and says so', async () => {
    expect(told(await judged())).toEqual({ judged: [], unchanged: ['acme', 'birch', 'cedar'], all: null, exit: 0 });
    const { out, code } = await run('--changed-since', 'main');
    expect(code).toBe(0);
    expect(out).toContain(
      '✓ NOTHING TO JUDGE: no open deal has changed\n· 3 open deals are not judged: nothing of theirs has changed since main\n  (',
    );
    // Whoever asks for all is told of all: the failing deal is not hidden from the base's own run.
    expect((await run()).code).toBe(1);
    expect((await run('--changed-since', 'main', '--format', 'markdown')).out).toContain('## ✓ No open deal has changed');
    expect((await run('--changed-since', 'main', '--format', 'github')).out).toBe(
      'handoff: no deal was judged, 3 not judged: unchanged (exit 0)\n',
    );
  });

  test.each([
    ['a changed deal', { 'deals/acme.yaml': deal('Acme', '2026-12-01') }, ['acme']],
    ['a new deal', { 'deals/elm.yaml': deal('Elm', '2026-12-01') }, ['elm']],
    ['a document that a deal names', { 'deals/birch.md': 'Ten bags for Birch, and thanks.\n' }, ['birch']],
    // Planned one after another: whoever wants the hours first takes them from the other.
    ['the other proposals of its customer', { 'deals/elm.yaml': deal('  acme ', '2026-12-01') }, ['acme', 'elm']],
  ])('judges %s', async (_, files, expected) => {
    writeAll(cwd, files);
    const all = ['acme', 'birch', 'cedar'];
    const result = { judged: expected, unchanged: all.filter((id) => !expected.includes(id)), all: null, exit: 0 };
    expect(told(await judged())).toEqual(result);
    // As committed, and beside --base.
    commitAll(cwd, 'A change');
    expect(told(await judged('--base', 'main'))).toEqual(result);
  });

  test('a third proposal of one customer does not pass because the first two are as they were', async () => {
    git(cwd, 'checkout', '-q', 'main');
    writeAll(cwd, { 'deals/acme-2.yaml': deal('Acme') });
    commitAll(cwd, 'Two');
    git(cwd, 'checkout', '-q', '-B', 'offer');
    writeAll(cwd, { 'deals/acme-3.yaml': deal('Acme') });
    const { deals } = await judged('--base', 'main');
    expect(deals.map((each) => [each.deal, each.verdict])).toEqual([
      ['acme-2', 'pass'],
      ['acme-3', 'fail'],
      ['acme', 'pass'],
    ]);
  });

  test('a sign-off, and one that is taken away, is a change of its deal alone', async () => {
    const signed = await inProcess(['date', 'deals/birch.yaml', '2026-12-04', '--as', 'ana', '--today', '2026-11-16'], { cwd });
    expect(signed.code).toBe(0);
    expect(told(await judged()).judged).toEqual(['birch']);
    expect(told(await judged('--base', 'main')).judged).toEqual(['birch']);
    // Of the base, and gone in the branch.
    commitAll(cwd, 'Sign');
    git(cwd, 'checkout', '-q', '-B', 'other');
    rmSync(join(cwd, 'signoffs'), { recursive: true });
    const since = await inProcess(['check', '--changed-since', 'offer', '--format', 'json', '--today', '2026-11-16'], { cwd });
    expect(told(JSON.parse(since.out) as Report).judged).toEqual(['birch']);
  });

  test.each([
    ['capacity', 'capacity.yaml'],
    ['the library', 'deliverables.yaml'],
    ['policy', 'handoff.yaml'],
  ])('judges all on a change of %s, with or without a base', async (_, path) => {
    writeAll(cwd, { [path]: `${WORKSPACE[path]}# a word\n` });
    for (const args of [[], ['--base', 'main']])
      expect(told(await judged(...args))).toEqual({ judged: ['acme', 'birch', 'cedar'], unchanged: [], all: `${path} changed`, exit: 1 });
  });

  test('judges all where operations got a file, or lost one', async () => {
    writeAll(cwd, { 'history.csv': 'id,customer,deliverable,version,quantity\n' });
    expect(told(await judged())).toMatchObject({ judged: ['acme', 'birch', 'cedar'], all: 'history.csv changed' });
    rmSync(join(cwd, 'history.csv'));
    mkdirSync(join(cwd, 'holds'));
    writeAll(cwd, { 'deals/handoff.yaml': WORKSPACE['handoff.yaml'] });
    // Nearer to the deals than that of the base: every deal has another policy.
    const { err, code } = await run('--changed-since', 'main', '--base', 'main');
    expect([code, err.includes('file/other-kind')]).toEqual([2, true]);
  });

  test('has nothing to judge where the last deal is taken away, and tells each once', async () => {
    rmSync(join(cwd, 'deals'), { recursive: true });
    const { code, out, err } = await run('--changed-since', 'main', '--base', 'main');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('✓ NOTHING TO JUDGE: no open deal has changed');
    expect(out.match(/deals\/birch\.yaml/g)).toHaveLength(1);
    // A folder that was never there is a mistake.
    expect((await run('--base', 'main', '--changed-since', 'main', '--config', 'none.yaml')).code).toBe(2);
  });

  test('says what is gone, judges what was renamed, and finds two of one id among the unchanged', async () => {
    rmSync(join(cwd, 'deals/birch.yaml'));
    renameSync(join(cwd, 'deals/acme.yaml'), join(cwd, 'deals/acme-041.yaml'));
    const report = await judged();
    expect(told(report)).toEqual({ judged: ['acme-041'], unchanged: ['cedar'], all: null, exit: 0 });
    expect(report.since!.gone).toEqual(['deals/acme.yaml', 'deals/birch.yaml']);
    expect((await run('--changed-since', 'main')).out).toContain('! taken away: deals/acme.yaml, deals/birch.yaml');
    // Under its own id it is only somewhere else.
    writeAll(cwd, { 'deals/acme-041.yaml': `${deal('Acme')}deal: acme\n` });
    expect((await judged()).since!.gone).toEqual(['deals/birch.yaml']);
    writeAll(cwd, { 'deals/second.yaml': `${deal('Else')}deal: cedar\n` });
    const { err, code } = await run('--changed-since', 'main');
    expect([code, err.split('\n')[0]]).toEqual([
      2,
      "deals/second.yaml:6:7  error  the deal 'cedar' is at deals/cedar.yaml:1:1 too [names/duplicate]",
    ]);
  });

  test('a deal that is closed has nothing to be judged, and one that is signed by the branch is judged as it was proposed', async () => {
    writeAll(cwd, { 'deals/cedar.yaml': `${deal('Cedar', '2026-11-17')}state: lost\n` });
    expect(told(await judged())).toEqual({ judged: [], unchanged: ['acme', 'birch'], all: null, exit: 0 });
    const signed = deal('Cedar', '2026-11-17').replace('wanted: 2026-11-17', 'dates: {wanted: 2026-11-17, signed: 2026-11-16}');
    writeAll(cwd, { 'deals/cedar.yaml': `${signed}state: signed\n` });
    expect(told(await judged('--base', 'main'))).toMatchObject({ judged: ['cedar'], exit: 1 });
  });

  test('hides nothing that --base tells', async () => {
    writeAll(cwd, { 'deals/.hidden.yaml': deal('Hidden') });
    const { err, code } = await run('--changed-since', 'main', '--base', 'main');
    expect([code, err.includes('base/not-judged')]).toEqual([2, true]);
    rmSync(join(cwd, 'deals/.hidden.yaml'));
    // A mistake in a file that nobody has changed in this branch is told all the same.
    git(cwd, 'checkout', '-q', 'main');
    writeAll(cwd, { 'deals/broken.yaml': 'handoff: 1\ncustomer: X\n' });
    commitAll(cwd, 'Broken');
    git(cwd, 'checkout', '-q', '-B', 'offer');
    expect((await run('--changed-since', 'main')).code).toBe(2);
  });

  test('what main changed since the branch began is no change of the branch', async () => {
    git(cwd, 'checkout', '-q', 'main');
    writeAll(cwd, { 'deals/birch.yaml': deal('Birch', '2026-12-09') });
    commitAll(cwd, 'Main goes on');
    git(cwd, 'checkout', '-q', '-f', 'offer');
    writeAll(cwd, { 'deals/acme.yaml': deal('Acme', '2026-12-01') });
    expect(told(await judged('--base', 'main')).judged).toEqual(['acme']);
  });

  test('is refused in words where it cannot be known', async () => {
    expect((await run('--changed-since', 'nowhere')).err).toContain('--changed-since nowhere: git knows no such commit');
    expect((await run('--changed-since', 'nowhere')).code).toBe(2);
    for (const [args, words] of [
      [['--changed-since', ' '], '--changed-since is empty'],
      [['--changed-since', 'main', '--example'], 'the example is no file there'],
      [['--changed-since', 'main', '-'], 'standard input is no file there'],
      [['--changed-since', 'main', 'bag:10'], 'a deal on the command line is no file there'],
    ] as const) {
      const { code, err } = await run(...args);
      expect([code, err.includes(words)]).toEqual([2, true]);
    }
  });

  test('judges all where there are two merge bases', async () => {
    const tree = git(cwd, 'rev-parse', 'main^{tree}');
    const commit = (...parents: string[]): string => git(cwd, 'commit-tree', tree, '-m', 'x', ...parents.flatMap((each) => ['-p', each]));
    const [a, b] = [commit(start), git(cwd, 'commit-tree', tree, '-m', 'y', '-p', start)];
    git(cwd, 'branch', '-q', '-f', 'crossed', commit(a, b));
    git(cwd, 'reset', '-q', '--hard', git(cwd, 'commit-tree', tree, '-m', 'z', '-p', b, '-p', a));
    const { out } = await run('--changed-since', 'crossed', '--format', 'json');
    expect(told(JSON.parse(out) as Report)).toMatchObject({
      judged: ['acme', 'birch', 'cedar'],
      all: expect.stringContaining('2 merge bases'),
    });
  });
});
