/** What a deal promises of people, as posts to fill: a unit of a pattern, or somebody by name. */
import type { Person } from '../../model/capacity.ts';
import type { Day } from '../../model/day.ts';
import { at, keyAt, type Place } from '../../model/place.ts';
import { formatNeed, type Need, type Ppm } from '../../model/units.ts';
import type { Headroom, Post } from '../../schedule/staffing.ts';
import { peopleIn, textsOf, wordsIn } from '../texts/people-in-texts.ts';
import type { RuleFacts } from '../rule.ts';

/** Posts that stand on one line of the deal. */
export interface Promised {
  readonly at: Place;
  /** The units of one role that a pattern asks for; null: somebody is named. */
  readonly need: Need | null;
  /** Who is named, and by which words. */
  readonly named: { readonly person: Person; readonly as: string; readonly by: 'line' | 'text' } | null;
  readonly post: Post;
  /** How many such posts. */
  readonly units: number;
}

/** The dates and the share of what is promised where the deal does not say. */
export interface Defaults {
  readonly from: Day;
  readonly to: Day;
  readonly share: Ppm;
}

/** Returns what the deal's staffing lines promise; what they name and nobody has is left to the rules that tell it. */
export function promisedByLines(
  { deal, capacity, today }: RuleFacts,
  { from, to, share }: Defaults,
): { promised: Promised[]; unknown: string[] } {
  const promised: Promised[] = [];
  const unknown: string[] = [];
  (deal.file.staffing ?? []).forEach((line, i) => {
    const post = {
      skills: line.skills,
      share: line.share ?? share,
      from: Math.max(today, line.from ?? Math.min(from, line.to ?? from)),
      to: line.to ?? Math.max(to, line.from ?? to),
    };
    for (const need of line.needs) {
      const role = Object.hasOwn(capacity.roles, need.role) ? capacity.roles[need.role] : null;
      const name = formatNeed({ ...need, units: 1 });
      if (role === null || (need.level !== null && !role.levels.includes(need.level))) {
        unknown.push(name);
        continue;
      }
      const place = keyAt('deal', 'staffing', i, 'needs', name);
      promised.push({
        at: place,
        need,
        named: null,
        units: need.units,
        post: { ...post, role: need.role, level: need.level, person: null },
      });
    }
    if (line.person === undefined) return;
    const person = capacity.people.find(({ id }) => id === line.person);
    if (person === undefined) unknown.push(line.person);
    else promised.push(namedOne(person, line.person, 'line', at('deal', 'staffing', i, 'person'), post));
  });
  return { promised, unknown };
}

/** Returns who is named in a text of the deal and in none of its staffing lines: each once, where it is first said. */
export function promisedByTexts({ deal, capacity, today }: RuleFacts, { from, to, share }: Defaults): Promised[] {
  const lines = new Set((deal.file.staffing ?? []).map(({ person }) => person));
  const found = new Map<string, Promised>();
  for (const { text, at: place } of textsOf(deal.file)) {
    for (const { person, as } of peopleIn(text, capacity, deal.file)) {
      if (lines.has(person.id) || found.has(person.id)) continue;
      found.set(person.id, namedOne(person, as, 'text', place, { skills: [], share, from: Math.max(today, from), to }));
    }
  }
  return [...found.values()];
}

function namedOne(
  person: Person,
  as: string,
  by: 'line' | 'text',
  place: Place,
  post: Pick<Post, 'skills' | 'share' | 'from' | 'to'>,
): Promised {
  return {
    at: place,
    need: null,
    named: { person, as, by },
    units: 1,
    post: { ...post, role: person.role, level: person.level ?? null, person: person.id },
  };
}

/** Returns the first text of the deal in which people are promised in other words than by name, with those words. */
export function phraseIn({ deal }: RuleFacts, phrases: readonly string[]): { words: string; at: Place } | null {
  for (const { text, at: place } of textsOf(deal.file)) {
    for (const phrase of phrases) {
      const words = wordsIn(text, phrase);
      if (words !== null) return { words, at: place };
    }
  }
  return null;
}

/** Returns the posts of what is promised; of one line no more than one past those of the role, for the rest would find nobody either. */
export function postsOf(headroom: Headroom, promised: readonly Promised[]): { post: Post; of: number }[] {
  return promised.flatMap(({ post, units }, of) =>
    Array.from({ length: Math.min(units, headroom.workers(post.role).length + 1) }, () => ({ post, of })),
  );
}
