/**
 * Numbers of what is sold, in a document: `300 branded bags`, `Bags: 300`, `Quantity: 300`, and the quantity column of a table. A number beside anything
 * else (prices, hours, sizes, `10 bags per box`, `more than 500 bags`) is none.
 */
import type { ItemFact } from '../../model/facts.ts';
import { listed } from '../../model/words.ts';
import { sentenceAround, type Mismatch } from './proposal-dates.ts';
import type { RuleFacts } from '../rule.ts';
import { once } from './once.ts';

/** Things that are sold under one word: two kinds of bags are both bags. */
interface Sold {
  /** As the customer would call one: `bag`. */
  readonly head: string;
  /** All words of their titles, and of what was chosen. */
  readonly words: ReadonlySet<string>;
  /** Whether a number of it is one that the deal has. */
  readonly has: (number: number) => boolean;
  /** What the deal says, in words: `300 × bags`. */
  readonly said: string;
}

/** Returns the numbers of what is sold that are not the deal's. */
export function wrongQuantities(prose: string, facts: RuleFacts): Mismatch[] {
  const sold = soldBy(facts, namedBy(facts));
  return [...mismatches(prose, sold), ...rowsOf(prose, sold).flatMap((row) => withoutNumber(row, prose))];
}

/** Returns the numbers in a promise's words that are more than is sold: `500 branded bags` where the deal sells 300. Some of it may be promised by itself. */
export function moreThanSold(prose: string, facts: RuleFacts): string[] {
  const found = mismatches(
    prose,
    soldBy(facts, (items) => (number) => number <= sum(items)),
  );
  return found.map(({ start, end }) => prose.slice(start, end).replace(/\s+/gu, ' '));
}

function mismatches(prose: string, sold: readonly Sold[]): Mismatch[] {
  const found = [...besideWords(prose, sold), ...afterWords(prose, sold), ...inTables(prose, sold)];
  return found.filter((one, nth) => found.findIndex((other) => other.start === one.start) === nth);
}

type Has = (items: readonly ItemFact[]) => (number: number) => boolean;

/** The numbers that the deal says of some items: of each, of all, of those in a phase, and of its promises. */
function namedBy({ deal }: RuleFacts): Has {
  return (items) => {
    const ids = new Set(items.map(({ id }) => id));
    // A promise that names no items is about the whole deal.
    const promised = (deal.file.promises ?? []).filter((promise) => promise.items.length === 0 || promise.items.some((id) => ids.has(id)));
    const numbers = promised.flatMap(({ quantity, text, complete_when }) => [
      ...(quantity === undefined ? [] : [quantity]),
      ...[text, complete_when?.observable, complete_when?.threshold].flatMap((each) =>
        [...(each ?? '').matchAll(/\d+/gu)].map(([n]) => Number(n)),
      ),
    ]);
    const phases = [...new Set(items.map(({ phase }) => phase))].map((phase) => sum(items.filter((item) => item.phase === phase)));
    const said = new Set([...items.map(({ quantity }) => quantity), sum(items), ...phases, ...numbers]);
    return (number) => said.has(number);
  };
}

function soldBy({ deal }: RuleFacts, has: Has): Sold[] {
  const heads = new Map<string, ItemFact[]>();
  for (const item of deal.items) {
    const names = [item.entry?.title, item.deliverable.replaceAll('-', ' ')];
    for (const head of new Set(names.flatMap((name) => headOf(name) ?? []))) heads.set(head, [...(heads.get(head) ?? []), item]);
  }
  return [...heads].map(([head, items]): Sold => {
    const words = items.flatMap(({ entry, deliverable, options }) => [
      ...wordsOf(entry?.title ?? ''),
      ...wordsOf(deliverable.replaceAll('-', ' ')),
      ...Object.values(options).flatMap((value) => wordsOf(String(value))),
    ]);
    return {
      head,
      words: new Set(words.map(singular)),
      has: has(items),
      said: listed(items.map(({ id, quantity }) => `${quantity} × ${id}`)),
    };
  });
}

function sum(items: readonly ItemFact[]): number {
  return items.reduce((total, { quantity }) => total + quantity, 0);
}

/** The noun of a title: its last word before any comma, dash or preposition. */
function headOf(title: string | undefined): string | null {
  const [first] = (title ?? '').split(/[,(:–—/]|\s-\s|\s(?:for|with|of|in|on|per|and|to|from)\s/iu);
  const last = wordsOf(first).findLast((word) => /^\p{L}{2,}$/u.test(word));
  return last === undefined ? null : singular(last);
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function singular(word: string): string {
  const lower = word.normalize('NFC').toLowerCase();
  if (/[^aeiou]ies$/u.test(lower)) return `${lower.slice(0, -3)}y`;
  if (/(?:[sxz]|ch|sh)es$/u.test(lower)) return lower.slice(0, -2);
  return /[^su]s$/u.test(lower) ? lower.slice(0, -1) : lower;
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40,
  fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100, dozen: 12, 'couple of': 2,
}; // prettier-ignore
const DIGITS = '\\d{1,3}(?:[.,\\u00A0 ]\\d{3})+(?!\\d)|\\d+';
const NUMBER = once(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}.,/$€£#+-])(?<!(?:no|nos|nr|version|section|step|phase|item|page|lot|part)\\.?\\s?)(?<!(?:USD|EUR|GBP|CHF)\\s?)(?:${DIGITS}|(?:${Object.keys(NUMBER_WORDS).join('|')})(?![\\p{L}]))(?![\\p{N}%°]|(?:st|nd|rd|th)(?![\\p{L}])|[.,/-]\\d|\\s?(?:USD|EUR|GBP|CHF|[$€£]))`,
      'giu',
    ),
);

