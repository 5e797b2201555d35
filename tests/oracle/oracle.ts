/**
 * A second reading of design/planning.md, written from the definitions alone: it shares no code with src/ and searches by listing
 * everything. It is slow on purpose. tests/oracle/generate.ts makes the workspaces that it and the planner must agree on.
 *
 * Where the text leaves a choice, this is what was read:
 *
 * A1  Begin. `valid_until`, else `signature`, else the first business day strictly after today; never before today. It stays a plain date
 *     (it may be a closed day); calendar waits such as `takes: 3d` count from that date, and only the result is moved to a business day.
 * A2  Release arithmetic (takes, late, receiving, lead_time) is done on dates: D + n d is the calendar date, D + n bd per §7; only the last
 *     date becomes a moment (first business day on or after it, 0).
 * A3  `ordered, lead_time after the signature`: counted from `dates.signature` (default: next business day), not from `valid_until`, and
 *     `receiving` is not added to an order (it is added to an eta only).
 * A4  An input that needs approval is here only when `approved` is given; `received` alone is "not here yet". One that needs none is here
 *     when `received` is given; its `approved` is ignored.
 * A5  Cut-off: strictly after the cut-off time → the first business day strictly after that date. So Saturday after the cut-off is Monday,
 *     not Tuesday. Exactly at the cut-off is in time. Without a cut-off the hour does not matter; `day_starts` has no effect on dates.
 * A6  An input not here: max(due, begin + takes, first business day strictly after today); an absent due or takes drops out (no takes: begin).
 *     An overdue one still gets this day for nominal (rules.md says no date can be *given*; here nominal is computed all the same).
 * A7  `late` of an input is a failure only while the input is not here yet. It moves the input's day: (that day) + late.
 *     An input without `late` is no failure. Lateness of materials has no field in formats.md, so it is no failure either.
 * A8  An input without `blocks` blocks the first steps of its item, as materials do. A deal input that no library item names blocks nothing.
 * A9  An `h`/`m` wait counts slots like work: one that ends with the last slot of a day ends at (that day, all), not at (next day, 0);
 *     a step that ends in it completes that day. A zero wait changes nothing.
 * A10 A failure that `delays` a step is one more wait chained after the step's work and window (not before its start). Several are chained in the
 *     order of the failure list: library (item order, file order), assumptions, late inputs, everyday.
 * A11 Which of two moments is later is decided by (day, k), so (Tue, 0) is later than (Mon, all) although both are the same slot. It matters for
 *     a pure window after two steps.
 * A12 The reserve is rounded half up, on exact decimals (not on floating point). "Its slots of the week" are those it is there: days off, `from`,
 *     `until`, `down`, holidays give none. Days before today count for the week. No `reserve` key: 0 %.
 * A13 A person's hours above the calendar's day are cut to the calendar's day.
 * A14 Needs are separate units: {engineer: 1, engineer.senior: 1} is two people, one of them senior. A person without a level counts for
 *     `engineer`, for no named level. Equipment counts at every level of its role.
 * A15 Fixed loads are all placed first (bookings in file order, lines in file order); then bookings given as deliverables by `promised`, ties
 *     in file order, no `promised` last. A booking with both has its loads placed with the loads.
 * A16 A short load: the missing number of *slots* is filled from the first slots of the day not yet used by this line in which anything that it
 *     needs is left, taking what is left of each need there (in written order; for a level, the least left of the thresholds up to it). A slot
 *     taken in part counts as one slot. `per_day` longer than the day takes the day; no `per_day` takes whole days.
 * A17 Bookings as deliverables may use the reserve too ("take from the whole calendar"): open = calendar − bookings placed before. For their
 *     uninterrupted steps *closed* still means calendar − reserve does not cover.
 * A18 Bookings as deliverables: work × remaining is rounded up once, together with quantity and units. Windows are not scaled. Inputs, materials,
 *     roadmap dates and custom work are ignored. Released (today, 0), moved to a business day. Library order = order of deliverables in
 *     deliverables.yaml, then of their steps. A step that cannot end inside the horizon books nothing, nor does what follows it.
 * A19 Soft bookings are ignored unless handoff.yaml says `soft: whole` at its top level.
 * A20 A skipped step hands its predecessors on to its successors. Failures, blocks and materials of a skipped step fall away.
 * A21 `requires`: the first steps of the item follow the last *library* steps of every item of the required deliverable (not its custom work).
 *     A required deliverable that is not in the deal is a finding, not a step.
 * A22 Custom work: one step per role in `effort`, one unit each, all of them after the item's last library steps (not one after another, so two
 *     custom works run side by side where people allow). `after` or `before` replaces that default; with `before` alone it may start at begin.
 *     Custom steps count for `hits: any`.
 * A23 `unlimited` (quality-windows): all steps of the deal that are not skipped, every role and machine unlimited, every slot of the calendar
 *     open, no work order. `unlimited_mandatory` beside it also leaves out optional steps that were not skipped ("mandatory steps … alone").
 * A24 Distinct failures: one per (deliverable, failure id); the same deliverable in two items is one failure with two places. A step id in the
 *     deal's assumptions that fits several items is one failure with several places. Several `hits` are places, not all at once.
 *     Lines of one deliverable without custom work are one order: one set of steps in the first line's name, the work of all lines that do not
 *     skip a step added up before it is rounded, and a step is left out where all skip it. What another line names or needs is that order's.
 * A25 Assumptions: library and deal together; the same text counts once (the deal's replaces it). Read against "derived unless said" because
 *     what the author alone can write must not remove a failure.
 * A26 A library failure with an everyday id removes the everyday one for the whole deal, also for the other items, if it hits a step that is in the plan.
 * A27 `worst: true`: one failure per three-point step that can take longer (extra = slots of worst − slots of likely), not one failure for all of them.
 * A28 `hits: any` = any step with a need whose role has at least one line in `people`, whatever that person's from/until. `repeats` is a share of
 *     the likely slots, rounded up; it and `costs` add up on one step. `costs` on a pure window adds slots that need nobody.
 * A29 Two failures are computed also when fewer than two are known (`failures_known` says how many; the rule itself is then `unknown`).
 * A30 Weather: a worked slot of month m advances the work by share(m) of a slot; the step holds its people in every slot it works; with several
 *     roles the smallest share counts; slots added by failures are stretched alike. No entry: 100 %. Also for `unlimited`.
 * A31 Materials: on_hand less what is allocated to others, then incoming that is free or `for` this deal by eta, then an order; the latest part
 *     counts. No lead_time and not enough: never (all dates null). The quantity is each × quantity, items in order share one stock. A deal's own
 *     line (taken first, at eta + receiving, whatever its `state`) may make a material later than that, never sooner, and brings none that
 *     operations do not know of: its author alone wrote it. A line without eta is an order.
 * A32 An eta or due on a closed day: the first business day on or after it (eta + 0bd), or per "D closed: after the next open day" for n > 0.
 * A33 Without `rules.two-failures.everyday` the two of §7 apply; whether a profile names others is left open (generated files name no profile).
 * A34 The start of a step is its first worked slot (always an open one); "never before an earlier-listed step has started" allows the same slot.
 * A35 `nominal` ranges over lists that respect precedence. A list that does not is a deadlock or the same as one that does.
 * Not covered: relative offers, phases, staffing patterns, reviews, verified buffers, displacement, restatements, three-runs, start.
 */
