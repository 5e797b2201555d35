/**
 * Who would be disappointed: the least displacement that grants the judged date (planning.md §5). The deal is planned first, by that date, in what it may
 * use of the capacity without some bookings; then the queue is planned anew around it (`requeue.ts`). Least: fewest paid customers late, then fewest
 * bookings late, then fewest business days late in all, then fewest left with too little slack, then fewest moved.
 *
 * Where a few bookings share the deal's roles, every choice of which of them move, and every order in which they do, is tried. Where there are many, the
 * deal avoids as many as it can, those first whom it would hurt most, and exchanges follow as far as a counted budget goes. Either way the deal is
 * planned as early and as late as it can be and no other way, so what is found is called proven only where hours alone show that nothing less exists:
 * nobody is late, or so much work is due by some day that at least as many must be.
 */
import { businessDaysBetween, inclusiveBusinessDays } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { endOfDay } from './axis.ts';
import { criticalPath } from './bounds.ts';
import { problemOf } from './build.ts';
import type { Draft } from './drafts.ts';
import { queueOver, type Held, type Queue, type Uses } from './held.ts';
import { planInTime, untilDay } from './intime.ts';
import { latestPlan } from './late.ts';
import type { Problem } from './problem.ts';
import type { CapacityReading } from './queue.ts';
import { add, copyOf, customerOf, isLate, isScrambled, requeuerOf, type Moved, type Requeued, type Requeuer } from './requeue.ts';
import type { Displaced, Displacement } from './schedule.ts';
import { shiftsOf } from './shifts.ts';

/** Bookings in play up to which every choice and order of them is tried: of five there are 326. */
const FEW = 5;
/** Plans of the deal that one search may cost. */
const PLANS = 240;
/** Times that the queue may be planned anew in search of less; fewer where it is long, so that all of them look at so many bookings. */
const ROUNDS = 60;
const LOOKS = 300_000;
/** Placements that finding one plan of the deal may cost, by step. */
const BUDGET_PER_STEP = 30;
/** Five years of business days. */
const HORIZON = 1305;

/** Returns the least displacement found that completes the deal by a day, under an order of work to try first. */
export function displace(
  facts: Facts,
  drafts: readonly Draft[],
  order: readonly number[],
  reading: CapacityReading,
  day: Day,
  scramble: number,
): Displacement {
  const { calendar, capacity, deal, today } = facts;
  // Far enough for every booking as it stands, and for the deal's work on top.
  const latest = capacity.bookings.reduce(
    (end, { promised, work }) => Math.max(end, promised ?? today, ...work.map(({ to }) => to)),
    Math.max(day, deal.begin),
  );
  const hours = drafts.reduce((sum, { minutes }) => sum + (minutes === null ? 0 : minutes.likely / minutes.units), 0);
  const limit = businessDaysBetween(calendar, today, Math.max(day, deal.begin)) + HORIZON;
  const margin = 20 + Math.ceil(hours / Math.max(1, calendar.longest));
  for (let days = businessDaysBetween(calendar, today, Math.min(latest, today + 5 * 366)) + margin; ; days *= 2) {
    const last = days >= limit;
    const queue = queueOver(facts, reading, Math.min(days, limit), last);
    if (queue === null) continue;
    const found = leastOver(queue, drafts, order, day, scramble);
    if (found === null) return { status: 'impossible' };
    const end = queue.profile.axis.days.length;
    if (last || found.best.moved.every(({ done }) => done <= end)) return told(queue, found, scramble);
  }
}

/** The best that was found, and whether hours show that nothing less exists. */
export interface Found {
  readonly best: Requeued;
  /** What the deal uses in it. */
  readonly deal: Uses;
  readonly proven: boolean;
}

