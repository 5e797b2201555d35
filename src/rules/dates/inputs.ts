/** Whether an input comes in time for the judged date. */
import { addBusinessDays, addDuration, businessDaysBetween, onOrAfter } from '../../model/calendar.ts';
import { formatDay } from '../../model/day.ts';
import type { InputFact } from '../../model/facts.ts';
import { askedText, gapText } from '../floor.ts';
import type { Finding, RuleFacts } from '../rule.ts';

/**
 * Returns a finding for each input whose due day is too late for the judged completion: after it, or holding up the plan that waits for it. In the plan
 * a step never begins before its input, so the blocked steps say nothing: too late is the due day for which the plan is finished after the judged
 * day, when an earlier one could help.
 */
export function lateInputs(facts: RuleFacts): Finding[] {
  const { inputs, relative } = facts.deal;
  return inputs
    .filter(({ id, state }, index) => state !== 'here' && relative?.input !== id && inputs.findIndex((other) => other.id === id) === index)
    .flatMap((input) => afterCompletion(input, facts) ?? holdingUp(input, facts) ?? []);
}

function afterCompletion({ id, due, line, at }: InputFact, { deal, today }: RuleFacts): Finding | null {
  const asked = deal.judgedCompletion;
  // The day of what is not here is known: the deal's, or the library's usual one.
  if (asked === null || due! <= asked.day) return null;
  const needed = formatDay(asked.day);
  return {
    message: `'${id}' is due on ${formatDay(due!)}, and the work needs it by ${needed}`,
    at: line?.due === undefined ? at : { ...at, path: [...at.path, 'due'] },
    help: asked.day < today ? 'move the date, which is over' : `agree on ${needed} or earlier, or move the date`,
    data: { input: id, due: formatDay(due!), needed },
  };
}

function holdingUp({ id, due, library, at }: InputFact, facts: RuleFacts): Finding | null {
  const { calendar, deal, schedule: plan, today } = facts;
  const asked = deal.judgedCompletion;
  if (asked === null || plan.status === 'unplannable') return null;
  if (plan.nominal.date <= asked.day || !plan.chain.some(({ waits, on }) => waits === 'input' && on === id)) return null;
  const soonest = Math.max(
    deal.begin,
    onOrAfter(calendar, today + 1) ?? today + 1,
    (library.takes && addDuration(calendar, deal.begin, library.takes)) ?? deal.begin,
  );
  const needed = addBusinessDays(calendar, due!, -businessDaysBetween(calendar, asked.day, plan.nominal.date));
  // Not even an input on the first day on which it can come would do: then it is the date that is wrong, and the date rules say so. So it is of one of
  // which nobody has agreed on a day, or that takes longer than was agreed: the plan counts on its usual time, and a day before that is none.
  if (needed === null || needed < soonest) return null;
  const late = gapText(facts, asked.day, plan.nominal.date);
  return {
    message: `'${id}' is due on ${formatDay(due!)}, and the plan that waits for it is done on ${formatDay(plan.nominal.date)}, ${late} after ${askedText(asked)}`,
    at: { ...at, path: [...at.path, 'due'] },
    help: `agree on ${formatDay(needed)} or earlier, or move the date`,
    data: { input: id, due: formatDay(due!), needed: formatDay(needed) },
  };
}
