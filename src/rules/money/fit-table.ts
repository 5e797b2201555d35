/**
 * The one table that sales and delivery look at together: eight ratings from 1 to 5. Sales rate what only they can know; what delivery rates is
 * computed from the deal, so that nobody has to be asked and nobody can be talked round.
 */
import { at, type Place } from '../../model/place.ts';
import { effortByRole } from '../../model/size.ts';
import { formatMoney } from '../../model/units.ts';
import * as z from 'zod/mini';
import { costOfDeal, dearestFailures } from './cost.ts';
import { unknownFor } from '../missing.ts';
import { openWording } from '../open-wording.ts';
import { missingPrices, priceOf } from './price.ts';
import { listed } from '../../model/words.ts';
import type { MissingFact, RuleFacts } from '../rule.ts';

/** What is known of one rating. */
interface Measure {
  readonly value: number;
  /** In words: `6 open words`. */
  readonly fact: string;
  readonly at: Place;
}

/** One row of the table. */
interface Row {
  readonly side: 'sales' | 'delivery';
  readonly name: string;
  /** The value from which on, or up to which where less is better, it is 5, 4, 3 and 2; all else is 1. */
  readonly limits: readonly [number, number, number, number];
  readonly better: 'more' | 'less';
  /** A limit in words: `at most 4 open words`. */
  readonly words: (limit: number) => string;
  /** Why these limits. */
  readonly because: string;
  readonly measure: (facts: RuleFacts) => Measure | readonly MissingFact[];
}

/** A rating of a deal. */
export interface Rating extends Measure {
  readonly side: 'sales' | 'delivery';
  readonly name: string;
  readonly score: number;
  /** What it takes for a score of 2 to 5: `at most 4 open words`. */
  readonly from: (score: number) => string;
  readonly because: string;
}

/** So many failures are paid for before the margin is looked at, as `margin-floor` does where nothing else is said. */
const FAILURES = 2;

const TABLE: readonly Row[] = [
  {
    side: 'sales',
    name: 'revenue',
    limits: [200, 100, 50, 10],
    better: 'more',
    words: (limit) => `${limit}% of a significant price or more`,
    because: 'what leadership calls significant is worth its attention; a tenth of it is not worth a risk',
    measure: revenueOf,
  },
  {
    side: 'sales',
    name: 'urgency',
    limits: [5, 4, 3, 2],
    better: 'more',
    words: (limit) => `rated ${limit}`,
    because: 'as sales rate it',
    measure: (facts) => ratedBySales('urgency', facts),
  },
  {
    side: 'sales',
    name: 'logo',
    limits: [5, 4, 3, 2],
    better: 'more',
    words: (limit) => `rated ${limit}`,
    because: 'as sales rate it',
    measure: (facts) => ratedBySales('logo', facts),
  },
  {
    side: 'sales',
    name: 'probability',
    limits: [80, 60, 40, 20],
    better: 'more',
    words: (limit) => `${limit}% or more`,
    because: 'below one in five the time of delivery is better spent on another deal',
    measure: probabilityOf,
  },
  {
    side: 'delivery',
    name: 'clarity',
    limits: [0, 1, 2, 4],
    better: 'less',
    words: (limit) => (limit === 0 ? 'no open words' : `at most ${limit} open word${limit === 1 ? '' : 's'}`),
    because: 'each word without a limit comes back as a change that nobody pays',
    measure: clarityOf,
  },
  {
    side: 'delivery',
    name: 'scope control',
    limits: [0, 10, 25, 50],
    better: 'less',
    words: (limit) => (limit === 0 ? 'nothing customized' : `at most ${limit}% of the hours customized`),
    because: 'what is customized is done for the first time; above half of it nothing that was learned before holds',
    measure: scopeControlOf,
  },
  {
    side: 'delivery',
    name: 'customer readiness',
    limits: [100, 75, 50, 0],
    better: 'more',
    words: (limit) =>
      limit === 0 ? 'no input overdue' : limit === 100 ? 'every input here' : `${limit}% of the inputs here, none overdue`,
    because: 'a customer who is late before the signature is late after it',
    measure: readinessOf,
  },
  {
    side: 'delivery',
    name: 'margin quality',
    limits: [40, 25, 15, 5],
    better: 'more',
    words: (limit) => `${limit}% left after the two dearest failures`,
    because: 'below a twentieth the third thing that goes wrong is paid by the house',
    measure: marginOf,
  },
];

/** Returns the eight ratings of a deal, sales first, with what is missing for those that nobody can give. */
export function ratingsOf(facts: RuleFacts): { readonly ratings: readonly Rating[]; readonly missing: readonly MissingFact[] } {
  const ratings: Rating[] = [];
  const missing: MissingFact[] = [];
  for (const { measure, ...row } of TABLE) {
    const measured = measure(facts);
    if ('value' in measured)
      ratings.push({ ...row, ...measured, score: scoreOf(row, measured.value), from: (score) => row.words(row.limits[5 - score]) });
    else missing.push(...measured);
  }
  const bySales = missing.filter(({ key }) => key === 'ratings');
  return { ratings, missing: [...unrated(bySales), ...missing.filter((each) => !bySales.includes(each))] };
}

function scoreOf({ limits, better }: Omit<Row, 'measure'>, value: number): number {
  const reached = limits.findIndex((limit) => (better === 'more' ? value >= limit : value <= limit));
  return reached < 0 ? 1 : 5 - reached;
}

