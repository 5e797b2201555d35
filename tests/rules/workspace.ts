// Judges a folder of files as the program does, without the program: for the fixtures of rules and for tests that change a line of one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, type Judgement } from '../../src/judge.ts';
import { readDocuments } from '../../src/load/documents.ts';
import { factsOf } from '../../src/load/facts.ts';
import { locate } from '../../src/load/locate.ts';
import { loadSignOff } from '../../src/load/signoffs.ts';
import type { Source } from '../../src/load/source.ts';
import { loadDeal, loadWorkspace } from '../../src/load/workspace.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import type { Facts, PromiseFact } from '../../src/model/facts.ts';
import type { FileKind, Place, Range } from '../../src/model/place.ts';
import {
  bandOf,
  dueOf,
  LIBRARY_DEAL,
  promiseMeaning,
  promiseSubject,
  standingMeaning,
  standingSubject,
} from '../../src/model/promise-meaning.ts';
import type { Restatement } from '../../src/model/restatement.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { knownOf, runRule, type Check } from '../../src/rules/run.ts';
import { catalogue, plannerSettings, resolveSettings } from '../../src/rules/settings.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';

export const RULES_FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'rules');
const BASE = join(RULES_FOLDER, '_base');

/** The texts of a workspace. */
export interface Texts {
  readonly policy: string;
  readonly capacity: string;
  readonly deliverables: string;
  readonly deal: string;
  /** history.csv; null or nothing where there is none. */
  readonly history?: string | null;
  readonly today: string;
  /** Documents of the deal, by the path that it names. */
  readonly documents?: Readonly<Record<string, string>>;
}

/** A judged deal, and where its places are. */
export interface Judged {
  readonly facts: Facts;
  readonly schedule: Schedule;
  readonly judgement: Judgement;
  readonly at: (place: Place) => Range;
  readonly sources: Parameters<typeof locate>[0]['sources'];
  /** The check of a rule. */
  readonly of: (rule: string) => Check;
}

/** The texts of a fixture; what it has not is the base workspace's. */
export function textsOf(folder: string): Texts {
  const text = (name: string): string => readFileSync(existsSync(join(folder, name)) ? join(folder, name) : join(BASE, name), 'utf8');
  return {
    policy: text('handoff.yaml'),
    capacity: text('capacity.yaml'),
    deliverables: text('deliverables.yaml'),
    deal: existsSync(join(folder, 'deal.yaml'))
      ? text('deal.yaml')
      : 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10]\n',
    history: existsSync(join(folder, 'history.csv')) ? text('history.csv') : null,
    today: text('today').trim(),
    documents: Object.fromEntries(
      readdirSync(folder)
        .filter((name) => /\.(md|txt)$/.test(name))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    ),
  };
}

/**
 * Returns what was signed of a fixture's deal: signoffs/deal/*.json, as `handoff approve` wrote it. To sign one anew:
 * `node bin/handoff.js approve FOLDER/deal.yaml RULE --as PERSON --today DATE`, with `--config`, `--capacity` and `--deliverables` where they are.
 */
export function signOffsOf(folder: string): SignOff[] {
  const kept = join(folder, 'signoffs', 'deal');
  if (!existsSync(kept)) return [];
  return readdirSync(kept).map((name) => {
    const { signoff, diagnostics } = loadSignOff({ kind: 'signoff', path: name, bytes: readFileSync(join(kept, name)) }, 'deal');
    if (signoff === null) throw new Error(diagnostics.map(({ file, message }) => `${file} ${message}`).join('\n'));
    return signoff;
  });
}

