import * as z from 'zod/mini';
import { at, type Place } from '../model/place.ts';
import { priceMeaning, scopeMeaning } from '../model/scope.ts';
import { approvalOf, type Approvable, type Approval } from '../model/signoff.ts';
import { significantBecause } from '../model/size.ts';
import { approvalText, approveHelp } from './approvals.ts';
import type { Rule, RuleFacts } from './rule.ts';

type Reason = 'not-approved' | 'not-by-a-lead' | 'changed-since';

/** What is large enough to hurt is read by somebody who delivers before it goes out. */
export const deliverySignoff: Rule<object, never, Reason> = {
  id: 'delivery-signoff',
  family: 'promises',
  title: 'No delivery lead has approved the scope of a significant deal.',
  why: 'A large deal fails in its scope: an item that nobody here has done, a customization that reads like a detail, a senior who is named and booked. A delivery lead who does not earn on the sale sees it in minutes, and only before it is sent.',
  source: 'Bid reviews of services and project firms: above a size, delivery signs the scope before sales sign the offer.',
  waivable: 'leadership',
  date: false,
  options: z.strictObject({}),
  reasons: {
    'not-approved': 'No delivery lead has approved the scope.',
    'not-by-a-lead':
      'There is an approval, and it does not count: by the seller, by nobody who leads deliveries, too weakly signed, or expired.',
    'changed-since': 'A delivery lead approved the scope, and it has changed since.',
  },
  needs: [],
  approvals: (facts) => [scopeOf(facts)],
  check(facts) {
    const scope = scopeOf(facts);
    const approval = approvalOf(facts, scope);
    if (approval.state === 'approved') return { kind: 'pass', note: `the scope is ${approvalText(approval)}` };
    const message = `the scope is ${approvalText(approval)}${sizeText(facts)}`;
    return {
      kind: 'fail',
      reason: approval.state === 'stale' ? 'changed-since' : approval.unsuitable === null ? 'not-approved' : 'not-by-a-lead',
      summary: message,
      findings: [
        {
          message,
          at: placeOf(approval, facts),
          help: approveHelp(facts, 'delivery-signoff', scope, true),
          data: { state: approval.state },
        },
      ],
    };
  },
};

function scopeOf({ deal }: RuleFacts): Approvable {
  const meaning = { ...scopeMeaning(deal), prices: priceMeaning(deal) };
  return {
    subject: 'scope',
    what: 'the scope (items, options, customizations, staffing, prices)',
    meaning,
    who: 'delivery-lead',
  };
}

/** Why it is asked, where the size is why: policy may also ask it of every deal. */
function sizeText({ policy, deal, capacity, calendar }: RuleFacts): string {
  const because = significantBecause(policy, { items: deal.items, price: deal.file.pricing?.total ?? deal.listPrice }, capacity, calendar);
  return because === null ? '' : ` (${because})`;
}

/** The line of what changed first, where it is an item; else the items. */
function placeOf(approval: Approval, { deal }: RuleFacts): Place {
  const [part, id, ...rest] = approval.state === 'stale' ? approval.changed[0].path.split('.') : [];
  const index = part === 'items' ? deal.items.findIndex((item) => item.id === id) : -1;
  return index < 0 ? at('deal', part === 'staffing[0]' ? 'staffing' : 'items') : at('deal', 'items', index, ...rest);
}
