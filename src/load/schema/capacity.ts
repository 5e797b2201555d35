/** The schema of capacity.yaml: what the team can do. */
import * as z from 'zod/mini';
import type { Capacity, CalendarFile, Week } from '../../model/capacity.ts';
import { MONTHS, WEEKDAYS, type Day } from '../../model/day.ts';
import { WHOLE, type Ppm } from '../../model/units.ts';
import { across, complain, listBy, listOnce, mapOf, object, orNull, type Field, type IsSound, type Schema } from './fields.ts';
import { contentOf, VERSION } from './shared.ts';
import {
  calendarDuration,
  count,
  day,
  dayRanges,
  duration,
  flag,
  hours,
  id,
  idKey,
  micro,
  money,
  needs,
  openShare,
  positive,
  share,
  text,
  time,
  units,
  weekday,
  amount,
} from './units.ts';

const dayHours = z.optional(hours);

const week = z.pipe(
  across(
    object({
      mon: [dayHours, 'Hours worked on Mondays.'],
      tue: [dayHours, 'Hours worked on Tuesdays.'],
      wed: [dayHours, 'Hours worked on Wednesdays.'],
      thu: [dayHours, 'Hours worked on Thursdays.'],
      fri: [dayHours, 'Hours worked on Fridays.'],
      sat: [dayHours, 'Hours worked on Saturdays.'],
      sun: [dayHours, 'Hours worked on Sundays.'],
    }),
    [
      [],
      (value, payload, isSound) => {
        for (const [name, minutes] of Object.entries(value)) {
          if (isSound(name) && (minutes ?? 0) > 24 * 60) complain(payload, 'is longer than a day', { path: [name], code: 'schema/range' });
        }
      },
    ],
  ),
  z.transform((value): Week =>
    Object.fromEntries(WEEKDAYS.flatMap((name, index) => (value[name] === undefined ? [] : [[index, value[name]]]))),
  ),
);

const holiday = z.pipe(
  z.union([day, object({ on: [day, 'The day.'], name: [z.optional(text), 'What is celebrated.'] })]),
  z.transform((value) => (typeof value === 'number' ? { on: value } : value)),
);

const calendar: Schema<CalendarFile> = object({
  week: [week, 'Working hours of each weekday; days that are not named are not worked.'],
  holidays: [z._default(z.array(holiday), []), 'Public holidays.'],
  closed: [z._default(dayRanges, []), 'Days on which nobody works: a date, a range, or a list of them.'],
  day_starts: [z._default(time, 9 * 60), 'When the day begins; only used against cut-offs.'],
});

const role = object({
  levels: [z._default(listOnce(id), []), 'Levels of seniority, lowest first.'],
  rate: [orNull(z.union([money, mapOf(idKey, money)])), 'What an hour costs: one number, or one for each level.'],
  reserve: [orNull(share), "The share of this role's time that is never sold; without it, the workspace's."],
  usual_load: [orNull(share), 'What this role is usually booked to; used where the queue is not yet known.'],
});

const person = across(
  object({
    id: [id, 'How other files name this person.'],
    name: [z.optional(text), 'Full name.'],
    email: [z.optional(text), 'Address; sign-offs are matched by it.'],
    role: [id, 'The one role of this person.'],
    level: [z.optional(id), "One of the role's levels."],
    week: [z.optional(week), "Working hours; without it, the calendar's."],
    off: [z._default(dayRanges, []), 'Time off: a date, a range, or a list of them.'],
    from: [z.optional(day), 'First day in the team.'],
    until: [z.optional(day), 'Last day in the team.'],
    skills: [z._default(z.array(text), []), 'What a staffing pattern may ask for.'],
  }),
  [
    ['from', 'until'],
    ({ from, until }, payload) => {
      if (from !== undefined && until !== undefined && from > until) {
        complain(payload, 'is before the first day in the team', { path: ['until'], code: 'schema/range' });
      }
    },
  ],
);

const equipment = object({
  id: [id, 'Its name.'],
  role: [id, 'The role that it fills.'],
  count: [z._default(units, 1), 'How many of them there are; all work the whole day.'],
  down: [z._default(dayRanges, []), 'Days out of order: a date, a range, or a list of them.'],
});

/** A fixed load on each business day of a range. */
const LOAD_FIELDS = {
  needs: [needs, 'Units of each role that are held.'],
  from: [day, 'First day.'],
  to: [day, 'Last day.'],
  per_day: [orNull(hours), 'Hours a day; without it, the whole day.'],
  begins: [z.optional(hours), 'How far into the working day they begin, where those are free; without it, with the first free ones.'],
} as const satisfies Record<string, Field>;

const inOrder = ({ from, to }: { from: Day; to: Day }, payload: Parameters<typeof complain>[0]): void => {
  if (from > to) complain(payload, 'is before the first day', { path: ['to'], code: 'schema/range', help: 'from ≤ to' });
};

export const load = across(object(LOAD_FIELDS), [['from', 'to'], inOrder]);

