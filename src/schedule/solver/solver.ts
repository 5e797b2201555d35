/**
 * The exact solver: proves that no plan is complete sooner, or finds one that is.
 *
 * How it works, in the order of the sections below. Each step has one unknown, its start, kept as two bounds: "begins at rank v or later" and "at rank
 * v or earlier" (a rank is a number among its possible starts, `tables.ts`). The deal's completion is one more unknown, counted in business days.
 *
 * 1. *Bounds and trail.* Every bound that is raised is written down with its reason. A statement about a start is never made ahead of its use: the pair
 *    (bound, value) is the statement, and "at least v" for bound 2i, "at most" for 2i+1 (kept negated, so that both only grow).
 * 2. *Propagation.* From bounds follow bounds: along edges, between steps that can never work at the same time, and where the steps that certainly
 *    work in a slot leave too little for another one (the timetable). What follows carries the reason from which it follows.
 * 3. *Learning.* Where bounds contradict, the reasons are walked back to one statement of the current guess from which, with older ones, the
 *    contradiction follows. The clause that says so is kept, so that no guess runs into the same wall twice.
 * 4. *Search.* Guesses go where clauses were learned lately. After a while the guesses start anew, in turns with "it is complete on the earliest day not yet
 *    ruled out" (to refute it raises the lower bound) and without (to find a better plan).
 *
 * Where several variants of a deal stand side by side (`together.ts`), which of two steps comes first is one more kind of unknown, the same for all
 * variants: begins one surely sooner in some variant, it comes first; what comes first begins no later in any of them.
 *
 * Pauses need no care of their own: `ends` says when a step that began at a rank is over, and `running` from which rank on it still runs in a slot.
 *
 * Sources: O. Ohrimenko, P. Stuckey and M. Codish, "Propagation via lazy clause generation" (2009); A. Schutt, T. Feydy, P. Stuckey and M. Wallace,
 * "Explaining the cumulative propagator" (2011); first unique implication points: J. Marques-Silva and K. Sakallah, "GRASP" (1999); activities and
 * clause quality as in N. Eén and N. Sörensson, "MiniSat" (2003), and G. Audemard and L. Simon, "Glucose" (2009).
 */
import type { SameOrder, Tables } from './tables.ts';

/** What the solver found out. Days are numbers of business days on the axis. */
export interface Solved {
  /** No plan is complete before this day; when it equals `upper`, that is proven. */
  readonly lower: number;
  /** The day of the best plan known. */
  readonly upper: number;
  /** Its ranks by step; null when nothing better was found than what was given. */
  readonly ranks: Int32Array | null;
  /** Contradictions met. */
  readonly conflicts: number;
  /** What it cost: slots, clauses and statements looked at. */
  readonly effort: number;
}

/** What the solver may cost: it stops at whichever is spent first. */
export interface Effort {
  readonly conflicts: number;
  readonly effort: number;
}

/** Reasons, in the low bits of a number; the rest says which edge, clause or place in the arena. */
const GUESS = 0;
const EDGE_FORWARD = 1;
const EDGE_BACKWARD = 2;
const CLAUSE = 3;
const ARENA = 4;
const KINDS = 3;

/** Contradictions of the shortest stretch between two restarts: of 50 to 500, this proved most of the hard instances of PSPLIB within a second. */
const STRIDE = 250;

/**
 * Returns how early a plan can be complete. `known` are the ranks of a plan that is complete on day `upper` (it guides the guesses), `lower` a day
 * before which no plan is; with `debug`, the ranks of a plan, every clause is checked against it and a wrong one throws.
 */
