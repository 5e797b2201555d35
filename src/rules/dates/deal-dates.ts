/** Every date that a deal says, with its name in the deal: what a proposal may say too. */
import type { Day } from '../../model/day.ts';
import type { AskedDates } from '../../model/deal.ts';
import type { RuleFacts } from '../rule.ts';

/** A date of a deal. */
export interface DealDate {
  readonly day: Day;
  /** `dates.offered.complete`, `the due of 'bags'`. */
  readonly name: string;
  /** Whether it is only what the customer asked for, and something else was offered. */
  readonly onlyWanted: boolean;
  /** Whether nobody works then: such a day may be told, and nothing is due on it. */
  readonly closed: boolean;
}

/** Returns the dates of a deal, those that it offers first. Derived ones are the deal's too; a relative offer has the days that it was told by. */
export function datesOfDeal({ deal, schedule, capacity }: RuleFacts): DealDate[] {
  const { file } = deal;
  const found: DealDate[] = [];
  const add = (name: string, day: Day | null | undefined, onlyWanted = false, closed = false): void => {
    if (day !== null && day !== undefined) found.push({ day, name, onlyWanted, closed });
  };
  const asked = (name: string, dates: AskedDates | undefined, other?: AskedDates): void => {
    add(`${name}.start`, dates?.start, other?.start !== undefined && other.start !== dates?.start);
    const complete = dates?.complete;
    if (complete?.kind === 'on') add(`${name}.complete`, complete.on, other?.complete !== undefined);
  };
  asked('offered', file.dates.offered);
  if (deal.relative !== null) add('the completion', deal.judgedCompletion?.day);
  file.promises?.forEach(({ id, due }) => add(`the due of '${id}'`, due));
  file.dates.phases.forEach(({ phase, complete }) => add(`phase ${phase}`, complete));
  add('the signature', deal.signature);
  add('valid_until', file.dates.valid_until);
  add('the day it was signed', file.dates.signed);
  asked('wanted', file.dates.wanted, file.dates.offered);
  for (const { id, due, line } of deal.inputs) {
    add(`the due of '${id}'`, due);
    add(`'${id}' received`, line?.received?.day);
    add(`'${id}' approved`, line?.approved?.day);
  }
  file.inputs?.forEach(({ id, due }) => add(`the due of '${id}'`, due));
  file.materials?.forEach(({ material, eta }) => add(`${material} there`, eta));
  file.staffing?.forEach(({ from, to }) => {
    add('staffing from', from);
    add('staffing to', to);
  });
  file.soft_promises?.forEach(({ due, told_customer }) => {
    add('a soft promise', due);
    add('told to the customer', told_customer);
  });
  add('soft promises asked', file.soft_promises_asked?.on);
  if (file.support !== undefined && file.support !== 'none') add('the end of support', file.support.until);
  file.requirements?.groups.forEach(({ group, from, to }) => {
    add(`${group} from`, from.day);
    add(`${group} to`, to.day);
  });
  add('the first milestone', file.context?.first_milestone?.on);
  file.context?.stakeholders.forEach(({ name, asked: day }) => add(`${name} asked`, day));
  file.discovery.forEach(({ question, closed }) => add(`'${question}' closed`, closed));
  if (schedule.status === 'planned') {
    for (const { approved, complete } of schedule.byApproval) {
      add(`'${deal.relative?.input}' here`, approved);
      add('complete then', complete);
    }
  }
  // What is closed for everybody is no promise.
  for (const { on, name } of capacity.calendar.holidays) add(name ?? 'a holiday', on, false, true);
  for (const { first, last } of capacity.calendar.closed) {
    add('closed from', first, false, true);
    add('closed to', last, false, true);
  }
  return found;
}

/** Returns the date of a deal that is nearest to a day; of two, that which the deal offers; null when it has none. */
export function nearestDate(dates: readonly DealDate[], day: Day): DealDate | null {
  const far = (date: DealDate): number => Math.abs(date.day - day);
  return dates.reduce<DealDate | null>((best, date) => (best === null || far(date) < far(best) ? date : best), null);
}
