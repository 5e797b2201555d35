/** What `doer-restated` finds wrong with the word of a doer: who said it, how it differs from the promise, and whether it is their own; apart from dates to come. */
import type { Person } from '../../model/capacity.ts';
import { formatDay, type Day } from '../../model/day.ts';
import type { PromiseFact } from '../../model/facts.ts';
import { OWN_WORDS, whyNotOwnWords } from '../../model/own-words.ts';
import { isSeller, personId } from '../../model/people.ts';
import { at, COMMAND_LINE, type Place } from '../../model/place.ts';
import { dueOf, exclusionsOf, itemsOfPromise, namesBeside, textsOfPromise } from '../../model/promise-meaning.ts';
import { libraryItemOf, restatedOf, type Restated, type Word } from '../../model/restated.ts';
import type { Change } from '../../model/signoff.ts';
import type { Ppm } from '../../model/units.ts';
import { fold, listed } from '../../model/words.ts';
import { changesText, signHelp } from '../approvals.ts';
import { gapText } from '../floor.ts';
import type { Finding, RuleFacts } from '../rule.ts';
import type { Wrong } from '../wrong.ts';

/** Why the word of a doer does not hold. */
export type RestatedReason =
  | 'no-doer'
  | 'not-in-capacity'
  | 'left'
  | 'seller'
  | 'not-restated'
  | 'does-not-count'
  | 'changed'
  | 'refused'
  | 'quantity'
  | 'no-date'
  | 'date'
  | 'later'
  | 'evidence'
  | 'exclusions'
  | 'too-short'
  | 'copied'
  | 'vague';

/** How many words one's own words have, and how many of them the promise may have too. */
interface Limits {
  readonly words: number;
  readonly copied: Ppm;
}

/** A promise, and how it stands with the word of its doer. */
export interface Heard {
  readonly promise: PromiseFact;
  readonly stand: Restated;
}

/** Returns the day that a doer gives: the other one that they can deliver by, where they said so. */
export function sayOf({ said }: Word): Day | null {
  return said.delivers === 'later' ? (said.later ?? said.due) : said.due;
}

/** Returns what is wrong with a promise and its doer's word, apart from the date. */
export function wrongOf({ promise, stand }: Heard, limits: Limits, facts: RuleFacts): Wrong<RestatedReason>[] {
  const told = (reason: RestatedReason, message: string, help: string, ...key: string[]): Wrong<RestatedReason>[] => [
    { reason, finding: { message, at: placeOf(promise, facts, ...key), help, data: { promise: promise.id } } },
  ];
  const { doer, id } = promise;
  const people = facts.capacity.people.map((each) => each.id).join(', ');
  if (doer === undefined) return told('no-doer', `nobody is named who will do '${id}'`, `add doer: one of ${people}`, 'doer');
  const person = facts.capacity.people.find((each) => each.id === personId(facts.capacity, doer));
  if (person === undefined) {
    return told('not-in-capacity', `'${doer}' is to do '${id}', and is nobody of capacity`, `name one of ${people}`, 'doer');
  }
  const gone = whyGone(person, promise, facts);
  if (gone !== null) return told('left', `${person.id} is to do '${id}', and ${gone}`, 'name somebody who will be there', 'doer');
  const ask = askHelp(person.id, promise, facts);
  switch (stand.state) {
    case 'none':
      if (isSeller(facts, doer) && (stand.unsuitable === null || stand.unsuitable.endsWith('sells this deal'))) {
        return told(
          'seller',
          `${person.id} sells this deal and is to do '${id}'`,
          'who sells it cannot restate it: name another doer',
          'doer',
        );
      }
      return stand.unsuitable === null
        ? told('not-restated', `${person.id} has not restated '${id}'`, ask)
        : told('does-not-count', `the restatement of '${id}' does not count: ${stand.unsuitable}`, ask);
    case 'stale':
      return [
        {
          reason: 'changed',
          finding: {
            message: `${stand.by} restated '${id}' on ${formatDay(stand.at)}, and since then ${changesText(stand.changed)}`,
            at: stand.standing ? placeOf(promise, facts) : changedAt(stand.changed[0], promise, facts),
            help: ask,
            data: {
              promise: id,
              by: stand.by,
              changed: stand.changed.map(({ path }) => path),
              from: stand.changed.map(({ from }) => from ?? ''),
              to: stand.changed.map(({ to }) => to ?? ''),
            },
          },
        },
      ];
    case 'restated':
      return stand.words.flatMap((word) => wrongWord(word, promise, limits, facts, ask));
  }
}

