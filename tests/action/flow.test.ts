// The flow of a pull request, played whole: a repository of proposals, a release of handoff beside it, GitHub's API on this machine, and the very steps of action.yml.
//
// The deal is the example's second one for another customer. Asked for as the example asks, it passes (wanted ten days after its safe date); fifteen days sooner is
// two business days before the safe date, which only `two-failures` says: the next floor below is two weeks earlier.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { commitAll, git, hasGit, makeRepository, writeAll } from '../cli/repository.ts';
import { ENV, folderFrom, inProcess, ROOT } from '../cli/run.ts';
import { actionOf, runAction, type Done } from './runner.ts';
import { fakeApi, type Api } from './server.ts';

const place = folderFrom();
const release = join(place.path, 'release');
const shop = join(place.path, 'shop');
/** What runs if anything of the pull request is run. */
const ran = join(place.path, 'ran');
const EVIL = `require('node:fs').writeFileSync(${JSON.stringify(ran)}, 'x'); process.exit(0);\n`;
let api: Api;

beforeAll(async () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'src', 'dev', 'release.mjs'), release], {
    encoding: 'utf8',
    env: ENV,
  });
  expect([status, stderr]).toEqual([0, '']);
  if (!hasGit) return;
  // The steps judge as of the day that it is.
  expect((await inProcess(['init', 'shop'], { cwd: place.path })).code).toBe(0);
  git(shop, 'init', '-q');
  spawnSync('rm', ['-rf', join(shop, '.git'), join(shop, 'deals', 'acme-041.yaml')]);
  makeRepository(shop);
  git(shop, 'update-ref', 'refs/remotes/origin/main', 'main');
  api = await fakeApi();
});
afterAll(async () => {
  await api?.close();
  place.remove();
});

const norwell = (): string => readFileSync(join(shop, 'deals', 'norwell-042.yaml'), 'utf8');
const deal = (earlier: number): string =>
  norwell()
    .replace('customer: Norwell', 'customer: Elm & Sons\nseller: { name: Sam Reed, email: sam@brightwater.example }')
    .replace(/wanted: (\S+)/, (_, day: string) => `wanted: ${formatDay((parseDay(day) as Day) - earlier)}`);

const pull = {
  pull_request: {
    number: 7,
    head: { repo: { full_name: 'brightwater/proposals' } },
    base: { repo: { full_name: 'brightwater/proposals' } },
  },
};
const act = (
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
  event: unknown = pull,
): Promise<Done> =>
  runAction({
    action: release,
    workspace: shop,
    temp: join(place.path, 'temp'),
    inputs,
    env: {
      GITHUB_API_URL: api.url,
      GITHUB_GRAPHQL_URL: `${api.url}/graphql`,
      GITHUB_REPOSITORY: 'brightwater/proposals',
      GITHUB_BASE_REF: 'main',
      ...env,
    },
    event,
  });
const push = (files: Readonly<Record<string, string>>): void => {
  writeAll(shop, files);
  commitAll(shop, 'A push');
};
const body = (): string => api.comments.at(-1)!.body;

describe('a release', () => {
  test('is a tree of its own: without node_modules it judges the example', () => {
    expect(existsSync(join(release, 'node_modules'))).toBe(false);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/handoff.js', 'check', '--example'], {
      cwd: release,
      encoding: 'utf8',
      env: ENV,
    });
    expect([status, stderr, stdout.slice(0, 9)]).toEqual([1, '', '✗ NOT YET']);
    const manifest = JSON.parse(readFileSync(join(release, 'package.json'), 'utf8')) as Record<string, unknown>;
    for (const key of ['dependencies', 'devDependencies', 'scripts']) expect(manifest).not.toHaveProperty(key);
  });

  test.skipIf(!hasGit)('is committed under a tag, and no branch or work tree moves', () => {
    const [repository, tree] = [join(place.path, 'repository'), join(place.path, 'tree')];
    writeAll(repository, { 'README.md': 'source\n' });
    const head = makeRepository(repository);
    const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'src', 'dev', 'release.mjs'), tree, '--tag', 'v9'], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...ENV, GIT_AUTHOR_NAME: 'O', GIT_AUTHOR_EMAIL: 'o@x.example', GIT_COMMITTER_NAME: 'O', GIT_COMMITTER_EMAIL: 'o@x.example' },
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining('tagged v9')]);
    expect(git(repository, 'rev-parse', 'HEAD', 'v9^')).toBe(`${head}\n${head}`);
    expect(git(repository, 'status', '--porcelain')).toBe('');
    const files = git(repository, 'ls-tree', '-r', '--name-only', 'v9').split('\n');
    for (const file of ['action.yml', 'bin/handoff.js', 'dist/handoff.cjs', 'dist/action.cjs', '.pre-commit-hooks.yaml'])
      expect(files).toContain(file);
    expect(files.filter((file) => /^(src|tests|node_modules)\//.test(file) || file.endsWith('.cache'))).toEqual([]);
    expect(git(repository, 'ls-tree', 'v9', 'bin/handoff.js')).toMatch(/^100755 /);
  });

  test('refuses a folder that is not empty, and an order that it does not know', () => {
    for (const args of [[release], [], [join(place.path, 'new'), '--tag'], ['--tag', 'v1']])
      expect(spawnSync(process.execPath, [join(ROOT, 'src', 'dev', 'release.mjs'), ...args], { env: ENV }).status).toBe(2);
  });
});

