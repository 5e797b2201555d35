/**
 * What somebody else wrote, in Markdown as GitHub and CommonMark read it: none of it becomes a link, a mention, markup or a line of its own.
 *
 * Escaping by backslashes leaks: of the naughty strings ten came out as something else, because a link without brackets (`www.`, an address) and a mention need no
 * character that a backslash could stand before. A code span whose fence is longer than any run of backticks in it leaks none of them. Text that holds nothing but
 * words and their punctuation has no meaning in Markdown either, and is left to be read as prose.
 */
import { visible } from './width.ts';

/** Returns a text in one line, without what nobody would see. */
export function inOneLine(text: string): string {
  return visible(text.trim().replace(/\s+/gu, ' '));
}

/** Returns a text as a code span; an empty one as `(empty)`, since there is no empty code span. */
export function code(text: string): string {
  const line = inOneLine(text);
  if (line === '') return '(empty)';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // A backtick at an end would make the fence longer; one space on both sides belongs to the fence.
  const room = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + room + line + room + fence;
}

/** Returns a text between quotation marks that it cannot close; as a code span where it is more than words. */
export function quoted(text: string): string {
  return isWords(text) ? `“${inOneLine(text)}”` : code(text);
}

/** Returns a text without quotation marks; as a code span where it is more than words. For what is not a stranger's sentence: a name, a sentence of our own. */
export function plain(text: string): string {
  return isWords(text) ? inOneLine(text) : code(text);
}

/** Letters, digits, and punctuation that Markdown gives no meaning, wherever they stand in a line. Scripts that are written from the right are left to code spans. */
const WORDS =
  /^[('’]*[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d](?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d '’,;:.!?()%/×·→–—-])*$/u;
/**
 * What those characters spell that some reader turns into something: the number of a list, `www.`, `http:`, `a.b`, a commit, an issue (`GH-12`). A stop
 * or a colon inside of a number stays.
 */
const MORE_THAN_WORDS = /^\d+[.)]|\/\/|[.:](?=[^\s)'’])(?<!\d.(?=\d))|\bGH-\d|\b[0-9a-f]{7,}\b/iu;

function isWords(text: string): boolean {
  const line = inOneLine(text);
  return WORDS.test(line) && !MORE_THAN_WORDS.test(line);
}

/**
 * Returns Markdown as a cell of a table: a bar is escaped, which tables do also inside of code spans. After an odd number of backslashes no escape is read
 * the same way by all readers, so a space is set between.
 */
export function cell(markdown: string): string {
  return markdown.replace(/(\\*)\|/g, (_, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : `${slashes} \\|`));
}
