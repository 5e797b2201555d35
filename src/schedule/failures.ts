/** What normally goes wrong (planning.md §1), and an order of work when some of it has happened. What the worst of it is, is looked for in `worst.ts`. */
import { afterWait, BEYOND, startOfDay, type MomentCode } from './axis.ts';
import { decoderOf, undisturbed, type Decoder, type Disturbance } from './decode.ts';
import type { Day } from '../model/day.ts';
import type { Facts, PromiseFact } from '../model/facts.ts';
import { materialNeeds } from './materials.ts';
import type { Failure, FailureEffect } from '../model/library.ts';
import { ordersOf } from '../model/lot.ts';
import { itemsOfPromise } from '../model/promise-meaning.ts';
import { wordsOf } from '../model/restated.ts';
import type { RestatedFailure } from '../model/restatement.ts';
import { formatDuration, formatShare, WHOLE, type Duration } from '../model/units.ts';
import { fold } from '../model/words.ts';
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
  const orders = ordersOf(facts.deal.items);
  /** A step by the names of all lines that are worked in it. */
  const namesOf = (task: Task): string[] => [...orders].flatMap(([line, first]) => (first === task.item ? [`${line}.${task.step}`] : []));
  const targets = (steps: Failure['hits'], item: string | null): Task[] => {
    const inItem = problem.tasks.filter((task) => item === null || task.item === orders.get(item));
    if (steps === 'any') return inItem.filter((task) => task.hasPeople && task.work > 0);
    return inItem.filter((task) => steps.includes(task.step) || namesOf(task).some((name) => steps.includes(name)));
  };

  const replaced = new Set<string>();
  // A deliverable's failure happens at most once, in whichever of its items is worst.
  for (const deliverable of new Set(facts.deal.items.map((item) => item.deliverable))) {
    const items = facts.deal.items.filter((item) => item.deliverable === deliverable);
    for (const failure of items[0].entry?.failures ?? []) {
      const { id, what } = failure;
      const tasks = [...new Set(items.flatMap((item) => targets(failure.hits, item.id)))];
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
        (task) => task.item === orders.get(item) && task.releases.some((each) => each.kind === origin && each.on === id),
      );
      return blocked.map((task) => ({ task: task.index, work: 0, wait: null, release }));
    });
    if (changes.length === 0) continue;
    const fact = { id: `late-${id}`, what: `${id} comes late`, effect: `delays ${formatDuration(waiting[0].late)}`, origin };
    const names = new Set(changes.map(({ task }) => nameOf(problem.tasks[task])));
    add(fact, [{ where: [...names].join(', '), changes }]);
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
    const named = [...new Set(items.flatMap((item) => targets(failure.hits, item.id)))];
    // A step of another name may be meant: then it may be any.
    const tasks = named.length > 0 ? named : [...new Set(items.flatMap((item) => targets('any', item.id)))];
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

/** Adds a hit to a disturbance. */
export function apply(disturbance: Disturbance, { changes }: Hit): void {
  for (let c = 0; c < changes.length; c++) {
    const { task, work, wait, release } = changes[c];
    disturbance.work[task] += work;
    if (wait !== null) disturbance.waits[task] = [...disturbance.waits[task], wait];
    if (release > disturbance.release[task]) disturbance.release[task] = release;
  }
}

/** Takes a hit out again, the last one first; releases are maxima, so they are made anew from the hits that remain. */
export function undo(disturbance: Disturbance, { changes }: Hit, remaining: readonly Hit[]): void {
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
