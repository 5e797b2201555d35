/**
 * Dates that a text counts from something instead of writing them: "two weeks after approval", "within 10 working days", "by the end of the month", "by Friday". Only
 * what is said of the delivery is one: when to pay, for how long something is kept or looked after, and what the customer is to do are other matters.
 */
import type { Duration } from '../../model/units.ts';
import { sentenceAround } from './proposal-dates.ts';
import { once } from './once.ts';

/** A date of a text that counts from something. */
export interface RelativeDate {
  readonly start: number;
  readonly end: number;
  readonly counts:
    | {
        readonly kind: 'after';
        readonly length: Duration | { readonly unit: 'month'; readonly n: number };
        /** What it counts from, in the text's words; null: nothing is said. */ readonly from: string | null;
      }
    | { readonly kind: 'end'; readonly of: 'week' | 'month' | 'quarter' | 'year'; /** 0: this one, 1: the next. */ readonly next: 0 | 1 }
    | { readonly kind: 'weekday'; /** Monday is 0. */ readonly weekday: number; readonly next: 0 | 1 };
}

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const NUMBER = `(?:\\d{1,3}|an?|${NUMBERS.slice(1).join('|')}|fifteen|twenty|thirty)`;
const MORE: Readonly<Record<string, number>> = { a: 1, an: 1, fifteen: 15, twenty: 20, thirty: 30 };
const GAP = '[\\s\\u00A0]+';
const LEAD =
  '(?:within|in|after|at most|no more than|not more than|up to|maximum(?: of)?|max\\.?|takes?|taking|lead[- ]time(?: is| of|:)?|turnaround(?: time)?(?: is| of|:)?)';
const ABOUT = '(?:about|around|approximately|approx\\.?|roughly|only|just|the next|a maximum of|at most)';
const UNIT = '(?:(working|business|calendar)[-\\s\\u00A0]+)?(days?|weeks?|months?|fortnights?)';
const TAIL = '(?:after|from|following|upon|once|counted from|as of|starting from|(?<=within[^.;]{1,40})of)';
/** Up to where the words end that it counts from. */
const ANCHOR = '([^.,;:()\\n|]{2,60})';

