/**
 * When the materials of a deal are there: free stock, what comes in, what must be ordered (planning.md §7). That is operations' word. A line of the deal's
 * own is its author's: it may make a material later than operations' files say, and never sooner, nor bring what they do not know of.
 */
import { addDuration } from '../model/calendar.ts';
import type { Day } from '../model/day.ts';
import type { Facts } from '../model/facts.ts';
import type { Micro } from '../model/units.ts';

/** One item's need of one material. */
export interface MaterialNeed {
  readonly item: string;
  readonly material: string;
  readonly quantity: Micro;
  /** Steps that cannot begin without it; empty: the first ones. */
  readonly blocks: readonly string[];
  /** The first day on which its steps may begin; null when nothing will ever bring it. */
  readonly day: Day | null;
  /** Where the last part of it comes from. */
  readonly source: 'stock' | 'deal' | 'incoming' | 'order' | 'nowhere';
  /** Whether all of it is in stock or comes locked: then it does not come late. */
  readonly held: boolean;
}

/** A part of what there is of a material. */
interface Supply {
  readonly day: Day;
  left: Micro;
  readonly source: MaterialNeed['source'];
  readonly held: boolean;
}

/** A need as one reading of the files serves it. */
type Served = Pick<MaterialNeed, 'day' | 'source' | 'held'>;

/** Returns the needs of a deal in the order of its items, each served from what the earlier ones left. */
export function materialNeeds(facts: Facts): MaterialNeed[] {
  const needs = facts.deal.items.flatMap((item) =>
    (item.entry?.materials ?? []).map(({ material, setup = 0, each = 0, blocks }) => ({
      item: item.id,
      material,
      quantity: setup + each * item.quantity,
      blocks,
    })),
  );
  const known = serve(needs, suppliesOf(facts, false), facts.today);
  if (!(facts.deal.file.materials ?? []).some(({ eta }) => eta !== undefined)) return needs.map((need, n) => ({ ...need, ...known[n] }));
  const said = serve(needs, suppliesOf(facts, true), facts.today);
  return needs.map((need, n) => ({ ...need, ...laterOf(known[n], said[n]) }));
}

/** The later of two readings; of equals operations'. */
function laterOf(known: Served, said: Served): Served {
  const isLater = known.day !== null && (said.day === null || said.day > known.day);
  return isLater ? said : known;
}

/** What there is of each material, in the order in which it is taken; with the deal's own lines, these first. */
function suppliesOf({ capacity, calendar, deal, today }: Facts, own: boolean): Map<string, Supply[]> {
  const stocks = new Map<string, Supply[]>();
  for (const material of capacity.materials ?? []) {
    const later = (from: Day, wait: typeof material.receiving): Day =>
      wait === undefined ? from : (addDuration(calendar, from, wait) ?? from);
    const lines: Supply[] = [];
    for (const line of own ? (deal.file.materials ?? []) : []) {
      // A line without an eta says that it will be ordered, which an order line says as well.
      if (line.material !== material.id || line.eta === undefined) continue;
      lines.push({ day: later(Math.max(line.eta, today), material.receiving), left: line.quantity, source: 'deal', held: false });
    }
    const promised = material.allocated.reduce((sum, { to, quantity }) => (to === deal.id ? sum : sum + quantity), 0);
    lines.push({ day: today, left: Math.max(0, material.on_hand - promised), source: 'stock', held: true });
    const incoming = material.incoming
      .filter((line) => line.for === undefined || line.for === deal.id)
      .sort((a, b) => a.eta - b.eta)
      .map((line): Supply => ({
        day: later(Math.max(line.eta, today), material.receiving),
        left: line.quantity,
        source: 'incoming',
        held: line.locked,
      }));
    lines.push(...incoming);
    if (material.lead_time !== undefined) {
      lines.push({ day: later(Math.max(deal.signature, today), material.lead_time), left: Infinity, source: 'order', held: false });
    }
    stocks.set(material.id, lines);
  }
  return stocks;
}

/** Serves needs one after another, and takes what they use from the supplies. */
function serve(needs: readonly Pick<MaterialNeed, 'material' | 'quantity'>[], stocks: ReadonlyMap<string, Supply[]>, today: Day): Served[] {
  return needs.map(({ material, quantity }): Served => {
    let missing = quantity;
    let day = today;
    let source: MaterialNeed['source'] = 'stock';
    let held = true;
    for (const stock of stocks.get(material) ?? []) {
      if (missing <= 0) break;
      const part = Math.min(missing, stock.left);
      if (part <= 0) continue;
      stock.left -= part;
      missing -= part;
      held &&= stock.held;
      if (stock.day >= day) ({ day, source } = stock);
    }
    return missing > 0 ? { day: null, source: 'nowhere', held: false } : { day, source, held };
  });
}
