/** Whether an item is sold as the library has it: offered, configured, with its standard lead time. */
import { inclusiveBusinessDays, type Calendar } from './calendar.ts';
import { beyondLibrary } from './configuration.ts';
import { formatDay } from './day.ts';
import type { Deal, ItemFact } from './facts.ts';
import { leadEnd, standardLead } from './lead.ts';
import { formatDuration } from './units.ts';

/** Returns why an item is not what the library sells, in words; none when it is. */
export function whyItemNotStandard(
  item: ItemFact,
  deal: Pick<Deal, 'begin' | 'judgedCompletion' | 'phases'>,
  calendar: Calendar,
): string[] {
  return [...aboutItem(item), ...aboutLead(item, deal, calendar)];
}

/** Returns why a deal with something that operations declined is not standard. */
export function declinedText(id: string): string {
  return `'${id}' is declined`;
}

function aboutItem(item: ItemFact): string[] {
  const { entry } = item;
  if (entry === null) return [`'${item.deliverable}' is not in the library`];
  const reasons: string[] = [];
  if (entry.status === 'declined') reasons.push(declinedText(entry.id));
  if (entry.status === 'roadmap') reasons.push(`'${entry.id}' is only on the roadmap`);
  if (item.offer === 'build') reasons.push(`'${item.id}' is to be built`);
  for (const { option, value, domain } of beyondLibrary(item, entry)) {
    reasons.push(
      `${option}: ${value} of '${item.id}' is ${domain === null ? 'no option of the library' : "outside the library's options"}`,
    );
  }
  for (const custom of item.custom) reasons.push(`'${custom.id}' is customization`);
  return reasons;
}

function aboutLead(item: ItemFact, deal: Pick<Deal, 'begin' | 'judgedCompletion' | 'phases'>, calendar: Calendar): string[] {
  const asked = deal.phases.find(({ phase }) => phase === item.phase)?.complete ?? deal.judgedCompletion;
  if ((item.entry?.lead_time.standard ?? []).length === 0 || asked === null) return [];
  const lead = standardLead(item);
  if (lead === null) return [`${item.lot} × '${item.deliverable}' are more than any standard lead time covers`];
  const soonest = leadEnd(calendar, deal.begin, lead);
  if (soonest === null || asked.day >= soonest) return [];
  const standard = formatDuration(lead);
  return lead.unit === 'd'
    ? [`${formatDay(asked.day)} is sooner than the standard ${standard} of '${item.deliverable}'`]
    : [
        `the lead of ${inclusiveBusinessDays(calendar, deal.begin, asked.day)}bd is below the standard ${standard} of '${item.deliverable}'`,
      ];
}
