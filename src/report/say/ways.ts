/** The nearest ways to say yes as a customer would hear them. What is ours to change (who works on it, what we buy, whose work waits) is not for them. */
import type { Day } from '../../model/day.ts';
import { formatDay } from '../../model/day.ts';
import type { DealFile } from '../../model/deal.ts';
import type { Facts } from '../../model/facts.ts';
import { lastPhase } from '../../model/phases.ts';
import { formatMoney } from '../../model/units.ts';
import { listed } from '../../model/words.ts';
import { edited } from '../../options/edit.ts';
import type { Way } from '../../options/way.ts';
import { allSoldText, completionText, counted, durationText, givenText, soldText, spaced } from '../customer/words.ts';
import { bufferedDay, commitment } from '../offer/dates.ts';

/** A way that can be told: how, and whether something else is still to be settled then. */
export interface Told {
  readonly kind: string;
  readonly words: string;
  readonly remains: boolean;
}

/** What a way is told from: any kind, also one that this file does not know. */
type Known = Pick<Way, 'edits' | 'result' | 'approvers' | 'asks' | 'remain'> & { readonly kind: string };

/** Returns the ways that a customer can choose, nearest first: those that need nobody's approval, and change what is theirs to change. */
export function waysForCustomer(ways: readonly Known[], facts: Facts): Told[] {
  return ways.flatMap(({ kind, edits, result, approvers, asks, remain }): Told[] => {
    // What others have to do first is no word to a customer; what they do themselves is.
    if (approvers.length > 0 || (asks !== null && asks.who !== facts.deal.customer.name)) return [];
    const after = edited(facts.deal.file, edits);
    const words = WORDS[kind]?.(after, result, facts) ?? null;
    return words === null ? [] : [{ kind, words: `${words}${startText(after, facts)}.`, remains: remain.length > 0 }];
  });
}

/** How a kind is worded; null where it changes nothing that a customer would see. */
type Wording = (after: DealFile, result: Way['result'], facts: Facts) => string | null;

/** A kind that is not here is ours to change, and is left out. */
const WORDS: Readonly<Record<string, Wording | undefined>> = {
  date: (after, { complete }, facts) => {
    const { file } = facts.deal;
    const earlier = after.dates.phases
      .filter(({ phase, complete: day }) => file.dates.phases.find((each) => each.phase === phase)?.complete !== day)
      .map(({ phase, complete: day }) => `phase ${phase} on ${formatDay(day)}`);
    const whole = complete === null ? null : `everything ${completionText(commitment(facts, laterThan(complete, facts)), facts)}`;
    return capital(listed([...earlier, ...(whole === null ? [] : [whole])]));
  },
  start: (after, { complete }) =>
    complete === null || after.dates.offered?.start === undefined ? null : `Complete on ${formatDay(complete)} as asked`,
  phase: (after, { complete }, facts) => {
    const first = after.dates.phases[0]?.complete;
    if (first === undefined || complete === null) return null;
    const last = lastPhase(after.items);
    const now = allSoldText(
      after.items.filter(({ phase }) => phase < last),
      facts.library,
    );
    const rest = allSoldText(
      after.items.filter(({ phase }) => phase === last),
      facts.library,
    );
    if (complete === first) return capital(`all of it on ${formatDay(first)}, in two parts: ${now} first, then ${rest}`);
    return capital(`${now} on ${formatDay(first)}, and ${rest} on ${formatDay(laterThan(complete, facts))}`);
  },
  scope: (after, { complete }, facts) => {
    if (complete === null) return null;
    const less = facts.deal.items.flatMap((item) => {
      const kept = after.items.find(({ id }) => id === item.id)?.quantity ?? 0;
      return kept === item.quantity
        ? []
        : [kept === 0 ? `without ${soldText(item, item.quantity, facts.library)}` : `instead of ${item.quantity}`];
    });
    return capital(`${allSoldText(after.items, facts.library)} on ${formatDay(complete)}, ${listed(less)}`);
  },
  configure: (after, _, { deal }) => {
    const chosen = after.items.flatMap((item, index) =>
      Object.entries(item.options).flatMap(([option, value]) =>
        deal.file.items[index]?.options[option] === value ? [] : [`${spaced(option)} ${value}`],
      ),
    );
    return chosen.length === 0 ? null : capital(`with ${listed(chosen)}, which we have ready`);
  },
  price: (after, _, { deal, policy }) => {
    const priced = after.items.flatMap(({ custom }, index) =>
      custom.flatMap(({ what, price }, nth) =>
        price === undefined || deal.file.items[index]?.custom[nth]?.price === price
          ? []
          : [`“${what}” at ${formatMoney(price, policy.currency)}`],
      ),
    );
    return priced.length === 0 ? null : capital(`with ${listed(priced)}`);
  },
  pilot: (after) => {
    const trial = after.promises?.find(({ pilot }) => pilot !== undefined)?.pilot;
    return trial === undefined ? null : `As a trial first: ${durationText(trial.length)}, with ${counted(trial.customers, 'customer')}`;
  },
  build: (after, { complete }) =>
    complete === null || !after.items.some(({ offer }) => offer === 'build')
      ? null
      : `Built for you, and complete on ${formatDay(complete)}`,
  relative: (after, _, facts) => {
    const complete = after.dates.offered?.complete;
    return complete?.kind !== 'after' ? null : `Complete ${completionText(complete, facts)}`;
  },
  input: (after, { complete }, { deal }) => {
    const sooner = (after.inputs ?? []).flatMap(({ id, due }) =>
      due === undefined || deal.file.inputs?.find((each) => each.id === id)?.due === due
        ? []
        : [
            `${givenText(
              id,
              deal.inputs.some((input) => input.id === id && input.library.approval),
            )} by ${formatDay(due)}`,
          ],
    );
    return sooner.length === 0 || complete === null ? null : `Complete on ${formatDay(complete)}, if ${listed(sooner)}`;
  },
};

/** A date that moved is told with the buffer of sales on it; one that was asked for stands as it is. */
function laterThan(complete: Day, facts: Facts): Day {
  return complete === facts.deal.judgedCompletion?.day ? complete : (bufferedDay(complete, facts) ?? complete);
}

function startText({ dates }: DealFile, { deal }: Facts): string {
  const start = dates.offered?.start;
  return start === undefined || start === deal.judgedStart?.day ? '' : `, starting on ${formatDay(start)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
