/**
 * All that the exact solver knows while it looks for a plan: the model as flat tables, the bounds, and what each of its parts keeps for itself.
 *
 * It is one object, made by one literal, and the parts are plain functions over it. That is for speed: functions of a module are compiled once and stay so,
 * while functions made anew for each question lose their compiled code with the first full garbage collection after it.
 */
import { noStatements, type Statements } from './statements.ts';
import { daysOf, type Tables } from './tables.ts';

/** Reasons, in the low bits of a number; the rest says which edge, clause or place in the arena. */
export const GUESS = 0;
export const EDGE_FORWARD = 1;
export const EDGE_BACKWARD = 2;
export const CLAUSE = 3;
export const ARENA = 4;
export const APART_FORWARD = 5;
export const APART_BACKWARD = 6;
export const KINDS = 3;

/** Numbers before the statements of a clause: how many statements, and its quality. */
export const HEAD = 2;

/**
 * How a step has moved since the timetable was looked at: its soonest start, its latest one, or back to where it was before a guess. What is undone needs no
 * second look, only its load: before anything was guessed on top of it, everything had been looked at.
 */
export const SOONEST = 1;
export const LATEST = 2;
export const UNDONE = 4;

/**
 * The unknowns are the starts of the steps, then the completion (`sink`, a step of its own), then the choices: which step of a pair comes first, where two can
 * never work at once or variants are tied together, 1 when the first one does, else 0. A bound is 2i ("unknown i is at least v") or 2i+1 ("at most v", kept as
 * -v): both only grow.
 */
export interface State {
  // ——— The model.
  readonly tables: Tables;
  readonly n: number;
  readonly sink: number;
  /** By step, as in `tables.ts`; the completion's ranks are days, its slots too. */
  readonly starts: readonly Int32Array[];
  readonly ends: readonly Int32Array[];
  readonly from: readonly Int32Array[];
  readonly running: readonly Int32Array[];
  readonly open: readonly Int32Array[];
  readonly before: readonly Int32Array[];
  readonly edgeBefore: Int32Array;
  readonly edgeAfter: Int32Array;
  readonly edgeSlots: readonly Int32Array[];
  readonly edgeLatest: readonly Int32Array[];
  /** Edges by the step before and by the step after. */
  readonly outgoing: readonly Int32Array[];
  readonly incoming: readonly Int32Array[];
  /** Steps of this one's pool that can never work while it does. */
  readonly apart: readonly Int32Array[];
  /** The same: the bound of the choice between the two that is raised when this step comes first. */
  readonly apartLead: readonly Int32Array[];
  /** By choice: its two steps; of variants, those of the first one. */
  readonly firsts: Int32Array;
  readonly seconds: Int32Array;

  // ——— Bounds and trail.
  /** By bound: its value. */
  readonly value: Int32Array;
  /** What holds whatever is guessed. */
  readonly rootValue: Int32Array;
  /** By entry of the trail: the bound, its value before, the bound's entry before, why, and at which level. */
  trailBound: Int32Array;
  trailOld: Int32Array;
  trailPrevious: Int32Array;
  trailReason: Int32Array;
  trailLevel: Int32Array;
  /** Set while a contradiction is analysed: the value that is needed of an entry. */
  wanted: Int32Array;
  seen: Uint8Array;
  trail: number;
  /** The first entry whose consequences have not been drawn. */
  head: number;
  /** By bound: its last entry on the trail; -1 when it holds at the root. */
  readonly entryOf: Int32Array;
  level: number;
  readonly levelStart: number[];
  readonly arenaStart: number[];
  /** Reasons that are written down: how many numbers, then (bound, value) pairs. */
  arena: Int32Array;
  arenaTop: number;
  /** The statements that contradict each other, as (bound, value) pairs that all hold. */
  readonly clash: Statements;

  // ——— The timetable.
  /** By pool, by slot: units of the steps that certainly work then. */
  readonly load: readonly Int32Array[];
  /** By pool: the most that one step needs of it. */
  readonly most: Int32Array;
  /** By step: the slots between which it certainly runs, as they stand in `load`; empty when from >= to. */
  readonly sureFrom: Int32Array;
  readonly sureTo: Int32Array;
  /** By step, as the timetable has seen it last: the slots between which it runs if it begins as soon as it can, then if it begins as late. */
  readonly spans: Int32Array;
  /** Steps whose bounds have moved since the timetable was looked at. */
  readonly touched: Int32Array;
  touchedCount: number;
  /** By step: how. */
  readonly isTouched: Uint8Array;
  /** By step, while the timetable is looked at: how it has moved. */
  readonly moved: Uint8Array;
  /** The same: up to which slot, begun as soon as it can, and from which on, begun as late, there was room for it when it was looked at last. */
  readonly seenTo: Int32Array;
  readonly seenFrom: Int32Array;
  /** By pool: between which slots its load grew, of those that have no room for every step any more. */
  readonly changedFrom: Int32Array;
  readonly changedTo: Int32Array;
  /** By pool: the least units that are left in those slots. */
  readonly changedLeft: Int32Array;
  unfinished: boolean;
  /** Statements of a reason that is being made. */
  readonly statements: Statements;

