/** Facts, schedule and judgement → the report: every day becomes a date, every place a line. Nothing is decided here. */
import type { Judgement } from '../judge.ts';
import { staleOf } from '../fill/stale.ts';
import { dayOfCompletion } from '../model/asked.ts';
import { businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { AskedDates } from '../model/deal.ts';
import type { Facts, PromiseFact } from '../model/facts.ts';
import type { Diagnostic, FileKind, Place, Range } from '../model/place.ts';
import { formatDuration, type Need } from '../model/units.ts';
import { pathText } from '../model/place.ts';
import { sellerText } from '../model/held.ts';
import { dueOf } from '../model/promise-meaning.ts';
import { restatedOf } from '../model/restated.ts';
import type { Check as Recheck, Way, Ways } from '../options/way.ts';
import type { Finding, MissingFact } from '../rules/rule.ts';
import { missingText, type Check } from '../rules/run.ts';
import type { BoundWhy, Bottleneck, Dated, Planned, PlanRow, Schedule, Unplannable } from '../schedule/schedule.ts';
import type {
  IsoDate,
  Report,
  ReportBound,
  ReportChance,
  ReportCheck,
  ReportDates,
  ReportDeal,
  ReportFinding,
  ReportHold,
  ReportHolder,
  ReportNoDate,
  ReportOption,
  ReportPromise,
  ReportProof,
  ReportSince,
  ReportStep,
  ReportWhy,
} from './report.ts';

/** A deal that was judged, and the function that finds its places. */
export interface JudgedDeal {
  readonly facts: Facts;
  readonly schedule: Schedule;
  readonly judgement: Judgement;
  readonly ways: Ways;
  /** Judges another version of its deal file, by the same day and the same files of operations'. */
  readonly recheck: Recheck;
  readonly locate: (place: Place) => Range;
  /** Its file, absolute, and what was read of it; null: it came as words, or through standard input. */
  readonly file: { readonly path: string; readonly was: Uint8Array } | null;
  /** Whether its file holds a record of what was filled into it. */
  readonly hasRecord: boolean;
  /** How it would be judged if these bookings of the queue were not there. */
  readonly without: (bookings: ReadonlySet<string>) => Judgement;
}

/** All that a report is made of. */
export interface ReportParts {
  readonly version: string;
  readonly today: Day;
  readonly files: readonly { readonly kind: FileKind; readonly path: string; readonly commit?: string }[];
  readonly judged: readonly JudgedDeal[];
  readonly listed: Report['listed'];
  /** Deals that are not judged, since nothing of theirs has changed. */
  readonly unchanged?: ReportSince['unchanged'];
  /** What `--changed-since` found; null without it. */
  readonly since?: Omit<ReportSince, 'unchanged'> | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a report says of one deal. */
export interface ToldDeal {
  readonly deal: ReportDeal;
  readonly faults: Report['faults'];
  /** The day operations last stood behind the capacity that it was judged by. */
  readonly asOf: IsoDate;
}

/** Returns what a report says of a judged deal. */
export function toldOf(judged: JudgedDeal): ToldDeal {
  const { facts, judgement, ways } = judged;
  const faults = [
    ...judgement.faults.map(({ rule, message }) => ({ deal: facts.deal.id, rule, message })),
    ...(ways.fault === null ? [] : [{ deal: facts.deal.id, rule: 'ways-to-yes', message: ways.fault }]),
  ];
  return { deal: dealOf(judged), faults, asOf: formatDay(facts.capacity.as_of) };
}

/** Returns the report. Bad input leaves nothing judged; a report in which nothing was judged is no pass. */
export function buildReport({ judged, ...parts }: ReportParts): Report {
  return reportOf(parts, judged.map(toldOf));
}

/** Returns the report of deals that are told already. */
export function reportOf(
  { version, today, files, listed, unchanged = [], since = null, diagnostics }: Omit<ReportParts, 'judged'>,
  told: readonly ToldDeal[],
): Report {
  const deals = diagnostics.length > 0 ? [] : told.map(({ deal }) => deal);
  const faults = told.flatMap((each) => each.faults);
  // Asked for what has changed, nothing is an answer; asked for all, it is none.
  const mayBeNone = since !== null && since.all === null;
  const passes = (deals.length > 0 || mayBeNone) && deals.every(({ verdict }) => verdict === 'pass');
  return {
    schema: 'handoff/report@1',
    tool: { name: 'handoff', version },
    today: formatDay(today),
    as_of: deals.length > 0 ? told[0].asOf : null,
    ...(since !== null && diagnostics.length === 0 && { since: { ...since, unchanged } }),
    files: files.map(({ kind, path, commit }) => ({ kind, path, source: commit ?? 'worktree' })),
    deals,
    listed,
    diagnostics,
    faults,
    exit: diagnostics.length > 0 ? 2 : faults.length > 0 ? 3 : passes ? 0 : 1,
  };
}

function dealOf(judged: JudgedDeal): ReportDeal {
  const { facts, schedule, judgement, ways, locate } = judged;
  const { deal } = facts;
  const plan = schedule.status === 'planned' ? schedule : null;
  return {
    deal: deal.id,
    title: deal.title,
    customer: deal.customer.name,
    file: deal.path,
    state: deal.state,
    profile: facts.profile,
    verdict: judgement.verdict,
    standard: facts.notStandard.length === 0 ? true : facts.notStandard,
    derived: facts.derived,
    ...filledOf(judged),
    promises: deal.promises.map((promise) => promiseOf(promise, facts)),
    dates: datesOf(facts, plan, judgement),
    plan: stepsOf(plan?.rows ?? []),
    why: plan === null ? null : { ...whyOf(plan), bound: boundOf(plan.bound) },
    no_date: schedule.status === 'planned' ? [] : schedule.because.map((because) => noDateOf(because, locate)),
    worst: worstOf(plan),
    checks: judgement.checks.map((check) => checkOf(check, facts.today, locate)),
    options: ways.ways.map(optionOf),
    options_budget_spent: ways.spent,
    counts: judgement.counts,
    baseline: judgement.baseline && { ...judgement.baseline, recorded: formatDay(judgement.baseline.recorded) },
    ...(facts.own.hold?.live === true && { hold: holdOf(facts.own.hold) }),
    unused_waivers: judgement.unusedWaivers.map(({ signoff: { subject, by, at, until }, because }) => ({
      rule: subject,
      by,
      at: formatDay(at),
      until: formatDay(until!),
      because,
    })),
    signoffs: [...facts.signoffs]
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map(({ type, subject, by, at, until, level, weakness }) => ({
        type,
        subject,
        by,
        at: formatDay(at),
        until: iso(until),
        level,
        weakness: weakness ?? null,
      })),
  };
}

/** What became of what was filled in; nothing where nothing was. */
function filledOf(judged: JudgedDeal): Pick<ReportDeal, 'filled'> {
  if (!judged.hasRecord || judged.file === null) return {};
  const stale = staleOf(judged, new TextDecoder().decode(judged.file.was));
  if (stale === null) return {};
  const { differs, facts, problem } = stale;
  return { filled: { differs: differs.map(({ key, ...rest }) => ({ path: key, ...rest })), facts_changed: facts, problem } };
}

function holdOf({ seller, first, expires, same }: NonNullable<Facts['own']['hold']>): ReportHold {
  return { seller: sellerText(seller), first: formatDay(first), until: formatDay(expires), same };
}

function promiseOf(promise: PromiseFact, facts: Facts): ReportPromise {
  const { id, text, doer } = promise;
  const due = dueOf(facts, promise);
  const stand = restatedOf(facts, promise);
  const word = stand.state === 'restated' ? stand.words[0] : null;
  return {
    promise: id,
    text,
    doer: doer ?? null,
    due: due === null ? null : formatDay(due),
    restated_by: word && { by: word.by, at: formatDay(word.at), level: word.level, standing: word.standing, words: word.said.words },
  };
}

function optionOf({ kind, words, edits, asks, victims, rewrite, result, approvers, remain, tight }: Way): ReportOption {
  return {
    kind,
    change: words,
    edits: edits.map(({ path, written }) => ({ path: pathText(path), value: written })),
    asks: asks && {
      who: asks.who,
      act: asks.act,
      capacity: asks.capacity.map(({ path, written }) => ({ path: pathText(path), value: written })),
      library: (asks.library ?? []).map(({ path, written }) => ({ path: pathText(path), value: written })),
    },
    rewrite,
    result: { start: iso(result.start), complete: iso(result.complete) },
    needs_approval: approvers.length === 0 ? null : approvers.join(' and '),
    remain,
    verified: true,
    tight,
    victims: victims.map(({ booking, customer, paid, daysLate }) => ({ booking, customer, paid, days_late: daysLate })),
  };
}

function datesOf(facts: Facts, plan: Planned | null, judgement: Judgement): ReportDates {
  const { deal, policy } = facts;
  const { wanted, offered } = deal.file.dates;
  const proof = (dated: Dated): ReportProof => proofOf(facts, dated.status, dated.lowerBound, dated.date);
  return {
    wanted: askedOf(wanted, facts),
    offered: askedOf(offered, facts),
    judged: deal.judged,
    relative: deal.relative === null ? null : { after: deal.relative.input, within: formatDuration(deal.relative.within) },
    start: iso(plan?.start.day),
    nominal: iso(plan?.nominal.date),
    safe: iso(judgement.safe),
    because: judgement.safe === null ? judgement.because : null,
    offer: iso(judgement.offer),
    sales_buffer: formatDuration(policy.buffers.sales),
    phases: judgement.phases.map(({ phase, judged, safe }) => ({ phase, judged: iso(judged?.day), safe: iso(safe) })),
    floors: judgement.floors.map(({ rule, date, binding, because }) => ({ rule, date: formatDay(date), binding, because })),
    unjudged: judgement.unjudged,
    proof: {
      nominal: plan === null ? null : proof(plan.nominal),
      two_failures: plan?.twoFailures ? proof(plan.twoFailures.finish) : null,
      safe:
        judgement.proof === null || judgement.safe === null
          ? null
          : proofOf(facts, judgement.proof.status, judgement.proof.lowerBound, judgement.safe),
    },
    soft: policy.soft,
    with_soft: iso(judgement.withSoft),
    confidence: confidenceOf(plan, judgement),
    confidence_because: plan === null ? 'the deal cannot be planned' : 'because' in plan.confidence ? plan.confidence.because : null,
  };
}

/** What a reader must know before a chance is believed (`schedule/confidence.ts`). */
const ASSUMES =
  'each step varies on its own, and all work of an item with its record; what hits every step at once, and the named failures, are in no run: ' +
  'late is likelier than this says';

function confidenceOf(plan: Planned | null, { confidence }: Judgement): ReportDates['confidence'] {
  if (plan === null || confidence === null || 'because' in plan.confidence) return null;
  const { runs, estimates, records, order } = plan.confidence;
  const chance = (each: NonNullable<Judgement['confidence']>['safe']): ReportChance | null =>
    each && { date: formatDay(each.date), chance: each.chance };
  return {
    runs,
    judged: chance(confidence.judged),
    safe: chance(confidence.safe),
    p50: iso(confidence.p50),
    p80: iso(confidence.p80),
    p95: iso(confidence.p95),
    drawn: { estimates, records },
    order,
    assumes: ASSUMES,
  };
}

function proofOf({ calendar }: Facts, status: Dated['status'], lowerBound: Day, date: Day): ReportProof {
  return { status, lower_bound: formatDay(lowerBound), open_bd: status === 'proven' ? 0 : businessDaysBetween(calendar, lowerBound, date) };
}

/** What the deal says; a completion that counts from an open input stands as the day it would be now, where that input is planned for a day. */
function askedOf(asked: AskedDates | undefined, { deal, calendar }: Facts): { start: IsoDate | null; complete: IsoDate | null } {
  return { start: iso(asked?.start), complete: iso(dayOfCompletion(asked?.complete, deal.relative, calendar)) };
}

/** Returns the steps of a plan as dates. */
export function stepsOf(rows: readonly PlanRow[]): ReportStep[] {
  return rows.map(({ item, step, start, finish, done, needs, reason, waits, on }) => ({
    item,
    step,
    start: formatDay(start),
    finish: formatDay(finish),
    until: reason !== null || done > finish ? formatDay(done) : null,
    needs: Object.fromEntries(needs.map((need) => [roleOf(need), need.units])),
    waits,
    on,
  }));
}

function boundOf(bound: BoundWhy): ReportBound {
  if (bound.kind !== 'energy') return bound;
  const { kind, role, from, before, needed, free } = bound;
  return { kind, role, from: formatDay(from), before: formatDay(before), needed_hours: needed, free_hours: free };
}

function noDateOf({ reason, rule, message, at, help }: Unplannable, locate: JudgedDeal['locate']): ReportNoDate {
  return { reason: `no-date/${reason}`, rule, message, at: locate(at), help };
}

/** Returns the binding chain of a plan, and the role that holds it up. */
export function whyOf({ chain, bottleneck }: Pick<Planned, 'chain' | 'bottleneck'>): Omit<ReportWhy, 'bound'> {
  return {
    chain: chain.map(({ item, step, start, finish, waits, on, busy }) => ({
      item,
      step,
      start: formatDay(start),
      finish: formatDay(finish),
      waits,
      on,
      busy: busy && { step: busy.step, held_by: busy.heldBy.map(holderOf) },
    })),
    bottleneck:
      bottleneck === null
        ? null
        : {
            role: bottleneck.role,
            from: formatDay(bottleneck.from),
            to: formatDay(bottleneck.to),
            used_hours: bottleneck.used,
            free_hours: bottleneck.free,
            held_by: bottleneck.heldBy.map(holderOf),
          },
  };
}

function holderOf({ booking, customer, hours, until }: Bottleneck['heldBy'][number]): ReportHolder {
  return { booking, customer, hours, ...(until !== null && { until: formatDay(until) }) };
}

function worstOf(plan: Planned | null): ReportDeal['worst'] {
  if (!plan?.twoFailures) return null;
  const { worst, finish, byCount } = plan.twoFailures;
  return {
    failures: worst.map(({ failure, hits }) => ({ id: failure.id, what: failure.what, hits })),
    finish: formatDay(finish.date),
    by_count: byCount.map(formatDay),
  };
}

function checkOf(check: Check, today: Day, locate: JudgedDeal['locate']): ReportCheck {
  return {
    rule: check.rule,
    family: check.family,
    severity: check.severity,
    verdict: check.verdict,
    title: check.title,
    summary: check.summary,
    notes: check.notes,
    earliest: iso(check.earliest),
    blocking: check.blocking,
    findings: [...check.findings.map((finding) => findingOf(finding, locate)), ...check.missing.map((fact) => missingOf(fact, locate))],
    waiver: waiverOf(check, today),
    waiver_lapsed: check.lapsed,
    reason: check.reason,
    approver: check.approver,
    docs: `docs/rules/${check.rule}.md`,
    known_since: iso(check.knownSince),
    told_by: check.toldBy,
  };
}

/** Calendar days before its end from which on a waiver is told to end soon. */
const SOON = 14;

function waiverOf({ waiver }: Check, today: Day): ReportCheck['waiver'] {
  if (waiver === null) return null;
  const { by, at, reason, until, level } = waiver;
  return { by, at: formatDay(at), reason, until: formatDay(until), ends_soon: until - today <= SOON, level };
}

function findingOf({ message, at, help, related, data }: Finding, locate: JudgedDeal['locate']): ReportFinding {
  return {
    message,
    at: locate(at),
    related: (related ?? []).map((each) => ({ message: each.message, at: locate(each.at) })),
    data: data ?? {},
    help,
  };
}

/** A missing fact is a finding too: it has a place where it belongs. */
function missingOf(missing: MissingFact, locate: JudgedDeal['locate']): ReportFinding {
  const { fact, file, key, owedBy, at } = missing;
  return { message: missingText(missing), at: locate(at), related: [], data: { fact, file, key, owed_by: owedBy }, help: '' };
}

function roleOf({ role, level }: Need): string {
  return level === null ? role : `${role}.${level}`;
}

function iso(day: Day | null | undefined): IsoDate | null {
  return day === null || day === undefined ? null : formatDay(day);
}
