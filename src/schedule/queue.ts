/** The capacity with the queue in it: reserve given back where it was verified, loads, then the bookings that handoff plans (planning.md §1, §7). */
import type { Booking, Capacity } from '../model/capacity.ts';
import { businessDaysBetween } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import type { SoftReading } from '../model/policy.ts';
import { WHOLE, type Ppm } from '../model/units.ts';
import { axisFrom, completionDay, upTo } from './axis.ts';
import { problemOf } from './build.ts';
import { bookLoads, presence, unbooked, weightOf, type CapacityProfile, type Presence, type Recorder } from './capacity.ts';
import { decoderOf, type Decoder } from './decode.ts';
import { draftOf, inOrder, reindexed, type Draft } from './drafts.ts';
import { bookReviews, reviewsOf, type Review } from './reviews.ts';

/** What changes the capacity besides the files: how soft bookings count, and reserve that operations verified for use. */
export interface CapacityReading {
  readonly soft: SoftReading;
  /** Indexes of `capacity.buffers` whose hours are given back from the reserve. */
  readonly buffers: readonly number[];
}

/**
 * Returns the capacity with the whole queue in it: loads first, then the bookings that are planned, then the deal's own reviews. Null when a planned
 * booking reaches past the end: half a queue would promise its people twice. With `last`, what does not fit there is left out.
 */
export function profileOf(
  facts: Facts,
  there: Presence,
  reading: CapacityReading,
  last: boolean,
  record: Recorder | null = null,
): CapacityProfile | null {
  return profileWith(reviewsOf(facts), facts, there, reading, last, record);
}

function profileWith(
  reviews: readonly Review[],
  facts: Facts,
  there: Presence,
  { buffers, soft }: CapacityReading,
  last: boolean,
  record: Recorder | null,
): CapacityProfile | null {
  const { capacity, today } = facts;
  const key = `${soft} ${buffers.join()} ${last}${reviews.map(({ deliverable, first }) => ` ${deliverable} ${first}`).join('')}`;
  const known = record === null ? (profiles.get(there) ?? new Map<string, CapacityProfile | null>()) : null;
  if (known?.has(key)) return known.get(key)!;
  const profile = unbooked(buffers.length === 0 ? there : { ...there, kept: there.kept.map((units) => units.slice()) }, record);
  for (const index of buffers) giveBack(profile, capacity, index);
  bookLoads(profile, capacity.bookings, today, soft);
  const whole = placeBookings(facts, profile, soft, last) ? profile : null;
  if (whole !== null) bookReviews(whole, reviews);
  if (known !== null) profiles.set(there, known.set(key, whole));
  return whole;
}

/**
 * A deal is planned several times, each time with something of it changed: who is there, and the queue, are the same. They are kept as long as operations'
 * files are, of the last few lengths of the axis.
 */
const presences = new WeakMap<Capacity, Map<string, Presence>>();
const profiles = new WeakMap<Presence, Map<string, CapacityProfile | null>>();
const LENGTHS = 4;

/** Capacity files by their people: what differs in nothing that is there or booked (only in materials, say) has one queue. */
const alike = new WeakMap<Capacity['people'], Capacity[]>();
const OF_THE_QUEUE = ['equipment', 'roles', 'bookings', 'calendar', 'grain', 'reserve', 'buffers'] as const;

/** Returns the first capacity that was seen with the same people, machines and bookings: what is known of its queue holds for this one. */
export function queueOf(capacity: Capacity): Capacity {
  const known = alike.get(capacity.people) ?? [];
  alike.set(capacity.people, known);
  const same = known.find((other) => OF_THE_QUEUE.every((part) => other[part] === capacity[part]));
  if (same === undefined) known.push(capacity);
  return same ?? capacity;
}

/** Returns who is there from today on, over so many business days. */
export function presenceOf({ capacity, calendar, today }: Facts, businessDays: number): Presence {
  const queue = queueOf(capacity);
  const known = presences.get(queue) ?? new Map<string, Presence>();
  presences.set(queue, known);
  const key = `${today} ${businessDays}`;
  let there = known.get(key);
  if (there !== undefined) return there;
  there = presence(capacity, axisFrom(calendar, capacity.grain, today, businessDays));
  const [oldest] = known.keys();
  if (known.size >= LENGTHS) known.delete(oldest);
  known.set(key, there);
  return there;
}

