/** A small seeded generator: searches need variety, and the same problem must give the same plan on every machine. */

/** Returns a generator of numbers in [0, 1): mulberry32 by T. Ettinger, one 32-bit word of state. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
