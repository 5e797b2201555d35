/** What this machine brings: Node, the program itself, git and its settings. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { engines } from '../../package.json';
import type { World } from '../world.ts';
import { about, type DoctorFinding } from './finding.ts';

/** Returns whether a version of Node is new enough. */
export function nodeFinding(version: string): DoctorFinding {
  const tell = about('node');
  const least = engines.node.replace(/^>=/, '');
  return isOlder(version, least)
    ? tell.wrong(`Node ${version} is older than ${least}`, `install Node ${least} or later`)
    : tell.ok(`Node ${version} (${least} or later is needed)`);
}

/** Returns whether the program in a folder is the one that its source says; `folder` holds bin/ and dist/. */
export function programFinding(folder: string | null, version: string): DoctorFinding {
  const tell = about('program');
  const built = folder === null ? null : timeOf(join(folder, 'dist', 'handoff.cjs'));
  if (folder === null || nameOf(folder) !== 'handoff' || built === null)
    return tell.unseen(`handoff ${version}; where its program lies is not known, so whether it is built from its source is not either`);
  if (!existsSync(join(folder, 'src', 'start.ts'))) return tell.ok(`handoff ${version}, a release`);
  const sources = ['src', 'schemas'].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, name, file)),
  );
  const newer = [join(folder, 'package.json'), ...sources].filter((file) => (timeOf(file) ?? 0) > built);
  return newer.length === 0
    ? tell.ok(`handoff ${version}, built from the source beside it`)
    : tell.wrong(`handoff ${version} is older than its source (${newer.length} files have changed since)`, 'npm run build');
}

/** The first git that takes its settings from the environment, and the one that refuses a folder which is laid out as a repository. */
const GIT_LEAST = '2.31';
const GIT_SAFE = '2.38';

/** Returns whether git is here, and new enough. */
export function gitFinding(world: Pick<World, 'run' | 'cwd'>): DoctorFinding {
  const tell = about('git');
  const ran = world.run('git', ['--version'], { cwd: world.cwd, limit: 4096 });
  if (ran.problem === 'missing')
    return tell.wrong('git is not here: no --base, no --changed-since, no signature of a commit, and no seller is known', 'install git');
  const version = /\d+(?:\.\d+)+/.exec(Buffer.from(ran.stdout).toString())?.[0];
  if (!ran.ok || version === undefined) return tell.unseen('git does not say its version');
  if (isOlder(version, GIT_LEAST))
    return tell.wrong(`git ${version} is older than ${GIT_LEAST}, and takes no setting from handoff`, 'update git');
  if (isOlder(version, GIT_SAFE))
    return tell.warn(
      `git ${version} is older than ${GIT_SAFE}: a folder that is laid out as a repository could name programs to run`,
      'update git',
    );
  return tell.ok(`git ${version}`);
}

/** Returns how git treats the repository and what it checks out. */
export function repositoryFindings(root: string | null, world: Pick<World, 'run' | 'cwd'>): DoctorFinding[] {
  const tell = about('repository');
  if (root === null)
    return [tell.warn('this folder is in no git repository: nothing can be judged by a base, and no commit signs anything', 'git init')];
  const ask = (...args: string[]): string | null => {
    const ran = world.run('git', args, { cwd: root, limit: 64 * 1024 });
    return ran.ok ? Buffer.from(ran.stdout).toString().trim() : ran.status === 1 ? '' : null;
  };
  const shallow = ask('rev-parse', '--is-shallow-repository');
  if (shallow === null) return [tell.unseen('git does not read this repository', 'see what git status says here')];
  const head = ask('rev-parse', '--verify', '--quiet', 'HEAD');
  const whole =
    shallow === 'true'
      ? tell.wrong('this clone is shallow: --base and --changed-since refuse it', 'git fetch --unshallow')
      : head
        ? tell.ok('the whole history is here')
        : tell.warn('nothing is committed yet', 'commit operations’ files first: --base reads what is committed');
  return [whole, lineEnds(ask)];
}

function lineEnds(ask: (...args: string[]) => string | null): DoctorFinding {
  const tell = about('line-ends');
  const set = ask('config', '--get', 'core.autocrlf');
  if (set === null) return tell.unseen('git does not say how it writes line ends');
  const forced = ask('check-attr', 'eol', '--', 'handoff.yaml');
  if (set === 'true' && !forced?.endsWith(': eol: lf'))
    return tell.warn(
      'core.autocrlf is true: git writes CRLF here, and every file that handoff writes with LF looks changed to some tools',
      'add a line to .gitattributes: * text=auto eol=lf',
    );
  return tell.ok(set === 'true' ? '.gitattributes keeps LF' : 'git leaves line ends as they are');
}

function isOlder(version: string, least: string): boolean {
  const [one, other] = [version, least].map((text) => text.split('.').map(Number));
  for (const [index, part] of other.entries()) {
    const own = one[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}

function timeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function nameOf(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }).name;
  } catch {
    return null;
  }
}
