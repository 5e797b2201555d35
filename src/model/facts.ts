/**
 * What the rules and the planner judge: one deal with everything derived that its seller may leave out, beside operations' files.
 * Built by `load/facts.ts`; nothing in here is computed from a plan.
 */
import type { Claim } from './arrival.ts';
import type { Baseline } from './baseline.ts';
import type { Calendar } from './calendar.ts';
import type { Capacity } from './capacity.ts';
import type { Day } from './day.ts';
import type { Custom, DealFile, DealInput, DealPromise, Item } from './deal.ts';
import type { Standing } from './held.ts';
import type { History } from './history.ts';
import type { Assumption, CompleteWhen, Deliverable, Library, LibraryInput } from './library.ts';
import type { Place } from './place.ts';
import type { Policy, Profile } from './policy.ts';
import type { SignOff } from './signoff.ts';
import type { Cents, Duration } from './units.ts';

/** A value that the deal file does not say, and where it comes from. */
export interface Derived {
  /** As in the deal file: `dates.signature`, `promises[0].doer`. */
  readonly path: string;
  readonly value: string;
  /** In words: `next business day after today`, `deliverables.yaml → branded-bag → owner`. */
  readonly from: string;
}

/** A date that the deal asks for, and the place that says so. */
export interface Asked {
  readonly day: Day;
  readonly at: Place;
  /** What said it: `offered.complete`, `wanted.complete`, or `promise bags-on-site`. */
  readonly from: string;
}

/** An item with its library entry; null when the library has no such deliverable. */
export interface ItemFact extends Item {
  readonly entry: Deliverable | null;
  /** How many of the deliverable are sold by this item's phase, in however many items: two lines of 150 are an order of 300. */
  readonly lot: number;
  readonly index: number;
  readonly at: Place;
  readonly custom: readonly Custom[];
}

/** An input that an item needs, with all that decides when its steps may begin. */
export interface InputFact {
  readonly id: string;
  /** The item whose steps it blocks. */
  readonly item: string;
  readonly library: LibraryInput;
  /** The deal's own line, when it has one. */
  readonly line: DealInput | null;
  readonly from: string | null;
  /** The day the plan counts on while it is not here. */
  readonly due: Day | null;
  readonly dueFrom: 'deal' | 'derived';
  /** The first day on which the steps it blocks may begin (planning.md §7). */
  readonly day: Day;
  /** `here`: counts (received, and approved where it needs that); `expected`: open, not yet due; `overdue`: open and due before today. */
  readonly state: 'here' | 'expected' | 'overdue';
  /** The day it really came (approved, else received), before any cut-off; null while open. */
  readonly came: Day | null;
  /** Whether it came after its cut-off, so that the next business day counts. */
  readonly afterCutoff: boolean;
  /** How it stands with what the deal says of its coming, where policy wants somebody else's word for it; null where it does not, or nothing is said. */
  readonly claim: Claim | null;
  readonly at: Place;
}

/** A promise with what the library adds. */
export interface PromiseFact extends DealPromise {
  readonly complete_when: CompleteWhen | undefined;
  /** Whether the deal file has it; else it is derived from the library. */
  readonly written: boolean;
  readonly at: Place;
}

/** Somebody named for the delivery. */
export interface Named {
  readonly id: string;
  readonly from: 'deal' | 'library' | 'policy';
  readonly at: Place;
}

/** What the customer will read, as the deal names it. */
export interface DocumentFact {
  /** As printed. */
  readonly path: string;
  /** Its text, or why it cannot be compared with the deal. */
  readonly read: { readonly text: string } | { readonly problem: string; readonly help: string };
}

/** The deal, complete. */
export interface Deal {
  readonly id: string;
  readonly title: string;
  readonly file: DealFile;
  /** The path of its file, as printed. */
  readonly path: string;
  readonly customer: { readonly name: string; readonly existing: boolean | null };
  readonly state: 'draft' | 'proposed' | 'signed' | 'lost' | 'done';
  readonly seller: { readonly name?: string; readonly email?: string };
  /** The day of signature, said or derived. */
  readonly signature: Day;
  /** The day the plan begins on: `valid_until`, else the signature, never before today. */
  readonly begin: Day;
  /** Which dates are judged; null when nothing was offered or wanted. */
  readonly judged: 'offered' | 'wanted' | null;
  readonly judgedStart: Asked | null;
  /** The earliest of the judged completion and every promise's due. */
  readonly judgedCompletion: Asked | null;
  /** Set when the judged completion is relative to an input. */
  readonly relative: { readonly input: string; readonly within: Duration; readonly from: Day; readonly at: Place } | null;
  /** Dates of earlier phases. */
  readonly phases: readonly { readonly phase: number; readonly complete: Asked }[];
  readonly items: readonly ItemFact[];
  readonly inputs: readonly InputFact[];
  readonly promises: readonly PromiseFact[];
  readonly assumptions: readonly (Assumption & { readonly at: Place; readonly item: string | null })[];
  readonly owner: Named | null;
  readonly escalation: readonly Named[];
  /** What the library's and the customs' prices add up to; null when one is not known. */
  readonly listPrice: Cents | null;
}

/** All that one deal is judged by. */
export interface Facts {
  readonly today: Day;
  readonly policy: Policy;
  readonly profile: Profile;
  /** What the deal is planned in: without what is held or booked for the deal itself. */
  readonly capacity: Capacity;
  /** The same with it. */
  readonly queue: Capacity;
  /** What is held or booked for the deal, and the report that was confirmed of it. */
  readonly own: Standing;
  readonly calendar: Calendar;
  readonly library: Library;
  readonly history: History | null;
  readonly signoffs: readonly SignOff[];
  /** Restatements of the library by its doers, for all deals (signoffs/_library/). */
  readonly standing: readonly SignOff[];
  /** One for each of the deal's `documents`, in its order. */
  readonly documents: readonly DocumentFact[];
  /** What operations knew was wrong when they began to check; null when they never said. */
  readonly baseline: Baseline | null;
  readonly deal: Deal;
  readonly derived: readonly Derived[];
  /** Why the deal is not standard, in words; empty when it is (product.md, "The standard deal"). */
  readonly notStandard: readonly string[];
}
