/**
 * Lists of statements, (bound, value) pairs, that are filled and emptied thousands of times a second. An array that is emptied gives its room back and has to
 * grow anew; these keep theirs.
 */
import { doubled } from './trail.ts';

/** A list of statements: `items` holds pairs up to `length`. */
export interface Statements {
  items: Int32Array;
  length: number;
}

/** Returns an empty list. */
export function noStatements(): Statements {
  return { items: new Int32Array(64), length: 0 };
}

/** Adds the statement "`bound` is at least `v`". */
export function add(list: Statements, bound: number, v: number): void {
  const at = list.length;
  if (at + 2 > list.items.length) list.items = doubled(list.items);
  list.items[at] = bound;
  list.items[at + 1] = v;
  list.length = at + 2;
}
