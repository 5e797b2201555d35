/**
 * `handoff/options@1`, `handoff/plan@1`, `handoff/when@1` and `handoff/waiting@1` as schemas, for other programs. Only the generator and the tests load them; the compiler holds each to its type
 * (last lines).
 */
import * as z from 'zod/mini';
import type { OptionsReport } from './options.ts';
import type { PlanReport } from './plan.ts';
import {
  date,
  dateOrNull,
  dates,
  envelope,
  failuresSchema,
  list,
  noDateSchema,
  object,
  optionSchema,
  planSchema,
  proof,
  said,
  text,
  whole,
  whySchema,
} from './schema.ts';
import { relativeDates } from './schema-relative.ts';
import { WAITING_KINDS, type WaitingReport } from './waiting.ts';
import type { WhenReport } from './when.ts';

const { listed, ...common } = envelope;
const hours = said(list(z.number()), 'An entry a day of `days`.');

const chart = object({
  days: said(
    list(object({ date, hours: z.number(), usual_hours: z.number() })),
    'Every calendar day of the plan: its hours (0: closed), and those that its weekday usually has.',
  ),
  steps: said(list(object({ item: text, step: text, hours })), 'The hours of work of each step that works.'),
  roles: said(
    list(object({ role: text, deal_hours: hours, booked_hours: hours, reserve_hours: hours, free_hours: hours })),
    'Each role that the deal asks for: the four parts add up to the people and equipment that are there.',
  ),
});

/** What `handoff plan --format json` prints. */
export const planReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/plan@1'),
    ...common,
    listed,
    deals: said(
      list(
        object({
          deal: text,
          title: text,
          customer: text,
          file: text,
          case: said(z.enum(['nominal', 'worst']), 'If nothing goes wrong, or under the failures that together cost the most.'),
          begin: said(date, 'The day the plan begins on.'),
          finish: said(dateOrNull, 'Null when there is no plan.'),
          proof,
          failures: said(failuresSchema, 'What goes wrong in this plan.'),
          asked: said(
            z.nullable(z.readonly(object({ said: z.enum(['offered', 'wanted']), complete: date }))),
            'The completion that is judged; null when none was asked for.',
          ),
          safe: said(dateOrNull, 'The earliest completion at which every date rule passes.'),
          plan: planSchema,
          why: z.nullable(z.readonly(z.extend(whySchema, { bound: z.nullable(whySchema.shape.bound) }))),
          no_date: said(noDateSchema, 'Why nothing can be planned; empty when it can.'),
          because: said(z.nullable(text), 'Why this plan is not known although the deal can be planned; null when it is.'),
          chart: said(z.nullable(z.readonly(chart)), 'Only with `--chart`.'),
        }),
      ),
      'Empty when the input is wrong.',
    ),
  }),
);

const answer = object({
  items: list(
    object({
      item: text,
      deliverable: text,
      title: text,
      quantity: whole,
      start: said(dateOrNull, 'Its own first day if nothing goes wrong.'),
      finish: said(dateOrNull, 'Its own last day if nothing goes wrong.'),
    }),
  ),
  signature: said(date, 'The day it is signed on: as asked, else the next business day.'),
  asked_start: dateOrNull,
  inputs: said(list(object({ input: text, item: text, by: date })), 'What the customer must give, and by when the dates count on it.'),
  start: dates.shape.start,
  stalls: said(
    list(object({ from: date, to: date, bd: whole })),
    'What lies before it, where work could begin sooner and would then stall.',
  ),
  first_work: said(dateOrNull, 'The first day with any work, stalled or not.'),
  later_because: said(z.nullable(text), 'Why the start is later than asked; null when it is not.'),
  nominal: dates.shape.nominal,
  safe: dates.shape.safe,
  floor: said(z.nullable(z.readonly(object({ rule: text, because: text }))), 'What the safe date stands on.'),
  because: dates.shape.because,
  offer: dates.shape.offer,
  relative: relativeDates,
  sales_buffer: dates.shape.sales_buffer,
  unjudged: dates.shape.unjudged,
  proof: dates.shape.proof,
  why: z.nullable(z.readonly(whySchema)),
  no_date: said(noDateSchema, 'Why nothing can be planned; empty when it can.'),
  also: said(
    list(object({ rule: text, reason: z.nullable(text), summary: text })),
    'What else keeps these items from being sold as they stand.',
  ),
});

/** What `handoff when --format json` prints. */
export const whenReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/when@1'),
    ...common,
    answer: said(z.nullable(z.readonly(answer)), 'Null when the input is wrong.'),
  }),
);

