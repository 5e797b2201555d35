/** Texts as they come and as they are understood: bytes, then a tree whose every part knows where it stands. */
import type { FileKind, Range } from '../model/place.ts';

/** A file as the world hands it over. */
export interface Source {
  readonly kind: FileKind;
  /** As printed. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The commit that it was read from; left out: from the work tree. */
  readonly commit?: string;
}

/** A part of a text, in UTF-16 code units from its beginning; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value with its place. Maps have `entries`, lists have `items`, all else has neither. */
export interface Node extends Span {
  /** Plain data; keys that begin with `x-` are left out, maps have no prototype. */
  readonly value: unknown;
  readonly entries?: ReadonlyMap<string, { readonly key: Span; readonly node: Node }>;
  readonly items?: readonly Node[];
}

/** A text that could be read. */
export interface ParsedSource {
  readonly kind: FileKind;
  readonly path: string;
  readonly text: string;
  /** Null when the text is empty or is not YAML. */
  readonly root: Node | null;
}

/** How large a file of each kind may be, in bytes. */
export const SIZE_CAPS: Readonly<Record<FileKind, number>> = {
  policy: 1024 * 1024,
  capacity: 1024 * 1024,
  deliverables: 1024 * 1024,
  history: 8 * 1024 * 1024,
  deal: 256 * 1024,
  signoff: 256 * 1024,
  document: 256 * 1024,
  baseline: 1024 * 1024,
  signature: 16 * 1024,
  signers: 1024 * 1024,
  revoked: 1024 * 1024,
  form: 256 * 1024,
  hold: 256 * 1024,
  booking: 256 * 1024,
  confirmed: 4 * 1024 * 1024,
};

const starts = new WeakMap<ParsedSource, readonly number[]>();

/** Returns the offset of each line's beginning. Counted when first asked for: a check without findings never asks. */
function lineStartsOf(source: ParsedSource): readonly number[] {
  let found = starts.get(source);
  if (found === undefined) {
    const counted = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) counted.push(at + 1);
    starts.set(source, (found = counted));
  }
  return found;
}

/** Returns line and column, both from 1, of an offset into a text. */
function positionOf(source: ParsedSource, offset: number): { line: number; column: number } {
  const lines = lineStartsOf(source);
  let low = 0;
  for (let high = lines.length - 1; low < high;) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - lines[low] + 1 };
}

/** Returns a span as people read it: lines and columns from 1, the end exclusive. */
export function rangeOf(source: ParsedSource, span: Span): Range {
  const from = positionOf(source, span.start);
  const to = positionOf(source, Math.max(span.start, span.end));
  return { file: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
