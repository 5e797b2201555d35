/** The schema of a sign-off: one file of signoffs/DEAL/, written by handoff and never by hand. */
import * as z from 'zod/mini';
import { DRIVERS } from '../../model/meeting.ts';
import { DELIVERS, REPEATS } from '../../model/restatement.ts';
import type { Meaning, SignOff } from '../../model/signoff.ts';
import { object, type Field, type Schema } from './fields.ts';
import { failure } from './shared.ts';
import { count, day, roleRef, text, whole, workDuration } from './units.ts';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'is not a SHA-256 in 64 hexadecimal digits' }));

/** The file was JSON, so whatever is in it is plain data. */
const meaning = z.pipe(
  z.unknown(),
  z.transform((value) => value as Meaning),
);

const COMMON = {
  deal: [text, "The deal's id."],
  subject: [text, 'What of the deal it speaks of: `scope`; of a waiver the rule.'],
  digest: [hash, 'SHA-256 of the canonical JSON (RFC 8785) of `meaning`.'],
  meaning: [meaning, 'What was signed, so that a later change can be told.'],
  by: [text, 'Who signed: the id of a person, or an e-mail address.'],
  at: [day, 'The day it was signed.'],
  level: [
    z.enum(['typed', 'commit', 'ssh']),
    'What it was when it was written: `typed`. What counts is found out from its signature (`handoff verify`).',
  ],
  supersedes: [z._default(z.array(hash), []), 'Earlier ones of the same subject whose place it takes, beside all of earlier days.'],
} as const satisfies Record<string, Field>;

const restatement = object({
  words: [text, 'What will be true when it is complete, in their own words.'],
  due: [z._default(z.nullable(day), null), 'By when; left out in a standing restatement.'],
  quantity: [z._default(z.nullable(count), null), 'How many; left out where the promise counts nothing.'],
  evidence: [z.array(text), 'What will show it.'],
  excludes: [z.array(text), 'What is not included.'],
  delivers: [z.enum(DELIVERS), 'Whether they can deliver it; `later`: by another date.'],
  later: [z.optional(day), 'That date.'],
  can_hold_standard: [z.enum(REPEATS), 'Whether they would do it three times in a row and hold everything else.'],
  commitment: [z.enum(['reversible', 'permanent']), 'Whether it can be taken back.'],
  undo: [z.optional(text), 'How it is undone.'],
  failures: [z.array(failure), 'What normally goes wrong, and what it costs.'],
  efforts: [
    z.array(
      object({
        custom: [text, 'The customization, as `item.custom`.'],
        work: [z.array(object({ role: [roleRef, 'Who.'], time: [workDuration, 'How long.'] })), 'The work of each role.'],
      }),
    ),
    'The work of each customization, as they see it.',
  ],
  drawn: [z.optional(whole), 'The minutes that drawing the flow took.'],
  first: [
    z.optional(z.array(object({ asked: [text, 'The question.'], said: [text, 'The first answer to it.'] }))),
    'Answers that were given before the promise was shown beside them, and changed after it; what counts is said above.',
  ],
});

const orNobody = z._default(z.nullable(text), null);

const meeting = object({
  held: [day, 'The day on which they met.'],
  seller: [orNobody, 'Who sold it, where they were there.'],
  project_manager: [orNobody, 'Who manages the project, where they were there.'],
  lead_consultant: [orNobody, 'Who leads the work, where they were there.'],
  customer: [orNobody, 'Who of the customer was there.'],
  driver: [z.enum(DRIVERS), 'Why they buy, in one word.'],
  why: [text, 'Why they buy.'],
  champion: [text, 'Who at the customer is for it.'],
  sceptic: [text, 'Who doubts it.'],
  friction: [text, 'Where it will rub.'],
  soft_promises: [
    z.array(object({ said: [text, 'What was said besides.'], answer: [text, 'What becomes of it.'] })),
    'Each soft promise with its answer.',
  ],
  unwritten: [orNobody, 'What else had been said, and stands nowhere.'],
});

/** A file of signoffs/DEAL/; its id is its name. */
export const signoffSchema: Schema<Omit<SignOff, 'id'>> = z.discriminatedUnion('type', [
  object({
    type: [z.literal('handoff/approval@1'), 'Somebody approves something of the deal.'],
    ...COMMON,
    reason: [z.optional(text), 'Why, in their words.'],
    until: [z.optional(day), 'The last day on which it holds; for good when left out.'],
  }),
  object({
    type: [z.literal('handoff/waiver@1'), 'Somebody lets a failing check of the deal stand.'],
    ...COMMON,
    reason: [text, 'Why, in their words.'],
    until: [day, 'The last day on which it holds.'],
  }),
  object({
    type: [z.literal('handoff/date@1'), 'A delivery lead names a date before which the deal must not be complete.'],
    ...COMMON,
    reason: [z.optional(text), 'Why, in their words.'],
    date: [day, 'The earliest completion.'],
  }),
  object({
    type: [z.literal('handoff/restatement@1'), 'Whoever will keep a promise says it in their own words.'],
    ...COMMON,
    restatement: [restatement, 'What they said.'],
  }),
  object({
    type: [z.literal('handoff/meeting@1'), 'The transfer meeting after the signature is on record.'],
    ...COMMON,
    meeting: [meeting, 'Who was there, and what was answered.'],
  }),
]);
