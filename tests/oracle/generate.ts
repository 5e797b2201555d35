/**
 * Random workspaces for the oracle, as the texts of the four files. The same seed gives the same workspace. Every choice is drawn from
 * (seed, its own label), so that switching a feature off with a knob leaves all other choices as they were: a difference
 * between planner and oracle can be narrowed by turning knobs until it goes away (`narrow` does it).
 */
import { stringify } from 'yaml';

const DEFAULTS = {
  // the calendar
  shortFridays: true, // Fridays of 4–6 h
  saturdays: true, // sometimes a short Saturday is worked
  holidays: true,
  closed: true, // closed ranges
  grain30: true, // sometimes slots of 30 m
  // the team
  levels: true, // engineers have levels
  partTimers: true,
  timeOff: true,
  fromUntil: true, // people who join or leave
  reserve: true, // 0–30 %
  roleReserve: true,
  equipment: true,
  down: true, // days a machine is down
  // the queue
  loads: true, // fixed loads
  multiRoleLoads: true,
  overbooking: true, // loads of more units than there are
  holds: true, // some bookings are holds, expired or not
  soft: true, // some bookings are soft
  bookedDeliverables: true,
  remaining: true,
  // the deal
  twoItems: true,
  requires: true,
  windows: true,
  hourWindows: true,
  pureWindows: true,
  uninterrupted: true,
  multiRole: true, // steps that need a person and a machine, or two roles
  twoUnits: true, // steps that need two of a role
  estimates: true, // three-point
  skip: true,
  validUntil: true,
  signature: true,
  inputs: true,
  received: true, // inputs that are already here
  cutoffs: true,
  approvals: true,
  unlisted: true, // inputs the deal does not list
  materials: true,
  materialLines: true, // lines of the deal
  custom: true,
  // what goes wrong
  failures: true,
  costs: true,
  delays: true,
  repeats: true,
  assumptions: true,
  lateInputs: true,
  everyday: true, // else everyday: []
  customEveryday: true, // else the defaults or none
  oneFailure: true, // sometimes failures: 1
  // readings the text leaves open, or seldom used: off unless asked for
  weather: false,
  worst: false, // policy's worst: true
  closedDates: false, // today, signature, valid_until, due, eta on closed days
  overdue: false, // inputs that are due before today and not here
  customBeforeAfter: false,
  twoAssumptions: false, // the same assumption in library and deal
  softWhole: false,
  twoLines: false, // a second line of a deliverable that is sold plain, which is one order with the first
  phases: false, // two items in two phases, sometimes with a date for the first; the oracle does not know them
  maxSteps: 6,
};
export type Knobs = typeof DEFAULTS;
export interface Generated {
  seed: number;
  today: string;
  texts: { policy: string; capacity: string; deliverables: string; deal: string };
}

// ── dice ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** 32 well-mixed bits of a text (FNV-1a, then the finisher of MurmurHash3). */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Draws by label: the same seed and label give the same number. */
export class Dice {
  readonly #seed: number;
  constructor(seed: number) {
    this.#seed = seed;
  }
  /** A whole number from low to high. */
  int(label: string, low: number, high: number): number {
    return low + (hash(`${this.#seed}|${label}`) % (high - low + 1));
  }
  chance(label: string, percent: number): boolean {
    return this.int(label, 0, 99) < percent;
  }
  of<T>(label: string, values: readonly T[]): T {
    return values[this.int(label, 0, values.length - 1)];
  }
}

// ── days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const MS = 86_400_000;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const toDay = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / MS;
export const toIso = (day: number): string => new Date(day * MS).toISOString().slice(0, 10);

type Values = Record<string, unknown>;

interface RoleMade {
  id: string;
  levels: string[];
  people: { level: string | undefined }[];
  machines: number;
}

