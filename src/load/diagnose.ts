/** What zod found → diagnostics: the reader's own token, what is allowed, what was probably meant, and the place. */
import * as z from 'zod/mini';
import type { Diagnostic, PathPart } from '../model/place.ts';
import type { Schema } from './schema/fields.ts';
import { rangeOf, type ParsedSource, type Span } from './source.ts';
import { suggestion } from '../model/suggest.ts';
import { follow, spanAt, tokenOf } from './tree.ts';

/** An issue of zod's after `z.safeParse`, with what our error map adds. */
interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly issues?: readonly Issue[];
  readonly params?: { readonly code: string; readonly help?: string; readonly onKey: boolean };
  /** The keys of the object that refused one. */
  known?: readonly string[];
}

/** Keeps what an issue forgets when it is finished: which keys its object knows. The words are found later, in `wordsOf`. */
export const remember: z.core.$ZodErrorMap = (raw) => {
  const def = raw.inst?._zod.def as { readonly shape?: object } | undefined;
  if (raw.code === 'unrecognized_keys') Object.assign(raw, { known: Object.keys(def?.shape ?? {}) });
  return '';
};

/** What zod says where no schema has words of its own. */
const NO_WORDS = 'Invalid input';

/** Returns the diagnostics of issues that were found in the value at a path. */
export function diagnoseAll(
  source: ParsedSource,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  path: readonly PathPart[],
): Diagnostic[] {
  return issues.flatMap((issue) => diagnose(source, { code: 'custom', ...issue }, path));
}

/** Returns what a schema makes of a tree (null when it is not in order) and every reason why not. */
export function check<T>(source: ParsedSource, schema: Schema<T>): { value: T | null; diagnostics: Diagnostic[] } {
  if (source.root === null) return { value: null, diagnostics: [] };
  const result = z.safeParse(schema, source.root.value, { error: remember });
  if (result.success) return { value: result.data, diagnostics: [] };
  return { value: null, diagnostics: diagnoseAll(source, result.error.issues, []) };
}

function diagnose(source: ParsedSource, found: Issue, above: readonly PathPart[]): Diagnostic[] {
  const issue = found.message === NO_WORDS ? { ...found, message: '' } : found;
  const path = [...above, ...(issue.path as readonly PathPart[])];
  const root = source.root;
  if (root === null) return [];
  if (issue.code === 'invalid_union') return mostLikely(issue, path, source).flatMap((inner) => diagnose(source, inner, path));
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => {
      const span = spanAt(root, [...path, key], 'key');
      return at(source, span, 'schema/unknown-key', `unknown key '${key}'`, suggestion(key, issue.known ?? [], 'known keys'));
    });
  }
  const { depth } = follow(root, path);
  const missing = depth < path.length;
  const onKey = issue.params?.onKey === true || issue.code === 'invalid_key';
  const span = spanAt(root, path, onKey || missing ? 'key' : 'value');
  if (missing && issue.params === undefined) {
    const key = String(path.at(-1));
    const help = key === 'handoff' ? 'write `handoff: 1` as the first line' : null;
    return [at(source, span, 'schema/missing-key', `the key '${key}' is missing${inWhat(path)}`, help)];
  }
  const [code, message, help] = wordsOf(source, issue, path, span);
  return [at(source, span, code, message, help)];
}

