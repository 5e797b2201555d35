/** What the planner tells: every date, how far it is proven, the plan behind it and why (planning.md §3, §5). */
import type { Load, Placed } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { Place } from '../model/place.ts';
import type { SoftReading } from '../model/policy.ts';
import type { Need } from '../model/units.ts';
import type { ReviewShort } from './reviews.ts';

/** A date with the best proof of it. */
export interface Dated {
  readonly date: Day;
  /** No plan can complete before this day. */
  readonly lowerBound: Day;
  /** `proven` when the bound meets the date. */
  readonly status: 'proven' | 'bounded';
}

/** One step of the nominal plan. */
export interface PlanRow {
  readonly item: string;
  readonly step: string;
  readonly title: string;
  readonly phase: number;
  /** First day with work (a pure window: the day it begins). */
  readonly start: Day;
  /** Day of the last worked slot (a pure window: the day it ends). */
  readonly finish: Day;
  /** Day on which its window is over; the finish when it has none. */
  readonly done: Day;
  readonly needs: readonly Need[];
  /** Worked minutes. */
  readonly minutes: number;
  /** The window's reason, when it has one. */
  readonly reason: string | null;
  /** What it waited for last, and the predecessor, input, material or role by name. */
  readonly waits: WaitKind;
  readonly on: string;
  readonly at: Place;
}

/** Why a step begins when it does; a closed list, each explained by `handoff explain waits/KIND`. */
export type WaitKind = 'signature' | 'today' | 'predecessor' | 'window' | 'input' | 'material' | 'roadmap' | 'role' | 'order';

/** One link of the binding chain, from the last finish back to the beginning. */
export interface ChainLink {
  readonly item: string;
  readonly step: string;
  readonly start: Day;
  readonly finish: Day;
  readonly waits: WaitKind;
  /** The predecessor, input, material or role it waited for. */
  readonly on: string;
  /** Of a role: the deal's own step that had it, else the bookings that held it meanwhile, most hours first; null for all other kinds. */
  readonly busy: { readonly step: string | null; readonly heldBy: Bottleneck['heldBy'] } | null;
  readonly at: Place;
}

/** The role that holds the plan up, in the interval where it does. */
export interface Bottleneck {
  readonly role: string;
  readonly from: Day;
  readonly to: Day;
  /** Hours the deal's plan uses of the role in the interval. */
  readonly used: number;
  /** Hours that are free in the interval before the deal is planned. */
  readonly free: number;
  /** Bookings that hold the role then, most hours first. */
  readonly heldBy: HeldBy;
  /** The step that waits for it, where one begins on a later day than it could and that is most of what is lost: since when, until when, and who has the role meanwhile. */
  readonly waits: { readonly step: string; readonly from: Day; readonly until: Day; readonly heldBy: HeldBy } | null;
}

/** Bookings and their hours. */
type HeldBy = readonly {
  readonly booking: string;
  readonly customer: string | null;
  readonly hours: number;
  /** The last day of a hold; null for what is promised. */
  readonly until: Day | null;
}[];

/**
 * What the bound under the nominal date rests on; a closed list, each explained by `handoff explain bound/KIND`. `path`: the steps of the deal one after
 * another; `energy`: the hours of a role that are needed before a day, and those that are free; `search`: other orders of work, refuted.
 */
export type BoundWhy =
  | { readonly kind: 'path' }
  | {
      readonly kind: 'energy';
      readonly role: string;
      readonly from: Day;
      readonly before: Day;
      readonly needed: number;
      readonly free: number;
    }
  | { readonly kind: 'search' };

