/** What the schemas of answers are made of. */
import * as z from 'zod/mini';

/** Returns a key's schema with its description. */
export function said<T extends z.ZodMiniType>(type: T, description: string): T {
  return type.check(z.describe(description));
}

/** Any text. */
export const text = z.string();
/** A whole number, 0 or more. */
export const whole = z.int().check(z.gte(0));
/** An ISO date. */
export const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
/** An ISO date, or null. */
export const dateOrNull = z.nullable(date);
/** Returns the schema of a list. */
export const list = <T extends z.ZodMiniType>(of: T) => z.readonly(z.array(of));
/** Returns the schema of an object without further keys. */
export const object = z.strictObject;
