// `handoff doctor` over the example's workspace: in order, and with each thing wrong that it looks for.
import { mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { gitFinding, nodeFinding, programFinding } from '../../src/doctor/machine.ts';
import type { DoctorFinding } from '../../src/doctor/finding.ts';
import { doctorReportSchema } from '../../src/report/schema-doctor.ts';
import { git, hasGit, makeRepository, writeAll } from '../cli/repository.ts';
import { folderFrom, handoff, inProcess, ROOT } from '../cli/run.ts';
import { HAS_SSH, keyring } from '../signoff/keys.ts';

const TODAY = '2026-11-16';
const OWNED = ['handoff.yaml', 'capacity.yaml', 'deliverables.yaml', 'history.csv', 'baseline.yaml', 'signoffs/', 'confirmed/', '.github/'];
const OWNERS = OWNED.map((path) => `/${path} @larkfield/operations\n`).join('');
const WORKFLOW = `on: pull_request
permissions: {contents: read, pull-requests: write}
jobs:
  handoff:
    runs-on: ubuntu-latest
    steps:
      - {uses: actions/checkout@v4, with: {fetch-depth: 0}}
      - uses: larkfield/handoff@v1
`;

const place = folderFrom();
const shop = join(place.path, 'shop');
const lone = join(place.path, 'lone');
beforeAll(async () => {
  for (const name of ['shop', 'lone']) await inProcess(['init', name, '--today', TODAY], { cwd: place.path });
  writeAll(shop, { '.github/CODEOWNERS': OWNERS, '.github/workflows/deals.yaml': WORKFLOW });
  if (hasGit) makeRepository(shop);
});
afterAll(() => place.remove());
afterEach(() => {
  if (!hasGit) return;
  git(shop, 'reset', '-q', '--hard');
  git(shop, 'clean', '-ffdxq');
  git(shop, 'config', 'core.autocrlf', 'false');
});

async function found(cwd = shop, today = TODAY): Promise<{ exit: number; of: (check: string) => DoctorFinding; all: DoctorFinding[] }> {
  const { out, err, code } = await inProcess(['doctor', '--format', 'json', '--today', today], { cwd });
  expect(err).toBe('');
  z.parse(doctorReportSchema, JSON.parse(out));
  const { schema, findings, exit, counts } = JSON.parse(out) as {
    schema: string;
    findings: DoctorFinding[];
    exit: number;
    counts: Record<string, number>;
  };
  expect([schema, exit]).toEqual(['handoff/doctor@1', code]);
  expect(Object.values(counts).reduce((sum, each) => sum + each, 0)).toBe(findings.length);
  for (const { state, help, message } of findings) {
    // What is not in order says what to do, in one line.
    if (state === 'warn' || state === 'wrong') expect(help).not.toBeNull();
    expect(message).not.toMatch(/\n/);
  }
  return { exit, of: (check) => findings.find((each) => each.check === check)!, all: findings };
}
const change = (path: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(join(shop, path), 'utf8');
  const now = text.replace(from, to);
  expect(now).not.toBe(text);
  writeFileSync(join(shop, path), now);
};

describe.skipIf(!hasGit)('handoff doctor', () => {
  test('finds a set-up in order, and says what it did not look at', async () => {
    const { all, exit } = await found();
    expect(exit).toBe(0);
    expect(Object.fromEntries(all.filter(({ state }) => state !== 'ok').map(({ check, state }) => [check, state]))).toEqual({
      // The tests are not started by bin/handoff.js.
      program: 'not-looked-at',
      signatures: 'warn',
      server: 'not-looked-at',
    });
    expect(all.length).toBe(21);
  });

  test.each<[check: string, state: string, words: string, spoil: () => void]>([
    ['files', 'wrong', '2 mistakes in them', () => change('deals/acme-041.yaml', /^customer:/m, 'custommer:')],
    ['time-zone', 'warn', 'names no time zone', () => change('handoff.yaml', /^timezone: .*\n/m, '')],
    ['capacity', 'wrong', 'operations last stood behind capacity', () => change('capacity.yaml', /^as_of: .*/m, 'as_of: 2026-10-01')],
    ['principals', 'warn', 'nobody is named as leadership', () => change('handoff.yaml', /^ {2}leadership: .*\n/m, '')],
    ['deals', 'warn', 'deals/.hidden.yaml is hidden', () => writeAll(shop, { 'deals/.hidden.yaml': 'handoff: 1\n' })],
    ['deals', 'warn', 'deals/old.yaml is a symbolic link', () => symlinkSync('acme-041.yaml', join(shop, 'deals/old.yaml'))],
    [
      'ignored',
      'wrong',
      'git ignores deals/mine.yaml',
      () =>
        writeAll(shop, {
          '.gitignore': 'mine*\n',
          'deals/mine.yaml': 'handoff: 1\ncustomer: X\nwanted: 2027-01-15\nitems: [branded-bag:1]\n',
        }),
    ],
    ['code-owners', 'wrong', 'there is no CODEOWNERS file', () => rmSync(join(shop, '.github/CODEOWNERS'))],
    ['code-owners', 'wrong', 'nobody owns capacity.yaml (capacity)', () => change('.github/CODEOWNERS', /^\/capacity.*\n/m, '')],
    [
      'code-owners',
      'wrong',
      'signoffs/ (sign-offs, line 9 (/signoffs/) names nobody)',
      () => change('.github/CODEOWNERS', /$/, '/signoffs/\n'),
    ],
    [
      'code-owners',
      'wrong',
      '.github/CODEOWNERS (the code owners themselves)',
      () => change('.github/CODEOWNERS', '/.github/ ', '/.github/workflows/ '),
    ],
    ['workflow', 'warn', 'no workflow of this repository runs handoff', () => rmSync(join(shop, '.github/workflows'), { recursive: true })],
    ['workflow/depth', 'wrong', 'fetches one commit', () => change('.github/workflows/deals.yaml', ', with: {fetch-depth: 0}', '')],
    ['line-ends', 'warn', 'core.autocrlf is true', () => void git(shop, 'config', 'core.autocrlf', 'true')],
  ])('%s is %s: %s', async (check, state, words, spoil) => {
    spoil();
    const { of, exit } = await found();
    expect(of(check)).toMatchObject({ state, message: expect.stringContaining(words) });
    expect(exit).toBe(state === 'wrong' ? 1 : 0);
  });

  test('what hangs on broken files is not called in order', async () => {
    change('handoff.yaml', 'profile: make-to-order', 'profile: none');
    const { of, exit } = await found();
    expect(exit).toBe(1);
    for (const check of ['time-zone', 'capacity', 'principals', 'signatures'])
      expect(of(check)).toMatchObject({ state: 'not-looked-at', message: "operations' files are not in order" });
  });

  test.skipIf(!HAS_SSH)('keys: whoever may sign has one, where keys are asked; then sign-offs need no owner', async () => {
    const keys = keyring('ana', 'priya');
    writeAll(shop, { 'ops/signers': `ana ${keys.publicOf('ana')}\n` });
    change('handoff.yaml', /$/, 'signatures: {minimum: ssh, allowed_signers: ops/signers}\n');
    change('.github/CODEOWNERS', /^\/signoffs.*\n/m, '/ops/ @o\n');
    const one = await found();
    expect(one.of('signatures')).toMatchObject({
      state: 'wrong',
      message: 'ssh is asked, and priya has no key in ops/signers: nothing they sign counts',
    });
    expect(one.of('code-owners').state).toBe('ok');
    writeAll(shop, { 'ops/signers': `ana ${keys.publicOf('ana')}\npriya ${keys.publicOf('priya')}\n` });
    const both = await found();
    expect([both.of('signatures').state, both.of('ssh-keygen').state, both.exit]).toEqual(['ok', 'ok', 0]);

    // A key that signs nothing today is none, and the reason is the one that a sign-off of theirs would get. Today is 2026-11-16.
    const signers = (options: string): string => `ana ${keys.publicOf('ana')}\npriya ${options} ${keys.publicOf('priya')}\n`;
    const of = async (options: string) => {
      writeAll(shop, { 'ops/signers': signers(options) });
      const { of: found1, exit } = await found();
      return [found1('signatures').state, exit, found1('signatures').message];
    };
    const none = 'ssh is asked, and nothing counts that is signed today by priya';
    expect(await of('valid-before="20261101"')).toEqual([
      'wrong',
      1,
      `${none} (it is dated 2026-11-16, and its key counted until 2026-10-31, ops/signers:2)`,
    ]);
    expect(await of('valid-after="20261117"')).toEqual([
      'wrong',
      1,
      `${none} (it is dated 2026-11-16, and its key counts from 2026-11-17 on, ops/signers:2)`,
    ]);
    expect(await of('namespaces="git"')).toEqual([
      'wrong',
      1,
      `${none} (its key counts only for git, and not for restatement@handoff, ops/signers:2)`,
    ]);
    expect((await of('namespaces="git,restatement@handoff",valid-after="20261116"'))[0]).toBe('ok');
    // Where signed commits are enough, a key for commits is enough; and a second line of a person mends the first.
    change('handoff.yaml', 'minimum: ssh', 'minimum: commit');
    expect((await of('namespaces="git"'))[0]).toBe('ok');
    change('handoff.yaml', 'minimum: commit', 'minimum: ssh');
    writeAll(shop, { 'ops/signers': `${signers('namespaces="git"')}priya ${keys.publicOf('priya')}\n` });
    expect((await found()).of('signatures').state).toBe('ok');
    // A revoked key counts for nothing, whoever reads the list: here by lines, then by ssh-keygen.
    change('handoff.yaml', 'allowed_signers: ops/signers', 'allowed_signers: ops/signers, revoked: ops/revoked');
    writeAll(shop, { 'ops/revoked': `${keys.publicOf('priya')}\n` });
    expect((await found()).of('signatures')).toMatchObject({ state: 'wrong', message: `${none} (its key is revoked, ops/revoked:1)` });
    keys.remove();
  });

  test('bootstrap is left in where the base that was fetched has the workspace', async () => {
    change('.github/workflows/deals.yaml', 'handoff@v1', 'handoff@v1\n        with: {bootstrap: true, deals: deals}');
    const at = async (commit: string) => {
      git(shop, 'update-ref', 'refs/remotes/origin/main', commit);
      return (await found()).of('workflow/bootstrap');
    };
    expect((await found()).of('workflow/bootstrap')).toMatchObject({ state: 'warn', message: expect.stringContaining('not known here') });
    expect((await found()).of('workflow/deals').state).toBe('ok');
    expect(await at('HEAD')).toMatchObject({ state: 'warn', message: expect.stringContaining('has a workspace already') });
    // A commit with no file in it.
    const nothing = git(shop, 'commit-tree', '-m', 'nothing', git(shop, 'hash-object', '-t', 'tree', '-w', '--stdin').trim()).trim();
    expect((await at(nothing)).state).toBe('ok');
    git(shop, 'update-ref', '-d', 'refs/remotes/origin/main');
  });

  test('a shallow clone is wrong', async () => {
    git(place.path, 'clone', '-q', '--depth', '1', `file://${shop}`, 'shallow');
    expect((await found(join(place.path, 'shallow'))).of('repository')).toMatchObject({ state: 'wrong', help: 'git fetch --unshallow' });
  });
});

test.skipIf(!hasGit)('what docs/ci.md says to write is in order', async () => {
  const page = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8');
  const block = (first: string): string => new RegExp(`\`\`\`\\w*\\n(# ${first}[^]*?)\`\`\``).exec(page)![1];
  writeAll(shop, {
    '.github/workflows/deals.yaml': block('.github/workflows/deals.yaml'),
    '.github/CODEOWNERS': block('.github/CODEOWNERS'),
  });
  const { all, exit } = await found();
  expect(exit).toBe(0);
  expect(all.filter(({ check, state }) => /^(workflow|code-owners)/.test(check) && state !== 'ok')).toEqual([]);
  expect(all.filter(({ check }) => check.startsWith('workflow/'))).toHaveLength(6);
});

test('outside of a repository, and without a workspace: nothing is in order that could not be looked at', async () => {
  const { of, exit } = await found(lone);
  expect([of('repository').state, of('code-owners').state, of('workflow').state, exit]).toEqual([
    'warn',
    'not-looked-at',
    'not-looked-at',
    0,
  ]);
  mkdirSync(join(place.path, 'empty'));
  const empty = await found(join(place.path, 'empty'));
  expect([empty.of('workspace').state, empty.of('capacity').state, empty.of('deals').state, empty.exit]).toEqual([
    'wrong',
    'not-looked-at',
    'warn',
    1,
  ]);
});

test('the machine: Node, git, and a program that is older than its source', () => {
  expect([nodeFinding('20.17.0').state, nodeFinding('20.16.9').state, nodeFinding('18.99.0').state, nodeFinding('24.0.0').state]).toEqual([
    'ok',
    'wrong',
    'wrong',
    'ok',
  ]);
  const git = (stdout: string, more: object = {}) =>
    gitFinding({ cwd: '/', run: () => ({ ok: true, status: 0, problem: null, stdout: Buffer.from(stdout), stderr: '', ...more }) }).state;
  expect([git('git version 2.39.5\n'), git('git version 2.37.1 (Apple Git-137.1)\n'), git('git version 2.30.2\n'), git('what\n')]).toEqual([
    'ok',
    'warn',
    'wrong',
    'not-looked-at',
  ]);
  expect(git('', { ok: false, status: null, problem: 'missing' })).toBe('wrong');

  const folder = join(place.path, 'program');
  writeAll(folder, { 'package.json': '{"name": "handoff"}', 'dist/handoff.cjs': '//\n' });
  expect(programFinding(null, '1').state).toBe('not-looked-at');
  expect(programFinding(place.path, '1').state).toBe('not-looked-at');
  expect(programFinding(folder, '1')).toMatchObject({ state: 'ok', message: 'handoff 1, a release' });
  writeAll(folder, { 'src/start.ts': '', 'schemas/x.json': '' });
  utimesSync(join(folder, 'dist/handoff.cjs'), new Date(), new Date(Date.now() + 60_000));
  expect(programFinding(folder, '1').state).toBe('ok');
  utimesSync(join(folder, 'src/start.ts'), new Date(), new Date(Date.now() + 120_000));
  expect(programFinding(folder, '1')).toMatchObject({ state: 'wrong', help: 'npm run build' });
});

test('the built program, as text: a line each, and what to do', () => {
  const { out, err, code } = handoff(['doctor', '--today', TODAY], { cwd: lone });
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^✓ node {9}Node \d/);
  expect(out).toContain('\n! repository   this folder is in no git repository');
  expect(out).toMatch(/\n✓ program {6}handoff \d+\.\d+\.\d+, built from the source beside it\n/);
  expect(out).toMatch(/\n\n0 wrong · \d to know · \d+ in order · 3 not looked at\n$/);
  expect(ROOT).not.toBe(lone);
});
