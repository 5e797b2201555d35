/** The order in which changes to a deal file are made, whether to its data or to its text. */
import type { PathPart } from './place.ts';

/**
 * Returns changes in an order in which no index moves under another: what is taken out comes last, and from the end. Indexes are those before any
 * change; null (in the notation of the files) is taken out.
 */
export function inUse<T extends { readonly path: readonly PathPart[]; readonly written: unknown }>(edits: readonly T[]): T[] {
  const gone = edits.filter(({ written }) => written === null).toSorted((a, b) => later(a.path, b.path));
  return [...edits.filter(({ written }) => written !== null), ...gone];
}

/** What stands later in the file comes first, and what is inside before what holds it. */
function later(a: readonly PathPart[], b: readonly PathPart[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return -1;
    if (part === other) continue;
    return typeof part === 'number' && typeof other === 'number' ? other - part : 0;
  }
  return b.length > a.length ? 1 : 0;
}