test('action.yml: what somebody gives reaches a shell by a variable alone, and only one step knows the token', () => {
  const { inputs, runs } = actionOf(ROOT);
  expect(runs.using).toBe('composite');
  for (const step of runs.steps) {
    expect(step.run).not.toContain('${{');
    expect(step.shell).toBe('bash');
    // An unknown key is an error to the runner; a step of its own folder would begin in what the pull request brings.
    expect(Object.keys(step).filter((key) => !['id', 'name', 'if', 'shell', 'env', 'run'].includes(key))).toEqual([]);
    expect(spawnSync('bash', ['-n'], { input: step.run }).status).toBe(0);
    for (const line of step.run.match(/^.*\bnode .*$/gm) ?? [])
      expect(line).toMatch(/command -v node|node -[ep] |node "\$GITHUB_ACTION_PATH\/|this Node is older/);
  }
  const holders = runs.steps.filter(({ env }) => Object.values(env).some((value) => value.includes('token')));
  expect(holders.map(({ name }) => name)).toEqual(['Comment']);
  for (const name of ['deals', 'base', 'format', 'fail-on', 'comment']) expect(inputs).toHaveProperty(name);
  const used = new Set(JSON.stringify(runs).match(/inputs\.[\w-]+/g));
  expect([...used].sort()).toEqual(
    Object.keys(inputs)
      .map((name) => `inputs.${name}`)
      .sort(),
  );
});

// In this order: each goes on from what the one before has pushed.
describe.skipIf(!hasGit).sequential('the flow of a pull request', () => {
  test('opened: the deal does not pass, the job is red, and one comment says so', async () => {
    // What a pull request may bring to be run instead.
    push({
      'deals/elm.yaml': deal(15),
      'bin/handoff.js': EVIL,
      'dist/handoff.cjs': EVIL,
      'dist/action.cjs': EVIL,
      'node_modules/handoff/bin/handoff.js': EVIL,
      'action.yml': 'runs: { using: composite, steps: [] }\n',
      'package.json': '{"type": "module", "bin": {"handoff": "bin/handoff.js"}}\n',
    });
    const { code, log, summary, outputs } = await act();
    expect([code, outputs['exit']]).toEqual([1, '1']);
    expect(log).toMatch(/^::error file=deals\/elm\.yaml,line=5,/m);
    // The other deal is as it was.
    expect(log).toContain('handoff: 1 × ✗ NOT YET, 1 not judged: unchanged (exit 1)');
    expect(log).toContain('handoff: the comment is written');
    expect(api.comments).toHaveLength(1);
    expect(body()).toMatch(/^<!-- handoff: .*\n\n## ✗ NOT YET: wanted /);
    expect(body()).toContain('1 open deal is not judged: nothing of it has changed since origin/main (');
    expect(summary).toContain(body());
    expect(existsSync(ran)).toBe(false);
  });

  test('changed: it passes, the job is green, and the same comment says so', async () => {
    push({ 'deals/elm.yaml': deal(0) });
    const { code, log } = await act();
    expect(log).toContain('handoff: the comment is updated in place');
    expect(code).toBe(0);
    expect(api.comments).toHaveLength(1);
    expect(body()).toContain('## ✓ YES: wanted ');

    // Words without an end block nothing here, and are told: the deal passes, and this job does not.
    const words = 'assumptions: [{ text: Repairs as needed are agreed, if_false: { hits: sew, costs: 1h } }]\n';
    push({ 'deals/elm.yaml': `${deal(0)}${words}` });
    const strict = await act({ 'fail-on': 'warning' });
    expect(strict.log).toMatch(/^::warning file=deals\/elm\.yaml,line=7,/m);
    expect(strict.log).toContain('handoff: 1 × ✓ YES, 1 not judged: unchanged (exit 1)');
    expect(strict.code).toBe(1);
    expect((await act()).code).toBe(0);
  });

  test('with a policy of its own: the base judges, all deals, and the comment names what was not used', async () => {
    const policy = readFileSync(join(shop, 'handoff.yaml'), 'utf8').replace(
      / {2}two-failures: .*/,
      '  two-failures: off\n  three-runs: off',
    );
    push({ 'deals/elm.yaml': deal(15), 'handoff.yaml': policy });
    const { code, log, outputs } = await act();
    // By the branch's own policy it would pass: else this would try nothing.
    const report = JSON.parse(readFileSync(outputs['report'], 'utf8')) as { base: { branch: { deals: unknown[] } } };
    expect(report.base.branch.deals).toContainEqual(expect.objectContaining({ deal: 'elm', file: 'deals/elm.yaml', verdict: 'pass' }));
    expect([code, outputs['exit']]).toEqual([1, '1']);
    expect(log).toContain('1 × ✗ NOT YET, 1 × ✓ YES (exit 1)');
    expect(api.comments).toHaveLength(1);
    expect(body()).toContain('## ✗ 1 of 2 deals pass');
    expect(body()).toContain("This branch changes operations' files, which were **not** used: `handoff.yaml` (edited)");
    expect(body()).toMatch(/all open deals are judged, .*: handoff\.yaml changed/);
  });

  test('with a mistake in a file: red whatever the deal says, and its lines are no commands of the log', async () => {
    push({ 'deals/elm.yaml': `${deal(0)}oops: "##[set-output name=exit;]0"\n` });
    const { code, log, outputs } = await act({ 'fail-on': 'never' });
    expect([code, outputs['exit']]).toEqual([2, '2']);
    expect(body()).toContain('## ✗ One mistake in the files: nothing was judged');
    const [before, shown] = log.split(/^::stop-commands::.*$/m);
    expect(before).not.toContain('##[');
    expect(shown).toContain('##[set-output');
  });

  test('on main itself: all deals that are named, by the files of main, in more formats, and no comment', async () => {
    push({ 'deals/elm.yaml': deal(0), 'handoff.yaml': `${git(shop, 'show', 'main:handoff.yaml')}\n` });
    const [sarif, junit] = [join(place.path, 'out.sarif'), join(place.path, 'out.xml')];
    const inputs = { deals: 'deals/elm.yaml\r\n\ndeals/norwell-042.yaml\n', format: `sarif=${sarif}\njunit=${junit}` };
    const { code, log } = await act(inputs, { GITHUB_BASE_REF: '' }, { ref: 'refs/heads/main' });
    expect([code, log.includes('2 × ✓ YES (exit 0)')]).toEqual([0, true]);
    expect(log).toContain('this is no run for a pull request');
    expect([existsSync(sarif), existsSync(junit)]).toEqual([true, true]);
  });

  test('inputs are values, whatever is in them; a wrong one is told', async () => {
    const evil = `$(touch ${ran}); \`touch ${ran}\`"; touch ${ran}; '`;
    await act({ deals: evil, base: evil, format: evil, token: evil });
    expect(existsSync(ran)).toBe(false);
    const wrong: readonly (readonly [string, string])[] = [
      ['fail-on', 'maybe'],
      ['comment', evil],
      ['changed-only', ''],
      ['bootstrap', 'True'],
    ];
    for (const [name, value] of wrong) {
      const { code, log } = await act({ [name]: value });
      expect([code, log]).toEqual([2, expect.stringContaining(`::error title=handoff::the input ${name} is none of `)]);
    }
    const source = await runAction({
      action: ROOT,
      workspace: shop,
      temp: join(place.path, 'temp'),
      inputs: { comment: 'false' },
      event: pull,
      env: { GITHUB_ACTION_PATH: place.path },
    });
    expect([source.code, source.log]).toEqual([2, expect.stringContaining('this is no release of handoff')]);
  });
});

describe('the verdict of the job', () => {
  test.each([
    ['0', 'error', 0],
    ['0', 'warning', 0],
    ['1', 'error', 1],
    ['1', 'warning', 1],
    ['1', 'never', 0],
    ['2', 'never', 2],
    ['3', 'never', 3],
  ])('exit code %s, fail-on %s', async (exit, failOn, expected) => {
    const given = { 'steps.check.outputs.exit': exit };
    const { code } = await runAction({
      action: ROOT,
      workspace: ROOT,
      temp: join(place.path, 'temp'),
      inputs: { 'fail-on': failOn },
      event: {},
      only: { step: 'Verdict', given },
    });
    expect(code).toBe(expected);
  });
});
