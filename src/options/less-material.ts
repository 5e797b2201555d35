/** What a deal's own lines say of its materials, once less of it is sold: as much of each as the rest needs. */
import type { Facts, ItemFact } from '../model/facts.ts';
import { WHOLE, type Micro } from '../model/units.ts';
import { goneEdit, plainEdit, type Edit } from './edit.ts';
import type { Kept } from './promises.ts';

/**
 * Returns the changes to the deal's `materials`: a line that said what its items need says what the rest of them needs, and one that said more or less of it keeps
 * its proportion, rounded up (whole where it was whole, else to hundredths). A line goes with the last item that needed it; what no item needs by the library is
 * the seller's own, and stays.
 */
export function materialEdits({ deal }: Pick<Facts, 'deal'>, kept: Kept): Edit[] {
  return (deal.file.materials ?? []).flatMap(({ material, quantity }, line): Edit[] => {
    const before = needOf(deal.items, material);
    const after = needOf(
      deal.items.flatMap((item) => {
        const left = kept.get(item.id) ?? item.quantity;
        return left === 0 ? [] : [{ ...item, quantity: left }];
      }),
      material,
    );
    if (before === 0 || after === before) return [];
    if (after === 0) return [goneEdit(['materials', line])];
    const step = quantity % WHOLE === 0 && before % WHOLE === 0 ? WHOLE : WHOLE / 100;
    const scaled: Micro = quantity === before ? after : Math.ceil((quantity * (after / before)) / step - 1e-9) * step;
    return scaled === quantity ? [] : [{ ...plainEdit(['materials', line, 'quantity'], scaled), written: scaled / WHOLE }];
  });
}

function needOf(items: readonly Pick<ItemFact, 'entry' | 'quantity'>[], wanted: string): Micro {
  const lines = items.flatMap(({ entry, quantity }) => (entry?.materials ?? []).map((line) => ({ ...line, pieces: quantity })));
  return lines.reduce((sum, { material, setup = 0, each = 0, pieces }) => (material === wanted ? sum + setup + each * pieces : sum), 0);
}
