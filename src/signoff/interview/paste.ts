/**
 * What a terminal sends → keys for a prompt. Pasted text would otherwise be obeyed: a line break in it answers the question and the next ones, an escape
 * sequence moves through a list. So what is pasted becomes one line of plain text, or nothing where it is far too long for an answer.
 *
 * A terminal that was asked to (`ESC [ ? 2004 h`) puts markers around a paste. Of one that does not, only a person's speed can tell: nobody types 64 characters
 * in one reading.
 */

import { LONGEST } from './machine.ts';

/** Asks a terminal to mark what is pasted, and to do so no longer. */
export const MARK_PASTES = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;

const START = '\u001b[200~';
const END = '\u001b[201~';
const TYPED_AT_ONCE = 64;

/** What was sent so far: a paste whose end has not come, or the beginning of a marker. */
export interface Pasting {
  readonly pasted: string | null;
  readonly held: string;
}

/** Nothing was sent yet. */
export const NOT_PASTING: Pasting = { pasted: null, held: '' };

/** Returns the keys that a chunk of input stands for; `tooLong`: so many characters were pasted, and dropped. Ctrl-D leaves, as Ctrl-C does. */
export function keysOf({ pasted, held }: Pasting, chunk: string): { state: Pasting; keys: string; tooLong: number | null } {
  let text = held + chunk;
  if (pasted === null) {
    const start = text.indexOf(START);
    if (start < 0) {
      const rest = beginningOf(START, text);
      const typed = text.slice(0, text.length - rest.length);
      if (plainLine(typed).length < TYPED_AT_ONCE)
        return { state: { pasted: null, held: rest }, keys: typed.replaceAll('\u0004', '\u0003'), tooLong: null };
      return { state: { pasted: null, held: rest }, ...taken(typed) };
    }
    const before = text.slice(0, start).replaceAll('\u0004', '\u0003');
    const after = keysOf({ pasted: '', held: '' }, text.slice(start + START.length));
    return { ...after, keys: before + after.keys };
  }
  text = pasted + text;
  // The last one: what is pasted may hold an end of its own.
  const end = text.lastIndexOf(END);
  if (end < 0) return { state: { pasted: text, held: '' }, keys: '', tooLong: null };
  const inside = taken(text.slice(0, end));
  const after = keysOf(NOT_PASTING, text.slice(end + END.length));
  return { state: after.state, keys: inside.keys + after.keys, tooLong: inside.tooLong ?? after.tooLong };
}

function taken(text: string): { keys: string; tooLong: number | null } {
  const line = plainLine(text);
  return line.length > LONGEST ? { keys: '', tooLong: line.length } : { keys: line, tooLong: null };
}

/** Escape sequences: those with parameters, those that end with a bell or a string terminator, and those of two characters. */
const SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b./gsu;
const CONTROLS = /[\u0000-\u0020\u007F-\u00A0\u2028\u2029]+/gu;

function plainLine(text: string): string {
  return text.replace(SEQUENCES, '').replace(CONTROLS, ' ').replace(/^ | $/g, '');
}

/** The end of a text that may be the beginning of a marker; a lone escape is a key. */
function beginningOf(marker: string, text: string): string {
  for (let length = Math.min(marker.length - 1, text.length); length > 2; length--) {
    if (text.endsWith(marker.slice(0, length))) return text.slice(text.length - length);
  }
  return '';
}
