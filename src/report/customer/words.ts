/** What a customer reads: spelt out, and with nothing of how a shop speaks to itself. */
import { formatDay, weekdayOf, type Day } from '../../model/day.ts';
import type { Calendar } from '../../model/calendar.ts';
import type { Completion, Item } from '../../model/deal.ts';
import type { Facts, InputFact, ItemFact } from '../../model/facts.ts';
import type { Library } from '../../model/library.ts';
import type { Duration } from '../../model/units.ts';
import { listed, quantityText } from '../../model/words.ts';

/** Returns a duration spelt out: `10 business days`, `3 days`, `6 hours`. */
export function durationText({ unit, n }: Duration): string {
  if (unit === 'min') return n % 60 === 0 ? counted(n / 60, 'hour') : counted(n, 'minute');
  return unit === 'd' ? counted(n, 'day') : counted(n, 'business day');
}

/** Returns so many of something: `1 day`, `2 days`. */
export function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** Returns so many of an item under the title that the library sells it by: `300 × Custom branded bag`; of one thing its title alone. */
export function soldText({ deliverable }: Pick<Item, 'deliverable'>, pieces: number, library: Library): string {
  const entry = Object.hasOwn(library, deliverable) ? library[deliverable] : null;
  const title = entry?.title ?? deliverable;
  return pieces === 1 && entry?.unit === undefined ? title : quantityText(pieces, title, entry?.unit);
}

/** Returns all that is sold, as a list in words. */
export function allSoldText(items: readonly Pick<Item, 'deliverable' | 'quantity'>[], library: Library): string {
  return listed(items.map((item) => soldText(item, item.quantity, library)));
}

/** What happens on the day of a completion, for the customer. */
export const EVENTS = { shipped: 'Shipped', 'in-hands': 'In your hands', accepted: 'Complete and accepted by you' } as const;

/** Returns a completion after its event: `on 2026-12-18`, `within 8 business days after your artwork is approved`. */
export function completionText(completion: Completion, facts: Pick<Facts, 'deal'>): string {
  if (completion.kind === 'on') return `on ${formatDay(completion.on)}`;
  const input = facts.deal.inputs.find(({ id }) => id === completion.after);
  return `within ${durationText(completion.within)} after ${givenText(completion.after, input?.library.approval ?? false)}`;
}

/** Returns that an input is there: `your artwork is here and approved`. */
export function givenText(id: string, approval: boolean): string {
  return `your ${spaced(id)} is here${approval ? ' and approved' : ''}`;
}

/** Returns an id as people say it: `dock-slot` is a dock slot. */
export function spaced(id: string): string {
  return id.replaceAll('-', ' ');
}

/** Returns the inputs that the customer gives, each once, with the latest day that any of its items counts on. */
export function inputsOnce({ deal }: Pick<Facts, 'deal'>): InputFact[] {
  const found = new Map<string, InputFact>();
  for (const input of deal.inputs) {
    const known = found.get(input.id);
    if (known === undefined || known.day < input.day) found.set(input.id, input);
  }
  return [...found.values()];
}

/** Returns by when an input has to be there, so that the dates hold: its own day, else the one that they count on; with the hour where there is one. */
export function neededBy({ due, dueFrom, day, library }: InputFact): string {
  const by = formatDay(dueFrom === 'deal' && due !== null ? due : day);
  return library.cutoff === undefined ? by : `${by}, ${clockText(library.cutoff)}`;
}

function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Returns which days are business days, with the closures between two days: who counts them has to know. */
export function businessDaysText(calendar: Calendar, from: Day, to: Day): string {
  const open = WEEKDAYS.filter((_, weekday) => calendar.week[weekday] > 0);
  const closed = calendar.closed.filter(({ first, last }) => last >= from && first <= to && opensIn(calendar, first, last));
  const days = closed.map(({ first, last }) => (first === last ? formatDay(first) : `${formatDay(first)} to ${formatDay(last)}`));
  return `Business days are ${spanText(open)}${days.length === 0 ? '' : `, without ${listed(days)}`}.`;
}

/** Whether any day between two is usually worked: only then does its closure take something away. */
function opensIn(calendar: Calendar, first: Day, last: Day): boolean {
  for (let day = first; day <= last && day < first + 7; day++) if (calendar.week[weekdayOf(day)] > 0) return true;
  return false;
}

function spanText(days: readonly string[]): string {
  const [first] = days;
  const start = WEEKDAYS.indexOf(first ?? '');
  const inRow = days.every((day, index) => WEEKDAYS[start + index] === day);
  return inRow && days.length > 2 ? `${first} to ${days.at(-1)}` : listed(days);
}

/** Returns the steps that take their time whatever is done, and why: of every item that is sold, once each. */
export function windowsOf(items: readonly ItemFact[]): { readonly title: string; readonly window: Duration; readonly reason: string }[] {
  const found = items.flatMap(({ entry, skip }) =>
    (entry?.steps ?? []).flatMap(({ id, title, window, reason, optional }) =>
      window === undefined || reason === undefined || (optional && skip.includes(id))
        ? []
        : [{ title: title ?? spaced(id), window, reason }],
    ),
  );
  const key = ({ title, reason }: (typeof found)[number]): string => `${title}\0${reason}`;
  return found.filter((each, index) => found.findIndex((other) => key(other) === key(each)) === index);
}
