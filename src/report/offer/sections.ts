/** The sections of an offer, for the customer: what they get, when, for how much, what it takes for granted, and what they have to give. */
import { dayOfCompletion } from '../../model/asked.ts';
import { addDuration } from '../../model/calendar.ts';
import { formatDay, type Day } from '../../model/day.ts';
import type { Assumption } from '../../model/library.ts';
import type { ItemFact, PromiseFact } from '../../model/facts.ts';
import { lastPhase } from '../../model/phases.ts';
import { formatMoney, formatShare, type Cents } from '../../model/units.ts';
import { fold } from '../../model/words.ts';
import { code, entry, joined, name, quote, say, type Block, type Entry, type Section, type Words } from '../brief/document.ts';
import type { JudgedDeal } from '../build.ts';
import { businessDaysText, completionText, durationText, EVENTS, givenText, inputsOnce, neededBy, spaced } from '../customer/words.ts';
import { dueThatHolds, type OfferDates } from './dates.ts';
import { latenessOf, latenessText, type Lateness } from './lateness.ts';

/** A judged deal, with what several sections say of it. */
export interface Offered {
  readonly judged: JudgedDeal;
  readonly dates: OfferDates;
  /** In cents; null where nobody says it. */
  readonly price: Cents | null;
  /** By the id of the input. */
  readonly lateness: ReadonlyMap<string, readonly Lateness[]>;
}

/** Returns what lateness does, of each input that the customer has still to give. */
export function latenesses(judged: JudgedDeal, { complete }: OfferDates): Offered['lateness'] {
  const { deal, calendar } = judged.facts;
  const offered = complete === null ? null : dayOfCompletion(complete, deal.relative, calendar);
  return new Map(inputsOnce(judged.facts).map((input) => [input.id, latenessOf(input, judged, offered)]));
}

/** Returns the dates, each by its event, and until when they hold. */
export function datesSection({ judged: { facts }, dates }: Offered): Section {
  const { deal, calendar } = facts;
  const { complete, start, signature, phases } = dates;
  const none = ['no date can be given yet'];
  const day = complete === null ? null : dayOfCompletion(complete, deal.relative, calendar);
  const entries: Entry[] = [
    entry('Signature', [`by ${formatDay(signature)}: for a later one the dates below are worked out anew`]),
    ...(start === null
      ? complete?.kind === 'after'
        ? [entry('Start', [`when ${givenText(complete.after, approvalOf(complete.after, facts))}`])]
        : []
      : [entry('Start', [formatDay(start)])]),
    ...phases.map(({ phase, complete: by }) => entry(`Phase ${phase} complete`, by === null ? none : [`on ${formatDay(by)}`])),
    entry(EVENTS[complete?.kind === 'on' ? complete.event : 'accepted'], complete === null ? none : [completionText(complete, facts)]),
  ];
  const blocks: Block[] = [
    { kind: 'entries', entries },
    { kind: 'note', words: [businessDaysText(calendar, facts.today, day ?? signature)] },
  ];
  return { id: 'dates', title: 'Dates', blocks };
}

function approvalOf(input: string, { deal }: JudgedDeal['facts']): boolean {
  return deal.inputs.some(({ id, library }) => id === input && library.approval);
}

/** Returns the scope: each item with its options, what is made to measure, and support afterwards. */
export function scopeSection({ judged: { facts } }: Offered): Section {
  const { deal } = facts;
  const last = lastPhase(deal.items);
  const { support } = deal.file;
  const entries = [
    ...deal.items.map((item) => itemEntry(item, last > 1)),
    ...(support === undefined
      ? []
      : [entry('Support afterwards', [support === 'none' ? 'none' : `${durationText(support.hours)}, until ${formatDay(support.until)}`])]),
  ];
  return { id: 'scope', title: 'Scope', blocks: [{ kind: 'entries', entries }] };
}

