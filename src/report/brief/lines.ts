/** A document's blocks as plain lines, for other programs. */
import { plainText, type Block, type Words } from './document.ts';

/** Label and text of a line, as they were written. */
export interface Line {
  readonly label: string;
  readonly text: string;
  /** Lines under it. */
  readonly more: readonly string[];
  /** Whether this is what nobody has said. */
  readonly missing: boolean;
}

/** Returns the lines of a block; a table's rows are lines labelled by their first cell. */
export function linesOf(block: Block): Line[] {
  const text = (words: Words): string => plainText(words);
  switch (block.kind) {
    case 'entries':
      return block.entries.map(({ label, words, under, missing }) => ({
        label: text(label),
        text: text(words),
        more: under.map(text),
        missing: missing === true,
      }));
    case 'heading':
      return [{ label: text(block.words), text: '', more: [], missing: false }];
    case 'note':
      return [{ label: '', text: text(block.words), more: [], missing: block.missing === true }];
    case 'table':
      return block.rows.map(([first, ...rest]) => ({
        label: text(first),
        text: rest.map((cell, index) => `${block.head[index + 1]}: ${text(cell)}`).join('; '),
        more: [],
        missing: false,
      }));
  }
}
