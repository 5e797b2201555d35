/** Bytes → text: strict UTF-8 within the size that a file of its kind may have. */
import { isUtf8 } from 'node:buffer';
import { SIZE_CAPS, type Source, type Span } from './source.ts';

const BYTE_ORDER_MARK = 0xfeff;

/** What is wrong with the bytes of a file. */
export interface BytesProblem extends Span {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

/** Returns the text of a file without its byte order mark, and what is wrong with its bytes (at most one problem). Never throws. */
export function decode(source: Source): { text: string; problems: BytesProblem[] } {
  const { bytes } = source;
  const cap = SIZE_CAPS[source.kind];
  if (bytes.length > cap) {
    const message = `the file has ${bytes.length} bytes; at most ${cap} are read`;
    return { text: '', problems: [{ start: 0, end: 0, code: 'file/too-large', message, help: 'split it, or remove what is not needed' }] };
  }
  if (isUtf8(bytes)) {
    // A strict TextDecoder gives the same text, and takes 4 ms to wake.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    return { text: text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text, problems: [] };
  }
  const at = firstInvalid(bytes);
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, at));
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const byte = `0x${bytes[at].toString(16).padStart(2, '0')}`;
  const message = wide ? 'the file is UTF-16, not UTF-8' : `the file is not UTF-8: byte ${byte} begins no character`;
  return { text, problems: [{ start: text.length, end: text.length, code: 'file/encoding', message, help: 'save it as UTF-8' }] };
}

/** Returns the index of the first byte that is in no well-formed character, found by halving: decoding is much faster than looping. */
function firstInvalid(bytes: Uint8Array): number {
  const valid = (length: number) => {
    try {
      // `stream` forgives a character that is cut off by the end.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  for (let high = bytes.length; low < high;) {
    const middle = (low + high + 1) >> 1;
    if (valid(middle)) low = middle;
    else high = middle - 1;
  }
  // The bytes of a character that has only begun are forgiven above: the fault is where that character begins.
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, low), { stream: true });
  return Math.min(new TextEncoder().encode(whole).length, bytes.length - 1);
}
