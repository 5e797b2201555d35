/** A way to say yes: a change to the deal after which nothing of its dates stands in the way any more (planning.md §5). */
import type { Judgement } from '../judge.ts';
import type { Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import type { Principal } from '../model/policy.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Edit } from './edit.ts';
import type { Amount } from './worth.ts';

/** A deal as the whole check sees it. */
export interface Checked {
  readonly facts: Facts;
  readonly schedule: Schedule;
  readonly judgement: Judgement;
}

/** The whole check: a deal file, changed or not → facts → plan → judgement. */
export type Check = (file: DealFile) => Checked;

/** The families of change that this version knows. */
export type WayKind = 'phase' | 'scope' | 'date' | 'start' | 'configure' | 'price' | 'pattern' | 'pilot' | 'build' | 'review' | 'relative';

/** One way to say yes, checked as a whole. */
export interface Way {
  readonly kind: WayKind;
  /** In the seller's words: `2026-12-18 with 180 bags; the other 120 on 2027-01-08`. */
  readonly words: string;
  readonly edits: readonly Edit[];
  /** Texts of the deal that still say the old number or date, as paths into its file: nobody else can word them. */
  readonly rewrite: readonly string[];
  readonly result: { readonly start: Day | null; readonly complete: Day | null };
  /** Who must approve it; nobody, when it is empty. */
  readonly approvers: readonly Principal[];
  /** Rules that blocked before, have nothing to do with dates, and still block; and the doer's word, which is asked again for what changes. */
  readonly remain: readonly string[];
  /** Whether one notch less of a change was seen to fail: one business day earlier, one piece more. */
  readonly tight: boolean;
  /** What it costs and gives, for comparing: what is left out, what is done by the date asked for, in how many deliveries. */
  readonly worth: { readonly dropped: Amount; readonly inTime: Amount; readonly deliveries: number };
}

/** The ways that were found. */
export interface Ways {
  /** The nearest first. */
  readonly ways: readonly Way[];
  /** Whether the search stopped at its budget: there may be more. */
  readonly spent: boolean;
  /** What went wrong while they were looked for: a fault of ours, which takes the ways away and leaves the verdict. */
  readonly fault: string | null;
}

/** No ways: none was looked for, or none is needed. */
export const NO_WAYS: Ways = { ways: [], spent: false, fault: null };
