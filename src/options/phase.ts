/** Part of it by the date that was asked for, and the rest later: whole items, or so many pieces of one. */
import { addBusinessDays } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Item } from '../model/deal.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import { lastPhase } from '../model/phases.ts';
import { listed } from '../model/words.ts';
import type { Cut } from '../schedule/cut.ts';
import { offerEdits, plainEdit, type Edit } from './edit.ts';
import { promisedInPhases, unused, type Split } from './promises.ts';
import type { Desk, Tried } from './recheck.ts';
import { provenCut, startOf } from './scope.ts';
import type { Way } from './way.ts';
import { amountOf, NOTHING } from './worth.ts';
import { nameOf, piecesText, startWords, toRewrite } from './words.ts';

/**
 * Returns the way to say yes in two deliveries: as much work as can be safe by the date asked for, from a first look at what has to wait, and the rest
 * on the earliest day that is safe for it. Null when none was found.
 */
export function phaseWay(desk: Desk, cuts: readonly Cut[], start: Day | null): Way | null {
  const { facts, judgement } = desk.before;
  const { deal, calendar } = facts;
  const asked = deal.judgedCompletion;
  // Work of its own on an item cannot be divided by pieces.
  const divided = cuts.some(({ item, to }) => to > 0 && deal.items.some(({ id, custom }) => id === item && custom.length > 0));
  if (asked === null || deal.relative !== null || judgement.safe === null || divided) return null;

  const attempt = (tried: readonly Cut[], later: Day): Tried | null => desk.tryOut(phaseEdits(facts, tried, asked.day, later, start).edits);
  // Where the rest is safe is not known before it is planned in a phase of its own: the date of the whole is a first guess.
  let guess: Day = judgement.safe;
  const found = provenCut(cuts, (tried) => {
    const first = attempt(tried, guess);
    const safe = first?.after.judgement.safe ?? null;
    if (first === null || first.passes || safe === null || safe <= guess) return first;
    guess = safe;
    return attempt(tried, guess);
  });
  if (found === null) return null;

  const { cuts: best } = found;
  const exact = Math.max(found.tried.after.judgement.safe!, asked.day);
  const atExact = exact === found.tried.after.facts.deal.judgedCompletion!.day ? found.tried : attempt(best, exact);
  const tried = atExact?.passes === true ? atExact : found.tried;
  const later = tried.after.facts.deal.judgedCompletion!.day;
  // Where the whole is safe by the day asked for, once it is worked in two lots, no date moves.
  const sooner = later === asked.day ? null : addBusinessDays(calendar, later, -1);
  const { edits, numbers } = phaseEdits(facts, best, asked.day, later, start);
  const { items } = tried.after.facts.deal;
  return {
    kind: 'phase',
    words: `${phaseWords(facts, best, asked.day, later)}${startWords(start)}`,
    edits,
    asks: null,
    victims: [],
    rewrite: toRewrite(deal.file, numbers.map(String)),
    result: { start: startOf(tried), complete: later },
    approvers: tried.approvers,
    remain: tried.remain,
    tight: found.tight && (sooner === null || attempt(best, Math.max(sooner, asked.day))?.passes === false),
    worth: {
      dropped: NOTHING,
      inTime: amountOf(facts, later === asked.day ? items : items.filter(({ phase }) => phase === lastPhase(deal.items))),
      deliveries: 2,
    },
  };
}

/** Returns the changes that put what is cut into a second phase. */
function phaseEdits(facts: Facts, cuts: readonly Cut[], first: Day, later: Day, start: Day | null): { edits: Edit[]; numbers: number[] } {
  const { deal } = facts;
  // The one phase that all items are in.
  const own = lastPhase(deal.items);
  const taken = new Set(deal.items.map(({ id }) => id));
  const splits: Split[] = [];
  const edits: Edit[] = [];
  let added = deal.items.length;
  for (const { item: id, from, to } of cuts) {
    const { index } = deal.items.find((item) => item.id === id)!;
    if (to === 0) {
      edits.push(plainEdit(['items', index, 'phase'], own + 1));
      continue;
    }
    const rest: Item = { ...deal.file.items[index], id: unused(`${id}-rest`, taken), quantity: from - to, phase: own + 1 };
    taken.add(rest.id);
    splits.push({ item: id, rest: rest.id, first: to, later: from - to });
    edits.push(plainEdit(['items', index, 'quantity'], to), { path: ['items', added], value: rest, written: writtenItem(rest) });
    added++;
  }
  const deferred = new Set(cuts.filter(({ to }) => to === 0).map(({ item }) => item));
  const promised = promisedInPhases(facts, splits, deferred, later);
  const phases = [{ phase: own, complete: first }];
  edits.push({ path: ['dates', 'phases'], value: phases, written: [{ phase: own, complete: formatDay(first) }] });
  edits.push(...offerEdits(facts, { start, complete: later === first ? null : later }), ...promised.edits);
  return { edits, numbers: promised.numbers };
}

/** An item in the notation of the files: what it does not say is not written. */
function writtenItem({ id, deliverable, quantity, phase, version, options, skip, offer }: Item): unknown {
  return {
    id,
    deliverable,
    quantity,
    phase,
    ...(version === undefined ? {} : { version }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(offer === 'deliver' ? {} : { offer }),
    ...(skip.length === 0 ? {} : { skip }),
  };
}

/** So many items are named one by one; of more it is said which come later. */
const FEW = 3;

function phaseWords({ deal }: Facts, cuts: readonly Cut[], first: Day, later: Day): string {
  const now: string[] = [];
  const rest: string[] = [];
  for (const item of deal.items) {
    const cut = cuts.find(({ item: id }) => id === item.id);
    if (cut === undefined) now.push(nameOf(item));
    else if (cut.to === 0) rest.push(nameOf(item));
    else {
      now.push(piecesText(item, cut.to));
      rest.push(
        deal.items.length === 1 ? `the other ${cut.from - cut.to}${unitOf(item)}` : `the other ${piecesText(item, cut.from - cut.to)}`,
      );
    }
  }
  const second = formatDay(later);
  if (later === first) return `${second} with everything: ${listed(now)} first, then ${listed(rest)}`;
  if (now.length <= FEW) return `${formatDay(first)} with ${listed(now)}; ${listed(rest)} on ${second}`;
  return `${formatDay(first)} with all but ${listed(rest.map((part) => part.replace(/^the other /, '')))}; the rest on ${second}`;
}

function unitOf({ entry }: ItemFact): string {
  return entry?.unit === undefined ? '' : ` ${entry.unit}`;
}
