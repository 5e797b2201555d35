/** Roles as people speak of them: `senior engineers`, `two seniors`. */
import type { Capacity } from '../model/capacity.ts';

/** Returns the people or machines of a role from a level up: `engineers`, `senior engineers`. The lowest level is the whole role. */
export function rolePlural({ roles }: Pick<Capacity, 'roles'>, role: string, level: string | null): string {
  return level === null || level === roles[role].levels[0] ? plural(role) : `${level} ${plural(role)}`;
}

/** Returns more than one of a thing: `presses`, `companies`. */
function plural(word: string): string {
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
