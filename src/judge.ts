/**
 * Facts and a plan → the judgement of one deal: every rule's check, the floors that follow, and the safe date (planning.md §3). The rule that
 * sums up the dates runs last, because it is about the others.
 */
import { addDuration, onOrAfter } from './model/calendar.ts';
import type { Day } from './model/day.ts';
import type { Asked, Deal, Facts } from './model/facts.ts';
import { isSame, type Place } from './model/place.ts';
import { declinedText } from './model/standard.ts';
import { againstBaseline, type AgainstBaseline } from './rules/known.ts';
import type { RuleId } from './rules/profiles.ts';
import type { CommonReason, Floor, Floors, RuleFacts, Verdict } from './rules/rule.ts';
import { VERDICTS } from './rules/rule.ts';
import { namedDate } from './rules/dates/named-date.ts';
import { endsWith, knownOf, runRule, type Check } from './rules/run.ts';
import type { Settings } from './rules/settings.ts';
import { unusedWaivers, type UnusedWaiver } from './rules/waivers.ts';
import { chanceBy, dayBy } from './schedule/confidence.ts';
import type { OpenDeal } from './schedule/rivals.ts';
import { phaseRuns } from './rules/dates/phases.ts';
import type { Planned, Schedule } from './schedule/schedule.ts';

/** The share of runs that are complete by a date. */
interface Chance {
  readonly date: Day;
  readonly chance: number;
}

/** A judged deal. */
export interface Judgement extends Floors {
  readonly verdict: 'pass' | 'fail';
  /** In the order of the catalogue. */
  readonly checks: readonly Check[];
  /** How good the proof of the safe date is; null when there is none. */
  readonly proof: { readonly status: 'proven' | 'bounded'; readonly lowerBound: Day } | null;
  /** The safe date under the other reading of soft bookings; null when there are none. */
  readonly withSoft: Day | null;
  /** How sure the judged and the safe date are, and by when how many runs are done; null when there is nothing to tell it from. */
  readonly confidence: {
    readonly judged: Chance | null;
    readonly safe: Chance | null;
    readonly p50: Day | null;
    readonly p80: Day | null;
    readonly p95: Day | null;
  } | null;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How it stands with what operations knew when they began; null without a baseline. */
  readonly baseline: AgainstBaseline | null;
  /** Waivers that are signed and let nothing stand. */
  readonly unusedWaivers: readonly UnusedWaiver[];
  /** Rules that threw, and a planner that did. */
  readonly faults: readonly { readonly rule: string; readonly message: string }[];
}

/** Judges one deal by every rule; `others` are the other open deals, `unseen` says which of them nobody looked at. */
export function judge(
  facts: Facts,
  schedule: Schedule,
  settings: Settings,
  others: readonly OpenDeal[] = [],
  unseen: readonly string[] = [],
): Judgement {
  const { history, ...rest } = facts;
  const seen: RuleFacts = { ...rest, schedule, others, unseen };
  const first = settings.rules.filter(({ rule }) => !rule.needs.includes('floors'));
  const known = knownOf(seen, history, null);
  const judged = new Map(first.map((setting) => [setting.rule.id, runRule(setting, known)]));
  const dateRules = new Set(first.filter(({ rule }) => rule.date).map(({ rule }) => rule.id));
  const floors = floorsOf([...judged.values()], dateRules, namedIn(settings, seen), seen);
  const last = knownOf(seen, history, floors);
  const all = settings.rules.map((setting) => judged.get(setting.rule.id) ?? runRule(setting, last));
  const told = all.map((check): Check => ({
    ...check,
    toldBy: toldByDeclined(check, all, settings, seen) ?? toldBy(check, all, floors, seen),
  }));
  const { checks, stands } = againstBaseline(told, facts);

  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const check of checks) counts[check.verdict]++;
  // Never a pass on nothing: `unknown`, `not-applicable` and `off` acquit nobody.
  const anything = counts.pass + counts.fail + counts['needs-approval'] + counts.waived > 0;
  return {
    verdict: anything && !checks.some(({ blocking }) => blocking) ? 'pass' : 'fail',
    checks,
    ...floors,
    proof: proofOf(floors, seen),
    withSoft: otherSoftOf(floors, last.optional.plan, seen),
    confidence: confidenceIn(floors, last.optional.plan, seen),
    counts,
    baseline: stands,
    unusedWaivers: unusedWaivers(facts, checks),
    faults: [
      ...(schedule.status === 'unplannable' && schedule.fault !== undefined ? [{ rule: 'fits-headroom', message: schedule.fault }] : []),
      ...checks.flatMap(({ rule, fault }) => (fault === null ? [] : [{ rule, message: fault }])),
    ],
  };
}

