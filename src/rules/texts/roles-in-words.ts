/** Roles as people speak of them: `senior engineers`, `two seniors`. */
import type { Capacity } from '../../model/capacity.ts';

/** Returns the people or machines of a role from a level up: `engineers`, `senior engineers`. The lowest level is the whole role. */
export function rolePlural({ roles }: Pick<Capacity, 'roles'>, role: string, level: string | null): string {
  return level === null || level === roles[role].levels[0] ? plural(role) : `${level} ${plural(role)}`;
}

/** Returns more than one of a thing: `presses`, `companies`. */
function plural(word: string): string {
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** Returns so many of them in words: `one principal`, `two senior engineers`. */
export function countOf(n: number, one: string): string {
  return `${NUMBERS[n] ?? n} ${n === 1 ? one : plural(one)}`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Returns one unit of a role from a level up: `engineer`, `senior engineer`; the level alone where no other role of these has one of that name. */
export function roleSingular(role: string, level: string | null, short: boolean): string {
  return level === null ? role : short ? level : `${level} ${role}`;
}

/** Returns so many people of a role from a level up: `one senior engineer`, `two analysts`. */
export function roleCount(n: number, role: string, level: string | null): string {
  return countOf(n, roleSingular(role, level, false));
}
