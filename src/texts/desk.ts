/** One file of a run: where it is looked for, its bytes, or what is wrong with the file itself, told like every other mistake in the input. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Base, Shelf } from '../base.ts';
import { CALLED } from '../load/kind.ts';
import { SIZE_CAPS, type Source } from '../load/source.ts';
import type { Diagnostic, FileKind, Range } from '../model/place.ts';
import { nearest } from '../model/suggest.ts';
import type { ReadProblem, World } from '../world.ts';
import type { FoundDeal } from './before.ts';

/**
 * Where each kind of file is read from under `--base`: what belongs to operations, from the base alone; what an author writes, from the work tree; and
 * what is only ever added, from both.
 */
export const READ_FROM: Readonly<Record<FileKind, 'base' | 'worktree' | 'both'>> = {
  policy: 'base',
  capacity: 'base',
  deliverables: 'base',
  history: 'base',
  baseline: 'base',
  deal: 'worktree',
  document: 'worktree',
  signoff: 'both',
  signature: 'both',
  signers: 'base',
  revoked: 'base',
  form: 'worktree',
  // Those of the base, and what the branch adds for its own deals: nobody frees hours by taking away what others hold.
  hold: 'both',
  booking: 'base',
  confirmed: 'base',
};

/** What is read with: the world, the shelf of a base, and what was wrong so far. */
export interface Desk {
  readonly world: World;
  /** Where operations' files are; null: in the work tree, as all others. */
  readonly shelf: Shelf | null;
  readonly base: Base | null;
  readonly problems: Diagnostic[];
  readonly homes: Map<string, Home>;
  /** Sign-offs of this branch that the base's history has withdrawn, by path as printed: they do not count. */
  readonly withdrawn: Set<string>;
  /** What in the folders of a run could be a deal, and is passed over: looked for under a base, where a branch may not hide one. */
  readonly passedOver: PassedOver[];
}

/** A file or a link that could be a deal, and is not judged. */
export interface PassedOver {
  /** Absolute. */
  readonly path: string;
  /** As the end of a sentence: `is hidden`. */
  readonly why: string;
}

/** Where a file is, and the folder that its real path must not leave. */
export interface Place {
  readonly path: string;
  readonly inside?: string;
  /** The folder of the policy that names it, and the name's place: what is wrong with the file is told there. */
  readonly named?: { readonly by: string; readonly at: Range };
}

/** A workspace, as far as the names of its files tell. */
export interface Home {
  /** The repository's root; undefined outside of one. */
  readonly root?: string;
  readonly policy: Place | null;
  readonly capacity: Place | null;
  readonly deliverables: Place | null;
  readonly history: Place | null;
}

/**
 * The files of a folder that are only ever added, in the work tree and in the base. One that this branch takes away counts all the same. One that it
 * changes is bad input: what was signed would no longer count for anybody, once it is merged.
 */
