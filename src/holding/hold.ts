/**
 * `handoff hold`: reserves what the plan of an open deal uses, for a while. Only a deal that passes is held, since what cannot be promised should keep nobody
 * else from it; and it is held for at most so long from the first day on, however often it is renewed.
 */
import { addDuration } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { isOneSeller, sellerText, soldMeaning, type HoldFile } from '../model/held.ts';
import { isSeller } from '../model/people.ts';
import { formatDuration } from '../model/units.ts';
import { listed } from '../model/words.ts';
import type { JudgedDeal } from '../report/build.ts';
import { digestOf } from '../signoff/digest.ts';
import { inTheWayOf } from './in-the-way.ts';
import type { HoldQuestion } from './questions.ts';
import { blank, holdText, hoursOf, missingIn, type Holding } from './report.ts';
import { holdYaml } from './written.ts';
import { nameProblem, type Filing } from './filing.ts';
import type { Report } from '../report/report.ts';

type Refused = { readonly refused: string };

/** Returns what holding a deal does, or why it may not be held at all. */
export function holding(question: HoldQuestion, judged: JudgedDeal, report: Report, filing: Filing): Holding | Refused {
  const { facts, schedule, judgement } = judged;
  const { deal, own, today, policy, calendar, capacity } = facts;
  const wrong = nameProblem(deal.id) ?? whyClosed(facts);
  if (wrong !== null) return { refused: wrong };
  const seller = sellerOf(question, facts);
  if ('refused' in seller) return seller;
  const first = firstDay(facts);
  const longest = addDuration(calendar, first, policy.holds.longest);
  const limit = `a deal is held for at most ${formatDuration(policy.holds.longest)}`;
  if (longest === null || longest < today) {
    const again = own.hold === null ? null : againOn(facts, own.hold);
    return {
      refused: `${deal.id} was held from ${formatDay(first)}, and ${limit}${again === null ? '' : `; it may be held again from ${formatDay(again)} on`}`,
    };
  }
  const expires = question.until ?? longest;
  if (expires < today) return { refused: `--until ${formatDay(expires)} is past: today is ${formatDay(today)}` };
  if (expires > longest) {
    const from = first === today ? 'from today on' : `from ${formatDay(first)} on, when it was first held`;
    return { refused: `--until ${formatDay(expires)} is after ${formatDay(longest)}: ${limit}, ${from}` };
  }
  const theirs = own.others.filter((other) => isOneSeller(other.seller, seller));
  if (theirs.length >= policy.holds.per_seller) {
    const which = listed(theirs.map((other) => `${other.hold} (${other.customer}, until ${formatDay(other.expires)})`));
    return {
      refused: `${sellerText(seller)} holds ${which} already, and policy allows ${policy.holds.per_seller} at once: let one go first (handoff release)`,
    };
  }

  const base = blank('hold', report, facts);
  const now = own.hold?.live === true ? holdText(own.hold, longest) : null;
  if (judgement.verdict !== 'pass' || schedule.status !== 'planned') {
    const { holds, wouldPass } = inTheWayOf(judged);
    return {
      report: {
        ...base,
        result: 'not-held',
        hold: now,
        missing: missingIn(judgement),
        in_the_way: holds,
        would_pass: wouldPass,
        exit: report.exit === 3 ? 3 : 1,
      },
      turn: [],
    };
  }
  const work = schedule.full?.loads ?? [];
  const hold: HoldFile = {
    hold: deal.id,
    customer: deal.customer.name,
    seller,
    first,
    held: today,
    expires,
    ...(deal.judgedCompletion !== null && { promised: deal.judgedCompletion.day }),
    digest: digestOf(soldMeaning(deal)),
    work,
  };
  const path = filing.hold(deal.id);
  return {
    report: {
      ...base,
      result: 'held',
      hold: holdText(hold, longest),
      hours: hoursOf(work, capacity.calendar),
      notes: work.length === 0 ? ['the plan has no work left, so no hours are held'] : [],
      wrote: [path.printed],
      exit: 0,
    },
    turn: [{ path: path.path, was: path.was, text: holdYaml(hold) }],
  };
}

/** Why a deal is not open any more. */
function whyClosed({ deal, own }: Facts): string | null {
  if (own.booking !== null)
    return `${deal.id} is confirmed and booked already (signed on ${formatDay(own.booking.signed)}): there is nothing left to hold`;
  if (deal.state === 'draft' || deal.state === 'proposed') return null;
  return deal.state === 'signed'
    ? `${deal.id} is signed: book it (handoff confirm ${deal.path})`
    : `${deal.id} is ${deal.state}: there is nothing to hold for it`;
}

/** Who holds it: the seller that the deal names, and nobody in their place. */
function sellerOf({ as }: HoldQuestion, facts: Facts): HoldFile['seller'] | Refused {
  const { deal, capacity } = facts;
  const said = deal.file.seller;
  if (said !== undefined) {
    if (as === null || isSeller(facts, as)) return said;
    return { refused: `${sellerText(said)} sells this deal, and ${as} does not: whoever sells it holds it` };
  }
  if (as !== null) {
    const person = capacity.people.find(({ id, email }) => id === as || email === as);
    const { name = as.includes('@') ? undefined : as, email = as.includes('@') ? as : undefined } = person ?? {};
    return { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
  }
  const { name, email } = deal.seller;
  if (name === undefined && email === undefined)
    return { refused: `nobody is named who sells this deal: add seller: {name: …, email: …} to ${deal.path}, or say --as PERSON` };
  return { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
}

/** The day from which a hold counts: today, or the first day of what was held before. Letting go and holding again is no way round the limit. */
function firstDay(facts: Facts): Day {
  const { own, today } = facts;
  if (own.hold === null) return today;
  const again = againOn(facts, own.hold);
  return again !== null && again <= today ? today : own.hold.first;
}

/** From when on a deal may be held anew: when it was not held for as long as it may be. */
function againOn({ calendar, policy }: Facts, { expires, released }: HoldFile): Day | null {
  return addDuration(calendar, Math.min(expires, released ?? expires), policy.holds.longest);
}
