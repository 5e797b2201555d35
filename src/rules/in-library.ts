import * as z from 'zod/mini';
import type { ItemFact } from '../model/facts.ts';
import { at } from '../model/place.ts';
import { listed } from '../model/words.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';
import { scopingTicket } from './scoping-ticket.ts';
import { nearest } from './suggest.ts';

type Reason = 'unlisted' | 'old-version' | 'declined' | 'requires';

/** Only what operations know how to deliver may be sold as a matter of course. */
export const inLibrary: Rule<object, never, Reason> = {
  id: 'in-library',
  family: 'scope',
  title: 'Something is sold that the library does not offer.',
  why: 'What is not in the library has no steps, no price and nobody who has done it before. It may still be sold, after somebody has scoped it.',
  source: 'Service catalogues and product configuration: sell from what can be delivered.',
  waivable: null,
  date: false,
  options: z.strictObject({}),
  reasons: {
    unlisted: 'The library has no such deliverable.',
    'old-version': 'The deal names a version of the deliverable that is no longer done.',
    declined: 'Operations decided not to do this; the library says what to say and what to sell instead.',
    requires: 'A deliverable that this one cannot go without is not in the deal.',
  },
  needs: [],
  check(facts) {
    const found = facts.deal.items.flatMap((item) => wrongOf(item, facts));
    const [first, ...rest] = found;
    if (first === undefined) return { kind: 'pass', note: 'every item is in the library' };
    return {
      kind: 'fail',
      reason: first.reason,
      summary: first.finding.message,
      findings: [first.finding, ...rest.map(({ finding }) => finding)],
    };
  },
};

function wrongOf(item: ItemFact, facts: RuleFacts): { reason: Reason; finding: Finding }[] {
  const { deal, library } = facts;
  const { entry, deliverable, version } = item;
  if (entry === null) {
    const ticket = scopingTicket(
      item.custom.length > 0 ? listed(item.custom.map(({ what }) => what)) : `${item.quantity} × ${deliverable}`,
      item,
      item.custom,
      facts,
    );
    const near = nearest(deliverable, Object.keys(library));
    const meant = near === null ? '' : `did you mean '${near}'? Else `;
    return [
      {
        reason: 'unlisted',
        finding: {
          message: `'${deliverable}' is not in the library`,
          at: item.at,
          help: `${meant}have it scoped: ${ticket.text}`,
          data: ticket.data,
        },
      },
    ];
  }
  const wrong: { reason: Reason; finding: Finding }[] = [];
  const related = [{ message: `'${entry.id}' in the library`, at: at('deliverables', 'deliverables', entry.id) }];
  if (entry.status === 'declined') {
    const instead = entry.instead.length === 0 ? 'take it out of the deal' : `sell ${listed(entry.instead, 'or')} instead`;
    wrong.push({
      reason: 'declined',
      finding: {
        message: `'${entry.id}' is declined by operations`,
        at: item.at,
        help: entry.say === undefined ? instead : `say: "${entry.say}", and ${instead}`,
        related,
        data: { say: entry.say ?? null, instead: entry.instead },
      },
    });
  }
  if (version !== undefined && version !== entry.version) {
    const finding = {
      message: `version ${version} of '${entry.id}' is sold, and version ${entry.version} is delivered`,
      at: at('deal', 'items', item.index, 'version'),
      help: `write version: ${entry.version}, or leave it out`,
      related,
    };
    wrong.push({ reason: 'old-version', finding });
  }
  const sold = new Set(deal.items.map((other) => other.deliverable));
  for (const required of entry.requires) {
    if (sold.has(required)) continue;
    const finding = {
      message: `'${entry.id}' cannot go without '${required}', which is not in the deal`,
      at: item.at,
      help: `add ${required}:${item.quantity} to the items`,
      related,
      data: { requires: required },
    };
    wrong.push({ reason: 'requires', finding });
  }
  return wrong;
}
