/** What the planner is told beside the facts: what policy lets operations decide (`rules/settings.ts` reads it out of the rules' options). */
import type { Failure } from '../model/library.ts';
import type { SoftReading } from '../model/policy.ts';

/** The planner's settings. */
export interface PlanSettings {
  /** Γ: how many normal failures the sold date survives at once. */
  readonly failures: 0 | 1 | 2 | 3;
  /** The failures that every deal meets, whatever its library says. */
  readonly everyday: readonly Failure[];
  /** Whether each three-point step may take its worst estimate, as one more failure. */
  readonly worst: boolean;
  /** Business days without work after which a start was a token kick-off. */
  readonly stall: number;
  /** How often the deal is planned with other durations to tell how sure its dates are; 0: not asked for. */
  readonly runs: number;
  /** Business days of slack below which a booking is in the scramble zone; null: nobody asks what granting a date would do to the queue. */
  readonly scramble: number | null;
  /** How soft bookings are counted. */
  readonly soft: SoftReading;
  /** What looking for a better order, and for the proof that there is none, may cost: 1 as a rule. */
  readonly effort: number;
}

/**
 * How much of the plan is told: what rules ask; also how sure its dates are, for a reader; or also every day of it, for somebody who wants to see it.
 */
export type PlanDepth = 'rules' | 'dates' | 'full';
