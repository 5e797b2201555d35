/**
 * People whom a deal's texts promise: a name or an address of somebody in capacity, or words such as "senior team". Fields that have to name somebody (the
 * owner, a doer, an approver) are no such text, and neither is what the deal excludes.
 */
import type { Capacity, Person } from '../../model/capacity.ts';
import type { DealFile } from '../../model/deal.ts';
import { at, type Place } from '../../model/place.ts';

/** Something that a deal says to its customer, or of it. */
export interface Text {
  readonly text: string;
  readonly at: Place;
}

/** Returns the texts of a deal in the order of the file format. */
export function textsOf(file: DealFile): Text[] {
  const found: Text[] = [];
  const add = (text: string | undefined, ...path: (string | number)[]): void => {
    if (text !== undefined) found.push({ text, at: at('deal', ...path) });
  };
  add(file.title, 'title');
  for (const key of ['wanted', 'offered'] as const) add(file.dates[key]?.because, 'dates', key, 'because');
  file.items.forEach(({ custom }, i) =>
    custom.forEach(({ what, undo }, c) => {
      add(what, 'items', i, 'custom', c, 'what');
      add(undo, 'items', i, 'custom', c, 'undo');
    }),
  );
  file.promises?.forEach(({ text, complete_when }, i) => {
    add(text, 'promises', i, 'text');
    for (const [key, value] of Object.entries(complete_when ?? {})) add(value as string, 'promises', i, 'complete_when', key);
  });
  // What the customer was told that they do not get is no promise.
  file.soft_promises?.forEach(({ said, resolution }, i) => {
    if (resolution !== 'excluded') add(said, 'soft_promises', i, 'said');
  });
  file.assumptions?.forEach(({ text }, i) => add(text, 'assumptions', i, 'text'));
  file.roles?.forEach((text, i) => add(text, 'roles', i));
  file.pricing?.exceptions.forEach(({ what }, i) => add(what, 'pricing', 'exceptions', i, 'what'));
  const { context } = file;
  add(context?.business_problem, 'context', 'business_problem');
  for (const [key, value] of Object.entries(context?.buyer ?? {})) add(value, 'context', 'buyer', key);
  context?.risks.forEach(({ text }, i) => add(text, 'context', 'risks', i, 'text'));
  context?.dependencies.forEach(({ text }, i) => add(text, 'context', 'dependencies', i, 'text'));
  add(context?.first_milestone?.what, 'context', 'first_milestone', 'what');
  file.discovery.forEach(({ answer }, i) => add(answer, 'discovery', i, 'answer'));
  return found;
}

/** Returns the people of capacity whom a text names, with the words that do. */
export function peopleIn(text: string, { people }: Pick<Capacity, 'people'>, file: DealFile): { person: Person; as: string }[] {
  return people.flatMap((person) => {
    const { name, email } = person;
    const words =
      (email !== undefined && wordsIn(text, email)) ||
      // A name of one word may be a word of another meaning too: it counts as a first name does.
      (name !== undefined && /\s/.test(name.trim()) && wordsIn(text, name)) ||
      (name !== undefined && (firstNameIn(text, name, person, people, file) ?? surnameIn(text, name, person, people, file)));
    return words ? [{ person, as: words }] : [];
  });
}

/** Returns the words of a text that are a phrase in any case, spacing and accents, as they stand there; null when it has none. */
export function wordsIn(text: string, phrase: string): string | null {
  const words = withoutAccents(phrase).trim().split(/\s+/);
  const pattern = words.map(escaped).join('\\s+');
  return find(text, words[0], `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu')?.[0] ?? null;
}

/** Returns a text (in NFC) with no accents on its letters, each where it was: Sinéad and Sinead are one name. */
export function withoutAccents(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return text.normalize('NFC').replace(/\p{L}/gu, (letter) => {
    const [base] = letter.normalize('NFD');
    return base.length === letter.length ? base : letter;
  });
}

/**
 * Finds a pattern without accents: the words as they stand in the text, and its first group. `word` is a part that no match goes without: most texts have
 * none of it, and making a pattern costs a hundred times what looking for a word does.
 */
function find(text: string, word: string, pattern: string, flags: string): [words: string, group: string | undefined] | null {
  if (!folded(text).includes(folded(word))) return null;
  const match = new RegExp(pattern, flags).exec(withoutAccents(text));
  return match === null ? null : [text.normalize('NFC').slice(match.index, match.index + match[0].length), match[1]];
}

/** All that may be one letter to a pattern that ignores case is one here. */
function folded(text: string): string {
  return withoutAccents(text).toUpperCase().toLowerCase();
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** First names that are words of their own, where a sentence may begin with them. */
const WORDS = new Set(
  'art april august bill chance chase dawn drew faith frank gene grace grant hope jack joy june mark may max miles pat pearl ray rich rob rose skip sterling sue van will'.split(
    ' ',
  ),
);

/** Names of everybody else whom a text may mean: of capacity, of the customer's, and on the seller's side. */
function otherNames(person: Person, people: readonly Person[], { customer, seller, context }: DealFile): string[] {
  const others = [
    ...people.filter((other) => other !== person).map((other) => other.name),
    customer.name,
    seller?.name,
    ...(context?.stakeholders.map(({ name }) => name) ?? []),
  ];
  return others.filter((other) => other !== undefined);
}

/**
 * A first name alone promises somebody too ("Ana will run it"), where it can only be that person: nobody else of capacity, of the customer's or on the
 * seller's side has it, it is written as a name, and no other surname follows.
 */
function firstNameIn(text: string, name: string, person: Person, people: readonly Person[], file: DealFile): string | null {
  const [first, ...surname] = withoutAccents(name).trim().split(/\s+/);
  if (first.length < 3 || WORDS.has(first.toLowerCase())) return null;
  if (otherNames(person, people, file).some((other) => wordsIn(other, first) !== null)) return null;
  const found = find(text, first, `(?<![\\p{L}\\p{N}-])${escaped(first)}(?![\\p{L}\\p{N}-])(?:\\s+(\\p{Lu}[\\p{L}-]+))?`, 'u');
  if (found === null || (found[1] !== undefined && !surname.includes(found[1]))) return null;
  return found[0].split(/\s/)[0];
}

/** So does a surname after a title or the first name's initial ("Mr Ruiz", "A. Ruiz"), where nobody else has it. */
function surnameIn(text: string, name: string, person: Person, people: readonly Person[], file: DealFile): string | null {
  const parts = withoutAccents(name).trim().split(/\s+/);
  const last = parts.at(-1)!;
  if (parts.length < 2 || otherNames(person, people, file).some((other) => wordsIn(other, last) !== null)) return null;
  const before = `(?:(?:${TITLES.join('|')})\\.?|${escaped(parts[0][0])}\\.)`;
  return find(text, last, `(?<![\\p{L}\\p{N}])${before}\\s*${escaped(last)}(?![\\p{L}\\p{N}-])`, 'u')?.[0] ?? null;
}

/** How people are addressed by their surname. */
export const TITLES: readonly string[] = ['Mr', 'Mrs', 'Ms', 'Miss', 'Dr', 'Herr', 'Frau'];
