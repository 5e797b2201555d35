/**
 * `handoff confirm`: on the signature a hold, or the plan, becomes a booking of roles, and the report is frozen, so that it can be asked later what was known. Only
 * a deal that passes on today's facts is confirmed. The files are written in this order, so that whatever a kill leaves is finished by the next `confirm`: the
 * report (nothing hangs on it alone), the booking, the deal itself, and then its hold, which counts no more beside a booking.
 */
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { soldMeaning, type BookingFile } from '../model/held.ts';
import type { PathPart } from '../model/place.ts';
import { personId } from '../model/people.ts';
import { plainMeaning } from '../model/signoff.ts';
import type { FileWrite } from '../report/answer.ts';
import type { JudgedDeal } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import { digestOf } from '../signoff/digest.ts';
import { nameProblem, type Filing } from './filing.ts';
import { inTheWayOf } from './in-the-way.ts';
import type { ConfirmQuestion } from './questions.ts';
import { blank, hoursOf, missingIn, type Ambiguity, type Holding } from './report.ts';
import { bookingYaml, holdYaml } from './written.ts';

/** confirmed/DEAL.json, `handoff/confirmed@1`: what was known of a deal when it was confirmed. */
export interface FrozenReport {
  readonly schema: 'handoff/confirmed@1';
  readonly deal: string;
  readonly verdict: 'pass';
  /** The day of the signature. */
  readonly signed: string;
  /** The day of the report. */
  readonly confirmed: string;
  /** Since when the same had been held when it was signed; null where it was not. */
  readonly held_since: string | null;
  readonly by: string | null;
  readonly digest: string;
  readonly meaning: { readonly [key: string]: unknown };
  readonly ambiguities: readonly Ambiguity[];
  readonly report: Report;
}

/** Writes changes into the text of a deal file, or says why it cannot. */
export type Rewriting = (
  text: string,
  edits: readonly { readonly path: readonly PathPart[]; readonly written: unknown }[],
) => { readonly text: string } | { readonly problem: string };

/** Returns what confirming a deal does, or why it may not be confirmed at all; `signer` is who git says is working here. */
export function confirming(
  question: ConfirmQuestion,
  judged: JudgedDeal,
  report: Report,
  filing: Filing,
  signer: string | null,
  rewriting: Rewriting,
): Holding | { readonly refused: string } {
  const { facts, schedule, judgement, file } = judged;
  const { deal, own, today, capacity } = facts;
  const signed = question.signed ?? unfinished(facts)?.signed ?? deal.file.dates.signed ?? today;
  const wrong = nameProblem(deal.id) ?? whyNot(facts, signed);
  if (wrong !== null || file === null) return { refused: wrong ?? `${deal.path} is no file that could be marked as signed` };
  const base = { ...blank('confirm', report, facts), signed: formatDay(signed) };
  if (deal.state === 'signed' && own.booking !== null && own.confirmed !== null) return confirmedBefore(facts, base, filing);

  const finishing = unfinished(facts)?.signed === signed;
  if (!finishing && (judgement.verdict !== 'pass' || schedule.status !== 'planned')) {
    const { holds, wouldPass } = inTheWayOf(judged);
    const missing = missingIn(judgement);
    const autopsy = missing.some(({ rule }) => rule === 'before-signature') && own.confirmed === null;
    const notes = autopsy
      ? [`write state: proposed, take out dates.signed, and say when it was signed: handoff confirm ${deal.path} --signed DATE`]
      : [];
    return {
      report: {
        ...base,
        signed: null,
        result: 'not-confirmed',
        missing,
        in_the_way: holds,
        would_pass: wouldPass,
        notes,
        exit: report.exit === 3 ? 3 : 1,
      },
      turn: [],
    };
  }
  const deed = rewriting(new TextDecoder().decode(file.was), [
    { path: ['state'], written: 'signed' },
    { path: ['dates', 'signed'], written: formatDay(signed) },
  ]);
  if ('problem' in deed) return { refused: `${deal.path} could not be marked as signed: ${deed.problem}` };
  const marked: FileWrite = { path: file.path, was: file.was, text: deed.text };
  const done = { ...base, result: 'confirmed', exit: 0 } as const;
  if (finishing) {
    const { booking } = own;
    const turn = [marked, ...letGo(facts, filing)];
    const notes = [`what a run before this one had booked and frozen on ${formatDay(own.confirmed!.confirmed)} is finished`];
    return { report: { ...done, hours: hoursOf(booking!.work, capacity.calendar), notes, wrote: wroteOf(turn, facts, filing) }, turn };
  }
  const work = schedule.status === 'planned' ? (schedule.full?.loads ?? []) : [];
  const meaning = soldMeaning(deal);
  const booking: BookingFile = {
    booking: deal.id,
    customer: deal.customer.name,
    paid: own.booking?.paid ?? false,
    signed,
    ...(deal.judgedCompletion !== null && { promised: deal.judgedCompletion.day }),
    digest: digestOf(meaning),
    work,
  };
  const heldSince = heldWhenSigned(facts, signed);
  const by = question.as ?? signer;
  const ambiguities = ambiguitiesOf(judged);
  const frozen: FrozenReport = {
    schema: 'handoff/confirmed@1',
    deal: deal.id,
    verdict: 'pass',
    signed: formatDay(signed),
    confirmed: formatDay(today),
    held_since: heldSince === null ? null : formatDay(heldSince),
    by: by === null ? null : personId(capacity, by),
    digest: digestOf(meaning),
    meaning: plainMeaning(meaning) as FrozenReport['meaning'],
    ambiguities,
    report,
  };
  const [kept, booked] = [filing.confirmed(deal.id), filing.booking(deal.id)];
  const turn: FileWrite[] = [
    { path: kept.path, was: kept.was, text: `${JSON.stringify(frozen, null, 2)}\n` },
    { path: booked.path, was: booked.was, text: bookingYaml(booking) },
    marked,
    ...letGo(facts, filing),
  ];
  const late = signed < today && (heldSince === null || heldSince > signed);
  return {
    report: {
      ...done,
      hours: hoursOf(work, capacity.calendar),
      ambiguities,
      notes: [
        ...(late ? [`it was signed on ${formatDay(signed)}, and this is the first report that passes: before-signature will tell it`] : []),
        'booked by role: nobody is put on it by name before the transfer meeting is complete (handoff gate)',
      ],
      wrote: wroteOf(turn, facts, filing),
    },
    turn,
  };
}

