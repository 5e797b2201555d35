/**
 * The shape of a rule. A rule is one object literal in one file; the runner (`run.ts`) turns its outcome into a verdict.
 * A fail without a finding, a finding without a place, and a rule without words do not compile.
 */
import type { ZodMiniObject } from 'zod/mini';
import type { Day } from '../model/day.ts';
import type { Asked, Facts } from '../model/facts.ts';
import type { FileKind, Place } from '../model/place.ts';
import type { Principal } from '../model/policy.ts';
import type { Approvable, Meaning } from '../model/signoff.ts';
import type { OpenDeal } from '../schedule/rivals.ts';
import type { Planned, Schedule } from '../schedule/schedule.ts';

/** How every check ends (product.md). */
export const VERDICTS = ['pass', 'fail', 'needs-approval', 'waived', 'unknown', 'not-applicable', 'off'] as const;
/** How a check ends. */
export type Verdict = (typeof VERDICTS)[number];

/** The chapters of the catalogue. */
export const FAMILIES = ['dates', 'capacity', 'scope', 'promises', 'money', 'handoff'] as const;
/** A chapter of the catalogue. */
export type Family = (typeof FAMILIES)[number];

/** At least one. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** One thing that is wrong, at its place. */
export interface Finding {
  /** The reader's own token, the fact, the other half of the fact. */
  readonly message: string;
  readonly at: Place;
  /** The smallest change that would flip it. */
  readonly help: string;
  readonly related?: readonly { readonly message: string; readonly at: Place }[];
  /** What a waiver of it is bound to, where the sentence and its numbers change by themselves from day to day (how old something is). */
  readonly waives?: Meaning;
  readonly data?: Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>;
}

/** Whose fact is missing: one of the deal, of capacity, or of a library step blocks; another of operations' only under `strict`. */
export interface MissingFact {
  /** `the two everyday failures`, `a completion date`. */
  readonly fact: string;
  readonly file: FileKind;
  /** The key that it belongs under: `dates.wanted.complete`. */
  readonly key: string;
  readonly owedBy: 'deal' | 'capacity' | 'library-step' | 'operations';
  readonly at: Place;
  /** What says it on the command line, where the deal was typed there. */
  readonly typed?: string;
}

/** Reasons that any rule may end with; `explain` prints them for every rule. */
export const COMMON_REASONS = {
  'no-plan': 'The deal cannot be planned, so nothing that needs a date can be judged.',
  'no-completion': 'Nobody offered or wanted a completion date, so there is nothing to hold against the earliest one.',
  'no-history': 'There is no history of finished work to compare with.',
  'no-safe-date': 'No safe date could be computed.',
  'standard-deal': 'A standard deal is exactly what the library says: there is nothing to ask.',
  'not-significant': 'The deal is below the size from which this is asked.',
  unlisted: 'An item is not in the library, so what it needs is not known.',
  'switched-off': 'The profile or policy does not judge this.',
  fault: 'The rule itself failed: a fault of handoff, not of the deal.',
} as const;
/** A reason that any rule may end with. */
export type CommonReason = keyof typeof COMMON_REASONS;

/** What a rule finds. `reason` is a code of the rule's closed list, without the rule's id. */
export type Outcome<Reason extends string = string> =
  | { readonly kind: 'pass'; readonly note: string; readonly reason?: Reason; readonly notes?: readonly string[] }
  | {
      readonly kind: 'fail';
      readonly reason: Reason;
      readonly summary: string;
      readonly findings: NonEmpty<Finding>;
      /** True where this failure may not be waived although the rule's others may, and its reason does not tell by itself (`final` of the rule). */
      readonly final?: boolean;
      /** Who may waive it, where policy names somebody else than the rule does. */
      readonly approver?: Principal;
    }
  | { readonly kind: 'unknown'; readonly reason: Reason | CommonReason; readonly summary: string; readonly missing: NonEmpty<MissingFact> }
  | { readonly kind: 'not-applicable'; readonly because: string; readonly reason?: Reason };

/**
 * What a date rule finds: also the earliest completion at which it passes, whatever the verdict. Null when it fails or is unknown: no date can be
 * given; null when it passes: it holds on any day and puts no floor under the date.
 */