/** What is wrong with what a doer said, apart from the date. */
function wrongWord(word: Word, promise: PromiseFact, limits: Limits, facts: RuleFacts, ask: string): Wrong<RestatedReason>[] {
  const { said, standing } = word;
  const { id } = promise;
  const who = nameOf(word.by, facts);
  const told = (reason: RestatedReason, message: string, help: string, key: string, data: Finding['data'] = {}): Wrong<RestatedReason> => ({
    reason,
    finding: { message, at: placeOf(promise, facts, ...(key === '' ? [] : [key])), help, data: { promise: id, by: word.by, ...data } },
  });
  const refused: Readonly<Partial<Record<typeof said.delivers, string>>> = {
    no: `${who} said that '${id}' cannot be delivered`,
    unsure: `${who} is not sure that '${id}' can be delivered`,
    // Once for all deals, there is no date to be another one.
    ...(standing && { later: `${who} said that '${id}' can only be delivered by another date` }),
  };
  const wrong: Wrong<RestatedReason>[] = [];
  const no = refused[said.delivers];
  if (no !== undefined) wrong.push(told('refused', no, `ask ${word.by} what can be, and promise that`, ''));

  const promised = promise.quantity ?? null;
  if (!standing && promised !== said.quantity && (promised !== null || said.quantity !== soldOf(promise, facts))) {
    const restated = said.quantity === null ? `did not say how many` : `restated ${said.quantity}${unitOf(promise, facts)}`;
    const sold = promised === null ? `the deal sells ${soldOf(promise, facts)}` : `the promise says ${promised}`;
    const help = said.quantity === null ? ask : `find out with ${word.by} who is right, change the promise or ${ask}`;
    // A promise that counts nothing may be restated without a number.
    if (promised !== null || said.quantity !== null) {
      wrong.push(told('quantity', `${who} ${restated}; ${sold}`, help, 'quantity', { restated: said.quantity, promised }));
    }
  }
  const [due, day] = [dueOf(facts, promise), sayOf(word)];
  if (!standing && due !== null && day === null) wrong.push(told('no-date', `${who} did not say by when '${id}' is complete`, ask, 'due'));
  // Who says yes to another day understood it differently: to ask again may mend it, and no floor is meant. Who can only by a later one says so.
  if (due !== null && day !== null && day > due && said.delivers !== 'later') {
    const message = `${who} restated ${formatDay(day)}; the promise is due ${formatDay(due)}, ${gapText(facts, due, day)} sooner`;
    const help = `find out with ${word.by} who is right: promise ${formatDay(day)} or later, or ${ask}`;
    wrong.push(told('date', message, help, '', { restated: formatDay(day), due: formatDay(due) }));
  }
  return [...wrong, ...wrongPicks(word, promise, facts, ask, told), ...notOwn(word, promise, limits, facts, ask, told)];
}

type Tell = (reason: RestatedReason, message: string, help: string, key: string, data?: Finding['data']) => Wrong<RestatedReason>;

/** What was picked from a list that holds wrong ones too. */
function wrongPicks(
  { by, said, standing }: Word,
  promise: PromiseFact,
  facts: RuleFacts,
  ask: string,
  told: Tell,
): Wrong<RestatedReason>[] {
  const who = nameOf(by, facts);
  const evidence = promise.complete_when?.evidence;
  const wrong: Wrong<RestatedReason>[] = [];
  const picked = said.evidence.map(fold);
  // What was restated of the library has its words for any quantity.
  const general = standing ? itemsOfPromise(facts, promise)[0]?.entry?.complete_when?.evidence : undefined;
  const right = new Set([evidence, general].flatMap((text) => (text === undefined ? [] : [fold(text)])));
  if (evidence !== undefined && (picked.length === 0 || picked.some((each) => !right.has(each)))) {
    const took = said.evidence.length === 0 ? 'named no evidence' : `takes ${quoted(said.evidence)} for the evidence`;
    wrong.push(told('evidence', `${who} ${took}; the promise says '${evidence}'`, ask, 'complete_when', { picked: [...said.evidence] }));
  }
  const { own, others } = exclusionsOf(facts, promise);
  const known = new Set(said.excludes.map(fold));
  const may = new Set([...own, ...others].map(fold));
  const missed = own.filter((text) => !known.has(fold(text)));
  const added = said.excludes.filter((text) => !may.has(fold(text)));
  const data = { missed, added };
  if (missed.length > 0) {
    const is = missed.length === 1 ? 'is' : 'are';
    wrong.push(told('exclusions', `${who} did not say that ${quoted(missed)} ${is} not included`, ask, 'excludes', data));
  }
  if (added.length > 0) {
    wrong.push(told('exclusions', `${who} leaves out ${quoted(added)}, which the promise does not exclude`, ask, 'excludes', data));
  }
  return wrong;
}

