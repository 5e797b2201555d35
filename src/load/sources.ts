/** All texts of a run → all files, understood, and every mistake of every file. */
import type { Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { DocumentFact } from '../model/facts.ts';
import type { Diagnostic } from '../model/place.ts';
import { LIBRARY_DEAL } from '../model/promise-meaning.ts';
import type { Confirmed } from '../model/held.ts';
import type { SignOff } from '../model/signoff.ts';
import { at, sorted } from './diagnose.ts';
import { loadConfirmed, withHeld, type Ledgered } from './held.ts';
import { readDocuments, type FoundDocument } from './documents.ts';
import { checkCustomNames } from './names.ts';
import type { RuleEntry } from './rules.ts';
import type { ParsedSource, Source } from './source.ts';
import { checkSignatureFiles, loadSignOff } from './signoffs.ts';
import { dealOfPath, loadDeal, loadWorkspace, type Workspace } from './workspace.ts';

/** The texts of a run. */
export interface TextSources<Deal> {
  readonly policy: Source | null;
  readonly capacity: Source | null;
  readonly deliverables: readonly Source[];
  readonly history: Source | null;
  readonly baseline?: Source | null;
  readonly signers?: Source | null;
  readonly revoked?: Source | null;
  /** What is held for open deals, and booked for signed ones; nothing where nothing ever was. */
  readonly holds?: readonly Source[];
  readonly bookings?: readonly Source[];
  /** What doers said of the library; nothing where nobody did. */
  readonly standing?: { readonly signoffs: readonly Source[]; readonly signatures: readonly Source[] };
  readonly deals: readonly Deal[];
  /** Deals that are read and not judged, since nothing of theirs has changed: what is wrong with one is told as of any other. */
  readonly unchanged?: readonly Deal[];
  /** What is wrong with the files themselves. */
  readonly problems: readonly Diagnostic[];
}

/** A deal that is to be judged. */
interface LoadedDeal<Text> {
  readonly text: Text;
  readonly deal: DealFile;
  /** As printed. */
  readonly path: string;
  readonly workspace: Workspace & { readonly held: Ledgered };
  /** The report that was frozen at its signature. */
  readonly confirmed: Confirmed | null;
  readonly signoffs: readonly SignOff[];
  /** Restatements of the library, which stand for all deals. */
  readonly standing: readonly SignOff[];
  /** Their files. */
  readonly library: NonNullable<TextSources<Text>['standing']>;
  /** What the customer will read. */
  readonly documents: readonly DocumentFact[];
  /** Whether it holds a record of what was filled into it. */
  readonly hasRecord: boolean;
  /** All sources that its places may be in. */
  readonly sources: readonly ParsedSource[];
}

/** What the texts of a run say. */
export interface Loaded<Text> {
  /** Deals that are still open, or were named outright. Empty where anything is wrong: then nothing is judged. */
  readonly deals: readonly LoadedDeal<Text>[];
  /** Deals of a folder that are not open any more. */
  readonly listed: readonly { readonly file: string; readonly deal: string; readonly state: string }[];
  /** Deals that would be judged if anything of theirs had changed. */
  readonly unchanged: readonly { readonly file: string; readonly deal: string }[];
  /** Operations' files; null where anything is wrong. */
  readonly workspace: Workspace | null;
  readonly today: Day;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns what the texts of a run say, and every mistake in them. `clock` says the day in a time zone; `alsoSigned` asks for signed deals as well as open ones. */
export function loadSources<
  Text extends {
    readonly source: Source;
    readonly signoffs: readonly Source[];
    readonly signatures: readonly Source[];
    readonly documents: readonly FoundDocument[];
    readonly named: boolean;
    readonly confirmed?: Source | null;
  },
>(texts: TextSources<Text>, catalogue: readonly RuleEntry[], clock: (timezone: string) => Day, alsoSigned = false): Loaded<Text> {
  const isAsked = (deal: DealFile): boolean => isOpen(deal) || (alsoSigned && deal.state === 'signed');
  // Without a capacity file (told already) nothing can be judged, but what can be read is read, to tell all mistakes in one run.
  const { workspace, diagnostics: ofWorkspace } = loadWorkspace(texts, catalogue);
  const { unchanged = [] } = texts;
  // First: of two deals with one id the one that has changed is told.
  const deals = [...unchanged, ...texts.deals].map((text) => {
    const read = loadDeal(text.source);
    const signed = text.signoffs.map((each) => loadSignOff(each, read.deal?.deal ?? dealOfPath(text.source.path)));
    const alone = checkSignatureFiles(text.signatures, text.signoffs);
    const frozen = text.confirmed ? loadConfirmed(text.confirmed, read.deal?.deal ?? dealOfPath(text.source.path)) : null;
    const ofFrozen = frozen?.diagnostics ?? [];
    return {
      text,
      ...read,
      signed,
      frozen,
      diagnostics: [...read.diagnostics, ...signed.flatMap((each) => each.diagnostics), ...alone, ...ofFrozen],
    };
  });
  const { standing: library = { signoffs: [], signatures: [] } } = texts;
  const standing = library.signoffs.map((each) => loadSignOff(each, LIBRARY_DEAL));
  const today = clock(workspace?.policy.timezone ?? 'UTC');
  // A library that moved on says nothing against a deal that is over.
  const live = deals.filter(({ deal, text }) => deal !== null && (isAsked(deal) || text.named));
  const clashes = workspace === null ? [] : live.flatMap(({ source }) => checkCustomNames(source, workspace.library));
  const ofDeals = [
    ...standing.flatMap((each) => each.diagnostics),
    ...checkSignatureFiles(library.signatures, library.signoffs),
    ...deals.flatMap((deal) => deal.diagnostics),
    ...sameName(deals.map(({ source }) => source)),
  ];
  const queue = workspace && withHeld(workspace.capacity, { holds: texts.holds ?? [], bookings: texts.bookings ?? [] }, today);
  const ofQueue = queue?.diagnostics ?? [];
  const diagnostics = sorted([...texts.problems, ...ofWorkspace, ...ofDeals, ...clashes, ...ofQueue]);
  if (workspace === null || queue === null || diagnostics.length > 0)
    return { deals: [], listed: [], unchanged: [], workspace: null, today, diagnostics };
  const { held } = queue;
  const all = deals.map(({ text, deal, source, signed, frozen }) => {
    const documents = readDocuments(text.documents);
    return {
      text,
      deal: deal!,
      path: source.path,
      workspace: { ...workspace, capacity: held.capacity, held },
      confirmed: frozen?.confirmed ?? null,
      signoffs: signed.flatMap(({ signoff }) => signoff ?? []),
      standing: standing.flatMap(({ signoff }) => signoff ?? []),
      library,
      documents: documents.facts,
      // What `fill` wrote of it; whatever else is there.
      hasRecord: source.root?.entries?.has('x-handoff') === true,
      sources: [...workspace.sources, ...held.sources, source, ...documents.sources],
    };
  });
  const [left, changed] = [all.slice(0, unchanged.length), all.slice(unchanged.length)];
  return {
    deals: changed.filter(({ deal, text }) => isAsked(deal) || text.named),
    unchanged: left
      .filter(({ deal, text }) => isAsked(deal) || text.named)
      .map(({ path, deal }) => ({ file: path, deal: deal.deal ?? dealOfPath(path) })),
    listed: changed
      .filter(({ deal, text }) => !isAsked(deal) && !text.named)
      .map(({ path, deal }) => ({ file: path, deal: deal.deal ?? dealOfPath(path), state: deal.state! })),
    workspace: { ...workspace, capacity: held.capacity },
    today,
    diagnostics,
  };
}

function isOpen({ state = 'proposed' }: DealFile): boolean {
  return state === 'draft' || state === 'proposed';
}

/** Complains of deals of one id, whether they say it or their file's name does: sign-offs, queue and report could not tell them apart. */
function sameName(deals: readonly ParsedSource[]): Diagnostic[] {
  const first = new Map<string, Diagnostic>();
  const wrong: Diagnostic[] = [];
  for (const source of deals) {
    if (source.root === null) continue;
    const node = source.root.entries?.get('deal')?.node;
    const id = typeof node?.value === 'string' ? node.value : dealOfPath(source.path);
    const other = first.get(id);
    const where = other && `${other.file}:${other.line}:${other.column}`;
    const help = node === undefined ? 'give each deal an id of its own, as deal: acme-041' : 'give each deal an id of its own';
    const here = at(source, node ?? { start: 0, end: 0 }, 'names/duplicate', `the deal '${id}' is at ${where} too`, help);
    if (other === undefined) first.set(id, here);
    else wrong.push(here);
  }
  return wrong;
}
