/** The dates of earlier phases, held against what the planner, or a rule, knows of each phase. */
import { onOrAfter } from '../../model/calendar.ts';
import { formatDay, type Day } from '../../model/day.ts';
import type { Asked, ItemFact } from '../../model/facts.ts';
import type { PhaseRuns, Planned } from '../../schedule/schedule.ts';
import { askedText, gapText } from '../floor.ts';
import type { Finding, NonEmpty, PhaseFloor, RuleFacts } from '../rule.ts';

/** The date of an earlier phase that is too early. */
export interface Missed {
  readonly phase: number;
  readonly complete: Asked;
  readonly floor: Day;
  /** The date as its author knows it. */
  readonly said: string;
}

/** Returns a finding for each earlier phase whose own date is before its items can be done; null when there is none. */
export function missedPhases(facts: RuleFacts, plan: Planned, by: 'nominal' | 'twoFailures', when: string): NonEmpty<Finding> | null {
  return findingsOf(
    facts,
    (phase) => plan.phases.find((planned) => planned.phase === phase)?.[by] ?? null,
    ({ complete, floor, said }) => ({
      message: `${said} is ${gapText(facts, complete.day, floor)} before ${when}, ${formatDay(floor)}`,
    }),
  );
}

/** Returns a finding for each phase whose own date is before its floor, with what the rule has to say of it; null when there is none. */
export function findingsOf(
  { deal }: RuleFacts,
  floorOf: (phase: number) => Day | null,
  tell: (missed: Missed) => Pick<Finding, 'message' | 'data'>,
): NonEmpty<Finding> | null {
  const findings = deal.phases.flatMap(({ phase, complete }): Finding[] => {
    const floor = floorOf(phase);
    if (floor === null || complete.day >= floor) return [];
    const said = complete.from.startsWith('promise') ? askedText(complete) : `phase ${phase}, ${formatDay(complete.day)},`;
    const { message, data } = tell({ phase, complete, floor, said });
    return [
      {
        message,
        at: complete.at,
        help: `give phase ${phase} the date ${formatDay(floor)}, or move items to a later phase`,
        data: { phase, asked: formatDay(complete.day), earliest: formatDay(floor), ...data },
      },
    ];
  });
  const [first, ...rest] = findings;
  return first === undefined ? null : [first, ...rest];
}

/** Returns what three copies of the deal say of one of its phases; null when that is not known. */
export function phaseRuns({ threeRuns }: Planned, phase: number): PhaseRuns | null {
  return threeRuns.status === 'planned' ? (threeRuns.phases.find((runs) => runs.phase === phase) ?? null) : null;
}

/** Returns the floors of the earlier phases, each of its own items and those before it; none is later than that of the whole. */
export function phaseFloors({ deal, calendar }: RuleFacts, whole: Day, floorOf: (items: readonly ItemFact[]) => Day | null): PhaseFloor[] {
  const phases = [...new Set(deal.items.map(({ phase }) => phase))].sort((a, b) => a - b).slice(0, -1);
  return phases.flatMap((phase) => {
    const day = floorOf(deal.items.filter((item) => item.phase <= phase));
    return day === null ? [] : [{ phase, earliest: Math.min(whole, onOrAfter(calendar, day) ?? day) }];
  });
}

/** Returns a finding for each earlier phase whose own date is before such a floor; null when there is none. `which` goes on after the floor's day. */
export function missedFloors(facts: RuleFacts, floors: readonly PhaseFloor[], which: string): NonEmpty<Finding> | null {
  return findingsOf(
    facts,
    (phase) => floors.find((own) => own.phase === phase)?.earliest ?? null,
    ({ said, floor }) => ({ message: `${said} is before ${formatDay(floor)}, ${which}` }),
  );
}
