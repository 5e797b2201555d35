// What a person installs: the files that are packed, and the start of the program where something about it is missing.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

test('every version is pinned', () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
});

test('the lock names no registry', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
});

test('the package holds the program and nothing of the workshop', () => {
  const packed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' });
  const answer = JSON.parse(packed.stdout);
  const [{ files }] = Array.isArray(answer) ? answer : Object.values<{ files: { path: string; mode: number }[] }>(answer);
  const paths = files.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'bin/handoff.js', 'dist/handoff.cjs', 'package.json']));
  expect(
    paths.filter(
      (path: string) =>
        !/^(bin|schemas)\/|^dist\/((handoff|action)\.cjs$|lazy\/)|^(CHANGELOG\.md|LICENSE|README\.md|package\.json)$/.test(path),
    ),
  ).toEqual([]);
});

test('the examples that only `init` writes are not read by a check', () => {
  const own = 'slateworks.example';
  expect(readFileSync(join(root, 'dist', 'lazy', 'examples.cjs'), 'utf8')).toContain(own);
  expect(readFileSync(join(root, 'dist', 'handoff.cjs'), 'latin1')).not.toContain(own);
});

// bin/handoff.js reads it as latin1: a character beyond ASCII in a pattern would be two or three others, and “as needed” no quotation any more.
test('the program is ASCII, and knows the quotation marks that its source knows', () => {
  expect(readFileSync(join(root, 'dist', 'handoff.cjs'), 'latin1')).not.toMatch(/[^\0-\x7F]/);
  const place = mkdtempSync(join(tmpdir(), 'handoff-'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'bin', 'handoff.js'), ...args, '--today', '2026-11-16'], { cwd: place, encoding: 'utf8' });
  run('init', '.');
  const deal = join(place, 'deals', 'norwell-042.yaml');
  const text = 'The customer calls it “as needed” support';
  const promise = `promises: [{ id: x, text: ${text}, complete_when: { observable: bags accepted, measure: bags accepted, threshold: '20', evidence: note } }]`;
  writeFileSync(deal, `${readFileSync(deal, 'utf8')}${promise}\n`);
  const report = JSON.parse(run('check', deal, '--format', 'json').stdout);
  rmSync(place, { recursive: true, force: true });
  const check = report.deals[0].checks.find(({ rule }: { rule: string }) => rule === 'open-wording');
  expect(check).toMatchObject({ verdict: 'pass', findings: [] });
});

describe('the start of the program', () => {
  let place: string;
  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'handoff-'));
    cpSync(join(root, 'bin'), join(place, 'bin'), { recursive: true });
  });
  afterAll(() => {
    rmSync(place, { recursive: true, force: true });
  });

  const start = (at: string, ...flags: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, join(at, 'bin', 'handoff.js'), '--version'], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('says what to do where it is not built', () => {
    expect(start(place)).toEqual({ status: 3, stdout: '', stderr: 'handoff: the program is not built yet: run npm run build\n' });
  });

  test('needs no code cache, and is not led astray by a broken one', () => {
    const usual = start(root);
    expect(usual).toMatchObject({ status: 0, stderr: '' });
    cpSync(join(root, 'dist', 'handoff.cjs'), join(place, 'dist', 'handoff.cjs'));
    expect(start(place)).toEqual(usual);

    const cache = readdirSync(join(root, 'dist')).find((name) => name.endsWith('.cache'));
    expect(cache).toBeDefined();
    writeFileSync(join(place, 'dist', cache!), 'not what V8 wrote');
    expect(start(place)).toEqual(usual);
  });

  test('takes no notice of a Node that was started otherwise than the build', () => {
    expect(start(root, '--no-opt')).toEqual(start(root));
  });
});