/** A plan day by day, for a chart. All arrays of hours have an entry a day of `days`. */
export interface DayByDay {
  /** Every calendar day from the beginning of the plan to its end, how long it is worked (0: closed), and how long its weekday usually is. */
  readonly days: readonly { readonly day: Day; readonly hours: number; readonly usual: number }[];
  /** Each step that works, with its hours of work that day, in the order of the rows. */
  readonly steps: readonly { readonly item: string; readonly step: string; readonly hours: readonly number[] }[];
  /** Each role (at each level) that the deal asks for: the four parts add up to the people and equipment that are there. */
  readonly roles: readonly {
    readonly role: string;
    /** What this plan uses. */
    readonly deal: readonly number[];
    /** What bookings hold. */
    readonly booked: readonly number[];
    /** What is kept back, as far as no booking has it. */
    readonly reserve: readonly number[];
    readonly free: readonly number[];
  }[];
}

/** A plan that is told in full: its steps, why they are where they are, and every day of it. */
export interface FullPlan {
  readonly rows: readonly PlanRow[];
  readonly chain: readonly ChainLink[];
  readonly bottleneck: Bottleneck | null;
  readonly dayByDay: DayByDay;
}

/** A normal failure of the deal, by name. */
export interface FailureFact {
  readonly id: string;
  readonly what: string;
  /** `item.step` for each step that it may hit; `any` is spelt out. */
  readonly hits: readonly string[];
  /** In the file's words: `delays 2bd`. */
  readonly effect: string;
  /** Where it is work, what that is in each place it may hit: all of `needs` are held for so many minutes more. A delay holds nobody. */
  readonly work: readonly { readonly hits: string; readonly needs: readonly Need[]; readonly minutes: number }[];
  /** Where it comes from: the library, policy's everyday ones, an assumption, an input, a material, what a doer restated. */
  readonly origin: 'library' | 'everyday' | 'assumption' | 'input' | 'material' | 'worst' | 'restated';
}

/** What the plan survives. */
export interface TwoFailures {
  readonly finish: Dated;
  /** Finish under 0, 1, … Γ failures. */
  readonly byCount: readonly Day[];
  /** The worst set, each with the step it hits there. */
  readonly worst: readonly { readonly failure: FailureFact; readonly hits: string }[];
  readonly known: readonly FailureFact[];
  /** Γ. */
  readonly failures: number;
}

/** On which days a deal completes when its durations vary, under one order of work (`confidence.ts`). */
export interface Confidence {
  readonly runs: number;
  /** Earliest first, with how many runs complete on the day; runs that do not end within the horizon are in none. */
  readonly completions: readonly { readonly day: Day; readonly runs: number }[];
  /** Steps whose three-point estimates were drawn from. */
  readonly estimates: number;
  /** Items whose work was scaled by the record of finished projects. */
  readonly records: readonly { readonly item: string; readonly deliverable: string; readonly projects: number }[];
  /** The order of work: the one that survives two failures, else the best one if nothing goes wrong. */
  readonly order: 'two-failures' | 'nominal';
}

/** A stretch of business days in which nothing of the deal is worked, in a window, or awaited. */
export interface Stall {
  readonly from: Day;
  readonly to: Day;
  readonly businessDays: number;
}

/** One of three copies of the deal, back to back. */
export interface Run {
  readonly finish: Day;
  /** Business days from the plan's beginning until it and all copies before it are done, first and last day counted. */
  readonly businessDays: number;
  /** The role that holds it up; null where unlimited people would be no sooner. Known only of a copy that asks for a longer lead than those before. */
  readonly bottleneck: Bottleneck | null;
  /** The input or material that its first step waits for; null when it waits for neither. Known as the bottleneck is. */
  readonly awaits: string | null;
}

/** What three copies of the deal, back to back, say of the lead of one of its phases. */
export interface PhaseRuns {
  readonly phase: number;
  /** Each copy until its items of this phase and of all earlier ones are done. */
  readonly runs: readonly Run[];
  /** The shortest lead, in business days, at which the phase holds in all of them; and the day on which it ends. */
  readonly lead: number;
  readonly date: Day;
}

