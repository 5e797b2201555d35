/** The schema of deliverables.yaml: the library of what may be sold. */
import * as z from 'zod/mini';
import type { Deliverable, LeadTimeBand, OptionDomain } from '../../model/library.ts';
import { across, complain, listBy, mapOf, object, orNull, type Schema } from './fields.ts';
import { assumption, completeWhen, failure, timedFlow, VERSION } from './shared.ts';
import {
  amount,
  count,
  day,
  duration,
  flag,
  hourDuration,
  id,
  idKey,
  ids,
  micro,
  money,
  needs,
  number,
  roleRef,
  scaled,
  text,
  time,
} from './units.ts';

const roadmap = object({
  ref: [text, 'Where the owning team keeps it.'],
  state: [z.enum(['idea', 'planned', 'committed', 'in-progress', 'shipped']), 'How far it is; from `committed` on it may be sold.'],
  ready: [z.optional(day), 'The day on which the owning team has it ready.'],
  confirmed_by: [z.optional(text), 'Who of the owning team confirmed it.'],
  confirmed_at: [z.optional(day), 'When.'],
  expires: [z.optional(day), 'Until when the confirmation counts.'],
});

const band = object({
  up_to: [orNull(count), 'The largest quantity of this band; only the last band may leave it out.'],
  lead_time: [duration, 'The standard for these quantities.'],
});

const bands = z.array(band).check(
  z.check(
    (payload) => {
      let previous = 0;
      for (const [index, one] of (payload.value as readonly (Partial<LeadTimeBand> | undefined)[]).entries()) {
        const up_to = one?.up_to;
        if (up_to === null && index < payload.value.length - 1) {
          complain(payload, 'only the last band may be open', { path: [index], code: 'schema/range' });
        } else if (typeof up_to === 'number' && up_to <= previous) {
          complain(payload, 'is not more than the band before it', { path: [index, 'up_to'], code: 'schema/range' });
        }
        previous = up_to ?? previous;
      }
    },
    { when: ({ value }: z.core.ParsePayload) => Array.isArray(value) },
  ),
);

type LeadTime = Deliverable['lead_time'];
const oneBand = (lead_time: LeadTimeBand['lead_time']): readonly LeadTimeBand[] => [{ up_to: null, lead_time }];

const leadTime = z.pipe(
  z.union([
    duration,
    bands,
    object({
      standard: [
        z.optional(
          z.pipe(
            z.union([duration, bands]),
            z.transform((value) => (Array.isArray(value) ? (value as readonly LeadTimeBand[]) : oneBand(value))),
          ),
        ),
        'From signature to completion, as it usually is; or by quantity.',
      ],
      custom: [z.optional(duration), 'The same for customized work.'],
    }),
  ]),
  z.transform((value): LeadTime => {
    if (Array.isArray(value)) return { standard: value };
    if ('unit' in value) return { standard: oneBand(value) };
    const { standard = [], custom } = value;
    return custom === undefined ? { standard } : { standard, custom };
  }),
);

const price = z.pipe(
  z.union([
    money,
    object({ setup: [z._default(money, 0), 'Once, whatever the quantity.'], each: [z._default(money, 0), 'For each piece.'] }),
  ]),
  z.transform((value) => (typeof value === 'number' ? { setup: 0, each: value } : value)),
);

const optionDomain = z.pipe(
  across(
    object({
      min: [z.optional(number), 'The least that is included.'],
      max: [z.optional(number), 'The most that is included.'],
      one_of: [z.optional(z.array(z.union([z.string(), z.number(), z.boolean()]))), 'The choices that are included.'],
      any: [z.optional(z.enum(['text', 'number', 'boolean'])), 'Anything of this kind is included.'],
    }),
    [
      [],
      ({ min, max, one_of, any }, payload) => {
        const kinds = [min !== undefined || max !== undefined, one_of !== undefined, any !== undefined].filter(Boolean).length;
        if (kinds !== 1) complain(payload, 'an option has exactly one of min and max, one_of, any', { code: 'schema/conflict' });
      },
    ],
    [
      ['one_of'],
      ({ one_of }, payload) => {
        if (one_of?.length === 0) complain(payload, '`one_of` has no choices, so nothing is included', { path: ['one_of'] });
      },
    ],
    [
      ['min', 'max'],
      ({ min, max }, payload) => {
        if (min !== undefined && max !== undefined && min > max) {
          complain(payload, 'is less than `min`', { path: ['max'], code: 'schema/range' });
        }
      },
    ],
  ),
  z.transform(({ min, max, one_of, any }): OptionDomain => {
    if (one_of !== undefined) return { kind: 'one_of', one_of };
    return any === undefined ? { kind: 'range', min: min ?? null, max: max ?? null } : { kind: 'any', any };
  }),
);