/** The workspace of a seed; knobs switch features off (or the doubtful ones on). */
export function generate(seed: number, knobs: Partial<Knobs> = {}): Generated {
  const on: Knobs = { ...DEFAULTS, ...knobs };
  const dice = new Dice(seed);

  // calendar
  const half = on.grain30 && dice.chance('grain', 35);
  const hours = (label: string, low: number, high: number): string => {
    const whole = dice.int(label, low, high);
    return half && whole < high && dice.chance(`${label}-half`, 40) ? `${whole * 60 + 30}m` : `${whole}h`;
  };
  const full = dice.of('day', ['8h', '8h', '6h', '5h']);
  const week: Record<string, string> = { mon: full, tue: full, wed: full, thu: full, fri: full };
  if (on.shortFridays && dice.chance('friday', 40)) week['fri'] = dice.of('friday-hours', ['4h', '3h', '5h']);
  if (on.saturdays && dice.chance('saturday', 15)) week['sat'] = '3h';
  const base = toDay('2026-11-09');
  const holidays =
    on.holidays && dice.chance('holidays', 60)
      ? [
          { on: '2026-11-26', name: 'Thanksgiving' },
          { on: toIso(base + dice.int('holiday', 8, 40)), name: 'Another' },
        ]
      : [];
  const closedFrom = base + dice.int('closed-from', 10, 45);
  const closed =
    on.closed && dice.chance('closed', 40) ? [`${toIso(closedFrom)}..${toIso(closedFrom + dice.int('closed-days', 1, 5))}`] : [];
  const isClosed = (day: number): boolean =>
    week[WEEKDAYS[(day + 3) % 7]] === undefined ||
    holidays.some((h) => h.on === toIso(day)) ||
    closed.some((range) => day >= toDay(range.slice(0, 10)) && day <= toDay(range.slice(12)));
  /** A day of the plan's weeks; a business day unless closed dates are asked for. */
  const date = (label: string, low: number, high: number): number => {
    let day = base + dice.int(label, low, high);
    if (on.closedDates && dice.chance(`${label}-closed`, 50)) return day;
    while (isClosed(day)) day++;
    return day;
  };
  const today = date('today', 0, 18);
  const ahead = (label: string, low: number, high: number): number => Math.max(today, date(label, today - base + low, today - base + high));

  // roles, people, machines
  const roleNames = ['engineer', 'sewer', 'inspector'].slice(0, dice.int('roles', 1, 3));
  const made: RoleMade[] = roleNames.map((id) => ({
    id,
    levels: id === 'engineer' && on.levels && dice.chance('levels', 75) ? ['junior', 'mid', 'senior'] : [],
    people: [],
    machines: 0,
  }));
  const people: Values[] = [];
  for (const role of made) {
    const size = dice.int(`${role.id}-size`, 1, 3);
    for (let i = 0; i < size; i++) {
      const label = `${role.id}-${i}`;
      const level = role.levels.length > 0 ? dice.of(`${label}-level`, role.levels) : undefined;
      role.people.push({ level });
      const person: Values = { id: label, name: `Person ${label}`, email: `${label}@example.com`, role: role.id };
      if (level !== undefined) person['level'] = level;
      if (on.partTimers && dice.chance(`${label}-part`, 30))
        person['week'] = Object.fromEntries(
          Object.entries(week)
            .filter(([day]) => dice.chance(`${label}-${day}`, 75) || day === 'tue')
            .map(([day, most]) => [day, dice.chance(`${label}-${day}-full`, 40) ? most : dice.of(`${label}-${day}-h`, ['1h', '2h', '3h'])]),
        );
      if (on.timeOff && dice.chance(`${label}-off`, 40)) {
        const first = today + dice.int(`${label}-off-from`, 0, 20);
        person['off'] = [
          dice.chance(`${label}-off-one`, 50) ? toIso(first) : `${toIso(first)}..${toIso(first + dice.int(`${label}-off-days`, 1, 6))}`,
        ];
      }
      if (on.fromUntil && dice.chance(`${label}-from`, 12)) person['from'] = toIso(today + dice.int(`${label}-from-day`, -5, 12));
      if (on.fromUntil && i > 0 && person['from'] === undefined && dice.chance(`${label}-until`, 12))
        person['until'] = toIso(today + dice.int(`${label}-until-day`, 3, 30));
      people.push(person);
    }
  }
  people.push(
    { id: 'olga', name: 'Olga Owner', email: 'olga@example.com', role: 'office' },
    { id: 'erik', name: 'Erik Escalation', email: 'erik@example.com', role: 'office' },
  );
  const equipment: Values[] = [];
  if (on.equipment && dice.chance('press', 60)) {
    const count = dice.int('press-count', 1, 2);
    made.push({ id: 'press', levels: [], people: [], machines: count });
    const machine: Values = { id: 'press-1', role: 'press', count };
    if (on.down && dice.chance('press-down', 50)) machine['down'] = [toIso(today + dice.int('press-down-day', 0, 15))];
    equipment.push(machine);
  }
  const roles: Values = { office: { rate: 50 } };
  for (const role of made) {
    const def: Values = role.levels.length > 0 ? { levels: role.levels, rate: { junior: 60, mid: 80, senior: 110 } } : { rate: 40 };
    if (on.roleReserve && dice.chance(`${role.id}-reserve`, 35))
      def['reserve'] = `${dice.of(`${role.id}-reserve-share`, [0, 0, 10, 20, 25])}%`;
    roles[role.id] = def;
  }
  /** A need of the role with at most so many units as there are at a level. */
  const need = (label: string, role: RoleMade, most: number): { key: string; units: number } => {
    const level =
      role.levels.length > 0 && dice.chance(`${label}-level`, 60)
        ? dice.of(
            `${label}-which`,
            role.people.map((p) => p.level!),
          )
        : undefined;
    const rank = level === undefined ? 0 : role.levels.indexOf(level);
    const there = role.machines + role.people.filter((p) => level === undefined || role.levels.indexOf(p.level!) >= rank).length;
    return {
      key: level === undefined ? role.id : `${role.id}.${level}`,
      units: dice.int(`${label}-units`, 1, Math.max(1, Math.min(most, there))),
    };
  };

  // library: the deal's deliverables and one more that only bookings use
  const deliverables: Record<string, Values> = {};
  const two = on.phases || (on.twoItems && dice.chance('two-items', 45));
  const total = dice.int('steps', 2, on.maxSteps);
  const sold = two ? ['bag', 'cap'] : ['bag'];
  const counts = two ? [Math.max(1, Math.ceil(total / 2)), Math.max(1, Math.floor(total / 2))] : [total];
  const dealInputs: Values[] = [];
  const dealMaterials: Values[] = [];
  const skips: Record<string, string[]> = {};
  const materials: Values[] = [];

  const work = (label: string): Values | string => {
    const kind = dice.int(`${label}-kind`, 0, 9);
    if (kind <= 3) return hours(`${label}-h`, 1, 14);
    if (kind === 4) return `${dice.int(`${label}-bd`, 1, 2)}bd`;
    if (kind === 5 && on.estimates) {
      const likely = dice.int(`${label}-likely`, 2, 9);
      return {
        best: `${dice.int(`${label}-best`, 1, likely)}h`,
        likely: `${likely}h`,
        worst: `${likely + dice.int(`${label}-worst`, 0, 8)}h`,
      };
    }
    if (kind <= 7) return { setup: hours(`${label}-setup`, 1, 3), each: `${dice.int(`${label}-each`, 3, 17)}m` };
    return { setup: '1h', each: hours(`${label}-batch`, 1, 3), per: dice.int(`${label}-per`, 5, 12) };
  };
  const wait = (label: string): string => {
    const kind = dice.int(`${label}-kind`, 0, on.hourWindows ? 2 : 1);
    if (kind === 0) return `${dice.int(`${label}-d`, 1, 5)}d`;
    if (kind === 1) return `${dice.int(`${label}-bd`, 1, 3)}bd`;
    return hours(`${label}-h`, 1, 9);
  };
  const delay = (label: string): string =>
    dice.chance(`${label}-unit`, 50) ? `${dice.int(`${label}-d`, 1, 4)}d` : `${dice.int(`${label}-bd`, 1, 3)}bd`;

  const makeSteps = (name: string, count: number): Values[] => {
    const steps: Values[] = [];
    for (let i = 0; i < count; i++) {
      const label = `${name}-${i}`;
      const step: Values = { id: `${name}-s${i}`, title: `Step ${i} of ${name}` };
      const after = steps
        .filter((_, j) => (j === i - 1 ? dice.chance(`${label}-after-${j}`, 65) : dice.chance(`${label}-after-${j}`, 20)))
        .map((s) => s['id']);
      if (on.pureWindows && i > 0 && dice.chance(`${label}-pure`, 14)) {
        steps.push({
          ...step,
          after: after.length > 0 ? after : [steps[i - 1]['id']],
          window: wait(`${label}-pure-window`),
          reason: 'It must settle',
        });
        continue;
      }
      const role = dice.of(`${label}-role`, made);
      const first = need(`${label}-need`, role, on.twoUnits ? 2 : 1);
      const needs: Record<string, number> = { [first.key]: first.units };
      const others = made.filter((other) => other !== role);
      if (on.multiRole && others.length > 0 && dice.chance(`${label}-multi`, 25)) {
        const second = need(`${label}-second`, dice.of(`${label}-other`, others), 1);
        needs[second.key] = second.units;
      }
      step['needs'] = needs;
      const amount = work(`${label}-work`);
      if (Object.keys(needs).length === 1 && dice.chance(`${label}-effort`, 50)) step['effort'] = amount;
      else step['duration'] = amount;
      step['after'] = after;
      if (on.windows && dice.chance(`${label}-window`, 22)) {
        step['window'] = wait(`${label}-window`);
        step['reason'] = 'It must dry';
      }
      if (on.uninterrupted && dice.chance(`${label}-uninterrupted`, 25)) step['uninterrupted'] = true;
      if (on.weather && dice.chance(`${label}-weather`, 30)) step['weather'] = true;
      if (on.skip && i > 0 && dice.chance(`${label}-optional`, 15)) {
        step['optional'] = true;
        if (dice.chance(`${label}-skip`, 60)) (skips[name] ??= []).push(step['id'] as string);
      }
      steps.push(step);
    }
    return steps;
  };

  const bookingIds = [0, 1, 2, 3].filter((i) => dice.chance(`booking-${i}`, 65)).map((i) => `po-${i}`);
  const allocatedTo = (label: string): string | undefined => (bookingIds.length > 0 ? dice.of(label, bookingIds) : undefined);

  for (const [n, name] of [...sold, 'hat'].entries()) {
    const steps = makeSteps(name, name === 'hat' ? dice.int('hat-steps', 1, 3) : counts[n]);
    const workSteps = steps.filter((step) => step['needs'] !== undefined);
    const def: Values = {
      title: `A ${name}`,
      version: 1,
      status: 'offered',
      lead_time: '10bd',
      price: { setup: 100, each: 20 },
      requires: [],
      owner: 'olga',
      doer: people[0]['id'],
      escalation: ['erik'],
      complete_when: {
        observable: `{quantity} ${name}s accepted at the dock`,
        measure: `${name}s accepted`,
        threshold: '{quantity}',
        evidence: 'signed delivery note',
      },
    };
    if (name === 'cap' && on.requires && dice.chance('requires', 35)) def['requires'] = ['bag'];
    if (name !== 'hat') {
      const inputs: Values[] = [];
      for (let i = 0; i < 2; i++) {
        const label = `${name}-input-${i}`;
        if (!on.inputs || !dice.chance(label, i === 0 ? 50 : 15)) continue;
        const id = `${name}-in${i}`;
        const input: Values = { id, blocks: [dice.of(`${label}-blocks`, steps)['id']] };
        if (on.cutoffs && dice.chance(`${label}-cutoff`, 50)) input['cutoff'] = '14:00';
        const approval = on.approvals && dice.chance(`${label}-approval`, 40);
        if (approval) input['approval'] = true;
        if (dice.chance(`${label}-takes`, 60)) input['takes'] = delay(`${label}-takes-d`);
        if (on.lateInputs && dice.chance(`${label}-late`, 60)) input['late'] = delay(`${label}-late-d`);
        inputs.push(input);
        if (on.unlisted && dice.chance(`${label}-unlisted`, 25)) continue;
        const line: Values = { id, from: 'Acme' };
        const here = on.received && dice.chance(`${label}-here`, 50);
        const hour = dice.of(`${label}-hour`, ['09:10', '13:59', '14:00', '14:01', '16:30']);
        if (here) {
          line['received'] = `${toIso(today - dice.int(`${label}-ago`, 0, 4))}T${hour}`;
          if (approval && dice.chance(`${label}-approved`, 70)) line['approved'] = `${toIso(today)}T${hour}`;
        }
        const seen = line['approved'] !== undefined || (here && !approval);
        if (!seen || dice.chance(`${label}-due-too`, 50))
          line['due'] = toIso(
            on.overdue && dice.chance(`${label}-overdue`, 40) ? today - dice.int(`${label}-overdue-d`, 1, 5) : ahead(`${label}-due`, 0, 9),
          );
        dealInputs.push(line);
      }
      if (inputs.length > 0) def['inputs'] = inputs;
      if (on.materials && dice.chance(`${name}-material`, 45)) {
        const label = `${name}-material`;
        const id = `cloth-${name}`;
        const line: Values = { material: id, each: dice.of(`${label}-each`, [1, 1.2, 0.5, 2.75]) };
        if (dice.chance(`${label}-blocks`, 50)) line['blocks'] = [dice.of(`${label}-which`, steps)['id']];
        def['materials'] = [line];
        const material: Values = {
          id,
          unit: 'm',
          cost: 4.2,
          on_hand: dice.int(`${label}-hand`, 0, 60),
          lead_time: `${dice.int(`${label}-lead`, 2, 9)}bd`,
          receiving: `${dice.int(`${label}-receiving`, 0, 2)}bd`,
        };
        const to = allocatedTo(`${label}-to`);
        if (on.loads && to !== undefined && dice.chance(`${label}-allocated`, 50))
          material['allocated'] = [{ to, quantity: dice.int(`${label}-allocated-n`, 5, 30) }];
        const incoming: Values[] = [];
        for (let i = 0; i < 2; i++)
          if (dice.chance(`${label}-incoming-${i}`, 40)) {
            const arrival: Values = {
              quantity: dice.int(`${label}-incoming-n${i}`, 5, 40),
              eta: toIso(ahead(`${label}-eta-${i}`, 0, 14)),
              locked: dice.chance(`${label}-locked-${i}`, 50),
            };
            if (on.loads && to !== undefined && dice.chance(`${label}-for-${i}`, 30)) arrival['for'] = to;
            incoming.push(arrival);
          }
        if (incoming.length > 0) material['incoming'] = incoming;
        materials.push(material);
        if (on.materialLines && dice.chance(`${label}-line`, 30))
          dealMaterials.push({
            material: id,
            quantity: dice.int(`${label}-line-n`, 5, 50),
            state: dice.of(`${label}-state`, ['confirmed', 'planned']),
            eta: toIso(ahead(`${label}-line-eta`, 0, 10)),
            evidence: 'PO-1',
          });
      }
      if (workSteps.length > 0) {
        const failures: Values[] = [];
        for (let i = 0; i < 3; i++) {
          const label = `${name}-failure-${i}`;
          if (!on.failures || !dice.chance(label, 45)) continue;
          const failure: Values = { id: `${name}-f${i}`, what: `Failure ${i} of ${name}`, hits: dice.of(`${label}-hits`, workSteps)['id'] };
          const kind = dice.of(`${label}-kind`, ['costs', 'delays', 'repeats'] as const);
          if (!on[kind]) continue;
          if (kind === 'costs') failure['costs'] = dice.of(`${label}-costs`, ['3h', '1bd', '2bd', '90m', '5h']);
          else if (kind === 'delays') {
            failure['delays'] = delay(`${label}-delay`);
            failure['hits'] = dice.of(`${label}-hits`, steps)['id'];
          } else failure['repeats'] = `${dice.of(`${label}-repeats`, [25, 50, 100, 33])}%`;
          failures.push(failure);
        }
        if (failures.length > 0 && dice.chance(`${name}-sick-of-its-own`, 12)) failures[0]['id'] = 'sick';
        if (failures.length > 0) def['failures'] = failures;
        if (on.assumptions && dice.chance(`${name}-assumption`, 30)) {
          const hits = dice.of(`${name}-assumption-hits`, workSteps)['id'];
          def['assumptions'] = [
            {
              text: `Client provides vector artwork for the ${name}`,
              if_false: on.costs ? { hits, costs: dice.of(`${name}-assumption-costs`, ['2bd', '4h']) } : { hits, delays: '1bd' },
            },
          ];
        }
      }
    }
    def['steps'] = steps;
    deliverables[name] = def;
  }
  for (const skipped of Object.values(skips)) skipped.sort();

  // bookings
  const bookings: Values[] = [];
  for (const id of bookingIds) {
    const booking: Values = { id, customer: `Customer ${id}`, paid: dice.chance(`${id}-paid`, 60), state: 'hard' };
    const state = dice.int(`${id}-state`, 0, 9);
    if (state === 7 && on.soft) Object.assign(booking, { state: 'soft', probability: '60%' });
    if (state >= 8 && on.holds) Object.assign(booking, { state: 'hold', expires: toIso(today + dice.int(`${id}-expires`, -3, 3)) });
    booking['promised'] = toIso(ahead(`${id}-promised`, 5, 25));
    const deliverable = dice.chance(`${id}-deliverable`, 35);
    if (deliverable && on.bookedDeliverables) {
      const line: Values = { deliverable: dice.of(`${id}-which`, [...sold, 'hat']), quantity: dice.int(`${id}-quantity`, 1, 30) };
      if (on.remaining && dice.chance(`${id}-remaining`, 50)) line['remaining'] = `${dice.of(`${id}-share`, [20, 35, 50, 75])}%`;
      booking['deliverables'] = [line];
    } else if (!deliverable && on.loads) {
      const lines: Values[] = [];
      for (let i = 0; i < dice.int(`${id}-lines`, 1, 2); i++) {
        const label = `${id}-${i}`;
        const role = dice.of(`${label}-role`, made);
        const first = need(label, role, 2);
        const needs: Record<string, number> = { [first.key]: first.units + (on.overbooking && dice.chance(`${label}-over`, 12) ? 1 : 0) };
        const others = made.filter((other) => other !== role);
        if (on.multiRoleLoads && others.length > 0 && dice.chance(`${label}-multi`, 25)) {
          const second = need(`${label}-second`, dice.of(`${label}-other`, others), 1);
          needs[second.key] = second.units;
        }
        const from = ahead(`${label}-from`, -4, 12);
        lines.push({
          needs,
          from: toIso(from),
          to: toIso(from + dice.int(`${label}-days`, 0, 9)),
          per_day: hours(`${label}-per-day`, 1, 5),
        });
      }
      booking['work'] = lines;
    } else continue;
    bookings.push(booking);
  }

  // policy
  const rule: Values = {};
  const everyday = on.customEveryday ? dice.int('everyday', 0, 3) : dice.int('everyday', 0, 1);
  if (!on.everyday || everyday === 0) rule['everyday'] = [];
  else if (everyday === 2)
    rule['everyday'] = [
      { id: 'sick', what: 'Someone is off sick', hits: 'any', costs: dice.of('sick', ['1bd', '3h', '2bd']) },
      ...(dice.chance('hold-up', 50)
        ? [{ id: 'hold-up', what: 'Somebody waits for an answer', hits: 'any', delays: delay('hold-up-d') }]
        : []),
    ];
  if (on.worst && dice.chance('worst', 50)) rule['worst'] = true;
  if (on.oneFailure && dice.chance('one-failure', 15)) rule['failures'] = 1;
  const policy: Values = {
    handoff: 1,
    timezone: 'America/Chicago',
    currency: 'USD',
    files: { capacity: 'capacity.yaml', deliverables: 'deliverables.yaml' },
    principals: { 'delivery-lead': ['erik'], leadership: ['erik'] },
    ...(Object.keys(rule).length > 0 ? { rules: { 'two-failures': rule } } : {}),
    ...(on.softWhole && dice.chance('soft-whole', 50) ? { soft: 'whole' } : {}),
  };

  // deal
  const dates: Values = {};
  let begin = today;
  if (on.signature && dice.chance('signature', 60)) {
    begin = ahead('signature-day', 0, 6);
    dates['signature'] = toIso(begin);
  } else begin = today + 1;
  if (on.validUntil && dice.chance('valid-until', 35)) {
    begin = Math.max(begin, ahead('valid-until-day', 1, 9));
    while (!on.closedDates && isClosed(begin)) begin++;
    dates['valid_until'] = toIso(begin);
  }
  const wanted = ahead('wanted', 12, 35);
  dates['wanted'] = { complete: toIso(wanted) };
  // A phase that is asked for after the whole is refused.
  if (on.phases && dice.chance('phase-date', 50)) {
    dates['phases'] = [{ phase: 1, complete: toIso(Math.min(wanted, ahead('phase-date-day', 4, 20))) }];
  }
  const items = sold.map((name) => {
    const item: Values = { id: name, deliverable: name, quantity: dice.int(`${name}-quantity`, 1, 30) };
    if (skips[name] !== undefined) item['skip'] = skips[name];
    if (on.phases) item['phase'] = (name === 'bag') === dice.chance('bag-first', 70) ? 1 : 2;
    const required = two && (deliverables['cap']['requires'] as string[]).includes(name);
    const steps = deliverables[name]['steps'] as Values[];
    if (on.custom && !required && dice.chance(`${name}-custom`, 12) && people.length > 2) {
      const custom: Values = {
        id: `${name}-liner`,
        what: 'Recycled liner',
        effort: { [made[0].id]: hours(`${name}-custom-h`, 2, 9) },
        price: 2400,
        change: 'reversible',
        undo: 'the liner is taken out',
        choice: 'build',
      };
      if (on.customBeforeAfter && dice.chance(`${name}-custom-where`, 60))
        custom[dice.of(`${name}-custom-side`, ['after', 'before'])] = `${name}.${steps[0]['id'] as string}`;
      item['custom'] = [custom];
    }
    return item;
  });
  const again = items.flatMap((item, n): Values[] => {
    const name = item['deliverable'] as string;
    if (!on.twoLines || item['custom'] !== undefined || !dice.chance(`${name}-again`, n === 0 ? 100 : 50)) return [];
    const line: Values = { id: `${name}-2`, deliverable: name, quantity: dice.int(`${name}-again-quantity`, 1, 20) };
    if (item['skip'] !== undefined && dice.chance(`${name}-again-skip`, 50)) line['skip'] = [...(item['skip'] as string[])];
    return [line];
  });
  const deal: Values = {
    handoff: 1,
    deal: 'acme-1',
    title: 'A random deal',
    customer: { name: 'Acme', existing: true },
    state: 'proposed',
    seller: { name: 'Sam Reed', email: 'sam@example.com' },
    dates,
    items: [...items, ...again],
    ...(dealInputs.length > 0 ? { inputs: dealInputs } : {}),
    ...(dealMaterials.length > 0 ? { materials: dealMaterials } : {}),
    ...(on.twoAssumptions && deliverables['bag']['assumptions'] !== undefined ? { assumptions: deliverables['bag']['assumptions'] } : {}),
  };
  const calendar: Values = { week };
  if (holidays.length > 0) calendar['holidays'] = holidays[0].on === holidays[1].on ? holidays.slice(0, 1) : holidays;
  if (closed.length > 0) calendar['closed'] = closed;
  const capacity: Values = {
    handoff: 1,
    as_of: toIso(today),
    calendar,
    grain: half ? '30m' : '1h',
    reserve: on.reserve ? `${dice.of('reserve', [0, 5, 10, 15, 20, 30])}%` : '0%',
    roles,
    people,
    ...(equipment.length > 0 ? { equipment } : {}),
    ...(bookings.length > 0 ? { bookings } : {}),
    ...(materials.length > 0 ? { materials: materials.map((material) => forBookings(material, bookings)) } : {}),
    ...(on.weather
      ? {
          weather: Object.fromEntries(
            roleNames.map((role) => [
              role,
              { nov: `${dice.of(`${role}-nov`, [60, 75, 100])}%`, dec: `${dice.of(`${role}-dec`, [40, 50, 80])}%` },
            ]),
          ),
        }
      : {}),
  };
  return {
    seed,
    today: toIso(today),
    texts: {
      policy: stringify(policy),
      capacity: stringify(capacity),
      deliverables: stringify({ handoff: 1, deliverables }),
      deal: stringify(deal),
    },
  };
}