/** What `handoff waiting --format json` prints. */
export const waitingReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/waiting@1'),
    ...common,
    person: said(z.nullable(text), 'Who was asked about; null: everybody.'),
    deals: said(
      list(object({ deal: text, file: text, customer: text, verdict: z.enum(['pass', 'fail']) })),
      'The deals that were looked at.',
    ),
    waiting: said(
      list(
        object({
          deal: text,
          file: text,
          customer: text,
          kind: said(z.enum(WAITING_KINDS), 'A sign-off was there and does not count any more.'),
          on: said(list(text), 'Who can do it: any one of them, by id where capacity knows them. Empty where nobody is named for it.'),
          role: said(z.nullable(text), 'The role of policy that they have it by.'),
          what: text,
          since: said(
            dateOrNull,
            'Since when it waits: when a sign-off was given or ran out, when an input was due. Null where no file says it.',
          ),
          help: said(text, 'What to do.'),
        }),
      ),
      'By person, then the oldest first.',
    ),
  }),
);

const TYPED = 'In the notation of the files, as one would type it.';

const standing = z.readonly(
  object({
    verdict: z.enum(['pass', 'fail']),
    complete: said(dateOrNull, 'The completion that is judged.'),
    safe: dateOrNull,
    offer: dateOrNull,
    blocking: said(list(object({ rule: text, summary: text })), 'What keeps it from passing; what another rule tells is left out.'),
  }),
);

/** What `handoff options --format json` prints. */
export const optionsReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/options@1'),
    ...common,
    deal: said(
      z.nullable(
        object({
          deal: text,
          title: text,
          customer: text,
          file: text,
          state: text,
          verdict: z.enum(['pass', 'fail']),
          says: said(text, 'The verdict as `check` begins with it.'),
          unjudged: dates.shape.unjudged,
          takeable: said(z.boolean(), 'Whether it has a file that a way can be written into.'),
          judged: dates.shape.judged,
          complete: said(dateOrNull, 'The completion that is judged.'),
          safe: dates.shape.safe,
          offer: dates.shape.offer,
        }),
      ),
      'Null when the input is wrong.',
    ),
    options: said(
      list(
        z.extend(optionSchema, {
          n: said(whole, 'Its number, for `--take`.'),
          typed: said(list(text), `Its edits. ${TYPED}`),
          asked_again: said(z.boolean(), 'Whether a doer whose word was right is only asked again, for what changes.'),
        }),
      ),
      'The nearest ways to say yes; empty where changes were tried by hand.',
    ),
    options_budget_spent: said(z.boolean(), 'Whether the search for options stopped at its budget: there may be more.'),
    tried: said(
      z.nullable(
        z.readonly(
          object({
            changes: said(list(text), 'In words.'),
            edits: said(
              list(object({ path: text, value: z.unknown() })),
              'The change to the deal file, value by value; null takes something out.',
            ),
            typed: said(list(text), TYPED),
            capacity: said(list(text), `What operations would write into capacity.yaml. ${TYPED}`),
            before: standing,
            after: standing,
            holds: said(z.boolean(), 'Whether nothing of the dates blocks any more that nobody could approve.'),
            needs_approval: said(z.nullable(text), 'Who must approve it; null: nobody.'),
          }),
        ),
      ),
      'What was tried by hand; null when nothing was.',
    ),
    frontier: said(
      z.nullable(
        z.readonly(
          object({
            items: list(object({ item: text, of: whole })),
            rows: said(
              list(
                object({
                  date,
                  most: list(
                    object({
                      item: text,
                      pieces: said(
                        z.nullable(whole),
                        'How many of it are safe by then, with all of the others; null: not even without it.',
                      ),
                      tight: said(z.boolean(), 'Whether one more was seen not to be.'),
                    }),
                  ),
                }),
              ),
              'By day.',
            ),
            between: said(whole, 'Business days between the rows that were not looked at.'),
            budget_spent: z.boolean(),
            because: said(z.nullable(text), 'Why there is no table; null when there is one.'),
          }),
        ),
      ),
      'Only with `--frontier`.',
    ),
    taken: said(z.nullable(whole), 'The number of the way that was written into the deal in this run.'),
  }),
);

type ReadOptions = z.output<typeof optionsReportSchema>;
type ReadWaiting = z.output<typeof waitingReportSchema>;
type ReadPlan = z.output<typeof planReportSchema>;
type ReadWhen = z.output<typeof whenReportSchema>;
// Compiles only while the types and the schemas say the same.
const same: [
  PlanReport extends ReadPlan ? true : never,
  ReadPlan extends PlanReport ? true : never,
  WhenReport extends ReadWhen ? true : never,
  ReadWhen extends WhenReport ? true : never,
  WaitingReport extends ReadWaiting ? true : never,
  ReadWaiting extends WaitingReport ? true : never,
  OptionsReport extends ReadOptions ? true : never,
  ReadOptions extends OptionsReport ? true : never,
] = [true, true, true, true, true, true, true, true];
void same;
