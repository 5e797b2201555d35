/**
 * What is to be filled into a deal, before anything is written: what fill wrote before and nobody changed is its own, all else is somebody's. Computed from the deal
 * without its own values, so that filling twice changes nothing.
 */
import { dealInFull } from '../load/rewriting/short.ts';
import type { DealFile } from '../model/deal.ts';
import { pathText, type PathPart } from '../model/place.ts';
import { edited, goneEdit } from '../options/edit.ts';
import type { Checked } from '../options/way.ts';
import { digestOf, digestsOf } from './digests.ts';
import type { ReadDeal } from './read.ts';
import { pathOf, RECORD, recordOf, type Filled, type FillRecord } from './record.ts';
import { shown, valuesOf, type Part, type Value } from './values.ts';

/** A deal as fill finds it. */
export interface ToFill extends Checked {
  /** Judges another version of its file. */
  readonly recheck: (file: DealFile) => Checked;
}

/** A value that is written, or taken out. */
export interface Change {
  readonly key: string;
  /** Null: it was not there. */
  readonly was: string | null;
  /** Null: it is taken out. */
  readonly now: string | null;
  readonly from: string;
}

/** Typed by hand, and not what is computed. */
export interface Typed {
  readonly key: string;
  readonly typed: string;
  readonly computed: string;
  readonly from: string;
}

/** What is known before any value is written. */
export interface Desk {
  readonly deal: ToFill;
  readonly read: ReadDeal;
  readonly record: FillRecord;
  /** The plain data of the file, in full. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Keys of values that fill wrote and nobody changed, and with `overwrite` those that it may write over. */
  readonly own: ReadonlySet<string>;
  /** The deal without them. */
  readonly bare: Checked;
}

/** Returns what is known of a deal before it is filled. `overwrite`: what somebody typed is as if fill had written it. */
export function deskOf(deal: ToFill, read: ReadDeal, overwrite: boolean): Desk {
  const record = recordOf(read.root.entries?.get(RECORD)?.node.value);
  const data = dealInFull(read.root.value);
  const own = ownKeys(record, data, read.file, overwrite);
  const gone = [...own].map((key) => goneEdit(removedWith(key)));
  const bare = gone.length === 0 ? deal : deal.recheck(edited(read.file, gone));
  return { deal, read, record, data, own, bare };
}

/** Returns the values of a deal, out of what is judged of it without fill's own; a completion that somebody typed is the one that promises follow. */
export function computedOf({ read: { file }, own }: Desk, offered: Checked): Value[] {
  const { complete } = file.dates.offered ?? {};
  const typed = complete?.kind === 'on' && !own.has('dates.offered.complete') ? complete.on : null;
  return valuesOf(file, offered, { event: complete?.kind === 'on' ? complete.event : null, typed });
}

/** What filling does to the data of a deal. */
export interface Effect {
  readonly changes: readonly Change[];
  readonly kept: readonly Typed[];
  readonly edits: readonly { readonly path: readonly PathPart[]; readonly written: unknown }[];
  readonly record: Pick<FillRecord, 'filled' | 'facts'>;
}

