// What others include or build from: hooks for pre-commit, the job for GitLab, the image. None of these tools is here; what of each can be held is held.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseArguments } from '../../src/cli/program.ts';
import { writeAll } from '../cli/repository.ts';
import { ENV, folderFrom, ROOT } from '../cli/run.ts';

const file = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
/** Whether `handoff` takes these words; a wrong line is a command that only says something. */
const isTaken = (words: readonly string[]): boolean =>
  parseArguments(words, '0', { env: () => undefined, isTTY: () => false, kind: () => 'file' }).question?.command === 'check';

test('the hooks for pre-commit: commands that there are, and files that they are about', () => {
  const hooks = parse(file('.pre-commit-hooks.yaml')) as {
    id: string;
    entry: string;
    language: string;
    files: string;
    pass_filenames: boolean;
  }[];
  expect(hooks.map(({ id }) => id)).toEqual(['handoff', 'handoff-all', 'handoff-quick']);
  for (const { entry, language, pass_filenames, files } of hooks) {
    const [program, ...words] = entry.split(' ');
    expect([program, language]).toEqual(['handoff', 'node']);
    expect(isTaken([...words, ...(pass_filenames ? ['deals/a.yaml', 'deals/b.yaml'] : [])])).toBe(true);
    const about = new RegExp(files);
    expect(['deals/a.yaml', 'shop/deals/2026/a.yml'].map((path) => about.test(path))).toEqual([true, true]);
    expect(['README.md', 'deals/a.md', 'mydeals.yaml'].map((path) => about.test(path))).toEqual([false, false, false]);
    // Operations' files are no deals: they are for the hook that is given no names.
    expect(['handoff.yaml', 'shop/capacity.yaml', 'history.csv', 'signoffs/a/x.json'].map((path) => about.test(path))).toEqual(
      Array(4).fill(!pass_filenames),
    );
  }
});

test('the job for GitLab: a whole history, the target fetched, and a command that there is', () => {
  const job = (
    parse(file('ci/gitlab.yml')) as Record<
      string,
      { variables: Record<string, string>; script: string[]; artifacts: { reports: Record<string, string> } }
    >
  )['.handoff'];
  expect(job.variables['GIT_DEPTH']).toBe('0');
  const place = folderFrom();
  const said = (env: Readonly<Record<string, string>>): string[] => {
    const stub = (name: string): string => `#!/bin/sh\nprintf '${name}'; printf ' <%s>' "$@"; echo\n`;
    writeAll(place.path, { 'bin/handoff': stub('handoff'), 'bin/git': stub('git') });
    for (const name of ['handoff', 'git']) chmodSync(join(place.path, 'bin', name), 0o755);
    const { stdout, stderr, status } = spawnSync('sh', ['-eu', '-c', job.script.join('\n')], {
      encoding: 'utf8',
      env: { ...env, PATH: `${join(place.path, 'bin')}:${ENV.PATH}` },
    });
    expect([status, stderr]).toEqual([0, '']);
    return stdout.trimEnd().split('\n');
  };
  // A branch may be called anything that git allows.
  const odd = 'a b;$(x)';
  const [fetched, checked] = said({ CI_MERGE_REQUEST_TARGET_BRANCH_NAME: odd, HANDOFF_BASE: `origin/${odd}` });
  expect(fetched).toBe(`git <fetch> <--quiet> <origin> <+refs/heads/${odd}:refs/remotes/origin/${odd}>`);
  const words = [...checked.matchAll(/<([^>]*)>/g)].map(([, word]) => word);
  expect(words.slice(-2)).toEqual([`--base=origin/${odd}`, `--changed-since=origin/${odd}`]);
  expect(isTaken(words)).toBe(true);
  for (const report of Object.values(job.artifacts.reports)) expect(checked).toContain(`=${report}>`);
  const [alone, ...more] = said({});
  expect([alone.includes('--base'), more]).toEqual([false, []]);
  place.remove();
});

test('the image: what it copies is there and not ignored, and it ends as somebody without rights', () => {
  const lines = file('Dockerfile')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const known = /^(FROM|WORKDIR|COPY|RUN|USER|ENTRYPOINT|CMD) /;
  expect(lines.filter((line) => !known.test(line))).toEqual([]);
  const ignore = file('.dockerignore').split('\n');
  expect(ignore[0]).toBe('*');
  const kept = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect(kept.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  const copied = lines.flatMap((line) => (/^COPY (?!--from)/.test(line) ? line.split(' ').slice(1, -1) : []));
  expect(copied.filter((path) => path !== '.' && !kept.includes(path))).toEqual([]);
  // All that a release is made of.
  const parts = [...file('src/dev/release.mjs').matchAll(/^ {2}'([^']+)',$/gm)].map(([, path]) => path.split('/')[0]);
  expect(parts).toContain('action.yml');
  expect(parts.filter((path) => path !== 'dist' && !kept.includes(path))).toEqual([]);
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const user = last.findIndex((line) => line === 'USER node');
  expect([user > last.findLastIndex((line) => line.startsWith('RUN ')), last.slice(user).some((line) => line.startsWith('RUN '))]).toEqual([
    true,
    false,
  ]);
  expect(last.join('\n')).toMatch(/install .* git openssh-client/);
});
