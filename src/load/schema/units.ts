/** The notations of formats.md, each a schema from what the file says to the model's integers. */
import * as z from 'zod/mini';
import { parseDay, WEEKDAYS, type Day, type Weekday } from '../../model/day.ts';
import { noUnit, readDurationIn, readShare, type WrittenUnit } from '../../model/notation.ts';
import { formatShare, type DayRange, type Duration, type Estimate, type Moment, type Need, type Scaled } from '../../model/units.ts';
import { across, complain, mapOf, object } from './fields.ts';

/** What the JSON Schemas say of a notation: what zod cannot see through a transform. */
export const NOTATION = new WeakMap<object, Readonly<Record<string, unknown>>>();

/** What a reader of text returns instead of a value: why there is none. */
interface No {
  readonly no: string;
  readonly help?: string;
}

function no(message: string, help?: string): No {
  return help === undefined ? { no: message } : { no: message, help };
}

/** Says why something that is not even text cannot be what it should be. */
function notText(input: unknown): string | undefined {
  if (typeof input === 'number') return 'is not text but a number';
  return typeof input === 'boolean' ? 'is not text but true or false' : undefined;
}

/** Returns a schema for text that has a notation of its own. */
function written<T>(
  read: (text: string) => T | No,
  notation: Readonly<Record<string, unknown>>,
  wrong: (input: unknown) => string | undefined = notText,
) {
  const schema = z.pipe(
    z.string({ error: ({ input }) => wrong(input) }),
    z.transform((text, payload): T => {
      const result = read(text);
      if (typeof result !== 'object' || result === null || !('no' in result)) return result;
      complain(payload, result.no, result.help === undefined ? {} : { help: result.help });
      return z.NEVER;
    }),
  );
  NOTATION.set(schema, notation);
  return schema;
}

/** Returns a schema for numbers that must be more than numbers. */
function counted(read: (value: number) => number | No, notation: Readonly<Record<string, unknown>>) {
  const schema = z.pipe(
    z.number(),
    z.transform((value, payload): number => {
      const result = read(value);
      if (typeof result === 'number') return result;
      complain(payload, result.no, result.help === undefined ? {} : { help: result.help });
      return z.NEVER;
    }),
  );
  NOTATION.set(schema, notation);
  return schema;
}

/** Text with at least one character that is no space. */
export const text = written((value) => (value.trim() === '' ? no('is empty', 'write something, or remove the key') : value), {
  type: 'string',
  pattern: '\\S',
});

const ID = /^[a-z0-9][a-z0-9-]*$/;

function readId(value: string): string | No {
  return ID.test(value) ? value : no("is not an id: lower-case letters, digits and '-' only", suggestId(value));
}

function suggestId(value: string): string | undefined {
  const id = value
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return id === '' ? undefined : `for example: ${id}`;
}

/** An id: lower-case letters, digits, `-`. */
export const id = written(readId, { type: 'string', pattern: ID.source });

/** An id as a key of a map. */
export const idKey = z.string().check((payload) => {
  const result = readId(payload.value);
  if (typeof result !== 'string') complain(payload, result.no, result.help === undefined ? {} : { help: result.help });
});

/** Any text as a key of a map. */
export const anyKey = z.string();

/** Who: the id of a person, or an e-mail address. */
export const idOrEmail = written(
  (value) => (ID.test(value) || /^[^\s@]+@[^\s@]+$/.test(value) ? value : no('is neither the id of a person nor an e-mail address')),
  { type: 'string', pattern: `${ID.source}|^[^\\s@]+@[^\\s@]+$` },
);

/** An e-mail address, and nothing beside it. */
export const email = written(
  (value) => (ADDRESS.test(value) ? value : no('is not an e-mail address', 'write the address alone, as sam@larkfield.example')),
  { type: 'string', pattern: '^[^\\s@<>(),;:"]+@[^\\s@<>(),;:"]+$' },
);
const ADDRESS = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/;

const DATE = '\\d{4}-\\d{2}-\\d{2}';

function readDay(value: string): Day | No {
  const day = parseDay(value);
  return typeof day === 'number' ? day : no(day);
}

/** A civil date. */
export const day = written(readDay, { type: 'string', pattern: `^${DATE}$`, examples: ['2026-12-07'] });

