/**
 * The deals of a branch against those of its base. A file's name, its folder, its id and its state are an author's to write, and each of them chooses
 * something: the profile that judges the deal, the sign-offs that are read, whether it is judged at all. What they chose in the base, they keep.
 */
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Base, Shelf } from '../base.ts';
import { SIZE_CAPS, type Source } from '../load/source.ts';
import type { DealChange } from '../load/workspace.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Diagnostic } from '../model/place.ts';
import type { World } from '../world.ts';
import { isSameText, type PassedOver } from './desk.ts';

/** A deal that was found. */
export interface FoundDeal {
  /** Absolute. */
  readonly path: string;
  readonly folder: string;
  readonly source: Source;
  /** Whether it is judged whatever its state. */
  readonly named: boolean;
  readonly inline: boolean;
  /** Whether it came through standard input: its path is only a name. */
  readonly piped?: true;
  /** Where the base has it, absolute; left out where that is the same place, or nowhere. */
  readonly was?: string;
  /** By input: the day on which it was due in the base, where the branch says none any more. */
  readonly pastDues?: Readonly<Record<string, Day>>;
}

/** What a reader must know of a deal that is not as the base has it. */
export interface ToldOfBase {
  /** As printed. */
  readonly file: string;
  readonly message: string;
}

/** What is asked of a deal's text. */
interface Reader {
  readonly dealNamedBy: (deal: Source) => string | null;
  readonly changeOf: (now: Source, before: Source | null) => DealChange;
}

/** A deal of the base, or another YAML file that could be one. */
interface Candidate {
  readonly path: string;
  readonly source: Source;
}

/**
 * Returns the deals of a run with what they keep of the base. A deal that moved keeps the folder it is judged by; one that is signed and is not what was
 * proposed in the base is judged like an open one; and none takes another id while it is signed for, since nobody could then be held to what was signed.
 */
