/** The short forms of a deal: what each stands for in full, and what may be said shortly again. */
import type { PathPart } from '../../model/place.ts';
import { isMap } from './written.ts';

/** The keys of which there is a short form, by what holds them. */
function formAt(path: readonly PathPart[]): 'name' | 'complete' | 'on' | 'item' | null {
  const [first, second] = path;
  const asked = (part: PathPart | undefined): boolean => part === 'wanted' || part === 'offered';
  if (path.length === 1 && first === 'customer') return 'name';
  if ((path.length === 1 && asked(first)) || (path.length === 2 && first === 'dates' && asked(second))) return 'complete';
  if (path.at(-1) === 'complete' && asked(path.at(-2)) && path.length <= 3) return 'on';
  return path.length === 2 && first === 'items' && typeof second === 'number' ? 'item' : null;
}

/** Returns what a value stands for that is no map or list though its path goes on: `next` is the path's next part. Null: it cannot go on. */
export function inFull(value: unknown, path: readonly PathPart[], next: PathPart): unknown {
  // One of `bags` and `[bags]` is as good as the other.
  if (typeof next === 'number') return [value];
  const form = formAt(path);
  if (form !== 'item') return form === null ? null : { [form]: value };
  const [deliverable, quantity] = String(value).split(':');
  return { deliverable, quantity: Number(quantity) };
}

/** Returns the short form of what is in full, where its place has one and nothing is lost; else the value itself. */
export function shortly(value: unknown, path: readonly PathPart[]): unknown {
  const form = formAt(path);
  if (form === null || !isMap(value)) return value;
  const keys = Object.keys(value);
  if (form === 'item')
    return keys.length === 2 && 'deliverable' in value && 'quantity' in value
      ? `${String(value['deliverable'])}:${String(value['quantity'])}`
      : value;
  return keys.length === 1 && keys[0] === form && !isMap(value[form]) ? value[form] : value;
}

/** Returns a deal's data with its dates and items in full, so that every path of a deal file is there. */
export function dealInFull(root: unknown): Record<string, unknown> {
  const file = { ...(root as Record<string, unknown>) };
  const dates = { ...(file['dates'] as Record<string, unknown> | undefined) };
  for (const key of ['wanted', 'offered']) {
    const said = file[key] ?? dates[key];
    delete file[key];
    if (said !== undefined) dates[key] = isMap(said) ? said : inFull(said, [key], 'complete');
  }
  if (typeof file['customer'] === 'string') file['customer'] = inFull(file['customer'], ['customer'], 'name');
  const items = (file['items'] as unknown[]).map((item, index) => (isMap(item) ? item : inFull(item, ['items', index], 'id')));
  return { ...file, ...(Object.keys(dates).length === 0 ? {} : { dates }), items };
}
