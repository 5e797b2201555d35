/**
 * The axis: the slots of the business days, and nothing else. Nights, weekends and closures are not on it, so work that "goes on tomorrow"
 * goes on in the next slot. Waits in calendar time leave the axis through the dates and come back (planning.md §1, §7).
 *
 * A moment is (day, k slots in), packed into one integer so that moments compare as numbers. Reached by work, k ≥ 1: a step whose last slot
 * is the day's last ends at (that day, all its slots), not at the next morning, and a wait of one day then ends tomorrow evening.
 */
import { minutesOn, type Calendar } from '../model/calendar.ts';
import { LAST_DAY, type Day } from '../model/day.ts';
import type { Duration } from '../model/units.ts';

/** A moment: `(day - axis.firstDay) * 256 + k`. A day has at most 96 slots (24h of 15m). */
export type MomentCode = number;

const DAY = 256;

/** What lies past the end of the axis: the horizon was too short, and the caller starts again with a longer one. */
export const BEYOND: MomentCode = 2 ** 30;

/** The slots of the business days from `firstDay` on. */
export interface Axis {
  readonly calendar: Calendar;
  /** Minutes in a slot. */
  readonly grain: number;
  /** The day that moments count from; nothing of the plan lies before it. */
  readonly firstDay: Day;
  /** The business days in order. */
  readonly days: Int32Array;
  /** First slot of each business day, and one more entry: the number of slots. */
  readonly firstSlot: Int32Array;
  /** By slot: the index of its business day. */
  readonly dayOfSlot: Int32Array;
  /** By calendar day since `firstDay`: the index of the first business day on or after it. */
  readonly onOrAfter: Int32Array;
  /** Slots on the axis. */
  readonly size: number;
  /** Slots of the longest working day: one `bd` of work. */
  readonly longest: number;
}

/** Past this day nothing is planned: files name no day after 2100, and what is signed on its last day may take five years. */
const LAST = LAST_DAY + 6 * 366;

/** Returns the axis from a day on, over so many business days; shorter when the calendar has no more. */
export function axisFrom(calendar: Calendar, grain: number, firstDay: Day, businessDays: number): Axis {
  const days: number[] = [];
  const firstSlot: number[] = [];
  const dayOfSlot: number[] = [];
  const onOrAfter: number[] = [];
  for (let day = firstDay; days.length < businessDays && day <= LAST; day++) {
    onOrAfter.push(days.length);
    const slots = Math.floor(minutesOn(calendar, day) / grain);
    if (slots === 0) continue;
    firstSlot.push(dayOfSlot.length);
    for (let k = 0; k < slots; k++) dayOfSlot.push(days.length);
    days.push(day);
  }
  firstSlot.push(dayOfSlot.length);
  return {
    calendar,
    grain,
    firstDay,
    days: Int32Array.from(days),
    firstSlot: Int32Array.from(firstSlot),
    dayOfSlot: Int32Array.from(dayOfSlot),
    onOrAfter: Int32Array.from(onOrAfter),
    size: dayOfSlot.length,
    longest: Math.floor(calendar.longest / grain),
  };
}

/** Returns an axis that ends after so many of its business days. */
export function upTo(axis: Axis, businessDays: number): Axis {
  if (businessDays >= axis.days.length) return axis;
  const size = axis.firstSlot[businessDays];
  return {
    ...axis,
    days: axis.days.subarray(0, businessDays),
    firstSlot: axis.firstSlot.subarray(0, businessDays + 1),
    dayOfSlot: axis.dayOfSlot.subarray(0, size),
    size,
  };
}

/** Returns the moment at a day's start; days before the axis count as its first. */
export function startOfDay(axis: Axis, day: Day): MomentCode {
  return Math.max(0, day - axis.firstDay) * DAY;
}

/** Returns a moment that nothing of a day is after. */
export function endOfDay(axis: Axis, day: Day): MomentCode {
  return startOfDay(axis, day) + DAY - 1;
}

/** Returns the calendar day of a moment. */
export function dayOfMoment(axis: Axis, moment: MomentCode): Day {
  return axis.firstDay + Math.floor(moment / DAY);
}

/** Returns the day on which something that ends at this moment is complete: a closed day gives way to the next business day. */
export function completionDay(axis: Axis, moment: MomentCode): Day {
  const b = completionIndex(axis, moment);
  return b >= axis.days.length ? BEYOND : axis.days[b];
}

/** Returns the number of that business day on the axis; `axis.days.length` when it lies past the end. */
export function completionIndex(axis: Axis, moment: MomentCode): number {
  return axis.onOrAfter[Math.floor(moment / DAY)] ?? axis.days.length;
}

/** Returns the slot where the next step may begin after a moment; `axis.size` or more when that is beyond the horizon. */
export function slotOf(axis: Axis, moment: MomentCode): number {
  const offset = Math.floor(moment / DAY);
  const b = axis.onOrAfter[offset];
  if (b === undefined || b >= axis.days.length) return axis.size;
  return axis.days[b] === axis.firstDay + offset ? axis.firstSlot[b] + (moment % DAY) : axis.firstSlot[b];
}

/** Returns the moment that work reaches whose last slot is `end - 1`. */
export function momentAfter(axis: Axis, end: number): MomentCode {
  if (end > axis.size) return BEYOND;
  const b = axis.dayOfSlot[end - 1];
  return (axis.days[b] - axis.firstDay) * DAY + (end - axis.firstSlot[b]);
}

/** Returns the moment at which a slot begins. */
export function momentOfSlot(axis: Axis, slot: number): MomentCode {
  const b = axis.dayOfSlot[slot];
  return (axis.days[b] - axis.firstDay) * DAY + (slot - axis.firstSlot[b]);
}

/**
 * Returns the moment at the end of a wait. Calendar and business days keep the time of day (k slots in); where that day is closed or shorter than
 * k, the wait ends as the next business day begins. A wait in hours passes slots, and ends in the evening rather than the next morning.
 */
export function afterWait(axis: Axis, moment: MomentCode, wait: Duration): MomentCode {
  if (moment >= BEYOND || wait.n === 0) return moment;
  const offset = Math.floor(moment / DAY);
  switch (wait.unit) {
    case 'min': {
      const from = slotOf(axis, moment);
      return from >= axis.size ? BEYOND : momentAfter(axis, from + Math.ceil(wait.n / axis.grain));
    }
    case 'd':
      return arriveOn(axis, offset + wait.n, moment % DAY);
    case 'bd': {
      const b = axis.onOrAfter[offset];
      const day = b === undefined ? undefined : axis.days[b + wait.n];
      return day === undefined ? BEYOND : arriveOn(axis, day - axis.firstDay, moment % DAY);
    }
  }
}

/** Returns the moment k slots into a day, or the start of the next business day when it is closed or shorter than that. */
function arriveOn(axis: Axis, offset: number, k: number): MomentCode {
  const b = axis.onOrAfter[offset];
  if (b === undefined || b >= axis.days.length) return BEYOND;
  const open = axis.days[b] - axis.firstDay;
  if (open > offset) return open * DAY;
  if (k <= axis.firstSlot[b + 1] - axis.firstSlot[b]) return offset * DAY + k;
  return b + 1 < axis.days.length ? (axis.days[b + 1] - axis.firstDay) * DAY : BEYOND;
}
