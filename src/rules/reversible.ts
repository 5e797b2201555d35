import * as z from 'zod/mini';
import { formatDay, type Day } from '../model/day.ts';
import type { Custom, DealPromise } from '../model/deal.ts';
import type { ItemFact, PromiseFact } from '../model/facts.ts';
import { at, type Place } from '../model/place.ts';
import { itemsOfPromise } from '../model/promise-meaning.ts';
import { wordsOf, type Word } from '../model/restated.ts';
import { approvalOf, type Approvable } from '../model/signoff.ts';
import { effortByRole, minutesOf } from '../model/size.ts';
import { formatDuration, formatMoney, formatNeed, type Duration } from '../model/units.ts';
import { approvalText, approveHelp } from './approvals.ts';
import { unknownWithout } from './missing.ts';
import { isWithinLimits, pilotLimits } from './dates/pilot.ts';
import type { MissingFact, Rule, RuleFacts } from './rule.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject(pilotLimits);

type ReversibleOptions = z.output<typeof options>;

type Reason = 'no-choice' | 'unapproved' | 'no-undo' | 'too-large-for-a-pilot' | 'unmarked' | 'not-agreed' | 'cannot-be-undone';

/** What cannot be taken back is decided by more than the seller; what can be says how, and its doer agrees. */
export const reversible: Rule<ReversibleOptions, never, Reason> = {
  id: 'reversible',
  family: 'scope',
  title: 'Something is changed for good that nobody has decided, or nobody can say how it would be undone.',
  why: 'A trial that can be undone in an afternoon needs no meeting; a change that stays is paid for as long as the house stands, by people who never saw the deal. Which of the two it is has to be known before the signature, and only its doer knows whether it can really be undone.',
  source: 'One-way and two-way doors; build, partner or buy decisions taken before the sale.',
  waivable: 'leadership',
  date: false,
  options,
  reasons: {
    'no-choice': 'Something is permanent, and the deal does not say whether it is built, done with a partner, or bought.',
    unapproved: 'Something is permanent, and leadership has not approved it as it now stands.',
    'no-undo': 'Something is said to be reversible, and the deal does not say how it is undone.',
    'too-large-for-a-pilot': 'What is called a pilot takes longer, is for more customers, or is more work than a pilot may be.',
    unmarked: 'A customization does not say whether it can be undone.',
    'not-agreed': 'The doer has not yet said that it can be undone as the deal says.',
    'cannot-be-undone': 'The doer restated that it is permanent, and the deal says that it can be undone.',
  },
  needs: [],
  approvals: (facts) => changesOf(facts).flatMap(({ approvable }) => approvable ?? []),
  check(facts, limits) {
    const changes = changesOf(facts);
    const pilots = facts.deal.promises.filter(({ pilot }) => pilot !== undefined);
    const failure = failureOf([
      ...changes.flatMap((change) => wrongOf(change, facts)),
      ...pilots.flatMap((promise) => aboutPilot(promise, limits, facts)),
    ]);
    if (failure !== null) return failure;
    const unmarked = changes.filter(({ mark }) => mark === null).map(missingMark);
    if (unmarked.length > 0) return unknownWithout<Reason>('unmarked', unmarked);
    const open = changes.filter((change) => change.mark === 'reversible' && agreedBy(change, facts) === null);
    if (open.length > 0) {
      return unknownWithout<Reason>(
        'not-agreed',
        open.map((change) => missingWord(change, facts)),
      );
    }
    if (changes.length + pilots.length === 0) return { kind: 'not-applicable', because: 'nothing is changed beyond the library' };
    const notes = changes.map((change) => agreedText(change, facts));
    const within = pilots.map((promise) => `'${promise.id}' is a pilot: ${pilotText(pilotOf(promise, facts))}`);
    const [note, ...rest] = [...within, ...notes];
    return { kind: 'pass', note, notes: rest };
  },
};

/** What a doer restated of a promise. */
interface Said {
  readonly promise: PromiseFact;
  readonly word: Word;
}

