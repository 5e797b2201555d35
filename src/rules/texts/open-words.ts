/**
 * Words that promise without saying how much, and whether a limit stands beside one.
 *
 * A limit stands beside a word when it is in the same clause and is one of: a cap with a number (`up to 3`, `at most 10h`, `no more than two`, `5
 * max`), an amount of time (`10h`, `2 business days`), a date, a counted unit of service (`3 rounds`, `2 visits`, `5%`), a number right beside the
 * word (`any 2`, `any of the six`, `(2)`), or a named document (`ISO 9001`, `annex B`). The number of what is sold is none: `support as needed for 300
 * bags` has no limit. A word that denies every limit (`unlimited`, `24/7`) needs more: a cap, an end (`until 31 January`, `for 2 weeks`) or hours a month, and
 * in its own part of the clause, for "unlimited revisions, and delivery within 10bd" says nothing of the revisions.
 */
import { datesIn } from './written-dates.ts';
import { once } from './once.ts';

/** What lies behind a word, and so what limits it. */
type Kind = 'demand' | 'soon' | 'list' | 'any' | 'more' | 'denies' | 'judged' | 'agreed';

/** The words of the tool's own list, by what they leave open. */
// prettier-ignore
const WORDS: Readonly<Record<Kind, readonly string[]>> = {
  demand: [
    'as needed', 'as and when needed', 'when needed', 'whenever needed', 'where needed', 'if needed', 'as required', 'as and when required', 'when required',
    'support as required', 'as necessary', 'where necessary', 'if necessary', 'on demand', 'on request', 'as many as', 'as much as', 'as often as', 'as long as it takes',
    'whatever it takes', 'ongoing', 'continuous support', 'full support', 'whenever', 'at any time', 'anytime',
  ],
  soon: [
    'asap', 'a.s.a.p', 'as soon as possible', 'as quickly as possible', 'as fast as possible', 'fast', 'fast-track', 'quick', 'quickly', 'quick-turn', 'promptly', 'immediately',
    'immediate', 'instantly', 'right away', 'straight away', 'without delay', 'urgent', 'urgently', 'rapidly', 'swift', 'swiftly', 'speedy', 'expedited', 'timely',
    'in due course', 'shortly', 'priority', 'top priority', 'highest priority', 'prioritised', 'prioritized',
  ],
  list: [
    'etc', 'et cetera', 'including but not limited to', 'including, but not limited to', 'including without limitation', 'and so on', 'and so forth', 'and more',
    'and much more', 'and the like', 'or the like', 'or similar', 'among others', 'amongst others', 'among other things',
  ],
  any: ['any', 'anything', 'any and all', 'everything you need', 'everything needed', 'everything necessary', 'whatever', 'all necessary'],
  more: ['minor changes', 'small changes', 'minor tweaks', 'a few', 'several', 'numerous', 'plenty of', 'regularly', 'frequently', 'periodically'],
  denies: [
    'unlimited', 'limitless', 'unrestricted', 'without limit', 'without limits', 'no limit', 'no limits', 'any number of', 'as many as you like', 'as you like', 'as they like', 'as you want', 'as they want', '24/7', '24x7',
    'around the clock', 'round the clock', 'always available',
  ],
  judged: [
    'reasonable', 'reasonably', 'best effort', 'best efforts', 'best endeavours', 'best endeavors', 'adequate', 'satisfactory', 'until satisfied', 'until you are satisfied',
    'until you are happy', 'until they are happy', 'until the client is happy', 'until the customer is happy', 'until everyone is happy', 'until the client is satisfied',
    'until the customer is satisfied', 'until they are satisfied', 'to your satisfaction', "to the customer's satisfaction", 'to full satisfaction', 'where possible', 'if possible', 'when possible',
  ],
  agreed: ['as discussed', 'as agreed', 'as talked about', 'as mentioned', 'to be agreed', 'as per our discussion', 'as per discussion'],
};

/** Where such a word promises nothing. */
const HARMLESS = [
  'if any',
  'in any case',
  'in any event',
  'priority mail',
  'order of priority',
  'priority order',
  'priority list',
  'marked as required',
];

