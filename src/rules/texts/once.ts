/**
 * Returns what makes something when it is first asked for, and keeps it. For patterns with letters of all languages: to read one takes V8 a tenth of a
 * millisecond, and most checks find no text to read with it.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
