/** Two versions of a file as plain values → what one says else than the other, as sentences: `items[0].quantity 300 → 400`. */

/** So many changes are told of one file; the rest is counted. */
const TOLD = 4;
/** So many characters of a value are told. */
const SHOWN = 48;

/** Returns what is not the same, path by path. Entries of lists that have an `id` are found by it, so that one that moves is no change. */
export function changesOf(before: unknown, after: unknown): string[] {
  const found = [...differences(before, after, '')];
  const told = found.slice(0, TOLD);
  return found.length > TOLD ? [...told, `and ${found.length - TOLD} more`] : told;
}

function* differences(before: unknown, after: unknown, path: string): Generator<string> {
  if (before === after) return;
  const [was, is] = [partsOf(before), partsOf(after)];
  if (was === null || is === null || was.list !== is.list) {
    const [from, to] = [shown(before), shown(after)];
    if (from === to && before !== undefined && after !== undefined && was === null && is === null) return;
    const name = path === '' ? '' : `${path} `;
    if (before === undefined) yield `${name}${to} added`;
    else if (after === undefined) yield `${name}${from} removed`;
    else yield `${name}${from} → ${to}`;
    return;
  }
  for (const key of new Set([...was.parts.keys(), ...is.parts.keys()])) {
    const next = key.startsWith('[') || path === '' ? path + key : `${path}.${key}`;
    yield* differences(was.parts.get(key), is.parts.get(key), next);
  }
}

/** The parts of a map or a list by name; null of a scalar. */
function partsOf(value: unknown): { readonly list: boolean; readonly parts: ReadonlyMap<string, unknown> } | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return { list: false, parts: new Map(Object.entries(value)) };
  const ids = value.map((each: unknown) => idOf(each));
  const named = ids.length > 0 && ids.every((id) => id !== null) && new Set(ids).size === ids.length;
  return { list: true, parts: new Map(value.map((each: unknown, index) => [named ? `[${ids[index]}]` : `[${index}]`, each])) };
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id } = value as { id?: unknown };
  return typeof id === 'string' ? id : null;
}

function shown(value: unknown): string {
  const scalars = Array.isArray(value) && value.every((each) => typeof each !== 'object');
  const text = typeof value === 'string' ? value : scalars ? value.join(', ') : (JSON.stringify(value) ?? 'nothing');
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
