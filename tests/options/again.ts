// The ways to say yes of a workspace, and an application of their edits that knows nothing of the program's own: on the YAML text of the deal.
import { parse, stringify } from 'yaml';
import { isRefusedSoon, judge } from '../../src/judge.ts';
import { factsOf } from '../../src/load/facts.ts';
import { loadDeal, loadWorkspace } from '../../src/load/workspace.ts';
import type { Source } from '../../src/load/source.ts';
import { addBusinessDays } from '../../src/model/calendar.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import type { Capacity } from '../../src/model/capacity.ts';
import type { Library } from '../../src/model/library.ts';
import { pathText, type FileKind } from '../../src/model/place.ts';
import { waysToYes } from '../../src/options/index.ts';
import type { Check, Checked, Way, Ways } from '../../src/options/way.ts';
import type { RuleId } from '../../src/rules/profiles.ts';
import { catalogue, plannerSettings, resolveSettings, ruleOf } from '../../src/rules/settings.ts';
import { planDeal, type Searches } from '../../src/schedule/plan.ts';
import { approved as signedBy, judgeTexts, type Judged, type Texts } from '../rules/workspace.ts';

/** What was found, how many whole checks it took, and of how many quantities. */
export interface Found extends Ways {
  readonly checks: number;
  /** How many of them the plan alone refused. */
  readonly refused: number;
  readonly searches: number;
}

/** Looks for the ways to say yes to a deal, as the program does. */
export function waysOf(texts: Texts): Found {
  const { before, check, cost } = checkOf(texts);
  const ways = waysToYes(before, check);
  if (ways.fault !== null) throw new Error(ways.fault);
  return { ...ways, ...cost() };
}

/** A deal that was judged, the whole check of what may be changed of it, and how many checks and plans that has cost so far. */
export function checkOf(texts: Texts): {
  before: Checked;
  check: Check;
  cost: () => { checks: number; refused: number; searches: number };
} {
  const source = (kind: FileKind, text: string): Source => ({ kind, path: `${kind}.yaml`, bytes: new TextEncoder().encode(text) });
  const { workspace, diagnostics: ofWorkspace } = loadWorkspace(
    {
      policy: source('policy', texts.policy),
      capacity: source('capacity', texts.capacity),
      deliverables: [source('deliverables', texts.deliverables)],
      history: texts.history ? { ...source('history', texts.history), path: 'history.csv' } : null,
    },
    catalogue,
  );
  const { deal, diagnostics } = loadDeal(source('deal', texts.deal));
  if (workspace === null || deal === null)
    throw new Error([...ofWorkspace, ...diagnostics].map(({ line, message }) => `${line} ${message}`).join('\n'));
  const searches = new Map<Library, Map<Capacity, Searches>>();
  let checks = 0;
  let refused = 0;
  const check: Check = (file, { capacity = workspace.capacity, library = workspace.library, signoffs = [] } = {}) => {
    checks++;
    const today = parseDay(texts.today) as number;
    const facts = factsOf({ deal: file, path: 'deal.yaml', workspace: { ...workspace, capacity, library }, today, signoffs });
    const settings = resolveSettings(facts.policy, facts.profile);
    const byCapacity = searches.get(library) ?? new Map<Capacity, Searches>();
    searches.set(library, byCapacity);
    const known: Searches = byCapacity.get(capacity) ?? new Map();
    byCapacity.set(capacity, known);
    const schedule = planDeal(facts, plannerSettings(settings, 1), 'rules', known);
    const judgement = judge(facts, schedule, settings);
    const soon = (refuses: Parameters<typeof isRefusedSoon>[3]): boolean => {
      const isRefused = isRefusedSoon(facts, schedule, settings, refuses);
      // What is refused before all of it is judged must be refused by all of it.
      if (isRefused && !judgement.checks.some(refuses)) throw new Error('refused soon, and not by the whole judgement');
      if (isRefused) refused++;
      return isRefused;
    };
    return { facts, schedule, judgement, isRefusedSoon: soon };
  };
  const before = check(deal);
  checks = 0;
  return {
    before,
    check,
    cost: () => ({
      checks,
      refused,
      searches: [...searches.values()].flatMap((each) => [...each.values()]).reduce((sum, { size }) => sum + size, 0),
    }),
  };
}

