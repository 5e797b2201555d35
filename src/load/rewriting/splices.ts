/**
 * One change of a YAML text as splices: a value replaced, a key or an entry added, a key or an entry taken out. All else stays byte for byte. Comments
 * are never lost: those inside what goes stay as lines of their own.
 */
import type { PathPart } from '../../model/place.ts';
import type { Node, Span } from '../source.ts';
import { predecessor } from './order.ts';
import { afterTrivia, columnOf, commentsOf, lineBreakOf, lineEnd, lineStart, nextLine, opensLine, type Splice } from './text.ts';
import { behindDash, belowKey, flowOf, isMap } from './written.ts';

/** A text as it was read. */
export interface Read {
  readonly text: string;
  readonly root: Node;
}

/** A part of a map or a list: from its key (or its value, or its dash) to the end of its value. */
interface Part extends Span {
  readonly node: Node;
}

/** Whether a collection is written in brackets. */
function isFlow({ text }: Read, { start, entries, items }: Node): boolean {
  return (entries !== undefined || items !== undefined) && (text[start] === '{' || text[start] === '[');
}

/** Returns where the last thing that a node says ends. */
function contentEnd(read: Read, node: Node): number {
  if (isFlow(read, node)) return node.end;
  if (node.entries) {
    const last = [...node.entries.values()].at(-1);
    return last === undefined ? node.end : Math.max(last.key.end, contentEnd(read, last.node));
  }
  const last = node.items?.at(-1);
  return last === undefined ? node.end : contentEnd(read, last);
}

/** Returns the parts of a map or a list, in their order. */
function partsOf(read: Read, node: Node): Part[] {
  if (node.entries) {
    return [...node.entries.values()].map(({ key, node: value }) => ({
      start: key.start,
      end: Math.max(key.end, contentEnd(read, value)),
      node: value,
    }));
  }
  const items = node.items ?? [];
  const ends = items.map((item) => contentEnd(read, item));
  if (isFlow(read, node)) return items.map((item, index) => ({ start: item.start, end: ends[index], node: item }));
  // The dash of each comes first after what the one before says.
  return items.map((item, index) => ({
    start: index === 0 ? node.start : afterTrivia(read.text, ends[index - 1]),
    end: ends[index],
    node: item,
  }));
}

function commentsIn({ text, root }: Read, { start, end }: Span): string[] {
  return commentsOf(text, root)
    .filter((comment) => comment.start >= start && comment.end <= end)
    .map((comment) => text.slice(comment.start, comment.end));
}

/** Returns what replaces a value by another. `key`: where its key ends; null for an entry of a list. */
export function replaced(read: Read, node: Node, key: Span | null, value: unknown): Splice[] {
  const { text } = read;
  const eol = lineBreakOf(text);
  const isLeaf = node.entries === undefined && node.items === undefined;
  const written = flowOf(value, isLeaf && (text[node.start] === '"' || text[node.start] === "'") ? (text[node.start] as '"' | "'") : null);
  const comments = commentsIn(read, { start: node.start, end: contentEnd(read, node) });
  if (isLeaf || isFlow(read, node)) {
    // A text in `|` or `>` ends with its line.
    const breaks = text[node.end - 1] === '\n' ? eol : '';
    const indent = ' '.repeat(columnOf(text, lineStart(text, node.start)) + indentOf(text, node.start) + 2);
    const inLine = isLeaf ? comments.map((comment) => ` ${comment}`).join('') : '';
    const below =
      isLeaf || comments.length === 0 ? '' : [...comments.map((comment) => `${eol}${indent}${comment}`), `${eol}${indent}`].join('');
    return [
      { start: node.start, end: node.end, text: `${written}${inLine}${below.trimEnd()}${below === '' ? breaks : `${eol}${indent}`}` },
    ];
  }
  const end = contentEnd(read, node);
  const to = endOfLine(text, end);
  const indent = ' '.repeat(columnOf(text, node.start));
  const kept = commentsIn(read, { start: node.start, end: to }).map((comment) => `${indent}${comment}`);
  if (key === null || !opensLine(text, node.start)) {
    return [{ start: node.start, end: to, text: [written, ...kept].join(eol) }];
  }
  const colon = text.indexOf(':', key.end) + 1;
  const lines = { start: lineStart(text, node.start), end: nextLine(text, to) };
  return [
    { start: colon, end: colon, text: ` ${written}` },
    { ...lines, text: kept.map((line) => `${line}${eol}`).join('') },
  ];
}

/** The end of the line in which something ends; a text in `|` or `>` ends at its own line break. */
function endOfLine(text: string, end: number): number {
  return text[end - 1] === '\n' ? lineEnd(text, end - 1) : lineEnd(text, end);
}

function indentOf(text: string, at: number): number {
  return /^ */.exec(text.slice(lineStart(text, at)))![0].length;
}

/** Returns what adds a key to a map, where its file would usually have it. */
export function keyAdded(read: Read, map: Node, path: readonly PathPart[], name: string, value: unknown): Splice[] {
  const parts = partsOf(read, map);
  const names = [...map.entries!.keys()];
  const before = predecessor(path, name, names);
  const after = parts[before === null ? parts.length - 1 : names.indexOf(before)];
  if (isFlow(read, map)) return addedInFlow(read, map, after ?? null, `${flowOf(name)}: ${flowOf(value)}`, after === parts.at(-1));
  return addedInBlock(read, after, columnOf(read.text, parts[0].start), belowKey(name, value));
}

