/** Mistakes in the input, each with the line that it is in and a mark under the words that are meant. */
import type { Diagnostic } from '../../model/place.ts';
import type { Paint } from './paint.ts';
import { visible, widthOf } from './width.ts';

const same = (text: string): string => text;
const PLAIN: Pick<Paint, 'bad' | 'quiet' | 'strong'> = { bad: same, quiet: same, strong: same };

/** How much of a line is shown, in columns: a list that somebody wrote on one line may have thousands. */
const FRAME = 100;
/** How much of a longer line stands before the mark. */
const BEFORE = 40;
/** Further from the mark than this, in characters, nothing is shown: no column of a terminal holds more than four of them here. */
const FAR = 4 * FRAME;

/**
 * Returns the diagnostics as text, by file, line and column: place, words and code, the line with its mark, and what to do. `texts` are the
 * files by their printed path; a diagnostic of any other file, or of an empty line, has no frame. Without `paint` there is no colour.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  paint: Pick<Paint, 'bad' | 'quiet' | 'strong'> = PLAIN,
): string {
  const lines = new Map<string, readonly string[]>();
  const lineOf = ({ file, line }: Diagnostic): string => {
    const known = lines.get(file) ?? (texts.get(file) ?? '').split(/\r?\n/);
    lines.set(file, known);
    return known[line - 1] ?? '';
  };
  return [...diagnostics]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
    .map((each) => rendered(each, lineOf(each), paint, texts.has(each.file)))
    .join('\n');
}

/** What is wrong with a file itself (`read` is false: it is not there) has no line in it. */
function rendered(each: Diagnostic, line: string, paint: Pick<Paint, 'bad' | 'quiet' | 'strong'>, read: boolean): string {
  const inside = read || !each.code.startsWith('file/');
  const place = paint.strong(`${visible(each.file)}${inside ? `:${each.line}:${each.column}` : ''}`);
  const head = `${place}  ${paint.bad('error')}  ${visible(each.message)} ${paint.quiet(`[${each.code}]`)}\n`;
  const gutter = ' '.repeat(String(each.line).length);
  const help = each.help === null ? '' : `${gutter} ${paint.quiet('=')} help: ${visible(each.help)}\n`;
  if (line.trim() === '') return head + help;
  const { shown, mark } = frameOf(each, line);
  const bar = paint.quiet('|');
  return `${head}${paint.quiet(String(each.line))} ${bar} ${shown}\n${gutter} ${bar} ${paint.bad(mark)}\n${help}`;
}

/** Returns a line as a terminal can show it, and the mark under the words that are meant. */
function frameOf({ line: first, column, endLine, endColumn }: Diagnostic, line: string): { shown: string; mark: string } {
  const start = Math.min(column - 1, line.length);
  // Only the first line of what runs over several is marked.
  const end = endLine > first ? line.trimEnd().length : Math.min(endColumn - 1, line.length);
  // A line may be as long as its file: what is too far away to be shown is not looked at.
  let before = shownText(line.slice(Math.max(0, start - FAR), start));
  const meant = shownText(line.slice(start, Math.min(start + FAR, Math.max(start, end))));
  let after = shownText(line.slice(Math.max(start, end), Math.max(start, end) + FAR));
  const width = Math.max(1, widthOf(meant));
  if (widthOf(before) + width + widthOf(after) > FRAME) {
    const cutBefore = tail(before, BEFORE);
    if (cutBefore !== before) before = `…${cutBefore}`;
    const room = Math.max(0, FRAME - widthOf(before) - width);
    const cutAfter = head(after, room);
    if (cutAfter !== after) after = `${cutAfter}…`;
  }
  const shownMeant = head(meant, FRAME);
  const mark = ' '.repeat(widthOf(before)) + '^'.repeat(Math.min(width, Math.max(1, widthOf(shownMeant))));
  return { shown: before + shownMeant + (shownMeant === meant ? after : '…'), mark };
}

/** A tab takes as many columns as the terminal likes; two spaces take two. */
function shownText(text: string): string {
  return visible(text.replaceAll('\t', '  '));
}

function head(text: string, room: number): string {
  let taken = '';
  for (const character of text) {
    if (widthOf(taken + character) > room) break;
    taken += character;
  }
  return taken;
}

function tail(text: string, room: number): string {
  // No character takes more than four code units a column here, and lines may be as long as files.
  let left = text.slice(-4 * room);
  while (widthOf(left) > room) left = left.slice(left.codePointAt(0)! > 0xffff ? 2 : 1);
  return left;
}