import { parse } from 'yaml';

// ── the files, as far as dates depend on them ────────────────────────────────────────────────────────────────────────────────────────

type Needs = Record<string, number>;
type OneOrMore = string | string[];
interface Estimate {
  best: string;
  likely: string;
  worst: string;
}
interface Scaled {
  setup?: string;
  each?: string;
  per?: number;
}
type Work = string | Estimate | Scaled;
interface Hit {
  id?: string;
  what?: string;
  hits: OneOrMore;
  costs?: string;
  delays?: string;
  repeats?: string;
}
interface LibraryStep {
  id: string;
  needs?: Needs;
  duration?: Work;
  effort?: Work;
  after?: string[];
  window?: string;
  optional?: boolean;
  uninterrupted?: boolean;
  weather?: boolean;
}
interface Deliverable {
  status?: string;
  roadmap?: { ready?: string };
  requires?: string[];
  steps?: LibraryStep[];
  failures?: Hit[];
  assumptions?: { text: string; if_false?: Hit }[];
  inputs?: { id: string; blocks?: string[]; cutoff?: string; approval?: boolean; takes?: string; late?: string }[];
  materials?: { material: string; each: number; blocks?: string[] }[];
}
interface LibraryFile {
  deliverables: Record<string, Deliverable>;
}
interface Role {
  levels?: string[];
  reserve?: string;
}
interface Person {
  id: string;
  role: string;
  level?: string;
  week?: Record<string, string>;
  off?: string[];
  from?: string;
  until?: string;
}
interface Equipment {
  id: string;
  role: string;
  count?: number;
  down?: string[];
}
interface Booking {
  id: string;
  state?: string;
  expires?: string;
  promised?: string;
  work?: { needs: Needs; from: string; to: string; per_day?: string }[];
  deliverables?: { deliverable: string; quantity?: number; remaining?: string }[];
}
interface Material {
  id: string;
  on_hand?: number;
  lead_time?: string;
  receiving?: string;
  allocated?: { to: string; quantity: number }[];
  incoming?: { quantity: number; eta: string; for?: string }[];
}
interface CapacityFile {
  calendar: { week: Record<string, string>; holidays?: { on: string }[]; closed?: string[] };
  grain?: string;
  reserve?: string;
  roles?: Record<string, Role | null>;
  people?: Person[];
  equipment?: Equipment[];
  bookings?: Booking[];
  materials?: Material[];
  weather?: Record<string, Record<string, string>>;
}
interface PolicyFile {
  soft?: string;
  rules?: { 'two-failures'?: string | { failures?: number; everyday?: Hit[]; worst?: boolean } };
}
interface Custom {
  id: string;
  effort?: Record<string, string>;
  after?: OneOrMore;
  before?: OneOrMore;
}
interface DealItem {
  id?: string;
  deliverable: string;
  quantity?: number;
  skip?: string[];
  custom?: Custom[];
}
interface DealFile {
  deal?: string;
  dates?: { signature?: string; valid_until?: string };
  items: (string | DealItem)[];
  inputs?: { id: string; due?: string; received?: string; approved?: string }[];
  materials?: { material: string; quantity?: number; eta?: string }[];
  assumptions?: { text: string; if_false?: Hit }[];
}

/** The texts of a workspace. */
export interface Workspace {
  policy?: string;
  capacity: string;
  deliverables: string;
  deal: string;
}

// ── days: whole numbers since 1970-01-01 ─────────────────────────────────────────────────────────────────────────────────────────────

type Day = number;
const MS = 86_400_000;
const toDay = (iso: string): Day => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / MS;
const toIso = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10);
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayOf = (day: Day): number => (day + 3) % 7; // 1970-01-01 was a Thursday
const monthOf = (day: Day): string => MONTHS[Number(toIso(day).slice(5, 7)) - 1];
const inDates = (day: Day, dates: string): boolean => {
  const [first, last] = dates.split('..');
  return day >= toDay(first) && day <= toDay(last ?? first);
};

