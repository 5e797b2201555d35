/**
 * How much of each item is safe by which day, the others as they were asked for: days × scope. What a quantity allows is one whole check, which names its safe
 * date; each cell is then checked at its edge: so many by that day hold, and one piece more does not. Counted, like all that looks for ways.
 */
import { addBusinessDays, businessDaysBetween, onOrAfter } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { offerEdits, type Edit } from './edit.ts';
import { laterDues } from './promises.ts';
import { deskOf, type Desk, type Tried } from './recheck.ts';
import { cutEdits } from './scope.ts';
import type { Check, Checked } from './way.ts';
import { amountOf } from './worth.ts';

/** Whole checks that a table may cost. */
const CHECKS = 400;
/** Steps of other work that may be planned for it: of a deal of ten steps sixty quantities, of one of forty sixteen. */
const STEPS = 600;
const WORKS = { fewest: 16, most: 60 };
/** Days that are shown: more are no table to read on a call. */
const ROWS = 10;

/** How many of an item are safe by a day. */
export interface FrontierCell {
  readonly item: string;
  /** 0: only without it; null: not even without it. */
  readonly most: number | null;
  /** Whether one more was seen not to be; of all pieces there is no more. */
  readonly tight: boolean;
}

/** The table. */
export interface Frontier {
  readonly items: readonly { readonly item: string; readonly of: number }[];
  readonly rows: readonly { readonly day: Day; readonly cells: readonly FrontierCell[] }[];
  /** Business days between the first and the last row that are not shown. */
  readonly between: number;
  /** Whether the budget ran out: cells that are not tight may be too low. */
  readonly spent: boolean;
  /** Why there is no table; null when there is one. */
  readonly because: string | null;
}

/** Returns the table of a deal: from the day asked for to the safe one; of a deal that passes, from the first day on which anything is safe. */
export function frontierOf(before: Checked, check: Check): Frontier {
  const { facts, judgement, schedule } = before;
  const { deal, calendar } = facts;
  const items = deal.items.map(({ id, quantity }) => ({ item: id, of: quantity }));
  const none = (because: string): Frontier => ({ items, rows: [], between: 0, spent: false, because });
  const { safe } = judgement;
  if (safe === null || schedule.status === 'unplannable')
    return none(`there is no safe date: ${judgement.because ?? 'it cannot be computed'}`);
  if (deal.relative !== null) return none('the date counts from an input, and no day is asked for');
  if (schedule.phases.length > 0) return none('it is sold in phases, each with a day of its own');
  if (deal.items.some(({ custom }) => custom.length > 0)) return none('work of its own on an item cannot be divided by pieces');

  const works = Math.max(WORKS.fewest, Math.min(WORKS.most, Math.floor(STEPS / schedule.rows.length)));
  const desk = deskOf(before, check, CHECKS, works);
  const columns = items.map(({ item, of }) => columnOf(desk, item, of, safe));
  // What is most work is asked about first: where the budget ends, it is the small ones that nobody knows of.
  const byWork = columns.toSorted((a, b) => workOf(facts, b.item) - workOf(facts, a.item));
  const asked = deal.judgedCompletion?.day ?? safe;
  const late = asked < safe;
  const firsts = byWork.flatMap(({ safeAt }) => safeAt(1) ?? []);
  const first = late ? asked : Math.min(safe, ...firsts);
  const days = daysBetween(calendar, onOrAfter(calendar, first) ?? safe, safe);
  const cells = new Map(byWork.map((column) => [column, days.shown.map((day) => column.cellBy(day))]));
  const rows = days.shown.map((day, row) => ({ day, cells: columns.map((column) => cells.get(column)![row]) }));
  return { items, rows, between: days.left, spent: desk.isSpent(), because: null };
}

