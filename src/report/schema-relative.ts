/** The dates that count from an input, as `when` and `menu` print them. */
import * as z from 'zod/mini';
import { date, object, said, text } from './schema.ts';

/** `relative` of `handoff/when@1` and `handoff/menu@1`. */
export const relativeDates = said(
  z.nullable(
    z.readonly(
      object({
        input: said(text, 'What the customer has to give first.'),
        safe: said(text, 'So many business days after it comes, in the notation of the files: `7bd`.'),
        offer: said(text, 'The same with the sales buffer.'),
        planned: said(date, 'The day it is planned for.'),
        if_planned: said(date, 'The safe date if it comes on that day.'),
        but: said(z.nullable(text), 'What else has to be said of it; null where it holds whenever the input comes.'),
      }),
    ),
  ),
  'Where an input that is not here is all that keeps it from having a date: the dates counted from it.',
);
