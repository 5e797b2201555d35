/**
 * A restatement against edits of its promise, through the real loader: a deal and a library that mean the same keep it, whatever they look like, and any
 * other word, number or date kills it. Which of the two an edit is, is known from how it was made and not from the program.
 */
import { parse, stringify, type DocumentOptions, type ToStringOptions } from 'yaml';
import { factsOf } from '../../src/load/facts.ts';
import { loadSignOff } from '../../src/load/signoffs.ts';
import type { Source } from '../../src/load/source.ts';
import { loadDeal, loadWorkspace, type Workspace } from '../../src/load/workspace.ts';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import { promiseMeaning, promiseSubject } from '../../src/model/promise-meaning.ts';
import { restatedOf } from '../../src/model/restated.ts';
import type { Restatement } from '../../src/model/restatement.ts';
import type { SignOff } from '../../src/model/signoff.ts';
import { catalogue } from '../../src/rules/settings.ts';
import { randomFrom } from '../../src/schedule/random.ts';
import { seal } from '../../src/signoff/seal.ts';
import type { Gate, Tried } from './gate.ts';

type Plain = Record<string, unknown>;
type Path = readonly (string | number)[];

const TODAY = '2026-11-16';
const EDITS = 5;

const LIBRARY = `handoff: 1
deliverables:
  bag: {title: Bag, version: 2, status: offered, doer: ben, options: {colours: {min: 1, max: 9}, finish: {one_of: [matte, gloss]}, logo: {any: text}}, steps: [{id: cut, needs: {cutter: 1}, duration: 8h}]}
  box: {title: Box, version: 1, status: offered, doer: ben, steps: [{id: fold, needs: {cutter: 1}, duration: 4h}]}
`;
const CAPACITY = `handoff: 1
as_of: ${TODAY}
calendar: {week: {mon: 8h, tue: 8h, wed: 8h, thu: 8h, fri: 8h}}
roles: {cutter: {rate: 40}, sewer: {levels: [junior, senior], rate: {junior: 30, senior: 50}}}
people: [{id: ben, name: Ben Cole, role: cutter}]
`;

const source = (kind: Source['kind'], text: string, path = `${kind}.yaml`): Source => ({
  kind,
  path,
  bytes: new TextEncoder().encode(text),
});

function workspaceOf(library: string): Workspace {
  const loaded = loadWorkspace(
    { policy: null, capacity: source('capacity', CAPACITY), deliverables: [source('deliverables', library)], history: null },
    catalogue,
  );
  if (loaded.workspace === null) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return loaded.workspace;
}

const WORKSPACE = workspaceOf(LIBRARY);

// Words of three languages, some of which have letters that Unicode writes in two ways.
const WORDS =
  'bags crates at the dock counted signed accepted before the winter sale Kisten stehen gezählt auf der Rampe für Gäste les caisses sont livrées à l’entrée déjà prêtes café naïve Zoë 12 300 4.5 A-17'.split(
    ' ',
  );

