/** Whether a deal is standard, and if not, why: a standard deal needs no human step (product.md, "The standard deal"). */
import { inclusiveBusinessDays, type Calendar } from '../../model/calendar.ts';
import type { Capacity } from '../../model/capacity.ts';
import { beyondLibrary } from '../../model/configuration.ts';
import { formatDay } from '../../model/day.ts';
import type { Deal, ItemFact } from '../../model/facts.ts';
import { leadEnd, standardLead } from '../../model/lead.ts';
import type { Policy } from '../../model/policy.ts';
import { significantBecause } from '../../model/size.ts';
import { formatDuration, formatMoney } from '../../model/units.ts';

/** Returns the reasons why a deal is not standard; none when it is. */
export function whyNotStandard(deal: Deal, policy: Policy, capacity: Capacity, calendar: Calendar): string[] {
  const { file } = deal;
  const reasons = deal.items.flatMap((item) => [...aboutItem(item), ...aboutLead(item, deal, calendar)]);
  for (const { person } of file.staffing ?? []) if (person !== undefined) reasons.push(`${person} is named`);

  for (const { id, commitment, pilot } of file.promises ?? []) {
    if (pilot !== undefined) reasons.push(`'${id}' is a pilot`);
    else if (commitment !== undefined) reasons.push(`'${id}' is promised as ${commitment}`);
  }

  for (const { said } of file.soft_promises ?? []) reasons.push(`'${said}' was said besides`);

  const total = file.pricing?.total;
  if (total !== undefined && total !== deal.listPrice) {
    const list = deal.listPrice === null ? 'the library has no price for it' : `the library's is ${formatMoney(deal.listPrice)}`;
    reasons.push(`the price is ${formatMoney(total, policy.currency)} and ${list}`);
  }
  for (const { what } of file.pricing?.exceptions ?? []) reasons.push(`'${what}' is a pricing exception`);

  const significant = significantBecause(policy, { items: deal.items, price: total ?? deal.listPrice }, capacity, calendar);
  if (significant !== null) reasons.push(`it is significant: ${significant}`);
  return reasons;
}

function aboutItem(item: ItemFact): string[] {
  const { entry } = item;
  if (entry === null) return [`'${item.deliverable}' is not in the library`];
  const reasons: string[] = [];
  if (entry.status !== 'offered') reasons.push(`'${entry.id}' is ${entry.status === 'declined' ? 'declined' : 'only on the roadmap'}`);
  if (item.offer === 'build') reasons.push(`'${item.id}' is to be built`);
  for (const { option, value, domain } of beyondLibrary(item, entry)) {
    reasons.push(
      `${option}: ${value} of '${item.id}' is ${domain === null ? 'no option of the library' : "outside the library's options"}`,
    );
  }
  for (const custom of item.custom) reasons.push(`'${custom.id}' is customization`);
  return reasons;
}

function aboutLead(item: ItemFact, deal: Deal, calendar: Calendar): string[] {
  const asked = deal.phases.find(({ phase }) => phase === item.phase)?.complete ?? deal.judgedCompletion;
  if ((item.entry?.lead_time.standard ?? []).length === 0 || asked === null) return [];
  const lead = standardLead(item);
  if (lead === null) return [`${item.quantity} × '${item.deliverable}' are more than any standard lead time covers`];
  const soonest = leadEnd(calendar, deal.begin, lead);
  if (soonest === null || asked.day >= soonest) return [];
  const standard = formatDuration(lead);
  return lead.unit === 'd'
    ? [`${formatDay(asked.day)} is sooner than the standard ${standard} of '${item.deliverable}'`]
    : [
        `the lead of ${inclusiveBusinessDays(calendar, deal.begin, asked.day)}bd is below the standard ${standard} of '${item.deliverable}'`,
      ];
}
