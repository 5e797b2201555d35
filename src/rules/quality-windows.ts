import * as z from 'zod/mini';
import { addBusinessDays, businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Duration } from '../model/units.ts';
import { formatDuration } from '../model/units.ts';
import type { Planned, PlanRow } from '../schedule/schedule.ts';
import { againstFloor, askedText } from './floor.ts';
import type { Finding, NonEmpty, Rule, RuleFacts } from './rule.ts';

type Reason = 'window-compressed' | 'work-alone';

/** No number of people makes a window shorter. */
export const qualityWindows: Rule<object, 'plan', Reason> = {
  id: 'quality-windows',
  family: 'dates',
  title: 'The judged date is earlier than quality allows, however many people are put on it.',
  why: 'Curing, drying, degassing, testing and mandatory checks take their time. A date below that is not a tight plan but a promise to skip one of them.',
  source: 'Standard times for quality: no overtime shortens them.',
  waivable: null,
  date: true,
  options: z.strictObject({}),
  reasons: {
    'window-compressed': 'The date would hold only if a window were cut short.',
    'work-alone': 'Inputs, materials and the steps one after the other alone take longer, even with unlimited people.',
  },
  needs: ['plan'],
  check({ plan, ...facts }) {
    const { date, chain } = plan.unlimited;
    const windows = windowsOf(plan, facts);
    const [longest] = windows.toSorted((a, b) => b.row.done - b.row.finish - (a.row.done - a.row.finish));
    const waited = chain.find(({ waits }) => waits === 'input' || waits === 'material' || waits === 'roadmap');
    const because = longest
      ? `${nameOf(longest.row)} takes ${formatDuration(longest.window)}: ${longest.row.reason}`
      : waited
        ? `the work waits for ${waited.on}, and then takes its time even with unlimited people`
        : 'the steps one after the other take as long, even with unlimited people';
    return againstFloor<Reason>(
      facts,
      { earliest: date, because },
      () => ({ kind: 'pass', note: windows.length === 0 ? 'no window is cut short' : `every window is kept: ${because}` }),
      (asked, floor) => {
        const lead = `${askedText(asked)}: even with unlimited people the work is done on ${formatDay(floor)}`;
        const findings = windows.map(({ row, window }): Finding => {
          const left = leftOf(row, window, asked.day, plan, facts);
          return {
            message: `${lead}; ${nameOf(row)} takes ${formatDuration(window)} (${row.reason}) and would have ${formatDuration(left)}`,
            at: asked.at,
            help: `offer ${formatDay(floor)} or later: nothing compresses it`,
            related: [{ message: `the window of ${nameOf(row)}`, at: row.at }],
            data: {
              step: `${row.item}.${row.step}`,
              window: formatDuration(window),
              left: formatDuration(left),
              earliest: formatDay(floor),
            },
          };
        });
        const alone: Finding = {
          message: `${lead}: ${because}`,
          at: asked.at,
          help: `offer ${formatDay(floor)} or later: more people do not help`,
          data: { earliest: formatDay(floor) },
        };
        const [first = alone, ...rest] = findings;
        return {
          kind: 'fail',
          reason: windows.length > 0 ? 'window-compressed' : 'work-alone',
          summary: first.message,
          findings: [first, ...rest] satisfies NonEmpty<Finding>,
        };
      },
    );
  },
};

function nameOf({ step, title }: PlanRow): string {
  return title === step ? `'${step}'` : `'${step}' (${title})`;
}

/** The windows that the finish waits for: those of the binding chain. */
function windowsOf({ unlimited }: Planned, { deal }: RuleFacts): { row: PlanRow; window: Duration }[] {
  return unlimited.chain.flatMap(({ item, step }) => {
    const row = unlimited.rows.find((row) => row.item === item && row.step === step);
    const window = deal.items.find(({ id }) => id === item)?.entry?.steps.find(({ id }) => id === step)?.window;
    return row && window ? [{ row, window }] : [];
  });
}

/** What a date would leave of a window, when the work after it takes as long as it does in the plan. */
function leftOf(row: PlanRow, window: Duration, asked: Day, { unlimited }: Planned, { calendar }: RuleFacts): Duration {
  const after = businessDaysBetween(calendar, row.done, unlimited.date);
  const ends = addBusinessDays(calendar, asked, -after) ?? asked;
  const lost =
    window.unit === 'd' ? row.done - ends : businessDaysBetween(calendar, ends, row.done) * (window.unit === 'min' ? calendar.longest : 1);
  return { unit: window.unit, n: Math.max(0, window.n - Math.max(0, lost)) };
}
