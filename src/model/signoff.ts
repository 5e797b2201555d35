/**
 * Sign-offs: what somebody other than the deal's author said of a deal, and whether it still speaks of the deal as it is (formats.md,
 * "signoffs/DEAL/*.json"). A sign-off keeps the meaning that it was given for, so a deal that has changed since is told with what changed.
 */
import { formatDay, type Day } from './day.ts';
import type { Facts } from './facts.ts';
import type { Meeting } from './meeting.ts';
import { isOnePerson, isPrincipal, isSeller } from './people.ts';
import { pathText, type PathPart } from './place.ts';
import type { Principal } from './policy.ts';
import type { Restatement } from './restatement.ts';

/** What a sign-off speaks of, as plain JSON: texts, whole numbers and dates in words, and maps by id where order means nothing. */
export type Meaning = null | boolean | number | string | readonly Meaning[] | { readonly [key: string]: Meaning };

/** The kinds of sign-offs; the number is the version of the kind. */
export const SIGNOFF_TYPES = [
  'handoff/approval@1',
  'handoff/waiver@1',
  'handoff/date@1',
  'handoff/restatement@1',
  'handoff/meeting@1',
] as const;
/** A kind of sign-off. */
export type SignOffType = (typeof SIGNOFF_TYPES)[number];

/** How sure it is that the person named said it, weakest first. */
export const LEVELS = ['typed', 'commit', 'ssh'] as const;
/** How sure it is that the person named said it. */
export type Level = (typeof LEVELS)[number];

/** A sign-off of the store: written by the tool, once, and never by a deal's author. */
export interface SignOff {
  /** SHA-256 of its content, which is its file's name. */
  readonly id: string;
  readonly type: SignOffType;
  readonly deal: string;
  /** What of the deal it speaks of: `scope`, `pricing-exception/free-set-up`, `promise/on-site`; of a waiver the rule. */
  readonly subject: string;
  /** SHA-256 of the meaning's canonical JSON. */
  readonly digest: string;
  readonly meaning: Meaning;
  /** A person, as policy or capacity names them. */
  readonly by: string;
  readonly at: Day;
  /** What was found of its signature; what its file says of itself is not believed. */
  readonly level: Level;
  /** Why it is no more than that, in words that go into brackets: `it is not signed`; left out where nobody asked. */
  readonly weakness?: string;
  readonly reason?: string;
  /** The last day on which it holds; for good when left out. */
  readonly until?: Day;
  /** Of a date: the earliest completion that it allows. */
  readonly date?: Day;
  /** Of a restatement: what its doer said. */
  readonly restatement?: Restatement;
  /** Of a transfer meeting: what was recorded. */
  readonly meeting?: Meeting;
  /** Earlier ones of the same type and subject that this one takes the place of; it also does of all that are from an earlier day. */
  readonly supersedes: readonly string[];
}

/** Who may approve something: any of policy's principals of a kind, one person by id or e-mail, or any of some people or of such principals. */
export type Approver = Principal | { readonly person: string } | { readonly oneOf: readonly string[]; readonly or: Principal };

/** Something that may be approved. One rule says what of a deal that is; `handoff approve` writes it, and the rule asks for it. */
export interface Approvable {
  /** The same name for the same thing whenever it is asked: `scope`, `custom/bags.liner`. Unique among all rules: it begins with a word of the rule's own. */
  readonly subject: string;
  /** In words, for the approver: `the scope of the deal`, `the exception 'Free set-up' of 350 USD`. */
  readonly what: string;
  /** All that the approver looks at: when any of it changes, the approval has to be given again. */
  readonly meaning: Meaning;
  readonly who: Approver;
}

