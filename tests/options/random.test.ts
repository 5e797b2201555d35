// Whatever is printed is true: each way is applied to the texts of a random workspace, judged from there, and one notch less of it is judged too.
// `npm run gates -- 'ways to say yes'` tries hundreds.
import { describe, expect, it } from 'vitest';
import { seedsOr } from '../tries.ts';
import { waysOf } from './again.ts';
import { tooEarly, tryWays } from './too-early.ts';

const SEEDS = seedsOr(16);
const seeds = Array.from({ length: SEEDS }, (_, k) => 90_000 + k);

describe('every way to say yes', () => {
  it('holds on the texts of the workspace, and one notch less does not', { timeout: SEEDS * 12_000 }, () => {
    const kinds = new Map<string, number>();
    const wrong: string[] = [];
    let stopped = 0;
    for (const seed of seeds) {
      const texts = tooEarly(seed);
      if (texts === null) continue;
      const { ways, spent, wrong: found } = tryWays(seed, texts);
      if (spent) stopped++;
      for (const { kind } of ways) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      wrong.push(...found);
    }
    expect(wrong).toEqual([]);
    expect(stopped).toBeLessThan(1 + SEEDS / 10);
    for (const kind of ['date', 'scope', 'phase', 'person'])
      expect({ kind, seen: (kinds.get(kind) ?? 0) > SEEDS / 20 }).toEqual({ kind, seen: true });
  });

  it('is the same on every run', () => {
    for (const seed of seeds.slice(0, 4)) {
      const texts = tooEarly(seed);
      if (texts !== null) expect(JSON.stringify(waysOf(texts))).toBe(JSON.stringify(waysOf(texts)));
    }
  });
});
