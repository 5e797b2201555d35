/** Whose keys count: operations' allowed_signers and revoked keys, as ssh-keygen reads them (ssh-keygen(1), "ALLOWED SIGNERS"), but names only. */
import type { Day } from './day.ts';

/** A public key as files write it: its type, and its bytes in base64. */
export interface PublicKey {
  readonly type: string;
  readonly base64: string;
}

/** A line of allowed_signers: whose key it is. */
export interface Signer extends PublicKey {
  /** Ids or e-mail addresses of one person; never a pattern. */
  readonly principals: readonly [string, ...string[]];
  /** What the key may sign; null: anything. */
  readonly namespaces: readonly string[] | null;
  /** The first day on which it counts; null: from ever. */
  readonly from: Day | null;
  /** The first day on which it no longer counts; null: it always does. */
  readonly before: Day | null;
  /** From 1. */
  readonly line: number;
}

/** Keys that count no longer, whatever day is written on what they signed. */
export interface Revoked {
  /** Of a file of public keys; null of a key revocation list, which only ssh-keygen can read. */
  readonly keys: readonly (PublicKey & { readonly line: number })[] | null;
  /** As printed. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Operations' word on whose keys count. */
export interface Signers {
  /** As printed. */
  readonly path: string;
  readonly signers: readonly Signer[];
  readonly revoked: Revoked | null;
}
