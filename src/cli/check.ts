/** `handoff check`, and the commands that ask about the same deals: what the words on their command lines mean. */
import { EXAMPLE_TODAY } from '../example/index.ts';
import { HIDDEN } from '../load/hidden.ts';
import { formatDay, parseDay, type Day } from '../model/day.ts';
import type { Question } from '../report/answer.ts';
import type { Detail } from '../report/render/view.ts';
import type { World } from '../world.ts';
import { UsageError, wantsColor, type Output } from './options.ts';

/** Files that are named instead of being looked for. */
export interface NamedFiles {
  readonly config: string | null;
  readonly capacity: string | null;
  readonly deliverables: string | null;
  readonly history: string | null;
}

/** Where operations' files are read from, when not in the work tree. */
interface AskedBase {
  /** As git understands it: the files are those of its merge base with HEAD. */
  readonly ref: string;
  /** Whether the work tree's files are read where the base has no workspace yet. */
  readonly bootstrap: boolean;
}

/** A deal without a file, from `branded-bag:300 --by 2026-12-18`. */
export interface InlineDeal {
  readonly items: readonly { readonly id: string; readonly quantity: number }[];
  readonly by: Day | null;
  readonly start: Day | null;
  /** When it is signed; null: on the next business day. */
  readonly signature: Day | null;
  readonly customer: string | null;
}

/** What is to be checked. */
type Target =
  | { readonly kind: 'example' }
  /** The `deals` folder of the workspace. */
  | { readonly kind: 'workspace' }
  | { readonly kind: 'inline'; readonly deal: InlineDeal }
  | { readonly kind: 'paths'; readonly paths: readonly string[]; readonly stdinFilename: string };

/** What a run that judges deals does, and which question it answers with them. */
export interface CheckOptions {
  readonly question: Question;
  readonly target: Target;
  readonly named: NamedFiles;
  /** The commit that operations' files are read from; null: they are in the work tree. */
  readonly base: AskedBase | null;
  /** Null: the day it is in the workspace's time zone. */
  readonly today: Day | null;
  readonly outputs: readonly Output[];
  readonly detail: Detail;
  /** How hard the planner looks for a proof: 1 as a rule. */
  readonly effort: number;
  readonly color: { readonly out: boolean; readonly err: boolean };
}

/** The flags that name files and forms, as commander hands them over, each already read by itself. */
interface RunFlags {
  readonly config?: string;
  readonly capacity?: string;
  readonly deliverables?: string;
  readonly history?: string;
  readonly today?: Day;
  readonly format?: readonly Output[];
  readonly prove?: true;
  readonly color?: boolean;
}

/** What `--prove` may cost, as many times what a check may: seconds where a check takes tenths. */
const PROVE = 30;

/** The flags that say which deals. */
interface DealFlags extends RunFlags {
  readonly example?: true;
  readonly by?: Day;
  readonly start?: Day;
  readonly customer?: string;
  readonly stdinFilename?: string;
}

/** The flags of `check`. */
export interface CheckFlags extends DealFlags {
  readonly quiet?: true;
  readonly verbose?: true;
  readonly base?: string;
  readonly bootstrap?: true;
}

/** The flags of `plan`. */
export interface PlanFlags extends DealFlags {
  readonly chart?: true;
  readonly worst?: true;
}

/** The flags of `when`. */
export interface WhenFlags extends RunFlags {
  readonly start?: Day;
}

/** The flags of `brief`. */
export interface BriefFlags extends RunFlags {
  readonly html?: true;
}

/** The flags of `gate`. */
export interface GateFlags extends RunFlags {
  readonly as?: string;
  readonly record?: true;
  readonly form?: string | true;
  readonly answers?: string;
}

/** The flags of `approve` and `date`. */
export interface SignFlags extends RunFlags {
  readonly as?: string;
  readonly reason?: string;
}

/** The flags of `approve`. */
export interface ApproveFlags extends SignFlags {
  readonly subject?: string;
  readonly until?: Day;
  readonly waive?: true;
}

/** The flags of `sign`. */
export interface KeyFlags extends SignFlags {
  readonly key?: string;
  readonly all?: true;
}

