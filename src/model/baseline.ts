/**
 * Findings that were there when operations began to check a live book of deals. They are told, and count down, but only new ones keep a deal from passing.
 * The file is operations' own; a deal's author cannot write into it.
 */
import type { Day } from './day.ts';

/** A finding, so that it is known again on another day: by what it is about, and not by its numbers or its line. */
export interface KnownFinding {
  readonly deal: string;
  /** What was sold then, in short: more of it, or something else, is a new matter. */
  readonly of: string;
  readonly rule: string;
  /** Of the rule's closed list, without its id. */
  readonly reason: string;
  /** Where, with the ids of what stands in lists: `items[bags].quantity`; in another file than the deal's, that file first. */
  readonly at: string;
  /** What the deal says there: a date or quantity that was changed since is a new matter. Left out where it says nothing, and in operations' files. */
  readonly is?: string;
}

/** A finding of the file, with what was said of it when it was recorded. */
export interface RecordedFinding extends KnownFinding {
  readonly says: string;
}

/** baseline.yaml as read. */
export interface Baseline {
  /** The day on which it was begun. */
  readonly recorded: Day;
  readonly findings: readonly RecordedFinding[];
}

/** Returns the fingerprint of a finding: two that have the same are the same. */
export function fingerprintOf({ deal, of, rule, reason, at, is }: KnownFinding): string {
  return JSON.stringify([deal, of, rule, reason, at, is ?? null]);
}