const input = object({
  id: [id, 'Its name.'],
  blocks: [z._default(ids, []), 'Steps that cannot begin without it; without this key, the first ones.'],
  cutoff: [z.optional(time), 'What comes later counts as the next business day.'],
  approval: [z._default(flag, false), 'Whether it counts from its approval.'],
  takes: [z.optional(duration), 'How long after the signature it usually comes.'],
  late: [z.optional(duration), 'What its lateness normally costs.'],
});

const material = across(
  object({
    material: [id, 'Its id in capacity.yaml.'],
    setup: [z.optional(micro), 'Once, whatever the quantity.'],
    each: [z.optional(micro), 'For each piece.'],
    blocks: [z._default(ids, []), 'Steps that cannot begin without it; without this key, the first ones.'],
  }),
  [
    [],
    ({ setup, each }, payload) => {
      if (setup === undefined && each === undefined) {
        complain(payload, 'says no amount: `setup` or `each` is needed', { code: 'schema/missing-key' });
      }
    },
  ],
);

const step = across(
  object({
    id: [id, 'Its name.'],
    title: [z.optional(text), 'What is done, in a few words.'],
    needs: [
      z._default(needs, []),
      'Units of each role that work together: `engineer: 1`, or `engineer.senior: 1` for that level or above.',
    ],
    duration: [z.optional(scaled), 'How long all the `needs` work together.'],
    effort: [z.optional(scaled), 'Hours of work, shared evenly by the units of the one role in `needs`.'],
    after: [z._default(ids, []), 'Steps that come first.'],
    window: [z.optional(duration), 'Time that has to pass; nothing compresses it. Beside work, it follows the work.'],
    reason: [z.optional(text), 'Why the window is there, in words a customer understands.'],
    mandatory: [z._default(flag, false), 'Whether it may never be left out.'],
    uninterrupted: [z._default(flag, false), 'Whether it may pause only while closed, not for bookings.'],
    optional: [z._default(flag, false), 'Whether a deal may `skip` it.'],
    weather: [z._default(flag, false), 'Whether it is done outdoors.'],
  }),
  [
    [],
    ({ duration, effort, window }, payload) => {
      if (duration !== undefined && effort !== undefined) {
        complain(payload, 'a step has a duration or an effort, not both', { path: ['effort'], code: 'schema/conflict', onKey: true });
      } else if (duration === undefined && effort === undefined && window === undefined) {
        complain(payload, 'the step takes no time: `duration`, `effort` or `window` is needed', { code: 'schema/missing-key' });
      }
    },
  ],
  [
    ['needs'],
    ({ needs, duration, effort, window }, payload) => {
      const conflict = (key: string, message: string, help: string) =>
        complain(payload, message, { path: [key], code: 'schema/conflict', onKey: true, help });
      const roles = new Set(needs.map(({ role }) => role)).size;
      if (effort !== undefined && needs.length !== 1) {
        const message = `\`effort\` is shared by exactly one role; \`needs\` names ${roles === 0 ? 'none' : needs.length}`;
        conflict('effort', message, 'write `duration` when several roles work together');
      }
      if (duration !== undefined && needs.length === 0) {
        const message = 'a `duration` is worked by somebody, and `needs` names nobody';
        conflict('duration', message, 'time that passes without work is a `window`');
      }
      if (needs.length > 0 && window !== undefined && duration === undefined && effort === undefined) {
        const message = 'a step with only a `window` takes elapsed time and no people, and `needs` names some';
        conflict('needs', message, 'say how long they work, as `duration` or `effort`, or drop `needs`');
      }
    },
  ],
  [
    ['mandatory', 'optional'],
    ({ mandatory, optional }, payload) => {
      if (mandatory && optional) {
        complain(payload, 'a step is mandatory or optional, not both', { path: ['optional'], code: 'schema/conflict', onKey: true });
      }
    },
  ],
);

