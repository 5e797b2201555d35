/**
 * What `handoff fill` wrote into a deal: the map `x-handoff` of its file. It is anybody's to edit, and nothing is decided by it but what is fill's own: whatever of it
 * cannot be read is as if it were not there, and is told.
 */
import type { PathPart } from '../model/place.ts';

/** The key of the map. */
export const RECORD = 'x-handoff';

/** What a value rests on of operations' files, each with a digest of its own. */
const BASES = ['plan', 'price', 'words', 'inputs'] as const;
/** One of them: all that is planned with, the library's prices, its words, what it asks of the customer. */
export type Basis = (typeof BASES)[number];

/** One value that was filled in. */
export interface Filled {
  /** As it was written; null where only its digest is kept, because it is long. */
  readonly value: string | number | null;
  readonly digest: string | null;
  readonly from: string;
  readonly basis: Basis;
}

/** What was filled in, by path, and the digests of the facts that it rests on. */
export interface FillRecord {
  readonly filled: ReadonlyMap<string, Filled>;
  readonly facts: Readonly<Partial<Record<Basis, string>>>;
  /** What of it cannot be read; null where all of it can. */
  readonly problem: string | null;
}

/** Nothing was filled in. */
const NO_RECORD: FillRecord = { filled: new Map(), facts: {}, problem: null };

/** Returns what a deal's `x-handoff` says; of one that somebody changed, what is still as fill writes it. Never throws. */
export function recordOf(said: unknown): FillRecord {
  if (said === undefined || said === null) return NO_RECORD;
  const filled = new Map<string, Filled>();
  const odd: string[] = [];
  const { filled: values, facts: digests } = fields(said) ?? {};
  if (fields(values) === null) odd.push('filled');
  for (const [path, each] of Object.entries(fields(values) ?? {})) {
    const one = filledOf(each);
    if (one === null || pathOf(path) === null) odd.push(`filled → ${path}`);
    else filled.set(path, one);
  }
  const facts: Partial<Record<Basis, string>> = {};
  for (const basis of BASES) {
    const digest = fields(digests)?.[basis];
    if (typeof digest === 'string') facts[basis] = digest;
  }
  const problem = odd.length === 0 ? null : `${RECORD} → ${odd[0]} is not as handoff fill writes it, and counts as typed by hand`;
  return { filled, facts, problem };
}

function filledOf(said: unknown): Filled | null {
  const { value = null, digest = null, from, rests_on } = fields(said) ?? {};
  const basis = BASES.find((each) => each === rests_on);
  if (basis === undefined || typeof from !== 'string') return null;
  if (typeof digest === 'string' && value === null) return { value: null, digest, from, basis };
  return (typeof value === 'string' || typeof value === 'number') && digest === null ? { value, digest: null, from, basis } : null;
}

function fields(said: unknown): Readonly<Record<string, unknown>> | null {
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Record<string, unknown>) : null;
}

/** What fill may write, and nothing else of a deal: a record that names another path would have it taken for fill's own. */
const KEYS =
  /^(?:dates\.offered\.(?:start|complete)|dates\.phases\[\d{1,4}\]\.complete|pricing\.total|staffing|inputs\[\d{1,4}\]\.due|promises\[\d{1,4}\](?:\.(?:due|quantity|complete_when))?)$/;

/** Returns the path that a key of the record means: `inputs[0].due`; null where it is none that fill writes. */
export function pathOf(key: string): readonly PathPart[] | null {
  if (!KEYS.test(key)) return null;
  return key
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Returns the record in the notation of the files. */
export function writtenRecord({ filled, facts }: Pick<FillRecord, 'filled' | 'facts'>): unknown {
  return {
    filled: Object.fromEntries(
      [...filled].map(([path, { value, digest, from, basis }]) => [
        path,
        { ...(digest === null ? { value } : { digest }), from, rests_on: basis },
      ]),
    ),
    facts,
  };
}
