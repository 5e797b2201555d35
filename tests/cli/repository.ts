// A git repository for tests, built in a temporary folder with the same ids on every machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENV } from './run.ts';

/** Whether there is a git; where there is none the tests that need it are skipped, aloud. */
export const hasGit = spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasGit) process.stderr.write('\nSKIPPED: git is not here, so nothing is tested that reads from a commit\n\n');

/** Nothing of the machine: no configuration, and one author on one day. */
const GIT_ENV = {
  ...ENV,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Sam Reed',
  GIT_AUTHOR_EMAIL: 'sam@brightwater.example',
  GIT_AUTHOR_DATE: '2026-11-13T09:00:00Z',
  GIT_COMMITTER_NAME: 'Sam Reed',
  GIT_COMMITTER_EMAIL: 'sam@brightwater.example',
  GIT_COMMITTER_DATE: '2026-11-13T09:00:00Z',
};

/** Runs git in a folder and returns what it printed, without the last line's end. Throws where git says no. */
export function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8', env: GIT_ENV });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

/** Makes a repository of what is in a folder: one commit on `main`, and a branch `offer` that begins there. Returns the commit. */
export function makeRepository(cwd: string): string {
  // Said, since a later git may have another default.
  git(cwd, 'init', '-q', '-b', 'main', '--object-format=sha1');
  git(cwd, 'config', 'core.autocrlf', 'false');
  const commit = commitAll(cwd, 'Operations');
  git(cwd, 'checkout', '-q', '-b', 'offer');
  return commit;
}

/** Commits all that is in the work tree, and returns the commit. */
export function commitAll(cwd: string, message: string): string {
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-q', '--allow-empty', '-m', message);
  return git(cwd, 'rev-parse', 'HEAD');
}

/** Writes files by their paths in a folder; their folders are made. */
export function writeAll(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}
