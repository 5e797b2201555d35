/**
 * What a doer said of a promise in their own words (`handoff restate`): the part of a sign-off that is theirs. What they were not shown (how many, by when,
 * which evidence, what is excluded, how much work) they had to know; a rule holds it against the deal (`doer-restated`).
 */
import type { Day } from './day.ts';
import type { FailureEffect } from './library.ts';
import type { Duration } from './units.ts';

/** Answers to `can you deliver it?`; `later`: yes, by another date. */
export const DELIVERS = ['yes', 'later', 'no', 'unsure'] as const;
/** Answers to `would you do it three times in a row and hold everything else?`. */
export const REPEATS = ['yes', 'no', 'hesitate'] as const;

/** What normally goes wrong with it, as its doer sees it: a failure of this deal from then on. `hits` names steps of the items of the promise. */
export interface RestatedFailure extends FailureEffect {
  readonly id: string;
  readonly what: string;
  readonly hits: 'any' | readonly string[];
}

/** The work of a customization as its doer sees it, a role (`engineer.senior`) at a time. */
export interface RestatedEffort {
  /** `item.custom`. */
  readonly custom: string;
  readonly work: readonly { readonly role: string; readonly time: Duration }[];
}

/** An answer as it was given before the promise was shown beside it. */
interface FirstAnswer {
  /** The question, as it was asked. */
  readonly asked: string;
  /** The answer, as its reader would write it; `-` where it was left empty. */
  readonly said: string;
}

/** A promise in the words of whoever will keep it. */
export interface Restatement {
  /** What will be true when it is complete. */
  readonly words: string;
  /** By when it will be; null in a standing restatement, which promises no day. */
  readonly due: Day | null;
  /** How many; null where the promise counts nothing. */
  readonly quantity: number | null;
  /** Of the evidence offered, what will show it. */
  readonly evidence: readonly string[];
  /** Of what was offered, what is not included. */
  readonly excludes: readonly string[];
  readonly delivers: (typeof DELIVERS)[number];
  /** The day they can deliver by, where that is another one. */
  readonly later?: Day;
  readonly can_hold_standard: (typeof REPEATS)[number];
  readonly commitment: 'reversible' | 'permanent';
  /** How it is undone, where it is reversible. */
  readonly undo?: string;
  readonly failures: readonly RestatedFailure[];
  readonly efforts: readonly RestatedEffort[];
  /** Minutes that drawing the flow took, where it was drawn. */
  readonly drawn?: number;
  /** What they said first and changed once both versions stood beside each other; left out where they changed nothing. */
  readonly first?: readonly FirstAnswer[];
}
