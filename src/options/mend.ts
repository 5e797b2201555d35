/**
 * Mends: ways to say yes to what is not a date. Each family (configure, price, pattern, …) knows some rules, and looks for the smallest concession after
 * which none of them finds anything. A mend is a real change of what is sold, to whom, by whom or for how much: nothing that only leaves a fact unsaid.
 */
import type { Facts } from '../model/facts.ts';
import type { RuleId } from '../rules/profiles.ts';
import type { RuleFacts } from '../rules/rule.ts';
import type { Check as RuleCheck } from '../rules/run.ts';
import { resolveSettings } from '../rules/settings.ts';
import { edited, type Edit } from './edit.ts';
import { isAboutDates } from './recheck.ts';
import type { Asks, Check, Checked, Otherwise, WayKind } from './way.ts';

/** A concession that was judged by the whole check. */
export interface Mend {
  readonly kind: WayKind;
  /** The rules that it is about: none of them finds anything any more. */
  readonly rules: readonly RuleId[];
  /** What is said after the date, of the deal as it ends up: `at 4800 USD, with 'sso' for 4800`. */
  readonly words: (facts: Facts) => string;
  /** Of the deal that the mend began with, which may hold other mends already. */
  readonly edits: readonly Edit[];
  /** Texts that may still say what it was before, as paths into the deal's file. */
  readonly rewrite: readonly string[];
  /** What others must do before it holds, and the facts that this makes; null: nobody is asked. */
  readonly asks: { readonly of: Asks; readonly otherwise: Otherwise } | null;
  readonly after: Checked;
  /** Whether each notch less of it was seen to fail: one cent less, one step of the share more. True too where a change has no notches. */
  readonly tight: boolean;
}

/** A concession that nobody has judged yet. */
export type Draft = Omit<Mend, 'after' | 'tight' | 'asks'> & {
  readonly asks?: Mend['asks'];
  /** One notch less of it, each by itself: of all of them some rule has to find something. */
  readonly notches: readonly (readonly Edit[])[];
  /** Whether its rules may still ask for a later date: then the dates are moved after it. */
  readonly movesDates?: boolean;
  /** Whether it is to need nobody's approval. */
  readonly isFree?: boolean;
};

/** A deal to be mended, and whole checks to spend on it. */
export interface Bench {
  readonly base: Checked;
  /** Returns what the whole check says of the deal with changes; null when the budget is spent. */
  readonly tryOut: (edits: readonly Edit[], otherwise?: Otherwise) => Checked | null;
  /** A bench for a deal that is mended in part, before the facts of others that this took: it spends of the same budget. */
  readonly on: (base: Checked, otherwise: Otherwise) => Bench;
  readonly isSpent: () => boolean;
}

/** A family of mends. */
export interface Family {
  /** Returns those of the rules that it knows and that block the deal for something it may mend. */
  readonly about: (base: Checked) => readonly RuleId[];
  /** Returns its mends of one of these rules, the nearest first; each passes the whole check as far as its rules go. */
  readonly mends: (bench: Bench, rule: RuleId) => readonly Mend[];
}

/** Returns a bench for a deal with so many whole checks to spend. */
export function benchOf(base: Checked, check: Check, checks: number): Bench {
  let left = checks;
  let spent = false;
  const on = (deal: Checked, others: Otherwise): Bench => ({
    base: deal,
    on,
    isSpent: () => spent,
    tryOut: (edits, otherwise) => {
      if (left === 0) {
        spent = true;
        return null;
      }
      left--;
      return check(edited(deal.facts.deal.file, edits), { ...others, ...otherwise });
    },
  });
  return on(base, {});
}

/** Returns the check of a rule where it blocks; null where it does not. */
export function blockingCheck({ judgement }: Checked, rule: RuleId): RuleCheck | null {
  return judgement.checks.find((check) => check.rule === rule && check.blocking) ?? null;
}

/** Returns those of some rules that block a deal for one of some reasons: `rule-id/why`. */
export function blockedFor(base: Checked, reasons: readonly `${RuleId}/${string}`[]): RuleId[] {
  return base.judgement.checks.flatMap(({ blocking, rule, reason }) =>
    blocking && reason !== null && (reasons as readonly string[]).includes(reason) ? [rule] : [],
  );
}

/** Returns a deal as rules see it. */
export function ruleFactsOf({ facts, schedule }: Pick<Checked, 'facts' | 'schedule'>): RuleFacts {
  return { ...facts, schedule, others: [] };
}

/** Returns the options of a rule as this deal's policy and profile set them, and whether it is an error. */
export function settingsOf(
  { policy, profile }: Pick<Facts, 'policy' | 'profile'>,
  rule: RuleId,
): { options: Readonly<Record<string, unknown>>; isError: boolean } {
  const { options, severity } = resolveSettings(policy, profile).rules.find((setting) => setting.rule.id === rule)!;
  return { options, isError: severity === 'error' };
}

/**
 * Returns a draft as a mend where it holds: none of its rules blocks, nothing blocks that did not, unless it is about dates (they may move after it), may be
 * approved, or is its doer's word, who is asked again. Null where it does not hold, or nobody may ask any more.
 */
export function proven(bench: Bench, { rules, notches, movesDates, isFree, asks = null, ...draft }: Draft): Mend | null {
  const after = bench.tryOut(draft.edits, asks?.otherwise);
  if (after === null || !isMended(bench.base, after, rules, { movesDates, isFree })) return null;
  const tight = notches.every((notch) => {
    const less = bench.tryOut(notch);
    return less !== null && !isMended(bench.base, less, rules, { movesDates, isFree });
  });
  return { ...draft, rules, asks, after, tight };
}

/** Whether a changed deal is free of what some rules found (what a later date mends may come in its place), and of anything new that nobody may approve. */
export function isMended(
  base: Checked,
  after: Checked,
  rules: readonly RuleId[],
  { movesDates = false, isFree = false }: Pick<Draft, 'movesDates' | 'isFree'> = {},
): boolean {
  if (after.judgement.faults.length > 0) return false;
  return after.judgement.checks.every((check) => {
    if (!check.blocking) return true;
    const was = blockingCheck(base, check.rule);
    if (rules.includes(check.rule)) return movesDates && check.earliest !== null && check.reason !== was?.reason && isAboutDates(check);
    return was !== null || (check.approver !== null && !isFree) || check.rule === 'doer-restated' || isAboutDates(check);
  });
}
