/** Standard lead times: what the library says that an item usually takes, from the signature to its completion. */
import { addBusinessDays, addDuration, type Calendar } from './calendar.ts';
import { beyondLibrary } from './configuration.ts';
import type { Day } from './day.ts';
import type { Item } from './deal.ts';
import type { Deliverable } from './library.ts';
import type { Duration } from './units.ts';

/** An item with what the library says of it. */
type Sold = Item & { readonly entry: Deliverable | null; readonly lot?: number };

/** Whether an item is more than the library's configuration: work of its own, or an option outside what is included. */
export function isCustomized(item: Sold): boolean {
  return item.custom.length > 0 || (item.entry !== null && beyondLibrary(item, item.entry).length > 0);
}

/** Returns the standard lead time of an item by the band of what is sold of it by its phase; null where none is set, or none for so many. */
export function standardLead({ entry, quantity, lot = quantity }: Sold): Duration | null {
  return entry?.lead_time.standard.find(({ up_to }) => up_to === null || lot <= up_to)?.lead_time ?? null;
}

/** Returns the lead time that an item is sold with: customized, the library's for custom work where it has one. */
export function leadTimeOf(item: Sold): Duration | null {
  return (isCustomized(item) ? item.entry?.lead_time.custom : undefined) ?? standardLead(item);
}

/**
 * Returns the first day on which a lead from `begin` is no shorter than a lead time: business days are counted as a plan's are, the first and the last
 * one included (planning.md §7), calendar days from `begin` on. Null beyond the calendar.
 */
export function leadEnd(calendar: Calendar, begin: Day, { unit, n }: Duration): Day | null {
  if (unit === 'd') return addDuration(calendar, begin, { unit, n });
  const days = unit === 'bd' ? n : Math.ceil(n / Math.max(1, calendar.longest));
  return addBusinessDays(calendar, begin, Math.max(0, days - 1));
}