/** The tool's own list. */
export const OPEN_WORDS: readonly string[] = Object.values(WORDS).flat();

/** What would bind a word, as a seller writes it. */
const BINDS: Readonly<Record<Kind, string>> = {
  demand: "say how much, or until when: 'up to 10h'",
  soon: "say by when: 'within 2bd', or a date",
  list: 'write the list to its end',
  any: "name them, or say how many: 'any 2 of the 6'",
  more: "say how many: '2 rounds'",
  denies: "say up to how much, or until when: 'at most 10h a month until 2027-01-31'",
  judged: "put a number in its place: 'up to 2h a week'",
  agreed: 'write down what was agreed, or name the document',
};

const KINDS = new Map(Object.entries(WORDS).flatMap(([kind, words]) => words.map((word) => [word, kind as Kind] as const)));

/** An open word where it stands. */
export interface OpenWord {
  /** As its author wrote it. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What would bind it. */
  readonly help: string;
}

/** What is free in a text. */
interface Free {
  /** Whether what stands in quotation marks is somebody else's word; a text that is nothing but a quotation never is. */
  readonly quotations: boolean;
  /** Names of what is sold: "Quick stand" is no promise to be quick. */
  readonly titles: readonly string[];
}

/** Nobody mends more at once, and a text of nothing but open words must not take for ever. */
const MOST = 50;
/** As far as a limit is looked for, in characters each way. */
const FAR = 400;

/** Returns the open words of a text that have no limit beside them, in their order, the first 50. Line breaks of a wrapped text are white space. */
export function openWordsIn(text: string, words: readonly string[], { quotations, titles }: Free): OpenWord[] {
  const shown = withoutTitles(quotations ? withoutQuotations(text) : text, titles);
  const tokens = tokensOf(shown);
  const entries = lookup(words);
  const found: OpenWord[] = [];
  for (let at = 0; at < tokens.length && found.length < MOST;) {
    let best: { kind: Kind; length: number } | null = null;
    for (const entry of entries(tokens[at].text)) {
      const { length } = entry.parts;
      if (length > (best?.length ?? 0) && matches(shown, tokens, at, entry)) best = { kind: entry.kind, length };
    }
    if (best === null) {
      at++;
      continue;
    }
    const { start } = tokens[at];
    const { end } = tokens[at + best.length - 1];
    if (!isFree(shown, tokens, at, best.length, best.kind) && !isBound(text, start, end, best.kind)) {
      found.push({ word: text.slice(start, end).replace(/\s+/gu, ' '), start, end, help: BINDS[best.kind] });
    }
    at += best.length;
  }
  return found;
}

