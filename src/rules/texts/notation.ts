/** Schemas of rule options: the notations of the files, with a default and a sentence each. */
import * as z from 'zod/mini';
import type { Failure } from '../../model/library.ts';
import { readDuration, readShare } from '../../model/notation.ts';
import type { Cents, Duration, Ppm } from '../../model/units.ts';

/** Returns an option with its default, as written in policy, and the sentence that `explain` and editors show. */
export function option<S extends z.ZodMiniType>(schema: S, byDefault: z.input<S>, words: string) {
  return z.prefault(schema, byDefault).check(z.describe(words));
}

/** Returns a schema for text with a notation of its own; `read` returns a string that says what is wrong. */
function written<T extends object | number>(read: (text: string) => T | string) {
  return z.pipe(
    z.string({ error: 'is not text' }),
    z.transform((text, payload): T => {
      const value = read(text);
      if (typeof value !== 'string') return value;
      payload.issues.push({ code: 'custom', message: value, input: text });
      return z.NEVER;
    }),
  );
}

/** A number of business days, written as `5bd`. */
export const businessDays = written((text) => {
  const duration = readDuration(text);
  if (typeof duration === 'string') return duration;
  return duration.unit === 'bd' ? duration.n : 'is not in business days: write it as 5bd';
});

/** Returns a schema for whole numbers in a range. */
export function wholeNumber<const N extends number>(...allowed: readonly N[]) {
  return z.literal(allowed, { error: `is not one of ${allowed.join(', ')}` });
}

/** A yes or a no. */
export const flag = z.boolean({ error: 'is neither true nor false' });

/** A number from 0. */
export const aNumber = z.number({ error: 'is not a number' }).check(z.gte(0, 'is negative'));

/** A whole number from 1. */
export const count = z
  .number({ error: 'is not a number' })
  .check(z.int('is not a whole number from 1'), z.gte(1, 'is not a whole number from 1'));

/** A duration, in any unit. */
export const duration = written(readDuration);

/** A share of a whole. */
export const share = written(readShare);

/** A share of something, or an amount of money in cents. */
export type ShareOrAmount = { readonly kind: 'share'; readonly share: Ppm } | { readonly kind: 'amount'; readonly cents: Cents };

/** A share, written as `20%`, or an amount of money, written as `2400`. */
export const shareOrAmount = z.pipe(
  z.union([z.string(), z.number()], { error: 'is neither a share nor an amount: write it as 20% or 2400' }),
  z.transform((value, payload): ShareOrAmount => {
    if (typeof value === 'string') {
      const read = readShare(value);
      if (typeof read === 'number') return { kind: 'share', share: read };
      payload.issues.push({ code: 'custom', message: read, input: value });
      return z.NEVER;
    }
    const cents = Math.round(value * 100);
    if (value >= 0 && Math.abs(cents - value * 100) < 1e-6) return { kind: 'amount', cents };
    const message = value < 0 ? 'is negative' : 'has more than two decimals';
    payload.issues.push({ code: 'custom', message, input: value });
    return z.NEVER;
  }),
);

/** Words, as a list. */
export const words = z.array(z.string({ error: 'is not text' }), { error: 'is not a list' });

const timeOf = (...units: Duration['unit'][]) =>
  written((text) => {
    const duration = readDuration(text);
    if (typeof duration === 'string' || units.includes(duration.unit)) return duration;
    return units.includes('min') ? 'is not work: write it in m, h or bd' : 'is not elapsed time: write it in bd or d';
  });

/** Time that passes, whoever works: business or calendar days. */
export const elapsed = timeOf('bd', 'd');

/** Returns a list whose entries differ in `id`. */
export function listById<T extends { readonly id: string }>(item: z.ZodMiniType<T>) {
  return z.array(item, { error: 'is not a list' }).check((payload) => {
    for (const [index, { id }] of payload.value.entries()) {
      if (payload.value.findIndex((other) => other.id === id) === index) continue;
      payload.issues.push({ code: 'custom', message: 'is the id of two entries of this list', path: [index, 'id'], input: id });
    }
  });
}

/** A normal failure, as the library writes one. */
export const failure = z.pipe(
  z
    .strictObject({
      id: z.string({ error: 'is not an id' }).check(z.regex(/^[a-z0-9][a-z0-9-]*$/, 'is not an id')),
      what: z.string({ error: 'is not text' }),
      hits: z.union([z.string(), z.array(z.string())], { error: "is neither 'any' nor steps" }),
      costs: z.optional(timeOf('min', 'bd')),
      delays: z.optional(timeOf('bd', 'd')),
      repeats: z.optional(written(readShare)),
    })
    .check(
      z.refine(
        ({ costs, delays, repeats }) => [costs, delays, repeats].filter((effect) => effect !== undefined).length === 1,
        'needs exactly one of costs, delays and repeats',
      ),
    ),
  z.transform(({ hits, ...rest }): Failure => ({
    ...rest,
    hits: hits === 'any' || Array.isArray(hits) ? (hits as Failure['hits']) : [hits],
  })),
);
