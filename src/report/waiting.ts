/**
 * `handoff/waiting@1`: what open deals wait for, on whom, and since when: restatements, approvals, the customer's inputs, sign-offs that do not count any
 * more, holds that end soon, and the transfer meetings of signed ones. As plain data from the judged deals. Since when is said only where a file says it: when a sign-off was given or ran out, when an input was due.
 */
import type { Claim } from '../model/arrival.ts';
import { addBusinessDays, addDuration } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts, PromiseFact } from '../model/facts.ts';
import { isOnePerson, personId } from '../model/people.ts';
import { COMMAND_LINE } from '../model/place.ts';
import { restatedOf } from '../model/restated.ts';
import { scopeMeaning } from '../model/scope.ts';
import { approvalOf, changesBetween, signCommand, standing, standOf, type Approvable, type Approver } from '../model/signoff.ts';
import { nearest } from '../model/suggest.ts';
import { fold, listed } from '../model/words.ts';
import type { Check } from '../rules/run.ts';
import { gateOf, managerOf } from '../signoff/gate.ts';
import { masked } from '../signoff/interview/mask.ts';
import type { JudgedDeal } from './build.ts';
import type { IsoDate, Report } from './report.ts';

/** What is waited for. */
export const WAITING_KINDS = ['restatement', 'approval', 'soft-promise', 'meeting', 'input', 'sign-off', 'hold'] as const;

/** Something that somebody has to do. */
interface WaitingFor {
  readonly deal: string;
  readonly file: string;
  readonly customer: string;
  readonly kind: (typeof WAITING_KINDS)[number];
  /** Who can do it: any one of them. Ids of people, else names; empty where nobody is named for it. */
  readonly on: readonly string[];
  /** The role that they have it by, where it is one: `leadership`. */
  readonly role: string | null;
  readonly what: string;
  /** Since when it waits; null where no file says it. */
  readonly since: IsoDate | null;
  /** What to do. */
  readonly help: string;
}

/** What open deals wait for. */
export interface WaitingReport extends Pick<Report, 'tool' | 'today' | 'as_of' | 'files' | 'diagnostics' | 'faults' | 'exit'> {
  readonly schema: 'handoff/waiting@1';
  /** The person that was asked about; null: everybody. */
  readonly person: string | null;
  /** Deals that were looked at. */
  readonly deals: readonly { readonly deal: string; readonly file: string; readonly customer: string; readonly verdict: 'pass' | 'fail' }[];
  /** By person, then longest first. */
  readonly waiting: readonly WaitingFor[];
}

/** Whom a list is asked for. */
export interface WaitingQuestion {
  readonly command: 'waiting';
  /** As it was typed; null: everybody. */
  readonly person: string | null;
}

/** Returns what the deals of a run wait for. It is a list: exit 0 however long it is; bad input and faults as in the report. */
export function waitingReport(report: Report, judged: readonly JudgedDeal[], { person }: WaitingQuestion): WaitingReport {
  const { tool, today, as_of, files, diagnostics, faults } = report;
  const found = report.deals.length === 0 ? [] : judged.flatMap(waitedFor);
  return {
    schema: 'handoff/waiting@1',
    tool,
    today,
    as_of,
    files,
    person,
    deals: report.deals.map(({ deal, file, customer, verdict }) => ({ deal, file, customer, verdict })),
    waiting: found
      .filter(({ row, facts }) => person === null || row.on.some((each) => isSame(facts, each, person)))
      .map(({ row }) => row)
      .sort(byPersonAndAge),
    diagnostics,
    faults,
    exit: report.exit === 2 || report.exit === 3 ? report.exit : 0,
  };
}

/** By id or e-mail address in capacity, else by the name itself. */
function isSame({ capacity }: Facts, one: string, other: string): boolean {
  const named = capacity.people.find(({ name }) => name !== undefined && fold(name) === fold(other));
  return isOnePerson(capacity, one, other) || (named !== undefined && isOnePerson(capacity, one, named.id));
}