  // ——— Clauses.
  /** Statements are indexed by value, from the lowest that each unknown may have: unknown i has the numbers from `base[i]` on. */
  readonly base: Int32Array;
  readonly lowest: Int32Array;
  readonly atoms: number;
  /** One behind another: how many statements, the quality (levels when it was learned), then the statements. */
  clauses: Int32Array;
  clausesTop: number;
  learned: number[];
  /** By number of a statement, for lower and for upper bounds: the first watch that hangs there. A watch is 2 × clause + its place; by watch: the next one. */
  readonly hung: readonly [Int32Array, Int32Array];
  nextWatch: Int32Array;
  watchClause: Int32Array;
  watches: number;

  // ——— Learning.
  readonly others: number[];
  readonly scratch: Statements;
  /** Which contradiction is analysed. */
  round: number;
  /** By entry: from which value on it was seen not to follow from what is needed, and for which contradiction. */
  failed: Int32Array;
  failedIn: Int32Array;
  /** By level: the last contradiction that needed something of it. */
  readonly neededIn: Int32Array;
  /** By depth: the reasons that are walked through. */
  readonly walked: Statements[];
  readonly strongest: Int32Array;
  readonly levelSeen: Int32Array;
  stamp: number;
  pending: number;
  /** The ranks of a plan that no clause may exclude: for tests. */
  readonly debug: Int32Array | null;

  // ——— Guesses.
  /** By statement: how lately it was part of a contradiction. */
  readonly activity: Float64Array;
  increase: number;
  /** Statements that may be guessed, the most active first. */
  readonly heap: Int32Array;
  heapSize: number;
  readonly heapAt: Int32Array;
  /** By statement: its unknown. */
  readonly owner: Int32Array;
  /** Statements that were passed over because they are decided, and the level at which: they come back when that level is undone. */
  readonly passed: number[];
  readonly passedLevel: number[];
  /** The ranks of the best plan known: what it says is guessed. */
  guide: Int32Array | null;

  conflicts: number;
  /** Slots, clauses and statements looked at. */
  effort: number;
}

/**
 * Returns the state before anything is guessed, with the completion between two days, along the edges; null when that leaves some step no start. `known` are
 * the ranks of a plan that guides the guesses.
 */
