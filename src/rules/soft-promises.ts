import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { isSeller, personId } from '../model/people.ts';
import { at, type Place } from '../model/place.ts';
import { approvalOf, type Approvable } from '../model/signoff.ts';
import { suggestion } from '../model/suggest.ts';
import { fold } from '../model/words.ts';
import { approvalText, approveHelp } from './approvals.ts';
import { notAPerson } from './texts/named.ts';
import type { Finding, NonEmpty, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

type Reason =
  | 'not-asked'
  | 'asked-by-the-seller'
  | 'not-a-person'
  | 'unsigned'
  | 'unresolved'
  | 'no-such-ref'
  | 'not-priced'
  | 'not-excluded'
  | 'not-told'
  | 'not-owned';

/** What was said besides ends as a priced item, an exclusion that the customer knows of, or a promise that somebody owns. */
export const softPromises: Rule<object, never, Reason> = {
  id: 'soft-promises',
  family: 'promises',
  title: 'Something was said to the customer that nobody has written down, or that ends nowhere.',
  why: 'The customer remembers what was said on the call, and delivery hears of it after the kick-off. The seller is asked once, before the signature, by somebody who does not sell it, and each answer becomes work that is paid, a no that was spoken, or a promise with a name and a date.',
  source: 'Handover interviews: what did you say that is not in the contract?',
  waivable: 'delivery-lead',
  date: false,
  options: z.strictObject({}),
  reasons: {
    'not-asked': 'Nobody has asked the seller what else was said or implied.',
    'asked-by-the-seller': 'Whoever asked is the seller of the deal.',
    'not-a-person': 'Whoever asked is neither among the people of capacity nor a principal of policy.',
    unsigned: 'Whoever asked has not signed that these are all, or the list has changed since.',
    unresolved: 'A soft promise does not say how it ends.',
    'no-such-ref': 'A soft promise ends as something that is not in the deal.',
    'not-priced': 'A soft promise ends as work that nobody has priced.',
    'not-excluded': 'A soft promise is said to be excluded, and no exclusion says so.',
    'not-told': 'A soft promise is excluded, and the customer has not been told.',
    'not-owned': 'A soft promise is owned by nobody, or has no date.',
  },
  needs: [],
  approvals: (facts) => askedApprovable(facts) ?? [],
  check(facts) {
    const { soft_promises = [], soft_promises_asked: asked } = facts.deal.file;
    const failure = failureOf([...aboutAsking(facts), ...soft_promises.flatMap((soft, index) => wrongEnd(soft, index, facts))]);
    if (failure !== null) return failure;
    const count = soft_promises.length;
    const ends = soft_promises.map(({ said, resolution, ref }) => `'${said}': ${resolution}${ref === undefined ? '' : ` (${ref})`}`);
    const found =
      count === 0 ? 'nothing was said besides' : count === 1 ? 'one soft promise, and it ends' : `${count} soft promises, and each ends`;
    return { kind: 'pass', note: `${asked!.by} asked on ${formatDay(asked!.on)}: ${found}`, notes: ends };
  },
};

type Soft = NonNullable<RuleFacts['deal']['file']['soft_promises']>[number];

/** What whoever asked signs: when, and every line of the answer; null where nobody asked. */
function askedApprovable({ deal }: RuleFacts): NonEmpty<Approvable> | null {
  const { soft_promises = [], soft_promises_asked: asked } = deal.file;
  if (asked === undefined) return null;
  const day = (date: number | undefined): string | null => (date === undefined ? null : formatDay(date));
  const lines = soft_promises.map(({ said, by = null, resolution = null, ref = null, told_customer, owner = null, due }) => {
    return { said, by, resolution, ref, told_customer: day(told_customer), owner, due: day(due) };
  });
  const answer = lines.length === 0 ? 'nothing was said besides' : `what was said besides are these ${lines.length}`;
  const what = `that the seller was asked on ${formatDay(asked.on)}, and ${answer}`;
  return [{ subject: 'soft-promises', what, meaning: { on: formatDay(asked.on), soft_promises: lines }, who: { person: asked.by } }];
}

/** Whether somebody asked who does not sell it, and stands by the answer. */
function aboutAsking(facts: RuleFacts): Wrong<Reason>[] {
  const { deal, capacity, policy, today } = facts;
  const seller = deal.seller.name ?? deal.seller.email ?? 'the seller';
  const asked = deal.file.soft_promises_asked;
  const place = at('deal', 'soft_promises_asked');
  const wrong = (reason: Reason, message: string, help: string, where = place): Wrong<Reason>[] => [
    { reason, finding: { message, at: where, help, data: { asked_by: asked?.by ?? null } } },
  ];
  if (asked === undefined) {
    const help = `somebody of delivery asks, and it is written down: soft_promises: [{said: …}] (or []), soft_promises_asked: {by: …, on: ${formatDay(today)}}`;
    return wrong('not-asked', `nobody has asked ${seller} what else was said or implied to ${deal.customer.name}`, help);
  }
  const { by, on } = asked;
  const byPlace = at('deal', 'soft_promises_asked', 'by');
  if (isSeller(facts, by))
    return wrong('asked-by-the-seller', `${by} sells this deal, and cannot be the one who asked`, 'somebody else asks', byPlace);
  const principals = Object.values(policy.principals).flatMap((who) => who ?? []);
  const known = [...capacity.people.map(({ id }) => id), ...principals.map((each) => personId(capacity, each))];
  if (!known.includes(personId(capacity, by))) {
    return [{ reason: 'not-a-person', finding: notAPerson(capacity, by, `'${by}', who asked,`, byPlace) }];
  }
  if (on > today)
    return wrong('not-asked', `${by} is to ask ${seller} on ${formatDay(on)}, which is still to come`, 'ask before the proposal goes out');
  const [approvable] = askedApprovable(facts)!;
  const approval = approvalOf(facts, approvable);
  if (approval.state === 'approved') return [];
  return wrong('unsigned', `what ${by} was told is ${approvalText(approval)}`, approveHelp(facts, 'soft-promises', approvable, true));
}

/** How a soft promise fails to end. */
function wrongEnd(soft: Soft, index: number, facts: RuleFacts): Wrong<Reason>[] {
  const { said, resolution, ref } = soft;
  const place = (...key: string[]): Place => at('deal', 'soft_promises', index, ...key);
  const wrong = (reason: Reason, message: string, help: string, where = place()): Wrong<Reason>[] => {
    const finding: Finding = {
      message: `'${said}' ${message}`,
      at: where,
      help,
      data: { said, resolution: resolution ?? null, ref: ref ?? null },
    };
    return [{ reason, finding }];
  };
  switch (resolution) {
    case undefined:
      return wrong(
        'unresolved',
        'was said, and it does not say how it ends',
        'resolution: item (ref: what it is sold as), excluded (told_customer: the day), or owned (owner and due)',
      );
    case 'item':
      return asItem(soft, facts, wrong, place('ref'));
    case 'excluded':
      return asExclusion(soft, facts, wrong, place('told_customer'));
    case 'owned':
      return asOwned(soft, facts, wrong, place('ref'));
  }
}

type Tell = (reason: Reason, message: string, help: string, where?: Place) => Wrong<Reason>[];

function asItem({ ref }: Soft, { deal }: RuleFacts, wrong: Tell, place: Place): Wrong<Reason>[] {
  // A customization goes by its own id, or by its item's too where two have the same.
  const customs = deal.items.flatMap((item) => item.custom.map((custom) => ({ ...custom, names: [custom.id, `${item.id}.${custom.id}`] })));
  const item = deal.items.find(({ id }) => id === ref);
  const custom = customs.find(({ names }) => ref !== undefined && names.includes(ref));
  if (item === undefined && custom === undefined) {
    const names = [...deal.items.map(({ id }) => id), ...customs.map(({ id }) => id)];
    if (ref === undefined) return wrong('no-such-ref', 'ends as an item, and does not say which', `add ref: one of ${names.join(', ')}`);
    return wrong('no-such-ref', `ends as '${ref}', which is not sold in this deal`, suggestion(ref, names, 'items'), place);
  }
  const priced =
    item === undefined
      ? custom!.price !== undefined
      : item.entry === null || item.entry.price !== undefined || deal.file.pricing?.total !== undefined;
  return priced ? [] : wrong('not-priced', `ends as '${ref}', which has no price`, `price '${ref}'`, place);
}

function asExclusion({ said, ref, told_customer: told }: Soft, { deal, today }: RuleFacts, wrong: Tell, place: Place): Wrong<Reason>[] {
  const exclusions = [
    ...(deal.file.exclusions ?? []),
    ...deal.items.flatMap(({ entry }) => entry?.exclusions ?? []),
    ...deal.promises.flatMap(({ excludes }) => excludes),
  ].map(fold);
  const meant = fold(ref ?? said);
  if (!exclusions.some((text) => text.includes(meant) || (ref === undefined && meant.includes(text)))) {
    return wrong('not-excluded', `is to be excluded, and no exclusion says '${ref ?? said}'`, `add it: exclusions: ['${ref ?? said}']`);
  }
  if (told === undefined)
    return wrong('not-told', 'is excluded, and the customer has not been told', 'tell them, and add told_customer: the day');
  if (told <= today) return [];
  return wrong(
    'not-told',
    `is excluded, and the customer is to be told on ${formatDay(told)}, which is still to come`,
    'tell them before the signature',
    place,
  );
}

function asOwned({ ref, owner, due }: Soft, { deal }: RuleFacts, wrong: Tell, place: Place): Wrong<Reason>[] {
  const promise = deal.promises.find(({ id }) => id === ref);
  if (ref !== undefined && promise === undefined) {
    const ids = deal.promises.map(({ id }) => id);
    return wrong('no-such-ref', `ends as '${ref}', which is no promise of this deal`, suggestion(ref, ids, 'promises'), place);
  }
  const lacks = [
    ...((owner ?? promise?.doer) === undefined ? ['nobody owns it (owner: …)'] : []),
    ...((due ?? promise?.due ?? (promise && deal.judgedCompletion?.day)) === undefined ? ['it has no date (due: …)'] : []),
  ];
  return lacks.length === 0
    ? []
    : wrong('not-owned', `is to be owned, and ${lacks.join(' and ')}`, 'add who does it and by when, or ref: a promise that says both');
}