/** Five years of business days: what cannot be done by then is not planned. */
export const HORIZON = 1305;
/** Business days that the queue is looked at beyond the end of its loads, before that is doubled for what has to be planned. */
const QUEUE_LOOK = 40;
/** In strides of half a year: rules that ask up to different days then mostly ask of the same queue, which is planned once. */
const QUEUE_STRIDE = 130;

/** What the queue is planned from: finished work tells nothing of it. */
export type QueueFacts = Omit<Facts, 'history'>;

/** Returns the capacity with all of the queue in it and nothing of the deal, up to a day and at least to the queue's own end; at most over the horizon. */
export function wholeQueue(known: QueueFacts, soft: SoftReading, until: Day, record: Recorder | null = null): CapacityProfile {
  const facts: Facts = { ...known, history: null };
  const { capacity, calendar, today } = facts;
  const last = capacity.bookings
    .filter((booking) => weightOf(booking, today, soft) > 0)
    .reduce((day, { work }) => work.reduce((latest, { to }) => Math.max(latest, to), day), until);
  const look = QUEUE_STRIDE * Math.ceil((businessDaysBetween(calendar, today - 1, last) + QUEUE_LOOK) / QUEUE_STRIDE);
  for (let days = Math.min(HORIZON, look); ; days = Math.min(HORIZON, 2 * days)) {
    const profile = profileWith([], facts, presenceOf(facts, days), { soft, buffers: [] }, days === HORIZON, record);
    if (profile !== null) return profile;
  }
}

/** Returns up to the verified hours of a role's reserve, its earliest kept slots of the interval first. */
function giveBack(profile: CapacityProfile, capacity: Capacity, index: number): void {
  const { axis } = profile;
  const buffer = capacity.buffers[index];
  let left = Math.floor(buffer.hours / axis.grain);
  const own = profile.resources.flatMap((resource, r) => (resource.role === buffer.role ? [r] : []));
  for (let b = 0; b < axis.days.length && left > 0; b++) {
    if (axis.days[b] < buffer.from || axis.days[b] > buffer.to) continue;
    for (let t = axis.firstSlot[b]; t < axis.firstSlot[b + 1] && left > 0; t++) {
      const units = Math.min(left, profile.kept[own[0]][t]);
      for (const r of own) profile.kept[r][t] = Math.max(0, profile.kept[r][t] - units);
      left -= units;
    }
  }
}

/** Plans the bookings that are given as deliverables, in order of `promised`: what is left of each, from today, in library order, inputs ignored. */
function placeBookings(facts: Facts, profile: CapacityProfile, soft: SoftReading, last: boolean): boolean {
  const { capacity, today } = facts;
  const planned = capacity.bookings
    .map((booking, index) => ({ booking, index, weight: weightOf(booking, today, soft) }))
    .filter(({ booking, weight }) => booking.deliverables.length > 0 && weight > 0 && booking.placed === undefined)
    .sort((a, b) => (a.booking.promised ?? Infinity) - (b.booking.promised ?? Infinity) || a.index - b.index);
  let until = 0;
  for (const { booking, index, weight } of planned) {
    const drafts = draftsOfBooking(facts, booking, weight);
    if (drafts === null) continue; // loading refuses cycles
    const found = decoded(facts, drafts, profile, until);
    if (!found.fits && !last) return false;
    if (!found.fits) profile.unplaced.push(index);
    else profile.done.set(index, completionDay(profile.axis, Math.max(0, ...found.decoder.done)));
    until = Math.max(until, take(profile, found.decoder, index));
  }
  return true;
}

