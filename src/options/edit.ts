/** Changes to a deal file: as its data, so that the check can run on it, and as a person would write them. */
import { inUse } from '../model/edits.ts';
import type { PathPart } from '../model/place.ts';
import { addDuration, businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { AskedDates, Completion, DealFile } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import { formatDuration, type Duration } from '../model/units.ts';

/** One change. Indexes of lists are those before any change; what is added stands behind what there is. */
export interface Edit {
  readonly path: readonly PathPart[];
  /** As `DealFile` holds it; undefined: it is taken out. */
  readonly value: unknown;
  /** In the notation of the files; null: it is taken out. */
  readonly written: unknown;
}

/** Returns the deal file with the changes in it. */
export function edited(file: DealFile, edits: readonly Edit[]): DealFile {
  return inUse(edits).reduce<unknown>((node, { path, value }) => withValue(node, path, value), file) as DealFile;
}

function withValue(node: unknown, [key, ...rest]: readonly PathPart[], value: unknown): unknown {
  if (Array.isArray(node)) {
    const list = [...(node as unknown[])];
    if (rest.length > 0) list[key as number] = withValue(list[key as number], rest, value);
    else if (value === undefined) list.splice(key as number, 1);
    else list[key as number] = value;
    return list;
  }
  const map = { ...(node as Record<string, unknown>) };
  map[key] = rest.length > 0 ? withValue(map[key] ?? (typeof rest[0] === 'number' ? [] : {}), rest, value) : value;
  return map;
}

/** Returns a change to a plain value: a number, a text, a list of texts. */
export function plainEdit(path: readonly PathPart[], value: number | string | readonly string[]): Edit {
  return { path, value, written: value };
}

/** Returns a change to a date. */
export function dayEdit(path: readonly PathPart[], day: Day): Edit {
  return { path, value: day, written: formatDay(day) };
}

/** Returns the change that takes something out. */
export function goneEdit(path: readonly PathPart[]): Edit {
  return { path, value: undefined, written: null };
}

/** Returns the changes that offer other dates. What the customer wanted stays as it was said; what was offered is what a seller may change. */
export function offerEdits(facts: Facts, { start, complete }: { readonly start: Day | null; readonly complete: Day | null }): Edit[] {
  const { deal } = facts;
  const { offered } = deal.file.dates;
  const completion = complete === null ? null : completionOn(facts, complete);
  const said = {
    ...(start === null ? {} : { start }),
    ...(completion === null ? {} : { complete: completion }),
  };
  const written = {
    ...(start === null ? {} : { start: formatDay(start) }),
    ...(completion === null ? {} : { complete: writtenCompletion(completion) }),
  };
  if (offered === undefined) {
    const value: AskedDates = { ...said, firm: [], negotiable: [] };
    return Object.keys(said).length === 0 ? [] : [{ path: ['dates', 'offered'], value, written }];
  }
  return (Object.keys(said) as (keyof typeof said)[]).map((key) => ({
    path: ['dates', 'offered', key],
    value: said[key],
    written: written[key],
  }));
}

/** A completion on a day: with its event, or so long after the input that it counts from. */
function completionOn({ deal, calendar }: Facts, day: Day): Completion {
  const judged = deal.file.dates.offered?.complete ?? deal.file.dates.wanted?.complete;
  if (judged?.kind !== 'after' || deal.relative === null) {
    return { kind: 'on', on: day, event: judged?.kind === 'on' ? judged.event : 'accepted' };
  }
  const { from } = deal.relative;
  let within: Duration = { unit: 'bd', n: businessDaysBetween(calendar, from, day) };
  // From a closed day one counts from the next open one.
  if ((addDuration(calendar, from, within) ?? day) > day) within = { ...within, n: within.n - 1 };
  return { kind: 'after', after: judged.after, within };
}

function writtenCompletion(completion: Completion): unknown {
  if (completion.kind === 'after') return { after: completion.after, within: formatDuration(completion.within) };
  return completion.event === 'accepted' ? formatDay(completion.on) : { on: formatDay(completion.on), event: completion.event };
}