export function solve(tables: Tables, lower: number, upper: number, known: Int32Array | null, limit: Effort, debug?: Int32Array): Solved {
  const { kinds, edgesFrom, over, pools, uses, dayOf, sameOrder } = tables;
  const n = tables.tasks.length;
  const sink = n;
  let best: Int32Array | null = null;
  let bestDay = upper;
  let conflicts = 0;
  let effort = 0;
  const result = (lowest: number): Solved => ({ lower: lowest, upper: bestDay, ranks: best, conflicts, effort });
  if (lower >= upper) return result(upper);

  // ——— The model: domains, edges (the completion is a step of its own), pairs.

  const starts = kinds.map((kind) => kind.starts);
  const ends = kinds.map((kind) => kind.ends);
  const from = kinds.map((kind) => kind.from);
  const running = kinds.map((kind) => kind.running);
  const open = kinds.map((kind) => kind.runs.open);
  const before = kinds.map((kind) => kind.runs.rank);
  // The completion's ranks are days, its slots too.
  const days = Int32Array.from({ length: tables.never + 2 }, (_, day) => day);
  starts.push(days);
  ends.push(days);
  from.push(days);
  running.push(days);

  const edgeBefore: number[] = [];
  const edgeAfter: number[] = [];
  const edgeSlots: Int32Array[] = [];
  const edgeLatest: Int32Array[] = [];
  for (const edges of edgesFrom) {
    for (const edge of edges) {
      edgeBefore.push(edge.before);
      edgeAfter.push(edge.after);
      edgeSlots.push(edge.slots);
      edgeLatest.push(edge.latest);
    }
  }
  for (let i = 0; i < n; i++) {
    const moments = over[i];
    if (moments === null) continue;
    const completes = moments.map(dayOf);
    const latest = new Int32Array(days.length);
    for (let day = 0, next = 0; day < latest.length; day++) {
      while (next < completes.length && completes[next] <= day) next++;
      latest[day] = next - 1;
    }
    edgeBefore.push(i);
    edgeAfter.push(sink);
    edgeSlots.push(completes);
    edgeLatest.push(latest);
  }
  // Which of two steps comes first is an unknown of its own where variants are tied together: 1 when the first one does, else 0.
  const firsts = Int32Array.from(sameOrder?.pairs ?? [], ([first]) => first);
  const seconds = Int32Array.from(sameOrder?.pairs ?? [], ([, second]) => second);
  const unknowns = n + 1 + firsts.length;
  const outgoing = group(edgeBefore, n + 1);
  const incoming = group(edgeAfter, n + 1);

  /** By bound: its value. Bound 2i: the first rank of step i; bound 2i+1: its last one, negated. */
  const value = new Int32Array(2 * unknowns);
  for (let i = 0; i < n; i++) {
    value[2 * i] = tables.first[i];
    value[2 * i + 1] = -(starts[i].length - 1);
  }
  value[2 * sink] = Math.max(lower, dayOf(tables.atLeast));
  value[2 * sink + 1] = -(upper - 1);
  for (let p = 0; p < firsts.length; p++) value[2 * (n + 1 + p) + 1] = -1;
  // The widest domains there will be: learned clauses and activities are indexed by value.
  if (!settleEdges()) return result(upper);
  const lowest = Int32Array.from({ length: unknowns }, (_, i) => value[2 * i]);
  const widths = Int32Array.from({ length: unknowns }, (_, i) => -value[2 * i + 1] - value[2 * i] + 3);
  const base = new Int32Array(unknowns + 1);
  for (let i = 0; i < unknowns; i++) base[i + 1] = base[i] + widths[i];
  const atoms = base[unknowns];

  const { pairsOf, pairWith } = findPairs(tables, value);

  // ——— 1. Bounds and trail.

  let room = 4096;
  let trailBound = new Int32Array(room);
  let trailOld = new Int32Array(room);
  let trailNew = new Int32Array(room);
  let trailPrevious = new Int32Array(room);
  let trailReason = new Int32Array(room);
  let trailLevel = new Int32Array(room);
  /** Set while a conflict is analysed: the value that is needed of an entry. */
  let wanted = new Int32Array(room);
  let seen = new Uint8Array(room);
  let trail = 0;
  /** By bound: its last entry on the trail; -1 when it holds at the root. */
  const entryOf = new Int32Array(2 * unknowns).fill(-1);
  /** What holds whatever is guessed. */
  const rootValue = value.slice();
  let level = 0;
  const levelStart: number[] = [0];
  const arenaStart: number[] = [0];
  let arena = new Int32Array(65_536);
  let arenaTop = 0;
  let head = 0;

  /** The statements that contradict each other, as (bound, value) pairs that all hold. */
  const clash: number[] = [];

  function grow(): void {
    room *= 2;
    const wider = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(room);
      next.set(array);
      return next;
    };
    trailBound = wider(trailBound);
    trailOld = wider(trailOld);
    trailNew = wider(trailNew);
    trailPrevious = wider(trailPrevious);
    trailReason = wider(trailReason);
    trailLevel = wider(trailLevel);
    wanted = wider(wanted);
    const marks = new Uint8Array(room);
    marks.set(seen);
    seen = marks;
  }

  /** Raises a bound; false when that contradicts the opposite bound, and then `clash` says why. */
  function raise(bound: number, to: number, reason: number): boolean {
    if (value[bound] >= to) return true;
    if (to + value[bound ^ 1] > 0) {
      clash.length = 0;
      explain(bound, to, reason, clash);
      clash.push(bound ^ 1, 1 - to);
      return false;
    }
    if (trail === room) grow();
    trailBound[trail] = bound;
    trailOld[trail] = value[bound];
    trailNew[trail] = to;
    trailPrevious[trail] = entryOf[bound];
    trailReason[trail] = reason;
    trailLevel[trail] = level;
    entryOf[bound] = trail;
    value[bound] = to;
    trail++;
    return true;
  }

  /** Adds to `into` the statements from which "`bound` is at least `to`" followed. */
  function explain(bound: number, to: number, reason: number, into: number[]): void {
    const which = reason >> KINDS;
    switch (reason & ((1 << KINDS) - 1)) {
      case EDGE_FORWARD: {
        // The first rank of the step before from which the one after cannot begin at to - 1.
        const i = edgeBefore[which];
        into.push(2 * i, edgeLatest[which][starts[edgeAfter[which]][to - 1]] + 1);
        return;
      }
      case EDGE_BACKWARD: {
        const j = edgeAfter[which];
        into.push(2 * j + 1, 1 - from[j][edgeSlots[which][1 - to]]);
        return;
      }
      case CLAUSE: {
        const end = which + 2 + 2 * clauses[which];
        for (let at = which + 2; at < end; at += 2) if (clauses[at] !== bound) into.push(clauses[at] ^ 1, 1 - clauses[at + 1]);
        return;
      }
      case ARENA: {
        const end = which + 1 + arena[which];
        for (let at = which + 1; at < end; at += 2) into.push(arena[at], arena[at + 1]);
      }
    }
  }

  /** Writes statements down as a reason. */
  function reasonOf(statements: readonly number[]): number {
    if (arenaTop + statements.length + 1 > arena.length) {
      const next = new Int32Array(arena.length * 2);
      next.set(arena);
      arena = next;
    }
    const at = arenaTop;
    arena[at] = statements.length;
    for (let k = 0; k < statements.length; k++) arena[at + 1 + k] = statements[k];
    arenaTop = at + 1 + statements.length;
    return (at << KINDS) | ARENA;
  }

  function backTo(to: number): void {
    if (level <= to) return;
    const begin = levelStart[to + 1];
    for (let e = trail - 1; e >= begin; e--) {
      const bound = trailBound[e];
      value[bound] = trailOld[e];
      entryOf[bound] = trailPrevious[e];
      touch(bound >> 1);
    }
    trail = begin;
    arenaTop = arenaStart[to + 1];
    level = to;
    head = trail;
    levelStart.length = arenaStart.length = to + 1;
    while (passedLevel.length > 0 && passedLevel[passedLevel.length - 1] > to) {
      passedLevel.pop();
      insert(passed.pop()!);
    }
  }

  // ——— 2. Propagation.

  /** By pool, by slot: units of the steps that certainly work then. */
  const load = pools.map(({ free }) => new Int32Array(free.length));
  /** By step: the slots between which it certainly runs, as they stand in `load`; empty when from >= to. */
  const sureFrom = new Int32Array(n);
  const sureTo = new Int32Array(n);
  const touched: number[] = [];
  const isTouched = new Uint8Array(n);
  for (let i = 0; i < n; i++) touch(i);

  function touch(step: number): void {
    if (step >= sink || isTouched[step] === 1) return;
    isTouched[step] = 1;
    touched.push(step);
  }

  /** Draws all conclusions; false when the bounds contradict each other, and then `clash` says why. */
  function propagate(): boolean {
    for (;;) {
      while (head < trail) {
        const bound = trailBound[head];
        const old = trailOld[head];
        head++;
        const step = bound >> 1;
        touch(step);
        if (!visitClauses(bound, old)) return false;
        if (step > sink) {
          if (!keepChoice(sameOrder!, bound)) return false;
          continue;
        }
        if ((bound & 1) === 0) {
          const list = outgoing[step];
          for (let k = 0; k < list.length; k++) {
            const e = list[k];
            const j = edgeAfter[e];
            if (!raise(2 * j, from[j][edgeSlots[e][value[bound]]], (e << KINDS) | EDGE_FORWARD)) return false;
          }
        } else {
          const list = incoming[step];
          const slot = starts[step][-value[bound]];
          for (let k = 0; k < list.length; k++) {
            const e = list[k];
            if (!raise(2 * edgeBefore[e] + 1, -edgeLatest[e][slot], (e << KINDS) | EDGE_BACKWARD)) return false;
          }
        }
        if (step < n && !separate(step)) return false;
        if (step < n && sameOrder !== null && !keepOrder(sameOrder, bound)) return false;
      }
      if (touched.length === 0) return true;
      if (!timetable()) return false;
    }
  }

  /** Steps that can never work at once: where one cannot come first, the other does. */
  function separate(i: number): boolean {
    const list = pairsOf[i];
    effort += list.length;
    for (let k = 0; k < list.length; k++) {
      const j = pairWith[list[k]] === i ? pairWith[list[k] ^ 1] : pairWith[list[k]];
      const firstI = value[2 * i];
      const firstJ = value[2 * j];
      const lastI = -value[2 * i + 1];
      const lastJ = -value[2 * j + 1];
      const mayLead = ends[i][firstI] <= starts[j][lastJ];
      const mayFollow = ends[j][firstJ] <= starts[i][lastI];
      if (mayLead && mayFollow) continue;
      if (!mayLead && !follow(i, j)) return false;
      if (!mayFollow && !follow(j, i)) return false;
    }
    return true;
  }

  /** Step i cannot come before step j, so it follows. */
  function follow(i: number, j: number): boolean {
    // Why i cannot come first: it would end after the last start of j.
    const lastJ = -value[2 * j + 1];
    const p = running[i][starts[j][lastJ]];
    const q = from[j][ends[i][p]] - 1;
    const soonest = from[i][ends[j][value[2 * j]]];
    if (value[2 * i] < soonest) {
      const u = running[j][starts[i][soonest - 1]];
      if (!raise(2 * i, soonest, reasonOf([2 * i, p, 2 * j + 1, -q, 2 * j, u]))) return false;
    }
    const latest = running[j][starts[i][-value[2 * i + 1]]] - 1;
    if (-value[2 * j + 1] > latest) {
      const w = from[i][ends[j][latest + 1]] - 1;
      if (!raise(2 * j + 1, -latest, reasonOf([2 * i, p, 2 * j + 1, -q, 2 * i + 1, -w]))) return false;
    }
    return true;
  }

  /** What begins sooner in one variant comes first, and what comes first begins no later in any of them. */
  function keepOrder({ steps, pairsOf }: SameOrder, bound: number): boolean {
    const i = bound >> 1;
    const base = i - (i % steps);
    const own = i - base;
    const list = pairsOf[own];
    effort += 2 * list.length;
    const isLater = (bound & 1) === 0;
    const mine = starts[i][isLater ? value[bound] : -value[bound]];
    for (let k = 0; k < list.length; k++) {
      const pair = list[k];
      const isFirst = firsts[pair] === own;
      const j = base + (isFirst ? seconds[pair] : firsts[pair]);
      // The choice as a bound that is raised when this step, or the other one, comes first.
      const lead = 2 * (sink + 1 + pair) + (isFirst ? 0 : 1);
      const isLead = value[lead] === 1 - (lead & 1);
      const isLed = value[lead ^ 1] === 1 - ((lead ^ 1) & 1);
      if (isLater) {
        if (isLead) {
          if (!beginLater(i, j, lead)) return false;
        } else if (!isLed && starts[j][-value[2 * j + 1]] < mine) {
          if (!raise(lead ^ 1, 1 - ((lead ^ 1) & 1), reasonOf([2 * j + 1, 1 - from[j][mine], bound, value[bound]]))) return false;
        }
      } else if (isLed) {
        if (!beginSooner(j, i, lead ^ 1)) return false;
      } else if (!isLead && mine < starts[j][value[2 * j]]) {
        const q = value[2 * j];
        if (!raise(lead, 1 - (lead & 1), reasonOf([bound, 1 - from[i][starts[j][q]], 2 * j, q]))) return false;
      }
    }
    return true;
  }

  /** It is settled which of two steps comes first: it does so in every variant. */
  function keepChoice({ steps, variants }: SameOrder, bound: number): boolean {
    const pair = (bound >> 1) - sink - 1;
    const [i, j] = (bound & 1) === 0 ? [firsts[pair], seconds[pair]] : [seconds[pair], firsts[pair]];
    effort += 4 * variants;
    for (let base = 0; base < variants * steps; base += steps) {
      if (!beginLater(base + i, base + j, bound) || !beginSooner(base + i, base + j, bound)) return false;
    }
    return true;
  }

  /** Step i comes first by a choice: j begins no sooner than i. */
  function beginLater(i: number, j: number, choice: number): boolean {
    const soonest = from[j][starts[i][value[2 * i]]];
    if (value[2 * j] >= soonest) return true;
    return raise(2 * j, soonest, reasonOf([choice, 1 - (choice & 1), 2 * i, from[i][starts[j][soonest - 1] + 1]]));
  }

  /** Step i comes first by a choice: it begins no later than j. */
  function beginSooner(i: number, j: number, choice: number): boolean {
    const latest = from[i][starts[j][-value[2 * j + 1]] + 1] - 1;
    if (-value[2 * i + 1] <= latest) return true;
    return raise(2 * i + 1, -latest, reasonOf([choice, 1 - (choice & 1), 2 * j + 1, 1 - from[j][starts[i][latest + 1]]]));
  }

  /** Whether in some plan the first step of a pair comes first: 1 or 0. */
  function leads(pair: number, ranks: Int32Array): 0 | 1 {
    const { steps, variants } = sameOrder!;
    for (let v = 0; v < variants; v++) {
      const [i, j] = [v * steps + firsts[pair], v * steps + seconds[pair]];
      const difference = starts[i][ranks[i]] - starts[j][ranks[j]];
      if (difference !== 0) return difference < 0 ? 1 : 0;
    }
    return 1;
  }

  const changedFrom = new Int32Array(pools.length);
  const changedTo = new Int32Array(pools.length);
  const moved = new Uint8Array(n);
  /** By pool: whether a step that uses it has moved since it was last looked at. */
  const isConcerned = new Uint8Array(pools.length);
  let unfinished = false;

  /** The timetable: brings `load` up to date, and pushes steps out of slots in which others certainly work. */
  function timetable(): boolean {
    // A pass that ended in a contradiction left `load` as it was then. The same bounds may come back before it is looked at again, so what it
    // did not get round to is looked at now.
    if (!unfinished) {
      changedFrom.fill(tables.size);
      changedTo.fill(0);
    }
    let over = unfinished ? 0 : -1;
    moved.fill(0);
    for (let k = 0; k < touched.length; k++) {
      const i = touched[k];
      isTouched[i] = 0;
      moved[i] = 1;
      const its = uses[i].pool;
      for (let u = 0; u < its.length; u++) isConcerned[its[u]] = 1;
      let a = starts[i][-value[2 * i + 1]];
      let b = ends[i][value[2 * i]];
      if (a >= b) a = b = 0;
      const oldA = sureFrom[i];
      const oldB = sureTo[i];
      if (a === oldA && b === oldB) continue;
      sureFrom[i] = a;
      sureTo[i] = b;
      if (oldA >= oldB) over = Math.max(over, add(i, a, b, 1));
      else if (a >= b || a >= oldB || b <= oldA) {
        add(i, oldA, oldB, -1);
        over = Math.max(over, add(i, a, b, 1));
      } else {
        if (a < oldA) over = Math.max(over, add(i, a, oldA, 1));
        else if (a > oldA) add(i, oldA, a, -1);
        if (b > oldB) over = Math.max(over, add(i, oldB, b, 1));
        else if (b < oldB) add(i, b, oldB, -1);
      }
    }
    touched.length = 0;
    let fine = true;
    if (over >= 0) fine = overloaded();
    for (let p = 0; p < pools.length && fine; p++) {
      if (isConcerned[p] === 0) continue;
      isConcerned[p] = 0;
      const { steps, units, free } = pools[p];
      const low = changedFrom[p];
      const high = changedTo[p];
      for (let k = 0; k < steps.length && fine; k++) {
        const j = steps[k];
        const first = value[2 * j];
        const last = -value[2 * j + 1];
        if (first === last) continue;
        if (moved[j] === 0 && (starts[j][first] >= high || ends[j][last] <= low)) continue;
        fine = pushLater(p, j, units[k], free) && pushEarlier(p, j, units[k], free);
      }
      if (!fine) isConcerned[p] = 1;
    }
    unfinished = !fine;
    return fine;
  }

  /** Adds a step's work in a range of slots to the load, or takes it away; returns a pool that is now overloaded, or -1. */
  function add(i: number, a: number, b: number, sign: 1 | -1): number {
    let over = -1;
    const low = before[i][a];
    const high = before[i][b];
    const slots = open[i];
    const { pool, units } = uses[i];
    effort += (high - low) * pool.length;
    for (let u = 0; u < pool.length; u++) {
      const p = pool[u];
      const amount = sign * units[u];
      const loads = load[p];
      for (let r = low; r < high; r++) loads[slots[r]] += amount;
      if (sign < 0) continue;
      const { free } = pools[p];
      for (let r = low; r < high; r++) if (loads[slots[r]] > free[slots[r]]) over = p;
      if (a < changedFrom[p]) changedFrom[p] = a;
      if (b > changedTo[p]) changedTo[p] = b;
    }
    return over;
  }

  /** Finds an overloaded slot, once all loads are up to date; false when there is one, and then `clash` says why. */
  function overloaded(): boolean {
    for (let p = 0; p < pools.length; p++) {
      const { free } = pools[p];
      for (let t = changedFrom[p]; t < changedTo[p]; t++) {
        if (load[p][t] <= free[t]) continue;
        clash.length = 0;
        cover(p, t, -1, free[t], clash);
        return false;
      }
    }
    return true;
  }

  /** Adds the statements by which the steps other than `besides` need more than `least` units of a pool in a slot. */
  function cover(p: number, t: number, besides: number, least: number, into: number[]): void {
    const { steps, units } = pools[p];
    let spare = load[p][t] - least - 1;
    effort += steps.length;
    for (let k = 0; k < steps.length; k++) {
      const i = steps[k];
      if (i === besides || t < sureFrom[i] || t >= sureTo[i] || before[i][t + 1] === before[i][t]) continue;
      const p1 = running[i][t];
      const p2 = 1 - from[i][t + 1];
      const free = rootValue[2 * i] >= p1 && rootValue[2 * i + 1] >= p2;
      // Who is not needed for the contradiction stays out of the clause: it is then true more often.
      if (!free && units[k] <= spare) {
        spare -= units[k];
        continue;
      }
      if (free) continue;
      into.push(2 * i, p1, 2 * i + 1, p2);
    }
  }

  const statements: number[] = [];

  /** Moves the first start of a step behind slots in which others leave it too little. */
  function pushLater(p: number, j: number, wants: number, free: Int16Array): boolean {
    const loads = load[p];
    const slots = open[j];
    for (;;) {
      const first = value[2 * j];
      const a = starts[j][first];
      const b = ends[j][first];
      const ownFrom = sureFrom[j];
      const ownTo = sureTo[j];
      let at = -1;
      const low = before[j][a];
      let r = before[j][b] - 1;
      effort += r - low + 1;
      for (; r >= low; r--) {
        const t = slots[r];
        if (loads[t] + wants > free[t] && (t < ownFrom || t >= ownTo)) {
          at = t;
          break;
        }
      }
      if (at < 0) return true;
      statements.length = 0;
      statements.push(2 * j, running[j][at]);
      cover(p, at, j, free[at] - wants, statements);
      if (!raise(2 * j, from[j][at + 1], reasonOf(statements))) return false;
    }
  }

  /** Moves the last start of a step before slots in which others leave it too little. */
  function pushEarlier(p: number, j: number, wants: number, free: Int16Array): boolean {
    const loads = load[p];
    const slots = open[j];
    for (;;) {
      const last = -value[2 * j + 1];
      const a = starts[j][last];
      const b = ends[j][last];
      const ownFrom = sureFrom[j];
      const ownTo = sureTo[j];
      let at = -1;
      const high = before[j][b];
      let r = before[j][a];
      effort += high - r;
      for (; r < high; r++) {
        const t = slots[r];
        if (loads[t] + wants > free[t] && (t < ownFrom || t >= ownTo)) {
          at = t;
          break;
        }
      }
      if (at < 0) return true;
      statements.length = 0;
      statements.push(2 * j + 1, 1 - from[j][at + 1]);
      cover(p, at, j, free[at] - wants, statements);
      if (!raise(2 * j + 1, 1 - running[j][at], reasonOf(statements))) return false;
    }
  }

  // ——— 3. Learning.

  /**
   * Clauses one behind another: how many statements, the quality (levels when it was learned), then the statements. A clause is watched at its first
   * two: a watch hangs where the opposite bound passes the value that makes its statement false.
   */
  let clauses = new Int32Array(65_536);
  let clausesTop = 0;
  let learned: number[] = [];
  /** By bound and value: the first watch that hangs there. A watch is 2 × clause + its place; by watch: the next one. */
  const hung = [new Int32Array(atoms).fill(-1), new Int32Array(atoms).fill(-1)];
  let nextWatch = new Int32Array(8192).fill(-1);
  let watchClause = new Int32Array(4096);
  let watches = 0;

  function hang(watch: number, bound: number, v: number): void {
    // (bound, v) becomes false when the opposite bound reaches 1 - v.
    const lists = hung[(bound ^ 1) & 1];
    const at = place(bound ^ 1, 1 - v);
    nextWatch[watch] = lists[at];
    lists[at] = watch;
  }

  function place(bound: number, v: number): number {
    const i = bound >> 1;
    return base[i] + 1 + ((bound & 1) === 0 ? v : -v) - lowest[i];
  }

  function addClause(statements: readonly number[], quality: number): number {
    const size = statements.length + 2;
    if (clausesTop + size > clauses.length) {
      const next = new Int32Array(clauses.length * 2);
      next.set(clauses);
      clauses = next;
    }
    const at = clausesTop;
    clauses[at] = statements.length >> 1;
    clauses[at + 1] = quality;
    for (let k = 0; k < statements.length; k++) clauses[at + 2 + k] = statements[k];
    clausesTop += size;
    learned.push(at);
    watch(at);
    return at;
  }

  function watch(clause: number): void {
    if (2 * watches + 2 > nextWatch.length) {
      const next = new Int32Array(nextWatch.length * 2);
      next.set(nextWatch);
      nextWatch = next;
      const owners = new Int32Array(watchClause.length * 2);
      owners.set(watchClause);
      watchClause = owners;
    }
    watchClause[watches] = clause;
    hang(2 * watches, clauses[clause + 2], clauses[clause + 3]);
    hang(2 * watches + 1, clauses[clause + 4], clauses[clause + 5]);
    watches++;
  }

  /** Looks at the clauses that lost a watch when a bound rose from `old`; false on a contradiction. */
  function visitClauses(bound: number, old: number): boolean {
    const lists = hung[bound & 1];
    const now = value[bound];
    const step = (bound & 1) === 0 ? 1 : -1;
    let at = place(bound, old) + step;
    for (let v = old + 1; v <= now; v++, at += step) {
      let previous = -1;
      let watch = lists[at];
      while (watch >= 0) {
        effort++;
        const next = nextWatch[watch];
        const clause = watchClause[watch >> 1];
        const mine = clause + 2 + 2 * (watch & 1);
        const other = clause + 4 - 2 * (watch & 1);
        const bound2 = clauses[other];
        const v2 = clauses[other + 1];
        if (value[bound2] < v2) {
          const end = clause + 2 + 2 * clauses[clause];
          let found = -1;
          for (let k = clause + 6; k < end; k += 2) {
            if (value[clauses[k] ^ 1] < 1 - clauses[k + 1]) {
              found = k;
              break;
            }
          }
          if (found >= 0) {
            const [b, w] = [clauses[mine], clauses[mine + 1]];
            clauses[mine] = clauses[found];
            clauses[mine + 1] = clauses[found + 1];
            clauses[found] = b;
            clauses[found + 1] = w;
            if (previous < 0) lists[at] = next;
            else nextWatch[previous] = next;
            hang(watch, clauses[mine], clauses[mine + 1]);
            watch = next;
            continue;
          }
          if (!raise(bound2, v2, (clause << KINDS) | CLAUSE)) return false;
        }
        previous = watch;
        watch = next;
      }
    }
    return true;
  }

  const others: number[] = [];
  const scratch: number[] = [];
  const strongest = new Int32Array(2 * unknowns).fill(-1);
  const levelSeen = new Int32Array(4096).fill(-1);
  let stamp = 0;
  let pending = 0;

  /** Marks a statement that the contradiction needs; what holds at the root needs no mention. */
  function need(bound: number, v: number, at: number): void {
    let e = entryOf[bound];
    while (e >= 0 && trailOld[e] >= v) e = trailPrevious[e];
    if (e < 0 || trailLevel[e] === 0) return;
    if (seen[e] === 1) {
      if (v > wanted[e]) wanted[e] = v;
      return;
    }
    seen[e] = 1;
    wanted[e] = v;
    if (trailLevel[e] === at) pending++;
    else others.push(e);
  }

  /** The level of the latest statement of a contradiction. */
  function levelOfClash(): number {
    let latest = 0;
    for (let k = 0; k < clash.length; k += 2) {
      let e = entryOf[clash[k]];
      while (e >= 0 && trailOld[e] >= clash[k + 1]) e = trailPrevious[e];
      if (e >= 0 && trailLevel[e] > latest) latest = trailLevel[e];
    }
    return latest;
  }

  /** Learns from the contradiction in `clash`, and goes back to where the new clause says something; false when there is no plan at all. */
  function learn(): boolean {
    const at = levelOfClash();
    if (at === 0) return false;
    backTo(at);
    others.length = 0;
    pending = 0;
    for (let k = 0; k < clash.length; k += 2) need(clash[k], clash[k + 1], at);
    let e = trail - 1;
    for (; ; e--) {
      if (seen[e] === 0) continue;
      if (pending === 1) break;
      seen[e] = 0;
      pending--;
      bump(trailBound[e], wanted[e]);
      scratch.length = 0;
      explain(trailBound[e], wanted[e], trailReason[e], scratch);
      effort += scratch.length;
      for (let k = 0; k < scratch.length; k += 2) need(scratch[k], scratch[k + 1], at);
    }
    seen[e] = 0;
    const needed = others.filter((entry) => !isImplied(entry));
    // Of two about the same bound the stronger one says it all; it is never one that was dropped because of the weaker one.
    for (const entry of needed) if (entry > strongest[trailBound[entry]]) strongest[trailBound[entry]] = entry;
    const keep = needed.filter((entry) => entry === strongest[trailBound[entry]] && trailBound[entry] !== trailBound[e]);
    for (const entry of needed) strongest[trailBound[entry]] = -1;
    const clause: number[] = [trailBound[e] ^ 1, 1 - wanted[e]];
    bump(trailBound[e], wanted[e]);
    // The statement of the latest level besides the first one is watched too: it is the first to be undone.
    let second = -1;
    for (const entry of keep) if (second < 0 || trailLevel[entry] > trailLevel[second]) second = entry;
    if (second >= 0) clause.push(trailBound[second] ^ 1, 1 - wanted[second]);
    stamp++;
    let quality = 1;
    for (const entry of keep) {
      if (entry !== second) clause.push(trailBound[entry] ^ 1, 1 - wanted[entry]);
      bump(trailBound[entry], wanted[entry]);
      const l = trailLevel[entry];
      if (levelSeen[l] === stamp) continue;
      levelSeen[l] = stamp;
      quality++;
    }
    for (const entry of others) seen[entry] = 0;
    if (debug !== undefined) checkClause(clause);
    const to = second < 0 ? 0 : trailLevel[second];
    backTo(to);
    const reason = clause.length === 2 ? GUESS : (addClause(clause, quality) << KINDS) | CLAUSE;
    raise(clause[0], clause[1], reason);
    return true;
  }

  /**
   * Whether a statement follows from others that the contradiction needs anyway. Only such count as stand earlier on the trail: two that follow from each
   * other would both be dropped.
   */
  function isImplied(entry: number): boolean {
    const reason = trailReason[entry];
    if (reason === GUESS) return false;
    scratch.length = 0;
    explain(trailBound[entry], wanted[entry], reason, scratch);
    effort += scratch.length;
    for (let k = 0; k < scratch.length; k += 2) {
      const b = scratch[k];
      const v = scratch[k + 1];
      let e = entryOf[b];
      while (e >= entry) e = trailPrevious[e];
      let found = false;
      for (; e >= 0; e = trailPrevious[e]) {
        if (seen[e] === 1 && wanted[e] >= v) {
          found = true;
          break;
        }
        if (trailOld[e] < v) break;
      }
      if (e >= 0 && !found && trailLevel[e] > 0) return false;
    }
    return true;
  }

  function checkClause(clause: readonly number[]): void {
    const day = over.reduce((latest, moments, i) => (moments === null ? latest : Math.max(latest, dayOf(moments[debug![i]]))), 0);
    if (day > -rootValue[2 * sink + 1]) return;
    for (let k = 0; k < clause.length; k += 2) {
      const i = clause[k] >> 1;
      const rank = i === sink ? day : i > sink ? leads(i - sink - 1, debug!) : debug![i];
      if (((clause[k] & 1) === 0 ? rank : -rank) >= clause[k + 1]) return;
    }
    throw new Error(`the clause ${clause.join(' ')} excludes a plan that exists`);
  }

  /** Throws away the worse half of the clauses, at the root, where none of them is a reason. */
  function forget(): void {
    const sorted = learned.toSorted((a, b) => clauses[a + 1] - clauses[b + 1] || clauses[a] - clauses[b] || b - a);
    const kept = sorted.filter((clause, k) => clauses[clause + 1] <= 2 || k < sorted.length / 2).sort((a, b) => a - b);
    const old = clauses;
    clauses = new Int32Array(old.length);
    clausesTop = 0;
    learned = [];
    watches = 0;
    hung[0].fill(-1);
    hung[1].fill(-1);
    for (const clause of kept) {
      const statements: number[] = [];
      let holds = false;
      for (let k = 0; k < old[clause]; k++) {
        const [b, v] = [old[clause + 2 + 2 * k], old[clause + 3 + 2 * k]];
        if (value[b] >= v) holds = true;
        // What is false at the root is false for good.
        if (value[b ^ 1] < 1 - v) statements.push(b, v);
      }
      // At the root everything has been propagated: what does not hold has two statements that still may.
      if (!holds) addClause(statements, old[clause + 1]);
    }
  }

  // ——— 4. Search.

  const activity = new Float64Array(atoms);
  let increase = 1;
  const heap: number[] = [];
  const heapAt = new Int32Array(atoms).fill(-1);
  /** Statements that were passed over because they are decided, and the level at which: they come back when that level is undone. */
  const passed: number[] = [];
  const passedLevel: number[] = [];
  const owner = new Int32Array(atoms);
  for (let i = 0; i < unknowns; i++) owner.fill(i, base[i], base[i + 1]);

  /** Makes the statement "step i begins at v or later" (or its opposite, which is the same question) more attractive. */
  function bump(bound: number, v: number): void {
    const i = bound >> 1;
    const rank = (bound & 1) === 0 ? v : 1 - v;
    const atom = base[i] + rank - lowest[i];
    activity[atom] += increase;
    if (activity[atom] > 1e100) {
      for (let k = 0; k < atoms; k++) activity[k] *= 1e-100;
      increase *= 1e-100;
    }
    if (heapAt[atom] >= 0) siftUp(heapAt[atom]);
    else insert(atom);
  }

  function insert(atom: number): void {
    if (heapAt[atom] >= 0) return;
    heapAt[atom] = heap.length;
    heap.push(atom);
    siftUp(heap.length - 1);
  }

  function siftUp(from: number): void {
    let at = from;
    const atom = heap[at];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (activity[heap[parent]] >= activity[atom]) break;
      heap[at] = heap[parent];
      heapAt[heap[at]] = at;
      at = parent;
    }
    heap[at] = atom;
    heapAt[atom] = at;
  }

  function takeTop(): number {
    const top = heap[0];
    heapAt[top] = -1;
    const atom = heap.pop()!;
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && activity[heap[child + 1]] > activity[heap[child]]) child++;
      if (activity[heap[child]] <= activity[atom]) break;
      heap[at] = heap[child];
      heapAt[heap[at]] = at;
      at = child;
    }
    heap[at] = atom;
    heapAt[atom] = at;
    return top;
  }

  function guess(bound: number, v: number): void {
    level++;
    levelStart.push(trail);
    arenaStart.push(arenaTop);
    raise(bound, v, GUESS);
  }

  /** Guesses next; false when nothing is open any more, which is a plan. */
  function decide(): boolean {
    while (heap.length > 0) {
      const atom = takeTop();
      const i = owner[atom];
      const v = lowest[i] + atom - base[i];
      if (value[2 * i] >= v || -value[2 * i + 1] < v) {
        if (level > 0) {
          passed.push(atom);
          passedLevel.push(level);
        }
        continue;
      }
      // The guess itself is undone one level up.
      passed.push(atom);
      passedLevel.push(level + 1);
      const as = i === sink || guide === null ? 0 : i > sink ? leads(i - sink - 1, guide) : guide[i];
      if (as >= v) guess(2 * i, v);
      else guess(2 * i + 1, 1 - v);
      return true;
    }
    let pick = -1;
    for (let i = 0; i < n; i++) {
      if (value[2 * i] === -value[2 * i + 1]) continue;
      if (pick < 0) pick = i;
      else {
        const difference = starts[i][value[2 * i]] - starts[pick][value[2 * pick]];
        if (difference < 0 || (difference === 0 && value[2 * i + 1] > value[2 * pick + 1])) pick = i;
      }
    }
    if (pick < 0) return false;
    guess(2 * pick + 1, -value[2 * pick]);
    return true;
  }

  /** Makes what holds at the root part of the root. */
  function absorb(): void {
    for (let e = 0; e < trail; e++) entryOf[trailBound[e]] = -1;
    rootValue.set(value);
    trail = head = 0;
    arenaTop = 0;
  }

  /** What looking at the hours of all intervals costs: most of them are left before all steps are looked at. */
  const intervals = pools.reduce((sum, { steps }) => sum + steps.length ** 3, 0) / 8;

  /** Whether a completion by `day` can be ruled out without a guess: by what follows from it, or by the hours that it leaves. */
  function isRefuted(day: number): boolean {
    guess(2 * sink + 1, -day);
    let holds = propagate();
    // Every interval of every pool is looked at with every step: of hundreds of steps that is more than it is worth.
    if (holds && sameOrder === null && effort + intervals <= limit.effort / 2) {
      effort += intervals;
      holds = !lacksEnergy(tables, value);
    }
    backTo(0);
    return !holds;
  }

  if (!propagate()) return result(upper);
  absorb();
  // First in strides, then by halving: what rules out a day rules out all before it.
  let refuted = value[2 * sink] - 1;
  let possible = upper;
  for (let stride = 1; refuted + 1 < possible; stride *= 2) {
    const day = Math.min(refuted + stride, possible - 1);
    if (!isRefuted(day)) {
      possible = day;
      break;
    }
    refuted = day;
  }
  while (refuted + 1 < possible) {
    const day = (refuted + possible) >> 1;
    if (isRefuted(day)) refuted = day;
    else possible = day;
  }
  if (refuted + 1 >= upper) return result(upper);
  if (!raise(2 * sink, refuted + 1, GUESS)) return result(upper);

  let guide = known;
  let most = 2000;
  for (let restart = 1; ; restart++) {
    const limitHere = conflicts + STRIDE * luby(restart);
    let assume = restart % 2 === 1;
    for (;;) {
      if (!propagate()) {
        conflicts++;
        if (level === 0 || !learn()) return result(bestDay);
        increase /= 0.95;
        continue;
      }
      if (level === 0) {
        absorb();
        if (conflicts >= limit.conflicts || effort >= limit.effort) return result(value[2 * sink]);
        if (learned.length > most) {
          forget();
          most += 500;
        }
        if (assume && value[2 * sink] < -value[2 * sink + 1]) {
          guess(2 * sink + 1, -value[2 * sink]);
          continue;
        }
      } else if (conflicts >= limitHere || effort >= limit.effort) {
        backTo(0);
        if (conflicts >= limitHere) break;
        continue;
      }
      assume = assume && level > 0;
      if (decide()) continue;
      best = Int32Array.from({ length: n }, (_, i) => value[2 * i]);
      guide = best;
      bestDay = value[2 * sink];
      const day = bestDay;
      backTo(0);
      if (day - 1 < value[2 * sink]) return result(day);
      raise(2 * sink + 1, 1 - day, GUESS);
      break;
    }
  }

  /** Narrows the domains along the edges, before there is a trail; false when a step has no start left. */
  function settleEdges(): boolean {
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
}

