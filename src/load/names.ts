/**
 * Ids that name nothing: inside a file, and between operations' files.
 *
 * The texts' trees are read, not the typed files: a name is checked although something else in its file is wrong, and its place is at hand.
 * What a deal names of operations' files is not looked up here: a deliverable that the library lacks is a rule's finding, not bad input.
 */
import type { Library } from '../model/library.ts';
import type { Diagnostic } from '../model/place.ts';
import { cyclesOf } from './cycles.ts';
import { at, MOST_TOLD } from './diagnose.ts';
import type { Node, ParsedSource, Span } from './source.ts';
import { suggestion } from '../model/suggest.ts';

/** What a pattern found: a value (or a key that stands for one) and the text that it is in. */
interface Hit extends Span {
  readonly value: unknown;
  readonly source: ParsedSource;
}

/** Names of one kind, and how to speak of them. Null names: their own file is broken, so nothing can be said. */
interface Names {
  readonly kind: string;
  readonly kinds: string;
  readonly names: ReadonlySet<string> | null;
}

/**
 * Follows a pattern: a key, `*` for every value of a map or list (of a value that stands alone, the value itself), `@` for every key of a map.
 */
function* select(source: ParsedSource, node: Node | null | undefined, pattern: readonly string[]): Generator<Hit> {
  if (!node) return;
  const [part, ...rest] = pattern;
  if (part === undefined) {
    if (!node.entries && !node.items) yield { source, start: node.start, end: node.end, value: node.value };
  } else if (part === '@') {
    for (const [name, { key }] of node.entries ?? []) if (!name.startsWith('x-')) yield { source, ...key, value: name };
  } else if (part === '*') {
    for (const child of childrenOf(node)) yield* select(source, child, rest);
  } else {
    yield* select(source, node.entries?.get(part)?.node, rest);
  }
}

function childrenOf(node: Node): readonly Node[] {
  if (node.items) return node.items;
  return node.entries ? [...node.entries].filter(([name]) => !name.startsWith('x-')).map(([, { node }]) => node) : [node];
}

/** Returns the tree at the end of a path of keys. */
function descend(root: Node | null | undefined, ...keys: readonly string[]): Node | undefined {
  let node: Node | null | undefined = root;
  for (const key of keys) node = node?.entries?.get(key)?.node;
  return node ?? undefined;
}

function textsOf(hits: Iterable<Hit>): Set<string> {
  const texts = new Set<string>();
  for (const { value } of hits) if (typeof value === 'string') texts.add(value);
  return texts;
}

/** Complains of each hit that is not among the names; `also` are words that are allowed beside them. */
function unknown(hits: Iterable<Hit>, { kind, kinds, names }: Names, also: readonly string[] = []): Diagnostic[] {
  if (names === null) return [];
  const wrong: Diagnostic[] = [];
  for (const hit of hits) {
    // What is not text has been complained of by the schema.
    if (typeof hit.value !== 'string' || names.has(hit.value) || also.includes(hit.value)) continue;
    if (wrong.length > MOST_TOLD) break;
    wrong.push(at(hit.source, hit, 'names/unknown', `unknown ${kind} '${hit.value}'`, suggestion(hit.value, [...names], kinds)));
  }
  return wrong;
}

/** Complains of roles, and of levels of roles, that do not exist. */
function unknownNeeds(hits: Iterable<Hit>, roles: Names, levels: ReadonlyMap<string, ReadonlySet<string>>, people?: Names): Diagnostic[] {
  const wrong: Diagnostic[] = [];
  for (const hit of hits) {
    if (typeof hit.value !== 'string' || people?.names?.has(hit.value)) continue;
    const [role, level] = hit.value.split('.');
    const unknownRole = unknown([{ ...hit, value: role, end: hit.end }], roles);
    wrong.push(...unknownRole);
    if (level === undefined || unknownRole.length > 0) continue;
    wrong.push(...unknown([{ ...hit, value: level }], levelsOf(role, levels)));
  }
  return wrong;
}

function levelsOf(role: string, levels: ReadonlyMap<string, ReadonlySet<string>>): Names {
  return { kind: `level of ${role}`, kinds: `levels of ${role}`, names: levels.get(role) ?? null };
}

/** Returns the ids of a list, null when the list is not one. A list that is not there has none. */
function idsOf(source: ParsedSource | undefined, key: string): Set<string> | null {
  const root = source?.root;
  if (!source || !root?.entries) return null;
  const list = descend(root, key);
  if (list && !list.items) return null;
  return textsOf(select(source, list, ['*', 'id']));
}

