/** history.yaml or history.csv: finished work (formats.md). Keys are the columns; undefined is "not recorded". */
import type { Day } from './day.ts';
import type { Cents, Ppm } from './units.ts';

/** One project of the past. */
export interface Project {
  readonly id: string;
  readonly customer?: string;
  readonly deliverable?: string;
  readonly version?: number;
  readonly quantity?: number;
  readonly tags: readonly string[];
  readonly signed?: Day;
  readonly started?: Day;
  readonly completed?: Day;
  readonly promised?: Day;
  readonly outcome?: 'delivered' | 'cancelled' | 'open';
  /** Hours, with decimals as recorded. */
  readonly sold_hours?: number;
  readonly actual_hours?: number;
  /** Shares; may be negative. */
  readonly sold_margin?: Ppm;
  readonly actual_margin?: Ppm;
  readonly price?: Cents;
  readonly change_orders?: number;
  readonly believed_included?: number;
  readonly questions_week1?: number;
  readonly contradicted?: number;
  readonly named: readonly string[];
  readonly staffed: readonly string[];
  readonly side_warnings?: number;
  readonly pilot?: boolean;
  readonly hero?: boolean;
  readonly doers: readonly string[];
  readonly on_spec?: boolean;
  readonly escaped_defects?: number;
  readonly csat?: number;
  readonly rework_hours?: number;
  readonly ambiguities?: number;
  readonly plan_signed_at_kickoff?: boolean;
  readonly realization?: Ppm;
  readonly first_milestone_csat?: number;
  readonly milestone_on?: Day;
  readonly expanded?: boolean;
  readonly objections?: string;
  readonly ready_at_start?: boolean;
  readonly cause?: string;
  readonly client_escalated?: boolean;
}

/** Finished (and open) work. */
export type History = readonly Project[];
