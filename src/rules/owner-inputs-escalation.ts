import * as z from 'zod/mini';
import { isIn } from '../model/calendar.ts';
import type { Person } from '../model/capacity.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Named } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { listed } from '../model/words.ts';
import { option, wholeNumber } from './notation.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  levels: option(wholeNumber(0, 1, 2, 3), 1, 'How many different people there must be to escalate to, beside the owner.'),
});

type OwnerInputsEscalationOptions = z.output<typeof options>;

type Reason = 'no-owner' | 'not-a-person' | 'away' | 'not-the-library-s' | 'escalation' | 'input' | 'unlisted';
type Wrong = { readonly reason: Reason; readonly finding: Finding };

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
    escalation: 'There are fewer different people to escalate to than asked for.',
    unlisted: 'An item is not in the library, which would name the owner.',
    input: 'An input is due later than the plan needs it.',
  },
  needs: [],
  check(facts, { levels }) {
    const unlisted = facts.deal.items.find(({ entry }) => entry === null);
    if (facts.deal.owner === null && unlisted !== undefined) {
      // One mistyped item is one mistake: that it has no owner either is not news.
      const place = at('deal', 'delivery', 'owner');
      return {
        kind: 'unknown',
        reason: 'unlisted',
        summary: `the library names who owns it, and '${unlisted.deliverable}' is not in the library`,
        missing: [{ fact: 'an owner', file: 'deal', key: 'delivery.owner', owedBy: 'deal', at: place }],
      };
    }
    const found = [...aboutOwner(facts), ...aboutEscalation(facts, levels), ...aboutInputs(facts)];
    const [first, ...rest] = found;
    if (first !== undefined) {
      return {
        kind: 'fail',
        reason: first.reason,
        summary: first.finding.message,
        findings: [first.finding, ...rest.map(({ finding }) => finding)],
      };
    }
    const { owner, escalation, inputs } = facts.deal;
    const given = inputs.map(({ id, from, due, state }) => `${id} from ${from}${state === 'here' ? ', here' : ` by ${formatDay(due!)}`}`);
    const second = escalation.length === 0 ? '' : `, then ${listed(escalation.map(({ id }) => id))}`;
    return { kind: 'pass', note: `${owner!.id} owns it${second}`, notes: given };
  },
};

function personOf({ capacity }: RuleFacts, { id }: Named): Person | undefined {
  return capacity.people.find((person) => person.id === id);
}

function aboutOwner(facts: RuleFacts): Wrong[] {
  const { deal, capacity, schedule } = facts;
  const { owner } = deal;
  const ids = capacity.people.map(({ id }) => id).join(', ');
  if (owner === null) {
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
    return [
      {
        reason: 'not-a-person',
        finding: { message: `the owner '${owner.id}' is not among the people of capacity`, at: owner.at, help: `name one of ${ids}` },
      },
    ];
  }
  const wrong: Wrong[] = [];
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
    break;
  }
  const owners = new Set(deal.items.flatMap(({ entry }) => entry?.owner ?? []));
  const named = owners.has(owner.id) || (person.email !== undefined && owners.has(person.email));
  if (owner.from === 'deal' && !named) {
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

function aboutEscalation(facts: RuleFacts, levels: number): Wrong[] {
  const { deal, policy } = facts;
  const principals = new Set(Object.values(policy.principals).flatMap((who) => who ?? []));
  const wrong: Wrong[] = [];
  const counted = new Set<string>();
  for (const named of deal.escalation) {
    // A principal of policy may stand above the people who are planned.
    if (personOf(facts, named) === undefined && named.from !== 'policy' && !principals.has(named.id)) {
      wrong.push({
        reason: 'not-a-person',
        finding: {
          message: `'${named.id}', to escalate to, is not among the people of capacity`,
          at: named.at,
          help: 'name one of them, or a principal of policy',
        },
      });
    } else if (named.id !== deal.owner?.id) counted.add(named.id);
  }
  if (counted.size < levels && wrong.length === 0) {
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
  return wrong;
}

/** The day the plan needs an input is the first day of the steps it blocks; what is due later than the judged date is of no use either. */
function aboutInputs({ deal, schedule }: RuleFacts): Wrong[] {
  return deal.inputs.flatMap(({ id, item, library, due, state, at, line }): Wrong[] => {
    if (state === 'here' || due === null || deal.relative?.input === id) return [];
    const rows = schedule.status === 'planned' ? schedule.rows.filter((row) => row.item === item && library.blocks.includes(row.step)) : [];
    const needed = Math.min(...rows.map(({ start }) => start), deal.judgedCompletion?.day ?? Infinity);
    if (due <= needed) return [];
    const place = line?.due === undefined ? at : { ...at, path: [...at.path, 'due'] };
    return [
      {
        reason: 'input',
        finding: {
          message: `'${id}' is due on ${formatDay(due)}, and the work needs it by ${formatDay(needed)}`,
          at: place,
          help: `agree on ${formatDay(needed)} or earlier, or move the date`,
          data: { input: id, due: formatDay(due), needed: formatDay(needed) },
        },
      },
    ];
  });
}
