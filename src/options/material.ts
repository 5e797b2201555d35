/** A material that operations secure for this deal, so that the day that was asked for holds: so much of it, here by the latest day that is enough. */
import { addBusinessDays, addDuration, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { formatMicro, type Micro } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { capacityUntil, survives, survivesAtBest } from '../schedule/look.ts';
import type { Budget } from '../schedule/order.ts';
import type { PlanSettings } from '../schedule/settings.ts';
import { dayEdit, edited, offerEdits, type Edit } from './edit.ts';
import { businessDaysFrom, latestDay } from './latest.ts';
import type { Desk, Tried } from './recheck.ts';
import type { Checked, Way } from './way.ts';
import { heldWords } from './words.ts';
import { wholeWay } from './whole.ts';

/** Days on which a material may still come that are looked at. */
const DAYS = 250;
/** Placements that all first looks together may cost. */
const LOOKS = 60_000;

/** A material of the deal: how much it needs, and how much of that it has by a day. */
interface Stock {
  /** Its index in `capacity.materials`. */
  readonly index: number;
  readonly needed: Micro;
  /** What has to come in on a day, beside what is there by then without it. */
  readonly lacks: (arrival: Day) => Micro;
  /** Whether operations must hold it: then a day that only the deal says counts for nothing. */
  readonly mustBeLocked: boolean;
}

/** Returns the way to say yes with material secured in time; null where no material holds the deal up, or securing it would not be enough. */
export function materialWay(desk: Desk, settings: PlanSettings, start: Day | null): Way | null {
  const { facts } = desk.before;
  const { deal, calendar, today } = facts;
  const asked = deal.judgedCompletion;
  if (asked === null) return null;
  const mustBeLocked = desk.before.judgement.checks.some(({ rule, blocking }) => rule === 'expedite-materials' && blocking);
  const first = onOrAfter(calendar, today);
  const beyond = addBusinessDays(calendar, asked.day, 1);
  if (first === null || beyond === null) return null;
  const days = businessDaysFrom(calendar, first, beyond, DAYS);
  // Short by the first day, or there, and the deal itself counts on a later day.
  const stocks = stocksOf(facts, mustBeLocked).filter((stock) => stock.lacks(first) > 0 || lineEdits(facts, [stock], first).length > 0);
  const budget: Budget = { left: LOOKS };
  const profile = stocks.length === 0 ? null : capacityUntil(facts, settings, asked.day);

  const found = choicesOf(desk.before, stocks, mustBeLocked).flatMap((some) => {
    const on = (day: Day): Facts => {
      const deals = { ...deal, file: edited(deal.file, lineEdits(facts, some, day)) };
      return { ...facts, capacity: edited(facts.capacity, incomingEdits(facts, some, day)), deal: deals };
    };
    const latest = latestDay(
      days,
      (day) => survives(on(day), settings, profile!, asked.day, budget),
      (day) => tryOn(desk, some, day, start),
      (day) => survivesAtBest(on(day), settings, profile!, asked.day),
    );
    return latest === null ? [] : [{ some, ...latest }];
  })[0];
  if (found === undefined) return null;

  // What need not be among them is left out.
  let { some, tried, tight } = found;
  for (const stock of some.length > 1 ? some : []) {
    if (some.length === 1) break;
    const others = some.filter((each) => each !== stock);
    const without = tryOn(desk, others, found.day, start);
    if (without === null) tight = false;
    else if (without !== 'nothing' && without.passes) [some, tried] = [others, without];
  }
  const capacity = incomingEdits(facts, some, found.day);
  return wholeWay(facts, tried, {
    kind: 'material',
    words: `${heldWords(desk.before, start)} if ${amountsText(facts, some, found.day)}`,
    edits: [...lineEdits(facts, some, found.day), ...offerEdits(facts, { start, complete: null })],
    // Where there is enough by then, the deal only counts on a later day, and operations say that it need not.
    asks: { who: 'operations', act: capacity.length === 0 ? 'confirm it' : capacity.length === 1 ? 'lock it' : 'lock them', capacity },
    tight,
  });
}

/** Which materials may be enough: the one that the plan waits for, else all that are short. What has to be locked has to be so all of it. */
function choicesOf({ facts, schedule }: Checked, stocks: readonly Stock[], mustBeLocked: boolean): (readonly Stock[])[] {
  if (stocks.length === 0) return [];
  if (mustBeLocked || stocks.length === 1 || schedule.status === 'unplannable') return [stocks];
  const waited = schedule.chain.findLast(({ waits }) => waits === 'material')?.on;
  const alone = stocks.filter(({ index }) => facts.capacity.materials![index].id === waited);
  return alone.length === 0 ? [stocks] : [alone, stocks];
}

function tryOn(desk: Desk, some: readonly Stock[], day: Day, start: Day | null): Tried | 'nothing' | null {
  const { facts } = desk.before;
  const capacity = incomingEdits(facts, some, day);
  const lines = lineEdits(facts, some, day);
  if (capacity.length === 0 && lines.length === 0) return 'nothing';
  return desk.tryOut([...lines, ...offerEdits(facts, { start, complete: null })], { capacity });
}

/** What operations would write: what comes in for this deal, and is locked. */
function incomingEdits({ capacity, deal }: Facts, some: readonly Stock[], day: Day): Edit[] {
  return some.flatMap(({ index, lacks }): Edit[] => {
    const quantity = lacks(day);
    if (quantity <= 0) return [];
    const line = { quantity, eta: day, locked: true, for: deal.id };
    const written = { quantity: quantity / 1_000_000, eta: formatDay(day), locked: true, for: deal.id };
    return [{ path: ['materials', index, 'incoming', capacity.materials![index].incoming.length], value: line, written }];
  });
}

/**
 * The deal's own lines say when it counts on a material: a later day than that on which it comes would hold the plan up, and with an earlier one its steps
 * would begin before what is locked is there.
 */
function lineEdits({ capacity, deal }: Facts, some: readonly Stock[], day: Day): Edit[] {
  return (deal.file.materials ?? []).flatMap(({ material, eta }, line): Edit[] => {
    const stock = some.find(({ index }) => capacity.materials![index].id === material);
    if (stock === undefined || eta === undefined) return [];
    return eta > day || (stock.mustBeLocked && eta < day) ? [dayEdit(['materials', line, 'eta'], day)] : [];
  });
}

function stocksOf(facts: Facts, mustBeLocked: boolean): Stock[] {
  const { capacity, deal, calendar, today } = facts;
  const lines = deal.file.materials ?? [];
  return (capacity.materials ?? []).map(({ id, on_hand, allocated, incoming, receiving }, index): Stock => {
    const usable = (arrival: Day): Day => {
      const from = Math.max(arrival, today);
      return receiving === undefined ? from : (addDuration(calendar, from, receiving) ?? from);
    };
    const own = lines.filter(({ material }) => material === id);
    const asked = own.reduce((sum, { quantity }) => sum + quantity, 0);
    const byLibrary = deal.items.reduce(
      (sum, { entry, quantity }) =>
        (entry?.materials ?? []).reduce(
          (total, { material, setup = 0, each = 0 }) => (material === id ? total + setup + each * quantity : total),
          sum,
        ),
      0,
    );
    const needed = mustBeLocked ? Math.max(byLibrary, asked) : byLibrary;
    const free = Math.max(0, on_hand - allocated.reduce((sum, { to, quantity }) => (to === deal.id ? sum : sum + quantity), 0));
    const coming = incoming.filter((line) => (mustBeLocked ? line.for === deal.id && line.locked : (line.for ?? deal.id) === deal.id));
    // What the deal itself says that it will have is a wish, which the plan follows and a lock does not.
    const wished = mustBeLocked ? [] : own.flatMap(({ eta, quantity }) => (eta === undefined ? [] : [{ eta, quantity }]));
    return {
      index,
      needed,
      mustBeLocked,
      lacks: (arrival) => {
        const by = usable(arrival);
        const there = [...coming, ...wished].reduce((sum, { eta, quantity }) => (usable(eta) <= by ? sum + quantity : sum), free);
        return Math.max(0, needed - there);
      },
    };
  });
}

/** `120 m of canvas and 3 of thread are here by 2026-12-04`; what has to be received first comes in by then. */
function amountsText({ capacity }: Facts, some: readonly Stock[], day: Day): string {
  const lacking = some.filter(({ lacks }) => lacks(day) > 0);
  const short = (lacking.length > 0 ? lacking : some).map((stock) => ({
    ...capacity.materials![stock.index],
    lacks: lacking.length > 0 ? stock.lacks(day) : stock.needed,
  }));
  const amounts = short.map(({ id, unit, lacks }) => `${[formatMicro(lacks), unit].filter(Boolean).join(' ')} of ${id}`);
  const isReceived = short.some(({ receiving }) => receiving !== undefined);
  return `${listed(amounts)} ${isReceived ? 'come in' : 'are here'} by ${formatDay(day)}`;
}
