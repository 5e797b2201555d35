import * as z from 'zod/mini';
import { isIn } from '../model/calendar.ts';
import type { Person } from '../model/capacity.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Named } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { listed } from '../model/words.ts';
import { lateInputs } from './dates/inputs.ts';
import { unknownForUnlisted } from './missing.ts';
import { notAPerson, unknownInputs, unknownPeople } from './texts/named.ts';
import { option, wholeNumber } from './texts/notation.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  levels: option(wholeNumber(0, 1, 2, 3), 1, 'How many different people there must be to escalate to, beside the owner.'),
});

type OwnerInputsEscalationOptions = z.output<typeof options>;

type Reason = 'no-owner' | 'not-a-person' | 'away' | 'not-the-library-s' | 'escalation' | 'input' | 'no-such-input';

/** Somebody owns it, somebody can be called, and every input has a giver and a day. */
export const ownerInputsEscalation: Rule<OwnerInputsEscalationOptions, never, Reason> = {
  id: 'owner-inputs-escalation',
  family: 'capacity',
  title: 'Nobody is there to own the delivery, to escalate to, or to give what it needs.',
  why: 'A deal without an owner is owned by whoever is shouted at. Who owns it, who gives what and by when, and who decides when it goes wrong is agreed before the signature.',
  source: 'Delivery readiness checklists: owner, inputs, escalation path.',
  waivable: 'delivery-lead',
  date: false,
  options,
  reasons: {
    'no-owner': 'Neither the deal nor the library names an owner.',
    'not-a-person': 'Somebody who is named is not among the people of capacity.',
    away: 'The owner is away when the work begins, at the first milestone, or at completion.',
    'not-the-library-s': 'The deal names an owner whom the library does not; that person must sign.',
    escalation: 'There are fewer different people to escalate to than asked for, or somebody is named twice.',
    input: 'An input is due later than the plan needs it.',
    'no-such-input': 'The deal lists an input that nothing in it needs.',
  },
  needs: [],
  check(facts, { levels }) {
    const [unlisted, ...others] = facts.deal.items.filter(({ entry }) => entry === null);
    const because = (reason: Reason, findings: readonly Finding[]): Wrong<Reason>[] => findings.map((finding) => ({ reason, finding }));
    const failure = failureOf([
      ...aboutOwner(facts),
      ...aboutEscalation(facts, levels),
      ...because('not-a-person', unknownPeople(facts)),
      ...because('no-such-input', unknownInputs(facts)),
      ...because('input', lateInputs(facts)),
    ]);
    if (failure !== null) return failure;
    const { owner, escalation, inputs } = facts.deal;
    const untold = owner === null ? 'the owner and the inputs' : 'the inputs';
    if (unlisted !== undefined) return unknownForUnlisted(untold, [unlisted, ...others]);
    const given = inputs.map(({ id, from, due, state }) => `${id} from ${from}${state === 'here' ? ', here' : ` by ${formatDay(due!)}`}`);
    const second = escalation.length === 0 ? '' : `, then ${listed(escalation.map(({ id }) => id))}`;
    return { kind: 'pass', note: `${owner!.id} owns it${second}`, notes: given };
  },
};

function personOf({ capacity }: RuleFacts, { id }: Named): Person | undefined {
  return capacity.people.find((person) => person.id === id);
}

