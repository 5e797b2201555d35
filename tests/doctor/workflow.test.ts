// What the doctor says of a pipeline's file: a right one, and each way in which it could let a deal through.
import { expect, test } from 'vitest';
import { gitlabFindings, workflowFindings } from '../../src/doctor/workflow.ts';

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
  ['base', 'not-looked-at', BY_HAND, '"origin/$GITHUB_BASE_REF"', 'HEAD'],
  ['base', 'not-looked-at', RIGHT, 'handoff@v1', 'handoff@v1\n        with: {base: "origin/${{ github.head_ref }}"}'],
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
