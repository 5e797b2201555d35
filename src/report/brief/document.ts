/** A document as plain data, before it is Markdown or HTML: what is ours in it and what somebody else wrote are told apart, so that neither format can mix them up. */

/**
 * Text that is not ours. `quote`: a stranger's sentence; `name`: of a person, a firm, a product; `told`: a sentence of a check, which may hold any of these;
 * `code`: an id, a path.
 */
export interface Said {
  readonly said: string;
  readonly as: 'quote' | 'name' | 'told' | 'code';
}

/** A line: our own words, and what others said between them. */
export type Words = readonly (string | Said)[];

/** A line with a label, and lines under it. */
export interface Entry {
  readonly label: Words;
  readonly words: Words;
  readonly under: readonly Words[];
  /** Set where this is not said: what a reader would have to ask for. */
  readonly missing?: true;
}

/** A part of a section. */
export type Block =
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'heading'; readonly words: Words }
  | { readonly kind: 'note'; readonly words: Words; readonly missing?: true }
  /** The first cell of each row names it. */
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Words[])[] };

/** A section; none is left out because there is nothing to say in it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A whole document. */
export interface Document {
  readonly title: Words;
  /** What a reader must see first, a line each. */
  readonly lead: readonly { readonly tone: 'good' | 'bad' | 'doubtful' | 'quiet'; readonly words: Words }[];
  readonly sections: readonly Section[];
}

/** Returns a stranger's sentence. */
export const quote = (said: string): Said => ({ said, as: 'quote' });
/** Returns the name of somebody or something. */
export const name = (said: string): Said => ({ said, as: 'name' });
/** Returns a sentence of a check. */
export const told = (said: string): Said => ({ said, as: 'told' });
/** Returns an id, a path, anything that is typed as it stands. */
export const code = (said: string): Said => ({ said, as: 'code' });

/** Returns the words of a template: `` say`${name(customer)} wants it` ``; lists are taken apart, and an empty text is nothing. */
export function say(ours: TemplateStringsArray, ...parts: readonly (string | number | Said | Words)[]): Words {
  const all = ours.flatMap((text, index): (string | Said)[] => {
    const part = parts[index];
    if (part === undefined) return [text];
    return [text, ...(Array.isArray(part) ? (part as Words) : [typeof part === 'number' ? String(part) : (part as string | Said)])];
  });
  return all.filter((part) => part !== '');
}

/** Returns lines as one, with something between them. */
export function joined(lines: readonly Words[], between = ', '): Words {
  return lines.flatMap((words, index) => (index === 0 ? words : [between, ...words]));
}

/** Returns a labelled line. */
export function entry(label: string | Words, words: Words, under: readonly Words[] = []): Entry {
  return { label: typeof label === 'string' ? [label] : label, words, under };
}

/** Returns a labelled line that says that something is not said. */
export function missing(label: string | Words, words: Words = ['not said']): Entry {
  return { ...entry(label, words), missing: true };
}

/** Returns the text of a line, as other programs read it. */
export function plainText(words: Words): string {
  return words.map((part) => (typeof part === 'string' ? part : part.as === 'quote' ? `“${part.said}”` : part.said)).join('');
}
