/** What a command line asks for, once its words are read: the border between what was typed and what is done. */
import type { Day } from '../model/day.ts';
import type { Question } from '../report/answer.ts';
import type { Detail } from '../report/render/view.ts';
import type { Output } from './options.ts';

/** Files that are named instead of being looked for. */
export interface NamedFiles {
  readonly config: string | null;
  readonly capacity: string | null;
  readonly deliverables: string | null;
  readonly history: string | null;
}

/** Where operations' files are read from, when not in the work tree. */
export interface AskedBase {
  /** As git understands it: the files are those of its merge base with HEAD. */
  readonly ref: string;
  /** Whether the work tree's files are read where the base has no workspace yet. */
  readonly bootstrap: boolean;
}

/** A deal without a file, from `branded-bag:300 --by 2026-12-18`. */
export interface InlineDeal {
  readonly items: readonly { readonly id: string; readonly quantity: number }[];
  readonly by: Day | null;
  readonly start: Day | null;
  /** When it is signed; null: on the next business day. */
  readonly signature: Day | null;
  readonly customer: string | null;
}

/** What is to be checked. */
export type Target =
  | { readonly kind: 'example' }
  /** No deal: operations' files alone. */
  | { readonly kind: 'library' }
  /** The `deals` folder of the workspace. */
  | { readonly kind: 'workspace' }
  | { readonly kind: 'inline'; readonly deal: InlineDeal }
  | { readonly kind: 'paths'; readonly paths: readonly string[]; readonly stdinFilename: string };

/** What a run that judges deals does, and which question it answers with them. */
export interface CheckOptions {
  readonly question: Question;
  readonly target: Target;
  readonly named: NamedFiles;
  /** The commit that operations' files are read from; null: they are in the work tree. */
  readonly base: AskedBase | null;
  /** The reference since which only changed deals are judged; null: all are. */
  readonly since: string | null;
  /** Null: the day it is in the workspace's time zone. */
  readonly today: Day | null;
  readonly outputs: readonly Output[];
  readonly detail: Detail;
  /** Whether it is judged again whenever something that was read changes. */
  readonly watch?: boolean;
  /** How hard the planner looks for a proof: 1 as a rule. */
  readonly effort: number;
  readonly color: { readonly out: boolean; readonly err: boolean };
}
