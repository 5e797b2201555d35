/** A change that somebody tries by hand: what it changes in the deal and in operations' files, and what the whole check then says. */
import type { HandChange } from '../model/by-hand.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts, ItemFact } from '../model/facts.ts';
import { lastPhase } from '../model/phases.ts';
import { suggestion } from '../model/suggest.ts';
import { formatMicro, formatMoney } from '../model/units.ts';
import type { Cut } from '../schedule/cut.ts';
import { dayEdit, edited, offerEdits, plainEdit, type Edit } from './edit.ts';
import { oneMore } from './person.ts';
import { laterDues } from './promises.ts';
import { compared, type Tried } from './recheck.ts';
import { cutEdits } from './scope.ts';
import type { Check, Checked } from './way.ts';

/** Some changes, and what the check says of the deal with them. */
export interface TriedByHand {
  /** Each change in words. */
  readonly says: readonly string[];
  readonly edits: readonly Edit[];
  /** What operations would write into capacity.yaml. */
  readonly capacity: readonly Edit[];
  readonly tried: Tried;
}

/** Why a change cannot be tried, in a sentence. */
interface Refused {
  readonly refused: string;
}

/** Returns what the whole check says of a deal with changes made by hand, or why they cannot be tried. */
export function tryByHand(before: Checked, check: Check, changes: readonly HandChange[]): TriedByHand | Refused {
  const { facts } = before;
  const twice = changes.find((change, index) => changes.findIndex((other) => subjectOf(other) === subjectOf(change)) < index);
  if (twice !== undefined) return { refused: `${subjectOf(twice)} is there twice: leave one out` };
  const cuts: Cut[] = [];
  const edits: Edit[] = [];
  const capacity: Edit[] = [];
  const says: string[] = [];
  const phases: { readonly item: ItemFact; readonly phase: number }[] = [];
  let complete: Day | null = null;
  for (const change of changes) {
    const made = madeOf(change, facts, capacity);
    if ('refused' in made) return made;
    if (made.cut !== undefined) cuts.push(made.cut);
    if (made.phase !== undefined) phases.push(made.phase);
    if (change.kind === 'date') complete = change.day;
    edits.push(...(made.edits ?? []));
    capacity.push(...(made.capacity ?? []));
    says.push(made.says);
  }
  const gone = new Set(cuts.flatMap(({ item, to }) => (to === 0 ? [item] : [])));
  if (gone.size === facts.deal.items.length) return { refused: 'nothing would be left of the deal' };
  const both = phases.find(({ item }) => gone.has(item.id));
  if (both !== undefined) return { refused: `--drop leaves out all of ${both.item.id}, and --phase puts it into a phase: leave one out` };

  const priced = edits.some(({ path }) => path[0] === 'pricing');
  const cut = cuts.length === 0 ? [] : cutEdits(facts, cuts).edits.filter(({ path }) => !(priced && path[0] === 'pricing'));
  const all = [...edits, ...cut, ...phaseEdits(facts, phases, complete), ...(complete === null ? [] : dateEdits(facts, complete))];
  const after = check(edited(facts.deal.file, all), capacity.length === 0 ? {} : { capacity: edited(facts.capacity, capacity) });
  return { says, edits: all, capacity, tried: { ...compared(before.judgement.checks, after), after } };
}

/** What a change is about: of two about one thing the second would undo the first. */
function subjectOf(change: HandChange): string {
  switch (change.kind) {
    case 'date':
    case 'price':
      return `--${change.kind}`;
    case 'drop':
    case 'phase':
      return `--${change.kind} ${change.item}`;
    case 'person':
      // Two more are two people.
      return `--person ${change.role}${change.level ?? ''}${change.from ?? ''}`;
    case 'material':
      return `--material ${change.material}`;
    case 'input':
      return `--input ${change.input}`;
  }
}

/** What one change makes. */
interface Made {
  readonly says: string;
  readonly edits?: readonly Edit[];
  readonly capacity?: readonly Edit[];
  readonly cut?: Cut;
  readonly phase?: { readonly item: ItemFact; readonly phase: number };
}

function madeOf(change: HandChange, facts: Facts, others: readonly Edit[]): Made | Refused {
  const { deal, capacity, policy, today } = facts;
  switch (change.kind) {
    case 'date':
      return { says: `complete on ${formatDay(change.day)}` };
    case 'drop': {
      const item = deal.items.find(({ id }) => id === change.item);
      if (item === undefined) return unknown('item', change.item, deal.items);
      if (change.pieces !== null && change.pieces > item.quantity)
        return { refused: `there are ${item.quantity} of ${item.id}, and --drop would leave out ${change.pieces}` };
      const to = change.pieces === null ? 0 : item.quantity - change.pieces;
      return {
        says: to === 0 ? `without ${item.id}` : `${to} of ${item.id} instead of ${item.quantity}`,
        cut: { item: item.id, from: item.quantity, to },
      };
    }
    case 'phase': {
      const item = deal.items.find(({ id }) => id === change.item);
      if (item === undefined) return unknown('item', change.item, deal.items);
      return { says: `${item.id} in phase ${change.phase}`, phase: { item, phase: change.phase } };
    }
    case 'person':
      return moreOf(change, facts, others);
    case 'material': {
      const index = (capacity.materials ?? []).findIndex(({ id }) => id === change.material);
      if (index < 0) return unknown('material', change.material, capacity.materials ?? []);
      return secured(index, change.by ?? today, facts);
    }
    case 'input': {
      const input = deal.inputs.find(({ id }) => id === change.input);
      if (input === undefined) return unknown('input', change.input, deal.inputs);
      const line = (deal.file.inputs ?? []).findIndex(({ id }) => id === input.id);
      const entry = { id: input.id, due: change.by };
      const written = { id: input.id, due: formatDay(change.by) };
      const edit: Edit =
        line >= 0
          ? dayEdit(['inputs', line, 'due'], change.by)
          : deal.file.inputs === undefined
            ? { path: ['inputs'], value: [entry], written: [written] }
            : { path: ['inputs', deal.file.inputs.length], value: entry, written };
      return { says: `${input.id} by ${formatDay(change.by)}`, edits: [edit] };
    }
    case 'price': {
      const total = { path: ['pricing', 'total'], value: change.total, written: change.total / 100 };
      const whole = { path: ['pricing'], value: { total: change.total, exceptions: [] }, written: { total: change.total / 100 } };
      return { says: `for ${formatMoney(change.total, policy.currency)}`, edits: [deal.file.pricing === undefined ? whole : total] };
    }
  }
}

