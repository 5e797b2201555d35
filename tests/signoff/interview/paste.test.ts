// What a terminal sends → keys: what is pasted is one line of plain text, however it comes.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keysOf, NOT_PASTING } from '../../../src/signoff/interview/paste.ts';

/** The keys of some chunks, and how many characters were pasted and dropped. */
function sent(...chunks: readonly string[]): { keys: string; dropped: number | null } {
  let state = NOT_PASTING;
  let all = '';
  let dropped: number | null = null;
  for (const chunk of chunks) {
    const read = keysOf(state, chunk);
    state = read.state;
    all += read.keys;
    dropped = read.tooLong ?? dropped;
  }
  return { keys: all, dropped };
}
const paste = (text: string): string => `\u001b[200~${text}\u001b[201~`;

describe('keys', () => {
  test.each([
    ['typed words and enter', 'yes\r'],
    ['an arrow', '\u001b[B'],
    ['a held arrow', '\u001b[B'.repeat(200)],
    ['escape alone', '\u001b'],
    ['Ctrl-C', '\u0003'],
  ])('%s go through as they are', (_, keys) => {
    expect(sent(keys)).toEqual({ keys, dropped: null });
  });

  test('Ctrl-D leaves, as Ctrl-C does', () => {
    expect(sent('\u0004').keys).toBe('\u0003');
  });
});

describe('a paste', () => {
  test.each([
    ['lines become one', 'first\r\nsecond\nthird\r', 'first second third'],
    ['colours and moves are dropped', '\u001b[31mred\u001b[0m \u001b[2J\u001b[10;10Hhere', 'red here'],
    ['a title for the window is dropped', 'a\u001b]0;owned\u0007b', 'ab'],
    ['Ctrl-C and Ctrl-D in it leave nothing', 'a\u0003b\u0004c', 'a b c'],
    ['its own end does not end it', 'one\u001b[201~\rtwo', 'one two'],
    ['nothing is nothing', '', ''],
  ])('%s', (_, text, keys) => {
    expect(sent(paste(text))).toEqual({ keys, dropped: null });
  });

  test('of 10 KB is dropped, and told', () => {
    expect(sent(paste('ab \u001b[31m'.repeat(1280)))).toEqual({ keys: '', dropped: 1280 * 3 - 1 });
    // Without markers: by its length.
    expect(sent('x'.repeat(4096), 'x'.repeat(4096))).toEqual({ keys: '', dropped: 4096 });
    expect(sent('words and\rmore '.repeat(10)).keys).not.toContain('\r');
  });

  test('keys around it stay keys', () => {
    expect(sent(`a${paste('b\rc')}\r`)).toEqual({ keys: 'ab c\r', dropped: null });
  });

  test('comes in any pieces, and never sends a control character', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('\r', '\n', '\u0003', '\u001b', '\u001b[A', '\u001b[200~', 'ünï', '\u009b31m'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(60), { maxLength: 10 }), (parts, cuts) => {
        const text = parts.join('').replaceAll('\u001b[201~', '');
        const whole = paste(text);
        const at = [...new Set(cuts.map((cut) => cut % whole.length))].sort((a, b) => a - b);
        const chunks = [0, ...at].map((from, i) => whole.slice(from, at[i] ?? whole.length));
        // A marker that is cut after its first two characters is a key and some text: terminals send it whole.
        fc.pre(at.every((cut) => cut > 5 && cut < whole.length - 5));
        const { keys } = sent(...chunks);
        expect(keys).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
        expect(keys).toBe(sent(whole).keys);
      }),
    );
  });
});
