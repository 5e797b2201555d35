/**
 * Whose turn it is to change the queue's files. Two people who hold the last slot at once have both read a queue in which it is free; only one of them may write.
 *
 * Each change is first written down as a whole, as the next number of a chain (`holds/.turns/7.json`), by a link that fails where that number is taken: whoever
 * makes it has the turn, and everybody else reads the files anew and judges again. Then the files are written. Whoever comes next and finds that the last turn
 * is not carried out (its run was killed) carries it out first: so a kill leaves all of a change or nothing of it, and there is no lock that could be left behind,
 * no process to be asked whether it lives, and no clock that two machines would have to agree on. A link is made by one of many also on a network file system.
 * What is carried out is forgotten but for its number: files that git takes away or brings back later are the user's, and are never written again.
 *
 * The chain is of one working copy and not for git: the folder ignores itself. What two branches hold is found when they are merged, by `check`.
 */
import { join, relative, resolve, sep } from 'node:path';
import type { FileWrite } from './report/answer.ts';
import { canonical, hashOf } from './signoff/digest.ts';
import type { Kept } from './texts.ts';
import { OutputError, type World } from './world.ts';

/** A turn that is written down. */
interface Turn {
  readonly turn: number;
  /** Paths from the root of the workspace; `was` is the hash of what is replaced, null: nothing may be there. */
  readonly writes: readonly { readonly path: string; readonly was: string | null; readonly text: string }[];
}

/** What taking a turn needs. */
type Hands = Pick<World, 'read' | 'list' | 'kind' | 'claim' | 'replace' | 'create'>;

/** The largest change: a report and a deal file. */
const LARGEST = 8 * 1024 * 1024;

/** Returns the number of the last turn, 0 where there was none; it is carried out first where its run was killed before it could. */
export function settled(kept: Kept, world: Hands): number {
  const last = lastOf(kept, world);
  if (last === 0) return 0;
  const turn = read(kept, last, world);
  if (turn !== null) {
    carryOut(kept, turn, world);
    forget(kept, last, world);
  }
  return last;
}

/** Takes the turn after `last` and carries it out; false where somebody else has taken it meanwhile, and nothing is written then. */
export function takeTurn(kept: Kept, last: number, writes: readonly FileWrite[], world: Hands): boolean {
  const own = writes.map(({ path, was, text }) => ({
    path: relative(kept.inside, path).split(sep).join('/'),
    was: was === null ? null : hashOf(was),
    text,
  }));
  for (const { path } of own) guarded(kept, path);
  const turn: Turn = { turn: last + 1, writes: own };
  world.create(join(folderOf(kept), '.gitignore'), '*\n', kept.inside);
  if (!world.claim(pathOf(kept, turn.turn), canonical(turn), kept.inside)) return false;
  const [left] = carryOut(kept, turn, world);
  forget(kept, turn.turn, world);
  if (left !== undefined)
    throw new OutputError(`${left} was changed by somebody else meanwhile, and is left as it is; run the same command again`);
  return true;
}

function folderOf({ holds }: Kept): string {
  return join(holds, '.turns');
}

function pathOf(kept: Kept, turn: number): string {
  return join(folderOf(kept), `${turn}.json`);
}

function lastOf(kept: Kept, world: Pick<World, 'list'>): number {
  const numbers = world.list(folderOf(kept)).flatMap((name) => (/^[1-9]\d{0,8}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []));
  return Math.max(0, ...numbers);
}

/** What is written down of a turn; null where it is forgotten, or says nothing that handoff would have written. */
function read(kept: Kept, number: number, world: Pick<World, 'read'>): Turn | null {
  const found = world.read(pathOf(kept, number), LARGEST, kept.inside);
  if (!found.ok) return null;
  try {
    const { turn, writes } = JSON.parse(Buffer.from(found.bytes).toString()) as Turn;
    const isText = (each: unknown): boolean => typeof each === 'string';
    const sound = turn === number && writes.every(({ path, was, text }) => isText(path) && isText(text) && (was === null || isText(was)));
    if (!sound) return null;
    for (const { path } of writes) guarded(kept, path);
    return { turn, writes };
  } catch (error) {
    if (error instanceof OutputError) throw error;
    return null;
  }
}

/** Files of the workspace and nothing else: whoever can put a file into the chain must not be able to have others written by it. */
function guarded({ inside, holds, confirmed }: Kept, path: string): string {
  const full = resolve(inside, path);
  const parts = relative(inside, full).split(sep);
  const own = [holds, confirmed].some((folder) => full.startsWith(folder + sep) && !relative(folder, full).includes(sep));
  const plain = parts.every((part) => !part.startsWith('.')) || own;
  if (!plain || !/\.(?:ya?ml|json)$/i.test(parts.at(-1)!))
    throw new OutputError(`${full} could not be written: it is none of the files that handoff writes there`);
  return full;
}

/** Writes what of a turn is not written yet, and returns what somebody has changed since, which is left: then it is theirs. */
function carryOut(kept: Kept, { writes }: Turn, world: Hands): string[] {
  const left: string[] = [];
  for (const { path, was, text } of writes) {
    const full = guarded(kept, path);
    const now = world.read(full, LARGEST, kept.inside);
    const bytes = now.ok ? now.bytes : null;
    if (bytes !== null && Buffer.from(bytes).equals(Buffer.from(text))) continue;
    if ((bytes === null ? null : hashOf(bytes)) !== was) left.push(full);
    else if (bytes === null) world.create(full, text, kept.inside);
    else world.replace(full, bytes, text);
  }
  return left;
}

/** Leaves only the number of a turn that is carried out: the number must stay taken, and what it said is in the files. */
function forget(kept: Kept, number: number, world: Hands): void {
  const found = world.read(pathOf(kept, number), LARGEST, kept.inside);
  if (found.ok && found.bytes.length > 0) world.replace(pathOf(kept, number), found.bytes, '');
}
