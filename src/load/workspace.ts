/** Sources → typed files, with every mistake of every file in one run. */
import * as z from 'zod/mini';
import type { Baseline } from '../model/baseline.ts';
import type { Capacity } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { DealFile } from '../model/deal.ts';
import type { History } from '../model/history.ts';
import type { Deliverable, Library } from '../model/library.ts';
import type { Diagnostic, Range } from '../model/place.ts';
import type { Policy } from '../model/policy.ts';
import { fold } from '../model/words.ts';
import type { Signers } from '../model/signers.ts';
import { canonical } from '../signoff/digest.ts';
import { parseCsv } from './csv.ts';
import { check, sorted } from './diagnose.ts';
import { otherKind } from './kind.ts';
import { checkDealNames, checkNames } from './names.ts';
import { checkRuleSettings, type RuleEntry } from './rules.ts';
import { baselineSchema } from './schema/baseline.ts';
import { capacitySchema } from './schema/capacity.ts';
import { dealSchema } from './schema/deal.ts';
import { deliverablesSchema } from './schema/deliverables.ts';
import type { Schema } from './schema/fields.ts';
import { historySchema } from './schema/history.ts';
import { policySchema } from './schema/policy.ts';
import { checkSignatures, loadSigners } from './signers.ts';
import { rangeOf, type ParsedSource, type Source } from './source.ts';
import { checkTimezone } from './timezone.ts';
import { parseYaml } from './yaml.ts';

/** Operations' files, understood. */
export interface Workspace {
  readonly policy: Policy;
  readonly capacity: Capacity;
  readonly library: Library;
  readonly history: History | null;
  readonly baseline: Baseline | null;
  /** Whose keys count; null where policy does not say. */
  readonly signers: Signers | null;
  readonly sources: readonly ParsedSource[];
}

/** Operations' files as the world found them. */
export interface WorkspaceSources {
  readonly policy: Source | null;
  /** Null when there is none, which is told by who looked for it. */
  readonly capacity: Source | null;
  /** A file, or the files of a folder. */
  readonly deliverables: readonly Source[];
  readonly history: Source | null;
  /** Nothing, where operations never began one. */
  readonly baseline?: Source | null;
  /** Where policy names them. */
  readonly signers?: Source | null;
  readonly revoked?: Source | null;
}

/** Returns the policy of a workspace that has none: every default. */
function defaultPolicy(): Policy {
  return z.parse(policySchema, { handoff: 1 });
}

/** The paths of a policy's `files` and `signatures`, each with its place. */
type NamedPaths = {
  -readonly [K in keyof Policy['files'] | 'allowed_signers' | 'revoked']?: { readonly path: string; readonly at: Range };
};

/** Returns the other files that a policy names and where it does, whatever else is wrong with it; null when its text cannot be understood at all. */
export function filesNamedBy(policy: Source): NamedPaths | null {
  const { parsed } = readFile(policy, policySchema);
  if (parsed.root === null) return null;
  const said: NamedPaths = {};
  const take = (under: 'files' | 'signatures', key: keyof NamedPaths): void => {
    const node = parsed.root!.entries?.get(under)?.node.entries?.get(key)?.node;
    // What is not text is told by the schema.
    if (typeof node?.value === 'string' && node.value.trim() !== '') said[key] = { path: node.value, at: rangeOf(parsed, node) };
  };
  for (const key of ['capacity', 'deliverables', 'history', 'baseline', 'signoffs', 'holds', 'confirmed'] as const) take('files', key);
  for (const key of ['allowed_signers', 'revoked'] as const) take('signatures', key);
  return said;
}

/** Returns the id of a deal, which is the name of its file where it says none; null where its text cannot be understood. */
export function dealNamedBy(source: Source): string | null {
  const { parsed } = readFile(source, dealSchema);
  if (parsed.root === null) return null;
  const said = parsed.root.entries?.get('deal')?.node.value;
  return typeof said === 'string' ? said : dealOfPath(source.path);
}

/** Returns the id of a deal that says none. */
export function dealOfPath(path: string): string {
  return path
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.ya?ml$/i, '');
}

/** Returns the paths of the documents that a deal names, as written; none where its text cannot be understood. */
export function documentsNamedBy(deal: Source): readonly string[] {
  const node = readFile(deal, dealSchema).parsed.root?.entries?.get('documents')?.node;
  return (node?.items ?? []).flatMap(({ value }) => (typeof value === 'string' && value.trim() !== '' ? [value] : []));
}

/** What a branch makes of a deal: what a check has to know of it before the deal is judged. */
export interface DealChange {
  /** Null where the text cannot be understood. */
  readonly customer: string | null;
  /** Whether it is a draft or a proposal in this branch, and in the base (null: it is not there). */
  readonly open: boolean;
  readonly wasOpen: boolean | null;
  /**
   * What became of it where it is signed or done in this branch: `before`, it was in the base, too; `proposed`, it was proposed there, and says the same;
   * `other`, it is new, was lost, or says something else. Null where it is not signed.
   */
  readonly signed: 'before' | 'proposed' | 'other' | null;
  /** Who sold it in the base, where that is somebody else than in this branch; as names and addresses. */
  readonly seller: { readonly from: string; readonly to: string } | null;
  /** Inputs that had a due day in the base: the day, and the one in this branch; null where it has none. */
  readonly dues: readonly { readonly input: string; readonly from: Day; readonly to: Day | null }[];
}

