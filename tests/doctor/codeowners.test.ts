// What a pattern of CODEOWNERS matches, by the examples of GitHub's own page about code owners.
import { expect, test } from 'vitest';
import { decidingLine, readCodeOwners } from '../../src/doctor/codeowners.ts';

const ownersOf = (text: string, path: string): readonly string[] | null => decidingLine(readCodeOwners(text), path)?.owners ?? null;

test.each([
  // pattern, what it matches, what it does not
  ['*', ['a', 'deep/er/a.rb'], []],
  ['*.js', ['a.js', 'src/a.js'], ['a.jsx', 'js']],
  ['/build/logs/', ['build/logs/a', 'build/logs/deep/b'], ['build/logs', 'src/build/logs/a']],
  ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'src/docs/a.md']],
  ['apps/', ['apps/a', 'src/apps/deep/b'], ['apps', 'myapps/a']],
  ['/docs/', ['docs/a', 'docs/b/c'], ['src/docs/a']],
  ['**/logs', ['logs/a', 'build/logs/a', 'deeply/nested/logs/b/c', 'logs'], ['logs2/a']],
  ['/apps/github', ['apps/github', 'apps/github/a'], ['apps/githubs']],
  ['capacity.yaml', ['capacity.yaml', 'shop/capacity.yaml'], ['capacity.yaml.txt', 'mycapacity.yaml']],
  ['/capacity.yaml', ['capacity.yaml'], ['shop/capacity.yaml', 'capacityXyaml']],
  ['shop/capacity.yaml', ['shop/capacity.yaml'], ['my/shop/capacity.yaml']],
  ['/*', ['capacity.yaml'], ['shop/capacity.yaml']],
  ['/shop/**', ['shop/a', 'shop/a/b'], ['shop', 'my/shop/a']],
  ['/a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/c'], ['a/xb']],
  ['/signoffs', ['signoffs', 'signoffs/acme/x.json'], ['signoffs2/x']],
  ['a?.yaml', ['ab.yaml'], ['a.yaml', 'a/.yaml']],
  ['/with\\ space.md', ['with space.md'], ['with']],
])('%s', (pattern, yes, no) => {
  for (const path of yes) expect(ownersOf(`${pattern} @o`, path), path).toEqual(['@o']);
  for (const path of no) expect(ownersOf(`${pattern} @o`, path), path).toBeNull();
});

test('the last line that matches decides, also where it names nobody; comments and case count', () => {
  const text = '# who\n*  @all # everybody\n/capacity.yaml @ops ops@x.example\n\n/shop/ @ops\r\n/shop/deals/\n#/gone @x\n';
  expect(ownersOf(text, 'README.md')).toEqual(['@all']);
  expect(ownersOf(text, 'capacity.yaml')).toEqual(['@ops', 'ops@x.example']);
  expect(ownersOf(text, 'Capacity.yaml')).toEqual(['@all']);
  expect(ownersOf(text, 'shop/handoff.yaml')).toEqual(['@ops']);
  expect(ownersOf(text, 'shop/deals/a.yaml')).toEqual([]);
  expect(ownersOf(text, 'gone')).toEqual(['@all']);
});

test('what GitHub does not read gives nobody a say, and a section of GitLab’s lends its owners', () => {
  const odd = readCodeOwners('!/capacity.yaml @o\n/[ab].yaml @o\n/x.yaml @o\n');
  expect([odd.unread, odd.lines.map(({ pattern }) => pattern)]).toEqual([[1, 2], ['/x.yaml']]);
  // An owner is an @account or an address: a bare name is none, and the line is passed over whole.
  expect(ownersOf('* @all\n/capacity.yaml @ops lead\n', 'capacity.yaml')).toEqual(['@all']);
  expect(readCodeOwners('/capacity.yaml ops\n').unread).toEqual([1]);
  const text = '[Operations] @ops\n/capacity.yaml\n/handoff.yaml @lead\n^[Sales][2] @sales\n/deals/\n';
  expect(['capacity.yaml', 'handoff.yaml', 'deals/a.yaml', 'other'].map((path) => ownersOf(text, path))).toEqual([
    ['@ops'],
    ['@lead'],
    ['@sales'],
    null,
  ]);
});
