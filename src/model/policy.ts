/** handoff.yaml: what operations decided about judging (formats.md, "policy"). Keys are the file's own. */
import type { Day } from './day.ts';
import type { Cents, Duration, Ppm } from './units.ts';

/** The sets of rule defaults. */
export const PROFILES = ['services', 'make-to-order', 'saas', 'print', 'trades', 'regulated-care'] as const;
/** A set of rule defaults. */
export type Profile = (typeof PROFILES)[number];

/** What a rule's failure does: `error` blocks, `warn` is told, `off` is not judged. */
export type Severity = 'off' | 'warn' | 'error';

/** Who may sign what. */
export const PRINCIPALS = ['delivery-lead', 'leadership'] as const;
/** A role in approvals, matched to people by id or e-mail. */
export type Principal = (typeof PRINCIPALS)[number];

/** How soft bookings are counted: not at all, by their probability, or whole. */
export const SOFT_READINGS = ['ignore', 'probability', 'whole'] as const;
/** How soft bookings are counted. */
export type SoftReading = (typeof SOFT_READINGS)[number];

/** What policy says of one rule: a severity, options (as written, checked against the rule's own schema), or both. */
export interface RuleSetting {
  readonly severity?: Severity;
  readonly options: Readonly<Record<string, unknown>>;
}

/** handoff.yaml as read, with every default filled in. */
export interface Policy {
  readonly profile: Profile;
  /** Profiles of folders of deals, longest folder first. */
  readonly profiles: readonly { readonly folder: string; readonly profile: Profile }[];
  readonly timezone: string;
  readonly currency: string;
  readonly files: {
    readonly capacity?: string;
    readonly deliverables?: string;
    readonly history?: string;
    readonly baseline?: string;
    readonly signoffs: string;
    readonly holds: string;
    readonly confirmed: string;
  };
  readonly buffers: { readonly sales: Duration };
  readonly significant: { readonly amount?: Cents; readonly effort?: Duration };
  readonly strict: boolean;
  readonly soft: SoftReading;
  readonly principals: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly escalation: readonly string[];
  readonly signatures: { readonly minimum: 'typed' | 'commit' | 'ssh'; readonly allowed_signers?: string; readonly revoked?: string };
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly meeting: { readonly customer: boolean };
  readonly waivers: { readonly longest: Duration };
  /** How long a deal's hours may be held before its signature, and how many deals a seller may hold at once. */
  readonly holds: { readonly longest: Duration; readonly per_seller: number };
  readonly targets: { readonly realization?: Ppm; readonly csat?: number };
  /** Words that promise without a bound, for `open-wording`; null keeps the tool's list. */
  readonly open_words: readonly string[] | null;
}

/** A principal's word that one failing rule of one deal may stand for a while; read from the sign-offs, never from the deal itself. */
export interface Waiver {
  /** The sign-off's. */
  readonly id: string;
  readonly rule: string;
  readonly by: string;
  readonly at: Day;
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until: Day;
  /** How sure it is that they gave it. */
  readonly level: Policy['signatures']['minimum'];
}