/** A date of a record: 1970-01-01, which programs write for "none", counts as not recorded. */
export const recordedDay = written<Day | undefined>((value) => (value === '1970-01-01' ? undefined : readDay(value)), {
  type: 'string',
  pattern: `^${DATE}$`,
});

/** A date, or first and last date with two dots between them. */
const days = written(
  (value): DayRange | No => {
    const [from, to, more] = value.split('..');
    const first = readDay(from);
    if (typeof first !== 'number') return value.includes('..') ? no(`begins with '${from}', which ${first.no}`) : first;
    if (to === undefined) return { first, last: first };
    const last = readDay(to);
    if (typeof last !== 'number' || more !== undefined)
      return no(`ends with '${to}', which ${typeof last === 'number' ? 'is not all' : last.no}`);
    return first <= last ? { first, last } : no('ends before it begins', `write it as ${to}..${from}`);
  },
  { type: 'string', pattern: `^${DATE}(\\.\\.${DATE})?$`, examples: ['2026-12-24', '2026-12-24..2027-01-03'] },
);

/** One or several dates or ranges, always as a list. */
export const dayRanges = z.pipe(
  z.union([days, z.array(days)]),
  z.transform((value): readonly DayRange[] => (Array.isArray(value) ? (value as readonly DayRange[]) : [value])),
);

function readTime(value: string): number | No {
  const match = /^(\d{1,2}):(\d{2})$/.exec(value);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return match && Number(match[2]) < 60 && minutes <= 24 * 60 ? minutes : no('is not a time of day: write it as "14:00"');
}

/** A time of day, in minutes after midnight; "24:00" is its end. */
export const time = written(readTime, { type: 'string', pattern: '^([01]?\\d|2[0-3]):[0-5]\\d$|^24:00$', examples: ['14:00'] });

/** A date with or without a time of day. */
export const moment = written(
  (value): Moment | No => {
    const [date, clock, more] = value.split('T');
    const parsed = readDay(date);
    if (typeof parsed !== 'number')
      return value.includes('T') ? parsed : no(parsed.no.replace('2026-12-07', '2026-12-07 or 2026-12-07T15:10'));
    if (clock === undefined) return { day: parsed, minute: null };
    const minute = readTime(clock);
    return typeof minute === 'number' && minute < 24 * 60 && more === undefined
      ? { day: parsed, minute }
      : no('is not a moment: write it as 2026-12-07T15:10, without a zone');
  },
  { type: 'string', pattern: `^${DATE}(T\\d{2}:\\d{2})?$`, examples: ['2026-12-07', '2026-12-07T15:10'] },
);

/** The units of time that a field takes, and what it says of the others. */
type TimeKind = 'any' | 'work' | 'hours' | 'elapsed' | 'calendar';

const TIME_KINDS: Readonly<Record<TimeKind, { readonly units: readonly WrittenUnit[]; readonly says: string; readonly help?: string }>> = {
  any: { units: ['m', 'h', 'bd', 'd', 'w'], says: '' },
  work: {
    units: ['m', 'h', 'bd'],
    says: 'is calendar time, and this is work: write it in m, h or bd',
    help: 'time that passes without work is a `window`',
  },
  hours: { units: ['m', 'h'], says: 'is not in hours: write it in m or h' },
  elapsed: {
    units: ['bd', 'd', 'w'],
    says: 'holds nobody, so it is not in hours: write it in bd or d',
    help: 'work that holds people is `costs`',
  },
  calendar: { units: ['d', 'w'], says: 'is not in calendar days: write it in d or w' },
};

/** The longest span that a file may name: beyond it a date cannot be told. */
const MAX_MINUTES = 60 * 100_000;
const MAX_DAYS = 36_500;

const NEGATIVE = 'is negative: time only goes forward';

function readDurationOf(value: string, kind: TimeKind): Duration | No {
  if (/^-\d/.test(value)) return no(NEGATIVE);
  const { units, says, help } = TIME_KINDS[kind];
  const read = readDurationIn(value, units);
  if (typeof read === 'string') return no(read);
  const { duration: result, written: unit } = read;
  if (!units.includes(unit)) return no(says, help);
  return result.n > (result.unit === 'min' ? MAX_MINUTES : MAX_DAYS) ? no('is longer than a hundred years') : result;
}