function quoted(texts: readonly string[]): string {
  return listed(texts.map((text) => `'${text}'`));
}

function notOwn(
  { by, said }: Word,
  promise: PromiseFact,
  limits: Limits,
  facts: RuleFacts,
  ask: string,
  told: Tell,
): Wrong<RestatedReason>[] {
  const { id } = promise;
  const who = nameOf(by, facts);
  const found = whyNotOwnWords(said.words, textsOfPromise(promise), namesBeside(facts), {
    ...OWN_WORDS,
    least: limits.words,
    most: limits.copied / 10_000,
  });
  switch (found?.reason) {
    case undefined:
      return [];
    case 'too-short': {
      const carrying = found.words === 1 ? '1 word that carries' : `${found.words} words that carry`;
      const message = `${who} restated '${id}' in ${carrying} meaning; ${found.least} are needed`;
      return [told('too-short', message, ask, '', { words: found.words })];
    }
    case 'copied': {
      const message = `${found.share} % of what ${who} said of '${id}' stands in the promise ('${found.piece}'), and ${found.most} % may`;
      return [told('copied', message, ask, '', { share: found.share })];
    }
    case 'vague':
      return [told('vague', `${who} said '${found.word}' of '${id}', which nobody can observe`, ask, '', { word: found.word })];
  }
}

/** Why somebody will not be there, in words; null when they will. */
function whyGone({ from, until }: Person, promise: PromiseFact, facts: RuleFacts): string | null {
  if (until !== undefined && until < facts.today) return `left on ${formatDay(until)}`;
  const due = dueOf(facts, promise);
  if (due !== null && until !== undefined && until < due) return `leaves on ${formatDay(until)}, before it is due on ${formatDay(due)}`;
  return due !== null && from !== undefined && from > due ? `begins on ${formatDay(from)}, after it is due on ${formatDay(due)}` : null;
}

/** Returns what people call somebody. */
export function nameOf(id: string, { capacity }: RuleFacts): string {
  return capacity.people.find((person) => person.id === id)?.name ?? id;
}

/** ` bags`, where the deal itself calls them so. */
function unitOf(promise: PromiseFact, facts: RuleFacts): string {
  const [item, ...more] = itemsOfPromise(facts, promise);
  return item === undefined || more.length > 0 || item.id === item.deliverable ? '' : ` ${item.id}`;
}

function soldOf(promise: PromiseFact, facts: RuleFacts): number {
  return itemsOfPromise(facts, promise).reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Returns where a promise stands; the library's own is told at the item that it is of. */
export function placeOf(promise: PromiseFact, facts: RuleFacts, ...key: string[]): Place {
  if (promise.written) return { ...promise.at, path: [...promise.at.path, ...key] };
  return itemsOfPromise(facts, promise)[0]?.at ?? promise.at;
}

/** Where the deal says what has changed. */
function changedAt({ path }: Change, promise: PromiseFact, facts: RuleFacts): Place {
  const [key, id, ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '');
  if (key !== 'items') return placeOf(promise, facts, ...(key === undefined ? [] : [key, ...(id === undefined ? [] : [id])]));
  const item = facts.deal.items.find((each) => each.id === id);
  return item === undefined ? placeOf(promise, facts, 'items') : at('deal', 'items', item.index, ...rest.slice(0, 1));
}

/** Returns what brings the word of a doer that counts: a first one, another one, or the signature under the one that is there. */
export function askHelp(doer: string, promise: PromiseFact, facts: RuleFacts): string {
  const { deal } = facts;
  if (deal.path === COMMAND_LINE) return `write the deal to a file, for ${doer} to restate it`;
  const stand = restatedOf(facts, promise);
  if (stand.state === 'none' && stand.unsigned !== undefined && !stand.standing) return signHelp(stand.unsigned, deal.path);
  // What is said already, and has not changed, is only asked again on purpose.
  const again = stand.state === 'restated' ? ' --again' : '';
  const library = libraryItemOf(facts, promise);
  const ofLibrary = stand.state === 'restated' ? stand.words[0].standing : stand.standing || deal.file.seller === undefined;
  if (library !== null && ofLibrary) {
    return `ask ${doer}: handoff restate --library ${library.entry.id} --quantity ${library.quantity}${again}`;
  }
  return `ask ${doer}: handoff restate ${deal.path} --promise ${promise.id}${again}`;
}