/** Returns the least displacement found over an axis; null where the deal is not done by then even without the queue. */
export function leastOver(queue: Queue, drafts: readonly Draft[], order: readonly number[], day: Day, scramble: number): Found | null {
  const deal = dealIn(queue, drafts, order, day);
  const inTheWay = queue.movable.filter((held) => deal.meets(held));
  const alone = deal.without(inTheWay);
  if (alone.length === 0) return null;
  const requeuer = requeuerOf(queue, scramble);
  const search = searchOf(Math.max(12, Math.min(ROUNDS, Math.floor(LOOKS / queue.movable.length))));

  const best = (): Requeued => search.best!.requeued;
  // Nobody late and nobody scrambling: how many more could stay where they are is not worth a search.
  const painless = (): boolean =>
    search.best !== null &&
    best()
      .score.slice(0, -1)
      .every((count) => count === 0);

  for (const view of VIEWS) {
    if (painless()) break;
    const displaced = fewest(inTheWay, deal, view);
    for (const uses of deal.without(displaced)) {
      for (const cascade of [false, true]) search.consider(requeuer.byDue(uses, new Set(), cascade), uses);
    }
  }
  if (!painless()) for (const uses of alone) search.consider(requeuer.byDue(uses, new Set(), true), uses);
  if (!painless()) {
    const inPlay = connected(queue.movable, inTheWay);
    if (inPlay.length <= FEW) everyChoice(inPlay, deal, requeuer, search);
    else if (best().score[1] > 0) exchange(queue, requeuer, search);
  }
  return { best: best(), deal: search.best!.uses, proven: best().score[1] === 0 || provenByHours(queue, drafts, day, best().score) };
}

/** The deal, planned by its day in what some of the queue leaves. */
interface DealByDay {
  /** Whether a booking holds what the deal needs, in time to be in its way. */
  meets(held: Held): boolean;
  /** What the deal uses, as early and as late as it can be done with these bookings away; empty where it is not done by then. */
  without(displaced: readonly Held[]): readonly Uses[];
}

function dealIn({ facts, profile }: Queue, drafts: readonly Draft[], order: readonly number[], day: Day): DealByDay {
  const short = untilDay(profile, day);
  const { axis } = short;
  const empty = problemOf(facts, drafts, short, 'headroom');
  const needed = new Set(empty.tasks.flatMap(({ demands }) => demands.map(({ resource }) => resource)));
  const path = criticalPath(
    problemOf(facts, drafts, { ...short, booked: short.booked.map(({ length }) => new Int16Array(length)) }, 'headroom'),
  );
  const from = empty.tasks.reduce((least, { index, work }) => (work > 0 ? Math.min(least, path.start[index]) : least), axis.size);
  const known = new Map<string, readonly Uses[]>();
  let plans = PLANS;
  let hint = order;

  const plan = (displaced: readonly Held[], budget: number): readonly Uses[] => {
    const booked = copyOf(short.booked);
    for (const { uses } of displaced) add(booked, uses, -1);
    const problem = problemOf(facts, drafts, { ...short, booked }, 'headroom');
    const early = planInTime(problem, hint, budget);
    if (early === null) return [];
    hint = early.order;
    const late = latestPlan(problem, early.order, endOfDay(axis, axis.days.at(-1)!));
    const both = [usesOf(problem, early), ...(late === null ? [] : [usesOf(problem, late)])];
    return both.length === 2 && both[0].join() === both[1].join() ? [both[0]] : both;
  };
  return {
    meets({ uses }) {
      for (let u = 0; u < uses.length; u += 3) if (needed.has(uses[u]) && uses[u + 1] >= from && uses[u + 1] < axis.size) return true;
      return false;
    },
    without(displaced) {
      const key = displaced
        .map(({ index }) => index)
        .sort((a, b) => a - b)
        .join();
      const before = known.get(key);
      if (before !== undefined) return before;
      // The first question is whether it can be done at all, and worth a longer look.
      const budget = BUDGET_PER_STEP * drafts.length * (known.size === 0 ? 10 : 1);
      const found = plans-- > 0 ? plan(displaced, budget) : [];
      known.set(key, found);
      return found;
    },
  };
}

/** What a plan of the deal uses; of a latest plan only the steps with work have a start. */
function usesOf({ tasks }: Problem, { start, end }: { readonly start: Int32Array; readonly end: Int32Array }): number[] {
  const uses: number[] = [];
  for (const { index, work, runs, demands } of tasks) {
    if (work === 0) continue;
    for (let r = runs.rank[start[index]]; r < runs.rank[end[index]]; r++) {
      for (const { resource, units } of demands) uses.push(resource, runs.open[r], units);
    }
  }
  return uses;
}

/** Whom the deal should rather avoid, by different views of whom it would hurt most. */
type View = (a: Held, b: Held) => number;