function byPersonAndAge(a: WaitingFor, b: WaitingFor): number {
  // What waits on nobody in particular comes last; dates sort as text, and what nobody knows the age of comes after what is old.
  const order = (row: WaitingFor): readonly string[] => [row.on[0] ?? '\uffff', row.since ?? '9999', row.deal, row.kind, row.what];
  const [first, second] = [order(a), order(b)];
  const differs = first.findIndex((part, index) => part !== second[index]);
  return differs < 0 ? 0 : first[differs] < second[differs] ? -1 : 1;
}

interface Found {
  readonly facts: Facts;
  readonly row: WaitingFor;
}

function waitedFor({ facts, judgement }: JudgedDeal): Found[] {
  const { deal } = facts;
  const of = (row: Omit<WaitingFor, 'deal' | 'file' | 'customer'>): Found => ({
    facts,
    row: { deal: deal.id, file: deal.path, customer: deal.customer.name, ...row },
  });
  return [
    ...judgement.checks.filter(({ rule }) => rule === 'doer-restated').flatMap((check) => restatements(check, facts)),
    ...judgement.checks.flatMap((check) => approvals(check, facts)),
    ...judgement.checks.filter(({ rule }) => rule === 'soft-promises').flatMap((check) => softPromises(check, facts)),
    ...meeting(facts),
    ...inputs(facts),
    ...judgement.checks.flatMap((check) => lapsed(check, facts)),
    ...namedDates(facts),
    ...holdEnding(facts),
  ].map(of);
}

type Row = Omit<WaitingFor, 'deal' | 'file' | 'customer'>;

/** What has to be mended before a doer can be asked is for the seller to do. */
const THE_SELLERS: ReadonlySet<string> = new Set(['no-doer', 'not-in-capacity', 'left', 'seller']);

function restatements({ findings, reason }: Check, facts: Facts): Row[] {
  const seller = facts.deal.seller.name ?? facts.deal.seller.email;
  return findings.flatMap(({ message, help, data }): Row[] => {
    const promise = facts.deal.promises.find(({ id }) => id === data?.['promise']);
    if (promise === undefined) return [];
    const stand = restatedOf(facts, promise);
    const asked = stand.state === 'none' && stand.unsuitable === null;
    const mends = asked && THE_SELLERS.has(whyOf(promise, reason, facts));
    const doer = mends || promise.doer === undefined ? undefined : personId(facts.capacity, promise.doer);
    // What the two understand differently is for either of them to mend, and the first one who does is enough.
    const on = doer === undefined ? [seller] : stand.state === 'restated' && !stand.words[0].standing ? [doer, seller] : [doer];
    // Whoever is to say it in their own words does not read its numbers here.
    const what =
      stand.state === 'stale'
        ? `restate '${promise.id}' again: ${listed(stand.changed.slice(0, 3).map(({ path }) => masked(path)))} changed since ${stand.by} did on ${formatDay(stand.at)}`
        : asked && !mends
          ? `restate '${promise.id}': ${masked(promise.text)}`
          : message;
    return [
      {
        kind: 'restatement',
        on: on.filter((each) => each !== undefined),
        role: null,
        what,
        since: stand.state === 'restated' ? formatDay(stand.words[0].at) : null,
        help,
      },
    ];
  });
}

/** Which of the seller's reasons a finding of a promise has; the check names only its first. */
function whyOf({ doer }: PromiseFact, reason: string | null, { capacity }: Facts): string {
  if (doer === undefined) return 'no-doer';
  if (!capacity.people.some(({ id }) => id === personId(capacity, doer))) return 'not-in-capacity';
  return reason?.split('/')[1] ?? '';
}

/** Whoever may approve, by name. */
function whoOf(who: Approver, { policy }: Facts): Pick<Row, 'on' | 'role'> {
  if (typeof who !== 'object') return { on: policy.principals[who] ?? [], role: who };
  return { on: 'person' in who ? [who.person] : [...new Set([...who.oneOf, ...(policy.principals[who.or] ?? [])])], role: null };
}

