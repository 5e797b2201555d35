/**
 * Options → the five texts: which files a run is about, and their bytes. Finds handoff.yaml by walking up from the deal to the root of its
 * repository, and operations' files by its word, by the command line's, or by their usual names on the same way. What is not there, or is no file,
 * is told like every other mistake in the input.
 */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Base, Shelf } from './base.ts';
import type { CheckOptions, InlineDeal, NamedFiles } from './cli/check.ts';
import { EXAMPLE, EXAMPLE_DEAL, EXAMPLE_FOLDER } from './example/index.ts';
import type { FoundDocument } from './load/documents.ts';
import { CALLED } from './load/kind.ts';
import { SIZE_CAPS, type Source } from './load/source.ts';
import type { TextSources } from './load/sources.ts';
import { formatDay, type Day } from './model/day.ts';
import type { DealFile } from './model/deal.ts';
import { COMMAND_LINE, type Diagnostic, type FileKind, type Range } from './model/place.ts';
import type { Policy } from './model/policy.ts';
import { nearest } from './model/suggest.ts';
import { LIBRARY_DEAL } from './model/promise-meaning.ts';
import type { Ledger } from './signoff/store.ts';
import { againstBase, type FoundDeal, type ToldOfBase } from './texts/before.ts';
import type { Kind, ReadProblem, World } from './world.ts';

/** A deal's text, and what else must be known of it. */
export interface DealText {
  readonly source: Source;
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
  /** What the customer will read, by the deal's word; what is wrong with one is told by a rule, and keeps nothing else from being judged. */
  readonly documents: readonly FoundDocument[];
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
  /** Where the baseline is, or would be; null without a workspace. */
  readonly baselineAt: string | null;
  /** What a reader must know of the deals of this branch and those of the base; nothing without `--base`. */
  readonly told: readonly ToldOfBase[];
  /** The same deals with operations' files from somewhere else: another commit, or the work tree (null). */
  readonly by: (shelf: Shelf | null) => Texts;
};

/**
 * Where each kind of file is read from under `--base`: what belongs to operations, from the base alone; what an author writes, from the work tree; and
 * what is only ever added, from both.
 */
const READ_FROM: Readonly<Record<FileKind, 'base' | 'worktree' | 'both'>> = {
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
};

/** The keys of a policy under which it names a file. */
type NamedKey = keyof Policy['files'] | 'allowed_signers' | 'revoked';

/** Says which files a policy names, and where it does; null when the policy cannot be understood. */
type FilesNamedBy = (policy: Source) => { readonly [K in NamedKey]?: { readonly path: string; readonly at: Range } } | null;