/** Draws what is sold, promised and said. */
class Draw {
  readonly #random: () => number;
  constructor(seed: number) {
    this.#random = randomFrom(seed * 13 + 7);
  }
  upTo(most: number): number {
    return Math.floor(this.#random() * (most + 1));
  }
  chance(percent: number): boolean {
    return this.#random() * 100 < percent;
  }
  of<T>(list: readonly T[]): T {
    return list[this.upTo(list.length - 1)];
  }
  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((value) => ({ value, key: this.#random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value);
  }
  words(least: number, most: number): string {
    return Array.from({ length: least + this.upTo(most - least) }, () => this.of(WORDS)).join(' ');
  }
}

function dealOf(draw: Draw): Plain {
  const quantity = 1 + draw.upTo(900);
  const bags = {
    id: 'bags',
    deliverable: 'bag',
    quantity,
    options: { colours: 1 + draw.upTo(8), ...(draw.chance(60) ? { finish: draw.of(['matte', 'gloss']), logo: draw.words(1, 4) } : {}) },
    ...(draw.chance(60)
      ? {
          custom: [
            {
              id: 'liner',
              what: draw.words(2, 5),
              effort: { 'sewer.senior': `${1 + draw.upTo(60)}h`, cutter: `${15 * (1 + draw.upTo(9))}m` },
              price: 100 + draw.upTo(5000),
              change: 'reversible',
              undo: draw.words(2, 5),
            },
            { id: 'strap', what: draw.words(2, 5), effort: { cutter: { setup: '2h', each: '4m' } }, price: 50 + draw.upTo(500) + 0.5 },
          ],
        }
      : {}),
  };
  return {
    handoff: 1,
    deal: 'acme-041',
    customer: { name: 'Acme Outdoor' },
    seller: { name: 'Sam Reed' },
    dates: { wanted: { complete: '2027-03-01' } },
    items: [bags, { id: 'boxes', deliverable: 'box', quantity: 1 + draw.upTo(50) }],
    promises: [
      {
        id: 'on-site',
        text: draw.words(4, 12),
        complete_when: { observable: draw.words(3, 8), measure: draw.words(1, 3), threshold: `${quantity}`, evidence: draw.words(2, 4) },
        items: draw.of([['bags'], ['bags', 'boxes']]),
        quantity,
        due: formatDay((parseDay('2026-12-01') as Day) + draw.upTo(80)),
        excludes: draw.of([[], ['Gift wrapping'], ['Gift wrapping', draw.words(2, 4)]]),
        doer: 'ben',
      },
      { id: 'other', text: draw.words(4, 12), items: ['boxes'], doer: 'ben' },
    ],
    exclusions: [draw.words(2, 4)],
  };
}

/** Returns the text of a deal in one of the ways that YAML has for the same. */
function textOf(deal: Plain, draw: Draw): string {
  // What the writer folds is not always what it reads again: then it is no edit that means the same.
  for (let tries = 0; tries < 20; tries++) {
    const text = writtenOf(deal, draw);
    if (JSON.stringify(parse(text)) === JSON.stringify(deal)) return text;
  }
  return JSON.stringify(deal);
}

function writtenOf(deal: Plain, draw: Draw): string {
  const quotes = draw.of<ToStringOptions>([
    {},
    { defaultStringType: 'QUOTE_DOUBLE' },
    { defaultStringType: 'QUOTE_SINGLE' },
    { defaultStringType: 'BLOCK_FOLDED' },
    { defaultStringType: 'BLOCK_LITERAL' },
    { defaultKeyType: 'QUOTE_DOUBLE' },
    { collectionStyle: 'flow' },
  ]);
  const options: DocumentOptions & ToStringOptions = { lineWidth: draw.of([0, 20, 40, 80]), indent: draw.of([2, 4]), ...quotes };
  if (draw.chance(10)) return JSON.stringify(deal, null, draw.upTo(3));
  const text = stringify(deal, { ...options, aliasDuplicateObjects: false });
  return draw.chance(50) ? `# ${draw.words(2, 5)}\n${text}\n# end\n` : text;
}

/** The same with the keys of every map in another order. */
function reordered(node: unknown, draw: Draw): unknown {
  if (Array.isArray(node)) return node.map((each) => reordered(each, draw));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(draw.shuffled(Object.entries(node)).map(([key, value]) => [key, reordered(value, draw)]));
}

/** The same with every text in another Unicode form, or with other white space between its words. */
function respelt(node: unknown, how: (text: string) => string): unknown {
  if (typeof node === 'string') return how(node);
  if (Array.isArray(node)) return node.map((each) => respelt(each, how));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, respelt(value, how)]));
}

/** Edits after which the promise means the same. */
const SAME: readonly ((deal: Plain, draw: Draw) => Plain)[] = [
  (deal) => deal,
  (deal, draw) => reordered(deal, draw) as Plain,
  (deal) => respelt(deal, (text) => text.normalize('NFD')) as Plain,
  (deal, draw) =>
    respelt(deal, (text) => (/^[a-z0-9-]+$/.test(text) ? text : text.replaceAll(' ', draw.of(['  ', '\n', ' \n '])))) as Plain,
  (deal, draw) => promiseWith(deal, 'on-site', ['excludes'], (each) => draw.shuffled(each as string[])),
  (deal, draw) => promiseWith(deal, 'on-site', ['items'], (each) => draw.shuffled(each as string[])),
  (deal, draw) => with_(deal, ['promises'], (each) => draw.shuffled(each as Plain[])),
  (deal, draw) => with_(deal, ['items'], (each) => draw.shuffled(each as Plain[])),
  (deal, draw) => {
    const bags = (deal['items'] as Plain[]).findIndex(({ id }) => id === 'bags');
    return with_(deal, ['items', bags, 'custom'], (each) => (each === undefined ? undefined : draw.shuffled(each as Plain[])));
  },
  // What else the deal says.
  (deal, draw) => ({ ...deal, title: draw.words(2, 6), customer: 'Norwell', exclusions: [draw.words(2, 4)] }),
  (deal) => with_(deal, ['dates', 'wanted', 'complete'], () => '2027-03-02'),
  (deal, draw) => promiseWith(deal, 'other', ['text'], () => draw.words(4, 12)),
  (deal, draw) =>
    with_(deal, ['promises'], (each) => [
      ...(each as Plain[]).filter(({ id }) => id !== 'third'),
      { id: 'third', text: draw.words(4, 9), items: ['boxes'] },
    ]),
  (deal) => ({ ...deal, assumptions: ['The dock is open'], documents: [], support: 'none' }),
];