/**
 * Whether some pool lacks the hours for what must be worked in an interval, wherever its steps are put (energetic reasoning, P. Lopez, J. Erschler and
 * P. Esquirol, 1992). A step's least work in an interval is at its first or at its last possible start: in between it only moves through it.
 */
function lacksEnergy({ kinds, pools, work }: Tables, value: Int32Array): boolean {
  for (const { steps, units, free } of pools) {
    const before = new Int32Array(free.length + 1);
    for (let t = 0; t < free.length; t++) before[t + 1] = before[t] + free[t];
    const m = steps.length;
    // In open slots of each step: where it begins and ends at its first and at its last start.
    const begins = new Int32Array(m);
    const ends = new Int32Array(m);
    for (let k = 0; k < m; k++) {
      const kind = kinds[steps[k]];
      begins[k] = kind.starts[value[2 * steps[k]]];
      ends[k] = kind.ends[-value[2 * steps[k] + 1]];
    }
    const from = [...new Set(begins)].sort((a, b) => a - b);
    const to = [...new Set(ends)].sort((a, b) => a - b);
    for (const a of from) {
      for (const b of to) {
        if (b <= a) continue;
        const there = before[b] - before[a];
        let needed = 0;
        for (let k = 0; k < m && needed <= there; k++) {
          if (begins[k] >= b || ends[k] <= a) continue;
          const i = steps[k];
          if (begins[k] >= a && ends[k] <= b) {
            needed += units[k] * work[i];
            continue;
          }
          const { runs, starts } = kinds[i];
          // Outdoors its slots count differently by month, so only steps that lie within count.
          if (runs.progress !== null) continue;
          const low = runs.rank[a];
          const high = runs.rank[b];
          const early = runs.rank[begins[k]];
          const late = runs.rank[starts[-value[2 * i + 1]]];
          const first = Math.min(early + work[i], high) - Math.max(early, low);
          const last = Math.min(late + work[i], high) - Math.max(late, low);
          const least = first < last ? first : last;
          if (least > 0) needed += units[k] * least;
        }
        if (needed > there) return true;
      }
    }
  }
  return false;
}

