/** People of capacity whom a document names and the deal does not. */
import type { Person } from '../../model/capacity.ts';
import { TITLES, withoutAccents } from './people-in-texts.ts';
import type { Mismatch } from './proposal-dates.ts';
import type { RuleFacts } from '../rule.ts';

/** First names that are words too: alone they are no name. */
const WORDS = new Set(
  'will mark grace rose hope bill rob frank sue art pat jack drew chase grant max ray dale dean earl miles penny joy faith may april june august summer sky page cliff case sterling guy lane reed'.split(
    ' ',
  ),
);

/** Returns each place where a document names somebody whom the deal does not: by name, by e-mail, or by first name where only one has it. */
export function wrongNames(text: string, facts: RuleFacts): Mismatch[] {
  const { capacity } = facts;
  const named = namedBy(facts);
  const others = outsideNames(facts);
  return capacity.people.flatMap((person) => {
    if (named.has(person.id)) return [];
    return placesOf(person, text, capacity.people, others).map(({ start, end }): Mismatch => {
      const role = person.level === undefined ? person.role : `${person.level} ${person.role}`;
      return {
        start,
        end,
        message: `'${text.slice(start, end)}' is ${person.id} of capacity, and the deal names ${named.size === 0 ? 'nobody' : [...named].join(', ')}`,
        help: `write the role (${role}) in place of the name, or name ${person.id} in the deal's staffing, and check it again`,
      };
    });
  });
}

/** The people whom the deal names: whoever owns it or is escalated to, and those of its own lines. A doer of the library's is not told to customers. */
function namedBy({ deal, capacity }: RuleFacts): Set<string> {
  const { promises = [], staffing = [], soft_promises = [], delivery, soft_promises_asked, discovery } = deal.file;
  const names = [
    deal.owner?.id,
    ...deal.escalation.map(({ id }) => id),
    delivery.project_manager,
    ...promises.map(({ doer }) => doer),
    ...staffing.map(({ person }) => person),
    ...soft_promises.flatMap(({ owner, by }) => [owner, by]),
    soft_promises_asked?.by,
    ...discovery.map(({ owner }) => owner),
    deal.seller.name,
    deal.seller.email,
  ].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()]));
  const said = new Set(names);
  return new Set(
    capacity.people
      .filter(({ id, name, email }) => [id, name, email].some((each) => each !== undefined && said.has(each.toLowerCase())))
      .map(({ id }) => id),
  );
}

/** First names of the people who are not ours: the customer's, and the seller's. */
function outsideNames({ deal }: RuleFacts): Set<string> {
  const names = [deal.customer.name, deal.seller.name ?? '', ...(deal.file.context?.stakeholders.map(({ name }) => name) ?? [])];
  return new Set(names.flatMap((name) => name.toLowerCase().split(/[^\p{L}]+/u)));
}

function placesOf(
  { name, email }: Person,
  text: string,
  people: readonly Person[],
  others: ReadonlySet<string>,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const add = (start: number, end: number): void => {
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ start, end });
  };
  if (email !== undefined) for (const at of occurrences(text, email)) add(at, at + email.length);
  const parts = name?.split(/\s+/u) ?? [];
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return found;
  const words = [...text.matchAll(/[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu)];
  const same = (word: string | undefined, wanted: string): boolean => word !== undefined && withoutAccents(word) === withoutAccents(wanted);
  const alone =
    parts.length === 1 ||
    (people.filter((other) => other.name?.split(/\s+/u)[0].toLowerCase() === first.toLowerCase()).length === 1 &&
      !WORDS.has(first.toLowerCase()));
  // "Ms Prado", "I. Prado".
  const isBeforeSurname = (word: string, nth: number): boolean =>
    TITLES.includes(word) ||
    (same(word, first[0]) && /^\.\s*$/u.test(text.slice(words[nth].index + word.length, words[nth + 1]?.index ?? words[nth].index)));
  for (const [nth, { 0: word, index }] of words.entries()) {
    const end = (count: number): number => words[nth + count - 1].index + words[nth + count - 1][0].length;
    const run = parts.every((part, each) => same(words[nth + each]?.[0].toLowerCase(), part.toLowerCase()));
    if (run && /^\p{Lu}/u.test(word)) add(index, end(parts.length));
    else if (parts.length > 1 && isBeforeSurname(word, nth) && same(words[nth + 1]?.[0], last)) add(index, end(2));
    else if (alone && same(word, first) && !others.has(first.toLowerCase()) && !isPartOfAName(text, words, nth))
      add(index, index + word.length);
  }
  return found;
}

/** Whether a first name goes on (`Ana Lopez`) or belongs to a firm (`Ben & Co`). */
function isPartOfAName(text: string, words: readonly RegExpMatchArray[], nth: number): boolean {
  const [word, next, previous] = [words[nth], words[nth + 1], words[nth - 1]];
  const end = word.index! + word[0].length;
  const after = next === undefined ? '' : text.slice(end, next.index);
  const before = previous === undefined ? '' : text.slice(previous.index! + previous[0].length, word.index);
  if (/^\s*&/u.test(text.slice(end, end + 3)) || /&\s*$/u.test(before)) return true;
  return (
    (/^[ \u00A0]$/u.test(after) && /^\p{Lu}\p{Ll}/u.test(next?.[0] ?? '')) ||
    (/^[ \u00A0]$/u.test(before) && /^(?:St|San|Santa|Saint)$/u.test(previous?.[0] ?? ''))
  );
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return found;
  for (let at = lower.indexOf(words.toLowerCase()); at >= 0; at = lower.indexOf(words.toLowerCase(), at + 1)) {
    if (!/[\w.+-]$/u.test(text.slice(0, at).slice(-1))) found.push(at);
  }
  return found;
}
