/**
 * The split of a deal into two phases that moves nobody (planning.md §5): as much of it as headroom allows by the judged date, the rest as soon as it can
 * be after that. Of one item so many pieces come later, or, where that is not enough, whole items do.
 */
import type { Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import { problemOf } from './build.ts';
import { BEYOND } from './axis.ts';
import type { CapacityProfile } from './capacity.ts';
import { completionOf, decode, decoderOf } from './decode.ts';
import { draftsOf, isPlannable, type Draft } from './drafts.ts';
import { planInTime, untilDay } from './intime.ts';
import type { Split } from './schedule.ts';

/** Placements that looking at one split may cost, by step. */
const BUDGET_PER_STEP = 20;
/** Splits that may be looked at. */
const LOOKS = 120;

/** An item of which `now` pieces come first. */
interface Part {
  readonly item: ItemFact;
  readonly now: number;
}

/** Returns the split that puts off least work, of those found; null where none is, or the rest does not end within the axis. */
export function phasedSplit(facts: Facts, order: readonly string[], profile: CapacityProfile, day: Day): Split | null {
  const { items } = facts.deal;
  const short = untilDay(profile, day);
  let looks = LOOKS;

  /** The order of work that has these parts done by the day. */
  const inTime = (parts: readonly Part[]): { names: readonly string[]; minutes: number } | null => {
    if (looks-- <= 0) return null;
    const drafts = draftsOf(
      withItems(
        facts,
        parts.flatMap(({ item, now }) => (now > 0 ? [{ ...item, quantity: now }] : [])),
      ),
    );
    if (drafts.length === 0 || !isPlannable(drafts)) return null;
    const problem = problemOf(facts, drafts, short, 'headroom');
    const placement = planInTime(problem, inOrderOf(drafts, order), BUDGET_PER_STEP * drafts.length);
    return placement === null ? null : { names: placement.order.map((index) => nameOf(drafts[index])), minutes: workOf(drafts) };
  };
  const whole = items.map((item): Part => ({ item, now: item.quantity }));

  let best: { parts: readonly Part[]; names: readonly string[]; minutes: number } | null = null;
  const consider = (parts: readonly Part[]): boolean => {
    const found = inTime(parts);
    if (found !== null && (best === null || found.minutes > best.minutes)) best = { parts, ...found };
    return found !== null;
  };
  for (const { item } of whole) {
    const having = (now: number): readonly Part[] => whole.map((part) => (part.item === item ? { item, now } : part));
    if (items.length > 1 && !consider(having(0))) continue;
    // More pieces never take less time, so the most that can be done by then is found by halving.
    let low = 0;
    let high = item.quantity;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (consider(having(middle))) low = middle;
      else high = middle;
    }
  }
  if (best === null && items.length > 2) {
    let kept = whole.map((part): Part => ({ ...part, now: 0 }));
    for (const part of whole) {
      const more = kept.map((each) => (each.item === part.item ? part : each));
      if (consider(more)) kept = more;
    }
  }
  const found = best as { parts: readonly Part[]; names: readonly string[] } | null;
  return found === null ? null : withRest(facts, found.parts, found.names, profile, day);
}

/** The whole deal with the first parts before all else: when the rest is done, and whether the first parts still are in time. */
function withRest(facts: Facts, parts: readonly Part[], first: readonly string[], profile: CapacityProfile, day: Day): Split | null {
  const later = parts.filter(({ item, now }) => now < item.quantity);
  const rest = later.map(({ item, now }): ItemFact => ({
    ...item,
    id: laterId(item),
    quantity: item.quantity - now,
    phase: item.phase + LATER_PHASE,
  }));
  const now = parts.flatMap((part) => (part.now > 0 ? [{ ...part.item, quantity: part.now }] : []));
  const drafts = draftsOf(withItems(facts, [...now, ...rest]));
  if (!isPlannable(drafts)) return null;
  const problem = problemOf(facts, drafts, profile, 'headroom');
  const early = first.map((name) => drafts.findIndex((draft) => nameOf(draft) === name));
  // What comes first may wait for nothing that comes later.
  if (early.some((index) => drafts[index].after.some((before) => !early.includes(before)))) return null;
  const placement = decode(decoderOf(problem), [...early, ...drafts.map((_, index) => index).filter((index) => !early.includes(index))]);
  const done = early.reduce((latest, index) => Math.max(latest, placement.done[index]), 0);
  if (placement.completion >= BEYOND || completionOf(problem, { ...placement, completion: done }) > day) return null;
  return {
    items: later.map(({ item, now: pieces }) => ({ item: item.id, now: pieces, later: item.quantity - pieces })),
    rest: completionOf(problem, placement),
  };
}

/** The deal with other items; what later pieces need from the customer is what the first ones need. */
function withItems(facts: Facts, items: readonly ItemFact[]): Facts {
  const { deal } = facts;
  const later = items.filter(({ id }) => deal.items.every((item) => item.id !== id));
  const inputs = deal.inputs.flatMap((input) => [
    input,
    ...later.filter(({ id }) => id === `${input.item}${LATER}`).map(({ id }) => ({ ...input, item: id })),
  ]);
  return { ...facts, deal: { ...deal, items, inputs } };
}

/** What is left is no order with what comes first, nor with a later phase of the file. */
const LATER_PHASE = 0.5;
/** No id of a file contains it. */
const LATER = ' later';

function laterId({ id }: ItemFact): string {
  return `${id}${LATER}`;
}

function nameOf({ item, step }: Draft): string {
  return `${item}.${step}`;
}

/** The steps in a known order of names, those that it does not name at the end. */
function inOrderOf(drafts: readonly Draft[], names: readonly string[]): number[] {
  const rank = new Map(names.map((name, index) => [name, index]));
  return drafts
    .map((draft, index) => ({ index, rank: rank.get(nameOf(draft)) ?? names.length }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ index }) => index);
}

function workOf(drafts: readonly Draft[]): number {
  return drafts.reduce((sum, { minutes }) => sum + (minutes?.likely ?? 0), 0);
}
