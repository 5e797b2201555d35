/** `handoff/diff@1`: what changed of the deals between two commits, or a commit and the work tree, and which input changed it. Plain data. */
import type { IsoDate, Report, ReportDeal } from './report.ts';

/** What a judgement rests on; each is changed by itself to see what it does. */
export const INPUTS = ['deal', 'others', 'capacity', 'library', 'policy', 'history', 'baseline', 'sign-offs', 'today'] as const;
/** One of them. */
export type Input = (typeof INPUTS)[number];

/** What each input is called. */
export const INPUT_WORDS: Readonly<Record<Input, string>> = {
  deal: 'deal file',
  others: 'other deals of the customer',
  capacity: 'capacity',
  library: 'library',
  policy: 'policy',
  history: 'history',
  baseline: 'baseline',
  'sign-offs': 'sign-offs',
  today: 'today',
};

/** What became of a deal from one side to the other. */
export const DEAL_CHANGES = ['added', 'removed', 'signed', 'closed', 'reopened', 'changed', 'same'] as const;

/** One of the two sides. */
export interface DiffSide {
  /** As it was asked for; null: the work tree. */
  readonly ref: string | null;
  readonly commit: string | null;
  /** The day it is judged on. */
  readonly today: IsoDate;
}

/** How a deal stands on one side. */
export interface DiffStand {
  readonly verdict: ReportDeal['verdict'];
  /** The verdict as `check` begins with it. */
  readonly says: string;
  /** What is judged, and its completion. */
  readonly judged: ReportDeal['dates']['judged'];
  readonly asked: IsoDate | null;
  readonly nominal: IsoDate | null;
  readonly safe: IsoDate | null;
  /** Why `safe` is null; null when it is not. */
  readonly because: string | null;
  readonly offer: IsoDate | null;
  /** With its currency; null where the deal has none. */
  readonly price: string | null;
  /** What `margin-floor` says is left of it; null where it says nothing of it. */
  readonly margin: string | null;
}

/** A date that is not the same on both sides. */
export interface DiffDate {
  readonly date: 'asked' | 'nominal' | 'safe' | 'offer';
  readonly before: IsoDate | null;
  readonly after: IsoDate | null;
  /** Business days from one to the other, negative when it is sooner; null where one is missing. */
  readonly bd: number | null;
}

/** What one change does by itself to the older side. */
export interface DiffEffect {
  /** Why it could not be judged by itself; null when it was. */
  readonly because: string | null;
  /** Null where it could not be judged. */
  readonly verdict: ReportDeal['verdict'] | null;
  readonly safe: IsoDate | null;
  /** Business days by which it moves the older side's safe date; null where either is missing. */
  readonly bd: number | null;
  /** Rules that it turns from what they were to what they are now. */
  readonly turns: readonly string[];
}

/** One entry of operations' capacity, changed by itself. */
export interface DiffEntry extends DiffEffect {
  /** As `bookings.harbor-12`. */
  readonly entry: string;
  readonly change: 'added' | 'removed' | 'edited';
  /** What it says else than before, and the hours that come or go with it. */
  readonly says: readonly string[];
}

/** One input that is not the same on both sides, and what it does by itself. */
export interface DiffCause extends DiffEffect {
  readonly input: Input;
  readonly says: readonly string[];
  /** Of capacity: entry by entry. */
  readonly entries: readonly DiffEntry[];
  /** Whether the entries move the safe date only together as far as the input does; then none of them is the cause alone. */
  readonly entries_together: boolean;
  /** Further entries, which were not tried: so many are of one deal. */
  readonly entries_untried: number;
}

/** A rule that does not end as it did. */
interface DiffRule {
  readonly rule: string;
  readonly before: string;
  readonly after: string;
  /** The inputs that turn it so, each by itself; empty: only together, or it was not tried. */
  readonly by: readonly Input[];
}

/** A finding of one side only. */
export interface DiffFinding {
  /** As in SARIF and GitLab's report: the same after other lines have moved. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
  readonly message: string;
}

/** One deal. */
export interface DiffDeal {
  readonly deal: string;
  readonly title: string;
  readonly customer: string;
  readonly file: string;
  readonly change: (typeof DEAL_CHANGES)[number];
  readonly state: { readonly before: string | null; readonly after: string | null };
  /** Null where it is not judged: it is not there, or not open. */
  readonly before: DiffStand | null;
  readonly after: DiffStand | null;
  readonly dates: readonly DiffDate[];
  readonly rules: readonly DiffRule[];
  readonly new: readonly DiffFinding[];
  readonly gone: readonly DiffFinding[];
  readonly causes: readonly DiffCause[];
  /** The inputs that move the safe date, or turn the verdict, only together; empty where the changes add up one by one. */
  readonly together: readonly Input[];
  /** Whether the budget was spent before all was tried: then nothing is said of what was not. */
  readonly budget_spent: boolean;
}

/** The whole answer. */
export interface DiffReport extends Pick<Report, 'tool' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/diff@1';
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly files: readonly { readonly path: string; readonly input: Input; readonly change: 'edited' | 'added' | 'removed' }[];
  /** Empty when the input is wrong. */
  readonly deals: readonly DiffDeal[];
  /** How often a deal was judged again to find the causes. */
  readonly tried: number;
}
