/**
 * As the library offers it: what it declined becomes what it says to sell instead, an old version the current one; what it cannot go without is sold with it, a
 * step that nobody may leave out is done, and what nobody delivers at all is left out of a deal that sells something else too.
 */
import type { Item } from '../model/deal.ts';
import type { ItemFact } from '../model/facts.ts';
import { beyondLibrary } from '../model/configuration.ts';
import { listed } from '../model/words.ts';
import type { RuleId } from '../rules/profiles.ts';
import { goneEdit, plainEdit, type Edit } from './edit.ts';
import { blockingCheck, proven, type Bench, type Family, type Mend } from './mend.ts';
import { unused } from './promises.ts';
import { cutEdits } from './scope.ts';
import type { Checked } from './way.ts';
import { nameOf, toRewrite } from './words.ts';

const RULES: readonly RuleId[] = ['in-library', 'on-roadmap', 'mandatory-steps'];

/** Sells what the library offers. */
export const offered: Family = {
  about: (base) => RULES.filter((rule) => partsOf(base, rule).length > 0),
  mends: (bench, rule) => {
    const mend = offeredMend(bench, rule);
    return mend === null ? [] : [mend];
  },
};

/** One thing that is sold otherwise. */
interface Part {
  readonly words: string;
  readonly edits: readonly Edit[];
  /** What texts may still call it. */
  readonly tokens: readonly string[];
  /** The item that goes; null where none does. */
  readonly gone: ItemFact | null;
}

function offeredMend(bench: Bench, rule: RuleId): Mend | null {
  const { facts } = bench.base;
  const parts = partsOf(bench.base, rule);
  const gone = parts.flatMap(({ gone: item }) => item ?? []);
  if (gone.length === facts.deal.items.length) return null;
  const of = (some: readonly Part[]): Edit[] => {
    const cuts = some.flatMap(({ gone: item }) => (item === null ? [] : [{ item: item.id, from: item.quantity, to: 0 }]));
    return [...some.flatMap(({ edits }) => edits), ...(cuts.length === 0 ? [] : cutEdits(facts, cuts).edits)];
  };
  const left = gone.length === 0 ? [] : [`without ${listed(gone.map((item) => `'${item.id}'`))}`];
  return proven(bench, {
    kind: 'configure',
    rules: [rule],
    words: () => [...parts.flatMap(({ words }) => (words === '' ? [] : [words])), ...left].join(', '),
    edits: of(parts),
    notches: parts.length === 1 ? [] : parts.map((part) => of(parts.filter((other) => other !== part))),
    rewrite: toRewrite(
      facts.deal.file,
      parts.flatMap(({ tokens }) => tokens),
    ),
  });
}

function partsOf(base: Checked, rule: RuleId): Part[] {
  const check = blockingCheck(base, rule);
  const { items } = base.facts.deal;
  // What a date mends is left to the dates.
  if (check === null || check.verdict === 'unknown' || (rule === 'on-roadmap' && check.earliest !== null)) return [];
  const blamed = new Map<ItemFact, Part[]>();
  for (const {
    at: { file, path },
    data,
  } of check.findings) {
    const item = file === 'deal' && path[0] === 'items' ? items[path[1] as number] : undefined;
    // A customization is `configure`'s.
    if (item === undefined || path[2] === 'custom') continue;
    const part = partOf(base, item, rule, path, data?.['requires']);
    if (part !== null) blamed.set(item, [...(blamed.get(item) ?? []), part]);
  }
  // What goes needs no other change.
  return [...blamed.values()].flatMap((parts) => parts.find(({ gone }) => gone !== null) ?? parts);
}

function partOf({ facts }: Checked, item: ItemFact, rule: RuleId, path: Edit['path'], requires: unknown): Part | null {
  const { library, deal } = facts;
  const { entry, index } = item;
  const leftOut: Part = { words: '', edits: [], tokens: [item.id, nameOf(item)], gone: item };
  if (rule === 'mandatory-steps') {
    const step = item.skip[path[3] as number];
    const isStep = entry?.steps.some(({ id }) => id === step) === true;
    return { words: isStep ? `with '${step}' left in` : '', edits: [goneEdit(['items', index, 'skip', path[3]])], tokens: [], gone: null };
  }
  // What is on the roadmap and has no day on which it may be sold, and what nobody here can deliver.
  if (rule === 'on-roadmap' || entry === null) return leftOut;
  if (path[2] === 'version') {
    const words = `with '${item.id}' in version ${entry.version}, as it is delivered now`;
    return { words, edits: [goneEdit(['items', index, 'version'])], tokens: [`version ${item.version}`], gone: null };
  }
  if (typeof requires === 'string') {
    const id = unused(requires, new Set(deal.items.map((other) => other.id)));
    const added: Item = {
      id,
      deliverable: requires,
      quantity: item.quantity,
      options: {},
      custom: [],
      offer: 'deliver',
      skip: [],
      phase: item.phase,
    };
    const written = { id, deliverable: requires, quantity: item.quantity, ...(item.phase === 1 ? {} : { phase: item.phase }) };
    // Behind what there is: of several that are added each in its place.
    const place = deal.items.length + required(deal.items, library).indexOf(requires);
    return { words: `with '${requires}' too`, edits: [{ path: ['items', place], value: added, written }], tokens: [], gone: null };
  }
  const [instead] = entry.instead.filter((id) => Object.hasOwn(library, id) && library[id].status === 'offered');
  if (instead === undefined) return leftOut;
  const other = library[instead];
  const less = beyondLibrary(item, other).map(({ option }) => goneEdit(['items', index, 'options', option]));
  const edits = [
    plainEdit(['items', index, 'deliverable'], instead),
    ...(item.version === undefined ? [] : [goneEdit(['items', index, 'version'])]),
    ...less,
  ];
  return {
    words: `with '${instead}' instead of '${item.deliverable}'`,
    edits,
    tokens: [item.deliverable, entry.title ?? item.deliverable],
    gone: null,
  };
}

/** What the items of a deal cannot go without and it does not sell, each once. */
function required(items: readonly ItemFact[], library: Checked['facts']['library']): string[] {
  const sold = new Set(items.map(({ deliverable }) => deliverable));
  return [...new Set(items.flatMap(({ entry }) => entry?.requires ?? []))].filter((id) => !sold.has(id) && Object.hasOwn(library, id));
}
