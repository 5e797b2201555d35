// What the doctor says of a pipeline's file: a right one, and each way in which it could let a deal through.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ACTION_INPUTS, type Surroundings } from '../../src/doctor/inputs.ts';
import { gitlabFindings, workflowFindings } from '../../src/doctor/workflow.ts';
import { ROOT } from '../cli/run.ts';

const RIGHT = `on: pull_request
permissions: {contents: read, pull-requests: write}
jobs:
  handoff:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - uses: larkfield/handoff@v1
`;
const BY_HAND = RIGHT.replace('- uses: larkfield/handoff@v1', '- run: npx --no handoff check --base "origin/$GITHUB_BASE_REF"');
const put = (text: string, from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const said = (text: string): Record<string, string> =>
  Object.fromEntries(
    workflowFindings({ path: 'w.yaml', bytes: Buffer.from(text) }).map(({ check, state }) => [check.replace('workflow/', ''), state]),
  );
const OK = { event: 'ok', pinned: 'ok', base: 'ok', comment: 'ok', depth: 'ok', verdict: 'ok' };

test('a right one', () => {
  expect(said(RIGHT)).toEqual(OK);
  expect(said(BY_HAND)).toEqual({ event: 'ok', base: 'ok', depth: 'ok', verdict: 'ok' });
  expect(said(put(RIGHT, 'on: pull_request', 'on: [push, pull_request]'))).toEqual(OK);
  expect(said(put(RIGHT, 'on: pull_request', 'on: {pull_request: {branches: [main]}, push: {branches: [main]}}'))).toEqual(OK);
  expect(workflowFindings({ path: 'w.yaml', bytes: Buffer.from(RIGHT) })[0]).toMatchObject({ at: 'w.yaml:9' });
  // Another workflow is none of our business.
  expect(said(put(RIGHT, 'larkfield/handoff@v1', 'larkfield/other@v1').replace('  handoff:', '  build:'))).toEqual({});
});

test.each([
  ['event', 'wrong', RIGHT, 'on: pull_request', 'on: pull_request_target'],
  ['event', 'wrong', RIGHT, 'on: pull_request', 'on: [pull_request, pull_request_target]'],
  ['event', 'warn', BY_HAND, 'on: pull_request', 'on: push'],
  ['event', 'warn', RIGHT, 'on: pull_request', 'on: {pull_request: {paths: [deals/**]}}'],
  ['event', 'warn', RIGHT, 'on: pull_request', 'on: {pull_request: {paths-ignore: [handoff.yaml]}}'],
  ['pinned', 'wrong', RIGHT, 'handoff@v1', 'handoff@main'],
  ['base', 'wrong', RIGHT, 'on: pull_request', 'on: push'],
  ['base', 'wrong', BY_HAND, ' --base "origin/$GITHUB_BASE_REF"', ''],
  ['base', 'wrong', BY_HAND, 'run: npx --no handoff check --base "origin/$GITHUB_BASE_REF"', 'run: "# --base origin/main\\nhandoff check"'],
  ['base', 'ok', RIGHT, 'handoff@v1', 'handoff@v1\n        with: {base: origin/main}'],
  ['base', 'ok', BY_HAND, '$GITHUB_BASE_REF', '${{ github.base_ref }}'],
  ['comment', 'warn', RIGHT, ', pull-requests: write', ''],
  ['comment', 'warn', RIGHT, 'permissions: {contents: read, pull-requests: write}', 'permissions: read-all'],
  ['comment', 'not-looked-at', RIGHT, 'permissions: {contents: read, pull-requests: write}\n', ''],
  ['comment', 'ok', RIGHT.replace(', pull-requests: write', ''), 'handoff@v1', 'handoff@v1\n        with: {comment: false}'],
  ['depth', 'wrong', RIGHT, '        with: {fetch-depth: 0}\n', ''],
  ['depth', 'wrong', RIGHT, 'fetch-depth: 0', 'fetch-depth: 50'],
  ['depth', 'not-looked-at', RIGHT, 'actions/checkout@v4', 'somebody/checkout@v4'],
  ['verdict', 'wrong', RIGHT, 'handoff@v1', 'handoff@v1\n        continue-on-error: true'],
  ['verdict', 'wrong', RIGHT, '    runs-on', '    continue-on-error: ${{ github.actor }}\n    runs-on'],
  ['verdict', 'wrong', BY_HAND, '_REF"', '_REF" || true'],
  ['verdict', 'warn', RIGHT, 'handoff@v1', 'handoff@v1\n        with: {fail-on: never}'],
  // bash runs a step without pipefail, and a list or a condition takes the exit code for itself.
  ['verdict', 'not-looked-at', BY_HAND, '_REF"', '_REF" 2>&1 | tee log'],
  ['verdict', 'not-looked-at', BY_HAND, '_REF"', '_REF" || echo no'],
  ['verdict', 'not-looked-at', BY_HAND, '_REF"', '_REF" && echo yes'],
  ['verdict', 'not-looked-at', BY_HAND, 'npx', 'if npx'],
  ['verdict', 'not-looked-at', BY_HAND, 'run: npx', 'run: echo $(npx'],
  ['verdict', 'not-looked-at', BY_HAND, '- run: npx', '- shell: bash {0}\n        run: npx'],
  ['verdict', 'not-looked-at', BY_HAND, 'run: npx', 'run: |\n          set +e\n          npx'],
  ['verdict', 'ok', BY_HAND, '_REF"', '_REF" 2>&1 > log'],
  ['verdict', 'ok', BY_HAND, 'run: npx', 'run: |\n          set -eu\n          npm ci && npx'],
  ['event', 'warn', RIGHT, 'on: pull_request', 'on: {pull_request: {types: [labeled]}}'],
  ['event', 'warn', RIGHT, 'on: pull_request', 'on: {pull_request: {types: opened}}'],
  ['event', 'ok', RIGHT, 'on: pull_request', 'on: {pull_request: {types: [opened, synchronize, reopened]}}'],
  ['verdict', 'not-looked-at', RIGHT, '    runs-on', "    if: github.actor != 'sam'\n    runs-on"],
])('%s is %s', (check, state, text, from, to) => {
  expect(said(put(text, from, to))).toMatchObject({ [check]: state });
});

const withBase = (ref: string): string => put(RIGHT, 'handoff@v1', `handoff@v1\n        with: {base: "${ref}"}`);
const byHand = (ref: string): string => put(BY_HAND, '"origin/$GITHUB_BASE_REF"', ref);

test.each([
  // The branch itself, or its merge with the base: its own files judge it.
  ['wrong', 'HEAD'],
  ['wrong', '@'],
  ['wrong', 'HEAD^2'],
  ['wrong', '${{ github.sha }}'],
  ['wrong', '${{github.sha}}'],
  ['wrong', '${{ github.event.pull_request.head.sha }}'],
  ['wrong', 'origin/${{ github.head_ref }}'],
  ['wrong', 'origin/${{ github.ref_name }}'],
  ['wrong', 'refs/pull/7/merge'],
  // A local name: a runner has only the remote's.
  ['wrong', 'main'],
  ['wrong', 'refs/heads/main'],
  ['wrong', '${{ github.base_ref }}'],
  ['ok', '${{ github.event.pull_request.base.sha }}'],
  ['ok', 'origin/${{ github.base_ref }}'],
  ['ok', 'origin/${{ github.event.pull_request.base.ref }}'],
  ['ok', 'origin/main'],
  ['ok', 'origin/ahead-of-time'],
  ['ok', 'refs/remotes/origin/main'],
  // The first parent of what is checked out is the base's for a pull request, and the branch's own where the branch is checked out.
  ['not-looked-at', 'HEAD^1'],
  ['not-looked-at', '${{ github.base_ref || github.sha }}'],
  ['not-looked-at', 'origin/${{ inputs.base }}'],
  ['not-looked-at', 'upstream/main'],
  ['not-looked-at', 'abcdef0123456789abcdef0123456789abcdef01'],
])('base is %s: %s, in an input and in a command', (state, ref) => {
  expect(said(withBase(ref))).toMatchObject({ base: state });
  for (const written of [`"${ref}"`, ...(ref.includes('||') ? [] : [ref])]) expect(said(byHand(written))).toMatchObject({ base: state });
});

test('base: what a shell puts a value in for is nothing in an input; and what another step may have brought is not known', () => {
  for (const [state, ref] of [
    ['wrong', '$GITHUB_SHA'],
    ['wrong', 'origin/${GITHUB_HEAD_REF}'],
    ['ok', 'origin/${GITHUB_BASE_REF}'],
    ['not-looked-at', '$BASE'],
  ]) {
    expect(said(byHand(`"${ref}"`))).toMatchObject({ base: state });
    expect(said(withBase(ref))).toMatchObject({ base: 'wrong' });
  }
  const fetched = put(withBase('main'), '      - uses: larkfield', '      - run: git fetch origin main:main\n      - uses: larkfield');
  expect(said(fetched)).toMatchObject({ base: 'not-looked-at' });
  const told = (text: string) =>
    workflowFindings({ path: 'w.yaml', bytes: Buffer.from(text) }).find(({ check }) => check === 'workflow/base')!;
  expect(told(withBase('main'))).toMatchObject({
    message: expect.stringContaining('only those of origin'),
    help: expect.stringContaining('origin/main'),
  });
  expect(told(byHand('HEAD')).message).toBe(
    "operations' files come from HEAD, which is the branch itself: it is judged by its own policy and capacity",
  );
});

test('the inputs of the action: those it has, deals that are left out, and what is for the first day only', () => {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as { inputs: object };
  expect(Object.keys(action.inputs)).toEqual([...ACTION_INPUTS]);

  const found = (given: string, around: Partial<Surroundings> = {}) =>
    workflowFindings(
      { path: 'w.yaml', bytes: Buffer.from(put(RIGHT, 'handoff@v1', `handoff@v1\n        with: ${given}`)) },
      { deals: 'deals', hasWorkspace: () => null, ...around },
    ).filter(({ check }) => !Object.keys(OK).includes(check.replace('workflow/', '')));
  expect(found('{chaged-only: false}')).toMatchObject([
    {
      check: 'workflow/inputs',
      state: 'wrong',
      message: "'chaged-only' is no input of the action, so it does nothing",
      help: "did you mean 'changed-only'?",
    },
  ]);
  expect(found('{Changed-Only: false, bootstrap: false}')).toEqual([]);

  expect(found('{deals: deals/acme-041.yaml}')).toMatchObject([
    { check: 'workflow/deals', state: 'warn', message: 'it judges deals/acme-041.yaml alone: every other deal is judged by nobody' },
  ]);
  for (const [state, deals] of [
    ['ok', './deals/'],
    ['warn', 'deals/north'],
    ['not-looked-at', '${{ inputs.deals }}'],
  ])
    expect(found(`{deals: "${deals}"}`)).toMatchObject([{ check: 'workflow/deals', state }]);
  expect(found('{deals: deals}', { deals: null })).toMatchObject([{ state: 'warn' }]);

  for (const [state, there] of [
    ['warn', true],
    ['warn', null],
    ['ok', false],
  ] as const)
    expect(found('{bootstrap: true}', { hasWorkspace: () => there })).toMatchObject([{ check: 'workflow/bootstrap', state }]);
  expect(found('{bootstrap: "${{ inputs.first }}"}')).toMatchObject([{ check: 'workflow/bootstrap', state: 'not-looked-at' }]);
  expect(said(byHand('origin/main --bootstrap'))).toMatchObject({ base: 'ok', bootstrap: 'warn' });
});

test('what cannot be understood here is never in order', () => {
  expect(said(`${RIGHT}x: &a 1\ny: *a\n`)).toEqual({ workflow: 'not-looked-at' });
  const called = 'on: pull_request\njobs:\n  handoff:\n    uses: larkfield/ci/.github/workflows/handoff.yaml@v1\n';
  expect(said(called)).toEqual({ workflow: 'not-looked-at' });
});

test('GitLab, by its text', () => {
  const of = (text: string): [string, string][] =>
    gitlabFindings({ path: '.gitlab-ci.yml', bytes: Buffer.from(text) }).map(({ check, state }) => [check, state]);
  expect(of('handoff:\n  extends: .handoff\n')).toEqual([['workflow', 'ok']]);
  expect(of('build:\n  script: make\n')).toEqual([]);
  const own = "variables: \n  GIT_DEPTH: '0'\nhandoff:\n  script: handoff check --base origin/main\n";
  expect(of(own)).toEqual([
    ['workflow/base', 'ok'],
    ['workflow/depth', 'ok'],
  ]);
  // A comment says nothing.
  expect(of(own.replace(' --base origin/main', '').replace('  GIT', '  # GIT'))).toEqual([
    ['workflow/base', 'wrong'],
    ['workflow/depth', 'wrong'],
  ]);
});
