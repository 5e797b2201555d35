/** One more on the shifts of a group that would have too few, from the latest day that is enough. */
import type { Capacity } from '../model/capacity.ts';
import { formatDay, type Day } from '../model/day.ts';
import { listed } from '../model/words.ts';
import { elsewhereOf } from '../rules/people/by-name.ts';
import {
  beginOf,
  clockText,
  dayOfMinute,
  endOf,
  shiftsAt,
  stretchesOf,
  type Added,
  type Elsewhere,
  type Stretch,
} from '../rules/people/on-shift.ts';
import { edited, type Edit } from './edit.ts';
import { latestDay } from './latest.ts';
import { unused } from './promises.ts';
import type { Desk } from './recheck.ts';
import type { Way } from './way.ts';
import { heldWords } from './words.ts';
import { wholeWay } from './whole.ts';

type Group = Capacity['groups'][number];

/** Returns the way to say yes with one more on shift; null where no group would have too few, or one more would not be enough. */
export function shiftWay(desk: Desk): Way | null {
  const { facts } = desk.before;
  const { capacity, deal, today } = facts;
  const lines = deal.file.requirements?.groups ?? [];
  const end = Math.max(today, ...lines.map((line) => dayOfMinute(endOf(line))));
  const elsewhere = elsewhereOf(facts, end);
  const index = capacity.groups.findIndex((group) => overIn(group, lines, capacity, elsewhere).length > 0);
  if (index < 0) return null;
  const group = capacity.groups[index];
  const over = overIn(group, lines, capacity, elsewhere);
  const shifts = [...new Set(over.flatMap(({ from }) => shiftsAt(group, from)))].sort((a, b) => a - b);
  const [first] = group.shifts[shifts[0]].staff;
  const role = capacity.people.find(({ id }) => id === first)?.role;
  if (role === undefined) return null;
  const id = unused(`one-more-${group.id}`, new Set([...capacity.people, ...capacity.equipment].map((each) => each.id)));
  const editsFrom = (from: Day): Edit[] => [
    {
      path: ['people', capacity.people.length],
      value: { id, role, from, off: [], skills: [] },
      written: { id, role, from: formatDay(from) },
    },
    ...shifts.map((shift): Edit => ({
      path: ['groups', index, 'shifts', shift, 'staff', group.shifts[shift].staff.length],
      value: id,
      written: id,
    })),
  ];
  // A shift is worked on closed days, too; on the day after the last stretch nobody helps any more.
  const last = Math.max(...over.map(({ to }) => dayOfMinute(to)));
  const days = Array.from({ length: Math.max(0, last + 1 - today) }, (_, n) => today + 1 + n);
  const look = (day: Day): boolean => {
    const more = edited(capacity, editsFrom(day));
    return overIn(more.groups[index], lines, more, elsewhere).length === 0;
  };
  const latest = latestDay(days, look, (day) => {
    const tried = desk.tryOut([], { capacity: editsFrom(day) });
    return tried && { ...tried, passes: tried.passes && !tried.remain.includes('safety-ratio') };
  });
  if (latest === null) return null;
  const { day, tried, tight } = latest;
  const hours = shifts.map((shift) => `${clockText(group.shifts[shift].from)} to ${clockText(group.shifts[shift].to)}`);
  const held = heldWords(desk.before, null);
  return wholeWay(facts, tried, {
    kind: 'person',
    words: `${held === '' ? 'as asked' : held} if one more works ${listed([...new Set(hours)])} in ${group.id} from ${formatDay(day)}`,
    edits: [],
    asks: { who: 'operations', act: 'find one', capacity: editsFrom(day) },
    tight,
  });
}

/** The stretches in which the group would have more weight than those on shift may care for. */
function overIn(group: Group, lines: readonly (Added & { readonly group: string })[], capacity: Capacity, elsewhere: Elsewhere): Stretch[] {
  const added = lines.filter((line) => line.group === group.id && endOf(line) > beginOf(line));
  if (added.length === 0) return [];
  return stretchesOf(group, added, capacity, elsewhere).filter(
    ({ staff, away, elsewhere: gone, there, added: more }) =>
      staff.length + away.length + gone.length > 0 && there + more > staff.length * group.per_staff + 1e-9,
  );
}
