// The world as a commit has it: what is read comes from there, and so does what git is asked of its history.
import { expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { worldAt } from '../../src/diff/side.ts';
import type { Ran } from '../../src/world.ts';

const RAN: Ran = { ok: true, status: 0, problem: null, stdout: new Uint8Array(), stderr: '' };

test('asks git of the commit, and where a folder is there no more, from the root', () => {
  const asked: unknown[] = [];
  const here = {
    ...memoryWorld({ 'now/a.yaml': 'a' }, '2026-11-16'),
    run: (program: string, args: readonly string[], { cwd, input }: { cwd: unknown; input?: Uint8Array }) => {
      asked.push([program, args, cwd, input === undefined ? null : Buffer.from(input).toString()]);
      return RAN;
    },
  };
  const then = memoryWorld({ 'signoffs/acme/1.json': '{}' }, '2026-11-16');
  const files = { ...then, commitOf: () => 'c0ffee' };
  const world = worldAt({ ref: 'main', root: '/w', commit: 'c0ffee', files }, here);
  world.run('git', ['log', 'HEAD', '--', '.'], { cwd: '/w/now', limit: 9 });
  world.run('git', ['log', 'HEAD', '--', '.'], { cwd: '/w/signoffs/acme', limit: 9 });
  world.run('git', ['cat-file', '--batch'], { cwd: '/w/signoffs/acme', limit: 9, input: Buffer.from('1234\n1234:./1.json\n') });
  world.run('ssh-keygen', ['HEAD'], { cwd: {}, limit: 9 });
  expect(asked).toEqual([
    ['git', ['log', 'c0ffee', '--', '.'], '/w/now', null],
    ['git', ['log', 'c0ffee', '--', 'signoffs/acme'], '/w', null],
    ['git', ['cat-file', '--batch'], '/w', '1234\n1234:signoffs/acme/1.json\n'],
    ['ssh-keygen', ['HEAD'], {}, null],
  ]);
  expect(world.kind('/w/now/a.yaml')).toBe(null);
  expect(world.list('signoffs/acme')).toEqual(['1.json']);
  expect(world.read('signoffs/acme/1.json', 9)).toMatchObject({ ok: true });
});
