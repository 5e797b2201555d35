/** The schemas of holds/DEAL.yaml and confirmed/DEAL.yaml: what handoff holds for open deals, and books for signed ones. */
import * as z from 'zod/mini';
import type { BookingFile, HoldFile } from '../../model/held.ts';
import { load, staffedLoad } from './capacity.ts';
import { object, type Schema } from './fields.ts';
import { contentOf, VERSION } from './shared.ts';
import { day, email, flag, text } from './units.ts';

const work = z.array(load);
const named = z.array(staffedLoad);
const promised = z.optional(day);

/** holds/DEAL.yaml. */
export const holdSchema: Schema<HoldFile> = z.pipe(
  object({
    handoff: VERSION,
    hold: [text, "The deal's id: the name of this file."],
    customer: [text, 'For whom.'],
    seller: [object({ name: [z.optional(text), 'Who sells it.'], email: [z.optional(email), 'Their address.'] }), 'Who holds it.'],
    first: [day, 'The first day on which it was held; a renewal keeps it.'],
    held: [day, 'The day on which it was held as it stands here.'],
    expires: [day, 'The last day on which it counts.'],
    released: [z.optional(day), 'The day on which it was let go.'],
    promised: [promised, 'The completion that is asked for.'],
    digest: [text, 'The digest of what is sold.'],
    work: [work, 'The hours that the plan uses, by role and day.'],
  }),
  z.transform((value): HoldFile => contentOf(value)),
);

/** confirmed/DEAL.yaml. */
export const bookingSchema: Schema<BookingFile> = z.pipe(
  object({
    handoff: VERSION,
    booking: [text, "The deal's id: the name of this file."],
    customer: [text, 'For whom.'],
    paid: [z._default(flag, false), 'Whether the customer has paid. Operations may say so here.'],
    signed: [day, 'The day of the signature.'],
    promised: [promised, 'The completion that was promised.'],
    digest: [text, 'The digest of what was sold.'],
    gate: [
      z.optional(
        object({
          on: [day, 'The day on which people were put on it.'],
          meeting: [z.optional(text), 'The record of the transfer meeting; without it, none was asked of this deal.'],
          digest: [text, 'The digest of who is put on what.'],
        }),
      ),
      'Written by `handoff gate --people`: the gate after which people were put on it by name.',
    ],
    work: [named, 'The hours that are booked, by role and day; by name only after the gate.'],
  }),
  z.transform((value): BookingFile => contentOf(value)),
);
