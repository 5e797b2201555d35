/** A date that counts from an input which nobody can date yet: what `when` and `menu` say where no day on the calendar can be given. */
import { formatDay } from '../model/day.ts';
import type { Completion } from '../model/deal.ts';
import { formatDuration } from '../model/units.ts';
import { edited } from '../options/edit.ts';
import type { JudgedDeal } from './build.ts';
import { commitment } from './offer/dates.ts';
import type { IsoDate } from './report.ts';

/** The dates that count from an input. */
export interface RelativeDates {
  readonly input: string;
  /** Business days after it comes: the safe date, and with the sales buffer. */
  readonly safe: string;
  readonly offer: string;
  /** The day it is planned for, and the safe date if it comes then. */
  readonly planned: IsoDate;
  readonly if_planned: IsoDate;
  /** What else has to be said of it; null where it holds whenever the input comes. */
  readonly but: string | null;
}

/**
 * Returns the dates relative to the input that keeps a deal from having any; null where something else does, or a second input is open too. The deal is judged again
 * with its completion offered so, as `check` would judge it.
 */
export function relativeDates({ facts, judgement, recheck }: Pick<JudgedDeal, 'facts' | 'judgement' | 'recheck'>): RelativeDates | null {
  const check = judgement.checks.find(({ rule }) => rule === 'upstream-reset');
  const input = check?.findings[0]?.data?.['input'];
  if (judgement.safe !== null || check?.reason !== 'upstream-reset/open' || typeof input !== 'string') return null;
  const complete: Completion = { kind: 'after', after: input, within: { unit: 'bd', n: 1 } };
  const offered = { path: ['dates', 'offered'], value: { complete, firm: [], negotiable: [] }, written: null };
  const after = recheck(edited(facts.deal.file, [offered]));
  const { relative } = after.facts.deal;
  const { safe, offer } = after.judgement;
  if (relative === null || safe === null || offer === null) return null;
  const withinOf = (day: number): string | null => {
    const said = commitment(after.facts, day);
    return said.kind === 'after' ? formatDuration(said.within) : null;
  };
  const [own, buffered] = [withinOf(safe), withinOf(offer)];
  if (own === null || buffered === null) return null;
  // Offered as it is safe, the rule says whether it is so whenever it comes.
  const within: Completion = { ...(commitment(after.facts, safe) as Extract<Completion, { kind: 'after' }>) };
  const settled = recheck(edited(facts.deal.file, [{ ...offered, value: { complete: within, firm: [], negotiable: [] } }]));
  const said = settled.judgement.checks.find(({ rule }) => rule === 'upstream-reset');
  return {
    input,
    safe: own,
    offer: buffered,
    planned: formatDay(relative.from),
    if_planned: formatDay(safe),
    but: said?.reason === 'upstream-reset/not-on-every-day' ? said.summary : null,
  };
}
