/** Which findings of a deal were there when operations began to check (`handoff baseline`): they are told, and do not block. */
import { fingerprintOf, type KnownFinding, type RecordedFinding } from '../model/baseline.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import type { FileKind, PathPart, Place } from '../model/place.ts';
import { missingText } from './missing.ts';
import type { Check } from './run.ts';

/** How a deal stands with the baseline. */
export interface AgainstBaseline {
  readonly recorded: Day;
  /** Recorded findings of this deal that are still there. */
  readonly still: number;
  /** Those that are gone. */
  readonly gone: number;
}

/** Returns a deal's checks, of which those that block only by what the baseline knows no longer do; and what is left of the baseline. */
export function againstBaseline(
  checks: readonly Check[],
  facts: Facts,
): { readonly checks: readonly Check[]; readonly stands: AgainstBaseline | null } {
  const { baseline } = facts;
  if (baseline === null) return { checks, stands: null };
  const recorded = new Set(baseline.findings.filter(({ deal }) => deal === facts.deal.id).map(fingerprintOf));
  const seen = new Set<string>();
  const judged = checks.map((check): Check => {
    const findings = findingsOf(check, facts).map(fingerprintOf);
    for (const finding of findings) seen.add(finding);
    const isKnown = check.blocking && check.fault === null && findings.length > 0 && findings.every((finding) => recorded.has(finding));
    return isKnown ? { ...check, blocking: false, knownSince: baseline.recorded } : check;
  });
  const still = [...recorded].filter((finding) => seen.has(finding)).length;
  return { checks: judged, stands: { recorded: baseline.recorded, still, gone: recorded.size - still } };
}

/** Returns what a check found, as a baseline keeps it. */
function findingsOf(check: Check, facts: Facts): RecordedFinding[] {
  const { rule, reason } = check;
  const of = (at: Place, says: string): RecordedFinding => ({
    deal: facts.deal.id,
    of: soldIn(facts),
    rule,
    reason: reason === null ? '' : reason.slice(rule.length + 1),
    ...placeIn(at, facts),
    says,
  });
  return [...check.findings.map(({ at, message }) => of(at, message)), ...check.missing.map((fact) => of(fact.at, missingText(fact)))];
}

/** What a deal sells, in a line. */
function soldIn({ deal }: Facts): string {
  const words = deal.items.map(({ deliverable, quantity, options, custom, skip }) => {
    const chosen = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    return [`${deliverable}:${quantity}`, ...chosen.sort(), ...custom.map(({ id }) => `+${id}`), ...skip.map((step) => `-${step}`)].join(
      ' ',
    );
  });
  return words.join(', ');
}

/** Where a finding is, in a form that neither other lines nor other entries of a list change. */
function placeIn({ file, path }: Place, { deal, capacity, library }: Facts): Pick<KnownFinding, 'at' | 'is'> {
  const roots: Partial<Record<FileKind, unknown>> = { deal: deal.file, capacity, deliverables: { deliverables: library } };
  let here: unknown = roots[file];
  let text = '';
  for (const part of path) {
    const next = isMap(here) && Object.hasOwn(here, part) ? here[part] : undefined;
    text += typeof part === 'number' ? `[${idOf(next) ?? part}]` : `${text === '' ? '' : '.'}${part}`;
    here = next;
  }
  if (file !== 'deal') return { at: `${file}: ${text}` };
  const is = saidAt(here, path.at(-1));
  return is === null ? { at: text } : { at: text, is };
}

/** Dates of a deal, by the keys that they stand under: as numbers they would tell nobody anything. */
const DATES = new Set<PathPart | undefined>([
  'on',
  'start',
  'complete',
  'due',
  'signature',
  'valid_until',
  'eta',
  'from',
  'to',
  'until',
  'closed',
]);

/** What the deal says at a place, as a person writes it; null where it says nothing, or too much for one line. */
function saidAt(value: unknown, key: PathPart | undefined): string | null {
  if (typeof value === 'number' && DATES.has(key)) return formatDay(value);
  if (isMap(value)) return typeof value['on'] === 'number' ? formatDay(value['on']) : null;
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function isMap(value: unknown): value is Record<PathPart, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What an entry of a list is called; of those that have no id, what they are about. */
function idOf(entry: unknown): string | null {
  if (!isMap(entry)) return null;
  const name = ['id', 'deliverable', 'material', 'question', 'person', 'said', 'text', 'name'].find(
    (key) => typeof entry[key] === 'string',
  );
  return name === undefined ? null : String(entry[name]);
}

/** Returns the findings of a judged deal that would keep it from passing without a baseline, each once, in the order of the checks. */
export function blockingFindings(checks: readonly Check[], facts: Facts): RecordedFinding[] {
  const found = checks.filter(({ blocking, knownSince, fault }) => (blocking || knownSince !== null) && fault === null);
  const byPrint = new Map(found.flatMap((check) => findingsOf(check, facts)).map((finding) => [fingerprintOf(finding), finding]));
  return [...byPrint.values()];
}