/** The flags of `restate`. */
export interface RestateFlags extends RunFlags {
  readonly as?: string;
  readonly promise?: string;
  readonly again?: true;
  /** True: to standard output. */
  readonly form?: string | true;
  readonly answers?: string;
  readonly library?: string;
  readonly quantity?: number;
}

type Here = Pick<World, 'env' | 'isTTY' | 'kind'>;

/** Returns what a `check` command line asks for; throws a UsageError where its parts do not fit each other. */
export function readCheck(words: readonly string[], flags: CheckFlags, world: Here): CheckOptions {
  if (flags.quiet && flags.verbose) throw new UsageError('--quiet and --verbose say the opposite: leave one out');
  const detail = flags.quiet ? 'quiet' : flags.verbose ? 'verbose' : 'normal';
  const run = { question: { command: 'check' }, target: readTarget(words, flags, world), ...runOf(flags, world), detail } as const;
  return { ...run, base: readBase(flags, run.named) };
}

/** `--today` is no file and stands in the report; what names operations' files would take them from the branch that is judged. */
function readBase({ base, bootstrap, example }: CheckFlags, named: NamedFiles): AskedBase | null {
  if (base === undefined) {
    if (bootstrap) throw new UsageError('--bootstrap is for --base: it reads the files of the work tree where the base has none yet');
    return null;
  }
  if (base.trim() === '') throw new UsageError('--base is empty: name the branch that this one will be merged into, as --base origin/main');
  if (example) throw new UsageError('--example brings its own files: leave out --base, or leave out --example');
  const [other] = Object.entries(named).flatMap(([flag, file]) => (file === null ? [] : [`--${flag} ${file}`]));
  if (other !== undefined)
    throw new UsageError(`--base reads operations' files from the base, and ${other} names one: leave out one of them`);
  return { ref: base, bootstrap: bootstrap ?? false };
}