/** Something that changes how things are done, and whether that can be undone. */
interface Change {
  /** `'sso'`. */
  readonly name: string;
  readonly mark: 'reversible' | 'permanent' | null;
  readonly undo: string | undefined;
  readonly choice: DealPromise['choice'];
  readonly at: Place;
  /** The key that marks it. */
  readonly key: string;
  /** What its approver looks at; null where it is not marked. */
  readonly approvable: Approvable | null;
  /** What doers restated of the promises about it. A standing word speaks of no change. */
  readonly promises: readonly Said[];
}

/** Returns who said that something can be undone as the deal says: by an approval, or in the restatement of a promise about it; null where nobody did. */
function agreedBy({ approvable, promises }: Change, facts: RuleFacts): { by: string; at: Day } | null {
  const approval = approvalOf(facts, approvable!);
  if (approval.state === 'approved') return approval;
  const word = promises.map(({ word: each }) => each).find(({ said }) => said.commitment === 'reversible' && said.undo !== undefined);
  return word ?? null;
}

function agreedText(change: Change, facts: RuleFacts): string {
  const approval = approvalOf(facts, change.approvable!);
  const agreed = change.mark === 'reversible' && approval.state !== 'approved' ? agreedBy(change, facts) : null;
  if (agreed === null) return `${change.name} is ${approvalText(approval)}`;
  return `${change.name} can be undone, as ${agreed.by} restated on ${formatDay(agreed.at)}`;
}

/** Every customization, and every promise that says how binding it is. */
function changesOf(facts: RuleFacts): Change[] {
  const { items, promises } = facts.deal;
  const said = wordsOf(facts).filter(({ word }) => !word.standing);
  const of = (id: string): Said[] => said.filter(({ promise }) => itemsOfPromise(facts, promise).some((item) => item.id === id));
  return [
    ...items.flatMap((item) => item.custom.map((custom, index) => changeByCustom(custom, index, item, of(item.id), facts))),
    ...promises
      .filter(({ commitment }) => commitment !== undefined)
      .map((promise) =>
        changeByPromise(
          promise,
          said.filter((each) => each.promise === promise),
        ),
      ),
  ];
}

function changeByCustom(
  custom: Custom,
  index: number,
  item: ItemFact,
  promises: readonly Said[],
  { deal, policy, calendar }: RuleFacts,
): Change {
  const { id, what, change: mark = null, undo, choice, price } = custom;
  const hours = (custom.effort ?? []).map(({ need, work }) => [
    formatNeed(need),
    formatDuration({ unit: 'min', n: minutesOf(work, item.quantity, calendar.longest) }),
  ]);
  const meaning = {
    what,
    choice: choice ?? null,
    effort: Object.fromEntries(hours) as Record<string, string>,
    price: price === undefined ? null : formatMoney(price, policy.currency),
    undo: undo ?? null,
  };
  const name = deal.items.length === 1 ? `'${id}'` : `'${id}' of ${item.id}`;
  const approvable = approvableOf(`custom/${item.id}.${id}`, mark, name, undo, item.entry?.doer, meaning);
  return { name, mark, undo, choice, at: at('deal', 'items', item.index, 'custom', index), key: 'change', approvable, promises };
}

function changeByPromise({ id, text, commitment, undo, choice, doer, at: place }: PromiseFact, promises: readonly Said[]): Change {
  const mark = commitment ?? null;
  const meaning = { text, choice: choice ?? null, undo: undo ?? null };
  const approvable = approvableOf(`promise/${id}`, mark, `'${id}'`, undo, doer, meaning);
  return { name: `'${id}'`, mark, undo, choice, at: place, key: 'commitment', approvable, promises };
}

/** What is permanent is leadership's to approve; that something can be undone only its doer can say (where nobody is named, a delivery lead). */
function approvableOf(
  subject: string,
  mark: Change['mark'],
  name: string,
  undo: string | undefined,
  doer: string | undefined,
  meaning: Approvable['meaning'],
): Approvable | null {
  if (mark === null) return null;
  if (mark === 'permanent') return { subject: `permanent/${subject}`, what: `that ${name} stays for good`, meaning, who: 'leadership' };
  const who = doer === undefined ? 'delivery-lead' : { person: doer };
  return { subject: `undo/${subject}`, what: `that ${name} can be undone: ${undo ?? '…'}`, meaning, who };
}