function durationOf(kind: TimeKind) {
  const { units } = TIME_KINDS[kind];
  const notation = {
    type: 'string',
    pattern: `^\\d+(\\.\\d+)? ?(${units.join('|')})$`,
    examples: units.slice(0, 3).map((unit) => `${unit === 'm' ? 90 : 6}${unit}`),
  };
  return written(
    (value) => readDurationOf(value, kind),
    notation,
    (input) => {
      if (typeof input !== 'number') return undefined;
      return input < 0 ? NEGATIVE : noUnit(String(input), units);
    },
  );
}

/** A duration in any unit. */
export const duration = durationOf('any');
/** Work: minutes, hours or business days. */
export const workDuration = durationOf('work');
/** Time that passes: business days, calendar days or weeks. */
export const elapsed = durationOf('elapsed');
/** Calendar days or weeks. */
export const calendarDuration = durationOf('calendar');
/** Hours or minutes, still a duration. */
export const hourDuration = durationOf('hours');

/** Hours or minutes, as minutes. */
export const hours = z.pipe(
  hourDuration,
  z.transform((value) => value.n),
);

const POINTS = ['best', 'likely', 'worst'] as const;

const threePoints = across(
  object({
    best: [workDuration, 'If all goes well.'],
    likely: [workDuration, 'Usually; plans use this one.'],
    worst: [workDuration, 'If what usually goes wrong does.'],
  }),
  [
    [],
    (value, payload, isSound) => {
      const said = POINTS.filter((point) => isSound(point)).map((point) => value[point]);
      if (said.some(({ unit }) => unit !== said[0].unit)) {
        complain(payload, 'best, likely and worst must be in one kind of unit: all m and h, or all bd', { code: 'schema/conflict' });
      } else if (said.some(({ n }, index) => index > 0 && n < said[index - 1].n)) {
        complain(payload, 'best, likely and worst must come in ascending order', { code: 'schema/range' });
      }
    },
  ],
);

/** Work as one duration or as three. */
const estimate = z.pipe(
  z.union([workDuration, threePoints]),
  z.transform((value): Estimate => ('n' in value ? { best: value, likely: value, worst: value } : value)),
);

const byQuantity = across(
  object({
    setup: [z.optional(estimate), 'Once, whatever the quantity.'],
    each: [z.optional(estimate), 'For each piece, or for each batch of `per` pieces.'],
    per: [z.optional(z.lazy(() => count)), 'Pieces in a batch; the last batch counts whole.'],
  }),
  [
    [],
    ({ setup, each, per }, payload) => {
      if (setup === undefined && each === undefined)
        complain(payload, 'says no work: `setup` or `each` is needed', { code: 'schema/missing-key' });
      if (per !== undefined && each === undefined)
        complain(payload, '`per` needs `each`: the work of a batch', { path: ['per'], code: 'schema/conflict' });
    },
  ],
);

const byQuantityScaled = z.pipe(
  byQuantity,
  z.transform(({ setup, each, per }): Scaled => ({ setup: setup ?? null, each: each ?? null, per: per ?? 1 })),
);

/** Work that may depend on the quantity. */
export const scaled = z.pipe(
  z.union([workDuration, threePoints, byQuantityScaled]),
  z.transform((value): Scaled => {
    if ('n' in value) return { setup: { best: value, likely: value, worst: value }, each: null, per: 1 };
    return 'best' in value ? { setup: value, each: null, per: 1 } : value;
  }),
);

/** A whole number from 1: quantities, counts of units. */
export const count = counted(
  (value) => (Number.isInteger(value) && value >= 1 && value <= 1e9 ? value : no('is not a whole number from 1')),
  {
    type: 'integer',
    minimum: 1,
  },
);

/** The most machines of one kind: the planner looks at each of them. */
const MOST_UNITS = 1000;

/** How many units of equipment there are. */
export const units = counted(
  (value) => {
    if (!Number.isInteger(value) || value < 1) return no('is not a whole number from 1');
    return value <= MOST_UNITS ? value : no(`is more than ${MOST_UNITS}, the most that is planned with`, 'is the whole plant one entry?');
  },
  { type: 'integer', minimum: 1, maximum: MOST_UNITS },
);

