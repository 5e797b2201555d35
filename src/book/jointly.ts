/**
 * `check --jointly`: which of the open deals can all be signed. Each that passes alone is planned in what those before it leave, likeliest first or whoever signs first;
 * one that does not pass then is left out, and whoever comes after it has its hours. That combination is found, and need not be the largest: where few deals are in
 * each other's way, all orders are tried within a budget that is counted in plans, and the largest is proven.
 */
import type { CheckOptions } from '../cli/asked.ts';
import { factsOfAll, judgedBeside, planningOf, type Bench, type Sources } from '../judging.ts';
import { businessDaysBetween } from '../model/calendar.ts';
import { formatDay, parseDay, type Day } from '../model/day.ts';
import type { ReportBeside, ReportTaker, ReportTogether } from '../report/book/together.ts';
import type { Report } from '../report/report.ts';
import type { Companion } from '../schedule/companions.ts';
import { materialNeeds } from '../schedule/materials.ts';
import { openDeal, rivalOf, rivalsOf, type OpenDeal } from '../schedule/rivals.ts';
import type { World } from '../world.ts';

/** Plans that are tried for a larger combination, where a check may cost as much as a check may: about two seconds. */
const BUDGET = 100;
/** So many takers are told of one deal. */
const TAKERS = 5;

/** An open deal that passes alone. */
interface Candidate {
  readonly index: number;
  readonly bench: Bench;
  /** Roles and materials that it needs: who has none in common with another cannot be in its way. */
  readonly needs: ReadonlySet<string>;
}

/** A deal that is planned after others. */
interface Fitted extends Companion {
  readonly passes: boolean;
  readonly safe: Day | null;
}

/** A deal of those that can all be signed. */
type Taken = Fitted & { readonly candidate: Candidate };

/** Deals that were planned one after another: those that were taken, in their order, and how each stands, by its place in the report. */
interface Order {
  readonly taken: readonly Taken[];
  readonly by: ReadonlyMap<number, { readonly now: Fitted; readonly losesTo: readonly ReportTaker[] }>;
}

/** Returns how the open deals of a report stand together; `open` has an entry a deal of the report, null for one that takes nothing from anybody. */
export function together(
  report: Report,
  open: readonly (OpenDeal | null)[],
  sources: Sources,
  options: CheckOptions,
  world: World,
  tick: () => void = () => {},
): ReportTogether {
  const benches = factsOfAll(sources, world);
  const quiet = benches.map(({ alone }) => rivalOf(alone(), null));
  const order = orderOf(open, benches);
  const passing = order.all
    .filter((index) => report.deals[index].verdict === 'pass')
    .map((index): Candidate => ({ index, bench: benches[index], needs: needsOf(open[index]!, benches[index]) }));
  /** Plans a deal after others, and judges it. */
  const fitted = ({ index, bench }: Candidate, before: readonly Companion[]): Fitted => {
    const own = planningOf(bench, before, options).plan(bench.deal.deal, 'full');
    const others = quiet.filter((each, other) => other !== index && each !== null) as OpenDeal[];
    const { judgement } = judgedBeside(others, [])(own);
    return { facts: own.facts, schedule: own.schedule, passes: judgement.verdict === 'pass', safe: judgement.safe };
  };

  /** Plans some deals one after another: whoever still passes is taken, and whoever does not loses to those. */
  const inOrder = (candidates: readonly Candidate[]): Order => {
    const taken: Taken[] = [];
    const by = new Map<number, { readonly now: Fitted; readonly losesTo: readonly ReportTaker[] }>();
    for (const candidate of candidates) {
      const now = fitted(candidate, taken);
      tick();
      by.set(candidate.index, { now, losesTo: now.passes ? [] : takersOf(fitted(candidate, []), now, taken) });
      if (now.passes) taken.push({ ...now, candidate });
    }
    return { taken, by };
  };
  const first = inOrder(passing);
  const greedy = first.taken.map(({ candidate }) => candidate);
  const better = largest(passing, greedy, fitted, BUDGET * options.effort);
  // Where others are signed than in the usual order, all are told as they stand then: those of the combination first, and whoever loses to them.
  const isOther = better.combination.some((each) => !greedy.includes(each));
  const { taken, by } = isOther ? inOrder([...better.combination, ...passing.filter((each) => !better.combination.includes(each))]) : first;

  const combination = taken.map(({ candidate: { index } }) => report.deals[index].deal);
  const deals = order.all.map((index): ReportBeside => {
    const { deal, file, customer, dates } = report.deals[index];
    const asked = dates.judged === null ? null : dates[dates.judged].complete;
    const { now = null, losesTo = [] } = by.get(index) ?? {};
    const safe = now?.safe ?? null;
    const between = (from: string | null): number | null =>
      from === null || safe === null || now === null
        ? null
        : Math.max(0, businessDaysBetween(now.facts.calendar, parseDay(from) as Day, safe));
    return {
      deal,
      file,
      customer,
      probability: open[index]!.probability === null ? null : open[index]!.probability / 1_000_000,
      signature: formatDay(open[index]!.signature),
      fits: now === null ? null : now.passes,
      asked,
      safe_alone: dates.safe,
      safe: safe === null ? null : formatDay(safe),
      later_bd: between(dates.safe),
      late_bd: between(asked),
      loses_to: losesTo,
    };
  });
  return { order: order.by, deals, combination, largest: better.proven ? 'proven' : 'found', tried: better.tried };
}

