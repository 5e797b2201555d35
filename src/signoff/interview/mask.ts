/**
 * A promise as its doer sees it while they are asked: with its numbers and dates left out. Whoever reads "300 bags by 18 December" can say so; only who knows
 * it can fill the gaps. So the mask takes too much rather than too little: every word with a digit in it, numbers in words, dates in each way that the rules
 * read them, months, weekdays, and days that are said from today on ("next week", "the end of the month").
 */
import { datesIn, monthsIn } from '../../rules/texts/written-dates.ts';

/** What stands where something is left out: it can be seen in every font, and is no word. */
const GAP = '___';

const UP_TO_TWELVE = 'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const NUMBERS = `${UP_TO_TWELVE}|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|couple|half|twice|thrice|once`;
const ORDINALS =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\w+teenth|twentieth|thirtieth|\\w+-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)';
const WEEKDAYS = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?';
const PERIOD = '(?:day|week|weekend|month|quarter|year)s?';
const FROM_TODAY = `(?:(?:the\\s+)?(?:end|middle|beginning|start)\\s+of\\s+(?:the\\s+|this\\s+|next\\s+)?${PERIOD}|(?:next|this|the following)\\s+${PERIOD}|today|tonight|tomorrow|overmorrow|christmas|easter|thanksgiving)`;
const WORDS = new RegExp(`(?<![\\p{L}\\p{N}])(?:${FROM_TODAY}|${WEEKDAYS}|${ORDINALS}|${NUMBERS})(?![\\p{L}\\p{N}])`, 'giu');
/** A word with what holds it together and the sign before it: `300`, `1,500.50`, `€400`, `Q3`, `12-18`, `½`. One with a digit in it is left out. */
const WORD = /[\p{Sc}#]?[\p{L}\p{M}\p{N}.,:/×'’%+-]+/gu;
const GAPS = new RegExp(`${GAP}(?:(?:[\\s–-]|and|to|of|an?)*${GAP})+`, 'gu');

/** Returns a text without its numbers and dates, on one line. */
export function masked(text: string): string {
  const dates = datesIn(text, 'either');
  const left = [...dates, ...monthsIn(text, dates)].sort((a, b) => b.start - a.start);
  const undated = left.reduce((rest, { start, end }) => rest.slice(0, start) + GAP + rest.slice(end), text);
  return undated.replace(WORD, withoutDigits).replace(WORDS, GAP).replace(GAPS, GAP).trim().replace(/\s+/gu, ' ');
}

/** What follows the last letter or digit is punctuation of the sentence. */
function withoutDigits(word: string): string {
  return /\p{N}/u.test(word) ? GAP + /[^\p{L}\p{M}\p{N}%]*$/u.exec(word)![0] : word;
}