export function stateOf(tables: Tables, lower: number, latest: number, known: Int32Array | null, debug: Int32Array | null): State | null {
  const { kinds, edgesFrom, over, pools, dayOf, sameOrder } = tables;
  const n = tables.tasks.length;
  const sink = n;
  const days = numbers(tables.never + 2);
  const withDays = (table: (kind: Tables['kinds'][number]) => Int32Array): Int32Array[] => [...kinds.map(table), days];
  const starts = withDays((kind) => kind.starts);
  const from = withDays((kind) => kind.from);

  // Loops that look clumsy: this is asked hundreds of times for one date, and was a tenth of its time.
  let count = 0;
  for (let step = 0; step < n; step++) count += edgesFrom[step].length + (over[step] === null ? 0 : 1);
  const edgeBefore = new Int32Array(count);
  const edgeAfter = new Int32Array(count);
  const edgeSlots: Int32Array[] = [];
  const edgeLatest: Int32Array[] = [];
  const edge = (before: number, after: number, slots: Int32Array, latest: Int32Array): void => {
    edgeBefore[edgeSlots.length] = before;
    edgeAfter[edgeSlots.length] = after;
    edgeSlots.push(slots);
    edgeLatest.push(latest);
  };
  for (const list of edgesFrom) for (const each of list) edge(each.before, each.after, each.slots, each.latest);
  for (let step = 0; step < n; step++) {
    const moments = over[step];
    if (moments === null) continue;
    const { slots, latest: until } = daysOf(moments, tables);
    edge(step, sink, slots, until);
  }

  const windows = new Int32Array(2 * n + 2);
  for (let i = 0; i < n; i++) {
    windows[2 * i] = tables.first[i];
    windows[2 * i + 1] = -(starts[i].length - 1);
  }
  windows[2 * sink] = Math.max(lower, dayOf(tables.atLeast));
  windows[2 * sink + 1] = -latest;
  if (!settle(windows, { starts, from, edgeBefore, edgeAfter, edgeSlots, edgeLatest })) return null;
  const { apart, apartLead, pairs: apartPairs } = stepsApart(tables, windows);
  // Variants side by side have choices for all steps that share a role; alone, a problem has one for each two steps that can never work at once.
  const pairs = sameOrder?.pairs ?? apartPairs;
  const firsts = Int32Array.from(pairs, ([first]) => first);
  const seconds = Int32Array.from(pairs, ([, second]) => second);
  const unknowns = n + 1 + firsts.length;
  const value = new Int32Array(2 * unknowns);
  value.set(windows);
  for (let choice = n + 1; choice < unknowns; choice++) value[2 * choice + 1] = -1;

  // The widest domains there will be.
  const lowest = new Int32Array(unknowns);
  for (let i = 0; i < unknowns; i++) lowest[i] = value[2 * i];
  const base = new Int32Array(unknowns + 1);
  for (let i = 0; i < unknowns; i++) base[i + 1] = base[i] - value[2 * i + 1] - value[2 * i] + 3;
  const atoms = base[unknowns];
  const owner = new Int32Array(atoms);
  for (let i = 0; i < unknowns; i++) owner.fill(i, base[i], base[i + 1]);

  const room = 4096;
  return {
    tables,
    n,
    sink,
    starts,
    ends: withDays((kind) => kind.ends),
    from,
    running: withDays((kind) => kind.running),
    open: kinds.map((kind) => kind.runs.open),
    before: kinds.map((kind) => kind.runs.rank),
    edgeBefore,
    edgeAfter,
    edgeSlots,
    edgeLatest,
    outgoing: group(edgeBefore, n + 1),
    incoming: group(edgeAfter, n + 1),
    apart,
    apartLead,
    firsts,
    seconds,
    value,
    rootValue: value.slice(),
    trailBound: new Int32Array(room),
    trailOld: new Int32Array(room),
    trailPrevious: new Int32Array(room),
    trailReason: new Int32Array(room),
    trailLevel: new Int32Array(room),
    wanted: new Int32Array(room),
    seen: new Uint8Array(room),
    trail: 0,
    head: 0,
    entryOf: new Int32Array(2 * unknowns).fill(-1),
    level: 0,
    levelStart: [0],
    arenaStart: [0],
    arena: new Int32Array(16_384),
    arenaTop: 0,
    clash: noStatements(),
    load: pools.map(({ free }) => new Int32Array(free.length)),
    most: Int32Array.from(pools, ({ units }) => Math.max(...units)),
    sureFrom: new Int32Array(n),
    sureTo: new Int32Array(n),
    spans: new Int32Array(4 * n),
    touched: numbers(n),
    touchedCount: n,
    // Nothing has been looked at yet, as after what was undone.
    isTouched: new Uint8Array(n).fill(SOONEST | LATEST | UNDONE),
    moved: new Uint8Array(n),
    seenTo: new Int32Array(n),
    seenFrom: new Int32Array(n),
    changedFrom: new Int32Array(pools.length).fill(tables.size),
    changedTo: new Int32Array(pools.length),
    changedLeft: Int32Array.from(pools, ({ units }) => Math.max(...units)),
    unfinished: false,
    statements: noStatements(),
    base,
    lowest,
    atoms,
    clauses: new Int32Array(16_384),
    clausesTop: 0,
    learned: [],
    hung: [new Int32Array(atoms).fill(-1), new Int32Array(atoms).fill(-1)],
    nextWatch: new Int32Array(2048),
    watchClause: new Int32Array(1024),
    watches: 0,
    others: [],
    scratch: noStatements(),
    round: 0,
    failed: new Int32Array(room),
    failedIn: new Int32Array(room),
    neededIn: new Int32Array(atoms + 1),
    walked: [],
    strongest: new Int32Array(2 * unknowns).fill(-1),
    // There are as many levels as guesses, and no guess is about what is decided.
    levelSeen: new Int32Array(atoms + 1).fill(-1),
    stamp: 0,
    pending: 0,
    debug,
    activity: new Float64Array(atoms),
    increase: 1,
    heap: new Int32Array(atoms),
    heapSize: 0,
    heapAt: new Int32Array(atoms).fill(-1),
    owner,
    passed: [],
    passedLevel: [],
    guide: known,
    conflicts: 0,
    effort: 0,
  };
}

