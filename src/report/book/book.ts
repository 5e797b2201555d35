/** What the open deals of a book want together: of each role, week by week, beside what is free for all of them. */
import { formatDay, mondayOf, parseDay, type Day } from '../../model/day.ts';
import type { OpenDeal } from '../../schedule/rivals.ts';
import type { IsoDate } from '../report.ts';

/** What one open deal wants of a role, if nothing goes wrong and nobody else is signed. */
export interface ReportWant {
  readonly deal: string;
  readonly role: string;
  /** The first day on which it wants some; the lists go on from there, a calendar day each. */
  readonly from: IsoDate;
  readonly hours: readonly number[];
  /** What is free on that day before any open deal. */
  readonly free: readonly number[];
}

/** A role in a week. */
export interface BookWeek {
  /** Monday. */
  readonly from: IsoDate;
  readonly wanted_hours: number;
  /** On the days on which somebody wants some. */
  readonly free_hours: number;
  /** What is wanted beyond what is free, day by day: above 0 the week is sold twice. */
  readonly over_hours: number;
  /** Who wants some on such a day, in the order of the book; empty where nothing is sold twice. */
  readonly deals: readonly string[];
}

/** A role of a book, over the weeks in which somebody wants it. */
export interface BookRole {
  readonly role: string;
  readonly weeks: readonly BookWeek[];
}

/** Returns what the open deals want, a line a deal and role; what does not want anything is left out. */
export function wantsOf(open: readonly (OpenDeal | null)[]): ReportWant[] {
  return open.flatMap((one) =>
    (one?.days?.roles ?? []).flatMap(({ role, deal, free }): ReportWant[] => {
      const first = deal.findIndex((hours) => hours > 0);
      if (first === -1) return [];
      const end = deal.findLastIndex((hours) => hours > 0) + 1;
      const hours = deal.slice(first, end);
      return [
        {
          deal: one!.deal,
          role,
          from: formatDay(one!.days!.days[first].day),
          hours,
          free: hours.map((own, index) => own + free[first + index]),
        },
      ];
    }),
  );
}

/** A role on a day. */
interface RoleDay {
  wanted: number;
  free: number;
  readonly deals: string[];
}

/** Returns the roles of a book by name. Whose plan was made after another of the same customer sees less that is free: what the one who sees most sees is free. */
export function rolesOf(wants: readonly ReportWant[]): BookRole[] {
  const roles = new Map<string, Map<Day, RoleDay>>();
  for (const { deal, role, from, hours, free } of wants) {
    const days = roles.get(role) ?? new Map<Day, RoleDay>();
    roles.set(role, days);
    const first = parseDay(from) as Day;
    hours.forEach((own, index) => {
      if (own <= 0) return;
      const known = days.get(first + index) ?? { wanted: 0, free: 0, deals: [] };
      days.set(first + index, known);
      known.wanted += own;
      known.free = Math.max(known.free, free[index]);
      known.deals.push(deal);
    });
  }
  return [...roles]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([role, days]) => ({ role, weeks: weeksOf([...days].sort(([a], [b]) => a - b)) }));
}

function weeksOf(days: readonly (readonly [Day, RoleDay])[]): BookWeek[] {
  const weeks = new Map<Day, { wanted: number; free: number; over: number; deals: Set<string> }>();
  for (const [day, { wanted, free, deals }] of days) {
    const week = weeks.get(mondayOf(day)) ?? { wanted: 0, free: 0, over: 0, deals: new Set<string>() };
    weeks.set(mondayOf(day), week);
    week.wanted += wanted;
    week.free += free;
    week.over += Math.max(0, wanted - free);
    if (wanted > free) for (const deal of deals) week.deals.add(deal);
  }
  return [...weeks].map(([from, { wanted, free, over, deals }]) => ({
    from: formatDay(from),
    wanted_hours: rounded(wanted),
    free_hours: rounded(free),
    over_hours: rounded(over),
    deals: [...deals],
  }));
}

/** Quarters of an hour are summed a thousand times. */
function rounded(hours: number): number {
  return Math.round(hours * 100) / 100;
}
