/**
 * The queue planned anew around a deal that was let in: who moves, who is late. Bookings are taken in the order in which they are due. One whose place is
 * still free stays. One that has lost it goes around all others where that is in time, else it takes places of those that are due later, which then
 * move in their turn; what is late either way disturbs nobody else.
 *
 * A booking that was given as a load is one step of all its hours, from its first day on; it may use the reserve, as it may now.
 */
import { completionDay } from './axis.ts';
import { decoded } from './queue.ts';
import { daysUntil, type Held, type Queue, type Uses } from './held.ts';

/** What the queue looks like after the deal. */
export interface Requeued {
  readonly moved: readonly Moved[];
  /** Least first: paid customers late, bookings late, business days late in all, bookings left with too little slack, bookings moved. */
  readonly score: readonly number[];
}

/** A booking that is not where it was. */
export interface Moved {
  readonly held: Held;
  /** Where it is then. */
  readonly uses: Uses;
  /** Business days of the axis until it is done; one more than the axis has when that lies beyond its end. */
  readonly done: number;
}

/** Plans one queue anew, again and again. */
export interface Requeuer {
  /** All by the rule of this module, around what the deal uses; `last` come last, whatever they were promised. */
  byDue(deal: Uses, last: ReadonlySet<Held>, cascade: boolean): Requeued;
  /** These alone, one after the other as soon as each can be done, and all others where they are; null where those are in the deal's way. */
  inOrder(deal: Uses, order: readonly Held[]): Requeued | null;
}

/** Returns the requeuer of a queue; below `scramble` business days a booking's slack is too little. */
export function requeuerOf({ facts, profile, movable }: Queue, scramble: number): Requeuer {
  const { axis, present } = profile;
  const beyond = axis.days.length + 1;
  // Where the deal works, what everybody keeps back stays kept: a booking that took it there would shut the deal out of its own hours.
  const keptBeside = (deal: Uses): Uses => {
    const seen = new Set<string>();
    const held: number[] = [];
    for (let u = 0; u < deal.length; u += 3) {
      const units = profile.kept[deal[u]][deal[u + 1]];
      if (units === 0 || seen.has(`${deal[u]}:${deal[u + 1]}`)) continue;
      seen.add(`${deal[u]}:${deal[u + 1]}`);
      held.push(deal[u], deal[u + 1], units);
    }
    return held;
  };
  // What nobody moves: all that is booked, less what may be planned anew.
  const fixed = copyOf(profile.booked);
  for (const { uses } of movable) add(fixed, uses, -1);

  // One by one, and taken back: a booking of two loads may hold two units of the same slot.
  const fits = (taken: readonly Int16Array[], uses: Uses): boolean => {
    let u = 0;
    for (; u < uses.length && taken[uses[u]][uses[u + 1]] + uses[u + 2] <= present[uses[u]][uses[u + 1]]; u += 3) {
      taken[uses[u]][uses[u + 1]] += uses[u + 2];
    }
    for (let back = 0; back < u; back += 3) taken[uses[back]][uses[back + 1]] -= uses[back + 2];
    return u >= uses.length;
  };

  /** Where a booking goes in what `taken` leaves, and when it is then done; `taken` is as it was afterwards. */
  const place = (taken: readonly Int16Array[], held: Held): { uses: Uses; done: number } => {
    const { loads, drafts } = held;
    const uses: number[] = [];
    const use = (resource: number, t: number, units: number): void => {
      taken[resource][t] += units;
      uses.push(resource, t, units);
    };
    let done = 0;
    for (const { from, slots, demands } of loads) {
      let left = slots;
      let t = from;
      for (; t < axis.size && left > 0; t++) {
        let free = true;
        for (let d = 0; d < demands.length && free; d++)
          free = taken[demands[d].resource][t] + demands[d].units <= present[demands[d].resource][t];
        if (!free) continue;
        for (const { resource, units } of demands) use(resource, t, units);
        left--;
      }
      done = left > 0 ? beyond : Math.max(done, axis.dayOfSlot[t - 1] + 1);
    }
    if (drafts.length > 0) {
      const { decoder, fits: inside } = decoded(facts, drafts, { ...profile, booked: taken }, held.done);
      const { problem } = decoder;
      for (const { index, runs, demands } of problem.tasks) {
        if (decoder.start[index] < 0) continue;
        for (let r = runs.rank[decoder.start[index]]; r < runs.rank[decoder.end[index]]; r++) {
          for (const { resource, units } of demands) use(resource, runs.open[r], units);
        }
      }
      done = inside ? Math.max(done, daysUntil(axis, completionDay(axis, Math.max(0, ...decoder.done)))) : beyond;
    }
    add(taken, uses, -1);
    return { uses, done };
  };

  const scored = (moved: readonly Moved[]): Requeued => {
    const late = moved.filter(isLate);
    const paid = new Set(late.filter(({ held }) => held.booking.paid).map(({ held }) => customerOf(held)));
    const days = late.reduce((sum, { held, done }) => sum + done - held.due, 0);
    return { moved, score: [paid.size, late.length, days, moved.filter((each) => isScrambled(each, scramble)).length, moved.length] };
  };

  return {
    byDue(deal, last, cascade) {
      // `firm` is what will not change any more; `all` also holds everybody whose turn is still to come, where they stand now.
      const firm = copyOf(fixed);
      add(firm, deal, 1);
      add(firm, keptBeside(deal), 1);
      const all = copyOf(firm);
      for (const { uses } of movable) add(all, uses, 1);
      const moved: Moved[] = [];
      for (const held of last.size === 0 ? movable : [...movable.filter((each) => !last.has(each)), ...last]) {
        add(all, held.uses, -1);
        if (fits(firm, held.uses)) {
          add(firm, held.uses, 1);
          add(all, held.uses, 1);
          continue;
        }
        let found = place(all, held);
        if (cascade && found.done > held.due && !last.has(held)) {
          const ahead = place(firm, held);
          if (ahead.done <= held.due) found = ahead;
        }
        add(firm, found.uses, 1);
        add(all, found.uses, 1);
        moved.push({ held, ...found });
      }
      return scored(moved);
    },
    inOrder(deal, order) {
      const taken = copyOf(profile.booked);
      for (const { uses } of order) add(taken, uses, -1);
      if (!fits(taken, deal)) return null;
      add(taken, deal, 1);
      add(taken, keptBeside(deal), 1);
      const moved = order.map((held): Moved => {
        const { uses, done } = place(taken, held);
        add(taken, uses, 1);
        return { held, uses, done };
      });
      return scored(moved);
    },
  };
}

/** Whether a booking that was moved is done after the day that it is held to. */
export function isLate({ held, done }: Moved): boolean {
  return done > held.due;
}

/** Whether a booking that was moved is in time, with less slack than it must have and had before. */
export function isScrambled({ held, done }: Moved, scramble: number): boolean {
  return done <= held.due && held.due - done < scramble && held.due - held.done >= scramble;
}

/** Returns who is disappointed when a booking is late: the customer, or the booking itself where nobody says whose it is. */
export function customerOf({ booking }: Held): string {
  return booking.customer ?? `booking ${booking.id}`;
}

/** Adds what somebody uses, or takes it away. */
export function add(taken: readonly Int16Array[], uses: Uses, sign: 1 | -1): void {
  for (let u = 0; u < uses.length; u += 3) taken[uses[u]][uses[u + 1]] += sign * uses[u + 2];
}

/** Returns a copy of what is taken, by resource. */
export function copyOf(taken: readonly Int16Array[]): Int16Array[] {
  return taken.map((units) => units.slice());
}
