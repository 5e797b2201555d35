/**
 * Whether a staffing pattern can be staffed out of headroom: by matching people to posts, not by counting heads.
 *
 * - A *post* is one unit of a pattern: somebody of a role, at a level or above, with certain skills (or one named person), for a share of their time from
 *   one day to another. Time is cut at Mondays and where a post begins or ends. In each such interval every post has one person of its own who is there for
 *   the whole of its share: the share of what somebody sells who is there all day, in whole slots, rounded up. Who it is may change from one interval
 *   to the next (people are away); the share may not, so nobody is there for the kick-off alone.
 * - Bookings name roles, not people. Whoever is free is therefore what the queue leaves of a role *and of each level*: people may be given to posts as long
 *   as those who remain can do all that is booked and keep their reserve. Levels are nested, so this is one condition for each level and slot (Hall's): no
 *   more people from that level up are given away than calendar − reserve − bookings leaves. A named person is free for what the others can do without them.
 *   Once the gate of a signed deal has put people on its booking by name, those are not there for anything else in its hours.
 * - First people are matched to posts, lowest level first, so that no more seniors are used than must be. Then a largest flow (post → slots in which its person
 *   is there → each level from that person's down → free units there) tells whether all of them find their slots beside each other. Slots that are alike
 *   are one node with their number as capacity: what fits in them together can be spread so that nobody is asked for twice at a time (R. McNaughton 1959).
 *
 * What is found to be staffed can be staffed. Where posts of one interval differ in their share, or people in their hours, another choice of people might
 * in rare cases staff what this one does not find.
 */
import type { Day } from '../model/day.ts';
import { mondayOf } from '../model/day.ts';
import type { SoftReading } from '../model/policy.ts';
import type { Facts } from '../model/facts.ts';
import { WHOLE, type Need, type Ppm } from '../model/units.ts';
import { businessDaysIn, wholeTime, workersOf, type CapacityProfile, type Worker } from './capacity.ts';
import { draftsOf, isPlannable } from './drafts.ts';
import { fillPosts, network } from './flow.ts';
import { wholeQueue, type QueueFacts } from './queue.ts';
import { loadOn, type RoleLoad } from './overbooked.ts';

/** One unit of a pattern. Its role and its level exist. */
export interface Post {
  readonly role: string;
  /** At this level or above; null: anyone of the role. */
  readonly level: string | null;
  /** The only one who may fill it, by id; null: anyone who can. */
  readonly person: string | null;
  readonly skills: readonly string[];
  readonly share: Ppm;
  readonly from: Day;
  readonly to: Day;
}

/** Why a post cannot be filled, in the first interval in which it cannot. */
export interface Unfilled {
  readonly from: Day;
  readonly to: Day;
  /** Hours that the post asks for in the interval. */
  readonly needed: number;
  /** `nobody` has the level and the skills; they are `away`; or they are `taken`: booked, or wanted for the other posts. */
  readonly because: 'nobody' | 'away' | 'taken';
  /** Of those who have the level and the skills: who they are, and the most hours that one of them sells in the interval. */
  readonly able: readonly string[];
  readonly most: number;
  /** How the role is booked there, from the post's level up, and the hours that are free before any post is filled. */
  readonly load: RoleLoad;
  readonly free: number;
  /** The hours of them that one person could have: those in which anybody is free. */
  readonly freeForOne: number;
  /** The most hours that are left to one of `able` beside the bookings that they are put on by name. */
  readonly unnamed: number;
  /** Of a named person: which bookings they are put on by name in the interval, by index, and for how long. */
  readonly onBookings: readonly { readonly index: number; readonly hours: number }[];
}

/** What posts are held against: the queue, up to a day. */
export interface Headroom {
  readonly facts: QueueFacts;
  readonly profile: CapacityProfile;
  /** Everybody of a role, and what somebody sells who is there all day; each role is looked up once. */
  readonly workers: (role: string) => readonly Worker[];
  readonly sold: (role: string) => Int32Array;
}

