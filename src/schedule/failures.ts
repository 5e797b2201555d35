/**
 * What normally goes wrong, and the worst that any Γ of it does to an order of work (planning.md §1, §3, §4.4).
 *
 * The policy is monotone, so the worst case over "any two" is the worst whole pair: none, one, two, whole or partial. Pairs share the plan up to
 * the first step that is hit, which makes all of them cheap enough to try.
 */
import { afterWait, BEYOND, completionDay, slotOf, startOfDay, type MomentCode } from './axis.ts';
import { decode, decoderOf, undisturbed, type Decoder, type Disturbance } from './decode.ts';
import { latestPlan } from './late.ts';
import type { Day } from '../model/day.ts';
import type { Facts, PromiseFact } from '../model/facts.ts';
import { materialNeeds } from './materials.ts';
import type { Failure, FailureEffect } from '../model/library.ts';
import { itemsOfPromise } from '../model/promise-meaning.ts';
import { wordsOf } from '../model/restated.ts';
import type { RestatedFailure } from '../model/restatement.ts';
import { formatDuration, formatShare, WHOLE, type Duration } from '../model/units.ts';
import { fold } from '../model/words.ts';
import type { Budget } from './order.ts';
import type { Problem, Task } from './problem.ts';
import type { FailureFact } from './schedule.ts';
import type { PlanSettings } from './settings.ts';

/** What one failure does in one place. */
export interface Hit {
  /** Index in the list of failures. */
  readonly failure: number;
  /** The step it hits, as `item.step`; for a late input, all that it blocks. */
  readonly where: string;
  readonly changes: readonly {
    readonly task: number;
    /** Slots of work added. */
    readonly work: number;
    /** A wait chained after the step; it holds nobody. */
    readonly wait: Duration | null;
    /** A moment before which the step may not begin. */
    readonly release: MomentCode;
  }[];
}

/** The failures of a deal, with every place that each may hit. */
export interface Failures {
  readonly known: readonly FailureFact[];
  readonly hits: readonly Hit[];
}

/**
 * Returns the normal failures of a deal: the library's for each item, assumptions that turn out false, inputs and materials that come late,
 * policy's everyday ones, which a failure with the same id replaces, and what the doers of its promises told besides.
 */
