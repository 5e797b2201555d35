import { assert, integer, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/options/nearest.ts';

/** Asks for the most that is at most `most`, so often at the most. */
function asked(guess: number, fails: number, most: number, budget = Infinity) {
  const questions: number[] = [];
  const found = nearest(guess, fails, (pieces) => {
    if (questions.length >= budget) return null;
    questions.push(pieces);
    return pieces <= most;
  });
  return { ...found, questions };
}

describe('the most that passes', () => {
  it('takes two questions from a good guess', () => {
    expect(asked(72, 300, 72)).toEqual({ most: 72, tight: true, questions: [72, 73] });
  });

  it('takes one at either end', () => {
    expect(asked(299, 300, 299)).toEqual({ most: 299, tight: true, questions: [299] });
    expect(asked(1, 300, 0)).toEqual({ most: 0, tight: true, questions: [1] });
  });

  it('steps on, doubling, and then halves', () => {
    expect(asked(60, 180, 120)).toEqual({ most: 120, tight: true, questions: [60, 61, 63, 67, 75, 91, 123, 107, 115, 119, 121, 120] });
    expect(asked(60, 180, 57)).toEqual({ most: 57, tight: true, questions: [60, 59, 57, 58] });
  });

  it('halves at once where the guess says nothing', () => {
    expect(asked(299, 300, 150).questions).toEqual([299, 149, 224, 186, 167, 158, 153, 151, 150]);
  });

  it('is right from any guess, asks nothing twice, and soon ends', () => {
    const cases = record({ fails: integer({ min: 2, max: 5000 }), guess: nat(6000), most: nat(6000) });
    assert(
      property(cases, ({ fails, guess, most }) => {
        const truth = Math.min(most, fails - 1);
        const found = asked(guess, fails, truth);
        expect(found).toMatchObject({ most: truth, tight: true });
        expect(new Set(found.questions).size).toBe(found.questions.length);
        expect(found.questions.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(fails)) + 3);
      }),
    );
  });

  it('says when it could not ask on', () => {
    expect(asked(60, 180, 120, 3)).toEqual({ most: 63, tight: false, questions: [60, 61, 63] });
    expect(asked(60, 180, 10, 2)).toEqual({ most: 0, tight: false, questions: [60, 59] });
  });
});
