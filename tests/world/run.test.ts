// Programs that handoff runs: what they get to see, and how each way of not ending well is told.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realWorld, type Running } from '../../src/world.ts';
import { folderFrom, shell } from '../cli/run.ts';

const world = realWorld();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
let place: { path: string; remove: () => void };
beforeEach(() => {
  place = folderFrom();
});
afterEach(() => {
  place.remove();
});
const git = (args: readonly string[], how: Partial<Running> = {}) => world.run('git', args, { cwd: place.path, limit: 1024, ...how });

describe('a program', () => {
  test('says whether all is well, and what it printed', () => {
    const { ok, status, problem, stdout, stderr } = git(['--version']);
    expect({ ok, status, problem, stderr }).toEqual({ ok: true, status: 0, problem: null, stderr: '' });
    expect(text(stdout)).toMatch(/^git version /);
    expect(git(['rev-parse', '--show-toplevel'])).toMatchObject({
      ok: false,
      status: 128,
      problem: null,
      stderr: expect.stringContaining('not a git repository') as string,
    });
  });

  test('is told as missing where it is not there', () => {
    const before = process.env.PATH;
    process.env.PATH = place.path;
    try {
      expect(git(['--version'])).toMatchObject({ ok: false, status: null, problem: 'missing' });
    } finally {
      process.env.PATH = before;
    }
  });

  test('that prints more than it may is told so, and what it printed is no answer', () => {
    expect(git(['help', '--all'], { limit: 100 })).toMatchObject({ ok: false, status: null, problem: 'too-large' });
  });

  test('takes arguments as they are, and reads its input', () => {
    shell('git init -q .', place.path);
    const said = git(['hash-object', '--stdin'], { input: Buffer.from('x') });
    // SHA-1 of `blob 1\0x`: what `printf x | git hash-object --stdin` says.
    expect(text(said.stdout)).toBe('c1b0730e0133447badcfd47fd144e254807b06e1\n');
    expect(git(['hash-object', '$(touch here)']).ok).toBe(false);
    expect(existsSync(join(place.path, 'here'))).toBe(false);
  });

  test('runs among files of its own, which are gone afterwards', () => {
    const own = () => readdirSync(tmpdir()).filter((name) => name.startsWith('handoff-'));
    const before = own();
    const files = { 'a.txt': Buffer.from('one\n'), 'b.txt': Buffer.from('two\n') };
    const ran = git(['diff', '--no-index', '--stat', 'a.txt', 'b.txt'], { cwd: files });
    expect(ran.status).toBe(1);
    expect(text(ran.stdout)).toContain('a.txt => b.txt');
    expect(own().filter((name) => !before.includes(name))).toEqual([]);
  });
});

test("git knows nothing of the caller's repository, nor of one that a folder pretends to be", () => {
  shell('git init -q other && git init -q --bare bare.git', place.path);
  process.env.GIT_DIR = join(place.path, 'other', '.git');
  try {
    expect(git(['rev-parse', '--git-dir']).status).toBe(128);
  } finally {
    delete process.env.GIT_DIR;
  }
  // A folder of a deal's author, laid out as a bare repository whose configuration runs a program.
  const folder = join(place.path, 'bare.git');
  mkdirSync(join(folder, 'deals'));
  writeFileSync(join(folder, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n[user]\n\temail = ana@larkfield.example\n');
  expect(git(['rev-parse', '--git-dir'], { cwd: join(folder, 'deals') }).ok).toBe(false);
  expect(world.gitUser(join(folder, 'deals'))?.email).not.toBe('ana@larkfield.example');
});
