/** Longer work, later releases and more failures never bring a proven date forward; less capacity may, and is counted. */
import { addBusinessDays, addDuration } from '../../src/model/calendar.ts';
import type { Facts } from '../../src/model/facts.ts';
import type { LibraryInput, Step } from '../../src/model/library.ts';
import type { Duration, Estimate, Scaled } from '../../src/model/units.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Dated, Planned } from '../../src/schedule/schedule.ts';
import type { PlanSettings } from '../../src/schedule/settings.ts';
import { generate } from '../oracle/generate.ts';
import { factsFrom } from '../schedule/against-oracle.ts';
import { filesOf, type Gate, type Tried } from './gate.ts';

interface Change {
  readonly name: string;
  /** The harder deal; null where the workspace has nothing to make harder so. */
  readonly make: (facts: Facts, settings: PlanSettings, n: number) => { facts: Facts; settings: PlanSettings } | null;
}

/** An hour or a day more, at every point of the estimate. */
function longer(scaled: Scaled): Scaled {
  const more = (estimate: Estimate | null): Estimate => {
    const add = (of: Duration | undefined): Duration =>
      of === undefined ? { unit: 'min', n: 60 } : { ...of, n: of.n + (of.unit === 'min' ? 60 : 1) };
    return { best: add(estimate?.best), likely: add(estimate?.likely), worst: add(estimate?.worst) };
  };
  return { ...scaled, setup: more(scaled.setup) };
}

/** The deal with one step of its items changed, the `n`th of those that can be; null where none can. */
function withStep(facts: Facts, n: number, change: (step: Step) => Step | null): Facts | null {
  const steps = facts.deal.items.flatMap((item, i) =>
    (item.entry?.steps ?? []).flatMap((step, s) => (change(step) === null ? [] : [{ i, s }])),
  );
  if (steps.length === 0) return null;
  const at = steps[n % steps.length];
  const items = facts.deal.items.map((item, i) => {
    if (i !== at.i || item.entry === null) return item;
    return { ...item, entry: { ...item.entry, steps: item.entry.steps.map((step, s) => (s === at.s ? change(step)! : step)) } };
  });
  return { ...facts, deal: { ...facts.deal, items } };
}

const HARDER: readonly Change[] = [
  {
    name: 'more work',
    make: (facts, settings, n) => {
      const changed = withStep(facts, n, (step) => {
        if (step.effort !== undefined) return { ...step, effort: longer(step.effort) };
        return step.duration === undefined ? null : { ...step, duration: longer(step.duration) };
      });
      return changed && { facts: changed, settings };
    },
  },
  {
    name: 'a longer wait',
    make: (facts, settings, n) => {
      const changed = withStep(facts, n, (step) => {
        const { window } = step;
        return window === undefined ? null : { ...step, window: { ...window, n: window.n + (window.unit === 'min' ? 60 : 1) } };
      });
      return changed && { facts: changed, settings };
    },
  },
  {
    name: 'a new wait',
    make: (facts, settings, n) => {
      const changed = withStep(facts, n, (step) =>
        step.window === undefined ? { ...step, window: { unit: n % 2 === 0 ? 'd' : 'bd', n: 1 } } : null,
      );
      return changed && { facts: changed, settings };
    },
  },
  {
    name: 'a later beginning',
    make: (facts, settings) => ({
      facts: { ...facts, deal: { ...facts.deal, begin: addBusinessDays(facts.calendar, facts.deal.begin, 1)! } },
      settings,
    }),
  },
  {
    name: 'a later input',
    make: (facts, settings, n) => {
      if (facts.deal.inputs.length === 0) return null;
      const late = n % facts.deal.inputs.length;
      const inputs = facts.deal.inputs.map((input, i) =>
        i === late ? { ...input, day: addBusinessDays(facts.calendar, input.day, 1)! } : input,
      );
      return { facts: { ...facts, deal: { ...facts.deal, inputs } }, settings };
    },
  },
  {
    name: 'a later material',
    make: (facts, settings) => {
      const { materials } = facts.capacity;
      if (materials === undefined || materials === null || materials.length === 0) return null;
      const later = materials.map((material) => ({
        ...material,
        on_hand: 0,
        receiving: { unit: 'bd' as const, n: (material.receiving?.n ?? 0) + 1 },
        incoming: material.incoming.map((line) => ({ ...line, eta: addDuration(facts.calendar, line.eta, { unit: 'bd', n: 1 })! })),
      }));
      return { facts: { ...facts, capacity: { ...facts.capacity, materials: later } }, settings };
    },
  },
  {
    name: 'one more failure',
    make: (facts, settings, n) => {
      const more = {
        id: 'one-more',
        what: 'One more thing',
        hits: 'any' as const,
        ...(n % 2 === 0 ? { costs: { unit: 'min' as const, n: 180 } } : { delays: { unit: 'bd' as const, n: 1 } }),
      };
      return { facts, settings: { ...settings, everyday: [...settings.everyday, more] } };
    },
  },
  {
    name: 'one more at once',
    make: (facts, settings) => (settings.failures === 2 ? { facts, settings: { ...settings, failures: 3 } } : null),
  },
  {
    name: 'later when late',
    make: (facts, settings, n) => {
      const late = facts.deal.inputs.filter(({ library }) => library.late !== undefined);
      if (late.length === 0) return null;
      const which = late[n % late.length];
      const slower = (library: LibraryInput): LibraryInput => ({ ...library, late: { ...library.late!, n: library.late!.n + 1 } });
      const inputs = facts.deal.inputs.map((input) => (input === which ? { ...input, library: slower(input.library) } : input));
      return { facts: { ...facts, deal: { ...facts.deal, inputs } }, settings };
    },
  },
];

