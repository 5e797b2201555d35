import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import { OWN_WORDS } from '../model/own-words.ts';
import { phaseOf } from '../model/phases.ts';
import { dueOf } from '../model/promise-meaning.ts';
import { askedOf, restatedOf, type Restated } from '../model/restated.ts';
import { listed } from '../model/words.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import { againstFloor, gapText } from './floor.ts';
import { askHelp, nameOf, placeOf, sayOf, wrongOf, type Heard, type RestatedReason as Reason } from './people/restated-findings.ts';
import { count, option, share } from './texts/notation.ts';
import type { DateOutcome, Outcome, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  words: option(count, OWN_WORDS.least, 'Different words that carry meaning, which one’s own words have at least.'),
  copied: option(share, '60%', 'The share of three words in a row that the promise may have too.'),
});

type DoerOptions = z.output<typeof options>;

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
