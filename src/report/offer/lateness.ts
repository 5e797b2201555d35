/** What becomes of the completion when an input of the customer's comes late: the deal is planned again for each, nothing is guessed. */
import { addBusinessDays, businessDaysBetween } from '../../model/calendar.ts';
import type { Day } from '../../model/day.ts';
import type { InputFact } from '../../model/facts.ts';
import { dayEdit, edited, type Edit } from '../../options/edit.ts';
import { counted } from '../customer/words.ts';
import type { JudgedDeal } from '../build.ts';

/** So many business days late are looked at: the first that anybody asks for, and a week. */
const LATE = [1, 2, 5] as const;

/** By how many business days the completion that is offered moves for so many that an input is late; null where no date can be given then. */
export interface Lateness {
  readonly late: number;
  readonly moves: number | null;
}

/**
 * Returns what lateness of an input does to the completion that is offered: it holds for as long as it is safe, whatever it was offered with. Nothing for an input that
 * is here, or that the offer itself counts from, and where no completion is offered.
 */
export function latenessOf({ id, state, day, line }: InputFact, { facts, recheck }: JudgedDeal, offered: Day | null): Lateness[] {
  const { deal, calendar } = facts;
  if (state === 'here' || deal.relative?.input === id || offered === null) return [];
  const given = deal.file.inputs ?? [];
  const index = given.findIndex((each) => each.id === id);
  return LATE.map((late) => {
    const due = addBusinessDays(calendar, day, late);
    const edit: Edit | null =
      due === null
        ? null
        : line === null
          ? { path: ['inputs', given.length], value: { id, due }, written: null }
          : dayEdit(['inputs', index, 'due'], due);
    const after = edit === null ? null : recheck(edited(deal.file, [edit])).judgement.safe;
    return { late, moves: after === null ? null : Math.max(0, businessDaysBetween(calendar, offered, after)) };
  });
}

/** Returns it in words: one sentence, since a customer reads it once. */
export function latenessText(found: readonly Lateness[]): string {
  if (found.every(({ late, moves }) => moves === late)) {
    return `for each business day that it is late, the completion moves by one (worked out for ${LATE.join(', ').replace(/, (\d+)$/, ' and $1')})`;
  }
  if (found.every(({ moves }) => moves === 0))
    return `the completion holds as long as it is no more than ${counted(Math.max(...LATE), 'business day')} late`;
  return found
    .map(({ late, moves }) => {
      const moved =
        moves === null
          ? 'no date can be given'
          : moves === 0
            ? 'the completion holds'
            : `the completion moves ${counted(moves, 'business day')}`;
      return `${counted(late, 'business day')} late: ${moved}`;
    })
    .join('; ');
}