const slackOf = ({ due, done }: Held): number => due - done;
const paidFirst: View = (a, b) => Number(b.booking.paid) - Number(a.booking.paid);
const VIEWS: readonly View[] = [
  (a, b) => paidFirst(a, b) || slackOf(a) - slackOf(b),
  // Move few that are large, or many that are small.
  (a, b) => paidFirst(a, b) || a.uses.length - b.uses.length,
  (a, b) => paidFirst(a, b) || b.uses.length - a.uses.length,
];

/** Returns bookings without which the deal is done by its day; it avoids all others, those first whom it should avoid most. */
function fewest(inTheWay: readonly Held[], deal: DealByDay, view: View): Held[] {
  const displaced = new Set(inTheWay);
  // Whole halves of the list are spared at once where the deal can do without them, else each half by itself.
  const spare = (some: readonly Held[]): void => {
    if (some.length === 0) return;
    const rest = [...displaced].filter((held) => !some.includes(held));
    if (deal.without(rest).length > 0) {
      for (const held of some) displaced.delete(held);
    } else if (some.length > 1) {
      const half = some.length >> 1;
      spare(some.slice(0, half));
      spare(some.slice(half));
    }
  };
  spare(inTheWay.toSorted((a, b) => view(a, b) || a.index - b.index));
  return [...displaced];
}

/** The best so far, with what the deal uses in it. */
interface Search {
  best: { requeued: Requeued; uses: Uses } | null;
  /** What is left of the budget. */
  rounds: number;
  consider(requeued: Requeued, uses: Uses): boolean;
}

function searchOf(rounds: number): Search {
  return {
    best: null,
    rounds,
    consider(requeued, uses) {
      this.rounds--;
      if (this.best !== null && !isLess(requeued.score, this.best.requeued.score)) return false;
      this.best = { requeued, uses };
      return true;
    },
  };
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((value, index) => value !== b[index]);
  return i >= 0 && a[i] < b[i];
}

/** Tries every choice of which bookings move, and every order in which they do. */
function everyChoice(inPlay: readonly Held[], deal: DealByDay, requeuer: Requeuer, search: Search): void {
  for (let choice = 1; choice < 2 ** inPlay.length; choice++) {
    const moved = inPlay.filter((_, i) => (choice & (2 ** i)) !== 0);
    for (const uses of deal.without(moved.filter((held) => deal.meets(held)))) {
      for (const order of ordersOf(moved)) {
        const requeued = requeuer.inOrder(uses, order);
        if (requeued !== null) search.consider(requeued, uses);
      }
    }
  }
}

