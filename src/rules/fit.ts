import * as z from 'zod/mini';
import { ratingsOf, type Rating } from './money/fit-table.ts';
import { unknownForUnlisted, unknownWithout } from './missing.ts';
import { option, wholeNumber } from './texts/notation.ts';
import type { Finding, Rule } from './rule.ts';
import { failureOf } from './wrong.ts';

const options = z.strictObject({
  least: option(wholeNumber(1, 2, 3, 4, 5), 2, 'What each of the eight ratings must be at least, of 5.'),
});

type FitOptions = z.output<typeof options>;

type Reason = 'sales-too-low' | 'delivery-too-low' | 'not-rated';

/** A deal is wanted by both sides of the house, or leadership says why not. */
export const fit: Rule<FitOptions, never, Reason> = {
  id: 'fit',
  family: 'money',
  title: 'One side of the house would not take this deal, whatever the other says.',
  why: 'A famous name does not make an unclear scope clear, and a clean scope does not make a deal worth having. Sales and delivery look at one table, and a rating that is too low on one side is not paid for by a high one on the other.',
  source: 'Go/no-go reviews with one scorecard for sales and delivery, each side with a veto.',
  waivable: 'leadership',
  date: false,
  options,
  reasons: {
    'sales-too-low': 'Revenue, urgency, the name or the probability is rated below what policy asks for.',
    'delivery-too-low': 'Clarity, scope control, the readiness of the customer or the quality of the margin is below what policy asks for.',
    'not-rated': 'Sales have not rated the deal, or what a rating is computed from is not known.',
  },
  needs: [],
  check(facts, { least }) {
    if (facts.notStandard.length === 0) return { kind: 'not-applicable', because: 'standard deal: nobody has to weigh it' };
    const [unlisted, ...others] = facts.deal.items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return unknownForUnlisted('what can be rated', [unlisted, ...others]);
    const { ratings, missing } = ratingsOf(facts);
    const low = ratings.filter(({ score }) => score < least);
    const failure = failureOf(
      low.map((rating) => ({ reason: `${rating.side}-too-low` as const, finding: findingOf(rating, least, ratings) })),
    );
    if (failure !== null) return failure;
    if (missing.length > 0) return unknownWithout<Reason>('not-rated', missing);
    return { kind: 'pass', note: tableText(ratings), notes: ratings.map(lineText) };
  },
};

function findingOf(rating: Rating, least: number, ratings: readonly Rating[]): Finding {
  const { name, score, fact, at, from, because, side } = rating;
  return {
    message: `${name} is ${score} of 5 (${fact}), and no side makes up for the other: ${tableText(ratings)}`,
    at,
    help: `for a ${least}: ${from(least)} (${because})`,
    data: { side, rating: name, score, least, ratings: ratings.map((each) => `${each.name} ${each.score}`) },
  };
}

/** `sales: revenue 4, urgency 4 · delivery: clarity 5, …`. */
function tableText(ratings: readonly Rating[]): string {
  const of = (side: Rating['side']): string =>
    ratings
      .filter((each) => each.side === side)
      .map(({ name, score }) => `${name} ${score}`)
      .join(', ');
  return `sales: ${of('sales')} · delivery: ${of('delivery')}`;
}

/** A line of the table: what is rated, why, and from when on it is more or less. */
function lineText({ name, score, fact, from, because }: Rating): string {
  const limits = [5, 4, 3, 2].map((each) => `${each}: ${from(each)}`).join(', ');
  return `${name} ${score}: ${fact} (${limits}; ${because})`;
}