/** The same in the booking of a signed deal, on which people may be put by name. */
export const staffedLoad = across(
  object({ ...LOAD_FIELDS, people: [z.optional(z.array(id)), 'Who of the team does it, by id; written by `handoff gate --people`.'] }),
  [['from', 'to'], inOrder],
);

const booking = across(
  object({
    id: [id, 'Its name: an order, a project, a quote.'],
    customer: [z.optional(text), 'Whom it was promised to.'],
    paid: [z._default(flag, false), 'Whether the customer has paid.'],
    state: [z._default(z.enum(['hard', 'hold', 'soft']), 'hard'), 'hard: promised; hold: reserved until `expires`; soft: likely.'],
    expires: [z.optional(day), 'The last day of a hold.'],
    probability: [z.optional(share), 'How likely a soft booking is.'],
    promised: [z.optional(day), 'The day that was promised; the queue is planned in this order.'],
    work: [z._default(z.array(load), []), 'A fixed load, as booked.'],
    deliverables: [
      z._default(
        z.array(
          object({
            deliverable: [id, 'What the library calls it.'],
            quantity: [count, 'How many.'],
            remaining: [z._default(share, WHOLE), 'The share of the work that is left.'],
          }),
        ),
        [],
      ),
      'What is left to do, planned by handoff in the order of `promised`.',
    ],
  }),
  [
    ['state'],
    ({ state, expires, probability }, payload) => {
      if (state === 'hold' && expires === undefined) {
        complain(payload, 'a hold needs `expires`: the last day on which it counts', { path: ['expires'], code: 'schema/missing-key' });
      }
      if (state === 'soft' && probability === undefined) {
        complain(payload, 'a soft booking needs `probability`', { path: ['probability'], code: 'schema/missing-key' });
      }
    },
  ],
  [
    ['work', 'deliverables'],
    ({ work, deliverables }, payload) => {
      if (work.length === 0 && deliverables.length === 0) {
        complain(payload, 'books nothing: `work` or `deliverables` is needed', { code: 'schema/missing-key' });
      }
    },
  ],
);

const material = object({
  id: [id, 'How the library names it.'],
  unit: [z.optional(text), 'What it is counted in.'],
  cost: [z.optional(money), 'What a unit costs.'],
  on_hand: [z._default(micro, 0), 'What is in stock, allocated or not.'],
  lead_time: [z.optional(duration), 'From order to delivery.'],
  receiving: [z.optional(duration), 'From delivery until it can be used.'],
  late: [z.optional(duration), 'What its lateness normally costs, while it is neither in stock nor locked.'],
  allocated: [
    z._default(z.array(object({ to: [id, 'A booking or a deal.'], quantity: [micro, 'How much of it.'] })), []),
    'What of the stock is promised already.',
  ],
  incoming: [
    z._default(
      z.array(
        object({
          quantity: [micro, 'How much.'],
          eta: [day, 'When it is expected.'],
          locked: [z._default(flag, false), 'Whether the supplier confirmed it.'],
          for: [z.optional(id), 'The booking or the deal that it was ordered for.'],
        }),
      ),
      [],
    ),
    'What is on its way.',
  ],
});

const weekly = {
  days: [listOnce(weekday), 'Weekdays on which it begins.'],
  from: [time, 'From this time of day.'],
  to: [time, 'To this time; when it is not later than `from`, of the next day.'],
} as const;

const group = object({
  id: [id, 'Its name.'],
  per_staff: [positive, 'How much weight one person on shift may care for.'],
  shifts: [
    z._default(z.array(object({ ...weekly, staff: [listOnce(id), 'People on shift.'] })), []),
    'Who is rostered when; an interval without anybody is unknown.',
  ],
  load: [
    z._default(z.array(object({ ...weekly, weight: [amount, 'The weight that is there.'] })), []),
    'Whom the group cares for already.',
  ],
  accreditation: [
    z.optional(
      object({
        id: [text, 'Its number.'],
        until: [day, 'The day on which it ends.'],
        renewal: [
          z.optional(object({ applied: [day, 'When the renewal was asked for.'], decision_due: [day, 'When it is decided.'] })),
          'A renewal that was applied for.',
        ],
      }),
    ),
    'The accreditation that has to outlast the deal.',
  ],
});

const service = object({
  id: [id, 'How the library names it.'],
  objective: [z.optional(share), 'The promised availability.'],
  window: [z.optional(calendarDuration), 'The days over which the budget is counted.'],
  spent: [z.optional(openShare), 'The share of the error budget that is spent; may pass 100%.'],
  daily_burn: [z.optional(openShare), 'The share of the budget that an ordinary day uses up.'],
  change_failure_rate: [z.optional(share), 'The share of changes that fail.'],
  change_failure_rate_before: [z.optional(share), 'The same in the window before.'],
});

