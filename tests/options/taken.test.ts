// On random deals: a way that is written into the text is the deal that was checked; and each cell of the frontier is true at its edge, judged from the text.
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { judge } from '../../src/judge.ts';
import { factsOf } from '../../src/load/facts.ts';
import { rewritten } from '../../src/load/rewrite.ts';
import { loadDeal } from '../../src/load/workspace.ts';
import { formatDay } from '../../src/model/day.ts';
import type { DealFile } from '../../src/model/deal.ts';
import { edited } from '../../src/options/edit.ts';
import { frontierOf } from '../../src/options/frontier.ts';
import type { Check } from '../../src/options/way.ts';
import { canonical } from '../../src/signoff/digest.ts';
import { plannerSettings, resolveSettings } from '../../src/rules/settings.ts';
import { planDeal, type Searches } from '../../src/schedule/plan.ts';
import { source } from '../load/read.ts';
import { generate } from '../oracle/generate.ts';
import { judgeTexts, type Texts } from '../rules/workspace.ts';
import { seedsOr } from '../tries.ts';
import { waysOf } from './again.ts';

type Plain = Record<string, unknown>;

const SEEDS = seedsOr(4);
const seeds = Array.from({ length: SEEDS }, (_, k) => 91_000 + k);

/** A deal that asks for some days before the safe one, with a comment on every line. */
function tooEarly(seed: number): Texts | null {
  const { texts, today } = generate(seed);
  const { judgement } = judgeTexts({ ...texts, today });
  if (judgement.safe === null) return null;
  const deal = parse(texts.deal) as Plain;
  (deal['dates'] as Plain)['wanted'] = { complete: formatDay(judgement.safe - 2 - (seed % 5)) };
  const lines = stringify(deal, { collectionStyle: seed % 2 === 0 ? 'any' : 'flow' }).split('\n');
  return { ...texts, today, deal: lines.map((line, n) => (line === '' ? line : `${line} # ${n}`)).join('\n') };
}

const comments = (text: string): string[] => (text.match(/# \d+/g) ?? []).sort();

describe('on random deals', () => {
  it('a way that is written is what was checked, and no comment is lost', { timeout: SEEDS * 12_000 }, () => {
    let taken = 0;
    for (const seed of seeds) {
      const texts = tooEarly(seed);
      if (texts === null) continue;
      const { deal } = loadDeal(source('deal', texts.deal));
      for (const way of waysOf(texts).ways) {
        const result = rewritten(texts.deal, way.edits);
        if ('problem' in result) throw new Error(`${seed} '${way.words}': ${result.problem}\n${texts.deal}`);
        expect(canonical(loadDeal(source('deal', result.text)).deal)).toBe(canonical(edited<DealFile>(deal!, way.edits)));
        expect(comments(result.text)).toEqual(comments(texts.deal));
        taken++;
      }
    }
    expect(taken).toBeGreaterThan(SEEDS);
  });

  it('so many are safe by a day, and one more is not', { timeout: SEEDS * 30_000 }, () => {
    let edges = 0;
    for (const seed of seeds) {
      const texts = tooEarly(seed);
      if (texts === null) continue;
      const before = judgeTexts(texts);
      const { facts } = before;
      const searches: Searches = new Map();
      const { policy, capacity, library, history } = facts;
      const check: Check = (file) => {
        const now = factsOf({ deal: file, path: 'deal.yaml', workspace: { policy, capacity, library, history }, today: facts.today });
        const settings = resolveSettings(now.policy, now.profile);
        const schedule = planDeal(now, plannerSettings(settings, 1), 'rules', searches);
        return { facts: now, schedule, judgement: judge(now, schedule, settings) };
      };
      const { rows, because, spent } = frontierOf(before, check);
      if (because !== null) continue;
      /** Whether so many of an item are safe by a day, with the deal's text typed anew. */
      const holds = (item: number, pieces: number, day: number): boolean => {
        const deal = parse(texts.deal) as Plain;
        const items = deal['items'] as Plain[];
        if (pieces === 0) items.splice(item, 1);
        else items[item]['quantity'] = pieces;
        (deal['dates'] as Plain)['offered'] = { complete: formatDay(day) };
        const { judgement } = judgeTexts({ ...texts, deal: stringify(deal) });
        return judgement.safe !== null && judgement.safe <= day;
      };
      for (const { day, cells } of rows.slice(0, 3)) {
        for (const [index, { most, tight }] of cells.entries()) {
          // Only where the budget ran out may it be unknown.
          if (!tight && !spent) throw new Error(`${seed}: nobody has seen that ${most} is the most of ${index} by ${formatDay(day)}`);
          const of = facts.deal.items[index].quantity;
          if (most !== null && most > 0) expect({ seed, day, most, is: holds(index, most, day) }).toEqual({ seed, day, most, is: true });
          if (tight && most !== null && most < of)
            expect({ seed, day, more: holds(index, most + 1, day) }).toEqual({ seed, day, more: false });
          edges++;
        }
      }
    }
    expect(edges).toBeGreaterThan(SEEDS);
  });
});
