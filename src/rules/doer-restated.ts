import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import type { Person } from '../model/capacity.ts';
import type { ItemFact, PromiseFact } from '../model/facts.ts';
import { OWN_WORDS, whyNotOwnWords } from '../model/own-words.ts';
import { isSeller, personId } from '../model/people.ts';
import { phaseOf } from '../model/phases.ts';
import { at, COMMAND_LINE, type Place } from '../model/place.ts';
import { dueOf, exclusionsOf, itemsOfPromise, namesBeside, textsOfPromise } from '../model/promise-meaning.ts';
import { askedOf, libraryItemOf, restatedOf, type Restated, type Word } from '../model/restated.ts';
import type { Change } from '../model/signoff.ts';
import { fold, listed } from '../model/words.ts';
import { changesText, signHelp } from './approvals.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import { againstFloor, gapText } from './floor.ts';
import { count, option, share } from './texts/notation.ts';
import type { DateOutcome, Finding, Outcome, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  words: option(count, OWN_WORDS.least, 'Different words that carry meaning, which one’s own words have at least.'),
  copied: option(share, '60%', 'The share of three words in a row that the promise may have too.'),
});

type DoerOptions = z.output<typeof options>;

type Reason =
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

/** A promise holds when the person who will keep it has said it in their own words, and nobody else can say it for them. */
export const doerRestated: Rule<DoerOptions, never, Reason> = {
  id: 'doer-restated',
  family: 'promises',
  title: 'Whoever has to keep the promise has not said it in their own words, or said something else.',
  why: 'What was sold and what was understood differ by one word, one number or one day, and nobody notices until the work begins. Who will do it says what will be true, by when, how many and what is not included, without reading it off the promise; where the two differ, there is still time.',
  source: 'Closed-loop communication: read-back and teach-back, as in cockpits, wards and surgical handovers.',
  waivable: null,
  date: true,
  options,
  reasons: {
    'no-doer': 'Nobody is named who will do it.',
    'not-in-capacity': 'Who is to do it is nobody of capacity.',
    left: 'Who is to do it has left, or leaves before it is due.',
    seller: 'Who is to do it sells the deal: nobody restates what they sell themselves.',
    'not-restated': 'Its doer has not said it in their own words yet.',
    'does-not-count': 'Somebody else than its doer said it, or it is signed too weakly.',
    changed: 'It was restated, and what it means has changed since.',
    refused: 'Its doer said that it cannot be delivered, or is not sure.',
    quantity: 'Its doer restated another quantity.',
    'no-date': 'Its doer did not say by when.',
    date: 'Its doer restated a later date than it is due.',
    later: 'Its doer can deliver it, but not by the date that it is due.',
    evidence: 'Its doer takes something else for the evidence.',
    exclusions: 'Its doer did not know what is excluded, or leaves out what is not.',
    'too-short': 'What its doer said has too few words that carry meaning.',
    copied: 'What its doer said stands in the promise as it is.',
    vague: 'What its doer said cannot be observed.',
  },
  needs: [],
  evenOfStandard(facts) {
    const promises = askedOf(facts);
    return promises.length === 0 ? null : { ...facts, deal: { ...facts.deal, promises } };
  },
  check(facts, limits) {
    const { promises } = facts.deal;
    const nothing = { earliest: null } as const;
    if (promises.length === 0) return { kind: 'not-applicable', because: 'nothing is promised yet: no item is in the library', ...nothing };
    const heard = promises.map((promise): Heard => ({ promise, stand: restatedOf(facts, promise) }));
    const wrong = heard.flatMap((each) => wrongOf(each, limits, facts));
    const failure = failureOf(wrong);
    const last = lastSaid(heard, facts.deal.items);
    const floor = last === null ? nothing : floorOf(last, heard, facts);
    // No other date would mend it.
    if (failure !== null) return { ...failure, ...floor, dateless: true };
    if (last === null) return { ...passed(heard, facts), ...nothing };
    const phases = phasesOf(last, heard, facts);
    const held = againstFloor<Reason>(
      facts,
      { earliest: last.day, because: last.words },
      (): Outcome<Reason> => {
        const missed = missedFloors(facts, phases, 'the day by which its doer can deliver');
        if (missed !== null) return { kind: 'fail', reason: 'later', summary: missed[0].message, findings: missed };
        return tooLate(heard, facts) ?? passed(heard, facts);
      },
      () => tooLate(heard, facts) ?? passed(heard, facts),
    );
    return { ...held, phases } satisfies DateOutcome<Reason>;
  },
};

/** A promise, and how it stands with the word of its doer. */
interface Heard {
  readonly promise: PromiseFact;
  readonly stand: Restated;
}

function passed(heard: readonly Heard[], facts: RuleFacts): Outcome<Reason> {
  const words = heard.map(({ promise, stand }) => ({ promise, word: (stand as Extract<Restated, { state: 'restated' }>).words[0] }));
  const by = listed([...new Set(words.map(({ word }) => word.by))]);
  const earlier = words.flatMap(({ promise, word }): string[] => {
    const [due, said] = [dueOf(facts, promise), sayOf(word)];
    return due === null || said === null || said >= due
      ? []
      : [`${nameOf(word.by, facts)} restated '${promise.id}' for ${formatDay(said)}, ${gapText(facts, said, due)} before it is due`];
  });
  const standing = words.filter(({ word }) => word.standing).map(({ promise }) => `'${promise.id}'`);
  return {
    kind: 'pass',
    note: `${words.length === 1 ? 'the promise is' : `each of ${words.length} promises is`} restated by ${by}`,
    notes: [
      ...earlier,
      ...(standing.length === 0 ? [] : [`${listed(standing)} rest${standing.length === 1 ? 's' : ''} on what was restated of the library`]),
    ],
  };
}

