/**
 * The commit that operations' files are read from: `handoff check --base REF` judges a branch by the policy, the capacity and the library that were
 * there before it. The author of a branch may commit whatever they like; nothing of it may choose the base, or say what it holds.
 *
 * Plumbing only: `ls-tree` and `cat-file` hand over what was committed, without attributes, filters or links. The repository is the one of the current
 * folder, never one that a deal's folder turns out to be (a submodule, a folder laid out as a bare repository).
 */
import { dirname, join, relative, sep } from 'node:path';
import { COMMAND_LINE, type Diagnostic } from './model/place.ts';
import type { Kind, Ran, World } from './world.ts';

/** Files somewhere else than on the disk; paths as in `World`. */
export interface Shelf extends Pick<World, 'read' | 'kind' | 'list'> {
  /** Where a path is read from: a commit, or the work tree (null). */
  commitOf(path: string): string | null;
}

/** A commit whose files are read. */
export interface Base {
  /** As it was asked for. */
  readonly ref: string;
  /** The repository's root, absolute. */
  readonly root: string;
  /** The merge base of the reference and HEAD. */
  readonly commit: string;
  /** What the reference stands for now: a branch that began long ago has an older merge base. */
  readonly tip: string;
  readonly files: Shelf;
  /** The files of the tip; the same object where it is the merge base. */
  readonly newest: Shelf;
  /** The merge base's files, and those of the work tree where it has none: for the first adoption, when there is no workspace in it yet. */
  readonly adopting: Shelf;
  /** How many merge bases there are: with several, what a branch has changed depends on which is taken. */
  readonly mergeBases: number;
  /** The names of files that the reference's history once had below a folder and deleted, whatever came back; null where git cannot tell. */
  readonly deletedBelow: (folder: string) => ReadonlySet<string> | null;
}

/** How much a repository's list of files may take, in bytes: some hundred thousand paths. */
const LISTING = 64 * 1024 * 1024;
/** Room for some lines of ids and names. */
const LINES = 64 * 1024;

/** The flags that name a reference. */
export type RefFlag = '--base' | '--changed-since';