function unknown(what: string, word: string, known: readonly { readonly id: string }[]): Refused {
  const ids = [...new Set(known.map(({ id }) => id))];
  const help = ids.length === 0 ? `it has none` : suggestion(word, ids, `its ${what}s`);
  return { refused: `the deal has no ${what} '${word}': ${help}` };
}

/** One more of a role, beside what other changes have added. */
function moreOf(
  { role, level, from }: Extract<HandChange, { kind: 'person' }>,
  { capacity, today }: Facts,
  others: readonly Edit[],
): Made | Refused {
  const known = Object.hasOwn(capacity.roles, role) ? capacity.roles[role] : undefined;
  if (known === undefined) return unknownRole(`capacity.yaml has no role '${role}'`, role, Object.keys(capacity.roles), 'roles');
  if (level !== null && !known.levels.includes(level))
    return unknownRole(`the role '${role}' has no level '${level}'`, level, known.levels, 'levels');
  // Of a role with levels, one more is one more of the lowest where none is named.
  const at = level ?? known.levels[0] ?? null;
  const first = from ?? today;
  return {
    says: `one more ${at === null ? role : `${at} ${role}`} from ${formatDay(first)}`,
    capacity: [oneMore({ capacity: edited(capacity, others), today }, { role, level: at }, first)],
  };
}

function unknownRole(sentence: string, word: string, known: readonly string[], what: string): Refused {
  return { refused: `${sentence}: ${known.length === 0 ? 'it has none' : suggestion(word, known, what)}` };
}

/** All of a material that the deal needs, come in for it and locked; where the deal counts on it for a later day, that day comes first. */
function secured(index: number, by: Day, { capacity, deal }: Facts): Made | Refused {
  const { id, unit, incoming } = capacity.materials![index];
  const lines = deal.file.materials ?? [];
  const library = deal.items
    .flatMap(({ entry, quantity }) => (entry?.materials ?? []).map((line) => ({ ...line, quantity })))
    .filter(({ material }) => material === id)
    .reduce((sum, { setup = 0, each = 0, quantity }) => sum + setup + each * quantity, 0);
  const own = lines.filter(({ material }) => material === id).reduce((sum, { quantity }) => sum + quantity, 0);
  const needed = Math.max(library, own);
  if (needed === 0) return { refused: `the deal needs no ${id}` };
  const line = { quantity: needed, eta: by, locked: true, for: deal.id };
  return {
    says: `${[formatMicro(needed), unit].filter(Boolean).join(' ')} of ${id} locked for it, by ${formatDay(by)}`,
    edits: lines.flatMap(({ material, eta }, nth) =>
      material === id && eta !== undefined && eta > by ? [dayEdit(['materials', nth, 'eta'], by)] : [],
    ),
    capacity: [
      {
        path: ['materials', index, 'incoming', incoming.length],
        value: line,
        written: { ...line, quantity: needed / 1_000_000, eta: formatDay(by) },
      },
    ],
  };
}

/** What an earlier phase was asked for stays its date, where the whole gets a later one. */
function phaseEdits({ deal }: Facts, moved: readonly { readonly item: ItemFact; readonly phase: number }[], complete: Day | null): Edit[] {
  if (moved.length === 0) return [];
  const edits = moved.map(({ item, phase }) => plainEdit(['items', item.index, 'phase'], phase));
  const after = deal.items.map((item) => moved.find((each) => each.item.id === item.id)?.phase ?? item.phase);
  const last = Math.max(...after);
  const asked = deal.judgedCompletion;
  const said = deal.file.dates.phases;
  if (complete === null || asked === null || complete <= asked.day) return edits;
  const fresh = [...new Set(after)].filter((phase) => phase < last && !said.some((each) => each.phase === phase)).toSorted((a, b) => a - b);
  if (fresh.length === 0) return edits;
  const value = fresh.map((phase) => ({ phase, complete: asked.day }));
  const written = value.map(({ phase }) => ({ phase, complete: formatDay(asked.day) }));
  if (said.length === 0) return [...edits, { path: ['dates', 'phases'], value, written }];
  return [...edits, ...value.map((each, nth) => ({ path: ['dates', 'phases', said.length + nth], value: each, written: written[nth] }))];
}

/** The whole on another day, with the promises that were due before. */
function dateEdits(facts: Facts, complete: Day): Edit[] {
  const last = lastPhase(facts.deal.items);
  return [...offerEdits(facts, { start: null, complete }), ...laterDues(facts, (phase) => (phase === last ? complete : null))];
}