/** Returns the number that a text writes; a dot, a comma or a space sets thousands apart. */
function numberOf(text: string): number {
  return NUMBER_WORDS[text.toLowerCase()] ?? Number(text.replace(/\D/gu, ''));
}

/** Words that may stand between a number and what it counts without counting something else. */
const BETWEEN = new Set(
  'custom customised customized branded printed new finished pcs pc piece pieces unit units set sets copies of x our your the such more further additional'.split(
    ' ',
  ),
);
const NOT_BETWEEN = new Set(
  'per for in on at by to from and or with without a an each every is are was were be will until within than if when while as which that hour day week month year minute people person inspector kg g mg l ml cl cm mm m km oz lb inch ft colour color percent sample prototype proof test'.split(
    ' ',
  ),
);
const COMPARED = once(
  () =>
    /(?<![\p{L}])(?:more than|over|above|beyond|fewer than|less than|below|under|minimum(?: order)?(?: of)?|every|each|per|one in|out of|(?:box|boxes|pack|packs|bundles?|cases?|cartons?|pallets?|batch|batches|lots?|bags?|sets?|groups?|samples?(?: size)?) of|samples?)\s+$/iu,
);

/** What was done before is no promise. */
const PAST = once(
  () =>
    /(?<![\p{L}])(?:since (?:\d{4}|\p{L}+ \d{4})|so far|last (?:year|month|time)|(?:have|has|had) (?:already )?(?:made|built|sold|printed|sewn|fitted|installed|delivered|produced))(?![\p{L}])/iu,
);