/** Returns what the queue leaves, up to a day. */
export function headroomOf(facts: QueueFacts, soft: SoftReading, until: Day): Headroom {
  const profile = wholeQueue(facts, soft, until);
  const { capacity } = facts;
  const once = <T>(make: (role: string) => T): ((role: string) => T) => {
    const known = new Map<string, T>();
    return (role) => known.get(role) ?? known.set(role, make(role)).get(role)!;
  };
  return {
    facts,
    profile,
    workers: once((role) => workersOf(capacity, profile.axis, role)),
    sold: once((role) => wholeTime(capacity, profile.axis, role)),
  };
}

/** Returns the hours of a post: its share of what somebody sells who is there all day. */
export function hoursOfPost(headroom: Headroom, post: Post): number {
  const { profile } = headroom;
  return (intervalsOf(profile, [post]).reduce((sum, each) => sum + slotsOf(headroom, post, each), 0) * profile.axis.grain) / 60;
}

/** Returns who has the role, the level and the skills of a post, by id; a machine has none. */
export function ableFor({ facts, workers }: Headroom, post: Post): string[] {
  return workers(post.role).flatMap((worker) => (worker.person !== null && isAble(facts, post, worker) ? [worker.person.id] : []));
}

/**
 * Returns for each post why it cannot be filled beside those before it, or null when it can. A post that cannot be filled keeps nothing from those after it.
 */
export function fillInOrder(headroom: Headroom, posts: readonly Post[]): (Unfilled | null)[] {
  const filled: Post[] = [];
  return posts.map((post) => {
    const unfilled = unfilledBeside(headroom, filled, post);
    if (unfilled === null) filled.push(post);
    return unfilled;
  });
}

/** Business days from one to before another, by index, in which the same posts are open. */
interface Interval {
  readonly first: number;
  readonly end: number;
}

function intervalsOf({ axis }: CapacityProfile, posts: readonly Post[]): Interval[] {
  const open = posts.map(({ from, to }) => businessDaysIn(axis, { first: from, last: to }));
  const cuts = new Set(open.flatMap((days) => (days.length === 0 ? [] : [days[0], days.at(-1)! + 1])));
  for (const days of open) {
    for (const b of days) if (b > 0 && mondayOf(axis.days[b]) !== mondayOf(axis.days[b - 1])) cuts.add(b);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => ({ first: sorted[index], end }));
}

function unfilledBeside(headroom: Headroom, others: readonly Post[], post: Post): Unfilled | null {
  const rivals = others.filter(({ role }) => role === post.role);
  for (const interval of intervalsOf(headroom.profile, [...rivals, post])) {
    if (!isOpenIn(headroom, post, interval)) continue;
    const beside = rivals.filter((each) => isOpenIn(headroom, each, interval));
    if (!canFill(headroom, [...beside, post], interval)) return whyNot(headroom, post, interval);
  }
  return null;
}

function isOpenIn({ profile: { axis } }: Headroom, { from, to }: Post, { first }: Interval): boolean {
  return from <= axis.days[first] && axis.days[first] <= to;
}

/** Slots that a post takes of its person in an interval. */
function slotsOf({ profile, sold: soldBy }: Headroom, { role, share, from, to }: Post, { first, end }: Interval): number {
  const { axis } = profile;
  const sold = soldBy(role);
  let slots = 0;
  for (let b = first; b < end; b++) if (from <= axis.days[b] && axis.days[b] <= to) slots += sold[b];
  return Math.ceil((share * slots) / WHOLE);
}

function soldIn({ slots, kept }: Worker, { first, end }: Interval): number {
  let sold = 0;
  for (let b = first; b < end; b++) sold += slots[b] - kept[b];
  return sold;
}

/** Slots of a person that are sold in an interval, and taken by no booking that they are put on by name. */
function leftIn(profile: CapacityProfile, worker: Worker, interval: Interval): number {
  const taken = namedSlots(profile, worker, interval).length;
  return soldIn(worker, interval) - taken;
}

