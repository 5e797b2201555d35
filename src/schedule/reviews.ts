/**
 * Reviews that a deliverable needs as long as it runs (a person who looks at it every week): their hours are the deal's own load, so they are taken from
 * what bookings and reserve leave, before its steps are planned, the first free slots of each day, week or month.
 */
import type { Facts } from '../model/facts.ts';
import { civilOf, mondayOf, type Day } from '../model/day.ts';
import type { Need } from '../model/units.ts';
import { businessDaysIn, demandOf, type CapacityProfile } from './capacity.ts';

/** A review that a deal brings with it. */
export interface Review {
  readonly deliverable: string;
  readonly need: Need;
  /** Minutes each time. */
  readonly minutes: number;
  readonly per: 'day' | 'week' | 'month';
  /** From the beginning of the deal, for as long as the library says. */
  readonly first: Day;
  readonly last: Day;
}

/** A day, week or month whose hours for a review could not be had. */
export interface ReviewShort {
  readonly deliverable: string;
  /** Its first business day in the deal. */
  readonly from: Day;
  /** Minutes that are missing. */
  readonly minutes: number;
}

/** Returns the role that a review asks for; null where the library names nobody of capacity. */
export function reviewNeed(by: string, { people, roles }: Facts['capacity']): Need | null {
  const person = people.find(({ id }) => id === by);
  if (person !== undefined) return { role: person.role, level: person.level ?? null, units: 1 };
  const [role, level = null] = by.split('.');
  return Object.hasOwn(roles, role) ? { role, level, units: 1 } : null;
}

/** Returns the reviews of a deal, one for each deliverable however many items are of it. */
export function reviewsOf({ deal, capacity, library }: Pick<Facts, 'deal' | 'capacity' | 'library'>): Review[] {
  const sold = new Set(deal.items.flatMap(({ entry }) => entry?.id ?? []));
  return [...sold].flatMap((deliverable): Review[] => {
    const { review } = library[deliverable];
    const need = review === undefined ? null : reviewNeed(review.by, capacity);
    if (review === undefined || need === null) return [];
    const { hours, per, until = Infinity } = review;
    return [{ deliverable, need, minutes: hours.n, per, first: deal.begin, last: until }];
  });
}

/** Books the hours of reviews; what cannot be had is noted in the profile. */
export function bookReviews(profile: CapacityProfile, reviews: readonly Review[]): void {
  const { axis, present, kept, booked } = profile;
  for (const { deliverable, need, minutes, per, first, last } of reviews) {
    const demands = demandOf(profile, [need]);
    const isFree = (t: number): boolean =>
      demands.every(({ resource, units }) => present[resource][t] - kept[resource][t] - booked[resource][t] >= units);
    for (const days of periods(axis.days, businessDaysIn(axis, { first, last }), per)) {
      let missing = Math.ceil(minutes / axis.grain);
      for (let t = axis.firstSlot[days[0]]; t < axis.firstSlot[days.at(-1)! + 1] && missing > 0; t++) {
        if (!isFree(t)) continue;
        for (const { resource, units } of demands) booked[resource][t] += units;
        missing--;
      }
      if (missing === 0) continue;
      profile.reviewsShort.push({ deliverable, from: axis.days[days[0]], minutes: missing * axis.grain });
    }
  }
}

/** Returns business days, by index, in runs of one day, ISO week or calendar month. */
function periods(days: ArrayLike<Day>, indexes: readonly number[], per: Review['per']): number[][] {
  const keyOf = (day: Day): number => (per === 'day' ? day : per === 'week' ? mondayOf(day) : civilOf(day).year * 12 + civilOf(day).month);
  const found: number[][] = [];
  for (const b of indexes) {
    const current = found.at(-1);
    if (current !== undefined && keyOf(days[current[0]]) === keyOf(days[b])) current.push(b);
    else found.push([b]);
  }
  return found;
}
