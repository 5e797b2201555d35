/** What all parts of the derivation are given. */
import type { Calendar } from '../../model/calendar.ts';
import type { Day } from '../../model/day.ts';

/** Records a value that the deal does not say. */
export type Note = (path: string, value: string, from: string) => void;

/** What the derivations that count days need. */
export interface Clock {
  readonly calendar: Calendar;
  readonly today: Day;
  readonly begin: Day;
}