/** Returns what a `plan` command line asks for; throws a UsageError as `readCheck` does. */
export function readPlan(words: readonly string[], flags: PlanFlags, world: Here): CheckOptions {
  const question = { command: 'plan', case: flags.worst ? 'worst' : 'nominal', chart: flags.chart ?? false } as const;
  return { question, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

/** Returns what a `when` command line asks for: items, and nothing else. */
export function readWhen(words: readonly string[], flags: WhenFlags, world: Here): CheckOptions {
  const file = words.find((word) => !isItem(word, world));
  if (file !== undefined && world.kind(file) === null) readItem(file);
  if (file !== undefined)
    throw new UsageError(`'${file}' is no item: handoff when branded-bag:300 asks for items, handoff check ${file} for a deal`);
  const start = flags.start ?? null;
  const deal = { items: words.map(readItem), by: null, start, signature: start, customer: null };
  return { question: { command: 'when' }, target: { kind: 'inline', deal }, ...runOf(flags, world) };
}

/** Returns what a `waiting` command line asks for. */
export function readWaiting(words: readonly string[], flags: RunFlags & { readonly as?: string }, world: Here): CheckOptions {
  const item = words.find((word) => isItem(word, world));
  if (item !== undefined || words.includes('-'))
    throw new UsageError(`'${item ?? '-'}' is no file: what others wait for is in deals that they can read`);
  const { as: person } = signatureOf(flags);
  return { question: { command: 'waiting', person }, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

/** Returns what a `baseline` command line asks for. */
export function readBaseline(words: readonly string[], flags: RunFlags & { readonly add?: true }, world: Here): CheckOptions {
  const item = words.find((word) => isItem(word, world));
  if (item !== undefined || words.includes('-'))
    throw new UsageError(`'${item ?? '-'}' is no file: a baseline is of deals that others can read`);
  return { question: { command: 'baseline', add: flags.add ?? false }, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

/** Returns what a `brief` command line asks for: the document of one deal, as Markdown or as a page. */
export function readBrief(deal: string, flags: BriefFlags, world: Here): CheckOptions {
  if (deal === '-' || isItem(deal, world)) throw new UsageError(`'${deal}' is no file: handoff brief is of a deal that others can read`);
  if (world.kind(deal) === 'folder') throw new UsageError(`${deal} is a folder: handoff brief is of one deal, by its file`);
  const run = runOf(flags, world);
  if (flags.html && !run.outputs.some(({ format }) => format === 'text'))
    throw new UsageError('--html is another form of --format text, and --format json has none: leave out one of them');
  const target = { kind: 'paths', paths: [deal], stdinFilename: 'stdin.yaml' } as const;
  return { question: { command: 'brief', html: flags.html ?? false }, target, ...run };
}

/** Returns what a `gate` command line asks for. */
export function readGate(deal: string, flags: GateFlags, world: Here): CheckOptions {
  const { record = false, form, answers } = flags;
  const { as } = signatureOf(flags);
  if (form !== undefined && answers !== undefined) throw new UsageError('--form asks, and --answers answers: leave one out');
  if (record && (form !== undefined || answers !== undefined))
    throw new UsageError('--record asks in this terminal, and --form and --answers are for whoever has none: leave one out');
  if (as !== null && !record && form === undefined && answers === undefined)
    throw new UsageError('--as says who records the meeting: add --record, --form or --answers');
  if (typeof form === 'string' && world.kind(form) !== null)
    throw new UsageError(`${form} is there already, and somebody may have filled it in: name another file, or remove it`);
  const question = {
    command: 'gate',
    as,
    record,
    form: form === undefined ? null : { to: form === true ? null : form },
    answers: answers ?? null,
  } as const;
  return { question, target: readOneDeal('gate', deal, world), ...runOf(flags, world) };
}

/** Returns what an `approve` command line asks for. */
export function readApprove(deal: string, rule: string, flags: ApproveFlags, world: Here): CheckOptions {
  const { subject, until, waive } = flags;
  if (waive && subject !== undefined)
    throw new UsageError('--waive lets the whole check stand, and --subject approves a part of it: leave one out');
  const question = {
    command: 'approve',
    rule,
    subject: subject ?? null,
    until: until ?? null,
    waive: waive ?? false,
    ...signatureOf(flags),
  } as const;
  return { question, target: readOneDeal('approve', deal, world), ...runOf(flags, world) };
}

/** Returns what a `date` command line asks for. */
export function readNamedDate(deal: string, date: Day, flags: SignFlags, world: Here): CheckOptions {
  const question = { command: 'date', date, ...signatureOf(flags) } as const;
  return { question, target: readOneDeal('date', deal, world), ...runOf(flags, world) };
}

/** Returns what a `sign` command line asks for. */
export function readSign(deal: string, ids: readonly string[], flags: KeyFlags, world: Here): CheckOptions {
  const { key, all = false } = flags;
  if (all && ids.length > 0) throw new UsageError(`--all signs every one of yours, and '${ids[0]}' names one: leave one out`);
  const wrong = ids.find((id) => !/^[0-9a-f]{4,64}$/.test(id));
  if (wrong !== undefined)
    throw new UsageError(`'${wrong}' is no name of a sign-off: 4 digits or more of it, as handoff verify ${deal} prints them`);
  const { as } = signatureOf(flags);
  return {
    question: { command: 'sign', as, key: key ?? null, ids, all },
    target: readOneDeal('sign', deal, world),
    ...runOf(flags, world),
  };
}

/** Returns what a `restate` command line asks for. */
export function readRestate(deal: string | undefined, flags: RestateFlags, world: Here): CheckOptions {
  const { promise, again = false, form, answers, library, quantity } = flags;
  const { as } = signatureOf(flags);
  if (form !== undefined && answers !== undefined) throw new UsageError('--form asks, and --answers answers: leave one out');
  if (library === undefined && deal === undefined) {
    // `--form deal.yaml` takes the deal for the form.
    const example =
      typeof form === 'string' ? `: handoff restate ${form} --form FILE` : ', or --library ID for what all deals of it rest on';
    throw new UsageError(`restate takes a deal${example}`);
  }
  if (typeof form === 'string' && world.kind(form) !== null)
    throw new UsageError(`${form} is there already, and somebody may have filled it in: name another file, or remove it`);
  const shared = {
    command: 'restate',
    as,
    again,
    form: form === undefined ? null : { to: form === true ? null : form },
    answers: answers ?? null,
  } as const;
  if (library === undefined) {
    if (quantity !== undefined) throw new UsageError('--quantity is for --library: a deal says its own');
    const question = { ...shared, promise: promise ?? null, library: null } as const;
    return { question, target: readOneDeal('restate', deal!, world), ...runOf(flags, world) };
  }
  if (deal !== undefined) throw new UsageError(`--library speaks of all deals, and '${deal}' is one: leave one out`);
  if (promise !== undefined) throw new UsageError('--promise is of a deal, and --library of all of them: leave one out');
  if (quantity === undefined)
    throw new UsageError(
      `say for how many: handoff restate --library ${library} --quantity 300 (what holds for ten is not said of a thousand)`,
    );
  const item = readItem(`${library}:${quantity}`);
  return {
    question: { ...shared, promise: null, library: item },
    target: { kind: 'inline', deal: { items: [item], by: null, start: null, signature: null, customer: null } },
    ...runOf(flags, world),
  };
}

/** Returns what a `verify` command line asks for. */
export function readVerify(words: readonly string[], flags: RunFlags, world: Here): CheckOptions {
  const item = words.find((word) => isItem(word, world) || word === '-');
  if (item !== undefined) throw new UsageError(`'${item}' is no file: what is signed is a deal that others can read`);
  return { question: { command: 'verify' }, target: readTarget(words, flags, world), ...runOf(flags, world) };
}

function signatureOf({ as, reason }: Pick<SignFlags, 'as' | 'reason'>): { as: string | null; reason: string | null } {
  for (const [flag, said] of Object.entries({ as, reason })) {
    if (said?.trim() === '') throw new UsageError(`--${flag} is empty: write something, or leave it out`);
    if (said?.match(HIDDEN)) throw new UsageError(`--${flag} has a character that hides what it says: leave it out`);
  }
  return { as: as?.trim() ?? null, reason: reason?.trim() ?? null };
}

/** What is signed has a file: what was typed for one answer could not be found again. */
function readOneDeal(command: string, deal: string, world: Pick<World, 'kind'>): Target {
  if (deal === '-' || isItem(deal, world))
    throw new UsageError(`'${deal}' is no file: handoff ${command} signs a deal that others can read`);
  if (world.kind(deal) === 'folder') throw new UsageError(`${deal} is a folder: handoff ${command} signs one deal, by its file`);
  return { kind: 'paths', paths: [deal], stdinFilename: 'stdin.yaml' };
}

function runOf(flags: RunFlags & { readonly example?: true }, world: Here): Omit<CheckOptions, 'question' | 'target'> {
  return {
    named: namedBy(flags),
    base: null,
    today: flags.today ?? (flags.example ? (parseDay(EXAMPLE_TODAY) as Day) : null),
    outputs: flags.format ?? [{ format: 'text', file: null }],
    detail: 'normal',
    effort: flags.prove ? PROVE : 1,
    color: { out: wantsColor(flags.color, world, 'out'), err: wantsColor(flags.color, world, 'err') },
  };
}

function namedBy({ config, capacity, deliverables, history }: RunFlags): NamedFiles {
  return { config: config ?? null, capacity: capacity ?? null, deliverables: deliverables ?? null, history: history ?? null };
}

function readTarget(words: readonly string[], flags: DealFlags, world: Pick<World, 'kind'>): Target {
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

/** Whether a word is like `branded-bag:300`; a path with a folder or an ending is none, nor is the name of a file. */
function isItem(word: string, world: Pick<World, 'kind'>): boolean {
  return /^[^/\\:.]+:[^/\\:]*$/.test(word) && world.kind(word) === null;
}

function readItem(word: string): { id: string; quantity: number } {
  const [id, quantity = ''] = word.split(':');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    throw new UsageError(`'${word}': an item's id is written in lower-case letters, digits and '-', as branded-bag:300`);
  }
  if (!/^[1-9]\d{0,8}$/.test(quantity)) throw new UsageError(`'${word}': a quantity is a whole number, 1 or more, as ${id}:300`);
  return { id, quantity: Number(quantity) };
}
