/**
 * What a deal costs to deliver: hours at the rate of their role and level, those of reviews and support too, materials, and parts that are bought or
 * done by a partner.
 *
 * Money is whole cents. A line is minutes × cents an hour ÷ 60 (or quantity × cents a unit), to the nearest cent, a half up; totals are sums of
 * lines, so that what is printed adds up.
 */
import { isOpen, minutesOn } from '../../model/calendar.ts';
import { weekdayOf, type Day } from '../../model/day.ts';
import type { ItemFact } from '../../model/facts.ts';
import { at } from '../../model/place.ts';
import { minutesOf } from '../../model/size.ts';
import { formatMicro, formatMoney, formatNeed, WHOLE, type Cents, type Micro, type Need } from '../../model/units.ts';
import type { FailureFact } from '../../schedule/schedule.ts';
import { reviewWork, supportWork } from './beside.ts';
import { isRole, missingRate, rateOf } from './rates.ts';
import type { MissingFact, RuleFacts } from '../rule.ts';
import { libraryWork } from './scoping-ticket.ts';

/** One line of a cost. */
export interface CostLine {
  /** `cutter 8h × 40`. */
  readonly what: string;
  readonly cents: Cents;
}

/** What is known of a cost: where something is missing, it is at least this. */
export interface Cost {
  /** Dearest first. */
  readonly lines: readonly CostLine[];
  readonly total: Cents;
  readonly missing: readonly MissingFact[];
}

/** Minutes of a role at a level. */
interface Hours {
  readonly need: Need;
  readonly minutes: number;
}

/** Returns what the work of a deal costs if nothing goes wrong: what it costs at least, whoever else is promised. */
export function costOfWork(facts: RuleFacts): Cost {
  return costOf(facts, []);
}

/** Returns the same with the people whom the deal's own staffing lines promise, where those of a role cost more than its work. */
export function costOfDeal(facts: RuleFacts): Cost {
  return costOf(facts, staffedHours(facts));
}

function costOf(facts: RuleFacts, promised: readonly Hours[]): Cost {
  const parts = [labour(promised, facts), beside(facts), materials(facts), boughtParts(facts)];
  const lines = parts.flatMap((part) => part.lines).filter(({ cents }) => cents > 0);
  return {
    lines: lines.sort((a, b) => b.cents - a.cents),
    total: lines.reduce((sum, { cents }) => sum + cents, 0),
    missing: parts.flatMap((part) => part.missing),
  };
}

/** Returns the dearest of some failures, dearest first, each in the place where it costs most; a failure that is no work costs nothing. */
export function dearestFailures(known: readonly FailureFact[], count: number, facts: RuleFacts): CostLine[] {
  const worst = known.flatMap(({ what, work }): CostLine[] => {
    const places = work.map(({ hits, needs, minutes }) => ({
      what: `'${what}' at ${hits}`,
      cents: needs.reduce((sum, need) => sum + priced({ need, minutes: minutes * need.units }, facts).cents, 0),
    }));
    return places.sort((a, b) => b.cents - a.cents).slice(0, 1);
  });
  return worst
    .filter(({ cents }) => cents > 0)
    .sort((a, b) => b.cents - a.cents)
    .slice(0, count);
}

type Part = Pick<Cost, 'lines' | 'missing'>;

/** The hours of the steps and customs, or those that are promised where a role's cost more: whoever is there for the deal is paid for by it. */
function labour(promised: readonly Hours[], facts: RuleFacts): Part {
  const needed = byRole(facts.deal.items.flatMap((item) => hoursOf(item, facts)));
  const staffed = byRole(promised);
  const lines: CostLine[] = [];
  const missing: MissingFact[] = [];
  for (const role of new Set([...needed.keys(), ...staffed.keys()])) {
    const cost = [needed.get(role) ?? [], staffed.get(role) ?? []].map((hours) => hours.map((each) => priced(each, facts)));
    const [steps, pattern] = cost.map((priced) => priced.reduce((sum, { cents }) => sum + cents, 0));
    lines.push(...(pattern > steps ? cost[1].map((line) => ({ ...line, what: `${line.what}, staffed` })) : cost[0]));
    const unrated = [...(needed.get(role) ?? []), ...(staffed.get(role) ?? [])].filter(({ need }) => rateOf(facts.capacity, need) === null);
    for (const { need } of unrated) {
      const owed = missingRate(need, 'operations');
      if (!missing.some(({ fact }) => fact === owed.fact)) missing.push(owed);
    }
  }
  return { lines, missing };
}

/** Reviews and support, each by itself: they come on top of who is promised for the work. */
function beside(facts: RuleFacts): Part {
  const support = supportWork(facts);
  const work = [...reviewWork(facts), ...support.work];
  const unrated = work.filter(({ need }) => rateOf(facts.capacity, need) === null);
  return {
    lines: work.map(({ what, ...hours }) => {
      const line = priced(hours, facts);
      return { ...line, what: `${what}: ${line.what}` };
    }),
    missing: [...support.missing, ...unrated.map(({ need }) => missingRate(need, 'operations'))],
  };
}

