/** Changes of a deal, or of what it stands on, that somebody tries by hand: `handoff options DEAL --drop bags:120`. */
import type { Day } from './day.ts';
import type { Cents } from './units.ts';

/** One change. */
export type HandChange =
  /** All of it is complete on a day. */
  | { readonly kind: 'date'; readonly day: Day }
  /** So many pieces of an item are left out; null: all of them. */
  | { readonly kind: 'drop'; readonly item: string; readonly pieces: number | null }
  /** An item comes in a phase. */
  | { readonly kind: 'phase'; readonly item: string; readonly phase: number }
  /** One more unit of a role, from a day on; null: from today. */
  | { readonly kind: 'person'; readonly role: string; readonly level: string | null; readonly from: Day | null }
  /** Operations have all of a material that the deal needs, locked, by a day; null: today. */
  | { readonly kind: 'material'; readonly material: string; readonly by: Day | null }
  /** An input is due on a day. */
  | { readonly kind: 'input'; readonly input: string; readonly by: Day }
  /** The whole costs so much. */
  | { readonly kind: 'price'; readonly total: Cents };