type Plain = Record<string, unknown>;

/** A change as the report prints it. */
export interface Written {
  readonly path: string;
  readonly value: unknown;
}

/** The edits of a way as the report prints them. */
export function writtenOf(edits: Way['edits']): Written[] {
  return edits.map(({ path, written }) => ({ path: pathText(path), value: JSON.parse(JSON.stringify(written)) as unknown }));
}

/** Returns the text of a deal with edits in it. */
function applied(deal: string, edits: readonly Written[]): string {
  return withEdits(longForm(parse(deal) as Plain), edits);
}

/** Returns the text of a file with edits in it. */
function withEdits(file: Plain, edits: readonly Written[]): string {
  const gone = edits.filter(({ value }) => value === null);
  for (const { path, value } of edits) if (value !== null) set(file, partsOf(path), value);
  // From the end of a list, so that no index moves.
  const indexOf = (path: string): number => Number(partsOf(path).at(-1));
  for (const { path } of gone.toSorted((a, b) => indexOf(b.path) - indexOf(a.path))) {
    const parts = partsOf(path);
    const parent = at(file, parts.slice(0, -1));
    if (Array.isArray(parent)) parent.splice(Number(parts.at(-1)), 1);
    else delete (parent as Plain)[parts.at(-1)!];
  }
  return stringify(file);
}

function partsOf(path: string): string[] {
  return path.match(/[^.[\]]+/g) ?? [];
}

function at(node: unknown, parts: readonly string[]): unknown {
  return parts.reduce((inner, part) => (inner as Plain)[part], node);
}

function set(node: Plain, parts: readonly string[], value: unknown): void {
  let inner: Plain = node;
  for (const [nth, part] of parts.slice(0, -1).entries()) inner = (inner[part] ??= /^\d+$/.test(parts[nth + 1]) ? [] : {}) as Plain;
  inner[parts.at(-1)!] = value;
}

/** A deal without short forms, so that every path of an edit is there. */
function longForm(file: Plain): Plain {
  const dates = { ...(file['dates'] as Plain | undefined) };
  for (const key of ['wanted', 'offered']) {
    const said = file[key] ?? dates[key];
    delete file[key];
    if (said !== undefined) dates[key] = typeof said === 'string' ? { complete: said } : said;
  }
  const items = (file['items'] as unknown[]).map((item) => {
    if (typeof item !== 'string') return item;
    const [deliverable, quantity] = item.split(':');
    return { deliverable, quantity: Number(quantity) };
  });
  return { ...file, dates, items };
}

/** The rules that block a deal and are about when. */
function lateRules({ judgement }: Judged): RuleId[] {
  return judgement.checks
    .filter(({ blocking, rule, family, dateless }) => {
      // The word of a doer is about when only where they named a day.
      if (rule === 'doer-restated') return blocking && !dateless;
      return blocking && ((family === 'dates' && rule !== 'mandatory-steps') || ruleOf(rule)?.date === true);
    })
    .map(({ rule }) => rule);
}

/**
 * Returns what judges the texts of a deal after a way was taken, with other edits of the deal, of capacity or of the library than its own where they are given. What
 * leadership would have approved is signed as they would.
 */
export function takenIn(
  texts: Texts,
  way: Way,
): (changed: readonly Written[], capacity?: readonly Written[], library?: readonly Written[]) => Judged {
  const lines = writtenOf(way.asks?.capacity ?? []);
  const entries = writtenOf(way.asks?.library ?? []);
  const file = (text: string, edits: readonly Written[]): string => (edits.length === 0 ? text : withEdits(parse(text) as Plain, edits));
  return (changed, capacity = lines, library = entries) => {
    const after: Texts = {
      ...texts,
      deal: applied(texts.deal, changed),
      capacity: file(texts.capacity, capacity),
      deliverables: file(texts.deliverables, library),
    };
    const judged = judgeTexts(after);
    const [leader] = judged.facts.policy.principals.leadership ?? [];
    return way.victims.length > 0
      ? judgeTexts(after, signedBy(judged, 'existing-customers', leader, { at: judged.facts.today, level: 'ssh' }))
      : judged;
  };
}

