/**
 * The reference class of a deal: finished work like it, and how long it took. Open work is censored: it has taken so long already, and nobody knows how
 * long it will. So whatever is counted has two bounds, as if all of it ended today and as if none of it ever did.
 *
 * Percentiles are by rank, so that they promise nothing that the record does not hold: of n projects the next one takes no longer than the k-th fastest
 * with a probability of k ÷ (n + 1), whatever the distribution (S. S. Wilks, "Determination of sample sizes for setting tolerance limits", 1941). P90
 * and P10 need nine.
 */
import { inclusiveBusinessDays } from '../../model/calendar.ts';
import type { Facts } from '../../model/facts.ts';
import type { Project } from '../../model/history.ts';
import { WHOLE, type Ppm } from '../../model/units.ts';
import { listed } from '../../model/words.ts';

/** What is sold of one deliverable. */
export interface Sold {
  readonly deliverable: string;
  readonly version: number;
  readonly quantity: number;
}

/** A finished project, and the business days it took, first and last day counted. */
export interface Finished {
  readonly project: Project;
  /** Its row in the history. */
  readonly index: number;
  readonly took: number;
}

/** The reference class. */
export interface Comparables {
  /** Fastest first; of equals the first in the history. */
  readonly finished: readonly Finished[];
  /** Business days that open work has taken until today. */
  readonly open: readonly number[];
  /** What was left out of the same deliverable: how many, by why. */
  readonly leftOut: {
    readonly cancelled: number;
    readonly pilot: number;
    readonly version: number;
    readonly quantity: number;
    /** Without a first day up to today. */
    readonly unstarted: number;
    /** Delivered, without a last day. */
    readonly unfinished: number;
  };
}

/** Returns the work like what is sold: the same deliverable at its current version, no pilot, of a quantity that differs by no more than `similar`. What a row does not record does not exclude it. */
export function comparablesOf(
  history: readonly Project[],
  sold: Sold,
  similar: Ppm,
  { calendar, today }: Pick<Facts, 'calendar' | 'today'>,
): Comparables {
  const finished: Finished[] = [];
  const open: number[] = [];
  const leftOut = { cancelled: 0, pilot: 0, version: 0, quantity: 0, unstarted: 0, unfinished: 0 };
  for (const [index, project] of history.entries()) {
    if (project.deliverable !== sold.deliverable) continue;
    const { outcome, version = sold.version, quantity = sold.quantity, pilot, started, completed } = project;
    const isDone = outcome === 'delivered' || (outcome === undefined && completed !== undefined);
    // What is said to end on a day to come has not ended.
    const ended = isDone && completed !== undefined && completed <= today;
    if (version !== sold.version) leftOut.version++;
    else if (pilot === true) leftOut.pilot++;
    else if (Math.abs(quantity - sold.quantity) * WHOLE > similar * sold.quantity) leftOut.quantity++;
    else if (outcome === 'cancelled') leftOut.cancelled++;
    else if (started === undefined || started > today) leftOut.unstarted++;
    else if (isDone && completed === undefined) leftOut.unfinished++;
    else if (ended) finished.push({ project, index, took: Math.max(1, inclusiveBusinessDays(calendar, started, completed)) });
    else open.push(Math.max(1, inclusiveBusinessDays(calendar, started, today)));
  }
  return { finished: finished.sort((a, b) => a.took - b.took), open, leftOut };
}

/** Returns how many of the class took no longer than `ask` business days: for certain, and if all open work ended in time that still can. */
export function withinAsk({ finished, open }: Comparables, ask: number): { readonly least: number; readonly most: number } {
  const least = finished.filter(({ took }) => took <= ask).length;
  return { least, most: least + open.filter((elapsed) => elapsed <= ask).length };
}

/** Returns the shortest ask within which more than `percentile` percent of the class ended for certain; null where too much of it is open. */
export function shortestAsk({ finished, open }: Comparables, percentile: number): number | null {
  const rank = Math.floor((percentile * (finished.length + open.length)) / 100);
  return finished[rank]?.took ?? null;
}

/** The percentiles that are told. */
const TOLD = [10, 50, 85, 90];

/** Returns the percentiles by rank in words, `P10 14bd, P50 17bd or more`; those that take a longer record are left out. */
export function percentilesText({ finished, open }: Comparables): string {
  const took = finished.map((each) => each.took);
  // As if all open work ended today, and as if none of it ever did: then it stands behind all that has ended.
  const soonest = [...took, ...open].sort((a, b) => a - b);
  return TOLD.flatMap((percent) => {
    const exact = (percent * (soonest.length + 1)) / 100;
    const rank = percent < 50 ? Math.floor(exact) : Math.ceil(exact);
    if (rank < 1 || rank > soonest.length) return [];
    const least = soonest[rank - 1];
    const most = took[rank - 1];
    return [`P${percent} ${least}${most === least ? 'bd' : most === undefined ? 'bd or more' : ` to ${most}bd`}`];
  }).join(', ');
}

/** Returns the finished projects nearest to an ask, at most three, fastest first. */
export function closest({ finished }: Comparables, ask: number): Finished[] {
  const far = ({ took }: Finished): number => Math.abs(took - ask);
  return finished
    .toSorted((a, b) => far(a) - far(b))
    .slice(0, 3)
    .sort((a, b) => a.took - b.took);
}

/** Returns a project by name: `po-061 for Quill (16bd)`. */
export function nameOf({ project: { id, customer }, took }: Finished): string {
  return `${customer === undefined ? id : `${id} for ${customer}`} (${took}bd)`;
}

/** Returns what is not among the finished ones: `2 open, 1 cancelled and 3 of another version left out`; empty where there is nothing. */
export function besides({ open, leftOut }: Comparables): string {
  const parts: readonly (readonly [number, string])[] = [
    [open.length, 'open'],
    [leftOut.cancelled, 'cancelled'],
    [leftOut.pilot, 'as a pilot'],
    [leftOut.version, 'of another version'],
    [leftOut.quantity, 'of another size'],
    [leftOut.unstarted, 'without `started` so far'],
    [leftOut.unfinished, 'without `completed`'],
  ];
  return listed(parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])));
}