/** Everything in operations' files that names nothing, and every circle of names. */
export function checkNames(sources: readonly ParsedSource[]): Diagnostic[] {
  const capacity = sources.find(({ kind }) => kind === 'capacity');
  const library = sources.filter(({ kind }) => kind === 'deliverables');
  const policy = sources.find(({ kind }) => kind === 'policy');

  const roleMap = descend(capacity?.root, 'roles');
  const roles: Names = { kind: 'role', kinds: 'roles', names: roleMap?.entries ? new Set(roleMap.entries.keys()) : null };
  const levels = new Map<string, Set<string>>();
  for (const [name, { node }] of roleMap?.entries ?? []) {
    if (capacity) levels.set(name, textsOf(select(capacity, node, ['levels', '*'])));
  }
  const people: Names = { kind: 'person', kinds: 'people', names: idsOf(capacity, 'people') };
  const materials: Names = { kind: 'material', kinds: 'materials', names: idsOf(capacity, 'materials') };
  const groups: Names = { kind: 'group', kinds: 'groups', names: idsOf(capacity, 'groups') };
  const services: Names = { kind: 'service', kinds: 'services', names: idsOf(capacity, 'services') };
  const known = library.length > 0 && library.every(({ root }) => descend(root, 'deliverables')?.entries !== undefined);
  const deliverables: Names = {
    kind: 'deliverable',
    kinds: 'deliverables',
    names: known ? textsOf(library.flatMap((source) => [...select(source, source.root, ['deliverables', '@'])])) : null,
  };

  const wrong: Diagnostic[] = [];
  if (capacity) {
    const found = (...pattern: string[]) => select(capacity, capacity.root, pattern);
    for (const list of ['people', 'equipment', 'buffers']) wrong.push(...unknown(found(list, '*', 'role'), roles));
    wrong.push(...unknown(found('weather', '@'), roles), ...unknownNeeds(found('bookings', '*', 'work', '*', 'needs', '@'), roles, levels));
    for (const person of descend(capacity.root, 'people')?.items ?? []) {
      const role = descend(person, 'role')?.value;
      if (typeof role === 'string') wrong.push(...unknown(select(capacity, person, ['level']), levelsOf(role, levels)));
    }
    for (const role of roleMap?.entries?.keys() ?? []) wrong.push(...unknown(found('roles', role, 'rate', '@'), levelsOf(role, levels)));
    wrong.push(...unknown(found('groups', '*', 'shifts', '*', 'staff', '*'), people));
    wrong.push(...unknown(found('buffers', '*', 'verified_by'), people), ...unknown(found('buffers', '*', 'materials', '*'), materials));
    wrong.push(...unknown(found('bookings', '*', 'deliverables', '*', 'deliverable'), deliverables));
  }
  if (policy) {
    const found = (...pattern: string[]) => select(policy, policy.root, pattern);
    // An address may be of somebody who is not booked, and so not in capacity.
    const ids = [...found('principals', '*', '*')].filter(({ value }) => typeof value !== 'string' || !value.includes('@'));
    wrong.push(...unknown(ids, people), ...unknown(found('escalation', '*'), people));
    wrong.push(...unknown(everydayHits(policy), stepsOf(library, known), ['any']));
  }
  for (const source of library) {
    for (const [name, { node }] of descend(source.root, 'deliverables')?.entries ?? []) {
      if (name.startsWith('x-')) continue;
      const found = (...pattern: string[]) => select(source, node, pattern);
      const steps: Names = { kind: 'step', kinds: `steps of ${name}`, names: textsOf(found('steps', '*', 'id')) };
      wrong.push(
        ...unknownNeeds(found('steps', '*', 'needs', '@'), roles, levels),
        ...unknownNeeds(found('review', 'by'), roles, levels, people),
        ...unknown(found('steps', '*', 'after', '*'), steps),
        ...unknown(found('inputs', '*', 'blocks', '*'), steps),
        ...unknown(found('materials', '*', 'blocks', '*'), steps),
        ...unknown(found('failures', '*', 'hits', '*'), steps, ['any']),
        ...unknown(found('assumptions', '*', 'if_false', 'hits', '*'), steps, ['any']),
        ...unknown(found('materials', '*', 'material'), materials),
        ...unknown(found('services', '*'), services),
        ...unknown(groupHits(source, node), groups),
        ...unknown(found('owner'), people),
        ...unknown(found('doer'), people),
        ...unknown(found('escalation', '*'), people),
        ...unknown(found('requires', '*'), deliverables),
        ...unknown(found('instead', '*'), deliverables),
        ...circles(stepLinks(source, node), 'these steps wait for each other'),
      );
    }
  }
  wrong.push(...twice(library), ...circles(requiresLinks(library), 'these deliverables require each other'));
  return wrong;
}

/** The groups of a deliverable: a list, or a map to weights. */
function groupHits(source: ParsedSource, deliverable: Node): Hit[] {
  const groups = descend(deliverable, 'groups');
  return [...select(source, groups, groups?.entries ? ['@'] : ['*'])];
}

