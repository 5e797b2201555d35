/** Where the queue's files of a deal are, and what was read of them. */

/** A file of a deal. */
export interface Filed {
  /** Absolute. */
  readonly path: string;
  readonly printed: string;
  /** Null: it is not there. */
  readonly was: Uint8Array | null;
}

/** Finds the files of a deal. */
export interface Filing {
  readonly hold: (deal: string) => Filed;
  readonly booking: (deal: string) => Filed;
  readonly confirmed: (deal: string) => Filed;
}

/** Returns why nothing can be kept under the id of a deal; null when it can. */
export function nameProblem(deal: string): string | null {
  return /^[^./\\][^/\\]*$/.test(deal) ? null : `'${deal}' cannot be the name of a file: give the deal an id, as deal: acme-041`;
}