/**
 * Everything that is wrong with a way, as sentences: it is applied to the texts of the deal and of capacity and judged from there, and so is each notch
 * less of it. What leadership would have approved is signed as they would.
 */
export function wrongsOf(texts: Texts, way: Way): string[] {
  const before = judgeTexts(texts);
  const edits = writtenOf(way.edits);
  const lines = writtenOf(way.asks?.capacity ?? []);
  const again = takenIn(texts, way);
  const after = again(edits);
  const wrong: string[] = [];
  const say = (words: string): void => void wrong.push(`${way.kind} '${way.words}': ${words}`);

  const blocking = (judged: Judged): RuleId[] => judged.judgement.checks.flatMap((check) => (check.blocking ? [check.rule] : []));
  /** What a way is to mend: what is about dates, and where nothing of that blocked, what did. */
  const still = (judged: Judged): RuleId[] =>
    lateRules(before).length > 0
      ? lateRules(judged)
      : blocking(judged).filter((rule) => blocking(before).includes(rule) && !way.remain.includes(rule));
  const approved = after.judgement.checks.flatMap(({ rule, approver }) =>
    approver !== null && way.approvers.includes(approver) ? [rule] : [],
  );
  const late = still(after).filter((rule) => !approved.includes(rule));
  if (late.length > 0) say(`${late.join(', ')} still block`);
  // Whose promise changes is asked again, and the way says so.
  const asked = way.remain.includes('doer-restated') ? ['doer-restated'] : [];
  const fresh = blocking(after).filter((rule) => !approved.includes(rule) && !asked.includes(rule) && !blocking(before).includes(rule));
  if (fresh.length > 0) say(`${fresh.join(', ')} block now`);
  const complete = after.facts.deal.judgedCompletion?.day ?? null;
  if (complete !== way.result.complete) say(`it is complete on ${complete === null ? 'no day' : formatDay(complete)}`);
  const start = after.schedule.status === 'planned' ? after.schedule.start.day : null;
  if (start !== way.result.start) say('it begins on another day');

  if (way.kind === 'order') {
    const late = lateRules(judgeTexts({ ...texts, deal: applied(texts.deal, edits) }));
    if (!late.includes('existing-customers') && late.length === 0) say('nobody has to move');
    wrong.push(...victimsWrong(before, way));
  }
  for (const [words, changed, capacity] of way.tight ? notchesOf(before, way, edits, lines) : []) {
    if (still(again(changed, capacity)).length === 0) say(`${words} is enough`);
  }
  return wrong;
}

/** What a way says of the bookings that move, held against the file and against the plan before. */
function victimsWrong({ facts, schedule }: Judged, { victims, words }: Way): string[] {
  const moved = schedule.status === 'planned' && schedule.displacement?.status === 'found' ? schedule.displacement.moved : [];
  return [
    ...(victims.length === moved.length ? [] : [`${victims.length} are named, and ${moved.length} move`]),
    ...victims.flatMap(({ booking, customer, paid, daysLate }) => {
      const line = facts.capacity.bookings.find(({ id }) => id === booking);
      const move = moved.find((each) => each.booking === booking);
      const isSo = line !== undefined && (line.customer ?? null) === customer && line.paid === paid && move?.late === daysLate;
      return isSo && words.includes(booking) && (!paid || daysLate === 0) ? [] : [`'${booking}' is not what the file says`];
    }),
  ];
}

