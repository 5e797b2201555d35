/** `handoff/report@1`: the whole answer as plain data (formats.md, "The JSON report"). Every format is a pure function of it. */
import type { BookRole, ReportWant } from './book/book.ts';
import type { ReportTogether } from './book/together.ts';
import type { Range, Diagnostic } from '../model/place.ts';
import type { Profile, Severity } from '../model/policy.ts';
import type { Level } from '../model/signoff.ts';
import type { Family, Verdict } from '../rules/rule.ts';
import type { Input } from './diff.ts';
import type { BoundWhy, UnplannableReason, WaitKind } from '../schedule/schedule.ts';

/** A civil date as ISO text: the report is for other programs too. */
export type IsoDate = string;

/** A date's proof: `proven`, or how far the lower bound is. */
export interface ReportProof {
  readonly status: 'proven' | 'bounded';
  readonly lower_bound: IsoDate;
  /** Business days between the bound and the date: 0 when it is proven. */
  readonly open_bd: number;
}

/** One finding of a check. */
export interface ReportFinding {
  readonly message: string;
  readonly at: Range;
  readonly related: readonly { readonly message: string; readonly at: Range }[];
  readonly data: Readonly<Record<string, unknown>>;
  readonly help: string;
}

/** A waiver that lets a failure stand. */
interface ReportWaiver {
  readonly by: string;
  readonly at: IsoDate;
  readonly reason: string;
  readonly until: IsoDate;
  /** Whether it ends within 14d. */
  readonly ends_soon: boolean;
  /** How sure it is that they gave it. */
  readonly level: Level;
}

/** A sign-off of the deal, whether or not a rule asks for it. */
interface ReportSignOff {
  /** As its file says it: `handoff/approval@1`. */
  readonly type: string;
  readonly subject: string;
  readonly by: string;
  readonly at: IsoDate;
  readonly until: IsoDate | null;
  /** How sure it is that they gave it: found out, not what the file says. */
  readonly level: Level;
  /** Why it is no more; null where it is as much as can be. */
  readonly weakness: string | null;
}

/** A waiver that is signed and lets nothing stand. */
interface ReportUnusedWaiver {
  readonly rule: string;
  readonly by: string;
  readonly at: IsoDate;
  readonly until: IsoDate;
  readonly because: string;
}

/** One rule's check of one deal. */
export interface ReportCheck {
  readonly rule: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly verdict: Verdict;
  readonly title: string;
  readonly summary: string;
  /** What a passing rule says beside its summary. */
  readonly notes: readonly string[];
  /** Of a date rule; null for the others and where no date can be given. */
  readonly earliest: IsoDate | null;
  readonly blocking: boolean;
  readonly findings: readonly ReportFinding[];
  /** Of a `waived` check. */
  readonly waiver: ReportWaiver | null;
  /** Why a waiver that is there does not count: expired, given for something else, or by somebody else. */
  readonly waiver_lapsed: string | null;
  /** `rule-id/why`, of a closed list; null when it passes without one. */
  readonly reason: string | null;
  /** Who may waive it; null: nobody. */
  readonly approver: string | null;
  /**
   * The rule whose finding tells this one too, so that a person reads it once: of a date rule that fails only because the date is before its floor,
   * and of a rule that cannot be judged for the same reason as another. Null for all others.
   */
  /** The page of the rule in handoff's documentation; null where this version does not judge it. */
  readonly docs: string | null;
  /** Since when operations know of all that it found, so that it does not block; null where something is new. */
  readonly known_since: IsoDate | null;
  readonly told_by: string | null;
}

/** One way to say yes. */
export interface ReportOption {
  readonly kind: string;
  /** In the seller's words. */
  readonly change: string;
  /** The change to the deal file, value by value; null takes something out. Indexes are those before the change. */
  readonly edits: readonly { readonly path: string; readonly value: unknown }[];
  /** What others than the deal's author do first, and what operations would write into capacity.yaml for it; null: nobody is asked. */
  readonly asks: {
    readonly who: string;
    readonly act: string;
    readonly capacity: readonly { readonly path: string; readonly value: unknown }[];
    /** The same for deliverables.yaml. */
    readonly library: readonly { readonly path: string; readonly value: unknown }[];
  } | null;
  /** Texts of the deal that may still say the old number or date. */
  readonly rewrite: readonly string[];
  readonly result: { readonly start: IsoDate | null; readonly complete: IsoDate | null };
  readonly needs_approval: string | null;
  /** Rules that block before and after, and have nothing to do with dates; and `doer-restated` where a promise changes, which its doer is asked again. */
  readonly remain: readonly string[];
  readonly verified: true;
  /** Whether one notch less was seen to fail: one business day earlier, one piece more, help one business day later. */
  readonly tight: boolean;
  readonly victims: readonly {
    readonly booking: string;
    readonly customer: string | null;
    readonly paid: boolean;
    readonly days_late: number;
  }[];
}