function whyNot({ deal, own, today }: Facts, signed: Day): string | null {
  if (signed > today) return `--signed ${formatDay(signed)} is still to come: a deal is confirmed once it is signed`;
  switch (deal.state) {
    case 'draft':
      return `${deal.id} is a draft: nobody signs what was not proposed (state: proposed)`;
    case 'lost':
    case 'done':
      return `${deal.id} is ${deal.state}: there is nothing to confirm`;
    case 'signed':
      return own.booking !== null && own.booking.signed !== signed
        ? `${deal.id} is confirmed already, as signed on ${formatDay(own.booking.signed)}`
        : null;
    case 'proposed':
      return null;
  }
}

/** What a run before this one had booked and frozen of the same deal, and not marked as signed. */
function unfinished({ deal, own }: Facts): { readonly signed: Day } | null {
  const { booking, confirmed } = own;
  if (deal.state !== 'proposed' || booking === null || confirmed === null || booking.signed !== confirmed.signed) return null;
  const digest = digestOf(soldMeaning(deal));
  return digest === booking.digest && digest === digestOf(confirmed.meaning) ? { signed: booking.signed } : null;
}

function confirmedBefore(facts: Facts, base: Holding['report'], filing: Filing): Holding {
  const turn = letGo(facts, filing);
  const { booking, confirmed } = facts.own;
  return {
    report: {
      ...base,
      result: 'confirmed-before',
      hours: hoursOf(booking!.work, facts.capacity.calendar),
      notes: [`it was confirmed on ${formatDay(confirmed!.confirmed)}`],
      wrote: wroteOf(turn, facts, filing),
      exit: 0,
    },
    turn,
  };
}

/** The hold of a deal that is booked is over. */
function letGo({ deal, own, today }: Facts, filing: Filing): FileWrite[] {
  if (own.hold === null || own.hold.released !== undefined) return [];
  const { live: _, same: __, ...hold } = own.hold;
  const { path, was } = filing.hold(deal.id);
  return [{ path, was, text: holdYaml({ ...hold, released: today }) }];
}

/** Since when the same had been held on the day of the signature: only what passes is held. */
function heldWhenSigned({ own: { hold } }: Facts, signed: Day): Day | null {
  if (hold === null || !hold.same || hold.held > signed || hold.expires < signed) return null;
  return hold.released !== undefined && hold.released < signed ? null : hold.held;
}

/** What was signed without being sure: what somebody let stand, what nobody could tell, and what was only said. */
function ambiguitiesOf({ facts, judgement }: JudgedDeal): Ambiguity[] {
  const checks = judgement.checks.flatMap(({ rule, verdict, summary, findings }): Ambiguity[] =>
    verdict === 'waived' || verdict === 'unknown' ? [{ kind: verdict, of: rule, says: findings[0]?.message ?? summary }] : [],
  );
  const soft = (facts.deal.file.soft_promises ?? []).map(({ said, resolution }): Ambiguity => ({
    kind: 'soft-promise',
    of: said,
    says: resolution === undefined ? 'nobody has said how it ends' : `it ends as: ${resolution}`,
  }));
  return [...checks, ...soft];
}

function wroteOf(turn: readonly FileWrite[], { deal }: Facts, filing: Filing): string[] {
  const known = [filing.confirmed(deal.id), filing.booking(deal.id), filing.hold(deal.id)];
  return turn.map(({ path }) => known.find((each) => each.path === path)?.printed ?? deal.path);
}