/** Returns a deal with one value of a promise changed, wherever it stands. */
function promiseWith(deal: Plain, id: string, key: Path, change: (value: unknown) => unknown): Plain {
  const index = (deal['promises'] as Plain[]).findIndex((promise) => promise['id'] === id);
  return with_(deal, ['promises', index, ...key], change);
}

/** Returns a deal with one value changed; undefined takes it out. */
function with_(deal: Plain, [key, ...rest]: Path, change: (value: unknown) => unknown): Plain {
  const node = deal as Record<string | number, unknown>;
  const value = rest.length === 0 ? change(node[key]) : with_((node[key] ?? {}) as Plain, rest, change);
  if (Array.isArray(node)) return (node as unknown[]).map((each, index) => (index === key ? value : each)) as unknown as Plain;
  const map = { ...node, [key]: value };
  if (value === undefined) delete map[key];
  return map;
}

/** Another text: a word more, less or other, two the other way round, another case, or one letter of another alphabet. */
function otherText(text: string, draw: Draw): string {
  const words = text.split(' ');
  const at = draw.upTo(words.length - 1);
  const changed = draw.of<() => string>([
    () => [...words.slice(0, at), `${draw.of(WORDS)}x`, ...words.slice(at)].join(' '),
    () => (words.length > 1 ? words.filter((_, index) => index !== at).join(' ') : `${text}s`),
    () => words.map((word, index) => (index === at ? `un${word}` : word)).join(' '),
    () => [...words.slice(1), words[0]].join(' '),
    () => (text.toUpperCase() === text ? `${text}!` : text.toUpperCase()),
    () => text.replace(/[aeo]/, (letter) => ({ a: 'а', e: 'е', o: 'о' })[letter]!),
    () => text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
    () => `${text}.`,
  ])();
  return changed === text || changed.trim() === '' ? `${text} again` : changed;
}

const otherDay = (day: unknown, draw: Draw): string => formatDay((parseDay(day as string) as Day) + draw.of([-7, -1, 1, 7]));
function otherNumber(n: unknown, draw: Draw): number {
  const number = n as number;
  return draw.of([number + 1, number * 10, number > 1 ? number - 1 : number + 2]);
}

/** Edits after which it means something else. */
const OTHER: readonly ((deal: Plain, draw: Draw) => Plain | null)[] = [
  ...[
    ['text'],
    ['complete_when', 'observable'],
    ['complete_when', 'measure'],
    ['complete_when', 'threshold'],
    ['complete_when', 'evidence'],
  ].map((key) => (deal: Plain, draw: Draw) => with_(deal, ['promises', 0, ...key], (text) => otherText(text as string, draw))),
  (deal, draw) => with_(deal, ['promises', 0, 'quantity'], (n) => otherNumber(n, draw)),
  (deal, draw) => with_(deal, ['promises', 0, 'due'], (day) => otherDay(day, draw)),
  (deal, draw) => with_(deal, ['promises', 0, draw.of(['quantity', 'due', 'complete_when'])], () => undefined),
  (deal, draw) => with_(deal, ['promises', 0, 'excludes'], (each) => [...(each as string[]), `${draw.words(2, 3)} more`]),
  (deal) =>
    with_(deal, ['promises', 0, 'excludes'], (each) => ((each as string[]).length === 0 ? ['Installation'] : (each as string[]).slice(1))),
  (deal) => with_(deal, ['promises', 0, 'items'], (each) => ((each as string[]).length === 1 ? ['bags', 'boxes'] : ['bags'])),
  (deal, draw) => with_(deal, ['items', 0, 'quantity'], (n) => otherNumber(n, draw)),
  (deal) => with_(deal, ['items', 0, 'options', 'colours'], (n) => ((n as number) % 9) + 1),
  (deal) => with_(deal, ['items', 0, 'options', 'finish'], (each) => (each === 'matte' ? 'gloss' : 'matte')),
  (deal) => with_(deal, ['items', 0, 'deliverable'], () => 'box'),
  (deal) => with_(deal, ['items', 0, 'version'], () => 1),
  (deal) => with_(deal, ['promises', 0, 'commitment'], () => 'permanent'),
  (deal, draw) => customWith(deal, ['what'], (text) => otherText(text as string, draw)),
  (deal, draw) => customWith(deal, ['undo'], (text) => otherText(text as string, draw)),
  (deal) => customWith(deal, ['price'], (price) => (price as number) + 0.01),
  (deal) => customWith(deal, ['effort', 'sewer.senior'], (hours) => `${parseInt(hours as string, 10) + 1}h`),
  (deal) => customWith(deal, ['effort', 'sewer.senior'], () => undefined),
  (deal) => customWith(deal, ['change'], () => 'permanent'),
  (deal) => (hasCustom(deal) ? with_(deal, ['items', 0, 'custom'], (each) => (each as Plain[]).slice(0, 1)) : null),
  // Taken out, or by another name: what was said of it is said of nothing.
  (deal) => with_(deal, ['promises'], (each) => (each as Plain[]).slice(1)),
  (deal) => with_(deal, ['promises', 0, 'id'], () => 'in-store'),
  // Its text under another's name.
  (deal) =>
    with_(deal, ['promises', 0], (each) => ({
      ...(each as Plain),
      id: 'on-site',
      text: ((deal['promises'] as Plain[])[1]['text'] as string) + ' too',
    })),
];