// ── amounts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Duration {
  n: number;
  unit: 'm' | 'bd' | 'd';
}
function duration(text: string): Duration {
  const match = /^(\d+(?:\.\d+)?)(m|h|bd|d|w)$/.exec(text);
  if (!match) throw new Error(`not a duration: ${text}`);
  const n = Number(match[1]);
  switch (match[2]) {
    case 'm':
      return { n, unit: 'm' };
    case 'h':
      return { n: n * 60, unit: 'm' };
    case 'bd':
      return { n, unit: 'bd' };
    case 'w':
      return { n: n * 7, unit: 'd' };
    default:
      return { n, unit: 'd' };
  }
}
/** A share in hundredths of a percent, so that 15% of 40 is exact. */
const SHARE_ONE = 10_000;
const share = (text: string | undefined, otherwise = 0): number => (text === undefined ? otherwise : Math.round(parseFloat(text) * 100));
const roundHalfUp = (amount: number, of: number): number => Math.floor((2 * amount + of) / (2 * of));
const list = (value: OneOrMore | undefined): string[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

// ── the calendar and its axis ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** (day, slots in). The day is always a business day here. */
interface Moment {
  day: Day;
  k: number;
}
const later = (a: Moment, b: Moment): Moment => (a.day > b.day || (a.day === b.day && a.k >= b.k) ? a : b);

class Calendar {
  readonly grain: number;
  readonly longest: number;
  readonly #file: CapacityFile['calendar'];
  readonly #known = new Map<Day, number>();

  constructor(file: CapacityFile) {
    this.#file = file.calendar;
    this.grain = duration(file.grain ?? '1h').n;
    this.longest = Math.max(...Object.values(file.calendar.week).map((hours) => duration(hours).n / this.grain));
  }

  /** Slots of the day; 0 when closed. */
  slots(day: Day): number {
    let slots = this.#known.get(day);
    if (slots === undefined) {
      const closed =
        (this.#file.holidays ?? []).some((h) => inDates(day, h.on)) || (this.#file.closed ?? []).some((dates) => inDates(day, dates));
      slots = closed ? 0 : this.weekSlots(this.#file.week, day);
      this.#known.set(day, slots);
    }
    return slots;
  }

  weekSlots(week: Record<string, string>, day: Day): number {
    const hours = week[WEEKDAYS[weekdayOf(day)]];
    return hours === undefined ? 0 : duration(hours).n / this.grain;
  }

  onOrAfter(day: Day): Day {
    for (let d = day; d < day + 4000; d++) if (this.slots(d) > 0) return d;
    throw new Error('the calendar is closed for ever');
  }

  after(day: Day): Day {
    return this.onOrAfter(day + 1);
  }

  /** D + n bd: the n-th business day after D; D closed: after the next open day. */
  plusBd(day: Day, n: number): Day {
    let d = this.onOrAfter(day);
    for (let i = 0; i < n; i++) d = this.after(d);
    return d;
  }

  /** Date arithmetic for releases: the result may be a closed day (for `d`). */
  plus(day: Day, wait: Duration): Day {
    if (wait.unit === 'd') return day + wait.n;
    if (wait.unit === 'bd') return this.plusBd(day, wait.n);
    throw new Error('a release cannot move by hours');
  }

  /** Slots of work that so many minutes or business days are, not rounded. */
  workSlots(work: Duration): number {
    if (work.unit === 'd') throw new Error('work is given in m, h or bd');
    return work.unit === 'bd' ? work.n * this.longest : work.n / this.grain;
  }
}

/** Every slot from the first business day on or after `first`, for `days` calendar days. */
class Axis {
  readonly dayAt: Day[] = [];
  readonly kAt: number[] = [];
  readonly #start = new Map<Day, number>();
  readonly calendar: Calendar;
  readonly openDays: Day[] = [];

  constructor(calendar: Calendar, first: Day, days: number) {
    this.calendar = calendar;
    for (let day = first; day < first + days; day++) {
      const slots = calendar.slots(day);
      if (slots === 0) continue;
      this.#start.set(day, this.dayAt.length);
      this.openDays.push(day);
      for (let k = 0; k < slots; k++) {
        this.dayAt.push(day);
        this.kAt.push(k);
      }
    }
  }

  get length(): number {
    return this.dayAt.length;
  }

  startOf(day: Day): number | null {
    return this.#start.get(day) ?? null;
  }

  /** Where the next step may begin; (day, all) is the same slot as (next business day, 0). */
  slotOf(moment: Moment): number | null {
    const start = this.startOf(moment.day);
    return start === null ? null : start + moment.k;
  }

  /** The moment reached when slot `s` has been worked. */
  afterSlot(s: number): Moment {
    return { day: this.dayAt[s], k: this.kAt[s] + 1 };
  }

  /** The end of a wait; null beyond the horizon. */
  wait(from: Moment, wait: Duration): Moment | null {
    const { calendar } = this;
    if (wait.unit === 'm') {
      const n = Math.ceil(wait.n / calendar.grain);
      const slot = this.slotOf(from);
      if (n === 0) return from;
      return slot === null || slot + n > this.length ? null : this.afterSlot(slot + n - 1);
    }
    const day = wait.unit === 'd' ? from.day + wait.n : calendar.plusBd(from.day, wait.n);
    const slots = calendar.slots(day);
    const end = slots === 0 || slots < from.k ? { day: calendar.after(day), k: 0 } : { day, k: from.k };
    return this.startOf(end.day) === null ? null : end;
  }
}

// ── capacity: one row of numbers per role and threshold ──────────────────────────────────────────────────────────────────────────────

/** Threshold 0 of a role is "anyone"; threshold i is "at or above the i-th level". A resource is `role/threshold`. */
type Resource = string;
type Rows = Map<Resource, number[]>;
interface Capacity {
  calendar: Rows;
  reserve: Rows;
  booked: Rows;
}

interface Need {
  role: string;
  threshold: number;
  units: number;
}

function readNeeds(needs: Needs | undefined, roles: Record<string, Role | null>): Need[] {
  return Object.entries(needs ?? {}).map(([key, units]) => {
    const [role, level] = key.split('.') as [string, string?];
    if (!(role in roles)) throw new Error(`no such role: ${role}`);
    const threshold = level === undefined ? 0 : (roles[role]?.levels ?? []).indexOf(level) + 1;
    if (level !== undefined && threshold === 0) throw new Error(`no such level: ${key}`);
    return { role, threshold, units };
  });
}

/** What the needs take of each resource: a senior is also a mid, a junior and anyone. */
function demand(needs: Need[]): Map<Resource, number> {
  const total = new Map<Resource, number>();
  for (const need of needs)
    for (let t = 0; t <= need.threshold; t++) total.set(`${need.role}/${t}`, (total.get(`${need.role}/${t}`) ?? 0) + need.units);
  return total;
}

function emptyRows(file: CapacityFile, length: number): Rows {
  const rows: Rows = new Map();
  for (const [role, def] of Object.entries(file.roles ?? {}))
    for (let t = 0; t <= (def?.levels ?? []).length; t++)
      rows.set(
        `${role}/${t}`,
        Array.from({ length }, () => 0),
      );
  return rows;
}

/** Slots of one unit (a person, or one machine) on a day, in the first slots of the day. */
interface Unit {
  role: string;
  thresholds: number[];
  slots(day: Day): number;
}

function units(file: CapacityFile, calendar: Calendar): Unit[] {
  const all: Unit[] = [];
  for (const person of file.people ?? []) {
    const levels = file.roles?.[person.role]?.levels ?? [];
    const rank = person.level === undefined ? 0 : levels.indexOf(person.level) + 1;
    all.push({
      role: person.role,
      thresholds: Array.from({ length: rank + 1 }, (_, t) => t),
      slots: (day) => {
        if (person.from !== undefined && day < toDay(person.from)) return 0;
        if (person.until !== undefined && day > toDay(person.until)) return 0;
        if ((person.off ?? []).some((dates) => inDates(day, dates))) return 0;
        const open = calendar.slots(day);
        return person.week === undefined ? open : Math.min(open, calendar.weekSlots(person.week, day));
      },
    });
  }
  for (const machine of file.equipment ?? []) {
    const levels = file.roles?.[machine.role]?.levels ?? [];
    for (let i = 0; i < (machine.count ?? 1); i++)
      all.push({
        role: machine.role,
        thresholds: Array.from({ length: levels.length + 1 }, (_, t) => t),
        slots: (day) => ((machine.down ?? []).some((dates) => inDates(day, dates)) ? 0 : calendar.slots(day)),
      });
  }
  return all;
}

/** Slots this unit keeps back on the day: the rounded share of its week so far, less what it kept earlier in the week. */
function keptBack(unit: Unit, shareOfRole: number, day: Day): number {
  const monday = day - weekdayOf(day);
  let slots = 0;
  let kept = 0;
  let today = 0;
  for (let d = monday; d <= day; d++) {
    slots += unit.slots(d);
    today = roundHalfUp(shareOfRole * slots, SHARE_ONE) - kept;
    kept += today;
  }
  return today;
}

function peopleAndMachines(file: CapacityFile, axis: Axis): { calendar: Rows; reserve: Rows } {
  const calendar = emptyRows(file, axis.length);
  const reserve = emptyRows(file, axis.length);
  for (const unit of units(file, axis.calendar)) {
    const kept = share(file.roles?.[unit.role]?.reserve ?? file.reserve);
    for (const day of axis.openDays) {
      const start = axis.startOf(day)!;
      const there = unit.slots(day);
      const back = keptBack(unit, kept, day);
      for (let k = 0; k < there; k++)
        for (const t of unit.thresholds) {
          calendar.get(`${unit.role}/${t}`)![start + k] += 1;
          if (k >= there - back) reserve.get(`${unit.role}/${t}`)![start + k] += 1;
        }
    }
  }
  return { calendar, reserve };
}

/** What a line of a booking could not get, in unit-slots by day. */
interface Shortage {
  booking: string;
  date: string;
  missing: number;
}

/** Books one fixed load: day by day, first the first slots with all its units, then whatever is left in the first slots with any. */
function bookLoad(booking: string, needs: Need[], from: Day, to: Day, perDay: number | null, axis: Axis, capacity: Capacity): Shortage[] {
  const shortages: Shortage[] = [];
  const left = (resource: Resource, slot: number): number => capacity.calendar.get(resource)![slot] - capacity.booked.get(resource)![slot];
  const takeable = (need: Need, slot: number): number => {
    let least = need.units;
    for (let t = 0; t <= need.threshold; t++) least = Math.min(least, left(`${need.role}/${t}`, slot));
    return Math.max(0, least);
  };
  const take = (need: Need, n: number, slot: number): void => {
    for (let t = 0; t <= need.threshold; t++) capacity.booked.get(`${need.role}/${t}`)![slot] += n;
  };
  const wanted = needs.reduce((sum, need) => sum + need.units, 0);
  for (const day of axis.openDays) {
    if (day < from || day > to) continue;
    const start = axis.startOf(day)!;
    const length = axis.calendar.slots(day);
    let open = perDay ?? length;
    let missing = open * wanted;
    const used = new Set<number>();
    for (let s = start; s < start + length && open > 0; s++) {
      if (![...demand(needs)].every(([resource, n]) => left(resource, s) >= n)) continue;
      for (const need of needs) take(need, need.units, s);
      missing -= wanted;
      used.add(s);
      open--;
    }
    for (let s = start; s < start + length && open > 0; s++) {
      if (used.has(s)) continue;
      let got = 0;
      for (const need of needs) {
        const n = takeable(need, s);
        take(need, n, s);
        got += n;
      }
      missing -= got;
      if (got > 0) open--;
    }
    if (missing > 0) shortages.push({ booking, date: toIso(day), missing });
  }
  return shortages;
}

// ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Step {
  key: string; // item.step
  item: string;
  id: string;
  optional: boolean;
  work: number; // slots, likely
  worst: number | null; // slots, when three-point
  needs: Need[];
  uninterrupted: boolean;
  window: Duration | null;
  shareOf: ((month: string) => number) | null; // of weather
  preds: string[];
  releases: { source: string; day: Day }[];
}

interface Item {
  id: string;
  deliverable: string;
  quantity: number;
  skip: string[];
  custom: Custom[];
  remaining: number;
  /** Further lines of the same order. */
  more: { id: string; quantity: number; skip: string[] }[];
}

const isEstimate = (work: Work): work is Estimate => typeof work === 'object' && 'likely' in work;

/** Slots of work: quantities (one a line, each set up for), then × remaining, then ÷ units, rounded up once. */
function workSlots(
  work: Work,
  quantities: number[],
  remaining: number,
  unitsSharing: number,
  calendar: Calendar,
): { likely: number; worst: number | null } {
  const exact = (text: string): number => calendar.workSlots(duration(text));
  const up = (slots: number): number => Math.ceil((slots * remaining) / SHARE_ONE / unitsSharing - 1e-9);
  const n = quantities.length;
  if (typeof work === 'string') return { likely: up(n * exact(work)), worst: null };
  if (isEstimate(work)) return { likely: up(n * exact(work.likely)), worst: up(n * exact(work.worst)) };
  const times = quantities.reduce((sum, quantity) => sum + (work.per === undefined ? quantity : Math.ceil(quantity / work.per)), 0);
  return {
    likely: up((work.setup === undefined ? 0 : n * exact(work.setup)) + (work.each === undefined ? 0 : times * exact(work.each))),
    worst: null,
  };
}

interface Library {
  calendar: Calendar;
  capacity: CapacityFile;
  deliverables: Record<string, Deliverable>;
}

function weatherOf(needs: Need[], file: CapacityFile): (month: string) => number {
  return (month) => Math.min(SHARE_ONE, ...needs.map((need) => share(file.weather?.[need.role]?.[month], SHARE_ONE)));
}

/** The steps of the items in library order, with predecessors; no releases yet. */
function buildSteps(items: Item[], library: Library): Step[] {
  const { calendar } = library;
  const roles = library.capacity.roles ?? {};
  const steps: Step[] = [];
  const ends = new Map<string, string[]>(); // item → keys of its last library steps
  const firsts = new Map<string, Step[]>();
  for (const item of items) {
    const defs = library.deliverables[item.deliverable].steps ?? [];
    const lines = [item, ...item.more];
    const skipped = (id: string): boolean => lines.every((line) => line.skip.includes(id));
    const through = (ids: string[]): string[] =>
      ids.flatMap((id) => (skipped(id) ? through(defs.find((d) => d.id === id)!.after ?? []) : [id]));
    const kept = defs.filter((def) => !skipped(def.id));
    const mine = kept.map((def): Step => {
      const needs = readNeeds(def.needs, roles);
      const sharing = def.effort === undefined ? 1 : needs.reduce((sum, need) => sum + need.units, 0);
      const work = def.effort ?? def.duration;
      const slots =
        work === undefined
          ? { likely: 0, worst: null }
          : workSlots(
              work,
              lines.filter((line) => !line.skip.includes(def.id)).map((line) => line.quantity),
              item.remaining,
              sharing,
              calendar,
            );
      return {
        key: `${item.id}.${def.id}`,
        item: item.id,
        id: def.id,
        optional: def.optional === true,
        work: slots.likely,
        worst: slots.worst,
        needs,
        uninterrupted: def.uninterrupted === true,
        window: def.window === undefined ? null : duration(def.window),
        shareOf: def.weather === true ? weatherOf(needs, library.capacity) : null,
        preds: [...new Set(through(def.after ?? []))].map((id) => `${item.id}.${id}`),
        releases: [],
      };
    });
    const followed = new Set(mine.flatMap((step) => step.preds));
    ends.set(
      item.id,
      mine.map((step) => step.key).filter((key) => !followed.has(key)),
    );
    firsts.set(
      item.id,
      mine.filter((step) => step.preds.length === 0),
    );
    steps.push(...mine);
  }
  for (const item of items)
    for (const required of library.deliverables[item.deliverable].requires ?? [])
      for (const other of items)
        if (other.deliverable === required)
          for (const first of firsts.get(item.id)!) first.preds = [...new Set([...first.preds, ...ends.get(other.id)!])];
  for (const item of items)
    for (const custom of item.custom) {
      const efforts = Object.entries(custom.effort ?? {});
      for (const [role, effort] of efforts) {
        const id = efforts.length === 1 ? custom.id : `${custom.id}-${role}`;
        const after = list(custom.after);
        const before = list(custom.before);
        steps.push({
          key: `${item.id}.${id}`,
          item: item.id,
          id,
          optional: false,
          work: workSlots(effort, [1], SHARE_ONE, 1, calendar).likely,
          worst: null,
          needs: readNeeds({ [role]: 1 }, roles),
          uninterrupted: false,
          window: null,
          shareOf: null,
          preds: after.length > 0 || before.length > 0 ? after : ends.get(item.id)!,
          releases: [],
        });
        for (const step of steps) if (before.includes(step.key)) step.preds = [...step.preds, `${item.id}.${id}`];
      }
    }
  return steps;
}

// ── releases ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Clock {
  today: Day;
  begin: Day;
  signature: Day;
}

function clockOf(deal: DealFile, today: Day, calendar: Calendar): Clock {
  const signature = deal.dates?.signature === undefined ? calendar.after(today) : toDay(deal.dates.signature);
  const begin = deal.dates?.valid_until === undefined ? signature : toDay(deal.dates.valid_until);
  return { today, signature, begin: Math.max(begin, today) };
}

/** The day an input is here, and whether that is known or expected. */
function inputDay(
  input: NonNullable<Deliverable['inputs']>[number],
  deal: DealFile,
  clock: Clock,
  calendar: Calendar,
): { day: Day; here: boolean } {
  const said = (deal.inputs ?? []).find((line) => line.id === input.id);
  const moment = input.approval === true ? said?.approved : said?.received;
  if (moment !== undefined) {
    const day = toDay(moment);
    const time = moment.slice(11, 16);
    return { day: input.cutoff !== undefined && time > input.cutoff ? calendar.after(day) : day, here: true };
  }
  const expected = input.takes === undefined ? clock.begin : calendar.plus(clock.begin, duration(input.takes));
  const due = said?.due === undefined ? 0 : toDay(said.due);
  return { day: Math.max(due, expected, calendar.after(clock.today)), here: false };
}

/** The first steps of an item, or the ones that `blocks` names. */
function blocked(steps: Step[], item: string, blocks: string[] | undefined): Step[] {
  const mine = steps.filter((step) => step.item === item);
  if (blocks !== undefined) return mine.filter((step) => blocks.includes(step.id));
  return mine.filter((step) => !step.preds.some((key) => mine.some((other) => other.key === key)));
}

const MILLI = 1_000_000; // material quantities are decimals: count in millionths
const parts = (quantity: number): number => Math.round(quantity * MILLI);

/** The day each (item, material) is complete; null: never. Takes from shared stock in the order of items. */
function materialDays(
  items: Item[],
  library: Library,
  deal: DealFile,
  clock: Clock,
  bookingIs: (id: string) => boolean,
): ReturnType<typeof materialDaysBy> {
  const said = materialDaysBy(items, library, deal, clock, bookingIs);
  return materialDaysBy(items, library, { ...deal, materials: [] }, clock, bookingIs).map((each, n) => {
    const own = said[n].day;
    return each.day === null || own === null || own <= each.day ? each : { ...each, day: own };
  });
}

/** The same out of the lines of the deal as they are. */
function materialDaysBy(
  items: Item[],
  library: Library,
  deal: DealFile,
  clock: Clock,
  bookingIs: (id: string) => boolean,
): { item: string; material: string; blocks: string[] | undefined; day: Day | null }[] {
  const { calendar } = library;
  const days: ReturnType<typeof materialDaysBy> = [];
  const lines = (deal.materials ?? []).map((line) => ({ ...line, left: line.quantity === undefined ? Infinity : parts(line.quantity) }));
  const pools = new Map(
    (library.capacity.materials ?? []).map((material) => [
      material.id,
      {
        material,
        stock: Math.max(
          0,
          parts(material.on_hand ?? 0) -
            (material.allocated ?? []).filter((a) => !bookingIs(a.to)).reduce((sum, a) => sum + parts(a.quantity), 0),
        ),
        incoming: (material.incoming ?? [])
          .filter((i) => i.for === undefined || bookingIs(i.for))
          .map((i) => ({ eta: toDay(i.eta), left: parts(i.quantity) }))
          .sort((a, b) => a.eta - b.eta),
      },
    ]),
  );
  for (const item of items)
    for (const line of library.deliverables[item.deliverable].materials ?? []) {
      const pool = pools.get(line.material);
      const there = (eta: Day): Day =>
        pool?.material.receiving === undefined ? eta : calendar.plus(eta, duration(pool.material.receiving));
      let need = parts(line.each * item.quantity);
      let day: Day | null = clock.begin;
      const until = (d: Day): void => {
        day = Math.max(day!, d);
      };
      for (const own of lines) {
        if (own.material !== line.material || own.eta === undefined || need === 0) continue;
        const n = Math.min(need, own.left);
        if (n > 0) until(there(toDay(own.eta)));
        need -= n;
        own.left -= n;
      }
      if (pool !== undefined) {
        const n = Math.min(need, pool.stock);
        need -= n;
        pool.stock -= n;
        for (const arrival of pool.incoming) {
          const m = Math.min(need, arrival.left);
          if (m > 0) until(there(arrival.eta));
          need -= m;
          arrival.left -= m;
        }
      }
      if (need > 0) {
        if (pool?.material.lead_time === undefined) day = null;
        else until(calendar.plus(clock.signature, duration(pool.material.lead_time)));
      }
      days.push({ item: item.id, material: line.material, blocks: line.blocks, day });
    }
  return days;
}

// ── the policy: a work order without overtaking ──────────────────────────────────────────────────────────────────────────────────────

/** What failures change. */
interface Change {
  slots: Map<string, number>;
  waits: Map<string, Duration[]>;
  releases: Map<string, Duration>;
}
const NO_CHANGE: Change = { slots: new Map(), waits: new Map(), releases: new Map() };

interface Placed {
  start: Moment;
  startSlot: number | null;
  worked: number[];
  end: Moment;
}

interface Ground {
  axis: Axis;
  begin: Moment;
  free: Rows | null; // null: unlimited
  base: Rows | null; // calendar − reserve, for "closed"
  masks: Map<string, { open: boolean[]; closed: boolean[] }>;
}

const sharesRole = (a: Step, b: Step): boolean => a.needs.some((need) => b.needs.some((other) => other.role === need.role));
const works = (step: Step): boolean => step.needs.length > 0 && step.work > 0;

function masksOf(step: Step, ground: Ground): { open: boolean[]; closed: boolean[] } {
  let masks = ground.masks.get(step.key);
  if (masks === undefined) {
    const covers = (rows: Rows | null, slot: number): boolean =>
      rows === null || [...demand(step.needs)].every(([resource, n]) => rows.get(resource)![slot] >= n);
    const slots = Array.from({ length: ground.axis.length }, (_, s) => s);
    masks = { open: slots.map((s) => covers(ground.free, s)), closed: slots.map((s) => !covers(ground.base, s)) };
    ground.masks.set(step.key, masks);
  }
  return masks;
}

/** The slots worked when started in the open slot s: 'broken' when an uninterrupted step would pause over a booking, 'off' beyond the horizon. */
function run(step: Step, work: number, s: number, ground: Ground): number[] | 'broken' | 'off' {
  const { open, closed } = masksOf(step, ground);
  const worked: number[] = [];
  let left = work * SHARE_ONE;
  for (let t = s; left > 0; t++) {
    if (t >= ground.axis.length) return 'off';
    if (open[t]) {
      worked.push(t);
      left -= step.shareOf === null ? SHARE_ONE : step.shareOf(monthOf(ground.axis.dayAt[t]));
    } else if (step.uninterrupted && !closed[t]) return 'broken';
  }
  return worked;
}

/**
 * Plans the steps in the order given; a step with no needs is planned when something asks for it. Null when some step never ends. Serial planning is the policy: all that
 * may keep a step from its role was listed earlier and has started, and what is listed later starts no earlier.
 */
function decode(steps: Step[], order: Step[], change: Change, ground: Ground): Map<string, Placed | null> {
  const { axis } = ground;
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const placed = new Map<string, Placed | null>();
  const used = new Map<Resource, Map<number, number>>();
  const usedAt = (resource: Resource, slot: number): number => used.get(resource)?.get(slot) ?? 0;

  const ready = (step: Step): Moment | null => {
    let moment = ground.begin;
    for (const release of step.releases) {
      const late = change.releases.get(release.source);
      const day = late === undefined ? release.day : axis.calendar.plus(release.day, late);
      moment = later(moment, { day: axis.calendar.onOrAfter(day), k: 0 });
    }
    for (const key of step.preds) {
      const pred = placedOf(byKey.get(key)!);
      if (pred === null) return null;
      moment = later(moment, pred.end);
    }
    return moment;
  };
  const finish = (step: Step, start: Moment, worked: number[]): Placed | null => {
    let end: Moment | null = worked.length > 0 ? axis.afterSlot(worked.at(-1)!) : start;
    for (const wait of [...(step.window === null ? [] : [step.window]), ...(change.waits.get(step.key) ?? [])]) {
      end = axis.wait(end, wait);
      if (end === null) return null;
    }
    const first = worked[0];
    return { start: first === undefined ? start : { day: axis.dayAt[first], k: axis.kAt[first] }, startSlot: first ?? null, worked, end };
  };
  const place = (step: Step): Placed | null => {
    const work = step.work + (change.slots.get(step.key) ?? 0);
    const from = ready(step);
    if (from === null) return null;
    if (work === 0) return finish(step, from, []);
    let s = axis.slotOf(from);
    if (s === null) return null;
    const ordered = works(step) && ground.free !== null;
    if (ordered)
      for (const earlier of order.slice(0, order.indexOf(step))) {
        if (!sharesRole(step, earlier)) continue;
        const other = placed.get(earlier.key)!;
        if (other === null) return null; // it never starts, so this one must not
        s = Math.max(s, other.startSlot!);
      }
    const { open } = masksOf(step, ground);
    const takes = [...demand(step.needs)];
    for (; s < axis.length; s++) {
      if (!open[s]) continue;
      const worked = run(step, work, s, ground);
      if (worked === 'off') return null;
      if (worked === 'broken') continue;
      if (ordered && !worked.every((t) => takes.every(([resource, n]) => usedAt(resource, t) + n <= ground.free!.get(resource)![t])))
        continue;
      for (const t of worked)
        for (const [resource, n] of takes) {
          if (!used.has(resource)) used.set(resource, new Map());
          used.get(resource)!.set(t, usedAt(resource, t) + n);
        }
      return finish(step, from, worked);
    }
    return null;
  };
  const placedOf = (step: Step): Placed | null => {
    if (!placed.has(step.key)) {
      if (works(step) && ground.free !== null && !order.includes(step)) throw new Error(`${step.key} is not in the order`);
      placed.set(step.key, place(step));
    }
    return placed.get(step.key)!;
  };
  for (const step of order) placedOf(step);
  for (const step of steps) placedOf(step);
  return placed;
}

/** The day the last step completes; Infinity when one never does. */
function completion(placed: Map<string, Placed | null>): number {
  return Math.max(...[...placed.values()].map((p) => (p === null ? Infinity : p.end.day)));
}

/** Every list of the working steps that respects precedence; of lists that order all role-sharing pairs alike, one. */
function orders(steps: Step[]): Step[][] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const above = (step: Step): Set<string> => new Set(step.preds.flatMap((key) => [key, ...above(byKey.get(key)!)]));
  const working = steps.filter(works);
  const before = new Map(working.map((step) => [step.key, working.filter((other) => above(step).has(other.key))]));
  const found: Step[][] = [];
  const seen = new Set<string>();
  const extend = (sofar: Step[]): void => {
    if (sofar.length === working.length) {
      const pairs = working
        .flatMap((a, i) =>
          working
            .slice(i + 1)
            .filter((b) => sharesRole(a, b))
            .map((b) => (sofar.indexOf(a) < sofar.indexOf(b) ? '<' : '>')),
        )
        .join('');
      if (!seen.has(pairs)) {
        seen.add(pairs);
        found.push(sofar);
      }
      return;
    }
    for (const step of working)
      if (!sofar.includes(step) && before.get(step.key)!.every((other) => sofar.includes(other))) extend([...sofar, step]);
  };
  extend([]);
  return found;
}

