/** The schema of deals/*.yaml: a deal as its seller writes it, short forms included. */
import * as z from 'zod/mini';
import { formatDay, type Day } from '../../model/day.ts';
import { MOVABLE, type AskedDates, type Completion, type Custom, type DealFile, type Item } from '../../model/deal.ts';
import { across, complain, listBy, mapOf, object, type Schema } from './fields.ts';
import { assumption, completeWhen, contentOf, flow, VERSION } from './shared.ts';
import {
  anyKey,
  count,
  day,
  email,
  duration,
  effortByRole,
  flag,
  hourDuration,
  id,
  idOrEmail,
  ids,
  micro,
  moment,
  money,
  needs,
  rating,
  share,
  text,
  NOTATION,
} from './units.ts';

const choice = z.enum(['build', 'partner', 'buy']);
const someone = z.optional(idOrEmail);

const completion = z.pipe(
  z.union([
    day,
    across(
      object({
        on: [z.optional(day), 'The day.'],
        event: [z.optional(z.enum(['shipped', 'in-hands', 'accepted'])), 'What happens on that day; accepted, when it is not said.'],
        after: [z.optional(id), 'The input that the date waits for.'],
        within: [z.optional(duration), 'The time from that input to completion.'],
      }),
      [
        [],
        ({ on, event, after, within }, payload) => {
          const absolute = on !== undefined || event !== undefined;
          if (absolute && (after !== undefined || within !== undefined)) {
            complain(payload, 'a completion is {on, event} or {after, within}, not both', { code: 'schema/conflict' });
          } else if (absolute ? on === undefined : after === undefined || within === undefined) {
            complain(payload, 'a completion needs `on`, or `after` and `within`', { code: 'schema/missing-key' });
          }
        },
      ],
    ),
  ]),
  z.transform((value): Completion => {
    if (typeof value === 'number') return { kind: 'on', on: value, event: 'accepted' };
    const { on, event, after, within } = value;
    return on === undefined
      ? { kind: 'after', after: after ?? '', within: within ?? { unit: 'd', n: 0 } }
      : { kind: 'on', on, event: event ?? 'accepted' };
  }),
);

const asked = z.pipe(
  z.union([
    day,
    across(
      object({
        start: [z.optional(day), 'The first day of work.'],
        complete: [z.optional(completion), 'The day of completion: a date, {on, event}, or {after, within} while an input is open.'],
        because: [z.optional(text), 'Why that date.'],
        firm: [z._default(z.array(z.enum(MOVABLE)), []), 'What cannot be moved: complete, start, quantity (or scope), phase, price.'],
        negotiable: [z._default(z.array(z.enum(MOVABLE)), []), 'What can: the same words. Such ways to say yes are shown first.'],
      }),
      [
        ['start', 'complete'],
        ({ start, complete }, payload) => {
          if (start !== undefined && complete?.kind === 'on' && start > complete.on) {
            complain(payload, 'is before the start', { path: ['complete'], code: 'schema/range' });
          }
        },
      ],
    ),
  ]),
  z.transform((value): AskedDates =>
    typeof value === 'number' ? { complete: { kind: 'on', on: value, event: 'accepted' }, firm: [], negotiable: [] } : value,
  ),
);

const custom = object({
  id: [id, 'Its name.'],
  what: [text, 'What the customer gets.'],
  effort: [z.optional(effortByRole), 'Work of each role, one unit at a time.'],
  price: [z.optional(money), 'What the customer pays for it.'],
  cost: [z.optional(money), 'What bought or partnered parts cost.'],
  change: [z.optional(z.enum(['reversible', 'permanent'])), 'reversible (say `undo`) or permanent (needs `choice` and an approval).'],
  undo: [z.optional(text), 'How it is undone.'],
  choice: [z.optional(choice), 'Whether it is built, done by a partner, or bought.'],
  approved_by: [someone, 'Who is asked to approve it; counts with a sign-off by that person.'],
  roadmap: [z.optional(id), 'The deliverable of the library that it brings forward.'],
  flow: [z.optional(flow), 'What it adds to the drawing on the whiteboard.'],
  after: [z._default(stepRefs(), []), 'Steps that come before it, as item.step; without it, the last steps of its item.'],
  before: [z._default(stepRefs(), []), 'Steps that wait for it, as item.step.'],
});

/** `item.step`, or `step` of the same item; one or several. */
function stepRefs() {
  const ref = z.string().check((payload) => {
    if (!/^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)?$/.test(payload.value)) complain(payload, 'is no step: write item.step');
  });
  return z.pipe(
    z.union([ref, z.array(ref)]),
    z.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value)),
  );
}

