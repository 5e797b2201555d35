// `check --watch`: judged again when something that was looked at has changed, whatever is in it, until somebody ends it.
import { spawn } from 'node:child_process';
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseArguments } from '../../src/cli/program.ts';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { watch, type Eyes } from '../../src/watch.ts';
import { ENV, exampleShop, inProcess, PROGRAM } from './run.ts';

const DEAL = 'deals/acme.yaml';
const FILES = { 'handoff.yaml': 'a', [DEAL]: 'b', 'deals/other.yaml': 'c' };

/** Watches a run that reads the policy, looks for a library and reads every deal; each of `steps` is done while it waits, and then somebody ends it. */
async function watched(steps: readonly ((world: MemoryWorld) => void)[], args: readonly string[] = [], more: Partial<MemoryWorld> = {}) {
  const world = { ...memoryWorld(FILES, '2026-11-16'), ...more };
  const options = parseArguments(['check', '--watch', ...args], '0', world);
  if (options.question === null) throw new Error(world.said.err);
  const left = [...steps];
  /** How often was looked before it was judged again. */
  const looks: number[] = [];
  const eyes: Eyes = {
    stamp: (path) => world.files.get(path) ?? '',
    until: (look) => {
      for (let step = left.shift(); step !== undefined; step = left.shift()) {
        step(world);
        for (let nth = 1; nth <= 3; nth++) {
          const found = look();
          if (found === null) continue;
          looks.push(nth);
          return Promise.resolve(found);
        }
      }
      return Promise.resolve(null);
    },
  };
  let runs = 0;
  const code = await watch(
    options,
    world,
    (_, seen) => {
      seen.read('handoff.yaml', 9);
      seen.kind('/w/library.yaml');
      for (const name of seen.list('/w/deals')) seen.read(join('deals', name), 9);
      seen.write('deals/report.json', String(++runs));
      world.out(`run ${runs}\n`);
      return Promise.resolve(runs === 1 ? 1 : 2);
    },
    eyes,
  );
  return { code, runs, looks, ...world.said };
}

const put =
  (path: string, text: string) =>
  ({ files }: MemoryWorld): void =>
    void files.set(`/w/${path}`, text);

describe('what is a change', () => {
  test('a file that was read, once it has looked the same twice', async () => {
    expect(await watched([put(DEAL, 'changed')])).toEqual({
      code: 2,
      runs: 2,
      looks: [2],
      out: 'run 1\n\n── deals/acme.yaml changed ──\n\nrun 2\n',
      // The policy and two deals; after the first run its own output is a fourth in that folder.
      err: 'watching 3 files (Ctrl-C ends)\nwatching 4 files (Ctrl-C ends)\n',
    });
  });

  test('a deal that comes, one that goes, and a file that was looked for in vain', async () => {
    const { runs, out } = await watched([
      put('deals/new.yaml', 'x'),
      ({ files }) => void files.delete(`/w/${DEAL}`),
      put('library.yaml', 'x'),
      put('no/matter.yaml', 'x'),
    ]);
    expect(runs).toBe(4);
    expect(out.match(/── .* ──/g)).toEqual(['── deals/new.yaml changed ──', '── deals/acme.yaml changed ──', '── library.yaml changed ──']);
  });

  test('nothing that was written with the answer, nor what was put back', async () => {
    const { runs, code } = await watched([
      put('deals/report.json', 'other'),
      put('deals/.report.json.1.tmp', 'half'),
      (world) => {
        put(DEAL, 'x')(world);
        put(DEAL, 'b')(world);
      },
    ]);
    expect({ runs, code }).toEqual({ runs: 1, code: 1 });
  });

  test('more than three are counted', async () => {
    const { out } = await watched([(world) => ['1', '2', '3', '4', '5\u001B[31m'].forEach((name) => put(`deals/${name}`, 'x')(world))]);
    expect(out).toContain('── deals/1, deals/2, deals/3 and 2 more changed ──');
    expect((await watched([put('deals/\u001B[31m', 'x')])).out).toContain('── deals/\\u{1b}[31m changed ──');
  });
});

test('a terminal begins anew; what a program reads has nothing between', async () => {
  const isTTY = () => true;
  expect((await watched([put(DEAL, 'x')], [], { isTTY })).out).toBe('run 1\n\u001B[2J\u001B[H── deals/acme.yaml changed ──\n\nrun 2\n');
  const dumb = (name: string) => (name === 'TERM' ? 'dumb' : undefined);
  expect((await watched([put(DEAL, 'x')], [], { isTTY, env: dumb })).out).not.toContain('\u001B');
  const { out, err } = await watched([put(DEAL, 'x')], ['--format', 'json'], { isTTY });
  expect(out).toBe('run 1\nrun 2\n');
  expect(err).toContain('\n── deals/acme.yaml changed ──\n');
});

test.each([
  [['-'], "'-'"],
  [['--example'], '--example'],
  [['--base', 'main'], '--base'],
])('%j is not watched', async (args, other) => {
  expect(await inProcess(['check', '-w', ...args])).toEqual({
    code: 2,
    out: '',
    err: `handoff: --watch is for files of the work tree, which change: leave it out, or leave out ${other}\n`,
  });
});

describe('as a process', () => {
  const { shop } = exampleShop();

  test('tells a broken deal, goes on, and ends with the last verdict', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'check', '--watch', '--quiet', '--today', '2026-11-16', 'deals/norwell-042.yaml'], {
      cwd: shop,
      env: ENV,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const said = { out: '', err: '' };
    child.stdout.on('data', (text) => (said.out += String(text)));
    child.stderr.on('data', (text) => (said.err += String(text)));
    const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
    /** Waits until it has judged so often. */
    const judged = async (times: number): Promise<void> => {
      while (said.err.split('Ctrl-C ends').length <= times) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await judged(1);
    expect(said.out).toContain('✓ YES  deals/norwell-042.yaml');
    // As an editor does that writes the whole file anew.
    copyFileSync(join(shop, 'deals', 'acme-041.yaml'), join(shop, 'deals', 'norwell-042.yaml'));
    appendFileSync(join(shop, 'deals', 'norwell-042.yaml'), 'oops: 1\n');
    await judged(2);
    expect(said.err).toContain("unknown key 'oops'");
    copyFileSync(join(shop, 'deals', 'acme-041.yaml'), join(shop, 'deals', 'norwell-042.yaml'));
    await judged(3);
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(said.out.match(/^.*\S.*$/gm)).toEqual([
      expect.stringContaining('✓ YES  deals/norwell-042.yaml'),
      '── deals/norwell-042.yaml changed ──',
      '── deals/norwell-042.yaml changed ──',
      expect.stringContaining('✗ NOT YET  deals/norwell-042.yaml'),
    ]);
  });
});