function besideWords(prose: string, sold: readonly Sold[]): Mismatch[] {
  return [...prose.matchAll(NUMBER())].flatMap((match): Mismatch[] => {
    const { 0: number, index: start } = match;
    const end = start + number.length;
    // "two (2) workshops" says its number twice.
    const ahead = prose.slice(end, end + 120).replace(/^\s*\(\d+\)/u, (twice) => ' '.repeat(twice.length));
    // "In 2026, bags" counts none.
    if (/^\s*,/u.test(ahead)) return [];
    const [near] = /^[^.;:!?|()\n]*(?:\n(?!\s*[\n|*#-])[^.;:!?|()\n]*)?/u.exec(ahead)!;
    const found = headIn(near, sold);
    if (found === null || COMPARED().test(prose.slice(Math.max(0, start - 40), start)) || PAST().test(sentenceAround(prose, start, end)))
      return [];
    // "10 bags per box", "2 bags each", "10 bags/box" say how something is done with each.
    if (/^\s*(?:per|each|every|a|an|apiece)(?![\p{L}])|^\s*\//iu.test(near.slice(found.end))) return [];
    return mismatch(start, end + found.end, prose, numberOf(number), found.sold);
  });
}

/** Words that count something else as often as what is sold: "3 training days" is what is sold, "30 days" is not. */
const COMMON = new Set('minute hour day week month quarter year service support package project system time person point'.split(' '));

/** Finds the first word of what is sold, as far as nothing else is counted before it. */
function headIn(near: string, sold: readonly Sold[]): { end: number; sold: Sold } | null {
  let unknown = 0;
  let own = 0;
  // "half-day" is one word, and counts nothing.
  for (const { 0: written, index } of near.matchAll(
    /[\p{L}\p{M}]+-(?:minute|hour|day|week|month|year|person|page)(?![\p{L}\p{M}])|[\p{L}\p{M}\p{N}]+/giu,
  )) {
    const word = singular(written);
    const one = sold.find(({ head }) => head === word);
    if (one !== undefined && (own > 0 || !COMMON.has(word))) return { end: index + written.length, sold: one };
    if (NOT_BETWEEN.has(word) || NOT_BETWEEN.has(written.toLowerCase()) || /\d/u.test(word)) return null;
    if (sold.some(({ words }) => words.has(word))) {
      own++;
      continue;
    }
    if (BETWEEN.has(written.toLowerCase())) continue;
    // A plural is something else that is counted: "2 months of bag storage".
    unknown++;
    if (unknown > 2 || /s$/iu.test(written)) return null;
  }
  return null;
}

function afterWords(prose: string, sold: readonly Sold[]): Mismatch[] {
  const labels = new RegExp(
    `(?<![\\p{L}])([\\p{L}\\p{M}]+)\\s*(?:[:×=(–—]|\\s[x-]\\s|\\s(?=[x×]\\d))\\s*[x×]?\\s*(${DIGITS})(?=\\s*(?:pcs|pieces|units|x|×)?\\s*(?:[,;)|\\n]|\\.(?:\\s|$)|$))`,
    'giu',
  );
  return [...prose.matchAll(labels)].flatMap((match): Mismatch[] => {
    const [whole, label, number] = match;
    const start = match.index + whole.lastIndexOf(number);
    const isLabel = /^(?:quantity|qty|pieces|pcs|amount|count|menge)$/iu.test(label);
    const of = sold.filter(({ head }) => isLabel || (head === singular(label) && !COMMON.has(head)));
    if (of.length === 0 || of.some(({ has }) => has(numberOf(number)))) return [];
    return mismatch(start, start + number.length, prose, numberOf(number), of[0]);
  });
}

const COLUMN = once(() => /^(?:qty\.?|quantity|quantities|pieces|pcs\.?|units|count|amount|number|no\. of .*|# of .*)$/iu);

/** A row of a Markdown table that names something that is sold, with its cell in the quantity column; all by their places in the text. */
interface Row {
  readonly cells: readonly Cell[];
  readonly cell: Cell;
  /** What the column is called. */
  readonly column: string;
  readonly sold: Sold;
}

function rowsOf(prose: string, sold: readonly Sold[]): Row[] {
  const found: Row[] = [];
  let column: number | null = null;
  let start = 0;
  let header: string[] = [];
  let names: string[] = [];
  for (const line of prose.split('\n')) {
    const from = start;
    const cells = line.includes('|') ? cellsOf(line).map((cell) => ({ ...cell, start: from + cell.start })) : null;
    if (cells === null) column = null;
    else if (/^[\s|:-]+$/u.test(line)) {
      names = header;
      const nth = header.findIndex((cell) => COLUMN().test(cell.trim()));
      column = nth < 0 ? null : nth;
    } else if (column !== null) {
      const words = new Set(wordsOf(cells.map(({ text }) => text).join(' ')).map(singular));
      const of = sold.find((each) => words.has(each.head) && (!COMMON.has(each.head) || [...each.words].every((word) => words.has(word))));
      if (cells[column] !== undefined && of !== undefined)
        found.push({ cells, cell: cells[column], column: names[column].trim(), sold: of });
    }
    header = cells?.map(({ text }) => text) ?? [];
    start += line.length + 1;
  }
  return found;
}

/** The quantity column of Markdown tables, in the rows that name something that is sold. */
function inTables(prose: string, sold: readonly Sold[]): Mismatch[] {
  return rowsOf(prose, sold).flatMap(({ cell, sold: of }) => {
    const match = new RegExp(`^\\s*(${DIGITS})\\s*(?:pcs|pieces|units|x|×)?\\s*$`, 'iu').exec(cell.text);
    if (match === null) return [];
    const at = cell.start + cell.text.indexOf(match[1]);
    return mismatch(at, at + match[1].length, prose, numberOf(match[1]), of);
  });
}

/** What a row of something that is sold says in the quantity column without a figure: a number in words is held against the deal, and any other word is no quantity. */
function withoutNumber({ cells, cell, column, sold }: Row, prose: string): Mismatch[] {
  const text = cell.text.trim();
  const names = cells.find((each) => each !== cell && /\p{L}{2,}/u.test(each.text));
  // An amount may be of money; and what is done with the bags is no bag.
  if (/\d/u.test(text) || /^amount$/iu.test(column) || headOf(names?.text.trim()) !== sold.head) return [];
  const start = cell.start + cell.text.indexOf(text);
  const end = start + Math.max(1, text.length);
  const number = NUMBER_WORDS[text.toLowerCase()];
  if (number !== undefined) return mismatch(start, end, prose, number, sold);
  const says = /^[-–—]*$/u.test(text) ? 'nothing' : `'${text}'`;
  const message = `the table says ${says} where it says how many, and the deal says ${sold.said}`;
  return [{ start, end, message, help: "write the deal's quantity: a word cannot be held against it" }];
}

/** One cell of a table, and where it begins in its line. */
interface Cell {
  readonly text: string;
  readonly start: number;
}

function cellsOf(line: string): Cell[] {
  let start = 0;
  const cells = line.split('|').map((text) => {
    const cell = { text, start };
    start += text.length + 1;
    return cell;
  });
  return /^\s*\|/u.test(line) ? cells.slice(1) : cells;
}

function mismatch(start: number, end: number, prose: string, number: number, { has, said }: Sold): Mismatch[] {
  if (has(number)) return [];
  const shown = prose.slice(start, end).replace(/\s+/gu, ' ');
  return [
    {
      start,
      end,
      message: `'${shown}' is not the deal's quantity, ${said}`,
      help: `write the deal's quantity, or change the deal, and check it again`,
    },
  ];
}
