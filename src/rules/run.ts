/** Runs one rule on one deal and turns its outcome into a verdict (product.md, "Verdicts"). */
import type { Day } from '../model/day.ts';
import type { Principal, Severity, Waiver } from '../model/policy.ts';
import type { Approvable } from '../model/signoff.ts';
import { significantBecause } from '../model/size.ts';
import { nearest } from '../model/suggest.ts';
import { signHelp } from './approvals.ts';
import { unknownFor } from './missing.ts';
import { familyOf, type RuleId } from './profiles.ts';
import type {
  CommonReason,
  DateOutcome,
  Family,
  Finding,
  Floors,
  MissingFact,
  NonEmpty,
  OptionalFacts,
  Outcome,
  PhaseFloor,
  Rule,
  RuleFacts,
  Verdict,
} from './rule.ts';
import type { RuleSettings } from './settings.ts';
import { waivableOf, waiverOf } from './waivers.ts';

/** One rule's check of one deal. */
export interface Check {
  readonly rule: RuleId;
  readonly family: Family;
  readonly severity: Severity;
  /** Whether it is an error only for what it found: then it puts no floor under the date that it would not put there else. */
  readonly raised: boolean;
  readonly verdict: Verdict;
  readonly title: string;
  readonly summary: string;
  /** A date rule's floor, a business day. */
  readonly earliest: Day | null;
  readonly lowerBound: Day | null;
  readonly because: string | null;
  /** A date rule's floors of earlier phases, as far as it has any of its own. */
  readonly phases: readonly PhaseFloor[];
  /** The floor of a waived date rule that its waiver does not reach; null where there is none. */
  readonly unwaivable: Day | null;
  /** Whether what a date rule found is not about a date. */
  readonly dateless: boolean;
  /** Whether it keeps the deal from passing. */
  readonly blocking: boolean;
  readonly findings: readonly Finding[];
  /** Of an `unknown`: what is missing, and who owes it. */
  readonly missing: readonly MissingFact[];
  /** What a passing rule says beside its summary. */
  readonly notes: readonly string[];
  /** `rule-id/why`; null when there is nothing to explain. */
  readonly reason: string | null;
  /** Who may waive the failure; null: nobody, or it is waived. */
  readonly approver: Principal | null;
  /** Of a `waived` check: by whom, why and until when. */
  readonly waiver: Waiver | null;
  /** Why a waiver that is there does not count; null where there is none, or it does. */
  readonly lapsed: string | null;
  /** What a waiver of the failure would speak of; null where there is none, or nobody may waive it. */
  readonly waivable: Approvable | null;
  /** What of the deal may be approved by the rule's word, whatever the verdict. */
  readonly approvals: readonly Approvable[];
  /** What a rule that threw said. */
  readonly fault: string | null;
  /** Since when all that it finds is known to operations, so that it does not block; null where something is new, or nothing blocks. */
  readonly knownSince: Day | null;
  /** The rule whose finding tells this one too, so that a person reads one cause once; null for all others. Known when all are judged. */
  readonly toldBy: RuleId | null;
}

/** What the runner knows when a rule's turn comes. */
export interface Known {
  readonly facts: RuleFacts;
  readonly optional: { readonly [K in keyof OptionalFacts]: OptionalFacts[K] | null };
}

export { missingText } from './missing.ts';

/** Returns what can be known of a deal before its floors are. */
export function knownOf(facts: RuleFacts, history: OptionalFacts['history'] | null, floors: Floors | null): Known {
  const plan = facts.schedule.status === 'planned' ? facts.schedule : null;
  return { facts, optional: { plan, completion: facts.deal.judgedCompletion, history, record: { history }, floors } };
}

/**
 * Returns the check of one rule; of the deal's waivers the rule's own count. A rule that throws takes no other down with it: its check is `unknown`,
 * with the fault.
 */
export function runRule(settings: RuleSettings, known: Known): Check {
  const { rule, always } = settings;
  if (settings.severity === 'off' && always.length === 0) return switchedOff(rule);
  let outcome: Outcome | DateOutcome;
  let approvals: readonly Approvable[] = [];
  let fault: string | null = null;
  try {
    const whole = whySkipped(settings, known.facts);
    const part = whole?.reason === 'standard-deal' ? (rule.evenOfStandard?.(known.facts) ?? null) : null;
    const skip = part === null ? whole : null;
    const lack = skip === null ? lacking(rule, known) : null;
    const seen = part === null ? known : { ...known, facts: part };
    outcome = skip === null ? (lack ?? withFinal(rule, rule.check(given(seen), settings.options))) : { kind: 'not-applicable', ...skip };
    if (skip === null && lack === null) approvals = rule.approvals?.(given(known), settings.options) ?? [];
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
    const missing: MissingFact = {
      fact: 'an answer of this rule',
      file: 'deal',
      key: '',
      owedBy: 'deal',
      at: { file: 'deal', path: [], on: 'key' },
    };
    outcome = { kind: 'unknown', reason: 'fault', summary: `a fault of handoff, please report it: ${fault}`, missing: [missing] };
  }
  const severity = outcome.kind === 'fail' && always.includes(outcome.reason) ? 'error' : settings.severity;
  if (severity === 'off' && fault === null) return switchedOff(rule);
  const waivable = waivableOf(rule, outcome, approvals, known.facts);
  const { waiver, lapsed, unsigned } = waiverOf(rule, waivable, known.facts);
  const verdict = waiver !== null ? 'waived' : verdictOf(rule, outcome);
  const words = lapsed === null ? '' : `; ${lapsed}`;
  const help = unsigned === null ? words : `${words}: ${signHelp(unsigned, known.facts.deal.path)}`;
  return {
    rule: rule.id as RuleId,
    family: rule.family,
    severity,
    raised: severity !== settings.severity,
    verdict,
    title: rule.title,
    summary: summaryOf(outcome) + words,
    earliest: dateOf(outcome, 'earliest'),
    lowerBound: dateOf(outcome, 'lowerBound') ?? dateOf(outcome, 'earliest'),
    because: 'because' in outcome ? (outcome.because ?? null) : null,
    phases: (outcome as DateOutcome).phases ?? [],
    unwaivable: waiver !== null ? ((outcome as DateOutcome).unwaivable ?? null) : null,
    dateless: (outcome as DateOutcome).dateless === true,
    blocking: fault !== null || blocks(severity, verdict, outcome, known.facts.policy.strict),
    findings: outcome.kind === 'fail' ? withHelp(outcome.findings, help) : [],
    missing: outcome.kind === 'unknown' ? outcome.missing : [],
    notes: outcome.kind === 'pass' ? (outcome.notes ?? []) : [],
    reason: outcome.reason === undefined ? null : `${rule.id}/${outcome.reason}`,
    approver: verdict === 'needs-approval' ? approverOf(rule, outcome) : null,
    waiver,
    lapsed,
    waivable,
    approvals,
    fault,
    knownSince: null,
    toldBy: null,
  };
}