/** The hours by role, each level of it in one entry. */
function byRole(hours: readonly Hours[]): Map<string, Hours[]> {
  const roles = new Map<string, Hours[]>();
  for (const { need, minutes } of hours) {
    const levels = roles.get(need.role) ?? [];
    const index = levels.findIndex((level) => level.need.level === need.level);
    if (index < 0) levels.push({ need: { ...need, units: 1 }, minutes });
    else levels[index] = { ...levels[index], minutes: levels[index].minutes + minutes };
    roles.set(need.role, levels);
  }
  return roles;
}

function priced({ need, minutes }: Hours, { capacity }: RuleFacts): CostLine {
  const rate = rateOf(capacity, need) ?? 0;
  return {
    what: `${formatNeed({ ...need, units: 1 })} ${Math.round(minutes / 6) / 10}h × ${formatMoney(rate)}`,
    cents: Math.round((minutes * rate) / 60),
  };
}

function hoursOf(item: ItemFact, { calendar }: RuleFacts): Hours[] {
  const steps = item.entry?.steps.filter(({ id, optional }) => !(optional && item.skip.includes(id))) ?? [];
  const work = [...(libraryWork({ steps }).effort ?? []), ...item.custom.flatMap(({ effort }) => effort ?? [])];
  return work.map(({ need, work: scaled }) => ({ need, minutes: minutesOf(scaled, item.quantity, calendar.longest) }));
}

/** The hours that the deal's own staffing lines hold, over their dates or else the whole plan. */
function staffedHours(facts: RuleFacts): Hours[] {
  const { deal, capacity, calendar, schedule } = facts;
  const end = deal.judgedCompletion?.day ?? (schedule.status === 'planned' ? schedule.nominal.date : null);
  // A role or a person whom capacity does not know is told elsewhere.
  return (deal.file.staffing ?? []).flatMap(({ needs, person: name, from = deal.begin, to = end, share = WHOLE }): Hours[] => {
    if (to === null) return [];
    const open = daysBetween(from, to).filter((day) => isOpen(calendar, day));
    const held = (minutes: (day: Day) => number): number => open.reduce((sum, day) => sum + (minutes(day) * share) / WHOLE, 0);
    const person = capacity.people.find(({ id }) => id === name);
    const ofPerson: Hours[] =
      person === undefined
        ? []
        : [
            {
              need: { role: person.role, level: person.level ?? null, units: 1 },
              minutes: held((day) => (person.week === undefined ? minutesOn(calendar, day) : (person.week[weekdayOf(day)] ?? 0))),
            },
          ];
    const known = needs.filter((need) => isRole(capacity, need));
    return [...known.map((need) => ({ need, minutes: need.units * held((day) => minutesOn(calendar, day)) })), ...ofPerson];
  });
}

function daysBetween(from: Day, to: Day): Day[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** What the library's steps use, or what the deal's own lines secure where that is more. */
function materials({ deal, capacity }: RuleFacts): Part {
  const used = new Map<string, Micro>();
  for (const { entry, quantity } of deal.items) {
    for (const { material, setup = 0, each = 0 } of entry?.materials ?? []) {
      used.set(material, (used.get(material) ?? 0) + setup + each * quantity);
    }
  }
  const secured = new Map<string, Micro>();
  for (const { material, quantity } of deal.file.materials ?? []) {
    // One that nobody has is a slip, and told elsewhere.
    const known = used.has(material) || (capacity.materials ?? []).some(({ id }) => id === material);
    if (known) secured.set(material, (secured.get(material) ?? 0) + quantity);
  }

  const lines: CostLine[] = [];
  const missing: MissingFact[] = [];
  for (const id of new Set([...used.keys(), ...secured.keys()])) {
    const amount = Math.max(used.get(id) ?? 0, secured.get(id) ?? 0);
    const index = capacity.materials?.findIndex((material) => material.id === id) ?? -1;
    const stock = index < 0 ? undefined : capacity.materials![index];
    if (amount === 0) continue;
    if (stock?.cost === undefined) {
      const place = index < 0 ? at('capacity', 'materials') : at('capacity', 'materials', index, 'cost');
      missing.push({ fact: `the cost of '${id}'`, file: 'capacity', key: `materials.${id}.cost`, owedBy: 'operations', at: place });
      continue;
    }
    const unit = stock.unit === undefined ? '' : ` ${stock.unit}`;
    const what = `${id} ${formatMicro(amount)}${unit} × ${formatMoney(stock.cost)}`;
    lines.push({ what, cents: Math.round((amount * stock.cost) / WHOLE) });
  }
  return { lines, missing };
}

function boughtParts({ deal }: RuleFacts): Part {
  const lines: CostLine[] = [];
  const missing: MissingFact[] = [];
  for (const { index, custom } of deal.items) {
    for (const [c, { id, choice, cost }] of custom.entries()) {
      if (cost !== undefined) lines.push({ what: `'${id}'${choice === 'partner' ? ' by a partner' : ' bought'}`, cents: cost });
      else if (choice === 'buy' || choice === 'partner') {
        const place = at('deal', 'items', index, 'custom', c);
        const key = `items.${index}.custom.${c}.cost`;
        missing.push({
          fact: `what '${id}' costs to ${choice === 'buy' ? 'buy' : 'have done'}`,
          file: 'deal',
          key,
          owedBy: 'deal',
          at: place,
        });
      }
    }
  }
  return { lines, missing };
}
