/**
 * The worst that any Γ of the normal failures do to an order of work (planning.md §3, §4.4).
 *
 * The policy is monotone, so the worst case over "any two" is the worst whole pair: none, one, two, whole or partial. Pairs share the plan up to the first
 * step that is hit. And most of them are seen to be harmless at once: where a plan that is struck has fallen no further behind than the latest plan that
 * still ends in time (`late.ts`), it ends in time. "In time" is no later than the worst found so far; whenever something worse is found, that plan is made
 * anew.
 */
import { BEYOND, completionDay, slotOf, type MomentCode } from './axis.ts';
import { decode, type Decoder } from './decode.ts';
import { apply, undo, whileIn, type Hit } from './failures.ts';
import { latestPlan, type LatestPlan } from './late.ts';
import type { Duration } from '../model/units.ts';
import type { Budget } from './order.ts';

/** The worst that at most Γ failures do under one order. */
export interface Worst {
  readonly completion: MomentCode;
  /** The hits of the worst set; the first found among equals, in the order of the files. */
  readonly set: readonly Hit[];
  /** Worst completion with exactly none, at most one, … at most Γ failures. */
  readonly byCount: readonly MomentCode[];
  /** Worst completion of each phase, by the phases asked for. */
  readonly byPhase: readonly MomentCode[];
}

/** Returns the worst completion over all sets of at most `count` failures under an order; null when the budget was spent before all were tried. */
export function worstOf(
  decoder: Decoder,
  order: readonly number[],
  hits: readonly Hit[],
  count: number,
  budget: Budget,
  phases: readonly number[],
): Worst | null {
  const found = worstUpTo(decoder, order, hits, count, budget, null, phases);
  return 'refutedBy' in found ? null : found;
}

/**
 * Returns the worst completion as `worstOf` does, or a set that refutes the order: with it, it is complete no earlier than the day of `limit`. The set is
 * null when the budget was spent before there was one.
 */
export function worstUpTo(
  decoder: Decoder,
  order: readonly number[],
  hits: readonly Hit[],
  count: number,
  budget: Budget,
  limit: MomentCode | null,
  phases: readonly number[],
): Worst | { readonly refutedBy: readonly Hit[] | null } {
  const { problem } = decoder;
  const { axis, tasks } = problem;
  const position = new Int32Array(tasks.length);
  order.forEach((task, p) => (position[task] = p));
  // By the position of the first step that a hit touches; a pair shares everything before it.
  const byPosition: Placed[][] = order.map(() => []);
  for (const hit of hits) {
    const places = hit.changes.map(({ task }) => position[task]);
    byPosition[Math.min(...places)].push({ hit, until: Math.max(...places) });
  }

  // Where every set matters to some phase, none may be left out.
  const likely = phases.length > 0 || count < 2 ? null : likelyWorst(decoder, order, byPosition, budget);
  if (likely !== null && limit !== null && completionDay(axis, likely.completion) >= completionDay(axis, limit))
    return { refutedBy: likely.set };
  const exploration = new Exploration(decoder, order, byPosition, count, budget, limit, phases, likely);
  exploration.explore(0, 0, 0, 0, 0);
  const { stopped, refutedBy, worst, worstSet, byCount, byPhase } = exploration;
  return stopped ? { refutedBy } : { completion: worst, set: worstSet, byCount, byPhase };
}

/** A hit with the position of the last step that it touches: a late input may hit several. */
interface Placed {
  readonly hit: Hit;
  readonly until: number;
}

/** Tries all sets of failures under one order. A class, so that its compiled code outlives the question. */
class Exploration {
  stopped = false;
  refutedBy: readonly Hit[] | null = null;
  worst: MomentCode;
  worstSet: readonly Hit[];
  readonly byCount: MomentCode[];
  readonly byPhase: MomentCode[];
  private readonly decoder: Decoder;
  private readonly order: readonly number[];
  private readonly byPosition: readonly (readonly Placed[])[];
  private readonly count: number;
  private readonly budget: Budget;
  private readonly limit: MomentCode | null;
  private readonly phases: readonly number[];
  private readonly chosen: Hit[] = [];
  /** The latest plan that is no later than the worst; null when all sets are placed to their ends. */
  private latest: LatestPlan | null = null;
  private readonly happened: Uint8Array;

