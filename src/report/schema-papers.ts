/**
 * `handoff/brief@1`, `handoff/offer@1`, `handoff/say@1`, `handoff/fill@1` and `handoff/gate@1` as schemas, for other programs: what is made of a deal for the people around it. Only the
 * generator and the tests load them; the compiler holds each to its type (last lines).
 */
import * as z from 'zod/mini';
import { GATE_PARTS } from '../signoff/gate.ts';
import type { BriefData } from './brief/index.ts';
import type { FillReport } from './fill.ts';
import type { OfferData } from './offer/index.ts';
import type { GateReport } from './render/gate.ts';
import type { SayReport } from './say/index.ts';
import { date, dateOrNull, envelope, list, object, said, text, whole } from './schema.ts';

const { listed: _, ...common } = envelope;

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

const offer = object({
  deal: text,
  customer: text,
  draft: said(z.boolean(), 'Whether it says that it is none: the deal does not pass yet, or is a draft itself.'),
  dates: object({
    signature: said(date, 'The last day of signature that the other dates hold for.'),
    start: said(dateOrNull, 'Null where no date can be given, or where it counts from an input.'),
    phases: said(list(object({ phase: whole, complete: dateOrNull })), 'Earlier phases with a date of their own.'),
    complete: said(
      z.nullable(
        z.readonly(
          object({
            on: dateOrNull,
            event: z.nullable(z.enum(['shipped', 'in-hands', 'accepted'])),
            after: said(z.nullable(text), 'The input that it counts from, where it is no day.'),
            within: said(z.nullable(text), 'How long after it: `8bd`.'),
          }),
        ),
      ),
      'Null where no date can be given.',
    ),
    valid_until: date,
  }),
  price: said(
    z.nullable(z.readonly(object({ cents: whole, currency: text }))),
    'In hundredths of the currency; null where nobody says it.',
  ),
  inputs: said(
    list(
      object({
        input: text,
        state: z.enum(['here', 'expected', 'overdue']),
        late: said(
          list(object({ late_bd: whole, moves_bd: z.nullable(whole) })),
          'By how many business days the completion moves for so many that it is late, planned anew for each; null where no date can be given then.',
        ),
      }),
    ),
    'What the customer gives.',
  ),
  sections: said(list(object({ id: text, title: text, lines: list(line) })), 'In the order in which a customer reads them.'),
});

/** What `handoff offer --format json` prints. */
export const offerReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/offer@1'),
    ...common,
    blocking: said(list(text), 'Rules that keep the deal from passing: not for the customer.'),
    offer: said(
      z.nullable(z.readonly(offer)),
      'Null when the input is wrong, and where the deal does not pass and no draft was asked for.',
    ),
  }),
);

/** What `handoff say --format json` prints. */
export const sayReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/say@1'),
    ...common,
    say: said(
      z.nullable(
        z.readonly(
          object({
            deal: text,
            customer: text,
            answer: z.enum(['yes', 'not-yet', 'no-date']),
            complete: said(dateOrNull, 'The completion that may be told: the one asked for where it holds, else the nearest.'),
            says: text,
            because: said(list(text), 'Why not; empty for a yes.'),
            instead: said(list(text), 'What the customer could have instead, nearest first.'),
            rests_on: said(list(text), 'What the dates rest on.'),
          }),
        ),
      ),
      'Null when the input is wrong.',
    ),
  }),
);

const fill = object({
  deal: text,
  file: text,
  dry_run: said(z.boolean(), 'Whether the file stayed as it was.'),
  safe: said(dateOrNull, 'The safe date of the filled deal; null where none can be given.'),
  because: said(z.nullable(text), 'Why there is none.'),
  changes: said(
    list(object({ path: text, was: z.nullable(text), now: z.nullable(text), from: text })),
    '`was` null: it was not there; `now` null: it is taken out.',
  ),
  kept: said(
    list(object({ path: text, typed: text, computed: text, from: text })),
    'Typed by hand, and not what is computed: left as it is.',
  ),
  left_out: said(
    list(object({ part: text, rule: text, because: text })),
    'What was not written because a check would fail by it, and what that check says.',
  ),
  problem: said(z.nullable(text), 'What of `x-handoff` could not be read.'),
  verdict: z.enum(['pass', 'fail']),
  blocking: said(list(object({ rule: text, says: text })), 'What keeps the filled deal from passing.'),
  diff: said(list(text), 'The lines that differ, with `-` or `+` before them.'),
});

/** What `handoff fill --format json` prints. */
export const fillReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/fill@1'),
    ...common,
    fill: said(z.nullable(z.readonly(fill)), 'Null when the input is wrong, and where the deal cannot be filled.'),
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
            team: said(
              list(object({ person: text, role: text, hours: z.number(), from: date, to: date })),
              'Who is put on it by name, after this run.',
            ),
            open: said(
              list(object({ role: text, from: date, to: date })),
              'Of what this run has put on it: units that nobody of the team can do by name; they stay by role.',
            ),
          }),
        ),
      ),
      'What is booked for the deal; null where it was not confirmed.',
    ),
    kept: said(z.nullable(text), 'The record that was kept in this run.'),
    wrote: said(z.nullable(text), 'The booking that was written in this run.'),
  }),
);

type ReadBrief = z.output<typeof briefReportSchema>;
type ReadGate = z.output<typeof gateReportSchema>;
type ReadFill = z.output<typeof fillReportSchema>;
type ReadOffer = z.output<typeof offerReportSchema>;
type ReadSay = z.output<typeof sayReportSchema>;
// Compiles only while the types and the schemas say the same.
const same: [
  BriefData extends ReadBrief ? true : never,
  ReadBrief extends BriefData ? true : never,
  FillReport extends ReadFill ? true : never,
  ReadFill extends FillReport ? true : never,
  OfferData extends ReadOffer ? true : never,
  ReadOffer extends OfferData ? true : never,
  SayReport extends ReadSay ? true : never,
  ReadSay extends SayReport ? true : never,
  GateReport extends ReadGate ? true : never,
  ReadGate extends GateReport ? true : never,
] = [true, true, true, true, true, true, true, true, true, true];
void same;