/** Date rules that look at nothing but the plan and its failures, the dearest to satisfy first. */
const SOONEST: readonly RuleId[] = ['two-failures', 'fits-headroom'];

/**
 * Returns whether the rules that are quickest asked already find what `refuses` refuses: then the whole judgement does too, and need not be made. False says
 * nothing: only the whole judgement knows.
 */
export function isRefusedSoon(facts: Facts, schedule: Schedule, settings: Settings, refuses: (check: Check) => boolean): boolean {
  // What the baseline knows does not block, and that is told of all checks together.
  if (facts.baseline !== null) return false;
  const { history, ...rest } = facts;
  const known = knownOf({ ...rest, schedule, others: [] }, history, null);
  return SOONEST.some((id) =>
    refuses(
      runRule(
        settings.rules.find(({ rule }) => rule.id === id)!,
        known,
      ),
    ),
  );
}

/** Returns the floor of the date that a delivery lead named; none where nobody did, or the rule that holds it is off. */
function namedIn({ rules }: Settings, facts: RuleFacts): Floor[] {
  const severity = rules.find(({ rule }) => rule.id === 'operations-date')?.severity ?? 'off';
  const named = severity === 'off' ? null : namedDate(facts);
  return named === null ? [] : [{ ...named, rule: 'operations-date', lowerBound: named.date, phases: [], binding: severity === 'error' }];
}

/** Returns the floors of the date rules, with those that were named, and the safe date: the latest floor that binds. */
function floorsOf(checks: readonly Check[], dateRules: ReadonlySet<string>, named: readonly Floor[], facts: RuleFacts): Floors {
  const { calendar, policy, schedule } = facts;
  const live = checks.filter(({ verdict }) => verdict !== 'off' && verdict !== 'not-applicable');
  const binds = ({ severity, raised, verdict }: Check): boolean => severity === 'error' && !raised && verdict !== 'waived';
  const floors = live
    .flatMap((check): Floor[] => {
      const { rule, severity, earliest, lowerBound, because, summary, phases, unwaivable } = check;
      if (earliest === null) return [];
      const floor = { rule, because: because ?? summary, phases };
      return unwaivable === null
        ? [{ ...floor, date: earliest, lowerBound: lowerBound ?? earliest, binding: binds(check) }]
        : [{ ...floor, date: unwaivable, lowerBound: unwaivable, binding: severity === 'error' && !check.raised }];
    })
    .concat(named)
    // Of equals the catalogue's order stands: sorting is stable.
    .sort((a, b) => b.date - a.date);
  const noDate = live.filter((check) => binds(check) && check.earliest === null && dateRules.has(check.rule) && !check.dateless);
  const unjudged = noDate.filter(({ verdict }) => verdict === 'unknown').map(({ rule, summary }) => ({ rule, because: summary }));
  const never = noDate.find(({ verdict }) => verdict === 'fail' || verdict === 'needs-approval');
  const latest = floors.find(({ binding }) => binding);
  // A date that was named says nothing of when the work is done: without one that is computed there is none.
  const computed = floors.some(({ binding, rule }) => binding && rule !== 'operations-date');
  const told =
    schedule.status === 'unplannable'
      ? { rule: schedule.because[0].rule, words: schedule.because[0].message }
      : never && { rule: never.rule, words: never.summary };
  const because = told ? `${told.rule}: ${told.words}` : computed ? null : 'no date rule of severity error could be judged';
  const safe = because === null ? onOrAfter(calendar, latest!.date) : null;
  return {
    floors,
    unjudged,
    safe,
    because,
    cause: told?.rule ?? null,
    offer: safe === null ? null : openDay(facts, addDuration(calendar, safe, policy.buffers.sales)),
    phases: schedule.status === 'planned' ? phasesOf(floors, safe, schedule, facts) : [],
  };
}

