/** When each input of the customer's is here, so that the steps it blocks may begin (planning.md §7). */
import { addDuration, onOrAfter } from '../../model/calendar.ts';
import { formatDay, type Day } from '../../model/day.ts';
import { cameOf, claimOf, isBelieved, type ClaimFacts } from '../../model/arrival.ts';
import type { DealFile, DealInput } from '../../model/deal.ts';
import type { Deal, InputFact, ItemFact } from '../../model/facts.ts';
import type { LibraryInput } from '../../model/library.ts';
import { at } from '../../model/place.ts';
import { formatDuration } from '../../model/units.ts';
import type { Clock, Note } from './shared.ts';

/** Returns one fact for each item and each input that its library entry asks for. */
export function inputsOf(
  file: DealFile,
  items: readonly ItemFact[],
  clock: Clock & { readonly relative: Deal['relative'] },
  said: { readonly claims: ClaimFacts; readonly pastDues: PastDues },
  note: Note,
): InputFact[] {
  const told = new Set<string>();
  return items.flatMap((item) =>
    (item.entry?.inputs ?? []).map((library): InputFact => {
      const index = file.inputs?.findIndex(({ id }) => id === library.id) ?? -1;
      const line = index < 0 ? null : file.inputs![index];
      const claim = claimOf(line ?? undefined, library, said.claims);
      const arrival = arrivalOf(library, line, isBelieved(claim), said.pastDues[library.id], clock);
      if (!told.has(library.id)) {
        told.add(library.id);
        if (line?.from === undefined) note(`inputs.${library.id}.from`, file.customer.name, 'customer');
        if (arrival.dueFrom === 'derived' && arrival.state !== 'here') {
          const takes = library.takes === undefined ? '' : ` + ${formatDuration(library.takes)} (deliverables.yaml → ${item.deliverable})`;
          note(`inputs.${library.id}.due`, formatDay(arrival.due), `the beginning, ${formatDay(clock.begin)}${takes}`);
        }
      }
      return {
        id: library.id,
        item: item.id,
        library,
        line,
        from: line?.from ?? file.customer.name,
        at: index < 0 ? item.at : at('deal', 'inputs', index),
        claim,
        ...arrival,
      };
    }),
  );
}

/** Days on which inputs were due, by id, as the base of a branch has them where the branch says no day any more. */
export type PastDues = Readonly<Record<string, Day>>;

type Arrival = Pick<InputFact, 'dueFrom' | 'day' | 'state' | 'came' | 'afterCutoff'> & { readonly due: Day };

function arrivalOf(
  library: LibraryInput,
  line: DealInput | null,
  believed: boolean,
  before: Day | undefined,
  { calendar, today, begin, relative }: Clock & { readonly relative: Deal['relative'] },
): Arrival {
  const usual = (library.takes && addDuration(calendar, begin, library.takes)) ?? begin;
  // A day that is over is not undone by taking it out of the file.
  const said = line?.due ?? (before !== undefined && before < today ? before : undefined);
  const due = said ?? usual;
  const dueFrom = said === undefined ? 'derived' : 'deal';
  const came = line === null || !believed ? undefined : cameOf(line, library);
  // What is recorded for a day to come has not come.
  if (came !== undefined && came.day <= today) {
    const afterCutoff = library.cutoff !== undefined && came.minute !== null && came.minute > library.cutoff;
    const day = afterCutoff ? (onOrAfter(calendar, came.day + 1) ?? came.day + 1) : came.day;
    return { due, dueFrom, day, state: 'here', came: came.day, afterCutoff };
  }
  const tomorrow = onOrAfter(calendar, today + 1) ?? today + 1;
  const day = relative?.input === library.id ? relative.from : Math.max(due, usual, tomorrow);
  // Only a day that the deal said can be missed: a derived one moves with today.
  const state = dueFrom === 'deal' && due < today ? 'overdue' : 'expected';
  return { due, dueFrom, day, state, came: null, afterCutoff: false };
}