/** Whether a check ends with one of the reasons that any rule may end with. */
export function endsWith({ rule, reason }: Check, common: CommonReason): boolean {
  return reason === `${rule}/${common}`;
}

function switchedOff({ id, title }: Rule): Check {
  const rule = id as RuleId;
  return {
    rule,
    family: familyOf(rule),
    severity: 'off',
    raised: false,
    verdict: 'off',
    title,
    summary: 'off by policy or profile',
    earliest: null,
    lowerBound: null,
    because: null,
    phases: [],
    unwaivable: null,
    dateless: false,
    blocking: false,
    findings: [],
    missing: [],
    notes: [],
    reason: `${rule}/switched-off`,
    approver: null,
    waiver: null,
    lapsed: null,
    waivable: null,
    approvals: [],
    fault: null,
    knownSince: null,
    toldBy: null,
  };
}

/** Why a rule is not judged for this deal, or null. */
function whySkipped({ only }: RuleSettings, facts: RuleFacts): { because: string; reason: CommonReason } | null {
  if (only === 'not-standard' && facts.notStandard.length === 0) {
    return { because: 'standard deal: the library already answers it', reason: 'standard-deal' };
  }
  const slip = only === 'not-standard' ? misspelt(facts) : null;
  // What nobody asks of a standard deal would be told of a slip of the pen; the deal fails by `in-library`, and nobody may waive that.
  if (slip !== null)
    return { because: `'${slip}' is not in the library: probably a slip, so the deal may be standard`, reason: 'unlisted' };
  if (only === 'significant') {
    const { deal, policy, capacity, calendar } = facts;
    const price = deal.file.pricing?.total ?? deal.listPrice;
    if (significantBecause(policy, { items: deal.items, price }, capacity, calendar) === null) {
      return { because: 'the deal is not significant', reason: 'not-significant' };
    }
  }
  return null;
}

/** The item that is probably misspelt, where that is all for which a deal is not standard; null where there is none. */
function misspelt({ deal, library, notStandard }: RuleFacts): string | null {
  const unlisted = deal.items.filter(({ entry }) => entry === null);
  const isSlip =
    unlisted.length === notStandard.length && unlisted.every(({ deliverable }) => nearest(deliverable, Object.keys(library)) !== null);
  return isSlip ? (unlisted[0]?.deliverable ?? null) : null;
}

function lacking({ needs }: Rule, { facts, optional }: Known): Outcome | null {
  const fact = needs.find((need) => optional[need] === null);
  return fact === undefined ? null : unknownFor(fact, facts);
}

/** The facts with the optional ones that are there: a rule sees those it asked for by its type. */
function given({ facts, optional }: Known): RuleFacts & OptionalFacts {
  return { ...facts, ...(optional as OptionalFacts) };
}

/** Some failures of a rule are final by their reason. */
function withFinal({ final = [] }: Rule, outcome: Outcome | DateOutcome): Outcome | DateOutcome {
  return outcome.kind === 'fail' && final.includes(outcome.reason) ? { ...outcome, final: true } : outcome;
}

function approverOf({ waivable }: Rule, outcome: Outcome): Principal | null {
  return outcome.kind === 'fail' ? (outcome.approver ?? waivable) : null;
}

function verdictOf(rule: Rule, outcome: Outcome): Verdict {
  if (outcome.kind !== 'fail') return outcome.kind;
  return rule.waivable !== null && outcome.final !== true ? 'needs-approval' : 'fail';
}

/** Why a waiver does not count is told where a person looks for what to do. */
function withHelp([first, ...rest]: NonEmpty<Finding>, words: string): readonly Finding[] {
  return [{ ...first, help: first.help + words }, ...rest];
}

function summaryOf(outcome: Outcome): string {
  return outcome.kind === 'pass' ? outcome.note : outcome.kind === 'not-applicable' ? outcome.because : outcome.summary;
}

function dateOf(outcome: Outcome | DateOutcome, key: 'earliest' | 'lowerBound'): Day | null {
  return 'earliest' in outcome ? (outcome[key] ?? null) : null;
}

function blocks(severity: Severity, verdict: Verdict, outcome: Outcome, strict: boolean): boolean {
  if (severity !== 'error') return false;
  if (outcome.kind === 'unknown') return strict || outcome.missing.some(({ owedBy }) => owedBy !== 'operations');
  return verdict === 'fail' || verdict === 'needs-approval';
}
