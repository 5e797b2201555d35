/**
 * A signature of ssh-keygen, taken apart: whose key it is of and what for (OpenSSH, PROTOCOL.sshsig). Whether it is one of those bytes is for
 * ssh-keygen to say; all else that it says is decided here, so that there is one way to write a signature and not a bit of it is without meaning.
 */
import type { PublicKey } from '../model/signers.ts';

/** What a signature says of itself. */
export interface SshSignature {
  readonly key: PublicKey;
  /** What it was made for: `restatement@handoff`, and of a commit `git`. */
  readonly namespace: string;
  /** As ssh-keygen writes it. */
  readonly armored: string;
}

const BEGIN = '-----BEGIN SSH SIGNATURE-----';
const END = '-----END SSH SIGNATURE-----';

/** ssh-keygen breaks its lines here. */
const WIDTH = 70;

/** Returns what a signature says of itself; null where the text is none, or has anything in it that says nothing. Line ends may be CRLF. */
export function readSshSignature(text: string): SshSignature | null {
  const lines = text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
  if (lines.shift() !== BEGIN || lines.pop() !== END) return null;
  const bytes = bytesOf(lines.join(''));
  const parts = bytes === null ? null : partsOf(bytes);
  return parts === null ? null : { ...parts, armored: armor(bytes!) };
}

/** Returns a public key from its type and its base64; null where the two are no key. */
export function readPublicKey(type: string, base64: string): PublicKey | null {
  const bytes = bytesOf(base64);
  if (bytes === null) return null;
  const reader = readerOf(bytes);
  const own = reader.string();
  if (own === null || textOf(own) !== type || reader.done()) return null;
  // Whatever its kind, a key is nothing but parts with their lengths.
  while (!reader.done()) if (reader.string() === null) return null;
  return { type, base64 };
}

function partsOf(bytes: Uint8Array): Omit<SshSignature, 'armored'> | null {
  const reader = readerOf(bytes);
  if (textOf(reader.take(6)) !== 'SSHSIG' || reader.number() !== 1) return null;
  const [blob, namespace, reserved, hash, signature] = [
    reader.string(),
    reader.string(),
    reader.string(),
    reader.string(),
    reader.string(),
  ];
  if (blob === null || namespace === null || reserved === null || hash === null || signature === null || !reader.done()) return null;
  // What is reserved is not signed: with something in it, it would be another file that verifies all the same.
  if (reserved.length > 0 || !['sha256', 'sha512'].includes(textOf(hash)) || signature.length === 0) return null;
  const type = readerOf(blob).string();
  // Both are printed.
  if (type === null || !/^[!-~]+$/.test(textOf(type)) || !/^[!-~]+$/.test(textOf(namespace))) return null;
  return { key: { type: textOf(type), base64: base64Of(blob) }, namespace: textOf(namespace) };
}

/** Reads the parts of a blob one after the other. */
interface Reader {
  take(length: number): Uint8Array;
  /** A number of four bytes; null once there are fewer. */
  number(): number | null;
  /** Bytes after their length; null once there are fewer than it says. */
  string(): Uint8Array | null;
  done(): boolean;
}

function readerOf(bytes: Uint8Array): Reader {
  let at = 0;
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  const number = (): number | null => {
    const four = take(4);
    return four.length === 4 ? four.reduce((sum, byte) => sum * 256 + byte, 0) : null;
  };
  const string = (): Uint8Array | null => {
    const length = number();
    return length === null || at + length > bytes.length ? null : take(length);
  };
  return { take, number, string, done: () => at === bytes.length };
}

/** Bytes as text, one character each: what is compared here is ASCII, and nothing else is equal to it. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function base64Of(bytes: Uint8Array): string {
  return btoa(textOf(bytes));
}

/** The bytes of base64 without a space in it; null where another text would give the same bytes. */
function bytesOf(base64: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    return base64Of(bytes) === base64 ? bytes : null;
  } catch {
    return null;
  }
}

function armor(bytes: Uint8Array): string {
  const lines = base64Of(bytes).match(new RegExp(`.{1,${WIDTH}}`, 'g')) ?? [];
  return [BEGIN, ...lines, END, ''].join('\n');
}