export function failuresOf(facts: Facts, problem: Problem, settings: PlanSettings): Failures {
  const known: FailureFact[] = [];
  const hits: Hit[] = [];
  const nameOf = (task: Task): string => `${task.item}.${task.step}`;
  const workOf = (places: readonly Omit<Hit, 'failure'>[]): FailureFact['work'] =>
    places.flatMap(({ where, changes }) =>
      changes.flatMap((change) => {
        const minutes = change.work * problem.axis.grain;
        return minutes === 0 ? [] : [{ hits: where, needs: problem.tasks[change.task].needs, minutes }];
      }),
    );
  const add = (fact: Omit<FailureFact, 'hits' | 'work'>, places: readonly Omit<Hit, 'failure'>[]): void => {
    if (places.length === 0) return;
    const failure = known.length;
    known.push({ ...fact, hits: places.map(({ where }) => where), work: workOf(places) });
    for (const place of places) hits.push({ failure, ...place });
  };
  /** Adds what a failure that is known may do besides: it happens once, in whichever of its ways is worst. */
  const addTo = (failure: number, effect: string, places: readonly Omit<Hit, 'failure'>[]): void => {
    const told = (hit: Omit<Hit, 'failure'>) => JSON.stringify([hit.where, hit.changes]);
    const there = new Set(hits.filter((hit) => hit.failure === failure).map(told));
    const more = places.filter((place) => !there.has(told(place)));
    if (more.length === 0) return;
    const fact = known[failure];
    known[failure] = {
      ...fact,
      hits: [...new Set([...fact.hits, ...more.map(({ where }) => where)])],
      effect: fact.effect === effect ? effect : `${fact.effect}, or ${effect}`,
      work: [...fact.work, ...workOf(more)],
    };
    for (const place of more) hits.push({ failure, ...place });
  };
  const onSteps = (effect: FailureEffect, tasks: readonly Task[]): Omit<Hit, 'failure'>[] =>
    tasks.map((task) => ({ where: nameOf(task), changes: [changeOf(problem, task, effect)] }));
  const targets = (steps: Failure['hits'], item: string | null): Task[] => {
    const inItem = problem.tasks.filter((task) => item === null || task.item === item);
    if (steps === 'any') return inItem.filter((task) => task.hasPeople && task.work > 0);
    return inItem.filter((task) => steps.includes(task.step) || steps.includes(nameOf(task)));
  };

  const replaced = new Set<string>();
  // A deliverable's failure happens at most once, in whichever of its items is worst.
  for (const deliverable of new Set(facts.deal.items.map((item) => item.deliverable))) {
    const items = facts.deal.items.filter((item) => item.deliverable === deliverable);
    for (const failure of items[0].entry?.failures ?? []) {
      const { id, what } = failure;
      const tasks = items.flatMap((item) => targets(failure.hits, item.id));
      if (tasks.length > 0) replaced.add(id);
      add({ id, what, effect: effectWords(failure), origin: 'library' }, onSteps(failure, tasks));
    }
  }
  facts.deal.assumptions.forEach((assumption, index) => {
    const { if_false: effect, text, item } = assumption;
    if (effect === undefined) return;
    const fact = { id: `assumption-${index + 1}`, what: `not true: ${text}`, effect: effectWords(effect), origin: 'assumption' as const };
    add(fact, onSteps(effect, targets(effect.hits, item)));
  });
  for (const { id, origin, waiting } of lateArrivals(facts)) {
    const changes = waiting.flatMap(({ item, day, late }) => {
      const release = afterWait(problem.axis, startOfDay(problem.axis, day), late);
      const blocked = problem.tasks.filter(
        (task) => task.item === item && task.releases.some((each) => each.kind === origin && each.on === id),
      );
      return blocked.map((task) => ({ task: task.index, work: 0, wait: null, release }));
    });
    if (changes.length === 0) continue;
    const fact = { id: `late-${id}`, what: `${id} comes late`, effect: `delays ${formatDuration(waiting[0].late)}`, origin };
    add(fact, [{ where: changes.map(({ task }) => nameOf(problem.tasks[task])).join(', '), changes }]);
  }
  for (const failure of settings.everyday) {
    if (replaced.has(failure.id)) continue;
    const { id, what } = failure;
    add({ id, what, effect: effectWords(failure), origin: 'everyday' }, onSteps(failure, targets(failure.hits, null)));
  }
  if (settings.worst) {
    for (const task of problem.tasks) {
      if (task.worstExtra <= 0) continue;
      const change = { task: task.index, work: task.worstExtra, wait: null, release: 0 };
      const fact = { id: `worst-${nameOf(task)}`, what: `${task.title} takes its worst estimate`, effect: 'takes its worst estimate' };
      add({ ...fact, origin: 'worst' }, [{ where: nameOf(task), changes: [change] }]);
    }
  }
  for (const { promise, failure } of restatedFailures(facts)) {
    const items = itemsOfPromise(facts, promise);
    const named = items.flatMap((item) => targets(failure.hits, item.id));
    // A step of another name may be meant: then it may be any.
    const tasks = named.length > 0 ? named : items.flatMap((item) => targets('any', item.id));
    const effect = effectWords(failure);
    const places = onSteps(failure, tasks);
    const same = known.findIndex(({ id, what }) => id === failure.id && fold(what) === fold(failure.what));
    if (same >= 0) addTo(same, effect, places);
    // Another thing of the same id is another failure: it takes the place of none.
    else add({ id: unusedId(failure.id, promise.id, known), what: failure.what, effect, origin: 'restated' }, places);
  }
  return { known, hits };
}

/** What doers said that normally goes wrong, each with the promise that it is of. */
function restatedFailures(facts: Facts): { promise: PromiseFact; failure: RestatedFailure }[] {
  return wordsOf(facts).flatMap(({ promise, word }) => word.said.failures.map((failure) => ({ promise, failure })));
}

function unusedId(id: string, promise: string, known: readonly FailureFact[]): string {
  const taken = new Set(known.map((fact) => fact.id));
  let found = id;
  for (let nth = 1; taken.has(found); nth++) found = nth === 1 ? `${promise}-${id}` : `${promise}-${id}-${nth}`;
  return found;
}

/** What may come late, and the items that wait for it: it comes late once, for all of them. */
interface LateArrival {
  readonly id: string;
  readonly origin: 'input' | 'material';
  /** With what its lateness normally costs: two deliverables may say it differently. */
  readonly waiting: { readonly item: string; readonly day: Day; readonly late: Duration }[];
}

/**
 * Returns what may still come late and has a usual lateness: inputs that are open (a relative offer moves with its own, late or not), and materials that
 * are neither in stock nor locked.
 */
