/**
 * Which input moved a deal's safe date, turned its verdict or a rule: found by judging the older side again with one input changed at a time, and never guessed.
 * Where single changes do not add up to the whole, that is said, with the inputs that do it only together: those without which the newer side is another.
 */
import type { Day } from '../model/day.ts';
import type { DiffEffect, Input } from '../report/diff.ts';
import type { ReportDeal } from '../report/report.ts';

/** What is asked of a judged deal here. */
export interface Outcome {
  readonly verdict: ReportDeal['verdict'];
  readonly safe: Day | null;
  /** Rule → verdict. */
  readonly rules: ReadonlyMap<string, string>;
}

/** What a change did by itself; or why it could not be judged. */
export type Trial = { readonly outcome: Outcome } | { readonly because: string };

/** One input, changed by itself. */
export interface Tried<Name> {
  readonly name: Name;
  readonly trial: Trial;
}

/** How many business days one date is after another; negative: before it. */
type Apart = (from: Day, to: Day) => number;

/** The two sides of a deal, and how dates are counted. */
export interface Ends {
  readonly before: Outcome;
  readonly after: Outcome;
  readonly apart: Apart;
}

/** Returns what a change did by itself to the older side. */
export function effectOf(trial: Trial, { before, after, apart }: Ends, iso: (day: Day | null) => string | null): DiffEffect {
  if ('because' in trial) return { because: trial.because, verdict: null, safe: null, bd: null, turns: [] };
  const { verdict, safe, rules } = trial.outcome;
  const turns = [...after.rules].flatMap(([rule, to]) => (before.rules.get(rule) !== to && rules.get(rule) === to ? [rule] : []));
  return { because: null, verdict, safe: iso(safe), bd: safe === null || before.safe === null ? null : apart(before.safe, safe), turns };
}

/** Whether changes that were tried one by one explain the safe date of the whole: their business days add up, or one of them alone does it all. */
export function addsUp<Name>(tried: readonly Tried<Name>[], { before, after, apart }: Ends): boolean {
  const outcomes = tried.flatMap(({ trial }) => ('outcome' in trial ? [trial.outcome] : []));
  const moved = outcomes.filter(({ safe }) => safe !== before.safe);
  if (moved.length === 0) return before.safe === after.safe;
  if (moved.length === 1) return moved[0].safe === after.safe;
  if (before.safe === null || after.safe === null || moved.some(({ safe }) => safe === null)) return false;
  return moved.reduce((sum, { safe }) => sum + apart(before.safe!, safe!), 0) === apart(before.safe, after.safe);
}

/** Whether a verdict that turned is turned by some change alone. */
export function turnsVerdict<Name>(tried: readonly Tried<Name>[], { before, after }: Ends): boolean {
  return before.verdict === after.verdict || tried.some(({ trial }) => 'outcome' in trial && trial.outcome.verdict === after.verdict);
}

/** Returns the changes that turn a rule to what it is afterwards, each by itself. */
export function turning<Name>(rule: string, tried: readonly Tried<Name>[], after: Outcome): Name[] {
  const to = after.rules.get(rule);
  return tried.flatMap(({ name, trial }) => ('outcome' in trial && trial.outcome.rules.get(rule) === to ? [name] : []));
}

/** Returns the inputs without which the newer side would be another: those that do it together. `without` are the newer side with one input as before. */
export function together(without: readonly Tried<Input>[], after: Outcome): Input[] {
  return without.flatMap(({ name, trial }) => {
    // What cannot be taken away by itself belongs to the others.
    if ('because' in trial) return [name];
    return trial.outcome.safe !== after.safe || trial.outcome.verdict !== after.verdict ? [name] : [];
  });
}
