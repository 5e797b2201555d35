import * as z from 'zod/mini';
import { beyondLibrary, describeDomain } from '../model/configuration.ts';
import type { Custom } from '../model/deal.ts';
import type { ItemFact } from '../model/facts.ts';
import { at, type Place } from '../model/place.ts';
import { effortsSaid } from '../model/restated.ts';
import { approvalOf } from '../model/signoff.ts';
import { minutesOf } from '../model/size.ts';
import { formatDuration, formatMoney, formatNeed } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { approvalText, approveHelp } from './approvals.ts';
import { unknownForUnlisted } from './missing.ts';
import { exceptionFor, exceptionsOf } from './money/price.ts';
import { missingRate } from './money/rates.ts';
import type { Finding, MissingFact, Rule, RuleFacts } from './rule.ts';
import { costOf, scopingTicket } from './money/scoping-ticket.ts';
import { failureOf, type Wrong } from './wrong.ts';

type Reason =
  'not-configurable' | 'no-effort' | 'effort-restated' | 'unpriced' | 'underpriced' | 'exception-unapproved' | 'no-such-role' | 'no-rate';

/** Configuration is included; customization has an effort and a price. */
export const configuredOrPriced: Rule<object, never, Reason> = {
  id: 'configured-or-priced',
  family: 'scope',
  title: 'Customization is sold as if it were configuration.',
  why: '"Yes, that is included" is how forty hours leave the house without a price. What the library offers is configuration; everything else is work that somebody does and somebody pays for.',
  source: 'Configure-to-order against engineer-to-order: the boundary is where unpriced work begins.',
  waivable: 'leadership',
  date: false,
  options: z.strictObject({}),
  reasons: {
    'not-configurable': 'An option is outside what the library offers, or no option at all, and no customization covers it.',
    'no-effort': 'A customization says no effort, so nobody knows what it takes.',
    'effort-restated': 'Its doer restated more work than the deal says.',
    unpriced: 'A customization has no price.',
    underpriced: 'A customization is priced below its effort at cost.',
    'exception-unapproved': 'A pricing exception covers it, and no principal has approved the exception.',
    'no-such-role': 'A customization needs a role that capacity does not have.',
    'no-rate': 'A role of the effort has no rate, so the price cannot be held against anything.',
  },
  needs: [],
  check(facts) {
    const { items } = facts.deal;
    const failure = failureOf(
      items.flatMap((item) => [
        ...unconfigured(item, facts),
        ...item.custom.flatMap((custom, index) => [...restatedMore(custom, index, item, facts), ...unpriced(custom, index, item, facts)]),
      ]),
    );
    if (failure !== null) return failure;
    const [owed, ...more] = items.flatMap((item) =>
      item.custom.flatMap((custom) => (isPriced(custom) ? missingRates(custom, item, facts) : [])),
    );
    if (owed !== undefined) {
      return {
        kind: 'unknown',
        reason: 'no-rate',
        summary: `operations owes: ${listed([owed, ...more].map(({ fact }) => fact))} (capacity.yaml → roles)`,
        missing: [owed, ...more],
      };
    }
    const [unlisted, ...others] = items.filter(({ entry, options: said }) => entry === null && Object.keys(said).length > 0);
    if (unlisted !== undefined) return unknownForUnlisted('the options', [unlisted, ...others]);
    const customs = items.reduce((sum, item) => sum + item.custom.length, 0);
    if (customs === 0 && items.every(({ entry }) => entry === null)) {
      return { kind: 'not-applicable', because: 'no item is in the library, so nothing of it is configuration' };
    }
    return {
      kind: 'pass',
      note:
        customs === 0 ? 'every option is configuration' : `${customs} customization${customs === 1 ? '' : 's'}, priced at or above cost`,
    };
  },
};

/** Options beyond the library that no customization of the same id stands for. */
function unconfigured(item: ItemFact, facts: RuleFacts): Wrong<Reason>[] {
  if (item.entry === null) return [];
  return beyondLibrary(item, item.entry).flatMap(({ option, value, domain }): Wrong<Reason>[] => {
    if (item.custom.some(({ id }) => id === option)) return [];
    const offers =
      domain === null
        ? `'${item.deliverable}' has no such option (it has ${listed(Object.keys(item.entry!.options)) || 'none'})`
        : `the library offers ${describeDomain(domain)}`;
    const ticket = scopingTicket(`${option}: ${value}`, item, [], facts);
    const inside = domain === null ? 'remove it' : `configure ${describeDomain(domain)}`;
    const finding: Finding = {
      message: `${option}: ${value}: ${offers}`,
      at: at('deal', 'items', item.index, 'options', option),
      help: `${inside}, or add custom: {id: ${option}} with effort and price; to be scoped: ${ticket.text}`,
      data: { ...ticket.data, option },
    };
    return [{ reason: 'not-configurable', finding }];
  });
}