/** A whole number from 0. */
export const whole = counted((value) => (Number.isInteger(value) && value >= 0 ? value : no('is not a whole number from 0')), {
  type: 'integer',
  minimum: 0,
});

/** A number from 0. */
export const amount = counted((value) => (value >= 0 ? value : no('is negative')), { type: 'number', minimum: 0 });

/** A number above 0. */
export const positive = counted((value) => (value > 0 ? value : no('is not more than 0')), { type: 'number', exclusiveMinimum: 0 });

/** A number, whatever its sign. */
export const number = z.number();

/** A rating from 1 to 5. */
export const rating = counted((value) => (value >= 1 && value <= 5 ? value : no('is not between 1 and 5')), {
  type: 'number',
  minimum: 1,
  maximum: 5,
});

/** Money in hundredths: a number with at most two decimals. */
export const money = counted((value) => decimals(value, 2, 'money has at most two, as in 2400.50'), {
  type: 'number',
  minimum: 0,
});

/** An amount of material in millionths: a number with at most six decimals. */
export const micro = counted((value) => decimals(value, 6, 'amounts have at most six'), { type: 'number', minimum: 0 });

/** Returns the number times 10^places, when that is a whole number that can be counted with. */
function decimals(value: number, places: number, words: string): number | No {
  if (value < 0) return no('is negative');
  const scale = 10 ** places;
  const result = Math.round(value * scale);
  if (result > Number.MAX_SAFE_INTEGER / 1000) return no('is too large');
  return Math.abs(value * scale - result) < 1e-3 ? result : no(`has too many decimals: ${words}`);
}

function readShareIn(value: string, from: number, to: number): number | No {
  const minus = value.startsWith('-');
  const result = readShare(minus ? value.slice(1) : value);
  if (typeof result === 'string') return no(result);
  const ppm = minus ? -result : result;
  return ppm >= from && ppm <= to ? ppm : no(`is not between ${formatShare(from)} and ${formatShare(to)}`);
}

function shareBetween(from: number, to: number) {
  return written(
    (value) => readShareIn(value, from, to),
    {
      type: 'string',
      pattern: `^${from < 0 ? '-?' : ''}\\d+(\\.\\d{1,4})? ?%$`,
      examples: ['15%'],
    },
    (input) => (typeof input === 'number' ? 'is not a share: write it as 15%' : undefined),
  );
}

/** A share of a whole, in millionths. */
export const share = shareBetween(0, 1_000_000);
/** A share that may pass the whole: what is spent of a budget. */
export const openShare = shareBetween(0, 100_000_000);
/** A share that may be negative: a margin. */
export const margin = shareBetween(-1_000_000_000, 1_000_000_000);

/** A role, or a role with a level (`engineer.senior`): that level or above. */
const NEED = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)?$/;

const needKey = z.string().check((payload) => {
  if (!NEED.test(payload.value)) complain(payload, 'is neither a role nor a role with a level, like engineer.senior');
});

/** Returns the role and level of a key of `needs`. */
function needOf(key: string, units: number): Need {
  const [role, level] = key.split('.');
  return { role, level: level ?? null, units };
}

/** Units of roles that work together. */
export const needs = z.pipe(
  mapOf(needKey, count),
  z.transform((value): readonly Need[] => Object.entries(value).map(([key, units]) => needOf(key, units))),
);

/** Work of each role, one unit at a time. */
export const effortByRole = z.pipe(
  mapOf(needKey, scaled),
  z.transform((value) => Object.entries(value).map(([key, work]) => ({ need: needOf(key, 1), work }))),
);

/** A role or a role with a level, in a list. */
export const roleRef = written((value) => (NEED.test(value) ? value : no('is neither a role nor a role with a level')), {
  type: 'string',
  pattern: NEED.source,
});

/** A weekday by its short English name; Monday is 0. */
export const weekday = z.pipe(
  z.enum(WEEKDAYS),
  z.transform((value) => WEEKDAYS.indexOf(value) as Weekday),
);

/** One id or several, always as a list. */
export const ids = z.pipe(
  z.union([id, z.array(id)]),
  z.transform((value): readonly string[] => (typeof value === 'string' ? [value] : value)),
);

/** True or false. */
export const flag = z.boolean();
