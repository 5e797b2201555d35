/**
 * What `handoff approve` and `handoff date` sign, or why they do not: plain data from a judged deal. Nothing is written here (`store.ts`), and nothing is
 * asked: who signs says so on the command line, or is who git says is working here.
 */
import { addDuration, isOpen, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { isOnePerson, isPrincipal, personId } from '../model/people.ts';
import { scopeMeaning } from '../model/scope.ts';
import {
  approvalOf,
  changesBetween,
  standing,
  whyNotBy,
  whyWeak,
  type Approvable,
  type Approver,
  type SignOff,
  type SignOffType,
} from '../model/signoff.ts';
import { listed } from '../model/words.ts';
import { approvalText, whoText } from '../rules/approvals.ts';
import { DATE_SUBJECT } from '../rules/dates/named-date.ts';
import type { Floor } from '../rules/rule.ts';
import type { Check } from '../rules/run.ts';
import { ruleOf } from '../rules/settings.ts';
import { whyTooLong } from '../rules/waivers.ts';
import { seal, type Sealed, type Unsealed } from './seal.ts';
import { signCommand } from './verification.ts';

/** Who signs, and what they say of it. */
interface Signature {
  /** As it was typed; null: who git says is working here. */
  readonly as: string | null;
  readonly reason: string | null;
}

/** What is to be approved or waived. */
interface ApproveQuestion extends Signature {
  readonly command: 'approve';
  readonly rule: string;
  /** Null: all that the rule says may be approved. */
  readonly subject: string | null;
  /** Whether the failure is waived although the rule says what may be approved. */
  readonly waive: boolean;
  readonly until: Day | null;
}

/** The date that is named. */
interface DateQuestion extends Signature {
  readonly command: 'date';
  readonly date: Day;
}

/** A question whose answer is kept. */
export type SignQuestion = ApproveQuestion | DateQuestion;

/** A judged deal, as far as signing goes. */
interface Judged {
  readonly facts: Facts;
  readonly judgement: { readonly checks: readonly Check[]; readonly floors: readonly Floor[]; readonly because: string | null };
}

/** What is to be kept, and what is said of it; or why nothing is. */
export type Signing =
  | { readonly keep: readonly [Sealed, ...Sealed[]]; readonly says: readonly string[] }
  | { readonly keep: readonly []; readonly refused: string };

/** Returns what is signed of a judged deal; `signer` is who git says is working here. */
export function signingOf(question: SignQuestion, judged: Judged, signer: string | null): Signing {
  const { facts } = judged;
  const typed = question.as ?? signer;
  if (typed === null)
    return refuse('git does not say who you are: sign with --as PERSON, an id or e-mail address of handoff.yaml → principals');
  const by = personId(facts.capacity, typed);
  return question.command === 'date' ? dated(question, by, judged) : approved(question, by, judged);
}

function refuse(refused: string): Signing {
  return { keep: [], refused };
}

function approved(question: ApproveQuestion, by: string, judged: Judged): Signing {
  const { rule, subject, waive, until, reason } = question;
  const { facts } = judged;
  const check = judged.judgement.checks.find((each) => each.rule === rule);
  if (check === undefined || check.verdict === 'off')
    return refuse(`${rule} is not judged here${check === undefined ? '' : `: ${check.summary}`}`);
  if (until !== null && until < facts.today) return refuse(`--until ${formatDay(until)} is over: today is ${formatDay(facts.today)}`);
  if (waive || check.approvals.length === 0) {
    if (subject !== null) return refuse(`${rule} names nothing that is approved by itself: leave out --subject`);
    return waived(question, by, check, facts);
  }
  const named = check.approvals.filter((each) => subject === null || each.subject === subject);
  if (named.length === 0) {
    return refuse(
      `'${subject}' is nothing that ${rule} asks to approve (${listed(
        check.approvals.map((each) => each.subject),
        'or',
      )})`,
    );
  }
  const open = named.filter((each) => approvalOf(facts, each).state !== 'approved');
  if (open.length === 0)
    return refuse(`nothing is left to approve: ${listed(named.map((each) => `${each.what} is ${approvalText(approvalOf(facts, each))}`))}`);
  const refusals = open.map((each) => whyNot(facts, by, each.who));
  const mine = open.filter((_, index) => refusals[index] === null);
  const unsigned = mine.flatMap((each) => unsignedOf(facts, 'handoff/approval@1', each, by));
  if (mine.length > 0 && unsigned.length === mine.length) return refuse(alreadyText(facts, unsigned));
  const [first, ...rest] = mine.map((each) => sealedOf(facts, 'handoff/approval@1', each, by, reason, until));
  if (first === undefined) return refuse(refusals[0]!);
  const left = open.filter((_, index) => refusals[index] !== null);
  const signed = [first, ...rest] as const;
  return {
    keep: signed,
    says: [
      ...signed.map(({ signoff }) => `${by} approves ${named.find((each) => each.subject === signoff.subject)!.what}`),
      `It holds ${until === null ? '' : `until ${formatDay(until)}, and `}until any of that changes.`,
      ...toSign(facts, signed),
      ...left.map((each) => `Left for ${whoText(facts.policy, each.who)}: ${each.what} (--subject ${each.subject})`),
    ],
  };
}

/** Why there is nothing to waive in a check. */
function whyNothing({ rule: id, verdict, summary }: Check): string {
  switch (verdict) {
    case 'pass':
      return `there is nothing to waive: ${id} passes (${summary})`;
    case 'not-applicable':
      return `there is nothing to waive: ${id} does not apply (${summary})`;
    case 'unknown':
      return `${id} could not be judged, and what nobody knows is never waived (${summary})`;
    default: {
      const who = ruleOf(id)?.waivable ?? null;
      if (who === null) return `nobody may waive ${id} (${summary})`;
      return `nobody may waive this failure of ${id} (${summary}); ${who} may waive others of it: handoff explain ${id}`;
    }
  }
}

function waived({ rule, reason, until }: ApproveQuestion, by: string, check: Check, facts: Facts): Signing {
  const { waivable, summary } = check;
  if (waivable === null) return refuse(whyNothing(check));
  const refusal = whyNot(facts, by, waivable.who);
  if (refusal !== null) return refuse(refusal);
  if (reason === null) return refuse('a waiver says why: add --reason');
  const unsigned = unsignedOf(facts, 'handoff/waiver@1', waivable, by);
  if (unsigned.length > 0) return refuse(alreadyText(facts, unsigned));
  const last = until ?? addDuration(facts.calendar, facts.today, facts.policy.waivers.longest) ?? facts.today;
  const long = whyTooLong(facts, facts.today, last, 'a waiver that');
  if (long !== null) return refuse(long);
  const sealed = sealedOf(facts, 'handoff/waiver@1', waivable, by, reason, last);
  return {
    keep: [sealed],
    says: [
      `${by} lets ${rule} stand until ${formatDay(last)}: ${reason}`,
      `What was found: ${summary}`,
      'It counts until then, or until any of that changes.',
      ...toSign(facts, [sealed]),
    ],
  };
}

function dated({ date, reason }: DateQuestion, by: string, { facts, judgement }: Judged): Signing {
  // Later is safe whoever asks for it, so the seller may be a delivery lead here.
  const refusal = isPrincipal(facts, 'delivery-lead', by)
    ? null
    : `${by} may not name a date: ${whoText(facts.policy, 'delivery-lead')} may (--as PERSON)`;
  if (refusal !== null) return refuse(refusal);
  const binding = judgement.floors.filter(({ rule, binding: binds }) => binds && rule !== 'operations-date');
  const [latest] = binding;
  if (latest === undefined) return refuse(`no date can be computed, so none can be named: ${judgement.because ?? 'no date rule binds'}`);
  if (judgement.because !== null) return refuse(`no date can be computed, so none can be named: ${judgement.because}`);
  const computed = onOrAfter(facts.calendar, latest.date) ?? latest.date;
  if (date < computed) {
    return refuse(
      `${formatDay(date)} is before ${formatDay(computed)}, the earliest that can be computed (${latest.rule}: ${latest.because}); name that day or a later one`,
    );
  }
  if (!isOpen(facts.calendar, date)) {
    const next = onOrAfter(facts.calendar, date);
    return refuse(`${formatDay(date)} is no business day${next === null ? '' : `: the next is ${formatDay(next)}`}`);
  }
  const asked = { subject: DATE_SUBJECT, meaning: { scope: scopeMeaning(facts.deal) } };
  const sealed = sealedOf(facts, 'handoff/date@1', asked, by, reason, null, date);
  const { minimum } = facts.policy.signatures;
  // A later date is safe whoever asks for it: it does not wait for its signature, which only keeps others from taking its place (named-date.ts).
  const sign =
    minimum === 'typed'
      ? []
      : [
          `It binds already. Policy wants ${minimum}, and every check says so until it is signed${minimum === 'commit' ? ' (with git commit -S)' : ''}:`,
          signCommand(facts.deal.path, [sealed.signoff]),
        ];
  return {
    keep: [sealed],
    says: [
      `${by} names ${formatDay(date)} for ${facts.deal.id}${reason === null ? '' : `: ${reason}`}`,
      `From now on no earlier completion is safe; ${formatDay(computed)} is what can be computed.`,
      ...sign,
    ],
  };
}

/** What is there already in somebody's name of what is asked, and lacks only the signature that policy wants. */
function unsignedOf(
  facts: Facts,
  type: SignOffType,
  { subject, meaning }: Pick<Approvable, 'subject' | 'meaning'>,
  by: string,
): readonly SignOff[] {
  const given = facts.signoffs.filter((each) => each.type === type && each.subject === subject && isOnePerson(facts.capacity, each.by, by));
  const live = ({ at, until }: SignOff): boolean => at <= facts.today && (until === undefined || until >= facts.today);
  const weak = given.filter((each) => live(each) && whyWeak(facts, each) !== null && changesBetween(each.meaning, meaning).length === 0);
  return standing(weak).slice(0, 1);
}

function alreadyText(facts: Facts, unsigned: readonly SignOff[]): string {
  return `it is written already: ${whyWeak(facts, unsigned[0])}: ${signCommand(facts.deal.path, unsigned)}`;
}

/** What is left to do where policy wants more than a typed name. */
function toSign(facts: Facts, sealed: readonly Sealed[]): string[] {
  const { minimum } = facts.policy.signatures;
  if (minimum === 'typed') return [];
  const signoffs = sealed.map(({ signoff }) => signoff);
  // A line of its own each, to be copied.
  return [
    `It does not count before it is signed (policy wants ${minimum})${minimum === 'commit' ? ': with git commit -S, or' : ':'}`,
    signCommand(facts.deal.path, signoffs),
  ];
}

/** Why somebody may not sign, with who may. */
function whyNot(facts: Facts, by: string, who: Approver): string | null {
  const because = whyNotBy(facts, by, who);
  if (because === null) return null;
  return facts.deal.file.seller === undefined
    ? `${because}: add seller: {name: …, email: …} to ${facts.deal.path}`
    : `${because}; ${whoText(facts.policy, who)} may sign it (--as PERSON)`;
}

function sealedOf(
  facts: Facts,
  type: SignOffType,
  { subject, meaning }: Pick<Approvable, 'subject' | 'meaning'>,
  by: string,
  reason: string | null,
  until: Day | null,
  date?: Day,
): Sealed {
  const before = standing(facts.signoffs.filter((each) => each.type === type && each.subject === subject));
  const said: Unsealed = {
    type,
    deal: facts.deal.id,
    subject,
    meaning,
    by,
    at: facts.today,
    level: 'typed',
    supersedes: before.map(({ id }) => id),
  };
  return seal({ ...said, ...(reason !== null && { reason }), ...(until !== null && { until }), ...(date !== undefined && { date }) });
}
