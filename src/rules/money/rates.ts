/** What an hour of a role costs, by operations' rates. */
import type { Capacity } from '../../model/capacity.ts';
import { at } from '../../model/place.ts';
import { formatNeed, type Cents, type Need } from '../../model/units.ts';
import type { MissingFact } from '../rule.ts';

/** Whether capacity has the role, and the level where one is named. */
export function isRole({ roles }: Capacity, { role, level }: Need): boolean {
  return Object.hasOwn(roles, role) && (level === null || roles[role].levels.includes(level));
}

/**
 * Returns the cents that an hour of one unit of a role costs, or null where operations have not said. Without a level anybody of the role may do
 * it, so the lowest rate is what it costs at least.
 */
export function rateOf(capacity: Capacity, need: Need): Cents | null {
  if (!isRole(capacity, need)) return null;
  const { rate } = capacity.roles[need.role];
  if (rate === null || typeof rate === 'number') return rate;
  if (need.level === null) return Object.keys(rate).length === 0 ? null : Math.min(...Object.values(rate));
  return Object.hasOwn(rate, need.level) ? rate[need.level] : null;
}

/** Returns what operations owe where a role has no rate. */
export function missingRate(need: Need, owedBy: MissingFact['owedBy']): MissingFact {
  return {
    fact: `the rate of ${formatNeed({ ...need, units: 1 })}`,
    file: 'capacity',
    key: `roles.${need.role}.rate`,
    owedBy,
    at: at('capacity', 'roles', need.role, 'rate'),
  };
}