/** The dates of a deal. */
export interface ReportDates {
  readonly wanted: { readonly start: IsoDate | null; readonly complete: IsoDate | null };
  readonly offered: { readonly start: IsoDate | null; readonly complete: IsoDate | null };
  readonly judged: 'offered' | 'wanted' | null;
  /** Set when the judged completion counts from an input that is still open. */
  readonly relative: { readonly after: string; readonly within: string } | null;
  readonly start: IsoDate | null;
  readonly nominal: IsoDate | null;
  readonly safe: IsoDate | null;
  /** Why `safe` is null; null when it is not. */
  readonly because: string | null;
  readonly offer: IsoDate | null;
  /** What `offer` adds to `safe`, as policy writes it: `3bd`. */
  readonly sales_buffer: string;
  readonly phases: readonly { readonly phase: number; readonly judged: IsoDate | null; readonly safe: IsoDate | null }[];
  /** Latest first. */
  readonly floors: readonly { readonly rule: string; readonly date: IsoDate; readonly binding: boolean; readonly because: string }[];
  /** Binding floors that could not be judged. */
  readonly unjudged: readonly { readonly rule: string; readonly because: string }[];
  readonly proof: {
    readonly nominal: ReportProof | null;
    readonly two_failures: ReportProof | null;
    readonly safe: ReportProof | null;
  };
  /** How soft bookings were counted. */
  readonly soft: 'ignore' | 'probability' | 'whole';
  /** The safe date under the other reading of soft bookings; null when there are none. */
  readonly with_soft: IsoDate | null;
  /** How sure the dates are when durations vary; null when there is nothing to tell it from. */
  readonly confidence: ReportConfidence | null;
  /** Why `confidence` is null; null when it is not. */
  readonly confidence_because: string | null;
}

/** The share of runs that are complete by a date. */
export interface ReportChance {
  readonly date: IsoDate;
  /** From 0 to 1. */
  readonly chance: number;
}

/** How sure the dates are when durations vary. */
interface ReportConfidence {
  readonly runs: number;
  readonly judged: ReportChance | null;
  readonly safe: ReportChance | null;
  /** The first day by which half, four in five and 19 in 20 of the runs are complete; null beyond the horizon. */
  readonly p50: IsoDate | null;
  readonly p80: IsoDate | null;
  readonly p95: IsoDate | null;
  readonly drawn: {
    /** Steps whose three-point estimates were drawn from. */
    readonly estimates: number;
    /** Items whose work was scaled by the record of finished projects. */
    readonly records: readonly { readonly item: string; readonly deliverable: string; readonly projects: number }[];
  };
  readonly order: 'two-failures' | 'nominal';
  /** What the runs take for granted, in words. */
  readonly assumes: string;
}

/** One step of a plan. */
export interface ReportStep {
  readonly item: string;
  readonly step: string;
  readonly start: IsoDate;
  readonly finish: IsoDate;
  /** The day on which its window is over; null when it has none. */
  readonly until: IsoDate | null;
  readonly needs: Readonly<Record<string, number>>;
  /** What it waited for last: a kind of the closed list, and the step, input, material or role by name. */
  readonly waits: WaitKind;
  readonly on: string;
}

/** What the bound under the nominal date rests on. */
export type ReportBound =
  | { readonly kind: Exclude<BoundWhy['kind'], 'energy'> }
  | {
      readonly kind: 'energy';
      readonly role: string;
      readonly from: IsoDate;
      readonly before: IsoDate;
      readonly needed_hours: number;
      readonly free_hours: number;
    };

/** One reason why no date can be given. */
export interface ReportNoDate {
  /** `no-date/why`, of a closed list. */
  readonly reason: `no-date/${UnplannableReason}`;
  /** The rule whose finding explains it. */
  readonly rule: string;
  readonly message: string;
  readonly at: Range;
  readonly help: string;
}

/** A booking that holds a role, and for how many hours. */
export interface ReportHolder {
  readonly booking: string;
  readonly customer: string | null;
  readonly hours: number;
  /** The last day of a hold; left out for what is promised. */
  readonly until?: IsoDate;
}

