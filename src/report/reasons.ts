/**
 * The planner's closed lists of reasons in words: what a step waits for, what keeps a deal from having a date, what the proof of a date rests on. Each list
 * is keyed by all of its kinds, so a new kind does not compile without its words, and `handoff explain LIST/KIND` says every one of them.
 */
import type { BoundWhy, UnplannableReason, WaitKind } from '../schedule/schedule.ts';
import type { ReportBound, ReportProof } from './report.ts';

/** What a step waits for, and what that means. */
export const WAITS: Readonly<Record<WaitKind, string>> = {
  signature:
    'The step waits for nothing but the signature: it begins on the day the plan begins, which is the last one on which the offer may be signed.',
  today: 'The step waits for nothing: the day the deal names for its signature is over, and nothing begins before today.',
  predecessor:
    'The step follows another step of the deal, and begins when that one is done. To bring it forward, shorten what comes before.',
  window: 'The step follows another one whose window must pass first: curing, drying, a notice. Nothing compresses a window.',
  input: 'The step waits for something that the customer gives; it counts from the day it is received, or approved where it needs that.',
  material: 'The step waits for a material: its delivery and its receiving, or its lead time from the signature.',
  roadmap: 'The step waits for the day on which the roadmap says that the capability is ready.',
  role: 'Everything before the step is done, and its people or equipment are not free: others have booked them, another step of the deal has them, or they are not there.',
  order: 'The step could begin, and stands behind another one of the same role in the order of work: within a role nothing overtakes.',
};

/** What keeps a deal from having any date. */
export const NO_DATE: Readonly<Record<UnplannableReason, string>> = {
  'not-in-library': 'An item is not in the library, so nobody has said what work it is. Sell something of the library, or have it scoped.',
  'requires-missing': 'An item cannot go without another one, which is not in the deal. Add that one to the items.',
  'custom-without-effort': 'A customization has no effort, so its work is not known. Ask its doer, and write the effort down.',
  'no-steps': 'There is no step to plan: the library has none for an item, or the deal leaves out all of them.',
  'unknown-role': 'A customization needs a role, or a level of a role, that capacity does not have.',
  'no-people': 'A role that the work needs has nobody in capacity: no person and no equipment.',
  'no-capacity':
    'A role never has so many people at once as a step needs, or its queue, time off and reserve leave it too few hours in five years.',
  'material-never-comes': 'A material is short, none is coming, and it cannot be ordered: it has no lead time.',
  'roadmap-not-ready': 'An item is still on the roadmap, and nobody has said on which day it will be ready.',
  'unknown-step':
    'A customization says that it comes before or after a step which the deal does not have, or steps wait for each other in a circle.',
  'beyond-horizon': 'The work does not end within five years, and nothing is planned further ahead.',
  'planner-fault': 'The planner itself failed: a fault of handoff, not of the deal. Please report it with the files.',
};

/** What the bound under a date rests on. */
const BOUNDS: Readonly<Record<BoundWhy['kind'], string>> = {
  path: 'The longest way through the deal: its steps, windows, inputs and materials one after another take that long in what others have left free, even if no other step of the deal were in the way.',
  energy:
    'The hours of one role: what the deal needs of it before a day is more than what is free of it until then, in whatever order the work is done.',
  search: 'Other orders of work: all that could be done sooner were tried or refuted one by one.',
};

