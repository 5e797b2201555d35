/**
 * What a plan uses, as fixed loads by role and day: what is held for an open deal, and booked for a signed one. The hours stand where the plan has them
 * (`begins`), so that what is planned around them later does not push them along the day. They are those of the nominal plan: what is free for the case that
 * something goes wrong stays free.
 */
import type { Load } from '../model/capacity.ts';
import type { Facts } from '../model/facts.ts';
import { WHOLE, type Need } from '../model/units.ts';
import { businessDaysIn } from './capacity.ts';
import type { Placement } from './decode.ts';
import type { Problem } from './problem.ts';

/** Some hours of one day: the business day, the slot of it they begin in (null: any), and how many slots. */
interface Piece {
  readonly needs: readonly Need[];
  readonly day: number;
  readonly begins: number | null;
  readonly slots: number;
}

/** Returns the hours of a plan, and those of the deal's staffing pattern beyond them, in the order in which they are worked. */
export function loadsOf(facts: Facts, problem: Problem, placement: Placement): Load[] {
  const steps = problem.tasks.flatMap((task) => piecesOf(problem, placement, task.index));
  return merged(problem, [...steps, ...patternPieces(facts, problem, placement, steps)]);
}

/** The worked slots of a step, a piece for each stretch of a day: a step pauses over what others hold. */
function piecesOf({ axis, tasks }: Problem, { start, end }: Placement, index: number): Piece[] {
  const { needs, runs } = tasks[index];
  if (start[index] < 0 || needs.length === 0) return [];
  const pieces: Piece[] = [];
  let last = -1;
  for (let r = runs.rank[start[index]]; r < runs.rank[end[index]]; r++) {
    const t = runs.open[r];
    const day = axis.dayOfSlot[t];
    const before = pieces.at(-1);
    if (before !== undefined && last === t - 1 && before.day === day) pieces[pieces.length - 1] = { ...before, slots: before.slots + 1 };
    else pieces.push({ needs, day, begins: t - axis.firstSlot[day], slots: 1 });
    last = t;
  }
  return pieces;
}

/** What a staffing pattern promises beyond the steps: the load is the larger of the two, and not their sum. */
function patternPieces({ deal, capacity }: Facts, { axis }: Problem, placement: Placement, steps: readonly Piece[]): Piece[] {
  const used = new Map<string, number>();
  for (const { needs, day, slots } of steps) {
    for (const { role, units } of needs) used.set(`${role} ${day}`, (used.get(`${role} ${day}`) ?? 0) + units * slots);
  }
  const last = axis.days[axis.dayOfSlot[Math.max(0, ...placement.end) - 1] ?? 0];
  return (deal.file.staffing ?? []).flatMap((line): Piece[] => {
    const person = capacity.people.find(({ id }) => id === line.person);
    const named: Need[] = person === undefined ? [] : [{ role: person.role, level: person.level ?? null, units: 1 }];
    const first = line.from ?? deal.begin;
    const days = businessDaysIn(axis, { first, last: line.to ?? Math.max(first, last) });
    return [...line.needs, ...named].flatMap((need) =>
      days.flatMap((day): Piece[] => {
        const share = Math.round(((axis.firstSlot[day + 1] - axis.firstSlot[day]) * (line.share ?? WHOLE)) / WHOLE);
        const key = `${need.role} ${day}`;
        const covered = Math.min(used.get(key) ?? 0, share * need.units);
        used.set(key, (used.get(key) ?? 0) - covered);
        const more = share * need.units - covered;
        const [all, some] = [Math.floor(more / need.units), more % need.units];
        return [
          ...(all > 0 ? [{ needs: [need], day, begins: null, slots: all }] : []),
          ...(some > 0 ? [{ needs: [{ ...need, units: some }], day, begins: null, slots: 1 }] : []),
        ];
      }),
    );
  });
}

/** The pieces as loads, each over as many business days as it is the same. */
function merged({ axis }: Problem, pieces: readonly Piece[]): Load[] {
  const sorted = pieces
    .map((piece, index) => ({ piece, index }))
    .sort((a, b) => a.piece.day - b.piece.day || (a.piece.begins ?? 256) - (b.piece.begins ?? 256) || a.index - b.index);
  const stretches: { piece: Piece; last: number }[] = [];
  const open = new Map<string, { piece: Piece; last: number }>();
  for (const { piece } of sorted) {
    const key = JSON.stringify([piece.needs, piece.begins, piece.slots]);
    const before = open.get(key);
    if (before?.last === piece.day - 1) before.last = piece.day;
    else {
      const stretch = { piece, last: piece.day };
      open.set(key, stretch);
      stretches.push(stretch);
    }
  }
  return stretches.map(({ piece: { needs, day, begins, slots }, last }) => ({
    needs,
    from: axis.days[day],
    to: axis.days[last],
    per_day: slots * axis.grain,
    ...(begins !== null && begins > 0 && { begins: begins * axis.grain }),
  }));
}
