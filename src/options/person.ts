/** One more unit of a role, from the latest day that is enough: somebody who joins, or one more machine. */
import { addBusinessDays, inclusiveBusinessDays, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { capacityUntil, survives, withMore } from '../schedule/look.ts';
import type { Budget } from '../schedule/order.ts';
import type { PlanSettings } from '../schedule/settings.ts';
import { edited, offerEdits, type Edit } from './edit.ts';
import { businessDaysFrom, latestDay } from './latest.ts';
import { unused } from './promises.ts';
import type { Desk } from './recheck.ts';
import type { Checked, Way } from './way.ts';
import { heldWords } from './words.ts';
import { wholeWay } from './whole.ts';

/** Roles of which one more is tried, those that hold the plan up first. */
const ROLES = 2;
/** Days on which somebody may join that are looked at. */
const DAYS = 250;
/** Three copies of the deal take up to three leads, and whoever joins late still helps the last. */
const LEADS = 3;
/** Placements that all first looks together may cost. */
const LOOKS = 60_000;

/** A role, at a level of it where that is asked for. */
interface RoleAt {
  readonly role: string;
  readonly level: string | null;
}

/** Returns the way to say yes with one more of a role; null where no role holds the deal up, or one more would not be enough. */
export function personWay(desk: Desk, settings: PlanSettings, start: Day | null): Way | null {
  const { facts, schedule } = desk.before;
  const { deal, calendar, today } = facts;
  const asked = deal.judgedCompletion;
  // Nobody is fast enough where the work takes longer with everybody in the world.
  if (asked === null || (schedule.status === 'planned' && schedule.unlimited.date > asked.day)) return null;
  const first = onOrAfter(calendar, Math.max(today + 1, deal.begin));
  if (first === null) return null;
  const lead = Math.max(1, inclusiveBusinessDays(calendar, first, asked.day));
  const days = businessDaysFrom(calendar, first, addBusinessDays(calendar, first, LEADS * lead + 1) ?? asked.day, DAYS);
  const roles = rolesInTheWay(desk.before).slice(0, ROLES);
  if (roles.length === 0) return null;
  const profile = capacityUntil(facts, settings, asked.day);
  const budget: Budget = { left: LOOKS };

  for (const role of roles) {
    const capacityEdits = (day: Day): Edit[] => [oneMore(facts, role, day)];
    const edits = offerEdits(facts, { start, complete: null });
    const look = (day: Day): boolean => {
      const more = oneMore(facts, role, day);
      const alone = edited({ ...facts.capacity, people: [], equipment: [] }, [{ ...more, path: [more.path[0], 0] }]);
      return survives(facts, settings, withMore(profile, alone), asked.day, budget);
    };
    const latest = latestDay(days, look, (day) => desk.tryOut(edits, { capacity: capacityEdits(day) }));
    if (latest === null) continue;
    const { day, tried, tight } = latest;
    const name = role.level === null ? role.role : `${role.level} ${role.role}`;
    return wholeWay(facts, tried, {
      kind: 'person',
      words: `${heldWords(desk.before, start)} if one more ${name} works from ${formatDay(day)}`,
      edits,
      asks: { who: 'operations', act: 'find one', capacity: capacityEdits(day) },
      tight,
    });
  }
  return null;
}

/** The roles that the plan waits for: where most is lost first, then along its chain, then where three runs break; without a plan those that nobody fills. */
function rolesInTheWay({ facts, schedule }: Checked): RoleAt[] {
  const { capacity, deal } = facts;
  if (schedule.status === 'unplannable') {
    const filled = new Set([...capacity.people, ...capacity.equipment].map(({ role }) => role));
    const needed = deal.items.flatMap(({ entry }) => entry?.steps.flatMap(({ needs }) => needs) ?? []);
    return unique(needed.filter(({ role }) => !filled.has(role)).map(({ role, level }) => ({ role, level })));
  }
  const { bottleneck, start, chain, threeRuns } = schedule;
  const runs = threeRuns.status === 'planned' ? threeRuns.runs : [];
  const names = [
    bottleneck?.role,
    start.busy?.role,
    ...chain.filter(({ waits }) => waits === 'role').map(({ on }) => on),
    ...runs.map((run) => run.bottleneck?.role),
  ];
  return unique(
    names.flatMap((name): RoleAt[] => {
      if (name === undefined) return [];
      const [role, level = null] = name.split('.');
      return [{ role, level }];
    }),
  );
}

function unique(roles: readonly RoleAt[]): RoleAt[] {
  return roles.filter(({ role, level }, nth) => roles.findIndex((other) => other.role === role && other.level === level) === nth);
}

/** Returns what operations would write for one more of a role from a day on: somebody who joins; where only machines do its work, a machine. */
export function oneMore({ capacity, today }: Pick<Facts, 'capacity' | 'today'>, { role, level }: RoleAt, from: Day): Edit {
  const { people, equipment } = capacity;
  const id = unused(`one-more-${role}`, new Set([...people, ...equipment].map((each) => each.id)));
  const isMachine = level === null && equipment.some((each) => each.role === role) && !people.some((each) => each.role === role);
  if (!isMachine) {
    const person = { id, role, ...(level === null ? {} : { level }), from };
    return { path: ['people', people.length], value: { ...person, off: [], skills: [] }, written: { ...person, from: formatDay(from) } };
  }
  const machine = { id, role, count: 1 };
  const down = from > today ? [{ first: today, last: from - 1 }] : [];
  return {
    path: ['equipment', equipment.length],
    value: { ...machine, down },
    written: { ...machine, ...(from > today ? { down: `${formatDay(today)}..${formatDay(from - 1)}` } : {}) },
  };
}
