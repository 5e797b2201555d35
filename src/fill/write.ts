/** What is filled in, written into the text of a deal: the values, the record of them, and behind each value where it comes from, as a comment. */
import { rewritten, type WrittenEdit } from '../load/rewrite.ts';
import { commentsOf, lineEnd, lineStart, spliced, type Splice } from '../load/rewriting/text.ts';
import type { Node } from '../load/source.ts';
import type { PathPart } from '../model/place.ts';
import { readDeal } from './read.ts';
import { pathOf, RECORD, writtenRecord, type FillRecord } from './record.ts';

/** What begins each comment of fill's. */
const OURS = '# handoff: ';

/** Returns the text with changes, a record and the comments of it; or why it cannot be written so, and what to type by hand. */
export function withFilled(
  text: string,
  edits: readonly WrittenEdit[],
  record: Pick<FillRecord, 'filled' | 'facts'>,
): { readonly text: string } | { readonly problem: string } {
  const bare = withoutComments(text);
  const there = readDeal(bare)?.root.entries?.has(RECORD) === true;
  const all = [
    ...edits,
    ...(record.filled.size > 0 ? [{ path: [RECORD], written: writtenRecord(record) }] : there ? [{ path: [RECORD], written: null }] : []),
  ];
  const written = rewritten(bare, all);
  return 'problem' in written ? written : { text: withComments(written.text, record) };
}

/** Returns a text without the comments of fill's that stand behind a value. */
function withoutComments(text: string): string {
  const read = readDeal(text);
  if (read === null) return text;
  const mark = text.length - read.text.length;
  return spliced(
    text,
    commentsOf(read.text, read.root).flatMap(({ start, end }): Splice[] => {
      const before = read.text.slice(lineStart(read.text, start), start);
      if (!read.text.startsWith(OURS, start) || before.trim() === '') return [];
      return [{ start: mark + start - (before.length - before.trimEnd().length), end: mark + end, text: '' }];
    }),
  );
}

/** Returns a text with a comment at the end of each line on which a filled value begins, where nobody has written one. */
function withComments(text: string, { filled }: Pick<FillRecord, 'filled'>): string {
  const read = readDeal(text);
  if (read === null) return text;
  const mark = text.length - read.text.length;
  const commented = new Set(commentsOf(read.text, read.root).map(({ start }) => lineEnd(read.text, start)));
  const lines = new Map<number, { name: PathPart; from: string }[]>();
  for (const [key, { from }] of filled) {
    const path = pathOf(key);
    const node = path === null ? null : nodeAt(read.root, path);
    if (node === null) continue;
    const end = lineEnd(read.text, node.start);
    if (!commented.has(end)) lines.set(end, [...(lines.get(end) ?? []), { name: path!.at(-1)!, from }]);
  }
  const added = spliced(
    text,
    [...lines].map(([end, values]): Splice => {
      // Behind a key of its own a value needs no name.
      const line = read.text.slice(lineStart(read.text, end), end).trim();
      const alone = values.length === 1 && (typeof values[0].name === 'number' || line.startsWith(`${values[0].name}:`));
      const words = alone
        ? values[0].from
        : values.map(({ name, from }) => (typeof name === 'number' ? from : `${name}: ${from}`)).join('; ');
      return { start: mark + end, end: mark + end, text: ` ${OURS}${words}` };
    }),
  );
  // A comment in the middle of somebody's text would become a part of it.
  const after = readDeal(added);
  return after !== null && JSON.stringify(after.file) === JSON.stringify(read.file) ? added : text;
}

/** Returns what a path of a deal file leads to, also where the file has a short form of it; null where it leads nowhere. */
function nodeAt(root: Node, path: readonly PathPart[]): Node | null {
  const [first, ...further] = path;
  const { entries } = root;
  const start = first === 'dates' && entries?.has(String(further[0])) ? further : path;
  let node = root;
  for (const part of start) {
    const next = node.entries?.get(String(part))?.node ?? (typeof part === 'number' ? node.items?.[part] : undefined);
    if (next === undefined) return node !== root && node.entries === undefined && node.items === undefined ? node : null;
    node = next;
  }
  return node;
}
