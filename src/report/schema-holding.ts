/**
 * `handoff/hold@1`, `handoff/release@1` and `handoff/confirm@1`, and the file `handoff/confirmed@1`, as schemas, for other programs. Only the generator and the tests
 * load them; the compiler holds each to its type (last lines).
 */
import * as z from 'zod/mini';
import type { FrozenReport } from '../holding/confirm.ts';
import { HOLDING_RESULTS, type HoldingCommand, type HoldingReport } from '../holding/report.ts';
import { date, dateOrNull, envelope, list, object, said, text } from './schema.ts';

const { tool, today, diagnostics, faults, exit } = envelope;

const ambiguities = said(
  list(
    object({
      kind: z.enum(['waived', 'unknown', 'soft-promise']),
      of: said(text, 'The rule; of a soft promise what was said.'),
      says: text,
    }),
  ),
  'What was signed without being sure.',
);

const hold = object({
  seller: said(text, 'Who holds it.'),
  first: said(date, 'The first day on which it was held; a renewal keeps it.'),
  until: said(date, 'The last day on which it counts.'),
  longest: said(dateOrNull, 'The last day on which the deal may be held at all; null where that was not asked.'),
  released: said(dateOrNull, 'The day on which it was let go.'),
});

function answerSchema<Command extends HoldingCommand>(command: Command) {
  return z.readonly(
    object({
      schema: z.literal(`handoff/${command}@1` as const),
      tool,
      today,
      deal: said(z.nullable(text), 'Null where the input is wrong.'),
      title: z.nullable(text),
      file: z.nullable(text),
      result: said(z.enum(HOLDING_RESULTS), 'How it ended; `not-judged`: the input is wrong.'),
      hold: said(
        z.nullable(z.readonly(hold)),
        'The hold as it stands after this run, or as it was let go; null where there is and was none.',
      ),
      signed: said(dateOrNull, 'The day of the signature; null where it is not signed.'),
      hours: said(
        list(object({ role: text, hours: z.number(), from: date, to: date })),
        'The hours that are held, booked, or free again, by role.',
      ),
      missing: said(list(object({ rule: text, verdict: text, says: text })), 'What the deal lacks to be held or confirmed.'),
      in_the_way: said(
        list(object({ booking: text, customer: z.nullable(text), until: date })),
        'Whose holds are in its way, and until when.',
      ),
      would_pass: said(z.boolean(), 'Whether it would pass without them.'),
      ambiguities,
      notes: said(list(text), 'What else a reader has to know.'),
      wrote: said(list(text), 'The files that were written.'),
      diagnostics,
      faults,
      exit,
    }),
  );
}

/** What `handoff hold --format json` prints. */
export const holdReportSchema = answerSchema('hold');
/** What `handoff release --format json` prints. */
export const releaseReportSchema = answerSchema('release');
/** What `handoff confirm --format json` prints. */
export const confirmReportSchema = answerSchema('confirm');

/** What `handoff confirm` freezes in confirmed/DEAL.json. */
export const confirmedSchema = z.readonly(
  object({
    schema: z.literal('handoff/confirmed@1'),
    deal: text,
    verdict: z.literal('pass'),
    signed: said(date, 'The day of the signature.'),
    confirmed: said(date, 'The day of the report.'),
    held_since: said(dateOrNull, 'Since when the same had been held when it was signed; null where it was not.'),
    by: said(z.nullable(text), 'Who confirmed it; null where nobody said.'),
    digest: said(text, 'The digest of `meaning`.'),
    meaning: said(z.readonly(z.record(text, z.unknown())), 'What was sold, for whom and by when, as the deal said it.'),
    ambiguities,
    report: said(z.readonly(z.looseObject({ schema: z.literal('handoff/report@1') })), 'The whole report of that day, handoff/report@1.'),
  }),
);

type Read<Schema extends z.ZodMiniType> = z.output<Schema>;
// Compiles only while the types and the schemas say the same; a report has a schema of its own.
const same: [
  HoldingReport<'hold'> extends Read<typeof holdReportSchema> ? true : never,
  Read<typeof holdReportSchema> extends HoldingReport<'hold'> ? true : never,
  Omit<FrozenReport, 'report'> extends Omit<Read<typeof confirmedSchema>, 'report'> ? true : never,
  Omit<Read<typeof confirmedSchema>, 'report'> extends Omit<FrozenReport, 'report'> ? true : never,
] = [true, true, true, true];
void same;