/** The bookings that somebody is put on by name, slot by slot of what they sell in an interval. */
function namedSlots({ axis, named }: CapacityProfile, { person, slots, kept }: Worker, { first, end }: Interval): number[] {
  const own = person === null ? undefined : named.get(person.id);
  if (own === undefined) return [];
  const found: number[] = [];
  for (let b = first; b < end; b++) {
    for (let t = axis.firstSlot[b]; t < axis.firstSlot[b] + slots[b] - kept[b]; t++) if (own[t] > 0) found.push(own[t] - 1);
  }
  return found;
}

function isAble({ capacity }: QueueFacts, { role, level, person, skills }: Post, worker: Worker): boolean {
  if (worker.role !== role || (person !== null && worker.person?.id !== person)) return false;
  if (level !== null && worker.top <= capacity.roles[role].levels.indexOf(level)) return false;
  return skills.every((skill) => worker.person?.skills.includes(skill));
}

/** Whether all posts of an interval, of one role, can be filled at once. */
function canFill(headroom: Headroom, posts: readonly Post[], interval: Interval): boolean {
  const { facts, profile } = headroom;
  const slots = posts.map((post) => slotsOf(headroom, post, interval));
  // Lowest level first: no more seniors are used than must be. Of a level those who sell most hours come first.
  const workers = [...headroom.workers(posts[0].role)].sort(
    (a, b) => a.top - b.top || leftIn(profile, b, interval) - leftIn(profile, a, interval),
  );
  // Who asks for most chooses first.
  const order = posts.map((_, p) => p).sort((a, b) => slots[b] - slots[a]);
  const fits = workers.map((worker) =>
    order.filter((p) => isAble(facts, posts[p], worker) && leftIn(profile, worker, interval) >= slots[p]),
  );
  const filledBy = fillPosts(posts.length, fits);
  return (
    filledBy !== null &&
    findSlots(
      profile,
      slots,
      filledBy.map((worker) => workers[worker]),
      interval,
    )
  );
}

/** Whether some people, each for so many slots, find them beside each other in what the queue leaves of each level. */
function findSlots(profile: CapacityProfile, slots: readonly number[], people: readonly Worker[], interval: Interval): boolean {
  const base = profile.firstOf.get(people[0].role)!;
  const levels = 1 + Math.max(...people.map(({ top }) => top));
  const kinds = kindsOf(profile, base, levels, people, interval);
  // Nodes: the source, the sink, the posts, then a node for each kind of slot and level.
  const [source, sink] = [0, 1];
  const post = (p: number): number => 2 + p;
  const level = (kind: number, l: number): number => 2 + people.length + kind * levels + l;
  const net = network();
  people.forEach(({ top }, p) => {
    net.arc(source, post(p), slots[p]);
    kinds.forEach(({ number, there }, kind) => {
      if (there[p]) net.arc(post(p), level(kind, top), number);
    });
  });
  kinds.forEach(({ number, free }, kind) => {
    free.forEach((units, l) => net.arc(level(kind, l), l === 0 ? sink : level(kind, l - 1), number * units));
  });
  return net.largest(source, sink) === slots.reduce((sum, each) => sum + each, 0);
}

/** Slots of an interval that are alike: the same units free at each level, the same people there. */
interface Kind {
  readonly free: readonly number[];
  readonly there: readonly boolean[];
  number: number;
}

function kindsOf(profile: CapacityProfile, base: number, levels: number, people: readonly Worker[], { first, end }: Interval): Kind[] {
  const { axis } = profile;
  const kinds = new Map<string, Kind>();
  for (let b = first; b < end; b++) {
    for (let t = axis.firstSlot[b]; t < axis.firstSlot[b + 1]; t++) {
      const k = t - axis.firstSlot[b];
      const free = Array.from({ length: levels }, (_, l) => freeAt(profile, base + l, t));
      const there = people.map(({ person, slots, kept }) => k < slots[b] - kept[b] && !(profile.named.get(person?.id ?? '')?.[t] ?? 0));
      const key = `${free.join()} ${there.join()}`;
      const kind = kinds.get(key);
      if (kind === undefined) kinds.set(key, { free, there, number: 1 });
      else kind.number++;
    }
  }
  return [...kinds.values()];
}

