/** Symbolic places → `file:line:col`. The one function that rules, reports and charts get their lines and columns from. */
import type { FileKind, PathPart, Place, Range } from '../model/place.ts';
import { rangeOf, type ParsedSource, type Span } from './source.ts';
import { follow, spanAt } from './tree.ts';

/** What a file is called that is not there. */
const USUAL: Readonly<Record<FileKind, string>> = {
  policy: 'handoff.yaml',
  capacity: 'capacity.yaml',
  deliverables: 'deliverables.yaml',
  history: 'history.csv',
  deal: 'deal.yaml',
  signoff: 'signoffs',
  document: 'proposal.md',
  baseline: 'baseline.yaml',
  signature: 'signoffs',
  signers: 'allowed_signers',
  revoked: 'revoked_keys',
  form: 'form.yaml',
  hold: 'holds',
  booking: 'confirmed',
  confirmed: 'confirmed',
};

/**
 * Returns where a place is. Several deals: `dealPath` says which one is meant. Several files of a library: the one that has the deliverable.
 * Of what does not exist, the nearest parent's key; of a file that does not exist, its first character.
 */
export function locate(workspace: { readonly sources: readonly ParsedSource[] }, place: Place, dealPath?: string): Range {
  if (place.file === 'document') return inDocument(workspace.sources, place);
  const held = heldAt(workspace.sources, place);
  if (held !== null) return locate({ sources: [held.source] }, held.place);
  const candidates = workspace.sources.filter(
    ({ kind, path }) => kind === place.file && (kind !== 'deal' || dealPath === undefined || path === dealPath),
  );
  const source = candidates.length > 1 ? deepest(candidates, place.path) : candidates[0];
  if (!source?.root) {
    const file = source?.path ?? (place.file === 'deal' ? dealPath : undefined) ?? USUAL[place.file];
    return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  }
  if (place.file !== 'deal') return rangeOf(source, within(source, spanAt(source.root, place.path, place.on), place));
  const path = asWritten(source, place.path);
  const item = partOfItem(source, path);
  return rangeOf(source, item ?? within(source, spanAt(source.root, path, place.on), place));
}

/** A booking after those of capacity.yaml stands in a file of its own: what is booked for signed deals, then what is held for open ones (`held.ts`). */
function heldAt(sources: readonly ParsedSource[], { file, path, ...rest }: Place): { source: ParsedSource; place: Place } | null {
  const [list, index, ...inside] = path;
  if (file !== 'capacity' || list !== 'bookings' || typeof index !== 'number') return null;
  const own = sources.find(({ kind }) => kind === 'capacity')?.root?.entries?.get('bookings')?.node.items?.length ?? 0;
  const source = [...sources.filter(({ kind }) => kind === 'booking'), ...sources.filter(({ kind }) => kind === 'hold')][index - own];
  return source === undefined
    ? null
    : { source, place: { ...rest, file: source.kind, path: inside.length === 0 ? [source.kind] : inside } };
}

/** A document has no keys: its place is its path, and the words in it. */
function inDocument(sources: readonly ParsedSource[], place: Place): Range {
  const source = sources.find(({ kind, path }) => kind === 'document' && path === place.path[0]);
  if (source === undefined) return { file: String(place.path[0]), line: 1, column: 1, endLine: 1, endColumn: 1 };
  return rangeOf(source, place.part === undefined ? { start: 0, end: 0 } : within(source, { start: 0, end: source.text.length }, place));
}

/** Some words of a text where they stand; the whole text where it is written in another way (escapes in quotes). */
function within(source: ParsedSource, span: Span, { part }: Place): Span {
  if (part === undefined) return span;
  const text = source.text.slice(span.start, span.end);
  const [first, ...rest] = part.text.split(/\s+/);
  let left = part.nth;
  for (let from = text.indexOf(first); from >= 0; from = text.indexOf(first, from + 1)) {
    const end = endOfWords(text, from + first.length, rest);
    if (end !== null && left-- === 0) return { start: span.start + from, end: span.start + end };
  }
  return span;
}

/** Where some words end that follow each other from an offset, however far apart they are written; null when others follow. */
function endOfWords(text: string, from: number, words: readonly string[]): number | null {
  let end = from;
  for (const word of words) {
    const next = /\S/.exec(text.slice(end));
    if (next === null || next.index === 0 || !text.startsWith(word, end + next.index)) return null;
    end += next.index + word.length;
  }
  return end;
}

function deepest(sources: readonly ParsedSource[], path: readonly PathPart[]): ParsedSource {
  const depth = ({ root }: ParsedSource) => (root ? follow(root, path).depth : -1);
  return sources.reduce((best, each) => (depth(each) > depth(best) ? each : best));
}

/** `dates.wanted.complete` of a deal that says `wanted: 2026-12-18` on its first level is there. */
function asWritten(source: ParsedSource, path: readonly PathPart[]): readonly PathPart[] {
  const [first, second, ...rest] = path;
  const short = first === 'dates' && (second === 'wanted' || second === 'offered') && source.root?.entries?.has(second);
  return short ? [second, ...rest] : path;
}

/** Of an item in short form, `branded-bag:300`, the part that is meant. */
function partOfItem(source: ParsedSource, path: readonly PathPart[]): { start: number; end: number } | null {
  const [list, index, key] = path;
  if (!source.root || list !== 'items' || index === undefined || (key !== 'quantity' && key !== 'deliverable')) return null;
  const { node, depth } = follow(source.root, [list, index]);
  if (depth < 2 || typeof node.value !== 'string') return null;
  const colon = source.text.slice(node.start, node.end).lastIndexOf(':');
  if (colon === -1) return null;
  const quote = /["']$/.test(source.text.slice(node.start, node.end)) ? 1 : 0;
  return key === 'quantity'
    ? { start: node.start + colon + 1, end: node.end - quote }
    : { start: node.start + quote, end: node.start + colon };
}
