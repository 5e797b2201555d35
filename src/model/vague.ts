/** Words that promise without saying what is seen. */

/** The words, unless policy has others (`observable-outcome: {vague: …}`); a star ends a word stem. */
// prettier-ignore
export const VAGUE: readonly string[] = [
  'better', 'improve*', 'improving', 'enhance*', 'optimi*', 'faster', 'easier', 'smoother', 'seamless*', 'frictionless', 'world-class', 'best-in-class',
  'state-of-the-art', 'cutting-edge', 'next-level', 'premium', 'excellent', 'excellence', 'great', 'amazing', 'delight*', 'happy', 'happier', 'satisfied',
  'successful*', 'user-friendly', 'intuitive*', 'robust', 'modern', 'high-quality', 'top-quality', 'flawless*', 'hassle-free', 'peace of mind', 'value-added',
];

/** Returns the first vague word of a text, as it stands there; null when it has none. */
export function vagueWord(text: string, vague: readonly string[] = VAGUE): string | null {
  const lower = text.toLowerCase();
  for (const each of vague) {
    const stem = each.endsWith('*');
    const word = (stem ? each.slice(0, -1) : each).toLowerCase();
    for (let from = lower.indexOf(word); from >= 0; from = lower.indexOf(word, from + 1)) {
      const end = from + word.length;
      if (isLetter(lower[from - 1]) || (!stem && isLetter(lower[end]))) continue;
      return /^[\p{L}\p{N}-]+/u.exec(text.slice(from))?.[0] ?? each;
    }
  }
  return null;
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
