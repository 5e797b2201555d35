/** `handoff/diff@1` as a schema, for other programs. Only the generator and the tests load it; the compiler holds it to its type (last lines). */
import * as z from 'zod/mini';
import { DEAL_CHANGES, INPUTS, type DiffReport } from './diff.ts';
import { date, dateOrNull, envelope, list, object, said, text, whole } from './schema.ts';

const verdict = z.enum(['pass', 'fail']);
const inputs = list(z.enum(INPUTS));
const change = z.enum(['edited', 'added', 'removed']);
const bd = z.nullable(z.int());

const side = z.readonly(
  object({
    ref: said(z.nullable(text), 'As it was asked for; null: the work tree.'),
    commit: z.nullable(text),
    today: said(date, 'The day it is judged on: the same on both sides, unless `--then` says another.'),
  }),
);

const stand = z.nullable(
  z.readonly(
    object({
      verdict,
      says: said(text, 'The verdict as `check` begins with it.'),
      judged: z.nullable(z.enum(['offered', 'wanted'])),
      asked: said(dateOrNull, 'The completion that is judged.'),
      nominal: dateOrNull,
      safe: dateOrNull,
      because: said(z.nullable(text), 'Why there is no safe date.'),
      offer: dateOrNull,
      price: said(z.nullable(text), 'With its currency.'),
      margin: said(z.nullable(text), 'What `margin-floor` says is left of it.'),
    }),
  ),
);

const effect = {
  because: said(z.nullable(text), 'Why it could not be judged by itself; null when it was.'),
  verdict: z.nullable(verdict),
  safe: said(dateOrNull, 'The safe date of the older side with this change alone.'),
  bd: said(bd, "Business days by which it moves the older side's safe date, on the newer side's calendar; null where either is missing."),
  turns: said(list(text), 'Rules that it turns to what they are on the newer side.'),
};

const entry = object({
  entry: said(text, 'As `bookings.harbor-12`.'),
  change,
  says: said(list(text), 'What it says else than before, and the hours that come or go with it.'),
  ...effect,
});

const cause = object({
  input: z.enum(INPUTS),
  says: said(list(text), 'What it says else than before.'),
  ...effect,
  entries: said(list(entry), 'Of capacity: each entry of it changed alone.'),
  entries_together: said(z.boolean(), 'Whether the entries move the safe date only together as far as the input does.'),
  entries_untried: said(whole, 'Further entries, which were not tried.'),
});

const finding = object({
  fingerprint: said(text, 'The same after other lines have moved; as in SARIF.'),
  rule: text,
  level: z.enum(['error', 'warning', 'note']),
  at: z.readonly(object({ file: text, line: whole, column: whole })),
  message: text,
});

const deal = object({
  deal: text,
  title: text,
  customer: text,
  file: text,
  change: said(z.enum(DEAL_CHANGES), '`same`: nothing of it is other than before.'),
  state: z.readonly(object({ before: z.nullable(text), after: z.nullable(text) })),
  before: said(stand, 'Null where it is not judged: it is not there, or not open.'),
  after: stand,
  dates: said(
    list(object({ date: z.enum(['asked', 'nominal', 'safe', 'offer']), before: dateOrNull, after: dateOrNull, bd })),
    'Dates that are not the same.',
  ),
  rules: said(
    list(object({ rule: text, before: text, after: text, by: said(inputs, 'Inputs that turn it so, each by itself.') })),
    'Rules that do not end as they did.',
  ),
  new: said(list(finding), 'Findings of the newer side only.'),
  gone: said(list(finding), 'Findings of the older side only.'),
  causes: said(list(cause), 'Each changed input, and what it does by itself to the older side.'),
  together: said(inputs, 'Inputs that move the safe date, or turn the verdict, only together; empty where the changes add up one by one.'),
  budget_spent: said(z.boolean(), 'Whether the budget was spent before all was tried.'),
});

/** What `handoff diff --format json` prints. */
export const diffReportSchema = z.readonly(
  object({
    schema: z.literal('handoff/diff@1'),
    tool: envelope.tool,
    before: side,
    after: side,
    files: said(list(object({ path: text, input: z.enum(INPUTS), change })), 'Files that are not the same, by what they are to a deal.'),
    deals: said(list(deal), 'Every deal that is open on either side; empty when the input is wrong.'),
    tried: said(whole, 'How often a deal was judged again to find the causes.'),
    diagnostics: said(
      envelope.diagnostics,
      'What is wrong with the files of a side: each file with its commit, as 3f2a9c1:deals/acme.yaml.',
    ),
    faults: envelope.faults,
    exit: said(envelope.exit, '0 both sides could be judged, 2 bad input, 3 a fault of handoff.'),
  }),
);

type Read = z.output<typeof diffReportSchema>;
// Compiles only while the type and the schema say the same.
const same: [DiffReport extends Read ? true : never, Read extends DiffReport ? true : never] = [true, true];
void same;
