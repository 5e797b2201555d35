/**
 * Proposals of one customer that are judged in one run: what was cut into several files is planned as what it is together. Whichever is promised first comes
 * first, and the others are planned in what it leaves, of people as of materials; so each passes only where all before it do their work too.
 */
import type { Booking, Capacity, Load } from '../model/capacity.ts';
import type { Facts } from '../model/facts.ts';
import { fold } from '../model/words.ts';
import { materialNeeds } from './materials.ts';
import type { Schedule } from './schedule.ts';

/** A proposal, and its plan in what those before it leave. */
export interface Companion {
  readonly facts: Facts;
  readonly schedule: Schedule;
}

/**
 * Returns for each deal those of the same customer that come before it, as indexes in the order in which they are planned: all that are proposed and promised
 * no later, of equals the one whose id comes first. A draft promises nothing yet, and what is signed stands in operations' queue.
 */
export function comingBefore(all: readonly Pick<Facts, 'deal'>[]): number[][] {
  const asked = ({ deal }: Pick<Facts, 'deal'>): number => deal.judgedCompletion?.day ?? Infinity;
  const first = (a: number, b: number): number => asked(all[a]) - asked(all[b]) || (all[a].deal.id < all[b].deal.id ? -1 : 1);
  const open = all.flatMap(({ deal }, index) => (deal.state === 'proposed' ? [index] : []));
  return all.map(({ deal }, index) =>
    open
      .filter((other) => other !== index && fold(all[other].deal.customer.name) === fold(deal.customer.name) && first(other, index) < 0)
      .sort(first),
  );
}

/** Returns the capacity that some deals, as they are planned, leave to the next: their hours as bookings, their materials as taken. */
export function leftBy(capacity: Capacity, before: readonly Companion[]): Capacity {
  return before.reduce((left, each) => {
    const work = loadsOf(each);
    if (work.length === 0) return left;
    const { id, customer, judgedCompletion } = each.facts.deal;
    const promised = judgedCompletion === null ? {} : { promised: judgedCompletion.day };
    const booking: Booking = {
      id,
      customer: customer.name,
      paid: false,
      state: 'hard',
      ...promised,
      work,
      deliverables: [],
      companion: true,
    };
    return { ...left, bookings: [...left.bookings, booking], materials: materialsLeft(left.materials, each.facts) };
  }, capacity);
}

/** The hours of each step, day by day. */
function loadsOf({ schedule }: Companion): Load[] {
  const plan = schedule.status === 'planned' ? schedule.full?.nominal : undefined;
  if (plan?.dayByDay === undefined) return [];
  const { days, steps } = plan.dayByDay;
  return steps.flatMap(({ item, step, hours }) => {
    const { needs } = plan.rows.find((row) => row.item === item && row.step === step)!;
    return days.flatMap(({ day }, index): Load[] =>
      hours[index] === 0 || needs.length === 0 ? [] : [{ needs, from: day, to: day, per_day: Math.round(hours[index] * 60) }],
    );
  });
}

/** What a deal needs is taken from stock, and then from what comes in for nobody else. */
function materialsLeft(materials: Capacity['materials'], facts: Facts): Capacity['materials'] {
  if (materials === null) return null;
  const needs = materialNeeds(facts);
  return materials.map((material) => {
    let missing = needs.reduce((sum, need) => (need.material === material.id ? sum + need.quantity : sum), 0);
    if (missing === 0) return material;
    const taken = (quantity: number): number => {
      const part = Math.min(missing, Math.max(0, quantity));
      missing -= part;
      return part;
    };
    const own = material.allocated.reduce((sum, { to, quantity }) => (to === facts.deal.id ? sum + quantity : sum), 0);
    const others = material.allocated.reduce((sum, { to, quantity }) => (to === facts.deal.id ? sum : sum + quantity), 0);
    // What is allocated to it already is nobody else's.
    const stock = taken(material.on_hand - others) - own;
    const incoming = material.incoming
      .toSorted((a, b) => a.eta - b.eta)
      .map((line) => {
        if (line.for === facts.deal.id) taken(line.quantity);
        return line.for === undefined ? { ...line, quantity: line.quantity - taken(line.quantity) } : line;
      });
    const allocated = stock > 0 ? [...material.allocated, { to: facts.deal.id, quantity: stock }] : material.allocated;
    return { ...material, allocated, incoming };
  });
}