/** Judges a workspace with these sign-offs; a mistake in its files is the test's. */
export function judgeTexts(texts: Texts, signoffs: readonly SignOff[] = [], standing: readonly SignOff[] = []): Judged {
  const source = (kind: FileKind, text: string): Source => ({
    kind,
    path: kind === 'history' ? 'history.csv' : `${kind}.yaml`,
    bytes: new TextEncoder().encode(text),
  });
  const loaded = loadWorkspace(
    {
      policy: source('policy', texts.policy),
      capacity: source('capacity', texts.capacity),
      deliverables: [source('deliverables', texts.deliverables)],
      history: typeof texts.history === 'string' ? source('history', texts.history) : null,
    },
    catalogue,
  );
  const { deal, source: parsed, diagnostics } = loadDeal(source('deal', texts.deal));
  const wrong = [...loaded.diagnostics, ...diagnostics];
  if (loaded.workspace === null || deal === null)
    throw new Error(wrong.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  const today = parseDay(texts.today);
  if (typeof today === 'string') throw new Error(`today ${today}`);
  const documents = read(deal.documents, texts.documents);
  const facts = factsOf({ deal, path: 'deal.yaml', workspace: loaded.workspace, today, signoffs, standing, documents: documents.facts });
  const settings = resolveSettings(facts.policy, facts.profile);
  const schedule = planDeal(facts, plannerSettings(settings, 1));
  const judgement = judge(facts, schedule, settings);
  const sources = [...loaded.workspace.sources, parsed, ...documents.sources];
  return {
    facts,
    schedule,
    judgement,
    at: (place) => locate({ sources }, place),
    sources,
    of: (rule) => judgement.checks.find((check) => check.rule === rule)!,
  };
}

/** The documents that a deal names, as far as there are any. */
function read(paths: readonly string[], texts: Texts['documents']): ReturnType<typeof readDocuments> {
  return readDocuments(
    paths.map((path) => {
      const found = texts?.[path];
      return {
        path,
        found: found === undefined ? { problem: 'does not exist', help: 'write it' } : { bytes: new TextEncoder().encode(found) },
      };
    }),
  );
}

/** Returns what a rule finds in a deal as it was judged, with other documents: what they say moves no plan, so nothing is planned again. */
export function withDocuments(
  { facts, schedule, sources }: Judged,
  texts: NonNullable<Texts['documents']>,
  rule: string,
): Pick<Judged, 'at'> & { check: Check } {
  const documents = read(Object.keys(texts), texts);
  const setting = resolveSettings(facts.policy, facts.profile).rules.find((each) => each.rule.id === rule)!;
  const known = knownOf({ ...facts, documents: documents.facts, schedule, others: [] }, facts.history, null);
  const all = [...sources.filter(({ kind }) => kind !== 'document'), ...documents.sources];
  return { check: runRule(setting, known), at: (place) => locate({ sources: all }, place) };
}

/** Returns a sign-off of the base workspace's deal: an approval of 2026-11-16, typed, where nothing else is said. */
export function signOff(said: Pick<SignOff, 'subject' | 'meaning' | 'by'> & Partial<SignOff>): SignOff {
  const at = parseDay('2026-11-16') as Day;
  const id = `${said.subject} by ${said.by} on ${said.at ?? at}`;
  return { id, type: 'handoff/approval@1', deal: 'deal', digest: '', at, level: 'typed', supersedes: [], ...said };
}

/**
 * Returns what `handoff approve deal.yaml RULE --as PERSON` would write for a deal as it was judged: approvals of all that the rule says may be approved,
 * or of one subject; with `until` and no such subject, a waiver of its failure. Judge with them the same texts, or changed ones: then they are stale.
 */
export function approved({ of }: Judged, rule: string, by: string, more: Partial<SignOff> = {}): SignOff[] {
  const { approvals, waivable } = of(rule);
  const asked = approvals.filter(({ subject }) => subject === (more.subject ?? subject));
  if (asked.length > 0) return asked.map(({ subject, meaning }) => signOff({ by, ...more, subject, meaning }));
  if (waivable === null) throw new Error(`${rule} asks for no approval, and has nothing to waive`);
  return [signOff({ by, type: 'handoff/waiver@1', reason: 'as agreed', ...more, subject: rule, meaning: waivable.meaning })];
}

/** What a doer says who has understood a promise as it is. */
function understood(promise: PromiseFact, due: Day | null): Restatement {
  const evidence = promise.complete_when?.evidence;
  return {
    words: 'The shop has taken over every counted piece and put its name under our paper',
    due,
    quantity: promise.quantity ?? null,
    evidence: evidence === undefined ? [] : [evidence],
    excludes: [...promise.excludes],
    delivers: 'yes',
    can_hold_standard: 'yes',
    commitment: 'reversible',
    undo: 'we fetch them back',
    failures: [],
    efforts: [],
  };
}

/** Returns what the doers of a deal as it was judged would sign with `handoff restate`, of all promises or of some; `said` is what they say otherwise. */
export function restated(
  { facts }: Judged,
  said: Partial<Restatement> = {},
  more: Partial<SignOff> = {},
  ids?: readonly string[],
): SignOff[] {
  return facts.deal.promises
    .filter(({ id, doer }) => doer !== undefined && (ids?.includes(id) ?? true))
    .map((promise) =>
      signOff({
        type: 'handoff/restatement@1',
        subject: promiseSubject(promise),
        meaning: promiseMeaning(facts, promise),
        by: promise.doer!,
        restatement: { ...understood(promise, dueOf(facts, promise)), ...said },
        ...more,
      }),
    );
}

/** Returns what the doers of the library would sign with `handoff restate --library`, for the items of a deal as it was judged. */
export function restatedLibrary({ facts }: Judged, said: Partial<Restatement> = {}, more: Partial<SignOff> = {}): SignOff[] {
  return facts.deal.items.flatMap(({ entry, quantity }, index) => {
    if (entry?.doer === undefined) return [];
    const band = bandOf(entry, quantity);
    return signOff({
      type: 'handoff/restatement@1',
      deal: LIBRARY_DEAL,
      subject: standingSubject(entry, band),
      meaning: standingMeaning(entry, band),
      by: entry.doer,
      restatement: { ...understood(facts.deal.promises[index], null), quantity: null, ...said },
      ...more,
    });
  });
}

/** Judges the base workspace with some texts replaced, by a new text or by what becomes of the base's. */
export function judgeBase(
  {
    documents = {},
    ...changes
  }: Pick<Texts, 'documents'> & { readonly [K in Exclude<keyof Texts, 'documents'>]?: string | ((text: string) => string) } = {},
  signoffs: readonly SignOff[] = [],
  standing: readonly SignOff[] = [],
): Judged {
  const base = textsOf(BASE);
  const changed = Object.entries(changes).map(([key, change]) => {
    const before = base[key as keyof typeof changes] ?? '';
    const after = typeof change === 'function' ? change(before) : change;
    if (typeof change === 'function' && after === before) throw new Error(`the test changes nothing in ${key}`);
    return [key, after];
  });
  return judgeTexts({ ...base, documents, ...(Object.fromEntries(changed) as Partial<Texts>) }, signoffs, standing);
}
