/**
 * Who does the hours that are booked for a signed deal: people on posts by matching, as `staffing-pattern` looks for them (`staffing.ts`), but in the very slots
 * that the booking holds in the queue.
 *
 * - A *post* is one unit of a load, of a role that has people. Whoever takes it is in the team and there in all of its slots (a booking may use the reserve), at its
 *   level or above, and in none of them on another booking by name.
 * - Somebody above the level of a post leaves one less of their own level: only where the queue leaves one, so that what is booked of others stays possible.
 * - Posts that share time are filled together. First one after another, the lowest level that can do it first, of equals whoever is on the deal already: then it
 *   stays with as few people as it can. Where that leaves a post empty, each post gets somebody of their own by matching (`flow.ts`).
 * - A load that nobody can do whole is cut into its days. What is still empty is left to the role and told: it is held as before, and nobody knows by whom.
 */
import type { Load } from '../model/capacity.ts';
import { minutesOn, type Calendar } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { SoftReading } from '../model/policy.ts';
import { businessDaysIn, slotsOn, workersOf, type CapacityProfile, type Worker } from './capacity.ts';
import { WHOLE } from '../model/units.ts';
import { fillPosts } from './flow.ts';
import { wholeQueue, type QueueFacts } from './queue.ts';

/** Somebody who is to have one unit of a role, or of a level of it, on all of its hours. */
export interface Wish {
  readonly role: string;
  readonly level: string | null;
  /** By id. */
  readonly person: string;
}

/** Units of a role that nobody can do. */
export interface OpenPost {
  readonly role: string;
  readonly level: string | null;
  readonly from: Day;
  readonly to: Day;
}

/** The loads of a booking, with who does them. */
export interface Named {
  readonly work: readonly Load[];
  readonly open: readonly OpenPost[];
}

/** One unit of a load. */
interface Post {
  readonly load: Load;
  readonly role: string;
  /** How many levels somebody must have: 0 for anyone of the role. */
  readonly level: number;
  /** In the order of the axis. */
  readonly slots: readonly number[];
}

/** What is left of a role while its posts are filled. */
interface Left {
  readonly profile: CapacityProfile;
  readonly workers: readonly Worker[];
  /** By worker: the slots that they are on this deal already. */
  readonly mine: readonly Set<number>[];
  /** The first resource of the role, and what each level's posts took beyond what is booked of it, by resource and slot. */
  readonly base: number;
  readonly more: Map<string, number>;
}

/**
 * Returns who does the hours of a booking, `index` of the queue, from today on; or why somebody who is wished for cannot. What was done before today, and who was on
 * it, is left as it is.
 */
export function putPeople(
  facts: QueueFacts,
  index: number,
  work: readonly Load[],
  wishes: readonly Wish[],
  soft: SoftReading,
): Named | { readonly refused: string } {
  const { today } = facts;
  const past = work.filter(({ to }) => to < today);
  const bare = work
    .filter(({ to }) => to >= today)
    .map(({ needs, from, to, per_day, begins }): Load => ({ needs, from, to, per_day, ...(begins !== undefined && { begins }) }));
  const named = new Map<Load, string[]>();
  let loads = bare;
  let open: Post[] = [];
  const roles = [...new Set(bare.flatMap(({ needs }) => needs.map(({ role }) => role)))];
  for (const role of roles.filter((each) => facts.capacity.people.some((person) => person.role === each))) {
    const first = fillRole(facts, index, loads, role, wishes, soft);
    if ('refused' in first) return first;
    // What nobody could do whole is tried day by day.
    const cut = new Set(first.open.map(({ load }) => load).filter(({ from, to }) => from < to));
    const days = cut.size === 0 ? loads : loads.flatMap((load) => (cut.has(load) ? byDay(load, named, facts.calendar) : [load]));
    const found = cut.size === 0 ? first : fillRole(facts, index, days, role, wishes, soft);
    if ('refused' in found) return found;
    loads = days;
    for (const [load, ids] of found.named) named.set(load, [...(named.get(load) ?? []), ...ids]);
    open = [...open, ...found.open];
  }
  return {
    work: [...past, ...loads.map((load) => (named.has(load) ? { ...load, people: named.get(load)! } : load))],
    open: open.map(({ load: { from, to }, role, level }) => ({
      role,
      level: level === 0 ? null : facts.capacity.roles[role].levels[level - 1],
      from,
      to,
    })),
  };
}

