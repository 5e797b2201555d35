import * as z from 'zod/mini';
import type { PromiseFact } from '../model/facts.ts';
import type { Place } from '../model/place.ts';
import { VAGUE, vagueWord } from '../model/vague.ts';
import { listed } from '../model/words.ts';
import { option, words } from './texts/notation.ts';
import { isBlank } from './texts/placeholder.ts';
import { moreThanSold } from './texts/proposal-quantities.ts';
import type { MissingFact, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  vague: option(
    words,
    [...VAGUE],
    'Words that promise without saying what is seen; a star ends a word stem. They are free where the promise is measured with a number.',
  ),
});

type ObservableOutcomeOptions = z.output<typeof options>;

type Reason = 'not-sold' | 'incomplete' | 'no-threshold' | 'own-word' | 'vague' | 'library-silent';

/** A promise is kept when somebody outside the team can see that it is. */
export const observableOutcome: Rule<ObservableOutcomeOptions, never, Reason> = {
  id: 'observable-outcome',
  family: 'promises',
  title: 'Nobody could tell whether the promise was kept.',
  why: 'A promise that cannot be observed is kept in the eyes of one side and broken in the eyes of the other. What is seen, how it is measured, from where on it counts and who can check it are agreed before the signature.',
  source: 'Acceptance criteria and definitions of done, put before the contract.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    'not-sold': 'The promise counts more than the deal sells, so that neither its date nor its price is of what was promised.',
    incomplete: 'The promise lacks what is observed, how it is measured, its threshold, or the evidence.',
    'no-threshold': 'The threshold is no number and no "all", "none" or "yes": nobody can say whether it is reached.',
    'own-word': "The only evidence is the team's own word.",
    vague: 'Words like "better" or "seamless" promise something that nobody measures.',
    'library-silent': 'The promise comes from the library, which does not say how it is complete.',
  },
  needs: [],
  check(facts, { vague }) {
    const { deal } = facts;
    const failure = failureOf(deal.promises.flatMap((promise) => [...notSold(promise, facts), ...wrongOf(promise, vague)]));
    if (failure !== null) return failure;
    const [silent, ...more] = deal.promises.filter(({ written, complete_when }) => !written && complete_when === undefined).map(missingOf);
    if (silent !== undefined) {
      return {
        kind: 'unknown',
        reason: 'library-silent',
        summary: `operations owes: ${listed([silent, ...more].map(({ fact }) => fact))}`,
        missing: [silent, ...more],
      };
    }
    if (deal.promises.length === 0) return { kind: 'not-applicable', because: 'nothing is promised yet: no item is in the library' };
    return {
      kind: 'pass',
      note: `${deal.promises.length === 1 ? 'the promise' : `each of ${deal.promises.length} promises`} can be seen, measured and checked`,
    };
  },
};

function missingOf({ at: place, id }: PromiseFact): MissingFact {
  return { fact: `how '${id}' is seen to be complete`, file: 'deliverables', key: place.path.join('.'), owedBy: 'operations', at: place };
}

/** Less than all of it may be one promise of several; more than all of it is planned and paid by nobody. */
function notSold({ id, text, quantity, items: named, written, complete_when, at: place }: PromiseFact, facts: RuleFacts): Wrong<Reason>[] {
  if (!written) return [];
  const own = facts.deal.items.filter((item) => named.length === 0 || named.includes(item.id));
  const sold = own.reduce((sum, item) => sum + item.quantity, 0);
  const said = listed(own.map((item) => `${item.quantity} × ${item.id}`));
  const told = (promised: string, help: string, ...path: string[]): Wrong<Reason> => ({
    reason: 'not-sold',
    finding: {
      message: `'${id}' promises ${promised}, and the deal sells ${said}`,
      at: { ...place, path: [...place.path, ...path] },
      help: `${help}, or sell as many as are promised`,
      data: { promise: id, promised, sold },
    },
  });
  // Where a number is given it is what counts: a way to say yes with less changes it, and tells its author to rewrite the words.
  if (quantity !== undefined) return quantity <= sold ? [] : [told(String(quantity), `write quantity: ${sold}`, 'quantity')];
  const worded = (prose: string | undefined, ...path: string[]): Wrong<Reason>[] =>
    moreThanSold(prose ?? '', facts).map((count) => told(`'${count}'`, "write the deal's quantity", ...path));
  return [...worded(text, 'text'), ...worded(complete_when?.observable, 'complete_when', 'observable')].slice(0, 1);
}

const PARTS = {
  observable: 'what is seen',
  measure: 'what is counted',
  threshold: 'from where on it counts',
  evidence: 'what proves it to an outsider',
} as const;
/** Words that decide without a number. */
const DECIDED = /\d|\b(all|every|each|both|none|no|zero|yes|pass(es|ed)?|accepted|signed)\b/i;
/** That something happened once measures nothing of it: who sees it decides whether it did. */
const ONCE = /^\D*\b1(?:\.0+)?\s*$/;
const OWN_WORD =
  /\b(internal(ly)?|our own|our (word|opinion|judge?ment|assessment|impression|notes)|we (say|decide|agree|confirm)|self-\w+|verbal(ly)?|the team (says|decides|agrees|confirms))\b/i;

function wrongOf(promise: PromiseFact, vague: readonly string[]): Wrong<Reason>[] {
  const when = promise.complete_when;
  if (when === undefined && !promise.written) return [];
  const place = (key: string): Place =>
    promise.written
      ? { ...promise.at, path: [...promise.at.path, 'complete_when', key] }
      : { ...promise.at, path: [...promise.at.path, key] };
  const told = (reason: Reason, message: string, where: Place, help: string) => ({
    reason,
    finding: { message: `'${promise.id}' ${message}`, at: where, help, data: { promise: promise.id } },
  });
  const lacks = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((key) => isBlank(when?.[key]));
  if (lacks.length > 0) {
    const words = listed(lacks.map((key) => `${key} (${PARTS[key]})`));
    const where = when === undefined ? promise.at : { ...promise.at, path: place('').path.slice(0, -1) };
    return [told('incomplete', `does not say ${words}`, where, `add complete_when: {${lacks.map((key) => `${key}: …`).join(', ')}}`)];
  }
  const wrong: Wrong<Reason>[] = [];
  if (!DECIDED.test(when!.threshold!))
    wrong.push(
      told(
        'no-threshold',
        `counts from '${when!.threshold}', which nobody can measure`,
        place('threshold'),
        "write a number, as in threshold: '300'",
      ),
    );
  if (OWN_WORD.test(when!.evidence!))
    wrong.push(
      told(
        'own-word',
        `is proven by '${when!.evidence}', which only the team can see`,
        place('evidence'),
        'name evidence that the customer holds or can check',
      ),
    );
  const measured = /\d/.test(when!.threshold!);
  const texts = [
    ['text', promise.text, measured],
    ['observable', when!.observable!, measured && !ONCE.test(when!.threshold!)],
    ['measure', when!.measure!, false],
  ] as const;
  for (const [key, text, free] of texts) {
    const word = free ? null : vagueWord(text, vague);
    if (word === null) continue;
    const where = key === 'text' ? (promise.written ? { ...promise.at, path: [...promise.at.path, 'text'] } : promise.at) : place(key);
    wrong.push(
      told('vague', `promises '${word}', and nothing measures it`, where, `say what will be seen instead of '${word}', with a number`),
    );
    break;
  }
  return wrong;
}
