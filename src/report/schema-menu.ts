/** `handoff/menu@1` as a schema, for other programs. Only the generator and the tests load it; the compiler holds it to its type (last lines). */
import * as z from 'zod/mini';
import type { Menu } from './menu.ts';
import { relativeDates } from './schema-relative.ts';
import { date, dateOrNull, envelope, list, object, said, text, whole } from './schema.ts';

const { listed: _, ...common } = envelope;

const entry = object({
  item: text,
  title: text,
  unit: said(z.nullable(text), 'What a quantity counts; null: pieces.'),
  options: said(list(object({ option: text, may_be: text })), 'What is included; anything else is a customization.'),
  price: said(z.nullable(z.readonly(object({ setup: text, each: text }))), 'Null where the library has none.'),
  list_price: said(z.nullable(text), 'Of the quantity below, with what goes with it; null where a price is missing.'),
  lead_times: said(
    list(object({ up_to: z.nullable(whole), lead_time: text })),
    'Standard lead times by quantity; the last band may be open. Empty where none is set.',
  ),
  custom_lead_time: said(z.nullable(text), 'The lead time of a customized one.'),
  requires: said(list(text), 'What it cannot go without; the dates are of both together.'),
  inputs: said(list(object({ input: text, by: date })), 'What the customer must give, and by when the dates count on it.'),
  usual: object({
    quantity: whole,
    from: said(
      z.enum(['history', 'asked', 'none']),
      'The middle one of finished and running orders; what the command line asked for; or one, where nothing is recorded.',
    ),
    of: said(whole, 'So many orders are recorded.'),
  }),
  start: said(dateOrNull, 'The first day on which the team can begin and keep going.'),
  safe: dateOrNull,
  offer: said(dateOrNull, 'The safe date and the sales buffer.'),
  relative: relativeDates,
  because: said(z.nullable(text), 'Why there is no date; null when there is one.'),
  also: said(list(object({ rule: text, reason: z.nullable(text), summary: text })), 'What else keeps it from being sold as it stands.'),
});

/** What `handoff menu --format json` prints. */
export const menuSchema = z.readonly(
  object({
    schema: z.literal('handoff/menu@1'),
    ...common,
    currency: said(text, 'Of all prices; empty when the input is wrong.'),
    signature: said(dateOrNull, 'The day on which a customer signs who says yes now.'),
    entries: said(list(entry), 'What is for sale, in the order of the library.'),
    not_sold: list(
      object({
        item: text,
        title: text,
        status: z.enum(['declined', 'roadmap']),
        say: said(z.nullable(text), 'What to tell a customer.'),
        instead: said(list(text), 'What to sell instead.'),
        roadmap: said(z.nullable(z.readonly(object({ state: text, ready: dateOrNull }))), 'Null for what is declined.'),
      }),
    ),
  }),
);

type Read = z.output<typeof menuSchema>;
// Compiles only while the type and the schema say the same.
const same: [Menu extends Read ? true : never, Read extends Menu ? true : never] = [true, true];
void same;