/** The days of the table: all business days, or so many of them, spread evenly. */
function daysBetween(calendar: Checked['facts']['calendar'], first: Day, last: Day): { shown: Day[]; left: number } {
  const count = first >= last ? 0 : businessDaysBetween(calendar, first, last);
  const nths =
    count < ROWS
      ? Array.from({ length: count + 1 }, (_, n) => n)
      : Array.from({ length: ROWS }, (_, n) => Math.round((n * count) / (ROWS - 1)));
  return {
    shown: nths.map((n) => (n === 0 ? Math.min(first, last) : n === count ? last : (addBusinessDays(calendar, first, n) ?? last))),
    left: count + 1 - nths.length,
  };
}

function workOf(facts: Facts, item: string): number {
  return amountOf(
    facts,
    facts.deal.items.filter(({ id }) => id === item),
  ).minutes;
}

interface Column {
  readonly item: string;
  /** The safe date with so many pieces; null where there is none, or the budget is spent. */
  readonly safeAt: (pieces: number) => Day | null;
  readonly cellBy: (day: Day) => FrontierCell;
}

function columnOf(desk: Desk, item: string, of: number, safe: Day): Column {
  const { facts } = desk.before;
  const alone = facts.deal.items.length === 1;
  const known = new Map<number, Day | 'never' | 'unknown'>([[of, safe]]);
  const safeAt = (pieces: number): Day | 'never' | 'unknown' => {
    let found = known.get(pieces);
    if (found === undefined) {
      const tried = desk.tryOut(scopeEdits(desk, item, of, pieces, safe));
      found = tried === null ? 'unknown' : (tried.after.judgement.safe ?? 'never');
      known.set(pieces, found);
    }
    return found;
  };
  /** Whether so many by a day were seen to hold; null where that could not be looked at. */
  const holds = (pieces: number, day: Day): boolean | null => {
    if (pieces === 0 && alone) return true;
    const at = safeAt(pieces);
    if (at === 'unknown') return null;
    return at !== 'never' && at <= day;
  };
  let least = 0;
  return {
    item,
    safeAt: (pieces) => {
      const found = safeAt(pieces);
      return typeof found === 'number' ? found : null;
    },
    cellBy: (day) => {
      // What holds by a day holds by every later one; and whether all of them do is known already.
      let low = holds(of, day) === true ? of : holds(least, day) === true ? least : -1;
      // All of them are known not to hold here, unless they do.
      let high = low === of ? of + 1 : of;
      let open = false;
      if (low < 0) return { item, most: null, tight: holds(0, day) === false };
      while (high - low > 1) {
        const next = (low + high) >> 1;
        const answer = holds(next, day);
        if (answer === null) {
          open = true;
          break;
        }
        if (answer) low = next;
        else high = next;
      }
      least = low;
      // The day itself is judged, too: at the edge, and one piece beyond it.
      const edge = low === 0 ? null : by(desk, item, of, low, day);
      const beyond = low === of || open ? null : by(desk, item, of, low + 1, day);
      if (edge !== null && !edge.passes) return { item, most: null, tight: false };
      const tight =
        !open && (low === 0 || edge !== null) && (low === of || (beyond !== null && !(beyond.passes && beyond.approvers.length === 0)));
      return { item, most: low, tight };
    },
  };
}

function scopeEdits(desk: Desk, item: string, of: number, pieces: number, day: Day): Edit[] {
  const { facts } = desk.before;
  const cut = pieces === of ? [] : cutEdits(facts, [{ item, from: of, to: pieces }]).edits;
  const touched = new Set(cut.map(({ path }) => JSON.stringify(path)));
  // A promise that goes with its item has no due any more.
  const gone = cut.filter(({ written }) => written === null).map(({ path }) => JSON.stringify(path).slice(0, -1));
  const dues = laterDues(facts, () => day).filter(
    ({ path }) => !touched.has(JSON.stringify(path)) && !gone.some((start) => JSON.stringify(path).startsWith(`${start},`)),
  );
  return [...cut, ...offerEdits(facts, { start: null, complete: day }), ...dues];
}

function by(desk: Desk, item: string, of: number, pieces: number, day: Day): Tried | null {
  return desk.tryOut(scopeEdits(desk, item, of, pieces, day));
}