function revenueOf(facts: RuleFacts): Measure | readonly MissingFact[] {
  const { deal, policy } = facts;
  const { amount } = policy.significant;
  const price = priceOf(facts);
  const place = deal.file.pricing?.total === undefined ? deal.items[0].at : at('deal', 'pricing', 'total');
  // Without a size to hold it against, only sales can say what it is worth.
  if (amount === undefined || amount === 0) {
    const rated = deal.file.ratings?.revenue;
    if (rated === undefined) return [missingRating('revenue')];
    return { value: [0, 0, 10, 50, 100, 200][rated], fact: `rated ${rated}`, at: at('deal', 'ratings', 'revenue') };
  }
  if (price === null) return missingPrices(facts);
  const value = (price * 100) / amount;
  return { value, fact: `${formatMoney(price, policy.currency)} is ${Math.round(value)}% of a significant price`, at: place };
}

function ratedBySales(key: 'urgency' | 'logo', { deal }: RuleFacts): Measure | readonly MissingFact[] {
  const value = deal.file.ratings?.[key];
  return value === undefined ? [missingRating(key)] : { value, fact: `rated ${value}`, at: at('deal', 'ratings', key) };
}

function probabilityOf({ deal }: RuleFacts): Measure | readonly MissingFact[] {
  const share = deal.file.ratings?.probability;
  if (share === undefined) return [missingRating('probability')];
  return { value: share / 10_000, fact: `${share / 10_000}%`, at: at('deal', 'ratings', 'probability') };
}

function missingRating(key: string): MissingFact {
  return { fact: key, file: 'deal', key: 'ratings', owedBy: 'deal', at: at('deal', 'ratings', key) };
}

/** What sales have not rated, told as one thing that is missing. */
function unrated(missing: readonly MissingFact[]): MissingFact[] {
  const [first] = missing;
  return first === undefined
    ? []
    : [{ ...first, fact: `how sales rate its ${listed(missing.map(({ fact }) => fact))}`, at: at('deal', 'ratings') }];
}

/** The words that `open-wording` finds under this policy, whether or not it is judged. */
function clarityOf(facts: RuleFacts): Measure {
  const said = Object.hasOwn(facts.policy.rules, openWording.id) ? facts.policy.rules[openWording.id].options : {};
  const outcome = openWording.check(facts, z.parse(openWording.options, said) as Parameters<typeof openWording.check>[1]);
  const findings = outcome.kind === 'fail' ? outcome.findings : [];
  const words = findings.length === 0 ? 'no open words' : `${findings.length} open word${findings.length === 1 ? '' : 's'}`;
  return { value: findings.length, fact: words, at: findings[0]?.at ?? at('deal', 'items') };
}

function scopeControlOf({ deal, calendar }: RuleFacts): Measure {
  const minutes = (items: Parameters<typeof effortByRole>[0]): number =>
    [...effortByRole(items, calendar).values()].reduce((sum, each) => sum + each, 0);
  const all = minutes(deal.items);
  const customs = all - minutes(deal.items.map((item) => ({ ...item, custom: [] })));
  const first = deal.items.find(({ custom }) => custom.length > 0);
  // Custom work that nobody has estimated is not under control.
  const unknown = deal.items.some(({ custom }) => custom.some(({ effort, cost }) => effort === undefined && cost === undefined));
  const value = unknown ? 100 : all === 0 ? 0 : (customs * 100) / all;
  const fact = unknown ? 'custom work without an estimate' : `${Math.round(value)}% of the hours are customized`;
  return { value, fact, at: first === undefined ? at('deal', 'items') : at('deal', 'items', first.index, 'custom') };
}

function readinessOf({ deal }: RuleFacts): Measure {
  const { inputs } = deal;
  const here = inputs.filter(({ state }) => state === 'here').length;
  const overdue = inputs.filter(({ state }) => state === 'overdue');
  const open = overdue[0] ?? inputs.find(({ state }) => state !== 'here');
  const value = overdue.length > 0 ? -1 : inputs.length === 0 ? 100 : (here * 100) / inputs.length;
  const late = overdue.length === 0 ? '' : `, ${overdue.map(({ id }) => `'${id}'`).join(', ')} overdue`;
  const fact = inputs.length === 0 ? 'nothing is needed from the customer' : `${here} of ${inputs.length} inputs here${late}`;
  return { value, fact, at: open?.at ?? at('deal', 'inputs') };
}

function marginOf(facts: RuleFacts): Measure | readonly MissingFact[] {
  const { schedule, deal } = facts;
  const price = priceOf(facts);
  if (price === null) return missingPrices(facts);
  const cost = costOfDeal(facts);
  if (cost.missing.length > 0) return cost.missing;
  if (schedule.status === 'unplannable') {
    const unknown = unknownFor('plan', facts);
    return unknown.kind === 'unknown' ? unknown.missing : [];
  }
  const wrong = dearestFailures(schedule.knownFailures, FAILURES, facts).reduce((sum, { cents }) => sum + cents, 0);
  const left = price - cost.total - wrong;
  const value = price === 0 ? -1 : (left * 100) / price;
  const fact = `${Math.round(value)}% of the price is left after two failures`;
  return { value, fact, at: deal.file.pricing?.total === undefined ? deal.items[0].at : at('deal', 'pricing', 'total') };
}
