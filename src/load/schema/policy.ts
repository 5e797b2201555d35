/** The schema of handoff.yaml: what operations decided about judging. */
import * as z from 'zod/mini';
import { PROFILES, SOFT_READINGS, type Policy, type RuleSetting } from '../../model/policy.ts';
import { mapOf, object, openObject, orNull, type Schema } from './fields.ts';
import { contentOf, VERSION } from './shared.ts';
import { amount, anyKey, duration, flag, hourDuration, idOrEmail, ids, money, share, text, whole } from './units.ts';

const LONGEST_HOLD = { unit: 'bd', n: 10 } as const;

const severity = z.enum(['off', 'warn', 'error']);

const profile = z.enum(PROFILES);

const profiles = z.pipe(
  mapOf(anyKey, profile),
  z.transform((byFolder) =>
    Object.entries(byFolder)
      .map(([folder, profile]) => ({ folder: folder.replace(/^\.\//, '').replace(/\/*$/, '/'), profile }))
      // The most special folder decides.
      .sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1)),
  ),
);

/** Options are checked against the rule's own schema, which this file does not know. */
const ruleSetting = z.pipe(
  z.union([severity, openObject({ severity: [z.optional(severity), "What the rule's failure does; without it, the profile decides."] })]),
  z.transform((value): RuleSetting => {
    if (typeof value === 'string') return { severity: value, options: {} };
    const { severity, ...options } = value;
    return severity === undefined ? { options } : { severity, options };
  }),
);

const people = z.pipe(
  z.union([idOrEmail, z.array(idOrEmail)]),
  z.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value)),
);

const file = object({
  handoff: VERSION,
  profile: [z._default(profile, 'make-to-order'), 'A set of rule defaults; `handoff rules` prints them.'],
  profiles: [z._default(profiles, []), 'Profiles of folders of deals; the longest folder that fits counts.'],
  timezone: [z._default(text, 'UTC'), 'The zone that moments and "today" are in, by its IANA name.'],
  currency: [z._default(text, 'USD'), 'The currency of every amount.'],
  files: [
    z._default(
      object({
        capacity: [z.optional(text), 'Path of capacity.yaml.'],
        deliverables: [z.optional(text), 'Path of deliverables.yaml, or of a folder of such files.'],
        history: [z.optional(text), 'Path of history.yaml or history.csv.'],
        baseline: [z.optional(text), 'Path of baseline.yaml; beside capacity.yaml when left out.'],
        signoffs: [z._default(text, 'signoffs'), 'Folder in which handoff keeps sign-offs.'],
        holds: [z._default(text, 'holds'), 'Folder in which handoff keeps what is held for open deals.'],
        confirmed: [z._default(text, 'confirmed'), 'Folder in which handoff keeps the bookings and the reports of signed deals.'],
      }),
      { signoffs: 'signoffs', holds: 'holds', confirmed: 'confirmed' },
    ),
    'Where the other files are, relative to this one.',
  ],
  buffers: [
    z._default(object({ sales: [z._default(duration, { unit: 'bd', n: 0 }), 'Added once to the safe date to give the offer.'] }), {
      sales: { unit: 'bd', n: 0 },
    }),
    'Time that is added on purpose.',
  ],
  significant: [
    z._default(
      object({
        amount: [z.optional(money), 'From this price on a deal is significant.'],
        effort: [z.optional(hourDuration), 'From this much work on a deal is significant.'],
      }),
      {},
    ),
    'Which deals need a delivery sign-off and a transfer meeting.',
  ],
  strict: [z._default(flag, false), 'Whether facts that operations owe block too.'],
  soft: [z._default(z.enum(SOFT_READINGS), 'ignore'), 'How soft bookings are counted.'],
  principals: [
    z._default(
      object({
        'delivery-lead': [z.optional(people), 'Who leads deliveries.'],
        leadership: [z.optional(people), 'Who leads the company.'],
      }),
      {},
    ),
    'Who may sign what: people by id or e-mail, for delivery-lead and leadership.',
  ],
  escalation: [z._default(ids, []), 'Whom to turn to, where neither the deal nor the library names anybody.'],
  signatures: [
    z._default(
      object({
        minimum: [
          z._default(z.enum(['typed', 'commit', 'ssh']), 'typed'),
          'The weakest signature that counts: a typed name, a signed commit that added the sign-off, or a signature of its own (`handoff sign`).',
        ],
        allowed_signers: [z.optional(text), 'Path of the file that says whose public keys count, as ssh-keygen reads it.'],
        revoked: [z.optional(text), 'Path of a file of public keys, or a key revocation list, that count no longer.'],
      }),
      { minimum: 'typed' },
    ),
    'How sign-offs are signed.',
  ],
  rules: [z._default(mapOf(anyKey, ruleSetting), {}), "Rules by id: off, warn, error, or the rule's options (which may hold `severity`)."],
  meeting: [
    z._default(object({ customer: [z._default(flag, false), 'Whether somebody of the customer has to be there.'] }), { customer: false }),
    'The transfer meeting after the signature, which `handoff gate` asks for.',
  ],
  waivers: [
    z._default(object({ longest: [z._default(duration, { unit: 'd', n: 90 }), 'How long a waiver may last.'] }), {
      longest: { unit: 'd', n: 90 },
    }),
    'Approved exceptions.',
  ],
  holds: [
    z._default(
      object({
        longest: [
          z._default(duration, LONGEST_HOLD),
          'How long a deal may be held, counted from the first day: a renewal does not begin anew.',
        ],
        per_seller: [z._default(whole, 3), 'How many deals a seller may hold at once.'],
      }),
      { longest: LONGEST_HOLD, per_seller: 3 },
    ),
    'Hours that are held for an open deal (`handoff hold`).',
  ],
  targets: [
    z._default(
      object({
        realization: [z.optional(share), 'Billed hours in recorded billable ones.'],
        csat: [z.optional(amount), 'Satisfaction of customers.'],
      }),
      {},
    ),
    'What finished work is measured against.',
  ],
  open_words: [orNull(z.array(text)), 'Words that promise without a bound, in place of the built-in list.'],
});

/** handoff.yaml. */
export const policySchema: Schema<Policy> = z.pipe(
  file,
  z.transform((value): Policy => contentOf(value)),
);
