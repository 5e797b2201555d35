/**
 * Seeded workspaces for measuring the planner, as the texts of the four files. They look like deals: several items compete for a few roles, most of them
 * of one or two people, who work part-time, are on leave, and are promised to others for part of every week. What the deal needs of a role is about as
 * much as the role can give in the time that an item's own steps take, so the order of work decides the date. `npm run bench:planner` prints how far.
 */
import { stringify } from 'yaml';
import { addBusinessDays, type Calendar } from '../../src/model/calendar.ts';
import { dayOf, formatDay } from '../../src/model/day.ts';
import { randomFrom } from '../../src/schedule/random.ts';

/** The texts of a workspace and the day it is planned on. */
export interface Generated {
  readonly today: string;
  readonly texts: { readonly policy: string; readonly capacity: string; readonly deliverables: string; readonly deal: string };
}

/** Items and steps of each, and roles, for a deal of about so many steps. */
const SHAPES: Record<number, { items: number; steps: number; roles: number }> = {
  12: { items: 2, steps: 6, roles: 4 },
  40: { items: 4, steps: 10, roles: 6 },
  60: { items: 5, steps: 12, roles: 7 },
  120: { items: 8, steps: 15, roles: 9 },
  500: { items: 25, steps: 20, roles: 14 },
  1000: { items: 50, steps: 20, roles: 18 },
};

/** The sizes there are, in steps. */
export const SIZES = Object.keys(SHAPES).map(Number);

/** Named normal failures of every deal, late inputs included. */
export const FAILURES = 30;

const NAMES = ['press', 'engineer', 'sewer', 'designer', 'inspector', 'packer', 'welder', 'painter', 'fitter', 'driver'];
const LEVELS = ['junior', 'mid', 'senior'];

interface Role {
  readonly id: string;
  readonly kind: 'people' | 'levels' | 'machines';
  /** Its people by level, or its machines. */
  units: number;
  /** Hours that the deal needs of it. */
  load: number;
}

type Values = Record<string, unknown>;

/** The files name nothing twice by an anchor. */
const yaml = (value: Values): string => stringify(value, { aliasDuplicateObjects: false });

