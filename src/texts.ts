/**
 * Options → the five texts: which files a run is about, and their bytes. Finds handoff.yaml by walking up from the deal to the root of its
 * repository, and operations' files by its word, by the command line's, or by their usual names on the same way. What is not there, or is no file,
 * is told like every other mistake in the input.
 */
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FoundAround } from './around.ts';
import type { Base, Shelf } from './base.ts';
import type { CheckOptions } from './cli/asked.ts';
import { EXAMPLE, EXAMPLE_FOLDER } from './example/index.ts';
import type { FoundDocument } from './load/documents.ts';
import { SIZE_CAPS, type Source } from './load/source.ts';
import type { TextSources } from './load/sources.ts';
import type { DealChange } from './load/workspace.ts';
import type { Filed, Filing } from './holding/filing.ts';
import type { Day } from './model/day.ts';
import type { DealFile } from './model/deal.ts';
import { COMMAND_LINE, type Diagnostic, type Range } from './model/place.ts';
import type { Policy } from './model/policy.ts';
import { LIBRARY_DEAL } from './model/promise-meaning.ts';
import type { Ledger } from './signoff/store.ts';
import { againstBase, type FoundDeal, type ToldOfBase } from './texts/before.ts';
import { dealPathsIn, dealsFolder, dealsOf } from './texts/deals.ts';
import {
  filesFor,
  isSameText,
  KEEP_INSIDE,
  missingWorkspaceFile,
  printed,
  problemAt,
  read,
  readBoth,
  readFrom,
  READ_FROM,
  RELATIVE,
  sentencesOf,
  type Desk,
  type Files,
  type Place,
} from './texts/desk.ts';
import { oneHome } from './texts/home.ts';
import type { Since } from './texts/since.ts';
import type { Kind, World } from './world.ts';

/** A deal's text, and what else must be known of it. */
export interface DealText {
  readonly source: Source;
  /** The report that was frozen when it was confirmed; null where none was. */
  readonly confirmed: Source | null;
  /** What was signed of it. */
  readonly signoffs: readonly Source[];
  /** The signatures beside them, `HASH.json.sig`. */
  readonly signatures: readonly Source[];
  /** From handoff.yaml's folder, for the profiles of folders. */
  readonly pathFromPolicy: string;
  /** Whether the command line named it outright: then it is judged whatever its state. */
  readonly named: boolean;
  /** Whether it came as items on the command line: then it has no file. */
  readonly inline: boolean;
  /** Its path, absolute; null: it has no file that could be written. */
  readonly at: string | null;
  /** What the customer will read, by the deal's word; what is wrong with one is told by a rule, and keeps nothing else from being judged. */
  readonly documents: readonly FoundDocument[];
  /** By input: the day on which it was due in the base, where the branch says none any more. */
  readonly pastDues?: Readonly<Record<string, Day>>;
  /** The folder that its seller works in; null outside of a repository, where git knows nobody. */
  readonly repository: string | null;
}

/** All that a run reads; the library's files by name. */
export type Texts = TextSources<DealText> & {
  readonly baseline: Source | null;
  /** A form that was filled in, where one was named. */
  readonly form: Source | null;
  /** What doers said of the library, for all deals. */
  readonly standing: Pick<DealText, 'signoffs' | 'signatures'>;
  /** Where sign-offs are kept; null without a policy, which says who may sign. */
  readonly ledger: Ledger | null;
  /** Other deals of the workspace, where one asks whether they want the same; and how many there are besides. */
  readonly around: { readonly deals: readonly FoundAround[]; readonly left: number };
  readonly holds: readonly Source[];
  readonly bookings: readonly Source[];
  /** Where holds and the bookings of signed deals are kept; null without a policy, which says how long anything may be held. */
  readonly kept: Kept | null;
  /** Where the baseline is, or would be; null without a workspace. */
  readonly baselineAt: string | null;
  /** The folder of the workspace's deals, whether it is there or not; null where nothing could be read. */
  readonly dealsAt: string | null;
  /** What a reader must know of the deals of this branch and those of the base; nothing without `--base`. */
  readonly told: readonly ToldOfBase[];
  /** What `--changed-since` found; null without it. */
  readonly since: Since | null;
  /** The same deals with operations' files from somewhere else: another commit, or the work tree (null); `base` is the one that the commit is of, if another. */
  readonly by: (shelf: Shelf | null, base?: Base) => Texts;
};

