/** What `handoff sign` takes and what `handoff verify` says: plain data from sign-offs whose levels are known. */
import { formatDay } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { isOnePerson, personId } from '../model/people.ts';
import type { Capacity } from '../model/capacity.ts';
import { pathText, type PathPart } from '../model/place.ts';
import type { Policy } from '../model/policy.ts';
import { bandOf, LIBRARY_DEAL, promiseMeaning, promiseSubject, standingMeaning, standingSubject } from '../model/promise-meaning.ts';
import { libraryItemOf } from '../model/restated.ts';
import { changesBetween, isAtLeast, NOUNS, short, standing, type Level, type Meaning, type SignOff } from '../model/signoff.ts';
import { changesText } from '../rules/approvals.ts';

export { short, signCommand } from '../model/signoff.ts';

/** Which sign-offs are to be signed, by whom and with which key. */
export interface SignatureQuestion {
  readonly command: 'sign';
  /** As it was typed; null: who git says is working here. */
  readonly as: string | null;
  /** A file; null: the key that git signs with. */
  readonly key: string | null;
  /** How the names of the sign-offs begin; none: the one that is left. */
  readonly ids: readonly string[];
  /** Whether all of the person's are signed. */
  readonly all: boolean;
}

/** Which sign-offs count, and why not. */
export interface VerifyQuestion {
  readonly command: 'verify';
}

/** A deal, as far as its sign-offs go. */
export interface SignedDeal {
  /** As printed. */
  readonly path: string;
  readonly signoffs: readonly SignOff[];
  /** What the deal says now, its restatements of the library in it; left out where nobody asks what still speaks of it. */
  readonly facts?: Facts;
  readonly workspace: { readonly policy: Pick<Policy, 'signatures'>; readonly capacity: Pick<Capacity, 'people'> };
}

/** One sign-off, verified. */
interface VerifiedRow {
  readonly id: string;
  /** `approval of scope by ana on 2026-11-16`. */
  readonly what: string;
  readonly level: Level;
  /** Why it is no more; null where it is as much as can be. */
  readonly weakness: string | null;
  /** Whether the level is enough for policy. */
  readonly enough: boolean;
  /** Why it says nothing of the deal any more, however well it is signed; null where that is not so, or only `check` can tell. */
  readonly past: string | null;
}

/** What `verify` says of one deal. */
export interface VerifiedDeal {
  readonly path: string;
  readonly minimum: Level;
  readonly rows: readonly VerifiedRow[];
}

/** Why nothing is signed, with lines that say more of it. */
export interface Refused {
  readonly refused: string;
  readonly list?: readonly string[];
}

/** Returns what `verify` says of each deal: 0 when every sign-off has the level that policy wants, 1 when one has not. */
export function verificationOf(deals: readonly SignedDeal[]): { readonly exit: 0 | 1; readonly deals: readonly VerifiedDeal[] } {
  const all = deals.map(({ path, signoffs, facts, workspace: { policy } }): VerifiedDeal => {
    const given = [...signoffs, ...(facts === undefined ? [] : restedOn(facts))];
    const { minimum } = policy.signatures;
    const rows = given
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map((signoff) => ({
        id: signoff.id,
        what: whatOf(signoff),
        level: signoff.level,
        weakness: signoff.weakness ?? null,
        enough: isAtLeast(signoff.level, minimum),
        past: whyPast(signoff, given, minimum, facts),
      }));
    return { path, minimum, rows };
  });
  // Nobody has to sign what speaks of the deal no longer.
  return { exit: all.every(({ rows }) => rows.every(({ enough, past }) => enough || past !== null)) ? 0 : 1, deals: all };
}

/** Returns the standing restatements of the library on which promises of a deal rest. */
function restedOn(facts: Facts): SignOff[] {
  const subjects = facts.deal.promises.flatMap((promise) => {
    const item = libraryItemOf(facts, promise);
    const own = facts.signoffs.some(({ type, subject }) => type === RESTATEMENT && subject === promiseSubject(promise));
    return item === null || own ? [] : [standingSubject(item.entry, bandOf(item.entry, item.lot))];
  });
  return facts.standing.filter(({ type, subject }) => type === RESTATEMENT && subjects.includes(subject));
}

const RESTATEMENT = 'handoff/restatement@1';