/** Returns the places of the open deals in the order in which they are planned. A draft promises nothing yet, and takes nothing from what is proposed. */
function orderOf(open: readonly (OpenDeal | null)[], benches: readonly Bench[]): { by: ReportTogether['order']; all: number[] } {
  const by = open.some((each) => each !== null && each.probability !== null) ? 'probability' : 'signature';
  const draft = (index: number): number => Number(benches[index].alone().deal.state === 'draft');
  const asked = (index: number): number => benches[index].alone().deal.judgedCompletion?.day ?? Infinity;
  const all = open.flatMap((each, index) => (each === null ? [] : [index]));
  all.sort((a, b) => {
    const [one, other] = [open[a]!, open[b]!];
    return (
      draft(a) - draft(b) ||
      (other.probability ?? -1) - (one.probability ?? -1) ||
      one.signature - other.signature ||
      // Infinity less Infinity is no number.
      (asked(a) === asked(b) ? 0 : asked(a) - asked(b)) ||
      (one.deal < other.deal ? -1 : 1)
    );
  });
  return { by, all };
}

/** A senior engineer is an engineer. */
function needsOf({ days }: OpenDeal, { alone }: Bench): Set<string> {
  const roles = (days?.roles ?? []).map(({ role }) => `role ${role.split('.')[0]}`);
  return new Set([...roles, ...materialNeeds(alone()).map(({ material }) => `material ${material}`)]);
}

/** Returns whose hours a deal misses: of its plan alone what those before it want too, else who holds the role that holds it up now. */
function takersOf(alone: Companion, now: Companion, before: readonly Companion[]): ReportTaker[] {
  if (alone.schedule.status !== 'planned') return [];
  const others = before.map(({ facts, schedule }) =>
    openDeal(facts, schedule.status === 'planned' ? (schedule.full?.nominal.dayByDay ?? null) : null),
  );
  const direct = rivalsOf(alone.schedule, others).map(({ deal, customer, role, from, to, over }) => ({
    deal,
    customer,
    role,
    from,
    to,
    hours: over,
  }));
  const known = new Map(others.map(({ deal, customer }) => [deal, customer]));
  const bottleneck = now.schedule.status === 'planned' ? now.schedule.bottleneck : null;
  const held = (bottleneck?.heldBy ?? []).flatMap(({ booking, hours }) => {
    const customer = known.get(booking);
    const { role, from, to } = bottleneck!;
    return customer === undefined ? [] : [{ deal: booking, customer, role, from, to, hours }];
  });
  return (direct.length > 0 ? direct : held)
    .sort((a, b) => b.hours - a.hours)
    .slice(0, TAKERS)
    .map(({ from, to, ...each }) => ({ ...each, from: formatDay(from), to: formatDay(to) }));
}

/** A combination, and whether all orders were tried. */
interface Largest {
  readonly combination: readonly Candidate[];
  readonly proven: boolean;
  readonly tried: number;
}

/**
 * Returns the largest combination, by trying the deals that are in each other's way in every order. Those that have nothing in common with them are left out of it: they
 * fit whatever the others do.
 */
function largest(
  passing: readonly Candidate[],
  taken: readonly Candidate[],
  fitted: (candidate: Candidate, before: readonly Companion[]) => Fitted,
  budget: number,
): Largest {
  let combination = [...taken];
  let proven = true;
  let tried = 0;
  for (const group of groupsOf(passing)) {
    let best = group.filter((each) => taken.includes(each));
    if (best.length === group.length) continue;
    const greedy = best;
    /** Whether every order from here on was tried that could hold more. */
    const extend = (before: readonly Taken[]): boolean => {
      const rest = group.filter((each) => !before.some(({ candidate }) => candidate === each));
      for (const candidate of rest) {
        if (before.length + rest.length <= best.length) return true;
        if (tried >= budget) return false;
        tried++;
        const now = fitted(candidate, before);
        if (!now.passes) continue;
        const longer = [...before, { ...now, candidate }];
        if (longer.length > best.length) best = longer.map((each) => each.candidate);
        if (!extend(longer)) return false;
      }
      return true;
    };
    if (!extend([])) proven = false;
    combination = [...combination.filter((each) => !greedy.includes(each)), ...best];
  }
  return { combination, proven, tried };
}

/** Returns the deals in groups: two of one group may be in each other's way, perhaps through a third; two of different groups never are. */
function groupsOf(all: readonly Candidate[]): Candidate[][] {
  let groups: { needs: Set<string>; all: Candidate[] }[] = [];
  for (const each of all) {
    const mine = groups.filter(({ needs }) => [...each.needs].some((need) => needs.has(need)));
    const joined = {
      needs: new Set([...each.needs, ...mine.flatMap(({ needs }) => [...needs])]),
      all: [...mine.flatMap((group) => group.all), each],
    };
    groups = [...groups.filter((group) => !mine.includes(group)), joined];
  }
  // In the order in which they were planned.
  return groups.map((group) => all.filter((each) => group.all.includes(each)));
}
