/**
 * Changes written into the text of a deal file, as its author would: only what changes is touched, and every comment, quote, blank line, indentation,
 * line break and form (in a block, in brackets, short) of the rest stays. Whatever comes out is read again, and has to say what the changes make of
 * the data, with all the comments; else it is a problem, and never a wrong file.
 */
import { pathText, type PathPart } from '../model/place.ts';
import { inUse } from '../model/edits.ts';
import { inOrder } from './rewriting/order.ts';
import { dealInFull, inFull, shortly } from './rewriting/short.ts';
import { itemAdded, keyAdded, replaced, takenOut, type Read } from './rewriting/splices.ts';
import { commentsOf, spliced } from './rewriting/text.ts';
import { flowOf, isMap } from './rewriting/written.ts';
import { readPlain } from './plain.ts';
import type { Node, Span } from './source.ts';
import { loadDeal } from './workspace.ts';
import { readWithLibrary } from './yaml.ts';

/** One change, in the notation of the files. Indexes of lists are those before any change; what is added stands behind what there is. */
export interface WrittenEdit {
  readonly path: readonly PathPart[];
  /** Null: it is taken out. */
  readonly written: unknown;
}

/** A change that the text has no place for. */
class NoPlace extends Error {}

/**
 * Returns the text of a deal with changes in it, or what stands in the way: where, and what to type by hand instead. The text may begin with a byte
 * order mark, and its lines may end as they like. Never throws.
 */
export function rewritten(text: string, asked: readonly WrittenEdit[]): { readonly text: string } | { readonly problem: string } {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const before = text.slice(mark.length);
  let edits = asked;
  try {
    const root = rootOf(before);
    edits = [...asked, ...namesKept(root, asked)];
    const after = inUse(edits).reduce((now, edit) => written(now, edit), before);
    const wrong = difference(before, root, after, edits);
    if (wrong !== null) throw new NoPlace(wrong);
    return { text: `${mark}${after}` };
  } catch (error) {
    // Whatever goes wrong here, the file stays as it is, and a person can do what was meant.
    const why =
      error instanceof NoPlace ? error.message : `handoff could not write it (${error instanceof Error ? error.message : String(error)})`;
    return { problem: `${why}; by hand: ${edits.map(byHand).join('; ')}` };
  }
}

/** An item without a name of its own has its deliverable's: where that changes, the name stays, for whatever speaks of the item. */
function namesKept(root: Node, edits: readonly WrittenEdit[]): WrittenEdit[] {
  return edits.flatMap(({ path }): WrittenEdit[] => {
    const [first, index, key] = path;
    if (path.length !== 3 || first !== 'items' || key !== 'deliverable') return [];
    const item = at(root, [first, index])?.node;
    const name = item?.entries === undefined ? String(item?.value).split(':')[0] : item.entries.get('deliverable')?.node.value;
    const isNamed = item?.entries?.has('id') === true || edits.some((other) => same(other.path, [first, index, 'id']));
    return item === undefined || isNamed ? [] : [{ path: [first, index, 'id'], written: name }];
  });
}

/** Returns a change as what a person types. */
function byHand({ path, written: value }: WrittenEdit): string {
  return value === null ? `take out ${pathText(path)}` : `${pathText(path)}: ${flowOf(value)}`;
}

function rootOf(text: string): Node {
  const short = readPlain(text);
  if (short !== null) return short;
  const { root, problems } = readWithLibrary(text);
  const [problem] = problems;
  if (problem !== undefined || root === null)
    throw new NoPlace(problem === undefined ? 'the file is empty' : `${placeText(text, problem.start)}: ${problem.message}`);
  return root;
}

function placeText(text: string, at: number): string {
  const lines = text.slice(0, at).split('\n');
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

/** Returns a text with one change, which is made in as many steps as it takes; each is read again before the next. */
function written(text: string, { path, written: value }: WrittenEdit): string {
  const asSaid = placeOf(rootOf(text), path);
  return stepsOf(rootOf(text), asSaid, value === null ? undefined : value).reduce((now, step) => taken(now, step.path, step.value), text);
}

/** `dates.offered` of a deal that says `wanted: 2026-12-18` on its first level is, or goes, beside it. */
function placeOf(root: Node, path: readonly PathPart[]): readonly PathPart[] {
  const [first, second, ...rest] = path;
  if (first !== 'dates' || (second !== 'wanted' && second !== 'offered')) return path;
  const top = (key: string): boolean => root.entries?.has(key) === true;
  const inDates = root.entries?.get('dates')?.node.entries?.has(second) === true;
  return top(second) || (!inDates && (top('wanted') || top('offered'))) ? [second, ...rest] : path;
}

/** A step: undefined takes out. */
interface Step {
  readonly path: readonly PathPart[];
  readonly value: unknown;
}

/** Returns the steps that make a value of a tree another one, each of which touches as little as can be. */
function stepsOf(root: Node, path: readonly PathPart[], value: unknown): Step[] {
  const there = at(root, path);
  if (value === undefined) return there === null ? [] : [{ path, value }];
  if (there === null) return [{ path, value: brief(root, path, value) }];
  const { node } = there;
  if (node.entries && isMap(value)) {
    const gone = [...node.entries.keys()].filter((key) => !key.startsWith('x-') && value[key] === undefined);
    return [
      ...Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : stepsOf(root, [...path, key], each))),
      ...gone.map((key) => ({ path: [...path, key], value: undefined })),
    ];
  }
  if (node.items && Array.isArray(value)) {
    const { items } = node;
    return [
      ...value.flatMap((each, index): Step[] =>
        index < items.length ? stepsOf(root, [...path, index], each) : [{ path: [...path, index], value: each }],
      ),
      ...items.slice(value.length).map((_, index) => ({ path: [...path, items.length - 1 - index], value: undefined })),
    ];
  }
  return same(node.value, value) ? [] : [{ path, value }];
}

