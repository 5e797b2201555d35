/** `handoff menu`: each entry of the library with the dates of its usual quantity, from the very check that a deal of it would pass through. */
import { newDealText } from '../load/new-deal.ts';
import type { History } from '../model/history.ts';
import type { Library } from '../model/library.ts';
import { suggestion } from '../model/suggest.ts';
import type { Answer } from '../report/answer.ts';
import { menuEntry, offMenu, type Menu, type MenuEntry, type MenuQuestion, type Usual } from '../report/menu.ts';
import { whenReport } from '../report/when.ts';
import { renderMenu } from '../report/render/menu.ts';
import type { Shop } from './index.ts';

const NOTHING = { keep: [], writes: [], refused: null } as const;

/** Returns the menu. Exit 0 when anything may be sold with a date; 1 when nothing may. */
export async function menuAnswer(question: MenuQuestion, shop: Shop): Promise<{ answer: Answer; diagnostics: Menu['diagnostics'] }> {
  const { workspace, nothing } = shop;
  const { tool, today, files, diagnostics } = nothing;
  const shared = { schema: 'handoff/menu@1', tool, today, files, diagnostics } as const;
  const answered = (menu: Menu): { answer: Answer; diagnostics: Menu['diagnostics'] } => ({
    answer: { exit: menu.exit, ...NOTHING, render: (format, view) => renderMenu(menu, question, format, view) },
    diagnostics,
  });
  if (workspace === null) {
    return answered({ ...shared, as_of: null, currency: '', signature: null, entries: [], not_sold: [], faults: nothing.faults, exit: 2 });
  }

  const { library, policy, history } = workspace;
  const unknown = question.items.find(({ id }) => !Object.hasOwn(library, id));
  if (unknown !== undefined) {
    const refused = `'${unknown.id}' is not in the library: ${suggestion(unknown.id, Object.keys(library), 'in it')}`;
    return { answer: { exit: 2, ...NOTHING, refused, render: () => '' }, diagnostics };
  }
  const asked = new Map(question.items.map(({ id, quantity }) => [id, quantity]));
  const shown = Object.values(library).filter(({ id }) => asked.size === 0 || asked.has(id));

  const entries: MenuEntry[] = [];
  let signature: string | null = null;
  let as_of: string | null = null;
  const faults: Menu['faults'][number][] = [];
  for (const entry of shown) {
    if (entry.status !== 'offered') continue;
    const usual = usualOf(entry.id, history, asked.get(entry.id));
    const requires = requiredBy(entry.id, library);
    const items = [entry.id, ...requires].map((id) => ({ id, quantity: usual.quantity }));
    const text = newDealText({ deal: 'menu', customer: 'a customer', items, by: null, start: null, signature: null });
    const { report, judged } = await shop.judge(text);
    const { answer } = whenReport(report, judged);
    faults.push(...report.faults);
    if (answer === null) continue;
    ({ signature } = answer);
    ({ as_of } = report);
    entries.push(menuEntry({ entry, usual, requires, listPrice: judged[0].facts.deal.listPrice, answer }));
  }
  const not_sold = shown.flatMap((entry) => offMenu(entry) ?? []);
  const exit = faults.length > 0 ? 3 : entries.some(({ safe, relative }) => (safe ?? relative) !== null) ? 0 : 1;
  return answered({ ...shared, as_of, currency: policy.currency, signature, entries, not_sold, faults, exit });
}

/** The middle quantity of what was delivered, the lower one of two: an order that somebody really gave. */
function usualOf(id: string, history: History | null, asked: number | undefined): Usual {
  if (asked !== undefined) return { quantity: asked, from: 'asked', of: 0 };
  const sold = (history ?? [])
    .filter(({ deliverable, outcome }) => deliverable === id && outcome !== 'cancelled')
    .flatMap(({ quantity }) => quantity ?? [])
    .sort((a, b) => a - b);
  if (sold.length === 0) return { quantity: 1, from: 'none', of: 0 };
  return { quantity: sold[Math.floor((sold.length - 1) / 2)], from: 'history', of: sold.length };
}

/** Returns all that an entry cannot go without, directly or not, in the order in which it is named. */
function requiredBy(id: string, library: Library): string[] {
  const found = new Set<string>([id]);
  // A set is walked on while it grows.
  for (const each of found) for (const required of library[each].requires) found.add(required);
  return [...found].slice(1);
}
