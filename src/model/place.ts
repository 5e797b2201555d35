/** A symbolic place in a file: rules name `deal → items[2] → quantity`; only `load/locate.ts` knows lines and columns. */

/** Which of the workspace's texts a place is in. */
export type FileKind =
  | 'policy'
  | 'capacity'
  | 'deliverables'
  | 'history'
  | 'deal'
  | 'signoff'
  | 'document'
  | 'baseline'
  | 'signature'
  | 'signers'
  | 'revoked'
  | 'form'
  | 'hold'
  | 'booking'
  | 'confirmed';

/** How the deal of `handoff check branded-bag:300` is called where a file would be: it has none. */
export const COMMAND_LINE = '(command line)';

/** A step into a document: a key of a map or an index of a list. */
export type PathPart = string | number;

/** A place in one file; when the path does not exist, it stands for its nearest existing parent's key. */
export interface Place {
  readonly file: FileKind;
  readonly path: readonly PathPart[];
  /** Whether the key or the value is meant. */
  readonly on: 'key' | 'value';
  /** Some words of the text that the path leads to, where they stand for the `nth` time (from 0); white space may be folded there. */
  readonly part?: { readonly text: string; readonly nth: number };
}

/** A place as people read it: 1-based, columns in UTF-16 code units, the end exclusive. */
export interface Range {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something wrong with an input: nothing was judged (exit code 2). */
export interface Diagnostic extends Range {
  /** From a closed list, e.g. `yaml/duplicate-key`, `schema/unknown-key`. */
  readonly code: string;
  /** One sentence with the reader's own token and what is allowed. */
  readonly message: string;
  /** What to do, or null. */
  readonly help: string | null;
}

/** Returns the value at a path of a file. */
export function at(file: FileKind, ...path: readonly PathPart[]): Place {
  return { file, path, on: 'value' };
}

/** Returns the key at a path of a file. */
export function keyAt(file: FileKind, ...path: readonly PathPart[]): Place {
  return { file, path, on: 'key' };
}

/** Returns the place of some words of a text, from a start to an end (in UTF-16 code units), where the whole text is at a place. */
export function partOf(place: Place, whole: string, start: number, end: number): Place {
  const text = whole.slice(start, end);
  let nth = 0;
  for (let from = whole.indexOf(text); from >= 0 && from < start; from = whole.indexOf(text, from + 1)) nth++;
  return { ...place, part: { text, nth } };
}

/** Whether two places are the same part of a file, its key or its value. */
export function isSame(one: Place, other: Place): boolean {
  return one.file === other.file && one.path.length === other.path.length && one.path.every((part, index) => part === other.path[index]);
}

/** Returns a path as people write it: `items[0].quantity`. */
export function pathText(path: readonly PathPart[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
