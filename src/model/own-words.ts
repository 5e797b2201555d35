/**
 * Whether somebody says a promise in their own words. Who says it again as it was read to them has not shown that they understood it, and "it is better
 * then" shows it no more than silence does.
 */
import { VAGUE, vagueWord } from './vague.ts';

/** How much of a text has to be one's own. */
export interface OwnWordsLimits {
  /** Different words that carry meaning, at least. */
  readonly least: number;
  /** The share of three words in a row that the promise may have too, in per cent, at most. */
  readonly most: number;
  readonly vague: readonly string[];
}

/** What counts as one's own words unless policy says otherwise. */
export const OWN_WORDS: OwnWordsLimits = { least: 5, most: 60, vague: VAGUE };

/** Why a text is not somebody's own words. */
export type NotOwnWords =
  /** Of so many words that carry meaning. */
  | { readonly reason: 'too-short'; readonly words: number; readonly least: number }
  /** So many per cent (rounded up), the longest piece of it as the promise has it. */
  | { readonly reason: 'copied'; readonly share: number; readonly most: number; readonly piece: string }
  /** A word that nobody can observe, as it stands there. */
  | { readonly reason: 'vague'; readonly word: string };

/**
 * Returns why a text is not somebody's own words for a promise, the first of: too few words, three in a row too often as in the texts of the promise, words
 * that cannot be observed (free where the text has a number, as in the promise itself). Null when it is. Numbers, and names and titles (`leftOut`), have no
 * other words, and count neither as one's own nor as copied. Texts are compared in Unicode NFC without case, so it holds for any language that writes
 * words; where a script puts no spaces between them, each character counts as one.
 */
export function whyNotOwnWords(
  text: string,
  texts: readonly string[],
  leftOut: readonly string[],
  { least, most, vague }: OwnWordsLimits = OWN_WORDS,
): NotOwnWords | null {
  const names = leftOut.map(wordsOf).filter((name) => name.length > 0);
  const own = withoutNames(wordsOf(text), names);
  const content = new Set(own.filter((word) => !STOP_WORDS.has(word))).size;
  if (content < least) return { reason: 'too-short', words: content, least };

  const theirs = new Set(texts.flatMap((each) => threesOf(withoutNames(wordsOf(each), names))));
  const threes = threesOf(own);
  const copied = threes.filter((three) => theirs.has(three)).length;
  if (copied * 100 > most * threes.length) {
    return { reason: 'copied', share: Math.ceil((copied * 100) / threes.length), most, piece: asWritten(longestPiece(own, theirs), text) };
  }

  // What a thing is called is not said of it: the Great Hall is a hall.
  const word = /\p{Nd}/u.test(text) ? null : vagueWord(text, vague);
  const called = word !== null && names.some((name) => name.includes(wordsOf(word)[0] ?? ''));
  return word === null || called ? null : { reason: 'vague', word };
}

/** A word in one case and one form: `Straße` and `STRASSE` are the same. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFC').toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFC');
  return folded.match(WORD) ?? [];
}

/** A character of a script without spaces, or letters and digits in a row. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}]+/gu;

/** The words with each name and each number taken out; what stood on both sides is then in a row. */
function withoutNames(words: readonly string[], names: readonly (readonly string[])[]): string[] {
  const left: string[] = [];
  for (let i = 0; i < words.length;) {
    const length = Math.max(0, ...names.filter((name) => name.every((word, k) => words[i + k] === word)).map((name) => name.length));
    if (length === 0 && !/\p{Nd}/u.test(words[i])) left.push(words[i]);
    i += Math.max(1, length);
  }
  return left;
}

/** Every three words in a row. */
function threesOf(words: readonly string[]): string[] {
  return words.slice(2).map((third, i) => `${words[i]} ${words[i + 1]} ${third}`);
}

/** The longest run of words of which every three in a row are in the promise. */
function longestPiece(words: readonly string[], theirs: ReadonlySet<string>): string {
  let best: readonly string[] = [];
  let from = 0;
  threesOf(words).forEach((three, i) => {
    if (!theirs.has(three)) from = i + 1;
    else if (i + 3 - from > best.length) best = words.slice(from, i + 3);
  });
  return best.join(' ');
}

/** A run of words as it stands in a text, with its apostrophes and hyphens; the words alone where a name was taken out between them. */
function asWritten(piece: string, text: string): string {
  const between = new RegExp(piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[^\\p{L}\\p{N}\\p{M}]+'), 'iu');
  return between.exec(text.normalize('NFC'))?.[0] ?? piece;
}

/** Words that carry no meaning of their own, in English, German and French. */
// prettier-ignore
const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a an and any are as at be been being but by can could d did do does done for from had has have he her here him his how i if in into is it its just ll may me more my no nor',
    'not of off on once one only or our out over own re s shall she should so some such t than that the their them then there these they this those to too under until up us very ve',
    'was we were what when where which while who will with would you your all each every both',
    'aber alle allem allen aller alles als also am an auch auf aus bei bis da damit dann das dass dem den der des die dies diese diesem diesen dieser dieses doch du durch ein eine einem',
    'einen einer eines er es für hat haben hatte ich ihr ihre im in ist ja jede jeder jedes kann mit nach nicht noch nun nur ob oder sein seine sich sie sind so über um und uns unser',
    'von vor war waren was wenn werden wie wir wird worden wurde wurden zu zum zur',
    'au aux avec c ce ces cet cette chaque comme d dans de des du elle elles en est et été être eux il ils j je l la le les leur leurs lui m ma mais mes mon n ne nos notre nous on ont ou',
    'où par pas pour qu que qui s sa sans se ses son sont sous sur ta te tes ton tous tout toute toutes tu un une vos votre vous y à',
  ].flatMap((line) => line.split(' ')),
);