/** What is one notch less of a change, in words and as edits of the deal and of capacity. */
function notchesOf(before: Judged, { kind, result }: Way, edits: Written[], capacity: Written[]): [string, Written[], Written[]?][] {
  const { deal, calendar } = before.facts;
  const notches: [string, Written[], Written[]?][] = [];
  if (kind === 'order') return [];
  if (kind === 'material' || kind === 'person' || kind === 'input') {
    const later = (iso: string, days: number): string => formatDay(addBusinessDays(calendar, parseDay(iso) as number, days)!);
    const dayLater = (some: readonly Written[]): Written[] =>
      some.map(({ path, value }) => {
        if (path.startsWith('dates.')) return { path, value };
        const text = JSON.stringify(value);
        // A machine is out of order until the day before the one on which it works.
        const machine = /"down":"([\d-]+)\.\.([\d-]+)"/.exec(text);
        const works = machine === null ? null : later(later(formatDay((parseDay(machine[2]) as number) + 1), 0), 1);
        const moved =
          machine === null
            ? text.replaceAll(/"(\d{4}-\d\d-\d\d)"/g, (_, iso: string) => `"${later(iso, 1)}"`)
            : text.replace(`..${machine[2]}`, `..${formatDay((parseDay(works!) as number) - 1)}`);
        return { path, value: JSON.parse(moved) as unknown };
      });
    notches.push(['help one business day later', dayLater(edits), dayLater(capacity)]);
    // One of several materials less.
    if (capacity.length > 1) {
      for (const line of capacity) notches.push([`without ${line.path}`, edits, capacity.filter((each) => each !== line)]);
    }
    return notches;
  }
  const sooner = (iso: string): string => formatDay(addBusinessDays(calendar, parseDay(iso) as number, -1)!);
  /** Every date that is this one, one business day earlier. */
  const earlier = (iso: string): Written[] =>
    edits.map(({ path, value }) => ({
      path,
      value: JSON.parse(JSON.stringify(value).replaceAll(`"${iso}"`, `"${sooner(iso)}"`)) as unknown,
    }));
  const complete = result.complete === null ? '' : formatDay(result.complete);

  if (kind === 'date' && JSON.stringify(edits).includes(`"${complete}"`)) notches.push(['one business day earlier', earlier(complete)]);
  if (kind === 'phase' && result.complete !== deal.judgedCompletion!.day) {
    const wanted = formatDay(deal.judgedCompletion!.day);
    // A second delivery on the day of the first is none.
    if (sooner(complete) >= wanted) notches.push(['the second delivery one business day earlier', earlier(complete)]);
  }
  const starts = edits.flatMap(({ path, value }) =>
    path === 'dates.offered.start'
      ? [value as string]
      : path === 'dates.offered'
        ? (((value as Plain)['start'] as string | undefined) ?? [])
        : [],
  );
  for (const start of starts) if (kind === 'date' || kind === 'start') notches.push(['one business day earlier to start', earlier(start)]);
  if (kind === 'date' || kind === 'start') return notches;

  for (const item of deal.items) {
    const own = `items[${item.index}]`;
    const cut = edits.find(({ path }) => path === own || path === `${own}.quantity` || path === `${own}.phase`);
    if (cut === undefined) continue;
    const left = cut.path.endsWith('.quantity') ? (cut.value as number) : 0;
    const more = left + 1;
    // What went with the item comes back with its first piece.
    // The deal's own lines of material are as they were, for all of it: one piece more needs no more than that.
    const others = edits.filter(
      (edit) => edit !== cut && (cut.value !== null || edit.value !== null) && !(kind === 'scope' && edit.path.startsWith('materials[')),
    );
    if (kind === 'scope') notches.push([`${more} of ${item.id}`, [...others, { path: `${own}.quantity`, value: more }]]);
    else if (more < item.quantity) {
      const added = edits.find(({ value }) => (value as Plain | null)?.['id'] === `${item.id}-rest`);
      const rest = {
        ...(added?.value ?? { deliverable: item.deliverable, skip: item.skip }),
        id: `${item.id}-rest`,
        phase: item.phase + 1,
        quantity: item.quantity - more,
      };
      const path = added?.path ?? `items[${deal.items.length + 9}]`;
      const without = others.filter((edit) => edit !== added);
      // Of what was whole, a part; custom work cannot be divided.
      if (item.custom.length === 0) {
        const at = added === undefined ? `items[${deal.items.length + edits.filter((e) => /^items\[\d+\]$/.test(e.path)).length}]` : path;
        notches.push([`${more} of ${item.id} first`, [...without, { path: `${own}.quantity`, value: more }, { path: at, value: rest }]]);
      }
    }
  }
  return notches;
}