interface Token {
  /** In lower case and NFKC. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words of a list, ready to be looked for. */
interface Entry {
  readonly kind: Kind;
  readonly parts: readonly string[];
  /** What stands between them; white space or a hyphen stand for each other. */
  readonly between: readonly string[];
  /** Whether the last one is only the beginning of a word. */
  readonly stem: boolean;
}

type Lookup = (word: string) => readonly Entry[];

/** A deal has dozens of texts, and one list of words for all of them. */
const lookups = new WeakMap<readonly string[], Lookup>();

/** Returns a function from a word of a text to what may begin with it: a long document has many words. */
function lookup(words: readonly string[]): Lookup {
  const made = lookups.get(words) ?? lookupOf(words);
  lookups.set(words, made);
  return made;
}

function lookupOf(words: readonly string[]): Lookup {
  const byFirst = new Map<string, Entry[]>();
  const stems: Entry[] = [];
  for (const entry of words.map(entryOf)) {
    const [first] = entry.parts;
    if (first === undefined) continue;
    if (entry.stem && entry.parts.length === 1) stems.push(entry);
    else byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
  }
  return (word) => [...(byFirst.get(word) ?? []), ...stems];
}

function entryOf(written: string): Entry {
  const stem = written.endsWith('*');
  const tokens = tokensOf(written);
  return {
    kind: KINDS.get(written) ?? 'demand',
    parts: tokens.map(({ text }) => text),
    between: tokens.slice(1).map(({ start }, i) => written.slice(tokens[i].end, start)),
    stem,
  };
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu)].map((match) => ({
    text: wordOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Letters of other alphabets that look like ours. */
const LOOKS_LIKE = new Map(
  [...'аaеeоoрpсcхxуyіiѕsјjһhԁdԛqԝwкkмmтtвbнhαaοoνvρpτtυuιiκkεe'.matchAll(/(.)(.)/gsu)].map(([, theirs, ours]) => [theirs, ours]),
);

/** Returns a word as it is looked for: in lower case and NFKC; one that only looks like a word of ours is one. */
function wordOf(word: string): string {
  const text = word.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  if (!/[^\0-\x7f]/.test(text)) return text;
  const seen = Array.from(text, (letter) => LOOKS_LIKE.get(letter) ?? letter).join('');
  return /[^\0-\x7f]/.test(seen) ? text.normalize('NFC') : seen;
}

/** Whether the words of an entry stand at a token. One word is no part of a compound: `fast-dry`, `24/7/2026`. */
function matches(text: string, tokens: readonly Token[], from: number, { parts, between, stem }: Entry): boolean {
  for (const [nth, part] of parts.entries()) {
    const token = tokens[from + nth];
    if (token === undefined) return false;
    if (stem && nth === parts.length - 1 ? !token.text.startsWith(part) : token.text !== part) return false;
    if (nth > 0 && !isSameGap(text.slice(tokens[from + nth - 1].end, token.start), between[nth - 1])) return false;
  }
  const before = text.slice(Math.max(0, tokens[from].start - 2), tokens[from].start);
  const { end } = tokens[from + parts.length - 1];
  if (/[\p{L}\p{N}][-‐‑/]$/u.test(before)) return false;
  return parts.length > 1 ? !/^[-/]\d/u.test(text.slice(end, end + 2)) : !/^[-‐‑/][\p{L}\p{N}]/u.test(text.slice(end, end + 2));
}

function isSameGap(gap: string, wanted: string): boolean {
  return /^[\s-]*$/u.test(wanted) ? /^(?:\s+|[-‐‑])$/u.test(gap) : gap.trim() === wanted.trim();
}

const NOT = new Set('not no without never nor neither none cannot excluding exclude excludes excluded except'.split(' '));
const IF = new Set('if whether unless should'.split(' '));

/** Whether it is said that something is not so (`does not include any retouching`), or only asked (`if any bag is torn`). */
function isDenied(text: string, tokens: readonly Token[], at: number, kind: Kind): boolean {
  for (let back = at - 1; back >= 0 && back >= at - 4; back--) {
    const word = tokens[back].text;
    if (/[,;.!?\n]/u.test(text.slice(tokens[back].end, tokens[back + 1].start)) || ['and', 'but', 'plus', 'only', 'just'].includes(word))
      break;
    if (NOT.has(word) || word.endsWith("n't") || (kind === 'any' && IF.has(word))) return true;
  }
  return false;
}

const EXCLUDES = once(() => /^[\s>*_#-]*(?:out of scope|not included|not part of|excluded|exclusions?|excludes)(?![\p{L}])/iu);

/** Returns the text with spaces where it speaks in somebody else's words, so that every place stays where it is. */
function withoutQuotations(text: string): string {
  const blank = (whole: string): string => ' '.repeat(whole.length);
  const shown = text
    .replace(/"[^"\n]*"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»/gu, blank)
    .replace(/(?<![\p{L}\p{N}])['‘](?=[\p{L}\p{N}])[^'’\n]*(?:['’][\p{L}][^'’\n]*)*['’](?![\p{L}\p{N}])/gu, blank);
  return shown.trim() === '' ? text : shown;
}

/** The same without the titles, each whole and also in the plural. */
function withoutTitles(text: string, titles: readonly string[]): string {
  const lower = text.toLowerCase();
  // Of a few letters the lower case is longer, and then no place would be where it was.
  if (lower.length !== text.length) return text;
  let shown = text;
  for (const title of titles.map((each) => each.toLowerCase()).filter((each) => each !== '')) {
    for (let from = lower.indexOf(title); from >= 0; from = lower.indexOf(title, from + title.length)) {
      const [whole] = /^(?:e?s)?(?![\p{L}\p{N}])/u.exec(lower.slice(from + title.length)) ?? [null];
      if (whole === null || /[\p{L}\p{N}]$/u.test(lower.slice(0, from))) continue;
      const end = from + title.length + whole.length;
      shown = shown.slice(0, from) + ' '.repeat(end - from) + shown.slice(end);
    }
  }
  return shown;
}

/** Where sentences, list entries and paragraphs end; a dot in `4.5`, `max.` or `Dec.` ends none, that of `etc.` before a capital does. */
const ABBREVIATED =
  'approx|max|min|no|No|e\\.g|i\\.e|vs|incl|excl|hrs?|mins?|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\\.s\\.a\\.p';
const SENTENCE = once(
  () =>
    new RegExp(
      `(?<!(?<!\\p{L})(?:${ABBREVIATED}))\\.(?=\\s|$)|(?<=(?<!\\p{L})etc)\\.(?=\\s+\\p{Lu})|[;!?](?=\\s|$)|\\n(?=\\s*(?:\\n|[-*+•|#>]|\\d+[.)]\\s))`,
      'gu',
    ),
);
/** Where another thing begins in the same sentence. */
const OTHER = once(() => /,\s+(?:and|but|plus|then|while|whereas|also|as well as)\s+/giu);
/** The same beside a word that denies every limit. */
const PART = once(() => /,\s+|\s+(?:and|but|plus|with|as well as)\s+/giu);
/** What goes on limiting what stands before it. */
const GOES_ON = once(
  () =>
    /^(?:(?:is|are|and|but|which|all|in any case)\s+)*(?:up to|at most|at the (?:latest|most)|no (?:more|later|longer)|not (?:more|later|longer|exceeding|to exceed)|never more|max|maximum|limited|capped|until|till|by|within|in|for|\(|\d+\s?(?:h|hours?|bd|d|days?|w|weeks?|rounds?|visits?)(?![\p{L}]))/iu,
);

function around(text: string, [start, end]: readonly [number, number]): [number, number] {
  return [Math.max(0, start - FAR), Math.min(text.length, end + FAR)];
}

/** Returns the part of a range of a text, between separators, that a word stands in. */
function partAround(text: string, range: readonly [number, number], word: readonly [number, number], separator: RegExp): [number, number] {
  let [from] = range;
  for (const match of text.slice(...range).matchAll(separator)) {
    const at = range[0] + match.index;
    const after = at + match[0].length;
    if (separator !== SENTENCE() && GOES_ON().test(text.slice(after, range[1]))) continue;
    if (after <= word[0]) from = after;
    else if (at >= word[1]) return [from, at];
  }
  return [from, range[1]];
}

/** Whether words promise nothing where they stand: in a harmless phrase, denied, or in a sentence that lists what is excluded. */
function isFree(text: string, tokens: readonly Token[], at: number, length: number, kind: Kind): boolean {
  const harmless = HARMLESS.map(entryOf).some((entry) => entry.parts.some((_, back) => matches(text, tokens, at - back, entry)));
  if (harmless || isDenied(text, tokens, at, kind)) return true;
  const word = [tokens[at].start, tokens[at + length - 1].end] as const;
  const sentence = partAround(text, around(text, word), word, SENTENCE());
  return EXCLUDES().test(text.slice(...sentence));
}

const DIGITS = '\\d+(?:[.,\\u00A0 ]\\d{3})*(?:[.,]\\d+)?';
const WORD =
  '(?:(?:a |one )?(?:dozen|hundred)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)';
const NUMBER = `(?:${DIGITS}|${WORD})`;
const TIME =
  '(?:(?:business|working|calendar|person|man|labou?r|staff|engineer|consultant|support)[- ])?(?:hours?|hrs?|h|minutes?|mins?|m|bd|days?|d|weeks?|w|months?|quarters?|years?)';
const AMOUNT_OF_TIME = `(?:${DIGITS}[\\s-]?|(?:${WORD}|an?)[\\s-])${TIME}(?![\\p{L}\\p{N}])`;
const CAP =
  '(?:up to|at most|no more than|not more than|never more than|no longer than|not longer than|not exceeding|not to exceed|not over|maximum(?: of)?|max\\.?(?: of)?|limited to|capped at|cap of|limit of|ceiling of|(?:a )?total of)';
const CAPPED = once(
  () =>
    new RegExp(
      `(?<![\\p{L}])(?:${CAP}:?\\s+(?:[$€£]|USD |EUR |GBP )?${NUMBER}(?![\\p{L}])|${NUMBER}(?:[\\s-]\\p{L}+){0,3}[\\s,(]+(?:max(?:imum)?|at (?:the )?most|or (?:fewer|less))(?![\\p{L}]))`,
      'iu',
    ),
);
const TIMED = once(() => new RegExp(`(?<![\\p{L}\\p{N}.,])${AMOUNT_OF_TIME}`, 'iu'));
const COUNTED = once(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}.,/])(?:${NUMBER}[\\s-](?:\\p{L}+[\\s-])?(?:rounds?|revisions?|iterations?|visits?|calls?|meetings?|sessions?|tickets?|requests?|incidents?|changes|users?|seats?|pages?|trips?|drafts?|proofs?|attempts?|percent)|\\d+(?:[.,]\\d+)?\\s?%|(?:[$€£]|USD |EUR |GBP )\\s?\\d[\\d,.]*|(?:once|twice)(?: (?:a|per|each|every) \\p{L}+)?)(?![\\p{L}\\p{N}])`,
      'iu',
    ),
);
/** `24 hours a day` says how much of the day, and no end. */
const ALWAYS = once(
  () =>
    /(?<![\p{N}])24\s?-?(?:hours?|hrs?|h)(?!\p{L})(?:[\s-](?:a|per)[\s-]day)?|(?:7|seven) days (?:a|per) week|365 days(?: (?:a|per) year)?/giu,
);
/** `ISO 9001`. */
const STANDARD = once(() => /(?<![\p{L}\p{N}])[A-Z]{2,}[ -]?\d/u);
/** `section 4`, `clause no. 4`, `annex B`, `§ 4`. */
const PART_OF_DOCUMENT = once(
  () =>
    /(?<!\p{L})(?:section|clause|annex|appendix|exhibit|schedule|drawing|table|chapter)(?:\s*(?:no\.?\s*)?\d|\s+([a-z])(?!\p{L}))|§\s*\d/giu,
);
const ENDED = once(
  () =>
    new RegExp(
      `(?<![\\p{L}])(?:for\\s+(?:the\\s+)?(?:first|next|a period of|up to)?\\s*${AMOUNT_OF_TIME}|${AMOUNT_OF_TIME}\\s(?:a|per|each|every)\\s(?:week|month|quarter|year))`,
      'iu',
    ),
);
const END = once(() => /(?:until|till|through|to|ending|ends|by|before)(?:\s+(?:on|and including|the))*\s+$/iu);
/** A number right beside the word: `any 2`, `any of the six`, `as needed (2)`. */
const BESIDE = once(() => new RegExp(`^(?:\\s+of)?(?:\\s+(?:the|these|our|your))?[\\s(:=]+${NUMBER}(?![\\p{L}])`, 'iu'));

/** Whether a limit stands beside a word. `shown` is the text without quotations. */
function isBound(text: string, start: number, end: number, kind: Kind): boolean {
  const word = [start, end] as const;
  const sentence = partAround(text, around(text, word), word, SENTENCE());
  const [from, to] = partAround(text, sentence, word, kind === 'denies' ? PART() : OTHER());
  // The word itself is no limit: "not limited to", "24/7".
  const beside = text.slice(from, start) + ' '.repeat(end - start) + text.slice(end, to);
  const clause = beside.replace(ALWAYS(), (whole) => ' '.repeat(whole.length));
  const dates = datesIn(clause, 'either');
  if (CAPPED().test(clause)) return true;
  if (kind === 'denies') return ENDED().test(clause) || dates.some((date) => END().test(clause.slice(0, date.start)));
  if (dates.length > 0 || TIMED().test(clause) || COUNTED().test(clause)) return true;
  // "any drawing a customer wants" names none.
  if (STANDARD().test(clause) || [...clause.matchAll(PART_OF_DOCUMENT())].some(([, letter]) => letter !== 'a')) return true;
  return kind !== 'list' && BESIDE().test(clause.slice(end - from));
}