function itemEntry(item: ItemFact, inPhases: boolean): Entry {
  const { deliverable, quantity, options, custom, skip, phase, offer, entry: library } = item;
  const title = name(library?.title ?? deliverable);
  // No template of words: the build writes what is not ASCII in one of those as it stands, and it is read as something else.
  const label: Words =
    library?.unit !== undefined
      ? [`${quantity} `, name(library.unit), ' of ', title]
      : quantity === 1
        ? [title]
        : [`${quantity} × `, title];
  const chosen = Object.entries(options).map(
    ([key, value]) => say`${name(spaced(key))} ${typeof value === 'string' ? quote(value) : shownAs(value)}`,
  );
  const left = skip.map((step): Words => [name(library?.steps.find(({ id }) => id === step)?.title ?? spaced(step))]);
  const words = [
    ...(inPhases ? [[`in phase ${phase}`]] : []),
    ...(chosen.length === 0 ? [['as we usually do it']] : [say`with ${joined(chosen)}`]),
  ];
  return entry(label, joined(words), [
    ...custom.map(({ what }) => say`made for you: ${quote(what)}`),
    ...(left.length === 0 ? [] : [say`without: ${joined(left)}`]),
    ...(offer === 'build' ? [['it does not exist yet, and is built for this offer']] : []),
  ]);
}

function shownAs(value: number | boolean): string {
  return typeof value === 'number' ? String(value) : value ? 'yes' : 'no';
}

/** Returns the price of the whole. */
export function priceSection({ judged: { facts }, price }: Offered): Section {
  const words = price === null ? ['to be agreed'] : [formatMoney(price, facts.policy.currency)];
  return { id: 'price', title: 'Price', blocks: [{ kind: 'entries', entries: [entry('In total', words)] }] };
}

/** Returns what is not included: what the deal, the library and the promises leave out, each once. */
export function exclusionsSection({ judged: { facts } }: Offered): Section {
  const { deal } = facts;
  const texts = [
    ...(deal.file.exclusions ?? []),
    ...deal.items.flatMap(({ entry: library }) => library?.exclusions ?? []),
    ...deal.promises.flatMap(({ excludes }) => excludes),
  ];
  const each = [...new Map(texts.map((text) => [fold(text), text])).values()];
  const further: Block = { kind: 'note', words: ['What is not in the scope above is not included, whether or not it is named here.'] };
  const entries = each.map((text) => entry([quote(text)], ['is no part of it']));
  return { id: 'exclusions', title: 'Not included', blocks: entries.length === 0 ? [further] : [{ kind: 'entries', entries }, further] };
}

/** Returns what the offer takes for granted, with what it costs where that is not so. */
export function assumptionsSection({ judged: { facts } }: Offered): Section {
  const all = facts.deal.assumptions;
  const entries = all
    .filter(({ text }, index) => all.findIndex((other) => fold(other.text) === fold(text)) === index)
    .map(({ text, if_false }) =>
      entry('We count on', [quote(text)], if_false === undefined ? [] : [[`if it is not so: ${effectText(if_false)}`]]),
    );
  const none: Block = { kind: 'note', words: ['Nothing besides what is said here.'] };
  return { id: 'assumptions', title: 'Assumptions', blocks: entries.length === 0 ? [none] : [{ kind: 'entries', entries }] };
}

function effectText({ costs, delays, repeats }: NonNullable<Assumption['if_false']>): string {
  if (costs !== undefined) return `${durationText(costs)} more work`;
  if (delays !== undefined) return `a delay of ${durationText(delays)}`;
  return repeats === undefined ? 'more work' : `${formatShare(repeats)} of a step of the work is done again`;
}

