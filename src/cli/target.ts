/** Which deals a command line names: files, folders, standard input, or items without a file. */
import { HIDDEN } from '../load/hidden.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { World } from '../world.ts';
import type { InlineDeal, Target } from './asked.ts';
import { namedBy, type RunFlags } from './flags.ts';
import { UsageError } from './options.ts';

/** The flags that say which deals. */
export interface DealFlags extends RunFlags {
  readonly example?: true;
  readonly by?: Day;
  readonly start?: Day;
  readonly customer?: string;
  readonly stdinFilename?: string;
}

/** Returns the deals that words and flags name; throws a UsageError where they do not fit each other. */
export function readTarget(words: readonly string[], flags: DealFlags, world: Pick<World, 'kind'>): Target {
  const items = words.filter((word) => isItem(word, world));
  // `branded-bag --by …`: an item without its quantity, not a file.
  const bare = flags.by === undefined ? undefined : words.find((word) => /^[a-z0-9][a-z0-9-]*$/.test(word) && world.kind(word) === null);
  if (bare !== undefined) throw new UsageError(`'${bare}' does not say how many: write ${bare}:QUANTITY, as ${bare}:300`);
  const paths = words.filter((word) => !items.includes(word));

  const onlyForItems = (['by', 'start', 'customer'] as const).find((flag) => flags[flag] !== undefined);
  if (onlyForItems !== undefined && (items.length === 0 || flags.example)) {
    throw new UsageError(`--${onlyForItems} is for a deal without a file: handoff check branded-bag:300 --by 2026-12-18`);
  }
  if (flags.stdinFilename !== undefined && !paths.includes('-')) {
    throw new UsageError(
      `--stdin-filename names what comes through standard input: handoff check - --stdin-filename ${flags.stdinFilename}`,
    );
  }
  if (flags.example) {
    const other = words[0] ?? Object.entries(namedBy(flags)).flatMap(([flag, file]) => (file === null ? [] : [`--${flag} ${file}`]))[0];
    if (other !== undefined) throw new UsageError(`--example brings its own files: leave out ${other}, or leave out --example`);
    return { kind: 'example' };
  }
  if (items.length > 0) {
    if (paths.length > 0) throw new UsageError(`'${paths[0]}' and '${items[0]}': check files or items, one at a time`);
    const deal = { by: flags.by ?? null, start: flags.start ?? null, signature: null, customer: flags.customer ?? null };
    complainOfDeal(deal);
    return { kind: 'inline', deal: { items: items.map(readItem), ...deal } };
  }
  if (paths.length === 0) return { kind: 'workspace' };
  if (paths.filter((path) => path === '-').length > 1) throw new UsageError("standard input can be read once: leave out one '-'");
  return { kind: 'paths', paths, stdinFilename: flags.stdinFilename ?? 'stdin.yaml' };
}

/** What a deal's file would be told by line and column is told here in the command line's own words: it has no file. */
function complainOfDeal({ by, start, customer }: Pick<InlineDeal, 'by' | 'start' | 'customer'>): void {
  if (customer?.trim() === '') throw new UsageError('--customer is empty: write a name, or leave it out');
  if (customer?.match(HIDDEN)) throw new UsageError('--customer has a character that hides what it says: leave it out');
  if (start !== null && by !== null && start > by) {
    throw new UsageError(`--start ${formatDay(start)} is after --by ${formatDay(by)}: the work would begin after its end`);
  }
}

/** What is signed has a file: what was typed for one answer could not be found again. */
export function readOneDeal(command: string, deal: string, world: Pick<World, 'kind'>, does = 'signs'): Target {
  if (deal === '-' || isItem(deal, world))
    throw new UsageError(`'${deal}' is no file: handoff ${command} ${does} a deal that others can read`);
  if (world.kind(deal) === 'folder') throw new UsageError(`${deal} is a folder: handoff ${command} ${does} one deal, by its file`);
  return { kind: 'paths', paths: [deal], stdinFilename: 'stdin.yaml' };
}

/** Returns the one deal file that a command is of. */
export function readFileOf(command: string, deal: string, world: Pick<World, 'kind'>): Target {
  if (deal === '-' || isItem(deal, world))
    throw new UsageError(`'${deal}' is no file: handoff ${command} is of a deal that others can read`);
  if (world.kind(deal) === 'folder') throw new UsageError(`${deal} is a folder: handoff ${command} is of one deal, by its file`);
  return { kind: 'paths', paths: [deal], stdinFilename: 'stdin.yaml' };
}

/** Whether a word is like `branded-bag:300`; a path with a folder or an ending is none, nor is the name of a file. */
export function isItem(word: string, world: Pick<World, 'kind'>): boolean {
  return /^[^/\\:.]+:[^/\\:]*$/.test(word) && world.kind(word) === null;
}

/** Returns an item from `branded-bag:300`, or throws a UsageError that says what is wrong with it. */
export function readItem(word: string): { id: string; quantity: number } {
  const [id, quantity = ''] = word.split(':');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    throw new UsageError(`'${word}': an item's id is written in lower-case letters, digits and '-', as branded-bag:300`);
  }
  if (!/^[1-9]\d{0,8}$/.test(quantity)) throw new UsageError(`'${word}': a quantity is a whole number, 1 or more, as ${id}:300`);
  return { id, quantity: Number(quantity) };
}
