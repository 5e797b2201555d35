import * as z from 'zod/mini';
import { at } from '../model/place.ts';
import { approvalOf } from '../model/signoff.ts';
import { formatMoney, WHOLE, type Cents } from '../model/units.ts';
import { approvalText, approveHelp } from './approvals.ts';
import { unknownForUnlisted, unknownWithout } from './missing.ts';
import { option, share } from './texts/notation.ts';
import { exceptionsOf, missingPrices, priceParts, type ExceptionFact, type PriceParts } from './money/price.ts';
import type { Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  tolerance: option(share, '1%', 'By how much the total may differ from what its parts add up to.'),
});

type PricingExceptionsOptions = z.output<typeof options>;

type Reason = 'unapproved' | 'no-amount' | 'unexplained-discount' | 'unexplained-surcharge' | 'no-price';

/** The price is what the library says, and what is given away is listed and approved. */
export const pricingExceptions: Rule<PricingExceptionsOptions, never, Reason> = {
  id: 'pricing-exceptions',
  family: 'money',
  title: 'The price is not what its parts add up to, or something is given away that nobody has approved.',
  why: 'A discount that is not written down is found by whoever bills it, and money that nothing explains is a promise that nobody has written down. Every exception is listed with its amount and approved by somebody who does not earn on the sale.',
  source: 'Deal desks: price books with listed, approved exceptions.',
  waivable: 'leadership',
  date: false,
  options,
  reasons: {
    unapproved: 'Leadership has not approved a listed exception, or it has changed since.',
    'no-amount': 'A listed exception does not say how much it gives away.',
    'unexplained-discount': 'The total is below the prices of the library and of the custom work, less the listed exceptions.',
    'unexplained-surcharge': 'The total is above what its parts add up to: what is the rest paid for?',
    'no-price': 'The library does not price an item, so there is nothing to hold the total against.',
  },
  needs: [],
  approvals: (facts) => exceptionsOf(facts).map(({ approvable }) => approvable),
  check(facts, { tolerance }) {
    const { items, file } = facts.deal;
    const exceptions = exceptionsOf(facts);
    const parts = priceParts(facts);
    const amounts = exceptions.every(({ amount }) => amount !== null);
    const failure = failureOf([
      ...exceptions.flatMap((exception) => aboutException(exception, facts)),
      ...(parts !== null && amounts ? aboutTotal(parts, tolerance, facts) : []),
    ]);
    if (failure !== null) return failure;
    const [unlisted, ...others] = items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return unknownForUnlisted('the price', [unlisted, ...others]);
    if (parts === null) return unknownWithout<Reason>('no-price', missingPrices(facts));
    const total = file.pricing?.total ?? parts.library + parts.customs - parts.exceptions;
    const approved = exceptions.map(({ what, approvable }) => `'${what}' is ${approvalText(approvalOf(facts, approvable))}`);
    return { kind: 'pass', note: `${formatMoney(total, facts.policy.currency)}: ${partsText(parts)}`, notes: approved };
  },
};

function aboutException({ index, what, amount, named, approvable }: ExceptionFact, facts: RuleFacts): Wrong<Reason>[] {
  const place = at('deal', 'pricing', 'exceptions', index);
  const data = { exception: what, amount: amount === null ? null : formatMoney(amount) };
  if (amount === null) {
    const message = `the exception '${what}' does not say how much it gives away`;
    return [
      {
        reason: 'no-amount',
        finding: { message, at: place, help: 'add its amount: what the price would be without it, less the price', data },
      },
    ];
  }
  const approval = approvalOf(facts, approvable);
  if (approval.state === 'approved') return [];
  const asks = approval.state === 'none' && approval.unsuitable === null && named !== null ? `: approved_by: ${named} only asks` : '';
  const message = `${approvable.what} is ${approvalText(approval)}${asks}`;
  return [{ reason: 'unapproved', finding: { message, at: place, help: approveHelp(facts, 'pricing-exceptions', approvable), data } }];
}

function aboutTotal(parts: PriceParts, tolerance: number, { deal, policy }: RuleFacts): Wrong<Reason>[] {
  const total = deal.file.pricing?.total;
  const sum = parts.library + parts.customs - parts.exceptions;
  if (total === undefined || Math.abs(total - sum) * WHOLE <= Math.abs(sum) * tolerance) return [];
  const less = total < sum;
  const gap = formatMoney(Math.abs(total - sum));
  return [
    {
      reason: less ? 'unexplained-discount' : 'unexplained-surcharge',
      finding: {
        message: `the total of ${formatMoney(total, policy.currency)} is ${gap} ${less ? 'below' : 'above'} ${formatMoney(sum)}: ${partsText(parts)}`,
        at: at('deal', 'pricing', 'total'),
        help: less
          ? `total: ${formatMoney(sum)}, or list what is given away: exceptions: [{what: …, amount: ${gap}}]`
          : `total: ${formatMoney(sum)}, or add what the ${gap} are paid for, as an item or as custom work with its price`,
        data: { total: formatMoney(total), sum: formatMoney(sum), ...dataOf(parts) },
      },
    },
  ];
}

/** `library 2700 + custom 400 − exceptions 50`. */
function partsText({ library, customs, exceptions }: PriceParts): string {
  const custom = customs === 0 ? '' : ` + custom work ${formatMoney(customs)}`;
  return `library ${formatMoney(library)}${custom}${exceptions === 0 ? '' : ` − exceptions ${formatMoney(exceptions)}`}`;
}

function dataOf(parts: PriceParts): Record<keyof PriceParts, string> {
  const money = (cents: Cents): string => formatMoney(cents);
  return { library: money(parts.library), customs: money(parts.customs), exceptions: money(parts.exceptions) };
}
