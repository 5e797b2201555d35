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

/** Returns the blocks of a document in their order. Wrapped lines are one block. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let under: { level: number; title: string }[] = [];
  let open: { from: number; to: number; quotation: boolean } | null = null;
  const close = (): void => {
    if (open !== null) {
      const kind = open.quotation ? 'quotation' : 'text';
      blocks.push({ text: text.slice(open.from, open.to), start: open.from, kind, under: under.map(({ title }) => title) });
    }
    open = null;
  };
  let from = 0;
  for (const line of text.split('\n')) {
    const to = from + line.length;
    const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/u.exec(line);
    const underlined = /^ {0,3}(?:=+|-+)\s*$/u.test(line);
    if (heading !== null) {
      close();
      const level = heading[1].length;
      under = under.filter((each) => each.level < level);
      blocks.push({ text: line, start: from, kind: 'heading', under: under.map(({ title }) => title) });
      under.push({ level, title: heading[2] });
    } else if (line.trim() === '') close();
    else if (underlined && open !== null) {
      const { from: begin, to: end } = open as { from: number; to: number };
      open = null;
      const level = line.trim().startsWith('=') ? 1 : 2;
      under = under.filter((each) => each.level < level);
      blocks.push({ text: text.slice(begin, end), start: begin, kind: 'heading', under: under.map(({ title }) => title) });
      under.push({ level, title: text.slice(begin, end).trim() });
    } else if (open === null || /^\s*(?:[-*+•|>]|\d+[.)])(?:\s|(?<=[|>]))/u.test(line)) {
      close();
      open = { from, to, quotation: /^\s*>/u.test(line) };
    } else (open as { to: number }).to = to;
    from = to + 1;
  }
  close();
  return blocks;
}
