/** What a report says of the open deals together (`check --jointly`). */
import type { IsoDate } from '../report.ts';

/** Why a deal that passes alone does not fit: who is signed before it and wants the same hours. */
export interface ReportTaker {
  readonly deal: string;
  readonly customer: string;
  readonly role: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** What both want beyond what is free. */
  readonly hours: number;
}

/** An open deal beside the others. */
export interface ReportBeside {
  readonly deal: string;
  readonly file: string;
  readonly customer: string;
  /** Null: nobody says how likely it is. From 0 to 1. */
  readonly probability: number | null;
  readonly signature: IsoDate;
  /** Whether it can be signed as asked beside those of the combination; null where it cannot be signed alone either, and takes nothing from anybody. */
  readonly fits: boolean | null;
  readonly asked: IsoDate | null;
  readonly safe_alone: IsoDate | null;
  /** When those of the combination that are planned before it are signed: all of them, where it is another than the order alone finds. Null where there is no such date. */
  readonly safe: IsoDate | null;
  /** Business days between the two; null where one of them is missing, or nothing is asked for. */
  readonly later_bd: number | null;
  /** Business days that the safe date is after the one asked for; 0 in time. */
  readonly late_bd: number | null;
  /** Most hours first; empty where it fits. */
  readonly loses_to: readonly ReportTaker[];
}

/** The open deals together. */
export interface ReportTogether {
  /** By what they are planned one after another: the likeliest first where anybody says how likely a deal is, else who signs first; drafts last. */
  readonly order: 'probability' | 'signature';
  /** In that order. */
  readonly deals: readonly ReportBeside[];
  /** Deals that can all be signed as asked, in the order in which they would be. */
  readonly combination: readonly string[];
  /** `proven`: no order lets more of them be signed as asked; `found`: there may be one. */
  readonly largest: 'proven' | 'found';
  /** Plans that were tried to find a larger one. */
  readonly tried: number;
}
