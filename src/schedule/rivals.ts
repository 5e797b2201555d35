/** Other open deals that want the same hours: each fits by itself, and not both (planning.md §5). Whoever is signed first has them. */
import type { Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import type { DayByDay, Planned, Schedule } from './schedule.ts';

/** A role of which two plans together want more than there is. */
export interface Rival {
  readonly deal: string;
  readonly customer: string;
  readonly role: string;
  /** The first and the last day on which they do, and the hours that are too much on all such days together. */
  readonly from: Day;
  readonly to: Day;
  readonly over: number;
}

/** A deal that may be signed. */
export interface OpenDeal {
  readonly deal: string;
  readonly customer: string;
  readonly schedule: Schedule;
  /** What it adds to groups with a safety ratio. */
  readonly groups: NonNullable<DealFile['requirements']>['groups'];
}

/** Returns the other deals of a run that may still be signed; what is signed or lost wants nothing any more. */
export function othersOf<Each extends { readonly facts: Facts; readonly schedule: Schedule }>(one: Each, all: readonly Each[]): OpenDeal[] {
  return all.flatMap((each) => {
    const { id, customer, state, file } = each.facts.deal;
    const isOpen = each !== one && (state === 'draft' || state === 'proposed');
    return isOpen ? [{ deal: id, customer: customer.name, schedule: each.schedule, groups: file.requirements?.groups ?? [] }] : [];
  });
}

/** Returns the rivals of a plan, the role with most hours too much first for each; empty where it is not told day by day. */
export function rivalsOf(plan: Planned, others: readonly OpenDeal[]): Rival[] {
  const mine = plan.full?.nominal.dayByDay;
  if (mine === undefined) return [];
  return others.flatMap(({ deal, customer, schedule }) => {
    const theirs = schedule.status === 'planned' ? schedule.full?.nominal.dayByDay : undefined;
    const worst = theirs === undefined ? null : mostWanted(mine, theirs);
    return worst === null ? [] : [{ deal, customer, ...worst }];
  });
}

function mostWanted(mine: DayByDay, theirs: DayByDay): Omit<Rival, 'deal' | 'customer'> | null {
  let most: Omit<Rival, 'deal' | 'customer'> | null = null;
  const wanted = new Map(theirs.days.map(({ day }, index) => [day, index]));
  for (const { role, free } of mine.roles) {
    const other = theirs.roles.find((each) => each.role === role);
    if (other === undefined) continue;
    const days = mine.days.flatMap(({ day }, index) => {
      const over = (other.deal[wanted.get(day) ?? -1] ?? 0) - free[index];
      return over > 0 ? [{ day, over }] : [];
    });
    const over = days.reduce((sum, each) => sum + each.over, 0);
    if (days.length > 0 && (most === null || over > most.over)) most = { role, from: days[0].day, to: days.at(-1)!.day, over };
  }
  return most;
}