// ── failures ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Place =
  | { kind: 'slots'; step: string; slots: number }
  | { kind: 'wait'; step: string; wait: Duration }
  | { kind: 'release'; source: string; wait: Duration };
interface Failure {
  id: string;
  places: Place[];
}

const EVERYDAY: Hit[] = [
  { id: 'sick', what: 'Someone is off sick', hits: 'any', costs: '2bd' },
  { id: 'overrun', what: 'A step takes half as long again', hits: 'any', repeats: '50%' },
];

function placesOf(hit: Hit, candidates: Step[], withPeople: (step: Step) => boolean, calendar: Calendar): Place[] {
  const steps = candidates.filter((step) =>
    list(hit.hits).some((target) => target === step.id || target === step.key || (target === 'any' && withPeople(step))),
  );
  return steps.map((step): Place => {
    if (hit.delays !== undefined) return { kind: 'wait', step: step.key, wait: duration(hit.delays) };
    if (hit.costs !== undefined) return { kind: 'slots', step: step.key, slots: Math.ceil(calendar.workSlots(duration(hit.costs))) };
    return { kind: 'slots', step: step.key, slots: Math.ceil((step.work * share(hit.repeats)) / SHARE_ONE) };
  });
}

function failuresOf(
  items: Item[],
  steps: Step[],
  library: Library,
  deal: DealFile,
  policy: PolicyFile,
  openInputs: { source: string; late: string | undefined }[],
): Failure[] {
  const { calendar } = library;
  const peopled = new Set((library.capacity.people ?? []).map((person) => person.role));
  const withPeople = (step: Step): boolean => step.needs.some((need) => peopled.has(need.role));
  const known: Failure[] = [];
  const names = [...new Set(items.map((item) => item.deliverable))];
  const stepsOf = (name: string): Step[] =>
    steps.filter((step) => items.some((item) => item.id === step.item && item.deliverable === name));
  const libraryIds = new Set<string>();
  for (const name of names)
    for (const hit of library.deliverables[name].failures ?? []) {
      const places = placesOf(hit, stepsOf(name), withPeople, calendar);
      if (places.length > 0) libraryIds.add(hit.id!);
      known.push({ id: `${name}/${hit.id}`, places });
    }
  const texts = new Set((deal.assumptions ?? []).map((assumption) => assumption.text));
  for (const name of names)
    for (const assumption of library.deliverables[name].assumptions ?? [])
      if (assumption.if_false !== undefined && !texts.has(assumption.text))
        known.push({
          id: `${name}/assumption: ${assumption.text}`,
          places: placesOf(assumption.if_false, stepsOf(name), withPeople, calendar),
        });
  for (const assumption of deal.assumptions ?? [])
    if (assumption.if_false !== undefined)
      known.push({ id: `deal/assumption: ${assumption.text}`, places: placesOf(assumption.if_false, steps, withPeople, calendar) });
  for (const input of openInputs)
    if (input.late !== undefined)
      known.push({ id: `late ${input.source}`, places: [{ kind: 'release', source: input.source, wait: duration(input.late) }] });
  const rule = policy.rules?.['two-failures'];
  const options = typeof rule === 'object' ? rule : {};
  for (const hit of options.everyday ?? EVERYDAY)
    if (!libraryIds.has(hit.id!)) known.push({ id: `everyday/${hit.id}`, places: placesOf(hit, steps, withPeople, calendar) });
  if (options.worst === true)
    for (const step of steps)
      // An estimate whose worst is its likely has nothing to go wrong.
      if (step.worst !== null && step.worst > step.work)
        known.push({ id: `worst/${step.key}`, places: [{ kind: 'slots', step: step.key, slots: step.worst - step.work }] });
  return known.filter((failure) => failure.places.length > 0);
}

