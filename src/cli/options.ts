/** The border: what a person typed becomes dates and enums here, or a sentence that says what is allowed. Inside, no string is checked again. */
import { distance } from 'fastest-levenshtein';
import { parseDay, type Day } from '../model/day.ts';
import { PROFILES, type Profile } from '../model/policy.ts';
import { FORMATS, type FormatName, type ReviewFormat } from '../report/render/index.ts';
import type { World } from '../world.ts';

/** The command line is wrong: exit code 2, and what to type instead. */
export class UsageError extends Error {}

/** A format, and the file that it is written to; null is standard output. */
export interface Output {
  readonly format: FormatName | ReviewFormat;
  readonly file: string | null;
}

/** Returns a date, or says what is wrong with it. */
export function readDate(flag: string): (text: string) => Day {
  return (text) => {
    const day = parseDay(text);
    if (typeof day === 'string') throw new UsageError(`${flag} ${text} ${day}`);
    return day;
  };
}

/** Returns a whole number from 1, or says what is wrong with it. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`'${text}' is not a whole number from 1`);
  return Number(text);
}

/** Returns a reader that adds one `--format NAME[=FILE]` to those before it; `more` are the formats that only some commands have. */
export function readFormat(more: readonly ReviewFormat[]): (text: string, before: readonly Output[] | undefined) => readonly Output[] {
  const known = [...(Object.keys(FORMATS) as FormatName[]), ...more];
  return (text, before) => withFormat(text, known, before ?? []);
}

function withFormat(text: string, known: readonly Output['format'][], before: readonly Output[]): readonly Output[] {
  const at = text.indexOf('=');
  const format = readOneOf('--format', known)(at === -1 ? text : text.slice(0, at));
  const file = at === -1 ? null : text.slice(at + 1);
  if (file === '')
    throw new UsageError(`--format ${text} names no file: write --format ${format}=FILE, or --format ${format} for standard output`);
  for (const other of before) {
    if (other.file !== file) continue;
    const both = `--format ${other.format} and --format ${format} would both be written to ${file ?? 'standard output'}`;
    throw new UsageError(`${both}: give one of them a file of its own, as --format ${format}=FILE`);
  }
  return [...before, { format, file }];
}

/** Returns a reader that takes one of some words. */
export function readOneOf<Word extends string>(flag: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new UsageError(`${flag} '${text}' is none of ${words.join(', ')}${didYouMean(text, words)}`);
    return found;
  };
}

/** Returns a profile's name, or says which there are. */
export const readProfile: (text: string) => Profile = readOneOf('--profile', PROFILES);

/** Returns `: did you mean X?` when a word is a slip of one that is allowed; else nothing. */
export function didYouMean(text: string, words: readonly string[]): string {
  const [best] = words.map((word) => ({ word, far: distance(text, word) })).sort((one, other) => one.far - other.far);
  // Two: letters that changed places count as two.
  return best !== undefined && best.far <= Math.max(2, Math.floor(best.word.length / 3)) && best.far < best.word.length - 1
    ? `: did you mean ${best.word}?`
    : '';
}

/** Returns whether a stream is coloured: the flag, else NO_COLOR, else FORCE_COLOR, else a terminal that can. */
export function wantsColor(flag: boolean | undefined, world: Pick<World, 'env' | 'isTTY'>, stream: 'out' | 'err' = 'out'): boolean {
  if (flag !== undefined) return flag;
  if (world.env('NO_COLOR')) return false;
  const force = world.env('FORCE_COLOR');
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return world.isTTY(stream) && world.env('TERM') !== 'dumb';
}
