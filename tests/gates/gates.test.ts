import { describe, expect, it } from 'vitest';
import { GATES } from './all.ts';
import { tryGate } from './gate.ts';

describe.each(GATES)('$name', (gate) => {
  it(`${gate.claim} (${gate.few} tries; npm run gates: ${gate.all})`, { timeout: gate.few * 2000 }, async () => {
    const { compared, wrong } = await tryGate(gate, gate.few);
    // A gate that compares nothing would let everything through.
    expect(compared).toBeGreaterThan((gate.few * gate.atLeast) / gate.all / 2);
    expect(wrong).toEqual([]);
  });
});