/** What is there, less the reserve, less what is booked. */
function freeAt({ present, kept, booked }: CapacityProfile, resource: number, t: number): number {
  return Math.max(0, present[resource][t] - kept[resource][t] - booked[resource][t]);
}

function whyNot(headroom: Headroom, post: Post, interval: Interval): Unfilled {
  const { facts, profile } = headroom;
  const { axis } = profile;
  const { role, level } = post;
  const hours = (slots: number): number => (slots * axis.grain) / 60;
  const needed = slotsOf(headroom, post, interval);
  const able = headroom.workers(role).filter((worker) => isAble(facts, post, worker));
  const most = Math.max(0, ...able.map((worker) => soldIn(worker, interval)));
  // A named person is held against those of their own level.
  const top = post.person === null ? (level === null ? 0 : facts.capacity.roles[role].levels.indexOf(level) + 1) : (able[0]?.top ?? 0);
  const base = profile.firstOf.get(role)!;
  // Of the levels that count the one that leaves least is told: no principal is free where the seniors' work takes them. A narrower one wins a tie.
  const { resource, free, freeForOne } = Array.from({ length: top + 1 }, (_, l) => freeIn(profile, base + l, interval)).reduce(
    (one, other) => (other.freeForOne <= one.freeForOne ? other : one),
  );
  return {
    from: axis.days[interval.first],
    to: axis.days[interval.end - 1],
    needed: hours(needed),
    because: able.length === 0 ? 'nobody' : most < needed ? 'away' : 'taken',
    able: able.flatMap(({ person }) => person?.id ?? []),
    most: hours(most),
    load: loadOn(profile, resource, interval.first, interval.end),
    free: hours(free),
    freeForOne: hours(freeForOne),
    unnamed: hours(Math.max(0, ...able.map((worker) => leftIn(profile, worker, interval)))),
    onBookings:
      post.person === null
        ? []
        : hoursOn(able.flatMap((worker) => namedSlots(profile, worker, interval))).map(({ index, slots }) => ({
            index,
            hours: hours(slots),
          })),
  };
}

/** How many slots each booking has of some, most first. */
function hoursOn(bookings: readonly number[]): { index: number; slots: number }[] {
  const found = new Map<number, number>();
  for (const index of bookings) found.set(index, (found.get(index) ?? 0) + 1);
  return [...found].map(([index, slots]) => ({ index, slots })).sort((a, b) => b.slots - a.slots || a.index - b.index);
}

/** Units that are free of a resource in an interval, and the slots in which any are. */
function freeIn(
  profile: CapacityProfile,
  resource: number,
  { first, end }: Interval,
): { resource: number; free: number; freeForOne: number } {
  let free = 0;
  let freeForOne = 0;
  for (let t = profile.axis.firstSlot[first]; t < profile.axis.firstSlot[end]; t++) {
    const units = freeAt(profile, resource, t);
    free += units;
    if (units > 0) freeForOne++;
  }
  return { resource, free, freeForOne };
}

/** What one step of the deal needs of one role. */
export interface StepNeed {
  readonly step: string;
  readonly need: Need;
  /** Hours of work of each unit. */
  readonly hours: number;
}

/** Returns what the deal's steps need of people, in their order; null where the steps are not all known. */
export function stepNeeds(known: QueueFacts): StepNeed[] | null {
  const facts: Facts = { ...known, history: null };
  const drafts = draftsOf(facts);
  if (!isPlannable(drafts)) return null;
  const people = new Set(facts.capacity.people.map(({ role }) => role));
  return drafts.flatMap(({ step, needs, minutes }) =>
    minutes === null
      ? []
      : needs.filter(({ role }) => people.has(role)).map((need) => ({ step, need, hours: minutes.likely / minutes.units / 60 })),
  );
}
