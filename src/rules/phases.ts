/** The dates of earlier phases, held against the plan: for the rules whose floor the planner knows by phase. */
import { formatDay } from '../model/day.ts';
import type { Planned } from '../schedule/schedule.ts';
import { askedText, gapText } from './floor.ts';
import type { Finding, NonEmpty, RuleFacts } from './rule.ts';

/** Returns a finding for each earlier phase whose own date is before its items can be done; null when there is none. */
export function missedPhases(facts: RuleFacts, plan: Planned, by: 'nominal' | 'twoFailures', when: string): NonEmpty<Finding> | null {
  const findings = facts.deal.phases.flatMap(({ phase, complete }): Finding[] => {
    const floor = plan.phases.find((planned) => planned.phase === phase)?.[by] ?? null;
    if (floor === null || complete.day >= floor) return [];
    const said = complete.from.startsWith('promise') ? askedText(complete) : `phase ${phase}, ${formatDay(complete.day)},`;
    return [
      {
        message: `${said} is ${gapText(facts, complete.day, floor)} before ${when}, ${formatDay(floor)}`,
        at: complete.at,
        help: `give phase ${phase} the date ${formatDay(floor)}, or move items to a later phase`,
        data: { phase, asked: formatDay(complete.day), earliest: formatDay(floor) },
      },
    ];
  });
  const [first, ...rest] = findings;
  return first === undefined ? null : [first, ...rest];
}
