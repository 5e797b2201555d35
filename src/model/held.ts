/** What stands in the queue for deals: hours that are held for an open one, and the booking and the report of a signed one. Keys are the files' own. */
import type { Booking, Load } from './capacity.ts';
import { formatDay, type Day } from './day.ts';
import type { Deal } from './facts.ts';
import { priceMeaning, said, scopeMeaning } from './scope.ts';
import type { Meaning } from './signoff.ts';
import { formatDuration, formatNeed } from './units.ts';
import { fold } from './words.ts';

/** Who sells, as a deal says it. */
type Seller = { readonly name?: string; readonly email?: string };

/** holds/DEAL.yaml: what is held for an open deal. */
export interface HoldFile {
  /** The deal's id. */
  readonly hold: string;
  readonly customer: string;
  readonly seller: Seller;
  /** The first day on which it was held: a renewal keeps it. */
  readonly first: Day;
  /** The day on which it was held as it stands here, after a check that passed. */
  readonly held: Day;
  /** The last day on which it counts. */
  readonly expires: Day;
  /** The day on which it was let go; then it counts no longer. */
  readonly released?: Day;
  readonly promised?: Day;
  /** The digest of what was sold then (`soldMeaning`). */
  readonly digest: string;
  readonly work: readonly Load[];
}

/** confirmed/DEAL.yaml: what is booked for a signed deal, by role. */
export interface BookingFile {
  /** The deal's id. */
  readonly booking: string;
  readonly customer: string;
  readonly paid: boolean;
  readonly signed: Day;
  readonly promised?: Day;
  readonly digest: string;
  /** Of which gate its people are; left out where all of it is booked by role. */
  readonly gate?: PassedGate;
  readonly work: readonly Load[];
}

/** The gate that was open when people were put on a booking by name. */
export interface PassedGate {
  readonly on: Day;
  /** The name of the record of the transfer meeting; left out where none is asked of the deal. */
  readonly meeting?: string;
  /** The digest of who is put on what (`peopleMeaning`). */
  readonly digest: string;
}

/** Returns what the digest of a booking's people speaks of: of which gate they are, and who is on which hours. */
export function peopleMeaning(booking: string, { on, meeting }: Omit<PassedGate, 'digest'>, work: readonly Load[]): Meaning {
  return {
    booking,
    on: formatDay(on),
    meeting: meeting ?? null,
    work: work.flatMap(({ needs, from, to, per_day, begins, people = [] }): Meaning[] =>
      people.length === 0
        ? []
        : [{ needs: needs.map(formatNeed), from: formatDay(from), to: formatDay(to), per_day, begins: begins ?? null, people }],
    ),
  };
}

/** What a deal's own files say of it, each null where there is none; and what is held for others. */
export interface Standing {
  readonly hold: HeldFor | null;
  readonly booking: BookingFile | null;
  readonly confirmed: Confirmed | null;
  /** What counts today of other deals' holds. */
  readonly others: readonly HoldFile[];
}

/** A deal's own hold. */
interface HeldFor extends HoldFile {
  /** Whether it counts today. */
  readonly live: boolean;
  /** Whether the deal still sells what is held. */
  readonly same: boolean;
}

/** The report that was frozen when a deal was confirmed, as far as it is asked again. */
export interface Confirmed {
  readonly signed: Day;
  /** The day of the report: the deal passed on it. */
  readonly confirmed: Day;
  /** Since when the same had been held, where it was held when it was signed: a hold is only given to what passes. */
  readonly held_since: Day | null;
  readonly by: string | null;
  /** What was sold then. */
  readonly meaning: Meaning;
}

/**
 * Returns what is sold, for whom and by when, as the deal itself says it: what a hold is for, and what a report was confirmed of. What the library adds is left
 * out, for a library that moves on changes no deal that was signed.
 */
export function soldMeaning(deal: Pick<Deal, 'customer' | 'items' | 'file' | 'judgedCompletion' | 'relative'>): {
  readonly [key: string]: Meaning;
} {
  const { customer, items, file, judgedCompletion, relative } = deal;
  const own = items.map((item) => ({ ...item, entry: null }));
  return {
    customer: fold(customer.name),
    ...scopeMeaning({ items: own, file }),
    price: priceMeaning({ file, listPrice: null }),
    complete:
      relative === null
        ? judgedCompletion && formatDay(judgedCompletion.day)
        : `${formatDuration(relative.within)} after ${relative.input}`,
    promises: Object.fromEntries(
      (file.promises ?? []).map(({ id, text, quantity, due }) => [
        id,
        said({ text, quantity, due: due === undefined ? undefined : formatDay(due) }),
      ]),
    ),
  };
}

/** Whether two sellers are one, by address or by name. */
export function isOneSeller(one: Seller, other: Seller): boolean {
  const same = (a?: string, b?: string): boolean => a !== undefined && b !== undefined && fold(a) === fold(b);
  return same(one.email, other.email) || same(one.name, other.name);
}

/** Returns what a seller is called. */
export function sellerText({ name, email }: Seller): string {
  return name === undefined ? (email ?? 'nobody') : email === undefined ? name : `${name} (${email})`;
}

/** Returns a booking with its customer, and until when it is only held: `Norwell (norwell-042, held until 2026-12-01)`. */
export function holderText(booking: string, customer: string | null, until: string | null): string {
  const held = until === null ? '' : `held until ${until}`;
  if (customer === null) return held === '' ? booking : `${booking} (${held})`;
  return `${customer} (${[booking, ...(held === '' ? [] : [held])].join(', ')})`;
}

/** Returns how a booking is called in sentences. */
export function bookingText({ id, customer, state, expires }: Booking): string {
  return holderText(id, customer ?? null, state === 'hold' && expires !== undefined ? formatDay(expires) : null);
}
