import { describe, expect, it } from 'vitest';
import { HAS_SSH } from '../signoff/keys.ts';
import { GATES } from './all.ts';
import { tryGate } from './gate.ts';
import { trySafe } from './sound.ts';

describe.each(GATES)('$name', (gate) => {
  it.skipIf(gate.needs === 'ssh-keygen' && !HAS_SSH)(
    `${gate.claim} (${gate.few} tries; npm run gates: ${gate.all})`,
    { timeout: Math.max(20_000, gate.few * 8000) },
    async () => {
      const { compared, wrong } = await tryGate(gate, gate.few);
      // A gate that compares nothing would let everything through.
      expect(compared).toBeGreaterThan((gate.few * gate.atLeast) / gate.all / 2);
      expect(wrong).toEqual([]);
    },
  );
});

// An order that survives best as a whole may be sooner for an early phase than the order that does that phase first.
it.each([200_368, 201_370])('in phases of seed %i, which once had a safe date that did not hold', async (seed) => {
  const { compared, wrong } = await trySafe(seed, { phases: true }, undefined);
  expect({ compared, wrong }).toEqual({ compared: 1, wrong: [] });
});
