/**
 * HTML in which a text is only ever a text: a template escapes all that it is given but HTML of its own making. A page loads nothing and runs nothing, and its
 * policy says so to the browser.
 */
import { visible } from './width.ts';

const MADE = Symbol('html');

/** HTML that was made by the template: no data that was read from a file can look like it. */
export interface Html {
  readonly [MADE]: string;
}

/** What a template takes: null is nothing. */
export type HtmlPart = string | number | null | Html | readonly HtmlPart[];

/**
 * Returns the HTML of a template. Texts are escaped for elements and for quoted attributes; an attribute that is an address, a style or a script takes none.
 * (Not called `html`: a formatter of code would lay out what is in it, and a space may mean something there.)
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { [MADE]: strings.map((ours, index) => ours + (index < parts.length ? madeOf(parts[index]) : '')).join('') };
}

function madeOf(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return MADE in part ? part[MADE] : part.map(madeOf).join('');
}

/** White space is folded: a browser would, and what it does not show is shown by its number. */
function escaped(text: string): string {
  return visible(text.replace(/\s+/gu, ' ')).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A page: no address in it leads anywhere, and its style is text of ours. */
export interface Page {
  readonly title: string;
  readonly style: string;
  readonly body: Html;
}

/** What a browser may do with a page: show it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Returns a whole page as text. The empty icon keeps a browser from asking for one. */
export function pageText({ title, style, body }: Page): string {
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>
${{ [MADE]: style }}
</style>
</head>
<body>
${body}
</body>
</html>
`;
  return page[MADE];
}