/** Allocations name bookings that exist; those of bookings that were left out fall away. */
function forBookings(material: Values, bookings: Values[]): Values {
  const exists = (id: unknown): boolean => bookings.some((booking) => booking['id'] === id);
  const allocated = ((material['allocated'] ?? []) as Values[]).filter((line) => exists(line['to']));
  const incoming = ((material['incoming'] ?? []) as Values[]).filter((line) => line['for'] === undefined || exists(line['for']));
  const kept: Values = { ...material };
  delete kept['allocated'];
  delete kept['incoming'];
  return { ...kept, ...(allocated.length > 0 ? { allocated } : {}), ...(incoming.length > 0 ? { incoming } : {}) };
}

/**
 * Switches off every feature that a difference does not need: give the seed and a test that is true while planner and oracle differ.
 * Returns the knobs under which they still do.
 */
export function narrow(seed: number, differs: (workspace: Generated) => boolean, knobs: Partial<Knobs> = {}): Partial<Knobs> {
  let kept: Partial<Knobs> = { ...knobs };
  for (const knob of Object.keys(DEFAULTS) as (keyof Knobs)[]) {
    if (knob === 'maxSteps' || !{ ...DEFAULTS, ...kept }[knob]) continue;
    const without = { ...kept, [knob]: false };
    if (differs(generate(seed, without))) kept = without;
  }
  for (let maxSteps = 2; maxSteps < { ...DEFAULTS, ...kept }.maxSteps; maxSteps++)
    if (differs(generate(seed, { ...kept, maxSteps }))) return { ...kept, maxSteps };
  return kept;
}