/** A part of a meaning that is not what it was: `items.bags.quantity` from 300 to 500. Null: it was not, or is no longer, there. */
export interface Change {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** How it stands with an approval. */
export type Approval =
  | { readonly state: 'approved'; readonly by: string; readonly at: Day; readonly signoff: SignOff }
  /** Given, and what it was given for has changed since. */
  | { readonly state: 'stale'; readonly by: string; readonly at: Day; readonly changed: readonly [Change, ...Change[]] }
  /** Not given; or given in a way that does not count, and why: `sam sells this deal`. `unsigned`: it lacks only the signature that policy wants. */
  | { readonly state: 'none'; readonly unsuitable: string | null; readonly unsigned?: SignOff };

/** Returns a meaning as it is compared and signed: Unicode NFC, and white space folded, so that neither requoting nor folding changes it. */
export function plainMeaning(meaning: Meaning): Meaning {
  if (typeof meaning === 'string') return plainText(meaning);
  if (meaning === null || typeof meaning !== 'object') return meaning;
  if (isList(meaning)) return meaning.map(plainMeaning);
  return Object.fromEntries(Object.entries(meaning).map(([key, value]) => [plainText(key), plainMeaning(value)]));
}

function plainText(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

function isList(meaning: object): meaning is readonly Meaning[] {
  return Array.isArray(meaning);
}

/** Returns what of a meaning is not what it was, by path; empty when the two mean the same. */
export function changesBetween(before: Meaning, now: Meaning): Change[] {
  return changesAt([], plainMeaning(before), plainMeaning(now));
}

function changesAt(path: readonly PathPart[], before: Meaning | undefined, now: Meaning | undefined): Change[] {
  if (before === now) return [];
  const parts = [before, now].map((each) => (typeof each === 'object' && each !== null ? each : null));
  const [was, is] = parts;
  if (was !== null && is !== null && isList(was) === isList(is)) {
    if (isList(was) && isList(is)) {
      return Array.from({ length: Math.max(was.length, is.length) }, (_, i) => changesAt([...path, i], was[i], is[i])).flat();
    }
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
    const of = (map: object, key: string): Meaning | undefined =>
      Object.hasOwn(map, key) ? (map as Record<string, Meaning>)[key] : undefined;
    return keys.flatMap((key) => changesAt([...path, key], of(was, key), of(is, key)));
  }
  return [{ path: pathText(path), from: textOf(before), to: textOf(now) }];
}

function textOf(meaning: Meaning | undefined): string | null {
  if (meaning === undefined) return null;
  return typeof meaning === 'string' ? meaning : JSON.stringify(meaning);
}

/**
 * Returns those of some sign-offs of one type and subject that no other takes the place of: usually one. Two of one day that do not know each other
 * come from two branches, and both stand; that which holds longest comes first.
 */
export function standing(signoffs: readonly SignOff[]): SignOff[] {
  const replaced = new Set(signoffs.flatMap(({ supersedes }) => supersedes));
  const last = Math.max(...signoffs.map(({ at }) => at));
  return signoffs
    .filter(({ id, at }) => at === last && !replaced.has(id))
    .sort((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity) || (a.id < b.id ? -1 : 1));
}

/** What an approval is judged by. */
export type SigningFacts = Pick<Facts, 'signoffs' | 'policy' | 'capacity' | 'today'> & {
  readonly deal: Pick<Facts['deal'], 'file' | 'seller'>;
};

/** Returns how it stands with an approval of the deal as it is now; an expired one, one of the wrong person or too weakly signed is none. */
export function approvalOf(facts: SigningFacts, asked: Approvable): Approval {
  return standOf(facts, 'handoff/approval@1', asked, () => null);
}

/** Returns how it stands with a sign-off of some type; `because` may say why one does not count, beside what is asked of all. */
export function standOf(
  facts: SigningFacts,
  type: SignOffType,
  { subject, meaning, who }: Pick<Approvable, 'subject' | 'meaning' | 'who'>,
  because: (signoff: SignOff) => string | null,
): Approval {
  const given = facts.signoffs.filter((each) => each.type === type && each.subject === subject);
  const unsuitable = (signoff: SignOff): string | null => whyNotBy(facts, signoff.by, who) ?? whyLapsed(facts, signoff) ?? because(signoff);
  const latest = standing(given.filter((signoff) => unsuitable(signoff) === null));
  for (const signoff of latest) {
    if (changesBetween(signoff.meaning, meaning).length === 0) return { state: 'approved', by: signoff.by, at: signoff.at, signoff };
  }
  for (const { by, at, meaning: before } of latest) {
    const [first, ...rest] = changesBetween(before, meaning);
    if (first !== undefined) return { state: 'stale', by, at, changed: [first, ...rest] };
  }
  const [refused] = standing(given);
  if (refused === undefined) return { state: 'none', unsuitable: null };
  const why = unsuitable(refused);
  const lacksOnlyThat =
    why === whyWeak(facts, refused) && because(refused) === null && changesBetween(refused.meaning, meaning).length === 0;
  return { state: 'none', unsuitable: why, ...(lacksOnlyThat && { unsigned: refused }) };
}

/** Returns as much of a sign-off's name as people type. */
export function short({ id }: Pick<SignOff, 'id'>): string {
  return id.slice(0, 12);
}

/** Returns what to type to sign some sign-offs of a deal. */
export function signCommand(path: string, signoffs: readonly Pick<SignOff, 'id'>[]): string {
  return ['handoff sign', path, ...signoffs.map(short)].join(' ');
}

/** Returns why a sign-off does not count any more, or not yet, whoever gave it; null when it does. */
export function whyLapsed(facts: Pick<SigningFacts, 'policy' | 'today'>, signoff: SignOff): string | null {
  const { type, by, at, until } = signoff;
  // Whoever dates it ahead would have the last word until then, and a waiver that lasts longer than policy allows.
  if (at > facts.today) return `the ${NOUNS[type]} of ${by} is dated ${formatDay(at)}, which is after ${formatDay(facts.today)}`;
  if (until !== undefined && until < facts.today) return `the ${NOUNS[type]} of ${by} expired on ${formatDay(until)}`;
  return whyWeak(facts, signoff);
}

/** Returns why policy wants a stronger signature under a sign-off than it has; null when it does not. */
export function whyWeak({ policy }: Pick<SigningFacts, 'policy'>, { type, by, level, weakness }: SignOff): string | null {
  const { minimum } = policy.signatures;
  if (isAtLeast(level, minimum)) return null;
  return `the ${NOUNS[type]} of ${by} is only ${level}${weakness === undefined ? '' : ` (${weakness})`}, and policy wants ${minimum}`;
}

/** Whether a level is another one, or stronger. */
export function isAtLeast(level: Level, minimum: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(minimum);
}

/** What each kind of sign-off is called. */
export const NOUNS: Readonly<Record<SignOffType, string>> = {
  'handoff/approval@1': 'approval',
  'handoff/waiver@1': 'waiver',
  'handoff/date@1': 'date',
  'handoff/restatement@1': 'restatement',
  'handoff/meeting@1': 'record',
};

/** Returns why somebody may not sign something of this deal, in words; null when they may. */
export function whyNotBy(facts: Omit<SigningFacts, 'signoffs' | 'today'>, by: string, who: Approver): string | null {
  // Who sells is taken from the deal alone: git would name whoever runs the check, the approver too.
  if (facts.deal.file.seller === undefined) return 'the deal does not say who sells it (seller), and nobody may approve their own';
  if (isSeller(facts, by)) return `${by} sells this deal`;
  if (typeof who === 'object' && 'oneOf' in who) {
    const may = who.oneOf.some((each) => isOnePerson(facts.capacity, each, by)) || isPrincipal(facts, who.or, by);
    return may ? null : `${by} neither works on it nor is one of ${PRINCIPAL_WORDS[who.or]}`;
  }
  if (typeof who === 'object') return isOnePerson(facts.capacity, who.person, by) ? null : `${by} is not ${who.person}`;
  return isPrincipal(facts, who, by) ? null : `${by} is not one of ${PRINCIPAL_WORDS[who]}`;
}

const PRINCIPAL_WORDS: Readonly<Record<Principal, string>> = { 'delivery-lead': 'the delivery leads', leadership: 'leadership' };
