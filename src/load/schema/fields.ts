/**
 * How the schemas are put together: zod's objects with a sentence beside every field, which the JSON Schemas show to editors.
 *
 * The sentences stand in a table of their own, not in zod's registry: `duration` is one schema in thirty fields, with a sentence in each.
 */
import * as z from 'zod/mini';

// Each schema reads one value in a run: compiling it first (zod's default) would cost more than it saves.
z.config({ jitless: true });

/** A schema that yields T. */
export type Schema<T> = z.ZodMiniType<T>;

/** A schema and what editors say about it. */
export type Field = readonly [schema: z.ZodMiniType, words: string];

type Shape<F extends Readonly<Record<string, Field>>> = { -readonly [K in keyof F]: F[K][0] };

const wordsOf = new WeakMap<object, Readonly<Record<string, string>>>();

/** Returns the sentence of each field of an object schema, or undefined for a schema that `object` did not make. */
export function fieldWords(shape: object): Readonly<Record<string, string>> | undefined {
  return wordsOf.get(shape);
}

/** Returns a strict object: unknown keys are issues; every field has its words. */
export function object<const F extends Readonly<Record<string, Field>>>(fields: F): z.ZodMiniObject<Shape<F>, z.core.$strict> {
  const shape: Record<string, z.ZodMiniType> = {};
  const words: Record<string, string> = {};
  for (const [key, [schema, sentence]] of Object.entries(fields)) {
    shape[key] = schema;
    words[key] = sentence;
  }
  const made = z.strictObject(shape as Shape<F>);
  wordsOf.set(made, words);
  return made;
}

/** Returns an object that takes other keys too: they are checked where they are known. */
export function openObject<const F extends Readonly<Record<string, Field>>>(fields: F): z.ZodMiniObject<Shape<F>, z.core.$loose> {
  const strict = object(fields);
  const made = z.looseObject(strict.shape);
  wordsOf.set(made, wordsOf.get(strict) ?? {});
  return made;
}

/** Where an issue lies and what it is. */
export interface Complaint {
  readonly path?: readonly (string | number)[];
  readonly code?: 'schema/value' | 'schema/missing-key' | 'schema/conflict' | 'schema/range' | 'schema/duplicate-id';
  readonly help?: string;
  /** True where the key is meant, not its value. */
  readonly onKey?: boolean;
}

/** What zod hands to transforms and checks. */
interface Payload {
  value: unknown;
  issues: z.core.$ZodRawIssue[];
}

/** Adds an issue. The message goes on after the reader's own token ("'3x' is not …"), or stands alone when the token is a map or a list. */
export function complain(payload: { issues: unknown[]; value?: unknown }, message: string, complaint: Complaint = {}): void {
  const { path = [], code = 'schema/value', help, onKey = false } = complaint;
  payload.issues.push({ code: 'custom', message, path: [...path], input: payload.value, params: { code, help, onKey } });
}

/** Whether the value at a path is what its schema makes of it: nothing is wrong at it, below it, or with what holds it. */
export type IsSound = (...path: readonly (string | number)[]) => boolean;

/**
 * Returns an object with checks across its fields. Each runs when the fields that it names are in order, whatever else is wrong in the object: all
 * mistakes of a file are told in one run. Of a field that is not named, a check may only ask whether it is there; or `isSound` before it reads.
 */
export function across<S extends z.ZodMiniObject>(
  schema: S,
  ...checks: readonly (readonly [
    keys: readonly (keyof z.output<S> & string)[],
    check: (value: z.output<S>, payload: Payload, isSound: IsSound) => void,
  ])[]
): S {
  const made = schema.check(
    ...checks.map(([keys, check]) => {
      // What the check itself adds must not silence it.
      const soundAmong =
        (issues: readonly z.core.$ZodRawIssue[]): IsSound =>
        (...path) =>
          !issues.some((issue) => spoils(issue, path));
      return z.check<z.output<S>>((payload) => check(payload.value, payload, soundAmong([...payload.issues])), {
        when: ({ value, issues }: z.core.ParsePayload) =>
          typeof value === 'object' &&
          value !== null &&
          !issues.some(({ code, path = [] }) => path.length === 0 && code === 'invalid_type') &&
          keys.every((key) => soundAmong(issues)(key)),
      });
    }),
  );
  const words = wordsOf.get(schema);
  if (words) wordsOf.set(made, words);
  return made;
}

/** Whether an issue leaves the value at a path other than its schema promises. An unknown key leaves its neighbours as they are. */
function spoils(issue: z.core.$ZodRawIssue, path: readonly (string | number)[]): boolean {
  const { code, path: at = [] } = issue;
  if (!path.every((part, index) => index >= at.length || at[index] === part)) return false;
  return at.length >= path.length || (code !== 'unrecognized_keys' && code !== 'custom');
}

/** Returns a field that may be left out and is null then. A key without a value is still a mistake. */
export function orNull<S extends z.ZodMiniType>(schema: S) {
  return z.pipe(
    z.optional(schema),
    z.transform((value): z.output<S> | null => value ?? null),
  );
}

/** Returns a list whose items differ in `key`. */
export function listBy<T extends Readonly<Record<K, string | number>>, K extends string>(item: Schema<T>, key: K) {
  return z.array(item).check(
    z.check(
      (payload) => {
        const seen = new Set<string | number>();
        for (const [index, each] of (payload.value as readonly (T | undefined)[]).entries()) {
          const id = each?.[key];
          if (typeof id !== 'string' && typeof id !== 'number') continue;
          if (seen.has(id)) {
            complain(payload, `is the ${key} of two entries of this list`, {
              path: [index, key],
              code: 'schema/duplicate-id',
              help: 'give each its own',
            });
          } else seen.add(id);
        }
      },
      { when: ({ value }: z.core.ParsePayload) => Array.isArray(value) },
    ),
  );
}

/** Returns a list in which nothing is twice. */
export function listOnce<T extends string | number>(item: Schema<T>) {
  return z.array(item).check(
    z.check(
      (payload) => {
        const list = payload.value as readonly unknown[];
        for (const [index, each] of list.entries()) {
          if ((typeof each === 'string' || typeof each === 'number') && list.indexOf(each) < index) {
            complain(payload, 'is in this list twice', { path: [index], code: 'schema/duplicate-id', help: 'keep one of the two' });
          }
        }
      },
      { when: ({ value }: z.core.ParsePayload) => Array.isArray(value) },
    ),
  );
}

/** Returns a map from names of one kind to values; it has no prototype, so that no name finds anything that is not in the file. */
export function mapOf<V extends z.ZodMiniType>(key: z.ZodMiniType<string, string>, value: V) {
  return z.pipe(
    z.record(key, value),
    z.transform((record): Record<string, z.output<V>> => Object.assign(Object.create(null) as Record<string, z.output<V>>, record)),
  );
}