interface FailureSet {
  names: string[];
  change: Change;
}

/** Every set of at most `gamma` failures, each at each of its places. */
function failureSets(known: Failure[], gamma: number): FailureSet[] {
  const sets: FailureSet[] = [];
  const choose = (from: number, chosen: { id: string; place: Place }[]): void => {
    const change: Change = { slots: new Map(), waits: new Map(), releases: new Map() };
    for (const { place } of chosen) {
      if (place.kind === 'slots') change.slots.set(place.step, (change.slots.get(place.step) ?? 0) + place.slots);
      else if (place.kind === 'wait') change.waits.set(place.step, [...(change.waits.get(place.step) ?? []), place.wait]);
      else change.releases.set(place.source, place.wait);
    }
    sets.push({ names: chosen.map(({ id, place }) => `${id} @ ${place.kind === 'release' ? place.source : place.step}`), change });
    if (chosen.length === gamma) return;
    for (let i = from; i < known.length; i++) for (const place of known[i].places) choose(i + 1, [...chosen, { id: known[i].id, place }]);
  };
  choose(0, []);
  return sets;
}

// ── all of it ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface TracedStep {
  item: string;
  step: string;
  work: number;
  release: string;
  start: string;
  startSlot: number; // the day, and the slot of that day
  workEnd: string | null; // the day of the last worked slot
  finish: string;
  finishSlots: number; // the moment reached, windows included
  worked: string; // day:slots, day:slots …
}
interface DayCapacity {
  date: string;
  calendar: number[];
  reserve: number[];
  booked: number[];
  free: number[];
}
export interface Solution {
  nominal: string | null;
  unlimited: string | null;
  unlimited_mandatory: string | null;
  two_failures: string | null;
  failures_known: number;
  begin: string;
  steps: TracedStep[]; // of the best nominal plan
  order: string[]; // the work order of that plan
  worst: { failures: string[]; order: string[] } | null; // the best order for two failures, and a set that makes it finish last
  orders: number;
  shortages: Shortage[];
  /** Per open day from today on; level: `senior`. */
  capacity(role: string, level?: string): DayCapacity[];
  because?: string;
}
export interface SolveOptions {
  horizon?: number;
}

