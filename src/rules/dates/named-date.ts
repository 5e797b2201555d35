/** The date that a delivery lead named: a floor under the safe date from then on (rules.md, `operations-date`). */
import { formatDay, type Day } from '../../model/day.ts';
import { isPrincipal } from '../../model/people.ts';
import { scopeMeaning } from '../../model/scope.ts';
import { changesBetween, standing, whyLapsed, whyWeak, type SignOff } from '../../model/signoff.ts';
import { changesText } from '../approvals.ts';
import type { RuleFacts } from '../rule.ts';

/** What a named date speaks of. */
export const DATE_SUBJECT = 'completion';

/**
 * Returns the date that a delivery lead named last, and why; null where nobody did. It binds whoever sells the deal and also when the scope has changed
 * since, which is told: a deal's author could else be rid of it by changing a line. Two of one day, from two branches, both stand: the later counts.
 *
 * One that is signed too weakly takes the place of no other, but it binds too where it is later, until one that counts takes its place: whoever removes
 * a signature must not get the earlier date for it, and a later date is safe whoever asks for it.
 */
export function namedDate(
  facts: Pick<RuleFacts, 'signoffs' | 'policy' | 'capacity' | 'deal' | 'today'>,
): { date: Day; because: string } | null {
  const given = facts.signoffs.filter(
    (each) =>
      each.type === 'handoff/date@1' &&
      each.subject === DATE_SUBJECT &&
      each.at <= facts.today &&
      isPrincipal(facts, 'delivery-lead', each.by),
  );
  const counts = (each: SignOff): boolean => whyLapsed(facts, each) === null;
  const sure = given.filter(counts);
  const replaced = ({ id, at }: SignOff): boolean => sure.some((each) => each.at > at || each.supersedes.includes(id));
  const weakly = given.filter((each) => !counts(each) && !replaced(each));
  const [last] = [...standing(sure), ...weakly].sort((a, b) => b.date! - a.date!);
  if (last === undefined) return null;
  const weak = whyWeak(facts, last) === null ? '' : `; ${whyWeak(facts, last)}: sign it, or have it removed`;
  const changes = changesBetween(last.meaning, { scope: scopeMeaning(facts.deal) });
  const since = changes.length === 0 ? '' : `; since then ${changesText(changes)}, so ask for the date again`;
  const reason = last.reason === undefined ? '' : `: ${last.reason}`;
  return { date: last.date!, because: `${last.by} named it on ${formatDay(last.at)}${reason}${since}${weak}` };
}
