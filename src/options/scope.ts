/** Less of it by the date that was asked for: the smallest cut after which that date holds. */
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import type { PathPart } from '../model/place.ts';
import { listPriceOf } from '../model/size.ts';
import { listed } from '../model/words.ts';
import type { Cut } from '../schedule/cut.ts';
import { goneEdit, offerEdits, plainEdit, type Edit } from './edit.ts';
import { materialEdits } from './less-material.ts';
import { nearest } from './nearest.ts';
import { lessPromised, type Kept } from './promises.ts';
import type { Desk, Tried } from './recheck.ts';
import type { Way } from './way.ts';
import { askedWords, nameOf, piecesText, startWords, toRewrite } from './words.ts';
import { amountOf } from './worth.ts';

/** Returns the way to say yes with less, from a first look at what is enough, and what it leaves out; null when none was found. */
export function scopeWay(desk: Desk, cuts: readonly Cut[], start: Day | null): { way: Way; cuts: readonly Cut[] } | null {
  const { facts } = desk.before;
  const all = (tried: readonly Cut[]): Edit[] => [...offerEdits(facts, { start, complete: null }), ...cutEdits(facts, tried).edits];
  const found = provenCut(cuts, (tried) => desk.tryOut(all(tried)));
  if (found === null) return null;
  const { cuts: best, tried, tight } = found;
  const { deal } = tried.after.facts;
  const [whole, kept] = [facts.deal, deal].map(({ items }) => amountOf(facts, items));
  const way: Way = {
    kind: 'scope',
    words: `${askedWords(facts)} ${cutWords(facts, best)}${startWords(start)}`,
    edits: all(best),
    asks: null,
    victims: [],
    rewrite: toRewrite(facts.deal.file, cutEdits(facts, best).numbers.map(String)),
    result: { start: startOf(tried), complete: deal.judgedCompletion?.day ?? null },
    approvers: tried.approvers,
    remain: tried.remain,
    tight,
    worth: { dropped: { minutes: whole.minutes - kept.minutes, pieces: whole.pieces - kept.pieces }, inTime: kept, deliveries: 1 },
  };
  return { way, cuts: best };
}

/** A cut that passes the whole check, and whether one piece more of each item was seen not to. */
export interface ProvenCut {
  readonly cuts: readonly Cut[];
  readonly tried: Tried;
  readonly tight: boolean;
}

/**
 * Returns the smallest cut that passes, beginning at a first look: the last of its items is settled piece by piece, and of each other one piece more
 * must fail. Null when nothing passes.
 */
export function provenCut(cuts: readonly Cut[], tryOut: (cuts: readonly Cut[]) => Tried | null): ProvenCut | null {
  const last = cuts.at(-1);
  if (last === undefined) return null;
  const best: { cuts: readonly Cut[]; tried: Tried | null } = { cuts, tried: null };
  const passes = (attempt: readonly Cut[]): boolean | null => {
    const tried = tryOut(attempt.filter(({ from, to }) => to < from));
    if (tried?.passes === true) Object.assign(best, { cuts: attempt, tried });
    return tried === null ? null : tried.passes;
  };
  if (last.to === 0 && passes(cuts) !== true) return null;
  // All of it is known to fail where nothing else is cut.
  const fails = last.from + (cuts.length > 1 ? 1 : 0);
  const settled = nearest(last.to, fails, (to) => passes(cuts.with(cuts.length - 1, { ...last, to })));
  if (best.tried === null) return null;
  /** Brings back pieces of another item while they pass; whether one more was seen to fail. */
  const isSettled = (c: number): boolean => {
    for (;;) {
      const cut = best.cuts[c];
      if (cut.to === cut.from) return true;
      const answer = passes(best.cuts.with(c, { ...cut, to: cut.to + 1 }));
      if (answer !== true) return answer === false;
    }
  };
  const tight = cuts.slice(0, -1).reduce((sofar, _, c) => isSettled(c) && sofar, settled.tight);
  return { cuts: best.cuts.filter(({ from, to }) => to < from), tried: best.tried, tight };
}

/** Returns the changes that leave something out, and the numbers that texts may still say. */
export function cutEdits(facts: Facts, cuts: readonly Cut[]): { edits: Edit[]; numbers: number[] } {
  const { deal } = facts;
  const kept: Kept = new Map(cuts.map(({ item, to }) => [item, to]));
  const promised = lessPromised(facts, kept);
  const edits: Edit[] = [];
  for (const item of deal.items) {
    const to = kept.get(item.id);
    if (to === undefined) continue;
    const path: PathPart[] = ['items', item.index];
    edits.push(to === 0 ? goneEdit(path) : plainEdit([...path, 'quantity'], to));
  }
  edits.push(...promised.edits, ...inputsGone(facts, kept), ...materialEdits(facts, kept), ...priceEdits(facts, kept));
  return { edits, numbers: [...new Set([...promised.numbers, ...cuts.map(({ from }) => from)])] };
}

/** What only an item that goes was waiting for need not be given. */
function inputsGone({ deal }: Facts, kept: Kept): Edit[] {
  const waits = (stays: boolean): Set<string> =>
    new Set(deal.items.filter(({ id }) => (kept.get(id) !== 0) === stays).flatMap(({ entry }) => entry?.inputs.map(({ id }) => id) ?? []));
  const needed = waits(true);
  const unneeded = waits(false);
  return (deal.file.inputs ?? []).flatMap(({ id }, index) => (unneeded.has(id) && !needed.has(id) ? [goneEdit(['inputs', index])] : []));
}

/** A total that the deal says goes down by what the library asks for the pieces that go. */
function priceEdits({ deal }: Facts, kept: Kept): Edit[] {
  const total = deal.file.pricing?.total;
  if (total === undefined) return [];
  const left = deal.items.flatMap((item) => {
    const to = kept.get(item.id) ?? item.quantity;
    return to === 0 ? [] : [{ ...item, quantity: to }];
  });
  const after = listPriceOf(left);
  if (deal.listPrice === null || after === null) return [];
  const now = total - (deal.listPrice - after);
  return now <= 0 ? [] : [{ path: ['pricing', 'total'], value: now, written: now / 100 }];
}

function cutWords({ deal }: Facts, cuts: readonly Cut[]): string {
  const itemOf = (cut: Cut) => deal.items.find(({ id }) => id === cut.item)!;
  const less = cuts.filter(({ to }) => to > 0).map((cut) => `${piecesText(itemOf(cut), cut.to)} instead of ${cut.from}`);
  const gone = cuts.filter(({ to }) => to === 0).map((cut) => nameOf(itemOf(cut)));
  return listed([...(less.length > 0 ? [`with ${listed(less)}`] : []), ...(gone.length > 0 ? [`without ${listed(gone)}`] : [])]);
}

/** Returns the first day on which the team can begin and keep going, as the check of a change sees it. */
export function startOf({ after: { schedule } }: Tried): Way['result']['start'] {
  return schedule.status === 'planned' ? schedule.start.day : null;
}
