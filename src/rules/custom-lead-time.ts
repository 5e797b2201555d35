import * as z from 'zod/mini';
import { addDuration } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import { isCustomized, leadTimeOf } from '../model/lead.ts';
import { at, type Place } from '../model/place.ts';
import { formatDuration, type Duration } from '../model/units.ts';
import { clockStart, clockText, type ClockStart } from './dates/clock.ts';
import { againstFloor, askedText } from './floor.ts';
import { missingText, unknownForUnlisted } from './missing.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import type { DateOutcome, MissingFact, Outcome, Rule, RuleFacts } from './rule.ts';
import { nonEmpty } from './wrong.ts';

type Reason = 'before-custom-lead' | 'no-lead-time';

/** What is made for one customer takes at least as long as what is made for all. */
export const customLeadTime: Rule<object, never, Reason> = {
  id: 'custom-lead-time',
  family: 'dates',
  title: 'Customized work is sold faster than the standard lead time.',
  why: 'The standard lead time is what the shop can keep for what it knows. Whatever is customized is made for the first time: it takes that long at least, and its clock starts when everything is signed and here.',
  source: 'Make-to-order shops: customization takes the full standard lead time, from the last approval.',
  waivable: 'delivery-lead',
  date: true,
  options: z.strictObject({}),
  reasons: {
    'before-custom-lead':
      'The date is before the standard lead time of the customized items, counted from the signature or the last input.',
    'no-lead-time': 'The library has no standard lead time for a customized item, or none for so many.',
  },
  needs: [],
  check(facts) {
    const customized = facts.deal.items.filter(isCustomized);
    if (customized.length === 0) return { kind: 'not-applicable', because: 'nothing is customized', earliest: null };
    const [unlisted, ...others] = customized.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return { ...unknownForUnlisted('the standard lead time', [unlisted, ...others]), earliest: null };
    const clock = clockStart(facts);
    const longest = longestOf(customized, clock, facts);
    const owed = owedBy(customized);
    if (longest === null) return { ...owed!, earliest: null };

    const floors = phaseFloors(facts, longest.day, (items) => longestOf(items.filter(isCustomized), clock, facts)?.day ?? null);
    const { item, lead } = longest;
    const takes = `'${item.id}' is customized (${whatOf(item)}) and takes ${formatDuration(lead)}`;
    const because = `${takes} from ${clockText(clock)}`;
    const outcome = againstFloor<Reason>(
      facts,
      { earliest: longest.day, because },
      (_, floor): Outcome<Reason> => {
        const missed = missedFloors(facts, floors, 'the lead time of what is customized in it');
        if (missed !== null) return { kind: 'fail', reason: 'before-custom-lead', summary: missed[0].message, findings: missed };
        return owed ?? { kind: 'pass', note: `${because}: ${formatDay(floor)}` };
      },
      (asked, floor) => {
        const message = `${askedText(asked)}: ${because}, which is ${formatDay(floor)}`;
        return {
          kind: 'fail',
          reason: 'before-custom-lead',
          summary: message,
          findings: [
            {
              message,
              at: asked.at,
              help: `offer ${formatDay(floor)} or later, or sell '${item.id}' as the library has it`,
              related: [{ message: `what is customized in '${item.id}'`, at: placeOf(item) }],
              data: {
                item: item.id,
                lead_time: formatDuration(lead),
                clock_start: formatDay(clock.day),
                from: clock.from,
                earliest: formatDay(floor),
              },
            },
          ],
        };
      },
    );
    return { ...outcome, phases: floors } satisfies DateOutcome<Reason>;
  },
};

/** The customized item whose lead ends last; null where none has a lead time. Of equals the first. */
function longestOf(
  items: readonly ItemFact[],
  { day: start }: ClockStart,
  { calendar }: RuleFacts,
): { item: ItemFact; lead: Duration; day: Day } | null {
  let longest: { item: ItemFact; lead: Duration; day: Day } | null = null;
  for (const item of items) {
    const lead = leadTimeOf(item);
    const day = lead && addDuration(calendar, start, lead);
    if (lead !== null && day !== null && (longest === null || day > longest.day)) longest = { item, lead, day };
  }
  return longest;
}

/** What operations owe of the customized items that have no lead time; null when all have one. */
function owedBy(items: readonly ItemFact[]): Outcome<Reason> | null {
  const missing = items
    .filter((item) => leadTimeOf(item) === null)
    .map(({ deliverable, quantity, entry }): MissingFact => ({
      fact: `the standard lead time of ${entry!.lead_time.standard.length > 0 ? `${quantity} × ` : ''}'${deliverable}'`,
      file: 'deliverables',
      key: `${deliverable}.lead_time`,
      owedBy: 'operations',
      at: at('deliverables', 'deliverables', deliverable, 'lead_time'),
    }));
  if (missing.length === 0) return null;
  const all = nonEmpty(missing);
  return { kind: 'unknown', reason: 'no-lead-time', summary: all.map(missingText).join('; '), missing: all };
}

function placeOf({ index, custom }: ItemFact): Place {
  return at('deal', 'items', index, custom.length > 0 ? 'custom' : 'options');
}

/** What makes an item customized: its customizations, else options outside the library's. */
function whatOf({ custom }: ItemFact): string {
  return custom.length > 0 ? custom.map(({ id }) => id).join(', ') : "an option outside the library's";
}
