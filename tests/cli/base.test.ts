// `handoff check --base REF`: a branch is judged by the operations' files that were there before it. The cases are the attempts that an author could make
// to turn a failing check into a pass by what they commit; each has to leave the verdict as it is.
//
// Story 8's workspace with one holiday more: of 22 comparable audits 10% took up to 12bd, and from Tuesday 2026-11-17 to 2026-12-02 there are 12bd, less
// the holiday on 2026-11-26: 11bd. So `tight` (wanted 2026-12-02) fails `comparable-work` alone, and any one of operations' files can let it pass.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { main } from '../../src/main.ts';
import type { Report } from '../../src/report/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { realWorld } from '../../src/world.ts';
import { commitAll, git, hasGit, makeRepository, writeAll } from './repository.ts';
import { folderFrom, ROOT } from './run.ts';

const TODAY = '2026-11-16';
const story = (file: string): string => readFileSync(join(ROOT, 'fixtures', 'stories', '08-faster-than-nine-in-ten', file), 'utf8');
const put = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

const DEAL = `handoff: 1
customer: Alder Wealth
seller: {name: Sam Reed, email: sam@brightwater.example}
wanted: 2026-12-02
items: [access-audit:1]
`;
const SIGNED = put(DEAL, 'wanted: 2026-12-02', 'dates: {wanted: 2026-12-02, signed: 2026-11-16}');
const POLICY = story('handoff.yaml');
const CAPACITY = put(story('capacity.yaml'), 'reserve: 0%', '  holidays: [{on: 2026-11-26, name: Company day}]\nreserve: 0%');
const LIBRARY = story('deliverables.yaml');
// Nine audits by a version 3 of the process, 5bd each: what the library does not say, nothing is compared with.
const AGAIN = (n: number) =>
  `ab-${n},Quill,access-audit,3,1,2026-0${n}-05,2026-0${n}-09,2026-0${n}-12,delivered,${n % 2 ? 'ivo' : 'dara'},true\n`;
const HISTORY = story('history.csv') + [1, 2, 3, 4, 5, 6, 7, 8, 9].map(AGAIN).join('');
const BASELINE = 'handoff: 1\nrecorded: 2026-11-13\nfindings: []\n';
/** What `handoff baseline` writes of `tight`. */
const KNOWN = `handoff: 1
recorded: 2026-11-13
findings:
  - {deal: tight, of: "access-audit:1", rule: comparable-work, reason: faster-than-most, at: dates.wanted.complete, is: "2026-12-02", says: 11bd}
  - {deal: tight, of: "access-audit:1", rule: operations-date, reason: before-safe, at: dates.wanted.complete, is: "2026-12-02", says: 1bd}
`;

/** The same workspace twice: its files found by their names, and named by policy. */
const BESIDE = {
  'handoff.yaml': POLICY,
  'capacity.yaml': CAPACITY,
  'deliverables/audit.yaml': LIBRARY,
  'history.csv': HISTORY,
  'baseline.yaml': BASELINE,
};
const NAMED = {
  'handoff.yaml': `${POLICY}files: {capacity: ops/c.yaml, deliverables: ops/d.yaml, history: ops/h.csv, baseline: ops/b.yaml, signoffs: ops/signed}\n`,
  'ops/c.yaml': CAPACITY,
  'ops/d.yaml': LIBRARY,
  'ops/h.csv': HISTORY,
  'ops/b.yaml': BASELINE,
};

