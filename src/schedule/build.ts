/** Facts → problem: the deal's steps with their work in slots, what each waits for, and the capacity the queue leaves (planning.md §1, §7). */
import type { Capacity } from '../model/capacity.ts';
import { civilOf, type Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import type { Deliverable, Step } from '../model/library.ts';
import { at, type Place } from '../model/place.ts';
import type { SoftReading } from '../model/policy.ts';
import { formatDuration, WHOLE, type Duration, type Estimate, type Need, type Ppm, type Scaled } from '../model/units.ts';
import { axisFrom, startOfDay, type Axis } from './axis.ts';
import { bookLoads, demandOf, presence, unbooked, weightOf, type CapacityProfile, type Presence } from './capacity.ts';
import { decoderOf } from './decode.ts';
import { materialNeeds } from './materials.ts';
import { freeUnits, runsOf, type Problem, type Release, type Runs, type Task } from './problem.ts';
import type { Unplannable } from './schedule.ts';

/** A step before the axis is known: everything but slots. */
export interface Draft {
  readonly item: string;
  readonly step: string;
  readonly title: string;
  readonly phase: number;
  readonly needs: readonly Need[];
  /** Minutes of work by estimate, already scaled and shared among the units; null for a pure wait. */
  readonly minutes: { readonly likely: number; readonly worst: number; readonly units: number } | null;
  readonly waits: readonly Duration[];
  readonly reason: string | null;
  readonly uninterrupted: boolean;
  readonly outdoors: boolean;
  readonly mandatory: boolean;
  /** Indexes of drafts that come before it. */
  after: number[];
  /** Releases by day. */
  readonly releases: { kind: Release['kind']; on: string; day: Day }[];
  readonly at: Place;
}

/** Returns the minutes of a scaled piece of work for a quantity; one `bd` is the longest working day. */
function minutesOf(scaled: Scaled, quantity: number, longest: number, estimate: keyof Estimate): number {
  const minutes = (e: Estimate | null): number => (e === null ? 0 : e[estimate].n * (e[estimate].unit === 'min' ? 1 : longest));
  return minutes(scaled.setup) + minutes(scaled.each) * Math.ceil(quantity / scaled.per);
}

/**
 * Returns the deal's steps in an order that respects what each follows, or why they cannot be planned: a deliverable that the library lacks, a
 * customization whose work nobody has estimated, a material that never comes. Everything that is missing is listed, not only the first.
 */
export function draftsOf(facts: Facts): Draft[] | [Unplannable, ...Unplannable[]] {
  const problems: Unplannable[] = [];
  const drafts: Draft[] = [];
  const parts = new Map<string, { first: number[]; last: number[]; byStep: Map<string, number> }>();
  for (const item of facts.deal.items) {
    if (item.entry === null) {
      problems.push(
        missing('not-in-library', 'in-library', `'${item.deliverable}' is not in the library, so its work is not known`, item.at),
      );
    } else {
      parts.set(item.id, addItem(facts, item, item.entry, drafts));
    }
  }
  for (const item of facts.deal.items) {
    if (item.entry !== null) problems.push(...addCustoms(facts, item, drafts, parts), ...follow(facts, item, item.entry, drafts, parts));
  }
  problems.push(...awaitMaterials(facts, drafts, parts));
  const order = inOrder(drafts);
  if (order === null) {
    problems.push(
      missing(
        'unknown-step',
        'configured-or-priced',
        'its custom work waits for itself: look at `after` and `before`',
        at('deal', 'items'),
      ),
    );
  }
  const [first, ...rest] = problems;
  if (first !== undefined) return [first, ...rest];
  const { begin, signature } = facts.deal;
  const kind = begin > signature && begin === facts.today ? 'today' : 'signature';
  for (const draft of drafts) if (draft.after.length === 0) draft.releases.unshift({ kind, on: '', day: begin });
  return reindexed(drafts, order!);
}

function missing(reason: Unplannable['reason'], rule: string, message: string, place: Place): Unplannable {
  const help: Readonly<Partial<Record<Unplannable['reason'], string>>> = {
    'not-in-library': 'sell something of the library, or have it scoped',
    'custom-without-effort': 'ask its doer for the effort and write it down: effort: {role: 8h}',
    'material-never-comes': 'operations: add an incoming delivery or a lead_time to this material',
    'requires-missing': 'add it to the items',
    'roadmap-not-ready': 'operations: write the date it will be ready into its roadmap',
    'unknown-step': 'name a step as item.step',
  };
  return { reason, rule, message, help: help[reason] ?? '', at: place };
}

/** Adds the library's steps of one item; optional steps that the deal skips are left out, and what followed them follows what they followed. */
function addItem(
  facts: Facts,
  item: ItemFact,
  entry: Deliverable,
  drafts: Draft[],
): { first: number[]; last: number[]; byStep: Map<string, number> } {
  const skipped = new Set(entry.steps.filter((step) => step.optional && item.skip.includes(step.id)).map((step) => step.id));
  const byStep = new Map<string, number>();
  entry.steps.forEach((step, s) => {
    if (skipped.has(step.id)) return;
    byStep.set(step.id, drafts.length);
    drafts.push(draftOf(facts, item, entry, step, s));
  });
  const real = (id: string, seen = new Set<string>()): number[] => {
    if (seen.has(id)) return [];
    seen.add(id);
    const index = byStep.get(id);
    if (index !== undefined) return [index];
    return entry.steps.find((step) => step.id === id)?.after.flatMap((before) => real(before, seen)) ?? [];
  };
  for (const step of entry.steps) {
    const index = byStep.get(step.id);
    if (index !== undefined) drafts[index].after = [...new Set(step.after.flatMap((before) => real(before)))];
  }
  const own = [...byStep.values()];
  const first = own.filter((index) => drafts[index].after.length === 0);
  const last = own.filter((index) => !own.some((other) => drafts[other].after.includes(index)));

  for (const input of facts.deal.inputs) {
    if (input.item !== item.id) continue;
    for (const index of blockedBy(input.library.blocks, byStep, first))
      drafts[index].releases.push({ kind: 'input', on: input.id, day: input.day });
  }
  const ready = entry.status === 'roadmap' || item.offer === 'build' ? entry.roadmap?.ready : undefined;
  if (ready !== undefined) for (const index of first) drafts[index].releases.push({ kind: 'roadmap', on: entry.roadmap!.ref, day: ready });
  return { first, last, byStep };
}

function blockedBy(blocks: readonly string[], byStep: ReadonlyMap<string, number>, first: readonly number[]): readonly number[] {
  return blocks.length === 0 ? first : blocks.flatMap((id) => byStep.get(id) ?? []);
}

function draftOf(facts: Facts, item: ItemFact, entry: Deliverable, step: Step, index: number): Draft {
  const { longest } = facts.calendar;
  const units = step.effort ? step.needs.reduce((sum, need) => sum + need.units, 0) : 1;
  const work = step.effort ?? step.duration;
  return {
    item: item.id,
    step: step.id,
    title: step.title ?? step.id,
    phase: item.phase,
    needs: step.needs,
    minutes: work
      ? { likely: minutesOf(work, item.quantity, longest, 'likely'), worst: minutesOf(work, item.quantity, longest, 'worst'), units }
      : null,
    waits: step.window ? [step.window] : [],
    reason: step.window ? (step.reason ?? `${step.title ?? step.id} takes ${formatDuration(step.window)}`) : null,
    uninterrupted: step.uninterrupted,
    outdoors: step.weather,
    mandatory: step.mandatory,
    after: [],
    releases: [],
    at: at('deliverables', 'deliverables', entry.id, 'steps', index),
  };
}

type Parts = ReadonlyMap<string, { first: number[]; last: number[]; byStep: Map<string, number> }>;

/** Adds custom work: one step a role, one unit at a time, after the item's last steps unless it says otherwise. */
function addCustoms(facts: Facts, item: ItemFact, drafts: Draft[], parts: Parts): Unplannable[] {
  const problems: Unplannable[] = [];
  const part = parts.get(item.id)!;
  item.custom.forEach((custom, c) => {
    const place = at('deal', 'items', item.index, 'custom', c);
    if (custom.effort === undefined || custom.effort.length === 0) {
      // What is bought or done by a partner, at a known cost, takes none of our people.
      if (custom.choice !== undefined && custom.choice !== 'build' && custom.cost !== undefined) return;
      problems.push(
        missing('custom-without-effort', 'configured-or-priced', `the work of '${custom.id}' is not known: it has no effort`, place),
      );
      return;
    }
    const named = (names: readonly string[], key: string): number[] =>
      names.flatMap((name) => {
        const [first, second] = name.split('.');
        const found = second === undefined ? (part.byStep.get(first) ?? parts.get(first)?.last) : parts.get(first)?.byStep.get(second);
        if (found !== undefined) return found;
        problems.push(
          missing(
            'unknown-step',
            'configured-or-priced',
            `'${custom.id}' says ${key} '${name}', which is no step of this deal`,
            at('deal', 'items', item.index, 'custom', c, key),
          ),
        );
        return [];
      });
    const before = named(custom.before, 'before');
    const after = custom.after.length > 0 ? named(custom.after, 'after') : before.length > 0 ? [] : part.last;
    for (const { need, work } of custom.effort) {
      const index = drafts.length;
      if (facts.capacity.roles[need.role] === undefined) {
        problems.push({
          reason: 'no-people',
          rule: 'configured-or-priced',
          message: `'${custom.id}' needs '${need.role}', which is no role of capacity`,
          help: `name one of ${Object.keys(facts.capacity.roles).join(', ')}`,
          at: at('deal', 'items', item.index, 'custom', c, 'effort'),
        });
        return;
      }
      const minutes = (estimate: keyof Estimate): number => minutesOf(work, item.quantity, facts.calendar.longest, estimate);
      drafts.push({
        item: item.id,
        step: custom.effort.length === 1 ? custom.id : `${custom.id}-${need.role}`,
        title: custom.what,
        phase: item.phase,
        needs: [{ ...need, units: 1 }],
        minutes: { likely: minutes('likely'), worst: minutes('worst'), units: 1 },
        waits: [],
        reason: null,
        uninterrupted: false,
        outdoors: false,
        mandatory: false,
        after: [...after],
        releases: [],
        at: place,
      });
      for (const later of before) drafts[later].after.push(index);
      part.byStep.set(drafts[index].step, index);
    }
  });
  return problems;
}

/** Lets an item's first steps follow the last ones of what its deliverable requires. */
function follow(facts: Facts, item: ItemFact, entry: Deliverable, drafts: Draft[], parts: Parts): Unplannable[] {
  const problems: Unplannable[] = [];
  const part = parts.get(item.id)!;
  for (const required of entry.requires) {
    const providers = facts.deal.items.filter((other) => other.deliverable === required && other.id !== item.id);
    if (providers.length === 0) {
      problems.push(
        missing('requires-missing', 'in-library', `'${entry.id}' cannot go without '${required}', which is not in the deal`, item.at),
      );
    }
    for (const provider of providers) {
      const last = parts.get(provider.id)?.last ?? [];
      for (const index of part.first) drafts[index].after.push(...last);
    }
  }
  return problems;
}

function awaitMaterials(facts: Facts, drafts: Draft[], parts: Parts): Unplannable[] {
  const problems: Unplannable[] = [];
  for (const need of materialNeeds(facts)) {
    const part = parts.get(need.item);
    if (part === undefined) continue;
    if (need.day === null) {
      const index = facts.capacity.materials?.findIndex((material) => material.id === need.material) ?? -1;
      problems.push(
        missing(
          'material-never-comes',
          'fits-headroom',
          `there is not enough '${need.material}': none is free, none is coming, and it has no lead time`,
          index < 0 ? at('capacity', 'materials') : at('capacity', 'materials', index),
        ),
      );
      continue;
    }
    for (const index of blockedBy(need.blocks, part.byStep, part.first)) {
      drafts[index].releases.push({ kind: 'material', on: need.material, day: need.day });
    }
  }
  return problems;
}

/** Returns an order that respects `after`, steady (what stands first stays first where it can), or null for a cycle. */
function inOrder(drafts: readonly Draft[]): number[] | null {
  const order: number[] = [];
  const placed = new Set<number>();
  while (order.length < drafts.length) {
    const next = drafts.findIndex((draft, index) => !placed.has(index) && draft.after.every((before) => placed.has(before)));
    if (next < 0) return null;
    placed.add(next);
    order.push(next);
  }
  return order;
}

function reindexed(drafts: readonly Draft[], order: readonly number[]): Draft[] {
  const position = new Map(order.map((index, p) => [index, p]));
  return order.map((index) => ({
    ...drafts[index],
    after: [...new Set(drafts[index].after.map((before) => position.get(before)!))].sort((a, b) => a - b),
  }));
}

/** What changes the capacity besides the files: how soft bookings count, and reserve that operations verified for use. */
export interface CapacityReading {
  readonly soft: SoftReading;
  /** Indexes of `capacity.buffers` whose hours are given back from the reserve. */
  readonly buffers: readonly number[];
}

/**
 * Returns the capacity with the whole queue in it: loads first, then the bookings that are planned. Null when a planned booking reaches past the end:
 * half a queue would promise its people twice. With `last`, what does not fit there is left out.
 */
export function profileOf(facts: Facts, there: Presence, reading: CapacityReading, last: boolean): CapacityProfile | null {
  const { capacity, today } = facts;
  const { buffers, soft } = reading;
  const profile = unbooked(buffers.length === 0 ? there : { ...there, kept: there.kept.map((units) => units.slice()) });
  for (const index of buffers) giveBack(profile, capacity, index);
  bookLoads(profile, capacity.bookings, today, soft);
  return placeBookings(facts, profile, soft, last) ? profile : null;
}

/** Returns who is there from today on, over so many business days. */
export function presenceOf({ capacity, calendar, today }: Facts, businessDays: number): Presence {
  return presence(capacity, axisFrom(calendar, capacity.grain, today, businessDays));
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
  const { capacity, library, today } = facts;
  const planned = capacity.bookings
    .map((booking, index) => ({ booking, index, weight: weightOf(booking, today, soft) }))
    .filter(({ booking, weight }) => booking.deliverables.length > 0 && weight > 0)
    .sort((a, b) => (a.booking.promised ?? Infinity) - (b.booking.promised ?? Infinity) || a.index - b.index);
  for (const { booking, index, weight } of planned) {
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
    if (order === null) continue; // loading refuses cycles
    if (!take(profile, problemOf(facts, reindexed(drafts, order), profile, 'booking'), index) && !last) return false;
  }
  return true;
}

/** Returns a step with only a share of its work left. */
function scaledBy(draft: Draft, remaining: Ppm, weight: Ppm): Draft {
  if (draft.minutes === null) return draft;
  // Two shares of millionths, one after the other: the product of both would leave the safe integers.
  const part = (minutes: number): number => (((minutes * remaining) / WHOLE) * weight) / WHOLE;
  const { likely, worst, units } = draft.minutes;
  return { ...draft, minutes: { likely: part(likely), worst: part(worst), units } };
}

/** Decodes a booking's steps and books what they use; false when some of it lies beyond the horizon. */
function take(profile: CapacityProfile, problem: Problem, booking: number): boolean {
  const decoder = decoderOf(problem);
  const fits = problem.tasks.map((task) => decoder.place(task.index)).every(Boolean);
  const perDay = new Map<string, { resource: number; dayIndex: number; slots: number }>();
  for (const task of problem.tasks) {
    if (decoder.start[task.index] < 0) continue;
    const { runs } = task;
    for (let r = runs.rank[decoder.start[task.index]]; r < runs.rank[decoder.end[task.index]]; r++) {
      const t = runs.open[r];
      for (const { resource, units } of task.demands) {
        profile.booked[resource][t] += units;
        const key = `${resource}:${profile.axis.dayOfSlot[t]}`;
        const entry = perDay.get(key) ?? { resource, dayIndex: profile.axis.dayOfSlot[t], slots: 0 };
        entry.slots += units;
        perDay.set(key, entry);
      }
    }
  }
  for (const entry of perDay.values()) profile.taken.push({ booking, ...entry });
  return fits;
}

/**
 * What a problem is drawn over: `headroom` for the deal; the whole calendar for a `booking` that is planned before it; `unlimited` people for the
 * date that only windows, releases and the calendar set (`quality-windows`).
 */
export type Over = 'headroom' | 'booking' | 'unlimited';

/** Returns the problem of the drafts over a profile. */
export function problemOf(facts: Facts, drafts: readonly Draft[], profile: CapacityProfile, over: Over): Problem {
  const unlimited = over === 'unlimited';
  const { axis } = profile;
  const demandsOf = drafts.map((draft) => (unlimited ? [] : demandOf(profile, draft.needs)));
  const used = new Set(demandsOf.flatMap((demands) => demands.map(({ resource }) => resource)));
  const free = freeUnits(profile, used, over === 'booking');
  const cache = new Map<string, Runs>();
  const tasks = drafts.map((draft, index): Task => {
    const demands = demandsOf[index];
    const slots = (minutes: number): number => Math.ceil(minutes / (draft.minutes!.units * axis.grain));
    const work = draft.minutes === null ? 0 : slots(draft.minutes.likely);
    const workable = draft.outdoors ? workableShare(facts, axis, draft.needs) : null;
    const key = `${demands.map(({ resource, units }) => `${resource}x${units}`).join()}|${draft.uninterrupted}|${workable ? draft.needs.map(({ role }) => role).join() : ''}`;
    let runs = cache.get(key);
    if (runs === undefined) cache.set(key, (runs = runsOf(profile, free, demands, draft.uninterrupted, workable, unlimited)));
    const roles = [...new Set(demands.map(({ resource }) => profile.resources[resource].roleIndex))];
    return {
      index,
      item: draft.item,
      step: draft.step,
      title: draft.title,
      phase: draft.phase,
      work,
      worstExtra: draft.minutes === null ? 0 : slots(draft.minutes.worst) - work,
      needs: draft.needs,
      demands,
      roles,
      hasPeople: demands.some(({ resource }) => profile.hasPeople[profile.resources[resource].roleIndex]),
      uninterrupted: draft.uninterrupted,
      outdoors: draft.outdoors,
      mandatory: draft.mandatory,
      waits: draft.waits,
      reason: draft.reason,
      after: draft.after,
      releases: draft.releases.map(({ kind, on, day }) => ({ kind, on, moment: startOfDay(axis, day) })),
      runs,
      at: draft.at,
    };
  });
  const followers = tasks.map((task) => tasks.filter((other) => other.after.includes(task.index)).map(({ index }) => index));
  return { axis, profile, tasks, followers, free };
}

/** Returns the share of a slot's work that gets done outdoors, by business day: the worst of the roles that the step needs. */
function workableShare(facts: Facts, axis: Axis, needs: readonly Need[]): (dayIndex: number) => Ppm {
  return (dayIndex) => {
    const month = civilOf(axis.days[dayIndex]).month - 1;
    return needs.reduce((least, { role }) => Math.min(least, facts.capacity.weather[role]?.[month] ?? WHOLE), WHOLE);
  };
}