/** Returns what a branch makes of a deal; `before` is its text in the base, null where it is not there. */
export function changeOf(now: Source, before: Source | null): DealChange {
  const deal = readFile(now, dealSchema).value;
  const was = before === null ? null : readFile(before, dealSchema).value;
  const wasOpen = before === null ? null : was === null || isUnderway(was);
  if (deal === null) return { customer: null, open: true, wasOpen, signed: null, seller: null, dues: [] };
  const signed = !isTaken(deal)
    ? null
    : was !== null && isTaken(was)
      ? 'before'
      : was !== null && isUnderway(was) && proposalOf(was) === proposalOf(deal)
        ? 'proposed'
        : 'other';
  const dues = (was?.inputs ?? []).flatMap(({ id, due }) =>
    due === undefined ? [] : [{ input: id, from: due, to: deal.inputs?.find((each) => each.id === id)?.due ?? null }],
  );
  return { customer: fold(deal.customer.name), open: isUnderway(deal), wasOpen, signed, seller: sellerChange(was, deal), dues };
}

function sellerChange(was: DealFile | null, now: DealFile): DealChange['seller'] {
  if (was?.seller === undefined) return null;
  const text = ({ seller }: DealFile): string => [seller?.name, seller?.email].flatMap((each) => each ?? []).join(' ') || 'nobody';
  const [from, to] = [text(was), text(now)];
  return fold(from) === fold(to) ? null : { from, to };
}

function isUnderway({ state = 'proposed' }: DealFile): boolean {
  return state === 'draft' || state === 'proposed';
}

function isTaken({ state }: DealFile): boolean {
  return state === 'signed' || state === 'done';
}

function proposalOf(deal: DealFile): string {
  return canonical({ ...deal, state: undefined, dates: { ...deal.dates, signed: undefined } });
}

/** Returns the workspace (null when any file is not in order) and every reason why not, sorted by file, line and column. */
export function loadWorkspace(
  files: WorkspaceSources,
  catalogue: readonly RuleEntry[],
): { workspace: Workspace | null; diagnostics: Diagnostic[] } {
  const policy = files.policy && readFile(files.policy, policySchema);
  const capacity = files.capacity && readFile(files.capacity, capacitySchema);
  const library = files.deliverables.map((source) => readFile(source, deliverablesSchema));
  const history = files.history && readFile(files.history, historySchema);
  const baseline = files.baseline ? readFile(files.baseline, baselineSchema) : null;
  const all = [policy, capacity, ...library, history, baseline].filter((file) => file !== null);
  const sources = all.map(({ parsed }) => parsed);
  const diagnostics = [...all.flatMap((file) => file.diagnostics), ...checkNames(sources)];
  if (policy?.value) diagnostics.push(...checkSignatures(policy.parsed, policy.value));
  const keys = loadSigners(files.signers ?? null, files.revoked ?? null, capacity?.value ?? null);
  diagnostics.push(...keys.diagnostics);
  if (policy) diagnostics.push(...checkRuleSettings(policy.parsed, catalogue), ...checkTimezone(policy.parsed));
  if (diagnostics.length > 0 || !capacity?.value) return { workspace: null, diagnostics: sorted(diagnostics) };
  const deliverables = Object.create(null) as Record<string, Deliverable>;
  for (const { value } of library) Object.assign(deliverables, value);
  return {
    workspace: {
      policy: policy?.value ?? defaultPolicy(),
      capacity: capacity.value,
      library: deliverables,
      history: history?.value ?? null,
      baseline: baseline?.value ?? null,
      signers: keys.signers,
      sources,
    },
    diagnostics: [],
  };
}

/** Returns a deal (null when its file is not in order), its text and every reason why not. What operations' files lack is a rule's matter. */
export function loadDeal(source: Source): { deal: DealFile | null; source: ParsedSource; diagnostics: Diagnostic[] } {
  const { parsed, value, diagnostics } = readFile(source, dealSchema);
  const all = sorted([...diagnostics, ...checkDealNames(parsed)]);
  return { deal: all.length > 0 ? null : value, source: parsed, diagnostics: all };
}

/** Parsing is the largest cost of a check, and the policy is asked twice: once for the files that it names, once for all it says. */
const alreadyRead = new WeakMap<Source, unknown>();

/** Returns a file as its schema reads it, once in a run; where its text itself is at fault, what follows from that is not told again. */
export function readFile<T>(source: Source, schema: Schema<T>): { parsed: ParsedSource; value: T | null; diagnostics: Diagnostic[] } {
  const known = alreadyRead.get(source) as ReturnType<typeof readFile<T>> | undefined;
  if (known !== undefined) return known;
  const isCsv = source.kind === 'history' && source.path.toLowerCase().endsWith('.csv');
  const { parsed, diagnostics } = isCsv ? parseCsv(source) : parseYaml(source);
  const other = otherKind(parsed);
  if (other !== null) {
    // What it says is no part of this file: with no tree, nothing else is told of it.
    const result = { parsed: { ...parsed, root: null }, value: null, diagnostics: [...diagnostics, other] };
    alreadyRead.set(source, result);
    return result;
  }
  const checked = check(parsed, schema);
  const own = checked.diagnostics.filter((each) => !diagnostics.some((other) => other.line === each.line && other.column === each.column));
  const result = { parsed, value: diagnostics.length > 0 ? null : checked.value, diagnostics: [...diagnostics, ...own] };
  alreadyRead.set(source, result);
  return result;
}
