/** The text of a YAML file as lines and comments: what a change has to leave alone. */
import type { Node, Span } from '../source.ts';

/** A change of a text: what stands in the span gives way. */
export interface Splice extends Span {
  readonly text: string;
}

/** Returns a text with changes that do not overlap; of two at one place the first comes first. */
export function spliced(text: string, splices: readonly Splice[]): string {
  return splices
    .toReversed()
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end), text);
}

/** Returns where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Returns where the line of an offset ends, without its line break. */
export function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  if (next < 0) return text.length;
  return text[next - 1] === '\r' && next > at ? next - 1 : next;
}

/** Returns where the line after that of an offset begins. */
export function nextLine(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

/** Returns the column of an offset, from 0. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** Returns the line break of a text: that of its first line. */
export function lineBreakOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** Whether there is nothing before an offset in its line. */
export function opensLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** Returns all comments of a text, each from its sign to the end of its line. */
export function commentsOf(text: string, root: Node): Span[] {
  const leaves = leavesOf(root).toSorted((a, b) => a.start - b.start);
  const comments: Span[] = [];
  let at = 0;
  for (const leaf of [...leaves, { start: text.length, end: text.length }]) {
    // The first line of a text in `|` or `>` may end in one.
    const header = /^[|>][^\n#]*[ \t](?=#)/.exec(text.slice(leaf.start, leaf.end))?.[0].length ?? null;
    gather(text, at, leaf.start, comments);
    if (header !== null) comments.push({ start: leaf.start + header, end: lineEnd(text, leaf.start) });
    at = Math.max(at, leaf.end);
  }
  return comments;
}

function gather(text: string, from: number, to: number, comments: Span[]): void {
  for (let at = text.indexOf('#', from); at >= 0 && at < to; at = text.indexOf('#', at)) {
    const opens = at === 0 || /\s/.test(text[at - 1]);
    const end = opens ? lineEnd(text, at) : at + 1;
    if (opens) comments.push({ start: at, end });
    at = end;
  }
}

/** Keys and values that are no collections. */
function leavesOf(node: Node): Span[] {
  if (node.entries) return [...node.entries.values()].flatMap(({ key, node: value }) => [key, ...leavesOf(value)]);
  return node.items ? node.items.flatMap(leavesOf) : [node];
}

/** Returns the first offset from one on that is neither white space nor in a comment. */
export function afterTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at])) at++;
    if (text[at] !== '#' || at === 0 || !/\s/.test(text[at - 1])) return at;
    at = lineEnd(text, at);
  }
}
