/**
 * The transfer meeting: after the signature whoever sold a deal hands it over to whoever manages and leads the work, and what only the seller knows is said aloud.
 * Its record is a sign-off, bound to what the meeting spoke of; whether it is complete is judged anew each time (`signoff/gate.ts`).
 */
import { formatDay, type Day } from './day.ts';
import type { Facts } from './facts.ts';
import { promiseMeaning } from './promise-meaning.ts';
import { said, scopeMeaning } from './scope.ts';
import type { Meaning } from './signoff.ts';

/** Why somebody buys, in one word: to save cost, to win a share of their market, or to be rid of a risk. */
export const DRIVERS = ['cost', 'share', 'risk'] as const;

/** What was recorded of a transfer meeting. */
export interface Meeting {
  readonly held: Day;
  /** Who was there, as the files name them; null: they were not. */
  readonly seller: string | null;
  readonly project_manager: string | null;
  readonly lead_consultant: string | null;
  readonly customer: string | null;
  /** Why they buy. */
  readonly driver: (typeof DRIVERS)[number];
  readonly why: string;
  /** Who at the customer is for it, who doubts it, and where it will rub. */
  readonly champion: string;
  readonly sceptic: string;
  readonly friction: string;
  /** What becomes of each soft promise. */
  readonly soft_promises: readonly { readonly said: string; readonly answer: string }[];
  /** What else had been said to the customer, and stands nowhere; null: nothing. */
  readonly unwritten: string | null;
}

/** What a record of the meeting speaks of. */
export const MEETING_SUBJECT = 'transfer-meeting';

/** Returns what the meeting spoke of: what is delivered, what is promised, and how each soft promise ends. When any of it changes, it has to be spoken of again. */
export function meetingMeaning(facts: Pick<Facts, 'deal'>): Meaning {
  const { deal } = facts;
  return {
    scope: scopeMeaning(deal),
    promises: Object.fromEntries(deal.promises.map((promise) => [promise.id, promiseMeaning(facts, promise)])),
    soft_promises: Object.fromEntries(
      (deal.file.soft_promises ?? []).map(({ said: text, resolution, ref, owner, due }) => [
        text,
        said({ resolution, ref, owner, due: due === undefined ? undefined : formatDay(due) }),
      ]),
    ),
  };
}