/** The folders that handoff keeps the queue's files in, absolute, and the one that their real paths must not leave. */
export interface Kept {
  readonly holds: string;
  readonly confirmed: string;
  readonly inside: string;
}

/** The keys of a policy under which it names a file. */
type NamedKey = keyof Policy['files'] | 'allowed_signers' | 'revoked';

/** Says which files a policy names, and where it does; null when the policy cannot be understood. */
type FilesNamedBy = (policy: Source) => { readonly [K in NamedKey]?: { readonly path: string; readonly at: Range } } | null;

/** What the texts name: other files, and of a deal its id and its documents; null when it cannot be understood. */
export interface Named {
  readonly filesNamedBy: FilesNamedBy;
  readonly dealNamedBy: (deal: Source) => string | null;
  readonly documentsNamedBy: (deal: Source) => readonly string[];
  readonly changeOf: (now: Source, before: Source | null) => DealChange;
}

/** Who sells, as far as git knows. */
type Seller = NonNullable<ReturnType<World['gitUser']>>;

/** Reads the texts of a run; with a base, operations' files from there. A base that says nothing leaves nothing to be judged. */
export function readTexts(options: CheckOptions, realWorld: World, named: Named, opened: Opened | null): Texts {
  const world = options.target.kind === 'example' ? exampleWorld(realWorld) : readingOnce(realWorld);
  if (opened === null) return textsBy(null, { options, world, named, base: null }, null);
  if ('problem' in opened) return { ...NOTHING, problems: [opened.problem], by: () => NOTHING };
  const asked = { options, world, named, base: opened.base };
  const texts = textsBy(opened.base.files, asked, null);
  const adopts = options.base!.bootstrap && (texts.capacity === null || texts.deliverables.length === 0);
  return adopts ? textsBy(opened.base.adopting, asked, null) : texts;
}

/** What was found under `--base`. */
type Opened = { readonly base: Base } | { readonly problem: Diagnostic };

const NOTHING: Texts = {
  policy: null,
  capacity: null,
  deliverables: [],
  history: null,
  baseline: null,
  signers: null,
  revoked: null,
  standing: { signoffs: [], signatures: [] },
  form: null,
  deals: [],
  around: { deals: [], left: 0 },
  holds: [],
  bookings: [],
  kept: null,
  ledger: null,
  baselineAt: null,
  dealsAt: null,
  told: [],
  since: null,
  problems: [],
  by: () => NOTHING,
};

/** What a run is asked, and of whom. */
interface Asked {
  readonly options: CheckOptions;
  readonly world: World;
  readonly named: Named;
  readonly base: Base | null;
}