const review = object({
  by: [roleRef, 'The role or the person that looks.'],
  hours: [hourDuration, 'How long it takes each time; the plan keeps these hours free for it.'],
  per: [z.enum(['day', 'week', 'month']), 'How often.'],
  until: [z.optional(day), 'Until when.'],
});

/** `[willow]`, or with another weight than 1 a piece `{willow: 2}`. */
const groups = z.pipe(
  z.union([ids, mapOf(idKey, amount)]),
  z.transform((value): Readonly<Record<string, number>> =>
    Array.isArray(value) ? Object.fromEntries(value.map((group: string) => [group, 1])) : (value as Record<string, number>),
  ),
);

const deliverable = across(
  object({
    title: [z.optional(text), 'What the customer reads.'],
    unit: [z.optional(text), 'What a quantity of it counts, in sentences: `m²` makes 9 m² of it; without it, pieces.'],
    version: [z._default(count, 1), 'A new version of the process starts its record again.'],
    status: [z._default(z.enum(['offered', 'declined', 'roadmap']), 'offered'), 'Whether it may be sold.'],
    say: [z.optional(text), 'Declined: what to say to the customer.'],
    instead: [z._default(ids, []), 'Declined: what to sell instead.'],
    roadmap: [z.optional(roadmap), 'Roadmap: where it stands.'],
    lead_time: [z._default(leadTime, { standard: [] }), 'Standard lead time: one, one for custom work too, or by quantity.'],
    price: [z.optional(price), 'Once and for each piece; a bare number is for each piece.'],
    requires: [z._default(ids, []), 'Other deliverables that this one cannot go without.'],
    owner: [z.optional(id), 'Who answers for the delivery.'],
    doer: [z.optional(id), 'Who does the work, and restates the promise.'],
    escalation: [z._default(ids, []), 'Whom to turn to, in this order.'],
    complete_when: [z.optional(completeWhen), 'What is observed when it is done.'],
    exclusions: [z._default(z.array(text), []), 'What is not part of it.'],
    assumptions: [z._default(z.array(assumption), []), 'What is taken for granted.'],
    questions: [
      z._default(listBy(object({ id: [id, 'Its name.'], ask: [text, 'The question.'] }), 'id'), []),
      'Discovery: what is answered before the proposal goes out.',
    ],
    options: [
      z._default(mapOf(idKey, optionDomain), {}),
      'Configuration: inside these bounds it is included, outside it is customization.',
    ],
    inputs: [z._default(listBy(input, 'id'), []), 'What the customer must give.'],
    materials: [z._default(z.array(material), []), 'What it is made of.'],
    services: [z._default(ids, []), 'Error budgets that it draws on.'],
    groups: [
      z.optional(groups),
      'Groups with a safety ratio, of which one takes each piece, with the weight that a piece adds: the deal then says at which hours. [] where it adds to none.',
    ],
    steps: [z._default(listBy(step, 'id'), []), 'The work.'],
    failures: [z._default(listBy(failure, 'id'), []), 'What normally goes wrong.'],
    flow: [z.optional(timedFlow), 'What it takes to draw it, for the whiteboard rule.'],
    review: [z.optional(review), 'A manual review that cuts the flow.'],
  }),
  [
    ['status'],
    ({ status, roadmap }, payload) => {
      if (status === 'roadmap' && roadmap === undefined) {
        complain(payload, 'a deliverable of status `roadmap` needs `roadmap`: ref and state', {
          path: ['roadmap'],
          code: 'schema/missing-key',
        });
      }
    },
  ],
);

/** One file of the library: its deliverables by id. */
export const deliverablesSchema: Schema<Readonly<Record<string, Deliverable>>> = z.pipe(
  object({ handoff: VERSION, deliverables: [mapOf(idKey, deliverable), 'What may be sold, by id.'] }),
  z.transform(({ deliverables }) => {
    const library = Object.create(null) as Record<string, Deliverable>;
    for (const [id, entry] of Object.entries(deliverables)) library[id] = { id, ...entry };
    return library;
  }),
);