function approvals({ rule, verdict, approvals: asked }: Check, facts: Facts): Row[] {
  // It asks for nothing but the word that an input came, and those are told with the inputs.
  if (rule === 'upstream-reset') return [];
  if (verdict === 'pass' || verdict === 'waived' || verdict === 'off' || verdict === 'not-applicable') return [];
  return asked.flatMap((approvable): Row[] => {
    const approval = approvalOf(facts, approvable);
    if (approval.state === 'approved') return [];
    const before = approval.state === 'stale' ? ` (approved on ${formatDay(approval.at)}, and changed since)` : '';
    const not = approval.state === 'none' && approval.unsuitable !== null ? ` (${approval.unsuitable})` : '';
    const unsigned = approval.state === 'none' ? approval.unsigned : undefined;
    const help =
      facts.deal.path === COMMAND_LINE
        ? 'write the deal to a file first'
        : unsigned === undefined
          ? approve(rule, approvable, facts)
          : signCommand(facts.deal.path, [unsigned]);
    return [
      {
        kind: approval.state === 'stale' ? 'sign-off' : 'approval',
        // Nobody else can sign what somebody said.
        ...(unsigned === undefined ? whoOf(approvable.who, facts) : { on: [unsigned.by], role: null }),
        what: `approve ${approvable.what}${before}${not}`,
        since: endOf('handoff/approval@1', approvable.subject, facts),
        help,
      },
    ];
  });
}

function approve(rule: string, { subject }: Approvable, { deal }: Facts): string {
  return `handoff approve ${deal.path} ${rule} --subject ${subject}`;
}

/** The day after which the last sign-off of something no longer held; null where none ran out. */
function endOf(type: string, subject: string, { signoffs, today }: Facts): IsoDate | null {
  const [last] = standing(signoffs.filter((each) => each.type === type && each.subject === subject));
  return last?.until !== undefined && last.until < today ? formatDay(last.until) : null;
}

/** What the customer owes: once for all items that need it. */
function inputs(facts: Facts): Row[] {
  const { deal } = facts;
  const open = deal.inputs.filter(({ state }) => state !== 'here');
  return [...new Map(open.map((input) => [input.id, input])).values()].map(({ id, from, due, state, claim }): Row => {
    if (claim !== null) return arrival(claim, facts);
    const by: Day | null = due;
    const late = state === 'overdue';
    return {
      kind: 'input',
      on: [from ?? deal.customer.name],
      role: null,
      what: `${id}${by === null ? '' : late ? `, which was due ${formatDay(by)}` : `, due ${formatDay(by)}`}`,
      since: late && by !== null ? formatDay(by) : null,
      help: late ? 'chase it, or give it another due date: no date holds without it' : `write received: when it is here (${deal.path})`,
    };
  });
}

/** Somebody other than its author has to say that it came; there is one approval of each input, so it is listed here alone. */
function arrival({ approvable, approval }: Claim, facts: Facts): Row {
  const unsigned = approval.state === 'none' ? approval.unsigned : undefined;
  const not = approval.state === 'none' && approval.unsuitable !== null ? ` (${approval.unsuitable})` : '';
  return {
    kind: 'approval',
    ...(unsigned === undefined ? whoOf(approvable.who, facts) : { on: [unsigned.by], role: null }),
    what: `say ${approvable.what}${not}`,
    since: null,
    help: unsigned === undefined ? approve('upstream-reset', approvable, facts) : signCommand(facts.deal.path, [unsigned]),
  };
}

/** What was said besides: delivery asks for it, and whoever sold it says how it ends. */
function softPromises({ findings, blocking, reason, approvals: asked }: Check, facts: Facts): Row[] {
  if (!blocking) return [];
  const seller = facts.deal.seller.name ?? facts.deal.seller.email;
  const toBeAsked = reason === 'soft-promises/not-asked';
  return findings
    .filter(({ at }) => asked.length === 0 || at.path[0] !== 'soft_promises_asked')
    .map(({ message, help, at }): Row => {
      const who =
        toBeAsked && at.path[0] === 'soft_promises_asked'
          ? whoOf('delivery-lead', facts)
          : { on: seller === undefined ? [] : [seller], role: null };
      return { kind: 'soft-promise', ...who, what: message, since: null, help };
    });
}