function lateArrivals(facts: Facts): LateArrival[] {
  const { deal, capacity } = facts;
  const found = new Map<string, LateArrival>();
  const add = (origin: LateArrival['origin'], id: string, late: Duration | undefined, item: string, day: Day | null): void => {
    if (late === undefined || day === null) return;
    const known = found.get(`${origin} ${id}`);
    if (known === undefined) found.set(`${origin} ${id}`, { id, origin, waiting: [{ item, day, late }] });
    else known.waiting.push({ item, day, late });
  };
  for (const { id, item, day, state, library } of deal.inputs) {
    if (state !== 'here' && id !== deal.relative?.input) add('input', id, library.late, item, day);
  }
  // Most stocks have no usual lateness, and then nothing has to be reckoned.
  if (capacity.materials?.some(({ late }) => late !== undefined) === true) {
    for (const { item, material, day, held } of materialNeeds(facts)) {
      if (!held) add('material', material, capacity.materials.find(({ id }) => id === material)?.late, item, day);
    }
  }
  return [...found.values()];
}

function changeOf({ axis }: Problem, task: Task, effect: FailureEffect): Hit['changes'][number] {
  const none = { task: task.index, work: 0, wait: null, release: 0 };
  if (effect.delays !== undefined) return { ...none, wait: effect.delays };
  if (effect.costs !== undefined) {
    const { unit, n } = effect.costs;
    return { ...none, work: unit === 'min' ? Math.ceil(n / axis.grain) : n * axis.longest };
  }
  const share = effect.repeats ?? 0;
  if (task.work > 0) return { ...none, work: Math.ceil((task.work * share) / WHOLE) };
  const wait = task.waits[0];
  return wait === undefined ? none : { ...none, wait: { unit: wait.unit, n: Math.ceil((wait.n * share) / WHOLE) } };
}

/** Returns what a failure does in the words of the files. */
function effectWords(effect: FailureEffect): string {
  if (effect.delays !== undefined) return `delays ${formatDuration(effect.delays)}`;
  if (effect.costs !== undefined) return `costs ${formatDuration(effect.costs)}`;
  return `repeats ${formatShare(effect.repeats ?? 0)}`;
}

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
  const { problem, disturbance, start, end, done } = decoder;
  const { axis, tasks } = problem;
  const position = new Int32Array(tasks.length);
  order.forEach((task, p) => (position[task] = p));
  // By the position of the first step that a hit touches; a pair shares everything before it.
  const byPosition: Hit[][] = order.map(() => []);
  for (const hit of hits) byPosition[Math.min(...hit.changes.map(({ task }) => position[task]))].push(hit);

  // Where every set matters to some phase, none may be left out.
  const likely = phases.length > 0 || count < 2 ? null : likelyWorst(decoder, order, byPosition, budget);
  if (likely !== null && limit !== null && completionDay(axis, likely.completion) >= completionDay(axis, limit))
    return { refutedBy: likely.set };
  const latest = likely === null ? null : latestPlan(problem, order, likely.completion);
  const byCount = Array.from({ length: count + 1 }, (): MomentCode => 0);
  const byPhase = phases.map((): MomentCode => 0);
  // What is no worse than this set need not be looked at, so it stands until something is.
  let worst = likely?.completion ?? -1;
  let worstSet: readonly Hit[] = likely?.set ?? [];
  if (likely !== null) byCount[count] = likely.completion;
  const chosen: Hit[] = [];
  const happened = new Uint8Array(hits.reduce((most, { failure }) => Math.max(most, failure + 1), 0));
  const search: { stopped: boolean; refutedBy: readonly Hit[] | null } = { stopped: false, refutedBy: null };

  const record = (completion: MomentCode): void => {
    for (let p = 0; p < phases.length; p++) {
      for (const task of tasks) if (task.phase === phases[p] && done[task.index] > byPhase[p]) byPhase[p] = done[task.index];
    }
    for (let k = chosen.length; k <= count; k++) if (completion > byCount[k]) byCount[k] = completion;
    // Among equals the smaller set: a failure that changes nothing is not part of the reason.
    if (completion > worst || (completion === worst && chosen.length < worstSet.length)) {
      worst = completion;
      worstSet = [...chosen];
    }
    if (limit === null || completionDay(axis, completion) < completionDay(axis, limit)) return;
    search.stopped = true;
    search.refutedBy = [...chosen];
  };

  /** Whether a step that is placed has fallen behind the latest plan. */
  const isBehind = (task: number): boolean =>
    start[task] > latest!.start[task] || end[task] > latest!.end[task] || done[task] > latest!.done[task];

  /**
   * Everything before `from` is placed with the chosen hits, complete at `sofar`, so many of it `behind` the latest plan. Tries each further hit in
   * turn, the first of which is number `firstHit` of its position, and none. With all failures spent, it is over as soon as nothing is behind.
   */
  const explore = (from: number, firstHit: number, sofar: MomentCode, behindBefore: number): void => {
    let completion = sofar;
    let behind = behindBefore;
    let p = from;
    const isLast = chosen.length === count && latest !== null;
    // A late input may hit steps that are still to come.
    const hitUntil = isLast ? Math.max(...chosen.map(({ changes }) => Math.max(...changes.map(({ task }) => position[task])))) : 0;
    for (; p < order.length && !search.stopped; p++) {
      if (isLast && p > hitUntil && behind === 0) {
        budget.left -= p - from;
        while (p > from) decoder.takeBack(order[--p]);
        return;
      }
      if (chosen.length < count) {
        const candidates = byPosition[p];
        for (let h = p === from ? firstHit : 0; h < candidates.length && !search.stopped; h++) {
          const hit = candidates[h];
          if (happened[hit.failure] === 1) continue;
          apply(disturbance, hit);
          chosen.push(hit);
          happened[hit.failure] = 1;
          explore(p, h + 1, completion, behind);
          happened[hit.failure] = 0;
          chosen.pop();
          undo(disturbance, hit, chosen);
        }
      }
      decoder.place(order[p]);
      if (done[order[p]] > completion) completion = done[order[p]];
      if (latest !== null && isBehind(order[p])) behind++;
    }
    budget.left -= p - from;
    if (!search.stopped) record(completion);
    if (budget.left <= 0) search.stopped = true;
    while (p > from) decoder.takeBack(order[--p]);
  };
  explore(0, 0, 0, 0);
  return search.stopped ? { refutedBy: search.refutedBy } : { completion: worst, set: worstSet, byCount, byPhase };
}