/** The day that a doer gives: the other one that they can deliver by, where they said so. */
function sayOf({ said }: Word): Day | null {
  return said.delivers === 'later' ? (said.later ?? said.due) : said.due;
}

/** What is wrong with a promise and its doer's word, apart from the date. */
function wrongOf({ promise, stand }: Heard, limits: DoerOptions, facts: RuleFacts): Wrong<Reason>[] {
  const told = (reason: Reason, message: string, help: string, ...key: string[]): Wrong<Reason>[] => [
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
function wrongWord(word: Word, promise: PromiseFact, limits: DoerOptions, facts: RuleFacts, ask: string): Wrong<Reason>[] {
  const { said, standing } = word;
  const { id } = promise;
  const who = nameOf(word.by, facts);
  const told = (reason: Reason, message: string, help: string, key: string, data: Finding['data'] = {}): Wrong<Reason> => ({
    reason,
    finding: { message, at: placeOf(promise, facts, ...(key === '' ? [] : [key])), help, data: { promise: id, by: word.by, ...data } },
  });
  const refused: Readonly<Partial<Record<typeof said.delivers, string>>> = {
    no: `${who} said that '${id}' cannot be delivered`,
    unsure: `${who} is not sure that '${id}' can be delivered`,
    // Once for all deals, there is no date to be another one.
    ...(standing && { later: `${who} said that '${id}' can only be delivered by another date` }),
  };
  const wrong: Wrong<Reason>[] = [];
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

type Tell = (reason: Reason, message: string, help: string, key: string, data?: Finding['data']) => Wrong<Reason>;

/** What was picked from a list that holds wrong ones too. */
function wrongPicks({ by, said, standing }: Word, promise: PromiseFact, facts: RuleFacts, ask: string, told: Tell): Wrong<Reason>[] {
  const who = nameOf(by, facts);
  const evidence = promise.complete_when?.evidence;
  const wrong: Wrong<Reason>[] = [];
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

function notOwn({ by, said }: Word, promise: PromiseFact, limits: DoerOptions, facts: RuleFacts, ask: string, told: Tell): Wrong<Reason>[] {
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

/** A day by which a doer can deliver, and of which promise. */
interface Said {
  readonly day: Day;
  readonly words: string;
}

/** The latest day by which doers can deliver promises of some items, where they said that it is another one; null where nobody did. */
function lastSaid(heard: readonly Heard[], items: readonly ItemFact[]): Said | null {
  const own = heard.filter(({ promise }) => phaseOf(promise, items) <= Math.max(...items.map(({ phase }) => phase)));
  const said = own.flatMap(({ promise, stand }) =>
    stand.state === 'restated'
      ? stand.words.flatMap((word): Said[] => {
          const day = word.said.delivers === 'later' && !word.standing ? sayOf(word) : null;
          // One that is due no sooner is kept, whatever the others are due.
          return day === null || (promise.due !== undefined && day <= promise.due)
            ? []
            : [{ day, words: `${word.by} can deliver '${promise.id}' by ${formatDay(day)}` }];
        })
      : [],
  );
  return said.reduce<Said | null>((last, each) => (last === null || each.day > last.day ? each : last), null);
}

function floorOf(last: Said, heard: readonly Heard[], facts: RuleFacts) {
  return { earliest: last.day, because: last.words, phases: phasesOf(last, heard, facts) };
}

function phasesOf(last: Said, heard: readonly Heard[], facts: RuleFacts) {
  return phaseFloors(facts, last.day, (items) => {
    const phase = Math.max(...items.map((item) => item.phase));
    const own = heard.filter(({ promise }) => phaseOf(promise, facts.deal.items) <= phase);
    return lastSaid(own, facts.deal.items)?.day ?? null;
  });
}

/** The promises that are due before the day by which their doer can deliver them; null when there is none. */
function tooLate(heard: readonly Heard[], facts: RuleFacts): Outcome<Reason> | null {
  return failureOf(
    heard.flatMap(({ promise, stand }) =>
      stand.state !== 'restated'
        ? []
        : stand.words.flatMap((word): Wrong<Reason>[] => {
            const [due, day] = [dueOf(facts, promise), sayOf(word)];
            if (word.said.delivers !== 'later' || due === null || day === null || day <= due) return [];
            const who = nameOf(word.by, facts);
            const message = `${who} can deliver by ${formatDay(day)}; the promise is due ${formatDay(due)}, ${gapText(facts, due, day)} sooner`;
            const help = `promise ${formatDay(day)} or later, or ${askHelp(word.by, promise, facts)}`;
            const data = { promise: promise.id, by: word.by, restated: formatDay(day), due: formatDay(due) };
            // At the promise and not at its date: it is its doer's word, which no other date rule tells.
            return [{ reason: 'later', finding: { message, at: placeOf(promise, facts), help, data } }];
          }),
    ),
  );
}

/** As people speak of somebody. */
function nameOf(id: string, { capacity }: RuleFacts): string {
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

/** Where a promise stands; the library's own is told at the item that it is of. */
function placeOf(promise: PromiseFact, facts: RuleFacts, ...key: string[]): Place {
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

/** What brings the word of a doer that counts: a first one, another one, or the signature under the one that is there. */
function askHelp(doer: string, promise: PromiseFact, facts: RuleFacts): string {
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