/** Returns what some values change in a deal, all but some parts of them. */
export function changesOf({ deal, record, data, own }: Desk, values: readonly Value[], without: ReadonlySet<Part>): Effect {
  const changes: Change[] = [];
  const kept: Typed[] = [];
  const filled = new Map<string, Filled>();
  const edits: { path: readonly PathPart[]; written: unknown }[] = [];
  const seen = new Set<string>();
  for (const { part, path, written: value, within, from, basis } of values) {
    const key = pathText(path);
    seen.add(key);
    const there = valueAt(data, path);
    if (without.has(part)) {
      // What was filled in before stays as it is.
      const before = record.filled.get(key);
      if (own.has(key) && before !== undefined) filled.set(key, before);
      continue;
    }
    const is = withoutDue(path, there);
    if (there !== undefined && !own.has(key) && !same(is, value)) {
      if (part !== 'staffing') kept.push({ key, typed: shown(is), computed: shown(value), from });
      continue;
    }
    // What somebody typed and what is computed are the same: it stays theirs.
    if (there !== undefined && !own.has(key)) continue;
    filled.set(key, recorded(value, from, basis));
    if (there !== undefined && same(is, value)) continue;
    changes.push({ key, was: there === undefined ? null : shown(is), now: shown(value), from });
    edits.push(there === undefined && within !== undefined ? within : { path, written: value });
  }
  for (const key of own) {
    const before = record.filled.get(key);
    if (seen.has(key) || before === undefined) continue;
    // An input that has come keeps the day that it was asked for.
    if (key.startsWith('inputs[')) {
      filled.set(key, before);
      continue;
    }
    const path = removedWith(key);
    changes.push({ key, was: shown(valueAt(data, pathOf(key)!)), now: null, from: before.from });
    edits.push({ path, written: null });
  }
  const digests = digestsOf(deal.facts);
  const bases = [...new Set([...filled.values()].map(({ basis }) => basis))];
  const facts = Object.fromEntries(Object.entries(digests).filter(([basis]) => bases.some((each) => each === basis)));
  return { changes, kept, edits, record: { filled, facts } };
}

/** A long value is kept as its digest: nobody reads it there. */
function recorded(value: unknown, from: string, basis: Filled['basis']): Filled {
  return typeof value === 'string' || typeof value === 'number'
    ? { value, digest: null, from, basis }
    : { value: null, digest: digestOf(value), from, basis };
}

/** Returns the keys of what fill wrote and nobody changed since; with `overwrite`, of what it may write over, too. */
function ownKeys({ filled }: FillRecord, data: Readonly<Record<string, unknown>>, file: DealFile, overwrite: boolean): Set<string> {
  const own = new Set<string>();
  for (const [key, before] of filled) {
    const path = pathOf(key)!;
    const there = valueAt(data, path);
    if (there === undefined) continue;
    const is = withoutDue(path, there);
    if (before.digest === null ? same(is, before.value) : digestOf(is) === before.digest) own.add(key);
  }
  // Promises are the library's, all of them or none: one that somebody words anew makes the others theirs, too.
  const promises = (file.promises ?? []).map((_, index) => `promises[${index}]`);
  if (!promises.every((key) => own.has(key))) for (const key of promises) own.delete(key);
  if (overwrite) {
    const may = ['dates.offered.start', 'dates.offered.complete', 'pricing.total'];
    may.push(
      ...(file.inputs ?? []).map((_, index) => `inputs[${index}].due`),
      ...file.dates.phases.map((_, index) => `dates.phases[${index}].complete`),
    );
    may.push(...promises.flatMap((key) => [`${key}.due`, `${key}.quantity`]));
    for (const key of may) if (valueAt(data, pathOf(key)!) !== undefined) own.add(key);
  }
  return own;
}

/** Returns what of a file goes when a value of fill's does: a phase's line is nothing without its date. */
function removedWith(key: string): readonly PathPart[] {
  const path = pathOf(key)!;
  return path[0] === 'dates' && path[1] === 'phases' ? path.slice(0, 3) : path;
}

/** A promise is one value, and its day another. */
function withoutDue(path: readonly PathPart[], there: unknown): unknown {
  if (path[0] !== 'promises' || path.length !== 2 || typeof there !== 'object' || there === null) return there;
  const { due: _, ...rest } = there as Record<string, unknown>;
  return rest;
}

function valueAt(data: unknown, path: readonly PathPart[]): unknown {
  return path.reduce<unknown>(
    (node, part) => (typeof node === 'object' && node !== null ? (node as Record<PathPart, unknown>)[part] : undefined),
    data,
  );
}

function same(one: unknown, other: unknown): boolean {
  return digestOf({ is: one }) === digestOf({ is: other });
}