const AFTER = once(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:(${LEAD})${GAP}(?:${ABOUT}${GAP})?)?(?:${NUMBER}(?:${GAP}(?:to|or)${GAP}|\\s*[-–—]\\s*))?(${NUMBER})[-\\s\\u00A0]+${UNIT}(?![\\p{L}])(?:${GAP}(${TAIL})${GAP}${ANCHOR})?`,
      'giu',
    ),
);
const END = once(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:by|before|until|till|in|at)?(?:${GAP})?(?:the${GAP})?(?:(?:very${GAP})?end${GAP}of${GAP})?(this|next|the)${GAP}(?:same${GAP}|current${GAP}|coming${GAP})?(week|month|quarter|year)(?!['’\\p{L}])`,
      'giu',
    ),
);
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const WEEKDAY = once(
  () =>
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:by|before|until|on|no later than)${GAP}(?:(this|next|coming)${GAP})?(${WEEKDAYS.join('|')})(?![\\p{L}])(?!\\s*,?\\s*(?:the\\s+)?(?:\\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`,
      'giu',
    ),
);

/** What is said of a delivery. */
const DELIVERY = once(
  () =>
    /(?<!\p{L})(?:deliver(?:y|ed|s|ies|ing)?|ship(?:s|ped|ment|ping)?|dispatch(?:ed)?|complet(?:e|ed|ion)|finish(?:ed)?|ready|hand(?:ed)?[ -]?over|install(?:ed|ation)?|go(?:es)?[ -]live|launch(?:ed)?|lead[- ]time|turnaround|done|arrives?|(?:on|at) your (?:dock|door|site))(?!\p{L})/iu,
);
/** What is about something else, whatever is delivered beside it. */
const OTHER = once(
  () =>
    /(?<!\p{L})(?:pay(?:s|ment|ments|able)?|paid|invoices?|invoiced|warrant\p{L}*|guarantee\p{L}*|refund\p{L}*|cancel\p{L}*|terminat\p{L}*|notice|valid|respond|response|reply|support(?:ed)?|storage|store|stored|feedback|comments?|complaints?|claims?|defects?|penalt\p{L}*|retain\p{L}*|maintenance|training for|ago|every|each|per)(?!\p{L})/iu,
);
/** What the customer is to do: "you send the artwork within a week". What something counts from ("once you approve it") is none of it. */
const THEIRS = once(
  () =>
    /(?<!(?:once|after|when|until|as soon as|if|before)\s+(?:the\s+)?)(?<!\p{L})(?:you|(?:the )?(?:customer|client))\s+(?:(?:will|shall|must|are to|is to|has to|have to|then|also)\s+){0,2}(?:send|provide|deliver|supply|approve|give|return|hand|confirm|complete|review)s?(?!\p{L})/iu,
);
/** What is no bound from above: for how long, how long before, how long at least. */
const NOT_AFTER = once(() => /(?<!\p{L})(?:for|every|per|last|past|first|minimum(?: of)?|at least|more than|over|another|the)\s+$/iu);

/** Returns the dates of a text that count from something and are about the delivery, in their order. */
export function relativeDatesIn(prose: string): RelativeDate[] {
  const found: RelativeDate[] = [];
  const add = (start: number, end: number, counts: RelativeDate['counts']): void => {
    const before = prose.slice(Math.max(0, start - 120), start);
    const [rest] = prose.slice(end).split(/[.;!?\n]/u, 1);
    const sentence = `${sentenceAround(prose, start, end)} ${prose.slice(start, end)}`;
    if (found.some((other) => start < other.end && other.start < end)) return;
    if (
      !DELIVERY().test(sentence) ||
      OTHER().test(clauseOf(before) + prose.slice(start, end) + clauseStart(rest)) ||
      THEIRS().test(clauseOf(before))
    )
      return;
    found.push({ start, end, counts });
  };
  for (const match of prose.matchAll(AFTER())) {
    const [whole, lead, number, kind, unit, tail, anchor] = match;
    const rest = prose.slice(match.index + whole.length, match.index + whole.length + 20);
    if (lead === undefined && tail === undefined) continue;
    if (
      NOT_AFTER().test(prose.slice(0, match.index)) ||
      (anchor === undefined && /^\s*(?:before|prior|earlier|ahead|of|old|long|ago)(?!\p{L})/iu.test(rest))
    )
      continue;
    // "after two weeks of testing" counts nothing that is delivered then; "after" alone is no bound.
    if (lead?.toLowerCase() === 'after' && tail === undefined) continue;
    const end = match.index + whole.length - (anchor === undefined ? 0 : anchor.length - anchor.trimEnd().length);
    add(match.index, end, {
      kind: 'after',
      length: lengthOf(number, kind, unit),
      from: anchor?.trim() ?? anchorBefore(prose, match.index),
    });
  }
  for (const match of prose.matchAll(END())) {
    const text = match[0].trimStart();
    const [, which, of] = match;
    // "The week of the fair" is no date of itself: it is counted only where it ends, or is this one or the next.
    if (which.toLowerCase() === 'the' && !/end\s+of/iu.test(text)) continue;
    const start = match.index + match[0].length - text.length;
    add(start, start + text.length, { kind: 'end', of: of.toLowerCase() as 'week', next: which.toLowerCase() === 'next' ? 1 : 0 });
  }
  for (const match of prose.matchAll(WEEKDAY())) {
    const [whole, which, day] = match;
    add(match.index, match.index + whole.length, {
      kind: 'weekday',
      weekday: WEEKDAYS.indexOf(day.toLowerCase()),
      next: which?.toLowerCase() === 'next' ? 1 : 0,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** "Once you approve the artwork, we deliver within two weeks": what stands before the comma is what it counts from. */
function anchorBefore(prose: string, start: number): string | null {
  const [sentence] = prose
    .slice(Math.max(0, start - 160), start)
    .split(/[.;!?]\s|\n\s*\n/u)
    .slice(-1);
  return /(?<!\p{L})(?:once|after|when|as soon as|following|upon|from)\s+([^,;:]{2,60}),/iu.exec(sentence)?.[1].trim() ?? null;
}

function clauseOf(before: string): string {
  return before.split(/[.;!?]\s|\n\s*\n|\n\s*[-*|#]|\|/u).at(-1)!;
}

function clauseStart(rest: string): string {
  return rest.split(/,|\s(?:and|but|while)\s|\|/u, 1)[0];
}

function lengthOf(number: string, kind: string | undefined, unit: string): Extract<RelativeDate['counts'], { kind: 'after' }>['length'] {
  const word = number.toLowerCase();
  const n = /^\d/u.test(word) ? Number(word) : (MORE[word] ?? NUMBERS.indexOf(word));
  const what = unit.toLowerCase().replace(/s$/u, '');
  if (what === 'month') return { unit: 'month', n };
  if (what === 'day') return /^(?:working|business)$/iu.test(kind ?? '') ? { unit: 'bd', n } : { unit: 'd', n };
  return { unit: 'd', n: n * (what === 'week' ? 7 : 14) };
}
