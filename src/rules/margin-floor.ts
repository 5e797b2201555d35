import * as z from 'zod/mini';
import { at, type Place } from '../model/place.ts';
import { formatMoney, formatShare, WHOLE, type Cents } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { costOfDeal, costOfWork, dearestFailures, type Cost, type CostLine } from './money/cost.ts';
import { priceFor } from './money/least-price.ts';
import { unknownFor, unknownForUnlisted, unknownWithout } from './missing.ts';
import { option, shareOrAmount, wholeNumber, type ShareOrAmount } from './texts/notation.ts';
import { missingPrices, priceOf, priceParts } from './money/price.ts';
import type { Finding, MissingFact, Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  floor: z
    .optional(shareOrAmount)
    .check(
      z.describe('What must be left of the price, as a share of it (20%) or an amount (2000). Without it only a toxic yes is judged.'),
    ),
  failures: option(wholeNumber(0, 1, 2, 3), 2, 'How many of the dearest normal failures that are work are paid for out of the margin.'),
});

type MarginFloorOptions = z.output<typeof options>;

type Reason = 'toxic-yes' | 'below-floor' | 'no-floor' | 'no-price' | 'no-cost';

/** What is left of the price, after the work and two things that go wrong. */
export const marginFloor: Rule<MarginFloorOptions, never, Reason> = {
  id: 'margin-floor',
  family: 'money',
  title: 'Too little of the price is left once the work is paid, and what normally goes wrong.',
  why: 'A margin that is only there if nothing goes wrong is not there. A deal that costs more than it brings before anything goes wrong is a toxic yes: every further sale makes it worse, and nobody may approve it.',
  source: 'Cost-plus floors of estimating, with the contingency taken from the failures that are known.',
  waivable: 'leadership',
  date: false,
  options,
  always: ['toxic-yes'],
  final: ['toxic-yes'],
  reasons: {
    'toxic-yes': 'The work alone costs more than the customer pays, before anything goes wrong. Nobody may waive it.',
    'below-floor': 'After the work and the dearest failures less is left than the floor of policy.',
    'no-floor': 'Policy names no floor, so only a toxic yes could be told.',
    'no-price': 'The library does not price an item, and the deal says no total.',
    'no-cost': 'A rate, the cost of a material, or that of a bought part is not recorded.',
  },
  needs: [],
  check(facts, { floor, failures }) {
    const { deal, schedule, policy } = facts;
    const [unlisted, ...others] = deal.items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return unknownForUnlisted('the price and the hours', [unlisted, ...others]);
    const price = priceOf(facts);
    if (price === null) return unknownWithout<Reason>('no-price', missingPrices(facts));
    const work = costOfWork(facts);
    // What is missing can only make it dearer.
    if (work.total > price) return toxic(price, work, floor, facts);
    const cost = costOfDeal(facts);
    if (schedule.status === 'unplannable') return unknownFor('plan', facts);
    if (cost.missing.length > 0) return unknownWithout<Reason>('no-cost', cost.missing);
    const costs = `cost ${formatMoney(cost.total, policy.currency)}`;
    if (floor === undefined) {
      return unknownWithout<Reason>('no-floor', [NO_FLOOR], `${costs} is within the price of ${formatMoney(price)}`);
    }
    const worst = dearestFailures(schedule.knownFailures, failures, facts);
    const wrong = worst.reduce((sum, { cents }) => sum + cents, 0);
    const left = price - cost.total - wrong;
    const least = leastOf(floor, price);
    const after = worst.length === 0 ? '' : ` and ${formatMoney(wrong)} for what goes wrong (${linesText(worst)})`;
    const rest = left < 0 ? `${formatMoney(-left)} is missing` : `${formatMoney(left)} (${shareText(left, price)}) is left`;
    const told = `of ${formatMoney(price, policy.currency)}, ${rest} after ${costs} (${linesText(cost.lines)})${after}`;
    if (left >= least) return { kind: 'pass', note: `${told}; the floor is ${floorText(floor, price)}` };
    const message = `${told}, and the floor is ${floorText(floor, price)}`;
    return {
      kind: 'fail',
      reason: 'below-floor',
      summary: message,
      findings: [findingOf(message, price, cost.total + wrong, floor, cost, facts)],
    };
  },
};

