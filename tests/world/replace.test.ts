// Files that somebody else may be writing: what they put there is never lost.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutputError, realWorld } from '../../src/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'handoff-replace-'));
const bytes = (text: string): Uint8Array => Buffer.from(text);
const world = realWorld();

describe('a file is written only over what was read of it', () => {
  test('it is what was read', () => {
    const path = join(folder, 'deal.yaml');
    writeFileSync(path, 'old\n');
    world.replace(path, bytes('old\n'), 'new and longer\n');
    expect(readFileSync(path, 'utf8')).toBe('new and longer\n');
  });

  test.each([
    ['as long', 'odd\n'],
    ['longer', 'old\nand more\n'],
    ['shorter', 'o'],
  ])('somebody else has written: %s', (_, theirs) => {
    const path = join(folder, 'theirs.yaml');
    writeFileSync(path, theirs);
    expect(() => world.replace(path, bytes('old\n'), 'mine\n')).toThrow(OutputError);
    expect(readFileSync(path, 'utf8')).toBe(theirs);
  });

  test('it is gone', () => {
    const path = join(folder, 'gone.yaml');
    expect(() => world.replace(path, bytes('old\n'), 'mine\n')).toThrow(OutputError);
    expect(readdirSync(folder)).not.toContain('gone.yaml');
  });

  test('it was not there, and still is not; then it is', () => {
    const path = join(folder, 'fresh', 'first.yaml');
    world.replace(path, null, 'mine\n');
    expect(readFileSync(path, 'utf8')).toBe('mine\n');
    expect(() => world.replace(path, null, 'second\n')).toThrow(OutputError);
    expect(readFileSync(path, 'utf8')).toBe('mine\n');
    expect(readdirSync(join(folder, 'fresh'))).toEqual(['first.yaml']);
  });
});
