/** What sign-offs are named and bound by: SHA-256 over canonical JSON (RFC 8785), so that the same meaning has the same digest on every machine. */
import { sha256 } from '@noble/hashes/sha2';
import canonicalize from 'canonicalize';
import { plainMeaning, type Meaning } from '../model/signoff.ts';

/** Returns the digest of a meaning in lower-case hexadecimal digits: requoting, folding and the order of keys keep it, any word or number changes it. */
export function digestOf(meaning: Meaning): string {
  return hashOf(canonical(plainMeaning(meaning)));
}

/** Returns the canonical JSON of plain data (RFC 8785). Throws where it holds what JSON has not: half a character of UTF-16. */
export function canonical(data: unknown): string {
  return canonicalize(data)!;
}

/** Returns the SHA-256 of a text in UTF-8, or of bytes, in lower-case hexadecimal digits. */
export function hashOf(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return Array.from(sha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