export type DateOutcome<Reason extends string = string> = Outcome<Reason> & {
  readonly earliest: Day | null;
  /** Why the floor is where it is, in a line: `if 'thread out of stock' and 'operator off sick' both happen`. */
  readonly because?: string;
  /** A bound below which no plan can bring this floor; the floor itself when it is exact. */
  readonly lowerBound?: Day;
  /** Where the rule does not take it from the planner: the same of each earlier phase, its items and those before it alone. */
  readonly phases?: readonly PhaseFloor[];
  /** A floor that stands where a failure of this one is waived: before it the failure is one that nobody may waive. */
  readonly unwaivable?: Day;
  /** Set where what it found is not about a date: no other date would mend it, and none is less safe for it. */
  readonly dateless?: true;
};

/** The earliest completion of a phase at which a date rule passes for it. */
export interface PhaseFloor {
  readonly phase: number;
  readonly earliest: Day;
}

/** A floor under the safe date. */
export interface Floor {
  readonly rule: string;
  readonly date: Day;
  readonly lowerBound: Day;
  /** Whether it moves the safe date: severity error and not waived. */
  readonly binding: boolean;
  readonly because: string;
  /** What the rule itself says of earlier phases. */
  readonly phases: readonly PhaseFloor[];
}

/** The floors of all other date rules, and the safe date that follows. */
export interface Floors {
  /** Latest first. */
  readonly floors: readonly Floor[];
  /** Binding date rules that could give no floor. */
  readonly unjudged: readonly { readonly rule: string; readonly because: string }[];
  readonly safe: Day | null;
  /** Why there is no safe date, led by the rule that knows; null when there is one. */
  readonly because: string | null;
  /** That rule; null when there is a safe date, or when no rule could tell. */
  readonly cause: string | null;
  readonly offer: Day | null;
  /** Of a deal in phases: the day asked of each, and the first at which the date rules hold for it. */
  readonly phases: readonly { readonly phase: number; readonly judged: Asked | null; readonly safe: Day | null }[];
}

/** Facts that may be missing; the runner answers `unknown` for a rule that needs a missing one. */
export interface OptionalFacts {
  /** The plan, when the deal can be planned. */
  readonly plan: Planned;
  /** The completion that is judged. A date rule does not ask for it: it gives its floor without one (`floor.ts`). */
  readonly completion: Asked;
  readonly history: NonNullable<Facts['history']>;
  /** The same for a rule that has something to say without one, too: always there. */
  readonly record: { readonly history: Facts['history'] };
  /** Only for the rule that sums up the other date rules; it is run last. */
  readonly floors: Floors;
}

/** What every rule sees. `schedule` tells planned from unplannable; a rule that reads dates asks for `plan` instead. */
export interface RuleFacts extends Omit<Facts, 'history'> {
  readonly schedule: Schedule;
  /** The other deals of the same run that may be signed. */
  readonly others: readonly OpenDeal[];
  /** Which other open deals were not looked at, and why. */
  readonly unseen?: readonly string[];
}

/** A rule of the catalogue. */
export interface Rule<Options = unknown, Needs extends keyof OptionalFacts = keyof OptionalFacts, Reason extends string = string> {
  readonly id: string;
  readonly family: Family;
  /** One sentence that states the problem. */
  readonly title: string;
  /** Printed by `explain`. */
  readonly why: string;
  /** The practice it comes from. */
  readonly source: string;
  /** Who may waive a failure; null: nobody. */
  readonly waivable: Principal | null;
  /** Whether it gives a floor. */
  readonly date: boolean;
  /** Schema of its options; every option has a default and a description. */
  readonly options: ZodMiniObject;
  /** Reasons that are an error in every profile, also in one that only warns of the rule or does not judge it; policy's own word still counts. */
  readonly always?: readonly Reason[];
  /** Failures that nobody may waive, in a rule whose others may be waived. */
  readonly final?: readonly Reason[];
  /** What each reason code means, for `explain`. */
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly needs: readonly Needs[];
  /** What is judged of a standard deal where policy does not ask the rule of standard deals; null, or without this: nothing. */
  evenOfStandard?(facts: RuleFacts): RuleFacts | null;
  /** Judges one deal. (A method, so that rules of all options and needs fit into one list.) */
  check(facts: RuleFacts & Pick<OptionalFacts, Needs>, options: Options): Outcome<Reason> | DateOutcome<Reason>;
  /**
   * What of this deal may be approved, in a rule that asks for approvals: `handoff approve` writes a sign-off for these, and `check` holds the deal
   * against it (`approvalOf`). Without this, or where it names nothing, `handoff approve` waives the failure.
   */
  approvals?(facts: RuleFacts & Pick<OptionalFacts, Needs>, options: Options): readonly Approvable[];
}