/** Code, message and help of an issue that is neither of a union nor of a missing or an unknown key. */
function wordsOf(source: ParsedSource, issue: Issue, path: readonly PathPart[], span: Span): [string, string, string | null] {
  const node = source.root && follow(source.root, path).node;
  const plain = node !== null && !node.entries && !node.items;
  const token = issue.code === 'invalid_key' || plain ? quoted(tokenOf(source, span)) : subject(path);
  if (plain && node.value === null && issue.code !== 'invalid_key') {
    return ['schema/empty', `${subject(path)} has no value`, 'write one, or remove the key'];
  }
  const say = (message: string) =>
    /^(is|has|does|ends|begins|holds|says|staffs|must|needs|promises|books)\b/.test(message) ? `${token} ${message}` : message;
  switch (issue.code) {
    case 'custom':
      return [issue.params?.code ?? 'schema/value', say(issue.message), issue.params?.help ?? null];
    case 'invalid_key':
      return ['schema/value', say(issue.issues?.[0]?.message || 'is not a key'), issue.issues?.[0]?.params?.help ?? null];
    case 'invalid_value': {
      const values = (issue.values ?? []).map(String);
      if (path.length === 1 && path[0] === 'handoff') {
        return ['schema/version', `${token} is not a version of these files that this handoff reads`, 'write `handoff: 1`'];
      }
      if (issue.message !== '') return ['schema/value', say(issue.message), null];
      const given = plain && typeof node.value === 'string' ? node.value : '';
      const help = given === '' ? null : suggestion(given, values, 'allowed');
      return [
        'schema/value',
        `${token} is not ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`,
        help?.startsWith('did') ? help : null,
      ];
    }
    case 'invalid_type':
      return [
        'schema/type',
        say(issue.message || `must be ${TYPES[issue.expected ?? ''] ?? issue.expected}`),
        quoteHelp(issue, node?.value),
      ];
    default:
      return ['schema/value', say(issue.message || 'is not allowed here'), null];
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map (keys with values)',
  record: 'a map (keys with values)',
  array: 'a list',
};

function quoteHelp({ message, expected }: Issue, value: unknown): string | null {
  if ((expected === 'number' || expected === 'int') && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
    return `write ${value}, without quotes`;
  return message.startsWith('is not text but') && value !== undefined ? `write "${JSON.stringify(value)}", in quotes` : null;
}

/**
 * Of a value that may have several forms, returns the issues of the form that its author had in mind: the one of the right type, and among
 * those the one with the fewest issues.
 */
function mostLikely(union: Issue, path: readonly PathPart[], source: ParsedSource): readonly Issue[] {
  const { errors = [] } = union;
  const node = source.root && follow(source.root, path).node;
  const collection = node !== null && (node.entries !== undefined || node.items !== undefined);
  // Who writes a map does not mean a word: `none` is no more likely than a number.
  const wrongType = ({ code, path }: Issue) => path.length === 0 && (code === 'invalid_type' || (collection && code === 'invalid_value'));
  const flat = errors.map((form) =>
    form.flatMap((issue) => (issue.code === 'invalid_union' && issue.path.length === 0 ? nested(issue) : [issue])),
  );
  const likely = flat.filter((form) => !form.some(wrongType)).sort((a, b) => weight(a) - weight(b));
  if (likely.length > 0) return likely[0];
  const worded = flat.find(([issue]) => issue.message !== '');
  if (!collection && worded) return worded;
  const types = [...new Set(flat.flatMap((form) => form.filter(wrongType).map(({ expected = '' }) => TYPES[expected] ?? expected)))];
  return [{ ...union, code: 'invalid_type', path: [], message: `must be ${types.join(' or ')}` }];
}

function nested(issue: Issue): readonly Issue[] {
  const forms = issue.errors ?? [];
  return forms.find((form) => !form.some(({ code, path }) => code === 'invalid_type' && path.length === 0)) ?? forms[0] ?? [];
}

/** Unknown keys count most: they tell best that another form was meant. */
function weight(issues: readonly Issue[]): number {
  return issues.reduce((sum, { code, keys }) => sum + (code === 'unrecognized_keys' ? 10 * (keys?.length ?? 1) : 1), 0);
}

/** Returns a diagnostic at a span. */
export function at(source: ParsedSource, span: Span, code: string, message: string, help: string | null): Diagnostic {
  return { ...rangeOf(source, span), code, message, help };
}

/** Returns the reader's own words in quotes, cut where they are long. */
export function quoted(token: string): string {
  const plain = token.replace(/^(["'])([\s\S]*)\1$/, '$2').split('\n')[0];
  return `'${plain.length > 60 ? `${plain.slice(0, 57)}…` : plain}'`;
}

/** A map or a list has no short token: it is called by its key. */
function subject(path: readonly PathPart[]): string {
  if (path.length === 0) return 'the file';
  const last = path.at(-1);
  if (typeof last === 'string') return `\`${last}\``;
  const list = path.findLast((part) => typeof part === 'string');
  return `\`${list ?? ''}[${last}]\``;
}

function inWhat(path: readonly PathPart[]): string {
  return path.length > 1 ? ` in ${subject(path.slice(0, -1))}` : '';
}

/** How many mistakes of one file are told: nobody reads more, and a hostile file could have a hundred thousand. */
export const MOST_TOLD = 100;

/** Sorts by file, line and column; leaves out what is said twice, and of each file what comes after its hundredth mistake, with their number. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const order = (a: Diagnostic, b: Diagnostic) =>
    compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code) || compare(a.message, b.message);
  const all = [...diagnostics].sort(order).filter((each, index, all) => index === 0 || order(all[index - 1], each) !== 0);
  const seen = new Map<string, number>();
  for (const { file } of all) seen.set(file, (seen.get(file) ?? 0) + 1);
  if ([...seen.values()].every((count) => count <= MOST_TOLD)) return all;
  const told = new Map<string, number>();
  return all.flatMap((each) => {
    const nth = (told.get(each.file) ?? 0) + 1;
    told.set(each.file, nth);
    if (nth <= MOST_TOLD) return [each];
    const more = (seen.get(each.file) ?? 0) - MOST_TOLD;
    const message = `at least ${more} more ${more === 1 ? 'mistake' : 'mistakes'} in this file ${more === 1 ? 'is' : 'are'} not shown`;
    return nth === MOST_TOLD + 1 ? [{ ...each, code: 'file/too-many-mistakes', message, help: null }] : [];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
