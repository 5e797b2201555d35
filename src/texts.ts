/**
 * Options → the five texts: which files a run is about, and their bytes. Finds handoff.yaml by walking up from the deal to the root of its
 * repository, and operations' files by its word, by the command line's, or by their usual names on the same way. What is not there, or is no file,
 * is told like every other mistake in the input.
 */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
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
import type { Ledger } from './signoff/store.ts';
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
  /** Where sign-offs are kept; null without a policy, which says who may sign. */
  readonly ledger: Ledger | null;
  /** Where the baseline is, or would be; null without a workspace. */
  readonly baselineAt: string | null;
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
}

/** Who sells, as far as git knows. */
type Seller = NonNullable<ReturnType<World['gitUser']>>;

/** Reads the texts of a run. */
export function readTexts(
  { target, named }: CheckOptions,
  realWorld: World,
  { filesNamedBy, dealNamedBy, documentsNamedBy }: Named,
): Texts {
  const world = target.kind === 'example' ? exampleWorld(realWorld) : realWorld;
  const desk: Desk = { world, problems: [], homes: new Map() };
  const found = dealsOf(target, named, desk);
  const home = oneHome(found, named, desk);

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
    if (kind !== 'history' && home[kind] === null && owed && found.length > 0) {
      desk.problems.push(missingWorkspaceFile(desk, kind, found[0]));
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
  const baseline = baselineAt === null || world.kind(baselineAt.path) === null ? null : read(desk, 'baseline', baselineAt);
  const keysOf = (kind: 'signers' | 'revoked', key: NamedKey): Source | null => {
    const at = said?.[key] === undefined ? null : placeNamed(key);
    return at === null ? null : read(desk, kind, at);
  };
  const signers = keysOf('signers', 'allowed_signers');
  const revoked = keysOf('revoked', 'revoked');
  const deals = found.map(({ path, bytes, folder, ...deal }) => {
    const source = { kind: 'deal', path: deal.inline ? COMMAND_LINE : printed(desk, path), bytes } as const;
    const id = deal.inline || ledger === null ? null : dealNamedBy(source);
    const inside = home.root ?? from ?? folder;
    return {
      ...deal,
      source,
      ...(id === null ? { signoffs: [], signatures: [] } : readSignOffs(desk, ledger!, id)),
      documents: documentsNamedBy(source).map((written) => readDocument(desk, written, folder, inside)),
      repository: home.root === undefined || target.kind === 'example' ? null : folder,
      pathFromPolicy: relative(from ?? folder, path)
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
    deals,
    ledger,
    baselineAt: baselineAt?.path ?? null,
    problems: desk.problems,
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
export function sourcesOf({ policy, capacity, deliverables, history, baseline, signers, revoked, deals }: Texts): readonly Source[] {
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
    ...deals.flatMap(({ source, signoffs, signatures }) => [source, ...signoffs, ...signatures]),
    ...documents,
  ].filter((source) => source !== null);
}

/** What the functions below work with. */
interface Desk {
  readonly world: World;
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

interface FoundDeal {
  /** Absolute. */
  readonly path: string;
  readonly folder: string;
  readonly bytes: Uint8Array;
  readonly named: boolean;
  readonly inline: boolean;
}

function dealsOf(target: CheckOptions['target'], named: NamedFiles, desk: Desk): FoundDeal[] {
  const { world } = desk;
  switch (target.kind) {
    case 'example':
      return readDeal(desk, join(world.cwd, EXAMPLE_FOLDER, EXAMPLE_DEAL), true);
    case 'inline':
      return [{ path: join(world.cwd, 'deal'), folder: world.cwd, bytes: Buffer.from(inlineText(target.deal)), named: true, inline: true }];
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
  const ofWorkspace = ['handoff.yaml', 'capacity.yaml'].some((name) => desk.world.kind(join(path, name)) !== null);
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
  return source === null ? [] : [{ path, folder: dirname(path), bytes: source.bytes, named, inline: false }];
}

function readStdin(desk: Desk, filename: string): FoundDeal[] {
  const path = resolve(desk.world.cwd, filename);
  const result = desk.world.stdin(SIZE_CAPS.deal);
  if (result.ok) return [{ path, folder: dirname(path), bytes: result.bytes, named: true, inline: false }];
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
  const first = (names: readonly string[]): string | null => {
    const name = names.find((each) => world.kind(join(folder, each)) !== null);
    return name === undefined ? null : join(folder, name);
  };
  const atRoot = world.kind(join(folder, '.git')) !== null;
  const above = atRoot || dirname(folder) === folder ? NOWHERE : homeOf(desk, dirname(folder));
  const root = atRoot ? folder : above.root;
  const nearest = (names: readonly string[], otherwise: Place | null): Place | null => {
    const path = first(names);
    return path === null ? otherwise : { path, inside: root };
  };
  const policy = nearest(['handoff.yaml'], null);
  const home: Home = {
    root,
    policy: policy ?? above.policy,
    capacity: nearest(['capacity.yaml'], above.capacity),
    deliverables: nearest(['deliverables.yaml', 'deliverables'], above.deliverables),
    history: nearest(['history.csv', 'history.yaml'], above.history),
  };
  // One object for all folders of a workspace that have nothing of their own.
  const same = (['root', 'policy', 'capacity', 'deliverables', 'history'] as const).every((key) => home[key] === above[key]);
  desk.homes.set(folder, same ? above : home);
  return same ? above : home;
}

const NOWHERE: Home = { policy: null, capacity: null, deliverables: null, history: null };

/** The library: one file, or all YAML files of a folder. */
function readLibrary(desk: Desk, place: Place): Source[] {
  const { path, inside } = place;
  if (desk.world.kind(path) !== 'folder') return [read(desk, 'deliverables', place)].filter((source) => source !== null);
  const files = desk.world.list(path).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
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
  const names = desk.world.list(path).filter((name) => !name.startsWith('.'));
  const readAll = (kind: 'signoff' | 'signature', ending: string): Source[] =>
    names
      .filter((name) => name.endsWith(ending))
      .map((name) => read(desk, kind, { path: join(path, name), inside }))
      .filter((source) => source !== null);
  return { signoffs: readAll('signoff', '.json'), signatures: readAll('signature', '.json.sig') };
}

function read(desk: Desk, kind: FileKind, place: Place): Source | null {
  const { path, inside } = place;
  const result = desk.world.read(path, SIZE_CAPS[kind], inside);
  if (result.ok) return { kind, path: printed(desk, path), bytes: result.bytes };
  desk.problems.push(unreadable(desk, kind, place, result.problem));
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

function unreadable(desk: Desk, kind: FileKind, place: Place, problem: ReadProblem): Diagnostic {
  const [message, help] = sentencesOf(desk, kind, place, problem);
  return { ...problemAt(desk, place.path, `file/${problem}`, `${printed(desk, place.path)} ${message}`, help), ...place.named?.at };
}

function sentencesOf(desk: Desk, kind: FileKind, { path, named }: Place, problem: ReadProblem): [message: string, help: string] {
  switch (problem) {
    case 'missing': {
      const near = nearName(desk, path, named?.by ?? desk.world.cwd);
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
function nearName(desk: Desk, path: string, from: string): string | null {
  const bare = (name: string) => name.toLowerCase().replace(/\.ya?ml$/, '');
  const wanted = bare(basename(path));
  const starts = (name: string) => {
    const other = bare(name);
    return other !== '' && (other === wanted || other.startsWith(wanted) || wanted.startsWith(other));
  };
  for (const folder of [dirname(path), join(dirname(path), 'deals')]) {
    const names = desk.world.list(folder).filter((name) => join(folder, name) !== path && !name.startsWith('.'));
    const near = names.find(starts) ?? names.find((name) => nearest(wanted, [bare(name)]) !== null);
    if (near !== undefined) return relative(from, join(folder, near)).split(sep).join('/');
  }
  return null;
}

function missingWorkspaceFile(desk: Desk, kind: 'capacity' | 'deliverables', deal: FoundDeal): Diagnostic {
  const where = deal.inline ? 'in this folder' : `beside ${printed(desk, deal.path)}`;
  const message = `there is no ${kind}.yaml ${where} or above it, and without ${CALLED[kind]} no date can be computed`;
  const help = `name it: --${kind} FILE, or write one: handoff init writes an example`;
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
