/** Who owns the delivery and to whom it escalates: the deal's word, else the library's, else policy's. */
import type { Capacity } from '../../model/capacity.ts';
import type { DealFile } from '../../model/deal.ts';
import type { ItemFact, Named } from '../../model/facts.ts';
import { personId } from '../../model/people.ts';
import { at, type Place } from '../../model/place.ts';
import { PRINCIPALS, type Policy } from '../../model/policy.ts';
import type { Note } from './shared.ts';

/** Returns the owner and the people to escalate to. People are known by their id here, however they were named. */
export function ownersOf(
  file: DealFile,
  items: readonly ItemFact[],
  policy: Policy,
  capacity: Capacity,
  note: Note,
): { owner: Named | null; escalation: readonly Named[] } {
  const named = (names: readonly string[], from: Named['from'], place: (index: number) => Place): Named[] =>
    names.map((name, index) => ({ id: personId(capacity, name), from, at: place(index) }));

  let owner: Named | null = null;
  if (file.delivery.owner !== undefined) {
    owner = { id: personId(capacity, file.delivery.owner), from: 'deal', at: at('deal', 'delivery', 'owner') };
  } else {
    const entry = items.find((item) => item.entry?.owner !== undefined)?.entry;
    if (entry) {
      owner = { id: personId(capacity, entry.owner!), from: 'library', at: at('deliverables', 'deliverables', entry.id, 'owner') };
      note('delivery.owner', owner.id, `deliverables.yaml → ${entry.id} → owner`);
    }
  }

  if (file.delivery.escalation !== undefined) {
    return { owner, escalation: named(file.delivery.escalation, 'deal', (index) => at('deal', 'delivery', 'escalation', index)) };
  }
  const entry = items.find((item) => (item.entry?.escalation.length ?? 0) > 0)?.entry;
  let escalation: Named[];
  let from: string;
  if (entry) {
    escalation = named(entry.escalation, 'library', (index) => at('deliverables', 'deliverables', entry.id, 'escalation', index));
    from = `deliverables.yaml → ${entry.id} → escalation`;
  } else if (policy.escalation.length > 0) {
    escalation = named(policy.escalation, 'policy', (index) => at('policy', 'escalation', index));
    from = 'handoff.yaml → escalation';
  } else {
    // Leadership first; whoever owns the delivery is not who it escalates to, and one person is one level.
    escalation = [...PRINCIPALS]
      .reverse()
      .flatMap((principal) => named(policy.principals[principal] ?? [], 'policy', (index) => at('policy', 'principals', principal, index)))
      .filter(({ id }, index, all) => id !== owner?.id && all.findIndex((other) => other.id === id) === index);
    from = 'handoff.yaml → principals';
  }
  if (escalation.length > 0) note('delivery.escalation', escalation.map(({ id }) => id).join(', '), from);
  return { owner, escalation };
}
