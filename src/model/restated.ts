/**
 * How the promises of a deal stand with the word of those who will keep them: the restatement of the promise itself, or for a standard item the standing
 * one of its library version (rules.md, `doer-restated`). What a doer said is told once, here, to all that reads it: rules and planner.
 */
import { formatDay, type Day } from './day.ts';
import type { Facts, ItemFact, PromiseFact } from './facts.ts';
import type { Deliverable } from './library.ts';
import { isOnePerson, isSeller, personId } from './people.ts';
import { bandOf, itemsOfPromise, promiseMeaning, promiseSubject, standingMeaning, standingSubject } from './promise-meaning.ts';
import type { Restatement } from './restatement.ts';
import { changesBetween, standing, whyLapsed, whyNotBy, whyWeak, type Change, type Meaning, type SignOff } from './signoff.ts';
import { minutesOfDuration } from './size.ts';
import { whyItemNotStandard } from './standard.ts';
import { fold } from './words.ts';

const TYPE = 'handoff/restatement@1';

/** Somebody's word on a promise, which still speaks of it as it is. */
export interface Word {
  readonly by: string;
  readonly at: Day;
  readonly level: SignOff['level'];
  readonly said: Restatement;
  /** Whether it was given for the library's version, once for all deals. */
  readonly standing: boolean;
}

/** How a promise stands with the word of its doer. */
export type Restated =
  /** More than one where two branches each brought one, of the same day: all of them count. */
  | { readonly state: 'restated'; readonly words: readonly [Word, ...Word[]] }
  /** What it was given for has changed since. */
  | {
      readonly state: 'stale';
      readonly by: string;
      readonly at: Day;
      readonly changed: readonly [Change, ...Change[]];
      readonly standing: boolean;
    }
  /** Not given; or given in a way that does not count, and why. `unsigned`: it lacks only the signature that policy wants. */
  | { readonly state: 'none'; readonly unsuitable: string | null; readonly unsigned?: SignOff; readonly standing: boolean };

/** What the word of a doer is judged by. */
export type RestatingFacts = Pick<Facts, 'signoffs' | 'standing' | 'policy' | 'capacity' | 'deal' | 'today' | 'calendar'>;

/** Returns how a promise stands with the word of its doer. */
export function restatedOf(facts: RestatingFacts, promise: PromiseFact): Restated {
  const { doer } = promise;
  if (doer === undefined) return { state: 'none', unsuitable: null, standing: false };
  const subject = promiseSubject(promise);
  const given = facts.signoffs.filter((each) => each.type === TYPE && each.subject === subject);
  const own = standOfWord(
    facts,
    given,
    promiseMeaning(facts, promise),
    (signoff) => whyNotBy(facts, signoff.by, { person: doer }) ?? whyLapsed(facts, signoff),
    false,
  );
  return own.state === 'none' && given.length === 0 ? (standingOf(facts, promise) ?? own) : own;
}

/** Returns the item of the library that a promise can rest on, with nothing said of the deal itself; null where it has to be restated by itself. */
export function libraryItemOf(facts: RestatingFacts, promise: PromiseFact): (ItemFact & { readonly entry: Deliverable }) | null {
  const [item, ...more] = itemsOfPromise(facts, promise);
  if (promise.written || item === undefined || more.length > 0) return null;
  const { entry, version } = item;
  if (entry === null || (version ?? entry.version) !== entry.version || whyItemNotStandard(item, facts.deal, facts.calendar).length > 0)
    return null;
  return isRefused(facts, item.id) ? null : { ...item, entry };
}

/**
 * Returns how it stands with the standing restatement of a promise that is the library's own, of an item that is sold as the library has it; null where
 * the promise cannot rest on one, or nobody gave one. Nobody's own deal rests on their own word.
 */
function standingOf(facts: RestatingFacts, promise: PromiseFact): Restated | null {
  const item = libraryItemOf(facts, promise);
  if (item === null || isSeller(facts, promise.doer!)) return null;
  const { entry, lot } = item;
  const band = bandOf(entry, lot);
  const subject = standingSubject(entry, band);
  const given = facts.standing.filter((each) => each.type === TYPE && each.subject === subject);
  if (given.length === 0) return null;
  const unsuitable = (signoff: SignOff): string | null =>
    isOnePerson(facts.capacity, signoff.by, promise.doer!) ? whyLapsed(facts, signoff) : `${signoff.by} is not ${promise.doer!}`;
  return standOfWord(facts, given, standingMeaning(entry, band), unsuitable, true);
}

function standOfWord(
  facts: RestatingFacts,
  given: readonly SignOff[],
  meaning: Meaning,
  unsuitable: (signoff: SignOff) => string | null,
  isStanding: boolean,
): Restated {
  const latest = standing(given.filter((signoff) => unsuitable(signoff) === null));
  const changes = latest.map((signoff) => changesBetween(signoff.meaning, meaning));
  const [word, ...others] = latest
    .filter((_, index) => changes[index].length === 0)
    .map(({ by, at, level, restatement }): Word => ({ by, at, level, said: restatement!, standing: isStanding }));
  if (word !== undefined) return { state: 'restated', words: [word, ...others] };
  const [signoff] = latest;
  const [change, ...rest] = changes[0] ?? [];
  if (signoff !== undefined && change !== undefined) {
    return { state: 'stale', by: signoff.by, at: signoff.at, changed: [change, ...rest], standing: isStanding };
  }
  const [refused] = standing(given);
  if (refused === undefined) return { state: 'none', unsuitable: null, standing: isStanding };
  const because = unsuitable(refused);
  const lacksOnlyThat = because === whyWeak(facts, refused) && changesBetween(refused.meaning, meaning).length === 0;
  return { state: 'none', unsuitable: because, ...(lacksOnlyThat && { unsigned: refused }), standing: isStanding };
}

