/**
 * As the library has it: an option outside its bounds goes to the nearest value inside them, and what is customized beyond them is left out. The customer
 * gets less than was asked for, and the way says of what; of several changes each one is needed.
 */
import { beyondLibrary, describeDomain } from '../model/configuration.ts';
import type { Custom } from '../model/deal.ts';
import type { ItemFact } from '../model/facts.ts';
import type { OptionDomain } from '../model/library.ts';
import { listed } from '../model/words.ts';
import type { RuleId } from '../rules/profiles.ts';
import { goneEdit, plainEdit, type Edit } from './edit.ts';
import { blockingCheck, isMended, proven, type Bench, type Family, type Mend } from './mend.ts';
import type { Checked } from './way.ts';
import { toRewrite } from './words.ts';

/** Rules that find fault with what is customized: some with a part of it, some with the whole. */
const PARTS: readonly RuleId[] = ['configured-or-priced', 'reversible', 'on-roadmap'];
const WHOLE: readonly RuleId[] = ['custom-lead-time', 'whiteboard', 'error-budget'];

/** Takes out of a deal what is more than configuration. */
export const configure: Family = {
  about: (base) => [...PARTS, ...WHOLE].filter((rule) => blamedBy(base, rule).length > 0),
  mends: (bench, rule) => {
    const mend = configuredMend(bench, rule);
    return mend === null ? [] : [mend];
  },
};

/** A part of an item that is more than configuration. */
interface Beyond {
  readonly item: ItemFact;
  readonly of: { readonly custom: number } | { readonly option: string };
}

/** What a rule that blocks finds fault with; nothing where it is about something else. */
function blamedBy(base: Checked, rule: RuleId): Beyond[] {
  const check = blockingCheck(base, rule);
  if (check === null || check.verdict === 'unknown') return [];
  const all = base.facts.deal.items.flatMap(beyondOf);
  if (WHOLE.includes(rule)) return all;
  return all.filter(({ item, of }) =>
    check.findings.some(({ at: { file, path }, data }) => {
      if (file !== 'deal') return false;
      if (path[0] !== 'items') return 'custom' in of && data?.['custom'] === item.custom[of.custom].id;
      if (path[1] !== item.index) return false;
      return 'custom' in of ? path[2] === 'custom' && path[3] === of.custom : path[2] === 'options' && path[3] === of.option;
    }),
  );
}

function beyondOf(item: ItemFact): Beyond[] {
  const customs = item.custom.map((_, custom) => ({ item, of: { custom } }));
  const options = item.entry === null ? [] : beyondLibrary(item, item.entry).map(({ option }) => ({ item, of: { option } }));
  // An option beyond its bounds and the customization that stands for it are one.
  return [...customs, ...options.filter(({ of: { option } }) => !item.custom.some(({ id }) => id === option))];
}

function configuredMend(bench: Bench, rule: RuleId): Mend | null {
  const { base } = bench;
  // All rules that name parts are about the same thing; one that only the whole may mend is asked by itself.
  const about = PARTS.includes(rule) ? PARTS.filter((other) => blamedBy(base, other).length > 0) : [rule];
  const parts = unique(about.flatMap((each) => blamedBy(base, each)));
  const whole = editsOf(base, parts);
  const after = bench.tryOut(whole);
  if (after === null || !isMended(base, after, about)) return null;
  // What may stay does; of what is left each part alone is too much.
  let needed = parts;
  for (const part of parts) {
    if (needed.length === 1) break;
    const fewer = needed.filter((other) => other !== part);
    const less = bench.tryOut(editsOf(base, fewer));
    if (less !== null && isMended(base, less, about)) needed = fewer;
  }
  const { file } = base.facts.deal;
  return proven(bench, {
    kind: 'configure',
    rules: about,
    words: () => wordsOf(needed),
    edits: editsOf(base, needed),
    notches: needed.map((part) => [...editsOf(base, without(needed, part)), ...nearly(part)]),
    rewrite: toRewrite(file, needed.flatMap(tokensOf)),
  });
}

function unique(parts: readonly Beyond[]): Beyond[] {
  const key = ({ item, of }: Beyond): string => JSON.stringify([item.index, of]);
  return parts.filter((part, index) => parts.findIndex((other) => key(other) === key(part)) === index);
}

function without(parts: readonly Beyond[], part: Beyond): Beyond[] {
  return parts.filter((other) => other !== part);
}