const NO_FLOOR: MissingFact = {
  fact: 'a margin floor',
  file: 'policy',
  key: 'rules.margin-floor.floor',
  owedBy: 'operations',
  at: at('policy', 'rules', 'margin-floor', 'floor'),
};

function toxic(price: Cents, cost: Cost, floor: ShareOrAmount | undefined, facts: RuleFacts): ReturnType<typeof marginFloor.check> {
  const money = `cost ${formatMoney(cost.total, facts.policy.currency)} (${linesText(cost.lines)}) is above the price of ${formatMoney(price)}`;
  const message = `${money}: ${formatMoney(cost.total - price)} lost before anything goes wrong`;
  const finding = findingOf(message, price, cost.total, floor, cost, facts);
  return { kind: 'fail', reason: 'toxic-yes', summary: message, findings: [finding] };
}

function findingOf(message: string, price: Cents, spent: Cents, floor: ShareOrAmount | undefined, cost: Cost, facts: RuleFacts): Finding {
  const holds = priceFor(spent, floor);
  const promised = cost.total - costOfWork(facts).total;
  const unstaffed = priceFor(spent - promised, floor);
  const enough = promised > 0 && unstaffed !== null && unstaffed <= price;
  return {
    message,
    at: placeOf(facts),
    help: enough
      ? 'promise less in staffing (a smaller share, fewer days): for the steps alone the price is enough'
      : helpFor(price, holds, facts),
    data: {
      price: formatMoney(price),
      cost: formatMoney(cost.total),
      failures: formatMoney(spent - cost.total),
      left: formatMoney(price - spent),
      holds_from: holds === null ? null : formatMoney(holds),
      lines: cost.lines.map(({ what, cents }) => `${what} = ${formatMoney(cents)}`),
    },
  };
}

/** Who can change the price: the seller takes back what was given away, or prices the custom work; the library's own prices are operations'. */
function helpFor(price: Cents, holds: Cents | null, facts: RuleFacts): string {
  if (holds === null) return 'no price leaves a floor of the whole price: operations set it lower';
  const { items, file } = facts.deal;
  const from = `it holds from a price of ${formatMoney(holds)}, ${formatMoney(holds - price)} more`;
  const parts = priceParts(facts);
  if (parts !== null && holds <= parts.library + parts.customs) return `${from}: take back what is given away`;
  if (items.some(({ custom }) => custom.length > 0)) return `${from}: price the custom work higher, or sell less of it`;
  if (file.pricing?.total !== undefined && parts === null) return `${from}: total: ${formatMoney(holds)}, or sell less work`;
  return `${from}: operations price it anew, or sell something else`;
}

function placeOf({ deal }: RuleFacts): Place {
  return deal.file.pricing?.total === undefined ? deal.items[0].at : at('deal', 'pricing', 'total');
}

function leastOf(floor: ShareOrAmount, price: Cents): Cents {
  return floor.kind === 'amount' ? floor.cents : Math.ceil((price * floor.share) / WHOLE);
}

/** `240 (20%)`, or `240`. */
function floorText(floor: ShareOrAmount, price: Cents): string {
  const least = formatMoney(leastOf(floor, price));
  return floor.kind === 'share' ? `${least} (${formatShare(floor.share)})` : least;
}

function shareText(part: Cents, whole: Cents): string {
  return whole === 0 ? '0%' : `${Math.round((part * 1000) / whole) / 10}%`;
}

/** The dearest lines, each with what it comes to. */
function linesText(lines: readonly CostLine[]): string {
  const shown = lines.slice(0, 4).map(({ what, cents }) => `${what} = ${formatMoney(cents)}`);
  const rest = lines.slice(4).reduce((sum, { cents }) => sum + cents, 0);
  if (shown.length === 0) return 'no work and no materials';
  return listed(rest === 0 ? shown : [...shown, `${lines.length - 4} more = ${formatMoney(rest)}`]);
}