  constructor(
    decoder: Decoder,
    order: readonly number[],
    byPosition: readonly (readonly Placed[])[],
    count: number,
    budget: Budget,
    limit: MomentCode | null,
    phases: readonly number[],
    likely: { readonly completion: MomentCode; readonly set: readonly Hit[] } | null,
  ) {
    this.decoder = decoder;
    this.order = order;
    this.byPosition = byPosition;
    this.count = count;
    this.budget = budget;
    this.limit = limit;
    this.phases = phases;
    // What is no worse than this set need not be looked at, so it stands until something is.
    this.worst = likely?.completion ?? -1;
    this.worstSet = likely?.set ?? [];
    this.byCount = Array.from({ length: count + 1 }, (): MomentCode => 0);
    if (likely !== null) this.byCount[count] = likely.completion;
    this.byPhase = phases.map((): MomentCode => 0);
    if (likely !== null) {
      const struck = whileIn(decoder, likely.set, () => decode(decoder, order));
      this.latest = latestPlan(decoder.problem, order, likely.completion, likely.completion < BEYOND ? struck : null);
    }
    this.happened = new Uint8Array(byPosition.flat().reduce((most, { hit }) => Math.max(most, hit.failure + 1), 0));
  }

  /**
   * Everything before `from` is placed with the chosen hits, which touch nothing behind position `hitUntil`, complete at `sofar`, so many of it `behind` the
   * latest plan. Tries each further hit in turn, the first of which is number `firstHit` of its position, and none. With all failures spent, it is over as
   * soon as nothing is behind.
   */
  explore(from: number, firstHit: number, sofar: MomentCode, hitUntil: number, behindBefore: number): void {
    const { decoder, order, count, budget, chosen, happened } = this;
    const { disturbance, done } = decoder;
    const isLast = chosen.length === count;
    let { latest } = this;
    let completion = sofar;
    let behind = behindBefore;
    let p = from;
    for (; p < order.length && !this.stopped; p++) {
      if (isLast && latest !== null && p > hitUntil && behind === 0) {
        budget.left -= p - from;
        while (p > from) decoder.takeBack(order[--p]);
        return;
      }
      if (chosen.length < count) {
        const candidates = this.byPosition[p];
        for (let h = p === from ? firstHit : 0; h < candidates.length && !this.stopped; h++) {
          const { hit, until } = candidates[h];
          if (happened[hit.failure] === 1) continue;
          apply(disturbance, hit);
          chosen.push(hit);
          happened[hit.failure] = 1;
          this.explore(p, h + 1, completion, until > hitUntil ? until : hitUntil, behind);
          if (latest !== this.latest) {
            latest = this.latest;
            behind = this.behindUpTo(p);
          }
          happened[hit.failure] = 0;
          chosen.pop();
          undo(disturbance, hit, chosen);
        }
      }
      const task = order[p];
      decoder.place(task);
      if (done[task] > completion) completion = done[task];
      if (latest !== null && isBehind(decoder, latest, task)) behind++;
    }
    budget.left -= p - from;
    if (!this.stopped) this.record(completion);
    if (budget.left <= 0) this.stopped = true;
    while (p > from) decoder.takeBack(order[--p]);
  }

  /** Returns how many of the steps before a position have fallen behind the latest plan. */
  private behindUpTo(p: number): number {
    const { decoder, order, latest } = this;
    let behind = 0;
    for (let q = 0; q < p; q++) if (latest !== null && isBehind(decoder, latest, order[q])) behind++;
    return behind;
  }

  private record(completion: MomentCode): void {
    const { chosen, count, byCount, byPhase, phases, limit } = this;
    const { problem, done } = this.decoder;
    const { axis, tasks } = problem;
    for (let p = 0; p < phases.length; p++) {
      for (const task of tasks) if (task.phase === phases[p] && done[task.index] > byPhase[p]) byPhase[p] = done[task.index];
    }
    for (let k = chosen.length; k <= count; k++) if (completion > byCount[k]) byCount[k] = completion;
    // Among equals the smaller set: a failure that changes nothing is not part of the reason.
    if (completion > this.worst || (completion === this.worst && chosen.length < this.worstSet.length)) {
      const isWorse = completion > this.worst;
      this.worst = completion;
      this.worstSet = [...chosen];
      if (isWorse && this.latest !== null)
        this.latest = latestPlan(problem, this.order, completion, completion < BEYOND ? this.decoder : null);
    }
    if (limit === null || completionDay(axis, completion) < completionDay(axis, limit)) return;
    this.stopped = true;
    this.refutedBy = [...chosen];
  }
}