/** A load as one load a day; whoever of another role is on it already stays on each. */
function byDay(load: Load, named: Map<Load, string[]>, calendar: Calendar): Load[] {
  const days = Array.from({ length: load.to - load.from + 1 }, (_, n): Load => ({
    ...load,
    from: load.from + n,
    to: load.from + n,
  })).filter(({ from }) => minutesOn(calendar, from) > 0);
  const ids = named.get(load);
  if (ids !== undefined) for (const day of days) named.set(day, ids);
  return days;
}

interface Filled {
  readonly named: ReadonlyMap<Load, string[]>;
  readonly open: readonly Post[];
}

function fillRole(
  facts: QueueFacts,
  index: number,
  loads: readonly Load[],
  role: string,
  wishes: readonly Wish[],
  soft: SoftReading,
): Filled | { readonly refused: string } {
  const { capacity } = facts;
  const slots = new Map<Load, Set<number>>();
  const bookings = capacity.bookings.map((each, b) => (b === index ? { ...each, work: loads } : each));
  const until = Math.max(facts.today, ...loads.map(({ to }) => to));
  const profile = wholeQueue({ ...facts, capacity: { ...capacity, bookings } }, soft, until, {
    uses: () => undefined,
    slot: (booking, load, slot) => void (booking === index && slots.set(load, (slots.get(load) ?? new Set<number>()).add(slot))),
  });
  const levels = capacity.roles[role].levels;
  const all = loads.flatMap((load): Post[] => {
    const own = [...(slots.get(load) ?? [])].sort((a, b) => a - b);
    return load.needs
      .filter((need) => need.role === role)
      .flatMap(({ level, units }) =>
        Array.from({ length: units }, () => ({ load, role, level: level === null ? 0 : levels.indexOf(level) + 1, slots: own })),
      );
  });
  // Hours that the queue has no room for are nobody's.
  const { axis } = profile;
  const wanted = (load: Load): number =>
    businessDaysIn(axis, { first: load.from, last: load.to }).reduce((sum, b) => sum + slotsOn(axis, load, WHOLE, b), 0);
  const posts = all.filter(({ load, slots: own }) => own.length > 0 && own.length === wanted(load));
  const workers = workersOf(capacity, profile.axis, role)
    .filter(({ person }) => person !== null)
    .sort((a, b) => a.top - b.top);
  const left: Left = { profile, workers, mine: workers.map(() => new Set()), base: profile.firstOf.get(role)!, more: new Map() };
  const byPost = new Map<Post, number>();

  for (const wish of wishes.filter((each) => each.role === role)) {
    const why = grant(wish, posts, byPost, left, levels);
    if (why !== null) return { refused: why };
  }
  const rest = posts.filter((post) => !byPost.has(post));
  for (const cluster of clustersOf(rest)) fillCluster(cluster, byPost, left);

  const named = new Map<Load, string[]>();
  for (const post of posts) {
    const worker = byPost.get(post);
    if (worker !== undefined) named.set(post.load, [...(named.get(post.load) ?? []), workers[worker].person!.id]);
  }
  return { named, open: all.filter((post) => !byPost.has(post)) };
}

/** Puts somebody on one unit of every load that their wish is about; returns why that cannot be, null where it is done. */
function grant(
  { role, level, person }: Wish,
  posts: readonly Post[],
  byPost: Map<Post, number>,
  left: Left,
  levels: readonly string[],
): string | null {
  const worker = left.workers.findIndex((each) => each.person!.id === person);
  const least = level === null ? null : levels.indexOf(level) + 1;
  const name = level === null ? role : `${role}.${level}`;
  const asked = posts.filter((post) => least === null || post.level === least);
  if (asked.length === 0) return `no hours of ${name} are booked for this deal from today on`;
  const loads = [...new Set(asked.map(({ load }) => load))];
  let given = 0;
  for (const load of loads) {
    const own = asked.filter((post) => post.load === load && !byPost.has(post) && post.level <= left.workers[worker].top);
    const span = load.from === load.to ? `on ${formatDay(load.from)}` : `${formatDay(load.from)} to ${formatDay(load.to)}`;
    // Beside other hours of this deal that they do already, somebody else does these.
    if (own.length > 0 && own[0].slots.some((slot) => left.mine[worker].has(slot))) continue;
    if (own.length === 0) return `${person} can be none of ${name} ${span}: others are wished for there, or a higher level is asked for`;
    const why = whyNot(own[0], worker, left);
    if (why !== null) return `${person} cannot be ${name} ${span}: ${why}`;
    take(own[0], worker, byPost, left);
    given++;
  }
  return given > 0 ? null : `${person} is on other hours of this deal whenever ${name} is asked for`;
}

