/** Facts → drafts: the deal's steps before there is an axis: their work, what each follows and what it waits for (planning.md §1, §7). */
import type { Day } from '../model/day.ts';
import type { Custom } from '../model/deal.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import type { Deliverable, Step } from '../model/library.ts';
import { ordersOf } from '../model/lot.ts';
import { at, type Place } from '../model/place.ts';
import { effortsSaid, type EffortSaid } from '../model/restated.ts';
import { minutesOf } from '../model/size.ts';
import { nearest } from '../model/suggest.ts';
import { formatNeed, type Duration, type Estimate, type Need, type Scaled } from '../model/units.ts';
import { materialNeeds } from './materials.ts';
import type { Release } from './problem.ts';
import type { Unplannable } from './schedule.ts';

/** A step before the axis is known: everything but slots. */
export interface Draft {
  readonly item: string;
  readonly step: string;
  readonly title: string;
  readonly phase: number;
  readonly needs: readonly Need[];
  /** Minutes of work by estimate, already scaled and shared among the units; null for a pure wait. */
  readonly minutes: (Readonly<Record<keyof Estimate, number>> & { readonly units: number }) | null;
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

/**
 * Returns the deal's steps in an order that respects what each follows, or why they cannot be planned: a deliverable that the library lacks, a
 * customization whose work nobody has estimated, a material that never comes. Everything that is missing is listed, not only the first.
 */
export function draftsOf(facts: Facts): Draft[] | [Unplannable, ...Unplannable[]] {
  const problems: Unplannable[] = [];
  const drafts: Draft[] = [];
  const parts = new Map<string, Part>();
  const orders = ordersOf(facts.deal.items);
  for (const item of facts.deal.items) {
    if (item.entry === null) {
      problems.push(unlisted(item, facts));
    } else {
      const lines = facts.deal.items.filter(({ id }) => orders.get(id) === item.id);
      // A further line of an order has no steps of its own: the first stands for it.
      const part = parts.get(orders.get(item.id)!) ?? { item: item.id, ...addItem(facts, lines, item.entry, drafts) };
      parts.set(item.id, part);
      problems.push(...unready(item, item.entry, part.byStep.size));
    }
  }
  for (const item of facts.deal.items) {
    if (item.entry !== null) problems.push(...addCustoms(facts, item, drafts, parts), ...follow(facts, item, item.entry, drafts, parts));
  }
  awaitInputs(facts, drafts, parts);
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

/** What keeps an item of the library from being planned: steps that nobody wrote down, a roadmap without a date. */
function unready(item: ItemFact, entry: Deliverable, steps: number): Unplannable[] {
  const found: Unplannable[] = [];
  const place = at('deliverables', 'deliverables', entry.id);
  if (entry.steps.length === 0) {
    found.push(missing('no-steps', 'fits-headroom', `'${entry.id}' has no steps in the library, so its work is not known`, place));
  } else if (steps === 0) {
    const skip = at('deal', 'items', item.index, 'skip');
    found.push(
      missing('no-steps', 'fits-headroom', `the deal leaves out every step of '${entry.id}', so nothing is left to deliver`, skip),
    );
  }
  const onRoadmap = entry.status === 'roadmap' && entry.roadmap?.state !== 'shipped';
  if (
    (onRoadmap || item.offer === 'build') &&
    entry.roadmap !== undefined &&
    entry.roadmap.ready === undefined &&
    entry.roadmap.state !== 'shipped'
  ) {
    const roadmap = at('deliverables', 'deliverables', entry.id, 'roadmap');
    found.push(
      missing(
        'roadmap-not-ready',
        'on-roadmap',
        `nobody has said when '${entry.id}' (${entry.roadmap.ref}, ${entry.roadmap.state}) will be ready`,
        roadmap,
      ),
    );
  }
  return found;
}

/** An item that nobody knows how to plan; most are slips of the pen. */
function unlisted({ deliverable, at: place }: ItemFact, { library }: Facts): Unplannable {
  const found = missing('not-in-library', 'in-library', `'${deliverable}' is not in the library, so its work is not known`, place);
  const near = nearest(deliverable, Object.keys(library));
  return near === null ? found : { ...found, help: `did you mean '${near}'? Else ${found.help}` };
}

function missing(reason: Unplannable['reason'], rule: string, message: string, place: Place): Unplannable {
  const help: Readonly<Partial<Record<Unplannable['reason'], string>>> = {
    'not-in-library': 'sell something of the library, or have it scoped',
    'custom-without-effort': 'ask its doer for the effort and write it down: effort: {role: 8h}',
    'material-never-comes': 'operations: add an incoming delivery or a lead_time to this material',
    'requires-missing': 'add it to the items',
    'roadmap-not-ready': 'operations: write the date it will be ready into its roadmap',
    'no-steps': 'operations: write the steps of this deliverable into the library',
    'unknown-step': 'name a step as item.step',
  };
  return { reason, rule, message, help: help[reason] ?? '', at: place };
}

/** Adds the library's steps of one order, in the name of its first line; optional steps that all its lines skip are left out, and what followed them follows what they followed. */
function addItem(
  facts: Facts,
  lines: readonly ItemFact[],
  entry: Deliverable,
  drafts: Draft[],
): { first: number[]; last: number[]; byStep: Map<string, number> } {
  const skipped = new Set(entry.steps.filter((step) => lines.every((line) => isSkipped(step, line))).map((step) => step.id));
  const byStep = new Map<string, number>();
  entry.steps.forEach((step, s) => {
    if (skipped.has(step.id)) return;
    byStep.set(step.id, drafts.length);
    const made = lines.filter((line) => !isSkipped(step, line)).map((line) => draftOf(facts, line, entry, step, s));
    drafts.push({ ...made[0], item: lines[0].id, minutes: summed(made) });
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

  return { first, last, byStep };
}

function isSkipped(step: Step, { skip }: ItemFact): boolean {
  return step.optional && skip.includes(step.id);
}

/** The work of several lines in one: each is set up for by itself. */
function summed(made: readonly Draft[]): Draft['minutes'] {
  const all = made.map(({ minutes }) => minutes).filter((minutes) => minutes !== null);
  if (all.length === 0) return null;
  const sum = (point: keyof Estimate): number => all.reduce((total, minutes) => total + minutes[point], 0);
  return { best: sum('best'), likely: sum('likely'), worst: sum('worst'), units: all[0].units };
}

/** Returns the steps of an item that something from outside holds up: those it names, else the ones with nothing of the item before them. */
function blockedBy(blocks: readonly string[], drafts: readonly Draft[], { item, byStep }: Pick<Part, 'item' | 'byStep'>): number[] {
  if (blocks.length > 0) return blocks.flatMap((id) => byStep.get(id) ?? []);
  return [...byStep.values()].filter((index) => drafts[index].after.every((before) => drafts[before].item !== item));
}

/** Lets steps wait for the inputs and the roadmap dates that they need. */
function awaitInputs(facts: Facts, drafts: Draft[], parts: Parts): void {
  for (const item of facts.deal.items) {
    const part = parts.get(item.id);
    if (part === undefined || item.entry === null) continue;
    for (const input of facts.deal.inputs) {
      if (input.item !== item.id) continue;
      for (const index of blockedBy(input.library.blocks, drafts, part)) {
        drafts[index].releases.push({ kind: 'input', on: input.id, day: input.day });
      }
    }
    const { status, roadmap } = item.entry;
    const ready = status === 'roadmap' || item.offer === 'build' ? roadmap?.ready : undefined;
    if (ready === undefined) continue;
    for (const index of blockedBy([], drafts, part)) drafts[index].releases.push({ kind: 'roadmap', on: roadmap!.ref, day: ready });
  }
}

/** Returns one step of the library as the deal needs it. */
export function draftOf(facts: Facts, item: ItemFact, entry: Deliverable, step: Step, index: number): Draft {
  const { longest } = facts.calendar;
  const units = step.effort ? step.needs.reduce((sum, need) => sum + need.units, 0) : 1;
  const work = step.effort ?? step.duration;
  return {
    item: item.id,
    step: step.id,
    title: step.title ?? step.id,
    phase: item.phase,
    needs: step.needs,
    minutes: work ? { ...pointsOf(work, item.quantity, longest), units } : null,
    waits: step.window ? [step.window] : [],
    reason: step.window ? (step.reason ?? 'nobody can make it shorter') : null,
    uninterrupted: step.uninterrupted,
    outdoors: step.weather,
    mandatory: step.mandatory,
    after: [],
    releases: [],
    at: at('deliverables', 'deliverables', entry.id, 'steps', index),
  };
}

/** Returns the minutes of a piece of work by each point of its estimate, and so many more. */
function pointsOf(work: Scaled, quantity: number, longest: number, more = 0): Record<keyof Estimate, number> {
  const minutes = (point: keyof Estimate): number => minutesOf(work, quantity, longest, point) + more;
  return { best: minutes('best'), likely: minutes('likely'), worst: minutes('worst') };
}

/** The steps of an item, by their indexes. */
interface Part {
  /** The item in whose name they are planned. */
  readonly item: string;
  readonly first: number[];
  readonly last: number[];
  readonly byStep: Map<string, number>;
}

type Parts = ReadonlyMap<string, Part>;

/** Adds custom work: one step a role, one unit at a time, after the item's last steps unless it says otherwise. */
function addCustoms(facts: Facts, item: ItemFact, drafts: Draft[], parts: Parts): Unplannable[] {
  const problems: Unplannable[] = [];
  const part = parts.get(item.id)!;
  const { longest } = facts.calendar;
  const restated = item.custom.length === 0 ? [] : effortsSaid(facts).filter((each) => each.item === item.id);
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
    for (const [nth, { need, work }] of custom.effort.entries()) {
      const index = drafts.length;
      const role = facts.capacity.roles[need.role];
      if (role === undefined || (need.level !== null && !role.levels.includes(need.level))) {
        const name = need.level === null ? need.role : `${need.role}.${need.level}`;
        const known = role === undefined ? Object.keys(facts.capacity.roles) : role.levels.map((level) => `${need.role}.${level}`);
        problems.push({
          reason: 'unknown-role',
          rule: 'configured-or-priced',
          message: `'${custom.id}' needs '${name}', which is no ${role === undefined ? 'role' : 'level'} of capacity`,
          help: known.length === 0 ? `'${need.role}' has no levels: name the role alone` : `name one of ${known.join(', ')}`,
          at: at('deal', 'items', item.index, 'custom', c, 'effort'),
        });
        return;
      }
      drafts.push({
        item: item.id,
        step: custom.effort.length === 1 ? custom.id : [custom.id, need.role, need.level].filter((part) => part !== null).join('-'),
        title: custom.what,
        phase: item.phase,
        needs: [{ ...need, units: 1 }],
        minutes: {
          ...pointsOf(work, item.quantity, longest, beyondWritten(custom.effort, nth, custom.id, item, restated, longest)),
          units: 1,
        },
        waits: [],
        reason: null,
        uninterrupted: false,
        outdoors: false,
        mandatory: false,
        after: [...after],
        releases: builtBy(facts, custom),
        at: place,
      });
      for (const later of before) drafts[later].after.push(index);
      part.byStep.set(drafts[index].step, index);
    }
  });
  return problems;
}

/**
 * Returns the minutes of a role that whoever does a customization restated beyond what the deal says: with the deal's own the date would be a hope. They are
 * added to the first line of that role.
 */
function beyondWritten(
  effort: NonNullable<Custom['effort']>,
  nth: number,
  custom: string,
  item: ItemFact,
  restated: readonly EffortSaid[],
  longest: number,
): number {
  const role = formatNeed(effort[nth].need);
  const same = effort.filter(({ need }) => formatNeed(need) === role);
  if (same[0] !== effort[nth]) return 0;
  const written = same.reduce((sum, { work }) => sum + minutesOf(work, item.quantity, longest), 0);
  return Math.max(0, (restated.find((each) => each.custom === custom && each.role === role)?.minutes ?? 0) - written);
}

/** Custom work that a roadmap item stands for begins when that is ready. */
function builtBy({ library }: Facts, { roadmap }: Custom): Draft['releases'] {
  const entry = roadmap !== undefined && Object.hasOwn(library, roadmap) ? library[roadmap] : null;
  if (entry?.status !== 'roadmap' || entry.roadmap?.ready === undefined || entry.roadmap.state === 'shipped') return [];
  return [{ kind: 'roadmap', on: entry.roadmap.ref, day: entry.roadmap.ready }];
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
      const claims = (facts.deal.file.materials ?? []).some(({ material, eta }) => material === need.material && eta !== undefined);
      const own = claims ? " (the deal's own line brings none: operations have to say that it comes)" : '';
      problems.push(
        missing(
          'material-never-comes',
          'fits-headroom',
          `there is not enough '${need.material}': none is free, none is coming, and it has no lead time${own}`,
          index < 0 ? at('capacity', 'materials') : at('capacity', 'materials', index),
        ),
      );
      continue;
    }
    for (const index of blockedBy(need.blocks, drafts, part)) {
      drafts[index].releases.push({ kind: 'material', on: need.material, day: need.day });
    }
  }
  return problems;
}

/** Returns an order that respects `after`, steady (what stands first stays first where it can), or null for a cycle. */
export function inOrder(drafts: readonly Draft[]): number[] | null {
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

/** Returns the drafts in an order, with what each follows renamed to match. */
export function reindexed(drafts: readonly Draft[], order: readonly number[]): Draft[] {
  const position = new Map(order.map((index, p) => [index, p]));
  return order.map((index) => ({
    ...drafts[index],
    after: [...new Set(drafts[index].after.map((before) => position.get(before)!))].sort((a, b) => a - b),
  }));
}

/** Whether these are drafts, and not reasons why there are none. */
export function isPlannable(drafts: ReturnType<typeof draftsOf>): drafts is Draft[] {
  return drafts.length === 0 || !('reason' in drafts[0] && 'rule' in drafts[0]);
}