const optionValue = z.union([z.string(), z.number(), z.boolean()]);

const longItem = z.pipe(
  object({
    id: [z.optional(id), "Its name in this deal; without it, the deliverable's."],
    deliverable: [id, 'What the library calls it.'],
    version: [z.optional(count), "The library's version that was quoted."],
    quantity: [count, 'How many.'],
    options: [z._default(mapOf(anyKey, optionValue), {}), 'Choices among the options of the library.'],
    custom: [z._default(listBy(custom, 'id'), []), "What goes beyond the library's options."],
    offer: [z._default(z.enum(['deliver', 'build']), 'deliver'), 'build: a capability that does not exist yet.'],
    skip: [z._default(ids, []), 'Optional steps that are left out.'],
    phase: [z._default(count, 1), 'Items of a later phase may follow the date of an earlier one.'],
  }),
  z.transform(({ id, custom, ...item }): Item => ({ id: id ?? item.deliverable, ...item, custom: custom as readonly Custom[] })),
);

/** `branded-bag:300`. */
const shortItem = z.pipe(
  z.string(),
  z.transform((value, payload): Item => {
    const [, deliverable, quantity] = /^([a-z0-9][a-z0-9-]*)(?::(.*))?$/.exec(value) ?? [];
    if (deliverable === undefined) {
      complain(payload, 'is not an item: write DELIVERABLE:QUANTITY, like branded-bag:300');
      return z.NEVER;
    }
    if (quantity === undefined || !/^\d+$/.test(quantity) || Number(quantity) < 1 || Number(quantity) > 1e9) {
      const why = quantity === undefined ? 'does not say how many' : `has a quantity that is not a whole number from 1`;
      complain(payload, why, { help: `write ${deliverable}:QUANTITY, as ${deliverable}:300` });
      return z.NEVER;
    }
    return {
      id: deliverable,
      deliverable,
      quantity: Number(quantity),
      options: Object.create(null) as Item['options'],
      custom: [],
      offer: 'deliver',
      skip: [],
      phase: 1,
    };
  }),
);
NOTATION.set(shortItem, { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*:[1-9]\\d*$', examples: ['branded-bag:300'] });

/** `- branded-bag: 300` is a map to YAML. Returns what was meant, or null for anything else. */
function spacedItem(item: unknown): string | null {
  const [[name, quantity] = [], more] = typeof item === 'object' && item !== null ? Object.entries(item as Record<string, unknown>) : [];
  return more === undefined && typeof quantity === 'number' ? `${name}:${quantity}` : null;
}

const items = z.array(z.union([shortItem, longItem])).check(
  z.check(
    (payload) => {
      const seen = new Set<string>();
      for (const [index, item] of (payload.value as readonly (Item | undefined)[]).entries()) {
        const spaced = spacedItem(item);
        if (spaced !== null) {
          // One mistake, told once: not as an unknown key and two missing ones.
          payload.issues.splice(0, payload.issues.length, ...payload.issues.filter(({ path }) => path?.[0] !== index));
          complain(payload, `write ${spaced}, without the space`, { path: [index] });
        }
        if (typeof item?.id !== 'string') continue;
        if (seen.has(item.id)) {
          const message = `two items are called '${item.id}'`;
          complain(payload, message, { path: [index], code: 'schema/duplicate-id', help: 'give one of them an `id` of its own' });
        }
        seen.add(item.id);
      }
      if (payload.value.length === 0)
        complain(payload, 'a deal sells something: `items` is empty', { help: 'items: [DELIVERABLE:QUANTITY]' });
    },
    { when: ({ value }: z.core.ParsePayload) => Array.isArray(value) },
  ),
);

const input = object({
  id: [id, "The library's name of the input."],
  from: [z.optional(text), 'Who gives it.'],
  due: [z.optional(day), 'When it is due.'],
  received: [z.optional(moment), 'When it came.'],
  approved: [z.optional(moment), 'When it was approved.'],
  evidence: [z.optional(text), 'What shows that it came.'],
});

const material = object({
  material: [id, 'Its id in capacity.yaml.'],
  quantity: [micro, 'How much is secured for this deal.'],
  state: [z._default(z.enum(['planned', 'confirmed', 'locked']), 'planned'), 'How sure it is; `locked` counts when operations say so too.'],
  eta: [z.optional(day), 'When it is there.'],
  evidence: [z.optional(text), 'What shows it: an order number.'],
});

const staffing = across(
  object({
    needs: [z._default(needs, []), 'Units of each role, with levels: a pattern, not a person.'],
    person: [z.optional(id), 'Naming a person is a promise too.'],
    from: [z.optional(day), 'First day.'],
    to: [z.optional(day), 'Last day.'],
    share: [z.optional(share), "The share of each unit's time."],
    skills: [z._default(z.array(text), []), 'Skills that each unit must have.'],
  }),
  [
    ['needs'],
    ({ needs, person }, payload) => {
      if (needs.length === 0 && person === undefined) {
        complain(payload, 'staffs nobody: `needs` (roles) is needed', { code: 'schema/missing-key', help: 'needs: {engineer.senior: 1}' });
      }
    },
  ],
  [
    ['from', 'to'],
    ({ from, to }, payload) => {
      if (from !== undefined && to !== undefined && from > to) {
        complain(payload, 'is before the first day', { path: ['to'], code: 'schema/range', help: 'from ≤ to' });
      }
    },
  ],
);

const promise = object({
  id: [id, 'Its name.'],
  text: [text, 'What the customer was told.'],
  complete_when: [z.optional(completeWhen), 'What is observed when it is kept.'],
  items: [z._default(ids, []), 'The items that it speaks of.'],
  quantity: [z.optional(count), 'How many.'],
  due: [z.optional(day), 'By when.'],
  excludes: [z._default(z.array(text), []), 'What it does not mean.'],
  doer: [z.optional(id), 'Who will do it, and restates it.'],
  commitment: [z.optional(z.enum(['reversible', 'permanent'])), 'Whether it can be taken back; permanent needs `choice` and an approval.'],
  choice: [z.optional(choice), 'Permanent: build, partner or buy.'],
  approved_by: [someone, 'Who is asked to approve it; counts with a sign-off by that person.'],
  undo: [z.optional(text), 'How it is undone.'],
  pilot: [
    z.optional(
      object({
        length: [duration, 'How long.'],
        customers: [count, 'With how many customers.'],
        effort: [z.optional(hourDuration), 'With how much work.'],
      }),
    ),
    'A trial instead of a promise for good.',
  ],
});

const softPromise = object({
  said: [text, 'What was said or implied.'],
  by: [z.optional(text), 'Who said it.'],
  resolution: [z.optional(z.enum(['item', 'excluded', 'owned'])), 'How it ended: a priced item, an exclusion, or an owned promise.'],
  ref: [z.optional(text), 'The item or the promise that it became.'],
  told_customer: [z.optional(day), 'When the customer was told.'],
  owner: [z.optional(idOrEmail), 'Who owns it.'],
  due: [z.optional(day), 'By when.'],
});

const groupRequirement = across(
  object({
    group: [id, 'A group of capacity.yaml.'],
    weight: [z.number().check(z.gt(0)), 'The weight that the deal adds.'],
    from: [moment, 'From this moment.'],
    to: [moment, 'To this moment.'],
  }),
  [
    ['from', 'to'],
    ({ from, to }, payload) => {
      if (from.day > to.day || (from.day === to.day && (from.minute ?? 0) > (to.minute ?? 24 * 60))) {
        complain(payload, 'is before the beginning', { path: ['to'], code: 'schema/range', help: 'from ≤ to' });
      }
    },
  ],
);

const context = object({
  business_problem: [z.optional(text), 'What the customer wants to solve.'],
  buyer: [
    z.optional(
      object({
        why_now: [z.optional(text), 'Why now.'],
        why_not_nothing: [z.optional(text), 'What happens if they do nothing.'],
        objections: [z.optional(text), 'What spoke against it.'],
        executive_concern: [z.optional(text), 'What the executive worries about.'],
        deciding_tradeoff: [z.optional(text), 'What they gave up to get it.'],
        politics: [z.optional(text), 'Who gains and who loses.'],
      }),
    ),
    'Why the customer buys.',
  ],
  stakeholders: [
    z._default(
      z.array(
        object({
          name: [text, 'Who.'],
          role: [z.optional(text), 'What they do: decision-maker, user …'],
          stance: [z.optional(text), 'Where they stand: champion, sceptic …'],
          requires: [z.optional(text), 'What they need to see.'],
          asked: [z.optional(day), 'When they were asked.'],
        }),
      ),
      [],
    ),
    'People on the side of the customer.',
  ],
  risks: [
    z._default(z.array(object({ text: [text, 'What may go wrong.'], becomes: [z.optional(id), 'The normal failure that it is.'] })), []),
    'What may go wrong.',
  ],
  dependencies: [
    z._default(z.array(object({ text: [text, 'What has to be there.'], input: [z.optional(id), 'The input that it is.'] })), []),
    'What the delivery depends on.',
  ],
  first_milestone: [
    z.optional(object({ what: [z.optional(text), 'What can be seen.'], on: [z.optional(day), 'When.'] })),
    'The first thing that the customer sees.',
  ],
});

const dates = across(
  object({
    signature: [z.optional(day), 'Work may begin on this day.'],
    valid_until: [z.optional(day), 'The offer holds for a signature until then: the plan begins on this day.'],
    signed: [z.optional(day), 'The day on which it was signed.'],
    wanted: [z.optional(asked), 'What the customer asks for: a date of completion, or more.'],
    offered: [z.optional(asked), 'What the proposal says; without it, `wanted` is judged.'],
    phases: [
      z._default(listBy(object({ phase: [count, 'The phase.'], complete: [day, 'Its date.'] }), 'phase'), []),
      'Dates of earlier phases, each once.',
    ],
  }),
  [
    [],
    ({ phases }, payload, isSound) => {
      if (!Array.isArray(phases)) return;
      const sound = phases.map((each, index) => (isSound('phases', index) ? each : null));
      sound.forEach((each, index) => {
        const after = each && sound.find((other) => other !== null && other.phase < each.phase && other.complete > each.complete);
        if (!after) return;
        complain(payload, `is before the date of phase ${after.phase}, ${formatDay(after.complete)}`, {
          path: ['phases', index, 'complete'],
          code: 'schema/range',
          help: 'a later phase is complete with an earlier one or after it',
        });
      });
    },
  ],
  [
    ['signature', 'valid_until'],
    ({ signature, valid_until }, payload) => {
      if (signature !== undefined && valid_until !== undefined && signature > valid_until) {
        complain(payload, 'is before the signature', { path: ['valid_until'], code: 'schema/range', help: 'signature ≤ valid_until' });
      }
    },
  ],
);

const file = object({
  handoff: VERSION,
  deal: [z.optional(id), "Its name; without it, the file's."],
  title: [z.optional(text), 'What it is about.'],
  customer: [
    z.pipe(
      z.union([text, object({ name: [text, 'Who buys.'], existing: [z.optional(flag), 'Whether they bought before.'] })]),
      z.transform((value) => (typeof value === 'string' ? { name: value } : value)),
    ),
    'Who buys: a name, or {name, existing}.',
  ],
  state: [z.optional(z.enum(['draft', 'proposed', 'signed', 'lost', 'done'])), 'proposed, when it is not said; signed needs dates.signed.'],
  seller: [
    z.optional(
      across(object({ name: [z.optional(text), 'Who sells.'], email: [z.optional(email), 'Their address.'] }), [
        [],
        ({ name, email }, payload) => {
          if (name === undefined && email === undefined)
            complain(payload, 'names nobody: `name` or `email` is needed', { code: 'schema/missing-key' });
        },
      ]),
    ),
    'Who sells; without it, who git says is working here. Nothing can be approved where the deal does not say it.',
  ],
  wanted: [z.optional(asked), 'Short for dates.wanted: the date that the customer asks for.'],
  offered: [z.optional(asked), 'Short for dates.offered: the date that the proposal says.'],
  dates: [z._default(dates, { phases: [] }), 'Signature, wanted and offered dates.'],
  delivery: [
    z._default(
      object({
        owner: [z.optional(id), "Who answers for the delivery; without it, the library's."],
        escalation: [z.optional(ids), 'Whom to turn to, in this order.'],
        project_manager: [z.optional(idOrEmail), 'Who manages the project after the signature.'],
      }),
      {},
    ),
    'Who delivers.',
  ],
  items: [items, 'What is sold: DELIVERABLE:QUANTITY, or maps.'],
  inputs: [z.optional(listBy(input, 'id')), 'What the customer gives.'],
  materials: [z.optional(z.array(material)), 'Materials that were secured for this deal.'],
  staffing: [z.optional(z.array(staffing)), "Who works on it, by role; without it, the steps' own needs."],
  promises: [z.optional(listBy(promise, 'id')), "What was promised; without it, the library's outcomes."],
  soft_promises: [z.optional(z.array(softPromise)), 'What was said or implied and is not written.'],
  soft_promises_asked: [
    z.optional(object({ by: [idOrEmail, 'Who asked the seller.'], on: [day, 'When.'] })),
    'Whether the seller was asked for them.',
  ],
  assumptions: [z.optional(z.array(assumption)), 'What is taken for granted.'],
  exclusions: [z.optional(z.array(text)), 'What is not part of the deal.'],
  roles: [z.optional(z.array(text)), 'The roles that the scope needs, in words.'],
  requirements: [
    z.optional(object({ groups: [z._default(z.array(groupRequirement), []), 'What the deal adds to groups with a safety ratio.'] })),
    'What the deal asks of operations beside work.',
  ],
  ratings: [
    z.optional(
      object({
        revenue: [z.optional(rating), 'Revenue, 1 to 5.'],
        urgency: [z.optional(rating), 'Urgency, 1 to 5.'],
        logo: [z.optional(rating), 'The worth of the name, 1 to 5.'],
        probability: [z.optional(share), 'How likely the signature is.'],
      }),
    ),
    'The sales side of the fit table.',
  ],
  support: [
    z.optional(
      z.union([
        z.literal('none', { error: 'is neither none nor {hours, until}' }),
        object({ hours: [hourDuration, 'How much.'], until: [day, 'Until when.'] }),
      ]),
    ),
    'none, or how much support and until when.',
  ],
  documents: [z._default(z.array(text), []), 'Paths of what the customer will read, checked against the deal.'],
  pricing: [
    z.optional(
      object({
        total: [z.optional(money), 'What the customer pays.'],
        exceptions: [
          z._default(
            z.array(
              object({
                what: [text, 'What is cheaper, and why.'],
                amount: [z.optional(money), 'By how much.'],
                approved_by: [someone, 'Who is asked to approve it; counts with a sign-off by that person.'],
              }),
            ),
            [],
          ),
          'Where the price leaves the list.',
        ],
      }),
    ),
    "The price; without it, the library's.",
  ],
  context: [z.optional(context), 'Why the customer buys and who they are.'],
  discovery: [
    z._default(
      z.array(
        object({
          question: [text, 'A question of the library by its id, or one of your own.'],
          answer: [z.optional(text), 'What the customer said.'],
          closed: [z.optional(day), 'When.'],
          owner: [z.optional(idOrEmail), 'Who finds out.'],
        }),
      ),
      [],
    ),
    'Questions that are answered before the proposal goes out.',
  ],
});

/** Whether `dates` says a key, rightly or wrongly. */
function saidIn(dates: unknown, key: keyof z.output<typeof file>['dates']): boolean {
  return typeof dates === 'object' && dates !== null && (dates as Readonly<Record<string, unknown>>)[key] !== undefined;
}

const SHORT = ['wanted', 'offered'] as const;

/** The completion of the whole that is judged: what was offered, else what is wanted; in `dates`, or short for that. */
function wholeOf({ dates, wanted, offered }: z.output<typeof file>): { said: (typeof SHORT)[number]; day: Day } | null {
  const completions = { offered: (offered ?? dates.offered)?.complete, wanted: (wanted ?? dates.wanted)?.complete };
  for (const said of ['offered', 'wanted'] as const) {
    const complete = completions[said];
    if (complete !== undefined) return complete.kind === 'on' ? { said, day: complete.on } : null;
  }
  return null;
}

/** A deal. */
export const dealSchema: Schema<DealFile> = z.pipe(
  across(
    file,
    [
      [],
      (value, payload) => {
        for (const key of SHORT) {
          if (value[key] !== undefined && saidIn(value.dates, key)) {
            complain(payload, `\`${key}\` is said twice: here and in \`dates\``, { path: [key], code: 'schema/conflict', onKey: true });
          }
        }
      },
    ],
    [
      ['wanted', 'offered'],
      (value, payload, isSound) => {
        if (!saidIn(value.dates, 'phases') || !Array.isArray(value.dates.phases) || !SHORT.every((key) => isSound('dates', key))) return;
        const whole = wholeOf(value);
        value.dates.phases.forEach(({ phase, complete }, index) => {
          if (whole === null || !isSound('dates', 'phases', index) || complete <= whole.day) return;
          complain(payload, `is after the whole deal, ${whole.said} for ${formatDay(whole.day)}`, {
            path: ['dates', 'phases', index, 'complete'],
            code: 'schema/range',
            help: `phase ${phase} is a part of it: give it an earlier date, or the whole a later one`,
          });
        });
      },
    ],
    [
      ['state'],
      (value, payload) => {
        if (value.state === 'signed' && !saidIn(value.dates, 'signed')) {
          complain(payload, 'a signed deal needs the day: dates.signed', { path: ['dates', 'signed'], code: 'schema/missing-key' });
        }
      },
    ],
  ),
  z.transform((value): DealFile => {
    const { wanted, offered, dates, ...deal } = contentOf(value);
    const both = { ...dates };
    if (wanted !== undefined) both.wanted = wanted;
    if (offered !== undefined) both.offered = offered;
    return { ...deal, dates: both };
  }),
);