/** Returns the workspace of a seed with a deal of `size` steps. */
export function generateWorkspace(seed: number, size: number): Generated {
  const shape = SHAPES[size];
  const random = randomFrom(seed * 1_000_003 + size);
  const int = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const chance = (share: number): boolean => random() < share;
  const of = <T>(values: readonly T[]): T => values[int(0, values.length - 1)];

  const roles = Array.from({ length: shape.roles }, (_, n): Role => {
    const id = n < NAMES.length ? NAMES[n] : `${NAMES[n % NAMES.length]}-${Math.floor(n / NAMES.length) + 1}`;
    return { id, kind: id.startsWith('press') ? 'machines' : id.startsWith('engineer') ? 'levels' : 'people', units: 1, load: 0 };
  });

  // ——— The library and the deal: chains of steps that part and meet again.

  let longest = 0;
  const wait = (): string => of(['1d', '2d', '3d', '1bd', '2bd', '4h', '6h']);
  const items = Array.from({ length: shape.items }, (_, item) => {
    const quantity = int(5, 40) * 10;
    const done: number[] = [];
    const needsOf: { role: Role; level: string | null }[][] = [];
    const steps = Array.from({ length: shape.steps }, (_, n): Values => {
      const id = `step-${n + 1}`;
      const reach = [n - 1, n - 2, n - 3].filter((before) => before >= 0);
      const after = reach.filter((_, k) => chance([0.6, 0.35, 0.15][k]));
      if (after.length === 0 && n > 0 && chance(0.85)) after.push(of(reach));
      const step: Values = { id, title: `Step ${n + 1}`, after: after.map((before) => `step-${before + 1}`) };
      const from = Math.max(0, ...after.map((before) => done[before]));
      if (n > 0 && after.length > 0 && chance(0.05)) {
        needsOf.push([]);
        done.push(from + 16);
        return { ...step, window: of(['2d', '3d', '5d']), reason: 'It must settle' };
      }
      // A few roles are wanted by everybody.
      const role = roles[Math.min(roles.length - 1, Math.floor(random() ** 1.6 * roles.length))];
      const needs = [{ role, level: role.kind === 'levels' && chance(0.6) ? of(LEVELS) : null }];
      const second = of(roles);
      if (second !== role && chance(0.15)) needs.push({ role: second, level: null });
      const kind = int(0, 3);
      const hours = int(2, 14);
      const setup = int(1, 2);
      const each = Math.max(1, Math.round(((hours - setup) * 60) / quantity));
      const estimate = { best: `${Math.max(1, hours - int(0, 3))}h`, likely: `${hours}h`, worst: `${hours + int(1, 8)}h` };
      step['duration'] = kind === 0 ? estimate : kind === 1 ? { setup: `${setup}h`, each: `${each}m` } : `${hours}h`;
      const took = kind === 1 ? Math.ceil(setup + (each * quantity) / 60) : hours;
      for (const need of needs) need.role.load += took;
      done.push(from + took);
      if (chance(0.15)) {
        step['window'] = wait();
        step['reason'] = 'It must dry';
        done[n] += 10;
      }
      if (chance(0.1)) step['uninterrupted'] = true;
      longest = Math.max(longest, done[n]);
      needsOf.push(needs);
      return step;
    });
    return { id: `part-${item + 1}`, quantity, steps, needsOf };
  });

  // ——— The people: so few that a role is busy for about as long as the longest item takes anyway, at half of its time.

  for (const role of roles) {
    const busy = longest * (0.9 + 1.1 * random());
    role.units = Math.max(role.kind === 'levels' ? 2 : 1, Math.min(40, Math.round(role.load / (0.5 * busy))));
  }
  for (const { steps, needsOf } of items) {
    steps.forEach((step, n) => {
      if (needsOf[n].length === 0) return;
      const needs = needsOf[n].map(({ role, level }, k) => {
        const units = k === 0 && level === null && role.units >= 3 && chance(0.15) ? 2 : 1;
        return [level === null ? role.id : `${role.id}.${level}`, units] as const;
      });
      step['needs'] = Object.fromEntries(needs);
    });
  }

  // ——— The calendar, leave, part-timers, and what is promised to others.

  const week = { mon: '8h', tue: '8h', wed: '8h', thu: '8h', fri: chance(0.3) ? '5h' : '8h' };
  const today = dayOf(2026, 11, 16);
  const holidays = [{ on: '2026-11-26', name: 'Thanksgiving' }];
  const closed = ['2026-12-24..2027-01-01'];
  const calendar: Calendar = {
    week: [480, 480, 480, 480, 480, 0, 0],
    longest: 480,
    closed: [{ first: dayOf(2026, 12, 24), last: dayOf(2027, 1, 1) }],
  };
  const business = (n: number): string => formatDay(addBusinessDays(calendar, today, n)!);
  /** Business days that the deal takes, roughly. */
  const span = Math.ceil((2.2 * longest) / 8) + 5;

  const people: Values[] = [];
  const equipment: Values[] = [];
  const bookings: Values[] = [];
  for (const role of roles) {
    if (role.kind === 'machines') equipment.push({ id: `${role.id}-1`, role: role.id, count: role.units, down: [business(int(1, span))] });
    for (let n = 0; n < role.units && role.kind !== 'machines'; n++) {
      const person: Values = { id: `${role.id}-${n + 1}`, role: role.id };
      // One who can do all of it is always there.
      if (role.kind === 'levels') person['level'] = n === 0 ? 'senior' : of(LEVELS);
      if (chance(0.2)) person['week'] = { mon: '6h', tue: '4h', wed: '6h', thu: '4h', ...(chance(0.5) ? { fri: '4h' } : {}) };
      if (chance(0.45)) {
        const first = int(2, span);
        person['off'] = [`${business(first)}..${business(first + int(0, 5))}`];
      }
      people.push(person);
    }
    // About a third of its time, in pieces of a few days, less and less towards the end.
    const pieces = Math.round((span * role.units) / 8);
    for (let piece = 0; piece < pieces; piece++) {
      const first = Math.floor(random() ** 1.3 * span);
      bookings.push({
        id: `${role.id}-job-${piece + 1}`,
        customer: `Customer ${int(1, 40)}`,
        paid: chance(0.7),
        state: 'hard',
        promised: business(first + 20),
        work: [{ needs: { [role.id]: 1 }, from: business(first), to: business(first + int(1, 5)), per_day: `${int(3, 8)}h` }],
      });
    }
  }
  people.push({ id: 'olga', role: 'office' }, { id: 'erik', role: 'office' });

  // ——— What the customer gives, what is bought, what usually goes wrong.

  const late = items.map(() => chance(0.3));
  const inputs = items.map((_, item) =>
    late[item] || chance(0.2)
      ? [{ id: `artwork-${item + 1}`, blocks: [`step-${int(1, 3)}`], takes: `${int(1, 8)}bd`, ...(late[item] ? { late: '3bd' } : {}) }]
      : [],
  );
  // Of the failures a deal could have, the named ones are those that happen: thirty, whatever its size.
  let left = FAILURES - Math.min(10, late.filter(Boolean).length);
  late.forEach((isLate, item) => {
    if (isLate && late.slice(0, item).filter(Boolean).length >= 10) delete (inputs[item][0] as Values)['late'];
  });
  const failures: Values[][] = items.map(() => []);
  for (let item = 0; left > 0; item = (item + 1) % items.length, left--) {
    const n = int(0, shape.steps - 1);
    const working = items[item].needsOf[n].length > 0;
    const effect = working
      ? of([{ delays: '2bd' }, { delays: '4d' }, { costs: '6h' }, { costs: '2bd' }, { repeats: '50%' }])
      : { delays: '2bd' };
    const number = failures[item].length + 1;
    failures[item].push({ id: `p${item + 1}-f${number}`, what: `Failure ${number} of part ${item + 1}`, hits: `step-${n + 1}`, ...effect });
  }
  const bought = items.map(() => chance(0.2));
  const deliverables = Object.fromEntries(
    items.map(({ id, steps }, item) => [
      id,
      {
        title: `Part ${item + 1}`,
        lead_time: '20bd',
        owner: 'olga',
        doer: 'erik',
        escalation: ['erik'],
        inputs: inputs[item],
        materials: bought[item] ? [{ material: 'steel', each: 1, blocks: [`step-${int(1, 4)}`] }] : [],
        steps,
        failures: failures[item],
      },
    ]),
  );

  return {
    today: formatDay(today),
    texts: {
      policy: 'handoff: 1\n',
      capacity: yaml({
        handoff: 1,
        as_of: formatDay(today),
        calendar: { week, holidays, closed },
        grain: '1h',
        reserve: of(['0%', '10%', '15%']),
        roles: {
          office: {},
          ...Object.fromEntries(
            roles.map(({ id, kind }) => [id, kind === 'levels' ? { levels: LEVELS, usual_load: '50%' } : { usual_load: '50%' }]),
          ),
        },
        people,
        equipment,
        bookings,
        materials: [{ id: 'steel', unit: 'kg', on_hand: int(0, 300), lead_time: `${int(3, 10)}bd`, receiving: '1bd' }],
      }),
      deliverables: yaml({ handoff: 1, deliverables }),
      deal: yaml({
        handoff: 1,
        deal: 'measured',
        customer: 'Acme Outdoor',
        dates: { signature: formatDay(today), wanted: { complete: '2028-12-29' } },
        items: items.map(({ id, quantity }) => ({ id: `item-${id}`, deliverable: id, quantity })),
      }),
    },
  };
}
