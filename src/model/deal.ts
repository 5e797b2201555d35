/** deals/*.yaml: a deal as its seller wrote it (formats.md). Keys are the file's own; what is missing is derived in `facts.ts`. */
import type { Day } from './day.ts';
import type { Assumption, CompleteWhen, Flow } from './library.ts';
import type { Cents, Duration, Micro, Moment, Need, Ppm, Scaled } from './units.ts';

/** A completion date: on a day (with its event), or within a time after an input came. */
export type Completion =
  | { readonly kind: 'on'; readonly on: Day; readonly event: 'shipped' | 'in-hands' | 'accepted' }
  | { readonly kind: 'after'; readonly after: string; readonly within: Duration };

/** What a customer may call firm or negotiable. */
export const MOVABLE = ['complete', 'start', 'quantity', 'scope', 'phase', 'phases', 'price'] as const;
/** One of these words. */
export type MovableWord = (typeof MOVABLE)[number];

/** The dates that somebody asked for or offered. */
export interface AskedDates {
  readonly start?: Day;
  readonly complete?: Completion;
  readonly because?: string;
  readonly firm: readonly MovableWord[];
  readonly negotiable: readonly MovableWord[];
}

/** Work beyond the library's options. */
export interface Custom {
  readonly id: string;
  readonly what: string;
  /** Work a role, one unit at a time. */
  readonly effort?: readonly { readonly need: Need; readonly work: Scaled }[];
  readonly price?: Cents;
  /** Bought or partnered parts. */
  readonly cost?: Cents;
  readonly change?: 'reversible' | 'permanent';
  readonly undo?: string;
  readonly choice?: 'build' | 'partner' | 'buy';
  readonly approved_by?: string;
  readonly roadmap?: string;
  readonly flow?: Flow;
  /** `item.step`: default, after the item's last steps. */
  readonly after: readonly string[];
  readonly before: readonly string[];
}

/** One line of what is sold. */
export interface Item {
  readonly id: string;
  readonly deliverable: string;
  readonly version?: number;
  readonly quantity: number;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly custom: readonly Custom[];
  readonly offer: 'deliver' | 'build';
  readonly skip: readonly string[];
  readonly phase: number;
}

/** An input of the customer's, as the deal knows it. */
export interface DealInput {
  readonly id: string;
  readonly from?: string;
  readonly due?: Day;
  readonly received?: Moment;
  readonly approved?: Moment;
  readonly evidence?: string;
}

/** A material that the deal secured for itself. */
interface DealMaterial {
  readonly material: string;
  readonly quantity: Micro;
  readonly state: 'planned' | 'confirmed' | 'locked';
  readonly eta?: Day;
  readonly evidence?: string;
}

/** A staffing pattern (by role) or a named person. */
interface Staffing {
  readonly needs: readonly Need[];
  readonly person?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly share?: Ppm;
  readonly skills: readonly string[];
}

/** A promise to the customer. */
export interface DealPromise {
  readonly id: string;
  readonly text: string;
  readonly complete_when?: CompleteWhen;
  readonly items: readonly string[];
  readonly quantity?: number;
  readonly due?: Day;
  readonly excludes: readonly string[];
  readonly doer?: string;
  readonly commitment?: 'reversible' | 'permanent';
  readonly choice?: 'build' | 'partner' | 'buy';
  readonly approved_by?: string;
  readonly undo?: string;
  readonly pilot?: { readonly length: Duration; readonly customers: number; readonly effort?: Duration };
}

/** Something said or implied, and how it ended. */
interface SoftPromise {
  readonly said: string;
  readonly by?: string;
  readonly resolution?: 'item' | 'excluded' | 'owned';
  readonly ref?: string;
  readonly told_customer?: Day;
  readonly owner?: string;
  readonly due?: Day;
}

/** A deal file as read: what the seller wrote and nothing else. */
export interface DealFile {
  readonly deal?: string;
  readonly title?: string;
  readonly customer: { readonly name: string; readonly existing?: boolean };
  readonly state?: 'draft' | 'proposed' | 'signed' | 'lost' | 'done';
  readonly seller?: { readonly name?: string; readonly email?: string };
  readonly dates: {
    readonly signature?: Day;
    readonly valid_until?: Day;
    readonly signed?: Day;
    readonly wanted?: AskedDates;
    readonly offered?: AskedDates;
    readonly phases: readonly { readonly phase: number; readonly complete: Day }[];
  };
  readonly delivery: { readonly owner?: string; readonly escalation?: readonly string[]; readonly project_manager?: string };
  readonly items: readonly Item[];
  readonly inputs?: readonly DealInput[];
  readonly materials?: readonly DealMaterial[];
  readonly staffing?: readonly Staffing[];
  readonly promises?: readonly DealPromise[];
  readonly soft_promises?: readonly SoftPromise[];
  readonly soft_promises_asked?: { readonly by: string; readonly on: Day };
  readonly assumptions?: readonly Assumption[];
  readonly exclusions?: readonly string[];
  readonly roles?: readonly string[];
  readonly requirements?: {
    readonly groups: readonly { readonly group: string; readonly weight: number; readonly from: Moment; readonly to: Moment }[];
  };
  readonly ratings?: { readonly revenue?: number; readonly urgency?: number; readonly logo?: number; readonly probability?: Ppm };
  readonly support?: 'none' | { readonly hours: Duration; readonly until: Day };
  readonly documents: readonly string[];
  readonly pricing?: {
    readonly total?: Cents;
    readonly exceptions: readonly { readonly what: string; readonly amount?: Cents; readonly approved_by?: string }[];
  };
  readonly context?: DealContext;
  readonly discovery: readonly { readonly question: string; readonly answer?: string; readonly closed?: Day; readonly owner?: string }[];
}

/** Why the customer buys and who they are: what delivery must know before it starts. */
interface DealContext {
  readonly business_problem?: string;
  readonly buyer?: {
    readonly why_now?: string;
    readonly why_not_nothing?: string;
    readonly objections?: string;
    readonly executive_concern?: string;
    readonly deciding_tradeoff?: string;
    readonly politics?: string;
  };
  readonly stakeholders: readonly {
    readonly name: string;
    readonly role?: string;
    readonly stance?: string;
    readonly requires?: string;
    readonly asked?: Day;
  }[];
  readonly risks: readonly { readonly text: string; readonly becomes?: string }[];
  readonly dependencies: readonly { readonly text: string; readonly input?: string }[];
  readonly first_milestone?: { readonly what?: string; readonly on?: Day };
}