export function againstBase(
  found: readonly FoundDeal[],
  passedOver: readonly PassedOver[],
  { files, newest, commit, tip }: Base,
  { workspace, ledger }: { readonly workspace: string; readonly ledger: string | null },
  world: World,
  { dealNamedBy, changeOf }: Reader,
): { deals: FoundDeal[]; told: ToldOfBase[]; problems: Diagnostic[] } {
  const told: ToldOfBase[] = [];
  const printed = (path: string): string => relative(world.cwd, path).split(sep).join('/');
  const known = new Map(found.map(({ path, source }) => [path, source]));
  // A branch may have begun at a commit that had less: what the reference has by now counts too.
  const shelves =
    newest === files
      ? [{ shelf: files, commit }]
      : [
          { shelf: files, commit },
          { shelf: newest, commit: tip },
        ];
  const candidateAt = (path: string): Candidate[] => shelves.flatMap((each) => candidateOn(each, path)).slice(0, 1);
  const candidateOn = ({ shelf, commit }: (typeof shelves)[number], path: string): Candidate[] => {
    const read = shelf.read(path, SIZE_CAPS.deal);
    if (!read.ok) return [];
    const here = known.get(path);
    // What has not changed was understood before.
    const same = here !== undefined && Buffer.compare(here.bytes, read.bytes) === 0;
    return [{ path, source: same ? here : { kind: 'deal', path: printed(path), bytes: read.bytes, commit } }];
  };
  let all: Candidate[] | undefined;
  const isOf =
    (id: string) =>
    ({ path, source }: Candidate): boolean =>
      mayBe(id, path, source) && dealNamedBy(source) === id;
  /** Most deals are where they were; only for the others the whole base is looked through. */
  const ofBase = (id: string, first?: string): Candidate | undefined =>
    (first === undefined ? undefined : candidateAt(first).find(isOf(id))) ??
    (all ??= [...new Set(shelves.flatMap(({ shelf }) => yamlIn(shelf, workspace)))].flatMap(candidateAt)).find(isOf(id));

  const fresh: FoundDeal[] = [];
  const closed: { readonly id: string; readonly path: string; readonly customer: string | null }[] = [];
  const deals = found.map((deal): FoundDeal => {
    if (deal.inline) return deal;
    const id = dealNamedBy(deal.source);
    if (id === null) return deal;
    const before = ofBase(id, deal.path);
    if (before === undefined) fresh.push(deal);
    const moved = before !== undefined && dirname(before.path) !== deal.folder;
    if (moved) told.push({ file: deal.source.path, message: `it was ${printed(before.path)}, and is judged as a deal of that folder` });
    const change = changeOf(deal.source, before?.source ?? null);
    if (change.wasOpen === true && !change.open && change.signed === null)
      closed.push({ id, path: before!.path, customer: change.customer });
    // Nobody may approve what they sell: whoever sold it yesterday is for a reader to know.
    if (change.seller !== null) {
      const { from, to } = change.seller;
      told.push({
        file: deal.source.path,
        message: `it was sold by ${from} in the base, and is by ${to} here: what ${from} signs of it now counts`,
      });
    }
    for (const { input, from, to } of change.dues) {
      if (to === null || to <= from) continue;
      const message = `'${input}' was due ${formatDay(from)} in the base, and is now due ${formatDay(to)}: it is planned for that day`;
      told.push({ file: deal.source.path, message });
    }
    const dropped = change.dues.filter(({ to }) => to === null);
    const pastDues = Object.fromEntries(dropped.map(({ input, from }) => [input, from]));
    const kept = { ...deal, ...(moved && { was: before.path }), ...(dropped.length > 0 && { pastDues }) };
    if (deal.named || change.signed === null || change.signed === 'before') return kept;
    if (change.signed === 'proposed') {
      // Whoever signs what does not pass is told so: the proposal is judged once more, as the base has it.
      told.push({ file: deal.source.path, message: 'it is signed or done in this branch: it is judged as it was proposed in the base' });
      return { ...kept, source: { ...before!.source, path: deal.source.path }, named: true };
    }
    const as = before === undefined ? 'it is not there' : 'it was not proposed so there';
    told.push({ file: deal.source.path, message: `it is signed or done in this branch, and in the base ${as}: it is judged` });
    return { ...kept, named: true };
  });

  const ids = new Set(deals.map(({ inline, source }) => (inline ? null : dealNamedBy(source))));
  // Whoever asks only for deals that are where they were asks for no others.
  const asksForAll = fresh.length > 0 || found.some(({ named }) => !named);
  const isSignedFor = (id: string): boolean => ledger !== null && files.kind(join(ledger, id)) === 'folder';
  const gone = new Map<string, string>();
  const look = (id: string | null, path: string | undefined): void => {
    if (id === null || path === undefined || ids.has(id) || isHere(id, path, workspace, world, dealNamedBy)) return;
    gone.set(id, path);
  };
  if (asksForAll) {
    // Of the merge base alone: what came to the reference later was never this branch's to take away.
    const left = yamlIn(files, join(workspace, 'deals')).filter((path) => world.kind(path) !== 'file');
    for (const { path, source } of left.flatMap(candidateAt)) look(dealNamedBy(source), path);
    for (const id of ledger === null ? [] : files.list(ledger)) if (isSignedFor(id) && !ids.has(id)) look(id, ofBase(id)?.path);
  }
  const customerOf = (source: Source): string | null => changeOf(source, null).customer;
  const sameCustomer = (customer: string | null): FoundDeal | undefined =>
    customer === null ? undefined : fresh.find(({ source }) => customerOf(source) === customer);
  const renewed = [
    ...closed,
    ...[...gone]
      .filter(([id]) => !isSignedFor(id))
      .flatMap(([id, path]) => candidateAt(path).map(({ source }) => ({ id, path, customer: customerOf(source) }))),
  ].flatMap(({ id, path, customer }): Diagnostic[] => {
    const other = sameCustomer(customer);
    if (other === undefined) return [];
    gone.delete(id);
    const message = `this deal is new, and '${id}' (${printed(path)}) of the same customer is closed in the same branch: what was said of it would hold nobody`;
    const help = `if its file was renamed, write its id into it (deal: ${id}); if it is another deal, close the old one in a pull request of its own`;
    return [{ file: other.source.path, line: 1, column: 1, endLine: 1, endColumn: 1, code: 'base/other-id', message, help }];
  });
  const problems = [...gone].flatMap(([id, path]): Diagnostic[] => {
    const [first] = fresh;
    const signed = isSignedFor(id) ? printed(join(ledger!, id)) : null;
    if (signed === null || first === undefined) {
      told.push({
        file: printed(path),
        message: `this branch takes it away${signed === null ? '' : `, and there are sign-offs of it: ${signed}`}`,
      });
      return [];
    }
    const file = first.source.path;
    const message = `this deal is new, and '${id}' (${printed(path)}) is gone, of which there are sign-offs (${signed}): under another id nobody is held to them`;
    const help = `keep its id (deal: ${id}); if it is another deal, take the old one away in a pull request of its own`;
    return [{ file, line: 1, column: 1, endLine: 1, endColumn: 1, code: 'base/other-id', message, help }];
  });
  const hidden = passedOver.flatMap(({ path, why }): Diagnostic[] => {
    const kind = world.kind(path);
    if (shelves.some(({ shelf }) => (kind === 'symlink' ? shelf.kind(path) === kind : isSameIn(shelf, path, world)))) return [];
    const message = `this branch ${files.kind(path) === null ? 'adds' : 'changes'} it, and nobody judges it: it ${why}`;
    const help =
      'if it is a deal, put it into the folder of the deals under a plain name, as acme-041.yaml; if it is none, put it elsewhere';
    return [{ file: printed(path), line: 1, column: 1, endLine: 1, endColumn: 1, code: 'base/not-judged', message, help }];
  });
  return { deals, told, problems: [...renewed, ...problems, ...hidden] };
}

