import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { at } from '../model/place.ts';
import type { Rule } from './rule.ts';

/** After the signature a check is an autopsy. */
export const beforeSignature: Rule<object, never, 'autopsy'> = {
  id: 'before-signature',
  family: 'handoff',
  title: 'The deal was signed before it was checked.',
  why: 'Before the signature a finding is a question to the customer; after it, a change order or a loss. A report on a signed deal cannot acquit it, it can only say what should have been asked.',
  source: 'Deal desks and pre-signature reviews.',
  waivable: null,
  date: false,
  options: z.strictObject({}),
  reasons: { autopsy: 'The deal is signed, and no passing report was confirmed before.' },
  needs: [],
  check({ deal, today }) {
    const { state, file, signature } = deal;
    if (state === 'lost') return { kind: 'not-applicable', because: 'the deal is lost: nothing will be signed' };
    const { signed } = file.dates;
    if (state === 'signed' || state === 'done' || signed !== undefined) {
      const when = signed === undefined ? '' : ` on ${formatDay(signed)}`;
      const message = `signed${when} without a passing report confirmed before: this is an autopsy`;
      return {
        kind: 'fail',
        reason: 'autopsy',
        summary: message,
        findings: [
          {
            message,
            at: signed === undefined ? at('deal', 'state') : at('deal', 'dates', 'signed'),
            help: 'read what fails as what to renegotiate now; check the next deal while it is proposed',
          },
        ],
      };
    }
    const past = signature < today ? `; its signature, ${formatDay(signature)}, is past, so the plan begins today` : '';
    return { kind: 'pass', note: `${state}: nothing is signed${past}` };
  },
};
