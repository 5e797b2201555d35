/** `handoff release`: lets a hold go. Its file stays, since a deal that is held again is held from its first day on; what is not held any more is told so. */
import { formatDay } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import type { Report } from '../report/report.ts';
import type { Filing } from './filing.ts';
import { blank, holdText, hoursOf, type Holding } from './report.ts';
import { holdYaml } from './written.ts';

/** Returns what letting go does, or why it may not be. */
export function releasing(
  facts: Facts,
  report: Pick<Report, 'tool' | 'today' | 'diagnostics' | 'faults'>,
  filing: Filing,
): Holding | { readonly refused: string } {
  const { deal, own, today, capacity } = facts;
  if (own.booking !== null) {
    const { printed } = filing.booking(deal.id);
    return { refused: `${deal.id} is signed, and its hours are booked: that is operations' to undo (${printed})` };
  }
  const base = blank('release', report, facts);
  if (own.hold === null) return { report: { ...base, result: 'nothing-held', exit: 0 }, turn: [] };
  const { live, same, ...hold } = own.hold;
  if (!live) {
    const when = hold.released === undefined ? `it ran out on ${formatDay(hold.expires)}` : `it was let go on ${formatDay(hold.released)}`;
    return { report: { ...base, result: 'nothing-held', hold: holdText(hold, null), notes: [when], exit: 0 }, turn: [] };
  }
  const path = filing.hold(deal.id);
  const released = { ...hold, released: today };
  return {
    report: {
      ...base,
      result: 'released',
      hold: holdText(released, null),
      hours: hoursOf(hold.work, capacity.calendar),
      notes: same ? [] : ['what was held is not what the deal sells now'],
      wrote: [path.printed],
      exit: 0,
    },
    turn: [{ path: path.path, was: path.was, text: holdYaml(released) }],
  };
}