/** The transfer meeting of a signed deal, until its record has all that the gate wants. */
function meeting(facts: Facts): Row[] {
  const { deal } = facts;
  if (deal.state !== 'signed') return [];
  const { notAsked, lines } = gateOf(facts);
  const missing = lines.find(({ part, there }) => !there && part !== 'signature');
  if (notAsked !== null || missing === undefined) return [];
  const manager = managerOf(facts);
  const on = [...('id' in manager ? [manager.id] : []), ...(facts.policy.principals['delivery-lead'] ?? [])];
  const { signed } = deal.file.dates;
  return [
    {
      kind: 'meeting',
      on: [...new Set(on)],
      role: null,
      what: `hand the project over: ${missing.says}`,
      since: signed === undefined ? null : formatDay(signed),
      help: missing.help === '' ? `handoff gate ${deal.path}` : missing.help,
    },
  ];
}

/** Business days before its end from which on a hold waits for its seller. */
const SOON = 3;

/** A hold that ends soon: it is signed, renewed or let go. */
function holdEnding({ own: { hold }, deal, calendar, today, policy }: Facts): Row[] {
  const soon = addBusinessDays(calendar, today, SOON);
  if (hold === null || !hold.live || (soon !== null && hold.expires > soon)) return [];
  const longest = addDuration(calendar, hold.first, policy.holds.longest);
  const renew =
    longest !== null && longest > hold.expires ? `, renewed (handoff hold ${deal.path}, until ${formatDay(longest)} at most)` : '';
  return [
    {
      kind: 'hold',
      on: [hold.seller.name ?? hold.seller.email!],
      role: null,
      what: `its hold ends on ${formatDay(hold.expires)}`,
      since: null,
      help: `have it signed (handoff confirm ${deal.path})${renew} or let go (handoff release ${deal.path})`,
    },
  ];
}

/** Returns who may be meant by a name that waits on nothing; null where somebody is called so. */
export function whyNobody(judged: readonly JudgedDeal[], person: string): string | null {
  const names = judged.flatMap(({ facts }) => [
    ...facts.capacity.people.flatMap(({ id, name, email }) => [id, name, email]),
    ...Object.values(facts.policy.principals).flat(),
    facts.deal.seller.name,
    facts.deal.seller.email,
    facts.deal.customer.name,
    ...facts.deal.inputs.map(({ from }) => from),
  ]);
  const known = [...new Set(names.filter((each): each is string => typeof each === 'string'))];
  if (judged.length === 0 || known.some((each) => fold(each) === fold(person))) return null;
  const near = nearest(person, known);
  return `nobody is called '${person}' in capacity.yaml, handoff.yaml → principals or the deals${near === null ? '' : `: did you mean ${near}?`}`;
}

/** Waivers that are there and let nothing stand any more. */
function lapsed({ rule, lapsed: because, waivable, approvals: asked }: Check, facts: Facts): Row[] {
  if (because === null || waivable === null) return [];
  const stand = standOf(facts, 'handoff/waiver@1', waivable, () => null);
  const unsigned = stand.state === 'none' ? stand.unsigned : undefined;
  const help =
    unsigned === undefined
      ? `handoff approve ${facts.deal.path} ${rule}${asked.length === 0 ? '' : ' --waive'} --reason "…"`
      : signCommand(facts.deal.path, [unsigned]);
  return [
    {
      kind: 'sign-off',
      ...(unsigned === undefined ? whoOf(waivable.who, facts) : { on: [unsigned.by], role: null }),
      what: because,
      since: endOf('handoff/waiver@1', waivable.subject, facts),
      help,
    },
  ];
}

/** Dates that a delivery lead named for what is not the deal any more: they still bind. */
function namedDates(facts: Facts): Row[] {
  const { signoffs, deal } = facts;
  const [last] = standing(signoffs.filter(({ type }) => type === 'handoff/date@1'));
  if (last === undefined || changesBetween(last.meaning, { scope: scopeMeaning(deal) }).length === 0) return [];
  return [
    {
      kind: 'sign-off',
      ...whoOf('delivery-lead', facts),
      what: `the date ${formatDay(last.date!)}, named on ${formatDay(last.at)} for another scope`,
      since: null,
      help: `handoff date ${deal.path} DATE`,
    },
  ];
}
