/** How a change is said, and which texts of a deal still say what it was before. */
import { formatDay, type Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import { pathText, type PathPart } from '../model/place.ts';
import { formatDuration } from '../model/units.ts';
import { quantityText } from '../model/words.ts';
import type { Checked } from './way.ts';

/** Returns so many pieces of an item: `180 bags` under a name of the deal's own, else `180 × Custom branded bag`. */
export function piecesText(item: ItemFact, pieces: number): string {
  const unit = item.entry?.unit;
  return item.id === item.deliverable || unit !== undefined ? quantityText(pieces, nameOf(item), unit) : `${pieces} ${nameOf(item)}`;
}

/** Returns what an item is called: by the deal's own name, else by the library's title. */
export function nameOf({ id, deliverable, entry }: ItemFact): string {
  return id === deliverable ? (entry?.title ?? id) : OWN_WORDS.has(id) || /^\d/.test(id) ? `'${id}'` : id;
}

/** The words of the sentences themselves, and numbers: `24 more` would not be read as 24 of the item `more`. */
const OWN_WORDS: ReadonlySet<string> = new Set(
  'a all and but complete everything first instead more of on other others part phase rest start starting the then whole with without'.split(
    ' ',
  ),
);

/** Returns the judged completion as it was asked for: a day, or so long after an input. */
export function askedWords({ deal }: Facts): string {
  const { relative, judgedCompletion } = deal;
  if (relative !== null && judgedCompletion?.from.endsWith('.complete'))
    return `within ${formatDuration(relative.within)} after ${relative.input}`;
  return judgedCompletion === null ? '' : formatDay(judgedCompletion.day);
}

/** Returns what holds, once others help, as it was asked for: `2026-12-18`; with the start where that is what was too early, or still has to move. */
export function heldWords({ facts, schedule }: Checked, start: Day | null): string {
  const { judgedStart } = facts.deal;
  const wasEarly = judgedStart !== null && schedule.status === 'planned' && judgedStart.day < schedule.start.day;
  return wasEarly ? `start ${formatDay(start ?? judgedStart.day)}, complete ${askedWords(facts)}` : askedWords(facts);
}

/** Returns `, starting 2027-02-22` where the start has to move too. */
export function startWords(start: Day | null): string {
  return start === null ? '' : `, starting ${formatDay(start)}`;
}

/** Returns the paths of the texts that name one of some tokens (a number, a date), and of all documents, which nobody here has read. */
export function toRewrite(file: DealFile, tokens: readonly string[]): string[] {
  const patterns = tokens.map(asToken);
  const texts: [readonly PathPart[], string | undefined][] = [
    [['title'], file.title],
    ...(file.promises ?? []).flatMap(({ text, complete_when }, p): [readonly PathPart[], string | undefined][] => [
      [['promises', p, 'text'], text],
      [['promises', p, 'complete_when', 'observable'], complete_when?.observable],
      [['promises', p, 'complete_when', 'measure'], complete_when?.measure],
    ]),
  ];
  return [
    ...texts.flatMap(([path, text]) => (text !== undefined && patterns.some((pattern) => pattern.test(text)) ? [pathText(path)] : [])),
    ...file.documents.map((_, index) => pathText(['documents', index])),
  ];
}

/** Returns a pattern for a number, a date or a word that stands by itself: 300, and not the 300 of 1,300 or of 300.5; liner, and not that of airliner. */
export function asToken(token: string): RegExp {
  const text = token.replace(/[.*+?^${}()|[\]\\]/g, (sign) => `\\${sign}`);
  const [before, after] = [/^\p{L}/u, /\p{L}$/u].map((edge) => (edge.test(token) ? '\\p{L}' : ''));
  return new RegExp(`(?<![${before}\\d.,-])${text}(?!${after === '' ? '' : `${after}|`}\\d|[.,-]\\d)`, 'u');
}
