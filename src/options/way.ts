/** A way to say yes: a change to the deal after which nothing of its dates stands in the way any more (planning.md §5). */
import type { Judgement } from '../judge.ts';
import type { Capacity } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import type { Library } from '../model/library.ts';
import type { Principal } from '../model/policy.ts';
import type { SignOff } from '../model/signoff.ts';
import type { Check as RuleCheck } from '../rules/run.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Edit } from './edit.ts';
import type { Amount } from './worth.ts';

/** A deal as the whole check sees it. */
export interface Checked {
  readonly facts: Facts;
  readonly schedule: Schedule;
  readonly judgement: Judgement;
}

/** What no deal file can say: what operations would write into theirs, and what somebody would have signed. What is left out stays as it is. */
export interface Otherwise {
  readonly capacity?: Capacity;
  readonly library?: Library;
  /** Sign-offs beside those that are there. */
  readonly signoffs?: readonly SignOff[];
}

/** A changed deal as the whole check sees it: its judgement is made when it is asked for. */
interface Rechecked extends Checked {
  /** Whether what is quickest asked already finds something that is refused: then the judgement holds it too. */
  readonly isRefusedSoon?: (refuses: (check: RuleCheck) => boolean) => boolean;
}

/** The whole check: a deal file, changed or not, before facts of others, changed or not → facts → plan → judgement. */
export type Check = (file: DealFile, otherwise?: Otherwise) => Rechecked;

/** The families of change that this version knows. */
export type WayKind =
  | ('phase' | 'scope' | 'date' | 'start' | 'material' | 'person' | 'input' | 'order')
  // For what is not a date.
  | ('configure' | 'price' | 'pattern' | 'pilot' | 'build' | 'review' | 'relative');

/** What others than the deal's author must do before a way holds. */
export interface Asks {
  /** Who: `operations`, the customer by name, or a doer. */
  readonly who: string;
  /** What they have to do, after `to`: `lock it`. */
  readonly act: string;
  /** What operations would write into capacity.yaml; empty where it is not operations who are asked. */
  readonly capacity: readonly Edit[];
  /** What they would write into the library. */
  readonly library?: readonly Edit[];
}

/** A booking that would move, and by how many business days it would be late; 0 where it is in time all the same. */
interface Victim {
  readonly booking: string;
  readonly customer: string | null;
  readonly paid: boolean;
  readonly daysLate: number;
}

/** One way to say yes, checked as a whole. */
export interface Way {
  readonly kind: WayKind;
  /** In the seller's words: `2026-12-18 with 180 bags; the other 120 on 2027-01-08`. */
  readonly words: string;
  readonly edits: readonly Edit[];
  /** Null: whoever may change the deal file can take it. */
  readonly asks: Asks | null;
  readonly victims: readonly Victim[];
  /** Texts of the deal that still say the old number or date, as paths into its file: nobody else can word them. */
  readonly rewrite: readonly string[];
  readonly result: { readonly start: Day | null; readonly complete: Day | null };
  /** Who must approve it; nobody, when it is empty. */
  readonly approvers: readonly Principal[];
  /** Rules that blocked before, have nothing to do with dates, and still block; and the doer's word, which is asked again for what changes. */
  readonly remain: readonly string[];
  /** Whether one notch less of a change was seen to fail: one business day earlier, one piece more, help one business day later. */
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