/** Returns what a reference says of the repository of the current folder, or why it says nothing: then nothing may be judged. */
export function openBase(ref: string, world: World, flag: RefFlag = '--base'): { readonly base: Base } | { readonly problem: Diagnostic } {
  const root = rootOf(world);
  const refuse = (code: string, message: string, help: string) => refusal(`base/${code}`, `${flag} ${ref}: ${message}`, help);
  if (root === null)
    return refuse('no-repository', 'this folder is in no git repository', `run it in the repository of the deals, or leave out ${flag}`);
  const git = (...args: string[]): Ran => world.run('git', args, { cwd: root, limit: LISTING });
  const ask = asking(root, world);

  const about = git('rev-parse', '--is-shallow-repository', '--show-prefix');
  if (about.problem === 'missing') return refuse('no-git', 'git is not here', `install git, or leave out ${flag}`);
  if (!about.ok)
    return refuse('no-repository', `git does not read this repository: ${firstLine(about.stderr)}`, `mend that, or leave out ${flag}`);
  const [shallow, prefix] = textOf(about).split('\n');
  // A .git that is none makes git look further up, into somebody else's repository.
  if (prefix !== '') return refuse('no-repository', `${join(root, '.git')} is no git repository`, 'run it in the repository of the deals');
  if (shallow !== 'false') {
    return refuse(
      'shallow',
      'this clone is shallow, and the merge base may be cut off',
      'fetch it whole: fetch-depth: 0 of actions/checkout, or git fetch --unshallow',
    );
  }

  const [tip] = ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`) ?? [];
  if (tip === undefined)
    return refuse(
      'unknown-ref',
      'git knows no such commit',
      `name a branch that is here, as origin/main; git fetch brings those that are not`,
    );
  // A tag called origin/main comes before the branch of the remote, and whoever may push may push a tag.
  const named = namedBy(ref, ask);
  if (named === null) return refuse('unreadable', 'git cannot list its branches and tags', 'see what `git for-each-ref` says');
  if (named.length === 1 && named[0].startsWith('refs/tags/'))
    return refuse(
      'tag',
      'this is a tag, and no branch of that name is here',
      `fetch the branch; if the tag is meant, say ${flag} ${named[0]}`,
    );
  if (named.length > 1) return refuse('ambiguous', `this is ${named.join(' and ')}`, `say which, as ${flag} ${named.at(-1)!}`);

  const common = ask('merge-base', '--all', tip, 'HEAD') ?? [];
  const [commit] = common;
  if (commit === undefined)
    return refuse('no-merge-base', 'it has no commit in common with HEAD', 'name the branch that this one began at');

  const files = shelfOf(commit, root, world);
  const newest = tip === commit ? files : shelfOf(tip, root, world);
  if (files === null || newest === null)
    return refuse('unreadable', 'git cannot list its files', 'fetch the repository whole, without --filter');
  const deleted = new Map<string, ReadonlySet<string> | null>();
  const deletedBelow = (folder: string): ReadonlySet<string> | null => {
    if (!deleted.has(folder)) deleted.set(folder, deletedIn(tip, relative(root, folder).split(sep).join('/'), git));
    return deleted.get(folder)!;
  };
  return { base: { ref, root, commit, tip, files, newest, adopting: withWorktree(files, world), mergeBases: common.length, deletedBelow } };
}

/** A commit that is read as it is, whatever it has in common with HEAD. */
export interface Commit {
  /** As it was asked for. */
  readonly ref: string;
  /** The repository's root, absolute. */
  readonly root: string;
  readonly commit: string;
  readonly files: Shelf;
}

/** Returns the commit that a reference stands for in the repository of the current folder, or why it stands for none. */
export function openCommit(ref: string, world: World): { readonly opened: Commit } | { readonly problem: Diagnostic } {
  const refuse = (code: string, message: string, help: string) => refusal(`diff/${code}`, `${ref}: ${message}`, help);
  const root = rootOf(world);
  if (root === null) return refuse('no-repository', 'this folder is in no git repository', 'run it in the repository of the deals');
  const ask = asking(root, world);
  const about = world.run('git', ['rev-parse', '--show-prefix'], { cwd: root, limit: LINES });
  if (about.problem === 'missing') return refuse('no-git', 'git is not here', 'install git: what changed is read from its commits');
  if (!about.ok) return refuse('no-repository', `git does not read this repository: ${firstLine(about.stderr)}`, 'mend that');
  if (textOf(about).trim() !== '')
    return refuse('no-repository', `${join(root, '.git')} is no git repository`, 'run it in the repository of the deals');
  const [commit] = ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`) ?? [];
  if (commit === undefined)
    return refuse(
      'unknown-ref',
      'git knows no such commit',
      ref.includes('..')
        ? 'name the two commits apart: handoff diff main offer'
        : 'name a branch, a tag or a commit that is here; git fetch brings those that are not',
    );
  const named = namedBy(ref, ask);
  if (named === null) return refuse('unreadable', 'git cannot list its branches and tags', 'see what `git for-each-ref` says');
  if (named.length > 1) return refuse('ambiguous', `this is ${named.join(' and ')}`, `say which, as ${named.at(-1)!}`);
  const files = shelfOf(commit, root, world);
  if (files === null) return refuse('unreadable', 'git cannot list its files', 'fetch the repository whole, without --filter');
  return { opened: { ref, root, commit, files } };
}

/** Returns the commit at which another began, or HEAD did (null), as seen from a commit; null where they have none in common. */
export function mergeBaseOf(one: Commit, other: string | null, world: World): Commit | null {
  const [commit] = asking(one.root, world)('merge-base', one.commit, other ?? 'HEAD') ?? [];
  if (commit === undefined || commit === one.commit) return commit === undefined ? null : one;
  const files = shelfOf(commit, one.root, world);
  return files === null ? null : { ...one, commit, files };
}

/** Asks git something whose answer is some lines; null where it says no. */
type Ask = (...args: string[]) => string[] | null;

function asking(root: string, world: World): Ask {
  return (...args) => {
    const ran = world.run('git', args, { cwd: root, limit: LINES });
    return ran.ok ? textOf(ran).split('\n').slice(0, -1) : null;
  };
}

