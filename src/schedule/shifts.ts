/** Which hours of which role a booking works otherwise when it moves: its day may stay, and its people's days do not. */
import type { Day } from '../model/day.ts';
import type { CapacityProfile } from './capacity.ts';
import type { Uses } from './held.ts';
import type { Shift } from './schedule.ts';

/** Returns the hours that a booking gives up and those that it takes instead, by role; roles whose hours all stay are left out. */
export function shiftsOf({ axis, resources, roles }: CapacityProfile, before: Uses, after: Uses): Shift[] {
  return roles.flatMap((role, index): Shift[] => {
    // The first resource of a role counts everybody, of whatever level.
    const resource = resources.findIndex(({ roleIndex }) => roleIndex === index);
    const change = new Map<number, number>();
    for (const [uses, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      for (let u = 0; u < uses.length; u += 3) {
        if (uses[u] === resource) change.set(uses[u + 1], (change.get(uses[u + 1]) ?? 0) + sign * uses[u + 2]);
      }
    }
    const slots = [...change].sort(([a], [b]) => a - b);
    const days = (sign: 1 | -1): readonly [Day, Day] | null => {
      const own = slots.filter(([, units]) => units * sign > 0).map(([slot]) => axis.days[axis.dayOfSlot[slot]]);
      return own.length === 0 ? null : [own[0], own.at(-1)!];
    };
    const [from, to] = [days(-1), days(1)];
    if (from === null) return [];
    const given = slots.reduce((sum, [, units]) => sum - Math.min(0, units), 0);
    return [{ role, hours: (given * axis.grain) / 60, from, to }];
  });
}
