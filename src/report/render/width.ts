/** Text in a terminal: what it shows, how wide it is, where it breaks. */
import stringWidth from 'fast-string-width';

/**
 * Everything that a terminal would obey or hide instead of showing: C0, DEL and C1 controls, soft hyphen, bidirectional and zero-width characters,
 * line and paragraph separators, interlinear marks, tags, halves of a surrogate pair. A zero-width joiner inside an emoji is part of the emoji.
 */
const UNSEEN =
  // oxlint-disable-next-line no-misleading-character-class
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|(?<![\p{Extended_Pictographic}\u{1F3FB}-\u{1F3FF}\uFE0F])\u200D|[\uD800-\uDFFF]/gu;

/** Returns a text that somebody else wrote so that all of it is seen and none of it is obeyed: a title cannot forge a line of the report. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** One column each: most lines have nothing else, and counting them is much faster. */
const NARROW = /^[ -~\u00A1-\u00AC\u00AE-\u00FF–—‘’“”…→✓✗░▁-█▼]*$/;

/** Returns how many columns a text takes. */
export function widthOf(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/** Returns a text followed by spaces up to a width; a wider one stays as it is. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Returns a text that takes at most `width` columns; what is cut off is told by an ellipsis. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks a text into lines of at most `width` columns, at spaces where there are any; what is written without spaces breaks where it must. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(width, 16);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (widthOf(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = isRunOn(word) ? broken(word, room) : [word];
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1)!;
  }
  return [...lines, line];
}

/** Returns lines, the first after `first`, the others under it, or as far in as said. */
export function hang(first: string, text: string, width: number, further = widthOf(first)): string[] {
  const indent = ' '.repeat(further);
  return wrap(text, width - further).map((line, index) => (index === 0 ? first : indent) + line);
}

/** Returns parts on one line, or on several that break only between parts. */
export function flow(indent: string, parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? indent + part : `${lines.at(-1)!} · ${part}`;
    if (lines.length === 0 || widthOf(joined) > width) lines.push(indent + part);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}

/** Whether a word is of a script that writes without spaces. A path is none: broken, it could not be copied. */
function isRunOn(word: string): boolean {
  return widthOf(word) > word.length;
}

function broken(word: string, room: number): string[] {
  const pieces: string[] = [''];
  for (const character of word) {
    const last = pieces.length - 1;
    // What has no width of its own belongs to the character before it.
    const joins = widthOf(character) === 0 || pieces[last].endsWith('\u200D');
    if (!joins && widthOf(pieces[last] + character) > room) pieces.push(character);
    else pieces[last] += character;
  }
  return pieces;
}