/** Returns, for a deal in phases, what is asked of each and when the binding date rules hold for it. */
function phasesOf(floors: readonly Floor[], safe: Day | null, plan: Planned, facts: RuleFacts): Floors['phases'] {
  if (plan.phases.length < 2) return [];
  const { judgedCompletion, phases } = facts.deal;
  const last = Math.max(...plan.phases.map(({ phase }) => phase));
  const binding = (rule: string): boolean => floors.some((floor) => floor.rule === rule && floor.binding);
  return plan.phases.map(({ phase, nominal, twoFailures }) => {
    const own = [
      binding('fits-headroom') ? nominal : null,
      binding('two-failures') ? twoFailures : null,
      binding('three-runs') ? (phaseRuns(plan, phase)?.date ?? null) : null,
      ...floors.map((floor) => (floor.binding ? (floor.phases.find((own) => own.phase === phase)?.earliest ?? null) : null)),
    ].filter((day) => day !== null);
    return {
      phase,
      judged: phases.find((asked) => asked.phase === phase)?.complete ?? judgedCompletion,
      safe: safe === null || phase === last ? safe : own.length === 0 ? null : openDay(facts, Math.max(...own)),
    };
  });
}

/** Returns the rule that a person reads instead of this one: one cause is told once, however many rules it fails. */
function toldBy(check: Check, all: readonly Check[], { cause: knows }: Floors, { deal, schedule }: RuleFacts): RuleId | null {
  const dates = all.find(({ rule }) => rule === 'operations-date');
  const cause = all.find(({ rule, blocking, verdict }) => rule === knows && blocking && verdict !== 'unknown');
  const other = (told: Check | undefined): RuleId | null => (told === undefined || told.rule === check.rule ? null : told.rule);
  const firstOf = (reason: CommonReason) => all.find((each) => each.verdict === 'unknown' && each.blocking && endsWith(each, reason));
  switch (check.verdict) {
    case 'fail':
    case 'needs-approval': {
      const exceptions = all.find(({ rule }) => rule === 'pricing-exceptions');
      if (check.rule === 'configured-or-priced' && isToldAgain(check, exceptions)) return 'pricing-exceptions';
      const asked = deal.judgedCompletion;
      // What may be approved is told apart, unless the date is too early for a rule that nobody may waive: then an approval would change nothing.
      const final = all.some(
        (each) => each.verdict === 'fail' && each.blocking && each.rule !== 'operations-date' && isTooEarly(each, asked),
      );
      if (check.verdict === 'needs-approval' && !final) return null;
      // Only on its floor: it has nothing to say of any other place than those of dates that are too early.
      const whole = asked !== null && isTooEarly(check, asked) ? [asked.at] : [];
      const parts = check.earliest === null ? [] : earlyPhases(dates, deal);
      const places = [...whole, ...parts];
      if (check.rule === 'operations-date' || !check.findings.every(({ at }) => places.some((place) => isSame(at, place)))) return null;
      return dates?.verdict === 'fail' ? dates.rule : other(cause);
    }
    case 'unknown': {
      if (endsWith(check, 'no-plan')) return other((schedule.status === 'unplannable' ? cause : undefined) ?? firstOf('no-plan'));
      if (check.reason === 'operations-date/no-date') return other(cause ?? firstOf('no-plan'));
      if (endsWith(check, 'no-completion')) return other(dates?.verdict === 'unknown' ? dates : firstOf('no-completion'));
      if (endsWith(check, 'unlisted')) return other(all.find(({ rule, blocking }) => rule === 'in-library' && blocking));
      return null;
    }
    case 'pass':
    case 'waived':
    case 'not-applicable':
    case 'off':
      return null;
  }
}