/** Returns what adds an entry at the end of a list. */
export function itemAdded(read: Read, list: Node, value: unknown): Splice[] {
  const parts = partsOf(read, list);
  const last = parts.at(-1) ?? null;
  if (isFlow(read, list)) return addedInFlow(read, list, last, flowOf(value), true);
  // As its neighbours are written: maps in one line each, or as blocks.
  const flow = last !== null && isFlow(read, last.node) && isMap(value);
  return addedInBlock(read, last!, columnOf(read.text, parts[0].start), flow ? [`- ${flowOf(value)}`] : behindDash(value));
}

function addedInBlock({ text }: Read, { end }: Part, column: number, lines: readonly string[]): Splice[] {
  const eol = lineBreakOf(text);
  const indented = lines.map((line) => `${' '.repeat(column)}${line}`).join(eol);
  // A text in `|` or `>` has its last line break in it.
  if (text[end - 1] === '\n') return [{ start: end, end, text: `${indented}${eol}` }];
  const at = lineEnd(text, end);
  return [{ start: at, end: at, text: `${eol}${indented}` }];
}

function addedInFlow(read: Read, collection: Node, after: Part | null, written: string, atEnd: boolean): Splice[] {
  const { text } = read;
  if (after === null) return [{ start: collection.start + 1, end: collection.start + 1, text: written }];
  const { start, end } = after;
  const rest = text.slice(end, lineEnd(text, end));
  // Each on a line of its own, as the one before it: behind its comment, not before it.
  if (atEnd && opensLine(text, start) && /^[ \t]*,?[ \t]*(?:[ \t]#.*)?$/.test(rest) && nextLine(text, end) <= collection.end) {
    const comma = text[afterTrivia(text, end)] === ',' ? [] : [{ start: end, end, text: ',' }];
    const line = `${lineBreakOf(text)}${text.slice(lineStart(text, start), start)}${written}`;
    const at = comma.length > 0 || rest.includes(',') ? lineEnd(text, end) : afterTrivia(text, end) + 1;
    return [...comma, { start: at, end: at, text: line }];
  }
  return [{ start: end, end, text: `, ${written}` }];
}

/** Returns what takes a part out of a map or a list. `key`: that of the collection itself; null for an entry of a list. */
export function takenOut(read: Read, collection: Node, index: number, key: Span | null): Splice[] {
  const parts = partsOf(read, collection);
  if (isFlow(read, collection)) return outOfFlow(read, collection, parts, index);
  const { text } = read;
  const eol = lineBreakOf(text);
  if (parts.length === 1) return replaced(read, collection, key, collection.items ? [] : {});
  const { start, end } = parts[index];
  const indent = ' '.repeat(columnOf(text, start));
  if (!opensLine(text, start)) {
    // The first key behind a dash: the next one takes its place.
    const next = parts[index + 1].start;
    const kept = commentsIn(read, { start, end: next });
    return [{ start, end: next, text: kept.map((comment) => `${comment}${eol}${indent}`).join('') }];
  }
  const span = { start: lineStart(text, start), end: nextLine(text, endOfLine(text, end)) };
  return [
    {
      ...span,
      text: commentsIn(read, span)
        .map((comment) => `${indent}${comment}${eol}`)
        .join(''),
    },
  ];
}

function outOfFlow(read: Read, collection: Node, parts: readonly Part[], index: number): Splice[] {
  const { text } = read;
  const eol = lineBreakOf(text);
  const { start, end } = parts[index];
  const comma = text[afterTrivia(text, end)] === ',' ? afterTrivia(text, end) + 1 : null;
  const inner = { start: collection.start + 1, end: collection.end - 1 };
  if (parts.length === 1 && commentsIn(read, inner).length === 0) return [{ ...inner, text: '' }];
  const before = parts[index - 1];
  // The last one goes with the comma before it; behind a comment that comma stays.
  if (before !== undefined && index === parts.length - 1 && commentsIn(read, { start: before.end, end }).length === 0)
    return [{ start: before.end, end, text: '' }];
  const gone = { start, end: comma ?? end };
  const kept = commentsIn(read, gone);
  const indent = ' '.repeat(Math.max(columnOf(text, start), 1));
  // Right behind a bracket the sign would begin no comment.
  const apart = /\s/.test(text[start - 1]) ? '' : `${eol}${indent}`;
  if (kept.length > 0) return [{ ...gone, text: `${apart}${kept.join(`${eol}${indent}`)}${eol}${indent}` }];
  // A line of its own goes whole.
  const [from, to] = [lineStart(text, start), lineEnd(text, gone.end)];
  if (opensLine(text, start) && text.slice(gone.end, to).trim() === '' && nextLine(text, to) < collection.end && from > collection.start)
    return [{ start: from, end: nextLine(text, to), text: '' }];
  // A comment begins behind a space.
  const spaces = (/\s/.test(text[start - 1]) ? /^ */ : /^ *(?=[^ #])|/).exec(text.slice(gone.end))![0].length;
  return [{ start, end: gone.end + spaces, text: '' }];
}