/** Returns what the customer gives, by when, and what it does when it is late. */
export function inputsSection({ judged, lateness }: Offered): Section {
  const { facts } = judged;
  const entries = inputsOnce(facts).map((input): Entry => {
    const { id, state, library, came, from } = input;
    const who = from === null || from === facts.deal.customer.name ? [] : say` from ${name(from)}`;
    const label = say`Your ${name(spaced(id))}${who}`;
    if (state === 'here') return entry(label, [`here since ${formatDay(came!)}`]);
    const given = library.approval ? 'here and approved' : 'here';
    if (facts.deal.relative?.input === id) {
      const until = countsUntil(judged);
      const by = until === null ? '' : ` by ${formatDay(until)}`;
      return entry(
        label,
        [`${given}${by}: the dates count from that day`],
        until === null ? [] : [['for a later day they are worked out anew']],
      );
    }
    const late = lateness.get(id) ?? [];
    const words = `${given} by ${neededBy(input)}${state === 'overdue' ? ', which is past' : ''}`;
    return entry(label, [words], late.length === 0 ? [] : [[`if it is late: ${latenessText(late)}`]]);
  });
  const none: Block = { kind: 'note', words: ['Nothing: we can begin with your signature.'] };
  return { id: 'inputs', title: 'What we need from you', blocks: entries.length === 0 ? [none] : [{ kind: 'entries', entries }] };
}

/** The last day of the input that a relative offer counts from on which it is known to hold: so many were planned, one after the other. */
function countsUntil({ facts: { deal, calendar }, schedule }: JudgedDeal): Day | null {
  if (schedule.status !== 'planned' || deal.relative === null) return null;
  const { within } = deal.relative;
  const broken = schedule.byApproval.findIndex(
    ({ approved, complete }) => complete > (addDuration(calendar, approved, within) ?? complete),
  );
  const kept = broken < 0 ? schedule.byApproval : schedule.byApproval.slice(0, broken);
  return kept.at(-1)?.approved ?? null;
}

/** Returns what counts as complete: what can be seen, how it is measured and shown, by promise. */
export function completeSection({ judged }: Offered): Section {
  const entries = judged.facts.deal.promises.map((promise) => promiseEntry(promise, judged));
  const none: Block = { kind: 'note', words: ['Nothing is promised yet.'] };
  return { id: 'complete', title: 'What counts as complete', blocks: entries.length === 0 ? [none] : [{ kind: 'entries', entries }] };
}

function promiseEntry(promise: PromiseFact, judged: JudgedDeal): Entry {
  const { text, complete_when: when, pilot, written } = promise;
  const seen = when?.observable !== undefined && fold(when.observable) !== fold(text) ? [say`when ${quote(when.observable)}`] : [];
  const measured =
    when?.measure === undefined
      ? []
      : [
          say`measured by ${quote(when.measure)}${when.threshold === undefined ? '' : ': '}${when.threshold === undefined ? '' : quote(when.threshold)}`,
        ];
  const shown = when?.evidence === undefined ? [] : [say`shown by ${quote(when.evidence)}`];
  const due = written ? dueThatHolds(promise, judged) : null;
  const how = joined([...seen, ...measured, ...shown], '; ');
  return entry([quote(text)], how.length === 0 ? ['when you accept it'] : how, [
    ...(due === null ? [] : [[`by ${formatDay(due)}`]]),
    ...(pilot === undefined
      ? []
      : [[`as a trial: ${durationText(pilot.length)}, with ${pilot.customers === 1 ? 'one customer' : `${pilot.customers} customers`}`]]),
  ]);
}

/** Returns until when the offer holds, and whom the deal names to the customer. */
export function validitySection({ judged: { facts }, dates: { signature } }: Offered): Section {
  const { valid_until } = facts.deal.file.dates;
  const { seller } = facts.deal.file;
  const contact: Words[] = [
    ...(seller?.name === undefined ? [] : [[name(seller.name)]]),
    ...(seller?.email === undefined ? [] : [[code(seller.email)]]),
  ];
  const words = valid_until === undefined ? `for a signature by ${formatDay(signature)}` : `until ${formatDay(valid_until)}`;
  const entries = [entry('This offer holds', [words]), ...(contact.length === 0 ? [] : [entry('Your contact', joined(contact))])];
  return { id: 'validity', title: 'Validity', blocks: [{ kind: 'entries', entries }] };
}
