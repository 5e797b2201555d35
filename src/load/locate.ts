/** Symbolic places → `file:line:col`. The one function that rules, reports and charts get their lines and columns from. */
import type { FileKind, PathPart, Place, Range } from '../model/place.ts';
import { rangeOf, type ParsedSource } from './source.ts';
import { follow, spanAt } from './tree.ts';

/** What a file is called that is not there. */
const USUAL: Readonly<Record<FileKind, string>> = {
  policy: 'handoff.yaml',
  capacity: 'capacity.yaml',
  deliverables: 'deliverables.yaml',
  history: 'history.csv',
  deal: 'deal.yaml',
  signoff: 'signoffs',
};

/**
 * Returns where a place is. Several deals: `dealPath` says which one is meant. Several files of a library: the one that has the deliverable.
 * Of what does not exist, the nearest parent's key; of a file that does not exist, its first character.
 */
export function locate(workspace: { readonly sources: readonly ParsedSource[] }, place: Place, dealPath?: string): Range {
  const candidates = workspace.sources.filter(
    ({ kind, path }) => kind === place.file && (kind !== 'deal' || dealPath === undefined || path === dealPath),
  );
  const source = candidates.length > 1 ? deepest(candidates, place.path) : candidates[0];
  if (!source?.root) {
    const file = source?.path ?? (place.file === 'deal' ? dealPath : undefined) ?? USUAL[place.file];
    return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  }
  if (place.file !== 'deal') return rangeOf(source, spanAt(source.root, place.path, place.on));
  const path = asWritten(source, place.path);
  const item = partOfItem(source, path);
  return rangeOf(source, item ?? spanAt(source.root, path, place.on));
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