function aboutOwner(facts: RuleFacts): Wrong<Reason>[] {
  const { deal, capacity, schedule } = facts;
  const { owner } = deal;
  if (owner === null) {
    // One mistyped item is one mistake: that it has no owner either is not news.
    if (deal.items.some(({ entry }) => entry === null)) return [];
    const ids = capacity.people.map(({ id }) => id).join(', ');
    return [
      {
        reason: 'no-owner',
        finding: {
          message: 'nobody owns the delivery: neither the deal nor the library names an owner',
          at: at('deal', 'delivery', 'owner'),
          help: `add delivery: {owner: …} (${ids}), or operations name one in the library`,
        },
      },
    ];
  }
  const person = personOf(facts, owner);
  if (person === undefined) {
    return [{ reason: 'not-a-person', finding: notAPerson(capacity, owner.id, `the owner '${owner.id}'`, owner.at) }];
  }
  const wrong: Wrong<Reason>[] = [];
  const start = deal.judgedStart?.day ?? (schedule.status === 'planned' ? schedule.start.day : deal.begin);
  const milestone = deal.file.context?.first_milestone?.on;
  const days: readonly (readonly [string, Day | undefined])[] = [
    ['the start', start],
    ['the first milestone', milestone],
    ['completion', deal.judgedCompletion?.day],
  ];
  for (const [what, day] of days) {
    if (day === undefined || isThere(person, day)) continue;
    const finding = {
      message: `${owner.id} owns it and is away on ${formatDay(day)}, ${what}`,
      at: owner.at,
      help: `name another owner, or move ${what}`,
      data: { owner: owner.id, away: formatDay(day) },
    };
    wrong.push({ reason: 'away', finding });
  }
  const owners = new Set(deal.items.flatMap(({ entry }) => entry?.owner ?? []));
  if (owner.from === 'deal' && !owners.has(owner.id)) {
    const library = owners.size === 0 ? 'the library names nobody' : `the library names ${listed([...owners], 'or')}`;
    wrong.push({
      reason: 'not-the-library-s',
      finding: {
        message: `${owner.id} is named as the owner, and ${library}`,
        at: owner.at,
        help: `${owner.id} must sign to own it, or leave the owner to the library`,
        data: { owner: owner.id, library: [...owners] },
      },
    });
  }
  return wrong;
}

function isThere({ off, from, until }: Person, day: Day): boolean {
  return !isIn(off, day) && (from === undefined || from <= day) && (until === undefined || day <= until);
}

function aboutEscalation(facts: RuleFacts, levels: number): Wrong<Reason>[] {
  const { deal, policy, capacity } = facts;
  const principals = new Set(Object.values(policy.principals).flatMap((who) => who ?? []));
  const wrong: Wrong<Reason>[] = [];
  const counted = new Set<string>();
  for (const named of deal.escalation) {
    // A principal of policy may stand above the people who are planned.
    if (personOf(facts, named) === undefined && named.from !== 'policy' && !principals.has(named.id)) {
      const { message, ...rest } = notAPerson(capacity, named.id, `'${named.id}', to escalate to,`, named.at);
      wrong.push({ reason: 'not-a-person', finding: { message: `${message} nor a principal of policy`, ...rest } });
    } else if (named.id !== deal.owner?.id) counted.add(named.id);
  }
  // The library might name them, and it does not have the item.
  const untold = deal.file.delivery.escalation === undefined && deal.items.some(({ entry }) => entry === null);
  if (counted.size < levels && wrong.length === 0 && !untold) {
    const there = counted.size === 0 ? 'nobody' : `only ${listed([...counted])}`;
    const place = deal.escalation[0]?.at ?? at('deal', 'delivery', 'escalation');
    wrong.push({
      reason: 'escalation',
      finding: {
        message: `there is ${there} to escalate to beside the owner, and ${levels} different ${levels === 1 ? 'person is' : 'people are'} needed`,
        at: place,
        help: 'add delivery: {escalation: […]}, or operations add escalation to the library or to policy',
        data: { levels, named: [...counted] },
      },
    });
  }
  for (const [index, { id, at: place }] of deal.escalation.entries()) {
    if (deal.escalation.findIndex((other) => other.id === id) === index) continue;
    const message = `'${id}' is named twice to escalate to, and each level is another person`;
    wrong.push({
      reason: 'escalation',
      finding: { message, at: place, help: `name somebody else, or remove '${id}'`, data: { named: id } },
    });
  }
  return wrong;
}
