/** Where a new key goes among those that are there: in the order in which formats.md writes them. */
import type { PathPart } from '../../model/place.ts';

const words = (text: string): readonly string[] => text.split(' ');

const TOP = words(
  'handoff deal title customer state seller wanted offered dates delivery items inputs materials staffing promises soft_promises soft_promises_asked assumptions exclusions roles requirements ratings support documents pricing context discovery',
);

/** By the last name in the path of a map: an entry of `items` goes by `items`. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  dates: words('signature valid_until signed wanted offered phases'),
  wanted: words('start complete because firm negotiable'),
  offered: words('start complete because firm negotiable'),
  complete: words('on event after within'),
  items: words('id deliverable version quantity options custom offer skip phase'),
  promises: words('id text complete_when items quantity due excludes doer commitment choice approved_by undo pilot'),
  inputs: words('id from due received approved evidence'),
  materials: words('material quantity state eta evidence'),
  pricing: words('total exceptions'),
};

/** Returns the keys of a map at a path in their usual order; none, where any order is as good. */
function orderAt(path: readonly PathPart[]): readonly string[] {
  if (path.length === 0) return TOP;
  const name = path.findLast((part) => typeof part === 'string');
  return ORDER[String(name)] ?? [];
}

/** Returns the key behind which a new one goes: the last one there is of those that usually come before it; null: at the end. */
export function predecessor(path: readonly PathPart[], key: string, there: readonly string[]): string | null {
  const order = orderAt(path);
  const before = order.slice(0, Math.max(0, order.indexOf(key)));
  return before.findLast((each) => there.includes(each)) ?? null;
}

/** Returns a map with its keys in their usual order; the others stay behind them as they came. */
export function inOrder(path: readonly PathPart[], map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const order = orderAt(path);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => place(a) - place(b)));
}