/** A date by itself is written so where the one beside it is. */
function brief(root: Node, path: readonly PathPart[], value: unknown): unknown {
  const key = path.at(-1);
  const other = at(root, [...path.slice(0, -1), key === 'offered' ? 'wanted' : 'offered'])?.node;
  return (key === 'offered' || key === 'wanted') && other?.entries === undefined ? shortly(value, path) : value;
}

/** What a path leads to, with its key and what holds it. */
interface There {
  readonly node: Node;
  readonly key: Span | null;
}

function at(root: Node, path: readonly PathPart[]): There | null {
  let found: There = { node: root, key: null };
  for (const part of path) {
    const { node } = found;
    const entry = node.entries?.get(String(part));
    const item = typeof part === 'number' ? node.items?.[part] : undefined;
    if (entry !== undefined) found = entry;
    else if (item !== undefined) found = { node: item, key: null };
    else return null;
  }
  return found;
}

/** Returns the text after one step. */
function taken(text: string, path: readonly PathPart[], value: unknown): string {
  const root = rootOf(text);
  const read: Read = { text, root };
  let found: There = { node: root, key: null };
  for (const [depth, part] of path.entries()) {
    const { node, key } = found;
    const above = path.slice(0, depth);
    const rest = path.slice(depth + 1);
    const last = rest.length === 0;
    if (node.entries) {
      const index = [...node.entries.keys()].indexOf(String(part));
      if (last && value === undefined) return index < 0 ? text : spliced(text, takenOut(read, node, index, key));
      if (index < 0) {
        const added = usual(path.slice(0, depth + 1), nested(rest, value));
        return spliced(text, keyAdded(read, node, above, String(part), added));
      }
      found = node.entries.get(String(part))!;
    } else if (node.items) {
      if (typeof part !== 'number' || part > node.items.length)
        throw new NoPlace(`${placeText(text, node.start)}: there is no ${pathText(path)}`);
      if (last && value === undefined) return spliced(text, takenOut(read, node, part, key));
      if (part === node.items.length) return spliced(text, itemAdded(read, node, usual(path.slice(0, depth + 1), nested(rest, value))));
      found = { node: node.items[part], key: null };
    } else {
      const full = inFull(node.value, above, part);
      if (full === null || value === undefined) throw new NoPlace(`${placeText(text, node.start)}: there is no ${pathText(path)}`);
      const longer = usual(above, withValue(full, path.slice(depth), above, value));
      return spliced(text, replaced(read, node, key, shortly(longer, above)));
    }
  }
  return spliced(text, replaced(read, found.node, found.key, shortly(usual(path, value), path)));
}

/** A value that is made of parts, in their usual order. */
function usual(path: readonly PathPart[], value: unknown): unknown {
  return isMap(value) ? inOrder(path, value) : value;
}

/** What has to be written where a path goes on into what is not there. */
function nested(path: readonly PathPart[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }), value);
}

/** Returns the plain data at a path with a value further down; undefined takes it out. What is in a short form is put in full for it. */
function withValue(node: unknown, path: readonly PathPart[], above: readonly PathPart[], value: unknown): unknown {
  const [part, ...rest] = path;
  const isList = Array.isArray(node);
  if (!isList && !isMap(node)) return withValue(inFull(node, above, part) ?? {}, path, above, value);
  const inner = isList ? (node as unknown[])[part as number] : node[part];
  const goesOn = rest.length > 0 && (inner !== undefined || value !== undefined);
  const put = goesOn ? withValue(inner ?? (typeof rest[0] === 'number' ? [] : {}), rest, [...above, part], value) : value;
  if (isList) return put === undefined ? node.toSpliced(part as number, 1) : Object.assign([...(node as unknown[])], { [part]: put });
  return Object.fromEntries(Object.entries({ ...node, [part]: put }).filter(([, each]) => each !== undefined));
}

/** Returns why a text does not say what the changes make of the data, or has lost a comment; null when it does, and has not. */
function difference(before: string, root: Node, after: string, edits: readonly WrittenEdit[]): string | null {
  const data = inUse(edits).reduce<unknown>(
    (now, { path, written: value }) => withValue(now, path, [], value === null ? undefined : value),
    dealInFull(root.value),
  );
  const [wanted, got] = [JSON.stringify(data), after].map(dealOf);
  if (typeof wanted === 'string') return `the deal would not be in order: ${wanted}`;
  if (typeof got === 'string' || !same(wanted, got))
    return 'the text of the deal is written in a way that handoff does not change by itself';
  const comments = (text: string, tree: Node): string =>
    JSON.stringify(
      commentsOf(text, tree)
        .map(({ start, end }) => text.slice(start, end))
        .sort(),
    );
  return comments(before, root) === comments(after, rootOf(after)) ? null : 'a comment would be lost';
}

/** Returns a deal as it is read from a text, or what is wrong with it. */
function dealOf(text: string): object | string {
  const { deal, diagnostics } = loadDeal({ kind: 'deal', path: 'deal.yaml', bytes: new TextEncoder().encode(text) });
  return deal ?? diagnostics[0].message;
}

/** Whether two values of plain data are the same; what is undefined is not there. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((each, index) => same(each, other[index]))
    );
  if (!isMap(one) || !isMap(other)) return one === other;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.every((key) => same(one[key], other[key]));
}
