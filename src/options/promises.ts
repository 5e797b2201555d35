/** What becomes of the promises when the items that they speak of change: their number and their threshold follow, their words cannot. */
import type { Day } from '../model/day.ts';
import type { DealFile, DealPromise } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import { phaseOf } from '../model/phases.ts';
import { formatDuration } from '../model/units.ts';
import { dayEdit, goneEdit, plainEdit, type Edit } from './edit.ts';
import { asToken } from './words.ts';

/** How many are left of each item that changes, by its id; none: the item goes. */
export type Kept = ReadonlyMap<string, number>;

/** Returns the changes to the promises when less is sold, and the numbers that their words may still say. */
export function lessPromised({ deal }: Facts, kept: Kept): { edits: Edit[]; numbers: number[] } {
  const edits: Edit[] = [];
  const numbers: number[] = [];
  for (const [p, promise] of (deal.file.promises ?? []).entries()) {
    const named = promise.items.length > 0;
    const own = deal.items.filter(({ id }) => !named || promise.items.includes(id));
    const changed = own.filter(({ id }) => kept.has(id));
    if (changed.length === 0) continue;
    const stays = own.filter(({ id }) => kept.get(id) !== 0);
    if (stays.length === 0) {
      edits.push(goneEdit(['promises', p]));
      continue;
    }
    if (named && stays.length < own.length)
      edits.push(
        plainEdit(
          ['promises', p, 'items'],
          stays.map(({ id }) => id),
        ),
      );
    const count = (id: string, quantity: number): number => kept.get(id) ?? quantity;
    // What the promise counts: all pieces of its items, else those of the one item that has as many.
    const whole = own.reduce((sum, { quantity }) => sum + quantity, 0);
    const left = own.reduce((sum, { id, quantity }) => sum + count(id, quantity), 0);
    const alike = own.filter(({ quantity }) => quantity === promise.quantity);
    const counted = new Map([[whole, left]]);
    if (alike.length === 1) counted.set(alike[0].quantity, count(alike[0].id, alike[0].quantity));
    for (const [before, after] of counted) {
      if (before === after) continue;
      numbers.push(before);
      edits.push(...countEdits(promise, p, before, after));
    }
  }
  return { edits, numbers };
}

/** Returns the changes to a promise whose number changes: its quantity, and the number in its threshold. */
function countEdits(promise: DealPromise, p: number, before: number, after: number): Edit[] {
  const threshold = promise.complete_when?.threshold;
  const said = threshold?.replace(asToken(String(before)), String(after));
  return [
    ...(promise.quantity === before ? [plainEdit(['promises', p, 'quantity'], after)] : []),
    ...(said === undefined || said === threshold ? [] : [plainEdit(['promises', p, 'complete_when', 'threshold'], said)]),
  ];
}

/** Returns the changes to the promises whose due is before what their phase can keep. `safe` says by when a phase is kept; null: it may stay. */
export function laterDues({ deal }: Facts, safe: (phase: number) => Day | null): Edit[] {
  return (deal.file.promises ?? []).flatMap((promise, p): Edit[] => {
    const day = safe(phaseOf(promise, deal.items));
    return promise.due === undefined || day === null || promise.due >= day ? [] : [dayEdit(['promises', p, 'due'], day)];
  });
}

/** An item of which some pieces come later, as an item of its own. */
export interface Split {
  readonly item: string;
  readonly rest: string;
  /** Pieces that come first. */
  readonly first: number;
  readonly later: number;
}

/**
 * Returns the changes to the promises when some items, or some pieces, come in a second phase that is complete on `day`. A promise about one divided
 * item becomes two; one that speaks of the second phase too is due when that is.
 */
export function promisedInPhases(
  { deal }: Facts,
  splits: readonly Split[],
  deferred: ReadonlySet<string>,
  day: Day,
): { edits: Edit[]; numbers: number[] } {
  const { file } = deal;
  const edits: Edit[] = [];
  const numbers: number[] = [];
  const written = file.promises ?? [];
  let added = written.length;
  const moveDue = (promise: DealPromise, p: number): void => {
    if (promise.due !== undefined && promise.due < day) edits.push(dayEdit(['promises', p, 'due'], day));
  };
  for (const [p, promise] of written.entries()) {
    const divided = splits.filter(({ item }) => promise.items.includes(item));
    const [split] = divided;
    if (split !== undefined && promise.items.length === 1) {
      const whole = split.first + split.later;
      numbers.push(whole);
      edits.push(...countEdits(promise, p, whole, split.first));
      const rest = restOf(file, promise, split, day);
      edits.push({ path: ['promises', added], value: rest, written: writtenPromise(rest) });
      added++;
      continue;
    }
    if (divided.length > 0) edits.push(plainEdit(['promises', p, 'items'], [...promise.items, ...divided.map(({ rest }) => rest)]));
    if (promise.items.length === 0 || divided.length > 0 || promise.items.some((id) => deferred.has(id))) moveDue(promise, p);
  }
  return { edits, numbers };
}

function restOf(file: DealFile, promise: DealPromise, { rest, first, later }: Split, day: Day): DealPromise {
  const taken = new Set(file.promises?.map(({ id }) => id));
  const whole = String(first + later);
  const threshold = promise.complete_when?.threshold?.replace(asToken(whole), String(later));
  return {
    ...promise,
    id: unused(`${promise.id}-rest`, taken),
    items: [rest],
    ...(promise.quantity === undefined ? {} : { quantity: later }),
    ...(promise.due === undefined ? {} : { due: Math.max(promise.due, day) }),
    ...(threshold === undefined ? {} : { complete_when: { ...promise.complete_when, threshold } }),
  };
}

/** Returns an id that nothing else has. */
export function unused(id: string, taken: ReadonlySet<string>): string {
  let found = id;
  for (let nth = 2; taken.has(found); nth++) found = `${id}-${nth}`;
  return found;
}

/** Returns a promise in the notation of the files. */
export function writtenPromise({ due, pilot, excludes, ...promise }: DealPromise): unknown {
  return {
    ...promise,
    ...(excludes.length === 0 ? {} : { excludes }),
    ...(due === undefined ? {} : { due: dayEdit([], due).written }),
    ...(pilot === undefined
      ? {}
      : {
          pilot: {
            ...pilot,
            length: formatDuration(pilot.length),
            ...(pilot.effort === undefined ? {} : { effort: formatDuration(pilot.effort) }),
          },
        }),
  };
}
