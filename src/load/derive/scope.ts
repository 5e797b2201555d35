/** What else a deal need not say: told with its origin, used by nobody but the reader (product.md: "`--verbose` shows each derived value"). */
import type { Calendar } from '../../model/calendar.ts';
import type { DealFile } from '../../model/deal.ts';
import type { ItemFact } from '../../model/facts.ts';
import { effortByRole } from '../../model/size.ts';
import { formatMicro } from '../../model/units.ts';
import { fold } from '../../model/words.ts';
import type { Note } from './shared.ts';

/** Notes the exclusions, assumptions, questions, materials, roles and hours that follow from the library. */
export function deriveScope(file: DealFile, items: readonly ItemFact[], calendar: Calendar, note: Note): void {
  const names = [...new Set(items.flatMap(({ entry }) => entry?.id ?? []))].join(', ');
  const texts = (key: string, said: unknown, values: readonly string[]): void => {
    if (said === undefined && values.length > 0) note(key, [...new Set(values)].join('; '), `deliverables.yaml → ${names} → ${key}`);
  };
  texts(
    'exclusions',
    file.exclusions,
    items.flatMap(({ entry }) => entry?.exclusions ?? []),
  );
  // The library's assumptions count whatever the deal says; what it says itself is not derived.
  const assumed = new Set(file.assumptions?.map(({ text }) => fold(text)));
  texts(
    'assumptions',
    undefined,
    items.flatMap(({ entry }) => entry?.assumptions.flatMap(({ text }) => (assumed.has(fold(text)) ? [] : [text])) ?? []),
  );
  const asked = new Set(file.discovery.map(({ question }) => question));
  for (const { entry } of items) {
    for (const { id, ask } of entry?.questions ?? []) {
      if (asked.has(id)) continue;
      asked.add(id);
      note(`discovery.${id}`, ask, `deliverables.yaml → ${entry!.id} → questions`);
    }
  }

  if (file.materials === undefined) {
    const amounts = new Map<string, number>();
    for (const { entry, quantity } of items) {
      for (const { material, setup, each } of entry?.materials ?? []) {
        amounts.set(material, (amounts.get(material) ?? 0) + (setup ?? 0) + (each ?? 0) * quantity);
      }
    }
    for (const [material, amount] of amounts)
      note(`materials.${material}`, formatMicro(amount), `deliverables.yaml → ${names} → materials`);
  }

  const effort = [...effortByRole(items, calendar)];
  if (file.roles === undefined && effort.length > 0) {
    note('roles', effort.map(([role]) => role).join(', '), `deliverables.yaml → ${names} → steps`);
  }
  if (file.staffing === undefined && effort.length > 0) {
    const hours = effort.map(([role, minutes]) => `${role} ${Math.round(minutes / 6) / 10}h`);
    note('staffing', hours.join(', '), `deliverables.yaml → ${names} → steps`);
  }
}
