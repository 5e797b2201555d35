/** Everything that was asked for, on the day that is safe for it; and where only the start is too early, the start that is not. */
import { addBusinessDays } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import { lastPhase } from '../model/phases.ts';
import { formatDuration } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { dayEdit, offerEdits, type Edit } from './edit.ts';
import { laterDues } from './promises.ts';
import type { Desk } from './recheck.ts';
import { startOf } from './scope.ts';
import type { Way } from './way.ts';
import { piecesText, startWords, toRewrite } from './words.ts';
import { amountOf, NOTHING } from './worth.ts';

/** What moves, and to when. */
interface Moved {
  /** The completion of the whole; null when it may stay. */
  readonly complete: Day | null;
  readonly start: Day | null;
  /** Earlier phases whose own dates are too early. */
  readonly phases: ReadonlyMap<number, Day>;
}

/** Returns the way to say yes with the safe date; null when no date has to move, or none is enough. */
export function dateWay(desk: Desk, start: Day | null): Way | null {
  const { facts, judgement } = desk.before;
  const { deal, calendar } = facts;
  const asked = deal.judgedCompletion;
  const { safe } = judgement;
  if (safe === null) return null;
  let complete = asked === null || asked.day < safe ? safe : null;
  const phases = new Map(
    judgement.phases.flatMap(({ phase, judged, safe: day }) =>
      judged !== null && judged !== asked && day !== null && judged.day < day ? [[phase, day] as const] : [],
    ),
  );
  if (complete === null && start === null && phases.size === 0) return null;
  let tried = desk.tryOut(editsOf(facts, { complete, start, phases }));
  // The order of work that keeps an earlier phase's date may have the whole done later than the order that is best for the whole.
  const together = tried?.after.judgement.safe ?? null;
  if (tried?.passes === false && phases.size > 0 && together !== null && together > (complete ?? asked?.day ?? together)) {
    complete = together;
    tried = desk.tryOut(editsOf(facts, { complete, start, phases }));
  }
  if (tried?.passes !== true) return null;
  const moved: Moved = { complete, start, phases };
  const edits = editsOf(facts, moved);

  // One business day earlier, each of the dates by itself must fail: else it moved further than it had to.
  const sooner = (day: Day | null): Day | null => day && addBusinessDays(calendar, day, -1);
  const notches: Moved[] = [
    ...(complete === null ? [] : [{ ...moved, complete: sooner(complete) }]),
    ...(start === null ? [] : [{ ...moved, start: sooner(start) }]),
    ...[...phases].map(([phase, day]) => ({ ...moved, phases: new Map([...phases, [phase, sooner(day)!]]) })),
  ];
  const tight = notches.every((notch) => desk.tryOut(editsOf(facts, notch))?.passes === false);
  const before = [asked, deal.judgedStart, ...deal.phases.map(({ complete: phase }) => phase)];
  return {
    kind: complete === null && phases.size === 0 ? 'start' : 'date',
    words: wordsOf(facts, tried.after.facts, moved),
    edits,
    asks: null,
    victims: [],
    rewrite: toRewrite(deal.file, [...new Set(before.flatMap((each) => (each === null ? [] : [formatDay(each.day)])))]),
    result: { start: startOf(tried), complete: tried.after.facts.deal.judgedCompletion?.day ?? null },
    approvers: tried.approvers,
    remain: tried.remain,
    tight,
    worth: { dropped: NOTHING, inTime: complete === null ? amountOf(facts, deal.items) : NOTHING, deliveries: 1 },
  };
}

function editsOf(facts: Facts, { complete, start, phases }: Moved): Edit[] {
  const { deal } = facts;
  const last = lastPhase(deal.items);
  const said = deal.file.dates.phases.flatMap(({ phase, complete: day }, index): Edit[] => {
    const safe = phase === last ? complete : (phases.get(phase) ?? null);
    return safe === null || day >= safe ? [] : [dayEdit(['dates', 'phases', index, 'complete'], safe)];
  });
  const offered = judgedDay(facts);
  return [
    // The deal's own date may be late enough, where it is a promise that is due too early.
    ...offerEdits(facts, { start, complete: complete !== null && (offered === null || offered < complete) ? complete : null }),
    ...said,
    ...laterDues(facts, (phase) => (phase === last ? complete : (phases.get(phase) ?? null))),
  ];
}

/** The completion that the deal itself says, whatever its promises say; null when it says none. */
function judgedDay({ deal }: Facts): Day | null {
  const { offered, wanted } = deal.file.dates;
  const said = offered?.complete ?? wanted?.complete;
  if (said?.kind === 'on') return said.on;
  return deal.judgedCompletion?.from.endsWith('.complete') ? deal.judgedCompletion.day : null;
}

function wordsOf({ deal }: Facts, after: Facts, { complete, start, phases }: Moved): string {
  const asked = after.deal.judgedCompletion;
  if (complete === null && phases.size === 0) {
    return `start ${formatDay(start!)}${asked === null ? '' : `, complete ${formatDay(asked.day)}`}`;
  }
  const [item, ...more] = deal.items;
  const all = more.length === 0 && item.quantity > 1 ? `all ${piecesText(item, item.quantity)}` : 'everything';
  const earlier = [...phases].map(([phase, day]) => `phase ${phase} on ${formatDay(day)}`);
  const { relative } = after.deal;
  const day = relative === null ? formatDay(asked!.day) : `within ${formatDuration(relative.within)} after ${relative.input}`;
  const whole = complete === null ? [] : [phases.size === 0 ? `${day} with ${all}` : `the whole on ${day}`];
  return `${listed([...earlier, ...whole])}${startWords(start)}`;
}
