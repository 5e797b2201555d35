/**
 * Which of what is sold is cared for in a group with a safety ratio, and whether the deal says at which hours: the library names the groups and the
 * weight of a piece, the deal the hours of all pieces. Nobody may hold a ratio at hours that nobody has named.
 */
import type { ItemFact } from '../../model/facts.ts';
import { at, COMMAND_LINE } from '../../model/place.ts';
import { listed, listedFew } from '../../model/words.ts';
import type { MissingFact, RuleFacts } from '../rule.ts';
import { beginOf, endOf } from './on-shift.ts';

/** Returns what the deal owes: the hours of pieces that are cared for in some group; for each choice of groups once. */
export function withoutHours({ deal }: Pick<RuleFacts, 'deal'>): MissingFact[] {
  const cared = deal.items.flatMap((item) => {
    const groups = Object.keys(item.entry?.groups ?? {}).sort();
    return groups.length === 0 ? [] : [{ item, groups }];
  });
  const lines = (deal.file.requirements?.groups ?? []).filter((line) => endOf(line) > beginOf(line));
  const choices = new Map(cared.map(({ groups }) => [groups.join(), groups]));
  return [...choices.values()].flatMap((choice): MissingFact[] => {
    // What may go nowhere else has to find its place here.
    const here = cared.filter(({ groups }) => groups.every((group) => choice.includes(group))).map(({ item }) => item);
    const weight = tidy(here.reduce((sum, { quantity, entry }) => sum + quantity * Math.min(...Object.values(entry!.groups!)), 0));
    const own = lines.filter(({ group }) => choice.includes(group));
    const placed = tidy(own.reduce((sum, line) => sum + line.weight, 0));
    if (own.length > 0 && placed >= weight) return [];
    const names = `${listed(here.map(({ deliverable, quantity }) => `${deliverable}:${quantity}`))} in ${listed(
      choice.map((group) => `'${group}'`),
      'or',
    )}`;
    return [
      {
        fact:
          own.length === 0
            ? `the hours of ${names}`
            : `the hours of all of ${names}: they weigh ${weight}, and the deal says hours for ${placed}`,
        file: 'deal',
        key: 'requirements.groups',
        owedBy: 'deal',
        at: at('deal', 'requirements', 'groups'),
        ...(deal.path === COMMAND_LINE && {
          typed: `write a deal file, with requirements: {groups: [{group: ${choice[0]}, weight: ${weight}, from: …, to: …}]}`,
        }),
      },
    ];
  });
}

/** Returns what operations owe where capacity has groups and a deal names no hours: whether its items are cared for in one. */
export function notSaidWhether({ deal, capacity }: Pick<RuleFacts, 'deal' | 'capacity'>): MissingFact[] {
  if (capacity.groups.length === 0) return [];
  const silent = (item: ItemFact): item is ItemFact & { entry: NonNullable<ItemFact['entry']> } =>
    item.entry !== null && item.entry.groups === undefined;
  return [...new Set(deal.items.filter(silent).map(({ entry }) => entry.id))].map((id) => ({
    fact: `whether '${id}' adds to one of the groups (${listedFew(capacity.groups.map((group) => group.id))}); [] where it adds to none`,
    file: 'deliverables',
    key: `deliverables.${id}.groups`,
    owedBy: 'operations',
    at: at('deliverables', 'deliverables', id),
  }));
}

/** A weight without the dust of binary fractions. */
export function tidy(weight: number): number {
  return Math.round(weight * 1e6) / 1e6;
}
