/**
 * What operations hold of a material for a deal: stock that nobody else was promised, and what comes in for this deal and is locked. What the deal's own
 * lines say is a wish: they lock nothing (formats.md, "materials").
 */
import { addDuration } from '../../model/calendar.ts';
import type { Day } from '../../model/day.ts';
import { ordersOf } from '../../model/lot.ts';
import type { Micro } from '../../model/units.ts';
import type { OptionalFacts, RuleFacts } from '../rule.ts';

/** A need of material that operations do not hold in full, or not in time. */
export interface Unlocked {
  /** The item that needs it; null where only the deal's own lines ask for it. */
  readonly item: string | null;
  readonly material: string;
  /** Its index in `capacity.materials`; null where capacity does not have it. */
  readonly index: number | null;
  readonly needed: Micro;
  readonly held: Micro;
  /** When its step begins in the plan. */
  readonly by: Day;
  /** When the last of what is held is there; null while something is missing. */
  readonly there: Day | null;
  /** Who else was promised the stock that is allocated to this deal; empty where nobody was. */
  readonly alsoTo: readonly string[];
}

/** Returns what is not locked, in the order of the items; each is served from what the earlier ones left. */
export function unlockedOf(facts: RuleFacts & Pick<OptionalFacts, 'plan'>): Unlocked[] {
  const { capacity, deal } = facts;
  const supplies = new Map<string, Supply>();
  return needsOf(facts).flatMap(({ item, material, quantity, by }): Unlocked[] => {
    const index = capacity.materials?.findIndex(({ id }) => id === material) ?? -1;
    let supply = supplies.get(material);
    if (supply === undefined) supplies.set(material, (supply = index < 0 ? NONE : supplyOf(index, facts)));
    let held = 0;
    let there: Day = facts.today;
    for (const part of supply.parts) {
      const taken = Math.min(part.left, quantity - held);
      if (taken <= 0) continue;
      part.left -= taken;
      held += taken;
      there = Math.max(there, part.day);
    }
    const isAll = held >= quantity;
    if (isAll && there <= by) return [];
    const alsoTo = isAll ? [] : supply.others.filter((other) => supply.isOverAllocated && other !== deal.id);
    return [{ item, material, index: index < 0 ? null : index, needed: quantity, held, by, there: isAll ? there : null, alsoTo }];
  });
}

interface Supply {
  readonly parts: { readonly day: Day; left: Micro }[];
  readonly others: readonly string[];
  /** Whether the stock that is allocated to this deal is promised to others as well. */
  readonly isOverAllocated: boolean;
}

const NONE: Supply = { parts: [], others: [], isOverAllocated: false };

function supplyOf(index: number, { capacity, deal, calendar, today }: RuleFacts): Supply {
  const { on_hand, allocated, incoming, receiving } = capacity.materials![index];
  const sum = (mine: boolean): Micro =>
    allocated.reduce((total, { to, quantity }) => ((to === deal.id) === mine ? total + quantity : total), 0);
  const received = (eta: Day): Day => {
    const from = Math.max(eta, today);
    return receiving === undefined ? from : (addDuration(calendar, from, receiving) ?? from);
  };
  return {
    parts: [
      { day: today, left: Math.max(0, on_hand - sum(false)) },
      ...incoming
        .filter((line) => line.for === deal.id && line.locked)
        .map(({ eta, quantity }) => ({ day: received(eta), left: quantity }))
        .sort((a, b) => a.day - b.day),
    ],
    others: [...new Set(allocated.flatMap(({ to }) => (to === deal.id ? [] : [to])))],
    isOverAllocated: sum(true) > 0 && sum(true) + sum(false) > on_hand,
  };
}

interface Need {
  readonly item: string | null;
  readonly material: string;
  readonly quantity: Micro;
  readonly by: Day;
}

/** What the items need by the library, and what the deal's own lines ask for beyond that. */
function needsOf({ deal, plan }: RuleFacts & Pick<OptionalFacts, 'plan'>): Need[] {
  const orders = ordersOf(deal.items);
  const begins = (item: string | null, blocks: readonly string[]): Day => {
    const own = plan.rows.filter((row) => item === null || row.item === orders.get(item));
    const blocked = own.filter(({ step }) => blocks.includes(step));
    return Math.min(...(blocked.length > 0 ? blocked : own).map(({ start }) => start));
  };
  const needs = deal.items.flatMap((item) =>
    (item.entry?.materials ?? []).map(({ material, setup = 0, each = 0, blocks }): Need => ({
      item: item.id,
      material,
      quantity: setup + each * item.quantity,
      by: begins(item.id, blocks),
    })),
  );
  const lines = deal.file.materials ?? [];
  const more = [...new Set(lines.map(({ material }) => material))].flatMap((material): Need[] => {
    const of = (list: readonly { readonly material: string; readonly quantity: Micro }[]): Micro =>
      list.reduce((total, line) => (line.material === material ? total + line.quantity : total), 0);
    const beyond = of(lines) - of(needs);
    return beyond > 0 ? [{ item: null, material, quantity: beyond, by: begins(null, []) }] : [];
  });
  return [...needs.filter(({ quantity }) => quantity > 0), ...more];
}

/** Whether anything that is sold needs material. */
export function needsMaterial({ deal }: RuleFacts): boolean {
  return (deal.file.materials ?? []).length > 0 || deal.items.some(({ entry }) => (entry?.materials ?? []).length > 0);
}
