import * as z from 'zod/mini';
import type { ItemFact } from '../model/facts.ts';
import { at, type Place } from '../model/place.ts';
import { listed } from '../model/words.ts';
import type { Finding, Rule, RuleFacts } from './rule.ts';
import { libraryWork, scopingTicket, type Ticket } from './money/scoping-ticket.ts';
import { nearest } from '../model/suggest.ts';
import { failureOf, type Wrong } from './wrong.ts';

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
    return failureOf(facts.deal.items.flatMap((item) => wrongOf(item, facts))) ?? { kind: 'pass', note: 'every item is in the library' };
  },
};

function wrongOf(item: ItemFact, facts: RuleFacts): Wrong<Reason>[] {
  const { entry, deliverable, version } = item;
  if (entry === null) return [unlisted(item, facts)];
  const related = [{ message: `'${entry.id}' in the library`, at: at('deliverables', 'deliverables', entry.id) }];
  const wrong = (
    reason: Reason,
    message: string,
    place: Place,
    help: string,
    ticket: Ticket,
    data: Finding['data'] = {},
  ): Wrong<Reason> => ({
    reason,
    finding: { message, at: place, help: `${help}; or have it scoped: ${ticket.text}`, related, data: { ...ticket.data, ...data } },
  });
  const found: Wrong<Reason>[] = [];
  const sold = `${item.quantity} × ${deliverable}`;
  if (entry.status === 'declined') {
    const instead = entry.instead.length === 0 ? 'take it out of the deal' : `sell ${listed(entry.instead, 'or')} instead`;
    const help = entry.say === undefined ? instead : `say: "${entry.say}", and ${instead}`;
    const data = { say: entry.say ?? null, instead: entry.instead };
    const ticket = scopingTicket(sold, item, [libraryWork(entry)], facts);
    found.push(wrong('declined', `'${entry.id}' is declined by operations`, item.at, help, ticket, data));
  }
  if (version !== undefined && version !== entry.version) {
    const message = `version ${version} of '${entry.id}' is sold, and version ${entry.version} is delivered`;
    // Nobody keeps the hours of another version.
    const ticket = scopingTicket(`${sold}, version ${version}`, item, [], facts);
    const help = `write version: ${entry.version}, or leave it out`;
    found.push(wrong('old-version', message, at('deal', 'items', item.index, 'version'), help, ticket));
  }
  const deliverables = new Set(facts.deal.items.map((other) => other.deliverable));
  for (const required of entry.requires.filter((id) => !deliverables.has(id))) {
    const message = `'${entry.id}' cannot go without '${required}', which is not in the deal`;
    const ticket = scopingTicket(`${item.quantity} × ${required}`, item, [libraryWork(facts.library[required])], facts);
    found.push(wrong('requires', message, item.at, `add ${required}:${item.quantity} to the items`, ticket, { requires: required }));
  }
  return found;
}

function unlisted(item: ItemFact, facts: RuleFacts): Wrong<Reason> {
  const { deliverable, custom, quantity } = item;
  const what = custom.length > 0 ? listed(custom.map((each) => each.what)) : `${quantity} × ${deliverable}`;
  const ticket = scopingTicket(what, item, custom, facts);
  const near = nearest(deliverable, Object.keys(facts.library));
  const meant = near === null ? '' : `did you mean '${near}'? Else `;
  return {
    reason: 'unlisted',
    finding: {
      message: `'${deliverable}' is not in the library`,
      at: item.at,
      help: `${meant}have it scoped: ${ticket.text}`,
      data: ticket.data,
    },
  };
}
