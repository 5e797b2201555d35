/** How large a deal is: its work, its price by the library, and whether that makes it significant. */
import type { Calendar } from './calendar.ts';
import type { Capacity } from './capacity.ts';
import type { Item } from './deal.ts';
import type { Deliverable } from './library.ts';
import type { Policy } from './policy.ts';
import { formatDuration, formatMoney, type Cents, type Duration, type Estimate, type Scaled } from './units.ts';

/** An item with what the library says of it. */
type Sold = Item & { readonly entry: Deliverable | null };

/** Returns the minutes of work that a duration holds; one `bd` is the longest working day. */
export function minutesOfDuration(duration: Duration, longest: number): number {
  return duration.n * (duration.unit === 'min' ? 1 : longest);
}

/** Returns the minutes of a scaled piece of work for a quantity. */
export function minutesOf(scaled: Scaled, quantity: number, longest: number, point: keyof Estimate = 'likely'): number {
  const minutes = (estimate: Estimate | null): number => (estimate === null ? 0 : minutesOfDuration(estimate[point], longest));
  return minutes(scaled.setup) + minutes(scaled.each) * Math.ceil(quantity / scaled.per);
}

/** Returns the minutes of work a role that the items need: the library's steps that are not skipped, and the custom work. */
export function effortByRole(items: readonly Sold[], calendar: Calendar): ReadonlyMap<string, number> {
  const total = new Map<string, number>();
  const add = (role: string, minutes: number): void => void total.set(role, (total.get(role) ?? 0) + minutes);
  for (const item of items) {
    for (const step of item.entry?.steps ?? []) {
      if (step.optional && item.skip.includes(step.id)) continue;
      const work = step.effort ?? step.duration;
      if (work === undefined) continue;
      const minutes = minutesOf(work, item.quantity, calendar.longest);
      // `effort` is shared by the units of its one role, `duration` is worked by each of them.
      for (const need of step.needs) add(need.role, step.effort === undefined ? minutes * need.units : minutes / step.needs.length);
    }
    for (const { need, work } of item.custom.flatMap(({ effort }) => effort ?? [])) {
      add(need.role, minutesOf(work, item.quantity, calendar.longest));
    }
  }
  return total;
}

/** Returns what the library's and the customs' prices add up to, or null when one of them is not known. */
export function listPriceOf(items: readonly Sold[]): Cents | null {
  let total = 0;
  for (const { entry, quantity, custom } of items) {
    if (entry?.price === undefined || custom.some(({ price }) => price === undefined)) return null;
    total += entry.price.setup + entry.price.each * quantity + custom.reduce((sum, { price }) => sum + price!, 0);
  }
  return total;
}

/** Returns why a deal is significant (`price 52000 is at or above 50000 USD`), or null when it is not. Hours of equipment are no effort. */
export function significantBecause(
  { significant, currency }: Policy,
  deal: { readonly items: readonly Sold[]; readonly price: Cents | null },
  capacity: Capacity,
  calendar: Calendar,
): string | null {
  if (significant.amount !== undefined && deal.price !== null && deal.price >= significant.amount) {
    return `price ${formatMoney(deal.price)} is at or above ${formatMoney(significant.amount, currency)}`;
  }
  if (significant.effort === undefined) return null;
  const people = new Set(capacity.people.map(({ role }) => role));
  const minutes = [...effortByRole(deal.items, calendar)].reduce((sum, [role, each]) => sum + (people.has(role) ? each : 0), 0);
  if (minutes < minutesOfDuration(significant.effort, calendar.longest)) return null;
  return `${Math.round(minutes / 6) / 10}h of work are at or above ${formatDuration(significant.effort)}`;
}
