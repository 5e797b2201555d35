/** A document as its reader sees it: every character stays where it is, and what is no prose becomes spaces. */

/** Returns the text without what the customer does not read as words: comments, front matter, addresses of links, markup; wide digits and letters as those that they are. */
export function proseOf(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/^---\n[\s\S]*?\n---(?=\n|$)/u, blank)
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, blank)
    .replace(/(?:https?|ftp|mailto|tel):[^\s)>\]"']+|www\.[^\s)>\]"']+/giu, blank)
    .replace(/(?<=\]\()[^()\n]*(?=\))/gu, blank)
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/gu, blank)
    .replace(/<\/?[a-z][^<>\n]{0,200}>/giu, blank)
    .replace(/[*_`]/gu, ' ');
}

function blank(text: string): string {
  return text.replace(/[^\n]/gu, ' ');
}

/** Returns the text with spaces in place of some parts. */
export function without(text: string, parts: readonly { readonly start: number; readonly end: number }[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of parts) {
    shown += text.slice(from, start) + blank(text.slice(start, end));
    from = end;
  }
  return shown + text.slice(from);
}

/** A paragraph, a heading, a list entry or a table row. */
interface Block {
  readonly text: string;
  /** Where it begins in the document. */
  readonly start: number;
  readonly kind: 'heading' | 'quotation' | 'text';
  /** The headings that it stands under, outermost first. */
  readonly under: readonly string[];
}

/** How a list entry, a table row or a quotation begins. */
const ENTRY = /^\s*(?:[-*+•|>]|\d+[.)])(?:\s|(?<=[|>]))/u;

/** Returns the blocks of a document in their order. Wrapped lines are one block. */
export function blocksOf(text: string): Block[] {
  const parts: { readonly from: number; to: number; kind: Block['kind']; readonly isEntry: boolean; under: readonly string[] }[] = [];
  let above: { level: number; title: string }[] = [];
  /** Returns what a heading stands under; what follows stands under it, too. */
  const enter = (level: number, title: string): string[] => {
    const outer = above.filter((each) => each.level < level);
    above = [...outer, { level, title }];
    return outer.map((each) => each.title);
  };
  let isOpen = false;
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/u.exec(line);
    const underline = /^ {0,3}(?:(=)+|-+)\s*$/u.exec(line);
    const last = isOpen ? parts.at(-1) : undefined;
    if (heading !== null) {
      parts.push({ from, to, kind: 'heading', isEntry: false, under: enter(heading[1].length, heading[2]) });
      isOpen = false;
    } else if (line.trim() === '') isOpen = false;
    else if (underline !== null && last?.isEntry === false) {
      last.kind = 'heading';
      last.under = enter(underline[1] === undefined ? 2 : 1, text.slice(last.from, last.to).trim());
      isOpen = false;
    } else if (last === undefined || ENTRY.test(line)) {
      const kind = /^\s*>/u.test(line) ? 'quotation' : 'text';
      parts.push({ from, to, kind, isEntry: ENTRY.test(line), under: above.map(({ title }) => title) });
      isOpen = true;
    } else last.to = to;
    from = to + 1;
  }
  return parts.map(({ from: start, to, kind, under }) => ({ text: text.slice(start, to), start, kind, under }));
}
