/** Another order of the queue: the deal goes ahead of bookings that are not paid for, each named with what it loses, and leadership has to say yes. */
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { plainMeaning, whyNotBy, type SignOff } from '../model/signoff.ts';
import { listed } from '../model/words.ts';
import { displacementApproval, withMoves } from '../schedule/granted.ts';
import { capacityUntil, survives } from '../schedule/look.ts';
import type { Displaced } from '../schedule/schedule.ts';
import type { PlanSettings } from '../schedule/settings.ts';
import { offerEdits, plainEdit, type Edit } from './edit.ts';
import type { Desk } from './recheck.ts';
import type { Way } from './way.ts';
import { heldWords } from './words.ts';
import { wholeWay } from './whole.ts';

/** Placements that the first look may cost. */
const LOOK = 40_000;

/**
 * Returns the way to say yes ahead of others: the displacement that `existing-customers` would have approved. It is judged as if it were: the same sign-off
 * by one of leadership. Null where nothing can be moved, a paid customer would be late, nobody may approve it, or it would not be enough.
 */
export function orderWay(desk: Desk, settings: PlanSettings, start: Day | null): Way | null {
  const { facts, schedule } = desk.before;
  const { deal, policy, today } = facts;
  const asked = deal.judgedCompletion;
  if (asked === null || schedule.status === 'unplannable' || schedule.displacement?.status !== 'found') return null;
  const found = schedule.displacement;
  const approvable = displacementApproval(found, asked.day);
  if (approvable === null) return null;
  const moved = withMoves(facts, found);
  if (!survives(moved, settings, capacityUntil(moved, settings, asked.day), asked.day, { left: LOOK })) return null;

  // Who sells it has to be known before anybody can approve: nobody may approve their own.
  const seller = sellerEdits(facts);
  const sold: Facts = { ...facts, deal: { ...deal, file: { ...deal.file, seller: deal.seller } } };
  const by = (policy.principals.leadership ?? []).find((name) => whyNotBy(sold, name, 'leadership') === null);
  if (seller === null || by === undefined) return null;
  const { subject, meaning } = approvable;
  const approval: SignOff = {
    id: 'as-if-approved',
    type: 'handoff/approval@1',
    deal: deal.id,
    subject,
    digest: '',
    meaning: plainMeaning(meaning),
    by,
    at: today,
    level: 'ssh',
    supersedes: [],
  };
  const edits = [...seller, ...offerEdits(facts, { start, complete: null })];
  const tried = desk.tryOut(edits, { signoffs: [approval] });
  if (tried?.passes !== true) return null;
  return wholeWay(facts, tried, {
    kind: 'order',
    words: `${heldWords(desk.before, start)} ahead of ${listed(found.moved.map(victimText), 'and')}`,
    edits,
    victims: found.moved.map(({ booking, customer, paid, late }) => ({ booking, customer, paid, daysLate: late })),
    approvers: [...new Set(['leadership' as const, ...tried.approvers])],
    // Without the approval nothing moves, which is how the deal was judged. Of several that move, each was not tried where it is.
    tight: found.moved.length === 1,
  });
}

/** Returns the edit that names who sells it, where only git knew; null where nobody does. */
function sellerEdits({ deal }: Facts): Edit[] | null {
  if (deal.file.seller !== undefined) return [];
  const { name, email } = deal.seller;
  if (name === undefined && email === undefined) return null;
  return [
    ...(name === undefined ? [] : [plainEdit(['seller', 'name'], name)]),
    ...(email === undefined ? [] : [plainEdit(['seller', 'email'], email)]),
  ];
}

/** `Norwell (so-7, unpaid, due 2026-12-16): 6bd late`. */
function victimText({ booking, customer, paid, promised, now, late }: Displaced): string {
  const due = promised === null ? `no day promised, now done ${formatDay(now)}` : `due ${formatDay(promised)}`;
  const facts = `${paid ? 'paid' : 'unpaid'}, ${due}`;
  const name = customer === null ? `${booking} (${facts})` : `${customer} (${booking}, ${facts})`;
  return late > 0 ? `${name}: ${late}bd late` : `${name}: still in time`;
}