/** What the texts name: other files, and of a deal its id and its documents; null when it cannot be understood. */
interface Named {
  readonly filesNamedBy: FilesNamedBy;
  readonly dealNamedBy: (deal: Source) => string | null;
  readonly documentsNamedBy: (deal: Source) => readonly string[];
  readonly isOnlySigned: (now: Source, before: Source | null) => boolean;
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
  ledger: null,
  baselineAt: null,
  told: [],
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
    named: { filesNamedBy, dealNamedBy, documentsNamedBy, isOnlySigned },
    base,
  } = asked;
  const desk: Desk = { world, shelf, base, problems: [], homes: new Map() };
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
    if (kind !== 'history' && home[kind] === null && owed && seen.length > 0) {
      desk.problems.push(missingWorkspaceFile(desk, kind, seen[0]));
    }
    return home[kind];
  };

  const capacityAt = place('capacity');
  const deliverablesAt = place('deliverables');
  const historyAt = place('history');
  // Who may sign is policy's word: without one there is nothing to look for.
  const kept = from === null ? null : said?.signoffs === undefined ? { path: join(from, 'signoffs') } : placeNamed('signoffs');
  const ledger = kept === null ? null : { path: kept.path, inside: home.root ?? from! };
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
      : againstBase(seen, base, { workspace: from ?? base.root, ledger: ledger?.path ?? null }, world, { dealNamedBy, isOnlySigned });
  desk.problems.push(...known.problems);
  const deals = known.deals.map(({ path, folder, was, ...deal }) => {
    const { source } = deal;
    const id = deal.inline || ledger === null ? null : dealNamedBy(source);
    const inside = home.root ?? from ?? folder;
    return {
      ...deal,
      ...(id === null ? { signoffs: [], signatures: [] } : readSignOffs(desk, ledger!, id)),
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
    ledger,
    baselineAt: baselineAt?.path ?? null,
    told: known.told,
    problems: desk.problems,
    by: (other) => textsBy(other, asked, known.deals),
  };
}

/** Returns the clock of a run: the command line's day, else the day it is in a time zone. */
export function clockOf({ today }: CheckOptions, world: World): (timezone: string) => Day {
  return (timezone) => today ?? world.today(timezone);
}

/** Returns the seller of a deal that names none: who git says is working there. */
export function sellerOf({ deal, text }: { readonly deal: DealFile; readonly text: DealText }, world: World): Seller | undefined {
  return deal.seller !== undefined || text.repository === null ? undefined : (world.gitUser(text.repository) ?? undefined);
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
    ...deals.flatMap(({ source, signoffs, signatures }) => [source, ...signoffs, ...signatures]),
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

/** Whether two files say the same; a checkout may write other line ends than were committed. */
function isSameText(one: Uint8Array, other: Uint8Array): boolean {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
  return Buffer.compare(one, other) === 0 || text(one) === text(other);
}

/** What the functions below work with. */
interface Desk {
  readonly world: World;
  /** Where operations' files are; null: in the work tree, as all others. */
  readonly shelf: Shelf | null;
  readonly base: Base | null;
  readonly problems: Diagnostic[];
  readonly homes: Map<string, Home>;
}

/** Where a file is, and the folder that its real path must not leave. */
interface Place {
  readonly path: string;
  readonly inside?: string;
  /** The folder of the policy that names it, and the name's place: what is wrong with the file is told there. */
  readonly named?: { readonly by: string; readonly at: Range };
}

/** A workspace, as far as the names of its files tell. */
interface Home {
  /** The repository's root; undefined outside of one. */
  readonly root?: string;
  readonly policy: Place | null;
  readonly capacity: Place | null;
  readonly deliverables: Place | null;
  readonly history: Place | null;
}

function dealsOf(target: CheckOptions['target'], named: NamedFiles, desk: Desk): FoundDeal[] {
  const { world } = desk;
  switch (target.kind) {
    case 'example':
      return readDeal(desk, join(world.cwd, EXAMPLE_FOLDER, EXAMPLE_DEAL), true);
    case 'inline':
      return [
        {
          path: join(world.cwd, 'deal'),
          folder: world.cwd,
          source: { kind: 'deal', path: COMMAND_LINE, bytes: Buffer.from(inlineText(target.deal)) },
          named: true,
          inline: true,
        },
      ];
    case 'workspace': {
      const { policy, root } = named.config === null ? homeOf(desk, world.cwd) : { policy: { path: resolve(world.cwd, named.config) } };
      const folder = join(policy === null ? world.cwd : dirname(policy.path), 'deals');
      if (world.kind(folder) === 'folder') return dealsIn(desk, folder, root);
      const help = 'name a deal (handoff check FILE), or some items (handoff check branded-bag:300), or see one: handoff check --example';
      desk.problems.push(
        problemAt(desk, folder, 'file/missing', `there is no folder ${printed(desk, folder)} whose deals could be judged`, help),
      );
      return [];
    }
    case 'paths': {
      const seen = new Set<string>();
      return target.paths
        .flatMap((path) => (path === '-' ? readStdin(desk, target.stdinFilename) : readTarget(desk, resolve(world.cwd, path))))
        .filter(({ path }) => !seen.has(path) && seen.add(path));
    }
  }
}

function readTarget(desk: Desk, path: string): FoundDeal[] {
  if (desk.world.kind(path) !== 'folder') return readDeal(desk, path, true);
  // The workspace's own folder: what lies in it is operations', and its deals lie one deeper.
  const ofWorkspace = (['policy', 'capacity'] as const).some((kind) =>
    NAMES[kind].some((name) => filesFor(desk, kind).kind(join(path, name)) !== null),
  );
  return dealsIn(desk, ofWorkspace ? join(path, 'deals') : path);
}

/** Returns the deals of a folder and the folders in it, by path. Links are left out: what they lead to has a path of its own. */
function dealsIn(desk: Desk, folder: string, inside?: string): FoundDeal[] {
  const paths: string[] = [];
  const collect = (at: string, depth: number): void => {
    for (const name of desk.world.list(at)) {
      const path = join(at, name);
      if (name.startsWith('.') || name === 'node_modules') continue;
      const kind = desk.world.kind(path);
      if (kind === 'folder' && depth < 8) collect(path, depth + 1);
      else if (kind === 'file' && /\.ya?ml$/.test(name)) paths.push(path);
    }
  };
  collect(folder, 0);
  if (paths.length === 0) {
    const help = 'put a deal there as a .yaml file, or see one: handoff check --example';
    desk.problems.push(problemAt(desk, folder, 'file/no-deals', `${printed(desk, folder)} holds no deal, and nothing was judged`, help));
  }
  return paths.flatMap((path) => readDeal(desk, path, false, inside));
}

function readDeal(desk: Desk, path: string, named: boolean, inside?: string): FoundDeal[] {
  const source = read(desk, 'deal', { path, inside });
  return source === null ? [] : [{ path, folder: dirname(path), source, named, inline: false }];
}

function readStdin(desk: Desk, filename: string): FoundDeal[] {
  const path = resolve(desk.world.cwd, filename);
  const result = desk.world.stdin(SIZE_CAPS.deal);
  if (result.ok) {
    const source = { kind: 'deal', path: printed(desk, path), bytes: result.bytes } as const;
    return [{ path, folder: dirname(path), source, named: true, inline: false }];
  }
  desk.problems.push(unreadable(desk, 'deal', { path }, result.problem));
  return [];
}

/** Returns the deal file that somebody would have written for `branded-bag:300 --by 2026-12-18`. */
function inlineText({ items, by, start, signature, customer }: InlineDeal): string {
  const wanted = [...(start === null ? [] : [`start: ${formatDay(start)}`]), ...(by === null ? [] : [`complete: ${formatDay(by)}`])];
  const dates = [
    ...(signature === null ? [] : [`signature: ${formatDay(signature)}`]),
    ...(wanted.length > 0 ? [`wanted: {${wanted.join(', ')}}`] : []),
  ];
  return [
    'handoff: 1',
    'deal: command-line',
    `customer: ${JSON.stringify(customer ?? 'a customer')}`,
    ...(dates.length > 0 ? [`dates: {${dates.join(', ')}}`] : []),
    'items:',
    ...idsOf(items).map(({ id, deliverable, quantity }) =>
      id === deliverable ? `  - ${id}:${quantity}` : `  - {id: ${id}, deliverable: ${deliverable}, quantity: ${quantity}}`,
    ),
    '',
  ].join('\n');
}

/** Gives each item an id of its own: the second `branded-bag` of a command line is `branded-bag-2`. */
function idsOf(items: InlineDeal['items']): { id: string; deliverable: string; quantity: number }[] {
  const taken = new Set(items.map(({ id }) => id));
  const seen = new Set<string>();
  return items.map(({ id: deliverable, quantity }) => {
    let id = deliverable;
    for (let nth = 2; seen.has(deliverable) && taken.has(id); nth++) id = `${deliverable}-${nth}`;
    seen.add(deliverable);
    taken.add(id);
    return { id, deliverable, quantity };
  });
}

/** Returns the one workspace that all deals of a run belong to: two sets of rules cannot judge one report. */
function oneHome(deals: readonly FoundDeal[], named: NamedFiles, desk: Desk): Home {
  const { cwd } = desk.world;
  const home = homeOf(desk, deals[0]?.folder ?? cwd);
  for (const { path, folder, inline } of deals) {
    if (inline || desk.base === null || homeOf(desk, folder).root === desk.base.root) continue;
    const message = `this deal is in no folder of the repository that --base ${desk.base.ref} is of`;
    desk.problems.push(
      problemAt(desk, path, 'base/other-repository', message, 'run it in the repository of the deal; a submodule is another one'),
    );
  }
  if (named.config !== null) return { ...home, policy: { path: resolve(cwd, named.config) } };
  for (const deal of deals.slice(1)) {
    const other = homeOf(desk, deal.folder);
    if (other === home || (other.policy?.path === home.policy?.path && other.capacity?.path === home.capacity?.path)) continue;
    const mine = printed(desk, (other.policy ?? other.capacity)?.path ?? deal.folder);
    const message = `this deal belongs to another workspace (${mine}) than ${printed(desk, deals[0].path)}`;
    desk.problems.push(problemAt(desk, deal.path, 'file/two-workspaces', message, 'check the deals of one workspace at a time'));
  }
  return home;
}

/** Walks up from a folder to the root of its repository, or of the file system; the nearest file of each name counts. */
function homeOf(desk: Desk, folder: string): Home {
  const known = desk.homes.get(folder);
  if (known !== undefined) return known;
  const { world } = desk;
  const atRoot = world.kind(join(folder, '.git')) !== null;
  const above = atRoot || dirname(folder) === folder ? NOWHERE : homeOf(desk, dirname(folder));
  const root = atRoot ? folder : above.root;
  const nearest = (kind: keyof typeof NAMES): Place | null => {
    const name = NAMES[kind].find((each) => filesFor(desk, kind).kind(join(folder, each)) !== null);
    return name === undefined ? above[kind] : { path: join(folder, name), inside: root };
  };
  const home: Home = {
    root,
    policy: nearest('policy'),
    capacity: nearest('capacity'),
    deliverables: nearest('deliverables'),
    history: nearest('history'),
  };
  // One object for all folders of a workspace that have nothing of their own.
  const same = (['root', 'policy', 'capacity', 'deliverables', 'history'] as const).every((key) => home[key] === above[key]);
  desk.homes.set(folder, same ? above : home);
  return same ? above : home;
}

/** What operations' files are called where nobody names them. */
const NAMES = {
  policy: ['handoff.yaml'],
  capacity: ['capacity.yaml'],
  deliverables: ['deliverables.yaml', 'deliverables'],
  history: ['history.csv', 'history.yaml'],
} as const satisfies Partial<Record<FileKind, readonly string[]>>;

const NOWHERE: Home = { policy: null, capacity: null, deliverables: null, history: null };

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

/**
 * The files of a folder that are only ever added, in the work tree and in the base. One that this branch takes away counts all the same. One that it
 * changes is bad input: what was signed would no longer count for anybody, once it is merged.
 */
function readBoth(desk: Desk, kind: FileKind, folder: string, inside: string, isOurs: (name: string) => boolean): Source[] {
  const { shelf, world } = desk;
  const before = (shelf?.list(folder) ?? []).filter(isOurs).map((name) => join(folder, name));
  const added = world
    .list(folder)
    .map((name) => join(folder, name))
    .filter((path) => isOurs(basename(path)) && !before.includes(path));
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

/** Standard input can be read once, and the texts of a run may be read by several bases. */
function readingOnce(world: World): World {
  let read: ReturnType<World['stdin']> | undefined;
  return { ...world, stdin: (limit) => (read ??= world.stdin(limit)) };
}

/** What files are read by. */
type Files = Pick<World, 'read' | 'kind' | 'list'>;

/** Returns where files of a kind are looked for. */
function filesFor({ shelf, world }: Desk, kind: FileKind): Files {
  return shelf === null || READ_FROM[kind] !== 'base' ? world : shelf;
}

function read(desk: Desk, kind: FileKind, place: Place): Source | null {
  return readFrom(filesFor(desk, kind), desk, kind, place);
}

function readFrom(files: Files, desk: Desk, kind: FileKind, place: Place): Source | null {
  const { path, inside } = place;
  const result = files.read(path, SIZE_CAPS[kind], inside);
  const commit = files === desk.shelf ? desk.shelf.commitOf(path) : null;
  if (result.ok) return { kind, path: printed(desk, path), bytes: result.bytes, ...(commit !== null && { commit }) };
  desk.problems.push(unreadable(desk, kind, place, result.problem, commit));
  return null;
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

const RELATIVE = "write its path from handoff.yaml's folder";
const KEEP_INSIDE = 'keep it in the repository, or name it on the command line';

function unreadable(desk: Desk, kind: FileKind, place: Place, problem: ReadProblem, commit: string | null = null): Diagnostic {
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

function sentencesOf(desk: Desk, kind: FileKind, { path, named }: Place, problem: ReadProblem): [message: string, help: string] {
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

function missingWorkspaceFile(desk: Desk, kind: 'capacity' | 'deliverables', deal: FoundDeal): Diagnostic {
  const where = deal.inline ? 'in this folder' : `beside ${printed(desk, deal.path)}`;
  const commit = desk.shelf === null || desk.shelf === desk.base!.adopting ? null : desk.shelf.commitOf(deal.path);
  const nowhere = commit === null ? `there is no ${kind}.yaml` : `${baseText(desk.base!, commit)} has no ${kind}.yaml`;
  const message = `${nowhere} ${where} or above it, and without ${CALLED[kind]} no date can be computed`;
  const help = commit === null ? `name it: --${kind} FILE, or write one: handoff init writes an example` : ADOPT.missing!;
  return problemAt(desk, deal.inline ? join(desk.world.cwd, `${kind}.yaml`) : deal.path, `file/no-${kind}`, message, help);
}

function problemAt(desk: Desk, path: string, code: string, message: string, help: string): Diagnostic {
  return { file: printed(desk, path), line: 1, column: 1, endLine: 1, endColumn: 1, code, message, help };
}

function printed({ world }: Desk, path: string): string {
  return relative(world.cwd, path).split(sep).join('/') || '.';
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
