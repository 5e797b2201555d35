import * as z from 'zod/mini';
import type { Deal, DocumentFact } from '../model/facts.ts';
import { at, partOf, type Place } from '../model/place.ts';
import { blocksOf, proseOf } from './texts/document-text.ts';
import { option, words } from './texts/notation.ts';
import { OPEN_WORDS, openWordsIn } from './texts/open-words.ts';
import type { Rule } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  words: option(
    words,
    [...OPEN_WORDS],
    "Words that promise without saying how much; a star ends a word stem. Policy's `open_words`, where there are any, stand in their place.",
  ),
});

type OpenWordingOptions = z.output<typeof options>;

/** What is sold has an end that both sides can see. */
export const openWording: Rule<OpenWordingOptions, never, 'open'> = {
  id: 'open-wording',
  family: 'scope',
  title: 'What is sold is said in words without a limit.',
  why: '"As needed" and "etc." cost nothing to write and have no end to deliver. The customer reads them as all of it, delivery as some of it, and the difference is paid by whoever gives in first.',
  source: 'Statements of work: each open word is bounded by a number, a date or a list before it is signed.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: { open: 'A word leaves open how much, how long or by when, and no limit stands beside it.' },
  needs: [],
  check({ deal, policy, documents }, { words: own }) {
    const list = policy.open_words ?? own;
    const titles = deal.items.flatMap(({ entry }) => entry?.title ?? []);
    const texts = textsOf(deal);
    const wrong = texts.flatMap(({ text, of, at: place, quotations = true }) =>
      openWordsIn(text, list, { quotations, titles }).map(({ word, start, end, help }): Wrong<'open'> => {
        const message = `'${word}' has no limit beside it in ${of}`;
        // A waiver speaks of the whole text: round the same word another could be written.
        return {
          reason: 'open',
          finding: { message, at: partOf(place, text, start, end), help, data: { word }, waives: { message, text } },
        };
      }),
    );
    const failure = failureOf([...wrong, ...documents.flatMap((document) => openInDocument(document, list, titles))]);
    if (failure !== null) return failure;
    if (texts.length === 0 && documents.length === 0)
      return { kind: 'not-applicable', because: 'nothing is said of what is sold but its quantity' };
    return { kind: 'pass', note: 'what is sold is said with its limits' };
  },
};

/** Of each document: nobody reads more at once. */
const MOST = 50;

/** What the customer will read, but for its headings, what it quotes, and what it lists as not included. */
function openInDocument({ path, read }: DocumentFact, list: readonly string[], titles: readonly string[]): Wrong<'open'>[] {
  // A document that cannot be read is told by the rule that compares it with the deal.
  if ('problem' in read) return [];
  return blocksOf(proseOf(read.text))
    .filter(({ kind, under }) => kind === 'text' && !under.some((heading) => EXCLUSIONS.test(heading)))
    .flatMap(({ text, start: from }) => openWordsIn(text, list, { quotations: true, titles }).map((each) => ({ ...each, text, from })))
    .slice(0, MOST)
    .map(({ word, text, from, start, end, help }): Wrong<'open'> => {
      const place = partOf(at('document', path), read.text, from + start, from + end);
      const message = `'${word}' has no limit beside it in ${path}`;
      return { reason: 'open', finding: { message, at: place, help, data: { word }, waives: { message, text } } };
    });
}

const EXCLUSIONS = /exclu|not included|not part of|out of scope|outside (?:of )?(?:the|our) scope|what (?:we|you) do(?:n't| not)/iu;

/** A text that says what is sold. */
interface ScopeText {
  readonly text: string;
  /** `the promise 'bags'`. */
  readonly of: string;
  readonly at: Place;
  /** False where the whole text tells what somebody said, quotation or not. */
  readonly quotations?: false;
}

/** Returns the texts that say what is sold. Titles and exclusions are free, and so is a soft promise that ended as an exclusion. */
function textsOf({ file, items, promises }: Deal): ScopeText[] {
  const texts: ScopeText[] = [];
  const add = (text: string | undefined, of: string, place: Place): void => {
    if (text !== undefined) texts.push({ text, of, at: place });
  };
  for (const { id, index, custom, options: chosen, entry } of items) {
    for (const [name, value] of Object.entries(chosen)) {
      const domain = entry !== null && Object.hasOwn(entry.options, name) ? entry.options[name] : null;
      // A choice that operations list is their word, and they know what they mean by it.
      if (typeof value === 'string' && domain?.kind !== 'one_of')
        add(value, `${name} of '${id}'`, at('deal', 'items', index, 'options', name));
    }
    custom.forEach(({ id: name, what, undo }, nth) => {
      add(what, `the customization '${name}'`, at('deal', 'items', index, 'custom', nth, 'what'));
      add(undo, `how '${name}' is undone`, at('deal', 'items', index, 'custom', nth, 'undo'));
    });
  }
  for (const { id, text, complete_when, undo, written, at: place } of promises) {
    const path = (...keys: string[]): Place => ({ ...place, path: [...place.path, ...keys] });
    // The text of a promise that the deal does not write is what the library says is observed.
    if (written) add(text, `the promise '${id}'`, path('text'));
    for (const key of ['observable', 'measure', 'threshold', 'evidence'] as const) {
      add(complete_when?.[key], `${key} of the promise '${id}'`, written ? path('complete_when', key) : path(key));
    }
    if (written) add(undo, `how the promise '${id}' is undone`, path('undo'));
  }
  file.soft_promises?.forEach(({ said, resolution }, nth) => {
    if (resolution === 'excluded') return;
    texts.push({ text: said, of: 'a soft promise', at: at('deal', 'soft_promises', nth, 'said'), quotations: false });
  });
  file.assumptions?.forEach(({ text }, nth) => {
    // An assumption may be written as its text alone.
    add(text, 'an assumption', at('deal', 'assumptions', nth, 'text'));
  });
  file.roles?.forEach((role, nth) => add(role, 'the roles', at('deal', 'roles', nth)));
  return texts;
}