/**
 * Returns `in-library` for what is asked only because of something that operations decline: at its very line, or of any deal that is not standard, where that is all
 * for which this one is not. It is taken out or something else is sold first.
 */
function toldByDeclined(check: Check, all: readonly Check[], settings: Settings, { deal, notStandard }: RuleFacts): RuleId | null {
  if (check.rule === 'in-library' || !['fail', 'needs-approval', 'unknown'].includes(check.verdict)) return null;
  const told = all.find(({ rule }) => rule === 'in-library');
  const declined = deal.items.filter(({ entry }) => entry?.status === 'declined');
  if (told?.blocking !== true || declined.length === 0) return null;
  const { findings } = check;
  const atThem = findings.length > 0 && findings.every(({ at }) => declined.some((item) => isSame(at, item.at)));
  const asksOthers = check.rule === 'fit' || settings.rules.some(({ rule, only }) => rule.id === check.rule && only === 'not-standard');
  const onlyThem = notStandard.every((why) => declined.some(({ deliverable }) => why === declinedText(deliverable)));
  return atThem || (asksOthers && onlyThem) ? told.rule : null;
}

/** Whether all that a check found is found in the same places by another that blocks. */
function isToldAgain({ findings }: Check, other: Check | undefined): boolean {
  return other?.blocking === true && findings.every(({ at }) => other.findings.some((told) => isSame(told.at, at)));
}

/** Returns the places of the phases' dates that the summing rule has found too early. */
function earlyPhases(dates: Check | undefined, { phases }: Deal): Place[] {
  const told = dates?.verdict === 'fail' ? dates.findings : [];
  return phases.map(({ complete }) => complete.at).filter((place) => told.some(({ at }) => isSame(at, place)));
}

/** Whether the judged date is before the floor of a rule. */
function isTooEarly({ earliest }: Check, asked: Asked | null): boolean {
  return asked !== null && earliest !== null && asked.day < earliest;
}

function proofOf({ floors, safe }: Floors, facts: RuleFacts): Judgement['proof'] {
  if (safe === null) return null;
  // Every binding floor is a lower bound of the safe date, so the latest of their bounds is one too; and no date is safe on a closed day.
  const latest = Math.max(...floors.filter(({ binding }) => binding).map((floor) => floor.lowerBound));
  const lowerBound = openDay(facts, latest) ?? latest;
  return { status: lowerBound >= safe ? 'proven' : 'bounded', lowerBound: Math.min(lowerBound, safe) };
}

/** Returns the safe date when soft bookings are counted the other way: the three floors that depend on the queue, and the rest as they are. */
function otherSoftOf({ floors, safe }: Floors, plan: Planned | null, facts: RuleFacts): Day | null {
  const soft = plan?.otherSoft;
  if (!soft || safe === null) return null;
  const others = new Map<string, Day | null>([
    ['fits-headroom', soft.nominal],
    ['two-failures', soft.twoFailures],
    ['three-runs', soft.threeRuns],
  ]);
  let latest: Day | null = null;
  for (const { rule, date, binding } of floors) {
    if (!binding) continue;
    const other = others.get(rule);
    const day = other === undefined ? date : other;
    if (day === null) return null;
    latest = Math.max(latest ?? day, day);
  }
  return openDay(facts, latest);
}

/** Returns how sure the judged and the safe date are. */
function confidenceIn({ safe }: Floors, plan: Planned | null, { deal }: RuleFacts): Judgement['confidence'] {
  if (plan === null || 'because' in plan.confidence) return null;
  const { confidence } = plan;
  const chanceOf = (date: Day | undefined | null): Chance | null =>
    date === undefined || date === null ? null : { date, chance: chanceBy(confidence, date) };
  return {
    judged: chanceOf(deal.judgedCompletion?.day),
    safe: chanceOf(safe),
    p50: dayBy(confidence, 0.5),
    p80: dayBy(confidence, 0.8),
    p95: dayBy(confidence, 0.95),
  };
}

function openDay({ calendar }: RuleFacts, day: Day | null): Day | null {
  return day === null ? null : onOrAfter(calendar, day);
}