/** A customization without effort, without a price, or priced below its cost. */
function unpriced(custom: Custom, index: number, item: ItemFact, facts: RuleFacts): Wrong<Reason>[] {
  const { policy, capacity } = facts;
  const place = (...key: string[]): Place => at('deal', 'items', item.index, 'custom', index, ...key);
  const bought = (custom.choice === 'buy' || custom.choice === 'partner') && custom.cost !== undefined;
  const ticket = scopingTicket(custom.what, item, [custom], facts);
  const wrong = (reason: Reason, message: string, where: Place, help: string, data: Finding['data'] = {}): Wrong<Reason>[] => [
    { reason, finding: { message: `'${custom.id}' ${message}`, at: where, help, data: { ...ticket.data, custom: custom.id, ...data } } },
  ];
  const cost = costOf(custom, item, facts);
  if (cost.minutes === 0 && !bought)
    return wrong('no-effort', `(${custom.what}) has no effort`, place(), `ask its doer: effort: {role: 8h}; to be scoped: ${ticket.text}`);
  if (cost.unknownRoles.length > 0) {
    const names = listed(cost.unknownRoles.map(formatNeed));
    return wrong(
      'no-such-role',
      `needs ${names}, and capacity has no such role`,
      place('effort'),
      `name one of ${Object.keys(capacity.roles).join(', ')}`,
    );
  }
  const least = cost.cents === null ? null : cost.minutes === 0 ? custom.cost! : cost.cents;
  if (custom.price !== undefined && (least === null || custom.price >= least)) return [];
  const exception = exceptionFor(custom, facts);
  if (exception >= 0) {
    const { approvable } = exceptionsOf(facts)[exception];
    const approval = approvalOf(facts, approvable);
    if (approval.state === 'approved') return [];
    return wrong(
      'exception-unapproved',
      `is covered by ${approvable.what}, which is ${approvalText(approval)}`,
      at('deal', 'pricing', 'exceptions', exception),
      approveHelp(facts, 'pricing-exceptions', approvable),
    );
  }
  const hours = `${Math.round(cost.minutes / 6) / 10}h`;
  const cents = least === null ? '' : ` (${formatMoney(least, policy.currency)} at cost)`;
  if (custom.price === undefined) {
    const price = least === null ? '' : `price: ${formatMoney(least)} or more, or list a pricing exception; `;
    return wrong(
      'unpriced',
      `(${custom.what}) is ${hours} of work${cents} without a price`,
      place(),
      `${price}to be scoped: ${ticket.text}`,
    );
  }
  const short = least! - custom.price;
  return wrong(
    'underpriced',
    `is priced ${formatMoney(custom.price)}, and ${hours} cost ${formatMoney(least!, policy.currency)}: ${formatMoney(short)} short`,
    place('price'),
    `price: ${formatMoney(least!)} or more, or list a pricing exception of ${formatMoney(short)}`,
    { short: formatMoney(short) },
  );
}

/** What its doer restated as more work of a role than the deal says: priced and planned was the smaller number. Less of it hurts nobody. */
function restatedMore({ id, effort = [] }: Custom, index: number, item: ItemFact, facts: RuleFacts): Wrong<Reason>[] {
  const { longest } = facts.calendar;
  const said = effortsSaid(facts).filter((each) => each.item === item.id && each.custom === id);
  // Without any effort it is told so.
  if (effort.length === 0) return [];
  return said.flatMap(({ by, role, minutes }): Wrong<Reason>[] => {
    const own = effort.filter(({ need }) => formatNeed(need) === role);
    const written = own.reduce((sum, { work }) => sum + minutesOf(work, item.quantity, longest), 0);
    if (minutes <= written) return [];
    const [restated, deal] = [minutes, written].map((n) => formatDuration({ unit: 'min', n }));
    const finding: Finding = {
      message: `${by} restated ${restated} of ${role} for '${id}'; the deal says ${own.length === 0 ? 'none' : deal}`,
      at: at('deal', 'items', item.index, 'custom', index, 'effort'),
      help: `write effort: {${role}: ${restated}} and price it, or find out with ${by} what is left out`,
      data: { custom: id, by, role, restated, written: deal },
    };
    return [{ reason: 'effort-restated', finding }];
  });
}

function isPriced({ price }: Custom): boolean {
  return price !== undefined;
}

function missingRates(custom: Custom, item: ItemFact, facts: RuleFacts): MissingFact[] {
  return costOf(custom, item, facts).unrated.map((need) => missingRate(need, 'capacity'));
}
