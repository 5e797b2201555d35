/** What `hold`, `release` and `confirm` are asked for. */
import type { Day } from '../model/day.ts';

/** `handoff hold`. */
export interface HoldQuestion {
  readonly command: 'hold';
  /** The last day; null: as long as policy allows. */
  readonly until: Day | null;
  /** As it was typed; null: the deal's seller, or who git says is working here. */
  readonly as: string | null;
}

/** `handoff release`. */
export interface ReleaseQuestion {
  readonly command: 'release';
}

/** `handoff confirm`. */
export interface ConfirmQuestion {
  readonly command: 'confirm';
  /** The day of the signature; null: today. */
  readonly signed: Day | null;
  /** As it was typed; null: who git says is working here. */
  readonly as: string | null;
}

/** Whether a command changes the queue's files, which one run after another does. */
export function takesTurns(question: { readonly command: string; readonly people?: unknown }): boolean {
  const { command, people = null } = question;
  return command === 'hold' || command === 'release' || command === 'confirm' || (command === 'gate' && people !== null);
}
