/** Whether a deal is standard, and if not, why: a standard deal needs no human step (product.md, "The standard deal"). */
import type { Calendar } from '../../model/calendar.ts';
import type { Capacity } from '../../model/capacity.ts';
import type { Deal } from '../../model/facts.ts';
import type { Policy } from '../../model/policy.ts';
import { significantBecause } from '../../model/size.ts';
import { whyItemNotStandard } from '../../model/standard.ts';
import { formatMoney } from '../../model/units.ts';

/** Returns the reasons why a deal is not standard; none when it is. */
export function whyNotStandard(deal: Deal, policy: Policy, capacity: Capacity, calendar: Calendar): string[] {
  const { file } = deal;
  const reasons = deal.items.flatMap((item) => whyItemNotStandard(item, deal, calendar));
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