/** The steps that policy's everyday failures hit; of `item.step` the step, for the item is a deal's. */
function everydayHits(policy: ParsedSource): Hit[] {
  return [...select(policy, policy.root, ['rules', 'two-failures', 'everyday', '*', 'hits', '*'])].map((hit) => ({
    ...hit,
    value: typeof hit.value === 'string' ? hit.value.slice(hit.value.indexOf('.') + 1) : hit.value,
  }));
}

/** The steps of all deliverables; `known` is false where a file of the library cannot be read. */
function stepsOf(library: readonly ParsedSource[], known: boolean): Names {
  const all = library.flatMap((source) => [...select(source, source.root, ['deliverables', '*', 'steps', '*', 'id'])]);
  return { kind: 'step', kinds: 'steps of the library', names: known ? textsOf(all) : null };
}

/** A name that needs another, and the place that says so. */
interface Link {
  readonly from: string;
  readonly to: string;
  readonly hit: Hit;
}

function* linksOf(source: ParsedSource, from: unknown, node: Node, key: string): Generator<Link> {
  if (typeof from !== 'string') return;
  for (const hit of select(source, node, [key, '*'])) if (typeof hit.value === 'string') yield { from, to: hit.value, hit };
}

function stepLinks(source: ParsedSource, deliverable: Node): Link[] {
  return (descend(deliverable, 'steps')?.items ?? []).flatMap((step) => [...linksOf(source, descend(step, 'id')?.value, step, 'after')]);
}

function requiresLinks(library: readonly ParsedSource[]): Link[] {
  return library.flatMap((source) =>
    [...(descend(source.root, 'deliverables')?.entries ?? [])].flatMap(([name, { node }]) => [...linksOf(source, name, node, 'requires')]),
  );
}

function circles(links: readonly Link[], words: string): Diagnostic[] {
  return cyclesOf(links).map(({ names, closing }) =>
    at(closing.hit.source, closing.hit, 'names/cycle', `${words}: ${names.join(' → ')}`, 'take one of them out of the circle'),
  );
}

/** Complains of deliverables that two files of the library describe. */
function twice(library: readonly ParsedSource[]): Diagnostic[] {
  const first = new Map<string, string>();
  const wrong: Diagnostic[] = [];
  for (const source of library) {
    for (const hit of select(source, source.root, ['deliverables', '@'])) {
      const name = String(hit.value);
      const other = first.get(name);
      if (other === undefined) first.set(name, source.path);
      else wrong.push(at(source, hit, 'names/duplicate', `the deliverable '${name}' is in ${other} too`, 'keep one of the two'));
    }
  }
  return wrong;
}

/** Complains of customizations that are called as a step of their item: nobody could tell which of the two is meant. */
export function checkCustomNames(deal: ParsedSource, library: Library): Diagnostic[] {
  return (descend(deal.root, 'items')?.items ?? []).flatMap((item) => {
    const deliverable = String(descend(item, 'deliverable')?.value);
    const entry = Object.hasOwn(library, deliverable) ? library[deliverable] : null;
    return [...select(deal, item, ['custom', '*', 'id'])]
      .filter(({ value }) => entry?.steps.some(({ id }) => id === value))
      .map((hit) =>
        at(
          deal,
          hit,
          'names/duplicate',
          `'${String(hit.value)}' is a step of ${deliverable} already`,
          'give the customization a name of its own',
        ),
      );
  });
}

/** Everything in a deal that names a part of the same deal which is not there. */
export function checkDealNames(deal: ParsedSource): Diagnostic[] {
  const list = descend(deal.root, 'items')?.items;
  if (!list) return [];
  const itemIds = new Set<string>();
  const phases = new Set<string>();
  for (const item of list) {
    const short = typeof item.value === 'string' ? item.value.split(':')[0] : undefined;
    const id = short ?? descend(item, 'id')?.value ?? descend(item, 'deliverable')?.value;
    // An item that is not in order may be the one that is meant.
    if (typeof id !== 'string') return [];
    itemIds.add(id);
    const phase = descend(item, 'phase')?.value;
    phases.add(String(typeof phase === 'number' ? phase : 1));
  }
  const items: Names = { kind: 'item', kinds: 'items of this deal', names: itemIds };
  const found = (...pattern: string[]) => select(deal, deal.root, pattern);
  const ofItems = [...found('items', '*', 'custom', '*', 'after', '*'), ...found('items', '*', 'custom', '*', 'before', '*')]
    .filter(({ value }) => typeof value === 'string' && value.includes('.'))
    .map((hit) => ({ ...hit, value: String(hit.value).split('.')[0] }));
  const ofPhases = [...found('dates', 'phases', '*', 'phase')].map((hit) => ({ ...hit, value: String(hit.value) }));
  return [
    ...unknown(found('promises', '*', 'items', '*'), items),
    ...unknown(ofItems, items),
    ...unknown(ofPhases, { kind: 'phase', kinds: 'phases of its items', names: phases }),
  ];
}
