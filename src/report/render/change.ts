/** What became of a deal since the base, in words: the same under the text of a check and in a comment. */
import { INPUT_WORDS, type DiffEffect } from '../diff.ts';
import type { ReportBase, ReportChange, ReportDeal } from '../report.ts';
import { verdictOf } from '../verdict.ts';

/** How a format says what somebody else wrote. */
export type Say = (text: string) => string;

/** Returns how far a safe date is from the one in the base, to stand behind it: `+3bd`; empty where it is the same, or nothing can be said. */
export function safeMoved(deal: ReportDeal): string {
  const { change, dates } = deal;
  if (change === undefined || change.before === null || change.before.safe === dates.safe) return '';
  return change.safe_bd === null ? `was ${change.before.safe ?? 'none'}` : apart(change.safe_bd);
}

/** Returns what the verdict was in the base, where it was another; empty where it was not. */
export function verdictMoved(deal: ReportDeal): string {
  const was = deal.change?.before?.says;
  return was === undefined || was === verdictOf(deal) ? '' : `was ${was}`;
}

/** Returns all that is to be said of a deal since the base, in sentences without an end; none where it is as it was there. */
export function changeWords(deal: ReportDeal, ref: string, say: Say): string[] {
  const { change, dates } = deal;
  if (change === undefined) return [];
  switch (change.kind) {
    case 'new':
      return [`new deal: ${ref} does not have it`];
    case 'unknown':
      return [`nothing can be said of ${ref}: ${say(change.because!)}`];
    case 'same':
      return [];
    case 'changed': {
      const verdict = verdictMoved(deal);
      const safe =
        safeMoved(deal) === '' ? [] : [`safe ${change.before!.safe ?? 'none'} → ${dates.safe ?? 'none'}${bdWords(change.safe_bd)}`];
      const moved = [...(verdict === '' ? [] : [verdict]), ...safe].join(', ');
      return [`${moved}${causeWords(change, say)}`];
    }
  }
}

/** With one changed input that is the cause; of several nobody has tried which it was. */
function causeWords({ inputs }: ReportChange, say: Say): string {
  const words = inputs.map(({ input, says }) => `${INPUT_WORDS[input]}${says.length === 0 ? '' : `: ${says.map(say).join('; ')}`}`);
  if (words.length === 0) return '';
  return words.length === 1 ? `; by its ${words[0]}` : `; what changed: ${words.join('; ')}`;
}

/** Returns what this branch's own files of operations would say, where that is another date or verdict. */
export function branchWords(deal: ReportDeal, { branch }: ReportBase): string[] {
  const theirs = branch?.deals.find((each) => each.deal === deal.deal);
  if (theirs === undefined || (theirs.safe === deal.dates.safe && theirs.verdict === deal.verdict)) return [];
  const date = theirs.safe === null ? 'no safe date' : `safe ${theirs.safe}${bdWords(theirs.safe_bd)}`;
  return [`by this branch's own files, which are not used: ${theirs.verdict === 'pass' ? 'YES' : 'NOT YET'}, ${date}`];
}

function bdWords(bd: number | null): string {
  return bd === null || bd === 0 ? '' : ` (${apart(bd)})`;
}

/** Returns business days with their sign: `+3bd`, `-2bd`. */
export function apart(bd: NonNullable<DiffEffect['bd']>): string {
  return `${bd > 0 ? '+' : ''}${bd}bd`;
}
