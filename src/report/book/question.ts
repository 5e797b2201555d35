/** What a `check` of many deals is asked besides. */

/** A part of a book that one of several machines judges. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** What `check` is asked of all its deals. */
export interface BookQuestion {
  readonly command: 'check';
  /** Threads that may work at the same time; null: as many as the machine has, where there are deals enough. */
  readonly jobs: number | null;
  /** Whether the open deals are planned together, too. */
  readonly jointly: boolean;
  /** Null: all deals. */
  readonly shard: Shard | null;
}

/** A check as it is without flags. */
export const PLAIN: BookQuestion = { command: 'check', jobs: null, jointly: false, shard: null };