/** Capacity after the queue: calendar, reserve and what bookings take. */
function queue(library: Library, policy: PolicyFile, axis: Axis, today: Day): { capacity: Capacity; shortages: Shortage[] } {
  const file = library.capacity;
  const capacity: Capacity = { ...peopleAndMachines(file, axis), booked: emptyRows(file, axis.length) };
  const counts = (booking: Booking): boolean => {
    if (booking.state === 'hold') return booking.expires !== undefined && toDay(booking.expires) >= today;
    if (booking.state === 'soft') return policy.soft === 'whole';
    return true;
  };
  const bookings = (file.bookings ?? []).filter(counts);
  const shortages: Shortage[] = [];
  for (const booking of bookings)
    for (const load of booking.work ?? []) {
      const perDay = load.per_day === undefined ? null : Math.ceil(library.calendar.workSlots(duration(load.per_day)));
      shortages.push(
        ...bookLoad(booking.id, readNeeds(load.needs, file.roles ?? {}), toDay(load.from), toDay(load.to), perDay, axis, capacity),
      );
    }
  const names = Object.keys(library.deliverables);
  const planned = bookings.filter((booking) => (booking.deliverables ?? []).length > 0);
  planned.sort(
    (a, b) => (a.promised === undefined ? Infinity : toDay(a.promised)) - (b.promised === undefined ? Infinity : toDay(b.promised)) || 0,
  );
  for (const booking of planned) {
    const items = (booking.deliverables ?? [])
      .map((line, i): Item => ({
        id: `${line.deliverable}-${i}`,
        deliverable: line.deliverable,
        quantity: line.quantity ?? 1,
        skip: [],
        custom: [],
        more: [],
        remaining: share(line.remaining, SHARE_ONE),
      }))
      .sort((a, b) => names.indexOf(a.deliverable) - names.indexOf(b.deliverable));
    const steps = buildSteps(items, library);
    const ground: Ground = {
      axis,
      begin: { day: library.calendar.onOrAfter(today), k: 0 },
      masks: new Map(),
      free: less(capacity.calendar, capacity.booked),
      base: less(capacity.calendar, capacity.reserve),
    };
    const placed = decode(steps, steps.filter(works), NO_CHANGE, ground);
    for (const step of steps)
      for (const slot of placed.get(step.key)?.worked ?? [])
        for (const [resource, n] of demand(step.needs)) capacity.booked.get(resource)![slot] += n;
  }
  return { capacity, shortages };
}

