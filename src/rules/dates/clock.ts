/** When the clock of a lead time starts: nobody works on what is not signed, nor on what has not come. */
import { formatDay, type Day } from '../../model/day.ts';
import type { RuleFacts } from '../rule.ts';

/** The day from which a lead time runs, and what it waits for. */
export interface ClockStart {
  readonly day: Day;
  /** `the signature`, or `'artwork'`. */
  readonly from: string;
}

/** Returns the day from which a lead is counted: the signature, on its last day where the offer holds until then; never before today while unsigned. */
export function leadBegin({ deal }: RuleFacts): Day {
  return deal.state === 'signed' ? deal.signature : deal.begin;
}

/** Returns the signature or the last blocking input, whichever is later. */
export function clockStart(facts: RuleFacts): ClockStart {
  return facts.deal.inputs.reduce<ClockStart>((last, { id, day }) => (day > last.day ? { day, from: `'${id}'` } : last), {
    day: leadBegin(facts),
    from: 'the signature',
  });
}

/** Returns a clock's start in words: `2026-12-03, when 'artwork' comes`. */
export function clockText({ day, from }: ClockStart): string {
  return from === 'the signature' ? `${from} on ${formatDay(day)}` : `${formatDay(day)}, when ${from} is here`;
}