/** The edit of each file that lets `tight` pass. */
const lax = (text: string): string => {
  if (text === CAPACITY) return put(text, '  holidays: [{on: 2026-11-26, name: Company day}]\n', '');
  if (text === LIBRARY) return put(text, 'version: 2', 'version: 3');
  if (text === HISTORY) return text.replaceAll(/^(aa-0[1-9],.*?),2025-(\d\d)-\d\d,2025-\d\d-\d\d,/gm, '$1,2025-$2-03,2025-$2-07,');
  if (text === BASELINE) return KNOWN;
  return put(text, 'margin-floor:', 'comparable-work: off\n  margin-floor:');
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `handoff` in a folder, without a process of its own. */
async function run(cwd: string, ...args: string[]): Promise<Ran> {
  const said = { out: '', err: '' };
  const world = { ...realWorld(), cwd, out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
  const code = await main([...args, '--today', TODAY], world);
  return { code, ...said };
}

const checked = (cwd: string, ...args: string[]) => run(cwd, 'check', '--base', 'main', '--format', 'json', ...args);
const reportOf = ({ out, err }: Ran): Report => {
  expect(err).toBe('');
  return z.parse(reportSchema, JSON.parse(out));
};
const verdictsOf = ({ deals }: Pick<Report, 'deals'>) => Object.fromEntries(deals.map(({ deal, verdict }) => [deal, verdict]));

const places: { remove: () => void }[] = [];
/** A repository with these files on `main`, and a branch `offer` that is the work tree. */
const repository = (files: Readonly<Record<string, string>>): string => {
  const place = folderFrom();
  places.push(place);
  writeAll(place.path, files);
  makeRepository(place.path);
  return place.path;
};
afterAll(() => {
  for (const { remove } of places) remove();
});

const HOW = ['edited', 'deleted', 'renamed', 'symlinked', 'submodule'] as const;

/** Does to a committed file what an author might, with their own text, and commits it. */
function spoil(cwd: string, path: string, how: (typeof HOW)[number], text: string): void {
  const at = join(cwd, path);
  switch (how) {
    case 'edited':
      writeFileSync(at, text);
      break;
    case 'deleted':
      rmSync(at);
      break;
    case 'renamed':
      renameSync(at, join(dirname(at), `old-${path.split('/').at(-1)!}`));
      break;
    case 'symlinked':
      writeAll(cwd, { 'mine/file': text });
      rmSync(at);
      symlinkSync(join(cwd, 'mine/file'), at);
      break;
    case 'submodule':
      rmSync(at);
      writeAll(cwd, { [`${path}/.git`]: 'gitdir: ../nowhere\n', [`${path}/${path.split('/').at(-1)!}`]: text });
      git(cwd, 'update-index', '--force-remove', path);
      git(cwd, 'update-index', '--add', '--cacheinfo', `160000,${git(cwd, 'rev-parse', 'HEAD')},${path}`);
      git(cwd, 'commit', '-q', '-m', 'A submodule');
      return;
  }
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-q', '-m', how);
}

/** As it was before. */
function restore(cwd: string): void {
  git(cwd, 'reset', '-q', '--hard', 'main');
  git(cwd, 'clean', '-ffdxq');
}

describe.skipIf(!hasGit).each([
  ['found by their names', BESIDE, HOW, HOW],
  // All ways once are enough; here it is only about where policy says that they are.
  ['named by policy', NAMED, ['edited', 'symlinked'], ['deleted']],
] as const)("operations' files %s", (_, files, ways, waysToSign) => {
  const ledger = files === NAMED ? 'ops/signed' : 'signoffs';
  let cwd: string;
  let signed: string;
  let before: Report;
  let of: (deal: string) => Report['deals'];

  beforeAll(async () => {
    const place = folderFrom();
    places.push(place);
    cwd = place.path;
    // Of another customer: it is judged alone and among others.
    const other = DEAL.replace('2026-12-02', '2026-12-09').replace('Alder Wealth', 'Birch Wealth');
    writeAll(cwd, { ...files, 'deals/tight.yaml': DEAL, 'deals/named.yaml': other });
    // Without the delivery lead's date `named` would be safe: on 2026-12-02 and the holiday, 2026-12-03.
    const { out, code } = await run(cwd, 'date', 'deals/named.yaml', '2026-12-15', '--as', 'nadia');
    expect(code).toBe(0);
    signed = /\S+\.json/.exec(out)![0];
    expect(signed).toContain(ledger);
    makeRepository(cwd);
    const ran = await checked(cwd);
    before = reportOf(ran);
    expect(ran.code).toBe(1);
    expect(verdictsOf(before)).toEqual({ tight: 'fail', named: 'fail' });
    of = (deal) => before.deals.filter((each) => each.deal === deal);
  });
  afterEach(() => {
    restore(cwd);
  });

  const cases = Object.keys(files).flatMap((path) => ways.map((how) => [path, how] as const));
  test.each(cases)('%s %s: the verdict stays', async (path, how) => {
    const text = lax(files[path as keyof typeof files]);
    spoil(cwd, path, how, text);
    const ran = await checked(cwd, 'deals/tight.yaml');
    const { deals, base, exit } = reportOf(ran);
    expect({ code: ran.code, exit }).toEqual({ code: 1, exit: 1 });
    // Not the verdicts alone: every date, finding and place.
    expect(deals).toEqual(of('tight'));
    expect(base!.branch!.files).toContainEqual({ path, change: how === 'edited' ? 'edited' : 'removed' });
    // The edit would have let it pass: else this would try nothing.
    if (how === 'edited') expect(verdictsOf({ deals: base!.branch!.deals } as unknown as Report)).toMatchObject({ tight: 'pass' });
  });

  test.each(waysToSign)('a sign-off %s: nothing passes', async (how) => {
    const text = readFileSync(join(cwd, signed), 'utf8');
    spoil(cwd, signed, how, text.replaceAll('2026-12-15', '2026-12-04'));
    const ran = await checked(cwd, 'deals/named.yaml');
    switch (how) {
      case 'deleted': {
        // It counts all the same, and the report says that this branch takes it away.
        const { deals, base } = reportOf(ran);
        expect(ran.code).toBe(1);
        expect(deals).toEqual(of('named'));
        expect(base!.branch!.files).toEqual([{ path: signed, change: 'removed' }]);
        expect(verdictsOf({ deals: base!.branch!.deals } as unknown as Report)).toMatchObject({ named: 'pass' });
        return;
      }
      case 'edited':
      case 'symlinked':
      case 'submodule':
        // What is signed is never edited: bad input, told by its path.
        expect(ran.code).toBe(2);
        expect(ran.err).toContain(`${signed}:1:1  error  this is the sign-off of`);
        expect(ran.err).toContain('[base/changed]');
        return;
      case 'renamed':
        // Its name is that of its content.
        expect(ran.code).toBe(2);
        expect(ran.err).toContain('[signoff/changed]');
    }
  });
});

describe.skipIf(!hasGit)('an author cannot', () => {
  let cwd: string;
  /** The commit that both branches begin with. */
  let start: string;
  const lead = POLICY.replace('viktor]}', 'viktor]}\nprofiles: {deals/care: regulated-care}');

  beforeAll(async () => {
    const place = folderFrom();
    places.push(place);
    cwd = place.path;
    const policy = lead;
    writeAll(cwd, {
      ...BESIDE,
      'handoff.yaml': policy,
      'deals/tight.yaml': DEAL,
      'deals/named.yaml': DEAL.replace('2026-12-02', '2026-12-09'),
    });
    expect((await run(cwd, 'date', 'deals/named.yaml', '2026-12-15', '--as', 'nadia')).code).toBe(0);
    start = makeRepository(cwd);
  });
  afterEach(() => {
    git(cwd, 'checkout', '-q', '-f', 'offer');
    restore(cwd);
  });

  /** Checks the branch as it is committed: nothing of `deal` passes. */
  const fails = async (deal: string, ...args: string[]): Promise<Report> => {
    commitAll(cwd, 'An attempt');
    const ran = await checked(cwd, ...args);
    const report = reportOf(ran);
    expect(ran.code).toBe(1);
    expect(verdictsOf(report)).toMatchObject({ [deal]: 'fail' });
    return report;
  };
  /** Checks the branch as it is committed: it is bad input. */
  const refused = async (code: string, ...args: string[]): Promise<string> => {
    commitAll(cwd, 'An attempt');
    const { code: exit, err } = await checked(cwd, ...args);
    expect(err).toContain(`[${code}]`);
    expect(exit).toBe(2);
    return err;
  };
  const write = (files: Readonly<Record<string, string>>): void => {
    writeAll(cwd, files);
  };

  test('put operations files of their own nearer to the deal', async () => {
    write({
      'deals/handoff.yaml': lax(POLICY),
      'deals/capacity.yaml': lax(CAPACITY),
      'deals/deliverables.yaml': lax(LIBRARY),
      'deals/history.csv': lax(HISTORY),
      'deals/baseline.yaml': KNOWN,
    });
    const { base } = await fails('tight', 'deals/tight.yaml');
    expect(base!.branch!.files.map(({ path }) => path)).toContain('deals/handoff.yaml');
    // Nor make the folder of deals a workspace of its own, whose deals would lie one deeper.
    write({ 'deals/deals/good.yaml': DEAL.replace('2026-12-02', '2026-12-18') });
    await refused('file/other-kind', 'deals');
  });

  test('move the policy, or have it name other files', async () => {
    mkdirSync(join(cwd, 'ops'));
    renameSync(join(cwd, 'handoff.yaml'), join(cwd, 'ops/handoff.yaml'));
    await fails('tight');
    restore(cwd);
    write({ 'handoff.yaml': `${lead}files: {capacity: mine/c.yaml, signoffs: mine}\n`, 'mine/c.yaml': lax(CAPACITY) });
    expect(verdictsOf(await fails('tight'))).toMatchObject({ named: 'fail' });
  });

  test('edit without a commit', async () => {
    write({ 'handoff.yaml': lax(lead) });
    const ran = await checked(cwd, 'deals/tight.yaml');
    expect(ran.code).toBe(1);
    expect(reportOf(ran).base!.branch!.files).toEqual([{ path: 'handoff.yaml', change: 'edited' }]);
  });

  test('move a deal into a folder with another profile', async () => {
    // In regulated-care nothing is compared with other work: as a new deal it passes there.
    write({ 'deals/care/fresh.yaml': DEAL });
    rmSync(join(cwd, 'deals/named.yaml'));
    restore(cwd);
    write({ 'deals/care/tight.yaml': DEAL });
    rmSync(join(cwd, 'deals/tight.yaml'));
    const plain = await run(cwd, 'check', 'deals/care/tight.yaml', '--format', 'json');
    expect(plain.out).toContain('"profile": "regulated-care"');
    const { base, deals } = await fails('tight', 'deals/care/tight.yaml');
    expect(deals[0].profile).toBe('services');
    expect(base!.told).toEqual([
      { file: 'deals/care/tight.yaml', message: 'it was deals/tight.yaml, and is judged as a deal of that folder' },
    ]);
    // Under another name with the same id it is the same deal.
    renameSync(join(cwd, 'deals/care/tight.yaml'), join(cwd, 'deals/care/other.yaml'));
    write({ 'deals/care/other.yaml': `${DEAL}deal: tight\n` });
    expect((await fails('tight', 'deals/care/other.yaml')).deals[0].profile).toBe('services');
  });

  test('be rid of a named date by another id, or by a deal that borrows one', async () => {
    renameSync(join(cwd, 'deals/named.yaml'), join(cwd, 'deals/again.yaml'));
    const told = await refused('base/other-id');
    expect(told).toContain("this deal is new, and 'named' (deals/named.yaml) is gone, of which there are sign-offs (signoffs/named)");
    restore(cwd);
    write({ 'deals/named.yaml': `${DEAL.replace('2026-12-02', '2026-12-09')}deal: again\n` });
    await refused('base/other-id', 'deals/named.yaml');
    restore(cwd);
    // The other way: what was signed of one deal is bound to its scope, and two deals with one id are judged neither.
    write({ 'deals/thief.yaml': `${DEAL}deal: named\n` });
    await refused('names/duplicate');
    restore(cwd);
    // Moved with its id it keeps the date.
    renameSync(join(cwd, 'deals/named.yaml'), join(cwd, 'deals/again.yaml'));
    write({ 'deals/again.yaml': `${DEAL.replace('2026-12-02', '2026-12-09')}deal: named\n` });
    await fails('named');
    restore(cwd);
    // Taking a deal away altogether is nobody's promise; it is told.
    rmSync(join(cwd, 'deals/named.yaml'));
    expect((await fails('tight')).base!.told).toEqual([
      { file: 'deals/named.yaml', message: 'this branch takes it away, and there are sign-offs of it: signoffs/named' },
    ]);
  });

  test('begin a deal anew under another id, while the old one of the customer is closed or put away', async () => {
    const tight = readFileSync(join(cwd, 'deals/tight.yaml'), 'utf8');
    const again = "this deal is new, and 'tight' (deals/tight.yaml) of the same customer is closed in the same branch";
    write({ 'deals/tight.yaml': `${tight}state: lost\n`, 'deals/second.yaml': `${tight}deal: second\n` });
    expect(await refused('base/other-id')).toContain(again);
    restore(cwd);
    write({ 'archive/tight.yaml': tight, 'deals/second.yaml': `${tight}deal: second\n` });
    rmSync(join(cwd, 'deals/tight.yaml'));
    expect(await refused('base/other-id')).toContain(again);
    restore(cwd);
    // Another customer's deal is another deal.
    write({
      'deals/tight.yaml': `${tight}state: lost\n`,
      'deals/second.yaml': `${tight.replace(/^customer: .*$/m, 'customer: Quite Another')}deal: second\n`,
    });
    await fails('second');
    restore(cwd);
  });

  test('hide a deal from being judged without a word', async () => {
    rmSync(join(cwd, 'signoffs'), { recursive: true });
    const told = { file: 'deals/tight.yaml', message: 'this branch takes it away' };
    // Under a name that no deal has, it is none; that it is gone is told.
    write({ 'deals/tight.yaml.txt': DEAL });
    rmSync(join(cwd, 'deals/tight.yaml'));
    const { base, deals } = await fails('named');
    expect(deals.map(({ deal }) => deal)).toEqual(['named']);
    expect(base!.told).toEqual([told]);
    restore(cwd);
    for (const [hidden, why] of [
      ['deals/.tight.yaml', 'it is hidden (its name begins with a dot)'],
      ['deals/.github/tight.yml', 'it is hidden (its name begins with a dot)'],
      ['deals/node_modules/a/tight.YAML', 'it lies in node_modules'],
      ['deals/1/2/3/4/5/6/7/8/9/tight.yaml', 'it lies more than 8 folders deep'],
    ]) {
      // Whether the old one is gone or not: what a branch adds is judged, or told.
      for (const gone of [true, false]) {
        write({ [hidden]: DEAL });
        if (gone) rmSync(join(cwd, 'deals/tight.yaml'));
        expect((await refused('base/not-judged')).replace(/\s+/g, ' ')).toContain(`this branch adds it, and nobody judges it: ${why}`);
        restore(cwd);
      }
    }
    for (const [link, to] of [
      ['deals/linked.yaml', '../elsewhere.yaml'],
      ['deals/folder', '../more'],
    ]) {
      write({ 'elsewhere.yaml': DEAL, 'more/deal.yaml': DEAL });
      symlinkSync(to, join(cwd, link));
      expect(await refused('base/not-judged')).toContain(`${link}:1:1`);
      restore(cwd);
    }
    // It is found where it went, and nothing is said.
    write({ 'deals/2026/tight.yaml': DEAL });
    rmSync(join(cwd, 'deals/tight.yaml'));
    expect((await fails('tight')).base!.told).toEqual([
      { file: 'deals/2026/tight.yaml', message: 'it was deals/tight.yaml, and is judged as a deal of that folder' },
    ]);
  });

  test('bring back a sign-off that was withdrawn', async () => {
    // Operations take the date back on main; any other sign-off is a file of the same folder.
    const path = join(cwd, 'signoffs/named');
    const [name] = readdirSync(path);
    const text = readFileSync(join(path, name), 'utf8');
    git(cwd, 'checkout', '-q', 'main');
    rmSync(join(path, name));
    commitAll(cwd, 'Withdraw it');
    git(cwd, 'checkout', '-q', '-B', 'offer');
    try {
      // 2026-12-09 is safe without the date that was named.
      expect(verdictsOf(reportOf(await checked(cwd, 'deals/named.yaml')))).toEqual({ named: 'pass' });
      write({ [`signoffs/named/${name}`]: text, [`signoffs/named/${name}.sig`]: 'any signature' });
      commitAll(cwd, 'Bring it back');
      const { base, deals } = reportOf(await checked(cwd, 'deals/named.yaml'));
      expect(deals[0]).toMatchObject({ verdict: 'pass', signoffs: [] });
      expect(base!.told).toEqual([
        {
          file: `signoffs/named/${name}`,
          message: 'this sign-off was withdrawn in the base (deleted there), and does not count again: whoever gave it has to give it anew',
        },
      ]);
      // A new one of the same words counts, and so does one that the base itself has again.
      rmSync(join(path, `${name}.sig`));
      git(cwd, 'checkout', '-q', '-B', 'again', 'main');
      write({ [`signoffs/named/${name}`]: text });
      const back = commitAll(cwd, 'Operations bring it back');
      git(cwd, 'branch', '-q', '-f', 'main', back);
      git(cwd, 'checkout', '-q', '-B', 'offer', 'main');
      expect(verdictsOf(reportOf(await checked(cwd, 'deals/named.yaml')))).toEqual({ named: 'fail' });
    } finally {
      git(cwd, 'checkout', '-q', '-f', '-B', 'main', start);
      git(cwd, 'checkout', '-q', '-f', '-B', 'offer', start);
    }
  });

  test('count on what main has withdrawn since the branch began', async () => {
    const [name] = readdirSync(join(cwd, 'signoffs/named'));
    git(cwd, 'checkout', '-q', 'main');
    git(cwd, 'rm', '-q', `signoffs/named/${name}`);
    commitAll(cwd, 'Withdraw it');
    git(cwd, 'checkout', '-q', 'offer');
    try {
      const { base } = reportOf(await checked(cwd, 'deals/named.yaml'));
      expect(base!.told.map(({ file }) => file)).toEqual([`signoffs/named/${name}`]);
      expect(verdictsOf({ deals: base!.newest!.deals } as unknown as Report)).toEqual({ named: 'pass' });
    } finally {
      git(cwd, 'branch', '-q', '-f', 'main', start);
    }
  });

  test('drop the day on which an input was due, once it is over', async () => {
    const library = put(LIBRARY, '    steps:', '    inputs: [{id: records, takes: 1bd}]\n    steps:');
    const deal = (line: string) => DEAL.replace('2026-12-02', '2026-12-23').replace('customer:', `${line}customer:`);
    const due = 'inputs: [{id: records, due: 2026-11-12}]\n';
    git(cwd, 'checkout', '-q', 'main');
    write({ 'deliverables/audit.yaml': library, 'deals/late.yaml': deal(due) });
    const commit = commitAll(cwd, 'A deal that waits for records');
    git(cwd, 'checkout', '-q', '-B', 'offer');
    try {
      for (const line of ['', 'inputs: []\n', 'inputs: [{id: records, from: Alder}]\n']) {
        write({ 'deals/late.yaml': deal(line) });
        const { deals, base } = await fails('late', 'deals/late.yaml');
        const check = deals[0].checks.find(({ rule }) => rule === 'upstream-reset')!;
        expect(check).toMatchObject({ reason: 'upstream-reset/overdue', blocking: true });
        expect(check.findings[0].message).toContain("'records' is not here and was due on 2026-11-12");
        // As the branch alone has it, the day is unknown, and it would have passed.
        expect(base!.told).toEqual([]);
        git(cwd, 'reset', '-q', '--hard', commit);
      }
      // Another day is another plan, which is told.
      write({ 'deals/late.yaml': deal(due.replace('2026-11-12', '2026-11-20')) });
      commitAll(cwd, 'Agree on another day');
      const { deals, base } = reportOf(await checked(cwd, 'deals/late.yaml'));
      expect(deals[0].checks.find(({ rule }) => rule === 'upstream-reset')).toMatchObject({ verdict: 'pass' });
      expect(base!.told).toEqual([
        {
          file: 'deals/late.yaml',
          message: "'records' was due 2026-11-12 in the base, and is now due 2026-11-20: it is planned for that day",
        },
      ]);
    } finally {
      git(cwd, 'checkout', '-q', '-f', '-B', 'main', start);
      git(cwd, 'checkout', '-q', '-f', '-B', 'offer', start);
    }
  });

  test('sell a deal in another name without a word', async () => {
    write({ 'deals/tight.yaml': put(DEAL, 'Sam Reed, email: sam@', 'Ivo Lang, email: ivo@') });
    expect((await fails('tight', 'deals/tight.yaml')).base!.told).toEqual([
      {
        file: 'deals/tight.yaml',
        message:
          'it was sold by Sam Reed sam@brightwater.example in the base, and is by Ivo Lang ivo@brightwater.example here: what Sam Reed sam@brightwater.example signs of it now counts',
      },
    ]);
    restore(cwd);
    // However it is spelled, the same one is no other.
    write({ 'deals/tight.yaml': put(DEAL, 'Sam Reed', 'SAM  Reed') });
    expect((await fails('tight', 'deals/tight.yaml')).base!.told).toEqual([]);
  });

  test('take away or replace the folder of the sign-offs', async () => {
    rmSync(join(cwd, 'signoffs'), { recursive: true });
    await fails('named', 'deals/named.yaml');
    write({ signoffs: 'a file' });
    await fails('named', 'deals/named.yaml');
    rmSync(join(cwd, 'signoffs'));
    mkdirSync(join(cwd, 'elsewhere'));
    symlinkSync('elsewhere', join(cwd, 'signoffs'));
    await fails('named', 'deals/named.yaml');
  });

  test('have a deal passed over as signed that was never proposed like that', async () => {
    write({ 'deals/tight.yaml': `${SIGNED}state: signed\n` });
    // The same proposal, signed: whether it passes is asked once more, as it was proposed.
    expect((await fails('tight')).base!.told).toEqual([
      { file: 'deals/tight.yaml', message: 'it is signed or done in this branch: it is judged as it was proposed in the base' },
    ]);
    write({ 'deals/tight.yaml': `${SIGNED.replace('audit:1', 'audit:2')}state: signed\n` });
    const edited = await fails('tight');
    expect(edited.base!.told).toEqual([
      {
        file: 'deals/tight.yaml',
        message: 'it is signed or done in this branch, and in the base it was not proposed so there: it is judged',
      },
    ]);
    write({ 'deals/new.yaml': `${SIGNED}state: done\n` });
    await fails('new');
  });

  test.each([
    [
      'closed a day',
      'capacity.yaml',
      'edited',
      () => {
        // From 2026-11-17 to 2026-12-03 there are 13bd, less one holiday 12bd, which are enough; less two 11bd, which are not.
        write({ 'capacity.yaml': put(CAPACITY, '[{on: 2026-11-26', '[{on: 2026-11-27, name: Another}, {on: 2026-11-26') });
      },
    ],
    [
      'named a date',
      expect.stringMatching(/^signoffs\/late\/[0-9a-f]{64}\.json$/),
      'added',
      () => run(cwd, 'date', 'deals/late.yaml', '2026-12-15', '--as', 'nadia'),
    ],
  ])('begin the branch before operations %s', async (_, path, change, act) => {
    const started = git(cwd, 'rev-parse', 'main');
    git(cwd, 'checkout', '-q', 'main');
    write({ 'deals/late.yaml': DEAL.replace('2026-12-02', '2026-12-03') });
    const before = commitAll(cwd, 'A deal that is in time');
    try {
      await act();
      const tip = commitAll(cwd, 'Not any more');
      git(cwd, 'checkout', '-q', '-B', 'offer', before);
      const ran = await checked(cwd, 'deals/late.yaml');
      const { base, deals, exit } = reportOf(ran);
      expect({ code: ran.code, exit }).toEqual({ code: 1, exit: 1 });
      expect(deals[0].verdict).toBe('pass');
      expect(base).toMatchObject({
        commit: before,
        tip,
        newest: { files: [{ path, change }], deals: [{ deal: 'late', verdict: 'fail' }], because: null },
        branch: null,
      });
      const { out } = await run(cwd, 'check', '--base', 'main', 'deals/late.yaml', '-q');
      expect(out.replace(/\s+/g, ' ')).toContain(`deals/late.yaml: YES by ${before.slice(0, 7)}, NOT YET by ${tip.slice(0, 7)}`);
    } finally {
      git(cwd, 'checkout', '-q', '-f', 'main');
      git(cwd, 'reset', '-q', '--hard', started);
    }
  });

  test('be refused, or told to take a deal away, for what came to the base after the branch began', async () => {
    const started = git(cwd, 'rev-parse', 'main');
    git(cwd, 'checkout', '-q', 'main');
    try {
      write({ 'deals/strict/later.yaml': DEAL });
      commitAll(cwd, 'Another deal of the same customer');
      git(cwd, 'checkout', '-q', '-B', 'offer', started);
      write({ 'deals/mine.yaml': DEAL });
      const { base } = await fails('mine');
      expect(base!.told).toEqual([]);
      rmSync(join(cwd, 'deals/mine.yaml'));
      // The same deal in another folder than the base has by now keeps that folder.
      write({ 'deals/lax/later.yaml': DEAL });
      expect((await fails('later')).base!.told).toEqual([
        { file: 'deals/lax/later.yaml', message: 'it was deals/strict/later.yaml, and is judged as a deal of that folder' },
      ]);
    } finally {
      git(cwd, 'checkout', '-q', '-f', 'main');
      git(cwd, 'reset', '-q', '--hard', started);
    }
  });

  test('say what the base is', async () => {
    write({ 'handoff.yaml': lax(lead) });
    const evil = commitAll(cwd, 'Mine');
    // A tag of that name comes first in git, and whoever may push may push one.
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'main');
    git(cwd, 'tag', 'origin/main', evil);
    try {
      const { code, err } = await run(cwd, 'check', '--base', 'origin/main', 'deals/tight.yaml');
      expect(code).toBe(2);
      expect(err).toContain('this is refs/tags/origin/main and refs/remotes/origin/main');
      expect(err).toContain('--base refs/remotes/origin/main');
      expect((await run(cwd, 'check', '--base', 'refs/remotes/origin/main', 'deals/tight.yaml')).code).toBe(1);
      expect((await run(cwd, 'check', '--base', 'origin/main~0', 'deals/tight.yaml')).code).toBe(2);
      // Nor does it stand in for a branch that nobody has fetched.
      git(cwd, 'update-ref', '-d', 'refs/remotes/origin/main');
      const alone = await run(cwd, 'check', '--base', 'origin/main', 'deals/tight.yaml');
      expect(alone.code).toBe(2);
      expect(alone.err).toContain('this is a tag, and no branch of that name is here');
      expect((await run(cwd, 'check', '--base', 'refs/tags/origin/main', 'deals/tight.yaml', '-q')).out).toContain('refs/tags/origin/main');
    } finally {
      git(cwd, 'tag', '-d', 'origin/main');
    }
    // Nor by an environment, a replacement, attributes, or a program that a configuration names.
    const before = git(cwd, 'rev-parse', 'main:handoff.yaml');
    git(cwd, 'replace', before, git(cwd, 'rev-parse', 'offer:handoff.yaml'));
    git(cwd, 'config', 'core.fsmonitor', `touch ${cwd}/../handoff-ran`);
    git(cwd, 'config', 'diff.evil.textconv', 'sed s/error/off/');
    write({ '.gitattributes': '* diff=evil ident eol=crlf\n', '.git/info/attributes': '* diff=evil\n' });
    const other = repository({ 'handoff.yaml': lax(POLICY) });
    process.env.GIT_DIR = join(other, '.git');
    process.env.GIT_OBJECT_DIRECTORY = join(other, '.git/objects');
    try {
      expect((await checked(cwd, 'deals/tight.yaml')).code).toBe(1);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_OBJECT_DIRECTORY;
      git(cwd, 'replace', '-d', before);
      git(cwd, 'config', '--unset', 'core.fsmonitor');
      rmSync(join(cwd, '.git/info/attributes'));
    }
  });

  test('bring a repository of their own', async () => {
    // A folder that is laid out as a bare repository, whose main is theirs: git would take it for one.
    const other = repository({ 'handoff.yaml': lax(POLICY), 'tight.yaml': DEAL });
    git(other, 'clone', '-q', '--bare', '.', join(cwd, 'deals/bare'));
    write({ 'deals/bare/tight2.yaml': DEAL });
    await fails('tight2', 'deals/bare/tight2.yaml');
    const inside = await run(join(cwd, 'deals/bare'), 'check', '--base', 'main', 'tight2.yaml', '--format', 'json');
    expect(inside.code).toBe(1);
    expect(reportOf(inside).base!.commit).toBe(git(cwd, 'rev-parse', 'main'));
    rmSync(join(cwd, 'deals/bare'), { recursive: true });
    // A submodule is another repository, with another main.
    git(cwd, 'clone', '-q', other, 'deals/sub');
    write({ 'deals/sub/tight3.yaml': DEAL });
    const { code, err } = await checked(cwd, 'deals/sub/tight3.yaml');
    expect(code).toBe(2);
    expect(err).toContain('[base/other-repository]');
    // And a .git that is none does not make git look further up.
    rmSync(join(cwd, 'deals/sub/.git'), { recursive: true });
    mkdirSync(join(cwd, 'deals/sub/.git'));
    expect((await run(join(cwd, 'deals/sub'), 'check', '--base', 'main', 'tight3.yaml')).err).toContain('[base/no-repository]');
  });
});

describe.skipIf(!hasGit)('a base that says nothing leaves nothing judged', () => {
  const files = { ...BESIDE, 'deals/tight.yaml': DEAL };

  test.each([
    ['an unknown commit', 'nosuch', 'base/unknown-ref'],
    ['a commit without a common ancestor', 'other', 'base/no-merge-base'],
    ['what looks like a flag', '--help', 'base/unknown-ref'],
    ['a file of a commit', 'main:handoff.yaml', 'base/unknown-ref'],
  ])('%s', async (_, ref, code) => {
    const cwd = repository(files);
    git(cwd, 'checkout', '-q', '--orphan', 'other');
    commitAll(cwd, 'Without a past');
    git(cwd, 'checkout', '-q', 'offer');
    const ran = await run(cwd, 'check', `--base=${ref}`, '--format', 'json');
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain('= help: ');
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toMatchObject({ deals: [], exit: 2, diagnostics: [{ code }] });
  });

  test('a shallow clone', async () => {
    const from = repository(files);
    git(from, 'checkout', '-q', 'main');
    commitAll(from, 'One more');
    const { path, remove } = folderFrom();
    places.push({ remove });
    git(path, 'clone', '-q', '--depth', '1', `file://${from}`, 'clone');
    const { code, err } = await run(join(path, 'clone'), 'check', '--base', 'origin/main');
    expect(code).toBe(2);
    expect(err).toContain('this clone is shallow');
    expect(err).toContain('fetch-depth: 0');
  });

  test('no repository, a repository without a commit, and no git', async () => {
    const { path, remove } = folderFrom();
    places.push({ remove });
    expect((await run(path, 'check', '--base', 'main')).err).toContain('[base/no-repository]');
    git(path, 'init', '-q', '-b', 'main');
    expect((await run(path, 'check', '--base', 'main')).err).toContain('[base/unknown-ref]');
    const before = process.env.PATH;
    process.env.PATH = path;
    try {
      expect((await run(path, 'check', '--base', 'main')).err).toContain('[base/no-git]');
    } finally {
      process.env.PATH = before;
    }
  });

  test('files of the base that are no files: a link, a submodule, too many bytes, or bytes that git does not have', async () => {
    const cwd = repository(files);
    const said = async (change: () => void): Promise<string> => {
      git(cwd, 'checkout', '-q', '-f', 'main');
      change();
      git(cwd, 'checkout', '-q', '-B', 'offer');
      // The branch has a good one: nothing of the base is taken from there.
      git(cwd, 'rm', '-q', '-r', '--cached', '.');
      rmSync(join(cwd, 'capacity.yaml'), { recursive: true, force: true });
      writeAll(cwd, { 'capacity.yaml': lax(CAPACITY) });
      commitAll(cwd, 'Good again');
      const { code, err } = await checked(cwd, 'deals/tight.yaml');
      expect(code).toBe(2);
      return err;
    };
    const short = (): string => git(cwd, 'rev-parse', 'main').slice(0, 7);
    const linked = await said(() => {
      spoil(cwd, 'capacity.yaml', 'symlinked', CAPACITY);
    });
    expect(linked).toContain(`capacity.yaml in ${short()} (merge base with main) is a symbolic link, and links are not followed`);
    const module = await said(() => {
      writeAll(cwd, {});
      rmSync(join(cwd, 'capacity.yaml'));
      git(cwd, 'update-index', '--force-remove', 'capacity.yaml');
      git(cwd, 'update-index', '--add', '--cacheinfo', `160000,${git(cwd, 'rev-parse', 'HEAD')},capacity.yaml`);
      git(cwd, 'commit', '-q', '-m', 'A submodule');
    });
    expect(module).toContain('is no regular file');
    const large = await said(() => {
      rmSync(join(cwd, 'capacity.yaml'), { recursive: true, force: true });
      writeAll(cwd, { 'capacity.yaml': `${CAPACITY}# ${'x'.repeat(1024 * 1024)}\n` });
      commitAll(cwd, 'Too large');
    });
    expect(large).toContain('has more than the 1024 KiB');
    const gone = await said(() => {
      writeAll(cwd, { 'capacity.yaml': `${CAPACITY}# only here\n` });
      commitAll(cwd, 'Whose bytes get lost');
      const id = git(cwd, 'rev-parse', 'HEAD:capacity.yaml');
      rmSync(join(cwd, '.git/objects', id.slice(0, 2), id.slice(2)));
    });
    expect(gone).toContain('could not be read');
    expect(gone).toContain('fetch the repository whole');
    // A repository may name a place to fetch it from, and a program that does: nothing is fetched, and nothing is run.
    git(cwd, 'config', 'core.repositoryFormatVersion', '1');
    git(cwd, 'config', 'extensions.partialClone', 'origin');
    git(cwd, 'config', 'remote.origin.url', `ext::sh -c touch% ${cwd}/ran`);
    git(cwd, 'config', 'remote.origin.promisor', 'true');
    git(cwd, 'config', 'protocol.ext.allow', 'always');
    expect((await checked(cwd, 'deals/tight.yaml')).err).toContain('could not be read');
    expect(existsSync(join(cwd, 'ran'))).toBe(false);
  });
});

describe.skipIf(!hasGit)('the first adoption', () => {
  test('has no files in the base: told, and with --bootstrap read from the branch, aloud', async () => {
    const cwd = repository({ 'README.md': 'Proposals\n' });
    writeAll(cwd, { ...BESIDE, 'deals/in-time.yaml': DEAL.replace('2026-12-02', '2026-12-18') });
    commitAll(cwd, 'Adopt handoff');
    const without = await checked(cwd, 'deals/in-time.yaml');
    expect(without.code).toBe(2);
    expect(without.err).toMatch(/[0-9a-f]{7} \(merge base with main\) has no capacity\.yaml beside deals\/in-time\.yaml or above it/);
    expect(without.err).toContain('--bootstrap');

    const ran = await checked(cwd, 'deals/in-time.yaml', '--bootstrap');
    expect(ran.code).toBe(0);
    const { base, files } = reportOf(ran);
    expect(base).toMatchObject({
      adopted: Object.keys(BESIDE).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
      branch: null,
      newest: null,
    });
    expect(files.every(({ source }) => source === 'worktree')).toBe(true);
    const { out } = await run(cwd, 'check', '--base', 'main', '--bootstrap', '-q');
    expect(out.replace(/\s+/g, ' ')).toContain('so read from this branch (--bootstrap)');
  });

  test('is over when the base has a workspace: --bootstrap then lets nothing in', async () => {
    const { 'baseline.yaml': _, 'history.csv': __, ...rest } = BESIDE;
    const cwd = repository({ ...rest, 'history.csv': HISTORY, 'deals/tight.yaml': DEAL });
    writeAll(cwd, { 'baseline.yaml': KNOWN, 'deals/handoff.yaml': lax(POLICY) });
    const ran = await checked(cwd, 'deals/tight.yaml', '--bootstrap');
    expect(ran.code).toBe(1);
    expect(reportOf(ran).base).toMatchObject({ adopted: [] });
  });
});

const ORDER = ['handoff.yaml', 'capacity.yaml', 'deliverables/audit.yaml', 'history.csv', 'baseline.yaml'];

describe.skipIf(!hasGit)('a base', () => {
  test('is read as it was committed, whatever a checkout made of its line ends; and in a repository of SHA-256', async () => {
    const place = folderFrom();
    places.push(place);
    const cwd = place.path;
    writeAll(cwd, { ...BESIDE, 'deals/tight.yaml': DEAL });
    git(cwd, 'init', '-q', '-b', 'main', '--object-format=sha256');
    const commit = commitAll(cwd, 'Operations');
    for (const [path, text] of Object.entries(BESIDE)) writeFileSync(join(cwd, path), text.replaceAll('\n', '\r\n'));
    const ran = await checked(cwd);
    const { base, files } = reportOf(ran);
    expect(ran.code).toBe(1);
    expect(base).toEqual({ ref: 'main', commit, tip: commit, adopted: [], told: [], newest: null, branch: null });
    expect(files.map(({ source }) => source)).toEqual([...ORDER.map(() => commit), 'worktree']);
  });

  test('judges items, folders and standard input too, from any folder of the repository', async () => {
    const cwd = repository({ ...BESIDE, 'deals/tight.yaml': DEAL });
    writeAll(cwd, { 'handoff.yaml': lax(POLICY) });
    expect((await checked(cwd, 'access-audit:1', '--by', '2026-12-02')).code).toBe(1);
    expect((await checked(join(cwd, 'deals'), 'tight.yaml')).code).toBe(1);
    expect((await checked(cwd, 'deals')).code).toBe(1);
  });

  test.each([
    [['--config', 'handoff.yaml'], '--base reads operations'],
    [['--capacity', 'capacity.yaml'], '--capacity capacity.yaml'],
    [['--deliverables', 'deliverables'], '--deliverables deliverables'],
    [['--history', 'history.csv'], '--history history.csv'],
    [['--example'], '--example brings its own files'],
  ])('is not asked for together with %j', async (flags, words) => {
    const { code, err } = await run(ROOT, 'check', '--base', 'main', ...flags);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('has a name, and --bootstrap has a base', async () => {
    expect((await run(ROOT, 'check', '--base', ' ')).err).toContain('--base is empty');
    expect((await run(ROOT, 'check', '--bootstrap')).err).toContain('--bootstrap is for --base');
  });
});
