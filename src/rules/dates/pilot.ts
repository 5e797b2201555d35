/** What a pilot is: short, for one customer, and little work. What is larger is no trial but a delivery under another name. */
import * as z from 'zod/mini';
import type { DealPromise } from '../../model/deal.ts';
import type { Duration } from '../../model/units.ts';
import { count, duration, option } from '../texts/notation.ts';

/** The limits of a pilot, as options of the rules that go by them. */
export const pilotLimits = {
  length: option(duration, '14d', 'The longest that a pilot may take.'),
  customers: option(count, 1, 'For how many customers a pilot may be.'),
  effort: option(duration, '40h', 'The most work that a pilot may be.'),
};

const limits = z.strictObject(pilotLimits);

/** Returns whether a pilot is within the limits; one that says no effort is not, since nobody knows what it takes. `longest` is the longest working day, in minutes. */
export function isWithinLimits(
  { length, customers, effort }: NonNullable<DealPromise['pilot']>,
  limit: z.output<typeof limits>,
  longest: number,
): boolean {
  if (effort === undefined) return false;
  return (
    calendarDays(length, longest) <= calendarDays(limit.length, longest) &&
    customers <= limit.customers &&
    minutes(effort, longest) <= minutes(limit.effort, longest)
  );
}

/** How many calendar days a duration takes at least: ten business days are two weeks. */
function calendarDays({ unit, n }: Duration, longest: number): number {
  if (unit === 'd') return n;
  const businessDays = unit === 'bd' ? n : Math.ceil(n / Math.max(1, longest));
  return Math.floor(businessDays / 5) * 7 + (businessDays % 5);
}

function minutes({ unit, n }: Duration, longest: number): number {
  return unit === 'min' ? n : n * longest;
}