function ordersOf(some: readonly Held[]): Held[][] {
  if (some.length <= 1) return [[...some]];
  return some.flatMap((first) => ordersOf(some.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

/**
 * Lets others be late instead: whoever comes last frees the place of several. Of the bookings that are due no later than one that is late, the largest
 * gives way, unpaid before paid (J. M. Moore's rule for the fewest late jobs, 1968, with the queue's many roles in the place of his one machine).
 */
function exchange({ movable }: Queue, requeuer: Requeuer, search: Search): void {
  const last = new Set<Held>();
  for (let better = true; better && search.rounds > 0;) {
    better = false;
    const { requeued, uses } = search.best!;
    const late = requeued.moved.filter(isLate).map(({ held }) => held);
    const latestDue = Math.max(...late.map(({ due }) => due));
    const roles = new Set(late.flatMap(({ resources }) => [...resources]));
    const candidates = movable
      .filter((held) => !last.has(held) && held.due <= latestDue && sharesOne(held, roles))
      .sort((a, b) => Number(a.booking.paid) - Number(b.booking.paid) || b.uses.length - a.uses.length || a.index - b.index);
    for (const held of candidates) {
      if (search.rounds <= 0) return;
      if (search.consider(requeuer.byDue(uses, new Set([...last, held]), true), uses)) {
        last.add(held);
        better = true;
        break;
      }
    }
    if (search.best!.requeued.score[1] === 0) return;
  }
}

function sharesOne({ resources }: Held, roles: ReadonlySet<number>): boolean {
  for (const resource of resources) if (roles.has(resource)) return true;
  return false;
}

/** Returns the bookings that share a role with these, or with one that does, and so on. */
function connected(movable: readonly Held[], some: readonly Held[]): readonly Held[] {
  const found = new Set(some);
  const roles = new Set(some.flatMap(({ resources }) => [...resources]));
  for (let grown = true; grown;) {
    grown = false;
    for (const held of movable) {
      if (found.has(held)) continue;
      if (!sharesOne(held, roles)) continue;
      found.add(held);
      for (const resource of held.resources) roles.add(resource);
      grown = true;
    }
  }
  return movable.filter((held) => found.has(held));
}

/**
 * Whether hours alone show that no fewer can be late: by some day more of a role is due than there is, the deal included, and so many of the largest
 * bookings must be left over to cover what is too much. For paid customers the unpaid work is left out altogether.
 */
function provenByHours({ facts, profile, movable }: Queue, drafts: readonly Draft[], day: Day, [paid, late]: readonly number[]): boolean {
  const { axis, present } = profile;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const deal = new Map<number, number>();
  for (const { work, demands } of problem.tasks) {
    for (const { resource, units } of demands) deal.set(resource, (deal.get(resource) ?? 0) + units * work);
  }
  const by = inclusiveBusinessDays(axis.calendar, axis.firstDay, day);
  // What stays where it is takes its hours from what there is.
  const fixed = copyOf(profile.booked);
  for (const { uses } of movable) add(fixed, uses, -1);
  const isLeast = (some: readonly Held[], keyOf: (held: Held) => string, count: number): boolean =>
    count === 0 ||
    [...deal].some(([resource, work]) => {
      const hours = some.map((held) => hoursOn(held, resource));
      let room = 0;
      let due = 0;
      for (let b = 0, next = 0; b < axis.days.length; b++) {
        for (let t = axis.firstSlot[b]; t < axis.firstSlot[b + 1]; t++) room += present[resource][t] - fixed[resource][t];
        const before = next;
        for (; next < some.length && some[next].due <= b + 1; next++) due += hours[next];
        const excess = due + (by <= b + 1 ? work : 0) - room;
        if (excess <= 0 || (next === before && by !== b + 1)) continue;
        const sizes = new Map<string, number>();
        for (let i = 0; i < next; i++) sizes.set(keyOf(some[i]), (sizes.get(keyOf(some[i])) ?? 0) + hours[i]);
        const largest = [...sizes.values()].sort((a, c) => c - a).slice(0, count - 1);
        if (largest.reduce((sum, size) => sum + size, 0) < excess) return true;
      }
      return false;
    });
  const paidOnes = movable.filter(({ booking }) => booking.paid);
  return isLeast(paidOnes, customerOf, paid) && isLeast(movable, ({ index }) => String(index), late);
}

function hoursOn({ uses }: Held, resource: number): number {
  let sum = 0;
  for (let u = 0; u < uses.length; u += 3) if (uses[u] === resource) sum += uses[u + 2];
  return sum;
}

/** The displacement in days and names. */
function told({ profile, placed }: Queue, { best, proven }: Found, scramble: number): Displacement {
  const { days } = profile.axis;
  const of = ({ held, uses, done }: Moved): Displaced => ({
    index: held.index,
    booking: held.booking.id,
    customer: held.booking.customer ?? null,
    paid: held.booking.paid,
    promised: held.booking.promised ?? null,
    now: days[held.done - 1],
    done: done <= days.length ? days[done - 1] : null,
    late: Math.max(0, done - held.due),
    shifts: shiftsOf(profile, held.uses, uses),
  });
  const moved = best.moved
    .map(of)
    .sort((a, b) => Number(b.late > 0) - Number(a.late > 0) || Number(b.paid) - Number(a.paid) || b.late - a.late || a.index - b.index);
  const scrambled = new Set(best.moved.filter((each) => isScrambled(each, scramble)).map(({ held }) => held.index));
  return {
    status: 'found',
    moved,
    scrambled: moved.filter(({ index }) => scrambled.has(index)),
    placed: placed.map((place, index) => {
      const move = best.moved.find(({ held }) => held.index === index);
      return move === undefined ? place : { uses: move.uses, done: move.done <= days.length ? days[move.done - 1] : null };
    }),
    least: proven ? 'proven' : 'found',
  };
}
