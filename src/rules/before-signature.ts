import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { soldMeaning, type Confirmed } from '../model/held.ts';
import { at, type Place } from '../model/place.ts';
import { changesBetween } from '../model/signoff.ts';
import { changesText } from './approvals.ts';
import type { Outcome, Rule, RuleFacts } from './rule.ts';

type Reason = 'autopsy' | 'late' | 'changed';

/** After the signature a check is an autopsy. */
export const beforeSignature: Rule<object, never, Reason> = {
  id: 'before-signature',
  family: 'handoff',
  title: 'The deal was signed before it was checked.',
  why: 'Before the signature a finding is a question to the customer; after it, a change order or a loss. A report on a signed deal cannot acquit it, it can only say what should have been asked.',
  source: 'Deal desks and pre-signature reviews.',
  waivable: null,
  date: false,
  options: z.strictObject({}),
  reasons: {
    autopsy: 'The deal is signed, and no passing report was confirmed before.',
    late: 'The first report that passes was confirmed after the signature, and nothing was held for the deal when it was signed.',
    changed: 'What was confirmed is not what the deal says now.',
  },
  needs: [],
  check({ deal, today, own }) {
    const { state, file, signature } = deal;
    if (state === 'lost') return { kind: 'not-applicable', because: 'the deal is lost: nothing will be signed' };
    const { signed } = file.dates;
    if (state !== 'signed' && state !== 'done' && signed === undefined) {
      const past = signature < today ? `; its signature, ${formatDay(signature)}, is past, so the plan begins today` : '';
      return { kind: 'pass', note: `${state}: nothing is signed${past}` };
    }
    const place = signed === undefined ? at('deal', 'state') : at('deal', 'dates', 'signed');
    if (own.confirmed !== null) return asConfirmed(own.confirmed, place, deal);
    const when = signed === undefined ? '' : ` on ${formatDay(signed)}`;
    return failed('autopsy', `signed${when} without a passing report confirmed before: this is an autopsy`, place);
  },
};

/** How a signed deal stands beside the report that was frozen for it. */
function asConfirmed({ signed, confirmed, held_since, meaning }: Confirmed, place: Place, deal: RuleFacts['deal']): Outcome<Reason> {
  const said = deal.file.dates.signed ?? signed;
  const passed = held_since === null ? confirmed : Math.min(confirmed, held_since);
  if (passed > said) {
    return failed(
      'late',
      `signed on ${formatDay(said)}, and the first report that passes is of ${formatDay(passed)}: this is an autopsy`,
      place,
      'confirm the next deal on the day it is signed, or hold it before (handoff hold)',
    );
  }
  const changes = changesBetween(meaning, soldMeaning(deal));
  if (changes.length > 0) {
    return failed(
      'changed',
      `confirmed on ${formatDay(confirmed)}, and since then ${changesText(changes)}`,
      place,
      'put back what was signed; what the customer has changed since is a change order, a deal of its own',
    );
  }
  const held = held_since !== null && held_since < confirmed ? `, held since ${formatDay(held_since)}` : '';
  return { kind: 'pass', note: `a passing report was confirmed on ${formatDay(confirmed)}${held}; signed on ${formatDay(said)}` };
}

function failed(
  reason: Reason,
  message: string,
  place: Place,
  help = 'read what fails as what to renegotiate now; check the next deal while it is proposed',
): Outcome<Reason> {
  return { kind: 'fail', reason, summary: message, findings: [{ message, at: place, help }] };
}