/** Reads the texts of a run with operations' files from a shelf; the deals are looked for, unless they were found before. */
function textsBy(shelf: Shelf | null, asked: Asked, before: readonly FoundDeal[] | null): Texts {
  const {
    options: { target, named, question },
    world,
    named: { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf },
    base,
  } = asked;
  const desk: Desk = { world, shelf, base, problems: [], homes: new Map(), withdrawn: new Set(), passedOver: [] };
  const seen = before ?? dealsOf(target, named, desk);
  const home = oneHome(seen, named, desk);

  const policy = home.policy === null ? null : read(desk, 'policy', home.policy);
  const said = policy === null ? null : filesNamedBy(policy);
  // A policy that cannot be understood is told by itself; that its files were not found would only be noise.
  const owed = said !== null || home.policy === null;
  const from = home.policy === null ? null : dirname(home.policy.path);

  /** Where a path of `files` or `signatures` leads, if it stays where it may. */
  const placeNamed = (key: NamedKey): Place | null => {
    const { path: written, at } = said![key]!;
    const path = resolve(from!, written);
    if (isAbsolute(written)) {
      const message = `${key === 'allowed_signers' || key === 'revoked' ? 'signatures' : 'files'}.${key} is ${written}, and not relative to handoff.yaml`;
      desk.problems.push({ ...at, code: 'file/outside', message, help: RELATIVE });
      return null;
    }
    if (home.root !== undefined && relative(home.root, path).split(sep)[0] === '..') {
      const message = `${printed(desk, path)} lies outside of the repository`;
      desk.problems.push({ ...at, code: 'file/outside', message, help: KEEP_INSIDE });
      return null;
    }
    return { path, inside: home.root, named: { by: from!, at } };
  };
  const place = (kind: 'capacity' | 'deliverables' | 'history'): Place | null => {
    const flag = named[kind];
    if (flag !== null) return { path: resolve(world.cwd, flag) };
    if (said?.[kind] !== undefined) return placeNamed(kind);
    if (kind !== 'history' && home[kind] === null && owed && (seen.length > 0 || target.kind === 'library')) {
      desk.problems.push(missingWorkspaceFile(desk, kind, seen[0] ?? null));
    }
    return home[kind];
  };

  const capacityAt = place('capacity');
  const deliverablesAt = place('deliverables');
  const historyAt = place('history');
  // Who may sign is policy's word: without one there is nothing to look for.
  const kept = from === null ? null : said?.signoffs === undefined ? { path: join(from, 'signoffs') } : placeNamed('signoffs');
  const ledger = kept === null ? null : { path: kept.path, inside: home.root ?? from! };
  const folderOf = (key: 'holds' | 'confirmed'): string | null =>
    from === null ? null : said?.[key] === undefined ? join(from, key) : (placeNamed(key)?.path ?? null);
  const [holdsAt, confirmedAt] = [folderOf('holds'), folderOf('confirmed')];
  // Beside the capacity file lies operations' folder.
  const ops = capacityAt === null ? null : dirname(capacityAt.path);
  const baselineAt =
    said?.baseline !== undefined
      ? placeNamed('baseline')
      : ops === null
        ? null
        : { path: join(ops, 'baseline.yaml'), inside: capacityAt!.inside };
  const capacity = capacityAt === null ? null : read(desk, 'capacity', capacityAt);
  const deliverables = deliverablesAt === null ? [] : readLibrary(desk, deliverablesAt);
  const history = historyAt === null ? null : read(desk, 'history', historyAt);
  const baseline =
    baselineAt === null || filesFor(desk, 'baseline').kind(baselineAt.path) === null ? null : read(desk, 'baseline', baselineAt);
  const keysOf = (kind: 'signers' | 'revoked', key: NamedKey): Source | null => {
    const at = said?.[key] === undefined ? null : placeNamed(key);
    return at === null ? null : read(desk, kind, at);
  };
  const signers = keysOf('signers', 'allowed_signers');
  const revoked = keysOf('revoked', 'revoked');
  const form =
    'answers' in question && question.answers !== null ? read(desk, 'form', { path: resolve(world.cwd, question.answers) }) : null;
  const standing = ledger === null ? { signoffs: [], signatures: [] } : readSignOffs(desk, ledger, LIBRARY_DEAL);
  const known =
    base === null || before !== null
      ? { deals: seen, told: [], problems: [] }
      : againstBase(seen, desk.passedOver, base, { workspace: from ?? base.root, ledger: ledger?.path ?? null }, world, {
          dealNamedBy,
          changeOf,
        });
  desk.problems.push(...known.problems);
  const ids = new Set(known.deals.flatMap(({ inline, source }) => (inline ? [] : (dealNamedBy(source) ?? []))));
  const inHome = home.root ?? from ?? undefined;
  const deals = known.deals.map(({ path, folder, was, piped, ...deal }) => {
    const { source } = deal;
    const id = deal.inline || ledger === null ? null : dealNamedBy(source);
    const inside = home.root ?? from ?? folder;
    return {
      ...deal,
      ...(id === null ? { signoffs: [], signatures: [] } : readSignOffs(desk, ledger!, id)),
      confirmed: id === null || confirmedAt === null ? null : readKept(desk, 'confirmed', confirmedAt, `${id}.json`, inHome),
      at: deal.inline || piped || target.kind === 'example' ? null : path,
      documents: documentsNamedBy(source).map((written) => readDocument(desk, written, folder, inside)),
      repository: home.root === undefined || target.kind === 'example' ? null : folder,
      pathFromPolicy: relative(from ?? folder, was ?? path)
        .split(sep)
        .join('/'),
    };
  });
  return {
    policy,
    capacity,
    deliverables,
    history,
    baseline,
    signers,
    revoked,
    form,
    standing,
    deals,
    around: question.command === 'check' ? readAround(desk, from, known.deals, inHome) : { deals: [], left: 0 },
    holds: holdsAt === null ? [] : readHolds(desk, holdsAt, ids, inHome),
    bookings:
      confirmedAt === null
        ? []
        : yamlOf(filesFor(desk, 'booking'), confirmedAt).flatMap((name) => readKept(desk, 'booking', confirmedAt, name, inHome) ?? []),
    kept: holdsAt === null || confirmedAt === null ? null : { holds: holdsAt, confirmed: confirmedAt, inside: inHome! },
    ledger,
    baselineAt: baselineAt?.path ?? null,
    dealsAt: dealsFolder(named, desk).folder,
    told: [...known.told, ...[...desk.withdrawn].map((file) => ({ file, message: WITHDRAWN }))],
    since: null,
    problems: desk.problems,
    by: (other, otherBase = base ?? undefined) => textsBy(other, { ...asked, base: otherBase ?? null }, known.deals),
  };
}

