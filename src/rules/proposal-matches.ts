import * as z from 'zod/mini';
import type { DocumentFact } from '../model/facts.ts';
import { at, partOf, type Place } from '../model/place.ts';
import { listed } from '../model/words.ts';
import { datesOfDeal } from './dates/deal-dates.ts';
import { proseOf, without } from './texts/document-text.ts';
import { soonerDates, wrongDates, wrongMonths, writtenDates, type Mismatch } from './texts/proposal-dates.ts';
import { wrongNames } from './texts/proposal-names.ts';
import { wrongRelatives } from './texts/proposal-relative.ts';
import { wrongQuantities } from './texts/proposal-quantities.ts';
import type { Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

type Reason = 'unreadable' | 'date' | 'relative-date' | 'quantity' | 'name';

/** What the customer reads is what was checked. */
export const proposalMatches: Rule<object, never, Reason> = {
  id: 'proposal-matches',
  family: 'scope',
  title: 'The proposal says something else than the deal.',
  why: 'The customer signs the document and not the deal file. A date, a number or a name that only stands there was never held against the plan, and is owed all the same.',
  source: 'Contract review: the paper and the plan are one promise.',
  waivable: null,
  date: false,
  options: z.strictObject({}),
  reasons: {
    unreadable: 'A document that the deal names is not there, or is no text that could be compared.',
    date: 'A document, or a promise for a sooner day, says a date that is none of the deal’s, or a weekday that the date is not.',
    'relative-date':
      'A document, or a promise, counts its delivery from something ("two weeks after approval") and comes out sooner than the deal, or counts from what the deal has no day for.',
    quantity: 'A document says another quantity of what is sold than the deal.',
    name: 'A document names a person of capacity whom the deal does not.',
  },
  needs: [],
  check(facts) {
    const { documents } = facts;
    const failure = failureOf([...documents.flatMap((document, nth) => wrongIn(document, nth, facts)), ...wrongInPromises(facts)]);
    if (failure !== null) return failure;
    if (documents.length === 0) return { kind: 'not-applicable', because: 'the deal names no document' };
    const names = documents.map(({ path }) => path);
    return { kind: 'pass', note: `${listed(names)}: every date, quantity and name is the deal's` };
  },
};

/** Of each document: nobody reads more at once. */
const MOST = 50;

function wrongIn({ path, read }: DocumentFact, nth: number, facts: RuleFacts): Wrong<Reason>[] {
  if ('problem' in read || read.text.trim() === '') {
    const { problem, help } = 'problem' in read ? read : { problem: 'is empty', help: 'save it, or take it out of the documents' };
    return [{ reason: 'unreadable', finding: { message: `${path} ${problem}`, at: at('deal', 'documents', nth), help } }];
  }
  const prose = proseOf(read.text);
  const dates = writtenDates(prose, facts);
  const ofDeal = datesOfDeal(facts);
  const told = (reason: Reason, mismatches: readonly Mismatch[]) => mismatches.map((mismatch) => ({ reason, ...mismatch }));
  const all = [
    ...told('date', [...wrongDates(prose, dates, ofDeal, facts), ...wrongMonths(prose, dates, ofDeal, facts)]),
    ...told('relative-date', wrongRelatives(without(prose, dates), facts)),
    ...told('quantity', wrongQuantities(without(prose, dates), facts)),
    ...told('name', wrongNames(read.text, facts)),
  ].toSorted((a, b) => a.start - b.start);
  return all.slice(0, MOST).map(({ reason, start, end, message, help }) => ({
    reason,
    finding: { message, at: partOf(at('document', path), read.text, start, end), help, data: { document: path } },
  }));
}

/** Dates in what the deal promises in words: "ready by 12 December" is owed, whatever its due says. A later one is no haste. */
function wrongInPromises(facts: RuleFacts): Wrong<Reason>[] {
  const { promises = [], soft_promises = [] } = facts.deal.file;
  const texts: { text: string | undefined; at: Place }[] = [
    ...promises.flatMap(({ text, complete_when }, nth) => [
      { text, at: at('deal', 'promises', nth, 'text') },
      { text: complete_when?.observable, at: at('deal', 'promises', nth, 'complete_when', 'observable') },
    ]),
    ...soft_promises.map(({ said, resolution }, nth) => ({
      text: resolution === 'excluded' ? undefined : said,
      at: at('deal', 'soft_promises', nth, 'said'),
    })),
  ];
  const ofDeal = datesOfDeal(facts);
  return texts.flatMap(({ text, at: place }) => {
    if (text === undefined) return [];
    const sooner = soonerDates(text, writtenDates(text, facts), facts.deal.judgedCompletion?.day, facts);
    const told = (reason: Reason, mismatches: readonly Mismatch[]): Wrong<Reason>[] =>
      mismatches.map(({ start, end, message, help }) => ({ reason, finding: { message, at: partOf(place, text, start, end), help } }));
    return [...told('date', wrongDates(text, sooner, ofDeal, facts)), ...told('relative-date', wrongRelatives(text, facts))];
  });
}