function less(from: Rows, ...taken: Rows[]): Rows {
  return new Map(
    [...from].map(([resource, row]) => [
      resource,
      row.map((n, s) =>
        Math.max(
          0,
          taken.reduce((left, rows) => left - rows.get(resource)![s], n),
        ),
      ),
    ]),
  );
}

/** The orders of a deal: its lines, those of one deliverable without custom work together. */
function readItems(deal: DealFile): Item[] {
  const orders: Item[] = [];
  for (const line of readLines(deal)) {
    const first = orders.find((item) => item.deliverable === line.deliverable && item.custom.length === 0 && line.custom.length === 0);
    if (first === undefined) orders.push(line);
    else first.more.push(line);
  }
  return orders;
}

function readLines(deal: DealFile): Item[] {
  return deal.items.map((line) => {
    if (typeof line === 'string') {
      const [deliverable, quantity] = line.split(':') as [string, string?];
      return {
        id: deliverable,
        deliverable,
        quantity: quantity === undefined ? 1 : Number(quantity),
        skip: [],
        custom: [],
        remaining: SHARE_ONE,
        more: [],
      };
    }
    return {
      id: line.id ?? line.deliverable,
      deliverable: line.deliverable,
      quantity: line.quantity ?? 1,
      skip: line.skip ?? [],
      custom: line.custom ?? [],
      remaining: SHARE_ONE,
      more: [],
    };
  });
}