function hasCustom(deal: Plain): boolean {
  return (deal['items'] as Plain[])[0]['custom'] !== undefined;
}

function customWith(deal: Plain, key: Path, change: (value: unknown) => unknown): Plain | null {
  return hasCustom(deal) ? with_(deal, ['items', 0, 'custom', 0, ...key], change) : null;
}

/** The facts of a deal's text with what was signed of it. */
function factsFrom(text: string, signoffs: readonly SignOff[], workspace = WORKSPACE): Facts {
  const { deal, diagnostics } = loadDeal(source('deal', text, 'deals/acme-041.yaml'));
  if (deal === null)
    throw new Error(`${diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n')}\n${text}`);
  return factsOf({ deal, path: 'deals/acme-041.yaml', workspace, today: parseDay(TODAY) as Day, signoffs });
}

const SAID: Restatement = {
  words: 'Everything lies counted where they want it and somebody signed for it',
  due: parseDay('2026-12-01') as Day,
  quantity: 1,
  evidence: [],
  excludes: [],
  delivers: 'yes',
  can_hold_standard: 'yes',
  commitment: 'reversible',
  failures: [],
  efforts: [],
};

/** Signs the promise of a deal as `handoff restate` does, and reads the file again. */
function signed(facts: Facts): SignOff {
  const promise = facts.deal.promises.find(({ id }) => id === 'on-site')!;
  const { name, text } = seal({
    type: 'handoff/restatement@1',
    deal: 'acme-041',
    subject: promiseSubject(promise),
    meaning: promiseMeaning(facts, promise),
    by: 'ben',
    at: parseDay(TODAY) as Day,
    level: 'typed',
    restatement: SAID,
    supersedes: [],
  });
  const { signoff, diagnostics } = loadSignOff(source('signoff', text, `signoffs/acme-041/${name}`), 'acme-041');
  if (signoff === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return signoff;
}

/** Whether the promise is restated, as the program sees it; a promise that is not there is not. */
function isRestated(facts: Facts): boolean {
  return facts.deal.promises.some((promise) => promise.id === 'on-site' && restatedOf(facts, promise).state === 'restated');
}

function tryOne(n: number): Tried {
  const draw = new Draw(n);
  const deal = dealOf(draw);
  const original = textOf(deal, draw);
  const wrong: string[] = [];
  const signoff = signed(factsFrom(original, []));
  let [kept, killed] = [0, 0];
  for (let k = 0; k < EDITS; k++) {
    // Several harmless edits at once are harmless too.
    const harmless = [draw.of(SAME), draw.of(SAME)].reduce((each, edit) => edit(each, draw), deal);
    const same = textOf(harmless, draw);
    if (!isRestated(factsFrom(same, [signoff]))) wrong.push(`deal ${n}: a false alarm over\n${original}\n---\n${same}`);
    kept++;
    // And one that is not stays so beside harmless ones.
    const index = draw.upTo(OTHER.length - 1);
    const changed = OTHER[index](deal, draw);
    if (changed === null) continue;
    const other = textOf(draw.chance(50) ? (reordered(changed, draw) as Plain) : changed, draw);
    if (isRestated(factsFrom(other, [signoff]))) wrong.push(`deal ${n}: a false match (edit ${index}) of\n${original}\n---\n${other}`);
    killed++;
  }
  const next = workspaceOf(LIBRARY.replace('version: 2', 'version: 3'));
  if (isRestated(factsFrom(original, [signoff], next))) wrong.push(`deal ${n}: a false match with another version of the library`);
  killed++;
  return {
    compared: kept + killed,
    wrong,
    seen: { 'kept by edits': kept, 'killed by edits': killed },
    files: { 'deal.yaml': original },
    today: TODAY,
  };
}

/** Restatements live and die with what they mean. */
export const restatedGate: Gate = {
  name: 'restatements against edits',
  claim: 'through the loader: a deal that means the same keeps what was restated of it, and any other word, number or date kills it',
  unit: 'edits',
  few: 16,
  all: 1000,
  atLeast: 10_000,
  try: tryOne,
};