export function readBoth(desk: Desk, kind: FileKind, folder: string, inside: string, isOurs: (name: string) => boolean): Source[] {
  const { shelf, world } = desk;
  const before = (shelf?.list(folder) ?? []).filter(isOurs).map((name) => join(folder, name));
  const here = world
    .list(folder)
    .filter(isOurs)
    .map((name) => join(folder, name));
  const withdrawn = shelf === null ? new Set<string>() : withdrawnOf(desk, here, dirname(folder));
  const added = here.filter((path) => !before.includes(path) && !withdrawn.has(path));
  const sources = [
    ...before.map((path) => readFrom(shelf!, desk, kind, { path, inside })),
    ...added.map((path) => readFrom(world, desk, kind, { path, inside })),
  ].filter((source) => source !== null);
  for (const { path: told, bytes, commit } of sources) {
    const path = resolve(world.cwd, told);
    if (commit === undefined || world.kind(path) === null) continue;
    const now = world.read(path, SIZE_CAPS[kind], inside);
    if (now.ok && isSameText(now.bytes, bytes)) continue;
    const message = `this is ${CALLED[kind]} of ${baseText(desk.base!, commit)}, and this branch changes it`;
    const help = `what is signed is only ever added to: git checkout ${commit.slice(0, 7)} -- ${told}`;
    desk.problems.push(problemAt(desk, path, 'base/changed', message, help));
  }
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Those of some sign-offs, or their signatures, that the base once had and deleted: whoever answers for it has withdrawn them, and they do not count again
 * because a branch adds them again. What its newest commit has counts, however it came back.
 */
function withdrawnOf(desk: Desk, paths: readonly string[], ledger: string): ReadonlySet<string> {
  const base = desk.base!;
  const fresh = paths.filter((path) => base.newest.kind(path) === null);
  if (fresh.length === 0) return new Set();
  const deleted = base.deletedBelow(ledger);
  if (deleted === null) {
    const help = 'fetch the repository whole, without --filter; see what `git log -- FOLDER` says';
    const message = `git cannot say which sign-offs of ${printed(desk, ledger)} were withdrawn in the base`;
    desk.problems.push(problemAt(desk, ledger, 'base/unreadable', message, help));
    return new Set(fresh);
  }
  // A signature is of the file that has its name without .sig, and is withdrawn with it.
  const found = fresh.filter((path) => deleted.has(basename(path).replace(/\.sig$/, '')));
  for (const path of found) if (path.endsWith('.json')) desk.withdrawn.add(printed(desk, path));
  return new Set(found);
}

/** Whether two files say the same; a checkout may write other line ends than were committed. */
export function isSameText(one: Uint8Array, other: Uint8Array): boolean {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
  return Buffer.compare(one, other) === 0 || text(one) === text(other);
}

/** What files are read by. */
export type Files = Pick<World, 'read' | 'kind' | 'list'>;

/** Returns where files of a kind are looked for. */
export function filesFor({ shelf, world }: Desk, kind: FileKind): Files {
  return shelf === null || READ_FROM[kind] !== 'base' ? world : shelf;
}

/** Returns a file of a kind from where it is looked for; null where it cannot be read, which is put with the problems. */
export function read(desk: Desk, kind: FileKind, place: Place): Source | null {
  return readFrom(filesFor(desk, kind), desk, kind, place);
}

/** Returns a file from where it is told to be; null where it cannot be read, which is put with the problems. */
export function readFrom(files: Files, desk: Desk, kind: FileKind, place: Place): Source | null {
  const { path, inside } = place;
  const result = files.read(path, SIZE_CAPS[kind], inside);
  const commit = files === desk.shelf ? desk.shelf.commitOf(path) : null;
  if (result.ok) return { kind, path: printed(desk, path), bytes: result.bytes, ...(commit !== null && { commit }) };
  desk.problems.push(unreadable(desk, kind, place, result.problem, commit));
  return null;
}

export const RELATIVE = "write its path from handoff.yaml's folder";
export const KEEP_INSIDE = 'keep it in the repository, or name it on the command line';

/** Returns what is told of a file that cannot be read; `commit` is where it was looked for, null: in the work tree. */
export function unreadable(desk: Desk, kind: FileKind, place: Place, problem: ReadProblem, commit: string | null = null): Diagnostic {
  const [message, help] = sentencesOf(desk, kind, place, problem);
  const path = `${printed(desk, place.path)}${commit === null ? '' : ` in ${baseText(desk.base!, commit)}`}`;
  const own = commit === null ? help : (ADOPT[problem] ?? `${help}, on the base first`);
  return { ...problemAt(desk, place.path, `file/${problem}`, `${path} ${message}`, own), ...place.named?.at };
}

/** What to do where the base is not as it has to be; the branch can be as it likes. */
const ADOPT: Readonly<Partial<Record<ReadProblem, string>>> = {
  missing: "merge operations' files into the base first, or, when it has none yet, say --bootstrap",
  unreadable: 'git does not have it here: fetch the repository whole, without --filter',
};

/** Returns what a commit of the base is called. */
function baseText({ ref, commit: base }: Base, commit: string): string {
  return `${commit.slice(0, 7)} (${commit === base ? 'merge base with ' : ''}${ref})`;
}

/** Returns what is wrong with a file itself, as a sentence without its subject, and what to do. */
export function sentencesOf(desk: Desk, kind: FileKind, { path, named }: Place, problem: ReadProblem): [message: string, help: string] {
  switch (problem) {
    case 'missing': {
      const near = nearName(desk, kind, path, named?.by ?? desk.world.cwd);
      if (near !== null) return ['does not exist', `did you mean ${near}?`];
      return ['does not exist', named === undefined ? `name ${CALLED[kind]} by a path from here` : RELATIVE];
    }
    case 'folder':
      return [`is a folder, and ${CALLED[kind]} is a file`, 'name a file in it'];
    case 'symlink':
      return ['is a symbolic link, and links are not followed', 'name the file that it leads to'];
    case 'outside':
      return ['lies outside of the repository', KEEP_INSIDE];
    case 'not-regular':
      return ['is no regular file', kind === 'deal' ? "name a file, or '-' to read standard input" : 'name a file'];
    case 'too-large':
      return [`has more than the ${SIZE_CAPS[kind] / 1024} KiB that ${CALLED[kind]} may have`, 'split it, or remove what is not needed'];
    case 'denied':
      return ['may not be read: permission is denied', 'ask for the right to read it'];
    case 'unreadable':
      return ['could not be read', 'see whether other programs can read it'];
  }
}

/** Returns the path, from a folder, of the file whose name is most like that of a missing one, if one is: beside it, or among the deals. */
function nearName(desk: Desk, kind: FileKind, path: string, from: string): string | null {
  const bare = (name: string) => name.toLowerCase().replace(/\.ya?ml$/, '');
  const wanted = bare(basename(path));
  const starts = (name: string) => {
    const other = bare(name);
    return other !== '' && (other === wanted || other.startsWith(wanted) || wanted.startsWith(other));
  };
  for (const folder of [dirname(path), join(dirname(path), 'deals')]) {
    const names = filesFor(desk, kind)
      .list(folder)
      .filter((name) => join(folder, name) !== path && !name.startsWith('.'));
    const near = names.find(starts) ?? names.find((name) => nearest(wanted, [bare(name)]) !== null);
    if (near !== undefined) return relative(from, join(folder, near)).split(sep).join('/');
  }
  return null;
}

/** Returns what is told where there is no capacity file, or no library, for a deal; null: for whoever asks in this folder. */
export function missingWorkspaceFile(desk: Desk, kind: 'capacity' | 'deliverables', deal: FoundDeal | null): Diagnostic {
  const here = deal === null || deal.inline;
  const where = here ? 'in this folder' : `beside ${printed(desk, deal.path)}`;
  const commit = deal === null || desk.shelf === null || desk.shelf === desk.base!.adopting ? null : desk.shelf.commitOf(deal.path);
  const nowhere = commit === null ? `there is no ${kind}.yaml` : `${baseText(desk.base!, commit)} has no ${kind}.yaml`;
  const message = `${nowhere} ${where} or above it, and without ${CALLED[kind]} no date can be computed`;
  const help = commit === null ? `name it: --${kind} FILE, or write one: handoff init writes an example` : ADOPT.missing!;
  return problemAt(desk, here ? join(desk.world.cwd, `${kind}.yaml`) : deal.path, `file/no-${kind}`, message, help);
}

/** Returns a diagnostic of a file as a whole. */
export function problemAt(desk: Desk, path: string, code: string, message: string, help: string): Diagnostic {
  return { file: printed(desk, path), line: 1, column: 1, endLine: 1, endColumn: 1, code, message, help };
}

/** Returns a path as it is printed: from the current folder, with slashes. */
export function printed({ world }: Desk, path: string): string {
  return relative(world.cwd, path).split(sep).join('/') || '.';
}
