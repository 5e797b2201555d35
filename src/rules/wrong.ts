/** For a rule that a deal can break in several ways at once: each thing that is wrong with its own reason. */
import type { Finding, NonEmpty, Outcome } from './rule.ts';

/** Something wrong, and which of the rule's reasons it is. */
export interface Wrong<Reason extends string> {
  readonly reason: Reason;
  readonly finding: Finding;
}

/** Returns the failure that tells all that is wrong, for the reason that comes first; null when nothing is wrong. */
export function failureOf<Reason extends string>([first, ...rest]: readonly Wrong<Reason>[]): Outcome<Reason> | null {
  if (first === undefined) return null;
  const findings = [first.finding, ...rest.map(({ finding }) => finding)] as const;
  return { kind: 'fail', reason: first.reason, summary: first.finding.message, findings };
}

/** Returns a list of which its author knows that something is in it, as such; throws where nothing is. */
export function nonEmpty<T>([first, ...rest]: readonly T[]): NonEmpty<T> {
  if (first === undefined) throw new Error('a list that should hold something is empty');
  return [first, ...rest];
}
