// What `handoff say` tells the customer of every deal of every story, byte for byte. UPDATE=1 records: then read the difference.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inProcess, ROOT } from '../cli/run.ts';

const STORIES = join(ROOT, 'fixtures', 'stories');
const FOLDER = join(ROOT, 'fixtures', 'say');
const update = process.env.UPDATE === '1';

/** A story in a repository is told by the rules of its base, which only `check` reads. */
const names = readdirSync(STORIES).filter((name) => !existsSync(join(STORIES, name, 'branch')));

test('every recorded story is there', () => {
  if (!update) expect(readdirSync(FOLDER).sort()).toEqual(names.map((name) => `${name}.txt`).sort());
});

describe.each(names)('%s', (name) => {
  test('what a customer hears', async () => {
    const lines = readFileSync(join(STORIES, name, 'cmd'), 'utf8')
      .trim()
      .split('\n');
    const told: string[] = [];
    for (const line of lines.map((each) => each.replace(/^check /, 'say '))) {
      const { code, out, err } = await inProcess(line.split(' '), { cwd: join(STORIES, name) });
      expect(err).toBe('');
      told.push(`$ handoff ${line}\n${out}exit ${code}\n`);
    }
    const path = join(FOLDER, `${name}.txt`);
    if (update) writeFileSync(path, told.join('\n'));
    expect(told.join('\n')).toBe(readFileSync(path, 'utf8'));
  });
});
test('of what comes through standard input it says the same', async () => {
  const cwd = join(STORIES, names[0]);
  const [, ...words] = readFileSync(join(cwd, 'cmd'), 'utf8').split('\n')[0].split(' ');
  const deal = words.find((word) => word.endsWith('.yaml'))!;
  const usual = await inProcess(['say', ...words], { cwd });
  expect(usual.out).not.toBe('');
  const input = readFileSync(join(cwd, deal), 'utf8');
  expect(await inProcess(['say', ...words.map((word) => (word === deal ? '-' : word))], { cwd, input })).toEqual(usual);
});
