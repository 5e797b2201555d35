// Whatever is printed is true: each way is applied to the text of a random deal, judged from there, and one notch less of it is judged too.
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { formatDay } from '../../src/model/day.ts';
import { generate } from '../oracle/generate.ts';
import { judgeTexts, type Texts } from '../rules/workspace.ts';
import { waysOf, wrongsOf } from './again.ts';
import { seedsOr } from '../tries.ts';

const SEEDS = seedsOr(15);
const seeds = Array.from({ length: SEEDS }, (_, k) => 90_000 + k);

type Plain = Record<string, unknown>;

/** A deal that asks for a day before the safe one, and promises what a seller would have written. */
function tooEarly(seed: number): Texts | null {
  const { texts, today } = generate(seed);
  const { judgement, facts } = judgeTexts({ ...texts, today });
  if (judgement.safe === null) return null;
  const complete = formatDay(judgement.safe - 1 - (seed % 7));
  const deal = parse(texts.deal) as Plain;
  const dates = deal['dates'] as Plain;
  dates['wanted'] = { complete, ...(seed % 5 === 0 ? { start: [formatDay(facts.deal.begin), complete].sort()[0] } : {}) };
  if (seed % 3 === 0) dates['offered'] = { complete };
  if (seed % 2 === 0) {
    deal['promises'] = (deal['items'] as Plain[]).map(({ id, quantity }) => ({
      id: `all-${id as string}`,
      text: `${quantity as number} of ${id as string} at the dock`,
      complete_when: {
        observable: `${quantity as number} counted`,
        measure: 'pieces',
        threshold: `${quantity as number}`,
        evidence: 'signed delivery note',
      },
      items: [id],
      quantity,
      ...(seed % 4 === 0 ? { due: complete } : {}),
    }));
  }
  if (seed % 11 === 0) (deal['items'] as Plain[]).at(-1)!['phase'] = 2;
  return { ...texts, today, deal: stringify(deal) };
}

describe('every way to say yes', () => {
  it('holds on the text of the deal, and one notch less does not', { timeout: SEEDS * 12_000 }, () => {
    const kinds = new Map<string, number>();
    const wrong: string[] = [];
    let stopped = 0;
    for (const seed of seeds) {
      const texts = tooEarly(seed);
      if (texts === null) continue;
      const { ways, spent, checks } = waysOf(texts);
      if (spent) stopped++;
      if (checks > 20 || ways.length > 5) wrong.push(`${seed}: ${checks} checks for ${ways.length} ways`);
      for (const way of ways) {
        kinds.set(way.kind, (kinds.get(way.kind) ?? 0) + 1);
        // Only where the budget ran out may it be unknown whether less would do; what is called tight is.
        if (!way.tight && !spent) wrong.push(`${seed}: nobody has seen that less than '${way.words}' is not enough`);
        wrong.push(...wrongsOf(texts, way).map((words) => `${seed}: ${words}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(stopped).toBeLessThan(1 + SEEDS / 20);
    for (const kind of ['date', 'scope', 'phase'])
      expect({ kind, seen: (kinds.get(kind) ?? 0) > SEEDS / 10 }).toEqual({ kind, seen: true });
  });

  it('is the same on every run', () => {
    for (const seed of seeds.slice(0, 4)) {
      const texts = tooEarly(seed);
      if (texts !== null) expect(JSON.stringify(waysOf(texts))).toBe(JSON.stringify(waysOf(texts)));
    }
  });
});