/** The changes that leave some parts out, with all in the deal that speaks of them alone. */
function editsOf({ facts }: Checked, parts: readonly Beyond[]): Edit[] {
  const { file } = facts.deal;
  const edits: Edit[] = [];
  const gone = new Map<ItemFact, Custom[]>();
  for (const { item, of } of parts) {
    if ('option' in of) {
      edits.push(optionEdit(item, of.option));
      continue;
    }
    const custom = item.custom[of.custom];
    gone.set(item, [...(gone.get(item) ?? []), custom]);
    edits.push(goneEdit(['items', item.index, 'custom', of.custom]));
    if (
      Object.hasOwn(item.options, custom.id) &&
      item.entry !== null &&
      beyondLibrary(item, item.entry).some(({ option }) => option === custom.id)
    )
      edits.push(optionEdit(item, custom.id));
  }
  for (const [item, customs] of gone) {
    const isGone = (step: string): boolean => customs.some(({ id }) => step === id || step === `${item.id}.${id}`);
    // What stays follows what goes no longer.
    for (const [c, custom] of item.custom.entries()) {
      if (customs.includes(custom)) continue;
      for (const key of ['after', 'before'] as const)
        if (custom[key].some(isGone))
          edits.push(
            plainEdit(
              ['items', item.index, 'custom', c, key],
              custom[key].filter((step) => !isGone(step)),
            ),
          );
    }
    // What is assumed of its work alone is assumed of nothing.
    for (const [a, { if_false }] of (file.assumptions ?? []).entries()) {
      const hits = if_false?.hits;
      if (hits !== undefined && hits !== 'any' && hits.every(isGone)) edits.push(goneEdit(['assumptions', a]));
    }
    for (const [e, { what }] of (file.pricing?.exceptions ?? []).entries()) {
      if (customs.some((custom) => [custom.id, custom.what].some((name) => what.toLowerCase().includes(name.toLowerCase()))))
        edits.push(goneEdit(['pricing', 'exceptions', e]));
    }
  }
  return [...edits, ...totalEdits(facts.deal.file.pricing?.total, parts)];
}

/** A total that the deal says goes down by the prices of what goes. */
function totalEdits(total: number | undefined, parts: readonly Beyond[]): Edit[] {
  const less = parts.reduce((sum, { item, of }) => sum + ('custom' in of ? (item.custom[of.custom].price ?? 0) : 0), 0);
  if (total === undefined || less === 0 || less >= total) return [];
  return [{ path: ['pricing', 'total'], value: total - less, written: (total - less) / 100 }];
}

function optionEdit(item: ItemFact, option: string): Edit {
  const path = ['items', item.index, 'options', option];
  const value = nearestOf(item, option);
  return value === null ? goneEdit(path) : { path, value, written: value };
}

function domainOf({ entry }: ItemFact, option: string): OptionDomain | null {
  return entry !== null && Object.hasOwn(entry.options, option) ? entry.options[option] : null;
}

/** The value inside the library's bounds that is nearest to what was asked for; null where it has no such option, or nothing that is near. */
function nearestOf(item: ItemFact, option: string): string | number | boolean | null {
  const domain = domainOf(item, option);
  const asked = item.options[option];
  if (domain?.kind === 'range' && typeof asked === 'number') return asked > (domain.max ?? Infinity) ? domain.max : domain.min;
  if (domain?.kind !== 'one_of' || domain.one_of.length === 0) return null;
  if (typeof asked !== 'number') return domain.one_of[0];
  const far = (value: string | number | boolean): number => (typeof value === 'number' ? Math.abs(value - asked) : Infinity);
  return domain.one_of.reduce((best, value) => (far(value) < far(best) ? value : best));
}

/** One notch less of a change: a number one nearer to what was asked for; of what has no notches, nothing of it. */
function nearly({ item, of }: Beyond): Edit[] {
  if (!('option' in of)) return [];
  const asked = item.options[of.option];
  const value = nearestOf(item, of.option);
  if (domainOf(item, of.option)?.kind !== 'range' || typeof asked !== 'number' || typeof value !== 'number') return [];
  const notch = asked > value ? Math.min(asked, value + 1) : Math.max(asked, value - 1);
  return [plainEdit(['items', item.index, 'options', of.option], notch)];
}

/** `as the library has it: 6 instead of 8 colours, without 'liner'`. */
function wordsOf(parts: readonly Beyond[]): string {
  const left: string[] = [];
  const other: string[] = [];
  for (const { item, of } of parts) {
    const option = 'option' in of ? of.option : item.custom[of.custom].id;
    const value = domainOf(item, option) === null || !Object.hasOwn(item.options, option) ? null : nearestOf(item, option);
    if (value === null) left.push(`'${option}'`);
    else {
      const domain = domainOf(item, option)!;
      const choice = domain.kind === 'one_of' && domain.one_of.length > 1 ? ` (${describeDomain(domain)})` : '';
      other.push(`${option} ${value} instead of ${item.options[option]}${choice}`);
    }
  }
  return `as the library has it: ${[...other, ...(left.length === 0 ? [] : [`without ${listed(left)}`])].join(', ')}`;
}

/** The words by which a text may still speak of a part. */
function tokensOf({ item, of }: Beyond): string[] {
  return 'option' in of ? [of.option, String(item.options[of.option])] : [item.custom[of.custom].id, item.custom[of.custom].what];
}