export function solve(workspace: Workspace, today: string, { horizon = 500 }: SolveOptions = {}): Solution {
  const capacityFile = parse(workspace.capacity) as CapacityFile;
  const libraryFile = parse(workspace.deliverables) as LibraryFile;
  const deal = parse(workspace.deal) as DealFile;
  const policy = (workspace.policy === undefined ? {} : parse(workspace.policy)) as PolicyFile;
  const now = toDay(today);
  const calendar = new Calendar(capacityFile);
  const axis = new Axis(calendar, now, horizon);
  const library: Library = { calendar, capacity: capacityFile, deliverables: libraryFile.deliverables };

  const { capacity, shortages } = queue(library, policy, axis, now);
  const free = less(capacity.calendar, capacity.reserve, capacity.booked);
  const clock = clockOf(deal, now, calendar);
  const items = readItems(deal);
  const steps = buildSteps(items, library);

  // releases
  const openInputs = new Map<string, { source: string; late: string | undefined }>();
  for (const item of items) {
    const deliverable = library.deliverables[item.deliverable];
    for (const input of deliverable.inputs ?? []) {
      const { day, here } = inputDay(input, deal, clock, calendar);
      const source = `input ${input.id}`;
      const holds = blocked(steps, item.id, input.blocks);
      for (const step of holds) step.releases.push({ source, day });
      if (!here && holds.length > 0) openInputs.set(source, { source, late: input.late });
    }
    if (deliverable.status === 'roadmap' && deliverable.roadmap?.ready !== undefined)
      for (const step of steps) if (step.item === item.id) step.releases.push({ source: 'roadmap', day: toDay(deliverable.roadmap.ready) });
  }
  let because: string | undefined;
  for (const { item: line, material, blocks, day } of materialDays(readLines(deal), library, deal, clock, (id) => id === deal.deal)) {
    const item = items.find(({ id, more }) => id === line || more.some((each) => each.id === line))!.id;
    const holds = blocked(steps, item, blocks);
    if (day === null && holds.length > 0) because = `material ${material} never comes`;
    else for (const step of holds) step.releases.push({ source: `material ${material}`, day: day! });
  }

  const begin: Moment = { day: calendar.onOrAfter(clock.begin), k: 0 };
  const known = failuresOf(items, steps, library, deal, policy, [...openInputs.values()]);
  const solution: Solution = {
    nominal: null,
    unlimited: null,
    unlimited_mandatory: null,
    two_failures: null,
    failures_known: known.length,
    begin: toIso(begin.day),
    steps: [],
    order: [],
    worst: null,
    orders: 0,
    shortages,
    capacity: (role, level) => {
      const key = `${role}/${level === undefined ? 0 : (capacityFile.roles?.[role]?.levels ?? []).indexOf(level) + 1}`;
      return axis.openDays.map((day) => {
        const cut = (rows: Rows): number[] => rows.get(key)!.slice(axis.startOf(day)!, axis.startOf(day)! + calendar.slots(day));
        return {
          date: toIso(day),
          calendar: cut(capacity.calendar),
          reserve: cut(capacity.reserve),
          booked: cut(capacity.booked),
          free: cut(free),
        };
      });
    },
  };
  if (because !== undefined) return { ...solution, because };

  const unlimited = (some: Step[]): string | null => {
    const day = completion(decode(some, [], NO_CHANGE, { axis, begin, free: null, base: null, masks: new Map() }));
    return Number.isFinite(day) ? toIso(day) : null;
  };
  solution.unlimited = unlimited(steps);
  const optional = steps.filter((step) => step.optional).map((step) => step.key);
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const past = (keys: string[]): string[] => keys.flatMap((key) => (optional.includes(key) ? past(byKey.get(key)!.preds) : [key]));
  const mandatory = steps.filter((step) => !step.optional).map((step) => ({ ...step, preds: past(step.preds) }));
  solution.unlimited_mandatory = mandatory.length === 0 ? null : unlimited(mandatory);

  const ground: Ground = { axis, begin, free, base: less(capacity.calendar, capacity.reserve), masks: new Map() };
  const all = orders(steps);
  solution.orders = all.length;

  const nominals = all.map((order) => completion(decode(steps, order, NO_CHANGE, ground)));
  const best = Math.min(...nominals);
  if (!Number.isFinite(best)) return { ...solution, because: 'some step never ends inside the horizon: a role is missing or too small' };
  const bestOrder = all[nominals.indexOf(best)];
  solution.nominal = toIso(best);
  solution.order = bestOrder.map((step) => step.key);
  const plan = decode(steps, bestOrder, NO_CHANGE, ground);
  solution.steps = steps.map((step) => trace(step, plan.get(step.key)!, axis));

  const rule = policy.rules?.['two-failures'];
  const gamma = (typeof rule === 'object' ? rule.failures : undefined) ?? 2;
  const sets = failureSets(known, gamma);
  let least = Infinity;
  for (const [i, order] of all.entries()) {
    if (nominals[i] >= least) continue; // its worst is at least its nominal
    let worst = -Infinity;
    let worstSet = sets[0];
    for (const set of sets) {
      const day = completion(decode(steps, order, set.change, ground));
      if (day > worst) {
        worst = day;
        worstSet = set;
      }
      if (worst >= least) break; // this order is no better
    }
    if (worst >= least) {
      sets.splice(sets.indexOf(worstSet), 1); // what refuted this order is tried first on the next
      sets.unshift(worstSet);
      continue;
    }
    least = worst;
    solution.worst = { failures: worstSet.names, order: order.map((step) => step.key) };
  }
  if (Number.isFinite(least)) solution.two_failures = toIso(least);
  else solution.because = 'under some failures a step never ends inside the horizon';
  return solution;
}

function trace(step: Step, placed: Placed, axis: Axis): TracedStep {
  const perDay = new Map<Day, number>();
  for (const slot of placed.worked) perDay.set(axis.dayAt[slot], (perDay.get(axis.dayAt[slot]) ?? 0) + 1);
  const lastSlot = placed.worked.at(-1);
  return {
    item: step.item,
    step: step.id,
    work: step.work,
    release: step.releases.map((r) => `${r.source} ${toIso(r.day)}`).join(', '),
    start: toIso(placed.start.day),
    startSlot: placed.start.k,
    workEnd: lastSlot === undefined ? null : toIso(axis.dayAt[lastSlot]),
    finish: toIso(placed.end.day),
    finishSlots: placed.end.k,
    worked: [...perDay].map(([day, n]) => `${toIso(day)}:${n}`).join(' '),
  };
}