/** Why a sign-off says nothing of the deal any more: its person has said something newer that counts, or what it speaks of has changed. */
function whyPast(signoff: SignOff, given: readonly SignOff[], minimum: Level, facts: Facts | undefined): string | null {
  const { type, subject, by, at, level, id } = signoff;
  const same = given.filter((each) => each.type === type && each.subject === subject && each.by === by && isAtLeast(each.level, minimum));
  // One that is signed too weakly takes the place of none.
  const newer = standing(same).find((each) => each.id !== id && (each.at > at || each.supersedes.includes(id)));
  if (newer !== undefined && !(isAtLeast(level, minimum) && standing(same).some((each) => each.id === id)))
    return `a newer one took its place (${short(newer)})`;
  const now = facts === undefined ? undefined : meaningNow(signoff, facts);
  if (now === undefined) return null;
  if (now === null) return 'the deal has no such promise any more';
  const changed = changesBetween(signoff.meaning, now);
  return changed.length === 0 ? null : `since then ${changesText(changed)}`;
}

/** What a sign-off would be given for now; null: nothing, as it is gone; undefined: only the rule that asks for it knows. */
function meaningNow({ type, subject, deal }: SignOff, facts: Facts): Meaning | undefined {
  switch (type) {
    case 'handoff/restatement@1': {
      if (deal !== LIBRARY_DEAL) {
        const promise = facts.deal.promises.find((each) => promiseSubject(each) === subject);
        return promise === undefined ? null : promiseMeaning(facts, promise);
      }
      const items = facts.deal.items.flatMap(({ entry, lot }) => (entry === null ? [] : [{ entry, band: bandOf(entry, lot) }]));
      const item = items.find(({ entry, band }) => standingSubject(entry, band) === subject);
      return item === undefined ? undefined : standingMeaning(item.entry, item.band);
    }
    // A date binds also where the scope has changed since.
    case 'handoff/date@1':
    case 'handoff/approval@1':
    case 'handoff/waiver@1':
    case 'handoff/meeting@1':
      return undefined;
  }
}

/** Returns a sign-off in words, with all that its signer would be bound to. */
export function whatOf({ type, subject, by, at, until, date, reason }: SignOff): string {
  const on = `${NOUNS[type]} of ${subject} by ${by} on ${formatDay(at)}`;
  return `${on}${date === undefined ? '' : `: ${formatDay(date)}`}${until === undefined ? '' : `, until ${formatDay(until)}`}${reason === undefined ? '' : ` (${reason})`}`;
}

/** Returns the sign-offs that are to be signed (none where all are), or why none is. */
export function chosenOf(
  { as, ids, all }: SignatureQuestion,
  { path, signoffs, workspace: { capacity } }: SignedDeal,
  signer: string | null,
): { readonly by: string; readonly sign: readonly SignOff[] } | Refused {
  const typed = as ?? signer;
  if (typed === null)
    return { refused: 'git does not say who you are: sign with --as PERSON, an id or e-mail address of handoff.yaml → principals' };
  const by = personId(capacity, typed);
  for (const id of ids) {
    const meant = signoffs.filter((each) => each.id.startsWith(id));
    if (meant.length > 1) return { refused: `${meant.length} sign-offs of ${path} have a name that begins with ${id}: type more of it` };
    if (meant.length === 0) return { refused: `no sign-off of ${path} has a name that begins with ${id}` };
    const other = meant.find((each) => !isOnePerson(capacity, each.by, by));
    if (other !== undefined) return { refused: `${short(other)} is the ${whatOf(other)}, and ${by} signs only their own` };
  }
  const own = signoffs.filter((each) => isOnePerson(capacity, each.by, by));
  if (own.length === 0)
    return { refused: `${path} has no sign-off of ${by}: first approve something, or name a date (handoff approve --help)` };
  const open = own.filter(({ id, level }) => level !== 'ssh' && (ids.length === 0 || ids.some((each) => id.startsWith(each))));
  // Whoever can write into the folder can write a sign-off in anybody's name: what is signed unread would be theirs.
  if (ids.length === 0 && !all && open.length > 1) {
    return {
      refused: `${open.length} sign-offs are there in the name of ${by}: name those that are yours, or say --all`,
      list: open.map((each) => `  ${short(each)}  ${whatOf(each)}`),
    };
  }
  return { by, sign: open };
}

/** Returns what a sign-off was given for, a line for each part of it: its signer has to see what they sign. */
export function meaningLines({ meaning }: SignOff): string[] {
  const lines = partsOf(meaning, []);
  return lines.length <= TOLD ? lines : [...lines.slice(0, TOLD), `and ${lines.length - TOLD} more, in its file`];
}

function partsOf(meaning: Meaning, path: readonly PathPart[]): string[] {
  const parts: [PathPart, Meaning][] =
    typeof meaning !== 'object' || meaning === null ? [] : Array.isArray(meaning) ? [...meaning.entries()] : Object.entries(meaning);
  if (parts.length > 0) return parts.flatMap(([key, part]) => partsOf(part, [...path, key]));
  return [`${pathText(path)}: ${typeof meaning === 'string' ? meaning : JSON.stringify(meaning)}`];
}

/** So many parts of a meaning are told. */
const TOLD = 60;