/** A promise that somebody of capacity said they cannot keep. */
interface Refusal {
  readonly by: string;
  readonly at: Day;
  /** The id of the promise, which the deal may not have any more. */
  readonly promise: string;
  /** Ids of the items that it was about. */
  readonly items: readonly string[];
  readonly delivers: Restatement['delivers'];
  /** Whether the promise is another one now, or gone: then its doer has to be asked again. */
  readonly changed: boolean;
}

/**
 * Returns what doers of this deal did not say yes to when they were asked last, also of promises that are not there any more: who takes the promise out, or
 * gives it another name, does not have their yes. A no counts however weakly it was signed, since it costs nobody anything but the asking again; a yes takes
 * it back only where it counts itself.
 */
export function refusalsOf(facts: Pick<Facts, 'signoffs' | 'capacity' | 'policy' | 'today' | 'deal'>): Refusal[] {
  const { signoffs, capacity, deal } = facts;
  const meaningNow = (subject: string): Meaning => {
    const promise = deal.promises.find((each) => promiseSubject(each) === subject);
    return promise === undefined ? null : promiseMeaning({ deal }, promise);
  };
  const given = signoffs.filter((each) => each.type === TYPE && (each.restatement!.delivers !== 'yes' || whyLapsed(facts, each) === null));
  // Only who said no can take it back.
  const whose = ({ subject, by }: SignOff): string => `${fold(personId(capacity, by))} ${subject}`;
  return [...new Set(given.map(whose))].flatMap((key) =>
    standing(given.filter((each) => whose(each) === key)).flatMap(({ by, at, subject, meaning, restatement }): Refusal[] => {
      const { delivers } = restatement!;
      if (delivers === 'yes') return [];
      const changed = changesBetween(meaning, meaningNow(subject)).length > 0;
      return [{ by, at, promise: subject.replace(/^promise\//, ''), items: itemsIn(meaning), delivers, changed }];
    }),
  );
}

function itemsIn(meaning: Meaning): string[] {
  if (typeof meaning !== 'object' || meaning === null || Array.isArray(meaning)) return [];
  const { items } = meaning as { readonly items?: Meaning };
  return typeof items === 'object' && items !== null && !Array.isArray(items) ? Object.keys(items) : [];
}

/**
 * Returns the promises of which a doer was asked for this deal: what they said counts, also where nobody had to ask. Where the promise that was asked about
 * is not there any more, those of its items take its place: another name for it is no yes.
 */
export function askedOf({ deal, signoffs }: Pick<Facts, 'deal' | 'signoffs'>): PromiseFact[] {
  const given = signoffs.filter(({ type }) => type === TYPE);
  const subjects = new Set(given.map(({ subject }) => subject));
  const there = new Set(deal.promises.map(promiseSubject));
  const gone = new Set(given.filter(({ subject }) => !there.has(subject)).flatMap(({ meaning }) => itemsIn(meaning)));
  return deal.promises.filter(
    (promise) => subjects.has(promiseSubject(promise)) || itemsOfPromise({ deal }, promise).some(({ id }) => gone.has(id)),
  );
}

function isRefused(facts: RestatingFacts, item: string): boolean {
  return refusalsOf(facts).some(({ items }) => items.includes(item));
}

/** Returns a refusal as a reason why a deal is not standard: `ben said no to 'bags' on 2026-11-16`. */
export function refusalText({ by, at, promise, delivers, changed }: Refusal): string {
  const said = { yes: 'yes', no: 'said no', later: 'said yes, but by another date,', unsure: 'was not sure when asked' } as const;
  return `${by} ${said[delivers]} to '${promise}' on ${formatDay(at)}${changed ? ', and the promise has changed since: ask again' : ''}`;
}

/** Returns all that doers said of the promises of a deal and that still speaks of them as they are, each with its promise. */
export function wordsOf(facts: RestatingFacts): { readonly promise: PromiseFact; readonly word: Word }[] {
  // Most deals have none: then nothing has to be compared.
  if (facts.standing.length === 0 && !facts.signoffs.some(({ type }) => type === TYPE)) return [];
  return facts.deal.promises.flatMap((promise) => {
    const stand = restatedOf(facts, promise);
    return stand.state === 'restated' ? stand.words.map((word) => ({ promise, word })) : [];
  });
}

/** The work of one role in a customization, as its doer restated it. */
export interface EffortSaid {
  readonly by: string;
  readonly promise: PromiseFact;
  readonly item: string;
  readonly custom: string;
  /** As the files write it: `engineer.senior`. */
  readonly role: string;
  readonly minutes: number;
}

/** Returns the work of customizations as their doers restated it; of two words on one role the larger. Only of items that the promise is about. */
export function effortsSaid(facts: RestatingFacts): EffortSaid[] {
  const found = new Map<string, EffortSaid>();
  for (const { promise, word } of wordsOf(facts)) {
    const items = new Set(itemsOfPromise(facts, promise).map(({ id }) => id));
    for (const { custom: name, work } of word.said.efforts) {
      const [item = '', custom = ''] = name.split('.');
      if (!items.has(item)) continue;
      const byRole = new Map<string, number>();
      for (const { role, time } of work) {
        byRole.set(role, (byRole.get(role) ?? 0) + minutesOfDuration(time, facts.calendar.longest));
      }
      for (const [role, minutes] of byRole) {
        const key = `${item}.${custom} ${role}`;
        if ((found.get(key)?.minutes ?? -1) < minutes) found.set(key, { by: word.by, promise, item, custom, role, minutes });
      }
    }
  }
  return [...found.values()];
}
