/** Other open deals that want the same hours: each fits by itself, and not both (planning.md §5). Whoever is signed first has them. */
import type { Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { Facts } from '../model/facts.ts';
import type { Ppm } from '../model/units.ts';
import type { DayByDay, Planned, Schedule } from './schedule.ts';

/** A role of which two plans together want more than there is. */
export interface Rival {
  readonly deal: string;
  readonly customer: string;
  /** When it would be signed, and how likely that is (null: nobody says). */
  readonly signature: Day;
  readonly probability: Ppm | null;
  readonly role: string;
  /** The first and the last day on which they do, and the hours that are too much on all such days together. */
  readonly from: Day;
  readonly to: Day;
  readonly over: number;
}

/** Where two plans clash most. */
type Worst = Pick<Rival, 'role' | 'from' | 'to' | 'over'>;

/** A deal that may be signed. */
export interface OpenDeal {
  readonly deal: string;
  readonly customer: string;
  /** Its plan day by day; null where it has none, or wants nothing of the same roles at the same time. */
  readonly days: DayByDay | null;
  /** When it would be signed, and how likely that is, where somebody says so. */
  readonly signature: Day;
  readonly probability: Ppm | null;
  /** What it adds to groups with a safety ratio. */
  readonly groups: NonNullable<DealFile['requirements']>['groups'];
}

/** Returns a deal as others see it. */
export function openDeal({ deal }: Facts, days: DayByDay | null): OpenDeal {
  const { id, customer, signature, file } = deal;
  const probability = file.ratings?.probability ?? null;
  return { deal: id, customer: customer.name, days, signature, probability, groups: file.requirements?.groups ?? [] };
}

/** Returns the other deals of a run that may still be signed; what is signed or lost wants nothing any more, and what is held stands in the queue. */
export function othersOf<Each extends { readonly facts: Facts; readonly schedule: Schedule }>(one: Each, all: readonly Each[]): OpenDeal[] {
  return all.flatMap((each) => {
    const { deal, own } = each.facts;
    const isOpen = each !== one && (deal.state === 'draft' || deal.state === 'proposed') && own.hold?.live !== true && own.booking === null;
    const days = each.schedule.status === 'planned' ? (each.schedule.full?.nominal.dayByDay ?? null) : null;
    return isOpen ? [openDeal(each.facts, days)] : [];
  });
}

/** Returns the rivals of a plan, of each the role with most hours too much, in the order in which they would be signed; empty where the plan is not told day by day. */
export function rivalsOf(plan: Planned, others: readonly OpenDeal[]): Rival[] {
  const mine = plan.full?.nominal.dayByDay;
  if (mine === undefined) return [];
  return others
    .flatMap(({ deal, customer, days, signature, probability }) => {
      const worst = days === null ? null : mostWanted(mine, days);
      return worst === null ? [] : [{ deal, customer, signature, probability, ...worst }];
    })
    .sort((a, b) => a.signature - b.signature);
}

function mostWanted(mine: DayByDay, theirs: DayByDay): Worst | null {
  let most: Worst | null = null;
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