const WITHDRAWN = 'this sign-off was withdrawn in the base (deleted there), and does not count again: whoever gave it has to give it anew';

/** Returns the clock of a run: the command line's day, else the day it is in a time zone. */
export function clockOf({ today }: CheckOptions, world: World): (timezone: string) => Day {
  return (timezone) => today ?? world.today(timezone);
}

/** Returns the seller of a deal that names none: who git says is working there. */
export function sellerOf({ deal, text }: { readonly deal: DealFile; readonly text: DealText }, world: World): Seller | undefined {
  return deal.seller !== undefined || text.repository === null ? undefined : (world.gitUser(text.repository) ?? undefined);
}

/** Returns a deal that has no file and that nobody has signed anything of. */
export function textWithoutFile(text: string): DealText {
  return {
    source: { kind: 'deal', path: COMMAND_LINE, bytes: Buffer.from(text) },
    signoffs: [],
    signatures: [],
    confirmed: null,
    documents: [],
    pathFromPolicy: COMMAND_LINE,
    named: true,
    inline: true,
    at: null,
    repository: null,
  };
}

/** Returns where the baseline of a run is, or would be, and what was read of it; null without a workspace. */
export function baselineOf({ baseline, baselineAt }: Texts): { path: string; was: Uint8Array | null } | null {
  return baselineAt === null ? null : { path: baselineAt, was: baseline?.bytes ?? null };
}

/** Returns where the queue's files of a deal are, and what was read of them; null without a policy. */
export function filingOf({ kept, holds, bookings, deals }: Texts, { cwd }: Pick<World, 'cwd'>): Filing | null {
  if (kept === null) return null;
  const read = [...holds, ...bookings, ...deals.flatMap(({ confirmed }) => confirmed ?? [])];
  const filed = (folder: string, name: string): Filed => {
    const path = join(folder, name);
    const told = relative(cwd, path).split(sep).join('/');
    return { path, printed: told, was: read.find((source) => source.path === told)?.bytes ?? null };
  };
  return {
    hold: (deal) => filed(kept.holds, `${deal}.yaml`),
    booking: (deal) => filed(kept.confirmed, `${deal}.yaml`),
    confirmed: (deal) => filed(kept.confirmed, `${deal}.json`),
  };
}