/** The branches and tags that a reference may name, in the order in which git looks; null where git cannot list them. */
function namedBy(ref: string, ask: Ask): string[] | null {
  const name = ref.replace(/(?:[~^]|@\{).*$/s, '');
  const places = [...['refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'].map((before) => before + name), `refs/remotes/${name}/HEAD`];
  const listed = name === '' ? [] : ask('for-each-ref', '--format=%(refname)', '--', ...places);
  return listed && places.filter((each) => listed.includes(each));
}

/** What is wrong with a reference, told like every other mistake in the input. */
function refusal(code: string, message: string, help: string): { readonly problem: Diagnostic } {
  return { problem: { file: COMMAND_LINE, line: 1, column: 1, endLine: 1, endColumn: 1, code, message, help } };
}

/**
 * The names of files below a folder that a commit's history deleted, without their folders. Each word is for what a configuration could say otherwise; a merge
 * may delete what neither of its parents did (-m).
 */
function deletedIn(tip: string, folder: string, git: (...args: string[]) => Ran): ReadonlySet<string> | null {
  // prettier-ignore
  const log = git('--literal-pathspecs', 'log', '--no-color', '--no-show-signature', '--no-follow', '--no-renames', '--no-relative', '--full-history', '-m',
    '--diff-filter=D', '--name-only', '-z', '--format=', tip, '--', folder === '' ? '.' : folder);
  if (!log.ok) return null;
  // Between commits there may be an empty name or a line end.
  const paths = textOf(log)
    .split('\0')
    .map((path) => path.replace(/^\n+/, ''));
  return new Set(paths.flatMap((path) => (path === '' ? [] : [path.slice(path.lastIndexOf('/') + 1)])));
}

function withWorktree(shelf: Shelf, world: World): Shelf {
  const at = (path: string): Pick<World, 'read' | 'kind' | 'list'> => (shelf.kind(path) === null ? world : shelf);
  return {
    read: (path, limit, inside) => at(path).read(path, limit, inside),
    kind: (path) => at(path).kind(path),
    list: (path) => at(path).list(path),
    commitOf: (path) => (shelf.kind(path) === null ? null : shelf.commitOf(path)),
  };
}

/** Returns the nearest folder, upwards from the current one, that holds a .git; null where none does. */
export function rootOf(world: Pick<World, 'cwd' | 'kind'>): string | null {
  for (let folder = world.cwd; ; folder = dirname(folder)) {
    if (world.kind(join(folder, '.git')) !== null) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** An entry of a commit's tree. */
interface Entry {
  readonly kind: Kind;
  readonly id: string;
}

/** By the modes that git knows; what it calls a commit is a submodule. */
const KINDS: Readonly<Record<string, Kind>> = { '100644': 'file', '100755': 'file', '040000': 'folder', '120000': 'symlink' };

/** The files of a commit; null where git cannot list them. */
function shelfOf(commit: string, root: string, world: World): Shelf | null {
  const listed = world.run('git', ['ls-tree', '-r', '-t', '-z', '--full-tree', commit], { cwd: root, limit: LISTING });
  if (!listed.ok) return null;
  const entries = new Map<string, Entry>([['', { kind: 'folder', id: '' }]]);
  const names = new Map<string, string[]>();
  for (const line of textOf(listed).split('\0').slice(0, -1)) {
    const [, mode, id, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line)!;
    entries.set(path, { kind: KINDS[mode] ?? 'other', id });
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const inFolder = names.get(folder) ?? [];
    inFolder.push(path.slice(path.lastIndexOf('/') + 1));
    names.set(folder, inFolder);
  }
  const nameOf = (path: string): string => relative(root, path).split(sep).join('/');
  /** What keeps a path from being a file: itself, or the nearest of its folders that is none. */
  const found = (name: string): Kind | null => {
    const entry = entries.get(name);
    if (entry !== undefined) return entry.kind;
    const above = found(name.slice(0, Math.max(0, name.lastIndexOf('/'))));
    return above === 'symlink' || above === 'other' ? above : null;
  };
  return {
    commitOf: () => commit,
    kind: (path) => entries.get(nameOf(path))?.kind ?? null,
    list: (folder) => [...(names.get(nameOf(folder)) ?? [])].sort(),
    read: (path, limit) => {
      const name = nameOf(path);
      if (name.split('/')[0] === '..') return { ok: false, problem: 'outside' };
      const kind = found(name);
      if (kind !== 'file') return { ok: false, problem: kind === null ? 'missing' : kind === 'other' ? 'not-regular' : kind };
      const { id } = entries.get(name)!;
      // Most files are the same in the work tree. Its bytes have the same id then, and no program need be started to hear them again.
      const here = world.read(path, limit, root);
      if (here.ok && blobId(here.bytes, id.length) === id) return here;
      const blob = world.run('git', ['cat-file', 'blob', id], { cwd: root, limit });
      if (blob.ok) return { ok: true, bytes: blob.stdout };
      return { ok: false, problem: blob.problem === 'too-large' ? 'too-large' : 'unreadable' };
    },
  };
}

/** The id that git gives to a file's bytes: SHA-1, or SHA-256 in a repository of that format, whose ids are longer. */
function blobId(bytes: Uint8Array, length: number): string {
  const hash = process.getBuiltinModule('node:crypto').createHash(length === 40 ? 'sha1' : 'sha256');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function textOf({ stdout }: Ran): string {
  return Buffer.from(stdout).toString();
}

function firstLine(text: string): string {
  return text.split('\n')[0].replace(/^fatal: /, '');
}
