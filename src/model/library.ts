/** deliverables.yaml: the library of what may be sold (formats.md). Keys are the file's own. */
import type { Day } from './day.ts';
import type { Cents, Duration, Micro, Need, Ppm, Scaled } from './units.ts';

/** A customization's or roadmap item's state. */
interface Roadmap {
  readonly ref: string;
  readonly state: 'idea' | 'planned' | 'committed' | 'in-progress' | 'shipped';
  readonly ready?: Day;
  readonly confirmed_by?: string;
  readonly confirmed_at?: Day;
  readonly expires?: Day;
}

/** What is observed when a promise is kept. */
export interface CompleteWhen {
  readonly observable?: string;
  readonly measure?: string;
  readonly threshold?: string;
  readonly evidence?: string;
}

/** What goes wrong normally: exactly one of `costs`, `delays`, `repeats` is set. */
export interface FailureEffect {
  /** Work that holds the step's people. */
  readonly costs?: Duration;
  /** Elapsed time that holds nobody (`d` or `bd`). */
  readonly delays?: Duration;
  /** Share of the step that is done again. */
  readonly repeats?: Ppm;
}

/** A normal failure. `hits` names steps; `any` is any one step that needs a role with people. */
export interface Failure extends FailureEffect {
  readonly id: string;
  readonly what: string;
  readonly hits: 'any' | readonly string[];
}

/** An assumption and what it costs when it is false. */
export interface Assumption {
  readonly text: string;
  readonly if_false?: FailureEffect & { readonly hits: 'any' | readonly string[] };
}

/** The domain of a configuration option. */
export type OptionDomain =
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'one_of'; readonly one_of: readonly (string | number | boolean)[] }
  | { readonly kind: 'any'; readonly any: 'text' | 'number' | 'boolean' };

/** What the customer must give. */
export interface LibraryInput {
  readonly id: string;
  /** Steps that cannot begin without it; empty: the first ones. */
  readonly blocks: readonly string[];
  /** Minutes after midnight; later than that counts as the next business day. */
  readonly cutoff?: number;
  /** Whether it counts from its approval. */
  readonly approval: boolean;
  /** Usual time after signature. */
  readonly takes?: Duration;
  /** What lateness normally costs. */
  readonly late?: Duration;
}

/** A material that a deliverable uses. */
interface LibraryMaterial {
  readonly material: string;
  readonly setup?: Micro;
  readonly each?: Micro;
  /** Steps that cannot begin without it; empty: the first ones. */
  readonly blocks: readonly string[];
}

/** One step of the work. */
export interface Step {
  readonly id: string;
  readonly title?: string;
  readonly needs: readonly Need[];
  /** How long all the `needs` work together. */
  readonly duration?: Scaled;
  /** Work shared evenly by the units of the one role in `needs`. */
  readonly effort?: Scaled;
  readonly after: readonly string[];
  /** Minimum elapsed time that nothing compresses. */
  readonly window?: Duration;
  /** Why the window is there, in words a customer understands. */
  readonly reason?: string;
  readonly mandatory: boolean;
  readonly uninterrupted: boolean;
  readonly optional: boolean;
  readonly weather: boolean;
}

/** A standard lead time by quantity; the last band may be open (`up_to` null). */
export interface LeadTimeBand {
  readonly up_to: number | null;
  readonly lead_time: Duration;
}

/** What a flow has to be drawn with, for the whiteboard rule. */
export interface Flow {
  readonly steps?: number;
  readonly decisions?: number;
  readonly exceptions?: number;
  readonly minutes?: number;
}

/** One thing that may be sold. */
export interface Deliverable {
  readonly id: string;
  readonly title?: string;
  /** What a quantity of it counts, in sentences; pieces where nothing is said. */
  readonly unit?: string;
  readonly version: number;
  readonly status: 'offered' | 'declined' | 'roadmap';
  readonly say?: string;
  readonly instead: readonly string[];
  readonly roadmap?: Roadmap;
  /** Bands in ascending order; empty when no standard is set. */
  readonly lead_time: { readonly standard: readonly LeadTimeBand[]; readonly custom?: Duration };
  readonly price?: { readonly setup: Cents; readonly each: Cents };
  readonly requires: readonly string[];
  readonly owner?: string;
  readonly doer?: string;
  readonly escalation: readonly string[];
  readonly complete_when?: CompleteWhen;
  readonly exclusions: readonly string[];
  readonly assumptions: readonly Assumption[];
  readonly questions: readonly { readonly id: string; readonly ask: string }[];
  readonly options: Readonly<Record<string, OptionDomain>>;
  readonly inputs: readonly LibraryInput[];
  readonly materials: readonly LibraryMaterial[];
  readonly services: readonly string[];
  /** The groups with a safety ratio of which one takes each piece, and the weight that a piece adds to it; undefined where the library does not say. */
  readonly groups?: Readonly<Record<string, number>>;
  readonly steps: readonly Step[];
  readonly failures: readonly Failure[];
  readonly flow?: Flow;
  readonly review?: { readonly by: string; readonly hours: Duration; readonly per: 'day' | 'week' | 'month'; readonly until?: Day };
}

/** The library by id, in the order of its files. */
export type Library = Readonly<Record<string, Deliverable>>;