/**
 * Returns the completion under one set that is among the bad ones: the worst hit, and the worst other one that comes on top of it. It only has to be
 * attained; the nearer it is to the worst, the less the search has to look at.
 */
function likelyWorst(
  decoder: Decoder,
  order: readonly number[],
  byPosition: readonly (readonly Hit[])[],
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
  const all = byPosition.flat();
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
      for (const hit of byPosition[p]) {
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

/** Adds a hit to a disturbance. */
function apply(disturbance: Disturbance, { changes }: Hit): void {
  for (let c = 0; c < changes.length; c++) {
    const { task, work, wait, release } = changes[c];
    disturbance.work[task] += work;
    if (wait !== null) disturbance.waits[task] = [...disturbance.waits[task], wait];
    if (release > disturbance.release[task]) disturbance.release[task] = release;
  }
}

/** Takes a hit out again, the last one first; releases are maxima, so they are made anew from the hits that remain. */
function undo(disturbance: Disturbance, { changes }: Hit, remaining: readonly Hit[]): void {
  for (let c = 0; c < changes.length; c++) {
    const { task, work, wait, release } = changes[c];
    disturbance.work[task] -= work;
    if (wait !== null) disturbance.waits[task] = disturbance.waits[task].slice(0, -1);
    if (release === 0) continue;
    disturbance.release[task] = 0;
    for (const other of remaining) {
      for (const change of other.changes) {
        if (change.task === task && change.release > disturbance.release[task]) disturbance.release[task] = change.release;
      }
    }
  }
}

/**
 * Returns the completion of an order when a set of hits happens; the decoder is undisturbed and empty before and after. With `late`, by task the last slot
 * in which it may start, it stops at the first one that starts later, and returns `BEYOND`.
 */
export function completionUnder(
  decoder: Decoder,
  order: readonly number[],
  set: readonly Hit[],
  late: Int32Array | null = null,
): MomentCode {
  const { start, done } = decoder;
  return whileIn(decoder, set, () => {
    let completion = 0;
    for (let p = 0; p < order.length && completion < BEYOND; p++) {
      const task = order[p];
      decoder.place(task);
      if (done[task] > completion) completion = done[task];
      if (late !== null && start[task] > late[task]) completion = BEYOND;
    }
    return completion;
  });
}

/** Returns what `look` finds while a set of hits happens; it may place what it likes. The decoder is undisturbed and empty before and after. */
export function whileIn<T>(decoder: Decoder, set: readonly Hit[], look: () => T): T {
  for (let h = 0; h < set.length; h++) apply(decoder.disturbance, set[h]);
  const found = look();
  decoder.clear();
  for (let h = set.length - 1; h >= 0; h--) undo(decoder.disturbance, set[h], set.slice(0, h));
  return found;
}

/** Returns a fresh disturbance in which a set of hits has happened. */
export function disturbedBy(problem: Problem, set: readonly Hit[]): Disturbance {
  const disturbance = undisturbed(problem);
  for (const hit of set) apply(disturbance, hit);
  return disturbance;
}

/** Returns a decoder in which a set of hits happens: "known in advance", for lower bounds. */
export function decoderUnder(problem: Problem, set: readonly Hit[]): Decoder {
  const decoder = decoderOf(problem);
  for (const hit of set) apply(decoder.disturbance, hit);
  return decoder;
}