/** Returns who git says is working on the deals of a run, by e-mail address; asked only where somebody signs without saying who they are. */
export function signerOf({ question }: CheckOptions, { deals }: Texts, world: World): string | null {
  if (!('as' in question) || question.as !== null) return null;
  const folder = deals[0]?.repository ?? null;
  return folder === null ? null : (world.gitUser(folder)?.email ?? null);
}

/** Returns all sources of a run, operations' first. */
export function sourcesOf({
  policy,
  capacity,
  deliverables,
  history,
  baseline,
  signers,
  revoked,
  form,
  standing,
  holds,
  bookings,
  deals,
}: Texts): readonly Source[] {
  const documents = deals.flatMap(({ documents }) =>
    documents.flatMap(({ path, found }): Source[] => ('bytes' in found ? [{ kind: 'document', path, bytes: found.bytes }] : [])),
  );
  return [
    policy,
    capacity,
    ...deliverables,
    history,
    baseline,
    signers ?? null,
    revoked ?? null,
    form,
    ...standing.signoffs,
    ...standing.signatures,
    ...holds,
    ...bookings,
    ...deals.flatMap(({ source, confirmed, signoffs, signatures }) => [source, confirmed, ...signoffs, ...signatures]),
    ...documents,
  ].filter((source) => source !== null);
}

/** Returns the files of a run with `--base` that are operations' and yet of the work tree, since the base has none. */
export function adoptedBy(texts: Texts): string[] {
  return sourcesOf(texts).flatMap(({ kind, path, commit }) => (READ_FROM[kind] === 'base' && commit === undefined ? [path] : []));
}

