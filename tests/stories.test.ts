// Each story is a proposal repo with its arithmetic in its README. The built program runs every line of its `cmd`, and what it says is compared byte
// for byte with expected/. UPDATE=1 records: then read the difference before you commit it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folderFrom, handoff, ROOT } from './cli/run.ts';

const stories = join(ROOT, 'fixtures', 'stories');
const update = process.env.UPDATE === '1';

describe.each(readdirSync(stories))('%s', (name) => {
  const story = join(stories, name);
  const expected = join(story, 'expected');
  // A copy, away from this repository: its files are all there is.
  const { path: cwd, remove } = folderFrom(story);
  afterAll(remove);
  const lines = readFileSync(join(story, 'cmd'), 'utf8').trim().split('\n');
  if (update) rmSync(expected, { recursive: true, force: true });

  test('every recorded answer has its question', () => {
    const files = lines.flatMap((line) => [`${answerOf(line)}.json`, `${answerOf(line)}.txt`]);
    if (!update) expect(readdirSync(expected).sort()).toEqual(files.sort());
  });

  test.each(lines)('handoff %s', (line) => {
    const text = handoff(line.split(' '), { cwd });
    const json = handoff([...line.split(' '), '--format', 'json'], { cwd });
    expect(text.err + json.err).toBe('');
    expect(json.code).toBe(text.code);
    same(`${answerOf(line)}.txt`, `$ handoff ${line}\n${text.out}exit ${text.code}\n`);
    same(`${answerOf(line)}.json`, json.out);
  });

  const same = (file: string, now: string): void => {
    const path = join(expected, file);
    if (update) {
      mkdirSync(expected, { recursive: true });
      writeFileSync(path, now);
    } else {
      expect(existsSync(path), `${path} is not recorded: UPDATE=1 npx vitest run tests/stories.test.ts`).toBe(true);
      expect(now).toBe(readFileSync(path, 'utf8'));
    }
  };
});

/** `check --today 2026-11-13 deals/ask-05bd.yaml` is answered in `ask-05bd`. */
function answerOf(line: string): string {
  return basename(line.split(' ').at(-1)!, '.yaml');
}
