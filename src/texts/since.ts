/**
 * Which deals of a run have changed since a commit (`--changed-since`), and which need not be judged again. A deal is as it was only where all that its verdict rests
 * on is: its file, its documents, what was signed of it, every file of operations', and the other proposals of its customer, which are planned before or after it.
 *
 * All deals are read and held against each other as ever: what is hidden, doubled, renamed or broken is told whether or not it has changed.
 */
import { join, relative, resolve, sep } from 'node:path';
import type { Base, Shelf } from '../base.ts';
import { SIZE_CAPS, type Source } from '../load/source.ts';
import { COMMAND_LINE } from '../model/place.ts';
import { listedFew } from '../model/words.ts';
import { changedIn, sourcesOf, type DealText, type Named, type Texts } from '../texts.ts';
import type { World } from '../world.ts';
import { dealPathsIn } from './deals.ts';
import { isSameText, READ_FROM } from './desk.ts';

/** What `--changed-since` found. */
export interface Since {
  /** As it was asked for. */
  readonly ref: string;
  /** The merge base of the reference and HEAD. */
  readonly commit: string;
  /** Why all deals are judged; null where only the changed ones are. */
  readonly all: string | null;
  /** Files of deals that were there and are under no name any more, as printed. */
  readonly gone: readonly string[];
}

/** Returns the texts of a run whose other deals are not judged, only read; all are judged where operations' files have changed. */
export function onlyChanged(texts: Texts, base: Base, world: World, { dealNamedBy, changeOf }: Named): Texts {
  const [now, then] = [texts.by(null), texts.by(base.files, base)];
  const ofOperations = changesBetween(withoutDeals(then), withoutDeals(now));
  const all =
    base.mergeBases > 1
      ? `it has ${base.mergeBases} merge bases with HEAD, and none of them alone says what changed`
      : ofOperations.length > 0
        ? `${listedFew(ofOperations)} changed`
        : null;
  const since = { ref: base.ref, commit: base.commit, all, gone: goneOf(texts, base, world, dealNamedBy) };
  if (all !== null) return { ...texts, since };

  const itself = texts.deals.filter((deal, index) => {
    const [before, after] = [then.deals[index], now.deals[index]];
    const files = [deal.source.path, ...deal.documents.map(({ path }) => path)];
    return (
      files.some((path) => !isSameIn(base.files, path, world)) || changesBetween(onlyDeal(then, before), onlyDeal(now, after)).length > 0
    );
  });
  const customerOf = ({ source }: DealText): string | null => changeOf(source, null).customer;
  const customers = new Set(itself.map(customerOf));
  const changed = new Set(
    // Of a text that nobody understands nobody knows whose it is; it is told as a mistake anyway.
    texts.deals.filter((deal) => itself.includes(deal) || customers.has(customerOf(deal))).map(({ source }) => source.path),
  );
  return narrowed(texts, since, changed);
}

/** The texts in which some deals are judged. The others still want their hours: they are among the open deals around. */
function narrowed(texts: Texts, since: Since, changed: ReadonlySet<string>): Texts {
  const unchanged = texts.deals.filter(({ source }) => !changed.has(source.path));
  const around = [...unchanged.map(({ source, pathFromPolicy }) => ({ source, pathFromPolicy })), ...texts.around.deals];
  return {
    ...texts,
    since,
    deals: texts.deals.filter(({ source }) => changed.has(source.path)),
    unchanged,
    around: { deals: around.slice(0, MOST_AROUND), left: texts.around.left + Math.max(0, around.length - MOST_AROUND) },
    by: (...where) => narrowed(texts.by(...where), since, changed),
  };
}

/** So many other deals are planned in short for one check, as for a check of one file. */
const MOST_AROUND = 60;

/** What operations own, and what is signed for all deals. */
function withoutDeals(texts: Texts): Texts {
  return { ...texts, deals: [] };
}

/** What belongs to one deal alone. */
function onlyDeal(texts: Texts, deal: DealText): Pick<Texts, 'deals'> & Texts {
  // prettier-ignore
  return { ...texts, policy: null, capacity: null, deliverables: [], history: null, baseline: null, signers: null, revoked: null, form: null,
    standing: { signoffs: [], signatures: [] }, holds: [], bookings: [], deals: [deal] };
}

/** The paths of what is not the same; what is only ever added (sign-offs) is read from both, and new where it is not of the commit. */
function changesBetween(then: Texts, now: Texts): string[] {
  const added = sourcesOf(then).filter(({ kind, commit }) => READ_FROM[kind] === 'both' && commit === undefined);
  return [...new Set([...changedIn(then, now).map(({ path }) => path), ...added.map(({ path }) => path)])].sort();
}

/** Whether a file is as a commit has it; what is missing in both is. `told` is its path as printed. */
function isSameIn(shelf: Shelf, told: string, world: World): boolean {
  if (told === COMMAND_LINE) return false;
  const path = resolve(world.cwd, told);
  const cap = SIZE_CAPS.document;
  const [was, is] = [shelf.read(path, cap), world.read(path, cap)];
  if (was.ok && is.ok) return isSameText(was.bytes, is.bytes);
  return !was.ok && !is.ok && was.problem === is.problem;
}

/** Deals that the commit has in the folder of the deals, and that nothing in it is called any more. */
function goneOf({ deals, dealsAt }: Texts, { files, commit }: Base, world: World, dealNamedBy: Named['dealNamedBy']): string[] {
  if (dealsAt === null) return [];
  const paths = dealPathsIn(files, dealsAt).filter((path) => world.kind(path) === null);
  if (paths.length === 0) return [];
  const here = new Set(dealPathsIn(world, dealsAt).map((path) => idAt(world, path, world, dealNamedBy)));
  for (const { source } of deals) here.add(dealNamedBy(source));
  return paths.filter((path) => !here.has(idAt(files, path, world, dealNamedBy, commit))).map((path) => printedFrom(world, path));
}

function idAt(from: Pick<World, 'read'>, path: string, world: World, dealNamedBy: Named['dealNamedBy'], commit?: string): string | null {
  const read = from.read(path, SIZE_CAPS.deal);
  if (!read.ok) return null;
  const source: Source = { kind: 'deal', path: printedFrom(world, path), bytes: read.bytes, ...(commit !== undefined && { commit }) };
  return dealNamedBy(source);
}

function printedFrom({ cwd }: Pick<World, 'cwd'>, path: string): string {
  return relative(cwd, join(path)).split(sep).join('/');
}