/** Posts that share time with each other, one way or another, in the order in which they begin. */
function clustersOf(posts: readonly Post[]): Post[][] {
  const ordered = [...posts].sort((a, b) => a.slots[0] - b.slots[0]);
  const clusters: { posts: Post[]; last: number }[] = [];
  for (const post of ordered) {
    const now = clusters.at(-1);
    const last = post.slots.at(-1)!;
    if (now !== undefined && post.slots[0] <= now.last) {
      now.posts.push(post);
      now.last = Math.max(now.last, last);
    } else clusters.push({ posts: [post], last });
  }
  return clusters.map((cluster) => cluster.posts);
}

/** Fills posts that share time: one after another, or, where that leaves one empty and matching does not, each by somebody of their own. */
function fillCluster(posts: readonly Post[], byPost: Map<Post, number>, left: Left): void {
  // The highest level first: whoever can do it can do the others, too.
  const order = [...posts].sort((a, b) => b.level - a.level || a.slots[0] - b.slots[0]);
  const mark = new Map(left.more);
  const before = left.mine.map((slots) => new Set(slots));
  for (const post of order) {
    const able = left.workers.flatMap((_, w) => (whyNot(post, w, left) === null ? [w] : []));
    if (able.length === 0) continue;
    const { workers, mine } = left;
    take(
      post,
      able.reduce((one, other) => (workers[other].top === workers[one].top && mine[other].size > mine[one].size ? other : one)),
      byPost,
      left,
    );
  }
  if (order.every((post) => byPost.has(post))) return;
  const greedy = order.map((post) => byPost.get(post));
  const undo = (): void => {
    for (const post of order) byPost.delete(post);
    left.more.clear();
    for (const [key, units] of mark) left.more.set(key, units);
    left.mine.forEach((slots, w) => {
      slots.clear();
      for (const slot of before[w]) slots.add(slot);
    });
  };
  undo();
  const matched = fillPosts(
    order.length,
    left.workers.map((_, w) => order.flatMap((post, p) => (whyNot(post, w, left) === null ? [p] : []))),
  );
  const fits =
    matched !== null && order.every((post, p) => whyNot(post, matched[p], left) === null && (take(post, matched[p], byPost, left), true));
  if (fits) return;
  undo();
  order.forEach((post, p) => {
    if (greedy[p] !== undefined) take(post, greedy[p], byPost, left);
  });
}

/** Why somebody cannot have a post, as the end of a sentence; null where they can. */
function whyNot({ level, slots }: Post, worker: number, { profile, workers, mine, base, more }: Left): string | null {
  const { axis, named, present, booked } = profile;
  const { person, top, slots: there } = workers[worker];
  if (top < level) return 'their level is below it';
  const own = named.get(person!.id);
  for (const t of slots) {
    const b = axis.dayOfSlot[t];
    const day = formatDay(axis.days[b]);
    if (t - axis.firstSlot[b] >= there[b]) return `they are not there on ${day} at these hours`;
    if ((own?.[t] ?? 0) > 0) return `on ${day} they are on another booking by name`;
    if (mine[worker].has(t)) return `on ${day} they do other hours of this deal`;
    for (let r = base + level + 1; r <= base + top; r++) {
      if (present[r][t] - booked[r][t] - (more.get(`${r}:${t}`) ?? 0) < 1) return `on ${day} all of their level are booked for others`;
    }
  }
  return null;
}

function take(post: Post, worker: number, byPost: Map<Post, number>, { workers, mine, base, more }: Left): void {
  byPost.set(post, worker);
  for (const t of post.slots) {
    mine[worker].add(t);
    for (let r = base + post.level + 1; r <= base + workers[worker].top; r++) more.set(`${r}:${t}`, (more.get(`${r}:${t}`) ?? 0) + 1);
  }
}