/** Why the nominal date is where it is. */
export interface ReportWhy {
  readonly chain: readonly {
    readonly item: string;
    readonly step: string;
    readonly start: IsoDate;
    readonly finish: IsoDate;
    readonly waits: WaitKind;
    readonly on: string;
    /** Of a role: the deal's own step that had it, else the bookings that held it meanwhile; null for all other kinds. */
    readonly busy: { readonly step: string | null; readonly held_by: readonly ReportHolder[] } | null;
  }[];
  readonly bottleneck: {
    readonly role: string;
    readonly from: IsoDate;
    readonly to: IsoDate;
    readonly used_hours: number;
    readonly free_hours: number;
    readonly held_by: readonly ReportHolder[];
  } | null;
  /** Why no order of work is done sooner than the proof's bound. */
  readonly bound: ReportBound;
}

/** What is held for a deal. */
export interface ReportHold {
  readonly seller: string;
  readonly first: IsoDate;
  readonly until: IsoDate;
  /** Whether it is held for what the deal sells now. */
  readonly same: boolean;
}

/** A promise, and who restated it. */
export interface ReportPromise {
  readonly promise: string;
  readonly text: string;
  /** Who is to do it; null where nobody is named. */
  readonly doer: string | null;
  readonly due: IsoDate | null;
  /** Null where nobody restated it, or the promise has changed since. */
  readonly restated_by: {
    readonly by: string;
    readonly at: IsoDate;
    /** How sure it is that they did. */
    readonly level: 'typed' | 'commit' | 'ssh';
    /** Whether it was restated of the library, once for all deals. */
    readonly standing: boolean;
    /** In their own words. */
    readonly words: string;
  } | null;
}

/** What became of a deal since the base, by the base's own deal file and operations' files. */
export interface ReportChange {
  /** `new`: the base does not have it; `unknown`: it cannot be judged there. */
  readonly kind: 'new' | 'same' | 'changed' | 'unknown';
  /** Why it is unknown; null when it is not. */
  readonly because: string | null;
  /** How it stood there; null where it is new or unknown. */
  readonly before: { readonly verdict: ReportDeal['verdict']; readonly says: string; readonly safe: IsoDate | null } | null;
  /** Business days from the safe date of the base to the one here; null where either is missing. */
  readonly safe_bd: number | null;
  /** What is not the same, and what it says else. With one of them, that is the cause; of several nothing is said of which. */
  readonly inputs: readonly { readonly input: Input; readonly says: readonly string[] }[];
}

/** One deal's report. */
export interface ReportDeal {
  readonly deal: string;
  readonly title: string;
  readonly customer: string;
  readonly file: string;
  readonly state: string;
  readonly profile: Profile;
  readonly verdict: 'pass' | 'fail';
  /** How many of its rules counted; left out where all did. */
  readonly part?: { readonly rules: number; readonly of: number };
  /** True, or why the deal is not standard. */
  readonly standard: true | readonly string[];
  readonly derived: readonly { readonly path: string; readonly value: string; readonly from: string }[];
  /** What became of the values that `handoff fill` wrote: those that would be others now, and which of operations' facts have changed since. Only where it wrote some. */
  readonly filled?: {
    readonly differs: readonly { readonly path: string; readonly was: string; readonly now: string | null; readonly from: string }[];
    readonly facts_changed: readonly string[];
    /** What of its record cannot be read. */
    readonly problem: string | null;
  };
  /** What is promised, and by whom it was restated. */
  readonly promises: readonly ReportPromise[];
  readonly dates: ReportDates;
  readonly plan: readonly ReportStep[];
  readonly why: ReportWhy | null;
  /** Why nothing can be planned; empty when it can. */
  readonly no_date: readonly ReportNoDate[];
  readonly worst: {
    readonly failures: readonly { readonly id: string; readonly what: string; readonly hits: string }[];
    readonly finish: IsoDate;
    /** Finish under 0, 1, … failures. */
    readonly by_count: readonly IsoDate[];
  } | null;
  readonly checks: readonly ReportCheck[];
  readonly options: readonly ReportOption[];
  /** Whether the search for options stopped at its budget: there may be more. */
  readonly options_budget_spent: boolean;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Waivers that are signed and let nothing stand; those that no longer count are told with their check. */
  /** How it stands with the findings that operations knew when they began to check; null without a baseline. */
  readonly baseline: { readonly recorded: IsoDate; readonly still: number; readonly gone: number } | null;
  /** What is held for the deal today; left out where nothing is. */
  readonly hold?: ReportHold;
  /** Only with `--base`, of a deal that has a file. */
  readonly change?: ReportChange;
  readonly unused_waivers: readonly ReportUnusedWaiver[];
  /** Oldest first. */
  readonly signoffs: readonly ReportSignOff[];
}