/** Returns the indexes by the value they have. */
function group(values: readonly number[], count: number): number[][] {
  const groups: number[][] = Array.from({ length: count }, () => []);
  values.forEach((value, index) => groups[value].push(index));
  return groups;
}

/** Returns the pairs of steps that can never work at once: together they need more of some pool than it ever has. */
function findPairs({ kinds, pools, tasks, edgesFrom }: Tables, value: Int32Array): { pairsOf: number[][]; pairWith: number[] } {
  const n = tasks.length;
  const pairsOf: number[][] = Array.from({ length: n }, () => []);
  const pairWith: number[] = [];
  const known = new Set<number>();
  // Steps that pause at different times may lie inside one another, so only those of the same open slots exclude each other as whole spans.
  const calendars: Int32Array[] = [];
  const calendarOf = kinds.map(({ runs: { open } }) => {
    const at = calendars.findIndex(
      (other) => other === open || (other.length === open.length && other.every((slot, k) => slot === open[k])),
    );
    return at >= 0 ? at : calendars.push(open) - 1;
  });
  const ordered = (i: number, j: number): boolean =>
    edgesFrom[i].some((edge) => edge.after === j) || edgesFrom[j].some((edge) => edge.after === i);
  for (const { steps, units, free } of pools) {
    const most = new Map<number, number>();
    const mostFree = (calendar: number): number => {
      let found = most.get(calendar);
      if (found === undefined) {
        found = 0;
        for (const slot of calendars[calendar]) if (free[slot] > found) found = free[slot];
        most.set(calendar, found);
      }
      return found;
    };
    for (let a = 0; a < steps.length; a++) {
      for (let b = a + 1; b < steps.length; b++) {
        const [i, j] = [steps[a], steps[b]];
        if (calendarOf[i] !== calendarOf[j] || known.has(i * n + j) || units[a] + units[b] <= mostFree(calendarOf[i])) continue;
        if (ordered(i, j)) continue;
        // Windows that do not meet need no pair.
        if (kinds[i].ends[-value[2 * i + 1]] <= kinds[j].starts[value[2 * j]]) continue;
        if (kinds[j].ends[-value[2 * j + 1]] <= kinds[i].starts[value[2 * i]]) continue;
        known.add(i * n + j);
        const pair = pairWith.length;
        pairWith.push(i, j);
        pairsOf[i].push(pair);
        pairsOf[j].push(pair);
      }
    }
  }
  return { pairsOf, pairWith };
}

/** Returns the k-th term (from 1) of the sequence 1 1 2 1 1 2 4 … that restarts follow (M. Luby, A. Sinclair and D. Zuckerman, 1993). */
function luby(k: number): number {
  let size = 1;
  let power = 1;
  for (; 2 * size + 1 <= k; size = 2 * size + 1) power *= 2;
  return k === size ? power : luby(k - size);
}