/** Returns the steps that are left of a booking that is given as deliverables, in library order; null where they wait for each other. */
export function draftsOfBooking(facts: Facts, booking: Booking, weight: Ppm): Draft[] | null {
  const { library } = facts;
  const drafts: Draft[] = [];
  const lasts = new Map<string, number[]>();
  const firsts = new Map<string, number[]>();
  // "One decode in library order" (planning.md §7): the library's order, not the one in which the booking lists them.
  const inLibrary = Object.keys(library);
  const lines = [...booking.deliverables].sort((a, b) => inLibrary.indexOf(a.deliverable) - inLibrary.indexOf(b.deliverable));
  lines.forEach((line, l) => {
    const entry = library[line.deliverable];
    const from = drafts.length;
    const indexes = new Map(entry.steps.map((step, s) => [step.id, from + s]));
    const item = { id: String(l), quantity: line.quantity, phase: 1 } as ItemFact;
    entry.steps.forEach((step, s) => {
      const draft = draftOf(facts, item, entry, step, s);
      drafts.push({ ...scaledBy(draft, line.remaining, weight), after: step.after.map((before) => indexes.get(before)!) });
    });
    const own = [...indexes.values()];
    firsts.set(
      entry.id,
      own.filter((i) => drafts[i].after.length === 0),
    );
    lasts.set(
      entry.id,
      own.filter((i) => !own.some((other) => drafts[other].after.includes(i))),
    );
  });
  for (const line of lines) {
    for (const required of library[line.deliverable].requires) {
      for (const i of firsts.get(line.deliverable)!) drafts[i].after.push(...(lasts.get(required) ?? []));
    }
  }
  const order = inOrder(drafts);
  return order === null ? null : reindexed(drafts, order);
}

/** Business days beyond the end of the queue so far in which the next booking is looked for first. */
const FURTHER = 40;

/**
 * Returns a booking's steps, each placed as early as it can be. A queue of thousands is planned one after the other, so each is looked for where the queue
 * ends by now, and over more days only where that is not enough: what is placed by then does not depend on the days after it.
 */
export function decoded(
  facts: Facts,
  drafts: readonly Draft[],
  profile: CapacityProfile,
  until: number,
): { decoder: Decoder; fits: boolean } {
  const all = profile.axis.days.length;
  for (let days = Math.min(all, until + FURTHER); ; days = Math.min(all, 2 * days)) {
    const decoder = decoderOf(problemOf(facts, drafts, { ...profile, axis: upTo(profile.axis, days) }, 'booking'));
    const fits = decoder.problem.tasks.map((task) => decoder.place(task.index)).every(Boolean);
    if (fits || days === all) return { decoder, fits };
  }
}

/** Returns a step with only a share of its work left. */
function scaledBy(draft: Draft, remaining: Ppm, weight: Ppm): Draft {
  if (draft.minutes === null) return draft;
  // Two shares of millionths, one after the other: the product of both would leave the safe integers.
  const part = (minutes: number): number => (((minutes * remaining) / WHOLE) * weight) / WHOLE;
  const { best, likely, worst, units } = draft.minutes;
  return { ...draft, minutes: { best: part(best), likely: part(likely), worst: part(worst), units } };
}

/** Books what a booking's steps use; returns the number of business days up to the last of them. */
function take(profile: CapacityProfile, { problem, start, end }: Decoder, booking: number): number {
  let until = 0;
  const perDay = new Map<string, { resource: number; dayIndex: number; slots: number }>();
  for (const task of problem.tasks) {
    if (start[task.index] < 0) continue;
    const { runs } = task;
    until = Math.max(until, profile.axis.dayOfSlot[end[task.index] - 1] + 1);
    for (let r = runs.rank[start[task.index]]; r < runs.rank[end[task.index]]; r++) {
      const t = runs.open[r];
      for (const { resource, units } of task.demands) {
        profile.booked[resource][t] += units;
        profile.record?.uses(booking, resource, t, units);
        const key = `${resource}:${profile.axis.dayOfSlot[t]}`;
        const entry = perDay.get(key) ?? { resource, dayIndex: profile.axis.dayOfSlot[t], slots: 0 };
        entry.slots += units;
        perDay.set(key, entry);
      }
    }
  }
  for (const entry of perDay.values()) profile.taken.push({ booking, ...entry });
  return until;
}