/** The same deals by other files of operations than those that decide. */
export interface ReportOther {
  /** What is not as in the base. */
  readonly files: readonly { readonly path: string; readonly change: 'edited' | 'added' | 'removed' }[];
  readonly deals: readonly {
    readonly deal: string;
    readonly file: string;
    readonly verdict: ReportDeal['verdict'];
    readonly safe: IsoDate | null;
    /** Business days from the safe date that decides to this one; null where either is missing. */
    readonly safe_bd: number | null;
  }[];
  /** Why they judge nothing; null when they do. */
  readonly because: string | null;
}

/** Where operations' files were read from, with `--base`. */
export interface ReportBase {
  /** As it was asked for. */
  readonly ref: string;
  /** The merge base of the reference and HEAD: operations' files are those of this commit. */
  readonly commit: string;
  /** What the reference stood for. */
  readonly tip: string;
  /** Operations' files that the base does not have, read from the work tree (`--bootstrap`). */
  readonly adopted: readonly string[];
  /** Deals that are not where, or what, they were in the base. */
  readonly told: readonly { readonly file: string; readonly message: string }[];
  /** By the reference's own files, where those are others: a deal passes only when it does by them too. */
  readonly newest: ReportOther | null;
  /** By this branch's own files, where those are others: told, and not used. */
  readonly branch: ReportOther | null;
}

/** What was judged with `--changed-since`. */
export interface ReportSince {
  /** As it was asked for. */
  readonly ref: string;
  /** The merge base of the reference and HEAD, which the work tree is compared with. */
  readonly commit: string;
  /** Why all deals are judged nevertheless; null where only the changed ones are. */
  readonly all: string | null;
  /** Open deals that were not judged. */
  readonly unchanged: readonly { readonly file: string; readonly deal: string }[];
  /** Files of deals that are not there any more, under no name. */
  readonly gone: readonly string[];
}

/** What the open deals of a book want together. */
export interface ReportBook {
  /** By name; weeks in which nobody wants a role are left out. */
  readonly roles: readonly BookRole[];
  /** Which of them can all be signed; null where nobody asked. */
  readonly together: ReportTogether | null;
}

/** A file of a run, and what was in it. */
interface ReportDigest {
  readonly path: string;
  readonly sha256: string;
}

/** Which part of a book a report is of (`check --shard`), and what is needed to join the parts. */
export interface ReportShard {
  readonly index: number;
  readonly of: number;
  /** Deals of the whole book, and the places of this part's in it, from 0. */
  readonly deals: number;
  readonly places: readonly number[];
  /** All files of the whole run. */
  readonly digests: readonly ReportDigest[];
  /** How the run was asked, as far as it changes what is judged. */
  readonly asked: string;
  readonly wants: readonly ReportWant[];
}

/** The whole report. */
export interface Report {
  readonly schema: 'handoff/report@1';
  readonly tool: { readonly name: 'handoff'; readonly version: string };
  readonly today: IsoDate;
  /** The day operations last stood behind capacity; null when nothing was judged. */
  readonly as_of: IsoDate | null;
  readonly files: readonly { readonly kind: string; readonly path: string; readonly source: string }[];
  /** Only with `--base`. */
  readonly base?: ReportBase;
  /** Only with `--changed-since`. */
  readonly since?: ReportSince;
  /** The rules that alone count, or that alone do not; left out where all do. */
  readonly part?: { readonly by: 'only' | 'skip'; readonly rules: readonly string[] };
  /** How many warnings there are, and how many may pass; left out where any number may. */
  readonly warnings?: { readonly found: number; readonly allowed: number };
  readonly deals: readonly ReportDeal[];
  /** Deals of the folder that are not open: told, not judged. */
  readonly listed: readonly { readonly file: string; readonly deal: string; readonly state: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Rules that threw: a fault of ours, exit 3. */
  readonly faults: readonly { readonly deal: string; readonly rule: string; readonly message: string }[];
  /** Only with `--jointly`, and where parts were joined. */
  readonly book?: ReportBook;
  /** Only with `--shard`. */
  readonly shard?: ReportShard;
  readonly exit: 0 | 1 | 2 | 3;
}
