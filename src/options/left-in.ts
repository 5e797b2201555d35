/** Steps that a deal leaves out and must not: they are put back, which costs no day, since the plan never left them out. */
import type { Facts } from '../model/facts.ts';
import { listed } from '../model/words.ts';
import { plainEdit, type Edit } from './edit.ts';

/** The steps that come back, in words, and the changes that bring them. */
export interface LeftIn {
  readonly words: string;
  readonly edits: readonly [Edit, ...Edit[]];
}

/** Returns what has to come back; null where only what is optional is left out. */
export function leftIn({ deal }: Facts): LeftIn | null {
  const names: string[] = [];
  const edits = deal.items.flatMap((item): Edit[] => {
    const { entry, skip, index } = item;
    if (entry === null) return [];
    const optional = skip.filter((id) => entry.steps.some((step) => step.id === id && step.optional));
    if (optional.length === skip.length) return [];
    for (const id of skip) if (!optional.includes(id) && entry.steps.some((step) => step.id === id)) names.push(id);
    return [plainEdit(['items', index, 'skip'], optional)];
  });
  const [first, ...rest] = edits;
  if (first === undefined) return null;
  return { words: names.length === 0 ? '' : `; ${listed(names)} ${names.length === 1 ? 'stays' : 'stay'} in`, edits: [first, ...rest] };
}
