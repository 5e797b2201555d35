/** Hours that are booked by name: which of a load's units its people are, and what that takes of their role. */
import type { Capacity, Load } from './capacity.ts';
import type { Need } from './units.ts';

/**
 * Returns what a load takes once people are on it: each of them counts at their own level (a senior on a unit that anyone could do is a senior less), and the units
 * beyond them as they were asked for. `wrong`: the index of the first of its people who can be none of its units, null when there is none. Levels are nested,
 * so the highest of them takes the highest unit that is left.
 */
export function staffedNeeds(
  { needs, people = [] }: Pick<Load, 'needs' | 'people'>,
  { people: team, roles }: Pick<Capacity, 'people' | 'roles'>,
): { readonly needs: readonly Need[]; readonly wrong: number | null } {
  const rankOf = (role: string, level: string | null | undefined): number => (level ? roles[role].levels.indexOf(level) : -1);
  const open = needs
    .flatMap(({ role, level, units }) => Array.from({ length: units }, () => ({ role, level })))
    .sort((a, b) => rankOf(b.role, b.level) - rankOf(a.role, a.level));
  const known = people.map((id, index) => ({ person: team.find((each) => each.id === id), index }));
  const unknown = known.find(({ person, index }) => person === undefined || people.indexOf(person.id) !== index);
  if (unknown !== undefined) return { needs, wrong: unknown.index };
  const taken: Need[] = [];
  const highestFirst = [...known].sort((a, b) => rankOf(b.person!.role, b.person!.level) - rankOf(a.person!.role, a.person!.level));
  for (const { person, index } of highestFirst) {
    const { role, level = null } = person!;
    const unit = open.findIndex((each) => each.role === role && rankOf(role, each.level) <= rankOf(role, level));
    if (unit < 0) return { needs, wrong: index };
    open.splice(unit, 1);
    taken.push({ role, level, units: 1 });
  }
  return { needs: people.length === 0 ? needs : together([...taken, ...open.map((each) => ({ ...each, units: 1 }))]), wrong: null };
}

/** Units of the same role and level in one line. */
function together(needs: readonly Need[]): Need[] {
  const found = new Map<string, Need>();
  for (const need of needs) {
    const key = `${need.role}.${need.level ?? ''}`;
    found.set(key, { ...need, units: need.units + (found.get(key)?.units ?? 0) });
  }
  return [...found.values()];
}
