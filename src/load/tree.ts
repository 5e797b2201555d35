/** Finding one's way in a tree: from a path to a span of the text. */
import type { PathPart } from '../model/place.ts';
import type { Node, ParsedSource, Span } from './source.ts';

/** Where a path leads. */
export interface Found {
  /** The value, or the nearest parent of what does not exist. */
  readonly node: Node;
  /** The key that the value stands under; null for the root. */
  readonly key: Span | null;
  /** How many parts of the path exist. */
  readonly depth: number;
}

/** Follows a path as far as it exists. In a list, a text part finds the entry with that `id`. */
export function follow(root: Node, path: readonly PathPart[]): Found {
  let found: Found = { node: root, key: null, depth: 0 };
  for (const part of path) {
    const next = step(found, part);
    if (next === null) break;
    found = { ...next, depth: found.depth + 1 };
  }
  return found;
}

function step({ node, key }: Found, part: PathPart): { node: Node; key: Span | null } | null {
  if (node.items) {
    const item = typeof part === 'number' ? node.items[part] : node.items.find((each) => each.entries?.get('id')?.node.value === part);
    // An entry of a list has no key of its own: the list's is the nearest.
    return item ? { node: item, key } : null;
  }
  // Of a value that may be written as one or as a list, entry 0 of the one is the value.
  if (!node.entries) return part === 0 ? { node, key } : null;
  return node.entries.get(String(part)) ?? null;
}

/** Returns the span of the value at a path; of what does not exist, that of its nearest existing parent's key. */
export function spanAt(root: Node, path: readonly PathPart[], on: 'key' | 'value'): Span {
  const { node, key, depth } = follow(root, path);
  const exists = depth === path.length;
  // An entry of a list has no key of its own.
  const own = typeof path.at(-1) === 'number' ? null : key;
  if (exists && on === 'value') return node.entries || node.items ? head(node, own) : node;
  if (exists && key !== null && typeof path.at(-1) === 'string') return key;
  // A scalar that stands for a map (a short form) says what the missing key would say.
  if (!node.entries && !node.items) return node;
  if (exists) return head(node, null);
  return typeof path[depth - 1] === 'number' ? head(node, null) : (key ?? head(node, null));
}

/**
 * A map or a list that begins on the key's own line is marked whole only as far as it is short; a block is marked by its key: pages of
 * underlining help nobody.
 */
function head(node: Node, key: Span | null): Span {
  const first = node.entries?.values().next().value?.key ?? node.items?.[0];
  if (first === undefined || first.start > node.start) return node;
  // A block collection: its own span runs over many lines.
  return key ?? (node.entries ? first : head(first as Node, null));
}

/** Returns the text of a span, as its author wrote it. */
export function tokenOf(source: ParsedSource, span: Span): string {
  return source.text.slice(span.start, span.end);
}
