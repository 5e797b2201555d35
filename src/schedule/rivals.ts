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

/** Of a plan day by day what others have to know. */
export interface OpenDays {
  readonly days: readonly { readonly day: Day }[];
  readonly roles: readonly Pick<DayByDay['roles'][number], 'role' | 'deal' | 'free'>[];
}

/** A deal that may be signed. */
export interface OpenDeal {
  readonly deal: string;
  readonly customer: string;
  /** Its plan day by day; null where it has none, or wants nothing of the same roles at the same time. */
  readonly days: OpenDays | null;
  /** When it would be signed, and how likely that is, where somebody says so. */
  readonly signature: Day;
  readonly probability: Ppm | null;
  /** What it adds to groups with a safety ratio. */
  readonly groups: NonNullable<DealFile['requirements']>['groups'];
}

/** Returns a deal as others see it. */
export function openDeal({ deal }: Facts, days: OpenDays | null): OpenDeal {
  const { id, customer, signature, file } = deal;
  const probability = file.ratings?.probability ?? null;
  return { deal: id, customer: customer.name, days, signature, probability, groups: file.requirements?.groups ?? [] };
}

/**
 * Returns a deal of a run as the others see it, with its days where it is planned (null: not yet); null where it may not be signed any more, or wants nothing: what
 * is held stands in the queue.
 */
export function rivalOf(facts: Facts, schedule: Schedule | null): OpenDeal | null {
  const { deal, own } = facts;
  const isOpen = (deal.state === 'draft' || deal.state === 'proposed') && own.hold?.live !== true && own.booking === null;
  const days = schedule?.status === 'planned' ? (schedule.full?.nominal.dayByDay ?? null) : null;
  return isOpen ? openDeal(facts, days) : null;
}

/** Returns the other deals of a run that may still be signed. */
export function othersOf<Each extends { readonly facts: Facts; readonly schedule: Schedule }>(one: Each, all: readonly Each[]): OpenDeal[] {
  return all.flatMap((each) => (each === one ? [] : (rivalOf(each.facts, each.schedule) ?? [])));
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

/** The hours of a role, day by day from the first day of a plan; `from` and `to` are the first and the last day on which the plan wants some (none: `to` < `from`). */
interface Wanted {
  readonly role: string;
  readonly from: Day;
  readonly to: Day;
  readonly deal: readonly number[];
  readonly free: readonly number[];
}

/** What a plan wants of each role, and its first day; of a thousand deals each is compared with all others, and this is read out of a plan once. */
interface WantedOfAll {
  readonly first: Day;
  readonly roles: ReadonlyMap<string, Wanted>;
}

const known = new WeakMap<OpenDays, WantedOfAll>();

function wantedOf(days: OpenDays): WantedOfAll {
  const found = known.get(days);
  if (found !== undefined) return found;
  // Every calendar day is there, so that a day's place is its distance from the first.
  const first = days.days[0]?.day ?? 0;
  const roles = days.roles.map(({ role, deal, free }): [string, Wanted] => {
    const from = deal.findIndex((hours) => hours > 0);
    return [role, { role, from: first + Math.max(0, from), to: first + deal.findLastIndex((hours) => hours > 0), deal, free }];
  });
  const wanted = { first, roles: new Map(roles) };
  known.set(days, wanted);
  return wanted;
}

function mostWanted(mine: OpenDays, theirs: OpenDays): Worst | null {
  let most: Worst | null = null;
  const own = wantedOf(mine);
  const other = wantedOf(theirs);
  for (const { role, free } of own.roles.values()) {
    const their = other.roles.get(role);
    if (their === undefined) continue;
    const last = Math.min(their.to, own.first + free.length - 1);
    let [from, to, sum] = [0, 0, 0];
    for (let day = Math.max(their.from, own.first); day <= last; day++) {
      const over = their.deal[day - other.first] - free[day - own.first];
      if (over <= 0) continue;
      if (sum === 0) from = day;
      to = day;
      sum += over;
    }
    if (sum > 0 && (most === null || sum > most.over)) most = { role, from, to, over: sum };
  }
  return most;
}