/** Returns the first so many numbers. */
function numbers(count: number): Int32Array {
  const found = new Int32Array(count);
  for (let k = 0; k < count; k++) found[k] = k;
  return found;
}

/** Narrows the domains along the edges; false when a step has no start left. */
function settle(
  value: Int32Array,
  {
    starts,
    from,
    edgeBefore,
    edgeAfter,
    edgeSlots,
    edgeLatest,
  }: Pick<State, 'starts' | 'from' | 'edgeBefore' | 'edgeAfter' | 'edgeSlots' | 'edgeLatest'>,
): boolean {
  for (let again = true; again;) {
    again = false;
    for (let e = 0; e < edgeBefore.length; e++) {
      const i = edgeBefore[e];
      const j = edgeAfter[e];
      if (value[2 * i] >= starts[i].length || -value[2 * j + 1] < 0) return false;
      const later = from[j][edgeSlots[e][value[2 * i]]];
      if (later > value[2 * j]) {
        value[2 * j] = later;
        again = true;
      }
      const sooner = -edgeLatest[e][starts[j][-value[2 * j + 1]]];
      if (sooner > value[2 * i + 1]) {
        value[2 * i + 1] = sooner;
        again = true;
      }
      if (value[2 * i] > -value[2 * i + 1] || value[2 * j] > -value[2 * j + 1]) return false;
    }
  }
  return true;
}

/** Returns the indexes by the value they have. */
function group(values: Int32Array, count: number): Int32Array[] {
  const counts = new Int32Array(count);
  for (let k = 0; k < values.length; k++) counts[values[k]]++;
  const groups = Array.from(counts, (many) => new Int32Array(many));
  for (let k = values.length - 1; k >= 0; k--) groups[values[k]][--counts[values[k]]] = k;
  return groups;
}

/**
 * Returns by step those that can never work while it does, because together they need more of some pool than it ever has; the choice between the two as the
 * bound that is raised when this step comes first; and the pairs by choice.
 */
function stepsApart(
  { kinds, pools, edgesFrom }: Tables,
  value: Int32Array,
): { apart: Int32Array[]; apartLead: Int32Array[]; pairs: (readonly [number, number])[] } {
  const n = kinds.length;
  const apart: number[][] = Array.from({ length: n }, () => []);
  const leads: number[][] = Array.from({ length: n }, () => []);
  const pairs: (readonly [number, number])[] = [];
  const known = new Set<number>();
  // Steps that pause at different times may lie inside one another, so only those of the same open slots exclude each other as whole spans.
  const calendars: Int32Array[] = [];
  const seen = new Map<Int32Array, number>();
  const calendarOf = kinds.map(({ runs: { open } }) => {
    let calendar = seen.get(open);
    if (calendar === undefined) {
      const at = calendars.findIndex((other) => other.length === open.length && other.every((slot, k) => slot === open[k]));
      calendar = at >= 0 ? at : calendars.push(open) - 1;
      seen.set(open, calendar);
    }
    return calendar;
  });
  const ordered = (i: number, j: number): boolean =>
    edgesFrom[i].some((edge) => edge.after === j) || edgesFrom[j].some((edge) => edge.after === i);
  for (const { steps, units, free } of pools) {
    const most = new Map<number, number>();
    const mostFree = (calendar: number): number => {
      let found = most.get(calendar);
      if (found === undefined) {
        found = 0;
        const slots = calendars[calendar];
        for (let k = 0; k < slots.length; k++) if (free[slots[k]] > found) found = free[slots[k]];
        most.set(calendar, found);
      }
      return found;
    };
    for (let a = 0; a < steps.length; a++) {
      for (let b = a + 1; b < steps.length; b++) {
        const i = steps[a];
        const j = steps[b];
        if (calendarOf[i] !== calendarOf[j] || units[a] + units[b] <= mostFree(calendarOf[i])) continue;
        if (known.has(i * n + j) || ordered(i, j)) continue;
        // Windows that do not meet need no pair.
        if (kinds[i].ends[-value[2 * i + 1]] <= kinds[j].starts[value[2 * j]]) continue;
        if (kinds[j].ends[-value[2 * j + 1]] <= kinds[i].starts[value[2 * i]]) continue;
        known.add(i * n + j);
        apart[i].push(j);
        apart[j].push(i);
        const choice = n + 1 + pairs.length;
        leads[i].push(2 * choice);
        leads[j].push(2 * choice + 1);
        pairs.push([i, j]);
      }
    }
  }
  return { apart: apart.map((list) => Int32Array.from(list)), apartLead: leads.map((list) => Int32Array.from(list)), pairs };
}
