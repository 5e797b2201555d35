import { describe, expect, it } from 'vitest';
import { latestDay } from '../../src/options/latest.ts';
import type { Tried } from '../../src/options/recheck.ts';
import { judgeBase } from '../rules/workspace.ts';

/** Looks for the latest of the days 1 to 60 that is enough; the looks say up to which day they think it is. */
function asked({ quick, closer, truth }: { quick: number; closer?: number; truth: number }) {
  const days = Array.from({ length: 60 }, (_, n) => n + 1);
  const tried: number[] = [];
  const looked: number[] = [];
  const after = judgeBase();
  const latest = latestDay(
    days,
    (day) => day <= quick,
    (day): Tried => (tried.push(day), { passes: day <= truth, approvers: [], remain: [], after }),
    closer === undefined ? undefined : (day) => (looked.push(day), day <= closer),
  );
  return { day: latest?.day, tight: latest?.tight, tried, looked };
}

describe('the latest day that is enough', () => {
  it('is asked for twice where the quick look is right, and looked at once more', () => {
    expect(asked({ quick: 19, closer: 19, truth: 19 })).toEqual({ day: 19, tight: true, tried: [19, 20], looked: [20] });
  });

  it('is found by closer looks where the quick one sees too little', () => {
    // Between day 20, which is enough, and none of 61: 40, 30, 25, 27, 28, 29 are the halves.
    expect(asked({ quick: 19, closer: 28, truth: 28 })).toEqual({
      day: 28,
      tight: true,
      tried: [28, 29],
      looked: [20, 40, 30, 25, 27, 28, 29],
    });
  });

  it('is what whole checks say, whatever the looks say', () => {
    expect(asked({ quick: 19, closer: 40, truth: 24 })).toMatchObject({ day: 24, tight: true });
    expect(asked({ quick: 19, closer: 19, truth: 24 })).toMatchObject({ day: 24, tight: true });
    expect(asked({ quick: 19, truth: 17 })).toMatchObject({ day: 17, tight: true, looked: [] });
  });
});