/** Whether a step that is placed has fallen behind a latest plan. */
function isBehind({ start, end, done }: Decoder, latest: LatestPlan, task: number): boolean {
  return start[task] > latest.start[task] || end[task] > latest.end[task] || done[task] > latest.done[task];
}

/**
 * Returns the completion under one set that is among the bad ones: the worst hit, and the worst other one that comes on top of it. It only has to be
 * attained; the nearer it is to the worst, the less the search has to look at.
 */
function likelyWorst(
  decoder: Decoder,
  order: readonly number[],
  byPosition: readonly (readonly Placed[])[],
  budget: Budget,
): { completion: MomentCode; set: readonly Hit[] } {
  const { disturbance, done } = decoder;
  /** Places what is left of the order and takes it back; returns the completion. */
  const rest = (from: number, sofar: MomentCode): MomentCode => {
    let completion = sofar;
    for (let p = from; p < order.length; p++) {
      decoder.place(order[p]);
      if (done[order[p]] > completion) completion = done[order[p]];
    }
    for (let p = order.length - 1; p >= from; p--) decoder.takeBack(order[p]);
    budget.left -= order.length - from;
    return completion;
  };
  const all = byPosition.flat().map(({ hit }) => hit);
  /** Two waits after one step are chained in the order of the failures, whichever was found first. */
  const inOrder = (set: readonly Hit[]): Hit[] => [...set].sort((a, b) => all.indexOf(a) - all.indexOf(b));
  const swap = (from: readonly Hit[], to: readonly Hit[]): void => {
    for (let k = from.length - 1; k >= 0; k--) undo(disturbance, from[k], from.slice(0, k));
    for (const hit of to) apply(disturbance, hit);
  };
  const serious = all.length <= SERIOUS ? null : new Set(mostSerious(decoder, order, all));
  let worst = rest(0, 0);
  let chosen: readonly Hit[] = [];
  for (let k = 0; k < 2; k++) {
    let next: readonly Hit[] | null = null;
    let sofar = 0;
    for (let p = 0; p < order.length; p++) {
      for (const { hit } of byPosition[p]) {
        if ((serious !== null && !serious.has(hit)) || chosen.some(({ failure }) => failure === hit.failure)) continue;
        const tried = inOrder([...chosen, hit]);
        swap(chosen, tried);
        const completion = rest(p, sofar);
        swap(tried, chosen);
        if (completion <= worst) continue;
        worst = completion;
        next = tried;
      }
      decoder.place(order[p]);
      if (done[order[p]] > sofar) sofar = done[order[p]];
    }
    for (let p = order.length - 1; p >= 0; p--) decoder.takeBack(order[p]);
    if (next === null) break;
    swap(chosen, next);
    chosen = next;
  }
  swap(chosen, []);
  return { completion: worst, set: chosen };
}

/** Hits among which a bad set is looked for; of more, only those that go furthest past what their steps can wait. */
const SERIOUS = 80;

/** Returns the hits that go furthest past the slack of their steps, when nothing else goes wrong. */
function mostSerious(decoder: Decoder, order: readonly number[], hits: readonly Hit[]): Hit[] {
  const { problem } = decoder;
  const { axis } = problem;
  const { start, ready, completion } = decode(decoder, order);
  const latest = latestPlan(problem, order, completion);
  const slots = ({ unit, n }: Duration): number => (unit === 'min' ? n / axis.grain : n * axis.longest);
  const past = ({ task, work, wait, release }: Hit['changes'][number]): number => {
    const later = release === 0 ? 0 : slotOf(axis, release) - slotOf(axis, ready[task]);
    const slack = latest === null || start[task] < 0 ? 0 : latest.start[task] - start[task];
    return work + (wait === null ? 0 : slots(wait)) + Math.max(0, later) - slack;
  };
  const damage = new Map(hits.map((hit) => [hit, Math.max(...hit.changes.map(past))]));
  return hits.toSorted((a, b) => damage.get(b)! - damage.get(a)!).slice(0, SERIOUS);
}
