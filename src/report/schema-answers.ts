/**
 * `handoff/plan@1`, `handoff/when@1`, `handoff/waiting@1`, `handoff/brief@1` and `handoff/gate@1` as schemas, for other programs. Only the generator and the tests load them; the compiler holds each to its type
 * (last lines).
 */
import * as z from 'zod/mini';
import { GATE_PARTS } from '../signoff/gate.ts';
import type { BriefData } from './brief/index.ts';
import type { PlanReport } from './plan.ts';
import type { GateReport } from './render/gate.ts';
import {
  date,
  dateOrNull,
  dates,
  envelope,
  failuresSchema,
  list,
  noDateSchema,
  object,
  planSchema,
  proof,
  said,
  text,
  whole,
  whySchema,
} from './schema.ts';
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

type ReadWaiting = z.output<typeof waitingReportSchema>;
const line = object({
  label: said(text, 'What it is about; of a row of a table its first cell.'),
  text: said(text, 'What is known; what others wrote stands in it as they wrote it.'),
  more: said(list(text), 'Lines under it.'),
  missing: said(z.boolean(), 'Whether this is what nobody has said.'),
});

const brief = object({
  deal: text,
  title: text,
  customer: text,
  file: text,
  state: text,
  verdict: z.enum(['pass', 'fail']),
  blocking: said(list(object({ rule: text, says: text })), 'What keeps the deal from passing; the numbers of its margin are left out.'),
  safe: said(dateOrNull, 'The earliest completion at which every date rule passes.'),
  not_said: said(list(text), 'What nobody has said, as `section: label`.'),
  sections: said(list(object({ id: text, title: text, lines: list(line) })), 'In the order in which a project manager needs them.'),
});

/** What `handoff brief --format json` prints. */
export const briefReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/brief@1'),
    ...common,
    brief: said(z.nullable(z.readonly(brief)), 'Null when the input is wrong.'),
  }),
);

/** What `handoff gate --format json` prints. */
export const gateReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/gate@1'),
    deal: text,
    file: text,
    open: said(z.boolean(), 'Whether the project may start.'),
    not_asked: said(z.nullable(text), 'Why no transfer meeting is asked of this deal; null where one is.'),
    parts: list(
      object({
        part: z.enum(GATE_PARTS),
        there: z.boolean(),
        says: text,
        help: said(text, 'What to do; empty where nothing is missing, or where it follows from another part.'),
      }),
    ),
    booking: said(
      z.nullable(
        z.readonly(
          object({
            hours: list(object({ role: text, hours: z.number(), from: date, to: date })),
            people: said(z.enum(['by-role', 'by-name']), 'Whether people may be put on it by name: once the gate is open.'),
          }),
        ),
      ),
      'What is booked for the deal; null where it was not confirmed.',
    ),
    kept: said(z.nullable(text), 'The record that was kept in this run.'),
  }),
);

type ReadBrief = z.output<typeof briefReportSchema>;
type ReadGate = z.output<typeof gateReportSchema>;
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
  BriefData extends ReadBrief ? true : never,
  ReadBrief extends BriefData ? true : never,
  GateReport extends ReadGate ? true : never,
  ReadGate extends GateReport ? true : never,
] = [true, true, true, true, true, true, true, true, true, true];
void same;