/** Returns what of operations' files and of the sign-offs is not the same in two readings of the same deals, by path. */
export function changedIn(base: Texts, other: Texts): { path: string; change: 'edited' | 'added' | 'removed' }[] {
  const filesOf = (texts: Texts) =>
    new Map(sourcesOf(texts).flatMap(({ kind, path, bytes }) => (READ_FROM[kind] === 'worktree' ? [] : [[path, bytes]])));
  const [before, now] = [filesOf(base), filesOf(other)];
  return [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((path) => {
    const [was, is] = [before.get(path), now.get(path)];
    if (was !== undefined && is !== undefined && isSameText(was, is)) return [];
    return [{ path, change: was === undefined ? 'added' : is === undefined ? 'removed' : 'edited' } as const];
  });
}

/** The library: one file, or all YAML files of a folder. */
function readLibrary(desk: Desk, place: Place): Source[] {
  const { path, inside } = place;
  const library = filesFor(desk, 'deliverables');
  if (library.kind(path) !== 'folder') return [read(desk, 'deliverables', place)].filter((source) => source !== null);
  const files = library.list(path).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
  if (files.length === 0) {
    const help = "put the library's files there as .yaml files";
    const message = `${printed(desk, path)} is the library, and holds no .yaml file`;
    desk.problems.push({ ...problemAt(desk, path, 'file/no-deliverables', message, help), ...place.named?.at });
  }
  return files.map((name) => read(desk, 'deliverables', { path: join(path, name), inside })).filter((source) => source !== null);
}

/** The sign-offs in the folder of a deal, and the signatures of them. What begins with a dot was not finished, and what has another ending is not ours. */
function readSignOffs(desk: Desk, { path: folder, inside }: Ledger, deal: string): Pick<DealText, 'signoffs' | 'signatures'> {
  // A name that leads elsewhere is no deal's.
  if (!/^[^./\\][^/\\]*$/.test(deal)) return { signoffs: [], signatures: [] };
  const path = join(folder, deal);
  const both = (kind: 'signoff' | 'signature', ending: string) =>
    readBoth(desk, kind, path, inside, (name) => name.endsWith(ending) && !name.startsWith('.'));
  return { signoffs: both('signoff', '.json'), signatures: both('signature', '.json.sig') };
}

/** The names of the YAML files of a folder that are not hidden. */
function yamlOf({ list }: Pick<World, 'list'>, folder: string): string[] {
  return list(folder).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
}

/** A file of the queue; null where there is none. */
function readKept(desk: Desk, kind: 'booking' | 'confirmed', folder: string, name: string, inside: string | undefined): Source | null {
  const path = join(folder, name);
  // A name that leads elsewhere is no deal's.
  if (/^[./\\]|[/\\]/.test(name) || filesFor(desk, kind).kind(path) === null) return null;
  return read(desk, kind, { path, inside });
}

/**
 * What is held for deals. With a base, what it holds counts as it holds it, whatever this branch makes of it: nobody frees hours by letting go of what others
 * hold; and of what this branch adds only what is held for the deals that are judged.
 */
function readHolds(desk: Desk, folder: string, deals: ReadonlySet<string>, inside: string | undefined): Source[] {
  const { shelf, world } = desk;
  const before = shelf === null ? [] : yamlOf(shelf, folder);
  const added = yamlOf(world, folder).filter(
    (name) => shelf === null || (!before.includes(name) && deals.has(name.replace(/\.ya?ml$/, ''))),
  );
  const from = (files: Files, names: readonly string[]) =>
    names.flatMap((name) => readFrom(files, desk, 'hold', { path: join(folder, name), inside }) ?? []);
  return [...(shelf === null ? [] : from(shelf, before)), ...from(world, added)].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** So many other deals are read for one check. */
const AROUND = 60;

/** Reads the workspace's other deals; what cannot be read is told where it is asked for. */
function readAround(desk: Desk, from: string | null, own: readonly FoundDeal[], inside: string | undefined): Texts['around'] {
  if (from === null || desk.world.kind(join(from, 'deals')) !== 'folder') return { deals: [], left: 0 };
  const seen = new Set(own.map(({ path }) => path));
  const paths = dealPathsIn(desk.world, join(from, 'deals')).filter((path) => !seen.has(path));
  const deals = paths.slice(0, AROUND).flatMap((path): FoundAround[] => {
    const found = desk.world.read(path, SIZE_CAPS.deal, inside);
    const pathFromPolicy = relative(from, path).split(sep).join('/');
    return found.ok ? [{ source: { kind: 'deal', path: printed(desk, path), bytes: found.bytes }, pathFromPolicy }] : [];
  });
  return { deals, left: Math.max(0, paths.length - AROUND) };
}

/** Standard input can be read once, and the texts of a run may be read by several bases. */
function readingOnce(world: World): World {
  let read: ReturnType<World['stdin']> | undefined;
  return { ...world, stdin: (limit) => (read ??= world.stdin(limit)) };
}

/** Reads a document that a deal names: a stranger's deal may name nothing outside of its own repository. */
function readDocument(desk: Desk, written: string, folder: string, inside: string): FoundDocument {
  const path = resolve(folder, written);
  const told = printed(desk, path);
  const away = isAbsolute(written) || relative(inside, path).split(sep)[0] === '..';
  const result = away ? ({ ok: false, problem: 'outside' } as const) : desk.world.read(path, SIZE_CAPS.document, inside);
  if (result.ok) return { path: told, found: { bytes: result.bytes } };
  const named = { by: folder, at: { file: told, line: 1, column: 1, endLine: 1, endColumn: 1 } };
  const [problem, help] = sentencesOf(desk, 'document', { path, named }, result.problem);
  const own = new Map([
    [RELATIVE, "write its path from the deal's folder"],
    [KEEP_INSIDE, 'keep it in the repository'],
  ]);
  return { path: told, found: { problem, help: own.get(help) ?? help } };
}

/** The real world with the example's files laid over it, in a repository of their own. */
function exampleWorld(world: World): World {
  const root = join(world.cwd, EXAMPLE_FOLDER);
  const nameOf = (path: string) => relative(root, path).split(sep).join('/');
  return {
    ...world,
    read: (path) => {
      const text = EXAMPLE[nameOf(path)];
      return text === undefined ? { ok: false, problem: 'missing' } : { ok: true, bytes: Buffer.from(text) };
    },
    kind: (path): Kind | null => (nameOf(path) === '.git' ? 'folder' : nameOf(path) in EXAMPLE ? 'file' : null),
    list: () => [],
  };
}
