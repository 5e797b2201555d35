/** The parts of `handoff/report@1` that are about many deals at once, as schemas. */
import * as z from 'zod/mini';
import { date, dateOrNull, list, object, said, text, whole } from '../schema-words.ts';

const hours = z.number();

const week = object({
  from: said(date, 'Monday.'),
  wanted_hours: hours,
  free_hours: said(hours, 'On the days on which somebody wants some, before any open deal.'),
  over_hours: said(hours, 'What is wanted beyond what is free, day by day: above 0 the week is sold twice.'),
  deals: said(list(text), 'Who wants some on the days that are sold twice.'),
});

const taker = object({
  deal: text,
  customer: text,
  role: text,
  from: date,
  to: date,
  hours: said(hours, 'What both want beyond what is free.'),
});

const beside = object({
  deal: text,
  file: text,
  customer: text,
  probability: said(z.nullable(z.number()), 'From 0 to 1; null: nobody says.'),
  signature: date,
  fits: said(z.nullable(z.boolean()), 'Whether it can be signed as asked beside those of the combination; null: not even alone.'),
  asked: dateOrNull,
  safe_alone: dateOrNull,
  safe: said(dateOrNull, 'When those before it are signed.'),
  later_bd: said(z.nullable(whole), 'Business days between the two.'),
  late_bd: said(z.nullable(whole), 'Business days that the safe date is after the one asked for.'),
  loses_to: said(list(taker), 'Who wants the same hours and comes before it, most hours first.'),
});

const together = object({
  order: said(z.enum(['probability', 'signature']), 'The likeliest first, else who signs first; drafts last.'),
  deals: said(list(beside), 'In that order.'),
  combination: said(list(text), 'Deals that can all be signed as asked.'),
  largest: said(z.enum(['proven', 'found']), 'Proven: no order lets more of them be signed as asked. Found: there may be one.'),
  tried: said(whole, 'Plans that were tried to find a larger one.'),
});

/** What the open deals of a book want together. */
export const bookSchema = object({
  roles: said(list(object({ role: text, weeks: list(week) })), 'By role, week by week.'),
  together: said(z.nullable(z.readonly(together)), 'Which of them can all be signed; null where nobody asked.'),
});

/** Which part of a book a report is of. */
export const shardSchema = object({
  index: said(whole, 'From 1.'),
  of: whole,
  deals: said(whole, 'Of the whole book.'),
  places: said(list(whole), "Of this part's deals in the whole book, from 0."),
  digests: said(list(object({ path: text, sha256: text })), 'All files of the whole run.'),
  asked: said(text, 'How the run was asked, as far as it changes what is judged.'),
  wants: said(
    list(object({ deal: text, role: text, from: date, hours: list(hours), free: list(hours) })),
    'What each open deal wants of a role, a calendar day each, and what is free before any of them.',
  ),
});