const LESS: readonly Change[] = [
  {
    name: 'a holiday more',
    make: (facts, settings, n) => {
      const day = addBusinessDays(facts.calendar, facts.deal.begin, n % 8)!;
      const closed = [...facts.calendar.closed, { first: day, last: day }].sort((a, b) => a.first - b.first);
      return { facts: { ...facts, calendar: { ...facts.calendar, closed } }, settings };
    },
  },
  {
    name: 'a booking more',
    make: (facts, settings, n) => {
      const roles = Object.keys(facts.capacity.roles).filter(
        (role) => facts.capacity.people.some((person) => person.role === role) && role !== 'office',
      );
      const role = roles[n % roles.length];
      const from = addBusinessDays(facts.calendar, facts.deal.begin, n % 7)!;
      const work = [{ needs: [{ role, level: null, units: 1 }], from, to: from + (n % 3), per_day: 60 * (1 + (n % 3)) }];
      const booking = { id: 'one-more', paid: true, state: 'hard' as const, work, deliverables: [] };
      return { facts: { ...facts, capacity: { ...facts.capacity, bookings: [...facts.capacity.bookings, booking] } }, settings };
    },
  },
  {
    name: 'a day off more',
    make: (facts, settings, n) => {
      const who = n % facts.capacity.people.length;
      const day = addBusinessDays(facts.calendar, facts.deal.begin, n % 6)!;
      const people = facts.capacity.people.map((person, p) =>
        p === who ? { ...person, off: [...person.off, { first: day, last: day }] } : person,
      );
      return { facts: { ...facts, capacity: { ...facts.capacity, people } }, settings };
    },
  },
];

/** The proven dates of a plan, by name. */
function provenOf(plan: Planned): Map<string, number> {
  const proven = new Map<string, number>();
  const add = (name: string, dated: Dated | undefined): void => {
    if (dated?.status === 'proven') proven.set(name, dated.date);
  };
  add('nominal', plan.nominal);
  add('two failures', plan.twoFailures?.finish);
  proven.set('unlimited', plan.unlimited.date);
  return proven;
}

/** Plans a workspace and its harder one, and tells each date that both prove. */
function tryPair(
  seed: number,
  change: Change,
  n: number,
): { readonly tried: Omit<Tried, 'wrong' | 'seen' | 'compared'>; readonly earlier: string[]; readonly pairs: number } {
  const { texts, today } = generate(seed);
  const { facts, settings } = factsFrom(texts, today);
  const tried = { files: filesOf(texts), today };
  const harder = change.make(facts, { ...settings, runs: 0 }, n);
  const before = harder === null ? null : planDeal(facts, { ...settings, runs: 0 });
  const after = harder === null ? null : planDeal(harder.facts, harder.settings);
  if (before?.status !== 'planned' || after?.status !== 'planned') return { tried, earlier: [], pairs: 0 };
  const harderDates = provenOf(after);
  const earlier: string[] = [];
  let pairs = 0;
  for (const [name, date] of provenOf(before)) {
    const other = harderDates.get(name);
    if (other === undefined || name === 'unlimited') continue;
    pairs++;
    if (other < date) earlier.push(`seed ${seed}: ${change.name} brings ${name} forward by ${date - other}d`);
  }
  return { tried, earlier, pairs };
}

/** A harder deal never gets an earlier date. */
export const monotone: Gate = {
  name: 'monotone',
  claim: 'more work, a longer wait, a later release and one more failure never give an earlier proven date',
  unit: 'pairs of proven dates',
  few: 60,
  all: 3600,
  atLeast: 4000,
  try: (n) => {
    const change = HARDER[n % HARDER.length];
    const { tried, earlier, pairs } = tryPair(300_000 + n, change, Math.floor(n / HARDER.length));
    return { ...tried, compared: pairs, wrong: earlier, seen: { [change.name]: pairs } };
  },
};

/** Less capacity may bring a date forward (planning.md §3): counted, asserted nowhere. */
export const lessCapacity: Gate = {
  name: 'less capacity',
  claim: 'nothing is claimed: a booking, a holiday or a day off more may let a step pause that could not before',
  unit: 'pairs of proven dates',
  few: 12,
  all: 3000,
  atLeast: 3000,
  try: (n) => {
    const change = LESS[n % LESS.length];
    const { tried, earlier, pairs } = tryPair(400_000 + n, change, Math.floor(n / LESS.length));
    return {
      ...tried,
      compared: pairs,
      wrong: [],
      seen: { [`${change.name}: earlier`]: earlier.length, [`${change.name}: pairs`]: pairs },
    };
  },
};