/** The words that every report uses. */
const WORDS: Readonly<Record<string, string>> = {
  bd: 'Business days of the calendar in capacity.yaml: `10bd` after a day is the tenth one after it on which anybody works. A deal that takes `5bd` is done on the fifth, first and last counted.',
  d: 'Calendar days, closed ones too; `2w` is `14d`.',
  h: 'Working hours, of one person or machine; `90m` is an hour and a half.',
  'safe-date':
    'The first day on which every date rule that binds holds: the plan fits beside what is promised to others, and still does if any two of the things that normally go wrong do.',
  offer: 'The safe date and the sales buffer of handoff.yaml, once: what to say on the phone.',
  judged: 'The date that is held against the safe date: the offered one, else the wanted one, and no later than any promise falls due.',
  floor: 'The earliest completion with which one date rule passes. The latest of those that bind is the safe date.',
  proven:
    'No order of work has an earlier date: as long as a started step is worked whenever its people are there, and what others have booked stays.',
  bounded:
    'The date holds, and another order of work could perhaps be sooner, by no more than the number of bd it says. `--prove` looks longer.',
  headroom: 'What is left of a role: the calendar, less time off, less the reserve, less the bookings.',
  reserve: 'The share of every role that is never sold (capacity.yaml).',
  'standard-deal':
    "All is as the library says: items on offer, options inside their bounds, nothing custom, nobody named, the library's price. It needs no human step.",
  waived: 'A failing check that somebody who may has let stand, for a reason and until a day. It stays visible.',
  'needs-approval': 'A failing check that somebody may let stand: the finding says who, and how.',
  unknown: 'A check that lacks a fact. It never passes; the finding says whose fact it is, and which file it belongs in.',
  restatement:
    'A promise in the words of whoever will keep it (`handoff restate`). They see the promise without its numbers and dates, so what they say of how many and by when they had to know. It holds until any of what it speaks of changes.',
  'sign-off':
    'What somebody said of a deal, as a file of its own beside it: an approval, a waiver, a date, a restatement, or the record of a meeting. It keeps what it was said of, so a later change shows; nobody edits it.',
  'transfer-meeting':
    'The meeting after the signature, of who sold it, who manages the project and who leads the work: three people. It answers why the customer buys, who is for it and against it, and what becomes of every soft promise.',
  gate: 'Whether the project may start (`handoff gate`): the deal is signed, and its transfer meeting is on record and complete.',
  typed: 'A sign-off whose signer is only a name that was typed: whoever may write to the repository can have typed it.',
  'lead-time': 'Business days from the signature to the completion, as the library says it is usual.',
  p80: 'The day by which four in five of 1,000 tries are done, when steps take as long as they sometimes do and nothing of what normally goes wrong happens. P50 and P95 alike.',
};

/** The lists by the name that they are explained under, each with the sentence that says what it lists. */
export const REASON_LISTS = {
  word: { about: 'Words that reports use', kinds: WORDS },
  waits: { about: 'Why a step begins on its day and not sooner', kinds: WAITS },
  'no-date': { about: 'Why no date can be given', kinds: NO_DATE },
  bound: { about: 'Why no order of work can be done sooner', kinds: BOUNDS },
} as const satisfies Record<string, { readonly about: string; readonly kinds: Readonly<Record<string, string>> }>;

/** Returns what a step waits for, in a few words that go on after its dates: `when artwork is here`. `on` can be shown as it is. */
export function waitWords(waits: WaitKind, on: string): string {
  switch (waits) {
    case 'signature':
      return 'as soon as it is signed';
    case 'today':
      return 'as soon as today';
    case 'predecessor':
      return `after ${on}`;
    case 'window':
      return `after the window of ${on}`;
    case 'input':
    case 'material':
      return `when ${on} is here`;
    case 'roadmap':
      return `when ${on} is ready`;
    case 'role':
      return `when ${on} is free`;
    case 'order':
      return `behind ${on}, in the order of work`;
  }
}

/** Returns what a step waits for as a name, for a column that says "waits for": a step's by itself, all others with their kind. */
export function waitName(waits: WaitKind, on: string): string {
  switch (waits) {
    case 'signature':
    case 'today':
      return waits;
    case 'predecessor':
      return on;
    case 'window':
    case 'input':
    case 'material':
    case 'roadmap':
    case 'role':
    case 'order':
      return `${on} (${waits})`;
  }
}

/** Returns why no order of work ends before the bound, as a clause: `before 2027-01-08 at least 61 embroidery hours are needed, and …`. */
function boundWords(bound: ReportBound): string {
  switch (bound.kind) {
    case 'path':
      return 'its steps, windows and inputs one after another take that long in what others have left free';
    case 'energy':
      return `before ${bound.before} at least ${bound.needed_hours} ${bound.role} hours are needed, and ${bound.free_hours} are free from ${bound.from} on`;
    case 'search':
      return 'what could be done sooner was tried or refuted, order by order';
  }
}

/** Returns how far it is proven that a plan is the soonest, and why; without a bound, of the plan that survives its failures. One or two sentences. */
export function proofWords({ status, lower_bound, open_bd }: ReportProof, bound: ReportBound | null): string {
  const done = bound === null ? 'survives its worst failures' : 'is done';
  const why = bound === null ? '' : `: ${boundWords(bound)}`;
  if (status === 'proven') return `No order of work ${done} sooner${why}.`;
  return `No order of work ${done} before ${lower_bound}, ${open_bd}bd sooner${why}. Between the two nothing is proven.`;
}
