// Each story is a proposal repo with its arithmetic in its README. Every line of its `cmd` is run, the first by the built program, and what is said is
// compared byte for byte with expected/. UPDATE=1 records: then read the difference before you commit it. Every rule runs in every story: only the profile turns one off,
// and what cannot be judged is what the story means to leave open; it says so in a file `unknown`, a line a deal: `sms-unlisted: two-failures three-runs`.
// A story with a folder `branch` is a git repository: what stands beside that folder is `main`, and the commands run in a branch that it is laid over.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../src/report/report.ts';
import { RULES } from '../src/rules/index.ts';
import { cellOf, isRuleId } from '../src/rules/profiles.ts';
import { commitAll, hasGit, makeRepository } from './cli/repository.ts';
import { folderFrom, handoff, inProcess, ROOT } from './cli/run.ts';

const stories = join(ROOT, 'fixtures', 'stories');
const update = process.env.UPDATE === '1';

/** What is told of a story, and is no part of its repository. */
const ABOUT = ['README.md', 'branch', 'cmd', 'expected', 'unknown'];

const isBranch = (name: string): boolean => existsSync(join(stories, name, 'branch'));
const names = readdirSync(stories).filter((name) => hasGit || !isBranch(name));

describe.each(names)('%s', (name) => {
  const story = join(stories, name);
  const expected = join(story, 'expected');
  // A copy, away from this repository: its files are all there is.
  const { path: cwd, remove } = folderFrom(story);
  afterAll(remove);
  for (const each of ABOUT) rmSync(join(cwd, each), { recursive: true, force: true });
  if (isBranch(name)) {
    makeRepository(cwd);
    cpSync(join(story, 'branch'), cwd, { recursive: true });
    commitAll(cwd, 'Offer');
  }
  const lines = readFileSync(join(story, 'cmd'), 'utf8').trim().split('\n');
  if (update) rmSync(expected, { recursive: true, force: true });

  test('every recorded answer has its question', () => {
    const files = lines.flatMap((line) => [`${answerOf(line)}.json`, `${answerOf(line)}.txt`]);
    if (!update) expect(readdirSync(expected).sort()).toEqual(files.sort());
  });

  test.each(lines)('handoff %s', async (line) => {
    const run = line === lines[0] ? handoff : inProcess;
    const text = await run(line.split(' '), { cwd });
    const json = await inProcess([...line.split(' '), '--format', 'json'], { cwd });
    expect(text.err + json.err).toBe('');
    expect(json.code).toBe(text.code);
    same(`${answerOf(line)}.txt`, `$ handoff ${line}\n${text.out}exit ${text.code}\n`);
    same(`${answerOf(line)}.json`, json.out);
  });

  test('every rule runs, and nothing is unknown that the story did not mean to be', () => {
    const intended = intendedUnknown(story);
    for (const line of lines) {
      const report = JSON.parse(readFileSync(join(expected, `${answerOf(line)}.json`), 'utf8')) as Report;
      for (const { deal, profile, checks } of report.deals) {
        expect(checks.map(({ rule }) => rule).sort()).toEqual(RULES.map(({ id }) => id).sort());
        const off = checks.filter(({ verdict }) => verdict === 'off').map(({ rule }) => rule);
        expect(off.filter((rule) => isRuleId(rule) && cellOf(rule, profile) !== '–')).toEqual([]);
        const unknown = checks.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => rule);
        expect({ [deal]: unknown }).toEqual({ [deal]: intended.get(deal) ?? [] });
        intended.delete(deal);
      }
    }
    expect([...intended.keys()], 'deals of `unknown` that the story does not check').toEqual([]);
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

/** `check --today 2026-11-13 deals/ask-05bd.yaml` is answered in `ask-05bd`, and with `--base` in `ask-05bd-by-base`. */
function answerOf(line: string): string {
  return `${basename(line.split(' ').at(-1)!, '.yaml')}${line.includes(' --base ') ? '-by-base' : ''}`;
}

/** What a story means to leave open: by deal, the rules that cannot be judged, in the order of the catalogue. */
function intendedUnknown(story: string): Map<string, string[]> {
  const file = join(story, 'unknown');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return new Map(lines.map((line) => [line.split(':')[0], line.split(':')[1].trim().split(' ')]));
}