function wrongOf(change: Change, facts: RuleFacts): Wrong<Reason>[] {
  const { name, mark, undo, choice, approvable } = change;
  const wrong = (reason: Reason, message: string, where: Place, help: string): Wrong<Reason>[] => [
    { reason, finding: { message: `${name} ${message}`, at: where, help, data: { change: name } } },
  ];
  if (mark === 'permanent') {
    if (choice === undefined) {
      const help = 'add choice: build, partner or buy; or make it a pilot that can be undone';
      return wrong(
        'no-choice',
        'stays for good, and nobody has said whether it is built, done with a partner, or bought',
        markOf(change),
        help,
      );
    }
    const approval = approvalOf(facts, approvable!);
    if (approval.state === 'approved') return [];
    const help = `${approveHelp(facts, 'reversible', approvable!)}; or make it a pilot that can be undone`;
    return wrong('unapproved', `stays for good (${choice}), and that is ${approvalText(approval)}`, markOf(change), help);
  }
  if (mark === null) return [];
  const against = change.promises.find(({ word }) => word.said.commitment === 'permanent');
  if (against !== undefined) {
    const { by } = against.word;
    const help = `mark it permanent, with choice: build, partner or buy; or ask ${by} how it could be undone`;
    return wrong('cannot-be-undone', `is said to be reversible, and ${by} restated that it is permanent`, markOf(change), help);
  }
  if (undo !== undefined) return [];
  return wrong(
    'no-undo',
    'is said to be reversible, and nobody has said how it is undone',
    markOf(change),
    'ask its doer, and add undo: …',
  );
}

function markOf({ at: place, key }: Change): Place {
  return { ...place, path: [...place.path, key] };
}

function missingMark({ name, at: place, key }: Change): MissingFact {
  const path = [...place.path, key];
  return {
    fact: `whether ${name} can be undone (reversible or permanent)`,
    file: 'deal',
    key: path.join('.'),
    owedBy: 'deal',
    at: { ...place, path },
  };
}

function missingWord({ name, undo, at: place, approvable }: Change, facts: RuleFacts): MissingFact {
  const { who } = approvable!;
  const whose = typeof who === 'object' && 'person' in who ? who.person : 'a delivery lead';
  const path = [...place.path, 'undo'];
  const fact = `the word of ${whose} that ${name} can be undone ('${undo}'): ${approveHelp(facts, 'reversible', approvable!)}`;
  return { fact, file: 'deal', key: path.join('.'), owedBy: 'operations', at: { ...place, path } };
}

type Pilot = NonNullable<DealPromise['pilot']> & { readonly effort: Duration };

/** A pilot with its work: what the deal says, or that of its items where it is more, for a word makes no work less. */
function pilotOf({ items: named, pilot }: PromiseFact, { deal, capacity, calendar }: RuleFacts): Pilot {
  const items = deal.items.filter(({ id }) => named.length === 0 || named.includes(id));
  const people = new Set(capacity.people.map(({ role }) => role));
  const needed = [...effortByRole(items, calendar)].reduce((sum, [role, minutes]) => sum + (people.has(role) ? minutes : 0), 0);
  return { ...pilot!, effort: { unit: 'min', n: Math.max(needed, pilot!.effort?.n ?? 0) } };
}

function aboutPilot(promise: PromiseFact, limits: ReversibleOptions, facts: RuleFacts): Wrong<Reason>[] {
  const pilot = pilotOf(promise, facts);
  if (isWithinLimits(pilot, limits, facts.calendar.longest)) return [];
  const finding = {
    message: `'${promise.id}' is called a pilot, with ${pilotText(pilot)}; a pilot is at most ${pilotText(limits)}`,
    at: { ...promise.at, path: [...promise.at.path, 'pilot'] },
    help: 'make it that small, or sell it as what it is: leave pilot out',
    data: { promise: promise.id, length: formatDuration(pilot.length), customers: pilot.customers, effort: formatDuration(pilot.effort) },
  };
  return [{ reason: 'too-large-for-a-pilot', finding }];
}

function pilotText({ length, customers, effort }: Pilot): string {
  return `${formatDuration(length)}, ${customers} customer${customers === 1 ? '' : 's'} and ${formatDuration(effort)} of work`;
}
