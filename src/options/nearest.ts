/** The most pieces for which an expensive question is answered with yes, beginning at a good guess. */

/** The most that was seen to pass, 0 when nothing was; and whether one more was seen to fail. */
export interface Nearest {
  readonly most: number;
  readonly tight: boolean;
}

/**
 * Returns the most of 1 … `fails` - 1 that passes, when the guess is good after two questions: it passes, and one more does not. `fails` is known to
 * fail. From a bad guess the steps double, and then halve; from `fails` - 1, which is none, they halve at once. `passes` answers null when no more may
 * be asked.
 */
export function nearest(guess: number, fails: number, passes: (pieces: number) => boolean | null): Nearest {
  let low = 0;
  let high = fails;
  let step = 1;
  let next = Math.max(1, Math.min(guess, fails - 1));
  while (high - low > 1) {
    const answer = passes(next);
    if (answer === null) return { most: low, tight: false };
    if (answer) low = next;
    else high = next;
    // Until both sides have been asked about, the other one lies a step away, or two, or four; of a guess that said nothing, anywhere.
    if (low === 0 && guess < fails - 1) next = Math.max(1, high - step);
    else if (low === 0) next = Math.max(1, high >> 1);
    else if (high === fails) next = Math.min(high - 1, low + step);
    else next = (low + high) >> 1;
    step *= 2;
  }
  return { most: low, tight: true };
}