/** What three copies of the deal, back to back, say of its lead. */
export type ThreeRuns =
  | {
      readonly status: 'planned';
      readonly runs: readonly Run[];
      /** The shortest lead, in business days, at which all of them hold; the day on which it ends; and a day before which no plan has it end. */
      readonly lead: number;
      readonly date: Day;
      readonly lowerBound: Day;
      /** Roles of the deal whose usual load nobody has said: only their bookings count. */
      readonly loadUnknown: readonly string[];
      /** The same of each phase, earlier ones first, of which the last is the whole; empty for a deal in one phase. */
      readonly phases: readonly PhaseRuns[];
    }
  /** Materials that later copies would have to order, and nobody has said how long that takes: their indexes in `capacity.materials`. */
  | { readonly status: 'no-lead-time'; readonly materials: readonly number[] }
  /** The first copy that does not end within the horizon, from 1, and the roles of the deal that have a usual load. */
  | { readonly status: 'never-ends'; readonly run: number; readonly loaded: readonly string[] };

/** A booking that would have to move. */
export interface Displaced {
  /** Its index in `capacity.bookings`. */
  readonly index: number;
  readonly booking: string;
  readonly customer: string | null;
  readonly paid: boolean;
  /** Null: nothing was promised, and it is held to the day on which it is done as things stand. */
  readonly promised: Day | null;
  /** The day on which it is done as things stand. */
  readonly now: Day;
  /** The day on which it would be done; null when that lies beyond the horizon. */
  readonly done: Day | null;
  /** Business days after the day it is held to; 0 when it is in time. */
  readonly late: number;
  /** Which of its hours move; a booking may move by hours alone and be done on its day. */
  readonly shifts: readonly Shift[];
}

/** Hours of a role that a booking works otherwise when it moves. */
export interface Shift {
  readonly role: string;
  readonly hours: number;
  /** The first and the last day of the hours that it gives up. */
  readonly from: readonly [Day, Day];
  /** The same of those that it takes instead; null where none can be found. */
  readonly to: readonly [Day, Day] | null;
}

/** What granting a date before the nominal finish would do to the queue. */
export type Displacement =
  /** Not even without the queue is the work done by then. */
  | { readonly status: 'impossible' }
  | {
      readonly status: 'found';
      /** All that move, those that are late first: paid before unpaid, then by how late. */
      readonly moved: readonly Displaced[];
      /** Those of them that are in time, with less slack than they must have. */
      readonly scrambled: readonly Displaced[];
      /** By booking: the hours it then holds, moved or not; null where it holds none that could be planned anew. */
      readonly placed: readonly (Placed | null)[];
      /** Whether no displacement has fewer paid customers and fewer bookings late. */
      readonly least: 'proven' | 'found';
    };

/** The part of a deal that is done by the judged date with nobody moved, and when the rest is. */
export interface Split {
  /** Items of which some pieces come later; `now` 0: all of them do. */
  readonly items: readonly { readonly item: string; readonly now: number; readonly later: number }[];
  readonly rest: Day;
}