const workable = z.optional(share);
const months = z.pipe(
  object({
    jan: [workable, 'Workable share of January.'],
    feb: [workable, 'Workable share of February.'],
    mar: [workable, 'Workable share of March.'],
    apr: [workable, 'Workable share of April.'],
    may: [workable, 'Workable share of May.'],
    jun: [workable, 'Workable share of June.'],
    jul: [workable, 'Workable share of July.'],
    aug: [workable, 'Workable share of August.'],
    sep: [workable, 'Workable share of September.'],
    oct: [workable, 'Workable share of October.'],
    nov: [workable, 'Workable share of November.'],
    dec: [workable, 'Workable share of December.'],
  }),
  z.transform((value): readonly Ppm[] => MONTHS.map((name) => value[name] ?? WHOLE)),
);

const buffer = across(
  object({
    role: [id, 'Whose reserve.'],
    from: [day, 'First day.'],
    to: [day, 'Last day.'],
    hours: [hours, 'How much of the reserve may be used.'],
    materials: [z._default(z.array(id), []), 'Materials that were verified for the same days.'],
    verified_by: [id, 'The person who looked.'],
    verified_on: [day, 'When; it counts for seven days.'],
  }),
  [
    ['from', 'to'],
    ({ from, to }, payload) => {
      if (from > to) complain(payload, 'is before the first day', { path: ['to'], code: 'schema/range', help: 'from ≤ to' });
    },
  ],
);

const grain = z.pipe(
  z.enum(['1h', '30m', '15m']),
  z.transform((value) => ({ '1h': 60, '30m': 30, '15m': 15 })[value]),
);

const file = object({
  handoff: VERSION,
  as_of: [day, 'The day on which operations last stood behind this file.'],
  confirmed_until: [z.optional(day), 'The scheduling window: work that is planned after it needs an approval.'],
  calendar: [calendar, 'The calendar that every `bd` is counted on.'],
  grain: [z._default(grain, 60), "The planner's slot; hours are multiples of it."],
  reserve: [z._default(share, 0), "The share of every role's time that is never sold."],
  roles: [mapOf(idKey, role), 'What people and equipment can do, by name.'],
  people: [z._default(listBy(person, 'id'), []), 'Who can be booked.'],
  equipment: [z._default(listBy(equipment, 'id'), []), 'Machines and rooms that are booked like people.'],
  bookings: [z._default(listBy(booking, 'id'), []), 'The queue: what is already promised to others.'],
  materials: [orNull(listBy(material, 'id')), 'Stocks that steps draw on.'],
  groups: [z._default(listBy(group, 'id'), []), 'Groups with a safety ratio.'],
  services: [z._default(listBy(service, 'id'), []), 'Services with an error budget.'],
  weather: [
    z._default(mapOf(idKey, months), {}),
    'By role: the share of working days on which outdoor work is possible; a month that is not named is wholly workable.',
  ],
  buffers: [z._default(z.array(buffer), []), 'Reserve that operations verified for use.'],
});

/** Complains of hours that are no multiple of the grain: the planner could not place them. Whatever else is wrong in the file, it looks at the rest. */
function onGrain(value: z.output<typeof file>, payload: { issues: unknown[] }, isSound: IsSound): void {
  const check = (...path: (string | number)[]) => {
    if (!isSound(...path)) return;
    const minutes = leafOf(value, path);
    if (typeof minutes !== 'number' || minutes % value.grain === 0) return;
    const lower = Math.floor(minutes / value.grain) * value.grain;
    const near = [lower, lower + value.grain]
      .filter((n) => n > 0)
      .map((n) => (n % 60 === 0 ? `${n / 60}h` : `${n}m`))
      .join(' or ');
    complain(payload, `is not a multiple of the grain (${value.grain === 60 ? '1h' : `${value.grain}m`})`, {
      path,
      code: 'schema/range',
      help: `write ${near}, or choose a finer \`grain\``,
    });
  };
  const entries = (...path: (string | number)[]) => Object.keys(listAt(value, path)).map(Number);
  for (const name of WEEKDAYS) {
    check('calendar', 'week', name);
    for (const at of entries('people')) check('people', at, 'week', name);
  }
  for (const at of entries('bookings')) {
    for (const line of entries('bookings', at, 'work')) {
      check('bookings', at, 'work', line, 'per_day');
      check('bookings', at, 'work', line, 'begins');
    }
  }
  for (const at of entries('buffers')) check('buffers', at, 'hours');
}

/** Returns the list at a path of a half-read file; an empty one where there is none. */
function listAt(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const found = leafOf(value, path);
  return Array.isArray(found) ? found : [];
}

/** Returns what is at a path of a half-read file. A week that is in order has its days by number, one that is not still by name. */
function leafOf(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null) return undefined;
    const day = WEEKDAYS.indexOf(part as (typeof WEEKDAYS)[number]);
    const held = at as Readonly<Record<string | number, unknown>>;
    return held[part] ?? (day === -1 ? undefined : held[day]);
  }, value);
}

/** capacity.yaml. */
export const capacitySchema: Schema<Capacity> = z.pipe(
  across(file, [['grain'], onGrain]),
  z.transform((value): Capacity => contentOf(value)),
);