/** Whether a file is as a commit has it. */
function isSameIn(shelf: Shelf, path: string, world: World): boolean {
  const [was, is] = [shelf.read(path, SIZE_CAPS.deal), world.read(path, SIZE_CAPS.deal)];
  return was.ok && is.ok && isSameText(was.bytes, is.bytes);
}

/** Whether a text can be that of a deal with this id, without parsing it: with a backslash YAML can write any letter. */
function mayBe(id: string, path: string, { bytes }: Source): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return basename(path).replace(/\.ya?ml$/i, '') === id || text.includes(id) || text.includes('\\');
}

/** Whether the work tree still has a deal: at its place in the base, or anywhere else. */
function isHere(id: string, place: string, workspace: string, world: World, dealNamedBy: Reader['dealNamedBy']): boolean {
  const isAt = (path: string): boolean => {
    const read = world.read(path, SIZE_CAPS.deal);
    if (!read.ok) return false;
    const source = { kind: 'deal', path, bytes: read.bytes } as const;
    return mayBe(id, path, source) && dealNamedBy(source) === id;
  };
  // A deal that is put away among other files is judged no more.
  return isAt(place) || yamlIn(world, join(workspace, 'deals')).some(isAt);
}

/** The YAML files of a folder and the folders in it, by path. */
function yamlIn({ list, kind }: Pick<World, 'list' | 'kind'>, folder: string, depth = 0): string[] {
  return list(folder).flatMap((name): string[] => {
    if (name.startsWith('.') || name === 'node_modules') return [];
    const path = join(folder, name);
    const found = kind(path);
    if (found === 'folder') return depth < 8 ? yamlIn({ list, kind }, path, depth + 1) : [];
    return found === 'file' && /\.ya?ml$/i.test(name) ? [path] : [];
  });
}