/** A plan with everything that the rules ask of it. */
export interface Planned {
  readonly status: 'planned';
  readonly begin: Day;
  readonly nominal: Dated;
  /** Why the nominal date has no lower bound than it has. */
  readonly bound: BoundWhy;
  readonly rows: readonly PlanRow[];
  /** The finish with unlimited people: windows, inputs and materials alone. */
  readonly unlimited: { readonly date: Day; readonly chain: readonly ChainLink[]; readonly rows: readonly PlanRow[] };
  readonly chain: readonly ChainLink[];
  readonly bottleneck: Bottleneck | null;
  readonly start: {
    /** First day from which the work never stalls. */
    readonly day: Day;
    /** First day with any work. */
    readonly firstWork: Day;
    /** Stalls longer than the option allows, in order. */
    readonly stalls: readonly Stall[];
    /** The role that the first step after the last stall waited for, and who holds it. */
    readonly busy: Bottleneck | null;
    /** Steps that could be worked on the judged start day: a phased start. */
    readonly phased: readonly { readonly item: string; readonly step: string; readonly title: string }[];
  };
  /** Null when fewer failures are known than policy asks for (at most two), and when a set of them never ends. */
  readonly twoFailures: TwoFailures | null;
  /** The set of failures under which the work never ends within the horizon, whatever the order; null when there is none. */
  readonly neverEnds: TwoFailures['worst'] | null;
  readonly knownFailures: readonly FailureFact[];
  readonly threeRuns: ThreeRuns;
  /** Null when the judged completion needs no booking moved, or there is none, or nobody asks. */
  readonly displacement: Displacement | null;
  /** The displacement that was approved, in whose queue all of this is planned; null where there is none. */
  readonly granted: { readonly by: string; readonly at: Day; readonly moved: readonly Displaced[] } | null;
  /** The deal in two phases that moves nobody; null as for the displacement, and where there is none to be found. */
  readonly split: Split | null;
  /** The earliest dates of each phase, earlier phases first: nominal, and under the worst set for it; empty for a deal in one phase. */
  readonly phases: readonly { readonly phase: number; readonly nominal: Day; readonly twoFailures: Day | null }[];
  /** Rows with work after `confirmed_until`. */
  readonly afterConfirmed: readonly PlanRow[];
  /** The nominal finish with operations' verified reserve; null when there is none that counts. */
  readonly withBuffers: { readonly date: Day; readonly buffers: readonly number[] } | null;
  /** The other reading of soft bookings; null when there are none, or only the rules are asked. */
  readonly otherSoft: {
    readonly reading: SoftReading;
    readonly nominal: Day | null;
    readonly twoFailures: Day | null;
    /** The floor of three runs, which count what is booked as well. */
    readonly threeRuns: Day | null;
  } | null;
  /** What the plan would be without one mandatory step; only filled when the judged completion is before `nominal`. */
  readonly withoutStep: readonly { readonly item: string; readonly step: string; readonly minutes: number; readonly date: Day }[];
  /** The nominal finish if every input that came late had come on its due day; null when none was late. */
  readonly ifInputsOnTime: Day | null;
  /** For a relative offer: completion by day of approval, the next ten business days. */
  readonly byApproval: readonly { readonly approved: Day; readonly complete: Day }[];
  /** Bookings given as deliverables that do not end within five years; what fits of them is counted, the rest is not. */
  readonly unplaced: readonly { readonly booking: string; readonly at: Place }[];
  /** Days, weeks or months in which the hours of a review are not free. */
  readonly reviewsShort: readonly ReviewShort[];
  /** How sure the dates are, or why nobody can say. */
  readonly confidence: Confidence | { readonly because: string };
  /**
   * The nominal plan and the one under the worst failures, in full, and the hours of the nominal one as it would be booked; only where they are asked for.
   * `worst` is null where `twoFailures` is.
   */
  readonly full: { readonly nominal: FullPlan; readonly worst: FullPlan | null; readonly loads: readonly Load[] } | null;
}

/** Why no date can be given; a closed list, each explained by `handoff explain no-date/REASON`. */
export type UnplannableReason =
  | 'not-in-library'
  | 'requires-missing'
  | 'custom-without-effort'
  | 'no-steps'
  | 'unknown-role'
  | 'no-people'
  | 'no-capacity'
  | 'material-never-comes'
  | 'roadmap-not-ready'
  | 'unknown-step'
  | 'beyond-horizon'
  | 'planner-fault';

/** One reason why no date can be given. */
export interface Unplannable {
  readonly reason: UnplannableReason;
  /** The rule whose finding explains it (`in-library`, `configured-or-priced`, `fits-headroom`, …). */
  readonly rule: string;
  readonly message: string;
  /** What to do. */
  readonly help: string;
  readonly at: Place;
}

/** The planner's answer. */
export type Schedule =
  | Planned
  | {
      readonly status: 'unplannable';
      readonly begin: Day;
      readonly because: readonly [Unplannable, ...Unplannable[]];
      /** Set where the planner itself failed: a fault of ours, reported as one. */
      readonly fault?: string;
    };
